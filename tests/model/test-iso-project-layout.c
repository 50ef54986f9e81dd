/* test-iso-project-layout.c - laying out the plates of an open project: the map of a seed, its record, rules, and the way back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-test.h"

#include "analysis/iso-outline-content.h"
#include "iso-design-choices.h"
#include "iso-project-layout.h"
#include "iso-project-test.h"
#include "reader/iso-outline-reader.h"
#include "writer/iso-content-json.h"

#include <math.h>
#include <string.h>

/* Three plates of 60 wells: as the plan of this design puts them. */
static const char design_text[] =
  "{ \"schema\": \"isobole/design/1\", \"runs\": 3,"
  "  \"drugs\": [ { \"name\": \"Ixazomib\", \"unit\": \"nM\", \"ic50\": 50, \"stock\": \"10 mM\" },"
  "               { \"name\": \"Lenalidomide\", \"unit\": \"µM\", \"ic50\": 2, \"stock\": \"10 mM\" } ],"
  "  \"samples\": [ \"MM.1S\" ],"
  "  \"arms\": [ { \"kind\": \"series\", \"drug\": \"Ixazomib\", \"doses\": [ 200, 100, 50, 25, 12.5 ] },"
  "              { \"kind\": \"series\", \"drug\": \"Lenalidomide\", \"from\": 8, \"factor\": 2, \"n\": 5 },"
  "              { \"kind\": \"ray\", \"drugs\": [ \"Ixazomib\", \"Lenalidomide\" ], \"multiples\": [ 0.25, 0.5, 1, 2, 4 ] } ],"
  "  \"controls\": { \"vehicle\": 9, \"positive control\": 3, \"blank\": 3 }, \"plate\": { \"seed\": 42 } }";

static void
open_design (ProjectFixture *fixture)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (design_text, strlen (design_text));
  g_autoptr (GError) error = NULL;
  g_autoptr (IsoSource) source = iso_source_new ("design.json", bytes, &error);
  g_autoptr (IsoOutline) outline = iso_outline_read_json (source, NULL, NULL, &error);
  g_autoptr (IsoOutlinePlan) plan = NULL;
  g_autoptr (IsoContent) content = NULL;
  g_autoptr (GBytes) text = NULL;
  GAsyncResult *result = NULL;
  char *json;

  g_assert_no_error (error);
  plan = iso_outline_plan (outline, &error);
  g_assert_no_error (error);
  content = iso_outline_content (outline, plan);
  json = iso_content_write_json (content, "design.json", &error);
  g_assert_no_error (error);
  text = g_bytes_new_take (json, strlen (json));
  iso_project_create_from_text_async (fixture->project, NULL, text, NULL, project_test_keep_cb, &result);
  g_assert_cmpint (project_test_wait (fixture->project, &result, iso_project_create_from_text_finish), ==, -1);
}

static IsoProjectPlate *
get_plate (IsoProject *project, guint index)
{
  g_autoptr (IsoProjectPlate) plate = g_list_model_get_item (G_LIST_MODEL (iso_project_get_list (project, ISO_ENTITY_PLATE)), index);

  return plate;   /* the list holds it */
}

static const char *
get_id (IsoProject *project, guint index)
{
  return iso_project_item_get_id (ISO_PROJECT_ITEM (get_plate (project, index)));
}

static const char *
get_run_id (IsoProject *project, guint index)
{
  g_autoptr (IsoProjectItem) run = g_list_model_get_item (G_LIST_MODEL (iso_project_get_list (project, ISO_ENTITY_RUN)), index);

  return iso_project_item_get_id (run);   /* the list holds it */
}

/* What stands where: a line for each well. */
static char *
describe (IsoProject *project, guint index)
{
  g_autoptr (IsoLayout) layout = iso_project_make_layout (project, get_plate (project, index));
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < layout->format->wells; i++)
    {
      const IsoLayoutWell *well = &layout->wells[i];

      g_string_append_printf (text, "%u %s %d %u", i, iso_role_word (well->role), well->sample, well->replicate);
      for (guint k = 0; k < well->n_doses; k++)
        g_string_append_printf (text, " %u:%.17g", well->doses[k].drug, well->doses[k].requested);
      g_string_append_c (text, '\n');
    }
  return g_string_free (text, FALSE);
}

static int
lay_out (IsoProject *project, const char *plate, IsoLayoutSettings settings, guint *broken)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  iso_project_lay_out_async (project, plate, &settings, NULL, project_test_keep_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return iso_project_lay_out_finish (project, result, broken, &error) ? -1 : error->code;
}

