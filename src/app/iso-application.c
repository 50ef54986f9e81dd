/* iso-application.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-application.h"

#include "iso-close.h"
#include "iso-compat.h"
#include "iso-plot-text.h"
#include "iso-preferences.h"
#include "iso-probe.h"
#include "iso-resources.h"
#include "iso-window.h"

#include <glib/gi18n.h>

struct _IsoApplication
{
  AdwApplication parent_instance;

  GSettings *settings;   /* (owned) */
};

G_DEFINE_FINAL_TYPE (IsoApplication, iso_application, ADW_TYPE_APPLICATION)

static const GOptionEntry options[] = {
  { "example", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Open the example experiment"), NULL },
  { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Print the version and exit"), NULL },
  { NULL },
};

static const struct
{
  const char *action;
  const char *keys[3];
} accels[] = {
  { "app.preferences", { "<Control>comma" } },
  { "app.quit", { "<Control>q" } },
  { "app.new-window", { "<Control>n" } },
  { "window.close", { "<Control>w" } },
  { "win.open", { "<Control>o" } },
  { "win.import", { "<Control>i" } },
  { "win.save", { "<Control>s" } },
  { "win.save-as", { "<Control><Shift>s" } },
  { "win.undo", { "<Control>z" } },
  { "win.redo", { "<Control><Shift>z", "<Control>y" } },
  { "win.find", { "<Control>f" } },
  { "win.export", { "<Control>e" } },
  { "win.print", { "<Control>p" } },
  { "win.export-results", { "<Control><Shift>e" } },
  { "win.toggle-table", { "<Control>t" } },
  { "win.toggle-inspector", { "F9" } },
  { "win.show-help-overlay", { "<Control>question", "<Control>slash" } },
};

/* An empty window if the active one is; else a new one. */
static IsoWindow *
find_window (IsoApplication *self)
{
  GtkWindow *active = gtk_application_get_active_window (GTK_APPLICATION (self));

  if (ISO_IS_WINDOW (active) && iso_window_is_empty (ISO_WINDOW (active)))
    return ISO_WINDOW (active);
  return iso_window_new (GTK_APPLICATION (self));
}

static GPtrArray *
list_windows (GtkApplication *application, gboolean modified)
{
  GPtrArray *windows = g_ptr_array_new_with_free_func (g_object_unref);

  for (GList *item = gtk_application_get_windows (application); item != NULL; item = item->next)
    {
      IsoProject *project = ISO_IS_WINDOW (item->data) ? iso_window_get_project (item->data) : NULL;

      if (project != NULL && (!modified || (iso_project_is_open (project) && iso_project_get_modified (project))))
        g_ptr_array_add (windows, g_object_ref (item->data));
    }
  return windows;
}

static void
quit_now (gboolean closed, gpointer data)
{
  g_autoptr (GPtrArray) windows = closed ? list_windows (data, FALSE) : NULL;

  for (guint i = 0; windows != NULL && i < windows->len; i++)
    iso_window_close_now (g_ptr_array_index (windows, i), FALSE);
}

/* Everything that is not saved is asked about once. */
static void
quit_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  g_autoptr (GPtrArray) modified = list_windows (data, TRUE);

  if (modified->len > 0)
    iso_close_windows (gtk_application_get_active_window (data), modified, quit_now, data);
  else
    quit_now (TRUE, data);
}

static void
preferences_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gtk_window_present (GTK_WINDOW (iso_preferences_new (gtk_application_get_active_window (data))));
}

static void
new_window_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gtk_window_present (GTK_WINDOW (iso_window_new (data)));
}

static void
about_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GtkWidget *about = adw_about_window_new ();

  g_object_set (about,
                "transient-for", gtk_application_get_active_window (data),
                "application-name", _("Isobole"),
                "application-icon", ISO_APP_ID,
                "version", ISO_VERSION,
                "developer-name", _("The Isobole developers"),
                "comments", _("Dose-response curves, combination index and isobolograms of drug combinations, from a plate reader’s "
                              "file to the figure."),
                "license-type", GTK_LICENSE_GPL_3_0,
                NULL);
  gtk_window_present (GTK_WINDOW (about));
}

