/* test-store-crash.c - a program that is killed at any moment loses nothing that it had reported as done
 *
 * Each round a child opens the project, edits, undoes and saves by chance, and tells the position of the history after each; it is
 * killed at a moment by chance. What is opened next must have at least that position, history and keys must be whole, and the
 * person's file must be one whole saved state: the last one reported, or the one that was being saved.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-store-test.h"
#include "iso-test.h"
#include "iso-work.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>
#include <glib/gstdio.h>

#define ROUNDS 1000
#define ROUNDS_OF_A_PROJECT 20
#define MOST_REPORTS 25        /* that a child is let make before it is to die */
#define LONGEST_DELAY 15000    /* microseconds until it does */

typedef struct
{
  gint64 position;   /* of the history */
  gint64 saved;      /* of the file, as far as it was reported */
} Report;

static void
tell (int pipe, const IsoStore *store, gint64 saved)
{
  Report report = { iso_history_position (store), saved };

  if (write (pipe, &report, sizeof report) != sizeof report)
    _exit (1);
}

/* Never returns. */
static void
live (const IsoWorkPlace *place, const char *path, guint64 seed, int pipe)
{
  IsoWorkState state;
  IsoWork *work = iso_work_open (place, path, path, &store_test_stamp, &state, NULL);
  guint counter = (guint) seed * 10000;
  gint64 saved = -1;
  IsoRandom random;
  IsoStore *store;

  if (work == NULL)
    _exit (1);
  store = iso_work_store (work);
  iso_random_init (&random, seed, 3);
  for (;;)
    {
      guint32 chance = iso_random_below (&random, 10);

      if (chance == 0 && iso_work_save (work, FALSE, NULL))
        saved = iso_history_position (store);
      else if (chance == 1 && iso_history_next_undo (store) != 0)
        iso_history_undo (store, &store_test_stamp, NULL);
      else if (chance == 2 && iso_history_next_redo (store) != 0)
        iso_history_redo (store, &store_test_stamp, NULL);
      else
        store_test_edit (store, &random, &counter);
      tell (pipe, store, saved);
    }
}

/* The last report before the child was killed. */
static Report
kill_one (const IsoWorkPlace *place, const char *path, guint64 seed, IsoRandom *random)
{
  guint32 reports = iso_random_below (random, MOST_REPORTS);
  Report report, last = { -1, -1 };
  int ends[2];
  pid_t child;

  g_assert_cmpint (pipe (ends), ==, 0);
  child = fork ();
  g_assert_cmpint (child, >=, 0);
  if (child == 0)
    {
      close (ends[0]);
      live (place, path, seed, ends[1]);
    }
  close (ends[1]);
  for (guint32 i = 0; i < reports && read (ends[0], &report, sizeof report) == sizeof report; i++)
    last = report;
  g_usleep (iso_random_below (random, LONGEST_DELAY));
  kill (child, SIGKILL);
  while (read (ends[0], &report, sizeof report) == sizeof report)
    last = report;
  close (ends[0]);
  waitpid (child, NULL, 0);
  return last;
}

/* The position of the history in the person's file, which must be sound. */
static gint64
check_file (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (IsoDb) db = NULL;
  gint64 position;

  iso_schema_check_file (&iso_schema, path, "a.isobole", &error);
  g_assert_no_error (error);
  db = iso_db_open (path, "a.isobole", ISO_DB_READ, &error);
  g_assert_no_error (error);
  iso_schema_verify (&iso_schema, db, &error);
  g_assert_no_error (error);
  iso_db_get (db, &position, 0, &error, "SELECT coalesce (max (seq), 0) FROM history", NULL);
  g_assert_no_error (error);
  return position;
}

/* All the way back: the history fits the contents. */
static void
check_history (IsoStore *store, const char *empty)
{
  g_autofree char *dump = NULL;
  g_autoptr (GError) error = NULL;

  iso_history_restore (store, 0, &store_test_stamp, &error);
  g_assert_no_error (error);
  dump = store_test_dump (store);
  g_assert_cmpstr (dump, ==, empty);
}

/* A project with nothing in it but two reads, saved; what undoing everything must lead back to. */
static char *
begin (const IsoWorkPlace *place, const char *path)
{
  g_autoptr (GError) error = NULL;
  IsoWork *work = iso_work_create (place, path, path, &error);
  char *empty;

  g_assert_no_error (error);
  empty = store_test_dump (iso_work_store (work));
  iso_db_execute (iso_store_db (iso_work_store (work)),
                  "INSERT INTO source (sha256, name, bytes) VALUES ('00', 'plate.txt', x'0a');"
                  "INSERT INTO read VALUES ('read-1', '00', 'grid', 1, 0, '', NULL, 96, 0, '562', 0);"
                  "INSERT INTO read VALUES ('read-2', '00', 'grid', 1, 0, '', NULL, 96, 1, '690', 0);", &error);
  g_assert_no_error (error);
  iso_work_save (work, FALSE, &error);
  g_assert_no_error (error);
  iso_work_close (work);
  return empty;
}

static void
test_crash (void)
{
  g_autofree char *folder = store_test_folder ();
  g_autofree char *root = g_build_filename (folder, "work", NULL);
  g_autofree char *path = g_build_filename (folder, "a.isobole", NULL);
  const IsoWorkPlace place = { &iso_schema, root };
  g_autofree char *empty = begin (&place, path);
  guint recovered = 0, edits = 0, saves = 0;
  IsoRandom random;

  iso_random_init (&random, 1, 4);

  for (guint round = 1; round <= ROUNDS; round++)
    {
      Report last = kill_one (&place, path, round, &random);
      g_autoptr (GError) error = NULL;
      gint64 in_file = check_file (path);
      IsoWorkState state;
      IsoWork *work;

      work = iso_work_open (&place, path, path, &store_test_stamp, &state, &error);
      g_assert_no_error (error);
      g_assert_cmpint (state, !=, ISO_WORK_DAMAGED);
      g_assert_cmpint (iso_history_position (iso_work_store (work)), >=, last.position);
      g_assert_cmpint (in_file, >=, last.saved);
      g_assert_cmpint (in_file, <=, iso_history_position (iso_work_store (work)));
      g_assert_cmpint (store_test_count (iso_work_store (work), "SELECT count (*) FROM pragma_foreign_key_check"), ==, 0);
      g_assert_false (iso_work_is_file_changed (work));
      recovered += state == ISO_WORK_RECOVERED;
      saves += last.saved >= 0;
      edits += last.position > 0;

      if (round % ROUNDS_OF_A_PROJECT != 0)
        {
          iso_work_leave (work);
          continue;
        }
      check_history (iso_work_store (work), empty);
      iso_work_close (work);
      g_unlink (path);
      g_free (empty);
      empty = begin (&place, path);
    }
  g_test_message ("%u rounds: edits reported in %u, saved in %u, recovered %u", ROUNDS, edits, saves, recovered);
  g_assert_cmpuint (recovered, >, ROUNDS / 2);
  g_assert_cmpuint (saves, >, ROUNDS / 10);
  g_assert_cmpuint (edits, >, ROUNDS / 2);
  store_test_remove (folder);
}

int
main (int argc, char *argv[])
{
  iso_test_init (&argc, &argv);
  g_test_add_func ("/store/crash", test_crash);
  return g_test_run ();
}
