/* iso-reader.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "reader/iso-reader.h"

#include "reader/iso-reader-bmg.h"
#include "reader/iso-reader-byonoy.h"
#include "reader/iso-reader-envision.h"
#include "reader/iso-reader-gen5.h"
#include "reader/iso-reader-glomax.h"
#include "reader/iso-reader-grid.h"
#include "reader/iso-reader-incucyte.h"
#include "reader/iso-reader-kaleido.h"
#include "reader/iso-reader-magellan.h"
#include "reader/iso-reader-msd.h"
#include "reader/iso-reader-multiskan.h"
#include "reader/iso-reader-skanit.h"
#include "reader/iso-reader-softmax.h"
#include "reader/iso-reader-tecan-xml.h"
#include "reader/iso-reader-tecan.h"
#include "reader/iso-reader-victor.h"
#include "reader/iso-table.h"

#include <string.h>

#define MAX_PLATES 10000

static const IsoReader *const readers[] = {
  &iso_reader_gen5,
  &iso_reader_softmax,
  &iso_reader_envision,
  &iso_reader_tecan,
  &iso_reader_tecan_xml,
  &iso_reader_magellan,
  &iso_reader_bmg,
  &iso_reader_skanit,
  &iso_reader_multiskan,
  &iso_reader_kaleido,
  &iso_reader_victor,
  &iso_reader_glomax,
  &iso_reader_byonoy,
  &iso_reader_msd,
  &iso_reader_incucyte,
  &iso_reader_grid,
};

/* The ids, for a sentence: "gen5, softmax, grid". */
static char *
list_ids (void)
{
  GString *list = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (readers); i++)
    g_string_append_printf (list, "%s%s", i > 0 ? ", " : "", readers[i]->id);
  return g_string_free (list, FALSE);
}

static void
drop_empty (IsoReadout *readout)
{
  for (guint p = readout->plates->len; p-- > 0;)
    {
      IsoReadPlate *plate = g_ptr_array_index (readout->plates, p);

      iso_read_plate_drop_empty (plate);
      for (guint r = 0; r < plate->reads->len; r++)
        iso_read_sort (g_ptr_array_index (plate->reads, r));
      if (plate->reads->len == 0)
        g_ptr_array_remove_index (readout->plates, p);
    }
}

/* Widens the format a reader gave, or finds one where it gave none. */
static void
fit_format (IsoReadPlate *plate)
{
  const IsoPlateFormat *format;
  guint rows = 0;
  guint columns = 0;

  for (guint r = 0; r < plate->reads->len; r++)
    {
      const IsoRead *read = g_ptr_array_index (plate->reads, r);

      for (guint i = 0; i < read->readings->len; i++)
        {
          IsoWell well = g_array_index (read->readings, IsoReading, i).well;

          rows = MAX (rows, well.row + 1u);
          columns = MAX (columns, well.column + 1u);
        }
    }
  format = iso_plate_format_holding (rows, columns);
  if (plate->format == NULL || plate->format->rows < rows || plate->format->columns < columns)
    plate->format = format;
}

/* What a person can do about it. FALSE, and no error, if it is none. */
static gboolean
refuse_table (const IsoText *text, GError **error)
{
  IsoPlace place = iso_text_place (text, iso_table_find_header (text, NULL));
  const char *wells, *numbers;

  if (!iso_table_is_nameless (text, &wells, &numbers))
    return FALSE;
  iso_error_set (error, ISO_ERROR_UNSUPPORTED, &place,
                 N_("This is a table of wells (column “{1}”), and its column “{2}” does not say what it holds. Say that it is what was read "
                    "(in the window when the columns are asked for, or with --map “{1}=well,{2}=value”), or give it the name of what it "
                    "is, such as viability."), wells, numbers, NULL);
  return TRUE;
}

const IsoReader *
iso_reader_nth (guint index)
{
  return index < G_N_ELEMENTS (readers) ? readers[index] : NULL;
}

const IsoReader *
iso_reader_find (const char *id)
{
  for (gsize i = 0; i < G_N_ELEMENTS (readers); i++)
    {
      if (strcmp (readers[i]->id, id) == 0)
        return readers[i];
    }
  return NULL;
}

const IsoReader *
iso_reader_detect (const IsoText *text, GError **error)
{
  IsoPlace place = { .file = (char *) iso_text_name (text) };
  const IsoReader *best = NULL;
  const IsoReader *second = NULL;
  guint best_score = ISO_READER_NO;

  for (gsize i = 0; i < G_N_ELEMENTS (readers); i++)
    {
      guint score = readers[i]->detect (text);

      if (score == ISO_READER_NO || score < best_score)
        continue;
      second = score == best_score ? best : NULL;
      best = readers[i];
      best_score = score;
    }
  if (best != NULL && second == NULL)
    return best;

  if (best == NULL && refuse_table (text, error))
    return NULL;
  if (best == NULL)
    iso_error_set (error, ISO_ERROR_UNSUPPORTED, &place,
                   N_("None of the known readers writes files like this one, and it has no plate grid. Export it as a "
                      "plate grid (columns 1 to 12 across, rows A to H down) or as a table with a column of wells."),
                   NULL);
  else
    iso_error_set (error, ISO_ERROR_SYNTAX, &place,
                   N_("The file could be of {1} or of {2}. Choose one of them by name ({3} or {4})."),
                   second->name, best->name, second->id, best->id, NULL);
  return NULL;
}

