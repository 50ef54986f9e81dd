/* iso-arm.c - which arms a dataset has
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "analysis/iso-arm.h"

#include "base/iso-statistics.h"

#include <math.h>
#include <string.h>

/* Doses of a ray may differ from its ratio by the rounding of a printed table, not by more. */
#define SAME_RATIO 1e-6
#define POINTS_OF_A_RAY 3

gboolean
iso_observation_counts (const IsoObservation *observation)
{
  return observation->role == ISO_ROLE_TREATED && observation->status == ISO_STATUS_OK && isfinite (observation->viability);
}

gboolean
iso_observation_holds (const IsoObservation *observation, int sample, const guint *drugs, guint n_drugs)
{
  if (!iso_observation_counts (observation) || observation->sample != sample || observation->n_doses != n_drugs)
    return FALSE;
  for (guint j = 0; j < n_drugs; j++)
    {
      if (observation->doses[j].drug != drugs[j])
        return FALSE;
    }
  return TRUE;
}

gboolean
iso_dataset_has_matrix (const IsoDataset *dataset, int sample, const guint *drugs, guint n_drugs)
{
  g_autoptr (GHashTable) cells = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) levels = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  double grid = 1;

  for (guint i = 0; i < dataset->observations->len; i++)
    {
      const IsoObservation *observation = iso_dataset_observation (dataset, i);
      GString *cell;

      if (!iso_observation_holds (observation, sample, drugs, n_drugs))
        continue;
      cell = g_string_new (NULL);
      for (guint j = 0; j < n_drugs; j++)
        {
          g_string_append_printf (cell, "%u ", observation->doses[j].level);
          g_hash_table_add (levels, g_strdup_printf ("%u %u", j, observation->doses[j].level));
        }
      g_hash_table_add (cells, g_string_free (cell, FALSE));
    }
  for (guint j = 0; j < n_drugs; j++)
    {
      g_autofree char *prefix = g_strdup_printf ("%u ", j);
      guint n = 0;
      GHashTableIter iter;
      gpointer key;

      g_hash_table_iter_init (&iter, levels);
      while (g_hash_table_iter_next (&iter, &key, NULL))
        n += g_str_has_prefix (key, prefix);
      grid *= n;
    }
  return n_drugs > 1 && g_hash_table_size (cells) > 0.5 * grid;
}

/* --- finding -------------------------------------------------------------------------------------------------------------- */

/* One series in the making: the observations that belong to it. */
typedef struct
{
  int     sample;
  guint   n_drugs;
  guint   drugs[ISO_MAX_DRUGS];
  double  ratios[ISO_MAX_DRUGS];   /* requested dose over that of the first drug */
  GArray *observations;            /* of guint */
} Series;

static void
clear_series (gpointer data)
{
  g_array_unref (((Series *) data)->observations);
}

static void
describe_series (const IsoDataset *dataset, guint i, Series *series)
{
  const IsoObservation *observation = iso_dataset_observation (dataset, i);
  const IsoRecord *record = &g_array_index (dataset->experiment->records, IsoRecord, observation->record);
  double first = isnan (record->doses[0].requested) ? record->doses[0].achieved : record->doses[0].requested;

  *series = (Series) { .sample = observation->sample, .n_drugs = observation->n_doses };
  for (guint j = 0; j < observation->n_doses; j++)
    {
      const IsoDose *dose = &record->doses[j];

      series->drugs[j] = dose->drug;
      series->ratios[j] = (isnan (dose->requested) ? dose->achieved : dose->requested) / first;
    }
}

static int
compare_series (gconstpointer a, gconstpointer b)
{
  const Series *one = a;
  const Series *two = b;

  if (one->sample != two->sample)
    return one->sample < two->sample ? -1 : 1;
  if (one->n_drugs != two->n_drugs)
    return one->n_drugs < two->n_drugs ? -1 : 1;
  for (guint j = 0; j < one->n_drugs; j++)
    {
      if (one->drugs[j] != two->drugs[j])
        return one->drugs[j] < two->drugs[j] ? -1 : 1;
    }
  for (guint j = 1; j < one->n_drugs; j++)
    {
      if (fabs (one->ratios[j] - two->ratios[j]) > SAME_RATIO * fabs (one->ratios[j]))
        return one->ratios[j] < two->ratios[j] ? -1 : 1;
    }
  return 0;
}

