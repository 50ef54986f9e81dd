/* iso-earlier.h - the IC50 that an earlier experiment gives for the next one
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "analysis/iso-analysis.h"

G_BEGIN_DECLS

typedef enum
{
  ISO_EARLIER_FOUND,
  ISO_EARLIER_NONE,       /* no curve of the drug alone with an IC50 */
  ISO_EARLIER_SEVERAL,    /* several samples have one, and none was named */
  ISO_EARLIER_UNIT,       /* its doses are of another kind */
  ISO_EARLIER_NO_VALUE,   /* there is a curve, and its estimate says why it has none */
} IsoEarlierStatus;

typedef struct
{
  IsoEarlierStatus     status;
  const IsoArm        *arm;    /* NULL for NONE and SEVERAL */
  const IsoEffectDose *half;   /* of half the effect, absolute; likewise. One beyond the doses that were tested counts: it is a good
                                  guess for the next, and its status says what it is */
} IsoEarlier;

/* Looks for the curve of a drug alone, by its name in whatever case, of a sample (NULL: of the only one that has any). */
void iso_earlier_find (const IsoAnalysis *analysis, const char *drug, const char *sample, IsoDimension dimension, IsoEarlier *earlier);

/* The same of one arm. */
void iso_earlier_take (const IsoArm *arm, IsoDimension dimension, IsoEarlier *earlier);

G_END_DECLS
