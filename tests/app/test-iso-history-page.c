/* test-iso-history-page.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-app-test.h"
#include "iso-test.h"

#include "iso-history-page.h"
#include "iso-project-history.h"

#include <string.h>

/* Two compounds, one of them renamed, one step undone and another in its place. */
static void
make_history (IsoProject *project)
{
  g_autofree char *drug = iso_project_add_drug (project, "Ixazomib", "nM", NULL);
  g_autofree char *other = iso_project_add_drug (project, "Lenalidomide", "µM", NULL);
  g_autofree char *run = iso_project_add_run (project, "Run 1", NULL);
  g_autofree char *plate = iso_project_add_plate (project, "Plate 1", run, 96, NULL);
  IsoWellEdit wells[12] = { { 0 } };

  for (guint i = 0; i < G_N_ELEMENTS (wells); i++)
    wells[i] = (IsoWellEdit) { .row = 1, .column = i, .role = ISO_ROLE_VEHICLE };
  g_assert_true (iso_project_set_wells (project, plate, wells, G_N_ELEMENTS (wells), NULL));
  g_assert_true (iso_project_rename (project, ISO_ENTITY_DRUG, other, "Pomalidomide", NULL));
  g_assert_true (iso_project_undo (project, NULL));
  g_assert_true (iso_project_set_unit (project, drug, "µM", NULL));
}

static void
assert_changes (IsoProject *project, gint64 seq, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) changes = iso_project_describe_step (project, seq, &error);
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  g_ptr_array_add (changes, NULL);
  text = g_strjoinv ("; ", (char **) changes->pdata);
  g_assert_cmpstr (text, ==, expected);
}

static void
test_describe (void)
{
  IsoProject *project = app_test_project ();
  IsoProjectItem *plate;

  make_history (project);
  assert_changes (project, 1, "Compound “Ixazomib” added");
  assert_changes (project, 4, "Plate “Plate 1” added");
  assert_changes (project, 5, "Wells planned on the plate “Plate 1”: 12 (B1, B2, B3, B4, B5, B6, …)");
  assert_changes (project, 6, "Compound “Lenalidomide” is called “Pomalidomide” now");
  assert_changes (project, 7, "Compound “Pomalidomide” is called “Lenalidomide” now");
  assert_changes (project, 8, "Unit of “Ixazomib” is µM now");

  /* A plate that is gone keeps its name in the sentences of the steps before. */
  plate = g_list_model_get_item (G_LIST_MODEL (iso_project_get_list (project, ISO_ENTITY_PLATE)), 0);
  g_assert_true (iso_project_remove (project, ISO_ENTITY_PLATE, iso_project_item_get_id (plate), NULL));
  g_object_unref (plate);
  assert_changes (project, 5, "Wells planned on the plate “Plate 1”: 12 (B1, B2, B3, B4, B5, B6, …)");
  assert_changes (project, 9, "Plate “Plate 1” removed; Wells emptied on the plate “Plate 1”: 12 (B1, B2, B3, B4, B5, B6, …)");
  app_test_project_end (project);
}

static void
assert_in_effect (IsoProject *project, const char *expected)
{
  g_autoptr (GArray) flags = iso_steps_in_effect (iso_project_get_history (project));
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < flags->len; i++)
    g_string_append_c (text, g_array_index (flags, gboolean, i) ? '+' : '-');
  g_assert_cmpstr (text->str, ==, expected);
}

static void
test_in_effect (void)
{
  IsoProject *project = app_test_project ();

  make_history (project);
  assert_in_effect (project, "+++++--+");
  g_assert_true (iso_project_restore (project, 2, NULL));
  assert_in_effect (project, "++-------");
  g_assert_true (iso_project_undo (project, NULL));
  assert_in_effect (project, "+++++--+--");
  g_assert_true (iso_project_undo (project, NULL));
  assert_in_effect (project, "+++++------");
  g_assert_true (iso_project_redo (project, NULL));
  assert_in_effect (project, "+++++--+----");
  app_test_project_end (project);
}

