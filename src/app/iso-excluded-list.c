/* iso-excluded-list.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-excluded-list.h"

#include "iso-exclusion.h"
#include "iso-fact.h"
#include "iso-resources.h"

#include <glib/gi18n.h>

struct _IsoExcludedList
{
  AdwBin parent_instance;

  IsoView     *view;       /* (owned) (nullable) */
  GtkExpander *expander;
  GtkListBox  *list;
};

G_DEFINE_FINAL_TYPE (IsoExcludedList, iso_excluded_list, ADW_TYPE_BIN)

/* The observation of a row. */
static guint
get_observation (GtkWidget *row)
{
  return GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "observation"));
}

static void
restore_cb (GtkButton *button, gpointer row)
{
  GtkWidget *list = gtk_widget_get_ancestor (row, ISO_TYPE_EXCLUDED_LIST);
  guint observation = get_observation (row);

  iso_view_select (ISO_EXCLUDED_LIST (list)->view, &observation, 1);
  gtk_widget_activate_action (list, "win.restore", NULL);
}

static void
row_activated_cb (IsoExcludedList *self, GtkListBoxRow *row)
{
  guint observation = get_observation (GTK_WIDGET (row));

  iso_view_select (self->view, &observation, 1);
}

/* well and what it would be        restore
 * reason, content, file and line           */
static GtkWidget *
create_row (IsoExcludedList *self, IsoFact *fact, guint observation)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *button = gtk_button_new_from_icon_name ("edit-undo-symbolic");
  g_autofree char *head = g_strdup_printf (_("%s: %s"), iso_fact_get_name (fact), iso_fact_get_value (fact));
  g_autofree char *restore = g_strdup_printf (_("Restore %s"), iso_fact_get_name (fact));
  g_autofree char *description = iso_fact_describe (fact);
  GtkWidget *name = gtk_label_new (head);
  GtkWidget *note = gtk_label_new (iso_fact_get_note (fact));

  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_xalign (GTK_LABEL (note), 0);
  gtk_label_set_ellipsize (GTK_LABEL (note), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (note, "fact-note");
  gtk_widget_set_tooltip_text (words, iso_fact_get_note (fact));
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (words), name);
  gtk_box_append (GTK_BOX (words), note);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, restore);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, restore, -1);
  gtk_box_append (GTK_BOX (box), words);
  gtk_box_append (GTK_BOX (box), button);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, description, -1);
  g_object_set_data (G_OBJECT (row), "observation", GUINT_TO_POINTER (observation));
  g_signal_connect (button, "clicked", G_CALLBACK (restore_cb), row);
  return row;
}

/* Those of the plate that is shown, and rows of tables, which are on none. */
static GArray *
list_excluded (IsoExcludedList *self, const IsoAnalysis *analysis)
{
  GArray *excluded = g_array_new (FALSE, FALSE, sizeof (guint));
  IsoSubject *plate = iso_view_get_plate_subject (self->view);

  for (guint i = 0; analysis != NULL && i < analysis->dataset->observations->len; i++)
    {
      const IsoObservation *observation = iso_dataset_observation (analysis->dataset, i);

      if (observation->status == ISO_STATUS_EXCLUDED
          && (observation->plate < 0 || (plate != NULL && observation->plate == (int) iso_subject_get_index (plate))))
        g_array_append_val (excluded, i);
    }
  return excluded;
}

static void
update (IsoExcludedList *self)
{
  const IsoAnalysis *analysis = iso_analyser_get_analysis (iso_view_get_analyser (self->view));
  g_autoptr (GArray) excluded = list_excluded (self, analysis);
  g_autoptr (GListStore) facts = g_list_store_new (ISO_TYPE_FACT);
  g_autofree const char **reasons = g_new0 (const char *, excluded->len + 1);
  g_autofree char *text = g_strdup_printf (ngettext ("%u Excluded Well", "%u Excluded Wells", excluded->len), excluded->len);
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  gtk_widget_set_visible (GTK_WIDGET (self), excluded->len > 0);
  if (g_strcmp0 (text, gtk_expander_get_label (self->expander)) != 0)
    gtk_expander_set_label (self->expander, text);
  if (excluded->len == 0)
    return;
  for (guint i = 0; i < excluded->len; i++)
    reasons[i] = iso_exclusion_reason (self->view, g_array_index (excluded, guint, i));
  iso_facts_of_observations (facts, analysis, (const guint *) (gpointer) excluded->data, excluded->len, reasons);
  for (guint i = 0; i < excluded->len; i++)
    {
      g_autoptr (IsoFact) fact = g_list_model_get_item (G_LIST_MODEL (facts), i);

      gtk_list_box_append (self->list, create_row (self, fact, g_array_index (excluded, guint, i)));
    }
}

static void
iso_excluded_list_dispose (GObject *object)
{
  g_clear_object (&ISO_EXCLUDED_LIST (object)->view);
  G_OBJECT_CLASS (iso_excluded_list_parent_class)->dispose (object);
}

static void
iso_excluded_list_class_init (IsoExcludedListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = iso_excluded_list_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, ISO_RESOURCES "iso-excluded-list.ui");
  gtk_widget_class_bind_template_child (widget_class, IsoExcludedList, expander);
  gtk_widget_class_bind_template_child (widget_class, IsoExcludedList, list);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
iso_excluded_list_init (IsoExcludedList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
iso_excluded_list_set_view (IsoExcludedList *self, IsoView *view)
{
  g_return_if_fail (ISO_IS_EXCLUDED_LIST (self));
  g_return_if_fail (self->view == NULL);

  self->view = g_object_ref (view);
  g_signal_connect_object (view, "notify::plate", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (iso_view_get_analyser (view), "notify::analysis", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}
