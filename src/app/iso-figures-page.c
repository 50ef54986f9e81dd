/* iso-figures-page.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-figures-page.h"

#include "iso-compat.h"
#include "iso-figure-view.h"
#include "iso-figure-write.h"
#include "iso-page.h"
#include "iso-resources.h"
#include "iso-user-text.h"

#include <glib/gi18n.h>

#define DPI         300
#define THUMB_WIDTH 200
#define THUMB_TALL  210

struct _IsoFiguresPage
{
  AdwBin parent_instance;

  IsoProject    *project;    /* (owned) (nullable) */
  IsoView       *view;       /* (owned) (nullable) */
  IsoFigurePane *pane;       /* (owned) builds the figures, and is not shown */
  gboolean       stale;      /* something changed that is not shown yet */

  GtkFlowBox    *figures;
};

enum { PROP_PROJECT = 1 };

static void init_host (IsoFigureHostInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (IsoFiguresPage, iso_figures_page, ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (ISO_TYPE_FIGURE_HOST, init_host))

static gboolean
has_figure (IsoFiguresPage *self, const IsoPage *page)
{
  return iso_figure_pane_applies (page->id, self->view);
}

static IsoFigure *
build (IsoFiguresPage *self, const char *kind, const IsoFigureStyle *style, double width, double height)
{
  iso_figure_pane_set_kind (self->pane, kind);
  return iso_figure_pane_build (self->pane, style, width, height);
}

static IsoFigureOrder *
ask_cb (gpointer data)
{
  GtkWidget *child = data;
  GtkWidget *self = gtk_widget_get_ancestor (child, ISO_TYPE_FIGURES_PAGE);
  const IsoPage *page = g_object_get_data (G_OBJECT (child), "page");

  if (self == NULL)
    return NULL;
  iso_figure_pane_set_kind (ISO_FIGURES_PAGE (self)->pane, page->id);
  return iso_figure_pane_order (ISO_FIGURES_PAGE (self)->pane);
}

/* Width to height as it would be on paper. */
static double
get_ratio (IsoFiguresPage *self, const IsoPage *page, const IsoFigureStyle *style)
{
  g_autoptr (IsoFigure) figure = build (self, page->id, style, style->single_mm * ISO_POINTS_PER_MM, 0);
  double width = 1, height = 1;

  if (figure != NULL)
    iso_figure_get_size (figure, &width, &height);
  return width / height;
}

static GtkWidget *
create_thumb (IsoFiguresPage *self, const IsoPage *page)
{
  const IsoFigureStyle *style = iso_figure_style_find ("default");
  GtkWidget *child = gtk_flow_box_child_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *figure = g_object_new (ISO_TYPE_FIGURE_VIEW, NULL), *label = gtk_label_new (gettext (page->title));
  GtkWidget *frame = gtk_aspect_frame_new (0.5, 0.5, (float) get_ratio (self, page, style), FALSE);

  g_object_set_data (G_OBJECT (child), "page", (gpointer) page);
  gtk_aspect_frame_set_child (GTK_ASPECT_FRAME (frame), figure);
  gtk_widget_set_size_request (frame, THUMB_WIDTH, THUMB_TALL);
  gtk_widget_set_can_target (figure, FALSE);
  gtk_widget_set_focusable (figure, FALSE);
  gtk_widget_add_css_class (figure, "figure-paper");
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), frame);
  gtk_box_append (GTK_BOX (box), label);
  gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (child), box);
  gtk_widget_add_css_class (child, "thumb");
  gtk_accessible_update_property (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_PROPERTY_LABEL, gettext (page->title), -1);
  iso_figure_view_set_ask (ISO_FIGURE_VIEW (figure), ask_cb, child);
  iso_figure_view_set_paper (ISO_FIGURE_VIEW (figure), style, style->single_mm * ISO_POINTS_PER_MM);
  return child;
}

static void
fill (IsoFiguresPage *self)
{
  GtkWidget *child;
  const IsoPage *page;

  self->stale = FALSE;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->figures))) != NULL)
    gtk_flow_box_remove (self->figures, child);
  for (guint i = 0; self->view != NULL && (page = iso_page_nth (i)) != NULL; i++)
    if (has_figure (self, page))
      gtk_flow_box_append (self->figures, create_thumb (self, page));
}

/* Figures that nobody sees are not drawn. */
static void
changed_cb (IsoFiguresPage *self)
{
  self->stale = TRUE;
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    fill (self);
}

static void
activated_cb (IsoFiguresPage *self, GtkFlowBoxChild *child)
{
  const IsoPage *page = g_object_get_data (G_OBJECT (child), "page");

  iso_view_set_page (self->view, page->id);
}

static void
tell (IsoFiguresPage *self, const char *text)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.tell", "(sb)", text, FALSE);
}

static void
folder_chosen_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (IsoFiguresPage) self = data;
  g_autoptr (GFile) folder = iso_compat_choose_folder_finish (GTK_WINDOW (source), result);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  guint n;

  if (folder == NULL)
    return;
  n = iso_figures_page_write (self, folder, &error);
  text = error != NULL ? iso_error_to_user_text (error) : g_strdup_printf (ngettext ("%u figure exported", "%u figures exported", n), n);
  tell (self, text);
}

