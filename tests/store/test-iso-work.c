/* test-iso-work.c - opening, saving, recovering, and other people at the same file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-store-test.h"
#include "iso-test.h"
#include "iso-work.h"

#include <string.h>
#include <glib/gstdio.h>
#include <sys/stat.h>

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

static IsoWork *
open_work (Fixture *fixture, IsoWorkState expected)
{
  g_autoptr (GError) error = NULL;
  IsoWorkState state;
  IsoWork *work = iso_work_open (&fixture->place, fixture->path, fixture->path, &store_test_stamp, &state, &error);

  g_assert_no_error (error);
  g_assert_cmpint (state, ==, expected);
  return work;
}

static void
assert_not_opened (Fixture *fixture, IsoErrorCode code)
{
  g_autoptr (GError) error = NULL;
  IsoWorkState state;

  g_assert_null (iso_work_open (&fixture->place, fixture->path, fixture->path, &store_test_stamp, &state, &error));
  g_assert_error (error, ISO_ERROR, (int) code);
}

static IsoWork *
create_work (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  IsoWork *work = iso_work_create (&fixture->place, fixture->path, fixture->path, &error);

  g_assert_no_error (error);
  return work;
}

static void
add_drug (IsoWork *work, guint n, const char *name)
{
  g_autoptr (GError) error = NULL;

  iso_edit_add_drug (iso_work_store (work), &store_test_stamp, store_test_uuid (n), name, "nM", &error);
  g_assert_no_error (error);
}

static void
save (IsoWork *work)
{
  g_autoptr (GError) error = NULL;

  iso_work_save (work, FALSE, &error);
  g_assert_no_error (error);
  g_assert_false (iso_work_is_modified (work));
}

static gint64
count_drugs (IsoWork *work)
{
  return store_test_count (iso_work_store (work), "SELECT count (*) FROM drug");
}

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (dir != NULL && g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static void
test_save (Fixture *fixture, gconstpointer data)
{
  IsoWork *work = create_work (fixture);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  gsize first_size, second_size;

  g_assert_true (iso_work_is_modified (work));
  add_drug (work, 1, "A");
  add_drug (work, 2, "B");
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
  save (work);
  g_assert_true (g_file_get_contents (fixture->path, &first, &first_size, NULL));

  /* Equal contents, equal bytes: saved again, and after being opened. */
  save (work);
  iso_work_close (work);
  g_assert_cmpuint (count_files (fixture->root), ==, 0);
  work = open_work (fixture, ISO_WORK_OPENED);
  g_assert_false (iso_work_is_modified (work));
  g_assert_cmpint (count_drugs (work), ==, 2);
  save (work);
  g_assert_true (g_file_get_contents (fixture->path, &second, &second_size, NULL));
  g_assert_cmpmem (first, first_size, second, second_size);

  /* History goes on where it was. */
  g_assert_true (iso_history_undo (iso_work_store (work), &store_test_stamp, NULL));
  g_assert_cmpint (count_drugs (work), ==, 1);
  g_assert_true (iso_work_is_modified (work));
  iso_work_close (work);
  work = open_work (fixture, ISO_WORK_OPENED);
  g_assert_cmpint (count_drugs (work), ==, 2);
  iso_work_close (work);

  /* Only the file and the empty root are left. */
  g_assert_cmpuint (count_files (fixture->folder), ==, 2);
}

static void
test_recover (Fixture *fixture, gconstpointer data)
{
  IsoWork *work = create_work (fixture);

  add_drug (work, 1, "A");
  save (work);
  add_drug (work, 2, "B");
  iso_work_leave (work);
  work = open_work (fixture, ISO_WORK_RECOVERED);
  g_assert_cmpint (count_drugs (work), ==, 2);
  save (work);
  iso_work_leave (work);

  /* Nothing unsaved: the file counts, whoever wrote it since. */
  work = open_work (fixture, ISO_WORK_OPENED);
  add_drug (work, 3, "C");
  iso_work_leave (work);
  work = open_work (fixture, ISO_WORK_RECOVERED);
  g_assert_cmpint (count_drugs (work), ==, 3);
  iso_work_close (work);
  work = open_work (fixture, ISO_WORK_OPENED);
  g_assert_cmpint (count_drugs (work), ==, 2);
  iso_work_close (work);
}

