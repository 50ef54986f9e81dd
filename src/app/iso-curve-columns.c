/* iso-curve-columns.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-curve-columns.h"

#include "iso-list-row.h"

/* How much of a reason is shown without being asked. */
#define REASON_CHARS 10
#define REASON_MOST_CHARS 20

/* Names and remarks may be of any length; numbers are always shown whole. */
static const struct
{
  int      least;     /* characters that are always shown; 0 for all */
  int      most;      /* and how many at the most without being asked */
  int      lines;
  gboolean expand;
} widths[ISO_N_CURVE_COLUMNS] = {
  [ISO_CURVE_COLUMN_SAMPLE] = { 7, 16, 2, FALSE },
  [ISO_CURVE_COLUMN_COMPOUND] = { 12, 30, 2, FALSE },
  [ISO_CURVE_COLUMN_EXPERIMENTS] = { 4, 16, 2, FALSE },
  [ISO_CURVE_COLUMN_REMARKS] = { 15, 60, 8, TRUE },   /* so many for the longest of them beside the inspector at 1280 pixels */
};

static IsoCurveColumn
get_column (gpointer object)
{
  return (IsoCurveColumn) GPOINTER_TO_UINT (g_object_get_data (object, "column"));
}

static GtkWidget *
create_label (IsoCurveColumn column)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (widths[column].least > 0)
    {
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_label_set_width_chars (GTK_LABEL (label), widths[column].least);
      gtk_label_set_max_width_chars (GTK_LABEL (label), widths[column].most);
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
      gtk_label_set_lines (GTK_LABEL (label), widths[column].lines);
    }
  return label;
}

static gboolean
query_tooltip_cb (GtkWidget *box, int x, int y, gboolean by_keyboard, GtkTooltip *tooltip, GtkListItem *list_item)
{
  IsoCurveItem *item = gtk_list_item_get_item (list_item);
  g_autofree char *text = item != NULL ? iso_curve_columns_dup_words (item, get_column (box)) : NULL;

  gtk_tooltip_set_text (tooltip, text);
  return text != NULL && *text != '\0';
}

/* text
 * interval or reason */
static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *text = create_label (get_column (factory));

  gtk_widget_add_css_class (text, get_column (factory) == ISO_CURVE_COLUMN_REMARKS ? "fact-note" : "fact-value");
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), text);
  gtk_box_append (GTK_BOX (box), create_label (get_column (factory)));
  gtk_widget_set_has_tooltip (box, TRUE);
  g_object_set_data (G_OBJECT (box), "column", GUINT_TO_POINTER (get_column (factory)));
  g_signal_connect_object (box, "query-tooltip", G_CALLBACK (query_tooltip_cb), item, 0);
  gtk_list_item_set_child (item, box);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item)
{
  IsoCurveColumn column = get_column (factory);
  IsoCurveItem *item = gtk_list_item_get_item (list_item);
  GtkWidget *box = gtk_list_item_get_child (list_item);
  GtkWidget *text = gtk_widget_get_first_child (box), *below = gtk_widget_get_last_child (box);
  gboolean reason;
  const char *detail = iso_curve_item_get_detail (item, column, &reason);
  /* "> 30" must not be turned round between words that are written from right to left. */
  g_autofree char *apart = g_strdup_printf ("\u2068%s\u2069", iso_curve_item_get_text (item, column));

  iso_list_row_bind (list_item);
  gtk_label_set_text (GTK_LABEL (text), apart);
  gtk_label_set_text (GTK_LABEL (below), detail != NULL ? detail : "");
  gtk_label_set_ellipsize (GTK_LABEL (below), reason ? PANGO_ELLIPSIZE_END : PANGO_ELLIPSIZE_NONE);
  gtk_label_set_width_chars (GTK_LABEL (below), reason ? REASON_CHARS : -1);
  gtk_label_set_max_width_chars (GTK_LABEL (below), reason ? REASON_MOST_CHARS : -1);
  gtk_widget_set_visible (below, detail != NULL);
  gtk_widget_remove_css_class (below, reason ? "fact-interval" : "fact-note");
  gtk_widget_add_css_class (below, reason ? "fact-note" : "fact-interval");
}

static int
compare_cb (gconstpointer one, gconstpointer other, gpointer column)
{
  return iso_curve_item_compare ((IsoCurveItem *) one, (IsoCurveItem *) other, (IsoCurveColumn) GPOINTER_TO_UINT (column));
}

static void
add_column (GtkColumnView *table, IsoCurveColumn index)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) column = gtk_column_view_column_new (NULL, factory);
  g_autoptr (GtkSorter) sorter = GTK_SORTER (gtk_custom_sorter_new (compare_cb, GUINT_TO_POINTER (index), NULL));

  g_object_set_data (G_OBJECT (factory), "column", GUINT_TO_POINTER (index));
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  gtk_column_view_column_set_expand (column, widths[index].expand);
  gtk_column_view_column_set_resizable (column, TRUE);
  gtk_column_view_column_set_sorter (column, sorter);
  gtk_column_view_append_column (table, column);
}

void
iso_curve_columns_fill (GtkColumnView *table)
{
  for (guint i = 0; i < ISO_N_CURVE_COLUMNS; i++)
    add_column (table, (IsoCurveColumn) i);
}

char *
iso_curve_columns_dup_words (IsoCurveItem *item, IsoCurveColumn column)
{
  const char *text = iso_curve_item_get_text (item, column), *note = iso_curve_item_get_note (item, column);
  gboolean reason;
  const char *detail = iso_curve_item_get_detail (item, column, &reason);
  GString *tooltip = g_string_new (text);

  if (detail != NULL)
    g_string_append_printf (tooltip, "\n%s", detail);
  if (note != NULL && note != detail)
    g_string_append_printf (tooltip, "\n%s", note);
  return g_string_free (tooltip, FALSE);
}
