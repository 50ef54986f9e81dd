/* iso-figure-excluded.h - wells that are excluded from every result stay to be seen in every figure
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-figure-common.h"

G_BEGIN_DECLS

/* One of them, with the value that it would have. */
typedef struct
{
  guint  observation;
  double doses[ISO_MAX_DRUGS];   /* of each drug, in the order asked for; 0 for none */
  double dose;                   /* of the arm, for those of an arm */
  double viability;
} IsoExcludedWell;

/* Those that have a place on an arm and a value; of IsoExcludedWell. */
GArray *iso_arm_list_excluded         (const IsoAnalysis *analysis, const IsoArm *arm);

/* Widens a range of doses above 0 so that they have their place in it, also where all wells of a dose are excluded. */
void    iso_arm_widen_by_excluded     (const IsoAnalysis *analysis, const IsoArm *arm, double *low, double *high);

/* Those of a combination, alone and together, that have a value; of IsoExcludedWell. */
GArray *iso_combination_list_excluded (const IsoAnalysis *analysis, const IsoCombination *combination);

/* "excluded: air bubble", or "excluded" where nobody said why. */
char *iso_plot_excluded (const IsoAnalysis *analysis, guint observation);

/* "viability 41 %, excluded: air bubble", and where it lies outside of what is drawn, that it does. */
char *iso_plot_with_excluded (const IsoAnalysis *analysis, guint observation, const char *text, gboolean beyond);

/* Whether a place lies beyond an axis of the panel. */
gboolean iso_panel_is_beyond (const IsoPanel *panel, double x, double y);

/* The place in the panel that is nearest. */
void     iso_panel_hold (const IsoPanel *panel, double *x, double *y);

/* Hollow and struck through; what lies beyond an axis stands at its end as a triangle that points there. */
void iso_panel_add_excluded (IsoPanel *panel, const IsoFigureStyle *style, double x, double y, IsoSymbol symbol,
                             IsoColour colour, int mark);

/* Says what they look like. */
void iso_figure_add_excluded_note (IsoFigure *figure, guint n, guint n_beyond);

G_END_DECLS
