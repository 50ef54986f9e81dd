/* test-iso-read-date.c - the day on which a file was read
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-io-test.h"
#include "reader/iso-read-date.h"

static void
check_parsed (const char *text, const char *expected)
{
  IsoReadDate date;
  g_autofree char *found = iso_read_date_parse (text, &date) ? iso_read_date_text (&date) : NULL;

  g_assert_cmpstr (found, ==, expected);
}

static void
test_parse (void)
{
  check_parsed ("2025-05-12", "2025-05-12");
  check_parsed ("2024.10.01 14:15:02", "2024-10-01");
  check_parsed ("29/02/2016", "2016-02-29");
  check_parsed ("4/29/2024 3:42:12 AM", "2024-04-29");
  check_parsed ("13.09.2016", "2016-09-13");
  check_parsed ("02.07.2017", "2017-07-02");
  check_parsed ("4/11/2024", "4/11/2024");
  check_parsed ("5/5/2024", "2024-05-05");
  check_parsed (" '12 May 2024", "2024-05-12");
  check_parsed ("March 9, 2026", "2026-03-09");
  check_parsed ("3:42:12 AM", NULL);
  check_parsed ("1.2.3", NULL);
  check_parsed ("13/13/2024", NULL);
  check_parsed ("2.07.17", NULL);
  check_parsed ("", NULL);
  check_parsed ("12345/1/2024", NULL);
}

static void
check_found (const char *text, const char *expected)
{
  g_autoptr (IsoSource) source = iso_io_test_source (text);
  g_autoptr (IsoText) table = iso_text_new (source, NULL);
  IsoReadDate date;
  g_autofree char *found = iso_read_date_find (table, &date) ? iso_read_date_text (&date) : NULL;

  g_assert_cmpstr (found, ==, expected);
}

static void
test_find (void)
{
  check_found ("Software Version\t3.12\nDate\t4/29/2024\nTime\t3:42:12 AM\n", "2024-04-29");
  check_found ("User: X,Test run no.: 1\nTest name: T,Date: 30/1/2026,Time: 1:00:00 PM\n", "2026-01-30");
  check_found ("Application: Tecan i-control\t\t\t\nDate:\t\t\t2025-05-12\n", "2025-05-12");
  check_found ("Plate,Repeat,Measurement date\n1,1,2026-03-14 12:00\n,1,2\nA,1,2\n", "2026-03-14");
  /* The day of saving is no day of reading. */
  check_found ("##BLOCKS= 1\nOriginal Filename: x; Date Last Saved: 4/29/2024\n", NULL);
  check_found (",1,2\nA,1,2\n", NULL);
}

static void
check_differ (const char *one, const char *other, gboolean expected)
{
  IsoReadDate first, second;

  iso_read_date_parse (one, &first);
  iso_read_date_parse (other, &second);
  g_assert_cmpint (iso_read_date_differ (&first, &second), ==, expected);
  g_assert_cmpint (iso_read_date_differ (&second, &first), ==, expected);
}

static void
test_differ (void)
{
  check_differ ("4/11/2024", "4/11/2024", FALSE);
  check_differ ("4/11/2024", "4/12/2024", TRUE);
  check_differ ("4/11/2024", "2024-04-11", FALSE);
  check_differ ("4/11/2024", "04.11.2024", FALSE);
  check_differ ("4/11/2024", "2024-04-12", TRUE);
  check_differ ("2024-04-11", "2024-11-04", TRUE);
  check_differ ("2024-04-11", "2025-04-11", TRUE);
  check_differ ("2024-04-11", "", FALSE);
}

int
main (int argc, char **argv)
{
  iso_test_init (&argc, &argv);
  g_test_add_func ("/read-date/parse", test_parse);
  g_test_add_func ("/read-date/find", test_find);
  g_test_add_func ("/read-date/differ", test_differ);
  return g_test_run ();
}
