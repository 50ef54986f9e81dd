/* iso-project-import.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-project-import.h"

#include "iso-finding.h"
#include "iso-import-layouts.h"
#include "iso-outside.h"
#include "iso-project-private.h"

#include "reader/iso-plate-match.h"
#include "reader/iso-table-layout.h"
#include "reader/iso-table.h"
#include "writer/iso-json-values.h"

#define WAIT_FOR_EDITS 5000   /* ms */
#define NAMED_FILES 5         /* in the label of a step, and how many more */

/* A plate that was there before. */
typedef struct
{
  char    *id;
  char    *name;
  gboolean waits;   /* nothing was read from it yet */
} Known;

/* --- in the worker ---------------------------------------------------------------------------------------------------------------- */

/* What is left out is not kept. */
static gboolean
is_wanted (const IsoProjectImport *job, const IsoReadout *readout)
{
  for (guint i = 0; job->links != NULL && i < job->links->len; i++)
    if (g_array_index (job->links, IsoImportLink, i).readout == readout)
      return TRUE;
  return job->links == NULL;
}

/* How the file was read, as it was chosen, and what was found: stays with the project for those who ask later. */
static char *
describe_reading (const IsoProjectImport *job, const IsoImportFile *file)
{
  const IsoReadout *readout = file->readout;
  IsoJson *json = iso_json_new ();

  iso_json_begin_object (json, NULL);
  iso_json_add_string (json, "schema", "isobole/findings/1");
  iso_json_add_string (json, "file", readout->file);
  iso_json_add_string (json, "reader", readout->reader);
  if (file->read_on != NULL)
    iso_json_add_string (json, "read_on", file->read_on);
  iso_json_begin_array (json, "links");
  for (guint i = 0; job->links != NULL && i < job->links->len; i++)
    {
      const IsoImportLink *link = &g_array_index (job->links, IsoImportLink, i);

      if (link->readout != readout)
        continue;
      iso_json_begin_object (json, NULL);
      iso_json_add_string (json, "plate", link->layout != NULL ? link->layout->plate : link->plate);
      iso_json_add_string (json, "read", link->read);
      iso_json_add_string (json, "reference", link->reference != NULL ? link->reference : "");
      iso_json_end_object (json);
    }
  iso_json_end_array (json);
  iso_json_add_messages (json, "messages", readout->messages);
  iso_json_end_object (json);
  return iso_json_finish (json);
}

static gboolean
keep_reading (const IsoProjectImport *job, IsoDb *db, const IsoImportFile *file, GError **error)
{
  const IsoReadout *readout = file->readout;
  g_autofree char *json = describe_reading (job, file);
  g_autofree char *program = g_strdup_printf ("%s/%u", readout->reader, readout->reader_version);
  gboolean changed;

  return iso_outside_keep_result (db, readout->sha256, program, ISO_RESULT_FINDINGS, json, &changed, error);
}

static gboolean
write_readouts (const IsoProjectImport *job, GError **error)
{
  g_autoptr (IsoDb) db = NULL;

  if (job->import->readouts->len == 0)
    return TRUE;
  db = iso_db_open (job->database, job->database, ISO_DB_WRITE, error);
  if (db == NULL)
    return FALSE;
  iso_db_set_timeout (db, WAIT_FOR_EDITS);
  for (guint i = 0; i < job->import->files->len; i++)
    {
      const IsoImportFile *file = &g_array_index (job->import->files, IsoImportFile, i);

      if (file->readout == NULL || !is_wanted (job, file->readout))
        continue;
      if (!iso_outside_add (db, file->readout, iso_source_bytes (file->source), error) || !keep_reading (job, db, file, error))
        return FALSE;
    }
  return TRUE;
}

/* --- which plates were read ------------------------------------------------------------------------------------------------------- */

