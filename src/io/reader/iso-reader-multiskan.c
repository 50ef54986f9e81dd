/* iso-reader-multiskan.c
 *
 * Multiskan Sky: a sheet "Raw data 340 nm" with a line for each reading of each well. Multiskan Spectrum: for each iteration the
 * bare numbers of a plate, each line behind a tab.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "reader/iso-reader-multiskan.h"

#include "base/iso-number.h"
#include "reader/iso-cell.h"
#include "reader/iso-grid-read.h"

#include <math.h>
#include <string.h>

#define RAW_SHEET "Raw data"
#define SPECTRUM_TITLE "Results of Photometric"
#define SPECTRUM_PLATE "Plate:"
#define SPECTRUM_WAVELENGTH "Wavelength:"
#define SPECTRUM_ITERATION "Iteration:"
#define LIST_COLUMNS 4

typedef struct
{
  const IsoText *text;
  IsoReadPlate  *plate;
  GHashTable    *counts;    /* how often a well was read at a wavelength, by "A 2\n340" */
  GHashTable    *reads;     /* of IsoRead, by "3\n340": the fourth reading of each well */
  gboolean       kinetic;
} List;

static gboolean
is_list_header (const IsoText *text, guint row)
{
  static const char *const names[LIST_COLUMNS] = { "Well", "Wavelength", "Raw absorbance", "Measurement time" };

  for (guint c = 0; c < LIST_COLUMNS; c++)
    {
      if (!g_str_has_prefix (iso_text_cell (text, row, c), names[c]))
        return FALSE;
    }
  return TRUE;
}

static guint
count_well (List *list, guint row)
{
  char *key = g_strdup_printf ("%s\n%s", iso_text_cell (list->text, row, 0), iso_text_cell (list->text, row, 1));
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (list->counts, key));

  g_hash_table_insert (list->counts, key, GUINT_TO_POINTER (n + 1));
  return n;
}

/* The wells of one cycle are read after each other; the cycle has the time of its first well. */
static IsoRead *
take_cycle (List *list, guint row, guint cycle, GError **error)
{
  const char *wavelength = iso_text_cell (list->text, row, 1);
  const char *time = iso_text_cell (list->text, row, 3);
  g_autofree char *key = g_strdup_printf ("%u\n%s", cycle, wavelength);
  g_autofree char *label =
    list->kinetic && *time != '\0' ? g_strdup_printf ("%s@t=%ss", wavelength, time) : g_strdup (wavelength);
  IsoRead *read = g_hash_table_lookup (list->reads, key);

  if (read != NULL)
    return read;
  read = iso_grid_read_make (list->plate, label, FALSE, list->text, row, error);
  if (read != NULL)
    g_hash_table_insert (list->reads, g_steal_pointer (&key), read);
  return read;
}

