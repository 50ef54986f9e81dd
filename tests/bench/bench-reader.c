/* bench-reader.c - plates as text and a large workbook, against the least that any reader must do
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "base/iso-random.h"
#include "iso-test.h"
#include "reader/iso-reader.h"

#include <string.h>
#include <time.h>
#include <zip.h>

#define FILES 1000
#define SHEET_ROWS 7471
#define SHEET_COLUMNS 19   /* 141,949 cells */
#define READS 10
#define ROUNDS 20
#define WORKBOOK_MS 100.0
#define WORKBOOK_SLACK 2   /* a machine that others use, too */

static GBytes *
make_export (void)
{
  GString *text = g_string_new ("Software Version\t3.12.08\nPlate Number\tPlate 1\nProcedure Details\n\nResults\n");
  IsoRandom random;

  iso_random_init (&random, 1, 1);
  for (guint c = 1; c <= 48; c++)
    g_string_append_printf (text, "\t%u", c);
  for (guint r = 0; r < 32; r++)
    {
      char name[ISO_WELL_NAME_SIZE];

      for (guint k = 0; k < READS; k++)
        {
          g_string_append_printf (text, "\n%s", k == 0 ? iso_row_name (r, name) : "");
          for (guint c = 0; c < 48; c++)
            g_string_append_printf (text, "\t0.%03u", iso_random_below (&random, 1000));
          g_string_append_printf (text, "\tod:%u", 400 + k * 10);
        }
    }
  g_string_append (text, "\n");
  return g_string_free_to_bytes (text);
}

/* Looks at each byte once and turns each cell into a number, with nothing kept. */
static double
read_least (GBytes *bytes)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  double sum = 0;

  for (gsize i = 0; i < size; i++)
    {
      if (data[i] == '\t' && i + 1 < size && g_ascii_isdigit (data[i + 1]))
        sum += g_ascii_strtod (data + i + 1, NULL);
    }
  return sum;
}

/* Microseconds of this process alone: others may be busy. */
static gint64
cpu_time (void)
{
  return (gint64) ((double) clock () / CLOCKS_PER_SEC * 1e6);
}

/* A plate of 96 wells as SoftMax Pro or a person writes it. */
static GBytes *
make_plate (IsoRandom *random)
{
  GString *text = g_string_new ("");

  for (guint c = 1; c <= 12; c++)
    g_string_append_printf (text, "\t%u", c);
  for (guint r = 0; r < 8; r++)
    {
      g_string_append_printf (text, "\n%c", 'A' + r);
      for (guint c = 0; c < 12; c++)
        g_string_append_printf (text, "\t0.%03u", iso_random_below (random, 1000));
    }
  g_string_append_c (text, '\n');
  return g_string_free_to_bytes (text);
}

/* A thousand files of one plate each; the bound is a thousand a second on one core, without sanitizers. */
static void
measure_files (void)
{
  IsoRandom random;
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  gint64 start, reader, least;
  double sum = 0;

  iso_random_init (&random, 1, 2);
  for (guint i = 0; i < FILES; i++)
    g_ptr_array_add (files, make_plate (&random));
  start = cpu_time ();
  for (guint i = 0; i < FILES; i++)
    sum += read_least (g_ptr_array_index (files, i));
  least = cpu_time () - start;
  start = cpu_time ();
  for (guint i = 0; i < FILES; i++)
    {
      g_autoptr (IsoSource) source = iso_source_new ("bench", g_ptr_array_index (files, i), NULL);
      g_autoptr (IsoReadout) readout = iso_reader_load (source, NULL, NULL);

      g_assert_cmpuint (readout->plates->len, ==, 1);
    }
  reader = cpu_time () - start;
  g_assert_cmpfloat (sum, >, 0);
  g_print ("%d text files of a plate: %.0f files a second, %.1f times the bare numbers\n", FILES, FILES / ((double) reader / 1e6),
           (double) reader / (double) MAX (least, 1));
}

