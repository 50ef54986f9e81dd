/* iso-outline-reader.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "reader/iso-outline-reader.h"

#include "base/iso-number.h"
#include "dosing/iso-amount.h"
#include "reader/iso-outline-parts.h"

#include <math.h>
#include <string.h>

static const char *const root_members[] = {
  "schema", "title", "drugs", "samples", "runs", "arms", "replicates", "controls", "plate", "dosing", "cells", "reagents", NULL,
};

static const char help[] =
  "A design is JSON. Everything but \"schema\", \"drugs\" and \"arms\" may be left out.\n"
  "\n"
  "{\n"
  "  \"schema\": \"isobole/design/1\",\n"
  "  \"title\": \"Ixazomib + lenalidomide, MM.1S\",\n"
  "  \"drugs\": [\n"
  "    { \"name\": \"Ixazomib\", \"unit\": \"nM\", \"ic50\": 50, \"stock\": \"5 mg/mL\", \"solvent\": \"DMSO\",\n"
  "      \"form\": \"ixazomib citrate\", \"form weight\": 517.12, \"active weight\": 361.03, \"purity\": 0.98,\n"
  "      \"intermediate\": \"200 µM\", \"lot\": \"A1\", \"supplier\": \"\", \"thaws\": 1, \"expiry\": \"2027-03-31\", \"in spite\": \"\" },\n"
  "    { \"name\": \"Lenalidomide\", \"unit\": \"µM\", \"ic50\": 2, \"stock\": \"10 mM\", \"delay\": 0 } ],\n"
  "  \"samples\": [ \"MM.1S\" ],\n"
  "  \"runs\": 1,\n"
  "  \"arms\": [\n"
  "    { \"kind\": \"series\", \"drug\": \"Ixazomib\", \"doses\": [ 12.5, 25, 50, 100, 200 ] },\n"
  "    { \"kind\": \"series\", \"drug\": \"Lenalidomide\", \"from\": 8, \"factor\": 2, \"n\": 5 },\n"
  "    { \"kind\": \"ray\", \"drugs\": [ \"Ixazomib\", \"Lenalidomide\" ], \"multiples\": [ 0.25, 0.5, 1, 2, 4 ] },\n"
  "    { \"kind\": \"matrix\", \"drugs\": [ \"Ixazomib\", \"Lenalidomide\" ], \"shape\": \"triangle\",\n"
  "      \"doses\": { \"Ixazomib\": [ 25, 50, 100 ], \"Lenalidomide\": [ 1, 2, 4 ] } },\n"
  "    { \"kind\": \"fixed\", \"drug\": \"Ixazomib\", \"multiples\": [ 0.5, 1, 2 ], \"with\": \"Lenalidomide\", \"at\": 2 } ],\n"
  "  \"replicates\": 3,\n"
  "  \"controls\": { \"vehicle\": 9, \"positive control\": 3, \"blank\": 3 },\n"
  "  \"plate\": { \"wells\": 96, \"ring\": 1, \"mode\": \"random\", \"seed\": 42, \"lost\": [ \"C5\" ],\n"
  "             \"off\": { \"columns\": \"8-channel pipette\" }, \"together\": false },\n"
  "  \"dosing\": { \"method\": \"premixed\", \"direct\": false, \"matched\": true, \"seed\": \"100 µL\", \"add\": \"100 µL\",\n"
  "              \"capacity\": \"360 µL\", \"overage\": 0.2, \"dead\": \"40 µL\", \"least\": \"1 µL\", \"enlarge\": 1,\n"
  "              \"mother\": false, \"mother capacity\": \"2 mL\", \"mother dead\": \"20 µL\", \"error\": 0.02, \"most error\": 0.1,\n"
  "              \"droplet\": \"2.5 nL\", \"pipettes\": \"P2, P10, P20, P200, P1000\", \"step\": \"10 µL\", \"bulk overage\": 0.1,\n"
  "              \"bias\": 0.03, \"caps\": { \"DMSO\": [ 0.1, 0.5 ] } },\n"
  "  \"cells\": { \"per well\": 20000, \"count\": 1250000, \"viability\": 94, \"suspension\": true },\n"
  "  \"reagents\": [ { \"name\": \"MTT\", \"volume\": \"20 µL\", \"strength\": \"5 mg/mL\" },\n"
  "                { \"name\": \"DMSO\", \"volume\": \"150 µL\", \"removes\": true } ]\n"
  "}\n"
  "\n"
  "Doses are in the drug's unit. Multiples are of the IC50; a ray gives both in full, or the part that \"shares\" says, such as [ 0.5, 0.5 ].\n"
  "Shapes: full, triangle, band. Modes: random, row-blocks, column-blocks, quarters, ordered. Methods: premixed, separate, dispensed.\n"
  "Caps are per cent of a solvent in the well: what is to be thought about, and what is not to be exceeded. Viability is per cent.\n"
  "A drug with a delay, in hours, is added so long after the first; the method is then separate. An expired lot needs a word \"in spite\" of it.\n"
  "A mother plate is filled once and stamped onto the plates of all samples, which then have one map. Error is the CV of a transfer,\n"
  "bias what each would be too much. Pipettes are those of the usual set that are there. Step: volumes to keep are multiples of it.\n";

/* ---- amounts ---- */

