/* iso-surface-calibrate.c - what the profile of each parameter is worth where there are many parameters and few wells
 *
 * A limit of a profile lies where its distance from the best surface, as a t variable, is the quantile of t; with eleven parameters in 48
 * wells the distance of the truth is larger than that more often than it should be. Here responses are drawn around the fitted surface
 * with its noise, fitted anew, and the distance is taken of what they were drawn from: its quantile over the draws is the limit's, and
 * never less than that of t. Without that floor slopes were held by 90 % of intervals of 95, of draws around the surface with the
 * parameter held at the limit 90 to 96: tests/slow/test-surface-nulls.c has the numbers and says how it was chosen.
 *
 * The order statistic of n draws at level (n + 1) holds on average without error for n being few: 95 of 99. Each draw has a stream of its
 * own, so the numbers are the same for any number of threads.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "synergy/iso-surface-descent.h"

#include "base/iso-statistics.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define STEPS 50
#define GAIN 1e-8   /* of the sum of squares: what is left then moves a distance of 2 by less than a millionth */
#define FIRST_STREAM (G_GUINT64_CONSTANT (1) << 41)
#define MOST_DRAWS 999

typedef struct
{
  const IsoSurfaceProblem  *problem;
  const IsoSurfaceSettings *settings;
  const IsoSurfaceFit      *fit;
  double                   *distances;   /* n_draws of each place, one place after the other */
  guint                     n_draws;
} Work;

/* With a place held at the truth, from the best and from the truth itself; a best that lies higher than that was none. */
static double
hold_at_truth (const IsoSurfaceProblem *problem, guint place, const double *truth, IsoSurfacePoint *best)
{
  double value = place < problem->model->n ? truth[place] : iso_surface_tie_share (truth), least = INFINITY;

  for (guint side = 0; side < 2; side++)
    {
      IsoSurfacePoint point;

      memcpy (point.theta, side == 0 ? best->theta : truth, sizeof point.theta);
      least = MIN (least, iso_surface_hold (problem, place, value, STEPS, point.theta));
      if (least >= best->rss)
        continue;
      iso_surface_descend (problem, STEPS, &point);
      if (point.rss < best->rss)
        *best = point;
    }
  return least;
}

static void
draw (const Work *work, guint index)
{
  const IsoSurfaceFit *fit = work->fit;
  const IsoSurfaceData *asked = work->problem->data;
  g_autofree double *drawn = g_new (double, asked->n);
  IsoSurfaceProblem problem = *work->problem;
  IsoSurfaceData data = *asked;
  double sums[ISO_SURFACE_PLACES], sd = sqrt (fit->rss / fit->df);
  IsoSurfacePoint best;
  IsoRandom random;

  iso_random_init (&random, work->settings->seed, FIRST_STREAM + index);
  for (gsize i = 0; i < data.n; i++)
    drawn[i] = iso_surface_fit_value (fit, data.d1[i], data.d2[i])
               + sd / sqrt (data.weights != NULL ? data.weights[i] : 1) * iso_random_normal (&random);
  data.responses = drawn;
  problem.data = &data;
  problem.gain = GAIN;
  iso_surface_refit (&problem, fit->inside, &best);
  for (guint place = 0; place <= ISO_SURFACE_BETA (fit->model); place++)
    sums[place] = place < fit->model->n && problem.held[place] ? NAN : hold_at_truth (&problem, place, fit->inside, &best);
  for (guint place = 0; place <= ISO_SURFACE_BETA (fit->model); place++)
    work->distances[place * work->n_draws + index] = sqrt (MAX (0, sums[place] - best.rss) / (best.rss / fit->df));
}

static void
draw_cb (gpointer data, gpointer user_data)
{
  const Work *work = user_data;

  if (work->settings->cancel == NULL || g_atomic_int_get (work->settings->cancel) == 0)
    draw (work, GPOINTER_TO_UINT (data) - 1);
}

static int
compare_doubles (const void *a, const void *b)
{
  const double *one = a, *two = b;

  return *one < *two ? -1 : *one > *two;
}

guint
iso_surface_refit (const IsoSurfaceProblem *problem, const double *truth, IsoSurfacePoint *best)
{
  IsoSurfacePoint plain;

  memcpy (best->theta, truth, sizeof best->theta);
  iso_surface_descend (problem, STEPS, best);
  memcpy (plain.theta, truth, sizeof plain.theta);
  for (guint p = ISO_SURFACE_INTERACTION; p < problem->model->n; p++)
    if (!problem->held[p])
      plain.theta[p] = problem->model->parameters[p]->logarithmic ? 0 : problem->model->parameters[p]->null;
  iso_surface_descend (problem, STEPS, &plain);
  if (plain.rss < best->rss)
    *best = plain;
  return 2 + iso_surface_try_limits (problem, STEPS, best);
}

void
iso_surface_calibrate (const IsoSurfaceProblem *problem, const IsoSurfaceSettings *settings, const IsoSurfaceFit *fit,
                       double critical[ISO_SURFACE_PLACES])
{
  guint n_threads = settings->n_threads > 0 ? settings->n_threads : g_get_num_processors ();
  /* So many that the order statistic is not beyond the last. */
  guint n = settings->n_draws > 0 ? CLAMP ((guint) ceil (1 / (1 - settings->level)) - 1, settings->n_draws, MOST_DRAWS) : 0;
  guint rank = MIN ((guint) ceil (settings->level * (n + 1) - 1e-9), n);
  g_autofree double *distances = g_new0 (double, ISO_SURFACE_PLACES * (gsize) n + 1);
  Work work = { problem, settings, fit, distances, n };
  GThreadPool *pool;

  for (guint place = 0; place < ISO_SURFACE_PLACES; place++)
    critical[place] = iso_t_quantile (settings->level, fit->df);
  if (n == 0)
    return;
  pool = g_thread_pool_new (draw_cb, &work, (int) MIN (n_threads, 256), FALSE, NULL);
  for (guint i = 0; i < n; i++)
    g_thread_pool_push (pool, GUINT_TO_POINTER (i + 1), NULL);
  g_thread_pool_free (pool, FALSE, TRUE);
  for (guint place = 0; place <= ISO_SURFACE_BETA (fit->model); place++)
    {
      double *own = distances + place * (gsize) n;

      if (place < fit->model->n && problem->held[place])
        continue;
      qsort (own, n, sizeof *own, compare_doubles);
      critical[place] = MAX (critical[place], own[rank - 1]);
    }
}
