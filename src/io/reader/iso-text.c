/* iso-text.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "reader/iso-text-parts.h"

#include "reader/iso-cell.h"
#include "reader/iso-decode.h"
#include "reader/iso-fcs.h"
#include "reader/iso-html-text.h"
#include "reader/iso-signature.h"
#include "reader/iso-workbook.h"
#include "reader/iso-xls.h"
#include "reader/iso-xml-text.h"

#include <string.h>

/* Rows that decide about the delimiter. */
#define DELIMITER_ROWS 100

/* A spreadsheet has 16,384 columns at most, and a kinetic with its times across not many more. */
#define MAX_ROW_CELLS 100000u

/* What no cell of a table has. */
#define MAX_CELL_CHARACTERS 1000000

typedef struct
{
  guint    tab;
  guint    semicolon;
  guint    comma;
  guint    tab_lines;
  guint    semicolon_lines;
  guint    comma_lines;
  gboolean decimal_commas;   /* every comma so far stands between digits */
} Counts;

static void
count_line (const char *line, const char *end, Counts *counts)
{
  guint tab = 0;
  guint semicolon = 0;
  guint comma = 0;
  gboolean quoted = FALSE;

  for (const char *p = line; p < end; p++)
    {
      if (*p == '"')
        quoted = !quoted && (p == line || strchr ("\t;,", p[-1]) != NULL);
      if (quoted)
        continue;
      tab += *p == '\t';
      semicolon += *p == ';';
      if (*p != ',')
        continue;
      comma++;
      if (p == line || !g_ascii_isdigit (p[-1]) || !g_ascii_isdigit (p[1]))
        counts->decimal_commas = FALSE;
    }
  counts->tab += tab;
  counts->semicolon += semicolon;
  counts->comma += comma;
  counts->tab_lines += tab > 0;
  counts->semicolon_lines += semicolon > 0;
  counts->comma_lines += comma > 0;
}

/* Prose and paths hold commas, so a tab counts for more; in a list of decimal commas the semicolon is what separates.
 * */
static char
find_delimiter (const char *text)
{
  Counts counts = { .decimal_commas = TRUE };
  guint lines = 0;

  for (const char *line = text; *line != '\0' && lines < DELIMITER_ROWS;)
    {
      const char *end = line + strcspn (line, "\r\n");

      if (strspn (line, " \t,;") < (gsize) (end - line))
        {
          count_line (line, end, &counts);
          lines++;
        }
      line = end + (*end != '\0');
    }

  if (counts.tab > 0 && counts.tab_lines * 3 >= counts.comma_lines && counts.tab_lines * 3 >= counts.semicolon_lines)
    return '\t';
  if (counts.semicolon > counts.comma)
    return ';';
  if (counts.semicolon > 0 && counts.decimal_commas && counts.semicolon_lines >= counts.comma_lines)
    return ';';
  return counts.comma > 0 ? ',' : '\t';
}

static gboolean
is_line_end (char c)
{
  return c == '\n' || c == '\r' || c == '\0';
}

/* The end of the quoted cell that starts at `p`, behind its closing quote; NULL if the quote is just a character there:
 * never closed, or closed in the middle of something. */
static char *
find_quoted_end (char *p, char delimiter)
{
  for (p++; *p != '\0'; p++)
    {
      if (*p != '"')
        continue;
      if (p[1] == '"')
        {
          p++;
          continue;
        }
      for (p++; *p == ' '; p++)
        ;
      return *p == delimiter || is_line_end (*p) ? p : NULL;
    }
  return NULL;
}

/* Removes the quotes of [start, end), moving the text to the left, and returns its new end. `lines` counts line ends in
 * it. */
static char *
unquote (char *start, char *end, guint *lines)
{
  char *to = start;

  while (end[-1] != '"')
    end--;
  for (char *from = start + 1; from < end - 1; from++)
    {
      if (*from == '"')
        from++;
      if (*from == '\n' || (*from == '\r' && from[1] != '\n'))
        (*lines)++;
      *to++ = *from;
    }
  return to;
}

