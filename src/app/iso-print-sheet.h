/* iso-print-sheet.h - figures laid out on sheets of paper
 *
 * They stand one below another at their own size, a new sheet begins where the next one does not fit. One that is larger than the
 * sheet is made smaller as a whole. Lengths are points, within the margins of the paper.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-figure.h"

G_BEGIN_DECLS

typedef struct _IsoPrintSheets IsoPrintSheets;

/* `figures` (of IsoFigure) is kept. */
IsoPrintSheets *iso_print_sheets_new  (GPtrArray *figures, double width, double height);
void            iso_print_sheets_free (IsoPrintSheets *sheets);

guint    iso_print_sheets_get_n       (const IsoPrintSheets *sheets);
gboolean iso_print_sheets_get_shrunk  (const IsoPrintSheets *sheets);   /* one had to be made smaller */

/* The figures of a sheet, with its top left corner at the origin of `cr`. */
void     iso_print_sheets_draw        (const IsoPrintSheets *sheets, guint sheet, cairo_t *cr);

/* What is on a sheet, for the reader of the screen. The caller frees it. */
char    *iso_print_sheets_describe    (const IsoPrintSheets *sheets, guint sheet);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IsoPrintSheets, iso_print_sheets_free)

G_END_DECLS
