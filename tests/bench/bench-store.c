/* bench-store.c - big projects: how long it takes to open them, change a plate, take it back, save; and how large they are
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-edit.h"
#include "iso-lookup.h"
#include "iso-work.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <time.h>

static const IsoStamp stamp = { 0, "UTC", "bench" };

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
fill_well (IsoWellEdit *well, guint row, guint column)
{
  *well = (IsoWellEdit) { row, column, ISO_ROLE_TREATED, "sample", 1, 2,
                          { { "drug-a", 1e-8 * (column + 1), 1e-8, 1e-8 }, { "drug-b", 1e-6 * (row + 1), 1e-6, 1e-6 } } };
}

static void
add_plate (IsoStore *store, guint number, const IsoPlateFormat *format)
{
  g_autofree char *id = g_strdup_printf ("00000000-0000-4000-8000-%012u", number);
  g_autofree char *name = g_strdup_printf ("Plate %u", number);
  g_autofree IsoWellEdit *wells = g_new0 (IsoWellEdit, format->wells);

  for (guint i = 0; i < format->wells; i++)
    fill_well (&wells[i], i / format->columns, i % format->columns);
  g_assert_true (iso_edit_add_plate (store, &stamp, id, name, "run", format->wells, NULL));
  g_assert_true (iso_edit_set_wells (store, &stamp, id, wells, format->wells, NULL));
}

static void
measure_wells (IsoStore *store, const char *plate, const IsoPlateFormat *format)
{
  Watch start = start_watch ();
  IsoWellRow *wells;
  guint n;

  wells = iso_lookup_wells (iso_store_db (store), plate, format->wells, &n, NULL);
  g_assert_nonnull (wells);
  print_watch ("load all its wells", start);
  iso_well_rows_free (wells, n);
}

static void
measure_edits (IsoStore *store, const IsoPlateFormat *format)
{
  static const char plate[] = "00000000-0000-4000-8000-000000000001";
  g_autofree IsoWellEdit *wells = g_new0 (IsoWellEdit, format->wells);
  IsoWellEdit one;
  Watch start;

  fill_well (&one, 2, 3);
  one.replicate = 7;
  start = start_watch ();
  g_assert_true (iso_edit_set_wells (store, &stamp, plate, &one, 1, NULL));
  print_watch ("change one well", start);
  start = start_watch ();
  g_assert_true (iso_history_undo (store, &stamp, NULL));
  print_watch ("undo it", start);

  for (guint i = 0; i < format->wells; i++)
    {
      fill_well (&wells[i], i / format->columns, i % format->columns);
      wells[i].replicate = 9;
    }
  start = start_watch ();
  g_assert_true (iso_edit_set_wells (store, &stamp, plate, wells, format->wells, NULL));
  print_watch ("number a whole plate", start);
  start = start_watch ();
  g_assert_true (iso_history_undo (store, &stamp, NULL));
  print_watch ("undo it", start);

  for (guint i = 0; i < format->wells; i++)
    {
      fill_well (&wells[i], i / format->columns, i % format->columns);
      wells[i].doses[0].achieved *= 1.01;
      wells[i].doses[1].achieved *= 1.01;
    }
  start = start_watch ();
  g_assert_true (iso_edit_set_wells (store, &stamp, plate, wells, format->wells, NULL));
  print_watch ("dose a whole plate", start);
  start = start_watch ();
  g_assert_true (iso_history_undo (store, &stamp, NULL));
  print_watch ("undo it", start);
  measure_wells (store, plate, format);
}

static void
measure (guint plates, guint wells)
{
  g_autofree char *folder = g_dir_make_tmp ("isobole-bench-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "a.isobole", NULL);
  const IsoWorkPlace place = { &iso_schema, folder };
  const IsoPlateFormat *format = iso_plate_format_find (wells);
  IsoWork *work = iso_work_create (&place, path, path, NULL);
  IsoStore *store = iso_work_store (work);
  IsoWorkState state;
  GStatBuf info;
  Watch start = start_watch ();

  iso_edit_add_run (store, &stamp, "run", "Run", NULL);
  iso_edit_add_sample (store, &stamp, "sample", "Sample", NULL);
  iso_edit_add_drug (store, &stamp, "drug-a", "A", "nM", NULL);
  iso_edit_add_drug (store, &stamp, "drug-b", "B", "nM", NULL);
  for (guint i = 1; i <= plates; i++)
    add_plate (store, i, format);
  printf ("%u plates of %u wells, two drugs each\n", plates, wells);
  print_watch ("make them", start);
  start = start_watch ();
  g_assert_true (iso_work_save (work, FALSE, NULL));
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  print_watch ("save", start);
  printf ("  %-22s %8.1f MB\n", "the file", (double) info.st_size / 1e6);
  iso_work_close (work);
  start = start_watch ();
  work = iso_work_open (&place, path, path, &stamp, &state, NULL);
  print_watch ("open", start);
  measure_edits (iso_work_store (work), format);
  iso_work_close (work);
  g_unlink (path);
  g_rmdir (folder);
}

int
main (int argc, char *argv[])
{
  measure (1000, 96);
  measure (100, 1536);
  return 0;
}
