/* iso-start-page.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-start-page.h"

#include "iso-resources.h"
#include "iso-template.h"

#include <glib/gi18n.h>

struct _IsoStartPage
{
  AdwBin parent_instance;

  AdwPreferencesGroup *left_group;
  GtkListBox          *left;
  GtkListBox          *templates;
  AdwPreferencesGroup *recent_group;
  GtkListBox          *recent;
};

G_DEFINE_FINAL_TYPE (IsoStartPage, iso_start_page, ADW_TYPE_BIN)

static guint recover, discard;

static GtkWidget *
create_action_row (const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, subtitle, -1);
  return row;
}

static void
fill_templates (IsoStartPage *self)
{
  const IsoTemplate *template;

  for (guint i = 0; (template = iso_template_nth (i)) != NULL; i++)
    {
      GtkWidget *row = create_action_row (gettext (template->title), gettext (template->text));
      GtkWidget *arrow = gtk_image_new_from_icon_name ("go-next-symbolic");

      adw_action_row_add_suffix (ADW_ACTION_ROW (row), arrow);
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.new");
      gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", template->id);
      gtk_list_box_append (self->templates, row);
    }
}

static IsoProjectLeft *
get_left (GtkWidget *widget)
{
  return g_object_get_data (G_OBJECT (gtk_widget_get_ancestor (widget, ADW_TYPE_ACTION_ROW)), "left");
}

static void
recover_cb (IsoStartPage *self, GtkWidget *widget)
{
  g_signal_emit (self, recover, 0, get_left (widget));
}

static void
discard_cb (IsoStartPage *self, GtkWidget *button)
{
  g_signal_emit (self, discard, 0, get_left (button));
}

static char *
describe_left (IsoProjectLeft *left)
{
  g_autoptr (GDateTime) changed = g_date_time_new_from_unix_local (iso_project_left_get_changed (left) / 1000);
  g_autofree char *time = changed != NULL ? g_date_time_format (changed, _("%e %b %Y, %H:%M")) : g_strdup ("–");
  const char *path = iso_project_left_get_path (left);

  return path != NULL ? g_strdup_printf ("%s\n%s", time, path) : g_steal_pointer (&time);
}

static GtkWidget *
create_left_row (gpointer item, gpointer data)
{
  IsoStartPage *self = data;
  g_autofree char *text = describe_left (item);
  const char *title = iso_project_left_get_title (item);
  g_autofree char *open_label = g_strdup_printf (_("Go on with %s"), title);
  g_autofree char *discard_label = g_strdup_printf (_("Throw away %s"), title);
  GtkWidget *row = create_action_row (title, text);
  GtkWidget *open = gtk_button_new ();
  GtkWidget *trash = gtk_button_new_from_icon_name ("user-trash-symbolic");

  g_object_set_data_full (G_OBJECT (row), "left", g_object_ref (item), g_object_unref);
  gtk_button_set_child (GTK_BUTTON (open), gtk_label_new_with_mnemonic (_("_Go On")));
  gtk_widget_set_valign (open, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (trash, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (trash, "flat");
  gtk_widget_set_tooltip_text (trash, discard_label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (open), GTK_ACCESSIBLE_PROPERTY_LABEL, open_label, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (trash), GTK_ACCESSIBLE_PROPERTY_LABEL, discard_label, -1);
  g_signal_connect_object (open, "clicked", G_CALLBACK (recover_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (trash, "clicked", G_CALLBACK (discard_cb), self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), trash);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), open);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), open);
  return row;
}

static GtkWidget *
create_recent_row (gpointer item, gpointer data)
{
  const char *uri = gtk_string_object_get_string (item);
  g_autoptr (GFile) file = g_file_new_for_uri (uri);
  g_autoptr (GFile) folder = g_file_get_parent (file);
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *place = folder != NULL ? g_file_get_parse_name (folder) : NULL;
  GtkWidget *row = create_action_row (name, place != NULL ? place : "");

  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 1);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 1);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.open-uri");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", uri);
  return row;
}

static void
iso_start_page_class_init (IsoStartPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  recover = g_signal_new ("recover", ISO_TYPE_START_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, ISO_TYPE_PROJECT_LEFT);
  discard = g_signal_new ("discard", ISO_TYPE_START_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, ISO_TYPE_PROJECT_LEFT);

  gtk_widget_class_set_template_from_resource (widget_class, ISO_RESOURCES "iso-start-page.ui");
  gtk_widget_class_bind_template_child (widget_class, IsoStartPage, left_group);
  gtk_widget_class_bind_template_child (widget_class, IsoStartPage, left);
  gtk_widget_class_bind_template_child (widget_class, IsoStartPage, templates);
  gtk_widget_class_bind_template_child (widget_class, IsoStartPage, recent_group);
  gtk_widget_class_bind_template_child (widget_class, IsoStartPage, recent);
}

static void
iso_start_page_init (IsoStartPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_templates (self);
}

void
iso_start_page_set_recent (IsoStartPage *self, GListModel *recent)
{
  g_return_if_fail (ISO_IS_START_PAGE (self));

  gtk_widget_set_visible (GTK_WIDGET (self->recent_group), g_list_model_get_n_items (recent) > 0);
  gtk_list_box_bind_model (self->recent, recent, create_recent_row, NULL, NULL);
}

void
iso_start_page_set_left (IsoStartPage *self, GListModel *left)
{
  g_return_if_fail (ISO_IS_START_PAGE (self));

  gtk_widget_set_visible (GTK_WIDGET (self->left_group), g_list_model_get_n_items (left) > 0);
  gtk_list_box_bind_model (self->left, left, create_left_row, self, NULL);
}
