/* iso-import-tell.c - what a person should know of where plates go, before they go there
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-import-plates.h"

#include "iso-project-import.h"
#include "iso-project-source.h"

#include "reader/iso-read-date.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

/* Doses that were written with few digits are the same as those that were computed. */
#define SAME_DOSE 0.01

/* The sums of the files that were imported. To be freed. */
static GHashTable *
list_sources (IsoProject *project)
{
  GListModel *sources = iso_project_get_sources (project);
  GHashTable *sums = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < g_list_model_get_n_items (sources); i++)
    {
      g_autoptr (IsoProjectSource) source = g_list_model_get_item (sources, i);

      g_hash_table_add (sums, g_strdup (iso_project_source_get_sha256 (source)));
    }
  return sums;
}

static void
notice_plate (IsoImportPlate *plate, GHashTable *sources)
{
  const IsoImportTarget *target = iso_import_plate_target (plate);

  g_ptr_array_set_size (plate->notices, 0);
  if (target->to == ISO_IMPORT_TO_NONE)
    g_ptr_array_add (plate->notices,
                     iso_message_new ("left-out", NULL,
                                      N_("It is not plain which plate this is, or it was left out. Choose where it belongs to import "
                                         "it."), NULL));
  if (target->measured)
    g_ptr_array_add (plate->notices,
                     iso_message_new ("replaces", NULL,
                                      N_("“{1}” was measured before. What was read then is replaced; Undo brings it "
                                         "back."), target->name, NULL));
  else if (g_hash_table_contains (sources, plate->readout->sha256))
    g_ptr_array_add (plate->notices,
                     iso_message_new ("imported-before", NULL, N_("{1} was imported into this experiment "
                                                                  "before."), plate->readout->file, NULL));
}

/* What the layout of a file says of a plate that is there already, and is not what was planned. */
static gboolean
differs (const IsoLayout *planned, const IsoExperiment *planned_names, const IsoLayout *given, const IsoExperiment *given_names, guint well)
{
  const IsoLayoutWell *one = &planned->wells[well];
  const IsoLayoutWell *two = &given->wells[well];

  if (two->role == ISO_ROLE_EMPTY || one->role == ISO_ROLE_EMPTY)
    return FALSE;
  if (one->role != two->role || one->n_doses != two->n_doses)
    return TRUE;
  for (guint i = 0; i < two->n_doses; i++)
    {
      const char *name = iso_experiment_drug (given_names, two->doses[i].drug)->name;
      gboolean found = FALSE;

      for (guint k = 0; k < one->n_doses && !found; k++)
        found = strcmp (iso_experiment_drug (planned_names, one->doses[k].drug)->name, name) == 0
                && fabs (one->doses[k].requested - two->doses[i].requested) <= SAME_DOSE * two->doses[i].requested;
      if (!found)
        return TRUE;
    }
  return FALSE;
}

static void
notice_doses (IsoImportPlate *plate, const IsoImportLook *look)
{
  const IsoImportTarget *target = iso_import_plate_target (plate);
  const GPtrArray *layouts = look->import->layouts;
  guint n = 0, first = 0;

  for (guint i = 0; target->to == ISO_IMPORT_TO_PLATE && layouts != NULL && i < layouts->len && n == 0; i++)
    {
      const IsoLayout *layout = g_ptr_array_index (layouts, i);

      if (layout->format != plate->stand->layout->format || (*layout->plate != '\0' && strcmp (layout->plate, target->name) != 0))
        continue;
      for (guint w = 0; w < layout->format->wells; w++)
        if (differs (plate->stand->layout, plate->stand->experiment, layout, look->import->layout, w) && n++ == 0)
          first = w;
    }
  if (n > 0)
    {
      guint columns = plate->stand->layout->format->columns;
      char well[ISO_WELL_NAME_SIZE];
      g_autofree char *count = g_strdup_printf ("%u", n);

      iso_well_name ((IsoWell) { (guint8) (first / columns), (guint8) (first % columns) }, well);
      g_ptr_array_add (plate->notices,
                       iso_message_new ("doses-differ", NULL,
                                        N_("The table of wells contradicts the design of “{1}”, first in well {2} (wells that differ: "
                                           "{3}). The design "
                                           "stays as it is; choose a new plate by the layout if the table is "
                                           "right."), target->name, well, count, NULL));
    }
}

/* The independent experiment that a plate will be of; NULL if it is left out. */
static const char *
get_run (const IsoImportPlate *plate, IsoProject *project)
{
  const IsoImportTarget *target = iso_import_plate_target (plate);
  IsoProjectItem *item = target->to == ISO_IMPORT_TO_PLATE ? iso_project_list_find (iso_project_get_list (project, ISO_ENTITY_PLATE), target->id)
                                                           : NULL;
  const char *run = item != NULL ? iso_project_plate_get_run (ISO_PROJECT_PLATE (item)) : NULL;
  IsoProjectItem *named = run != NULL ? iso_project_list_find (iso_project_get_list (project, ISO_ENTITY_RUN), run) : NULL;

  if (target->to == ISO_IMPORT_TO_NONE)
    return NULL;
  return target->to != ISO_IMPORT_TO_PLATE ? plate->run : named != NULL ? iso_project_item_get_name (named) : NULL;
}

/* A plate whose file says when it was read: others of its experiment are compared with it. */
typedef struct
{
  char *name;
  char *day;
} Dated;

static void
free_dated (gpointer data)
{
  Dated *dated = data;

  g_free (dated->name);
  g_free (dated->day);
  g_free (dated);
}

