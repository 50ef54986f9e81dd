/* test-iso-surface.c - surfaces against their equations, derivatives against differences, fits against other programs
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "synergy/iso-surface-descent.h"

#include "base/iso-statistics.h"
#include "iso-test.h"
#include "reference-table.h"

#include <string.h>

#define REFERENCE_ERROR 1e-9

/* Natural parameters that each model takes: E0 E1 E2 E3 h1 h2 C1 C2, then its own. */
static const struct
{
  const char *id;
  double      natural[ISO_SURFACE_MAX];
} truths[] = {
  { "musyc", { 1, 0.4, 0.3, 0.05, 1.3, 0.9, 0.4, 2, 2, 0.6, 1.4, 0.8 } },
  { "musyc10", { 0.97, 0.5, 0.2, 0.1, 2.3, 0.7, 1.4, 0.7, 0.5, 3, 1, 1 } },
  { "braid", { 1, 0.4, 0.2, 0.05, 2, 1.5, 1, 3, 2, 1 } },
  { "braid_equal", { 1, 0.1, 0.1, 0.1, 2, 0.8, 1, 3, -0.8, 1 } },
  { "braid_larger", { 1, 0.5, 0.1, 0.1, 2, 1.5, 1, 3, -0.5, 1 } },
  { "braid_delta", { 1, 0.4, 0.2, 0.1, 1.2, 1.5, 1, 3, 1.5, 1.3 } },
  { "ursa", { 1, 0, 0, 0, 2, 1.5, 1, 3, 1 } },
  { "effective_dose", { 1, 0, 0, 0, 2, 1.5, 1, 3, -0.6, 0.7 } },
};

static void
test_gradients (void)
{
  static const double doses[] = { 0, 0.07, 0.9, 4, 60 };

  for (gsize i = 0; i < G_N_ELEMENTS (truths); i++)
    {
      const IsoSurfaceModel *model = iso_surface_find (truths[i].id);
      double inside[ISO_SURFACE_MAX], natural[ISO_SURFACE_MAX];

      for (guint p = 0; p < model->n; p++)
        inside[p] = iso_surface_to_inside (model, truths[i].natural, p);
      iso_surface_to_natural (model, inside, natural);
      for (guint p = 0; p < model->n; p++)
        {
          if (isfinite (inside[p]))
            iso_assert_close (natural[p], truths[i].natural[p], 1e-12);
          else
            inside[p] = 1;
        }
      for (gsize k = 0; k < G_N_ELEMENTS (doses) * G_N_ELEMENTS (doses); k++)
        {
          double d1 = doses[k / G_N_ELEMENTS (doses)], d2 = doses[k % G_N_ELEMENTS (doses)], gradient[ISO_SURFACE_MAX];
          double value = model->value (inside, d1, d2, gradient);

          g_assert_cmpfloat (value, ==, model->value (inside, d1, d2, NULL));
          for (guint p = 0; p < model->n; p++)
            {
              static const double away[] = { -2, -1, 1, 2 }, shares[] = { 1, -8, 8, -1 };
              double difference = 0;

              for (guint m = 0; m < 4; m++)
                {
                  double moved[ISO_SURFACE_MAX];

                  memcpy (moved, inside, sizeof moved);
                  moved[p] += 1e-5 * away[m];
                  difference += shares[m] * model->value (moved, d1, d2, NULL) / 12e-5;
                }
              if (fabs (gradient[p] - difference) > 1e-7 + 1e-6 * fabs (difference))
                g_error ("%s: derivative %u at (%g, %g) is %.10g, not %.10g", model->id, p, d1, d2, gradient[p], difference);
            }
        }
    }
}

/* --- other programs --------------------------------------------------------------------------------------------------------- */

