/* test-iso-layout-panel.c - laying out a plate on the Design page: choices, rules and their wells, and what is refused
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-test.h"

#include "iso-app-test.h"
#include "iso-layout-panel.h"
#include "iso-project-layout.h"
#include "iso-rule-list.h"
#include "plate-fixture.h"

#include <string.h>

typedef struct
{
  PlateFixture      base;
  IsoWellSelection *selection;
  IsoLayoutPanel   *panel;
  GtkWidget        *window;
  char             *told;   /* (owned) (nullable) what the panel asked the window to say last */
} Fixture;

static void
tell_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  Fixture *fixture = data;

  g_free (fixture->told);
  g_variant_get (parameter, "(sb)", &fixture->told, NULL);
}

static void
set_up (Fixture *fixture, guint wells)
{
  const GActionEntry entries[] = { { .name = "tell", .parameter_type = "(sb)", .activate = tell_cb } };
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  IsoProjectPlate *plate;

  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, 1, fixture);
  fixture->told = NULL;
  plate_fixture_init (&fixture->base);
  plate = plate_fixture_add (&fixture->base, "Plate 1", wells);
  plate_fixture_fill (&fixture->base, plate, 2);
  fixture->selection = iso_well_selection_new (plate);
  fixture->panel = g_object_new (ISO_TYPE_LAYOUT_PANEL, NULL);
  gtk_widget_insert_action_group (GTK_WIDGET (fixture->panel), "win", G_ACTION_GROUP (group));
  iso_layout_panel_follow (fixture->panel, fixture->base.project, fixture->selection);
  fixture->window = plate_fixture_show (GTK_WIDGET (fixture->panel), 320, 700);
}

static void
tear_down (Fixture *fixture)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  plate_fixture_settle ();
  g_clear_object (&fixture->selection);
  plate_fixture_clear (&fixture->base);
  g_free (fixture->told);
}

static gpointer
get_child (Fixture *fixture, const char *name)
{
  return gtk_widget_get_template_child (GTK_WIDGET (fixture->panel), ISO_TYPE_LAYOUT_PANEL, name);
}

static void
click (Fixture *fixture, const char *name)
{
  g_clear_pointer (&fixture->told, g_free);
  g_signal_emit_by_name (get_child (fixture, name), "clicked");
}

static void
wait_until_told (Fixture *fixture)
{
  while (fixture->told == NULL)
    g_main_context_iteration (NULL, TRUE);
  plate_fixture_settle ();
}

static GtkListBox *
get_rules (Fixture *fixture)
{
  return GTK_LIST_BOX (app_test_find (GTK_WIDGET (get_child (fixture, "rules")), GTK_TYPE_LIST_BOX));
}

static void
test_lay_out (void)
{
  Fixture fixture;
  const char *maps;

  set_up (&fixture, 96);
  gtk_editable_set_text (get_child (&fixture, "seed"), "12345678901234567890");
  click (&fixture, "lay_out");
  wait_until_told (&fixture);
  maps = iso_project_get_preparation (fixture.base.project, NULL, "maps");
  g_assert_nonnull (strstr (maps, "=random, ring 1, seed 12345678901234567890, stream 1"));
  g_assert_nonnull (strstr (gtk_label_get_text (get_child (&fixture, "record")), "seed 12345678901234567890, score"));
  click (&fixture, "another");
  wait_until_told (&fixture);
  g_assert_cmpstr (gtk_editable_get_text (get_child (&fixture, "seed")), ==, "12345678901234567891");
  g_assert_true (iso_project_undo (fixture.base.project, NULL));
  g_assert_true (iso_project_undo (fixture.base.project, NULL));
  plate_fixture_settle ();
  g_assert_cmpstr (gtk_label_get_text (get_child (&fixture, "record")), ==, "Laid out by hand.");
  tear_down (&fixture);
}

