/* iso-cli-project.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-cli-project.h"

#include "iso-cli-output.h"

#include <stdio.h>
#include <string.h>
#include <glib/gstdio.h>

struct _IsoCliProject
{
  char     *path;    /* absolute */
  char     *uri;
  char     *root;
  gboolean  is_private;   /* the root is ours alone and goes with us */
  char     *zone;
  char     *who;
  IsoStamp  stamp;
  IsoWork  *work;
  gboolean  is_kept;     /* the work has edits of an earlier time, which are not ours to throw away */
  gint64    kept;        /* the last of them */
};

static char *
find_user (void)
{
  const char *name = g_get_real_name ();

  if (name == NULL || *name == '\0' || strcmp (name, "Unknown") == 0)
    name = g_get_user_name ();
  return g_utf8_make_valid (name, -1);
}

static IsoCliProject *
new_project (const char *path, GError **error)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  IsoCliProject *project = g_new0 (IsoCliProject, 1);

  project->path = g_canonicalize_filename (path, NULL);
  project->zone = g_strdup (g_time_zone_get_identifier (zone));
  project->who = find_user ();
  project->stamp = (IsoStamp) { g_get_real_time () / 1000, project->zone, project->who };
  project->uri = g_filename_to_uri (project->path, NULL, error);
  if (project->uri != NULL)
    return project;
  iso_cli_project_close (project);
  return NULL;
}

static void
note (const IsoCliProject *project, const char *sentence)
{
  g_autoptr (GPtrArray) notes = iso_message_list_new ();
  g_autofree char *name = g_filename_display_basename (project->path);

  g_ptr_array_add (notes, iso_message_new ("work", &(IsoPlace) { .file = name }, sentence, NULL));
  iso_cli_tell_messages (notes);
}

static void
tell_trace (const IsoCliProject *project)
{
  g_autofree char *root = iso_work_find_root ();

  switch (iso_work_look (&(IsoWorkPlace) { &iso_schema, root }, project->path, project->uri))
    {
    case ISO_WORK_ELSEWHERE:
      note (project, N_("The project is open elsewhere. This is the file as it was saved last."));
      break;
    case ISO_WORK_UNSAVED:
      note (project, N_("There are changes to this project that were never saved. They are left out here; open the project to go on "
                        "with them."));
      break;
    case ISO_WORK_QUIET:
    default:
      break;
    }
}

static gboolean
open_work (IsoCliProject *project, IsoWorkState *state, GError **error)
{
  const IsoWorkPlace place = { &iso_schema, project->root };

  project->work = iso_work_open (&place, project->path, project->uri, &project->stamp, state, error);
  if (project->work == NULL || *state != ISO_WORK_DAMAGED)
    return project->work != NULL;
  note (project, N_("There were changes to this project that were never saved. They are damaged, and kept in the folder for unsaved work."));
  return TRUE;
}

/* What becomes of edits that were never saved is for the person to say. */
static gboolean
settle_unsaved (const IsoCliOptions *options, IsoCliProject *project, GError **error)
{
  static const char *const words[] = { "keep", "discard", NULL };
  int word = iso_cli_options_get_word (options, ISO_CLI_UNSAVED, words, error);
  IsoWorkState state;

  if (word == 0)
    {
      project->is_kept = TRUE;
      project->kept = iso_history_position (iso_work_store (project->work));
      return TRUE;
    }
  if (word == 1)
    {
      iso_work_close (g_steal_pointer (&project->work));
      return open_work (project, &state, error);
    }
  iso_work_leave (g_steal_pointer (&project->work));
  if (word == -2)
    {
      g_autofree char *name = g_filename_display_basename (project->path);

      iso_error_set (error, ISO_ERROR_BUSY, &(IsoPlace) { .file = name },
                     N_("There are changes to this project that were never saved. Say --unsaved keep to save them too, or --unsaved "
                        "discard to leave them out for good."),
                     NULL);
    }
  return FALSE;
}

