/* iso-content-supplies.c - of a project's text: bottles, cells, and how it is prepared
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "dosing/iso-preparation.h"
#include "reader/iso-content-parts.h"

#include <math.h>
#include <string.h>

/* In per cent, as people write it. */
static const IsoUnit percent = { "%", "%", ISO_DIMENSION_UNKNOWN, 0.01, 100 };

/* In place of an owned text, which stays where nothing is said. */
static gboolean
read_text (IsoJsonText *text, JsonObject *object, const char *name, char **value, GError **error)
{
  char *read = NULL;

  if (!iso_json_has (object, name))
    return TRUE;
  if (!iso_json_get_string (text, object, name, NULL, &read, error))
    return FALSE;
  g_free (*value);
  *value = read;
  return TRUE;
}

/* A number, which stays where nothing is said. */
static gboolean
read_number (IsoJsonText *text, JsonObject *object, const char *name, double *value, GError **error)
{
  gsize place = iso_json_enter (text, name);

  if (iso_json_has (object, name) && !iso_json_take_number (text, json_object_get_member (object, name), value, error))
    return FALSE;
  iso_json_leave (text, place);
  return TRUE;
}

static gboolean
read_amount (IsoJsonText *text, JsonObject *object, const char *name, const IsoUnit *unit, double *value, GError **error)
{
  gsize place = iso_json_enter (text, name);

  if (iso_json_has (object, name) && !iso_content_read_amount (text, json_object_get_member (object, name), unit, value, error))
    return FALSE;
  iso_json_leave (text, place);
  return TRUE;
}

/* Passes on why something cannot be, here. */
static gboolean
fail (IsoJsonText *text, GError *reason, GError **error)
{
  IsoPlace place;

  iso_json_get_place (text, &place);
  iso_error_set (error, (IsoErrorCode) reason->code, &place, iso_error_get_message (reason)->sentence,
                 iso_error_get_message (reason)->arguments[0], NULL);
  iso_place_clear (&place);
  g_error_free (reason);
  return FALSE;
}

static gboolean
read_label (IsoJsonText *text, JsonObject *object, IsoBottle *bottle, GError **error)
{
  g_autofree char *unit = NULL;
  GError *reason = NULL;

  if (!iso_json_get_string (text, object, "unit", NULL, &unit, error))
    return FALSE;
  bottle->unit = iso_unit_find (unit);
  if (bottle->unit == NULL)
    {
      iso_json_enter (text, "unit");
      return iso_json_fail (text, ISO_ERROR_UNITS, N_("“{1}” is no unit of concentration. Known are: {2}."), unit, iso_unit_list (), error);
    }
  if (!read_amount (text, object, "concentration", bottle->unit, &bottle->concentration, error)
      || !read_text (text, object, "form", &bottle->form_name, error)
      || !read_number (text, object, "form weight", &bottle->form.form_weight, error)
      || !read_number (text, object, "active weight", &bottle->form.active_weight, error)
      || !read_number (text, object, "active per form", &bottle->form.active_per_form, error)
      || !read_number (text, object, "purity", &bottle->form.purity, error)
      || !read_text (text, object, "solvent", &bottle->solvent, error) || !read_text (text, object, "lot", &bottle->lot, error)
      || !read_text (text, object, "supplier", &bottle->supplier, error) || !read_text (text, object, "expiry", &bottle->expiry, error)
      || !read_text (text, object, "in spite", &bottle->in_spite, error)
      || !iso_json_get_count (text, object, "thaws", 0, G_MAXINT, &bottle->thaws, error))
    return FALSE;
  return iso_bottle_check (bottle, &reason) || fail (text, reason, error);
}

/* Ids once, and of a drug's bottles one in use at the most. */
static gboolean
check_stock (IsoJsonText *text, const IsoContent *content, guint index, GError **error)
{
  const IsoContentStock *stock = &g_array_index (content->stocks, IsoContentStock, index);

  for (guint i = 0; i < index; i++)
    {
      const IsoContentStock *other = &g_array_index (content->stocks, IsoContentStock, i);

      if (strcmp (other->id, stock->id) == 0)
        return iso_json_fail (text, ISO_ERROR_RANGE, N_("The id “{1}” is taken by another one. Leave the id out to have one made."), stock->id,
                              NULL, error);
      if (other->used && stock->used && other->drug == stock->drug)
        return iso_json_fail (text, ISO_ERROR_RANGE, N_("Another bottle of “{1}” is in use. Only one can be."),
                              g_array_index (content->drugs, IsoContentEntity, stock->drug).name, NULL, error);
    }
  return TRUE;
}

