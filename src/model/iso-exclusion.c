/* iso-exclusion.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-exclusion.h"

#include "iso-well-map.h"

#include <glib/gi18n.h>
#include <string.h>

/* Some wells of one plate. */
typedef struct
{
  IsoProjectPlate *plate;    /* the project holds it */
  GArray          *places;   /* (owned) of IsoWellPlace */
} Part;

static void
free_part (gpointer data)
{
  Part *part = data;

  g_array_unref (part->places);
  g_free (part);
}

static Part *
find_part (GPtrArray *parts, IsoProjectPlate *plate)
{
  Part *part;

  for (guint i = 0; i < parts->len; i++)
    {
      part = g_ptr_array_index (parts, i);
      if (part->plate == plate)
        return part;
    }
  part = g_new (Part, 1);
  *part = (Part) { plate, g_array_new (FALSE, FALSE, sizeof (IsoWellPlace)) };
  g_ptr_array_add (parts, part);
  return part;
}

static gboolean
holds (const Part *part, IsoWellPlace place)
{
  for (guint i = 0; i < part->places->len; i++)
    {
      const IsoWellPlace *other = &g_array_index (part->places, IsoWellPlace, i);

      if (other->row == place.row && other->column == place.column)
        return TRUE;
    }
  return FALSE;
}

/* The selected wells that are excluded, or those that are not; by plate, in the order of the selection. */
static GPtrArray *
list_parts (IsoView *view, gboolean excluded, guint *n_wells)
{
  IsoAnalyser *analyser = iso_view_get_analyser (view);
  const IsoAnalysis *analysis = iso_analyser_get_analysis (analyser);
  GPtrArray *parts = g_ptr_array_new_with_free_func (free_part);
  const guint *selected;
  guint n;

  *n_wells = 0;
  selected = iso_view_get_selection (view, &n);
  for (guint i = 0; analysis != NULL && i < n; i++)
    {
      guint well, columns;
      IsoProjectPlate *plate = iso_observation_find_well (analysis, iso_analyser_get_project (analyser), selected[i], &well);
      Part *part;
      IsoWellPlace place;

      if (plate == NULL || iso_project_plate_get_excluded (plate, well) != excluded)
        continue;
      columns = iso_project_plate_get_columns (plate);
      place = (IsoWellPlace) { well / columns, well % columns };
      part = find_part (parts, plate);
      if (holds (part, place))
        continue;
      g_array_append_val (part->places, place);
      (*n_wells)++;
    }
  return parts;
}

static gboolean
edit_part (IsoProject *project, const Part *part, const char *reason, GError **error)
{
  const char *id = iso_project_item_get_id (ISO_PROJECT_ITEM (part->plate));
  const IsoWellPlace *places = (const IsoWellPlace *) (gpointer) part->places->data;

  return reason != NULL ? iso_project_exclude (project, id, places, part->places->len, reason, error)
                        : iso_project_include (project, id, places, part->places->len, error);
}

/* Excludes for a reason; restores without one. */
static gboolean
edit (IsoView *view, const char *reason, GError **error)
{
  IsoProject *project = iso_analyser_get_project (iso_view_get_analyser (view));
  guint n;
  g_autoptr (GPtrArray) parts = list_parts (view, reason == NULL, &n);
  g_autofree char *wells = g_strdup_printf ("%u", n);
  g_autofree char *plates = g_strdup_printf ("%u", parts->len);
  gboolean done = TRUE;

  if (parts->len < 2)
    return parts->len == 0 || edit_part (project, g_ptr_array_index (parts, 0), reason, error);
  if (!iso_project_begin_edit (project, reason != NULL ? "exclude-wells" : "include-wells",
                               (const char *const[]) { wells, plates, reason, NULL }, error))
    return FALSE;
  for (guint i = 0; done && i < parts->len; i++)
    done = edit_part (project, g_ptr_array_index (parts, i), reason, error);
  return iso_project_end_edit (project, done, done ? error : NULL) && done;
}

