/* iso-cli-import.c - "isobole-cli import"
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-assemble.h"
#include "iso-cli-import-layout.h"
#include "iso-cli-input.h"
#include "iso-cli-output.h"
#include "iso-cli-project.h"
#include "iso-cli.h"
#include "iso-edit.h"
#include "iso-lookup.h"
#include "iso-outside.h"
#include "reader/iso-plate-match.h"
#include "reader/iso-reader.h"
#include "reader/iso-table.h"
#include "writer/iso-json-values.h"

typedef struct
{
  IsoSource     *source;
  IsoExperiment *experiment;   /* of a table */
  IsoReadout    *readout;      /* of an export; in the list of readouts too */
} File;

/* Everything that was read before the project is touched. */
typedef struct
{
  const IsoCliOptions *options;
  IsoTableOptions      table;
  IsoTableJoin         join;
  GArray              *files;      /* of File */
  GPtrArray           *readouts;   /* of IsoReadout */
  IsoExperiment       *layout;     /* what the layouts' indices mean; NULL without --layout */
  GPtrArray           *layouts;    /* of IsoLayout */
  GArray              *pairs;      /* of IsoTablePair; NULL without --layout */
  char                *planned;    /* name of the layout that comes without readings; NULL if none does */
  GString             *told;       /* what was done, a line each */
} Import;

static void
clear_file_cb (gpointer data)
{
  File *file = data;

  g_clear_pointer (&file->source, iso_source_unref);
  g_clear_pointer (&file->experiment, iso_experiment_unref);
}

static void
clear_import (Import *import)
{
  g_clear_pointer (&import->pairs, g_array_unref);
  g_clear_pointer (&import->layouts, g_ptr_array_unref);
  g_clear_pointer (&import->layout, iso_experiment_unref);
  g_clear_pointer (&import->readouts, g_ptr_array_unref);
  g_clear_pointer (&import->files, g_array_unref);
  g_free (import->planned);
  g_string_free (import->told, TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Import, clear_import)

static void
tell (Import *import, const char *sentence, const char *first, const char *second, const char *third)
{
  g_autofree char *line = iso_sentence_fill (sentence, (const char *const[]) { first, second, third, NULL });

  g_string_append_printf (import->told, "%s\n", line);
}

/* --- reading --------------------------------------------------------------------------------------------------------- */

/* Where a file stood on this computer is nobody else's business: a project travels. */
static IsoSource *
load_source (const char *path, GError **error)
{
  g_autoptr (IsoSource) loaded = iso_source_load (path, error);
  g_autofree char *name = loaded != NULL ? g_path_get_basename (iso_source_name (loaded)) : NULL;

  return loaded != NULL ? iso_source_new (name, iso_source_bytes (loaded), error) : NULL;
}

static gboolean
read_file (Import *import, const char *path, GError **error)
{
  const char *const *values = (const char *const *) import->options->values;
  gboolean bound = values[ISO_CLI_LAYOUT] != NULL || values[ISO_CLI_READER] != NULL || values[ISO_CLI_PLATE] != NULL ||
                   values[ISO_CLI_MAP] != NULL;
  File file = { load_source (path, error), NULL, NULL };

  if (file.source == NULL)
    return FALSE;
  if (bound || iso_cli_is_export_source (file.source))
    {
      file.readout = iso_cli_load_readout (file.source, import->options, error);
      if (file.readout != NULL)
        g_ptr_array_add (import->readouts, file.readout);
    }
  else
    file.experiment = iso_table_read (file.source, &import->table, error);
  g_array_append_val (import->files, file);
  if (file.readout != NULL)
    iso_cli_tell_messages (file.readout->messages);
  if (file.experiment != NULL)
    iso_cli_tell_messages (file.experiment->messages);
  return file.readout != NULL || file.experiment != NULL;
}

static gboolean
read_layout (Import *import, GError **error)
{
  const char *path = import->options->values[ISO_CLI_LAYOUT];
  g_autoptr (IsoSource) source = NULL;

  if (path == NULL)
    return TRUE;
  source = load_source (path, error);
  import->layout = iso_experiment_new ();
  import->layouts = source != NULL ? iso_table_layout_read (source, &import->table, import->layout, error) : NULL;
  if (import->layouts == NULL)
    return FALSE;
  iso_cli_tell_messages (import->layout->messages);
  if (import->files->len == 0)
    import->planned = g_strdup (iso_source_name (source));
  if (import->planned != NULL)
    return TRUE;
  import->pairs = iso_table_layout_pair (import->layouts, import->readouts, &import->join, error);
  return import->pairs != NULL;
}

static gboolean
check_run (const IsoCliOptions *options, GError **error)
{
  const char *run = options->values[ISO_CLI_RUN];
  const char *path = options->values[ISO_CLI_LAYOUT];

  if (run == NULL || (run[strspn (run, " \t")] != '\0' && path == NULL))
    return TRUE;
  iso_error_set (error, ISO_ERROR_SYNTAX, NULL,
                 N_("--run names the experiment of a table; in a layout, the column “experiment” does."), NULL);
  return FALSE;
}

static gboolean
read_all (Import *import, const IsoCliOptions *options, GError **error)
{
  import->options = options;
  import->files = g_array_new (FALSE, TRUE, sizeof (File));
  g_array_set_clear_func (import->files, clear_file_cb);
  import->readouts = g_ptr_array_new_with_free_func ((GDestroyNotify) iso_readout_free);
  if (options->files->len < 2 && options->values[ISO_CLI_LAYOUT] == NULL)
    {
      iso_error_set (error, ISO_ERROR_SYNTAX, NULL,
                     N_("No file to import is named. Name tables, or exports of a reader, behind the project, or a layout with --layout."),
                     NULL);
      return FALSE;
    }
  if (!iso_cli_get_table_options (options, &import->table, error) || !check_run (options, error))
    return FALSE;
  for (guint i = 1; i < options->files->len; i++)
    {
      if (!read_file (import, g_ptr_array_index (options->files, i), error))
        return FALSE;
    }
  return (import->readouts->len == 0 || iso_cli_get_table_join (options, &import->table, &import->join, error))
         && read_layout (import, error);
}

/* --- which plate of the project was read ----------------------------------------------------------------------------- */

static char *
list_plates (const GPtrArray *plates)
{
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < plates->len; i++)
    g_string_append_printf (list, "%s%s", list->len > 0 ? ", " : "", ((IsoEntityRow *) g_ptr_array_index (plates, i))->name);
  return g_string_free (list, FALSE);
}

