/* iso-preferences.h - what a person prefers, for all projects
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define ISO_TYPE_PREFERENCES (iso_preferences_get_type ())
G_DECLARE_FINAL_TYPE (IsoPreferences, iso_preferences, ISO, PREFERENCES, AdwPreferencesWindow)

IsoPreferences *iso_preferences_new (GtkWindow *parent);

G_END_DECLS
