/* iso-html-text.h - the tables of a web page as rows and cells
 *
 * Some programs of readers write a page with tables and call it ".xls". What stands outside tables is a row of one cell for each line of it.
 * A cell that spans several columns or rows stands in the first of them. The line of a row is that of the page.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "reader/iso-text.h"

G_BEGIN_DECLS

/* Errors: UNSUPPORTED (a page without a table), TOO_LARGE. */
IsoText *iso_html_text_read (const IsoSource *source, GError **error);

G_END_DECLS
