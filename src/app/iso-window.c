/* iso-window.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-window-private.h"

#include "iso-close.h"
#include "iso-figure-view.h"
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
show_error (IsoWindow *self)
{
  g_autofree char *text = self->error != NULL ? describe_error (self->error) : NULL;
  g_autofree char *markup = text != NULL ? g_markup_escape_text (text, -1) : NULL;
  gboolean covers = self->error != NULL && !iso_project_is_open (self->project);

  if (covers)
    adw_status_page_set_description (self->problem, markup);
  if (self->error != NULL)
    gtk_label_set_text (self->banner_text, text);
  gtk_widget_set_visible (self->banner_apart, self->apart != NULL);
  gtk_revealer_set_reveal_child (self->banner, self->error != NULL && !covers);
}

/* A bullet before the title says that there are changes to be saved. */
static void
show_title (IsoWindow *self)
{
  gboolean open = iso_project_is_open (self->project) && !self->fresh;
  const char *name = open ? iso_project_get_title (self->project) : _("Isobole");
  g_autofree char *title = NULL;

  if (name == NULL || *name == '\0')
    name = _("Untitled");
  title = open && iso_project_get_modified (self->project) ? g_strdup_printf ("• %s", name) : g_strdup (name);
  adw_window_title_set_title (self->title, title);
  adw_window_title_set_subtitle (self->title, open ? iso_project_get_subtitle (self->project) : "");
  if (g_strcmp0 (title, gtk_window_get_title (GTK_WINDOW (self))) != 0)
    gtk_window_set_title (GTK_WINDOW (self), title);
}

static const char *
choose_page (IsoWindow *self)
{
  if (self->question != NULL)
    return "question";
  if (iso_project_is_open (self->project) && !self->fresh)
    return "work";
  if (self->cancellable != NULL && self->patience == 0)
    return "loading";
  if (self->error != NULL)
    return "problem";
  return "start";
}

/* The buttons of the window on their sides, without those that a narrow one has no room for. */
static char *
choose_decoration (GtkWidget *widget)
{
  g_autofree char *usual = NULL;
  GString *layout;

  g_object_get (gtk_widget_get_settings (widget), "gtk-decoration-layout", &usual, NULL);
  layout = g_string_new (usual);
  g_string_replace (layout, "minimize", "", 0);
  g_string_replace (layout, "maximize", "", 0);
  return g_string_free (layout, FALSE);
}

/* A narrow window shows sidebar or page, and there must be a way back; beside it there is no room for new and open, which stand above
 * the sidebar then, where there is nothing to undo. */
static void
update_back (IsoWindow *self)
{
  gboolean works = g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "work") == 0;
  gboolean folded = works && adw_leaflet_get_folded (self->leaflet);
  gboolean page = folded && adw_leaflet_get_visible_child (self->leaflet) == GTK_WIDGET (self->flap);
  g_autofree char *decoration = page ? choose_decoration (GTK_WIDGET (self)) : NULL;

  if (g_strcmp0 (decoration, adw_header_bar_get_decoration_layout (self->header)) != 0)
    adw_header_bar_set_decoration_layout (self->header, decoration);
  gtk_widget_set_visible (GTK_WIDGET (self->back), page);
  gtk_widget_set_visible (GTK_WIDGET (self->new_button), !page);
  gtk_widget_set_visible (GTK_WIDGET (self->open), !page);
  gtk_widget_set_visible (GTK_WIDGET (self->undo), works && (page || !folded));
  gtk_widget_set_visible (GTK_WIDGET (self->redo), works && (page || !folded));
}

