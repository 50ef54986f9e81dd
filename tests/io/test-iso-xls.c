/* test-iso-xls.c - old workbooks as text, made byte by byte, and damaged ones
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "base/iso-random.h"
#include "iso-io-test.h"
#include "reader/iso-compound.h"
#include "reader/iso-xls.h"

#include <string.h>

#define SECTOR 512u
#define END 0xFFFFFFFEu

static void
put (GByteArray *bytes, guint64 number, guint size)
{
  for (guint i = 0; i < size; i++)
    {
      guint8 byte = i < 8 ? (guint8) (number >> (8 * i)) : 0;

      g_byte_array_append (bytes, &byte, 1);
    }
}

static void
put_text (GByteArray *bytes, const char *text)
{
  g_byte_array_append (bytes, (const guint8 *) text, (guint) strlen (text));
}

static void
put_double (GByteArray *bytes, double value)
{
  guint64 whole;

  memcpy (&whole, &value, sizeof whole);
  put (bytes, whole, 8);
}

static guint
begin (GByteArray *stream, guint kind)
{
  put (stream, kind, 2);
  put (stream, 0, 2);
  return stream->len;
}

static void
end (GByteArray *stream, guint start)
{
  stream->data[start - 2] = (guint8) (stream->len - start);
  stream->data[start - 1] = (guint8) ((stream->len - start) >> 8);
}

static void
put_cell (GByteArray *stream, guint row, guint column, guint style)
{
  put (stream, row, 2);
  put (stream, column, 2);
  put (stream, style, 2);
}

/* One sheet "Data": strings (one of them in two records, the second half in two bytes a character), numbers of each kind, a date, results
 * of formulas; the second row before the first. */
static GByteArray *
make_stream (gboolean locked)
{
  GByteArray *stream = g_byte_array_new ();
  guint at, place;

  at = begin (stream, 0x0809), put (stream, 0x0600, 2), put (stream, 5, 2), put (stream, 0, 12), end (stream, at);
  if (locked)
    at = begin (stream, 0x002F), put (stream, 0, 6), end (stream, at);
  at = begin (stream, 0x00E0), put (stream, 0, 20), end (stream, at);
  at = begin (stream, 0x00E0), put (stream, 0, 2), put (stream, 14, 2), put (stream, 0, 16), end (stream, at);
  at = begin (stream, 0x0085), place = stream->len, put (stream, 0, 6), put (stream, 4, 1), put (stream, 0, 1), put_text (stream, "Data"), end (stream, at);
  at = begin (stream, 0x00FC), put (stream, 3, 4), put (stream, 3, 4);
  put (stream, 4, 2), put (stream, 8, 1), put (stream, 1, 2), put_text (stream, "drug"), put (stream, 0, 4);
  put (stream, 2, 2), put (stream, 1, 1), put (stream, 0xB5, 2), put (stream, 'M', 2);
  put (stream, 4, 2), put (stream, 0, 1), put_text (stream, "ab"), end (stream, at);
  at = begin (stream, 0x003C), put (stream, 1, 1), put (stream, 0x03B1, 2), put (stream, 0x03B2, 2), end (stream, at);
  at = begin (stream, 0x000A), end (stream, at);
  stream->data[place] = (guint8) stream->len;
  stream->data[place + 1] = (guint8) (stream->len >> 8);
  at = begin (stream, 0x0809), put (stream, 0x0600, 2), put (stream, 0x10, 2), put (stream, 0, 12), end (stream, at);
  at = begin (stream, 0x0203), put_cell (stream, 1, 0, 0), put_double (stream, 0.125), end (stream, at);
  at = begin (stream, 0x027E), put_cell (stream, 1, 1, 0), put (stream, (1234u << 2) | 3, 4), end (stream, at);
  at = begin (stream, 0x00BD), put (stream, 1, 2), put (stream, 2, 2), put (stream, 0, 2), put (stream, (7u << 2) | 2, 4), put (stream, 0, 2),
  put (stream, 0x3FF80000, 4), put (stream, 3, 2), end (stream, at);
  at = begin (stream, 0x0203), put_cell (stream, 1, 4, 1), put_double (stream, 46095), end (stream, at);
  for (guint i = 0; i < 3; i++)
    at = begin (stream, 0x00FD), put_cell (stream, 0, i, 0), put (stream, i, 4), end (stream, at);
  at = begin (stream, 0x0006), put_cell (stream, 2, 0, 0), put_double (stream, 2.5), put (stream, 0, 6), end (stream, at);
  at = begin (stream, 0x0006), put_cell (stream, 2, 1, 0), put (stream, 0, 6), put (stream, 0xFFFF, 2), put (stream, 0, 6), end (stream, at);
  at = begin (stream, 0x0207), put (stream, 4, 2), put (stream, 0, 1), put_text (stream, "OVER"), end (stream, at);
  at = begin (stream, 0x0204), put_cell (stream, 2, 2, 0), put (stream, 3, 2), put (stream, 0, 1), put_text (stream, "end"), end (stream, at);
  at = begin (stream, 0x000A), end (stream, at);
  return stream;
}

