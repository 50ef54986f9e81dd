/* iso-assemble.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-assemble-parts.h"
#include "iso-assemble.h"

#include "iso-outside.h"

#include <string.h>

static void
clear_load (IsoAssembly *load)
{
  g_clear_pointer (&load->experiment, iso_experiment_unref);
  g_hash_table_unref (load->drugs);
  g_hash_table_unref (load->samples);
  g_hash_table_unref (load->runs);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (IsoAssembly, clear_load)

static void
free_plate (gpointer data)
{
  IsoAssemblyPlate *plate = data;

  g_free (plate->id);
  g_free (plate->name);
  g_free (plate->run);
  g_free (plate->read);
  g_free (plate->source);
  g_free (plate->file);
  g_free (plate->table_plate);
  g_free (plate);
}

static GHashTable *
new_table (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

gboolean
iso_assembly_refuse (IsoStore *store, GError **error, const char *what)
{
  iso_error_set (error, ISO_ERROR_CORRUPT, &(IsoPlace) { .file = (char *) iso_db_name (iso_store_db (store)) },
                 N_("The project holds something that cannot be ({1}). Undo the last changes, or open a copy from before."), what, NULL);
  return FALSE;
}

gboolean
iso_assembly_end (IsoStatement *rows, GError *problem, gboolean good, GError **error)
{
  iso_statement_free (rows);
  if (problem == NULL)
    return good;
  g_propagate_error (error, problem);
  return FALSE;
}

gboolean
iso_assembly_find (GHashTable *table, const char *id, guint *index)
{
  gpointer value;

  if (id == NULL || !g_hash_table_lookup_extended (table, id, NULL, &value))
    return FALSE;
  *index = GPOINTER_TO_UINT (value);
  return TRUE;
}

static gboolean
load_title (IsoAssembly *load, IsoResponse *response, GError **error)
{
  IsoStatement *rows = iso_db_query (iso_store_db (load->store), error, "SELECT title, note, response, scale FROM experiment", NULL);
  GError *problem = NULL;
  gboolean good = TRUE;

  if (rows == NULL)
    return FALSE;
  if (iso_statement_next (rows, &problem))
    {
      const char *response_word = iso_statement_text (rows, 2);
      const char *scale_word = iso_statement_text (rows, 3);

      g_free (load->experiment->title);
      load->experiment->title = g_strdup (iso_statement_text (rows, 0));
      g_free (load->experiment->note);
      load->experiment->note = g_strdup (iso_statement_text (rows, 1));
      good = (*response_word == '\0' || iso_response_parse (response_word, response)
              || iso_assembly_refuse (load->store, error, response_word))
             && (*scale_word == '\0' || iso_scale_parse (scale_word, &load->experiment->scale)
                 || iso_assembly_refuse (load->store, error, scale_word));
    }
  return iso_assembly_end (rows, problem, good, error);
}

static gboolean
load_drugs (IsoAssembly *load, GError **error)
{
  IsoStatement *rows = iso_db_query (iso_store_db (load->store), error, "SELECT id, name, unit FROM drug ORDER BY position, id", NULL);
  GError *problem = NULL;
  gboolean good = TRUE;

  if (rows == NULL)
    return FALSE;
  while (good && iso_statement_next (rows, &problem))
    {
      const IsoUnit *unit = iso_unit_find (iso_statement_text (rows, 2));

      if (unit == NULL)
        good = iso_assembly_refuse (load->store, error, iso_statement_text (rows, 2));
      else
        g_hash_table_insert (load->drugs, g_strdup (iso_statement_text (rows, 0)),
                             GUINT_TO_POINTER (iso_experiment_add_drug (load->experiment, iso_statement_text (rows, 1), unit)));
    }
  return iso_assembly_end (rows, problem, good, error);
}

static gboolean
load_names (IsoAssembly *load, const char *sql, GHashTable *table, guint (*add) (IsoExperiment *, const char *), GError **error)
{
  IsoStatement *rows = iso_db_query (iso_store_db (load->store), error, sql, NULL);
  GError *problem = NULL;

  if (rows == NULL)
    return FALSE;
  while (iso_statement_next (rows, &problem))
    g_hash_table_insert (table, g_strdup (iso_statement_text (rows, 0)),
                         GUINT_TO_POINTER (add (load->experiment, iso_statement_text (rows, 1))));
  return iso_assembly_end (rows, problem, TRUE, error);
}

static gboolean
load_head (IsoAssembly *load, IsoStore *store, IsoResponse *response, GError **error)
{
  load->store = store;
  load->experiment = iso_experiment_new ();
  load->drugs = new_table ();
  load->samples = new_table ();
  load->runs = new_table ();
  *response = ISO_RESPONSE_UNKNOWN;
  return load_title (load, response, error)
         && load_drugs (load, error)
         && load_names (load, "SELECT id, name FROM sample ORDER BY position, id", load->samples, iso_experiment_add_sample, error)
         && load_names (load, "SELECT id, name FROM run ORDER BY position, id", load->runs, iso_experiment_add_run, error);
}

gboolean
iso_assembly_load_well (const IsoAssembly *load, IsoStatement *rows, IsoLayoutWell *well, GError **error)
{
  const char *sample = iso_statement_text (rows, 3);
  guint index;

  if (!iso_role_parse (iso_statement_text (rows, 2), &well->role))
    return iso_assembly_refuse (load->store, error, iso_statement_text (rows, 2));
  well->sample = -1;
  if (sample != NULL && !iso_assembly_find (load->samples, sample, &index))
    return iso_assembly_refuse (load->store, error, sample);
  if (sample != NULL)
    well->sample = (int) index;
  well->replicate = (guint) iso_statement_int (rows, 4);
  return TRUE;
}

/* The well that a row's first two columns name; NULL and CORRUPT if the plate has none. */
static IsoLayoutWell *
get_well (const IsoAssembly *load, IsoLayout *layout, IsoStatement *rows, GError **error)
{
  gint64 row = iso_statement_int (rows, 0) - 1;
  gint64 column = iso_statement_int (rows, 1) - 1;

  if (row >= 0 && row < layout->format->rows && column >= 0 && column < layout->format->columns)
    return &layout->wells[row * layout->format->columns + column];
  iso_assembly_refuse (load->store, error, layout->plate);
  return NULL;
}

