/* iso-figure-pane.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-figure-pane.h"

#include "iso-figure-table.h"
#include "iso-figure-view.h"
#include "iso-figure-write.h"
#include "iso-resources.h"
#include "iso-well-keys.h"

#include <glib/gi18n.h>
#include <string.h>

#define COPY_WIDTH_MM 120.0
#define COPY_DPI 300.0

struct _IsoFigurePane
{
  AdwBin parent_instance;

  IsoView        *view;        /* (owned) (nullable) */
  char           *kind;        /* (owned) (nullable) */
  GArray         *arms;        /* (owned) (nullable) of guint */
  GtkStack       *stack;
  IsoFigureView  *figure;
  GMenuModel     *figure_menu;
  IsoFigureTable *table;
  GtkLabel       *current;
  gboolean        bare;
};

enum { PROP_BARE = 1 };

G_DEFINE_FINAL_TYPE (IsoFigurePane, iso_figure_pane, ADW_TYPE_BIN)

static guint entered;

static const IsoAnalysis *
get_analysis (IsoFigurePane *self)
{
  return self->view != NULL ? iso_analyser_get_analysis (iso_view_get_analyser (self->view)) : NULL;
}

static IsoFigureQuantity
choose_quantity (IsoView *view, const char *kind)
{
  if (g_str_equal (kind, "matrix"))
    return iso_view_get_score (view) ? ISO_QUANTITY_SCORE : ISO_QUANTITY_RESPONSE;
  if (g_str_equal (kind, "plate") && iso_view_get_layer (view) == ISO_DATA_LAYER_SIGNAL)
    return ISO_QUANTITY_SIGNAL;
  if (g_str_equal (kind, "plate") && iso_view_get_layer (view) == ISO_DATA_LAYER_RESIDUAL)
    return ISO_QUANTITY_RESIDUAL;
  return ISO_QUANTITY_RESPONSE;
}

/* Of the treatment and the plate that are shown, by their numbers. */
static void
choose_subject (IsoFigurePane *self, IsoFigureSubject *subject)
{
  IsoSubject *treatment = iso_view_get_treatment_subject (self->view);
  IsoSubject *plate = iso_view_get_plate_subject (self->view);

  iso_figure_subject_init (subject);
  if (self->arms != NULL)
    {
      subject->arms = (const guint *) (gpointer) self->arms->data;
      subject->n_arms = self->arms->len;
    }
  if (treatment != NULL && iso_subject_get_kind (treatment) == ISO_SUBJECT_COMBINATION)
    subject->combination = (int) iso_subject_get_index (treatment);
  else if (treatment != NULL)
    subject->sample = (int) iso_subject_get_index (treatment);
  if (plate != NULL)
    subject->plate = (int) iso_subject_get_index (plate);
  if (g_str_equal (self->kind, "isobologram") && iso_view_get_level (self->view) > 0)
    subject->fa = iso_view_get_level (self->view);
  subject->quantity = choose_quantity (self->view, self->kind);
  if (subject->quantity == ISO_QUANTITY_SCORE)
    subject->reference = (int) iso_view_get_reference (self->view);
  subject->show_runs = iso_view_get_show_runs (self->view);
}

/* A plate and a matrix have a shape of their own. */
static IsoFigureOrder *
order (IsoFigurePane *self, const IsoAnalysis *analysis, const IsoFigureKind *kind, const IsoFigureSubject *subject)
{
  return iso_figure_order_new (analysis, kind, subject, g_str_equal (self->kind, "plate") || g_str_equal (self->kind, "matrix"));
}

static IsoFigureOrder *
ask_cb (gpointer data)
{
  return iso_figure_pane_order (data);
}

static gboolean
fits (const IsoFigureSubject *subject, const IsoFigureKind *kind, const IsoAnalysis *analysis)
{
  const IsoExperiment *experiment = analysis->dataset->experiment;

  for (guint i = 0; i < subject->n_arms; i++)
    if (subject->arms[i] >= analysis->arms->len)
      return FALSE;
  return subject->combination < (int) analysis->combinations->len && subject->sample < (int) experiment->samples->len
         && subject->plate < (int) experiment->plates->len && kind->applies (analysis, subject);
}

static void
ready_cb (gpointer data)
{
  iso_analyser_let_go (iso_view_get_analyser (ISO_FIGURE_PANE (data)->view));
}

