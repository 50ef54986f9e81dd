/* iso-table-response.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "reader/iso-table-response.h"

#include "base/iso-number.h"
#include "base/iso-statistics.h"

#include <math.h>
#include <string.h>

static const char ask_response[] = N_(
  "The table does not say what the numbers in column “{1}” are. Line {2} ({3}) holds {4}. That would be\n"
  "  viability: {5} % of the cells are left;\n"
  "  inhibition or fraction affected: {5} % of the cells are gone;\n"
  "  signal: a reader's number, which vehicle wells turn into viability;\n"
  "  raw: a number to be fitted as it stands.\n"
  "Say which it is.");
static const char ask_response_control[] = N_(
  "The table does not say what the numbers in column “{1}” are. Line {2} ({3}) holds {4}. That would be\n"
  "  viability: {5} % of the cells are left;\n"
  "  inhibition or fraction affected: {5} % of the cells are gone;\n"
  "  signal: a reader's number, which vehicle wells turn into viability;\n"
  "  raw: a number to be fitted as it stands.\n"
  "Wells without drug lie at {6}. Say which it is.");
static const char ask_scale[] = N_("The table does not say whether the numbers in column “{1}” are percent or "
                                   "fractions of one. Line {2} ({3}) holds {4}: as percent, that is {4} %; as a "
                                   "fraction, {5} %. Say which it is.");

/* What the numbers look like, whatever they are called. NaN where there is nothing to look at. */
typedef struct
{
  double none;      /* median of wells without drug */
  double low;       /* mean of the single agents at their lowest doses */
  double high;      /* and at their highest */
  double largest;   /* of the absolute values */
  double smallest;  /* of the values */
  double typical;   /* median of the absolute values */
} Look;

static const IsoRecord *
record_at (const IsoExperiment *experiment, guint i)
{
  return &g_array_index (experiment->records, IsoRecord, i);
}

static gboolean
is_usable (const IsoRecord *record)
{
  return record->flag == ISO_FLAG_NONE && isfinite (record->response);
}

/* The mean response of a single agent at its lowest (sign 1) or highest (sign -1) dose; NaN if it was never alone. */
static double
mean_at_end (const IsoExperiment *experiment, guint drug, double sign)
{
  double end = INFINITY, sum = 0;
  guint n = 0;

  for (guint i = 0; i < experiment->records->len; i++)
    {
      const IsoRecord *record = record_at (experiment, i);
      double dose;

      if (!is_usable (record) || record->role != ISO_ROLE_TREATED || record->n_doses != 1
          || record->doses[0].drug != drug)
        continue;
      dose = sign * record->doses[0].achieved;
      if (dose < end)
        {
          end = dose;
          sum = 0;
          n = 0;
        }
      if (dose == end)
        {
          sum += record->response;
          n++;
        }
    }
  return n > 0 ? sum / n : NAN;
}

static double
mean_of_drugs (const IsoExperiment *experiment, double sign)
{
  double sum = 0;
  guint n = 0;

  for (guint drug = 0; drug < experiment->drugs->len; drug++)
    {
      double mean = mean_at_end (experiment, drug, sign);

      if (!isnan (mean))
        {
          sum += mean;
          n++;
        }
    }
  return n > 0 ? sum / n : NAN;
}

static void
look_at (const IsoExperiment *experiment, Look *look)
{
  g_autoptr (GArray) none = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) sizes = g_array_new (FALSE, FALSE, sizeof (double));

  *look = (Look) { NAN, mean_of_drugs (experiment, 1), mean_of_drugs (experiment, -1), 0, INFINITY, NAN };
  for (guint i = 0; i < experiment->records->len; i++)
    {
      const IsoRecord *record = record_at (experiment, i);
      double size = fabs (record->response);

      if (!is_usable (record))
        continue;
      if (record->role == ISO_ROLE_VEHICLE)
        g_array_append_val (none, record->response);
      g_array_append_val (sizes, size);
      look->largest = MAX (look->largest, size);
      look->smallest = MIN (look->smallest, record->response);
    }
  look->none = iso_median ((const double *) none->data, none->len);
  look->typical = iso_median ((const double *) sizes->data, sizes->len);
}

/* Viability of living cells lies near 1 or near 100; an inhibition may be small throughout, and is taken as a fraction
 * only if it is neither small nor far below zero. */
