/* iso-cli-synergy.c - "isobole-cli synergy"
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "analysis/iso-telling.h"
#include "base/iso-number.h"
#include "iso-cli-input.h"
#include "iso-cli-output.h"
#include "iso-cli-text.h"
#include "iso-cli.h"
#include "synergy/iso-index-note.h"
#include "writer/iso-analysis-json.h"
#include "writer/iso-analysis-sheets.h"

#include <math.h>

#define ISO_CLI_TELLING 3   /* wells to add */

static const IsoUnit *
drug_unit (const IsoAnalysis *analysis, guint drug)
{
  return iso_experiment_drug (analysis->dataset->experiment, drug)->unit;
}

static char *
ray_name (const IsoAnalysis *analysis, const IsoCombination *combination, int ray)
{
  if (ray < 0)
    return g_strdup ("-");
  return iso_arm_name (analysis, iso_analysis_arm (analysis, g_array_index (combination->rays, IsoRay, ray).arm));
}

/* The headers of the dose-reduction indices, one a drug; NULL past the last, which ends a list of headers. */
static void
name_dri (const IsoAnalysis *analysis, const IsoCombination *combination, char *headers[ISO_MAX_DRUGS])
{
  for (guint j = 0; j < ISO_MAX_DRUGS; j++)
    {
      const char *drug = j < combination->n_drugs
                           ? iso_experiment_drug (analysis->dataset->experiment, combination->drugs[j])->name
                           : NULL;

      headers[j] = drug != NULL ? iso_sentence_fill (_("DRI {1}"), (const char *const[]) { drug, NULL }) : NULL;
    }
}

static void
add_index (IsoCliTable *table, const IsoCombinationIndex *index)
{
  iso_cli_table_take (table, iso_cli_estimate (&index->ci, NULL));
  for (guint j = 0; j < index->n_drugs; j++)
    iso_cli_table_take (table, iso_cli_estimate (&index->dri[j], NULL));
}

static void
add_median_effect (IsoCliTable *table, const IsoAnalysis *analysis, const IsoArm *arm)
{
  const IsoMedianEffect *effect = &arm->median_effect;

  iso_cli_table_take (table, iso_arm_name (analysis, arm));
  iso_cli_table_add (table, *arm->unit->symbol != '\0' ? arm->unit->symbol : "-");
  iso_cli_table_take (table, iso_cli_estimate (&effect->dm, arm->unit));
  iso_cli_table_take (table, iso_cli_estimate (&effect->m, NULL));
  iso_cli_table_take (table, isfinite (effect->r) ? iso_number_format (effect->r, 5) : g_strdup ("-"));
  iso_cli_table_take (table, g_strdup_printf ("%" G_GSIZE_FORMAT, effect->n));
  iso_cli_table_take (table, g_strdup_printf ("%u", effect->excluded));
}

static void
print_median_effects (const IsoAnalysis *analysis, const IsoCombination *combination, GString *text)
{
  IsoCliTable *table =
    iso_cli_table_new (_("Median effect"), _("Unit"), _("Dm"), _("m"), _("r"), _("Points"), _("Left out"), NULL);

  for (guint j = 0; j < combination->n_drugs; j++)
    {
      if (combination->singles[j] >= 0)
        add_median_effect (table, analysis, iso_analysis_arm (analysis, (guint) combination->singles[j]));
    }
  for (guint i = 0; i < combination->rays->len; i++)
    add_median_effect (table, analysis, iso_analysis_arm (analysis, g_array_index (combination->rays, IsoRay, i).arm));
  g_string_append_c (text, '\n');
  iso_cli_table_print (table, text);
}

