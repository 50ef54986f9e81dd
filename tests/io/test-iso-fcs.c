/* test-iso-fcs.c - flow cytometry files: the container
 *
 * Small files are made here, byte by byte after ISAC's standard. Real ones stand in the reference folder, with what two other readers
 * (FlowIO and fcsparser) found in them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-io-test.h"
#include "reader/iso-fcs-text.h"
#include "reader/iso-fcs.h"

#include <json-glib/json-glib.h>
#include <string.h>

#define HEADER 58

/* --- keywords --------------------------------------------------------------------------------------------------------------------- */

static GHashTable *
parse (const char *text, gsize size)
{
  GHashTable *keywords = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  g_assert_true (iso_fcs_text_parse (text, size, keywords));
  return keywords;
}

static void
check_keyword (const char *text, const char *name, const char *value, guint n)
{
  g_autoptr (GHashTable) keywords = parse (text, strlen (text));

  g_assert_cmpstr (g_hash_table_lookup (keywords, name), ==, value);
  g_assert_cmpuint (g_hash_table_size (keywords), ==, n);
}

static void
test_keywords (void)
{
  check_keyword ("/$PAR/2/$tot/5/", "$TOT", "5", 2);
  check_keyword ("/$PAR/2/ $TOT / 5", "$TOT", "5", 2);                  /* the last separator is missing; blanks */
  check_keyword ("|A|1||2|B|3|", "A", "1|2", 2);                        /* twice: part of the value */
  check_keyword ("|A||B|3|", "A", "", 2);                               /* an empty value, which the standard forbids */
  check_keyword ("|A||B|3|", "B", "3", 2);
  check_keyword ("|A|||path|B|3|", "A", "|path", 2);                    /* a value that begins with it */
  check_keyword ("|A|path|||B|3|", "A", "path|", 2);                    /* and one that ends with it */
  check_keyword ("|A||||B|3|", "A", "|", 2);                            /* and one that is it */
  check_keyword ("/A/1/a/2/", "A", "1", 1);                             /* the first counts */
  check_keyword ("/A/1/\r\n", "A", "1", 1);                             /* rests behind the last one */
  check_keyword ("/A/\xb5m/", "A", "µm", 1);                            /* Windows-1252, and UTF-8 */
  check_keyword ("/A/µm/", "A", "µm", 1);
  check_keyword ("/A/x\ty/", "A", "x y", 1);
  check_keyword ("/", "A", NULL, 0);
  check_keyword ("////", "A", NULL, 0);
}

static void
test_many_keywords (void)
{
  g_autoptr (GHashTable) keywords = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GString) text = g_string_new ("/");

  for (guint i = 0; i <= ISO_FCS_MAX_KEYWORDS; i++)
    g_string_append_printf (text, "K%u/1/", i);
  g_assert_false (iso_fcs_text_parse (text->str, text->len, keywords));
}

/* --- made files ------------------------------------------------------------------------------------------------------------------- */

typedef struct
{
  const char *version;    /* "FCS3.1" */
  const char *keywords;   /* "$PAR/1/..."; $BEGINDATA and $ENDDATA come by themselves unless they are in it */
  const char *data;
  gsize       size;
  int         shift;      /* of the places of the data in the header */
  gboolean    silent;     /* the header does not say where the data are */
} Made;

static GByteArray *
make (const Made *made)
{
  GByteArray *bytes = g_byte_array_new ();
  gboolean says = strstr (made->keywords, "$BEGINDATA") != NULL;
  gsize begin = HEADER + 1 + strlen (made->keywords) + (says ? 0 : strlen ("$BEGINDATA/00000000/$ENDDATA/00000000/"));
  g_autofree char *places = says ? g_strdup ("")
                                 : g_strdup_printf ("$BEGINDATA/%08u/$ENDDATA/%08u/", (guint) begin, (guint) (begin + made->size - 1));
  g_autofree char *text = g_strconcat ("/", made->keywords, places, NULL);
  g_autofree char *data = made->silent ? g_strdup ("                ")
                                       : g_strdup_printf ("%8d%8d", (int) begin + made->shift, (int) (begin + made->size) - 1 + made->shift);
  g_autofree char *header = g_strdup_printf ("%s    %8d%8d%s%8d%8d", made->version, HEADER, (int) begin - 1, data, 0, 0);

  g_byte_array_append (bytes, (const guint8 *) header, (guint) strlen (header));
  g_byte_array_append (bytes, (const guint8 *) text, (guint) strlen (text));
  g_byte_array_append (bytes, (const guint8 *) made->data, (guint) made->size);
  return bytes;
}

