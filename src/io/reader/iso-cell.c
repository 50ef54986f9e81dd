/* iso-cell.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "reader/iso-cell.h"

#include "base/iso-number.h"

#include <math.h>
#include <string.h>

typedef struct
{
  const char     *word;
  IsoReadingFlag  flag;
} Token;

/* The words of the readers' programs, without regard to case. */
static const Token tokens[] = {
  { "OVRFLW", ISO_FLAG_OVERFLOW },
  { "OVER", ISO_FLAG_OVERFLOW },
  { "overflow", ISO_FLAG_OVERFLOW },
  { "#SAT", ISO_FLAG_OVERFLOW },
  { "> Max", ISO_FLAG_OVERFLOW },
  { ">Max", ISO_FLAG_OVERFLOW },
  { "< Min", ISO_FLAG_UNDERFLOW },
  { "<Min", ISO_FLAG_UNDERFLOW },
  { "underflow", ISO_FLAG_UNDERFLOW },
  { "MISSED", ISO_FLAG_MISSING },
  { "?????", ISO_FLAG_MISSING },
  { "???", ISO_FLAG_MISSING },
  { "NaN", ISO_FLAG_MISSING },
  { "N/A", ISO_FLAG_MISSING },
  { "Path?", ISO_FLAG_MISSING },
  { "Range?", ISO_FLAG_MISSING },
  { "Masked", ISO_FLAG_MASKED },
  { "INVALID", ISO_FLAG_ERROR },
  { "Error", ISO_FLAG_ERROR },
  { "inf", ISO_FLAG_ERROR },
  { "-inf", ISO_FLAG_ERROR },
};

/* TRUE for one to three digits, the sign, and three digits, such as "1,234", but not "0,234". */
static gboolean
could_be_thousands (const char *cell, char sign)
{
  const char *p = cell + (*cell == '+' || *cell == '-');
  gsize before = strspn (p, "0123456789");

  return before >= 1 && before <= 3 && p[0] != '0' && p[before] == sign && strspn (p + before + 1, "0123456789") == 3 &&
         p[before + 4] == '\0';
}

IsoDecimalProof
iso_cell_decimal_proof (const char *cell)
{
  const char *p = cell + (*cell == '+' || *cell == '-');
  gsize digits = strspn (p, "0123456789");
  char sign = p[digits];
  double value;

  p += digits;
  if (sign == '.' || sign == ',')
    {
      gsize after = strspn (++p, "0123456789");

      digits += after;
      p += after;
    }
  if (digits == 0)
    return ISO_PROOF_NOT_A_NUMBER;
  /* An exponent is rare enough for the long way. */
  if (*p != '\0' && !iso_number_parse (cell, ISO_DECIMAL_POINT, &value) && !iso_number_has_decimal_comma (cell))
    return ISO_PROOF_NOT_A_NUMBER;
  if ((sign != '.' && sign != ',') || could_be_thousands (cell, sign))
    return ISO_PROOF_NOTHING;
  return sign == '.' ? ISO_PROOF_POINT : ISO_PROOF_COMMA;
}

/* NUMBER, UNCLEAR or WORD. */
static IsoCellKind
parse_number (const char *cell, IsoNumbers numbers, char delimiter, double *value)
{
  if (iso_number_parse (cell, ISO_DECIMAL_POINT, value))
    return numbers == ISO_NUMBERS_COMMA && could_be_thousands (cell, '.') ? ISO_CELL_UNCLEAR : ISO_CELL_NUMBER;
  if (!iso_number_has_decimal_comma (cell))
    return ISO_CELL_WORD;
  if (delimiter == ',' || (could_be_thousands (cell, ',') && numbers != ISO_NUMBERS_COMMA))
    return ISO_CELL_UNCLEAR;
  return iso_number_parse (cell, ISO_DECIMAL_COMMA, value) ? ISO_CELL_NUMBER : ISO_CELL_WORD;
}

/* "*0.356*": excluded at the reader. */
static IsoCellKind
parse_masked (const char *cell, IsoNumbers numbers, char delimiter, IsoCellValue *value)
{
  gsize length = strlen (cell);
  g_autofree char *inner = NULL;
  IsoCellKind kind;

  if (length < 3 || cell[length - 1] != '*')
    return ISO_CELL_WORD;
  inner = g_strndup (cell + 1, length - 2);
  kind = parse_number (inner, numbers, delimiter, &value->value);
  if (kind != ISO_CELL_NUMBER)
    return kind;
  value->flag = ISO_FLAG_MASKED;
  return ISO_CELL_TOKEN;
}

/* ">209.845", "<0.000": beyond the ends of a standard curve. */
static gboolean
is_beyond (const char *cell, IsoNumbers numbers, char delimiter)
{
  double limit;

  if (*cell != '<' && *cell != '>')
    return FALSE;
  return parse_number (cell + 1 + strspn (cell + 1, " "), numbers, delimiter, &limit) != ISO_CELL_WORD;
}

