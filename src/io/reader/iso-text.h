/* iso-text.h - delimited text as rows and cells
 *
 * Decodes what readers' programs write (UTF-8, UTF-16, Windows-1252; never fails on a single byte), accepts any line
 * end, finds the delimiter, and undoes quoting. Blanks around a cell are dropped, and a no-break space is a space. Rows
 * and columns count from 0, as in an array; lines count from 1, as in an editor. The sheets of a workbook stand one below the other;
 * there, lines are the rows of a sheet.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "reader/iso-source.h"

G_BEGIN_DECLS

typedef struct _IsoText IsoText;

typedef enum
{
  ISO_ENCODING_UTF8,
  ISO_ENCODING_UTF16LE,
  ISO_ENCODING_UTF16BE,
  ISO_ENCODING_WINDOWS_1252,
} IsoEncoding;

/* How the numbers of the file are written, judged from all its rows that hold several numbers. */
typedef enum
{
  ISO_NUMBERS_PLAIN,   /* only whole numbers, or only such as "1.234", which prove nothing */
  ISO_NUMBERS_POINT,
  ISO_NUMBERS_COMMA,
  ISO_NUMBERS_BOTH,    /* some cells prove a decimal point and some a decimal comma */
} IsoNumbers;

/* The text of a source that is text or a workbook. Errors: as iso_signature_expect_text () and iso_workbook_read ();
 * TOO_LARGE beyond 32 million cells. */
IsoText *iso_text_new (const IsoSource *source, GError **error);

/* With a delimiter that is already known; '\0' looks for it. */
IsoText *iso_text_new_delimited (const IsoSource *source, char delimiter, GError **error);

void     iso_text_free (IsoText *text);

guint       iso_text_n_rows  (const IsoText *text);
guint       iso_text_n_cells (const IsoText *text, guint row);   /* as they stand, empty ones at the end included */
guint       iso_text_used    (const IsoText *text,
                              guint row);   /* up to the last cell that is not empty; 0 for an empty row */
guint       iso_text_line    (const IsoText *text, guint row);   /* where the row begins in the file */

/* Never NULL: "" beyond the end of a row or of the text. Owned by the text. */
const char *iso_text_cell    (const IsoText *text, guint row, guint column);

/* The cells [first, last) as they stood between their delimiters: for titles that hold unquoted delimiters. */
char       *iso_text_join    (const IsoText *text, guint row, guint first, guint last);

/* The name of the sheet that `row` is in; "" for text. */
const char *iso_text_sheet     (const IsoText *text, guint row);

/* The row behind the last one of the sheet that `row` is in; iso_text_n_rows () for text. */
guint       iso_text_sheet_end (const IsoText *text, guint row);

/* The first row from `row` on that is not empty; iso_text_n_rows () if there is none. */
guint       iso_text_skip_empty (const IsoText *text, guint row);

const char *iso_text_name      (const IsoText *text);
char        iso_text_delimiter (const IsoText *text);
IsoEncoding iso_text_encoding  (const IsoText *text);
IsoNumbers  iso_text_numbers   (const IsoText *text);

/* What a person says about the numbers counts for more than what they look like. */
void        iso_text_set_numbers (IsoText *text, IsoNumbers numbers);

/* TRUE if the last row stops without a line end, as that of a file that was cut off does. */
gboolean    iso_text_is_open_ended (const IsoText *text);

/* A place in the text. It borrows: valid as long as the text; nothing in it is to be freed. */
IsoPlace    iso_text_place     (const IsoText *text, guint row);
IsoPlace    iso_text_place_at  (const IsoText *text, guint row, guint column);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IsoText, iso_text_free)

G_END_DECLS