static char *
list_read (const GArray *matches)
{
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < matches->len; i++)
    {
      const IsoPlateMatch *match = &g_array_index (matches, IsoPlateMatch, i);
      const IsoReadPlate *plate = g_ptr_array_index (match->readout->plates, match->index);

      g_string_append_printf (list, *plate->name != '\0' ? "%s%s (%s)" : "%s%s", list->len > 0 ? ", " : "", match->readout->file,
                              plate->name);
    }
  return g_string_free (list, FALSE);
}

static gboolean
refuse (const GPtrArray *plates, const GArray *matches, const char *sentence, const char *name, GError **error)
{
  g_autofree char *have = list_plates (plates);
  g_autofree char *read = list_read (matches);

  iso_error_set (error, ISO_ERROR_NO_DATA, NULL, sentence, have, read, name, NULL);
  return FALSE;
}

static gboolean
match_plates (const Import *import, const GPtrArray *plates, GArray **matches, GError **error)
{
  g_autofree IsoKnownPlate *known = g_new0 (IsoKnownPlate, plates->len);
  const char *name = import->options->values[ISO_CLI_PLATE];
  guint same = 0;

  for (guint i = 0; i < plates->len; i++)
    {
      const IsoEntityRow *plate = g_ptr_array_index (plates, i);

      known[i] = (IsoKnownPlate) { plate->name, plate->signal == NULL };
    }
  switch (iso_plates_match (import->readouts, known, plates->len, name, matches, &same))
    {
    case ISO_PLATES_NONE_KNOWN:
      return refuse (plates, *matches,
                     N_("The project has no plates yet, so nothing says what was in the wells. Name a table of them with "
                        "--layout."),
                     NULL, error);
    case ISO_PLATES_SEVERAL:
      return refuse (plates, *matches, N_("--plate names one plate, and several were read: {2}. Import one file at a time."),
                     name, error);
    case ISO_PLATES_NO_SUCH:
      return refuse (plates, *matches, N_("There is no plate “{3}” in the project. There are: {1}."), name, error);
    case ISO_PLATES_SAME:
      return refuse (plates, *matches,
                     N_("Several of the plates that were read go by the name “{3}”: {2}. Import one file at a time, "
                        "and name its plate with --plate."),
                     known[same].name, error);
    case ISO_PLATES_UNCLEAR:
      return refuse (plates, *matches,
                     N_("It is not plain which plates these are. Plates of the project: {1}. Plates that were read: {2}. Name "
                        "the plate of a file with --plate, or name a layout of new plates with --layout."),
                     NULL, error);
    case ISO_PLATES_MATCHED:
    default:
      return TRUE;
    }
}

