/* iso-import-plan.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-import-plan-private.h"

#include "iso-free-beside.h"
#include "iso-import-notice.h"

#include <glib/gi18n.h>
#include <string.h>

/* One reading. The worker has copies of its own. */
typedef struct
{
  IsoImportPlan *plan;          /* (owned) released by the main thread */
  GCancellable  *cancellable;   /* (owned) */
  GArray        *requests;      /* (owned) of IsoImportRequest */
  IsoImportLook *look;          /* (owned) (nullable) */
  IsoImportProgress *progress;  /* (owned) counted by reference */
} Reading;

/* A look at what was read. */
typedef struct
{
  IsoImportPlan *plan;          /* (owned) */
  GCancellable  *cancellable;   /* (owned) */
} Noticing;

G_DEFINE_FINAL_TYPE (IsoImportPlan, iso_import_plan, G_TYPE_OBJECT)

static guint changed, progressed;

#define TICK 100   /* ms */

static GArray *
new_requests (void)
{
  GArray *requests = g_array_new (FALSE, TRUE, sizeof (IsoImportRequest));

  g_array_set_clear_func (requests, (GDestroyNotify) iso_import_request_clear);
  return requests;
}

static IsoImportRequest *
get_request (IsoImportPlan *self, guint file)
{
  return &g_array_index (self->requests, IsoImportRequest, file);
}

static IsoImportPlate *
get_plate (IsoImportPlan *self, guint plate)
{
  return g_ptr_array_index (self->plates, plate);
}

static void
noticed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Noticing *noticing = data;
  IsoImportPlan *self = noticing->plan;

  /* Cancelled: another look has begun, or the plates are gone. */
  if (self->noticing == noticing->cancellable)
    {
      iso_import_notice_finish (self->plates, result);
      g_clear_object (&self->noticing);
      g_signal_emit (self, changed, 0);
    }
  g_object_unref (noticing->plan);
  g_object_unref (noticing->cancellable);
  g_free (noticing);
}

static void
stop_noticing (IsoImportPlan *self)
{
  if (self->noticing != NULL)
    g_cancellable_cancel (self->noticing);
  g_clear_object (&self->noticing);
}

static void
notice (IsoImportPlan *self)
{
  Noticing *noticing;

  stop_noticing (self);
  if (self->plates->len == 0)
    return;
  self->noticing = g_cancellable_new ();
  noticing = g_new0 (Noticing, 1);
  noticing->plan = g_object_ref (self);
  noticing->cancellable = g_object_ref (self->noticing);
  iso_import_notice_async (self->plates, self->look, self->noticing, noticed_cb, noticing);
}

void
iso_import_plan_update (IsoImportPlan *self)
{
  if (self->look != NULL)
    {
      iso_import_plates_update (self->plates, self->project, self->look);
      notice (self);
    }
  iso_import_plan_update_problem (self);
  g_signal_emit (self, changed, 0);
}

/* --- reading ---------------------------------------------------------------------------------------------------------------------- */

static void
free_reading (Reading *reading)
{
  g_object_unref (reading->plan);
  g_object_unref (reading->cancellable);
  g_array_unref (reading->requests);
  g_atomic_rc_box_release (reading->progress);
  g_clear_pointer (&reading->look, iso_import_look_free);
  g_free (reading);
}

static void
read_cb (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Reading *reading = data;

  reading->look = iso_import_look_new (reading->requests, reading->progress, reading->cancellable);
  g_task_return_boolean (task, TRUE);
}

/* Files are not fetched from the disk again. */
static void
keep_sources (IsoImportPlan *self, const Reading *reading)
{
  for (guint i = 0; i < self->requests->len && reading->requests->len == self->requests->len; i++)
    {
      IsoSource *source = g_array_index (reading->requests, IsoImportRequest, i).source;

      if (source != NULL && get_request (self, i)->source == NULL)
        get_request (self, i)->source = iso_source_ref (source);
    }
}

/* Where folders stood, there are their files now. */
static void
take_requests (IsoImportPlan *self, Reading *reading)
{
  GArray *old = self->requests;

  if (reading->requests->len == old->len)
    return;
  self->requests = reading->requests;
  reading->requests = old;
}

static gboolean
tick_cb (gpointer data)
{
  g_signal_emit (data, progressed, 0);
  return G_SOURCE_CONTINUE;
}

static void
stop_ticking (IsoImportPlan *self)
{
  g_clear_handle_id (&self->ticking, g_source_remove);
}

static void
read_done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Reading *reading = data;
  IsoImportPlan *self = reading->plan;

  keep_sources (self, reading);
  if (self->reading == reading->cancellable)
    {
      g_clear_object (&self->reading);
      stop_ticking (self);
      if (reading->look != NULL)
        {
          take_requests (self, reading);
          stop_noticing (self);
          g_clear_pointer (&self->plates, g_ptr_array_unref);
          g_clear_pointer (&self->look, iso_import_look_free);
          self->look = g_steal_pointer (&reading->look);
          self->plates = iso_import_plates_new (self->project, self->look);
          for (guint i = 0; i < self->plates->len; i++)
            iso_import_plan_apply_kept (self, get_plate (self, i));
        }
      iso_import_plan_update (self);
    }
  free_reading (reading);
}

