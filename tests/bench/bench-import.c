/* bench-import.c - how long the window is held at most while a folder of 2,000 plates is looked at, taken, undone, done again and
 * analysed
 *
 * Beside the plates stands one layout for all of them. "Held" is the time between two rounds of the main loop in which it does not wait:
 * on the clock, and what its thread computed in it, since on a busy machine other programs are on the clock as well. The same with three
 * plates tells what the window itself costs, as it is drawn by the processor here. Needs a display.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-application.h"
#include "iso-import-dialog.h"
#include "iso-window.h"

#include <glib/gstdio.h>
#include <gsl/gsl_errno.h>
#include <stdlib.h>
#include <time.h>

#define WAIT_S 300

/* What the main loop does between two waits. */
static struct
{
  double woke, worked;          /* ms: when the last wait ended, on the clock and of this thread */
  double longest, most_work;    /* ms */
  double all;                   /* ms: what all threads had computed when the phase began */
} held;

static double
get_clock (void)
{
  return (double) g_get_monotonic_time () / 1000;
}

/* What this thread computed, or all of them. */
static double
get_work_of (clockid_t clock)
{
  struct timespec time;

  clock_gettime (clock, &time);
  return 1000.0 * (double) time.tv_sec + (double) time.tv_nsec / 1e6;
}

static double
get_work (void)
{
  return get_work_of (CLOCK_THREAD_CPUTIME_ID);
}

static int
poll_cb (GPollFD *fds, guint n, int timeout)
{
  int ready;

  held.longest = MAX (held.longest, get_clock () - held.woke);
  held.most_work = MAX (held.most_work, get_work () - held.worked);
  ready = g_poll (fds, n, timeout);
  held.woke = get_clock ();
  held.worked = get_work ();
  return ready;
}

static void
begin_phase (void)
{
  held.longest = held.most_work = 0;
  held.all = get_work_of (CLOCK_PROCESS_CPUTIME_ID);
}

static void
tell (const char *phase, double since)
{
  g_print ("  %-34s %8.0f ms, computing %8.0f ms; main loop held at most %6.1f ms, computing %6.1f ms of them\n", phase,
           get_clock () - since, get_work_of (CLOCK_PROCESS_CPUTIME_ID) - held.all, held.longest, held.most_work);
}

/* --- the folder ------------------------------------------------------------------------------------------------------------------- */

static void
write_file (const char *folder, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_file_set_contents (path, text, -1, NULL);
}

static void
write_plate (const char *folder, guint index)
{
  g_autoptr (GString) text = g_string_new (",1,2,3,4,5,6,7,8,9,10,11,12\n");
  g_autofree char *name = g_strdup_printf ("plate-%04u.csv", index + 1);

  for (guint row = 0; row < 8; row++)
    {
      g_string_append_c (text, (char) ('A' + row));
      for (guint column = 0; column < 12; column++)
        {
          char number[G_ASCII_DTOSTR_BUF_SIZE];
          double value = 0.05 + 1.0 / (1 + column * (row + 1)) + 0.001 * ((index * 97 + row * 31 + column * 17) % 89);

          g_string_append_printf (text, ",%s", g_ascii_formatd (number, sizeof number, "%.4f", value));
        }
      g_string_append_c (text, '\n');
    }
  write_file (folder, name, text->str);
}

static void
write_layout (const char *folder)
{
  g_autoptr (GString) text = g_string_new ("well,role,sample,drug1,dose1,unit1\n");

  for (guint row = 0; row < 8; row++)
    for (guint column = 0; column < 12; column++)
      if (column == 0)
        g_string_append_printf (text, "%c1,vehicle,MM1S,,,\n", 'A' + (int) row);
      else
        g_string_append_printf (text, "%c%u,treated,MM1S,Drug %u,%u,nM\n", 'A' + (int) row, column + 1, row % 4 + 1, 1u << column);
  write_file (folder, "layout.csv", text->str);
}

static char *
make_folder (guint plates)
{
  char *folder = g_dir_make_tmp ("isobole-XXXXXX", NULL);

  for (guint i = 0; i < plates; i++)
    write_plate (folder, i);
  write_layout (folder);
  return folder;
}

static void
remove_folder (const char *folder)
{
  GDir *dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_remove (path);
    }
  g_dir_close (dir);
  g_rmdir (folder);
}

/* --- a person --------------------------------------------------------------------------------------------------------------------- */

static IsoImportDialog *
find_dialog (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (ISO_IS_IMPORT_DIALOG (window))
        return ISO_IMPORT_DIALOG (window);
    }
  return NULL;
}

static gboolean
is_read (IsoWindow *window)
{
  IsoImportDialog *dialog = find_dialog ();

  return dialog != NULL && !iso_import_plan_get_busy (iso_import_dialog_get_plan (dialog));
}

