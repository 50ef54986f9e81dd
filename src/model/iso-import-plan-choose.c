/* iso-import-plan-choose.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-import-plan-private.h"

#include <string.h>

static IsoImportRequest *
get_request (IsoImportPlan *self, guint file)
{
  return &g_array_index (self->requests, IsoImportRequest, file);
}

static IsoImportPlate *
get_plate (IsoImportPlan *self, guint plate)
{
  return g_ptr_array_index (self->plates, plate);
}

/* --- what was chosen ---------------------------------------------------------------------------------------------------------------- */

static char *
make_key (const IsoImportPlate *plate)
{
  return g_strdup_printf ("%u/%u", plate->file, plate->index);
}

static void
keep (GHashTable *choices, const IsoImportPlate *plate, const char *value)
{
  g_hash_table_insert (choices, make_key (plate), g_strdup (value));
}

static const char *
get_kept (GHashTable *choices, const IsoImportPlate *plate)
{
  g_autofree char *key = make_key (plate);

  return g_hash_table_lookup (choices, key);
}

static char *
describe_target (const IsoImportTarget *target)
{
  return g_strdup_printf ("%d/%u/%s", (int) target->to, target->layout, target->id != NULL ? target->id : "");
}

static const IsoRead *
find_read (const IsoImportPlate *plate, const char *label)
{
  return label != NULL && *label != '\0' ? iso_read_plate_find (plate->plate, label) : NULL;
}

void
iso_import_plan_apply_kept (IsoImportPlan *self, IsoImportPlate *plate)
{
  const char *target = get_kept (self->targets, plate);
  const char *run = get_kept (self->runs, plate);
  const IsoRead *read = find_read (plate, get_kept (self->reads, plate));

  if (read != NULL)
    plate->read = read;
  plate->reference = find_read (plate, get_kept (self->references, plate));
  if (plate->reference == plate->read)
    plate->reference = NULL;
  for (guint i = 0; target != NULL && i < plate->targets->len; i++)
    {
      g_autofree char *text = describe_target (&g_array_index (plate->targets, IsoImportTarget, i));

      if (strcmp (text, target) == 0)
        plate->target = i;
    }
  if (run != NULL)
    {
      g_free (plate->run);
      plate->run = g_strdup (run);
    }
}

/* What was chosen is shown at once; what comes of it, once the files are read. */
static void
read_again (IsoImportPlan *self, guint file)
{
  const IsoImportRequest *request = get_request (self, file);
  IsoImportSight *sight = self->look != NULL && file < self->look->sights->len ? g_ptr_array_index (self->look->sights, file) : NULL;

  if (sight != NULL)
    iso_import_sight_take (sight, request);
  iso_import_plan_read (self);
}

/* --- how files are read, and what becomes of plates ---------------------------------------------------------------- */

void
iso_import_plan_set_reader (IsoImportPlan *self, guint file, const char *reader)
{
  const IsoReader *found = reader != NULL ? iso_reader_find (reader) : NULL;

  g_return_if_fail (ISO_IS_IMPORT_PLAN (self));
  g_return_if_fail (file < self->requests->len);

  if (get_request (self, file)->reader == found)
    return;
  get_request (self, file)->reader = found;
  read_again (self, file);
}

void
iso_import_plan_set_separator (IsoImportPlan *self, guint file, IsoImportSeparator separator)
{
  g_return_if_fail (ISO_IS_IMPORT_PLAN (self));
  g_return_if_fail (file < self->requests->len);

  if (get_request (self, file)->separator == separator)
    return;
  get_request (self, file)->separator = separator;
  read_again (self, file);
}

void
iso_import_plan_set_decimal (IsoImportPlan *self, guint file, IsoImportDecimal decimal)
{
  g_return_if_fail (ISO_IS_IMPORT_PLAN (self));
  g_return_if_fail (file < self->requests->len);

  if (get_request (self, file)->decimal == decimal)
    return;
  get_request (self, file)->decimal = decimal;
  read_again (self, file);
}

void
iso_import_plan_set_turned (IsoImportPlan *self, guint file, gboolean turned)
{
  g_return_if_fail (ISO_IS_IMPORT_PLAN (self));
  g_return_if_fail (file < self->requests->len);

  if (get_request (self, file)->turned == turned)
    return;
  get_request (self, file)->turned = turned;
  read_again (self, file);
}

