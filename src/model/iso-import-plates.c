/* iso-import-plates.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-import-plates.h"

#include "reader/iso-plate-match.h"
#include "reader/iso-table-layout.h"

#include <string.h>

static void
clear_target_cb (gpointer data)
{
  IsoImportTarget *target = data;

  g_free (target->id);
  g_free (target->name);
}

/* Takes the layout. */
static IsoImportStand *
new_stand (IsoLayout *layout, IsoExperiment *experiment)
{
  IsoImportStand *stand = g_atomic_rc_box_new0 (IsoImportStand);

  stand->layout = layout;
  stand->experiment = iso_experiment_ref (experiment);
  return stand;
}

static void
clear_stand_cb (gpointer data)
{
  IsoImportStand *stand = data;

  iso_layout_free (stand->layout);
  iso_experiment_unref (stand->experiment);
}

IsoImportStand *
iso_import_stand_ref (IsoImportStand *stand)
{
  return g_atomic_rc_box_acquire (stand);
}

void
iso_import_stand_unref (IsoImportStand *stand)
{
  g_atomic_rc_box_release_full (stand, clear_stand_cb);
}

static void
free_plate (gpointer data)
{
  IsoImportPlate *plate = data;

  g_free (plate->name);
  g_free (plate->run);
  g_clear_pointer (&plate->targets, g_array_unref);
  g_clear_pointer (&plate->stand, iso_import_stand_unref);
  g_ptr_array_unref (plate->notices);
  g_free (plate);
}

static gboolean
fits (const IsoReadPlate *plate, const IsoPlateFormat *format)
{
  return format != NULL && plate->format->rows <= format->rows && plate->format->columns <= format->columns;
}

static GListModel *
get_list (IsoProject *project, IsoEntity entity)
{
  return G_LIST_MODEL (iso_project_get_list (project, entity));
}

/* --- where a plate may go --------------------------------------------------------------------------------------------------------- */

static void
add_target (IsoImportPlate *plate, IsoImportTo to, const char *id, guint layout, const char *name, gboolean measured)
{
  const IsoImportTarget target = { to, g_strdup (id), layout, g_strdup (name), measured };

  g_array_append_val (plate->targets, target);
}

static void
add_project_targets (IsoImportPlate *plate, IsoProject *project, IsoImportTo to)
{
  GListModel *list = get_list (project, ISO_ENTITY_PLATE);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (IsoProjectPlate) item = g_list_model_get_item (list, i);

      if (fits (plate->plate, iso_project_plate_get_format (item)))
        add_target (plate, to, iso_project_item_get_id (ISO_PROJECT_ITEM (item)), 0, iso_project_item_get_name (ISO_PROJECT_ITEM (item)),
                    to == ISO_IMPORT_TO_PLATE && iso_project_plate_get_signal (item) != NULL);
    }
}

/* Plates of one format may go to the same places. */
static void
list_targets (IsoImportPlate *plate, GHashTable *by_format, IsoProject *project, const IsoImportLook *look)
{
  GArray *known = g_hash_table_lookup (by_format, plate->plate->format);

  if (known != NULL)
    {
      plate->targets = g_array_ref (known);
      return;
    }
  plate->targets = g_array_new (FALSE, TRUE, sizeof (IsoImportTarget));
  g_array_set_clear_func (plate->targets, clear_target_cb);
  g_hash_table_insert (by_format, (gpointer) plate->plate->format, plate->targets);
  add_target (plate, ISO_IMPORT_TO_NONE, NULL, 0, "", FALSE);
  add_project_targets (plate, project, ISO_IMPORT_TO_PLATE);
  for (guint i = 0; look->import->layouts != NULL && i < look->import->layouts->len; i++)
    {
      const IsoLayout *layout = g_ptr_array_index (look->import->layouts, i);

      if (fits (plate->plate, layout->format))
        add_target (plate, ISO_IMPORT_TO_LAYOUT, NULL, i, layout->plate, FALSE);
    }
  add_project_targets (plate, project, ISO_IMPORT_TO_COPY);
  add_target (plate, ISO_IMPORT_TO_EMPTY, NULL, 0, "", FALSE);
}

/* --- where it most likely goes ---------------------------------------------------------------------------------------------------- */