static gboolean
parse_amount (IsoJsonText *text, JsonObject *object, const char *name, double *typed, const IsoUnit **unit, GError **error)
{
  g_autofree char *word = NULL;
  gsize place;

  if (!iso_json_get_string (text, object, name, NULL, &word, error))
    return FALSE;
  place = iso_json_enter (text, name);
  if (!iso_amount_parse (word, typed, unit))
    return iso_json_fail (text, ISO_ERROR_UNITS, N_("“{1}” is no amount. Write a number and a unit, such as {2}."), word, "10 mM, 100 µL", error);
  iso_json_leave (text, place);
  return TRUE;
}

gboolean
iso_outline_get_number (IsoJsonText *text, JsonObject *object, const char *name, double fallback, double low, double high, double *value,
                        GError **error)
{
  gsize place;

  *value = fallback;
  if (!iso_json_has (object, name))
    return !isnan (fallback) || iso_json_fail (text, ISO_ERROR_SYNTAX, N_("“{1}” is missing here. Add it."), name, NULL, error);
  place = iso_json_enter (text, name);
  if (!iso_json_take_number (text, json_object_get_member (object, name), value, error))
    return FALSE;
  if (!(*value >= low && *value <= high))
    {
      g_autofree char *least = iso_number_format (low, 6);
      g_autofree char *most = iso_number_format (high, 6);

      return iso_json_fail (text, ISO_ERROR_RANGE, N_("A number from {1} to {2} belongs here."), least, most, error);
    }
  iso_json_leave (text, place);
  return TRUE;
}

gboolean
iso_outline_get_amount (IsoJsonText *text, JsonObject *object, const char *name, IsoDimension dimension, double fallback, double *value,
                        GError **error)
{
  const IsoUnit *unit;
  double typed;

  *value = fallback;
  if (!iso_json_has (object, name) && !isnan (fallback))
    return TRUE;
  if (!parse_amount (text, object, name, &typed, &unit, error))
    return FALSE;
  if (unit->dimension != dimension || !(typed >= 0))
    {
      iso_json_enter (text, name);
      return iso_json_fail (text, ISO_ERROR_UNITS, N_("An amount like {1} belongs here."),
                            dimension == ISO_DIMENSION_VOLUME ? "100 µL" : "200 µM", NULL, error);
    }
  *value = iso_unit_to_inside (unit, typed);
  return TRUE;
}

gboolean
iso_outline_get_strength (IsoJsonText *text, JsonObject *object, const char *name, double *typed, const IsoUnit **unit, GError **error)
{
  return parse_amount (text, object, name, typed, unit, error);
}

gboolean
iso_outline_fail_word (IsoJsonText *text, const char *member, const char *word, const char *known, GError **error)
{
  iso_json_enter (text, member);
  return iso_json_fail (text, ISO_ERROR_RANGE, N_("“{1}” is not known here. Known are: {2}."), word, known, error);
}

