/* iso-text-private.h - a text put together cell by cell, as the sheets of a workbook give it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "reader/iso-text.h"

G_BEGIN_DECLS

typedef struct _IsoTextBuilder IsoTextBuilder;

typedef enum
{
  ISO_TEXT_ADDED,
  ISO_TEXT_DISORDER,   /* the cell comes too early */
  ISO_TEXT_FULL,       /* too many cells, or too many characters in them */
} IsoTextAdded;

IsoTextBuilder *iso_text_builder_new  (const char *name);
void            iso_text_builder_free (IsoTextBuilder *builder);

/* What follows belongs to this sheet, below an empty row if anything stood before. */
void         iso_text_builder_begin_sheet (IsoTextBuilder *builder, const char *sheet);

/* The cell at (row, column) of the sheet, both from 0: in the order of reading, each at most once; blanks around it are dropped, and
 * nothing is added for a cell of blanks. `number` says that it is known to
 * be one, and is written with a point. */
IsoTextAdded iso_text_builder_add (IsoTextBuilder *builder, guint row, guint column, const char *cell, gboolean number);

/* The line of the file that the last row stands in, where rows are no lines. */
void         iso_text_builder_set_line (IsoTextBuilder *builder, guint line);

/* Takes the builder. */
IsoText *iso_text_builder_finish (IsoTextBuilder *builder);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IsoTextBuilder, iso_text_builder_free)

G_END_DECLS
