/* iso-figure-table.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-figure-table.h"

#include "iso-figure-view.h"
#include "iso-list-row.h"
#include "iso-popup-menu.h"
#include "iso-resources.h"
#include "iso-scroll-start.h"
#include "iso-well-keys.h"

#include "base/iso-number.h"

#include <locale.h>
#include <math.h>

struct _IsoFigureTable
{
  AdwBin parent_instance;

  IsoView           *view;        /* (owned) (nullable) */
  IsoFigure         *figure;      /* (owned) (nullable) */
  GListStore        *rows;        /* (owned) of GObject: as many as the figure has, and nothing else */
  GtkSelectionModel *selection;   /* (owned) */
  GPtrArray         *bound;       /* (owned) of GtkListItem: cells that are shown */
  gboolean           following;   /* rows are being selected from the view, or the view from rows */
  GtkColumnView     *columns;
  GMenuModel        *menu;
  GtkWidget         *popover;     /* (nullable) shows the menu, made when it is needed first */
};

G_DEFINE_FINAL_TYPE (IsoFigureTable, iso_figure_table, ADW_TYPE_BIN)

/* --- cells ------------------------------------------------------------------------------------------------------------------------ */

static void
show_cell (IsoFigureTable *self, GtkListItem *item)
{
  GtkLabel *label = GTK_LABEL (gtk_list_item_get_child (item));
  guint column = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (label), "column")), row = gtk_list_item_get_position (item);
  g_autoptr (GString) shown = g_string_new (NULL);
  double exact = NAN;

  if (self->figure != NULL && row < iso_figure_get_n_rows (self->figure) && column < iso_figure_get_n_columns (self->figure))
    g_string_append (shown, iso_figure_get_cell (self->figure, row, column, &exact));
  if (!isnan (exact))
    g_string_replace (shown, ".", localeconv ()->decimal_point, 0);
  gtk_label_set_text (label, shown->str);
  gtk_label_set_xalign (label, isnan (exact) ? 0 : 1);
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer column)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_widget_add_css_class (label, "numeric");
  g_object_set_data (G_OBJECT (label), "column", column);
  gtk_list_item_set_child (item, label);
}

static void
bind_cb (IsoFigureTable *self, GtkListItem *item)
{
  iso_list_row_bind (item);
  g_ptr_array_add (self->bound, item);
  show_cell (self, item);
}

static void
unbind_cb (IsoFigureTable *self, GtkListItem *item)
{
  g_ptr_array_remove_fast (self->bound, item);
}

static void
add_column (IsoFigureTable *self, guint index)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) column = NULL;

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), GUINT_TO_POINTER (index));
  g_signal_connect_swapped (factory, "bind", G_CALLBACK (bind_cb), self);
  g_signal_connect_swapped (factory, "unbind", G_CALLBACK (unbind_cb), self);
  column = gtk_column_view_column_new (iso_figure_get_column (self->figure, index), factory);
  gtk_column_view_column_set_resizable (column, TRUE);
  gtk_column_view_append_column (self->columns, column);
}

static gboolean
has_columns_of (IsoFigureTable *self, const IsoFigure *figure)
{
  GListModel *columns = gtk_column_view_get_columns (self->columns);
  guint n = g_list_model_get_n_items (columns);
  gboolean same = n == iso_figure_get_n_columns (figure);

  for (guint i = 0; i < n && same; i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      same = g_strcmp0 (gtk_column_view_column_get_title (column), iso_figure_get_column (figure, i)) == 0;
    }
  return same;
}

static void
remove_columns (IsoFigureTable *self)
{
  GListModel *columns = gtk_column_view_get_columns (self->columns);

  while (g_list_model_get_n_items (columns) > 0)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, 0);

      gtk_column_view_remove_column (self->columns, column);
    }
}

static void
set_n_rows (IsoFigureTable *self, guint n)
{
  guint had = g_list_model_get_n_items (G_LIST_MODEL (self->rows));
  g_autoptr (GPtrArray) more = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = had; i < n; i++)
    g_ptr_array_add (more, g_object_new (G_TYPE_OBJECT, NULL));
  g_list_store_splice (self->rows, MIN (had, n), had - MIN (had, n), more->pdata, more->len);
}

/* --- one selection everywhere ------------------------------------------------------------------------------------------------------ */

/* The mark that a row is of; NULL for none. */
static const IsoFigureMark *
find_mark (IsoFigureTable *self, guint row)
{
  for (guint i = 0; self->figure != NULL && i < iso_figure_get_n_marks (self->figure); i++)
    {
      const IsoFigureMark *mark = iso_figure_get_mark (self->figure, i);

      if (mark->row >= 0 && (guint) mark->row == row)
        return mark;
    }
  return NULL;
}

