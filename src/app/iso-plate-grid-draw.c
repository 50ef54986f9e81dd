/* iso-plate-grid-draw.c - the colours of the plate, its headers, and what stands below and above the wells
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-plate-grid-private.h"

#include "iso-compat.h"

#include <math.h>

#define SQUARE_FROM 384   /* wells */

static void
set_colour (cairo_t *cr, IsoColour colour, double alpha)
{
  cairo_set_source_rgba (cr, colour.red, colour.green, colour.blue, alpha);
}

/* The outer ring of wells evaporates first; its ground is hatched. Where all wells are outer ones that says nothing. */
static void
hatch_edge (IsoPlateGrid *self, cairo_t *cr)
{
  double width = (int) self->format->columns * self->side, height = (int) self->format->rows * self->side;

  if (self->format->rows <= 2)
    return;
  cairo_save (cr);
  cairo_rectangle (cr, self->left, self->top, width, height);
  cairo_rectangle (cr, self->left + self->side, self->top + height - self->side, width - 2 * self->side, -(height - 2 * self->side));
  cairo_set_fill_rule (cr, CAIRO_FILL_RULE_EVEN_ODD);
  cairo_clip (cr);
  for (double x = self->left - height; x < self->left + width; x += 5)
    {
      cairo_move_to (cr, x, self->top + height);
      cairo_line_to (cr, x + height, self->top);
    }
  set_colour (cr, self->style.foreground, 0.13);
  cairo_set_line_width (cr, 1);
  cairo_stroke (cr);
  cairo_restore (cr);
}

/* The plate has its corner cut at A1, as on the bench. */
static void
outline_plate (IsoPlateGrid *self, cairo_t *cr)
{
  double x = self->left - 0.5, y = self->top - 0.5;
  double right = x + (int) self->format->columns * self->side + 1, bottom = y + (int) self->format->rows * self->side + 1;
  double cut = CLAMP (self->side * 0.3, 3, 10);

  cairo_move_to (cr, x + cut, y);
  cairo_line_to (cr, right, y);
  cairo_line_to (cr, right, bottom);
  cairo_line_to (cr, x, bottom);
  cairo_line_to (cr, x, y + cut);
  cairo_close_path (cr);
  set_colour (cr, self->style.foreground, 0.35);
  cairo_set_line_width (cr, 1);
  cairo_stroke (cr);
}

static void
draw_header (IsoPlateGrid *self, cairo_t *cr, PangoLayout *layout, const char *text, double x, double y)
{
  int width, height;

  pango_layout_set_text (layout, text, -1);
  pango_layout_get_pixel_size (layout, &width, &height);
  cairo_move_to (cr, x - width / 2.0, y - height / 2.0);
  pango_cairo_show_layout (cr, layout);
}

/* Where there is no room for each, every second, fourth or so has its letter or number. */
static guint
thin_headers (int side, int room)
{
  guint step = 1;

  while ((int) step * side < room && step < ISO_MAX_COLUMNS)
    step *= 2;
  return step;
}

static void
draw_headers (IsoPlateGrid *self, cairo_t *cr)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), "48");
  int width, height;
  guint step;

  pango_layout_get_pixel_size (layout, &width, &height);
  set_colour (cr, self->style.foreground, 0.8);
  step = thin_headers (self->side, width + 4);
  for (guint i = 0; i < self->format->columns; i++)
    {
      char number[ISO_WELL_NAME_SIZE];

      if (i > 0 && (i < step || (i + 1) % step != 0))
        continue;
      g_snprintf (number, sizeof number, "%u", i + 1);
      draw_header (self, cr, layout, number, self->left + (i + 0.5) * self->side, self->top - self->header_height / 2.0);
    }
  step = thin_headers (self->side, height - 2);
  for (guint i = 0; i < self->format->rows; i += step)
    {
      char letter[ISO_WELL_NAME_SIZE];

      draw_header (self, cr, layout, iso_row_name (i, letter), self->left - self->header_width / 2.0, self->top + (i + 0.5) * self->side);
    }
}

