/* iso-reference-schindler.c - a mixture as one drug whose slope and maximal effect are the drugs' own, weighted by potency
 *
 *   m_j = d_j / scale_j,  M = sum m_j,  h = sum h_j m_j / M,  top = sum (end_j - start) m_j / M
 *   effect = start + top M^h / (1 + M^h)
 *
 * `start` is the mean of the drugs'. Schindler 2017, Theory Biosci 136:115; log-logistic curves only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "synergy/iso-reference-models.h"

#include <math.h>

static double
expect_schindler (const IsoReferenceCell *cell, IsoStatus *status)
{
  double start = 0, sum = 0, hill = 0, top = 0;

  if (!iso_reference_cell_has_curves (cell, status))
    return NAN;
  for (guint j = 0; j < cell->input->grid->n_drugs; j++)
    start += cell->input->agents[j].start / cell->input->grid->n_drugs;
  for (guint k = 0; k < cell->n; k++)
    {
      const IsoDoseEffect *curve = &cell->input->agents[cell->drugs[k]];
      double m = cell->doses[k] / curve->scale;

      if (!curve->shape->logistic || curve->shape->boost != NULL)
        {
          *status = ISO_STATUS_UNDEFINED;
          return NAN;
        }
      sum += m;
      hill += curve->hill * m;
      top += (curve->end - start) * m;
    }
  return start + top / sum / (1 + exp (-hill / sum * log (sum)));
}

void
iso_expect_schindler (const IsoReferenceInput *input, IsoExpectation *cells)
{
  iso_expect_each (input, cells, expect_schindler);
}
