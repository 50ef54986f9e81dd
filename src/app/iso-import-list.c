/* iso-import-list.c - the list of what was read: a line a plate, or a file without one
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-import-dialog-private.h"

#include "iso-tooltip.h"

#include <glib/gi18n.h>

const Line *
iso_import_dialog_get_line (IsoImportDialog *self)
{
  guint index = gtk_single_selection_get_selected (self->selection);

  return index < self->lines->len ? &g_array_index (self->lines, Line, index) : NULL;
}

const IsoImportPlate *
iso_import_dialog_get_plate (IsoImportDialog *self)
{
  const Line *line = iso_import_dialog_get_line (self);

  return line != NULL && line->has_plate ? iso_import_plan_get_plate (self->plan, line->plate) : NULL;
}

static GArray *
list_lines (IsoImportDialog *self)
{
  GArray *lines = g_array_new (FALSE, TRUE, sizeof (Line));
  guint plate = 0;

  for (guint i = 0; i < iso_import_plan_get_n_files (self->plan); i++)
    {
      Line line = { i, FALSE, 0 };

      while (plate < iso_import_plan_get_n_plates (self->plan) && iso_import_plan_get_plate (self->plan, plate)->file == i)
        {
          line.has_plate = TRUE;
          line.plate = plate++;
          g_array_append_val (lines, line);
        }
      if (!line.has_plate)
        g_array_append_val (lines, line);
    }
  return lines;
}

static GtkWidget *
create_label (const char *style)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return label;
}

static void
setup_row_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *icon = gtk_image_new_from_icon_name ("dialog-warning-symbolic");
  GtkWidget *subtitle = create_label ("dim-label");

  gtk_widget_add_css_class (subtitle, "caption");
  gtk_box_append (GTK_BOX (texts), create_label (NULL));
  gtk_box_append (GTK_BOX (texts), subtitle);
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_widget_set_margin_top (texts, 6);
  gtk_widget_set_margin_bottom (texts, 6);
  gtk_widget_add_css_class (icon, "warning");
  gtk_accessible_update_property (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Needs a look"), -1);
  gtk_box_append (GTK_BOX (box), texts);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_list_item_set_child (item, box);
}

static void
show_row (IsoImportDialog *self, GtkListItem *item)
{
  const Line *line = &g_array_index (self->lines, Line, gtk_list_item_get_position (item));
  const IsoImportSight *sight = iso_import_plan_get_file (self->plan, line->file);
  const IsoImportPlate *plate = line->has_plate ? iso_import_plan_get_plate (self->plan, line->plate) : NULL;
  g_autofree char *name = plate != NULL ? iso_import_plate_title (plate) : g_strdup (sight->name);
  const char *about = sight->error != NULL ? _("Could not be read") : sight->table ? _("Table") : sight->name;
  gboolean warns = sight->error != NULL || (sight->table && iso_import_plan_get_layout_error (self->plan) != NULL)
                   || (plate != NULL && plate->notices->len > 0);
  GtkWidget *texts = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  GtkWidget *title = gtk_widget_get_first_child (texts);
  GtkWidget *row = gtk_widget_get_parent (gtk_list_item_get_child (item));

  g_strdelimit (name, "\n", ' ');
  /* The focus is on what GTK puts around it. */
  if (row != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                    warns ? _("Needs a look") : about, -1);
  gtk_label_set_text (GTK_LABEL (title), name);
  iso_tooltip_set (title, name);
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_next_sibling (title)), about);
  gtk_widget_set_visible (gtk_widget_get_next_sibling (texts), warns);
}

static void
bind_row_cb (IsoImportDialog *self, GtkListItem *item)
{
  g_ptr_array_add (self->bound, item);
  show_row (self, item);
}

static void
unbind_row_cb (IsoImportDialog *self, GtkListItem *item)
{
  g_ptr_array_remove_fast (self->bound, item);
}

/* Once, unless a person went elsewhere: the first plate is shown, since a table has nothing to look at. */
static void
show_first_plate (IsoImportDialog *self)
{
  for (guint i = 0; !self->chosen && i < self->lines->len; i++)
    if (g_array_index (self->lines, Line, i).has_plate)
      {
        gtk_single_selection_set_selected (self->selection, i);
        self->chosen = TRUE;
      }
}

/* The rows know only their places; what they say is looked up for those that are seen. */
void
iso_import_dialog_show_list (IsoImportDialog *self)
{
  g_autoptr (GArray) lines = list_lines (self);
  guint had = g_list_model_get_n_items (G_LIST_MODEL (self->rows));
  g_autofree const char **more = g_new0 (const char *, lines->len + 1);

  g_array_set_size (self->lines, 0);
  g_array_append_vals (self->lines, lines->data, lines->len);
  for (guint i = had; i < lines->len; i++)
    more[i - had] = "";
  if (lines->len != had)
    gtk_string_list_splice (self->rows, MIN (had, lines->len), had - MIN (had, lines->len), more);
  for (guint i = 0; i < self->bound->len; i++)
    show_row (self, g_ptr_array_index (self->bound, i));
  show_first_plate (self);
}

/* Only rows that are seen are made: there may be thousands. */
void
iso_import_dialog_init_list (IsoImportDialog *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  self->bound = g_ptr_array_new ();
  self->rows = gtk_string_list_new (NULL);
  self->selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->rows)));
  g_signal_connect (factory, "setup", G_CALLBACK (setup_row_cb), NULL);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_row_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_row_cb), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_factory (self->list, factory);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
}
