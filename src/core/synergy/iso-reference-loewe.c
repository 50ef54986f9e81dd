/* iso-reference-loewe.c - Loewe additivity, exact, and its two extensions to drugs of unequal maximal effect
 *
 * sum d_j / f_j^-1 (y) falls with the effect y: it is endless where a drug's curve starts and has lost a drug's term where that
 * drug's curve ends. Between the highest start and the lowest end there is one root or, if the sum is still above 1 at the lowest
 * end, none: the doses together do more than the weaker drug can, and no dose of it is worth the other.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "synergy/iso-reference-models.h"

#include <math.h>

/* Curves that fall in effect are looked at upside down. */
typedef struct
{
  guint         n;
  IsoDoseEffect curves[ISO_MAX_DRUGS];
  double        doses[ISO_MAX_DRUGS];
  double        sign;
} Sum;

/* ln sum d_j / f_j^-1 (y); a drug that y lies beyond counts nothing. */
static double
log_sum (double y, void *data)
{
  const Sum *sum = data;
  double total = 0;

  for (guint j = 0; j < sum->n; j++)
    {
      if (y < sum->curves[j].end)
        total += sum->doses[j] / iso_dose_effect_dose (&sum->curves[j], y);
    }
  return isnan (total) || total > G_MAXDOUBLE ? log (G_MAXDOUBLE) : log (MAX (total, G_MINDOUBLE));
}

static gboolean
begin_sum (const IsoReferenceCell *cell, Sum *sum, IsoStatus *status)
{
  *sum = (Sum) { .n = cell->n, .sign = 1 };
  if (!iso_reference_cell_has_curves (cell, status))
    return FALSE;
  for (guint k = 0; k < cell->n; k++)
    {
      IsoDoseEffect curve = cell->input->agents[cell->drugs[k]];
      double direction = curve.end < curve.start ? -1 : 1;

      if (curve.shape->boost != NULL || (k > 0 && direction != sum->sign))
        {
          *status = ISO_STATUS_UNDEFINED;
          return FALSE;
        }
      sum->sign = direction;
      curve.start *= direction;
      curve.end *= direction;
      sum->curves[k] = curve;
      sum->doses[k] = cell->doses[k];
    }
  return TRUE;
}

static double
solve (const IsoReferenceCell *cell, gboolean beyond, IsoStatus *status)
{
  Sum sum;
  double low = -INFINITY, high;

  if (!begin_sum (cell, &sum, status))
    return NAN;
  high = beyond ? -INFINITY : INFINITY;
  for (guint j = 0; j < sum.n; j++)
    {
      low = MAX (low, sum.curves[j].start);
      high = beyond ? MAX (high, sum.curves[j].end) : MIN (high, sum.curves[j].end);
    }
  if (!(low < high) || log_sum (high, &sum) >= 0)
    {
      *status = ISO_STATUS_NOT_REACHED;
      return NAN;
    }
  return sum.sign * iso_reference_root (log_sum, &sum, low, high);
}

static double
expect_loewe (const IsoReferenceCell *cell, IsoStatus *status)
{
  return solve (cell, FALSE, status);
}

static double
expect_harbron (const IsoReferenceCell *cell, IsoStatus *status)
{
  return solve (cell, TRUE, status);
}

/* The sum over drugs of the dose for its part of one occupancy, whose logit is x. */
static double
log_occupancy_sum (double x, void *data)
{
  const Sum *sum = data;
  double total = 0;

  for (guint j = 0; j < sum->n; j++)
    total += sum->doses[j] / iso_dose_effect_share_dose (&sum->curves[j], 1 / (1 + exp (-x)));
  return CLAMP (log (total), -700, 700);
}

/* y = sum w_j [start_j + occupancy (end_j - start_j)], the weights being the drugs' parts of the sum. */
static double
expect_generalised (const IsoReferenceCell *cell, IsoStatus *status)
{
  Sum sum = { .n = cell->n, .sign = 1 };
  double x, occupancy, effect = 0;

  if (!iso_reference_cell_has_curves (cell, status))
    return NAN;
  for (guint k = 0; k < cell->n; k++)
    {
      sum.curves[k] = cell->input->agents[cell->drugs[k]];
      sum.doses[k] = cell->doses[k];
      if (sum.curves[k].shape->boost != NULL)
        {
          *status = ISO_STATUS_UNDEFINED;
          return NAN;
        }
    }
  x = iso_reference_root (log_occupancy_sum, &sum, -36, 36);
  occupancy = 1 / (1 + exp (-x));
  for (guint k = 0; k < sum.n; k++)
    {
      const IsoDoseEffect *curve = &sum.curves[k];

      effect += sum.doses[k] / iso_dose_effect_share_dose (curve, occupancy)
                * (curve->start + occupancy * (curve->end - curve->start));
    }
  return effect;
}

void
iso_expect_loewe (const IsoReferenceInput *input, IsoExpectation *cells)
{
  iso_expect_each (input, cells, expect_loewe);
}

void
iso_expect_loewe_harbron (const IsoReferenceInput *input, IsoExpectation *cells)
{
  iso_expect_each (input, cells, expect_harbron);
}

void
iso_expect_loewe_generalised (const IsoReferenceInput *input, IsoExpectation *cells)
{
  iso_expect_each (input, cells, expect_generalised);
}
