/* test-iso-reader-silence.c - nothing passes silently: every word that instruments write in place of a number, in every encoding, with
 * every separator and decimal sign; and files made to exhaust the program
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-io-test.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

typedef struct
{
  const char    *token;
  IsoReadingFlag flag;
  double         value;   /* NaN for none */
} Case;

/* Not of this program's making: what Gen5, i-control, Spark, MARS, SkanIt and SoftMax Pro write. */
static const Case cases[] = {
  { "OVRFLW", ISO_FLAG_OVERFLOW, NAN },   { "MISSED", ISO_FLAG_MISSING, NAN },    { "?????", ISO_FLAG_MISSING, NAN },
  { "*0.356*", ISO_FLAG_MASKED, 0.356 },  { "<0.000", ISO_FLAG_UNDERFLOW, NAN },  { ">209.845", ISO_FLAG_OVERFLOW, NAN },
  { ">1050.000", ISO_FLAG_OVERFLOW, NAN }, { "OVER", ISO_FLAG_OVERFLOW, NAN },    { "INVALID", ISO_FLAG_ERROR, NAN },
  { "#SAT", ISO_FLAG_OVERFLOW, NAN },     { "overflow", ISO_FLAG_OVERFLOW, NAN }, { "> Max", ISO_FLAG_OVERFLOW, NAN },
  { "< Min", ISO_FLAG_UNDERFLOW, NAN },   { "NaN", ISO_FLAG_MISSING, NAN },       { "Path?", ISO_FLAG_MISSING, NAN },
  { "Range?", ISO_FLAG_MISSING, NAN },    { "Masked", ISO_FLAG_MASKED, NAN },     { "\"NaN\"", ISO_FLAG_MISSING, NAN },
  { "???", ISO_FLAG_MISSING, NAN },       { "inf", ISO_FLAG_ERROR, NAN },         { "Error", ISO_FLAG_ERROR, NAN },
  { "1.03E+00", ISO_FLAG_NONE, 1.03 },    { "-0.000", ISO_FLAG_NONE, 0 },         { "Unheard of", ISO_FLAG_ERROR, NAN },
};

/* The same number where people write a comma. */
static char *
with_comma (const char *token)
{
  char *copy = g_strdup (token);

  for (char *p = copy; *p != '\0'; p++)
    *p = *p == '.' ? ',' : *p;
  return copy;
}

/* A plate whose third well holds the token. */
static char *
make_grid (const char *token, char delimiter, gboolean comma)
{
  g_autofree char *own = comma ? with_comma (token) : g_strdup (token);
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_printf (text, "Read\xC2\xB5\n|1|2|3|4\nA|%s|%s|%s|%s\nB|%s|%s||%s\n", comma ? "0,5" : "0.5", comma ? "0,25" : "0.25", own,
                   comma ? "1,5" : "1.5", comma ? "2,5" : "2.5", comma ? "3,5" : "3.5", comma ? "4,5" : "4.5");
  for (gsize i = 0; i < text->len; i++)
    text->str[i] = text->str[i] == '|' ? delimiter : text->str[i];
  return g_strdup (text->str);
}

static IsoSource *
encode (const char *text, guint encoding)
{
  static const char *const names[] = { "UTF-8", "UTF-16LE", "UTF-16BE", "WINDOWS-1252" };
  static const char *const marks[] = { "\xEF\xBB\xBF", "\xFF\xFE", "\xFE\xFF", "" };
  gsize size;
  g_autofree char *bytes = g_convert (text, -1, names[encoding], "UTF-8", NULL, &size, NULL);
  g_autoptr (GString) marked = g_string_new (marks[encoding]);

  g_string_append_len (marked, bytes, (gssize) size);
  return iso_io_test_bytes (marked->str, marked->len);
}

static void
check_token (const Case *one, const IsoSource *source, const char *where)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (IsoReadout) readout = iso_reader_load (source, NULL, &error);
  const IsoReading *reading;

  if (readout == NULL)
    g_error ("%s, %s: %s", one->token, where, error->message);
  reading = iso_io_test_reading (readout, 0, NULL, "A3");
  if (reading->flag != one->flag || !(reading->value == one->value || (isnan (reading->value) && isnan (one->value))))
    g_error ("%s, %s: read as %g, %s", one->token, where, reading->value, iso_reading_flag_word (reading->flag));
  if (one->flag != ISO_FLAG_NONE)
    g_assert_nonnull (reading->token);
  g_assert_cmpfloat (iso_io_test_reading (readout, 0, NULL, "A4")->value, ==, 1.5);
  g_assert_cmpfloat (iso_io_test_reading (readout, 0, NULL, "B4")->value, ==, 4.5);
}

