/* iso-parity.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "synergy/iso-parity.h"

#include "curve/iso-curve-fit.h"
#include "synergy/iso-reference.h"

#include <math.h>

#define GRID 100
#define LEAST_DOSES 4
#define STEPS 2000

/* Percent inhibition of a drug alone, from dose 0 on; `other` is the level of the other drug. */
typedef struct
{
  gsize  n;
  double doses[64];
  double inhibition[64];
} Line;

typedef struct
{
  const IsoDoseGrid *grid;
  const double      *effects;
  double             untreated;
  const double      *units;
} Matrix;

static double
get_inhibition (const Matrix *matrix, guint one, guint two)
{
  guint levels[ISO_MAX_DRUGS] = { one, two };
  gssize cell = iso_dose_grid_find (matrix->grid, levels);

  if (one == 0 && two == 0)
    return 100 * matrix->untreated;
  return cell >= 0 ? 100 * matrix->effects[cell] : NAN;
}

static void
take_line (const Matrix *matrix, guint drug, guint other, gboolean zero, Line *line)
{
  const IsoDoseGrid *grid = matrix->grid;

  line->n = 0;
  for (guint level = zero ? 0 : 1; level <= grid->n_levels[drug] && line->n < G_N_ELEMENTS (line->doses); level++)
    {
      double inhibition = get_inhibition (matrix, drug == 0 ? level : other, drug == 0 ? other : level);

      if (isnan (inhibition))
        continue;
      line->doses[line->n] = level > 0 ? grid->doses[drug][level - 1] : 0;
      line->inhibition[line->n++] = inhibition;
    }
}

/* Four parameters; three with a start. As an effect that goes from start to end. */
static gboolean
fit_line (const Line *line, double start, IsoDoseEffect *curve)
{
  IsoCurveSettings settings;
  IsoCurveFit fit;

  iso_curve_settings_init (&settings, iso_curve_model_find ("LL.4"));
  settings.fixed[ISO_PARAMETER_UPPER] = start;
  iso_curve_fit (&settings, line->doses, line->inhibition, NULL, line->n, &fit);
  iso_dose_effect_from_fit (curve, &fit);
  /* Inhibition was fitted as a response: the curve's "effect" is 1 less it. */
  curve->start = 1 - curve->start;
  curve->end = 1 - curve->end;
  return curve->status == ISO_STATUS_OK;
}

/* The mean of a curve over log dose. */
static double
get_mean (const IsoDoseEffect *curve, double low, double high)
{
  double sum = 0;

  for (guint i = 0; i < STEPS; i++)
    sum += iso_dose_effect_value (curve, low * pow (high / low, (i + 0.5) / STEPS));
  return sum / STEPS;
}

/* --- Loewe ------------------------------------------------------------------------------------------------------------------ */

/* What a drug adds to the sum of doses at an effect: 0 where it goes beyond the curve, endless before it begins. */
static double
get_term (const IsoDoseEffect *curve, double dose, double effect)
{
  double low = MIN (curve->start, curve->end), high = MAX (curve->start, curve->end);

  return effect <= low ? INFINITY : effect >= high ? 0 : dose / iso_dose_effect_dose (curve, effect);
}

static double
expect_loewe (const Matrix *matrix, const IsoDoseEffect curves[2], double d1, double d2, double observed)
{
  double low = MIN (MIN (curves[0].start, curves[0].end), MIN (curves[1].start, curves[1].end));
  double high = MAX (MAX (curves[0].start, curves[0].end), MAX (curves[1].start, curves[1].end));
  double best = INFINITY, found = NAN, total = d1 * matrix->units[0] + d2 * matrix->units[1];

  if (observed >= high)
    return MAX (iso_dose_effect_value (&curves[0], total / matrix->units[0]),
                iso_dose_effect_value (&curves[1], total / matrix->units[1]));
  for (guint i = 0; i < GRID; i++)
    {
      double effect = low + (high - low) * i / (GRID - 1);
      double distance = fabs (get_term (&curves[0], d1, effect) + get_term (&curves[1], d2, effect) - 1);

      if (!(distance < best))
        continue;
      best = distance;
      found = effect;
    }
  return found;
}

/* --- all ---------------------------------------------------------------------------------------------------------------------- */

/* A cell's two curves, one along each drug. */
static double
fit_cell (const Matrix *matrix, const guint *levels)
{
  double sum = 0;

  for (guint drug = 0; drug < 2; drug++)
    {
      guint other = levels[1 - drug];
      IsoDoseEffect curve;
      Line line;

      take_line (matrix, drug, other, TRUE, &line);
      if (line.n < LEAST_DOSES || line.doses[0] > 0 || !fit_line (&line, line.inhibition[0], &curve))
        return NAN;
      sum += iso_dose_effect_value (&curve, matrix->grid->doses[drug][levels[drug] - 1]);
    }
  return sum / 2;
}

