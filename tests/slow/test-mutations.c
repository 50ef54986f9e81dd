/* test-mutations.c - damaged files: each either reads to something sound, or is refused with a reason
 *
 * Mutations of the example's files, and of small instrument files where the reference folder is there; what still reads as
 * a table goes through the whole analysis. Meant for a build with sanitizers.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "analysis/iso-analysis.h"
#include "base/iso-random.h"
#include "iso-test.h"
#include "reader/iso-reader.h"
#include "reader/iso-table-layout.h"
#include "reader/iso-table.h"

#include <string.h>

#define MUTATIONS 1000             /* of each file */
#define LARGEST_REFERENCE 20000    /* bytes; larger ones are too slow to read so often */

static const char *const tokens[] = {
  "", "\t", ",", ";", "\n", "\r\n", "\"", "\"\"", "NaN", "inf", "1e999", "-1", "0", "1,5", "1.5", "99999999999999999999", "A1", "AF48",
  "ZZ9", "OVRFLW", "*****", "#N/A", "\xff", "\xc3\x28", "µ", "µM", "parsec", "dose1", "drug4", "response", "Experiment 1", " ", "-",
};

static void
mutate (IsoRandom *random, GByteArray *bytes)
{
  guint at = bytes->len > 0 ? iso_random_below (random, bytes->len) : 0;
  guint length = iso_random_below (random, 40);

  length = MIN (length, bytes->len - at);
  switch (iso_random_below (random, 6))
    {
      case 0:
        if (bytes->len > 0)
          bytes->data[at] = (guint8) iso_random_below (random, 256);
        break;
      case 1:
        if (length > 0)
          g_byte_array_remove_range (bytes, at, length);
        break;
      case 2:
        g_byte_array_set_size (bytes, at);
        break;
      case 3:
        {
          g_autofree guint8 *copy = g_memdup2 (bytes->data + at, length);

          g_byte_array_append (bytes, copy, length);
        }
        break;
      default:
        {
          const char *token = tokens[iso_random_below (random, G_N_ELEMENTS (tokens))];
          g_autoptr (GByteArray) rest = g_byte_array_new ();
          guint cut = MIN (length, 8);

          g_byte_array_append (rest, bytes->data + at + cut, bytes->len - at - cut);
          g_byte_array_set_size (bytes, at);
          g_byte_array_append (bytes, (const guint8 *) token, (guint) strlen (token));
          g_byte_array_append (bytes, rest->data, rest->len);
        }
        break;
    }
}

/* These return whether something was read. */
typedef gboolean (*TryFunc) (const IsoSource *source);

static void
check_refusal (const GError *error)
{
  g_assert_nonnull (error);
  g_assert_true (error->domain == ISO_ERROR);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  g_assert_cmpuint (strlen (error->message), >, 10);
  g_assert_cmpstr (iso_error_get_message (error)->place.file, !=, NULL);
}

static void
check_readout (const IsoReadout *readout)
{
  g_assert_cmpuint (readout->plates->len, >, 0);
  for (guint p = 0; p < readout->plates->len; p++)
    {
      const IsoReadPlate *plate = g_ptr_array_index (readout->plates, p);

      g_assert_cmpuint (plate->reads->len, >, 0);
      for (guint r = 0; r < plate->reads->len; r++)
        {
          const IsoRead *read = g_ptr_array_index (plate->reads, r);
          int last = -1;

          g_assert_cmpuint (read->readings->len, >, 0);
          for (guint i = 0; i < read->readings->len; i++)
            {
              const IsoReading *reading = &g_array_index (read->readings, IsoReading, i);
              int index = (int) iso_plate_format_index (plate->format, reading->well);

              g_assert_true (iso_plate_format_has (plate->format, reading->well));
              g_assert_cmpint (index, >, last);
              g_assert_true (isfinite (reading->value) || reading->flag != ISO_FLAG_NONE);
              last = index;
            }
        }
    }
}

static void
check_experiment (const IsoExperiment *experiment)
{
  g_assert_cmpuint (experiment->records->len, >, 0);
  for (guint i = 0; i < experiment->records->len; i++)
    {
      const IsoRecord *record = &g_array_index (experiment->records, IsoRecord, i);

      g_assert_true (isfinite (record->response) || record->flag != ISO_FLAG_NONE);
      for (guint d = 0; d < record->n_doses; d++)
        g_assert_true (isfinite (record->doses[d].achieved) && record->doses[d].achieved > 0);
    }
}

