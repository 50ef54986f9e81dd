/* iso-cli-options.h - the options of isobole-cli: one table, from which both parser and help are made
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib/gi18n.h>

#include "analysis/iso-analysis.h"

G_BEGIN_DECLS

typedef enum
{
  ISO_CLI_LAYOUT,
  ISO_CLI_READER,
  ISO_CLI_READ,
  ISO_CLI_SEPARATOR,
  ISO_CLI_TURNED,
  ISO_CLI_MAP,
  ISO_CLI_TIME,
  ISO_CLI_WAVELENGTH,
  ISO_CLI_AT,
  ISO_CLI_REFERENCE,
  ISO_CLI_RUN,
  ISO_CLI_RUN_PER,
  ISO_CLI_WELLS,
  ISO_CLI_DECIMAL,
  ISO_CLI_RESPONSE,
  ISO_CLI_SCALE,
  ISO_CLI_LOCATION,
  ISO_CLI_MODEL,
  ISO_CLI_FIX,
  ISO_CLI_FREE_UPPER,
  ISO_CLI_SHARE,
  ISO_CLI_BOUND,
  ISO_CLI_WEIGHTS,
  ISO_CLI_LOSS,
  ISO_CLI_SE,
  ISO_CLI_INTERVAL,
  ISO_CLI_LEVEL,
  ISO_CLI_FA,
  ISO_CLI_SETTINGS,
  ISO_CLI_COMPARE,
  ISO_CLI_GROWTH,
  ISO_CLI_KEEP,
  ISO_CLI_MEDIAN_EFFECT,
  ISO_CLI_SINGLE_AGENTS,
  ISO_CLI_CI_BAND,
  ISO_CLI_SCORE_BAND,
  ISO_CLI_RESAMPLES,
  ISO_CLI_SEED,
  ISO_CLI_THREADS,
  ISO_CLI_KIND,
  ISO_CLI_SAMPLE,
  ISO_CLI_COMBINATION,
  ISO_CLI_PLATE,
  ISO_CLI_SCORE,
  ISO_CLI_STYLE,
  ISO_CLI_WIDTH,
  ISO_CLI_HEIGHT,
  ISO_CLI_DPI,
  ISO_CLI_TITLE,
  ISO_CLI_FROM,
  ISO_CLI_TABLE,
  ISO_CLI_EARLIER,
  ISO_CLI_WRITE,
  ISO_CLI_REPLACE,
  ISO_CLI_UNSAVED,
  ISO_CLI_RESTORE,
  ISO_CLI_CI,
  ISO_CLI_EXCESS,
  ISO_CLI_DOSES,
  ISO_CLI_STEP,
  ISO_CLI_REPLICATES,
  ISO_CLI_EXPERIMENTS,
  ISO_CLI_NOISE,
  ISO_CLI_SPREAD,
  ISO_CLI_SIMULATIONS,
  ISO_CLI_GOAL,
  ISO_CLI_FORMAT,
  ISO_CLI_OUTPUT,
  ISO_CLI_HELP,
  ISO_CLI_N_OPTIONS,
} IsoCliOption;

/* Doubles as the list of options that a verb takes. */
typedef struct
{
  char *values[ISO_CLI_N_OPTIONS]; /* NULL where not given; "" for those without a value. --fix may come several times:
                                      joined by commas */
  GPtrArray *files;                       /* of char *: what is not an option */
} IsoCliOptions;

/* Reads the arguments after the verb. `allowed` ends with ISO_CLI_N_OPTIONS. NULL and an error: SYNTAX for bad usage,
 * UNSUPPORTED for what is planned and not there. */
IsoCliOptions *iso_cli_options_parse (const IsoCliOption *allowed, int argc, char **argv, GError **error);
void           iso_cli_options_free  (IsoCliOptions *options);

const char    *iso_cli_option_name        (IsoCliOption option);   /* "fa" */

/* "--fa LIST" and what it does, for help; translated. The caller frees both. */
char          *iso_cli_option_usage       (IsoCliOption option);
const char    *iso_cli_option_description (IsoCliOption option);

/* A value that must be one of these words (ended by NULL); -1 and an error that lists them otherwise, -2 if
 * not given. */
int iso_cli_options_get_word (const IsoCliOptions *options, IsoCliOption option, const char *const *words,
                              GError **error);

/* A number within limits; *value is left alone if the option was not given. */
gboolean iso_cli_options_get_number (const IsoCliOptions *options, IsoCliOption option, double low, double high,
                                     double *value, GError **error);

/* What the options say of an analysis, over the settings that there are: model, fix, bound, free-upper, share, weights, loss, se, interval,
 * level, fa, median-effect, single-agents, location, threads. */
gboolean iso_cli_options_get_settings (const IsoCliOptions *options, IsoAnalysisSettings *settings, GError **error);

/* A length such as "85mm", "3.3in", "240pt" in points; a bare number is millimetres. */
gboolean iso_cli_options_get_length (const IsoCliOptions *options, IsoCliOption option, double *points, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IsoCliOptions, iso_cli_options_free)

G_END_DECLS
