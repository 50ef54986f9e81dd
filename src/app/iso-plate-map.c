/* iso-plate-map.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-plate-map.h"

#include "iso-project-layout.h"

#include <string.h>

static void
take_doses (IsoLayoutWell *well, const IsoWellDose *doses, guint n, GHashTable *drugs)
{
  well->n_doses = 0;
  for (guint i = 0; i < n && well->n_doses < ISO_MAX_DRUGS; i++)
    {
      int drug = iso_places_find (drugs, doses[i].drug);

      if (drug >= 0)
        well->doses[well->n_doses++] = (IsoDose) { (guint) drug, doses[i].requested, doses[i].planned, doses[i].achieved };
    }
  /* In the order of the experiment, so that a drug is on the same side in all wells. */
  for (guint i = 1; i < well->n_doses; i++)
    for (guint j = i; j > 0 && well->doses[j - 1].drug > well->doses[j].drug; j--)
      {
        IsoDose swap = well->doses[j];

        well->doses[j] = well->doses[j - 1];
        well->doses[j - 1] = swap;
      }
}

IsoPlateMap *
iso_plate_map_new (IsoProject *project, IsoProjectPlate *plate, const IsoWellEdit *preview, guint n)
{
  const IsoPlateFormat *format = iso_project_plate_get_format (plate);
  g_autoptr (GHashTable) drugs = NULL;
  g_autoptr (GHashTable) samples = NULL;
  IsoPlateMap *map;

  if (format == NULL)
    return NULL;
  map = g_new0 (IsoPlateMap, 1);
  drugs = iso_project_list_places (project, ISO_ENTITY_DRUG);
  map->n_drugs = g_hash_table_size (drugs);
  samples = iso_project_list_places (project, ISO_ENTITY_SAMPLE);
  map->n_samples = g_hash_table_size (samples);
  map->layout = iso_project_make_layout (project, plate);
  map->excluded = g_new0 (gboolean, format->wells);
  for (guint i = 0; i < MIN (format->wells, iso_project_plate_get_n_wells (plate)); i++)
    map->excluded[i] = iso_project_plate_get_excluded (plate, i);
  for (guint i = 0; i < n; i++)
    {
      IsoLayoutWell *well = iso_layout_well (map->layout, (IsoWell) { (guint8) preview[i].row, (guint8) preview[i].column });

      if (well == NULL)
        continue;
      well->role = preview[i].role;
      well->sample = iso_places_find (samples, preview[i].sample);
      well->replicate = preview[i].replicate;
      take_doses (well, preview[i].doses, preview[i].n_doses, drugs);
    }
  map->key = iso_plate_key_new (map->layout, map->n_drugs);
  return map;
}

void
iso_plate_map_free (IsoPlateMap *map)
{
  if (map == NULL)
    return;
  iso_layout_free (map->layout);
  iso_plate_key_free (map->key);
  g_free (map->excluded);
  g_free (map);
}

int
iso_plate_map_index (IsoProject *project, IsoEntity entity, const char *id)
{
  g_autoptr (GHashTable) places = iso_project_list_places (project, entity);

  return iso_places_find (places, id);
}

void
iso_plate_map_get_edit (IsoProjectPlate *plate, guint well, IsoWellEdit *edit)
{
  guint columns = iso_project_plate_get_columns (plate);
  const IsoWellDose *doses;

  memset (edit, 0, sizeof *edit);
  edit->row = well / columns;
  edit->column = well % columns;
  edit->role = iso_project_plate_get_role (plate, well);
  edit->sample = iso_project_plate_get_sample (plate, well);
  edit->replicate = iso_project_plate_get_replicate (plate, well);
  doses = iso_project_plate_get_doses (plate, well, &edit->n_doses);
  edit->n_doses = MIN (edit->n_doses, ISO_MAX_DRUGS);
  for (guint i = 0; i < edit->n_doses; i++)
    edit->doses[i] = doses[i];
}
