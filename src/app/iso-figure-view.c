/* iso-figure-view.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-figure-view.h"

#include "iso-compat.h"

#include <math.h>

#define MIN_WIDTH 300
#define MIN_HEIGHT 180
#define SPARK_WIDTH 84
#define SPARK_HEIGHT 56
#define TOLERANCE_PT 3.0
#define NONE (-1)
#define LIT_PART 12   /* a mark shows what is selected elsewhere from this part of its wells on: a point does, a whole curve does not */

struct _IsoFigureView
{
  GtkWidget parent_instance;

  IsoFigureBuild        build;
  gpointer              build_data;
  const IsoFigureStyle *paper;      /* NULL for the screen */
  double                paper_width;
  gboolean              bare;
  gboolean              spark;

  /* What was made of them; dropped when size, style or data change. */
  IsoFigure     *figure;            /* (owned) (nullable) */
  GskRenderNode *node;              /* (owned) (nullable) */
  int            width;             /* it was made for, in pixels */
  int            height;
  guint          build_source;

  GMenuModel *menu;                 /* (owned) (nullable) */
  GtkWidget  *popover;              /* (nullable) shows the menu, made when it is needed first */

  GHashTable *lit;                  /* (owned) set of observations that are selected somewhere */

  int hovered;                      /* indices of marks, or NONE */
  int cursor;
  int selected;
};

G_DEFINE_FINAL_TYPE (IsoFigureView, iso_figure_view, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_CURRENT = 1,
} IsoFigureViewProperty;

static GParamSpec *properties[PROP_CURRENT + 1];

enum
{
  MARK_SELECTED,
  MOVE_CURSOR,
  SELECT_CURSOR,
  ADD_CURSOR,
  SELECT_NONE,
  SHOW_MENU,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

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
  copy->transparent = TRUE;
  copy->bare = self->bare || self->spark;
  copy->spark = self->spark;
  return copy;
}

static const IsoFigureMark *
get_mark (IsoFigureView *self, int index)
{
  if (self->figure == NULL || index < 0 || (guint) index >= iso_figure_get_n_marks (self->figure))
    return NULL;
  return iso_figure_get_mark (self->figure, (guint) index);
}

static int
find_mark (IsoFigureView *self, double x, double y)
{
  double scale = pixels_per_point (self);
  const IsoFigureMark *hit = self->figure != NULL ? iso_figure_hit (self->figure, x / scale, y / scale, TOLERANCE_PT) : NULL;

  for (guint i = 0; hit != NULL && i < iso_figure_get_n_marks (self->figure); i++)
    if (iso_figure_get_mark (self->figure, i) == hit)
      return (int) i;
  return NONE;
}

static const char *
get_current (IsoFigureView *self)
{
  const IsoFigureMark *mark = get_mark (self, self->hovered);

  if (mark == NULL && gtk_widget_has_focus (GTK_WIDGET (self)))
    mark = get_mark (self, self->cursor);
  return mark != NULL ? mark->label : NULL;
}

static void
describe (IsoFigureView *self)
{
  const IsoFigureMark *mark = gtk_widget_has_focus (GTK_WIDGET (self)) ? get_mark (self, self->cursor) : NULL;

  if (self->figure == NULL)
    return;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, iso_figure_get_title (self->figure),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, mark != NULL ? mark->label : iso_figure_describe (self->figure),
                                  -1);
}

static void
current_changed (IsoFigureView *self)
{
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CURRENT]);
}

static void
select_mark (IsoFigureView *self, int index, gboolean add)
{
  self->selected = index;
  if (index != NONE)
    self->cursor = index;
  current_changed (self);
  describe (self);
  g_signal_emit (self, signals[MARK_SELECTED], 0, get_mark (self, index), add);
}

