/* iso-cli-power.c - "isobole-cli power"
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "analysis/iso-power-measured.h"
#include "analysis/iso-telling.h"
#include "base/iso-number.h"
#include "iso-cli-input.h"
#include "iso-cli-output.h"
#include "iso-cli-text.h"
#include "iso-cli.h"
#include "writer/iso-json-values.h"

#include <math.h>

#define ISO_CLI_TELLING 3   /* wells to add */

typedef struct
{
  IsoAnalysis    *analysis;      /* of the project that the design is taken from; NULL without one */
  guint           combination;
  IsoPowerSource  source;
  IsoPowerDesign  design;
  double          goal;
  IsoPower        power;
  guint           runs;          /* needed for the goal; 0 if many do not do */
  guint           wells;
} Study;

/* What was measured, where a project is given. */
static gboolean
begin_study (const IsoCliOptions *options, Study *study, GError **error)
{
  double number = 1;

  *study = (Study) { .goal = 0.8, .source = { NULL, NAN, 0 } };
  iso_power_design_init (&study->design);
  if (options->files->len == 0)
    return TRUE;
  study->analysis = iso_cli_load_analysis (options, error);
  if (study->analysis == NULL)
    return FALSE;
  if (study->analysis->combinations->len == 0)
    {
      iso_error_set (error, ISO_ERROR_NO_DATA, NULL,
                     N_("No well held two drugs or more, so there is no design of a combination. Give it by options instead."), NULL);
      return FALSE;
    }
  if (!iso_cli_options_get_number (options, ISO_CLI_COMBINATION, 1, study->analysis->combinations->len, &number, error))
    return FALSE;
  study->combination = (guint) number - 1;
  return iso_power_design_measured (study->analysis, study->combination, &study->design, &study->source, error);
}

static gboolean
read_count (const IsoCliOptions *options, IsoCliOption option, double low, double high, guint *count, GError **error)
{
  double number = *count;

  if (!iso_cli_options_get_number (options, option, low, high, &number, error))
    return FALSE;
  if (number != floor (number))
    {
      iso_error_set (error, ISO_ERROR_RANGE, NULL, N_("“{1}” cannot be the value of --{2}. Write a whole number."),
                     options->values[option], iso_cli_option_name (option), NULL);
      return FALSE;
    }
  *count = (guint) number;
  return TRUE;
}

static gboolean
read_study (const IsoCliOptions *options, Study *study, GError **error)
{
  IsoPowerDesign *design = &study->design;
  double excess = 10, noise, spread, seed = 1;

  if (!begin_study (options, study, error))
    return FALSE;
  noise = 100 * design->noise;
  spread = 100 * design->spread;
  if (options->values[ISO_CLI_EXCESS] != NULL || options->values[ISO_CLI_CI] != NULL)
    design->matrix = options->values[ISO_CLI_EXCESS] != NULL;
  if (options->values[ISO_CLI_EXCESS] != NULL && options->values[ISO_CLI_CI] != NULL)
    {
      iso_error_set (error, ISO_ERROR_SYNTAX, NULL,
                     N_("One interaction at a time: --ci for both drugs at one ratio, or --excess for a matrix."), NULL);
      return FALSE;
    }
  if (!iso_cli_options_get_number (options, ISO_CLI_CI, 0.05, 20, &design->ci, error)
      || !iso_cli_options_get_number (options, ISO_CLI_EXCESS, -50, 50, &excess, error)
      || !iso_cli_options_get_number (options, ISO_CLI_STEP, 1.1, 100, &design->step, error)
      || !iso_cli_options_get_number (options, ISO_CLI_NOISE, 0.1, 50, &noise, error)
      || !iso_cli_options_get_number (options, ISO_CLI_SPREAD, 0, 200, &spread, error)
      || !iso_cli_options_get_number (options, ISO_CLI_LEVEL, 0.5, 0.999, &design->level, error)
      || !iso_cli_options_get_number (options, ISO_CLI_SEED, 0, 4294967295.0, &seed, error)
      || !iso_cli_options_get_number (options, ISO_CLI_GOAL, 0.05, 0.99, &study->goal, error)
      || !read_count (options, ISO_CLI_DOSES, 3, ISO_POWER_MOST_DOSES, &design->n_doses, error)
      || !read_count (options, ISO_CLI_REPLICATES, 1, ISO_POWER_MOST_WELLS, &design->n_wells, error)
      || !read_count (options, ISO_CLI_EXPERIMENTS, 1, ISO_POWER_MOST_RUNS, &design->n_runs, error)
      || !read_count (options, ISO_CLI_SIMULATIONS, 20, 100000, &design->n_simulations, error))
    return FALSE;
  design->excess = excess / 100;
  design->noise = noise / 100;
  design->spread = spread / 100;
  design->seed = (guint64) seed;
  return TRUE;
}

