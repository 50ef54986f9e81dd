/* iso-cli-input.h - the files on the command line, as an experiment and its analysis
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-cli-project.h"
#include "reader/iso-source.h"
#include "reader/iso-table-layout.h"

G_BEGIN_DECLS

/* The options that say how files are read; for the lists of verbs. */
#define ISO_CLI_INPUT_OPTIONS                                                                                          \
  ISO_CLI_RESPONSE, ISO_CLI_SCALE, ISO_CLI_DECIMAL, ISO_CLI_LAYOUT, ISO_CLI_READER, ISO_CLI_READ, ISO_CLI_REFERENCE,   \
    ISO_CLI_RUN_PER, ISO_CLI_WELLS, ISO_CLI_MAP, ISO_CLI_LOCATION

#define ISO_CLI_ANALYSIS_OPTIONS                                                                                       \
  ISO_CLI_MODEL, ISO_CLI_FIX, ISO_CLI_BOUND, ISO_CLI_FREE_UPPER, ISO_CLI_SHARE, ISO_CLI_WEIGHTS, ISO_CLI_LOSS, ISO_CLI_SE,      \
    ISO_CLI_INTERVAL, ISO_CLI_LEVEL, ISO_CLI_FA,                                                                        \
  ISO_CLI_MEDIAN_EFFECT, ISO_CLI_SINGLE_AGENTS, ISO_CLI_CI_BAND, ISO_CLI_SCORE_BAND, ISO_CLI_RESAMPLES, ISO_CLI_SEED, \
    ISO_CLI_SETTINGS, ISO_CLI_THREADS

/* Every file as a readout: GPtrArray of IsoReadout. */
GPtrArray     *iso_cli_load_readouts   (const IsoCliOptions *options, GError **error);

/* One file as a readout, with --reader or the reader that knows it. */
IsoReadout    *iso_cli_load_readout    (const IsoSource *source, const IsoCliOptions *options, GError **error);

/* What the options say of tables, and of the plates that go with a layout. */
gboolean       iso_cli_get_table_options (const IsoCliOptions *options, IsoTableOptions *result, GError **error);
gboolean       iso_cli_get_table_join    (const IsoCliOptions *options, const IsoTableOptions *table, IsoTableJoin *join,
                                          GError **error);

/* TRUE for a file that a reader's program certainly wrote. */
gboolean       iso_cli_is_export        (const char *path);
gboolean       iso_cli_is_export_source (const IsoSource *source);

/* A project, a table, or readers' exports with a layout, analysed with what the project, --settings and the other options say, the
 * later over the earlier. Findings on the way are told on standard error; progress too, if that is a terminal. */
IsoAnalysis   *iso_cli_load_analysis    (const IsoCliOptions *options, GError **error);

/* The same of a project that is open. */
IsoAnalysis   *iso_cli_analyze_project  (const IsoCliOptions *options, IsoCliProject *project, GError **error);

/* What is read, before it is analysed, with its settings. */
IsoDataset    *iso_cli_load_dataset     (const IsoCliOptions *options, IsoAnalysisSettings *settings, GError **error);

G_END_DECLS
