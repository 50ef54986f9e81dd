/* iso-readout.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "plate/iso-readout.h"

#include "base/iso-number.h"

#include <math.h>
#include <string.h>

static const char *const flag_words[ISO_N_READING_FLAGS] = {
  [ISO_FLAG_NONE] = "",
  [ISO_FLAG_EMPTY] = "empty",
  [ISO_FLAG_OVERFLOW] = "overflow",
  [ISO_FLAG_UNDERFLOW] = "underflow",
  [ISO_FLAG_MASKED] = "masked",
  [ISO_FLAG_MISSING] = "missing",
  [ISO_FLAG_ERROR] = "error",
};

const char *
iso_reading_flag_word (IsoReadingFlag flag)
{
  g_return_val_if_fail ((guint) flag < ISO_N_READING_FLAGS, "error");
  return flag_words[flag];
}

gboolean
iso_reading_flag_parse (const char *text, IsoReadingFlag *flag)
{
  for (guint i = 0; i < ISO_N_READING_FLAGS; i++)
    {
      if (strcmp (iso_reading_flag_word ((IsoReadingFlag) i), text) == 0)
        {
          *flag = (IsoReadingFlag) i;
          return TRUE;
        }
    }
  return FALSE;
}

static void
clear_reading (gpointer data)
{
  g_free (((IsoReading *) data)->token);
}

static void
free_read (gpointer data)
{
  IsoRead *read = data;

  g_free (read->label);
  g_free (read->series);
  g_array_unref (read->readings);
  g_free (read);
}

static void
free_plate (gpointer data)
{
  IsoReadPlate *plate = data;

  g_free (plate->name);
  g_free (plate->barcode);
  g_hash_table_unref (plate->labels);
  g_ptr_array_unref (plate->reads);
  g_free (plate);
}

/* What the label says of a time or a wavelength. */
static void
parse_axis (IsoRead *read)
{
  const char *at = strrchr (read->label, '@');
  gboolean time = at != NULL && g_str_has_prefix (at, "@t=");
  const char *unit = time ? "s" : "nm";
  gsize begin = time ? strlen ("@t=") : strlen ("@");
  g_autofree char *number = NULL;
  double value;

  if (at == NULL || !g_str_has_suffix (at, unit) || strlen (at) <= begin + strlen (unit))
    return;
  number = g_strndup (at + begin, strlen (at) - begin - strlen (unit));
  if (!iso_number_parse (number, ISO_DECIMAL_POINT, &value))
    return;
  read->series = g_strndup (read->label, (gsize) (at - read->label));
  *(time ? &read->time : &read->wavelength) = value;
}

static void
take_read (IsoReadPlate *plate, IsoRead *read)
{
  g_ptr_array_add (plate->reads, read);
  if (!g_hash_table_contains (plate->labels, read->label))
    g_hash_table_insert (plate->labels, read->label, read);
}

IsoReadout *
iso_readout_new (const char *file, const char *reader, guint reader_version)
{
  IsoReadout *readout = g_new0 (IsoReadout, 1);

  readout->file = g_strdup (file);
  readout->reader = g_strdup (reader);
  readout->reader_version = reader_version;
  readout->plates = g_ptr_array_new_with_free_func (free_plate);
  readout->messages = iso_message_list_new ();
  return readout;
}

void
iso_readout_free (IsoReadout *readout)
{
  g_free (readout->file);
  g_free (readout->sha256);
  g_free (readout->reader);
  g_ptr_array_unref (readout->plates);
  g_ptr_array_unref (readout->messages);
  g_free (readout);
}

IsoReadPlate *
iso_readout_add_plate (IsoReadout *readout, const char *name)
{
  IsoReadPlate *plate = g_new0 (IsoReadPlate, 1);

  plate->name = g_strdup (name != NULL ? name : "");
  plate->reads = g_ptr_array_new_with_free_func (free_read);
  plate->labels = g_hash_table_new (g_str_hash, g_str_equal);
  g_ptr_array_add (readout->plates, plate);
  return plate;
}

IsoRead *
iso_read_plate_add (IsoReadPlate *plate, const char *label, gboolean calculated)
{
  IsoRead *read = g_new0 (IsoRead, 1);

  read->label = g_strdup (label != NULL ? label : "");
  read->calculated = calculated;
  read->time = NAN;
  read->wavelength = NAN;
  parse_axis (read);
  read->readings = g_array_new (FALSE, FALSE, sizeof (IsoReading));
  g_array_set_clear_func (read->readings, clear_reading);
  take_read (plate, read);
  return read;
}