static void
undo (IsoProject *project)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (iso_project_undo (project, &error));
  g_assert_no_error (error);
}

/* Wherever wells stood before, the seed of the plan brings back the map of the plan. */
static void
test_same_map (ProjectFixture *fixture, gconstpointer data)
{
  IsoProject *project = fixture->project;
  g_auto (GStrv) planned = g_new0 (char *, 4);
  guint broken = 1;

  open_design (fixture);
  for (guint i = 0; i < 3; i++)
    planned[i] = describe (project, i);
  g_assert_cmpint (lay_out (project, NULL, (IsoLayoutSettings) { .ring = 1, .seed = 7 }, &broken), ==, -1);
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *other = describe (project, i);

      g_assert_cmpstr (other, !=, planned[i]);
    }
  g_assert_cmpint (lay_out (project, NULL, (IsoLayoutSettings) { .ring = 1, .seed = 42 }, &broken), ==, -1);
  g_assert_cmpuint (broken, ==, 0);
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *again = describe (project, i);

      g_assert_cmpstr (again, ==, planned[i]);
    }
  g_assert_cmpuint (g_list_model_get_n_items (iso_project_get_history (project)), ==, 2);
}

/* One plate, one step, with its record; one step back. */
static void
test_record (ProjectFixture *fixture, gconstpointer data)
{
  IsoProject *project = fixture->project;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *other = NULL;
  g_autofree char *other_after = NULL;
  guint broken;

  open_design (fixture);
  before = describe (project, 1);
  other = describe (project, 0);
  g_assert_cmpint (lay_out (project, get_id (project, 1), (IsoLayoutSettings) { .mode = ISO_LAYOUT_COLUMN_BLOCKS, .seed = 5 }, &broken), ==,
                   -1);
  {
    g_autoptr (IsoOutline) outline = iso_project_get_layout_outline (project);
    const IsoMapRecord *record = iso_map_records_find (outline->maps, get_id (project, 1));

    g_assert_cmpuint (outline->maps->len, ==, 3);
    g_assert_cmpuint (record->mode, ==, ISO_LAYOUT_COLUMN_BLOCKS);
    g_assert_cmpuint (record->seed, ==, 5);
    g_assert_cmpuint (record->ring, ==, 0);
    g_assert_cmpuint (record->stream, ==, 2);
    g_assert_cmpuint (iso_map_records_find (outline->maps, get_id (project, 0))->seed, ==, 42);
  }
  g_assert_cmpstr (iso_project_get_undo_label (project), ==, "Lay out the plate “Plate 2”: column-blocks, seed 5");
  other_after = describe (project, 0);
  g_assert_cmpstr (other_after, ==, other);
  undo (project);
  after = describe (project, 1);
  g_assert_cmpstr (after, ==, before);
  g_assert_nonnull (strstr (iso_project_get_preparation (project, NULL, "maps"), "seed 42, stream 2"));
}

/* Rules are judged, switched off with a reason, and on again. */
static void
test_rules (ProjectFixture *fixture, gconstpointer data)
{
  IsoProject *project = fixture->project;
  g_autoptr (GArray) findings = NULL;
  g_autoptr (GArray) ordered = NULL;
  g_autoptr (IsoOutline) outline = NULL;
  g_autoptr (GError) error = NULL;
  guint broken;

  open_design (fixture);
  findings = iso_project_check_layout (project, get_plate (project, 2), 1);
  g_assert_cmpuint (findings->len, ==, ISO_N_LAYOUT_RULES);
  for (guint i = 0; i < findings->len; i++)
    g_assert_true (g_array_index (findings, IsoRuleFinding, i).kept);
  g_assert_cmpint (lay_out (project, get_id (project, 2), (IsoLayoutSettings) { .mode = ISO_LAYOUT_ORDERED, .ring = 1 }, &broken), ==, -1);
  ordered = iso_project_check_layout (project, get_plate (project, 2), 1);
  g_assert_false (g_array_index (ordered, IsoRuleFinding, ISO_RULE_NEIGHBOURS).kept);
  g_assert_cmpuint (g_array_index (ordered, IsoRuleFinding, ISO_RULE_NEIGHBOURS).wells->len, >, 0);

  g_assert_true (iso_project_set_rule_off (project, ISO_RULE_NEIGHBOURS, "8 tips; one row each", &error));
  g_assert_cmpstr (iso_project_get_preparation (project, NULL, "rules off"), ==, "neighbours=8 tips, one row each");
  g_assert_true (iso_project_set_rule_off (project, ISO_RULE_EDGE, "medium", &error));
  outline = iso_project_get_layout_outline (project);
  g_assert_cmpuint (outline->layout.off, ==, 1u << ISO_RULE_NEIGHBOURS | 1u << ISO_RULE_EDGE);
  g_assert_true (iso_project_set_rule_off (project, ISO_RULE_EDGE, NULL, &error));
  g_assert_true (iso_project_set_rule_off (project, ISO_RULE_NEIGHBOURS, NULL, &error));
  g_assert_null (iso_project_get_preparation (project, NULL, "rules off"));
}

