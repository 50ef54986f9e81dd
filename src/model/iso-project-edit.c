/* iso-project-edit.c - the edits of a project: each is that of the store, and then everything that it changed is read again
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-project-private.h"

#include "reader/iso-read-date.h"

static IsoStamp
stamp (IsoProject *self)
{
  return (IsoStamp) { self->now (self->host_data), self->zone, self->who };
}

static gboolean
is_editable (IsoProject *self, GError **error)
{
  if (self->away)
    iso_error_set (error, ISO_ERROR_BUSY, NULL, N_("The project is still being read or written. Try again when that is done."), NULL);
  else if (self->read_only)
    iso_error_set (error, ISO_ERROR_CORRUPT, NULL,
                   N_("The project could not be read any more, so nothing can be changed. Save a copy of it, and open that."), NULL);
  return !self->away && !self->read_only;
}

/* What an edit needs: `store` and `now`. Ends in `value` if nothing is open, or nothing may be changed now. */
#define BEGIN(self, value) \
  IsoStore *store; \
  IsoStamp now; \
  g_return_val_if_fail (ISO_IS_PROJECT (self), value); \
  g_return_val_if_fail (iso_project_is_open (self), value); \
  if (!is_editable (self, error)) \
    return value; \
  store = iso_work_store (self->work); \
  now = stamp (self)

static gboolean
end (IsoProject *self, gboolean done)
{
  if (self->depth == 0)
    iso_project_settle (self);
  return done;
}

/* Takes the id of what was added. */
static char *
end_add (IsoProject *self, char *id, gboolean done)
{
  end (self, done);
  if (!done)
    g_clear_pointer (&id, g_free);
  return id;
}

gboolean
iso_project_set_experiment (IsoProject *self, const char *title, const char *note, const char *response, const char *scale, GError **error)
{
  g_autofree char *id = NULL;
  BEGIN (self, FALSE);

  id = self->new_id (self->host_data);
  return end (self, iso_edit_set_experiment (store, &now, id, title, note, response, scale, error));
}

char *
iso_project_add_drug (IsoProject *self, const char *name, const char *unit, GError **error)
{
  char *id;
  BEGIN (self, NULL);

  id = self->new_id (self->host_data);
  return end_add (self, id, iso_edit_add_drug (store, &now, id, name, unit, error));
}

gboolean
iso_project_set_unit (IsoProject *self, const char *drug, const char *unit, GError **error)
{
  BEGIN (self, FALSE);

  return end (self, iso_edit_set_unit (store, &now, drug, unit, error));
}

char *
iso_project_add_sample (IsoProject *self, const char *name, GError **error)
{
  char *id;
  BEGIN (self, NULL);

  id = self->new_id (self->host_data);
  return end_add (self, id, iso_edit_add_sample (store, &now, id, name, error));
}

char *
iso_project_add_run (IsoProject *self, const char *name, GError **error)
{
  char *id;
  BEGIN (self, NULL);

  id = self->new_id (self->host_data);
  return end_add (self, id, iso_edit_add_run (store, &now, id, name, error));
}

gboolean
iso_project_set_read_on (IsoProject *self, const char *run, const char *day, GError **error)
{
  g_autofree char *told = NULL;
  IsoReadDate date;
  BEGIN (self, FALSE);

  if (iso_read_date_parse (day, &date) && date.certain)
    told = iso_read_date_text (&date);
  return end (self, iso_edit_set_read_on (store, &now, run, told != NULL ? told : day, error));
}

char *
iso_project_add_plate (IsoProject *self, const char *name, const char *run, guint wells, GError **error)
{
  char *id;
  BEGIN (self, NULL);

  id = self->new_id (self->host_data);
  return end_add (self, id, iso_edit_add_plate (store, &now, id, name, run, wells, error));
}

gboolean
iso_project_set_run (IsoProject *self, const char *plate, const char *run, GError **error)
{
  BEGIN (self, FALSE);

  return end (self, iso_edit_set_run (store, &now, plate, run, error));
}

char *
iso_project_add_figure (IsoProject *self, const char *kind, const char *name, GError **error)
{
  char *id;
  BEGIN (self, NULL);

  id = self->new_id (self->host_data);
  return end_add (self, id, iso_edit_add_figure (store, &now, id, kind, name, error));
}

gboolean
iso_project_rename (IsoProject *self, IsoEntity entity, const char *id, const char *name, GError **error)
{
  BEGIN (self, FALSE);

  return end (self, iso_edit_rename (store, &now, entity, id, name, error));
}

gboolean
iso_project_remove (IsoProject *self, IsoEntity entity, const char *id, GError **error)
{
  BEGIN (self, FALSE);

  return end (self, iso_edit_remove (store, &now, entity, id, error));
}

gboolean
iso_project_move (IsoProject *self, IsoEntity entity, const char *id, guint place, GError **error)
{
  BEGIN (self, FALSE);

  return end (self, iso_edit_move (store, &now, entity, id, place, error));
}