/* From pixels whose colours are multiplied by their opacity, as cairo has them, to plain ones: GTK 4.8 copies those faster, as it takes
 * a way through floating point from the former to themselves. */
static void
divide_by_opacity (guchar *pixels, gsize n)
{
  for (gsize i = 0; i < n; i += 4)
    {
      const guchar *pixel = pixels + i;
      guint opacity = pixel[G_BYTE_ORDER == G_LITTLE_ENDIAN ? 3 : 0];

      for (gsize j = 0; j < 4 && opacity > 0 && opacity < 255; j++)
        if (j != (G_BYTE_ORDER == G_LITTLE_ENDIAN ? 3 : 0))
          pixels[i + j] = (guchar) MIN (255, (pixel[j] * 255u + opacity / 2) / opacity);
    }
}

/* Draws a part once, in the pixels of this screen; what is drawn again and again is a copy. */
static GskRenderNode *
make_stamp (IsoPlateGrid *self, const graphene_rect_t *part, void (*draw) (IsoPlateGrid *, cairo_t *, gconstpointer), gconstpointer data)
{
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  int width = (int) ceilf (part->size.width) * scale, height = (int) ceilf (part->size.height) * scale;
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  cairo_t *cr = cairo_create (surface);
  gsize stride = (gsize) cairo_image_surface_get_stride (surface);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  guchar *pixels;

  cairo_scale (cr, scale, scale);
  cairo_translate (cr, -part->origin.x, -part->origin.y);
  draw (self, cr, data);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  pixels = g_memdup2 (cairo_image_surface_get_data (surface), stride * (gsize) height);
  divide_by_opacity (pixels, stride * (gsize) height);
  bytes = g_bytes_new_take (pixels, stride * (gsize) height);
  texture = gdk_memory_texture_new (width, height, G_BYTE_ORDER == G_LITTLE_ENDIAN ? GDK_MEMORY_B8G8R8A8 : GDK_MEMORY_A8R8G8B8, bytes, stride);
  cairo_surface_destroy (surface);
  return gsk_texture_node_new (texture, part);
}

static void
draw_ground (IsoPlateGrid *self, cairo_t *cr, gconstpointer data)
{
  hatch_edge (self, cr);
  outline_plate (self, cr);
  draw_headers (self, cr);
}

static void
draw_look (IsoPlateGrid *self, cairo_t *cr, gconstpointer look)
{
  iso_plate_look_draw (look, cr, &self->style, 0, 0, self->side, self->format->wells < SQUARE_FROM);
}

/* The middle of the plate has no ground, so that copying it costs little: headers and the outer ring are strips around it. */
static void
ensure_ground (IsoPlateGrid *self)
{
  float width = (float) gtk_widget_get_width (GTK_WIDGET (self)), height = (float) gtk_widget_get_height (GTK_WIDGET (self));
  float side = (float) self->side, left = (float) self->left + side, top = (float) self->top + side;
  float right = (float) self->left + side * (float) (self->format->columns - 1), bottom = (float) self->top + side * (float) (self->format->rows - 1);
  const graphene_rect_t parts[] = {
    GRAPHENE_RECT_INIT (0, 0, width, top),
    GRAPHENE_RECT_INIT (0, top, left, bottom - top),
    GRAPHENE_RECT_INIT (right, top, width - right, bottom - top),
    GRAPHENE_RECT_INIT (0, bottom, width, height - bottom),
  };
  g_autoptr (GtkSnapshot) snapshot = NULL;

  if (self->ground != NULL)
    return;
  snapshot = gtk_snapshot_new ();
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autoptr (GskRenderNode) node = NULL;

      if (parts[i].size.width < 1 || parts[i].size.height < 1)
        continue;
      node = make_stamp (self, &parts[i], draw_ground, NULL);
      gtk_snapshot_append_node (snapshot, node);
    }
  self->ground = gtk_snapshot_to_node (snapshot);
}