static IsoFcs *
open_bytes (const GByteArray *bytes, GError **error)
{
  g_autoptr (IsoSource) source = iso_io_test_bytes ((const char *) bytes->data, bytes->len);

  return iso_fcs_open (source, error);
}

static void
check_event (const IsoFcs *fcs, guint64 event, const double *expected, guint n)
{
  const IsoFcsSet *set = iso_fcs_main_set (fcs);
  g_autofree double *values = g_new0 (double, set->channels->len);

  g_assert_cmpuint (set->channels->len, ==, n);
  iso_fcs_read_events (fcs, set, event, 1, values);
  for (guint i = 0; i < n; i++)
    g_assert_cmpfloat (values[i], ==, expected[i]);
}

#define INTEGERS "$DATATYPE/I/$MODE/L/$BYTEORD/4,3,2,1/$PAR/3/$TOT/2/$P1B/8/$P1R/256/$P1N/FSC/$P2B/16/$P2R/1024/$P2N/FL1/$P2S/Annexin V/" \
                 "$P3B/24/$P3R/16777216/$P3N/FL3/"
#define INTEGER_DATA "\x07\xfc\x01\x01\x02\x03" "\xff\x03\xff\x00\x00\x09"

static void
test_integers (void)
{
  const Made made = { "FCS3.0", INTEGERS "$CYT/Our Cytometer/$NEXTDATA/0/", INTEGER_DATA, 12 };
  g_autoptr (GByteArray) bytes = make (&made);
  g_autoptr (GError) error = NULL;
  g_autoptr (IsoFcs) fcs = open_bytes (bytes, &error);
  const IsoFcsSet *set;
  g_autofree char *channels = NULL;
  g_autofree char *two = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (fcs->sets->len, ==, 1);
  g_assert_cmpuint (fcs->messages->len, ==, 0);
  set = iso_fcs_main_set (fcs);
  g_assert_cmpstr (set->version, ==, "3.0");
  g_assert_cmpstr (set->cytometer, ==, "Our Cytometer");
  g_assert_cmpuint (set->n_events, ==, 2);
  g_assert_cmpuint (set->size, ==, 6);
  g_assert_true (set->big_endian);
  /* 0xfc01 in a channel of ten bits is 1: the bits above are rubbish. */
  check_event (fcs, 0, (double[]) { 7, 1, 0x010203 }, 3);
  check_event (fcs, 1, (double[]) { 255, 1023, 9 }, 3);
  channels = iso_fcs_set_list_channels (set, 8);
  g_assert_cmpstr (channels, ==, "FSC, Annexin V (FL1), FL3");
  two = iso_fcs_set_list_channels (set, 2);
  g_assert_cmpstr (two, ==, "FSC, Annexin V (FL1), …");
}

/* Little end first, in halves and in whole numbers. */
static void
test_floats (void)
{
  const Made singles = { "FCS3.1", "$DATATYPE/F/$BYTEORD/1,2,3,4/$PAR/2/$TOT/1/$P1B/32/$P1R/1024/$P1N/a/$P2B/32/$P2R/0/$P2N/b/",
                         "\0\0\x80\x3f" "\0\0\x20\xc1", 8 };
  const Made doubles = { "FCS3.1", "$DATATYPE/D/$BYTEORD/4,3,2,1/$PAR/1/$TOT/1/$P1B/64/$P1R/1024/$P1N/a/", "\xc0\x24\0\0\0\0\0\0", 8 };
  g_autoptr (GByteArray) one = make (&singles);
  g_autoptr (GByteArray) other = make (&doubles);
  g_autoptr (IsoFcs) fcs = open_bytes (one, NULL);
  g_autoptr (IsoFcs) large = open_bytes (other, NULL);

  check_event (fcs, 0, (double[]) { 1, -10 }, 2);
  check_event (large, 0, (double[]) { -10 }, 1);
}

