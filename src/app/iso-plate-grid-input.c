/* iso-plate-grid-input.c - keys, pointer and menu of the plate
 *
 * Keys are those of a spreadsheet. A drag that begins on a selected well moves the wells, any other draws out a rectangle.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-plate-grid-private.h"

#include "iso-popup-menu.h"

#include <math.h>

enum
{
  MOVE_CURSOR,
  SELECT_CURSOR,
  SELECT_ALL,
  SELECT_NONE,
  CLEAR,
  ACTIVATE_CELL,
  SHOW_MENU,
  CHOOSE_ROLE,
  MOVE_WELLS,
  CURSOR_MOVED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* What select-cursor means. */
typedef enum
{
  ISO_CURSOR_WELL,
  ISO_CURSOR_TOGGLE,
  ISO_CURSOR_ROW,
  ISO_CURSOR_COLUMN,
} IsoCursorSelect;

static gboolean
is_planned (IsoPlateGrid *self, int row, int column)
{
  return self->map->layout->wells[row * (int) self->format->columns + column].role != ISO_ROLE_EMPTY;
}

/* As Ctrl and an arrow on a spreadsheet: to the end of what is filled, or over what is not to what is, or to the edge. */
static void
jump (IsoPlateGrid *self, int *row, int *column, int rows, int columns)
{
  int last_row = (int) self->format->rows - 1, last_column = (int) self->format->columns - 1;
  gboolean first = TRUE, from = is_planned (self, *row, *column);
  gboolean until = FALSE;

  while (*row + rows >= 0 && *row + rows <= last_row && *column + columns >= 0 && *column + columns <= last_column)
    {
      gboolean next = is_planned (self, *row + rows, *column + columns);

      if (first)
        until = from && next;
      if (!first && until && !next)
        return;
      *row += rows;
      *column += columns;
      if (!until && next)
        return;
      first = FALSE;
    }
}

/* Where a movement leads from `from`. */
static guint
find_target (IsoPlateGrid *self, guint from, GtkMovementStep step, int count, gboolean far)
{
  int row = (int) (from / self->format->columns), column = (int) (from % self->format->columns);
  int last_row = (int) self->format->rows - 1, last_column = (int) self->format->columns - 1;

  if (step == GTK_MOVEMENT_VISUAL_POSITIONS && far)
    jump (self, &row, &column, 0, count);
  else if (step == GTK_MOVEMENT_DISPLAY_LINES && far)
    jump (self, &row, &column, count, 0);
  else if (step == GTK_MOVEMENT_VISUAL_POSITIONS)
    column = CLAMP (column + count, 0, last_column);
  else if (step == GTK_MOVEMENT_DISPLAY_LINES)
    row = CLAMP (row + count, 0, last_row);
  else if (step == GTK_MOVEMENT_DISPLAY_LINE_ENDS)
    column = count < 0 ? 0 : last_column;
  else if (step == GTK_MOVEMENT_PAGES)
    row = count < 0 ? 0 : last_row;
  else if (step == GTK_MOVEMENT_BUFFER_ENDS)
    {
      row = count < 0 ? 0 : last_row;
      column = count < 0 ? 0 : last_column;
    }
  return (guint) (row * (int) self->format->columns + column);
}

static void
move_cursor_cb (IsoPlateGrid *self, GtkMovementStep step, int count, gboolean extend, gboolean far)
{
  guint target;

  if (self->format == NULL)
    return;
  target = find_target (self, extend ? self->far : self->cursor, step, count, far);
  if (extend)
    {
      iso_well_selection_select_rect (self->selection, self->anchor, target, ISO_SELECT_ONLY);
      self->far = target;
      iso_plate_grid_set_cursor (self, target);
      return;
    }
  self->anchor = self->far = target;
  iso_well_selection_select (self->selection, &target, 1, ISO_SELECT_ONLY);
  iso_plate_grid_set_cursor (self, target);
}

