/* iso-analyser.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-analyser.h"

#include "iso-assemble.h"
#include "iso-finding.h"
#include "iso-free-beside.h"
#include "iso-project-private.h"
#include "iso-subject.h"

#include <glib/gi18n.h>

#define HELD_MS 32

typedef struct
{
  IsoErrand            errand;
  IsoExperiment       *experiment;   /* (owned) (nullable) */
  IsoAnalysisSettings  settings;
  IsoAnalysis         *analysis;     /* (owned) (nullable) */
} Job;

struct _IsoAnalyser
{
  IsoFollower parent_instance;

  IsoAnalysis *analysis;       /* (owned) (nullable) */
  GError      *error;          /* (owned) (nullable) */
  GListStore  *treatments;     /* (owned) */
  GListStore  *plates;         /* (owned) */
  GListStore  *findings;       /* (owned) */
  guint        n_holding;      /* what arrived */
  guint        held_source;
};

G_DEFINE_FINAL_TYPE (IsoAnalyser, iso_analyser, ISO_TYPE_FOLLOWER)

typedef enum
{
  PROP_ANALYSIS = 1,
  PROP_ERROR,
} IsoAnalyserProperty;

static GParamSpec *properties[PROP_ERROR + 1];

static guint arriving;

static void
set_error (IsoAnalyser *self, GError *error)
{
  if (error == NULL && self->error == NULL)
    return;
  g_clear_error (&self->error);
  self->error = error;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
}

static void
append_all (GPtrArray *to, GListModel *from)
{
  for (guint i = 0; i < g_list_model_get_n_items (from); i++)
    g_ptr_array_add (to, g_list_model_get_item (from, i));
}

/* At once: who shows them is told once. */
static void
fill_findings (IsoAnalyser *self)
{
  g_autoptr (GListStore) own = g_list_store_new (ISO_TYPE_FINDING);
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (g_object_unref);

  iso_findings_fill (own, self->analysis);
  append_all (all, iso_project_get_findings (iso_analyser_get_project (self)));
  append_all (all, G_LIST_MODEL (own));
  g_list_store_splice (self->findings, 0, g_list_model_get_n_items (G_LIST_MODEL (self->findings)), all->pdata, all->len);
}

/* Everything that looks at the old analysis must let go of it during the notify, before it is freed. */
static void
take_analysis (IsoAnalyser *self, IsoAnalysis *analysis)
{
  IsoAnalysis *old = self->analysis;

  self->analysis = analysis;
  iso_subjects_fill (self->treatments, self->plates, analysis);
  fill_findings (self);
  iso_follower_set_stale (ISO_FOLLOWER (self), FALSE);
  if (old != NULL || analysis != NULL)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ANALYSIS]);
  iso_free_beside (old, (GDestroyNotify) iso_analysis_unref);
}

/* --- the worker: from the work copy to the analysis --------------------------------------------------------------------------------- */

static gboolean
read_store (Job *job, IsoStore *store)
{
  GError **error = &job->errand.error;

  if (!iso_db_execute (iso_store_db (store), "BEGIN", error))
    return FALSE;
  iso_analysis_settings_init (&job->settings);
  if (iso_lookup_analysis_settings (iso_store_db (store), &job->settings, error))
    job->experiment = iso_assemble_experiment (store, error);
  iso_db_execute (iso_store_db (store), "ROLLBACK", NULL);
  return job->experiment != NULL;
}

static gboolean
read_database (Job *job)
{
  g_autoptr (IsoStore) store = iso_store_open_beside (&iso_schema, job->errand.database, &job->errand.error);

  return store != NULL && read_store (job, store);
}

static void
progress_cb (double fraction, gpointer data)
{
  g_atomic_int_set (&((IsoErrand *) data)->permille, (int) (1000 * fraction));
}

static void
iso_analyser_work (gpointer errand)
{
  Job *job = errand;
  gboolean read = read_database (job);
  IsoDataset *dataset = NULL;

  iso_errand_let_go (errand);
  if (read && job->experiment->records->len > 0)
    dataset = iso_dataset_new_as_read (job->experiment, job->settings.location, &job->errand.error);
  /* What was read can be looked at where nothing can be made of it. */
  if (dataset != NULL && dataset->problem != NULL)
    job->errand.error = g_error_copy (dataset->problem);
  if (dataset != NULL)
    job->analysis = iso_analysis_run (dataset, &job->settings, &job->errand.cancel, progress_cb, job);
}