static gboolean
load_wells (const IsoAssembly *load, const IsoAssemblyPlate *plate, IsoLayout *layout, GError **error)
{
  IsoStatement *rows = iso_db_query (iso_store_db (load->store), error, "SELECT row, column, role, sample, replicate FROM well WHERE plate = ?",
                                     "t", plate->id);
  GError *problem = NULL;
  gboolean good = TRUE;

  if (rows == NULL)
    return FALSE;
  while (good && iso_statement_next (rows, &problem))
    {
      IsoLayoutWell *well = get_well (load, layout, rows, error);

      good = well != NULL && iso_assembly_load_well (load, rows, well, error);
    }
  return iso_assembly_end (rows, problem, good, error);
}

static gboolean
load_doses (const IsoAssembly *load, const IsoAssemblyPlate *plate, IsoLayout *layout, GError **error)
{
  IsoStatement *rows = iso_db_query (iso_store_db (load->store), error, "SELECT row, column, drug, requested, planned, achieved FROM dose"
                                     " WHERE plate = ?", "t", plate->id);
  GError *problem = NULL;
  gboolean good = TRUE;

  if (rows == NULL)
    return FALSE;
  while (good && iso_statement_next (rows, &problem))
    {
      IsoLayoutWell *well = get_well (load, layout, rows, error);
      guint drug;

      if (well == NULL)
        good = FALSE;
      else if (well->n_doses == ISO_MAX_DRUGS || !iso_assembly_find (load->drugs, iso_statement_text (rows, 2), &drug))
        good = iso_assembly_refuse (load->store, error, iso_statement_text (rows, 2));
      else
        well->doses[well->n_doses++] = (IsoDose) { drug, iso_statement_real (rows, 3), iso_statement_real (rows, 4),
                                                   iso_statement_real (rows, 5) };
    }
  return iso_assembly_end (rows, problem, good, error);
}

static IsoLayout *
load_layout (const IsoAssembly *load, const IsoAssemblyPlate *plate, GError **error)
{
  const IsoPlateFormat *format = iso_plate_format_find (plate->wells);
  g_autoptr (IsoLayout) layout = NULL;
  guint run;

  if (format == NULL || !iso_assembly_find (load->runs, plate->run, &run))
    {
      iso_assembly_refuse (load->store, error, plate->name);
      return NULL;
    }
  layout = iso_layout_new (plate->name, iso_experiment_run (load->experiment, run), format);
  if (load_wells (load, plate, layout, error) && load_doses (load, plate, layout, error))
    return g_steal_pointer (&layout);
  return NULL;
}

