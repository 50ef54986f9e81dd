/* iso-edit-experiment.c - an experiment that was read from one table, as one edit
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-edit-base.h"
#include "iso-outside.h"

#include <string.h>

#define ID_LENGTH 32   /* as for other reads */

/* What becomes one plate of the project: a plate of the table, or the records of one run that stand on none. */
typedef struct
{
  int     plate;     /* index; -1: none is named */
  guint   run;       /* index */
  guint   wells;     /* 0 for a list */
  GArray *records;   /* of guint: indices, in their order */
} Part;

typedef struct
{
  IsoEditMaker           maker;
  const IsoExperiment   *experiment;
  const IsoTableSource  *source;
  GPtrArray             *parts;      /* of Part */
  char                 **drugs;      /* ids by index in the experiment */
  char                 **samples;
  char                 **runs;
} Import;

static void
free_part (gpointer data)
{
  Part *part = data;

  g_array_unref (part->records);
  g_free (part);
}

static Part *
add_part (Import *import, int plate, guint run, guint wells)
{
  Part *part = g_new0 (Part, 1);

  *part = (Part) { plate, run, wells, g_array_new (FALSE, FALSE, sizeof (guint)) };
  g_ptr_array_add (import->parts, part);
  return part;
}

static void
init_import (Import *import)
{
  const IsoExperiment *experiment = import->experiment;

  import->parts = g_ptr_array_new_with_free_func (free_part);
  import->drugs = g_new0 (char *, experiment->drugs->len + 1);
  import->samples = g_new0 (char *, experiment->samples->len + 1);
  import->runs = g_new0 (char *, experiment->runs->len + 1);
}

static void
free_ids (char **ids, guint n)
{
  for (guint i = 0; i < n; i++)
    g_free (ids[i]);
  g_free (ids);
}

static void
clear_import (Import *import)
{
  const IsoExperiment *experiment = import->experiment;

  g_ptr_array_unref (import->parts);
  free_ids (import->drugs, experiment->drugs->len);
  free_ids (import->samples, experiment->samples->len);
  free_ids (import->runs, experiment->runs->len);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Import, clear_import)

static const IsoRecord *
get_record (const Import *import, const Part *part, guint i)
{
  return &g_array_index (import->experiment->records, IsoRecord, g_array_index (part->records, guint, i));
}

static gboolean
refuse (const Import *import, const IsoRecord *record, IsoErrorCode code, GError **error, const char *sentence, const char *first,
        const char *second, const char *third)
{
  const IsoPlace place = { .file = (char *) import->source->name, .line = record != NULL ? record->line : 0 };

  iso_error_set (error, code, &place, sentence, first, second, third, NULL);
  return FALSE;
}

/* --- which record stands where ------------------------------------------------------------------------------------------------- */

/* The part of records that stand in no well: those of a run without a plate, or those of a plate with wells. */
static Part *
find_loose_part (Import *import, GHashTable *loose, const IsoRecord *record)
{
  guint key = record->plate >= 0 ? (guint) record->plate * 3 : record->run * 3 + (record->well >= 0 ? 1 : 2);
  Part *part = g_hash_table_lookup (loose, GUINT_TO_POINTER (key));

  if (part == NULL)
    {
      part = add_part (import, record->plate, record->run, 0);
      g_hash_table_insert (loose, GUINT_TO_POINTER (key), part);
    }
  return part;
}

/* A plate belongs to one run. */
static gboolean
check_plate (const Import *import, const Part *part, const IsoRecord *record, GError **error)
{
  const IsoExperiment *experiment = import->experiment;
  const char *name = iso_experiment_plate (experiment, part->plate)->name;
  const IsoRecord *first = get_record (import, part, 0);

  if (record->run != first->run)
    return refuse (import, record, ISO_ERROR_RANGE, error,
                   N_("Plate “{1}” is in the experiments “{2}” and “{3}”. Give the plates of each experiment names of their own."), name,
                   iso_experiment_run (experiment, first->run), iso_experiment_run (experiment, record->run));
  return TRUE;
}

static int
compare_wells (gconstpointer a, gconstpointer b, gpointer data)
{
  const IsoExperiment *experiment = data;
  int one = g_array_index (experiment->records, IsoRecord, *(const guint *) a).well;
  int two = g_array_index (experiment->records, IsoRecord, *(const guint *) b).well;

  return (one > two) - (one < two);
}

