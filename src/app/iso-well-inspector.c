/* iso-well-inspector.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-well-inspector-private.h"

#include "base/iso-typed-number.h"
#include "iso-accessible.h"
#include "iso-design-edit.h"
#include "iso-drop-down.h"
#include "iso-resources.h"
#include "iso-user-text.h"
#include "iso-wrap-box.h"

#include <glib/gi18n.h>
#include <string.h>

G_DEFINE_FINAL_TYPE (IsoWellInspector, iso_well_inspector, ADW_TYPE_BIN)

static IsoProjectPlate *
get_plate (IsoWellInspector *self)
{
  return self->n > 0 ? self->plate : NULL;
}

/* What was refused, until something is accepted. Takes the error (nullable). */
static void
refuse (IsoWellInspector *self, GError *error)
{
  g_autoptr (GError) owned = error;
  g_autofree char *text = error != NULL ? iso_error_to_user_text (error) : NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->problem), error != NULL);
  gtk_label_set_text (self->problem, text != NULL ? text : "");
}

/* An item of a list; NULL past its end. */
static IsoProjectItem *
get_item (IsoWellInspector *self, IsoEntity entity, guint place)
{
  return g_list_model_get_item (G_LIST_MODEL (iso_project_get_list (self->project, entity)), place);
}

static void
take_selection (IsoWellInspector *self)
{
  IsoProjectPlate *plate = self->selection != NULL ? iso_well_selection_get_plate (self->selection) : NULL;

  g_clear_pointer (&self->wells, g_free);
  self->n = 0;
  if (plate != NULL && iso_project_plate_get_format (plate) != NULL)
    self->wells = iso_well_selection_get_wells (self->selection, &self->n);
  g_set_object (&self->plate, plate);
}

static void
follow (IsoWellInspector *self)
{
  take_selection (self);
  gtk_stack_set_visible_child_name (self->stack, self->n > 0 ? "wells" : "none");
  if (self->n == 0)
    return;
  self->following = TRUE;
  iso_well_inspector_show_wells (self);
  self->following = FALSE;
}

static gboolean
follow_later_cb (gpointer data)
{
  IsoWellInspector *self = data;

  self->later = 0;
  follow (self);
  return G_SOURCE_REMOVE;
}

static void
follow_later (IsoWellInspector *self)
{
  if (self->later == 0)
    self->later = g_idle_add_full (G_PRIORITY_HIGH_IDLE, follow_later_cb, self, NULL);
}

/* The place in the list behind "Mixed" and "none"; -1 for none, -2 if nothing was chosen. */
static int
get_choice (GtkDropDown *drop_down, guint n_items)
{
  guint chosen = gtk_drop_down_get_selected (drop_down), n = g_list_model_get_n_items (gtk_drop_down_get_model (drop_down));
  guint before = n - n_items;   /* none, and "Mixed" if the wells differ */

  if (chosen == GTK_INVALID_LIST_POSITION || (before == 2 && chosen == 0))
    return -2;
  return (int) chosen - (int) before;
}

static void
role_chosen_cb (IsoWellInspector *self)
{
  GError *error = NULL;
  guint chosen = gtk_drop_down_get_selected (self->role);
  guint before;

  if (self->following || get_plate (self) == NULL || chosen == GTK_INVALID_LIST_POSITION)
    return;
  before = g_list_model_get_n_items (gtk_drop_down_get_model (self->role)) - ISO_N_ROLES;
  if (chosen < before)
    return;
  iso_design_set_role (self->project, get_plate (self), self->wells, self->n, chosen - before, &error);
  refuse (self, error);
}

static void
sample_chosen_cb (IsoWellInspector *self)
{
  g_autoptr (IsoProjectItem) sample = NULL;
  GError *error = NULL;
  int choice;

  if (self->following || get_plate (self) == NULL)
    return;
  choice = get_choice (self->sample, g_list_model_get_n_items (G_LIST_MODEL (iso_project_get_list (self->project, ISO_ENTITY_SAMPLE))));
  if (choice < -1)
    return;
  sample = choice >= 0 ? get_item (self, ISO_ENTITY_SAMPLE, (guint) choice) : NULL;
  iso_design_set_sample (self->project, get_plate (self), self->wells, self->n, sample != NULL ? iso_project_item_get_id (sample) : NULL, &error);
  refuse (self, error);
}

