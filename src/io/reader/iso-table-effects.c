/* iso-table-effects.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "base/iso-number.h"
#include "reader/iso-cell.h"
#include "reader/iso-table-columns.h"
#include "reader/iso-table-maker.h"
#include "reader/iso-table-shapes.h"

#include <string.h>

typedef enum
{
  ROW_EMPTY,
  ROW_PAIR,     /* a dose and an effect */
  ROW_HEADER,   /* "Dose", "Effect" */
  ROW_NAME,     /* one cell that is no number */
  ROW_OTHER,
} RowKind;

/* What a list is of. */
typedef struct
{
  guint   n;
  char   *drugs[ISO_MAX_DRUGS];
  char   *letters[ISO_MAX_DRUGS];   /* a short name, for ratios */
  double  shares[ISO_MAX_DRUGS];    /* of the dose that stands in the list */
  char   *unit;
} Subject;

/* A cell, or its part between blanks where the whole row is one cell. */
static char **
split_row (const IsoText *text, guint row)
{
  char **cells = g_new0 (char *, iso_text_used (text, row) + 1);

  if (iso_text_used (text, row) == 1)
    {
      g_auto (GStrv) words = g_strsplit_set (iso_text_cell (text, row, 0), " \t", -1);
      g_autoptr (GPtrArray) parts = g_ptr_array_new ();
      IsoCellValue value;
      gboolean numbers = TRUE;

      for (guint i = 0; words[i] != NULL; i++)
        if (*words[i] != '\0')
          {
            numbers &= iso_cell_parse (words[i], iso_text_numbers (text), '\t', &value) == ISO_CELL_NUMBER;
            g_ptr_array_add (parts, words[i]);
          }
      if (numbers && parts->len == 2)
        {
          g_free (cells);
          cells = g_new0 (char *, 3);
          cells[0] = g_strdup (g_ptr_array_index (parts, 0));
          cells[1] = g_strdup (g_ptr_array_index (parts, 1));
          return cells;
        }
    }
  for (guint i = 0; i < iso_text_used (text, row); i++)
    cells[i] = g_strdup (iso_text_cell (text, row, i));
  return cells;
}

static gboolean
is_number (const IsoText *text, const char *cell)
{
  IsoCellValue value;
  IsoCellKind kind = iso_cell_parse (cell, iso_text_numbers (text), '\t', &value);

  return kind == ISO_CELL_NUMBER || kind == ISO_CELL_UNCLEAR;
}

static RowKind
look_at_row (const IsoText *text, guint row, char **cells)
{
  guint n = g_strv_length (cells);

  if (n == 0)
    return ROW_EMPTY;
  if (n == 2 && is_number (text, cells[0]) && is_number (text, cells[1]))
    return ROW_PAIR;
  if (n == 2 && iso_table_columns_count (text, row) == 2)
    return ROW_HEADER;
  return n == 1 && !is_number (text, cells[0]) ? ROW_NAME : ROW_OTHER;
}

static const char *
after_prefix (const char *name)
{
  static const char *const prefixes[] = { "Data for Drug Combo:", "Data for Drug:", "Drug Combo:", "Drug:" };

  for (gsize i = 0; i < G_N_ELEMENTS (prefixes); i++)
    if (g_ascii_strncasecmp (name, prefixes[i], strlen (prefixes[i])) == 0)
      {
        name += strlen (prefixes[i]);
        break;
      }
  return name + strspn (name, " ");
}

/* What a text of lists is made of: nothing but them, or the parts of a report. */
static gboolean
is_effects (const IsoText *text)
{
  guint pairs = 0, names = 0, others = 0, headers = 0;
  gboolean report = FALSE;

  for (guint row = 0; row < iso_text_n_rows (text); row++)
    {
      g_auto (GStrv) cells = split_row (text, row);
      RowKind kind = look_at_row (text, row, cells);

      pairs += kind == ROW_PAIR;
      names += kind == ROW_NAME;
      headers += kind == ROW_HEADER;
      others += kind == ROW_OTHER;
      report |= kind == ROW_NAME && g_ascii_strncasecmp (cells[0], "Data for Drug", 13) == 0;
      if (!report && others > 0)
        return FALSE;
    }
  return pairs >= 2 && (report || names > 0 || headers == 0);
}