static void
test_tokens (void)
{
  static const char delimiters[] = "\t;,";

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      for (guint d = 0; d < strlen (delimiters); d++)
        {
          /* A comma cannot be both the separator and the decimal sign. */
          for (guint comma = 0; comma < (delimiters[d] == ',' ? 1u : 2u); comma++)
            {
              g_autofree char *text = make_grid (cases[i].token, delimiters[d], comma != 0);

              for (guint encoding = 0; encoding < 4; encoding++)
                {
                  g_autoptr (IsoSource) source = encode (text, encoding);
                  g_autofree char *where = g_strdup_printf ("separator %d, comma %u, encoding %u", delimiters[d], comma, encoding);

                  check_token (&cases[i], source, where);
                }
            }
        }
    }
}

static void
test_line_ends (void)
{
  static const char *const ends[] = { "\r\n", "\n", "\r" };

  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      g_autofree char *text = g_strjoin (ends[i], ",1,2", "A,1,OVER", "B,3,4", NULL);

      iso_io_test_dumped (text, "grid", "/Read 1: A1=1 A2=[overflow OVER] B1=3 B2=4\n");
    }
}

/* A number of either kind in a file of the other is taken where it can only mean one thing, and refused where it can mean two. */
static void
test_stray_signs (void)
{
  iso_io_test_dumped ("\t1\t2\nA\t0.5\t0,25\nB\t1.5\t2.5\n", "grid", "/Read 1: A1=0.5 A2=0.25 B1=1.5 B2=2.5\n");
  iso_io_test_refused ("\t1\t2\nA\t0.5\t1,234\nB\t1.5\t2.5\n", NULL, ISO_ERROR_SYNTAX, 2, "Say which decimal sign");
  iso_io_test_refused (";1;2\nA;0,5;1.234\nB;1,5;2,5\n", NULL, ISO_ERROR_SYNTAX, 2, "Say which decimal sign");
}

/* Refused within a second; the slack is for a program that is watched. */
static void
expect_refused (const IsoSource *source, IsoErrorCode code)
{
  g_autoptr (GError) error = NULL;
  gint64 begin = g_get_monotonic_time ();
  g_autoptr (IsoReadout) readout = iso_reader_load (source, NULL, &error);

  g_assert_null (readout);
  g_assert_error (error, ISO_ERROR, (int) code);
  g_assert_cmpint (g_get_monotonic_time () - begin, <, 20 * G_USEC_PER_SEC);
}

static IsoSource *
repeat (const char *piece, gsize n)
{
  GString *text = g_string_sized_new (n * strlen (piece) + 1);
  gsize length;
  g_autoptr (GBytes) bytes = NULL;

  for (gsize i = 0; i < n; i++)
    g_string_append (text, piece);
  length = text->len;
  bytes = g_bytes_new_take (g_string_free (text, FALSE), length);
  return iso_source_new ("bomb.csv", bytes, NULL);
}

static void
test_wide (void)
{
  g_autoptr (IsoSource) columns = repeat ("x,", 10000000);
  g_autoptr (IsoSource) numbers = repeat ("1,", 5000000);
  g_autoptr (IsoSource) commas = repeat (",", 10000000);
  g_autoptr (IsoSource) one_line = repeat ("all work and no play ", 1000000);
  g_autoptr (IsoSource) quotes = repeat ("\"a", 2000000);

  expect_refused (columns, ISO_ERROR_TOO_LARGE);
  expect_refused (numbers, ISO_ERROR_TOO_LARGE);
  expect_refused (commas, ISO_ERROR_TOO_LARGE);
  expect_refused (one_line, ISO_ERROR_TOO_LARGE);
  expect_refused (quotes, ISO_ERROR_TOO_LARGE);
}

