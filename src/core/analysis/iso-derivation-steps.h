/* iso-derivation-steps.h - how derivations are written down; private to the analysis folder
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "analysis/iso-derivation.h"

G_BEGIN_DECLS

IsoStep *iso_steps_add (GArray *steps, IsoStepKind kind, const char *sentence);

/* The next hole of a step. `text` is copied; as a sentence it is translated where it is shown. */
void iso_step_text     (IsoStep *step, const char *text);
void iso_step_sentence (IsoStep *step, const char *sentence);
void iso_step_number   (IsoStep *step, double number, const IsoUnit *unit);
void iso_step_count    (IsoStep *step, guint count);       /* is never rounded */
void iso_step_percent  (IsoStep *step, double fraction);   /* times 100, without a sign */

/* "The value is X, interval A to B", or why it is not: two sentences at the most. */
void iso_steps_estimate (GArray *steps, const IsoEstimate *estimate, const IsoUnit *unit);

/* The wells under a heading, each once. */
void iso_steps_readings (GArray *steps, const IsoAnalysis *analysis, const char *heading, const guint *observations, guint n);

/* How far the fit of an arm is to be believed. */
void iso_steps_fit (GArray *steps, const IsoAnalysis *analysis, const IsoArm *arm);

void iso_derive_effect_dose (GArray *steps, const IsoAnalysis *analysis, guint arm, guint item);
void iso_derive_growth       (GArray *steps, const IsoAnalysis *analysis, guint item);
void iso_derive_growth_point (GArray *steps, const IsoAnalysis *analysis, guint observation);
void iso_derive_index       (GArray *steps, const IsoAnalysis *analysis, const IsoTopic *topic);
void iso_derive_score       (GArray *steps, const IsoAnalysis *analysis, const IsoTopic *topic);

G_END_DECLS
