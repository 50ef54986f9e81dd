/* iso-spark-bar.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-spark-bar.h"

#include "iso-figure-view.h"
#include "iso-tooltip.h"
#include "iso-user-text.h"

#include <glib/gi18n.h>

#define N_SPARKS (ISO_N_REFERENCES + 1)   /* the response, then the scores */

typedef struct
{
  IsoSparkBar   *bar;
  guint          index;
  GtkWidget     *button;
  IsoFigureView *figure;
  GtkLabel      *value;
} Spark;

struct _IsoSparkBar
{
  AdwBin parent_instance;

  IsoView  *view;      /* (owned) (nullable) */
  Spark     sparks[N_SPARKS];
  gboolean  filling;   /* the buttons are being set from the view */
};

G_DEFINE_FINAL_TYPE (IsoSparkBar, iso_spark_bar, ADW_TYPE_BIN)

static const IsoCombination *
get_combination (IsoSparkBar *self)
{
  const IsoAnalysis *analysis = self->view != NULL ? iso_analyser_get_analysis (iso_view_get_analyser (self->view)) : NULL;
  IsoSubject *subject = analysis != NULL ? iso_view_get_treatment_subject (self->view) : NULL;

  if (subject == NULL || iso_subject_get_kind (subject) != ISO_SUBJECT_COMBINATION)
    return NULL;
  return iso_analysis_combination (analysis, iso_subject_get_index (subject));
}

static IsoFigureOrder *
ask_cb (gpointer data)
{
  Spark *spark = data;
  IsoFigureSubject subject;

  if (get_combination (spark->bar) == NULL)
    return NULL;
  iso_figure_subject_init (&subject);
  subject.combination = (int) iso_subject_get_index (iso_view_get_treatment_subject (spark->bar->view));
  subject.quantity = spark->index > 0 ? ISO_QUANTITY_SCORE : ISO_QUANTITY_RESPONSE;
  subject.reference = (int) spark->index - 1;
  return iso_figure_order_new (iso_analyser_get_analysis (iso_view_get_analyser (spark->bar->view)), iso_figure_kind_find ("matrix"),
                               &subject, FALSE);
}

static void
toggled_cb (GtkToggleButton *button, Spark *spark)
{
  IsoSparkBar *self = spark->bar;

  if (self->filling || self->view == NULL || !gtk_toggle_button_get_active (button))
    return;
  if (spark->index > 0)
    g_object_set (self->view, "reference", spark->index - 1, NULL);
  g_object_set (self->view, "score", spark->index > 0, NULL);
}

static const char *
get_name (guint index)
{
  return index > 0 ? gettext (iso_reference_nth (index - 1)->name) : _("Response");
}

/*  heat map
 *    name
 *    mean   */
static void
init_spark (IsoSparkBar *self, guint index, GtkBox *box)
{
  Spark *spark = &self->sparks[index];
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *name = gtk_label_new (index > 0 ? gettext (iso_reference_nth (index - 1)->brief) : get_name (0));

  *spark = (Spark) { self, index, gtk_toggle_button_new (), g_object_new (ISO_TYPE_FIGURE_VIEW, NULL), GTK_LABEL (gtk_label_new (NULL)) };
  iso_figure_view_set_spark (spark->figure);
  iso_figure_view_set_ask (spark->figure, ask_cb, spark);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_max_width_chars (GTK_LABEL (name), 15);
  gtk_widget_add_css_class (name, "caption");
  gtk_widget_add_css_class (GTK_WIDGET (spark->value), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (spark->value), "numeric");
  gtk_widget_set_vexpand (GTK_WIDGET (spark->figure), TRUE);
  gtk_box_append (GTK_BOX (words), GTK_WIDGET (spark->figure));
  gtk_box_append (GTK_BOX (words), name);
  gtk_box_append (GTK_BOX (words), GTK_WIDGET (spark->value));
  gtk_button_set_child (GTK_BUTTON (spark->button), words);
  gtk_widget_add_css_class (spark->button, "flat");
  gtk_widget_add_css_class (spark->button, "spark");
  if (index > 0)
    gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (spark->button), GTK_TOGGLE_BUTTON (self->sparks[0].button));
  g_signal_connect (spark->button, "toggled", G_CALLBACK (toggled_cb), spark);
  gtk_box_append (box, spark->button);
}

/* A button with words for a name. */
static void
say (Spark *spark, const IsoCombination *combination)
{
  g_autofree char *text = NULL;

  if (spark->index == 0)
    text = g_strdup (get_name (0));
  else
    {
      IsoEstimateText words;

      iso_estimate_text_init (&words, &combination->score_means[spark->index - 1], NULL);
      gtk_label_set_text (spark->value, words.value);
      /* Translators: a reference model, its mean score, and the interval of that. */
      text = words.interval != NULL ? g_strdup_printf (_("%s, mean score %s (%s)"), get_name (spark->index), words.value, words.interval)
                                    : g_strdup_printf (_("%s, mean score %s"), get_name (spark->index), words.value);
      iso_estimate_text_clear (&words);
    }
  iso_tooltip_set (spark->button, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (spark->button), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  iso_figure_view_invalidate (spark->figure);
}

static void
iso_spark_bar_dispose (GObject *object)
{
  IsoSparkBar *self = ISO_SPARK_BAR (object);

  for (guint i = 0; i < N_SPARKS; i++)
    if (self->sparks[i].figure != NULL)
      iso_figure_view_set_ask (self->sparks[i].figure, NULL, NULL);
  for (guint i = 0; i < N_SPARKS; i++)
    self->sparks[i].figure = NULL;
  g_clear_object (&self->view);
  G_OBJECT_CLASS (iso_spark_bar_parent_class)->dispose (object);
}

static void
iso_spark_bar_class_init (IsoSparkBarClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = iso_spark_bar_dispose;
}

static void
iso_spark_bar_init (IsoSparkBar *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->filling = TRUE;
  for (guint i = 0; i < N_SPARKS; i++)
    init_spark (self, i, GTK_BOX (box));
  self->filling = FALSE;
  gtk_widget_add_css_class (box, "sparks");
  gtk_widget_set_focusable (scrolled, FALSE);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_AUTOMATIC, GTK_POLICY_NEVER);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), box);
  adw_bin_set_child (ADW_BIN (self), scrolled);
}

void
iso_spark_bar_set_view (IsoSparkBar *self, IsoView *view)
{
  g_return_if_fail (ISO_IS_SPARK_BAR (self) && self->view == NULL);

  self->view = g_object_ref (view);
  iso_spark_bar_update (self);
}

void
iso_spark_bar_update (IsoSparkBar *self)
{
  const IsoCombination *combination;
  guint shown;

  g_return_if_fail (ISO_IS_SPARK_BAR (self));

  combination = get_combination (self);
  gtk_widget_set_visible (GTK_WIDGET (self), combination != NULL && combination->is_matrix && combination->n_drugs == 2);
  if (!gtk_widget_get_visible (GTK_WIDGET (self)))
    return;
  shown = iso_view_get_score (self->view) ? iso_view_get_reference (self->view) + 1 : 0;
  self->filling = TRUE;
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->sparks[MIN (shown, N_SPARKS - 1)].button), TRUE);
  self->filling = FALSE;
  for (guint i = 0; i < N_SPARKS; i++)
    say (&self->sparks[i], combination);
}
