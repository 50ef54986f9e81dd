/* iso-columns.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-columns.h"

#define SPACING 24
#define LEAST_CHARS 42     /* width of a column that stands beside another, in characters: it grows with the text */
#define FIRST_SHARE 0.42   /* of the room for both */

struct _IsoColumns
{
  GtkWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (IsoColumns, iso_columns, GTK_TYPE_WIDGET)

static int
get_column (GtkWidget *widget)
{
  PangoFontMetrics *metrics = pango_context_get_metrics (gtk_widget_get_pango_context (widget), NULL, NULL);
  int width = PANGO_PIXELS (LEAST_CHARS * pango_font_metrics_get_approximate_char_width (metrics));

  pango_font_metrics_unref (metrics);
  return width;
}

static int
get_least (GtkWidget *child)
{
  int minimum;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  return minimum;
}

/* The width of a child; FALSE if they stand below each other. */
static gboolean
share (GtkWidget *widget, int width, int widths[2])
{
  GtkWidget *first = gtk_widget_get_first_child (widget), *second = first != NULL ? gtk_widget_get_next_sibling (first) : NULL;
  int room = width - SPACING, column = get_column (widget);

  widths[0] = widths[1] = width;
  if (second == NULL || room < 2 * column || room < get_least (first) + get_least (second))
    return FALSE;
  widths[0] = CLAMP ((int) (FIRST_SHARE * room), MAX (column, get_least (first)), room - MAX (column, get_least (second)));
  widths[1] = room - widths[0];
  return widths[0] >= get_least (first) && widths[1] >= get_least (second);
}

static int
measure_height (GtkWidget *widget, int width)
{
  int widths[2], height = 0, i = 0;
  gboolean beside = share (widget, width, widths);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && i < 2; child = gtk_widget_get_next_sibling (child), i++)
    {
      int natural;

      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, widths[i], NULL, &natural, NULL, NULL);
      height = beside ? MAX (height, natural) : height + natural + (i > 0 ? SPACING : 0);
    }
  return height;
}

static GtkSizeRequestMode
iso_columns_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
iso_columns_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline,
                     int *natural_baseline)
{
  int least = 0, both = 2 * get_column (widget) + SPACING;

  *minimum_baseline = *natural_baseline = -1;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    least = MAX (least, get_least (child));
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = least;
      *natural = MAX (least, both);
    }
  else
    {
      *minimum = *natural = measure_height (widget, for_size < 0 ? MAX (least, both) : for_size);
    }
}

static void
iso_columns_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int widths[2], x = 0, y = 0, i = 0;
  gboolean beside = share (widget, width, widths);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && i < 2; child = gtk_widget_get_next_sibling (child), i++)
    {
      int natural;

      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, widths[i], NULL, &natural, NULL, NULL);
      gtk_widget_size_allocate (child, &(GtkAllocation) { mirrored ? width - x - widths[i] : x, y, widths[i], natural }, -1);
      if (beside)
        x += widths[i] + SPACING;
      else
        y += natural + SPACING;
    }
}

static void
iso_columns_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (iso_columns_parent_class)->dispose (object);
}

static void
iso_columns_class_init (IsoColumnsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = iso_columns_dispose;
  widget_class->get_request_mode = iso_columns_get_request_mode;
  widget_class->measure = iso_columns_measure;
  widget_class->size_allocate = iso_columns_size_allocate;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
iso_columns_init (IsoColumns *self)
{
}

void
iso_columns_append (IsoColumns *self, GtkWidget *child)
{
  g_return_if_fail (ISO_IS_COLUMNS (self));
  gtk_widget_insert_before (child, GTK_WIDGET (self), NULL);
}
