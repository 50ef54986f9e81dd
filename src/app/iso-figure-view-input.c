/* iso-figure-view-input.c - keys, pointer and menu of a figure
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-figure-view-private.h"

#include "iso-popup-menu.h"

#include <math.h>

#define LEAST_DRAG 8.0    /* pixels: less is a click */
#define ZOOM_STEP  0.75

/* The first mark that is drawn, or the last. */
static int
find_end (IsoFigureView *self, gboolean last)
{
  const IsoFigure *figure = iso_figure_view_ask_figure (self);
  int n = figure != NULL ? (int) iso_figure_get_n_marks (figure) : 0;

  for (int i = 0; i < n; i++)
    {
      int index = last ? n - 1 - i : i;

      if (!isnan (iso_figure_get_mark (figure, (guint) index)->x))
        return index;
    }
  return ISO_NO_MARK;
}

/* The nearest mark in a direction: what lies far to the side counts as farther away. */
static int
find_neighbour (IsoFigureView *self, int dx, int dy)
{
  const IsoFigureMark *from = iso_figure_view_get_mark (self, self->cursor);
  const IsoFigure *figure = iso_figure_view_ask_figure (self);
  guint n = figure != NULL ? iso_figure_get_n_marks (figure) : 0;
  double best = INFINITY;
  int found = ISO_NO_MARK;

  if (from == NULL || isnan (from->x))
    return find_end (self, FALSE);
  for (guint i = 0; i < n; i++)
    {
      const IsoFigureMark *mark = iso_figure_get_mark (figure, i);
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
  int next = ISO_NO_MARK;

  if (step == GTK_MOVEMENT_VISUAL_POSITIONS)
    next = find_neighbour (self, count, 0);
  else if (step == GTK_MOVEMENT_DISPLAY_LINES)
    next = find_neighbour (self, 0, count);
  else if (step == GTK_MOVEMENT_BUFFER_ENDS)
    next = find_end (self, count > 0);

  if (next == ISO_NO_MARK)
    {
      gtk_widget_error_bell (GTK_WIDGET (self));
      return;
    }
  self->cursor = next;
  self->hovered = ISO_NO_MARK;
  iso_figure_view_current_changed (self);
  iso_figure_view_describe (self);
}

static void
select_cursor_cb (IsoFigureView *self)
{
  if (iso_figure_view_get_mark (self, self->cursor) != NULL)
    iso_figure_view_select_mark (self, self->cursor, FALSE);
}

static void
add_cursor_cb (IsoFigureView *self)
{
  if (iso_figure_view_get_mark (self, self->cursor) != NULL)
    iso_figure_view_select_mark (self, self->cursor, TRUE);
}

static void
select_none_cb (IsoFigureView *self)
{
  iso_figure_view_select_mark (self, ISO_NO_MARK, FALSE);
}

static void
motion_cb (IsoFigureView *self, double x, double y)
{
  int hovered = iso_figure_view_find_mark (self, x, y);

  self->pointer_x = x;
  self->pointer_y = y;
  self->inside = TRUE;
  if (hovered == self->hovered || self->dragging)
    return;
  self->hovered = hovered;
  iso_figure_view_current_changed (self);
  gtk_widget_trigger_tooltip_query (GTK_WIDGET (self));
}

static void
leave_cb (IsoFigureView *self)
{
  self->inside = FALSE;
  if (self->hovered == ISO_NO_MARK)
    return;
  self->hovered = ISO_NO_MARK;
  iso_figure_view_current_changed (self);
}

static void
click_cb (IsoFigureView *self, int n_press, double x, double y, GtkGesture *click)
{
  gboolean add = (gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (click)) & GDK_SHIFT_MASK) != 0;
  int index = iso_figure_view_find_mark (self, x, y);

  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (n_press == 2)
    iso_figure_view_set_zoom (self, &(IsoFigureZoom) { 0 });
  else if (index != ISO_NO_MARK || !add)
    iso_figure_view_select_mark (self, index, add);
}

/* --- a part, shown larger ----------------------------------------------------------------------------------------------------------- */