/* Plates with wells; the rows of a table are none. */
static GPtrArray *
load_plates (IsoStore *store, GError **error)
{
  GPtrArray *plates = iso_lookup_entities (iso_store_db (store), ISO_ENTITY_PLATE, error);

  for (guint i = plates != NULL ? plates->len : 0; i > 0; i--)
    {
      if (((IsoEntityRow *) g_ptr_array_index (plates, i - 1))->wells == 0)
        g_ptr_array_remove_index (plates, i - 1);
    }
  return plates;
}

/* --- into the project ------------------------------------------------------------------------------------------------ */

static void
tell_link (Import *import, const IsoReadout *readout, guint index, const char *plate, gboolean replaced)
{
  const IsoRead *read = iso_read_plate_find (g_ptr_array_index (readout->plates, index), import->join.read);

  tell (import,
        replaced ? _("“{1}”: read “{2}” is now that of the plate “{3}”, in place of another.")
                 : _("“{1}”: read “{2}” is that of the plate “{3}”."),
        readout->file, read->label, plate);
}

static gboolean
link_existing (Import *import, IsoCliProject *project, GError **error)
{
  IsoStore *store = iso_cli_project_store (project);
  g_autoptr (GArray) matches = NULL;
  g_autoptr (GPtrArray) plates = load_plates (store, error);

  if (plates == NULL || !match_plates (import, plates, &matches, error))
    return FALSE;
  for (guint i = 0; i < matches->len; i++)
    {
      const IsoPlateMatch *match = &g_array_index (matches, IsoPlateMatch, i);
      const IsoEntityRow *plate = g_ptr_array_index (plates, match->plate);

      if (!iso_edit_link_readout (store, iso_cli_project_stamp (project), plate->id, match->readout, match->index,
                                  import->join.read, import->join.reference, error))
        return FALSE;
      tell_link (import, match->readout, match->index, plate->name, plate->signal != NULL);
    }
  return TRUE;
}

static gboolean
add_layouts (Import *import, IsoCliProject *project, GError **error)
{
  g_autofree IsoMeasuredLayout *layouts = g_new0 (IsoMeasuredLayout, import->pairs->len);

  for (guint i = 0; i < import->pairs->len; i++)
    {
      const IsoTablePair *pair = &g_array_index (import->pairs, IsoTablePair, i);

      layouts[i] = (IsoMeasuredLayout) { pair->layout, pair->readout, pair->plate };
    }
  if (!iso_edit_add_measured_layouts (iso_cli_project_store (project), iso_cli_project_stamp (project), import->layout, layouts,
                                      import->pairs->len, import->join.read, import->join.reference, iso_cli_new_id, NULL, error))
    return FALSE;
  for (guint i = 0; i < import->pairs->len; i++)
    tell_link (import, layouts[i].readout, layouts[i].plate, layouts[i].layout->plate, FALSE);
  return TRUE;
}

/* A table that does not say which experiment it is: that it became one of its own must not go unseen. */
static gboolean
tell_run (Import *import, const File *file, IsoStore *store, GError **error)
{
  g_autoptr (GPtrArray) plates = NULL;
  g_autoptr (IsoEntityRow) run = NULL;
  const char *own = iso_experiment_run (file->experiment, 0);

  if (!file->experiment->runs_made_up || import->options->values[ISO_CLI_RUN] != NULL)
    return TRUE;
  plates = iso_lookup_entities (iso_store_db (store), ISO_ENTITY_PLATE, error);
  if (plates == NULL
      || !iso_lookup_entity (iso_store_db (store), ISO_ENTITY_RUN, ((IsoEntityRow *) g_ptr_array_index (plates, plates->len - 1))->run, &run,
                             error))
    return FALSE;
  if (file->experiment->runs->len == 1 && strcmp (run->name, own) != 0)
    tell (import,
          _("“{1}” does not say which experiment it is, so it is one of its own, “{2}”. If it belongs to another, go back with "
            "history --restore and import it with --run."),
          iso_source_name (file->source), run->name, NULL);
  return TRUE;
}

