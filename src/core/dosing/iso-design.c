/* iso-design.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "dosing/iso-design.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define SAME 1e-6   /* doses nearer than this are one level */

static gboolean
is_same (double one, double other)
{
  return fabs (one - other) <= SAME * MAX (one, other);
}

static gboolean
check_doses (const double *doses, guint n, GError **error)
{
  if (n == 0)
    {
      iso_error_set (error, ISO_ERROR_NO_DATA, NULL, N_("A series has no dose. Give it one at least."), NULL);
      return FALSE;
    }
  for (guint i = 0; i < n; i++)
    {
      if (!(doses[i] > 0 && isfinite (doses[i])))
        {
          iso_error_set (error, ISO_ERROR_RANGE, NULL,
                         N_("Doses of a design are above zero; wells without a drug are controls. Correct the dose."), NULL);
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
check_drugs (const IsoDesign *design, const guint *drugs, guint n, GError **error)
{
  for (guint i = 0; i < n; i++)
    {
      gboolean twice = FALSE;

      for (guint j = 0; j < i; j++)
        twice |= drugs[j] == drugs[i];
      if (drugs[i] >= design->n_drugs || twice)
        {
          iso_error_set (error, ISO_ERROR_RANGE, NULL, N_("A combination names a drug twice, or one that is not in the design. Name two or "
                                                          "three different drugs."), NULL);
          return FALSE;
        }
    }
  return TRUE;
}

/* The exact value that stands for this dose: the one that is there already, or itself. */
static double
find_level (IsoDesign *design, guint drug, double dose)
{
  GArray *levels = design->levels[drug];

  for (guint i = 0; i < levels->len; i++)
    {
      if (is_same (g_array_index (levels, double, i), dose))
        return g_array_index (levels, double, i);
    }
  g_array_append_val (levels, dose);
  return dose;
}

static gboolean
add_treatment (IsoDesign *design, const guint *drugs, const double *doses, guint n, GError **error)
{
  IsoTreatment treatment = { { 0 }, { 0 } };

  for (guint i = 0; i < n; i++)
    treatment.doses[drugs[i]] = doses[i] > 0 ? find_level (design, drugs[i], doses[i]) : 0;
  for (guint i = 0; i < design->treatments->len; i++)
    {
      if (memcmp (g_array_index (design->treatments, IsoTreatment, i).doses, treatment.doses, sizeof treatment.doses) == 0)
        return TRUE;
    }
  if (design->treatments->len >= ISO_DESIGN_MAX_TREATMENTS)
    {
      iso_error_set (error, ISO_ERROR_TOO_LARGE, NULL, N_("A design has at most 10,000 treatments. Take fewer doses of each drug."), NULL);
      return FALSE;
    }
  g_array_append_val (design->treatments, treatment);
  return TRUE;
}

static gboolean
add_wells (IsoDesign *design, const IsoLayout *layout, GError **error)
{
  for (guint i = 0; i < layout->format->wells; i++)
    {
      const IsoLayoutWell *well = &layout->wells[i];
      guint drugs[ISO_MAX_DRUGS];
      double doses[ISO_MAX_DRUGS];

      for (guint k = 0; k < well->n_doses; k++)
        {
          drugs[k] = well->doses[k].drug;
          doses[k] = well->doses[k].requested;
        }
      if (well->n_doses > 0 && (!check_drugs (design, drugs, well->n_doses, error) || !check_doses (doses, well->n_doses, error)
                                || !add_treatment (design, drugs, doses, well->n_doses, error)))
        return FALSE;
    }
  return TRUE;
}

static int
compare_cb (gconstpointer a, gconstpointer b)
{
  double one = *(const double *) a, other = *(const double *) b;

  return (one > other) - (one < other);
}

/* Level `index[j]` from 0 of `n[j]` levels by size; 0 as a share of the highest is the lowest of all, just above none. */
static gboolean
is_inside (IsoMatrixShape shape, const guint *index, const guint *n, guint n_drugs)
{
  guint low = G_MAXUINT, high = 0;
  double sum = 0;

  for (guint j = 0; j < n_drugs; j++)
    {
      sum += (index[j] + 1.0) / n[j];
      low = MIN (low, index[j]);
      high = MAX (high, index[j]);
    }
  switch (shape)
    {
    case ISO_MATRIX_TRIANGLE:
      return sum <= 1 + SAME;
    case ISO_MATRIX_BAND:
      return high - low <= 1;
    case ISO_MATRIX_FULL:
    default:
      return TRUE;
    }
}

/* Combinations of two or all of the drugs, as an odometer: 0 is without the drug, i is its dose i - 1. */
static gboolean
add_cells (IsoDesign *design, const guint *drugs, guint n_drugs, double *const *doses, const guint *n, IsoMatrixShape shape, GError **error)
{
  guint place[ISO_MAX_DRUGS] = { 0 };

  for (;;)
    {
      guint present[ISO_MAX_DRUGS], index[ISO_MAX_DRUGS], counts[ISO_MAX_DRUGS], k = 0, j;
      double values[ISO_MAX_DRUGS];

      for (j = n_drugs; j > 0 && ++place[j - 1] > n[j - 1]; j--)
        place[j - 1] = 0;
      if (j == 0)
        return TRUE;
      for (guint i = 0; i < n_drugs; i++)
        {
          if (place[i] == 0)
            continue;
          present[k] = drugs[i];
          index[k] = place[i] - 1;
          counts[k] = n[i];
          values[k++] = doses[i][place[i] - 1];
        }
      if ((k == 1 || is_inside (shape, index, counts, k)) && !add_treatment (design, present, values, k, error))
        return FALSE;
    }
}

IsoDesign *
iso_design_new (guint n_drugs)
{
  IsoDesign *design = g_new0 (IsoDesign, 1);

  g_return_val_if_fail (n_drugs >= 1 && n_drugs <= ISO_MAX_DRUGS, design);
  design->n_drugs = n_drugs;
  design->treatments = g_array_new (FALSE, FALSE, sizeof (IsoTreatment));
  for (guint i = 0; i < ISO_MAX_DRUGS; i++)
    design->levels[i] = g_array_new (FALSE, FALSE, sizeof (double));
  return design;
}

void
iso_design_free (IsoDesign *design)
{
  g_array_unref (design->treatments);
  for (guint i = 0; i < ISO_MAX_DRUGS; i++)
    g_array_unref (design->levels[i]);
  g_free (design);
}

gboolean
iso_design_add_series (IsoDesign *design, guint drug, const double *doses, guint n_doses, GError **error)
{
  if (!check_drugs (design, &drug, 1, error) || !check_doses (doses, n_doses, error))
    return FALSE;
  for (guint i = 0; i < n_doses; i++)
    {
      if (!add_treatment (design, &drug, &doses[i], 1, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
iso_design_add_ray (IsoDesign *design, const guint *drugs, guint n_drugs, const double *bases, const double *multiples,
                    guint n_multiples, GError **error)
{
  if (!check_drugs (design, drugs, n_drugs, error) || !check_doses (bases, n_drugs, error)
      || !check_doses (multiples, n_multiples, error))
    return FALSE;
  for (guint i = 0; i < n_multiples; i++)
    {
      double doses[ISO_MAX_DRUGS];

      for (guint j = 0; j < n_drugs; j++)
        doses[j] = multiples[i] * bases[j];
      if (!add_treatment (design, drugs, doses, n_drugs, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
iso_design_add_matrix (IsoDesign *design, const guint *drugs, guint n_drugs, const double *const *doses, const guint *n_doses,
                       IsoMatrixShape shape, GError **error)
{
  double *sorted[ISO_MAX_DRUGS] = { NULL };
  gboolean done = check_drugs (design, drugs, n_drugs, error);

  for (guint i = 0; done && i < n_drugs; i++)
    {
      done = check_doses (doses[i], n_doses[i], error);
      if (!done)
        break;
      sorted[i] = g_memdup2 (doses[i], n_doses[i] * sizeof (double));
      qsort (sorted[i], n_doses[i], sizeof (double), compare_cb);
    }
  done = done && add_cells (design, drugs, n_drugs, sorted, n_doses, shape, error);
  for (guint i = 0; i < n_drugs; i++)
    g_free (sorted[i]);
  return done;
}

gboolean
iso_design_add_fixed (IsoDesign *design, guint drug, const double *doses, guint n_doses, guint other, double other_dose, GError **error)
{
  guint drugs[] = { drug, other };

  if (!check_drugs (design, drugs, 2, error) || !check_doses (doses, n_doses, error) || !check_doses (&other_dose, 1, error)
      || !add_treatment (design, &other, &other_dose, 1, error))
    return FALSE;
  for (guint i = 0; i < n_doses; i++)
    {
      double pair[] = { doses[i], other_dose };

      if (!add_treatment (design, drugs, pair, 2, error))
        return FALSE;
    }
  return TRUE;
}

void
iso_design_finish (IsoDesign *design)
{
  for (guint drug = 0; drug < design->n_drugs; drug++)
    {
      GArray *levels = design->levels[drug];

      g_array_sort (levels, compare_cb);
      for (guint i = 0; i < design->treatments->len; i++)
        {
          IsoTreatment *treatment = &g_array_index (design->treatments, IsoTreatment, i);

          treatment->levels[drug] = 0;
          for (guint k = 0; k < levels->len; k++)
            {
              if (g_array_index (levels, double, k) == treatment->doses[drug])
                treatment->levels[drug] = k + 1;
            }
        }
    }
}

IsoDesign *
iso_design_new_from_layouts (const GPtrArray *layouts, guint n_drugs, GError **error)
{
  g_autoptr (IsoDesign) design = iso_design_new (n_drugs);

  for (guint i = 0; i < layouts->len; i++)
    {
      if (!add_wells (design, layouts->pdata[i], error))
        return NULL;
    }
  iso_design_finish (design);
  return g_steal_pointer (&design);
}

void
iso_ray_ratio_bases (const double *ic50, const double *ratio, guint n, double *bases)
{
  double sum = 0;

  for (guint i = 0; i < n; i++)
    sum += ratio[i] / ic50[i];
  for (guint i = 0; i < n; i++)
    bases[i] = ratio[i] / sum;
}

void
iso_ray_bases (const double *ic50, const double *shares, guint n, double *bases)
{
  for (guint i = 0; i < n; i++)
    bases[i] = shares != NULL ? shares[i] * ic50[i] : ic50[i];
}
