/* iso-grid-read.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "reader/iso-grid-read.h"

#include "reader/iso-cell.h"

#include <string.h>

/* A new read, if the plate has room for it. */
static IsoRead *
add_read (IsoReadPlate *plate, const char *label, gboolean calculated, const IsoText *text, guint row, GError **error)
{
  IsoPlace place = iso_text_place (text, row);

  if (plate->reads->len < ISO_GRID_MAX_READS)
    return iso_read_plate_add (plate, label, calculated);
  iso_error_set (error, ISO_ERROR_TOO_LARGE, &place,
                 N_("The plate has more than 20,000 reads. Export fewer times or wavelengths into one file."), NULL);
  return NULL;
}

/* How many reads have this label, with or without a number behind it. */
static guint
count_label (const IsoReadPlate *plate, const char *label)
{
  gsize length = strlen (label);
  guint n = 0;

  for (guint i = 0; i < plate->reads->len; i++)
    {
      const IsoRead *read = g_ptr_array_index (plate->reads, i);

      n += strncmp (read->label, label, length) == 0 && (read->label[length] == '\0' || read->label[length] == '#');
    }
  return n;
}

IsoRead *
iso_grid_read_take (IsoReadPlate *plate, const char *label, gboolean calculated, const IsoText *text, guint row,
                    GError **error)
{
  IsoRead *read = g_hash_table_lookup (plate->labels, label);

  return read != NULL ? read : add_read (plate, label, calculated, text, row, error);
}

IsoRead *
iso_grid_read_make (IsoReadPlate *plate, const char *label, gboolean calculated, const IsoText *text, guint row,
                    GError **error)
{
  g_autofree char *unique = g_strdup (label);

  if (g_hash_table_lookup (plate->labels, label) != NULL)
    {
      for (guint n = count_label (plate, label) + 1; g_hash_table_lookup (plate->labels, unique) != NULL; n++)
        {
          g_free (unique);
          unique = g_strdup_printf ("%s#%u", label, n);
        }
    }
  return add_read (plate, unique, calculated, text, row, error);
}

gboolean
iso_grid_read_line (const IsoText *text, const IsoPlateGrid *grid, guint line, IsoRead *read, GError **error)
{
  const IsoGridLine *at = &g_array_index (grid->lines, IsoGridLine, line);

  for (guint c = 0; c < grid->n_columns; c++)
    {
      IsoWell well = { (guint8) at->plate_row, (guint8) (grid->first_column + c) };

      if (!iso_cell_add_reading (text, at->row, grid->first_cell + c, read, well, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
iso_grid_read_all (const IsoText *text, const IsoPlateGrid *grid, IsoRead *read, GError **error)
{
  for (guint i = 0; i < grid->lines->len; i++)
    {
      if (!iso_grid_read_line (text, grid, i, read, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
iso_grid_read_well (const IsoText *text, guint row, guint column, const char *name, IsoReadPlate *plate, IsoRead *read,
                    GError **error)
{
  IsoWell well;

  if (!iso_well_parse (name, &well))
    return TRUE;
  iso_grid_read_widen (plate, iso_plate_format_holding (well.row + 1u, well.column + 1u));
  return iso_cell_add_reading (text, row, column, read, well, error);
}

void
iso_grid_read_count (const IsoText *text, const IsoPlateGrid *grid, guint *readings, guint *words)
{
  *readings = 0;
  *words = 0;
  for (guint i = 0; i < grid->lines->len; i++)
    {
      guint row = g_array_index (grid->lines, IsoGridLine, i).row;

      for (guint c = 0; c < grid->n_columns; c++)
        {
          IsoCellValue value;
          IsoCellKind kind = iso_cell_parse_at (text, row, grid->first_cell + c, &value);

          *words += kind == ISO_CELL_WORD;
          *readings += kind != ISO_CELL_WORD && kind != ISO_CELL_NOTHING;
        }
    }
}

void
iso_grid_read_widen (IsoReadPlate *plate, const IsoPlateFormat *format)
{
  if (plate->format == NULL || plate->format->wells < format->wells)
    plate->format = format;
}