static GArray *
collect_series (const IsoDataset *dataset)
{
  GArray *all = g_array_new (FALSE, FALSE, sizeof (Series));

  g_array_set_clear_func (all, clear_series);
  for (guint i = 0; i < dataset->observations->len; i++)
    {
      Series series, *there = NULL;

      if (!iso_observation_counts (iso_dataset_observation (dataset, i)) || iso_dataset_observation (dataset, i)->n_doses == 0)
        continue;
      describe_series (dataset, i, &series);
      for (guint k = 0; k < all->len && there == NULL; k++)
        {
          if (compare_series (&series, &g_array_index (all, Series, k)) == 0)
            there = &g_array_index (all, Series, k);
        }
      if (there == NULL)
        {
          series.observations = g_array_new (FALSE, FALSE, sizeof (guint));
          g_array_append_val (all, series);
          there = &g_array_index (all, Series, all->len - 1);
        }
      g_array_append_val (there->observations, i);
    }
  g_array_sort (all, compare_series);
  return all;
}

/* Distinct doses of the first drug: along a ray they tell the points apart. */
static guint
count_levels (const IsoDataset *dataset, const Series *series)
{
  g_autoptr (GHashTable) levels = g_hash_table_new (NULL, NULL);

  for (guint k = 0; k < series->observations->len; k++)
    {
      const IsoObservation *observation = iso_dataset_observation (dataset, g_array_index (series->observations, guint, k));

      g_hash_table_add (levels, GUINT_TO_POINTER (observation->doses[0].level + 1));
    }
  return g_hash_table_size (levels);
}

static gboolean
same_drugs (const Series *one, const Series *two)
{
  return one->sample == two->sample && one->n_drugs == two->n_drugs
         && memcmp (one->drugs, two->drugs, one->n_drugs * sizeof *one->drugs) == 0;
}

/* A ratio is a ray if it has points enough. In a matrix every diagonal is a ratio: there only the longest counts. */
static gboolean
is_ray (const IsoDataset *dataset, const GArray *all, guint index)
{
  const Series *series = &g_array_index (all, Series, index);
  guint n = count_levels (dataset, series);

  if (n < POINTS_OF_A_RAY)
    return FALSE;
  if (!iso_dataset_has_matrix (dataset, series->sample, series->drugs, series->n_drugs))
    return TRUE;
  for (guint k = 0; k < all->len; k++)
    {
      const Series *other = &g_array_index (all, Series, k);

      if (same_drugs (series, other)
          && (count_levels (dataset, other) > n || (count_levels (dataset, other) == n && k < index)))
        return FALSE;
    }
  return TRUE;
}

static int
compare_unsigned (gconstpointer a, gconstpointer b)
{
  guint one = *(const guint *) a;
  guint two = *(const guint *) b;

  return (one > two) - (one < two);
}

/* --- points --------------------------------------------------------------------------------------------------------------- */

static void
clear_point (gpointer data)
{
  g_free (((IsoPoint *) data)->observations);
}

static void
clear_effect_dose (gpointer data)
{
  g_free (((IsoEffectDose *) data)->run_doses);
}

