/* test-iso-plate-grid.c - the plate on screen: pictures, selection by keys and pointer, names for those who listen
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-test.h"

#include "iso-application.h"
#include "iso-plate-grid.h"
#include "iso-plate-well.h"
#include "plate-fixture.h"

#include <string.h>

typedef struct
{
  PlateFixture      base;
  IsoProjectPlate  *plate;
  IsoWellSelection *selection;
  IsoPlateGrid     *grid;
  GtkWidget        *window;
} Fixture;

static void
set_up (Fixture *fixture, guint wells, guint n_drugs, int width, int height)
{
  plate_fixture_init (&fixture->base);
  fixture->plate = plate_fixture_add (&fixture->base, "Plate 1", wells);
  if (n_drugs > 0)
    plate_fixture_fill (&fixture->base, fixture->plate, n_drugs);
  fixture->selection = iso_well_selection_new (fixture->plate);
  fixture->grid = g_object_new (ISO_TYPE_PLATE_GRID, NULL);
  iso_plate_grid_set_project (fixture->grid, fixture->base.project, fixture->selection);
  fixture->window = plate_fixture_show (GTK_WIDGET (fixture->grid), width, height);
}

static void
tear_down (Fixture *fixture)
{
  GtkWidget *grid = GTK_WIDGET (fixture->grid);

  g_object_add_weak_pointer (G_OBJECT (grid), (gpointer *) &grid);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  plate_fixture_settle ();
  g_assert_null (grid);
  g_assert_finalize_object (fixture->selection);
  plate_fixture_clear (&fixture->base);
}

static void
assert_selected (Fixture *fixture, const char *names)
{
  guint n;
  g_autofree guint *wells = iso_well_selection_get_wells (fixture->selection, &n);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    {
      char name[ISO_WELL_NAME_SIZE];

      iso_well_name (iso_plate_format_well (iso_project_plate_get_format (fixture->plate), wells[i]), name);
      g_string_append_printf (text, "%s%s", i > 0 ? " " : "", name);
    }
  g_assert_cmpstr (text->str, ==, names);
}

static void
move (Fixture *fixture, GtkMovementStep step, int count, gboolean extend, gboolean far)
{
  g_signal_emit_by_name (fixture->grid, "move-cursor", step, count, extend, far);
}

static void
test_pictures (void)
{
  static const struct { const char *name; guint wells; guint n_drugs; int width; int height; } pictures[] = {
    { "plate-6-empty", 6, 0, 420, 300 },
    { "plate-96-empty", 96, 0, 640, 440 },
    { "plate-96-one", 96, 1, 640, 440 },
    { "plate-96-two", 96, 2, 640, 440 },
    { "plate-96-three", 96, 3, 640, 440 },
    { "plate-384-one", 384, 1, 760, 520 },
    { "plate-384-two", 384, 2, 760, 520 },
    { "plate-384-three", 384, 3, 760, 520 },
    { "plate-1536-two", 1536, 2, 900, 640 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pictures); i++)
    {
      Fixture fixture;

      set_up (&fixture, pictures[i].wells, pictures[i].n_drugs, pictures[i].width, pictures[i].height);
      plate_fixture_compare (GTK_WIDGET (fixture.grid), pictures[i].name);
      tear_down (&fixture);
    }
}

static void
test_layers (void)
{
  Fixture fixture;

  set_up (&fixture, 96, 2, 640, 440);
  for (guint layer = ISO_LAYER_DOSE; layer < ISO_N_LAYERS; layer++)
    {
      g_autofree char *name = g_strdup_printf ("plate-96-layer-%s", iso_plate_layer_word (layer));

      iso_plate_grid_set_layer (fixture.grid, layer, fixture.base.drugs[1]);
      plate_fixture_compare (GTK_WIDGET (fixture.grid), name);
    }
  iso_plate_grid_set_layer (fixture.grid, ISO_LAYER_DOSES, NULL);
  iso_plate_grid_set_codes (fixture.grid, TRUE);
  plate_fixture_compare (GTK_WIDGET (fixture.grid), "plate-96-codes");
  tear_down (&fixture);
}

static void
test_marks (void)
{
  const guint marked[] = { 14, 15, 27 };
  IsoWellEdit preview[6] = { { 0 } };
  Fixture fixture;

  set_up (&fixture, 96, 2, 640, 440);
  for (guint i = 0; i < G_N_ELEMENTS (preview); i++)
    {
      double dose = 1e-7 / pow (3, i);

      preview[i] = (IsoWellEdit) { .row = 7, .column = 2 + i, .role = ISO_ROLE_TREATED, .n_doses = 1,
                                   .doses = { { fixture.base.drugs[0], dose, dose, dose } } };
    }
  iso_well_selection_select_rect (fixture.selection, 38, 64, ISO_SELECT_ONLY);
  iso_well_selection_select (fixture.selection, &marked[0], 1, ISO_SELECT_ADD);
  plate_fixture_compare (GTK_WIDGET (fixture.grid), "plate-96-selection");
  iso_plate_grid_set_preview (fixture.grid, preview, G_N_ELEMENTS (preview));
  iso_plate_grid_set_marked (fixture.grid, marked, G_N_ELEMENTS (marked));
  plate_fixture_compare (GTK_WIDGET (fixture.grid), "plate-96-preview");
  iso_plate_grid_set_preview (fixture.grid, NULL, 0);
  iso_plate_grid_set_marked (fixture.grid, NULL, 0);
  plate_fixture_compare (GTK_WIDGET (fixture.grid), "plate-96-selection");
  tear_down (&fixture);
}

/* The plate is a thing on the bench: it is not mirrored, and keys go where they point. */
static void
test_surroundings (void)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  Fixture fixture;

  adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_FORCE_DARK);
  set_up (&fixture, 96, 2, 640, 440);
  iso_well_selection_select_rect (fixture.selection, 38, 64, ISO_SELECT_ONLY);
  plate_fixture_compare (GTK_WIDGET (fixture.grid), "plate-96-dark");
  adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_DEFAULT);
  tear_down (&fixture);

  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  set_up (&fixture, 96, 2, 640, 440);
  move (&fixture, GTK_MOVEMENT_VISUAL_POSITIONS, 1, FALSE, FALSE);
  assert_selected (&fixture, "A2");
  plate_fixture_compare (GTK_WIDGET (fixture.grid), "plate-96-right-to-left");
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
  tear_down (&fixture);
}

