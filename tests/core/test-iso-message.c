/* test-iso-message.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "base/iso-message.h"
#include "iso-test.h"

static void
test_fill (void)
{
  static const char *const arguments[] = { "one", "{1}", NULL };
  static const struct
  {
    const char *sentence;
    const char *filled;
  } cases[] = {
    { "{1} and {2}.", "one and {1}." }, { "{2} before {1}, {1}.", "{1} before one, one." }, { "{3} stays.", "{3} stays." },
    { "{0} {10} {x} {1", "{0} {10} {x} {1" }, { "{{1}}", "{one}" }, { "", "" }, { "Grün {1}", "Grün one" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *filled = iso_sentence_fill (cases[i].sentence, arguments);

      g_assert_cmpstr (filled, ==, cases[i].filled);
    }

  {
    g_autofree char *filled = iso_sentence_fill ("{1}", NULL);

    g_assert_cmpstr (filled, ==, "{1}");
  }
}

static void
test_tie (void)
{
  static const struct
  {
    const char *sentence;
    const char *tied;
  } cases[] = {
    { "wells (100 %) on 5 % of it.", "wells (100\u00a0%) on 5\u00a0% of it." }, { "7 %", "7\u00a0%" }, { "in %", "in %" },
    { "3 %d", "3 %d" }, { " %", " %" }, { "", "" }, { "no share", "no share" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *tied = iso_sentence_tie (g_strdup (cases[i].sentence));

      g_assert_cmpstr (tied, ==, cases[i].tied);
    }
}

static void
test_place (void)
{
  IsoPlace all = { .file = "a.csv", .line = 3, .column = 7, .cell = "dose1", .well = "C5" };
  IsoPlace some = { .line = 3, .column = 7 };
  IsoPlace nothing = { 0 };
  g_autofree char *full = iso_place_to_string (&all);
  g_autofree char *part = iso_place_to_string (&some);
  g_autofree char *empty = iso_place_to_string (&nothing);
  g_autofree char *none = iso_place_to_string (NULL);

  g_assert_cmpstr (full, ==, "a.csv, line 3, column dose1, well C5");
  g_assert_cmpstr (part, ==, "line 3, column 7");
  g_assert_cmpstr (empty, ==, "");
  g_assert_cmpstr (none, ==, "");
}

static void
test_place_copy (void)
{
  char well[] = "C5";
  IsoPlace place = { .file = "a.csv", .line = 3, .well = well }, copy;

  iso_place_copy (&place, &copy);
  well[0] = 'X';
  g_assert_cmpstr (copy.file, ==, "a.csv");
  g_assert_cmpstr (copy.well, ==, "C5");
  g_assert_cmpuint (copy.line, ==, 3);
  iso_place_clear (&copy);
  g_assert_null (copy.file);
  g_assert_null (copy.well);
  g_assert_cmpuint (copy.line, ==, 0);

  iso_place_copy (NULL, &copy);
  g_assert_null (copy.file);
}

static void
test_message (void)
{
  IsoPlace place = { .well = "C5" };
  g_autoptr (IsoMessage) message = iso_message_new ("no-blank", &place, "{1} of {2}.", "Two", "three", NULL);
  g_autoptr (IsoMessage) copy = iso_message_copy (message);
  g_autoptr (IsoMessage) bare = iso_message_new ("bare", NULL, "Nothing.", NULL);
  g_autofree char *text = iso_message_to_string (copy);
  g_autofree char *bare_text = iso_message_to_string (bare);

  g_assert_cmpstr (copy->code, ==, "no-blank");
  g_assert_cmpstr (copy->place.well, ==, "C5");
  g_assert_true (copy->place.well != message->place.well);
  g_assert_cmpstr (copy->sentence, ==, "{1} of {2}.");
  g_assert_cmpuint (g_strv_length (copy->arguments), ==, 2);
  g_assert_cmpstr (text, ==, "Two of three.");
  g_assert_cmpstr (bare_text, ==, "Nothing.");
}

static void
test_list (void)
{
  g_autoptr (GPtrArray) list = iso_message_list_new ();

  g_ptr_array_add (list, iso_message_new ("a", NULL, "A.", NULL));
  g_ptr_array_add (list, iso_message_new ("b", NULL, "B.", NULL));
  g_assert_cmpuint (list->len, ==, 2);
}

int
main (int argc, char *argv[])
{
  iso_test_init (&argc, &argv);
  g_test_add_func ("/message/fill", test_fill);
  g_test_add_func ("/message/tie", test_tie);
  g_test_add_func ("/message/place", test_place);
  g_test_add_func ("/message/place-copy", test_place_copy);
  g_test_add_func ("/message/message", test_message);
  g_test_add_func ("/message/list", test_list);
  return g_test_run ();
}
