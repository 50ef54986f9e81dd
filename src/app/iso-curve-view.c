/* iso-curve-view.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-curve-view.h"

#include "iso-fact-row.h"
#include "iso-resources.h"

#include <glib/gi18n.h>

/* More curves of a sample would have a panel each, and more panels no room below the table. */
#define MOST_CURVES 4
#define MOST_SAMPLES 4

/* What is shown, in the order of the choice. */
enum { SHOW_CURVES, SHOW_RESIDUALS, SHOW_COMPARISON, SHOW_GROWTH };

struct _IsoCurveView
{
  AdwBin parent_instance;

  IsoView       *view;     /* (owned) (nullable) */
  GArray        *arms;     /* (owned) of guint */
  GListStore    *facts;    /* (owned) of the comparison, or of growth */
  GtkDropDown   *choice;
  GtkStack      *stack;
  IsoFigurePane *pane;
  GtkListBox    *list;
  GtkLabel      *hint;
  GtkLabel      *note;     /* how many of the curves are drawn, where that is not all */
};

G_DEFINE_FINAL_TYPE (IsoCurveView, iso_curve_view, ADW_TYPE_BIN)

/* Takes what there is to say instead of numbers; NULL for nothing. */
static void
show_hint (IsoCurveView *self, char *hint)
{
  gtk_label_set_text (self->hint, hint != NULL ? hint : "");
  gtk_widget_set_visible (GTK_WIDGET (self->hint), hint != NULL);
  g_free (hint);
}

static void
show_numbers (IsoCurveView *self, guint chosen)
{
  const IsoAnalysis *analysis = self->view != NULL ? iso_analyser_get_analysis (iso_view_get_analyser (self->view)) : NULL;
  const guint *arms = (const guint *) (gpointer) self->arms->data;

  g_list_store_remove_all (self->facts);
  if (chosen == SHOW_GROWTH)
    {
      show_hint (self, analysis != NULL ? iso_facts_of_growth (self->facts, analysis, arms, self->arms->len) : NULL);
      return;
    }
  if (analysis != NULL && self->arms->len == 2 && arms[0] < analysis->arms->len && arms[1] < analysis->arms->len)
    iso_facts_of_comparison (self->facts, analysis, arms[1], arms[0]);
  show_hint (self, self->arms->len != 2 ? g_strdup (_("Select two curves in the table to compare them.")) : NULL);
}

static gboolean
shows_growth (const IsoAnalysis *analysis)
{
  return analysis != NULL && iso_analysis_shows_growth (analysis);
}

static gboolean
has_growth (const IsoAnalysis *analysis, guint arm)
{
  for (guint i = 0; i < analysis->growth->len; i++)
    if (iso_arm_has_growth (iso_analysis_arm (analysis, arm), g_ptr_array_index (analysis->growth, i)))
      return TRUE;
  return FALSE;
}

/* The curves that are asked for, all without any, as far as there is room for them. */
static GArray *
choose_drawn (IsoCurveView *self, guint *n_asked)
{
  const IsoAnalysis *analysis = self->view != NULL ? iso_analyser_get_analysis (iso_view_get_analyser (self->view)) : NULL;
  GArray *drawn = g_array_new (FALSE, FALSE, sizeof (guint));
  guint n = analysis == NULL ? 0 : self->arms->len > 0 ? self->arms->len : analysis->arms->len;
  int samples[MOST_SAMPLES];
  guint counts[MOST_SAMPLES] = { 0 }, n_samples = 0;

  *n_asked = 0;
  for (guint i = 0; i < n; i++)
    {
      guint arm = self->arms->len > 0 ? g_array_index (self->arms, guint, i) : i, s = 0;

      if (arm >= analysis->arms->len || (shows_growth (analysis) && !has_growth (analysis, arm)))
        continue;
      *n_asked += 1;
      while (s < n_samples && samples[s] != iso_analysis_arm (analysis, arm)->sample)
        s++;
      if (s == MOST_SAMPLES || counts[s] == MOST_CURVES)
        continue;
      samples[s] = iso_analysis_arm (analysis, arm)->sample;
      n_samples = MAX (n_samples, s + 1);
      counts[s]++;
      g_array_append_val (drawn, arm);
    }
  return drawn;
}