/* Painted once into pixels of its own: what rises above it, such as a toast, does not have every line drawn anew. */
static GskRenderNode *
paint (IsoFigureView *self, double scale)
{
  int factor = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  cairo_surface_t *pixels = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, self->width * factor, self->height * factor);
  GskRenderNode *node = gsk_cairo_node_new (&GRAPHENE_RECT_INIT (0, 0, (float) self->width, (float) self->height));
  cairo_t *cr = cairo_create (pixels);

  cairo_scale (cr, factor * scale, factor * scale);
  iso_figure_draw (self->figure, cr);
  cairo_destroy (cr);

  cr = gsk_cairo_node_get_draw_context (node);
  cairo_surface_set_device_scale (pixels, factor, factor);
  cairo_set_source_surface (cr, pixels, 0, 0);
  cairo_paint (cr);
  cairo_destroy (cr);
  cairo_surface_destroy (pixels);
  return node;
}

static void
ensure_picture (IsoFigureView *self)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self)), height = gtk_widget_get_height (GTK_WIDGET (self));
  double scale = pixels_per_point (self);
  IsoFigureStyle copy;

  if (self->node != NULL || self->build == NULL || width <= 0 || height <= 0)
    return;
  g_clear_handle_id (&self->build_source, g_source_remove);
  self->width = width;
  self->height = height;
  self->figure = self->build (choose_style (self, &copy), width / scale, height / scale, self->build_data);
  if (self->figure == NULL)
    return;

  self->node = paint (self, scale);
  describe (self);
}

static gboolean
build_picture_cb (gpointer data)
{
  IsoFigureView *self = data;

  self->build_source = 0;
  ensure_picture (self);
  return G_SOURCE_REMOVE;
}

/* A new one is made before the next frame, not in it: several figures each have a turn of the main loop of their own. */
static void
forget_picture (IsoFigureView *self)
{
  g_clear_pointer (&self->figure, iso_figure_unref);
  g_clear_pointer (&self->node, gsk_render_node_unref);
  if (self->build_source == 0 && gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->build_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, build_picture_cb, self, NULL);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
draw_ring (IsoFigureView *self, GtkSnapshot *snapshot, int index, double width, double gap)
{
  const IsoFigureMark *mark = get_mark (self, index);
  double scale = pixels_per_point (self);
  GskRoundedRect ring;
  GdkRGBA color;

  if (mark == NULL)
    return;
  iso_compat_get_named_color (GTK_WIDGET (self), "accent_color", &color);
  gsk_rounded_rect_init_from_rect (&ring,
                                   &GRAPHENE_RECT_INIT ((float) (mark->x * scale - gap), (float) (mark->y * scale - gap),
                                                        (float) (mark->width * scale + 2 * gap),
                                                        (float) (mark->height * scale + 2 * gap)),
                                   (float) (gap + 2));
  gtk_snapshot_append_border (snapshot, &ring, (float[4]) { (float) width, (float) width, (float) width, (float) width },
                              (GdkRGBA[4]) { color, color, color, color });
}

/* Whether enough of what a mark is made of is selected. */
static gboolean
is_lit (IsoFigureView *self, const IsoFigureMark *mark)
{
  guint n = 0;

  for (guint i = 0; i < mark->n_observations; i++)
    n += g_hash_table_contains (self->lit, GUINT_TO_POINTER (mark->observations[i]));
  return n > 0 && n * LIT_PART >= mark->n_observations;
}

static void
draw_lit (IsoFigureView *self, GtkSnapshot *snapshot)
{
  guint n = g_hash_table_size (self->lit) > 0 && self->figure != NULL ? iso_figure_get_n_marks (self->figure) : 0;

  for (guint i = 0; i < n; i++)
    if ((int) i != self->selected && is_lit (self, iso_figure_get_mark (self->figure, i)))
      draw_ring (self, snapshot, (int) i, 2, 2);
}

/* The nearest mark in a direction: what lies far to the side counts as farther away. */
static int
find_neighbour (IsoFigureView *self, int dx, int dy)
{
  const IsoFigureMark *from = get_mark (self, self->cursor);
  guint n = self->figure != NULL ? iso_figure_get_n_marks (self->figure) : 0;
  double best = INFINITY;
  int found = NONE;

  if (from == NULL)
    return n > 0 ? 0 : NONE;
  for (guint i = 0; i < n; i++)
    {
      const IsoFigureMark *mark = iso_figure_get_mark (self->figure, i);
      double x = mark->x + mark->width / 2 - from->x - from->width / 2;
      double y = mark->y + mark->height / 2 - from->y - from->height / 2;
      double along = x * dx + y * dy, aside = fabs (x * dy) + fabs (y * dx);

      if (along > 0.01 && along + 3 * aside < best)
        {
          best = along + 3 * aside;
          found = (int) i;
        }
    }
  return found;
}

static void
move_cursor_cb (IsoFigureView *self, GtkMovementStep step, int count)
{
  int n = self->figure != NULL ? (int) iso_figure_get_n_marks (self->figure) : 0;
  int next = NONE;

  if (step == GTK_MOVEMENT_VISUAL_POSITIONS)
    next = find_neighbour (self, count, 0);
  else if (step == GTK_MOVEMENT_DISPLAY_LINES)
    next = find_neighbour (self, 0, count);
  else if (step == GTK_MOVEMENT_BUFFER_ENDS && n > 0)
    next = count < 0 ? 0 : n - 1;

  if (next == NONE)
    {
      gtk_widget_error_bell (GTK_WIDGET (self));
      return;
    }
  self->cursor = next;
  self->hovered = NONE;
  current_changed (self);
  describe (self);
}

static void
select_cursor_cb (IsoFigureView *self)
{
  if (get_mark (self, self->cursor) != NULL)
    select_mark (self, self->cursor, FALSE);
}

static void
add_cursor_cb (IsoFigureView *self)
{
  if (get_mark (self, self->cursor) != NULL)
    select_mark (self, self->cursor, TRUE);
}

static void
select_none_cb (IsoFigureView *self)
{
  select_mark (self, NONE, FALSE);
}

static void
motion_cb (IsoFigureView *self, double x, double y)
{
  int hovered = find_mark (self, x, y);

  if (hovered == self->hovered)
    return;
  self->hovered = hovered;
  current_changed (self);
  gtk_widget_trigger_tooltip_query (GTK_WIDGET (self));
}

static void
leave_cb (IsoFigureView *self)
{
  if (self->hovered == NONE)
    return;
  self->hovered = NONE;
  current_changed (self);
}

static void
click_cb (IsoFigureView *self, int n_press, double x, double y, GtkGesture *click)
{
  gboolean add = (gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (click)) & GDK_SHIFT_MASK) != 0;
  int index = find_mark (self, x, y);

  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (index != NONE || !add)
    select_mark (self, index, add);
}

