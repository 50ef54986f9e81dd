/* iso-table-maker.h - a table of wells put together from a file that is laid out in another way
 *
 * Lines are added one by one; only columns that any of them fills are written, under the headers that tables have.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "analysis/iso-experiment.h"
#include "reader/iso-text.h"

G_BEGIN_DECLS

/* What one well held, as text. NULL or "" for what is not known. All of it is copied. */
typedef struct
{
  const char *plate;
  const char *well;
  const char *sample;
  const char *experiment;
  const char *replicate;
  const char *drugs[ISO_MAX_DRUGS];
  const char *doses[ISO_MAX_DRUGS];
  const char *units[ISO_MAX_DRUGS];
  const char *role;
  const char *response;
} IsoTableLine;

typedef struct _IsoTableMaker IsoTableMaker;

/* `response` is the header of the responses; NULL for a layout. */
IsoTableMaker *iso_table_maker_new    (const char *file, const char *response);
void           iso_table_maker_free   (IsoTableMaker *maker);

/* `at` is the line of the file. */
void           iso_table_maker_add    (IsoTableMaker *maker, const IsoTableLine *line, guint at);
guint          iso_table_maker_n      (const IsoTableMaker *maker);

/* Takes the maker. `at` is the line of the file that stands for the headers. Errors: TOO_LARGE. */
IsoText       *iso_table_maker_finish (IsoTableMaker *maker, guint at, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IsoTableMaker, iso_table_maker_free)

G_END_DECLS