/* A compound file with one stream, in sectors of its own. */
static GByteArray *
wrap (const GByteArray *stream)
{
  GByteArray *file = g_byte_array_new ();
  guint size = MAX (stream->len, 4096u);
  guint sectors = (size + SECTOR - 1) / SECTOR;
  static const char name[] = "Workbook";
  static const char root[] = "Root Entry";

  put (file, G_GUINT64_CONSTANT (0xE11AB1A1E011CFD0), 8);
  put (file, 0, 16), put (file, 0x3E, 2), put (file, 3, 2), put (file, 0xFFFE, 2), put (file, 9, 2), put (file, 6, 2), put (file, 0, 6), put (file, 0, 4);
  put (file, 1, 4), put (file, 1, 4), put (file, 0, 4), put (file, 4096, 4), put (file, END, 4), put (file, 0, 4), put (file, END, 4), put (file, 0, 4);
  put (file, 0, 4);
  while (file->len < SECTOR)
    put (file, 0xFF, 1);
  /* The table: itself, the directory, the stream. */
  put (file, 0xFFFFFFFD, 4), put (file, END, 4);
  for (guint i = 0; i < sectors; i++)
    put (file, i + 1 < sectors ? i + 3 : END, 4);
  while (file->len < 2 * SECTOR)
    put (file, 0xFF, 1);
  for (guint i = 0; i < 2; i++)
    {
      const char *entry = i == 0 ? root : name;
      guint start = file->len;

      for (gsize k = 0; k < strlen (entry); k++)
        put (file, (guint8) entry[k], 2);
      while (file->len < start + 64)
        put (file, 0, 1);
      put (file, (strlen (entry) + 1) * 2, 2), put (file, i == 0 ? 5 : 2, 1), put (file, 0, 49);
      put (file, i == 0 ? END : 2, 4), put (file, i == 0 ? 0 : size, 8);
    }
  while (file->len < 3 * SECTOR)
    put (file, 0, 1);
  g_byte_array_append (file, stream->data, stream->len);
  while (file->len < (3 + sectors) * SECTOR)
    put (file, 0, 1);
  return file;
}

static GByteArray *
make_book (gboolean locked)
{
  g_autoptr (GByteArray) stream = make_stream (locked);

  return wrap (stream);
}

static void
test_cells (void)
{
  static const char *const cells[3][5] = { { "drug", "\xC2\xB5M", "ab\xCE\xB1\xCE\xB2", "", "" }, { "0.125", "12.34", "7", "1.5", "2026-03-14" },
                                           { "2.5", "OVER", "end", "", "" } };
  g_autoptr (GByteArray) file = make_book (FALSE);
  g_autoptr (IsoSource) source = iso_io_test_bytes ((const char *) file->data, file->len);
  g_autoptr (GError) error = NULL;
  g_autoptr (IsoText) text = iso_text_new (source, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (iso_text_n_rows (text), ==, 3);
  g_assert_cmpstr (iso_text_sheet (text, 0), ==, "Data");
  for (guint row = 0; row < 3; row++)
    {
      for (guint column = 0; column < 5; column++)
        g_assert_cmpstr (iso_text_cell (text, row, column), ==, cells[row][column]);
    }
  g_assert_cmpint (iso_text_numbers (text), ==, ISO_NUMBERS_POINT);
}

static void
test_refusals (void)
{
  g_autoptr (GByteArray) locked = make_book (TRUE);
  g_autoptr (GByteArray) file = make_book (FALSE);
  g_autoptr (IsoSource) source = iso_io_test_bytes ((const char *) locked->data, locked->len);
  g_autoptr (GError) error = NULL;
  g_autoptr (GByteArray) none = iso_compound_read (file->data, file->len, "Letter");

  g_assert_null (iso_xls_read (source, &error));
  iso_io_test_error (error, ISO_ERROR_CORRUPT, 0, "has a password");
  g_assert_null (none);
}

/* A chain of sectors that leads back to its beginning ends all the same. */
static void
test_circle (void)
{
  g_autoptr (GByteArray) file = make_book (FALSE);
  g_autoptr (GByteArray) stream = NULL;

  file->data[SECTOR + 2 * 4] = 2;
  stream = iso_compound_read (file->data, file->len, "Workbook");
  g_assert_nonnull (stream);
  g_assert_cmpuint (stream->len, <=, file->len + SECTOR);
}

/* Damaged at any place, or cut off: cells, or an error, never anything else. */
static void
test_damage (void)
{
  g_autoptr (GByteArray) file = make_book (FALSE);
  IsoRandom random;

  iso_random_init (&random, 20261121, 4);
  for (guint round = 0; round < 5000; round++)
    {
      g_autofree char *bytes = g_memdup2 (file->data, file->len);
      g_autoptr (IsoSource) source = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (IsoText) text = NULL;

      for (guint k = 0; k < 1 + round % 4; k++)
        bytes[iso_random_below (&random, file->len)] = (char) iso_random_below (&random, 256);
      source = iso_io_test_bytes (bytes, round % 5 == 0 ? 1 + iso_random_below (&random, file->len) : file->len);
      text = iso_xls_read (source, &error);
      g_assert_true ((text == NULL) == (error != NULL));
    }
}

int
main (int argc, char *argv[])
{
  iso_test_init (&argc, &argv);
  g_test_add_func ("/xls/cells", test_cells);
  g_test_add_func ("/xls/refusals", test_refusals);
  g_test_add_func ("/xls/circle", test_circle);
  g_test_add_func ("/xls/damage", test_damage);
  return g_test_run ();
}
