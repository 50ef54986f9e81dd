/* iso-table-row.h - one row of a table: what one well held
 *
 * Tables of responses and layouts as text have the same columns, but for the response; both are read here, row by row.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "base/iso-number.h"
#include "reader/iso-table-columns.h"

G_BEGIN_DECLS

/* What a person may say about a table that does not say it itself. */
typedef struct
{
  IsoResponse           response;   /* UNKNOWN: as the table says */
  IsoScale              scale;      /* UNKNOWN: as the table says */
  gboolean              decimal_given;
  IsoDecimal            decimal;    /* counts only if given */
  const IsoPlateFormat *format;     /* NULL: the smallest that holds the wells of the plate */
  const GPtrArray      *maps;       /* (nullable) of IsoTableMap: the lab's own formats */
} IsoTableOptions;

void iso_table_options_init (IsoTableOptions *options);

/* Reading rows of `text` under `columns`. Everything is borrowed but what is new in the experiment: samples and drugs
 * are added to it. */
typedef struct
{
  const IsoText         *text;
  const IsoTableColumns *columns;
  const IsoTableOptions *options;
  IsoExperiment         *experiment;
} IsoTableRows;

typedef struct
{
  IsoRecord   record;       /* run, plate, response, flag and source are the caller's to fill */
  const char *experiment;   /* "" without one; borrowed from the text */
  const char *plate;        /* "" without one; borrowed from the text */
  gboolean    has_role;     /* the role stood in the table; otherwise the doses gave it */
} IsoTableRow;

/* Errors: SYNTAX (no number, no well, no role, no dose, too many cells), RANGE (negative dose, well outside the plate,
 * more than ISO_MAX_DRUGS drugs, a drug in a control well), UNITS. */
gboolean iso_table_row_read (const IsoTableRows *rows, guint row, IsoTableRow *result, GError **error);

/* One dose for a record: finds or adds the drug, checks and converts. A dose of zero adds nothing but the drug. `place`
 * is where the dose stands. */
gboolean iso_table_add_dose (IsoExperiment *experiment, IsoRecord *record, const char *drug, const IsoUnit *unit,
                             double dose, const IsoPlace *place, GError **error);

/* The place of a cell, with the header of its column. It borrows, as iso_text_place_at () does. */
IsoPlace iso_table_row_place (const IsoTableRows *rows, guint row, guint column);

/* The column that names wells, or the row of the plate; -1 without one. */
int iso_table_well_column (const IsoTableColumns *columns);

/* A cell that must be a number, by the table's decimal sign. */
gboolean iso_table_number (const IsoText *text, const IsoTableOptions *options, const char *cell, const IsoPlace *place,
                           double *value, GError **error);

/* A response: a number, an empty cell (flag MISSING), or a word that readers write (its flag). */
gboolean iso_table_response (const IsoText *text, const IsoTableOptions *options, const char *cell,
                             const IsoPlace *place, IsoRecord *record, GError **error);

/* The sentence of the error for a number that can be read in two ways. */
extern const char iso_table_ask_decimal[];

/* TRUE for "", "NA", "n/a" and the like. */
gboolean iso_table_is_missing (const char *cell);

G_END_DECLS
