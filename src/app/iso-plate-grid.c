/* iso-plate-grid.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-plate-grid-private.h"

#include "iso-plate-well.h"
#include "iso-well-text.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#define SMALLEST_WELL     7
#define LARGEST_WELL     88
#define DESCRIBE_AT_ONCE 96   /* wells described in one go while nothing else is to be done */

G_DEFINE_FINAL_TYPE (IsoPlateGrid, iso_plate_grid, GTK_TYPE_WIDGET)

static IsoProjectPlate *
get_plate (IsoPlateGrid *self)
{
  return self->selection != NULL ? iso_well_selection_get_plate (self->selection) : NULL;
}

static void
describe_well (IsoPlateGrid *self, guint well)
{
  IsoProjectPlate *plate = get_plate (self);

  if (!self->stale[well] || well >= iso_project_plate_get_n_wells (plate))
    return;
  self->stale[well] = FALSE;
  iso_plate_well_set_description (ISO_PLATE_WELL (self->wells[well]), iso_well_text_describe (self->project, plate, well));
}

static gboolean
describe_cb (gpointer data)
{
  IsoPlateGrid *self = data;
  guint n = 0;

  for (guint i = 0; self->format != NULL && i < self->format->wells; i++)
    {
      if (!self->stale[i])
        continue;
      if (n++ == DESCRIBE_AT_ONCE)
        return G_SOURCE_CONTINUE;
      describe_well (self, i);
    }
  self->describe_source = 0;
  return G_SOURCE_REMOVE;
}

/* Words are for those who ask: they are made when there is time, before the pixels of the next edit but after those of this one. */
static void
describe_later (IsoPlateGrid *self)
{
  if (self->format == NULL)
    return;
  memset (self->stale, TRUE, self->format->wells);
  if (self->cursor < self->format->wells)
    describe_well (self, self->cursor);
  if (self->describe_source == 0)
    self->describe_source = g_idle_add_full (GDK_PRIORITY_REDRAW + 20, describe_cb, self, NULL);
}

static void
describe_plate (IsoPlateGrid *self)
{
  IsoProjectPlate *plate = get_plate (self);
  g_autofree char *label = NULL;

  if (self->format == NULL)
    return;
  /* Translators: the name of a plate and its number of wells. */
  label = g_strdup_printf (_("%s, plate of %u wells"), iso_project_item_get_name (ISO_PROJECT_ITEM (plate)), self->format->wells);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  GTK_ACCESSIBLE_PROPERTY_MULTI_SELECTABLE, TRUE, -1);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_RELATION_ROW_COUNT, (int) self->format->rows,
                                  GTK_ACCESSIBLE_RELATION_COL_COUNT, (int) self->format->columns, -1);
}

/* Gives the wells whose look is another the node of that look. */
static void
update_looks (IsoPlateGrid *self, gboolean all)
{
  int drug = 0;

  if (self->map == NULL)
    return;
  if (self->drug != NULL)
    drug = MAX (0, iso_plate_map_index (self->project, ISO_ENTITY_DRUG, self->drug));
  for (guint i = 0; i < self->format->wells; i++)
    {
      IsoPlateLook look;

      iso_plate_look_init (&look, self->map->key, &self->map->layout->wells[i], self->map->excluded[i], self->layer,
                           (guint) drug, self->codes && self->side >= 14, &self->style);
      if (!all && memcmp (&look, &self->looks[i], sizeof look) == 0)
        continue;
      self->looks[i] = look;
      iso_plate_well_set_node (ISO_PLATE_WELL (self->wells[i]), self->side > 0 ? iso_plate_grid_get_node (self, &look) : NULL);
    }
}

static void
reload (IsoPlateGrid *self)
{
  g_clear_pointer (&self->map, iso_plate_map_free);
  if (self->format == NULL)
    return;
  self->map = iso_plate_map_new (self->project, get_plate (self), (const IsoWellEdit *) (void *) self->preview->data,
                                         self->preview->len);
  update_looks (self, FALSE);
}

