/* bench-loop.c - from a change to all figures drawn anew, and how long the window was blocked at most
 *
 * Two drugs alone and together at one ratio, eight doses twice on each of ten plates of ten experiments; and an 8 x 8 matrix on each of
 * ten plates. On each page a well is excluded and that is undone, in turn; beside the curves, the bottom of all of them is also held at 0 and that is undone. Of every change the
 * longest time between two waits of the main loop is told, and the most that the main thread computed between two: on a busy machine
 * the first grows and the second does not. They are taken of everything until a quarter of a second after the change, when what was done
 * has been said as well. Before and after every change the same sum is computed: how long that took, and the share of that time in which
 * the processor was taken away, say how quiet the machine was. Needs a display.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-application.h"
#include "iso-figure-view.h"
#include "iso-window.h"

#include <glib/gstdio.h>
#include <math.h>
#include <stdlib.h>
#include <time.h>

#define PLATES     10
#define DOSES       8
#define HEADER     "plate,well,experiment,drug1,dose1,unit1,drug2,dose2,unit2,viability fraction\n"
#define ROUNDS     41
#define WAIT_MS  2000
#define ALL_MS    250   /* until a change has been said in words, too */
#define SUM_STEPS 300000
#define FRAME_MS 16.0

/* What the main loop does between two waits. */
static struct
{
  gboolean drawn;
  gboolean analysed;
  double   woke, worked;       /* ms: when the last wait ended, on the clock and of this thread */
  double   longest, hardest;   /* ms */
} probe;

/* ms of the sum that is always the same. */
typedef struct
{
  double took[2 * ROUNDS];
  double computed;
  double wall;
  guint  n;
} Quiet;

static double
respond (double dose, double dm, guint plate, guint replicate)
{
  return 1 / (1 + pow (dose / dm, 1.3)) + 0.01 * sin (7.0 * plate + 3.0 * replicate + dose);
}

/* A table with plates and wells; viability fractions. */
static char *
make_rays (void)
{
  GString *table = g_string_new (HEADER);

  for (guint plate = 0; plate < PLATES; plate++)
    for (guint i = 0; i < DOSES; i++)
      for (guint replicate = 0; replicate < 2; replicate++)
        {
          double one = 1000.0 / (1 << i), two = 20.0 / (1 << i);
          guint column = 2 + 3 * replicate;

          g_string_append_printf (table, "P%u,%c%u,E%u,A,%g,nM,,,,%.4f\n", plate + 1, 'A' + (int) i, column, plate + 1, one,
                                  respond (one, 90, plate, replicate));
          g_string_append_printf (table, "P%u,%c%u,E%u,,,,B,%g,µM,%.4f\n", plate + 1, 'A' + (int) i, column + 1, plate + 1, two,
                                  respond (two, 2, plate, replicate));
          g_string_append_printf (table, "P%u,%c%u,E%u,A,%g,nM,B,%g,µM,%.4f\n", plate + 1, 'A' + (int) i, column + 2, plate + 1, one, two,
                                  respond (one + 45 * two, 60, plate, replicate));
        }
  return g_string_free (table, FALSE);
}

static char *
make_matrices (void)
{
  GString *table = g_string_new (HEADER);

  for (guint plate = 0; plate < PLATES; plate++)
    for (guint i = 0; i < DOSES; i++)
      for (guint j = 0; j < DOSES; j++)
        {
          double one = i == 0 ? 0 : 1000.0 / (1 << (DOSES - 1 - i)), two = j == 0 ? 0 : 20.0 / (1 << (DOSES - 1 - j));

          g_string_append_printf (table, "P%u,%c%u,E%u,A,%g,nM,B,%g,µM,%.4f\n", plate + 1, 'A' + (int) i, j + 1, plate + 1, one, two,
                                  respond (one + 45 * two, 90, plate, i + DOSES * j));
        }
  return g_string_free (table, FALSE);
}