static void
rows_selected_cb (IsoFigureTable *self)
{
  g_autoptr (GtkBitset) rows = gtk_selection_model_get_selection (self->selection);
  g_autoptr (GtkBitset) wells = gtk_bitset_new_empty ();
  g_autoptr (GArray) list = g_array_new (FALSE, FALSE, sizeof (guint));
  GtkBitsetIter iter;
  guint number;

  if (self->following || self->view == NULL || self->figure == NULL)
    return;
  for (gboolean more = gtk_bitset_iter_init_first (&iter, rows, &number); more; more = gtk_bitset_iter_next (&iter, &number))
    {
      const IsoFigureMark *mark = find_mark (self, number);

      for (guint i = 0; mark != NULL && i < mark->n_observations; i++)
        gtk_bitset_add (wells, mark->observations[i]);
    }
  for (gboolean more = gtk_bitset_iter_init_first (&iter, wells, &number); more; more = gtk_bitset_iter_next (&iter, &number))
    g_array_append_val (list, number);
  self->following = TRUE;
  iso_view_select (self->view, (const guint *) (gpointer) list->data, list->len);
  self->following = FALSE;
}

/* The rows whose marks show some of the observations. */
static GtkBitset *
find_rows (IsoFigureTable *self, const guint *observations, guint n)
{
  g_autoptr (GHashTable) set = g_hash_table_new (NULL, NULL);
  GtkBitset *rows = gtk_bitset_new_empty ();

  for (guint i = 0; i < n; i++)
    g_hash_table_add (set, GUINT_TO_POINTER (observations[i]));
  for (guint i = 0; n > 0 && self->figure != NULL && i < iso_figure_get_n_marks (self->figure); i++)
    {
      const IsoFigureMark *mark = iso_figure_get_mark (self->figure, i);

      if (mark->row >= 0 && iso_figure_mark_shows (mark, set))
        gtk_bitset_add (rows, (guint) mark->row);
    }
  return rows;
}

static void
select_rows (IsoFigureTable *self)
{
  guint n_rows = g_list_model_get_n_items (G_LIST_MODEL (self->rows)), n;
  const guint *observations;
  g_autoptr (GtkBitset) all = gtk_bitset_new_range (0, n_rows), rows = NULL;

  if (self->following || self->view == NULL)
    return;
  observations = iso_view_get_selection (self->view, &n);
  rows = find_rows (self, observations, n);
  self->following = TRUE;
  gtk_selection_model_set_selection (self->selection, rows, all);
  self->following = FALSE;
}

static void
light_rows (IsoFigureTable *self)
{
  guint n;
  const guint *observations = iso_view_get_pointed (self->view, &n);
  g_autoptr (GtkBitset) rows = find_rows (self, observations, n);

  iso_list_row_light (GTK_WIDGET (self->columns), rows);
}

/* --- keys and pointer ------------------------------------------------------------------------------------------------------------- */

/* The menu speaks of what is selected. */
static void
menu_at (IsoFigureTable *self, double x, double y)
{
  double inside_x = x, inside_y = y;
  guint row;

  gtk_widget_translate_coordinates (GTK_WIDGET (self), GTK_WIDGET (self->columns), x, y, &inside_x, &inside_y);
  row = iso_list_row_at (GTK_WIDGET (self->columns), inside_x, inside_y);
  if (row != GTK_INVALID_LIST_POSITION && !gtk_selection_model_is_selected (self->selection, row))
    gtk_selection_model_select_item (self->selection, row, TRUE);
  iso_popup_menu_show (&self->popover, GTK_WIDGET (self), self->menu, x, y);
}

static void
motion_cb (IsoFigureTable *self, double x, double y)
{
  guint row = iso_list_row_at (GTK_WIDGET (self->columns), x, y);
  const IsoFigureMark *mark = row != GTK_INVALID_LIST_POSITION ? find_mark (self, row) : NULL;

  if (self->view != NULL)
    iso_view_point (self->view, mark != NULL ? mark->observations : NULL, mark != NULL ? mark->n_observations : 0);
}

static void
leave_cb (IsoFigureTable *self)
{
  if (self->view != NULL)
    iso_view_point (self->view, NULL, 0);
}

static void
menu_pressed_cb (IsoFigureTable *self, int n_press, double x, double y)
{
  menu_at (self, x, y);
}

static void
show_menu_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IsoFigureTable *self = ISO_FIGURE_TABLE (widget);
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  graphene_rect_t place;

  if (focus == NULL || !gtk_widget_is_ancestor (focus, widget) || !gtk_widget_compute_bounds (focus, widget, &place))
    place = GRAPHENE_RECT_INIT (0, 0, (float) gtk_widget_get_width (widget), (float) gtk_widget_get_height (widget));
  iso_popup_menu_show (&self->popover, widget, self->menu, place.origin.x + place.size.width / 2, place.origin.y + place.size.height);
}