static void
restyle (IsoPlateGrid *self)
{
  iso_plate_grid_update_style (self);
  iso_plate_grid_forget_nodes (self);
  update_looks (self, TRUE);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
remove_wells (IsoPlateGrid *self)
{
  for (guint i = 0; self->format != NULL && i < self->format->wells; i++)
    gtk_widget_unparent (self->wells[i]);
  g_clear_pointer (&self->wells, g_free);
  g_clear_pointer (&self->looks, g_free);
  g_clear_pointer (&self->stale, g_free);
  g_clear_pointer (&self->map, iso_plate_map_free);
  g_clear_handle_id (&self->describe_source, g_source_remove);
  self->format = NULL;
}

static void
add_wells (IsoPlateGrid *self, const IsoPlateFormat *format)
{
  self->wells = g_new (GtkWidget *, format->wells);
  self->looks = g_new0 (IsoPlateLook, format->wells);
  self->stale = g_new0 (guint8, format->wells);
  for (guint i = 0; i < format->wells; i++)
    {
      self->wells[i] = iso_plate_well_new (i / format->columns, i % format->columns);
      gtk_widget_set_parent (self->wells[i], GTK_WIDGET (self));
    }
  self->format = format;
}

static void
selection_changed_cb (IsoPlateGrid *self)
{
  for (guint i = 0; self->format != NULL && i < self->format->wells; i++)
    iso_plate_well_set_selected (ISO_PLATE_WELL (self->wells[i]), iso_well_selection_is_selected (self->selection, i));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
plate_changed_cb (IsoPlateGrid *self)
{
  IsoProjectPlate *plate = get_plate (self);
  const IsoPlateFormat *format = plate != NULL ? iso_project_plate_get_format (plate) : NULL;

  g_array_set_size (self->preview, 0);
  g_array_set_size (self->marked, 0);
  if (format != self->format)
    {
      remove_wells (self);
      if (format != NULL)
        add_wells (self, format);
      self->cursor = self->anchor = self->far = 0;
      self->side = 0;
      iso_plate_grid_forget_nodes (self);
      gtk_widget_queue_resize (GTK_WIDGET (self));
    }
  reload (self);
  selection_changed_cb (self);
  describe_plate (self);
  describe_later (self);
}

/* After an edit: wells, or names of what stands in them. */
static void
project_changed_cb (IsoPlateGrid *self)
{
  if (self->format == NULL)
    return;
  reload (self);
  describe_plate (self);
  describe_later (self);
}

static void
iso_plate_grid_dispose (GObject *object)
{
  IsoPlateGrid *self = ISO_PLATE_GRID (object);

  iso_plate_grid_set_project (self, NULL, NULL);
  g_clear_pointer (&self->popover, gtk_widget_unparent);
  g_clear_object (&self->menu);
  iso_plate_grid_forget_nodes (self);
  G_OBJECT_CLASS (iso_plate_grid_parent_class)->dispose (object);
}

static void
iso_plate_grid_finalize (GObject *object)
{
  IsoPlateGrid *self = ISO_PLATE_GRID (object);

  g_array_unref (self->preview);
  g_array_unref (self->marked);
  g_hash_table_unref (self->nodes);
  g_free (self->drug);
  g_free (self->font);
  G_OBJECT_CLASS (iso_plate_grid_parent_class)->finalize (object);
}

/* Room for the letters and numbers, which grow with the text. */
static void
measure_headers (IsoPlateGrid *self)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), self->format->rows > 26 ? "AF" : "H");

  pango_layout_get_pixel_size (layout, &self->header_width, &self->header_height);
  self->header_width += 10;
  self->header_height += 6;
}

