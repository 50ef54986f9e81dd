/* test-iso-design-page.c - the Design page as a person uses it: fill, roles, clipboard, moving, finding, and the way back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-test.h"

#include "iso-app-test.h"
#include "iso-design-edit.h"
#include "iso-design-find.h"
#include "iso-design-page-private.h"
#include "iso-design-text.h"
#include "iso-plate-grid.h"
#include "iso-well-text.h"
#include "plate-fixture.h"
#include "reader/iso-text.h"

#include <string.h>

typedef struct
{
  PlateFixture     base;
  IsoDesignPage   *page;
  GtkWidget       *window;
  char            *told;   /* (owned) (nullable) what the page asked the window to say last */
} Fixture;

static void
tell_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  Fixture *fixture = data;

  g_free (fixture->told);
  g_variant_get (parameter, "(sb)", &fixture->told, NULL);
}

static void
set_up (Fixture *fixture)
{
  const GActionEntry entries[] = { { .name = "tell", .parameter_type = "(sb)", .activate = tell_cb } };
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, 1, fixture);
  fixture->told = NULL;
  plate_fixture_init (&fixture->base);
  fixture->page = g_object_new (ISO_TYPE_DESIGN_PAGE, "project", fixture->base.project, NULL);
  gtk_widget_insert_action_group (GTK_WIDGET (fixture->page), "win", G_ACTION_GROUP (group));
  fixture->window = plate_fixture_show (GTK_WIDGET (fixture->page), 860, 680);
}

static void
tear_down (Fixture *fixture)
{
  GtkWidget *page = GTK_WIDGET (fixture->page);

  g_object_add_weak_pointer (G_OBJECT (page), (gpointer *) &page);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  plate_fixture_settle ();
  g_assert_null (page);
  plate_fixture_clear (&fixture->base);
  g_free (fixture->told);
}

static IsoProjectPlate *
get_plate (Fixture *fixture)
{
  return iso_well_selection_get_plate (iso_design_page_get_selection (fixture->page));
}

static GtkWidget *
get_child (Fixture *fixture, const char *name)
{
  return GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (fixture->page), ISO_TYPE_DESIGN_PAGE, name));
}

static void
act (Fixture *fixture, const char *action, const char *parameter)
{
  g_autoptr (GVariant) value = parameter != NULL ? g_variant_ref_sink (g_variant_new_string (parameter)) : NULL;

  g_assert_true (gtk_widget_activate_action_variant (GTK_WIDGET (fixture->page), action, value));
  plate_fixture_settle ();
}

static void
undo (Fixture *fixture)
{
  GError *error = NULL;

  g_assert_true (iso_project_undo (fixture->base.project, &error));
  g_assert_no_error (error);
  plate_fixture_settle ();
}

static void
select_wells (Fixture *fixture, const char *query)
{
  g_autoptr (GArray) wells = iso_design_find (fixture->base.project, get_plate (fixture), query);

  g_assert_cmpuint (wells->len, >, 0);
  iso_well_selection_select (iso_design_page_get_selection (fixture->page), (const guint *) (void *) wells->data, wells->len,
                             ISO_SELECT_ONLY);
}

static void
assert_well (Fixture *fixture, const char *name, const char *expected)
{
  g_autoptr (GArray) wells = iso_design_find (fixture->base.project, get_plate (fixture), name);
  g_autofree char *text = iso_well_text_describe (fixture->base.project, get_plate (fixture), g_array_index (wells, guint, 0));

  g_assert_cmpuint (wells->len, ==, 1);
  for (char *p = strstr (text, "\302\240"); p != NULL; p = strstr (p, "\302\240"))
    {
      memmove (p, p + 1, strlen (p));
      *p = ' ';
    }
  g_assert_cmpstr (text, ==, expected);
}

static void
add_plate (Fixture *fixture)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->page), "design.add-plate", "u", 96));
  plate_fixture_settle ();
}

static void
type_sentence (Fixture *fixture, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (get_child (fixture, "sentence")), text);
  plate_fixture_settle ();
}

static guint
count_steps (Fixture *fixture)
{
  return g_list_model_get_n_items (iso_project_get_history (fixture->base.project));
}

