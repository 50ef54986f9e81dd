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

/* Shows a list of IsoFact, which is empty yet, below the names of their sections. A row can be activated if there is something to ask. */
void     iso_fact_rows_bind    (GtkListBox *list, GListModel *facts);

IsoFact *iso_fact_row_get_fact (GtkListBoxRow *row);

G_END_DECLS
