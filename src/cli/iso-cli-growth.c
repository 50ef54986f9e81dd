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
#include "writer/iso-json-values.h"

#include <math.h>

typedef struct
{
  const IsoDataset *dataset;
  const GPtrArray  *curves;
} Growth;

static const IsoDrug *
get_drug (const Growth *growth, const IsoGrowthCurve *curve)
{
  return iso_experiment_drug (growth->dataset->experiment, curve->drug);
}

static const char *
get_sample (const Growth *growth, const IsoGrowthCurve *curve)
{
  return iso_experiment_sample (growth->dataset->experiment, curve->sample);
}

static double
get_hill (const IsoGrowthMetrics *metrics)
{
  return metrics->flat ? NAN : metrics->fit.values[ISO_PARAMETER_HILL];
}

static char *
make_text (const Growth *growth)
{
  GString *text = g_string_new (NULL);
  IsoCliTable *table = iso_cli_table_new (_("Curve"), _("Sample"), _("Experiment"), _("Wells"), _("Unit"), "GR50", "GEC50", "GRinf", "GRmax",
                                          "GR_AOC", _("Hill"), _("Doublings"), NULL);
  gboolean flat = FALSE;

  g_string_append_printf (text, "%s\n", _("Growth rate inhibition (1: no effect, 0: no growth, below 0: cells die)"));
  for (guint i = 0; i < growth->curves->len; i++)
    {
      const IsoGrowthCurve *curve = g_ptr_array_index (growth->curves, i);
      const IsoGrowthMetrics *metrics = &curve->metrics;
      const IsoUnit *unit = get_drug (growth, curve)->unit;

      iso_cli_table_add (table, get_drug (growth, curve)->name);
      iso_cli_table_add (table, get_sample (growth, curve));
      iso_cli_table_add (table, iso_experiment_run (growth->dataset->experiment, curve->run));
      iso_cli_table_take (table, g_strdup_printf ("%u", curve->rates->len));
      iso_cli_table_add (table, *unit->symbol != '\0' ? unit->symbol : "-");
      iso_cli_table_take (table, iso_cli_estimate (&metrics->gr50, unit));
      iso_cli_table_take (table, iso_cli_estimate (&metrics->gec50, unit));
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
  return g_string_free (text, FALSE);
}

static void
put_curve (IsoJson *json, const Growth *growth, const IsoGrowthCurve *curve)
{
  const IsoGrowthMetrics *metrics = &curve->metrics;
  const IsoUnit *unit = get_drug (growth, curve)->unit;

  iso_json_begin_object (json, NULL);
  iso_json_add_string (json, "sample", get_sample (growth, curve));
  iso_json_add_string (json, "drug", get_drug (growth, curve)->name);
  iso_json_add_string (json, "experiment", iso_experiment_run (growth->dataset->experiment, curve->run));
  iso_json_add_string (json, "unit", unit->symbol);
  iso_json_add_count (json, "n", curve->rates->len);
  iso_json_add_number (json, "doublings", curve->doublings);
  iso_json_add_boolean (json, "flat", metrics->flat);
  iso_json_add_number (json, "flat_p", metrics->flat_p);
  iso_json_add_estimate (json, "gr50", &metrics->gr50, unit);
  iso_json_add_estimate (json, "gec50", &metrics->gec50, unit);
  iso_json_add_estimate (json, "gr_inf", &metrics->gr_inf, NULL);
  iso_json_add_number (json, "hill", get_hill (metrics));
  iso_json_add_number (json, "gr_max", metrics->gr_max);
  iso_json_add_number (json, "gr_aoc", metrics->aoc);
  iso_json_end_object (json);
}

static char *
make_json (const Growth *growth)
{
  IsoJson *json = iso_json_new ();

  iso_json_begin_object (json, NULL);
  iso_json_add_string (json, "schema", "isobole/growth/1");
  iso_json_add_string (json, "program", iso_cli_program ());
  iso_json_begin_array (json, "curves");
  for (guint i = 0; i < growth->curves->len; i++)
    put_curve (json, growth, g_ptr_array_index (growth->curves, i));
  iso_json_end_array (json);
  iso_json_end_object (json);
  return iso_json_finish (json);
}

static char *
make_csv (const Growth *growth)
{
  g_autoptr (IsoSheet) sheet = iso_growth_sheet (growth->dataset, growth->curves);

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
  Growth growth;
  int format = iso_cli_find_format (options, formats, &error);

  dataset = format >= 0 ? iso_cli_load_dataset (options, &settings, &error) : NULL;
  curves = dataset != NULL ? iso_dataset_growth (dataset, settings.level, &error) : NULL;
  if (curves == NULL)
    return iso_cli_tell_error (error);
  growth = (Growth) { dataset, curves };
  text = format == 1 ? make_json (&growth) : format == 2 ? make_csv (&growth) : make_text (&growth);
  return iso_cli_write (options, text) ? ISO_CLI_DONE : ISO_CLI_CANNOT;
}