static void
select_cursor_cb (IsoPlateGrid *self, int what)
{
  guint row, column;

  if (self->format == NULL)
    return;
  row = self->cursor / self->format->columns;
  column = self->cursor % self->format->columns;
  self->anchor = self->far = self->cursor;
  switch ((IsoCursorSelect) what)
    {
    case ISO_CURSOR_WELL:
      iso_well_selection_select (self->selection, &self->cursor, 1, ISO_SELECT_ONLY);
      break;
    case ISO_CURSOR_TOGGLE:
      iso_well_selection_select (self->selection, &self->cursor, 1, ISO_SELECT_TOGGLE);
      break;
    case ISO_CURSOR_ROW:
      iso_well_selection_select_rows (self->selection, row, row, ISO_SELECT_ONLY);
      break;
    case ISO_CURSOR_COLUMN:
      iso_well_selection_select_columns (self->selection, column, column, ISO_SELECT_ONLY);
      break;
    }
}

static void
select_all_cb (IsoPlateGrid *self)
{
  if (self->selection != NULL)
    iso_well_selection_select_all (self->selection);
}

static void
select_none_cb (IsoPlateGrid *self)
{
  if (self->selection != NULL)
    iso_well_selection_select_none (self->selection);
}

static void
popup_menu (IsoPlateGrid *self, double x, double y)
{
  if (self->menu == NULL || self->format == NULL)
    return;
  iso_popup_menu_show (&self->popover, GTK_WIDGET (self), self->menu, x, y);
}

static void
show_menu_cb (IsoPlateGrid *self)
{
  graphene_rect_t rect;

  if (iso_plate_grid_get_well_rect (self, self->cursor, &rect))
    popup_menu (self, rect.origin.x + rect.size.width / 2, rect.origin.y + rect.size.height);
}

/* A row letter or a column number under the pointer. */
static gboolean
find_header (IsoPlateGrid *self, double x, double y, IsoPlateDrag *kind, guint *index)
{
  int row = (int) floor ((y - self->top) / self->side), column = (int) floor ((x - self->left) / self->side);

  if (x < self->left && row >= 0 && row < (int) self->format->rows)
    {
      *kind = ISO_DRAG_ROWS;
      *index = (guint) row;
      return TRUE;
    }
  if (y < self->top && column >= 0 && column < (int) self->format->columns)
    {
      *kind = ISO_DRAG_COLUMNS;
      *index = (guint) column;
      return TRUE;
    }
  return FALSE;
}

static IsoSelectMode
get_mode (GtkGesture *gesture)
{
  GdkModifierType state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));

  return state & GDK_CONTROL_MASK ? ISO_SELECT_TOGGLE : ISO_SELECT_ONLY;
}

static gboolean
is_extending (GtkGesture *gesture)
{
  return (gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture)) & GDK_SHIFT_MASK) != 0;
}

static void
select_lines (IsoPlateGrid *self, guint from, guint to, IsoSelectMode mode)
{
  if (self->drag == ISO_DRAG_ROWS)
    iso_well_selection_select_rows (self->selection, from, to, mode);
  else
    iso_well_selection_select_columns (self->selection, from, to, mode);
}

static void
begin_lines (IsoPlateGrid *self, GtkGesture *gesture, guint index)
{
  guint columns = self->format->columns;

  if (is_extending (gesture))
    self->drag_from = self->drag == ISO_DRAG_ROWS ? self->anchor / columns : self->anchor % columns;
  else
    {
      self->drag_from = index;
      self->anchor = self->far = self->drag == ISO_DRAG_ROWS ? index * columns : index;
    }
  self->pressed_selected = get_mode (gesture) == ISO_SELECT_TOGGLE;   /* dragging on would toggle back and forth */
  select_lines (self, self->drag_from, index, get_mode (gesture));
  iso_plate_grid_set_cursor (self, self->drag == ISO_DRAG_ROWS ? index * columns : index);
}

