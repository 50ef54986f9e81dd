/* iso-layout-job.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-layout-job.h"

#include "plate/iso-layout-contents.h"

/* What waits for the worker. */
typedef struct
{
  GTask       *task;      /* (owned) with the project as its source: it must not go to the worker */
  IsoLayoutPut put;
  gulong       changed;
  gulong       cancelled;
} Waiting;

static void
free_piece (gpointer data)
{
  IsoLayoutPiece *piece = data;

  g_free (piece->id);
  g_clear_pointer (&piece->before, iso_layout_free);
  g_clear_pointer (&piece->after, iso_layout_free);
  g_clear_pointer (&piece->content.wells, g_array_unref);
  g_free (piece->fixed);
  g_free (piece);
}

static void
clear_job (IsoLayoutJob *job)
{
  g_ptr_array_unref (job->pieces);
  g_ptr_array_unref (job->others);
  g_array_unref (job->placings);
  g_clear_error (&job->error);
}

/* The one sample of its wells; -1 if there are several, or none. */
static int
find_sample (const GArray *wells)
{
  int found = -1;

  for (guint i = 0; i < wells->len; i++)
    {
      int sample = g_array_index (wells, IsoLayoutWell, i).sample;

      if (sample >= 0 && found >= 0 && sample != found)
        return -1;
      found = MAX (found, sample);
    }
  return found;
}

static void
keep_fixed (IsoLayoutPiece *piece)
{
  for (guint i = 0; i < piece->before->format->wells; i++)
    {
      if (piece->fixed[i] != 0)
        piece->after->wells[i] = piece->before->wells[i];
    }
}

static void
work_cb (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  IsoLayoutJob *job = data;

  if (iso_placing_solve (job->placings, &job->settings, job->twins, job->others, &job->cancel, &job->error))
    {
      for (guint i = 0; i < job->pieces->len; i++)
        keep_fixed (job->pieces->pdata[i]);
    }
  g_task_return_boolean (task, TRUE);
}

static const char *
get_id (IsoProject *self, IsoEntity entity, int place)
{
  GListModel *list = G_LIST_MODEL (iso_project_get_list (self, entity));
  g_autoptr (IsoProjectItem) item = place >= 0 ? g_list_model_get_item (list, (guint) place) : NULL;

  return item != NULL ? iso_project_item_get_id (item) : NULL;   /* the list holds it */
}

static void
changed_cb (IsoProject *self, gboolean analysis, gpointer job)
{
  ((IsoLayoutJob *) job)->changed = TRUE;
}

