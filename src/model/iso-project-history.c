/* iso-project-history.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-project-history.h"

#include "iso-project-private.h"
#include "iso-user-text.h"

#include <string.h>

/* How many wells a sentence names. */
#define MAX_NAMED_WELLS 6

/* Columns of the tables, as iso-schema.c has them. */
enum { POSITION = 1 };
enum { EXPERIMENT_TITLE = 1, EXPERIMENT_NOTE, EXPERIMENT_RESPONSE, EXPERIMENT_SCALE };
enum { DRUG_UNIT = 3, RUN_READ_ON = 3, PLATE_RUN = 3 };
enum { WELL_PLATE, WELL_ROW, WELL_COLUMN };

static const struct
{
  const char *table;
  guint       name;      /* column */
  const char *added;
  const char *removed;
  const char *renamed;
  const char *moved;
} entities[ISO_N_ENTITIES] = {
  [ISO_ENTITY_DRUG] = { "drug", 2, N_("Compound “{1}” added"), N_("Compound “{1}” removed"),
                        N_("Compound “{1}” is called “{2}” now"), N_("Order of the compounds changed") },
  [ISO_ENTITY_SAMPLE] = { "sample", 2, N_("Sample “{1}” added"), N_("Sample “{1}” removed"),
                          N_("Sample “{1}” is called “{2}” now"), N_("Order of the samples changed") },
  [ISO_ENTITY_RUN] = { "run", 2, N_("Experiment “{1}” added"), N_("Experiment “{1}” removed"),
                       N_("Experiment “{1}” is called “{2}” now"), N_("Order of the experiments changed") },
  [ISO_ENTITY_PLATE] = { "plate", 2, N_("Plate “{1}” added"), N_("Plate “{1}” removed"),
                         N_("Plate “{1}” is called “{2}” now"), N_("Order of the plates changed") },
  [ISO_ENTITY_FIGURE] = { "figure", 3, N_("Figure “{1}” added"), N_("Figure “{1}” removed"),
                          N_("Figure “{1}” is called “{2}” now"), N_("Order of the figures changed") },
};

typedef enum
{
  FILLED,
  EMPTIED,
  CHANGED,
  EXCLUDED,
  INCLUDED,
  N_FATES,
} Fate;

static const char *const fates[N_FATES] = {
  [FILLED] = N_("Wells planned on the plate “{1}”: {2} ({3})"),
  [EMPTIED] = N_("Wells emptied on the plate “{1}”: {2} ({3})"),
  [CHANGED] = N_("Wells changed on the plate “{1}”: {2} ({3})"),
  [EXCLUDED] = N_("Wells excluded on the plate “{1}”: {2} ({3})"),
  [INCLUDED] = N_("Wells included again on the plate “{1}”: {2} ({3})"),
};

/* Wells are sets of numbers: row * ISO_MAX_COLUMNS + column. */
typedef struct
{
  char       *id;
  GHashTable *wells[N_FATES];
} PlateChanges;

typedef struct
{
  IsoProject *project;
  GPtrArray  *sentences;
  GHashTable *names;                   /* of things that are not there any more: id -> name */
  GPtrArray  *plates;                  /* of PlateChanges */
  gboolean    moved[ISO_N_ENTITIES];
} Telling;

static void
free_plate (gpointer data)
{
  PlateChanges *plate = data;

  for (guint i = 0; i < N_FATES; i++)
    g_hash_table_unref (plate->wells[i]);
  g_free (plate->id);
  g_free (plate);
}

static PlateChanges *
get_plate (Telling *telling, const char *id)
{
  PlateChanges *plate;

  for (guint i = 0; i < telling->plates->len; i++)
    {
      plate = g_ptr_array_index (telling->plates, i);
      if (strcmp (plate->id, id) == 0)
        return plate;
    }
  plate = g_new0 (PlateChanges, 1);
  plate->id = g_strdup (id);
  for (guint i = 0; i < N_FATES; i++)
    plate->wells[i] = g_hash_table_new (NULL, NULL);
  g_ptr_array_add (telling->plates, plate);
  return plate;
}

static void
say (Telling *telling, const char *sentence, const char *first, const char *second, const char *third)
{
  const char *const arguments[] = { first, second, third, NULL };
  g_autoptr (IsoMessage) message = iso_message_newv ("step", NULL, sentence, arguments);

  g_ptr_array_add (telling->sentences, iso_message_to_user_text (message));
}

