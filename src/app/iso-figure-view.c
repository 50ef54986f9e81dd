/* iso-figure-view.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-figure-view-private.h"

#include "iso-compat.h"

#include <math.h>

#define MIN_WIDTH 300
#define MIN_HEIGHT 180
#define SPARK_WIDTH 84
#define SPARK_HEIGHT 56
#define LIT_PART 12   /* a mark shows what is selected elsewhere from this part of its wells on: a point does, a whole curve does not */

G_DEFINE_FINAL_TYPE (IsoFigureView, iso_figure_view, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_CURRENT = 1,
} IsoFigureViewProperty;

static GParamSpec *properties[PROP_CURRENT + 1];

static guint mark_selected;

const IsoFigureMark *
iso_figure_view_get_current (IsoFigureView *self)
{
  const IsoFigureMark *mark;

  g_return_val_if_fail (ISO_IS_FIGURE_VIEW (self), NULL);

  mark = iso_figure_view_get_mark (self, self->hovered);
  if (mark == NULL && gtk_widget_has_focus (GTK_WIDGET (self)))
    mark = iso_figure_view_get_mark (self, self->cursor);
  return mark;
}

static const char *
get_current_label (IsoFigureView *self)
{
  const IsoFigureMark *mark = iso_figure_view_get_current (self);

  return mark != NULL ? mark->label : NULL;
}

void
iso_figure_view_describe (IsoFigureView *self)
{
  const IsoFigureMark *mark = gtk_widget_has_focus (GTK_WIDGET (self)) ? iso_figure_view_get_mark (self, self->cursor) : NULL;

  if (self->figure == NULL)
    return;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, iso_figure_get_title (self->figure),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, mark != NULL ? mark->label : iso_figure_describe (self->figure),
                                  -1);
}

void
iso_figure_view_current_changed (IsoFigureView *self)
{
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CURRENT]);
}

void
iso_figure_view_select_mark (IsoFigureView *self, int index, gboolean add)
{
  self->selected = index;
  if (index != ISO_NO_MARK)
    self->cursor = index;
  iso_figure_view_current_changed (self);
  iso_figure_view_describe (self);
  g_signal_emit (self, mark_selected, 0, iso_figure_view_get_mark (self, index), add);
}

static void
draw_ring (IsoFigureView *self, GtkSnapshot *snapshot, const IsoFigureMark *mark, float width, float gap)
{
  GskRoundedRect ring;
  graphene_rect_t place;
  GdkRGBA color;

  if (mark == NULL || isnan (mark->x))   /* it is not drawn */
    return;
  iso_compat_get_named_color (GTK_WIDGET (self), "accent_color", &color);
  place = iso_figure_view_place_mark (self, mark);
  graphene_rect_inset (&place, -gap, -gap);
  gsk_rounded_rect_init_from_rect (&ring, &place, gap + 2);
  gtk_snapshot_append_border (snapshot, &ring, (float[4]) { width, width, width, width }, (GdkRGBA[4]) { color, color, color, color });
}

/* What will be shown as large as the plot. */
static void
draw_drag (IsoFigureView *self, GtkSnapshot *snapshot)
{
  GskRoundedRect edge;
  GdkRGBA color;

  iso_compat_get_named_color (GTK_WIDGET (self), "accent_color", &color);
  gsk_rounded_rect_init_from_rect (&edge, &self->drag, 0);
  gtk_snapshot_append_border (snapshot, &edge, (float[4]) { 1, 1, 1, 1 }, (GdkRGBA[4]) { color, color, color, color });
  color.alpha = 0.12f;
  gtk_snapshot_append_color (snapshot, &color, &self->drag);
}

static void
draw_picture (IsoFigureView *self, GtkSnapshot *snapshot)
{
  float across = (float) gtk_widget_get_width (GTK_WIDGET (self)) / (float) self->sheet.width;
  float down = (float) gtk_widget_get_height (GTK_WIDGET (self)) / (float) self->sheet.height;

  gtk_snapshot_save (snapshot);
  gtk_snapshot_scale (snapshot, across, down);
  gtk_snapshot_append_node (snapshot, self->node);
  gtk_snapshot_restore (snapshot);
}