/* Of braidrm 1.0.6 at fixed parameters, E rising from 0 to 1. */
static void
test_functions (void)
{
  static const double braid[] = { 0, 0.8, 1, 1, 2, 1.5, 1, 3, 2, 1 };
  static const double ursa[] = { 0, 0, 0, 1, 2, 1.5, 1, 3, 1 };
  static const double musyc[] = { 0, 0.6, 0.8, 1, 2, 1.5, 1, 3, 2, 0.5, 1, 1 };
  g_autoptr (ReferenceTable) table = reference_table_load ("oracle/braidrm_purefunction_eval.csv");

  if (table == NULL)
    return;
  for (guint i = 0; i < table->rows->len; i++)
    {
      double a = reference_table_number (table, i, "A"), b = reference_table_number (table, i, "B");

      iso_assert_close (iso_surface_value (iso_surface_find ("braid"), braid, a, b), reference_table_number (table, i, "braid_eval"),
                        REFERENCE_ERROR);
      /* The reference solved its equation to 1.6e-8 (by bisection to the last digits); here it holds to rounding. */
      iso_assert_close (iso_surface_value (iso_surface_find ("ursa"), ursa, a, b), reference_table_number (table, i, "ursa_eval"), 1e-7);
      if (a > 0 || b > 0)
        {
          double e = iso_surface_value (iso_surface_find ("ursa"), ursa, a, b), u = e / (1 - e);

          g_assert_cmpfloat (fabs (a / sqrt (u) + b / 3 / pow (u, 1 / 1.5) + a * b / 3 / pow (u, 0.25 + 1 / 3.0) - 1), <, 1e-12);
        }
      iso_assert_close (iso_surface_value (iso_surface_find ("musyc"), musyc, a, b), reference_table_number (table, i, "musyc_eval"),
                        REFERENCE_ERROR);
    }
}

typedef struct
{
  IsoSurfaceData data;
  double         numbers[4][512];
} Set;

static gboolean
load_set (Set *set, const char *path, const char *d1, const char *d2, const char *response)
{
  g_autoptr (ReferenceTable) table = reference_table_load (path);

  if (table == NULL)
    return FALSE;
  g_assert_cmpuint (table->rows->len, <=, 512);
  for (guint i = 0; i < table->rows->len; i++)
    {
      set->numbers[0][i] = reference_table_number (table, i, d1);
      set->numbers[1][i] = reference_table_number (table, i, d2);
      set->numbers[2][i] = reference_table_number (table, i, response);
    }
  set->data = (IsoSurfaceData) { table->rows->len, set->numbers[0], set->numbers[1], set->numbers[2], NULL };
  return TRUE;
}

static void
fit_set (const Set *set, const char *id, gboolean profile, IsoSurfaceFit *fit)
{
  IsoSurfaceSettings settings;

  iso_surface_settings_init (&settings, iso_surface_find (id));
  settings.profile = profile;
  settings.n_draws = 0;
  iso_surface_fit (&settings, &set->data, fit);
}

/* Without noise the truth comes back. */
static void
test_truths (void)
{
  static const double doses[] = { 0, 0.1, 0.3, 1, 3, 10, 30 };
  Set set;

  for (gsize i = 0; i < G_N_ELEMENTS (truths); i++)
    {
      const IsoSurfaceModel *model = iso_surface_find (truths[i].id);
      IsoSurfaceFit fit;
      gsize n = 0;

      for (gsize a = 0; a < G_N_ELEMENTS (doses); a++)
        for (gsize b = 0; b < G_N_ELEMENTS (doses); b++)
          {
            set.numbers[0][n] = doses[a];
            set.numbers[1][n] = 2 * doses[b];
            set.numbers[2][n] = iso_surface_value (model, truths[i].natural, doses[a], 2 * doses[b]);
            n++;
          }
      set.data = (IsoSurfaceData) { n, set.numbers[0], set.numbers[1], set.numbers[2], NULL };
      fit_set (&set, truths[i].id, FALSE, &fit);
      g_test_message ("%s: sum of squares %.3g, %u of %u starts", truths[i].id, fit.rss, fit.n_best, fit.n_starts);
      g_assert_cmpfloat (fit.rss, <, 1e-12);
      for (guint p = 0; p < model->n; p++)
        {
          if (!fit.held[p])
            g_assert_cmpfloat (fabs (fit.values[p] - truths[i].natural[p]), <, 1e-4 * (1 + fabs (truths[i].natural[p])));
        }
    }
}

