/* iso-inspector.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-inspector.h"

#include "iso-exclusion.h"
#include "iso-fact-row.h"
#include "iso-figure-view.h"
#include "iso-page.h"
#include "iso-resources.h"
#include "iso-tooltip.h"
#include "iso-well-keys.h"
#include "iso-why-view.h"

#include <glib/gi18n.h>

#define LATER_MS 50

struct _IsoInspector
{
  AdwBin parent_instance;

  IsoView    *view;             /* (owned) (nullable) */
  GListStore *facts;            /* (owned) of the subject */
  GListStore *selected_facts;   /* (owned) of the selected wells */
  GtkLabel   *name;
  GtkLabel   *detail;
  GtkBox     *selection;
  GtkListBox *selected_list;
  GtkButton  *exclude;
  GtkButton  *restore;
  GtkListBox *list;
  GtkLabel   *nothing;
  GtkStack   *stack;
  IsoWhyView *why;
  guint       update_source;    /* waits until the figures are drawn */
};

G_DEFINE_FINAL_TYPE (IsoInspector, iso_inspector, ADW_TYPE_BIN)

static void
fill_facts (IsoInspector *self, const IsoAnalysis *analysis, IsoSubject *subject)
{
  guint index = iso_subject_get_index (subject);

  switch (iso_subject_get_kind (subject))
    {
    case ISO_SUBJECT_COMBINATION:
      iso_facts_of_combination (self->facts, analysis, index);
      break;
    case ISO_SUBJECT_SAMPLE:
      iso_facts_of_sample (self->facts, analysis, (int) index);
      break;
    case ISO_SUBJECT_PLATE:
      iso_facts_of_plate (self->facts, analysis, (int) index);
      break;
    }
}

static void
update_subject (IsoInspector *self)
{
  const IsoAnalysis *analysis = iso_analyser_get_analysis (iso_view_get_analyser (self->view));
  const IsoPage *page = iso_page_find (iso_view_get_page (self->view));
  IsoSubject *subject = page != NULL && page->of_plate ? iso_view_get_plate_subject (self->view)
                                                       : iso_view_get_treatment_subject (self->view);

  g_clear_handle_id (&self->update_source, g_source_remove);
  if (analysis != NULL && subject != NULL)
    {
      gtk_label_set_text (self->name, iso_subject_get_name (subject));
      gtk_label_set_text (self->detail, iso_subject_get_detail (subject));
      fill_facts (self, analysis, subject);
    }
  else
    g_list_store_remove_all (self->facts);
  gtk_widget_set_visible (GTK_WIDGET (self->nothing), g_list_model_get_n_items (G_LIST_MODEL (self->facts)) == 0);
}

static gboolean
update_later_cb (gpointer data)
{
  IsoInspector *self = data;

  if (iso_figure_view_any_pending ())
    return G_SOURCE_CONTINUE;
  self->update_source = 0;
  update_subject (self);
  return G_SOURCE_REMOVE;
}

/* The figures come first: nobody reads numbers within three frames, and a frame in which words are measured takes twice as long. */
static void
analysis_changed_cb (IsoInspector *self)
{
  if (self->update_source == 0)
    self->update_source = g_timeout_add_full (G_PRIORITY_LOW, LATER_MS, update_later_cb, self, NULL);
}

/* A button that cannot be pressed says why. */
static void
explain (GtkButton *button, const char *refusal, const char *purpose)
{
  iso_tooltip_set (GTK_WIDGET (button), refusal != NULL ? refusal : purpose);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, refusal != NULL ? refusal : purpose, -1);
}

static void
update_selection (IsoInspector *self)
{
  const IsoAnalysis *analysis = iso_analyser_get_analysis (iso_view_get_analyser (self->view));
  guint n;
  const guint *selected = iso_view_get_selection (self->view, &n);

  explain (self->exclude, iso_exclusion_refuse_exclude (self->view), _("Leave the wells out of every result (Delete)"));
  explain (self->restore, iso_exclusion_refuse_restore (self->view), _("Take the excluded wells in again (Shift+Delete)"));
  if (analysis != NULL && n > 0)
    {
      g_autofree const char **reasons = g_new (const char *, n);

      for (guint i = 0; i < n; i++)
        reasons[i] = iso_exclusion_reason (self->view, selected[i]);
      iso_facts_of_observations (self->selected_facts, analysis, selected, n, reasons);
    }
  else
    g_list_store_remove_all (self->selected_facts);
  gtk_widget_set_visible (GTK_WIDGET (self->selection), n > 0);
}

