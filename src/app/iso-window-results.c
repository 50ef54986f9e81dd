/* iso-window-results.c - the tables of the analysis to a file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-window-private.h"

#include "iso-compat.h"
#include "iso-results.h"

#include <glib/gi18n.h>

/* The first is what a name without an ending gets. */
static const struct
{
  const char *name;
  const char *ending;
} formats[] = {
  { N_("Excel Workbook With All Tables"), ".xlsx" },
  { N_("Comma-Separated Values, One File a Table"), ".csv" },
  { N_("JSON With All Numbers, Settings and Wells"), ".json" },
};

/* Where results are being written to, and who is to be told. */
typedef struct
{
  IsoWindow *window;   /* (owned) */
  GFile     *file;     /* (owned) */
} Export;

static GListModel *
create_filters (void)
{
  GListStore *filters = g_list_store_new (GTK_TYPE_FILE_FILTER);

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

      gtk_file_filter_set_name (filter, gettext (formats[i].name));
      gtk_file_filter_add_suffix (filter, formats[i].ending + 1);
      g_list_store_append (filters, filter);
    }
  return G_LIST_MODEL (filters);
}

static char *
make_name (IsoWindow *self)
{
  const char *title = iso_project_get_title (self->project);
  char *name = g_strconcat (title != NULL && *title != '\0' ? title : _("Results"), formats[0].ending, NULL);

  return g_strdelimit (name, "/\\:*?\"<>|", '-');
}

static GFile *
add_ending (GFile *file)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *folded = g_ascii_strdown (name, -1);
  g_autofree char *full = g_strconcat (name, formats[0].ending, NULL);
  g_autoptr (GFile) folder = g_file_get_parent (file);

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    if (g_str_has_suffix (folded, formats[i].ending))
      return g_object_ref (file);
  return folder != NULL ? g_file_get_child (folder, full) : g_object_ref (file);
}

static void
show_saved (IsoWindow *self, GFile *file)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *text = g_strdup_printf (_("Saved as “%s”"), name);
  g_autofree char *markup = g_markup_escape_text (text, -1);
  g_autofree char *uri = g_file_get_uri (file);
  AdwToast *toast = adw_toast_new (markup);

  adw_toast_set_button_label (toast, _("_Open"));
  adw_toast_set_action_name (toast, "win.open-elsewhere");
  adw_toast_set_action_target (toast, "s", uri);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
exported_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Export *export = data;
  g_autoptr (IsoWindow) self = export->window;
  g_autoptr (GFile) file = export->file;
  g_autoptr (GError) error = NULL;

  if (iso_results_export_finish (ISO_ANALYSER (source), result, &error) && self->project != NULL)
    show_saved (self, file);
  if (self->project != NULL)
    iso_window_set_error (self, error);
}

static void
name_chosen_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  IsoWindow *self = ISO_WINDOW (source);
  g_autoptr (GFile) chosen = iso_compat_save_finish (GTK_WINDOW (self), result);
  g_autoptr (GFile) file = chosen != NULL ? add_ending (chosen) : NULL;

  if (file == NULL)
    return;
  iso_window_set_last_folder (self, file);
  iso_window_export_results (self, file);
}

static void
export_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  IsoWindow *self = ISO_WINDOW (widget);
  g_autoptr (GListModel) filters = create_filters ();
  g_autoptr (GFile) folder = iso_window_dup_last_folder (self);
  g_autofree char *name = make_name (self);

  iso_compat_save_async (GTK_WINDOW (self), _("Export Results"), name, filters, folder, name_chosen_cb, NULL);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (IsoWindow) self = data;
  g_autoptr (GError) error = NULL;

  if (!g_app_info_launch_default_for_uri_finish (result, &error) && self->project != NULL)
    iso_window_set_error (self, error);
}

/* By the program that the person opens such files with. */
static void
open_elsewhere_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_autoptr (GdkAppLaunchContext) context = gdk_display_get_app_launch_context (gtk_widget_get_display (widget));

  g_app_info_launch_default_for_uri_async (g_variant_get_string (parameter, NULL), G_APP_LAUNCH_CONTEXT (context), NULL, opened_cb,
                                           g_object_ref (widget));
}

void
iso_window_install_results_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.export-results", NULL, export_cb);
  gtk_widget_class_install_action (widget_class, "win.open-elsewhere", "s", open_elsewhere_cb);
}

void
iso_window_update_results_actions (IsoWindow *self)
{
  gboolean works = g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "work") == 0;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.export-results",
                                 works && iso_analyser_get_analysis (self->analyser) != NULL);
}

void
iso_window_export_results (IsoWindow *self, GFile *file)
{
  Export *export = g_new (Export, 1);

  g_return_if_fail (ISO_IS_WINDOW (self));

  *export = (Export) { g_object_ref (self), g_object_ref (file) };
  iso_results_export_async (self->analyser, file, NULL, exported_cb, export);
}
