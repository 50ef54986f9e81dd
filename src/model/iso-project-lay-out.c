/* iso-project-lay-out.c - placing what stands on plates anew: a worker finds the places, and one edit puts everything there
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-project-layout.h"

#include "iso-project-private.h"
#include "plate/iso-layout-contents.h"

#include <string.h>

/* A plate that is laid out. */
typedef struct
{
  char           *id;        /* (owned) */
  char           *name;      /* (owned) */
  IsoLayout      *before;    /* (owned) */
  IsoLayout      *after;     /* (owned) */
  guint8         *fixed;     /* (owned) wells that stay as they are */
  IsoPlateContent content;   /* its wells are owned */
} Piece;

/* One errand: the worker sees nothing else. */
typedef struct
{
  GPtrArray        *pieces;      /* (owned) of Piece */
  GPtrArray        *others;      /* (owned) of IsoLayout: plates that stay */
  GArray           *placings;    /* (owned) of IsoPlacing, for the pieces */
  IsoLayoutSettings settings;
  gboolean          twins;
  int               cancel;      /* atomic */
  gboolean          changed;     /* the project, meanwhile */
  GError           *error;       /* (owned) (nullable) */
} Job;

/* What waits for the worker. */
typedef struct
{
  GTask  *task;      /* (owned) with the project as its source: it must not go to the worker */
  gulong  changed;
  gulong  cancelled;
} Waiting;

static void
free_piece (gpointer data)
{
  Piece *piece = data;

  g_free (piece->id);
  g_free (piece->name);
  g_clear_pointer (&piece->before, iso_layout_free);
  g_clear_pointer (&piece->after, iso_layout_free);
  g_clear_pointer (&piece->content.wells, g_array_unref);
  g_free (piece->fixed);
  g_free (piece);
}

static void
clear_job (Job *job)
{
  g_ptr_array_unref (job->pieces);
  g_ptr_array_unref (job->others);
  g_array_unref (job->placings);
  g_clear_error (&job->error);
}

static void
release_job (gpointer job)
{
  g_atomic_rc_box_release_full (job, (GDestroyNotify) clear_job);
}

/* ---- what is to be done ---- */

static guint8 *
list_fixed (IsoProjectPlate *plate, guint n)
{
  guint8 *fixed = g_new0 (guint8, n);

  for (guint i = 0; i < n; i++)
    fixed[i] = iso_project_plate_get_excluded (plate, i);
  return fixed;
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

/* Takes the layout. */
static void
add_piece (IsoProject *self, Job *job, IsoProjectPlate *plate, IsoLayout *layout, guint number)
{
  Piece *piece = g_new0 (Piece, 1);
  IsoPlacing placing;

  piece->id = g_strdup (iso_project_item_get_id (ISO_PROJECT_ITEM (plate)));
  piece->name = g_strdup (iso_project_item_get_name (ISO_PROJECT_ITEM (plate)));
  piece->before = layout;
  piece->after = iso_layout_copy (layout);
  piece->fixed = list_fixed (plate, layout->format->wells);
  piece->content.wells = iso_layout_contents_new (layout, piece->fixed);
  piece->content.sample = find_sample (piece->content.wells);
  piece->content.run = find_run (self, iso_project_plate_get_run (plate));
  g_ptr_array_add (job->pieces, piece);
  placing = (IsoPlacing) { &piece->content, piece->after, piece->fixed, number, { 0, 0, 0 } };
  g_array_append_val (job->placings, placing);
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
collect (IsoProject *self, Job *job, const char *plate)
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
        add_piece (self, job, item, layout, number);
      else
        g_ptr_array_add (job->others, layout);
    }
}

static Job *
make_job (IsoProject *self, const char *plate, const IsoLayoutSettings *settings)
{
  Job *job = g_atomic_rc_box_new0 (Job);
  g_autoptr (IsoOutline) outline = iso_project_get_layout_outline (self);

  job->pieces = g_ptr_array_new_with_free_func (free_piece);
  job->others = g_ptr_array_new_with_free_func ((GDestroyNotify) iso_layout_free);
  job->placings = g_array_new (FALSE, TRUE, sizeof (IsoPlacing));
  job->settings = *settings;
  job->settings.off = outline->layout.off;
  job->twins = outline->dosing.mother;
  if (job->twins)
    job->settings.off |= 1u << ISO_RULE_PATTERN;   /* plates stamped from one mother plate have one map */
  collect (self, job, plate);
  return job;
}

/* ---- the worker ---- */

static void
keep_fixed (Piece *piece)
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
  Job *job = data;

  if (iso_placing_solve (job->placings, &job->settings, job->twins, job->others, &job->cancel, &job->error))
    {
      for (guint i = 0; i < job->pieces->len; i++)
        keep_fixed (job->pieces->pdata[i]);
    }
  g_task_return_boolean (task, TRUE);
}

