/* iso-reference.c - the table of reference models, and what they share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "synergy/iso-reference-models.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_roots.h>
#include <math.h>
#include <string.h>

#define ROOT_STEPS 200

static const IsoReference references[ISO_N_REFERENCES] = {
  { "bliss", N_("Bliss independence"), N_("Bliss"),
    N_("What one drug leaves alive, the other kills as large a part of as alone."), FALSE, iso_expect_bliss },
  { "hsa", N_("Highest single agent"), N_("HSA"),
    N_("The combination does what its stronger drug does alone, and the weaker adds nothing."), FALSE, iso_expect_hsa },
  { "loewe", N_("Loewe additivity"), N_("Loewe"),
    N_("One drug can be replaced by a dose of the other that does the same, as if both were one drug."), TRUE, iso_expect_loewe },
  { "loewe_harbron", N_("Loewe additivity, Harbron's extension"), N_("Harbron"),
    N_("As for Loewe additivity, and beyond what the weaker drug can do, the stronger acts alone."), TRUE, iso_expect_loewe_harbron },
  { "loewe_generalised", N_("Loewe additivity, generalised"), N_("Generalised"),
    N_("Both drugs occupy one target, each with the effect that it has there."), TRUE, iso_expect_loewe_generalised },
  { "zip", N_("Zero interaction potency (ZIP)"), N_("ZIP"),
    N_("Neither drug changes potency or slope of the other; curves through rows and columns stand for the wells."), TRUE, iso_expect_zip },
  { "schindler", N_("Schindler's Hill equation"), N_("Schindler"),
    N_("The mixture is one drug with slope and maximal effect between those of its parts."), TRUE, iso_expect_schindler },
};

const IsoReference *
iso_reference_nth (guint index)
{
  return index < ISO_N_REFERENCES ? &references[index] : NULL;
}

const IsoReference *
iso_reference_find (const char *id)
{
  for (guint i = 0; i < ISO_N_REFERENCES; i++)
    {
      if (strcmp (references[i].id, id) == 0)
        return &references[i];
    }
  return NULL;
}

gboolean
iso_reference_is_name (const char *text)
{
  for (guint i = 0; i < ISO_N_REFERENCES; i++)
    {
      if (strcmp (references[i].name, text) == 0)
        return TRUE;
    }
  return FALSE;
}

double
iso_expectation_score (const IsoExpectation *expectation)
{
  return 100 * (expectation->observed - expectation->expected);
}

void
iso_expect_each (const IsoReferenceInput *input, IsoExpectation *cells,
                 double (*expect) (const IsoReferenceCell *cell, IsoStatus *status))
{
  const IsoDoseGrid *grid = input->grid;

  for (gsize c = 0; c < grid->n_cells; c++)
    {
      IsoReferenceCell cell = { .input = input, .cell = c };

      for (guint j = 0; j < grid->n_drugs; j++)
        {
          if (grid->levels[c][j] == 0)
            continue;
          cell.drugs[cell.n] = j;
          cell.doses[cell.n++] = iso_dose_grid_dose (grid, c, j);
        }
      cells[c] = (IsoExpectation) { input->effects[c], input->effects[c], ISO_STATUS_OK };
      if (cell.n > 1)
        cells[c].expected = expect (&cell, &cells[c].status);
      if (cells[c].status != ISO_STATUS_OK || !isfinite (cells[c].expected))
        cells[c].expected = NAN;
      if (cells[c].status == ISO_STATUS_OK && isnan (cells[c].expected))
        cells[c].status = ISO_STATUS_UNDEFINED;
    }
}

gboolean
iso_reference_cell_has_curves (const IsoReferenceCell *cell, IsoStatus *status)
{
  for (guint k = 0; k < cell->n; k++)
    {
      *status = cell->input->agents[cell->drugs[k]].status;
      if (*status != ISO_STATUS_OK)
        return FALSE;
    }
  return TRUE;
}

gboolean
iso_reference_cell_singles (const IsoReferenceCell *cell, double singles[ISO_MAX_DRUGS], IsoStatus *status)
{
  const IsoReferenceInput *input = cell->input;

  for (guint k = 0; k < cell->n; k++)
    {
      guint drug = cell->drugs[k];
      gssize alone = -1;

      if (input->fitted)
        {
          *status = input->agents[drug].status;
          singles[k] = iso_dose_effect_value (&input->agents[drug], cell->doses[k]);
        }
      else
        {
          alone = iso_dose_grid_find_single (input->grid, drug, input->grid->levels[cell->cell][drug]);
          singles[k] = alone >= 0 ? input->effects[alone] : NAN;
          *status = ISO_STATUS_OK;
        }
      if (isnan (singles[k]) && *status == ISO_STATUS_OK)
        *status = ISO_STATUS_UNDEFINED;
      if (*status != ISO_STATUS_OK)
        return FALSE;
    }
  return TRUE;
}

double
iso_reference_root (double (*function) (double x, void *data), void *data, double low, double high)
{
  gsl_function problem = { function, data };
  gsl_root_fsolver *solver = gsl_root_fsolver_alloc (gsl_root_fsolver_brent);
  double root = NAN;

  if (gsl_root_fsolver_set (solver, &problem, low, high) == GSL_SUCCESS)
    {
      for (guint i = 0; i < ROOT_STEPS && gsl_root_fsolver_iterate (solver) == GSL_SUCCESS; i++)
        {
          root = gsl_root_fsolver_root (solver);
          if (gsl_root_test_interval (gsl_root_fsolver_x_lower (solver), gsl_root_fsolver_x_upper (solver), 1e-15, 1e-14)
              == GSL_SUCCESS)
            break;
        }
    }
  gsl_root_fsolver_free (solver);
  return root;
}
