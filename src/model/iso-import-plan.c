/* iso-import-plan.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-import-plan.h"

#include "iso-import-notice.h"
#include "iso-project-import.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

struct _IsoImportPlan
{
  GObject parent_instance;

  IsoProject    *project;       /* (owned) */
  GArray        *requests;      /* (owned) of IsoImportRequest */
  IsoImportLook *look;          /* (owned) (nullable) what was read last */
  GPtrArray     *plates;        /* (owned) of IsoImportPlate: borrow from the look */
  GCancellable  *reading;       /* (owned) (nullable) while a worker reads */
  GCancellable  *noticing;      /* (owned) (nullable) while a worker looks at what was read */
  IsoImportProgress *progress;  /* (owned) counted by reference, of the last reading */
  guint          ticking;       /* source: tells of the progress */
  GHashTable    *reads;         /* (owned) what a person chose for a plate, by its place: a label */
  GHashTable    *references;    /* (owned) the same; "" for none */
  GHashTable    *targets;       /* (owned) the same: a target as a text */
  GHashTable    *runs;          /* (owned) the same */
  GError        *problem;       /* (owned) (nullable) */
};

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

/* --- what a person chose, however often the files are read ----------------------------------------------------------------------- */

static char *
make_key (const IsoImportPlate *plate)
{
  return g_strdup_printf ("%u/%u", plate->file, plate->index);
}

static void
keep (GHashTable *choices, const IsoImportPlate *plate, const char *value)
{
  g_hash_table_insert (choices, make_key (plate), g_strdup (value));
}

static const char *
get_kept (GHashTable *choices, const IsoImportPlate *plate)
{
  g_autofree char *key = make_key (plate);

  return g_hash_table_lookup (choices, key);
}

static char *
describe_target (const IsoImportTarget *target)
{
  return g_strdup_printf ("%d/%u/%s", (int) target->to, target->layout, target->id != NULL ? target->id : "");
}

static const IsoRead *
find_read (const IsoImportPlate *plate, const char *label)
{
  return label != NULL && *label != '\0' ? iso_read_plate_find (plate->plate, label) : NULL;
}