static void
add_measured (IsoJson *json, const Study *study)
{
  const IsoCombination *combination = iso_analysis_combination (study->analysis, study->combination);
  g_autofree char *name = iso_combination_name (study->analysis, combination);

  iso_json_begin_object (json, "measured");
  iso_json_add_string (json, "combination", name);
  iso_json_add_string (json, "sample", iso_experiment_sample (study->analysis->dataset->experiment, combination->sample));
  iso_json_begin_object (json, "noise");
  iso_json_add_string (json, "method", study->source.noise_method);
  iso_json_add_number (json, "df", study->source.noise_df);
  iso_json_end_object (json);
  iso_json_begin_object (json, "spread");
  iso_json_add_number (json, "df", study->source.spread_df);
  iso_json_end_object (json);
  iso_json_end_object (json);
  iso_json_add_telling (json, study->analysis, study->combination);
}

static char *
write_json (const Study *study)
{
  const IsoPowerDesign *design = &study->design;
  IsoJson *json = iso_json_new ();

  iso_json_begin_object (json, NULL);
  iso_json_add_string (json, "schema", "isobole/power/1");
  iso_json_add_string (json, "program", iso_cli_program ());
  iso_json_begin_object (json, "design");
  iso_json_add_string (json, "layout", design->matrix ? "matrix" : "ray");
  iso_json_add_number (json, "ci", design->matrix ? NAN : design->ci);
  iso_json_add_number (json, "excess", design->matrix ? 100 * design->excess : NAN);
  iso_json_add_count (json, "doses", design->n_doses);
  iso_json_add_number (json, "step", design->step);
  iso_json_add_number (json, "middle", design->middle);
  iso_json_add_number (json, "slope", design->slope);
  iso_json_add_count (json, "replicates", design->n_wells);
  iso_json_add_count (json, "experiments", design->n_runs);
  iso_json_add_number (json, "noise", 100 * design->noise);
  iso_json_add_number (json, "spread", 100 * design->spread);
  iso_json_add_number (json, "level", design->level);
  iso_json_add_count (json, "simulations", design->n_simulations);
  iso_json_add_count (json, "seed", design->seed);
  iso_json_end_object (json);
  if (study->analysis != NULL)
    add_measured (json, study);
  iso_json_add_number (json, "power", study->power.power);
  iso_json_add_number (json, "lower", study->power.lower);
  iso_json_add_number (json, "upper", study->power.upper);
  iso_json_add_number (json, "goal", study->goal);
  iso_json_add_number (json, "experiments_needed", study->runs > 0 ? study->runs : NAN);
  iso_json_add_number (json, "replicates_needed", study->wells > 0 ? study->wells : NAN);
  iso_json_end_object (json);
  return iso_json_finish (json);
}

static void
add_need (GString *text, const char *sentence, const char *none, guint needed, double goal)
{
  g_autofree char *count = g_strdup_printf ("%u", needed);
  g_autofree char *percent = iso_number_format (100 * goal, 3);
  g_autofree char *filled = iso_sentence_fill (needed > 0 ? sentence : none, (const char *const[]) { percent, count, NULL });

  g_string_append_printf (text, "%s\n", filled);
}

/* Where noise and spread come from, unless a person gave them. */
static void
add_sources (GString *text, const IsoCliOptions *options, const Study *study)
{
  const IsoPowerDesign *design = &study->design;
  const char *method = options->values[ISO_CLI_NOISE] != NULL ? "given" : study->source.noise_method;
  const char *sentence = method == NULL                        ? _("Noise: SD {1} % of a well, the usual one; the data do not tell it.")
                         : g_str_equal (method, "given")       ? _("Noise: SD {1} % of a well, as given.")
                         : g_str_equal (method, "replicates")  ? _("Noise: SD {1} % of a well, from replicate wells ({2} degrees of freedom).")
                         : g_str_equal (method, "controls")    ? _("Noise: SD {1} % of a well, from control wells ({2} degrees of freedom).")
                                                               : _("Noise: SD {1} % of a well, from residuals of the curves "
                                                                   "({2} degrees of freedom).");
  g_autofree char *noise = iso_number_format (100 * design->noise, 3);
  g_autofree char *noise_df = iso_cli_number (study->source.noise_df);
  g_autofree char *spread = iso_number_format (100 * design->spread, 3);
  g_autofree char *spread_df = iso_cli_number (study->source.spread_df);
  g_autofree char *first = iso_sentence_fill (sentence, (const char *const[]) { noise, noise_df, NULL });
  g_autofree char *second = iso_sentence_fill (
    options->values[ISO_CLI_SPREAD] != NULL ? _("Between experiments potency has an SD of {1} %, as given.")
    : study->source.spread_df > 0           ? _("Between experiments potency has an SD of {1} %, by those that were measured "
                                                "({2} degrees of freedom).")
                                            : _("Between experiments potency has an SD of {1} %, the usual one; one experiment does not tell it."),
    (const char *const[]) { spread, spread_df, NULL });

  g_string_append_printf (text, "%s\n%s\n", first, second);
}

