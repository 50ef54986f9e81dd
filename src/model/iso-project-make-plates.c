/* iso-project-make-plates.c - from a design to plates that are laid out
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-design-choices.h"

#include "iso-layout-job.h"

#include <glib/gi18n.h>
#include <string.h>

/* A name of the pattern, "Plate {1}", that no item of the kind has; counts on from `number`. To be freed. */
static char *
find_name (IsoProject *self, IsoEntity entity, const char *pattern, guint *number)
{
  GListModel *list = G_LIST_MODEL (iso_project_get_list (self, entity));

  for (;; ++*number)
    {
      g_autofree char *digits = g_strdup_printf ("%u", *number);
      g_autofree char *name = iso_sentence_fill (pattern, (const char *const[]) { digits, NULL });
      gboolean taken = FALSE;

      for (guint i = 0; i < g_list_model_get_n_items (list) && !taken; i++)
        {
          g_autoptr (IsoProjectItem) item = g_list_model_get_item (list, i);

          taken = strcmp (iso_project_item_get_name (item), name) == 0;
        }
      if (!taken)
        return g_steal_pointer (&name);
    }
}

/* The drugs of a design are its own; those of a layout are the project's. Both have the same order. */
static GArray *
translate_wells (const IsoDesignChoices *choices, const GArray *wells)
{
  GArray *copy = g_array_new (FALSE, FALSE, sizeof (IsoLayoutWell));

  for (guint i = 0; i < wells->len; i++)
    {
      IsoLayoutWell well = g_array_index (wells, IsoLayoutWell, i);

      for (guint k = 0; k < well.n_doses; k++)
        well.doses[k].drug = choices->drugs[well.doses[k].drug];
      g_array_append_val (copy, well);
    }
  return copy;
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

/* Plates that are there: other maps must differ from theirs; those that are empty and of the format are filled first, and listed. */
static GPtrArray *
list_plates (IsoProject *self, IsoLayoutJob *job, const IsoPlateFormat *format)
{
  GListModel *list = G_LIST_MODEL (iso_project_get_list (self, ISO_ENTITY_PLATE));
  GPtrArray *empty = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (IsoProjectPlate) plate = g_list_model_get_item (list, i);
      g_autoptr (IsoLayout) layout = iso_project_make_layout (self, plate);

      if (layout == NULL)
        continue;
      if (is_empty (layout) && layout->format == format && !iso_project_has_readings (plate))
        g_ptr_array_add (empty, g_object_ref (plate));
      else
        g_ptr_array_add (job->others, g_steal_pointer (&layout));
    }
  return empty;
}

static gboolean
collect (IsoProject *self, IsoLayoutJob *job, const IsoDesignChoices *choices, GError **error)
{
  g_autoptr (IsoDesign) design = iso_design_choices_make (choices, error);
  g_autoptr (GPtrArray) contents = design != NULL ? iso_plating_fill (design, &choices->plating, error) : NULL;
  const IsoPlateFormat *format = choices->plating.format;
  g_autoptr (GPtrArray) empty = list_plates (self, job, format);
  guint before = job->others->len, number = before + 1;

  for (guint i = 0; contents != NULL && i < contents->len; i++, number++)
    {
      const IsoPlateContent *content = contents->pdata[i];
      g_autoptr (GArray) wells = translate_wells (choices, content->wells);
      IsoProjectItem *there = i < empty->len ? empty->pdata[i] : NULL;
      /* Translators: the name of a new plate; {1} is a number. */
      g_autofree char *name = there != NULL ? g_strdup (iso_project_item_get_name (there))
                                            : find_name (self, ISO_ENTITY_PLATE, _("Plate {1}"), &number);

      iso_layout_job_add (job, there != NULL ? iso_project_item_get_id (there) : NULL, iso_layout_new (name, "", format),
                          g_new0 (guint8, format->wells), wells, content->run, before + i + 1);
    }
  return contents != NULL;
}

