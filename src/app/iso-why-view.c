/* iso-why-view.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-why-view.h"

#include "iso-resources.h"
#include "iso-user-text.h"

#include <glib/gi18n.h>

struct _IsoWhyView
{
  AdwBin parent_instance;

  IsoView    *view;           /* (owned) (nullable) */
  GtkLabel   *question;
  GtkListBox *list;
  GtkButton  *back;
  IsoTopic    topic;
  GArray     *observations;   /* (owned) of guint */
  GWeakRef    before;         /* where the focus was */
};

G_DEFINE_FINAL_TYPE (IsoWhyView, iso_why_view, ADW_TYPE_BIN)

static guint back;

static const char *const classes[] = {
  [ISO_STEP_QUESTION] = NULL,
  [ISO_STEP_HEADING] = "fact-section",
  [ISO_STEP_FORMULA] = "why-formula",
  [ISO_STEP_FACT] = NULL,
  [ISO_STEP_READING] = "fact-interval",
};

static void
append_step (IsoWhyView *self, const IsoStep *step)
{
  GtkWidget *row = gtk_list_box_row_new ();
  g_autofree char *text = iso_step_to_user_text (step);
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 24);
  if (classes[step->kind] != NULL)
    gtk_widget_add_css_class (label, classes[step->kind]);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), step->observation >= 0);
  g_object_set_data (G_OBJECT (row), "observation", GINT_TO_POINTER (step->observation));
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_list_box_append (self->list, row);
}

static gboolean
fill (IsoWhyView *self)
{
  const IsoAnalysis *analysis = iso_analyser_get_analysis (iso_view_get_analyser (self->view));
  g_autoptr (GArray) steps = NULL;
  g_autofree char *question = NULL;
  GtkListBoxRow *row;

  for (guint i = 0; analysis != NULL && i < self->observations->len; i++)
    if (g_array_index (self->observations, guint, i) >= analysis->dataset->observations->len)
      return FALSE;
  if (analysis != NULL)
    steps = self->topic.kind != ISO_TOPIC_NONE
              ? iso_derivation_new (analysis, &self->topic)
              : iso_derivation_of_wells (analysis, (const guint *) (gpointer) self->observations->data, self->observations->len);
  if (steps == NULL)
    return FALSE;
  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  question = iso_step_to_user_text (&g_array_index (steps, IsoStep, 0));
  gtk_label_set_text (self->question, question);
  for (guint i = 1; i < steps->len; i++)
    append_step (self, &g_array_index (steps, IsoStep, i));
  return TRUE;
}

static void
go_back (IsoWhyView *self)
{
  g_autoptr (GtkWidget) before = g_weak_ref_get (&self->before);

  self->topic.kind = ISO_TOPIC_NONE;
  g_array_set_size (self->observations, 0);
  g_signal_emit (self, back, 0);
  if (before != NULL && gtk_widget_get_mapped (before))
    gtk_widget_grab_focus (before);
}

static void
analysis_changed_cb (IsoWhyView *self)
{
  if ((self->topic.kind != ISO_TOPIC_NONE || self->observations->len > 0) && !fill (self))
    go_back (self);
}

static void
back_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  go_back (ISO_WHY_VIEW (widget));
}

static void
row_activated_cb (IsoWhyView *self, GtkListBoxRow *row)
{
  guint observation = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "observation"));

  iso_view_select (self->view, &observation, 1);
}

static void
iso_why_view_dispose (GObject *object)
{
  g_clear_object (&ISO_WHY_VIEW (object)->view);
  G_OBJECT_CLASS (iso_why_view_parent_class)->dispose (object);
}

static void
iso_why_view_finalize (GObject *object)
{
  IsoWhyView *self = ISO_WHY_VIEW (object);

  g_array_unref (self->observations);
  g_weak_ref_clear (&self->before);
  G_OBJECT_CLASS (iso_why_view_parent_class)->finalize (object);
}

static void
iso_why_view_class_init (IsoWhyViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = iso_why_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = iso_why_view_finalize;

  back = g_signal_new ("back", ISO_TYPE_WHY_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_install_action (widget_class, "why.back", NULL, back_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "why.back", NULL);
  gtk_widget_class_set_template_from_resource (widget_class, ISO_RESOURCES "iso-why-view.ui");
  gtk_widget_class_bind_template_child (widget_class, IsoWhyView, question);
  gtk_widget_class_bind_template_child (widget_class, IsoWhyView, list);
  gtk_widget_class_bind_template_child (widget_class, IsoWhyView, back);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
iso_why_view_init (IsoWhyView *self)
{
  self->observations = g_array_new (FALSE, FALSE, sizeof (guint));
  g_weak_ref_init (&self->before, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
iso_why_view_set_view (IsoWhyView *self, IsoView *view)
{
  g_return_if_fail (ISO_IS_WHY_VIEW (self));
  g_return_if_fail (self->view == NULL);

  self->view = g_object_ref (view);
  g_signal_connect_object (iso_view_get_analyser (view), "notify::analysis", G_CALLBACK (analysis_changed_cb), self, G_CONNECT_SWAPPED);
}

gboolean
iso_why_view_ask (IsoWhyView *self, const IsoTopic *topic, const guint *observations, guint n)
{
  g_return_val_if_fail (ISO_IS_WHY_VIEW (self), FALSE);

  self->topic = *topic;
  g_array_set_size (self->observations, 0);
  if (n > 0)
    g_array_append_vals (self->observations, observations, n);
  return fill (self);
}

void
iso_why_view_grab_focus (IsoWhyView *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  g_return_if_fail (ISO_IS_WHY_VIEW (self));

  if (root != NULL && gtk_root_get_focus (root) != NULL && !gtk_widget_is_ancestor (gtk_root_get_focus (root), GTK_WIDGET (self)))
    g_weak_ref_set (&self->before, gtk_root_get_focus (root));
  gtk_widget_grab_focus (GTK_WIDGET (self->back));
}
