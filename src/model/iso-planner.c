/* iso-planner.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-planner.h"

#include "analysis/iso-outline-content.h"
#include "iso-content-store.h"
#include "iso-project-private.h"
#include "writer/iso-worklist.h"

#include <string.h>

/* One plan: shared by the planner and its worker, counted by reference. */
typedef struct
{
  char           *database;   /* (owned) the work copy */
  char           *run;        /* (owned) (nullable) asked for, then taken */
  char           *today;      /* (owned) "2026-11-21" */
  char           *title;      /* (owned) what the sheet is headed by */
  int             cancel;     /* atomic */
  IsoOutline     *outline;    /* (owned) (nullable) */
  IsoOutlinePlan *plan;       /* (owned) (nullable) */
  GPtrArray      *plates;     /* (owned) of char *: ids, for each layout */
  GError         *error;      /* (owned) (nullable) */
} Job;

/* The worker is an errand of the project, which outlives it. */
typedef struct
{
  IsoPlanner *self;      /* (owned) */
  IsoProject *project;   /* (owned) */
} Reading;

struct _IsoPlanner
{
  GObject parent_instance;

  IsoProject *project;   /* (owned) */
  char       *run;       /* (owned) (nullable) as it was asked for */
  Job        *job;       /* (owned) (nullable) the one that counts */
  Job        *done;      /* (owned) (nullable) the last that came to an end */
  gboolean    stale;
  gboolean    waiting;   /* to begin, until the work copy can be read */
  guint       begin_source;
};

G_DEFINE_FINAL_TYPE (IsoPlanner, iso_planner, G_TYPE_OBJECT)

typedef enum
{
  PROP_PROJECT = 1,
  PROP_PLAN,
  PROP_BUSY,
  PROP_STALE,
  PROP_ERROR,
} IsoPlannerProperty;

static GParamSpec *properties[PROP_ERROR + 1];

static void
clear_job (Job *job)
{
  g_free (job->database);
  g_free (job->run);
  g_free (job->today);
  g_free (job->title);
  g_clear_pointer (&job->plan, iso_outline_plan_free);
  g_clear_pointer (&job->outline, iso_outline_free);
  g_clear_pointer (&job->plates, g_ptr_array_unref);
  g_clear_error (&job->error);
}

static void
release_job (gpointer job)
{
  g_atomic_rc_box_release_full (job, (GDestroyNotify) clear_job);
}

static gboolean
is_busy (IsoPlanner *self)
{
  return self->job != NULL || self->waiting || self->begin_source != 0;
}

static void
notify (IsoPlanner *self, IsoPlannerProperty property)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
set_stale (IsoPlanner *self, gboolean stale)
{
  if (stale == self->stale)
    return;
  self->stale = stale;
  notify (self, PROP_STALE);
}

static void
stop (IsoPlanner *self)
{
  gboolean was_busy = is_busy (self);

  g_clear_handle_id (&self->begin_source, g_source_remove);
  self->waiting = FALSE;
  if (self->job != NULL)
    g_atomic_int_set (&self->job->cancel, 1);
  g_clear_pointer (&self->job, release_job);
  if (was_busy)
    notify (self, PROP_BUSY);
}

/* Everything that looks at the old plan must let go of it during the notify, before it is freed. Takes the job; NULL: nothing is open. */
static void
settle (IsoPlanner *self, Job *job)
{
  Job *old = self->done;

  g_object_ref (self);
  self->done = job;
  set_stale (self, FALSE);
  notify (self, PROP_PLAN);
  notify (self, PROP_ERROR);
  if (old != NULL)
    release_job (old);
  stop (self);
  g_object_unref (self);
}

/* --- the worker -------------------------------------------------------------------------------------------------------------------- */

static gboolean
has_treated (const IsoContentPlate *plate)
{
  for (guint i = 0; i < plate->wells->len; i++)
    {
      if (g_array_index (plate->wells, IsoContentWell, i).n_doses > 0)
        return TRUE;
    }
  return FALSE;
}

