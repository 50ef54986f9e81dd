/* iso-project-test.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-project-test.h"

#include "iso-store-test.h"

static gint64
read_clock (gpointer data)
{
  return store_test_stamp.at;
}

static char *
make_id (gpointer data)
{
  return g_strdup (store_test_uuid (++((ProjectFixture *) data)->ids));
}

void
project_test_set_up (ProjectFixture *fixture, gconstpointer data)
{
  fixture->folder = store_test_folder ();
  fixture->root = g_build_filename (fixture->folder, "work", NULL);
  fixture->path = g_build_filename (fixture->folder, "a.isobole", NULL);
  fixture->file = g_file_new_for_path (fixture->path);
  fixture->host = (IsoProjectHost) { fixture->root, "Ada", "Europe/Berlin", read_clock, make_id, fixture };
  fixture->project = iso_project_new (&fixture->host);
}

void
project_test_tear_down (ProjectFixture *fixture, gconstpointer data)
{
  iso_project_close (fixture->project, TRUE);
  project_test_settle (fixture->project);
  g_object_unref (fixture->project);
  g_object_unref (fixture->file);
  store_test_remove (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->root);
  g_free (fixture->path);
}

void
project_test_keep_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

int
project_test_wait (IsoProject *project, GAsyncResult **result, ProjectTestFinish finish)
{
  g_autoptr (GError) error = NULL;
  gboolean done;

  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  done = finish (project, *result, &error);
  g_clear_object (result);
  g_assert_true (done == (error == NULL));
  if (error == NULL)
    return -1;
  g_assert_true (error->domain == ISO_ERROR);
  return error->code;
}

int
project_test_open (IsoProject *project, GFile *file, GCancellable *cancellable)
{
  GAsyncResult *result = NULL;

  iso_project_open_async (project, file, cancellable, project_test_keep_cb, &result);
  return project_test_wait (project, &result, iso_project_open_finish);
}

int
project_test_create (IsoProject *project, GFile *file)
{
  GAsyncResult *result = NULL;

  iso_project_create_async (project, file, NULL, project_test_keep_cb, &result);
  return project_test_wait (project, &result, iso_project_create_finish);
}

int
project_test_save (IsoProject *project, gboolean overwrite, GCancellable *cancellable)
{
  GAsyncResult *result = NULL;

  iso_project_save_async (project, overwrite, cancellable, project_test_keep_cb, &result);
  return project_test_wait (project, &result, iso_project_save_finish);
}

void
project_test_settle (IsoProject *project)
{
  while (iso_project_get_busy (project) || g_main_context_pending (NULL))
    g_main_context_iteration (NULL, TRUE);
}
