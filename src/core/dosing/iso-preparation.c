/* iso-preparation.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "dosing/iso-preparation-private.h"

#include "base/iso-number.h"
#include "dosing/iso-amount.h"

#include <math.h>
#include <string.h>

typedef enum
{
  KIND_YES_NO,    /* gboolean */
  KIND_NUMBER,    /* double */
  KIND_VOLUME,    /* double, nL */
  KIND_OWN,       /* by functions of its own */
} Kind;

typedef struct
{
  const char *name;
  Kind        kind;
  gsize       offset;    /* in IsoDosingSettings */
  double      low;       /* of a number */
  double      high;
  char     *(*get) (const IsoOutline *outline);
  gboolean  (*set) (IsoOutline *outline, const char *name, const char *value, const IsoPlace *place, GError **error);
} Setting;

static const char *const methods[] = {
  [ISO_DOSING_PREMIXED] = "premixed", [ISO_DOSING_SEPARATE] = "separate", [ISO_DOSING_DISPENSED] = "dispensed", NULL,
};
static const char *const yes_or_no[] = { "no", "yes", NULL };
static const char *const drug_names[] = { "delay", "intermediate", NULL };

static gboolean
find_word (const char *const *words, const char *name, const char *value, guint *found, const IsoPlace *place, GError **error)
{
  g_autofree char *list = NULL;

  for (guint i = 0; words[i] != NULL; i++)
    {
      if (g_ascii_strcasecmp (words[i], value) == 0)
        {
          *found = i;
          return TRUE;
        }
    }
  list = g_strjoinv (", ", (char **) words);
  iso_error_set (error, ISO_ERROR_SYNTAX, place, N_("“{1}” is nothing that “{2}” knows. Write one of: {3}."), value, name, list, NULL);
  return FALSE;
}

static gboolean
take_number (const char *name, const char *value, double low, double high, double *number, const IsoPlace *place, GError **error)
{
  g_autofree char *least = iso_number_format (low, 6);
  g_autofree char *most = iso_number_format (high, 6);
  double read;

  if (iso_number_parse (value, ISO_DECIMAL_POINT, &read) && read >= low && read <= high)
    {
      *number = read;
      return TRUE;
    }
  iso_error_set (error, ISO_ERROR_RANGE, place, N_("“{1}” cannot be “{2}”. Write a number from {3} to {4}."), value, name, least, most, NULL);
  return FALSE;
}

char *
iso_preparation_volume (double nl)
{
  const IsoUnit *unit = iso_unit_find (nl >= 1e6 ? "mL" : nl >= 1e3 ? "µL" : "nL");
  g_autofree char *number = iso_number_format_exact (iso_unit_from_inside (unit, nl));

  return g_strdup_printf ("%s %s", number, unit->symbol);
}

gboolean
iso_preparation_take_amount (const char *name, const char *value, IsoDimension dimension, double *amount, const IsoPlace *place,
                             GError **error)
{
  const IsoUnit *unit;
  double typed;

  if (iso_amount_parse (value, &typed, &unit) && unit->dimension == dimension && typed >= 0)
    {
      *amount = iso_unit_to_inside (unit, typed);
      return TRUE;
    }
  iso_error_set (error, ISO_ERROR_UNITS, place, N_("“{1}” cannot be “{2}”. Write an amount like {3}."), value, name,
                 dimension == ISO_DIMENSION_VOLUME   ? "100 µL"
                 : dimension == ISO_DIMENSION_MOLAR ? "200 µM"
                                                    : "5 mg/mL",
                 NULL);
  return FALSE;
}

static char *
get_method (const IsoOutline *outline)
{
  return g_strdup (methods[outline->dosing.method]);
}

static gboolean
set_method (IsoOutline *outline, const char *name, const char *value, const IsoPlace *place, GError **error)
{
  guint found;

  if (!find_word (methods, name, value, &found, place, error))
    return FALSE;
  outline->dosing.method = (IsoDosingMethod) found;
  return TRUE;
}

static char *
get_least (const IsoOutline *outline)
{
  return iso_preparation_volume (outline->dosing.least);
}

/* What is just possible is not what is chosen. */
static gboolean
set_least (IsoOutline *outline, const char *name, const char *value, const IsoPlace *place, GError **error)
{
  if (!iso_preparation_take_amount (name, value, ISO_DIMENSION_VOLUME, &outline->dosing.least, place, error))
    return FALSE;
  outline->dosing.preferred = 1.5 * outline->dosing.least;
  return TRUE;
}

#define AT(field) G_STRUCT_OFFSET (IsoDosingSettings, field)
#define YES_NO(name, field) { name, KIND_YES_NO, AT (field), 0, 0, NULL, NULL }
#define NUMBER(name, field, low, high) { name, KIND_NUMBER, AT (field), low, high, NULL, NULL }
#define VOLUME(name, field) { name, KIND_VOLUME, AT (field), 0, 0, NULL, NULL }
#define OWN(name, get, set) { name, KIND_OWN, 0, 0, 0, get, set }