static gboolean
patience_over_cb (gpointer data)
{
  IsoWindow *self = data;

  self->patience = 0;
  iso_window_update (self);
  return G_SOURCE_REMOVE;
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

/* Comes while sizes are being given out, when nothing may change; it has to be done before the next frame. */
static void
folded_cb (IsoWindow *self)
{
  if (self->folding == 0)
    self->folding = g_idle_add_full (G_PRIORITY_HIGH_IDLE, back_later_cb, self, NULL);
}

static void
title_clicked_cb (IsoWindow *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.edit-details", NULL);
}

static void
analysis_changed_cb (IsoWindow *self)
{
  iso_window_show_page (self);
  iso_window_update (self);
}

static void
findings_changed_cb (IsoWindow *self)
{
  guint n = g_list_model_get_n_items (iso_project_get_findings (self->project));
  g_autofree char *text = g_strdup_printf (ngettext ("%u message", "%u messages", n), n);

  iso_sidebar_set_badge (self->sidebar, "plate", n, text);
}

/* The project says in one sentence why nothing can be changed any more. */
static void
failed_cb (IsoWindow *self, const char *sentence)
{
  g_free (self->failure);
  self->failure = g_strdup (sentence);
  iso_window_update (self);
}

/* What makes a project: its rows are there or gone. */
static void
open_changed_cb (IsoWindow *self)
{
  g_clear_pointer (&self->failure, g_free);
  iso_sidebar_update (self->sidebar);
  findings_changed_cb (self);
  iso_window_update (self);
}

static void
answered_cb (IsoWindow *self, guint choice)
{
  iso_window_answer (self, choice);
}

static void
back_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  adw_leaflet_navigate (ISO_WINDOW (widget)->leaflet, ADW_NAVIGATION_DIRECTION_BACK);
}

static void
cancel_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IsoWindow *self = ISO_WINDOW (widget);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  iso_project_cancel_step (self->project);
  iso_analyser_cancel (self->analyser);
}

static void
calculate_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  iso_analyser_restart (ISO_WINDOW (widget)->analyser);
}

static void
dismiss_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  iso_window_dismiss (ISO_WINDOW (widget));
}

static void
restore_size (IsoWindow *self)
{
  gtk_window_set_default_size (GTK_WINDOW (self), g_settings_get_int (self->settings, "window-width"),
                               g_settings_get_int (self->settings, "window-height"));
  if (g_settings_get_boolean (self->settings, "window-maximized"))
    gtk_window_maximize (GTK_WINDOW (self));
}

static void
remember_size (IsoWindow *self)
{
  int width, height;

  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  if (width > 0 && height > 0)
    {
      g_settings_set_int (self->settings, "window-width", MAX (width, 360));
      g_settings_set_int (self->settings, "window-height", MAX (height, 294));
    }
  g_settings_set_boolean (self->settings, "window-maximized", gtk_window_is_maximized (GTK_WINDOW (self)));
}

/* Ends everything that is under way. */
static void
end_work (IsoWindow *self, gboolean discard)
{
  self->closing = TRUE;
  remember_size (self);
  iso_analyser_cancel (self->analyser);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  if (iso_project_is_open (self->project))
    iso_project_close (self->project, discard);
}

static gboolean
iso_window_close_request (GtkWindow *window)
{
  IsoWindow *self = ISO_WINDOW (window);

  if (!self->closing && iso_project_is_open (self->project) && iso_project_get_modified (self->project))
    {
      g_autoptr (GPtrArray) windows = g_ptr_array_new ();

      g_ptr_array_add (windows, self);
      iso_close_windows (window, windows, NULL, NULL);
      return TRUE;
    }
  end_work (self, FALSE);
  return GTK_WINDOW_CLASS (iso_window_parent_class)->close_request (window);
}

