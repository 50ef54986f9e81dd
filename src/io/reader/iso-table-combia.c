/* iso-table-combia.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "reader/iso-cell.h"
#include "reader/iso-table-maker.h"
#include "reader/iso-table-shapes.h"

#include <string.h>

#define DETECT_ROWS 200

/* The line below a matrix. */
static gboolean
is_doses (const IsoText *text, guint row)
{
  return g_ascii_strcasecmp (iso_text_cell (text, row, 0), "[DRUG]") == 0;
}

static gboolean
is_number (const IsoText *text, guint row, guint column)
{
  IsoCellValue value;

  return iso_cell_parse_at (text, row, column, &value) == ISO_CELL_NUMBER;
}

static guint
find_doses (const IsoText *text, guint row, guint end)
{
  while (row < end && !is_doses (text, row))
    row++;
  return row;
}

static gboolean
is_combia (const IsoText *text)
{
  guint end = MIN (iso_text_n_rows (text), DETECT_ROWS);
  guint row = find_doses (text, 0, end);

  return row > 0 && row < end && iso_text_used (text, row) > 2 && is_number (text, row - 1, 0);
}

/* The two last words that stand above the first matrix, in the order of reading: the drug of the rows, and that of the columns. What stands
 * before them is a name of the sample. */
static void
find_names (const IsoText *text, const char *drugs[2], const char **sample)
{
  *sample = "";
  drugs[0] = drugs[1] = "";
  for (guint row = 0; row < iso_text_n_rows (text) && !is_number (text, row, 0); row++)
    for (guint column = 0; column < iso_text_used (text, row); column++)
      {
        const char *cell = iso_text_cell (text, row, column);

        if (*cell == '\0')
          continue;
        *sample = drugs[0];
        drugs[0] = drugs[1];
        drugs[1] = cell;
      }
  if (*drugs[0] == '\0' || strcmp (drugs[0], drugs[1]) == 0)
    {
      drugs[0] = "Drug 1";
      drugs[1] = "Drug 2";
    }
}

static gboolean
is_zero (const char *cell)
{
  return cell[strspn (cell, "0.,")] == '\0';
}

static void
add_cell (const IsoText *text, guint row, guint doses, guint column, const char *const drugs[2], IsoTableLine *line)
{
  const char *across = iso_text_cell (text, doses, column);
  const char *down = iso_text_cell (text, row, 0);
  guint n = 0;

  for (guint i = 0; i < ISO_MAX_DRUGS; i++)
    line->drugs[i] = line->doses[i] = NULL;
  line->role = NULL;
  line->response = iso_text_cell (text, row, column);
  if (g_ascii_strcasecmp (across, "VC") == 0)
    line->role = iso_role_word (ISO_ROLE_VEHICLE);
  else if (g_ascii_strcasecmp (across, "CC") == 0)
    line->role = iso_role_word (ISO_ROLE_BLANK);
  else if (is_zero (down) && is_zero (across))
    line->role = iso_role_word (ISO_ROLE_VEHICLE);
  for (guint i = 0; i < 2 && line->role == NULL; i++)
    {
      const char *dose = i == 0 ? down : across;

      if (is_zero (dose))
        continue;
      line->drugs[n] = drugs[i];
      line->doses[n++] = dose;
    }
}

static gboolean
read_matrix (const IsoText *text, guint first, guint doses, IsoTableMaker *maker, IsoTableLine *line, const char *const drugs[2],
             GError **error)
{
  for (guint row = first; row < doses; row++)
    {
      if (iso_text_used (text, row) == 0)
        continue;
      if (!is_number (text, row, 0) || iso_text_used (text, row) > iso_text_used (text, doses))
        {
          IsoPlace place = iso_text_place (text, row);

          iso_error_set (error, ISO_ERROR_SYNTAX, &place,
                         N_("This row of a matrix does not begin with a dose, or has more cells than the line [DRUG] below it has "
                            "doses."), NULL);
          return FALSE;
        }
      for (guint column = 1; column < iso_text_used (text, doses); column++)
        {
          if (*iso_text_cell (text, row, column) == '\0')
            continue;
          add_cell (text, row, doses, column, drugs, line);
          iso_table_maker_add (maker, line, iso_text_line (text, row));
        }
    }
  return TRUE;
}

static guint
skip_names (const IsoText *text, guint row)
{
  while (row < iso_text_n_rows (text) && !is_number (text, row, 0) && !is_doses (text, row))
    row++;
  return row;
}

static IsoText *
read_combia (const IsoText *text, GPtrArray *messages, GError **error)
{
  g_autoptr (IsoTableMaker) maker = iso_table_maker_new (iso_text_name (text), "signal");
  const char *drugs[2], *sample;
  guint n = iso_text_n_rows (text), plate = 0;
  IsoPlace place = iso_text_place (text, 0);

  find_names (text, drugs, &sample);
  for (guint row = skip_names (text, 0); row < n; row = skip_names (text, row + 1))
    {
      guint doses = find_doses (text, row, n);
      g_autofree char *name = g_strdup_printf ("%u", ++plate);
      IsoTableLine line = { .plate = name, .sample = sample, .replicate = name };

      if (doses == n)
        {
          place = iso_text_place (text, row);
          iso_error_set (error, ISO_ERROR_SYNTAX, &place, N_("Below this matrix there is no line [DRUG] with the doses of the other "
                                                             "drug."), NULL);
          return NULL;
        }
      if (!read_matrix (text, row, doses, maker, &line, drugs, error))
        return NULL;
      row = doses;
    }
  if (messages != NULL)
    g_ptr_array_add (messages, iso_message_new ("drugs-by-order", &place,
                                                N_("“{1}” was taken as the drug of the rows, and “{2}” as that of the columns; the file "
                                                   "does not say which "
                                                   "is which. Each matrix is a plate of one experiment."), drugs[0], drugs[1], NULL));
  return iso_table_maker_finish (g_steal_pointer (&maker), 1, error);
}

const IsoTableShape iso_table_combia = { is_combia, read_combia };