static gboolean
read_list (List *list, guint header, guint end, GError **error)
{
  for (guint row = header + 1; row < end; row++)
    list->kinetic |= count_well (list, row) > 0 && *iso_text_cell (list->text, row, 0) != '\0';
  g_hash_table_remove_all (list->counts);
  for (guint row = header + 1; row < end; row++)
    {
      const char *well = iso_text_cell (list->text, row, 0);
      IsoRead *read = *well != '\0' ? take_cycle (list, row, count_well (list, row), error) : NULL;

      if (*well == '\0')
        continue;
      if (read == NULL || !iso_grid_read_well (list->text, row, 2, well, list->plate, read, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
load_sky (const IsoText *text, IsoReadout *readout, GError **error)
{
  g_autoptr (GHashTable) counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) reads = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  List list = { .text = text, .plate = iso_readout_add_plate (readout, "1"), .counts = counts, .reads = reads };

  for (guint sheet = 0; sheet < iso_text_n_rows (text); sheet = iso_text_sheet_end (text, sheet))
    {
      guint end = iso_text_sheet_end (text, sheet);
      guint row = sheet;

      if (!g_str_has_prefix (iso_text_sheet (text, sheet), RAW_SHEET))
        continue;
      while (row < end && !is_list_header (text, row))
        row++;
      if (!read_list (&list, row, end, error))
        return FALSE;
      g_hash_table_remove_all (counts);
    }
  return TRUE;
}

/* "Plate:1 - Wavelength:340": the plate of that name, and its wavelength. */
static IsoReadPlate *
take_plate (IsoReadout *readout, const char *cell, char **wavelength)
{
  const char *end = strstr (cell, " - ");
  const char *found = strstr (cell, SPECTRUM_WAVELENGTH);
  g_autofree char *name = g_strstrip (g_strndup (cell + strlen (SPECTRUM_PLATE), end != NULL ? (gsize) (end - cell) - strlen (SPECTRUM_PLATE)
                                                                                           : strlen (cell) - strlen (SPECTRUM_PLATE)));

  g_free (*wavelength);
  *wavelength = g_strstrip (g_strdup (found != NULL ? found + strlen (SPECTRUM_WAVELENGTH) : ""));
  for (guint i = 0; i < readout->plates->len; i++)
    {
      IsoReadPlate *plate = g_ptr_array_index (readout->plates, i);

      if (strcmp (plate->name, name) == 0)
        return plate;
    }
  return iso_readout_add_plate (readout, name);
}

/* The lines of one plate, each with an empty cell before the first column. */
static gboolean
read_block (const IsoText *text, guint *row, IsoReadPlate *plate, IsoRead *read, GError **error)
{
  guint columns = 0;
  guint n;

  for (n = 0; iso_text_n_cells (text, *row) > 1 && n < ISO_MAX_ROWS; n++, (*row)++)
    {
      guint cells = iso_text_n_cells (text, *row);

      columns = MAX (columns, MIN (cells - 1, ISO_MAX_COLUMNS));
      for (guint c = 1; c < MIN (cells, ISO_MAX_COLUMNS + 1); c++)
        {
          if (!iso_cell_add_reading (text, *row, c, read, (IsoWell) { (guint8) n, (guint8) (c - 1) }, error))
            return FALSE;
        }
    }
  if (n > 0)
    iso_grid_read_widen (plate, iso_plate_format_holding (n, columns));
  return TRUE;
}

static gboolean
load_spectrum (const IsoText *text, IsoReadout *readout, GError **error)
{
  g_autofree char *wavelength = g_strdup ("");
  IsoReadPlate *plate = NULL;

  for (guint row = 0; row < iso_text_n_rows (text);)
    {
      const char *cell = iso_text_cell (text, row, 1);
      g_autofree char *label = NULL;
      IsoRead *read;

      row++;
      if (g_str_has_prefix (cell, SPECTRUM_PLATE))
        plate = take_plate (readout, cell, &wavelength);
      if (plate == NULL || !g_str_has_prefix (cell, SPECTRUM_ITERATION))
        continue;
      label = g_strdup_printf ("%s@iter=%s", wavelength, cell + strlen (SPECTRUM_ITERATION) + strspn (cell + strlen (SPECTRUM_ITERATION), " "));
      read = iso_grid_read_make (plate, label, FALSE, text, row, error);
      if (read == NULL || !read_block (text, &row, plate, read, error))
        return FALSE;
      iso_read_set_time (read, wavelength, NAN);
    }
  return TRUE;
}

static guint
detect (const IsoText *text)
{
  if (g_str_has_prefix (iso_text_cell (text, 0, 0), SPECTRUM_TITLE))
    return ISO_READER_YES;
  for (guint row = 0; row < iso_text_n_rows (text); row = iso_text_sheet_end (text, row))
    {
      if (!g_str_has_prefix (iso_text_sheet (text, row), RAW_SHEET))
        continue;
      for (guint r = row; r < MIN (row + 10, iso_text_sheet_end (text, row)); r++)
        {
          if (is_list_header (text, r))
            return ISO_READER_YES;
        }
    }
  return ISO_READER_NO;
}

static gboolean
load (const IsoText *text, IsoReadout *readout, GError **error)
{
  return g_str_has_prefix (iso_text_cell (text, 0, 0), SPECTRUM_TITLE) ? load_spectrum (text, readout, error) : load_sky (text, readout, error);
}

static const char *const endings[] = { "xlsx", "txt", NULL };

const IsoReader iso_reader_multiskan = {
  .id = "multiskan",
  .name = N_("Thermo Multiskan Sky, Multiskan Spectrum"),
  .endings = endings,
  .version = 1,
  .untested = N_("endpoints and several wavelengths of Multiskan Sky"),
  .detect = detect,
  .load = load,
};
