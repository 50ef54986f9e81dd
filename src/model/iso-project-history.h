/* iso-project-history.h - what the steps of an open project changed, and which of them are in effect
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-project.h"

G_BEGIN_DECLS

/* A sentence for each thing that a step changed, in the language of the person: GPtrArray of char *. Many wells of one plate are one
 * sentence. Errors: CORRUPT for a step that is damaged. */
GPtrArray *iso_project_describe_step (IsoProject *self, gint64 seq, GError **error);

/* For each step of `history` (of IsoProjectStep, from the oldest): whether what it did is still so. An undone step that was followed by
 * another edit stays undone. GArray of gboolean. */
GArray    *iso_steps_in_effect       (GListModel *history);

G_END_DECLS
