/* test-iso-reader-vendors.c - readers of single vendors, on small made-up exports
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-io-test.h"

#include <math.h>
#include <string.h>

/* The sample that this reader takes for its own: the n-th of them. */
static const char *
find_sample (const char *reader, guint n)
{
  for (guint i = 0; iso_io_test_sample (i) != NULL; i++)
    {
      g_autoptr (IsoSource) source = iso_io_test_source (iso_io_test_sample (i));
      g_autoptr (IsoText) text = iso_text_new (source, NULL);
      const IsoReader *found = iso_reader_detect (text, NULL);

      g_assert_nonnull (found);
      if (strcmp (found->id, reader) == 0 && n-- == 0)
        return iso_io_test_sample (i);
    }
  g_error ("no sample of %s", reader);
}

static const IsoRead *
get_read (const IsoReadout *readout, guint index)
{
  return g_ptr_array_index (((const IsoReadPlate *) g_ptr_array_index (readout->plates, 0))->reads, index);
}

static void
test_bmg (void)
{
  iso_io_test_dumped (find_sample ("bmg", 0), "bmg",
                      "P7/Raw Data (450 1): A1=0.1 A2=0.2 A3=[overflow overflow] B1=0.3 B3=0.4\n"
                      "P7/Blank corrected based on Raw Data (450 1) (calculated): A1=0.01 A2=0.02\n");
  iso_io_test_dumped (find_sample ("bmg", 1), "bmg",
                      "P8/ABS: 600.0 nm@t=0s: A1=0.1 B1=0.3\nP8/ABS: 600.0 nm@t=600.1s: A1=0.2 B1=0.4\n"
                      "P8/FI: Y@t=5s: A1=10\nP8/FI: Y@t=605s: A1=20\n");
  /* The numbered grids of a SMART Control workbook: what is in the wells, and what was read. */
  iso_io_test_dumped ("User: X\nTest Name: T\nID1: P\n1. Layout\n\t1\t2\nA\tS1\tS2\n\n2. Dilutions\n\t1\t2\nA\t1\t500\n\n"
                      "4. Raw Data (480-14/520-30)\n\t1\t2\nA\t7\t8\n", "bmg", "P/Raw Data (480-14/520-30): A1=7 A2=8\n");
  /* A line for each well. */
  iso_io_test_dumped ("User: X\nTest name: T\n\nWell,Content,Raw Data (450),Blank corrected based on Raw Data (450)\nA01,Sample X1,1,0.5\nA02,Blank B,2,\n",
                      "bmg", "T/Raw Data (450): A1=1 A2=2\nT/Blank corrected based on Raw Data (450) (calculated): A1=0.5\n");
  iso_io_test_refused ("User: X\nTest name: T\nRaw Data (450)\n", NULL, ISO_ERROR_NO_DATA, 0, "there is no reading in it");
}

static void
test_thermo (void)
{
  g_autoptr (IsoReadout) readout = NULL;

  iso_io_test_dumped (find_sample ("skanit", 0), "skanit",
                      "Plate 1/Absorbance 1|450 nm|Abs: A1=0.1 A2=0.2 B1=0.3\n"
                      "Plate 1/Absorbance 1|450 nm|Conc. [ng/ml] (calculated): A1=[overflow > Max] A2=[underflow < Min] B1=[missing NaN]\n");
  iso_io_test_dumped (find_sample ("multiskan", 0), "multiskan",
                      "1/340@iter=1: A1=0.1 A2=0.2 A3=0.3 B1=0.4 B3=0.6\n1/340@iter=2: A1=0.11 A2=0.21 A3=0.31 B1=0.41 B3=0.61\n");
  readout = iso_io_test_read (find_sample ("multiskan", 0), "multiskan");
  g_assert_cmpstr (get_read (readout, 1)->series, ==, "340");
  g_assert_true (isnan (get_read (readout, 1)->time));
  iso_io_test_refused ("Measurement results\nx\n\nStep\n", NULL, ISO_ERROR_NO_DATA, 0, "there is no reading in it");
}

