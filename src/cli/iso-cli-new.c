/* iso-cli-new.c - "isobole-cli new"
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-cli-output.h"
#include "iso-cli-project.h"
#include "iso-cli.h"
#include "iso-content-store.h"
#include "iso-edit.h"
#include "reader/iso-content-reader.h"

static gboolean
set_title (const IsoCliOptions *options, IsoCliProject *project, GError **error)
{
  const char *title = options->values[ISO_CLI_TITLE];
  g_autofree char *id = iso_cli_new_id (NULL);

  return title == NULL
         || iso_edit_set_experiment (iso_cli_project_store (project), iso_cli_project_stamp (project), id, title, "", "", "",
                                     error);
}

/* What the text says is read, and refused, before there is a project. */
static IsoContent *
read_text (const char *path, const char *title, GError **error)
{
  g_autoptr (IsoSource) source = iso_source_load (path, error);
  g_autoptr (IsoContent) content = source != NULL ? iso_content_read_json (source, error) : NULL;

  if (content != NULL && title != NULL)
    iso_content_set_title (content, title);
  return g_steal_pointer (&content);
}

int
iso_cli_run_new (const IsoCliOptions *options)
{
  g_autoptr (GError) error = NULL;
  const char *path = iso_cli_get_project (options, TRUE, &error);
  const char *from = options->values[ISO_CLI_FROM];
  g_autoptr (IsoContent) content = path != NULL && from != NULL ? read_text (from, options->values[ISO_CLI_TITLE], &error) : NULL;
  g_autoptr (IsoCliProject) project = error == NULL ? iso_cli_project_create (path, &error) : NULL;

  if (project == NULL
      || !(content != NULL ? iso_content_fill (iso_cli_project_store (project), content, &error) : set_title (options, project, &error))
      || !iso_cli_project_save (project, &error))
    return iso_cli_tell_error (error);
  return ISO_CLI_DONE;
}