static void
print_levels (const IsoAnalysis *analysis, const IsoCombination *combination, char *const *dri, GString *text)
{
  const char *note = NULL;
  IsoCliTable *table;

  if (combination->rays->len == 0)
    return;
  table = iso_cli_table_new (_("At an effect level"), _("Fa"), _("Doses"), _("CI"), dri[0], dri[1], dri[2], NULL);
  for (guint i = 0; i < combination->rays->len; i++)
    {
      const IsoRay *ray = &g_array_index (combination->rays, IsoRay, i);

      for (guint k = 0; k < ray->levels->len; k++)
        {
          const IsoCombinationIndex *index = &g_array_index (ray->levels, IsoCombinationIndex, k);

          iso_cli_table_take (table, ray_name (analysis, combination, (int) i));
          iso_cli_table_take (table, iso_cli_number (index->fa));
          iso_cli_table_take (table, iso_cli_join_doses (analysis, combination, index->doses));
          add_index (table, index);
          note = note != NULL ? note : iso_index_note (&index->ci);
        }
    }
  g_string_append_c (text, '\n');
  iso_cli_table_print (table, text);
  if (note != NULL)
    g_string_append_printf (text, "  %s\n", _(note));
}

static void
print_cells (const IsoAnalysis *analysis, const IsoCombination *combination, char *const *dri, GString *text)
{
  IsoCliTable *table = iso_cli_table_new (_("Measured"), _("Fa"), _("Wells"), _("CI"), dri[0], dri[1], dri[2], NULL);

  for (guint i = 0; i < combination->cells->len; i++)
    {
      const IsoCell *cell = &g_array_index (combination->cells, IsoCell, i);

      iso_cli_table_take (table, iso_cli_join_doses (analysis, combination, cell->doses));
      iso_cli_table_take (table, iso_cli_measured (cell->fa));
      iso_cli_table_take (table, g_strdup_printf ("%u", cell->n));
      add_index (table, &cell->index);
    }
  g_string_append_c (text, '\n');
  iso_cli_table_print (table, text);
}

/* Of every cell by those models that a terminal has room for; JSON and CSV hold all. */
static void
print_scores (const IsoAnalysis *analysis, const IsoCombination *combination, GString *text)
{
  static const char *const shown[] = { "bliss", "hsa", "loewe", "zip", NULL };
  IsoCliTable *table = iso_cli_table_new (_("Excess effect, percent"), "bliss", "hsa", "loewe", "zip", NULL);

  for (guint i = 0; i < combination->cells->len; i++)
    {
      const IsoCell *cell = &g_array_index (combination->cells, IsoCell, i);

      iso_cli_table_take (table, iso_cli_join_doses (analysis, combination, cell->doses));
      for (guint k = 0; k < ISO_N_REFERENCES; k++)
        {
          if (g_strv_contains (shown, iso_reference_nth (k)->id))
            iso_cli_table_take (table, iso_cli_estimate (&cell->scores[k].score, NULL));
        }
    }
  g_string_append_c (text, '\n');
  iso_cli_table_print (table, text);
}

/* Where intervals and p-values of the scores come from. */
static void
print_noise (const IsoCombination *combination, GString *text)
{
  static const struct
  {
    const char *method;
    const char *sentence;
  } sources[] = {
    { "experiments", N_("Intervals and p-values of scores are between experiments.") },
    { "replicates", N_("Intervals and p-values of scores hold within this experiment, from its replicate wells: SD {1} % on {2} "
                       "degrees of freedom.") },
    { "controls", N_("Intervals and p-values of scores hold within this experiment, from its control wells: SD {1} % on {2} "
                       "degrees of freedom.") },
    { "residuals", N_("Intervals and p-values of scores hold within this experiment, from how far single agents lie off their curves: SD {1} % "
                      "on {2} degrees of freedom.") },
  };
  g_autofree char *sd = iso_cli_number (100 * combination->noise_sd);
  g_autofree char *df = iso_cli_number (combination->noise_df);
  g_autofree char *sentence = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (sources); i++)
    {
      if (g_strcmp0 (sources[i].method, combination->noise_method) == 0)
        sentence = iso_sentence_fill (_(sources[i].sentence), (const char *const[]) { sd, df, NULL });
    }
  g_string_append_printf (text, "  %s\n", sentence != NULL ? sentence : _("This design gives scores no interval and no p-value: there is one "
                                                                          "experiment, without replicates, controls or curves to spare."));
}