/* $TOT says two events of six bytes. */
static void
test_places (void)
{
  const Made header_wrong = { "FCS3.0", INTEGERS, INTEGER_DATA, 12, -40 };
  const Made header_silent = { "FCS3.0", INTEGERS, INTEGER_DATA, 12, 0, TRUE };
  const Made keywords_wrong = { "FCS3.0", INTEGERS "$BEGINDATA/60/$ENDDATA/99999999/", INTEGER_DATA, 12 };
  const Made keywords_silent = { "FCS3.0", INTEGERS "$BEGINDATA/0/$ENDDATA/0/", INTEGER_DATA, 12 };
  const Made byte_more = { "FCS3.0", INTEGERS, INTEGER_DATA "\0", 13 };
  const struct { const Made *made; guint messages; } cases[] = {
    { &header_wrong, 1 }, { &header_silent, 0 }, { &keywords_wrong, 1 }, { &keywords_silent, 0 }, { &byte_more, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GByteArray) bytes = make (cases[i].made);
      g_autoptr (GError) error = NULL;
      g_autoptr (IsoFcs) fcs = open_bytes (bytes, &error);

      g_test_message ("%u", (guint) i);
      g_assert_no_error (error);
      g_assert_cmpuint (iso_fcs_main_set (fcs)->n_events, ==, 2);
      g_assert_cmpuint (fcs->messages->len, ==, cases[i].messages);
      check_event (fcs, 0, (double[]) { 7, 1, 0x010203 }, 3);
    }
}

/* The file ends in its second event; it ends in the first one; and it says nothing about their number. */
static void
test_cut (void)
{
  const Made made = { "FCS3.0", INTEGERS, INTEGER_DATA, 12 };
  const Made countless = { "FCS2.0", "$DATATYPE/I/$BYTEORD/1,2/$PAR/1/$P1B/16/$P1R/65536/$P1N/a/", "\1\0\2\0\3\0", 6 };
  g_autoptr (GByteArray) bytes = make (&made);
  g_autoptr (GByteArray) other = make (&countless);
  g_autoptr (IsoFcs) fcs = NULL;
  g_autoptr (IsoFcs) counted = open_bytes (other, NULL);
  g_autoptr (GError) error = NULL;
  const IsoMessage *message;

  g_byte_array_set_size (bytes, bytes->len - 1);
  fcs = open_bytes (bytes, NULL);
  g_assert_cmpuint (iso_fcs_main_set (fcs)->n_events, ==, 1);
  g_assert_cmpuint (fcs->messages->len, ==, 1);
  message = g_ptr_array_index (fcs->messages, 0);
  g_assert_cmpstr (message->code, ==, "fcs-short");
  check_event (fcs, 0, (double[]) { 7, 1, 0x010203 }, 3);

  g_byte_array_set_size (bytes, bytes->len - 6);
  g_assert_null (open_bytes (bytes, &error));
  iso_io_test_error (error, ISO_ERROR_CORRUPT, 0, "its events are not in it");

  g_assert_cmpuint (iso_fcs_main_set (counted)->n_events, ==, 3);
  check_event (counted, 2, (double[]) { 3 }, 1);
}

/* Nothing was measured, or it says so; then it does not matter where. Found by libFuzzer: the place was outside of the file. */
static void
test_no_events (void)
{
  static const char *const ends[] = { "$TOT/0/", "$BEGINDATA/5132/$ENDDATA/2693/" };

  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      g_autofree char *keywords = g_strconcat ("$DATATYPE/I/$BYTEORD/1,2/$PAR/1/$P1B/16/$P1R/65536/$P1N/a/", ends[i], NULL);
      const Made made = { "FCS3.0", keywords, "", 0, 0, TRUE };
      g_autoptr (GByteArray) bytes = make (&made);
      g_autoptr (IsoFcs) fcs = open_bytes (bytes, NULL);

      g_assert_nonnull (fcs);
      g_assert_cmpuint (iso_fcs_main_set (fcs)->n_events, ==, 0);
      g_assert_cmpuint (iso_fcs_main_set (fcs)->begin, ==, 0);
    }
}

