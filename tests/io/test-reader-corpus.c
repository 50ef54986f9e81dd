/* test-reader-corpus.c - real exports, value by value
 *
 * Every file of the instruments that are read either reads to the values listed beside it, or is refused with a reason; no file
 * of another program is taken for one of theirs. The table of results is written to reader-corpus.tsv in the build
 * directory.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "base/iso-error.h"
#include "base/iso-number.h"
#include "iso-test.h"
#include "reader/iso-reader.h"
#include "reader/iso-table-reshape.h"

#include <string.h>

/* What a file is meant to be. */
typedef enum
{
  READ,       /* every value of its list */
  REFUSE,     /* an error whose text has the words of `reason` */
  UNLISTED,   /* it reads, but there is no list; `n` values are expected */
} Fate;

typedef struct
{
  const char *file;     /* in the folder */
  Fate        fate;
  const char *reason;   /* REFUSE: words of the message */
  guint       extra;    /* READ: reads beyond the list that are right to be there */
  guint       n;        /* readings in all, where the list does not say it */
} Special;

/* Everything not named here is READ with no read beyond its list. */
static const Special specials[] = {
  { "garbage_error.txt", REFUSE, "None of the known readers" },
  { "missing_results_error.txt", REFUSE, "there is no reading in it" },
  { "image_montage_no_results_table.txt", REFUSE, "there is no reading in it" },
  { "data.xlsx", REFUSE, "there is no reading in it" },
  { "file_with_no_delimiter_malformed.csv", REFUSE, "neither part of a plate grid" },
  { "magellan.xlsx", REFUSE, "neither part of a plate grid" },          /* a kinetic that a person moved about by hand */
  { "no_well_positions.xlsx", REFUSE, "None of the known readers" },
  { "drugscreen_1timepoint.txt", REFUSE, "named by treatment" },
  { "test_incucyte_minimal.txt", UNLISTED, NULL, 0, 18 * 8 },
  { "header_size_mismatch.txt", REFUSE, "does not have one cell for each well" },
  /* Lists of the first, middle and last time only; the number of all readings is that of the corpus's own count. */
  { "20220929_1steptimer20.csv", READ, NULL, 88, 44544 },
  { "parse_Gen5.xlsx", READ, NULL, 188, 18624 },
  { "Tecan_280715.xlsx", READ, NULL, 240, 29952 },
  { "tecanON1.xlsx", READ, NULL, 234, 23040 },
  { "Synergy instrument datafile (Fibrillation data) - TXT format.txt", READ, NULL, 1660, 161664 },
  { "ACSINS_absorbance_timeformat_spectrum.txt", READ, NULL, 48, 18720 },
  /* The list leaves out the blank-corrected series, which we read as calculated. */
  { "absorbance__exclude__kinetic_multiplate.txt", READ, NULL, 18 },
  { "absorbance__exclude__kinetic_singleplate.txt", READ, NULL, 6 },
  /* 40 wavelengths and the reduced values of 96 wells; 2 of 4 times and the reduced values of 6 wells. */
  { "lum_spectrum_columns.txt", UNLISTED, NULL, 0, 41 * 96 },
  { "missing_kinetic_measurement.txt", UNLISTED, NULL, 0, 3 * 6 },
  { "example01_missing_header_error.csv", REFUSE, "A line “Plate information” should stand above" },
};

typedef struct
{
  char *plate;
  char *label;
  char *well;
  char *value;
} Expected;

typedef struct
{
  guint exact;       /* values that agree */
  guint tokens;      /* expected words in place of a number that agree in kind */
  guint times;       /* the list has NaN where the file has a time: read as seconds */
  guint wrong;
  guint extra_reads;
} Score;

static GString *table;

static void
free_expected (gpointer data)
{
  Expected *expected = data;

  g_free (expected->plate);
  g_free (expected->label);
  g_free (expected->well);
  g_free (expected->value);
  g_free (expected);
}

