/* iso-residual.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "analysis/iso-residual.h"

#include <math.h>

int
iso_analysis_find_arm (const IsoAnalysis *analysis, guint observation, double *dose)
{
  double found;

  if (iso_dataset_observation (analysis->dataset, observation)->n_doses == 0)
    return -1;
  for (guint i = 0; i < analysis->arms->len; i++)
    {
      if (!iso_arm_has_place (analysis, iso_analysis_arm (analysis, i), observation, &found))
        continue;
      if (dose != NULL)
        *dose = found;
      return (int) i;
    }
  return -1;
}

double
iso_analysis_residual (const IsoAnalysis *analysis, guint observation)
{
  double dose;
  int arm = iso_analysis_find_arm (analysis, observation, &dose);

  if (arm < 0)
    return NAN;
  return iso_dataset_shown_viability (analysis->dataset, observation)
         - iso_curve_fit_value (&iso_analysis_arm (analysis, (guint) arm)->fit, dose);
}
