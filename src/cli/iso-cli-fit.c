/* iso-cli-fit.c - "isobole-cli fit"
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "analysis/iso-comparison.h"
#include "base/iso-number.h"
#include "iso-cli-growth.h"
#include "iso-cli-input.h"
#include "iso-cli-output.h"
#include "iso-cli-quantal.h"
#include "iso-cli-text.h"
#include "iso-cli.h"
#include "writer/iso-analysis-json.h"
#include "writer/iso-analysis-sheets.h"

#include <math.h>

static void
add_parameter (IsoCliTable *table, const IsoCurveFit *fit, IsoParameter parameter)
{
  g_autofree char *number = iso_cli_number (fit->parameters[parameter].value);

  if (fit->fixed[parameter])
    iso_cli_table_take (table, iso_sentence_fill (_("{1} fixed"), (const char *const[]) { number, NULL }));
  else if ((fit->shared & ISO_SHARE (parameter)) != 0)
    {
      g_autofree char *estimate = iso_cli_estimate (&fit->parameters[parameter], NULL);

      iso_cli_table_take (table, iso_sentence_fill (_("{1} shared"), (const char *const[]) { estimate, NULL }));
    }
  else
    iso_cli_table_take (table, iso_cli_estimate (&fit->parameters[parameter], NULL));
}

static void
print_curves (const IsoAnalysis *analysis, GString *text)
{
  IsoCliTable *table = iso_cli_table_new (_("Curve"), _("Sample"), _("Model"), _("Points"), _("Hill"), _("Lower"),
                                          _("Upper"), _("Mean effect"), _("Fit"), NULL);

  for (guint i = 0; i < analysis->arms->len; i++)
    {
      const IsoArm *arm = iso_analysis_arm (analysis, i);

      iso_cli_table_take (table, iso_arm_name (analysis, arm));
      iso_cli_table_add (table, iso_experiment_sample (analysis->dataset->experiment, arm->sample));
      iso_cli_table_add (table, arm->fit.model != NULL ? arm->fit.model->id : "-");
      iso_cli_table_take (table, g_strdup_printf ("%" G_GSIZE_FORMAT, arm->fit.n));
      add_parameter (table, &arm->fit, ISO_PARAMETER_HILL);
      add_parameter (table, &arm->fit, ISO_PARAMETER_LOWER);
      add_parameter (table, &arm->fit, ISO_PARAMETER_UPPER);
      iso_cli_table_take (table, iso_cli_measured (arm->mean_effect));
      iso_cli_table_add (table, iso_cli_status (arm->fit.status));
    }
  iso_cli_table_print (table, text);
}

static gboolean
has_more (const IsoArm *arm, IsoParameter parameter)
{
  /* With two sites the scale is the EC50 of one of them, and not that of the curve. */
  if (arm->fit.model == NULL || (parameter == ISO_PARAMETER_SCALE && !iso_curve_model_uses (arm->fit.model, ISO_PARAMETER_SECOND_SCALE)))
    return FALSE;
  return iso_curve_model_uses (arm->fit.model, parameter) && !arm->fit.fixed[parameter];
}

/* What only some models have: asymmetry, hormesis, a second site. */
static void
print_more (const IsoAnalysis *analysis, GString *text)
{
  IsoCliTable *table = NULL;

  for (guint i = 0; i < analysis->arms->len; i++)
    {
      const IsoArm *arm = iso_analysis_arm (analysis, i);

      for (IsoParameter p = ISO_PARAMETER_SCALE; p < ISO_CURVE_N_PARAMETERS; p++)
        {
          const IsoUnit *unit = iso_parameter_is_dose (p) ? arm->unit : NULL;

          if (!has_more (arm, p))
            continue;
          if (table == NULL)
            table = iso_cli_table_new (_("Curve"), _("Sample"), _("Parameter"), _("Unit"), _("Value"), NULL);
          iso_cli_table_take (table, iso_arm_name (analysis, arm));
          iso_cli_table_add (table, iso_experiment_sample (analysis->dataset->experiment, arm->sample));
          iso_cli_table_add (table, _(iso_curve_model_parameter_name (arm->fit.model, p)));
          iso_cli_table_add (table, unit != NULL && *unit->symbol != '\0' ? unit->symbol : "-");
          iso_cli_table_take (table, iso_cli_estimate (&arm->fit.parameters[p], unit));
        }
    }
  if (table == NULL)
    return;
  g_string_append_printf (text, "\n%s\n", _("What the curve's model has besides"));
  iso_cli_table_print (table, text);
}

/* "IC50" of 50 % absolute, "EC50" of the midpoint, "IC90" of another level. */
static char *
name_level (double level, IsoEffectKind kind)
{
  g_autofree char *percent = iso_number_format (100 * level, 4);

  return g_strdup_printf (kind == ISO_EFFECT_RELATIVE ? "EC%s" : "IC%s", percent);
}