static void
set_axis (IsoArm *arm, const IsoDataset *dataset, const Series *series)
{
  guint largest = 0;
  double sum = 0;

  for (guint j = 0; j < series->n_drugs; j++)
    {
      const IsoUnit *unit = iso_experiment_drug (dataset->experiment, series->drugs[j])->unit;

      if (unit->dimension != iso_experiment_drug (dataset->experiment, series->drugs[0])->unit->dimension)
        arm->first_dose_only = TRUE;
      sum += series->ratios[j];
      if (series->ratios[j] > series->ratios[largest])
        largest = j;
    }
  if (arm->first_dose_only)
    {
      sum = 1;
      largest = 0;
    }
  for (guint j = 0; j < series->n_drugs; j++)
    arm->shares[j] = series->ratios[j] / sum;
  arm->unit = iso_experiment_drug (dataset->experiment, series->drugs[largest])->unit;
}

static double
get_arm_dose (const IsoArm *arm, const IsoObservation *observation)
{
  double dose = 0;

  for (guint j = 0; j < observation->n_doses; j++)
    dose += arm->first_dose_only && j > 0 ? 0 : observation->doses[j].dose;
  return dose;
}

static gboolean
same_point (const IsoDataset *dataset, guint one, guint two)
{
  const IsoObservation *a = iso_dataset_observation (dataset, one);
  const IsoObservation *b = iso_dataset_observation (dataset, two);

  if (a->run != b->run || a->n_doses != b->n_doses)
    return FALSE;
  for (guint j = 0; j < a->n_doses; j++)
    {
      if (a->doses[j].level != b->doses[j].level)
        return FALSE;
    }
  return TRUE;
}

static void
add_point (IsoArm *arm, const IsoDataset *dataset, const guint *observations, guint n)
{
  const IsoObservation *first = iso_dataset_observation (dataset, observations[0]);
  g_autofree double *values = g_new (double, n);
  IsoPoint point = { .run = first->run, .dose = get_arm_dose (arm, first), .n = n };

  for (guint j = 0; j < first->n_doses; j++)
    point.doses[j] = first->doses[j].dose;
  for (guint k = 0; k < n; k++)
    values[k] = iso_dataset_observation (dataset, observations[k])->viability;
  point.viability = iso_mean (values, n);
  point.sd = iso_sd (values, n);
  point.observations = g_memdup2 (observations, n * sizeof *observations);
  g_array_append_val (arm->points, point);
}

static int
compare_points (gconstpointer a, gconstpointer b)
{
  const IsoPoint *one = a;
  const IsoPoint *two = b;

  if (one->run != two->run)
    return one->run < two->run ? -1 : 1;
  if (one->dose != two->dose)
    return one->dose < two->dose ? -1 : 1;
  return compare_unsigned (one->observations, two->observations);
}

/* Raw responses have no vehicle to be divided by: wells without drug are the curve's points at dose 0. */
static void
add_zero_doses (const IsoDataset *dataset, int sample, GArray *observations)
{
  for (guint i = 0; i < dataset->observations->len; i++)
    {
      const IsoObservation *observation = iso_dataset_observation (dataset, i);

      if (observation->n_doses == 0 && observation->status == ISO_STATUS_OK
          && (observation->sample < 0 || observation->sample == sample)
          && (observation->role == ISO_ROLE_TREATED || observation->role == ISO_ROLE_VEHICLE
              || observation->role == ISO_ROLE_UNTREATED))
        g_array_append_val (observations, i);
    }
}

static void
fill_points (IsoArm *arm, const IsoDataset *dataset, const GArray *members)
{
  gboolean raw = dataset->experiment->response == ISO_RESPONSE_RAW;
  g_autofree gboolean *done = g_new0 (gboolean, members->len + 1);
  g_autofree guint *group = g_new (guint, members->len + 1);

  for (guint a = 0; a < members->len; a++)
    {
      guint n = 0;

      if (done[a])
        continue;
      for (guint b = a; b < members->len; b++)
        {
          if (b != a && (raw || done[b]
                         || !same_point (dataset, g_array_index (members, guint, a), g_array_index (members, guint, b))))
            continue;
          group[n++] = g_array_index (members, guint, b);
          done[b] = TRUE;
        }
      add_point (arm, dataset, group, n);
    }
  g_array_sort (arm->points, compare_points);
}

