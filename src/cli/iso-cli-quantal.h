/* iso-cli-quantal.h - "isobole-cli fit" of a table of counts
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-cli-options.h"

G_BEGIN_DECLS

/* Whether a file is a table of affected and total. */
gboolean iso_cli_is_counts  (const char *path);

/* Returns an exit status; what went wrong has been told. */
int      iso_cli_run_counts (const IsoCliOptions *options);

G_END_DECLS