static GListModel *
get_rows (IsoHistoryPage *page)
{
  return G_LIST_MODEL (gtk_column_view_get_model (GTK_COLUMN_VIEW (app_test_find (GTK_WIDGET (page), GTK_TYPE_COLUMN_VIEW))));
}

static const char *
get_child (IsoHistoryPage *page)
{
  return gtk_stack_get_visible_child_name (GTK_STACK (app_test_find (GTK_WIDGET (page), GTK_TYPE_STACK)));
}

static gboolean
is_undone (IsoHistoryPage *page, guint position)
{
  g_autoptr (GObject) row = g_list_model_get_item (get_rows (page), position);
  gboolean undone;

  g_object_get (row, "undone", &undone, NULL);
  return undone;
}

static void
test_page (void)
{
  IsoProject *project = app_test_project ();
  IsoHistoryPage *page = g_object_new (ISO_TYPE_HISTORY_PAGE, "project", project, NULL);
  GtkWindow *window = app_test_present (GTK_WIDGET (page), 900, 500);
  GtkSingleSelection *selection;
  GtkEditable *search;

  g_assert_cmpstr (get_child (page), ==, "empty");
  make_history (project);
  g_assert_cmpstr (get_child (page), ==, "list");
  g_assert_cmpuint (g_list_model_get_n_items (get_rows (page)), ==, 8);
  g_assert_false (is_undone (page, 0));
  g_assert_true (is_undone (page, 2));
  app_test_spin (50);
  g_assert_cmpuint (app_test_check_names (GTK_WIDGET (page)), >=, 2);
  app_test_save (GTK_WIDGET (window), "history");

  /* Back to where only the compounds were there; and that can be undone, too. */
  selection = GTK_SINGLE_SELECTION (get_rows (page));
  gtk_single_selection_set_selected (selection, 6);
  gtk_widget_activate_action (GTK_WIDGET (page), "page.restore", NULL);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (iso_project_get_list (project, ISO_ENTITY_DRUG))), ==, 2);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (iso_project_get_list (project, ISO_ENTITY_RUN))), ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (get_rows (page)), ==, 9);
  g_assert_true (is_undone (page, 1));
  g_assert_true (iso_project_undo (project, NULL));
  g_assert_false (is_undone (page, 2));

  search = GTK_EDITABLE (app_test_find (GTK_WIDGET (page), GTK_TYPE_SEARCH_ENTRY));
  gtk_editable_set_text (search, "IXAZOMIB");
  app_test_spin (300);
  g_assert_cmpuint (g_list_model_get_n_items (get_rows (page)), ==, 2);
  gtk_editable_set_text (search, "nobody did this");
  app_test_spin (300);
  g_assert_cmpstr (get_child (page), ==, "nothing");
  g_signal_emit_by_name (search, "stop-search");
  app_test_spin (300);
  g_assert_cmpuint (g_list_model_get_n_items (get_rows (page)), ==, 10);

  iso_history_page_set_project (page, NULL);
  g_assert_cmpstr (get_child (page), ==, "empty");
  gtk_window_destroy (window);
  app_test_project_end (project);
}

static void
test_leaks (void)
{
  IsoProject *project = app_test_project ();

  make_history (project);
  for (guint i = 0; i < 10; i++)
    {
      IsoHistoryPage *page = g_object_new (ISO_TYPE_HISTORY_PAGE, "project", project, NULL);
      GtkWindow *window = app_test_present (GTK_WIDGET (page), 700, 400);
      gpointer weak = page;

      g_object_add_weak_pointer (G_OBJECT (page), &weak);
      gtk_window_destroy (window);
      for (guint wait = 0; wait < 100 && weak != NULL; wait++)
        app_test_spin (10);
      g_assert_null (weak);
    }
  app_test_project_end (project);
}

int
main (int argc, char **argv)
{
  IsoApplication *application;
  int status;

  iso_test_init (&argc, &argv);
  application = app_test_begin ();
  g_test_add_func ("/history/describe", test_describe);
  g_test_add_func ("/history/in effect", test_in_effect);
  g_test_add_func ("/history/page", test_page);
  g_test_add_func ("/history/leaks", test_leaks);
  status = g_test_run ();
  g_object_unref (application);
  return status;
}
