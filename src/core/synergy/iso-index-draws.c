/* iso-index-draws.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "synergy/iso-index-draws.h"

#include "base/iso-random.h"

#include <math.h>
#include <stdlib.h>

#define STREAM (G_GUINT64_CONSTANT (1) << 41)
#define MOST_LINES (ISO_MAX_DRUGS + 1)

typedef struct
{
  double intercept;
  double slope;
} Line;

struct _IsoIndexDraws
{
  guint   n;
  guint   n_drugs;
  guint   n_lines;   /* the singles', then that of the ray */
  Line   *lines;     /* by draw, then line */
  gboolean of_effect;
  double *own;       /* of each draw: the error of an observed point, a logit, or its effect's */
};

/* A chi-square of whole degrees of freedom over them. */
static double
draw_chi (double df, IsoRandom *random)
{
  double sum = 0;

  for (guint i = 0; i < (guint) df; i++)
    {
      double z = iso_random_normal (random);

      sum += z * z;
    }
  return sum / df;
}

/* `sd`: of the residuals, in this draw. */
static void
draw_line (const IsoLine *from, double sd, IsoRandom *random, Line *line)
{
  double mean_x = -from->cov / from->var_slope, spread_x = sqrt (from->var_slope) / from->residual_sd;
  double spread = sqrt (from->var_intercept - from->cov * from->cov / from->var_slope) / from->residual_sd;
  double height = from->intercept + from->slope * mean_x + sd * spread * iso_random_normal (random);

  line->slope = from->slope + sd * spread_x * iso_random_normal (random);
  line->intercept = height - line->slope * mean_x;
}

static gboolean
can_draw (const IsoSingleAgent *agent)
{
  return agent->effect->status == ISO_STATUS_OK && agent->effect->line.n > 2 && agent->effect->line.var_slope > 0;
}

IsoIndexDraws *
iso_index_draws_new (const IsoSingleAgent *singles, guint n_drugs, const IsoSingleAgent *ray, guint n, guint64 seed)
{
  const IsoSingleAgent *agents[MOST_LINES] = { NULL };
  guint n_lines = 0;
  double pooled = 0, df = 0;
  IsoIndexDraws *draws;
  IsoRandom random;

  for (guint j = 0; j < n_drugs; j++)
    agents[n_lines++] = &singles[j];
  if (ray != NULL)
    agents[n_lines++] = ray;
  for (guint k = 0; k < n_lines; k++)
    {
      if (!can_draw (agents[k]) || agents[k]->effect->of_effect != agents[0]->effect->of_effect)
        return NULL;
    }
  for (guint k = 0; k < n_lines; k++)
    {
      const IsoLine *line = &agents[k]->effect->line;

      df += (double) line->n - 2;
      pooled += ((double) line->n - 2) * line->residual_sd * line->residual_sd;
    }
  pooled = sqrt (pooled / df);
  draws = g_new (IsoIndexDraws, 1);
  *draws = (IsoIndexDraws) { n, n_drugs, n_lines, g_new (Line, n * n_lines + 1), agents[0]->effect->of_effect, g_new (double, n + 1) };
  iso_random_init (&random, seed, STREAM);
  for (guint i = 0; i < n; i++)
    {
      double sd = pooled / sqrt (draw_chi (df, &random));

      for (guint k = 0; k < n_lines; k++)
        draw_line (&agents[k]->effect->line, sd, &random, &draws->lines[i * n_lines + k]);
      draws->own[i] = sd * iso_random_normal (&random);
    }
  return draws;
}

void
iso_index_draws_free (IsoIndexDraws *draws)
{
  g_free (draws->lines);
  g_free (draws->own);
  g_free (draws);
}

/* --- what they say ---------------------------------------------------------------------------------------------------------- */

static int
compare_doubles (const void *a, const void *b)
{
  const double *one = a, *two = b;

  return (*one > *two) - (*one < *two);
}

/* Sorts the logarithms; those that are NaN lie in both tails. */
static void
set_limits (double *logs, guint n, double level, double value, IsoEstimate *estimate)
{
  guint good = 0;
  double tail;

  for (guint i = 0; i < n; i++)
    {
      if (isfinite (logs[i]))
        logs[good++] = logs[i];
    }
  qsort (logs, good, sizeof *logs, compare_doubles);
  tail = 0.5 * (1 - level) * (n + 1.0) - 0.5 * (n - good);
  *estimate = iso_estimate_none (ISO_STATUS_OK);
  estimate->value = value;
  estimate->method = "resampled";
  estimate->interval_status = tail < 1 ? ISO_STATUS_NOT_IDENTIFIED : ISO_STATUS_OK;
  if (tail < 1)
    return;
  estimate->lower = exp (logs[(guint) tail - 1]);
  estimate->upper = exp (logs[good - (guint) tail]);
}

static double
log_dose (const Line *line, double logit)
{
  return line->slope > 0 ? (logit - line->intercept) / line->slope : NAN;
}

static double
logit (double fa)
{
  return log (fa / (1 - fa));
}

/* `doses`: of the mixture, or its shares where each draw has a line of the mixture; at_level tells which. */
static void
fill (const IsoIndexDraws *draws, const double *doses, gboolean at_level, double level, IsoCombinationIndex *index)
{
  g_autofree double *logs = g_new (double, (draws->n_drugs + 1) * (draws->n + 1));
  double *sums = logs + draws->n_drugs * draws->n;

  for (guint i = 0; i < draws->n; i++)
    {
      const Line *lines = &draws->lines[i * draws->n_lines];
      double own = at_level ? 0 : draws->own[i], effect = draws->of_effect ? logit (index->fa + own) : logit (index->fa) + own;
      double mixture = at_level ? log_dose (&lines[draws->n_drugs], effect) : 0;
      double sum = 0;

      for (guint j = 0; j < draws->n_drugs; j++)
        {
          double reduction = log_dose (&lines[j], effect) - mixture - log (doses[j]);

          logs[j * draws->n + i] = reduction;
          sum += exp (-reduction);
        }
      sums[i] = log (sum);
    }
  if (isfinite (index->ci.value))
    set_limits (sums, draws->n, level, index->ci.value, &index->ci_drawn);
  for (guint j = 0; j < draws->n_drugs; j++)
    {
      if (isfinite (index->dri[j].value))
        set_limits (logs + j * draws->n, draws->n, level, index->dri[j].value, &index->dri_drawn[j]);
    }
}

void
iso_index_draws_at_level (const IsoIndexDraws *draws, const double *shares, double level, IsoCombinationIndex *index)
{
  g_return_if_fail (draws->n_lines > draws->n_drugs);

  fill (draws, shares, TRUE, level, index);
}

void
iso_index_draws_at_point (const IsoIndexDraws *draws, double level, IsoCombinationIndex *index)
{
  fill (draws, index->doses, FALSE, level, index);
}
