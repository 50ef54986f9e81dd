/* iso-export-dialog.h - one figure to a file: format, width, style, with what it will look like
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-figure-pane.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ISO_TYPE_EXPORT_DIALOG (iso_export_dialog_get_type ())
G_DECLARE_FINAL_TYPE (IsoExportDialog, iso_export_dialog, ISO, EXPORT_DIALOG, AdwWindow)

/* Signal: "exported" (GFile *). Exports what `pane` shows when it is created; `folder` (nullable) is where saving begins. */
IsoExportDialog *iso_export_dialog_new   (GtkWindow *parent, IsoFigurePane *pane, GFile *folder);

/* Writes the figure as the dialog says; the format is that of the file's ending, or the chosen one. */
gboolean         iso_export_dialog_write (IsoExportDialog *self, GFile *file, GError **error);

G_END_DECLS
