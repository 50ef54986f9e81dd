/* iso-status.h - the standing of a number: whether it may be believed, and if not, why
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "base/iso-message.h"

G_BEGIN_DECLS

typedef enum
{
  ISO_STATUS_OK,
  ISO_STATUS_EXTRAPOLATED,     /* outside the doses that were tested */
  ISO_STATUS_NOT_REACHED,      /* the effect level lies beyond the curve's plateau */
  ISO_STATUS_BELOW_RANGE,
  ISO_STATUS_ABOVE_RANGE,
  ISO_STATUS_AT_BOUND,
  ISO_STATUS_NOT_IDENTIFIED,   /* the data do not determine it */
  ISO_STATUS_AMBIGUOUS,        /* several values fit about as well */
  ISO_STATUS_NOT_CONVERGED,
  ISO_STATUS_TOO_FEW_POINTS,
  ISO_STATUS_UNDEFINED,
  ISO_STATUS_EXCLUDED,
  ISO_STATUS_CANCELLED,
} IsoStatus;
#define ISO_N_STATUSES (ISO_STATUS_CANCELLED + 1)

const char *iso_status_word        (IsoStatus status);   /* "not-reached": stable, for files and programs */
const char *iso_status_explanation (IsoStatus status);   /* a sentence for a person, to be translated */

/* A number with its interval. Unknown parts are NaN, and then `status` (for the value) or `interval_status` (for the limits) says why. */
typedef struct
{
  double      value;
  double      lower;
  double      upper;
  IsoStatus   status;
  IsoStatus   interval_status;
  const char *method;          /* how the interval was made: "wald", "lee-kong", "experiments"; static; NULL without one */
} IsoEstimate;

/* An estimate that has no value, for the reason given. */
IsoEstimate iso_estimate_none (IsoStatus status);

G_END_DECLS
