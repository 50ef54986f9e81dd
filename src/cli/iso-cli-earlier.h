/* iso-cli-earlier.h - IC50s of an experiment that was measured before, for the design of the next
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-cli-options.h"
#include "reader/iso-outline-reader.h"

G_BEGIN_DECLS

typedef struct _IsoCliEarlier IsoCliEarlier;

/* What --earlier names, a project or a table, analysed; with --sample only of that sample. NULL and an error if it cannot be. */
IsoCliEarlier *iso_cli_earlier_new  (const IsoCliOptions *options, GError **error);
void           iso_cli_earlier_free (IsoCliEarlier *earlier);

/* An IsoIc50Func, its data an IsoCliEarlier: the dose with half of the effect of no drug left. Tells on standard error what it took,
 * with its interval, or why there is nothing to take. */
double         iso_cli_earlier_ic50 (const char *drug, const IsoUnit *unit, gpointer data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IsoCliEarlier, iso_cli_earlier_free)

G_END_DECLS
