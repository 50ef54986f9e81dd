/* test-iso-compounds-page.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-app-test.h"
#include "iso-test.h"

#include "iso-compounds-page.h"
#include "iso-name-row.h"
#include "iso-name-table.h"
#include "iso-stock-group.h"
#include "iso-value-row.h"

#include <string.h>

typedef struct
{
  IsoProject       *project;
  IsoCompoundsPage *page;
  GtkWindow        *window;
  IsoNameTable     *drugs;
  GtkListBox       *list;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->project = app_test_project ();
  fixture->page = g_object_new (ISO_TYPE_COMPOUNDS_PAGE, "project", fixture->project, NULL);
  fixture->window = app_test_present (GTK_WIDGET (fixture->page), 800, 700);
  fixture->drugs = ISO_NAME_TABLE (app_test_find (GTK_WIDGET (fixture->page), ISO_TYPE_NAME_TABLE));
  fixture->list = GTK_LIST_BOX (gtk_widget_get_first_child (gtk_widget_get_parent (gtk_widget_get_ancestor (
      app_test_find (GTK_WIDGET (fixture->drugs), ADW_TYPE_ENTRY_ROW), GTK_TYPE_LIST_BOX))));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (fixture->window);
  app_test_project_end (fixture->project);
}

static GtkWidget *
get_row (Fixture *fixture, int index)
{
  return GTK_WIDGET (gtk_list_box_get_row_at_index (fixture->list, index));
}

static void
type_name (Fixture *fixture, const char *text)
{
  GtkWidget *entry = app_test_find (GTK_WIDGET (fixture->drugs), ADW_TYPE_ENTRY_ROW);

  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  g_signal_emit_by_name (entry, "entry-activated");
}

static void
assert_table (Fixture *fixture, const char *expected)
{
  g_autofree char *text = iso_name_table_dup_text (fixture->drugs);

  g_assert_cmpstr (text, ==, expected);
}

static guint
count_steps (Fixture *fixture)
{
  return g_list_model_get_n_items (iso_project_get_history (fixture->project));
}

/* The sentence below a widget, or NULL. */
static const char *
find_problem (GtkWidget *widget)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      const char *found;

      if (GTK_IS_LABEL (child) && gtk_widget_has_css_class (child, "inline-problem") && gtk_widget_get_visible (child))
        return gtk_label_get_text (GTK_LABEL (child));
      found = find_problem (child);
      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
test_add (Fixture *fixture, gconstpointer data)
{
  type_name (fixture, "Ixazomib");
  type_name (fixture, "Lenalidomide\tuM");
  type_name (fixture, "  ");
  type_name (fixture, "Dexamethasone");
  assert_table (fixture, "compound\tunit\nIxazomib\tnM\nLenalidomide\tµM\nDexamethasone\tµM\n");
  g_assert_cmpuint (count_steps (fixture), ==, 3);
  g_assert_null (find_problem (GTK_WIDGET (fixture->drugs)));

  type_name (fixture, "Carfilzomib\tapples");
  g_assert_nonnull (find_problem (GTK_WIDGET (fixture->drugs)));
  g_assert_cmpuint (count_steps (fixture), ==, 3);
  type_name (fixture, "Carfilzomib");
  g_assert_null (find_problem (GTK_WIDGET (fixture->drugs)));
  g_assert_cmpuint (app_test_check_names (GTK_WIDGET (fixture->page)), >, 20);
  app_test_save (GTK_WIDGET (fixture->window), "compounds");
}

static void
test_paste (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  type_name (fixture, "A");
  g_assert_true (iso_name_table_paste_text (fixture->drugs, "Compound\tUnit\r\nA\tµM\r\nB\tng/mL\r\n\r\nC\r\n", &error));
  assert_table (fixture, "compound\tunit\nA\tµM\nB\tng/mL\nC\tng/mL\n");
  g_assert_cmpuint (count_steps (fixture), ==, 2);

  /* What cannot be taken whole is not taken at all. */
  g_assert_false (iso_name_table_paste_text (fixture->drugs, "D\tnM\nE\tbananas\n", &error));
  g_assert_nonnull (error);
  assert_table (fixture, "compound\tunit\nA\tµM\nB\tng/mL\nC\tng/mL\n");
  g_assert_true (iso_project_undo (fixture->project, NULL));
  assert_table (fixture, "compound\tunit\nA\tnM\n");
}

