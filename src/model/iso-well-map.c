/* iso-well-map.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-well-map.h"

#include <string.h>

static const IsoRecord *
get_record (const IsoAnalysis *analysis, guint observation)
{
  const IsoDataset *dataset = analysis->dataset;

  return &g_array_index (dataset->experiment->records, IsoRecord, iso_dataset_observation (dataset, observation)->record);
}

/* Index of the plate in the experiment; -1 if it is not there, and for a list. */
static int
find_plate (const IsoAnalysis *analysis, IsoProjectPlate *plate)
{
  const IsoExperiment *experiment;
  const char *name;

  if (analysis == NULL || plate == NULL || iso_project_plate_get_format (plate) == NULL)
    return -1;
  experiment = analysis->dataset->experiment;
  name = iso_project_item_get_name (ISO_PROJECT_ITEM (plate));
  for (guint i = 0; i < experiment->plates->len; i++)
    if (strcmp (iso_experiment_plate (experiment, (int) i)->name, name) == 0)
      return (int) i;
  return -1;
}

/* The row of a record in this list; -1 if it is in another, or outside. */
static int
find_row (const IsoRecord *record, IsoProjectPlate *plate)
{
  if (g_strcmp0 (record->list, iso_project_item_get_name (ISO_PROJECT_ITEM (plate))) != 0
      || record->row >= iso_project_plate_get_n_wells (plate))
    return -1;
  return (int) record->row;
}

/* The well of a record on this plate, whose index is that; -1 if it is on another, or outside. A list has rows instead. */
static int
find_well (const IsoRecord *record, int index, IsoProjectPlate *plate)
{
  const IsoPlateFormat *format = iso_project_plate_get_format (plate);
  IsoWell well;

  if (format == NULL)
    return find_row (record, plate);
  if (index < 0 || record->plate != index || record->well < 0)
    return -1;
  well = iso_record_get_well (record->well);
  return well.row < format->rows && well.column < format->columns ? (int) (well.row * format->columns + well.column) : -1;
}

GArray *
iso_wells_to_observations (const IsoAnalysis *analysis, IsoProjectPlate *plate, const guint *wells, guint n)
{
  GArray *observations = g_array_new (FALSE, FALSE, sizeof (guint));
  int index = find_plate (analysis, plate);
  g_autofree gboolean *selected = NULL;
  guint n_wells;

  if (analysis == NULL || plate == NULL)
    return observations;
  n_wells = iso_project_plate_get_n_wells (plate);
  selected = g_new0 (gboolean, n_wells);
  for (guint i = 0; i < n; i++)
    if (wells[i] < n_wells)
      selected[wells[i]] = TRUE;
  for (guint i = 0; i < analysis->dataset->observations->len; i++)
    {
      int well = find_well (get_record (analysis, i), index, plate);

      if (well >= 0 && (guint) well < n_wells && selected[well])
        g_array_append_val (observations, i);
    }
  return observations;
}

static int
compare_cb (gconstpointer first, gconstpointer second)
{
  guint one = *(const guint *) first;
  guint two = *(const guint *) second;

  return one < two ? -1 : one > two;
}

GArray *
iso_observations_to_wells (const IsoAnalysis *analysis, IsoProjectPlate *plate, const guint *observations, guint n)
{
  GArray *wells = g_array_new (FALSE, FALSE, sizeof (guint));
  int index = find_plate (analysis, plate);

  for (guint i = 0; analysis != NULL && plate != NULL && i < n; i++)
    {
      int well = find_well (get_record (analysis, observations[i]), index, plate);

      if (well >= 0)
        g_array_append_val (wells, well);
    }
  g_array_sort (wells, compare_cb);
  return wells;
}

/* The list or the plate that a record is of; NULL for none. */
static const char *
name_place (const IsoAnalysis *analysis, const IsoRecord *record)
{
  if (record->list != NULL)
    return record->list;
  return record->plate >= 0 && record->well >= 0 ? iso_experiment_plate (analysis->dataset->experiment, record->plate)->name : NULL;
}

const char *
iso_observation_plate (const IsoAnalysis *analysis, guint observation)
{
  const IsoRecord *record = get_record (analysis, observation);

  return record->plate >= 0 && record->well >= 0 ? iso_experiment_plate (analysis->dataset->experiment, record->plate)->name : NULL;
}

IsoProjectPlate *
iso_observation_find_well (const IsoAnalysis *analysis, IsoProject *project, guint observation, guint *well)
{
  GListModel *plates = G_LIST_MODEL (iso_project_get_list (project, ISO_ENTITY_PLATE));
  const IsoRecord *record = analysis != NULL && observation < analysis->dataset->observations->len ? get_record (analysis, observation) : NULL;
  const char *name = record != NULL ? name_place (analysis, record) : NULL;

  for (guint i = 0; name != NULL && i < g_list_model_get_n_items (plates); i++)
    {
      g_autoptr (IsoProjectItem) item = g_list_model_get_item (plates, i);
      IsoProjectPlate *plate = ISO_PROJECT_PLATE (item);
      int found;

      if ((iso_project_plate_get_format (plate) == NULL) != (record->list != NULL) || strcmp (iso_project_item_get_name (item), name) != 0)
        continue;
      found = find_well (record, record->plate, plate);
      if (found < 0)
        return NULL;
      *well = (guint) found;
      return plate;   /* the list holds it */
    }
  return NULL;
}

char *
iso_observation_key (const IsoAnalysis *analysis, guint observation)
{
  const IsoExperiment *experiment = analysis->dataset->experiment;
  const IsoRecord *record = get_record (analysis, observation);
  const char *plate = iso_observation_plate (analysis, observation);

  if (plate != NULL)
    return g_strdup_printf ("w%d/%s", record->well, plate);
  return g_strdup_printf ("l%u/%s", record->line,
                          record->source < experiment->sources->len ? (const char *) g_ptr_array_index (experiment->sources, record->source)
                                                                    : "");
}
