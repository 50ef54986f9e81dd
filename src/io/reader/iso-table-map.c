/* iso-table-map.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "reader/iso-table-map.h"

#include "reader/iso-cell.h"
#include "reader/iso-grid-read.h"
#include "reader/iso-text-private.h"

#include <glib/gstdio.h>
#include <string.h>

#define HEADER_ROWS 30
#define ENDING ".isobole-format"
#define GROUP "Format"
#define COLUMNS "Columns"
#define MEANINGS "Meanings"

static const char *const words[] = {
  "well",  "row",   "column", "plate", "sample", "experiment", "replicate", "role",  "drug1",    "dose1", "unit1",
  "drug2", "dose2", "unit2",  "drug3", "dose3",  "unit3",      "response",  "value",
};

IsoTableMap *
iso_table_map_new (const char *name)
{
  IsoTableMap *map = g_new0 (IsoTableMap, 1);

  map->name = g_strdup (name);
  map->headers = g_ptr_array_new_with_free_func (g_free);
  map->meanings = g_ptr_array_new_with_free_func (g_free);
  return map;
}

void
iso_table_map_free (IsoTableMap *map)
{
  g_free (map->name);
  g_ptr_array_unref (map->headers);
  g_ptr_array_unref (map->meanings);
  g_free (map);
}

void
iso_table_map_add (IsoTableMap *map, const char *header, const char *meaning)
{
  g_ptr_array_add (map->headers, g_strdup (header));
  g_ptr_array_add (map->meanings, g_strdup (meaning));
}

const char *
iso_table_map_word (guint index)
{
  return index < G_N_ELEMENTS (words) ? words[index] : NULL;
}

/* "drug", "dose" and "unit" are those of the first drug. */
static const char *
find_word (const char *word)
{
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    {
      gsize length = strlen (words[i]);

      if (g_ascii_strcasecmp (words[i], word) == 0
          || (words[i][length - 1] == '1' && strlen (word) == length - 1 && g_ascii_strncasecmp (words[i], word, length - 1) == 0))
        return words[i];
    }
  return NULL;
}

IsoTableMap *
iso_table_map_parse (const char *text, GError **error)
{
  g_autoptr (IsoTableMap) map = iso_table_map_new ("");
  g_auto (GStrv) parts = g_strsplit (text, ",", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      char *equals = strrchr (parts[i], '=');
      const char *word = equals != NULL ? find_word (g_strstrip (equals + 1)) : NULL;

      if (word == NULL)
        {
          g_autofree char *all = g_strjoinv (", ", (char **) (const char *[]) { "well", "row", "column", "plate", "sample", "experiment", "replicate",
                                                                               "role", "drug1", "dose1", "unit1", "response", "value", NULL });

          iso_error_set (error, ISO_ERROR_SYNTAX, NULL,
                         N_("“{1}” does not say what a column means. Write HEADER=MEANING, with commas between; a meaning is one of {2}."),
                         g_strstrip (parts[i]), all, NULL);
          return NULL;
        }
      *equals = '\0';
      iso_table_map_add (map, g_strstrip (parts[i]), word);
    }
  return g_steal_pointer (&map);
}

static gboolean
has_meaning (const IsoTableMap *map, const char *meaning)
{
  for (guint i = 0; i < map->meanings->len; i++)
    if (strcmp (g_ptr_array_index (map->meanings, i), meaning) == 0)
      return TRUE;
  return FALSE;
}

gboolean
iso_table_map_is_export (const IsoTableMap *map)
{
  return has_meaning (map, "value") && !has_meaning (map, "dose1")
         && (has_meaning (map, "well") || (has_meaning (map, "row") && has_meaning (map, "column")));
}

/* The column of a header; G_MAXUINT if the row has none. */
static guint
find_column (const IsoText *text, guint row, const char *header)
{
  for (guint c = 0; c < iso_text_used (text, row); c++)
    if (strcmp (iso_text_cell (text, row, c), header) == 0)
      return c;
  return G_MAXUINT;
}

guint
iso_table_map_find (const IsoTableMap *map, const IsoText *text)
{
  for (guint row = 0; map->headers->len > 0 && row < MIN (iso_text_n_rows (text), HEADER_ROWS); row++)
    {
      gboolean fits = iso_text_used (text, row) >= map->headers->len;

      for (guint i = 0; fits && i < map->headers->len; i++)
        fits = find_column (text, row, g_ptr_array_index (map->headers, i)) != G_MAXUINT;
      if (fits)
        return row;
    }
  return G_MAXUINT;
}

