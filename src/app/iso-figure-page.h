/* iso-figure-page.h - one page of the window: choices, the figure, its table
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-figure-kind.h"
#include "iso-page.h"
#include "iso-view.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ISO_TYPE_FIGURE_PAGE (iso_figure_page_get_type ())
G_DECLARE_FINAL_TYPE (IsoFigurePage, iso_figure_page, ISO, FIGURE_PAGE, AdwBin)

/* Follows the view: its page, its choices, its analyser's analysis. */
void       iso_figure_page_set_view  (IsoFigurePage *self, IsoView *view);

/* The figure of the page with the choices of the view, for paper: NULL while nothing is open. A height of 0 takes the one that suits
 * the figure. */
IsoFigure *iso_figure_page_build     (IsoFigurePage *self, const IsoFigureStyle *style, double width_pt, double height_pt);

/* The name that a file of this figure would have, without ending. The caller frees it. */
char      *iso_figure_page_dup_name  (IsoFigurePage *self);

/* To the clipboard: the figure as PNG and SVG, or the table as text, whichever is shown. */
void       iso_figure_page_copy      (IsoFigurePage *self);

/* Where on the page something about the selection is asked: at what is selected, if that is on the screen. */
void       iso_figure_page_get_place  (IsoFigurePage *self, GdkRectangle *place);

/* To the figure or the table, whichever is shown. */
void       iso_figure_page_grab_focus (IsoFigurePage *self);

/* Whether an experiment has anything to show on a page. */
gboolean   iso_figure_page_applies   (const IsoPage *page, IsoView *view);

G_END_DECLS