static gboolean
set_target (IsoImportPlate *plate, IsoImportTo to, const char *id, guint layout)
{
  for (guint i = 0; i < plate->targets->len; i++)
    {
      const IsoImportTarget *target = &g_array_index (plate->targets, IsoImportTarget, i);

      if (target->to == to && g_strcmp0 (target->id, id) == 0 && (to != ISO_IMPORT_TO_LAYOUT || target->layout == layout))
        {
          plate->target = i;
          return TRUE;
        }
    }
  return FALSE;
}

/* A layout may serve several plates. Returns how many were found. */
static guint
guess_layouts (GPtrArray *plates, const GPtrArray *layouts)
{
  const IsoLayout *first = g_ptr_array_index (layouts, 0);
  gboolean for_all = layouts->len == 1 && *first->plate == '\0';
  guint found = 0;

  for (guint i = 0; i < plates->len; i++)
    {
      IsoImportPlate *plate = g_ptr_array_index (plates, i);
      gboolean done = FALSE;

      for (guint j = 0; j < layouts->len && !done; j++)
        {
          const IsoLayout *layout = g_ptr_array_index (layouts, j);

          done = (for_all || iso_table_plate_is_called (plate->readout, plate->index, layout->plate))
                 && set_target (plate, ISO_IMPORT_TO_LAYOUT, NULL, j);
        }
      found += done;
    }
  return found;
}

static void
guess_plates (GPtrArray *plates, IsoProject *project, const IsoImport *import)
{
  GListModel *list = get_list (project, ISO_ENTITY_PLATE);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree IsoKnownPlate *known = g_new0 (IsoKnownPlate, g_list_model_get_n_items (list) + 1);
  g_autoptr (GArray) matches = NULL;
  guint same = 0;

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (IsoProjectPlate) item = g_list_model_get_item (list, i);

      if (iso_project_plate_get_format (item) == NULL)
        continue;
      known[items->len] = (IsoKnownPlate) { iso_project_item_get_name (ISO_PROJECT_ITEM (item)),
                                            iso_project_plate_get_signal (item) == NULL };
      g_ptr_array_add (items, g_steal_pointer (&item));
    }
  iso_plates_match (import->readouts, known, items->len, NULL, &matches, &same);
  for (guint i = 0; i < plates->len; i++)
    {
      guint index = g_array_index (matches, IsoPlateMatch, i).plate;

      if (index < items->len)
        set_target (g_ptr_array_index (plates, i), ISO_IMPORT_TO_PLATE, iso_project_item_get_id (g_ptr_array_index (items, index)), 0);
    }
}

/* --- names of new plates ---------------------------------------------------------------------------------------------------------- */

static char *
cut_ending (const char *file)
{
  const char *point = strrchr (file, '.');

  return point != NULL && point > file ? g_strndup (file, (gsize) (point - file)) : g_strdup (file);
}

static char *
name_plate (const IsoReadout *readout, const IsoReadPlate *plate, guint n_readouts)
{
  g_autofree char *stem = cut_ending (readout->file);

  if (*plate->name == '\0' || (n_readouts > 1 && readout->plates->len == 1))
    return g_steal_pointer (&stem);
  return n_readouts > 1 ? g_strdup_printf ("%s: %s", stem, plate->name) : g_strdup (plate->name);
}

/* The names that plates of the project have. To be freed. */
static GHashTable *
list_taken (IsoProject *project)
{
  GListModel *list = get_list (project, ISO_ENTITY_PLATE);
  GHashTable *taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (IsoProjectItem) item = g_list_model_get_item (list, i);

      g_hash_table_add (taken, g_strdup (iso_project_item_get_name (item)));
    }
  return taken;
}

/* How many plates go by each layout; the caller frees it. */
static guint *
count_by_layout (const GPtrArray *plates, const IsoImport *import)
{
  guint *counts = g_new0 (guint, import->layouts != NULL ? import->layouts->len + 1 : 1);

  for (guint i = 0; i < plates->len; i++)
    {
      const IsoImportTarget *target = iso_import_plate_target (g_ptr_array_index (plates, i));

      counts[target->layout] += target->to == ISO_IMPORT_TO_LAYOUT;
    }
  return counts;
}

