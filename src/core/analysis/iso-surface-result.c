/* iso-surface-result.c - parametric surfaces of a combination: of each run, and between runs
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "analysis/iso-score.h"

#include "analysis/iso-arm.h"

#include <math.h>

/* Cells as points: room for all, and those that are filled. */
typedef struct
{
  IsoSurfaceData data;
  double        *memory;
} Points;

/* Of one run, or with run < 0 the means of the runs' means; a point weighs as many wells as it has. */
static void
take_points (const IsoScoring *scoring, int run, Points *points)
{
  gsize n_cells = scoring->grid.n_cells, n = 0;
  double *d1, *d2, *responses, *weights;

  points->memory = g_new (double, 4 * n_cells + 1);
  d1 = points->memory;
  d2 = d1 + n_cells;
  responses = d2 + n_cells;
  weights = responses + n_cells;
  for (gsize c = 0; c < n_cells; c++)
    {
      double sum = 0;
      guint found = 0, wells = 0;

      for (guint r = 0; r < scoring->n_runs; r++)
        {
          gsize i = r * n_cells + c;

          if ((run >= 0 && r != (guint) run) || scoring->wells[i] == 0)
            continue;
          sum += 1 - scoring->effects[i];
          wells += scoring->wells[i];
          found++;
        }
      if (found == 0)
        continue;
      d1[n] = iso_dose_grid_dose (&scoring->grid, c, 0);
      d2[n] = iso_dose_grid_dose (&scoring->grid, c, 1);
      weights[n] = wells;
      responses[n++] = sum / found;
    }
  points->data = (IsoSurfaceData) { n, d1, d2, responses, weights };
}

static void
make_settings (const IsoScoring *scoring, const IsoSurfaceModel *model, const int *cancel, IsoSurfaceSettings *settings)
{
  iso_surface_settings_init (settings, model);
  settings->end_low = 0;
  settings->end_high = scoring->settings->free_upper ? INFINITY : 1;
  settings->level = scoring->settings->level;
  settings->profile = scoring->n_runs < 2;
  settings->seed = scoring->settings->seed;
  settings->n_threads = scoring->settings->n_threads;
  settings->cancel = cancel;
  if (!scoring->settings->free_upper)
    settings->fixed[ISO_SURFACE_E0] = 1;
}

static IsoEstimate
get_achievable (const IsoScoring *scoring, const IsoSurfaceFit *fit)
{
  const IsoDoseGrid *grid = &scoring->grid;

  if (fit->model->value != iso_surface_find ("braid")->value || scoring->settings->n_effect_levels == 0)
    return iso_estimate_none (ISO_STATUS_UNDEFINED);
  return iso_surface_fit_achievable (fit, 1 - scoring->settings->effect_levels[0], grid->doses[0][grid->n_levels[0] - 1],
                                     grid->doses[1][grid->n_levels[1] - 1], scoring->settings->level);
}

/* One number of each run's surface; the logarithm is averaged where the parameter is one. */
static void
compare_runs (const IsoScoring *scoring, const IsoSurfaceFit *fits, guint n, guint p, IsoEstimate *estimate)
{
  const IsoSurfaceParameter *parameter = fits[0].model->parameters[p];
  g_autofree double *values = g_new (double, n + 1);

  for (guint r = 0; r < n; r++)
    values[r] = fits[r].values[p];
  if (fits[0].held[p] && fits[0].parameters[p].status == ISO_STATUS_OK)
    return;
  *estimate = iso_estimate_between_runs (values, n, parameter->logarithmic && parameter->null != 0, scoring->settings->level,
                                         ISO_STATUS_OK);
}

static void
fit_runs (const IsoScoring *scoring, const IsoSurfaceSettings *settings, IsoSurfaceResult *result)
{
  g_autofree IsoSurfaceFit *fits = g_new (IsoSurfaceFit, scoring->n_runs + 1);
  g_autofree double *betas = g_new (double, scoring->n_runs + 1);
  g_autofree double *indices = g_new (double, scoring->n_runs + 1);

  for (guint run = 0; run < scoring->n_runs; run++)
    {
      Points points;
      IsoSurfaceFit *fit = &fits[result->n_runs];

      take_points (scoring, (int) run, &points);
      iso_surface_fit (settings, &points.data, fit);
      g_free (points.memory);
      if (!isfinite (fit->rss))
        continue;
      betas[result->n_runs] = iso_surface_fit_beta (fit);
      indices[result->n_runs++] = get_achievable (scoring, fit).value;
    }
  if (result->n_runs < 2)
    return;
  for (guint p = 0; p < result->model->n; p++)
    compare_runs (scoring, fits, result->n_runs, p, &result->parameters[p]);
  if (isfinite (result->beta.value))
    result->beta = iso_estimate_between_runs (betas, result->n_runs, FALSE, scoring->settings->level, ISO_STATUS_OK);
  if (isfinite (result->achievable.value))
    result->achievable = iso_estimate_between_runs (indices, result->n_runs, TRUE, scoring->settings->level, ISO_STATUS_OK);
}

static void
fit_surface (const IsoScoring *scoring, const int *cancel, IsoSurfaceResult *result)
{
  const IsoSurfaceModel *model = result->model;
  IsoSurfaceSettings settings;
  Points points;

  make_settings (scoring, model, cancel, &settings);
  take_points (scoring, -1, &points);
  iso_surface_fit (&settings, &points.data, &result->fit);
  for (guint p = 0; p < model->n; p++)
    result->parameters[p] = result->fit.parameters[p];
  result->beta = result->fit.beta;
  result->achievable = get_achievable (scoring, &result->fit);
  if (scoring->n_runs > 1)
    fit_runs (scoring, &settings, result);
  else
    result->n_runs = isfinite (result->fit.rss);
  g_free (points.memory);
}

typedef struct
{
  const IsoScoring *scoring;
  const int        *cancel;
} Work;

static void
fit_surface_cb (gpointer result, gpointer data)
{
  const Work *work = data;

  if (work->cancel == NULL || g_atomic_int_get (work->cancel) == 0)
    fit_surface (work->scoring, work->cancel, result);
}

void
iso_combination_fit_surfaces (const IsoScoring *scoring, const int *cancel)
{
  guint n_threads = scoring->settings->n_threads > 0 ? scoring->settings->n_threads : g_get_num_processors ();
  GArray *results = scoring->combination->surfaces;
  Work work = { scoring, cancel };
  GThreadPool *pool;

  for (guint i = 0; i < ISO_N_SURFACES && scoring->grid.n_drugs == 2; i++)
    if ((scoring->settings->surfaces & (1u << i)) != 0)
      {
        IsoSurfaceResult result = { .model = iso_surface_nth (i) };

        g_array_append_val (results, result);
      }
  pool = g_thread_pool_new (fit_surface_cb, &work, (int) MIN (n_threads, ISO_N_SURFACES), FALSE, NULL);
  for (guint i = 0; i < results->len; i++)
    g_thread_pool_push (pool, &g_array_index (results, IsoSurfaceResult, i), NULL);
  g_thread_pool_free (pool, FALSE, TRUE);
  if (cancel != NULL && g_atomic_int_get (cancel) != 0)
    g_array_set_size (results, 0);
}
