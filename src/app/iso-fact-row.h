/* iso-fact-row.h - one number with its interval and its note, as a row of a list
 *
 *     name        value
 *              interval
 *     note
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-fact.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* For gtk_list_box_bind_model () with a list of IsoFact. It can be activated if there is something to ask; the fact is its data "fact". */
GtkWidget *iso_fact_row_new           (gpointer fact, gpointer data);

/* For gtk_list_box_set_header_func (): rows of one section stand below its name. */
void       iso_fact_row_update_header (GtkListBoxRow *row, GtkListBoxRow *before, gpointer data);

G_END_DECLS
