/* iso-curve-item-growth.c - rows of the table of curves that are growth rates
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-curve-item-private.h"

#include "iso-user-text.h"

#include <glib/gi18n.h>
#include <math.h>

static guint
find_arm (const IsoAnalysis *analysis, const IsoGrowthCurve *curve)
{
  for (guint i = 0; i < analysis->arms->len; i++)
    if (iso_arm_has_growth (iso_analysis_arm (analysis, i), curve))
      return i;
  return G_MAXUINT;
}

static void
add_gr50 (IsoCurveItem *self, const IsoArm *arm, const IsoGrowthMetrics *metrics)
{
  IsoCurveNumber *number = &self->numbers[ISO_CURVE_COLUMN_DOSE];

  iso_curve_number_take (number, &metrics->gr50, arm->unit);
  self->quantity = g_strdup ("GR50");
  self->status = iso_status_word (metrics->gr50.status);
  if (isnan (metrics->gr50.value) && (metrics->gr50.status == ISO_STATUS_ABOVE_RANGE || metrics->gr50.status == ISO_STATUS_NOT_REACHED))
    iso_curve_number_censor (number, ISO_CURVE_RANK_MORE, arm);
  else if (isnan (metrics->gr50.value) && metrics->gr50.status == ISO_STATUS_BELOW_RANGE)
    iso_curve_number_censor (number, ISO_CURVE_RANK_LESS, arm);
  else
    iso_curve_number_relate (number);
}

/* A number that has no interval by its nature. */
static void
add_plain (IsoCurveItem *self, IsoCurveColumn column, double value, const char *note)
{
  IsoEstimate estimate = iso_estimate_none (isfinite (value) ? ISO_STATUS_OK : ISO_STATUS_TOO_FEW_POINTS);
  IsoCurveNumber *number = &self->numbers[column];

  estimate.value = value;
  iso_curve_number_take (number, &estimate, NULL);
  if (isfinite (value))
    {
      g_free (number->note);
      number->note = g_strdup (note);
    }
}

static char *
list_remarks (const IsoCurveItem *self, const IsoGrowthMetrics *metrics)
{
  const IsoCurveNumber *dose = &self->numbers[ISO_CURVE_COLUMN_DOSE];
  g_autofree char *p = iso_user_number (metrics->flat_p);

  if (metrics->flat && isfinite (metrics->flat_p))
    return iso_sentence_fill (_("No dose made a difference (F test, p {1}): the mean of all."), (const char *const []) { p, NULL });
  if (dose->interval != NULL && dose->note != NULL)
    return g_strdup_printf (_("%s: %s"), self->quantity, dose->note);
  return g_strdup (metrics->fit.status != ISO_STATUS_OK ? gettext (iso_status_explanation (metrics->fit.status)) : "");
}

IsoCurveItem *
iso_curve_item_new_growth (const IsoAnalysis *analysis, guint index)
{
  const IsoGrowthCurve *curve = g_ptr_array_index (analysis->growth, index);
  const IsoGrowthMetrics *metrics = &curve->metrics;
  guint found = find_arm (analysis, curve);
  IsoEstimate hill = metrics->flat ? iso_estimate_none (ISO_STATUS_NOT_IDENTIFIED) : metrics->fit.parameters[ISO_PARAMETER_HILL];
  const IsoArm *arm;
  IsoCurveItem *self;

  if (found == G_MAXUINT)
    return NULL;
  arm = iso_analysis_arm (analysis, found);
  self = iso_curve_item_begin (analysis, found);
  self->growth = TRUE;
  self->n_experiments = 1;
  g_array_append_vals (self->observations, curve->wells->data, curve->wells->len);
  self->texts[ISO_CURVE_COLUMN_WELLS] = g_strdup_printf ("%u", curve->wells->len);
  self->texts[ISO_CURVE_COLUMN_EXPERIMENTS] = g_strdup (iso_experiment_run (analysis->dataset->experiment, curve->run));
  add_gr50 (self, arm, metrics);
  add_plain (self, ISO_CURVE_COLUMN_GR_MAX, metrics->gr_max, _("The smaller mean of the two highest doses, which has no interval."));
  add_plain (self, ISO_CURVE_COLUMN_GR_AOC, metrics->aoc, _("The mean of 1 − GR over the tested range, which has no interval."));
  iso_curve_number_take (&self->numbers[ISO_CURVE_COLUMN_GEC50], &metrics->gec50, arm->unit);
  iso_curve_number_take (&self->numbers[ISO_CURVE_COLUMN_HILL], &hill, NULL);
  iso_curve_number_take (&self->numbers[ISO_CURVE_COLUMN_LOWER], &metrics->gr_inf, NULL);
  self->texts[ISO_CURVE_COLUMN_REMARKS] = list_remarks (self, metrics);
  return self;
}

char *
iso_growth_items_to_tsv (GListModel *items)
{
  GString *tsv = g_string_new ("sample\tcompound\texperiment\tquantity\trelation\tvalue\tlower\tupper\tunit\tstatus\tgr_max\tgr_aoc\tgec50\t"
                               "gec50_lower\tgec50_upper\tgr_inf\tgr_inf_lower\tgr_inf_upper\thill\thill_lower\thill_upper\twells\t"
                               "remarks\n");

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (IsoCurveItem) item = g_list_model_get_item (items, i);
      g_auto (GStrv) most = g_strsplit (item->numbers[ISO_CURVE_COLUMN_GR_MAX].exact, "\t", 2);
      g_auto (GStrv) area = g_strsplit (item->numbers[ISO_CURVE_COLUMN_GR_AOC].exact, "\t", 2);

      iso_curve_tsv_append (tsv, item->texts[ISO_CURVE_COLUMN_SAMPLE]);
      g_string_append_c (tsv, '\t');
      iso_curve_tsv_append (tsv, item->texts[ISO_CURVE_COLUMN_COMPOUND]);
      g_string_append_c (tsv, '\t');
      iso_curve_tsv_append (tsv, item->texts[ISO_CURVE_COLUMN_EXPERIMENTS]);
      g_string_append_printf (tsv, "\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%u\t", item->quantity,
                              item->numbers[ISO_CURVE_COLUMN_DOSE].exact, item->unit, item->status, most[0], area[0],
                              item->numbers[ISO_CURVE_COLUMN_GEC50].exact, item->numbers[ISO_CURVE_COLUMN_LOWER].exact,
                              item->numbers[ISO_CURVE_COLUMN_HILL].exact, item->observations->len);
      iso_curve_tsv_append (tsv, item->texts[ISO_CURVE_COLUMN_REMARKS]);
      g_string_append_c (tsv, '\n');
    }
  return g_string_free (tsv, FALSE);
}
