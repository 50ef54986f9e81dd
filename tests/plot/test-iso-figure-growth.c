/* test-iso-figure-growth.c - growth rates as a figure, of made-up counts whose rates are known
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-plot-fixture.h"

#include <math.h>
#include <string.h>

#define START 1000.0
#define END   4000.0

static void
add_well (IsoExperiment *experiment, IsoRole role, guint drug, double dose, double signal, IsoReadingFlag flag)
{
  IsoRecord record = {
    .role = role, .well = (int) experiment->records->len, .response = signal, .n_doses = dose > 0 ? 1 : 0,
    .doses = { { drug, dose, dose, dose } }, .flag = flag,
  };

  g_array_append_val (experiment->records, record);
}

/* The signal at which GR is that: its definition, turned round (Hafner et al. 2016, Nat Methods 13:521). */
static double
signal_of (double rate)
{
  return START * pow (END / START, log2 (rate + 1));
}

/* GR = end + (1 - end) / (1 + dose / 10 nM) of a drug that kills and one that only slows, each dose twice, a little apart. */
static IsoAnalysis *
make_analysis (guint n_doses, gboolean time_zero)
{
  static const double ends[] = { -0.5, 0.2 };
  IsoExperiment *experiment = iso_experiment_new ();
  IsoAnalysisSettings settings;
  IsoDataset *dataset;

  iso_experiment_add_sample (experiment, "MM.1S");
  iso_experiment_add_drug (experiment, "Killer", iso_unit_find ("nM"));
  iso_experiment_add_drug (experiment, "Brake", iso_unit_find ("nM"));
  iso_experiment_add_run (experiment, "1");
  iso_experiment_add_plate (experiment, "P1", iso_plate_format_find (96));
  experiment->response = ISO_RESPONSE_SIGNAL;
  for (guint i = 0; i < 3; i++)
    {
      add_well (experiment, ISO_ROLE_VEHICLE, 0, 0, END, ISO_FLAG_NONE);
      if (time_zero)
        add_well (experiment, ISO_ROLE_TIME_ZERO, 0, 0, START, ISO_FLAG_NONE);
    }
  for (guint drug = 0; drug < 2; drug++)
    for (guint i = 0; i < n_doses; i++)
      {
        double dose = 1e-9 * pow (10, 0.5 * i), rate = ends[drug] + (1 - ends[drug]) / (1 + dose / 1e-8);

        add_well (experiment, ISO_ROLE_TREATED, drug, dose, signal_of (rate + 0.02), ISO_FLAG_NONE);
        add_well (experiment, ISO_ROLE_TREATED, drug, dose, signal_of (rate - 0.02), ISO_FLAG_NONE);
      }
  add_well (experiment, ISO_ROLE_TREATED, 0, 1e-8, signal_of (0.9), ISO_FLAG_MASKED);
  dataset = iso_dataset_new (experiment, ISO_LOCATION_AUTO, NULL);
  iso_experiment_unref (experiment);
  iso_analysis_settings_init (&settings);
  settings.n_threads = 1;
  return iso_analysis_run (dataset, &settings, NULL, NULL, NULL);
}

static double
get_number (const IsoFigure *figure, const char *curve, const char *item, guint column)
{
  double exact = NAN, ignored;

  for (guint row = 0; row < iso_figure_get_n_rows (figure); row++)
    if (strcmp (iso_figure_get_cell (figure, row, 0, &ignored), curve) == 0 && strcmp (iso_figure_get_cell (figure, row, 1, &ignored), item) == 0)
      {
        iso_figure_get_cell (figure, row, column, &exact);
        return exact;
      }
  return NAN;
}

