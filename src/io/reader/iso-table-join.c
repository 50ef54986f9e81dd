/* iso-table-join.c - the plates of layouts found in the files of readers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "reader/iso-table-layout.h"

#include <string.h>

/* One plate that was read, and the layout it goes with. */
typedef struct
{
  const IsoReadout   *readout;
  guint               index;    /* of the plate in it */
  const IsoReadPlate *plate;
  IsoLayout          *layout;   /* borrowed; NULL while none is found */
  char               *name;     /* what it is called in the experiment */
} Pair;

static void
clear_pair_cb (gpointer pair)
{
  g_free (((Pair *) pair)->name);
}

/* "plate 2.txt" without "." and what follows. */
static char *
cut_ending (const char *file)
{
  const char *point = strrchr (file, '.');

  return point != NULL && point != file ? g_strndup (file, (gsize) (point - file)) : g_strdup (file);
}

static char *
base_name (const char *file)
{
  return g_path_get_basename (file);
}

static gboolean
is_alone (const GArray *pairs, const Pair *pair)
{
  guint n = 0;

  for (guint i = 0; i < pairs->len; i++)
    n += g_array_index (pairs, Pair, i).layout == pair->layout;
  return n == 1;
}

/* The layout's name where it is the layout of one plate; else what the files call the plate, or they are called. */
static char *
name_plate (const GArray *pairs, const Pair *pair, guint n_readouts)
{
  g_autofree char *file = base_name (pair->readout->file);
  g_autofree char *stem = cut_ending (file);

  if (*pair->layout->plate != '\0' && is_alone (pairs, pair))
    return g_strdup (pair->layout->plate);
  if (*pair->plate->name == '\0' || (n_readouts > 1 && pair->readout->plates->len == 1))
    return g_strdup (stem);
  return n_readouts > 1 ? g_strdup_printf ("%s: %s", stem, pair->plate->name) : g_strdup (pair->plate->name);
}

static GArray *
list_pairs (GPtrArray *readouts)
{
  GArray *pairs = g_array_new (FALSE, TRUE, sizeof (Pair));

  g_array_set_clear_func (pairs, clear_pair_cb);
  for (guint i = 0; i < readouts->len; i++)
    {
      const IsoReadout *readout = g_ptr_array_index (readouts, i);

      for (guint j = 0; j < readout->plates->len; j++)
        {
          Pair pair = { readout, j, g_ptr_array_index (readout->plates, j), NULL, NULL };

          g_array_append_val (pairs, pair);
        }
    }
  return pairs;
}

static void
append_name (GString *list, const char *file, const char *plate)
{
  g_string_append (list, list->len > 0 ? ", " : "");
  if (*plate == '\0')
    g_string_append (list, file);
  else if (file != NULL)
    g_string_append_printf (list, "%s (%s)", file, plate);
  else
    g_string_append (list, plate);
}

static void
set_unmatched_error (GArray *pairs, GPtrArray *layouts, const IsoLayout *lonely_layout, const Pair *lonely_pair,
                     GError **error)
{
  g_autoptr (GString) plates = g_string_new (NULL);
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < pairs->len; i++)
    {
      const Pair *pair = &g_array_index (pairs, Pair, i);

      append_name (plates, pair->readout->file, pair->plate->name);
    }
  for (guint i = 0; i < layouts->len; i++)
    append_name (names, NULL, ((const IsoLayout *) g_ptr_array_index (layouts, i))->plate);

  if (lonely_pair != NULL)
    iso_error_set (error, ISO_ERROR_NO_DATA, &(IsoPlace) { .file = lonely_pair->readout->file },
                   N_("No layout is for the plate “{1}” of this file. Plates that were read: {2}. Plates of the "
                      "layout: {3}. Name the layout's plates as they are called in the files, or as the files "
                      "themselves."),
                   lonely_pair->plate->name, plates->str, names->str, NULL);
  else
    iso_error_set (error, ISO_ERROR_NO_DATA, NULL,
                   N_("The layout's plate “{1}” was not read. Plates that were read: {2}. Plates of the layout: {3}. "
                      "Give the missing file too, or name the layout's plates as they are called in the files."),
                   lonely_layout->plate, plates->str, names->str, NULL);
}

