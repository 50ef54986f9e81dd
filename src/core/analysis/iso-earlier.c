/* iso-earlier.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "analysis/iso-earlier.h"

#include <string.h>

static const IsoEffectDose *
find_half (const IsoArm *arm)
{
  for (guint i = 0; i < arm->effect_doses->len; i++)
    {
      const IsoEffectDose *dose = &g_array_index (arm->effect_doses, IsoEffectDose, i);

      if (dose->level == 0.5 && dose->kind == ISO_EFFECT_ABSOLUTE)
        return dose;
    }
  return NULL;
}

void
iso_earlier_take (const IsoArm *arm, IsoDimension dimension, IsoEarlier *earlier)
{
  const IsoEffectDose *half = find_half (arm);

  *earlier = (IsoEarlier) { ISO_EARLIER_FOUND, arm, half };
  if (half == NULL)
    *earlier = (IsoEarlier) { ISO_EARLIER_NONE, NULL, NULL };
  else if (arm->unit->dimension != dimension)
    earlier->status = ISO_EARLIER_UNIT;
  else if (half->dose.status != ISO_STATUS_OK && half->dose.status != ISO_STATUS_EXTRAPOLATED)
    earlier->status = ISO_EARLIER_NO_VALUE;
}

void
iso_earlier_find (const IsoAnalysis *analysis, const char *drug, const char *sample, IsoDimension dimension, IsoEarlier *earlier)
{
  const IsoExperiment *experiment = analysis->dataset->experiment;
  const IsoArm *found = NULL;
  gboolean several = FALSE;

  for (guint i = 0; i < analysis->arms->len; i++)
    {
      const IsoArm *arm = iso_analysis_arm (analysis, i);

      if (arm->n_drugs != 1 || g_ascii_strcasecmp (iso_experiment_drug (experiment, arm->drugs[0])->name, drug) != 0
          || (sample != NULL && strcmp (iso_experiment_sample (experiment, arm->sample), sample) != 0))
        continue;
      several |= found != NULL;
      found = arm;
    }
  *earlier = (IsoEarlier) { several ? ISO_EARLIER_SEVERAL : ISO_EARLIER_NONE, NULL, NULL };
  if (found != NULL && !several)
    iso_earlier_take (found, dimension, earlier);
}
