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
  /* MARS: a head, a raw and a computed grid. */
  "User: X,Path: C:\\Data,Test run no.: 1\r\nTest name: T,Date: 1/2/2026,Time: 1:00:00 PM\r\n\r\nID1: P7,ID2:,ID3:\r\nAbsorbance\r\n\r\n"
  "Raw Data  (450 1)\r\n\r\n,1,2,3\r\nA,0.1,0.2,overflow\r\nB,0.3,,0.4\r\n\r\nBlank corrected based on Raw Data (450 1)\r\n\r\n,1,2,3\r\n"
  "A,0.01,0.02,\r\n",
  /* SMART Control: two modes over time. */
  "Version,1\nResult name, R\nID1, me\nID2, P8\nMode name, ABS: 600.0 nm,\nMode,1,1\nTime [s],0,600.1\nA1,0.1,0.2\nB1,0.3,0.4\n\n"
  "Mode name, FI: Y\nTime [s],5,605\nA1,10,20\n",
  /* SkanIt: two quantities, a layout, words beside the table. */
  "Measurement results\nx.skax\n1/2/2026\n\nAbsorbance 1\tMEAN\nWavelength: 450 nm\n\nPlate 1\n\nAbs\t1\t2\nA\t0.1\t0.2\t\tnote\nB\t0.3\n\n"
  "Conc. [ng/ml]\t1\t2\nA\t > Max\t < Min\nB\tNaN\n\nSample\t1\t2\nA\tS1\tS2\n",
  /* Multiskan Spectrum: two iterations, the last row not read. */
  "Results of Photometric1\n\n\tPlate:1 - Wavelength:340\n\n\tIteration: 1\n\t0.1\t0.2\t0.3\n\t0.4\t\t0.6\n\n\tIteration: 2\n"
  "\t0.11\t0.21\t0.31\n\t0.41\t\t0.61\n",
  /* Magellan: two reads, times below their names, a plate that is named only at first. */
  "Label1\tWell positions\tLabel2\tPlate\t\tLabel1=535\n0s\t\t0s\n0.4\tA1\t40\tP9\n0.5\tB1\t50\tP9\n0.6\tA2\tOVER\t\nDate: today\n",
  /* Kaleido: a picture and two parameters. */
  "\nResults for\xC2\xA0 IMG 1\n\nBarcode:\xC2\xA0 P10,\xC2\xA0 PlateRepeat:\xC2\xA0 1\n,1,2\nA,a.tiff,b.tiff\n\n"
  "Results for\xC2\xA0 Image Analysis ( IMG 1 )\n\nBarcode:\xC2\xA0 P10, PlateRepeat: 2, AnalysisParameter: Count\n\n,1,2\nA,10,20\n\n"
  "Measurement Basic Information\nNumber of rows:,,8\nNumber of columns:,,12\nPlatemap\nPlate\n,1,2\nA,-,-\n",
  /* Victor X: two repeats, and the plates once more. */
  "Plate\tRepeat\tWell\tType\tTime\tAbsorbance (A)\tTime\tGFP (Counts)\n1\t1\tA01\tM\t00:00:41.50\t0.057\t00:01:44.84\t874\n"
  "1\t1\tA02\tM\t00:00:41.61\t0.054\t00:01:45.20\t976\n1\t2\tA01\tM\t00:30:41.50\t0.157\t00:31:44.84\t875\n"
  "Plate\tRepeat\tEnd time\tStart temp.\n1\t1\t12:39:17 PM\t29.9\n\n0.057\t0.054\n",
  /* Victor Nivo: a kinetic and a plate map. */
  "WELL RESULTS\n\nPlate,0\nBarcode,B1\n\n3 OPERATION,ABS (F) - Kinetics\n,Cycle,1,2\n,Plate,0,0\nWell,Time(s),0.0,1772.1\nA1,,0.059,0.058\n"
  "A2,,0.078,0.084\n\nPLATE MAP\n\n,1,2,\nA,X,X,\n",
  /* GloMax: the column numbers stand behind the number of the reading. */
  ",,,Protocol: P,,,\n,,,Result: R,,,\nFluorescence,,,,,,\n,Excitation Filter:,,485,,,\n,Emission Filter:,,520,,,\n,Reference Filter:,,None,,,\n"
  ",Reading:,,1,,1,2\n,,,,A,1.03E+00,1.06E+00\n,,,,B,9.90E-01,1.07E+00\n",
  /* Byonoy: readings, names, wavelengths. */
  ",1,2\nA,0.065,0.063\nB,0.188,0.164\n\n,1,2\nA,Sample 1,Sample 2\nB,Sample 3,Sample 4\n\nSample Wavelength (nm),540\nReference Wavelength (nm),-1\n",
  /* Methodical Mind: padded cells, a tab written out. */
  "FileName :\tx.txt\nBarcode1 :\\t<*P11*>\nType     :\\t96\n==========Data=====\n  \t1    \t2    \t\nA \t  12895  \t  10144  \t\n"
  "B \t  13346  \t  10408  \t\n\n==========Processing=====\nRadius   :\t18.0\n",
  /* IncuCyte: wells across. */
  "Label: x\n\nDate Time\tElapsed\tA1\tB1\n1/2/2026 2:20:00 PM\t0\t3\t796\n1/2/2026 10:20:00 PM\t0.5\t0\t1060\n",
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
