/* iso-stock-group.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-stock-group.h"

#include "iso-accessible.h"
#include "iso-bottle-expander.h"
#include "iso-drop-down.h"
#include "iso-project-stock-table.h"
#include "iso-user-text.h"

#include <glib/gi18n.h>
#include <string.h>

#define NAME_CHARS 18
#define IN " in "   /* between strength and solvent, as the placeholder says it */

struct _IsoStockGroup
{
  AdwBin parent_instance;

  IsoProject          *project;   /* (owned) (nullable) */
  GPtrArray           *rows;      /* (owned) of IsoBottleExpander */
  AdwPreferencesGroup *group;
  GtkWidget           *add_row;
  GtkDropDown         *drugs;
  GtkEntry            *entry;
  GtkLabel            *problem;
};

G_DEFINE_FINAL_TYPE (IsoStockGroup, iso_stock_group, ADW_TYPE_BIN)

static void
show_problem (IsoStockGroup *self, const GError *error)
{
  g_autofree char *text = error != NULL ? iso_error_to_user_text (error) : NULL;

  gtk_label_set_text (self->problem, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), text != NULL);
}

static GListModel *
list_drugs (IsoStockGroup *self)
{
  return G_LIST_MODEL (iso_project_get_list (self->project, ISO_ENTITY_DRUG));
}

static gboolean
is_same (IsoStockGroup *self, GListModel *stocks)
{
  gboolean same = g_list_model_get_n_items (stocks) == self->rows->len;

  for (guint i = 0; same && i < self->rows->len; i++)
    {
      g_autoptr (IsoProjectStock) stock = g_list_model_get_item (stocks, i);

      same = iso_bottle_expander_get_stock (self->rows->pdata[i]) == stock;
    }
  return same;
}

static void
clear (IsoStockGroup *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->group, self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
}

static gboolean
is_typing (IsoStockGroup *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->entry));
}

/* The row that adds one stays the last, and whoever types there types on. */
static void
fill (IsoStockGroup *self, GListModel *stocks)
{
  gboolean typing = is_typing (self);

  clear (self);
  g_object_ref (self->add_row);
  adw_preferences_group_remove (self->group, self->add_row);
  for (guint i = 0; i < g_list_model_get_n_items (stocks); i++)
    {
      g_autoptr (IsoProjectStock) stock = g_list_model_get_item (stocks, i);
      GtkWidget *row = iso_bottle_expander_new (self->project, stock);

      adw_preferences_group_add (self->group, row);
      iso_accessible_name_lists (row, _("Bottle"));
      g_ptr_array_add (self->rows, row);
    }
  adw_preferences_group_add (self->group, self->add_row);
  g_object_unref (self->add_row);
  if (typing)
    gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
follow_names (IsoStockGroup *self)
{
  GListModel *drugs = list_drugs (self);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint chosen = gtk_drop_down_get_selected (self->drugs);

  for (guint i = 0; i < g_list_model_get_n_items (drugs); i++)
    {
      g_autoptr (IsoProjectItem) drug = g_list_model_get_item (drugs, i);

      gtk_string_list_append (names, iso_project_item_get_name (drug));
    }
  gtk_drop_down_set_model (self->drugs, G_LIST_MODEL (names));
  if (chosen < g_list_model_get_n_items (G_LIST_MODEL (names)))
    gtk_drop_down_set_selected (self->drugs, chosen);
}

static void
update (IsoStockGroup *self)
{
  if (self->project == NULL || !iso_project_is_open (self->project))
    return;
  if (!is_same (self, iso_project_get_stocks (self->project)))
    fill (self, iso_project_get_stocks (self->project));
  for (guint i = 0; i < self->rows->len; i++)
    iso_bottle_expander_update (self->rows->pdata[i]);
  follow_names (self);
  gtk_widget_set_visible (GTK_WIDGET (self), g_list_model_get_n_items (list_drugs (self)) > 0);
}

/* After the first bottle of a compound comes the first of the next one that has none. */
static void
go_on (IsoStockGroup *self)
{
  GListModel *drugs = list_drugs (self);

  for (guint i = 0; i < g_list_model_get_n_items (drugs); i++)
    {
      g_autoptr (IsoProjectItem) drug = g_list_model_get_item (drugs, i);

      if (iso_project_get_used_stock (self->project, iso_project_item_get_id (drug)) != NULL)
        continue;
      gtk_drop_down_set_selected (self->drugs, i);
      return;
    }
}

static void
add_cb (IsoStockGroup *self)
{
  g_autoptr (IsoProjectItem) drug = NULL;
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  g_autoptr (GError) error = NULL;

  if (self->project == NULL || *text == '\0')
    return;
  drug = g_list_model_get_item (list_drugs (self), gtk_drop_down_get_selected (self->drugs));
  if (drug != NULL && iso_stock_group_add (self, iso_project_item_get_id (drug), text, &error))
    {
      gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
      go_on (self);
    }
  show_problem (self, error);
}

/* As a spreadsheet takes it: commas between cells become tabs, and what stands between quotation marks is one line. */
static char *
use_tabs (const char *csv)
{
  GString *text = g_string_new (NULL);
  gboolean quoted = FALSE;

  for (const char *at = csv; *at != '\0'; at++)
    {
      if (*at == '"' && quoted && at[1] == '"')
        g_string_append_c (text, *at++);
      else if (*at == '"')
        quoted = !quoted;
      else if (quoted && (*at == '\n' || *at == '\r' || *at == '\t'))
        g_string_append_c (text, ' ');
      else
        g_string_append_c (text, *at == ',' && !quoted ? '\t' : *at);
    }
  return g_string_free (text, FALSE);
}

static void
copy_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autofree char *text = iso_stock_group_dup_text (ISO_STOCK_GROUP (widget));

  if (text != NULL)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
}

