/* iso-window.h - one window, one experiment
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-project.h"
#include "iso-view.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ISO_TYPE_WINDOW (iso_window_get_type ())
G_DECLARE_FINAL_TYPE (IsoWindow, iso_window, ISO, WINDOW, AdwApplicationWindow)

IsoWindow  *iso_window_new           (GtkApplication *application);

/* Opens the files: projects each in a window, everything else together as a new project. This window is used if it is empty. */
void        iso_window_open          (IsoWindow *self, GListModel *files);

/* Brings what stands in the files into the project of this window; without one as iso_window_open (). */
void        iso_window_import        (IsoWindow *self, GListModel *files);

/* The example experiment, or what a template holds: in this window if it is empty, else in a new one. */
void        iso_window_open_example  (IsoWindow *self);
void        iso_window_open_template (IsoWindow *self, const char *id);

/* Looks for work that was not saved last time, and offers it on the start page. */
void        iso_window_offer_left    (IsoWindow *self);

/* Nothing is open, and nothing is on its way. */
gboolean    iso_window_is_empty      (IsoWindow *self);

/* Something is on its way: a file that is opened, imported or saved, an analysis, or the picture of a figure. */
gboolean    iso_window_is_busy       (IsoWindow *self);

/* Saves, and asks for a name if there is none yet. Finish is FALSE if the person thought better of it, or it could not be saved; the
 * window then says why. */
void        iso_window_save_async    (IsoWindow *self, GAsyncReadyCallback callback, gpointer data);
gboolean    iso_window_save_finish   (IsoWindow *self, GAsyncResult *result);

/* Closes without asking; `discard`: what was not saved is thrown away. */
void        iso_window_close_now     (IsoWindow *self, gboolean discard);

IsoProject *iso_window_get_project   (IsoWindow *self);
IsoView    *iso_window_get_view      (IsoWindow *self);

/* Writes the tables of the analysis, as by "Export Results", and says so. */
void        iso_window_export_results (IsoWindow *self, GFile *file);

G_END_DECLS
