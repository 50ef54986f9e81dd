/* iso-name-table.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-name-table.h"

#include "iso-accessible.h"
#include "iso-name-row.h"
#include "iso-resources.h"
#include "iso-user-text.h"

#include <glib/gi18n.h>
#include <string.h>

#define DEFAULT_UNIT "nM"

struct _IsoNameTable
{
  AdwBin parent_instance;

  IsoProject          *project;   /* (owned) (nullable) */
  IsoEntity            entity;
  IsoProjectList      *items;     /* (owned) (nullable) */

  AdwPreferencesGroup *group;
  GtkListBox          *list;
  GtkLabel            *placeholder;
  GtkListBox          *entry_list;
  AdwEntryRow         *entry;
  GtkLabel            *problem;
};

G_DEFINE_FINAL_TYPE (IsoNameTable, iso_name_table, ADW_TYPE_BIN)

static const struct
{
  const char *title;
  const char *description;
  const char *empty;
  const char *add;
  const char *header;      /* of the column of names, as copied; English is understood in every language */
} texts[] = {
  [ISO_ENTITY_DRUG] = { N_("Compounds"), N_("Doses are given in the unit of their compound."),
                        N_("No compounds yet. Type a name below, or paste a column of names from a spreadsheet."),
                        N_("Add a compound"), "compound" },
  [ISO_ENTITY_SAMPLE] = { N_("Samples"), N_("Cell lines or patients’ cells."),
                          N_("No samples yet. Type a name below, or paste a column of names from a spreadsheet."),
                          N_("Add a sample"), "sample" },
  [ISO_ENTITY_RUN] = { N_("Experiments"), N_("Independent repeats, on another day or with other cells. The verdict rests on them."),
                       N_("No experiments yet. Type a name below, such as a date."),
                       N_("Add an experiment"), "experiment" },
};

static void
show_problem (IsoNameTable *self, const GError *error)
{
  g_autofree char *text = error != NULL ? iso_error_to_user_text (error) : NULL;

  gtk_label_set_text (self->problem, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), text != NULL);
}

static void
count (GHashTable *counts, const char *id)
{
  if (id != NULL)
    g_hash_table_insert (counts, (gpointer) id, GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (counts, id)) + 1));
}

static void
count_wells (IsoNameTable *self, IsoProjectPlate *plate, GHashTable *counts)
{
  for (guint well = 0; well < iso_project_plate_get_n_wells (plate); well++)
    {
      guint n;
      const IsoWellDose *doses = iso_project_plate_get_doses (plate, well, &n);

      if (self->entity == ISO_ENTITY_SAMPLE)
        count (counts, iso_project_plate_get_sample (plate, well));
      for (guint i = 0; self->entity == ISO_ENTITY_DRUG && i < n; i++)
        count (counts, doses[i].drug);
    }
}

/* Where each is used: id -> number. */
static GHashTable *
count_usage (IsoNameTable *self)
{
  GListModel *plates = G_LIST_MODEL (iso_project_get_list (self->project, ISO_ENTITY_PLATE));
  GHashTable *counts = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < g_list_model_get_n_items (plates); i++)
    {
      g_autoptr (IsoProjectPlate) plate = g_list_model_get_item (plates, i);

      if (self->entity == ISO_ENTITY_RUN)
        count (counts, iso_project_plate_get_run (plate));
      else
        count_wells (self, plate, counts);
    }
  return counts;
}

static void
show_usage (IsoNameTable *self)
{
  g_autoptr (GHashTable) counts = count_usage (self);
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    {
      const char *id = iso_project_item_get_id (iso_name_row_get_item (ISO_NAME_ROW (row)));

      iso_name_row_set_usage (ISO_NAME_ROW (row), GPOINTER_TO_UINT (g_hash_table_lookup (counts, id)));
    }
}

static GtkWidget *
create_row (gpointer item, gpointer data)
{
  IsoNameTable *self = data;

  return GTK_WIDGET (iso_name_row_new (self->project, self->entity, item));
}

static IsoProjectItem *
find_named (IsoNameTable *self, const char *name)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->items)); i++)
    {
      g_autoptr (IsoProjectItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);

      if (g_str_equal (iso_project_item_get_name (item), name))
        return item;
    }
  return NULL;
}

/* A new compound is most likely given in the unit of the last one. */
static const char *
choose_unit (IsoNameTable *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->items));
  g_autoptr (IsoProjectDrug) last = n > 0 ? g_list_model_get_item (G_LIST_MODEL (self->items), n - 1) : NULL;

  return last != NULL ? iso_project_drug_get_unit (last) : DEFAULT_UNIT;
}

