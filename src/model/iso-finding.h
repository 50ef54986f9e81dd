/* iso-finding.h - one line of the list of messages: a translated sentence and its place
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "analysis/iso-analysis.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define ISO_TYPE_FINDING (iso_finding_get_type ())
G_DECLARE_FINAL_TYPE (IsoFinding, iso_finding, ISO, FINDING, GObject)

/* What was found in reading the files, in making the dataset and in the analysis, in that order; a sentence that several
 * steps repeat with the same place stands once. `store` is a list of IsoFinding, emptied first. */
void iso_findings_fill (GListStore *store, const IsoAnalysis *analysis);

/* Adds messages (of IsoMessage) that do not stand there yet. */
void iso_findings_add  (GListStore *store, const GPtrArray *messages);

const char *iso_finding_get_text  (IsoFinding *self);
const char *iso_finding_get_place (IsoFinding *self);   /* NULL if it has none */

G_END_DECLS