/* One line of the list: four cells, quoted where needed. */
static Expected *
parse_line (const char *line)
{
  Expected *expected = g_new0 (Expected, 1);
  char **cells[] = { &expected->plate, &expected->label, &expected->well, &expected->value };

  for (gsize i = 0; i < G_N_ELEMENTS (cells); i++)
    {
      GString *cell = g_string_new (NULL);
      gboolean quoted = FALSE;

      for (; *line != '\0' && (quoted || *line != ','); line++)
        {
          if (*line == '"' && quoted && line[1] == '"')
            g_string_append_c (cell, *line++);
          else if (*line == '"')
            quoted = !quoted;
          else
            g_string_append_c (cell, *line);
        }
      line += *line == ',';
      *cells[i] = g_string_free (cell, FALSE);
    }
  return expected;
}

static GPtrArray *
load_list (const char *path)
{
  g_autofree char *contents = NULL;
  g_auto (GStrv) lines = NULL;
  GPtrArray *list = g_ptr_array_new_with_free_func (free_expected);

  if (!g_file_get_contents (path, &contents, NULL, NULL))
    {
      g_ptr_array_unref (list);
      return NULL;
    }
  lines = g_strsplit (contents, "\n", -1);
  for (guint i = 1; lines[i] != NULL; i++)
    {
      g_strchomp (lines[i]);
      if (*lines[i] != '\0')
        g_ptr_array_add (list, parse_line (lines[i]));
    }
  return list;
}

static IsoRead *
find_read (const IsoReadout *readout, const char *plate_name, const char *label)
{
  for (guint p = 0; p < readout->plates->len; p++)
    {
      const IsoReadPlate *plate = g_ptr_array_index (readout->plates, p);

      if (strcmp (plate->name, plate_name) != 0)
        continue;
      for (guint r = 0; r < plate->reads->len; r++)
        {
          IsoRead *read = g_ptr_array_index (plate->reads, r);

          if (strcmp (read->label, label) == 0)
            return read;
        }
    }
  return NULL;
}

static gboolean
is_multiskan_sky (const char *file)
{
  return strcmp (file, "Multiskan Sky.xlsx") == 0;
}

/* Where we name a read otherwise than the list does, and why. `first` are the labels of the file's first well. */
static char *
our_label (const char *file, const Expected *expected, guint occurrence, GPtrArray *first)
{
  static const char *const parameters[] = { "GFP Intensity in Whole Object", "Virus Infected Count", "Confluency [%]", "Positive Region [%]",
                                            "Mean Intensity in Positive Region", "Analysis Quality" };

  /* The list has a read for each well and time, 707 with one well each. The wells of a cycle are read a fraction of a second after
   * each other, and the workbook's own results have a line for each cycle: so we have 101 reads, with the time of their first well. */
  if (is_multiskan_sky (file))
    {
      if (occurrence >= first->len)
        g_ptr_array_add (first, g_strdup (expected->label));
      return g_strdup (g_ptr_array_index (first, occurrence));
    }
  /* The list has one name for the matrices of all parameters; we add the parameter. */
  if (strcmp (file, "optical_imaging_endpoint_single_plate_example_01.csv") == 0 && strcmp (expected->label, "IMG 1") != 0)
    return g_strdup_printf ("%s, %s", expected->label, parameters[occurrence]);
  if (strcmp (file, "optical_imaging_endpoint_single_plate_example_03.csv") == 0 && strcmp (expected->label, "IMG 1") != 0)
    return g_strdup_printf ("%s, %s", expected->label,
                            occurrence == 0 ? "Number of Objects per Well (extrapolated)" : "Analysis Quality");
  /* Bare numbers: we count the reads. */
  if (g_str_has_prefix (file, "FluoOptima_384_2014-03-28test"))
    return g_strdup ("Read 1");
  /* The list has no name for the read; we take the wavelength that stands in the file. */
  if (strcmp (file, "byonoy_absolute_example.csv") == 0)
    return g_strdup ("540");
  /* The list could not read the times "0:00", "0:30", "1:00" of this file and has "None" for each of the three. */
  if (strcmp (file, "spectramax340_kinetic_partial_plate.txt") == 0)
    return g_strdup_printf ("405@t=%us", occurrence * 30);
  return g_strdup (expected->label);
}

