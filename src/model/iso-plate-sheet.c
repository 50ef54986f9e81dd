/* iso-plate-sheet.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-plate-sheet.h"

#include "writer/iso-sheet.h"

#include <math.h>

static IsoProjectItem *
find (IsoProject *project, IsoEntity entity, const char *id)
{
  return id != NULL ? iso_project_list_find (iso_project_get_list (project, entity), id) : NULL;
}

/* What the design says; an imported well may know only what was achieved. */
static double
get_value (const IsoWellDose *dose)
{
  if (isfinite (dose->requested))
    return dose->requested;
  return isfinite (dose->planned) ? dose->planned : dose->achieved;
}

static void
add_dose (IsoSheet *sheet, IsoProject *project, const IsoWellDose *dose)
{
  IsoProjectItem *drug = find (project, ISO_ENTITY_DRUG, dose->drug);
  const IsoUnit *unit = drug != NULL ? iso_unit_find (iso_project_drug_get_unit (ISO_PROJECT_DRUG (drug))) : NULL;

  if (unit == NULL)
    unit = iso_unit_unknown ();
  iso_sheet_add_text (sheet, drug != NULL ? iso_project_item_get_name (drug) : NULL);
  iso_sheet_add_number (sheet, iso_unit_from_inside (unit, get_value (dose)));
  iso_sheet_add_text (sheet, unit->symbol);
}

static void
add_well (IsoSheet *sheet, IsoProject *project, IsoProjectPlate *plate, guint well)
{
  const IsoPlateFormat *format = iso_project_plate_get_format (plate);
  IsoProjectItem *sample = find (project, ISO_ENTITY_SAMPLE, iso_project_plate_get_sample (plate, well));
  guint replicate = iso_project_plate_get_replicate (plate, well), n;
  const IsoWellDose *doses = iso_project_plate_get_doses (plate, well, &n);
  char name[ISO_WELL_NAME_SIZE];

  iso_well_name ((IsoWell) { (guint8) (well / format->columns), (guint8) (well % format->columns) }, name);
  iso_sheet_add_text (sheet, name);
  iso_sheet_add_text (sheet, iso_role_word (iso_project_plate_get_role (plate, well)));
  iso_sheet_add_text (sheet, sample != NULL ? iso_project_item_get_name (sample) : NULL);
  if (replicate > 0)
    iso_sheet_add_count (sheet, replicate);
  else
    iso_sheet_add_text (sheet, NULL);
  for (guint i = 0; i < ISO_MAX_DRUGS; i++)
    {
      if (i < n)
        add_dose (sheet, project, &doses[i]);
      else
        for (guint j = 0; j < 3; j++)
          iso_sheet_add_text (sheet, NULL);
    }
  iso_sheet_end_row (sheet);
}

GBytes *
iso_plate_sheet_to_xlsx (IsoProject *project, IsoProjectPlate *plate, GError **error)
{
  IsoSheet *sheet = iso_sheet_new ("Wells", "well", "role", "sample", "replicate", "drug1", "dose1", "unit1", "drug2", "dose2", "unit2",
                                   "drug3", "dose3", "unit3", NULL);
  g_autoptr (GPtrArray) sheets = g_ptr_array_new_with_free_func ((GDestroyNotify) iso_sheet_free);

  g_ptr_array_add (sheets, sheet);
  for (guint i = 0; i < iso_project_plate_get_n_wells (plate); i++)
    if (iso_project_plate_get_role (plate, i) != ISO_ROLE_EMPTY)
      add_well (sheet, project, plate, i);
  return iso_sheets_to_xlsx (sheets, error);
}
