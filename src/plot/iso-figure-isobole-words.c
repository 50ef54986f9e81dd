/* iso-figure-isobole-words.c - titles, labels and notes of isobolograms
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-figure-isobole.h"

#include "iso-figure-excluded.h"

#include <math.h>

gboolean
iso_isobole_has_value (const IsoEstimate *estimate)
{
  return isfinite (estimate->value) && estimate->value > 0;
}

/* The combination index of a ray at this level; NULL if there is none. */
const IsoCombinationIndex *
iso_isobole_find_index (const IsoIsoboleBuilder *builder, guint ray, double fa)
{
  const GArray *levels = g_array_index (builder->combination->rays, IsoRay, ray).levels;

  for (guint i = 0; i < levels->len; i++)
    {
      const IsoCombinationIndex *index = &g_array_index (levels, IsoCombinationIndex, i);

      if (fabs (index->fa - fa) < 1e-9)
        return index;
    }
  return NULL;
}

/* "75 % effect" and, for a single ray, its index. */
char *
iso_isobole_panel_title (const IsoIsoboleBuilder *builder, const IsoIsobole *isobole)
{
  g_autofree char *percent = iso_plot_percent (isobole->fa);
  const IsoCombinationIndex *index = NULL;
  g_autofree char *ci = NULL;

  if (isobole->points->len == 1)
    index = iso_isobole_find_index (builder, g_array_index (isobole->points, IsoIsobolePoint, 0).ray, isobole->fa);
  if (index == NULL)
    return iso_plot_text (N_("{1} effect"), percent, NULL);
  ci = iso_plot_estimate (&index->ci, 1, "");
  return iso_plot_text (N_("{1} effect, CI {2}"), percent, ci, NULL);
}

/* One ray: its index belongs beside the point. */
void
iso_isobole_add_label (IsoIsoboleBuilder *builder, guint panel, const IsoIsobole *isobole, const IsoIsobolePoint *point)
{
  const IsoCombinationIndex *index = iso_isobole_find_index (builder, point->ray, isobole->fa);
  g_autofree char *ci = index != NULL ? iso_plot_estimate (&index->ci, 1, "") : NULL;
  g_autofree char *percent = iso_plot_percent (isobole->fa);
  g_autofree char *name = NULL;
  IsoSpot spot = { iso_unit_from_inside (builder->units[0], point->doses.d1),
                   iso_unit_from_inside (builder->units[1], point->doses.d2) };
  guint series = iso_arm_series (builder->analysis, g_array_index (builder->combination->rays, IsoRay, point->ray).arm);
  IsoKeyEntry *entry;

  if (ci == NULL || !isfinite (spot.x) || !isfinite (spot.y))
    return;
  name = iso_plot_text (N_("{1} effect, CI {2}"), percent, ci, NULL);
  entry = iso_figure_add_key (builder->figure, panel, name, "");
  entry->symbol = iso_series_symbol (series);
  entry->hollow = point->total.status == ISO_STATUS_EXTRAPOLATED;
  entry->colour = entry->hollow ? builder->figure->style.muted : iso_series_colour (&builder->figure->style, series);
  entry->path = g_array_new (FALSE, FALSE, sizeof (IsoSpot));
  g_array_append_val (entry->path, spot);
}

static void
append_level (GString *levels, double fa)
{
  g_autofree char *percent = iso_plot_percent (fa);

  g_string_append_printf (levels, "%s%s", levels->len > 0 ? ", " : "", percent);
}

/* Of one drug: the levels that it does not reach alone, and those without a dose for another reason. */
static void
add_drug_notes (IsoIsoboleBuilder *builder, const GPtrArray *isoboles, guint drug)
{
  g_autoptr(GString) levels = g_string_new (NULL);

  for (guint i = 0; i < isoboles->len; i++)
    {
      const IsoIsobole *isobole = isoboles->pdata[i];
      g_autofree char *percent = iso_plot_percent (isobole->fa);
      g_autofree char *status = iso_plot_status (isobole->dx[drug].status);

      if (iso_isobole_has_value (&isobole->dx[drug]) || isobole->n_line == 0)
        continue;
      if (isobole->dx[drug].status == ISO_STATUS_NOT_REACHED)
        append_level (levels, isobole->fa);
      else
        iso_figure_add_caption (builder->figure, iso_plot_text (N_("{1} alone at {2} effect: {3}."),
                                                                builder->names[drug], percent, status, NULL));
    }
  if (levels->len > 0)
    iso_figure_add_caption (builder->figure,
                            iso_plot_text (N_("{1} alone does not reach {2} effect: no dose of it replaces the other "
                                              "drug, and the line runs parallel to its axis."),
                                           builder->names[drug], levels->str, NULL));
}

