/* iso-figure-excluded.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-figure-excluded.h"

#include <math.h>

/* An excluded well with a value. */
static gboolean
is_shown (const IsoDataset *dataset, guint index, double *viability)
{
  if (iso_dataset_observation (dataset, index)->status != ISO_STATUS_EXCLUDED)
    return FALSE;
  *viability = iso_dataset_shown_viability (dataset, index);
  return isfinite (*viability);
}

GArray *
iso_arm_list_excluded (const IsoAnalysis *analysis, const IsoArm *arm)
{
  const IsoDataset *dataset = analysis->dataset;
  GArray *wells = g_array_new (FALSE, TRUE, sizeof (IsoExcludedWell));

  for (guint i = 0; i < dataset->observations->len; i++)
    {
      IsoExcludedWell well = { .observation = i };

      if (is_shown (dataset, i, &well.viability) && iso_arm_has_place (analysis, arm, i, &well.dose))
        g_array_append_val (wells, well);
    }
  return wells;
}

void
iso_arm_widen_by_excluded (const IsoAnalysis *analysis, const IsoArm *arm, double *low, double *high)
{
  g_autoptr(GArray) wells = iso_arm_list_excluded (analysis, arm);

  for (guint i = 0; i < wells->len; i++)
    {
      double dose = g_array_index (wells, IsoExcludedWell, i).dose;

      *low = dose > 0 ? MIN (*low, dose) : *low;
      *high = MAX (*high, dose);
    }
}

/* Fills in the doses; FALSE for a well that held another drug, or none. */
static gboolean
take_doses (const IsoObservation *observation, const IsoCombination *combination, IsoExcludedWell *well)
{
  for (guint i = 0; i < observation->n_doses; i++)
    {
      guint k = 0;

      while (k < combination->n_drugs && combination->drugs[k] != observation->doses[i].drug)
        k++;
      if (k == combination->n_drugs)
        return FALSE;
      well->doses[k] = observation->doses[i].dose;
    }
  return observation->n_doses > 0;
}

GArray *
iso_combination_list_excluded (const IsoAnalysis *analysis, const IsoCombination *combination)
{
  const IsoDataset *dataset = analysis->dataset;
  GArray *wells = g_array_new (FALSE, TRUE, sizeof (IsoExcludedWell));

  for (guint i = 0; i < dataset->observations->len; i++)
    {
      const IsoObservation *observation = iso_dataset_observation (dataset, i);
      IsoExcludedWell well = { .observation = i };

      if (observation->sample == combination->sample && is_shown (dataset, i, &well.viability)
          && take_doses (observation, combination, &well))
        g_array_append_val (wells, well);
    }
  return wells;
}

char *
iso_plot_excluded (const IsoAnalysis *analysis, guint observation)
{
  const IsoDataset *dataset = analysis->dataset;
  guint record = iso_dataset_observation (dataset, observation)->record;
  const char *reason = g_array_index (dataset->experiment->records, IsoRecord, record).reason;

  return reason != NULL ? iso_plot_text (N_("excluded: {1}"), reason, NULL) : iso_plot_status (ISO_STATUS_EXCLUDED);
}

char *
iso_plot_with_excluded (const IsoAnalysis *analysis, guint observation, const char *text, gboolean beyond)
{
  g_autofree char *excluded = iso_plot_excluded (analysis, observation);

  return beyond ? iso_plot_text (N_("{1}, beyond the axis, {2}"), text, excluded, NULL)
                : iso_plot_text (N_("{1}, {2}"), text, excluded, NULL);
}

gboolean
iso_panel_is_beyond (const IsoPanel *panel, double x, double y)
{
  double held_x = x, held_y = y;

  iso_panel_hold (panel, &held_x, &held_y);
  return held_x < x || held_x > x || held_y < y || held_y > y;
}

void
iso_panel_hold (const IsoPanel *panel, double *x, double *y)
{
  if (!(panel->x.has_zero && *x <= 0))
    *x = CLAMP (*x, panel->x.low, panel->x.high);
  *y = CLAMP (*y, panel->y.low, panel->y.high);
}

void
iso_panel_add_excluded (IsoPanel *panel, const IsoFigureStyle *style, double x, double y, IsoSymbol symbol,
                        IsoColour colour, int mark)
{
  IsoPlotPoint *point;

  if (y > panel->y.high)
    symbol = ISO_SYMBOL_TRIANGLE;
  else if (y < panel->y.low)
    symbol = ISO_SYMBOL_TRIANGLE_DOWN;
  iso_panel_hold (panel, &x, &y);
  point = iso_panel_add_point (panel, x, y, symbol, colour, style->symbol_pt * 0.9, mark);
  point->hollow = TRUE;
  point->struck = TRUE;
}

void
iso_figure_add_excluded_note (IsoFigure *figure, guint n, guint n_beyond)
{
  g_autofree char *count = iso_plot_count (n);
  g_autofree char *beyond = iso_plot_count (n_beyond);

  if (n == 0)
    return;
  iso_figure_add_caption (figure, iso_plot_text (N_("Struck through: wells that are excluded from every result."), NULL));
  iso_figure_add_description (figure, iso_plot_text (N_("Excluded wells that are shown: {1}."), count, NULL));
  if (n_beyond > 0)
    iso_figure_add_caption (figure, iso_plot_text (N_("At the edge: {1} that lie beyond the axes."), beyond, NULL));
}
