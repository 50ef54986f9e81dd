/* iso-table-counts.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "reader/iso-table-counts.h"

#include "reader/iso-table.h"

#include <math.h>

static const char *const affected_words[] = { "affected", "dead", "deaths", "killed", "responders", "events", "responding", NULL };
static const char *const total_words[] = { "total", "totals", "exposed", "tested", "subjects", NULL };

static void
free_curve (gpointer data)
{
  IsoCountCurve *curve = data;

  g_free (curve->sample);
  g_free (curve->drug);
  g_array_unref (curve->doses);
  g_array_unref (curve->affected);
  g_array_unref (curve->totals);
  g_free (curve);
}

/* The column whose header is one of the words; -1 without one. */
static int
find_column (const IsoText *text, guint header, const char *const *words)
{
  for (guint c = 0; c < iso_text_used (text, header); c++)
    for (guint w = 0; words[w] != NULL; w++)
      {
        if (g_ascii_strcasecmp (iso_text_cell (text, header, c), words[w]) == 0)
          return (int) c;
      }
  return -1;
}

gboolean
iso_table_has_counts (const IsoText *text)
{
  guint header = iso_table_find_header (text, NULL);

  return find_column (text, header, affected_words) >= 0 && find_column (text, header, total_words) >= 0;
}

static IsoCountCurve *
find_curve (GPtrArray *curves, const char *sample, const IsoDrug *drug)
{
  IsoCountCurve *curve;

  for (guint i = 0; i < curves->len; i++)
    {
      curve = g_ptr_array_index (curves, i);
      if (g_str_equal (curve->sample, sample) && g_str_equal (curve->drug, drug->name))
        return curve;
    }
  curve = g_new0 (IsoCountCurve, 1);
  curve->sample = g_strdup (sample);
  curve->drug = g_strdup (drug->name);
  curve->unit = drug->unit;
  curve->doses = g_array_new (FALSE, FALSE, sizeof (double));
  curve->affected = g_array_new (FALSE, FALSE, sizeof (double));
  curve->totals = g_array_new (FALSE, FALSE, sizeof (double));
  g_ptr_array_add (curves, curve);
  return curve;
}

static void
add_row (IsoCountCurve *curve, double dose, double affected, double total)
{
  g_array_append_val (curve->doses, dose);
  g_array_append_val (curve->affected, affected);
  g_array_append_val (curve->totals, total);
}

static gboolean
read_count (const IsoTableRows *rows, guint row, int column, double *value, GError **error)
{
  IsoPlace place = iso_table_row_place (rows, row, (guint) column);
  const char *cell = iso_text_cell (rows->text, row, (guint) column);

  if (!iso_table_number (rows->text, rows->options, cell, &place, value, error))
    return FALSE;
  if (*value >= 0 && *value <= 1e9 && *value == floor (*value))
    return TRUE;
  iso_error_set (error, ISO_ERROR_RANGE, &place, N_("“{1}” is no count. Counts are whole numbers from 0 on."), cell, NULL);
  return FALSE;
}

/* Controls wait until it is known which drugs their sample has had. */
typedef struct
{
  int    sample;
  double affected, total;
} Control;

static gboolean
read_row (const IsoTableRows *rows, guint row, int affected_column, int total_column, GPtrArray *curves, GArray *controls,
          GError **error)
{
  IsoTableRow result;
  IsoPlace place = iso_table_row_place (rows, row, (guint) affected_column);
  const char *sample;
  double affected, total;

  if (!iso_table_row_read (rows, row, &result, error) || !read_count (rows, row, affected_column, &affected, error)
      || !read_count (rows, row, total_column, &total, error))
    return FALSE;
  if (affected > total)
    {
      iso_error_set (error, ISO_ERROR_RANGE, &place, N_("Here {1} are affected of {2}. Correct one of the two counts."),
                     iso_text_cell (rows->text, row, (guint) affected_column), iso_text_cell (rows->text, row, (guint) total_column), NULL);
      return FALSE;
    }
  if (result.record.n_doses > 1)
    {
      iso_error_set (error, ISO_ERROR_UNSUPPORTED, &place,
                     N_("Counts are fitted for one drug at a time, and this row has two. Leave out the rows of combinations."), NULL);
      return FALSE;
    }
  if (total == 0)
    return TRUE;
  if (result.record.n_doses == 0)
    {
      Control control = { result.record.sample, affected, total };

      g_array_append_val (controls, control);
      return TRUE;
    }
  sample = iso_experiment_sample (rows->experiment, result.record.sample);
  add_row (find_curve (curves, sample, iso_experiment_drug (rows->experiment, result.record.doses[0].drug)), result.record.doses[0].achieved,
           affected, total);
  return TRUE;
}

static void
add_controls (const IsoExperiment *experiment, const GArray *controls, GPtrArray *curves)
{
  for (guint k = 0; k < controls->len; k++)
    {
      const Control *control = &g_array_index (controls, Control, k);

      for (guint i = 0; i < curves->len; i++)
        {
          IsoCountCurve *curve = g_ptr_array_index (curves, i);

          if (control->sample < 0 || g_str_equal (curve->sample, iso_experiment_sample (experiment, control->sample)))
            add_row (curve, 0, control->affected, control->total);
        }
    }
}

GPtrArray *
iso_table_counts_read (const IsoSource *source, const IsoTableOptions *options, GError **error)
{
  g_autoptr (GPtrArray) curves = g_ptr_array_new_with_free_func (free_curve);
  g_autoptr (GArray) controls = g_array_new (FALSE, FALSE, sizeof (Control));
  g_autoptr (IsoExperiment) experiment = iso_experiment_new ();
  g_autoptr (IsoText) text = iso_text_new (source, error);
  g_autoptr (IsoTableColumns) columns = NULL;
  IsoTableRows rows;
  guint header;

  if (text == NULL)
    return NULL;
  header = iso_table_find_header (text, experiment);
  columns = iso_table_columns_new (text, header, error);
  if (columns == NULL)
    return NULL;
  rows = (IsoTableRows) { text, columns, options, experiment };
  for (guint row = header + 1; row < iso_text_n_rows (text); row++)
    {
      if (iso_text_used (text, row) > 0
          && !read_row (&rows, row, find_column (text, header, affected_words), find_column (text, header, total_words), curves, controls,
                        error))
        return NULL;
    }
  add_controls (experiment, controls, curves);
  if (curves->len > 0)
    return g_steal_pointer (&curves);
  iso_error_set (error, ISO_ERROR_NO_DATA, &(IsoPlace) { .file = (char *) iso_source_name (source) },
                 N_("There is no dose above zero here, so that there is no curve to fit."), NULL);
  return NULL;
}
