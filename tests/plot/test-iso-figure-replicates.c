/* test-iso-figure-replicates.c - replicates beside each other, and the residuals of a plate
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-plot-fixture.h"

#include <string.h>

/* Three vehicle wells of 100, 90 and 110 % and, at one dose, two wells of 40 and 60 % and an excluded one of 95 %. */
static IsoAnalysis *
make_analysis (void)
{
  static const double vehicle[] = { 1.0, 0.9, 1.1 }, treated[] = { 0.4, 0.6, 0.95 };
  IsoExperiment *experiment = iso_experiment_new ();
  IsoAnalysisSettings settings;
  IsoDataset *dataset;

  iso_experiment_add_sample (experiment, "cells");
  iso_experiment_add_drug (experiment, "A", iso_unit_find ("nM"));
  iso_experiment_add_run (experiment, "1");
  iso_experiment_add_plate (experiment, "P1", iso_plate_format_find (96));
  experiment->response = ISO_RESPONSE_VIABILITY;
  experiment->scale = ISO_SCALE_FRACTION;
  for (guint i = 0; i < 6; i++)
    {
      IsoRecord record = {
        .role = i < 3 ? ISO_ROLE_VEHICLE : ISO_ROLE_TREATED, .well = (int) i, .response = i < 3 ? vehicle[i] : treated[i - 3],
        .n_doses = i < 3 ? 0 : 1, .doses = { { 0, 1e-8, 1e-8, 1e-8 } }, .flag = i == 5 ? ISO_FLAG_MASKED : ISO_FLAG_NONE,
      };

      g_array_append_val (experiment->records, record);
    }
  dataset = iso_dataset_new (experiment, ISO_LOCATION_AUTO, NULL);
  iso_experiment_unref (experiment);
  iso_analysis_settings_init (&settings);
  settings.n_threads = 1;
  return iso_analysis_run (dataset, &settings, NULL, NULL, NULL);
}

static void
assert_cell (const IsoFigure *figure, guint row, guint column, double expected)
{
  double exact;

  iso_figure_get_cell (figure, row, column, &exact);
  iso_assert_close (exact, expected, 1e-12);
}

/* Replicates stand in one row; what is excluded is shown, and counts for nothing. */
static void
test_table (void)
{
  g_autoptr (IsoAnalysis) analysis = make_analysis ();
  g_autoptr (IsoFigure) figure = fixture_build (analysis, "replicates", NULL, "default", 120, 0, "replicates");
  double exact;

  g_assert_cmpuint (iso_figure_get_n_rows (figure), ==, 2);
  g_assert_cmpuint (iso_figure_get_n_columns (figure), ==, 8);
  g_assert_cmpuint (iso_figure_get_n_marks (figure), ==, 6);
  g_assert_cmpstr (iso_figure_get_cell (figure, 0, 0, &exact), ==, "Vehicle");
  g_assert_cmpstr (iso_figure_get_cell (figure, 1, 0, &exact), ==, "A 10\u00a0nM");
  assert_cell (figure, 0, 1, 3);
  assert_cell (figure, 0, 2, 100);
  assert_cell (figure, 0, 3, 10);
  assert_cell (figure, 0, 4, 10);
  assert_cell (figure, 1, 1, 2);
  assert_cell (figure, 1, 2, 50);
  assert_cell (figure, 1, 5, 40);
  assert_cell (figure, 1, 6, 60);
  g_assert_cmpstr (iso_figure_get_cell (figure, 1, 7, &exact), ==, "95, excluded");
  g_assert_nonnull (strstr (iso_figure_get_mark (figure, 5)->label, "A6, A 10\u00a0nM: viability 95"));
}

/* Vehicle wells against 100 %; no curve, no residual. */
static void
test_residuals (void)
{
  g_autoptr (IsoAnalysis) analysis = make_analysis ();
  g_autoptr (IsoFigure) figure = NULL;
  IsoFigureSubject subject;

  iso_figure_subject_init (&subject);
  subject.quantity = ISO_QUANTITY_RESIDUAL;
  figure = fixture_build (analysis, "plate", &subject, "default", 120, 0, "residuals");
  assert_cell (figure, 0, 2, 0);
  assert_cell (figure, 1, 2, -10);
  assert_cell (figure, 2, 2, 10);
  g_assert_nonnull (strstr (iso_figure_get_mark (figure, 1)->label, "10\u00a0% from what is expected"));
}

/* A plate of curves: what noise there is, and no more. */
static void
test_plate (void)
{
  g_autoptr (IsoAnalysis) analysis = NULL;
  g_autoptr (IsoFigure) figure = NULL;
  IsoFigureSubject subject;
  Fixture fixture;
  double largest = 0;

  fixture_init (&fixture);
  fixture.runs = 1;
  fixture.ray_drugs = 0;
  fixture.noise = 0;
  analysis = fixture_analyse (&fixture);
  iso_figure_subject_init (&subject);
  subject.quantity = ISO_QUANTITY_RESIDUAL;
  figure = fixture_build (analysis, "plate", &subject, "default", 120, 0, "residuals-plate");
  for (guint i = 0; i < iso_figure_get_n_rows (figure); i++)
    {
      double exact;

      iso_figure_get_cell (figure, i, 2, &exact);
      if (isfinite (exact))
        largest = MAX (largest, fabs (exact));
    }
  g_assert_cmpfloat (largest, <, 1);
}

int
main (int argc, char **argv)
{
  iso_test_init (&argc, &argv);
  g_test_add_func ("/figure-replicates/table", test_table);
  g_test_add_func ("/figure-replicates/residuals", test_residuals);
  g_test_add_func ("/figure-replicates/plate", test_plate);
  return g_test_run ();
}