/* All scores side by side, and why they part. */
static void
print_consensus (const IsoCombination *combination, GString *text)
{
  IsoCliTable *table = iso_cli_table_new (_("All models"), _("Mean excess"), _("p of the mean"), _("p of the largest"),
                                          _("Doses that have a score"), _("Mean where all have one"), _("Doses where all have one"), NULL);

  for (guint k = 0; k < ISO_N_REFERENCES; k++)
    {
      const IsoConsensus *consensus = &combination->consensus[k];

      iso_cli_table_add (table, _(iso_reference_nth (k)->name));
      iso_cli_table_take (table, iso_cli_estimate (&combination->score_means[k], NULL));
      iso_cli_table_take (table, iso_cli_measured (combination->score_tests[k].mean_p));
      iso_cli_table_take (table, iso_cli_measured (combination->score_tests[k].largest_p));
      iso_cli_table_take (table, g_strdup_printf ("%u", combination->score_cells[k]));
      iso_cli_table_take (table, iso_cli_measured (consensus->shared_mean));
      iso_cli_table_take (table, g_strdup_printf ("%u", consensus->n_shared));
    }
  g_string_append_c (text, '\n');
  iso_cli_table_print (table, text);
  print_noise (combination, text);
  for (guint k = 0; k < ISO_N_REFERENCES; k++)
    {
      g_autofree char *note = NULL;

      if (combination->consensus[k].note == NULL)
        continue;
      note = iso_cli_sentence (combination->consensus[k].note);
      g_string_append_printf (text, "  %s: %s\n", _(iso_reference_nth (k)->name), note);
    }
}

static void
print_surface (const IsoAnalysis *analysis, const IsoCombination *combination, const IsoSurfaceResult *result, GString *text)
{
  IsoCliTable *table = iso_cli_table_new (_(result->model->name), "", _("Estimate"), _("Without interaction"), NULL);
  g_autofree char *p_value = iso_cli_measured (result->fit.null_p);
  g_autofree char *f = iso_cli_measured (result->fit.null_f);
  g_autofree char *sentence = NULL;

  for (guint p = 0; p < result->model->n; p++)
    {
      const IsoSurfaceParameter *parameter = result->model->parameters[p];
      gboolean dose = p == ISO_SURFACE_C1 || p == ISO_SURFACE_C2;
      const IsoUnit *unit = dose ? drug_unit (analysis, combination->drugs[p - ISO_SURFACE_C1]) : NULL;

      iso_cli_table_add (table, parameter->id);
      iso_cli_table_take (table, dose ? g_strdup_printf ("%s, %s", _(parameter->name), unit->symbol) : g_strdup (_(parameter->name)));
      iso_cli_table_take (table, iso_cli_estimate (&result->parameters[p], unit));
      iso_cli_table_take (table, iso_cli_number (parameter->null));
    }
  if (result->beta.status == ISO_STATUS_OK)
    {
      iso_cli_table_add (table, "beta");
      iso_cli_table_add (table, _("Effect of both beyond the stronger drug"));
      iso_cli_table_take (table, iso_cli_estimate (&result->beta, NULL));
      iso_cli_table_add (table, "0");
    }
  if (result->achievable.status == ISO_STATUS_OK)
    {
      iso_cli_table_add (table, "IAE");
      iso_cli_table_add (table, _("Index of achievable efficacy"));
      iso_cli_table_take (table, iso_cli_estimate (&result->achievable, NULL));
      iso_cli_table_add (table, "-");
    }
  g_string_append_c (text, '\n');
  iso_cli_table_print (table, text);
  sentence = iso_sentence_fill (_("No interaction, held against this surface within the pooled wells: F = {1}, p = {2}."),
                                (const char *const[]) { f, p_value, NULL });
  if (isfinite (result->fit.null_p))
    g_string_append_printf (text, "  %s\n", sentence);
  if (result->n_runs < 2 && result->model->n_draws > 0)
    g_string_append_printf (text, "  %s\n", _("Limits of slopes, potencies, alpha, gamma and beta lie as far out as draws from this surface ask "
                                             "for: profiles alone are too narrow with so many parameters."));
  if (result->fit.status != ISO_STATUS_OK)
    g_string_append_printf (text, "  %s\n", iso_cli_status (result->fit.status));
}

