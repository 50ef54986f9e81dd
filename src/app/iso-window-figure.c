/* iso-window-figure.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-window-private.h"

#include "iso-design-page.h"
#include "iso-export-dialog.h"
#include "iso-figure-table.h"
#include "iso-figures-page.h"
#include "iso-print-dialog.h"
#include "iso-user-text.h"

#include <glib/gi18n.h>

#define N_PAGE_KEYS 10

static void
copied_toast (IsoWindow *self)
{
  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (iso_view_get_show_table (self->view) ? _("Table copied")
                                                                                                 : _("Figure copied")));
}

static void
copy_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IsoWindow *self = ISO_WINDOW (widget);

  iso_figure_pane_copy (iso_window_get_pane (self));
  copied_toast (self);
}

static void
exported_cb (IsoWindow *self, GFile *file)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *text = g_strdup_printf (_("Saved as “%s”"), name);
  g_autofree char *markup = g_markup_escape_text (text, -1);

  iso_window_set_last_folder (self, file);
  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (markup));
}

static void
export_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IsoWindow *self = ISO_WINDOW (widget);
  g_autoptr (GFile) folder = iso_window_dup_last_folder (self);
  IsoExportDialog *dialog = iso_export_dialog_new (GTK_WINDOW (self), iso_window_get_pane (self), folder);

  g_signal_connect_object (dialog, "exported", G_CALLBACK (exported_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* The page with all figures; NULL if another is shown. */
static IsoFiguresPage *
get_figures_page (IsoWindow *self)
{
  GtkWidget *page = gtk_stack_get_visible_child (self->pages);

  return ISO_IS_FIGURES_PAGE (page) ? ISO_FIGURES_PAGE (page) : NULL;
}

static GPtrArray *
build_pane (GObject *owner, const IsoFigureStyle *style, double width_pt)
{
  GPtrArray *figures = g_ptr_array_new_with_free_func ((GDestroyNotify) iso_figure_unref);
  IsoFigure *figure = iso_figure_pane_build (ISO_FIGURE_PANE (owner), style, width_pt, 0);

  if (figure != NULL)
    g_ptr_array_add (figures, figure);
  return figures;
}

static GPtrArray *
build_page (GObject *owner, const IsoFigureStyle *style, double width_pt)
{
  return iso_figures_page_build (ISO_FIGURES_PAGE (owner), style, width_pt);
}

static void
printed_cb (IsoWindow *self)
{
  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (_("Sent to the printer")));
}

static void
print_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IsoWindow *self = ISO_WINDOW (widget);
  IsoFiguresPage *page = get_figures_page (self);
  IsoFigurePane *pane = iso_window_get_pane (self);
  g_autofree char *job = pane != NULL ? iso_figure_pane_dup_name (pane) : g_strdup (iso_project_get_title (self->project));
  IsoPrintDialog *dialog;

  if (page != NULL)
    dialog = iso_print_dialog_new (GTK_WINDOW (self), job, build_page, G_OBJECT (page));
  else
    dialog = iso_print_dialog_new (GTK_WINDOW (self), job, build_pane, G_OBJECT (pane));
  g_signal_connect_object (dialog, "printed", G_CALLBACK (printed_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
go_to_page_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IsoWindow *self = ISO_WINDOW (widget);

  if (!iso_sidebar_go_to (self->sidebar, (guint) g_variant_get_int32 (parameter) - 1))
    gtk_widget_error_bell (widget);
  else
    gtk_widget_child_focus (gtk_stack_get_visible_child (self->pages), GTK_DIR_TAB_FORWARD);
}

/* Each page knows what there is to find on it. */
static void
find_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IsoWindow *self = ISO_WINDOW (widget);
  GtkWidget *page = gtk_stack_get_visible_child (self->pages);

  if (ISO_IS_DESIGN_PAGE (page))
    iso_design_page_find (ISO_DESIGN_PAGE (page));
  else if (page == NULL || !gtk_widget_activate_action (page, "page.find", NULL))
    gtk_widget_error_bell (widget);
}

/* The mark at the cursor of the table that has the focus, or of the figure. */
static const IsoFigureMark *
get_asked (IsoWindow *self)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self));
  GtkWidget *table = focus != NULL ? gtk_widget_get_ancestor (focus, ISO_TYPE_FIGURE_TABLE) : NULL;

  return table != NULL ? iso_figure_table_get_asked (ISO_FIGURE_TABLE (table)) : iso_figure_pane_get_asked (iso_window_get_pane (self));
}

/* Of the number at the cursor: its answer stands in the inspector. */
static void
why_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IsoWindow *self = ISO_WINDOW (widget);
  const IsoFigureMark *mark = get_asked (self);

  if (mark == NULL || !iso_inspector_ask (self->inspector, &mark->topic, mark->observations, mark->n_observations))
    {
      gtk_widget_error_bell (widget);
      return;
    }
  adw_flap_set_reveal_flap (self->flap, TRUE);
}

static void
toggle_table_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IsoWindow *self = ISO_WINDOW (widget);

  g_object_set (self->view, "show-table", !iso_view_get_show_table (self->view), NULL);
}

static void
toggle_inspector_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IsoWindow *self = ISO_WINDOW (widget);

  adw_flap_set_reveal_flap (self->flap, !adw_flap_get_reveal_flap (self->flap));
}