/* Sets that were not made by MuSyC take long, and only `-m slow` fits it to them. Its twelve parameters end up to 2.3 % above the best
 * sum of squares known there (six of nine sets; ten parameters never), where those who found it had alphas of 1e306 or ends of -5044. */
#define OUTSIDE_LIMITS 0.03

/* Python's synergy 1.0.0: of 40 starts of MuSyC the best, of the others what it prints. */
static void
test_pysynergy (void)
{
  static const struct
  {
    const char *peer;
    const char *own;
  } models[] = { { "MuSyC_gamma", "musyc" }, { "MuSyC_nogamma", "musyc10" }, { "BRAID_kappa", "braid" }, { "BRAID_both", "braid_delta" },
                 { "Zimmer", "effective_dose" } };
  g_autoptr (ReferenceTable) table = reference_table_load ("oracle/pysynergy_params.csv");
  guint compared = 0;
  Set set;

  for (guint i = 0; table != NULL && i < table->rows->len; i++)
    {
      const char *name = reference_table_get (table, i, "dataset"), *model = reference_table_get (table, i, "model");
      const char *starts = reference_table_get (table, i, "multistart_best_rss");
      g_autofree char *path = g_strdup_printf ("oracle/data/pysynergytest_combination_synthetic_%s.csv", name);
      double known = reference_table_number (table, i, "rss");

      if (strncmp (name, "musyc_", 6) != 0 && strncmp (name, "BRAID_", 6) != 0 && strncmp (name, "EDM_", 4) != 0)
        continue;
      if (*starts != '\0')
        known = MIN (known, reference_table_number (table, i, "multistart_best_rss"));
      for (gsize m = 0; m < G_N_ELEMENTS (models); m++)
        {
          IsoSurfaceFit fit;

          if (strcmp (models[m].peer, model) != 0 || (strncmp (name, "BRAID_", 6) == 0 && *starts != '\0' && !g_test_slow ())
              || !load_set (&set, path, "d1", "d2", "E"))
            continue;
          fit_set (&set, models[m].own, FALSE, &fit);
          g_test_message ("%-26s %-14s %.9g, known %.9g (%+.2e), %u of %u", name, model, fit.rss, known, fit.rss / known - 1, fit.n_best,
                          fit.n_starts);
          compared++;
          /* In this one the second drug does nothing to the first: the best known alpha21 is 1e-321. */
          if (strcmp (models[m].own, "musyc") == 0
              && (strncmp (name, "BRAID_", 6) == 0 || strcmp (name, "musyc_linear_isobole_1") == 0))
            g_assert_cmpfloat (fit.rss, <=, known * (1 + OUTSIDE_LIMITS));
          else
            g_assert_cmpfloat (fit.rss, <=, known * (1 + 1e-7));
        }
    }
  g_assert_true (table == NULL || compared > 60);
}

/* The 8 x 8 matrix made by MuSyC with noise of SD 0.03: the intervals hold the truth. */
static void
test_matrix (void)
{
  static const double truth[] = { 1, 0.45, 0.3, 0.05, 1.3, 0.9, 0.4, 2, 2, 1.5, 1, 1 };
  IsoSurfaceFit fit;
  Set set;

  if (!load_set (&set, "oracle/data/synthetic_musyc_matrix8.csv", "d1", "d2", "E"))
    return;
  fit_set (&set, "musyc10", TRUE, &fit);
  g_assert_cmpint (fit.status, ==, ISO_STATUS_OK);
  for (guint p = 0; p < ISO_SURFACE_INTERACTION + 2; p++)
    {
      double half = (fit.parameters[p].upper - fit.parameters[p].lower) / 2;

      g_assert_cmpfloat (fit.parameters[p].lower - half, <, truth[p]);
      g_assert_cmpfloat (fit.parameters[p].upper + half, >, truth[p]);
    }
  iso_assert_close (sqrt (fit.rss / fit.df), 0.03, 0.25);
  g_assert_cmpfloat (fit.null_p, <, 0.01);
}