/* What is tested of a ray beside its index, and what another program would say. */
static void
print_additivity (const IsoAnalysis *analysis, const IsoCombination *combination, GString *text)
{
  IsoCliTable *table;
  guint found = 0;

  for (guint i = 0; i < combination->rays->len; i++)
    found += g_array_index (combination->rays, IsoRay, i).additivity->len;
  if (found == 0)
    return;
  table = iso_cli_table_new (_("Additivity, by Tallarida's test"), _("Fa"), _("Unit"), _("Additive dose"), _("SE"), _("Dose of the mixture"),
                             _("SE"), "p", NULL);
  for (guint i = 0; i < combination->rays->len; i++)
    {
      const IsoRay *ray = &g_array_index (combination->rays, IsoRay, i);
      const IsoUnit *unit = iso_analysis_arm (analysis, ray->arm)->unit;

      for (guint k = 0; k < ray->additivity->len; k++)
        {
          const IsoAdditivityTest *test = &g_array_index (ray->additivity, IsoAdditivityTest, k);
          const double doses[] = { test->additive, test->additive_se, test->mixture, test->mixture_se };

          iso_cli_table_take (table, ray_name (analysis, combination, (int) i));
          iso_cli_table_take (table, iso_cli_number (analysis->settings.effect_levels[k]));
          iso_cli_table_add (table, unit->symbol);
          for (guint d = 0; d < G_N_ELEMENTS (doses); d++)
            iso_cli_table_take (table, iso_cli_number (iso_unit_from_inside (unit, doses[d])));
          iso_cli_table_take (table, test->status == ISO_STATUS_OK ? iso_cli_number (test->p) : g_strdup (iso_cli_status (test->status)));
        }
    }
  g_string_append_c (text, '\n');
  iso_cli_table_print (table, text);
}

static void
print_parity (const IsoCombination *combination, GString *text)
{
  const IsoParity *parity = &combination->parity;
  const double numbers[] = { parity->means.zip, parity->means.hsa, parity->means.bliss, parity->means.loewe, parity->css_mean };
  char *words[G_N_ELEMENTS (numbers) + 1] = { NULL };
  g_autofree char *sentence = NULL;

  if (!combination->has_parity)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    words[i] = iso_cli_number (numbers[i]);
  sentence = iso_sentence_fill (_("As synergyfinder 3.7.3 computes it: ZIP {1}, HSA {2}, Bliss {3}, Loewe {4}, sensitivity (CSS) {5}. "
                                  "Nothing here rests on these."),
                                (const char *const *) words);
  g_string_append_printf (text, "  %s\n", sentence);
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    g_free (words[i]);
}

