/* iso-cli-check.c - "isobole-cli check"
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-check.h"
#include "iso-cli-output.h"
#include "iso-cli-project.h"
#include "iso-cli.h"
#include "writer/iso-json-values.h"

/* A project too damaged to be opened is a finding too; anything else that stops us is no answer. */
static GPtrArray *
look (const char *path, GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autoptr (IsoCliProject) project = iso_cli_project_read (path, &problem);
  GPtrArray *findings = project != NULL ? iso_check_project (iso_cli_project_store (project), &problem) : NULL;
  const IsoMessage *damage;

  if (findings != NULL)
    return findings;
  if (!g_error_matches (problem, ISO_ERROR, ISO_ERROR_CORRUPT))
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return NULL;
    }
  damage = iso_error_get_message (problem);
  findings = iso_message_list_new ();
  g_ptr_array_add (findings, iso_message_newv ("damaged-file", &damage->place, damage->sentence,
                                               (const char *const *) damage->arguments));
  return findings;
}

static char *
findings_text (const GPtrArray *findings)
{
  GString *text = g_string_new (NULL);

  if (findings->len == 0)
    g_string_append_printf (text, "%s\n", _("Nothing was found: the project is whole."));
  for (guint i = 0; i < findings->len; i++)
    {
      g_autofree char *sentence = iso_cli_sentence (g_ptr_array_index (findings, i));

      g_string_append_printf (text, "%s\n", sentence);
    }
  return g_string_free (text, FALSE);
}

static char *
findings_json (const GPtrArray *findings)
{
  IsoJson *json = iso_json_new ();

  iso_json_begin_object (json, NULL);
  iso_json_add_string (json, "schema", "isobole/check/1");
  iso_json_add_string (json, "program", iso_cli_program ());
  iso_json_add_messages (json, "findings", findings);
  iso_json_end_object (json);
  return iso_json_finish (json);
}

int
iso_cli_run_check (const IsoCliOptions *options)
{
  static const char *const formats[] = { "text", "json", NULL };
  g_autoptr (GError) error = NULL;
  const char *path = iso_cli_get_project (options, TRUE, &error);
  int format = path != NULL ? iso_cli_find_format (options, formats, &error) : -1;
  g_autoptr (GPtrArray) findings = format >= 0 ? look (path, &error) : NULL;
  g_autofree char *text = NULL;

  if (findings == NULL)
    return iso_cli_tell_error (error);
  text = format == 1 ? findings_json (findings) : findings_text (findings);
  if (!iso_cli_write (options, text))
    return ISO_CLI_CANNOT;
  return findings->len > 0 ? ISO_CLI_FINDINGS : ISO_CLI_DONE;
}
