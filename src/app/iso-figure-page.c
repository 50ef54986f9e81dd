/* iso-figure-page.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-figure-page.h"

#include "iso-figure-table.h"
#include "iso-figure-view.h"
#include "iso-figure-write.h"
#include "iso-resources.h"
#include "iso-user-text.h"

#include <glib/gi18n.h>
#include <math.h>

#define COPY_WIDTH_MM 120.0
#define COPY_DPI 300.0

struct _IsoFigurePage
{
  AdwBin parent_instance;

  IsoView        *view;        /* (owned) (nullable) */
  GtkLabel       *title;
  GtkDropDown    *levels;
  GtkDropDown    *scores;
  GtkDropDown    *signals;
  GtkDropDown    *runs;
  GtkToggleButton *table_button;
  GtkStack       *stack;
  IsoFigureView  *figure;
  GMenuModel     *figure_menu;
  IsoFigureTable *table;
  GtkLabel       *current;

  gboolean        filling;     /* the choices are being set from the view */
};

G_DEFINE_FINAL_TYPE (IsoFigurePage, iso_figure_page, ADW_TYPE_BIN)

static const IsoAnalysis *
get_analysis (IsoFigurePage *self)
{
  return self->view != NULL ? iso_analyser_get_analysis (iso_view_get_analyser (self->view)) : NULL;
}

static void
choose_subject (IsoView *view, const IsoPage *page, IsoFigureSubject *subject)
{
  IsoSubject *treatment = iso_view_get_treatment_subject (view);
  IsoSubject *plate = iso_view_get_plate_subject (view);

  iso_figure_subject_init (subject);
  if (treatment != NULL && iso_subject_get_kind (treatment) == ISO_SUBJECT_COMBINATION)
    subject->combination = (int) iso_subject_get_index (treatment);
  else if (treatment != NULL)
    subject->sample = (int) iso_subject_get_index (treatment);
  if (plate != NULL)
    subject->plate = (int) iso_subject_get_index (plate);
  if (page->choices & ISO_CHOICE_LEVEL && iso_view_get_level (view) > 0)
    subject->fa = iso_view_get_level (view);
  if (page->choices & ISO_CHOICE_SCORE && iso_view_get_score (view))
    {
      subject->quantity = ISO_QUANTITY_SCORE;
      subject->reference = (int) iso_view_get_reference (view);
    }
  if (page->choices & ISO_CHOICE_SIGNAL && iso_view_get_signal (view))
    subject->quantity = ISO_QUANTITY_SIGNAL;
  subject->show_runs = page->choices & ISO_CHOICE_RUNS && iso_view_get_show_runs (view);
}

/* A plate has a shape of its own, and is not stretched where there is more room. */
static IsoFigure *
build_cb (const IsoFigureStyle *style, double width_pt, double height_pt, gpointer data)
{
  IsoFigurePage *self = data;
  const IsoPage *page = self->view != NULL ? iso_page_find (iso_view_get_page (self->view)) : NULL;
  IsoFigure *figure;
  double width, height;

  if (page != NULL && page->has_shape)
    {
      figure = iso_figure_page_build (self, style, width_pt, 0);
      if (figure == NULL)
        return NULL;
      iso_figure_get_size (figure, &width, &height);
      if (height <= height_pt)
        return figure;
      iso_figure_unref (figure);
    }
  return iso_figure_page_build (self, style, width_pt, height_pt);
}

static void
show_choice (GtkDropDown *choice, gboolean visible, guint selected)
{
  gtk_widget_set_visible (GTK_WIDGET (choice), visible);
  if (visible)
    gtk_drop_down_set_selected (choice, selected);
}

static void
fill_levels (IsoFigurePage *self, const IsoAnalysis *analysis)
{
  GtkStringList *list = gtk_string_list_new ((const char *[]) { _("All effect levels"), NULL });

  for (guint i = 0; i < analysis->settings.n_effect_levels; i++)
    {
      g_autofree char *number = iso_user_number (100 * analysis->settings.effect_levels[i]);

      gtk_string_list_take (list, g_strdup_printf (_("%s\u00a0%% effect"), number));
    }
  gtk_drop_down_set_model (self->levels, G_LIST_MODEL (list));
  g_object_unref (list);
}

