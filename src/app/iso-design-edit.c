/* iso-design-edit.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-design-edit.h"

#include "iso-plate-map.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

/* Changes one well as it is into what it shall be. */
typedef void (*ChangeFunc) (IsoWellEdit *edit, gconstpointer data);

static const char *
get_id (IsoProjectPlate *plate)
{
  return iso_project_item_get_id (ISO_PROJECT_ITEM (plate));
}

gboolean
iso_design_apply (IsoProject *project, IsoProjectPlate *plate, const char *verb, const char *detail, const IsoWellEdit *edits, guint n,
                  GError **error)
{
  g_autofree char *number = g_strdup_printf ("%u", n);
  const char *const args[] = { iso_project_item_get_name (ISO_PROJECT_ITEM (plate)), number, detail, NULL };
  gboolean done;

  if (n == 0)
    return TRUE;
  if (!iso_project_begin_edit (project, verb, args, error))
    return FALSE;
  done = iso_project_set_wells (project, get_id (plate), edits, n, error);
  return iso_project_end_edit (project, done, done ? error : NULL) && done;
}

static gboolean
change_wells (IsoProject *project, IsoProjectPlate *plate, const guint *wells, guint n, const char *verb, const char *detail,
              ChangeFunc change, gconstpointer data, GError **error)
{
  g_autofree IsoWellEdit *edits = g_new0 (IsoWellEdit, n);

  for (guint i = 0; i < n; i++)
    {
      iso_plate_map_get_edit (plate, wells[i], &edits[i]);
      change (&edits[i], data);
    }
  return iso_design_apply (project, plate, verb, detail, edits, n, error);
}

/* A project with one sample needs no choice of it; NULL if it has none or several. */
static const char *
get_only_sample (IsoProject *project)
{
  GListModel *samples = G_LIST_MODEL (iso_project_get_list (project, ISO_ENTITY_SAMPLE));
  g_autoptr (IsoProjectItem) sample = g_list_model_get_n_items (samples) == 1 ? g_list_model_get_item (samples, 0) : NULL;

  return sample != NULL ? iso_project_item_get_id (sample) : NULL;
}

static gboolean
has_cells (IsoRole role)
{
  return role != ISO_ROLE_EMPTY && role != ISO_ROLE_BLANK && role != ISO_ROLE_COMPOUND_BLANK;
}

static gboolean
may_have_doses (IsoRole role)
{
  return role == ISO_ROLE_TREATED || role == ISO_ROLE_COMPOUND_BLANK;
}

typedef struct
{
  IsoRole     role;
  const char *sample;   /* for wells with cells that have none */
} RoleChange;

static void
change_role (IsoWellEdit *edit, gconstpointer data)
{
  const RoleChange *change = data;

  edit->role = change->role;
  if (edit->sample == NULL && has_cells (edit->role))
    edit->sample = change->sample;
  if (!may_have_doses (edit->role))
    edit->n_doses = 0;
  if (edit->role == ISO_ROLE_EMPTY)
    {
      edit->sample = NULL;
      edit->replicate = 0;
    }
}

gboolean
iso_design_set_role (IsoProject *project, IsoProjectPlate *plate, const guint *wells, guint n, IsoRole role, GError **error)
{
  const RoleChange change = { role, get_only_sample (project) };

  if (role == ISO_ROLE_EMPTY)
    return iso_design_clear (project, plate, wells, n, error);
  return change_wells (project, plate, wells, n, "set-role", iso_role_word (role), change_role, &change, error);
}

gboolean
iso_design_clear (IsoProject *project, IsoProjectPlate *plate, const guint *wells, guint n, GError **error)
{
  const RoleChange change = { ISO_ROLE_EMPTY, NULL };

  return change_wells (project, plate, wells, n, "clear-wells", NULL, change_role, &change, error);
}

static void
change_sample (IsoWellEdit *edit, gconstpointer data)
{
  if (edit->role != ISO_ROLE_EMPTY)
    edit->sample = data;
}