guint
iso_exclusion_count_included (IsoView *view)
{
  guint n;

  g_ptr_array_unref (list_parts (view, FALSE, &n));
  return n;
}

guint
iso_exclusion_count_excluded (IsoView *view)
{
  guint n;

  g_ptr_array_unref (list_parts (view, TRUE, &n));
  return n;
}

/* What stands in the way of both. */
static const char *
refuse (IsoView *view)
{
  IsoProject *project = iso_analyser_get_project (iso_view_get_analyser (view));
  guint n;

  iso_view_get_selection (view, &n);
  if (!iso_project_is_open (project))
    return _("Nothing is open.");
  if (iso_project_get_read_only (project))
    return _("The project could not be read any more, so nothing can be changed.");
  if (n == 0)
    return _("Select wells first: a point, a cell, a curve or a well.");
  if (iso_exclusion_count_included (view) + iso_exclusion_count_excluded (view) == 0)
    return _("What is selected stands on no plate of this project, so there is no well to exclude.");
  return NULL;
}

const char *
iso_exclusion_refuse_exclude (IsoView *view)
{
  const char *reason = refuse (view);

  if (reason == NULL && iso_exclusion_count_included (view) == 0)
    reason = _("The selected wells are excluded already.");
  return reason;
}

const char *
iso_exclusion_refuse_restore (IsoView *view)
{
  const char *reason = refuse (view);

  if (reason == NULL && iso_exclusion_count_excluded (view) == 0)
    reason = _("None of the selected wells is excluded.");
  return reason;
}

gboolean
iso_exclusion_exclude (IsoView *view, const char *reason, GError **error)
{
  g_return_val_if_fail (ISO_IS_VIEW (view), FALSE);
  g_return_val_if_fail (reason != NULL, FALSE);

  return edit (view, reason, error);
}

gboolean
iso_exclusion_restore (IsoView *view, GError **error)
{
  g_return_val_if_fail (ISO_IS_VIEW (view), FALSE);

  return edit (view, NULL, error);
}

const char *
iso_exclusion_reason (IsoView *view, guint observation)
{
  IsoAnalyser *analyser = iso_view_get_analyser (view);
  guint well;
  IsoProjectPlate *plate = iso_observation_find_well (iso_analyser_get_analysis (analyser), iso_analyser_get_project (analyser), observation,
                                                      &well);

  return plate != NULL ? iso_project_plate_get_reason (plate, well) : NULL;
}

/* The reason that a step of the history gave; NULL for another step. */
static const char *
get_reason (IsoProjectStep *step)
{
  const char *const *args = iso_project_step_get_args (step);
  guint n = args != NULL ? g_strv_length ((char **) args) : 0;

  if (iso_project_step_get_kind (step) != ISO_HISTORY_DO || n == 0)
    return NULL;
  if (strcmp (iso_project_step_get_verb (step), "exclude") != 0 && strcmp (iso_project_step_get_verb (step), "exclude-wells") != 0)
    return NULL;
  return args[n - 1];
}

static void
add_reason (GPtrArray *reasons, const char *reason, guint n)
{
  if (reason != NULL && reasons->len < n && !g_ptr_array_find_with_equal_func (reasons, reason, g_str_equal, NULL))
    g_ptr_array_add (reasons, g_strdup (reason));
}

char **
iso_exclusion_list_reasons (IsoProject *project, guint n)
{
  const char *const frequent[] = { _("Pipetting error"), _("Air bubble"), _("Contamination"), _("Edge of the plate") };
  GListModel *history = iso_project_get_history (project);
  GPtrArray *reasons = g_ptr_array_new ();

  for (guint i = g_list_model_get_n_items (history); i > 0; i--)
    {
      g_autoptr (IsoProjectStep) step = g_list_model_get_item (history, i - 1);

      add_reason (reasons, get_reason (step), n);
    }
  for (guint i = 0; i < G_N_ELEMENTS (frequent); i++)
    add_reason (reasons, frequent[i], n);
  g_ptr_array_add (reasons, NULL);
  return (char **) g_ptr_array_free (reasons, FALSE);
}
