/* iso-cli-analyze.c - "isobole-cli analyze"
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-cli-input.h"
#include "iso-cli-output.h"
#include "iso-cli-text.h"
#include "iso-cli.h"
#include "writer/iso-analysis-json.h"

char *
iso_cli_analysis_text (const IsoAnalysis *analysis)
{
  GString *text = g_string_new (NULL);

  iso_cli_print_head (analysis, text);
  iso_cli_print_fit (analysis, text);
  if (analysis->combinations->len > 0)
    g_string_append_c (text, '\n');
  if (analysis->combinations->len > 0)
    iso_cli_print_synergy (analysis, text);
  return g_string_free (text, FALSE);
}

int
iso_cli_run_analyze (const IsoCliOptions *options)
{
  static const char *const formats[] = { "text", "json", NULL };
  g_autoptr (GError) error = NULL;
  int format = iso_cli_find_format (options, formats, &error);
  g_autoptr (IsoAnalysis) analysis = format >= 0 ? iso_cli_load_analysis (options, &error) : NULL;
  g_autofree char *text = NULL;

  if (analysis == NULL)
    return iso_cli_tell_error (error);
  text = format == 1 ? iso_analysis_json (analysis, iso_cli_program ()) : iso_cli_analysis_text (analysis);
  return iso_cli_write (options, text) ? ISO_CLI_DONE : ISO_CLI_CANNOT;
}
