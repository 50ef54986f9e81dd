/* iso-subject.h - what a page can be about: a combination, the single agents of a sample, a plate
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "analysis/iso-analysis.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  ISO_SUBJECT_COMBINATION,
  ISO_SUBJECT_SAMPLE,        /* drugs that were tested on a sample without any combination */
  ISO_SUBJECT_PLATE,
} IsoSubjectKind;

#define ISO_TYPE_SUBJECT (iso_subject_get_type ())
G_DECLARE_FINAL_TYPE (IsoSubject, iso_subject, ISO, SUBJECT, GObject)

IsoSubjectKind iso_subject_get_kind (IsoSubject *self);

/* The combination's, sample's or plate's index in the analysis and its experiment. */
guint       iso_subject_get_index  (IsoSubject *self);

const char *iso_subject_get_name   (IsoSubject *self);
const char *iso_subject_get_detail (IsoSubject *self);   /* the sample; the size of the plate */
const char *iso_subject_get_remark (IsoSubject *self);   /* the verdict, the plate's quality; NULL without one */

/* Of a plate: its independent experiment, "Vehicle 9, Blank 3, Treated 48", "CV 4.2 % (n 9), S/B 12 (n 9 and 3)", and what to look at
 * before its numbers are believed, a sentence a line with how many there are. NULL where there is nothing to say, and for all others. */
const char *iso_subject_get_run      (IsoSubject *self);
const char *iso_subject_get_content  (IsoSubject *self);
const char *iso_subject_get_quality  (IsoSubject *self);
const char *iso_subject_get_warnings (IsoSubject *self, guint *n);

/* Of a combination: "Bliss 12.3 % (8.1 to 16.5)" or "CI 0.62 (0.51 to 0.75) at 50 % effect"; NULL for all others. */
const char *iso_subject_get_score    (IsoSubject *self);

/* ISO_VERDICT_NOT_DECIDED for all but combinations. */
IsoVerdictKind iso_subject_get_verdict (IsoSubject *self);

/* `treatments` becomes the combinations and the samples without any, `plates` the plates, and the tables whose wells are not known. */
void iso_subjects_fill (GListStore *treatments, GListStore *plates, const IsoAnalysis *analysis);

G_END_DECLS
