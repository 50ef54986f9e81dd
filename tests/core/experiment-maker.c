/* experiment-maker.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "experiment-maker.h"

#include "iso-test.h"

#define M 1.2

IsoExperiment *
make_experiment (void)
{
  IsoExperiment *experiment = iso_experiment_new ();

  iso_experiment_add_sample (experiment, "cells");
  iso_experiment_add_drug (experiment, "A", iso_unit_find ("nM"));
  iso_experiment_add_drug (experiment, "B", iso_unit_find ("uM"));
  iso_experiment_add_source (experiment, "made");
  experiment->response = ISO_RESPONSE_VIABILITY;
  experiment->scale = ISO_SCALE_FRACTION;
  return experiment;
}

static void
add_dose (IsoRecord *record, guint drug, double dose)
{
  if (dose > 0)
    record->doses[record->n_doses++] = (IsoDose) { drug, dose, dose, dose };
}

void
make_record (IsoExperiment *experiment, IsoRole role, const char *run, const char *plate, const char *well,
             double dose_a, double dose_b, double response)
{
  IsoRecord record = {
    .role = role, .run = iso_experiment_add_run (experiment, run), .plate = -1, .well = -1, .response = response,
    .line = experiment->records->len + 2,
  };
  IsoWell place;

  add_dose (&record, 0, iso_unit_to_inside (iso_unit_find ("nM"), dose_a));
  add_dose (&record, 1, iso_unit_to_inside (iso_unit_find ("uM"), dose_b));
  if (plate != NULL)
    record.plate = (int) iso_experiment_add_plate (experiment, plate, iso_plate_format_find (96));
  if (well != NULL && iso_well_parse (well, &place))
    record.well = iso_record_well (place);
  if (isnan (response))
    record.flag = ISO_FLAG_MISSING;
  g_array_append_val (experiment->records, record);
}

double
make_viability (double dose, double dm, double m)
{
  return 1 / (1 + pow (dose / dm, m));
}

IsoExperiment *
make_combination (guint n, guint n_runs, double spread, double gain, gboolean matrix)
{
  IsoExperiment *experiment = make_experiment ();

  for (guint r = 0; r < n_runs; r++)
    {
      g_autofree char *run = g_strdup_printf ("run %u", r + 1);
      double shift = exp (spread * ((double) r - (n_runs - 1) / 2.0));

      for (guint i = 0; i < n; i++)
        {
          double fold = pow (2, (double) i - (n - 1) / 2.0);
          double a = 50 * fold, b = 2 * fold;

          make_record (experiment, ISO_ROLE_TREATED, run, NULL, NULL, a, 0, make_viability (a, 50 * shift, M));
          make_record (experiment, ISO_ROLE_TREATED, run, NULL, NULL, 0, b, make_viability (b, 2 * shift, M));
          for (guint j = 0; j < n; j++)
            {
              double other = 2 * pow (2, (double) j - (n - 1) / 2.0);

              if (i == j)
                make_record (experiment, ISO_ROLE_TREATED, run, NULL, NULL, a, b, make_viability (gain * 2 * fold, shift, M));
              else if (matrix)
                make_record (experiment, ISO_ROLE_TREATED, run, NULL, NULL, a, other,
                             make_viability (a, 50 * shift, M) * make_viability (other, 2 * shift, M));
            }
        }
    }
  return experiment;
}

IsoAnalysis *
make_analysis (IsoExperiment *experiment, guint n_threads)
{
  g_autoptr (GError) error = NULL;
  IsoDataset *dataset = iso_dataset_new (experiment, ISO_LOCATION_AUTO, &error);
  IsoAnalysisSettings settings;

  g_assert_no_error (error);
  iso_analysis_settings_init (&settings);
  settings.n_threads = n_threads;
  return iso_analysis_run (dataset, &settings, NULL, NULL, NULL);
}