static GBytes *
make_workbook (void)
{
  static const char *const names[] = { "_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels" };
  static const char *const parts[] = {
    "<R><Relationship Id=\"r\" Type=\"/officeDocument\" Target=\"xl/workbook.xml\"/></R>",
    "<workbook xmlns:r=\"x\"><sheets><sheet name=\"One\" sheetId=\"1\" r:id=\"a\"/></sheets></workbook>",
    "<R><Relationship Id=\"a\" Type=\"/worksheet\" Target=\"worksheets/sheet1.xml\"/></R>",
  };
  g_autoptr (GString) sheet = g_string_new ("<worksheet><sheetData>");
  zip_source_t *archive = zip_source_buffer_create (NULL, 0, 0, NULL);
  zip_t *zip = zip_open_from_source (archive, ZIP_TRUNCATE, NULL);
  zip_stat_t stat;
  char *bytes;

  for (guint row = 1; row <= SHEET_ROWS; row++)
    {
      g_string_append_printf (sheet, "<row r=\"%u\">", row);
      for (guint column = 0; column < SHEET_COLUMNS; column++)
        g_string_append_printf (sheet, "<c r=\"%c%u\"><v>0.%u</v></c>", 'A' + column, row, row * 31 + column);
      g_string_append (sheet, "</row>");
    }
  g_string_append (sheet, "</sheetData></worksheet>");
  zip_source_keep (archive);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    zip_file_add (zip, names[i], zip_source_buffer (zip, parts[i], strlen (parts[i]), 0), 0);
  zip_file_add (zip, "xl/worksheets/sheet1.xml", zip_source_buffer (zip, sheet->str, sheet->len, 0), 0);
  g_assert_cmpint (zip_close (zip), ==, 0);
  g_assert_cmpint (zip_source_open (archive), ==, 0);
  g_assert_cmpint (zip_source_stat (archive, &stat), ==, 0);
  bytes = g_malloc (stat.size);
  g_assert_cmpint (zip_source_read (archive, bytes, stat.size), ==, (zip_int64_t) stat.size);
  zip_source_close (archive);
  zip_source_free (archive);
  return g_bytes_new_take (bytes, stat.size);
}

/* The bound is a tenth of a second, without sanitizers. */
static void
measure_workbook (void)
{
  g_autoptr (GBytes) bytes = make_workbook ();
  gint64 best = G_MAXINT64;

  for (guint i = 0; i < ROUNDS / 4; i++)
    {
      g_autoptr (IsoSource) source = iso_source_new ("bench.xlsx", bytes, NULL);
      gint64 start = cpu_time ();
      g_autoptr (IsoText) text = iso_text_new (source, NULL);

      best = MIN (best, cpu_time () - start);
      g_assert_cmpuint (iso_text_n_rows (text), ==, SHEET_ROWS);
    }
  g_print ("a workbook of %d cells: %.1f ms (bound %.0f)\n", SHEET_ROWS * SHEET_COLUMNS, (double) best / 1e3, WORKBOOK_MS);
#ifndef __SANITIZE_ADDRESS__
  g_assert_cmpfloat ((double) best / 1e3, <, WORKBOOK_SLACK * WORKBOOK_MS);
#endif
}

int
main (void)
{
  g_autoptr (GBytes) bytes = make_export ();
  g_autoptr (GError) error = NULL;
  gint64 least = G_MAXINT64, reader = G_MAXINT64, start;
  double sum = 0;
  gsize readings = 0;

  for (guint i = 0; i < ROUNDS; i++)
    {
      g_autoptr (IsoSource) source = NULL;
      g_autoptr (IsoReadout) readout = NULL;

      start = g_get_monotonic_time ();
      sum += read_least (bytes);
      least = MIN (least, g_get_monotonic_time () - start);

      start = g_get_monotonic_time ();
      source = iso_source_new ("bench", bytes, &error);
      readout = iso_reader_load (source, NULL, &error);
      reader = MIN (reader, g_get_monotonic_time () - start);
      g_assert_no_error (error);
      readings += ((IsoReadPlate *) g_ptr_array_index (readout->plates, 0))->reads->len;
    }
  g_assert_cmpuint (readings, ==, ROUNDS * READS);
  g_assert_cmpfloat (sum, >, 0);
  g_print ("1,536 wells, %d reads, %u kB: %.2f ms, %.1f times the bare numbers (%.2f ms)\n", READS,
           (guint) (g_bytes_get_size (bytes) / 1024), (double) reader / 1e3, (double) reader / (double) MAX (least, 1),
           (double) least / 1e3);
  measure_files ();
  measure_workbook ();
  return 0;
}
