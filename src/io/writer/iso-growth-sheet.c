/* iso-growth-sheet.c - growth rate inhibition as rows, one a curve
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "writer/iso-analysis-sheets.h"
#include "writer/iso-json-values.h"

#include <math.h>

static void
add_estimate (IsoSheet *sheet, const IsoEstimate *estimate, const IsoUnit *unit)
{
  const double values[] = { estimate->value, estimate->lower, estimate->upper };

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    iso_sheet_add_number (sheet, unit != NULL ? iso_dose_in_unit (unit, values[i]) : values[i]);
  iso_sheet_add_text (sheet, iso_status_word (estimate->status));
}

IsoSheet *
iso_growth_sheet (const IsoDataset *dataset, const GPtrArray *curves)
{
  IsoSheet *sheet =
    iso_sheet_new ("Growth", "sample", "drug", "experiment", "unit", "n", "doublings", "flat_p", "GR50", "GR50_lower", "GR50_upper",
                   "GR50_status", "GEC50", "GEC50_lower", "GEC50_upper", "GEC50_status", "GRinf", "GRinf_lower", "GRinf_upper", "GRinf_status",
                   "h", "GRmax", "GR_AOC", NULL);

  for (guint i = 0; i < curves->len; i++)
    {
      const IsoGrowthCurve *curve = g_ptr_array_index (curves, i);
      const IsoDrug *drug = iso_experiment_drug (dataset->experiment, curve->drug);

      iso_sheet_add_text (sheet, iso_experiment_sample (dataset->experiment, curve->sample));
      iso_sheet_add_text (sheet, drug->name);
      iso_sheet_add_text (sheet, iso_experiment_run (dataset->experiment, curve->run));
      iso_sheet_add_text (sheet, drug->unit->symbol);
      iso_sheet_add_count (sheet, curve->rates->len);
      iso_sheet_add_number (sheet, curve->doublings);
      iso_sheet_add_number (sheet, curve->metrics.flat_p);
      add_estimate (sheet, &curve->metrics.gr50, drug->unit);
      add_estimate (sheet, &curve->metrics.gec50, drug->unit);
      add_estimate (sheet, &curve->metrics.gr_inf, NULL);
      iso_sheet_add_number (sheet, curve->metrics.flat ? NAN : curve->metrics.fit.values[ISO_PARAMETER_HILL]);
      iso_sheet_add_number (sheet, curve->metrics.gr_max);
      iso_sheet_add_number (sheet, curve->metrics.aoc);
      iso_sheet_end_row (sheet);
    }
  return sheet;
}