static void
begin_wells (IsoPlateGrid *self, GtkGesture *gesture, guint well)
{
  self->pressed_selected = iso_well_selection_is_selected (self->selection, well) && get_mode (gesture) == ISO_SELECT_ONLY
                           && !is_extending (gesture);
  self->drag = self->pressed_selected ? ISO_DRAG_MOVE : ISO_DRAG_WELLS;
  self->drag_rows = self->drag_columns = 0;
  if (is_extending (gesture))
    self->drag_from = self->anchor;
  else
    self->drag_from = self->anchor = well;
  self->far = well;
  if (!self->pressed_selected)
    {
      iso_well_selection_begin_rect (self->selection, get_mode (gesture));
      iso_well_selection_draw_rect (self->selection, self->drag_from, well);
    }
  iso_plate_grid_set_cursor (self, well);
}

static void
drag_begin_cb (IsoPlateGrid *self, double x, double y, GtkGesture *gesture)
{
  guint index;
  int well;

  self->drag = ISO_DRAG_NOTHING;
  if (self->format == NULL || self->side == 0)
    return;
  well = iso_plate_grid_find_well (self, x, y, FALSE);
  if (well >= 0)
    begin_wells (self, gesture, (guint) well);
  else if (find_header (self, x, y, &self->drag, &index))
    begin_lines (self, gesture, index);
  else if (x < self->left && y < self->top && x > self->left - self->header_width)
    iso_well_selection_select_all (self->selection);
  else if (get_mode (gesture) == ISO_SELECT_ONLY && !is_extending (gesture))
    iso_well_selection_select_none (self->selection);
}

