/* store-property.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store-property.h"

/* The shadow of a project: whole copies where the project has changesets. */
typedef struct
{
  GPtrArray *before;    /* of char *: the contents that undo leads to, the next one last */
  GPtrArray *after;     /* those that redo leads to */
  GPtrArray *at;        /* of char *: the contents after row seq at index seq */
  char      *now;
} Shadow;

static void
push (GPtrArray *stack, const char *text)
{
  g_ptr_array_add (stack, g_strdup (text));
}

static void
go (Shadow *shadow, GPtrArray *from, GPtrArray *to)
{
  char *target = g_ptr_array_steal_index (from, from->len - 1);

  g_ptr_array_add (to, shadow->now);
  shadow->now = target;
}

static void
assert_same (IsoStore *store, const Shadow *shadow)
{
  g_autofree char *dump = store_test_dump (store);

  g_assert_cmpstr (dump, ==, shadow->now);
  g_assert_cmpint (iso_history_next_undo (store) != 0, ==, shadow->before->len > 0);
  g_assert_cmpint (iso_history_next_redo (store) != 0, ==, shadow->after->len > 0);
  g_assert_cmpint (iso_history_position (store), ==, shadow->at->len - 1);
  g_assert_cmpint (store_test_count (store, "SELECT count (*) FROM pragma_foreign_key_check"), ==, 0);
}

/* Something new was done: what comes after is taken from the project. */
static void
follow (IsoStore *store, Shadow *shadow)
{
  g_autofree char *dump = store_test_dump (store);

  if (g_str_equal (dump, shadow->now))
    return;
  g_ptr_array_add (shadow->before, shadow->now);
  g_ptr_array_set_size (shadow->after, 0);
  shadow->now = g_steal_pointer (&dump);
  push (shadow->at, shadow->now);
}

static void
take_step (IsoStore **store, const char *path, Shadow *shadow, IsoRandom *random, guint *counter)
{
  g_autoptr (GError) error = NULL;
  guint32 chance = iso_random_below (random, 20);
  guint32 seq;

  if (chance < 5 && shadow->before->len > 0)
    {
      g_assert_true (iso_history_undo (*store, &store_test_stamp, &error));
      go (shadow, shadow->before, shadow->after);
      push (shadow->at, shadow->now);
    }
  else if (chance < 9 && shadow->after->len > 0)
    {
      g_assert_true (iso_history_redo (*store, &store_test_stamp, &error));
      go (shadow, shadow->after, shadow->before);
      push (shadow->at, shadow->now);
    }
  else if (chance == 9)
    {
      seq = iso_random_below (random, shadow->at->len);
      g_assert_true (iso_history_restore (*store, seq, &store_test_stamp, &error));
      follow (*store, shadow);
      g_assert_cmpstr (shadow->now, ==, g_ptr_array_index (shadow->at, seq));
    }
  else if (chance == 10)
    {
      iso_store_free (*store);
      *store = store_test_open (path);
    }
  else
    {
      store_test_edit (*store, random, counter);
      follow (*store, shadow);
    }
  g_assert_no_error (error);
}

void
store_property_any_order (guint64 seed, guint steps)
{
  g_autofree char *folder = store_test_folder ();
  g_autofree char *path = g_build_filename (folder, "a.isobole", NULL);
  IsoStore *store = store_test_new (path);
  Shadow shadow = {
    g_ptr_array_new_with_free_func (g_free), g_ptr_array_new_with_free_func (g_free), g_ptr_array_new_with_free_func (g_free),
    store_test_dump (store),
  };
  IsoRandom random;
  guint counter = 1;

  iso_random_init (&random, seed, 1);
  push (shadow.at, shadow.now);
  for (guint i = 0; i < steps; i++)
    {
      take_step (&store, path, &shadow, &random, &counter);
      assert_same (store, &shadow);
    }
  g_assert_cmpuint (shadow.at->len, >, steps / 3);

  iso_store_free (store);
  g_ptr_array_unref (shadow.before);
  g_ptr_array_unref (shadow.after);
  g_ptr_array_unref (shadow.at);
  g_free (shadow.now);
  store_test_remove (folder);
}

void
store_property_back_and_forth (guint64 seed, guint edits)
{
  g_autoptr (IsoStore) store = store_test_new (NULL);
  g_autofree char *first = store_test_dump (store);
  g_autofree char *last = NULL;
  g_autofree char *undone = NULL;
  g_autofree char *redone = NULL;
  g_autoptr (GError) error = NULL;
  IsoRandom random;
  guint counter = 1;
  gint64 done;

  iso_random_init (&random, seed, 2);
  for (guint i = 0; i < edits; i++)
    store_test_edit (store, &random, &counter);
  last = store_test_dump (store);
  done = iso_history_position (store);
  g_assert_cmpint (done, >, edits / 3);

  while (iso_history_next_undo (store) != 0)
    g_assert_true (iso_history_undo (store, &store_test_stamp, &error));
  undone = store_test_dump (store);
  g_assert_cmpstr (undone, ==, first);
  while (iso_history_next_redo (store) != 0)
    g_assert_true (iso_history_redo (store, &store_test_stamp, &error));
  redone = store_test_dump (store);
  g_assert_cmpstr (redone, ==, last);
  g_assert_cmpint (iso_history_position (store), ==, 3 * done);
}