static gboolean
refuse (IsoPlateMatching matching, const IsoImport *import, const char *same, GError **error)
{
  g_autofree char *files = iso_import_list_names (import);
  const char *sentence;

  switch (matching)
    {
    case ISO_PLATES_NONE_KNOWN:
      sentence = N_("{1} does not say what was in the wells, and there are no plates yet. Select the layout as well: a table with the "
                    "columns well, role, sample, drug1, dose1 and unit1. Or plan the plates first.");
      break;
    case ISO_PLATES_SEVERAL:
      sentence = N_("More than one plate was read from {1}. Import it without choosing a plate.");
      break;
    case ISO_PLATES_SAME:
      sentence = N_("Several of the plates that were read from {1} go by the name “{2}”. Import one file at a time.");
      break;
    case ISO_PLATES_NO_SUCH:
    case ISO_PLATES_UNCLEAR:
    case ISO_PLATES_MATCHED:
    default:
      sentence = N_("It is not plain which plates {1} belongs to. Import one file at a time, and choose its plate, or give the plates the "
                    "names that the files have.");
      break;
    }
  iso_error_set (error, ISO_ERROR_NO_DATA, NULL, sentence, files, same, NULL);
  return FALSE;
}

static void
clear_known_cb (gpointer data)
{
  Known *known = data;

  g_free (known->id);
  g_free (known->name);
}

/* Plates with wells; the rows of a table are none. */
static void
list_plates (IsoProject *self, IsoProjectImport *job)
{
  GListModel *list = G_LIST_MODEL (self->lists[ISO_ENTITY_PLATE]);

  g_clear_pointer (&job->known, g_array_unref);
  job->known = g_array_new (FALSE, FALSE, sizeof (Known));
  g_array_set_clear_func (job->known, clear_known_cb);
  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (IsoProjectPlate) plate = g_list_model_get_item (list, i);
      const Known known = { g_strdup (iso_project_item_get_id (ISO_PROJECT_ITEM (plate))),
                            g_strdup (iso_project_item_get_name (ISO_PROJECT_ITEM (plate))), iso_project_plate_get_signal (plate) == NULL };

      if (iso_project_plate_get_format (plate) != NULL)
        g_array_append_val (job->known, known);
      else
        clear_known_cb ((gpointer) &known);
    }
}

static gboolean
link_plates (const IsoEditMaker *maker, const IsoProjectImport *job, GError **error)
{
  g_autofree IsoKnownPlate *known = g_new0 (IsoKnownPlate, job->known->len + 1);
  g_autoptr (GArray) matches = NULL;
  const char *name = NULL;
  IsoPlateMatching matching;
  guint same = 0;

  for (guint i = 0; i < job->known->len; i++)
    {
      const Known *plate = &g_array_index (job->known, Known, i);

      known[i] = (IsoKnownPlate) { plate->name, plate->waits };
      if (g_strcmp0 (job->choices.plate, plate->id) == 0)
        name = plate->name;
    }
  matching = iso_plates_match (job->import->readouts, known, job->known->len, name, &matches, &same);
  if (matching != ISO_PLATES_MATCHED)
    return refuse (matching, job->import, known[same].name, error);
  for (guint i = 0; i < matches->len; i++)
    {
      const IsoPlateMatch *match = &g_array_index (matches, IsoPlateMatch, i);

      if (!iso_edit_link_readout (maker->store, maker->stamp, g_array_index (job->known, Known, match->plate).id, match->readout, match->index,
                                  job->choices.read, job->choices.reference, error))
        return FALSE;
    }
  return TRUE;
}

/* --- the edit ---------------------------------------------------------------------------------------------------------------------- */

static gboolean
add_layouts (const IsoEditMaker *maker, const IsoProjectImport *job, GError **error)
{
  const IsoImport *import = job->import;
  g_autofree IsoMeasuredLayout *layouts = g_new0 (IsoMeasuredLayout, import->pairs->len);

  for (guint i = 0; i < import->pairs->len; i++)
    {
      const IsoTablePair *pair = &g_array_index (import->pairs, IsoTablePair, i);

      layouts[i] = (IsoMeasuredLayout) { pair->layout, pair->readout, pair->plate };
    }
  return iso_edit_add_measured_layouts (maker->store, maker->stamp, import->layout, layouts, import->pairs->len, job->choices.read,
                                        job->choices.reference, maker->new_id, maker->data, error);
}