/* Its numbers at the levels of this analysis; the JSON has all of its own. */
static void
print_compusyn (const IsoAnalysis *analysis, const IsoCombination *combination, char *const *dri, GString *text)
{
  const IsoCompusyn *compusyn = &combination->compusyn;
  IsoCliTable *table;

  if (compusyn->n_rays == 0)
    return;
  table = iso_cli_table_new (_("As CompuSyn computes it"), _("Fa"), _("CI"), _("Non-exclusive"), "", dri[0], dri[1], dri[2], NULL);
  for (guint i = 0; i < compusyn->n_rays; i++)
    {
      for (guint k = 0; k < analysis->settings.n_effect_levels; k++)
        {
          const IsoArm *arm = iso_analysis_arm (analysis, g_array_index (combination->rays, IsoRay, i).arm);
          const IsoCompusynGrade *grade;
          IsoCompusynIndex index;

          iso_compusyn_at_level (compusyn->singles, combination->n_drugs, &compusyn->rays[i].effect, arm->shares,
                                 analysis->settings.effect_levels[k], &index);
          grade = iso_compusyn_grade (index.ci);
          iso_cli_table_take (table, ray_name (analysis, combination, (int) i));
          iso_cli_table_take (table, iso_cli_number (index.fa));
          iso_cli_table_take (table, iso_cli_measured (index.ci));
          iso_cli_table_take (table, iso_cli_measured (index.ci_nonexclusive));
          iso_cli_table_add (table, grade != NULL ? grade->symbol : "-");
          for (guint j = 0; j < combination->n_drugs; j++)
            iso_cli_table_take (table, iso_cli_measured (index.dri[j]));
        }
    }
  g_string_append_c (text, '\n');
  iso_cli_table_print (table, text);
  g_string_append_printf (text, "  %s\n",
                          _("One line through the means of all experiments, also outside the doses tested. Nothing here rests on it."));
}

/* Where further wells would narrow the interval within an experiment. */
static void
print_telling (const IsoAnalysis *analysis, guint number, GString *text)
{
  const IsoCombination *combination = iso_analysis_combination (analysis, number);
  g_autoptr (GArray) places = iso_telling_doses_find (analysis, number, ISO_CLI_TELLING);
  IsoCliTable *table;

  if (places->len == 0)
    return;
  table = iso_cli_table_new (_("Most telling wells to add"), _("For"), _("Standard error left, percent"), NULL);
  for (guint i = 0; i < places->len; i++)
    {
      const IsoTellingDose *place = &g_array_index (places, IsoTellingDose, i);

      iso_cli_table_take (table, iso_cli_join_doses (analysis, combination, place->doses));
      iso_cli_table_take (table, place->ray < 0 ? g_strdup (_("Mean excess over Bliss independence"))
                                                : ray_name (analysis, combination, place->ray));
      iso_cli_table_take (table, iso_cli_number (100 * place->left));
    }
  g_string_append_c (text, '\n');
  iso_cli_table_print (table, text);
}

static void
print_combination (const IsoAnalysis *analysis, guint number, GString *text)
{
  const IsoCombination *combination = iso_analysis_combination (analysis, number);
  const char *sample = iso_experiment_sample (analysis->dataset->experiment, combination->sample);
  g_autofree char *name = iso_combination_name (analysis, combination);
  g_autofree char *reason = combination->verdict.reason != NULL ? iso_cli_sentence (combination->verdict.reason) : NULL;
  char *dri[ISO_MAX_DRUGS];

  name_dri (analysis, combination, dri);
  g_string_append_printf (text, "\n%u. %s%s%s\n", number + 1, name, *sample != '\0' ? ", " : "", sample);
  g_string_append_printf (text, "  %s", _(iso_verdict_name (combination->verdict.kind)));
  g_string_append_printf (text, reason != NULL ? ": %s\n" : "\n", reason);
  print_median_effects (analysis, combination, text);
  print_levels (analysis, combination, dri, text);
  print_additivity (analysis, combination, text);
  print_cells (analysis, combination, dri, text);
  print_scores (analysis, combination, text);
  print_consensus (combination, text);
  print_parity (combination, text);
  print_compusyn (analysis, combination, dri, text);
  print_telling (analysis, number, text);
  for (guint i = 0; i < combination->surfaces->len; i++)
    print_surface (analysis, combination, &g_array_index (combination->surfaces, IsoSurfaceResult, i), text);
  for (guint j = 0; j < ISO_MAX_DRUGS; j++)
    g_free (dri[j]);
  iso_cli_print_messages (combination->messages, text);
}

