/* iso-read-pick.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "plate/iso-read-pick.h"

#include <math.h>
#include <string.h>

#define SECONDS_AN_HOUR 3600.0

/* The reads of the plate that are of this series and measured alike. */
static GPtrArray *
list_series (const IsoReadPlate *plate, const IsoRead *first)
{
  GPtrArray *series = g_ptr_array_new ();

  for (guint i = 0; i < plate->reads->len; i++)
    {
      IsoRead *read = g_ptr_array_index (plate->reads, i);

      if (read->series != NULL && strcmp (read->series, first->series) == 0 && read->calculated == first->calculated)
        g_ptr_array_add (series, read);
    }
  return series;
}

static double
get_place (const IsoRead *read, const IsoReadPick *pick)
{
  return isfinite (read->wavelength) ? fabs (read->wavelength - pick->wavelength) : fabs (read->time - pick->time);
}

/* The read of the series that is wanted as it is; NULL if none can be. */
static IsoRead *
find_read (const GPtrArray *series, const IsoReadPick *pick)
{
  IsoRead *found = NULL;

  if (pick->how == ISO_PICK_FIRST || pick->how == ISO_PICK_LAST)
    return g_ptr_array_index (series, pick->how == ISO_PICK_FIRST ? 0 : series->len - 1);
  for (guint i = 0; i < series->len; i++)
    {
      IsoRead *read = g_ptr_array_index (series, i);
      double place = get_place (read, pick);

      if (isfinite (place) && (found == NULL || place < get_place (found, pick)))
        found = read;
    }
  return found;
}

static void
add_maximum (const GPtrArray *series, IsoWell well, IsoRead *result)
{
  const IsoReading *best = NULL;

  for (guint i = 0; i < series->len; i++)
    {
      const IsoReading *reading = iso_read_get (g_ptr_array_index (series, i), well);

      if (reading == NULL)
        continue;
      if (reading->flag == ISO_FLAG_OVERFLOW)
        {
          best = reading;
          break;
        }
      if (best == NULL || !isfinite (best->value) || (isfinite (reading->value) && reading->value > best->value))
        best = reading;
    }
  if (best != NULL)
    iso_read_add (result, well, best->value, best->flag, g_strdup (best->token), best->line);
}

/* Least squares about the means, as differences of large times lose digits otherwise. */
static double
compute_slope (const GArray *times, const GArray *values)
{
  double time = 0;
  double value = 0;
  double covariance = 0;
  double variance = 0;

  for (guint i = 0; i < times->len; i++)
    {
      time += g_array_index (times, double, i) / times->len;
      value += g_array_index (values, double, i) / times->len;
    }
  for (guint i = 0; i < times->len; i++)
    {
      double from_mean = g_array_index (times, double, i) - time;

      covariance += from_mean * (g_array_index (values, double, i) - value);
      variance += from_mean * from_mean;
    }
  return variance > 0 ? covariance / variance * SECONDS_AN_HOUR : NAN;
}

static void
add_slope (const GPtrArray *series, IsoWell well, IsoRead *result)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) values = g_array_new (FALSE, FALSE, sizeof (double));
  const IsoReading *first = NULL;
  const IsoReading *beyond = NULL;
  double slope;

  for (guint i = 0; i < series->len; i++)
    {
      const IsoRead *read = g_ptr_array_index (series, i);
      const IsoReading *reading = iso_read_get (read, well);

      if (reading == NULL)
        continue;
      first = first != NULL ? first : reading;
      if (reading->flag == ISO_FLAG_OVERFLOW || reading->flag == ISO_FLAG_UNDERFLOW)
        beyond = reading;
      if (!isfinite (reading->value))
        continue;
      g_array_append_val (times, read->time);
      g_array_append_val (values, reading->value);
    }
  if (first == NULL)
    return;
  slope = beyond == NULL ? compute_slope (times, values) : NAN;
  if (isfinite (slope))
    iso_read_add (result, well, slope, ISO_FLAG_NONE, NULL, first->line);
  else
    iso_read_add (result, well, NAN, ISO_FLAG_MISSING, g_strdup (beyond != NULL ? beyond->token : "?"), first->line);
}

static gboolean
has_times (const GPtrArray *series)
{
  for (guint i = 0; i < series->len; i++)
    {
      if (!isfinite (((const IsoRead *) g_ptr_array_index (series, i))->time))
        return FALSE;
    }
  return TRUE;
}

static IsoRead *
make_read (IsoReadPlate *plate, const GPtrArray *series, const IsoReadPick *pick)
{
  const char *name = ((const IsoRead *) g_ptr_array_index (series, 0))->series;
  gboolean slope = pick->how == ISO_PICK_SLOPE;
  g_autofree char *label = NULL;
  guint64 wells[ISO_MAX_ROWS] = { 0 };
  IsoRead *result;

  if (slope && !has_times (series))
    return NULL;
  label = g_strdup_printf (slope ? "%s, slope per hour" : "%s, maximum", name);
  result = iso_read_plate_add (plate, label, TRUE);
  for (guint i = 0; i < series->len; i++)
    {
      for (guint row = 0; row < ISO_MAX_ROWS; row++)
        wells[row] |= ((const IsoRead *) g_ptr_array_index (series, i))->wells[row];
    }
  for (guint row = 0; row < ISO_MAX_ROWS; row++)
    {
      for (guint column = 0; column < ISO_MAX_COLUMNS; column++)
        {
          if ((wells[row] >> column & 1) != 0)
            (slope ? add_slope : add_maximum) (series, (IsoWell) { (guint8) row, (guint8) column }, result);
        }
    }
  return result;
}

static gboolean
pick_series (IsoReadPlate *plate, const IsoRead *first, const IsoReadPick *pick)
{
  g_autoptr (GPtrArray) series = list_series (plate, first);
  gboolean made = pick->how == ISO_PICK_MAXIMUM || pick->how == ISO_PICK_SLOPE;
  IsoRead *chosen = made ? make_read (plate, series, pick) : find_read (series, pick);

  if (chosen == NULL)
    return FALSE;
  iso_read_plate_replace (plate, series, chosen);
  return TRUE;
}

guint
iso_readout_pick (IsoReadout *readout, const IsoReadPick *pick)
{
  guint n = 0;

  for (guint p = 0; p < readout->plates->len && pick->how != ISO_PICK_ALL; p++)
    {
      IsoReadPlate *plate = g_ptr_array_index (readout->plates, p);

      for (guint r = 0; r < plate->reads->len; r++)
        {
          const IsoRead *read = g_ptr_array_index (plate->reads, r);

          if (read->series != NULL && pick_series (plate, read, pick))
            {
              n++;
              /* A read that was kept as it is would be picked again. */
              g_clear_pointer (&((IsoRead *) g_ptr_array_index (plate->reads, r))->series, g_free);
            }
        }
    }
  return n;
}
