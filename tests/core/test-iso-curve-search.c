/* test-iso-curve-search.c - the best curve is found wherever it lies
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "curve/iso-curve-problem.h"

#include "base/iso-random.h"
#include "iso-test.h"

#define N ISO_CURVE_N_PARAMETERS
#define MADE 60
#define MOST_POINTS 40
#define FINE_HILLS 60
#define FINE_SCALES 120

typedef struct
{
  gsize  n;
  double doses[MOST_POINTS];
  double responses[MOST_POINTS];
} Data;

/* Designs of all kinds, curves that are hardly seen, steep ones, noise from small to large, outliers. */
static void
make_data (IsoRandom *random, Data *data)
{
  double truth[N] = { 0 }, factor = 1.5 + 9 * iso_random_uniform (random), sd = 0.003 * pow (100, iso_random_uniform (random));
  guint replicates = 1 + (guint) (3 * iso_random_uniform (random));

  data->n = replicates * (5 + (gsize) (8 * iso_random_uniform (random)));
  truth[ISO_PARAMETER_HILL] = 0.2 * pow (50, iso_random_uniform (random));
  truth[ISO_PARAMETER_LOWER] = 0.8 * iso_random_uniform (random);
  truth[ISO_PARAMETER_UPPER] = 1;
  truth[ISO_PARAMETER_SCALE] = 0.1 * pow (factor, 1.2 * data->n / replicates * iso_random_uniform (random));
  for (gsize i = 0; i < data->n; i++)
    {
      data->doses[i] = pow (factor, i / replicates);
      data->responses[i] = iso_curve_value (truth, data->doses[i]) + sd * iso_random_normal (random);
    }
  if (iso_random_uniform (random) < 0.2)
    data->responses[data->n / 2] += 0.5;
}

/* The least sum of squares of a fine grid over hill and scale, with the limits in closed form. */
static double
search_finely (const Data *made, const IsoCurveSettings *settings)
{
  double low[N], high[N], best = INFINITY;
  IsoCurveData data;
  IsoCurvePoint point = { .held = { [ISO_PARAMETER_EXTRA] = TRUE } };

  for (guint p = 0; p < N; p++)
    {
      gboolean held = !isnan (settings->fixed[p]);

      low[p] = held ? -INFINITY : settings->low[p];
      high[p] = held ? INFINITY : settings->high[p];
      point.held[p] = point.held[p] || held;
      point.theta[p] = held ? settings->fixed[p] : 0;
    }
  iso_curve_data_init (&data, iso_curve_model_find ("LL.4")->shape, made->doses, made->responses, NULL, made->n);
  for (guint h = 0; h < FINE_HILLS; h++)
    for (guint s = 0; s < FINE_SCALES; s++)
      {
        double from = log (made->doses[0]) - 1, to = log (made->doses[made->n - 1]) + 1;

        point.theta[ISO_PARAMETER_HILL] = log (0.15) + log (150 / 0.15) * h / (FINE_HILLS - 1);
        point.theta[ISO_PARAMETER_SCALE] = from + (to - from) * s / (FINE_SCALES - 1);
        best = MIN (best, iso_curve_problem_solve_limits (&data, low, high, &point));
      }
  iso_curve_data_clear (&data);
  return best;
}

/* Which ends are held, and how a free one is bounded: the grids of the search are reckoned each in its own way. */
typedef struct
{
  double upper, lower, lower_low, lower_high;
  guint  made;
} Ends;

static const Ends all_free = { NAN, NAN, -INFINITY, INFINITY, MADE };
static const Ends upper_held = { 1, NAN, 0, 1, 4 * MADE };
static const Ends lower_held = { NAN, 0.3, -INFINITY, INFINITY, 2 * MADE };

static void
test_no_grid_is_better (gconstpointer user_data)
{
  const Ends *ends = user_data;
  IsoRandom random;

  iso_random_init (&random, 20, 1);
  for (guint c = 0; c < ends->made; c++)
    {
      IsoCurveSettings settings;
      IsoCurveFit fit;
      Data data;
      double fine;

      make_data (&random, &data);
      iso_curve_settings_init (&settings, iso_curve_model_find ("LL.4"));
      settings.fixed[ISO_PARAMETER_UPPER] = ends->upper;
      settings.fixed[ISO_PARAMETER_LOWER] = ends->lower;
      settings.low[ISO_PARAMETER_LOWER] = ends->lower_low;
      settings.high[ISO_PARAMETER_LOWER] = ends->lower_high;
      iso_curve_fit (&settings, data.doses, data.responses, NULL, data.n, &fit);
      fine = search_finely (&data, &settings);
      g_test_message ("%u: %.12g, fine grid %.12g, %s", c, fit.rss, fine, iso_status_word (fit.status));
      g_assert_cmpfloat (fit.rss, <=, fine * (1 + 1e-9));
    }
}

