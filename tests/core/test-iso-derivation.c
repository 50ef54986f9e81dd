/* test-iso-derivation.c - that each derivation holds: its formula, worked out with the numbers in it, gives the number that is asked about
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "analysis/iso-derivation.h"
#include "experiment-maker.h"
#include "iso-test.h"

#include <string.h>

/* The first step of a sentence that begins so; NULL if there is none. */
static const IsoStep *
find_step (const GArray *steps, IsoStepKind kind, const char *sentence)
{
  for (guint i = 0; i < steps->len; i++)
    {
      const IsoStep *step = &g_array_index (steps, IsoStep, i);

      if (step->kind == kind && g_str_has_prefix (step->sentence, sentence))
        return step;
    }
  return NULL;
}

static guint
count_readings (const GArray *steps)
{
  guint n = 0;

  for (guint i = 0; i < steps->len; i++)
    n += g_array_index (steps, IsoStep, i).kind == ISO_STEP_READING;
  return n;
}

static double
get_number (const IsoStep *step, guint i)
{
  g_assert_cmpuint (i, <, step->n_values);
  return step->values[i].number;
}

static const char *
translate (const char *sentence)
{
  return sentence;
}

static char *
format (double number, const IsoUnit *unit)
{
  return unit != NULL ? g_strdup_printf ("%.4g %s", iso_unit_from_inside (unit, number), unit->symbol) : g_strdup_printf ("%.4g", number);
}

static const IsoStepVoice voice = { translate, format };

/* Every hole is filled, and nothing says "nan". */
static void
assert_readable (const GArray *steps)
{
  g_assert_cmpuint (steps->len, >, 2);
  g_assert_cmpint (g_array_index (steps, IsoStep, 0).kind, ==, ISO_STEP_QUESTION);
  for (guint i = 0; i < steps->len; i++)
    {
      g_autofree char *text = iso_step_fill (&g_array_index (steps, IsoStep, i), &voice);

      g_assert_null (strstr (text, "{"));
      g_assert_null (strstr (text, "nan"));
      g_test_message ("%s", text);
    }
}

/* Signals: vehicle 100 and 120, blank 10 and 20, a well of 70 in "made", line 6: (70 - 15) / (110 - 15). */
static void
test_well (void)
{
  g_autoptr (IsoExperiment) experiment = make_experiment ();
  g_autoptr (IsoAnalysis) analysis = NULL;
  g_autoptr (GArray) steps = NULL;
  g_autofree char *question = NULL, *reading = NULL;
  const IsoStep *step;

  experiment->response = ISO_RESPONSE_SIGNAL;
  make_record (experiment, ISO_ROLE_VEHICLE, "1", "P1", "A1", 0, 0, 100);
  make_record (experiment, ISO_ROLE_VEHICLE, "1", "P1", "A2", 0, 0, 120);
  make_record (experiment, ISO_ROLE_BLANK, "1", "P1", "B1", 0, 0, 10);
  make_record (experiment, ISO_ROLE_BLANK, "1", "P1", "B2", 0, 0, 20);
  make_record (experiment, ISO_ROLE_TREATED, "1", "P1", "C1", 50, 0, 70);
  analysis = make_analysis (experiment, 1);
  steps = iso_derivation_new (analysis, &(IsoTopic) { .kind = ISO_TOPIC_WELL, .item = 4 });
  assert_readable (steps);
  step = find_step (steps, ISO_STEP_FORMULA, "({1}");
  iso_assert_close (get_number (step, 0), 70, 1e-12);
  iso_assert_close (get_number (step, 1), 15, 1e-12);
  iso_assert_close (get_number (step, 2), 110, 1e-12);
  iso_assert_close (100 * (get_number (step, 0) - get_number (step, 1)) / (get_number (step, 2) - get_number (step, 3)), get_number (step, 4),
                    1e-12);
  question = iso_step_fill (&g_array_index (steps, IsoStep, 0), &voice);
  g_assert_cmpstr (question, ==, "Why is the viability of C1 57.89 %?");
  g_assert_cmpuint (count_readings (steps), ==, 5);
  reading = iso_step_fill (find_step (steps, ISO_STEP_READING, "{1}"), &voice);
  g_assert_cmpstr (reading, ==, "C1, P1: 70, in “made”, line 6.");
}

