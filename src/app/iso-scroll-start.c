/* iso-scroll-start.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-scroll-start.h"

#include <math.h>

#define AWAY "scrolled-away"   /* set at an adjustment that a person moved */

static double
get_start (GtkAdjustment *across, GtkWidget *scrolled)
{
  double last = gtk_adjustment_get_upper (across) - gtk_adjustment_get_page_size (across);

  return gtk_widget_get_direction (scrolled) == GTK_TEXT_DIR_RTL ? MAX (last, 0) : 0;
}

static void
moved_cb (GtkAdjustment *across, GtkWidget *scrolled)
{
  gboolean away = fabs (gtk_adjustment_get_value (across) - get_start (across, scrolled)) > 1;

  g_object_set_data (G_OBJECT (across), AWAY, GINT_TO_POINTER (away));
}

static gboolean
go_to_start_cb (gpointer data)
{
  GtkAdjustment *across = gtk_scrolled_window_get_hadjustment (data);

  if (g_object_get_data (G_OBJECT (across), AWAY) == NULL)
    gtk_adjustment_set_value (across, get_start (across, data));
  return G_SOURCE_REMOVE;
}

/* Comes while the table is given its place, when moving it would not be seen. */
static void
changed_cb (GtkAdjustment *across, GtkWidget *scrolled)
{
  if (fabs (gtk_adjustment_get_value (across) - get_start (across, scrolled)) > 1)
    g_idle_add_full (GDK_PRIORITY_REDRAW - 1, go_to_start_cb, g_object_ref (scrolled), g_object_unref);
}

static void
turned_cb (GtkWidget *scrolled, GtkTextDirection before, GtkAdjustment *across)
{
  g_object_set_data (G_OBJECT (across), AWAY, NULL);
  changed_cb (across, scrolled);
}

void
iso_scroll_from_start (GtkWidget *table)
{
  GtkWidget *scrolled = gtk_widget_get_ancestor (table, GTK_TYPE_SCROLLED_WINDOW);
  GtkAdjustment *across;

  g_return_if_fail (scrolled != NULL);

  across = gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (scrolled));
  g_signal_connect_object (across, "changed", G_CALLBACK (changed_cb), scrolled, 0);
  g_signal_connect_object (across, "value-changed", G_CALLBACK (moved_cb), scrolled, 0);
  g_signal_connect_object (scrolled, "direction-changed", G_CALLBACK (turned_cb), across, 0);
}
