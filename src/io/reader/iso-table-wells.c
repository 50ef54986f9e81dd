/* iso-table-wells.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "reader/iso-table-wells.h"

typedef struct
{
  guint rows;      /* that the wells need */
  guint columns;
  guint lines[ISO_MAX_ROWS * ISO_MAX_COLUMNS];   /* where each well was named; 0: not yet */
} Plate;

struct _IsoTableWells
{
  GHashTable *plates;   /* number + 1 -> Plate */
};

IsoTableWells *
iso_table_wells_new (void)
{
  IsoTableWells *wells = g_new (IsoTableWells, 1);

  wells->plates = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  return wells;
}

void
iso_table_wells_free (IsoTableWells *wells)
{
  g_hash_table_unref (wells->plates);
  g_free (wells);
}

gboolean
iso_table_wells_add (IsoTableWells *wells, guint plate, IsoWell well, const IsoPlace *place, GError **error)
{
  Plate *found = g_hash_table_lookup (wells->plates, GUINT_TO_POINTER (plate + 1));
  guint *line;

  if (found == NULL)
    {
      if (g_hash_table_size (wells->plates) >= ISO_MAX_PLATES)
        {
          iso_error_set (error, ISO_ERROR_RANGE, place,
                         N_("The table has more than 10,000 plates. Split it into several files."), NULL);
          return FALSE;
        }
      found = g_new0 (Plate, 1);
      g_hash_table_insert (wells->plates, GUINT_TO_POINTER (plate + 1), found);
    }
  line = &found->lines[well.row * ISO_MAX_COLUMNS + well.column];
  if (*line > 0)
    {
      char name[ISO_WELL_NAME_SIZE];
      g_autofree char *before = g_strdup_printf ("%u", *line);
      IsoPlace here = *place;

      iso_well_name (well, name);
      here.well = name;
      iso_error_set (error, ISO_ERROR_CORRUPT, &here,
                     N_("Well {1} stands twice: in line {2} already. Remove one of the rows, or tell the plates apart "
                        "in a column “plate”."),
                     name, before, NULL);
      return FALSE;
    }
  *line = MAX (place->line, 1);
  found->rows = MAX (found->rows, well.row + 1u);
  found->columns = MAX (found->columns, well.column + 1u);
  return TRUE;
}

const IsoPlateFormat *
iso_table_wells_format (const IsoTableWells *wells, guint plate)
{
  const Plate *found = g_hash_table_lookup (wells->plates, GUINT_TO_POINTER (plate + 1));

  return found != NULL ? iso_plate_format_holding (found->rows, found->columns) : NULL;
}