/* --- the widget ------------------------------------------------------------------------------------------------------------------- */

static void
iso_figure_table_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  IsoFigureTable *self = ISO_FIGURE_TABLE (widget);

  GTK_WIDGET_CLASS (iso_figure_table_parent_class)->size_allocate (widget, width, height, baseline);
  if (self->popover != NULL)
    gtk_popover_present (GTK_POPOVER (self->popover));
}

static void
iso_figure_table_dispose (GObject *object)
{
  IsoFigureTable *self = ISO_FIGURE_TABLE (object);

  g_clear_pointer (&self->popover, gtk_widget_unparent);
  if (self->columns != NULL)
    remove_columns (self);
  g_clear_pointer (&self->figure, iso_figure_unref);
  g_clear_object (&self->view);
  g_clear_object (&self->selection);
  g_clear_object (&self->rows);
  G_OBJECT_CLASS (iso_figure_table_parent_class)->dispose (object);
}

static void
iso_figure_table_finalize (GObject *object)
{
  g_ptr_array_unref (ISO_FIGURE_TABLE (object)->bound);
  G_OBJECT_CLASS (iso_figure_table_parent_class)->finalize (object);
}

static void
iso_figure_table_class_init (IsoFigureTableClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = iso_figure_table_dispose;
  G_OBJECT_CLASS (klass)->finalize = iso_figure_table_finalize;
  widget_class->size_allocate = iso_figure_table_size_allocate;

  gtk_widget_class_set_template_from_resource (widget_class, ISO_RESOURCES "iso-figure-table.ui");
  gtk_widget_class_bind_template_child (widget_class, IsoFigureTable, columns);
  gtk_widget_class_bind_template_child (widget_class, IsoFigureTable, menu);
  gtk_widget_class_bind_template_callback (widget_class, menu_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, menu_at);
  gtk_widget_class_bind_template_callback (widget_class, motion_cb);
  gtk_widget_class_bind_template_callback (widget_class, leave_cb);
  gtk_widget_class_install_action (widget_class, "table.menu", NULL, show_menu_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Menu, 0, "table.menu", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "table.menu", NULL);
  iso_well_keys_bind (widget_class);
}

static void
iso_figure_table_init (IsoFigureTable *self)
{
  self->bound = g_ptr_array_new ();
  self->rows = g_list_store_new (G_TYPE_OBJECT);
  self->selection = GTK_SELECTION_MODEL (gtk_multi_selection_new (g_object_ref (G_LIST_MODEL (self->rows))));
  gtk_widget_init_template (GTK_WIDGET (self));
  iso_scroll_from_start (GTK_WIDGET (self->columns));
  gtk_column_view_set_model (self->columns, self->selection);
  g_signal_connect_object (self->selection, "selection-changed", G_CALLBACK (rows_selected_cb), self, G_CONNECT_SWAPPED);
}

void
iso_figure_table_set_view (IsoFigureTable *self, IsoView *view)
{
  g_return_if_fail (ISO_IS_FIGURE_TABLE (self));
  g_return_if_fail (self->view == NULL);

  self->view = g_object_ref (view);
  g_signal_connect_object (view, "selection-changed", G_CALLBACK (select_rows), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (view, "pointed-changed", G_CALLBACK (light_rows), self, G_CONNECT_SWAPPED);
  select_rows (self);
}

void
iso_figure_table_set_figure (IsoFigureTable *self, IsoFigure *figure)
{
  g_return_if_fail (ISO_IS_FIGURE_TABLE (self));

  if (figure == NULL || !has_columns_of (self, figure))
    remove_columns (self);
  g_clear_pointer (&self->figure, iso_figure_unref);
  if (figure != NULL)
    {
      self->figure = iso_figure_ref (figure);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->columns), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, iso_figure_describe (figure), -1);
      for (guint i = g_list_model_get_n_items (gtk_column_view_get_columns (self->columns)); i < iso_figure_get_n_columns (figure); i++)
        add_column (self, i);
    }
  self->following = TRUE;
  set_n_rows (self, figure != NULL ? iso_figure_get_n_rows (figure) : 0);
  self->following = FALSE;
  for (guint i = 0; i < self->bound->len; i++)
    show_cell (self, g_ptr_array_index (self->bound, i));
  select_rows (self);
}

const IsoFigureMark *
iso_figure_table_get_asked (IsoFigureTable *self)
{
  g_autoptr (GtkBitset) rows = NULL;

  g_return_val_if_fail (ISO_IS_FIGURE_TABLE (self), NULL);

  rows = gtk_selection_model_get_selection (self->selection);
  return gtk_bitset_is_empty (rows) ? NULL : find_mark (self, gtk_bitset_get_minimum (rows));
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
