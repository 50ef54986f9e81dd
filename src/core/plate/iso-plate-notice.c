/* iso-plate-notice.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "plate/iso-plate-notice.h"

#include "base/iso-number.h"

#include <math.h>

#define MIN_PAIRS 12
#define MAX_PAIRS 20000          /* more say no more */
#define LIMIT_Z 3.5              /* of the difference between the two ways to look at the plate */
#define LIMIT_RATIO 0.75         /* disagreement may be at most this part of what it is as the plate stands */
#define LIMIT_ALIKE 0.9          /* this part of the pairs stays a pair: the layout looks the same */
#define MIN_COVERED 0.95         /* this part of the wells must have been read to compare at all */

/* Two wells that should read alike. */
typedef struct
{
  guint one;
  guint two;
} Pair;

/* What the drugs of a well are: levels of dose, from 1, by the drug. */
typedef struct
{
  gboolean used;
  int      group;     /* wells of other groups are never alike */
  guint    n;
  guint    drugs[ISO_MAX_DRUGS];
  guint    levels[ISO_MAX_DRUGS];
} Treatment;

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double one = *(const double *) a;
  double two = *(const double *) b;

  return (one > two) - (one < two);
}

/* Which of the doses of its drug this one is, from 1. */
static guint
find_level (const IsoLayout *layout, guint drug, double dose)
{
  g_autoptr (GArray) doses = g_array_new (FALSE, FALSE, sizeof (double));
  guint level = 1;

  for (guint i = 0; i < layout->format->wells; i++)
    {
      for (guint d = 0; d < layout->wells[i].n_doses; d++)
        {
          const IsoDose *other = &layout->wells[i].doses[d];

          if (other->drug == drug && other->requested > 0 && other->requested < dose)
            g_array_append_val (doses, other->requested);
        }
    }
  g_array_sort (doses, compare_doubles);
  for (guint i = 0; i < doses->len; i++)
    level += i == 0 || g_array_index (doses, double, i) != g_array_index (doses, double, i - 1);
  return level;
}

/* Cells without a drug are the lowest dose of every drug. */
static Treatment
get_treatment (const IsoLayout *layout, const IsoLayoutWell *well, GHashTable *levels)
{
  gboolean plain = well->role == ISO_ROLE_TREATED || well->role == ISO_ROLE_VEHICLE || well->role == ISO_ROLE_UNTREATED;
  Treatment treatment = { .used = well->role != ISO_ROLE_EMPTY, .group = plain ? well->sample : -10 - (int) well->role };

  for (guint d = 0; d < well->n_doses; d++)
    {
      const IsoDose *dose = &well->doses[d];
      g_autofree char *amount = iso_number_format_exact (dose->requested);
      g_autofree char *key = g_strdup_printf ("%u %s", dose->drug, amount);
      gpointer level;

      if (!(dose->requested > 0))
        continue;
      if (!g_hash_table_lookup_extended (levels, key, NULL, &level))
        {
          level = GUINT_TO_POINTER (find_level (layout, dose->drug, dose->requested));
          g_hash_table_insert (levels, g_steal_pointer (&key), level);
        }
      treatment.drugs[treatment.n] = dose->drug;
      treatment.levels[treatment.n++] = GPOINTER_TO_UINT (level);
    }
  return treatment;
}

static guint
get_level (const Treatment *treatment, guint drug)
{
  for (guint i = 0; i < treatment->n; i++)
    {
      if (treatment->drugs[i] == drug)
        return treatment->levels[i];
    }
  return 0;
}

/* How many levels of dose lie between two wells, over all drugs. */
static guint
count_levels (const Treatment *one, const Treatment *two)
{
  guint n = 0;

  for (guint i = 0; i < one->n; i++)
    {
      guint other = get_level (two, one->drugs[i]);

      n += MAX (one->levels[i], other) - MIN (one->levels[i], other);
    }
  for (guint i = 0; i < two->n; i++)
    n += get_level (one, two->drugs[i]) == 0 ? two->levels[i] : 0;
  return n;
}

/* Wells that were treated alike, or with the next dose. */
static GArray *
list_pairs (const IsoLayout *layout)
{
  g_autoptr (GHashTable) levels = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree Treatment *treatments = g_new0 (Treatment, layout->format->wells);
  GArray *pairs = g_array_new (FALSE, FALSE, sizeof (Pair));

  for (guint i = 0; i < layout->format->wells; i++)
    treatments[i] = get_treatment (layout, &layout->wells[i], levels);
  for (guint i = 0; i < layout->format->wells; i++)
    {
      for (guint j = i + 1; j < layout->format->wells && treatments[i].used && pairs->len < MAX_PAIRS; j++)
        {
          Pair pair = { i, j };

          if (treatments[j].used && treatments[i].group == treatments[j].group && count_levels (&treatments[i], &treatments[j]) <= 1)
            g_array_append_val (pairs, pair);
        }
    }
  return pairs;
}

static guint
turn (const IsoPlateFormat *format, guint well)
{
  return format->wells - 1 - well;
}

