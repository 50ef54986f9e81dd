/* iso-curve-share.c - curves with parameters in common
 *
 * For given values of what is shared, each curve is fitted by itself with those fixed, wherever its best lies; what remains is a search
 * over the few that are shared.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "curve/iso-curve-share.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_multimin.h>
#include <math.h>
#include <string.h>

#define N ISO_CURVE_N_PARAMETERS

#define GOLDEN 0.6180339887498949
#define GRID 12
#define SEARCHED 4         /* of the grid: each so many of its points, where there are trails, is searched and the rest follow */
#define MOST_SEARCHES 3
#define SAME 1e-10         /* of the sum of squares */
#define GOLDEN_STEPS 36
#define NEWTON_STEPS 24
#define NEWTON_END 1e-10   /* of the grid's step */
#define ROUNDING 1e-12
#define SIMPLEX_STEPS 400
#define SIMPLEX_ROUNDS 3
#define SIMPLEX_END 1e-7

/* What is shared, in inside units. */
typedef struct
{
  const IsoComparedCurve *curves;
  IsoCurveTrail *const   *trails;     /* (nullable) of one parameter */
  guint        n_threads;             /* for these */
  guint        n_curves;
  guint        n;
  IsoParameter parameters[N];
  double       low[N];
  double       high[N];
} Search;

static double
evaluate (const Search *search, const double *inside)
{
  double sum = 0;

  for (guint i = 0; i < search->n; i++)
    {
      if (inside[i] < search->low[i] || inside[i] > search->high[i])
        return INFINITY;
    }
  for (guint c = 0; c < search->n_curves; c++)
    {
      const IsoComparedCurve *curve = &search->curves[c];
      IsoCurveSettings settings = curve->settings;
      IsoCurveFit fit;

      if (search->trails != NULL)
        {
          sum += iso_curve_trail_follow (search->trails[c], inside[0]);
          continue;
        }
      for (guint i = 0; i < search->n; i++)
        settings.fixed[search->parameters[i]] = iso_curve_from_inside (settings.model, search->parameters[i], inside[i]);
      iso_curve_fit (&settings, curve->doses, curve->responses, curve->weights, curve->n, &fit);
      sum += fit.rss;
    }
  return isfinite (sum) ? sum : INFINITY;
}

static double
search_afresh (const Search *search, double inside)
{
  iso_curve_trails_visit (search->trails, search->n_curves, &inside, 1, TRUE, search->n_threads);
  return evaluate (search, &inside);
}

/* The values of a grid: each so many of them searched for, the rest by following. */
static void
visit_grid (const Search *search, double from, double step)
{
  double searched[GRID / SEARCHED + 1], all[GRID + 1];

  for (guint i = 0; i <= GRID; i++)
    {
      all[i] = from + step * i;
      if (i % SEARCHED == 0)
        searched[i / SEARCHED] = all[i];
    }
  iso_curve_trails_visit (search->trails, search->n_curves, searched, G_N_ELEMENTS (searched), TRUE, search->n_threads);
  iso_curve_trails_visit (search->trails, search->n_curves, all, G_N_ELEMENTS (all), FALSE, search->n_threads);
}

/* How far a parameter is looked for: ten thousandfold around the doses, the responses' own range beyond them, any hill that
 * is seen, and the limits that a person set. */