static void
add_cell (IsoText *text, IsoTextRow *row, char *start, char *end)
{
  guint32 offset;

  while (start < end && g_ascii_isspace (*start))
    start++;
  while (end > start && g_ascii_isspace (end[-1]))
    end--;
  *end = '\0';
  offset = (guint32) (start - text->buffer);
  g_array_append_val (text->cells, offset);
  row->n++;
  if (start < end)
    row->used = row->n;
}

/* Cuts the buffer into rows and cells; FALSE if there are too many. */
static gboolean
split (IsoText *text)
{
  char *p = text->buffer;
  guint line = 1;

  while (*p != '\0' && text->cells->len <= ISO_TEXT_MAX_CELLS && !text->too_wide)
    {
      IsoTextRow row = { .first = text->cells->len, .line = line };
      char last;

      do
        {
          char *start = p;
          char *end = *p == '"' ? find_quoted_end (p, text->delimiter) : NULL;

          if (end != NULL)
            {
              p = end;
              end = unquote (start, end, &line);
            }
          else
            {
              while (*p != text->delimiter && !is_line_end (*p))
                p++;
              end = p;
            }
          last = *p;
          if (last != '\0')
            p++;
          if (last == '\r' && *p == '\n')
            p++;
          text->too_wide = row.n >= MAX_ROW_CELLS || end - start > MAX_CELL_CHARACTERS;
          add_cell (text, &row, start, end);
        }
      while (last == text->delimiter && !text->too_wide);

      g_array_append_val (text->rows, row);
      text->open_ended = last == '\0';
      line++;
    }
  return text->cells->len <= ISO_TEXT_MAX_CELLS && !text->too_wide;
}

void
iso_text_judge_numbers (IsoText *text)
{
  gboolean point = FALSE;
  gboolean comma = FALSE;

  for (guint r = 0; r < text->rows->len && !(point && comma); r++)
    {
      const IsoTextRow *row = &g_array_index (text->rows, IsoTextRow, r);
      guint numbers = 0;
      gboolean row_point = FALSE;
      gboolean row_comma = FALSE;

      for (guint c = 0; c < row->used; c++)
        {
          IsoDecimalProof proof = iso_cell_decimal_proof (iso_text_cell (text, r, c));

          numbers += proof != ISO_PROOF_NOT_A_NUMBER;
          row_point |= proof == ISO_PROOF_POINT;
          row_comma |= proof == ISO_PROOF_COMMA;
        }
      point |= numbers >= 2 && row_point;
      comma |= numbers >= 2 && row_comma;
    }
  if (point)
    text->numbers = comma ? ISO_NUMBERS_BOTH : ISO_NUMBERS_POINT;
  else
    text->numbers = comma ? ISO_NUMBERS_COMMA : ISO_NUMBERS_PLAIN;
}

static const IsoTextRow *
get_row (const IsoText *text, guint row)
{
  static const IsoTextRow none = { 0 };

  return row < text->rows->len ? &g_array_index (text->rows, IsoTextRow, row) : &none;
}

IsoText *
iso_text_begin (const char *name)
{
  IsoText *text = g_new0 (IsoText, 1);

  text->name = g_strdup (name);
  text->cells = g_array_new (FALSE, FALSE, sizeof (guint32));
  text->rows = g_array_new (FALSE, FALSE, sizeof (IsoTextRow));
  return text;
}

IsoText *
iso_text_new (const IsoSource *source, GError **error)
{
  return iso_text_new_delimited (source, '\0', error);
}

