/* iso-table-columns.h - what the columns of a table hold, by their headers
 *
 * People name their columns as they like: "conc", "Dose 1 (nM)", "ixazomib_uM", "Drug1.conc". Case, blanks and
 * punctuation do not count. What is not recognised is an "other" column, and the caller says so.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "analysis/iso-experiment.h"
#include "reader/iso-text.h"

G_BEGIN_DECLS

typedef enum
{
  ISO_COLUMN_OTHER,
  ISO_COLUMN_SAMPLE,
  ISO_COLUMN_EXPERIMENT,
  ISO_COLUMN_REPLICATE,
  ISO_COLUMN_PLATE,
  ISO_COLUMN_WELL,
  ISO_COLUMN_PLATE_ROW,      /* in place of a well: its letter */
  ISO_COLUMN_PLATE_COLUMN,   /* and its number */
  ISO_COLUMN_ROLE,
  ISO_COLUMN_RESPONSE,
  ISO_COLUMN_BLOCK,      /* number of a drug pair, as SynergyFinder has it */
  ISO_COLUMN_DRUG,
  ISO_COLUMN_DOSE,
  ISO_COLUMN_UNIT,
} IsoColumnKind;
#define ISO_N_COLUMN_KINDS (ISO_COLUMN_UNIT + 1)

typedef struct
{
  IsoColumnKind  kind;
  guint          drug;       /* DRUG, DOSE, UNIT: the number in the header; 0 without one */
  char          *name;       /* DOSE: the drug that the header itself names; else NULL */
  char          *unit;       /* DOSE: the unit in the header, as it stands; else NULL */
  IsoResponse    response;   /* RESPONSE: what the header says the numbers are, UNKNOWN if it does not */
  IsoScale       scale;
} IsoColumn;

void iso_column_recognise (const char *header, IsoColumn *column);
void iso_column_clear     (IsoColumn *column);

/* The columns of one drug. Positions are -1 where there is no such column. */
typedef struct
{
  int            drug;
  int            dose;
  int            unit;
  char          *name;          /* without a drug column: from the header, or "Drug 1" */
  const IsoUnit *header_unit;   /* NULL if no header gives one */
} IsoDoseColumns;

typedef struct
{
  guint      row;                           /* of the headers in the text */
  GArray    *columns;                       /* of IsoColumn, as in the file */
  int        first[ISO_N_COLUMN_KINDS];     /* the column of each kind, for kinds that come once */
  GArray    *doses;                         /* of IsoDoseColumns */
  gboolean   drugs_unnamed;                 /* no header and no column names the drugs */
} IsoTableColumns;

/* Reads row `row` as headers. Errors: SYNTAX for a kind that comes twice, or a drug or unit without its dose; UNITS. */
IsoTableColumns *iso_table_columns_new  (const IsoText *text, guint row, GError **error);
void             iso_table_columns_free (IsoTableColumns *columns);

/* How many headers of a row are recognised: to find the header row, and to tell a table from an export. */
guint            iso_table_columns_count (const IsoText *text, guint row);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IsoTableColumns, iso_table_columns_free)

G_END_DECLS
