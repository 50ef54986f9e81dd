/* iso-start-page.h - what a window shows before anything is open: the doors into the program
 *
 * Signals: "recover" and "discard" (IsoProjectLeft): what becomes of work that was not saved last time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-project-left.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ISO_TYPE_START_PAGE (iso_start_page_get_type ())
G_DECLARE_FINAL_TYPE (IsoStartPage, iso_start_page, ISO, START_PAGE, AdwBin)

/* A list of GtkStringObject: URIs, the latest first. */
void iso_start_page_set_recent (IsoStartPage *self, GListModel *recent);

/* A list of IsoProjectLeft. */
void iso_start_page_set_left   (IsoStartPage *self, GListModel *left);

G_END_DECLS
