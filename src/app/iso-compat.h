/* iso-compat.h - the calls that later GTK deprecates, in one place
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* A colour of the theme, such as "accent_color"; the colour of the widget's text if the theme has none of that name. */
void iso_compat_get_named_color (GtkWidget *widget, const char *name, GdkRGBA *color);

/* GTK before 4.10 gives a button its words twice, as its own label and by the widget that shows them, and those who listen hear
 * "_Fill Fill". From here on it is once. */
void iso_compat_say_once (void);

/* Asks for files to open; several may be chosen. `folder` (nullable) is where it starts. The result is a list of GFile, or NULL
 * without an error when the person thought better of it. */
void        iso_compat_open_async  (GtkWindow *parent, GListModel *filters, GFile *folder, GAsyncReadyCallback callback, gpointer data);
GListModel *iso_compat_open_finish (GtkWindow *parent, GAsyncResult *result);

/* Asks for a folder that is on this machine. NULL when the person thought better of it. */
void   iso_compat_choose_folder_async  (GtkWindow *parent, const char *title, GAsyncReadyCallback callback, gpointer data);
GFile *iso_compat_choose_folder_finish (GtkWindow *parent, GAsyncResult *result);

/* Asks where to save. NULL when the person thought better of it. */
void   iso_compat_save_async  (GtkWindow *parent, const char *title, const char *name, GListModel *filters, GFile *folder,
                               GAsyncReadyCallback callback, gpointer data);
GFile *iso_compat_save_finish (GtkWindow *parent, GAsyncResult *result);

G_END_DECLS