IsoText *
iso_table_map_apply (const IsoTableMap *map, const IsoText *text, GError **error)
{
  guint header = iso_table_map_find (map, text);
  g_autoptr (IsoTextBuilder) builder = NULL;
  guint line = 0;

  if (header == G_MAXUINT)
    return NULL;
  builder = iso_text_builder_new (iso_text_name (text));
  for (guint row = header; row < iso_text_sheet_end (text, header); row++)
    {
      guint n = 0;

      if (iso_text_used (text, row) == 0)
        continue;
      for (guint i = 0; i < map->headers->len; i++)
        {
          const char *meaning = g_ptr_array_index (map->meanings, i);
          guint column = find_column (text, header, g_ptr_array_index (map->headers, i));
          const char *cell = row == header ? (strcmp (meaning, "value") == 0 ? "signal" : meaning) : iso_text_cell (text, row, column);

          if (*meaning == '\0')
            continue;
          if (iso_text_builder_add (builder, line, n++, cell, FALSE) == ISO_TEXT_FULL)
            {
              iso_error_set (error, ISO_ERROR_TOO_LARGE, &(IsoPlace) { .file = (char *) iso_text_name (text) },
                             N_("This file holds more than can be read as one table. Split it into several files."), NULL);
              return NULL;
            }
        }
      iso_text_builder_set_line (builder, iso_text_line (text, row));
      line++;
    }
  return iso_text_builder_finish (g_steal_pointer (&builder));
}

/* --- files of a reader ------------------------------------------------------------------------------------------------------------ */

static const char *
get_cell (const IsoTableMap *map, const IsoText *text, guint header, guint row, const char *meaning)
{
  for (guint i = 0; i < map->meanings->len; i++)
    if (strcmp (g_ptr_array_index (map->meanings, i), meaning) == 0)
      return iso_text_cell (text, row, find_column (text, header, g_ptr_array_index (map->headers, i)));
  return "";
}

static char *
get_well (const IsoTableMap *map, const IsoText *text, guint header, guint row)
{
  const char *well = get_cell (map, text, header, row, "well");

  if (*well != '\0' || has_meaning (map, "well"))
    return g_strdup (well);
  return g_strconcat (get_cell (map, text, header, row, "row"), get_cell (map, text, header, row, "column"), NULL);
}

static IsoReadPlate *
take_plate (IsoReadout *readout, const char *name)
{
  for (guint i = 0; i < readout->plates->len; i++)
    if (strcmp (((IsoReadPlate *) g_ptr_array_index (readout->plates, i))->name, name) == 0)
      return g_ptr_array_index (readout->plates, i);
  return iso_readout_add_plate (readout, name);
}

