/* iso-role-icon.h - the sign of a role, as it stands in wells; decoration beside a word or under a tooltip
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "plate/iso-layout.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ISO_TYPE_ROLE_ICON (iso_role_icon_get_type ())
G_DECLARE_FINAL_TYPE (IsoRoleIcon, iso_role_icon, ISO, ROLE_ICON, GtkWidget)

GtkWidget *iso_role_icon_new (IsoRole role);

G_END_DECLS
