/* test-surface-nulls.c - surfaces through data that have no interaction find one as often as they say, and no more
 *
 * Fixed before the first run. Truth: E0 1 (held), h 1.3 and 0.9, C 1 and 3; MuSyC E1 0.3, E2 0.2, E3 0.2, alphas 1; BRAID E1 0.3, E2 and
 * E3 0.1, kappa 0; Greco's equation E3 0.1, alpha 0; effective doses E3 0, both a 0. Design: 6 x 6 doses, 1:3 around C, and 6 of each drug
 * alone, one well each; normal noise, SD 4 %; ends kept within 0 and 1. 300 simulations.
 *
 * Right is, of 300: the F test of no interaction below 0.05 in no more than 26 (5 % and three standard errors of a binomial; less where
 * the truth lies on a limit); a profile interval, or Wald's of beta, without the truth in no more than 26. The first run had
 * percentiles of 199 parametric bootstraps in the place of profiles: 86.7 and 86.3 % for MuSyC's alphas, which is why there are profiles.
 *
 * Of the first runs, in percent: F test MuSyC 4.0, BRAID 4.7; coverage of MuSyC's alphas 91.7 and 94.7 (Wald's 90.3 and 91.3), of beta
 * 92.3, of kappa 95.3 (Wald's 89.7). E3 of MuSyC: profile 86.3, Wald's 98.3, which is why the ends have Wald's. Effective doses: a12 88.3.
 *
 * What was mended: a profile leapt to its first trial, by 3.4 of a logarithm where the standard error is 1.7, and descended there into a
 * valley that lies higher than the one it had left; all cuts went on from there. Refits from all starts with a12 held at the truth said that
 * 7 of the 8 intervals that missed it among seeds 1 to 60 should have held it. It now walks in strides of a third of the way, halves those
 * that end too high, and looks for another valley before it takes one for too high: the limits are those of refits, a12 97.0.
 *
 * MuSyC with twelve parameters: there the limits are those of refits, too (of seeds 1 to 60 all but 2 of 240), the residual variance has no
 * bias (36.6 of 37), and yet alpha12, gamma12 and beta are held by 88 %: 48 wells do not make eleven parameters, of which alpha and gamma
 * change the same few of them, no longer behave like a regular problem. These three, alpha21 and gamma21 are printed and not judged for this model, its F test
 * is, and `isobole-cli synergy` says so beside them.
 *
 * The table of 300, profile and in brackets Wald's (of the ends Wald's is what is shown), in percent:
 *
 *                   musyc10        musyc (12)     braid          ursa           effective dose
 *   F test           4.0            5.7            4.7            5.7            3.7
 *   E1              93.3 (93.3)    92.7 (96.0)    94.7 (94.7)
 *   E2              94.3 (95.0)    91.0 (95.0)    97.3 (97.3)
 *   E3              97.0 (98.3)    90.3 (97.7)    96.0 (98.3)    94.3 (94.3)
 *   h1              93.7 (94.0)    91.3 (95.0)    94.0 (94.7)    91.7 (92.3)    94.0 (93.7)
 *   h2              92.7 (91.0)    91.0 (93.7)    93.3 (93.7)    93.7 (94.0)    95.0 (94.7)
 *   C1              94.7 (95.7)    91.0 (96.7)    94.0 (93.7)    93.7 (93.7)    94.7 (94.3)
 *   C2              94.7 (93.0)    91.7 (94.0)    96.0 (95.0)    94.7 (94.3)    93.7 (93.3)
 *   first own       93.0 (90.3)    87.7 (91.3)    95.3 (89.7)    94.3 (80.0)    97.0 (81.3)    alpha12, kappa, alpha, a12
 *   second own      94.7 (91.3)    93.3 (95.7)                                  96.7 (82.0)    alpha21, a21
 *   third, fourth                  88.7 (95.7)  96.0 (97.3)                                    gamma12, gamma21
 *   beta                 (92.3)         (88.3)                                                 IAE of braid: 92.7
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "synergy/iso-surface-fit.h"

#include "iso-test.h"

#define SIMULATIONS 300
#define SD 0.04
#define SIDE 7
#define MOST 26
#define HIGHEST(null, drug) ((null)->truth[ISO_SURFACE_C##drug] * pow (3, SIDE - 1 - 3.5))

typedef struct
{
  const char *id;
  double      truth[ISO_SURFACE_MAX];
} Null;

static const Null musyc = { "musyc10", { 1, 0.3, 0.2, 0.2, 1.3, 0.9, 1, 3, 1, 1, 1, 1 } };
static const Null musyc12 = { "musyc", { 1, 0.3, 0.2, 0.2, 1.3, 0.9, 1, 3, 1, 1, 1, 1 } };
static const Null braid = { "braid", { 1, 0.3, 0.1, 0.1, 1.3, 0.9, 1, 3, 0, 1 } };
static const Null ursa = { "ursa", { 1, 0, 0, 0.1, 1.3, 0.9, 1, 3, 0 } };
static const Null effective = { "effective_dose", { 1, 0, 0, 0, 1.3, 0.9, 1, 3, 0, 0 } };

typedef struct
{
  guint tests;
  guint wald;
  guint profile;   /* of beta's: those of the index of achievable efficacy */
  guint without;
} Tally;

static gboolean
misses (const IsoEstimate *estimate, double truth)
{
  return estimate->lower > truth || estimate->upper < truth;
}