static void
test_empty (void)
{
  Fixture fixture;

  set_up (&fixture);
  plate_fixture_compare (GTK_WIDGET (fixture.page), "design-empty");
  add_plate (&fixture);
  g_assert_cmpstr (iso_project_item_get_name (ISO_PROJECT_ITEM (get_plate (&fixture))), ==, "Plate 1");
  plate_fixture_compare (GTK_WIDGET (fixture.page), "design-new");
  g_assert_true (iso_project_undo (fixture.base.project, NULL));
  plate_fixture_settle ();
  g_assert_null (get_plate (&fixture));
  tear_down (&fixture);
}

static void
test_fill (void)
{
  Fixture fixture;
  guint steps;

  set_up (&fixture);
  add_plate (&fixture);
  select_wells (&fixture, "B2:G4");
  steps = count_steps (&fixture);
  type_sentence (&fixture, "6 steps, 1:3 from 100 nM, down");
  assert_well (&fixture, "B2", "Empty");
  g_assert_true (gtk_widget_get_sensitive (get_child (&fixture, "fill")));
  plate_fixture_compare (GTK_WIDGET (fixture.page), "design-preview");
  g_signal_emit_by_name (get_child (&fixture, "sentence"), "activate");
  plate_fixture_settle ();
  g_assert_cmpuint (count_steps (&fixture), ==, steps + 1);
  assert_well (&fixture, "B2", "Ixazomib 100 nM, replicate 1");
  assert_well (&fixture, "G4", "Ixazomib 0.412 nM, replicate 3");
  g_assert_cmpstr (iso_project_get_undo_label (fixture.base.project), ==,
                   "Fill wells of the plate “Plate 1”: 18; 6 steps, 1:3 from 100 nM Ixazomib, down");
  undo (&fixture);
  assert_well (&fixture, "B2", "Empty");

  /* Wrong: it says where, and nothing can be filled. */
  type_sentence (&fixture, "6 steps, 1:3 form 100 nM");
  g_assert_false (gtk_widget_get_sensitive (get_child (&fixture, "fill")));
  g_assert_true (g_str_has_prefix (gtk_label_get_text (GTK_LABEL (get_child (&fixture, "hint"))), "At letter 14: “form” is not understood"));
  type_sentence (&fixture, "60 steps, 1:1.1 from 100 nM");
  g_assert_nonnull (strstr (gtk_label_get_text (GTK_LABEL (get_child (&fixture, "hint"))), "needs 60 wells"));
  tear_down (&fixture);
}

/* Each button and each entry of the menu is one step. */
static void
test_edits (void)
{
  Fixture fixture;

  set_up (&fixture);
  add_plate (&fixture);
  select_wells (&fixture, "B2:B4");
  act (&fixture, "design.role", "vehicle");
  assert_well (&fixture, "B3", "Vehicle");
  gtk_drop_down_set_selected (GTK_DROP_DOWN (get_child (&fixture, "samples")), 1);
  plate_fixture_settle ();
  assert_well (&fixture, "B4", "Vehicle, MM.1S");
  g_signal_emit_by_name (get_child (&fixture, "grid"), "choose-role", ISO_ROLE_BLANK);
  assert_well (&fixture, "B4", "Blank, MM.1S");
  select_wells (&fixture, "B2");
  act (&fixture, "design.clear", NULL);
  assert_well (&fixture, "B2", "Empty");
  g_assert_cmpstr (fixture.told, ==, "1 well cleared");
  undo (&fixture);
  assert_well (&fixture, "B2", "Blank, MM.1S");
  undo (&fixture);
  undo (&fixture);
  assert_well (&fixture, "B2", "Vehicle");

  /* Where there is one sample, nobody has to say which; what has no cells has none. */
  g_assert_true (iso_project_remove (fixture.base.project, ISO_ENTITY_SAMPLE, fixture.base.samples[1], NULL));
  select_wells (&fixture, "C2");
  act (&fixture, "design.role", "untreated");
  assert_well (&fixture, "C2", "Untreated, MM.1S");
  select_wells (&fixture, "C3");
  act (&fixture, "design.role", "blank");
  assert_well (&fixture, "C3", "Blank");
  select_wells (&fixture, "D2:D3");
  type_sentence (&fixture, "2 steps, 1:2 from 5 µM Lenalidomide, across");
  g_signal_emit_by_name (get_child (&fixture, "sentence"), "activate");
  assert_well (&fixture, "D3", "Lenalidomide 2.5 µM, MM.1S, replicate 1");
  tear_down (&fixture);
}

