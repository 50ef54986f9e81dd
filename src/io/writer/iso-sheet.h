/* iso-sheet.h - rows of cells under headers, to be written as comma-separated values or as a sheet of a workbook
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  ISO_SHEET_EMPTY,
  ISO_SHEET_TEXT,
  ISO_SHEET_NUMBER,
  ISO_SHEET_COUNT,
} IsoSheetCellKind;

typedef struct
{
  IsoSheetCellKind kind;
  union
  {
    const char *text;     /* the sheet's own */
    double      number;
    guint64     count;
  };
} IsoSheetCell;

typedef struct _IsoSheet IsoSheet;

/* `name` is that of a workbook's sheet: 31 characters at most, none of []:*?/\. */
IsoSheet *iso_sheet_new  (const char *name, const char *first_header, ...) G_GNUC_NULL_TERMINATED;
void      iso_sheet_free (IsoSheet *sheet);

/* Cells of the row that is being written, from the left; NULL and what is not a number give an empty cell. */
void iso_sheet_add_text   (IsoSheet *sheet, const char *value);
void iso_sheet_add_number (IsoSheet *sheet, double value);
void iso_sheet_add_count  (IsoSheet *sheet, guint64 value);

/* Ends the row, which must have as many cells as there are headers. */
void iso_sheet_end_row    (IsoSheet *sheet);

const char         *iso_sheet_name      (const IsoSheet *sheet);
guint               iso_sheet_n_columns (const IsoSheet *sheet);
guint               iso_sheet_n_rows    (const IsoSheet *sheet);                          /* with that of the headers */
const IsoSheetCell *iso_sheet_cell      (const IsoSheet *sheet, guint row, guint column);  /* row 0: the headers */

/* RFC 4180, but for lines that end in \n; numbers with all their digits and a point. To be freed. */
char *iso_sheet_to_csv (const IsoSheet *sheet);

/* An Excel workbook of sheets (GPtrArray of IsoSheet), each with a filter over its headers. The same sheets give the same bytes.
 * Errors: TOO_LARGE for more rows than a sheet can have or a text that is too long for a cell; IO. */
GBytes *iso_sheets_to_xlsx (const GPtrArray *sheets, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IsoSheet, iso_sheet_free)

G_END_DECLS
