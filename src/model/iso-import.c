/* iso-import.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-import.h"

#include "reader/iso-read-date.h"
#include "reader/iso-reader.h"
#include "reader/iso-table-layout.h"
#include "reader/iso-table-reshape.h"
#include "reader/iso-table.h"

#include <string.h>

/* Known headers that make a text a table and no export. */
#define TABLE_HEADERS 2

static void
clear_file_cb (gpointer data)
{
  IsoImportFile *file = data;

  g_clear_pointer (&file->source, iso_source_unref);
  g_clear_pointer (&file->experiment, iso_experiment_unref);
  g_clear_pointer (&file->readout, iso_readout_free);
  g_free (file->read_on);
}

IsoImport *
iso_import_new (void)
{
  IsoImport *import = g_new0 (IsoImport, 1);

  g_atomic_ref_count_init (&import->references);
  import->files = g_array_new (FALSE, TRUE, sizeof (IsoImportFile));
  g_array_set_clear_func (import->files, clear_file_cb);
  import->readouts = g_ptr_array_new ();
  return import;
}

/* Where a file stood on this computer is nobody else's business: a project travels. */
IsoSource *
iso_import_load_source (const char *path, GError **error)
{
  g_autoptr (IsoSource) loaded = iso_source_load (path, error);
  g_autofree char *name = loaded != NULL ? g_path_get_basename (iso_source_name (loaded)) : NULL;

  return loaded != NULL ? iso_source_new (name, iso_source_bytes (loaded), error) : NULL;
}

/* Exports have lines that look like headers, too ("Plate", "Well", "Repeat"): a reader that certainly knows the file counts for more. */
gboolean
iso_import_is_export (const IsoText *text)
{
  const IsoReader *reader = iso_table_has_shape (text) ? NULL : iso_reader_detect (text, NULL);

  return reader != NULL
         && (reader->detect (text) >= ISO_READER_YES
             || iso_table_columns_count (text, iso_table_find_header (text, NULL)) < TABLE_HEADERS);
}

/* Exports are read here already. */
static gboolean
add_file (IsoImport *import, const char *path, const GPtrArray *maps, GError **error)
{
  IsoImportFile file = { iso_import_load_source (path, error), NULL, NULL };
  g_autoptr (IsoText) text = file.source != NULL ? iso_text_new (file.source, error) : NULL;
  const IsoTableMap *map;
  IsoReadDate date;
  gboolean done = text != NULL;

  map = text != NULL ? iso_table_maps_find (maps, text) : NULL;
  if (map != NULL ? iso_table_map_is_export (map) : text != NULL && iso_import_is_export (text))
    {
      file.readout = iso_reader_load_as (file.source, &(IsoReadChoices) { .maps = maps }, error);
      done = file.readout != NULL;
      if (iso_read_date_find (text, &date))
        file.read_on = iso_read_date_text (&date);
    }
  if (file.readout != NULL)
    g_ptr_array_add (import->readouts, file.readout);
  g_array_append_val (import->files, file);
  return done;
}

/* "plate.tdd" without its ending. */
static char *
cut_ending (const char *name)
{
  const char *point = strrchr (name, '.');

  return point != NULL && point > name ? g_strndup (name, (gsize) (point - name)) : g_strdup (name);
}

/* A table of wells without responses says what is planned, such as the file of a dispenser: plates that wait to be read, or that wait for
 * their layout. */
static gboolean
take_planned (IsoImport *import, const IsoSource *source, const IsoTableOptions *options)
{
  g_autoptr (IsoExperiment) trial = iso_experiment_new ();
  g_autoptr (GPtrArray) found = iso_table_layout_read (source, options, trial, NULL);
  GPtrArray *layouts;

  if (found == NULL)
    return FALSE;
  if (import->layouts == NULL)
    {
      import->layout = iso_experiment_new ();
      import->layouts = g_ptr_array_new_with_free_func ((GDestroyNotify) iso_layout_free);
      import->planned = g_ptr_array_new_with_free_func (g_free);
    }
  layouts = iso_table_layout_read (source, options, import->layout, NULL);
  if (layouts == NULL)
    return FALSE;
  for (guint i = 0; i < layouts->len; i++)
    g_ptr_array_add (import->planned, cut_ending (iso_source_name (source)));
  g_ptr_array_extend_and_steal (import->layouts, layouts);
  return TRUE;
}