/* New plates have names of their own. */
static void
set_name (IsoImportPlate *plate, GHashTable *taken, const guint *by_layout, guint n_readouts)
{
  const IsoImportTarget *target = iso_import_plate_target (plate);
  gboolean alone = target->to == ISO_IMPORT_TO_LAYOUT && *target->name != '\0' && by_layout[target->layout] == 1;
  g_autofree char *name = alone ? g_strdup (target->name) : name_plate (plate->readout, plate->plate, n_readouts);

  g_free (plate->name);
  plate->name = g_strdup (name);
  for (guint n = 2; g_hash_table_contains (taken, plate->name); n++)
    {
      g_free (plate->name);
      plate->name = g_strdup_printf ("%s (%u)", name, n);
    }
  g_hash_table_add (taken, g_strdup (plate->name));
}

static void
add_plates (GPtrArray *plates, guint file, const IsoReadout *readout)
{
  for (guint i = 0; i < readout->plates->len; i++)
    {
      IsoImportPlate *plate = g_new0 (IsoImportPlate, 1);

      plate->file = file;
      plate->index = i;
      plate->readout = readout;
      plate->plate = g_ptr_array_index (readout->plates, i);
      plate->read = iso_read_plate_find (plate->plate, NULL);
      plate->name = g_strdup ("");
      plate->run = cut_ending (readout->file);
      plate->notices = iso_message_list_new ();
      g_ptr_array_add (plates, plate);
    }
}

/* The next sight, from this one on, whose file is in the import: those that could not be read are not. */
static guint
find_sight (const IsoImportLook *look, guint from)
{
  for (guint i = from; i < look->sights->len; i++)
    {
      const IsoImportSight *sight = g_ptr_array_index (look->sights, i);

      if (sight->table || sight->error == NULL)
        return i;
    }
  return from;
}

/* The experiment that a layout names is better than that of a file's name. */
static void
name_run (IsoImportPlate *plate, const IsoImportLook *look)
{
  const IsoImportTarget *target = iso_import_plate_target (plate);
  const IsoLayout *layout = target->to == ISO_IMPORT_TO_LAYOUT ? g_ptr_array_index (look->import->layouts, target->layout) : NULL;

  if (layout == NULL || *layout->experiment == '\0')
    return;
  g_free (plate->run);
  plate->run = g_strdup (layout->experiment);
}

/* --- what stands on a plate ------------------------------------------------------------------------------------------------------- */

static int
find_place (GListModel *list, const char *id)
{
  for (guint i = 0; id != NULL && i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (IsoProjectItem) item = g_list_model_get_item (list, i);

      if (strcmp (iso_project_item_get_id (item), id) == 0)
        return (int) i;
    }
  return -1;
}

static IsoExperiment *
list_names (IsoProject *project)
{
  IsoExperiment *experiment = iso_experiment_new ();
  GListModel *drugs = get_list (project, ISO_ENTITY_DRUG);
  GListModel *samples = get_list (project, ISO_ENTITY_SAMPLE);

  for (guint i = 0; i < g_list_model_get_n_items (drugs); i++)
    {
      g_autoptr (IsoProjectDrug) drug = g_list_model_get_item (drugs, i);

      iso_experiment_add_drug (experiment, iso_project_item_get_name (ISO_PROJECT_ITEM (drug)),
                               iso_unit_find (iso_project_drug_get_unit (drug)));
    }
  for (guint i = 0; i < g_list_model_get_n_items (samples); i++)
    {
      g_autoptr (IsoProjectItem) sample = g_list_model_get_item (samples, i);

      iso_experiment_add_sample (experiment, iso_project_item_get_name (sample));
    }
  return experiment;
}

static void
take_well (IsoLayoutWell *well, IsoProjectPlate *item, guint index, IsoProject *project)
{
  guint n;
  const IsoWellDose *doses = iso_project_plate_get_doses (item, index, &n);

  well->role = iso_project_plate_get_role (item, index);
  well->sample = find_place (get_list (project, ISO_ENTITY_SAMPLE), iso_project_plate_get_sample (item, index));
  well->replicate = iso_project_plate_get_replicate (item, index);
  for (guint i = 0; i < n && well->n_doses < ISO_MAX_DRUGS; i++)
    {
      int drug = find_place (get_list (project, ISO_ENTITY_DRUG), doses[i].drug);

      if (drug >= 0)
        well->doses[well->n_doses++] = (IsoDose) { (guint) drug, doses[i].requested, doses[i].planned, doses[i].achieved };
    }
}

