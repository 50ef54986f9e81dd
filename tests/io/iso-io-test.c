/* iso-io-test.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-io-test.h"

#include "base/iso-number.h"

#include <string.h>

static const char *const samples[] = {
  /* Gen5: layout, two reads in changing order, a masked value, words, a calculated read. */
  "\r\nSoftware Version\t3.12.08\r\n\r\nPlate Number\tPlate 1\r\nProcedure Details\r\n\r\nPlate Type\t96 WELL PLATE\r\n"
  "Read\tod\r\n\tAbsorbance Endpoint\r\n\tWavelengths:  450, "
  "600\r\n\r\nLayout\r\n\t1\t2\t3\r\nA\tSPL1\tSPL2\tBLK\tWell ID\r\n"
  "\t10\t1\t\tConc/Dil\r\n\r\nActual Temperature:\t26.3\r\n\r\nResults\r\n\t1\t2\t3\r\nA\t0.11\t0.12\t0.13\tod:450\r\n"
  "\t0.61\tOVRFLW\t*0.63*\tod:600\r\nB\t0.71\t?????\t0.73\tod:600\r\n\t0.21\t\t0.23\tod:450\r\n\r\n",
  /* Gen5: a kinetic, its calculated matrix, comma-separated with labels that hold commas. */
  "Software Version,3.12.08\nPlate Number,Plate 2\nProcedure Details\nRead,GFP\n,Fluorescence "
  "Endpoint\n\nGFP:485,530\n\n"
  "Time,T\xC2\xB0 GFP:485,530,A1,A2,B1\n0:00:00,37,1,2,3\n0:01:30,37,4,5,6\n0:00:00,,,,\n\nResults\n,1,2\n"
  "A,0:01:00,?????,t at Max V [GFP:485,530]\nB,0:02:00,,t at Max V [GFP:485,530]\n",
  /* SoftMax Pro: two wavelengths side by side in a plate of six, and reduced values. */
  "##BLOCKS= 2          \nNote:\nPlate: this is prose\n~End\n"
  "Plate:\tP1\t1.3\tPlateFormat\tEndpoint\tAbsorbance\tRaw\tFALSE\t1\t\t\t\t\t\t2\t562 660 \t1\t3\t6\t1\t2\t\n"
  "\tTemperature(\xC2\xB0" "C)\t1\t2\t3\t\t1\t2\t3\t\t\n\t37.1\t0.5\t0.6\t0.7\t\t0.05\t0.06\t0.07\t\t\n"
  "\t\t1.5\tPath?\t1.7\t\t0.15\t0,16\t0.17\t\t\n\n\t\t1\t2\t3\t\n\t\t0.45\t0.54\t0.63\t\n\t\t1.35\t \t1.53\t\n~End\n"
  "Original Filename: x; Date Last Saved: y\n",
  /* SoftMax Pro: fluorescence over time with wells across. */
  "##BLOCKS= 1\n"
  "Plate:\tP2\t1.3\tTimeFormat\tKinetic\tFluorescence\tFALSE\tRaw\tFALSE\t2\t60\t30\t\t\t\t1\t535 \t1\t3\t6\t485 "
  "\tAutomatic\t515\t\t\t6"
  "\t\t\t\t1\t2\nTime\tTemperature\tA1\tA2\tA3\tB1\tB2\tB3\n00:00:00\t37\t1\t2\t3\t4\t5\t6\n"
  "00:00:30\t37\t7\t8\t9\t10\t11\t12\n\n"
  "\t\tA1\tA2\tA3\tB1\tB2\tB3\n\t\t0.1\t0.2\t0.3\t0.4\t0.5\t0.6\n~End\n",
  /* EnVision: information behind the results, semicolons, a plate map. */
  "Calculated results: Calc 1: X where Y\n;01;02;03;\nA;1;2;3;\nE;4;5;;\n\nPlate information "
  "\nPlate;Repeat;Barcode;Formula;\n"
  "7;1;=\"AB12\";Calc 1: X;\n\nResults for LUM(1) - channel 0 (CPS)\n;01;02;03;\nA;10;20;30;\nE;40;50;;\n\nPlate "
  "information \n"
  "Plate;Repeat;Barcode;Label;\n7;1;=\"AB12\";LUM(1);\n\nBasic assay information \nAssay ID: ;;;;1\n\n"
  "Number of the wells in the plate;;;;96\nPlatemap:\n;01;02;03;\nA;- ;- ;- ;\n\nExported with EnVision Workstation "
  "version 1\n",
  /* Plain grids with decimal commas. */
  "Raw\n;1;2;3\nA;0,11;0,12;0,13\nB;0,21;0,22;1,234\n\nBlank corrected\n;1;2;3\nA;0,01;0,02;0,03\nB;0,11;0,12;0,13\n",
};

