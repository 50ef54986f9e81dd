/* iso-fact.h - one number of the inspector: what it is, its value, its interval, and what to know about it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "analysis/iso-derivation.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define ISO_TYPE_FACT (iso_fact_get_type ())
G_DECLARE_FINAL_TYPE (IsoFact, iso_fact, ISO, FACT, GObject)

/* All texts are for the user; those that may be missing are NULL. */
const char *iso_fact_get_section  (IsoFact *self);   /* the heading it stands under */
const char *iso_fact_get_name     (IsoFact *self);
const char *iso_fact_get_value    (IsoFact *self);
const char *iso_fact_get_interval (IsoFact *self);   /* (nullable) */
const char *iso_fact_get_note     (IsoFact *self);   /* (nullable) */

/* What "Why?" asks about it; its kind is NONE where there is nothing to ask. */
const IsoTopic *iso_fact_get_topic (IsoFact *self);

/* "section, name, value, interval, note", for those who listen. The caller frees it. */
char *iso_fact_describe (IsoFact *self);

/* Each replaces what is in `store`, a list of IsoFact. Where curves are looked at as growth rates, these stand before viability. */
void iso_facts_of_combination  (GListStore *store, const IsoAnalysis *analysis, guint combination);
void iso_facts_of_sample       (GListStore *store, const IsoAnalysis *analysis, int sample);
void iso_facts_of_plate        (GListStore *store, const IsoAnalysis *analysis, int plate);

/* One curve against another, indices of arms: ratio of doses, and whether one curve would do for both. */
void iso_facts_of_comparison   (GListStore *store, const IsoAnalysis *analysis, guint arm, guint reference);

/* How much the drugs of these arms slow growth; of all drugs without an arm. Returns why there is nothing, for the caller to free; NULL
 * where there is something. */
char *iso_facts_of_growth      (GListStore *store, const IsoAnalysis *analysis, const guint *arms, guint n);

/* `reasons` says for each observation why it is excluded, NULL where it is not; it may be NULL. */
void iso_facts_of_observations (GListStore *store, const IsoAnalysis *analysis, const guint *observations, guint n,
                                const char *const *reasons);

/* A table for spreadsheets: section, name, value, lower, upper with all digits, note; tabs between, a header first. */
char *iso_facts_to_tsv (GListModel *facts);

G_END_DECLS