/* The same measurement twice, as some cytometers write it: the newer one is meant. */
static void
test_sets (void)
{
  const Made again = { "FCS3.0", "$DATATYPE/I/$BYTEORD/1,2/$PAR/1/$TOT/1/$P1B/16/$P1R/65536/$P1N/new/$NEXTDATA/0/", "\5\0", 2 };
  const Made odd = { "FCS3.1", "$DATATYPE/A/$BYTEORD/1,2/$PAR/1/$TOT/1/$P1B/16/$P1R/65536/$P1N/new/$NEXTDATA/7/", "\5\0", 2 };
  const Made *const seconds[] = { &again, &odd };
  g_autofree char *first_keywords = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (seconds); i++)
    {
      g_autoptr (GByteArray) second = make (seconds[i]);
      g_autofree char *keywords = g_strdup ("$DATATYPE/I/$BYTEORD/1,2/$PAR/1/$TOT/1/$P1B/16/$P1R/65536/$P1N/old/$NEXTDATA/0199/");
      Made first = { "FCS2.0", keywords, "\4\0", 2 };
      g_autoptr (GByteArray) bytes = make (&first);
      g_autoptr (IsoFcs) fcs = NULL;

      g_byte_array_set_size (bytes, 199);
      memset (bytes->data + 196, 0, 3);
      g_byte_array_append (bytes, second->data, second->len);
      fcs = open_bytes (bytes, NULL);
      g_assert_nonnull (fcs);
      g_assert_cmpuint (fcs->sets->len, ==, i == 0 ? 2 : 1);
      g_assert_cmpuint (fcs->messages->len, ==, i == 0 ? 0 : 1);
      check_event (fcs, 0, (double[]) { i == 0 ? 5 : 4 }, 1);
    }
}

/* --- refusals --------------------------------------------------------------------------------------------------------------------- */

static void
check_refused (const char *keywords, IsoErrorCode code, const char *words)
{
  const Made made = { "FCS3.0", keywords, INTEGER_DATA, 12 };
  g_autoptr (GByteArray) bytes = make (&made);
  g_autoptr (GError) error = NULL;

  g_assert_null (open_bytes (bytes, &error));
  iso_io_test_error (error, code, 0, words);
}

static void
test_refused (void)
{
  g_autoptr (IsoSource) header = iso_io_test_bytes ("FCS3.0    ", 10);
  g_autoptr (IsoSource) nowhere = iso_io_test_bytes ("FCS3.0         256    1000       0       0       0       0", HEADER);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) other = NULL;

  check_refused ("$DATATYPE/A/$BYTEORD/1,2/$PAR/1/$TOT/1/$P1B/8/", ISO_ERROR_UNSUPPORTED, "$DATATYPE is “A”");
  check_refused ("$BYTEORD/1,2/$PAR/1/$TOT/1/$P1B/8/", ISO_ERROR_UNSUPPORTED, "$DATATYPE");
  check_refused ("$DATATYPE/I/$MODE/U/$BYTEORD/1,2/$PAR/1/$TOT/1/$P1B/8/", ISO_ERROR_UNSUPPORTED, "histograms");
  check_refused ("$DATATYPE/I/$BYTEORD/3,4,1,2/$PAR/1/$TOT/1/$P1B/8/", ISO_ERROR_UNSUPPORTED, "order of bytes");
  check_refused ("$DATATYPE/I/$BYTEORD/1,2/$PAR/1/$TOT/1/$P1B/10/", ISO_ERROR_UNSUPPORTED, "“10” bits");
  check_refused ("$DATATYPE/F/$BYTEORD/1,2/$PAR/1/$TOT/1/$P1B/16/", ISO_ERROR_UNSUPPORTED, "“16” bits");
  check_refused ("$DATATYPE/I/$BYTEORD/1,2/$PAR/2/$TOT/1/$P1B/8/", ISO_ERROR_UNSUPPORTED, "channel 2");
  check_refused ("$DATATYPE/I/$BYTEORD/1,2/$TOT/1/$P1B/8/", ISO_ERROR_SYNTAX, "$PAR");
  check_refused ("$DATATYPE/I/$BYTEORD/1,2/$PAR/99999999/$P1B/8/", ISO_ERROR_SYNTAX, "$PAR");
  check_refused ("$DATATYPE/I/$BYTEORD/1,2/$PAR/1/$TOT/9223372036854775807/$P1B/16/", ISO_ERROR_SYNTAX, "$TOT");
  g_assert_null (iso_fcs_open (header, &error));
  iso_io_test_error (error, ISO_ERROR_CORRUPT, 0, "ends before its header does");
  g_assert_null (iso_fcs_open (nowhere, &other));
  iso_io_test_error (other, ISO_ERROR_CORRUPT, 0, "is not where it should be");
}