static gboolean
read_row (const IsoTableMap *map, const IsoText *text, guint header, guint row, IsoReadout *readout, GError **error)
{
  g_autofree char *well = get_well (map, text, header, row);
  IsoReadPlate *plate;
  IsoWell parsed;

  if (*well == '\0')
    return TRUE;
  if (!iso_well_parse (well, &parsed))
    {
      IsoPlace place = iso_text_place (text, row);

      iso_error_set (error, ISO_ERROR_SYNTAX, &place,
                     N_("“{1}” is not a well. Write row letter and column number, such as C5 (up to AF48)."), well, NULL);
      return FALSE;
    }
  plate = take_plate (readout, get_cell (map, text, header, row, "plate"));
  for (guint i = 0; i < map->headers->len; i++)
    {
      const char *label = g_ptr_array_index (map->headers, i);
      IsoRead *read;

      if (strcmp (g_ptr_array_index (map->meanings, i), "value") != 0)
        continue;
      read = iso_grid_read_take (plate, label, FALSE, text, row, error);
      if (read == NULL || !iso_cell_add_reading (text, row, find_column (text, header, label), read, parsed, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
iso_table_map_read (const IsoTableMap *map, const IsoText *text, IsoReadout *readout, GError **error)
{
  guint header = iso_table_map_find (map, text);

  if (header == G_MAXUINT)
    {
      g_autofree char *list = NULL;
      g_autoptr (GPtrArray) copy = g_ptr_array_new ();

      for (guint i = 0; i < map->headers->len; i++)
        g_ptr_array_add (copy, g_ptr_array_index (map->headers, i));
      g_ptr_array_add (copy, NULL);
      list = g_strjoinv (", ", (char **) copy->pdata);
      iso_error_set (error, ISO_ERROR_NO_DATA, &(IsoPlace) { .file = (char *) iso_text_name (text) },
                     N_("No row of this file has the headers {1}. Correct the map, or the headers."), list, NULL);
      return FALSE;
    }
  for (guint row = header + 1; row < iso_text_sheet_end (text, header); row++)
    if (iso_text_used (text, row) > 0 && !read_row (map, text, header, row, readout, error))
      return FALSE;
  return TRUE;
}

/* --- kept in a folder ------------------------------------------------------------------------------------------------------------- */

static IsoTableMap *
load_map (const char *path)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (IsoTableMap) map = NULL;
  g_autofree char *name = NULL;
  g_auto (GStrv) headers = NULL;
  g_auto (GStrv) meanings = NULL;
  gsize n = 0, m = 0;

  if (!g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, NULL))
    return NULL;
  name = g_key_file_get_string (file, GROUP, "Name", NULL);
  headers = g_key_file_get_string_list (file, GROUP, COLUMNS, &n, NULL);
  meanings = g_key_file_get_string_list (file, GROUP, MEANINGS, &m, NULL);
  if (n == 0 || n != m)
    return NULL;
  map = iso_table_map_new (name != NULL ? name : "");
  for (gsize i = 0; i < n; i++)
    {
      const char *word = *meanings[i] != '\0' ? find_word (meanings[i]) : "";

      if (word == NULL)
        return NULL;
      iso_table_map_add (map, headers[i], word);
    }
  return g_steal_pointer (&map);
}

static int
compare_names_cb (gconstpointer a, gconstpointer b)
{
  return strcmp ((*(IsoTableMap *const *) a)->name, (*(IsoTableMap *const *) b)->name);
}

GPtrArray *
iso_table_maps_load (const char *folder)
{
  GPtrArray *maps = g_ptr_array_new_with_free_func ((GDestroyNotify) iso_table_map_free);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      IsoTableMap *map = g_str_has_suffix (name, ENDING) ? load_map (path) : NULL;

      if (map != NULL)
        g_ptr_array_add (maps, map);
    }
  g_ptr_array_sort (maps, compare_names_cb);
  return maps;
}

const IsoTableMap *
iso_table_maps_find (const GPtrArray *maps, const IsoText *text)
{
  const IsoTableMap *best = NULL;

  for (guint i = 0; maps != NULL && i < maps->len; i++)
    {
      const IsoTableMap *map = g_ptr_array_index (maps, i);

      if ((best == NULL || map->headers->len > best->headers->len) && iso_table_map_find (map, text) != G_MAXUINT)
        best = map;
    }
  return best;
}

char *
iso_table_maps_folder (void)
{
  return g_build_filename (g_get_user_config_dir (), "isobole", "formats", NULL);
}

/* Maps of the same headers have the same file. */
static char *
make_path (const IsoTableMap *map, const char *folder)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *name = NULL;

  for (guint i = 0; i < map->headers->len; i++)
    {
      const char *header = g_ptr_array_index (map->headers, i);

      g_checksum_update (sum, (const guchar *) header, (gssize) strlen (header) + 1);
    }
  name = g_strndup (g_checksum_get_string (sum), 16);
  return g_strdup_printf ("%s/%s" ENDING, folder, name);
}

gboolean
iso_table_map_save (const IsoTableMap *map, const char *folder, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *path = make_path (map, folder);
  g_autoptr (GError) problem = NULL;

  g_key_file_set_string (file, GROUP, "Name", map->name);
  g_key_file_set_string_list (file, GROUP, COLUMNS, (const char *const *) map->headers->pdata, map->headers->len);
  g_key_file_set_string_list (file, GROUP, MEANINGS, (const char *const *) map->meanings->pdata, map->meanings->len);
  if (g_mkdir_with_parents (folder, 0700) == 0 && g_key_file_save_to_file (file, path, &problem))
    return TRUE;
  iso_error_set (error, ISO_ERROR_IO, &(IsoPlace) { .file = path }, N_("The format cannot be kept here. Make room, or allow writing to "
                                                                       "the folder."),
                 NULL);
  return FALSE;
}