static int
find_entity (const char *table)
{
  for (int i = 0; i < ISO_N_ENTITIES; i++)
    if (strcmp (entities[i].table, table) == 0)
      return i;
  return -1;
}

static const char *
get_value (const IsoChangedRow *row, guint column)
{
  if (column >= row->n_columns)
    return NULL;
  return row->after[column] != NULL ? row->after[column] : row->before[column];
}

/* The last name of everything that was ever removed. */
static void
note_removed_cb (const IsoChangedRow *row, gpointer data)
{
  int entity = find_entity (row->table);
  const char *name = entity >= 0 ? get_value (row, entities[entity].name) : NULL;

  if (name != NULL && row->kind == ISO_CHANGE_DELETE && row->before[0] != NULL)
    g_hash_table_insert (data, g_strdup (row->before[0]), g_strdup (name));
}

static const char *
get_name (Telling *telling, IsoEntity entity, const char *id)
{
  IsoProjectItem *item = iso_project_list_find (iso_project_get_list (telling->project, entity), id);
  const char *name;

  if (item != NULL)
    return iso_project_item_get_name (item);
  if (telling->names == NULL)
    {
      GListModel *history = iso_project_get_history (telling->project);

      telling->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
      for (guint i = 0; i < g_list_model_get_n_items (history); i++)
        {
          g_autoptr (IsoProjectStep) step = g_list_model_get_item (history, i);

          iso_history_read (iso_work_store (telling->project->work), iso_project_step_get_seq (step), note_removed_cb, telling->names, NULL);
        }
    }
  name = g_hash_table_lookup (telling->names, id);
  return name != NULL ? name : "…";
}

/* A column of an update that is not what it was. */
static gboolean
differs (const IsoChangedRow *row, guint column)
{
  return row->kind == ISO_CHANGE_UPDATE && column < row->n_columns && row->after[column] != NULL;
}

static void
tell_entity (Telling *telling, IsoEntity entity, const IsoChangedRow *row)
{
  guint name = entities[entity].name;

  if (row->kind == ISO_CHANGE_INSERT)
    say (telling, entities[entity].added, get_value (row, name), NULL, NULL);
  else if (row->kind == ISO_CHANGE_DELETE)
    say (telling, entities[entity].removed, get_value (row, name), NULL, NULL);
  if (differs (row, name))
    say (telling, entities[entity].renamed, row->before[name], row->after[name], NULL);
  telling->moved[entity] |= differs (row, POSITION);
  if (entity == ISO_ENTITY_DRUG && differs (row, DRUG_UNIT))
    say (telling, *row->after[DRUG_UNIT] != '\0' ? N_("Unit of “{1}” is {2} now") : N_("“{1}” has no unit now"),
         get_name (telling, entity, row->before[0]), row->after[DRUG_UNIT], NULL);
  if (entity == ISO_ENTITY_RUN && differs (row, RUN_READ_ON))
    say (telling, *row->after[RUN_READ_ON] != '\0' ? N_("Experiment “{1}” is to be read on {2} now")
                                                   : N_("Nothing is said any more of when the experiment “{1}” is to be read"),
         get_name (telling, entity, row->before[0]), row->after[RUN_READ_ON], NULL);
  if (entity == ISO_ENTITY_PLATE && differs (row, PLATE_RUN))
    say (telling, N_("Plate “{1}” belongs to the experiment “{2}” now"), get_name (telling, entity, row->before[0]),
         get_name (telling, ISO_ENTITY_RUN, row->after[PLATE_RUN]), NULL);
}

static void
note_fate (Telling *telling, const IsoChangedRow *row, Fate fate)
{
  PlateChanges *plate = get_plate (telling, get_value (row, WELL_PLATE));
  guint64 line = g_ascii_strtoull (get_value (row, WELL_ROW), NULL, 10) - 1;
  guint64 column = g_ascii_strtoull (get_value (row, WELL_COLUMN), NULL, 10) - 1;

  g_hash_table_add (plate->wells[fate], GUINT_TO_POINTER ((guint) (line * ISO_MAX_COLUMNS + column)));
}

static void
tell_link (Telling *telling, const IsoChangedRow *row)
{
  static const char *const sentences[] = {
    [ISO_CHANGE_INSERT] = N_("Plate “{1}” linked to what was read"),
    [ISO_CHANGE_UPDATE] = N_("Plate “{1}” linked to another read"),
    [ISO_CHANGE_DELETE] = N_("Plate “{1}” is not linked to what was read any more"),
  };

  say (telling, sentences[row->kind], get_name (telling, ISO_ENTITY_PLATE, get_value (row, 0)), NULL, NULL);
}