void
iso_import_plan_set_wells (IsoImportPlan *self, guint file, guint wells)
{
  g_return_if_fail (ISO_IS_IMPORT_PLAN (self));
  g_return_if_fail (file < self->requests->len);

  if (get_request (self, file)->wells == wells)
    return;
  get_request (self, file)->wells = wells;
  read_again (self, file);
}

void
iso_import_plan_set_pick (IsoImportPlan *self, guint file, const IsoReadPick *pick)
{
  IsoImportRequest *request;

  g_return_if_fail (ISO_IS_IMPORT_PLAN (self));
  g_return_if_fail (file < self->requests->len);

  request = get_request (self, file);
  if (request->pick.how == pick->how && memcmp (&request->pick.time, &pick->time, sizeof pick->time) == 0
      && memcmp (&request->pick.wavelength, &pick->wavelength, sizeof pick->wavelength) == 0)
    return;
  request->pick = *pick;
  read_again (self, file);
}

void
iso_import_plan_set_read (IsoImportPlan *self, guint plate, const char *label)
{
  g_return_if_fail (plate < iso_import_plan_get_n_plates (self));
  g_return_if_fail (label != NULL);

  if (strcmp (get_plate (self, plate)->read->label, label) == 0)
    return;
  for (guint i = 0; i < self->plates->len; i++)
    if (find_read (get_plate (self, i), label) != NULL)
      {
        keep (self->reads, get_plate (self, i), label);
        iso_import_plan_apply_kept (self, get_plate (self, i));
      }
  iso_import_plan_update (self);
}

void
iso_import_plan_set_reference (IsoImportPlan *self, guint plate, const char *label)
{
  const IsoImportPlate *chosen;

  g_return_if_fail (plate < iso_import_plan_get_n_plates (self));

  chosen = get_plate (self, plate);
  if (g_strcmp0 (chosen->reference != NULL ? chosen->reference->label : NULL, label) == 0)
    return;
  for (guint i = 0; i < self->plates->len; i++)
    if (label == NULL || find_read (get_plate (self, i), label) != NULL)
      {
        keep (self->references, get_plate (self, i), label != NULL ? label : "");
        iso_import_plan_apply_kept (self, get_plate (self, i));
      }
  iso_import_plan_update (self);
}

void
iso_import_plan_set_target (IsoImportPlan *self, guint plate, guint target)
{
  IsoImportPlate *chosen;
  g_autofree char *text = NULL;

  g_return_if_fail (plate < iso_import_plan_get_n_plates (self));
  g_return_if_fail (target < get_plate (self, plate)->targets->len);

  chosen = get_plate (self, plate);
  if (chosen->target == target)
    return;
  text = describe_target (&g_array_index (chosen->targets, IsoImportTarget, target));
  keep (self->targets, chosen, text);
  chosen->target = target;
  iso_import_plan_update (self);
}

void
iso_import_plan_set_run (IsoImportPlan *self, guint plate, const char *name)
{
  IsoImportPlate *chosen;

  g_return_if_fail (plate < iso_import_plan_get_n_plates (self));
  g_return_if_fail (name != NULL);

  chosen = get_plate (self, plate);
  if (*name == '\0' || strcmp (chosen->run, name) == 0)
    return;
  keep (self->runs, chosen, name);
  g_free (chosen->run);
  chosen->run = g_strdup (name);
  iso_import_plan_update (self);
}

gboolean
iso_import_plan_set_meanings (IsoImportPlan *self, guint file, const GPtrArray *meanings, GError **error)
{
  const IsoImportSight *sight = iso_import_plan_get_file (self, file);
  g_autofree char *folder = iso_table_maps_folder ();
  g_autoptr (IsoTableMap) map = NULL;

  g_return_val_if_fail (sight->columns != NULL && sight->columns->len == meanings->len, FALSE);

  map = iso_table_map_new (sight->name);
  for (guint i = 0; i < meanings->len; i++)
    iso_table_map_add (map, g_ptr_array_index (sight->columns, i), g_ptr_array_index (meanings, i));
  if (!iso_table_map_save (map, folder, error))
    return FALSE;
  iso_import_plan_read (self);
  return TRUE;
}
