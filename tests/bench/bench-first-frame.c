/* bench-first-frame.c - from the start of the process to the first frame, and to the example's figures
 *
 * Starts itself as a bare libadwaita window, as an empty window of ours and as one on the example, in turn, and prints the
 * medians and their ratios to the bare window. Needs a display.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-application.h"
#include "iso-figure-view.h"
#include "iso-window.h"

#include <gsl/gsl_errno.h>
#include <stdlib.h>
#include <string.h>

#define ROUNDS 7

static const char *const kinds[] = { "bare", "empty", "example" };

static gboolean painted;

static void
after_paint_cb (void)
{
  painted = TRUE;
}

/* Milliseconds since the parent started this process. */
static int
finish (void)
{
  gint64 start = g_ascii_strtoll (g_getenv ("ISOBOLE_BENCH_START"), NULL, 10);

  g_print ("%" G_GINT64_FORMAT "\n", (g_get_monotonic_time () - start) / 1000);
  return 0;
}

static void
wait_for_frame (GtkWidget *window)
{
  gtk_window_present (GTK_WINDOW (window));
  g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint", G_CALLBACK (after_paint_cb), NULL);
  painted = FALSE;
  gtk_widget_queue_draw (window);
  while (!painted)
    g_main_context_iteration (NULL, TRUE);
}

static int
run_bare (void)
{
  g_autoptr (AdwApplication) application = adw_application_new ("io.github.isobole.Bench", G_APPLICATION_NON_UNIQUE);
  GtkWidget *window;

  g_application_register (G_APPLICATION (application), NULL, NULL);
  window = adw_application_window_new (GTK_APPLICATION (application));
  gtk_window_set_default_size (GTK_WINDOW (window), 1280, 800);
  wait_for_frame (window);
  return finish ();
}

static int
run_window (gboolean example)
{
  g_autoptr (IsoApplication) application = iso_application_new ();
  IsoWindow *window;
  IsoAnalyser *analyser;

  gsl_set_error_handler_off ();
  g_application_register (G_APPLICATION (application), NULL, NULL);
  window = iso_window_new (GTK_APPLICATION (application));
  analyser = iso_view_get_analyser (iso_window_get_view (window));
  if (example)
    iso_window_open_example (window);
  wait_for_frame (GTK_WIDGET (window));
  while (iso_window_is_busy (window))
    g_main_context_iteration (NULL, TRUE);
  if (example)
    {
      g_assert (iso_analyser_get_analysis (analyser) != NULL);
      wait_for_frame (GTK_WIDGET (window));
    }
  return finish ();
}

static double
start_one (const char *program, const char *kind)
{
  const char *const command[] = { program, kind, NULL };
  g_autofree char *now = g_strdup_printf ("%" G_GINT64_FORMAT, g_get_monotonic_time ());
  g_auto (GStrv) environment = g_environ_setenv (g_get_environ (), "ISOBOLE_BENCH_START", now, TRUE);
  g_autofree char *output = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  if (!g_spawn_sync (NULL, (char **) command, environment, G_SPAWN_DEFAULT, NULL, NULL, &output, NULL, &status, &error)
      || !g_spawn_check_wait_status (status, &error))
    g_error ("%s", error->message);
  return g_ascii_strtod (output, NULL);
}

static int
compare (gconstpointer one, gconstpointer other)
{
  double difference = *(const double *) one - *(const double *) other;

  return difference < 0 ? -1 : difference > 0;
}

int
main (int argc, char **argv)
{
  double times[G_N_ELEMENTS (kinds)][ROUNDS];

  if (argc == 2)
    return strcmp (argv[1], "bare") == 0 ? run_bare () : run_window (strcmp (argv[1], "example") == 0);
  if (g_getenv ("DISPLAY") == NULL)
    {
      g_print ("There is no display: start with xvfb-run, or tests/with-display.py\n");
      return 77;
    }

  for (guint round = 0; round < ROUNDS; round++)
    for (guint kind = 0; kind < G_N_ELEMENTS (kinds); kind++)
      times[kind][round] = start_one (argv[0], kinds[kind]);
  for (guint kind = 0; kind < G_N_ELEMENTS (kinds); kind++)
    qsort (times[kind], ROUNDS, sizeof (double), compare);
  for (guint kind = 0; kind < G_N_ELEMENTS (kinds); kind++)
    g_print ("first frame, %s: %.0f ms, %.2f times the bare window\n", kinds[kind], times[kind][ROUNDS / 2],
             times[kind][ROUNDS / 2] / times[0][ROUNDS / 2]);
  return 0;
}