IsoText *
iso_text_new_delimited (const IsoSource *source, char delimiter, GError **error)
{
  IsoPlace place = { .file = (char *) iso_source_name (source) };
  g_autoptr (IsoText) text = NULL;

  switch (iso_signature_find (source))
    {
    case ISO_SIGNATURE_XLSX:
      return iso_workbook_read (source, error);
    case ISO_SIGNATURE_XLS:
      return iso_xls_read (source, error);
    case ISO_SIGNATURE_XML:
      return iso_xml_text_read (source, error);
    case ISO_SIGNATURE_HTML:
      return iso_html_text_read (source, error);
    case ISO_SIGNATURE_FCS:
      iso_fcs_refuse (source, error);
      return NULL;
    default:
      break;
    }
  if (!iso_signature_expect_text (source, error))
    return NULL;
  text = iso_text_begin (iso_source_name (source));
  text->buffer = iso_decode (iso_source_bytes (source), &text->encoding);
  text->delimiter = delimiter != '\0' ? delimiter : find_delimiter (text->buffer);
  if (!split (text) && text->too_wide)
    {
      place.line = iso_text_line (text, iso_text_n_rows (text) - 1);
      iso_error_set (error, ISO_ERROR_TOO_LARGE, &place,
                     N_("This line has more than 100,000 cells, or more than a million characters in one cell: this is no table of readings. "
                        "Export it once more."), NULL);
      return NULL;
    }
  if (text->cells->len > ISO_TEXT_MAX_CELLS)
    {
      iso_error_set (error, ISO_ERROR_TOO_LARGE, &place,
                     N_("The file has more than 32 million cells. Export fewer plates into one file."), NULL);
      return NULL;
    }
  iso_text_judge_numbers (text);
  return g_steal_pointer (&text);
}

void
iso_text_free (IsoText *text)
{
  g_free (text->name);
  g_clear_pointer (&text->sheets, g_ptr_array_unref);
  g_clear_pointer (&text->places, g_ptr_array_unref);
  g_free (text->buffer);
  g_array_unref (text->cells);
  g_array_unref (text->rows);
  g_free (text);
}

guint
iso_text_n_rows (const IsoText *text)
{
  return text->rows->len;
}

guint
iso_text_n_cells (const IsoText *text, guint row)
{
  return get_row (text, row)->n;
}

guint
iso_text_used (const IsoText *text, guint row)
{
  return get_row (text, row)->used;
}

guint
iso_text_line (const IsoText *text, guint row)
{
  return get_row (text, row)->line;
}

const char *
iso_text_cell (const IsoText *text, guint row, guint column)
{
  const IsoTextRow *found = get_row (text, row);

  return column < found->n ? text->buffer + g_array_index (text->cells, guint32, found->first + column) : "";
}

char *
iso_text_join (const IsoText *text, guint row, guint first, guint last)
{
  GString *joined = g_string_new (NULL);

  for (guint c = first; c < last; c++)
    {
      if (c > first)
        g_string_append_c (joined, text->delimiter);
      g_string_append (joined, iso_text_cell (text, row, c));
    }
  return g_string_free (joined, FALSE);
}

const char *
iso_text_sheet (const IsoText *text, guint row)
{
  guint sheet = get_row (text, row)->sheet;

  return text->sheets != NULL && sheet < text->sheets->len ? g_ptr_array_index (text->sheets, sheet) : "";
}

guint
iso_text_sheet_end (const IsoText *text, guint row)
{
  guint sheet = get_row (text, row)->sheet;

  if (text->sheets == NULL || sheet + 1 >= text->sheets->len)
    return text->rows->len;
  while (row < text->rows->len && get_row (text, row)->sheet == sheet)
    row++;
  return row;
}

guint
iso_text_skip_empty (const IsoText *text, guint row)
{
  while (row < text->rows->len && iso_text_used (text, row) == 0)
    row++;
  return row;
}

const char *
iso_text_name (const IsoText *text)
{
  return text->name;
}

char
iso_text_delimiter (const IsoText *text)
{
  return text->delimiter;
}

IsoEncoding
iso_text_encoding (const IsoText *text)
{
  return text->encoding;
}

IsoNumbers
iso_text_numbers (const IsoText *text)
{
  return text->numbers;
}

void
iso_text_set_numbers (IsoText *text, IsoNumbers numbers)
{
  text->numbers = numbers;
}

gboolean
iso_text_is_open_ended (const IsoText *text)
{
  return text->open_ended;
}

IsoPlace
iso_text_place (const IsoText *text, guint row)
{
  guint sheet = get_row (text, row)->sheet;

  return (IsoPlace) { .file = text->places != NULL && sheet < text->places->len ? g_ptr_array_index (text->places, sheet) : text->name,
                      .line = iso_text_line (text, row) };
}

IsoPlace
iso_text_place_at (const IsoText *text, guint row, guint column)
{
  IsoPlace place = iso_text_place (text, row);

  place.column = column + 1;
  return place;
}
