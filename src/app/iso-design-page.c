/* iso-design-page.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-design-page-private.h"

#include "iso-accessible.h"
#include "iso-design-edit.h"
#include "iso-design-find.h"
#include "iso-drop-down.h"
#include "iso-layout-panel.h"
#include "iso-resources.h"
#include "iso-role-icon.h"
#include "iso-wrap-box.h"

#include <glib/gi18n.h>
#include <string.h>

G_DEFINE_FINAL_TYPE (IsoDesignPage, iso_design_page, ADW_TYPE_BIN)

typedef enum
{
  PROP_PROJECT = 1,
  PROP_SELECTION,
} IsoDesignPageProperty;

static GParamSpec *properties[PROP_SELECTION + 1];

/* Roles that are given by button and key, in the order of the buttons. */
static const struct
{
  IsoRole     role;
  const char *action;
  const char *tip;
} role_buttons[] = {
  { ISO_ROLE_TREATED, "design.role::treated", N_("Treated (T)") },
  { ISO_ROLE_VEHICLE, "design.role::vehicle", N_("Vehicle (V)") },
  { ISO_ROLE_UNTREATED, "design.role::untreated", N_("Untreated (U)") },
  { ISO_ROLE_BLANK, "design.role::blank", N_("Blank (B)") },
  { ISO_ROLE_POSITIVE_CONTROL, "design.role::positive control", N_("Positive Control (P)") },
  { ISO_ROLE_COMPOUND_BLANK, "design.role::compound blank", N_("Compound Blank (C)") },
  { ISO_ROLE_TIME_ZERO, "design.role::time zero", N_("Time Zero (Z)") },
  { ISO_ROLE_EMPTY, "design.role::empty", N_("Unused (Delete)") },
};

IsoProjectPlate *
iso_design_page_get_plate (IsoDesignPage *self)
{
  return iso_well_selection_get_plate (self->selection);
}

static gboolean
is_plate (gpointer item, gpointer data)
{
  return iso_project_plate_get_format (item) != NULL;
}

static void
plate_chosen_cb (IsoDesignPage *self)
{
  IsoProjectPlate *plate = gtk_drop_down_get_selected_item (self->plates);

  iso_design_page_remember_gone (self);
  iso_well_selection_set_plate (self->selection, plate);
  gtk_stack_set_visible_child_name (self->stack, plate != NULL ? "plate" : "empty");
  iso_design_page_plan (self);
  iso_design_page_update_actions (self);
}

/* Somebody else may choose the plate: a point in a figure is on it. */
static void
show_plate_name (IsoDesignPage *self)
{
  GListModel *plates = gtk_drop_down_get_model (self->plates);
  IsoProjectPlate *plate = iso_design_page_get_plate (self);

  for (guint i = 0; plate != NULL && plates != NULL && i < g_list_model_get_n_items (plates); i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (plates, i);

      if (item == (GObject *) plate && gtk_drop_down_get_selected (self->plates) != i)
        gtk_drop_down_set_selected (self->plates, i);
    }
}

/* Everything that is not a property of the plate itself. */
static void
project_changed_cb (IsoDesignPage *self)
{
  iso_design_page_follow (self);
  iso_design_page_plan (self);
  iso_design_page_update_actions (self);
}

static void
selection_changed_cb (IsoDesignPage *self)
{
  if (self->project == NULL)
    return;
  iso_design_page_follow_sample (self);
  iso_design_page_plan (self);
  iso_design_page_update_actions (self);
}

