/* iso-start-page.h - what a window without an experiment shows: doors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define ISO_TYPE_START_PAGE (iso_start_page_get_type ())
G_DECLARE_FINAL_TYPE (IsoStartPage, iso_start_page, ISO, START_PAGE, AdwBin)

/* Shows the files that were opened last; `recent` is a list of GtkStringObject with their URIs. */
void iso_start_page_set_recent (IsoStartPage *self, GListModel *recent);

G_END_DECLS
