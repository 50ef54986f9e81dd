/* test-iso-well-inspector.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-test.h"

#include "iso-app-test.h"
#include "iso-user-text.h"
#include "iso-well-inspector.h"
#include "iso-well-text.h"
#include "plate-fixture.h"

#include <string.h>

typedef struct
{
  PlateFixture      base;
  IsoProjectPlate  *plate;
  IsoWellSelection *selection;
  IsoWellInspector *inspector;
  GtkWidget        *window;
} Fixture;

static void
set_up (Fixture *fixture)
{
  plate_fixture_init (&fixture->base);
  fixture->plate = plate_fixture_add (&fixture->base, "Plate 1", 96);
  plate_fixture_fill (&fixture->base, fixture->plate, 2);
  fixture->selection = iso_well_selection_new (fixture->plate);
  fixture->inspector = g_object_new (ISO_TYPE_WELL_INSPECTOR, NULL);
  iso_well_inspector_set_selection (fixture->inspector, fixture->base.project, fixture->selection);
  fixture->window = plate_fixture_show (GTK_WIDGET (fixture->inspector), 320, 620);
}

static void
tear_down (Fixture *fixture)
{
  GtkWidget *inspector = GTK_WIDGET (fixture->inspector);

  g_object_add_weak_pointer (G_OBJECT (inspector), (gpointer *) &inspector);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  plate_fixture_settle ();
  g_assert_null (inspector);
  g_object_unref (fixture->selection);
  plate_fixture_clear (&fixture->base);
}

static gpointer
get_child (Fixture *fixture, const char *name)
{
  return gtk_widget_get_template_child (GTK_WIDGET (fixture->inspector), ISO_TYPE_WELL_INSPECTOR, name);
}

/* The drop-down or the entry of a line of compounds. */
static gpointer
get_dose (Fixture *fixture, guint row, gboolean entry)
{
  GtkWidget *box = gtk_widget_get_first_child (get_child (fixture, "doses"));

  for (; row > 0; row--)
    box = gtk_widget_get_next_sibling (box);
  return entry ? gtk_widget_get_last_child (box) : gtk_widget_get_first_child (box);
}

static const char *
get_choice (gpointer drop_down)
{
  return gtk_string_object_get_string (gtk_drop_down_get_selected_item (drop_down));
}

static void
choose (gpointer drop_down, const char *name)
{
  GListModel *model = gtk_drop_down_get_model (drop_down);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      if (strcmp (gtk_string_list_get_string (GTK_STRING_LIST (model), i), name) == 0)
        {
          gtk_drop_down_set_selected (drop_down, i);
          plate_fixture_settle ();
          return;
        }
    }
  g_error ("There is no “%s”", name);
}

static void
type (gpointer entry, const char *text)
{
  gtk_editable_set_text (entry, text);
  g_signal_emit_by_name (entry, "activate");
  plate_fixture_settle ();
}

/* The expected text has points, the locale perhaps commas. */
static void
assert_well (Fixture *fixture, guint well, const char *expected)
{
  g_autofree char *text = iso_well_text_describe (fixture->base.project, fixture->plate, well);
  g_autoptr (GRegex) comma = g_regex_new ("(\\d),(\\d)", 0, 0, NULL);
  g_autofree char *plain = NULL;

  for (char *p = strstr (text, "\302\240"); p != NULL; p = strstr (p, "\302\240"))
    {
      memmove (p, p + 1, strlen (p));
      *p = ' ';
    }
  plain = g_regex_replace (comma, text, -1, 0, "\\1.\\2", 0, NULL);
  g_assert_cmpstr (plain, ==, expected);
}