static void
wait_until_idle (IsoWindow *window)
{
  while (iso_window_is_busy (window) || g_main_context_pending (NULL))
    g_main_context_iteration (NULL, TRUE);
}

/* What this thread computed so far, in milliseconds: what other programs do meanwhile does not count. */
static double
get_work (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return 1000.0 * (double) time.tv_sec + (double) time.tv_nsec / 1e6;
}

static double
get_clock (void)
{
  return (double) g_get_monotonic_time () / 1000;
}

static void
sum (Quiet *quiet)
{
  double wall = get_clock (), work = get_work ();
  volatile double kept;
  double x = 0;

  for (guint i = 0; i < SUM_STEPS; i++)
    x = x * 0.999999 + i;
  kept = x;
  (void) kept;
  quiet->took[quiet->n++] = get_clock () - wall;
  quiet->wall += get_clock () - wall;
  quiet->computed += get_work () - work;
}

static int
poll_cb (GPollFD *fds, guint n, int timeout)
{
  int ready;

  probe.longest = MAX (probe.longest, get_clock () - probe.woke);
  probe.hardest = MAX (probe.hardest, get_work () - probe.worked);
  ready = g_poll (fds, n, timeout);
  probe.woke = get_clock ();
  probe.worked = get_work ();
  return ready;
}

/* So that waiting ends. */
static gboolean
tick_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

static void
analysed_cb (void)
{
  probe.analysed = TRUE;
}

static void
drawn_cb (void)
{
  probe.drawn |= probe.analysed && !iso_figure_view_any_pending ();
}

static int
compare_cb (gconstpointer one, gconstpointer other)
{
  return *(const double *) one < *(const double *) other ? -1 : 1;
}

/* "median 12.1, 95 of 100 below 14.0, most 15.2 ms" */
static void
tell (const char *what, double *values, guint n)
{
  qsort (values, n, sizeof *values, compare_cb);
  g_print ("  %-34s median %5.1f, 95 of 100 below %5.1f, most %5.1f ms", what, values[n / 2], values[n * 95 / 100], values[n - 1]);
}

/* With the share of changes that took longer than a frame. */
static void
tell_frame (const char *what, double *values)
{
  guint n = 0;

  tell (what, values, ROUNDS);
  for (guint i = 0; i < ROUNDS; i++)
    n += values[i] > FRAME_MS;
  g_print ("; %u of %u above %.0f ms\n", n, ROUNDS, FRAME_MS);
}

static void
exclude (IsoProject *project)
{
  g_autoptr (IsoProjectItem) plate = g_list_model_get_item (G_LIST_MODEL (iso_project_get_list (project, ISO_ENTITY_PLATE)), 3);

  iso_project_exclude (project, iso_project_item_get_id (plate), &(IsoWellPlace) { 3, 1 }, 1, "bubble", NULL);
}

static void
constrain (IsoProject *project)
{
  iso_project_set_setting (project, "fixed", "lower=0", NULL);
}

/* Milliseconds from the edit to the frame with the new figures. */
static double
change (IsoWindow *window, void (*edit) (IsoProject *project), guint round)
{
  IsoProject *project = iso_window_get_project (window);
  double begin = get_clock (), end;

  probe.drawn = probe.analysed = FALSE;
  probe.woke = begin;
  probe.worked = get_work ();
  probe.longest = probe.hardest = 0;
  if (round % 2 == 0)
    edit (project);
  else
    iso_project_undo (project, NULL);
  while (!probe.drawn && get_clock () - begin < WAIT_MS)
    g_main_context_iteration (NULL, TRUE);
  end = get_clock ();
  while (get_clock () - begin < ALL_MS)
    g_main_context_iteration (NULL, TRUE);
  wait_until_idle (window);
  return end - begin;
}

