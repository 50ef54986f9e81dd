/* test-iso-user-text.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-test.h"

#include "iso-user-text.h"

#include <libintl.h>
#include <locale.h>
#include <string.h>

/* Replaces the point of an expected text by the decimal sign of this run. */
static char *
in_locale (const char *text)
{
  GString *localised = g_string_new (text);

  g_string_replace (localised, ".", localeconv ()->decimal_point, 0);
  return g_string_free (localised, FALSE);
}

static void
assert_text (char *actual, const char *expected)
{
  g_autofree char *owned = actual;
  g_autofree char *localised = in_locale (expected);

  g_assert_cmpstr (owned, ==, localised);
}

static void
test_number (void)
{
  assert_text (iso_user_number (0.12345), "0.123");
  assert_text (iso_user_number (-2.5), "−2.5");
  assert_text (iso_user_number (NAN), "–");
}

static void
test_dose (void)
{
  const IsoUnit *nm = iso_unit_find ("nM");

  assert_text (iso_user_dose (iso_unit_to_inside (nm, 42.13), nm), "42.1\u00a0nM");
  assert_text (iso_user_dose (3.25, iso_unit_unknown ()), "3.25");
  assert_text (iso_user_dose (NAN, nm), "–");
}

static void
test_estimate (void)
{
  const IsoUnit *nm = iso_unit_find ("nM");
  IsoEstimate estimate = { 42.13e-9, 35e-9, 51.26e-9, ISO_STATUS_OK, ISO_STATUS_OK, "wald" };
  IsoEstimateText text;
  g_auto (GStrv) exact = NULL;

  iso_estimate_text_init (&text, &estimate, nm);
  assert_text (g_strdup (text.value), "42.1\u00a0nM");
  assert_text (g_strdup (text.interval), "35.0 to 51.3\u00a0nM");
  g_assert_null (text.note);
  exact = g_strsplit (text.exact, "\t", -1);
  g_assert_cmpuint (g_strv_length (exact), ==, 3);
  iso_assert_close (g_ascii_strtod (exact[0], NULL), 42.13, 1e-12);
  iso_assert_close (g_ascii_strtod (exact[2], NULL), 51.26, 1e-12);
  iso_estimate_text_clear (&text);
}

static void
test_reasons (void)
{
  IsoEstimate none = iso_estimate_none (ISO_STATUS_NOT_REACHED);
  IsoEstimate bound = { NAN, NAN, 0.6, ISO_STATUS_NOT_REACHED, ISO_STATUS_OK, "bound" };
  IsoEstimate alone = { 2.5, NAN, NAN, ISO_STATUS_OK, ISO_STATUS_TOO_FEW_POINTS, NULL };
  IsoEstimateText text;

  iso_estimate_text_init (&text, &none, NULL);
  g_assert_cmpstr (text.value, ==, "–");
  g_assert_null (text.interval);
  g_assert_cmpstr (text.note, ==, iso_status_explanation (ISO_STATUS_NOT_REACHED));
  g_assert_cmpstr (text.exact, ==, "\t\t");
  iso_estimate_text_clear (&text);

  iso_estimate_text_init (&text, &bound, NULL);
  assert_text (g_strdup (text.value), "<\u00a00.6");
  g_assert_nonnull (text.note);
  iso_estimate_text_clear (&text);

  iso_estimate_text_init (&text, &alone, NULL);
  assert_text (g_strdup (text.value), "2.50");
  g_assert_nonnull (strstr (text.note, iso_status_explanation (ISO_STATUS_TOO_FEW_POINTS)));
  iso_estimate_text_clear (&text);
}

static void
test_error (void)
{
  const IsoPlace place = { .file = (char *) "/some/where/table.csv", .line = 3, .well = (char *) "C5" };
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) other = g_error_new_literal (G_FILE_ERROR, G_FILE_ERROR_NOENT, "It is not there");
  g_autofree char *text = NULL, *where = NULL, *nowhere = NULL, *plain = NULL;

  iso_error_set (&error, ISO_ERROR_SYNTAX, &place, "“{1}” is no number.", "x", NULL);
  text = iso_error_to_user_text (error);
  where = iso_error_to_user_place (error);
  g_assert_cmpstr (text, ==, "“x” is no number.");
  g_assert_cmpstr (where, ==, "table.csv, line 3, well C5");

  plain = iso_error_to_user_text (other);
  nowhere = iso_error_to_user_place (other);
  g_assert_cmpstr (plain, ==, "It is not there");
  g_assert_null (nowhere);
}

/* A verdict says its limits in the reader's numbers; files have the point. */
static void
test_message (void)
{
  const char *const limits[] = { "-2.5", "12.5", "7.5", NULL };
  g_autoptr (IsoMessage) message = iso_message_newv ("bliss", NULL, "The interval is {1} to {2}; up to {3} on either side is additive", limits);
  g_autofree char *plain = iso_message_to_string (message);

  assert_text (iso_message_to_user_text (message), "The interval is −2.5 to 12.5; up to 7.5 on either side is additive");
  g_assert_nonnull (strstr (plain, "-2.5 to 12.5; up to 7.5 on"));
}

/* A number and what it is counted in do not part at the end of a line; in files they have a plain blank. */
static void
test_ties (void)
{
  const char *const amounts[] = { "1.28 µL", "5", NULL };
  g_autoptr (IsoMessage) message = iso_message_newv ("x", NULL, "Signals need vehicle wells (100 %): {1}, off by {2} %", amounts);
  g_autofree char *plain = iso_message_to_string (message);

  assert_text (iso_message_to_user_text (message), "Signals need vehicle wells (100\u00a0%): 1.28\u00a0µL, off by 5\u00a0%");
  g_assert_cmpstr (plain, ==, "Signals need vehicle wells (100 %): 1.28 µL, off by 5 %");
}

/* The names of models in findings are translated with their sentences; those that a person gave are not. */
static void
test_names (void)
{
  g_autofree char *folder = g_test_build_filename (G_TEST_BUILT, "..", "po", NULL);
  g_autoptr (IsoMessage) message = iso_message_new ("score-gaps", NULL, "{1} is defined in {2} of {3} cells; for the others a single agent "
                                                    "has no curve.", "Loewe additivity", "Vehicle", "5", NULL);
  g_autofree char *text = NULL;

  bindtextdomain ("isobole", folder);
  bind_textdomain_codeset ("isobole", "UTF-8");
  textdomain ("isobole");
  text = iso_message_to_user_text (message);
  textdomain ("messages");
  g_assert_true (g_str_has_prefix (text, "Loewe-Additivität ist in Vehicle von 5 Feldern"));
}

int
main (int argc, char **argv)
{
  iso_test_init (&argc, &argv);

  g_test_add_func ("/user-text/number", test_number);
  g_test_add_func ("/user-text/dose", test_dose);
  g_test_add_func ("/user-text/estimate", test_estimate);
  g_test_add_func ("/user-text/reasons", test_reasons);
  g_test_add_func ("/user-text/error", test_error);
  g_test_add_func ("/user-text/message", test_message);
  g_test_add_func ("/user-text/ties", test_ties);
  if (iso_user_decimal () == ISO_DECIMAL_COMMA)   /* in German */
    g_test_add_func ("/user-text/names", test_names);

  return g_test_run ();
}