static void
clear_subject (gpointer data)
{
  Subject *subject = data;

  for (guint i = 0; i < ISO_MAX_DRUGS; i++)
    {
      g_clear_pointer (&subject->drugs[i], g_free);
      g_clear_pointer (&subject->letters[i], g_free);
    }
  g_clear_pointer (&subject->unit, g_free);
  subject->n = 0;
}

static void
free_subject (gpointer data)
{
  clear_subject (data);
  g_free (data);
}

/* Takes what stands between `open` and `close` at the end of the name; NULL if nothing does. */
static char *
cut_end (char *name, char open, char close)
{
  gsize length = strlen (g_strchomp (name));
  char *at = length > 0 && name[length - 1] == close ? strrchr (name, open) : NULL;
  char *inside;

  if (at == NULL)
    return NULL;
  inside = g_strndup (at + 1, (gsize) (name + length - 1 - (at + 1)));
  *at = '\0';
  g_strchomp (name);
  return g_strstrip (inside);
}

/* A drug that was named before, by its name or its letter. */
static const Subject *
find_drug (const GPtrArray *known, const char *name)
{
  for (guint i = 0; i < known->len; i++)
    {
      const Subject *subject = g_ptr_array_index (known, i);

      if (subject->n == 1 && (g_strcmp0 (subject->drugs[0], name) == 0 || g_strcmp0 (subject->letters[0], name) == 0))
        return subject;
    }
  return NULL;
}

/* "A+B" with "1:2", or without a ratio: then equal parts cannot be known, and it is no combination. */
static gboolean
read_mixture (Subject *subject, const GPtrArray *known, const char *parts, const char *ratio)
{
  g_auto (GStrv) names = g_strsplit (parts, "+", -1);
  g_auto (GStrv) numbers = g_strsplit (ratio, ":", -1);
  guint n = g_strv_length (names);
  double sum = 0;

  if (n < 2 || n > ISO_MAX_DRUGS || g_strv_length (numbers) != n)
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      if (!iso_number_parse (g_strstrip (numbers[i]), ISO_DECIMAL_POINT, &subject->shares[i]) || !(subject->shares[i] > 0))
        return FALSE;
      sum += subject->shares[i];
    }
  for (guint i = 0; i < n; i++)
    {
      const Subject *drug = find_drug (known, g_strstrip (names[i]));

      subject->drugs[i] = g_strdup (drug != NULL ? drug->drugs[0] : names[i]);
      subject->shares[i] /= sum;
      if (drug != NULL && subject->unit == NULL)
        subject->unit = g_strdup (drug->unit);
    }
  subject->n = n;
  return TRUE;
}

/* "A + B (1:2)", "AB (A+B [1:2])", "Paclitaxel (P) [nM]", "Paclitaxel (nM)". */
static void
read_subject (Subject *subject, const GPtrArray *known, const char *text)
{
  g_autofree char *name = g_strstrip (g_strdup (after_prefix (text)));
  g_autofree char *square = cut_end (name, '[', ']');
  g_autofree char *round = cut_end (name, '(', ')');
  g_autofree char *inner = round != NULL ? cut_end (round, '[', ']') : NULL;

  clear_subject (subject);
  if ((inner != NULL && read_mixture (subject, known, round, inner)) || (round != NULL && read_mixture (subject, known, name, round)) ||
      (square != NULL && read_mixture (subject, known, name, square)))
    return;
  subject->n = 1;
  subject->shares[0] = 1;
  if (square != NULL && iso_unit_find (square) != NULL)
    subject->unit = g_steal_pointer (&square);
  else if (round != NULL && iso_unit_find (round) != NULL)
    subject->unit = g_strdup (round);
  if (round != NULL && (subject->unit == NULL || strcmp (round, subject->unit) != 0))
    subject->letters[0] = g_strdup (round);
  subject->drugs[0] = g_steal_pointer (&name);
}