static gboolean
read_stock_cb (IsoJsonText *text, JsonNode *node, guint index, gpointer data, GError **error)
{
  static const char *const known[] = {
    "drug", "id", "position", "used", "concentration", "unit", "form", "form weight", "active weight", "active per form", "purity", "solvent",
    "lot", "supplier", "expiry", "in spite", "thaws", NULL,
  };
  IsoContentParts *parts = data;
  IsoContentStock *stock = iso_content_add_stock (parts->content);
  g_autofree char *drug = NULL;
  JsonObject *object;

  if (!iso_json_expect_object (text, node, known, &object, error) || !iso_json_get_string (text, object, "drug", NULL, &drug, error)
      || !iso_content_index_find (&parts->drugs, text, drug, &stock->drug, error)
      || !iso_json_get_count (text, object, "position", index, G_MAXINT, &stock->position, error)
      || !iso_json_get_boolean (text, object, "used", FALSE, &stock->used, error)
      || !read_text (text, object, "id", &stock->id, error) || !read_label (text, object, &stock->bottle, error))
    return FALSE;
  if (stock->id == NULL)
    stock->id = iso_content_make_id ("stock", drug, index);
  return check_stock (text, parts->content, index, error);
}

static gboolean
read_cells_cb (IsoJsonText *text, JsonNode *node, guint index, gpointer data, GError **error)
{
  static const char *const known[] = { "sample", "passage", "per well", "count", "viability", NULL };
  IsoContentParts *parts = data;
  IsoContentCells *of_sample = iso_content_add_cells (parts->content);
  IsoCells *cells = &of_sample->cells;
  g_autofree char *sample = NULL;
  GError *reason = NULL;
  JsonObject *object;

  if (!iso_json_expect_object (text, node, known, &object, error) || !iso_json_get_string (text, object, "sample", NULL, &sample, error)
      || !iso_content_index_find (&parts->samples, text, sample, &of_sample->sample, error)
      || !read_text (text, object, "passage", &cells->passage, error) || !read_number (text, object, "per well", &cells->per_well, error)
      || !read_number (text, object, "count", &cells->count, error)
      || !read_amount (text, object, "viability", &percent, &cells->viability, error))
    return FALSE;
  for (guint i = 0; i < index; i++)
    {
      if (g_array_index (parts->content->cells, IsoContentCells, i).sample == of_sample->sample)
        return iso_json_fail (text, ISO_ERROR_RANGE, N_("“{1}” is here twice. Keep one of them."), sample, NULL, error);
    }
  return iso_cells_check (cells, &reason) || fail (text, reason, error);
}

typedef struct
{
  IsoOutline *scratch;    /* on which every value is tried */
  gboolean    of_drug;
  GArray     *settings;
} Values;

static gboolean
read_value_cb (IsoJsonText *text, const char *member, JsonNode *node, gpointer data, GError **error)
{
  const Values *values = data;
  g_autofree char *value = NULL;
  IsoPlace place;
  gboolean good;

  if (!iso_json_take_string (text, node, &value, error))
    return FALSE;
  iso_json_get_place (text, &place);
  good = values->of_drug ? iso_preparation_set_drug (values->scratch, 0, member, value, &place, error)
                         : iso_preparation_set (values->scratch, member, value, &place, error);
  iso_place_clear (&place);
  if (good)
    iso_content_add_setting (values->settings, member, value);
  return good;
}

gboolean
iso_content_read_drug_preparation (IsoJsonText *text, JsonObject *object, IsoContentEntity *drug, GError **error)
{
  g_autoptr (IsoOutline) scratch = iso_outline_new ();
  Values values = { scratch, TRUE, drug->settings };

  iso_outline_add_drug (scratch, drug->name, iso_unit_find (drug->unit));
  return iso_json_each_member (text, object, "preparation", read_value_cb, &values, error);
}

gboolean
iso_content_read_supplies (IsoContentParts *parts, IsoJsonText *text, JsonObject *root, GError **error)
{
  g_autoptr (IsoOutline) scratch = iso_outline_new ();
  Values values = { scratch, FALSE, parts->content->preparation };

  return iso_json_each (text, root, "stocks", read_stock_cb, parts, error) && iso_json_each (text, root, "cells", read_cells_cb, parts, error)
         && iso_json_each_member (text, root, "preparation", read_value_cb, &values, error);
}