static void
test_one (void)
{
  const guint well = 13;   /* B2 */
  Fixture fixture;

  set_up (&fixture);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (get_child (&fixture, "stack")), ==, "none");
  iso_well_selection_select (fixture.selection, &well, 1, ISO_SELECT_ONLY);
  g_assert_cmpstr (gtk_label_get_text (get_child (&fixture, "heading")), ==, "B2");
  g_assert_cmpstr (get_choice (get_child (&fixture, "role")), ==, "Treated");
  g_assert_cmpstr (get_choice (get_child (&fixture, "sample")), ==, "U266");
  g_assert_cmpstr (gtk_editable_get_text (get_child (&fixture, "replicate")), ==, "1");
  g_assert_cmpstr (get_choice (get_dose (&fixture, 0, FALSE)), ==, "Ixazomib");
  g_assert_cmpstr (gtk_editable_get_text (get_dose (&fixture, 1, TRUE)), ==, "10\302\240µM");
  g_assert_cmpstr (get_choice (get_dose (&fixture, 2, FALSE)), ==, "No compound");
  plate_fixture_compare (GTK_WIDGET (fixture.inspector), "well-inspector-one");

  type (get_dose (&fixture, 0, TRUE), "0,05 µM");
  choose (get_child (&fixture, "sample"), "MM.1S");
  type (get_child (&fixture, "replicate"), "7");
  type (get_child (&fixture, "reason"), "edge");
  assert_well (&fixture, well, "Ixazomib 50 nM + Lenalidomide 10 µM, MM.1S, replicate 7, excluded: edge");
  choose (get_dose (&fixture, 2, FALSE), "Dexamethasone");
  type (get_dose (&fixture, 2, TRUE), "3");
  type (get_child (&fixture, "reason"), "");
  assert_well (&fixture, well, "Ixazomib 50 nM + Lenalidomide 10 µM + Dexamethasone 3 µM, MM.1S, replicate 7");
  choose (get_dose (&fixture, 1, FALSE), "No compound");
  assert_well (&fixture, well, "Ixazomib 50 nM + Dexamethasone 3 µM, MM.1S, replicate 7");
  choose (get_dose (&fixture, 0, FALSE), "Lenalidomide");
  assert_well (&fixture, well, "Lenalidomide 0.05 µM + Dexamethasone 3 µM, MM.1S, replicate 7");
  choose (get_child (&fixture, "role"), "Blank");
  assert_well (&fixture, well, "Blank, MM.1S, replicate 7");
  g_assert_true (iso_project_undo (fixture.base.project, NULL));
  plate_fixture_settle ();
  g_assert_cmpstr (get_choice (get_child (&fixture, "role")), ==, "Treated");
  tear_down (&fixture);
}

/* What was typed counts when the entry is left, and belongs to the wells it was typed for. */
static void
test_leave (void)
{
  const guint well = 13, other = 14;
  Fixture fixture;

  set_up (&fixture);
  iso_well_selection_select (fixture.selection, &well, 1, ISO_SELECT_ONLY);
  gtk_widget_grab_focus (get_child (&fixture, "replicate"));
  gtk_editable_set_text (get_child (&fixture, "replicate"), "5");
  gtk_widget_grab_focus (get_child (&fixture, "reason"));
  plate_fixture_settle ();
  g_assert_cmpuint (iso_project_plate_get_replicate (fixture.plate, well), ==, 5);

  gtk_widget_grab_focus (get_child (&fixture, "replicate"));
  gtk_editable_set_text (get_child (&fixture, "replicate"), "6");
  iso_well_selection_select (fixture.selection, &other, 1, ISO_SELECT_ONLY);
  plate_fixture_settle ();
  g_assert_cmpuint (iso_project_plate_get_replicate (fixture.plate, well), ==, 6);
  g_assert_cmpuint (iso_project_plate_get_replicate (fixture.plate, other), <, 5);
  tear_down (&fixture);
}

