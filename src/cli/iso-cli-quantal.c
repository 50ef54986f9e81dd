/* iso-cli-quantal.c - "isobole-cli fit" of a table of counts: so many affected of so many
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-cli-quantal.h"

#include "analysis/iso-analysis-settings.h"
#include "base/iso-number.h"
#include "curve/iso-curve-quantal.h"
#include "iso-cli-input.h"
#include "iso-cli-output.h"
#include "iso-cli-text.h"
#include "iso-cli.h"
#include "reader/iso-table-counts.h"
#include "writer/iso-json-values.h"
#include "writer/iso-sheet.h"

#include <math.h>

/* More scatter than this is hardly binomial. */
#define UNLIKELY 0.05

static const char *const candidates[] = { "LL.4", "LN.4", "W1.4", "W2.4" };

typedef struct
{
  const IsoCountCurve *curve;
  IsoQuantalFit        fits[G_N_ELEMENTS (candidates)];
  guint                n_fits;
  guint                best;
} Result;

gboolean
iso_cli_is_counts (const char *path)
{
  g_autoptr (IsoSource) source = iso_cli_is_project (path) ? NULL : iso_source_load (path, NULL);
  g_autoptr (IsoText) text = source != NULL ? iso_text_new (source, NULL) : NULL;

  return text != NULL && iso_table_has_counts (text);
}

/* Any of a family means its shape: which limits are free, the counts say. */
static const IsoCurveModel *
find_model (const IsoCurveModel *asked, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (candidates); i++)
    {
      const IsoCurveModel *model = iso_curve_model_find (candidates[i]);

      if (asked->shape == model->shape)
        return model;
    }
  iso_error_set (error, ISO_ERROR_UNSUPPORTED, NULL, N_("Counts are fitted by the models LL, LN, W1 and W2, not by {1}."), asked->id, NULL);
  return NULL;
}

static void
fit_model (const IsoAnalysisSettings *settings, const IsoCurveModel *model, Result *result)
{
  const IsoCountCurve *curve = result->curve;
  const double *doses = (const double *) curve->doses->data, *affected = (const double *) curve->affected->data;
  const double *totals = (const double *) curve->totals->data;
  IsoQuantalFit *fit = &result->fits[result->n_fits];
  IsoCurveSettings own;

  iso_quantal_settings_init (&own, model, doses, affected, totals, curve->doses->len);
  own.se = settings->se;
  own.level = settings->level;
  iso_quantal_fit (&own, doses, affected, totals, curve->doses->len, fit);
  if (fit->aic < result->fits[result->best].aic)
    result->best = result->n_fits;
  result->n_fits++;
}

static GArray *
fit_curves (const GPtrArray *curves, const IsoAnalysisSettings *settings, GError **error)
{
  g_autoptr (GArray) results = g_array_new (FALSE, TRUE, sizeof (Result));
  const IsoCurveModel *model = settings->model != NULL ? find_model (settings->model, error) : NULL;

  if (settings->model != NULL && model == NULL)
    return NULL;
  for (guint i = 0; i < curves->len; i++)
    {
      Result result = { .curve = g_ptr_array_index (curves, i) };

      if (model != NULL)
        fit_model (settings, model, &result);
      for (guint k = 0; model == NULL && k < G_N_ELEMENTS (candidates); k++)
        fit_model (settings, iso_curve_model_find (candidates[k]), &result);
      g_array_append_val (results, result);
    }
  return g_steal_pointer (&results);
}

static const IsoQuantalFit *
best_of (const Result *result)
{
  return &result->fits[result->best];
}

/* "LL" of "LL.4": which parameters are free stands beside it. */
static char *
name_shape (const IsoQuantalFit *fit)
{
  return g_strndup (fit->curve.model->id, 2);
}

static void
add_curve_row (const Result *result, IsoCliTable *table)
{
  const IsoQuantalFit *fit = best_of (result);

  iso_cli_table_add (table, result->curve->drug);
  iso_cli_table_add (table, result->curve->sample);
  iso_cli_table_take (table, name_shape (fit));
  iso_cli_table_take (table, g_strdup_printf ("%" G_GSIZE_FORMAT, fit->curve.n));
  iso_cli_table_take (table, iso_cli_estimate (&fit->curve.parameters[ISO_PARAMETER_HILL], NULL));
  iso_cli_table_take (table, iso_cli_estimate (&fit->curve.parameters[ISO_PARAMETER_UPPER], NULL));
  iso_cli_table_take (table, iso_cli_estimate (&fit->curve.parameters[ISO_PARAMETER_LOWER], NULL));
  iso_cli_table_take (table, iso_cli_number (fit->chi_squared));
  iso_cli_table_take (table, iso_cli_number (fit->p));
  iso_cli_table_add (table, iso_cli_status (fit->curve.status));
}

