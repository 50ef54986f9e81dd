/* iso-reference-zip.c - zero interaction potency
 *
 * Along every line of the grid (one drug's doses, the others' held) a log-logistic curve is fitted that starts at the effect without
 * that drug; a cell's fitted effect is the mean of the curves that cross in it, the expected one is Bliss of the single agents'
 * curves. Each fit is the best there is, not the nearest. Yadav et al. 2015, Comput Struct Biotechnol J 13:504.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "synergy/iso-reference-models.h"

#include "curve/iso-curve-refit.h"

#include <math.h>
#include <string.h>

/* Hill, end and scale are free. */
#define LEAST_POINTS 3

typedef struct
{
  const IsoReferenceInput *input;
  IsoCurveSettings         settings;
  double                  *sums;      /* of each cell: of the predictions */
  guint                   *counts;
  double                  *doses;     /* room for one line */
  double                  *viability;
  gsize                   *cells;
} Lines;

/* The effect without the line's own drug. */
static double
find_start (const IsoReferenceInput *input, const guint *levels, guint drug)
{
  guint without[ISO_MAX_DRUGS], others = 0, other = 0;
  gssize cell;

  memcpy (without, levels, sizeof without);
  without[drug] = 0;
  for (guint j = 0; j < input->grid->n_drugs; j++)
    {
      if (without[j] > 0)
        {
          others++;
          other = j;
        }
    }
  cell = iso_dose_grid_find (input->grid, without);
  if (others == 1 && (input->fitted || cell < 0 || isnan (input->effects[cell])))
    return iso_dose_effect_value (&input->agents[other], input->grid->doses[other][without[other] - 1]);
  return cell >= 0 ? input->effects[cell] : NAN;
}

static void
fit_line (Lines *lines, gsize n, guint drug)
{
  const IsoReferenceInput *input = lines->input;
  double start = find_start (input, input->grid->levels[lines->cells[0]], drug);
  gsize place = lines->cells[0] * input->grid->n_drugs + drug;
  IsoDoseEffect curve;
  IsoCurveFit fit;

  if (n < LEAST_POINTS || isnan (start))
    return;
  lines->settings.fixed[ISO_PARAMETER_UPPER] = 1 - start;
  if (input->near_lines != NULL)
    iso_curve_refit (&lines->settings, lines->doses, lines->viability, NULL, n, &input->near_lines[place], &fit);
  else
    iso_curve_fit (&lines->settings, lines->doses, lines->viability, NULL, n, &fit);
  if (input->keep_lines != NULL)
    input->keep_lines[place] = fit;
  iso_dose_effect_from_fit (&curve, &fit);
  if (curve.status != ISO_STATUS_OK)
    return;
  for (gsize i = 0; i < n; i++)
    {
      lines->sums[lines->cells[i]] += iso_dose_effect_value (&curve, lines->doses[i]);
      lines->counts[lines->cells[i]]++;
    }
}

static gboolean
same_line (const guint *one, const guint *two, guint drug)
{
  for (guint j = 0; j < ISO_MAX_DRUGS; j++)
    {
      if (j != drug && one[j] != two[j])
        return FALSE;
    }
  return TRUE;
}

/* The line along one drug that begins in this cell, if it does. */
static void
follow_line (Lines *lines, gsize first, guint drug)
{
  const IsoDoseGrid *grid = lines->input->grid;
  guint levels[ISO_MAX_DRUGS];
  gsize n = 0;

  for (gsize c = 0; c < first; c++)
    {
      if (grid->levels[c][drug] > 0 && same_line (grid->levels[c], grid->levels[first], drug))
        return;
    }
  memcpy (levels, grid->levels[first], sizeof levels);
  for (levels[drug] = 1; levels[drug] <= grid->n_levels[drug]; levels[drug]++)
    {
      gssize cell = iso_dose_grid_find (grid, levels);

      if (cell < 0 || isnan (lines->input->effects[cell]))
        continue;
      lines->cells[n] = (gsize) cell;
      lines->doses[n] = grid->doses[drug][levels[drug] - 1];
      lines->viability[n++] = 1 - lines->input->effects[cell];
    }
  if (n > 0)
    fit_line (lines, n, drug);
}

static double
expect_bliss_of_curves (const IsoReferenceCell *cell, IsoStatus *status)
{
  double unaffected = 1;

  if (!iso_reference_cell_has_curves (cell, status))
    return NAN;
  for (guint k = 0; k < cell->n; k++)
    unaffected *= 1 - iso_dose_effect_value (&cell->input->agents[cell->drugs[k]], cell->doses[k]);
  return 1 - unaffected;
}

void
iso_expect_zip (const IsoReferenceInput *input, IsoExpectation *cells)
{
  const IsoDoseGrid *grid = input->grid;
  g_autofree double *sums = g_new0 (double, grid->n_cells + 1);
  g_autofree guint *counts = g_new0 (guint, grid->n_cells + 1);
  g_autofree double *doses = g_new (double, grid->n_cells + 1);
  g_autofree double *viability = g_new (double, grid->n_cells + 1);
  g_autofree gsize *places = g_new (gsize, grid->n_cells + 1);
  Lines lines = { input, .sums = sums, .counts = counts, .doses = doses, .viability = viability, .cells = places };

  iso_curve_settings_init (&lines.settings, iso_curve_model_find ("LL.4"));
  lines.settings.low[ISO_PARAMETER_LOWER] = 1 - input->end_high;
  lines.settings.high[ISO_PARAMETER_LOWER] = 1 - input->end_low;
  iso_expect_each (input, cells, expect_bliss_of_curves);
  for (gsize c = 0; c < grid->n_cells; c++)
    {
      for (guint j = 0; j < grid->n_drugs && iso_dose_grid_count (grid, c) > 1; j++)
        {
          if (grid->levels[c][j] > 0)
            follow_line (&lines, c, j);
        }
    }
  for (gsize c = 0; c < grid->n_cells; c++)
    {
      guint n = iso_dose_grid_count (grid, c);

      if (n < 2 || cells[c].status != ISO_STATUS_OK)
        continue;
      if (counts[c] == n)
        {
          cells[c].observed = sums[c] / n;
        }
      else
        {
          cells[c].status = ISO_STATUS_TOO_FEW_POINTS;
          cells[c].expected = NAN;
        }
    }
}