/* The part that a rectangle of the widget is; FALSE for none. */
static gboolean
find_part (IsoFigureView *self, double x, double y, double across, double down, IsoFigureZoom *zoom)
{
  const IsoFigure *figure = iso_figure_view_ask_figure (self);
  double x2 = x + across, y2 = y + down, least = LEAST_DRAG, none = 0;

  if (figure == NULL || self->ask == NULL)
    return FALSE;
  iso_figure_view_to_points (self, &x, &y);
  iso_figure_view_to_points (self, &x2, &y2);
  iso_figure_view_to_points (self, &least, &none);
  return iso_figure_zoom_to_rect (figure, x, y, x2, y2, least, zoom);
}

static void
drag_update_cb (IsoFigureView *self, double across, double down, GtkGestureDrag *drag)
{
  IsoFigureZoom zoom;
  double x, y;

  gtk_gesture_drag_get_start_point (drag, &x, &y);
  self->dragging = find_part (self, x, y, across, down, &zoom);
  self->drag = GRAPHENE_RECT_INIT ((float) MIN (x, x + across), (float) MIN (y, y + down), (float) fabs (across), (float) fabs (down));
  if (self->dragging)
    gtk_gesture_set_state (GTK_GESTURE (drag), GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
drag_end_cb (IsoFigureView *self, double across, double down, GtkGestureDrag *drag)
{
  IsoFigureZoom zoom;
  double x, y;

  gtk_gesture_drag_get_start_point (drag, &x, &y);
  if (self->dragging && find_part (self, x, y, across, down, &zoom))
    iso_figure_view_set_zoom (self, &zoom);
  self->dragging = FALSE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
drag_cancel_cb (IsoFigureView *self)
{
  self->dragging = FALSE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static gboolean
zoom_about (IsoFigureView *self, double x, double y, double factor)
{
  const IsoFigure *figure = iso_figure_view_ask_figure (self);
  IsoFigureZoom zoom;

  if (figure == NULL || self->ask == NULL)
    return FALSE;
  iso_figure_view_to_points (self, &x, &y);
  if (!iso_figure_zoom_about (figure, x, y, factor, &zoom))
    return FALSE;
  iso_figure_view_set_zoom (self, &zoom);
  return TRUE;
}

static gboolean
scroll_cb (IsoFigureView *self, double across, double down, GtkEventController *scroll)
{
  if ((gtk_event_controller_get_current_event_state (scroll) & GDK_CONTROL_MASK) == 0 || !self->inside)
    return GDK_EVENT_PROPAGATE;
  return zoom_about (self, self->pointer_x, self->pointer_y, down > 0 ? 1 / ZOOM_STEP : ZOOM_STEP);
}

/* About the mark that the keyboard or the pointer is on; without one, in the middle. */
static void
zoom_cb (IsoFigureView *self, gboolean in)
{
  const IsoFigureMark *mark = iso_figure_view_get_current (self);
  graphene_rect_t place = GRAPHENE_RECT_INIT (0, 0, (float) gtk_widget_get_width (GTK_WIDGET (self)),
                                              (float) gtk_widget_get_height (GTK_WIDGET (self)));

  if (mark != NULL && !isnan (mark->x))
    place = iso_figure_view_place_mark (self, mark);
  if (!zoom_about (self, place.origin.x + place.size.width / 2, place.origin.y + place.size.height / 2, in ? ZOOM_STEP : 1 / ZOOM_STEP))
    gtk_widget_error_bell (GTK_WIDGET (self));
}

static void
show_all_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  iso_figure_view_set_zoom (ISO_FIGURE_VIEW (widget), &(IsoFigureZoom) { 0 });
}

/* --- the menu ----------------------------------------------------------------------------------------------------------------------- */

static void
popup_menu (IsoFigureView *self, double x, double y)
{
  if (self->menu == NULL)
    return;
  iso_popup_menu_show (&self->popover, GTK_WIDGET (self), self->menu, x, y);
}

static void
menu_at (IsoFigureView *self, double x, double y)
{
  int index = iso_figure_view_find_mark (self, x, y);
  const IsoFigureMark *mark = iso_figure_view_get_mark (self, index);

  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (mark != NULL && index != self->selected && !iso_figure_view_is_lit (self, mark))
    iso_figure_view_select_mark (self, index, FALSE);
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

  if (self->selected == ISO_NO_MARK && g_hash_table_size (self->lit) == 0)
    select_cursor_cb (self);
  if (!iso_figure_view_get_selected_rect (self, &rect))
    rect = GRAPHENE_RECT_INIT (gtk_widget_get_width (GTK_WIDGET (self)) / 2.0f, gtk_widget_get_height (GTK_WIDGET (self)) / 2.0f, 0, 0);
  popup_menu (self, rect.origin.x + rect.size.width / 2, rect.origin.y + rect.size.height);
}

static void
focus_changed_cb (IsoFigureView *self)
{
  iso_figure_view_current_changed (self);
  iso_figure_view_describe (self);
}

static void
add_move (GtkWidgetClass *widget_class, guint key, guint keypad_key, GtkMovementStep step, int count)
{
  gtk_widget_class_add_binding_signal (widget_class, key, 0, "move-cursor", "(ii)", step, count);
  gtk_widget_class_add_binding_signal (widget_class, keypad_key, 0, "move-cursor", "(ii)", step, count);
}

static void
add_signal (const char *name, GCallback callback)
{
  g_signal_new_class_handler (name, ISO_TYPE_FIGURE_VIEW, G_SIGNAL_RUN_LAST | G_SIGNAL_ACTION, callback, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

/* Where + is above another sign, with Shift, too. */
static void
add_zoom (GtkWidgetClass *widget_class, guint key, gboolean in)
{
  gtk_widget_class_add_binding_signal (widget_class, key, 0, "zoom", "(b)", in);
  gtk_widget_class_add_binding_signal (widget_class, key, GDK_SHIFT_MASK, "zoom", "(b)", in);
}

void
iso_figure_view_install_input (GtkWidgetClass *widget_class)
{
  const GSignalFlags flags = G_SIGNAL_RUN_LAST | G_SIGNAL_ACTION;

  g_signal_new_class_handler ("move-cursor", ISO_TYPE_FIGURE_VIEW, flags, G_CALLBACK (move_cursor_cb), NULL, NULL, NULL,
                              G_TYPE_NONE, 2, GTK_TYPE_MOVEMENT_STEP, G_TYPE_INT);
  add_signal ("select-cursor", G_CALLBACK (select_cursor_cb));
  add_signal ("add-cursor", G_CALLBACK (add_cursor_cb));
  add_signal ("select-none", G_CALLBACK (select_none_cb));
  add_signal ("show-menu", G_CALLBACK (show_menu_cb));
  g_signal_new_class_handler ("zoom", ISO_TYPE_FIGURE_VIEW, flags, G_CALLBACK (zoom_cb), NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  gtk_widget_class_install_action (widget_class, "figure.show-all", NULL, show_all_cb);

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
  add_zoom (widget_class, GDK_KEY_plus, TRUE);
  add_zoom (widget_class, GDK_KEY_KP_Add, TRUE);
  add_zoom (widget_class, GDK_KEY_minus, FALSE);
  add_zoom (widget_class, GDK_KEY_KP_Subtract, FALSE);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_0, 0, "figure.show-all", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_0, 0, "figure.show-all", NULL);
  gtk_widget_class_add_binding_signal (widget_class, GDK_KEY_Menu, 0, "show-menu", NULL);
  gtk_widget_class_add_binding_signal (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "show-menu", NULL);
}

void
iso_figure_view_init_input (IsoFigureView *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *menu = gtk_gesture_click_new ();
  GtkGesture *hold = gtk_gesture_long_press_new ();
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkEventController *scroll = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL | GTK_EVENT_CONTROLLER_SCROLL_DISCRETE);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "figure.show-all", FALSE);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect_swapped (drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  g_signal_connect_swapped (drag, "cancel", G_CALLBACK (drag_cancel_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  g_signal_connect_swapped (scroll, "scroll", G_CALLBACK (scroll_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), scroll);
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
}
