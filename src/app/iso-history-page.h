/* iso-history-page.h - every step of a project, the newest first: what it changed, and the way back to it
 *
 * Property "project" (IsoProject, nullable): whose history is shown.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-project.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ISO_TYPE_HISTORY_PAGE (iso_history_page_get_type ())
G_DECLARE_FINAL_TYPE (IsoHistoryPage, iso_history_page, ISO, HISTORY_PAGE, AdwBin)

void iso_history_page_set_project (IsoHistoryPage *self, IsoProject *project);

G_END_DECLS
