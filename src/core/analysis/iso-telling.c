/* iso-telling.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "analysis/iso-telling.h"

#include "base/iso-cholesky.h"
#include "synergy/iso-dose-effect.h"

#include <math.h>

#define N 3             /* hill, end and scale */
#define STEPS 40        /* candidates of each curve, from its lowest to its highest dose */
#define SAME_DOSE 1e-9
#define DIFFERENCE 1e-5
#define SMALLEST_PIVOT 1e-10
#define MOST_ARMS (ISO_MAX_DRUGS + 1)

/* --- one curve ---------------------------------------------------------------------------------------------------------------- */

typedef struct
{
  const IsoArm  *arm;
  IsoDoseEffect  curve;
  gboolean       held[N];
  double         part;               /* of ln CI: d ln CI / d ln dose */
  double         information[N][N];  /* in units of one well */
  double         inverse[N][N];
  double         h[N];
} Curve;

static double
get_moved (const IsoDoseEffect *curve, guint p, double by, double dose, double effect)
{
  IsoDoseEffect moved = *curve;

  moved.hill *= p == 0 ? exp (by) : 1;
  moved.end += p == 1 ? by : 0;
  moved.scale *= p == 2 ? exp (by) : 1;
  return isnan (effect) ? iso_dose_effect_value (&moved, dose) : log (iso_dose_effect_dose (&moved, effect));
}

/* Of the effect at a dose or, where `effect` is given, of the logarithm of its dose. */
static void
find_gradient (const Curve *curve, double dose, double effect, double gradient[N])
{
  for (guint p = 0; p < N; p++)
    gradient[p] = curve->held[p] ? 0
                                 : (get_moved (&curve->curve, p, DIFFERENCE, dose, effect)
                                    - get_moved (&curve->curve, p, -DIFFERENCE, dose, effect)) / (2 * DIFFERENCE);
}

static gboolean
add_well (Curve *curve, double dose, double wells)
{
  double g[N];

  find_gradient (curve, dose, NAN, g);
  for (guint p = 0; p < N; p++)
    for (guint q = 0; q < N; q++)
      curve->information[p][q] += wells * g[p] * g[q];
  return iso_cholesky_invert (curve->information[0], N, N, curve->held, SMALLEST_PIVOT, curve->inverse[0]);
}

static double
multiply (const Curve *curve, const double *one, const double *two)
{
  double sum = 0;

  for (guint p = 0; p < N; p++)
    for (guint q = 0; q < N; q++)
      sum += one[p] * curve->inverse[p][q] * two[q];
  return sum;
}

static double
get_variance (const Curve *curve)
{
  return curve->part * curve->part * multiply (curve, curve->h, curve->h);
}

/* What one more well there takes from the variance. */
static double
get_gain (const Curve *curve, double dose)
{
  double g[N], across;

  find_gradient (curve, dose, NAN, g);
  across = multiply (curve, curve->h, g);
  return curve->part * curve->part * across * across / (1 + multiply (curve, g, g));
}

/* A parameter at its limit is as good as held. */
static gboolean
begin_curve (const IsoArm *arm, double effect, double part, Curve *curve)
{
  static const IsoParameter parameters[N] = { ISO_PARAMETER_HILL, ISO_PARAMETER_LOWER, ISO_PARAMETER_SCALE };
  gboolean known = FALSE;

  *curve = (Curve) { .arm = arm, .part = part };
  iso_dose_effect_from_fit (&curve->curve, &arm->fit);
  if (curve->curve.status != ISO_STATUS_OK || !isfinite (part))
    return FALSE;
  for (guint p = 0; p < N; p++)
    curve->held[p] = arm->fit.held[parameters[p]] || (p == 1 && curve->curve.end >= 1);
  for (guint i = 0; i < arm->points->len; i++)
    {
      const IsoPoint *point = &g_array_index (arm->points, IsoPoint, i);

      if (point->dose > 0)
        known = add_well (curve, point->dose, point->n);
    }
  find_gradient (curve, NAN, effect, curve->h);
  return known && isfinite (get_variance (curve)) && get_variance (curve) > 0;
}

/* --- a ray ---------------------------------------------------------------------------------------------------------------------- */

static double
get_candidate (const IsoArm *arm, guint i)
{
  return arm->lowest_dose * pow (arm->highest_dose / arm->lowest_dose, (double) i / STEPS);
}

static void
place_well (const IsoCombination *combination, const Curve *curve, double dose, IsoTellingDose *place)
{
  for (guint j = 0; j < combination->n_drugs; j++)
    {
      if (curve->arm->n_drugs > 1)
        place->doses[j] = dose * curve->arm->shares[j];
      else
        place->doses[j] = curve->arm->drugs[0] == combination->drugs[j] ? dose : 0;
    }
}

static double
sum_variances (const Curve *curves, guint n)
{
  double sum = 0;

  for (guint k = 0; k < n; k++)
    sum += get_variance (&curves[k]);
  return sum;
}

static void
place_wells (const IsoCombination *combination, int ray, Curve *curves, guint n_curves, guint n, GArray *places)
{
  double before = sum_variances (curves, n_curves);

  for (guint i = 0; i < n; i++)
    {
      IsoTellingDose place = { .ray = ray };
      double most = 0, dose = NAN;
      guint which = 0;

      for (guint k = 0; k < n_curves; k++)
        for (guint c = 0; c <= STEPS; c++)
          {
            double gain = get_gain (&curves[k], get_candidate (curves[k].arm, c));

            if (!(gain > most))
              continue;
            most = gain;
            which = k;
            dose = get_candidate (curves[k].arm, c);
          }
      if (isnan (dose) || !add_well (&curves[which], dose, 1))
        return;
      place_well (combination, &curves[which], dose, &place);
      place.left = sqrt (sum_variances (curves, n_curves) / before);
      g_array_append_val (places, place);
    }
}