gboolean
iso_figure_mark_shows (const IsoFigureMark *mark, GHashTable *observations)
{
  guint n = 0;

  for (guint i = 0; i < mark->n_observations; i++)
    n += g_hash_table_contains (observations, GUINT_TO_POINTER (mark->observations[i]));
  return n > 0 && n * LIT_PART >= mark->n_observations;
}

gboolean
iso_figure_view_is_lit (IsoFigureView *self, const IsoFigureMark *mark)
{
  return iso_figure_mark_shows (mark, self->lit);
}

/* A ring around each mark that shows some of the observations. */
static void
draw_rings (IsoFigureView *self, GtkSnapshot *snapshot, GHashTable *observations, int but, float width, float gap)
{
  guint n = g_hash_table_size (observations) > 0 && self->figure != NULL ? iso_figure_get_n_marks (self->figure) : 0;

  for (guint i = 0; i < n; i++)
    if ((int) i != but && iso_figure_mark_shows (iso_figure_get_mark (self->figure, i), observations))
      draw_ring (self, snapshot, iso_figure_get_mark (self->figure, i), width, gap);
}

static void
iso_figure_view_dispose (GObject *object)
{
  IsoFigureView *self = ISO_FIGURE_VIEW (object);

  iso_figure_view_drop (self);
  g_clear_pointer (&self->popover, gtk_widget_unparent);
  g_clear_object (&self->menu);
  self->build = NULL;
  self->ask = NULL;
  G_OBJECT_CLASS (iso_figure_view_parent_class)->dispose (object);
}

static void
iso_figure_view_finalize (GObject *object)
{
  g_hash_table_unref (ISO_FIGURE_VIEW (object)->lit);
  g_hash_table_unref (ISO_FIGURE_VIEW (object)->pointed);
  g_free (ISO_FIGURE_VIEW (object)->zoomed);
  G_OBJECT_CLASS (iso_figure_view_parent_class)->finalize (object);
}