/* The numbers are those of iso_dataset_growth (), which the command line prints. */
static void
test_numbers (void)
{
  g_autoptr (IsoAnalysis) analysis = make_analysis (7, TRUE);
  g_autoptr (IsoFigure) figure = fixture_build (analysis, "growth-rate", NULL, "default", 120, 0, "growth");
  const IsoGrowthCurve *curve = g_ptr_array_index (analysis->growth, 0);

  fixture_check (figure);
  g_assert_cmpuint (analysis->growth->len, ==, 2);
  iso_assert_close (get_number (figure, "Killer", "GR₅₀", 2), 1e9 * curve->metrics.gr50.value, 1e-12);
  iso_assert_close (get_number (figure, "Killer", "GR₅₀", 2), 5, 0.02);
  iso_assert_close (get_number (figure, "Brake", "GRinf", 6), 0.2, 0.05);
  iso_assert_close (get_number (figure, "Killer", "GRmax", 6), curve->metrics.gr_max, 1e-12);
  iso_assert_close (get_number (figure, "Killer", "GR_AOC", 6), curve->metrics.aoc, 1e-12);
  iso_assert_close (get_number (figure, "Killer", "Wells of one dose", 6), -0.5 + 1.5 / 1.1, 1e-9);
  iso_assert_close (get_number (figure, "Killer", "Wells of one dose", 9), 0.02 * G_SQRT2, 1e-9);
  iso_assert_close (get_number (figure, "Killer", "excluded", 6), 0.9, 1e-9);
  g_assert_nonnull (strstr (iso_figure_describe (figure), "Growth rates of 2 drugs"));
}

static gboolean
says (const GArray *steps, const char *sentence)
{
  for (guint i = 0; i < steps->len; i++)
    if (strstr (g_array_index (steps, IsoStep, i).sentence, sentence) != NULL)
      return TRUE;
  return FALSE;
}

/* Every mark is found where it stands, and says where its number comes from. */
static void
test_marks (void)
{
  g_autoptr (IsoAnalysis) analysis = make_analysis (7, TRUE);
  g_autoptr (IsoFigure) figure = fixture_build (analysis, "growth-rate", NULL, "screen", 120, 0, "growth-screen");
  guint doses = 0, points = 0;

  for (guint i = 0; i < iso_figure_get_n_marks (figure); i++)
    {
      const IsoFigureMark *mark = iso_figure_get_mark (figure, i);
      g_autoptr (GArray) steps = iso_derivation_new (analysis, &mark->topic);

      g_assert_nonnull (iso_figure_hit (figure, mark->x + mark->width / 2, mark->y + mark->height / 2, 1));
      g_assert_nonnull (steps);
      doses += mark->topic.kind == ISO_TOPIC_GROWTH && says (steps, "GR50 = GEC50");
      points += mark->topic.kind == ISO_TOPIC_GROWTH_POINT && says (steps, "2^(log2 ({1}") && says (steps, "Read at time zero");
      g_assert_true (says (steps, "GR = 2^(log2"));
    }
  g_assert_cmpuint (doses, ==, 2);
  g_assert_cmpuint (points, ==, 15);
}

/* Without a time zero there is nothing, and it says why; two doses are points without a curve. */
static void
test_awkward (void)
{
  g_autoptr (IsoAnalysis) none = make_analysis (7, FALSE), few = make_analysis (2, TRUE);
  g_autoptr (IsoFigure) empty = fixture_build (none, "growth-rate", NULL, "default", 85, 0, "growth-none");
  g_autoptr (IsoFigure) figure = fixture_build (few, "growth-rate", NULL, "default", 85, 0, "growth-few");
  IsoFigureSubject subject;

  iso_figure_subject_init (&subject);
  g_assert_null (none->growth);
  g_assert_false (iso_figure_kind_find ("growth-rate")->applies (none, &subject));
  g_assert_true (iso_figure_kind_find ("growth-rate")->applies (few, &subject));
  g_assert_nonnull (strstr (iso_figure_get_empty_reason (empty), "when the drugs were added"));
  g_assert_null (iso_figure_get_empty_reason (figure));
  fixture_check (figure);
}

int
main (int argc, char **argv)
{
  iso_test_init (&argc, &argv);
  g_test_add_func ("/figure-growth/numbers", test_numbers);
  g_test_add_func ("/figure-growth/marks", test_marks);
  g_test_add_func ("/figure-growth/awkward", test_awkward);
  return g_test_run ();
}