static void
row_activated_cb (IsoInspector *self, GtkListBoxRow *row)
{
  /* The number may be gone by now. */
  if (self->update_source != 0)
    {
      update_subject (self);
      return;
    }
  iso_inspector_ask (self, iso_fact_get_topic (iso_fact_row_get_fact (row)), NULL, 0);
}

static void
back_cb (IsoInspector *self)
{
  gtk_stack_set_visible_child_name (self->stack, "numbers");
}

static void
copy_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IsoInspector *self = ISO_INSPECTOR (widget);
  g_autofree char *text = iso_facts_to_tsv (G_LIST_MODEL (self->facts));

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
}

static void
clear_selection_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  iso_view_select (ISO_INSPECTOR (widget)->view, NULL, 0);
}

static void
iso_inspector_dispose (GObject *object)
{
  IsoInspector *self = ISO_INSPECTOR (object);

  g_clear_handle_id (&self->update_source, g_source_remove);
  g_clear_object (&self->view);
  g_clear_object (&self->facts);
  g_clear_object (&self->selected_facts);
  G_OBJECT_CLASS (iso_inspector_parent_class)->dispose (object);
}

static void
iso_inspector_class_init (IsoInspectorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = iso_inspector_dispose;

  g_type_ensure (ISO_TYPE_WHY_VIEW);
  gtk_widget_class_install_action (widget_class, "inspector.copy", NULL, copy_cb);
  gtk_widget_class_install_action (widget_class, "inspector.clear-selection", NULL, clear_selection_cb);

  iso_well_keys_bind (widget_class);
  gtk_widget_class_set_template_from_resource (widget_class, ISO_RESOURCES "iso-inspector.ui");
  gtk_widget_class_bind_template_child (widget_class, IsoInspector, name);
  gtk_widget_class_bind_template_child (widget_class, IsoInspector, detail);
  gtk_widget_class_bind_template_child (widget_class, IsoInspector, selection);
  gtk_widget_class_bind_template_child (widget_class, IsoInspector, selected_list);
  gtk_widget_class_bind_template_child (widget_class, IsoInspector, exclude);
  gtk_widget_class_bind_template_child (widget_class, IsoInspector, restore);
  gtk_widget_class_bind_template_child (widget_class, IsoInspector, list);
  gtk_widget_class_bind_template_child (widget_class, IsoInspector, nothing);
  gtk_widget_class_bind_template_child (widget_class, IsoInspector, stack);
  gtk_widget_class_bind_template_child (widget_class, IsoInspector, why);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
}

static void
iso_inspector_init (IsoInspector *self)
{
  self->facts = g_list_store_new (ISO_TYPE_FACT);
  self->selected_facts = g_list_store_new (ISO_TYPE_FACT);
  gtk_widget_init_template (GTK_WIDGET (self));
  iso_fact_rows_bind (self->list, G_LIST_MODEL (self->facts));
  iso_fact_rows_bind (self->selected_list, G_LIST_MODEL (self->selected_facts));
}

void
iso_inspector_set_view (IsoInspector *self, IsoView *view)
{
  g_return_if_fail (ISO_IS_INSPECTOR (self));
  g_return_if_fail (self->view == NULL);

  self->view = g_object_ref (view);
  iso_why_view_set_view (self->why, view);
  g_signal_connect_object (view, "notify::page", G_CALLBACK (update_subject), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (view, "notify::treatment", G_CALLBACK (update_subject), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (view, "notify::plate", G_CALLBACK (update_subject), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (view, "selection-changed", G_CALLBACK (update_selection), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (iso_analyser_get_project (iso_view_get_analyser (view)), "changed", G_CALLBACK (update_selection), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (iso_view_get_analyser (view), "notify::analysis", G_CALLBACK (analysis_changed_cb), self, G_CONNECT_SWAPPED);
}

gboolean
iso_inspector_ask (IsoInspector *self, const IsoTopic *topic, const guint *observations, guint n)
{
  g_return_val_if_fail (ISO_IS_INSPECTOR (self), FALSE);

  if (!iso_why_view_ask (self->why, topic, observations, n))
    return FALSE;
  gtk_stack_set_visible_child_name (self->stack, "why");
  iso_why_view_grab_focus (self->why);
  return TRUE;
}
