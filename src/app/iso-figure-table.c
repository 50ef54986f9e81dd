/* iso-figure-table.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-figure-table.h"

#include "iso-resources.h"

#include "base/iso-number.h"

#include <locale.h>
#include <math.h>

/* One row of a figure's table, for the list model. */
#define ISO_TYPE_FIGURE_ROW (iso_figure_row_get_type ())
G_DECLARE_FINAL_TYPE (IsoFigureRow, iso_figure_row, ISO, FIGURE_ROW, GObject)

struct _IsoFigureRow
{
  GObject parent_instance;

  IsoFigure *figure;   /* (owned) */
  guint      row;
};

G_DEFINE_FINAL_TYPE (IsoFigureRow, iso_figure_row, G_TYPE_OBJECT)

struct _IsoFigureTable
{
  AdwBin parent_instance;

  GtkColumnView *view;
};

G_DEFINE_FINAL_TYPE (IsoFigureTable, iso_figure_table, ADW_TYPE_BIN)

static void
iso_figure_row_finalize (GObject *object)
{
  iso_figure_unref (ISO_FIGURE_ROW (object)->figure);
  G_OBJECT_CLASS (iso_figure_row_parent_class)->finalize (object);
}

static void
iso_figure_row_class_init (IsoFigureRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = iso_figure_row_finalize;
}

static void
iso_figure_row_init (IsoFigureRow *self)
{
}

static GListModel *
list_rows (const IsoFigure *figure)
{
  GListStore *rows = g_list_store_new (ISO_TYPE_FIGURE_ROW);

  for (guint i = 0; i < iso_figure_get_n_rows (figure); i++)
    {
      g_autoptr (IsoFigureRow) row = g_object_new (ISO_TYPE_FIGURE_ROW, NULL);

      row->figure = iso_figure_ref ((IsoFigure *) figure);
      row->row = i;
      g_list_store_append (rows, row);
    }
  return G_LIST_MODEL (rows);
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_widget_add_css_class (label, "numeric");
  gtk_list_item_set_child (item, label);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer column)
{
  IsoFigureRow *row = gtk_list_item_get_item (item);
  GtkLabel *label = GTK_LABEL (gtk_list_item_get_child (item));
  double exact;
  const char *text = iso_figure_get_cell (row->figure, row->row, GPOINTER_TO_UINT (column), &exact);
  g_autoptr (GString) shown = g_string_new (text);

  if (!isnan (exact))
    g_string_replace (shown, ".", localeconv ()->decimal_point, 0);
  gtk_label_set_text (label, shown->str);
  gtk_label_set_xalign (label, isnan (exact) ? 0 : 1);
}

static void
add_column (IsoFigureTable *self, const IsoFigure *figure, guint index)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) column = NULL;

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), GUINT_TO_POINTER (index));
  column = gtk_column_view_column_new (iso_figure_get_column (figure, index), factory);
  gtk_column_view_column_set_resizable (column, TRUE);
  gtk_column_view_append_column (self->view, column);
}

static void
iso_figure_table_class_init (IsoFigureTableClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, ISO_RESOURCES "iso-figure-table.ui");
  gtk_widget_class_bind_template_child (widget_class, IsoFigureTable, view);
}

static void
iso_figure_table_init (IsoFigureTable *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
iso_figure_table_set_figure (IsoFigureTable *self, const IsoFigure *figure)
{
  GListModel *columns;

  g_return_if_fail (ISO_IS_FIGURE_TABLE (self));

  gtk_column_view_set_model (self->view, NULL);
  columns = gtk_column_view_get_columns (self->view);
  while (g_list_model_get_n_items (columns) > 0)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, 0);

      gtk_column_view_remove_column (self->view, column);
    }
  if (figure == NULL)
    return;

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, iso_figure_describe (figure), -1);
  for (guint i = 0; i < iso_figure_get_n_columns (figure); i++)
    add_column (self, figure, i);
  {
    g_autoptr (GtkSelectionModel) model = GTK_SELECTION_MODEL (gtk_single_selection_new (list_rows (figure)));

    gtk_column_view_set_model (self->view, model);
  }
}

char *
iso_figure_to_tsv (const IsoFigure *figure)
{
  guint n_columns = iso_figure_get_n_columns (figure);
  GString *text = g_string_new (NULL);

  for (guint column = 0; column < n_columns; column++)
    g_string_append_printf (text, "%s%s", column > 0 ? "\t" : "", iso_figure_get_column (figure, column));
  g_string_append_c (text, '\n');
  for (guint row = 0; row < iso_figure_get_n_rows (figure); row++)
    {
      for (guint column = 0; column < n_columns; column++)
        {
          double exact;
          const char *cell = iso_figure_get_cell (figure, row, column, &exact);
          g_autofree char *number = isnan (exact) ? NULL : iso_number_format_exact (exact);

          g_string_append_printf (text, "%s%s", column > 0 ? "\t" : "", number != NULL ? number : cell);
        }
      g_string_append_c (text, '\n');
    }
  return g_string_free (text, FALSE);
}
