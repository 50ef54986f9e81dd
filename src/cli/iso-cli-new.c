/* iso-cli-new.c - "isobole-cli new"
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-cli-output.h"
#include "iso-cli-project.h"
#include "iso-cli.h"
#include "iso-edit.h"

static gboolean
set_title (const IsoCliOptions *options, IsoCliProject *project, GError **error)
{
  const char *title = options->values[ISO_CLI_TITLE];
  g_autofree char *id = iso_cli_new_id (NULL);

  return title == NULL
         || iso_edit_set_experiment (iso_cli_project_store (project), iso_cli_project_stamp (project), id, title, "", "", "",
                                     error);
}

int
iso_cli_run_new (const IsoCliOptions *options)
{
  g_autoptr (GError) error = NULL;
  const char *path = iso_cli_get_project (options, TRUE, &error);
  g_autoptr (IsoCliProject) project = path != NULL ? iso_cli_project_create (path, &error) : NULL;

  if (project == NULL || !set_title (options, project, &error) || !iso_cli_project_save (project, &error))
    return iso_cli_tell_error (error);
  return ISO_CLI_DONE;
}
