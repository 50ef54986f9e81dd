/* iso-assemble.h - the project as the values that analysis starts from
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "analysis/iso-experiment.h"
#include "iso-history.h"

G_BEGIN_DECLS

/* Title, note, response, drugs, samples and runs in their order, and a record for every planned well of each plate that is linked to a
 * read, or was imported as a table; the records of one table stand together, in the order of its lines. Excluded wells have the flag
 * MASKED and keep their value. Errors: CORRUPT for words, wells or drugs that cannot be, and those
 * of iso_experiment_join (). */
IsoExperiment *iso_assemble_experiment (IsoStore *store, GError **error);

/* What stands on one plate; its drugs and samples are indices into those of iso_assemble_experiment (). RANGE if the
 * plate is not there, or is a list. */
IsoLayout     *iso_assemble_layout     (IsoStore *store, const char *plate, GError **error);

G_END_DECLS
