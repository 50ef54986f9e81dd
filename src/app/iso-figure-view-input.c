/* iso-figure-view-input.c - keys, pointer and menu of a figure
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-figure-view-private.h"

#include "iso-popup-menu.h"

#include <math.h>

/* The nearest mark in a direction: what lies far to the side counts as farther away. */
static int
find_neighbour (IsoFigureView *self, int dx, int dy)
{
  const IsoFigureMark *from = iso_figure_view_get_mark (self, self->cursor);
  const IsoFigure *figure = iso_figure_view_ask_figure (self);
  guint n = figure != NULL ? iso_figure_get_n_marks (figure) : 0;
  double best = INFINITY;
  int found = ISO_NO_MARK;

  if (from == NULL)
    return n > 0 ? 0 : ISO_NO_MARK;
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
  const IsoFigure *figure = iso_figure_view_ask_figure (self);
  int n = figure != NULL ? (int) iso_figure_get_n_marks (figure) : 0;
  int next = ISO_NO_MARK;

  if (step == GTK_MOVEMENT_VISUAL_POSITIONS)
    next = find_neighbour (self, count, 0);
  else if (step == GTK_MOVEMENT_DISPLAY_LINES)
    next = find_neighbour (self, 0, count);
  else if (step == GTK_MOVEMENT_BUFFER_ENDS && n > 0)
    next = count < 0 ? 0 : n - 1;

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

  if (hovered == self->hovered)
    return;
  self->hovered = hovered;
  iso_figure_view_current_changed (self);
  gtk_widget_trigger_tooltip_query (GTK_WIDGET (self));
}

static void
leave_cb (IsoFigureView *self)
{
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
  if (index != ISO_NO_MARK || !add)
    iso_figure_view_select_mark (self, index, add);
}

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
}

void
iso_figure_view_init_input (IsoFigureView *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *menu = gtk_gesture_click_new ();
  GtkGesture *hold = gtk_gesture_long_press_new ();

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