static void
export_all_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  iso_compat_choose_folder_async (GTK_WINDOW (gtk_widget_get_root (widget)), _("Export All Figures To"), folder_chosen_cb,
                                  g_object_ref (widget));
}

static void
set_view (IsoFigureHost *host, IsoView *view)
{
  static const char *const watched[] = { "notify::treatment", "notify::plate", "notify::level", "notify::score", "notify::reference" };
  IsoFiguresPage *self = ISO_FIGURES_PAGE (host);

  self->view = g_object_ref (view);
  iso_figure_pane_set_view (self->pane, view);
  for (guint i = 0; i < G_N_ELEMENTS (watched); i++)
    g_signal_connect_object (view, watched[i], G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (iso_view_get_analyser (view), "notify::analysis", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  changed_cb (self);
}

/* None is in the hand here: figures are copied and exported on their pages, or all together. */
static IsoFigurePane *
get_pane (IsoFigureHost *host)
{
  return NULL;
}

static void
init_host (IsoFigureHostInterface *iface)
{
  iface->set_view = set_view;
  iface->get_pane = get_pane;
}

static void
iso_figures_page_map (GtkWidget *widget)
{
  IsoFiguresPage *self = ISO_FIGURES_PAGE (widget);

  if (self->stale)
    fill (self);
  GTK_WIDGET_CLASS (iso_figures_page_parent_class)->map (widget);
}

static void
iso_figures_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  g_set_object (&ISO_FIGURES_PAGE (object)->project, g_value_get_object (value));
}

static void
iso_figures_page_dispose (GObject *object)
{
  IsoFiguresPage *self = ISO_FIGURES_PAGE (object);

  g_clear_object (&self->pane);
  g_clear_object (&self->view);
  g_clear_object (&self->project);
  G_OBJECT_CLASS (iso_figures_page_parent_class)->dispose (object);
}

static void
iso_figures_page_class_init (IsoFiguresPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->set_property = iso_figures_page_set_property;
  G_OBJECT_CLASS (klass)->dispose = iso_figures_page_dispose;
  widget_class->map = iso_figures_page_map;
  g_object_class_install_property (G_OBJECT_CLASS (klass), PROP_PROJECT,
                                   g_param_spec_object ("project", NULL, NULL, ISO_TYPE_PROJECT, G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS));

  gtk_widget_class_set_template_from_resource (widget_class, ISO_RESOURCES "iso-figures-page.ui");
  gtk_widget_class_bind_template_child (widget_class, IsoFiguresPage, figures);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_install_action (widget_class, "figures.export-all", NULL, export_all_cb);
}

static void
iso_figures_page_init (IsoFiguresPage *self)
{
  self->pane = g_object_ref_sink (g_object_new (ISO_TYPE_FIGURE_PANE, NULL));
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* A name that is not taken. */
static GFile *
choose_file (IsoFiguresPage *self, GFile *folder)
{
  g_autofree char *base = iso_figure_pane_dup_name (self->pane);
  g_autofree char *name = g_strdup_printf ("%s.pdf", base);
  GFile *file = g_file_get_child (folder, name);

  for (guint i = 2; g_file_query_exists (file, NULL); i++)
    {
      g_autofree char *other = g_strdup_printf ("%s %u.pdf", base, i);

      g_object_unref (file);
      file = g_file_get_child (folder, other);
    }
  return file;
}

GPtrArray *
iso_figures_page_build (IsoFiguresPage *self, const IsoFigureStyle *style, double width_pt)
{
  GPtrArray *figures = g_ptr_array_new_with_free_func ((GDestroyNotify) iso_figure_unref);
  const IsoPage *page;

  g_return_val_if_fail (ISO_IS_FIGURES_PAGE (self), figures);

  for (guint i = 0; self->view != NULL && (page = iso_page_nth (i)) != NULL; i++)
    {
      IsoFigure *figure = has_figure (self, page) ? build (self, page->id, style, width_pt, 0) : NULL;

      if (figure != NULL)
        g_ptr_array_add (figures, figure);
    }
  return figures;
}

guint
iso_figures_page_write (IsoFiguresPage *self, GFile *folder, GError **error)
{
  const IsoFigureStyle *style = iso_figure_style_find ("default");
  const IsoPage *page;
  guint n = 0;

  g_return_val_if_fail (ISO_IS_FIGURES_PAGE (self) && self->view != NULL, 0);

  for (guint i = 0; (page = iso_page_nth (i)) != NULL; i++)
    {
      g_autoptr (IsoFigure) figure = NULL;
      g_autoptr (GFile) file = NULL;
      g_autoptr (GBytes) bytes = NULL;

      if (!has_figure (self, page))
        continue;
      figure = build (self, page->id, style, style->single_mm * ISO_POINTS_PER_MM, 0);
      file = choose_file (self, folder);
      if (figure == NULL)
        continue;
      bytes = iso_figure_to_bytes (figure, "pdf", DPI, error);
      if (bytes == NULL || !g_file_replace_contents (file, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL, FALSE,
                                                     G_FILE_CREATE_NONE, NULL, NULL, error))
        return 0;
      n++;
    }
  return n;
}