static IsoScale
scale_by_look (IsoResponse response, const Look *look)
{
  if (look->largest > 2.5)
    return ISO_SCALE_PERCENT;
  if (response == ISO_RESPONSE_VIABILITY)
    return look->largest > 0.3 ? ISO_SCALE_FRACTION : ISO_SCALE_UNKNOWN;
  return look->largest >= 0.3 && look->largest <= 1.2 && look->smallest >= -0.3 ? ISO_SCALE_FRACTION
                                                                                : ISO_SCALE_UNKNOWN;
}

/* The row that a question shows: the first with a dose and a value, else the first with a value. */
static const IsoRecord *
find_example (const IsoExperiment *experiment)
{
  const IsoRecord *any = NULL;

  for (guint i = 0; i < experiment->records->len; i++)
    {
      const IsoRecord *record = record_at (experiment, i);

      if (!is_usable (record))
        continue;
      if (record->n_doses > 0)
        return record;
      if (any == NULL)
        any = record;
    }
  return any;
}

static char *
describe_record (const IsoExperiment *experiment, const IsoRecord *record)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < record->n_doses; i++)
    {
      const IsoDrug *drug = iso_experiment_drug (experiment, record->doses[i].drug);
      g_autofree char *dose = iso_number_format (iso_unit_from_inside (drug->unit, record->doses[i].achieved), 6);

      g_string_append_printf (text, "%s%s %s%s%s", i > 0 ? " + " : "", drug->name, dose,
                              *drug->unit->symbol != '\0' ? " " : "", drug->unit->symbol);
    }
  if (text->len == 0)
    g_string_append (text, iso_role_word (record->role));
  return g_string_free (text, FALSE);
}

static void
set_question (const IsoExperiment *experiment, const char *column, gboolean about_scale, const Look *look,
              const IsoPlace *place, GError **error)
{
  const IsoRecord *record = find_example (experiment);
  gboolean percent = !about_scale && look->largest > 2.5;
  g_autofree char *line = g_strdup_printf ("%u", record->line);
  g_autofree char *what = describe_record (experiment, record);
  g_autofree char *value = iso_number_format (record->response, 6);
  g_autofree char *share = iso_number_format (percent ? record->response : 100 * record->response, 6);
  g_autofree char *none = isnan (look->none) ? NULL : iso_number_format (look->none, 3);
  const char *sentence = about_scale ? ask_scale : none != NULL ? ask_response_control : ask_response;

  iso_error_set (error, ISO_ERROR_UNITS, place, sentence, column, line, what, value, share, none, NULL);
}

/* What header and person say must go together. "raw" goes with everything. */
static gboolean
agree (IsoResponse header, IsoResponse option)
{
  if (header == option || header == ISO_RESPONSE_UNKNOWN || option == ISO_RESPONSE_UNKNOWN
      || option == ISO_RESPONSE_RAW)
    return TRUE;
  return (header == ISO_RESPONSE_FRACTION_AFFECTED || header == ISO_RESPONSE_INHIBITION)
         && (option == ISO_RESPONSE_FRACTION_AFFECTED || option == ISO_RESPONSE_INHIBITION);
}

static gboolean
check_scale (const char *column, IsoScale scale, const Look *look, const IsoPlace *place, GError **error)
{
  g_autofree char *largest = iso_number_format (look->largest, 3);
  double start = isnan (look->none) ? look->low : look->none;

  if (scale == ISO_SCALE_FRACTION && look->typical > 3)
    {
      iso_error_set (error, ISO_ERROR_UNITS, place,
                     N_("The numbers in column “{1}” are to be fractions of one, but reach {2}. Read them as percent, "
                        "or correct them."),
                     column, largest, NULL);
      return FALSE;
    }
  if (scale == ISO_SCALE_PERCENT && look->largest < 2.5 && start > 0.5)
    {
      iso_error_set (error, ISO_ERROR_UNITS, place,
                     N_("The numbers in column “{1}” are to be percent, but the largest is {2}. Read them as "
                        "fractions, or correct them."),
                     column, largest, NULL);
      return FALSE;
    }
  return TRUE;
}

/* Viability and inhibition mistaken for each other: wells without drug show most of the cells gone, or, without such
 * wells, the lowest doses take most cells and the highest spare them. */