static void
iso_window_dispose (GObject *object)
{
  IsoWindow *self = ISO_WINDOW (object);

  g_clear_handle_id (&self->patience, g_source_remove);
  g_clear_handle_id (&self->folding, g_source_remove);
  g_clear_handle_id (&self->toast_timer, g_source_remove);
  g_clear_pointer (&self->toast_text, g_free);
  if (self->reason_popover != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->reason_popover));
  self->reason_popover = NULL;
  if (self->analyser != NULL)
    iso_analyser_cancel (self->analyser);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_error (&self->error);
  g_clear_pointer (&self->failure, g_free);
  g_clear_pointer (&self->question, iso_question_free);
  g_clear_pointer (&self->apart, g_ptr_array_unref);
  g_clear_pointer (&self->files, g_ptr_array_unref);
  g_clear_object (&self->plan);
  g_clear_object (&self->project);
  g_clear_object (&self->view);
  g_clear_object (&self->analyser);
  g_clear_object (&self->settings);
  g_clear_object (&self->recent);
  g_clear_object (&self->recent_menu);
  G_OBJECT_CLASS (iso_window_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, IsoWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, IsoWindow, header);
  gtk_widget_class_bind_template_child (widget_class, IsoWindow, title);
  gtk_widget_class_bind_template_child (widget_class, IsoWindow, back);
  gtk_widget_class_bind_template_child (widget_class, IsoWindow, inspector_button);
  gtk_widget_class_bind_template_child (widget_class, IsoWindow, open);
  gtk_widget_class_bind_template_child (widget_class, IsoWindow, new_button);
  gtk_widget_class_bind_template_child (widget_class, IsoWindow, undo);
  gtk_widget_class_bind_template_child (widget_class, IsoWindow, redo);
  gtk_widget_class_bind_template_child (widget_class, IsoWindow, banner);
  gtk_widget_class_bind_template_child (widget_class, IsoWindow, banner_text);
  gtk_widget_class_bind_template_child (widget_class, IsoWindow, banner_apart);
  gtk_widget_class_bind_template_child (widget_class, IsoWindow, state_banner);
  gtk_widget_class_bind_template_child (widget_class, IsoWindow, state_text);
  gtk_widget_class_bind_template_child (widget_class, IsoWindow, state_first);
  gtk_widget_class_bind_template_child (widget_class, IsoWindow, state_second);
  gtk_widget_class_bind_template_child (widget_class, IsoWindow, state_third);
  gtk_widget_class_bind_template_child (widget_class, IsoWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, IsoWindow, start);
  gtk_widget_class_bind_template_child (widget_class, IsoWindow, question_page);
  gtk_widget_class_bind_template_child (widget_class, IsoWindow, problem);
  gtk_widget_class_bind_template_child (widget_class, IsoWindow, leaflet);
  gtk_widget_class_bind_template_child (widget_class, IsoWindow, flap);
  gtk_widget_class_bind_template_child (widget_class, IsoWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, IsoWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, IsoWindow, figure_page);
  gtk_widget_class_bind_template_child (widget_class, IsoWindow, waiting);
  gtk_widget_class_bind_template_child (widget_class, IsoWindow, inspectors);
  gtk_widget_class_bind_template_child (widget_class, IsoWindow, inspector);
  gtk_widget_class_bind_template_child (widget_class, IsoWindow, well_inspector);
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
  g_type_ensure (ISO_TYPE_WELL_INSPECTOR);
  gtk_widget_class_set_template_from_resource (widget_class, ISO_RESOURCES "iso-window.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, show_content_cb);
  gtk_widget_class_bind_template_callback (widget_class, folded_cb);
  gtk_widget_class_bind_template_callback (widget_class, answered_cb);
  gtk_widget_class_bind_template_callback (widget_class, title_clicked_cb);

  gtk_widget_class_install_action (widget_class, "win.back", NULL, back_cb);
  gtk_widget_class_install_action (widget_class, "win.cancel", NULL, cancel_cb);
  gtk_widget_class_install_action (widget_class, "win.calculate", NULL, calculate_cb);
  gtk_widget_class_install_action (widget_class, "win.dismiss", NULL, dismiss_cb);
  iso_window_install_file_actions (widget_class);
  iso_window_install_import_actions (widget_class);
  iso_window_install_save_actions (widget_class);
  iso_window_install_edit_actions (widget_class);
  iso_window_install_figure_actions (widget_class);
  iso_window_install_exclude_actions (widget_class);
  iso_window_install_results_actions (widget_class);
  iso_window_install_go_actions (widget_class);
}

