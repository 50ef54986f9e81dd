/* iso-figure-kind.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-figure-builders.h"
#include "iso-plot-text.h"

#include <math.h>
#include <string.h>

static const IsoFigureKind kinds[] = {
  { "dose-response", N_("Dose-response curves"), N_("The response at each dose, with the fitted curve and the IC₅₀."),
    iso_dose_response_applies, iso_dose_response_build },
  { "residuals", N_("Residuals"), N_("How far the points lie from their fitted curves."), iso_residuals_applies, iso_residuals_build },
  { "median-effect", N_("Median-effect lines"),
    N_("The logarithm of fa / fu at each dose, with the lines that Dm and m come from."),
    iso_median_effect_applies, iso_median_effect_build },
  { "fa-ci", N_("Combination index"), N_("The combination index at each fraction affected, with its interval."),
    iso_fa_ci_applies, iso_fa_ci_build },
  { "isobologram", N_("Isobologram"),
    N_("The doses of two drugs that give one effect together, and the line of additivity."),
    iso_isobologram_applies, iso_isobologram_build },
  { "matrix", N_("Dose matrix"), N_("The response, or the score, at each pair of doses."), iso_matrix_applies,
    iso_matrix_build },
  { "scores", N_("Comparison of scores"), N_("The mean score of each reference model, with its interval."), iso_scores_applies,
    iso_scores_build },
  { "surface", N_("Surface"), N_("A surface with parameters for interaction, through the responses at each pair of doses."),
    iso_surface_applies, iso_surface_build },
  { "plate", N_("Plate"), N_("The signal, or the viability, of each well of a plate."), iso_plate_applies,
    iso_plate_build },
  { "replicates", N_("Replicates"), N_("The wells of each treatment beside each other, with their mean."), iso_replicates_applies,
    iso_replicates_build },
  { "growth-rate", N_("Growth rates"), N_("The growth rate at each dose, with the fitted curve and the GR₅₀."), iso_growth_figure_applies,
    iso_growth_figure_build },
};

const IsoFigureKind *
iso_figure_kind_find (const char *id)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (strcmp (kinds[i].id, id) == 0)
        return &kinds[i];
    }
  return NULL;
}

const IsoFigureKind *
iso_figure_kind_nth (guint index)
{
  return index < G_N_ELEMENTS (kinds) ? &kinds[index] : NULL;
}

IsoFigure *
iso_figure_kind_build (const IsoFigureKind *kind, const IsoAnalysis *analysis, const IsoFigureSubject *subject, const IsoFigureStyle *style,
                       double width_pt, double height_pt)
{
  IsoFigure *figure;

  iso_plot_set_comma (style->comma);
  figure = kind->build (analysis, subject, style, width_pt, height_pt);
  iso_plot_set_comma (FALSE);
  return figure;
}

void
iso_figure_subject_init (IsoFigureSubject *subject)
{
  *subject = (IsoFigureSubject) {
    .sample = -1, .arm = -1, .combination = -1, .fa = NAN, .reference = -1, .plate = -1,
      .quantity = ISO_QUANTITY_RESPONSE,
  };
}
