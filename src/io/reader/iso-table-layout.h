/* iso-table-layout.h - layouts written as a table, and their plates found in the files of readers
 *
 * A layout is a table of wells without responses: well, and any of role, sample, drug1 dose1 unit1, ..., replicate,
 * plate and experiment. A well that no row names is empty.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "analysis/iso-experiment.h"
#include "reader/iso-source.h"
#include "reader/iso-table-row.h"

G_BEGIN_DECLS

/* The layouts of a source, one a plate, in the order of the table: GPtrArray of IsoLayout. Their plate and experiment
 * are "" where the table has no such column. Samples and drugs are added to `experiment`, and so are title, note and
 * findings. Errors as iso_table_read (); RANGE for a plate that is in two experiments. */
GPtrArray *iso_table_layout_read (const IsoSource *source, const IsoTableOptions *options, IsoExperiment *experiment,
                                  GError **error);

/* What makes an independent experiment (a run). */
typedef enum
{
  ISO_RUN_PER_LAYOUT,   /* the layout's experiment column; without one, each file */
  ISO_RUN_PER_FILE,
  ISO_RUN_PER_PLATE,
} IsoRunPer;

typedef struct
{
  const char *read;        /* label; NULL: the first measured one */
  const char *reference;   /* a read that is subtracted; NULL: none */
  IsoRunPer   run_per;
} IsoTableJoin;

/* One plate that was read, and what stood on it under the names that it has in the experiment. */
typedef struct
{
  IsoLayout        *layout;    /* (owned) */
  const IsoReadout *readout;
  guint             plate;     /* index in the readout */
} IsoTablePair;

/* Whether this is the plate of the readout: by its name, number or barcode, or as the only one of a file by that of the file. */
gboolean iso_table_plate_is_called (const IsoReadout *readout, guint plate, const char *name);

/* What iso_table_layout_join () joins, before it does: GArray of IsoTablePair. */
GArray  *iso_table_layout_pair (GPtrArray *layouts, GPtrArray *readouts, const IsoTableJoin *join, GError **error);

/* Joins every plate of the readouts (of IsoReadout) with its layout: the one of the plate's name or number, or of its
 * file's name with or without ending; one layout without a plate name serves all. Errors: NO_DATA, listing both sides,
 * where a plate has no layout or a layout no plate; and those of iso_experiment_join (). */
gboolean iso_table_layout_join (IsoExperiment *experiment, GPtrArray *layouts, GPtrArray *readouts,
                                const IsoTableJoin *join, GError **error);

G_END_DECLS
