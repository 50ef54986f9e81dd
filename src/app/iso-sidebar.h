/* iso-sidebar.h - pages, and below them what the page can be about
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-project.h"
#include "iso-view.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ISO_TYPE_SIDEBAR (iso_sidebar_get_type ())
G_DECLARE_FINAL_TYPE (IsoSidebar, iso_sidebar, ISO, SIDEBAR, AdwBin)

/* Signal: "chosen", when a person chose a row; a narrow window then shows the page. */

void iso_sidebar_set_view    (IsoSidebar *self, IsoProject *project, IsoView *view);

/* How many things on a page ask for attention; 0 for none. `text` says it to those who listen. */
void iso_sidebar_set_badge   (IsoSidebar *self, const char *page, guint n, const char *text);

/* Brings the rows up to date after a project was opened or closed. */
void iso_sidebar_update      (IsoSidebar *self);

/* Goes to the page in this place of the list, from 0; FALSE if there is none. */
gboolean iso_sidebar_go_to   (IsoSidebar *self, guint index);

G_END_DECLS
