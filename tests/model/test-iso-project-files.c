/* test-iso-project-files.c - projects without a file, from a text, under another name, and what was left of them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-project-test.h"
#include "iso-test.h"

#include "iso-project-left.h"

#include <glib/gstdio.h>

#define EXAMPLE "data/examples/ixazomib-lenalidomide.json"

static GFile *
get_sibling (ProjectFixture *fixture, const char *name)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

  return g_file_new_for_path (path);
}

static int
save_as (IsoProject *project, GFile *file, gboolean overwrite)
{
  GAsyncResult *result = NULL;

  iso_project_save_as_async (project, file, overwrite, NULL, project_test_keep_cb, &result);
  return project_test_wait (project, &result, iso_project_save_as_finish);
}

static int
create_from_text (IsoProject *project, GFile *file, GBytes *text)
{
  GAsyncResult *result = NULL;

  iso_project_create_from_text_async (project, file, text, NULL, project_test_keep_cb, &result);
  return project_test_wait (project, &result, iso_project_create_from_text_finish);
}

static GBytes *
load_example (void)
{
  g_autofree char *path = iso_test_source (EXAMPLE);
  char *text;
  gsize length;

  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  return g_bytes_new_take (text, length);
}

static guint
count (IsoProject *project, IsoEntity entity)
{
  return g_list_model_get_n_items (G_LIST_MODEL (iso_project_get_list (project, entity)));
}

static GListModel *
list_left (IsoProject *project)
{
  GAsyncResult *result = NULL;
  g_autoptr (GError) error = NULL;
  GListModel *lefts;

  iso_project_list_left_async (project, NULL, project_test_keep_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  lefts = iso_project_list_left_finish (project, result, &error);
  g_object_unref (result);
  g_assert_no_error (error);
  return lefts;
}

static guint
count_left (IsoProject *project)
{
  g_autoptr (GListModel) lefts = list_left (project);

  return g_list_model_get_n_items (lefts);
}

static guint
count_folders (ProjectFixture *fixture)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->root, 0, NULL);
  guint n = 0;

  while (dir != NULL && g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

/* Without a file everything works but saving; then it gets one. */
static void
test_untitled (ProjectFixture *fixture, gconstpointer data)
{
  IsoProject *project = fixture->project;
  g_autoptr (IsoProject) other = iso_project_new (&fixture->host);

  g_assert_cmpint (project_test_create (project, NULL), ==, -1);
  g_assert_true (iso_project_is_open (project));
  g_assert_null (iso_project_get_file (project));
  g_assert_cmpstr (iso_project_get_title (project), ==, "Untitled Experiment");
  g_assert_cmpstr (iso_project_get_subtitle (project), ==, "not saved yet");
  g_assert_false (iso_project_get_modified (project));
  g_assert_cmpint (project_test_save (project, FALSE, NULL), ==, ISO_ERROR_UNSUPPORTED);
  iso_project_look (project);

  g_free (iso_project_add_drug (project, "A", "nM", NULL));
  g_assert_true (iso_project_get_modified (project));
  g_assert_cmpint (save_as (project, fixture->file, FALSE), ==, -1);
  g_assert_true (g_file_equal (iso_project_get_file (project), fixture->file));
  g_assert_false (iso_project_get_modified (project));
  g_assert_cmpstr (iso_project_get_title (project), ==, "a");
  g_assert_cmpstr (iso_project_get_subtitle (project), ==, "a.isobole");
  g_assert_cmpuint (count_folders (fixture), ==, 1);

  /* The work goes on, and with it what can be undone. */
  g_free (iso_project_add_drug (project, "B", "nM", NULL));
  g_assert_cmpuint (count (project, ISO_ENTITY_DRUG), ==, 2);
  g_assert_true (iso_project_undo (project, NULL));
  g_assert_true (iso_project_undo (project, NULL));
  g_assert_cmpuint (count (project, ISO_ENTITY_DRUG), ==, 0);
  g_assert_true (iso_project_redo (project, NULL));
  g_assert_cmpint (project_test_save (project, FALSE, NULL), ==, -1);
  project_test_settle (project);
  iso_project_close (project, TRUE);
  project_test_settle (project);
  g_assert_cmpint (project_test_open (other, fixture->file, NULL), ==, -1);
  g_assert_cmpuint (count (other, ISO_ENTITY_DRUG), ==, 1);
  iso_project_close (other, TRUE);
  project_test_settle (other);
}

