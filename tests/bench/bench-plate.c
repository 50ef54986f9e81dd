/* bench-plate.c - the plate on screen with all its data changed, against a bare grid of child widgets that draw a disc each
 *
 * Both are shown in a window of their own, in turn; the medians are printed. Needs a display.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-application.h"
#include "iso-plate-grid.h"

#include <math.h>
#include <stdlib.h>
#include <time.h>

#define ROUNDS 41

/* A grid that does nothing but draw: what a plate cannot be faster than. */

#define BARE_TYPE_WELL (bare_well_get_type ())
G_DECLARE_FINAL_TYPE (BareWell, bare_well, BARE, WELL, GtkWidget)

struct _BareWell
{
  GtkWidget parent_instance;

  GdkRGBA   colour;
};

G_DEFINE_FINAL_TYPE (BareWell, bare_well, GTK_TYPE_WIDGET)

static void
bare_well_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  int side = gtk_widget_get_width (widget);
  GskRoundedRect outline;

  gsk_rounded_rect_init_from_rect (&outline, &GRAPHENE_RECT_INIT (1, 1, (float) side - 2, (float) side - 2), (float) side / 2 - 1);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, &BARE_WELL (widget)->colour, &outline.bounds);
  gtk_snapshot_pop (snapshot);
}

static void
bare_well_class_init (BareWellClass *klass)
{
  GTK_WIDGET_CLASS (klass)->snapshot = bare_well_snapshot;
}

static void
bare_well_init (BareWell *self)
{
}

#define BARE_TYPE_GRID (bare_grid_get_type ())
G_DECLARE_FINAL_TYPE (BareGrid, bare_grid, BARE, GRID, GtkWidget)

struct _BareGrid
{
  GtkWidget             parent_instance;

  const IsoPlateFormat *format;
};

G_DEFINE_FINAL_TYPE (BareGrid, bare_grid, GTK_TYPE_WIDGET)

static void
bare_grid_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  const IsoPlateFormat *format = BARE_GRID (widget)->format;
  int side = MIN (width / (int) format->columns, height / (int) format->rows);
  guint i = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child), i++)
    {
      const graphene_point_t place = GRAPHENE_POINT_INIT ((float) ((int) (i % format->columns) * side),
                                                          (float) ((int) (i / format->columns) * side));

      gtk_widget_allocate (child, side, side, -1, gsk_transform_translate (NULL, &place));
    }
}

static void
bare_grid_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (bare_grid_parent_class)->dispose (object);
}

static void
bare_grid_class_init (BareGridClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bare_grid_dispose;
  GTK_WIDGET_CLASS (klass)->size_allocate = bare_grid_size_allocate;
}

static void
bare_grid_init (BareGrid *self)
{
}

static GtkWidget *
make_bare (const IsoPlateFormat *format)
{
  BareGrid *grid = g_object_new (BARE_TYPE_GRID, NULL);

  grid->format = format;
  for (guint i = 0; i < format->wells; i++)
    gtk_widget_set_parent (g_object_new (BARE_TYPE_WELL, NULL), GTK_WIDGET (grid));
  return GTK_WIDGET (grid);
}

static void
change_bare (GtkWidget *grid, guint round)
{
  guint i = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (grid); child != NULL; child = gtk_widget_get_next_sibling (child), i++)
    {
      float shade = (float) ((i + round) % 10) / 10;

      BARE_WELL (child)->colour = (GdkRGBA) { shade, 0.4f, 1 - shade, 1 };
      gtk_widget_queue_draw (child);
    }
}

/* The plate with 2 drugs, of which each round moves all doses by a step. */

typedef struct
{
  IsoProject       *project;
  IsoProjectPlate  *plate;
  IsoWellSelection *selection;
  GRefString       *drugs[2];
} Plate;

static IsoProjectItem *
add_item (IsoProject *project, IsoEntity entity, const IsoEntityRow *row)
{
  g_autoptr (GPtrArray) added = g_ptr_array_new ();
  g_autoptr (GPtrArray) removed = g_ptr_array_new ();
  IsoProjectItem *item = iso_project_item_new (entity, row);

  g_ptr_array_add (added, item);
  iso_project_list_update (iso_project_get_list (project, entity), added, removed);
  return item;
}

static void
change_plate (Plate *plate, guint round)
{
  const IsoPlateFormat *format = iso_project_plate_get_format (plate->plate);
  IsoWellRow *rows = g_new0 (IsoWellRow, format->wells);
  g_autoptr (GArray) changed = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < format->wells; i++)
    {
      rows[i].role = ISO_ROLE_TREATED;
      rows[i].n_doses = 2;
      g_array_append_val (changed, i);
      for (guint j = 0; j < 2; j++)
        {
          double dose = 1e-6 / pow (3, (j == 0 ? i + round : i / format->columns + round) % 10);

          rows[i].doses[j] = (IsoWellDose) { g_ref_string_acquire (plate->drugs[j]), dose, dose, dose };
        }
    }
  iso_project_plate_take_all (plate->plate, rows, format->wells, changed);
  g_signal_emit_by_name (plate->project, "changed", FALSE);
}

