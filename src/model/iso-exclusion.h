/* iso-exclusion.h - the selected wells left out of every result, or taken in again
 *
 * What is selected in a view are observations of an analysis; an edit needs wells of the project's plates. The project says which of
 * them are excluded now, also while the analysis is still that of a moment ago.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-view.h"

G_BEGIN_DECLS

/* How many of the selected wells take part in the results, and how many are excluded in the project. */
guint iso_exclusion_count_included (IsoView *view);
guint iso_exclusion_count_excluded (IsoView *view);

/* Why the selected wells cannot be excluded, or restored: a translated sentence; NULL if they can be. */
const char *iso_exclusion_refuse_exclude (IsoView *view);
const char *iso_exclusion_refuse_restore (IsoView *view);

/* One edit, whatever plates the wells are on. Excluding passes over what is excluded already and keeps its reason, restoring over what
 * is not. Errors: those of the project's edits. */
gboolean iso_exclusion_exclude (IsoView *view, const char *reason, GError **error);
gboolean iso_exclusion_restore (IsoView *view, GError **error);

/* The reason of an observation's well; NULL if it is not excluded in the project. */
const char *iso_exclusion_reason (IsoView *view, guint observation);

/* Reasons to choose from: those given in this project, the last first, and then some that are frequent; at most `n`. To be freed. */
char **iso_exclusion_list_reasons (IsoProject *project, guint n);

G_END_DECLS
