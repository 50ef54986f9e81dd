/* iso-project-step.h - one row of the history of an open project
 *
 * Properties, all read-only: "seq", "kind" (the word of iso_history_kind_word ()), "target", "at" (UTC, milliseconds), "zone", "who",
 * "label" (what was done, in the language of the person).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-history.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define ISO_TYPE_PROJECT_STEP (iso_project_step_get_type ())
G_DECLARE_FINAL_TYPE (IsoProjectStep, iso_project_step, ISO, PROJECT_STEP, GObject)

IsoProjectStep *iso_project_step_new (const IsoHistoryRow *row);

gint64             iso_project_step_get_seq    (IsoProjectStep *self);
IsoHistoryKind     iso_project_step_get_kind   (IsoProjectStep *self);
gint64             iso_project_step_get_target (IsoProjectStep *self);   /* 0 without one */
gint64             iso_project_step_get_at     (IsoProjectStep *self);
const char        *iso_project_step_get_zone   (IsoProjectStep *self);
const char        *iso_project_step_get_who    (IsoProjectStep *self);
const char        *iso_project_step_get_verb   (IsoProjectStep *self);
const char *const *iso_project_step_get_args   (IsoProjectStep *self);

const char        *iso_project_step_get_label  (IsoProjectStep *self);

G_END_DECLS