static void
test_tecan_xml (void)
{
  iso_io_test_dumped ("<?xml version='1.0'?><MeasurementResultData><Plate>7</Plate><Section Name='Abs'>\n<Data Cycle='1'><Well Pos='A1'>\n"
                      "<Single LabelId='1'>0.5</Single></Well><Well Pos='B2'><Single>OVER</Single></Well></Data></Section>"
                      "<Section Name='Scan'><Data><Well Pos='A1'><Scan WL='280'>12</Scan><Scan WL='281'>13</Scan></Well></Data></Section>"
                      "</MeasurementResultData>", "tecan-xml",
                      "7/Abs: A1=0.5 B2=[overflow OVER]\n7/Scan@280nm: A1=12\n7/Scan@281nm: A1=13\n");
  iso_io_test_dumped ("<MeasurementResultData><Section Name='L'><Data Cycle='1'><Well Pos='A1'><Single>1</Single></Well></Data>"
                      "<Data Cycle='2'><Well Pos='A1'><Single>2</Single></Well></Data></Section></MeasurementResultData>", "tecan-xml",
                      "/L, cycle 1: A1=1\n/L, cycle 2: A1=2\n");
  /* Cut off, and with a well twice. */
  iso_io_test_refused ("<MeasurementResultData>\n<Section Name='L'>\n<Data", NULL, ISO_ERROR_CORRUPT, 3, "damaged here");
  iso_io_test_refused ("<MeasurementResultData><Section Name='L'>\n<Well Pos='A1'><Single>1</Single>\n<Single>2</Single></Well></Section>"
                       "</MeasurementResultData>", NULL, ISO_ERROR_CORRUPT, 3, "is there twice");
  iso_io_test_refused ("<Other><Thing/></Other>", NULL, ISO_ERROR_UNSUPPORTED, 0, "None of the known readers");
}

/* Entities that become a gigabyte, files that are named in the text, elements without end. */
static void
test_xml_bombs (void)
{
  g_autoptr (GString) deep = g_string_new (NULL);

  iso_io_test_refused ("<?xml version='1.0'?>\n<!DOCTYPE a [<!ENTITY b 'bbbbbbbbbb'><!ENTITY c '&b;&b;&b;&b;'>]><a>&c;</a>", NULL,
                       ISO_ERROR_UNSUPPORTED, 2, "document type");
  iso_io_test_refused ("<!DOCTYPE a SYSTEM 'file:///etc/passwd'>\n<a/>", "tecan-xml", ISO_ERROR_UNSUPPORTED, 0, "web page");
  for (guint i = 0; i < 100000; i++)
    g_string_append (deep, "<a>");
  iso_io_test_refused (deep->str, NULL, ISO_ERROR_TOO_LARGE, 1, "deep inside each other");
}

static void
test_xls_damage (void)
{
  static const char head[] = "\320\317\021\340\241\261\032\341";
  char bytes[4096] = { 0 };
  g_autoptr (IsoSource) source = NULL;
  g_autoptr (GError) error = NULL;

  memcpy (bytes, head, sizeof head - 1);
  source = iso_io_test_bytes (bytes, sizeof bytes);
  g_assert_null (iso_reader_load (source, NULL, &error));
  iso_io_test_error (error, ISO_ERROR_CORRUPT, 0, "old Excel workbook");
}

static void
test_grid_words (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (IsoReadout) readout = NULL;

  for (guint row = 0; row < 8; row++)
    g_string_append (text, "1,2,3,4,5,6,7,8,9,10,11,12\n");
  g_string_append (text, "\n,,,BLK,,,,,,,,\n,,,DMSO,,,,,,,,\n");
  readout = iso_io_test_read (text->str, "grid");
  g_assert_cmpuint (readout->messages->len, ==, 1);
  g_assert_cmpstr (((IsoMessage *) g_ptr_array_index (readout->messages, 0))->code, ==, "words-left-out");
  /* A number among them is no word. */
  g_string_append (text, ",,,7,,,,,,,,\n");
  iso_io_test_refused (text->str, NULL, ISO_ERROR_SYNTAX, 12, "not a plain plate grid");
}

static void
test_magellan (void)
{
  g_autoptr (IsoReadout) readout = iso_io_test_read (find_sample ("magellan", 0), "magellan");
  const IsoMessage *message = g_ptr_array_index (readout->messages, 0);

  iso_io_test_dumped (find_sample ("magellan", 0), "magellan",
                      "P9/Label1: A1=0.4 A2=0.6 B1=0.5\nP9/Label2: A1=40 A2=[overflow OVER] B1=50\n");
  g_assert_cmpuint (readout->messages->len, ==, 1);
  g_assert_cmpstr (message->code, ==, "plate-continued");
  g_assert_cmpuint (message->place.line, ==, 5);
  /* The next plate begins with its name, not with the first well. */
  iso_io_test_dumped ("Plate\tWell positions\tRaw data\nP1\tA1\t1\nP2\tA1\t2\n", "magellan", "P1/Raw data: A1=1\nP2/Raw data: A1=2\n");
  iso_io_test_refused ("Well positions\tRaw data\nA1\t1\nA1\t2\n", NULL, ISO_ERROR_CORRUPT, 3, "is there twice");
}

