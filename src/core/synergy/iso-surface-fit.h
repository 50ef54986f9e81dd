/* iso-surface-fit.h - the best surface through a matrix, with intervals
 *
 * Least squares from many starts: slopes, midpoints and ends from the single agents and from scattered points around them, interaction
 * none, synergistic and antagonistic. Each is descended by damped Gauss-Newton within the limits, the best ones to the last digits.
 * Intervals are by profile likelihood, or Wald's, t on n - p degrees of freedom, on the logarithm where a parameter is above zero; the
 * ends E0 to E3 have Wald's, and so has MuSyC's beta unless slopes are free: then profiles, of beta too, are calibrated by draws.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "base/iso-random.h"
#include "synergy/iso-surface.h"

G_BEGIN_DECLS

#define ISO_SURFACE_STARTS 80

typedef struct
{
  const IsoSurfaceModel *model;
  double  fixed[ISO_SURFACE_MAX];   /* natural values that are held; NaN where free */
  double  end_low;                  /* limits of E0, E1, E2 and E3; infinite where none */
  double  end_high;
  guint   n_starts;                 /* ISO_SURFACE_STARTS */
  guint64 seed;                     /* of the scattered ones */
  double  level;                    /* of intervals */
  gboolean profile;                 /* whether they are by profile */
  guint   n_draws;                  /* by which the profiles are calibrated: see iso-surface-calibrate.c; 0: not. That of the model */
  guint   n_threads;                /* for these; 0: one a processor. The numbers are the same */
  const int *cancel;                /* may be NULL; leaves the profiles as they are */
} IsoSurfaceSettings;

void iso_surface_settings_init (IsoSurfaceSettings *settings, const IsoSurfaceModel *model);

typedef struct
{
  gsize         n;
  const double *d1;                 /* 0 or more */
  const double *d2;
  const double *responses;          /* viability */
  const double *weights;            /* NULL: all 1 */
} IsoSurfaceData;

typedef struct
{
  const IsoSurfaceModel *model;
  IsoStatus    status;              /* OK, TOO_FEW_POINTS, NOT_CONVERGED; NOT_IDENTIFIED where some parameter has no interval */
  gsize        n;
  guint        n_free;
  double       inside[ISO_SURFACE_MAX];
  double       values[ISO_SURFACE_MAX];        /* natural */
  gboolean     held[ISO_SURFACE_MAX];          /* fixed or at a limit */
  IsoEstimate  parameters[ISO_SURFACE_MAX];
  IsoEstimate  beta;                           /* MuSyC: (min (E1, E2) - E3) / (E0 - min (E1, E2)); otherwise UNDEFINED */
  double       covariance[ISO_SURFACE_MAX][ISO_SURFACE_MAX];   /* of `inside` */
  double       rss;
  double       df;
  double       aicc;
  double       null_rss;                       /* of the best surface without interaction */
  double       null_df;                        /* parameters that it holds */
  double       null_f;                         /* F test of no interaction; NaN without degrees of freedom */
  double       null_p;
  guint        n_starts;
  guint        n_best;                         /* of them, ended within 0.1 % of the least sum of squares */
} IsoSurfaceFit;

void iso_surface_fit (const IsoSurfaceSettings *settings, const IsoSurfaceData *data, IsoSurfaceFit *fit);

double iso_surface_fit_value (const IsoSurfaceFit *fit, double d1, double d2);

/* The standard error of the surface at a dose pair, by the delta method. */
double iso_surface_fit_se (const IsoSurfaceFit *fit, double d1, double d2);

/* MuSyC's beta of the fitted values; NaN for other models, and where no drug does anything. */
double iso_surface_fit_beta (const IsoSurfaceFit *fit);

/* The index of achievable efficacy: sqrt (c1 c2 / area), the area being that of the doses up to c1 and c2 which leave more than
 * `response`. Twarog et al. 2016. 1 if none of them reaches it; NaN without a fit, INFINITY if all do. */
double iso_surface_achievable_efficacy (const IsoSurfaceFit *fit, double response, double c1, double c2);

/* The same with an interval by the delta method, on the logarithm; NOT_IDENTIFIED where the surface's parameters are not. */
IsoEstimate iso_surface_fit_achievable (const IsoSurfaceFit *fit, double response, double c1, double c2, double level);

G_END_DECLS