/* One run: the curve gives the dose. Three: the mean of the runs. */
static void
test_effect_dose (void)
{
  for (guint runs = 1; runs <= 3; runs += 2)
    {
      g_autoptr (IsoExperiment) experiment = make_combination (8, runs, 0.1, 1.5, FALSE);
      g_autoptr (IsoAnalysis) analysis = make_analysis (experiment, 1);
      const IsoArm *arm = iso_analysis_arm (analysis, 0);
      double product = 1;
      guint n = 0;

      for (guint item = 0; item < arm->effect_doses->len; item++)
        {
          const IsoEffectDose *dose = &g_array_index (arm->effect_doses, IsoEffectDose, item);
          g_autoptr (GArray) steps = iso_derivation_new (analysis, &(IsoTopic) { .kind = ISO_TOPIC_EFFECT_DOSE, .arm = 0, .item = item });
          const IsoStep *step = find_step (steps, ISO_STEP_FORMULA, "{1} · (");

          assert_readable (steps);
          if (step == NULL)
            continue;
          iso_assert_close (get_number (step, 0) * pow ((get_number (step, 1) - get_number (step, 2)) / (get_number (step, 3) - get_number (step, 2)) - 1,
                                                        1 / get_number (step, 4)), dose->pooled.value, 1e-6);
          iso_assert_close (get_number (step, 5), dose->pooled.value, 1e-12);
          g_assert_cmpuint (count_readings (steps), >=, 8 * runs);
          n++;
        }
      g_assert_cmpuint (n, >, 1);
      if (runs > 1)
        {
          const IsoEffectDose *dose = &g_array_index (arm->effect_doses, IsoEffectDose, 1);

          for (guint i = 0; i < runs; i++)
            product *= dose->run_doses[i].value;
          iso_assert_close (dose->dose.value, pow (product, 1.0 / runs), 1e-9);
        }
    }
}

static void
test_index (void)
{
  g_autoptr (IsoExperiment) experiment = make_combination (8, 3, 0.1, 1.5, FALSE);
  g_autoptr (IsoAnalysis) analysis = make_analysis (experiment, 1);
  const IsoCombination *combination = iso_analysis_combination (analysis, 0);
  const IsoRay *ray = &g_array_index (combination->rays, IsoRay, 0);
  const IsoCombinationIndex *index = &g_array_index (ray->levels, IsoCombinationIndex, 0);
  g_autoptr (GArray) steps = iso_derivation_new (analysis, &(IsoTopic) { .kind = ISO_TOPIC_LEVEL_INDEX });
  g_autoptr (GArray) cell = iso_derivation_new (analysis, &(IsoTopic) { .kind = ISO_TOPIC_CELL_INDEX, .item = 2 });
  double product = 1;
  guint n = 0;

  assert_readable (steps);
  assert_readable (cell);
  for (guint i = 0; i < steps->len; i++)
    {
      const IsoStep *step = &g_array_index (steps, IsoStep, i);

      if (step->kind != ISO_STEP_FORMULA || !g_str_has_prefix (step->sentence, "{1}: {2} / {3}"))
        continue;
      iso_assert_close (get_number (step, 1) / get_number (step, 2) + get_number (step, 3) / get_number (step, 4), get_number (step, 5), 1e-12);
      product *= get_number (step, 5);
      n++;
    }
  g_assert_cmpuint (n, ==, 3);
  iso_assert_close (pow (product, 1.0 / 3), index->ci.value, 1e-9);
  g_assert_nonnull (find_step (steps, ISO_STEP_FORMULA, "Dx = Dm"));
  g_assert_cmpuint (count_readings (steps), ==, 3 * 8 * 3);
}

/* The mean of the runs' scores is the cell's, for the models that look at wells. */
static void
test_score (void)
{
  g_autoptr (IsoExperiment) experiment = make_combination (5, 3, 0.1, 1.5, TRUE);
  g_autoptr (IsoAnalysis) analysis = make_analysis (experiment, 1);
  const IsoCombination *combination = iso_analysis_combination (analysis, 0);

  for (guint reference = 0; reference < ISO_N_REFERENCES; reference++)
    {
      IsoTopic topic = { .kind = ISO_TOPIC_SCORE, .item = 7, .reference = reference };
      g_autoptr (GArray) steps = iso_derivation_new (analysis, &topic);
      const IsoCell *cell = &g_array_index (combination->cells, IsoCell, 7);
      const IsoStep *whole = find_step (steps, ISO_STEP_FORMULA, "100 ({1}");
      double sum = 0;
      guint n = 0;

      assert_readable (steps);
      if (whole != NULL)
        g_assert_cmpfloat_with_epsilon (100 * (get_number (whole, 0) - get_number (whole, 1)), cell->scores[reference].score.value, 1e-9);
      for (guint i = 0; i < steps->len; i++)
        {
          const IsoStep *step = &g_array_index (steps, IsoStep, i);

          if (step->kind == ISO_STEP_FORMULA && step->n_values == 6 && g_str_has_prefix (step->sentence, "{1}:"))
            {
              sum += get_number (step, 5);
              n++;
            }
        }
      if (strcmp (iso_reference_nth (reference)->id, "bliss") == 0 || strcmp (iso_reference_nth (reference)->id, "hsa") == 0)
        {
          g_assert_cmpuint (n, ==, 3);
          g_assert_cmpfloat_with_epsilon (sum / n, cell->scores[reference].score.value, 1e-9);
        }
    }
}

