/* test-iso-dataset.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "analysis/iso-dataset.h"

#include "experiment-maker.h"
#include "iso-test.h"

#include <string.h>

static IsoDataset *
make_dataset (IsoExperiment *experiment)
{
  g_autoptr (GError) error = NULL;
  IsoDataset *dataset = iso_dataset_new (experiment, ISO_LOCATION_AUTO, &error);

  g_assert_no_error (error);
  return dataset;
}

static gboolean
has_message (const IsoDataset *dataset, const char *code)
{
  for (guint i = 0; i < dataset->messages->len; i++)
    {
      if (strcmp (((IsoMessage *) g_ptr_array_index (dataset->messages, i))->code, code) == 0)
        return TRUE;
    }
  return FALSE;
}

static void
test_signal (void)
{
  g_autoptr (IsoExperiment) experiment = make_experiment ();
  g_autoptr (IsoDataset) dataset = NULL;

  experiment->response = ISO_RESPONSE_SIGNAL;
  make_record (experiment, ISO_ROLE_VEHICLE, "1", "p", "B2", 0, 0, 1.0);
  make_record (experiment, ISO_ROLE_VEHICLE, "1", "p", "B3", 0, 0, 1.2);
  make_record (experiment, ISO_ROLE_BLANK, "1", "p", "B4", 0, 0, 0.1);
  make_record (experiment, ISO_ROLE_TREATED, "1", "p", "C2", 10, 0, 0.6);
  make_record (experiment, ISO_ROLE_TREATED, "1", "p", "C3", 10, 0, NAN);
  make_record (experiment, ISO_ROLE_TREATED, "1", "other", "C2", 10, 0, 0.6);
  dataset = make_dataset (experiment);

  iso_assert_close (iso_dataset_observation (dataset, 3)->viability, 0.5, 1e-12);
  iso_assert_close (iso_dataset_observation (dataset, 0)->viability, 0.9, 1e-12);
  iso_assert_close (iso_dataset_observation (dataset, 2)->viability, 0, 1e-12);
  g_assert_cmpint (iso_dataset_observation (dataset, 4)->status, ==, ISO_STATUS_UNDEFINED);
  /* Another plate's controls never serve; that is said. */
  g_assert_cmpint (iso_dataset_observation (dataset, 5)->status, ==, ISO_STATUS_UNDEFINED);
  g_assert_true (has_message (dataset, "no-controls"));
}

static void
test_masked_is_excluded (void)
{
  g_autoptr (IsoExperiment) experiment = make_experiment ();
  g_autoptr (IsoDataset) dataset = NULL;

  make_record (experiment, ISO_ROLE_TREATED, "1", NULL, NULL, 10, 0, 0.5);
  make_record (experiment, ISO_ROLE_TREATED, "1", NULL, NULL, 10, 0, 0.4);
  g_array_index (experiment->records, IsoRecord, 0).flag = ISO_FLAG_MASKED;
  dataset = make_dataset (experiment);
  g_assert_cmpint (iso_dataset_observation (dataset, 0)->status, ==, ISO_STATUS_EXCLUDED);
  iso_assert_close (iso_dataset_observation (dataset, 0)->raw, 0.5, 0);
  g_assert_true (isnan (iso_dataset_observation (dataset, 0)->viability));
  iso_assert_close (iso_dataset_shown_viability (dataset, 0), 0.5, 0);
}

static void
test_compound_blank (void)
{
  g_autoptr (IsoExperiment) experiment = make_experiment ();
  g_autoptr (IsoDataset) dataset = NULL;

  experiment->response = ISO_RESPONSE_SIGNAL;
  make_record (experiment, ISO_ROLE_VEHICLE, "1", "p", "B2", 0, 0, 1.1);
  make_record (experiment, ISO_ROLE_BLANK, "1", "p", "B4", 0, 0, 0.1);
  make_record (experiment, ISO_ROLE_TREATED, "1", "p", "C2", 10, 0, 0.6);
  make_record (experiment, ISO_ROLE_TREATED, "1", "p", "C3", 20, 0, 0.6);
  make_record (experiment, ISO_ROLE_COMPOUND_BLANK, "1", "p", "D2", 10, 0, 0.3);
  make_record (experiment, ISO_ROLE_TREATED, "1", "p", "E2", 10, 0, 0.8);
  g_array_index (experiment->records, IsoRecord, 5).flag = ISO_FLAG_MASKED;
  dataset = make_dataset (experiment);
  iso_assert_close (iso_dataset_observation (dataset, 2)->viability, 0.3, 1e-12);
  iso_assert_close (iso_dataset_observation (dataset, 3)->viability, 0.5, 1e-12);
  /* What an excluded well would be: (0.8 - 0.3) / (1.1 - 0.1). */
  g_assert_true (isnan (iso_dataset_observation (dataset, 5)->viability));
  iso_assert_close (iso_dataset_shown_viability (dataset, 5), 0.5, 1e-12);
  iso_assert_close (iso_dataset_shown_viability (dataset, 2), 0.3, 1e-12);
}

