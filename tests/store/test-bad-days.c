/* test-bad-days.c - full disks, lost folders, wrong clocks, huge and broken files, two programs: a message, and nothing lost
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-assemble.h"
#include "iso-check.h"
#include "iso-store-test.h"
#include "iso-test.h"
#include "iso-work.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

typedef struct
{
  char        *folder;
  char        *root;
  char        *path;
  IsoWorkPlace place;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = store_test_folder ();
  fixture->root = g_build_filename (fixture->folder, "work", NULL);
  fixture->path = g_build_filename (fixture->folder, "a.isobole", NULL);
  fixture->place = (IsoWorkPlace) { &iso_schema, fixture->root };
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  store_test_remove (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->root);
  g_free (fixture->path);
}

static gboolean
add_drug (IsoWork *work, guint n, GError **error)
{
  g_autofree char *name = g_strdup_printf ("drug %u", n);

  return iso_edit_add_drug (iso_work_store (work), &store_test_stamp, store_test_uuid (n), name, "nM", error);
}

/* A saved project with one drug. */
static IsoWork *
make_work (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  IsoWork *work = iso_work_create (&fixture->place, fixture->path, fixture->path, &error);

  g_assert_no_error (error);
  g_assert_true (add_drug (work, 1, NULL));
  g_assert_true (iso_work_save (work, FALSE, &error));
  g_assert_no_error (error);
  return work;
}

static gint64
count_drugs (IsoWork *work)
{
  return store_test_count (iso_work_store (work), "SELECT count (*) FROM drug");
}

static void
assert_says (GError **error, IsoErrorCode code, const char *part)
{
  g_assert_error (*error, ISO_ERROR, (int) code);
  if (strstr ((*error)->message, part) == NULL)
    g_error ("“%s” does not say “%s”", (*error)->message, part);
  g_clear_error (error);
}

/* No file may grow any more, as on a full disk. */
static void
limit_files (rlim_t most)
{
  struct rlimit limit;

  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  limit.rlim_cur = most;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
}

static void
test_disk_full (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  IsoWork *work = make_work (fixture);
  gsize before_size, after_size;
  gboolean edited, saved;
  guint n = 2;

  g_assert_true (g_file_get_contents (fixture->path, &before, &before_size, NULL));
  limit_files (256 * 1024);
  do
    edited = add_drug (work, n, &error);
  while (edited && ++n < 200);
  limit_files (RLIM_INFINITY);
  g_assert_false (edited);
  assert_says (&error, ISO_ERROR_IO, "The project cannot be read or written");
  g_assert_cmpint (count_drugs (work), ==, n - 1);

  limit_files (16 * 1024);
  saved = iso_work_save (work, FALSE, &error);
  limit_files (RLIM_INFINITY);
  g_assert_false (saved);
  assert_says (&error, ISO_ERROR_IO, "The project cannot be read or written");
  g_assert_true (g_file_get_contents (fixture->path, &after, &after_size, NULL));
  g_assert_cmpmem (after, after_size, before, before_size);
  g_assert_true (iso_work_is_modified (work));

  /* Room again: all goes on. */
  g_assert_true (add_drug (work, n, &error));
  g_assert_true (iso_history_undo (iso_work_store (work), &store_test_stamp, &error));
  g_assert_true (iso_work_save (work, FALSE, &error));
  g_assert_no_error (error);
  iso_work_close (work);
}