static void
find_runs (IsoArm *arm)
{
  arm->runs = g_new (guint, arm->points->len + 1);
  for (guint i = 0; i < arm->points->len; i++)
    {
      const IsoPoint *point = &g_array_index (arm->points, IsoPoint, i);

      if (arm->n_runs == 0 || arm->runs[arm->n_runs - 1] != point->run)
        arm->runs[arm->n_runs++] = point->run;
      if (!(point->dose > 0))
        continue;
      arm->lowest_dose = isnan (arm->lowest_dose) ? point->dose : MIN (arm->lowest_dose, point->dose);
      arm->highest_dose = isnan (arm->highest_dose) ? point->dose : MAX (arm->highest_dose, point->dose);
    }
}

static void
begin_arm (IsoArm *arm, const IsoDataset *dataset, const Series *series)
{
  g_autoptr (GArray) members = g_array_copy (series->observations);

  *arm = (IsoArm) { .sample = series->sample, .n_drugs = series->n_drugs, .mean_effect = NAN, .runs_p = NAN, .max_effect = 1,
                    .common = { .status = ISO_STATUS_UNDEFINED }, .lowest_dose = NAN, .highest_dose = NAN };
  memcpy (arm->drugs, series->drugs, sizeof arm->drugs);
  for (guint p = 0; p < ISO_CURVE_N_PARAMETERS; p++)
    arm->wald[p] = arm->fit.parameters[p] = iso_estimate_none (ISO_STATUS_CANCELLED);
  arm->points = g_array_new (FALSE, FALSE, sizeof (IsoPoint));
  g_array_set_clear_func (arm->points, clear_point);
  arm->effect_doses = g_array_new (FALSE, FALSE, sizeof (IsoEffectDose));
  g_array_set_clear_func (arm->effect_doses, clear_effect_dose);
  arm->messages = iso_message_list_new ();
  set_axis (arm, dataset, series);
  if (dataset->experiment->response == ISO_RESPONSE_RAW)
    add_zero_doses (dataset, series->sample, members);
  fill_points (arm, dataset, members);
  find_runs (arm);
  arm->run_fits = g_new0 (IsoCurveFit, arm->n_runs + 1);
  arm->run_median_effects = g_new0 (IsoMedianEffect, arm->n_runs + 1);
}

void
iso_arm_clear (IsoArm *arm)
{
  g_array_unref (arm->points);
  g_free (arm->runs);
  g_free (arm->run_fits);
  g_free (arm->run_median_effects);
  g_array_unref (arm->effect_doses);
  g_ptr_array_unref (arm->messages);
}

GArray *
iso_arms_find (const IsoDataset *dataset)
{
  g_autoptr (GArray) all = collect_series (dataset);
  GArray *arms = g_array_new (FALSE, FALSE, sizeof (IsoArm));

  g_array_set_clear_func (arms, (GDestroyNotify) iso_arm_clear);
  for (guint k = 0; k < all->len; k++)
    {
      const Series *series = &g_array_index (all, Series, k);
      IsoArm arm;

      if (series->n_drugs > 1 && !is_ray (dataset, all, k))
        continue;
      begin_arm (&arm, dataset, series);
      g_array_append_val (arms, arm);
    }
  return arms;
}

gboolean
iso_arm_has_place (const IsoAnalysis *analysis, const IsoArm *arm, guint observation, double *dose)
{
  Series series, own = { .sample = arm->sample, .n_drugs = arm->n_drugs };

  if (iso_dataset_observation (analysis->dataset, observation)->n_doses != arm->n_drugs)
    return FALSE;
  describe_series (analysis->dataset, observation, &series);
  for (guint j = 0; j < arm->n_drugs; j++)
    {
      own.drugs[j] = arm->drugs[j];
      own.ratios[j] = arm->shares[j] / arm->shares[0];
    }
  if (compare_series (&series, &own) != 0)
    return FALSE;
  *dose = get_arm_dose (arm, iso_dataset_observation (analysis->dataset, observation));
  return TRUE;
}
