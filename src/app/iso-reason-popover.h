/* iso-reason-popover.h - asks why wells are excluded
 *
 * # Shortcuts and Gestures
 * Return in the entry takes what is written there; Down goes to the reasons to choose from, Return or a click takes one; Escape leaves
 * everything as it is.
 *
 * # Accessibility
 * The question is the label of the popover and of its entry.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ISO_TYPE_REASON_POPOVER (iso_reason_popover_get_type ())
G_DECLARE_FINAL_TYPE (IsoReasonPopover, iso_reason_popover, ISO, REASON_POPOVER, GtkPopover)

/* Signal: "chosen" (the reason, not empty). */
GtkWidget *iso_reason_popover_new (void);

/* Asks about so many wells, with these reasons to choose from. */
void       iso_reason_popover_ask (IsoReasonPopover *self, guint n_wells, const char *const *reasons);

G_END_DECLS