static void
look_at_ray (const IsoAnalysis *analysis, const IsoCombination *combination, guint r, guint n, GArray *places)
{
  const IsoRay *ray = &g_array_index (combination->rays, IsoRay, r);
  const IsoCombinationIndex *index;
  Curve curves[MOST_ARMS];

  if (ray->levels->len == 0)
    return;
  index = &g_array_index (ray->levels, IsoCombinationIndex, 0);
  for (guint j = 0; j < combination->n_drugs; j++)
    {
      double part = index->doses[j] / index->dx[j] / index->ci.value;

      if (!begin_curve (iso_analysis_arm (analysis, (guint) combination->singles[j]), index->fa, part, &curves[j]))
        return;
    }
  if (begin_curve (iso_analysis_arm (analysis, ray->arm), index->fa, 1, &curves[combination->n_drugs]))
    place_wells (combination, (int) r, curves, combination->n_drugs + 1, n, places);
}

/* --- a matrix ------------------------------------------------------------------------------------------------------------------- */

/* A dose set with its weight in the mean excess. */
typedef struct
{
  double doses[ISO_MAX_DRUGS];
  double weight;
  double wells;
} Place;

/* The drug alone at this dose: mean effect and wells over the runs. FALSE if there is none. */
static gboolean
find_single (const IsoArm *arm, double dose, double *effect, double *wells)
{
  double sum = 0;
  guint found = 0;

  *wells = 0;
  for (guint i = 0; i < arm->points->len; i++)
    {
      const IsoPoint *point = &g_array_index (arm->points, IsoPoint, i);

      if (fabs (point->dose / dose - 1) > SAME_DOSE)
        continue;
      sum += 1 - point->viability;
      *wells += point->n;
      found++;
    }
  *effect = sum / found;
  return found > 0;
}

static Place *
find_place (GArray *places, const double *doses, double wells)
{
  Place place = { .wells = wells };

  for (guint i = 0; i < places->len; i++)
    {
      Place *there = &g_array_index (places, Place, i);
      gboolean same = TRUE;

      for (guint j = 0; j < ISO_MAX_DRUGS; j++)
        same &= there->doses[j] == doses[j] || fabs (there->doses[j] / doses[j] - 1) < SAME_DOSE;
      if (same)
        return there;
    }
  for (guint j = 0; j < ISO_MAX_DRUGS; j++)
    place.doses[j] = doses[j];
  g_array_append_val (places, place);
  return &g_array_index (places, Place, places->len - 1);
}

/* A cell counts 1; each of its drugs alone, minus what the others leave alive. */
static void
add_cell (const IsoAnalysis *analysis, const IsoCombination *combination, const IsoCell *cell, GArray *places)
{
  double effects[ISO_MAX_DRUGS], wells[ISO_MAX_DRUGS], doses[ISO_MAX_DRUGS] = { 0 };

  for (guint j = 0; j < combination->n_drugs; j++)
    {
      doses[j] = cell->doses[j];
      if (!find_single (iso_analysis_arm (analysis, (guint) combination->singles[j]), cell->doses[j], &effects[j], &wells[j]))
        return;
    }
  find_place (places, doses, cell->n)->weight += 1;
  for (guint j = 0; j < combination->n_drugs; j++)
    {
      double alone[ISO_MAX_DRUGS] = { 0 }, others = 1;

      alone[j] = doses[j];
      for (guint k = 0; k < combination->n_drugs; k++)
        others *= k == j ? 1 : 1 - effects[k];
      find_place (places, alone, wells[j])->weight -= others;
    }
}

static double
sum_places (const GArray *places)
{
  double sum = 0;

  for (guint i = 0; i < places->len; i++)
    {
      const Place *place = &g_array_index (places, Place, i);

      sum += place->weight * place->weight / place->wells;
    }
  return sum;
}

static void
look_at_matrix (const IsoAnalysis *analysis, const IsoCombination *combination, guint n, GArray *found)
{
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (Place));
  double before;

  for (guint i = 0; i < combination->cells->len; i++)
    add_cell (analysis, combination, &g_array_index (combination->cells, IsoCell, i), places);
  before = sum_places (places);
  for (guint i = 0; i < n && before > 0; i++)
    {
      IsoTellingDose telling = { .ray = -1 };
      Place *best = NULL;
      double most = 0;

      for (guint k = 0; k < places->len; k++)
        {
          Place *place = &g_array_index (places, Place, k);
          double gain = place->weight * place->weight / (place->wells * (place->wells + 1));

          if (gain <= most)
            continue;
          most = gain;
          best = place;
        }
      best->wells += 1;
      for (guint j = 0; j < ISO_MAX_DRUGS; j++)
        telling.doses[j] = best->doses[j];
      telling.left = sqrt (sum_places (places) / before);
      g_array_append_val (found, telling);
    }
}

GArray *
iso_telling_doses_find (const IsoAnalysis *analysis, guint number, guint n)
{
  const IsoCombination *combination = iso_analysis_combination (analysis, number);
  GArray *places = g_array_new (FALSE, FALSE, sizeof (IsoTellingDose));

  for (guint j = 0; j < combination->n_drugs; j++)
    {
      if (combination->singles[j] < 0)
        return places;
    }
  if (combination->is_matrix)
    look_at_matrix (analysis, combination, n, places);
  for (guint r = 0; r < combination->rays->len && !combination->is_matrix; r++)
    look_at_ray (analysis, combination, r, n, places);
  return places;
}