static void
test_move (void)
{
  Fixture fixture;
  GError *error = NULL;

  set_up (&fixture);
  add_plate (&fixture);
  plate_fixture_fill (&fixture.base, get_plate (&fixture), 2);
  assert_well (&fixture, "C4", "Ixazomib 11.1 nM + Lenalidomide 3.33 µM, MM.1S, replicate 2, excluded: pipetting error");
  select_wells (&fixture, "C4:C5");
  g_signal_emit_by_name (get_child (&fixture, "grid"), "move-wells", 5, 1);
  assert_well (&fixture, "C4", "Empty");
  assert_well (&fixture, "H5", "Ixazomib 11.1 nM + Lenalidomide 3.33 µM, MM.1S, replicate 2, excluded: pipetting error");
  assert_well (&fixture, "H6", "Ixazomib 3.7 nM + Lenalidomide 3.33 µM, MM.1S, replicate 2");
  act (&fixture, "design.mirror-across", NULL);
  assert_well (&fixture, "H6", "Ixazomib 11.1 nM + Lenalidomide 3.33 µM, MM.1S, replicate 2, excluded: pipetting error");
  assert_well (&fixture, "H5", "Ixazomib 3.7 nM + Lenalidomide 3.33 µM, MM.1S, replicate 2");
  undo (&fixture);
  undo (&fixture);
  assert_well (&fixture, "C4", "Ixazomib 11.1 nM + Lenalidomide 3.33 µM, MM.1S, replicate 2, excluded: pipetting error");
  assert_well (&fixture, "H5", "Empty");

  /* Over the edge: nothing happens, and it is said. */
  g_assert_false (iso_design_move (fixture.base.project, get_plate (&fixture), (const guint[]) { 0 }, 1, -1, 0, &error));
  g_assert_error (error, ISO_ERROR, ISO_ERROR_RANGE);
  g_clear_error (&error);
  tear_down (&fixture);
}

static void
wait_for_clipboard (void)
{
  app_test_spin (100);
}

static void
test_clipboard (void)
{
  Fixture fixture;

  set_up (&fixture);
  add_plate (&fixture);
  plate_fixture_fill (&fixture.base, get_plate (&fixture), 3);
  select_wells (&fixture, "B2:C3");
  act (&fixture, "design.copy", NULL);
  select_wells (&fixture, "G11");
  act (&fixture, "design.paste", NULL);
  wait_for_clipboard ();
  assert_well (&fixture, "H12", "Ixazomib 33.3 nM + Lenalidomide 3.33 µM + Dexamethasone 0.333 µM, MM.1S, replicate 2");
  select_wells (&fixture, "H12");
  act (&fixture, "design.paste", NULL);
  wait_for_clipboard ();
  g_assert_nonnull (strstr (gtk_label_get_text (GTK_LABEL (get_child (&fixture, "hint"))), "beyond the edge"));
  select_wells (&fixture, "E5");
  act (&fixture, "design.cut", NULL);
  assert_well (&fixture, "E5", "Empty");
  select_wells (&fixture, "A1:A3");
  act (&fixture, "design.paste", NULL);
  wait_for_clipboard ();
  assert_well (&fixture, "A3", "Ixazomib 3.7 nM + Lenalidomide 0.37 µM + Dexamethasone 0.037 µM, MM.1S, replicate 1");
  tear_down (&fixture);
}