/* braidrm 1.0.6 without prior, on its own examples: its optimum where it found one, or a better one. */
static void
test_braidrm (void)
{
  static const char *const sets[] = { "additive", "antagonistic", "coactive", "incomplete", "oppositional", "protective", "synergistic" };
  static const struct
  {
    const char *peer;
    const char *own;
  } models[] = { { "kappa1", "braid_equal" }, { "kappa2", "braid_larger" }, { "kappa3", "braid" }, { "URSA", "ursa" },
                 { "MuSyC_standard", "musyc10" } };
  static const struct
  {
    const char *peer;
    guint       place;
  } parameters[] = { { "IDMA", ISO_SURFACE_C1 }, { "IDMB", ISO_SURFACE_C2 }, { "na", ISO_SURFACE_H1 }, { "nb", ISO_SURFACE_H2 },
                     { "kappa", ISO_SURFACE_INTERACTION }, { "alpha", ISO_SURFACE_INTERACTION }, { "alpha12", ISO_SURFACE_INTERACTION },
                     { "alpha21", ISO_SURFACE_INTERACTION + 1 }, { "E0", ISO_SURFACE_E0 }, { "EfA", ISO_SURFACE_E1 },
                     { "EfB", ISO_SURFACE_E2 }, { "Ef", ISO_SURFACE_E3 } };
  g_autoptr (ReferenceTable) table = reference_table_load ("oracle/braidrm_params.csv");
  Set set;

  for (gsize s = 0; table != NULL && s < G_N_ELEMENTS (sets); s++)
    for (gsize m = 0; m < G_N_ELEMENTS (models); m++)
      {
        g_autofree char *path = g_strdup_printf ("oracle/data/braidrm_%sExample.csv", sets[s]);
        double known = NAN, farthest = 0;
        IsoSurfaceFit fit;

        g_assert_true (load_set (&set, path, "concA", "concB", "measure"));
        fit_set (&set, models[m].own, FALSE, &fit);
        for (guint i = 0; i < table->rows->len; i++)
          {
            if (strcmp (reference_table_get (table, i, "dataset"), sets[s]) != 0
                || strcmp (reference_table_get (table, i, "model"), models[m].peer) != 0
                || strcmp (reference_table_get (table, i, "prior"), "moderate") == 0)
              continue;
            known = reference_table_number (table, i, "rss");
            for (gsize k = 0; k < G_N_ELEMENTS (parameters); k++)
              {
                double theirs = reference_table_number (table, i, "estimate"), own = fit.values[parameters[k].place];

                if (strcmp (parameters[k].peer, reference_table_get (table, i, "param")) == 0)
                  farthest = MAX (farthest, fabs (own - theirs) / (1 + fabs (theirs)));
              }
          }
        g_test_message ("%-13s %-15s %.9g, known %.9g (%+.2e), parameters within %.2g, %u of %u", sets[s], models[m].peer, fit.rss, known,
                        fit.rss / known - 1, farthest, fit.n_best, fit.n_starts);
        /* There, with alpha below -0.99, Greco's equation has several roots, and the two programs take different ones. */
        if (strcmp (sets[s], "protective") == 0 && strcmp (models[m].own, "ursa") == 0)
          continue;
        g_assert_cmpfloat (fit.rss, <=, known * (1 + 1e-7));
        /* The same optimum: the same parameters, as far as the reference descended. */
        if (fit.rss > known * (1 - 1e-8) && fit.rss < known)
          g_assert_cmpfloat (farthest, <, 1e-4);
      }
}