static void
measure (IsoWindow *window, const char *page, const char *what, void (*edit) (IsoProject *project))
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (window));
  IsoView *view = iso_window_get_view (window);
  Quiet quiet = { 0 };
  double times[ROUNDS], blocks[ROUNDS], hardest[ROUNDS], works[ROUNDS];
  guint source;

  iso_view_set_page (view, page);
  wait_until_idle (window);
  source = g_timeout_add (20, tick_cb, NULL);
  g_signal_connect_swapped (iso_view_get_analyser (view), "notify::analysis", G_CALLBACK (analysed_cb), &probe);
  g_signal_connect_swapped (clock, "after-paint", G_CALLBACK (drawn_cb), &probe);
  change (window, edit, 0);
  change (window, edit, 1);
  for (guint i = 0; i < ROUNDS; i++)
    {
      double before;

      sum (&quiet);
      before = get_work ();
      times[i] = change (window, edit, i);
      blocks[i] = probe.longest;
      hardest[i] = probe.hardest;
      works[i] = get_work () - before;
      sum (&quiet);
    }
  g_signal_handlers_disconnect_by_data (clock, &probe);
  g_signal_handlers_disconnect_by_data (iso_view_get_analyser (view), &probe);
  g_source_remove (source);
  g_print ("%s, %s or undo\n", page, what);
  tell ("to figures drawn:", times, ROUNDS);
  g_print ("\n");
  tell_frame ("main loop blocked at most:", blocks);
  tell_frame ("computed in one round at most:", hardest);
  tell ("computed by the main thread:", works, ROUNDS);
  g_print ("\n");
  tell ("the same sum each time:", quiet.took, quiet.n);
  g_print ("; %.0f %% of it taken away\n", 100 * MAX (1 - quiet.computed / quiet.wall, 0));
  if (ROUNDS % 2 == 1)
    iso_project_undo (iso_window_get_project (window), NULL);
  wait_until_idle (window);
}

/* A window with the table, all of its pages or those that are named. */
static void
measure_table (GtkApplication *application, const char *table, const char *const *pages, char **named)
{
  g_autofree char *folder = g_dir_make_tmp ("isobole-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "table.csv", NULL);
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  IsoWindow *window = iso_window_new (application);

  g_file_set_contents (path, table, -1, NULL);
  gtk_window_set_default_size (GTK_WINDOW (window), 1280, 800);
  gtk_window_present (GTK_WINDOW (window));
  g_list_store_append (files, file);
  iso_window_open (window, G_LIST_MODEL (files));
  wait_until_idle (window);
  g_print ("%u plates, %u wells\n", PLATES, iso_analyser_get_analysis (iso_view_get_analyser (iso_window_get_view (window)))->dataset->observations->len);
  for (; *pages != NULL; pages++)
    if (*named == NULL || g_strv_contains ((const char *const *) named, *pages))
      {
        measure (window, *pages, "exclude", exclude);
        if (g_str_equal (*pages, "curves"))
          measure (window, *pages, "constrain", constrain);
      }
  iso_window_close_now (window, TRUE);
  g_remove (path);
  g_rmdir (folder);
}

/* Pages may be named. */
int
main (int argc, char **argv)
{
  static const char *const of_rays[] = { "plate", "curves", "synergy", "dose-response", "fa-ci", "isobologram", NULL };
  static const char *const of_matrices[] = { "plate", "curves", "synergy", "matrix", NULL };
  g_autofree char *rays = make_rays (), *matrices = make_matrices ();
  g_autoptr (IsoApplication) application = iso_application_new ();

  if (g_getenv ("DISPLAY") == NULL)
    {
      g_print ("There is no display: start with xvfb-run, or tests/with-display.py\n");
      return 77;
    }
  g_main_context_set_poll_func (NULL, poll_cb);
  g_application_register (G_APPLICATION (application), NULL, NULL);
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  measure_table (GTK_APPLICATION (application), rays, of_rays, argv + 1);
  measure_table (GTK_APPLICATION (application), matrices, of_matrices, argv + 1);
  return 0;
}