static void
print_effect_doses (const IsoAnalysis *analysis, GString *text)
{
  IsoCliTable *table =
    iso_cli_table_new (_("Curve"), _("Sample"), _("Effect"), _("Unit"), _("Dose"), _("Experiments"), NULL);

  for (guint i = 0; i < analysis->arms->len; i++)
    {
      const IsoArm *arm = iso_analysis_arm (analysis, i);

      for (guint k = 0; k < arm->effect_doses->len; k++)
        {
          const IsoEffectDose *dose = &g_array_index (arm->effect_doses, IsoEffectDose, k);

          iso_cli_table_take (table, iso_arm_name (analysis, arm));
          iso_cli_table_add (table, iso_experiment_sample (analysis->dataset->experiment, arm->sample));
          iso_cli_table_take (table, name_level (dose->level, dose->kind));
          iso_cli_table_add (table, *arm->unit->symbol != '\0' ? arm->unit->symbol : "-");
          iso_cli_table_take (table, iso_cli_estimate (&dose->dose, arm->unit));
          iso_cli_table_take (table, g_strdup_printf ("%u", dose->n_runs));
        }
    }
  iso_cli_table_print (table, text);
}

/* "LL.3 82 %, LL.4 15 %, ...": how likely each model is among those that were compared. */
static void
print_candidates (const IsoArm *arm, const char *name, GString *text)
{
  g_autoptr (GString) list = g_string_new (NULL);
  g_autofree char *line = NULL;

  for (guint i = 0; i < arm->n_candidates; i++)
    {
      g_autofree char *percent = isfinite (arm->candidates[i].weight) ? iso_number_format (100 * arm->candidates[i].weight, 2)
                                                                      : g_strdup ("-");

      g_string_append_printf (list, "%s%s %s %%", i > 0 ? ", " : "", arm->candidates[i].model->id, percent);
    }
  line = iso_sentence_fill (_("{1}: {2}"), (const char *const[]) { name, list->str, NULL });
  if (arm->n_candidates > 0)
    g_string_append_printf (text, "%s\n", line);
}

static void
print_choices (const IsoAnalysis *analysis, GString *text)
{
  if (analysis->settings.model != NULL)
    return;
  g_string_append_printf (text, "\n%s\n", _("Models compared by AICc, with their Akaike weights"));
  for (guint i = 0; i < analysis->arms->len; i++)
    {
      const IsoArm *arm = iso_analysis_arm (analysis, i);
      g_autofree char *name = iso_arm_name (analysis, arm);

      print_candidates (arm, name, text);
    }
}

void
iso_cli_print_fit (const IsoAnalysis *analysis, GString *text)
{
  g_string_append_printf (text, "\n%s\n", _("Curves"));
  print_curves (analysis, text);
  print_more (analysis, text);
  g_string_append_printf (text, "\n%s\n",
                          _("Doses for an effect (IC: of the vehicle's response; EC: half way to the curve's plateau)"));
  print_effect_doses (analysis, text);
  print_choices (analysis, text);
  for (guint i = 0; i < analysis->arms->len; i++)
    {
      const IsoArm *arm = iso_analysis_arm (analysis, i);
      g_autofree char *name = iso_arm_name (analysis, arm);

      if (arm->messages->len > 0)
        g_string_append_printf (text, "\n%s\n", name);
      iso_cli_print_messages (arm->messages, text);
    }
}

char *
iso_cli_fit_text (const IsoAnalysis *analysis)
{
  GString *text = g_string_new (NULL);

  iso_cli_print_head (analysis, text);
  iso_cli_print_fit (analysis, text);
  return g_string_free (text, FALSE);
}

static void
print_ratios (const IsoAnalysis *analysis, const GArray *comparisons, GString *text)
{
  IsoCliTable *table = iso_cli_table_new (_("Curve"), _("Sample"), _("Against"), _("Effect"), _("Ratio of doses"), _("by the delta method"),
                                          _("by Fieller"), _("p of 1"), _("Experiments"), NULL);

  for (guint i = 0; i < comparisons->len; i++)
    {
      const IsoComparison *comparison = &g_array_index (comparisons, IsoComparison, i);
      const IsoArm *arm = iso_analysis_arm (analysis, comparison->arm), *other = iso_analysis_arm (analysis, comparison->reference);

      for (guint k = 0; k < comparison->folds->len; k++)
        {
          const IsoFoldChange *fold = &g_array_index (comparison->folds, IsoFoldChange, k);

          iso_cli_table_take (table, iso_arm_name (analysis, arm));
          iso_cli_table_add (table, iso_experiment_sample (analysis->dataset->experiment, arm->sample));
          iso_cli_table_add (table, iso_experiment_sample (analysis->dataset->experiment, other->sample));
          iso_cli_table_take (table, name_level (fold->level, fold->kind));
          iso_cli_table_take (table, iso_cli_estimate (&fold->ratio, NULL));
          iso_cli_table_take (table, isfinite (fold->delta.value) ? iso_cli_estimate (&fold->delta, NULL) : g_strdup ("-"));
          iso_cli_table_take (table, isfinite (fold->delta.value) ? iso_cli_estimate (&fold->fieller, NULL) : g_strdup ("-"));
          iso_cli_table_take (table, iso_cli_number (fold->p));
          iso_cli_table_take (table, g_strdup_printf ("%u", fold->n_runs));
        }
    }
  iso_cli_table_print (table, text);
}

