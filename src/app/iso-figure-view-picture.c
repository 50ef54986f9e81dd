/* iso-figure-view-picture.c - the figure and its pixels, made by another thread where there is an older one to look at meanwhile, or
 * where it takes long
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-figure-view-private.h"

#include "iso-free-beside.h"
#include "iso-probe.h"
#include "iso-user-text.h"

#include <math.h>

#define TOLERANCE_PT 3.0

static void begin_soon (IsoFigureView *self);

/* Logical pixels a point: follows the size of text that the person set. */
static double
pixels_per_point (IsoFigureView *self)
{
  int dpi = 0;

  if (self->paper != NULL)
    return gtk_widget_get_width (GTK_WIDGET (self)) / self->paper_width;
  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-xft-dpi", &dpi, NULL);
  return (dpi > 0 ? dpi / 1024.0 : 96.0) / 72.0;
}

static const IsoFigureStyle *
choose_style (IsoFigureView *self, IsoFigureStyle *copy)
{
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_for_display (gtk_widget_get_display (GTK_WIDGET (self))));

  if (self->paper != NULL)
    return self->paper;
  *copy = *iso_figure_style_find (dark ? "screen-dark" : "screen");
  copy->comma = iso_user_decimal () == ISO_DECIMAL_COMMA;
  copy->transparent = TRUE;
  copy->bare = self->bare || self->spark;
  copy->spark = self->spark;
  copy->zoom = self->zoom;
  return copy;
}

static void
zoom_changed (IsoFigureView *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "figure.show-all", self->zoom.on);
  iso_figure_view_current_changed (self);
}

/* A part of another figure is none of this one. */
static void
check_zoom (IsoFigureView *self, const IsoFigureOrder *order)
{
  g_autofree char *key = self->zoom.on && order != NULL ? iso_figure_order_dup_key (order) : NULL;

  if (!self->zoom.on || g_strcmp0 (key, self->zoomed) == 0)
    return;
  self->zoom.on = FALSE;
  g_clear_pointer (&self->zoomed, g_free);
  zoom_changed (self);
}

/* FALSE while the widget has no size. */
static gboolean
choose_sheet (IsoFigureView *self, IsoFigureSheet *sheet)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self)), height = gtk_widget_get_height (GTK_WIDGET (self));

  if (width <= 0 || height <= 0)
    return FALSE;
  *sheet = (IsoFigureSheet) { .width = width, .height = height, .factor = gtk_widget_get_scale_factor (GTK_WIDGET (self)),
                              .scale = pixels_per_point (self) };
  sheet->width_pt = width / sheet->scale;
  sheet->height_pt = self->paper != NULL ? 0 : height / sheet->scale;
  return TRUE;
}

/* Logical pixels of the widget a point of the figure that is shown. */
static void
get_scales (IsoFigureView *self, double *across, double *down)
{
  *across = self->sheet.scale * gtk_widget_get_width (GTK_WIDGET (self)) / self->sheet.width;
  *down = self->sheet.scale * gtk_widget_get_height (GTK_WIDGET (self)) / self->sheet.height;
}

/* Painted once into pixels of its own: what rises above it, such as a toast, does not have every line drawn anew. */
static GskRenderNode *
create_node (cairo_surface_t *pixels, const IsoFigureSheet *sheet)
{
  GskRenderNode *node = gsk_cairo_node_new (&GRAPHENE_RECT_INIT (0, 0, (float) sheet->width, (float) sheet->height));
  cairo_t *cr = gsk_cairo_node_get_draw_context (node);

  cairo_set_source_surface (cr, pixels, 0, 0);
  cairo_paint (cr);
  cairo_destroy (cr);
  return node;
}

static void
drop_picture (IsoFigureView *self)
{
  iso_free_beside (g_steal_pointer (&self->figure), (GDestroyNotify) iso_figure_unref);
  g_clear_pointer (&self->node, gsk_render_node_unref);
  g_clear_pointer (&self->pixels, cairo_surface_destroy);
  self->old = FALSE;
}

/* Where it grew, it asks for that height, and keeps it as long as it needs all of it. */
static void
take_needed (IsoFigureView *self, const IsoFigureSheet *sheet, const IsoFigure *figure)
{
  int least = (int) ceil (iso_figure_get_least_height (figure) * sheet->scale);
  int needed = least > sheet->height || (least > 0 && sheet->height == self->needed) ? MAX (least, sheet->height) : 0;

  if (needed != self->needed)
    gtk_widget_queue_resize (GTK_WIDGET (self));
  self->needed = needed;
}

