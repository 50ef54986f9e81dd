/* iso-design-dialog.h - from IC50s to plates: rays, matrices and single compounds, counted while they are chosen, and laid out
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-analyser.h"
#include "iso-design-choices.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ISO_TYPE_DESIGN_DIALOG (iso_design_dialog_get_type ())
G_DECLARE_FINAL_TYPE (IsoDesignDialog, iso_design_dialog, ISO, DESIGN_DIALOG, AdwWindow)

/* `analyser` (nullable) gives the IC50s of this project. Signal "made" (id of the first plate). */
IsoDesignDialog *iso_design_dialog_new  (GtkWindow *parent, IsoProject *project, IsoAnalyser *analyser);

/* Offers the IC50s of another project, too. */
void             iso_design_dialog_load (IsoDesignDialog *self, GFile *file);

/* What is chosen now; FALSE with an error if something cannot be read. */
gboolean         iso_design_dialog_read (IsoDesignDialog *self, IsoDesignChoices *choices, GError **error);

G_END_DECLS