/* A small disk of our own under `folder`, which nobody else sees and which goes with this program; FALSE if we may not. */
static gboolean
mount_small_disk (const char *folder)
{
  return unshare (CLONE_NEWNS) == 0 && mount ("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0
         && mount ("tmpfs", folder, "tmpfs", 0, "size=512k,mode=0700") == 0;
}

/* Takes what room is left. */
static void
fill_disk (const char *path)
{
  static const char block[4096];
  int file = open (path, O_CREAT | O_WRONLY | O_CLOEXEC, 0600);

  g_assert_cmpint (file, >=, 0);
  while (write (file, block, sizeof block) > 0)
    ;
  g_assert_cmpint (errno, ==, ENOSPC);
  close (file);
}

/* A disk that is really full: an edit fails with a message, saving fails with a message, the person's file is as it was, and all goes
 * on when there is room. */
static void
test_small_disk (Fixture *fixture, gconstpointer data)
{
  g_autofree char *filler = g_build_filename (fixture->folder, "filler", NULL);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  gsize before_size, after_size;
  IsoWorkState state;
  IsoWork *work;
  guint n = 2;

  if (!mount_small_disk (fixture->folder))
    {
      g_test_skip ("NOT TESTED: a full disk needs the right to mount a small one (root, or a namespace of our own)");
      return;
    }
  work = make_work (fixture);
  g_assert_true (g_file_get_contents (fixture->path, &before, &before_size, NULL));
  fill_disk (filler);
  while (add_drug (work, n, &error))
    n++;
  g_assert_error (error, ISO_ERROR, ISO_ERROR_IO);
  g_assert_nonnull (strstr (error->message, "space"));
  g_clear_error (&error);
  g_assert_cmpint (count_drugs (work), ==, n - 1);

  /* Room for one edit, and not for a whole file. */
  g_assert_cmpint (truncate (filler, (off_t) (100 * 1024)), ==, 0);
  g_assert_true (add_drug (work, n, &error));
  g_assert_no_error (error);
  g_unlink (filler);
  fill_disk (filler);
  g_assert_false (iso_work_save (work, FALSE, &error));
  g_assert_error (error, ISO_ERROR, ISO_ERROR_IO);
  g_assert_nonnull (strstr (error->message, "space"));
  g_clear_error (&error);
  g_assert_true (g_file_get_contents (fixture->path, &after, &after_size, NULL));
  g_assert_cmpmem (after, after_size, before, before_size);
  g_assert_true (iso_work_is_modified (work));

  g_unlink (filler);
  g_assert_true (iso_work_save (work, FALSE, &error));
  g_assert_no_error (error);
  iso_work_close (work);
  work = iso_work_open (&fixture->place, fixture->path, fixture->path, &store_test_stamp, &state, &error);
  g_assert_no_error (error);
  g_assert_cmpint (count_drugs (work), ==, n);
  iso_work_close (work);
  g_assert_cmpint (umount2 (fixture->folder, MNT_DETACH), ==, 0);
}

/* SQLite's own word for it. */
static void
test_no_pages (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  IsoWork *work = make_work (fixture);
  IsoDb *db = iso_store_db (iso_work_store (work));
  guint n = 2;

  g_assert_true (iso_db_execute (db, "PRAGMA max_page_count = 40", NULL));
  while (add_drug (work, n, &error))
    n++;
  assert_says (&error, ISO_ERROR_IO, "There is no space left for the project");
  g_assert_cmpint (count_drugs (work), ==, n - 1);
  g_assert_true (iso_db_execute (db, "PRAGMA max_page_count = 4000000000", NULL));
  g_assert_true (add_drug (work, n, &error));
  g_assert_no_error (error);
  iso_work_close (work);
}

/* Where nobody may write, root neither: another name helps. */
static void
test_no_permission (Fixture *fixture, gconstpointer data)
{
  static const char path[] = "/proc/a.isobole";
  g_autofree char *other = g_build_filename (fixture->folder, "b.isobole", NULL);
  g_autoptr (GError) error = NULL;
  IsoWork *work = make_work (fixture);

  g_assert_true (add_drug (work, 2, NULL));
  g_assert_false (iso_work_save_as (work, path, path, &error));
  assert_says (&error, ISO_ERROR_IO, "Nothing is lost: make room or choose another folder");
  g_assert_false (iso_work_export (work, path, TRUE, &error));
  assert_says (&error, ISO_ERROR_IO, "Nothing is lost: make room or choose another folder");
  g_assert_true (iso_work_is_modified (work));
  g_assert_cmpint (count_drugs (work), ==, 2);
  g_assert_true (iso_work_save_as (work, other, other, &error));
  g_assert_no_error (error);
  iso_work_close (work);
}

/* The work copy is deleted under the program. The person's file stays, and the error says that saving failed. */
static void
test_folder_gone (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  IsoWork *work = make_work (fixture);
  gsize before_size, after_size;

  g_assert_true (add_drug (work, 2, NULL));
  g_assert_true (g_file_get_contents (fixture->path, &before, &before_size, NULL));
  store_test_remove (fixture->root);
  g_assert_false (iso_work_save (work, FALSE, &error));
  assert_says (&error, ISO_ERROR_IO, "The project cannot be opened or written there");
  g_assert_true (g_file_get_contents (fixture->path, &after, &after_size, NULL));
  g_assert_cmpmem (after, after_size, before, before_size);
  g_assert_cmpint (count_drugs (work), ==, 2);
  g_assert_true (iso_work_is_modified (work));
  iso_work_close (work);
}

/* History is in the order of what was done, whatever the clock says. */
static void
test_clock_back (Fixture *fixture, gconstpointer data)
{
  IsoStamp past = store_test_stamp;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GError) error = NULL;
  IsoWork *work = make_work (fixture);
  IsoWorkState state;

  past.at = -1000;
  g_assert_true (iso_edit_add_drug (iso_work_store (work), &past, "d", "D", "nM", NULL));
  g_assert_true (iso_work_save (work, FALSE, NULL));
  iso_work_close (work);
  work = iso_work_open (&fixture->place, fixture->path, fixture->path, &past, &state, &error);
  g_assert_no_error (error);
  rows = iso_history_list (iso_work_store (work), NULL);
  g_assert_cmpuint (rows->len, ==, 2);
  g_assert_cmpint (((IsoHistoryRow *) g_ptr_array_index (rows, 1))->at, ==, -1000);
  g_assert_true (iso_history_undo (iso_work_store (work), &past, &error));
  g_assert_cmpint (count_drugs (work), ==, 1);
  iso_work_close (work);
}