IsoCellKind
iso_cell_parse (const char *cell, IsoNumbers numbers, char delimiter, IsoCellValue *value)
{
  IsoCellKind kind;

  value->value = NAN;
  value->flag = ISO_FLAG_NONE;
  if (*cell == '\0' || strcmp (cell, "-") == 0)
    return ISO_CELL_NOTHING;

  kind = parse_number (cell, numbers, delimiter, &value->value);
  if (kind == ISO_CELL_WORD && *cell == '*')
    kind = parse_masked (cell, numbers, delimiter, value);
  if (kind != ISO_CELL_WORD)
    return kind;

  for (gsize i = 0; i < G_N_ELEMENTS (tokens); i++)
    {
      if (g_ascii_strcasecmp (cell, tokens[i].word) == 0)
        {
          value->flag = tokens[i].flag;
          return ISO_CELL_TOKEN;
        }
    }
  if (is_beyond (cell, numbers, delimiter))
    {
      value->flag = *cell == '<' ? ISO_FLAG_UNDERFLOW : ISO_FLAG_OVERFLOW;
      return ISO_CELL_TOKEN;
    }
  value->flag = ISO_FLAG_ERROR;
  return ISO_CELL_WORD;
}

IsoCellKind
iso_cell_parse_at (const IsoText *text, guint row, guint column, IsoCellValue *value)
{
  return iso_cell_parse (iso_text_cell (text, row, column), iso_text_numbers (text), iso_text_delimiter (text), value);
}

int
iso_cell_parse_count (const char *cell)
{
  gsize digits = strspn (cell, "0123456789");

  if (digits == 0 || digits > 6)
    return -1;
  if (cell[digits] == '.' && cell[digits + 1 + strspn (cell + digits + 1, "0")] == '\0')
    return (int) g_ascii_strtoll (cell, NULL, 10);
  return cell[digits] == '\0' ? (int) g_ascii_strtoll (cell, NULL, 10) : -1;
}

gboolean
iso_cell_parse_duration (const char *cell, double *seconds)
{
  g_auto (GStrv) parts = g_strsplit (cell, ":", 4);
  guint n = g_strv_length (parts);
  double total = 0;

  if (n < 1 || n > 3)
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      double part;

      if (!g_ascii_isdigit (parts[i][0]) || !iso_number_parse (parts[i], ISO_DECIMAL_POINT, &part))
        return FALSE;
      if ((i > 0 && part >= 60) || (i + 1 < n && part != floor (part)))
        return FALSE;
      total = total * 60 + part;
    }
  *seconds = total;
  return TRUE;
}

static void
set_unclear_error (const IsoText *text, guint row, guint column, IsoWell well, GError **error)
{
  char name[ISO_WELL_NAME_SIZE];
  IsoPlace place = iso_text_place_at (text, row, column);
  const char *cell = iso_text_cell (text, row, column);

  place.well = (char *) iso_well_name (well, name);
  iso_error_set (error, ISO_ERROR_SYNTAX, &place,
                 N_("It is not clear what the number {1} means: is its comma or point a decimal sign, or does it "
                    "separate thousands? Say which decimal sign the file has, or export without thousands separators."), cell,
                 NULL);
}

gboolean
iso_cell_add_reading (const IsoText *text, guint row, guint column, IsoRead *read, IsoWell well, GError **error)
{
  const char *cell = iso_text_cell (text, row, column);
  char name[ISO_WELL_NAME_SIZE];
  IsoPlace place = iso_text_place_at (text, row, column);
  IsoCellValue value;
  IsoCellKind kind = iso_cell_parse_at (text, row, column, &value);

  if (kind == ISO_CELL_NOTHING)
    return TRUE;
  if (kind == ISO_CELL_UNCLEAR)
    {
      set_unclear_error (text, row, column, well, error);
      return FALSE;
    }
  if (iso_read_add (read, well, value.value, value.flag, kind == ISO_CELL_NUMBER ? NULL : g_strdup (cell),
                    iso_text_line (text, row)))
    return TRUE;

  place.well = (char *) iso_well_name (well, name);
  iso_error_set (error, ISO_ERROR_CORRUPT, &place,
                 N_("Well {1} of the read “{2}” is there twice. Two exports may have been joined into one file; "
                    "export each plate once."),
                 name, read->label, NULL);
  return FALSE;
}

void
iso_cell_set_cut_error (const IsoText *text, guint row, GError **error)
{
  IsoPlace place = iso_text_place (text, row);

  iso_error_set (error, ISO_ERROR_CORRUPT, &place,
                 N_("The file stops in the middle of this line. It may have been cut off; export it once more."),
                 NULL);
}