/* What is excluded stays where it is; too small an area is refused, and nothing is moved. */
static void
test_refused (ProjectFixture *fixture, gconstpointer data)
{
  IsoProject *project = fixture->project;
  const IsoWellPlace place = { 3, 4 };
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (IsoLayout) one = NULL;
  g_autoptr (IsoLayout) two = NULL;
  g_autoptr (GError) error = NULL;
  guint broken, well = 3 * 12 + 4;

  open_design (fixture);
  before = describe (project, 0);
  g_assert_cmpint (lay_out (project, get_id (project, 0), (IsoLayoutSettings) { .ring = 2, .seed = 1 }, &broken), ==, ISO_ERROR_TOO_LARGE);
  after = describe (project, 0);
  g_assert_cmpstr (after, ==, before);

  one = iso_project_make_layout (project, get_plate (project, 0));
  g_assert_true (iso_project_exclude (project, get_id (project, 0), &place, 1, "scratched", &error));
  g_assert_cmpint (lay_out (project, get_id (project, 0), (IsoLayoutSettings) { .ring = 1, .seed = 3 }, &broken), ==, -1);
  two = iso_project_make_layout (project, get_plate (project, 0));
  g_assert_true (iso_layout_well_same (&one->wells[well], &two->wells[well]));
  g_assert_cmpstr (iso_project_plate_get_reason (get_plate (project, 0), well), ==, "scratched");
  g_assert_cmpint (lay_out (project, "no such plate", (IsoLayoutSettings) { .ring = 1, .seed = 3 }, &broken), ==, ISO_ERROR_NO_DATA);
}

/* An edit that comes while places are looked for is not overwritten. */
static void
test_changed_meanwhile (ProjectFixture *fixture, gconstpointer data)
{
  IsoProject *project = fixture->project;
  const IsoLayoutSettings settings = { .ring = 1, .seed = 3 };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  guint broken;

  open_design (fixture);
  before = describe (project, 0);
  iso_project_lay_out_async (project, NULL, &settings, NULL, project_test_keep_cb, &result);
  g_free (iso_project_add_drug (project, "Third", "nM", &error));
  g_assert_no_error (error);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (iso_project_lay_out_finish (project, result, &broken, &error));
  g_assert_error (error, ISO_ERROR, ISO_ERROR_BUSY);
  after = describe (project, 0);
  g_assert_cmpstr (after, ==, before);
}

static char *
make_plates (IsoProject *project, const IsoDesignChoices *choices)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  char *id;

  iso_project_make_plates_async (project, choices, NULL, project_test_keep_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  id = iso_project_make_plates_finish (project, result, &error);
  g_assert_no_error (error);
  return id;
}

/* The design that was read from text above, chosen from IC50s. */
static void
choose_design (IsoDesignChoices *choices)
{
  iso_design_choices_init (choices);
  choices->n_drugs = 2;
  choices->drugs[1] = 1;
  choices->ic50[0] = 50e-9;
  choices->ic50[1] = 2e-6;
  choices->plating.runs = 3;
  choices->layout.seed = 42;
}