static void
test_untreated_stands_in (void)
{
  g_autoptr (IsoExperiment) experiment = make_experiment ();
  g_autoptr (IsoDataset) dataset = NULL;

  experiment->response = ISO_RESPONSE_SIGNAL;
  make_record (experiment, ISO_ROLE_UNTREATED, "1", "p", "B2", 0, 0, 1);
  make_record (experiment, ISO_ROLE_TREATED, "1", "p", "C2", 10, 0, 0.25);
  dataset = make_dataset (experiment);
  iso_assert_close (iso_dataset_observation (dataset, 1)->viability, 0.25, 1e-12);
  g_assert_true (has_message (dataset, "no-vehicle"));
  g_assert_true (has_message (dataset, "no-blank"));
}

static void
test_refuses_what_has_no_meaning (void)
{
  g_autoptr (IsoExperiment) experiment = make_experiment ();
  g_autoptr (GError) unknown = NULL, nothing = NULL, empty = NULL;

  g_assert_null (iso_dataset_new (experiment, ISO_LOCATION_AUTO, &empty));
  g_assert_error (empty, ISO_ERROR, ISO_ERROR_NO_DATA);

  make_record (experiment, ISO_ROLE_VEHICLE, "1", "p", "B2", 0, 0, 0.1);
  make_record (experiment, ISO_ROLE_BLANK, "1", "p", "B3", 0, 0, 1);
  make_record (experiment, ISO_ROLE_TREATED, "1", "p", "C2", 10, 0, 0.25);
  experiment->response = ISO_RESPONSE_UNKNOWN;
  g_assert_null (iso_dataset_new (experiment, ISO_LOCATION_AUTO, &unknown));
  g_assert_error (unknown, ISO_ERROR, ISO_ERROR_UNITS);

  /* The plate was turned: vehicle below blank. */
  experiment->response = ISO_RESPONSE_SIGNAL;
  g_assert_null (iso_dataset_new (experiment, ISO_LOCATION_AUTO, &nothing));
  g_assert_error (nothing, ISO_ERROR, ISO_ERROR_NO_DATA);
}

/* Responses need a treated well as signals do. */
static void
test_refuses_without_treated_wells (void)
{
  for (IsoResponse response = ISO_RESPONSE_SIGNAL; response <= ISO_RESPONSE_VIABILITY; response++)
    {
      g_autoptr (IsoExperiment) experiment = make_experiment ();
      g_autoptr (IsoDataset) dataset = NULL;
      g_autoptr (GError) error = NULL;

      experiment->response = response;
      make_record (experiment, ISO_ROLE_VEHICLE, "1", "p", "B2", 0, 0, 1.0);
      make_record (experiment, ISO_ROLE_BLANK, "1", "p", "B3", 0, 0, 0.1);
      make_record (experiment, ISO_ROLE_TREATED, "1", "p", "C2", 10, 0, 0.55);
      g_array_index (experiment->records, IsoRecord, 2).flag = ISO_FLAG_MASKED;
      g_assert_null (iso_dataset_new (experiment, ISO_LOCATION_AUTO, &error));
      g_assert_error (error, ISO_ERROR, ISO_ERROR_NO_DATA);
      g_assert_true (g_str_has_prefix (error->message, "No treated well is left"));

      /* What is there can be looked at, and the controls judged. */
      dataset = iso_dataset_new_as_read (experiment, ISO_LOCATION_AUTO, NULL);
      iso_assert_close (iso_dataset_shown_viability (dataset, 2), response == ISO_RESPONSE_SIGNAL ? 0.5 : 0.55, 1e-12);
      g_assert_cmpuint (dataset->groups->len, ==, response == ISO_RESPONSE_SIGNAL);
    }
}

/* The same dose in two units is one level; doses further apart are two. */
static void
test_levels (void)
{
  g_autoptr (IsoExperiment) experiment = make_experiment ();
  g_autoptr (IsoDataset) dataset = NULL;

  make_record (experiment, ISO_ROLE_TREATED, "1", NULL, NULL, 0, 0.3, 0.5);
  make_record (experiment, ISO_ROLE_TREATED, "1", NULL, NULL, 0, 0.1, 0.5);
  make_record (experiment, ISO_ROLE_TREATED, "1", NULL, NULL, 0, 0.30001, 0.5);
  make_record (experiment, ISO_ROLE_TREATED, "1", NULL, NULL, 0, 0.3, 0.5);
  g_array_index (experiment->records, IsoRecord, 3).doses[0].achieved = iso_unit_to_inside (iso_unit_find ("nM"), 300);
  dataset = make_dataset (experiment);
  g_assert_cmpuint (dataset->levels[1].n, ==, 3);
  g_assert_cmpuint (iso_dataset_observation (dataset, 0)->doses[0].level, ==, 1);
  g_assert_cmpuint (iso_dataset_observation (dataset, 1)->doses[0].level, ==, 0);
  g_assert_cmpuint (iso_dataset_observation (dataset, 2)->doses[0].level, ==, 2);
  g_assert_cmpuint (iso_dataset_observation (dataset, 3)->doses[0].level, ==, 1);
}