static Dated *
new_dated (const char *name, const char *day)
{
  Dated *dated = g_new0 (Dated, 1);

  dated->name = g_strdup (name);
  dated->day = g_strdup (day);
  return dated;
}

/* Which plates of the project are read again now: a set of ids, borrowed. */
static GHashTable *
list_replaced (const GPtrArray *plates)
{
  GHashTable *ids = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < plates->len; i++)
    {
      const IsoImportTarget *target = iso_import_plate_target (g_ptr_array_index (plates, i));

      if (target->to == ISO_IMPORT_TO_PLATE)
        g_hash_table_add (ids, target->id);
    }
  return ids;
}

/* The first measured plate of each independent experiment that is there and is not replaced: its name -> IsoProjectPlate, borrowed. */
static GHashTable *
list_measured (IsoProject *project, const GPtrArray *plates)
{
  g_autoptr (GHashTable) replaced = list_replaced (plates);
  GListModel *list = G_LIST_MODEL (iso_project_get_list (project, ISO_ENTITY_PLATE));
  GHashTable *measured = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (IsoProjectPlate) plate = g_list_model_get_item (list, i);
      const char *run = iso_project_plate_get_run (plate);
      IsoProjectItem *item = run != NULL ? iso_project_list_find (iso_project_get_list (project, ISO_ENTITY_RUN), run) : NULL;

      if (item != NULL && iso_project_plate_get_signal (plate) != NULL
          && !g_hash_table_contains (replaced, iso_project_item_get_id (ISO_PROJECT_ITEM (plate)))
          && !g_hash_table_contains (measured, iso_project_item_get_name (item)))
        g_hash_table_insert (measured, (char *) iso_project_item_get_name (item), plate);
    }
  return measured;
}

/* The plate of the experiment that was imported before this import; NULL if there is none, or its file does not say when it was read. */
static Dated *
find_earlier (IsoProject *project, GHashTable *measured, const char *run)
{
  IsoProjectPlate *plate = g_hash_table_lookup (measured, run);
  g_autofree char *day = plate != NULL ? iso_project_dup_day (project, iso_project_plate_get_signal (plate)) : NULL;

  return day != NULL ? new_dated (iso_project_item_get_name (ISO_PROJECT_ITEM (plate)), day) : NULL;
}

static gboolean
is_other_day (const char *one, const char *other)
{
  IsoReadDate date, other_date;

  return iso_read_date_parse (one, &date) && iso_read_date_parse (other, &other_date) && iso_read_date_differ (&date, &other_date);
}

/* The day on which the plates of an experiment are to be read, if it is there and somebody said so. */
static const char *
find_planned (IsoProject *project, const char *run)
{
  GListModel *list = G_LIST_MODEL (iso_project_get_list (project, ISO_ENTITY_RUN));

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (IsoProjectRun) item = g_list_model_get_item (list, i);
      const char *day = iso_project_run_get_read_on (item);

      if (strcmp (iso_project_item_get_name (ISO_PROJECT_ITEM (item)), run) == 0)
        return *day != '\0' ? day : NULL;
    }
  return NULL;
}

/* TRUE if a day is planned: then that is what counts, and not what other plates were read on. */
static gboolean
notice_planned (IsoImportPlate *plate, IsoProject *project, const char *run, const char *day)
{
  const char *planned = find_planned (project, run);

  if (planned != NULL && is_other_day (day, planned))
    g_ptr_array_add (plate->notices,
                     iso_message_new ("not-planned-day", NULL,
                                      N_("“{1}” was read on {2}, and the experiment “{3}” was to be read on {4}. Look whether this is the right "
                                         "file; choose another experiment, or change the day under Compounds."),
                                      iso_import_plate_name (plate), day, run, planned, NULL));
  return planned != NULL;
}

/* Where no day is planned, the plates of an independent experiment are read on one day: another is told of, with the first plate that was
 * read on its own, be it of this import or of one before. */
static void
notice_days (const GPtrArray *plates, IsoProject *project, const IsoImportLook *look)
{
  g_autoptr (GHashTable) firsts = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, free_dated);
  g_autoptr (GHashTable) measured = list_measured (project, plates);

  for (guint i = 0; i < plates->len; i++)
    {
      IsoImportPlate *plate = g_ptr_array_index (plates, i);
      const char *day = ((const IsoImportSight *) g_ptr_array_index (look->sights, plate->file))->read_on;
      const char *run = day != NULL ? get_run (plate, project) : NULL;
      Dated *first = run != NULL ? g_hash_table_lookup (firsts, run) : NULL;

      if (run == NULL || notice_planned (plate, project, run, day))
        continue;
      if (first == NULL)
        {
          first = find_earlier (project, measured, run);
          g_hash_table_insert (firsts, (char *) run, first != NULL ? first : new_dated (iso_import_plate_name (plate), day));
        }
      if (first != NULL && is_other_day (day, first->day))
        g_ptr_array_add (plate->notices,
                         iso_message_new ("other-day", NULL,
                                          N_("“{1}” was read on {2}, and “{3}”, of the same independent experiment “{4}”, on {5}. Look whether one "
                                             "of the files is of another day than you planned, or choose another experiment."),
                                          iso_import_plate_name (plate), day, first->name, run, first->day, NULL));
    }
}

void
iso_import_plates_tell (GPtrArray *plates, IsoProject *project, const IsoImportLook *look)
{
  g_autoptr (GHashTable) sources = list_sources (project);

  for (guint i = 0; i < plates->len; i++)
    {
      notice_plate (g_ptr_array_index (plates, i), sources);
      notice_doses (g_ptr_array_index (plates, i), look);
    }
  notice_days (plates, project, look);
}
