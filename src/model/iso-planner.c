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

typedef struct
{
  IsoErrand       errand;
  char           *run;        /* (owned) (nullable) asked for, then taken */
  char           *today;      /* (owned) "2026-11-21" */
  char           *title;      /* (owned) what the sheet is headed by */
  IsoOutline     *outline;    /* (owned) (nullable) */
  IsoOutlinePlan *plan;       /* (owned) (nullable) */
  GPtrArray      *plates;     /* (owned) of char *: ids, for each layout */
} Job;

struct _IsoPlanner
{
  IsoFollower parent_instance;

  char *run;    /* (owned) (nullable) as it was asked for */
  Job  *done;   /* (owned) (nullable) the last that came to an end */
};

G_DEFINE_FINAL_TYPE (IsoPlanner, iso_planner, ISO_TYPE_FOLLOWER)

typedef enum
{
  PROP_PLAN = 1,
  PROP_ERROR,
} IsoPlannerProperty;

static GParamSpec *properties[PROP_ERROR + 1];

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
      iso_error_set (&job->errand.error, ISO_ERROR_NO_DATA, NULL,
                     N_("No well of a plate gets a compound yet. Fill in doses on the Design page first."), NULL);
      return;
    }
  keep_run (job, content, (guint) run);
  iso_content_set_title (content, job->title);
  job->outline = iso_outline_from_content (content, &job->errand.error);
  if (job->outline == NULL || !iso_outline_check_lots (job->outline, job->today, messages, &job->errand.error))
    return;
  layouts = iso_outline_content_layouts (job->outline, content, runs);
  for (guint i = 0; i < runs->len; i++)
    g_array_index (runs, guint, i) = 0;
  job->plan = iso_outline_plan_layouts (job->outline, layouts, (const guint *) (void *) runs->data, &job->errand.error);
  if (job->plan != NULL)
    g_ptr_array_extend_and_steal (job->plan->messages, g_steal_pointer (&messages));
}

static void
iso_planner_work (gpointer errand)
{
  Job *job = errand;
  g_autoptr (IsoStore) store = iso_store_open_beside (&iso_schema, job->errand.database, &job->errand.error);
  g_autoptr (IsoContent) content = NULL;

  if (store != NULL && !g_atomic_int_get (&job->errand.cancel))
    content = iso_content_load_planned (store, &job->errand.error);
  if (content != NULL && !g_atomic_int_get (&job->errand.cancel))
    make_plan (job, content);
}

static void
iso_planner_clear (gpointer errand)
{
  Job *job = errand;

  g_free (job->run);
  g_free (job->today);
  g_free (job->title);
  g_clear_pointer (&job->plan, iso_outline_plan_free);
  g_clear_pointer (&job->outline, iso_outline_free);
  g_clear_pointer (&job->plates, g_ptr_array_unref);
}

/* --- when -------------------------------------------------------------------------------------------------------------------------- */

static char *
tell_day (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  return g_date_time_format (now, "%Y-%m-%d");
}

static void
iso_planner_prepare (IsoFollower *follower, gpointer errand)
{
  Job *job = errand;

  job->run = g_strdup (ISO_PLANNER (follower)->run);
  job->today = tell_day ();
  job->title = g_strdup (iso_project_get_title (iso_follower_get_project (follower)));
  job->plates = g_ptr_array_new_with_free_func (g_free);
}

/* Everything that looks at the old plan must let go of it during the notify, before it is freed. */
static void
iso_planner_settle (IsoFollower *follower, gpointer errand)
{
  IsoPlanner *self = ISO_PLANNER (follower);
  Job *old = self->done;

  self->done = errand != NULL ? iso_errand_ref (errand) : NULL;
  iso_follower_set_stale (follower, FALSE);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PLAN]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
  g_clear_pointer (&old, iso_errand_unref);
}

static gboolean
iso_planner_has_result (IsoFollower *follower)
{
  return ISO_PLANNER (follower)->done != NULL;
}

static void
iso_planner_constructed (GObject *object)
{
  IsoProject *project = iso_follower_get_project (ISO_FOLLOWER (object));

  G_OBJECT_CLASS (iso_planner_parent_class)->constructed (object);
  g_signal_connect_object (project, "changed", G_CALLBACK (iso_follower_begin_soon), object, G_CONNECT_SWAPPED);
  g_signal_connect_object (project, "notify::title", G_CALLBACK (iso_follower_begin_soon), object, G_CONNECT_SWAPPED);
}

static void
iso_planner_finalize (GObject *object)
{
  IsoPlanner *self = ISO_PLANNER (object);

  g_clear_pointer (&self->done, iso_errand_unref);
  g_free (self->run);
  G_OBJECT_CLASS (iso_planner_parent_class)->finalize (object);
}

static void
iso_planner_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  IsoPlanner *self = ISO_PLANNER (object);

  switch ((IsoPlannerProperty) id)
    {
    case PROP_PLAN:
      g_value_set_pointer (value, (gpointer) iso_planner_get_plan (self));
      break;
    case PROP_ERROR:
      g_value_set_pointer (value, (gpointer) iso_planner_get_error (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
iso_planner_class_init (IsoPlannerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  IsoFollowerClass *follower_class = ISO_FOLLOWER_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->constructed = iso_planner_constructed;
  object_class->finalize = iso_planner_finalize;
  object_class->get_property = iso_planner_get_property;

  follower_class->errand_size = sizeof (Job);
  follower_class->prepare = iso_planner_prepare;
  follower_class->settle = iso_planner_settle;
  follower_class->has_result = iso_planner_has_result;
  follower_class->work = iso_planner_work;
  follower_class->clear = iso_planner_clear;

  properties[PROP_PLAN] = g_param_spec_pointer ("plan", NULL, NULL, flags);
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
  return iso_follower_get_project (ISO_FOLLOWER (self));
}

void
iso_planner_set_run (IsoPlanner *self, const char *run)
{
  g_return_if_fail (ISO_IS_PLANNER (self));

  if (g_strcmp0 (run, self->run) == 0)
    return;
  g_free (self->run);
  self->run = g_strdup (run);
  iso_follower_begin_soon (ISO_FOLLOWER (self));
}

void
iso_planner_cancel (IsoPlanner *self)
{
  g_return_if_fail (ISO_IS_PLANNER (self));
  iso_follower_stop (ISO_FOLLOWER (self));
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
  return self->done != NULL ? self->done->errand.error : NULL;
}

gboolean
iso_planner_get_busy (IsoPlanner *self)
{
  g_return_val_if_fail (ISO_IS_PLANNER (self), FALSE);
  return iso_follower_get_busy (ISO_FOLLOWER (self));
}

gboolean
iso_planner_get_stale (IsoPlanner *self)
{
  g_return_val_if_fail (ISO_IS_PLANNER (self), FALSE);
  return iso_follower_get_stale (ISO_FOLLOWER (self));
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