/* Made in the window or planned by the program in a terminal: the same plates. */
static void
test_from_ic50s (ProjectFixture *fixture, gconstpointer data)
{
  IsoProject *project = fixture->project;
  g_auto (GStrv) planned = g_new0 (char *, 4);
  g_autofree char *first = NULL;
  IsoDesignChoices choices;

  open_design (fixture);
  for (guint i = 0; i < 3; i++)
    planned[i] = describe (project, i);
  for (guint i = 3; i-- > 0;)
    g_assert_true (iso_project_remove (project, ISO_ENTITY_PLATE, get_id (project, i), NULL));
  g_free (iso_project_add_plate (project, "Empty", get_run_id (project, 1), 96, NULL));
  choose_design (&choices);
  first = make_plates (project, &choices);
  g_assert_cmpstr (first, ==, get_id (project, 0));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (iso_project_get_list (project, ISO_ENTITY_PLATE))), ==, 3);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (iso_project_get_list (project, ISO_ENTITY_RUN))), ==, 3);
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *made = describe (project, i);

      g_assert_cmpstr (made, ==, planned[i]);
      g_assert_cmpstr (iso_project_plate_get_run (get_plate (project, i)), ==, get_run_id (project, i));
    }
  g_assert_cmpstr (iso_project_item_get_name (ISO_PROJECT_ITEM (get_plate (project, 0))), ==, "Empty");
  undo (project);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (iso_project_get_list (project, ISO_ENTITY_PLATE))), ==, 1);
}

/* Beside plates that are there: other maps, with numbers that go on. */
static void
test_beside (ProjectFixture *fixture, gconstpointer data)
{
  IsoProject *project = fixture->project;
  g_autofree char *first = NULL;
  g_autofree char *one = NULL;
  g_autofree char *other = NULL;
  IsoDesignChoices choices;

  open_design (fixture);
  choose_design (&choices);
  choices.plating.runs = 1;
  first = make_plates (project, &choices);
  g_assert_cmpstr (first, ==, get_id (project, 3));
  g_assert_cmpstr (iso_project_item_get_name (ISO_PROJECT_ITEM (get_plate (project, 3))), ==, "Plate 4");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (iso_project_get_list (project, ISO_ENTITY_RUN))), ==, 4);
  one = describe (project, 0);
  other = describe (project, 3);
  g_assert_cmpstr (one, !=, other);
  g_assert_nonnull (strstr (iso_project_get_preparation (project, NULL, "maps"), "seed 42, stream 4"));
}

/* What a design takes is counted, with what else could be done; and what is missing is said. */
static void
test_count (ProjectFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) messages = iso_message_list_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (IsoDesign) design = NULL;
  IsoDesignChoices choices;
  IsoPlatingCount count;

  choose_design (&choices);
  choices.plating.runs = 1;
  g_assert_true (iso_design_choices_count (&choices, &count, messages, &error));
  g_assert_cmpuint (count.treatments, ==, 15);
  g_assert_cmpuint (count.wells, ==, 60);
  g_assert_cmpuint (count.plates, ==, 1);
  g_assert_cmpuint (messages->len, ==, 0);
  choices.kind = ISO_COMBINE_MATRIX;
  g_assert_true (iso_design_choices_count (&choices, &count, messages, &error));
  g_assert_cmpuint (count.treatments, ==, 35);   /* 25 together, 5 and 5 alone */
  g_assert_cmpuint (count.plates, ==, 3);
  g_assert_cmpuint (messages->len, >, 0);
  choices.kind = ISO_COMBINE_RAY;
  choices.alone = FALSE;
  choices.ratio_kind = ISO_RATIO_GIVEN;
  choices.ratio[0] = 1;
  choices.ratio[1] = 60;
  design = iso_design_choices_make (&choices, &error);
  g_assert_no_error (error);
  /* At multiple 1: 1 : 60, and 20 nM / 50 nM + 1.2 µM / 2 µM = 1. */
  iso_assert_close (g_array_index (design->treatments, IsoTreatment, 2).doses[0], 20e-9, 1e-12);
  iso_assert_close (g_array_index (design->treatments, IsoTreatment, 2).doses[1], 1.2e-6, 1e-12);
  choices.ic50[1] = NAN;
  g_assert_false (iso_design_choices_count (&choices, &count, messages, &error));
  g_assert_error (error, ISO_ERROR, ISO_ERROR_NO_DATA);
}

int
main (int argc, char *argv[])
{
  iso_test_init (&argc, &argv);
#define ADD(name, function) g_test_add ("/project-layout/" name, ProjectFixture, NULL, project_test_set_up, function, project_test_tear_down)
  ADD ("same-map", test_same_map);
  ADD ("record", test_record);
  ADD ("rules", test_rules);
  ADD ("refused", test_refused);
  ADD ("changed-meanwhile", test_changed_meanwhile);
  ADD ("from-ic50s", test_from_ic50s);
  ADD ("beside", test_beside);
  ADD ("count", test_count);
  return g_test_run ();
}