static void
add_sharing (IsoCliTable *table, const IsoAnalysis *analysis, const IsoComparison *comparison, const char *what,
             const IsoCurveSharing *sharing, const IsoEstimate *value, const IsoUnit *unit)
{
  const IsoArm *arm = iso_analysis_arm (analysis, comparison->arm), *other = iso_analysis_arm (analysis, comparison->reference);

  if (sharing->status == ISO_STATUS_UNDEFINED)
    return;
  iso_cli_table_take (table, iso_arm_name (analysis, arm));
  iso_cli_table_add (table, iso_experiment_sample (analysis->dataset->experiment, arm->sample));
  iso_cli_table_add (table, iso_experiment_sample (analysis->dataset->experiment, other->sample));
  iso_cli_table_add (table, what);
  iso_cli_table_take (table, iso_cli_number (sharing->f));
  iso_cli_table_take (table, iso_cli_number (sharing->p));
  iso_cli_table_take (table, iso_cli_number (sharing->aicc - sharing->separate_aicc));
  iso_cli_table_take (table, value != NULL && isfinite (value->value) ? iso_cli_estimate (value, unit) : g_strdup ("-"));
  iso_cli_table_add (table, value != NULL && unit != NULL && *unit->symbol != '\0' ? unit->symbol : "-");
}

static void
print_sharings (const IsoAnalysis *analysis, const GArray *comparisons, GString *text)
{
  IsoCliTable *table = iso_cli_table_new (_("Curve"), _("Sample"), _("Against"), _("In common"), _("F"), _("p"), _("AICc less separate"),
                                          _("Value"), _("Unit"), NULL);

  for (guint i = 0; i < comparisons->len; i++)
    {
      const IsoComparison *comparison = &g_array_index (comparisons, IsoComparison, i);

      if (!comparison->tested)
        continue;
      add_sharing (table, analysis, comparison, _("everything"), &comparison->one_curve, NULL, NULL);
      for (IsoParameter p = 0; p < ISO_CURVE_N_PARAMETERS; p++)
        add_sharing (table, analysis, comparison, _(iso_parameter_name (p)), &comparison->shared[p],
                     &comparison->shared[p].parameters[0][p],
                     iso_parameter_is_dose (p) ? iso_analysis_arm (analysis, comparison->arm)->unit : NULL);
    }
  iso_cli_table_print (table, text);
}

static char *
make_comparison_text (const IsoAnalysis *analysis)
{
  g_autoptr (GArray) comparisons = iso_analysis_compare (analysis);
  GString *text = g_string_new (NULL);

  iso_cli_print_head (analysis, text);
  iso_cli_print_fit (analysis, text);
  if (comparisons->len == 0)
    {
      g_string_append_printf (text, "\n%s\n", _("There are no two samples that had the same drug alone, so that there is nothing to compare."));
      return g_string_free (text, FALSE);
    }
  g_string_append_printf (text, "\n%s\n", _("Doses of one sample against those of another"));
  print_ratios (analysis, comparisons, text);
  g_string_append_printf (text, "\n%s\n", _("Curves with something in common against separate ones (one experiment each; extra sum of "
                                              "squares, and AICc, which is below 0 where sharing is the better model)"));
  print_sharings (analysis, comparisons, text);
  return g_string_free (text, FALSE);
}

static char *
make_comparison (const IsoAnalysis *analysis, int format)
{
  return format == 1   ? iso_analysis_compare_json (analysis, iso_cli_program ())
         : format == 2 ? iso_analysis_compare_csv (analysis)
                       : make_comparison_text (analysis);
}

int
iso_cli_run_fit (const IsoCliOptions *options)
{
  static const char *const formats[] = { "text", "json", "csv", "xlsx", NULL };
  static const char *const compared_formats[] = { "text", "json", "csv", NULL };
  g_autoptr (GError) error = NULL;
  gboolean compare = options->values[ISO_CLI_COMPARE] != NULL;
  g_autoptr (IsoAnalysis) analysis = NULL;
  g_autofree char *text = NULL;
  int format;

  if (options->values[ISO_CLI_GROWTH] != NULL)
    return iso_cli_run_growth (options);
  if (options->files->len == 1 && !compare && options->values[ISO_CLI_LAYOUT] == NULL
      && iso_cli_is_counts (g_ptr_array_index (options->files, 0)))
    return iso_cli_run_counts (options);
  format = iso_cli_find_format (options, compare ? compared_formats : formats, &error);
  analysis = format >= 0 ? iso_cli_load_analysis (options, &error) : NULL;
  if (analysis == NULL)
    return iso_cli_tell_error (error);
  if (format == 3)
    return iso_cli_write_workbook (options, analysis);
  text = compare       ? make_comparison (analysis, format)
         : format == 1 ? iso_analysis_fit_json (analysis, iso_cli_program ())
         : format == 2 ? iso_analysis_fit_csv (analysis)
                       : iso_cli_fit_text (analysis);
  return iso_cli_write (options, text) ? ISO_CLI_DONE : ISO_CLI_CANNOT;
}
