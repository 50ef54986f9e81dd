/* iso-fact-private.h - making facts
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-fact.h"

G_BEGIN_DECLS

/* Takes value and note. */
void  iso_facts_add_text     (GListStore *store, const char *section, const char *name, char *value, char *note);

/* Takes note, which stands only where the estimate has none of its own. */
void  iso_facts_add_estimate (GListStore *store, const char *section, const char *name, const IsoEstimate *estimate, const IsoUnit *unit,
                              char *note);

/* Takes note. */
void  iso_facts_add_number   (GListStore *store, const char *section, const char *name, double value, const IsoUnit *unit, char *note);

/* Of the last one. */
void  iso_facts_set_topic    (GListStore *store, IsoTopic topic);

/* How much the drug of an arm slows growth, where that is what curves are looked at as: a section for each experiment. */
void  iso_facts_add_growth   (GListStore *store, const IsoAnalysis *analysis, guint arm);

/* "IC50". The caller frees it. */
char *iso_facts_name_effect_dose (const IsoEffectDose *dose);

/* All at once, so that what looks at the list does so once; a fact that did not change stays the same object. */
void  iso_facts_replace (GListStore *list, GListStore *facts);

G_END_DECLS