static gboolean
try_reader (const IsoSource *source)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (IsoReadout) readout = iso_reader_load (source, NULL, &error);

  if (readout != NULL)
    check_readout (readout);
  else
    check_refusal (error);
  return readout != NULL;
}

static gboolean
try_layout (const IsoSource *source)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (IsoExperiment) experiment = iso_experiment_new ();
  g_autoptr (GPtrArray) layouts = NULL;
  IsoTableOptions options;

  iso_table_options_init (&options);
  layouts = iso_table_layout_read (source, &options, experiment, &error);
  if (layouts == NULL)
    check_refusal (error);
  return layouts != NULL;
}

static gboolean
try_table (const IsoSource *source)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (IsoExperiment) experiment = NULL;
  g_autoptr (IsoAnalysis) analysis = NULL;
  IsoAnalysisSettings settings;
  IsoTableOptions options;
  IsoDataset *dataset;

  iso_table_options_init (&options);
  experiment = iso_table_read (source, &options, &error);
  if (experiment == NULL)
    {
      check_refusal (error);
      return FALSE;
    }
  check_experiment (experiment);

  dataset = iso_dataset_new (experiment, ISO_LOCATION_MEDIAN, &error);
  if (dataset == NULL)
    {
      g_assert_true (error->domain == ISO_ERROR);
      return TRUE;
    }
  iso_analysis_settings_init (&settings);
  settings.n_threads = 1;
  analysis = iso_analysis_run (dataset, &settings, NULL, NULL, NULL);
  g_assert_nonnull (analysis);
  return TRUE;
}

static void
try_file (const char *path, TryFunc try)
{
  g_autofree char *contents = NULL;
  g_autofree char *name = g_path_get_basename (path);
  gsize length = 0;
  guint n_read = 0;
  IsoRandom random;

  g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
  iso_random_init (&random, 20261121, g_str_hash (name));
  for (guint i = 0; i < MUTATIONS; i++)
    {
      g_autoptr (GByteArray) bytes = g_byte_array_new ();
      g_autoptr (GBytes) block = NULL;
      g_autoptr (IsoSource) source = NULL;
      guint times = 1 + iso_random_below (&random, 4);

      g_byte_array_append (bytes, (const guint8 *) contents, (guint) length);
      for (guint k = 0; k < times; k++)
        mutate (&random, bytes);
      block = g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
      source = iso_source_new ("mutated.txt", block, NULL);
      if (source != NULL)
        n_read += try (source);
    }
  g_test_message ("%s: %u of %u mutations read", name, n_read, MUTATIONS);
}

static void
test_example_plate (void)
{
  g_autofree char *path = iso_test_source ("data/examples/ixazomib-lenalidomide/plate-1.txt");

  try_file (path, try_reader);
}

static void
test_example_layout (void)
{
  g_autofree char *path = iso_test_source ("data/examples/ixazomib-lenalidomide/layout.csv");

  try_file (path, try_layout);
}

static void
test_example_table (void)
{
  g_autofree char *path = iso_test_source ("data/examples/chou-1994.csv");

  try_file (path, try_table);
  try_file (path, try_reader);
}

static void
test_reference_folder (gconstpointer data)
{
  g_autofree char *relative = g_build_filename ("corpus/readers", data, NULL);
  g_autofree char *folder = iso_test_reference (relative);
  g_autoptr (GDir) dir = NULL;
  guint n = 0;

  if (folder == NULL)
    return;
  dir = g_dir_open (folder, 0, NULL);
  for (const char *name; (name = g_dir_read_name (dir)) != NULL;)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *contents = NULL;
      gsize length = 0;

      if (g_file_get_contents (path, &contents, &length, NULL) && length < LARGEST_REFERENCE)
        {
          try_file (path, try_reader);
          n++;
        }
    }
  g_test_message ("%u files", n);
}

int
main (int argc, char *argv[])
{
  iso_test_init (&argc, &argv);
  g_test_add_func ("/mutations/example-plate", test_example_plate);
  g_test_add_func ("/mutations/example-layout", test_example_layout);
  g_test_add_func ("/mutations/example-table", test_example_table);
  g_test_add_data_func ("/mutations/gen5", "agilent-gen5", test_reference_folder);
  g_test_add_data_func ("/mutations/softmax", "moldev-softmax-pro", test_reference_folder);
  g_test_add_data_func ("/mutations/envision", "perkinelmer-envision", test_reference_folder);
  return g_test_run ();
}