static void
score_cell (const Matrix *matrix, const IsoDoseEffect curves[2], gsize c, IsoParityScores *scores)
{
  const IsoDoseGrid *grid = matrix->grid;
  const guint *levels = grid->levels[c];
  double one = get_inhibition (matrix, levels[0], 0), two = get_inhibition (matrix, 0, levels[1]);
  double d1 = iso_dose_grid_dose (grid, c, 0), d2 = iso_dose_grid_dose (grid, c, 1), observed = 100 * matrix->effects[c];
  double f1 = iso_dose_effect_value (&curves[0], d1), f2 = iso_dose_effect_value (&curves[1], d2);

  *scores = (IsoParityScores) { 0 };
  if (levels[0] == 0 || levels[1] == 0)
    return;
  scores->bliss = observed - (one + two - one * two / 100);
  scores->hsa = observed - (one > two || isnan (two) ? one : two);
  scores->loewe = observed - expect_loewe (matrix, curves, d1, d2, observed);
  scores->zip = fit_cell (matrix, levels) - (f1 + f2 - f1 * f2 / 100);
}

static void
add_mean (double value, double *sum, guint *n)
{
  *sum += isnan (value) ? 0 : value;
  *n += !isnan (value);
}

static void
average (const IsoDoseGrid *grid, IsoParity *parity)
{
  guint n[4] = { 0 };

  for (gsize c = 0; c < grid->n_cells; c++)
    {
      if (iso_dose_grid_count (grid, c) != 2)
        continue;
      add_mean (parity->cells[c].zip, &parity->means.zip, &n[0]);
      add_mean (parity->cells[c].hsa, &parity->means.hsa, &n[1]);
      add_mean (parity->cells[c].bliss, &parity->means.bliss, &n[2]);
      add_mean (parity->cells[c].loewe, &parity->means.loewe, &n[3]);
    }
  parity->means.zip /= n[0];
  parity->means.hsa /= n[1];
  parity->means.bliss /= n[2];
  parity->means.loewe /= n[3];
}

/* RI of this drug with the other at its IC50: the other's curves at each of this drug's doses say what it does there. */
static double
get_css (const Matrix *matrix, guint drug, double other_ic50)
{
  const IsoDoseGrid *grid = matrix->grid;
  IsoDoseEffect curve;
  Line line, across = { 0 };

  for (guint level = 1; level <= grid->n_levels[drug] && across.n < G_N_ELEMENTS (across.doses); level++)
    {
      take_line (matrix, 1 - drug, level, TRUE, &line);
      if (line.n < LEAST_DOSES || !fit_line (&line, NAN, &curve))
        continue;
      across.doses[across.n] = grid->doses[drug][level - 1];
      across.inhibition[across.n++] = iso_dose_effect_value (&curve, other_ic50);
    }
  if (across.n < LEAST_DOSES || !fit_line (&across, NAN, &curve))
    return NAN;
  return get_mean (&curve, across.doses[0], across.doses[across.n - 1]);
}

static void
measure_sensitivity (const Matrix *matrix, const IsoDoseEffect curves[2], IsoParity *parity)
{
  const IsoDoseGrid *grid = matrix->grid;

  for (guint drug = 0; drug < 2; drug++)
    {
      IsoDoseEffect curve;
      Line line;

      take_line (matrix, drug, 0, FALSE, &line);
      parity->ic50[drug] = MIN (curves[drug].scale, grid->doses[drug][grid->n_levels[drug] - 1]);
      parity->sensitivity[drug] = fit_line (&line, NAN, &curve) ? get_mean (&curve, line.doses[0], line.doses[line.n - 1]) : NAN;
    }
  for (guint drug = 0; drug < 2; drug++)
    parity->css[drug] = get_css (matrix, drug, parity->ic50[1 - drug]);
  parity->css_mean = (parity->css[0] + parity->css[1]) / 2;
  parity->s_sum = parity->css_mean - parity->sensitivity[0] - parity->sensitivity[1];
  parity->s_max = parity->css_mean - MAX (parity->sensitivity[0], parity->sensitivity[1]);
}

gboolean
iso_parity_compute (const IsoDoseGrid *grid, const double *effects, double untreated, const double units[2], IsoParity *parity)
{
  const Matrix own = { grid, effects, untreated, units }, *matrix = &own;
  IsoDoseEffect curves[2];

  *parity = (IsoParity) { 0 };
  for (guint drug = 0; drug < 2; drug++)
    {
      Line line;

      take_line (matrix, drug, 0, TRUE, &line);
      if (line.n <= LEAST_DOSES || !fit_line (&line, NAN, &curves[drug]))
        return FALSE;
    }
  parity->cells = g_new (IsoParityScores, grid->n_cells + 1);
  for (gsize c = 0; c < grid->n_cells; c++)
    score_cell (matrix, curves, c, &parity->cells[c]);
  average (grid, parity);
  measure_sensitivity (matrix, curves, parity);
  return TRUE;
}

void
iso_parity_clear (IsoParity *parity)
{
  g_clear_pointer (&parity->cells, g_free);
}
