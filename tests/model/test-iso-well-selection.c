/* test-iso-well-selection.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-store-test.h"
#include "iso-test.h"

#include "iso-well-selection.h"

static IsoProjectPlate *
make_plate (guint wells)
{
  IsoEntityRow row = { .id = "plate", .name = "P", .run = "run", .wells = wells };
  IsoProjectItem *item = iso_project_item_new (ISO_ENTITY_PLATE, &row);

  iso_project_plate_take_all (ISO_PROJECT_PLATE (item), g_new0 (IsoWellRow, wells > 0 ? wells : 4), wells > 0 ? wells : 4, NULL);
  return ISO_PROJECT_PLATE (item);
}

static void
count_cb (guint *n)
{
  (*n)++;
}

/* "A1 B2 ..." */
static char *
name_selected (IsoWellSelection *selection)
{
  guint n, columns = iso_project_plate_get_columns (iso_well_selection_get_plate (selection));
  g_autofree guint *wells = iso_well_selection_get_wells (selection, &n);
  GString *text = g_string_new (NULL);

  g_assert_cmpuint (n, ==, iso_well_selection_get_n (selection));
  for (guint i = 0; i < n; i++)
    {
      char name[ISO_WELL_NAME_SIZE];

      g_assert_true (iso_well_selection_is_selected (selection, wells[i]));
      iso_well_name ((IsoWell) { (guint8) (wells[i] / columns), (guint8) (wells[i] % columns) }, name);
      g_string_append_printf (text, "%s%s", i > 0 ? " " : "", name);
    }
  return g_string_free (text, FALSE);
}

static void
assert_selected (IsoWellSelection *selection, const char *names)
{
  g_autofree char *text = name_selected (selection);

  g_assert_cmpstr (text, ==, names);
}

/* A plate of six wells: A1 A2 A3, B1 B2 B3. */
static void
test_modes (void)
{
  g_autoptr (IsoProjectPlate) plate = make_plate (6);
  g_autoptr (IsoWellSelection) selection = iso_well_selection_new (plate);
  const guint corners[] = { 0, 5, 77 };

  assert_selected (selection, "");
  iso_well_selection_select (selection, corners, 3, ISO_SELECT_ONLY);
  assert_selected (selection, "A1 B3");
  iso_well_selection_select_rect (selection, 4, 0, ISO_SELECT_ADD);
  assert_selected (selection, "A1 A2 B1 B2 B3");
  iso_well_selection_select_rect (selection, 1, 3, ISO_SELECT_ONLY);
  assert_selected (selection, "A1 A2 B1 B2");
  iso_well_selection_select_rows (selection, 1, 1, ISO_SELECT_TOGGLE);
  assert_selected (selection, "A1 A2 B3");
  iso_well_selection_select_columns (selection, 1, 0, ISO_SELECT_REMOVE);
  assert_selected (selection, "B3");
  iso_well_selection_invert (selection);
  assert_selected (selection, "A1 A2 A3 B1 B2");
  iso_well_selection_select_columns (selection, 2, 2, ISO_SELECT_ONLY);
  assert_selected (selection, "A3 B3");
  iso_well_selection_select_all (selection);
  assert_selected (selection, "A1 A2 A3 B1 B2 B3");
  iso_well_selection_select_none (selection);
  assert_selected (selection, "");
}

static void
test_rect (void)
{
  g_autoptr (IsoProjectPlate) plate = make_plate (6);
  g_autoptr (IsoWellSelection) selection = iso_well_selection_new (plate);
  const guint first = 0;

  iso_well_selection_select (selection, &first, 1, ISO_SELECT_ONLY);
  iso_well_selection_begin_rect (selection, ISO_SELECT_TOGGLE);
  iso_well_selection_draw_rect (selection, 0, 5);
  assert_selected (selection, "A2 A3 B1 B2 B3");
  iso_well_selection_draw_rect (selection, 5, 4);
  assert_selected (selection, "A1 B2 B3");
  iso_well_selection_begin_rect (selection, ISO_SELECT_ONLY);
  iso_well_selection_draw_rect (selection, 2, 2);
  assert_selected (selection, "A3");
}

static void
test_signals (void)
{
  g_autoptr (IsoProjectPlate) plate = make_plate (96);
  g_autoptr (IsoWellSelection) selection = iso_well_selection_new (plate);
  guint n_changed = 0, n_notified = 0;

  g_signal_connect_swapped (selection, "changed", G_CALLBACK (count_cb), &n_changed);
  g_signal_connect_swapped (selection, "notify::n-selected", G_CALLBACK (count_cb), &n_notified);
  iso_well_selection_select_all (selection);
  iso_well_selection_select_all (selection);
  g_assert_cmpuint (n_changed, ==, 1);
  iso_well_selection_select_rows (selection, 0, 0, ISO_SELECT_ONLY);
  iso_well_selection_select_rows (selection, 1, 1, ISO_SELECT_ONLY);
  g_assert_cmpuint (n_changed, ==, 3);
  g_assert_cmpuint (n_notified, ==, 2);
}

/* An edit, or an undo, changes what stands in the wells; they stay selected. */
static void
test_edits (void)
{
  g_autoptr (IsoProjectPlate) plate = make_plate (6);
  g_autoptr (IsoProjectPlate) other = make_plate (12);
  g_autoptr (IsoWellSelection) selection = iso_well_selection_new (plate);
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (guint));
  guint n_changed = 0;

  iso_well_selection_select_rows (selection, 1, 1, ISO_SELECT_ONLY);
  g_signal_connect_swapped (selection, "changed", G_CALLBACK (count_cb), &n_changed);
  iso_project_plate_take_all (plate, g_new0 (IsoWellRow, 6), 6, all);
  assert_selected (selection, "B1 B2 B3");
  g_assert_cmpuint (n_changed, ==, 0);

  iso_well_selection_set_plate (selection, other);
  assert_selected (selection, "");
  g_assert_cmpuint (n_changed, ==, 1);
  iso_well_selection_select_all (selection);
  g_assert_cmpuint (iso_well_selection_get_n (selection), ==, 12);
  iso_well_selection_set_plate (selection, NULL);
  g_assert_cmpuint (iso_well_selection_get_n (selection), ==, 0);
  iso_well_selection_select_all (selection);
  iso_well_selection_invert (selection);
  g_assert_cmpuint (iso_well_selection_get_n (selection), ==, 0);
}

/* The rows of a table: what is cut off is not selected any more, what is added neither. */
static void
test_list (void)
{
  g_autoptr (IsoProjectPlate) list = make_plate (0);
  g_autoptr (IsoWellSelection) selection = iso_well_selection_new (list);
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (guint));

  iso_well_selection_select_all (selection);
  assert_selected (selection, "A1 B1 C1 D1");
  iso_project_plate_take_all (list, g_new0 (IsoWellRow, 2), 2, all);
  assert_selected (selection, "A1 B1");
  iso_project_plate_take_all (list, g_new0 (IsoWellRow, 5), 5, all);
  assert_selected (selection, "A1 B1");
}

int
main (int argc, char **argv)
{
  iso_test_init (&argc, &argv);
  g_test_add_func ("/well-selection/modes", test_modes);
  g_test_add_func ("/well-selection/rect", test_rect);
  g_test_add_func ("/well-selection/signals", test_signals);
  g_test_add_func ("/well-selection/edits", test_edits);
  g_test_add_func ("/well-selection/list", test_list);
  return g_test_run ();
}
