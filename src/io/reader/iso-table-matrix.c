/* iso-table-matrix.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "reader/iso-table-matrix.h"

#include "reader/iso-table-response.h"

#include <string.h>

typedef enum
{
  KEY_NONE,
  KEY_DRUG1,
  KEY_DRUG2,
  KEY_CELL,
  KEY_UNIT,
} Key;

typedef struct
{
  const char    *drugs[2];   /* "" until known; rows, columns */
  const char    *sample;
  const IsoUnit *unit;
  guint          run;
} Block;

static Key
find_key (const char *cell)
{
  static const struct
  {
    const char *name;
    Key         key;
  } keys[] = {
    { "drug1", KEY_DRUG1 }, { "drug2", KEY_DRUG2 },   { "cell", KEY_CELL }, { "cellline", KEY_CELL },
    { "sample", KEY_CELL }, { "concunit", KEY_UNIT }, { "unit", KEY_UNIT },
  };
  g_autofree char *word = g_strdup (cell);
  gsize length = strlen (word);

  if (length > 0 && word[length - 1] == ':')
    word[length - 1] = '\0';
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      if (g_ascii_strcasecmp (word, keys[i].name) == 0)
        return keys[i].key;
    }
  return KEY_NONE;
}

gboolean
iso_table_is_matrix (const IsoText *text)
{
  guint row = iso_text_skip_empty (text, 0);
  guint next = iso_text_skip_empty (text, row + 1);

  return find_key (iso_text_cell (text, row, 0)) == KEY_DRUG1 && find_key (iso_text_cell (text, next, 0)) == KEY_DRUG2
         && iso_text_used (text, row) <= 2;
}

static gboolean
read_key (const IsoText *text, guint row, Key key, Block *block, GError **error)
{
  const char *value = iso_text_cell (text, row, 1);
  IsoPlace place = iso_text_place_at (text, row, 1);

  switch (key)
    {
    case KEY_DRUG1:
    case KEY_DRUG2:
      block->drugs[key == KEY_DRUG2] = value;
      break;
    case KEY_CELL:
      block->sample = value;
      break;
    case KEY_UNIT:
    case KEY_NONE:
    default:
      block->unit = iso_unit_find (value);
      if (block->unit == NULL)
        {
          iso_error_set (error, ISO_ERROR_UNITS, &place,
                         N_("“{1}” is not a unit that is known here. Write one of {2}, or a unit like them."),
                         value, iso_unit_list (), NULL);
          return FALSE;
        }
    }
  return TRUE;
}

/* A combination that stands in the file before is another experiment with it. */
static guint
count_before (GHashTable *seen, const Block *block)
{
  char *key = g_strdup_printf ("%s\n%s\n%s", block->drugs[0], block->drugs[1], block->sample);
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (seen, key));

  g_hash_table_replace (seen, key, GUINT_TO_POINTER (n + 1));
  return n;
}

static gboolean
read_cell (const IsoText *text, const IsoTableOptions *options, IsoExperiment *experiment, const Block *block,
           guint header, guint row, guint column, GError **error)
{
  IsoPlace place = iso_text_place_at (text, row, column), top = iso_text_place_at (text, header, column);
  IsoPlace left = iso_text_place_at (text, row, 0);
  IsoRecord record = {
    .role = ISO_ROLE_TREATED, .run = block->run, .plate = -1, .well = -1, .line = iso_text_line (text, row)
  };
  double doses[2];

  if (!iso_table_number (text, options, iso_text_cell (text, row, 0), &left, &doses[0], error)
      || !iso_table_number (text, options, iso_text_cell (text, header, column), &top, &doses[1], error)
      || !iso_table_response (text, options, iso_text_cell (text, row, column), &place, &record, error)
      || !iso_table_add_dose (experiment, &record, block->drugs[0], block->unit, doses[0], &left, error)
      || !iso_table_add_dose (experiment, &record, block->drugs[1], block->unit, doses[1], &top, error))
    return FALSE;
  if (record.n_doses == 0)
    record.role = ISO_ROLE_VEHICLE;
  record.sample = (int) iso_experiment_add_sample (experiment, block->sample);
  g_array_append_val (experiment->records, record);
  return TRUE;
}

/* Reads the matrix whose header is `header`, and returns the row behind it; 0 on error. */
static guint
read_matrix (const IsoText *text, const IsoTableOptions *options, IsoExperiment *experiment, const Block *block,
             guint header, GError **error)
{
  guint used = iso_text_used (text, header), row;

  for (row = header + 1; row < iso_text_n_rows (text); row++)
    {
      if (iso_text_used (text, row) == 0 || find_key (iso_text_cell (text, row, 0)) != KEY_NONE)
        break;
      if (iso_text_used (text, row) > used)
        {
          IsoPlace place = iso_text_place (text, row);

          iso_error_set (error, ISO_ERROR_SYNTAX, &place,
                         N_("This row has more cells than the row of doses above it. Write a dose over every column."),
                         NULL);
          return 0;
        }
      for (guint column = 1; column < used; column++)
        {
          if (!read_cell (text, options, experiment, block, header, row, column, error))
            return 0;
        }
    }
  return row;
}

static gboolean
check_block (const IsoText *text, guint row, const Block *block, GError **error)
{
  IsoPlace place = iso_text_place (text, row);

  if (*block->drugs[0] != '\0' && *block->drugs[1] != '\0' && strcmp (block->drugs[0], block->drugs[1]) != 0
      && *iso_text_cell (text, row, 0) == '\0' && iso_text_used (text, row) > 1)
    return TRUE;
  iso_error_set (error, ISO_ERROR_SYNTAX, &place,
                 N_("A dose matrix begins with the lines Drug1, Drug2, Cell and ConcUnit, followed by an empty cell "
                    "and the doses of drug 2. Complete the lines above this one, with two different drugs."),
                 NULL);
  return FALSE;
}

gboolean
iso_table_matrix_read (const IsoText *text, const IsoTableOptions *options, IsoExperiment *experiment, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Block block = { { "", "" }, "", iso_unit_unknown (), 0 };
  IsoPlace place = iso_text_place (text, 0);
  guint n = iso_text_n_rows (text);

  iso_experiment_add_source (experiment, iso_text_name (text));
  experiment->runs_made_up = TRUE;
  for (guint row = iso_text_skip_empty (text, 0); row < n; row = iso_text_skip_empty (text, row))
    {
      Key key = find_key (iso_text_cell (text, row, 0));

      if (key == KEY_DRUG1)
        block = (Block) { { "", "" }, "", iso_unit_unknown (), 0 };
      if (key != KEY_NONE)
        {
          if (!read_key (text, row++, key, &block, error))
            return FALSE;
          continue;
        }
      if (!check_block (text, row, &block, error))
        return FALSE;
      {
        g_autofree char *run = g_strdup_printf ("%u", count_before (seen, &block) + 1);

        block.run = iso_experiment_add_run (experiment, run);
      }
      row = read_matrix (text, options, experiment, &block, row, error);
      if (row == 0)
        return FALSE;
    }
  if (experiment->records->len == 0)
    {
      iso_error_set (error, ISO_ERROR_NO_DATA, &place, N_("There is no dose matrix below these lines."), NULL);
      return FALSE;
    }
  return iso_table_response_settle (experiment, options, iso_text_cell (text, 0, 0), ISO_RESPONSE_UNKNOWN,
                                    ISO_SCALE_UNKNOWN, &place, error);
}