static void
test_huge (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  IsoWork *work = make_work (fixture);
  IsoWorkState state;

  g_assert_false (iso_db_execute (iso_store_db (iso_work_store (work)), "INSERT INTO source VALUES ('00', 'huge', zeroblob (1000000000))",
                                  &error));
  assert_says (&error, ISO_ERROR_TOO_LARGE, "holds something too large");
  iso_work_close (work);

  /* A project with a hole of 1 GB behind it: refused without reading it. */
  g_assert_cmpint (truncate (fixture->path, 1000000000), ==, 0);
  g_assert_null (iso_work_open (&fixture->place, fixture->path, fixture->path, &store_test_stamp, &state, &error));
  assert_says (&error, ISO_ERROR_CORRUPT, "damaged or not whole");
}

/* Files of 256 MB are read, and the project holds them; it does not hold more than it could hand out again. */
static void
test_largest_source (Fixture *fixture, gconstpointer data)
{
  g_autoptr (IsoStore) store = store_test_new (NULL);
  IsoDb *db = iso_store_db (store);
  g_autoptr (GError) error = NULL;

  g_assert_true (iso_db_execute (db, "INSERT INTO source VALUES ('256', 'large', zeroblob (256 * 1024 * 1024))", &error));
  g_assert_no_error (error);
  g_assert_cmpint (store_test_count (store, "SELECT length (bytes) FROM source WHERE sha256 = '256'"), ==, 256 * 1024 * 1024);
  g_assert_false (iso_db_execute (db, "INSERT INTO source VALUES ('301', 'larger', zeroblob (301 * 1024 * 1024))", &error));
  assert_says (&error, ISO_ERROR_TOO_LARGE, "holds something too large");
  g_assert_cmpint (store_test_count (store, "SELECT count (*) FROM source WHERE sha256 = '301'"), ==, 0);
}

/* A second program cannot open it, and can as soon as the first has ended. */
static void
test_two_processes (Fixture *fixture, gconstpointer data)
{
  IsoWork *work = make_work (fixture);

  for (guint i = 0; i < 2; i++)
    {
      pid_t child;
      int status;

      if (i == 1)
        iso_work_close (work);
      child = fork ();
      g_assert_cmpint (child, >=, 0);
      if (child == 0)
        {
          GError *error = NULL;
          IsoWorkState state;
          IsoWork *theirs = iso_work_open (&fixture->place, fixture->path, fixture->path, &store_test_stamp, &state, &error);

          if (i == 0)
            _exit (theirs == NULL && g_error_matches (error, ISO_ERROR, ISO_ERROR_BUSY) ? 0 : 1);
          _exit (theirs != NULL ? 0 : 1);
        }
      g_assert_cmpint (waitpid (child, &status, 0), ==, child);
      g_assert_true (WIFEXITED (status) && WEXITSTATUS (status) == 0);
    }
}

/* Cut off, or with a page of noise, by chance: refused with a reason, or used without harm. */
static void
test_random_damage (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "b.isobole", NULL);
  g_autofree char *bytes = NULL;
  IsoStore *store = store_test_new (path);
  IsoRandom random;
  guint counter = 1, refused = 0;
  gsize size;

  iso_random_init (&random, 11, 1);
  for (guint i = 0; i < 60; i++)
    store_test_edit (store, &random, &counter);
  g_assert_true (iso_db_execute (iso_store_db (store), "PRAGMA journal_mode = DELETE", NULL));
  iso_store_free (store);
  g_assert_true (g_file_get_contents (path, &bytes, &size, NULL));
  for (guint i = 0; i < 60; i++)
    {
      g_autofree char *broken = g_memdup2 (bytes, size);
      gsize page = iso_random_below (&random, (guint32) (size / 4096));
      g_autoptr (GError) error = NULL;
      g_autoptr (IsoExperiment) experiment = NULL;
      g_autoptr (GPtrArray) findings = NULL;
      IsoWorkState state;
      IsoWork *work;

      for (guint j = 0; j < 16; j++)
        broken[page * 4096 + iso_random_below (&random, 4096)] = (char) iso_random_below (&random, 256);
      g_assert_true (g_file_set_contents (fixture->path, broken, (gssize) (i % 2 == 0 ? size : page * 4096), NULL));
      work = iso_work_open (&fixture->place, fixture->path, fixture->path, &store_test_stamp, &state, &error);
      g_assert_true ((work == NULL) == (error != NULL));
      refused += work == NULL;
      if (work == NULL)
        continue;
      experiment = iso_assemble_experiment (iso_work_store (work), NULL);
      findings = iso_check_project (iso_work_store (work), NULL);
      iso_history_undo (iso_work_store (work), &store_test_stamp, NULL);
      iso_work_close (work);
    }
  g_assert_cmpuint (refused, >=, 30);   /* all that were cut off */
}

#define ADD(name, function) g_test_add ("/bad-days/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  iso_test_init (&argc, &argv);
  ADD ("disk-full", test_disk_full);
  ADD ("small-disk", test_small_disk);
  ADD ("no-pages", test_no_pages);
  ADD ("no-permission", test_no_permission);
  ADD ("folder-gone", test_folder_gone);
  ADD ("clock-back", test_clock_back);
  ADD ("huge", test_huge);
  ADD ("largest-source", test_largest_source);
  ADD ("two-processes", test_two_processes);
  ADD ("random-damage", test_random_damage);
  return g_test_run ();
}
