/* iso-import-plan-ask.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-import-plan-private.h"

#include <glib/gi18n.h>

#define MAX_RUNS 40   /* to choose from */

static IsoImportRequest *
get_request (IsoImportPlan *self, guint file)
{
  return &g_array_index (self->requests, IsoImportRequest, file);
}

gboolean
iso_import_plan_get_progress (IsoImportPlan *self, guint *done, guint *total)
{
  g_return_val_if_fail (ISO_IS_IMPORT_PLAN (self), FALSE);

  *done = self->progress != NULL ? (guint) g_atomic_int_get (&self->progress->done) : 0;
  *total = self->progress != NULL ? (guint) g_atomic_int_get (&self->progress->total) : 0;
  return *total > 0;
}

GPtrArray *
iso_import_plan_list_files (IsoImportPlan *self)
{
  GPtrArray *files = g_ptr_array_new_with_free_func (g_object_unref);

  g_return_val_if_fail (ISO_IS_IMPORT_PLAN (self), files);

  for (guint i = 0; i < self->requests->len; i++)
    g_ptr_array_add (files, g_object_ref (get_request (self, i)->file));
  return files;
}

gboolean
iso_import_plan_has_exports (IsoImportPlan *self)
{
  g_return_val_if_fail (ISO_IS_IMPORT_PLAN (self), FALSE);

  for (guint i = 0; self->look != NULL && i < self->look->sights->len; i++)
    if (((const IsoImportSight *) g_ptr_array_index (self->look->sights, i))->reader != NULL)
      return TRUE;
  return FALSE;
}

guint
iso_import_plan_get_n_files (IsoImportPlan *self)
{
  g_return_val_if_fail (ISO_IS_IMPORT_PLAN (self), 0);

  return self->look != NULL ? self->look->sights->len : 0;
}

const IsoImportSight *
iso_import_plan_get_file (IsoImportPlan *self, guint file)
{
  g_return_val_if_fail (file < iso_import_plan_get_n_files (self), NULL);

  return g_ptr_array_index (self->look->sights, file);
}

guint
iso_import_plan_get_n_plates (IsoImportPlan *self)
{
  g_return_val_if_fail (ISO_IS_IMPORT_PLAN (self), 0);

  return self->plates->len;
}

const IsoImportPlate *
iso_import_plan_get_plate (IsoImportPlan *self, guint plate)
{
  g_return_val_if_fail (plate < iso_import_plan_get_n_plates (self), NULL);

  return g_ptr_array_index (self->plates, plate);
}

GPtrArray *
iso_import_plan_list_runs (IsoImportPlan *self)
{
  GPtrArray *runs = g_ptr_array_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  GListModel *list;

  g_return_val_if_fail (ISO_IS_IMPORT_PLAN (self), runs);

  list = G_LIST_MODEL (iso_project_get_list (self->project, ISO_ENTITY_RUN));
  for (guint i = 0; i < g_list_model_get_n_items (list) && runs->len < MAX_RUNS; i++)
    {
      g_autoptr (IsoProjectItem) item = g_list_model_get_item (list, i);

      if (g_hash_table_add (seen, (char *) iso_project_item_get_name (item)))
        g_ptr_array_add (runs, (char *) iso_project_item_get_name (item));
    }
  for (guint i = 0; i < self->plates->len && runs->len < MAX_RUNS; i++)
    {
      const IsoImportPlate *plate = g_ptr_array_index (self->plates, i);
      IsoImportTo to = iso_import_plate_target (plate)->to;

      if (to != ISO_IMPORT_TO_NONE && to != ISO_IMPORT_TO_PLATE && g_hash_table_add (seen, plate->run))
        g_ptr_array_add (runs, plate->run);
    }
  return runs;
}

const char *
iso_import_reader_id (guint index)
{
  const IsoReader *reader = iso_reader_nth (index);

  return reader != NULL ? reader->id : NULL;
}

const char *
iso_import_reader_name (guint index)
{
  const IsoReader *reader = iso_reader_nth (index);

  return reader != NULL ? reader->name : NULL;
}

const char *
iso_import_meaning_word (guint index)
{
  return iso_table_map_word (index);
}

const char *
iso_import_meaning_name (guint index)
{
  static const char *const names[] = {
    N_("Well, such as C5"), N_("Row Letter"), N_("Column Number"), N_("Plate"), N_("Sample"), N_("Independent Experiment"), N_("Replicate"),
    N_("Role, such as Vehicle"), N_("Compound"), N_("Dose"), N_("Unit of the Dose"), N_("Second Compound"), N_("Its Dose"), N_("Its Unit"),
    N_("Third Compound"), N_("Dose of the Third"), N_("Unit of the Third"), N_("Response"), N_("Measured Value"),
  };

  return index < G_N_ELEMENTS (names) ? _(names[index]) : NULL;
}

gboolean
iso_import_plan_has_unknown (IsoImportPlan *self)
{
  g_return_val_if_fail (ISO_IS_IMPORT_PLAN (self), FALSE);

  for (guint i = 0; i < iso_import_plan_get_n_files (self); i++)
    if (iso_import_plan_get_file (self, i)->columns != NULL)
      return TRUE;
  return FALSE;
}