static void
take_picture (IsoFigureView *self, const IsoFigureSheet *sheet, IsoFigure *figure, cairo_surface_t *pixels)
{
  drop_picture (self);
  take_needed (self, sheet, figure);
  self->sheet = *sheet;
  self->figure = figure;
  self->pixels = pixels;
  self->node = create_node (pixels, sheet);
  iso_figure_view_describe (self);
}

/* The size may be another one by now: then this one is stretched until the next is there. */
static void
painted_cb (IsoFigure *figure, cairo_surface_t *pixels, const IsoFigureSheet *sheet, gpointer data)
{
  IsoFigureView *self = data;

  self->painting = NULL;
  take_picture (self, sheet, figure, pixels);
  iso_probe_painted (TRUE);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (self->again || sheet->width != gtk_widget_get_width (GTK_WIDGET (self)) || sheet->height != gtk_widget_get_height (GTK_WIDGET (self)))
    begin_soon (self);
}

void
iso_figure_view_drop_ahead (IsoFigureView *self)
{
  g_clear_pointer (&self->ahead_painting, iso_figure_painting_cancel);
  g_clear_pointer (&self->ahead, iso_figure_order_unref);
  g_clear_pointer (&self->ahead_figure, iso_figure_unref);
  g_clear_pointer (&self->ahead_pixels, cairo_surface_destroy);
}

static void
painted_ahead_cb (IsoFigure *figure, cairo_surface_t *pixels, const IsoFigureSheet *sheet, gpointer data)
{
  IsoFigureView *self = data;

  if (self->ahead_painting == NULL)   /* it was ordered meanwhile */
    {
      painted_cb (figure, pixels, sheet, data);
      return;
    }
  self->ahead_painting = NULL;
  self->ahead_figure = figure;
  self->ahead_pixels = pixels;
  self->ahead_sheet = *sheet;
  self->ready (self->data);
}

/* What was painted ahead, or is being painted, where it is what is ordered. */
static gboolean
take_ahead (IsoFigureView *self, const IsoFigureOrder *order)
{
  gboolean same = self->ahead != NULL && iso_figure_order_equal (self->ahead, order);

  if (same && self->ahead_painting != NULL)
    self->painting = g_steal_pointer (&self->ahead_painting);
  else if (same && self->ahead_figure != NULL)
    painted_cb (g_steal_pointer (&self->ahead_figure), g_steal_pointer (&self->ahead_pixels), &self->ahead_sheet, self);
  iso_figure_view_drop_ahead (self);
  return same;
}