static void
get_cells (IsoPlateGrid *self, guint row, guint column, guint n, graphene_rect_t *rect)
{
  graphene_rect_init (rect, (float) (self->left + (int) column * self->side), (float) (self->top + (int) row * self->side),
                      (float) ((int) n * self->side), (float) self->side);
}

/* A selected run of wells is one box, so that a block looks like a block. */
static void
draw_selection (IsoPlateGrid *self, GtkSnapshot *snapshot)
{
  gboolean strong = adw_style_manager_get_high_contrast (adw_style_manager_get_for_display (gtk_widget_get_display (GTK_WIDGET (self))));
  GdkRGBA colour;

  if (iso_well_selection_get_n (self->selection) == 0)
    return;
  iso_compat_get_named_color (GTK_WIDGET (self), "accent_bg_color", &colour);
  colour.alpha = strong ? 0.55f : 0.32f;
  for (guint row = 0; row < self->format->rows; row++)
    for (guint column = 0, n; column < self->format->columns; column += n + 1)
      {
        graphene_rect_t rect;

        for (n = 0; column + n < self->format->columns
                    && iso_well_selection_is_selected (self->selection, row * self->format->columns + column + n); n++)
          ;
        if (n == 0)
          continue;
        get_cells (self, row, column, n, &rect);
        gtk_snapshot_append_color (snapshot, &colour, &rect);
      }
}

static void
add_side (GtkSnapshot *snapshot, const GdkRGBA *colour, float x, float y, float width, float height)
{
  gtk_snapshot_append_color (snapshot, colour, &GRAPHENE_RECT_INIT (x, y, width, height));
}

/* The outline of all selected wells: a side wherever the neighbour is not selected. */
static void
outline_selection (IsoPlateGrid *self, GtkSnapshot *snapshot)
{
  guint columns = self->format->columns, rows = self->format->rows;
  float side = (float) self->side, w = self->side < 12 ? 1 : 2;
  GdkRGBA colour;

  iso_compat_get_named_color (GTK_WIDGET (self), "accent_color", &colour);
  for (guint i = 0; i < self->format->wells && iso_well_selection_get_n (self->selection) > 0; i++)
    {
      guint row = i / columns, column = i % columns;
      float x = (float) self->left + (float) column * side, y = (float) self->top + (float) row * side;

      if (!iso_well_selection_is_selected (self->selection, i))
        continue;
      if (row == 0 || !iso_well_selection_is_selected (self->selection, i - columns))
        add_side (snapshot, &colour, x, y, side, w);
      if (row == rows - 1 || !iso_well_selection_is_selected (self->selection, i + columns))
        add_side (snapshot, &colour, x, y + side - w, side, w);
      if (column == 0 || !iso_well_selection_is_selected (self->selection, i - 1))
        add_side (snapshot, &colour, x, y, w, side);
      if (column == columns - 1 || !iso_well_selection_is_selected (self->selection, i + 1))
        add_side (snapshot, &colour, x + side - w, y, w, side);
    }
}

static void
frame_cell (IsoPlateGrid *self, cairo_t *cr, int row, int column, double inset)
{
  cairo_rectangle (cr, self->left + column * self->side + inset, self->top + row * self->side + inset, self->side - 2 * inset,
                   self->side - 2 * inset);
}