/* Where plates are expected, a person learns what the file is. */
static void
test_no_plate (void)
{
  const Made made = { "FCS3.0", INTEGERS "$CYT/Our Cytometer/", INTEGER_DATA, 12 };
  const Made nameless = { "FCS3.0", INTEGERS, INTEGER_DATA, 12 };
  const Made *const both[] = { &made, &nameless };

  for (guint i = 0; i < G_N_ELEMENTS (both); i++)
    {
      g_autoptr (GByteArray) bytes = make (both[i]);
      g_autoptr (IsoSource) source = iso_io_test_bytes ((const char *) bytes->data, bytes->len);
      g_autoptr (GError) error = NULL;

      g_assert_null (iso_reader_load (source, NULL, &error));
      iso_io_test_error (error, ISO_ERROR_UNSUPPORTED, 0, "which holds no plate readings");
      iso_io_test_error (error, ISO_ERROR_UNSUPPORTED, 0, "Events: 2. Channels: 3 (FSC, Annexin V (FL1), FL3).");
      if (i == 0)
        iso_io_test_error (error, ISO_ERROR_UNSUPPORTED, 0, "Cytometer: Our Cytometer. ");
    }
}

/* Any byte of it may be any other. */
static void
test_damaged (void)
{
  const Made made = { "FCS3.0", INTEGERS, INTEGER_DATA, 12 };
  g_autoptr (GByteArray) bytes = make (&made);

  for (guint i = 0; i < bytes->len; i++)
    for (guint j = 0; j < 4; j++)
      {
        const guint8 others[] = { 0, '/', '9', 0xff };
        guint8 own = bytes->data[i];
        g_autoptr (GError) error = NULL;
        g_autoptr (IsoFcs) fcs = NULL;

        bytes->data[i] = others[j];
        fcs = open_bytes (bytes, &error);
        g_assert_true ((fcs == NULL) == (error != NULL));
        if (fcs != NULL)
          {
            const IsoFcsSet *set = iso_fcs_main_set (fcs);
            g_autofree double *values = g_new0 (double, set->channels->len);

            g_assert_cmpuint (set->begin + set->n_events * set->size, <=, bytes->len);
            if (set->n_events > 0)
              iso_fcs_read_events (fcs, set, set->n_events - 1, 1, values);
          }
        bytes->data[i] = own;
      }
}

/* --- real ones -------------------------------------------------------------------------------------------------------------------- */

/* What FlowIO and fcsparser found; NULL: the running test is skipped. */
static JsonNode *
load_expected (void)
{
  g_autofree char *path = iso_test_reference ("corpus/fcs/expected.json");
  g_autoptr (JsonParser) parser = NULL;

  if (path == NULL)
    return NULL;
  parser = json_parser_new_immutable ();
  g_assert_true (json_parser_load_from_file (parser, path, NULL));
  return json_node_copy (json_parser_get_root (parser));
}

static gboolean
is_null (JsonObject *object, const char *member)
{
  return !json_object_has_member (object, member) || json_object_get_null_member (object, member);
}

/* One list of the reference leaves out the sixth of eight channels, which has a name ($P6N is FL1-A) and no stain in the file. */
static void
check_names (JsonObject *expected, const IsoFcsSet *set)
{
  JsonArray *names = json_object_get_array_member (expected, "pnn");
  JsonArray *stains = json_object_get_array_member (expected, "pns");
  gboolean short_list = strcmp (json_object_get_string_member (expected, "file"), "facscalibur_fcs2_int_lin_log.fcs") == 0;

  g_assert_cmpuint (json_array_get_length (names), ==, set->channels->len - (short_list ? 1 : 0));
  for (guint i = 0; i < json_array_get_length (names); i++)
    {
      const IsoFcsChannel *channel = &g_array_index (set->channels, IsoFcsChannel, short_list && i >= 5 ? i + 1 : i);

      g_assert_cmpstr (channel->name, ==, json_array_get_string_element (names, i));
      g_assert_cmpstr (channel->stain, ==, json_array_get_string_element (stains, i));
    }
}