static void
test_rename (Fixture *fixture, gconstpointer data)
{
  GtkWidget *entry;

  type_name (fixture, "A");
  type_name (fixture, "B");
  entry = app_test_find (get_row (fixture, 0), GTK_TYPE_ENTRY);
  gtk_widget_activate_action (get_row (fixture, 0), "row.rename", NULL);
  g_assert_true (gtk_widget_has_focus (GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (entry)))));
  gtk_editable_set_text (GTK_EDITABLE (entry), "Ixazomib ");
  g_signal_emit_by_name (entry, "activate");
  assert_table (fixture, "compound\tunit\nIxazomib\tnM\nB\tnM\n");
  g_assert_true (gtk_widget_is_focus (get_row (fixture, 0)));

  /* A name that is taken stays to be mended, and says so; who goes elsewhere finds the old one again. */
  gtk_widget_activate_action (get_row (fixture, 0), "row.rename", NULL);
  gtk_editable_set_text (GTK_EDITABLE (entry), "B");
  g_signal_emit_by_name (entry, "activate");
  g_assert_nonnull (find_problem (get_row (fixture, 0)));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "B");
  gtk_widget_grab_focus (get_row (fixture, 1));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "Ixazomib");
  g_assert_cmpuint (count_steps (fixture), ==, 3);
}

static void
test_move_and_remove (Fixture *fixture, gconstpointer data)
{
  type_name (fixture, "A");
  type_name (fixture, "B");
  type_name (fixture, "C");
  gtk_widget_activate_action (get_row (fixture, 0), "row.move-down", NULL);
  assert_table (fixture, "compound\tunit\nB\tnM\nA\tnM\nC\tnM\n");
  g_assert_true (gtk_widget_is_focus (get_row (fixture, 1)));
  gtk_widget_activate_action (get_row (fixture, 1), "row.move-down", NULL);
  gtk_widget_activate_action (get_row (fixture, 2), "row.move-up", NULL);
  gtk_widget_activate_action (get_row (fixture, 0), "row.remove", NULL);
  assert_table (fixture, "compound\tunit\nA\tnM\nC\tnM\n");
  g_assert_true (gtk_widget_is_focus (get_row (fixture, 0)));
  while (iso_project_get_can_undo (fixture->project))
    g_assert_true (iso_project_undo (fixture->project, NULL));
  assert_table (fixture, "compound\tunit\n");
  while (iso_project_get_can_redo (fixture->project))
    g_assert_true (iso_project_redo (fixture->project, NULL));
  assert_table (fixture, "compound\tunit\nA\tnM\nC\tnM\n");
}

static void
test_unit (Fixture *fixture, gconstpointer data)
{
  GtkDropDown *unit;

  type_name (fixture, "A\tµM");
  unit = GTK_DROP_DOWN (app_test_find (get_row (fixture, 0), GTK_TYPE_DROP_DOWN));
  g_assert_cmpstr (gtk_string_object_get_string (gtk_drop_down_get_selected_item (unit)), ==, "µM");
  gtk_drop_down_set_selected (unit, 0);
  assert_table (fixture, "compound\tunit\nA\t\n");
  g_assert_true (iso_project_undo (fixture->project, NULL));
  g_assert_cmpstr (gtk_string_object_get_string (gtk_drop_down_get_selected_item (unit)), ==, "µM");
  g_assert_cmpuint (count_steps (fixture), ==, 3);
}

/* What is used cannot be removed, and the row says why. */
static void
test_used (Fixture *fixture, gconstpointer data)
{
  g_autofree char *drug = iso_project_add_drug (fixture->project, "A", "nM", NULL);
  g_autofree char *run = iso_project_add_run (fixture->project, "Run 1", NULL);
  g_autofree char *plate = iso_project_add_plate (fixture->project, "Plate 1", run, 96, NULL);
  const IsoWellEdit well = { .role = ISO_ROLE_TREATED, .n_doses = 1, .doses = { { drug, 1e-8, 1e-8, 1e-8 } } };
  guint n;

  g_assert_true (iso_project_set_wells (fixture->project, plate, &well, 1, NULL));
  n = count_steps (fixture);
  gtk_widget_activate_action (get_row (fixture, 0), "row.remove", NULL);
  g_assert_cmpuint (count_steps (fixture), ==, n);
  g_assert_nonnull (find_problem (get_row (fixture, 0)));
  app_test_spin (50);
  app_test_save (GTK_WIDGET (fixture->window), "compounds-used");
}