static gboolean
holds_pair (GHashTable *set, guint one, guint two)
{
  return g_hash_table_contains (set, GUINT_TO_POINTER (MIN (one, two) * 65536 + MAX (one, two)));
}

/* The part of the first pairs that are, where `turned` turned, among the second. */
static double
compare_pairs (const GArray *first, const GArray *second, const IsoPlateFormat *turned)
{
  g_autoptr (GHashTable) set = g_hash_table_new (NULL, NULL);
  guint same = 0;

  for (guint i = 0; i < second->len; i++)
    {
      const Pair *pair = &g_array_index (second, Pair, i);

      g_hash_table_add (set, GUINT_TO_POINTER (pair->one * 65536 + pair->two));
    }
  for (guint i = 0; i < first->len; i++)
    {
      const Pair *pair = &g_array_index (first, Pair, i);

      same += turned != NULL ? holds_pair (set, turn (turned, pair->one), turn (turned, pair->two)) : holds_pair (set, pair->one, pair->two);
    }
  return first->len > 0 ? (double) same / first->len : 1;
}

/* The rank of each well from 0 to 1, ties in their middle; NaN where nothing was read. Readings beyond the range are at its ends. */
static double *
rank_wells (const IsoRead *read, const IsoPlateFormat *format)
{
  double *ranks = g_new (double, format->wells);
  g_autoptr (GArray) sorted = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; i < format->wells; i++)
    {
      const IsoReading *reading = iso_read_get (read, (IsoWell) { (guint8) (i / format->columns), (guint8) (i % format->columns) });

      ranks[i] = reading == NULL                        ? NAN
                 : reading->flag == ISO_FLAG_OVERFLOW   ? INFINITY
                 : reading->flag == ISO_FLAG_UNDERFLOW ? -INFINITY
                                                        : reading->value;
      if (!isnan (ranks[i]))
        g_array_append_val (sorted, ranks[i]);
    }
  g_array_sort (sorted, compare_doubles);
  for (guint i = 0; i < format->wells; i++)
    {
      guint below = 0;
      guint up_to;
      guint high = sorted->len;

      if (isnan (ranks[i]))
        continue;
      while (below < high)
        {
          guint middle = (below + high) / 2;

          if (g_array_index (sorted, double, middle) < ranks[i])
            below = middle + 1;
          else
            high = middle;
        }
      for (up_to = below; up_to < sorted->len && g_array_index (sorted, double, up_to) == ranks[i];)
        up_to++;
      ranks[i] = (below + up_to) / 2.0 / sorted->len;
    }
  return ranks;
}

/* The sums of the differences between two ways to look at the same pairs. */
typedef struct
{
  guint  n;
  double now;
  double other;
  double squares;
  guint  now_missing;
  guint  other_missing;
} Sums;

static void
add_pair (Sums *sums, double now_one, double now_two, double other_one, double other_two)
{
  double now = (now_one - now_two) * (now_one - now_two);
  double other = (other_one - other_two) * (other_one - other_two);

  sums->now_missing += isnan (now);
  sums->other_missing += isnan (other);
  if (isnan (now) || isnan (other))
    return;
  sums->n++;
  sums->now += now;
  sums->other += other;
  sums->squares += (other - now) * (other - now);
}

/* TRUE if the other way fits much better. Pairs share wells: there are no more independent differences than wells. */
static gboolean
is_better (const Sums *sums, guint pairs, guint wells)
{
  double n = sums->n;
  double difference, variance;

  /* One way finds all wells read and the other does not: the readings stand where the layout would have them turned. */
  if (pairs >= MIN_PAIRS && sums->other_missing == 0 && sums->now_missing > pairs * (1 - MIN_COVERED))
    return TRUE;
  if (sums->n < MIN_PAIRS || sums->n < pairs * MIN_COVERED)
    return FALSE;
  difference = (sums->now - sums->other) / n;
  variance = sums->squares / n - difference * difference;
  return sums->other < LIMIT_RATIO * sums->now && difference * difference * MIN (n, wells) > LIMIT_Z * LIMIT_Z * variance && difference > 0;
}

gboolean
iso_plate_can_tell_turned (const IsoLayout *layout)
{
  g_autoptr (GArray) pairs = list_pairs (layout);

  return pairs->len >= MIN_PAIRS && compare_pairs (pairs, pairs, layout->format) < LIMIT_ALIKE;
}

gboolean
iso_plate_seems_turned (const IsoLayout *layout, const IsoRead *read)
{
  const IsoPlateFormat *format = layout->format;
  g_autoptr (GArray) pairs = list_pairs (layout);
  g_autofree double *ranks = rank_wells (read, format);
  Sums sums = { 0 };

  if (pairs->len < MIN_PAIRS || compare_pairs (pairs, pairs, format) >= LIMIT_ALIKE)
    return FALSE;
  for (guint i = 0; i < pairs->len; i++)
    {
      const Pair *pair = &g_array_index (pairs, Pair, i);

      add_pair (&sums, ranks[pair->one], ranks[pair->two], ranks[turn (format, pair->one)], ranks[turn (format, pair->two)]);
    }
  return is_better (&sums, pairs->len, read->readings->len);
}