/* The crash came after the file was put in place and before that was noted. */
static void
assert_looks (Fixture *fixture, IsoWorkTrace expected)
{
  g_assert_cmpint (iso_work_look (&fixture->place, fixture->path, fixture->path), ==, expected);
}

/* Looking tells what is there and changes nothing, nor does making a project where there is one. */
static void
test_look (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  IsoWork *work;

  assert_looks (fixture, ISO_WORK_QUIET);
  g_assert_false (g_file_test (fixture->root, G_FILE_TEST_EXISTS));
  work = create_work (fixture);
  save (work);
  assert_looks (fixture, ISO_WORK_ELSEWHERE);
  iso_work_leave (work);
  assert_looks (fixture, ISO_WORK_QUIET);

  work = open_work (fixture, ISO_WORK_OPENED);
  add_drug (work, 1, "A");
  iso_work_leave (work);
  assert_looks (fixture, ISO_WORK_UNSAVED);
  g_assert_null (iso_work_create (&fixture->place, fixture->path, fixture->path, &error));
  g_assert_error (error, ISO_ERROR, ISO_ERROR_RANGE);
  assert_looks (fixture, ISO_WORK_UNSAVED);
  work = open_work (fixture, ISO_WORK_RECOVERED);
  g_assert_cmpint (count_drugs (work), ==, 1);
  iso_work_close (work);
  assert_looks (fixture, ISO_WORK_QUIET);
}

static void
test_recover_after_save (Fixture *fixture, gconstpointer data)
{
  IsoWork *work = create_work (fixture);
  g_autofree char *origin = g_build_filename (iso_work_folder (work), "origin", NULL);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *sha256 = NULL;
  g_autoptr (GKeyFile) keys = g_key_file_new ();

  add_drug (work, 1, "A");
  g_assert_true (g_file_get_contents (origin, &before, NULL, NULL));
  save (work);
  g_assert_true (g_key_file_load_from_file (keys, origin, G_KEY_FILE_NONE, NULL));
  sha256 = g_key_file_get_string (keys, "file", "sha256", NULL);
  iso_work_leave (work);
  after = g_strdup_printf ("%s\n[pending]\nsha256=%s\nsaved=1\n", before, sha256);
  g_assert_true (g_file_set_contents (origin, after, -1, NULL));
  work = open_work (fixture, ISO_WORK_OPENED);
  iso_work_close (work);

  /* Before it was put in place: still unsaved. */
  work = open_work (fixture, ISO_WORK_OPENED);
  add_drug (work, 2, "B");
  iso_work_leave (work);
  work = open_work (fixture, ISO_WORK_RECOVERED);
  iso_work_close (work);
}

static void
test_damaged_copy (Fixture *fixture, gconstpointer data)
{
  IsoWork *work = create_work (fixture);
  g_autofree char *copy = g_build_filename (iso_work_folder (work), "project.db", NULL);
  g_autofree char *kept = g_build_filename (iso_work_folder (work), "project.damaged", NULL);

  add_drug (work, 1, "A");
  save (work);
  add_drug (work, 2, "B");
  iso_work_leave (work);
  g_assert_true (g_file_set_contents (copy, "nothing", -1, NULL));
  work = open_work (fixture, ISO_WORK_DAMAGED);
  g_assert_cmpint (count_drugs (work), ==, 1);
  iso_work_close (work);
  g_assert_true (g_file_test (kept, G_FILE_TEST_EXISTS));
}

