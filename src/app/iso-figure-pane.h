/* iso-figure-pane.h - one figure of the analysis with the choices of the view, or the table of its numbers
 *
 * # Shortcuts and Gestures
 * Delete excludes what is selected, Shift+Delete restores it, Space asks where a number comes from; see IsoFigureView for the rest.
 *
 * # Accessibility
 * The figure has the role of an image, its title as its name, and a sentence about what it shows as its description. "Show as Table"
 * puts a table with every number in its place.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-figure-order.h"
#include "iso-view.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ISO_TYPE_FIGURE_PANE (iso_figure_pane_get_type ())
G_DECLARE_FINAL_TYPE (IsoFigurePane, iso_figure_pane, ISO, FIGURE_PANE, AdwBin)

/* Property: "bare", title and caption are not part of the figure; its tooltip says the caption. Signal: "entered", the keyboard's focus
 * came into it. */

void iso_figure_pane_set_view (IsoFigurePane *self, IsoView *view);   /* once */

/* Which figure: the id of its kind. NULL: none. */
void iso_figure_pane_set_kind (IsoFigurePane *self, const char *kind);
const char *iso_figure_pane_get_kind (IsoFigurePane *self);

/* Only these arms of the analysis, until the analysis changes; NULL: those of the treatment that the view shows. */
void iso_figure_pane_set_arms (IsoFigurePane *self, const guint *arms, guint n);

/* Builds it anew. */
void iso_figure_pane_update   (IsoFigurePane *self);

/* The figure with the choices of the view as they are now; NULL while there is none. The caller frees it. */
IsoFigureOrder *iso_figure_pane_order (IsoFigurePane *self);

/* The figure with the choices of the view, for paper: NULL while there is none. A height of 0 takes the one that suits it. */
IsoFigure *iso_figure_pane_build (IsoFigurePane *self, const IsoFigureStyle *style, double width_pt, double height_pt);

/* The name that a file of this figure would have, without ending. The caller frees it. */
char *iso_figure_pane_dup_name   (IsoFigurePane *self);

/* To the clipboard: the figure as PNG and SVG, or the table as text, whichever is shown. */
void  iso_figure_pane_copy       (IsoFigurePane *self);

/* Where something about the selection is asked: at what is selected, if that is on the screen. */
void  iso_figure_pane_get_place  (IsoFigurePane *self, GdkRectangle *place);

/* The mark that "Why?" is about; NULL for none. Valid until the next drawing. */
const IsoFigureMark *iso_figure_pane_get_asked (IsoFigurePane *self);

/* To the figure or the table, whichever is shown. */
void  iso_figure_pane_grab_focus (IsoFigurePane *self);

/* Whether the analysis has anything to show in a figure of this kind. */
gboolean iso_figure_pane_applies (const char *kind, IsoView *view);

G_END_DECLS
