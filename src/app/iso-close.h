/* iso-close.h - closing windows whose projects have changes that are not saved: asked once for all of them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-window.h"

G_BEGIN_DECLS

typedef void (*IsoCloseFunc) (gboolean closed, gpointer data);

/* `windows`: of IsoWindow, all with unsaved changes, at least one. They are closed when everything is saved or given up; `done` (may
 * be NULL) hears whether they were. Returns the dialog. */
AdwMessageDialog *iso_close_windows (GtkWindow *parent, GPtrArray *windows, IsoCloseFunc done, gpointer data);

G_END_DECLS