static gboolean
read_tables (IsoImport *import, GPtrArray *paths, const IsoImportChoices *choices, const IsoTableOptions *options, IsoQuestion **question,
             GError **error)
{
  for (guint i = 0; i < import->files->len; i++)
    {
      IsoImportFile *file = &g_array_index (import->files, IsoImportFile, i);
      GError *problem = NULL;

      file->experiment = iso_table_read (file->source, options, &problem);
      if (file->experiment != NULL)
        continue;
      if (g_error_matches (problem, ISO_ERROR, ISO_ERROR_NO_DATA) && take_planned (import, file->source, options))
        {
          g_error_free (problem);
          continue;
        }
      *question = iso_question_new (g_ptr_array_index (paths, i), choices, problem);
      if (*question != NULL)
        g_error_free (problem);
      else
        g_propagate_error (error, problem);
      return FALSE;
    }
  return TRUE;
}

/* Beside exports a table says what stood in the wells. */
gboolean
iso_import_read_layouts (IsoImport *import, const IsoTableOptions *options, GError **error)
{
  for (guint i = 0; i < import->files->len; i++)
    {
      const IsoImportFile *file = &g_array_index (import->files, IsoImportFile, i);
      GPtrArray *found;

      if (file->readout != NULL)
        continue;
      if (import->layouts == NULL)
        {
          import->layout = iso_experiment_new ();
          import->layouts = g_ptr_array_new_with_free_func ((GDestroyNotify) iso_layout_free);
        }
      found = iso_table_layout_read (file->source, options, import->layout, error);
      if (found == NULL)
        return FALSE;
      g_ptr_array_extend_and_steal (import->layouts, found);
    }
  return TRUE;
}

static gboolean
pair_layouts (IsoImport *import, const IsoTableJoin *join, GError **error)
{
  if (import->layouts != NULL)
    import->pairs = iso_table_layout_pair (import->layouts, import->readouts, join, error);
  return import->layouts == NULL || import->pairs != NULL;
}

static void
set_options (const IsoImportChoices *choices, IsoTableOptions *options, IsoTableJoin *join)
{
  static const IsoRunPer run_pers[] = {
    [ISO_IMPORT_RUN_PER_LAYOUT] = ISO_RUN_PER_LAYOUT,
    [ISO_IMPORT_RUN_PER_FILE] = ISO_RUN_PER_FILE,
    [ISO_IMPORT_RUN_PER_PLATE] = ISO_RUN_PER_PLATE,
  };

  iso_table_options_init (options);
  options->response = choices->response;
  options->scale = choices->scale;
  options->decimal_given = choices->decimal_given;
  options->decimal = choices->decimal;
  options->format = choices->wells > 0 ? iso_plate_format_find (choices->wells) : NULL;
  *join = (IsoTableJoin) { choices->read, choices->reference, run_pers[choices->runs] };
}

IsoImport *
iso_import_read (GPtrArray *paths, const IsoImportChoices *choices, IsoQuestion **question, GError **error)
{
  g_autoptr (IsoImport) import = iso_import_new ();
  g_autofree char *folder = iso_table_maps_folder ();
  g_autoptr (GPtrArray) maps = iso_table_maps_load (folder);
  IsoTableOptions options;
  IsoTableJoin join;
  gboolean done;

  set_options (choices, &options, &join);
  options.maps = maps;
  for (guint i = 0; i < paths->len; i++)
    if (!add_file (import, g_ptr_array_index (paths, i), maps, error))
      return NULL;
  if (import->readouts->len == 0)
    done = read_tables (import, paths, choices, &options, question, error);
  else
    done = iso_import_read_layouts (import, &options, error) && pair_layouts (import, &join, error);
  return done ? g_steal_pointer (&import) : NULL;
}

IsoImport *
iso_import_ref (IsoImport *import)
{
  g_atomic_ref_count_inc (&import->references);
  return import;
}

void
iso_import_unref (IsoImport *import)
{
  if (!g_atomic_ref_count_dec (&import->references))
    return;
  g_clear_pointer (&import->pairs, g_array_unref);
  g_clear_pointer (&import->layouts, g_ptr_array_unref);
  g_clear_pointer (&import->planned, g_ptr_array_unref);
  g_clear_pointer (&import->layout, iso_experiment_unref);
  g_ptr_array_unref (import->readouts);
  g_array_unref (import->files);
  g_free (import);
}

char *
iso_import_list_names (const IsoImport *import)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < import->files->len; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", iso_source_name (g_array_index (import->files, IsoImportFile, i).source));
  return g_string_free (names, FALSE);
}