/* Plates of this run that hold anything. */
static gboolean
has_plates (IsoProject *self, const char *run)
{
  GListModel *list = G_LIST_MODEL (iso_project_get_list (self, ISO_ENTITY_PLATE));

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (IsoProjectPlate) plate = g_list_model_get_item (list, i);

      g_autoptr (IsoLayout) layout = iso_project_make_layout (self, plate);

      if (g_strcmp0 (iso_project_plate_get_run (plate), run) == 0 && (layout == NULL || !is_empty (layout)))
        return TRUE;
    }
  return FALSE;
}

/* Ids of so many experiments: those that have no plate yet, then new ones. NULL: an error. */
static GPtrArray *
find_runs (IsoProject *self, guint n, GError **error)
{
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (g_free);
  GListModel *list = G_LIST_MODEL (iso_project_get_list (self, ISO_ENTITY_RUN));
  guint number = 1;

  for (guint i = 0; i < g_list_model_get_n_items (list) && runs->len < n; i++)
    {
      g_autoptr (IsoProjectItem) run = g_list_model_get_item (list, i);

      if (!has_plates (self, iso_project_item_get_id (run)))
        g_ptr_array_add (runs, g_strdup (iso_project_item_get_id (run)));
    }
  for (; runs->len < n; number++)
    {
      g_autofree char *name = find_name (self, ISO_ENTITY_RUN, _("Experiment {1}"), &number);
      char *id = iso_project_add_run (self, name, error);

      if (id == NULL)
        return NULL;
      g_ptr_array_add (runs, id);
    }
  return g_steal_pointer (&runs);
}

/* The plate itself: a new one, or an empty one that is there. */
static gboolean
put_plate (IsoProject *self, IsoLayoutPiece *piece, const char *run, GError **error)
{
  if (piece->id != NULL)
    return iso_project_set_run (self, piece->id, run, error);
  piece->id = iso_project_add_plate (self, piece->before->plate, run, piece->before->format->wells, error);
  return piece->id != NULL;
}

static gboolean
put_all (IsoProject *self, IsoLayoutJob *job, GError **error)
{
  const IsoLayoutPiece *last = job->pieces->pdata[job->pieces->len - 1];
  g_autoptr (GPtrArray) runs = find_runs (self, last->content.run + 1, error);

  for (guint i = 0; runs != NULL && i < job->pieces->len; i++)
    {
      IsoLayoutPiece *piece = job->pieces->pdata[i];

      if (!put_plate (self, piece, runs->pdata[piece->content.run], error) || !iso_layout_job_put_wells (self, piece, error))
        return FALSE;
    }
  return runs != NULL && iso_layout_job_put_records (self, job, error);
}

static gboolean
put (IsoProject *self, IsoLayoutJob *job, GError **error)
{
  g_autofree char *number = g_strdup_printf ("%u", job->pieces->len);
  const char *const args[] = { number, NULL };
  gboolean done;

  if (!iso_project_begin_edit (self, "design-plates", args, error))
    return FALSE;
  done = put_all (self, job, error);
  return iso_project_end_edit (self, done, done ? error : NULL) && done;
}

void
iso_project_make_plates_async (IsoProject *self, const IsoDesignChoices *choices, GCancellable *cancellable, GAsyncReadyCallback callback,
                               gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);
  IsoLayoutJob *job = iso_layout_job_new (self, &choices->layout);
  GError *error = NULL;

  g_task_set_source_tag (task, iso_project_make_plates_async);
  if (collect (self, job, choices, &error))
    {
      iso_layout_job_start (job, task, put);
      return;
    }
  iso_layout_job_release (job);
  g_task_return_error (task, error);
}

char *
iso_project_make_plates_finish (IsoProject *self, GAsyncResult *result, GError **error)
{
  const IsoLayoutJob *job = g_task_get_task_data (G_TASK (result));

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_boolean (G_TASK (result), error) ? g_strdup (((IsoLayoutPiece *) job->pieces->pdata[0])->id) : NULL;
}
