/* iso-compusyn.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "synergy/iso-compusyn.h"

#include "base/iso-message.h"

#include <math.h>

/* Chou 2006, Pharmacol Rev 58:621, in its table of symbols. Where others print it: 0.3 to 3.3 under table 1 of Nocentini 2003, Cancer Cell
 * Int 3:11; 0.1 lies between CompuSyn's own 0.095, "very strong synergism", and 0.120, "strong synergism", in table 1 of Sci Rep 2020,
 * 10:4211 (doi 10.1038/s41598-020-60156-6); 10 stands so in two open programs that cite Chou 2006 (and no other number anywhere), but no
 * paper with an index near it was found. A value on a border belongs to the range above it. */
static const IsoCompusynGrade grades[] = {
  { 0, "+++++", N_("Very strong synergism") },
  { 0.1, "++++", N_("Strong synergism") },
  { 0.3, "+++", N_("Synergism") },
  { 0.7, "++", N_("Moderate synergism") },
  { 0.85, "+", N_("Slight synergism") },
  { 0.9, "±", N_("Nearly additive") },
  { 1.1, "-", N_("Slight antagonism") },
  { 1.2, "--", N_("Moderate antagonism") },
  { 1.45, "---", N_("Antagonism") },
  { 3.3, "----", N_("Strong antagonism") },
  { 10, "-----", N_("Very strong antagonism") },
};

double
iso_compusyn_level (guint i)
{
  return i + 1 < ISO_COMPUSYN_LEVELS ? (i + 1) / 20.0 : 0.97;
}

void
iso_compusyn_at_point (const IsoMedianEffect *singles, guint n_drugs, const double *doses, double fa, IsoCompusynIndex *index)
{
  double sum = 0, product = 1;

  *index = (IsoCompusynIndex) { .fa = fa };
  for (guint j = 0; j < ISO_MAX_DRUGS; j++)
    {
      gboolean given = j < n_drugs;

      index->doses[j] = given ? doses[j] : NAN;
      index->dx[j] = given ? iso_median_effect_dose (&singles[j], fa) : NAN;
      index->dri[j] = index->dx[j] / index->doses[j];
      if (!given)
        continue;
      sum += 1 / index->dri[j];
      product *= 1 + 1 / index->dri[j];
    }
  index->ci = sum;
  index->ci_nonexclusive = product - 1;
}

void
iso_compusyn_at_level (const IsoMedianEffect *singles, guint n_drugs, const IsoMedianEffect *mixture, const double *shares, double fa,
                       IsoCompusynIndex *index)
{
  double total = iso_median_effect_dose (mixture, fa), doses[ISO_MAX_DRUGS];

  for (guint j = 0; j < n_drugs; j++)
    doses[j] = total * shares[j];
  iso_compusyn_at_point (singles, n_drugs, doses, fa, index);
}

const IsoCompusynGrade *
iso_compusyn_grade (double ci)
{
  const IsoCompusynGrade *found = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (grades) && ci > 0 && ci >= grades[i].above; i++)
    found = &grades[i];
  return found;
}