static void
popup_menu (IsoFigureView *self, double x, double y)
{
  if (self->menu == NULL)
    return;
  if (self->popover == NULL)
    {
      self->popover = gtk_popover_menu_new_from_model (self->menu);
      gtk_popover_set_has_arrow (GTK_POPOVER (self->popover), FALSE);
      gtk_widget_set_halign (self->popover, GTK_ALIGN_START);
      gtk_widget_set_parent (self->popover, GTK_WIDGET (self));
    }
  gtk_popover_set_pointing_to (GTK_POPOVER (self->popover), &(GdkRectangle) { (int) x, (int) y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (self->popover));
}

static void
menu_at (IsoFigureView *self, double x, double y)
{
  int index = find_mark (self, x, y);
  const IsoFigureMark *mark = get_mark (self, index);

  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (mark != NULL && index != self->selected && !is_lit (self, mark))
    select_mark (self, index, FALSE);
  popup_menu (self, x, y);
}

static void
menu_pressed_cb (IsoFigureView *self, int n_press, double x, double y)
{
  menu_at (self, x, y);
}

static void
show_menu_cb (IsoFigureView *self)
{
  graphene_rect_t rect;

  if (self->selected == NONE && g_hash_table_size (self->lit) == 0)
    select_cursor_cb (self);
  if (!iso_figure_view_get_selected_rect (self, &rect))
    rect = GRAPHENE_RECT_INIT (gtk_widget_get_width (GTK_WIDGET (self)) / 2.0f, gtk_widget_get_height (GTK_WIDGET (self)) / 2.0f, 0, 0);
  popup_menu (self, rect.origin.x + rect.size.width / 2, rect.origin.y + rect.size.height);
}

static void
iso_figure_view_dispose (GObject *object)
{
  IsoFigureView *self = ISO_FIGURE_VIEW (object);

  g_clear_handle_id (&self->build_source, g_source_remove);
  g_clear_pointer (&self->popover, gtk_widget_unparent);
  g_clear_object (&self->menu);
  g_clear_pointer (&self->figure, iso_figure_unref);
  g_clear_pointer (&self->node, gsk_render_node_unref);
  self->build = NULL;
  G_OBJECT_CLASS (iso_figure_view_parent_class)->dispose (object);
}

static void
iso_figure_view_finalize (GObject *object)
{
  g_hash_table_unref (ISO_FIGURE_VIEW (object)->lit);
  G_OBJECT_CLASS (iso_figure_view_parent_class)->finalize (object);
}

static void
iso_figure_view_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((IsoFigureViewProperty) id)
    {
    case PROP_CURRENT:
      g_value_set_string (value, get_current (ISO_FIGURE_VIEW (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
iso_figure_view_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                         int *minimum_baseline, int *natural_baseline)
{
  if (ISO_FIGURE_VIEW (widget)->spark)
    *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? SPARK_WIDTH : SPARK_HEIGHT;
  else
    *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? MIN_WIDTH : MIN_HEIGHT;
  *natural = *minimum;
}

static void
iso_figure_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  IsoFigureView *self = ISO_FIGURE_VIEW (widget);

  if (width != self->width || height != self->height)
    forget_picture (self);
  if (self->popover != NULL)
    gtk_popover_present (GTK_POPOVER (self->popover));
}

static void
iso_figure_view_system_setting_changed (GtkWidget *widget, GtkSystemSetting setting)
{
  GTK_WIDGET_CLASS (iso_figure_view_parent_class)->system_setting_changed (widget, setting);
  forget_picture (ISO_FIGURE_VIEW (widget));
}

static void
iso_figure_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  IsoFigureView *self = ISO_FIGURE_VIEW (widget);

  ensure_picture (self);
  if (self->node == NULL)
    return;
  gtk_snapshot_append_node (snapshot, self->node);
  draw_lit (self, snapshot);
  draw_ring (self, snapshot, self->selected, 2, 4);
  if (self->hovered != self->selected)
    draw_ring (self, snapshot, self->hovered, 1, 3);
  if (gtk_widget_has_focus (widget) && self->cursor != self->selected)
    draw_ring (self, snapshot, self->cursor, 2, 3);
}

static gboolean
iso_figure_view_query_tooltip (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  IsoFigureView *self = ISO_FIGURE_VIEW (widget);
  const IsoFigureMark *mark = get_mark (self, keyboard ? self->cursor : find_mark (self, x, y));
  double scale = pixels_per_point (self);

  if (mark == NULL && self->bare && self->figure != NULL && *iso_figure_get_caption (self->figure) != '\0')
    {
      gtk_tooltip_set_text (tooltip, iso_figure_get_caption (self->figure));
      return TRUE;
    }
  if (mark == NULL)
    return FALSE;
  gtk_tooltip_set_text (tooltip, mark->label);
  gtk_tooltip_set_tip_area (tooltip, &(GdkRectangle) { (int) (mark->x * scale), (int) (mark->y * scale),
                                                       (int) (mark->width * scale) + 1, (int) (mark->height * scale) + 1 });
  return TRUE;
}

static void
focus_changed_cb (IsoFigureView *self)
{
  current_changed (self);
  describe (self);
}

static void
add_move (GtkWidgetClass *widget_class, guint key, guint keypad_key, GtkMovementStep step, int count)
{
  gtk_widget_class_add_binding_signal (widget_class, key, 0, "move-cursor", "(ii)", step, count);
  gtk_widget_class_add_binding_signal (widget_class, keypad_key, 0, "move-cursor", "(ii)", step, count);
}

static void
iso_figure_view_class_init (IsoFigureViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GSignalFlags flags = G_SIGNAL_RUN_LAST | G_SIGNAL_ACTION;

  object_class->dispose = iso_figure_view_dispose;
  object_class->finalize = iso_figure_view_finalize;
  object_class->get_property = iso_figure_view_get_property;
  widget_class->measure = iso_figure_view_measure;
  widget_class->size_allocate = iso_figure_view_size_allocate;
  widget_class->system_setting_changed = iso_figure_view_system_setting_changed;
  widget_class->snapshot = iso_figure_view_snapshot;
  widget_class->query_tooltip = iso_figure_view_query_tooltip;

  properties[PROP_CURRENT] = g_param_spec_string ("current", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[MARK_SELECTED] = g_signal_new ("mark-selected", ISO_TYPE_FIGURE_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 2, G_TYPE_POINTER, G_TYPE_BOOLEAN);
  signals[MOVE_CURSOR] = g_signal_new_class_handler ("move-cursor", ISO_TYPE_FIGURE_VIEW, flags, G_CALLBACK (move_cursor_cb),
                                                     NULL, NULL, NULL, G_TYPE_NONE, 2, GTK_TYPE_MOVEMENT_STEP, G_TYPE_INT);
  signals[SELECT_CURSOR] = g_signal_new_class_handler ("select-cursor", ISO_TYPE_FIGURE_VIEW, flags, G_CALLBACK (select_cursor_cb),
                                                       NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[ADD_CURSOR] = g_signal_new_class_handler ("add-cursor", ISO_TYPE_FIGURE_VIEW, flags, G_CALLBACK (add_cursor_cb),
                                                    NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SELECT_NONE] = g_signal_new_class_handler ("select-none", ISO_TYPE_FIGURE_VIEW, flags, G_CALLBACK (select_none_cb),
                                                     NULL, NULL, NULL, G_TYPE_NONE, 0);

  signals[SHOW_MENU] = g_signal_new_class_handler ("show-menu", ISO_TYPE_FIGURE_VIEW, flags, G_CALLBACK (show_menu_cb),
                                                   NULL, NULL, NULL, G_TYPE_NONE, 0);

  add_move (widget_class, GDK_KEY_Left, GDK_KEY_KP_Left, GTK_MOVEMENT_VISUAL_POSITIONS, -1);
  add_move (widget_class, GDK_KEY_Right, GDK_KEY_KP_Right, GTK_MOVEMENT_VISUAL_POSITIONS, 1);
  add_move (widget_class, GDK_KEY_Up, GDK_KEY_KP_Up, GTK_MOVEMENT_DISPLAY_LINES, -1);
  add_move (widget_class, GDK_KEY_Down, GDK_KEY_KP_Down, GTK_MOVEMENT_DISPLAY_LINES, 1);
  add_move (widget_class, GDK_KEY_Home, GDK_KEY_KP_Home, GTK_MOVEMENT_BUFFER_ENDS, -1);
  add_move (widget_class, GDK_KEY_End, GDK_KEY_KP_End, GTK_MOVEMENT_BUFFER_ENDS, 1);
  gtk_widget_class_add_binding_signal (widget_class, GDK_KEY_Return, 0, "select-cursor", NULL);
  gtk_widget_class_add_binding_signal (widget_class, GDK_KEY_KP_Enter, 0, "select-cursor", NULL);
  gtk_widget_class_add_binding_signal (widget_class, GDK_KEY_Return, GDK_SHIFT_MASK, "add-cursor", NULL);
  gtk_widget_class_add_binding_signal (widget_class, GDK_KEY_KP_Enter, GDK_SHIFT_MASK, "add-cursor", NULL);
  gtk_widget_class_add_binding_signal (widget_class, GDK_KEY_Escape, 0, "select-none", NULL);
  gtk_widget_class_add_binding_signal (widget_class, GDK_KEY_Menu, 0, "show-menu", NULL);
  gtk_widget_class_add_binding_signal (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "show-menu", NULL);

  gtk_widget_class_set_css_name (widget_class, "figure");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
iso_figure_view_init (IsoFigureView *self)
{
  AdwStyleManager *style = adw_style_manager_get_for_display (gtk_widget_get_display (GTK_WIDGET (self)));
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *menu = gtk_gesture_click_new ();
  GtkGesture *hold = gtk_gesture_long_press_new ();

  self->lit = g_hash_table_new (NULL, NULL);
  self->hovered = self->cursor = self->selected = NONE;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);

  g_signal_connect_swapped (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (leave_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  g_signal_connect_swapped (focus, "enter", G_CALLBACK (focus_changed_cb), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (focus_changed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (click_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (menu), GDK_BUTTON_SECONDARY);
  g_signal_connect_swapped (menu, "pressed", G_CALLBACK (menu_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (menu));
  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (hold), TRUE);
  g_signal_connect_swapped (hold, "pressed", G_CALLBACK (menu_at), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (hold));

  g_signal_connect (self, "notify::scale-factor", G_CALLBACK (forget_picture), NULL);
  g_signal_connect_object (style, "notify::dark", G_CALLBACK (forget_picture), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (style, "notify::high-contrast", G_CALLBACK (forget_picture), self, G_CONNECT_SWAPPED);
}

void
iso_figure_view_set_build (IsoFigureView *self, IsoFigureBuild build, gpointer data)
{
  g_return_if_fail (ISO_IS_FIGURE_VIEW (self));

  self->build = build;
  self->build_data = data;
  iso_figure_view_invalidate (self);
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
  forget_picture (self);
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

  self->hovered = self->cursor = self->selected = NONE;
  forget_picture (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CURRENT]);
}

void
iso_figure_view_set_selection (IsoFigureView *self, const guint *observations, guint n)
{
  const IsoFigureMark *mark;

  g_return_if_fail (ISO_IS_FIGURE_VIEW (self));

  g_hash_table_remove_all (self->lit);
  for (guint i = 0; i < n; i++)
    g_hash_table_add (self->lit, GUINT_TO_POINTER (observations[i]));
  mark = get_mark (self, self->selected);
  if (mark != NULL && mark->n_observations > 0 && !is_lit (self, mark))
    self->selected = NONE;
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
  self->hovered = NONE;
  current_changed (self);
  describe (self);
}

const IsoFigureMark *
iso_figure_view_get_asked (IsoFigureView *self)
{
  const IsoFigureMark *mark;

  g_return_val_if_fail (ISO_IS_FIGURE_VIEW (self), NULL);

  mark = get_mark (self, self->selected);
  if (gtk_widget_has_focus (GTK_WIDGET (self)) && self->cursor != self->selected && get_mark (self, self->cursor) != NULL)
    mark = get_mark (self, self->cursor);
  return mark != NULL ? mark : get_mark (self, self->hovered);
}

gboolean
iso_figure_view_get_selected_rect (IsoFigureView *self, graphene_rect_t *rect)
{
  const IsoFigureMark *mark;
  double scale;

  g_return_val_if_fail (ISO_IS_FIGURE_VIEW (self), FALSE);

  mark = get_mark (self, self->selected);
  for (guint i = 0; mark == NULL && self->figure != NULL && i < iso_figure_get_n_marks (self->figure); i++)
    if (is_lit (self, iso_figure_get_mark (self->figure, i)))
      mark = iso_figure_get_mark (self->figure, i);
  if (mark == NULL)
    return FALSE;
  scale = pixels_per_point (self);
  *rect = GRAPHENE_RECT_INIT ((float) (mark->x * scale), (float) (mark->y * scale), (float) (mark->width * scale),
                              (float) (mark->height * scale));
  return TRUE;
}

guint
iso_figure_view_count_lit (IsoFigureView *self)
{
  guint lit = 0;

  g_return_val_if_fail (ISO_IS_FIGURE_VIEW (self), 0);

  for (guint i = 0; self->figure != NULL && i < iso_figure_get_n_marks (self->figure); i++)
    lit += is_lit (self, iso_figure_get_mark (self->figure, i));
  return lit;
}

const IsoFigure *
iso_figure_view_get_figure (IsoFigureView *self)
{
  g_return_val_if_fail (ISO_IS_FIGURE_VIEW (self), NULL);
  return self->figure;
}
