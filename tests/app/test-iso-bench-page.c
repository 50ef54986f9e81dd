/* test-iso-bench-page.c - from the doses on a plate to what is needed, what stands in the way, and the files for the bench
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-app-test.h"
#include "iso-test.h"
#include "plate-fixture.h"

#include "iso-bench-drugs.h"
#include "iso-bench-form.h"
#include "iso-bench-page.h"
#include "iso-bench-result.h"
#include "iso-cells-group.h"
#include "iso-value-row.h"

#include <adwaita.h>
#include <glib/gstdio.h>
#include <string.h>

typedef struct
{
  PlateFixture  plates;
  IsoBenchPage *page;
  IsoPlanner   *planner;
  GtkWindow    *window;
} Fixture;

#define NM 1e-9
#define UM 1e-6
#define MM 1e-3

/* The rays of the guide, 12.5 to 200 nM and 0.5 to 8 µM, each alone and both, three times; 9 vehicle, 3 blank, 3 killed. */
static void
fill_rays (Fixture *fixture, IsoProjectPlate *plate)
{
  IsoWellEdit wells[60] = { 0 };

  for (guint i = 0; i < 60; i++)
    {
      guint kind = i / 15, level = i % 5;
      double one = 12.5 * NM * (1 << level), other = 0.5 * UM * (1 << level);

      wells[i] = (IsoWellEdit) { .row = 1 + i / 10, .column = 1 + i % 10, .sample = fixture->plates.samples[0], .replicate = 1 + i % 15 / 5,
                                 .role = ISO_ROLE_TREATED };
      if (kind == 0 || kind == 2)
        wells[i].doses[wells[i].n_doses++] = (IsoWellDose) { fixture->plates.drugs[0], one, one, one };
      if (kind == 1 || kind == 2)
        wells[i].doses[wells[i].n_doses++] = (IsoWellDose) { fixture->plates.drugs[1], other, other, other };
      if (kind == 3)
        wells[i].role = i < 54 ? ISO_ROLE_VEHICLE : i < 57 ? ISO_ROLE_POSITIVE_CONTROL : ISO_ROLE_BLANK;
    }
  g_assert_true (iso_project_set_wells (fixture->plates.project, iso_project_item_get_id (ISO_PROJECT_ITEM (plate)), wells, 60, NULL));
}

static void
add_bottle (Fixture *fixture, guint drug, double molar, const char *lot)
{
  g_auto (IsoBottle) bottle = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;

  iso_bottle_init (&bottle);
  bottle.concentration = molar;
  g_free (bottle.lot);
  bottle.lot = g_strdup (lot);
  id = iso_project_add_stock (fixture->plates.project, fixture->plates.drugs[drug], &bottle, &error);
  g_assert_no_error (error);
}

static void
wait_for_plan (Fixture *fixture)
{
  while (iso_planner_get_busy (fixture->planner))
    g_main_context_iteration (NULL, TRUE);
  plate_fixture_settle ();
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  plate_fixture_init (&fixture->plates);
  fixture->page = g_object_new (ISO_TYPE_BENCH_PAGE, "project", fixture->plates.project, NULL);
  fixture->planner = iso_bench_page_get_planner (fixture->page);
  fixture->window = app_test_present (GTK_WIDGET (fixture->page), 1100, 900);
}