gboolean
iso_outline_find_drug (IsoJsonText *text, const IsoOutline *outline, const char *name, guint *drug, GError **error)
{
  for (*drug = 0; *drug < outline->drugs->len; ++*drug)
    {
      if (strcmp (g_array_index (outline->drugs, IsoOutlineDrug, *drug).name, name) == 0)
        return TRUE;
    }
  return iso_json_fail (text, ISO_ERROR_RANGE, N_("“{1}” is not in this text. Add it to its list, or write its name as it stands there."), name,
                        NULL, error);
}

/* ---- drugs ---- */

/* In place of an owned text. */
static gboolean
read_text (IsoJsonText *text, JsonObject *object, const char *name, const char *fallback, char **value, GError **error)
{
  g_clear_pointer (value, g_free);
  return iso_json_get_string (text, object, name, fallback, value, error);
}

static gboolean
read_form (IsoJsonText *text, JsonObject *object, IsoForm *form, GError **error)
{
  iso_form_init (form);
  if ((iso_json_has (object, "form weight") && !iso_outline_get_number (text, object, "form weight", NAN, 1, 1e7, &form->form_weight, error))
      || (iso_json_has (object, "active weight")
          && !iso_outline_get_number (text, object, "active weight", NAN, 1, 1e7, &form->active_weight, error)))
    return FALSE;
  return iso_outline_get_number (text, object, "active per form", 1, 0.01, 100, &form->active_per_form, error)
         && iso_outline_get_number (text, object, "purity", 1, 0.001, 1, &form->purity, error);
}

static gboolean
read_unit (IsoJsonText *text, JsonObject *object, const IsoUnit **unit, GError **error)
{
  g_autofree char *symbol = NULL;

  if (!iso_json_get_string (text, object, "unit", NULL, &symbol, error))
    return FALSE;
  *unit = iso_unit_find (symbol);
  if (*unit != NULL && ((*unit)->dimension == ISO_DIMENSION_MOLAR || (*unit)->dimension == ISO_DIMENSION_MASS_CONCENTRATION))
    return TRUE;
  iso_json_enter (text, "unit");
  return iso_json_fail (text, ISO_ERROR_UNITS, N_("“{1}” is no unit of concentration. Known are: {2}."), symbol, iso_unit_list (), error);
}

/* Passes on why a stock cannot be, in its place. */
static gboolean
fail_stock (IsoJsonText *text, GError *reason, GError **error)
{
  iso_json_enter (text, "stock");
  iso_json_fail (text, (IsoErrorCode) reason->code, iso_error_get_message (reason)->sentence, NULL, NULL, error);
  g_error_free (reason);
  return FALSE;
}

static gboolean
read_stock (IsoJsonText *text, JsonObject *object, IsoOutline *outline, IsoOutlineDrug *drug, IsoDosingDrug *dosing, GError **error)
{
  IsoBottle *bottle = &drug->bottle;
  GError *reason = NULL;
  double typed;
  int index;

  if (!iso_outline_get_strength (text, object, "stock", &typed, &bottle->unit, error)
      || !read_text (text, object, "solvent", "DMSO", &bottle->solvent, error)
      || !iso_outline_get_amount (text, object, "intermediate", drug->unit->dimension, 0, &dosing->intermediate, error))
    return FALSE;
  bottle->concentration = iso_unit_to_inside (bottle->unit, typed);
  if (!iso_stock_concentration (&bottle->form, typed, bottle->unit, drug->unit->dimension, &drug->stock, &reason))
    return fail_stock (text, reason, error);
  index = iso_outline_add_solvent (outline, bottle->solvent);
  if (index < 0)
    return iso_json_fail (text, ISO_ERROR_TOO_LARGE, N_("A plan has three solvents at the most."), NULL, NULL, error);
  dosing->stock = drug->stock;
  dosing->solvent = (guint) index;
  dosing->dimension = drug->unit->dimension;
  dosing->name = drug->name;
  return TRUE;
}

