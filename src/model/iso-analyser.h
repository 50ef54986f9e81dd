/* iso-analyser.h - the analysis of an open project, which follows every edit
 *
 * Follows what may change the analysis, see iso-follower.h.
 *
 * Properties, all read-only: "analysis" (pointer; notify is the moment to drop what was made of the old one), "error" (pointer: why there
 * is no analysis, or only one without a curve, of wells as they were read; NULL also while nothing was measured yet).
 *
 * Signal "arriving" (pointer: the next analysis), where there is one already: whoever has to make something of it holds it, and lets go when
 * that is made. All of it is taken at once then, so that what is shown changes in one frame; it waits for nobody longer than two frames.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "analysis/iso-analysis.h"
#include "iso-follower.h"

G_BEGIN_DECLS

#define ISO_TYPE_ANALYSER (iso_analyser_get_type ())
G_DECLARE_FINAL_TYPE (IsoAnalyser, iso_analyser, ISO, ANALYSER, IsoFollower)

/* Follows the project through openings and closings. */
IsoAnalyser *iso_analyser_new (IsoProject *project);

/* Stops the analysis that is under way; the last one stays, stale, until the next edit, or until it is begun again. */
void         iso_analyser_cancel  (IsoAnalyser *self);
void         iso_analyser_restart (IsoAnalyser *self);

/* During "arriving", as often as afterwards let go. */
void         iso_analyser_hold    (IsoAnalyser *self);
void         iso_analyser_let_go  (IsoAnalyser *self);

IsoProject        *iso_analyser_get_project  (IsoAnalyser *self);
const IsoAnalysis *iso_analyser_get_analysis (IsoAnalyser *self);   /* NULL while nothing is open, or nothing was measured */
gboolean           iso_analyser_get_stale    (IsoAnalyser *self);
gboolean           iso_analyser_get_busy     (IsoAnalyser *self);
double             iso_analyser_get_progress (IsoAnalyser *self);
const GError      *iso_analyser_get_error    (IsoAnalyser *self);

/* Of the project; "" while nothing is open. */
char              *iso_analyser_dup_title    (IsoAnalyser *self);
char              *iso_analyser_dup_subtitle (IsoAnalyser *self);
const char        *iso_analyser_get_note     (IsoAnalyser *self);

GListModel        *iso_analyser_get_treatments (IsoAnalyser *self);   /* of IsoSubject: combinations, samples without any */
GListModel        *iso_analyser_get_plates     (IsoAnalyser *self);   /* of IsoSubject */
GListModel        *iso_analyser_get_findings   (IsoAnalyser *self);   /* of IsoFinding: those of the project's imports first */

/* "57 of 60 wells used": for the status line; "" without an analysis. */
char              *iso_analyser_dup_summary  (IsoAnalyser *self);

G_END_DECLS