/* "system", "light" or "dark", as in the settings. */
static void
apply_color_scheme (IsoApplication *self)
{
  static const AdwColorScheme schemes[] = { ADW_COLOR_SCHEME_DEFAULT, ADW_COLOR_SCHEME_FORCE_LIGHT, ADW_COLOR_SCHEME_FORCE_DARK };

  adw_style_manager_set_color_scheme (adw_application_get_style_manager (ADW_APPLICATION (self)),
                                      schemes[g_settings_get_enum (self->settings, "color-scheme")]);
}

static const char *
translate (const char *sentence)
{
  return gettext (sentence);
}

static const GActionEntry actions[] = {
  { .name = "quit", .activate = quit_cb },
  { .name = "new-window", .activate = new_window_cb },
  { .name = "preferences", .activate = preferences_cb },
  { .name = "about", .activate = about_cb },
};

static void
iso_application_startup (GApplication *application)
{
  IsoApplication *self = ISO_APPLICATION (application);
  g_autoptr (GAction) color_scheme = NULL;

  G_APPLICATION_CLASS (iso_application_parent_class)->startup (application);

  iso_plot_set_translator (translate);
  iso_compat_say_once ();
  iso_probe_begin (GTK_APPLICATION (application));
  self->settings = g_settings_new (ISO_APP_ID);
  g_signal_connect_object (self->settings, "changed::color-scheme", G_CALLBACK (apply_color_scheme), self, G_CONNECT_SWAPPED);
  apply_color_scheme (self);

  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  color_scheme = g_settings_create_action (self->settings, "color-scheme");
  g_action_map_add_action (G_ACTION_MAP (self), color_scheme);
  for (guint i = 0; i < G_N_ELEMENTS (accels); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (self), accels[i].action, accels[i].keys);
  gtk_window_set_default_icon_name (ISO_APP_ID);
}

static void
iso_application_activate (GApplication *application)
{
  gtk_window_present (GTK_WINDOW (find_window (ISO_APPLICATION (application))));
}

/* All files of one command belong together: a table, or a reader's file and its layout. */
static int
iso_application_command_line (GApplication *application, GApplicationCommandLine *line)
{
  GVariantDict *dict = g_application_command_line_get_options_dict (line);
  g_auto (GStrv) arguments = NULL;
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);
  IsoWindow *window;
  int n;

  arguments = g_application_command_line_get_arguments (line, &n);
  for (int i = 1; i < n; i++)
    {
      g_autoptr (GFile) file = g_application_command_line_create_file_for_arg (line, arguments[i]);

      g_list_store_append (files, file);
    }

  window = find_window (ISO_APPLICATION (application));
  if (g_list_model_get_n_items (G_LIST_MODEL (files)) > 0)
    iso_window_open (window, G_LIST_MODEL (files));
  else if (g_variant_dict_contains (dict, "example"))
    iso_window_open_example (window);
  else
    iso_window_offer_left (window);
  gtk_window_present (GTK_WINDOW (window));
  return 0;
}

static int
iso_application_handle_local_options (GApplication *application, GVariantDict *dict)
{
  if (!g_variant_dict_contains (dict, "version"))
    return -1;
  g_print ("isobole %s\n", ISO_VERSION);
  return 0;
}

static void
iso_application_shutdown (GApplication *application)
{
  iso_probe_end ();
  G_APPLICATION_CLASS (iso_application_parent_class)->shutdown (application);
}

static void
iso_application_finalize (GObject *object)
{
  g_clear_object (&ISO_APPLICATION (object)->settings);
  G_OBJECT_CLASS (iso_application_parent_class)->finalize (object);
}

static void
iso_application_class_init (IsoApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = iso_application_finalize;
  application_class->startup = iso_application_startup;
  application_class->shutdown = iso_application_shutdown;
  application_class->activate = iso_application_activate;
  application_class->command_line = iso_application_command_line;
  application_class->handle_local_options = iso_application_handle_local_options;
}

static void
iso_application_init (IsoApplication *self)
{
  g_application_add_main_option_entries (G_APPLICATION (self), options);
  g_application_set_option_context_parameter_string (G_APPLICATION (self), _("[FILE…]"));
}

IsoApplication *
iso_application_new (void)
{
  return g_object_new (ISO_TYPE_APPLICATION,
                       "application-id", ISO_APP_ID,
                       "flags", G_APPLICATION_HANDLES_COMMAND_LINE,
                       "resource-base-path", "/io/github/isobole/Isobole",
                       NULL);
}
