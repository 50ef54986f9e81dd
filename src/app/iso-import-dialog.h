/* iso-import-dialog.h - files looked at before they are imported: what they are, where their plates go, and what will change
 *
 * # Shortcuts and Gestures
 * Escape closes it; then nothing was changed. Files and folders that are dropped on it are looked at too; Ctrl+V
 * takes copied files, or a table copied in a spreadsheet.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-import-plan.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ISO_TYPE_IMPORT_DIALOG (iso_import_dialog_get_type ())
G_DECLARE_FINAL_TYPE (IsoImportDialog, iso_import_dialog, ISO, IMPORT_DIALOG, AdwWindow)

/* Signal: "ended" (gboolean taken), once, when the plan was taken, or the dialog was closed without. `folder` (nullable) is where adding
 * files begins. */
IsoImportDialog *iso_import_dialog_new      (GtkWindow *parent, IsoImportPlan *plan, GFile *folder);

IsoImportPlan   *iso_import_dialog_get_plan (IsoImportDialog *self);

G_END_DECLS