IsoSource *
iso_io_test_bytes (const char *bytes, gsize size)
{
  g_autoptr (GBytes) copy = g_bytes_new (bytes, size);
  g_autoptr (GError) error = NULL;
  IsoSource *source = iso_source_new ("test.txt", copy, &error);

  g_assert_no_error (error);
  return source;
}

IsoSource *
iso_io_test_source (const char *text)
{
  return iso_io_test_bytes (text, strlen (text));
}

IsoReadout *
iso_io_test_read (const char *text, const char *reader)
{
  g_autoptr (IsoSource) source = iso_io_test_source (text);
  g_autoptr (GError) error = NULL;
  IsoReadout *readout = iso_reader_load (source, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (readout->reader, ==, reader);
  g_assert_cmpstr (readout->file, ==, "test.txt");
  g_assert_cmpstr (readout->sha256, ==, iso_source_sha256 (source));
  return readout;
}

void
iso_io_test_error_at (const char *where, const GError *error, IsoErrorCode code, guint line, const char *words)
{
  const IsoMessage *message;

  if (error == NULL)
    g_error ("%s: no error", where);
  if (error->domain != ISO_ERROR || error->code != (int) code || strstr (error->message, words) == NULL)
    g_error ("%s: %s: %s", where, iso_error_code_word (error->code), error->message);
  message = iso_error_get_message (error);
  if (message->place.file == NULL || message->place.line != line)
    g_error ("%s: %s, line %u: %s", where, message->place.file, message->place.line, error->message);
  /* Each sentence says what to do: it has at least two clauses. */
  if (strpbrk (error->message, ".:;") == NULL)
    g_error ("%s: no way out: %s", where, error->message);
}

void
iso_io_test_refused_at (const char *where, const char *text, const char *reader, IsoErrorCode code, guint line,
                        const char *words)
{
  g_autoptr (IsoSource) source = iso_io_test_source (text);
  g_autoptr (GError) error = NULL;
  g_autoptr (IsoReadout) readout = iso_reader_load (source, reader, &error);

  if (readout != NULL)
    {
      g_autofree char *dump = iso_io_test_dump (readout);

      g_error ("%s: read by %s:\n%s", where, readout->reader, dump);
    }
  iso_io_test_error_at (where, error, code, line, words);
}

const IsoReading *
iso_io_test_reading (const IsoReadout *readout, guint plate, const char *label, const char *well)
{
  const IsoRead *read;
  const IsoReading *reading;
  IsoWell at;

  g_assert_cmpuint (plate, <, readout->plates->len);
  read = iso_read_plate_find (g_ptr_array_index (readout->plates, plate), label);
  g_assert_nonnull (read);
  g_assert_true (iso_well_parse (well, &at));
  reading = iso_read_get (read, at);
  g_assert_nonnull (reading);
  return reading;
}

char *
iso_io_test_dump (const IsoReadout *readout)
{
  GString *dump = g_string_new (NULL);

  for (guint p = 0; p < readout->plates->len; p++)
    {
      const IsoReadPlate *plate = g_ptr_array_index (readout->plates, p);

      for (guint r = 0; r < plate->reads->len; r++)
        {
          const IsoRead *read = g_ptr_array_index (plate->reads, r);

          g_string_append_printf (dump, "%s/%s%s:", plate->name, read->label, read->calculated ? " (calculated)" : "");
          for (guint i = 0; i < read->readings->len; i++)
            {
              const IsoReading *reading = &g_array_index (read->readings, IsoReading, i);
              g_autofree char *value = iso_number_format_exact (reading->value);
              char name[ISO_WELL_NAME_SIZE];

              g_string_append_printf (dump, " %s=%s", iso_well_name (reading->well, name), value);
              if (reading->flag != ISO_FLAG_NONE)
                g_string_append_printf (dump, "[%s %s]", iso_reading_flag_word (reading->flag), reading->token);
            }
          g_string_append_c (dump, '\n');
        }
    }
  return g_string_free (dump, FALSE);
}

void
iso_io_test_dumped_at (const char *where, const char *text, const char *reader, const char *expected)
{
  g_autoptr (IsoReadout) readout = iso_io_test_read (text, reader);
  g_autofree char *dump = iso_io_test_dump (readout);

  if (strcmp (dump, expected) != 0)
    g_error ("%s: read as\n%s, expected\n%s", where, dump, expected);
}

const char *
iso_io_test_sample (guint index)
{
  return index < G_N_ELEMENTS (samples) ? samples[index] : NULL;
}
