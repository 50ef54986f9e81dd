/* iso-name-row.h - one line of a table of names: a compound with its unit, a sample, an experiment
 *
 * It renames, removes and moves its thing itself, and says beneath it why that cannot be. F2 edits, Delete removes, Alt and an arrow
 * move.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-project.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ISO_TYPE_NAME_ROW (iso_name_row_get_type ())
G_DECLARE_FINAL_TYPE (IsoNameRow, iso_name_row, ISO, NAME_ROW, GtkListBoxRow)

/* The project is that of the table, which outlives the row. */
IsoNameRow     *iso_name_row_new       (IsoProject *project, IsoEntity entity, IsoProjectItem *item);

IsoProjectItem *iso_name_row_get_item  (IsoNameRow *self);
void            iso_name_row_edit      (IsoNameRow *self);

/* Where it is used: wells of a compound or sample, plates of an experiment. */
void            iso_name_row_set_usage (IsoNameRow *self, guint usage);

G_END_DECLS