static void
test_save_as (ProjectFixture *fixture, gconstpointer data)
{
  IsoProject *project = fixture->project;
  g_autoptr (GFile) second = get_sibling (fixture, "b.isobole");
  g_autoptr (GFile) elsewhere = g_file_new_for_uri ("https://example.org/a.isobole");
  g_autoptr (IsoProject) other = iso_project_new (&fixture->host);
  g_autoptr (GError) error = NULL;
  GAsyncResult *result = NULL;

  g_assert_cmpint (project_test_create (project, fixture->file), ==, -1);
  g_free (iso_project_add_drug (project, "A", "nM", NULL));
  g_assert_cmpint (project_test_save (project, FALSE, NULL), ==, -1);
  g_free (iso_project_add_drug (project, "B", "nM", NULL));
  g_assert_cmpint (save_as (project, elsewhere, TRUE), ==, ISO_ERROR_UNSUPPORTED);
  g_assert_cmpint (save_as (project, second, FALSE), ==, -1);
  g_assert_true (g_file_equal (iso_project_get_file (project), second));

  /* The first file is as it was saved last. */
  g_assert_cmpint (project_test_open (other, fixture->file, NULL), ==, -1);
  g_assert_cmpuint (count (other, ISO_ENTITY_DRUG), ==, 1);

  /* What is there is replaced only if that is wished; what somebody has open is not. */
  g_assert_cmpint (save_as (project, fixture->file, FALSE), ==, ISO_ERROR_RANGE);
  g_assert_cmpint (save_as (project, fixture->file, TRUE), ==, ISO_ERROR_BUSY);
  g_assert_true (g_file_equal (iso_project_get_file (project), second));
  g_free (iso_project_add_drug (project, "C", "nM", NULL));
  g_assert_cmpuint (count (project, ISO_ENTITY_DRUG), ==, 3);
  iso_project_close (other, TRUE);
  project_test_settle (other);

  /* Edits wait until it is done. */
  project_test_settle (project);
  iso_project_save_as_async (project, fixture->file, TRUE, NULL, project_test_keep_cb, &result);
  g_assert_null (iso_project_add_drug (project, "D", "nM", &error));
  g_assert_error (error, ISO_ERROR, ISO_ERROR_BUSY);
  g_clear_error (&error);
  g_assert_false (iso_project_undo (project, NULL));
  g_assert_cmpint (project_test_wait (project, &result, iso_project_save_as_finish), ==, -1);
  g_free (iso_project_add_drug (project, "D", "nM", &error));
  g_assert_no_error (error);

  /* Closed meanwhile: the file is whole, and nothing is left behind. */
  project_test_settle (project);
  iso_project_save_as_async (project, second, TRUE, NULL, project_test_keep_cb, &result);
  iso_project_close (project, TRUE);
  g_assert_cmpint (project_test_wait (project, &result, iso_project_save_as_finish), ==, -1);
  project_test_settle (project);
  g_assert_cmpuint (count_folders (fixture), ==, 0);
  g_assert_cmpint (project_test_open (project, second, NULL), ==, -1);
  g_assert_cmpuint (count (project, ISO_ENTITY_DRUG), ==, 4);
}

static void
test_from_text (ProjectFixture *fixture, gconstpointer data)
{
  IsoProject *project = fixture->project;
  g_autoptr (GBytes) text = load_example ();
  g_autoptr (GBytes) broken = g_bytes_new_static ("{ \"isobole\": ", 13);

  g_assert_cmpint (create_from_text (project, NULL, broken), ==, ISO_ERROR_SYNTAX);
  g_assert_false (iso_project_is_open (project));
  g_assert_cmpuint (count_folders (fixture), ==, 0);

  g_assert_cmpint (create_from_text (project, NULL, text), ==, -1);
  g_assert_cmpuint (count (project, ISO_ENTITY_PLATE), ==, 3);
  g_assert_cmpuint (count (project, ISO_ENTITY_DRUG), ==, 2);
  g_assert_cmpuint (g_list_model_get_n_items (iso_project_get_history (project)), ==, 0);
  g_assert_false (iso_project_get_can_undo (project));
  g_assert_false (iso_project_get_modified (project));
  g_assert_cmpstr (iso_project_get_note (project), ==, "Simulated data");

  /* Nothing was touched, so nothing is kept; then something was. */
  iso_project_close (project, FALSE);
  g_assert_cmpuint (count_folders (fixture), ==, 0);
  g_assert_cmpint (create_from_text (project, NULL, text), ==, -1);
  g_free (iso_project_add_drug (project, "A", "nM", NULL));
  g_assert_true (iso_project_undo (project, NULL));
  g_assert_true (iso_project_get_modified (project));
  iso_project_close (project, FALSE);
  g_assert_cmpuint (count_left (project), ==, 1);

  /* With a file it is not saved yet. */
  g_assert_cmpint (create_from_text (project, fixture->file, text), ==, -1);
  g_assert_true (iso_project_get_modified (project));
  g_assert_cmpint (project_test_save (project, FALSE, NULL), ==, -1);
  g_assert_false (iso_project_get_modified (project));
}