static void
test_scales (void)
{
  static const struct { IsoResponse response; IsoScale scale; double viability; } cases[] = {
    { ISO_RESPONSE_VIABILITY, ISO_SCALE_FRACTION, 0.3 }, { ISO_RESPONSE_VIABILITY, ISO_SCALE_PERCENT, 0.003 },
    { ISO_RESPONSE_INHIBITION, ISO_SCALE_FRACTION, 0.7 }, { ISO_RESPONSE_FRACTION_AFFECTED, ISO_SCALE_FRACTION, 0.7 },
    { ISO_RESPONSE_RAW, ISO_SCALE_UNKNOWN, 0.3 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (IsoExperiment) experiment = make_experiment ();
      g_autoptr (IsoDataset) dataset = NULL;

      experiment->response = cases[i].response;
      experiment->scale = cases[i].scale;
      make_record (experiment, ISO_ROLE_TREATED, "1", NULL, NULL, 10, 0, 0.3);
      dataset = make_dataset (experiment);
      iso_assert_close (iso_dataset_observation (dataset, 0)->viability, cases[i].viability, 1e-12);
    }
}

/* A layout of two wells and a read with its reference wavelength: 562 less 660. */
static void
test_join (void)
{
  g_autoptr (IsoExperiment) experiment = make_experiment ();
  g_autoptr (IsoLayout) layout = iso_layout_new ("p", "1", iso_plate_format_find (96));
  g_autoptr (IsoReadout) readout = iso_readout_new ("file", "made", 1);
  g_autoptr (GError) error = NULL, size = NULL;
  IsoReadPlate *plate = iso_readout_add_plate (readout, "p");
  IsoRead *signal = iso_read_plate_add (plate, "562", FALSE);
  IsoRead *reference = iso_read_plate_add (plate, "660", FALSE);
  const IsoRecord *record;

  layout->wells[0] = (IsoLayoutWell) { .role = ISO_ROLE_TREATED, .n_doses = 2, .doses = { { 1, 2, 2, 2 }, { 0, 1, 1, 1 } } };
  layout->wells[1] = (IsoLayoutWell) { .role = ISO_ROLE_VEHICLE, .sample = -1 };
  iso_read_add (signal, (IsoWell) { 0, 0 }, 0.5, ISO_FLAG_NONE, NULL, 7);
  iso_read_add (signal, (IsoWell) { 0, 5 }, 0.9, ISO_FLAG_NONE, NULL, 7);
  iso_read_add (reference, (IsoWell) { 0, 0 }, 0.1, ISO_FLAG_NONE, NULL, 7);

  g_assert_true (iso_experiment_join (experiment, layout, plate, "562", "660", "file", &error));
  g_assert_no_error (error);
  g_assert_cmpuint (experiment->records->len, ==, 2);
  record = &g_array_index (experiment->records, IsoRecord, 0);
  iso_assert_close (record->response, 0.4, 1e-12);
  g_assert_cmpuint (record->doses[0].drug, ==, 0);
  g_assert_cmpuint (record->line, ==, 7);
  g_assert_cmpint (g_array_index (experiment->records, IsoRecord, 1).flag, ==, ISO_FLAG_MISSING);

  g_assert_false (iso_experiment_join (experiment, layout, plate, "450", NULL, "file", &error));
  g_assert_error (error, ISO_ERROR, ISO_ERROR_NO_DATA);
  g_assert_nonnull (strstr (error->message, "562, 660"));
  iso_read_add (signal, (IsoWell) { 10, 0 }, 0.5, ISO_FLAG_NONE, NULL, 9);
  g_assert_false (iso_experiment_join (experiment, layout, plate, "562", NULL, "file", &size));
  g_assert_error (size, ISO_ERROR, ISO_ERROR_RANGE);
  g_assert_cmpstr (iso_error_get_message (size)->place.well, ==, "K1");
}

int
main (int argc, char **argv)
{
  iso_test_init (&argc, &argv);
  g_test_add_func ("/dataset/signal", test_signal);
  g_test_add_func ("/dataset/masked-is-excluded", test_masked_is_excluded);
  g_test_add_func ("/dataset/compound-blank", test_compound_blank);
  g_test_add_func ("/dataset/untreated-stands-in", test_untreated_stands_in);
  g_test_add_func ("/dataset/refuses-what-has-no-meaning", test_refuses_what_has_no_meaning);
  g_test_add_func ("/dataset/refuses-without-treated-wells", test_refuses_without_treated_wells);
  g_test_add_func ("/dataset/levels", test_levels);
  g_test_add_func ("/dataset/scales", test_scales);
  g_test_add_func ("/dataset/join", test_join);
  return g_test_run ();
}