static void
set_range (Search *search, guint i)
{
  IsoParameter p = search->parameters[i];
  const IsoCurveSettings *settings = &search->curves[0].settings;
  double least = INFINITY, most = -INFINITY, lowest = INFINITY, highest = 0;

  for (guint c = 0; c < search->n_curves; c++)
    {
      lowest = MIN (lowest, search->curves[c].fit->lowest_dose);
      highest = MAX (highest, search->curves[c].fit->highest_dose);
      for (gsize k = 0; k < search->curves[c].n; k++)
        {
          least = MIN (least, search->curves[c].responses[k]);
          most = MAX (most, search->curves[c].responses[k]);
        }
    }
  search->low[i] = log (0.05);
  search->high[i] = log (50);
  if (p == ISO_PARAMETER_SCALE)
    {
      search->low[i] = log (lowest / ISO_CURVE_FARTHEST);
      search->high[i] = log (highest * ISO_CURVE_FARTHEST);
    }
  else if (p == ISO_PARAMETER_LOWER || p == ISO_PARAMETER_UPPER)
    {
      search->low[i] = MAX (settings->low[p], least - (most - least));
      search->high[i] = MIN (settings->high[p], most + (most - least));
    }
  else if (p == ISO_PARAMETER_HILL)
    {
      search->low[i] = MAX (search->low[i], log (MAX (settings->low[p], 1e-300)));
      search->high[i] = MIN (search->high[i], log (settings->high[p]));
    }
  else if (!settings->model->shape->asymmetry)
    {
      search->low[i] = -(most - least) * 10;
      search->high[i] = (most - least) * 10;
    }
}

/* From the best of the grid, between its neighbours, by Newton's method on the slope of the sum; where that has none, or leads out of what is
 * between them, by halves. FALSE where the slopes are not known. */
static gboolean
refine_by_slope (const Search *search, double from, double to, double *at, double *best)
{
  double x = *at, enough = NEWTON_END * (to - from);

  for (guint i = 0; i < NEWTON_STEPS; i++)
    {
      double slope = 0, bend = 0, f = evaluate (search, &x), next;

      for (guint c = 0; c < search->n_curves; c++)
        {
          double own, own_bend;

          iso_curve_trail_slope (search->trails[c], x, &own, &own_bend);
          slope += own;
          bend += own_bend;
        }
      if (!isfinite (slope))
        return FALSE;
      /* Uphill lies another basin of some curve: back to the side of the best. */
      if (f > *best * (1 + ROUNDING))
        *(x > *at ? &to : &from) = x;
      else
        {
          *best = f;
          *at = x;
          *(slope > 0 ? &to : &from) = x;
        }
      next = *at == x && bend > 0 ? x - slope / bend : NAN;
      if (!(next > from && next < to))
        next = *at == x ? 0.5 * (from + to) : 0.5 * (x + *at);
      if (fabs (next - x) <= enough)
        return TRUE;
      x = next;
    }
  return TRUE;
}

/* The golden section. */
static void
refine_by_values (const Search *search, double from, double to, double *at, double *best)
{
  double one = to - GOLDEN * (to - from), two = from + GOLDEN * (to - from);
  double f_one = evaluate (search, &one), f_two = evaluate (search, &two);

  for (guint i = 0; i < GOLDEN_STEPS; i++)
    {
      if (f_one < f_two)
        {
          to = two;
          two = one;
          f_two = f_one;
          one = to - GOLDEN * (to - from);
          f_one = evaluate (search, &one);
        }
      else
        {
          from = one;
          one = two;
          f_one = f_two;
          two = from + GOLDEN * (to - from);
          f_two = evaluate (search, &two);
        }
    }
  if (MIN (f_one, f_two) < *best)
    {
      *best = MIN (f_one, f_two);
      *at = f_one < f_two ? one : two;
    }
}

/* One parameter: a grid over where it can be, with what each curve has by itself in it, and on to where it is least. */
static double
search_line (const Search *search, double *inside)
{
  IsoParameter p = search->parameters[0];
  double from = search->low[0], to = search->high[0], best = INFINITY, at = from, step;
  double least = INFINITY, most = -INFINITY;
  gboolean known = TRUE;

  for (guint c = 0; c < search->n_curves; c++)
    {
      double own = iso_curve_to_inside (search->curves[c].fit->model, p, search->curves[c].fit->parameters[p].value);

      known = known && isfinite (own);
      least = MIN (least, own);
      most = MAX (most, own);
    }
  /* Amid the minima of valleys lies that of their sum. */
  if (known)
    {
      from = MAX (from, least);
      to = MIN (to, most);
    }
  step = (to - from) / GRID;
  if (search->trails != NULL)
    visit_grid (search, from, step);
  for (guint i = 0; i <= GRID; i++)
    {
      double x = from + step * i, f = evaluate (search, &x);

      if (f < best)
        {
          best = f;
          at = x;
        }
    }
  from = MAX (from, at - step);
  to = MIN (to, at + step);
  if (search->trails == NULL || !refine_by_slope (search, from, to, &at, &best))
    refine_by_values (search, from, to, &at, &best);
  *inside = at;
  return best;
}