/* The run that was asked for, else the first with something to treat; -1 if there is none. */
static int
choose_run (const IsoContent *content, const char *id)
{
  int found = -1;

  for (guint i = 0; i < content->plates->len; i++)
    {
      const IsoContentPlate *plate = &g_array_index (content->plates, IsoContentPlate, i);
      const IsoContentEntity *run = &g_array_index (content->runs, IsoContentEntity, plate->run);

      if (plate->format == 0 || !has_treated (plate))
        continue;
      if (g_strcmp0 (run->id, id) == 0)
        return (int) plate->run;
      found = found < 0 ? (int) plate->run : MIN (found, (int) plate->run);
    }
  return found;
}

/* Leaves only what is prepared together: the plates of the run that hold something to treat. */
static void
keep_run (Job *job, IsoContent *content, guint run)
{
  for (guint i = content->plates->len; i-- > 0;)
    {
      const IsoContentPlate *plate = &g_array_index (content->plates, IsoContentPlate, i);

      if (plate->run != run || plate->format == 0 || !has_treated (plate))
        g_array_remove_index (content->plates, i);
    }
  for (guint i = 0; i < content->plates->len; i++)
    g_ptr_array_add (job->plates, g_strdup (g_array_index (content->plates, IsoContentPlate, i).id));
  g_free (job->run);
  job->run = g_strdup (g_array_index (content->runs, IsoContentEntity, run).id);
}

static void
make_plan (Job *job, IsoContent *content)
{
  int run = choose_run (content, job->run);
  g_autoptr (GPtrArray) layouts = NULL;
  g_autoptr (GPtrArray) messages = iso_message_list_new ();
  g_autoptr (GArray) runs = g_array_new (FALSE, FALSE, sizeof (guint));

  if (run < 0)
    {
      iso_error_set (&job->error, ISO_ERROR_NO_DATA, NULL,
                     N_("No well of a plate gets a compound yet. Fill in doses on the Design page first."), NULL);
      return;
    }
  keep_run (job, content, (guint) run);
  iso_content_set_title (content, job->title);
  job->outline = iso_outline_from_content (content, &job->error);
  if (job->outline == NULL || !iso_outline_check_lots (job->outline, job->today, messages, &job->error))
    return;
  layouts = iso_outline_content_layouts (job->outline, content, runs);
  for (guint i = 0; i < runs->len; i++)
    g_array_index (runs, guint, i) = 0;
  job->plan = iso_outline_plan_layouts (job->outline, layouts, (const guint *) (void *) runs->data, &job->error);
  if (job->plan != NULL)
    g_ptr_array_extend_and_steal (job->plan->messages, g_steal_pointer (&messages));
}

static void
work_cb (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  g_autoptr (IsoStore) store = iso_store_open_beside (&iso_schema, job->database, &job->error);
  g_autoptr (IsoContent) content = NULL;

  if (store != NULL && !g_atomic_int_get (&job->cancel))
    content = iso_content_load_planned (store, &job->error);
  if (content != NULL && !g_atomic_int_get (&job->cancel))
    make_plan (job, content);
  g_task_return_boolean (task, TRUE);
}

/* --- when -------------------------------------------------------------------------------------------------------------------------- */

static void begin_soon (IsoPlanner *self);

/* A project that was saved under another name is read elsewhere. */
static gboolean
has_moved (IsoPlanner *self, const Job *job)
{
  g_autofree char *database = iso_project_dup_database (self->project);

  return g_strcmp0 (database, job->database) != 0;
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Reading *reading = data;
  g_autoptr (IsoPlanner) self = reading->self;
  g_autoptr (IsoProject) project = reading->project;
  Job *job = g_task_get_task_data (G_TASK (result));

  iso_project_release (project);
  if (job != self->job)
    return;
  if (job->error != NULL && has_moved (self, job))
    begin_soon (self);
  else
    settle (self, g_atomic_rc_box_acquire (job));
}

static char *
tell_day (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  return g_date_time_format (now, "%Y-%m-%d");
}