static void
print_doses (const GArray *results, const IsoAnalysisSettings *settings, GString *text)
{
  IsoCliTable *table = iso_cli_table_new (_("Curve"), _("Sample"), _("Effect"), _("Unit"), _("Dose"), NULL);

  for (guint i = 0; i < results->len; i++)
    {
      const Result *result = &g_array_index (results, Result, i);

      for (guint k = 0; k < settings->n_effect_levels; k++)
        {
          IsoEstimate dose = iso_quantal_effect_dose (best_of (result), settings->effect_levels[k]);
          g_autofree char *percent = iso_number_format (100 * settings->effect_levels[k], 4);

          iso_cli_table_add (table, result->curve->drug);
          iso_cli_table_add (table, result->curve->sample);
          iso_cli_table_take (table, g_strdup_printf ("ED%s", percent));
          iso_cli_table_add (table, *result->curve->unit->symbol != '\0' ? result->curve->unit->symbol : "-");
          iso_cli_table_take (table, iso_cli_estimate (&dose, result->curve->unit));
        }
    }
  iso_cli_table_print (table, text);
}

static char *
make_text (const GArray *results, const IsoAnalysisSettings *settings)
{
  GString *text = g_string_new (NULL);
  IsoCliTable *table = iso_cli_table_new (_("Curve"), _("Sample"), _("Model"), _("Rows"), _("Hill"), _("Share without drug"),
                                          _("Share at endless dose"), _("Chi-squared"), _("p"), _("Fit"), NULL);

  g_string_append_printf (text, "%s\n", _("Curves through counts (greatest likelihood, binomial)"));
  for (guint i = 0; i < results->len; i++)
    add_curve_row (&g_array_index (results, Result, i), table);
  iso_cli_table_print (table, text);
  g_string_append_printf (text, "\n%s\n", _("Doses that affect a share of the way from no drug to endless dose (ED50: the LD50)"));
  print_doses (results, settings, text);
  for (guint i = 0; i < results->len; i++)
    {
      const Result *result = &g_array_index (results, Result, i);

      if (best_of (result)->p < UNLIKELY)
        {
          g_autofree char *line = iso_sentence_fill (_("{1}: the counts scatter more than chance has it (p of chi-squared below 0.05): the "
                                                       "animals or wells of one row are not independent, or the curve has another shape. The "
                                                       "intervals are then too narrow."),
                                                     (const char *const[]) { result->curve->drug, NULL });

          g_string_append_printf (text, "\n%s\n", line);
        }
    }
  return g_string_free (text, FALSE);
}

static void
put_parameters (IsoJson *json, const IsoCurveFit *fit, const IsoUnit *unit)
{
  iso_json_begin_object (json, "parameters");
  for (IsoParameter p = 0; p < ISO_PARAMETER_EXTRA; p++)
    {
      const IsoUnit *own = p == ISO_PARAMETER_SCALE ? unit : NULL;

      iso_json_begin_object (json, iso_parameter_word (p));
      iso_json_put_estimate (json, &fit->parameters[p], own);
      iso_json_add_number (json, "se", own != NULL ? iso_unit_from_inside (own, fit->se[p]) : fit->se[p]);
      iso_json_add_boolean (json, "fixed", fit->fixed[p]);
      iso_json_end_object (json);
    }
  iso_json_end_object (json);
}

static void
put_curve (IsoJson *json, const Result *result, const IsoAnalysisSettings *settings)
{
  const IsoQuantalFit *fit = best_of (result);
  g_autofree char *shape = name_shape (fit);

  iso_json_begin_object (json, NULL);
  iso_json_add_string (json, "sample", result->curve->sample);
  iso_json_add_string (json, "drug", result->curve->drug);
  iso_json_add_string (json, "unit", result->curve->unit->symbol);
  iso_json_add_string (json, "model", shape);
  iso_json_add_string (json, "status", iso_status_word (fit->curve.status));
  iso_json_add_count (json, "n", fit->curve.n);
  put_parameters (json, &fit->curve, result->curve->unit);
  iso_json_add_number (json, "log_likelihood", fit->log_likelihood);
  iso_json_add_number (json, "deviance", fit->curve.rss);
  iso_json_add_number (json, "aic", fit->aic);
  iso_json_add_number (json, "chi_squared", fit->chi_squared);
  iso_json_add_number (json, "df", fit->df);
  iso_json_add_number (json, "p", fit->p);
  iso_json_begin_array (json, "candidates");
  for (guint k = 0; k < result->n_fits; k++)
    {
      g_autofree char *name = name_shape (&result->fits[k]);

      iso_json_begin_object (json, NULL);
      iso_json_add_string (json, "model", name);
      iso_json_add_number (json, "aic", result->fits[k].aic);
      iso_json_end_object (json);
    }
  iso_json_end_array (json);
  iso_json_begin_array (json, "effect_doses");
  for (guint k = 0; k < settings->n_effect_levels; k++)
    {
      IsoEstimate dose = iso_quantal_effect_dose (fit, settings->effect_levels[k]);

      iso_json_begin_object (json, NULL);
      iso_json_add_number (json, "level", settings->effect_levels[k]);
      iso_json_put_estimate (json, &dose, result->curve->unit);
      iso_json_end_object (json);
    }
  iso_json_end_array (json);
  iso_json_end_object (json);
}