/* A gigabyte is not even read. */
static void
test_gigabyte (void)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  gint64 begin = g_get_monotonic_time ();
  int file = g_file_open_tmp ("isobole-XXXXXX.csv", &path, NULL);

  g_assert_cmpint (file, >=, 0);
  g_assert_cmpint (ftruncate (file, 1024 * 1024 * 1024), ==, 0);
  close (file);
  g_assert_null (iso_source_load (path, &error));
  g_assert_error (error, ISO_ERROR, ISO_ERROR_TOO_LARGE);
  g_assert_cmpint (g_get_monotonic_time () - begin, <, G_USEC_PER_SEC);
  g_unlink (path);
}

/* 200 MB of one line are not read to their end. */
static void
test_one_line (void)
{
  g_autofree char *path = NULL;
  g_autofree char *block = g_strnfill (1024 * 1024, '7');
  g_autoptr (GError) error = NULL;
  struct rusage before, after;
  gint64 begin;
  int file = g_file_open_tmp ("isobole-XXXXXX.csv", &path, NULL);

  g_assert_cmpint (file, >=, 0);
  for (guint i = 0; i < 200; i++)
    g_assert_cmpint (write (file, block, 1024 * 1024), ==, 1024 * 1024);
  close (file);
  getrusage (RUSAGE_SELF, &before);
  begin = g_get_monotonic_time ();
  g_assert_null (iso_source_load (path, &error));
  getrusage (RUSAGE_SELF, &after);
  iso_io_test_error (error, ISO_ERROR_TOO_LARGE, 1, "more than 32 MB");
  g_test_message ("Refused within %.0f ms and %ld MB", (double) (g_get_monotonic_time () - begin) / 1000,
                  (after.ru_maxrss - before.ru_maxrss) / 1024);
  g_assert_cmpint (g_get_monotonic_time () - begin, <, 5 * G_USEC_PER_SEC);
  g_assert_cmpint (after.ru_maxrss - before.ru_maxrss, <, 100 * 1024);
  g_unlink (path);
}

/* A well that is named in a map and was not measured, and one that is empty, are no readings. */
static void
test_no_reading (void)
{
  iso_io_test_dumped (",1,2,3\nA,1,-,3\nB,4,,6\n", "grid", "/Read 1: A1=1 A3=3 B1=4 B3=6\n");
  iso_io_test_dumped (";1;2;3\nA;1,5;- ;3,5\nB;4,5;;6,5\n", "grid", "/Read 1: A1=1.5 A3=3.5 B1=4.5 B3=6.5\n");
}

/* The degree sign as programs have left it: in UTF-8, Windows-1252 and Mac Roman, as another sign, and lost. */
static void
test_degree_signs (void)
{
  static const char *const signs[] = { "\xC2\xB0", "\xB0", "\xA1", "\xE2\x88\x9E", "\xEF\xBF\xBD" };

  for (gsize i = 0; i < G_N_ELEMENTS (signs); i++)
    {
      g_autofree char *text = g_strdup_printf ("##BLOCKS= 1\nPlate:\tP\t1.3\tPlateFormat\tEndpoint\tAbsorbance\tRaw\tFALSE\t"
                                               "1\t\t\t\t\t\t1\t562\t1\t3\t6\t1\t2\n"
                                               "\tTemperature(%sC)\t1\t2\t3\n\t37\t1\t2\t3\n\t\t4\t5\t6\n~End\n", signs[i]);

      iso_io_test_dumped_at (signs[i], text, "softmax", "P/562: A1=1 A2=2 A3=3 B1=4 B2=5 B3=6\n");
    }
}

int
main (int argc, char *argv[])
{
  iso_test_init (&argc, &argv);
  g_test_add_func ("/reader-silence/tokens", test_tokens);
  g_test_add_func ("/reader-silence/line-ends", test_line_ends);
  g_test_add_func ("/reader-silence/stray-signs", test_stray_signs);
  g_test_add_func ("/reader-silence/wide", test_wide);
  g_test_add_func ("/reader-silence/one-line", test_one_line);
  g_test_add_func ("/reader-silence/no-reading", test_no_reading);
  g_test_add_func ("/reader-silence/degree-signs", test_degree_signs);
  g_test_add_func ("/reader-silence/gigabyte", test_gigabyte);
  return g_test_run ();
}
