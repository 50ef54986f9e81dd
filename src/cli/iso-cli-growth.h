/* iso-cli-growth.h - "isobole-cli fit --gr"
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "analysis/iso-growth.h"
#include "iso-cli-options.h"

G_BEGIN_DECLS

/* Returns an exit status; what went wrong has been told. */
int iso_cli_run_growth (const IsoCliOptions *options);

/* The curves (of IsoGrowthCurve) as a table. */
void iso_cli_print_growth (const IsoExperiment *experiment, const GPtrArray *curves, GString *text);

G_END_DECLS
