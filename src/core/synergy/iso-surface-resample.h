/* iso-surface-resample.h - intervals of a surface's parameters by fitting it again and again to responses drawn around it
 *
 * Parametric: around the fitted surface, with the SD of its residuals. Each refit is one descent from the fitted parameters; those that
 * do not end count as they stand. Resample i has its own random stream, so that the numbers are the same for any number of threads.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "synergy/iso-surface-fit.h"

G_BEGIN_DECLS

typedef struct
{
  guint      n;
  guint64    seed;
  guint      n_threads;   /* 0: one a processor */
  const int *cancel;      /* may be NULL */
} IsoSurfaceResampling;

/* Replaces the intervals of the free parameters and of beta by percentiles, method "bootstrap". Nothing happens to a fit without a
 * sum of squares or degrees of freedom, with fewer than 20 resamples, or when cancelled. */
void iso_surface_resample (const IsoSurfaceSettings *settings, const IsoSurfaceData *data, const IsoSurfaceResampling *resampling,
                           IsoSurfaceFit *fit);

G_END_DECLS