static void
test_many (void)
{
  Fixture fixture;
  const guint wells[] = { 13, 25, 34 };   /* B2, C2, C11 */

  set_up (&fixture);
  iso_well_selection_select (fixture.selection, wells, 3, ISO_SELECT_ONLY);
  g_assert_cmpstr (gtk_label_get_text (get_child (&fixture, "heading")), ==, "3 wells");
  g_assert_cmpstr (get_choice (get_child (&fixture, "role")), ==, "Mixed");
  g_assert_cmpstr (get_choice (get_child (&fixture, "sample")), ==, "Mixed");
  g_assert_cmpstr (gtk_editable_get_text (get_child (&fixture, "replicate")), ==, "");
  g_assert_cmpstr (gtk_entry_get_placeholder_text (get_child (&fixture, "replicate")), ==, "Mixed");
  g_assert_cmpstr (gtk_entry_get_placeholder_text (get_dose (&fixture, 0, TRUE)), ==, "Mixed");
  plate_fixture_compare (GTK_WIDGET (fixture.inspector), "well-inspector-mixed");
  choose (get_child (&fixture, "sample"), "U266");
  choose (get_child (&fixture, "role"), "Treated");
  type (get_dose (&fixture, 0, TRUE), "12 nM");
  assert_well (&fixture, 34, "Ixazomib 12 nM, U266, replicate 2");
  assert_well (&fixture, 25, "Ixazomib 12 nM + Lenalidomide 3.33 µM, U266, replicate 2");
  g_assert_cmpuint (app_test_check_names (fixture.window), >=, 5);
  tear_down (&fixture);
}

/* What cannot be is said, and nothing changes. */
static void
test_wrong (void)
{
  const guint well = 13;
  Fixture fixture;

  set_up (&fixture);
  iso_well_selection_select (fixture.selection, &well, 1, ISO_SELECT_ONLY);
  type (get_dose (&fixture, 0, TRUE), "much");
  g_assert_true (gtk_widget_get_visible (get_child (&fixture, "problem")));
  type (get_dose (&fixture, 0, TRUE), "3 mg/mL");
  g_assert_true (gtk_widget_get_visible (get_child (&fixture, "problem")));
  type (get_child (&fixture, "replicate"), "-1");
  g_assert_true (gtk_widget_get_visible (get_child (&fixture, "problem")));
  assert_well (&fixture, well, "Ixazomib 100 nM + Lenalidomide 10 µM, U266, replicate 1");
  type (get_child (&fixture, "replicate"), "2");
  g_assert_false (gtk_widget_get_visible (get_child (&fixture, "problem")));
  iso_well_selection_select_none (fixture.selection);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (get_child (&fixture, "stack")), ==, "none");
  tear_down (&fixture);
}

/* A dose is not taken for a thousand times another: one group of three digits behind the sign that is not the person's. */
static void
test_thousands (void)
{
  const guint well = 13;
  gboolean comma = iso_user_decimal () == ISO_DECIMAL_COMMA;
  const char *problem;
  Fixture fixture;

  set_up (&fixture);
  iso_well_selection_select (fixture.selection, &well, 1, ISO_SELECT_ONLY);
  type (get_dose (&fixture, 0, TRUE), comma ? "1.250 nM" : "1,250 nM");
  problem = gtk_label_get_text (get_child (&fixture, "problem"));
  g_assert_nonnull (strstr (problem, "1250"));
  g_assert_nonnull (strstr (problem, comma ? "“1,250”" : "“1.250”"));
  assert_well (&fixture, well, "Ixazomib 100 nM + Lenalidomide 10 µM, U266, replicate 1");
  type (get_dose (&fixture, 0, TRUE), comma ? "1.250,5 nM" : "1,250.5 nM");
  g_assert_false (gtk_widget_get_visible (get_child (&fixture, "problem")));
  type (get_dose (&fixture, 0, TRUE), "1 000 nM");
  assert_well (&fixture, well, "Ixazomib 1000 nM + Lenalidomide 10 µM, U266, replicate 1");
  tear_down (&fixture);
}

int
main (int argc, char **argv)
{
  IsoApplication *application;
  int status;

  iso_test_init (&argc, &argv);
  application = app_test_begin ();
  g_object_set (gtk_settings_get_default (), "gtk-font-name", "DejaVu Sans 10", "gtk-cursor-blink", FALSE, NULL);
  g_test_add_func ("/well-inspector/one", test_one);
  g_test_add_func ("/well-inspector/many", test_many);
  g_test_add_func ("/well-inspector/leave", test_leave);
  g_test_add_func ("/well-inspector/wrong", test_wrong);
  g_test_add_func ("/well-inspector/thousands", test_thousands);
  status = g_test_run ();
  g_object_unref (application);
  return status;
}