static GtkWidget *
make_plate (Plate *plate, const IsoPlateFormat *format)
{
  IsoPlateGrid *grid = g_object_new (ISO_TYPE_PLATE_GRID, NULL);

  plate->project = iso_project_new (NULL);
  plate->drugs[0] = g_ref_string_new ("drug-1");
  plate->drugs[1] = g_ref_string_new ("drug-2");
  for (guint i = 0; i < 2; i++)
    g_object_unref (add_item (plate->project, ISO_ENTITY_DRUG, &(IsoEntityRow) { .id = plate->drugs[i], .name = plate->drugs[i], .unit = "nM",
                                                                                   .position = i }));
  plate->plate = ISO_PROJECT_PLATE (add_item (plate->project, ISO_ENTITY_PLATE,
                                              &(IsoEntityRow) { .id = "plate", .name = "Plate", .run = "run", .wells = format->wells }));
  change_plate (plate, 0);
  plate->selection = iso_well_selection_new (plate->plate);
  iso_plate_grid_set_project (grid, plate->project, plate->selection);
  return GTK_WIDGET (grid);
}

/* Milliseconds of this thread's own work from the first call to the end of the frame, without the wait in between: whatever else the
 * machine does counts for both grids alike. */
static gint64
read_clock (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (gint64) now.tv_sec * 1000000 + now.tv_nsec / 1000;
}


static gint64 began;
static gint64 worked;
static gboolean painted;

static void
before_paint_cb (void)
{
  began = read_clock ();
}

static void
after_paint_cb (void)
{
  worked = read_clock () - began;
  painted = TRUE;
}

static double
finish_frame (gint64 start)
{
  gint64 changed = read_clock () - start;

  painted = FALSE;
  while (!painted)
    g_main_context_iteration (NULL, TRUE);
  return (double) (changed + worked) / 1000;
}

static int
compare (gconstpointer one, gconstpointer other)
{
  double difference = *(const double *) one - *(const double *) other;

  return difference < 0 ? -1 : difference > 0;
}

static double
median (double *times)
{
  qsort (times, ROUNDS, sizeof (double), compare);
  return times[ROUNDS / 2];
}

static GtkWidget *
show (GtkWidget *child)
{
  GtkWidget *window = adw_window_new ();

  adw_window_set_content (ADW_WINDOW (window), child);
  gtk_window_set_default_size (GTK_WINDOW (window), 900, 600);
  gtk_window_present (GTK_WINDOW (window));
  g_signal_connect (gtk_widget_get_frame_clock (window), "before-paint", G_CALLBACK (before_paint_cb), NULL);
  g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint", G_CALLBACK (after_paint_cb), NULL);
  gtk_widget_queue_draw (window);
  finish_frame (read_clock ());
  for (gint64 end = g_get_monotonic_time () + 300000; g_get_monotonic_time () < end;)
    g_main_context_iteration (NULL, FALSE);
  return window;
}

static double
measure_bare (const IsoPlateFormat *format)
{
  GtkWidget *grid = make_bare (format);
  GtkWidget *window = show (grid);
  double times[ROUNDS];

  for (guint i = 0; i < ROUNDS; i++)
    {
      gint64 start = read_clock ();

      change_bare (grid, i);
      times[i] = finish_frame (start);
    }
  gtk_window_destroy (GTK_WINDOW (window));
  return median (times);
}

static void
measure_plate (const IsoPlateFormat *format, double *redraw, double *select)
{
  Plate plate;
  GtkWidget *grid = make_plate (&plate, format);
  GtkWidget *window = show (grid);
  double times[ROUNDS];

  for (guint i = 0; i < ROUNDS; i++)
    {
      gint64 start = read_clock ();

      change_plate (&plate, i + 1);
      times[i] = finish_frame (start);
    }
  *redraw = median (times);
  for (guint i = 0; i < ROUNDS; i++)
    {
      gint64 start;

      iso_well_selection_select_none (plate.selection);
      gtk_widget_queue_draw (grid);
      finish_frame (read_clock ());
      start = read_clock ();
      iso_well_selection_select_all (plate.selection);
      times[i] = finish_frame (start);
    }
  *select = median (times);
  gtk_window_destroy (GTK_WINDOW (window));
  g_object_unref (plate.selection);
  g_object_unref (plate.plate);
  g_object_unref (plate.project);
  g_ref_string_release (plate.drugs[0]);
  g_ref_string_release (plate.drugs[1]);
}

int
main (int argc, char **argv)
{
  const guint sizes[] = { 96, 384, 1536 };
  g_autoptr (IsoApplication) application = NULL;

  if (g_getenv ("DISPLAY") == NULL)
    {
      g_print ("There is no display: start with xvfb-run, or tests/with-display.py\n");
      return 77;
    }
  application = iso_application_new ();
  g_application_register (G_APPLICATION (application), NULL, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      const IsoPlateFormat *format = iso_plate_format_find (sizes[i]);
      double bare = measure_bare (format), redraw, select;

      measure_plate (format, &redraw, &select);
      g_print ("plate of %u wells: redraw with all data changed %.1f ms, %.2f times the bare grid (%.1f ms); select all %.1f ms\n", sizes[i],
               redraw, redraw / bare, bare, select);
    }
  return 0;
}