/* The day on which the plates of an experiment are to be read is typed beside its name, as people write days; what is none is refused. */
static void
test_day (Fixture *fixture, gconstpointer data)
{
  g_autofree char *run = iso_project_add_run (fixture->project, "Run 1", NULL);
  IsoProjectItem *item = iso_project_list_find (iso_project_get_list (fixture->project, ISO_ENTITY_RUN), run);
  GtkWidget *row = app_test_find (GTK_WIDGET (fixture->page), ISO_TYPE_NAME_ROW);
  GtkWidget *day = GTK_WIDGET (gtk_widget_get_template_child (row, ISO_TYPE_NAME_ROW, "day"));

  g_assert_true (iso_name_row_get_item (ISO_NAME_ROW (row)) == item);
  g_assert_true (gtk_widget_get_visible (day));
  gtk_editable_set_text (GTK_EDITABLE (day), "24.11.2026");
  g_signal_emit_by_name (day, "activate");
  g_assert_cmpstr (iso_project_run_get_read_on (ISO_PROJECT_RUN (item)), ==, "2026-11-24");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (day)), ==, "2026-11-24");
  g_assert_null (find_problem (row));
  gtk_editable_set_text (GTK_EDITABLE (day), "tomorrow");
  g_signal_emit_by_name (day, "activate");
  g_assert_nonnull (strstr (find_problem (row), "“tomorrow” is no day"));
  app_test_spin (50);
  app_test_save (GTK_WIDGET (fixture->window), "compounds-day");
  g_assert_true (iso_project_undo (fixture->project, NULL));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (day)), ==, "");
  g_assert_cmpuint (app_test_check_names (GTK_WIDGET (fixture->page)), >, 4);
}

static void
test_leaks (Fixture *fixture, gconstpointer data)
{
  type_name (fixture, "A");
  for (guint i = 0; i < 10; i++)
    {
      IsoCompoundsPage *page = g_object_new (ISO_TYPE_COMPOUNDS_PAGE, "project", fixture->project, NULL);
      GtkWindow *window = app_test_present (GTK_WIDGET (page), 700, 400);
      gpointer weak = page, weak_row = app_test_find (GTK_WIDGET (page), ISO_TYPE_NAME_ROW);

      g_assert_nonnull (weak_row);
      g_object_add_weak_pointer (G_OBJECT (page), &weak);
      g_object_add_weak_pointer (weak_row, &weak_row);
      gtk_window_destroy (window);
      for (guint wait = 0; wait < 100 && weak != NULL; wait++)
        app_test_spin (10);
      g_assert_null (weak);
      g_assert_null (weak_row);
    }
}

static void
type_bottle (Fixture *fixture, guint bottle, const char *key, const char *text)
{
  IsoStockGroup *stocks = ISO_STOCK_GROUP (app_test_find (GTK_WIDGET (fixture->page), ISO_TYPE_STOCK_GROUP));

  iso_value_row_type (ISO_VALUE_ROW (iso_stock_group_get_row (stocks, bottle, key)), text);
}

static const IsoBottle *
get_bottle (Fixture *fixture, guint place)
{
  g_autoptr (IsoProjectStock) stock = g_list_model_get_item (iso_project_get_stocks (fixture->project), place);

  return iso_project_stock_get_bottle (stock);
}

static const char *
get_drug (Fixture *fixture, guint place)
{
  g_autoptr (IsoProjectItem) drug = g_list_model_get_item (G_LIST_MODEL (iso_project_get_list (fixture->project, ISO_ENTITY_DRUG)), place);

  return iso_project_item_get_id (drug);
}