static void
add_pairs (Sums *sums, const GArray *pairs, const double *now, const double *other)
{
  for (guint i = 0; i < pairs->len; i++)
    {
      const Pair *pair = &g_array_index (pairs, Pair, i);

      add_pair (sums, now[pair->one], now[pair->two], other[pair->one], other[pair->two]);
    }
}

gboolean
iso_plate_seem_swapped (const IsoLayout *first, const IsoRead *first_read, const IsoLayout *second, const IsoRead *second_read)
{
  g_autoptr (GArray) one = NULL;
  g_autoptr (GArray) two = NULL;
  g_autofree double *one_ranks = NULL;
  g_autofree double *two_ranks = NULL;
  Sums sums = { 0 };

  if (first->format != second->format)
    return FALSE;
  one = list_pairs (first);
  two = list_pairs (second);
  if (one->len < MIN_PAIRS || two->len < MIN_PAIRS || compare_pairs (one, two, NULL) >= LIMIT_ALIKE)
    return FALSE;
  one_ranks = rank_wells (first_read, first->format);
  two_ranks = rank_wells (second_read, second->format);
  add_pairs (&sums, one, one_ranks, two_ranks);
  add_pairs (&sums, two, two_ranks, one_ranks);
  return is_better (&sums, one->len + two->len, first_read->readings->len + second_read->readings->len);
}

gboolean
iso_plate_same_readings (const IsoRead *first, const IsoRead *second)
{
  if (first->readings->len != second->readings->len || first->readings->len == 0)
    return FALSE;
  for (guint i = 0; i < first->readings->len; i++)
    {
      const IsoReading *one = &g_array_index (first->readings, IsoReading, i);
      const IsoReading *two = iso_read_get (second, one->well);

      if (two == NULL || two->flag != one->flag || !(two->value == one->value || (isnan (two->value) && isnan (one->value))))
        return FALSE;
    }
  return TRUE;
}

/* The mean of the wells of a role; NaN if none was read. */
static double
get_mean (const IsoLayout *layout, const IsoRead *read, IsoRole role)
{
  double sum = 0;
  guint n = 0;

  for (guint i = 0; i < layout->format->wells; i++)
    {
      guint columns = layout->format->columns;
      IsoWell well = { (guint8) (i / columns), (guint8) (i % columns) };
      const IsoReading *reading = layout->wells[i].role == role ? iso_read_get (read, well) : NULL;

      if (reading != NULL && isfinite (reading->value))
        {
          sum += reading->value;
          n++;
        }
    }
  return n > 0 ? sum / n : NAN;
}

static guint
count_saturated (const IsoRead *read)
{
  guint n = 0;

  for (guint i = 0; i < read->readings->len; i++)
    n += g_array_index (read->readings, IsoReading, i).flag == ISO_FLAG_OVERFLOW;
  return n;
}

/* A vehicle that is exactly at 1, or at 100, with blanks at 0 or none that were read: the numbers are viability already. Blanks that were
 * not subtracted are above 0; no optical density is at 100, but some are at 1. */
static gboolean
is_viability (double vehicle, double blank)
{
  double scale = vehicle > 10 ? 100 : 1;

  return fabs (vehicle / scale - 1) < 0.005 && (isnan (blank) || fabs (blank / scale) < (vehicle > 10 ? 0.5 : 0.005));
}

GPtrArray *
iso_plate_notice (const IsoLayout *layout, const IsoRead *read, const char *name)
{
  GPtrArray *list = iso_message_list_new ();
  double vehicle = get_mean (layout, read, ISO_ROLE_VEHICLE);
  double blank = get_mean (layout, read, ISO_ROLE_BLANK);
  guint saturated = count_saturated (read);

  if (iso_plate_seems_turned (layout, read))
    g_ptr_array_add (list, iso_message_new ("turned", NULL,
                                            N_("Plate “{1}” seems to have stood turned by 180 degrees: wells treated alike agree much better "
                                               "when it is turned. Look at it, and take it turned if that is right."), name, NULL));
  if (saturated > 0)
    {
      g_autofree char *n = g_strdup_printf ("%u", saturated);

      g_ptr_array_add (list, iso_message_new ("saturated", NULL,
                                              N_("Plate “{1}” has readings above the range of the reader ({2}). They have no value; read the "
                                                 "plate again with less gain, or leave these wells out."), name, n, NULL));
    }
  if (blank >= vehicle)
    g_ptr_array_add (list, iso_message_new ("blank-above-vehicle", NULL,
                                            N_("On plate “{1}” the blanks read higher than the vehicle. Either the layout is another one, or "
                                               "the signal falls with the number of cells."), name, NULL));
  if (is_viability (vehicle, blank))
    g_ptr_array_add (list, iso_message_new ("viability-not-signal", NULL,
                                            N_("On plate “{1}” the vehicle is at 1 or at 100 already: these seem to be viabilities, not "
                                               "signals. Say so, or take the raw read."), name, NULL));
  return list;
}
