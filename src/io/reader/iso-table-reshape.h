/* iso-table-reshape.h - layers of plates as a table of wells
 *
 * A file may give each variable a plate of its own, one below the other, with the name of the variable in the corner ("Drug",
 * "Concentration", "Response"). As a table it has a line for each well and a column for each variable. So have files
 * of other programs (iso-table-mixlow.h, iso-table-shapes.h).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "reader/iso-text.h"

G_BEGIN_DECLS

/* Takes the text and returns it, or the table that it is. A layer without a name is "values", a name that comes again "values.2". Wells that
 * are empty in all layers are left out; the line of a row is that of the well in the first layer. Errors: SYNTAX, with the layer, if one is
 * not as large as a plate or as the others; then the text is freed. What was taken for
 * granted is added to `messages` (nullable, of IsoMessage). */
IsoText *iso_table_reshape   (IsoText *text, GPtrArray *messages, GError **error);

/* TRUE if the text has a shape that only tables of other programs have: then no reader is asked whose export it is. */
gboolean iso_table_has_shape (const IsoText *text);

G_END_DECLS