/* With one parameter free the standard error of ln index is that of the parameter times the slope of ln index along it. */
static void
test_achievable (void)
{
  const IsoSurfaceModel *model = iso_surface_find ("braid_equal");
  const double truth[ISO_SURFACE_MAX] = { 1, 0.1, 0.1, 0.1, 1.5, 0.8, 1, 3, 0.5, 1 };
  double d1[49], d2[49], viability[49];
  IsoSurfaceData data = { 0, d1, d2, viability, NULL };
  IsoSurfaceSettings settings;
  IsoSurfaceFit fit, moved;
  IsoEstimate index;
  double by_scale;

  for (guint i = 1; i < 49; i++)
    {
      d1[data.n] = i / 7 > 0 ? pow (2, i / 7 - 3.0) : 0;
      d2[data.n] = i % 7 > 0 ? 3 * pow (2, i % 7 - 3.0) : 0;
      viability[data.n] = iso_surface_value (model, truth, d1[data.n], d2[data.n]) + (i % 3 == 0 ? 0.02 : -0.01);
      data.n++;
    }
  iso_surface_settings_init (&settings, model);
  settings.profile = FALSE;
  for (guint p = 0; p < model->n; p++)
    settings.fixed[p] = p == ISO_SURFACE_C1 ? NAN : truth[p];
  iso_surface_fit (&settings, &data, &fit);
  index = iso_surface_fit_achievable (&fit, 0.5, 8, 24, 0.95);
  moved = fit;
  moved.inside[ISO_SURFACE_C1] += 0.05;
  by_scale = log (iso_surface_achievable_efficacy (&moved, 0.5, 8, 24) / index.value) / 0.05;
  g_assert_cmpint (index.interval_status, ==, ISO_STATUS_OK);
  iso_assert_close (index.value, iso_surface_achievable_efficacy (&fit, 0.5, 8, 24), 1e-15);
  iso_assert_close (log (index.upper / index.value),
                    iso_t_quantile (0.95, fit.df) * fabs (by_scale) * sqrt (fit.covariance[ISO_SURFACE_C1][ISO_SURFACE_C1]), 0.05);
  iso_assert_close (index.upper / index.value, index.value / index.lower, 1e-12);
  settings.fixed[ISO_SURFACE_C1] = 1;
  iso_surface_fit (&settings, &data, &fit);
  g_assert_cmpint (iso_surface_fit_achievable (&fit, 0.5, 8, 24, 0.95).interval_status, !=, ISO_STATUS_OK);

  /* Two alike, additive: what leaves more than half is the triangle below d1 + d2 = 1. */
  fit = (IsoSurfaceFit) { .model = model, .inside = { 1, 1, 1, 0, 0, 0, 0, 0, 0, 0 }, .rss = 1 };
  iso_assert_close (iso_surface_achievable_efficacy (&fit, 0.5, 8, 24), sqrt (8 * 24 / 0.5), 1e-3);
}

/* Limits of a profile lie where refits from all starts say: here a leap of the usual length lands in a valley that is too high, and
 * once ended the interval of a12 at -0.58. Beyond, at a21 = -1, the valley turns. */
/* A matrix of 6 x 6 doses and each drug alone around C 1 and 3, with noise of 4 %. */
static void
make_noisy (const IsoSurfaceModel *model, const double *truth, guint64 seed, double numbers[3][49], IsoSurfaceData *data)
{
  IsoRandom random;

  *data = (IsoSurfaceData) { 0, numbers[0], numbers[1], numbers[2], NULL };
  iso_random_init (&random, seed, 11);
  for (guint i = 1; i < 49; i++)
    {
      numbers[0][data->n] = i / 7 > 0 ? pow (3, i / 7 - 3.5) : 0;
      numbers[1][data->n] = i % 7 > 0 ? 3 * pow (3, i % 7 - 3.5) : 0;
      numbers[2][data->n] = iso_surface_value (model, truth, numbers[0][data->n], numbers[1][data->n]) + 0.04 * iso_random_normal (&random);
      data->n++;
    }
}

