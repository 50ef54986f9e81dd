/* bench-project.c - big projects as a window has them: opened, one well edited and taken back, saved; and how long each holds up the
 * main thread
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-analyser.h"
#include "iso-work.h"

#include <glib/gstdio.h>
#include <gsl/gsl_errno.h>
#include <stdio.h>
#include <time.h>

static gint64 longest;

typedef struct
{
  gint64  wall;
  clock_t cpu;
} Watch;

static Watch
start_watch (void)
{
  return (Watch) { g_get_monotonic_time (), clock () };
}

static void
print_watch (const char *what, Watch start)
{
  printf ("  %-22s %8.1f ms, %8.1f ms of them computing\n", what, (double) (g_get_monotonic_time () - start.wall) / 1000.0,
          (double) (clock () - start.cpu) * 1000.0 / CLOCKS_PER_SEC);
}

static void
print_longest (void)
{
  printf ("  %-22s %8.1f ms at a time\n", "the main thread", (double) longest / 1000);
}

static void
wait_for (gboolean *done)
{
  longest = 0;
  while (!*done)
    {
      gint64 step = g_get_monotonic_time ();

      if (g_main_context_iteration (NULL, FALSE))
        longest = MAX (longest, g_get_monotonic_time () - step);
      else
        g_usleep (100);
    }
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_assert_true (iso_project_open_finish (ISO_PROJECT (source), result, NULL));
  *(gboolean *) data = TRUE;
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_assert_true (iso_project_save_finish (ISO_PROJECT (source), result, NULL));
  *(gboolean *) data = TRUE;
}

/* Plates with two drugs in each well, and a read of each, straight into the tables. */
static void
make_file (const IsoWorkPlace *place, const char *path, guint plates, const IsoPlateFormat *format)
{
  g_autofree char *sql = g_strdup_printf (
    "BEGIN; INSERT INTO experiment VALUES ('e', 'Bench', '', 'signal', '');"
    "INSERT INTO drug VALUES ('a', 0, 'A', 'nM'), ('b', 1, 'B', 'nM'); INSERT INTO run VALUES ('r', 0, 'run 1', '');"
    "INSERT INTO sample VALUES ('s', 0, 'cells'); INSERT INTO source VALUES ('00', 'plate.txt', x'0a');"
    "WITH n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < %u - 1) INSERT INTO plate SELECT 'plate-' || i, i, 'P' || i, 'r', %u"
    " FROM n; WITH n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < %u - 1) INSERT INTO well SELECT plate.id, 1 + i / %u,"
    " 1 + i %% %u, CASE WHEN i %% %u = 0 THEN 'vehicle' WHEN i %% %u = 1 THEN 'blank' ELSE 'treated' END, 's', 0 FROM plate, n;"
    "INSERT INTO dose SELECT plate, row, column, 'a', 1e-9 * column, 1e-9 * column, 1e-9 * column FROM well WHERE role = 'treated';"
    "INSERT INTO dose SELECT plate, row, column, 'b', 1e-9 * row, 1e-9 * row, 1e-9 * row FROM well WHERE role = 'treated';"
    "INSERT INTO read SELECT 'read-' || id, '00', 'grid', 1, position, name, NULL, wells, 0, '562', 0 FROM plate;"
    "INSERT INTO reading SELECT 'read-' || plate, row, column, CASE role WHEN 'vehicle' THEN 1.0 WHEN 'blank' THEN 0.1 ELSE"
    " 0.1 + 1.0 / (1 + column * row / 10.0) END, '', NULL, 0 FROM well;"
    "INSERT INTO link SELECT id, 'signal', 'read-' || id FROM plate; COMMIT",
    plates, format->wells, format->wells, format->columns, format->columns, format->columns, format->columns);
  IsoWork *work = iso_work_create (place, path, path, NULL);
  g_autoptr (GError) error = NULL;

  iso_db_execute (iso_store_db (iso_work_store (work)), sql, &error);
  g_assert_no_error (error);
  g_assert_true (iso_work_save (work, TRUE, &error));
  iso_work_close (work);
}

static void
measure_edit (IsoProject *project)
{
  const IsoWellEdit well = { .row = 2, .column = 3, .role = ISO_ROLE_BLANK };
  Watch start = start_watch ();

  g_assert_true (iso_project_set_wells (project, "plate-7", &well, 1, NULL));
  print_watch ("change one well", start);
  start = start_watch ();
  g_assert_true (iso_project_undo (project, NULL));
  print_watch ("undo it", start);
}

static void
measure_analysis (IsoProject *project)
{
  g_autoptr (IsoAnalyser) analyser = iso_analyser_new (project);
  const IsoWellPlace place = { 2, 3 };
  Watch start = start_watch ();

  g_assert_true (iso_project_exclude (project, "plate-7", &place, 1, "bubble", NULL));
  print_watch ("exclude a well", start);
  longest = 0;
  while (iso_analyser_get_busy (analyser))
    {
      gint64 step = g_get_monotonic_time ();

      if (g_main_context_iteration (NULL, FALSE))
        longest = MAX (longest, g_get_monotonic_time () - step);
      else
        g_usleep (100);
    }
  g_assert_null (iso_analyser_get_error (analyser));
  print_watch ("until analysed", start);
  print_longest ();
}

static void
measure (guint plates, guint wells, gboolean analyse)
{
  g_autofree char *folder = g_dir_make_tmp ("isobole-bench-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "a.isobole", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  const IsoWorkPlace place = { &iso_schema, folder };
  g_autoptr (IsoProject) project = iso_project_new (NULL);
  gboolean done = FALSE;
  GStatBuf info;
  Watch start;

  make_file (&place, path, plates, iso_plate_format_find (wells));
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  printf ("%u plates of %u wells, two drugs and a reading each: %.1f MB\n", plates, wells, (double) info.st_size / 1e6);
  start = start_watch ();
  iso_project_open_async (project, file, NULL, opened_cb, &done);
  wait_for (&done);
  print_watch ("open", start);
  print_longest ();
  measure_edit (project);
  if (analyse)
    measure_analysis (project);
  done = FALSE;
  start = start_watch ();
  iso_project_save_async (project, FALSE, NULL, saved_cb, &done);
  wait_for (&done);
  print_watch ("save", start);
  print_longest ();
  while (iso_project_get_busy (project))
    g_main_context_iteration (NULL, TRUE);
  iso_project_close (project, TRUE);
  g_unlink (path);
  g_rmdir (folder);
}

int
main (int argc, char *argv[])
{
  gsl_set_error_handler_off ();
  measure (10, 96, TRUE);
  measure (1000, 96, FALSE);
  measure (100, 1536, FALSE);
  return 0;
}