static double
evaluate_cb (const gsl_vector *x, void *user_data)
{
  double f = evaluate (user_data, x->data);

  return isfinite (f) ? f : 1e300;
}

/* Several parameters: a simplex, begun anew until it stays. */
static double
search_simplex (const Search *search, double *inside)
{
  gsl_multimin_function function = { evaluate_cb, search->n, (void *) search };
  gsl_multimin_fminimizer *simplex = gsl_multimin_fminimizer_alloc (gsl_multimin_fminimizer_nmsimplex2, search->n);
  gsl_vector *x = gsl_vector_alloc (search->n), *steps = gsl_vector_alloc (search->n);
  double best;

  for (guint i = 0; i < search->n; i++)
    gsl_vector_set (x, i, CLAMP (inside[i], search->low[i], search->high[i]));
  for (guint round = 0; round < SIMPLEX_ROUNDS; round++)
    {
      for (guint i = 0; i < search->n; i++)
        gsl_vector_set (steps, i, (search->high[i] - search->low[i]) / (round == 0 ? 20 : 200));
      gsl_multimin_fminimizer_set (simplex, &function, x, steps);
      for (guint i = 0; i < SIMPLEX_STEPS && gsl_multimin_fminimizer_size (simplex) > SIMPLEX_END; i++)
        {
          if (gsl_multimin_fminimizer_iterate (simplex) != 0)
            break;
        }
      gsl_vector_memcpy (x, gsl_multimin_fminimizer_x (simplex));
    }
  best = gsl_multimin_fminimizer_minimum (simplex);
  memcpy (inside, x->data, search->n * sizeof *inside);
  gsl_vector_free (x);
  gsl_vector_free (steps);
  gsl_multimin_fminimizer_free (simplex);
  return best;
}

/* One curve through all points. */
static void
fit_together (const IsoComparedCurve curves[2], IsoCurveFit *fit)
{
  gsize n = curves[0].n + curves[1].n;
  g_autofree double *doses = g_new (double, n + 1);
  g_autofree double *responses = g_new (double, n + 1);
  g_autofree double *weights = g_new (double, n + 1);

  for (gsize i = 0; i < n; i++)
    {
      const IsoComparedCurve *curve = &curves[i >= curves[0].n];
      gsize k = i >= curves[0].n ? i - curves[0].n : i;

      doses[i] = curve->doses[k];
      responses[i] = curve->responses[k];
      weights[i] = curve->weights != NULL ? curve->weights[k] : 1;
    }
  iso_curve_fit (&curves[0].settings, doses, responses, weights, n, fit);
}

double
iso_curves_find_aicc (double rss, double n, double n_free)
{
  double k = n_free + 1;

  return n > k + 1 ? n * log (rss / n) + 2 * k + 2 * k * (k + 1) / (n - k - 1) : NAN;
}

static void
test_sharing (const IsoComparedCurve curves[2], guint n_shared, IsoCurveSharing *sharing)
{
  double n = (double) (curves[0].n + curves[1].n), n_free = curves[0].fit->n_free + curves[1].fit->n_free;

  sharing->df1 = n_shared;
  sharing->df2 = n - n_free;
  sharing->aicc = iso_curves_find_aicc (sharing->rss, n, n_free - n_shared);
  sharing->separate_aicc = iso_curves_find_aicc (sharing->separate_rss, n, n_free);
  if (!(sharing->df2 > 0) || !(sharing->separate_rss > 0))
    return;
  sharing->f = MAX (0, (sharing->rss - sharing->separate_rss) / sharing->df1) / (sharing->separate_rss / sharing->df2);
  sharing->p = gsl_cdf_fdist_Q (sharing->f, sharing->df1, sharing->df2);
}