/* How far from the best, as a t variable, the surface with a place held at a value is. */
static double
get_distance (const IsoSurfaceSettings *settings, const IsoSurfaceData *data, const IsoSurfaceFit *fit, guint place, double value)
{
  double theta[ISO_SURFACE_MAX], rss;
  IsoSurfaceProblem problem;
  IsoSurfaceDoses doses;

  g_assert_true (iso_surface_begin (settings, data, &problem, theta));
  iso_surface_doses_init (&doses, data);
  problem.doses = &doses;
  memcpy (theta, fit->inside, sizeof theta);
  rss = iso_surface_hold (&problem, place, value, 500, theta);
  if (place == ISO_SURFACE_BETA (fit->model))
    iso_assert_close (iso_surface_tie_share (theta), value, 1e-9);
  iso_surface_doses_clear (&doses);
  return sqrt ((rss - fit->rss) / (fit->rss / fit->df));
}

/* With beta held the end of the stronger drug is where the sum of squares is least: none at its side is lower. */
static void
assert_beta_is_best (const IsoSurfaceSettings *settings, const IsoSurfaceData *data, const IsoSurfaceFit *fit, double share)
{
  double theta[ISO_SURFACE_MAX], rss;
  IsoSurfaceProblem problem;
  IsoSurfaceDoses doses;
  guint strong, n = 0;

  g_assert_true (iso_surface_begin (settings, data, &problem, theta));
  iso_surface_doses_init (&doses, data);
  problem.doses = &doses;
  memcpy (theta, fit->inside, sizeof theta);
  rss = iso_surface_hold (&problem, ISO_SURFACE_BETA (fit->model), share, 500, theta);
  strong = theta[ISO_SURFACE_E1] < theta[ISO_SURFACE_E2] ? ISO_SURFACE_E1 : ISO_SURFACE_E2;
  g_assert_cmpfloat (theta[ISO_SURFACE_E3], >, 0.01);
  for (int side = -1; side <= 1; side += 2)
    {
      IsoSurfaceProblem beside = problem;
      IsoSurfacePoint point;

      memcpy (point.theta, theta, sizeof theta);
      point.theta[strong] += 0.003 * side;
      point.theta[ISO_SURFACE_E3] = 1 + share * (point.theta[strong] - 1);
      beside.held[strong] = beside.held[ISO_SURFACE_E3] = TRUE;
      iso_surface_descend (&beside, 500, &point);
      if (point.theta[strong] <= point.theta[ISO_SURFACE_E1 + ISO_SURFACE_E2 - strong])
        g_assert_cmpfloat (point.rss, >, rss * (1 - 1e-9));
      n += point.theta[strong] <= point.theta[ISO_SURFACE_E1 + ISO_SURFACE_E2 - strong];
    }
  g_assert_cmpuint (n, >, 0);
  iso_surface_doses_clear (&doses);
}

/* One entry of J'J by differences: the derivatives of every response along two parameters, the end of both following as beta holds it. */
static double
sum_differences (const IsoSurfaceProblem *problem, const double *theta, guint p, guint q)
{
  const IsoSurfaceData *data = problem->data;
  const guint along[] = { p, q };
  const double step = 1e-5;
  double sum = 0;

  for (gsize i = 0; i < data->n; i++)
    {
      double by[2] = { 0, 0 };

      for (guint k = 0; k < 4; k++)
        {
          double moved[ISO_SURFACE_MAX];

          memcpy (moved, theta, sizeof moved);
          moved[along[k / 2]] += k % 2 == 0 ? -step : step;
          moved[ISO_SURFACE_E3] = moved[ISO_SURFACE_E0] + problem->tie_share * (moved[problem->tie] - moved[ISO_SURFACE_E0]);
          by[k / 2] += (k % 2 == 0 ? -1 : 1) * problem->model->value (moved, data->d1[i], data->d2[i], NULL) / (2 * step);
        }
      sum += by[0] * by[1];
    }
  return sum;
}

