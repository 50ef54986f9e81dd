/* iso-html-text.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "reader/iso-html-text.h"

#include "reader/iso-decode.h"
#include "reader/iso-text-private.h"

#include <string.h>

#define MAX_COLUMNS 20000   /* more than a spreadsheet has */
#define MAX_SPAN 1000       /* as the standard of pages has it */
#define MAX_NAME 15         /* of a tag that matters */

typedef struct
{
  IsoTextBuilder *builder;
  const char     *p;           /* what is read next */
  guint           line;        /* of it */
  GString        *text;        /* of the cell, or of the line outside cells */
  guint           text_line;
  GArray         *spans;       /* of guint: how many rows below a column still belongs to a cell above */
  guint           row;         /* of the text */
  guint           row_line;    /* where it begins in the page */
  guint           column;      /* where the next cell stands */
  guint           tables;      /* that were seen */
  guint           cell_columns;
  guint           cell_rows;
  gboolean        in_cell;
  gboolean        in_row;
  gboolean        full;
} Page;

typedef struct
{
  char        name[MAX_NAME + 1];   /* in small letters; cut where it is longer */
  gboolean    ends;
  const char *attributes;           /* up to `end` */
  const char *end;
} Tag;

/* Those that pages of measured values have. */
static const struct
{
  const char *name;
  const char *text;
} entities[] = {
  { "nbsp", " " }, { "amp", "&" }, { "lt", "<" }, { "gt", ">" }, { "quot", "\"" }, { "apos", "'" }, { "micro", "µ" }, { "mu", "µ" },
  { "deg", "°" }, { "plusmn", "±" }, { "minus", "-" }, { "ndash", "–" }, { "times", "×" }, { "middot", "·" }, { "sup2", "²" },
  { "sup3", "³" }, { "alpha", "α" }, { "beta", "β" }, { "gamma", "γ" }, { "auml", "ä" }, { "ouml", "ö" }, { "uuml", "ü" },
  { "Auml", "Ä" }, { "Ouml", "Ö" }, { "Uuml", "Ü" }, { "szlig", "ß" }, { "eacute", "é" }, { "egrave", "è" },
};

/* --- rows and cells ---------------------------------------------------------------------------------------------------------------- */

static void
write_cell (Page *page, guint column)
{
  if (page->text->len > 0 && iso_text_builder_add (page->builder, page->row, column, page->text->str, FALSE) != ISO_TEXT_ADDED)
    page->full = TRUE;
  g_string_truncate (page->text, 0);
}

static void
end_line (Page *page)
{
  g_strstrip (page->text->str);
  page->text->len = strlen (page->text->str);
  if (page->text->len == 0)
    return;
  write_cell (page, 0);
  iso_text_builder_set_line (page->builder, page->text_line);
  page->row++;
}

static gboolean
is_taken (Page *page, guint column)
{
  return column < page->spans->len && g_array_index (page->spans, guint, column) > 0;
}

static void
end_cell (Page *page)
{
  gboolean written;

  if (!page->in_cell)
    return;
  page->in_cell = FALSE;
  g_strstrip (page->text->str);
  page->text->len = strlen (page->text->str);
  if (page->column + page->cell_columns > MAX_COLUMNS)
    {
      page->full = TRUE;
      return;
    }
  written = page->text->len > 0;
  write_cell (page, page->column);
  if (written)
    iso_text_builder_set_line (page->builder, page->row_line);
  if (page->cell_rows > 1 && page->spans->len < page->column + page->cell_columns)
    g_array_set_size (page->spans, page->column + page->cell_columns);
  for (guint i = 0; i < page->cell_columns; i++, page->column++)
    if (page->cell_rows > 1)
      g_array_index (page->spans, guint, page->column) = page->cell_rows;
}

/* Every row counts, even an empty one: it may stand between two plates. */
static void
end_row (Page *page)
{
  end_cell (page);
  if (!page->in_row)
    return;
  page->in_row = FALSE;
  for (guint i = 0; i < page->spans->len; i++)
    if (g_array_index (page->spans, guint, i) > 0)
      g_array_index (page->spans, guint, i)--;
  page->row++;
}

static void
begin_row (Page *page)
{
  end_row (page);
  end_line (page);
  page->in_row = TRUE;
  page->row_line = page->line;
  page->column = 0;
}

static guint
get_span (const Tag *tag, const char *name)
{
  gsize length = strlen (name);

  for (const char *p = tag->attributes; p + length < tag->end; p++)
    if (g_ascii_strncasecmp (p, name, length) == 0 && g_ascii_isspace (p[-1]))
      {
        for (p += length; p < tag->end && (g_ascii_isspace (*p) || strchr ("=\"'", *p) != NULL); p++)
          ;
        return (guint) CLAMP (g_ascii_strtoull (p, NULL, 10), 1, MAX_SPAN);
      }
  return 1;
}

static void
begin_cell (Page *page, const Tag *tag)
{
  end_cell (page);
  if (!page->in_row)
    begin_row (page);
  while (is_taken (page, page->column))
    page->column++;
  page->cell_columns = get_span (tag, "colspan");
  page->cell_rows = get_span (tag, "rowspan");
  page->in_cell = TRUE;
  g_string_truncate (page->text, 0);
}

/* --- the page ---------------------------------------------------------------------------------------------------------------------- */

static gboolean
is_one_of (const char *name, const char *const *names)
{
  return g_strv_contains (names, name);
}