static gboolean
add_tables (const IsoEditMaker *maker, const IsoImport *import, GError **error)
{
  for (guint i = 0; i < import->files->len; i++)
    {
      const IsoImportFile *file = &g_array_index (import->files, IsoImportFile, i);
      const IsoTableSource source = { iso_source_name (file->source), iso_source_sha256 (file->source), iso_source_bytes (file->source),
                                      ISO_TABLE_VERSION };

      if (file->experiment != NULL
          && !iso_edit_add_experiment (maker->store, maker->stamp, file->experiment, &source, maker->new_id, maker->data, error))
        return FALSE;
    }
  return TRUE;
}

/* As a person said for each plate. */
static gboolean
add_links (const IsoEditMaker *maker, const IsoProjectImport *job, IsoStepFunc progress, gpointer data, GError **error)
{
  gboolean done = TRUE;

  for (guint i = 0; done && i < job->links->len; i++)
    {
      const IsoImportLink *link = &g_array_index (job->links, IsoImportLink, i);
      const IsoMeasuredLayout measured = { link->layout, link->readout, link->index };

      if (progress ((double) i / job->links->len, data))
        {
          iso_error_set (error, ISO_ERROR_CANCELLED, NULL, N_("Cancelled."), NULL);
          return FALSE;
        }
      if (link->plate != NULL)
        done = iso_edit_link_readout (maker->store, maker->stamp, link->plate, link->readout, link->index, link->read, link->reference, error);
      else
        done = iso_edit_add_measured_layouts (maker->store, maker->stamp, link->experiment, &measured, 1, link->read, link->reference,
                                              maker->new_id, maker->data, error);
    }
  return done;
}

static gboolean
add_all (const IsoEditMaker *maker, IsoProjectImport *job, IsoStepFunc progress, gpointer data, GError **error)
{
  if (job->links != NULL)
    return add_links (maker, job, progress, data, error);
  if (job->import->pairs != NULL)
    return add_layouts (maker, job, error);
  if (job->import->readouts->len > 0)
    return link_plates (maker, job, error);
  return iso_import_layouts_write (maker, job->import, &job->choices, &job->question, error) && add_tables (maker, job->import, error);
}

static void
clear_link_cb (gpointer data)
{
  IsoImportLink *link = data;

  g_free (link->plate);
  g_clear_pointer (&link->layout, iso_layout_free);
  g_clear_pointer (&link->experiment, iso_experiment_unref);
  g_free (link->read);
  g_free (link->reference);
}

IsoProjectImport *
iso_project_import_new_links (IsoImport *import)
{
  IsoProjectImport *job = iso_project_import_new (NULL, 0, NULL);

  job->import = iso_import_ref (import);
  job->links = g_array_new (FALSE, TRUE, sizeof (IsoImportLink));
  g_array_set_clear_func (job->links, clear_link_cb);
  return job;
}

IsoProjectImport *
iso_project_import_new (GFile *const *files, guint n, const IsoImportChoices *choices)
{
  IsoProjectImport *job = g_new0 (IsoProjectImport, 1);

  job->paths = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (job->paths, g_file_get_path (files[i]));
  if (choices != NULL)
    job->choices = *choices;
  job->choices.read = g_strdup (job->choices.read);
  job->choices.reference = g_strdup (job->choices.reference);
  job->choices.plate = g_strdup (job->choices.plate);
  return job;
}