gboolean
iso_design_set_sample (IsoProject *project, IsoProjectPlate *plate, const guint *wells, guint n, const char *sample, GError **error)
{
  IsoProjectItem *item = sample != NULL ? iso_project_list_find (iso_project_get_list (project, ISO_ENTITY_SAMPLE), sample) : NULL;

  return change_wells (project, plate, wells, n, "set-sample", item != NULL ? iso_project_item_get_name (item) : "", change_sample, sample,
                       error);
}

static void
change_replicate (IsoWellEdit *edit, gconstpointer data)
{
  if (edit->role != ISO_ROLE_EMPTY)
    edit->replicate = *(const guint *) data;
}

gboolean
iso_design_set_replicate (IsoProject *project, IsoProjectPlate *plate, const guint *wells, guint n, guint replicate, GError **error)
{
  g_autofree char *number = g_strdup_printf ("%u", replicate);

  return change_wells (project, plate, wells, n, "set-replicate", number, change_replicate, &replicate, error);
}

typedef struct
{
  const char *drug;
  const char *by;
  double      dose;
} DoseChange;

static void
remove_dose (IsoWellEdit *edit, const char *drug)
{
  guint n = 0;

  for (guint i = 0; i < edit->n_doses; i++)
    {
      if (strcmp (edit->doses[i].drug, drug) != 0)
        edit->doses[n++] = edit->doses[i];
    }
  edit->n_doses = n;
}

static void
change_dose (IsoWellEdit *edit, gconstpointer data)
{
  const DoseChange *change = data;
  IsoWellDose dose = { change->drug, change->dose, change->dose, change->dose };

  if (isnan (change->dose))
    {
      remove_dose (edit, change->drug);
      return;
    }
  if (!may_have_doses (edit->role))
    {
      edit->role = ISO_ROLE_TREATED;
      edit->n_doses = 0;
    }
  for (guint i = 0; i < edit->n_doses; i++)
    {
      if (strcmp (edit->doses[i].drug, change->drug) == 0)
        {
          edit->doses[i] = dose;
          return;
        }
    }
  if (edit->n_doses < ISO_MAX_DRUGS)
    edit->doses[edit->n_doses++] = dose;
}

static gboolean
check_room (IsoProjectPlate *plate, const guint *wells, guint n, const char *drug, GError **error)
{
  for (guint i = 0; i < n; i++)
    {
      IsoWellEdit edit;
      char name[ISO_WELL_NAME_SIZE];
      IsoPlace place = { .well = name };

      iso_plate_map_get_edit (plate, wells[i], &edit);
      remove_dose (&edit, drug);
      if (edit.n_doses < ISO_MAX_DRUGS)
        continue;
      iso_well_name ((IsoWell) { (guint8) edit.row, (guint8) edit.column }, name);
      iso_error_set (error, ISO_ERROR_TOO_LARGE, &place, N_("Well {1} holds three compounds already, which is the most. Take one out first."),
                     name, NULL);
      return FALSE;
    }
  return TRUE;
}

static const char *
get_drug_name (IsoProject *project, const char *drug)
{
  IsoProjectItem *item = iso_project_list_find (iso_project_get_list (project, ISO_ENTITY_DRUG), drug);

  return item != NULL ? iso_project_item_get_name (item) : "";
}

gboolean
iso_design_set_dose (IsoProject *project, IsoProjectPlate *plate, const guint *wells, guint n, const char *drug, double dose,
                     GError **error)
{
  const DoseChange change = { .drug = drug, .dose = dose };

  if (!isnan (dose) && !check_room (plate, wells, n, drug, error))
    return FALSE;
  return change_wells (project, plate, wells, n, isnan (dose) ? "remove-dose" : "set-dose", get_drug_name (project, drug), change_dose,
                       &change, error);
}