static void
begin (IsoPlanner *self)
{
  char *database = iso_project_dup_database (self->project);
  g_autoptr (GTask) task = NULL;
  Reading *reading;

  self->waiting = database == NULL;
  if (database == NULL)
    return;
  self->job = g_atomic_rc_box_new0 (Job);
  self->job->database = database;
  self->job->run = g_strdup (self->run);
  self->job->today = tell_day ();
  self->job->title = g_strdup (iso_project_get_title (self->project));
  self->job->plates = g_ptr_array_new_with_free_func (g_free);
  reading = g_new0 (Reading, 1);
  *reading = (Reading) { g_object_ref (self), g_object_ref (self->project) };
  iso_project_hold (self->project);

  /* No source object: the worker may be the last to hold the task, and must not be the last to hold the planner. */
  task = g_task_new (NULL, NULL, done_cb, reading);
  g_task_set_source_tag (task, begin);
  g_task_set_task_data (task, g_atomic_rc_box_acquire (self->job), release_job);
  g_task_run_in_thread (task, work_cb);
}

static gboolean
begin_cb (gpointer data)
{
  IsoPlanner *self = data;

  self->begin_source = 0;
  begin (self);
  return G_SOURCE_REMOVE;
}

/* Several edits one after the other begin one plan. */
static void
begin_soon (IsoPlanner *self)
{
  gboolean was_busy = is_busy (self);

  g_object_freeze_notify (G_OBJECT (self));
  stop (self);
  set_stale (self, self->done != NULL);
  self->begin_source = g_idle_add_full (G_PRIORITY_DEFAULT, begin_cb, self, NULL);
  if (!was_busy)
    notify (self, PROP_BUSY);
  g_object_thaw_notify (G_OBJECT (self));
}

static void
project_changed_cb (IsoPlanner *self)
{
  if (iso_project_is_open (self->project))
    begin_soon (self);
}

static void
open_changed_cb (IsoPlanner *self)
{
  if (iso_project_is_open (self->project))
    begin_soon (self);
  else
    settle (self, NULL);
}

static void
project_busy_changed_cb (IsoPlanner *self)
{
  if (self->waiting && !iso_project_get_busy (self->project))
    begin (self);
}

