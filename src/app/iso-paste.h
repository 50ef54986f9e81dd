/* iso-paste.h - what stands in the clipboard, as files
 *
 * Files copied in a file manager are those files. Text, such as a table copied in a spreadsheet, is written to a file of its own, so that it
 * goes the way of all files.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* `widget` says which clipboard. */
void        iso_paste_async  (GtkWidget *widget, GAsyncReadyCallback callback, gpointer data);

/* GListModel of GFile, to be freed; NULL, with or without an error, if there is nothing to take. Errors: those of the clipboard and of
 * writing. */
GListModel *iso_paste_finish (GAsyncResult *result, GError **error);

/* TRUE if the file was made by pasting. */
gboolean    iso_paste_made   (GFile *file);

/* Deletes those of the files (of GFile) that were made by pasting. */
void        iso_paste_forget (const GPtrArray *files);

G_END_DECLS