static void
change_drug (IsoWellEdit *edit, gconstpointer data)
{
  const DoseChange *change = data;
  gboolean found = FALSE;

  for (guint i = 0; i < edit->n_doses; i++)
    found = found || strcmp (edit->doses[i].drug, change->drug) == 0;
  if (!found)
    return;
  remove_dose (edit, change->by);
  for (guint i = 0; i < edit->n_doses; i++)
    {
      if (strcmp (edit->doses[i].drug, change->drug) == 0)
        edit->doses[i].drug = change->by;
    }
}

gboolean
iso_design_replace_drug (IsoProject *project, IsoProjectPlate *plate, const guint *wells, guint n, const char *drug, const char *by,
                         GError **error)
{
  const DoseChange change = { .drug = drug, .by = by };

  return change_wells (project, plate, wells, n, "set-dose", get_drug_name (project, by), change_drug, &change, error);
}

/* Edits of a plate, one for a place, the last one counts. */
typedef struct
{
  GArray     *edits;       /* of IsoWellEdit */
  GHashTable *places;      /* well + 1 -> index + 1 */
  guint       columns;
} Edits;

static void
edits_init (Edits *edits, IsoProjectPlate *plate)
{
  edits->edits = g_array_new (FALSE, FALSE, sizeof (IsoWellEdit));
  edits->places = g_hash_table_new (NULL, NULL);
  edits->columns = iso_project_plate_get_columns (plate);
}

