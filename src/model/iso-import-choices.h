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

/* All zero: everything as the files say. */
typedef struct
{
  IsoResponse    response;        /* of tables */
  IsoScale       scale;
  gboolean       decimal_given;
  IsoDecimal     decimal;         /* counts only if given */
  guint          wells;           /* of a plate; 0: the smallest that holds its wells */
  const char    *read;            /* label; NULL: the first that was measured */
  const char    *reference;       /* label of a read that is subtracted; NULL: none */
  IsoImportRuns  runs;
  const char    *plate;           /* id of the plate that was read, where the files are of one; NULL: by name or order */
} IsoImportChoices;

G_END_DECLS
