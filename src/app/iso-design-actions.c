/* iso-design-actions.c - what the keys, menus and buttons of the Design page do to the selected wells and to plates
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-design-page-private.h"

#include "iso-design-edit.h"
#include "iso-design-text.h"
#include "iso-user-text.h"

#include <glib/gi18n.h>

void
iso_design_page_refuse (IsoDesignPage *self, GError *error)
{
  g_autoptr (GError) owned = error;
  g_autofree char *text = NULL;

  if (error == NULL)
    return;
  text = iso_error_to_user_text (error);
  gtk_label_set_text (self->hint, text);
  gtk_widget_add_css_class (GTK_WIDGET (self->hint), "error");
}

void
iso_design_page_tell (IsoDesignPage *self, char *text, gboolean undo)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.tell", "(sb)", text, undo);
  g_free (text);
}

/* The selected wells; to be freed. */
static guint *
get_wells (IsoDesignPage *self, guint *n)
{
  return iso_well_selection_get_wells (self->selection, n);
}

void
iso_design_page_set_role (IsoDesignPage *self, IsoRole role)
{
  guint n;
  g_autofree guint *wells = get_wells (self, &n);
  GError *error = NULL;

  if (iso_design_page_get_plate (self) != NULL)
    iso_design_set_role (self->project, iso_design_page_get_plate (self), wells, n, role, &error);
  iso_design_page_refuse (self, error);
}

void
iso_design_page_clear (IsoDesignPage *self)
{
  guint n;
  g_autofree guint *wells = get_wells (self, &n);
  GError *error = NULL;

  if (iso_design_page_get_plate (self) == NULL || n == 0)
    return;
  if (iso_design_clear (self->project, iso_design_page_get_plate (self), wells, n, &error))
    iso_design_page_tell (self, g_strdup_printf (ngettext ("%u well cleared", "%u wells cleared", n), n), TRUE);
  iso_design_page_refuse (self, error);
}

void
iso_design_page_move (IsoDesignPage *self, int rows, int columns)
{
  IsoProjectPlate *plate = iso_design_page_get_plate (self);
  guint n;
  g_autofree guint *wells = get_wells (self, &n);
  GError *error = NULL;

  if (plate != NULL && iso_design_move (self->project, plate, wells, n, rows, columns, &error))
    {
      guint width = iso_project_plate_get_columns (plate);

      for (guint i = 0; i < n; i++)
        wells[i] = (guint) ((int) wells[i] + rows * (int) width + columns);
      iso_well_selection_select (self->selection, wells, n, ISO_SELECT_ONLY);
      iso_design_page_tell (self, g_strdup_printf (ngettext ("%u well moved", "%u wells moved", n), n), TRUE);
    }
  iso_design_page_refuse (self, error);
}

/* A project without an experiment gets one with its first plate. The id, to be freed. */
static char *
get_run (IsoDesignPage *self, GError **error)
{
  GListModel *runs = G_LIST_MODEL (iso_project_get_list (self->project, ISO_ENTITY_RUN));
  g_autoptr (IsoProjectItem) run = g_list_model_get_item (runs, 0);

  if (run != NULL)
    return g_strdup (iso_project_item_get_id (run));
  return iso_project_add_run (self->project, _("Experiment 1"), error);
}

void
iso_design_page_add_plate (IsoDesignPage *self, const char *name, guint wells)
{
  g_autofree char *free_name = name == NULL ? iso_design_free_name (self->project, _("Plate {1}")) : NULL;
  const char *const args[] = { name != NULL ? name : free_name, NULL };
  g_autofree char *run = NULL;
  g_autofree char *id = NULL;
  GError *error = NULL;

  if (!iso_project_begin_edit (self->project, "add-plate", args, &error))
    {
      iso_design_page_refuse (self, error);
      return;
    }
  run = get_run (self, &error);
  if (run != NULL)
    id = iso_project_add_plate (self->project, args[0], run, wells, &error);
  iso_project_end_edit (self->project, id != NULL, id != NULL ? &error : NULL);
  iso_design_page_refuse (self, error);
  if (id != NULL)
    iso_design_page_show_plate (self, id);
}

static void
add_plate_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  if (ISO_DESIGN_PAGE (widget)->project != NULL)
    iso_design_page_add_plate (ISO_DESIGN_PAGE (widget), NULL, g_variant_get_uint32 (parameter));
}

