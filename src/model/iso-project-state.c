/* iso-project-state.c - what an open project says of itself: its title, whether it is saved, what undo would take back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-project-private.h"

#include <string.h>
#include <glib/gi18n.h>

#define ENDING ".isobole"

/* To be freed. */
static char *
get_file_name (IsoProject *self)
{
  g_autofree char *path = g_file_get_path (self->file);

  return g_filename_display_basename (path);
}

static char *
make_title (IsoProject *self)
{
  char *name;

  if (*self->experiment.title != '\0')
    return g_strdup (self->experiment.title);
  if (self->file == NULL)
    return g_strdup (_("Untitled Experiment"));
  name = get_file_name (self);
  if (g_str_has_suffix (name, ENDING))
    name[strlen (name) - strlen (ENDING)] = '\0';
  return name;
}

static char *
make_subtitle (IsoProject *self)
{
  g_autofree char *name = self->file != NULL ? get_file_name (self) : NULL;

  if (name == NULL && self->recovered)
    return g_strdup (_("recovered and not saved"));
  if (name == NULL)
    return g_strdup (_("not saved yet"));
  if (self->changed_by_others)
    return g_strdup_printf (_("%s, changed by somebody else"), name);
  if (self->recovered)
    return g_strdup_printf (_("%s, recovered and not saved"), name);
  if (self->modified)
    return g_strdup_printf (_("%s, not saved"), name);
  return g_steal_pointer (&name);
}

/* While the worker saves, what is saved already is not for this thread to ask. */
static gboolean
is_modified (IsoProject *self)
{
  if (self->saving)
    return self->modified || iso_history_position (iso_work_store (self->work)) != self->saving_from;
  return iso_project_needs_keeping (self, self->work);
}

/* In the language of the person; NULL without such a row. */
static char *
make_label (IsoProject *self, gint64 seq)
{
  GListModel *history = G_LIST_MODEL (self->history);

  for (guint i = g_list_model_get_n_items (history); seq != 0 && i-- > 0;)
    {
      g_autoptr (IsoProjectStep) step = g_list_model_get_item (history, i);

      if (iso_project_step_get_seq (step) == seq)
        return g_strdup (iso_project_step_get_label (step));
    }
  return NULL;
}

void
iso_project_set_flag (IsoProject *self, gboolean *flag, gboolean value, IsoProjectProperty property)
{
  if (*flag == value)
    return;
  *flag = value;
  g_object_notify_by_pspec (G_OBJECT (self), iso_project_properties[property]);
}

void
iso_project_set_text (IsoProject *self, char **text, char *value, IsoProjectProperty property)
{
  if (iso_project_item_set_text (text, value))
    g_object_notify_by_pspec (G_OBJECT (self), iso_project_properties[property]);
  g_free (value);
}

/* What was never given a file and never touched is what its text says. */
gboolean
iso_project_needs_keeping (IsoProject *self, IsoWork *work)
{
  return self->untitled ? iso_history_position (iso_work_store (work)) > 0 : iso_work_is_modified (work);
}

void
iso_project_update_state (IsoProject *self)
{
  IsoStore *store;

  if (self->work == NULL || self->away)
    return;
  store = iso_work_store (self->work);
  g_object_freeze_notify (G_OBJECT (self));
  iso_project_set_flag (self, &self->modified, is_modified (self), ISO_PROJECT_PROP_MODIFIED);
  iso_project_set_flag (self, &self->can_undo, !self->read_only && iso_history_next_undo (store) != 0, ISO_PROJECT_PROP_CAN_UNDO);
  iso_project_set_flag (self, &self->can_redo, !self->read_only && iso_history_next_redo (store) != 0, ISO_PROJECT_PROP_CAN_REDO);
  iso_project_set_text (self, &self->undo_label, make_label (self, iso_history_next_undo (store)), ISO_PROJECT_PROP_UNDO_LABEL);
  iso_project_set_text (self, &self->redo_label, make_label (self, iso_history_next_redo (store)), ISO_PROJECT_PROP_REDO_LABEL);
  iso_project_set_text (self, &self->title, make_title (self), ISO_PROJECT_PROP_TITLE);
  iso_project_set_text (self, &self->subtitle, make_subtitle (self), ISO_PROJECT_PROP_SUBTITLE);
  g_object_thaw_notify (G_OBJECT (self));
}