static void
iso_analyser_clear (gpointer errand)
{
  g_clear_pointer (&((Job *) errand)->analysis, iso_analysis_unref);
  g_clear_pointer (&((Job *) errand)->experiment, iso_experiment_unref);
}

/* --- when -------------------------------------------------------------------------------------------------------------------------- */

static gboolean
held_cb (gpointer data)
{
  ISO_ANALYSER (data)->held_source = 0;
  iso_follower_settle (data);
  return G_SOURCE_REMOVE;
}

static gboolean
iso_analyser_arrive (IsoFollower *follower, gpointer errand)
{
  IsoAnalyser *self = ISO_ANALYSER (follower);
  const Job *job = errand;

  self->n_holding = 0;
  g_clear_handle_id (&self->held_source, g_source_remove);
  if (self->analysis == NULL || job->analysis == NULL)
    return FALSE;
  g_signal_emit (self, arriving, 0, job->analysis);
  if (self->n_holding > 0)
    self->held_source = g_timeout_add (HELD_MS, held_cb, self);
  return self->n_holding > 0;
}

static void
iso_analyser_settle (IsoFollower *follower, gpointer errand)
{
  Job *job = errand;

  ISO_ANALYSER (follower)->n_holding = 0;
  g_clear_handle_id (&ISO_ANALYSER (follower)->held_source, g_source_remove);
  take_analysis (ISO_ANALYSER (follower), job != NULL ? g_steal_pointer (&job->analysis) : NULL);
  set_error (ISO_ANALYSER (follower), job != NULL ? g_steal_pointer (&job->errand.error) : NULL);
}

static gboolean
iso_analyser_has_result (IsoFollower *follower)
{
  return ISO_ANALYSER (follower)->analysis != NULL;
}

static void
project_changed_cb (IsoFollower *self, gboolean about_analysis)
{
  if (about_analysis)
    iso_follower_begin_soon (self);
}

static void
iso_analyser_constructed (GObject *object)
{
  IsoProject *project = iso_analyser_get_project (ISO_ANALYSER (object));

  G_OBJECT_CLASS (iso_analyser_parent_class)->constructed (object);
  g_signal_connect_object (project, "changed", G_CALLBACK (project_changed_cb), object, G_CONNECT_SWAPPED);
  g_signal_connect_object (iso_project_get_findings (project), "items-changed", G_CALLBACK (fill_findings), object, G_CONNECT_SWAPPED);
}

static void
iso_analyser_dispose (GObject *object)
{
  IsoAnalyser *self = ISO_ANALYSER (object);

  g_clear_handle_id (&self->held_source, g_source_remove);
  g_clear_object (&self->treatments);
  g_clear_object (&self->plates);
  g_clear_object (&self->findings);
  G_OBJECT_CLASS (iso_analyser_parent_class)->dispose (object);
}

static void
iso_analyser_finalize (GObject *object)
{
  IsoAnalyser *self = ISO_ANALYSER (object);

  g_clear_error (&self->error);
  g_clear_pointer (&self->analysis, iso_analysis_unref);
  G_OBJECT_CLASS (iso_analyser_parent_class)->finalize (object);
}

