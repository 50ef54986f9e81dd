/* iso-plate-match.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "reader/iso-plate-match.h"

#include "reader/iso-table-layout.h"

#include <string.h>

#define UNKNOWN G_MAXUINT

static GArray *
list_matches (const GPtrArray *readouts)
{
  GArray *matches = g_array_new (FALSE, TRUE, sizeof (IsoPlateMatch));

  for (guint i = 0; i < readouts->len; i++)
    {
      const IsoReadout *readout = g_ptr_array_index (readouts, i);

      for (guint j = 0; j < readout->plates->len; j++)
        {
          const IsoPlateMatch match = { readout, j, UNKNOWN };

          g_array_append_val (matches, match);
        }
    }
  return matches;
}

static IsoPlateMatching
match_named (const char *name, const IsoKnownPlate *plates, guint n, GArray *matches)
{
  if (matches->len != 1)
    return ISO_PLATES_SEVERAL;
  for (guint i = 0; i < n; i++)
    if (strcmp (plates[i].name, name) == 0)
      g_array_index (matches, IsoPlateMatch, 0).plate = i;
  return g_array_index (matches, IsoPlateMatch, 0).plate != UNKNOWN ? ISO_PLATES_MATCHED : ISO_PLATES_NO_SUCH;
}

/* Returns how many were found. */
static guint
match_by_name (const IsoKnownPlate *plates, guint n, GArray *matches)
{
  guint found = 0;

  for (guint i = 0; i < matches->len; i++)
    {
      IsoPlateMatch *match = &g_array_index (matches, IsoPlateMatch, i);

      for (guint j = 0; j < n && match->plate == UNKNOWN; j++)
        if (iso_table_plate_is_called (match->readout, match->index, plates[j].name))
          match->plate = j;
      found += match->plate != UNKNOWN;
    }
  return found;
}

static gboolean
match_by_order (const IsoKnownPlate *plates, guint n, GArray *matches)
{
  guint waiting = 0;

  for (guint i = 0; i < n; i++)
    if (plates[i].waits && waiting++ < matches->len)
      g_array_index (matches, IsoPlateMatch, waiting - 1).plate = i;
  return waiting == matches->len;
}

static IsoPlateMatching
expect_different (const GArray *matches, guint *same)
{
  for (guint i = 0; i < matches->len; i++)
    for (guint j = 0; j < i; j++)
      if (g_array_index (matches, IsoPlateMatch, i).plate == g_array_index (matches, IsoPlateMatch, j).plate)
        {
          *same = g_array_index (matches, IsoPlateMatch, i).plate;
          return ISO_PLATES_SAME;
        }
  return ISO_PLATES_MATCHED;
}

IsoPlateMatching
iso_plates_match (const GPtrArray *readouts, const IsoKnownPlate *plates, guint n, const char *name, GArray **matches, guint *same)
{
  guint found;

  *matches = list_matches (readouts);
  if (n == 0)
    return ISO_PLATES_NONE_KNOWN;
  if (name != NULL)
    return match_named (name, plates, n, *matches);
  found = match_by_name (plates, n, *matches);
  if (found == (*matches)->len || (found == 0 && match_by_order (plates, n, *matches)))
    return expect_different (*matches, same);
  return ISO_PLATES_UNCLEAR;
}
