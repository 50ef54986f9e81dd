/* test-iso-design-dialog.c - plates from IC50s: typed or picked, counted while they are chosen, and made
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-test.h"

#include "iso-app-test.h"
#include "iso-design-dialog.h"
#include "iso-ic50-row.h"
#include "plate-fixture.h"

#include <math.h>
#include <string.h>

typedef struct
{
  PlateFixture     base;
  IsoDesignDialog *dialog;
  char            *made;   /* (owned) (nullable) */
} Fixture;

static void
made_cb (Fixture *fixture, const char *plate)
{
  g_free (fixture->made);
  fixture->made = g_strdup (plate);
}

static void
set_up (Fixture *fixture)
{
  plate_fixture_init (&fixture->base);
  fixture->made = NULL;
  fixture->dialog = iso_design_dialog_new (NULL, fixture->base.project, NULL);
  g_signal_connect_swapped (fixture->dialog, "made", G_CALLBACK (made_cb), fixture);
  gtk_window_present (GTK_WINDOW (fixture->dialog));
  plate_fixture_settle ();
}

static void
tear_down (Fixture *fixture)
{
  if (app_test_find_window (ISO_TYPE_DESIGN_DIALOG) != NULL)
    gtk_window_destroy (GTK_WINDOW (fixture->dialog));
  plate_fixture_settle ();
  plate_fixture_clear (&fixture->base);
  g_free (fixture->made);
}

static gpointer
get_child (Fixture *fixture, const char *name)
{
  return gtk_widget_get_template_child (GTK_WIDGET (fixture->dialog), ISO_TYPE_DESIGN_DIALOG, name);
}

/* The nth widget of a type below another, in the order of the tree; counts down. */
static gpointer
find_nth (GtkWidget *widget, GType type, guint *n)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type) && (*n)-- == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      gpointer found = find_nth (child, type, n);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static IsoIc50Row *
get_row (Fixture *fixture, guint n)
{
  return find_nth (get_child (fixture, "compounds"), ISO_TYPE_IC50_ROW, &n);
}

/* Types into the row of this title. */
static void
type (Fixture *fixture, const char *title, const char *text)
{
  for (guint i = 0;; i++)
    {
      guint n = i;
      GtkWidget *row = find_nth (GTK_WIDGET (fixture->dialog), ADW_TYPE_ENTRY_ROW, &n);

      g_assert_nonnull (row);
      if (strcmp (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), title) != 0)
        continue;
      gtk_editable_set_text (GTK_EDITABLE (row), text);
      return;
    }
}

static const char *
get_text (Fixture *fixture, const char *name)
{
  return gtk_label_get_text (get_child (fixture, name));
}

static void
choose_two (Fixture *fixture)
{
  GtkWidget *third = GTK_WIDGET (get_row (fixture, 2));

  gtk_check_button_set_active (GTK_CHECK_BUTTON (app_test_find (third, GTK_TYPE_CHECK_BUTTON)), FALSE);
  iso_ic50_row_type (get_row (fixture, 0), "50");
  iso_ic50_row_type (get_row (fixture, 1), "2\302\240µM");
}

static void
test_count (void)
{
  Fixture fixture;
  IsoDesignChoices choices;

  set_up (&fixture);
  g_assert_cmpuint (app_test_check_names (GTK_WIDGET (fixture.dialog)), >, 10);
  g_assert_nonnull (strstr (get_text (&fixture, "remarks"), "Give each compound that is chosen its IC50"));
  g_assert_false (gtk_widget_get_sensitive (get_child (&fixture, "make")));
  choose_two (&fixture);
  /* Two samples: a plate for each. */
  g_assert_cmpstr (get_text (&fixture, "count"), ==, "15 treatments, 120 wells: 2 plates with 60 wells to use");
  g_assert_true (gtk_widget_get_sensitive (get_child (&fixture, "make")));
  type (&fixture, "Replicates", "4");
  g_assert_cmpstr (get_text (&fixture, "count"), ==, "15 treatments, 180 wells: 4 plates with 60 wells to use");
  g_assert_nonnull (strstr (get_text (&fixture, "remarks"), "With 3 replicates instead of 4, one plate is enough."));
  app_test_save (GTK_WIDGET (fixture.dialog), "design-dialog");
  type (&fixture, "Replicates", "many");
  g_assert_nonnull (strstr (get_text (&fixture, "remarks"), "“Replicates” cannot be “many”."));
  type (&fixture, "Replicates", "3");
  type (&fixture, "Multiples of the IC50", "0,5 1, 2");
  g_assert_true (iso_design_dialog_read (fixture.dialog, &choices, NULL));
  g_assert_cmpuint (choices.n_multiples, ==, 3);
  g_assert_cmpfloat (choices.multiples[0], ==, 0.5);
  g_assert_cmpfloat (choices.multiples[1], ==, 1);
  iso_assert_close (choices.ic50[0], 50e-9, 1e-12);
  iso_assert_close (choices.ic50[1], 2e-6, 1e-12);
  iso_ic50_row_type (get_row (&fixture, 1), "2 mg");
  g_assert_false (gtk_widget_get_sensitive (get_child (&fixture, "make")));
  tear_down (&fixture);
}

