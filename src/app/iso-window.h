/* iso-window.h - one window, one experiment
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-view.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ISO_TYPE_WINDOW (iso_window_get_type ())
G_DECLARE_FINAL_TYPE (IsoWindow, iso_window, ISO, WINDOW, AdwApplicationWindow)

IsoWindow  *iso_window_new          (GtkApplication *application);

/* Opens the files together in this window. */
void        iso_window_open         (IsoWindow *self, GListModel *files);

/* Opens the example experiment in this window. */
void        iso_window_open_example (IsoWindow *self);

IsoView    *iso_window_get_view     (IsoWindow *self);

G_END_DECLS
