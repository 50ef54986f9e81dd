/* iso-figure-page.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-figure-page.h"

#include "iso-figure-choices.h"
#include "iso-figure-host.h"
#include "iso-resources.h"
#include "iso-wrap-box.h"

#include <glib/gi18n.h>

struct _IsoFigurePage
{
  AdwBin parent_instance;

  IsoView        *view;        /* (owned) (nullable) */
  GtkLabel       *title;
  GtkDropDown    *levels;
  GtkDropDown    *scores;
  GtkDropDown    *runs;
  GtkToggleButton *table_button;
  IsoFigurePane  *pane;

  gboolean        filling;     /* the choices are being set from the view */
};

static void init_host (IsoFigureHostInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (IsoFigurePage, iso_figure_page, ADW_TYPE_BIN, G_IMPLEMENT_INTERFACE (ISO_TYPE_FIGURE_HOST, init_host))

static const IsoAnalysis *
get_analysis (IsoFigurePage *self)
{
  return self->view != NULL ? iso_analyser_get_analysis (iso_view_get_analyser (self->view)) : NULL;
}

static void
show_table_cb (IsoFigurePage *self)
{
  gtk_toggle_button_set_active (self->table_button, iso_view_get_show_table (self->view));
}

static void
update (IsoFigurePage *self)
{
  const IsoAnalysis *analysis = get_analysis (self);
  const IsoPage *page = self->view != NULL ? iso_page_find (iso_view_get_page (self->view)) : NULL;

  iso_figure_pane_set_kind (self->pane, page != NULL && page->type == NULL ? page->id : NULL);
  if (analysis == NULL || page == NULL || page->type != NULL)
    return;

  self->filling = TRUE;
  gtk_label_set_text (self->title, gettext (page->title));
  iso_level_choices_show (self->levels, self->view);
  iso_score_choices_show (self->scores, self->view);
  gtk_drop_down_set_selected (self->runs, iso_view_get_show_runs (self->view));
  gtk_widget_set_visible (GTK_WIDGET (self->levels), page->choices & ISO_CHOICE_LEVEL);
  gtk_widget_set_visible (GTK_WIDGET (self->scores), page->choices & ISO_CHOICE_SCORE);
  gtk_widget_set_visible (GTK_WIDGET (self->runs), page->choices & ISO_CHOICE_RUNS && iso_dataset_count_runs (analysis->dataset) > 1);
  self->filling = FALSE;
}

static void
level_chosen_cb (IsoFigurePage *self)
{
  if (!self->filling && self->view != NULL)
    iso_level_choices_take (self->levels, self->view);
}

static void
score_chosen_cb (IsoFigurePage *self)
{
  if (!self->filling && self->view != NULL)
    iso_score_choices_take (self->scores, self->view);
}

static void
runs_chosen_cb (IsoFigurePage *self)
{
  if (!self->filling && self->view != NULL)
    g_object_set (self->view, "show-runs", gtk_drop_down_get_selected (self->runs) == 1, NULL);
}

static void
table_toggled_cb (IsoFigurePage *self)
{
  if (!self->filling && self->view != NULL)
    g_object_set (self->view, "show-table", gtk_toggle_button_get_active (self->table_button), NULL);
}

static void
iso_figure_page_dispose (GObject *object)
{
  IsoFigurePage *self = ISO_FIGURE_PAGE (object);

  g_clear_object (&self->view);
  G_OBJECT_CLASS (iso_figure_page_parent_class)->dispose (object);
}

static void
set_view (IsoFigureHost *host, IsoView *view)
{
  static const char *const watched[] = { "notify::page", "notify::level", "notify::reference", "notify::score", "notify::show-runs" };
  IsoFigurePage *self = ISO_FIGURE_PAGE (host);

  g_return_if_fail (self->view == NULL);

  self->view = g_object_ref (view);
  iso_figure_pane_set_view (self->pane, view);
  for (guint i = 0; i < G_N_ELEMENTS (watched); i++)
    g_signal_connect_object (view, watched[i], G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (view, "notify::show-table", G_CALLBACK (show_table_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (iso_view_get_analyser (view), "notify::analysis", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

static IsoFigurePane *
get_pane (IsoFigureHost *host)
{
  return ISO_FIGURE_PAGE (host)->pane;
}

static void
init_host (IsoFigureHostInterface *iface)
{
  iface->set_view = set_view;
  iface->get_pane = get_pane;
}

static void
iso_figure_page_class_init (IsoFigurePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = iso_figure_page_dispose;

  g_type_ensure (ISO_TYPE_WRAP_BOX);
  g_type_ensure (ISO_TYPE_FIGURE_PANE);
  gtk_widget_class_set_template_from_resource (widget_class, ISO_RESOURCES "iso-figure-page.ui");
  gtk_widget_class_bind_template_child (widget_class, IsoFigurePage, title);
  gtk_widget_class_bind_template_child (widget_class, IsoFigurePage, levels);
  gtk_widget_class_bind_template_child (widget_class, IsoFigurePage, scores);
  gtk_widget_class_bind_template_child (widget_class, IsoFigurePage, runs);
  gtk_widget_class_bind_template_child (widget_class, IsoFigurePage, table_button);
  gtk_widget_class_bind_template_child (widget_class, IsoFigurePage, pane);
  gtk_widget_class_bind_template_callback (widget_class, level_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, score_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, runs_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, table_toggled_cb);
}

static void
iso_figure_page_init (IsoFigurePage *self)
{
  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->filling = FALSE;
}