gboolean
iso_assembly_parse_flag (const char *word, IsoReadingFlag *flag)
{
  for (guint i = 0; i < ISO_N_READING_FLAGS; i++)
    {
      if (strcmp (iso_reading_flag_word ((IsoReadingFlag) i), word) == 0)
        {
          *flag = (IsoReadingFlag) i;
          return TRUE;
        }
    }
  return FALSE;
}

/* Adds the read that is linked for this purpose, under that name; none is no error. `file` gets the name of its source. */
static gboolean
load_read (const IsoAssembly *load, const char *plate, const char *purpose, IsoReadPlate *readings, char **file, GError **error)
{
  IsoStatement *rows = iso_db_query (iso_store_db (load->store), error,
                                     "SELECT r.row, r.column, r.value, r.flag, r.token, r.line, s.name FROM link AS l"
                                     " JOIN read AS d ON d.id = l.read JOIN source AS s ON s.sha256 = d.source"
                                     " LEFT JOIN reading AS r ON r.read = l.read WHERE l.plate = ? AND l.purpose = ? ORDER BY r.row, r.column",
                                     "tt", plate, purpose);
  IsoRead *read = NULL;
  GError *problem = NULL;
  gboolean good = TRUE;

  if (rows == NULL)
    return FALSE;
  while (good && iso_statement_next (rows, &problem))
    {
      gint64 row = iso_statement_int (rows, 0) - 1;
      gint64 column = iso_statement_int (rows, 1) - 1;
      IsoReadingFlag flag;

      if (read == NULL)
        {
          read = iso_read_plate_add (readings, purpose, FALSE);
          g_free (*file);
          *file = g_strdup (iso_statement_text (rows, 6));
        }
      if (iso_statement_text (rows, 3) == NULL)
        break;   /* a read without readings */
      if (row < 0 || row >= ISO_MAX_ROWS || column < 0 || column >= ISO_MAX_COLUMNS
          || !iso_assembly_parse_flag (iso_statement_text (rows, 3), &flag))
        good = iso_assembly_refuse (load->store, error, iso_statement_text (rows, 3));
      else
        iso_read_add (read, (IsoWell) { (guint8) row, (guint8) column }, iso_statement_real (rows, 2), flag,
                      g_strdup (iso_statement_text (rows, 4)), (guint) iso_statement_int (rows, 5));
    }
  return iso_assembly_end (rows, problem, good, error);
}

/* Masks the records from `first` on whose wells are excluded. */
static gboolean
mask_excluded (const IsoAssembly *load, const char *plate, guint first, GError **error)
{
  g_autoptr (GHashTable) excluded = g_hash_table_new (NULL, NULL);   /* well -> reason */
  IsoStatement *rows = iso_db_query (iso_store_db (load->store), error, "SELECT row, column, reason FROM exclusion WHERE plate = ?", "t",
                                     plate);
  GArray *records = load->experiment->records;
  GError *problem = NULL;

  if (rows == NULL)
    return FALSE;
  while (iso_statement_next (rows, &problem))
    g_hash_table_insert (excluded, GINT_TO_POINTER ((int) ((iso_statement_int (rows, 0) - 1) * ISO_MAX_COLUMNS
                                                           + iso_statement_int (rows, 1) - 1)),
                         (gpointer) iso_experiment_keep (load->experiment, iso_statement_text (rows, 2)));
  for (guint i = first; i < records->len; i++)
    {
      IsoRecord *record = &g_array_index (records, IsoRecord, i);

      record->reason = g_hash_table_lookup (excluded, GINT_TO_POINTER (record->well));
      if (record->flag == ISO_FLAG_NONE && record->reason != NULL)
        record->flag = ISO_FLAG_MASKED;
    }
  return iso_assembly_end (rows, problem, TRUE, error);
}

