/* iso-outline-dosing.c - of a design, what is about liquids: volumes, cells, reagents
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "dosing/iso-preparation.h"
#include "reader/iso-outline-parts.h"

#include <math.h>
#include <string.h>

typedef struct
{
  IsoOutline *outline;
  int         solvent;
  double      caps[2];
} Caps;

static gboolean
add_cap_cb (IsoJsonText *text, JsonNode *node, guint index, gpointer data, GError **error)
{
  Caps *caps = data;

  if (!iso_json_take_number (text, node, &caps->caps[MIN (index, 1)], error))
    return FALSE;
  if (index > 1 || !(caps->caps[index] > 0 && caps->caps[index] <= 100))
    return iso_json_fail (text, ISO_ERROR_RANGE, N_("Caps are two numbers, per cent of the well: one to think about, one not to exceed."), NULL,
                          NULL, error);
  return TRUE;
}

static gboolean
read_caps (IsoJsonText *text, JsonObject *object, IsoOutline *outline, GError **error)
{
  JsonObject *caps;
  gsize place = iso_json_enter (text, "caps");

  if (!iso_json_has (object, "caps"))
    {
      iso_json_leave (text, place);
      return TRUE;
    }
  if (!iso_json_expect_object (text, json_object_get_member (object, "caps"), NULL, &caps, error))
    return FALSE;
  for (guint i = 0; i < outline->solvents->len; i++)
    {
      Caps one = { .outline = outline };

      if (!iso_json_has (caps, outline->solvents->pdata[i]))
        continue;
      if (!iso_json_each (text, caps, outline->solvents->pdata[i], add_cap_cb, &one, error))
        return FALSE;
      if (one.caps[0] > 0)
        outline->dosing.solvents[i].amber = one.caps[0] / 100;
      outline->dosing.solvents[i].red = MAX (one.caps[1] / 100, outline->dosing.solvents[i].amber);
    }
  iso_json_leave (text, place);
  return TRUE;
}

/* As a project has it: one vocabulary for both. Caps may be an object. */
static gboolean
read_setting_cb (IsoJsonText *text, const char *member, JsonNode *node, gpointer data, GError **error)
{
  g_autofree char *value = NULL;
  IsoPlace place;
  gboolean done;

  if (strcmp (member, "caps") == 0 && JSON_NODE_HOLDS_OBJECT (node))
    return TRUE;
  if (!iso_json_take_plain (text, node, &value, error))
    return FALSE;
  iso_json_get_place (text, &place);
  done = iso_preparation_set (data, member, value, &place, error);
  iso_place_clear (&place);
  return done;
}

static gboolean
read_dosing (IsoJsonText *text, JsonObject *root, IsoOutline *outline, GError **error)
{
  gsize place = iso_json_enter (text, "dosing");
  JsonObject *object;

  if (!iso_json_has (root, "dosing"))
    return TRUE;
  if (!iso_json_expect_object (text, json_object_get_member (root, "dosing"), NULL, &object, error))
    return FALSE;
  if (iso_json_has (object, "caps") && JSON_NODE_HOLDS_OBJECT (json_object_get_member (object, "caps")) && !read_caps (text, object, outline, error))
    return FALSE;
  iso_json_leave (text, place);
  return iso_json_each_member (text, root, "dosing", read_setting_cb, outline, error);
}

static gboolean
read_cells (IsoJsonText *text, JsonObject *root, IsoOutline *outline, GError **error)
{
  static const char *const known[] = { "per well", "count", "viability", "suspension", NULL };
  gsize place = iso_json_enter (text, "cells");
  JsonObject *object;

  if (!iso_json_has (root, "cells"))
    return TRUE;
  if (!iso_json_expect_object (text, json_object_get_member (root, "cells"), known, &object, error)
      || !iso_outline_get_number (text, object, "per well", NAN, 1, 1e8, &outline->cells_per_well, error)
      || !iso_outline_get_number (text, object, "count", NAN, 1, 1e10, &outline->cell_count, error)
      || !iso_outline_get_number (text, object, "viability", 100, 1, 100, &outline->viability, error)
      || !iso_json_get_boolean (text, object, "suspension", FALSE, &outline->dosing.suspension, error))
    return FALSE;
  outline->viability /= 100;
  iso_json_leave (text, place);
  return TRUE;
}

static gboolean
read_reagent_cb (IsoJsonText *text, JsonNode *node, guint index, gpointer data, GError **error)
{
  static const char *const known[] = { "name", "volume", "removes", "strength", NULL };
  IsoOutline *outline = data;
  IsoReagent *reagent;
  char *name = NULL;
  JsonObject *object;

  if (index == ISO_MAX_REAGENTS)
    return iso_json_fail (text, ISO_ERROR_TOO_LARGE, N_("A plan has four reagents at the most."), NULL, NULL, error);
  reagent = &outline->dosing.reagents[index];
  reagent->strength = NAN;
  if (!iso_json_expect_object (text, node, known, &object, error) || !iso_json_get_string (text, object, "name", NULL, &name, error))
    return FALSE;
  g_ptr_array_add (outline->reagents, name);
  reagent->name = name;
  outline->dosing.n_reagents = index + 1;
  if (iso_json_has (object, "strength")
      && !iso_outline_get_amount (text, object, "strength", ISO_DIMENSION_MASS_CONCENTRATION, 0, &reagent->strength, error))
    return FALSE;
  return iso_outline_get_amount (text, object, "volume", ISO_DIMENSION_VOLUME, NAN, &reagent->volume, error)
         && iso_json_get_boolean (text, object, "removes", FALSE, &reagent->removes, error);
}

gboolean
iso_outline_read_liquids (IsoJsonText *text, JsonObject *root, IsoOutline *outline, GError **error)
{
  if (!read_dosing (text, root, outline, error))
    return FALSE;
  iso_json_leave (text, 0);
  if (!read_cells (text, root, outline, error))
    return FALSE;
  iso_json_leave (text, 0);
  return iso_json_each (text, root, "reagents", read_reagent_cb, outline, error);
}