static void
test_open_elsewhere (Fixture *fixture, gconstpointer data)
{
  IsoWork *work = create_work (fixture);

  add_drug (work, 1, "A");
  save (work);
  assert_not_opened (fixture, ISO_ERROR_BUSY);
  iso_work_close (work);
  work = open_work (fixture, ISO_WORK_OPENED);
  iso_work_close (work);
}

static void
test_changed_by_others (Fixture *fixture, gconstpointer data)
{
  IsoWork *work = create_work (fixture);
  g_autofree char *theirs = NULL;
  g_autofree char *bytes = NULL;
  g_autoptr (GError) error = NULL;
  gsize size;

  add_drug (work, 1, "A");
  save (work);
  g_assert_false (iso_work_is_file_changed (work));

  /* Written again with the same bytes: not changed. */
  g_assert_true (g_file_get_contents (fixture->path, &bytes, &size, NULL));
  g_assert_true (g_file_set_contents (fixture->path, bytes, (gssize) size, NULL));
  g_assert_false (iso_work_is_file_changed (work));

  /* Other bytes of the same size, with the time set back. */
  bytes[size - 1] ^= 1;
  {
    struct stat info;
    struct timespec times[2];

    g_assert_cmpint (stat (fixture->path, &info), ==, 0);
    g_assert_true (g_file_set_contents (fixture->path, bytes, (gssize) size, NULL));
    times[0] = info.st_atim;
    times[1] = info.st_mtim;
    g_assert_cmpint (utimensat (-1, fixture->path, times, 0), ==, 0);
  }
  g_assert_true (iso_work_is_file_changed (work));
  add_drug (work, 2, "B");
  g_assert_false (iso_work_save (work, FALSE, &error));
  g_assert_error (error, ISO_ERROR, ISO_ERROR_BUSY);
  g_clear_error (&error);
  g_assert_true (g_file_get_contents (fixture->path, &theirs, NULL, NULL));
  g_assert_cmpmem (theirs, size, bytes, size);
  g_assert_true (iso_work_save (work, TRUE, &error));
  g_assert_no_error (error);
  save (work);

  /* Gone: saving brings it back. */
  g_unlink (fixture->path);
  add_drug (work, 3, "C");
  save (work);
  g_assert_true (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
  iso_work_close (work);
}

static void
test_cannot_write (Fixture *fixture, gconstpointer data)
{
  g_autofree char *nowhere = g_build_filename (fixture->folder, "nowhere", "a.isobole", NULL);
  g_autofree char *blocked = g_build_filename (fixture->folder, "blocked", NULL);
  g_autoptr (GError) error = NULL;
  IsoWork *work = create_work (fixture);

  add_drug (work, 1, "A");
  g_assert_false (iso_work_export (work, nowhere, TRUE, &error));
  g_assert_error (error, ISO_ERROR, ISO_ERROR_IO);
  g_clear_error (&error);
  g_assert_true (iso_work_is_modified (work));
  save (work);
  iso_work_close (work);

  /* The folder for work copies cannot be made. */
  g_assert_true (g_file_set_contents (blocked, "", 0, NULL));
  fixture->place.root = blocked;
  assert_not_opened (fixture, ISO_ERROR_IO);
  fixture->place.root = fixture->root;
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  assert_not_opened (fixture, ISO_ERROR_IO);
  g_assert_true (g_file_set_contents (fixture->path, "well,value\nA1,0.1\n", -1, NULL));
  assert_not_opened (fixture, ISO_ERROR_UNSUPPORTED);
  g_assert_null (iso_work_create (&fixture->place, fixture->path, fixture->path, &error));
  g_assert_error (error, ISO_ERROR, ISO_ERROR_RANGE);
  g_assert_cmpuint (count_files (fixture->root), ==, 0);
}

/* Neither names nor bytes that were deleted are in a copy without history. */
static void
test_export_without_history (Fixture *fixture, gconstpointer data)
{
  static const char secret[] = "patient-4711";
  g_autofree char *copy = g_build_filename (fixture->folder, "b.isobole", NULL);
  g_autofree char *bytes = NULL;
  g_autoptr (GError) error = NULL;
  IsoWork *work = create_work (fixture);
  IsoStore *store = iso_work_store (work);
  gsize size;

  g_assert_true (iso_db_execute (iso_store_db (store), "INSERT INTO source VALUES ('00', 'patient-4711.txt', x'70');"
                                 "INSERT INTO source VALUES ('01', 'plate.txt', x'0a');"
                                 "INSERT INTO read VALUES ('r0', '00', 'grid', 1, 0, '', NULL, 96, 0, '562', 0);"
                                 "INSERT INTO read VALUES ('r1', '01', 'grid', 1, 0, '', NULL, 96, 0, '562', 0);"
                                 "INSERT INTO reading VALUES ('r0', 1, 1, 0.5, '', NULL, 1);"
                                 "INSERT INTO reading VALUES ('r1', 1, 1, 0.5, '', NULL, 1);", NULL));
  add_drug (work, 1, secret);
  g_assert_true (iso_edit_rename (store, &store_test_stamp, ISO_ENTITY_DRUG, store_test_uuid (1), "A", NULL));
  g_assert_true (iso_edit_add_run (store, &store_test_stamp, "run", "R", NULL));
  g_assert_true (iso_edit_add_plate (store, &store_test_stamp, "plate", "P", "run", 96, NULL));
  g_assert_true (iso_edit_link (store, &store_test_stamp, "plate", ISO_LINK_SIGNAL, "r1", NULL));

  g_assert_true (iso_work_export (work, copy, FALSE, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (copy, &bytes, &size, NULL));
  g_assert_null (memmem (bytes, size, secret, strlen (secret)));
  g_assert_true (iso_work_is_modified (work));
  g_clear_pointer (&bytes, g_free);
  save (work);
  g_assert_true (g_file_get_contents (fixture->path, &bytes, &size, NULL));
  g_assert_nonnull (memmem (bytes, size, secret, strlen (secret)));
  iso_work_close (work);

  g_free (fixture->path);
  fixture->path = g_steal_pointer (&copy);
  work = open_work (fixture, ISO_WORK_OPENED);
  g_assert_cmpint (iso_history_position (iso_work_store (work)), ==, 0);
  g_assert_cmpint (store_test_count (iso_work_store (work), "SELECT count (*) FROM source"), ==, 1);
  g_assert_cmpint (store_test_count (iso_work_store (work), "SELECT count (*) FROM reading"), ==, 1);
  iso_work_close (work);
}

/* A file of an older form is kept beside the one that replaces it. */
static void
test_old_form_kept (Fixture *fixture, gconstpointer data)
{
  IsoSchemaStep steps[9];
  IsoSchema later = { steps, iso_schema.version + 1, iso_schema.inside };
  g_autofree char *kept = g_strdup_printf ("%s.version-%u", fixture->path, iso_schema.version);
  g_autofree char *before = NULL;
  g_autofree char *old = NULL;
  IsoWork *work = create_work (fixture);
  gsize before_size, old_size;

  g_assert_cmpuint (iso_schema.version, <, G_N_ELEMENTS (steps));
  memcpy (steps, iso_schema.steps, iso_schema.version * sizeof *steps);
  steps[iso_schema.version] = (IsoSchemaStep) { "ALTER TABLE drug ADD COLUMN colour TEXT", NULL };
  add_drug (work, 1, "A");
  save (work);
  iso_work_close (work);
  g_assert_true (g_file_get_contents (fixture->path, &before, &before_size, NULL));

  fixture->place.schema = &later;
  work = open_work (fixture, ISO_WORK_OPENED);
  g_assert_false (g_file_test (kept, G_FILE_TEST_EXISTS));
  add_drug (work, 2, "B");
  save (work);
  iso_work_close (work);
  g_assert_true (g_file_get_contents (kept, &old, &old_size, NULL));
  g_assert_cmpmem (old, old_size, before, before_size);

  fixture->place.schema = &iso_schema;
  assert_not_opened (fixture, ISO_ERROR_TOO_NEW);
}

static void
test_save_as (Fixture *fixture, gconstpointer data)
{
  g_autofree char *other = g_build_filename (fixture->folder, "b.isobole", NULL);
  g_autofree char *nowhere = g_build_filename (fixture->folder, "nowhere", "a.isobole", NULL);
  g_autofree char *old_folder = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  IsoWork *work = create_work (fixture);
  gsize before_size, after_size;

  add_drug (work, 1, "A");
  save (work);
  add_drug (work, 2, "B");
  g_assert_true (g_file_get_contents (fixture->path, &before, &before_size, NULL));
  old_folder = g_strdup (iso_work_folder (work));

  /* To where nothing can be written: all is as before. */
  g_assert_false (iso_work_save_as (work, nowhere, nowhere, &error));
  g_assert_error (error, ISO_ERROR, ISO_ERROR_IO);
  g_clear_error (&error);
  g_assert_cmpstr (iso_work_folder (work), ==, old_folder);
  g_assert_cmpstr (iso_work_path (work), ==, fixture->path);
  g_assert_true (iso_work_is_modified (work));
  g_assert_cmpuint (count_files (fixture->root), ==, 1);
  add_drug (work, 3, "C");

  g_assert_true (iso_work_save_as (work, other, other, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (iso_work_path (work), ==, other);
  g_assert_false (iso_work_is_modified (work));
  g_assert_false (g_file_test (old_folder, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_get_contents (fixture->path, &after, &after_size, NULL));
  g_assert_cmpmem (after, after_size, before, before_size);
  g_assert_true (iso_history_undo (iso_work_store (work), &store_test_stamp, NULL));   /* its history came with it */
  add_drug (work, 4, "D");
  save (work);
  iso_work_close (work);

  work = open_work (fixture, ISO_WORK_OPENED);
  g_assert_cmpint (count_drugs (work), ==, 1);
  iso_work_close (work);
  g_free (fixture->path);
  fixture->path = g_strdup (other);
  work = open_work (fixture, ISO_WORK_OPENED);
  g_assert_cmpint (count_drugs (work), ==, 3);
  iso_work_close (work);
}

/* Over a file that is open, or that has edits which were never saved: neither is lost. */
static void
test_save_as_taken (Fixture *fixture, gconstpointer data)
{
  g_autofree char *other = g_build_filename (fixture->folder, "b.isobole", NULL);
  g_autoptr (GError) error = NULL;
  IsoWork *theirs = create_work (fixture);
  IsoWork *work = iso_work_create (&fixture->place, other, other, NULL);

  add_drug (theirs, 1, "A");
  add_drug (work, 2, "B");
  g_assert_false (iso_work_save_as (work, fixture->path, fixture->path, &error));
  g_assert_error (error, ISO_ERROR, ISO_ERROR_BUSY);
  g_clear_error (&error);
  iso_work_leave (theirs);
  g_assert_false (iso_work_save_as (work, fixture->path, fixture->path, &error));
  g_assert_error (error, ISO_ERROR, ISO_ERROR_RANGE);
  g_clear_error (&error);
  theirs = open_work (fixture, ISO_WORK_RECOVERED);
  g_assert_cmpint (count_drugs (theirs), ==, 1);
  save (theirs);
  iso_work_close (theirs);

  /* Now it may be replaced. */
  g_assert_true (iso_work_save_as (work, fixture->path, fixture->path, &error));
  g_assert_true (iso_work_save_as (work, fixture->path, fixture->path, &error));
  g_assert_no_error (error);
  g_assert_false (g_file_test (other, G_FILE_TEST_EXISTS));
  iso_work_close (work);
  work = open_work (fixture, ISO_WORK_OPENED);
  g_assert_cmpint (store_test_count (iso_work_store (work), "SELECT count (*) FROM drug WHERE name = 'B'"), ==, 1);
  iso_work_close (work);
}

static IsoWork *
open_other (Fixture *fixture, const char *path)
{
  IsoWorkState state;
  IsoWork *work = iso_work_open (&fixture->place, path, "untitled:1", &store_test_stamp, &state, NULL);

  g_assert_cmpint (state, ==, ISO_WORK_RECOVERED);
  return work;
}

static void
test_list_left (Fixture *fixture, gconstpointer data)
{
  g_autofree char *other = g_build_filename (fixture->folder, "b.isobole", NULL);
  g_autoptr (GPtrArray) none = iso_work_list_left (&fixture->place);
  g_autoptr (GPtrArray) open = NULL;
  g_autoptr (GPtrArray) left = NULL;
  g_autoptr (GError) error = NULL;
  IsoStamp later = store_test_stamp;
  const IsoWorkLeft *first;
  IsoWork *saved = create_work (fixture);
  IsoWork *work = iso_work_create (&fixture->place, other, "untitled:1", NULL);

  g_assert_cmpuint (none->len, ==, 0);
  later.at++;
  add_drug (saved, 1, "A");
  g_assert_true (iso_edit_add_drug (iso_work_store (work), &later, "d", "B", "nM", NULL));
  g_assert_true (iso_edit_set_experiment (iso_work_store (work), &later, "e", "Rays", "", "", "", NULL));
  open = iso_work_list_left (&fixture->place);
  g_assert_cmpuint (open->len, ==, 0);
  iso_work_leave (work);
  iso_work_leave (saved);

  left = iso_work_list_left (&fixture->place);
  g_assert_cmpuint (left->len, ==, 2);
  first = g_ptr_array_index (left, 0);
  g_assert_cmpstr (first->uri, ==, "untitled:1");
  g_assert_cmpstr (first->path, ==, other);
  g_assert_cmpint (first->changed, ==, later.at);
  g_assert_cmpstr (first->title, ==, "Rays");
  g_assert_cmpstr (((IsoWorkLeft *) g_ptr_array_index (left, 1))->title, ==, "");
  saved = open_work (fixture, ISO_WORK_RECOVERED);
  save (saved);
  iso_work_leave (saved);
  g_clear_pointer (&left, g_ptr_array_unref);
  left = iso_work_list_left (&fixture->place);
  g_assert_cmpuint (left->len, ==, 1);

  work = open_other (fixture, other);
  g_assert_false (iso_work_discard (&fixture->place, other, "untitled:1", &error));
  g_assert_error (error, ISO_ERROR, ISO_ERROR_BUSY);
  iso_work_leave (work);
  g_assert_true (iso_work_discard (&fixture->place, other, "untitled:1", NULL));
  g_clear_pointer (&left, g_ptr_array_unref);
  left = iso_work_list_left (&fixture->place);
  g_assert_cmpuint (left->len, ==, 0);
}

#define ADD(name, function) g_test_add ("/work/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  iso_test_init (&argc, &argv);
  ADD ("save", test_save);
  ADD ("recover", test_recover);
  ADD ("look", test_look);
  ADD ("recover-after-save", test_recover_after_save);
  ADD ("damaged-copy", test_damaged_copy);
  ADD ("open-elsewhere", test_open_elsewhere);
  ADD ("changed-by-others", test_changed_by_others);
  ADD ("cannot-write", test_cannot_write);
  ADD ("refused", test_refused);
  ADD ("export-without-history", test_export_without_history);
  ADD ("old-form-kept", test_old_form_kept);
  ADD ("save-as", test_save_as);
  ADD ("save-as-taken", test_save_as_taken);
  ADD ("list-left", test_list_left);
  return g_test_run ();
}