static void
take_tag (Page *page, const Tag *tag)
{
  static const char *const cells[] = { "td", "th", NULL };
  static const char *const groups[] = { "table", "thead", "tbody", "tfoot", NULL };
  static const char *const lines[] = { "br", "p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "caption", "body", "pre", NULL };

  if (is_one_of (tag->name, cells) && tag->ends)
    end_cell (page);
  else if (is_one_of (tag->name, cells))
    begin_cell (page, tag);
  else if (strcmp (tag->name, "tr") == 0 && tag->ends)
    end_row (page);
  else if (strcmp (tag->name, "tr") == 0)
    begin_row (page);
  else if (is_one_of (tag->name, groups))
    {
      end_row (page);
      end_line (page);
      page->tables += strcmp (tag->name, "table") == 0;
      g_array_set_size (page->spans, 0);
    }
  else if (is_one_of (tag->name, lines) && page->in_cell)
    g_string_append_c (page->text, ' ');
  else if (is_one_of (tag->name, lines))
    end_line (page);
}

static void
advance (Page *page, const char *to)
{
  for (; page->p < to; page->p++)
    page->line += *page->p == '\n' || (*page->p == '\r' && page->p[1] != '\n');
}

/* Behind the end of what begins here; of the page if it never ends. */
static void
skip_past (Page *page, const char *words)
{
  for (const char *p = page->p; *p != '\0'; p++)
    if (g_ascii_strncasecmp (p, words, strlen (words)) == 0)
      {
        advance (page, p + strlen (words));
        return;
      }
  advance (page, page->p + strlen (page->p));
}

/* The end of a tag: a ">" that stands in no quotes; or of the page. */
static const char *
find_tag_end (const char *p)
{
  char quote = '\0';

  for (; *p != '\0' && (quote != '\0' || *p != '>'); p++)
    {
      if (quote != '\0')
        quote = *p == quote ? '\0' : quote;
      else if ((*p == '"' || *p == '\'') && p[-1] == '=')
        quote = *p;
    }
  return p;
}

static void
read_tag (Page *page)
{
  static const char *const hidden[] = { "script", "style", "title", NULL };
  const char *p = page->p + 1;
  Tag tag = { .ends = *p == '/' };
  gsize n = 0;

  if (strncmp (page->p, "<!--", 4) == 0)
    {
      skip_past (page, "-->");
      return;
    }
  for (p += tag.ends; g_ascii_isalnum (*p); p++)
    if (n < MAX_NAME)
      tag.name[n++] = g_ascii_tolower (*p);
  tag.attributes = p;
  tag.end = find_tag_end (p);
  if (is_one_of (tag.name, hidden) && !tag.ends)
    {
      g_autofree char *end = g_strconcat ("</", tag.name, NULL);

      skip_past (page, end);
      skip_past (page, ">");
      return;
    }
  take_tag (page, &tag);
  advance (page, tag.end + (*tag.end == '>'));
}

/* What "&...;" means; the sign itself where it means nothing. */
static void
read_entity (Page *page)
{
  const char *p = page->p + 1;
  gsize length = strcspn (p, "; <&\r\n");
  gunichar sign = 0;

  if (p[length] == ';' && *p == '#')
    sign = (gunichar) MIN (g_ascii_strtoull (p + 1 + (p[1] == 'x' || p[1] == 'X'), NULL, p[1] == 'x' || p[1] == 'X' ? 16 : 10), G_MAXINT32);
  if (sign == 0xA0)
    sign = ' ';
  if (sign >= 0x20 && g_unichar_validate (sign))
    {
      g_string_append_unichar (page->text, sign);
      advance (page, p + length + 1);
      return;
    }
  for (gsize i = 0; p[length] == ';' && i < G_N_ELEMENTS (entities); i++)
    if (strlen (entities[i].name) == length && strncmp (entities[i].name, p, length) == 0)
      {
        g_string_append (page->text, entities[i].text);
        advance (page, p + length + 1);
        return;
      }
  g_string_append_c (page->text, '&');
  advance (page, p);
}

static void
read_text (Page *page)
{
  gsize length = strcspn (page->p, "<& \t\r\n");

  if (page->text->len == 0)
    page->text_line = page->line;
  g_string_append_len (page->text, page->p, (gssize) length);
  advance (page, page->p + length);
  length = strspn (page->p, " \t\r\n");
  if (length > 0)
    g_string_append_c (page->text, ' ');
  advance (page, page->p + length);
}

static gboolean
begins_tag (const char *p)
{
  return *p == '<' && (g_ascii_isalpha (p[1]) || p[1] == '/' || p[1] == '!' || p[1] == '?');
}

static void
read_page (Page *page)
{
  while (*page->p != '\0' && !page->full)
    {
      if (begins_tag (page->p))
        read_tag (page);
      else if (*page->p == '&')
        read_entity (page);
      else if (*page->p == '<')
        {
          g_string_append_c (page->text, '<');
          page->p++;
        }
      else
        read_text (page);
    }
  end_row (page);
  end_line (page);
}

IsoText *
iso_html_text_read (const IsoSource *source, GError **error)
{
  IsoEncoding encoding;
  g_autofree char *bytes = iso_decode (iso_source_bytes (source), &encoding);
  g_autoptr (IsoTextBuilder) builder = iso_text_builder_new (iso_source_name (source));
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GArray) spans = g_array_new (FALSE, TRUE, sizeof (guint));
  Page page = { .builder = builder, .p = bytes, .line = 1, .text = text, .spans = spans };
  const IsoPlace place = { .file = (char *) iso_source_name (source) };

  read_page (&page);
  if (page.full)
    iso_error_set (error, ISO_ERROR_TOO_LARGE, &place, N_("The tables of this page are too large. Export fewer plates into one file."), NULL);
  else if (page.tables == 0)
    iso_error_set (error, ISO_ERROR_UNSUPPORTED, &place,
                   N_("This is a web page, even if its name says otherwise, and there is no table in it. Export text or CSV from the reader's "
                      "program."),
                   NULL);
  else
    return iso_text_builder_finish (g_steal_pointer (&builder));
  return NULL;
}