/* What is written reads back as the same plate, to the last digit; and what cannot be read is named. */
static void
test_text (void)
{
  Fixture fixture;
  IsoProjectPlate *plate;
  guint all[96];

  set_up (&fixture);
  plate = plate_fixture_add (&fixture.base, "Full", 96);
  plate_fixture_fill (&fixture.base, plate, 3);
  for (guint i = 0; i < 96; i++)
    all[i] = i;
  for (guint form = 0; form < 2; form++)
    {
      g_autofree char *text = form == 0 ? iso_design_write_map (fixture.base.project, plate, all, 96, TRUE)
                                        : iso_design_write_list (fixture.base.project, plate);
      g_autoptr (GError) error = NULL;
      g_autoptr (GArray) edits = iso_design_read (fixture.base.project, plate, text, 0, NULL, 0, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (edits->len, ==, (form == 0 ? 96 : 60));
      for (guint i = 0; i < edits->len; i++)
        {
          const IsoWellEdit *edit = &g_array_index (edits, IsoWellEdit, i);
          guint well = edit->row * 12 + edit->column, n;
          const IsoWellDose *doses = iso_project_plate_get_doses (plate, well, &n);

          g_assert_cmpint (edit->role, ==, iso_project_plate_get_role (plate, well));
          g_assert_cmpstr (edit->sample, ==, iso_project_plate_get_sample (plate, well));
          g_assert_cmpuint (edit->replicate, ==, iso_project_plate_get_replicate (plate, well));
          g_assert_cmpuint (edit->n_doses, ==, n);
          for (guint j = 0; j < n; j++)
            for (guint k = 0; k < n; k++)
              {
                if (strcmp (doses[j].drug, edit->doses[k].drug) == 0)
                  iso_assert_close (edit->doses[k].requested, doses[j].requested, 1e-15);
              }
        }
    }
  tear_down (&fixture);
}

static void
test_bad_text (void)
{
  static const struct { const char *text; int code; guint line; guint column; const char *words; } bad[] = {
    { "", ISO_ERROR_NO_DATA, 0, 0, "no text" },
    { "vehicle\tblank\nblank\tfoo 3 nM", ISO_ERROR_SYNTAX, 2, 2, "no compound “foo”" },
    { "Ixazomib x nM", ISO_ERROR_SYNTAX, 1, 1, "“x” is no dose" },
    { "Ixazomib 3 mg/mL", ISO_ERROR_SYNTAX, 1, 1, "no unit that suits" },
    { "Ixazomib -3 nM", ISO_ERROR_SYNTAX, 1, 1, "no dose above zero" },
    { "nonsense", ISO_ERROR_SYNTAX, 1, 1, "neither a role" },
    { "vehicle; KMS-11", ISO_ERROR_SYNTAX, 1, 1, "no sample “KMS-11”" },
    { "vehicle; U266; two", ISO_ERROR_SYNTAX, 1, 1, "no number of a replicate" },
    { "Well\tRole\nZ99\tvehicle", ISO_ERROR_SYNTAX, 2, 1, "no well “Z99”" },
    { "Well\tRole\nA1\tfriend", ISO_ERROR_SYNTAX, 2, 2, "no role" },
    { "\t12\t13\nA\tvehicle\tvehicle", ISO_ERROR_RANGE, 0, 0, "beyond the edge" },
  };
  Fixture fixture;
  IsoProjectPlate *plate;

  set_up (&fixture);
  plate = plate_fixture_add (&fixture.base, "Full", 96);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (iso_design_read (fixture.base.project, plate, bad[i].text, 0, NULL, 0, &error));
      g_assert_error (error, ISO_ERROR, bad[i].code);
      g_assert_cmpuint (iso_error_get_message (error)->place.line, ==, bad[i].line);
      g_assert_cmpuint (iso_error_get_message (error)->place.column, ==, bad[i].column);
      if (strstr (error->message, bad[i].words) == NULL)
        g_error ("“%s” does not say “%s”", error->message, bad[i].words);
    }
  tear_down (&fixture);
}

static guint
count_found (Fixture *fixture, const char *query)
{
  g_autoptr (GArray) wells = iso_design_find (fixture->base.project, get_plate (fixture), query);

  return wells->len;
}

