/* iso-csv.h - comma-separated rows (RFC 4180, but for lines that end in \n)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _IsoCsv IsoCsv;

IsoCsv *iso_csv_new    (const char *first_header, ...) G_GNUC_NULL_TERMINATED;
char   *iso_csv_finish (IsoCsv *csv);   /* the whole text, to be freed; frees csv */

/* Cells of the row that is being written, from the left; NULL and what is not a number give an empty cell. */
void iso_csv_add_string (IsoCsv *csv, const char *value);
void iso_csv_add_number (IsoCsv *csv, double value);
void iso_csv_add_count  (IsoCsv *csv, guint64 value);

/* Ends the row, which must have as many cells as there are headers. */
void iso_csv_end_row    (IsoCsv *csv);

G_END_DECLS