static gboolean
read_label (IsoJsonText *text, JsonObject *object, IsoBottle *bottle, GError **error)
{
  if (!read_text (text, object, "form", "", &bottle->form_name, error) || !read_text (text, object, "lot", "", &bottle->lot, error)
      || !read_text (text, object, "supplier", "", &bottle->supplier, error) || !read_text (text, object, "expiry", "", &bottle->expiry, error)
      || !read_text (text, object, "in spite", "", &bottle->in_spite, error)
      || !iso_json_get_count (text, object, "thaws", 0, 1000, &bottle->thaws, error))
    return FALSE;
  if (*bottle->expiry == '\0' || iso_day_is_valid (bottle->expiry))
    return TRUE;
  iso_json_enter (text, "expiry");
  return iso_json_fail (text, ISO_ERROR_SYNTAX, N_("“{1}” is no day. Write year, month and day: 2027-03-31."), bottle->expiry, NULL, error);
}

typedef struct
{
  IsoOutline  *outline;
  IsoIc50Func  find_ic50;
  gpointer     data;
} Reading;

/* As it is written; else as the caller knows it; else NaN. */
static gboolean
read_ic50 (IsoJsonText *text, JsonObject *object, const Reading *reading, IsoOutlineDrug *drug, GError **error)
{
  drug->ic50 = NAN;
  if (!iso_json_has (object, "ic50"))
    {
      if (reading->find_ic50 != NULL)
        drug->ic50 = reading->find_ic50 (drug->name, drug->unit, reading->data);
      return TRUE;
    }
  if (!iso_outline_get_number (text, object, "ic50", NAN, 1e-12, 1e12, &drug->ic50, error))
    return FALSE;
  drug->ic50 = iso_unit_to_inside (drug->unit, drug->ic50);
  return TRUE;
}

static gboolean
read_drug_cb (IsoJsonText *text, JsonNode *node, guint index, gpointer data, GError **error)
{
  static const char *const known[] = {
    "name", "unit", "ic50", "stock", "solvent", "intermediate", "form weight", "active weight", "active per form", "purity", "form", "lot",
    "supplier", "expiry", "in spite", "thaws", "delay", NULL,
  };
  const Reading *reading = data;
  IsoOutline *outline = reading->outline;
  const IsoUnit *unit;
  IsoOutlineDrug *drug;
  JsonObject *object;
  g_autofree char *name = NULL;
  guint there;

  if (!iso_json_expect_object (text, node, known, &object, error) || !iso_json_get_string (text, object, "name", NULL, &name, error))
    return FALSE;
  if (index == ISO_MAX_DRUGS)
    return iso_json_fail (text, ISO_ERROR_TOO_LARGE, N_("A plan has one to three drugs. Plan the others by themselves."), NULL, NULL, error);
  if (name[strspn (name, " \t")] == '\0')
    return iso_json_fail (text, ISO_ERROR_RANGE, N_("A name is empty here. Write one."), NULL, NULL, error);
  if (iso_outline_find_drug (text, outline, name, &there, NULL))
    return iso_json_fail (text, ISO_ERROR_RANGE, N_("“{1}” is here twice. Keep one of them."), name, NULL, error);
  if (!read_unit (text, object, &unit, error))
    return FALSE;
  drug = iso_outline_add_drug (outline, name, unit);
  if (!read_form (text, object, &drug->bottle.form, error)
      || !read_stock (text, object, outline, drug, &outline->dosing.drugs[index], error)
      || !read_label (text, object, &drug->bottle, error)
      || !iso_outline_get_number (text, object, "delay", 0, 0, 1000, &outline->dosing.drugs[index].delay, error)
      || !read_ic50 (text, object, reading, drug, error))
    return FALSE;
  outline->dosing.n_drugs = index + 1;
  return TRUE;
}

/* ---- plates ---- */

static gboolean
add_sample_cb (IsoJsonText *text, JsonNode *node, guint index, gpointer data, GError **error)
{
  char *name = NULL;

  (void) index;
  if (!iso_json_take_string (text, node, &name, error))
    return FALSE;
  g_ptr_array_add (data, name);
  return TRUE;
}