static void
replicate_typed_cb (IsoWellInspector *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->replicate));
  guint64 replicate = 0;
  GError *error = NULL;

  if (self->following || get_plate (self) == NULL)
    return;
  if (*text != '\0' && !g_ascii_string_to_unsigned (text, 10, 1, 100000, &replicate, NULL))
    iso_error_set (&error, ISO_ERROR_SYNTAX, NULL, N_("The number of a replicate is a whole number from 1 on."), NULL);
  else
    iso_design_set_replicate (self->project, get_plate (self), self->wells, self->n, (guint) replicate, &error);
  refuse (self, error);
}

static void
reason_typed_cb (IsoWellInspector *self)
{
  const char *reason = gtk_editable_get_text (GTK_EDITABLE (self->reason));
  g_autofree IsoWellPlace *places = g_new (IsoWellPlace, self->n);
  const char *id;
  GError *error = NULL;

  if (get_plate (self) == NULL)
    return;
  id = iso_project_item_get_id (ISO_PROJECT_ITEM (get_plate (self)));
  for (guint i = 0; i < self->n; i++)
    {
      guint columns = iso_project_plate_get_columns (get_plate (self));

      places[i] = (IsoWellPlace) { self->wells[i] / columns, self->wells[i] % columns };
    }
  if (*reason != '\0')
    iso_project_exclude (self->project, id, places, self->n, reason, &error);
  else
    iso_project_include (self->project, id, places, self->n, &error);
  refuse (self, error);
}

static IsoDoseRow *
find_row (IsoWellInspector *self, gpointer widget)
{
  for (guint i = 0; i < ISO_MAX_DRUGS; i++)
    {
      if (widget == (gpointer) self->rows[i].drug || widget == (gpointer) self->rows[i].dose)
        return &self->rows[i];
    }
  return NULL;
}

/* Another compound at the same dose; none takes it out; in the last row it waits for its dose. */
static void
drug_chosen_cb (IsoWellInspector *self, GParamSpec *pspec, GtkDropDown *drop_down)
{
  IsoDoseRow *row = find_row (self, drop_down);
  guint place = gtk_drop_down_get_selected (drop_down);
  g_autoptr (IsoProjectItem) drug = NULL;
  GError *error = NULL;

  if (self->following || get_plate (self) == NULL || place == GTK_INVALID_LIST_POSITION)
    return;
  drug = place > 0 ? get_item (self, ISO_ENTITY_DRUG, place - 1) : NULL;
  if (row->id != NULL && drug != NULL)
    iso_design_replace_drug (self->project, get_plate (self), self->wells, self->n, row->id, iso_project_item_get_id (drug), &error);
  else if (row->id != NULL)
    iso_design_set_dose (self->project, get_plate (self), self->wells, self->n, row->id, NAN, &error);
  else
    {
      gtk_widget_set_sensitive (GTK_WIDGET (row->dose), drug != NULL);
      if (drug != NULL)
        gtk_widget_grab_focus (GTK_WIDGET (row->dose));
    }
  refuse (self, error);
}

/* "10 nM", "0,5", "10": in the drug's own unit if none is said. */
static gboolean
read_dose (IsoProjectDrug *drug, const char *text, double *dose, GError **error)
{
  static const char refusal[] = N_("A dose is a number above zero with a unit that suits the compound, as in 10 nM.");
  const IsoUnit *own = iso_unit_find (iso_project_drug_get_unit (drug)), *unit;
  const char *symbol;
  g_autofree char *number = iso_typed_number_split (text, &symbol);
  double value;

  unit = *symbol != '\0' ? iso_unit_find (symbol) : own;
  if (!iso_typed_number (number, iso_user_decimal (), refusal, &value, NULL, error))
    return FALSE;
  if (value > 0 && unit != NULL && own != NULL && unit->dimension == own->dimension)
    {
      *dose = iso_unit_to_inside (unit, value);
      return TRUE;
    }
  iso_error_set (error, ISO_ERROR_SYNTAX, NULL, refusal, NULL);
  return FALSE;
}

