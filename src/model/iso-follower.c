/* iso-follower.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-follower.h"

#include "iso-project-private.h"

#define PROGRESS_INTERVAL_MS 100

typedef struct
{
  IsoProject *project;          /* (owned) */
  IsoErrand  *errand;           /* (owned) (nullable) the one that counts */
  gboolean    stale;
  gboolean    waiting;          /* to begin, until the work copy can be read */
  gboolean    arrived;          /* the errand is done, and waits to be settled */
  double      progress;
  guint       progress_source;
  guint       begin_source;
} IsoFollowerPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (IsoFollower, iso_follower, G_TYPE_OBJECT)

#define PRIVATE(self) ((IsoFollowerPrivate *) iso_follower_get_instance_private (self))

typedef enum
{
  PROP_PROJECT = 1,
  PROP_BUSY,
  PROP_STALE,
  PROP_PROGRESS,
} IsoFollowerProperty;

static GParamSpec *properties[PROP_PROGRESS + 1];

static void
clear_errand (IsoErrand *errand)
{
  errand->klass->clear (errand);
  g_free (errand->database);
  g_clear_error (&errand->error);
}

gpointer
iso_errand_ref (gpointer errand)
{
  return g_atomic_rc_box_acquire (errand);
}

void
iso_errand_unref (gpointer errand)
{
  g_atomic_rc_box_release_full (errand, (GDestroyNotify) clear_errand);
}

static void
set_progress (IsoFollower *self, double progress)
{
  if (progress == PRIVATE (self)->progress)
    return;
  PRIVATE (self)->progress = progress;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROGRESS]);
}

/* Takes the result of the errand that counts, and ends it. */
static void
settle (IsoFollower *self, IsoErrand *errand)
{
  g_object_ref (self);
  ISO_FOLLOWER_GET_CLASS (self)->settle (self, errand);
  iso_follower_stop (self);
  g_object_unref (self);
}

static gboolean
poll_progress_cb (gpointer data)
{
  set_progress (data, g_atomic_int_get (&PRIVATE (data)->errand->permille) / 1000.0);
  return G_SOURCE_CONTINUE;
}

/* The worker is an errand of the project, which outlives it. */
static gboolean
let_go_cb (gpointer data)
{
  IsoErrand *errand = data;

  if (errand->project != NULL)
    iso_project_release (errand->project);
  g_clear_object (&errand->project);
  return G_SOURCE_REMOVE;
}

void
iso_errand_let_go (gpointer errand)
{
  g_idle_add_full (G_PRIORITY_DEFAULT, let_go_cb, iso_errand_ref (errand), iso_errand_unref);
}

static void
work_cb (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  ((IsoErrand *) data)->klass->work (data);
  g_task_return_boolean (task, TRUE);
}

/* A project that was saved under another name is read elsewhere. */
static gboolean
has_moved (IsoFollower *self, const IsoErrand *errand)
{
  g_autofree char *database = iso_project_dup_database (PRIVATE (self)->project);

  return g_strcmp0 (database, errand->database) != 0;
}

static void
arrive (IsoFollower *self, IsoErrand *errand)
{
  const IsoFollowerClass *klass = ISO_FOLLOWER_GET_CLASS (self);

  PRIVATE (self)->arrived = klass->arrive != NULL && klass->arrive (self, errand);
  if (!PRIVATE (self)->arrived)
    settle (self, errand);
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (IsoFollower) self = data;
  IsoErrand *errand = g_task_get_task_data (G_TASK (result));

  let_go_cb (errand);
  if (errand != PRIVATE (self)->errand)
    return;
  if (errand->error != NULL && has_moved (self, errand))
    iso_follower_begin_soon (self);
  else
    arrive (self, errand);
}

static void
begin (IsoFollower *self)
{
  IsoFollowerPrivate *priv = PRIVATE (self);
  const IsoFollowerClass *klass = ISO_FOLLOWER_GET_CLASS (self);
  char *database = iso_project_dup_database (priv->project);
  g_autoptr (GTask) task = NULL;

  priv->waiting = database == NULL;
  if (database == NULL)
    return;
  priv->errand = g_atomic_rc_box_alloc0 (klass->errand_size);
  priv->errand->database = database;
  priv->errand->project = g_object_ref (priv->project);
  priv->errand->klass = klass;
  if (klass->prepare != NULL)
    klass->prepare (self, priv->errand);
  set_progress (self, 0);
  priv->progress_source = g_timeout_add (PROGRESS_INTERVAL_MS, poll_progress_cb, self);
  iso_project_hold (priv->project);

  /* No source object: the worker may be the last to hold the task, and must not be the last to hold the follower. */
  task = g_task_new (NULL, NULL, done_cb, g_object_ref (self));
  g_task_set_source_tag (task, begin);
  g_task_set_task_data (task, iso_errand_ref (priv->errand), iso_errand_unref);
  g_task_run_in_thread (task, work_cb);
}

static gboolean
begin_cb (gpointer data)
{
  PRIVATE (data)->begin_source = 0;
  begin (data);
  return G_SOURCE_REMOVE;
}

static void
open_changed_cb (IsoFollower *self)
{
  if (iso_project_is_open (PRIVATE (self)->project))
    iso_follower_begin_soon (self);
  else
    settle (self, NULL);
}