static void
sample_chosen_cb (IsoDesignPage *self)
{
  guint place = gtk_drop_down_get_selected (self->samples), n;
  g_autoptr (IsoProjectItem) sample = NULL;
  g_autofree guint *wells = NULL;
  GError *error = NULL;

  if (self->following || iso_design_page_get_plate (self) == NULL || place == GTK_INVALID_LIST_POSITION)
    return;
  if (self->mixed && place-- == 0)
    return;
  if (place > 0)
    sample = g_list_model_get_item (G_LIST_MODEL (iso_project_get_list (self->project, ISO_ENTITY_SAMPLE)), place - 1);
  wells = iso_well_selection_get_wells (self->selection, &n);
  self->choosing = TRUE;
  iso_design_set_sample (self->project, iso_design_page_get_plate (self), wells, n,
                         sample != NULL ? iso_project_item_get_id (sample) : NULL, &error);
  self->choosing = FALSE;
  iso_design_page_refuse (self, error);
}

static void
layer_chosen_cb (IsoDesignPage *self)
{
  guint place = gtk_drop_down_get_selected (self->layers);
  g_autoptr (IsoProjectItem) drug = NULL;

  if (self->following || self->project == NULL || place == GTK_INVALID_LIST_POSITION)
    return;
  if (place + 1 < ISO_N_LAYERS)
    {
      iso_plate_grid_set_layer (self->grid, place == 0 ? ISO_LAYER_DOSES : place + 1, NULL);
      return;
    }
  drug = g_list_model_get_item (G_LIST_MODEL (iso_project_get_list (self->project, ISO_ENTITY_DRUG)), place + 1 - ISO_N_LAYERS);
  iso_plate_grid_set_layer (self->grid, ISO_LAYER_DOSE, drug != NULL ? iso_project_item_get_id (drug) : NULL);
}

static void
codes_toggled_cb (IsoDesignPage *self)
{
  iso_plate_grid_set_codes (self->grid, gtk_toggle_button_get_active (self->codes));
}

static void
drug_chosen_cb (IsoDesignPage *self)
{
  if (!self->following)
    iso_design_page_plan (self);
}

static void
sentence_changed_cb (IsoDesignPage *self)
{
  iso_design_page_plan (self);
}

static void
fill_cb (IsoDesignPage *self)
{
  iso_design_page_fill (self);
}

static void
clear_cb (IsoDesignPage *self)
{
  iso_design_page_clear (self);
}

static void
move_wells_cb (IsoDesignPage *self, int rows, int columns)
{
  iso_design_page_move (self, rows, columns);
}

static void
role_key_cb (IsoDesignPage *self, int role)
{
  iso_design_page_set_role (self, (IsoRole) role);
}

static void
find_changed_cb (IsoDesignPage *self)
{
  const char *query = gtk_editable_get_text (GTK_EDITABLE (self->find));
  IsoProjectPlate *plate = iso_design_page_get_plate (self);
  g_autoptr (GArray) wells = NULL;
  g_autofree char *text = NULL;

  if (plate == NULL)
    return;
  wells = iso_design_find (self->project, plate, query);
  iso_well_selection_select (self->selection, (const guint *) (void *) wells->data, wells->len, ISO_SELECT_ONLY);
  if (*query == '\0')
    return;
  if (wells->len > 0)
    text = g_strdup_printf (ngettext ("%u well found.", "%u wells found.", wells->len), wells->len);
  else
    text = g_strdup_printf (_("No well of this plate says “%s”."), query);
  gtk_widget_remove_css_class (GTK_WIDGET (self->hint), "error");
  gtk_label_set_text (self->hint, text);
}

/* On to the plate, where the wells are that were found. */
static void
find_left_cb (IsoDesignPage *self)
{
  guint n;
  g_autofree guint *wells = iso_well_selection_get_wells (self->selection, &n);

  if (n > 0)
    iso_plate_grid_set_cursor (self->grid, wells[0]);
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->grid));
}

/* An entry that searches says a while later what was typed, and Enter comes before that. */
static void
find_done_cb (IsoDesignPage *self)
{
  find_changed_cb (self);
  find_left_cb (self);
}

