/* iso-start-page.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-start-page.h"

#include "iso-resources.h"

struct _IsoStartPage
{
  AdwBin parent_instance;

  AdwPreferencesGroup *recent_group;
  GtkListBox          *recent;
};

G_DEFINE_FINAL_TYPE (IsoStartPage, iso_start_page, ADW_TYPE_BIN)

static GtkWidget *
create_row (gpointer item, gpointer data)
{
  const char *uri = gtk_string_object_get_string (item);
  g_autoptr (GFile) file = g_file_new_for_uri (uri);
  g_autoptr (GFile) folder = g_file_get_parent (file);
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *place = folder != NULL ? g_file_get_parse_name (folder) : NULL;
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), place != NULL ? place : "");
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 1);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 1);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.open-uri");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", uri);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return row;
}

static void
iso_start_page_class_init (IsoStartPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, ISO_RESOURCES "iso-start-page.ui");
  gtk_widget_class_bind_template_child (widget_class, IsoStartPage, recent_group);
  gtk_widget_class_bind_template_child (widget_class, IsoStartPage, recent);
}

static void
iso_start_page_init (IsoStartPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
iso_start_page_set_recent (IsoStartPage *self, GListModel *recent)
{
  g_return_if_fail (ISO_IS_START_PAGE (self));

  gtk_widget_set_visible (GTK_WIDGET (self->recent_group), g_list_model_get_n_items (recent) > 0);
  gtk_list_box_bind_model (self->recent, recent, create_row, NULL, NULL);
}