static IsoLayout *
copy_project_layout (IsoProject *project, const char *id)
{
  IsoProjectPlate *item = ISO_PROJECT_PLATE (iso_project_list_find (iso_project_get_list (project, ISO_ENTITY_PLATE), id));
  const IsoPlateFormat *format = iso_project_plate_get_format (item);
  IsoLayout *layout = iso_layout_new (iso_project_item_get_name (ISO_PROJECT_ITEM (item)), "", format);

  for (guint i = 0; i < MIN (format->wells, iso_project_plate_get_n_wells (item)); i++)
    take_well (&layout->wells[i], item, i, project);
  return layout;
}

static IsoImportStand *
make_stand (const IsoImportPlate *plate, IsoExperiment *names, IsoProject *project, const IsoImportLook *look)
{
  const IsoImportTarget *target = iso_import_plate_target (plate);

  switch (target->to)
    {
    case ISO_IMPORT_TO_PLATE:
    case ISO_IMPORT_TO_COPY:
      return new_stand (copy_project_layout (project, target->id), names);
    case ISO_IMPORT_TO_LAYOUT:
      return new_stand (iso_layout_copy (g_ptr_array_index (look->import->layouts, target->layout)), look->import->layout);
    case ISO_IMPORT_TO_EMPTY:
      return new_stand (iso_layout_new ("", "", plate->plate->format), names);
    case ISO_IMPORT_TO_NONE:
    default:
      return NULL;
    }
}

/* Those that go the same way share what stands there. */
static void
set_stand (IsoImportPlate *plate, GHashTable *stands, IsoExperiment *names, IsoProject *project, const IsoImportLook *look)
{
  gconstpointer way = iso_import_plate_target (plate);
  IsoImportStand *stand = g_hash_table_lookup (stands, way);

  if (stand == NULL)
    {
      stand = make_stand (plate, names, project, look);
      if (stand != NULL)
        g_hash_table_insert (stands, (gpointer) way, stand);
    }
  g_clear_pointer (&plate->stand, iso_import_stand_unref);
  plate->stand = stand != NULL ? iso_import_stand_ref (stand) : NULL;
}

/* --- all of them ------------------------------------------------------------------------------------------------------------------ */

const IsoImportTarget *
iso_import_plate_target (const IsoImportPlate *plate)
{
  return &g_array_index (plate->targets, IsoImportTarget, plate->target);
}

const char *
iso_import_plate_name (const IsoImportPlate *plate)
{
  const IsoImportTarget *target = iso_import_plate_target (plate);

  return target->to == ISO_IMPORT_TO_PLATE ? target->name : plate->name;
}

void
iso_import_plates_update (GPtrArray *plates, IsoProject *project, const IsoImportLook *look)
{
  g_autoptr (GHashTable) taken = list_taken (project);
  g_autofree guint *by_layout = count_by_layout (plates, look->import);
  g_autoptr (GHashTable) stands = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) iso_import_stand_unref);
  g_autoptr (IsoExperiment) names = list_names (project);

  for (guint i = 0; i < plates->len; i++)
    {
      IsoImportPlate *plate = g_ptr_array_index (plates, i);

      set_stand (plate, stands, names, project, look);
      set_name (plate, taken, by_layout, look->import->readouts->len);
    }
  iso_import_plates_tell (plates, project, look);
}

GPtrArray *
iso_import_plates_new (IsoProject *project, const IsoImportLook *look)
{
  const IsoImport *import = look->import;
  GPtrArray *plates = g_ptr_array_new_with_free_func (free_plate);
  g_autoptr (GHashTable) by_format = g_hash_table_new (NULL, NULL);
  guint sight = 0;

  for (guint i = 0; i < import->files->len; i++)
    {
      const IsoImportFile *file = &g_array_index (import->files, IsoImportFile, i);

      sight = find_sight (look, sight);
      if (file->readout != NULL)
        add_plates (plates, sight, file->readout);
      sight++;
    }
  for (guint i = 0; i < plates->len; i++)
    list_targets (g_ptr_array_index (plates, i), by_format, project, look);
  if (plates->len > 0 && (import->layouts == NULL || guess_layouts (plates, import->layouts) == 0))
    guess_plates (plates, project, import);
  for (guint i = 0; i < plates->len; i++)
    name_run (g_ptr_array_index (plates, i), look);
  return plates;
}
