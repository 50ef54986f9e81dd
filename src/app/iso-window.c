/* iso-window.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-window-private.h"

#include "iso-resources.h"
#include "iso-user-text.h"

#include <glib/gi18n.h>

/* An opening that takes less shows no progress. */
#define PATIENCE_MS 500

G_DEFINE_FINAL_TYPE (IsoWindow, iso_window, ADW_TYPE_APPLICATION_WINDOW)

static char *
describe_error (const GError *error)
{
  g_autofree char *text = iso_error_to_user_text (error);
  g_autofree char *place = iso_error_to_user_place (error);

  return place != NULL ? g_strdup_printf ("%s\n%s", place, text) : g_steal_pointer (&text);
}

static void
show_error (IsoWindow *self, const GError *error)
{
  g_autofree char *text = error != NULL ? describe_error (error) : NULL;
  g_autofree char *markup = text != NULL ? g_markup_escape_text (text, -1) : NULL;
  gboolean covers = error != NULL && iso_session_get_analysis (self->session) == NULL;

  if (covers)
    adw_status_page_set_description (self->problem, markup);
  if (error != NULL)
    gtk_label_set_text (self->banner_text, text);
  gtk_revealer_set_reveal_child (self->banner, error != NULL && !covers);
}

static void
show_title (IsoWindow *self)
{
  g_autofree char *title = iso_session_dup_title (self->session);
  g_autofree char *subtitle = iso_session_dup_subtitle (self->session);
  gboolean open = iso_session_get_analysis (self->session) != NULL;

  adw_window_title_set_title (self->title, open ? title : _("Isobole"));
  adw_window_title_set_subtitle (self->title, subtitle);
  gtk_window_set_title (GTK_WINDOW (self), open ? title : _("Isobole"));
}

static const char *
choose_page (IsoWindow *self)
{
  if (iso_session_get_question (self->session) != NULL)
    return "question";
  if (iso_session_get_analysis (self->session) != NULL)
    return "work";
  if (iso_session_get_busy (self->session) && self->patience == 0)
    return "loading";
  if (iso_session_get_error (self->session) != NULL)
    return "problem";
  return "start";
}

/* A narrow window shows sidebar or page, and there must be a way back. */
static void
update_back (IsoWindow *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->back),
                          g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "work") == 0
                          && adw_leaflet_get_folded (self->leaflet)
                          && adw_leaflet_get_visible_child (self->leaflet) == GTK_WIDGET (self->flap));
}

static void
update (IsoWindow *self)
{
  const char *page = choose_page (self);
  gboolean works = g_str_equal (page, "work");

  gtk_stack_set_visible_child_name (self->stack, page);
  update_back (self);
  gtk_widget_set_visible (GTK_WIDGET (self->inspector_button), works);
  gtk_widget_set_visible (GTK_WIDGET (self->status), works);
  iso_window_update_figure_actions (self);
}

static gboolean
patience_over_cb (gpointer data)
{
  IsoWindow *self = data;

  self->patience = 0;
  update (self);
  return G_SOURCE_REMOVE;
}

static void
busy_changed_cb (IsoWindow *self)
{
  g_clear_handle_id (&self->patience, g_source_remove);
  if (iso_session_get_busy (self->session))
    self->patience = g_timeout_add (PATIENCE_MS, patience_over_cb, self);
  update (self);
}

static void
progress_changed_cb (IsoWindow *self)
{
  gtk_progress_bar_set_fraction (self->loading_progress, iso_session_get_progress (self->session));
}

static void
error_changed_cb (IsoWindow *self)
{
  show_error (self, iso_session_get_error (self->session));
  update (self);
}

static void
show_content_cb (IsoWindow *self)
{
  adw_leaflet_set_visible_child (self->leaflet, GTK_WIDGET (self->flap));
}

static gboolean
back_later_cb (gpointer data)
{
  IsoWindow *self = data;

  self->folding = 0;
  update_back (self);
  return G_SOURCE_REMOVE;
}

/* Comes while sizes are being given out, when nothing may change. */
static void
folded_cb (IsoWindow *self)
{
  if (self->folding == 0)
    self->folding = g_idle_add (back_later_cb, self);
}

static void
analysis_changed_cb (IsoWindow *self)
{
  show_title (self);
  update (self);
  if (iso_session_get_analysis (self->session) != NULL)
    {
      iso_window_remember_files (self);
      show_content_cb (self);
    }
}

static void
back_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  adw_leaflet_navigate (ISO_WINDOW (widget)->leaflet, ADW_NAVIGATION_DIRECTION_BACK);
}

static void
cancel_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  iso_session_cancel (ISO_WINDOW (widget)->session);
}

static void
dismiss_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  iso_session_dismiss (ISO_WINDOW (widget)->session);
}

static void
restore_size (IsoWindow *self)
{
  gtk_window_set_default_size (GTK_WINDOW (self), g_settings_get_int (self->settings, "window-width"),
                               g_settings_get_int (self->settings, "window-height"));
  if (g_settings_get_boolean (self->settings, "window-maximized"))
    gtk_window_maximize (GTK_WINDOW (self));
}

