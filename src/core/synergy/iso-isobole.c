/* iso-isobole.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "synergy/iso-isobole.h"

#include <math.h>

guint
iso_isobole_line (double dx1, double dx2, double limit1, double limit2, IsoDosePair line[ISO_ISOBOLE_POINTS])
{
  if (isnan (dx1) && isnan (dx2))
    return 0;
  for (guint i = 0; i < ISO_ISOBOLE_POINTS; i++)
    {
      double share = (double) i / (ISO_ISOBOLE_POINTS - 1);

      line[i].d1 = isnan (dx1) ? limit1 * (1 - share) : isnan (dx2) ? dx1 : dx1 * (1 - share);
      line[i].d2 = isnan (dx2) ? limit2 * share : isnan (dx1) ? dx2 : dx2 * share;
    }
  return ISO_ISOBOLE_POINTS;
}
