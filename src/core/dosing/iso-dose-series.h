/* iso-dose-series.h - the doses of a series, from the first to the last
 *
 * Doses are in one unit, whichever. A geometric series divides by its factor from step to step, C(i) = C(1) / F^(i - 1); a linear one
 * adds its step.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "base/iso-error.h"

G_BEGIN_DECLS

#define ISO_SERIES_MAX_STEPS 1536

typedef enum
{
  ISO_SERIES_GEOMETRIC,
  ISO_SERIES_LINEAR,
} IsoSeriesKind;

typedef struct
{
  IsoSeriesKind kind;
  guint         n;        /* doses */
  double        from;     /* the first */
  double        change;   /* geometric: what it is divided by, above 1 to fall, below to rise; linear: what is added */
} IsoDoseSeries;

/* Fills n doses. Errors: RANGE for no steps or too many, a factor that is not above zero or is 1, a first dose that is not above zero, a
 * linear series that reaches zero or goes below before its last dose (which may be zero). */
gboolean iso_dose_series_fill (const IsoDoseSeries *series, double *doses, GError **error);

/* What changes a dose into another in n - 1 steps; NaN for n below 2. */
double   iso_dose_series_change (IsoSeriesKind kind, double from, double to, guint n);

/* How many doses lead from one to another by a factor above 1, or a step, in whichever direction; the last does not go past `to`. */
guint    iso_dose_series_count (IsoSeriesKind kind, double from, double to, double change);

G_END_DECLS
