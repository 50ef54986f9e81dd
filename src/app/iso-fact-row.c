/* iso-fact-row.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-fact-row.h"

#include <glib/gi18n.h>
#include <string.h>

/* Longer lines wrap, so that one long sentence does not make the list wide. */
#define LINE_CHARS 16

/* A label that may wrap is laid out several times to find its size; a number so short need not wrap, whatever the size of text. */
#define SHORT_CHARS 12

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

/* Words that stand there already are not laid out again; none at all hide the label. */
static void
set_text (GtkWidget *label, const char *text)
{
  gtk_widget_set_visible (label, text != NULL);
  if (text == NULL || strcmp (gtk_label_get_text (GTK_LABEL (label)), text) == 0)
    return;
  gtk_label_set_text (GTK_LABEL (label), text);
}

/* A number or an interval, which changes with every edit. */
static void
set_number (GtkWidget *label, const char *text, long unwrapped)
{
  if (text != NULL)
    gtk_label_set_wrap (GTK_LABEL (label), g_utf8_strlen (text, -1) > unwrapped);
  set_text (label, text);
}

static void
show_fact (GtkWidget *row, IsoFact *fact)
{
  GtkWidget *grid = gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (row));
  /* "< 0.6" must not be turned round between words that are written from right to left. */
  g_autofree char *apart = g_strdup_printf ("\u2066%s\u2069", iso_fact_get_value (fact));
  g_autofree char *description = iso_fact_describe (fact);
  gboolean asked = iso_fact_get_topic (fact)->kind != ISO_TOPIC_NONE;

  set_text (gtk_grid_get_child_at (GTK_GRID (grid), 0, 0), iso_fact_get_name (fact));
  set_number (gtk_grid_get_child_at (GTK_GRID (grid), 1, 0), apart, SHORT_CHARS);
  set_number (gtk_grid_get_child_at (GTK_GRID (grid), 0, 1), iso_fact_get_interval (fact), LINE_CHARS);
  set_text (gtk_grid_get_child_at (GTK_GRID (grid), 0, 2), iso_fact_get_note (fact));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), asked);
  gtk_widget_set_has_tooltip (row, asked);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, description, -1);
  g_object_set_data_full (G_OBJECT (row), "fact", g_object_ref (fact), g_object_unref);
}

static gboolean
query_tooltip_cb (GtkWidget *row, int x, int y, gboolean by_keyboard, GtkTooltip *tooltip)
{
  gtk_tooltip_set_text (tooltip, _("Why? (Space)"));
  return TRUE;
}

static GtkWidget *
create_row (void)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *grid = gtk_grid_new ();
  GtkWidget *name = create_label (NULL, "fact-name", 0), *value = create_label (NULL, "fact-value", 1);

  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  gtk_widget_set_hexpand (name, TRUE);
  gtk_widget_set_valign (name, GTK_ALIGN_START);
  gtk_widget_set_valign (value, GTK_ALIGN_START);
  gtk_grid_attach (GTK_GRID (grid), name, 0, 0, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), value, 1, 0, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), create_label (NULL, "fact-interval", 1), 0, 1, 2, 1);
  gtk_grid_attach (GTK_GRID (grid), create_label (NULL, "fact-note", 0), 0, 2, 2, 1);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), grid);
  g_signal_connect (row, "query-tooltip", G_CALLBACK (query_tooltip_cb), NULL);
  return row;
}

static const char *
get_section (GtkListBoxRow *row)
{
  return iso_fact_get_section (iso_fact_row_get_fact (row));
}

/* Rows of one section stand below its name. */
static void
header_cb (GtkListBoxRow *row, GtkListBoxRow *before, gpointer data)
{
  GtkWidget *header = gtk_list_box_row_get_header (row);
  const char *section = get_section (row);

  if (before != NULL && g_strcmp0 (section, get_section (before)) == 0)
    gtk_list_box_row_set_header (row, NULL);
  else if (header != NULL)
    set_text (header, section);
  else
    gtk_list_box_row_set_header (row, create_label (section, "fact-section", 0));
}

/* Rows that are there are used again: most facts are the same after an edit but for their numbers. */
static void
changed_cb (GtkListBox *list, guint position, guint removed, guint added, GListModel *facts)
{
  guint n = g_list_model_get_n_items (facts);
  GtkListBoxRow *row;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (IsoFact) fact = g_list_model_get_item (facts, i);
      GtkWidget *own = GTK_WIDGET (gtk_list_box_get_row_at_index (list, (int) i));
      gboolean is_new = own == NULL;

      if (is_new)
        own = create_row ();
      if (is_new || iso_fact_row_get_fact (GTK_LIST_BOX_ROW (own)) != fact)
        show_fact (own, fact);
      if (is_new)
        gtk_list_box_append (list, own);
    }
  while ((row = gtk_list_box_get_row_at_index (list, (int) n)) != NULL)
    gtk_list_box_remove (list, GTK_WIDGET (row));
  gtk_list_box_invalidate_headers (list);
}

IsoFact *
iso_fact_row_get_fact (GtkListBoxRow *row)
{
  return g_object_get_data (G_OBJECT (row), "fact");
}

void
iso_fact_rows_bind (GtkListBox *list, GListModel *facts)
{
  gtk_list_box_set_header_func (list, header_cb, NULL, NULL);
  g_signal_connect_object (facts, "items-changed", G_CALLBACK (changed_cb), list, G_CONNECT_SWAPPED);
}
