/* test-iso-reader.c - the table of readers, each reader on small files, and what they refuse
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "base/iso-random.h"
#include "iso-io-test.h"

#include <string.h>

#define GEN5 "Software Version\t3.12.08\nPlate Number\tPlate 1\nProcedure Details\nRead\tod\n\tAbsorbance Endpoint\n\n"
#define SOFTMAX(kind, rest) "##BLOCKS= 1\nPlate:\tP\t1.3\t" kind "\tAbsorbance\tRaw\tFALSE\t" rest
#define ICONTROL "Application: Tecan i-control\t\t\t\tTecan i-control , 2.0.10.0\nPlate-ID (Stacker)\t\t\t\tP17\n\n"
#define INFO(label) "Plate information \nPlate,Repeat,Barcode,Label,\n1,1,," label ",\n\n"

static void
test_table (void)
{
  const IsoReader *reader;
  guint n = 0;

  for (; (reader = iso_reader_nth (n)) != NULL; n++)
    {
      g_assert_true (iso_reader_find (reader->id) == reader);
      g_assert_cmpuint (strlen (reader->name), >, 0);
      g_assert_cmpuint (reader->version, >, 0);
      g_assert_nonnull (reader->endings[0]);
    }
  g_assert_cmpuint (n, >=, 4);
  g_assert_null (iso_reader_find ("none"));
}

static void
test_choice (void)
{
  g_autoptr (IsoSource) source = iso_io_test_source (",1,2,3\nA,1,2,3\n");
  g_autoptr (GError) error = NULL;
  g_autoptr (IsoReadout) readout = iso_reader_load (source, "grid", &error);

  g_assert_no_error (error);
  g_assert_cmpstr (readout->reader, ==, "grid");
  iso_io_test_refused (",1,2,3\nA,1,2,3\n", "plate-o-matic", ISO_ERROR_UNSUPPORTED, 0, "gen5, softmax, envision, tecan, ");
  iso_io_test_refused (",1,2,3\nA,1,2,3\n", "envision", ISO_ERROR_NO_DATA, 0, "EnVision");
  iso_io_test_refused ("garbage\nand more\n", NULL, ISO_ERROR_UNSUPPORTED, 0, "None of the known readers");

  /* Nobody can know what was killed: it is asked for. */
  iso_io_test_refused ("Wells,Killing\nA01,98\nA02,95\n", NULL, ISO_ERROR_UNSUPPORTED, 1, "--map “Wells=well,Killing=value”");
  iso_io_test_refused ("Wells,Note\nA01,good\nA02,bad\n", NULL, ISO_ERROR_UNSUPPORTED, 0, "None of the known readers");
  /* A file that is of two programs at once. */
  iso_io_test_refused ("##BLOCKS= 1\nSoftware Version\t3\nPlate Number\t1\n", NULL, ISO_ERROR_SYNTAX, 0, "(gen5 or "
                                                                                                         "softmax)");
}

static void
test_gen5_samples (void)
{
  g_autoptr (IsoReadout) readout = iso_io_test_read (iso_io_test_sample (0), "gen5");
  const IsoReadPlate *plate = g_ptr_array_index (readout->plates, 0);

  g_assert_cmpuint (plate->format->wells, ==, 96);
  g_assert_cmpuint (iso_io_test_reading (readout, 0, "od:600", "B1")->line, ==, 23);
  iso_io_test_dumped (iso_io_test_sample (0), "gen5",
                      "Plate 1/od:450: A1=0.11 A2=0.12 A3=0.13 B1=0.21 B3=0.23\n"
                      "Plate 1/od:600: A1=0.61 A2=[overflow OVRFLW] A3=0.63[masked *0.63*] B1=0.71 B2=[missing ?????] "
                      "B3=0.73\n");
  iso_io_test_dumped (iso_io_test_sample (1), "gen5",
                      "Plate 2/GFP:485,530@t=0s: A1=1 A2=2 B1=3\n"
                      "Plate 2/GFP:485,530@t=90s: A1=4 A2=5 B1=6\n"
                      "Plate 2/t at Max V [GFP:485,530] (calculated): A1=60 A2=[missing ?????] B1=120\n");
}

static void
test_gen5_tables (void)
{
  /* No word "Results": the title is the read. */
  iso_io_test_dumped (GEN5 "od:600\n\t1\t2\nA\t1\t2\nB\t3\t4\n\nBlank od:600\n\t1\t2\nA\t0\t1\nB\t2\t3\n", "gen5",
                      "Plate 1/od:600: A1=1 A2=2 B1=3 B2=4\nPlate 1/Blank od:600 (calculated): A1=0 A2=1 B1=2 B2=3\n");
  /* Two plates, each with its procedure. */
  iso_io_test_dumped (GEN5 "Results\n\t1\t2\nA\t1\t2\tod:600\n\n\nSoftware Version\t3\nPlate Number\tPlate "
                           "2\nRead\tfl\n\n"
                           "Results\n\t1\t2\nA\t3\t4\tod:600\n\t5\t6\tfl:485,528\n",
                      "gen5",
                      "Plate 1/od:600: A1=1 A2=2\nPlate 2/od:600 (calculated): A1=3 A2=4\nPlate 2/fl:485,528: A1=5 "
                      "A2=6\n");
  /* A spectrum; wells that were not read have no cells. */
  iso_io_test_dumped (GEN5 "od:Spectrum\n\nWavelength\tA1\tA2\n300\t0.1\n310\t0.2\tOVRFLW\n\n", "gen5",
                      "Plate 1/od:Spectrum@300nm: A1=0.1\nPlate 1/od:Spectrum@310nm: A1=0.2 A2=[overflow OVRFLW]\n");
  /* Wells of one kinetic in two tables. */
  iso_io_test_dumped (GEN5 "od:600\n\nTime\tT\xC2\xB0 600\tA1\tA2\n0:00:10\t37\t1\t2\n\nod:600\n\nTime\tT\xC2\xB0 "
                           "600\tB1\tB2\n"
                           "0:00:10\t37\t3\t4\n",
                      "gen5", "Plate 1/od:600@t=10s: A1=1 A2=2 B1=3 B2=4\n");
  /* Unnamed steps are numbered; a decimal comma. */
  iso_io_test_dumped ("Software Version;3\nPlate Number;P\nRead;Absorbance Endpoint\nRead;Absorbance "
                      "Endpoint\n\nResults\n;1;2\n"
                      "A;0,1;0,2;Read 2:600\n;1,25;1,234;Read 1:600\n",
                      "gen5", "P/Read 2:600: A1=0.1 A2=0.2\nP/Read 1:600: A1=1.25 A2=1.234\n");
}

