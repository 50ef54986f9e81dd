/* iso-fact-row.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-fact-row.h"

#include <glib/gi18n.h>

/* Longer lines wrap, so that one long sentence does not make the list wide. */
#define LINE_CHARS 16

static GtkWidget *
create_label (const char *text, const char *css_class, double xalign)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), (float) xalign);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), LINE_CHARS);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

GtkWidget *
iso_fact_row_new (gpointer item, gpointer data)
{
  IsoFact *fact = item;
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *grid = gtk_grid_new ();
  GtkWidget *name = create_label (iso_fact_get_name (fact), "fact-name", 0);
  /* "< 0.6" must not be turned round between words that are written from right to left. */
  g_autofree char *apart = g_strdup_printf ("\u2066%s\u2069", iso_fact_get_value (fact));
  GtkWidget *value = create_label (apart, "fact-value", 1);
  g_autofree char *description = iso_fact_describe (fact);

  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  gtk_widget_set_hexpand (name, TRUE);
  gtk_widget_set_valign (name, GTK_ALIGN_START);
  gtk_widget_set_valign (value, GTK_ALIGN_START);
  gtk_grid_attach (GTK_GRID (grid), name, 0, 0, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), value, 1, 0, 1, 1);
  if (iso_fact_get_interval (fact) != NULL)
    gtk_grid_attach (GTK_GRID (grid), create_label (iso_fact_get_interval (fact), "fact-interval", 1), 0, 1, 2, 1);
  if (iso_fact_get_note (fact) != NULL)
    gtk_grid_attach (GTK_GRID (grid), create_label (iso_fact_get_note (fact), "fact-note", 0), 0, 2, 2, 1);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), grid);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), iso_fact_get_topic (fact)->kind != ISO_TOPIC_NONE);
  if (iso_fact_get_topic (fact)->kind != ISO_TOPIC_NONE)
    gtk_widget_set_tooltip_text (row, _("Why? (Space)"));
  g_object_set_data_full (G_OBJECT (row), "fact", g_object_ref (fact), g_object_unref);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, description, -1);
  g_object_set_data_full (G_OBJECT (row), "section", g_strdup (iso_fact_get_section (fact)), g_free);
  return row;
}

void
iso_fact_row_update_header (GtkListBoxRow *row, GtkListBoxRow *before, gpointer data)
{
  const char *section = g_object_get_data (G_OBJECT (row), "section");
  const char *above = before != NULL ? g_object_get_data (G_OBJECT (before), "section") : NULL;

  if (g_strcmp0 (section, above) == 0)
    gtk_list_box_row_set_header (row, NULL);
  else
    gtk_list_box_row_set_header (row, create_label (section, "fact-section", 0));
}