/* Where the list has another plate than we do, and why. */
static const char *
our_plate (const char *file, const Expected *expected)
{
  /* Bare numbers have no name. */
  if (g_str_has_prefix (file, "FluoOptima_384_2014-03-28test"))
    return "";
  /* The column "Plate" is empty from the 46th of 96 wells on; no well comes twice. The list has half of the wells on a plate without a
   * name; we have one plate, and a message. */
  return strcmp (file, "SLA01P01_OD.xlsx") == 0 ? "96WEL008" : expected->plate;
}

/* Where the list has a reading in another well than the file, and why. */
static IsoWell
our_well (const char *file, IsoWell well)
{
  static const char *const shifted[] = { "H0109269D01.csv", "H0309269D00.csv", "H0309269D01.csv", "K0209269D00.csv" };

  /* Bare matrices of EnVision write every value, an empty one too, and a comma behind it. These four have 25 cells in a
   * line: 24 values and the comma at the end, as the titled matrices and the bare ones with 13 cells have it. The list
   * took the first, empty cell for a row label and so counts column 2 as column 1. The lab that made the files reads
   * them as we do: its importer (gDRimport, read of an unedited EnVision file) takes the first cell of a line as column
   * 1. It fits the plate too: rows A, B, O, P and columns 1, 23, 24 unread, two dose series in columns 3 to 12 and 13
   * to 22. */
  for (gsize i = 0; i < G_N_ELEMENTS (shifted); i++)
    well.column += strcmp (file, shifted[i]) == 0;
  return well;
}

/* TRUE if the reading is what the list says. */
static gboolean
compare (const Expected *expected, const IsoReading *reading, Score *score)
{
  double value;
  gboolean masked = g_str_has_prefix (expected->value, "MASKED:");

  if (reading == NULL)
    return FALSE;
  if (iso_number_parse (expected->value + (masked ? 7 : 0), ISO_DECIMAL_POINT, &value))
    {
      if (fabs (reading->value - value) > 1e-12 * fabs (value) ||
          reading->flag != (masked ? ISO_FLAG_MASKED : ISO_FLAG_NONE))
        return FALSE;
      score->exact++;
      return TRUE;
    }
  if (reading->flag == ISO_FLAG_NONE && strcmp (expected->value, "NaN") == 0 &&
      (g_str_has_prefix (expected->label, "t at Max V") || g_str_has_prefix (expected->label, "Lagtime")))
    {
      score->times++;
      return TRUE;
    }
  if (!isnan (reading->value))
    return FALSE;
  score->tokens++;
  if (strcmp (expected->value, "OVRFLW") == 0)
    return reading->flag == ISO_FLAG_OVERFLOW;
  /* The list has NaN for values beyond a standard curve; we say which end they are beyond. */
  if (reading->flag == ISO_FLAG_OVERFLOW || reading->flag == ISO_FLAG_UNDERFLOW)
    return reading->token[0] == '<' || reading->token[0] == '>';
  return strcmp (expected->value, "NaN") == 0 && (reading->flag == ISO_FLAG_MISSING || reading->flag == ISO_FLAG_ERROR);
}