static void
duplicate_plate_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IsoDesignPage *self = ISO_DESIGN_PAGE (widget);
  GError *error = NULL;
  g_autofree char *id = NULL;

  if (iso_design_page_get_plate (self) == NULL)
    return;
  id = iso_design_duplicate_plate (self->project, iso_design_page_get_plate (self), &error);
  if (id != NULL)
    iso_design_page_show_plate (self, id);
  iso_design_page_refuse (self, error);
}

static void
remove_plate_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IsoDesignPage *self = ISO_DESIGN_PAGE (widget);
  IsoProjectItem *plate = (IsoProjectItem *) iso_design_page_get_plate (self);
  g_autofree char *text = NULL;
  GError *error = NULL;

  if (plate == NULL)
    return;
  text = g_strdup_printf (_("“%s” removed"), iso_project_item_get_name (plate));
  if (iso_project_remove (self->project, ISO_ENTITY_PLATE, iso_project_item_get_id (plate), &error))
    iso_design_page_tell (self, g_steal_pointer (&text), TRUE);
  iso_design_page_refuse (self, error);
}

static void
role_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IsoRole role;

  if (!iso_role_parse (g_variant_get_string (parameter, NULL), &role))
    return;
  if (role == ISO_ROLE_EMPTY)
    iso_design_page_clear (ISO_DESIGN_PAGE (widget));
  else
    iso_design_page_set_role (ISO_DESIGN_PAGE (widget), role);
}

static void
clear_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  iso_design_page_clear (ISO_DESIGN_PAGE (widget));
}

static void
select_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  if (g_str_equal (name, "design.invert"))
    iso_well_selection_invert (ISO_DESIGN_PAGE (widget)->selection);
  else
    iso_well_selection_select_all (ISO_DESIGN_PAGE (widget)->selection);
}

static void
mirror_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IsoDesignPage *self = ISO_DESIGN_PAGE (widget);
  guint n;
  g_autofree guint *wells = get_wells (self, &n);
  GError *error = NULL;

  if (iso_design_page_get_plate (self) != NULL)
    iso_design_mirror (self->project, iso_design_page_get_plate (self), wells, n, g_str_equal (name, "design.mirror-across"), &error);
  iso_design_page_refuse (self, error);
}

/* Clipboard */

static gboolean
copy (IsoDesignPage *self, gboolean headers)
{
  IsoProjectPlate *plate = iso_design_page_get_plate (self);
  guint n;
  g_autofree guint *wells = get_wells (self, &n);
  g_autofree char *text = NULL;

  if (plate == NULL || n == 0)
    return FALSE;
  text = iso_design_write_map (self->project, plate, wells, n, headers);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  return TRUE;
}

static void
copy_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  copy (ISO_DESIGN_PAGE (widget), FALSE);
}

static void
cut_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  if (copy (ISO_DESIGN_PAGE (widget), FALSE))
    iso_design_page_clear (ISO_DESIGN_PAGE (widget));
}

/* The whole plate, whatever is selected. */
static void
copy_plate_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IsoDesignPage *self = ISO_DESIGN_PAGE (widget);
  IsoProjectPlate *plate = iso_design_page_get_plate (self);
  g_autofree char *text = NULL;

  if (plate == NULL)
    return;
  if (g_str_equal (name, "design.copy-list"))
    text = iso_design_write_list (self->project, plate);
  else
    {
      guint n = iso_project_plate_get_n_wells (plate);
      g_autofree guint *all = g_new (guint, n);

      for (guint i = 0; i < n; i++)
        all[i] = i;
      text = iso_design_write_map (self->project, plate, all, n, TRUE);
    }
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
}