static void
drag_move (IsoPlateGrid *self, guint well)
{
  int columns = (int) self->format->columns;
  int rows = (int) well / columns - (int) self->drag_from / columns;
  int across = (int) well % columns - (int) self->drag_from % columns;

  if (rows == self->drag_rows && across == self->drag_columns)
    return;
  self->drag_rows = rows;
  self->drag_columns = across;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
drag_update_cb (IsoPlateGrid *self, double x, double y, GtkGesture *gesture)
{
  double start_x, start_y;
  int well;

  if (self->drag == ISO_DRAG_NOTHING || !gtk_gesture_drag_get_start_point (GTK_GESTURE_DRAG (gesture), &start_x, &start_y))
    return;
  well = iso_plate_grid_find_well (self, start_x + x, start_y + y, TRUE);
  if (well < 0)
    return;
  if (self->drag == ISO_DRAG_WELLS)
    {
      self->far = (guint) well;
      iso_well_selection_draw_rect (self->selection, self->drag_from, self->far);
    }
  else if (self->drag == ISO_DRAG_MOVE)
    drag_move (self, (guint) well);
  else if (!self->pressed_selected)
    select_lines (self, self->drag_from,
                  self->drag == ISO_DRAG_ROWS ? (guint) well / self->format->columns : (guint) well % self->format->columns,
                  ISO_SELECT_ONLY);
}

/* A click on a selected well that went nowhere selects this one alone. */
static void
drag_end_cb (IsoPlateGrid *self)
{
  IsoPlateDrag drag = self->drag;
  guint well = self->drag_from;

  self->drag = ISO_DRAG_NOTHING;
  if (drag != ISO_DRAG_MOVE)
    return;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (self->drag_rows != 0 || self->drag_columns != 0)
    g_signal_emit (self, signals[MOVE_WELLS], 0, self->drag_rows, self->drag_columns);
  else
    iso_well_selection_select (self->selection, &well, 1, ISO_SELECT_ONLY);
}

static void
drag_cancel_cb (IsoPlateGrid *self)
{
  self->drag = ISO_DRAG_NOTHING;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* The other button, or a long press: the menu speaks of what is selected, so the well under it becomes part of that. */
static void
menu_at (IsoPlateGrid *self, double x, double y)
{
  int well = iso_plate_grid_find_well (self, x, y, FALSE);

  if (well >= 0 && !iso_well_selection_is_selected (self->selection, (guint) well))
    {
      guint target = (guint) well;

      self->anchor = self->far = target;
      iso_well_selection_select (self->selection, &target, 1, ISO_SELECT_ONLY);
    }
  if (well >= 0)
    iso_plate_grid_set_cursor (self, (guint) well);
  popup_menu (self, x, y);
}

static void
menu_pressed_cb (IsoPlateGrid *self, int n_press, double x, double y)
{
  if (self->selection != NULL)
    menu_at (self, x, y);
}

static void
long_pressed_cb (IsoPlateGrid *self, double x, double y)
{
  if (self->selection != NULL)
    menu_at (self, x, y);
}

static void
double_clicked_cb (IsoPlateGrid *self, int n_press, double x, double y)
{
  if (n_press == 2 && iso_plate_grid_find_well (self, x, y, FALSE) >= 0)
    g_signal_emit (self, signals[ACTIVATE_CELL], 0);
}

static void
bind (GtkWidgetClass *klass, guint key, guint keypad_key, GdkModifierType modifiers, GtkMovementStep step, int count, gboolean far)
{
  const guint keys[] = { key, keypad_key };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      gtk_widget_class_add_binding_signal (klass, keys[i], modifiers, "move-cursor", "(iibb)", step, count, FALSE, far);
      gtk_widget_class_add_binding_signal (klass, keys[i], modifiers | GDK_SHIFT_MASK, "move-cursor", "(iibb)", step, count, TRUE, far);
    }
}

static void
bind_arrow (GtkWidgetClass *klass, guint key, guint keypad_key, GtkMovementStep step, int count)
{
  bind (klass, key, keypad_key, 0, step, count, FALSE);
  bind (klass, key, keypad_key, GDK_CONTROL_MASK, step, count, TRUE);
}

static void
bind_keys (GtkWidgetClass *klass)
{
  static const struct { guint key; IsoRole role; } roles[] = {
    { GDK_KEY_t, ISO_ROLE_TREATED }, { GDK_KEY_v, ISO_ROLE_VEHICLE }, { GDK_KEY_u, ISO_ROLE_UNTREATED }, { GDK_KEY_b, ISO_ROLE_BLANK },
    { GDK_KEY_c, ISO_ROLE_COMPOUND_BLANK }, { GDK_KEY_p, ISO_ROLE_POSITIVE_CONTROL }, { GDK_KEY_z, ISO_ROLE_TIME_ZERO },
  };

  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    gtk_widget_class_add_binding_signal (klass, roles[i].key, 0, "choose-role", "(i)", roles[i].role);
  bind_arrow (klass, GDK_KEY_Left, GDK_KEY_KP_Left, GTK_MOVEMENT_VISUAL_POSITIONS, -1);
  bind_arrow (klass, GDK_KEY_Right, GDK_KEY_KP_Right, GTK_MOVEMENT_VISUAL_POSITIONS, 1);
  bind_arrow (klass, GDK_KEY_Up, GDK_KEY_KP_Up, GTK_MOVEMENT_DISPLAY_LINES, -1);
  bind_arrow (klass, GDK_KEY_Down, GDK_KEY_KP_Down, GTK_MOVEMENT_DISPLAY_LINES, 1);
  bind (klass, GDK_KEY_Home, GDK_KEY_KP_Home, 0, GTK_MOVEMENT_DISPLAY_LINE_ENDS, -1, FALSE);
  bind (klass, GDK_KEY_End, GDK_KEY_KP_End, 0, GTK_MOVEMENT_DISPLAY_LINE_ENDS, 1, FALSE);
  bind (klass, GDK_KEY_Home, GDK_KEY_KP_Home, GDK_CONTROL_MASK, GTK_MOVEMENT_BUFFER_ENDS, -1, FALSE);
  bind (klass, GDK_KEY_End, GDK_KEY_KP_End, GDK_CONTROL_MASK, GTK_MOVEMENT_BUFFER_ENDS, 1, FALSE);
  bind (klass, GDK_KEY_Page_Up, GDK_KEY_KP_Page_Up, 0, GTK_MOVEMENT_PAGES, -1, FALSE);
  bind (klass, GDK_KEY_Page_Down, GDK_KEY_KP_Page_Down, 0, GTK_MOVEMENT_PAGES, 1, FALSE);
  gtk_widget_class_add_binding_signal (klass, GDK_KEY_space, 0, "select-cursor", "(i)", ISO_CURSOR_WELL);
  gtk_widget_class_add_binding_signal (klass, GDK_KEY_space, GDK_SHIFT_MASK, "select-cursor", "(i)", ISO_CURSOR_ROW);
  gtk_widget_class_add_binding_signal (klass, GDK_KEY_space, GDK_CONTROL_MASK, "select-cursor", "(i)", ISO_CURSOR_COLUMN);
  gtk_widget_class_add_binding_signal (klass, GDK_KEY_space, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "select-all", NULL);
  gtk_widget_class_add_binding_signal (klass, GDK_KEY_F8, GDK_SHIFT_MASK, "select-cursor", "(i)", ISO_CURSOR_TOGGLE);
  gtk_widget_class_add_binding_signal (klass, GDK_KEY_a, GDK_CONTROL_MASK, "select-all", NULL);
  gtk_widget_class_add_binding_signal (klass, GDK_KEY_a, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "select-none", NULL);
  gtk_widget_class_add_binding_signal (klass, GDK_KEY_Delete, 0, "clear", NULL);
  gtk_widget_class_add_binding_signal (klass, GDK_KEY_KP_Delete, 0, "clear", NULL);
  gtk_widget_class_add_binding_signal (klass, GDK_KEY_BackSpace, 0, "clear", NULL);
  gtk_widget_class_add_binding_signal (klass, GDK_KEY_Return, 0, "activate-cell", NULL);
  gtk_widget_class_add_binding_signal (klass, GDK_KEY_KP_Enter, 0, "activate-cell", NULL);
  gtk_widget_class_add_binding_signal (klass, GDK_KEY_F2, 0, "activate-cell", NULL);
  gtk_widget_class_add_binding_signal (klass, GDK_KEY_Menu, 0, "show-menu", NULL);
  gtk_widget_class_add_binding_signal (klass, GDK_KEY_F10, GDK_SHIFT_MASK, "show-menu", NULL);
}

void
iso_plate_grid_input_class_init (GtkWidgetClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);
  const GSignalFlags flags = G_SIGNAL_RUN_LAST | G_SIGNAL_ACTION;

  signals[MOVE_CURSOR] = g_signal_new_class_handler ("move-cursor", type, flags, G_CALLBACK (move_cursor_cb), NULL, NULL, NULL, G_TYPE_NONE,
                                                     4, GTK_TYPE_MOVEMENT_STEP, G_TYPE_INT, G_TYPE_BOOLEAN, G_TYPE_BOOLEAN);
  signals[SELECT_CURSOR] = g_signal_new_class_handler ("select-cursor", type, flags, G_CALLBACK (select_cursor_cb), NULL, NULL, NULL,
                                                       G_TYPE_NONE, 1, G_TYPE_INT);
  signals[SELECT_ALL] = g_signal_new_class_handler ("select-all", type, flags, G_CALLBACK (select_all_cb), NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SELECT_NONE] = g_signal_new_class_handler ("select-none", type, flags, G_CALLBACK (select_none_cb), NULL, NULL, NULL,
                                                     G_TYPE_NONE, 0);
  signals[CLEAR] = g_signal_new ("clear", type, flags, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[ACTIVATE_CELL] = g_signal_new ("activate-cell", type, flags, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SHOW_MENU] = g_signal_new_class_handler ("show-menu", type, flags, G_CALLBACK (show_menu_cb), NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[CHOOSE_ROLE] = g_signal_new ("choose-role", type, flags, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  signals[MOVE_WELLS] = g_signal_new ("move-wells", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_INT);
  signals[CURSOR_MOVED] = g_signal_new ("cursor-moved", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  bind_keys (klass);
}

void
iso_plate_grid_input_init (IsoPlateGrid *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkGesture *menu = gtk_gesture_click_new ();
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *hold = gtk_gesture_long_press_new ();

  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect_swapped (drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  g_signal_connect_swapped (drag, "cancel", G_CALLBACK (drag_cancel_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (menu), GDK_BUTTON_SECONDARY);
  g_signal_connect_swapped (menu, "pressed", G_CALLBACK (menu_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (menu));

  g_signal_connect_swapped (click, "pressed", G_CALLBACK (double_clicked_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));

  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (hold), TRUE);
  g_signal_connect_swapped (hold, "pressed", G_CALLBACK (long_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (hold));
}