static void
cancelled_cb (GCancellable *cancellable, gpointer job)
{
  g_atomic_int_set (&((IsoLayoutJob *) job)->cancel, 1);
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Waiting *waiting = data;
  g_autoptr (GTask) task = waiting->task;
  IsoProject *self = g_task_get_source_object (task);
  IsoLayoutJob *job = g_task_get_task_data (task);
  GError *error = NULL;

  if (waiting->cancelled != 0)
    g_cancellable_disconnect (g_task_get_cancellable (task), waiting->cancelled);
  g_signal_handler_disconnect (self, waiting->changed);
  if (job->error != NULL)
    error = g_steal_pointer (&job->error);
  else if (job->changed || !iso_project_is_open (self))
    iso_error_set (&error, ISO_ERROR_BUSY, NULL, N_("The project was changed while places were looked for, so nothing was moved. Lay it out "
                                                    "again."), NULL);
  else
    waiting->put (self, job, &error);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

IsoLayoutJob *
iso_layout_job_new (IsoProject *project, const IsoLayoutSettings *settings)
{
  IsoLayoutJob *job = g_atomic_rc_box_new0 (IsoLayoutJob);
  g_autoptr (IsoOutline) outline = iso_project_get_layout_outline (project);

  job->pieces = g_ptr_array_new_with_free_func (free_piece);
  job->others = g_ptr_array_new_with_free_func ((GDestroyNotify) iso_layout_free);
  job->placings = g_array_new (FALSE, TRUE, sizeof (IsoPlacing));
  job->settings = *settings;
  job->settings.off = outline->layout.off;
  job->twins = outline->dosing.mother;
  if (job->twins)
    job->settings.off |= 1u << ISO_RULE_PATTERN;   /* plates stamped from one mother plate have one map */
  return job;
}

void
iso_layout_job_release (gpointer job)
{
  g_atomic_rc_box_release_full (job, (GDestroyNotify) clear_job);
}

void
iso_layout_job_add (IsoLayoutJob *job, const char *id, IsoLayout *layout, guint8 *fixed, GArray *wells, guint run, guint number)
{
  IsoLayoutPiece *piece = g_new0 (IsoLayoutPiece, 1);
  IsoPlacing placing;

  piece->id = g_strdup (id);
  piece->before = layout;
  piece->after = iso_layout_copy (layout);
  piece->fixed = fixed;
  piece->content.wells = wells != NULL ? g_array_ref (wells) : iso_layout_contents_new (layout, fixed);
  piece->content.sample = find_sample (piece->content.wells);
  piece->content.run = run;
  g_ptr_array_add (job->pieces, piece);
  placing = (IsoPlacing) { &piece->content, piece->after, piece->fixed, number, { 0, 0, 0 } };
  g_array_append_val (job->placings, placing);
}

void
iso_layout_job_start (IsoLayoutJob *job, GTask *task, IsoLayoutPut put)
{
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr (GTask) errand = NULL;
  Waiting *waiting = g_new0 (Waiting, 1);

  g_task_set_task_data (task, job, iso_layout_job_release);
  waiting->task = g_object_ref (task);
  waiting->put = put;
  waiting->changed = g_signal_connect (g_task_get_source_object (task), "changed", G_CALLBACK (changed_cb), job);
  if (cancellable != NULL)
    waiting->cancelled = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb), job, NULL);
  errand = g_task_new (NULL, NULL, done_cb, waiting);
  g_task_set_source_tag (errand, work_cb);
  g_task_set_task_data (errand, g_atomic_rc_box_acquire (job), iso_layout_job_release);
  g_task_run_in_thread (errand, work_cb);
}

gboolean
iso_layout_job_put_wells (IsoProject *self, const IsoLayoutPiece *piece, GError **error)
{
  guint n = 0, wells = piece->after->format->wells;
  g_autofree IsoWellEdit *edits = g_new0 (IsoWellEdit, wells);

  for (guint i = 0; i < wells; i++)
    {
      const IsoLayoutWell *well = &piece->after->wells[i];
      IsoWell place = iso_plate_format_well (piece->after->format, i);
      IsoWellEdit *edit = &edits[n];

      if (piece->fixed[i] != 0 || (well->role == ISO_ROLE_EMPTY && piece->before->wells[i].role == ISO_ROLE_EMPTY))
        continue;
      *edit = (IsoWellEdit) {
        .row = place.row, .column = place.column, .role = well->role, .sample = get_id (self, ISO_ENTITY_SAMPLE, well->sample),
        .replicate = well->replicate, .n_doses = well->n_doses,
      };
      for (guint k = 0; k < well->n_doses; k++)
        {
          const IsoDose *dose = &well->doses[k];

          edit->doses[k] = (IsoWellDose) { get_id (self, ISO_ENTITY_DRUG, (int) dose->drug), dose->requested, dose->planned, dose->achieved };
        }
      n++;
    }
  return iso_project_set_wells (self, piece->id, edits, n, error);
}

gboolean
iso_layout_job_put_records (IsoProject *self, const IsoLayoutJob *job, GError **error)
{
  g_autoptr (IsoOutline) outline = iso_project_get_layout_outline (self);
  g_autofree char *text = NULL;

  for (guint i = 0; i < job->pieces->len; i++)
    {
      const IsoPlacing *placing = &g_array_index (job->placings, IsoPlacing, i);
      const IsoMapRecord record = {
        ((IsoLayoutPiece *) job->pieces->pdata[i])->id, job->settings.mode, job->settings.ring, job->settings.off, ISO_LAYOUT_SOLVER_VERSION,
        job->settings.seed, placing->stream, placing->solution.score,
      };

      iso_map_records_put (outline->maps, &record);
    }
  text = iso_map_records_format (outline->maps);
  return iso_project_set_preparation (self, NULL, "maps", text, error);
}