static gboolean
check_direction (const char *column, IsoResponse response, IsoScale scale, const Look *look, const IsoPlace *place,
                 GError **error)
{
  double unit = scale == ISO_SCALE_PERCENT ? 100 : 1;
  gboolean viability = response == ISO_RESPONSE_VIABILITY;
  double none = viability ? 1 - look->none / unit : look->none / unit;
  double low = viability ? 1 - look->low / unit : look->low / unit;
  double high = viability ? 1 - look->high / unit : look->high / unit;
  g_autofree char *low_text = iso_number_format (isnan (look->none) ? look->low : look->none, 3);
  g_autofree char *high_text = iso_number_format (look->high, 3);
  gboolean has_none = !isnan (none);

  if (has_none ? none <= 0.7 : !(low > 0.5 && low - high > 0.3))
    return TRUE;
  if (viability && has_none)
    iso_error_set (error, ISO_ERROR_UNITS, place,
                   N_("Column “{1}” is to be viability, but wells without drug lie at {2}: with nothing in them, the "
                      "cells would be gone. It looks like inhibition: call it so, or read it as raw to fit the "
                      "numbers as they stand."),
                   column, low_text, NULL);
  else if (viability)
    iso_error_set (error, ISO_ERROR_UNITS, place,
                   N_("Column “{1}” is to be viability, but it rises with the dose, from {2} to {3}. It looks like "
                      "inhibition: call it so, or read it as raw to fit the numbers as they stand."),
                   column, low_text, high_text, NULL);
  else if (has_none)
    iso_error_set (error, ISO_ERROR_UNITS, place,
                   N_("Column “{1}” is to be inhibition, but wells without drug lie at {2}: with nothing in them, the "
                      "cells would be gone. It looks like viability: call it so, or read it as raw to fit the numbers "
                      "as they stand."),
                   column, low_text, NULL);
  else
    iso_error_set (error, ISO_ERROR_UNITS, place,
                   N_("Column “{1}” is to be inhibition, but it falls with the dose, from {2} to {3}. It looks like "
                      "viability: call it so, or read it as raw to fit the numbers as they stand."),
                   column, low_text, high_text, NULL);
  return FALSE;
}

gboolean
iso_table_response_settle (IsoExperiment *experiment, const IsoTableOptions *options, const char *column,
                           IsoResponse response, IsoScale scale, const IsoPlace *place, GError **error)
{
  Look look;

  if (find_example (experiment) == NULL)
    {
      iso_error_set (error, ISO_ERROR_NO_DATA, place, N_("Column “{1}” holds no number."), column, NULL);
      return FALSE;
    }
  look_at (experiment, &look);
  if (!agree (response, options->response))
    {
      iso_error_set (error, ISO_ERROR_UNITS, place,
                     N_("Column “{1}” says that it is {2}, but it is to be read as {3}. Rename the column, or read it "
                        "as {2}."),
                     column, iso_response_word (response), iso_response_word (options->response), NULL);
      return FALSE;
    }
  if (options->response != ISO_RESPONSE_UNKNOWN)
    response = options->response;
  if (options->scale != ISO_SCALE_UNKNOWN)
    scale = options->scale;
  if (response == ISO_RESPONSE_UNKNOWN)
    {
      set_question (experiment, column, FALSE, &look, place, error);
      return FALSE;
    }

  experiment->response = response;
  experiment->scale = ISO_SCALE_FRACTION;
  if (response == ISO_RESPONSE_SIGNAL || response == ISO_RESPONSE_RAW)
    return TRUE;
  if (scale == ISO_SCALE_UNKNOWN)
    scale = response == ISO_RESPONSE_FRACTION_AFFECTED && look.largest <= 2.5 ? ISO_SCALE_FRACTION
                                                                              : scale_by_look (response, &look);
  if (scale == ISO_SCALE_UNKNOWN)
    {
      set_question (experiment, column, TRUE, &look, place, error);
      return FALSE;
    }
  experiment->scale = scale;
  return check_scale (column, scale, &look, place, error)
         && check_direction (column, response, scale, &look, place, error);
}

IsoTableAsks
iso_table_error_asks (const GError *error)
{
  const IsoMessage *message = iso_error_get_message (error);

  if (message == NULL)
    return ISO_TABLE_ASKS_NOTHING;
  if (strcmp (message->sentence, ask_scale) == 0)
    return ISO_TABLE_ASKS_SCALE;
  if (strcmp (message->sentence, iso_table_ask_decimal) == 0)
    return ISO_TABLE_ASKS_DECIMAL;
  if (strcmp (message->sentence, ask_response) == 0 || strcmp (message->sentence, ask_response_control) == 0)
    return ISO_TABLE_ASKS_RESPONSE;
  return ISO_TABLE_ASKS_NOTHING;
}