static void
fill_scores (IsoFigurePage *self)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new ((const char *[]) { _("Response"), NULL });

  for (guint i = 0; i < ISO_N_REFERENCES; i++)
    gtk_string_list_take (list, g_strdup_printf (_("Score: %s"), gettext (iso_reference_nth (i)->name)));
  gtk_drop_down_set_model (self->scores, G_LIST_MODEL (list));
}

static guint
find_level (IsoFigurePage *self, const IsoAnalysis *analysis)
{
  for (guint i = 0; i < analysis->settings.n_effect_levels; i++)
    if (fabs (analysis->settings.effect_levels[i] - iso_view_get_level (self->view)) < 1e-9)
      return i + 1;
  return 0;
}

static void
update_table (IsoFigurePage *self)
{
  gboolean shown = self->view != NULL && iso_view_get_show_table (self->view);
  g_autoptr (IsoFigure) figure = shown ? iso_figure_page_build (self, iso_figure_style_find ("screen"), 400, 300) : NULL;

  gtk_toggle_button_set_active (self->table_button, shown);
  iso_figure_table_set_figure (self->table, figure);
  gtk_stack_set_visible_child_name (self->stack, shown ? "table" : "figure");
}

static void
update (IsoFigurePage *self)
{
  const IsoAnalysis *analysis = get_analysis (self);
  const IsoPage *page = self->view != NULL ? iso_page_find (iso_view_get_page (self->view)) : NULL;

  iso_figure_view_invalidate (self->figure);
  if (analysis == NULL || page == NULL)
    {
      iso_figure_table_set_figure (self->table, NULL);
      return;
    }

  self->filling = TRUE;
  gtk_label_set_text (self->title, gettext (page->title));
  fill_levels (self, analysis);
  show_choice (self->levels, page->choices & ISO_CHOICE_LEVEL, find_level (self, analysis));
  show_choice (self->scores, page->choices & ISO_CHOICE_SCORE,
               iso_view_get_score (self->view) ? iso_view_get_reference (self->view) + 1 : 0);
  show_choice (self->signals, page->choices & ISO_CHOICE_SIGNAL, iso_view_get_signal (self->view));
  show_choice (self->runs, page->choices & ISO_CHOICE_RUNS && analysis->dataset->experiment->runs->len > 1,
               iso_view_get_show_runs (self->view));
  self->filling = FALSE;
  update_table (self);
}

static void
level_chosen_cb (IsoFigurePage *self)
{
  const IsoAnalysis *analysis = get_analysis (self);
  guint chosen = gtk_drop_down_get_selected (self->levels);

  if (self->filling || analysis == NULL || chosen > analysis->settings.n_effect_levels)
    return;
  g_object_set (self->view, "level", chosen > 0 ? analysis->settings.effect_levels[chosen - 1] : 0.0, NULL);
}

static void
score_chosen_cb (IsoFigurePage *self)
{
  guint chosen = gtk_drop_down_get_selected (self->scores);

  if (self->filling || self->view == NULL || chosen > ISO_N_REFERENCES)
    return;
  if (chosen > 0)
    g_object_set (self->view, "reference", chosen - 1, NULL);
  g_object_set (self->view, "score", chosen > 0, NULL);
}

