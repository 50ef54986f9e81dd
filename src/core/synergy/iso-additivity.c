/* iso-additivity.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "synergy/iso-additivity.h"

#include "base/iso-statistics.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

void
iso_additivity_test (const IsoMedianEffect *drug1, const IsoMedianEffect *drug2, const IsoMedianEffect *mixture, const double shares[2],
                     double fa, IsoAdditivityTest *test)
{
  const IsoMedianEffect *effects[] = { drug1, drug2, mixture };
  double doses[3], se[3], f;

  *test = (IsoAdditivityTest) { ISO_STATUS_OK, NAN, NAN, NAN, NAN, NAN, NAN, NAN };
  for (guint i = 0; i < 3; i++)
    {
      if (effects[i]->status != ISO_STATUS_OK)
        test->status = effects[i]->status;
      doses[i] = iso_median_effect_dose (effects[i], fa);
      se[i] = doses[i] * sqrt (iso_median_effect_var_ln_dose (effects[i], fa));
    }
  if (test->status != ISO_STATUS_OK)
    return;
  f = shares[0] / doses[0] / (shares[0] / doses[0] + shares[1] / doses[1]);
  test->additive = f * doses[0] + (1 - f) * doses[1];
  test->additive_se = hypot (f * se[0], (1 - f) * se[1]);
  test->mixture = doses[2];
  test->mixture_se = se[2];
  test->df = (double) (drug1->n + drug2->n + mixture->n) - 6;
  test->t = (test->mixture - test->additive) / hypot (test->additive_se, test->mixture_se);
  if (test->df > 0 && isfinite (test->t))
    test->p = 2 * gsl_cdf_tdist_Q (fabs (test->t), test->df);
  else
    test->status = ISO_STATUS_TOO_FEW_POINTS;
}

/* ln upper / value, or the other half where that is all there is. */
static double
get_half (const IsoEstimate *dx)
{
  double up = log (dx->upper / dx->value), down = log (dx->value / dx->lower);

  return isfinite (up) && isfinite (down) ? 0.5 * (up + down) : NAN;
}

void
iso_isobole_band (const IsoEstimate *dx1, const IsoEstimate *dx2, const double df[2], double level, const IsoDosePair *line, guint n,
                  IsoDosePair *lower, IsoDosePair *upper)
{
  const IsoEstimate *dx[] = { dx1, dx2 };

  for (guint i = 0; i < n; i++)
    {
      const double doses[] = { line[i].d1, line[i].d2 };
      double variance = 0, share = 0, half;

      for (guint j = 0; j < 2; j++)
        {
          double part = isfinite (dx[j]->value) ? doses[j] / dx[j]->value : 0, se;

          /* A drug that cannot reach the level contributes nothing to it. */
          if (!(part > 0))
            continue;
          se = part * get_half (dx[j]) / iso_t_quantile (level, df[j]);
          variance += se * se;
          share += se * se * se * se / df[j];
        }
      half = iso_t_quantile (level, share > 0 ? variance * variance / share : INFINITY) * sqrt (variance);
      lower[i] = (IsoDosePair) { line[i].d1 * exp (-half), line[i].d2 * exp (-half) };
      upper[i] = (IsoDosePair) { line[i].d1 * exp (half), line[i].d2 * exp (half) };
    }
}

static double
get_effect (const IsoDoseGrid *grid, const double *effects, guint drug, guint level, guint other)
{
  guint levels[ISO_MAX_DRUGS] = { 0 };
  gssize cell;

  levels[drug] = level;
  levels[1 - drug] = other;
  cell = iso_dose_grid_find (grid, levels);
  /* The vehicle has no effect. */
  return cell >= 0 ? effects[cell] : level == 0 && other == 0 ? 0 : NAN;
}

static gboolean
find_crossing (const IsoDoseGrid *grid, const double *effects, guint drug, guint other, double fa, double *dose)
{
  double before = NAN, dose_before = 0;

  for (guint level = 0; level <= grid->n_levels[drug]; level++)
    {
      double effect = get_effect (grid, effects, drug, level, other);
      double own = level > 0 ? grid->doses[drug][level - 1] : 0, share;

      if (isnan (effect))
        continue;
      if (before < fa && effect >= fa)
        {
          share = (fa - before) / (effect - before);
          *dose = dose_before > 0 ? dose_before * pow (own / dose_before, share) : own * share;
          return TRUE;
        }
      before = effect;
      dose_before = own;
    }
  return FALSE;
}

GArray *
iso_isobole_measured (const IsoDoseGrid *grid, const double *effects, double fa)
{
  GArray *crossings = g_array_new (FALSE, FALSE, sizeof (IsoIsoboleCrossing));

  for (guint drug = 0; drug < 2; drug++)
    for (guint other = 0; other <= grid->n_levels[1 - drug]; other++)
      {
        IsoIsoboleCrossing crossing = { .along = drug };
        double dose, held = other > 0 ? grid->doses[1 - drug][other - 1] : 0;

        if (!find_crossing (grid, effects, drug, other, fa, &dose))
          continue;
        crossing.doses = drug == 0 ? (IsoDosePair) { dose, held } : (IsoDosePair) { held, dose };
        g_array_append_val (crossings, crossing);
      }
  return crossings;
}