/* The size of a plate that no name stands for, and that no well stands twice. */
static gboolean
settle_wells (const Import *import, Part *part, GError **error)
{
  g_autoptr (GArray) sorted = g_array_copy (part->records);
  guint rows = 1, columns = 1;

  if (part->records->len == 0 || get_record (import, part, 0)->well < 0)
    return TRUE;
  g_array_sort_with_data (sorted, compare_wells, (gpointer) import->experiment);
  for (guint i = 0; i < sorted->len; i++)
    {
      const IsoRecord *record = &g_array_index (import->experiment->records, IsoRecord, g_array_index (sorted, guint, i));
      IsoWell well = iso_record_get_well (record->well);
      char name[ISO_WELL_NAME_SIZE];

      rows = MAX (rows, well.row + 1u);
      columns = MAX (columns, well.column + 1u);
      if (i > 0 && compare_wells (&g_array_index (sorted, guint, i), &g_array_index (sorted, guint, i - 1),
                                  (gpointer) import->experiment) == 0)
        return refuse (import, record, ISO_ERROR_RANGE, error, N_("Well {1} stands twice on one plate. Correct one of the two rows."),
                       iso_record_well_name (record->well, name), NULL, NULL);
    }
  part->wells = MAX (part->wells, iso_plate_format_holding (rows, columns)->wells);
  return TRUE;
}

/* Whether any record of a plate names its well; by plate. */
static gboolean *
find_wells (const IsoExperiment *experiment)
{
  gboolean *has_wells = g_new0 (gboolean, experiment->plates->len + 1);

  for (guint i = 0; i < experiment->records->len; i++)
    {
      const IsoRecord *record = &g_array_index (experiment->records, IsoRecord, i);

      if (record->plate >= 0)
        has_wells[record->plate] |= record->well >= 0;
    }
  return has_wells;
}

static gboolean
split (Import *import, GError **error)
{
  const IsoExperiment *experiment = import->experiment;
  g_autoptr (GHashTable) loose = g_hash_table_new (NULL, NULL);
  g_autofree gboolean *has_wells = find_wells (experiment);

  for (guint i = 0; i < experiment->plates->len; i++)
    {
      const IsoPlate *plate = iso_experiment_plate (experiment, (int) i);

      add_part (import, (int) i, 0, plate->format != NULL ? plate->format->wells : 0);
    }
  for (guint i = 0; i < experiment->records->len; i++)
    {
      const IsoRecord *record = &g_array_index (experiment->records, IsoRecord, i);
      gboolean on_plate = record->plate >= 0 && (record->well >= 0 || !has_wells[record->plate]);
      Part *part = on_plate ? g_ptr_array_index (import->parts, (guint) record->plate) : find_loose_part (import, loose, record);

      g_array_append_val (part->records, i);
      part->run = record->run;
      if (record->plate >= 0 && !check_plate (import, part, record, error))
        return FALSE;
    }
  for (guint i = 0; i < import->parts->len; i++)
    {
      if (!settle_wells (import, g_ptr_array_index (import->parts, i), error))
        return FALSE;
    }
  return TRUE;
}

/* --- the experiment's own line ---------------------------------------------------------------------------------------------------- */

typedef struct
{
  char *title;
  char *note;
  char *response;
  char *scale;
} Head;

static void
clear_head (Head *head)
{
  g_free (head->title);
  g_free (head->note);
  g_free (head->response);
  g_free (head->scale);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Head, clear_head)

static void
set_if_empty (char **text, const char *value)
{
  if (*text != NULL && **text != '\0')
    return;
  g_free (*text);
  *text = g_strdup (value);
}

static gboolean
load_head (const Import *import, Head *head, GError **error)
{
  IsoDb *db = iso_store_db (import->maker.store);
  g_autoptr (IsoStatement) row = iso_db_query (db, error, "SELECT title, note, response, scale FROM experiment", NULL);
  GError *problem = NULL;
  gint64 exports;

  if (row == NULL)
    return FALSE;
  if (iso_statement_next (row, &problem))
    *head = (Head) { g_strdup (iso_statement_text (row, 0)), g_strdup (iso_statement_text (row, 1)), g_strdup (iso_statement_text (row, 2)),
                     g_strdup (iso_statement_text (row, 3)) };
  if (problem != NULL)
    {
      g_propagate_error (error, problem);
      return FALSE;
    }
  if (!iso_db_get (db, &exports, 0, error, "SELECT count (*) FROM link JOIN read ON read.id = link.read"
                   " WHERE reader <> '" ISO_TABLE_READER "'", NULL))
    return FALSE;
  if (exports > 0)
    set_if_empty (&head->response, iso_response_word (ISO_RESPONSE_SIGNAL));
  return TRUE;
}