static void
iso_analyser_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  IsoAnalyser *self = ISO_ANALYSER (object);

  switch ((IsoAnalyserProperty) id)
    {
    case PROP_ANALYSIS:
      g_value_set_pointer (value, self->analysis);
      break;
    case PROP_ERROR:
      g_value_set_pointer (value, self->error);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
iso_analyser_class_init (IsoAnalyserClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  IsoFollowerClass *follower_class = ISO_FOLLOWER_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->constructed = iso_analyser_constructed;
  object_class->dispose = iso_analyser_dispose;
  object_class->finalize = iso_analyser_finalize;
  object_class->get_property = iso_analyser_get_property;

  follower_class->errand_size = sizeof (Job);
  follower_class->arrive = iso_analyser_arrive;
  follower_class->settle = iso_analyser_settle;
  follower_class->has_result = iso_analyser_has_result;
  follower_class->work = iso_analyser_work;
  follower_class->clear = iso_analyser_clear;

  properties[PROP_ANALYSIS] = g_param_spec_pointer ("analysis", NULL, NULL, flags);
  properties[PROP_ERROR] = g_param_spec_pointer ("error", NULL, NULL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  arriving = g_signal_new ("arriving", ISO_TYPE_ANALYSER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
iso_analyser_init (IsoAnalyser *self)
{
  self->treatments = g_list_store_new (ISO_TYPE_SUBJECT);
  self->plates = g_list_store_new (ISO_TYPE_SUBJECT);
  self->findings = g_list_store_new (ISO_TYPE_FINDING);
}

IsoAnalyser *
iso_analyser_new (IsoProject *project)
{
  return g_object_new (ISO_TYPE_ANALYSER, "project", project, NULL);
}

void
iso_analyser_cancel (IsoAnalyser *self)
{
  g_return_if_fail (ISO_IS_ANALYSER (self));
  iso_follower_stop (ISO_FOLLOWER (self));
}

void
iso_analyser_restart (IsoAnalyser *self)
{
  g_return_if_fail (ISO_IS_ANALYSER (self));
  iso_follower_begin_soon (ISO_FOLLOWER (self));
}

void
iso_analyser_hold (IsoAnalyser *self)
{
  g_return_if_fail (ISO_IS_ANALYSER (self));
  self->n_holding++;
}

void
iso_analyser_let_go (IsoAnalyser *self)
{
  g_return_if_fail (ISO_IS_ANALYSER (self));

  if (self->n_holding > 0 && --self->n_holding == 0)
    iso_follower_settle (ISO_FOLLOWER (self));
}

IsoProject *
iso_analyser_get_project (IsoAnalyser *self)
{
  g_return_val_if_fail (ISO_IS_ANALYSER (self), NULL);
  return iso_follower_get_project (ISO_FOLLOWER (self));
}

const IsoAnalysis *
iso_analyser_get_analysis (IsoAnalyser *self)
{
  g_return_val_if_fail (ISO_IS_ANALYSER (self), NULL);
  return self->analysis;
}

gboolean
iso_analyser_get_stale (IsoAnalyser *self)
{
  g_return_val_if_fail (ISO_IS_ANALYSER (self), FALSE);
  return iso_follower_get_stale (ISO_FOLLOWER (self));
}

gboolean
iso_analyser_get_busy (IsoAnalyser *self)
{
  g_return_val_if_fail (ISO_IS_ANALYSER (self), FALSE);
  return iso_follower_get_busy (ISO_FOLLOWER (self));
}

double
iso_analyser_get_progress (IsoAnalyser *self)
{
  g_return_val_if_fail (ISO_IS_ANALYSER (self), 0);
  return iso_follower_get_progress (ISO_FOLLOWER (self));
}

const GError *
iso_analyser_get_error (IsoAnalyser *self)
{
  g_return_val_if_fail (ISO_IS_ANALYSER (self), NULL);
  return self->error;
}

char *
iso_analyser_dup_title (IsoAnalyser *self)
{
  g_return_val_if_fail (ISO_IS_ANALYSER (self), NULL);
  return g_strdup (iso_project_get_title (iso_analyser_get_project (self)));
}

char *
iso_analyser_dup_subtitle (IsoAnalyser *self)
{
  g_return_val_if_fail (ISO_IS_ANALYSER (self), NULL);
  return g_strdup (iso_project_get_subtitle (iso_analyser_get_project (self)));
}

const char *
iso_analyser_get_note (IsoAnalyser *self)
{
  g_return_val_if_fail (ISO_IS_ANALYSER (self), NULL);
  return iso_project_get_note (iso_analyser_get_project (self));
}

GListModel *
iso_analyser_get_treatments (IsoAnalyser *self)
{
  g_return_val_if_fail (ISO_IS_ANALYSER (self), NULL);
  return G_LIST_MODEL (self->treatments);
}

GListModel *
iso_analyser_get_plates (IsoAnalyser *self)
{
  g_return_val_if_fail (ISO_IS_ANALYSER (self), NULL);
  return G_LIST_MODEL (self->plates);
}

GListModel *
iso_analyser_get_findings (IsoAnalyser *self)
{
  g_return_val_if_fail (ISO_IS_ANALYSER (self), NULL);
  return G_LIST_MODEL (self->findings);
}

char *
iso_analyser_dup_summary (IsoAnalyser *self)
{
  const IsoDataset *dataset;
  guint used = 0;

  g_return_val_if_fail (ISO_IS_ANALYSER (self), NULL);

  if (self->analysis == NULL)
    return g_strdup ("");
  dataset = self->analysis->dataset;
  for (guint i = 0; i < dataset->observations->len; i++)
    used += iso_dataset_observation (dataset, i)->status == ISO_STATUS_OK;
  return g_strdup_printf (ngettext ("%u of %u well used", "%u of %u wells used", dataset->observations->len), used,
                          dataset->observations->len);
}