static void
remark_activated_cb (IsoDesignPage *self, GtkListBoxRow *row)
{
  guint index = (guint) gtk_list_box_row_get_index (row);
  const IsoDesignFinding *finding = self->findings != NULL && index < self->findings->len ? self->findings->pdata[index] : NULL;

  gtk_popover_popdown (self->remarks_popover);
  if (finding == NULL || finding->wells->len == 0)
    return;
  iso_well_selection_select (self->selection, (const guint *) (void *) finding->wells->data, finding->wells->len, ISO_SELECT_ONLY);
  iso_plate_grid_set_cursor (self->grid, g_array_index (finding->wells, guint, 0));
}

static void
add_shown_cb (IsoDesignPage *self)
{
  g_autofree char *name = NULL;

  if (self->project == NULL)
    return;
  /* Translators: the name of a new plate; {1} is a number. */
  name = iso_design_free_name (self->project, _("Plate {1}"));
  gtk_editable_set_text (GTK_EDITABLE (self->add_name), name);
}

static void
add_named_cb (IsoDesignPage *self)
{
  const IsoPlateFormat *format = iso_plate_format_nth (gtk_drop_down_get_selected (self->add_format));

  gtk_popover_popdown (self->add_popover);
  if (format != NULL)
    iso_design_page_add_plate (self, gtk_editable_get_text (GTK_EDITABLE (self->add_name)), format->wells);
}

static void
rename_shown_cb (IsoDesignPage *self)
{
  IsoProjectPlate *plate = iso_design_page_get_plate (self);

  if (plate != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->rename_name), iso_project_item_get_name (ISO_PROJECT_ITEM (plate)));
}

static void
renamed_cb (IsoDesignPage *self)
{
  IsoProjectPlate *plate = iso_design_page_get_plate (self);
  GError *error = NULL;

  gtk_popover_popdown (self->rename_popover);
  if (plate == NULL)
    return;
  iso_project_rename (self->project, ISO_ENTITY_PLATE, iso_project_item_get_id (ISO_PROJECT_ITEM (plate)),
                      gtk_editable_get_text (GTK_EDITABLE (self->rename_name)), &error);
  iso_design_page_refuse (self, error);
}

static void
add_role_buttons (IsoDesignPage *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (role_buttons); i++)
    {
      GtkWidget *button = gtk_button_new ();

      gtk_button_set_child (GTK_BUTTON (button), iso_role_icon_new (role_buttons[i].role));
      gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (button), role_buttons[i].action);
      gtk_widget_set_tooltip_text (button, _(role_buttons[i].tip));
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _(role_buttons[i].tip), -1);
      gtk_box_append (self->roles, button);
    }
}

static void
add_formats (IsoDesignPage *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  for (guint i = 0; iso_plate_format_nth (i) != NULL; i++)
    {
      g_autofree char *name = g_strdup_printf (_("%u wells"), iso_plate_format_nth (i)->wells);

      gtk_string_list_append (names, name);
    }
  gtk_drop_down_set_model (self->add_format, G_LIST_MODEL (names));
  for (guint i = 0; iso_plate_format_nth (i) != NULL; i++)
    {
      if (iso_plate_format_nth (i)->wells == 96)
        gtk_drop_down_set_selected (self->add_format, i);
    }
}

static void
iso_design_page_dispose (GObject *object)
{
  IsoDesignPage *self = ISO_DESIGN_PAGE (object);

  g_clear_handle_id (&self->follow_source, g_source_remove);
  iso_design_page_set_project (self, NULL);
  if (self->selection != NULL)
    g_signal_handlers_disconnect_by_data (self->selection, self);
  g_clear_object (&self->selection);
  G_OBJECT_CLASS (iso_design_page_parent_class)->dispose (object);
}

static void
iso_design_page_finalize (GObject *object)
{
  IsoDesignPage *self = ISO_DESIGN_PAGE (object);

  g_free (self->plate_names);
  g_free (self->planned);
  g_free (self->said);
  g_free (self->gone);
  g_free (self->gone_wells);
  g_clear_pointer (&self->findings, g_ptr_array_unref);
  G_OBJECT_CLASS (iso_design_page_parent_class)->finalize (object);
}