void
iso_read_set_time (IsoRead *read, const char *series, double seconds)
{
  g_free (read->series);
  read->series = g_strdup (series);
  read->time = seconds;
}

void
iso_read_plate_drop_empty (IsoReadPlate *plate)
{
  g_autoptr (GPtrArray) all = g_steal_pointer (&plate->reads);

  plate->reads = g_ptr_array_new_with_free_func (free_read);
  g_ptr_array_set_free_func (all, NULL);
  g_hash_table_remove_all (plate->labels);
  for (guint i = 0; i < all->len; i++)
    {
      IsoRead *read = g_ptr_array_index (all, i);

      if (read->readings->len == 0)
        free_read (read);
      else
        take_read (plate, read);
    }
}

void
iso_read_plate_replace (IsoReadPlate *plate, const GPtrArray *reads, IsoRead *read)
{
  g_autoptr (GPtrArray) all = g_steal_pointer (&plate->reads);
  gboolean placed = FALSE;

  plate->reads = g_ptr_array_new_with_free_func (free_read);
  g_ptr_array_set_free_func (all, NULL);
  g_hash_table_remove_all (plate->labels);
  for (guint i = 0; i < all->len; i++)
    {
      IsoRead *old = g_ptr_array_index (all, i);
      gboolean replaced = g_ptr_array_find ((GPtrArray *) reads, old, NULL);

      if ((replaced || old == read) && !placed)
        {
          take_read (plate, read);
          placed = TRUE;
        }
      if (!replaced && old != read)
        take_read (plate, old);
      if (replaced && old != read)
        free_read (old);
    }
}

static void
turn_read (IsoRead *read, const IsoPlateFormat *format)
{
  memset (read->wells, 0, sizeof read->wells);
  for (guint i = 0; i < read->readings->len; i++)
    {
      IsoWell *well = &g_array_index (read->readings, IsoReading, i).well;

      well->row = (guint8) (format->rows - 1 - well->row);
      well->column = (guint8) (format->columns - 1 - well->column);
      read->wells[well->row] |= G_GUINT64_CONSTANT (1) << well->column;
    }
  iso_read_sort (read);
}

void
iso_read_plate_turn (IsoReadPlate *plate)
{
  for (guint i = 0; i < plate->reads->len; i++)
    turn_read (g_ptr_array_index (plate->reads, i), plate->format);
}

static int
compare_wells (gconstpointer a, gconstpointer b)
{
  const IsoReading *one = a;
  const IsoReading *two = b;

  if (one->well.row != two->well.row)
    return one->well.row < two->well.row ? -1 : 1;
  return (one->well.column > two->well.column) - (one->well.column < two->well.column);
}

gboolean
iso_read_add (IsoRead *read, IsoWell well, double value, IsoReadingFlag flag, char *token, guint line)
{
  IsoReading reading = { .well = well, .flag = flag, .value = value, .token = token, .line = line };
  guint64 bit = G_GUINT64_CONSTANT (1) << well.column;

  if ((read->wells[well.row] & bit) != 0)
    {
      g_free (token);
      return FALSE;
    }
  read->wells[well.row] |= bit;
  g_array_append_val (read->readings, reading);
  return TRUE;
}

void
iso_read_sort (IsoRead *read)
{
  g_array_sort (read->readings, compare_wells);
}

const IsoReading *
iso_read_get (const IsoRead *read, IsoWell well)
{
  if ((read->wells[well.row] >> well.column & 1) == 0)
    return NULL;
  for (guint i = 0; i < read->readings->len; i++)
    {
      const IsoReading *reading = &g_array_index (read->readings, IsoReading, i);

      if (reading->well.row == well.row && reading->well.column == well.column)
        return reading;
    }
  return NULL;
}

gboolean
iso_read_has_value (const IsoRead *read)
{
  for (guint i = 0; i < read->readings->len; i++)
    {
      if (isfinite (g_array_index (read->readings, IsoReading, i).value))
        return TRUE;
    }
  return FALSE;
}

const IsoRead *
iso_read_plate_find (const IsoReadPlate *plate, const char *label)
{
  if (label != NULL)
    return g_hash_table_lookup (plate->labels, label);
  for (guint i = 0; i < plate->reads->len; i++)
    {
      const IsoRead *read = g_ptr_array_index (plate->reads, i);

      if (!read->calculated && (read->readings->len == 0 || iso_read_has_value (read)))
        return read;
    }
  return plate->reads->len > 0 ? g_ptr_array_index (plate->reads, 0) : NULL;
}