static void
text_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (IsoStockGroup) self = data;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
  g_autoptr (GError) error = NULL;

  if (text == NULL || self->project == NULL)
    return;
  iso_stock_group_paste_text (self, text, &error);
  show_problem (self, error);
}

static void
paste_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (widget), NULL, text_read_cb, g_object_ref (widget));
}

static GtkWidget *
create_suffix (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  const struct { const char *icon; const char *action; const char *tip; } buttons[] = {
    { "edit-copy-symbolic", "bottles.copy", _("Copy the Table") },
    { "edit-paste-symbolic", "bottles.paste", _("Paste Rows of a Spreadsheet") },
  };

  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  for (guint i = 0; i < G_N_ELEMENTS (buttons); i++)
    {
      GtkWidget *button = gtk_button_new_from_icon_name (buttons[i].icon);

      gtk_widget_set_tooltip_text (button, buttons[i].tip);
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, buttons[i].tip, -1);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), buttons[i].action);
      gtk_widget_add_css_class (button, "flat");
      gtk_box_append (GTK_BOX (box), button);
    }
  return box;
}

static GtkWidget *
create_add_row (IsoStockGroup *self)
{
  GtkWidget *row = adw_action_row_new (), *add = gtk_button_new_from_icon_name ("list-add-symbolic");

  self->drugs = GTK_DROP_DOWN (gtk_drop_down_new (NULL, NULL));
  self->entry = GTK_ENTRY (gtk_entry_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("Add a bottle"));
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->drugs), _("Compound of the Bottle"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->drugs), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Compound of the bottle"), -1);
  iso_drop_down_shorten (self->drugs, NAME_CHARS);
  gtk_entry_set_placeholder_text (self->entry, _("10 mM in DMSO"));
  gtk_editable_set_width_chars (GTK_EDITABLE (self->entry), 10);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (self->entry), 14);
  iso_accessible_name_editable (GTK_EDITABLE (self->entry), _("Strength of the bottle"));
  gtk_widget_set_tooltip_text (add, _("Add"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (add), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Add the bottle"), -1);
  gtk_widget_add_css_class (add, "flat");
  for (guint i = 0; i < 3; i++)
    {
      GtkWidget *suffix = i == 0 ? GTK_WIDGET (self->drugs) : i == 1 ? GTK_WIDGET (self->entry) : add;

      gtk_widget_set_valign (suffix, GTK_ALIGN_CENTER);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), suffix);
    }
  g_signal_connect_object (self->entry, "activate", G_CALLBACK (add_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (add, "clicked", G_CALLBACK (add_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_set_focusable (row, FALSE);
  return row;
}

static void
iso_stock_group_dispose (GObject *object)
{
  IsoStockGroup *self = ISO_STOCK_GROUP (object);

  if (self->project != NULL)
    g_signal_handlers_disconnect_by_data (self->project, self);
  g_clear_object (&self->project);
  G_OBJECT_CLASS (iso_stock_group_parent_class)->dispose (object);
}

static void
iso_stock_group_finalize (GObject *object)
{
  g_ptr_array_unref (ISO_STOCK_GROUP (object)->rows);
  G_OBJECT_CLASS (iso_stock_group_parent_class)->finalize (object);
}

static void
iso_stock_group_class_init (IsoStockGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = iso_stock_group_dispose;
  G_OBJECT_CLASS (klass)->finalize = iso_stock_group_finalize;
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "bottles.copy", NULL, copy_cb);
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "bottles.paste", NULL, paste_cb);
}

static void
iso_stock_group_init (IsoStockGroup *self)
{
  self->rows = g_ptr_array_new ();
  self->group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_title (self->group, _("Bottles"));
  adw_preferences_group_set_description (self->group, _("Doses are made from the bottle of a compound that is in use."));
  self->problem = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->problem, TRUE);
  gtk_label_set_xalign (self->problem, 0);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self->problem), "error");
  gtk_widget_add_css_class (GTK_WIDGET (self->problem), "inline-problem");
  adw_preferences_group_set_header_suffix (self->group, create_suffix ());
  self->add_row = create_add_row (self);
  adw_preferences_group_add (self->group, self->add_row);
  adw_preferences_group_add (self->group, GTK_WIDGET (self->problem));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->group));
}

