/* iso-rule-list.h - the rules of a good plate map, and which the plate that is looked at keeps
 *
 * A click on a rule, or Enter, selects the wells that it speaks of. A rule is switched off with a reason, and on again.
 *
 * # Accessibility
 * A list; each row is called by what was found and by the rule. Colour, sign and words say the same.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-project.h"
#include "iso-well-selection.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ISO_TYPE_RULE_LIST (iso_rule_list_get_type ())
G_DECLARE_FINAL_TYPE (IsoRuleList, iso_rule_list, ISO, RULE_LIST, AdwBin)

/* Judges the plate of the selection (NULL, or a selection without one: shows nothing), with so many edge rings to be free. */
void iso_rule_list_show (IsoRuleList *self, IsoProject *project, IsoWellSelection *selection, guint ring);

G_END_DECLS