gboolean
iso_project_set_wells (IsoProject *self, const char *plate, const IsoWellEdit *wells, guint n, GError **error)
{
  BEGIN (self, FALSE);

  return end (self, iso_edit_set_wells (store, &now, plate, wells, n, error));
}

char *
iso_project_add_layout (IsoProject *self, const IsoExperiment *experiment, const IsoLayout *layout, GError **error)
{
  char *plate = NULL;
  BEGIN (self, NULL);

  end (self, iso_edit_add_layout (store, &now, experiment, layout, self->new_id, self->host_data, &plate, error));
  return plate;
}

gboolean
iso_project_add_experiment (IsoProject *self, const IsoExperiment *experiment, const IsoTableSource *source, GError **error)
{
  BEGIN (self, FALSE);

  return end (self, iso_edit_add_experiment (store, &now, experiment, source, self->new_id, self->host_data, error));
}

gboolean
iso_project_exclude (IsoProject *self, const char *plate, const IsoWellPlace *wells, guint n, const char *reason, GError **error)
{
  BEGIN (self, FALSE);

  return end (self, iso_edit_exclude (store, &now, plate, wells, n, reason, error));
}

gboolean
iso_project_include (IsoProject *self, const char *plate, const IsoWellPlace *wells, guint n, GError **error)
{
  BEGIN (self, FALSE);

  return end (self, iso_edit_include (store, &now, plate, wells, n, error));
}

gboolean
iso_project_link (IsoProject *self, const char *plate, const char *purpose, const char *read, GError **error)
{
  BEGIN (self, FALSE);

  return end (self, iso_edit_link (store, &now, plate, purpose, read, error));
}

gboolean
iso_project_set_setting (IsoProject *self, const char *name, const char *value, GError **error)
{
  BEGIN (self, FALSE);

  return end (self, iso_edit_set_setting (store, &now, name, value, error));
}

gboolean
iso_project_set_figure_setting (IsoProject *self, const char *figure, const char *name, const char *value, GError **error)
{
  BEGIN (self, FALSE);

  return end (self, iso_edit_set_figure_setting (store, &now, figure, name, value, error));
}

char *
iso_project_add_stock (IsoProject *self, const char *drug, const IsoBottle *bottle, GError **error)
{
  char *id;
  BEGIN (self, NULL);

  id = self->new_id (self->host_data);
  return end_add (self, id, iso_edit_add_stock (store, &now, id, drug, bottle, error));
}

gboolean
iso_project_add_stock_rows (IsoProject *self, const char *file, const GPtrArray *rows, GError **error)
{
  BEGIN (self, FALSE);

  return end (self, iso_edit_import_stocks (store, &now, file, rows, self->new_id, self->host_data, error));
}

gboolean
iso_project_change_stock (IsoProject *self, const char *stock, const IsoBottle *bottle, GError **error)
{
  BEGIN (self, FALSE);

  return end (self, iso_edit_change_stock (store, &now, stock, bottle, error));
}

gboolean
iso_project_remove_stock (IsoProject *self, const char *stock, GError **error)
{
  BEGIN (self, FALSE);

  return end (self, iso_edit_remove_stock (store, &now, stock, error));
}

gboolean
iso_project_use_stock (IsoProject *self, const char *stock, GError **error)
{
  BEGIN (self, FALSE);

  return end (self, iso_edit_use_stock (store, &now, stock, error));
}

gboolean
iso_project_set_cells (IsoProject *self, const char *sample, const IsoCells *cells, GError **error)
{
  BEGIN (self, FALSE);

  return end (self, iso_edit_set_cells (store, &now, sample, cells, error));
}

gboolean
iso_project_set_preparation (IsoProject *self, const char *drug, const char *name, const char *value, GError **error)
{
  BEGIN (self, FALSE);

  return end (self, iso_edit_set_preparation (store, &now, drug, name, value, error));
}

gboolean
iso_project_begin_edit (IsoProject *self, const char *verb, const char *const *args, GError **error)
{
  BEGIN (self, FALSE);

  if (!iso_history_begin (store, &now, verb, args, error))
    return FALSE;
  self->depth++;
  return TRUE;
}

gboolean
iso_project_end_edit (IsoProject *self, gboolean done, GError **error)
{
  g_return_val_if_fail (ISO_IS_PROJECT (self), FALSE);
  g_return_val_if_fail (self->depth > 0, FALSE);

  self->depth--;
  return end (self, iso_history_end (iso_work_store (self->work), done, error));
}

gboolean
iso_project_undo (IsoProject *self, GError **error)
{
  BEGIN (self, FALSE);

  return end (self, iso_history_undo (store, &now, error));
}

gboolean
iso_project_redo (IsoProject *self, GError **error)
{
  BEGIN (self, FALSE);

  return end (self, iso_history_redo (store, &now, error));
}

gboolean
iso_project_restore (IsoProject *self, gint64 seq, GError **error)
{
  BEGIN (self, FALSE);

  return end (self, iso_history_restore (store, seq, &now, error));
}