/* A bottle is added by its strength, and then everything on its label is typed; what cannot be is refused. */
static void
test_bottles (Fixture *fixture, gconstpointer data)
{
  IsoStockGroup *stocks = ISO_STOCK_GROUP (app_test_find (GTK_WIDGET (fixture->page), ISO_TYPE_STOCK_GROUP));
  g_autoptr (GError) error = NULL;
  guint steps;

  type_name (fixture, "Ixazomib citrate");
  steps = count_steps (fixture);
  g_assert_true (iso_stock_group_add (stocks, get_drug (fixture, 0), "5 mg/mL in water", &error));
  g_assert_no_error (error);
  g_assert_cmpstr (get_bottle (fixture, 0)->solvent, ==, "water");
  g_assert_true (iso_bottle_by_weight (get_bottle (fixture, 0)));
  g_assert_false (iso_stock_group_add (stocks, get_drug (fixture, 0), "some", &error));
  g_assert_error (error, ISO_ERROR, ISO_ERROR_UNITS);

  /* The trap of the salt: a bottle by weight whose name says citrate, and no molecular weight. */
  app_test_save (GTK_WIDGET (fixture->window), "compounds-bottle");
  type_bottle (fixture, 0, "form-weight", "517,12");
  type_bottle (fixture, 0, "active-weight", "361.03");
  type_bottle (fixture, 0, "purity", "98 %");
  type_bottle (fixture, 0, "lot", "IX-1");
  type_bottle (fixture, 0, "expiry", "2020-03-31");
  type_bottle (fixture, 0, "thaws", "3");
  iso_assert_close (get_bottle (fixture, 0)->form.form_weight, 517.12, 1e-12);
  iso_assert_close (get_bottle (fixture, 0)->form.purity, 0.98, 1e-12);
  g_assert_cmpuint (get_bottle (fixture, 0)->thaws, ==, 3);
  g_assert_cmpuint (count_steps (fixture), ==, steps + 7);
  type_bottle (fixture, 0, "expiry", "next year");
  type_bottle (fixture, 0, "thaws", "often");
  type_bottle (fixture, 0, "purity", "130 %");
  type_bottle (fixture, 0, "concentration", "3 µL");
  g_assert_cmpuint (count_steps (fixture), ==, steps + 7);
  g_assert_cmpstr (get_bottle (fixture, 0)->expiry, ==, "2020-03-31");
}

/* Of two bottles one is in use; one that was removed comes back by undo. */
static void
test_bottles_in_use (Fixture *fixture, gconstpointer data)
{
  IsoStockGroup *stocks = ISO_STOCK_GROUP (app_test_find (GTK_WIDGET (fixture->page), ISO_TYPE_STOCK_GROUP));
  GListModel *list = iso_project_get_stocks (fixture->project);
  g_autoptr (IsoProjectStock) stock = NULL;
  g_autofree char *second = NULL;
  GtkWidget *used;

  type_name (fixture, "A");
  g_assert_true (iso_stock_group_add (stocks, get_drug (fixture, 0), "10 mM", NULL));
  g_assert_true (iso_stock_group_add (stocks, get_drug (fixture, 0), "20", NULL));
  iso_assert_close (get_bottle (fixture, 1)->concentration, 0.02, 1e-12);
  stock = g_list_model_get_item (list, 1);
  second = g_strdup (iso_project_stock_get_id (stock));
  used = app_test_find (iso_stock_group_get_row (stocks, 1, NULL), GTK_TYPE_CHECK_BUTTON);
  g_assert_false (gtk_check_button_get_active (GTK_CHECK_BUTTON (used)));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (used), TRUE);
  g_assert_cmpstr (iso_project_stock_get_id (iso_project_get_used_stock (fixture->project, get_drug (fixture, 0))), ==, second);
  used = app_test_find (iso_stock_group_get_row (stocks, 0, NULL), GTK_TYPE_CHECK_BUTTON);
  g_assert_false (gtk_check_button_get_active (GTK_CHECK_BUTTON (used)));
  g_assert_true (iso_project_remove_stock (fixture->project, second, NULL));
  g_assert_null (iso_stock_group_get_row (stocks, 1, NULL));
  g_assert_true (iso_project_undo (fixture->project, NULL));
  g_assert_nonnull (iso_stock_group_get_row (stocks, 1, NULL));
  g_assert_cmpuint (app_test_check_names (GTK_WIDGET (fixture->page)), >, 20);
}