/* An event, bit by bit: the reference has floats as decimals that give them back. */
static void
check_raw (JsonArray *expected, const double *values)
{
  for (guint i = 0; i < json_array_get_length (expected); i++)
    g_assert_cmpfloat (values[i], ==, json_array_get_double_element (expected, i));
}

static void
check_events (JsonObject *expected, const IsoFcs *fcs, const IsoFcsSet *set)
{
  guint channels = set->channels->len;
  g_autofree double *values = g_new (double, set->n_events * channels);
  JsonArray *first = json_object_get_array_member (expected, "raw_first3");
  JsonArray *means = json_object_get_array_member (expected, "raw_mean");

  iso_fcs_read_events (fcs, set, 0, set->n_events, values);
  for (guint i = 0; i < json_array_get_length (first); i++)
    check_raw (json_array_get_array_element (first, i), values + (gsize) i * channels);
  if (!is_null (expected, "raw_last"))   /* where only one of the two could read the file it is not there */
    check_raw (json_object_get_array_member (expected, "raw_last"), values + (set->n_events - 1) * channels);
  for (guint i = 0; i < channels; i++)
    {
      double sum = 0;

      for (guint64 j = 0; j < set->n_events; j++)
        sum += values[j * channels + i];
      iso_assert_close (sum / (double) set->n_events, json_array_get_double_element (means, i), 1e-6);   /* theirs are summed as float32 */
    }
}

static gboolean
check_real (JsonObject *expected)
{
  const char *name = json_object_get_string_member (expected, "file");
  g_autofree char *relative = g_strconcat ("corpus/fcs/", name, NULL);
  g_autofree char *path = iso_test_reference (relative);
  g_autoptr (IsoSource) source = iso_source_load (path, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (IsoFcs) fcs = iso_fcs_open (source, &error);
  const IsoFcsSet *set;

  if (is_null (expected, "events"))
    {
      g_assert_null (fcs);
      iso_io_test_error (error, ISO_ERROR_CORRUPT, 0, strcmp (name, "cytek_nl2000_header_only.fcs") == 0 ? "its events are not in it"
                                                                                                         : "ends before its header does");
      return FALSE;
    }
  g_test_message ("%s", name);
  g_assert_no_error (error);
  set = iso_fcs_main_set (fcs);
  g_assert_cmpstr (set->version, ==, json_object_get_string_member (expected, "version"));
  g_assert_cmpuint (set->n_events, ==, (guint64) json_object_get_int_member (expected, "events"));
  g_assert_cmpuint (set->channels->len, ==, (guint) json_object_get_int_member (expected, "channels"));
  if (!is_null (expected, "cyt"))
    g_assert_cmpstr (set->cytometer, ==, json_object_get_string_member (expected, "cyt"));
  check_names (expected, set);
  check_events (expected, fcs, set);
  return TRUE;
}

static void
test_corpus (void)
{
  g_autoptr (JsonNode) root = load_expected ();
  JsonArray *files;
  guint read = 0;

  if (root == NULL)
    return;
  files = json_node_get_array (root);
  for (guint i = 0; i < json_array_get_length (files); i++)
    read += check_real (json_array_get_object_element (files, i));
  g_test_message ("%u of %u read, the others refused", read, json_array_get_length (files));
  g_assert_cmpuint (read, ==, 27);
}

int
main (int argc, char **argv)
{
  iso_test_init (&argc, &argv);
  g_test_add_func ("/fcs/keywords", test_keywords);
  g_test_add_func ("/fcs/many-keywords", test_many_keywords);
  g_test_add_func ("/fcs/integers", test_integers);
  g_test_add_func ("/fcs/floats", test_floats);
  g_test_add_func ("/fcs/places", test_places);
  g_test_add_func ("/fcs/cut", test_cut);
  g_test_add_func ("/fcs/no-events", test_no_events);
  g_test_add_func ("/fcs/sets", test_sets);
  g_test_add_func ("/fcs/refused", test_refused);
  g_test_add_func ("/fcs/no-plate", test_no_plate);
  g_test_add_func ("/fcs/damaged", test_damaged);
  g_test_add_func ("/fcs/corpus", test_corpus);
  return g_test_run ();
}
