/* iso-cli-analyze.c - "isobole-cli analyze"
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-cli-growth.h"
#include "iso-cli-input.h"
#include "iso-cli-output.h"
#include "iso-cli-text.h"
#include "iso-cli.h"
#include "iso-edit.h"
#include "iso-outside.h"
#include "writer/iso-analysis-json.h"

char *
iso_cli_analysis_text (const IsoAnalysis *analysis)
{
  GString *text = g_string_new (NULL);

  iso_cli_print_head (analysis, text);
  iso_cli_print_fit (analysis, text);
  if (analysis->growth != NULL)
    {
      g_string_append_c (text, '\n');
      iso_cli_print_growth (analysis->dataset->experiment, analysis->growth, text);
    }
  if (analysis->combinations->len > 0)
    g_string_append_c (text, '\n');
  if (analysis->combinations->len > 0)
    iso_cli_print_synergy (analysis, text);
  return g_string_free (text, FALSE);
}

/* Results and settings go into the project, which is saved if that changed it. */
static gboolean
keep (IsoCliProject *project, const IsoAnalysis *analysis, const char *json, GError **error)
{
  IsoStore *store = iso_cli_project_store (project);
  gint64 before = iso_history_position (store);
  gboolean changed;

  if (!iso_edit_set_analysis_settings (store, iso_cli_project_stamp (project), &analysis->settings, error)
      || !iso_outside_keep_result (iso_store_db (store), analysis->input_hash, iso_cli_program (), ISO_RESULT_ANALYSIS, json, &changed,
                                   error))
    return FALSE;
  return (!changed && iso_history_position (store) == before) || iso_cli_project_save (project, error);
}

static IsoAnalysis *
analyze_and_keep (const IsoCliOptions *options, GError **error)
{
  const char *path = iso_cli_get_project (options, TRUE, error);
  g_autoptr (IsoCliProject) project = path != NULL ? iso_cli_project_edit (options, path, error) : NULL;
  g_autoptr (IsoAnalysis) analysis = project != NULL ? iso_cli_analyze_project (options, project, error) : NULL;
  g_autofree char *json = analysis != NULL ? iso_analysis_json (analysis, iso_cli_program ()) : NULL;

  return json != NULL && keep (project, analysis, json, error) ? g_steal_pointer (&analysis) : NULL;
}

int
iso_cli_run_analyze (const IsoCliOptions *options)
{
  static const char *const formats[] = { "text", "json", "xlsx", NULL };
  g_autoptr (GError) error = NULL;
  int format = iso_cli_find_format (options, formats, &error);
  g_autoptr (IsoAnalysis) analysis = NULL;
  g_autofree char *text = NULL;

  if (format >= 0)
    analysis = options->values[ISO_CLI_KEEP] != NULL ? analyze_and_keep (options, &error) : iso_cli_load_analysis (options, &error);
  if (analysis == NULL)
    return iso_cli_tell_error (error);
  if (format == 2)
    return iso_cli_write_workbook (options, analysis);
  text = format == 1 ? iso_analysis_json (analysis, iso_cli_program ()) : iso_cli_analysis_text (analysis);
  return iso_cli_write (options, text) ? ISO_CLI_DONE : ISO_CLI_CANNOT;
}