static gboolean
read_control_cb (IsoJsonText *text, const char *member, JsonNode *node, gpointer data, GError **error)
{
  IsoPlating *plating = data;
  IsoRole role;
  double n;

  if (!iso_role_parse (member, &role) || role == ISO_ROLE_EMPTY || role == ISO_ROLE_TREATED || role == ISO_ROLE_COMPOUND_BLANK)
    return iso_json_fail (text, ISO_ERROR_RANGE, N_("“{1}” is not known here. Known are: {2}."), member,
                          "vehicle, untreated, blank, positive control, time zero", error);
  if (!iso_json_take_number (text, node, &n, error))
    return FALSE;
  if (!(n >= 0 && n <= 1536 && n == floor (n)))
    return iso_json_fail (text, ISO_ERROR_RANGE, N_("This number cannot be. Write a whole number from 0 to {1}."), "1536", NULL, error);
  plating->controls[role] = (guint) n;
  return TRUE;
}

static gboolean
add_lost_cb (IsoJsonText *text, JsonNode *node, guint index, gpointer data, GError **error)
{
  IsoOutline *outline = data;
  g_autofree char *name = NULL;
  IsoWell well;

  (void) index;
  if (!iso_json_take_string (text, node, &name, error))
    return FALSE;
  if (!iso_well_parse (name, &well) || !iso_plate_format_has (outline->plating.format, well))
    return iso_json_fail (text, ISO_ERROR_SYNTAX, N_("“{1}” is no well of this plate. Write a row and a column, such as C5."), name, NULL, error);
  outline->lost[iso_plate_format_index (outline->plating.format, well)] = 1;
  return TRUE;
}

static gboolean
add_off_cb (IsoJsonText *text, const char *member, JsonNode *node, gpointer data, GError **error)
{
  IsoOutline *outline = data;
  char *reason = NULL;
  IsoLayoutRule rule;

  if (!iso_layout_rule_parse (member, &rule))
    return iso_json_fail (text, ISO_ERROR_RANGE, N_("“{1}” is not known here. Known are: {2}."), member,
                          "enough-controls, rows, columns, quadrants, replicates-apart, neighbours, edge, equal-plates, pattern", error);
  if (!iso_json_take_string (text, node, &reason, error))
    return FALSE;
  g_free (outline->reasons->pdata[rule]);
  outline->reasons->pdata[rule] = reason;
  outline->layout.off |= 1u << rule;
  if (*reason == '\0')
    return iso_json_fail (text, ISO_ERROR_NO_DATA, N_("A rule is switched off for a reason. Write it."), NULL, NULL, error);
  return TRUE;
}

/* Wells that cannot be used and lie inside the edge rings. */
static void
count_lost (IsoOutline *outline)
{
  const IsoPlateFormat *format = outline->plating.format;
  guint ring = outline->plating.ring;

  for (guint i = 0; i < format->wells; i++)
    {
      IsoWell well = iso_plate_format_well (format, i);

      outline->plating.lost += outline->lost[i] != 0 && well.row >= ring && well.column >= ring && well.row + ring < format->rows
                               && well.column + ring < format->columns;
    }
}

static gboolean
read_plate (IsoJsonText *text, JsonObject *root, IsoOutline *outline, GError **error)
{
  static const char *const known[] = { "wells", "ring", "lost", "mode", "seed", "off", "together", NULL };
  gsize place = iso_json_enter (text, "plate");
  g_autofree char *mode = NULL;
  JsonObject *object;
  guint wells, seed;

  if (!iso_json_has (root, "plate"))
    return TRUE;
  if (!iso_json_expect_object (text, json_object_get_member (root, "plate"), known, &object, error)
      || !iso_json_get_count (text, object, "wells", 96, 1536, &wells, error)
      || !iso_json_get_count (text, object, "ring", 1, 4, &outline->plating.ring, error)
      || !iso_json_get_count (text, object, "seed", 1, G_MAXINT, &seed, error)
      || !iso_json_get_string (text, object, "mode", "random", &mode, error)
      || !iso_json_get_boolean (text, object, "together", FALSE, &outline->plating.together, error))
    return FALSE;
  outline->plating.format = iso_plate_format_find (wells);
  if (outline->plating.format == NULL)
    {
      iso_json_enter (text, "wells");
      return iso_json_fail (text, ISO_ERROR_RANGE, N_("Plates have 6, 12, 24, 48, 96, 384 or 1,536 wells."), NULL, NULL, error);
    }
  if (!iso_layout_mode_parse (mode, &outline->layout.mode))
    return iso_outline_fail_word (text, "mode", mode, "random, row-blocks, column-blocks, quarters, ordered", error);
  outline->layout.ring = outline->plating.ring;
  outline->layout.seed = seed;
  if (!iso_json_each (text, object, "lost", add_lost_cb, outline, error)
      || !iso_json_each_member (text, object, "off", add_off_cb, outline, error))
    return FALSE;
  iso_json_leave (text, place);
  return TRUE;
}