static void
tell_experiment (Telling *telling, const IsoChangedRow *row)
{
  gboolean all = row->kind != ISO_CHANGE_UPDATE;

  if (all || differs (row, EXPERIMENT_TITLE))
    say (telling, N_("Title of the project: “{1}”"), row->after[EXPERIMENT_TITLE] != NULL ? row->after[EXPERIMENT_TITLE] : "", NULL, NULL);
  if (all || differs (row, EXPERIMENT_NOTE))
    say (telling, N_("Description of the project changed"), NULL, NULL, NULL);
  if (all || differs (row, EXPERIMENT_RESPONSE) || differs (row, EXPERIMENT_SCALE))
    say (telling, N_("What the numbers of the project mean changed"), NULL, NULL, NULL);
}

static void
tell_setting (Telling *telling, const IsoChangedRow *row)
{
  if (row->kind == ISO_CHANGE_DELETE)
    say (telling, N_("Setting “{1}” is the program’s own again"), row->before[0], NULL, NULL);
  else
    say (telling, N_("Setting “{1}” is {2} now"), get_value (row, 0), row->after[1], NULL);
}

static void
tell_figure_setting (Telling *telling, const IsoChangedRow *row)
{
  const char *figure = get_name (telling, ISO_ENTITY_FIGURE, get_value (row, 0));

  if (row->kind == ISO_CHANGE_DELETE)
    say (telling, N_("“{2}” of the figure “{1}” is what suits it again"), figure, row->before[1], NULL);
  else
    say (telling, N_("“{2}” of the figure “{1}” is {3} now"), figure, get_value (row, 1), row->after[2]);
}

static void
tell_row_cb (const IsoChangedRow *row, gpointer data)
{
  Telling *telling = data;
  int entity = find_entity (row->table);

  if (entity >= 0)
    tell_entity (telling, (IsoEntity) entity, row);
  else if (strcmp (row->table, "well") == 0)
    note_fate (telling, row, row->kind == ISO_CHANGE_INSERT ? FILLED : row->kind == ISO_CHANGE_DELETE ? EMPTIED : CHANGED);
  else if (strcmp (row->table, "dose") == 0)
    note_fate (telling, row, CHANGED);
  else if (strcmp (row->table, "exclusion") == 0)
    note_fate (telling, row, row->kind == ISO_CHANGE_DELETE ? INCLUDED : EXCLUDED);
  else if (strcmp (row->table, "link") == 0)
    tell_link (telling, row);
  else if (strcmp (row->table, "experiment") == 0)
    tell_experiment (telling, row);
  else if (strcmp (row->table, "setting") == 0)
    tell_setting (telling, row);
  else if (strcmp (row->table, "figure_setting") == 0)
    tell_figure_setting (telling, row);
}

/* A well that was planned or emptied is not also changed, and one that was emptied is not included again. */
static void
leave_out (PlateChanges *plate, Fate fate, Fate reason)
{
  GHashTableIter iter;
  gpointer well;

  g_hash_table_iter_init (&iter, plate->wells[reason]);
  while (g_hash_table_iter_next (&iter, &well, NULL))
    g_hash_table_remove (plate->wells[fate], well);
}

static int
compare_wells (gconstpointer one, gconstpointer other)
{
  return *(const guint *) one < *(const guint *) other ? -1 : 1;
}

/* "A1, A2, A3, …"; the rows of a list have numbers. */
static char *
name_wells (GHashTable *set, gboolean list)
{
  g_autoptr (GArray) wells = g_array_new (FALSE, FALSE, sizeof (guint));
  GString *names = g_string_new (NULL);
  GHashTableIter iter;
  gpointer well;

  g_hash_table_iter_init (&iter, set);
  while (g_hash_table_iter_next (&iter, &well, NULL))
    {
      guint number = GPOINTER_TO_UINT (well);

      g_array_append_val (wells, number);
    }
  g_array_sort (wells, compare_wells);
  for (guint i = 0; i < MIN (wells->len, MAX_NAMED_WELLS); i++)
    {
      guint row = g_array_index (wells, guint, i) / ISO_MAX_COLUMNS, column = g_array_index (wells, guint, i) % ISO_MAX_COLUMNS;
      char name[ISO_WELL_NAME_SIZE];

      if (i > 0)
        g_string_append (names, ", ");
      if (list || row >= ISO_MAX_ROWS)
        g_string_append_printf (names, "%u", row + 1);
      else
        g_string_append (names, iso_well_name ((IsoWell) { (guint8) row, (guint8) column }, name));
    }
  if (wells->len > MAX_NAMED_WELLS)
    g_string_append (names, ", …");
  return g_string_free (names, FALSE);
}

