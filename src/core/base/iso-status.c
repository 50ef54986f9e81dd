/* iso-status.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "base/iso-status.h"

#include <math.h>

static const struct
{
  const char *word;
  const char *explanation;
} statuses[ISO_N_STATUSES] = {
  [ISO_STATUS_OK] = { "ok", N_("The value was measured and fitted without reservation.") },
  [ISO_STATUS_EXTRAPOLATED] = { "extrapolated", N_("The value lies outside the doses that were tested.") },
  [ISO_STATUS_NOT_REACHED] = { "not-reached", N_("The effect was not reached: the curve levels off before it.") },
  [ISO_STATUS_BELOW_RANGE] = { "below-range", N_("The value lies below the lowest dose that was tested.") },
  [ISO_STATUS_ABOVE_RANGE] = { "above-range", N_("The value lies above the highest dose that was tested.") },
  [ISO_STATUS_AT_BOUND] = { "at-bound", N_("The best fit lies on a limit that was set for this parameter.") },
  [ISO_STATUS_NOT_IDENTIFIED] = { "not-identified", N_("The data do not determine this value.") },
  [ISO_STATUS_AMBIGUOUS] = { "ambiguous", N_("Several different values fit the data about equally well.") },
  [ISO_STATUS_NOT_CONVERGED] = { "not-converged", N_("The fit did not come to an end.") },
  [ISO_STATUS_TOO_FEW_POINTS] = { "too-few-points", N_("There are too few points for this value.") },
  [ISO_STATUS_UNDEFINED] = { "undefined", N_("The value is not defined for these data.") },
  [ISO_STATUS_EXCLUDED] = { "excluded", N_("The value was excluded by a person.") },
  [ISO_STATUS_CANCELLED] = { "cancelled", N_("The calculation was cancelled before this value was ready.") },
};

const char *
iso_status_word (IsoStatus status)
{
  g_return_val_if_fail ((guint) status < ISO_N_STATUSES, "undefined");
  return statuses[status].word;
}

const char *
iso_status_explanation (IsoStatus status)
{
  g_return_val_if_fail ((guint) status < ISO_N_STATUSES, "");
  return statuses[status].explanation;
}

IsoEstimate
iso_estimate_none (IsoStatus status)
{
  return (IsoEstimate) {
    .value = NAN, .lower = NAN, .upper = NAN, .status = status, .interval_status = status, .method = NULL,
  };
}
