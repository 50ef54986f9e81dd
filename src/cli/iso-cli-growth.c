/* iso-cli-growth.c - "isobole-cli fit --gr": growth rate inhibition
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-cli-growth.h"

#include "analysis/iso-growth.h"
#include "iso-cli-input.h"
#include "iso-cli-output.h"
#include "iso-cli-text.h"
#include "iso-cli.h"
#include "writer/iso-analysis-sheets.h"
#include "writer/iso-growth-json.h"

#include <math.h>

static double
get_hill (const IsoGrowthMetrics *metrics)
{
  return metrics->flat ? NAN : metrics->fit.values[ISO_PARAMETER_HILL];
}

void
iso_cli_print_growth (const IsoExperiment *experiment, const GPtrArray *curves, GString *text)
{
  IsoCliTable *table = iso_cli_table_new (_("Curve"), _("Sample"), _("Experiment"), _("Wells"), _("Unit"), "GR50", "GEC50", "GRinf", "GRmax",
                                          "GR_AOC", _("Hill"), _("Doublings"), NULL);
  gboolean flat = FALSE;

  g_string_append_printf (text, "%s\n", _("Growth rate inhibition (1: no effect, 0: no growth, below 0: cells die)"));
  for (guint i = 0; i < curves->len; i++)
    {
      const IsoGrowthCurve *curve = g_ptr_array_index (curves, i);
      const IsoGrowthMetrics *metrics = &curve->metrics;
      const IsoDrug *drug = iso_experiment_drug (experiment, curve->drug);

      iso_cli_table_add (table, drug->name);
      iso_cli_table_add (table, iso_experiment_sample (experiment, curve->sample));
      iso_cli_table_add (table, iso_experiment_run (experiment, curve->run));
      iso_cli_table_take (table, g_strdup_printf ("%u", curve->rates->len));
      iso_cli_table_add (table, *drug->unit->symbol != '\0' ? drug->unit->symbol : "-");
      iso_cli_table_take (table, iso_cli_estimate (&metrics->gr50, drug->unit));
      iso_cli_table_take (table, iso_cli_estimate (&metrics->gec50, drug->unit));
      iso_cli_table_take (table, iso_cli_estimate (&metrics->gr_inf, NULL));
      iso_cli_table_take (table, iso_cli_measured (metrics->gr_max));
      iso_cli_table_take (table, iso_cli_measured (metrics->aoc));
      iso_cli_table_take (table, iso_cli_measured (get_hill (metrics)));
      iso_cli_table_take (table, iso_cli_measured (curve->doublings));
      flat = flat || metrics->flat;
    }
  iso_cli_table_print (table, text);
  if (flat)
    g_string_append_printf (text, "\n%s\n", _("Where no dose made a difference (F test, p 0.05) there is no GR50, and GRinf is the mean of all."));
}

static char *
make_text (const IsoDataset *dataset, const GPtrArray *curves)
{
  GString *text = g_string_new (NULL);

  iso_cli_print_growth (dataset->experiment, curves, text);
  return g_string_free (text, FALSE);
}

static char *
make_csv (const IsoDataset *dataset, const GPtrArray *curves)
{
  g_autoptr (IsoSheet) sheet = iso_growth_sheet (dataset, curves);

  return iso_sheet_to_csv (sheet);
}

int
iso_cli_run_growth (const IsoCliOptions *options)
{
  static const char *const formats[] = { "text", "json", "csv", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (IsoDataset) dataset = NULL;
  g_autoptr (GPtrArray) curves = NULL;
  g_autofree char *text = NULL;
  IsoAnalysisSettings settings;
  int format = iso_cli_find_format (options, formats, &error);

  dataset = format >= 0 ? iso_cli_load_dataset (options, &settings, &error) : NULL;
  curves = dataset != NULL ? iso_dataset_growth (dataset, settings.level, &error) : NULL;
  if (curves == NULL)
    return iso_cli_tell_error (error);
  if (format == 1)
    text = iso_growth_json (dataset, curves, iso_cli_program ());
  else
    text = format == 2 ? make_csv (dataset, curves) : make_text (dataset, curves);
  return iso_cli_write (options, text) ? ISO_CLI_DONE : ISO_CLI_CANNOT;
}