static void
tell_plate (Telling *telling, PlateChanges *plate)
{
  IsoProjectItem *item = iso_project_list_find (iso_project_get_list (telling->project, ISO_ENTITY_PLATE), plate->id);
  gboolean list = item != NULL && iso_project_plate_get_format (ISO_PROJECT_PLATE (item)) == NULL;

  leave_out (plate, CHANGED, FILLED);
  leave_out (plate, CHANGED, EMPTIED);
  leave_out (plate, INCLUDED, EMPTIED);
  for (guint i = 0; i < N_FATES; i++)
    if (g_hash_table_size (plate->wells[i]) > 0)
      {
        g_autofree char *number = g_strdup_printf ("%u", g_hash_table_size (plate->wells[i]));
        g_autofree char *names = name_wells (plate->wells[i], list);

        say (telling, fates[i], get_name (telling, ISO_ENTITY_PLATE, plate->id), number, names);
      }
}

GPtrArray *
iso_project_describe_step (IsoProject *self, gint64 seq, GError **error)
{
  g_autoptr (GPtrArray) plates = g_ptr_array_new_with_free_func (free_plate);
  g_autoptr (GPtrArray) sentences = g_ptr_array_new_with_free_func (g_free);
  Telling telling = { self, sentences, NULL, plates, { FALSE } };
  gboolean done;

  g_return_val_if_fail (ISO_IS_PROJECT (self), NULL);
  g_return_val_if_fail (iso_project_is_open (self), NULL);

  if (self->away)
    {
      iso_error_set (error, ISO_ERROR_BUSY, NULL, N_("The project is still being read or written. Try again when that is done."), NULL);
      return NULL;
    }
  done = iso_history_read (iso_work_store (self->work), seq, tell_row_cb, &telling, error);
  for (guint i = 0; i < plates->len; i++)
    tell_plate (&telling, g_ptr_array_index (plates, i));
  for (guint i = 0; i < ISO_N_ENTITIES; i++)
    if (telling.moved[i])
      say (&telling, entities[i].moved, NULL, NULL, NULL);
  g_clear_pointer (&telling.names, g_hash_table_unref);
  return done ? g_steal_pointer (&sentences) : NULL;
}

/* What holds after a step: the last step in effect, which knows the one before it. */
typedef struct
{
  gint64 seq;
  int    before;     /* index of the step in effect before; -1 for none */
  int    in_effect;  /* index of the last step in effect after it */
} Effect;

static int
find_effect (const GArray *effects, gint64 seq)
{
  for (guint i = effects->len; i-- > 0;)
    if (g_array_index (effects, Effect, i).seq == seq)
      return (int) i;
  return -1;
}

GArray *
iso_steps_in_effect (GListModel *history)
{
  g_autoptr (GArray) effects = g_array_new (FALSE, FALSE, sizeof (Effect));
  GArray *flags = g_array_new (FALSE, TRUE, sizeof (gboolean));
  int now = -1;

  for (guint i = 0; i < g_list_model_get_n_items (history); i++)
    {
      g_autoptr (IsoProjectStep) step = g_list_model_get_item (history, i);
      Effect effect = { iso_project_step_get_seq (step), now, (int) i };
      int target = find_effect (effects, iso_project_step_get_target (step));

      switch (iso_project_step_get_kind (step))
        {
        case ISO_HISTORY_UNDO:
          effect.in_effect = target >= 0 ? g_array_index (effects, Effect, target).before : -1;
          break;
        case ISO_HISTORY_REDO:
          effect.in_effect = target >= 0 ? g_array_index (effects, Effect, target).in_effect : now;
          break;
        case ISO_HISTORY_RESTORE:
          effect.in_effect = target >= 0 ? g_array_index (effects, Effect, target).in_effect : -1;
          break;
        case ISO_HISTORY_DO:
        case ISO_HISTORY_MIGRATE:
        default:
          break;
        }
      now = effect.in_effect;
      g_array_append_val (effects, effect);
    }

  g_array_set_size (flags, effects->len);
  for (int i = now; i >= 0; i = g_array_index (effects, Effect, i).before)
    g_array_index (flags, gboolean, i) = TRUE;
  return flags;
}