void
iso_project_import_free (IsoProjectImport *job)
{
  g_ptr_array_unref (job->paths);
  g_free ((char *) job->choices.read);
  g_free ((char *) job->choices.reference);
  g_free ((char *) job->choices.plate);
  g_free (job->database);
  g_clear_pointer (&job->links, g_array_unref);
  g_clear_pointer (&job->known, g_array_unref);
  g_clear_pointer (&job->import, iso_import_unref);
  g_clear_pointer (&job->question, iso_question_free);
  g_free (job);
}

void
iso_project_import_read (IsoProjectImport *job, GError **error)
{
  if (job->import == NULL)
    job->import = iso_import_read (job->paths, &job->choices, &job->question, error);
  if (job->import != NULL && !write_readouts (job, error))
    g_clear_pointer (&job->import, iso_import_unref);
}

/* Something that was read before gives way to what is read now. */
static gboolean
is_again (IsoProject *self, const IsoProjectImport *job)
{
  for (guint i = 0; job->links != NULL && i < job->links->len; i++)
    {
      const char *id = g_array_index (job->links, IsoImportLink, i).plate;
      IsoProjectItem *plate = id != NULL ? iso_project_list_find (iso_project_get_list (self, ISO_ENTITY_PLATE), id) : NULL;

      if (plate != NULL && iso_project_plate_get_signal (ISO_PROJECT_PLATE (plate)) != NULL)
        return TRUE;
    }
  return FALSE;
}

/* What the step is called, and then the names of all files, one by one: "a.csv, b.csv", "a.csv, b.csv, c.csv, d.csv, e.csv, +1995". */
static char **
name_files (const IsoImport *import)
{
  GString *label = g_string_new (NULL);
  GPtrArray *args = g_ptr_array_new ();

  g_ptr_array_add (args, NULL);
  for (guint i = 0; i < import->files->len; i++)
    {
      const char *name = iso_source_name (g_array_index (import->files, IsoImportFile, i).source);

      if (i < NAMED_FILES)
        g_string_append_printf (label, "%s%s", i > 0 ? ", " : "", name);
      if (import->files->len > NAMED_FILES)
        g_ptr_array_add (args, g_strdup (name));
    }
  if (import->files->len > NAMED_FILES)
    g_string_append_printf (label, ", +%u", import->files->len - NAMED_FILES);
  args->pdata[0] = g_string_free (label, FALSE);
  g_ptr_array_add (args, NULL);
  return (char **) g_ptr_array_free (args, FALSE);
}

void
iso_project_import_prepare (IsoProject *self, IsoProjectImport *job)
{
  job->again = is_again (self, job);
  list_plates (self, job);
}

gboolean
iso_project_import_write (IsoProjectImport *job, const IsoEditMaker *maker, IsoStepFunc progress, gpointer data, GError **error)
{
  g_auto (GStrv) names = name_files (job->import);

  return iso_history_begin (maker->store, maker->stamp, job->again ? "import-again" : "import", (const char *const *) names, error)
         && iso_history_end (maker->store, add_all (maker, job, progress, data, error), error);
}

char *
iso_project_dup_day (IsoProject *self, const char *read)
{
  return iso_project_is_open (self) && !self->away ? iso_outside_dup_day (iso_store_db (iso_work_store (self->work)), read) : NULL;
}

void
iso_project_import_tell (IsoProject *self, const IsoProjectImport *job)
{
  const IsoImport *import = job->import;
  g_autoptr (GPtrArray) messages = g_ptr_array_new ();

  if (import->layout != NULL)
    g_ptr_array_extend (messages, import->layout->messages, NULL, NULL);
  for (guint i = 0; i < import->files->len; i++)
    {
      const IsoImportFile *file = &g_array_index (import->files, IsoImportFile, i);

      if (file->experiment != NULL)
        g_ptr_array_extend (messages, file->experiment->messages, NULL, NULL);
      if (file->readout != NULL)
        g_ptr_array_extend (messages, file->readout->messages, NULL, NULL);
    }
  iso_findings_add (self->findings, messages);
}
