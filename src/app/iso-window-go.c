/* iso-window-go.c - from one page to another, and to the wells that something speaks of
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-window-private.h"

#include "iso-design-dialog.h"
#include "iso-design-page.h"

#include <glib/gi18n.h>

static void
show_page_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IsoWindow *self = ISO_WINDOW (widget);
  GtkWidget *page;

  iso_view_set_page (self->view, g_variant_get_string (parameter, NULL));
  page = gtk_stack_get_visible_child (self->pages);
  if (page != NULL)
    gtk_widget_child_focus (page, GTK_DIR_TAB_FORWARD);
}

/* Of a plate, by its id: where they can be changed. */
static void
show_wells_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IsoWindow *self = ISO_WINDOW (widget);
  g_autoptr (GVariant) list = NULL;
  const char *plate;
  const guint32 *wells;
  GtkWidget *page;
  gsize n;

  g_variant_get (parameter, "(&s@au)", &plate, &list);
  wells = g_variant_get_fixed_array (list, &n, sizeof *wells);
  iso_view_set_page (self->view, "design");
  page = gtk_stack_get_child_by_name (self->pages, "design");
  if (!ISO_IS_DESIGN_PAGE (page))
    return;
  iso_design_page_show_plate (ISO_DESIGN_PAGE (page), plate);
  iso_well_selection_select (iso_design_page_get_selection (ISO_DESIGN_PAGE (page)), wells, (guint) n, ISO_SELECT_ONLY);
  iso_design_page_go_to_wells (ISO_DESIGN_PAGE (page));
}

static void
plates_made_cb (IsoWindow *self, const char *plate)
{
  GtkWidget *page = gtk_stack_get_child_by_name (self->pages, "design");

  iso_view_set_page (self->view, "design");
  if (ISO_IS_DESIGN_PAGE (page))
    iso_design_page_show_plate (ISO_DESIGN_PAGE (page), plate);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.tell", "(sb)", _("Plates made"), TRUE);
}

/* From IC50s. */
static void
design_plates_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IsoWindow *self = ISO_WINDOW (widget);
  IsoDesignDialog *dialog;

  if (!iso_project_is_open (self->project))
    return;
  dialog = iso_design_dialog_new (GTK_WINDOW (self), self->project, self->analyser);
  g_signal_connect_object (dialog, "made", G_CALLBACK (plates_made_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

void
iso_window_install_go_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.show-page", "s", show_page_cb);
  gtk_widget_class_install_action (widget_class, "win.show-wells", "(sau)", show_wells_cb);
  gtk_widget_class_install_action (widget_class, "win.design-plates", NULL, design_plates_cb);
}
