/* iso-app-test.h - what tests of widgets share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-application.h"
#include "iso-project.h"

G_BEGIN_DECLS

/* The program, registered and held, without animations. */
IsoApplication *app_test_begin       (void);

/* Lets the main loop run for so long. */
void            app_test_spin        (guint milliseconds);

/* Until a window shows the figures of what was last done to it. */
void            app_test_wait_for_figures (gpointer window);

/* The first widget of a type below another, in the order of the tree: one that is shown, if there is one. */
GtkWidget      *app_test_find        (GtkWidget *widget, GType type);

/* How many widgets there are with a style class, from this one down. */
guint           app_test_count_class (GtkWidget *widget, const char *name);

/* The last window of a type that is open; NULL for none. */
gpointer        app_test_find_window (GType type);

/* Mean of the colours, 0 to 255, and how many different ones there are, up to 1000. */
double          app_test_measure     (GtkWidget *widget, guint *n_colors);

/* A picture to look at, in the folder of the built tests. */
void            app_test_save        (GtkWidget *widget, const char *name);

/* Fails for a widget of ours that can be focused and has no name. Returns how many were looked at. */
guint           app_test_check_names (GtkWidget *widget);

/* A new project in a folder of its own; closes it and removes the folder. */
IsoProject     *app_test_project     (void);
void            app_test_project_end (IsoProject *project);

/* A window of this size that shows the widget. */
GtkWindow      *app_test_present     (GtkWidget *widget, int width, int height);

G_END_DECLS