static char *
make_json (const GArray *results, const IsoAnalysisSettings *settings)
{
  IsoJson *json = iso_json_new ();

  iso_json_begin_object (json, NULL);
  iso_json_add_string (json, "schema", "isobole/counts/1");
  iso_json_add_string (json, "program", iso_cli_program ());
  iso_json_begin_array (json, "curves");
  for (guint i = 0; i < results->len; i++)
    put_curve (json, &g_array_index (results, Result, i), settings);
  iso_json_end_array (json);
  iso_json_end_object (json);
  return iso_json_finish (json);
}

static void
add_sheet_row (IsoSheet *sheet, const Result *result, const char *quantity, double level, const IsoEstimate *estimate, const IsoUnit *unit)
{
  iso_sheet_add_text (sheet, result->curve->sample);
  iso_sheet_add_text (sheet, result->curve->drug);
  iso_sheet_add_text (sheet, quantity);
  iso_sheet_add_number (sheet, level);
  iso_sheet_add_number (sheet, unit != NULL ? iso_dose_in_unit (unit, estimate->value) : estimate->value);
  iso_sheet_add_number (sheet, unit != NULL ? iso_dose_in_unit (unit, estimate->lower) : estimate->lower);
  iso_sheet_add_number (sheet, unit != NULL ? iso_dose_in_unit (unit, estimate->upper) : estimate->upper);
  iso_sheet_add_text (sheet, unit != NULL ? unit->symbol : NULL);
  iso_sheet_add_text (sheet, iso_status_word (estimate->status));
  iso_sheet_end_row (sheet);
}

static char *
make_csv (const GArray *results, const IsoAnalysisSettings *settings)
{
  g_autoptr (IsoSheet) sheet =
    iso_sheet_new ("counts", "sample", "drug", "quantity", "level", "value", "lower", "upper", "unit", "status", NULL);

  for (guint i = 0; i < results->len; i++)
    {
      const Result *result = &g_array_index (results, Result, i);
      const IsoQuantalFit *fit = best_of (result);

      for (IsoParameter p = 0; p < ISO_PARAMETER_EXTRA; p++)
        add_sheet_row (sheet, result, iso_parameter_word (p), NAN, &fit->curve.parameters[p],
                       p == ISO_PARAMETER_SCALE ? result->curve->unit : NULL);
      for (guint k = 0; k < settings->n_effect_levels; k++)
        {
          IsoEstimate dose = iso_quantal_effect_dose (fit, settings->effect_levels[k]);

          add_sheet_row (sheet, result, "effect dose", settings->effect_levels[k], &dose, result->curve->unit);
        }
    }
  return iso_sheet_to_csv (sheet);
}

int
iso_cli_run_counts (const IsoCliOptions *options)
{
  static const char *const formats[] = { "text", "json", "csv", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (IsoSource) source = NULL;
  g_autoptr (GPtrArray) curves = NULL;
  g_autoptr (GArray) results = NULL;
  g_autofree char *text = NULL;
  IsoAnalysisSettings settings;
  IsoTableOptions table;
  int format = iso_cli_find_format (options, formats, &error);

  iso_analysis_settings_init (&settings);
  if (format < 0 || !iso_cli_get_table_options (options, &table, &error) || !iso_cli_options_get_settings (options, &settings, &error))
    return iso_cli_tell_error (error);
  source = iso_source_load (g_ptr_array_index (options->files, 0), &error);
  curves = source != NULL ? iso_table_counts_read (source, &table, &error) : NULL;
  results = curves != NULL ? fit_curves (curves, &settings, &error) : NULL;
  if (results == NULL)
    return iso_cli_tell_error (error);
  text = format == 1   ? make_json (results, &settings)
         : format == 2 ? make_csv (results, &settings)
                       : make_text (results, &settings);
  return iso_cli_write (options, text) ? ISO_CLI_DONE : ISO_CLI_CANNOT;
}