/* All responses of a project are of one kind. */
static gboolean
set_head (const Import *import, GError **error)
{
  const IsoExperiment *experiment = import->experiment;
  const char *response = experiment->response != ISO_RESPONSE_UNKNOWN ? iso_response_word (experiment->response) : "";
  const char *scale = iso_scale_word (experiment->scale);
  g_auto (Head) head = { NULL };
  g_autofree char *id = NULL;
  gboolean kept;

  if (!load_head (import, &head, error))
    return FALSE;
  kept = head.response != NULL && *head.response != '\0';
  if (kept && strcmp (head.response, response) != 0)
    return refuse (import, NULL, ISO_ERROR_UNITS, error,
                   N_("The project's responses are “{1}”, those of this table “{2}”. Put the table into a project of its own, or "
                      "say what its responses are."), head.response, response, NULL);
  if (kept && g_strcmp0 (head.scale, scale) != 0)
    return refuse (import, NULL, ISO_ERROR_UNITS, error,
                   N_("The project's responses and those of this table are written on another scale (percent or fraction). Convert "
                      "the table first."), NULL, NULL, NULL);
  set_if_empty (&head.title, experiment->title);
  set_if_empty (&head.note, experiment->note);
  set_if_empty (&head.response, response);
  set_if_empty (&head.scale, scale);
  id = import->maker.new_id (import->maker.data);
  return iso_edit_set_experiment (import->maker.store, import->maker.stamp, id, head.title, head.note, head.response, head.scale, error);
}

/* Whether there are wells in an experiment of this name. */
static gboolean
is_run_used (const Import *import, const char *name, gboolean *used, GError **error)
{
  gint64 plates;

  if (!iso_db_get (iso_store_db (import->maker.store), &plates, 0, error,
                   "SELECT count (*) FROM plate JOIN run ON run.id = plate.run WHERE run.name = ?", "t", name))
    return FALSE;
  *used = plates > 0;
  return TRUE;
}

/* What a run of the table is called in the project; to be freed. */
static char *
name_run (const Import *import, guint run, GError **error)
{
  const IsoExperiment *experiment = import->experiment;
  const char *own = iso_experiment_run (experiment, run);
  g_autofree char *file = g_strdup (import->source->name);
  char *point = strrchr (file, '.');
  gboolean used;

  if (import->source->run != NULL)
    return g_strdup (import->source->run);
  if (!experiment->runs_made_up)
    return g_strdup (own);
  if (!is_run_used (import, own, &used, error))
    return NULL;
  if (!used)
    return g_strdup (own);
  if (point != NULL && point != file)
    *point = '\0';
  for (guint i = 1;; i++)
    {
      g_autofree char *base = experiment->runs->len > 1 ? g_strdup_printf ("%s, %s", file, own) : g_strdup (file);
      g_autofree char *name = i > 1 ? g_strdup_printf ("%s (%u)", base, i) : g_strdup (base);

      if (!is_run_used (import, name, &used, error))
        return NULL;
      if (!used)
        return g_steal_pointer (&name);
    }
}

static gboolean
ensure_names (Import *import, GError **error)
{
  const IsoExperiment *experiment = import->experiment;

  for (guint i = 0; i < experiment->drugs->len; i++)
    {
      import->drugs[i] = iso_edit_ensure_drug (&import->maker, iso_experiment_drug (experiment, i), error);
      if (import->drugs[i] == NULL)
        return FALSE;
    }
  for (guint i = 0; i < experiment->samples->len; i++)
    {
      import->samples[i] = iso_edit_ensure_named (&import->maker, ISO_ENTITY_SAMPLE, iso_experiment_sample (experiment, (int) i), error);
      if (import->samples[i] == NULL)
        return FALSE;
    }
  for (guint i = 0; i < experiment->runs->len; i++)
    {
      g_autofree char *name = name_run (import, i, error);

      import->runs[i] = name != NULL ? iso_edit_ensure_named (&import->maker, ISO_ENTITY_RUN, name, error) : NULL;
      if (import->runs[i] == NULL)
        return FALSE;
    }
  return TRUE;
}