static void
add_design (GString *text, const IsoCliOptions *options, const Study *study)
{
  const IsoPowerDesign *design = &study->design;
  const IsoCombination *combination = iso_analysis_combination (study->analysis, study->combination);
  const char *sample = iso_experiment_sample (study->analysis->dataset->experiment, combination->sample);
  g_autofree char *name = iso_combination_name (study->analysis, combination);
  g_autofree char *title = *sample != '\0' ? g_strdup_printf ("%s, %s", name, sample) : g_strdup (name);
  g_autofree char *doses = g_strdup_printf ("%u", design->n_doses);
  g_autofree char *step = iso_number_format (design->step, 3);
  g_autofree char *middle = iso_number_format (design->middle, 3);
  g_autofree char *slope = iso_number_format (design->slope, 3);
  g_autofree char *sentence = iso_sentence_fill (
    _("{1}: {2} doses of each drug, each {3} times the last, around {4} times the midpoint; slope {5}."),
    (const char *const[]) { title, doses, step, middle, slope, NULL });

  g_string_append_printf (text, "%s\n", sentence);
  add_sources (text, options, study);
}

static void
add_telling (GString *text, const Study *study)
{
  const IsoCombination *combination = iso_analysis_combination (study->analysis, study->combination);
  g_autoptr (GArray) places = iso_telling_doses_find (study->analysis, study->combination, ISO_CLI_TELLING);

  for (guint i = 0; i < places->len; i++)
    {
      const IsoTellingDose *place = &g_array_index (places, IsoTellingDose, i);
      g_autofree char *left = iso_number_format (100 * place->left, 3);
      g_autofree char *doses = iso_cli_join_doses (study->analysis, combination, place->doses);
      g_autofree char *sentence = iso_sentence_fill (
        place->ray < 0 ? _("Most telling well to add: {1}; it leaves {2} % of the standard error of the mean excess, with those before it.")
                       : _("Most telling well to add: {1}; it leaves {2} % of the standard error of ln CI, with those before it."),
        (const char *const[]) { doses, left, NULL });

      g_string_append_printf (text, "%s\n", sentence);
    }
}

static char *
write_text (const IsoCliOptions *options, const Study *study)
{
  const IsoPowerDesign *design = &study->design;
  GString *text = g_string_new (NULL);
  g_autofree char *what = iso_number_format (design->matrix ? 100 * design->excess : design->ci, 3);
  g_autofree char *power = iso_number_format (100 * study->power.power, 3);
  g_autofree char *lower = iso_number_format (100 * study->power.lower, 3);
  g_autofree char *upper = iso_number_format (100 * study->power.upper, 3);
  g_autofree char *runs = g_strdup_printf ("%u", design->n_runs);
  g_autofree char *wells = g_strdup_printf ("%u", design->n_wells);
  g_autofree char *sentence = iso_sentence_fill (
    design->matrix ? _("A mean excess of {1} % over Bliss independence is seen in {2} % of studies ({3} to {4} %).")
                   : _("A combination index of {1} is seen in {2} % of studies ({3} to {4} %)."),
    (const char *const[]) { what, power, lower, upper, NULL });
  g_autofree char *layout = iso_sentence_fill (_("Experiments: {1}. Wells of each dose in each: {2}."),
                                               (const char *const[]) { runs, wells, NULL });

  g_string_append_printf (text, "%s\n%s\n", sentence, layout);
  if (study->analysis != NULL)
    add_design (text, options, study);
  add_need (text, _("Experiments needed for {1} %, with as many wells: {2}."),
            _("Not even 30 experiments with as many wells give {1} %."), study->runs, study->goal);
  add_need (text, _("Wells of each dose needed for {1} %, in as many experiments: {2}."),
            _("Not even 30 wells of each dose give {1} % in as many experiments."), study->wells, study->goal);
  if (study->analysis != NULL)
    add_telling (text, study);
  return g_string_free (text, FALSE);
}

int
iso_cli_run_power (const IsoCliOptions *options)
{
  static const char *const formats[] = { "text", "json", NULL };
  g_autoptr (GError) error = NULL;
  int format = iso_cli_find_format (options, formats, &error);
  g_autoptr (IsoAnalysis) analysis = NULL;
  g_autofree char *text = NULL;
  gboolean known;
  Study study = { 0 };

  known = format >= 0 && read_study (options, &study, &error);
  analysis = study.analysis;
  if (!known)
    return iso_cli_tell_error (error);
  iso_power_compute (&study.design, &study.power);
  study.runs = iso_power_runs_needed (&study.design, study.goal);
  study.wells = iso_power_wells_needed (&study.design, study.goal);
  text = format == 1 ? write_json (&study) : write_text (options, &study);
  return iso_cli_write (options, text) ? ISO_CLI_DONE : ISO_CLI_CANNOT;
}