static void
update_figure (IsoCurveView *self, guint chosen)
{
  const IsoAnalysis *analysis = self->view != NULL ? iso_analyser_get_analysis (iso_view_get_analyser (self->view)) : NULL;
  guint n_asked;
  g_autoptr (GArray) drawn = choose_drawn (self, &n_asked);
  gboolean some = drawn->len < n_asked;
  g_autofree char *note = g_strdup_printf (ngettext ("%u of %u curve. Select others in the table.",
                                                     "%u of %u curves. Select others in the table.", n_asked), drawn->len, n_asked);

  gtk_label_set_text (self->note, some && chosen < SHOW_COMPARISON ? note : "");
  iso_figure_pane_set_kind (self->pane, chosen == SHOW_RESIDUALS ? "residuals" : shows_growth (analysis) ? "growth-rate" : "dose-response");
  iso_figure_pane_set_arms (self->pane, some || self->arms->len > 0 ? (const guint *) (gpointer) drawn->data : NULL,
                            some || self->arms->len > 0 ? drawn->len : 0);
}

static void
update (IsoCurveView *self)
{
  guint chosen = gtk_drop_down_get_selected (self->choice);

  update_figure (self, chosen);
  gtk_stack_set_visible_child_name (self->stack, chosen >= SHOW_COMPARISON ? "numbers" : "figure");
  if (chosen >= SHOW_COMPARISON)
    show_numbers (self, chosen);
}

static void
chosen_cb (IsoCurveView *self)
{
  if (self->view != NULL)
    update (self);
}

static void
iso_curve_view_dispose (GObject *object)
{
  IsoCurveView *self = ISO_CURVE_VIEW (object);

  g_clear_object (&self->view);
  g_clear_object (&self->facts);
  G_OBJECT_CLASS (iso_curve_view_parent_class)->dispose (object);
}

static void
iso_curve_view_finalize (GObject *object)
{
  g_array_unref (ISO_CURVE_VIEW (object)->arms);
  G_OBJECT_CLASS (iso_curve_view_parent_class)->finalize (object);
}

static void
iso_curve_view_class_init (IsoCurveViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = iso_curve_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = iso_curve_view_finalize;
  g_type_ensure (ISO_TYPE_FIGURE_PANE);
  gtk_widget_class_set_template_from_resource (widget_class, ISO_RESOURCES "iso-curve-view.ui");
  gtk_widget_class_bind_template_child (widget_class, IsoCurveView, choice);
  gtk_widget_class_bind_template_child (widget_class, IsoCurveView, stack);
  gtk_widget_class_bind_template_child (widget_class, IsoCurveView, pane);
  gtk_widget_class_bind_template_child (widget_class, IsoCurveView, list);
  gtk_widget_class_bind_template_child (widget_class, IsoCurveView, hint);
  gtk_widget_class_bind_template_child (widget_class, IsoCurveView, note);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
}

static void
iso_curve_view_init (IsoCurveView *self)
{
  self->arms = g_array_new (FALSE, FALSE, sizeof (guint));
  self->facts = g_list_store_new (ISO_TYPE_FACT);
  gtk_widget_init_template (GTK_WIDGET (self));
  iso_fact_rows_bind (self->list, G_LIST_MODEL (self->facts));
}

void
iso_curve_view_set_view (IsoCurveView *self, IsoView *view)
{
  g_return_if_fail (ISO_IS_CURVE_VIEW (self));
  g_return_if_fail (self->view == NULL);

  self->view = g_object_ref (view);
  iso_figure_pane_set_view (self->pane, view);
  update (self);
}

void
iso_curve_view_set_arms (IsoCurveView *self, const guint *arms, guint n)
{
  g_return_if_fail (ISO_IS_CURVE_VIEW (self));

  g_array_set_size (self->arms, 0);
  if (n > 0)
    g_array_append_vals (self->arms, arms, n);
  update (self);
}

void
iso_curve_view_compare (IsoCurveView *self)
{
  g_return_if_fail (ISO_IS_CURVE_VIEW (self));
  gtk_drop_down_set_selected (self->choice, SHOW_COMPARISON);
}

IsoFigurePane *
iso_curve_view_get_pane (IsoCurveView *self)
{
  g_return_val_if_fail (ISO_IS_CURVE_VIEW (self), NULL);
  return self->pane;
}