/* --- plates, wells and readings ---------------------------------------------------------------------------------------------------- */

/* Where a record stands, from 1. */
static void
get_place (const Part *part, const IsoRecord *record, guint i, int *row, int *column)
{
  *row = record->well < 0 ? (int) i + 1 : record->well / ISO_MAX_COLUMNS + 1;
  *column = record->well < 0 ? 1 : record->well % ISO_MAX_COLUMNS + 1;
}

static void
add_number (GString *text, double value)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append (text, g_ascii_dtostr (digits, sizeof digits, value));
}

/* A key that says what was read: the same file read in another way is another read. */
static char *
make_read_id (const Import *import, const Part *part, guint index)
{
  g_autoptr (GString) text = g_string_new (NULL);
  char *id;

  g_string_append_printf (text, "%s/%s/%u/%u", import->source->sha256, ISO_TABLE_READER, import->source->version, index);
  for (guint i = 0; i < part->records->len; i++)
    {
      const IsoRecord *record = get_record (import, part, i);
      int row, column;

      get_place (part, record, i, &row, &column);
      g_string_append_printf (text, "\n%d %d %s %u ", row, column, iso_reading_flag_word (record->flag), record->line);
      add_number (text, record->response);
    }
  id = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text->str, (gssize) text->len);
  id[ID_LENGTH] = '\0';
  return id;
}

static gboolean
add_readings (const Import *import, const Part *part, const char *read, GError **error)
{
  g_autoptr (IsoStatement) insert = iso_db_query (iso_store_db (import->maker.store), error, "INSERT INTO reading"
                                                  " (read, row, column, value, flag, token, line) VALUES (?, ?, ?, ?, ?, NULL, ?)", NULL);

  if (insert == NULL)
    return FALSE;
  for (guint i = 0; i < part->records->len; i++)
    {
      const IsoRecord *record = get_record (import, part, i);
      int row, column;

      get_place (part, record, i, &row, &column);
      if (!iso_statement_run (insert, error, "tiirti", read, row, column, record->response, iso_reading_flag_word (record->flag),
                              (int) record->line))
        return FALSE;
    }
  return TRUE;
}

/* What is there already stays, but must not be on a plate yet. */
static gboolean
add_read (const Import *import, const Part *part, guint index, const char *read, GError **error)
{
  IsoDb *db = iso_store_db (import->maker.store);
  const IsoPlate *plate = iso_experiment_plate (import->experiment, part->plate);
  gint64 there, linked;

  if (!iso_db_get (db, &there, 0, error, "SELECT count (*) FROM read WHERE id = ?", "t", read)
      || !iso_db_get (db, &linked, 0, error, "SELECT count (*) FROM link WHERE read = ?", "t", read))
    return FALSE;
  if (linked > 0)
    return refuse (import, NULL, ISO_ERROR_RANGE, error, N_("This table is already in the project; its values would count twice."), NULL, NULL,
                   NULL);
  if (there > 0)
    return TRUE;
  return iso_db_run (db, error, "INSERT INTO read (id, source, reader, version, plate, plate_name, barcode, wells, position, label, calculated)"
                     " VALUES (?, ?, '" ISO_TABLE_READER "', ?, ?, ?, NULL, ?, 0, '', 0)", "ttiiti", read, import->source->sha256,
                     (int) import->source->version, (int) index, plate != NULL ? plate->name : "", (int) part->wells)
         && add_readings (import, part, read, error);
}