static guint
find_shared (const IsoComparedCurve curves[2], guint shared, Search *search)
{
  const IsoCurveFit *one = curves[0].fit, *two = curves[1].fit;

  search->curves = curves;
  search->trails = NULL;
  search->n_curves = 2;
  search->n = 0;
  for (IsoParameter p = 0; p < N; p++)
    {
      if ((shared & ISO_SHARE (p)) && iso_curve_model_uses (one->model, p) && !one->fixed[p] && !two->fixed[p])
        search->parameters[search->n++] = p;
    }
  for (guint i = 0; i < search->n; i++)
    set_range (search, i);
  return search->n;
}

static void
clear (IsoCurveSharing *sharing)
{
  *sharing = (IsoCurveSharing) { .status = ISO_STATUS_UNDEFINED, .rss = NAN, .separate_rss = NAN, .f = NAN, .df1 = NAN, .df2 = NAN,
                                 .p = NAN, .aicc = NAN, .separate_aicc = NAN };
  for (IsoParameter p = 0; p < N; p++)
    {
      sharing->values[p] = sharing->se[0][p] = sharing->se[1][p] = NAN;
      sharing->parameters[0][p] = sharing->parameters[1][p] = iso_estimate_none (ISO_STATUS_UNDEFINED);
    }
}

/* What was found by following is searched for at its end: where that is better, there is another basin between. */
double
iso_curves_search_common (const IsoComparedCurve *curves, IsoCurveTrail *const *trails, guint n_curves, IsoParameter parameter,
                          guint n_threads, double range[2], double *rss)
{
  Search search = { .curves = curves, .trails = trails, .n_threads = n_threads, .n_curves = n_curves, .n = 1, .parameters = { parameter } };
  double inside = NAN;

  set_range (&search, 0);
  for (guint i = 0; i < MOST_SEARCHES; i++)
    {
      *rss = search_line (&search, &inside);
      if (!isfinite (inside) || !(search_afresh (&search, inside) < *rss * (1 - SAME)))
        break;
    }
  range[0] = search.low[0];
  range[1] = search.high[0];
  return inside;
}

void
iso_curves_share (const IsoComparedCurve curves[2], guint shared, IsoCurveSharing *sharing)
{
  const IsoCurveFit *one = curves[0].fit, *two = curves[1].fit;
  double inside[N];
  IsoCurveFit together;
  Search search;

  clear (sharing);
  if (!isfinite (one->rss) || !isfinite (two->rss))
    sharing->status = isfinite (one->rss) ? two->status : one->status;
  else if (one->model == two->model && one->n_free == two->n_free)
    sharing->status = find_shared (curves, shared, &search) > 0 ? ISO_STATUS_OK : ISO_STATUS_UNDEFINED;
  if (sharing->status != ISO_STATUS_OK)
    return;
  sharing->separate_rss = one->rss + two->rss;
  fit_together (curves, &together);
  for (guint i = 0; i < search.n; i++)
    inside[i] = iso_curve_to_inside (one->model, search.parameters[i], together.values[search.parameters[i]]);
  sharing->rss = search.n == one->n_free ? together.rss
                 : search.n == 1         ? search_line (&search, inside)
                                         : search_simplex (&search, inside);
  for (guint i = 0; i < search.n; i++)
    sharing->values[search.parameters[i]] = iso_curve_from_inside (one->model, search.parameters[i], inside[i]);
  iso_curves_finish_sharing (curves, shared, sharing);
  test_sharing (curves, search.n, sharing);
}