/* A rule selects the wells that it speaks of; what is off says why. */
static void
test_rules (void)
{
  Fixture fixture;
  g_autoptr (GArray) findings = NULL;
  const IsoRuleFinding *finding;
  GtkListBoxRow *row;
  const IsoWellEdit pair[] = { { .row = 5, .column = 3, .role = ISO_ROLE_UNTREATED }, { .row = 6, .column = 4, .role = ISO_ROLE_UNTREATED } };
  GError *error = NULL;

  set_up (&fixture, 96);
  g_assert_true (iso_project_set_wells (fixture.base.project,
                                        iso_project_item_get_id (ISO_PROJECT_ITEM (iso_well_selection_get_plate (fixture.selection))), pair, 2,
                                        NULL));
  plate_fixture_settle ();
  findings = iso_project_check_layout (fixture.base.project, iso_well_selection_get_plate (fixture.selection), 1);
  finding = &g_array_index (findings, IsoRuleFinding, ISO_RULE_NEIGHBOURS);
  g_assert_cmpuint (finding->wells->len, ==, 2);
  g_assert_cmpuint (app_test_check_names (fixture.window), >, 10);
  row = gtk_list_box_get_row_at_index (get_rules (&fixture), ISO_RULE_NEIGHBOURS);
  g_signal_emit_by_name (get_rules (&fixture), "row-activated", row);
  g_assert_cmpuint (iso_well_selection_get_n (fixture.selection), ==, finding->wells->len);
  g_assert_true (iso_project_set_rule_off (fixture.base.project, ISO_RULE_NEIGHBOURS, "a row for each tip", &error));
  g_assert_no_error (error);
  plate_fixture_settle ();
  app_test_save (GTK_WIDGET (fixture.panel), "layout-panel");
  row = gtk_list_box_get_row_at_index (get_rules (&fixture), ISO_RULE_NEIGHBOURS);
  g_signal_emit_by_name (app_test_find (GTK_WIDGET (row), GTK_TYPE_BUTTON), "clicked");
  plate_fixture_settle ();
  g_assert_null (iso_project_get_preparation (fixture.base.project, NULL, "rules off"));
  tear_down (&fixture);
}

/* No seed, no room: it is said, and nothing is moved. */
static void
test_refused (void)
{
  Fixture fixture;
  guint steps;

  set_up (&fixture, 96);
  steps = g_list_model_get_n_items (iso_project_get_history (fixture.base.project));
  gtk_editable_set_text (get_child (&fixture, "seed"), "by hand");
  g_assert_false (gtk_widget_get_sensitive (get_child (&fixture, "lay_out")));
  g_assert_true (gtk_widget_get_visible (get_child (&fixture, "problem")));
  gtk_editable_set_text (get_child (&fixture, "seed"), "3");
  g_assert_false (gtk_widget_get_visible (get_child (&fixture, "problem")));
  gtk_drop_down_set_selected (get_child (&fixture, "edge"), 3);
  click (&fixture, "lay_out");
  while (!gtk_widget_get_visible (get_child (&fixture, "problem")))
    g_main_context_iteration (NULL, TRUE);
  g_assert_nonnull (strstr (gtk_label_get_text (get_child (&fixture, "problem")), "wells are to be placed, and the plate offers"));
  g_assert_cmpuint (g_list_model_get_n_items (iso_project_get_history (fixture.base.project)), ==, steps);

  /* Medium at the edge is kept with the preparation. */
  gtk_drop_down_set_selected (get_child (&fixture, "edge"), 2);
  g_assert_cmpstr (iso_project_get_preparation (fixture.base.project, NULL, "edge medium"), ==, "yes");
  gtk_drop_down_set_selected (get_child (&fixture, "edge"), 1);
  g_assert_null (iso_project_get_preparation (fixture.base.project, NULL, "edge medium"));
  tear_down (&fixture);
}

int
main (int argc, char *argv[])
{
  int status;
  IsoApplication *application;

  iso_test_init (&argc, &argv);
  application = app_test_begin ();
  g_test_add_func ("/layout-panel/lay-out", test_lay_out);
  g_test_add_func ("/layout-panel/rules", test_rules);
  g_test_add_func ("/layout-panel/refused", test_refused);
  status = g_test_run ();
  g_object_unref (application);
  return status;
}
