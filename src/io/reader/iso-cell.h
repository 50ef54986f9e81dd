/* iso-cell.h - a cell of an export as a reading: a number, or one of the words that stand in its place
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "plate/iso-readout.h"
#include "reader/iso-text.h"

G_BEGIN_DECLS

/* What a cell tells about the decimal sign of its file. "0,5" and "12,75" prove a comma, "0.5" a point; "1,234" and
 * "1.234" prove nothing, as a thousands separator looks the same. */
typedef enum
{
  ISO_PROOF_NOT_A_NUMBER,
  ISO_PROOF_NOTHING,
  ISO_PROOF_POINT,
  ISO_PROOF_COMMA,
} IsoDecimalProof;

IsoDecimalProof iso_cell_decimal_proof (const char *cell);

typedef enum
{
  ISO_CELL_NOTHING,   /* empty, or a mark for a well that is not there ("-") */
  ISO_CELL_NUMBER,    /* value, flag NONE */
  ISO_CELL_TOKEN,     /* a word that readers use; flag, and the value if a masked one has it */
  ISO_CELL_WORD,      /* another word; flag ERROR */
  ISO_CELL_UNCLEAR,   /* a number that can be read in two ways */
} IsoCellKind;

typedef struct
{
  double         value;   /* NaN if there is none */
  IsoReadingFlag flag;
} IsoCellValue;

/* `numbers` says how the rest of the file writes numbers, `delimiter` what separates its cells. */
IsoCellKind iso_cell_parse (const char *cell, IsoNumbers numbers, char delimiter, IsoCellValue *value);

/* The same for a cell of a text. */
IsoCellKind iso_cell_parse_at (const IsoText *text, guint row, guint column, IsoCellValue *value);

/* A whole number from 0 on, as plate columns are written: "1", "01", "1.0". -1 for anything else. */
int         iso_cell_parse_count (const char *cell);

/* An elapsed time "h:mm:ss", "mm:ss" (with decimals of a second), or a number of seconds. FALSE for anything else. */
gboolean    iso_cell_parse_duration (const char *cell, double *seconds);

/* Adds the cell at (row, column) of the text to a read. Nothing is added for a cell without a reading.
 * Errors: SYNTAX for a number that can be read in two ways, CORRUPT if the read has that well already. */
gboolean    iso_cell_add_reading (const IsoText *text, guint row, guint column, IsoRead *read, IsoWell well,
                                  GError **error);

/* SYNTAX: the row stops early, as the last one of a file that was cut off does. */
void        iso_cell_set_cut_error (const IsoText *text, guint row, GError **error);

G_END_DECLS
