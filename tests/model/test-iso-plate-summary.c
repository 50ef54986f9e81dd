/* test-iso-plate-summary.c - what the list of plates says of each
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-test.h"

#include "iso-plate-summary.h"
#include "iso-subject.h"

#include <string.h>

static void
add (IsoExperiment *experiment, const char *plate, IsoRole role, guint well, double dose, double response)
{
  IsoRecord record = {
    .role = role, .run = iso_experiment_add_run (experiment, "March"),
    .plate = (int) iso_experiment_add_plate (experiment, plate, iso_plate_format_find (96)),
    .well = iso_record_well ((IsoWell) { well / 12, well % 12 }), .response = response, .n_doses = dose > 0,
    .doses = { { 0, dose, dose, dose } }, .flag = isnan (response) ? ISO_FLAG_MISSING : ISO_FLAG_NONE,
  };

  g_array_append_val (experiment->records, record);
}

/* "Good": vehicle 99 and 101 twice, blank 9 and 11 twice, four treated, one of them without a value and one excluded. "Bad": vehicle as
 * low as the blank. */
static IsoAnalysis *
make_analysis (void)
{
  IsoExperiment *experiment = iso_experiment_new ();
  IsoAnalysisSettings settings;
  IsoDataset *dataset;

  iso_experiment_add_sample (experiment, "cells");
  iso_experiment_add_drug (experiment, "A", iso_unit_find ("nM"));
  experiment->response = ISO_RESPONSE_SIGNAL;
  for (guint i = 0; i < 4; i++)
    {
      add (experiment, "Good", ISO_ROLE_VEHICLE, i, 0, i % 2 ? 99 : 101);
      add (experiment, "Good", ISO_ROLE_BLANK, 12 + i, 0, i % 2 ? 9 : 11);
      add (experiment, "Good", ISO_ROLE_TREATED, 24 + i, 1e-9 * (i + 1), i == 3 ? NAN : 80 - 20.0 * i);
      add (experiment, "Bad", ISO_ROLE_VEHICLE, i, 0, 10);
      add (experiment, "Bad", ISO_ROLE_BLANK, 12 + i, 0, 10);
      add (experiment, "Bad", ISO_ROLE_TREATED, 24 + i, 1e-9 * (i + 1), 10);
    }
  g_array_index (experiment->records, IsoRecord, 2).flag = ISO_FLAG_MASKED;
  dataset = iso_dataset_new (experiment, ISO_LOCATION_AUTO, NULL);
  iso_experiment_unref (experiment);
  iso_analysis_settings_init (&settings);
  settings.n_threads = 1;
  return iso_analysis_run (dataset, &settings, NULL, NULL, NULL);
}

/* SD 1.1547 of both, means 100 and 10: Z' = 1 - 3 (2 x 1.1547) / 90 = 0.923, CV 1.15 %, S/B 10. */
static void
test_good (void)
{
  g_autoptr (IsoAnalysis) analysis = make_analysis ();
  g_autoptr (IsoPlateIndex) index = iso_plate_index_new (analysis);
  IsoPlateSummary summary;

  iso_plate_summary_init (&summary, analysis, index, 0);
  g_assert_cmpstr (summary.run, ==, "March");
  g_assert_cmpstr (summary.content, ==, "Vehicle 4, Blank 4, Treated 4");
  g_assert_cmpstr (summary.z_prime, ==, "Z′ 0.923 (n 4 and 4)");
  g_assert_cmpstr (summary.quality, ==, "CV 1.15\u00a0% (n 4), S/B 10.0 (n 4 and 4)");
  g_assert_cmpuint (summary.n_wells, ==, 12);
  g_assert_cmpuint (summary.n_warnings, ==, 2);
  g_assert_cmpstr (summary.warnings, ==, "1 well has no value.\n1 well is excluded.");
  iso_plate_summary_clear (&summary);
}

static void
test_bad (void)
{
  g_autoptr (IsoAnalysis) analysis = make_analysis ();
  g_autoptr (IsoPlateIndex) index = iso_plate_index_new (analysis);
  IsoPlateSummary summary;

  iso_plate_summary_init (&summary, analysis, index, 1);
  g_assert_nonnull (strstr (summary.warnings, "not above the blank"));
  iso_plate_summary_clear (&summary);
}

static void
test_subjects (void)
{
  g_autoptr (IsoAnalysis) analysis = make_analysis ();
  g_autoptr (GListStore) treatments = g_list_store_new (ISO_TYPE_SUBJECT), plates = g_list_store_new (ISO_TYPE_SUBJECT);
  g_autoptr (IsoSubject) plate = NULL;
  guint n;

  iso_subjects_fill (treatments, plates, analysis);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (plates)), ==, 2);
  plate = g_list_model_get_item (G_LIST_MODEL (plates), 0);
  g_assert_cmpstr (iso_subject_get_name (plate), ==, "Good");
  g_assert_cmpstr (iso_subject_get_remark (plate), ==, "Z′ 0.923 (n 4 and 4)");
  g_assert_cmpstr (iso_subject_get_run (plate), ==, "March");
  g_assert_nonnull (iso_subject_get_warnings (plate, &n));
  g_assert_cmpuint (n, ==, 2);
  g_assert_null (iso_subject_get_score (plate));
}

int
main (int argc, char **argv)
{
  iso_test_init (&argc, &argv);
  g_test_add_func ("/plate-summary/good", test_good);
  g_test_add_func ("/plate-summary/bad", test_bad);
  g_test_add_func ("/plate-summary/subjects", test_subjects);
  return g_test_run ();
}