/* The plate of the guide, with both bottles. */
static void
set_up_rays (Fixture *fixture, gconstpointer data)
{
  set_up (fixture, data);
  fill_rays (fixture, plate_fixture_add (&fixture->plates, "Plate 1", 96));
  add_bottle (fixture, 0, 10 * MM, "IX-1");
  add_bottle (fixture, 1, 10 * MM, "LE-2");
  wait_for_plan (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (fixture->window);
  plate_fixture_clear (&fixture->plates);
}

static guint
count_steps (Fixture *fixture)
{
  return g_list_model_get_n_items (iso_project_get_history (fixture->plates.project));
}

static GtkWidget *
get_row (Fixture *fixture, const char *name)
{
  return iso_bench_form_get_row (ISO_BENCH_FORM (app_test_find (GTK_WIDGET (fixture->page), ISO_TYPE_BENCH_FORM)), name);
}

static void
type (Fixture *fixture, const char *name, const char *text)
{
  iso_value_row_type (ISO_VALUE_ROW (get_row (fixture, name)), text);
  wait_for_plan (fixture);
}

static const IsoPaper *
get_paper (Fixture *fixture)
{
  return iso_bench_result_get_paper (ISO_BENCH_RESULT (app_test_find (GTK_WIDGET (fixture->page), ISO_TYPE_BENCH_RESULT)));
}

/* TRUE if one of the notices of the plan has this code; the plate and number of its wells are told. */
static gboolean
find_notice (Fixture *fixture, const char *code, IsoNoticeWeight *weight, guint *n_wells)
{
  g_autoptr (GPtrArray) notices = iso_plan_notices (iso_planner_get_outline (fixture->planner), iso_planner_get_plan (fixture->planner));

  for (guint i = 0; i < notices->len; i++)
    {
      const IsoPlanNotice *notice = notices->pdata[i];

      if (strcmp (notice->code, code) != 0)
        continue;
      *weight = notice->weight;
      *n_wells = notice->wells->len;
      return TRUE;
    }
  return FALSE;
}

static void
test_empty (Fixture *fixture, gconstpointer data)
{
  wait_for_plan (fixture);
  g_assert_nonnull (iso_planner_get_error (fixture->planner));
  g_assert_true (gtk_widget_get_mapped (app_test_find (GTK_WIDGET (fixture->page), ADW_TYPE_STATUS_PAGE)));
  app_test_save (GTK_WIDGET (fixture->window), "bench-empty");

  /* Doses, and no bottle yet. */
  fill_rays (fixture, plate_fixture_add (&fixture->plates, "Plate 1", 96));
  wait_for_plan (fixture);
  g_assert_nonnull (iso_planner_get_error (fixture->planner));
  g_assert_null (iso_planner_get_plan (fixture->planner));
  g_assert_null (get_paper (fixture));
  app_test_save (GTK_WIDGET (fixture->window), "bench-no-bottle");
  add_bottle (fixture, 0, 10 * MM, "");
  add_bottle (fixture, 1, 10 * MM, "");
  wait_for_plan (fixture);
  g_assert_null (iso_planner_get_error (fixture->planner));
  g_assert_nonnull (get_paper (fixture));
}

/* Example E2 of the guide: 0.18 % DMSO in every well, more than is wished; 1.28 µL of lenalidomide. */
static void
test_rays (Fixture *fixture, gconstpointer data)
{
  const IsoDosingPlan *dosing = iso_planner_get_dosing (fixture->planner);
  IsoNoticeWeight weight = ISO_NOTICE_NOTE;
  guint n = 0;

  g_assert_nonnull (dosing);
  g_assert_true (dosing->feasible);
  iso_assert_close (dosing->vehicle_most[0], 0.0018, 1e-3);
  g_assert_true (find_notice (fixture, "vehicle-amber", &weight, &n));
  g_assert_cmpint (weight, ==, ISO_NOTICE_LOOK);
  g_assert_cmpuint (n, ==, 54);
  g_assert_true (find_notice (fixture, "remedy", &weight, &n));
  g_assert_cmpint (weight, ==, ISO_NOTICE_NOTE);
  g_assert_cmpstr (iso_planner_get_plate (fixture->planner, 0), !=, NULL);
  g_assert_cmpuint (iso_paper_get_pages (get_paper (fixture)), >=, 2);
  g_assert_cmpuint (app_test_check_names (GTK_WIDGET (fixture->page)), >, 20);
  app_test_save (GTK_WIDGET (fixture->window), "bench-rays");
}

/* One click: larger tubes and a stronger stock, and the wells get 0.09 %. One step takes all of it back. */
static void
test_remedy (Fixture *fixture, gconstpointer data)
{
  guint steps = count_steps (fixture);
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (iso_planner_get_dosing (fixture->planner)->remedies->len, >=, 1);
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "bench.remedy", "u", 0);
  wait_for_plan (fixture);
  g_assert_cmpuint (count_steps (fixture), ==, steps + 1);
  iso_assert_close (iso_planner_get_dosing (fixture->planner)->vehicle_most[0], 0.0009, 1e-2);
  g_assert_cmpuint (g_list_model_get_n_items (iso_project_get_stocks (fixture->plates.project)), ==, 3);
  g_assert_true (iso_project_undo (fixture->plates.project, &error));
  wait_for_plan (fixture);
  iso_assert_close (iso_planner_get_dosing (fixture->planner)->vehicle_most[0], 0.0018, 1e-3);
  g_assert_cmpuint (g_list_model_get_n_items (iso_project_get_stocks (fixture->plates.project)), ==, 2);
}