/* What a spreadsheet makes of an export: a line for each read, wells across, blocks for other wells. */
static void
test_gen5_lines (void)
{
  iso_io_test_dumped (GEN5 "\tWell\tA1\tA2\n\tod:600\t1\t2\n\tBlank od:600\t0\t1\n\tWell ID\tSPL1\tSPL2\n\n"
                           "\tWell\tB1\tB2\n\tod:600\t3\n",
                      "gen5", "Plate 1/od:600: A1=1 A2=2 B1=3\nPlate 1/Blank od:600 (calculated): A1=0 A2=1\n");
  iso_io_test_dumped ("Software Version,3\nPlate Number,P\nRead,fl\n\nWell,A1,A2\nfl:485,528,1,2\nfl:360,460,3,4\n", "gen5",
                      "P/fl:485,528: A1=1 A2=2\nP/fl:360,460: A1=3 A2=4\n");
}

static void
test_gen5_list (void)
{
  iso_io_test_dumped (GEN5 "Well\tWell ID\tod:600\tBlank od:600\nA1\tSPL1\t1\t0\nA2\tSPL2\tOVRFLW\t?????\n\n", "gen5",
                      "Plate 1/od:600: A1=1 A2=[overflow OVRFLW]\n"
                      "Plate 1/Blank od:600 (calculated): A1=0 A2=[missing ?????]\n");
  iso_io_test_refused (GEN5 "Well\tod:600\tod:450\nA1\t1\t0\nA2\t1", NULL, ISO_ERROR_CORRUPT, 9, "one cell for each read");
  iso_io_test_refused (GEN5 "Well\tod:600\nA1\t1\nA1\t1\n", NULL, ISO_ERROR_CORRUPT, 9, "is there twice");
}

static void
test_gen5_without_header (void)
{
  iso_io_test_dumped ("Results\n\t1\t2\nA\t1\t2\t450\n\t3\t4\t600\nB\t5\t6\t450\n\t7\t8\t600\n", "gen5",
                      "/450: A1=1 A2=2 B1=5 B2=6\n/600: A1=3 A2=4 B1=7 B2=8\n");
  iso_io_test_dumped ("Layout\n\t1\t2\nA\tX\tY\tWell ID\n\t1\t2\tConc/Dil\n\nod:450\n\t1\t2\nA\t1\t2\n", "gen5",
                      "/od:450: A1=1 A2=2\n");
}

static void
test_gen5_left_out (void)
{
  g_autoptr (IsoReadout) readout =
    iso_io_test_read (GEN5 "Results\n\t1\t2\nA\t1\t2\tod:600\n\nOther\t1\t2\t3\t4\t5\t6\t7\t8\t9\t10\t11\t12\nMore\t1\t2\t3"
                           "\t4\t5\t6\t7\t8\t9\t10\t11\t12\n", "gen5");
  const IsoMessage *message = g_ptr_array_index (readout->messages, 0);

  g_assert_cmpuint (readout->messages->len, ==, 1);
  g_assert_cmpstr (message->code, ==, "lines-left-out");
  g_assert_cmpuint (message->place.line, ==, 11);
}

static void
test_gen5_scan (void)
{
  g_autoptr (IsoReadout) readout =
    iso_io_test_read (GEN5 "od:450\n\nX Read #\tY Read "
                           "#\tA1\tA2\n1\t1\t0.1\t0.2\n\nResults\n\t1\t2\nA\t0.1\t0.2\tMean OD [od:450]\n",
                      "gen5");
  const IsoMessage *message = g_ptr_array_index (readout->messages, 0);
  const IsoReadPlate *plate = g_ptr_array_index (readout->plates, 0);

  g_assert_cmpstr (message->code, ==, "area-scan");
  g_assert_cmpuint (message->place.line, ==, 9);
  g_assert_cmpuint (plate->reads->len, ==, 1);
}

static void
test_gen5_refused (void)
{
  iso_io_test_refused (GEN5, NULL, ISO_ERROR_NO_DATA, 0, "no reading in it");
  /* The last line of a file that was cut off has no label. */
  iso_io_test_refused (GEN5 "Results\n\t1\t2\nA\t1\t2\tod:600\nB\t1\t", NULL, ISO_ERROR_CORRUPT, 10, "stops in the "
                                                                                                     "middle");
  iso_io_test_refused (GEN5 "Results\n\t1\t2\nA\t1\t2\tod:600\n\t1\t2\nB\t1\t2\tod:600\n", NULL, ISO_ERROR_SYNTAX, 10,
                       "does not say which read");
}