static void
edits_clear (Edits *edits)
{
  g_clear_pointer (&edits->edits, g_array_unref);
  g_clear_pointer (&edits->places, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Edits, edits_clear)

static void
edits_put (Edits *edits, const IsoWellEdit *edit)
{
  guint key = edit->row * edits->columns + edit->column + 1;
  guint index = GPOINTER_TO_UINT (g_hash_table_lookup (edits->places, GUINT_TO_POINTER (key)));

  if (index > 0)
    {
      g_array_index (edits->edits, IsoWellEdit, index - 1) = *edit;
      return;
    }
  g_array_append_val (edits->edits, *edit);
  g_hash_table_insert (edits->places, GUINT_TO_POINTER (key), GUINT_TO_POINTER (edits->edits->len));
}

/* Notes of exclusion go with the wells. `to` are the new places. */
static gboolean
move_exclusions (IsoProject *project, IsoProjectPlate *plate, char *const *reasons, const IsoWellPlace *to, guint n, GError **error)
{
  for (guint i = 0; i < n; i++)
    {
      gboolean excluded = iso_project_plate_get_excluded (plate, to[i].row * iso_project_plate_get_columns (plate) + to[i].column);

      if (reasons[i] != NULL && !iso_project_exclude (project, get_id (plate), &to[i], 1, reasons[i], error))
        return FALSE;
      if (reasons[i] == NULL && excluded && !iso_project_include (project, get_id (plate), &to[i], 1, error))
        return FALSE;
    }
  return TRUE;
}

/* Puts what is in the wells into other places of the plate; `to` has one for each. */
static gboolean
place_wells (IsoProject *project, IsoProjectPlate *plate, const guint *wells, guint n, const IsoWellPlace *to, const char *verb,
             GError **error)
{
  g_autofree char *number = g_strdup_printf ("%u", n);
  const char *const args[] = { iso_project_item_get_name (ISO_PROJECT_ITEM (plate)), number, NULL };
  g_auto (GStrv) reasons = g_new0 (char *, n + 1);
  g_autofree char **all = g_new0 (char *, n + 1);
  g_auto (Edits) edits = { NULL };
  gboolean done;

  edits_init (&edits, plate);
  for (guint i = 0; i < n; i++)
    edits_put (&edits, &(IsoWellEdit) { .row = wells[i] / edits.columns, .column = wells[i] % edits.columns });
  for (guint i = 0, kept = 0; i < n; i++)
    {
      IsoWellEdit edit;

      iso_plate_map_get_edit (plate, wells[i], &edit);
      if (iso_project_plate_get_excluded (plate, wells[i]))
        all[i] = reasons[kept++] = g_strdup (iso_project_plate_get_reason (plate, wells[i]));
      edit.row = to[i].row;
      edit.column = to[i].column;
      edits_put (&edits, &edit);
    }
  if (!iso_project_begin_edit (project, verb, args, error))
    return FALSE;
  done = iso_project_set_wells (project, get_id (plate), (const IsoWellEdit *) (void *) edits.edits->data, edits.edits->len, error)
         && move_exclusions (project, plate, all, to, n, error);
  return iso_project_end_edit (project, done, done ? error : NULL) && done;
}

static gboolean
refuse_place (GError **error)
{
  iso_error_set (error, ISO_ERROR_RANGE, NULL, N_("The wells do not fit there: some would stand outside the plate."), NULL);
  return FALSE;
}

gboolean
iso_design_move (IsoProject *project, IsoProjectPlate *plate, const guint *wells, guint n, int rows, int columns, GError **error)
{
  const IsoPlateFormat *format = iso_project_plate_get_format (plate);
  g_autofree IsoWellPlace *to = g_new (IsoWellPlace, n);

  for (guint i = 0; i < n; i++)
    {
      int row = (int) (wells[i] / format->columns) + rows, column = (int) (wells[i] % format->columns) + columns;

      if (row < 0 || column < 0 || row >= (int) format->rows || column >= (int) format->columns)
        return refuse_place (error);
      to[i] = (IsoWellPlace) { (guint) row, (guint) column };
    }
  return n == 0 || (rows == 0 && columns == 0) || place_wells (project, plate, wells, n, to, "move-wells", error);
}

gboolean
iso_design_mirror (IsoProject *project, IsoProjectPlate *plate, const guint *wells, guint n, gboolean left_to_right, GError **error)
{
  guint columns = iso_project_plate_get_columns (plate);
  guint first_row = G_MAXUINT, last_row = 0, first_column = G_MAXUINT, last_column = 0;
  g_autofree IsoWellPlace *to = g_new (IsoWellPlace, n);

  for (guint i = 0; i < n; i++)
    {
      first_row = MIN (first_row, wells[i] / columns);
      last_row = MAX (last_row, wells[i] / columns);
      first_column = MIN (first_column, wells[i] % columns);
      last_column = MAX (last_column, wells[i] % columns);
    }
  for (guint i = 0; i < n; i++)
    {
      guint row = wells[i] / columns, column = wells[i] % columns;

      to[i].row = left_to_right ? row : first_row + last_row - row;
      to[i].column = left_to_right ? first_column + last_column - column : column;
    }
  return n == 0 || place_wells (project, plate, wells, n, to, "mirror-wells", error);
}

GArray *
iso_design_list_drugs (IsoProject *project)
{
  GListModel *list = G_LIST_MODEL (iso_project_get_list (project, ISO_ENTITY_DRUG));
  GArray *drugs = g_array_new (FALSE, FALSE, sizeof (IsoFillDrug));

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (IsoProjectDrug) drug = g_list_model_get_item (list, i);
      const IsoUnit *unit = iso_unit_find (iso_project_drug_get_unit (drug));
      IsoFillDrug item = { iso_project_item_get_name (ISO_PROJECT_ITEM (drug)), unit != NULL ? unit : iso_unit_unknown () };

      g_array_append_val (drugs, item);
    }
  return drugs;
}

static void
take_fill (IsoWellEdit *edit, const IsoFillWell *fill, GListModel *drugs, const char *sample)
{
  if (edit->sample == NULL)
    edit->sample = sample;
  edit->role = fill->n_doses > 0 ? ISO_ROLE_TREATED : ISO_ROLE_VEHICLE;
  edit->replicate = fill->replicate;
  edit->n_doses = fill->n_doses;
  for (guint i = 0; i < fill->n_doses; i++)
    {
      g_autoptr (IsoProjectItem) drug = g_list_model_get_item (drugs, fill->drugs[i]);

      edit->doses[i] = (IsoWellDose) { iso_project_item_get_id (drug), fill->doses[i], fill->doses[i], fill->doses[i] };
    }
}

