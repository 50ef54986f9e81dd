/* iso-surface-resample.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "synergy/iso-surface-resample.h"

#include <math.h>
#include <stdlib.h>

#define CHUNK 16
#define LEAST_RESAMPLES 20
#define BETA ISO_SURFACE_MAX   /* its place after the parameters */

typedef struct
{
  const IsoSurfaceSettings   *settings;
  const IsoSurfaceData       *data;
  const IsoSurfaceResampling *resampling;
  const IsoSurfaceFit        *fit;
  double                     *fitted;
  double                     *values;   /* by parameter, then resample */
} Work;

static gboolean
is_cancelled (const IsoSurfaceResampling *resampling)
{
  return resampling->cancel != NULL && g_atomic_int_get (resampling->cancel) != 0;
}

static void
resample_once (const Work *work, guint index, double *responses)
{
  const IsoSurfaceFit *fit = work->fit;
  double sd = sqrt (fit->rss / fit->df);
  IsoSurfaceData data = *work->data;
  IsoSurfaceFit again;
  IsoRandom random;

  iso_random_init (&random, work->resampling->seed, index);
  for (gsize i = 0; i < data.n; i++)
    responses[i] = work->fitted[i] + sd / sqrt (data.weights != NULL ? data.weights[i] : 1) * iso_random_normal (&random);
  data.responses = responses;
  iso_surface_refit (work->settings, &data, fit, &again);
  for (guint p = 0; p < fit->model->n; p++)
    work->values[p * work->resampling->n + index] = again.values[p];
  work->values[BETA * work->resampling->n + index] = iso_surface_fit_beta (&again);
}

/* A few resamples, each into its own place. */
static void
resample_chunk_cb (gpointer data, gpointer user_data)
{
  const Work *work = user_data;
  guint first = CHUNK * (GPOINTER_TO_UINT (data) - 1);
  guint last = MIN (first + CHUNK, work->resampling->n);
  g_autofree double *responses = g_new (double, work->data->n);

  for (guint i = first; i < last && !is_cancelled (work->resampling); i++)
    resample_once (work, i, responses);
}

static int
compare_doubles_cb (const void *a, const void *b)
{
  double one = *(const double *) a, two = *(const double *) b;

  return (one > two) - (one < two);
}

/* Of sorted values, between the two nearest. */
static double
get_quantile (const double *values, guint n, double share)
{
  double place = share * (n - 1);
  guint below = (guint) place;

  return below + 1 < n ? values[below] + (place - below) * (values[below + 1] - values[below]) : values[n - 1];
}

static void
set_percentiles (const Work *work, guint place, IsoEstimate *estimate)
{
  guint n = work->resampling->n;
  double *values = work->values + (gsize) place * n, tail = 0.5 * (1 - work->settings->level);

  if (!isfinite (estimate->value))
    return;
  for (guint i = 0; i < n; i++)
    {
      if (!isfinite (values[i]))
        return;
    }
  qsort (values, n, sizeof *values, compare_doubles_cb);
  estimate->lower = get_quantile (values, n, tail);
  estimate->upper = get_quantile (values, n, 1 - tail);
  estimate->interval_status = ISO_STATUS_OK;
  estimate->method = "bootstrap";
}

void
iso_surface_resample (const IsoSurfaceSettings *settings, const IsoSurfaceData *data, const IsoSurfaceResampling *resampling,
                      IsoSurfaceFit *fit)
{
  guint n_threads = resampling->n_threads > 0 ? resampling->n_threads : g_get_num_processors ();
  g_autofree double *numbers = NULL;
  Work work = { settings, data, resampling, fit, NULL, NULL };
  GThreadPool *pool;

  if (!isfinite (fit->rss) || !(fit->df > 0) || resampling->n < LEAST_RESAMPLES)
    return;
  numbers = g_new (double, data->n + (gsize) (ISO_SURFACE_MAX + 1) * resampling->n);
  work.fitted = numbers;
  work.values = numbers + data->n;
  for (gsize i = 0; i < data->n; i++)
    work.fitted[i] = iso_surface_fit_value (fit, data->d1[i], data->d2[i]);
  pool = g_thread_pool_new (resample_chunk_cb, &work, (int) MIN (n_threads, 256), FALSE, NULL);
  for (guint i = 0; i * CHUNK < resampling->n; i++)
    g_thread_pool_push (pool, GUINT_TO_POINTER (i + 1), NULL);
  g_thread_pool_free (pool, FALSE, TRUE);
  if (is_cancelled (resampling))
    return;
  for (guint p = 0; p < fit->model->n; p++)
    {
      if (!fit->held[p] || fit->parameters[p].status == ISO_STATUS_AT_BOUND)
        set_percentiles (&work, p, &fit->parameters[p]);
    }
  set_percentiles (&work, BETA, &fit->beta);
}