static void
iso_figure_view_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((IsoFigureViewProperty) id)
    {
    case PROP_CURRENT:
      g_value_set_string (value, get_current_label (ISO_FIGURE_VIEW (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static GtkSizeRequestMode
iso_figure_view_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
iso_figure_view_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                         int *minimum_baseline, int *natural_baseline)
{
  IsoFigureView *self = ISO_FIGURE_VIEW (widget);

  if (self->spark)
    *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? SPARK_WIDTH : SPARK_HEIGHT;
  else
    *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? MIN_WIDTH : MAX (MIN_HEIGHT, for_size == self->sheet.width ? self->needed : 0);
  *natural = *minimum;
}

static void
iso_figure_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  IsoFigureView *self = ISO_FIGURE_VIEW (widget);

  if (width != self->sheet.width || height != self->sheet.height)
    iso_figure_view_renew (self);
  if (self->popover != NULL)
    gtk_popover_present (GTK_POPOVER (self->popover));
}

static void
iso_figure_view_system_setting_changed (GtkWidget *widget, GtkSystemSetting setting)
{
  GTK_WIDGET_CLASS (iso_figure_view_parent_class)->system_setting_changed (widget, setting);
  iso_figure_view_renew (ISO_FIGURE_VIEW (widget));
}

static void
iso_figure_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  IsoFigureView *self = ISO_FIGURE_VIEW (widget);

  iso_figure_view_ensure (self);
  if (self->node == NULL)
    return;
  draw_picture (self, snapshot);
  draw_rings (self, snapshot, self->pointed, self->hovered, 1, 3);
  draw_rings (self, snapshot, self->lit, self->selected, 2, 2);
  draw_ring (self, snapshot, iso_figure_view_get_mark (self, self->selected), 2, 4);
  if (self->hovered != self->selected)
    draw_ring (self, snapshot, iso_figure_view_get_mark (self, self->hovered), 1, 3);
  if (gtk_widget_has_focus (widget) && self->cursor != self->selected)
    draw_ring (self, snapshot, iso_figure_view_get_mark (self, self->cursor), 2, 3);
  if (self->dragging)
    draw_drag (self, snapshot);
}

static gboolean
iso_figure_view_query_tooltip (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  IsoFigureView *self = ISO_FIGURE_VIEW (widget);
  const IsoFigureMark *mark = iso_figure_view_get_mark (self, keyboard ? self->cursor : iso_figure_view_find_mark (self, x, y));
  graphene_rect_t place;

  if (mark == NULL && self->bare && self->figure != NULL && *iso_figure_get_caption (self->figure) != '\0')
    {
      gtk_tooltip_set_text (tooltip, iso_figure_get_caption (self->figure));
      return TRUE;
    }
  if (mark == NULL)
    return FALSE;
  place = iso_figure_view_place_mark (self, mark);
  gtk_tooltip_set_text (tooltip, mark->label);
  gtk_tooltip_set_tip_area (tooltip, &(GdkRectangle) { (int) place.origin.x, (int) place.origin.y, (int) place.size.width + 1,
                                                       (int) place.size.height + 1 });
  return TRUE;
}

static void
iso_figure_view_class_init (IsoFigureViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = iso_figure_view_dispose;
  object_class->finalize = iso_figure_view_finalize;
  object_class->get_property = iso_figure_view_get_property;
  widget_class->get_request_mode = iso_figure_view_get_request_mode;
  widget_class->measure = iso_figure_view_measure;
  widget_class->size_allocate = iso_figure_view_size_allocate;
  widget_class->system_setting_changed = iso_figure_view_system_setting_changed;
  widget_class->snapshot = iso_figure_view_snapshot;
  widget_class->query_tooltip = iso_figure_view_query_tooltip;

  properties[PROP_CURRENT] = g_param_spec_string ("current", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  mark_selected = g_signal_new ("mark-selected", ISO_TYPE_FIGURE_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 2, G_TYPE_POINTER, G_TYPE_BOOLEAN);
  iso_figure_view_install_input (widget_class);

  gtk_widget_class_set_css_name (widget_class, "figure");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
iso_figure_view_init (IsoFigureView *self)
{
  AdwStyleManager *style = adw_style_manager_get_for_display (gtk_widget_get_display (GTK_WIDGET (self)));

  self->lit = g_hash_table_new (NULL, NULL);
  self->pointed = g_hash_table_new (NULL, NULL);
  self->hovered = self->cursor = self->selected = ISO_NO_MARK;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  iso_figure_view_init_input (self);

  g_signal_connect (self, "notify::scale-factor", G_CALLBACK (iso_figure_view_renew), NULL);
  g_signal_connect_object (style, "notify::dark", G_CALLBACK (iso_figure_view_renew), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (style, "notify::high-contrast", G_CALLBACK (iso_figure_view_renew), self, G_CONNECT_SWAPPED);
}

static void
set_source (IsoFigureView *self, IsoFigureBuild build, IsoFigureAsk ask, gpointer data)
{
  iso_figure_view_drop_ahead (self);
  self->build = build;
  self->ask = ask;
  self->data = data;
  iso_figure_view_invalidate (self);
}

void
iso_figure_view_set_build (IsoFigureView *self, IsoFigureBuild build, gpointer data)
{
  g_return_if_fail (ISO_IS_FIGURE_VIEW (self));

  set_source (self, build, NULL, data);
}

void
iso_figure_view_set_ask (IsoFigureView *self, IsoFigureAsk ask, gpointer data)
{
  g_return_if_fail (ISO_IS_FIGURE_VIEW (self));
  set_source (self, NULL, ask, data);
}

void
iso_figure_view_set_paper (IsoFigureView *self, const IsoFigureStyle *style, double width_pt)
{
  g_return_if_fail (ISO_IS_FIGURE_VIEW (self));

  self->paper = style;
  self->paper_width = width_pt;
  gtk_widget_set_focusable (GTK_WIDGET (self), style == NULL);
  gtk_widget_set_can_target (GTK_WIDGET (self), style == NULL);
  iso_figure_view_invalidate (self);
}

void
iso_figure_view_set_bare (IsoFigureView *self, gboolean bare)
{
  g_return_if_fail (ISO_IS_FIGURE_VIEW (self));
  self->bare = bare;
  iso_figure_view_renew (self);
}

void
iso_figure_view_set_spark (IsoFigureView *self)
{
  g_return_if_fail (ISO_IS_FIGURE_VIEW (self));

  self->spark = TRUE;
  gtk_widget_set_focusable (GTK_WIDGET (self), FALSE);
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
iso_figure_view_invalidate (IsoFigureView *self)
{
  g_return_if_fail (ISO_IS_FIGURE_VIEW (self));

  self->hovered = self->cursor = self->selected = ISO_NO_MARK;
  iso_figure_view_outdate (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CURRENT]);
}

static void
fill_set (GHashTable *set, const guint *observations, guint n)
{
  g_hash_table_remove_all (set);
  for (guint i = 0; i < n; i++)
    g_hash_table_add (set, GUINT_TO_POINTER (observations[i]));
}

void
iso_figure_view_set_pointed (IsoFigureView *self, const guint *observations, guint n)
{
  g_return_if_fail (ISO_IS_FIGURE_VIEW (self));

  if (n == 0 && g_hash_table_size (self->pointed) == 0)
    return;
  fill_set (self->pointed, observations, n);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
iso_figure_view_set_selection (IsoFigureView *self, const guint *observations, guint n)
{
  const IsoFigureMark *mark;

  g_return_if_fail (ISO_IS_FIGURE_VIEW (self));

  fill_set (self->lit, observations, n);
  mark = iso_figure_view_get_mark (self, self->selected);
  if (mark != NULL && mark->n_observations > 0 && !iso_figure_view_is_lit (self, mark))
    self->selected = ISO_NO_MARK;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
iso_figure_view_set_menu (IsoFigureView *self, GMenuModel *menu)
{
  g_return_if_fail (ISO_IS_FIGURE_VIEW (self));

  g_set_object (&self->menu, menu);
  g_clear_pointer (&self->popover, gtk_widget_unparent);
}

void
iso_figure_view_set_cursor (IsoFigureView *self, guint mark)
{
  g_return_if_fail (ISO_IS_FIGURE_VIEW (self));
  self->cursor = (int) mark;
  self->hovered = ISO_NO_MARK;
  iso_figure_view_current_changed (self);
  iso_figure_view_describe (self);
}

const IsoFigureMark *
iso_figure_view_get_asked (IsoFigureView *self)
{
  const IsoFigureMark *mark;

  g_return_val_if_fail (ISO_IS_FIGURE_VIEW (self), NULL);

  mark = iso_figure_view_get_mark (self, self->selected);
  if (gtk_widget_has_focus (GTK_WIDGET (self)) && self->cursor != self->selected && iso_figure_view_get_mark (self, self->cursor) != NULL)
    mark = iso_figure_view_get_mark (self, self->cursor);
  return mark != NULL ? mark : iso_figure_view_get_mark (self, self->hovered);
}

gboolean
iso_figure_view_is_zoomed (IsoFigureView *self)
{
  g_return_val_if_fail (ISO_IS_FIGURE_VIEW (self), FALSE);
  return self->zoom.on;
}

gboolean
iso_figure_view_get_selected_rect (IsoFigureView *self, graphene_rect_t *rect)
{
  const IsoFigureMark *mark;

  g_return_val_if_fail (ISO_IS_FIGURE_VIEW (self), FALSE);

  mark = iso_figure_view_get_mark (self, self->selected);
  for (guint i = 0; mark == NULL && self->figure != NULL && i < iso_figure_get_n_marks (self->figure); i++)
    if (iso_figure_view_is_lit (self, iso_figure_get_mark (self->figure, i)))
      mark = iso_figure_get_mark (self->figure, i);
  if (mark == NULL)
    return FALSE;
  *rect = iso_figure_view_place_mark (self, mark);
  return TRUE;
}

static guint
count_marks (IsoFigureView *self, GHashTable *observations)
{
  guint n = 0;

  for (guint i = 0; self->figure != NULL && i < iso_figure_get_n_marks (self->figure); i++)
    n += iso_figure_mark_shows (iso_figure_get_mark (self->figure, i), observations);
  return n;
}

guint
iso_figure_view_count_lit (IsoFigureView *self)
{
  g_return_val_if_fail (ISO_IS_FIGURE_VIEW (self), 0);
  return count_marks (self, self->lit);
}

guint
iso_figure_view_count_pointed (IsoFigureView *self)
{
  g_return_val_if_fail (ISO_IS_FIGURE_VIEW (self), 0);
  return count_marks (self, self->pointed);
}

const IsoFigure *
iso_figure_view_get_figure (IsoFigureView *self)
{
  g_return_val_if_fail (ISO_IS_FIGURE_VIEW (self), NULL);
  return iso_figure_view_ask_figure (self);
}

gboolean
iso_figure_view_any_pending (void)
{
  return iso_figure_painter_is_busy ();
}
