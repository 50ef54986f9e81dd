/* iso-curve-columns.h - how a list of curves is shown: a number, and below it its interval or the reason why there is none
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-curve-item.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Adds a column for each IsoCurveColumn, in their order, which can be sorted; titles are the caller's. The table lists IsoCurveItems. */
void  iso_curve_columns_fill      (GtkColumnView *table);

/* All that a cell says, also what there is no room for. The caller frees it. */
char *iso_curve_columns_dup_words (IsoCurveItem *item, IsoCurveColumn column);

G_END_DECLS
