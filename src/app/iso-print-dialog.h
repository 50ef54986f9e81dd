/* iso-print-dialog.h - figures on paper: at which width, in which style, with or without their titles
 *
 * The sheets are seen before the system is asked for a printer. What is chosen is remembered for the next time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-figure.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ISO_TYPE_PRINT_DIALOG (iso_print_dialog_get_type ())
G_DECLARE_FINAL_TYPE (IsoPrintDialog, iso_print_dialog, ISO, PRINT_DIALOG, AdwWindow)

/* The figures to be printed (a new array of IsoFigure that frees them), in this style and width. */
typedef GPtrArray *(*IsoPrintBuild) (GObject *owner, const IsoFigureStyle *style, double width_pt);

/* `name` is that of the job. `owner` is kept and handed to `build`. Signal: "printed", the sheets are on their way. */
IsoPrintDialog    *iso_print_dialog_new        (GtkWindow *parent, const char *name, IsoPrintBuild build, GObject *owner);

/* How many sheets there are with what is chosen, on the usual paper. */
guint              iso_print_dialog_get_n      (IsoPrintDialog *self);

/* What the system is asked to do; for any of its actions. The dialog must live until it is done. */
GtkPrintOperation *iso_print_dialog_create_job (IsoPrintDialog *self);

G_END_DECLS