/* Where beta is held E3 goes along with two other ends, and so do the derivatives by these. */
static void
test_tied_derivatives (void)
{
  const IsoSurfaceModel *model = iso_surface_find ("musyc");
  const double truth[ISO_SURFACE_MAX] = { 1, 0.4, 0.2, 0.1, 1.3, 1.2, 1, 3, 2, 0.7, 1.2, 0.9 };
  double numbers[3][49], theta[ISO_SURFACE_MAX];
  gboolean at_limit[ISO_SURFACE_MAX];
  IsoSurfaceSettings settings;
  IsoSurfaceProblem problem;
  IsoSurfaceMatrix matrix;
  IsoSurfaceDoses doses;
  IsoSurfaceData data;

  make_noisy (model, truth, 4, numbers, &data);
  iso_surface_settings_init (&settings, model);
  g_assert_true (iso_surface_begin (&settings, &data, &problem, theta));
  iso_surface_doses_init (&doses, &data);
  problem.doses = &doses;
  problem.tie_share = 1.15;
  problem.held[ISO_SURFACE_E3] = TRUE;
  for (guint p = 0; p < model->n; p++)
    theta[p] = iso_surface_to_inside (model, truth, p);
  for (problem.tie = ISO_SURFACE_E1; problem.tie <= ISO_SURFACE_E2; problem.tie++)
    {
      theta[ISO_SURFACE_E3] = theta[ISO_SURFACE_E0] + problem.tie_share * (theta[problem.tie] - theta[ISO_SURFACE_E0]);
      iso_surface_normal_matrix (&problem, theta, matrix, at_limit);
      for (guint p = 0; p < model->n; p++)
        for (guint q = 0; q <= p && p != ISO_SURFACE_E3; q++)
          {
            if (q != ISO_SURFACE_E3)
              iso_assert_close (matrix[p][q], sum_differences (&problem, theta, p, q), 1e-6);
          }
    }
  iso_surface_doses_clear (&doses);
}

/* MuSyC with slopes: limits lie as far out as its draws ask for, never nearer than Student's t, with any number of threads; beta has a
 * profile of its own. */
static void
test_calibrated (void)
{
  const IsoSurfaceModel *model = iso_surface_find ("musyc");
  const double truth[ISO_SURFACE_MAX] = { 1, 0.4, 0.2, 0.2, 1.3, 1.2, 1, 3, 1, 1, 1, 1 };
  double numbers[3][49], t;
  guint farther = 0;
  IsoSurfaceSettings settings;
  IsoSurfaceFit fit, again, plain;
  IsoSurfaceData data;

  make_noisy (model, truth, 4, numbers, &data);
  iso_surface_settings_init (&settings, model);
  settings.fixed[ISO_SURFACE_E0] = 1;
  settings.end_low = 0;
  settings.end_high = 1;
  settings.n_starts = 9;
  settings.n_draws = 19;
  settings.n_threads = 1;
  iso_surface_fit (&settings, &data, &fit);
  settings.n_threads = 3;
  iso_surface_fit (&settings, &data, &again);
  settings.n_draws = 0;
  iso_surface_fit (&settings, &data, &plain);
  g_assert_cmpstr (plain.beta.method, ==, "wald");
  g_assert_cmpstr (fit.beta.method, ==, "calibrated-profile");
  t = iso_t_quantile (settings.level, fit.df);
  for (guint p = ISO_SURFACE_H1; p < model->n; p++)
    {
      const IsoEstimate *one = &fit.parameters[p], *other = &plain.parameters[p];

      g_assert_true (memcmp (&one->lower, &again.parameters[p].lower, sizeof (double)) == 0);
      g_assert_true (memcmp (&one->upper, &again.parameters[p].upper, sizeof (double)) == 0);
      g_assert_cmpstr (one->method, ==, "calibrated-profile");
      g_assert_cmpstr (other->method, ==, "profile");
      if (isfinite (one->upper) && isfinite (other->upper))
        {
          double distance = get_distance (&settings, &data, &fit, p, log (one->upper));

          g_assert_cmpfloat (distance, >, 0.99 * t);
          g_assert_cmpfloat (distance, <, 2 * t);
          farther += distance > 1.02 * get_distance (&settings, &data, &fit, p, log (other->upper));
        }
    }
  g_assert_cmpuint (farther, >, 0);
  g_assert_cmpfloat (get_distance (&settings, &data, &fit, ISO_SURFACE_BETA (model), 1 + fit.beta.upper), >, 0.99 * t);
  g_assert_cmpfloat (get_distance (&settings, &data, &fit, ISO_SURFACE_BETA (model), 1 + fit.beta.value), <, 1e-3);
  g_assert_cmpfloat (fit.beta.lower, <, fit.beta.value);
  assert_beta_is_best (&settings, &data, &fit, 0.5 * (1 + fit.beta.value) + 0.5 * (1 + fit.beta.lower));
}

