/* iso-layout-rules.h - what a good plate map keeps to, and where one does not
 *
 * A rule counts wells of one *group*: wells with the same role, sample and doses, that is the replicates of a treatment or the
 * controls of one kind. "Even" means that no row (column, quadrant) has more than its share rounded up, nor fewer than rounded down.
 *
 * Sources: counts and spreading of controls after datarail's warning below 8 vehicle wells and PLAID (Francisco Rodriguez et
 * al. 2023, Artif Intell Life Sci 3:100073); patterns that differ, after what plate registries are asked for.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "base/iso-message.h"
#include "plate/iso-layout.h"

G_BEGIN_DECLS

typedef enum
{
  ISO_RULE_ENOUGH_CONTROLS,   /* 8 vehicle, 3 blank and 3 positive control wells, unless there are none of the last */
  ISO_RULE_ROWS,              /* controls of a kind even over the rows in use */
  ISO_RULE_COLUMNS,
  ISO_RULE_QUADRANTS,
  ISO_RULE_REPLICATES,        /* replicates of a treatment in rows and columns of their own, as far as there are enough */
  ISO_RULE_NEIGHBOURS,        /* wells of a group never touch, not even at a corner */
  ISO_RULE_EDGE,              /* nothing in the edge rings */
  ISO_RULE_EQUAL_PLATES,      /* plates have the same number of each control, one more or less */
  ISO_RULE_PATTERN,           /* controls stand elsewhere on each plate, and elsewhere when the plate is turned round */
} IsoLayoutRule;
#define ISO_N_LAYOUT_RULES (ISO_RULE_PATTERN + 1)

#define ISO_MIN_VEHICLE 8
#define ISO_MIN_OTHER_CONTROLS 3
#define ISO_PATTERN_WELLS 4   /* so many wells at least must tell two patterns apart, or as many as there are controls */

/* "replicates-apart": stable, for files and options; and what it asks for, as a sentence to be translated. */
const char *iso_layout_rule_word     (IsoLayoutRule rule);
const char *iso_layout_rule_sentence (IsoLayoutRule rule);
gboolean    iso_layout_rule_parse    (const char *text, IsoLayoutRule *rule);

/* Equal role, sample and doses (within a millionth). */
gboolean iso_layout_well_same (const IsoLayoutWell *one, const IsoLayoutWell *other);

/* TRUE for roles that serve as controls: neither empty nor with a drug that is tested. */
gboolean iso_role_is_control (IsoRole role);

/* How many wells hold a control on one plate and not the same one on the other; `turned` compares with the other turned by 180
 * degrees. Plates of different formats differ everywhere. */
guint iso_layout_pattern_difference (const IsoLayout *one, const IsoLayout *other, gboolean turned);

/* What was found about one rule on one plate. */
typedef struct
{
  IsoLayoutRule rule;
  guint         plate;
  gboolean      kept;
  GArray       *wells;   /* of IsoWell: those that break it, or nearly; may be empty even if it is broken */
} IsoRuleFinding;

/* Judges plates (of IsoLayout) that belong together: a finding for each rule and plate. `ring` is how many edge rings are to be
 * free. GArray of IsoRuleFinding, to be unreffed. */
GArray *iso_layout_check     (const GPtrArray *layouts, guint ring);

/* The findings of one of them. */
GArray *iso_layout_check_one (const GPtrArray *layouts, guint index, guint ring);

G_END_DECLS
