/* iso-figure-order.h - which figure is to be built, as a value that another thread may work from
 *
 * Holds the analysis, which does not change, and a copy of the choices: what is chosen afterwards does not reach it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-figure-kind.h"

G_BEGIN_DECLS

typedef struct _IsoFigureOrder IsoFigureOrder;

/* With a shape of its own a figure is not stretched where there is more room than it needs. */
IsoFigureOrder *iso_figure_order_new   (const IsoAnalysis *analysis, const IsoFigureKind *kind, const IsoFigureSubject *subject,
                                        gboolean own_shape);
IsoFigureOrder *iso_figure_order_ref   (IsoFigureOrder *order);   /* in any thread */
void            iso_figure_order_unref (IsoFigureOrder *order);

/* Whether the same figure comes of them. */
gboolean        iso_figure_order_equal (const IsoFigureOrder *one, const IsoFigureOrder *other);

/* Which figure of what it is, in whatever analysis. The caller frees it. */
char           *iso_figure_order_dup_key (const IsoFigureOrder *order);

/* Whether to build and paint it takes longer than a frame. */
gboolean        iso_figure_order_is_large (const IsoFigureOrder *order);

/* In any thread. Points; a height of 0 takes the one that suits the figure. Never NULL. */
IsoFigure      *iso_figure_order_build (const IsoFigureOrder *order, const IsoFigureStyle *style, double width_pt, double height_pt);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IsoFigureOrder, iso_figure_order_unref)

G_END_DECLS