static gboolean
join_plate (const IsoAssembly *load, const IsoAssemblyPlate *plate, GError **error)
{
  g_autoptr (IsoReadout) readout = iso_readout_new ("", "", 0);
  IsoReadPlate *readings = iso_readout_add_plate (readout, plate->name);
  g_autofree char *file = NULL;
  g_autofree char *other_file = NULL;
  g_autoptr (IsoLayout) layout = NULL;
  guint first = load->experiment->records->len;

  if (!load_read (load, plate->id, ISO_LINK_SIGNAL, readings, &file, error)
      || !load_read (load, plate->id, ISO_LINK_REFERENCE, readings, &other_file, error))
    return FALSE;
  if (file == NULL)
    return TRUE;
  layout = load_layout (load, plate, error);
  return layout != NULL
         && iso_experiment_join (load->experiment, layout, readings, ISO_LINK_SIGNAL, other_file != NULL ? ISO_LINK_REFERENCE : NULL, file,
                                 error)
         && mask_excluded (load, plate->id, first, error);
}

static GPtrArray *
list_plates (IsoStore *store, GError **error)
{
  IsoStatement *rows = iso_db_query (iso_store_db (store), error,
                                     "SELECT p.id, p.name, p.run, p.wells, d.id, d.source, s.name, d.plate_name FROM plate AS p"
                                     " LEFT JOIN link AS l ON l.plate = p.id AND l.purpose = '" ISO_LINK_SIGNAL "'"
                                     " LEFT JOIN read AS d ON d.id = l.read AND d.reader = '" ISO_TABLE_READER "'"
                                     " LEFT JOIN source AS s ON s.sha256 = d.source ORDER BY p.position, p.id", NULL);
  GPtrArray *plates;
  GError *problem = NULL;

  if (rows == NULL)
    return NULL;
  plates = g_ptr_array_new_with_free_func (free_plate);
  while (iso_statement_next (rows, &problem))
    {
      IsoAssemblyPlate *plate = g_new0 (IsoAssemblyPlate, 1);

      plate->id = g_strdup (iso_statement_text (rows, 0));
      plate->name = g_strdup (iso_statement_text (rows, 1));
      plate->run = g_strdup (iso_statement_text (rows, 2));
      plate->wells = (guint) iso_statement_int (rows, 3);
      plate->read = g_strdup (iso_statement_text (rows, 4));
      plate->source = g_strdup (iso_statement_text (rows, 5));
      plate->file = g_strdup (iso_statement_text (rows, 6));
      plate->table_plate = g_strdup (iso_statement_text (rows, 7));
      g_ptr_array_add (plates, plate);
    }
  if (iso_assembly_end (rows, problem, TRUE, error))
    return plates;
  g_ptr_array_unref (plates);
  return NULL;
}

IsoExperiment *
iso_assemble_experiment (IsoStore *store, GError **error)
{
  g_auto (IsoAssembly) load = { NULL };
  g_autoptr (GPtrArray) plates = NULL;
  IsoResponse response;

  if (!load_head (&load, store, &response, error))
    return NULL;
  plates = list_plates (store, error);
  if (plates == NULL)
    return NULL;
  for (guint i = 0; i < plates->len; i++)
    {
      const IsoAssemblyPlate *plate = g_ptr_array_index (plates, i);

      if (!(plate->read != NULL ? iso_assembly_join_table (&load, plates, i, error) : join_plate (&load, plate, error)))
        return NULL;
    }
  if (response != ISO_RESPONSE_UNKNOWN)
    load.experiment->response = response;
  return g_steal_pointer (&load.experiment);
}

IsoLayout *
iso_assemble_layout (IsoStore *store, const char *id, GError **error)
{
  g_auto (IsoAssembly) load = { NULL };
  g_autoptr (GPtrArray) plates = NULL;
  IsoResponse response;

  if (!load_head (&load, store, &response, error))
    return NULL;
  plates = list_plates (store, error);
  for (guint i = 0; plates != NULL && i < plates->len; i++)
    {
      const IsoAssemblyPlate *plate = g_ptr_array_index (plates, i);

      if (strcmp (plate->id, id) == 0 && plate->wells == 0)
        {
          iso_error_set (error, ISO_ERROR_RANGE, NULL, N_("“{1}” is a list of the rows of a table, so it has no layout."), plate->name, NULL);
          return NULL;
        }
      if (strcmp (plate->id, id) == 0)
        return load_layout (&load, plate, error);
    }
  if (plates != NULL)
    iso_error_set (error, ISO_ERROR_RANGE, NULL, N_("This plate is not in the project any more."), NULL);
  return NULL;
}