static void
begin (IsoFigureView *self)
{
  IsoFigureOrder *order = self->ask != NULL ? self->ask (self->data) : NULL;
  IsoFigureSheet sheet;
  IsoFigureStyle copy;

  self->again = FALSE;
  check_zoom (self, order);
  if (order != NULL && take_ahead (self, order))
    {
      iso_figure_order_unref (order);
      return;
    }
  if (order != NULL && choose_sheet (self, &sheet))
    {
      self->painting = iso_figure_painter_begin (order, choose_style (self, &copy), &sheet, painted_cb, self);
      return;
    }
  /* Nothing is to be shown any more, or what is made in this thread. */
  g_clear_pointer (&order, iso_figure_order_unref);
  drop_picture (self);
  iso_figure_view_ensure (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static gboolean
begin_cb (gpointer data)
{
  IsoFigureView *self = data;

  self->begin_source = 0;
  begin (self);
  return G_SOURCE_REMOVE;
}

/* After everything that follows the same change, and before all else: others paint while this thread measures what changed. What
 * nobody sees is made when it is seen. */
static void
begin_soon (IsoFigureView *self)
{
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    iso_figure_view_drop (self);
  else if (self->begin_source == 0)
    self->begin_source = g_idle_add_full (G_PRIORITY_HIGH - 1, begin_cb, self, NULL);
}

/* The old one stays on the screen, and is not asked for what it shows any more. */
void
iso_figure_view_outdate (IsoFigureView *self)
{
  g_clear_pointer (&self->painting, iso_figure_painting_cancel);
  self->old = TRUE;
  begin_soon (self);
}

/* One that is on its way comes first: while a size changes with each frame there would never be one otherwise. */
void
iso_figure_view_renew (IsoFigureView *self)
{
  iso_figure_view_drop_ahead (self);
  if (self->painting != NULL)
    self->again = TRUE;
  else if (self->node != NULL)
    begin_soon (self);
  else
    gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
iso_figure_view_drop (IsoFigureView *self)
{
  g_clear_pointer (&self->painting, iso_figure_painting_cancel);
  g_clear_handle_id (&self->begin_source, g_source_remove);
  iso_figure_view_drop_ahead (self);
  drop_picture (self);
}

gboolean
iso_figure_view_paint_ahead (IsoFigureView *self, IsoFigureOrder *order, IsoFigureReady ready)
{
  IsoFigureSheet sheet;
  IsoFigureStyle copy;

  g_return_val_if_fail (ISO_IS_FIGURE_VIEW (self), FALSE);

  iso_figure_view_drop_ahead (self);
  if (self->node == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)) || !choose_sheet (self, &sheet))
    {
      iso_figure_order_unref (order);
      return FALSE;
    }
  check_zoom (self, order);
  self->ahead = order;
  self->ready = ready;
  self->ahead_painting = iso_figure_painter_begin (iso_figure_order_ref (order), choose_style (self, &copy), &sheet, painted_ahead_cb, self);
  return TRUE;
}

void
iso_figure_view_ensure (IsoFigureView *self)
{
  g_autoptr (IsoFigureOrder) order = NULL;
  IsoFigure *figure = NULL;
  IsoFigureSheet sheet;
  IsoFigureStyle copy;

  if (self->node != NULL || self->painting != NULL || self->begin_source != 0 || !choose_sheet (self, &sheet))
    return;
  order = self->ask != NULL ? self->ask (self->data) : NULL;
  check_zoom (self, order);
  if (order != NULL && iso_figure_order_is_large (order))
    {
      self->painting = iso_figure_painter_begin (g_steal_pointer (&order), choose_style (self, &copy), &sheet, painted_cb, self);
      return;
    }
  if (order != NULL)
    figure = iso_figure_order_build (order, choose_style (self, &copy), sheet.width_pt, sheet.height_pt);
  else if (self->build != NULL)
    figure = self->build (choose_style (self, &copy), sheet.width_pt, sheet.height_pt, self->data);
  if (figure == NULL)
    return;
  take_picture (self, &sheet, figure, iso_figure_paint (figure, &sheet));
  iso_probe_painted (FALSE);
}

const IsoFigure *
iso_figure_view_ask_figure (IsoFigureView *self)
{
  return self->old ? NULL : self->figure;
}

const IsoFigureMark *
iso_figure_view_get_mark (IsoFigureView *self, int index)
{
  const IsoFigure *figure = iso_figure_view_ask_figure (self);

  if (figure == NULL || index < 0 || (guint) index >= iso_figure_get_n_marks (figure))
    return NULL;
  return iso_figure_get_mark (figure, (guint) index);
}

void
iso_figure_view_to_points (IsoFigureView *self, double *x, double *y)
{
  double across, down;

  get_scales (self, &across, &down);
  *x /= across;
  *y /= down;
}

void
iso_figure_view_set_zoom (IsoFigureView *self, const IsoFigureZoom *zoom)
{
  g_autoptr (IsoFigureOrder) order = zoom->on && self->ask != NULL ? self->ask (self->data) : NULL;

  if (!zoom->on && !self->zoom.on)
    return;
  self->zoom = *zoom;
  self->zoom.on = order != NULL;
  g_clear_pointer (&self->zoomed, g_free);
  if (order != NULL)
    self->zoomed = iso_figure_order_dup_key (order);
  zoom_changed (self);
  iso_figure_view_renew (self);
}

int
iso_figure_view_find_mark (IsoFigureView *self, double x, double y)
{
  const IsoFigure *figure = iso_figure_view_ask_figure (self);
  const IsoFigureMark *hit = NULL;

  if (figure == NULL)
    return ISO_NO_MARK;
  iso_figure_view_to_points (self, &x, &y);
  hit = iso_figure_hit (figure, x, y, TOLERANCE_PT);
  for (guint i = 0; hit != NULL && i < iso_figure_get_n_marks (figure); i++)
    if (iso_figure_get_mark (figure, i) == hit)
      return (int) i;
  return ISO_NO_MARK;
}

graphene_rect_t
iso_figure_view_place_mark (IsoFigureView *self, const IsoFigureMark *mark)
{
  double across, down;

  get_scales (self, &across, &down);
  return GRAPHENE_RECT_INIT ((float) (mark->x * across), (float) (mark->y * down), (float) (mark->width * across),
                             (float) (mark->height * down));
}
