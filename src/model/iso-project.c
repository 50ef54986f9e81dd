/* iso-project.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-finding.h"
#include "iso-project-private.h"

G_DEFINE_FINAL_TYPE (IsoProject, iso_project, G_TYPE_OBJECT)

GParamSpec *iso_project_properties[ISO_PROJECT_N_PROPERTIES];

static gint64
read_clock (gpointer data)
{
  return g_get_real_time () / 1000;
}

static char *
make_id (gpointer data)
{
  return g_uuid_string_random ();
}

/* To be freed. */
static char *
find_zone (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();

  return g_strdup (g_time_zone_get_identifier (zone));
}

static void
forget_words (IsoProject *self)
{
  static const IsoProjectProperty words[] = { ISO_PROJECT_PROP_NOTE, ISO_PROJECT_PROP_RESPONSE, ISO_PROJECT_PROP_SCALE };
  char **texts[] = { &self->experiment.note, &self->experiment.response, &self->experiment.scale };

  iso_project_item_set_text (&self->experiment.title, "");
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    iso_project_set_text (self, texts[i], g_strdup (""), words[i]);
}

/* The work copy ends here, and with it everything that was made of it. */
static void
end_work (IsoProject *self)
{
  IsoWork *work = g_steal_pointer (&self->work);

  if (work == NULL)
    return;
  self->closing = FALSE;
  if (self->discard || !iso_project_needs_keeping (self, work))
    iso_work_close (work);
  else
    iso_work_leave (work);
}

static void
empty_lists (IsoProject *self)
{
  for (guint i = 0; i < ISO_N_ENTITIES; i++)
    {
      iso_project_list_clear (self->lists[i]);
      g_hash_table_remove_all (self->gone[i]);
    }
  iso_project_preparation_empty (self);
  g_list_store_remove_all (self->history);
  g_list_store_remove_all (self->sources);
  g_list_store_remove_all (self->reads);
  g_list_store_remove_all (self->findings);
  g_hash_table_remove_all (self->settings);
}

static void
update_busy (IsoProject *self)
{
  iso_project_set_flag (self, &self->busy, self->errands > 0 || (self->closing && self->holds > 0), ISO_PROJECT_PROP_BUSY);
}

void
iso_project_hold (IsoProject *self)
{
  self->holds++;
}

void
iso_project_release (IsoProject *self)
{
  self->holds--;
  if (self->holds == 0 && self->closing)
    {
      end_work (self);
      iso_project_open_next (self);
    }
  update_busy (self);
}

void
iso_project_begin_errand (IsoProject *self)
{
  self->errands++;
  iso_project_hold (self);
  update_busy (self);
}

void
iso_project_end_errand (IsoProject *self)
{
  self->errands--;
  iso_project_release (self);
}

char *
iso_project_dup_database (IsoProject *self)
{
  if (self->away || !iso_project_is_open (self))
    return NULL;
  return g_build_filename (iso_work_folder (self->work), "project.db", NULL);
}

static void
iso_project_dispose (GObject *object)
{
  IsoProject *self = ISO_PROJECT (object);

  g_clear_object (&self->monitor);
  self->discard = FALSE;
  end_work (self);
  for (guint i = 0; i < ISO_N_ENTITIES; i++)
    g_clear_object (&self->lists[i]);
  g_clear_object (&self->history);
  g_clear_object (&self->sources);
  g_clear_object (&self->reads);
  g_clear_object (&self->findings);
  g_clear_object (&self->file);
  G_OBJECT_CLASS (iso_project_parent_class)->dispose (object);
}

static void
iso_project_finalize (GObject *object)
{
  IsoProject *self = ISO_PROJECT (object);

  iso_project_changes_clear (&self->changes);
  for (guint i = 0; i < ISO_N_ENTITIES; i++)
    g_hash_table_unref (self->gone[i]);
  iso_experiment_row_clear (&self->experiment);
  g_hash_table_unref (self->settings);
  iso_project_preparation_clear (self);
  g_free (self->root);
  g_free (self->who);
  g_free (self->zone);
  g_free (self->title);
  g_free (self->subtitle);
  g_free (self->undo_label);
  g_free (self->redo_label);
  G_OBJECT_CLASS (iso_project_parent_class)->finalize (object);
}

