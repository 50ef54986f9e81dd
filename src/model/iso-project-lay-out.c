/* iso-project-lay-out.c - placing what stands on plates anew
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-layout-job.h"

#include <string.h>

static guint8 *
list_fixed (IsoProjectPlate *plate, guint n)
{
  guint8 *fixed = g_new0 (guint8, n);

  for (guint i = 0; i < n; i++)
    fixed[i] = iso_project_plate_get_excluded (plate, i);
  return fixed;
}

static guint
find_run (IsoProject *self, const char *id)
{
  GListModel *runs = G_LIST_MODEL (iso_project_get_list (self, ISO_ENTITY_RUN));
  guint place = 0;

  for (guint i = 0; i < g_list_model_get_n_items (runs); i++)
    {
      g_autoptr (IsoProjectItem) run = g_list_model_get_item (runs, i);

      if (g_strcmp0 (iso_project_item_get_id (run), id) == 0)
        place = i;
    }
  return place;
}

static gboolean
is_empty (const IsoLayout *layout)
{
  for (guint i = 0; i < layout->format->wells; i++)
    {
      if (layout->wells[i].role != ISO_ROLE_EMPTY)
        return FALSE;
    }
  return TRUE;
}

/* Chance is told apart by the number of a plate among all, whichever of them are laid out. */
static void
collect (IsoProject *self, IsoLayoutJob *job, const char *plate)
{
  GListModel *list = G_LIST_MODEL (iso_project_get_list (self, ISO_ENTITY_PLATE));
  guint number = 0;

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (IsoProjectPlate) item = g_list_model_get_item (list, i);
      IsoLayout *layout = iso_project_make_layout (self, item);
      gboolean asked = plate == NULL || strcmp (plate, iso_project_item_get_id (ISO_PROJECT_ITEM (item))) == 0;

      if (layout == NULL)
        continue;
      number++;
      if (is_empty (layout))
        iso_layout_free (layout);
      else if (asked && !iso_project_has_readings (item))
        iso_layout_job_add (job, iso_project_item_get_id (ISO_PROJECT_ITEM (item)), layout, list_fixed (item, layout->format->wells), NULL,
                            find_run (self, iso_project_plate_get_run (item)), number);
      else
        g_ptr_array_add (job->others, layout);
    }
}

static gboolean
put (IsoProject *self, IsoLayoutJob *job, GError **error)
{
  const IsoLayoutPiece *first = job->pieces->pdata[0];
  g_autofree char *number = g_strdup_printf ("%u", job->pieces->len);
  g_autofree char *seed = g_strdup_printf ("%" G_GUINT64_FORMAT, job->settings.seed);
  const char *mode = iso_layout_mode_word (job->settings.mode);
  const char *const one[] = { first->before->plate, mode, seed, NULL };
  const char *const many[] = { number, mode, seed, NULL };
  gboolean done = TRUE;

  if (!iso_project_begin_edit (self, job->pieces->len == 1 ? "lay-out" : "lay-out-plates", job->pieces->len == 1 ? one : many, error))
    return FALSE;
  for (guint i = 0; done && i < job->pieces->len; i++)
    done = iso_layout_job_put_wells (self, job->pieces->pdata[i], error);
  done = done && iso_layout_job_put_records (self, job, error);
  return iso_project_end_edit (self, done, done ? error : NULL) && done;
}

static void
refuse (GTask *task, IsoLayoutJob *job)
{
  GError *error = NULL;

  g_task_set_task_data (task, job, iso_layout_job_release);
  iso_error_set (&error, ISO_ERROR_NO_DATA, NULL,
                 N_("There is nothing to lay out: no plate without readings has wells that are planned. Plan wells, or duplicate the plate."), NULL);
  g_task_return_error (task, error);
}

void
iso_project_lay_out_async (IsoProject *self, const char *plate, const IsoLayoutSettings *settings, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);
  IsoLayoutJob *job = iso_layout_job_new (self, settings);

  g_task_set_source_tag (task, iso_project_lay_out_async);
  collect (self, job, plate);
  if (job->pieces->len > 0)
    iso_layout_job_start (job, task, put);
  else
    refuse (task, job);
}

gboolean
iso_project_lay_out_finish (IsoProject *self, GAsyncResult *result, guint *broken, GError **error)
{
  const IsoLayoutJob *job = g_task_get_task_data (G_TASK (result));

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  *broken = 0;
  for (guint i = 0; i < job->placings->len; i++)
    *broken += g_array_index (job->placings, IsoPlacing, i).solution.broken;
  return g_task_propagate_boolean (G_TASK (result), error);
}