void
iso_stock_group_set_project (IsoStockGroup *self, IsoProject *project)
{
  g_return_if_fail (ISO_IS_STOCK_GROUP (self));

  if (self->project != NULL)
    g_signal_handlers_disconnect_by_data (self->project, self);
  clear (self);
  g_set_object (&self->project, project);
  if (project != NULL)
    g_signal_connect_object (project, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

gboolean
iso_stock_group_add (IsoStockGroup *self, const char *drug, const char *text, GError **error)
{
  g_auto (IsoBottle) bottle = { 0 };
  g_autofree char *strength = NULL;
  g_autofree char *id = NULL;
  const char *in = strstr (text, IN);

  g_return_val_if_fail (ISO_IS_STOCK_GROUP (self), FALSE);

  iso_bottle_init (&bottle);
  strength = in != NULL ? g_strndup (text, (gsize) (in - text)) : g_strdup (text);
  if (in != NULL)
    {
      g_free (bottle.solvent);
      bottle.solvent = g_strstrip (g_strdup (in + strlen (IN)));
    }
  if (!iso_bottle_expander_set_value (&bottle, "concentration", g_strstrip (strength), error))
    return FALSE;
  id = iso_project_add_stock (self->project, drug, &bottle, error);
  return id != NULL;
}

char *
iso_stock_group_dup_text (IsoStockGroup *self)
{
  g_autofree char *csv = NULL;

  g_return_val_if_fail (ISO_IS_STOCK_GROUP (self), NULL);
  csv = self->project != NULL ? iso_project_export_stocks (self->project, NULL) : NULL;
  return csv != NULL ? use_tabs (csv) : NULL;
}

gboolean
iso_stock_group_paste_text (IsoStockGroup *self, const char *text, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  g_return_val_if_fail (ISO_IS_STOCK_GROUP (self), FALSE);
  return iso_project_import_stocks (self->project, _("Clipboard"), bytes, error);
}

GtkWidget *
iso_stock_group_get_row (IsoStockGroup *self, guint bottle, const char *key)
{
  g_return_val_if_fail (ISO_IS_STOCK_GROUP (self), NULL);
  if (bottle >= self->rows->len)
    return NULL;
  return key == NULL ? self->rows->pdata[bottle] : iso_bottle_expander_get_value_row (self->rows->pdata[bottle], key);
}
