/* iso-import-choices.h - what a person may say about files that are imported, where they do not say it themselves
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "analysis/iso-experiment.h"
#include "base/iso-number.h"

G_BEGIN_DECLS

/* What makes an independent experiment of plates that come with a layout. */
typedef enum
{
  ISO_IMPORT_RUN_PER_LAYOUT,   /* the layout's experiment column; without one, each file */
  ISO_IMPORT_RUN_PER_FILE,
  ISO_IMPORT_RUN_PER_PLATE,
} IsoImportRuns;

/* Where a layout goes that comes without readings, if its plate is there and something else stands on it. */
typedef enum
{
  ISO_IMPORT_OTHER_ASK,
  ISO_IMPORT_OTHER_REPLACE,
  ISO_IMPORT_OTHER_BESIDE,   /* onto a new plate */
} IsoImportOther;

/* The same of one that names no plate, if there are plates that were read and of which nothing says what stood on them. */
typedef enum
{
  ISO_IMPORT_NAMELESS_ASK,
  ISO_IMPORT_NAMELESS_BARE,   /* onto all of these */
  ISO_IMPORT_NAMELESS_NEW,
} IsoImportNameless;

/* All zero: everything as the files say. */
typedef struct
{
  IsoResponse       response;        /* of tables */
  IsoScale          scale;
  gboolean          decimal_given;
  IsoDecimal        decimal;         /* counts only if given */
  guint             wells;           /* of a plate; 0: the smallest that holds its wells */
  const char       *read;            /* label; NULL: the first that was measured */
  const char       *reference;       /* label of a read that is subtracted; NULL: none */
  IsoImportRuns     runs;
  const char       *plate;           /* id of the plate that was read, where the files are of one; NULL: by name or order */
  IsoImportOther    other;
  IsoImportNameless nameless;
} IsoImportChoices;

G_END_DECLS