/* Where several pairs of drugs were tested together. */
static void
print_polygonogram (const IsoAnalysis *analysis, GString *text)
{
  g_autoptr (GArray) pairs = iso_polygonogram_make (analysis, 0);
  IsoCliTable *table;

  if (pairs->len < 2)
    return;
  table = iso_cli_table_new (_("All pairs"), _("Sample"), _("Ratio"), _("Fa"), _("CI"), "", "", NULL);
  for (guint i = 0; i < pairs->len; i++)
    {
      const IsoPolygonPair *pair = &g_array_index (pairs, IsoPolygonPair, i);
      const IsoCombination *combination = iso_analysis_combination (analysis, pair->combination);

      iso_cli_table_take (table, iso_combination_name (analysis, combination));
      iso_cli_table_add (table, iso_experiment_sample (analysis->dataset->experiment, combination->sample));
      iso_cli_table_take (table, ray_name (analysis, combination, pair->ray));
      iso_cli_table_take (table, iso_cli_number (pair->fa));
      iso_cli_table_take (table, iso_cli_estimate (&pair->ci, NULL));
      iso_cli_table_add (table, pair->grade != NULL ? pair->grade->symbol : "-");
      iso_cli_table_add (table, pair->grade != NULL ? _(pair->grade->name) : "");
    }
  g_string_append_c (text, '\n');
  iso_cli_table_print (table, text);
}

void
iso_cli_print_synergy (const IsoAnalysis *analysis, GString *text)
{
  g_string_append_printf (text, "%s\n",
                          _("Combination index (CI) below 1 and scores above 0 mean synergy. Values outside the doses "
                            "tested enter no verdict."));
  for (guint i = 0; i < analysis->combinations->len; i++)
    print_combination (analysis, i, text);
  print_polygonogram (analysis, text);
}

char *
iso_cli_synergy_text (const IsoAnalysis *analysis)
{
  GString *text = g_string_new (NULL);

  iso_cli_print_head (analysis, text);
  iso_cli_print_synergy (analysis, text);
  return g_string_free (text, FALSE);
}

static IsoAnalysis *
load_combinations (const IsoCliOptions *options, GError **error)
{
  g_autoptr (IsoAnalysis) analysis = iso_cli_load_analysis (options, error);

  if (analysis == NULL || analysis->combinations->len > 0)
    return g_steal_pointer (&analysis);
  iso_error_set (error, ISO_ERROR_NO_DATA,
                 &(IsoPlace) { .file = g_ptr_array_index (analysis->dataset->experiment->sources, 0) },
                 N_("No well held two drugs or more, so there is no combination to judge. For single agents, see "
                    "“isobole-cli fit”."),
                 NULL);
  return NULL;
}

char *
iso_cli_join_doses (const IsoAnalysis *analysis, const IsoCombination *combination, const double *doses)
{
  GString *text = g_string_new (NULL);

  for (guint j = 0; j < combination->n_drugs; j++)
    {
      g_autofree char *dose = iso_cli_dose (doses[j], iso_experiment_drug (analysis->dataset->experiment, combination->drugs[j])->unit);

      g_string_append_printf (text, "%s%s", j > 0 ? " + " : "", dose);
    }
  return g_string_free (text, FALSE);
}

int
iso_cli_run_synergy (const IsoCliOptions *options)
{
  static const char *const formats[] = { "text", "json", "csv", "xlsx", NULL };
  g_autoptr (GError) error = NULL;
  int format = iso_cli_find_format (options, formats, &error);
  g_autoptr (IsoAnalysis) analysis = format >= 0 ? load_combinations (options, &error) : NULL;
  g_autofree char *text = NULL;

  if (analysis == NULL)
    return iso_cli_tell_error (error);
  if (format == 3)
    return iso_cli_write_workbook (options, analysis);
  text = format == 1   ? iso_analysis_synergy_json (analysis, iso_cli_program ())
         : format == 2 ? iso_analysis_synergy_csv (analysis)
                       : iso_cli_synergy_text (analysis);
  return iso_cli_write (options, text) ? ISO_CLI_DONE : ISO_CLI_CANNOT;
}