/* The plate has 54 treated wells: nine doses of ixazomib by thirds from 100 nM, in six rows, with lenalidomide by rows from 10 µM. */
static void
test_find (void)
{
  Fixture fixture;

  set_up (&fixture);
  add_plate (&fixture);
  plate_fixture_fill (&fixture.base, get_plate (&fixture), 2);
  g_assert_cmpuint (count_found (&fixture, "C5"), ==, 1);
  g_assert_cmpuint (count_found (&fixture, "B2:D4"), ==, 9);
  g_assert_cmpuint (count_found (&fixture, "vehicle"), ==, 2);
  g_assert_cmpuint (count_found (&fixture, "ixa"), ==, 54);
  g_assert_cmpuint (count_found (&fixture, "> 2 µM"), ==, 18);
  g_assert_cmpuint (count_found (&fixture, "> 2000 nM"), ==, 18);
  g_assert_cmpuint (count_found (&fixture, "ixa > 2 µM"), ==, 0);
  g_assert_cmpuint (count_found (&fixture, "ixa >= 100 nM"), ==, 6);
  g_assert_cmpuint (count_found (&fixture, "ixa > 100 nM"), ==, 0);
  g_assert_cmpuint (count_found (&fixture, "LENA = 10"), ==, 9);
  g_assert_cmpuint (count_found (&fixture, "excluded"), ==, 2);
  g_assert_cmpuint (count_found (&fixture, "u266"), ==, 30);
  g_assert_cmpuint (count_found (&fixture, "empty"), ==, 36);
  g_assert_cmpuint (count_found (&fixture, "nothing of the kind"), ==, 0);
  g_assert_cmpuint (count_found (&fixture, " "), ==, 0);
  gtk_editable_set_text (GTK_EDITABLE (get_child (&fixture, "find")), "> 2 µM");
  for (guint i = 0; i < 50 && iso_well_selection_get_n (iso_design_page_get_selection (fixture.page)) == 0; i++)
    app_test_spin (100);   /* the entry waits for the person to stop typing */
  g_assert_cmpuint (iso_well_selection_get_n (iso_design_page_get_selection (fixture.page)), ==, 18);
  plate_fixture_compare (GTK_WIDGET (fixture.page), "design-found");

  /* Who types on is not waited for: Enter finds at once. */
  gtk_editable_set_text (GTK_EDITABLE (get_child (&fixture, "find")), "B2:D2");
  g_signal_emit_by_name (get_child (&fixture, "find"), "activate");
  g_assert_cmpuint (iso_well_selection_get_n (iso_design_page_get_selection (fixture.page)), ==, 3);
  tear_down (&fixture);
}

static void
test_check (void)
{
  Fixture fixture;
  g_autoptr (GPtrArray) findings = NULL;
  g_autofree char *count = NULL;

  set_up (&fixture);
  add_plate (&fixture);
  g_assert_false (gtk_widget_get_visible (get_child (&fixture, "remarks")));
  select_wells (&fixture, "B2:B5");
  act (&fixture, "design.role", "treated");
  g_assert_true (gtk_widget_get_visible (get_child (&fixture, "remarks")));
  findings = iso_design_check (fixture.base.project, get_plate (&fixture));
  g_assert_cmpuint (findings->len, ==, 4);
  g_assert_cmpstr (((IsoDesignFinding *) findings->pdata[0])->text, ==, "4 wells should hold a compound and have no dose.");
  g_assert_cmpuint (((IsoDesignFinding *) findings->pdata[0])->wells->len, ==, 4);
  g_assert_cmpstr (((IsoDesignFinding *) findings->pdata[1])->text, ==, "4 treated wells have no sample.");
  g_assert_nonnull (strstr (((IsoDesignFinding *) findings->pdata[2])->text, "no vehicle"));
  g_assert_nonnull (strstr (((IsoDesignFinding *) findings->pdata[3])->text, "neither a blank"));
  count = iso_design_count (get_plate (&fixture));
  g_assert_cmpstr (count, ==, "Treated: 4, Unused: 92");
  g_clear_pointer (&findings, g_ptr_array_unref);
  g_free (g_steal_pointer (&count));
  plate_fixture_fill (&fixture.base, get_plate (&fixture), 2);
  findings = iso_design_check (fixture.base.project, get_plate (&fixture));
  g_assert_cmpuint (findings->len, ==, 3);
  g_assert_nonnull (strstr (((IsoDesignFinding *) findings->pdata[0])->text, "2 wells only"));
  g_assert_nonnull (strstr (((IsoDesignFinding *) findings->pdata[1])->text, "“Ixazomib” is combined"));
  tear_down (&fixture);
}