/* Two runs of means 40 and 60 %, of two wells and one: the mean of the runs is 50 %, not that of the wells. */
static void
test_mean (void)
{
  g_autoptr (IsoExperiment) experiment = make_experiment ();
  g_autoptr (IsoAnalysis) analysis = NULL;
  g_autoptr (GArray) steps = NULL;
  const IsoStep *step;

  make_record (experiment, ISO_ROLE_TREATED, "1", NULL, NULL, 50, 0, 0.3);
  make_record (experiment, ISO_ROLE_TREATED, "1", NULL, NULL, 50, 0, 0.5);
  make_record (experiment, ISO_ROLE_TREATED, "2", NULL, NULL, 50, 0, 0.6);
  analysis = make_analysis (experiment, 1);
  steps = iso_derivation_of_wells (analysis, (const guint[]) { 0, 1, 2 }, 3);
  assert_readable (steps);
  step = find_step (steps, ISO_STEP_FORMULA, "mean of {1} experiments");
  iso_assert_close (get_number (step, 0), 2, 0);
  iso_assert_close (get_number (step, 1), 50, 1e-12);
  g_assert_cmpuint (count_readings (steps), ==, 3);
}

/* A curve that shares its upper limit says with how many, and whether it had better not. */
static void
test_shared (void)
{
  g_autoptr (IsoExperiment) experiment = make_combination (6, 1, 0, 1, FALSE);
  g_autoptr (IsoAnalysis) analysis = NULL;
  g_autoptr (GArray) steps = NULL;
  IsoAnalysisSettings settings;

  iso_analysis_settings_init (&settings);
  settings.shared = ISO_SHARE (ISO_PARAMETER_UPPER);
  for (guint i = 0; i < experiment->records->len; i++)
    g_array_index (experiment->records, IsoRecord, i).response *= i % 2 ? 1.03 : 0.98;
  analysis = iso_analysis_run (iso_dataset_new (experiment, ISO_LOCATION_AUTO, NULL), &settings, NULL, NULL, NULL);
  steps = iso_derivation_new (analysis, &(IsoTopic) { .kind = ISO_TOPIC_EFFECT_DOSE, .arm = 1, .item = 1 });
  assert_readable (steps);
  iso_assert_close (get_number (find_step (steps, ISO_STEP_FACT, "{1} curves have one upper limit"), 0), 3, 0);
  iso_assert_close (get_number (find_step (steps, ISO_STEP_FACT, "A value for each curve would fit no better"), 1),
                    iso_analysis_arm (analysis, 1)->common.p, 0);
}

/* What is not there is not derived. */
static void
test_outside (void)
{
  g_autoptr (IsoExperiment) experiment = make_combination (5, 1, 0, 1, FALSE);
  g_autoptr (IsoAnalysis) analysis = make_analysis (experiment, 1);

  for (int kind = ISO_TOPIC_NONE; kind <= ISO_TOPIC_SCORE; kind++)
    {
      g_assert_null (iso_derivation_new (analysis, &(IsoTopic) { .kind = (IsoTopicKind) kind, .item = 10000 }));
      if (kind > ISO_TOPIC_EFFECT_DOSE)
        g_assert_null (iso_derivation_new (analysis, &(IsoTopic) { .kind = (IsoTopicKind) kind, .combination = 1 }));
    }
}

int
main (int argc, char **argv)
{
  iso_test_init (&argc, &argv);
  g_test_add_func ("/derivation/well", test_well);
  g_test_add_func ("/derivation/effect-dose", test_effect_dose);
  g_test_add_func ("/derivation/index", test_index);
  g_test_add_func ("/derivation/score", test_score);
  g_test_add_func ("/derivation/mean", test_mean);
  g_test_add_func ("/derivation/shared", test_shared);
  g_test_add_func ("/derivation/outside", test_outside);
  return g_test_run ();
}