static void
iso_design_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  IsoDesignPage *self = ISO_DESIGN_PAGE (object);

  switch ((IsoDesignPageProperty) id)
    {
    case PROP_PROJECT:
      g_value_set_object (value, self->project);
      break;
    case PROP_SELECTION:
      g_value_set_object (value, self->selection);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
iso_design_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch ((IsoDesignPageProperty) id)
    {
    case PROP_PROJECT:
      iso_design_page_set_project (ISO_DESIGN_PAGE (object), g_value_get_object (value));
      break;
    case PROP_SELECTION:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, IsoDesignPage, stack);
  gtk_widget_class_bind_template_child (widget_class, IsoDesignPage, plates);
  gtk_widget_class_bind_template_child (widget_class, IsoDesignPage, add_popover);
  gtk_widget_class_bind_template_child (widget_class, IsoDesignPage, add_name);
  gtk_widget_class_bind_template_child (widget_class, IsoDesignPage, add_format);
  gtk_widget_class_bind_template_child (widget_class, IsoDesignPage, rename_popover);
  gtk_widget_class_bind_template_child (widget_class, IsoDesignPage, rename_name);
  gtk_widget_class_bind_template_child (widget_class, IsoDesignPage, find);
  gtk_widget_class_bind_template_child (widget_class, IsoDesignPage, roles);
  gtk_widget_class_bind_template_child (widget_class, IsoDesignPage, samples);
  gtk_widget_class_bind_template_child (widget_class, IsoDesignPage, layers);
  gtk_widget_class_bind_template_child (widget_class, IsoDesignPage, codes);
  gtk_widget_class_bind_template_child (widget_class, IsoDesignPage, drugs);
  gtk_widget_class_bind_template_child (widget_class, IsoDesignPage, sentence);
  gtk_widget_class_bind_template_child (widget_class, IsoDesignPage, fill);
  gtk_widget_class_bind_template_child (widget_class, IsoDesignPage, hint);
  gtk_widget_class_bind_template_child (widget_class, IsoDesignPage, grid);
  gtk_widget_class_bind_template_child (widget_class, IsoDesignPage, count);
  gtk_widget_class_bind_template_child (widget_class, IsoDesignPage, remarks);
  gtk_widget_class_bind_template_child (widget_class, IsoDesignPage, remarks_popover);
  gtk_widget_class_bind_template_child (widget_class, IsoDesignPage, remark_list);
  gtk_widget_class_bind_template_child (widget_class, IsoDesignPage, well_menu);
  gtk_widget_class_bind_template_child (widget_class, IsoDesignPage, layout_panel);
}

static void
bind_callbacks (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_callback (widget_class, plate_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_shown_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_named_cb);
  gtk_widget_class_bind_template_callback (widget_class, rename_shown_cb);
  gtk_widget_class_bind_template_callback (widget_class, renamed_cb);
  gtk_widget_class_bind_template_callback (widget_class, find_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, find_done_cb);
  gtk_widget_class_bind_template_callback (widget_class, find_left_cb);
  gtk_widget_class_bind_template_callback (widget_class, sample_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, layer_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, codes_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, drug_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, sentence_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, fill_cb);
  gtk_widget_class_bind_template_callback (widget_class, clear_cb);
  gtk_widget_class_bind_template_callback (widget_class, move_wells_cb);
  gtk_widget_class_bind_template_callback (widget_class, role_key_cb);
  gtk_widget_class_bind_template_callback (widget_class, remark_activated_cb);
}