void
iso_window_install_figure_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.copy", NULL, copy_cb);
  gtk_widget_class_install_action (widget_class, "win.export", NULL, export_cb);
  gtk_widget_class_install_action (widget_class, "win.print", NULL, print_cb);
  gtk_widget_class_install_action (widget_class, "win.find", NULL, find_cb);
  gtk_widget_class_install_action (widget_class, "win.go-to-page", "i", go_to_page_cb);
  gtk_widget_class_install_action (widget_class, "win.why", NULL, why_cb);
  gtk_widget_class_install_action (widget_class, "win.toggle-table", NULL, toggle_table_cb);
  gtk_widget_class_install_action (widget_class, "win.toggle-inspector", NULL, toggle_inspector_cb);

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, "win.copy", NULL);
  for (int page = 1; page <= N_PAGE_KEYS; page++)   /* 0 stands behind 9 on keyboards */
    {
      guint digit = (guint) page % 10;

      gtk_widget_class_add_binding_action (widget_class, GDK_KEY_0 + digit, GDK_CONTROL_MASK, "win.go-to-page", "i", page);
      gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_0 + digit, GDK_CONTROL_MASK, "win.go-to-page", "i", page);
    }
}

/* The page of this id among the widgets, made when it is needed first. */
static GtkWidget *
ensure_page (IsoWindow *self, const IsoPage *page)
{
  GtkWidget *widget = gtk_stack_get_child_by_name (self->pages, page->id);

  if (widget != NULL)
    return widget;
  widget = g_object_new (page->type (), "project", self->project, NULL);
  gtk_stack_add_named (self->pages, widget, page->id);
  if (ISO_IS_DESIGN_PAGE (widget))
    {
      IsoWellSelection *wells = iso_design_page_get_selection (ISO_DESIGN_PAGE (widget));

      iso_well_inspector_set_selection (self->well_inspector, self->project, wells);
      iso_view_set_wells (self->view, wells);
    }
  else if (ISO_IS_FIGURE_HOST (widget))
    iso_figure_host_set_view (ISO_FIGURE_HOST (widget), self->view);
  return widget;
}

/* Why there are no figures: what the analysis stumbled over, or what it waits for. */
static char *
describe_waiting (IsoWindow *self, const IsoPage *page)
{
  const GError *error = iso_analyser_get_error (self->analyser);
  g_autofree char *text = error != NULL ? iso_error_to_user_text (error) : NULL;
  g_autofree char *place = error != NULL ? iso_error_to_user_place (error) : NULL;
  g_autofree char *both = place != NULL ? g_strdup_printf ("%s\n%s", place, text) : g_steal_pointer (&text);

  if (both == NULL && page->waiting != NULL)
    return g_markup_escape_text (gettext (page->waiting), -1);
  return both != NULL ? g_markup_escape_text (both, -1) : g_strdup ("");
}

IsoFigurePane *
iso_window_get_pane (IsoWindow *self)
{
  GtkWidget *page = gtk_stack_get_visible_child (self->pages);

  return ISO_IS_FIGURE_HOST (page) ? iso_figure_host_get_pane (ISO_FIGURE_HOST (page)) : NULL;
}

void
iso_window_show_page (IsoWindow *self)
{
  const IsoPage *page = iso_page_find (iso_view_get_page (self->view));
  gboolean analysed = iso_analyser_get_analysis (self->analyser) != NULL
                      && (iso_analyser_get_error (self->analyser) == NULL || (page != NULL && page->as_read));
  const char *name = "figure";
  gboolean wells = FALSE;

  if (page == NULL || !iso_project_is_open (self->project))
    return;
  if (page->type != NULL && (analysed || page->waiting == NULL))
    {
      wells = ISO_IS_DESIGN_PAGE (ensure_page (self, page));
      name = page->id;
    }
  else if (!analysed)
    {
      g_autofree char *description = describe_waiting (self, page);

      adw_status_page_set_title (self->waiting, gettext (page->title));
      adw_status_page_set_icon_name (self->waiting, page->icon);
      adw_status_page_set_description (self->waiting, description);
      name = "waiting";
    }
  gtk_stack_set_visible_child_name (self->pages, name);
  gtk_stack_set_visible_child_name (self->inspectors, wells ? "wells" : "figure");
  gtk_widget_set_visible (GTK_WIDGET (self->inspectors), wells || (analysed && (page->type == NULL || page->waiting != NULL)));
  iso_window_update_figure_actions (self);
}

void
iso_window_update_figure_actions (IsoWindow *self)
{
  static const char *const names[] = { "win.copy", "win.export", "win.toggle-table", "win.why" };
  gboolean works = g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "work") == 0;
  gboolean figure = works && iso_window_get_pane (self) != NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), names[i], figure);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.print", figure || (works && get_figures_page (self) != NULL));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.toggle-inspector", works && gtk_widget_get_visible (GTK_WIDGET (self->inspectors)));
  gtk_widget_set_visible (GTK_WIDGET (self->inspector_button), works && gtk_widget_get_visible (GTK_WIDGET (self->inspectors)));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.go-to-page", works);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.cancel", iso_window_is_working (self));
  iso_window_update_exclude_actions (self);
}