static gboolean
add_tables (Import *import, IsoCliProject *project, GError **error)
{
  for (guint i = 0; i < import->files->len; i++)
    {
      const File *file = &g_array_index (import->files, File, i);
      g_autofree char *rows = NULL;
      IsoTableSource source;

      if (file->experiment == NULL)
        continue;
      source = (IsoTableSource) { iso_source_name (file->source), iso_source_sha256 (file->source), iso_source_bytes (file->source),
                                  ISO_TABLE_VERSION, import->options->values[ISO_CLI_RUN] };
      if (!iso_edit_add_experiment (iso_cli_project_store (project), iso_cli_project_stamp (project), file->experiment, &source,
                                    iso_cli_new_id, NULL, error))
        return FALSE;
      rows = g_strdup_printf ("%u", file->experiment->records->len);
      tell (import, _("“{1}”: a table with {2} responses."), source.name, rows, NULL);
      if (!tell_run (import, file, iso_cli_project_store (project), error))
        return FALSE;
    }
  return TRUE;
}

/* The reads themselves are not part of the edit: history links to them. */
static gboolean
add_outside (const Import *import, IsoCliProject *project, GError **error)
{
  IsoDb *db = iso_store_db (iso_cli_project_store (project));

  for (guint i = 0; i < import->files->len; i++)
    {
      const File *file = &g_array_index (import->files, File, i);

      if (file->readout != NULL && !iso_outside_add (db, file->readout, iso_source_bytes (file->source), error))
        return FALSE;
    }
  return TRUE;
}

static char *
findings_json (const char *file, const GPtrArray *messages)
{
  IsoJson *json = iso_json_new ();

  iso_json_begin_object (json, NULL);
  iso_json_add_string (json, "schema", "isobole/findings/1");
  iso_json_add_string (json, "program", iso_cli_program ());
  iso_json_add_string (json, "file", file);
  iso_json_add_messages (json, "messages", messages);
  iso_json_end_object (json);
  return iso_json_finish (json);
}

/* What was found while reading is told now, and stays with the project for those who ask later. */
static gboolean
keep_findings (const Import *import, IsoCliProject *project, GError **error)
{
  IsoDb *db = iso_store_db (iso_cli_project_store (project));

  for (guint i = 0; i < import->files->len; i++)
    {
      const File *file = &g_array_index (import->files, File, i);
      const GPtrArray *messages = file->readout != NULL ? file->readout->messages : file->experiment->messages;
      const char *name = iso_source_name (file->source);
      g_autofree char *json = messages->len > 0 ? findings_json (name, messages) : NULL;
      gboolean changed;

      if (json != NULL
          && !iso_outside_keep_result (db, iso_source_sha256 (file->source), iso_cli_program (), ISO_RESULT_FINDINGS, json, &changed, error))
        return FALSE;
    }
  return TRUE;
}

/* As one edit, that leaves a project that can be analysed. */
static gboolean
add_all (Import *import, IsoCliProject *project, GError **error)
{
  IsoStore *store = iso_cli_project_store (project);
  g_autoptr (GString) names = g_string_new (NULL);
  g_autoptr (IsoExperiment) experiment = NULL;
  gboolean done = TRUE;

  for (guint i = 0; i < import->files->len; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", iso_source_name (g_array_index (import->files, File, i).source));
  if (import->planned != NULL)
    g_string_append (names, import->planned);
  if (!add_outside (import, project, error) || !keep_findings (import, project, error)
      || !iso_history_begin (store, iso_cli_project_stamp (project), "import", (const char *const[]) { names->str, NULL }, error))
    return FALSE;
  if (import->pairs != NULL)
    done = add_layouts (import, project, error);
  else if (import->planned != NULL)
    done = iso_cli_import_layouts (project, import->options, import->planned, import->layout, import->layouts, import->told, error);
  else if (import->readouts->len > 0)
    done = link_existing (import, project, error);
  done = done && add_tables (import, project, error);
  if (!iso_history_end (store, done, error))
    return FALSE;
  experiment = iso_assemble_experiment (store, error);
  return experiment != NULL;
}

int
iso_cli_run_import (const IsoCliOptions *options)
{
  g_autoptr (GError) error = NULL;
  const char *path = iso_cli_get_project (options, FALSE, &error);
  g_auto (Import) import = { .told = g_string_new (NULL) };
  g_autoptr (IsoCliProject) project = NULL;

  if (path == NULL || !read_all (&import, options, &error))
    return iso_cli_tell_error (error);
  project = iso_cli_project_edit (options, path, &error);
  if (project == NULL || !add_all (&import, project, &error) || !iso_cli_project_save (project, &error))
    return iso_cli_tell_error (error);
  return iso_cli_write (options, import.told->str) ? ISO_CLI_DONE : ISO_CLI_CANNOT;
}