static const IsoReader *
choose (const IsoText *text, const char *id, GError **error)
{
  g_autofree char *ids = NULL;
  IsoPlace place = { .file = (char *) iso_text_name (text) };
  const IsoReader *reader;

  if (id == NULL)
    return iso_reader_detect (text, error);
  reader = iso_reader_find (id);
  if (reader == NULL)
    {
      ids = list_ids ();
      iso_error_set (error, ISO_ERROR_UNSUPPORTED, &place, N_("There is no reader called “{1}”. The readers are: {2}."),
                     id, ids, NULL);
    }
  return reader;
}

/* The text as the person wants it to be taken. */
static IsoText *
make_text (const IsoSource *source, const IsoReadChoices *choices, GError **error)
{
  IsoText *text = iso_text_new_delimited (source, choices->delimiter, error);

  if (text != NULL && (choices->numbers == ISO_NUMBERS_POINT || choices->numbers == ISO_NUMBERS_COMMA))
    iso_text_set_numbers (text, choices->numbers);
  return text;
}

/* A reading that the chosen format has no well for; NULL if there is none. */
static const IsoReading *
find_outside (const IsoReadPlate *plate, const IsoPlateFormat *format)
{
  for (guint r = 0; r < plate->reads->len; r++)
    {
      const IsoRead *read = g_ptr_array_index (plate->reads, r);

      for (guint i = 0; i < read->readings->len; i++)
        {
          const IsoReading *reading = &g_array_index (read->readings, IsoReading, i);

          if (reading->well.row >= format->rows || reading->well.column >= format->columns)
            return reading;
        }
    }
  return NULL;
}

static gboolean
apply_choices (IsoReadout *readout, const IsoReadChoices *choices, GError **error)
{
  for (guint p = 0; p < readout->plates->len; p++)
    {
      IsoReadPlate *plate = g_ptr_array_index (readout->plates, p);
      const IsoReading *outside = choices->format != NULL ? find_outside (plate, choices->format) : NULL;

      if (outside != NULL)
        {
          char well[ISO_WELL_NAME_SIZE];
          g_autofree char *wells = g_strdup_printf ("%u", choices->format->wells);
          IsoPlace place = { .file = readout->file, .line = outside->line, .well = (char *) iso_well_name (outside->well, well) };

          iso_error_set (error, ISO_ERROR_RANGE, &place,
                         N_("A plate of {1} wells has no well {2}, and the file has a reading of it. Choose a larger plate."), wells, well, NULL);
          return FALSE;
        }
      if (choices->format != NULL)
        plate->format = choices->format;
      if (choices->turned)
        iso_read_plate_turn (plate);
    }
  return TRUE;
}

IsoReadout *
iso_reader_load (const IsoSource *source, const char *id, GError **error)
{
  return iso_reader_load_as (source, &(IsoReadChoices) { .reader = id }, error);
}

/* The lab's own format of the text, if it has one that reads wells and values. */
static const IsoTableMap *
find_own (const IsoText *text, const IsoReadChoices *choices)
{
  const IsoTableMap *map = choices->reader == NULL ? iso_table_maps_find (choices->maps, text) : NULL;

  return map != NULL && iso_table_map_is_export (map) ? map : NULL;
}

static gboolean
load_own (const IsoTableMap *map, const IsoText *text, IsoReadout *readout, GError **error)
{
  g_ptr_array_add (readout->messages, iso_message_new ("own-format", &(IsoPlace) { .file = readout->file },
                                                       N_("It was read by the lab's own format “{1}”, which its headers fit."), map->name, NULL));
  return iso_table_map_read (map, text, readout, error);
}

IsoReadout *
iso_reader_load_as (const IsoSource *source, const IsoReadChoices *choices, GError **error)
{
  g_autoptr (IsoText) text = make_text (source, choices, error);
  g_autoptr (IsoReadout) readout = NULL;
  IsoPlace place = { .file = (char *) iso_source_name (source) };
  const IsoReader *reader;
  const IsoTableMap *own;

  if (text == NULL)
    return NULL;
  own = find_own (text, choices);
  reader = own == NULL ? choose (text, choices->reader, error) : NULL;
  if (reader == NULL && own == NULL)
    return NULL;
  readout = iso_readout_new (iso_source_name (source), own == NULL ? reader->id : ISO_READER_OWN, own == NULL ? reader->version : 1);
  readout->sha256 = g_strdup (iso_source_sha256 (source));
  if (own == NULL ? !reader->load (text, readout, error) : !load_own (own, text, readout, error))
    return NULL;

  drop_empty (readout);
  if (readout->plates->len == 0)
    {
      iso_error_set (error, ISO_ERROR_NO_DATA, &place,
                     N_("This is a file of {1}, but there is no reading in it. Export the results once more, with the "
                        "plate matrix."),
                     own == NULL ? reader->name : own->name, NULL);
      return NULL;
    }
  if (readout->plates->len > MAX_PLATES)
    {
      iso_error_set (error, ISO_ERROR_TOO_LARGE, &place,
                     N_("The file has more than 10,000 plates. Export fewer plates into one file."), NULL);
      return NULL;
    }
  for (guint p = 0; p < readout->plates->len; p++)
    fit_format (g_ptr_array_index (readout->plates, p));
  if (!apply_choices (readout, choices, error))
    return NULL;
  return g_steal_pointer (&readout);
}
