/* bench-reader.c - a plate of 1,536 wells with ten reads, against the least that any reader must do
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "base/iso-random.h"
#include "iso-test.h"
#include "reader/iso-reader.h"

#include <string.h>

#define READS 10
#define ROUNDS 20

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
  return 0;
}