static const Setting table[] = {
  OWN ("method", get_method, set_method),
  YES_NO ("direct", direct),
  YES_NO ("matched", matched),
  VOLUME ("seed", seed_volume),
  VOLUME ("add", add_volume),
  VOLUME ("capacity", well_capacity),
  YES_NO ("suspension", suspension),
  OWN ("reagents", iso_preparation_get_reagents, iso_preparation_set_reagents),
  YES_NO ("mother", mother),
  VOLUME ("mother capacity", mother_capacity),
  VOLUME ("mother dead", mother_dead),
  OWN ("caps", iso_preparation_get_caps, iso_preparation_set_caps),
  NUMBER ("overage", overage, 0, 10),
  NUMBER ("bulk overage", bulk_overage, 0, 10),
  VOLUME ("dead", dead_volume),
  VOLUME ("step", keep_step),
  OWN ("least", get_least, set_least),
  NUMBER ("enlarge", enlarge, 1, 100),
  OWN ("pipettes", iso_preparation_get_pipettes, iso_preparation_set_pipettes),
  NUMBER ("error", pipetting_cv, 0, 1),
  NUMBER ("bias", pipetting_bias, 0, 1),
  NUMBER ("most error", most_error, 0, 10),
  VOLUME ("droplet", droplet),
  VOLUME ("backfill", backfill),
  YES_NO ("edge medium", edge_medium),
  OWN ("rules off", iso_preparation_get_rules, iso_preparation_set_rules),
  OWN ("maps", iso_preparation_get_maps, iso_preparation_set_maps),
};

static const Setting *
find_setting (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    {
      if (strcmp (table[i].name, name) == 0)
        return &table[i];
    }
  return NULL;
}

static char *
list_names (const char *(*nth) (guint index))
{
  GString *names = g_string_new (NULL);
  const char *name;

  for (guint i = 0; (name = nth (i)) != NULL; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", name);
  return g_string_free (names, FALSE);
}

static gboolean
fail_name (const char *name, const char *(*nth) (guint index), const IsoPlace *place, GError **error)
{
  g_autofree char *names = list_names (nth);

  iso_error_set (error, ISO_ERROR_SYNTAX, place, N_("There is nothing called “{1}” to be set of a preparation. There are: {2}."), name, names,
                 NULL);
  return FALSE;
}

static gboolean
set_any (const Setting *setting, IsoOutline *outline, const char *value, const IsoPlace *place, GError **error)
{
  double *field = G_STRUCT_MEMBER_P (&outline->dosing, setting->offset);
  guint found;

  switch (setting->kind)
    {
    case KIND_YES_NO:
      if (!find_word (yes_or_no, setting->name, value, &found, place, error))
        return FALSE;
      G_STRUCT_MEMBER (gboolean, &outline->dosing, setting->offset) = found == 1;
      return TRUE;
    case KIND_NUMBER:
      return take_number (setting->name, value, setting->low, setting->high, field, place, error);
    case KIND_VOLUME:
      return iso_preparation_take_amount (setting->name, value, ISO_DIMENSION_VOLUME, field, place, error);
    case KIND_OWN:
    default:
      return setting->set (outline, setting->name, value, place, error);
    }
}

const char *
iso_preparation_nth (guint index)
{
  return index < G_N_ELEMENTS (table) ? table[index].name : NULL;
}

const char *
iso_preparation_drug_nth (guint index)
{
  return index < G_N_ELEMENTS (drug_names) ? drug_names[index] : NULL;
}

gboolean
iso_preparation_is (const char *name)
{
  return find_setting (name) != NULL;
}

char *
iso_preparation_get (const IsoOutline *outline, const char *name)
{
  const Setting *setting = find_setting (name);

  if (setting == NULL)
    return NULL;
  switch (setting->kind)
    {
    case KIND_YES_NO:
      return g_strdup (yes_or_no[G_STRUCT_MEMBER (gboolean, &outline->dosing, setting->offset) ? 1 : 0]);
    case KIND_NUMBER:
      return iso_number_format_exact (G_STRUCT_MEMBER (double, &outline->dosing, setting->offset));
    case KIND_VOLUME:
      return iso_preparation_volume (G_STRUCT_MEMBER (double, &outline->dosing, setting->offset));
    case KIND_OWN:
    default:
      return setting->get (outline);
    }
}

gboolean
iso_preparation_set (IsoOutline *outline, const char *name, const char *value, const IsoPlace *place, GError **error)
{
  const Setting *setting = find_setting (name);
  g_autoptr (IsoOutline) fresh = NULL;
  g_autofree char *own = NULL;

  if (setting == NULL)
    return fail_name (name, iso_preparation_nth, place, error);
  if (value == NULL)
    {
      fresh = iso_outline_new ();
      own = iso_preparation_get (fresh, name);
    }
  return set_any (setting, outline, value != NULL ? value : own, place, error);
}

char *
iso_preparation_get_drug (const IsoOutline *outline, guint drug, const char *name)
{
  const IsoDosingDrug *dosing = &outline->dosing.drugs[drug];
  const IsoUnit *unit = g_array_index (outline->drugs, IsoOutlineDrug, drug).unit;
  g_autofree char *number = NULL;

  if (strcmp (name, "delay") == 0)
    return iso_number_format_exact (dosing->delay);
  if (strcmp (name, "intermediate") != 0)
    return NULL;
  if (dosing->intermediate == 0)
    return g_strdup ("");
  number = iso_number_format_exact (iso_unit_from_inside (unit, dosing->intermediate));
  return g_strdup_printf ("%s %s", number, unit->symbol);
}

gboolean
iso_preparation_set_drug (IsoOutline *outline, guint drug, const char *name, const char *value, const IsoPlace *place, GError **error)
{
  IsoDosingDrug *dosing = &outline->dosing.drugs[drug];
  IsoDimension dimension = g_array_index (outline->drugs, IsoOutlineDrug, drug).unit->dimension;

  if (strcmp (name, "delay") == 0)
    return take_number (name, value != NULL ? value : "0", 0, 1000, &dosing->delay, place, error);
  if (strcmp (name, "intermediate") != 0)
    return fail_name (name, iso_preparation_drug_nth, place, error);
  if (value == NULL || *value == '\0')
    {
      dosing->intermediate = 0;
      return TRUE;
    }
  return iso_preparation_take_amount (name, value, dimension, &dosing->intermediate, place, error);
}
