/* iso-cli-dump.c - "isobole-cli dump": a project as one text, which "new --from" makes a project of again
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-cli-output.h"
#include "iso-cli-project.h"
#include "iso-cli.h"
#include "iso-content-store.h"
#include "writer/iso-content-json.h"

int
iso_cli_run_dump (const IsoCliOptions *options)
{
  g_autoptr (GError) error = NULL;
  const char *path = iso_cli_get_project (options, TRUE, &error);
  g_autofree char *name = path != NULL ? g_filename_display_basename (path) : NULL;
  g_autoptr (IsoCliProject) project = path != NULL ? iso_cli_project_read (path, &error) : NULL;
  g_autoptr (IsoContent) content = project != NULL ? iso_content_load (iso_cli_project_store (project), &error) : NULL;
  g_autofree char *text = content != NULL ? iso_content_write_json (content, name, &error) : NULL;

  if (text == NULL)
    return iso_cli_tell_error (error);
  return iso_cli_write (options, text) ? ISO_CLI_DONE : ISO_CLI_CANNOT;
}
