/* iso-why-view.h - where a number comes from: formula, numbers in place, the fit, what was read
 *
 * # Shortcuts and Gestures
 * Escape, or the button with the arrow, goes back.
 *
 * # Accessibility
 * A list; each of its rows is one sentence. A reading can be activated: its well is selected everywhere.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "analysis/iso-derivation.h"
#include "iso-view.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ISO_TYPE_WHY_VIEW (iso_why_view_get_type ())
G_DECLARE_FINAL_TYPE (IsoWhyView, iso_why_view, ISO, WHY_VIEW, AdwBin)

/* Signal: "back", the person has seen enough, or the analysis has no answer any more. */

void     iso_why_view_set_view   (IsoWhyView *self, IsoView *view);   /* once */

/* Asks, now and in every later analysis. `topic` NONE: about the mean of the observations. FALSE if there is no answer. */
gboolean iso_why_view_ask        (IsoWhyView *self, const IsoTopic *topic, const guint *observations, guint n);

/* Into the answer; going back gives the focus back to where it was. */
void     iso_why_view_grab_focus (IsoWhyView *self);

G_END_DECLS
