/* test-iso-index-draws.c - combination indices by resampling
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "synergy/iso-index-draws.h"

#include "iso-test.h"

#define DRAWS 20000

/* Points off a line by the same distance in turn. */
static void
make_effect (double dm, double m, double off, guint n, IsoMedianEffect *effect)
{
  double doses[8], fa[8];

  for (guint i = 0; i < n; i++)
    {
      double logit = m * log (pow (2, i - 0.5 * (n - 1.0))) + (i % 2 == 0 ? off : -off);

      doses[i] = dm * pow (2, i - 0.5 * (n - 1.0));
      fa[i] = 1 / (1 + exp (-logit));
    }
  iso_median_effect_fit (doses, fa, n, 0.95, effect);
}

static void
make_agent (const IsoMedianEffect *effect, IsoSingleAgent *agent)
{
  *agent = (IsoSingleAgent) { effect, 1, effect->lowest_dose, effect->highest_dose };
}

/* At the mean of the doses it is the height that counts: of lines that are alike ln DRI has a variance of s^2 / m^2 (1 / n + 1 / n), CI half
 * of the singles' and all of the mixture's, and the interval is Student's on all lines' degrees of freedom. */
static void
test_height (void)
{
  const double shares[] = { 0.5, 0.5 };
  IsoMedianEffect effect;
  IsoSingleAgent agents[3];
  IsoCombinationIndex index;
  g_autoptr (IsoIndexDraws) draws = NULL;
  double half;

  make_effect (10, 1.5, 0.05, 6, &effect);
  for (guint k = 0; k < 3; k++)
    make_agent (&effect, &agents[k]);
  draws = iso_index_draws_new (agents, 2, &agents[2], DRAWS, 3);
  iso_combination_index_at_level (agents, 2, &agents[2], shares, 0.5, 0.95, &index);
  iso_index_draws_at_level (draws, shares, 0.95, &index);
  half = iso_t_quantile (0.95, 12) * effect.line.residual_sd / effect.line.slope / sqrt (6);
  for (guint j = 0; j < 2; j++)
    {
      g_assert_cmpint (index.dri_drawn[j].interval_status, ==, ISO_STATUS_OK);
      iso_assert_close (log (index.dri_drawn[j].upper / index.dri_drawn[j].value), half * sqrt (2), 0.03);
      iso_assert_close (log (index.dri_drawn[j].value / index.dri_drawn[j].lower), half * sqrt (2), 0.03);
    }
  iso_assert_close (index.ci_drawn.value, index.ci.value, 1e-15);
  iso_assert_close (log (index.ci_drawn.upper / index.ci_drawn.lower), 2 * half * sqrt (1.5), 0.03);
}

/* An observed point brings its own error, which no line knows: with pooled SD s on 8 degrees of freedom, t s / m to each side besides the lines'. */
static void
test_point (void)
{
  const double doses[] = { 5, 5 };
  IsoMedianEffect effect;
  IsoSingleAgent singles[2];
  IsoCombinationIndex index, of_line;
  g_autoptr (IsoIndexDraws) draws = NULL;
  double own;

  make_effect (10, 1.5, 0.1, 6, &effect);
  make_agent (&effect, &singles[0]);
  make_agent (&effect, &singles[1]);
  draws = iso_index_draws_new (singles, 2, NULL, DRAWS, 4);
  iso_combination_index_at_point (singles, 2, doses, 0.5, 0.95, &index);
  iso_index_draws_at_point (draws, 0.95, &index);
  own = iso_t_quantile (0.95, 8) * effect.line.residual_sd / effect.line.slope;
  g_assert_cmpfloat (0.5 * log (index.ci_drawn.upper / index.ci_drawn.lower), >, own);
  g_assert_cmpfloat (0.5 * log (index.ci_drawn.upper / index.ci_drawn.lower), <, 1.3 * own);
  of_line = index;
  iso_index_draws_at_point (draws, 0.8, &of_line);
  g_assert_cmpfloat (of_line.ci_drawn.lower, >, index.ci_drawn.lower);
  g_assert_cmpfloat (of_line.ci_drawn.upper, <, index.ci_drawn.upper);
}

/* A line that may as well fall has no tails; two points have nothing to draw from; what has no value gets none. */
static void
test_refusals (void)
{
  const double doses[] = { 5, 5 }, shares[] = { 0.5, 0.5 };
  IsoMedianEffect wild, good, two;
  IsoSingleAgent singles[2], ray;
  IsoCombinationIndex index;
  IsoIndexDraws *draws;

  make_effect (10, 0.2, 0.9, 5, &wild);
  make_effect (10, 1.5, 0.1, 6, &good);
  make_effect (10, 1.5, 0, 2, &two);
  make_agent (&wild, &singles[0]);
  make_agent (&good, &singles[1]);
  make_agent (&good, &ray);
  draws = iso_index_draws_new (singles, 2, &ray, 500, 5);
  iso_combination_index_at_level (singles, 2, &ray, shares, 0.5, 0.95, &index);
  iso_index_draws_at_level (draws, shares, 0.95, &index);
  g_assert_cmpint (index.ci_drawn.interval_status, ==, ISO_STATUS_NOT_IDENTIFIED);
  g_assert_true (isnan (index.ci_drawn.lower) && isnan (index.ci_drawn.upper));
  g_assert_cmpint (index.dri_drawn[1].interval_status, ==, ISO_STATUS_OK);
  iso_combination_index_at_point (singles, 2, doses, 1.5, 0.95, &index);
  iso_index_draws_at_point (draws, 0.95, &index);
  g_assert_cmpint (index.ci_drawn.status, ==, ISO_STATUS_UNDEFINED);
  iso_index_draws_free (draws);
  make_agent (&two, &singles[0]);
  g_assert_null (iso_index_draws_new (singles, 2, NULL, 500, 5));
}

int
main (int argc, char *argv[])
{
  iso_test_init (&argc, &argv);
  g_test_add_func ("/index-draws/height", test_height);
  g_test_add_func ("/index-draws/point", test_point);
  g_test_add_func ("/index-draws/refusals", test_refusals);
  return g_test_run ();
}
