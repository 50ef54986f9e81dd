/* iso-name-row.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-name-row.h"

#include "iso-accessible.h"
#include "iso-resources.h"
#include "iso-user-text.h"

#include <glib/gi18n.h>

struct _IsoNameRow
{
  GtkListBoxRow parent_instance;

  IsoProject       *project;   /* (owned) */
  IsoEntity         entity;
  IsoProjectItem   *item;      /* (owned) */
  guint             usage;

  GtkWidget        *handle;
  GtkEntry         *name;
  GtkDropDown      *unit;
  GtkEntry         *day;
  GtkLabel         *used;
  GtkLabel         *problem;
  GtkMenuButton    *menu;

  gboolean          filling;   /* what is shown is being taken over from the project */
};

G_DEFINE_FINAL_TYPE (IsoNameRow, iso_name_row, GTK_TYPE_LIST_BOX_ROW)

static void
show_problem (IsoNameRow *self, const GError *error)
{
  g_autofree char *text = error != NULL ? iso_error_to_user_text (error) : NULL;

  gtk_label_set_text (self->problem, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), text != NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text != NULL ? text : "", -1);
}

/* Compounds have a unit, and what is called an experiment is used by plates. */
static char *
describe_usage (IsoNameRow *self)
{
  if (self->usage == 0)
    return g_strdup (_("not used"));
  if (self->entity == ISO_ENTITY_RUN)
    return g_strdup_printf (ngettext ("%u plate", "%u plates", self->usage), self->usage);
  return g_strdup_printf (ngettext ("%u well", "%u wells", self->usage), self->usage);
}

static void
show_unit (IsoNameRow *self)
{
  const char *symbol = iso_project_drug_get_unit (ISO_PROJECT_DRUG (self->item));
  GtkStringList *units = GTK_STRING_LIST (gtk_drop_down_get_model (self->unit));
  guint n = g_list_model_get_n_items (G_LIST_MODEL (units)), i = 0;

  /* The first is "no unit". */
  while (i < n && (i == 0 ? *symbol != '\0' : !g_str_equal (gtk_string_list_get_string (units, i), symbol)))
    i++;
  if (i == n)
    gtk_string_list_append (units, symbol);
  gtk_drop_down_set_selected (self->unit, i);
}

/* An entry puts what it holds where its letters begin; in a list all names stand beside their handles, whatever the script. */
static void
align_name (IsoNameRow *self)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self->name), gtk_editable_get_text (GTK_EDITABLE (self->name)));
  gboolean written = pango_layout_get_direction (layout, 0) == PANGO_DIRECTION_RTL;
  gboolean to_left = gtk_widget_get_direction (GTK_WIDGET (self->name)) == GTK_TEXT_DIR_RTL;

  gtk_entry_set_alignment (self->name, written == to_left ? 0 : 1);
}

/* On which the plates of an experiment are to be read. */
static const char *
get_day (IsoNameRow *self)
{
  return self->entity == ISO_ENTITY_RUN ? iso_project_run_get_read_on (ISO_PROJECT_RUN (self->item)) : "";
}

static void
show_item (IsoNameRow *self)
{
  const char *name = iso_project_item_get_name (self->item);
  g_autofree char *usage = describe_usage (self);
  const char *unit = self->entity == ISO_ENTITY_DRUG ? iso_project_drug_get_unit (ISO_PROJECT_DRUG (self->item)) : "";
  g_autofree char *name_label = g_strdup_printf (_("Name of %s"), name);
  g_autofree char *label = g_strdup_printf ("%s%s%s, %s", name, *unit != '\0' ? ", " : "", unit, usage);
  g_autofree char *unit_label = g_strdup_printf (_("Unit of %s"), name);
  g_autofree char *day_label = g_strdup_printf (_("Day on which the plates of %s are to be read"), name);
  g_autofree char *menu_label = g_strdup_printf (_("More about %s"), name);

  self->filling = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->name), name);
  gtk_editable_set_text (GTK_EDITABLE (self->day), get_day (self));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->name), name);
  if (self->entity == ISO_ENTITY_DRUG)
    show_unit (self);
  self->filling = FALSE;
  gtk_label_set_text (self->used, usage);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  iso_accessible_name_editable (GTK_EDITABLE (self->name), name_label);
  iso_accessible_name_editable (GTK_EDITABLE (self->day), day_label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->unit), GTK_ACCESSIBLE_PROPERTY_LABEL, unit_label, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->menu), GTK_ACCESSIBLE_PROPERTY_LABEL, menu_label, -1);
}