static void
check_values (const char *file, const IsoReadout *readout, const GPtrArray *list, Score *score)
{
  g_autoptr (GHashTable) occurrences = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  g_autoptr (GPtrArray) first = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < list->len; i++)
    {
      const Expected *expected = g_ptr_array_index (list, i);
      g_autofree char *key =
        g_strdup_printf ("%s\n%s\n%s", expected->plate, is_multiskan_sky (file) ? "" : expected->label, expected->well);
      guint occurrence = GPOINTER_TO_UINT (g_hash_table_lookup (occurrences, key));
      g_autofree char *label = our_label (file, expected, occurrence, first);
      IsoRead *read = find_read (readout, our_plate (file, expected), label);
      IsoWell well;

      g_hash_table_insert (occurrences, g_steal_pointer (&key), GUINT_TO_POINTER (occurrence + 1));
      g_assert_true (iso_well_parse (expected->well, &well));
      if (read != NULL)
        g_hash_table_insert (seen, read, GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (seen, read)) + 1));
      if (read != NULL && compare (expected, iso_read_get (read, our_well (file, well)), score))
        continue;
      if (score->wrong++ < 3)
        g_test_message ("%s: plate %s, read %s, well %s: expected %s", file, expected->plate, expected->label,
                        expected->well,
                        expected->value);
    }

  for (guint p = 0; p < readout->plates->len; p++)
    {
      const IsoReadPlate *plate = g_ptr_array_index (readout->plates, p);

      for (guint r = 0; r < plate->reads->len; r++)
        {
          IsoRead *read = g_ptr_array_index (plate->reads, r);
          guint n = GPOINTER_TO_UINT (g_hash_table_lookup (seen, read));

          score->extra_reads += n == 0;
          if (n > 0 && n != read->readings->len)
            {
              g_test_message ("%s: read %s has %u readings, the list %u", file, read->label, read->readings->len, n);
              score->wrong++;
            }
        }
    }
}

static guint
count_readings (const IsoReadout *readout, guint *reads)
{
  guint n = 0;

  *reads = 0;
  for (guint p = 0; p < readout->plates->len; p++)
    {
      const IsoReadPlate *plate = g_ptr_array_index (readout->plates, p);

      *reads += plate->reads->len;
      for (guint r = 0; r < plate->reads->len; r++)
        n += ((const IsoRead *) g_ptr_array_index (plate->reads, r))->readings->len;
    }
  return n;
}

static const Special *
find_special (const char *file)
{
  for (gsize i = 0; i < G_N_ELEMENTS (specials); i++)
    {
      if (strcmp (specials[i].file, file) == 0)
        return &specials[i];
    }
  return NULL;
}

static void
note (const char *folder, const char *file, const char *format, ...) G_GNUC_PRINTF (3, 4);

static void
note (const char *folder, const char *file, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_string_append_printf (table, "%s\t%s\t%s\n", folder, file, text);
  g_test_message ("%s\t%s\t%s", folder, file, text);
}

static IsoReadout *
read_file (const char *path, GError **error)
{
  g_autoptr (IsoSource) source = iso_source_load (path, error);

  return source != NULL ? iso_reader_load (source, NULL, error) : NULL;
}

/* Shapes that only tables have: no export of an instrument may look like one. */
static gboolean
has_shape (const char *path)
{
  g_autoptr (IsoSource) source = iso_source_load (path, NULL);
  g_autoptr (IsoText) text = source != NULL ? iso_text_new (source, NULL) : NULL;

  return text != NULL && iso_table_has_shape (text);
}

/* Returns TRUE if the file met its fate. */
static gboolean
check_file (const char *folder, const char *path, const char *file, const char *reader)
{
  /* The workbook holds the same plate as the text beside it. */
  g_autofree char *list_path = g_str_has_suffix (path, "test_M.xls") ? g_strdup_printf ("%.*s.csv.expected.csv", (int) strlen (path) - 6, path)
                                                                     : g_strconcat (path, ".expected.csv", NULL);
  g_autoptr (GPtrArray) list = load_list (list_path);
  g_autoptr (GError) error = NULL;
  g_autoptr (IsoReadout) readout = read_file (path, &error);
  const Special *special = find_special (file);
  Fate fate = special != NULL ? special->fate : READ;
  Score score = { 0 };
  guint n, reads;

  if (readout == NULL)
    {
      const IsoMessage *message = iso_error_get_message (error);
      g_autofree char *place = iso_place_to_string (message != NULL ? &message->place : NULL);

      note (folder, file, "refused\t-\t-\t-\t%s", error->message);
      return fate == REFUSE && message != NULL && *place != '\0' && strstr (error->message, special->reason) != NULL;
    }
  n = count_readings (readout, &reads);
  if (list == NULL)
    {
      note (folder, file, "%s\t%u\t%u\t%u\tread; no list to compare with", readout->reader, readout->plates->len, reads,
            n);
      return fate == UNLISTED && strcmp (readout->reader, reader) == 0 && special->n == n;
    }
  check_values (file, readout, list, &score);
  note (folder, file, "%s\t%u\t%u\t%u\texact %u, tokens %u, times %u of %u listed; wrong %u; reads not listed %u",
        readout->reader,
        readout->plates->len, reads, n, score.exact, score.tokens, score.times, list->len, score.wrong,
        score.extra_reads);
  return fate == READ && strcmp (readout->reader, reader) == 0 && score.wrong == 0 &&
         score.extra_reads == (special != NULL ? special->extra : 0) && (special == NULL || special->n == 0 ||
                                                                         special->n == n);
}