static void
dose_typed_cb (IsoWellInspector *self, GtkEntry *entry)
{
  IsoDoseRow *row = find_row (self, entry);
  const char *text = gtk_editable_get_text (GTK_EDITABLE (entry));
  guint place = gtk_drop_down_get_selected (row->drug);
  g_autoptr (IsoProjectItem) drug = place > 0 ? get_item (self, ISO_ENTITY_DRUG, place - 1) : NULL;
  GError *error = NULL;
  double dose = NAN;

  if (self->following || get_plate (self) == NULL || drug == NULL)
    return;
  if (*text == '\0' || read_dose (ISO_PROJECT_DRUG (drug), text, &dose, &error))
    iso_design_set_dose (self->project, get_plate (self), self->wells, self->n, iso_project_item_get_id (drug), dose, &error);
  refuse (self, error);
}

static gboolean
is_changed (GtkEntry *entry)
{
  const char *shown = g_object_get_data (G_OBJECT (entry), "shown");

  return shown != NULL && strcmp (shown, gtk_editable_get_text (GTK_EDITABLE (entry))) != 0;
}

/* An entry that is left counts like one that was ended with Enter. */
static void
left_cb (GtkEventController *controller)
{
  GtkWidget *entry = gtk_event_controller_get_widget (controller);
  GtkRoot *root = gtk_widget_get_root (entry);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  /* Another window came to the front: nothing was left. */
  if (focus != NULL && gtk_widget_is_ancestor (focus, entry))
    return;
  if (is_changed (GTK_ENTRY (entry)))
    g_signal_emit_by_name (entry, "activate");
}

/* Back to what the wells say. */
static gboolean
escape_cb (GtkWidget *entry, GVariant *parameter, gpointer data)
{
  if (!is_changed (GTK_ENTRY (entry)))
    return FALSE;
  gtk_editable_set_text (GTK_EDITABLE (entry), g_object_get_data (G_OBJECT (entry), "shown"));
  return TRUE;
}

static void
watch_entry (GtkEntry *entry)
{
  GtkEventController *focus = gtk_event_controller_focus_new (), *keys = gtk_shortcut_controller_new ();

  g_signal_connect (focus, "leave", G_CALLBACK (left_cb), NULL);
  gtk_widget_add_controller (GTK_WIDGET (entry), focus);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                                                          gtk_callback_action_new (escape_cb, NULL, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (entry), keys);
}

/* What was typed for the wells before is theirs. */
static void
selection_changed_cb (IsoWellInspector *self)
{
  GtkEntry *entries[] = { self->replicate, self->rows[0].dose, self->rows[1].dose, self->rows[2].dose, self->reason };

  refuse (self, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (entries) && get_plate (self) != NULL; i++)
    if (is_changed (entries[i]))
      g_signal_emit_by_name (entries[i], "activate");
  follow (self);
}

static void
add_dose_rows (IsoWellInspector *self)
{
  for (guint i = 0; i < ISO_MAX_DRUGS; i++)
    {
      IsoDoseRow *row = &self->rows[i];
      g_autofree char *drug_name = g_strdup_printf (_("Compound %u"), i + 1);
      g_autofree char *dose_name = g_strdup_printf (_("Dose of compound %u"), i + 1);

      row->box = g_object_new (ISO_TYPE_WRAP_BOX, NULL);
      row->drug = GTK_DROP_DOWN (gtk_drop_down_new (NULL, NULL));
      row->dose = GTK_ENTRY (gtk_entry_new ());
      iso_drop_down_shorten (row->drug, 12);
      gtk_widget_set_hexpand (GTK_WIDGET (row->drug), TRUE);
      gtk_editable_set_width_chars (GTK_EDITABLE (row->dose), 9);
      gtk_editable_set_max_width_chars (GTK_EDITABLE (row->dose), 9);
      iso_wrap_box_append (ISO_WRAP_BOX (row->box), GTK_WIDGET (row->drug));
      iso_wrap_box_append (ISO_WRAP_BOX (row->box), GTK_WIDGET (row->dose));
      gtk_box_append (self->doses, row->box);
      gtk_accessible_update_property (GTK_ACCESSIBLE (row->drug), GTK_ACCESSIBLE_PROPERTY_LABEL, drug_name, -1);
      gtk_accessible_update_property (GTK_ACCESSIBLE (row->dose), GTK_ACCESSIBLE_PROPERTY_LABEL, dose_name, -1);
      iso_accessible_name_editable (GTK_EDITABLE (row->dose), dose_name);
      g_signal_connect_swapped (row->drug, "notify::selected", G_CALLBACK (drug_chosen_cb), self);
      g_signal_connect_swapped (row->dose, "activate", G_CALLBACK (dose_typed_cb), self);
      watch_entry (row->dose);
    }
}