static gboolean
iso_window_close_request (GtkWindow *window)
{
  IsoWindow *self = ISO_WINDOW (window);
  int width, height;

  gtk_window_get_default_size (window, &width, &height);
  if (width > 0 && height > 0)
    {
      g_settings_set_int (self->settings, "window-width", MAX (width, 360));
      g_settings_set_int (self->settings, "window-height", MAX (height, 294));
    }
  g_settings_set_boolean (self->settings, "window-maximized", gtk_window_is_maximized (window));
  iso_session_cancel (self->session);
  return GTK_WINDOW_CLASS (iso_window_parent_class)->close_request (window);
}

static void
iso_window_dispose (GObject *object)
{
  IsoWindow *self = ISO_WINDOW (object);

  g_clear_handle_id (&self->patience, g_source_remove);
  g_clear_handle_id (&self->folding, g_source_remove);
  if (self->session != NULL)
    iso_session_cancel (self->session);
  g_clear_object (&self->view);
  g_clear_object (&self->session);
  g_clear_object (&self->settings);
  g_clear_object (&self->recent);
  g_clear_object (&self->recent_menu);
  G_OBJECT_CLASS (iso_window_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, IsoWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, IsoWindow, title);
  gtk_widget_class_bind_template_child (widget_class, IsoWindow, back);
  gtk_widget_class_bind_template_child (widget_class, IsoWindow, inspector_button);
  gtk_widget_class_bind_template_child (widget_class, IsoWindow, open);
  gtk_widget_class_bind_template_child (widget_class, IsoWindow, banner);
  gtk_widget_class_bind_template_child (widget_class, IsoWindow, banner_text);
  gtk_widget_class_bind_template_child (widget_class, IsoWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, IsoWindow, start);
  gtk_widget_class_bind_template_child (widget_class, IsoWindow, question);
  gtk_widget_class_bind_template_child (widget_class, IsoWindow, problem);
  gtk_widget_class_bind_template_child (widget_class, IsoWindow, loading);
  gtk_widget_class_bind_template_child (widget_class, IsoWindow, loading_progress);
  gtk_widget_class_bind_template_child (widget_class, IsoWindow, leaflet);
  gtk_widget_class_bind_template_child (widget_class, IsoWindow, flap);
  gtk_widget_class_bind_template_child (widget_class, IsoWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, IsoWindow, page);
  gtk_widget_class_bind_template_child (widget_class, IsoWindow, inspector);
  gtk_widget_class_bind_template_child (widget_class, IsoWindow, status);
}

static void
iso_window_class_init (IsoWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = iso_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = iso_window_close_request;

  g_type_ensure (ISO_TYPE_FIGURE_PAGE);
  g_type_ensure (ISO_TYPE_INSPECTOR);
  g_type_ensure (ISO_TYPE_QUESTION_PAGE);
  g_type_ensure (ISO_TYPE_SIDEBAR);
  g_type_ensure (ISO_TYPE_START_PAGE);
  g_type_ensure (ISO_TYPE_STATUS_LINE);
  gtk_widget_class_set_template_from_resource (widget_class, ISO_RESOURCES "iso-window.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, show_content_cb);
  gtk_widget_class_bind_template_callback (widget_class, folded_cb);

  gtk_widget_class_install_action (widget_class, "win.back", NULL, back_cb);
  gtk_widget_class_install_action (widget_class, "win.cancel", NULL, cancel_cb);
  gtk_widget_class_install_action (widget_class, "win.dismiss", NULL, dismiss_cb);
  iso_window_install_file_actions (widget_class);
  iso_window_install_figure_actions (widget_class);
}

static void
iso_window_init (IsoWindow *self)
{
  self->session = iso_session_new ();
  self->view = iso_view_new (self->session);
  self->settings = g_settings_new (ISO_APP_ID);
  gtk_widget_init_template (GTK_WIDGET (self));

  /* The page of the sidebar follows the analysis first, so that the others find a page to be about. */
  iso_sidebar_set_view (self->sidebar, self->view);
  iso_figure_page_set_view (self->page, self->view);
  iso_inspector_set_view (self->inspector, self->view);
  iso_status_line_set_session (self->status, self->session);
  iso_question_page_set_session (self->question, self->session);

  g_signal_connect_object (self->session, "notify::analysis", G_CALLBACK (analysis_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "notify::busy", G_CALLBACK (busy_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "notify::progress", G_CALLBACK (progress_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "notify::error", G_CALLBACK (error_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "notify::question", G_CALLBACK (update), self, G_CONNECT_SWAPPED);

  iso_window_init_files (self);
  restore_size (self);
  show_title (self);
  update (self);
}

IsoWindow *
iso_window_new (GtkApplication *application)
{
  return g_object_new (ISO_TYPE_WINDOW, "application", application, NULL);
}

IsoView *
iso_window_get_view (IsoWindow *self)
{
  g_return_val_if_fail (ISO_IS_WINDOW (self), NULL);
  return self->view;
}