/* Frames of wells that are only thought of, and of those that are dragged. */
static void
draw_frames (IsoPlateGrid *self, GtkSnapshot *snapshot)
{
  const double dash[] = { 3, 2 };
  GdkRGBA accent, warning;
  cairo_t *cr;

  if (self->preview->len == 0 && self->marked->len == 0 && self->drag != ISO_DRAG_MOVE)
    return;
  iso_compat_get_named_color (GTK_WIDGET (self), "accent_color", &accent);
  iso_compat_get_named_color (GTK_WIDGET (self), "warning_color", &warning);
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) gtk_widget_get_width (GTK_WIDGET (self)),
                                                                 (float) gtk_widget_get_height (GTK_WIDGET (self))));
  cairo_set_line_width (cr, 1.5);
  for (guint i = 0; i < self->marked->len; i++)
    {
      guint well = g_array_index (self->marked, guint, i);

      frame_cell (self, cr, (int) (well / self->format->columns), (int) (well % self->format->columns), 1.5);
    }
  gdk_cairo_set_source_rgba (cr, &warning);
  cairo_stroke (cr);
  cairo_set_dash (cr, dash, 2, 0);
  for (guint i = 0; i < self->preview->len; i++)
    {
      const IsoWellEdit *edit = &g_array_index (self->preview, IsoWellEdit, i);

      frame_cell (self, cr, (int) edit->row, (int) edit->column, 1);
    }
  for (guint i = 0; i < self->format->wells && self->drag == ISO_DRAG_MOVE; i++)
    {
      if (iso_well_selection_is_selected (self->selection, i))
        frame_cell (self, cr, (int) (i / self->format->columns) + self->drag_rows, (int) (i % self->format->columns) + self->drag_columns, 1);
    }
  gdk_cairo_set_source_rgba (cr, &accent);
  cairo_stroke (cr);
  cairo_destroy (cr);
}

void
iso_plate_grid_update_style (IsoPlateGrid *self)
{
  AdwStyleManager *manager = adw_style_manager_get_for_display (gtk_widget_get_display (GTK_WIDGET (self)));
  gboolean dark = adw_style_manager_get_dark (manager);
  const PangoFontDescription *font = pango_context_get_font_description (gtk_widget_get_pango_context (GTK_WIDGET (self)));
  GdkRGBA background;

  self->style = *iso_figure_style_find (dark ? "screen-dark" : "screen");
  iso_compat_get_named_color (GTK_WIDGET (self), "window_bg_color", &background);
  self->style.background = (IsoColour) { background.red, background.green, background.blue, 1 };
  if (adw_style_manager_get_high_contrast (manager))
    {
      self->style.foreground = dark ? (IsoColour) { 1, 1, 1, 1 } : (IsoColour) { 0, 0, 0, 1 };
      self->style.muted = iso_colour_mix (self->style.foreground, self->style.background, 0.7);
    }
  if (font != NULL && pango_font_description_get_family (font) != NULL)
    {
      g_free (self->font);
      self->font = g_strdup (pango_font_description_get_family (font));
      self->style.font = self->font;
    }
}

void
iso_plate_grid_forget_nodes (IsoPlateGrid *self)
{
  g_hash_table_remove_all (self->nodes);
  g_clear_pointer (&self->ground, gsk_render_node_unref);
}

GskRenderNode *
iso_plate_grid_get_node (IsoPlateGrid *self, const IsoPlateLook *look)
{
  GskRenderNode *node = g_hash_table_lookup (self->nodes, look);

  if (node == NULL)
    {
      /* Around a well there is nothing to copy but the ends of the stroke through it. */
      int margin = look->struck ? 0 : (int) (self->side * (self->format->wells < SQUARE_FROM ? 0.06 : 0.04));
      float inner = (float) (self->side - 2 * margin);

      node = make_stamp (self, &GRAPHENE_RECT_INIT ((float) margin, (float) margin, inner, inner), draw_look, look);
      g_hash_table_insert (self->nodes, g_memdup2 (look, sizeof *look), node);
    }
  return node;
}

void
iso_plate_grid_draw_below (IsoPlateGrid *self, GtkSnapshot *snapshot)
{
  ensure_ground (self);
  gtk_snapshot_append_node (snapshot, self->ground);
  draw_selection (self, snapshot);
}

void
iso_plate_grid_draw_above (IsoPlateGrid *self, GtkSnapshot *snapshot)
{
  outline_selection (self, snapshot);
  draw_frames (self, snapshot);
}