static void
paste (IsoDesignPage *self, const char *text)
{
  IsoProjectPlate *plate = iso_design_page_get_plate (self);
  guint n;
  g_autofree guint *wells = get_wells (self, &n);
  guint columns = iso_project_plate_get_columns (plate), start = iso_plate_grid_get_cursor (self->grid);
  g_autoptr (GArray) edits = NULL;
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (guint));
  GError *error = NULL;

  for (guint i = 0; i < n; i++)
    start = i == 0 ? wells[0] : MIN (start / columns, wells[i] / columns) * columns + MIN (start % columns, wells[i] % columns);
  edits = iso_design_read (self->project, plate, text, start, wells, n, &error);
  if (edits != NULL && iso_design_apply (self->project, plate, "paste-wells", NULL, (const IsoWellEdit *) (void *) edits->data, edits->len,
                                         &error))
    {
      for (guint i = 0; i < edits->len; i++)
        {
          const IsoWellEdit *edit = &g_array_index (edits, IsoWellEdit, i);
          guint well = edit->row * columns + edit->column;

          g_array_append_val (places, well);
        }
      iso_well_selection_select (self->selection, (const guint *) (void *) places->data, places->len, ISO_SELECT_ONLY);
      iso_design_page_tell (self, g_strdup_printf (ngettext ("%u well pasted", "%u wells pasted", edits->len), edits->len), TRUE);
    }
  iso_design_page_refuse (self, error);
}

static void
text_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (IsoDesignPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, &error);

  if (text != NULL && iso_design_page_get_plate (self) != NULL)
    paste (self, text);
  else
    gtk_widget_error_bell (GTK_WIDGET (self));
}

static void
paste_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (widget), NULL, text_read_cb, g_object_ref (widget));
}

static void
export_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  iso_design_page_export (ISO_DESIGN_PAGE (widget));
}

static void
print_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GError *error = NULL;

  iso_design_page_print (ISO_DESIGN_PAGE (widget), NULL, &error);
  iso_design_page_refuse (ISO_DESIGN_PAGE (widget), error);
}

void
iso_design_page_update_actions (IsoDesignPage *self)
{
  static const char *const of_wells[] = { "design.cut", "design.copy", "design.clear", "design.mirror-across", "design.mirror-down",
                                          "design.role" };
  static const char *const of_plate[] = { "design.paste", "design.duplicate-plate", "design.remove-plate", "design.copy-list",
                                          "design.copy-map", "design.select-all", "design.invert", "design.export",
                                          "design.print" };
  gboolean plate = self->project != NULL && iso_design_page_get_plate (self) != NULL;
  gboolean wells = plate && iso_well_selection_get_n (self->selection) > 0;

  for (guint i = 0; i < G_N_ELEMENTS (of_wells); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), of_wells[i], wells);
  for (guint i = 0; i < G_N_ELEMENTS (of_plate); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), of_plate[i], plate);
  gtk_widget_set_sensitive (GTK_WIDGET (self->samples), wells);
}

void
iso_design_page_install_actions (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "design.add-plate", "u", add_plate_cb);
  gtk_widget_class_install_action (klass, "design.duplicate-plate", NULL, duplicate_plate_cb);
  gtk_widget_class_install_action (klass, "design.remove-plate", NULL, remove_plate_cb);
  gtk_widget_class_install_action (klass, "design.role", "s", role_cb);
  gtk_widget_class_install_action (klass, "design.clear", NULL, clear_cb);
  gtk_widget_class_install_action (klass, "design.select-all", NULL, select_cb);
  gtk_widget_class_install_action (klass, "design.invert", NULL, select_cb);
  gtk_widget_class_install_action (klass, "design.mirror-across", NULL, mirror_cb);
  gtk_widget_class_install_action (klass, "design.mirror-down", NULL, mirror_cb);
  gtk_widget_class_install_action (klass, "design.copy", NULL, copy_cb);
  gtk_widget_class_install_action (klass, "design.cut", NULL, cut_cb);
  gtk_widget_class_install_action (klass, "design.paste", NULL, paste_cb);
  gtk_widget_class_install_action (klass, "design.copy-list", NULL, copy_plate_cb);
  gtk_widget_class_install_action (klass, "design.copy-map", NULL, copy_plate_cb);
  gtk_widget_class_install_action (klass, "design.export", NULL, export_cb);
  gtk_widget_class_install_action (klass, "design.print", NULL, print_cb);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_p, GDK_CONTROL_MASK, "design.print", NULL);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_c, GDK_CONTROL_MASK, "design.copy", NULL);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_x, GDK_CONTROL_MASK, "design.cut", NULL);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_v, GDK_CONTROL_MASK, "design.paste", NULL);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_i, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "design.invert", NULL);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_m, GDK_CONTROL_MASK, "design.mirror-across", NULL);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_m, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "design.mirror-down", NULL);
}