static int
compare_names_cb (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static GPtrArray *
list_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  GPtrArray *files = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      if (!g_str_has_suffix (name, ".expected.csv"))
        g_ptr_array_add (files, g_strdup (name));
    }
  g_ptr_array_sort (files, compare_names_cb);
  return files;
}

static void
check_folder (const char *folder, const char *reader)
{
  g_autofree char *relative = g_strconcat ("corpus/readers/", folder, NULL);
  g_autofree char *path = iso_test_reference (relative);
  g_autoptr (GPtrArray) files = NULL;
  guint failed = 0;

  if (path == NULL)
    return;
  files = list_files (path);
  for (guint i = 0; i < files->len; i++)
    {
      const char *file = g_ptr_array_index (files, i);
      g_autofree char *full = g_build_filename (path, file, NULL);

      if (!check_file (folder, full, file, reader) || has_shape (full))
        {
          g_test_message ("FAILED: %s/%s", folder, file);
          failed++;
        }
    }
  if (failed > 0)
    g_test_fail ();
}

static void
test_gen5 (void)
{
  check_folder ("agilent-gen5", "gen5");
}

static void
test_gen5_image (void)
{
  check_folder ("agilent-gen5-image", "gen5");
}

static void
test_softmax (void)
{
  check_folder ("moldev-softmax-pro", "softmax");
}

static void
test_envision (void)
{
  check_folder ("perkinelmer-envision", "envision");
}

static void
test_tecan (void)
{
  check_folder ("tecan-icontrol", "tecan");
  check_folder ("tecan-spark", "tecan");
  check_folder ("tecan-xfluor", "tecan");
}

static void
test_bmg (void)
{
  check_folder ("bmg-mars", "bmg");
  check_folder ("bmg-smart-control", "bmg");
}

static void
test_thermo (void)
{
  check_folder ("thermo-skanit", "skanit");
  check_folder ("thermo-multiskan", "multiskan");
}

/* Vendors with one folder each. */
static void
test_folder (gconstpointer data)
{
  const char *const *pair = data;

  check_folder (pair[0], pair[1]);
}

/* Files of other programs. Where their whole content is a plate grid it may be read as one; nothing else may be read.
 * */
static void
check_stranger (const char *folder, const char *path, const char *file, guint counts[3])
{
  g_autoptr (GError) error = NULL;
  g_autoptr (IsoReadout) readout = read_file (path, &error);
  const IsoMessage *message;
  guint n, reads;

  if (readout != NULL)
    {
      n = count_readings (readout, &reads);
      note (folder, file, "%s\t%u\t%u\t%u\tstranger", readout->reader, readout->plates->len, reads, n);
      counts[strcmp (readout->reader, "grid") == 0 ? 1 : 2]++;
      return;
    }
  message = iso_error_get_message (error);
  g_assert_nonnull (message);
  g_assert_nonnull (message->place.file);
  note (folder, file, "refused\t-\t-\t-\t%s", error->message);
  counts[0]++;
}

