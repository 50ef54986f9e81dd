/* iso-details-dialog.h - title and note of the project
 *
 * Saving is one step, which can be undone; nothing that differs is none.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-project.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ISO_TYPE_DETAILS_DIALOG (iso_details_dialog_get_type ())
G_DECLARE_FINAL_TYPE (IsoDetailsDialog, iso_details_dialog, ISO, DETAILS_DIALOG, AdwWindow)

IsoDetailsDialog *iso_details_dialog_new (GtkWindow *parent, IsoProject *project);

G_END_DECLS
