/* iso-import-plan-take.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-import-plan-private.h"

#include "iso-project-import.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

static IsoImportPlate *
get_plate (IsoImportPlan *self, guint plate)
{
  return g_ptr_array_index (self->plates, plate);
}

/* --- whether it can be taken ------------------------------------------------------------------------------------------------------ */

static gboolean
is_taken (const IsoImportPlate *plate)
{
  return iso_import_plate_target (plate)->to != ISO_IMPORT_TO_NONE;
}

static gboolean
makes_plate (const IsoImportPlate *plate)
{
  return is_taken (plate) && iso_import_plate_target (plate)->to != ISO_IMPORT_TO_PLATE;
}

static gboolean
check_different (IsoImportPlan *self, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->plates->len; i++)
    {
      const IsoImportTarget *target = iso_import_plate_target (get_plate (self, i));

      if (target->to == ISO_IMPORT_TO_PLATE && !g_hash_table_add (seen, target->id))
        {
          iso_error_set (error, ISO_ERROR_NO_DATA, NULL,
                         N_("More than one of the plates that were read is to be “{1}”. Choose another plate for one of them, or leave "
                            "it out."), target->name, NULL);
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
check_taken (IsoImportPlan *self, GError **error)
{
  gboolean known = FALSE;

  for (guint i = 0; i < self->plates->len; i++)
    {
      const IsoImportPlate *plate = get_plate (self, i);

      if (is_taken (plate))
        return TRUE;
      known |= plate->targets->len > 2;
    }
  if (self->plates->len > 0 && !known)
    iso_error_set (error, ISO_ERROR_NO_DATA, NULL,
                   N_("The files do not say what was in the wells, and there are no plates yet. Add the layout: a table with the columns "
                      "well, role, sample, drug1, dose1 and unit1. Or choose to fill in the wells later."), NULL);
  else if (self->plates->len > 0)
    iso_error_set (error, ISO_ERROR_NO_DATA, NULL, N_("Choose for at least one plate where it belongs."), NULL);
  else
    iso_error_set (error, ISO_ERROR_NO_DATA, NULL, N_("No plate could be read. Correct how the files are read, or add other files."), NULL);
  return FALSE;
}

void
iso_import_plan_update_problem (IsoImportPlan *self)
{
  g_clear_error (&self->problem);
  if (check_taken (self, &self->problem))
    check_different (self, &self->problem);
}

/* --- taking it -------------------------------------------------------------------------------------------------------------------- */

const GError *
iso_import_plan_get_problem (IsoImportPlan *self)
{
  g_return_val_if_fail (ISO_IS_IMPORT_PLAN (self), NULL);

  return self->problem;
}

const GError *
iso_import_plan_get_layout_error (IsoImportPlan *self)
{
  g_return_val_if_fail (ISO_IS_IMPORT_PLAN (self), NULL);

  return self->look != NULL ? self->look->layout_error : NULL;
}

static guint
count_numbers (const IsoRead *read)
{
  guint n = 0;

  for (guint i = 0; i < read->readings->len; i++)
    n += isfinite (g_array_index (read->readings, IsoReading, i).value) != 0;
  return n;
}

void
iso_import_plan_get_outcome (IsoImportPlan *self, IsoImportOutcome *outcome)
{
  g_return_if_fail (ISO_IS_IMPORT_PLAN (self));

  *outcome = (IsoImportOutcome) { 0 };
  for (guint i = 0; i < self->plates->len; i++)
    {
      const IsoImportPlate *plate = get_plate (self, i);

      outcome->left_out += !is_taken (plate);
      if (!is_taken (plate))
        continue;
      outcome->plates++;
      outcome->made += makes_plate (plate);
      outcome->replaced += iso_import_plate_target (plate)->measured;
      outcome->readings += count_numbers (plate->read);
    }
}

static void
add_link (GArray *links, const IsoImportPlate *plate)
{
  IsoImportLink link = { .readout = plate->readout, .index = plate->index, .read = g_strdup (plate->read->label),
                         .reference = plate->reference != NULL ? g_strdup (plate->reference->label) : NULL };

  if (makes_plate (plate))
    {
      link.layout = iso_layout_copy (plate->stand->layout);
      link.experiment = iso_experiment_ref (plate->stand->experiment);
      g_free (link.layout->plate);
      link.layout->plate = g_strdup (plate->name);
      g_free (link.layout->experiment);
      link.layout->experiment = g_strdup (plate->run);
    }
  else
    link.plate = g_strdup (iso_import_plate_target (plate)->id);
  g_array_append_val (links, link);
}

static void
taken_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (iso_project_import_finish (ISO_PROJECT (source), result, NULL, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
iso_import_plan_take_async (IsoImportPlan *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task;
  IsoProjectImport *job;

  g_return_if_fail (ISO_IS_IMPORT_PLAN (self));
  g_return_if_fail (self->look != NULL && self->reading == NULL);

  task = g_task_new (self, cancellable, callback, data);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_source_tag (task, iso_import_plan_take_async);
  if (self->problem != NULL)
    {
      g_task_return_error (task, g_error_copy (self->problem));
      g_object_unref (task);
      return;
    }
  job = iso_project_import_new_links (self->look->import);
  for (guint i = 0; i < self->plates->len; i++)
    if (is_taken (get_plate (self, i)))
      add_link (job->links, get_plate (self, i));
  iso_project_import_send (self->project, job, cancellable, taken_cb, task);
}

gboolean
iso_import_plan_take_finish (IsoImportPlan *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