/* Where there are more doses than a matrix has, points are reckoned one by one: the same surface. */
static void
test_many_doses (void)
{
  const IsoSurfaceModel *model = iso_surface_find ("musyc10");
  g_autofree double *numbers = g_new (double, 3 * 120);
  IsoSurfaceData data = { 120, numbers, numbers + 120, numbers + 240, NULL };
  IsoSurfaceSettings settings;
  IsoSurfaceFit fit;

  for (guint i = 0; i < 120; i++)
    {
      numbers[i] = i % 2 == 0 ? 0.02 * pow (1.1, i) : 0;
      numbers[120 + i] = i % 4 == 0 ? 0 : 0.02 * pow (1.1, (7 * i) % 120);
      numbers[240 + i] = iso_surface_value (model, truths[1].natural, numbers[i], numbers[120 + i]);
    }
  iso_surface_settings_init (&settings, model);
  settings.profile = FALSE;
  iso_surface_fit (&settings, &data, &fit);
  for (guint p = 0; p < model->n; p++)
    iso_assert_close (fit.values[p], truths[1].natural[p], 1e-6);
}

static void
test_profile (void)
{
  const IsoSurfaceModel *model = iso_surface_find ("effective_dose");
  const double truth[ISO_SURFACE_MAX] = { 1, 0, 0, 0, 1.3, 0.9, 1, 3, 0, 0 };
  double numbers[3][49];
  IsoSurfaceData data;
  IsoSurfaceSettings settings;
  IsoSurfaceFit fit, held;

  make_noisy (model, truth, 3, numbers, &data);
  iso_surface_settings_init (&settings, model);
  settings.fixed[ISO_SURFACE_E0] = 1;
  iso_surface_fit (&settings, &data, &fit);
  g_assert_cmpstr (fit.parameters[ISO_SURFACE_INTERACTION].method, ==, "profile");
  settings.profile = FALSE;
  settings.fixed[ISO_SURFACE_INTERACTION] = fit.parameters[ISO_SURFACE_INTERACTION].upper;
  iso_surface_fit (&settings, &data, &held);
  iso_assert_close (sqrt ((held.rss - fit.rss) / (fit.rss / fit.df)), iso_t_quantile (0.95, fit.df), 0.01);
}

int
main (int argc, char **argv)
{
  iso_test_init (&argc, &argv);
  g_test_add_func ("/surface/gradients", test_gradients);
  g_test_add_func ("/surface/functions", test_functions);
  g_test_add_func ("/surface/truths", test_truths);
  g_test_add_func ("/surface/pysynergy", test_pysynergy);
  g_test_add_func ("/surface/braidrm", test_braidrm);
  g_test_add_func ("/surface/matrix", test_matrix);
  g_test_add_func ("/surface/achievable", test_achievable);
  g_test_add_func ("/surface/profile", test_profile);
  g_test_add_func ("/surface/calibrated", test_calibrated);
  g_test_add_func ("/surface/tied-derivatives", test_tied_derivatives);
  g_test_add_func ("/surface/many-doses", test_many_doses);
  return g_test_run ();
}
