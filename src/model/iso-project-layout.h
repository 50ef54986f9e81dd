/* iso-project-layout.h - the plates of an open project as core sees plates: their layouts, the rules they keep, and laying them out
 *
 * Drugs, samples and runs of a layout are places in the lists of the project.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dosing/iso-outline.h"
#include "iso-project.h"

G_BEGIN_DECLS

/* The places of all ids of a list; keys belong to its items. And the place of one; -1 for NULL, or one that is not there. */
GHashTable *iso_project_list_places    (IsoProject *self, IsoEntity entity);
int         iso_places_find            (GHashTable *places, const char *id);

/* What stands on a plate; its experiment is the id of its run. NULL for a list. */
IsoLayout  *iso_project_make_layout    (IsoProject *self, IsoProjectPlate *plate);

/* What the preparation says of layouts, as an outline has it: rules that are off and why, how plates were laid out, medium at the edge,
 * mother plates. */
IsoOutline *iso_project_get_layout_outline (IsoProject *self);

/* The rules of a plate among all plates of the project: GArray of IsoRuleFinding, one for each rule in their order. NULL for a list. */
GArray     *iso_project_check_layout   (IsoProject *self, IsoProjectPlate *plate, guint ring);

/* Switches a rule off, with a reason that is not empty; on with NULL. */
gboolean    iso_project_set_rule_off   (IsoProject *self, IsoLayoutRule rule, const char *reason, GError **error);

/* That plates have readings is why they stay as they are. */
gboolean    iso_project_has_readings   (IsoProjectPlate *plate);

/* Places what stands on plates anew: a worker does it, and then all of it is one edit, with the record of it. `plate` is the id of one; NULL:
 * all that have no readings. Of the settings count mode, ring and seed; rules are off as the project has it. Wells that are
 * excluded stay as they are. Errors: NO_DATA (nothing to place; the plate has readings), TOO_LARGE (more wells than places), BUSY
 * (the project was changed meanwhile), CANCELLED, those of edits. `broken` gets how many rules are not kept by how many wells. */
void        iso_project_lay_out_async  (IsoProject *self, const char *plate, const IsoLayoutSettings *settings, GCancellable *cancellable,
                                        GAsyncReadyCallback callback, gpointer data);
gboolean    iso_project_lay_out_finish (IsoProject *self, GAsyncResult *result, guint *broken, GError **error);

G_END_DECLS