static void
test_gen5_refused_lines (void)
{
  iso_io_test_refused (GEN5 "Results\n\t1\t2\t3\nA\t1\t2\t3\tod:600\n\t5\t6\t7\nB\t1\t2\t3\tod:600\n", NULL,
                       ISO_ERROR_SYNTAX, 10,
                       "does not say which read");
  iso_io_test_refused (GEN5 "od:600\n\nTime\tA1\tA2\n0:00:00\t1\t2\t3\n", NULL, ISO_ERROR_SYNTAX, 10, "more values "
                                                                                                      "than there are "
                                                                                                      "wells");
  iso_io_test_refused (GEN5 "od:600\n\nTime\tA1\tA2\n0:00:00\t1\t2\n0:00:30\t1", NULL, ISO_ERROR_CORRUPT, 11, "stops "
                                                                                                              "in the "
                                                                                                              "middle");
  /* A spreadsheet that shows times as fractions of a day. */
  iso_io_test_refused (GEN5 "od:600\n\nTime\tA1\tA2\n0.0120833\t1\t2\n", NULL, ISO_ERROR_SYNTAX, 10, "a time such as 0:15:00");
  /* A row twice, and a well twice in a header. */
  iso_io_test_refused (GEN5 "Results\n\t1\t2\nA\t1\t2\tod:600\nA\t1\t2\tod:600\n", NULL, ISO_ERROR_CORRUPT, 10,
                       "is there twice");
  iso_io_test_refused (GEN5 "od:600\n\nTime\tA1\tA1\n0:00:00\t1\t2\n", NULL, ISO_ERROR_CORRUPT, 10, "Well A1 of the "
                                                                                                    "read "
                                                                                                    "“od:600@t=0s”");
  /* A number that could be 1.234 or 1234. */
  iso_io_test_refused (GEN5 "Results\n\t1\t2\nA\t1,234\t1,500\tod:600\n", NULL, ISO_ERROR_SYNTAX, 9, "1,234");
  iso_io_test_refused (GEN5 "Results\n\t1\t2\nA\t0.5\t1,500\tod:600\n", NULL, ISO_ERROR_SYNTAX, 9, "1,500");
}

static void
test_softmax_samples (void)
{
  g_autoptr (IsoReadout) readout = iso_io_test_read (iso_io_test_sample (2), "softmax");
  const IsoReadPlate *plate = g_ptr_array_index (readout->plates, 0);

  g_assert_cmpuint (plate->format->wells, ==, 6);
  g_assert_cmpfloat (iso_io_test_reading (readout, 0, NULL, "A1")->value, ==, 0.5);
  iso_io_test_dumped (iso_io_test_sample (2), "softmax",
                      "P1/562: A1=0.5 A2=0.6 A3=0.7 B1=1.5 B2=[missing Path?] B3=1.7\n"
                      "P1/660: A1=0.05 A2=0.06 A3=0.07 B1=0.15 B2=0.16 B3=0.17\n"
                      "P1/Reduced (calculated): A1=0.45 A2=0.54 A3=0.63 B1=1.35 B3=1.53\n");
  iso_io_test_dumped (iso_io_test_sample (3), "softmax",
                      "P2/485/535@t=0s: A1=1 A2=2 A3=3 B1=4 B2=5 B3=6\n"
                      "P2/485/535@t=30s: A1=7 A2=8 A3=9 B1=10 B2=11 B3=12\n"
                      "P2/Reduced (calculated): A1=0.1 A2=0.2 A3=0.3 B1=0.4 B2=0.5 B3=0.6\n");
}