/* ---- the whole ---- */

static gboolean
check_schema (IsoJsonText *text, JsonObject *root, GError **error)
{
  g_autofree char *schema = NULL;

  if (!iso_json_get_string (text, root, "schema", NULL, &schema, error))
    return FALSE;
  if (strcmp (schema, ISO_OUTLINE_SCHEMA) == 0)
    return TRUE;
  iso_json_enter (text, "schema");
  return iso_json_fail (text, ISO_ERROR_UNSUPPORTED, N_("“{1}” is no design. A design begins with \"schema\": \"{2}\"."), schema,
                        ISO_OUTLINE_SCHEMA, error);
}

static gboolean
read_counts (IsoJsonText *text, JsonObject *root, IsoOutline *outline, GError **error)
{
  if (!iso_json_get_string (text, root, "title", "", &outline->title, error)
      || !iso_json_get_count (text, root, "runs", 1, 100, &outline->plating.runs, error)
      || !iso_json_get_count (text, root, "replicates", 3, 1000, &outline->plating.replicates, error)
      || !iso_json_each (text, root, "samples", add_sample_cb, outline->samples, error))
    return FALSE;
  if (outline->plating.runs == 0 || outline->plating.replicates == 0)
    return iso_json_fail (text, ISO_ERROR_RANGE, N_("Runs and replicates count from 1."), NULL, NULL, error);
  if (outline->samples->len == 0)
    g_ptr_array_add (outline->samples, g_strdup ("Sample"));
  outline->plating.samples = outline->samples->len;
  return TRUE;
}

static gboolean
read_all (IsoJsonText *text, const Reading *reading, GError **error)
{
  IsoOutline *outline = reading->outline;
  JsonObject *root;

  if (!iso_json_expect_object (text, iso_json_text_root (text), NULL, &root, error) || !check_schema (text, root, error)
      || !iso_json_expect_object (text, iso_json_text_root (text), root_members, &root, error)
      || !iso_json_each (text, root, "drugs", read_drug_cb, (gpointer) reading, error))
    return FALSE;
  if (outline->drugs->len == 0)
    return iso_json_fail (text, ISO_ERROR_NO_DATA, N_("A design has “drugs”. Add one."), NULL, NULL, error);
  outline->design = iso_design_new (outline->drugs->len);
  g_clear_pointer (&outline->title, g_free);
  if (!read_counts (text, root, outline, error) || !iso_outline_read_arms (text, root, outline, error)
      || !iso_json_each_member (text, root, "controls", read_control_cb, &outline->plating, error)
      || !read_plate (text, root, outline, error))
    return FALSE;
  iso_json_leave (text, 0);
  if (!iso_outline_read_liquids (text, root, outline, error))
    return FALSE;
  count_lost (outline);
  return TRUE;
}

IsoOutline *
iso_outline_read_json (IsoSource *source, IsoIc50Func find_ic50, gpointer data, GError **error)
{
  g_autoptr (IsoJsonText) text = iso_json_text_new (source, error);
  g_autoptr (IsoOutline) outline = NULL;
  GError *reason = NULL;

  if (text == NULL)
    return NULL;
  outline = iso_outline_new ();
  if (read_all (text, &(Reading) { outline, find_ic50, data }, &reason))
    return g_steal_pointer (&outline);
  iso_error_set_file (reason, iso_source_name (source));
  g_propagate_error (error, reason);
  return NULL;
}

const char *
iso_outline_help (void)
{
  return help;
}