/* What a crash leaves is found, with its name and time, gone on with, or thrown away. */
static void
test_left (ProjectFixture *fixture, gconstpointer data)
{
  IsoProject *project = fixture->project;
  g_autoptr (IsoProject) other = iso_project_new (&fixture->host);
  g_autoptr (GListModel) lefts = NULL;
  g_autoptr (IsoProjectLeft) first = NULL, second = NULL;
  GAsyncResult *result = NULL;

  g_assert_cmpuint (count_left (project), ==, 0);
  g_assert_cmpint (project_test_create (project, NULL), ==, -1);
  g_assert_true (iso_project_set_experiment (project, "Rays", "", "", "", NULL));
  g_assert_cmpint (project_test_create (other, fixture->file), ==, -1);
  g_free (iso_project_add_drug (other, "A", "nM", NULL));
  g_assert_cmpuint (count_left (project), ==, 0);
  iso_project_close (project, FALSE);
  iso_project_close (other, FALSE);

  lefts = list_left (project);
  g_assert_cmpuint (g_list_model_get_n_items (lefts), ==, 2);
  first = g_list_model_get_item (lefts, 0);
  second = g_list_model_get_item (lefts, 1);
  if (iso_project_left_get_path (first) != NULL)
    {
      IsoProjectLeft *swap = g_steal_pointer (&first);

      first = g_steal_pointer (&second);
      second = swap;
    }
  g_assert_cmpstr (iso_project_left_get_title (first), ==, "Rays");
  g_assert_cmpint (iso_project_left_get_changed (first), >, 0);
  g_assert_cmpstr (iso_project_left_get_title (second), ==, "a.isobole");
  g_assert_cmpstr (iso_project_left_get_path (second), ==, fixture->path);

  iso_project_open_left_async (project, first, NULL, project_test_keep_cb, &result);
  g_assert_cmpint (project_test_wait (project, &result, iso_project_open_left_finish), ==, -1);
  g_assert_true (iso_project_get_recovered (project));
  g_assert_null (iso_project_get_file (project));
  g_assert_cmpstr (iso_project_get_title (project), ==, "Rays");
  g_assert_cmpstr (iso_project_get_subtitle (project), ==, "recovered and not saved");
  iso_project_discard_left_async (other, first, NULL, project_test_keep_cb, &result);
  g_assert_cmpint (project_test_wait (other, &result, iso_project_discard_left_finish), ==, ISO_ERROR_BUSY);

  iso_project_open_left_async (other, second, NULL, project_test_keep_cb, &result);
  g_assert_cmpint (project_test_wait (other, &result, iso_project_open_left_finish), ==, -1);
  g_assert_cmpuint (count (other, ISO_ENTITY_DRUG), ==, 1);
  iso_project_close (other, FALSE);
  iso_project_discard_left_async (other, second, NULL, project_test_keep_cb, &result);
  g_assert_cmpint (project_test_wait (other, &result, iso_project_discard_left_finish), ==, -1);
  g_assert_cmpuint (count_left (other), ==, 0);
  g_assert_cmpuint (count_folders (fixture), ==, 1);
}

static void
count_cb (guint *n)
{
  (*n)++;
}

static void
test_labels (ProjectFixture *fixture, gconstpointer data)
{
  IsoProject *project = fixture->project;
  guint undos = 0, redos = 0;

  g_assert_cmpint (project_test_create (project, NULL), ==, -1);
  g_assert_null (iso_project_get_undo_label (project));
  g_signal_connect_swapped (project, "notify::undo-label", G_CALLBACK (count_cb), &undos);
  g_signal_connect_swapped (project, "notify::redo-label", G_CALLBACK (count_cb), &redos);
  g_free (iso_project_add_drug (project, "A", "nM", NULL));
  g_free (iso_project_add_sample (project, "cells", NULL));
  g_assert_cmpstr (iso_project_get_undo_label (project), ==, "Add the sample “cells”");
  g_assert_null (iso_project_get_redo_label (project));
  g_assert_cmpuint (undos, ==, 2);
  g_assert_cmpuint (redos, ==, 0);

  g_assert_true (iso_project_undo (project, NULL));
  g_assert_cmpstr (iso_project_get_undo_label (project), ==, "Add the compound “A”");
  g_assert_cmpstr (iso_project_get_redo_label (project), ==, "Add the sample “cells”");
  g_assert_true (iso_project_undo (project, NULL));
  g_assert_null (iso_project_get_undo_label (project));
  g_assert_cmpstr (iso_project_get_redo_label (project), ==, "Add the compound “A”");
  g_signal_handlers_disconnect_by_data (project, &undos);
  g_signal_handlers_disconnect_by_data (project, &redos);
  iso_project_close (project, TRUE);
  g_assert_null (iso_project_get_redo_label (project));
}

int
main (int argc, char *argv[])
{
  iso_test_init (&argc, &argv);
#define ADD(name, test) g_test_add ("/project-files/" name, ProjectFixture, NULL, project_test_set_up, test, project_test_tear_down)
  ADD ("untitled", test_untitled);
  ADD ("save-as", test_save_as);
  ADD ("from-text", test_from_text);
  ADD ("left", test_left);
  ADD ("labels", test_labels);
  return g_test_run ();
}