static void
iso_project_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  IsoProject *self = ISO_PROJECT (object);

  switch ((IsoProjectProperty) id)
    {
    case ISO_PROJECT_PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case ISO_PROJECT_PROP_SUBTITLE:
      g_value_set_string (value, self->subtitle);
      break;
    case ISO_PROJECT_PROP_UNDO_LABEL:
      g_value_set_string (value, self->undo_label);
      break;
    case ISO_PROJECT_PROP_REDO_LABEL:
      g_value_set_string (value, self->redo_label);
      break;
    case ISO_PROJECT_PROP_NOTE:
      g_value_set_string (value, self->experiment.note);
      break;
    case ISO_PROJECT_PROP_RESPONSE:
      g_value_set_string (value, self->experiment.response);
      break;
    case ISO_PROJECT_PROP_SCALE:
      g_value_set_string (value, self->experiment.scale);
      break;
    case ISO_PROJECT_PROP_FILE:
      g_value_set_object (value, self->file);
      break;
    case ISO_PROJECT_PROP_MODIFIED:
      g_value_set_boolean (value, self->modified);
      break;
    case ISO_PROJECT_PROP_BUSY:
      g_value_set_boolean (value, self->busy);
      break;
    case ISO_PROJECT_PROP_CAN_UNDO:
      g_value_set_boolean (value, self->can_undo);
      break;
    case ISO_PROJECT_PROP_CAN_REDO:
      g_value_set_boolean (value, self->can_redo);
      break;
    case ISO_PROJECT_PROP_RECOVERED:
      g_value_set_boolean (value, self->recovered);
      break;
    case ISO_PROJECT_PROP_DAMAGED:
      g_value_set_boolean (value, self->damaged);
      break;
    case ISO_PROJECT_PROP_CHANGED_BY_OTHERS:
      g_value_set_boolean (value, self->changed_by_others);
      break;
    case ISO_PROJECT_PROP_READ_ONLY:
      g_value_set_boolean (value, self->read_only);
      break;
    case ISO_PROJECT_PROP_OPEN:
      g_value_set_boolean (value, iso_project_is_open (self));
      break;
    case ISO_PROJECT_PROP_PROGRESS:
      g_value_set_double (value, self->progress);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
install_properties (GObjectClass *klass)
{
  static const struct { IsoProjectProperty property; const char *name; } texts[] = {
    { ISO_PROJECT_PROP_TITLE, "title" }, { ISO_PROJECT_PROP_SUBTITLE, "subtitle" }, { ISO_PROJECT_PROP_NOTE, "note" },
    { ISO_PROJECT_PROP_RESPONSE, "response" }, { ISO_PROJECT_PROP_SCALE, "scale" }, { ISO_PROJECT_PROP_UNDO_LABEL, "undo-label" },
    { ISO_PROJECT_PROP_REDO_LABEL, "redo-label" },
  };
  static const struct { IsoProjectProperty property; const char *name; } flags[] = {
    { ISO_PROJECT_PROP_MODIFIED, "modified" }, { ISO_PROJECT_PROP_BUSY, "busy" }, { ISO_PROJECT_PROP_CAN_UNDO, "can-undo" },
    { ISO_PROJECT_PROP_CAN_REDO, "can-redo" }, { ISO_PROJECT_PROP_RECOVERED, "recovered" }, { ISO_PROJECT_PROP_DAMAGED, "damaged" },
    { ISO_PROJECT_PROP_CHANGED_BY_OTHERS, "changed-by-others" }, { ISO_PROJECT_PROP_READ_ONLY, "read-only" },
    { ISO_PROJECT_PROP_OPEN, "open" },
  };
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    iso_project_properties[texts[i].property] = g_param_spec_string (texts[i].name, NULL, NULL, "", readable);
  for (guint i = 0; i < G_N_ELEMENTS (flags); i++)
    iso_project_properties[flags[i].property] = g_param_spec_boolean (flags[i].name, NULL, NULL, FALSE, readable);
  iso_project_properties[ISO_PROJECT_PROP_PROGRESS] = g_param_spec_double ("progress", NULL, NULL, -1, 1, -1, readable);
  iso_project_properties[ISO_PROJECT_PROP_FILE] = g_param_spec_object ("file", NULL, NULL, G_TYPE_FILE, readable);
  g_object_class_install_properties (klass, ISO_PROJECT_N_PROPERTIES, iso_project_properties);
}

static void
iso_project_class_init (IsoProjectClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = iso_project_dispose;
  object_class->finalize = iso_project_finalize;
  object_class->get_property = iso_project_get_property;
  install_properties (object_class);
  g_signal_new ("setting-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  g_signal_new ("cells-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  g_signal_new ("preparation-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING,
                G_TYPE_STRING);
  g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
iso_project_init (IsoProject *self)
{
  iso_project_changes_init (&self->changes);
  self->progress = -1;
  for (guint i = 0; i < ISO_N_ENTITIES; i++)
    {
      self->lists[i] = iso_project_list_new ();
      self->gone[i] = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
    }
  iso_project_preparation_init (self);
  self->history = g_list_store_new (ISO_TYPE_PROJECT_STEP);
  self->sources = g_list_store_new (ISO_TYPE_PROJECT_SOURCE);
  self->reads = g_list_store_new (ISO_TYPE_PROJECT_READ);
  self->findings = g_list_store_new (ISO_TYPE_FINDING);
  self->settings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->title = g_strdup ("");
  self->subtitle = g_strdup ("");
  forget_words (self);
}

IsoProject *
iso_project_new (const IsoProjectHost *host)
{
  IsoProject *self = g_object_new (ISO_TYPE_PROJECT, NULL);

  self->root = host != NULL && host->root != NULL ? g_strdup (host->root) : iso_work_find_root ();
  self->who = g_strdup (host != NULL && host->who != NULL ? host->who : g_get_real_name ());
  self->zone = host != NULL && host->zone != NULL ? g_strdup (host->zone) : find_zone ();
  self->now = host != NULL && host->now != NULL ? host->now : read_clock;
  self->new_id = host != NULL && host->new_id != NULL ? host->new_id : make_id;
  self->host_data = host != NULL ? host->data : NULL;
  return self;
}

void
iso_project_close (IsoProject *self, gboolean discard)
{
  g_return_if_fail (ISO_IS_PROJECT (self));
  g_return_if_fail (self->depth == 0);

  if (self->work == NULL || self->closing)
    return;
  g_object_ref (self);
  self->closing = TRUE;
  self->discard = discard;
  g_clear_object (&self->monitor);
  if (!self->away)
    iso_store_set_watch (iso_work_store (self->work), NULL, NULL);
  if (self->holds == 0)
    end_work (self);
  update_busy (self);

  g_object_freeze_notify (G_OBJECT (self));
  empty_lists (self);
  forget_words (self);
  g_clear_object (&self->file);
  g_object_notify_by_pspec (G_OBJECT (self), iso_project_properties[ISO_PROJECT_PROP_FILE]);
  g_object_notify_by_pspec (G_OBJECT (self), iso_project_properties[ISO_PROJECT_PROP_OPEN]);
  iso_project_set_flag (self, &self->recovered, FALSE, ISO_PROJECT_PROP_RECOVERED);
  iso_project_set_flag (self, &self->damaged, FALSE, ISO_PROJECT_PROP_DAMAGED);
  iso_project_set_flag (self, &self->changed_by_others, FALSE, ISO_PROJECT_PROP_CHANGED_BY_OTHERS);
  iso_project_set_flag (self, &self->read_only, FALSE, ISO_PROJECT_PROP_READ_ONLY);
  iso_project_set_flag (self, &self->modified, FALSE, ISO_PROJECT_PROP_MODIFIED);
  iso_project_set_flag (self, &self->can_undo, FALSE, ISO_PROJECT_PROP_CAN_UNDO);
  iso_project_set_flag (self, &self->can_redo, FALSE, ISO_PROJECT_PROP_CAN_REDO);
  iso_project_set_text (self, &self->title, g_strdup (""), ISO_PROJECT_PROP_TITLE);
  iso_project_set_text (self, &self->subtitle, g_strdup (""), ISO_PROJECT_PROP_SUBTITLE);
  iso_project_set_text (self, &self->undo_label, NULL, ISO_PROJECT_PROP_UNDO_LABEL);
  iso_project_set_text (self, &self->redo_label, NULL, ISO_PROJECT_PROP_REDO_LABEL);
  g_object_thaw_notify (G_OBJECT (self));
  g_object_unref (self);
}

gboolean
iso_project_is_open (IsoProject *self)
{
  g_return_val_if_fail (ISO_IS_PROJECT (self), FALSE);
  return self->work != NULL && !self->closing;
}

GFile *
iso_project_get_file (IsoProject *self)
{
  g_return_val_if_fail (ISO_IS_PROJECT (self), NULL);
  return self->file;
}

const char *
iso_project_get_title (IsoProject *self)
{
  g_return_val_if_fail (ISO_IS_PROJECT (self), NULL);
  return self->title;
}

const char *
iso_project_get_experiment_title (IsoProject *self)
{
  g_return_val_if_fail (ISO_IS_PROJECT (self), NULL);
  return self->experiment.title;
}

const char *
iso_project_get_subtitle (IsoProject *self)
{
  g_return_val_if_fail (ISO_IS_PROJECT (self), NULL);
  return self->subtitle;
}

const char *
iso_project_get_note (IsoProject *self)
{
  g_return_val_if_fail (ISO_IS_PROJECT (self), NULL);
  return self->experiment.note;
}

const char *
iso_project_get_response (IsoProject *self)
{
  g_return_val_if_fail (ISO_IS_PROJECT (self), NULL);
  return self->experiment.response;
}

const char *
iso_project_get_scale (IsoProject *self)
{
  g_return_val_if_fail (ISO_IS_PROJECT (self), NULL);
  return self->experiment.scale;
}

gboolean
iso_project_get_modified (IsoProject *self)
{
  g_return_val_if_fail (ISO_IS_PROJECT (self), FALSE);
  return self->modified;
}

gboolean
iso_project_get_busy (IsoProject *self)
{
  g_return_val_if_fail (ISO_IS_PROJECT (self), FALSE);
  return self->busy;
}

gboolean
iso_project_get_can_undo (IsoProject *self)
{
  g_return_val_if_fail (ISO_IS_PROJECT (self), FALSE);
  return self->can_undo;
}

gboolean
iso_project_get_can_redo (IsoProject *self)
{
  g_return_val_if_fail (ISO_IS_PROJECT (self), FALSE);
  return self->can_redo;
}

gboolean
iso_project_get_recovered (IsoProject *self)
{
  g_return_val_if_fail (ISO_IS_PROJECT (self), FALSE);
  return self->recovered;
}

gboolean
iso_project_get_damaged (IsoProject *self)
{
  g_return_val_if_fail (ISO_IS_PROJECT (self), FALSE);
  return self->damaged;
}

gboolean
iso_project_get_changed_by_others (IsoProject *self)
{
  g_return_val_if_fail (ISO_IS_PROJECT (self), FALSE);
  return self->changed_by_others;
}

gboolean
iso_project_get_read_only (IsoProject *self)
{
  g_return_val_if_fail (ISO_IS_PROJECT (self), FALSE);
  return self->read_only;
}

const char *
iso_project_get_undo_label (IsoProject *self)
{
  g_return_val_if_fail (ISO_IS_PROJECT (self), NULL);
  return self->undo_label;
}

const char *
iso_project_get_redo_label (IsoProject *self)
{
  g_return_val_if_fail (ISO_IS_PROJECT (self), NULL);
  return self->redo_label;
}

const char *
iso_project_get_setting (IsoProject *self, const char *name)
{
  g_return_val_if_fail (ISO_IS_PROJECT (self), NULL);
  return g_hash_table_lookup (self->settings, name);
}

IsoProjectList *
iso_project_get_list (IsoProject *self, IsoEntity entity)
{
  g_return_val_if_fail (ISO_IS_PROJECT (self), NULL);
  g_return_val_if_fail ((guint) entity < ISO_N_ENTITIES, NULL);
  return self->lists[entity];
}

GListModel *
iso_project_get_history (IsoProject *self)
{
  g_return_val_if_fail (ISO_IS_PROJECT (self), NULL);
  return G_LIST_MODEL (self->history);
}

GListModel *
iso_project_get_sources (IsoProject *self)
{
  g_return_val_if_fail (ISO_IS_PROJECT (self), NULL);
  return G_LIST_MODEL (self->sources);
}

GListModel *
iso_project_get_reads (IsoProject *self)
{
  g_return_val_if_fail (ISO_IS_PROJECT (self), NULL);
  return G_LIST_MODEL (self->reads);
}

GListModel *
iso_project_get_findings (IsoProject *self)
{
  g_return_val_if_fail (ISO_IS_PROJECT (self), NULL);
  return G_LIST_MODEL (self->findings);
}