/* Whoever has typed a bottle types the next one, of the next compound. */
static void
test_bottles_typed (Fixture *fixture, gconstpointer data)
{
  IsoStockGroup *stocks = ISO_STOCK_GROUP (app_test_find (GTK_WIDGET (fixture->page), ISO_TYPE_STOCK_GROUP));
  GtkWidget *entry;

  type_name (fixture, "A");
  type_name (fixture, "B");
  entry = app_test_find (GTK_WIDGET (stocks), GTK_TYPE_ENTRY);
  gtk_widget_grab_focus (entry);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (IsoProjectStock) stock = NULL;
      GtkWidget *focus;

      gtk_editable_set_text (GTK_EDITABLE (entry), "10 mM");
      g_signal_emit_by_name (entry, "activate");
      stock = g_list_model_get_item (iso_project_get_stocks (fixture->project), i);
      g_assert_cmpstr (iso_project_stock_get_drug (stock), ==, get_drug (fixture, i));
      app_test_spin (100);   /* a window looks for another focus as it draws */
      focus = gtk_window_get_focus (fixture->window);
      g_assert_true (focus != NULL && gtk_widget_is_ancestor (focus, entry));
    }
}

/* As a spreadsheet gives and takes it; one edit; what cannot be taken whole is not taken at all. */
static void
test_bottles_pasted (Fixture *fixture, gconstpointer data)
{
  IsoStockGroup *stocks = ISO_STOCK_GROUP (app_test_find (GTK_WIDGET (fixture->page), ISO_TYPE_STOCK_GROUP));
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  guint steps;

  type_name (fixture, "A");
  type_name (fixture, "B");
  steps = count_steps (fixture);
  g_assert_true (iso_stock_group_paste_text (stocks, "drug\tconcentration\tlot\tsupplier\nA\t10 mM\t7\tAcme, Inc.\nB\t5 mg/mL\t8\t\n", &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_steps (fixture), ==, steps + 1);
  g_assert_cmpstr (get_bottle (fixture, 0)->supplier, ==, "Acme, Inc.");
  g_assert_cmpstr (get_bottle (fixture, 1)->lot, ==, "8");
  text = iso_stock_group_dup_text (stocks);
  g_assert_nonnull (strstr (text, "\tAcme, Inc.\t"));
  g_assert_null (strchr (text, '"'));
  g_assert_false (iso_stock_group_paste_text (stocks, "drug\tconcentration\nA\t20 mM\nB\tmuch\n", &error));
  g_assert_nonnull (error);
  g_assert_cmpuint (g_list_model_get_n_items (iso_project_get_stocks (fixture->project)), ==, 2);
}

int
main (int argc, char **argv)
{
  IsoApplication *application;
  int status;

  iso_test_init (&argc, &argv);
  application = app_test_begin ();
  g_test_add ("/compounds/add", Fixture, NULL, set_up, test_add, tear_down);
  g_test_add ("/compounds/paste", Fixture, NULL, set_up, test_paste, tear_down);
  g_test_add ("/compounds/rename", Fixture, NULL, set_up, test_rename, tear_down);
  g_test_add ("/compounds/move and remove", Fixture, NULL, set_up, test_move_and_remove, tear_down);
  g_test_add ("/compounds/unit", Fixture, NULL, set_up, test_unit, tear_down);
  g_test_add ("/compounds/day", Fixture, NULL, set_up, test_day, tear_down);
  g_test_add ("/compounds/used", Fixture, NULL, set_up, test_used, tear_down);
  g_test_add ("/compounds/bottles", Fixture, NULL, set_up, test_bottles, tear_down);
  g_test_add ("/compounds/bottles in use", Fixture, NULL, set_up, test_bottles_in_use, tear_down);
  g_test_add ("/compounds/bottles typed", Fixture, NULL, set_up, test_bottles_typed, tear_down);
  g_test_add ("/compounds/bottles pasted", Fixture, NULL, set_up, test_bottles_pasted, tear_down);
  g_test_add ("/compounds/leaks", Fixture, NULL, set_up, test_leaks, tear_down);
  status = g_test_run ();
  g_object_unref (application);
  return status;
}