/* In the dark, from right to left, and in the smallest window there may be. */
static void
test_surroundings (void)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();

  for (guint i = 0; i < 3; i++)
    {
      static const char *const names[] = { "design-dark", "design-right-to-left", "design-small" };
      Fixture fixture;

      adw_style_manager_set_color_scheme (manager, i == 0 ? ADW_COLOR_SCHEME_FORCE_DARK : ADW_COLOR_SCHEME_DEFAULT);
      gtk_widget_set_default_direction (i == 1 ? GTK_TEXT_DIR_RTL : GTK_TEXT_DIR_LTR);
      set_up (&fixture);
      gtk_window_set_default_size (GTK_WINDOW (fixture.window), i == 2 ? 560 : 860, i == 2 ? 560 : 680);
      add_plate (&fixture);
      plate_fixture_fill (&fixture.base, get_plate (&fixture), 3);
      select_wells (&fixture, "C3:E6");
      plate_fixture_compare (GTK_WIDGET (fixture.page), names[i]);
      tear_down (&fixture);
    }
  adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_DEFAULT);
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
}

/* The workbook is a layout, as our own reader of workbooks sees it: B2 is the first well that is planned. */
static void
check_workbook (Fixture *fixture)
{
  static const char *const expected[][13] = {
    { "well", "role", "sample", "replicate", "drug1", "dose1", "unit1", "drug2", "dose2", "unit2", "drug3", "dose3", "unit3" },
    { "B2", "treated", "U266", "1", "Ixazomib", "100", "nM", "Lenalidomide", "10", "µM", "", "", "" },
  };
  g_autofree char *path = g_build_filename (fixture->base.folder, "map.xlsx", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (IsoSource) source = iso_source_load (path, &error);
  g_autoptr (IsoText) text = NULL;

  g_assert_no_error (error);
  text = iso_text_new (source, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (iso_text_n_rows (text), ==, 1 + 60);
  for (guint row = 0; row < G_N_ELEMENTS (expected); row++)
    for (guint column = 0; column < G_N_ELEMENTS (expected[row]); column++)
      g_assert_cmpstr (iso_text_cell (text, row, column), ==, expected[row][column]);
}

/* The map in files of every kind, and on paper. */
static void
test_export (void)
{
  static const struct { const char *name; const char *begin; } files[] = {
    { "map.pdf", "%PDF" }, { "map.svg", "<?xml" }, { "map.png", "\211PNG" }, { "map.tsv", "Well\tRole\tSample" }, { "map.xlsx", "PK" },
  };
  g_autofree char *printed = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  Fixture fixture;

  set_up (&fixture);
  add_plate (&fixture);
  plate_fixture_fill (&fixture.base, get_plate (&fixture), 2);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (get_child (&fixture, "codes")), TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_build_filename (fixture.base.folder, files[i].name, NULL);
      g_autoptr (GFile) file = g_file_new_for_path (path);
      g_autofree char *bytes = NULL;

      g_assert_true (iso_design_page_write (fixture.page, file, &error));
      g_assert_no_error (error);
      g_assert_true (g_file_get_contents (path, &bytes, NULL, NULL));
      g_assert_true (strncmp (bytes, files[i].begin, strlen (files[i].begin)) == 0);
    }
  check_workbook (&fixture);
  printed = g_build_filename (fixture.base.folder, "printed.pdf", NULL);
  g_assert_true (iso_design_page_print (fixture.page, printed, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (printed, &text, NULL, NULL));
  g_assert_true (strncmp (text, "%PDF", 4) == 0);
  tear_down (&fixture);
}

static const char *
get_sample_word (Fixture *fixture)
{
  return gtk_string_object_get_string (gtk_drop_down_get_selected_item (GTK_DROP_DOWN (get_child (fixture, "samples"))));
}

/* Above the plate, as in the inspector: wells of several samples are mixed, and choosing one gives it to all. */
static void
test_mixed (void)
{
  Fixture fixture;

  set_up (&fixture);
  add_plate (&fixture);
  plate_fixture_fill (&fixture.base, get_plate (&fixture), 1);
  select_wells (&fixture, "B2:B4");
  g_assert_cmpstr (get_sample_word (&fixture), ==, "U266");
  select_wells (&fixture, "B2:C4");
  g_assert_cmpstr (get_sample_word (&fixture), ==, "Mixed");
  gtk_drop_down_set_selected (GTK_DROP_DOWN (get_child (&fixture, "samples")), 2);
  plate_fixture_settle ();
  g_assert_cmpstr (get_sample_word (&fixture), ==, "MM.1S");
  assert_well (&fixture, "B2", "Ixazomib 100 nM, MM.1S, replicate 1");
  undo (&fixture);
  g_assert_cmpstr (get_sample_word (&fixture), ==, "Mixed");
  tear_down (&fixture);
}

static void
test_plates (void)
{
  Fixture fixture;
  GListModel *plates;

  set_up (&fixture);
  plates = G_LIST_MODEL (iso_project_get_list (fixture.base.project, ISO_ENTITY_PLATE));
  add_plate (&fixture);
  plate_fixture_fill (&fixture.base, get_plate (&fixture), 1);
  act (&fixture, "design.duplicate-plate", NULL);
  g_assert_cmpuint (g_list_model_get_n_items (plates), ==, 2);
  g_assert_cmpstr (iso_project_item_get_name (ISO_PROJECT_ITEM (get_plate (&fixture))), ==, "Plate 1 (2)");
  assert_well (&fixture, "B2", "Ixazomib 100 nM, U266, replicate 1");
  select_wells (&fixture, "B2:C3");
  act (&fixture, "design.remove-plate", NULL);
  g_assert_cmpuint (g_list_model_get_n_items (plates), ==, 1);
  g_assert_cmpstr (iso_project_item_get_name (ISO_PROJECT_ITEM (get_plate (&fixture))), ==, "Plate 1");
  g_assert_cmpuint (iso_well_selection_get_n (iso_design_page_get_selection (fixture.page)), ==, 0);

  /* Undo leads back to the plate, and to what was selected on it. */
  undo (&fixture);
  g_assert_cmpuint (g_list_model_get_n_items (plates), ==, 2);
  g_assert_cmpstr (iso_project_item_get_name (ISO_PROJECT_ITEM (get_plate (&fixture))), ==, "Plate 1 (2)");
  g_assert_cmpuint (iso_well_selection_get_n (iso_design_page_get_selection (fixture.page)), ==, 4);
  g_assert_true (iso_well_selection_is_selected (iso_design_page_get_selection (fixture.page), 2 * 12 + 2));
  g_assert_cmpuint (app_test_check_names (fixture.window), >, 20);
  iso_design_page_set_project (fixture.page, NULL);
  plate_fixture_settle ();
  iso_design_page_set_project (fixture.page, fixture.base.project);
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

  g_test_add_func ("/design-page/empty", test_empty);
  g_test_add_func ("/design-page/fill", test_fill);
  g_test_add_func ("/design-page/edits", test_edits);
  g_test_add_func ("/design-page/move", test_move);
  g_test_add_func ("/design-page/clipboard", test_clipboard);
  g_test_add_func ("/design-page/text", test_text);
  g_test_add_func ("/design-page/bad text", test_bad_text);
  g_test_add_func ("/design-page/find", test_find);
  g_test_add_func ("/design-page/check", test_check);
  g_test_add_func ("/design-page/surroundings", test_surroundings);
  g_test_add_func ("/design-page/export", test_export);
  g_test_add_func ("/design-page/mixed", test_mixed);
  g_test_add_func ("/design-page/plates", test_plates);

  status = g_test_run ();
  g_object_unref (application);
  return status;
}