/* Each value is an edit; a value that is none is refused and changes nothing; the plan follows. */
static void
test_form (Fixture *fixture, gconstpointer data)
{
  IsoProject *project = fixture->plates.project;
  guint steps = count_steps (fixture);
  IsoNoticeWeight weight = ISO_NOTICE_NOTE;
  guint n = 0;

  type (fixture, "overage", "50 %");
  g_assert_cmpstr (iso_project_get_preparation (project, NULL, "overage"), ==, "0.5");
  g_assert_cmpfloat (iso_planner_get_outline (fixture->planner)->dosing.overage, ==, 0.5);
  type (fixture, "seed", "80,5");
  g_assert_cmpstr (iso_project_get_preparation (project, NULL, "seed"), ==, "80.5 µL");
  g_assert_cmpuint (count_steps (fixture), ==, steps + 2);
  type (fixture, "seed", "a lot");
  type (fixture, "seed", "-3 µL");
  type (fixture, "seed", "3 mM");
  g_assert_cmpuint (count_steps (fixture), ==, steps + 2);
  g_assert_true (gtk_widget_has_css_class (app_test_find (get_row (fixture, "seed"), GTK_TYPE_ENTRY), "error"));
  type (fixture, "seed", "100 µL");
  g_assert_null (iso_project_get_preparation (project, NULL, "seed"));

  /* MTT and SDS on top: 100 + 100 + 20 + 100 µL fit; with the reagent that takes the place of the medium floating cells go with it. */
  adw_combo_row_set_selected (ADW_COMBO_ROW (get_row (fixture, "reagents")), 1);
  gtk_switch_set_active (GTK_SWITCH (get_row (fixture, "suspension")), TRUE);
  wait_for_plan (fixture);
  g_assert_true (find_notice (fixture, "suspension", &weight, &n));
  g_assert_cmpuint (iso_planner_get_outline (fixture->planner)->dosing.n_reagents, ==, 2);
  type (fixture, "capacity", "210 µL");
  g_assert_false (iso_planner_get_dosing (fixture->planner)->feasible);
  g_assert_true (find_notice (fixture, "overflow", &weight, &n));
  g_assert_cmpint (weight, ==, ISO_NOTICE_STOP);
  g_assert_null (get_paper (fixture));
  app_test_save (GTK_WIDGET (fixture->window), "bench-stopped");

  /* Whatever undo brings back is seen. */
  while (iso_project_get_preparation (project, NULL, "overage") != NULL)
    g_assert_true (iso_project_undo (project, NULL));
  wait_for_plan (fixture);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (app_test_find (get_row (fixture, "overage"), GTK_TYPE_ENTRY))), ==, "20 %");
}

static void
test_cells (Fixture *fixture, gconstpointer data)
{
  IsoCellsGroup *cells = ISO_CELLS_GROUP (app_test_find (GTK_WIDGET (fixture->page), ISO_TYPE_CELLS_GROUP));
  const IsoCells *known;

  for (guint i = 0; i < 2; i++)
    {
      iso_value_row_type (ISO_VALUE_ROW (iso_cells_group_get_row (cells, i, "per-well")), "20 000");
      iso_value_row_type (ISO_VALUE_ROW (iso_cells_group_get_row (cells, i, "count")), "1.25e6");
      iso_value_row_type (ISO_VALUE_ROW (iso_cells_group_get_row (cells, i, "viability")), "94 %");
      iso_value_row_type (ISO_VALUE_ROW (iso_cells_group_get_row (cells, i, "passage")), "P12");
    }
  wait_for_plan (fixture);
  known = iso_project_get_cells (fixture->plates.project, fixture->plates.samples[0]);
  g_assert_cmpfloat (known->per_well, ==, 20000);
  g_assert_cmpfloat (known->viability, ==, 0.94);
  g_assert_cmpstr (known->passage, ==, "P12");
  g_assert_false (isnan (iso_planner_get_plan (fixture->planner)->seeding.volume));
  iso_value_row_type (ISO_VALUE_ROW (iso_cells_group_get_row (cells, 0, "viability")), "1000");
  g_assert_cmpfloat (iso_project_get_cells (fixture->plates.project, fixture->plates.samples[0])->viability, ==, 0.94);
}

/* Drops of stock into the full well: the lists of robots are others. */
static void
test_drops (Fixture *fixture, gconstpointer data)
{
  guint drops = 0, tubes = 0;

  for (guint i = 0; i < iso_planner_n_lists (); i++)
    tubes += iso_planner_list_fits (fixture->planner, i);
  adw_combo_row_set_selected (ADW_COMBO_ROW (get_row (fixture, "method")), 2);
  wait_for_plan (fixture);
  g_assert_cmpstr (iso_project_get_preparation (fixture->plates.project, NULL, "method"), ==, "dispensed");
  g_assert_true (gtk_widget_get_visible (get_row (fixture, "droplet")));
  g_assert_false (gtk_widget_get_visible (get_row (fixture, "add")));
  for (guint i = 0; i < iso_planner_n_lists (); i++)
    drops += iso_planner_list_fits (fixture->planner, i);
  g_assert_cmpuint (tubes, ==, 6);
  g_assert_cmpuint (drops, ==, 4);
}