static void
check_stranger_folder (const char *folder, const char *path, guint counts[3])
{
  g_autoptr (GPtrArray) files = list_files (path);

  for (guint i = 0; i < files->len; i++)
    {
      const char *file = g_ptr_array_index (files, i);
      g_autofree char *full = g_build_filename (path, file, NULL);
      g_autofree char *inner = g_build_filename (folder, file, NULL);

      if (g_file_test (full, G_FILE_TEST_IS_DIR))
        check_stranger_folder (inner, full, counts);
      else
        check_stranger (folder, full, file, counts);
    }
}

static void
test_strangers (void)
{
  static const char *const own[] = { "agilent-gen5", "agilent-gen5-image", "moldev-softmax-pro",
                                     "perkinelmer-envision", "tecan-icontrol", "tecan-spark", "tecan-xfluor",
                                     "tecan-icontrol-xml",
                                     "tecan-magellan", "bmg-mars", "bmg-smart-control", "thermo-skanit", "thermo-multiskan",
                                     "bmg-fluostar-ascii", "revvity-kaleido", "perkinelmer-victor", "promega-glomax", "byonoy-absolute",
                                     "msd-methodical-mind", "generic-incucyte" };
  g_autofree char *root = iso_test_reference ("corpus/readers");
  g_autoptr (GPtrArray) folders = NULL;
  guint counts[3] = { 0 };

  if (root == NULL)
    return;
  folders = list_files (root);
  for (guint i = 0; i < folders->len; i++)
    {
      const char *folder = g_ptr_array_index (folders, i);
      g_autofree char *path = g_build_filename (root, folder, NULL);
      gboolean ours = FALSE;

      for (gsize k = 0; k < G_N_ELEMENTS (own); k++)
        ours |= strcmp (own[k], folder) == 0;
      if (!ours && g_file_test (path, G_FILE_TEST_IS_DIR))
        check_stranger_folder (folder, path, counts);
    }
  note ("strangers", "all", "%u refused, %u read as a plain plate grid, %u taken for an instrument", counts[0],
        counts[1], counts[2]);
  g_assert_cmpuint (counts[2], ==, 0);
}

int
main (int argc, char *argv[])
{
  static const char *const folders[][2] = {
    { "tecan-icontrol-xml", "tecan-xml" }, { "bmg-fluostar-ascii", "grid" },
    { "tecan-magellan", "magellan" },   { "revvity-kaleido", "kaleido" }, { "perkinelmer-victor", "victor" },
    { "promega-glomax", "glomax" },     { "byonoy-absolute", "byonoy" },  { "msd-methodical-mind", "msd" },
    { "generic-incucyte", "incucyte" },
  };
  int result;
  g_autofree char *path = NULL;

  iso_test_init (&argc, &argv);
  table = g_string_new ("folder\tfile\treader\tplates\treads\treadings\tresult\n");
  g_test_add_func ("/reader-corpus/gen5", test_gen5);
  g_test_add_func ("/reader-corpus/gen5-image", test_gen5_image);
  g_test_add_func ("/reader-corpus/softmax", test_softmax);
  g_test_add_func ("/reader-corpus/envision", test_envision);
  g_test_add_func ("/reader-corpus/tecan", test_tecan);
  g_test_add_func ("/reader-corpus/bmg", test_bmg);
  g_test_add_func ("/reader-corpus/thermo", test_thermo);
  for (gsize i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autofree char *name = g_strdup_printf ("/reader-corpus/%s", folders[i][1]);

      g_test_add_data_func (name, folders[i], test_folder);
    }
  g_test_add_func ("/reader-corpus/strangers", test_strangers);
  result = g_test_run ();
  if (g_getenv ("ISOBOLE_BUILD_DIR") != NULL)
    {
      path = g_build_filename (g_getenv ("ISOBOLE_BUILD_DIR"), "reader-corpus.tsv", NULL);
      g_file_set_contents (path, table->str, (gssize) table->len, NULL);
    }
  g_string_free (table, TRUE);
  return result;
}