static void
take_typed (IsoNameRow *self, GtkEntry *entry, GError **error)
{
  g_autofree char *typed = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry))));
  const char *id = iso_project_item_get_id (self->item);

  if (entry == self->day && !g_str_equal (typed, get_day (self)))
    iso_project_set_read_on (self->project, id, typed, error);
  else if (entry == self->name && !g_str_equal (typed, iso_project_item_get_name (self->item)))
    iso_project_rename (self->project, self->entity, id, typed, error);
}

/* Takes what was typed as the name or the day. */
static gboolean
commit (IsoNameRow *self, GtkEntry *entry)
{
  g_autoptr (GError) error = NULL;

  if (self->item == NULL || !iso_project_is_open (self->project))
    return TRUE;
  take_typed (self, entry, &error);
  show_problem (self, error);
  if (error == NULL)
    show_item (self);
  return error == NULL;
}

/* What is refused stays there to be mended. */
static void
entry_activated_cb (IsoNameRow *self, GtkEntry *entry)
{
  if (commit (self, entry))
    gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
entry_left_cb (IsoNameRow *self, GtkEventController *controller)
{
  if (!commit (self, GTK_ENTRY (gtk_event_controller_get_widget (controller))))
    show_item (self);
}

static gboolean
key_pressed_cb (IsoNameRow *self, guint key)
{
  if (key != GDK_KEY_Escape)
    return FALSE;
  show_item (self);
  show_problem (self, NULL);
  gtk_widget_grab_focus (GTK_WIDGET (self));
  return TRUE;
}

static void
unit_chosen_cb (IsoNameRow *self)
{
  guint selected = gtk_drop_down_get_selected (self->unit);
  const char *unit = selected == 0 ? "" : gtk_string_list_get_string (GTK_STRING_LIST (gtk_drop_down_get_model (self->unit)), selected);
  g_autoptr (GError) error = NULL;

  if (self->filling || self->item == NULL || selected == GTK_INVALID_LIST_POSITION)
    return;
  iso_project_set_unit (self->project, iso_project_item_get_id (self->item), unit, &error);
  show_problem (self, error);
  show_item (self);
}

static void
rename_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  iso_name_row_edit (ISO_NAME_ROW (widget));
}

static void
remove_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (IsoNameRow) self = g_object_ref (ISO_NAME_ROW (widget));
  GtkWidget *list = gtk_widget_get_parent (widget);
  int index = gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (self));
  g_autoptr (GError) error = NULL;
  GtkListBoxRow *next;

  if (!iso_project_remove (self->project, self->entity, iso_project_item_get_id (self->item), &error))
    {
      show_problem (self, error);
      return;
    }
  next = gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), index);
  if (next == NULL && index > 0)
    next = gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), index - 1);
  if (next != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (next));
}

/* The row of a thing that was moved is another one; it gets the focus. */
static void
move_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (IsoNameRow) self = g_object_ref (ISO_NAME_ROW (widget));
  GtkWidget *list = gtk_widget_get_parent (widget);
  int to = gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (self)) + (g_str_equal (name, "row.move-up") ? -1 : 1);
  g_autoptr (GError) error = NULL;

  if (to < 0 || gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), to) == NULL)
    {
      gtk_widget_error_bell (widget);
      return;
    }
  if (iso_project_move (self->project, self->entity, iso_project_item_get_id (self->item), (guint) to, &error))
    gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), to)));
  else
    show_problem (self, error);
}

static GdkContentProvider *
prepare_drag_cb (IsoNameRow *self)
{
  return gdk_content_provider_new_typed (ISO_TYPE_NAME_ROW, self);
}

static void
begin_drag_cb (IsoNameRow *self, GdkDrag *drag, GtkDragSource *source)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (GTK_WIDGET (self));

  gtk_drag_source_set_icon (source, paintable, 0, 0);
}