static char *
read_pdf (const char *path)
{
  const char *const command[] = { "pdftotext", "-layout", path, "-", NULL };
  char *text = NULL;

  g_assert_true (g_spawn_sync (NULL, (char **) command, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &text, NULL, NULL, NULL));
  return text;
}

static void
check_sheet (const char *path)
{
  g_autofree char *text = read_pdf (path);

  g_assert_nonnull (strstr (text, "IX-1"));
  g_assert_nonnull (strstr (text, "LE-2"));
  g_assert_nonnull (strstr (text, "1.28 µL Lenalidomide 10 mM"));
  g_assert_nonnull (strstr (text, "Plate 1"));
  g_assert_null (strstr (text, "seed"));
}

/* The sheet as a file and as the printer gets it; a place that cannot be written to leaves what was there. */
static void
test_files (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->plates.folder, "sheet.pdf", NULL);
  g_autofree char *printed = g_build_filename (fixture->plates.folder, "printed.pdf", NULL);
  g_autofree char *list = g_build_filename (fixture->plates.folder, "list.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFile) gone = g_file_new_for_path ("/nowhere/at/all.pdf");
  g_autoptr (GFile) csv = g_file_new_for_path (list);
  g_autofree char *pdftotext = g_find_program_in_path ("pdftotext");
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (iso_bench_page_write_sheet (fixture->page, file, &error));
  g_assert_no_error (error);
  g_assert_true (iso_bench_page_print (fixture->page, printed, &error));
  g_assert_no_error (error);
  if (pdftotext != NULL)
    {
      check_sheet (path);
      check_sheet (printed);
    }
  for (guint i = 0; i < iso_planner_n_lists (); i++)
    {
      gboolean fits = iso_planner_list_fits (fixture->planner, i);

      g_assert_cmpint (iso_bench_page_write_list (fixture->page, i, csv, fits ? &error : NULL), ==, fits);
      g_assert_no_error (error);
    }
  g_assert_true (g_file_get_contents (list, &text, NULL, NULL));
  g_assert_cmpuint (strlen (text), >, 100);
  g_assert_false (iso_bench_page_write_sheet (fixture->page, gone, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);

  /* Nothing that could be carried out: nothing is written. */
  type (fixture, "capacity", "150 µL");
  g_assert_false (iso_bench_page_write_sheet (fixture->page, file, &error));
  g_assert_error (error, ISO_ERROR, ISO_ERROR_NO_DATA);
}

/* Small, large text, right to left, narrow: everything is drawn, and nothing is wider than its window. */
static void
test_room (Fixture *fixture, gconstpointer data)
{
  int minimum;

  gtk_widget_measure (GTK_WIDGET (fixture->page), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 360);
  gtk_window_set_default_size (fixture->window, 360, 640);
  plate_fixture_settle ();
  app_test_save (GTK_WIDGET (fixture->window), "bench-narrow");
  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  gtk_window_set_default_size (fixture->window, 1100, 900);
  plate_fixture_settle ();
  app_test_save (GTK_WIDGET (fixture->window), "bench-rtl");
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
}

int
main (int argc, char *argv[])
{
  IsoApplication *application;
  int status;

  iso_test_init (&argc, &argv);
  application = app_test_begin ();
  g_test_add ("/bench-page/empty", Fixture, NULL, set_up, test_empty, tear_down);
  g_test_add ("/bench-page/rays", Fixture, NULL, set_up_rays, test_rays, tear_down);
  g_test_add ("/bench-page/remedy", Fixture, NULL, set_up_rays, test_remedy, tear_down);
  g_test_add ("/bench-page/form", Fixture, NULL, set_up_rays, test_form, tear_down);
  g_test_add ("/bench-page/cells", Fixture, NULL, set_up_rays, test_cells, tear_down);
  g_test_add ("/bench-page/drops", Fixture, NULL, set_up_rays, test_drops, tear_down);
  g_test_add ("/bench-page/files", Fixture, NULL, set_up_rays, test_files, tear_down);
  g_test_add ("/bench-page/room", Fixture, NULL, set_up_rays, test_room, tear_down);
  status = g_test_run ();
  g_object_unref (application);
  return status;
}