static void
iso_planner_constructed (GObject *object)
{
  IsoPlanner *self = ISO_PLANNER (object);

  G_OBJECT_CLASS (iso_planner_parent_class)->constructed (object);
  g_signal_connect_object (self->project, "changed", G_CALLBACK (project_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->project, "notify::title", G_CALLBACK (project_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->project, "notify::open", G_CALLBACK (open_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->project, "notify::busy", G_CALLBACK (project_busy_changed_cb), self, G_CONNECT_SWAPPED);
  if (iso_project_is_open (self->project))
    begin_soon (self);
}

static void
iso_planner_dispose (GObject *object)
{
  IsoPlanner *self = ISO_PLANNER (object);

  g_clear_handle_id (&self->begin_source, g_source_remove);
  if (self->job != NULL)
    g_atomic_int_set (&self->job->cancel, 1);
  g_clear_pointer (&self->job, release_job);
  g_clear_object (&self->project);
  G_OBJECT_CLASS (iso_planner_parent_class)->dispose (object);
}

static void
iso_planner_finalize (GObject *object)
{
  IsoPlanner *self = ISO_PLANNER (object);

  g_clear_pointer (&self->done, release_job);
  g_free (self->run);
  G_OBJECT_CLASS (iso_planner_parent_class)->finalize (object);
}

static void
iso_planner_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  IsoPlanner *self = ISO_PLANNER (object);

  switch ((IsoPlannerProperty) id)
    {
    case PROP_PROJECT:
      g_value_set_object (value, self->project);
      break;
    case PROP_PLAN:
      g_value_set_pointer (value, (gpointer) iso_planner_get_plan (self));
      break;
    case PROP_BUSY:
      g_value_set_boolean (value, is_busy (self));
      break;
    case PROP_STALE:
      g_value_set_boolean (value, self->stale);
      break;
    case PROP_ERROR:
      g_value_set_pointer (value, (gpointer) iso_planner_get_error (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
iso_planner_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_PROJECT)
    ISO_PLANNER (object)->project = g_value_dup_object (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
iso_planner_class_init (IsoPlannerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->constructed = iso_planner_constructed;
  object_class->dispose = iso_planner_dispose;
  object_class->finalize = iso_planner_finalize;
  object_class->get_property = iso_planner_get_property;
  object_class->set_property = iso_planner_set_property;

  properties[PROP_PROJECT] = g_param_spec_object ("project", NULL, NULL, ISO_TYPE_PROJECT,
                                                  G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_PLAN] = g_param_spec_pointer ("plan", NULL, NULL, flags);
  properties[PROP_BUSY] = g_param_spec_boolean ("busy", NULL, NULL, FALSE, flags);
  properties[PROP_STALE] = g_param_spec_boolean ("stale", NULL, NULL, FALSE, flags);
  properties[PROP_ERROR] = g_param_spec_pointer ("error", NULL, NULL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
iso_planner_init (IsoPlanner *self)
{
}

IsoPlanner *
iso_planner_new (IsoProject *project)
{
  return g_object_new (ISO_TYPE_PLANNER, "project", project, NULL);
}

IsoProject *
iso_planner_get_project (IsoPlanner *self)
{
  g_return_val_if_fail (ISO_IS_PLANNER (self), NULL);
  return self->project;
}

void
iso_planner_set_run (IsoPlanner *self, const char *run)
{
  g_return_if_fail (ISO_IS_PLANNER (self));

  if (g_strcmp0 (run, self->run) == 0)
    return;
  g_free (self->run);
  self->run = g_strdup (run);
  project_changed_cb (self);
}

void
iso_planner_cancel (IsoPlanner *self)
{
  g_return_if_fail (ISO_IS_PLANNER (self));
  stop (self);
}

const IsoOutline *
iso_planner_get_outline (IsoPlanner *self)
{
  g_return_val_if_fail (ISO_IS_PLANNER (self), NULL);
  return iso_planner_get_plan (self) != NULL ? self->done->outline : NULL;
}

const IsoOutlinePlan *
iso_planner_get_plan (IsoPlanner *self)
{
  g_return_val_if_fail (ISO_IS_PLANNER (self), NULL);
  return self->done != NULL ? self->done->plan : NULL;
}

const IsoDosingPlan *
iso_planner_get_dosing (IsoPlanner *self)
{
  const IsoOutlinePlan *plan = iso_planner_get_plan (self);

  return plan != NULL ? plan->plans->pdata[0] : NULL;
}

const GError *
iso_planner_get_error (IsoPlanner *self)
{
  g_return_val_if_fail (ISO_IS_PLANNER (self), NULL);
  return self->done != NULL ? self->done->error : NULL;
}

gboolean
iso_planner_get_busy (IsoPlanner *self)
{
  g_return_val_if_fail (ISO_IS_PLANNER (self), FALSE);
  return is_busy (self);
}

gboolean
iso_planner_get_stale (IsoPlanner *self)
{
  g_return_val_if_fail (ISO_IS_PLANNER (self), FALSE);
  return self->stale;
}

const char *
iso_planner_get_plate (IsoPlanner *self, guint layout)
{
  g_return_val_if_fail (ISO_IS_PLANNER (self), NULL);
  return iso_planner_get_plan (self) != NULL && layout < self->done->plates->len ? self->done->plates->pdata[layout] : NULL;
}

const char *
iso_planner_get_run (IsoPlanner *self)
{
  g_return_val_if_fail (ISO_IS_PLANNER (self), NULL);
  return iso_planner_get_plan (self) != NULL ? self->done->run : NULL;
}

guint
iso_planner_n_lists (void)
{
  guint n = 0;

  while (iso_worklist_nth (n) != NULL)
    n++;
  return n;
}

const char *
iso_planner_get_list_name (guint index)
{
  return iso_worklist_nth (index)->name;
}

const char *
iso_planner_get_list_ending (guint index)
{
  return iso_worklist_nth (index)->ending;
}

gboolean
iso_planner_list_fits (IsoPlanner *self, guint index)
{
  const IsoWorklist *list = iso_worklist_nth (index);
  const IsoOutline *outline = iso_planner_get_outline (self);

  return outline != NULL && (list->both || list->drops == (outline->dosing.method == ISO_DOSING_DISPENSED));
}

char *
iso_planner_write_list (IsoPlanner *self, guint index, GError **error)
{
  const IsoOutline *outline = iso_planner_get_outline (self);

  if (outline != NULL)
    return iso_worklist_write (iso_worklist_nth (index), iso_planner_get_dosing (self), &outline->dosing, error);
  iso_error_set (error, ISO_ERROR_NO_DATA, NULL, N_("There is no plan to write. See what stands in its way on the Bench page."), NULL);
  return NULL;
}