/* Contrast is chosen before a program starts. */
static void
test_contrast (void)
{
  Fixture fixture;

  if (!g_test_subprocess ())
    {
      g_setenv ("ADW_DEBUG_HIGH_CONTRAST", "1", TRUE);
      g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
      g_unsetenv ("ADW_DEBUG_HIGH_CONTRAST");
      g_test_trap_assert_passed ();
      return;
    }
  g_assert_true (adw_style_manager_get_high_contrast (adw_style_manager_get_default ()));
  set_up (&fixture, 96, 2, 640, 440);
  iso_well_selection_select_rect (fixture.selection, 38, 64, ISO_SELECT_ONLY);
  plate_fixture_compare (GTK_WIDGET (fixture.grid), "plate-96-contrast");
  tear_down (&fixture);
}

static void
test_keys (void)
{
  Fixture fixture;

  set_up (&fixture, 96, 1, 640, 440);
  gtk_widget_grab_focus (GTK_WIDGET (fixture.grid));
  move (&fixture, GTK_MOVEMENT_DISPLAY_LINES, 1, FALSE, FALSE);
  assert_selected (&fixture, "B1");
  g_assert_cmpuint (iso_plate_grid_get_cursor (fixture.grid), ==, 12);
  g_assert_true (gtk_widget_has_focus (iso_plate_grid_get_well (fixture.grid, 12)));
  move (&fixture, GTK_MOVEMENT_VISUAL_POSITIONS, 1, TRUE, FALSE);
  move (&fixture, GTK_MOVEMENT_DISPLAY_LINES, 1, TRUE, FALSE);
  assert_selected (&fixture, "B1 B2 C1 C2");
  move (&fixture, GTK_MOVEMENT_VISUAL_POSITIONS, -1, TRUE, FALSE);
  assert_selected (&fixture, "B1 C1");
  move (&fixture, GTK_MOVEMENT_BUFFER_ENDS, -1, FALSE, FALSE);
  assert_selected (&fixture, "A1");
  move (&fixture, GTK_MOVEMENT_DISPLAY_LINE_ENDS, 1, FALSE, FALSE);
  assert_selected (&fixture, "A12");
  move (&fixture, GTK_MOVEMENT_PAGES, 1, FALSE, FALSE);
  assert_selected (&fixture, "H12");
  move (&fixture, GTK_MOVEMENT_VISUAL_POSITIONS, 1, FALSE, FALSE);
  assert_selected (&fixture, "H12");

  /* Wells B2 to G11 are filled: from nothing to what is there, to its end, to the edge. */
  iso_plate_grid_set_cursor (fixture.grid, 12);
  move (&fixture, GTK_MOVEMENT_VISUAL_POSITIONS, 1, FALSE, TRUE);
  assert_selected (&fixture, "B2");
  move (&fixture, GTK_MOVEMENT_VISUAL_POSITIONS, 1, FALSE, TRUE);
  assert_selected (&fixture, "B11");
  move (&fixture, GTK_MOVEMENT_VISUAL_POSITIONS, 1, FALSE, TRUE);
  assert_selected (&fixture, "B12");
  move (&fixture, GTK_MOVEMENT_DISPLAY_LINES, 1, FALSE, TRUE);
  assert_selected (&fixture, "H12");

  iso_plate_grid_set_cursor (fixture.grid, 5);
  g_signal_emit_by_name (fixture.grid, "select-cursor", 3);
  assert_selected (&fixture, "A6 B6 C6 D6 E6 F6 G6 H6");
  g_signal_emit_by_name (fixture.grid, "select-cursor", 1);
  assert_selected (&fixture, "B6 C6 D6 E6 F6 G6 H6");
  g_signal_emit_by_name (fixture.grid, "select-all");
  g_assert_cmpuint (iso_well_selection_get_n (fixture.selection), ==, 96);
  g_signal_emit_by_name (fixture.grid, "select-none");
  assert_selected (&fixture, "");
  tear_down (&fixture);
}