static void
apply_kept (IsoImportPlan *self, IsoImportPlate *plate)
{
  const char *target = get_kept (self->targets, plate);
  const char *run = get_kept (self->runs, plate);
  const IsoRead *read = find_read (plate, get_kept (self->reads, plate));

  if (read != NULL)
    plate->read = read;
  plate->reference = find_read (plate, get_kept (self->references, plate));
  if (plate->reference == plate->read)
    plate->reference = NULL;
  for (guint i = 0; target != NULL && i < plate->targets->len; i++)
    {
      g_autofree char *text = describe_target (&g_array_index (plate->targets, IsoImportTarget, i));

      if (strcmp (text, target) == 0)
        plate->target = i;
    }
  if (run != NULL)
    {
      g_free (plate->run);
      plate->run = g_strdup (run);
    }
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

static void
update_problem (IsoImportPlan *self)
{
  g_clear_error (&self->problem);
  if (check_taken (self, &self->problem))
    check_different (self, &self->problem);
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

static void
update (IsoImportPlan *self)
{
  if (self->look != NULL)
    {
      iso_import_plates_update (self->plates, self->project, self->look);
      notice (self);
    }
  update_problem (self);
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
            apply_kept (self, get_plate (self, i));
        }
      update (self);
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
  g_clear_pointer (&self->look, iso_import_look_free);
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

  return get_plate (self, plate);
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

gboolean
iso_import_plan_set_meanings (IsoImportPlan *self, guint file, const GPtrArray *meanings, GError **error)
{
  const IsoImportSight *sight = iso_import_plan_get_file (self, file);
  g_autofree char *folder = iso_table_maps_folder ();
  g_autoptr (IsoTableMap) map = NULL;

  g_return_val_if_fail (sight->columns != NULL && sight->columns->len == meanings->len, FALSE);

  map = iso_table_map_new (sight->name);
  for (guint i = 0; i < meanings->len; i++)
    iso_table_map_add (map, g_ptr_array_index (sight->columns, i), g_ptr_array_index (meanings, i));
  if (!iso_table_map_save (map, folder, error))
    return FALSE;
  iso_import_plan_read (self);
  return TRUE;
}

/* What was chosen is shown at once; what comes of it, once the files are read. */
static void
read_again (IsoImportPlan *self, guint file)
{
  const IsoImportRequest *request = get_request (self, file);
  IsoImportSight *sight = self->look != NULL && file < self->look->sights->len ? g_ptr_array_index (self->look->sights, file) : NULL;

  if (sight != NULL)
    iso_import_sight_take (sight, request);
  iso_import_plan_read (self);
}

/* --- choices ---------------------------------------------------------------------------------------------------------------------- */

void
iso_import_plan_set_reader (IsoImportPlan *self, guint file, const char *reader)
{
  const IsoReader *found = reader != NULL ? iso_reader_find (reader) : NULL;

  g_return_if_fail (ISO_IS_IMPORT_PLAN (self));
  g_return_if_fail (file < self->requests->len);

  if (get_request (self, file)->reader == found)
    return;
  get_request (self, file)->reader = found;
  read_again (self, file);
}

void
iso_import_plan_set_separator (IsoImportPlan *self, guint file, IsoImportSeparator separator)
{
  g_return_if_fail (ISO_IS_IMPORT_PLAN (self));
  g_return_if_fail (file < self->requests->len);

  if (get_request (self, file)->separator == separator)
    return;
  get_request (self, file)->separator = separator;
  read_again (self, file);
}

void
iso_import_plan_set_decimal (IsoImportPlan *self, guint file, IsoImportDecimal decimal)
{
  g_return_if_fail (ISO_IS_IMPORT_PLAN (self));
  g_return_if_fail (file < self->requests->len);

  if (get_request (self, file)->decimal == decimal)
    return;
  get_request (self, file)->decimal = decimal;
  read_again (self, file);
}

void
iso_import_plan_set_turned (IsoImportPlan *self, guint file, gboolean turned)
{
  g_return_if_fail (ISO_IS_IMPORT_PLAN (self));
  g_return_if_fail (file < self->requests->len);

  if (get_request (self, file)->turned == turned)
    return;
  get_request (self, file)->turned = turned;
  read_again (self, file);
}

void
iso_import_plan_set_wells (IsoImportPlan *self, guint file, guint wells)
{
  g_return_if_fail (ISO_IS_IMPORT_PLAN (self));
  g_return_if_fail (file < self->requests->len);

  if (get_request (self, file)->wells == wells)
    return;
  get_request (self, file)->wells = wells;
  read_again (self, file);
}

void
iso_import_plan_set_pick (IsoImportPlan *self, guint file, const IsoReadPick *pick)
{
  IsoImportRequest *request;

  g_return_if_fail (ISO_IS_IMPORT_PLAN (self));
  g_return_if_fail (file < self->requests->len);

  request = get_request (self, file);
  if (request->pick.how == pick->how && memcmp (&request->pick.time, &pick->time, sizeof pick->time) == 0
      && memcmp (&request->pick.wavelength, &pick->wavelength, sizeof pick->wavelength) == 0)
    return;
  request->pick = *pick;
  read_again (self, file);
}

void
iso_import_plan_set_read (IsoImportPlan *self, guint plate, const char *label)
{
  g_return_if_fail (plate < iso_import_plan_get_n_plates (self));
  g_return_if_fail (label != NULL);

  if (strcmp (get_plate (self, plate)->read->label, label) == 0)
    return;
  for (guint i = 0; i < self->plates->len; i++)
    if (find_read (get_plate (self, i), label) != NULL)
      {
        keep (self->reads, get_plate (self, i), label);
        apply_kept (self, get_plate (self, i));
      }
  update (self);
}

void
iso_import_plan_set_reference (IsoImportPlan *self, guint plate, const char *label)
{
  const IsoImportPlate *chosen;

  g_return_if_fail (plate < iso_import_plan_get_n_plates (self));

  chosen = get_plate (self, plate);
  if (g_strcmp0 (chosen->reference != NULL ? chosen->reference->label : NULL, label) == 0)
    return;
  for (guint i = 0; i < self->plates->len; i++)
    if (label == NULL || find_read (get_plate (self, i), label) != NULL)
      {
        keep (self->references, get_plate (self, i), label != NULL ? label : "");
        apply_kept (self, get_plate (self, i));
      }
  update (self);
}

void
iso_import_plan_set_target (IsoImportPlan *self, guint plate, guint target)
{
  IsoImportPlate *chosen;
  g_autofree char *text = NULL;

  g_return_if_fail (plate < iso_import_plan_get_n_plates (self));
  g_return_if_fail (target < get_plate (self, plate)->targets->len);

  chosen = get_plate (self, plate);
  if (chosen->target == target)
    return;
  text = describe_target (&g_array_index (chosen->targets, IsoImportTarget, target));
  keep (self->targets, chosen, text);
  chosen->target = target;
  update (self);
}

void
iso_import_plan_set_run (IsoImportPlan *self, guint plate, const char *name)
{
  IsoImportPlate *chosen;

  g_return_if_fail (plate < iso_import_plan_get_n_plates (self));
  g_return_if_fail (name != NULL);

  chosen = get_plate (self, plate);
  if (*name == '\0' || strcmp (chosen->run, name) == 0)
    return;
  keep (self->runs, chosen, name);
  g_free (chosen->run);
  chosen->run = g_strdup (name);
  update (self);
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
