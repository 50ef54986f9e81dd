/* bench-curve-plate.c - a constraint of the curves of one plate, from the choice to the numbers, against a frame of the screen
 *
 * 24 drugs on one plate of 384 wells, ten doses of each, 3 % noise, and 24 wells of vehicle. Changing a constraint fits all of them anew, with
 * profile intervals of every parameter and effect dose. What then is drawn is the figure of those that are selected: see bench-loop.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "analysis/iso-analysis-settings.h"
#include "analysis/iso-dataset.h"
#include "base/iso-random.h"
#include "iso-test.h"

#include <stdio.h>

#define DRUGS 24
#define DOSES 10
#define VEHICLE 24
#define ROUNDS 5
#define FRAME (1000 / 60.0)   /* ms */

static void
add_well (IsoExperiment *experiment, IsoRole role, guint well, int drug, double dose, double response)
{
  IsoRecord record = {
    .role = role, .run = iso_experiment_add_run (experiment, "1"), .response = response, .line = experiment->records->len + 2,
  };

  record.plate = (int) iso_experiment_add_plate (experiment, "plate", iso_plate_format_find (384));
  record.well = iso_record_well ((IsoWell) { (guint8) (well / 24), (guint8) (well % 24) });
  if (drug >= 0)
    {
      dose = iso_unit_to_inside (iso_unit_find ("nM"), dose);
      record.doses[record.n_doses++] = (IsoDose) { (guint) drug, dose, dose, dose };
    }
  g_array_append_val (experiment->records, record);
}

static IsoExperiment *
make_plate (void)
{
  IsoExperiment *experiment = iso_experiment_new ();
  IsoRandom random;
  guint well = 0;

  iso_random_init (&random, 1, 1);
  iso_experiment_add_sample (experiment, "cells");
  iso_experiment_add_source (experiment, "made");
  experiment->response = ISO_RESPONSE_SIGNAL;
  for (guint i = 0; i < VEHICLE; i++)
    add_well (experiment, ISO_ROLE_VEHICLE, well++, -1, 0, 1e4 * (1 + 0.03 * iso_random_normal (&random)));
  for (guint d = 0; d < DRUGS; d++)
    {
      g_autofree char *name = g_strdup_printf ("drug %u", d + 1);
      guint drug = iso_experiment_add_drug (experiment, name, iso_unit_find ("nM"));
      double hill = 0.7 * pow (4, iso_random_uniform (&random)), lower = 0.3 * iso_random_uniform (&random);
      double scale = 20 * pow (20, iso_random_uniform (&random));

      for (guint i = 0; i < DOSES; i++)
        {
          double dose = ldexp (2, (int) i), viability = lower + (1 - lower) / (1 + pow (dose / scale, hill));

          add_well (experiment, ISO_ROLE_TREATED, well++, (int) drug, dose, 1e4 * (viability + 0.03 * iso_random_normal (&random)));
        }
    }
  return experiment;
}

static double
measure (const char *name, const char *value, guint n_threads, guint *n_arms)
{
  double least = INFINITY;

  for (guint round = 0; round < ROUNDS; round++)
    {
      g_autoptr (GError) error = NULL;
      IsoAnalysisSettings settings;
      IsoAnalysis *analysis;
      IsoDataset *dataset;
      gint64 begin;

      iso_analysis_settings_init (&settings);
      settings.n_threads = n_threads;
      if (name != NULL)
        iso_analysis_settings_set (&settings, name, value, NULL, &error);
      g_assert_no_error (error);
      dataset = iso_dataset_new (make_plate (), ISO_LOCATION_AUTO, &error);
      g_assert_no_error (error);
      begin = g_get_monotonic_time ();
      analysis = iso_analysis_run (dataset, &settings, NULL, NULL, NULL);
      least = MIN (least, (g_get_monotonic_time () - begin) / 1000.0);
      *n_arms = analysis->arms->len;
      iso_analysis_unref (analysis);
    }
  return least;
}

int
main (int argc, char **argv)
{
  static const char *const changes[][2] = { { NULL, NULL }, { "fixed", "lower=0" }, { "fixed", "" }, { "share", "upper" } };
  guint n_arms;

  iso_test_init (&argc, &argv);
  for (gsize i = 0; i < G_N_ELEMENTS (changes); i++)
    for (guint threads = 1; threads <= 2; threads++)
      {
        double took = measure (changes[i][0], changes[i][1], threads, &n_arms);

        printf ("%u curves of a plate, %s \"%s\", %u thread(s): %.1f ms, %.1f frames\n", n_arms, changes[i][0] != NULL ? changes[i][0] : "as it is",
                changes[i][1] != NULL ? changes[i][1] : "", threads, took, took / FRAME);
      }
  return 0;
}