static void
test_make (void)
{
  Fixture fixture;
  GListModel *plates;
  g_autoptr (IsoProjectItem) first = NULL;

  set_up (&fixture);
  plates = G_LIST_MODEL (iso_project_get_list (fixture.base.project, ISO_ENTITY_PLATE));
  choose_two (&fixture);
  g_signal_emit_by_name (get_child (&fixture, "make"), "clicked");
  while (fixture.made == NULL)
    g_main_context_iteration (NULL, TRUE);
  plate_fixture_settle ();
  g_assert_cmpuint (g_list_model_get_n_items (plates), ==, 2);
  first = g_list_model_get_item (plates, 0);
  g_assert_cmpstr (iso_project_item_get_id (first), ==, fixture.made);
  g_assert_null (app_test_find_window (ISO_TYPE_DESIGN_DIALOG));
  g_assert_cmpstr (iso_project_get_undo_label (fixture.base.project), ==, "Make plates of a design: 2");
  tear_down (&fixture);
}

static void
keep_result_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

/* The example, saved. */
static GFile *
save_example (Fixture *fixture)
{
  g_autofree char *path = iso_test_source ("data/examples/ixazomib-lenalidomide.json");
  g_autofree char *saved = g_build_filename (fixture->base.folder, "earlier.isobole", NULL);
  g_autoptr (IsoProject) project = app_test_project ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GBytes) text = NULL;
  GFile *file = g_file_new_for_path (saved);
  GError *error = NULL;
  char *content;
  gsize length;

  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  text = g_bytes_new_take (content, length);
  iso_project_close (project, TRUE);
  iso_project_create_from_text_async (project, file, text, NULL, keep_result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (iso_project_create_from_text_finish (project, result, &error));
  g_assert_no_error (error);
  g_clear_object (&result);
  iso_project_save_async (project, FALSE, NULL, keep_result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (iso_project_save_finish (project, result, &error));
  g_assert_no_error (error);
  app_test_project_end (g_steal_pointer (&project));
  return file;
}

/* From another project: the value exactly, with its interval and where it comes from; what is typed counts again. */
static void
test_earlier (void)
{
  Fixture fixture;
  g_autoptr (GFile) file = NULL;
  g_autoptr (GFile) none = NULL;

  set_up (&fixture);
  file = save_example (&fixture);
  iso_ic50_row_type (get_row (&fixture, 1), "3 µM");
  iso_design_dialog_load (fixture.dialog, file);
  while (isnan (iso_ic50_row_get_ic50 (get_row (&fixture, 0))))
    g_main_context_iteration (NULL, TRUE);
  plate_fixture_settle ();

  /* As “isobole-cli fit” has it: 45.7 nM. */
  iso_assert_close (iso_ic50_row_get_ic50 (get_row (&fixture, 0)), 45.7e-9, 0.002);
  g_assert_nonnull (strstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (get_row (&fixture, 0))), "to 53.2"));
  g_assert_nonnull (strstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (get_row (&fixture, 0))), "MM.1S, earlier.isobole"));
  iso_assert_close (iso_ic50_row_get_ic50 (get_row (&fixture, 1)), 3e-6, 1e-12);
  iso_ic50_row_type (get_row (&fixture, 0), "60 nM");
  iso_assert_close (iso_ic50_row_get_ic50 (get_row (&fixture, 0)), 60e-9, 1e-12);
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (get_row (&fixture, 0))), ==, "Typed");

  none = g_file_new_for_path ("/nowhere/none.isobole");
  iso_design_dialog_load (fixture.dialog, none);
  while (strstr (get_text (&fixture, "remarks"), "cannot be read") == NULL)
    g_main_context_iteration (NULL, TRUE);
  tear_down (&fixture);
}

int
main (int argc, char *argv[])
{
  int status;
  IsoApplication *application;

  iso_test_init (&argc, &argv);
  application = app_test_begin ();
  g_test_add_func ("/design-dialog/count", test_count);
  g_test_add_func ("/design-dialog/make", test_make);
  g_test_add_func ("/design-dialog/earlier", test_earlier);
  status = g_test_run ();
  g_object_unref (application);
  return status;
}