/* One stop for Tab: in, and out again. */
static void
test_focus (void)
{
  GtkWidget *before = gtk_button_new_with_label ("Before"), *after = gtk_button_new_with_label ("After");
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  Fixture fixture;

  set_up (&fixture, 96, 0, 640, 440);
  g_object_ref (fixture.grid);
  adw_window_set_content (ADW_WINDOW (fixture.window), NULL);
  gtk_box_append (GTK_BOX (box), before);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (fixture.grid));
  gtk_box_append (GTK_BOX (box), after);
  g_object_unref (fixture.grid);
  adw_window_set_content (ADW_WINDOW (fixture.window), box);
  plate_fixture_settle ();
  gtk_widget_grab_focus (before);
  gtk_widget_child_focus (fixture.window, GTK_DIR_TAB_FORWARD);
  g_assert_true (gtk_widget_has_focus (iso_plate_grid_get_well (fixture.grid, 0)));
  move (&fixture, GTK_MOVEMENT_DISPLAY_LINES, 3, FALSE, FALSE);
  gtk_widget_child_focus (fixture.window, GTK_DIR_TAB_FORWARD);
  g_assert_true (gtk_widget_has_focus (after));
  gtk_widget_child_focus (fixture.window, GTK_DIR_TAB_BACKWARD);
  g_assert_true (gtk_widget_has_focus (iso_plate_grid_get_well (fixture.grid, 36)));
  tear_down (&fixture);
}

static GtkGesture *
find_gesture (GtkWidget *widget, GType type)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GObject) controller = g_list_model_get_item (controllers, i);

      if (G_OBJECT_TYPE (controller) == type)
        return GTK_GESTURE (controller);
    }
  return NULL;
}