static void
signal_chosen_cb (IsoFigurePage *self)
{
  if (!self->filling && self->view != NULL)
    g_object_set (self->view, "signal", gtk_drop_down_get_selected (self->signals) == 1, NULL);
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
selection_changed_cb (IsoFigurePage *self)
{
  guint n;
  const guint *observations = iso_view_get_selection (self->view, &n);

  iso_figure_view_set_selection (self->figure, observations, n);
}

static void
mark_selected_cb (IsoFigurePage *self, const IsoFigureMark *mark)
{
  if (mark != NULL)
    iso_view_select (self->view, mark->observations, mark->n_observations);
  else
    iso_view_select (self->view, NULL, 0);
}

static void
current_changed_cb (IsoFigurePage *self)
{
  g_autofree char *text = NULL;

  g_object_get (self->figure, "current", &text, NULL);
  gtk_label_set_text (self->current, text != NULL ? text : "");
}

static void
put_bytes (GPtrArray *providers, const IsoFigure *figure, const char *format)
{
  g_autoptr (GBytes) bytes = iso_figure_to_bytes (figure, format, COPY_DPI, NULL);

  if (bytes != NULL)
    g_ptr_array_add (providers, gdk_content_provider_new_for_bytes (iso_figure_format_find (format)->mime_type, bytes));
}

static GdkContentProvider *
provide_figure (IsoFigurePage *self)
{
  g_autoptr (IsoFigure) figure = iso_figure_page_build (self, iso_figure_style_find ("default"), COPY_WIDTH_MM * ISO_POINTS_PER_MM, 0);
  g_autoptr (GPtrArray) providers = g_ptr_array_new ();

  if (figure == NULL)
    return NULL;
  put_bytes (providers, figure, "png");
  put_bytes (providers, figure, "svg");
  if (providers->len == 0)
    return NULL;
  return gdk_content_provider_new_union ((GdkContentProvider **) providers->pdata, providers->len);
}

static GdkContentProvider *
provide_table (IsoFigurePage *self)
{
  g_autoptr (IsoFigure) figure = iso_figure_page_build (self, iso_figure_style_find ("default"), 400, 300);
  g_autofree char *text = figure != NULL ? iso_figure_to_tsv (figure) : NULL;

  return text != NULL ? gdk_content_provider_new_typed (G_TYPE_STRING, text) : NULL;
}

static void
iso_figure_page_dispose (GObject *object)
{
  IsoFigurePage *self = ISO_FIGURE_PAGE (object);

  if (self->figure != NULL)
    iso_figure_view_set_build (self->figure, NULL, NULL);
  g_clear_object (&self->view);
  G_OBJECT_CLASS (iso_figure_page_parent_class)->dispose (object);
}

static void
iso_figure_page_class_init (IsoFigurePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = iso_figure_page_dispose;

  g_type_ensure (ISO_TYPE_FIGURE_VIEW);
  g_type_ensure (ISO_TYPE_FIGURE_TABLE);
  gtk_widget_class_set_template_from_resource (widget_class, ISO_RESOURCES "iso-figure-page.ui");
  gtk_widget_class_bind_template_child (widget_class, IsoFigurePage, title);
  gtk_widget_class_bind_template_child (widget_class, IsoFigurePage, levels);
  gtk_widget_class_bind_template_child (widget_class, IsoFigurePage, scores);
  gtk_widget_class_bind_template_child (widget_class, IsoFigurePage, signals);
  gtk_widget_class_bind_template_child (widget_class, IsoFigurePage, runs);
  gtk_widget_class_bind_template_child (widget_class, IsoFigurePage, table_button);
  gtk_widget_class_bind_template_child (widget_class, IsoFigurePage, stack);
  gtk_widget_class_bind_template_child (widget_class, IsoFigurePage, figure);
  gtk_widget_class_bind_template_child (widget_class, IsoFigurePage, figure_menu);
  gtk_widget_class_bind_template_child (widget_class, IsoFigurePage, table);
  gtk_widget_class_bind_template_child (widget_class, IsoFigurePage, current);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "win.exclude", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Delete, 0, "win.exclude", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, GDK_SHIFT_MASK, "win.restore", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Delete, GDK_SHIFT_MASK, "win.restore", NULL);
  gtk_widget_class_bind_template_callback (widget_class, level_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, score_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, signal_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, runs_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, table_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, mark_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, current_changed_cb);
}

static void
iso_figure_page_init (IsoFigurePage *self)
{
  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_scores (self);
  self->filling = FALSE;
  iso_figure_view_set_build (self->figure, build_cb, self);
  iso_figure_view_set_menu (self->figure, self->figure_menu);
}