static void
iso_import_plan_dispose (GObject *object)
{
  IsoImportPlan *self = ISO_IMPORT_PLAN (object);

  stop_noticing (self);
  stop_ticking (self);
  g_clear_object (&self->project);
  G_OBJECT_CLASS (iso_import_plan_parent_class)->dispose (object);
}

static void
iso_import_plan_finalize (GObject *object)
{
  IsoImportPlan *self = ISO_IMPORT_PLAN (object);

  g_clear_object (&self->reading);
  g_clear_pointer (&self->progress, g_atomic_rc_box_release);
  g_ptr_array_unref (self->plates);
  iso_free_beside (self->look, (GDestroyNotify) iso_import_look_free);
  g_array_unref (self->requests);
  g_hash_table_unref (self->reads);
  g_hash_table_unref (self->references);
  g_hash_table_unref (self->targets);
  g_hash_table_unref (self->runs);
  g_clear_error (&self->problem);
  G_OBJECT_CLASS (iso_import_plan_parent_class)->finalize (object);
}

static void
iso_import_plan_class_init (IsoImportPlanClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = iso_import_plan_dispose;
  G_OBJECT_CLASS (klass)->finalize = iso_import_plan_finalize;

  changed = g_signal_new ("changed", ISO_TYPE_IMPORT_PLAN, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  progressed = g_signal_new ("progress", ISO_TYPE_IMPORT_PLAN, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
iso_import_plan_init (IsoImportPlan *self)
{
  self->requests = new_requests ();
  self->plates = g_ptr_array_new ();
  self->reads = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->references = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->targets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->runs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

static gboolean
add_file (IsoImportPlan *self, GFile *file)
{
  IsoImportRequest request;

  for (guint i = 0; i < self->requests->len; i++)
    if (g_file_equal (get_request (self, i)->file, file))
      return FALSE;
  iso_import_request_init (&request, file);
  g_array_append_val (self->requests, request);
  return TRUE;
}

IsoImportPlan *
iso_import_plan_new (IsoProject *project, GFile *const *files, guint n)
{
  IsoImportPlan *self = g_object_new (ISO_TYPE_IMPORT_PLAN, NULL);

  g_return_val_if_fail (ISO_IS_PROJECT (project), NULL);

  self->project = g_object_ref (project);
  for (guint i = 0; i < n; i++)
    add_file (self, files[i]);
  return self;
}

IsoProject *
iso_import_plan_get_project (IsoImportPlan *self)
{
  g_return_val_if_fail (ISO_IS_IMPORT_PLAN (self), NULL);

  return self->project;
}

void
iso_import_plan_read (IsoImportPlan *self)
{
  Reading *reading;
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (ISO_IS_IMPORT_PLAN (self));

  if (self->reading != NULL)
    g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  g_clear_pointer (&self->progress, g_atomic_rc_box_release);
  self->progress = g_atomic_rc_box_new0 (IsoImportProgress);
  stop_noticing (self);
  if (self->ticking == 0)
    self->ticking = g_timeout_add (TICK, tick_cb, self);
  self->reading = g_cancellable_new ();
  reading = g_new0 (Reading, 1);
  reading->progress = g_atomic_rc_box_acquire (self->progress);
  reading->plan = g_object_ref (self);
  reading->cancellable = g_object_ref (self->reading);
  reading->requests = new_requests ();
  for (guint i = 0; i < self->requests->len; i++)
    {
      IsoImportRequest copy;

      iso_import_request_copy (get_request (self, i), &copy);
      g_array_append_val (reading->requests, copy);
    }
  /* No source object: the worker may be the last to hold the task, and must not be the last to hold the plan. */
  task = g_task_new (NULL, NULL, read_done_cb, reading);
  g_task_set_source_tag (task, iso_import_plan_read);
  g_task_set_task_data (task, reading, NULL);
  g_task_run_in_thread (task, read_cb);
  g_signal_emit (self, changed, 0);
}

void
iso_import_plan_add_files (IsoImportPlan *self, GListModel *files)
{
  gboolean added = FALSE;

  g_return_if_fail (ISO_IS_IMPORT_PLAN (self));

  for (guint i = 0; i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr (GFile) file = g_list_model_get_item (files, i);

      added |= add_file (self, file);
    }
  if (added)
    iso_import_plan_read (self);
}

void
iso_import_plan_cancel (IsoImportPlan *self)
{
  g_return_if_fail (ISO_IS_IMPORT_PLAN (self));

  if (self->reading == NULL)
    return;
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  stop_ticking (self);
  g_signal_emit (self, changed, 0);
}

gboolean
iso_import_plan_get_busy (IsoImportPlan *self)
{
  g_return_val_if_fail (ISO_IS_IMPORT_PLAN (self), FALSE);

  return self->reading != NULL;
}

gboolean
iso_import_plan_get_noticing (IsoImportPlan *self)
{
  g_return_val_if_fail (ISO_IS_IMPORT_PLAN (self), FALSE);

  return self->noticing != NULL;
}
