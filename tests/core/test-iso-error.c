/* test-iso-error.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "base/iso-error.h"
#include "iso-test.h"

static void
test_set (void)
{
  IsoPlace place = { .line = 3, .cell = "dose1" };
  g_autoptr (GError) error = NULL;
  const IsoMessage *message;

  iso_error_set (&error, ISO_ERROR_UNITS, &place, "“{1}” is no unit. Use one of {2}.", "parsec", "nM", NULL);
  g_assert_error (error, ISO_ERROR, ISO_ERROR_UNITS);
  g_assert_cmpstr (error->message, ==, "“parsec” is no unit. Use one of nM.");

  message = iso_error_get_message (error);
  g_assert_cmpstr (message->code, ==, "units");
  g_assert_cmpstr (message->sentence, ==, "“{1}” is no unit. Use one of {2}.");
  g_assert_cmpstr (message->arguments[1], ==, "nM");
  g_assert_cmpuint (message->place.line, ==, 3);
  g_assert_cmpstr (message->place.cell, ==, "dose1");

  iso_error_set (NULL, ISO_ERROR_IO, NULL, "Nobody listens.", NULL);
}

static void
test_copy (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) copy = NULL;

  iso_error_set (&error, ISO_ERROR_NO_DATA, NULL, "There is nothing in {1}.", "a.csv", NULL);
  copy = g_error_copy (error);
  g_clear_error (&error);
  g_assert_cmpstr (iso_error_get_message (copy)->arguments[0], ==, "a.csv");
}

static void
test_file (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) foreign = g_error_new_literal (G_FILE_ERROR, G_FILE_ERROR_NOENT, "No such file");

  iso_error_set (&error, ISO_ERROR_SYNTAX, NULL, "Wrong.", NULL);
  iso_error_set_file (error, "first.csv");
  iso_error_set_file (error, "second.csv");
  g_assert_cmpstr (iso_error_get_message (error)->place.file, ==, "first.csv");

  iso_error_set_file (foreign, "a.csv");
  g_assert_null (iso_error_get_message (foreign));
}

/* The words stand in JSON: they never change. */
static void
test_words (void)
{
  static const char *const words[] = {
    "syntax", "range", "units", "no-data", "too-large", "too-new", "corrupt", "busy", "unsupported", "cancelled", "io",
  };

  g_assert_cmpuint (G_N_ELEMENTS (words), ==, ISO_ERROR_IO + 1);
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    g_assert_cmpstr (iso_error_code_word ((int) i), ==, words[i]);
}

int
main (int argc, char *argv[])
{
  iso_test_init (&argc, &argv);
  g_test_add_func ("/error/set", test_set);
  g_test_add_func ("/error/copy", test_copy);
  g_test_add_func ("/error/file", test_file);
  g_test_add_func ("/error/words", test_words);
  return g_test_run ();
}