/* A layout may serve several plates (the same map in three experiments), but a plate has one layout. */
static gboolean
match (GArray *pairs, GPtrArray *layouts, GError **error)
{
  const IsoLayout *first = g_ptr_array_index (layouts, 0);
  gboolean for_all = layouts->len == 1 && *first->plate == '\0';

  for (guint i = 0; i < pairs->len; i++)
    {
      Pair *pair = &g_array_index (pairs, Pair, i);

      for (guint j = 0; j < layouts->len && pair->layout == NULL; j++)
        {
          IsoLayout *layout = g_ptr_array_index (layouts, j);

          if (for_all || iso_table_plate_is_called (pair->readout, pair->index, layout->plate))
            pair->layout = layout;
        }
      if (pair->layout == NULL)
        {
          set_unmatched_error (pairs, layouts, NULL, pair, error);
          return FALSE;
        }
    }
  for (guint j = 0; j < layouts->len; j++)
    {
      gboolean used = FALSE;

      for (guint i = 0; i < pairs->len; i++)
        used |= g_array_index (pairs, Pair, i).layout == g_ptr_array_index (layouts, j);
      if (!used)
        {
          set_unmatched_error (pairs, layouts, g_ptr_array_index (layouts, j), NULL, error);
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
is_taken (GArray *pairs, guint n, const char *name)
{
  for (guint i = 0; i < n; i++)
    {
      if (strcmp (g_array_index (pairs, Pair, i).name, name) == 0)
        return TRUE;
    }
  return FALSE;
}

/* Two files may hold plates of the same name; in the experiment each has one of its own. */
static void
name_pairs (GArray *pairs, guint n_readouts)
{
  for (guint i = 0; i < pairs->len; i++)
    {
      Pair *pair = &g_array_index (pairs, Pair, i);
      g_autofree char *name = name_plate (pairs, pair, n_readouts);

      pair->name = g_strdup (name);
      for (guint n = 2; is_taken (pairs, i, pair->name); n++)
        {
          g_free (pair->name);
          pair->name = g_strdup_printf ("%s (%u)", name, n);
        }
    }
}

static char *
name_run (const Pair *pair, IsoRunPer run_per)
{
  g_autofree char *file = base_name (pair->readout->file);

  if (run_per == ISO_RUN_PER_PLATE)
    return g_strdup (pair->name);
  if (run_per == ISO_RUN_PER_LAYOUT && *pair->layout->experiment != '\0')
    return g_strdup (pair->layout->experiment);
  return cut_ending (file);
}

static void
clear_table_pair_cb (gpointer pair)
{
  iso_layout_free (((IsoTablePair *) pair)->layout);
}

/* The plate of a file with several has a name of its own; the only plate of a file may go by that of the file. */
gboolean
iso_table_plate_is_called (const IsoReadout *readout, guint index, const char *name)
{
  const IsoReadPlate *plate = g_ptr_array_index (readout->plates, index);
  g_autofree char *file = base_name (readout->file);
  g_autofree char *stem = cut_ending (file);
  g_autofree char *word = g_strdup_printf ("Plate %s", name);

  if (*name == '\0')
    return FALSE;
  if (g_ascii_strcasecmp (plate->name, name) == 0 || g_ascii_strcasecmp (plate->name, word) == 0
      || g_strcmp0 (plate->barcode, name) == 0)
    return TRUE;
  return readout->plates->len == 1 && (strcmp (file, name) == 0 || strcmp (stem, name) == 0);
}

GArray *
iso_table_layout_pair (GPtrArray *layouts, GPtrArray *readouts, const IsoTableJoin *join, GError **error)
{
  g_autoptr (GArray) pairs = list_pairs (readouts);
  GArray *result;

  if (!match (pairs, layouts, error))
    return NULL;
  name_pairs (pairs, readouts->len);
  result = g_array_new (FALSE, TRUE, sizeof (IsoTablePair));
  g_array_set_clear_func (result, clear_table_pair_cb);
  for (guint i = 0; i < pairs->len; i++)
    {
      const Pair *pair = &g_array_index (pairs, Pair, i);
      const IsoTablePair made = { iso_layout_copy (pair->layout), pair->readout, pair->index };

      g_free (made.layout->plate);
      made.layout->plate = g_strdup (pair->name);
      g_free (made.layout->experiment);
      made.layout->experiment = name_run (pair, join->run_per);
      g_array_append_val (result, made);
    }
  return result;
}

gboolean
iso_table_layout_join (IsoExperiment *experiment, GPtrArray *layouts, GPtrArray *readouts, const IsoTableJoin *join,
                       GError **error)
{
  g_autoptr (GArray) pairs = iso_table_layout_pair (layouts, readouts, join, error);

  for (guint i = 0; pairs != NULL && i < pairs->len; i++)
    {
      const IsoTablePair *pair = &g_array_index (pairs, IsoTablePair, i);
      const IsoReadPlate *plate = g_ptr_array_index (pair->readout->plates, pair->plate);

      if (!iso_experiment_join (experiment, pair->layout, plate, join->read, join->reference, pair->readout->file, error))
        return FALSE;
    }
  return pairs != NULL;
}