static void
iso_plate_grid_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline,
                        int *natural_baseline)
{
  IsoPlateGrid *self = ISO_PLATE_GRID (widget);
  gboolean wide = orientation == GTK_ORIENTATION_HORIZONTAL;
  guint n;

  *minimum = *natural = 0;
  if (self->format == NULL)
    return;
  measure_headers (self);
  n = wide ? self->format->columns : self->format->rows;
  *minimum = (wide ? self->header_width : self->header_height) + (int) n * SMALLEST_WELL + 4;
  *natural = (wide ? self->header_width : self->header_height) + (int) n * CLAMP (480 / (int) n, 12, LARGEST_WELL) + 4;
}

static void
iso_plate_grid_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  IsoPlateGrid *self = ISO_PLATE_GRID (widget);
  int side;

  if (self->popover != NULL)
    gtk_popover_present (GTK_POPOVER (self->popover));
  g_clear_pointer (&self->ground, gsk_render_node_unref);
  if (self->format == NULL)
    return;
  measure_headers (self);
  side = MIN ((width - self->header_width - 4) / (int) self->format->columns, (height - self->header_height - 4) / (int) self->format->rows);
  side = CLAMP (side, SMALLEST_WELL, LARGEST_WELL);
  self->left = self->header_width + MAX (0, (width - self->header_width - 4 - side * (int) self->format->columns) / 2);
  self->top = self->header_height;
  if (side != self->side)
    {
      self->side = side;
      iso_plate_grid_forget_nodes (self);
      update_looks (self, TRUE);
    }
  for (guint i = 0; i < self->format->wells; i++)
    {
      const graphene_point_t place = GRAPHENE_POINT_INIT ((float) (self->left + (int) (i % self->format->columns) * side),
                                                          (float) (self->top + (int) (i / self->format->columns) * side));

      gtk_widget_allocate (self->wells[i], side, side, -1, gsk_transform_translate (NULL, &place));
    }
}

static void
iso_plate_grid_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  IsoPlateGrid *self = ISO_PLATE_GRID (widget);

  if (self->format == NULL || self->side == 0)
    return;
  iso_plate_grid_draw_below (self, snapshot);
  for (guint i = 0; i < self->format->wells; i++)
    gtk_widget_snapshot_child (widget, self->wells[i], snapshot);
  iso_plate_grid_draw_above (self, snapshot);
}

static void
iso_plate_grid_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (iso_plate_grid_parent_class)->css_changed (widget, change);
  restyle (ISO_PLATE_GRID (widget));
}

static void
iso_plate_grid_system_setting_changed (GtkWidget *widget, GtkSystemSetting setting)
{
  GTK_WIDGET_CLASS (iso_plate_grid_parent_class)->system_setting_changed (widget, setting);
  restyle (ISO_PLATE_GRID (widget));
}

/* One tab stop: into the well of the cursor, and out again. */
static gboolean
iso_plate_grid_focus (GtkWidget *widget, GtkDirectionType direction)
{
  IsoPlateGrid *self = ISO_PLATE_GRID (widget);

  if (self->format == NULL || gtk_widget_get_focus_child (widget) != NULL)
    return FALSE;
  return gtk_widget_grab_focus (self->wells[self->cursor]);
}

static gboolean
iso_plate_grid_grab_focus (GtkWidget *widget)
{
  IsoPlateGrid *self = ISO_PLATE_GRID (widget);

  return self->format != NULL && gtk_widget_grab_focus (self->wells[self->cursor]);
}

static gboolean
iso_plate_grid_query_tooltip (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  IsoPlateGrid *self = ISO_PLATE_GRID (widget);
  int well = keyboard ? (int) self->cursor : iso_plate_grid_find_well (self, x, y, FALSE);
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;

  if (self->format == NULL || well < 0)
    return FALSE;
  name = iso_well_text_name (get_plate (self), (guint) well);
  describe_well (self, (guint) well);
  text = g_strdup_printf ("%s: %s", name, iso_plate_well_get_description (ISO_PLATE_WELL (self->wells[well])));
  gtk_tooltip_set_text (tooltip, text);
  gtk_tooltip_set_tip_area (tooltip, &(GdkRectangle) { self->left + well % (int) self->format->columns * self->side,
                                                       self->top + well / (int) self->format->columns * self->side, self->side,
                                                       self->side });
  return TRUE;
}