/* Everything that is shown follows the project and what is known about it. */
static void
listen (IsoWindow *self)
{
  static const char *const shown[] = {
    "notify::title", "notify::subtitle", "notify::modified", "notify::busy", "notify::can-undo", "notify::can-redo", "notify::undo-label",
    "notify::redo-label", "notify::recovered", "notify::damaged", "notify::changed-by-others", "notify::read-only",
  };

  for (guint i = 0; i < G_N_ELEMENTS (shown); i++)
    g_signal_connect_object (self->project, shown[i], G_CALLBACK (iso_window_update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->project, "failed", G_CALLBACK (failed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->project, "notify::file", G_CALLBACK (open_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (iso_project_get_findings (self->project), "items-changed", G_CALLBACK (findings_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->analyser, "notify::analysis", G_CALLBACK (analysis_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->analyser, "notify::busy", G_CALLBACK (iso_window_update_figure_actions), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->analyser, "notify::error", G_CALLBACK (iso_window_show_page), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "notify::page", G_CALLBACK (iso_window_show_page), self, G_CONNECT_SWAPPED);
}

static IsoProject *
create_project (GSettings *settings)
{
  g_autofree char *person = g_settings_get_string (settings, "person");

  return iso_project_new (&(IsoProjectHost) { .who = *person != '\0' ? person : NULL });
}

static void
iso_window_init (IsoWindow *self)
{
  self->settings = g_settings_new (ISO_APP_ID);
  self->project = create_project (self->settings);
  self->analyser = iso_analyser_new (self->project);
  self->view = iso_view_new (self->analyser);
  gtk_widget_init_template (GTK_WIDGET (self));

  /* The page of the sidebar follows the analysis first, so that the others find a page to be about. */
  iso_sidebar_set_view (self->sidebar, self->project, self->view);
  iso_figure_host_set_view (ISO_FIGURE_HOST (self->figure_page), self->view);
  iso_inspector_set_view (self->inspector, self->view);
  iso_status_line_set_analyser (self->status, self->analyser);

  iso_window_init_files (self);
  iso_window_init_edit (self);
  iso_window_init_exclude (self);
  listen (self);
  restore_size (self);
  open_changed_cb (self);
}

void
iso_window_update (IsoWindow *self)
{
  const char *page;
  gboolean works;

  if (self->project == NULL)
    return;
  page = choose_page (self);
  works = g_str_equal (page, "work");
  show_title (self);
  show_error (self);
  gtk_stack_set_visible_child_name (self->stack, page);
  update_back (self);
  gtk_widget_set_visible (GTK_WIDGET (self->status), works && iso_analyser_get_analysis (self->analyser) != NULL);
  iso_window_update_figure_actions (self);
  iso_window_update_results_actions (self);
  iso_window_update_save_actions (self);
  iso_window_update_edit_actions (self);
  iso_window_update_state_banner (self);
}

void
iso_window_set_error (IsoWindow *self, const GError *error)
{
  g_clear_error (&self->error);
  g_clear_pointer (&self->apart, g_ptr_array_unref);
  if (error != NULL && !g_error_matches (error, ISO_ERROR, ISO_ERROR_CANCELLED) && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    self->error = g_error_copy (error);
  iso_window_update (self);
}

void
iso_window_begin_wait (IsoWindow *self)
{
  g_clear_error (&self->error);
  g_clear_handle_id (&self->patience, g_source_remove);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->patience = g_timeout_add (PATIENCE_MS, patience_over_cb, self);
  iso_window_update (self);
}

void
iso_window_end_wait (IsoWindow *self)
{
  g_clear_handle_id (&self->patience, g_source_remove);
  g_clear_object (&self->cancellable);
  iso_window_update (self);
}

IsoWindow *
iso_window_new (GtkApplication *application)
{
  return g_object_new (ISO_TYPE_WINDOW, "application", application, NULL);
}

gboolean
iso_window_is_empty (IsoWindow *self)
{
  g_return_val_if_fail (ISO_IS_WINDOW (self), FALSE);
  return !iso_project_is_open (self->project) && self->cancellable == NULL && !iso_project_get_busy (self->project);
}

gboolean
iso_window_is_working (IsoWindow *self)
{
  return self->cancellable != NULL || iso_project_get_busy (self->project) || iso_analyser_get_busy (self->analyser);
}

gboolean
iso_window_is_busy (IsoWindow *self)
{
  g_return_val_if_fail (ISO_IS_WINDOW (self), FALSE);
  return iso_window_is_working (self) || iso_figure_view_any_pending ();
}

void
iso_window_close_now (IsoWindow *self, gboolean discard)
{
  g_return_if_fail (ISO_IS_WINDOW (self));

  end_work (self, discard);
  gtk_window_destroy (GTK_WINDOW (self));
}

IsoProject *
iso_window_get_project (IsoWindow *self)
{
  g_return_val_if_fail (ISO_IS_WINDOW (self), NULL);
  return self->project;
}

IsoView *
iso_window_get_view (IsoWindow *self)
{
  g_return_val_if_fail (ISO_IS_WINDOW (self), NULL);
  return self->view;
}