static void
press (Fixture *fixture, double row, double column)
{
  graphene_rect_t rect;

  g_assert_true (iso_plate_grid_get_well_rect (fixture->grid, 0, &rect));
  g_signal_emit_by_name (find_gesture (GTK_WIDGET (fixture->grid), GTK_TYPE_GESTURE_DRAG), "drag-begin",
                         rect.origin.x + (column + 0.5) * rect.size.width, rect.origin.y + (row + 0.5) * rect.size.height);
}

static void
release (Fixture *fixture)
{
  g_signal_emit_by_name (find_gesture (GTK_WIDGET (fixture->grid), GTK_TYPE_GESTURE_DRAG), "drag-end", 0.0, 0.0);
}

static void
test_pointer (void)
{
  Fixture fixture;

  set_up (&fixture, 96, 0, 640, 440);
  press (&fixture, 2, 3);
  release (&fixture);
  assert_selected (&fixture, "C4");
  press (&fixture, -0.8, 4);
  release (&fixture);
  assert_selected (&fixture, "A5 B5 C5 D5 E5 F5 G5 H5");
  press (&fixture, 1, -0.8);
  release (&fixture);
  assert_selected (&fixture, "B1 B2 B3 B4 B5 B6 B7 B8 B9 B10 B11 B12");

  /* A click on what is selected selects it alone. */
  press (&fixture, 1, 2);
  g_assert_cmpuint (iso_well_selection_get_n (fixture.selection), ==, 12);
  release (&fixture);
  assert_selected (&fixture, "B3");
  press (&fixture, -0.8, -0.8);
  release (&fixture);
  g_assert_cmpuint (iso_well_selection_get_n (fixture.selection), ==, 96);
  tear_down (&fixture);
}

static void
test_names (void)
{
  Fixture fixture;

  set_up (&fixture, 384, 2, 760, 520);
  plate_fixture_settle ();
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (fixture.grid), GTK_ACCESSIBLE_ROLE_GRID);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (fixture.grid), GTK_ACCESSIBLE_PROPERTY_LABEL, "Plate 1, plate of 384 wells");
  gtk_test_accessible_assert_relation (GTK_ACCESSIBLE (fixture.grid), GTK_ACCESSIBLE_RELATION_ROW_COUNT, 16);
  for (guint i = 0; i < 384; i++)
    {
      GtkAccessible *well = GTK_ACCESSIBLE (iso_plate_grid_get_well (fixture.grid, i));
      int row = (int) i / 24 + 1, column = (int) i % 24 + 1;
      char name[ISO_WELL_NAME_SIZE];

      iso_well_name ((IsoWell) { (guint8) (row - 1), (guint8) (column - 1) }, name);
      gtk_test_accessible_assert_role (well, GTK_ACCESSIBLE_ROLE_GRID_CELL);
      gtk_test_accessible_assert_property (well, GTK_ACCESSIBLE_PROPERTY_LABEL, name);
      gtk_test_accessible_assert_relation (well, GTK_ACCESSIBLE_RELATION_ROW_INDEX, row);
      gtk_test_accessible_assert_relation (well, GTK_ACCESSIBLE_RELATION_COL_INDEX, column);
      g_assert_nonnull (iso_plate_well_get_description (ISO_PLATE_WELL (well)));
    }
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (iso_plate_grid_get_well (fixture.grid, 0)), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "Empty");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (iso_plate_grid_get_well (fixture.grid, 2 * 24 + 3)),
                                       GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "Ixazomib 11.1\302\240nM + Lenalidomide 3.33\302\240µM, MM.1S, replicate 2, excluded: pipetting error");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (iso_plate_grid_get_well (fixture.grid, 2 * 24 + 22)),
                                       GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "Vehicle, MM.1S, replicate 2");
  iso_well_selection_select_rows (fixture.selection, 1, 1, ISO_SELECT_ONLY);
  gtk_test_accessible_assert_state (GTK_ACCESSIBLE (iso_plate_grid_get_well (fixture.grid, 24)), GTK_ACCESSIBLE_STATE_SELECTED, TRUE);
  gtk_test_accessible_assert_state (GTK_ACCESSIBLE (iso_plate_grid_get_well (fixture.grid, 23)), GTK_ACCESSIBLE_STATE_SELECTED, FALSE);
  tear_down (&fixture);
}