static void
simulate (const Null *null, guint64 seed, double efficacy, Tally *tallies, Tally *beta)
{
  const IsoSurfaceModel *model = iso_surface_find (null->id);
  double d1[SIDE * SIDE], d2[SIDE * SIDE], responses[SIDE * SIDE];
  IsoSurfaceData data = { 0, d1, d2, responses, NULL };
  IsoSurfaceSettings settings;
  IsoSurfaceFit fit, again;
  IsoEstimate achievable;
  IsoRandom random;

  iso_random_init (&random, seed, 11);
  for (guint i = 0; i < SIDE * SIDE; i++)
    {
      guint a = i / SIDE, b = i % SIDE;

      if (i == 0)
        continue;
      d1[data.n] = a > 0 ? null->truth[ISO_SURFACE_C1] * pow (3, a - 3.5) : 0;
      d2[data.n] = b > 0 ? null->truth[ISO_SURFACE_C2] * pow (3, b - 3.5) : 0;
      responses[data.n] = iso_surface_value (model, null->truth, d1[data.n], d2[data.n]) + SD * iso_random_normal (&random);
      data.n++;
    }
  iso_surface_settings_init (&settings, model);
  settings.fixed[ISO_SURFACE_E0] = 1;
  settings.end_low = 0;
  settings.end_high = 1;
  iso_surface_fit (&settings, &data, &fit);
  settings.profile = FALSE;
  iso_surface_fit (&settings, &data, &again);
  for (guint p = ISO_SURFACE_E1; p < model->n; p++)
    {
      tallies[p].tests += fit.null_p < 0.05;
      tallies[p].wald += misses (&again.parameters[p], null->truth[p]);
      tallies[p].profile += misses (&fit.parameters[p], null->truth[p]);
      tallies[p].without += isnan (again.parameters[p].lower);
    }
  beta->wald += misses (&fit.beta, 0);
  if (isfinite (efficacy))
    achievable = iso_surface_fit_achievable (&fit, 0.5, HIGHEST (null, 1), HIGHEST (null, 2), 0.95);
  beta->profile += isfinite (efficacy) && misses (&achievable, efficacy);
  beta->without += isfinite (efficacy) && isnan (achievable.lower);
}

/* The index of achievable efficacy of the truth, for half the effect; NaN where the model has none. */
static double
get_efficacy (const Null *null)
{
  IsoSurfaceFit truth = { .model = iso_surface_find (null->id), .rss = 1 };

  if (null != &braid)
    return NAN;
  for (guint p = 0; p < truth.model->n; p++)
    truth.inside[p] = iso_surface_to_inside (truth.model, null->truth, p);
  return iso_surface_achievable_efficacy (&truth, 0.5, HIGHEST (null, 1), HIGHEST (null, 2));
}

static void
test_null (gconstpointer data)
{
  const Null *null = data;
  const IsoSurfaceModel *model = iso_surface_find (null->id);
  Tally tallies[ISO_SURFACE_MAX] = { 0 }, beta = { 0 };
  double efficacy = get_efficacy (null);

  for (guint i = 0; i < SIMULATIONS; i++)
    simulate (null, i + 1, efficacy, tallies, &beta);
  if (isfinite (efficacy))
    g_test_message ("%-15s IAE %.2f  coverage: Wald %.1f %%, without an interval %u", null->id, efficacy,
                    100.0 * (SIMULATIONS - beta.profile) / SIMULATIONS, beta.without);
  g_test_message ("%-15s F test of no interaction: %.1f %%", null->id, 100.0 * tallies[ISO_SURFACE_E1].tests / SIMULATIONS);
  for (guint p = ISO_SURFACE_E1; p < model->n; p++)
    {
      if (tallies[p].without == SIMULATIONS)
        continue;
      g_test_message ("%-15s %-8s coverage: profile %.1f %%, Wald %.1f %%, without Wald's %u", null->id, model->parameters[p]->id,
                      100.0 * (SIMULATIONS - tallies[p].profile) / SIMULATIONS, 100.0 * (SIMULATIONS - tallies[p].wald) / SIMULATIONS,
                      tallies[p].without);
    }
  if (null == &musyc || null == &musyc12)
    g_test_message ("%-15s %-8s coverage: Wald %.1f %%", null->id, "beta", 100.0 * (SIMULATIONS - beta.wald) / SIMULATIONS);
  g_assert_cmpuint (tallies[ISO_SURFACE_E1].tests, <=, MOST);
  for (guint p = ISO_SURFACE_INTERACTION; p < model->n && null != &musyc12; p++)
    g_assert_cmpuint (tallies[p].profile, <=, MOST);
  if (null != &musyc12)
    g_assert_cmpuint (beta.wald, <=, MOST);
  g_assert_cmpuint (beta.profile, <=, MOST);
}

int
main (int argc, char *argv[])
{
  iso_test_init (&argc, &argv);
  g_test_add_data_func ("/surface-nulls/musyc", &musyc, test_null);
  g_test_add_data_func ("/surface-nulls/musyc12", &musyc12, test_null);
  g_test_add_data_func ("/surface-nulls/braid", &braid, test_null);
  g_test_add_data_func ("/surface-nulls/ursa", &ursa, test_null);
  g_test_add_data_func ("/surface-nulls/effective-dose", &effective, test_null);
  return g_test_run ();
}