static gboolean
add_line (IsoNameTable *self, const char *name, const char *unit, GError **error)
{
  IsoProjectItem *item = find_named (self, name);
  g_autofree char *id = NULL;

  if (item != NULL)
    return unit == NULL || self->entity != ISO_ENTITY_DRUG
           || iso_project_set_unit (self->project, iso_project_item_get_id (item), unit, error);
  if (self->entity == ISO_ENTITY_DRUG)
    id = iso_project_add_drug (self->project, name, unit != NULL ? unit : choose_unit (self), error);
  else if (self->entity == ISO_ENTITY_SAMPLE)
    id = iso_project_add_sample (self->project, name, error);
  else
    id = iso_project_add_run (self->project, name, error);
  return id != NULL;
}

static gboolean
is_header (IsoNameTable *self, const char *cell)
{
  static const char *const words[] = { "name", "compound", "drug", "agent", "sample", "experiment", "run", NULL };
  g_autofree char *folded = g_utf8_casefold (cell, -1);

  return g_strv_contains (words, folded);
}

/* Name and unit as the program writes it; the unit is NULL where the line has none. */
static gboolean
split_line (const char *line, char **name, char **unit)
{
  g_auto (GStrv) cells = g_strsplit (line, "\t", -1);
  const IsoUnit *known;

  *name = g_strstrip (g_strdup (cells[0] != NULL ? cells[0] : ""));
  *unit = cells[0] != NULL && cells[1] != NULL ? g_strstrip (g_strdup (cells[1])) : NULL;
  if (*unit != NULL && **unit == '\0')
    g_clear_pointer (unit, g_free);
  known = *unit != NULL ? iso_unit_find (*unit) : NULL;
  if (known != NULL)
    {
      g_free (*unit);
      *unit = g_strdup (known->symbol);
    }
  return **name != '\0';
}

static void
entry_activated_cb (IsoNameTable *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  g_autoptr (GError) error = NULL;
  gboolean done;

  if (*stripped == '\0')
    return;
  if (strchr (stripped, '\n') == NULL && strchr (stripped, '\t') == NULL && find_named (self, stripped) == NULL)
    done = add_line (self, stripped, NULL, &error);
  else
    done = iso_name_table_paste_text (self, stripped, &error);
  show_problem (self, error);
  if (done)
    gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
}

static void
add_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  entry_activated_cb (ISO_NAME_TABLE (widget));
}

static void
copy_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autofree char *text = iso_name_table_dup_text (ISO_NAME_TABLE (widget));

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
}

static void
pasted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (IsoNameTable) self = data;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
  g_autoptr (GError) error = NULL;

  if (text == NULL || self->project == NULL)
    return;
  iso_name_table_paste_text (self, text, &error);
  show_problem (self, error);
}

static void
paste_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (widget), NULL, pasted_cb, g_object_ref (widget));
}

static gboolean
drop_cb (IsoNameTable *self, const GValue *value, double x, double y)
{
  IsoNameRow *row = g_value_get_object (value);
  GtkListBoxRow *there = gtk_list_box_get_row_at_y (self->list, (int) y);
  guint to = there != NULL ? (guint) gtk_list_box_row_get_index (there) : g_list_model_get_n_items (G_LIST_MODEL (self->items));
  g_autoptr (GError) error = NULL;

  if (gtk_widget_get_parent (GTK_WIDGET (row)) != GTK_WIDGET (self->list))
    return FALSE;
  iso_project_move (self->project, self->entity, iso_project_item_get_id (iso_name_row_get_item (row)), to, &error);
  show_problem (self, error);
  return error == NULL;
}

static void
forget_project (IsoNameTable *self)
{
  if (self->project != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->project, self);
      g_signal_handlers_disconnect_by_data (self->items, self);
    }
  gtk_list_box_bind_model (self->list, NULL, NULL, NULL, NULL);
  g_clear_object (&self->items);
  g_clear_object (&self->project);
}

static void
iso_name_table_dispose (GObject *object)
{
  IsoNameTable *self = ISO_NAME_TABLE (object);

  if (self->project != NULL)
    forget_project (self);
  G_OBJECT_CLASS (iso_name_table_parent_class)->dispose (object);
}