static void
test_kaleido (void)
{
  g_autoptr (IsoReadout) readout = iso_io_test_read (find_sample ("kaleido", 0), "kaleido");
  const IsoReadPlate *plate = g_ptr_array_index (readout->plates, 0);

  iso_io_test_dumped (find_sample ("kaleido", 0), "kaleido",
                      "P10/IMG 1: A1=[error a.tiff] A2=[error b.tiff]\nP10/Image Analysis ( IMG 1 ), Count, repeat 2: A1=10 A2=20\n");
  g_assert_cmpuint (plate->format->wells, ==, 96);
  /* Names of pictures are no signal to begin with. */
  g_assert_true (iso_read_plate_find (plate, NULL) == get_read (readout, 1));
  iso_io_test_dumped ("EnSight Results from\nProtocol Name,x\n\nResult for Luminescence 1\nBarcode,Repeat,Loop no\nB7,1,\n\n,1,2,\nA,5,6,\n\n"
                      "Measurement Information\nBarcode,,B7\n", "kaleido", "B7/Luminescence 1: A1=5 A2=6\n");
}

static void
test_victor (void)
{
  g_autoptr (IsoReadout) readout = iso_io_test_read (find_sample ("victor", 0), "victor");
  const IsoRead *second = get_read (readout, 2);

  iso_io_test_dumped (find_sample ("victor", 0), "victor",
                      "1/Absorbance (A)|rep=1: A1=0.057 A2=0.054\n1/GFP (Counts)|rep=1: A1=874 A2=976\n"
                      "1/Absorbance (A)|rep=2: A1=0.157\n1/GFP (Counts)|rep=2: A1=875\n");
  g_assert_cmpstr (second->series, ==, "Absorbance (A)");
  g_assert_cmpfloat (second->time, ==, 30 * 60 + 41.5);
  /* A single repeat is no kinetic. */
  iso_io_test_dumped ("Plate\tRepeat\tWell\tType\tTime\tLum\n1\t1\tA01\tM\t00:00:01\t7\n", "victor", "1/Lum: A1=7\n");
  iso_io_test_dumped (find_sample ("victor", 1), "victor",
                      "0/ABS (F) - Kinetics@t=0.0s: A1=0.059 A2=0.078\n0/ABS (F) - Kinetics@t=1772.1s: A1=0.058 A2=0.084\n");
  iso_io_test_dumped ("WELL RESULTS\n2 OPERATION,LUM\nWell,RESULT\nA1,5\nB1,6\n", "victor", "/LUM: A1=5 B1=6\n");
}

static void
test_small (void)
{
  iso_io_test_dumped (find_sample ("glomax", 0), "glomax", "1/Fluorescence 485/520: A1=1.03 A2=1.06 B1=0.99 B2=1.07\n");
  iso_io_test_dumped (find_sample ("byonoy", 0), "byonoy", "1/540: A1=0.065 A2=0.063 B1=0.188 B2=0.164\n");
  iso_io_test_dumped (find_sample ("msd", 0), "msd", "P11/spot 1: A1=12895 A2=10144 B1=13346 B2=10408\n");
  iso_io_test_refused ("Barcode1 :\t<B>\nSpots Per Well:\t4\n====Data====\n\t1\t2\nA\t1\t2\n", NULL, ISO_ERROR_UNSUPPORTED, 3, "several spots");
  iso_io_test_refused ("Barcode1 :\t<B>\n====Data====\n", NULL, ISO_ERROR_CORRUPT, 2, "No plate grid follows");
}

static void
test_incucyte (void)
{
  g_autoptr (IsoReadout) readout = iso_io_test_read (find_sample ("incucyte", 0), "incucyte");

  iso_io_test_dumped (find_sample ("incucyte", 0), "incucyte", "1/x@t=0s: A1=3 B1=796\n1/x@t=1800s: A1=0 B1=1060\n");
  g_assert_cmpfloat (get_read (readout, 1)->time, ==, 1800);
  g_assert_cmpstr (get_read (readout, 1)->series, ==, "x");
  iso_io_test_refused ("Date Time\tElapsed\tDrug 1 nM\n1/1/2026\t0\t7\n", NULL, ISO_ERROR_UNSUPPORTED, 1, "named by treatment");
  iso_io_test_refused ("Date Time\tElapsed\tA1\n1/1/2026\tsoon\t7\n", NULL, ISO_ERROR_SYNTAX, 2, "no number of hours");
}

int
main (int argc, char *argv[])
{
  iso_test_init (&argc, &argv);
  g_test_add_func ("/reader-vendors/bmg", test_bmg);
  g_test_add_func ("/reader-vendors/thermo", test_thermo);
  g_test_add_func ("/reader-vendors/tecan-xml", test_tecan_xml);
  g_test_add_func ("/reader-vendors/xml-bombs", test_xml_bombs);
  g_test_add_func ("/reader-vendors/xls-damage", test_xls_damage);
  g_test_add_func ("/reader-vendors/grid-words", test_grid_words);
  g_test_add_func ("/reader-vendors/magellan", test_magellan);
  g_test_add_func ("/reader-vendors/kaleido", test_kaleido);
  g_test_add_func ("/reader-vendors/victor", test_victor);
  g_test_add_func ("/reader-vendors/small", test_small);
  g_test_add_func ("/reader-vendors/incucyte", test_incucyte);
  return g_test_run ();
}
