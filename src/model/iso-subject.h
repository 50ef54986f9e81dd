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

/* ISO_VERDICT_NOT_DECIDED for all but combinations. */
IsoVerdictKind iso_subject_get_verdict (IsoSubject *self);

/* `treatments` becomes the combinations and the samples without any, `plates` the plates of which a well is known. */
void iso_subjects_fill (GListStore *treatments, GListStore *plates, const IsoAnalysis *analysis);

G_END_DECLS