static void
project_busy_changed_cb (IsoFollower *self)
{
  IsoFollowerPrivate *priv = PRIVATE (self);

  if (priv->waiting && !iso_project_get_busy (priv->project))
    begin (self);
}

static void
iso_follower_constructed (GObject *object)
{
  IsoFollower *self = ISO_FOLLOWER (object);
  IsoProject *project = PRIVATE (self)->project;

  G_OBJECT_CLASS (iso_follower_parent_class)->constructed (object);
  g_signal_connect_object (project, "notify::open", G_CALLBACK (open_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (project, "notify::busy", G_CALLBACK (project_busy_changed_cb), self, G_CONNECT_SWAPPED);
  iso_follower_begin_soon (self);
}

static void
iso_follower_dispose (GObject *object)
{
  IsoFollowerPrivate *priv = PRIVATE (ISO_FOLLOWER (object));

  g_clear_handle_id (&priv->progress_source, g_source_remove);
  g_clear_handle_id (&priv->begin_source, g_source_remove);
  if (priv->errand != NULL)
    g_atomic_int_set (&priv->errand->cancel, 1);
  g_clear_pointer (&priv->errand, iso_errand_unref);
  g_clear_object (&priv->project);
  G_OBJECT_CLASS (iso_follower_parent_class)->dispose (object);
}

static void
iso_follower_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  IsoFollower *self = ISO_FOLLOWER (object);

  switch ((IsoFollowerProperty) id)
    {
    case PROP_PROJECT:
      g_value_set_object (value, iso_follower_get_project (self));
      break;
    case PROP_BUSY:
      g_value_set_boolean (value, iso_follower_get_busy (self));
      break;
    case PROP_STALE:
      g_value_set_boolean (value, iso_follower_get_stale (self));
      break;
    case PROP_PROGRESS:
      g_value_set_double (value, iso_follower_get_progress (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
iso_follower_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_PROJECT)
    PRIVATE (ISO_FOLLOWER (object))->project = g_value_dup_object (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
iso_follower_class_init (IsoFollowerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->constructed = iso_follower_constructed;
  object_class->dispose = iso_follower_dispose;
  object_class->get_property = iso_follower_get_property;
  object_class->set_property = iso_follower_set_property;

  properties[PROP_PROJECT] = g_param_spec_object ("project", NULL, NULL, ISO_TYPE_PROJECT,
                                                  G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_BUSY] = g_param_spec_boolean ("busy", NULL, NULL, FALSE, flags);
  properties[PROP_STALE] = g_param_spec_boolean ("stale", NULL, NULL, FALSE, flags);
  properties[PROP_PROGRESS] = g_param_spec_double ("progress", NULL, NULL, 0, 1, 0, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
iso_follower_init (IsoFollower *self)
{
}

void
iso_follower_begin_soon (IsoFollower *self)
{
  IsoFollowerPrivate *priv = PRIVATE (self);
  gboolean was_busy = iso_follower_get_busy (self);

  if (!iso_project_is_open (priv->project))
    return;
  g_object_freeze_notify (G_OBJECT (self));
  iso_follower_stop (self);
  iso_follower_set_stale (self, ISO_FOLLOWER_GET_CLASS (self)->has_result (self));
  priv->begin_source = g_idle_add_full (G_PRIORITY_DEFAULT, begin_cb, self, NULL);
  if (!was_busy)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
  g_object_thaw_notify (G_OBJECT (self));
}

void
iso_follower_settle (IsoFollower *self)
{
  if (PRIVATE (self)->arrived)
    settle (self, PRIVATE (self)->errand);
}

void
iso_follower_stop (IsoFollower *self)
{
  IsoFollowerPrivate *priv = PRIVATE (self);
  gboolean was_busy = iso_follower_get_busy (self);

  g_clear_handle_id (&priv->progress_source, g_source_remove);
  g_clear_handle_id (&priv->begin_source, g_source_remove);
  priv->waiting = FALSE;
  priv->arrived = FALSE;
  if (priv->errand != NULL)
    g_atomic_int_set (&priv->errand->cancel, 1);
  g_clear_pointer (&priv->errand, iso_errand_unref);
  if (was_busy)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
}

void
iso_follower_set_stale (IsoFollower *self, gboolean stale)
{
  if (stale == PRIVATE (self)->stale)
    return;
  PRIVATE (self)->stale = stale;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STALE]);
}

IsoProject *
iso_follower_get_project (IsoFollower *self)
{
  g_return_val_if_fail (ISO_IS_FOLLOWER (self), NULL);
  return PRIVATE (self)->project;
}

gboolean
iso_follower_get_busy (IsoFollower *self)
{
  IsoFollowerPrivate *priv;

  g_return_val_if_fail (ISO_IS_FOLLOWER (self), FALSE);

  priv = PRIVATE (self);
  return priv->errand != NULL || priv->waiting || priv->begin_source != 0;
}

gboolean
iso_follower_get_stale (IsoFollower *self)
{
  g_return_val_if_fail (ISO_IS_FOLLOWER (self), FALSE);
  return PRIVATE (self)->stale;
}

double
iso_follower_get_progress (IsoFollower *self)
{
  g_return_val_if_fail (ISO_IS_FOLLOWER (self), 0);
  return PRIVATE (self)->progress;
}
