/* test-iso-history-label.c - every step of a history can be said in words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-edit-base.h"
#include "iso-history-label.h"
#include "iso-store-test.h"
#include "iso-test.h"

#include <string.h>

/* No hole without an argument. */
static void
assert_filled (const IsoMessage *message)
{
  g_autofree char *text = iso_message_to_string (message);

  if (strstr (text, "{") != NULL || strstr (text, "does not know") != NULL)
    g_error ("%s: %s", message->code, text);
}

/* Words in quotes of the argument that is the verb. */
static guint
check_verbs_of_call (const char *verb)
{
  g_autoptr (GRegex) word = g_regex_new ("\"([a-z]+(?:-[a-z]+)*)\"", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  guint n = 0;

  for (g_regex_match (word, verb, 0, &match); g_match_info_matches (match); g_match_info_next (match, NULL))
    {
      g_autofree char *found = g_match_info_fetch (match, 1);

      if (iso_history_label (found, NULL) == NULL)
        g_error ("there is no label for the edit \"%s\"", found);
      n++;
    }
  return n;
}

static guint
check_calls (const char *path)
{
  g_autoptr (GRegex) call = g_regex_new ("iso_history_begin \\([^,]+, [^,]+,\\s*([^,]+),", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *text = NULL;
  guint n = 0;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  for (g_regex_match (call, text, 0, &match); g_match_info_matches (match); g_match_info_next (match, NULL))
    {
      g_autofree char *verb = g_match_info_fetch (match, 1);

      n += check_verbs_of_call (verb);
    }
  return n;
}

/* The sources are searched for verbs, so that a new edit cannot come without its sentence. */
static void
test_every_verb (void)
{
  static const char *const rooms[] = { "store", "model", "cli" };
  const char *source = g_getenv ("ISOBOLE_SOURCE_DIR");
  guint n = 0;

  g_assert_nonnull (source);
  for (gsize i = 0; i < G_N_ELEMENTS (rooms); i++)
    {
      g_autofree char *folder = g_build_filename (source, "src", rooms[i], NULL);
      g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
      const char *name;

      while ((name = g_dir_read_name (dir)) != NULL)
        {
          g_autofree char *path = g_build_filename (folder, name, NULL);

          if (g_str_has_suffix (name, ".c"))
            n += check_calls (path);
        }
    }
  g_assert_cmpuint (n, >=, 11);
  for (guint i = ISO_ENTITY_DRUG; i <= ISO_ENTITY_FIGURE; i++)
    {
      for (guint j = 0; j < 4; j++)
        g_assert_nonnull (iso_history_label (iso_entity_words ((IsoEntity) i)->verbs[j], NULL));
    }
}

/* Whatever is done, its arguments fill the sentence. */
static void
test_every_step (void)
{
  g_autoptr (IsoStore) store = store_test_new (NULL);
  g_autoptr (GPtrArray) rows = NULL;
  IsoRandom random;
  guint counter = 1;

  iso_random_init (&random, 3, 1);
  for (guint i = 0; i < 600; i++)
    {
      store_test_edit (store, &random, &counter);
      if (i % 7 == 0)
        iso_history_undo (store, &store_test_stamp, NULL);
      if (i % 14 == 0)
        iso_history_redo (store, &store_test_stamp, NULL);
    }
  iso_history_restore (store, 5, &store_test_stamp, NULL);
  iso_history_restore (store, 0, &store_test_stamp, NULL);
  rows = iso_history_list (store, NULL);
  g_assert_cmpuint (rows->len, >, 100);
  for (guint i = 0; i < rows->len; i++)
    {
      g_autoptr (IsoMessage) message = iso_history_describe (g_ptr_array_index (rows, i));

      assert_filled (message);
    }
}

static void
assert_says (IsoHistoryKind kind, gint64 target, const char *verb, const char *const *args, const char *expected)
{
  const IsoHistoryRow row = { .seq = 9, .kind = kind, .target = target, .verb = (char *) verb, .args = (char **) args };
  g_autoptr (IsoMessage) message = iso_history_describe (&row);
  g_autofree char *text = iso_message_to_string (message);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_words (void)
{
  assert_says (ISO_HISTORY_DO, 0, "rename-drug", (const char *const[]) { "A", "B", NULL }, "Rename the compound “A” to “B”");
  assert_says (ISO_HISTORY_DO, 0, "set-setting", (const char *const[]) { "level", "0.9", NULL }, "Set “level” to “0.9”");
  assert_says (ISO_HISTORY_DO, 0, "set-setting", (const char *const[]) { "level", "", NULL },
               "Set “level” back to the program's own value");
  assert_says (ISO_HISTORY_DO, 0, "teleport", NULL, "An edit that this version does not know (“teleport”)");
  assert_says (ISO_HISTORY_UNDO, 7, "undo", NULL, "Undo step 7");
  assert_says (ISO_HISTORY_REDO, 7, "redo", NULL, "Do step 7 again");
  assert_says (ISO_HISTORY_RESTORE, 7, "restore", NULL, "Restore everything as it was after step 7");
  assert_says (ISO_HISTORY_RESTORE, 0, "restore", NULL, "Restore everything as it was at the beginning");
}

int
main (int argc, char *argv[])
{
  iso_test_init (&argc, &argv);
  g_test_add_func ("/history-label/every-verb", test_every_verb);
  g_test_add_func ("/history-label/every-step", test_every_step);
  g_test_add_func ("/history-label/words", test_words);
  return g_test_run ();
}