/* The numbers of treatments, plates and arms are mostly the same in the next analysis. Where they are not, another figure is ordered. */
static void
arriving_cb (IsoFigurePane *self, const IsoAnalysis *next, IsoAnalyser *analyser)
{
  const IsoFigureKind *kind = self->kind != NULL ? iso_figure_kind_find (self->kind) : NULL;
  IsoFigureSubject subject;

  if (kind == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self->figure)))
    return;
  choose_subject (self, &subject);
  if (fits (&subject, kind, next) && iso_figure_view_paint_ahead (self->figure, order (self, next, kind, &subject), ready_cb))
    iso_analyser_hold (analyser);
}

static gboolean
holds_focus (IsoFigurePane *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->stack));
}

/* The focus goes from the figure to its table and back; with what it was on it would be lost, and the keys with it. */
static void
update_table (IsoFigurePane *self)
{
  gboolean focus = holds_focus (self);
  gboolean shown = self->view != NULL && iso_view_get_show_table (self->view);
  g_autoptr (IsoFigure) figure = shown ? iso_figure_pane_build (self, iso_figure_style_find ("screen"), 400, 300) : NULL;

  if (shown || strcmp (gtk_stack_get_visible_child_name (self->stack), "table") == 0)
    iso_figure_table_set_figure (self->table, figure);
  gtk_stack_set_visible_child_name (self->stack, shown ? "table" : "figure");
  if (focus)
    iso_figure_pane_grab_focus (self);
}

/* The numbers of the arms are those of the analysis that is gone. */
static void
analysis_changed_cb (IsoFigurePane *self)
{
  g_clear_pointer (&self->arms, g_array_unref);
  iso_figure_pane_update (self);
}

static void
selection_changed_cb (IsoFigurePane *self)
{
  guint n;
  const guint *observations = iso_view_get_selection (self->view, &n);

  iso_figure_view_set_selection (self->figure, observations, n);
}

static void
pointed_changed_cb (IsoFigurePane *self)
{
  guint n;
  const guint *observations = iso_view_get_pointed (self->view, &n);

  iso_figure_view_set_pointed (self->figure, observations, n);
}

static void
mark_selected_cb (IsoFigurePane *self, const IsoFigureMark *mark, gboolean add)
{
  g_autoptr (GArray) wells = g_array_new (FALSE, FALSE, sizeof (guint));
  const guint *selected;
  guint n;

  selected = iso_view_get_selection (self->view, &n);
  if (add && n > 0)
    g_array_append_vals (wells, selected, n);
  for (guint i = 0; mark != NULL && i < mark->n_observations; i++)
    {
      gboolean known = FALSE;

      for (guint k = 0; k < n && add && !known; k++)
        known = selected[k] == mark->observations[i];
      if (!known)
        g_array_append_val (wells, mark->observations[i]);
    }
  iso_view_select (self->view, (const guint *) (gpointer) wells->data, wells->len);
}

static void
current_changed_cb (IsoFigurePane *self)
{
  const IsoFigureMark *mark = iso_figure_view_get_current (self->figure);
  const char *part = iso_figure_view_is_zoomed (self->figure) ? _("A part is shown larger. A double click shows all of it.") : "";

  gtk_label_set_text (self->current, mark != NULL ? mark->label : part);
  if (self->view != NULL)
    iso_view_point (self->view, mark != NULL ? mark->observations : NULL, mark != NULL ? mark->n_observations : 0);
}

static void
put_bytes (GPtrArray *providers, const IsoFigure *figure, const char *format)
{
  g_autoptr (GBytes) bytes = iso_figure_to_bytes (figure, format, COPY_DPI, NULL);

  if (bytes != NULL)
    g_ptr_array_add (providers, gdk_content_provider_new_for_bytes (iso_figure_format_find (format)->mime_type, bytes));
}

static GdkContentProvider *
provide_figure (IsoFigurePane *self)
{
  g_autoptr (IsoFigure) figure = iso_figure_pane_build (self, iso_figure_style_find ("default"), COPY_WIDTH_MM * ISO_POINTS_PER_MM, 0);
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
provide_table (IsoFigurePane *self)
{
  g_autoptr (IsoFigure) figure = iso_figure_pane_build (self, iso_figure_style_find ("default"), 400, 300);
  g_autofree char *text = figure != NULL ? iso_figure_to_tsv (figure) : NULL;

  return text != NULL ? gdk_content_provider_new_typed (G_TYPE_STRING, text) : NULL;
}

static void
entered_cb (IsoFigurePane *self)
{
  g_signal_emit (self, entered, 0);
}

static void
iso_figure_pane_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_boolean (value, ISO_FIGURE_PANE (object)->bare);
}

