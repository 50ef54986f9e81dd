/* iso-figure-view.h - a figure on the screen
 *
 * Draws one figure at its own size, in the light or dark screen style, and draws it anew only when size, style or data
 * change; what is hovered, focused and selected, here and in other views, is drawn above.
 *
 * What is there stays on the screen until the next one was made by another thread: stretched while the size changes; while the data did,
 * its marks are not asked for anything. The first one is made at once, so that a page that comes is never empty.
 *
 * # Limits
 * The figure is not mirrored for right-to-left languages: an axis of doses runs from left to right everywhere.
 *
 * # Shortcuts and Gestures
 * The pointer shows what a mark is; a click selects it, a click beside all marks selects nothing. With the keyboard the
 * arrows go from mark to mark, Home and End to the first and last, Return selects, Shift+Return and a click with Shift select one more,
 * Escape selects nothing. A rectangle that is drawn out becomes all that is shown, across or down alone where it is flat; + and - and the
 * wheel with Ctrl show less and more about the pointer or the cursor, 0 and a double click all of it. That part stays while the data
 * change, and goes with another figure; what is exported and copied is whole. The menu speaks of what is selected, so the mark under it
 * is selected first if it was not.
 *
 * # CSS nodes
 * One node, "figure".
 *
 * # Accessibility
 * The role is IMG; the label is the figure's title, the description its sentence, or the mark that the keyboard is on. The same
 * numbers stand in an IsoFigureTable.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-figure-order.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ISO_TYPE_FIGURE_VIEW (iso_figure_view_get_type ())
G_DECLARE_FINAL_TYPE (IsoFigureView, iso_figure_view, ISO, FIGURE_VIEW, GtkWidget)

/* What is to be drawn now; NULL draws nothing. The view takes it. */
typedef IsoFigureOrder *(*IsoFigureAsk) (gpointer data);

typedef void (*IsoFigureReady) (gpointer data);

/* Where what a figure is made of cannot be given to another thread. Builds it for a style and a size in points; NULL draws nothing. */
typedef IsoFigure *(*IsoFigureBuild) (const IsoFigureStyle *style, double width_pt, double height_pt, gpointer data);

/* Signals: "mark-selected" (const IsoFigureMark *, NULL for none; whether what was selected stays so). Property: "current", the label
 * of the mark under the pointer or the keyboard's cursor, NULL for none. */

/* One of the two. `data` must live as long as the widget. */
void iso_figure_view_set_ask    (IsoFigureView *self, IsoFigureAsk ask, gpointer data);
void iso_figure_view_set_build  (IsoFigureView *self, IsoFigureBuild build, gpointer data);

/* Shows paper: the style given instead of the screen's, whatever the theme, and a figure of this width made larger or smaller as a
 * whole. It then says nothing of single marks. NULL: the screen's style and size. */
void iso_figure_view_set_paper  (IsoFigureView *self, const IsoFigureStyle *style, double width_pt);

/* Leaves out title, note and caption: what stands around the figure says the title, and where there is no mark the tooltip the caption. */
void iso_figure_view_set_bare   (IsoFigureView *self, gboolean bare);

/* A heat map the size of a stamp, part of something that says what it is. For good. */
void iso_figure_view_set_spark  (IsoFigureView *self);

/* The data changed: forget the figure, what was selected in it, and draw anew. */
/* Paints what will be asked for when the next analysis is taken, which is shown if it is the same then. Takes the order. FALSE if nobody
 * sees it; else `ready` is called with the data of the source when it is painted, unless it is not wanted any more. */
gboolean iso_figure_view_paint_ahead (IsoFigureView *self, IsoFigureOrder *order, IsoFigureReady ready);

void iso_figure_view_invalidate (IsoFigureView *self);

/* Whether enough of what a mark is made of is among the observations. */
gboolean iso_figure_mark_shows (const IsoFigureMark *mark, GHashTable *observations);

/* What is selected in other views: a ring around each mark that is made of it. Indices of observations. */
void  iso_figure_view_set_selection (IsoFigureView *self, const guint *observations, guint n);
guint iso_figure_view_count_lit     (IsoFigureView *self);   /* of the figure as it was last drawn */

/* What the pointer is on, here or in another view: a thin ring around each mark that is made of it. */
void  iso_figure_view_set_pointed   (IsoFigureView *self, const guint *observations, guint n);
guint iso_figure_view_count_pointed (IsoFigureView *self);

/* The mark under the pointer, else that at the keyboard's cursor; NULL for none. */
const IsoFigureMark *iso_figure_view_get_current (IsoFigureView *self);

/* What the other button, a long press, Menu and Shift+F10 show; NULL for none. */
void iso_figure_view_set_menu (IsoFigureView *self, GMenuModel *menu);

/* Whether a part is shown. */
gboolean iso_figure_view_is_zoomed (IsoFigureView *self);

/* Where the selected mark is, or the first that is made of what is selected elsewhere; FALSE if there is none. */
gboolean iso_figure_view_get_selected_rect (IsoFigureView *self, graphene_rect_t *rect);

/* What "Why?" is about: the mark at the cursor, else the selected one, else that at the pointer; NULL for none. */
const IsoFigureMark *iso_figure_view_get_asked (IsoFigureView *self);

/* Puts the keyboard's cursor on a mark. */
void iso_figure_view_set_cursor (IsoFigureView *self, guint mark);

/* The figure as it was last drawn; NULL before, and while it shows data that changed. Valid until the next drawing. */
const IsoFigure *iso_figure_view_get_figure (IsoFigureView *self);

/* Whether the next picture of any figure is being made. */
gboolean iso_figure_view_any_pending (void);

G_END_DECLS