static void
iso_plate_grid_class_init (IsoPlateGridClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = iso_plate_grid_dispose;
  object_class->finalize = iso_plate_grid_finalize;
  widget_class->measure = iso_plate_grid_measure;
  widget_class->size_allocate = iso_plate_grid_size_allocate;
  widget_class->snapshot = iso_plate_grid_snapshot;
  widget_class->css_changed = iso_plate_grid_css_changed;
  widget_class->system_setting_changed = iso_plate_grid_system_setting_changed;
  widget_class->focus = iso_plate_grid_focus;
  widget_class->grab_focus = iso_plate_grid_grab_focus;
  widget_class->query_tooltip = iso_plate_grid_query_tooltip;
  iso_plate_grid_input_class_init (widget_class);
  gtk_widget_class_set_css_name (widget_class, "plate");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GRID);
}

static guint
hash_look (gconstpointer look)
{
  const guint8 *bytes = look;
  guint hash = 2166136261u;

  for (gsize i = 0; i < sizeof (IsoPlateLook); i++)
    hash = (hash ^ bytes[i]) * 16777619u;
  return hash;
}

static gboolean
equal_look (gconstpointer one, gconstpointer other)
{
  return memcmp (one, other, sizeof (IsoPlateLook)) == 0;
}

static void
iso_plate_grid_init (IsoPlateGrid *self)
{
  AdwStyleManager *manager = adw_style_manager_get_for_display (gtk_widget_get_display (GTK_WIDGET (self)));

  self->preview = g_array_new (FALSE, FALSE, sizeof (IsoWellEdit));
  self->marked = g_array_new (FALSE, FALSE, sizeof (guint));
  self->nodes = g_hash_table_new_full (hash_look, equal_look, g_free, (GDestroyNotify) gsk_render_node_unref);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  iso_plate_grid_update_style (self);
  iso_plate_grid_input_init (self);
  g_signal_connect (self, "notify::scale-factor", G_CALLBACK (restyle), NULL);
  g_signal_connect_object (manager, "notify::dark", G_CALLBACK (restyle), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (manager, "notify::high-contrast", G_CALLBACK (restyle), self, G_CONNECT_SWAPPED);
}

int
iso_plate_grid_find_well (IsoPlateGrid *self, double x, double y, gboolean outside)
{
  int column, row;

  if (self->format == NULL || self->side == 0)
    return -1;
  column = (int) floor ((x - self->left) / self->side);
  row = (int) floor ((y - self->top) / self->side);
  if (outside)
    {
      column = CLAMP (column, 0, (int) self->format->columns - 1);
      row = CLAMP (row, 0, (int) self->format->rows - 1);
    }
  if (column < 0 || row < 0 || column >= (int) self->format->columns || row >= (int) self->format->rows)
    return -1;
  return row * (int) self->format->columns + column;
}

void
iso_plate_grid_set_project (IsoPlateGrid *self, IsoProject *project, IsoWellSelection *selection)
{
  g_return_if_fail (ISO_IS_PLATE_GRID (self));

  if (self->project != NULL)
    g_signal_handlers_disconnect_by_data (self->project, self);
  if (self->selection != NULL)
    g_signal_handlers_disconnect_by_data (self->selection, self);
  g_set_object (&self->project, project);
  g_set_object (&self->selection, selection);
  if (project == NULL || selection == NULL)
    {
      remove_wells (self);
      return;
    }
  g_signal_connect_swapped (project, "changed", G_CALLBACK (project_changed_cb), self);
  g_signal_connect_swapped (selection, "changed", G_CALLBACK (selection_changed_cb), self);
  g_signal_connect_swapped (selection, "notify::plate", G_CALLBACK (plate_changed_cb), self);
  plate_changed_cb (self);
}

void
iso_plate_grid_set_layer (IsoPlateGrid *self, IsoPlateLayer layer, const char *drug)
{
  g_return_if_fail (ISO_IS_PLATE_GRID (self));

  self->layer = layer;
  g_free (self->drug);
  self->drug = g_strdup (drug);
  update_looks (self, FALSE);
}

IsoPlateLayer
iso_plate_grid_get_layer (IsoPlateGrid *self)
{
  g_return_val_if_fail (ISO_IS_PLATE_GRID (self), ISO_LAYER_DOSES);
  return self->layer;
}

const char *
iso_plate_grid_get_drug (IsoPlateGrid *self)
{
  g_return_val_if_fail (ISO_IS_PLATE_GRID (self), NULL);
  return self->drug;
}

void
iso_plate_grid_set_codes (IsoPlateGrid *self, gboolean codes)
{
  g_return_if_fail (ISO_IS_PLATE_GRID (self));

  self->codes = codes;
  update_looks (self, FALSE);
}

void
iso_plate_grid_set_preview (IsoPlateGrid *self, const IsoWellEdit *wells, guint n)
{
  g_return_if_fail (ISO_IS_PLATE_GRID (self));

  if (n == 0 && self->preview->len == 0)
    return;
  g_array_set_size (self->preview, 0);
  if (n > 0)
    g_array_append_vals (self->preview, wells, n);
  reload (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
iso_plate_grid_set_marked (IsoPlateGrid *self, const guint *wells, guint n)
{
  g_return_if_fail (ISO_IS_PLATE_GRID (self));

  if (n == 0 && self->marked->len == 0)
    return;
  g_array_set_size (self->marked, 0);
  if (n > 0)
    g_array_append_vals (self->marked, wells, n);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

guint
iso_plate_grid_get_cursor (IsoPlateGrid *self)
{
  g_return_val_if_fail (ISO_IS_PLATE_GRID (self), 0);
  return self->cursor;
}

void
iso_plate_grid_set_cursor (IsoPlateGrid *self, guint well)
{
  g_return_if_fail (ISO_IS_PLATE_GRID (self));

  if (self->format == NULL || well >= self->format->wells)
    return;
  self->cursor = well;
  describe_well (self, well);
  gtk_widget_grab_focus (self->wells[well]);
  g_signal_emit_by_name (self, "cursor-moved");
}

void
iso_plate_grid_set_menu (IsoPlateGrid *self, GMenuModel *menu)
{
  g_return_if_fail (ISO_IS_PLATE_GRID (self));

  g_set_object (&self->menu, menu);
  g_clear_pointer (&self->popover, gtk_widget_unparent);
}

GtkWidget *
iso_plate_grid_get_well (IsoPlateGrid *self, guint well)
{
  g_return_val_if_fail (ISO_IS_PLATE_GRID (self), NULL);
  return self->format != NULL && well < self->format->wells ? self->wells[well] : NULL;
}

gboolean
iso_plate_grid_get_well_rect (IsoPlateGrid *self, guint well, graphene_rect_t *rect)
{
  g_return_val_if_fail (ISO_IS_PLATE_GRID (self), FALSE);

  if (self->format == NULL || well >= self->format->wells || self->side == 0)
    return FALSE;
  graphene_rect_init (rect, (float) (self->left + (int) (well % self->format->columns) * self->side),
                      (float) (self->top + (int) (well / self->format->columns) * self->side), (float) self->side, (float) self->side);
  return TRUE;
}

const IsoFigureStyle *
iso_plate_grid_get_style (IsoPlateGrid *self)
{
  g_return_val_if_fail (ISO_IS_PLATE_GRID (self), NULL);
  return &self->style;
}