static void
iso_figure_pane_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  IsoFigurePane *self = ISO_FIGURE_PANE (object);

  self->bare = g_value_get_boolean (value);
  iso_figure_view_set_bare (self->figure, self->bare);
}

static void
iso_figure_pane_dispose (GObject *object)
{
  IsoFigurePane *self = ISO_FIGURE_PANE (object);

  if (self->figure != NULL)
    iso_figure_view_set_ask (self->figure, NULL, NULL);
  g_clear_object (&self->view);
  g_clear_pointer (&self->arms, g_array_unref);
  g_clear_pointer (&self->kind, g_free);
  G_OBJECT_CLASS (iso_figure_pane_parent_class)->dispose (object);
}

static void
iso_figure_pane_class_init (IsoFigurePaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = iso_figure_pane_dispose;
  G_OBJECT_CLASS (klass)->get_property = iso_figure_pane_get_property;
  G_OBJECT_CLASS (klass)->set_property = iso_figure_pane_set_property;
  g_object_class_install_property (G_OBJECT_CLASS (klass), PROP_BARE,
                                   g_param_spec_boolean ("bare", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS));

  entered = g_signal_new ("entered", ISO_TYPE_FIGURE_PANE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (ISO_TYPE_FIGURE_VIEW);
  g_type_ensure (ISO_TYPE_FIGURE_TABLE);
  gtk_widget_class_set_template_from_resource (widget_class, ISO_RESOURCES "iso-figure-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, IsoFigurePane, stack);
  gtk_widget_class_bind_template_child (widget_class, IsoFigurePane, figure);
  gtk_widget_class_bind_template_child (widget_class, IsoFigurePane, figure_menu);
  gtk_widget_class_bind_template_child (widget_class, IsoFigurePane, table);
  gtk_widget_class_bind_template_child (widget_class, IsoFigurePane, current);
  iso_well_keys_bind (widget_class);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_space, 0, "win.why", NULL);
  gtk_widget_class_bind_template_callback (widget_class, mark_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, current_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, entered_cb);
}

static void
iso_figure_pane_init (IsoFigurePane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  iso_figure_view_set_ask (self->figure, ask_cb, self);
  iso_figure_view_set_menu (self->figure, self->figure_menu);
}

void
iso_figure_pane_set_view (IsoFigurePane *self, IsoView *view)
{
  static const char *const watched[] = {
    "notify::treatment", "notify::plate", "notify::level", "notify::reference", "notify::score", "notify::layer", "notify::show-runs",
  };

  g_return_if_fail (ISO_IS_FIGURE_PANE (self));
  g_return_if_fail (self->view == NULL);

  self->view = g_object_ref (view);
  for (guint i = 0; i < G_N_ELEMENTS (watched); i++)
    g_signal_connect_object (view, watched[i], G_CALLBACK (iso_figure_pane_update), self, G_CONNECT_SWAPPED);
  iso_figure_table_set_view (self->table, view);
  g_signal_connect_object (view, "selection-changed", G_CALLBACK (selection_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (view, "pointed-changed", G_CALLBACK (pointed_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (view, "notify::show-table", G_CALLBACK (update_table), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (iso_view_get_analyser (view), "arriving", G_CALLBACK (arriving_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (iso_view_get_analyser (view), "notify::analysis", G_CALLBACK (analysis_changed_cb), self, G_CONNECT_SWAPPED);
  selection_changed_cb (self);
  iso_figure_pane_update (self);
}

void
iso_figure_pane_set_kind (IsoFigurePane *self, const char *kind)
{
  g_return_if_fail (ISO_IS_FIGURE_PANE (self));

  if (g_strcmp0 (kind, self->kind) == 0)
    return;
  g_free (self->kind);
  self->kind = g_strdup (kind);
  iso_figure_pane_update (self);
}

const char *
iso_figure_pane_get_kind (IsoFigurePane *self)
{
  g_return_val_if_fail (ISO_IS_FIGURE_PANE (self), NULL);
  return self->kind;
}

void
iso_figure_pane_set_arms (IsoFigurePane *self, const guint *arms, guint n)
{
  g_return_if_fail (ISO_IS_FIGURE_PANE (self));

  g_clear_pointer (&self->arms, g_array_unref);
  if (arms != NULL)
    {
      self->arms = g_array_new (FALSE, FALSE, sizeof (guint));
      g_array_append_vals (self->arms, arms, n);
    }
  iso_figure_pane_update (self);
}

void
iso_figure_pane_update (IsoFigurePane *self)
{
  g_return_if_fail (ISO_IS_FIGURE_PANE (self));

  iso_figure_view_invalidate (self->figure);
  update_table (self);
}

IsoFigureOrder *
iso_figure_pane_order (IsoFigurePane *self)
{
  const IsoAnalysis *analysis = get_analysis (self);
  const IsoFigureKind *kind = self->kind != NULL ? iso_figure_kind_find (self->kind) : NULL;
  IsoFigureSubject subject;

  if (analysis == NULL || kind == NULL)
    return NULL;
  choose_subject (self, &subject);
  return order (self, analysis, kind, &subject);
}

IsoFigure *
iso_figure_pane_build (IsoFigurePane *self, const IsoFigureStyle *style, double width_pt, double height_pt)
{
  g_autoptr (IsoFigureOrder) own = iso_figure_pane_order (self);

  return own != NULL ? iso_figure_order_build (own, style, width_pt, height_pt) : NULL;
}

char *
iso_figure_pane_dup_name (IsoFigurePane *self)
{
  const char *kind = self->kind != NULL ? self->kind : "figure";
  IsoSubject *subject = NULL;
  GString *name = g_string_new (NULL);

  if (self->view != NULL && (g_str_equal (kind, "plate") || g_str_equal (kind, "replicates")))
    subject = iso_view_get_plate_subject (self->view);
  else if (self->view != NULL)
    subject = iso_view_get_treatment_subject (self->view);
  if (subject != NULL)
    g_string_append_printf (name, "%s ", iso_subject_get_name (subject));
  g_string_append (name, kind);
  g_string_replace (name, "/", "-", 0);
  return g_string_free (name, FALSE);
}

void
iso_figure_pane_copy (IsoFigurePane *self)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (self));
  g_autoptr (GdkContentProvider) provider = NULL;

  g_return_if_fail (ISO_IS_FIGURE_PANE (self));

  provider = self->view != NULL && iso_view_get_show_table (self->view) ? provide_table (self) : provide_figure (self);
  if (provider != NULL)
    gdk_clipboard_set_content (clipboard, provider);
}

void
iso_figure_pane_get_place (IsoFigurePane *self, GdkRectangle *place)
{
  GtkWidget *shown = gtk_stack_get_visible_child (self->stack);
  graphene_rect_t mark, bounds;
  graphene_point_t corner;

  g_return_if_fail (ISO_IS_FIGURE_PANE (self));

  if (gtk_widget_get_mapped (GTK_WIDGET (self->figure)) && iso_figure_view_get_selected_rect (self->figure, &mark)
      && gtk_widget_compute_point (GTK_WIDGET (self->figure), GTK_WIDGET (self), &mark.origin, &corner))
    *place = (GdkRectangle) { (int) corner.x, (int) corner.y, (int) mark.size.width + 1, (int) mark.size.height + 1 };
  else if (gtk_widget_compute_bounds (shown, GTK_WIDGET (self), &bounds))
    *place = (GdkRectangle) { (int) (bounds.origin.x + bounds.size.width / 2), (int) (bounds.origin.y + bounds.size.height / 3), 1, 1 };
  else
    *place = (GdkRectangle) { 0, 0, 1, 1 };
}

const IsoFigureMark *
iso_figure_pane_get_asked (IsoFigurePane *self)
{
  g_return_val_if_fail (ISO_IS_FIGURE_PANE (self), NULL);
  if (strcmp (gtk_stack_get_visible_child_name (self->stack), "table") == 0)
    return iso_figure_table_get_asked (self->table);
  return iso_figure_view_get_asked (self->figure);
}

void
iso_figure_pane_grab_focus (IsoFigurePane *self)
{
  g_return_if_fail (ISO_IS_FIGURE_PANE (self));

  if (gtk_widget_get_mapped (GTK_WIDGET (self->figure)))
    gtk_widget_grab_focus (GTK_WIDGET (self->figure));
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->table));
}

gboolean
iso_figure_pane_applies (const char *id, IsoView *view)
{
  const IsoAnalysis *analysis = iso_analyser_get_analysis (iso_view_get_analyser (view));
  const IsoFigureKind *kind = iso_figure_kind_find (id);
  IsoFigureSubject subject;

  if (analysis == NULL || kind == NULL)
    return FALSE;
  iso_figure_subject_init (&subject);
  return kind->applies (analysis, &subject);
}