static gboolean
is_noticed (IsoWindow *window)
{
  return is_read (window) && !iso_import_plan_get_noticing (iso_import_dialog_get_plan (find_dialog ()));
}

/* The analysis of thousands of experiments goes on beside, and is waited for last. */
static gboolean
is_still (IsoWindow *window)
{
  return !iso_project_get_busy (iso_window_get_project (window));
}

static gboolean
is_taken (IsoWindow *window)
{
  return find_dialog () == NULL && is_still (window);
}

static gboolean
tick_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

/* Until it is so, and until all that comes of it is done. */
static void
wait_for (gboolean (*test) (IsoWindow *window), IsoWindow *window)
{
  double begin = get_clock ();
  guint source = g_timeout_add (20, tick_cb, NULL);

  while (!test (window) && get_clock () - begin < 1000.0 * WAIT_S)
    g_main_context_iteration (NULL, TRUE);
  if (!test (window))
    g_error ("It takes too long");
  for (guint i = 0; i < 5; i++)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (source);
  while (g_main_context_pending (NULL))
    g_main_context_iteration (NULL, FALSE);
}

static void
take (IsoWindow *window)
{
  gtk_widget_activate_action (GTK_WIDGET (find_dialog ()), "import.take", NULL);
}

/* The analysis of the plates that are there, or of none. */
static gboolean
is_analysed (IsoWindow *window)
{
  return is_still (window) && !iso_analyser_get_busy (iso_view_get_analyser (iso_window_get_view (window)));
}

static void
undo (IsoWindow *window)
{
  gtk_widget_activate_action (GTK_WIDGET (window), "win.undo", NULL);
}

static gboolean
cancel_cb (gpointer window)
{
  gtk_widget_activate_action (GTK_WIDGET (window), "win.cancel", NULL);
  return G_SOURCE_REMOVE;
}

/* After half a second, when a worker is at it. */
static void
undo_and_cancel (IsoWindow *window)
{
  undo (window);
  if (iso_project_get_progress (iso_window_get_project (window)) >= 0)
    g_timeout_add (500, cancel_cb, window);
}

static void
redo (IsoWindow *window)
{
  gtk_widget_activate_action (GTK_WIDGET (window), "win.redo", NULL);
}

static void
run_phase (const char *phase, void (*act) (IsoWindow *window), gboolean (*test) (IsoWindow *window), IsoWindow *window)
{
  double begin = get_clock ();

  begin_phase ();
  held.woke = begin;
  held.worked = get_work ();
  if (act != NULL)
    act (window);
  wait_for (test, window);
  tell (phase, begin);
}

static void
measure (GtkApplication *application, guint plates)
{
  g_autofree char *folder = make_folder (plates);
  IsoWindow *window = iso_window_new (application);
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);
  g_autoptr (GFile) file = g_file_new_for_path (folder);
  double begin;

  gtk_window_set_default_size (GTK_WINDOW (window), 1280, 800);
  gtk_window_present (GTK_WINDOW (window));
  wait_for (is_still, window);
  g_print ("%u plates and a layout\n", plates);
  g_list_store_append (files, file);
  begin = get_clock ();
  begin_phase ();
  iso_window_open (window, G_LIST_MODEL (files));
  wait_for (is_read, window);
  tell ("looked at", begin);
  run_phase ("compared with their layouts", NULL, is_noticed, window);
  run_phase ("taken, and the window shows them", take, is_taken, window);
  g_print ("  plates in the project: %u, steps in its history: %u\n",
           g_list_model_get_n_items (G_LIST_MODEL (iso_project_get_list (iso_window_get_project (window), ISO_ENTITY_PLATE))),
           g_list_model_get_n_items (iso_project_get_history (iso_window_get_project (window))));
  run_phase ("undo begun and given up", undo_and_cancel, is_still, window);
  run_phase ("undone", undo, is_still, window);
  run_phase ("done again", redo, is_still, window);
  run_phase ("analysed", NULL, is_analysed, window);
  iso_window_close_now (window, TRUE);
  remove_folder (folder);
}

int
main (int argc, char **argv)
{
  g_autoptr (IsoApplication) application = iso_application_new ();

  if (g_getenv ("DISPLAY") == NULL)
    {
      g_print ("There is no display: start with xvfb-run, or tests/with-display.py\n");
      return 77;
    }
  gsl_set_error_handler_off ();
  g_main_context_set_poll_func (NULL, poll_cb);
  g_application_register (G_APPLICATION (application), NULL, NULL);
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  measure (GTK_APPLICATION (application), 3);
  measure (GTK_APPLICATION (application), argc > 1 ? (guint) g_ascii_strtoull (argv[1], NULL, 10) : 2000);
  return 0;
}