/* Between two points of the first grid lie a step of hill 63.7 with 0.000893 and a curve of hill 6.7 with 0.000792 as their sums of
 * squares; the descent from the grid's best point once came to one and once to the other. */
static void
test_beside_a_step (void)
{
  static const double doses[] = { 1, 2.25365, 5.07895, 11.4462, 25.7957, 58.1345 };
  static const double responses[][3] = {
    { 0.988938, 0.999158, 0.992009 }, { 0.994329, 1.00462, 1.00587 }, { 0.998037, 0.992155, 1.00582 },
    { 0.990824, 1.0073, 0.984486 }, { 0.472531, 0.467517, 0.459744 }, { 0.122605, 0.13222, 0.131558 },
  };
  double x[18], y[18];
  IsoCurveSettings settings;
  IsoCurveFit fit;

  for (guint i = 0; i < 18; i++)
    {
      x[i] = doses[i / 3];
      y[i] = responses[i / 3][i % 3];
    }
  iso_curve_settings_init (&settings, iso_curve_model_find ("LL.4"));
  settings.fixed[ISO_PARAMETER_UPPER] = 1;
  settings.low[ISO_PARAMETER_LOWER] = 0;
  settings.high[ISO_PARAMETER_LOWER] = 1;
  iso_curve_fit (&settings, x, y, NULL, 18, &fit);
  g_assert_cmpfloat (fit.values[ISO_PARAMETER_HILL], <, 8);
}

/* Gradient and second derivative of the sum of squares against differences, with a level without drug among the doses. */
static void
test_normal_equations (void)
{
  static const double x[] = { 0, 0.5, 1, 2, 4, 9 }, y[] = { 1.1, 0.97, 0.8, 0.75, 0.3, 0.2 }, weights[] = { 1, 2, 1, 0.5, 1, 3 };
  const double at[N] = { 0.3, 0.15, 1.05, 0.8, 0 }, h = 1e-5;
  IsoNormalEquations here, up, down;
  IsoCurveData data;

  iso_curve_data_init (&data, iso_curve_model_find ("LL.4")->shape, x, y, weights, G_N_ELEMENTS (x));
  iso_curve_problem_evaluate (&data, at, &here);
  for (IsoParameter p = 0; p < ISO_PARAMETER_EXTRA; p++)
    {
      double theta[N], gauss_newton = 0;

      memcpy (theta, at, sizeof theta);
      theta[p] = at[p] + h;
      iso_curve_problem_evaluate (&data, theta, &up);
      theta[p] = at[p] - h;
      iso_curve_problem_evaluate (&data, theta, &down);
      g_assert_cmpfloat (fabs (-0.5 * (up.rss - down.rss) / (2 * h) - here.gradient[p]), <, 1e-8);
      for (IsoParameter q = p; q < ISO_PARAMETER_EXTRA; q++)
        g_assert_cmpfloat (fabs (-(up.gradient[q] - down.gradient[q]) / (2 * h) - here.observed[q][p]), <, 1e-7);
      for (gsize i = 0; i < data.n; i++)
        {
          double gradient[N];

          iso_curve_problem_gradient (data.shape, FALSE, at, data.log_doses[i], 0, gradient);
          gauss_newton += data.weights[i] * gradient[p] * gradient[p];
        }
      iso_assert_close (here.gauss_newton[p][p], gauss_newton, 1e-12);
    }
  iso_curve_data_clear (&data);
}

int
main (int argc, char **argv)
{
  iso_test_init (&argc, &argv);
  g_test_add_data_func ("/curve-search/no-grid-is-better", &all_free, test_no_grid_is_better);
  g_test_add_data_func ("/curve-search/no-grid-is-better/upper-held", &upper_held, test_no_grid_is_better);
  g_test_add_data_func ("/curve-search/no-grid-is-better/lower-held", &lower_held, test_no_grid_is_better);
  g_test_add_func ("/curve-search/beside-a-step", test_beside_a_step);
  g_test_add_func ("/curve-search/normal-equations", test_normal_equations);
  return g_test_run ();
}