void
iso_figure_page_set_view (IsoFigurePage *self, IsoView *view)
{
  static const char *const watched[] = {
    "notify::page", "notify::treatment", "notify::plate", "notify::level", "notify::reference", "notify::score", "notify::signal",
    "notify::show-runs",
  };

  g_return_if_fail (ISO_IS_FIGURE_PAGE (self));
  g_return_if_fail (self->view == NULL);

  self->view = g_object_ref (view);
  for (guint i = 0; i < G_N_ELEMENTS (watched); i++)
    g_signal_connect_object (view, watched[i], G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (view, "selection-changed", G_CALLBACK (selection_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (view, "notify::show-table", G_CALLBACK (update_table), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (iso_view_get_analyser (view), "notify::analysis", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

IsoFigure *
iso_figure_page_build (IsoFigurePage *self, const IsoFigureStyle *style, double width_pt, double height_pt)
{
  const IsoAnalysis *analysis = get_analysis (self);
  const IsoPage *page = self->view != NULL ? iso_page_find (iso_view_get_page (self->view)) : NULL;
  const IsoFigureKind *kind = page != NULL ? iso_figure_kind_find (page->id) : NULL;
  IsoFigureSubject subject;

  if (analysis == NULL || kind == NULL)
    return NULL;
  choose_subject (self->view, page, &subject);
  return kind->build (analysis, &subject, style, width_pt, height_pt);
}

char *
iso_figure_page_dup_name (IsoFigurePage *self)
{
  const IsoPage *page = self->view != NULL ? iso_page_find (iso_view_get_page (self->view)) : NULL;
  IsoSubject *subject = NULL;
  GString *name = g_string_new (NULL);

  if (page != NULL)
    subject = page->of_plate ? iso_view_get_plate_subject (self->view) : iso_view_get_treatment_subject (self->view);
  if (subject != NULL)
    g_string_append_printf (name, "%s ", iso_subject_get_name (subject));
  g_string_append (name, page != NULL ? page->id : "figure");
  g_string_replace (name, "/", "-", 0);
  return g_string_free (name, FALSE);
}

void
iso_figure_page_copy (IsoFigurePage *self)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (self));
  g_autoptr (GdkContentProvider) provider = NULL;

  g_return_if_fail (ISO_IS_FIGURE_PAGE (self));

  provider = self->view != NULL && iso_view_get_show_table (self->view) ? provide_table (self) : provide_figure (self);
  if (provider != NULL)
    gdk_clipboard_set_content (clipboard, provider);
}

void
iso_figure_page_get_place (IsoFigurePage *self, GdkRectangle *place)
{
  GtkWidget *shown = gtk_stack_get_visible_child (self->stack);
  graphene_rect_t mark, bounds;
  graphene_point_t corner;

  g_return_if_fail (ISO_IS_FIGURE_PAGE (self));

  if (gtk_widget_get_mapped (GTK_WIDGET (self->figure)) && iso_figure_view_get_selected_rect (self->figure, &mark)
      && gtk_widget_compute_point (GTK_WIDGET (self->figure), GTK_WIDGET (self), &mark.origin, &corner))
    *place = (GdkRectangle) { (int) corner.x, (int) corner.y, (int) mark.size.width + 1, (int) mark.size.height + 1 };
  else if (gtk_widget_compute_bounds (shown, GTK_WIDGET (self), &bounds))
    *place = (GdkRectangle) { (int) (bounds.origin.x + bounds.size.width / 2), (int) (bounds.origin.y + bounds.size.height / 3), 1, 1 };
  else
    *place = (GdkRectangle) { 0, 0, 1, 1 };
}

void
iso_figure_page_grab_focus (IsoFigurePage *self)
{
  g_return_if_fail (ISO_IS_FIGURE_PAGE (self));

  if (gtk_widget_get_mapped (GTK_WIDGET (self->figure)))
    gtk_widget_grab_focus (GTK_WIDGET (self->figure));
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->table));
}

gboolean
iso_figure_page_applies (const IsoPage *page, IsoView *view)
{
  const IsoAnalysis *analysis = iso_analyser_get_analysis (iso_view_get_analyser (view));
  const IsoFigureKind *kind = iso_figure_kind_find (page->id);
  IsoFigureSubject subject;

  if (analysis == NULL || kind == NULL)
    return FALSE;
  iso_figure_subject_init (&subject);
  return kind->applies (analysis, &subject);
}