/* What could not be saved goes; what somebody else could not save before stays for another time. */
static void
end_work (IsoCliProject *project)
{
  IsoWork *work = g_steal_pointer (&project->work);

  if (!project->is_kept || !iso_work_is_modified (work))
    {
      iso_work_close (work);
      return;
    }
  if (iso_history_position (iso_work_store (work)) != project->kept)
    iso_history_restore (iso_work_store (work), project->kept, &project->stamp, NULL);
  iso_work_leave (work);
}

gboolean
iso_cli_is_project (const char *path)
{
  g_autoptr (GError) error = NULL;

  return iso_schema_check_file (&iso_schema, path, path, &error) || g_error_matches (error, ISO_ERROR, ISO_ERROR_TOO_NEW)
         || g_error_matches (error, ISO_ERROR, ISO_ERROR_CORRUPT) || g_error_matches (error, ISO_ERROR, ISO_ERROR_BUSY);
}

const char *
iso_cli_get_project (const IsoCliOptions *options, gboolean alone, GError **error)
{
  if (options->files->len == 1 || (options->files->len > 1 && !alone))
    return g_ptr_array_index (options->files, 0);
  if (options->files->len == 0)
    iso_error_set (error, ISO_ERROR_SYNTAX, NULL, N_("No project is named. Name its file, such as experiment.isobole."), NULL);
  else
    iso_error_set (error, ISO_ERROR_SYNTAX, NULL, N_("Several files are named. Name one project."), NULL);
  return NULL;
}

IsoCliProject *
iso_cli_project_read (const char *path, GError **error)
{
  g_autoptr (IsoCliProject) project = new_project (path, error);
  IsoWorkState state;

  if (project == NULL)
    return NULL;
  project->root = g_dir_make_tmp ("isobole-XXXXXX", error);
  project->is_private = project->root != NULL;
  if (project->root == NULL || !open_work (project, &state, error))
    return NULL;
  tell_trace (project);
  return g_steal_pointer (&project);
}

IsoCliProject *
iso_cli_project_edit (const IsoCliOptions *options, const char *path, GError **error)
{
  g_autoptr (IsoCliProject) project = new_project (path, error);
  IsoWorkState state;

  if (project == NULL)
    return NULL;
  project->root = iso_work_find_root ();
  if (!open_work (project, &state, error) || (state == ISO_WORK_RECOVERED && !settle_unsaved (options, project, error)))
    return NULL;
  return g_steal_pointer (&project);
}

IsoCliProject *
iso_cli_project_create (const char *path, GError **error)
{
  g_autoptr (IsoCliProject) project = new_project (path, error);
  IsoWorkPlace place = { &iso_schema, NULL };

  if (project == NULL)
    return NULL;
  place.root = project->root = iso_work_find_root ();
  if (!g_file_test (project->path, G_FILE_TEST_EXISTS)
      && iso_work_look (&place, project->path, project->uri) == ISO_WORK_UNSAVED)
    {
      g_autofree char *name = g_filename_display_basename (project->path);

      iso_error_set (error, ISO_ERROR_BUSY, &(IsoPlace) { .file = name },
                     N_("A project of this name was never saved, and what was done in it is kept. Choose another name."), NULL);
      return NULL;
    }
  project->work = iso_work_create (&place, project->path, project->uri, error);
  return project->work != NULL ? g_steal_pointer (&project) : NULL;
}

IsoStore *
iso_cli_project_store (IsoCliProject *project)
{
  return iso_work_store (project->work);
}

const IsoStamp *
iso_cli_project_stamp (const IsoCliProject *project)
{
  return &project->stamp;
}

gboolean
iso_cli_project_save (IsoCliProject *project, GError **error)
{
  return iso_work_save (project->work, FALSE, error);
}

void
iso_cli_project_close (IsoCliProject *project)
{
  if (project->work != NULL)
    end_work (project);
  if (project->is_private)
    g_rmdir (project->root);
  g_free (project->path);
  g_free (project->uri);
  g_free (project->root);
  g_free (project->zone);
  g_free (project->who);
  g_free (project);
}

char *
iso_cli_new_id (gpointer data)
{
  return g_uuid_string_random ();
}
