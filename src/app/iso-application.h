/* iso-application.h - the program: command line, windows, what belongs to no window
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define ISO_TYPE_APPLICATION (iso_application_get_type ())
G_DECLARE_FINAL_TYPE (IsoApplication, iso_application, ISO, APPLICATION, AdwApplication)

IsoApplication *iso_application_new (void);

G_END_DECLS