static void
test_softmax_utf16 (void)
{
  glong units;
  g_autofree gunichar2 *utf16 = g_utf8_to_utf16 (iso_io_test_sample (2), -1, NULL, &units, NULL);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (IsoSource) source = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (IsoReadout) readout = NULL;

  g_byte_array_append (bytes, (const guint8 *) "\377\376", 2);
  for (glong i = 0; i < units; i++)
    {
      guint16 unit = GUINT16_TO_LE (utf16[i]);

      g_byte_array_append (bytes, (const guint8 *) &unit, 2);
    }
  source = iso_io_test_bytes ((const char *) bytes->data, bytes->len);
  readout = iso_reader_load (source, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpfloat (iso_io_test_reading (readout, 0, "660", "B3")->value, ==, 0.17);
}

static void
test_softmax_kinds (void)
{
  /* The same wavelength three times, and a partial plate. */
  iso_io_test_dumped (SOFTMAX ("PlateFormat\tEndpoint", "1\t\t\t\t\t\t2\t426 426 \t2\t1\t6\t1\t2\n")
                      "\tTemperature\t1\t2\t3\t\t1\t2\t3\n\t37\t\t5\t\t\t\t6\t\n\t\t\t\t\t\t\t\t\n~End\n",
                      "softmax", "P/426#1: A2=5\nP/426#2: A2=6\n");
  /* Kinetic pictures, with the time of the old instruments. */
  iso_io_test_dumped (SOFTMAX ("PlateFormat\tKinetic", "2\t30\t30\t\t\t\t1\t405\t1\t3\t6\t1\t2\n")
                      "\tTemperature\t1\t2\t3\n0:00\t37\t1\t2\t3\n\t\t4\t5\t6\n\t\t\n"
                      "0:30\t37\t7\t8\t9\n\t\t1\t2\t3\n~End\n",
                      "softmax", "P/405@t=0s: A1=1 A2=2 A3=3 B1=4 B2=5 B3=6\nP/405@t=30s: A1=7 A2=8 A3=9 B1=1 B2=2 "
                                 "B3=3\n");
  /* Only reduced values; luminescence without a wavelength; a plate after a group. */
  iso_io_test_dumped ("##BLOCKS= 3\n"
                      "Plate:\tP\t1.3\tTimeFormat\tEndpoint\tAbsorbance\tReduced\tFALSE\t1\t\t\t\t\t\t1\t450\t1\t3\t6\t1\t2\n"
                      "\t\tA1\tA2\n\t\t1\t2\n~End\nGroup: x\nSample\tWells\n~End\n"
                      "Plate:\tQ\t1.3\tTimeFormat\tEndpoint\tLuminescence\tRaw\tFALSE\t1\t\t\t\t\t\t1\t0 "
                      "\t1\t3\t6\t\t\t\t\t\t1\t\t\t\t1\t2\n"
                      "\tTemperature\tA1\tB3\n\t22\t7\t8\n\n~End\n",
                      "softmax", "P/Reduced (calculated): A1=1 A2=2\nQ/Lum: A1=7 B3=8\n");
}

static void
test_softmax_messages (void)
{
  g_autoptr (IsoReadout) readout =
    iso_io_test_read (SOFTMAX ("PlateFormat\tKinetic", "4\t90\t30\t\t\t\t1\t405\t1\t3\t6\t1\t2\n")
                      "\tTemperature\t1\t2\t3\n0:00\t37\t1\t2\t3\n\t\t4\t5\t6\n~End\n",
                      "softmax");
  const IsoMessage *message = g_ptr_array_index (readout->messages, 0);
  g_autofree char *sentence = iso_message_to_string (message);

  g_assert_cmpstr (message->code, ==, "times-missing");
  g_assert_cmpstr (sentence, ==, "The plate “P” has 1 of the 4 times of its kinetic.");
}

static void
test_softmax_refused (void)
{
  static const char fields[] = SOFTMAX ("PlateFormat\tEndpoint", "1\t\t\t\t\t\t2\t562 660\t1\t3\t6\t1\t2\n");
  g_autofree char *one_group = g_strconcat (fields, "\tTemperature\t1\t2\t3\n\t37\t1\t2\t3\n\t\t1\t2\t3\n~End\n", NULL);
  g_autofree char *one_row = g_strconcat (fields, "\tTemperature\t1\t2\t3\t\t1\t2\t3\n\t37\t1\t2\t3\t\t1\t2\t3\n~End\n",
                                          NULL);
  g_autofree char *cut = g_strconcat (fields, "\tTemperature\t1\t2\t3\t\t1\t2\t3\n\t37\t1\t2\t3\t\t1\t2\t3\n\t\t1\t2",
                                      NULL);
  g_autofree char *wide = g_strconcat (fields,
                                       "\tTemperature\t1\t2\t3\t\t1\t2\t3\n\t37\t1\t2\t3\t\t1\t2\t3\t9\n\t\t1\n", NULL);

  iso_io_test_refused (one_group, NULL, ISO_ERROR_SYNTAX, 3, "one group of columns for each of its wavelengths");
  iso_io_test_refused (one_row, NULL, ISO_ERROR_CORRUPT, 5, "before its 2 rows are complete");
  iso_io_test_refused (cut, NULL, ISO_ERROR_CORRUPT, 5, "stops in the middle");
  iso_io_test_refused (wide, NULL, ISO_ERROR_SYNTAX, 4, "more values than the header");
  iso_io_test_refused (fields, NULL, ISO_ERROR_SYNTAX, 2, "row of column numbers");
  iso_io_test_refused ("##BLOCKS= 0\n", NULL, ISO_ERROR_NO_DATA, 0, "no reading");
  iso_io_test_refused ("Procedure Summary\nx\nOriginal Filename: a   Date Last Saved: b\n", NULL, ISO_ERROR_UNSUPPORTED,
                       1,
                       "a report of SoftMax Pro");
  iso_io_test_refused (SOFTMAX ("XMLFormat\tEndpoint", "1\t\t\t\t\t\t1\t562\t1\t3\t6\t1\t2\n~End\n"), NULL,
                       ISO_ERROR_UNSUPPORTED, 2,
                       "XMLFormat");
  iso_io_test_refused (SOFTMAX ("PlateFormat\tEndpoint", "1\t\t\t\t\t\t1\t562\t1\t3\t7\t1\t2\n~End\n"), NULL,
                       ISO_ERROR_SYNTAX, 2,
                       "no plate size");
  iso_io_test_refused (SOFTMAX ("PlateFormat\tEndpoint", "1\t\t\t\t\t\t1\t\t1\t3\t6\t1\t2\n~End\n"), NULL,
                       ISO_ERROR_SYNTAX, 2,
                       "wavelengths of the plate");
  iso_io_test_refused (SOFTMAX ("PlateFormat\tEndpoint", "1\t\t\t\t\t\t1\t562\t1\t4\t6\t1\t2\n")
                       "\tTemperature\t1\t2\t3\t4\n\t37\t1\t2\t3\t4\n\t\t1\t2\t3\t4\n~End\n",
                       NULL, ISO_ERROR_RANGE, 3, "beyond the size of the plate");
}

static void
test_softmax_refused_lines (void)
{
  static const char two[] = SOFTMAX ("TimeFormat\tEndpoint",
                                     "1\t\t\t\t\t\t2\t562 660\t1\t3\t6\t1\t2\n") "\tTemperature\tA1\tA2\n";
  g_autofree char *fewer = g_strconcat (two, "\t37\t1\t2\n\n~End\n", NULL);
  g_autofree char *more = g_strconcat (two, "\t37\t1\t2\n\n\t37\t1\t2\n\n\t37\t1\t2\n~End\n", NULL);
  g_autofree char *narrow = g_strconcat (two, "\t37\t1\n~End\n", NULL);

  iso_io_test_refused (fewer, NULL, ISO_ERROR_CORRUPT, 3, "fewer lines than wavelengths");
  iso_io_test_refused (more, NULL, ISO_ERROR_SYNTAX, 8, "more lines than wavelengths");
  iso_io_test_refused (narrow, NULL, ISO_ERROR_CORRUPT, 4, "one cell for each well");
  iso_io_test_refused (SOFTMAX ("TimeFormat\tKinetic",
                                "1\t\t\t\t\t\t1\t562\t1\t3\t6\t1\t2\n") "Time\tTemperature\tA1\tA2\nx\t37\t1\t2\n",
                       NULL, ISO_ERROR_SYNTAX, 4, "should begin with a time");
  iso_io_test_refused (SOFTMAX ("TimeFormat\tEndpoint",
                                "1\t\t\t\t\t\t1\t562\t1\t3\t6\t1\t2\n") "\tTemperature\tA1\tH1\n\t37\t1\t2\n",
                       NULL, ISO_ERROR_RANGE, 3, "“H1” is no well");
  iso_io_test_refused (SOFTMAX ("TimeFormat\tEndpoint",
                                "1\t\t\t\t\t\t1\t562\t1\t3\t6\t1\t2\n") "\tTemperature\tA1\tA1\n\t37\t1\t2\n",
                       NULL, ISO_ERROR_CORRUPT, 4, "is there twice");
}

static void
test_envision_sample (void)
{
  g_autoptr (IsoReadout) readout = iso_io_test_read (iso_io_test_sample (4), "envision");
  const IsoReadPlate *plate = g_ptr_array_index (readout->plates, 0);

  g_assert_cmpstr (plate->barcode, ==, "AB12");
  g_assert_cmpuint (plate->format->wells, ==, 96);
  /* The measured read is the default although the computed one comes first. Rows are what their letters say. */
  g_assert_cmpfloat (iso_io_test_reading (readout, 0, NULL, "E2")->value, ==, 50);
  iso_io_test_dumped (iso_io_test_sample (4), "envision",
                      "7/Calculated results: Calc 1: X where Y (calculated): A1=1 A2=2 A3=3 E1=4 E2=5\n"
                      "7/LUM(1) - channel 0 (CPS): A1=10 A2=20 A3=30 E1=40 E2=50\n");
}

static void
test_envision_orders (void)
{
  /* Information first; two plates, one of them twice. */
  iso_io_test_dumped (INFO ("a") "Results for a\n,01,02,\nA,1,2,\n\n"
                      "Plate information \nPlate,Repeat,Barcode,Label,\n2,1,,a,\n\nResults for a\n,01,02,\nA,3,4,\n\n"
                      "Plate information \nPlate,Repeat,Barcode,Label,\n2,2,,a,\n\nResults for a\n,01,02,\nA,5,6,\n\n",
                      "envision", "1/a: A1=1 A2=2\n2/a: A1=3 A2=4\n2/a, repeat 2: A1=5 A2=6\n");
  /* The same title twice for one plate. */
  iso_io_test_dumped (INFO ("a") "Results for a\n,01,02,\nA,1,2,\n\n" INFO ("a") "Results for a\n,01,02,\nA,3,4,\n",
                      "envision",
                      "1/a: A1=1 A2=2\n1/a#2: A1=3 A2=4\n");
}

static void
test_envision_bare (void)
{
  g_autoptr (GString) text = g_string_new (INFO ("BARE(1)"));
  g_autoptr (IsoReadout) readout = NULL;

  /* 96 wells of which row A and column 1 were not read; each value is followed by a comma. */
  for (guint r = 0; r < 8; r++)
    {
      for (guint c = 0; c < 12; c++)
        g_string_append_printf (text, r > 0 && c > 0 ? "%u," : ",", r * 12 + c);
      g_string_append (text, "\n");
    }
  readout = iso_io_test_read (text->str, "envision");
  g_assert_cmpfloat (iso_io_test_reading (readout, 0, "BARE(1)", "B2")->value, ==, 13);
  g_assert_cmpfloat (iso_io_test_reading (readout, 0, NULL, "H12")->value, ==, 95);
  g_string_truncate (text, text->len - 30);
  iso_io_test_refused (text->str, NULL, ISO_ERROR_CORRUPT, 5, "6 rows and 12 columns");
}

static void
test_envision_refused (void)
{
  iso_io_test_refused (INFO ("a"), NULL, ISO_ERROR_NO_DATA, 0, "no reading");
  iso_io_test_refused (INFO ("a") "Results for a\n\nBasic assay information\n", NULL, ISO_ERROR_CORRUPT, 5, "No plate "
                                                                                                            "grid");
  iso_io_test_refused ("Results for a\n,01,02,\nA,1,2,\n\n" INFO ("a") "Results for b\n,01,02,\nA,1,2,\n", NULL,
                       ISO_ERROR_CORRUPT, 10,
                       "which plate these results belong to");
  iso_io_test_refused (INFO ("a") "Results for a\n,01,02,\nA,1,2,\n\nPlate,Repeat,Barcode,Label,\n1,1,,b,\n", NULL,
                       ISO_ERROR_CORRUPT, 9,
                       "A line “Plate information” should stand above");
  iso_io_test_refused (INFO ("a") "Results for a\n,01,02,\nA,1,2,\n\nPlate information\n", NULL, ISO_ERROR_CORRUPT, 9,
                       "not complete");
  iso_io_test_refused (INFO ("a") "Results for a\n,01,02,\nA,1,2,\nA,1,2,\n", NULL, ISO_ERROR_CORRUPT, 8, "is there "
                                                                                                          "twice");
}

static void
test_grid (void)
{
  iso_io_test_dumped (iso_io_test_sample (5), "grid",
                      "/Raw: A1=0.11 A2=0.12 A3=0.13 B1=0.21 B2=0.22 B3=1.234\n"
                      "/Blank corrected: A1=0.01 A2=0.02 A3=0.03 B1=0.11 B2=0.12 B3=0.13\n");
  iso_io_test_dumped (",1,2,3\nA,1,OVER,3\nB,4,5,\n", "grid", "/Read 1: A1=1 A2=[overflow OVER] A3=3 B1=4 B2=5\n");
  iso_io_test_dumped ("Abs\t1\t2\nA\t1\t2\n\nRLU\t1\t2\nA\t3\t4\n\n<>\t1\t2\nA\t5\t6\n", "grid",
                      "/Abs: A1=1 A2=2\n/RLU: A1=3 A2=4\n/Read 3: A1=5 A2=6\n");
  iso_io_test_dumped ("Plate 1\n,1,2\nA,1,2\n,,\nPlate 2\n,1,2\nA,3,4\n", "grid", "Plate 1/Read 1: A1=1 A2=2\nPlate "
                                                                                  "2/Read 1: A1=3 A2=4\n");
}

static void
test_grid_bare (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (IsoReadout) readout = NULL;

  for (guint r = 0; r < 17; r++)
    {
      for (guint c = 0; r != 8 && c < 12; c++)
        g_string_append_printf (text, "%s%u.5", c > 0 ? "\t" : "", r * 12 + c);
      g_string_append (text, "\r\n");
    }
  readout = iso_io_test_read (text->str, "grid");
  g_assert_cmpfloat (iso_io_test_reading (readout, 0, "Read 1", "H12")->value, ==, 95.5);
  g_assert_cmpfloat (iso_io_test_reading (readout, 0, "Read 2", "A1")->value, ==, 108.5);
  g_assert_cmpuint (((IsoReadPlate *) g_ptr_array_index (readout->plates, 0))->format->wells, ==, 96);
}

/* Layers of plater, each with its name in the corner: those that say what stood in the wells are left out, and it is said. */
static void
test_grid_layers (void)
{
  static const char text[] = "Drug,1,2,3\nA,p,p,q\nB,q,,p\n\nConcentration,1,2,3\nA,1,2,3\nB,4,,6\n\nKilling,1,2,3\nA,98,95,92\nB,41,,12\n";
  g_autoptr (IsoReadout) readout = iso_io_test_read (text, "grid");
  g_autofree char *dump = iso_io_test_dump (readout);

  g_assert_cmpstr (dump, ==, "/Killing: A1=98 A2=95 A3=92 B1=41 B3=12\n");
  g_assert_cmpuint (readout->messages->len, ==, 2);
  for (guint i = 0; i < 2; i++)
    g_assert_cmpstr (((const IsoMessage *) g_ptr_array_index (readout->messages, i))->code, ==, "layer-left-out");
}

static void
test_grid_refused (void)
{
  g_autoptr (GString) short_block = g_string_new (NULL);

  for (guint r = 0; r < 7; r++)
    g_string_append (short_block, "1,2,3,4,5,6,7,8,9,10,11,12\n");
  iso_io_test_refused (short_block->str, "grid", ISO_ERROR_SYNTAX, 1, "7 rows and 12 columns");
  iso_io_test_refused (",1,2\nA,1,2\n\nReference Wavelength,540\n", NULL, ISO_ERROR_SYNTAX, 4, "neither part of a "
                                                                                               "plate grid");
  iso_io_test_refused ("One title\nAnd another\n,1,2\nA,1,2\n", NULL, ISO_ERROR_SYNTAX, 1, "neither part of a plate "
                                                                                           "grid");
  iso_io_test_refused ("Drug,1,2\nA,ixazomib,none\n", NULL, ISO_ERROR_UNSUPPORTED, 1, "holds words");
  iso_io_test_refused ("Drug,1,2\nA,ixazomib,none\n\nDose,1,2\nA,1,2\n", NULL, ISO_ERROR_UNSUPPORTED, 1, "holds words");
  iso_io_test_refused ("Concentration\n,1,2\nA,1,2\n", NULL, ISO_ERROR_UNSUPPORTED, 2, "is a layout by its name");
  iso_io_test_refused (",1,2\nA,1,2\nA,1,2\n", NULL, ISO_ERROR_CORRUPT, 3, "Well A1");
  iso_io_test_refused (",1,2\nA,\"1,234\",2\n", NULL, ISO_ERROR_SYNTAX, 2, "thousands");
  iso_io_test_refused (",1,2,,1,2\nA,1,2,,3,4\n", NULL, ISO_ERROR_SYNTAX, 2, "side by side");
  iso_io_test_refused ("A,1,2\nB,3,4\n", "grid", ISO_ERROR_SYNTAX, 1, "neither part of a plate grid");
  iso_io_test_refused ("x\ty\n1\t2\n", "grid", ISO_ERROR_SYNTAX, 1, "neither part of a plate grid");
}

/* More than a person measures, and a file small enough to be read. */
static void
test_limits (void)
{
  g_autoptr (GString) times = g_string_new (GEN5 "od:600\n\nTime\tA1\n");
  g_autoptr (GString) plates = g_string_new (NULL);

  for (guint i = 0; i <= 20000; i++)
    g_string_append_printf (times, "%u:%02u:%02u\t1\n", i / 3600, i / 60 % 60, i % 60);
  iso_io_test_refused (times->str, NULL, ISO_ERROR_TOO_LARGE, 20010, "more than 20,000 reads");
  for (guint i = 0; i <= 10000; i++)
    g_string_append (plates, "Plate\n,1,2\nA,1,2\n");
  iso_io_test_refused (plates->str, NULL, ISO_ERROR_TOO_LARGE, 0, "more than 10,000 plates");
}

/* Reads damaged bytes by the reader they look like and by five others, which change with `turn`: a value or an error with a
 * place, never anything else. */
static void
read_damaged (const char *bytes, gsize size, guint turn)
{
  g_autoptr (IsoSource) source = NULL;
  const IsoReader *reader = NULL;
  guint n = 0;

  if (size == 0)
    return;
  while (iso_reader_nth (n) != NULL)
    n++;
  source = iso_io_test_bytes (bytes, size);
  for (guint i = 0; i < 6; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (IsoReadout) readout = NULL;

      reader = iso_reader_nth ((turn * 5 + i) % n);
      readout = iso_reader_load (source, i == 0 ? NULL : reader->id, &error);
      g_assert_true ((readout == NULL) == (error != NULL));
      if (readout == NULL)
        {
          g_assert_true (error->domain == ISO_ERROR);
          g_assert_cmpstr (iso_error_get_message (error)->place.file, ==, "test.txt");
          g_assert_true (g_utf8_validate (error->message, -1, NULL));
        }
      else
        {
          g_autofree char *dump = iso_io_test_dump (readout);

          g_assert_true (g_utf8_validate (dump, -1, NULL));
          g_assert_cmpuint (readout->plates->len, >, 0);
        }
    }
}

static void
test_damage (void)
{
  static const char interesting[] = "\t,;\"\n\r:A1*<-.\0\377\302";
  IsoRandom random;

  iso_random_init (&random, 20261121, 1);
  for (guint s = 0; iso_io_test_sample (s) != NULL; s++)
    {
      gsize size = strlen (iso_io_test_sample (s));

      for (guint round = 0; round < 500; round++)
        {
          g_autofree char *bytes = g_memdup2 (iso_io_test_sample (s), size);
          guint n = 1 + iso_random_below (&random, 6);

          for (guint k = 0; k < n; k++)
            {
              guint32 at = iso_random_below (&random, (guint32) size);

              if (iso_random_below (&random, 2) == 0)
                bytes[at] = interesting[iso_random_below (&random, sizeof interesting - 1)];
              else
                bytes[at] = (char) iso_random_below (&random, 256);
            }
          read_damaged (bytes, round % 3 == 0 ? iso_random_below (&random, (guint32) size) : size, round);
        }
    }
}

/* TRUE if the readout has a reading of that well, from that line, with that value. */
static gboolean
has_reading (const IsoReadout *readout, const IsoReading *reading)
{
  for (guint p = 0; p < readout->plates->len; p++)
    {
      const IsoReadPlate *plate = g_ptr_array_index (readout->plates, p);

      for (guint r = 0; r < plate->reads->len; r++)
        {
          const IsoReading *found = iso_read_get (g_ptr_array_index (plate->reads, r), reading->well);

          if (found != NULL && found->line == reading->line && found->flag == reading->flag &&
              (found->value == reading->value || (isnan (found->value) && isnan (reading->value))))
            return TRUE;
        }
    }
  return FALSE;
}

static void
check_part (const IsoReadout *part, const IsoReadout *whole, guint last_line)
{
  for (guint p = 0; p < part->plates->len; p++)
    {
      const IsoReadPlate *plate = g_ptr_array_index (part->plates, p);

      for (guint r = 0; r < plate->reads->len; r++)
        {
          const IsoRead *read = g_ptr_array_index (plate->reads, r);

          for (guint i = 0; i < read->readings->len; i++)
            {
              const IsoReading *reading = &g_array_index (read->readings, IsoReading, i);

              g_assert_true (reading->line == last_line || has_reading (whole, reading));
            }
        }
    }
}

/* Each sample cut off at each place. Whatever is still read then is a part of what the whole has: no well has another
 * value, unless the cut goes through its line. */
static void
test_truncation (void)
{
  for (guint s = 0; iso_io_test_sample (s) != NULL; s++)
    {
      const char *sample = iso_io_test_sample (s);
      g_autoptr (IsoSource) source = iso_io_test_source (sample);
      g_autoptr (IsoReadout) whole = iso_reader_load (source, NULL, NULL);
      guint line = 1;

      for (gsize at = 1; at < strlen (sample); at++)
        {
          g_autoptr (IsoSource) cut = iso_io_test_bytes (sample, at);
          g_autoptr (IsoReadout) part = NULL;

          read_damaged (sample, at, (guint) at);
          line += sample[at - 1] == '\n' && sample[at] != '\0';
          part = iso_reader_load (cut, whole->reader, NULL);
          if (part != NULL)
            check_part (part, whole, line);
        }
    }
}

static void
test_tecan (void)
{
  g_autoptr (IsoReadout) readout = NULL;

  iso_io_test_dumped (ICONTROL "Label: MUF\nMode\t\t\t\tFluorescence\nPart of Plate\t\t\t\tB4-B5\n\tTemperature: 23 °C\n"
                      "<>\t4\t5\nB\t12\tOVER\n\nEnd Time:\t1\nLabel: AMC\n<>\t4\t5\nC\t7\t8\n", "tecan",
                      "1/MUF: B4=12 B5=[overflow OVER]\n1/AMC: C4=7 C5=8\n");
  /* Several reads a well: the mean counts. Without a label it is the program's own. */
  iso_io_test_dumped (ICONTROL "\tTemperature: 23 °C\nWell\tMean\tStDev\t0;1\nA1\t0.5\t0.1\t0.4\nB2\t0.6\t0.1\t0.7\n", "tecan",
                      "1/Label1: A1=0.5 B2=0.6\n");
  /* A cycle a line, then a well a line; the name may hold what was measured. The last cycle was not reached. */
  iso_io_test_dumped (ICONTROL "OD600:600\nCycle Nr.\tTime [s]\tTemp. [°C]\tA1\tA2\n1\t0\t37\t0.1\t0.2\n2\t600.1\t37\t0.3\t0.4\n\n"
                      "LUMI:Lum\nCycle Nr.\t1\t2\t3\nTime [s]\t5\t605.1\nTemp. [°C]\t37\t37\nA1\t50\t60\nA2\t70\tINVALID\n", "tecan",
                      "1/OD600@t=0s: A1=0.1 A2=0.2\n1/OD600@t=600.1s: A1=0.3 A2=0.4\n"
                      "1/LUMI@t=5s: A1=50 A2=70\n1/LUMI@t=605.1s: A1=60 A2=[error INVALID]\n");
  readout = iso_io_test_read (ICONTROL "<>\t1\t2\nA\t1\t2\nB\t3\t4\n", "tecan");
  g_assert_cmpstr (((IsoReadPlate *) g_ptr_array_index (readout->plates, 0))->barcode, ==, "P17");
}

static void
test_spark (void)
{
  iso_io_test_dumped ("Method name: m,,,\nApplication: SparkControl,,,,V2.3\nName,,,,GRE96ft\nMode,Absorbance\nName,OD600\n"
                      "<>,Value,Time [ms]\nA2,0.2,0\nA1,0.1,100\n\nName,OD700\n<>,1,2\nA,,0.7\nB,0.8,\n", "tecan",
                      "1/OD600: A1=0.1 A2=0.2\n1/OD700: A2=0.7 B1=0.8\n");
  iso_io_test_dumped ("SUNRISE;   Serial number: 1;   XFLUOR4 Version: V 4.50\n\nRawdata\n<>\t1\t2\nA\t0.1\t0.2\n", "tecan",
                      "1/Label1: A1=0.1 A2=0.2\n");
}

static void
test_tecan_refusals (void)
{
  iso_io_test_refused (ICONTROL "Label: MUF\n", NULL, ISO_ERROR_NO_DATA, 0, "there is no reading in it");
  iso_io_test_refused (ICONTROL "Well\tMean\nA1\t1\nA1\t2\n", NULL, ISO_ERROR_CORRUPT, 6, "A1");
}

int
main (int argc, char *argv[])
{
  iso_test_init (&argc, &argv);
  g_test_add_func ("/reader/table", test_table);
  g_test_add_func ("/reader/choice", test_choice);
  g_test_add_func ("/reader/gen5/samples", test_gen5_samples);
  g_test_add_func ("/reader/gen5/tables", test_gen5_tables);
  g_test_add_func ("/reader/gen5/lines", test_gen5_lines);
  g_test_add_func ("/reader/gen5/list", test_gen5_list);
  g_test_add_func ("/reader/gen5/without-header", test_gen5_without_header);
  g_test_add_func ("/reader/gen5/left-out", test_gen5_left_out);
  g_test_add_func ("/reader/gen5/scan", test_gen5_scan);
  g_test_add_func ("/reader/gen5/refused", test_gen5_refused);
  g_test_add_func ("/reader/gen5/refused-lines", test_gen5_refused_lines);
  g_test_add_func ("/reader/softmax/samples", test_softmax_samples);
  g_test_add_func ("/reader/softmax/utf16", test_softmax_utf16);
  g_test_add_func ("/reader/softmax/kinds", test_softmax_kinds);
  g_test_add_func ("/reader/softmax/messages", test_softmax_messages);
  g_test_add_func ("/reader/softmax/refused", test_softmax_refused);
  g_test_add_func ("/reader/softmax/refused-lines", test_softmax_refused_lines);
  g_test_add_func ("/reader/envision/sample", test_envision_sample);
  g_test_add_func ("/reader/envision/orders", test_envision_orders);
  g_test_add_func ("/reader/envision/bare", test_envision_bare);
  g_test_add_func ("/reader/envision/refused", test_envision_refused);
  g_test_add_func ("/reader/grid/read", test_grid);
  g_test_add_func ("/reader/grid/bare", test_grid_bare);
  g_test_add_func ("/reader/grid/refused", test_grid_refused);
  g_test_add_func ("/reader/grid/layers", test_grid_layers);
  g_test_add_func ("/reader/limits", test_limits);
  g_test_add_func ("/reader/damage", test_damage);
  g_test_add_func ("/reader/truncation", test_truncation);
  g_test_add_func ("/reader/tecan", test_tecan);
  g_test_add_func ("/reader/spark", test_spark);
  g_test_add_func ("/reader/tecan-refusals", test_tecan_refusals);
  return g_test_run ();
}