static gboolean
add_wells (const Import *import, const Part *part, const char *plate, GError **error)
{
  IsoDb *db = iso_store_db (import->maker.store);
  g_autoptr (IsoStatement) add_well = iso_db_query (db, error, "INSERT INTO well (plate, row, column, role, sample, replicate)"
                                                    " VALUES (?, ?, ?, ?, ?, ?)", NULL);
  g_autoptr (IsoStatement) add_dose = iso_db_query (db, error, "INSERT INTO dose (plate, row, column, drug, requested, planned, achieved)"
                                                    " VALUES (?, ?, ?, ?, ?, ?, ?)", NULL);

  if (add_well == NULL || add_dose == NULL)
    return FALSE;
  for (guint i = 0; i < part->records->len; i++)
    {
      const IsoRecord *record = get_record (import, part, i);
      int row, column;

      get_place (part, record, i, &row, &column);
      if (!iso_statement_run (add_well, error, "tiitti", plate, row, column, iso_role_word (record->role),
                              record->sample >= 0 ? import->samples[record->sample] : NULL, (int) record->replicate))
        return FALSE;
      for (guint j = 0; j < record->n_doses; j++)
        {
          const IsoDose *dose = &record->doses[j];

          if (!iso_statement_run (add_dose, error, "tiitrrr", plate, row, column, import->drugs[dose->drug], dose->requested, dose->planned,
                                  dose->achieved))
            return FALSE;
        }
    }
  return TRUE;
}

/* A name that no plate has: that of the plate, or of the file and the run; with the file, and a number, where that is taken. */
static char *
make_name (const Import *import, const Part *part, GError **error)
{
  const IsoExperiment *experiment = import->experiment;
  const IsoPlate *plate = iso_experiment_plate (experiment, part->plate);
  g_autofree char *base = NULL;

  if (plate != NULL)
    base = g_strdup (plate->name);
  else if (experiment->runs->len == 1)
    base = g_strdup (import->source->name);
  else
    base = g_strdup_printf ("%s, %s", import->source->name, iso_experiment_run (experiment, part->run));
  for (guint i = 1;; i++)
    {
      g_autofree char *name = i == 1 ? g_strdup (base) : plate != NULL && i == 2 ? g_strdup_printf ("%s, %s", base, import->source->name)
                                                                                 : g_strdup_printf ("%s (%u)", base, i);
      gint64 taken;

      if (!iso_db_get (iso_store_db (import->maker.store), &taken, 0, error, "SELECT count (*) FROM plate WHERE name = ?", "t", name))
        return NULL;
      if (taken == 0)
        return g_steal_pointer (&name);
    }
}

static gboolean
add_plate (const Import *import, guint index, GError **error)
{
  const Part *part = g_ptr_array_index (import->parts, index);
  IsoStore *store = import->maker.store;
  const IsoStamp *stamp = import->maker.stamp;
  g_autofree char *id = import->maker.new_id (import->maker.data);
  g_autofree char *name = make_name (import, part, error);
  g_autofree char *read = make_read_id (import, part, index);

  return name != NULL
         && iso_edit_add_plate (store, stamp, id, name, import->runs[part->run], part->wells, error)
         && add_wells (import, part, id, error)
         && add_read (import, part, index, read, error)
         && iso_edit_link (store, stamp, id, ISO_LINK_SIGNAL, read, error);
}

static gboolean
add_all (Import *import, GError **error)
{
  const IsoTableSource *source = import->source;

  if (!set_head (import, error) || !ensure_names (import, error)
      || !iso_db_run (iso_store_db (import->maker.store), error, "INSERT INTO source (sha256, name, bytes) VALUES (?, ?, ?)"
                      " ON CONFLICT (sha256) DO NOTHING", "ttb", source->sha256, source->name, source->bytes))
    return FALSE;
  for (guint i = 0; i < import->parts->len; i++)
    {
      if (!add_plate (import, i, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
iso_edit_add_experiment (IsoStore *store, const IsoStamp *stamp, const IsoExperiment *experiment, const IsoTableSource *source,
                         IsoIdFunc new_id, gpointer data, GError **error)
{
  g_auto (Import) import = { { store, stamp, new_id, data }, experiment, source, NULL, NULL, NULL, NULL };

  g_return_val_if_fail (experiment->sources->len <= 1, FALSE);
  init_import (&import);
  if (experiment->records->len == 0)
    return refuse (&import, NULL, ISO_ERROR_NO_DATA, error, N_("The table has no responses."), NULL, NULL, NULL);
  if (source->run != NULL && (!experiment->runs_made_up || experiment->runs->len > 1))
    return refuse (&import, NULL, ISO_ERROR_RANGE, error,
                   N_("The table says itself which experiments it holds, so it cannot be put into “{1}”. Change it in the table."),
                   source->run, NULL, NULL);
  if (!split (&import, error))
    return FALSE;
  if (!iso_history_begin (store, stamp, "add-experiment", ISO_ARGS (source->name), error))
    return FALSE;
  return iso_history_end (store, add_all (&import, error), error);
}
