/* iso-wrap-box.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-wrap-box.h"

#define SPACING 6

struct _IsoWrapBox
{
  GtkWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (IsoWrapBox, iso_wrap_box, GTK_TYPE_WIDGET)

typedef struct
{
  GtkWidget *first;
  GtkWidget *end;        /* behind the last */
  int        width;      /* that its widgets ask for, with the space between */
  int        n_expand;
  int        height;
} Line;

static int
choose_width (GtkWidget *child, int room)
{
  int minimum, natural;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  return MAX (minimum, MIN (natural, room));
}

static int
share_width (GtkWidget *child, const Line *line, int room)
{
  int width = choose_width (child, room);

  if (line->n_expand > 0 && gtk_widget_compute_expand (child, GTK_ORIENTATION_HORIZONTAL))
    width += MAX (0, room - line->width) / line->n_expand;
  return width;
}

/* The line that begins with `child`; FALSE behind the last. */
static gboolean
take_line (GtkWidget *child, int room, Line *line)
{
  *line = (Line) { .first = child };
  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      int width;

      line->end = child;
      if (!gtk_widget_should_layout (child))
        continue;
      width = choose_width (child, room);
      width += line->width > 0 && width > 0 ? SPACING : 0;
      if (line->width > 0 && line->width + width > room)
        break;
      line->width += width;
      line->n_expand += gtk_widget_compute_expand (child, GTK_ORIENTATION_HORIZONTAL);
    }
  line->end = child;
  for (GtkWidget *one = line->first; one != child; one = gtk_widget_get_next_sibling (one))
    {
      int minimum, natural;

      if (!gtk_widget_should_layout (one))
        continue;
      gtk_widget_measure (one, GTK_ORIENTATION_VERTICAL, share_width (one, line, room), &minimum, &natural, NULL, NULL);
      line->height = MAX (line->height, natural);
    }
  return line->first != NULL;
}

static void
measure_width (GtkWidget *widget, int *minimum, int *natural)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      int least, usual;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, &usual, NULL, NULL);
      *minimum = MAX (*minimum, least);
      *natural += usual + (*natural > 0 ? SPACING : 0);
    }
}

static int
measure_height (GtkWidget *widget, int width)
{
  int height = 0;
  Line line;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); take_line (child, width, &line); child = line.end)
    height += line.height + (height > 0 && line.height > 0 ? SPACING : 0);
  return height;
}

static GtkSizeRequestMode
iso_wrap_box_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
iso_wrap_box_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline,
                      int *natural_baseline)
{
  *minimum = *natural = 0;
  *minimum_baseline = *natural_baseline = -1;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    measure_width (widget, minimum, natural);
  else
    *minimum = *natural = measure_height (widget, for_size < 0 ? G_MAXINT / 2 : for_size);
}

static void
iso_wrap_box_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  Line line;
  int y = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); take_line (child, width, &line); child = line.end)
    {
      int x = 0;

      for (GtkWidget *one = line.first; one != line.end; one = gtk_widget_get_next_sibling (one))
        {
          int own;

          if (!gtk_widget_should_layout (one))
            continue;
          own = share_width (one, &line, width);
          gtk_widget_size_allocate (one, &(GtkAllocation) { mirrored ? width - x - own : x, y, own, line.height }, -1);
          x += own + (choose_width (one, width) > 0 ? SPACING : 0);   /* what only keeps others apart needs no space beside it */
        }
      y += line.height + (line.height > 0 ? SPACING : 0);
    }
}

static void
iso_wrap_box_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (iso_wrap_box_parent_class)->dispose (object);
}

static void
iso_wrap_box_class_init (IsoWrapBoxClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = iso_wrap_box_dispose;
  widget_class->get_request_mode = iso_wrap_box_get_request_mode;
  widget_class->measure = iso_wrap_box_measure;
  widget_class->size_allocate = iso_wrap_box_size_allocate;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
iso_wrap_box_init (IsoWrapBox *self)
{
}

void
iso_wrap_box_append (IsoWrapBox *self, GtkWidget *child)
{
  g_return_if_fail (ISO_IS_WRAP_BOX (self));
  gtk_widget_insert_before (child, GTK_WIDGET (self), NULL);
}