/* What stands in the wells follows edits, undo, and a compound's new name. */
static void
test_edits (void)
{
  Fixture fixture;
  IsoWellEdit edit = { .row = 2, .column = 4, .role = ISO_ROLE_VEHICLE };
  GError *error = NULL;
  const char *id;

  set_up (&fixture, 96, 1, 640, 440);
  id = iso_project_item_get_id (ISO_PROJECT_ITEM (fixture.plate));
  g_assert_true (iso_project_set_wells (fixture.base.project, id, &edit, 1, &error));
  plate_fixture_settle ();
  g_assert_cmpstr (iso_plate_well_get_description (ISO_PLATE_WELL (iso_plate_grid_get_well (fixture.grid, 28))), ==, "Vehicle");
  g_assert_true (iso_project_undo (fixture.base.project, &error));
  g_assert_true (iso_project_rename (fixture.base.project, ISO_ENTITY_DRUG, fixture.base.drugs[0], "Ninlaro", &error));
  plate_fixture_settle ();
  g_assert_cmpstr (iso_plate_well_get_description (ISO_PLATE_WELL (iso_plate_grid_get_well (fixture.grid, 28))), ==,
                   "Ninlaro 3.7\302\240nM, MM.1S, replicate 2");
  g_assert_true (iso_project_undo (fixture.base.project, &error));
  g_assert_no_error (error);
  plate_fixture_compare (GTK_WIDGET (fixture.grid), "plate-96-one");
  tear_down (&fixture);
}

/* One grid shows plates of all sizes, a list, and nothing. */
static void
test_plates (void)
{
  Fixture fixture;

  set_up (&fixture, 6, 0, 640, 440);
  for (guint i = 0; iso_plate_format_nth (i) != NULL; i++)
    {
      guint wells = iso_plate_format_nth (i)->wells;
      g_autofree char *name = g_strdup_printf ("Size %u", wells);
      IsoProjectPlate *plate = plate_fixture_add (&fixture.base, name, wells);

      iso_well_selection_set_plate (fixture.selection, plate);
      plate_fixture_settle ();
      g_assert_nonnull (iso_plate_grid_get_well (fixture.grid, wells - 1));
      g_assert_null (iso_plate_grid_get_well (fixture.grid, wells));
    }
  iso_well_selection_set_plate (fixture.selection, NULL);
  plate_fixture_settle ();
  g_assert_null (iso_plate_grid_get_well (fixture.grid, 0));
  tear_down (&fixture);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  IsoApplication *application;
  int status;

  iso_test_init (&argc, &argv);
  application = iso_application_new ();
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, &error));
  g_application_hold (G_APPLICATION (application));
  g_object_set (gtk_settings_get_default (), "gtk-recent-files-max-age", -1, "gtk-enable-animations", FALSE, "gtk-font-name",
                "DejaVu Sans 10", NULL);

  g_test_add_func ("/plate-grid/pictures", test_pictures);
  g_test_add_func ("/plate-grid/layers", test_layers);
  g_test_add_func ("/plate-grid/marks", test_marks);
  g_test_add_func ("/plate-grid/surroundings", test_surroundings);
  g_test_add_func ("/plate-grid/contrast", test_contrast);
  g_test_add_func ("/plate-grid/keys", test_keys);
  g_test_add_func ("/plate-grid/focus", test_focus);
  g_test_add_func ("/plate-grid/pointer", test_pointer);
  g_test_add_func ("/plate-grid/names", test_names);
  g_test_add_func ("/plate-grid/edits", test_edits);
  g_test_add_func ("/plate-grid/plates", test_plates);

  status = g_test_run ();
  g_object_unref (application);
  return status;
}
