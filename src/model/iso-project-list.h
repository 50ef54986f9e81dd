/* iso-project-list.h - all things of one kind in an open project, in their order: a list of IsoProjectItem
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-project-item.h"

G_BEGIN_DECLS

#define ISO_TYPE_PROJECT_LIST (iso_project_list_get_type ())
G_DECLARE_FINAL_TYPE (IsoProjectList, iso_project_list, ISO, PROJECT_LIST, GObject)

IsoProjectList *iso_project_list_new  (void);

IsoProjectItem *iso_project_list_find (IsoProjectList *self, const char *id);   /* NULL if it is not there */

/* For the project. Adds and removes, and sorts by what the items' positions are now; says so in at most one items-changed, which
 * spans what stands elsewhere than before. Both hold IsoProjectItem. */
void iso_project_list_update (IsoProjectList *self, GPtrArray *added, GPtrArray *removed);
void iso_project_list_clear  (IsoProjectList *self);

G_END_DECLS