static void
iso_well_inspector_dispose (GObject *object)
{
  iso_well_inspector_set_selection (ISO_WELL_INSPECTOR (object), NULL, NULL);
  g_clear_handle_id (&ISO_WELL_INSPECTOR (object)->later, g_source_remove);
  G_OBJECT_CLASS (iso_well_inspector_parent_class)->dispose (object);
}

static void
iso_well_inspector_finalize (GObject *object)
{
  IsoWellInspector *self = ISO_WELL_INSPECTOR (object);

  for (guint i = 0; i < ISO_MAX_DRUGS; i++)
    g_free (self->rows[i].id);
  G_OBJECT_CLASS (iso_well_inspector_parent_class)->finalize (object);
}

static void
iso_well_inspector_class_init (IsoWellInspectorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = iso_well_inspector_dispose;
  G_OBJECT_CLASS (klass)->finalize = iso_well_inspector_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, ISO_RESOURCES "iso-well-inspector.ui");
  gtk_widget_class_bind_template_child (widget_class, IsoWellInspector, stack);
  gtk_widget_class_bind_template_child (widget_class, IsoWellInspector, heading);
  gtk_widget_class_bind_template_child (widget_class, IsoWellInspector, content);
  gtk_widget_class_bind_template_child (widget_class, IsoWellInspector, role);
  gtk_widget_class_bind_template_child (widget_class, IsoWellInspector, sample);
  gtk_widget_class_bind_template_child (widget_class, IsoWellInspector, replicate);
  gtk_widget_class_bind_template_child (widget_class, IsoWellInspector, doses);
  gtk_widget_class_bind_template_child (widget_class, IsoWellInspector, reason);
  gtk_widget_class_bind_template_child (widget_class, IsoWellInspector, problem);
  gtk_widget_class_bind_template_callback (widget_class, role_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, sample_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, replicate_typed_cb);
  gtk_widget_class_bind_template_callback (widget_class, reason_typed_cb);
}

static void
iso_well_inspector_init (IsoWellInspector *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  iso_drop_down_shorten (self->sample, 20);
  watch_entry (self->replicate);
  watch_entry (self->reason);
  iso_accessible_name_editable (GTK_EDITABLE (self->replicate), _("Replicate"));
  iso_accessible_name_editable (GTK_EDITABLE (self->reason), _("Why the wells are excluded"));
  add_dose_rows (self);
}

void
iso_well_inspector_set_selection (IsoWellInspector *self, IsoProject *project, IsoWellSelection *selection)
{
  g_return_if_fail (ISO_IS_WELL_INSPECTOR (self));

  if (self->project != NULL)
    g_signal_handlers_disconnect_by_data (self->project, self);
  if (self->selection != NULL)
    g_signal_handlers_disconnect_by_data (self->selection, self);
  g_set_object (&self->project, project);
  g_set_object (&self->selection, selection);
  if (project == NULL || selection == NULL)
    {
      take_selection (self);
      return;
    }
  g_signal_connect_object (project, "changed", G_CALLBACK (follow_later), self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_swapped (selection, "changed", G_CALLBACK (selection_changed_cb), self);
  g_signal_connect_swapped (selection, "notify::plate", G_CALLBACK (selection_changed_cb), self);
  follow (self);
}