/* A share of a dose; the dose itself, as it stands, for one drug. */
static char *
make_dose (const IsoText *text, const char *dose, double share)
{
  IsoCellValue value;

  if (share == 1 || iso_cell_parse (dose, iso_text_numbers (text), '\t', &value) != ISO_CELL_NUMBER)
    return g_strdup (dose);
  return iso_number_format_exact (share * value.value);
}

static void
add_pair (const IsoText *text, guint row, char **cells, const Subject *subject, IsoTableMaker *maker)
{
  char *doses[ISO_MAX_DRUGS] = { NULL };
  IsoTableLine line = { .response = cells[1] };

  for (guint i = 0; i < subject->n; i++)
    {
      doses[i] = make_dose (text, cells[0], subject->shares[i]);
      line.drugs[i] = subject->drugs[i];
      line.doses[i] = doses[i];
      line.units[i] = subject->unit;
    }
  iso_table_maker_add (maker, &line, iso_text_line (text, row));
  for (guint i = 0; i < subject->n; i++)
    g_free (doses[i]);
}

/* What the effects are called; CompuSyn's are fractions affected. */
static char *
find_response (const IsoText *text)
{
  char *response = NULL;

  for (guint row = 0; row < iso_text_n_rows (text) && response == NULL; row++)
    {
      g_auto (GStrv) cells = split_row (text, row);

      if (look_at_row (text, row, cells) == ROW_HEADER)
        response = g_strdup (cells[1]);
      else if (g_strv_length (cells) == 1 && g_ascii_strncasecmp (cells[0], "Data for Drug", 13) == 0)
        response = g_strdup ("fa");
    }
  return response != NULL ? response : g_strdup ("effect");
}

static IsoText *
read_effects (const IsoText *text, GPtrArray *messages, GError **error)
{
  g_autofree char *response = find_response (text);
  g_autoptr (IsoTableMaker) maker = iso_table_maker_new (iso_text_name (text), response);
  g_autoptr (GPtrArray) known = g_ptr_array_new_with_free_func (free_subject);
  Subject subject = { .n = 1, .shares = { 1 } };
  gboolean named = FALSE;
  guint first = iso_text_skip_empty (text, 0);
  IsoPlace place = iso_text_place (text, first);

  subject.drugs[0] = g_strdup ("Drug 1");
  for (guint row = 0; row < iso_text_n_rows (text); row++)
    {
      g_auto (GStrv) cells = split_row (text, row);
      RowKind kind = look_at_row (text, row, cells);

      if (kind == ROW_NAME && *cells[0] != '#')
        {
          Subject *copy = g_new0 (Subject, 1);

          read_subject (&subject, known, cells[0]);
          read_subject (copy, known, cells[0]);
          g_ptr_array_add (known, copy);
          named = TRUE;
        }
      else if (kind == ROW_PAIR)
        add_pair (text, row, cells, &subject, maker);
    }
  clear_subject (&subject);
  if (messages != NULL)
    g_ptr_array_add (messages, named ? iso_message_new ("dose-effect-list", &place,
                                                        N_("The first column was taken as doses and the second as effects; a "
                                                           "combination's dose is the sum of its parts."),
                                                        NULL)
                                     : iso_message_new ("dose-effect-list", &place,
                                                        N_("The list has no headers and names no drug: its first column was taken as "
                                                           "doses, its second as effects."),
                                                        NULL));
  return iso_table_maker_finish (g_steal_pointer (&maker), iso_text_line (text, first), error);
}

const IsoTableShape iso_table_effects = { is_effects, read_effects };
