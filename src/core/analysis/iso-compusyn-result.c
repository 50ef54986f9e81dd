/* iso-compusyn-result.c - what CompuSyn says of a combination, and the pairs of a polygonogram
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "analysis/iso-arm.h"
#include "analysis/iso-combine.h"

#include <math.h>

#define SAME_DOSE 1e-9

/* --- as CompuSyn computes it -------------------------------------------------------------------------------------------------- */

/* The line through the mean of the experiments' means at each dose. */
static void
fit_means (const IsoArm *arm, double level, IsoMedianEffect *effect)
{
  g_autofree double *numbers = g_new0 (double, 2 * arm->points->len + 1);
  g_autofree guint *counts = g_new0 (guint, arm->points->len + 1);
  double *doses = numbers, *affected = numbers + arm->points->len;
  gsize n = 0;

  for (guint i = 0; i < arm->points->len; i++)
    {
      const IsoPoint *point = &g_array_index (arm->points, IsoPoint, i);
      gsize at = 0;

      if (!(point->dose > 0))
        continue;
      while (at < n && fabs (doses[at] / point->dose - 1) > SAME_DOSE)
        at++;
      n = MAX (n, at + 1);
      doses[at] = point->dose;
      affected[at] += 1 - point->viability;
      counts[at]++;
    }
  for (gsize i = 0; i < n; i++)
    affected[i] /= counts[i];
  iso_median_effect_fit (doses, affected, n, level, effect);
}

static void
index_ray (const IsoCombination *combination, const IsoArm *arm, double level, IsoCompusynRay *ray)
{
  fit_means (arm, level, &ray->effect);
  for (guint i = 0; i < ISO_COMPUSYN_LEVELS; i++)
    iso_compusyn_at_level (combination->compusyn.singles, combination->n_drugs, &ray->effect, arm->shares, iso_compusyn_level (i),
                           &ray->levels[i]);
}

void
iso_combination_compusyn (IsoCombination *combination, const GArray *arms, double level)
{
  IsoCompusyn *compusyn = &combination->compusyn;

  for (guint j = 0; j < combination->n_drugs; j++)
    {
      if (combination->singles[j] < 0)
        return;
      fit_means (&g_array_index (arms, IsoArm, combination->singles[j]), level, &compusyn->singles[j]);
    }
  compusyn->n_rays = combination->rays->len;
  compusyn->rays = g_new (IsoCompusynRay, combination->rays->len + 1);
  for (guint i = 0; i < combination->rays->len; i++)
    index_ray (combination, &g_array_index (arms, IsoArm, g_array_index (combination->rays, IsoRay, i).arm), level, &compusyn->rays[i]);
  compusyn->n_points = combination->cells->len;
  compusyn->points = g_new (IsoCompusynIndex, combination->cells->len + 1);
  for (guint i = 0; i < combination->cells->len; i++)
    {
      const IsoCell *cell = &g_array_index (combination->cells, IsoCell, i);

      iso_compusyn_at_point (compusyn->singles, combination->n_drugs, cell->doses, cell->fa, &compusyn->points[i]);
    }
}

void
iso_compusyn_clear (IsoCompusyn *compusyn)
{
  g_free (compusyn->rays);
  g_free (compusyn->points);
}

/* --- polygonogram ------------------------------------------------------------------------------------------------------------- */

/* How far a ray is from the ratio at which both drugs do as much. */
static double
get_imbalance (const IsoCombination *combination, const IsoArm *arm, const IsoCombinationIndex *index)
{
  double imbalance = log (arm->shares[0] / index->dx[0]) - log (arm->shares[1] / index->dx[1]);

  return isfinite (imbalance) ? fabs (imbalance) : INFINITY;
}

GArray *
iso_polygonogram_make (const IsoAnalysis *analysis, guint level)
{
  GArray *pairs = g_array_new (FALSE, FALSE, sizeof (IsoPolygonPair));

  g_return_val_if_fail (level < analysis->settings.n_effect_levels, pairs);
  for (guint c = 0; c < analysis->combinations->len; c++)
    {
      const IsoCombination *combination = iso_analysis_combination (analysis, c);
      IsoPolygonPair pair = { .combination = c, .ray = -1, .fa = analysis->settings.effect_levels[level],
                              .ci = iso_estimate_none (ISO_STATUS_UNDEFINED) };
      double least = NAN;

      if (combination->n_drugs != 2)
        continue;
      for (guint r = 0; r < combination->rays->len; r++)
        {
          const IsoRay *ray = &g_array_index (combination->rays, IsoRay, r);
          const IsoCombinationIndex *index;
          double imbalance;

          if (level >= ray->levels->len)
            continue;
          index = &g_array_index (ray->levels, IsoCombinationIndex, level);
          imbalance = get_imbalance (combination, iso_analysis_arm (analysis, ray->arm), index);
          if (imbalance >= least)
            continue;
          least = imbalance;
          pair.ray = (int) r;
          pair.ci = index->ci;
        }
      pair.grade = iso_compusyn_grade (pair.ci.value);
      g_array_append_val (pairs, pair);
    }
  return pairs;
}