IsoWellEdit *
iso_design_plan_fill (IsoProject *project, IsoProjectPlate *plate, const guint *wells, guint n, const IsoFillSentence *sentence,
                      guint *n_edits, GError **error)
{
  const IsoPlateFormat *format = iso_project_plate_get_format (plate);
  GListModel *drugs = G_LIST_MODEL (iso_project_get_list (project, ISO_ENTITY_DRUG));
  g_autofree IsoWell *places = g_new (IsoWell, n);
  g_auto (IsoFill) fill = { 0 };
  g_autoptr (GArray) fills = NULL;
  IsoWellEdit *edits;

  for (guint i = 0; i < n; i++)
    places[i] = iso_plate_format_well (format, wells[i]);
  if (!iso_fill_sentence_resolve (sentence, &fill, error))
    return NULL;
  fills = iso_fill_place (&fill, format, places, n, error);
  if (fills == NULL)
    return NULL;
  edits = g_new0 (IsoWellEdit, fills->len);
  for (guint i = 0; i < fills->len; i++)
    {
      const IsoFillWell *well = &g_array_index (fills, IsoFillWell, i);

      iso_plate_map_get_edit (plate, iso_plate_format_index (format, well->well), &edits[i]);
      take_fill (&edits[i], well, drugs, get_only_sample (project));
    }
  *n_edits = fills->len;
  return edits;
}

char *
iso_design_free_name (IsoProject *project, const char *pattern)
{
  GListModel *plates = G_LIST_MODEL (iso_project_get_list (project, ISO_ENTITY_PLATE));

  for (guint number = g_list_model_get_n_items (plates) + 1;; number++)
    {
      g_autofree char *digits = g_strdup_printf ("%u", number);
      g_autofree char *name = iso_sentence_fill (pattern, (const char *const[]) { digits, NULL });
      gboolean taken = FALSE;

      for (guint i = 0; i < g_list_model_get_n_items (plates) && !taken; i++)
        {
          g_autoptr (IsoProjectItem) item = g_list_model_get_item (plates, i);

          taken = strcmp (iso_project_item_get_name (item), name) == 0;
        }
      if (!taken)
        return g_steal_pointer (&name);
    }
}

static gboolean
copy_wells (IsoProject *project, IsoProjectPlate *plate, const char *copy, GError **error)
{
  guint n = iso_project_plate_get_n_wells (plate), planned = 0;
  g_autofree IsoWellEdit *edits = g_new0 (IsoWellEdit, n);

  for (guint i = 0; i < n; i++)
    {
      if (iso_project_plate_get_role (plate, i) != ISO_ROLE_EMPTY)
        iso_plate_map_get_edit (plate, i, &edits[planned++]);
    }
  return planned == 0 || iso_project_set_wells (project, copy, edits, planned, error);
}

char *
iso_design_duplicate_plate (IsoProject *project, IsoProjectPlate *plate, GError **error)
{
  const IsoPlateFormat *format = iso_project_plate_get_format (plate);
  const char *name = iso_project_item_get_name (ISO_PROJECT_ITEM (plate));
  g_autofree char *pattern = g_strdup_printf ("%s (%s)", name, "{1}");
  g_autofree char *copy_name = iso_design_free_name (project, pattern);
  const char *const args[] = { name, copy_name, NULL };
  g_autofree char *copy = NULL;
  gboolean done;

  if (!iso_project_begin_edit (project, "duplicate-plate", args, error))
    return NULL;
  copy = iso_project_add_plate (project, copy_name, iso_project_plate_get_run (plate), format->wells, error);
  done = copy != NULL && copy_wells (project, plate, copy, error);
  if (!iso_project_end_edit (project, done, done ? error : NULL) || !done)
    return NULL;
  return g_steal_pointer (&copy);
}