static void
fill_units (IsoNameRow *self)
{
  g_auto (GStrv) symbols = g_strsplit (iso_unit_list (), ", ", -1);
  g_autoptr (GtkStringList) units = gtk_string_list_new (NULL);

  gtk_string_list_append (units, _("no unit"));
  for (guint i = 0; symbols[i] != NULL; i++)
    {
      const IsoUnit *unit = iso_unit_find (symbols[i]);

      if (unit != NULL && (unit->dimension == ISO_DIMENSION_MOLAR || unit->dimension == ISO_DIMENSION_MASS_CONCENTRATION))
        gtk_string_list_append (units, unit->symbol);
    }
  gtk_drop_down_set_model (self->unit, G_LIST_MODEL (units));
}

static void
iso_name_row_dispose (GObject *object)
{
  IsoNameRow *self = ISO_NAME_ROW (object);

  g_clear_object (&self->item);
  g_clear_object (&self->project);
  G_OBJECT_CLASS (iso_name_row_parent_class)->dispose (object);
}

static void
iso_name_row_class_init (IsoNameRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = iso_name_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, ISO_RESOURCES "iso-name-row.ui");
  gtk_widget_class_bind_template_child (widget_class, IsoNameRow, handle);
  gtk_widget_class_bind_template_child (widget_class, IsoNameRow, name);
  gtk_widget_class_bind_template_child (widget_class, IsoNameRow, unit);
  gtk_widget_class_bind_template_child (widget_class, IsoNameRow, day);
  gtk_widget_class_bind_template_child (widget_class, IsoNameRow, used);
  gtk_widget_class_bind_template_child (widget_class, IsoNameRow, problem);
  gtk_widget_class_bind_template_child (widget_class, IsoNameRow, menu);
  gtk_widget_class_bind_template_callback (widget_class, entry_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_left_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, unit_chosen_cb);

  gtk_widget_class_install_action (widget_class, "row.rename", NULL, rename_cb);
  gtk_widget_class_install_action (widget_class, "row.remove", NULL, remove_cb);
  gtk_widget_class_install_action (widget_class, "row.move-up", NULL, move_cb);
  gtk_widget_class_install_action (widget_class, "row.move-down", NULL, move_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F2, 0, "row.rename", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "row.remove", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Delete, 0, "row.remove", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Up, GDK_ALT_MASK, "row.move-up", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Up, GDK_ALT_MASK, "row.move-up", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Down, GDK_ALT_MASK, "row.move-down", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Down, GDK_ALT_MASK, "row.move-down", NULL);
}

static void
iso_name_row_init (IsoNameRow *self)
{
  GtkDragSource *source = gtk_drag_source_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self->name, "changed", G_CALLBACK (align_name), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->name, "direction-changed", G_CALLBACK (align_name), self, G_CONNECT_SWAPPED);
  fill_units (self);
  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect_swapped (source, "prepare", G_CALLBACK (prepare_drag_cb), self);
  g_signal_connect_swapped (source, "drag-begin", G_CALLBACK (begin_drag_cb), self);
  gtk_widget_add_controller (self->handle, GTK_EVENT_CONTROLLER (source));
}

IsoNameRow *
iso_name_row_new (IsoProject *project, IsoEntity entity, IsoProjectItem *item)
{
  IsoNameRow *self = g_object_new (ISO_TYPE_NAME_ROW, NULL);

  self->project = g_object_ref (project);
  self->entity = entity;
  self->item = g_object_ref (item);
  gtk_widget_set_visible (GTK_WIDGET (self->unit), entity == ISO_ENTITY_DRUG);
  gtk_widget_set_visible (GTK_WIDGET (self->day), entity == ISO_ENTITY_RUN);
  g_signal_connect_object (item, "notify", G_CALLBACK (show_item), self, G_CONNECT_SWAPPED);
  show_item (self);
  return self;
}

IsoProjectItem *
iso_name_row_get_item (IsoNameRow *self)
{
  g_return_val_if_fail (ISO_IS_NAME_ROW (self), NULL);
  return self->item;
}

void
iso_name_row_edit (IsoNameRow *self)
{
  g_return_if_fail (ISO_IS_NAME_ROW (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->name));
  gtk_editable_select_region (GTK_EDITABLE (self->name), 0, -1);
}

void
iso_name_row_set_usage (IsoNameRow *self, guint usage)
{
  g_return_if_fail (ISO_IS_NAME_ROW (self));

  if (usage == self->usage)
    return;
  self->usage = usage;
  show_item (self);
}