static void
iso_name_table_class_init (IsoNameTableClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = iso_name_table_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, ISO_RESOURCES "iso-name-table.ui");
  gtk_widget_class_bind_template_child (widget_class, IsoNameTable, group);
  gtk_widget_class_bind_template_child (widget_class, IsoNameTable, list);
  gtk_widget_class_bind_template_child (widget_class, IsoNameTable, placeholder);
  gtk_widget_class_bind_template_child (widget_class, IsoNameTable, entry_list);
  gtk_widget_class_bind_template_child (widget_class, IsoNameTable, entry);
  gtk_widget_class_bind_template_child (widget_class, IsoNameTable, problem);
  gtk_widget_class_bind_template_callback (widget_class, entry_activated_cb);

  gtk_widget_class_install_action (widget_class, "table.add", NULL, add_cb);
  gtk_widget_class_install_action (widget_class, "table.copy", NULL, copy_cb);
  gtk_widget_class_install_action (widget_class, "table.paste", NULL, paste_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, "table.copy", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_v, GDK_CONTROL_MASK, "table.paste", NULL);
}

static void
iso_name_table_init (IsoNameTable *self)
{
  GtkDropTarget *target = gtk_drop_target_new (ISO_TYPE_NAME_ROW, GDK_ACTION_MOVE);

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->list), GTK_EVENT_CONTROLLER (target));
}

void
iso_name_table_set_project (IsoNameTable *self, IsoProject *project, IsoEntity entity)
{
  g_return_if_fail (ISO_IS_NAME_TABLE (self));
  g_return_if_fail (entity <= ISO_ENTITY_RUN);

  forget_project (self);
  self->entity = entity;
  adw_preferences_group_set_title (self->group, gettext (texts[entity].title));
  adw_preferences_group_set_description (self->group, gettext (texts[entity].description));
  gtk_label_set_text (self->placeholder, gettext (texts[entity].empty));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->entry), gettext (texts[entity].add));
  iso_accessible_name_editable (GTK_EDITABLE (self->entry), gettext (texts[entity].add));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, gettext (texts[entity].title), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry_list), GTK_ACCESSIBLE_PROPERTY_LABEL, gettext (texts[entity].add), -1);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  show_problem (self, NULL);
  if (project == NULL)
    return;

  self->project = g_object_ref (project);
  self->items = g_object_ref (iso_project_get_list (project, entity));
  gtk_list_box_bind_model (self->list, G_LIST_MODEL (self->items), create_row, self, NULL);
  g_signal_connect_object (project, "changed", G_CALLBACK (show_usage), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->items, "items-changed", G_CALLBACK (show_usage), self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  show_usage (self);
}

char *
iso_name_table_dup_text (IsoNameTable *self)
{
  GString *text = g_string_new (NULL);

  g_return_val_if_fail (ISO_IS_NAME_TABLE (self), NULL);

  g_string_append (text, texts[self->entity].header);
  g_string_append (text, self->entity == ISO_ENTITY_DRUG ? "\tunit\n" : "\n");
  for (guint i = 0; self->items != NULL && i < g_list_model_get_n_items (G_LIST_MODEL (self->items)); i++)
    {
      g_autoptr (IsoProjectItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);

      g_string_append (text, iso_project_item_get_name (item));
      if (self->entity == ISO_ENTITY_DRUG)
        g_string_append_printf (text, "\t%s", iso_project_drug_get_unit (ISO_PROJECT_DRUG (item)));
      g_string_append_c (text, '\n');
    }
  return g_string_free (text, FALSE);
}

gboolean
iso_name_table_paste_text (IsoNameTable *self, const char *text, GError **error)
{
  g_auto (GStrv) lines = g_strsplit_set (text, "\r\n", -1);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *last_unit = NULL;
  gboolean done = TRUE, first = TRUE;

  g_return_val_if_fail (ISO_IS_NAME_TABLE (self), FALSE);
  g_return_val_if_fail (self->project != NULL, FALSE);

  if (!iso_project_begin_edit (self->project, "paste", NULL, error))
    return FALSE;
  for (guint i = 0; done && lines[i] != NULL; i++)
    {
      g_autofree char *name = NULL;
      g_autofree char *unit = NULL;

      if (!split_line (lines[i], &name, &unit))
        continue;
      if (unit == NULL && find_named (self, name) == NULL)
        unit = g_strdup (last_unit);
      if ((!first || !is_header (self, name)) && g_hash_table_add (seen, g_strdup (name)))
        {
          done = add_line (self, name, unit, error);
          g_free (last_unit);
          last_unit = g_steal_pointer (&unit);
        }
      first = FALSE;
    }
  return iso_project_end_edit (self->project, done, error) && done;
}

void
iso_name_table_begin_add (IsoNameTable *self)
{
  g_return_if_fail (ISO_IS_NAME_TABLE (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}