static void
iso_design_page_class_init (IsoDesignPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->dispose = iso_design_page_dispose;
  object_class->finalize = iso_design_page_finalize;
  object_class->get_property = iso_design_page_get_property;
  object_class->set_property = iso_design_page_set_property;
  properties[PROP_PROJECT] = g_param_spec_object ("project", NULL, NULL, ISO_TYPE_PROJECT, G_PARAM_READWRITE | flags);
  properties[PROP_SELECTION] = g_param_spec_object ("selection", NULL, NULL, ISO_TYPE_WELL_SELECTION, G_PARAM_READABLE | flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  g_type_ensure (ISO_TYPE_LAYOUT_PANEL);
  g_type_ensure (ISO_TYPE_PLATE_GRID);
  g_type_ensure (ISO_TYPE_WRAP_BOX);
  gtk_widget_class_set_template_from_resource (widget_class, ISO_RESOURCES "iso-design-page.ui");
  bind_children (widget_class);
  bind_callbacks (widget_class);
  iso_design_page_install_actions (widget_class);
}

static void
iso_design_page_init (IsoDesignPage *self)
{
  self->selection = iso_well_selection_new (NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  iso_accessible_name_editable (GTK_EDITABLE (self->find), _("Find wells"));
  iso_accessible_name_editable (GTK_EDITABLE (self->sentence), _("Series to fill in"));
  iso_accessible_name_editable (GTK_EDITABLE (self->add_name), _("Name of the plate"));
  iso_accessible_name_editable (GTK_EDITABLE (self->rename_name), _("New name of the plate"));
  iso_drop_down_shorten (self->plates, 20);
  iso_drop_down_shorten (self->samples, 16);
  iso_drop_down_shorten (self->layers, 20);
  iso_drop_down_shorten (self->drugs, 16);
  add_role_buttons (self);
  add_formats (self);
  iso_plate_grid_set_menu (self->grid, self->well_menu);
  g_signal_connect_swapped (self->selection, "changed", G_CALLBACK (selection_changed_cb), self);
  g_signal_connect_swapped (self->selection, "notify::plate", G_CALLBACK (show_plate_name), self);
  iso_design_page_update_actions (self);
}

void
iso_design_page_set_project (IsoDesignPage *self, IsoProject *project)
{
  g_return_if_fail (ISO_IS_DESIGN_PAGE (self));

  if (self->project == project)
    return;
  if (self->project != NULL)
    g_signal_handlers_disconnect_by_data (self->project, self);
  g_set_object (&self->project, project);
  iso_plate_grid_set_project (self->grid, project, project != NULL ? self->selection : NULL);
  iso_layout_panel_follow (self->layout_panel, project, project != NULL ? self->selection : NULL);
  g_clear_object (&self->plate_list);
  if (project != NULL)
    {
      self->plate_list = G_LIST_MODEL (gtk_filter_list_model_new (g_object_ref (G_LIST_MODEL (iso_project_get_list (project, ISO_ENTITY_PLATE))),
                                                                  GTK_FILTER (gtk_custom_filter_new (is_plate, NULL, NULL))));
      g_signal_connect_object (project, "changed", G_CALLBACK (project_changed_cb), self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
    }
  gtk_drop_down_set_model (self->plates, self->plate_list);
  plate_chosen_cb (self);
  g_clear_pointer (&self->gone, g_free);
  g_clear_pointer (&self->gone_wells, g_free);
  if (project != NULL)
    project_changed_cb (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROJECT]);
}

IsoWellSelection *
iso_design_page_get_selection (IsoDesignPage *self)
{
  g_return_val_if_fail (ISO_IS_DESIGN_PAGE (self), NULL);
  return self->selection;
}

void
iso_design_page_show_plate (IsoDesignPage *self, const char *plate)
{
  guint place;

  g_return_if_fail (ISO_IS_DESIGN_PAGE (self));

  place = iso_design_page_find_plate (self, plate);
  if (place != GTK_INVALID_LIST_POSITION)
    gtk_drop_down_set_selected (self->plates, place);
}

void
iso_design_page_go_to_wells (IsoDesignPage *self)
{
  g_return_if_fail (ISO_IS_DESIGN_PAGE (self));
  find_done_cb (self);
}

void
iso_design_page_find (IsoDesignPage *self)
{
  g_return_if_fail (ISO_IS_DESIGN_PAGE (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->find));
}