void
iso_isobole_add_not_reached_notes (IsoIsoboleBuilder *builder, const GPtrArray *isoboles)
{
  g_autoptr(GString) neither = g_string_new (NULL);

  add_drug_notes (builder, isoboles, 0);
  add_drug_notes (builder, isoboles, 1);
  for (guint i = 0; i < isoboles->len; i++)
    {
      const IsoIsobole *isobole = isoboles->pdata[i];

      if (isobole->n_line == 0)
        append_level (neither, isobole->fa);
    }
  if (neither->len > 0)
    iso_figure_add_caption (builder->figure,
                            iso_plot_text (N_("Neither drug alone reaches {1} effect: there is no line of additivity."),
                                           neither->str, NULL));
}

void
iso_isobole_add_words (IsoIsoboleBuilder *builder, const GPtrArray *isoboles)
{
  const IsoIsobole *first = isoboles->pdata[0];
  gboolean has_line = FALSE;
  const IsoEstimate *interval = first->points->len > 0 ? &g_array_index (first->points, IsoIsobolePoint, 0).total
      : &first->dx[0];
  g_autofree char *name = iso_combination_title (builder->analysis, builder->combination);
  g_autofree char *n = iso_plot_count (builder->figure->panels->len);

  for (guint i = 0; i < isoboles->len; i++)
    has_line = has_line || ((const IsoIsobole *) isoboles->pdata[i])->n_line > 0;
  if (has_line)
    iso_figure_add_caption (builder->figure,
                            iso_plot_text (N_("Line: doses that give the effect if the drugs only add up (Loewe); a "
                                              "point below it means synergy. On the axes: each drug alone."), NULL));
  if (builder->has_extrapolated)
    iso_figure_add_caption (builder->figure,
                            iso_plot_text (N_("Hollow and grey: extrapolated beyond the doses tested."), NULL));
  iso_figure_add_interval_note (builder->figure, builder->analysis, interval);
  if (builder->has_band)
    iso_figure_add_caption (builder->figure, iso_plot_text (N_("Band: the interval of the line."), NULL));
  if (builder->n_measured > 0)
    iso_figure_add_caption (builder->figure, iso_plot_text (N_("Small diamonds: where the measured effects cross the level."), NULL));
  iso_figure_add_excluded_note (builder->figure, builder->excluded->len, builder->n_beyond);
  iso_figure_add_description (builder->figure,
                              iso_plot_text (N_("Isobologram of {1}, {2} effect levels."), name, n, NULL));
  for (guint i = 0; i < builder->figure->marks->len; i++)
    {
      const IsoFigureMark *mark = &g_array_index (builder->figure->marks, IsoFigureMark, i);

      if (mark->topic.kind != ISO_TOPIC_WELL && mark->n_observations > 0)
        iso_figure_add_description (builder->figure, iso_plot_text (N_("{1}."), mark->label, NULL));
    }
}

char *
iso_isobole_reason_for_none (const IsoCombination *combination, double fa)
{
  g_autofree char *percent = NULL;

  if (combination == NULL)
    return iso_plot_text (N_("There is no combination here: no well held two drugs."), NULL);
  if (combination->n_drugs != 2)
    return iso_plot_text (N_("An isobologram has two axes, one for each drug; this combination has three drugs."),
                          NULL);
  if (isnan (fa))
    return iso_plot_text (N_("There is no isobole to draw: neither drug alone has a median-effect line that reaches "
                             "an effect level."), NULL);
  percent = iso_plot_percent (fa);
  return iso_plot_text (N_("There is no isobole at {1} effect: neither drug alone reaches it, or the level is not "
                           "among those analysed."),
                        percent, NULL);
}