/* ---- and what is done with it ---- */

static const char *
get_id (IsoProject *self, IsoEntity entity, int place)
{
  GListModel *list = G_LIST_MODEL (iso_project_get_list (self, entity));
  g_autoptr (IsoProjectItem) item = place >= 0 ? g_list_model_get_item (list, (guint) place) : NULL;

  return item != NULL ? iso_project_item_get_id (item) : NULL;   /* the list holds it */
}

static gboolean
put_wells (IsoProject *self, const Piece *piece, GError **error)
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

static gboolean
put_records (IsoProject *self, const Job *job, GError **error)
{
  g_autoptr (IsoOutline) outline = iso_project_get_layout_outline (self);
  g_autofree char *text = NULL;

  for (guint i = 0; i < job->pieces->len; i++)
    {
      const IsoPlacing *placing = &g_array_index (job->placings, IsoPlacing, i);
      const IsoMapRecord record = {
        ((Piece *) job->pieces->pdata[i])->id, job->settings.mode, job->settings.ring, job->settings.off, ISO_LAYOUT_SOLVER_VERSION,
        job->settings.seed, placing->stream, placing->solution.score,
      };

      iso_map_records_put (outline->maps, &record);
    }
  text = iso_map_records_format (outline->maps);
  return iso_project_set_preparation (self, NULL, "maps", text, error);
}

static gboolean
put (IsoProject *self, const Job *job, GError **error)
{
  const Piece *first = job->pieces->pdata[0];
  g_autofree char *number = g_strdup_printf ("%u", job->pieces->len);
  g_autofree char *seed = g_strdup_printf ("%" G_GUINT64_FORMAT, job->settings.seed);
  const char *mode = iso_layout_mode_word (job->settings.mode);
  const char *const one[] = { first->name, mode, seed, NULL };
  const char *const many[] = { number, mode, seed, NULL };
  gboolean done = TRUE;

  if (!iso_project_begin_edit (self, job->pieces->len == 1 ? "lay-out" : "lay-out-plates", job->pieces->len == 1 ? one : many, error))
    return FALSE;
  for (guint i = 0; done && i < job->pieces->len; i++)
    done = put_wells (self, job->pieces->pdata[i], error);
  done = done && put_records (self, job, error);
  return iso_project_end_edit (self, done, done ? error : NULL) && done;
}

static void
changed_cb (IsoProject *self, gboolean analysis, gpointer job)
{
  ((Job *) job)->changed = TRUE;
}

static void
cancelled_cb (GCancellable *cancellable, gpointer job)
{
  g_atomic_int_set (&((Job *) job)->cancel, 1);
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Waiting *waiting = data;
  g_autoptr (GTask) task = waiting->task;
  IsoProject *self = g_task_get_source_object (task);
  Job *job = g_task_get_task_data (task);
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
    put (self, job, &error);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
refuse (GTask *task, const char *sentence)
{
  GError *error = NULL;

  iso_error_set (&error, ISO_ERROR_NO_DATA, NULL, sentence, NULL);
  g_task_return_error (task, error);
}

void
iso_project_lay_out_async (IsoProject *self, const char *plate, const IsoLayoutSettings *settings, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);
  Job *job = make_job (self, plate, settings);
  g_autoptr (GTask) errand = NULL;
  Waiting *waiting;

  g_return_if_fail (ISO_IS_PROJECT (self));

  g_task_set_source_tag (task, iso_project_lay_out_async);
  g_task_set_task_data (task, job, release_job);
  if (job->pieces->len == 0)
    {
      refuse (task, N_("There is nothing to lay out: no plate without readings has wells that are planned. Plan wells, or duplicate the plate."));
      return;
    }
  waiting = g_new0 (Waiting, 1);
  waiting->task = g_object_ref (task);
  waiting->changed = g_signal_connect (self, "changed", G_CALLBACK (changed_cb), job);
  if (cancellable != NULL)
    waiting->cancelled = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb), job, NULL);
  errand = g_task_new (NULL, NULL, done_cb, waiting);
  g_task_set_source_tag (errand, work_cb);
  g_task_set_task_data (errand, g_atomic_rc_box_acquire (job), release_job);
  g_task_run_in_thread (errand, work_cb);
}

gboolean
iso_project_lay_out_finish (IsoProject *self, GAsyncResult *result, guint *broken, GError **error)
{
  const Job *job = g_task_get_task_data (G_TASK (result));

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  *broken = 0;
  for (guint i = 0; i < job->placings->len; i++)
    *broken += g_array_index (job->placings, IsoPlacing, i).solution.broken;
  return g_task_propagate_boolean (G_TASK (result), error);
}
