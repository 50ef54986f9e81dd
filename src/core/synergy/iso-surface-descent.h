/* iso-surface-descent.h - damped Gauss-Newton for surfaces, within limits. Private to the synergy folder.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "synergy/iso-surface-fit.h"

G_BEGIN_DECLS

#define ISO_SURFACE_UNTIED G_MAXUINT

typedef double IsoSurfaceMatrix[ISO_SURFACE_MAX][ISO_SURFACE_MAX];

typedef struct
{
  const IsoSurfaceModel *model;
  const IsoSurfaceData  *data;
  gboolean               held[ISO_SURFACE_MAX];   /* fixed */
  double                 low[ISO_SURFACE_MAX];    /* inside */
  double                 high[ISO_SURFACE_MAX];
  guint                  tie;                     /* E3 = E0 + tie_share (E - E0), E being E1 or E2, whose place this is; */
  double                 tie_share;               /*   ISO_SURFACE_UNTIED where it is not. MuSyC's beta is tie_share - 1 */
} IsoSurfaceProblem;

typedef struct
{
  double   theta[ISO_SURFACE_MAX];
  double   rss;
  gboolean converged;
} IsoSurfacePoint;

/* Downhill from the point; it never becomes worse. */
void iso_surface_descend (const IsoSurfaceProblem *problem, guint most_steps, IsoSurfacePoint *point);

/* J'J at a point, and whether each parameter is at a limit that it would leave. */
void iso_surface_normal_matrix (const IsoSurfaceProblem *problem, const double *theta, IsoSurfaceMatrix matrix, gboolean *at_limit);

/* The inverse of the part that is not held; the rest 0. FALSE if that part is singular. */
gboolean iso_surface_invert (const IsoSurfaceMatrix matrix, guint n, const gboolean *held, IsoSurfaceMatrix inverse);

/* Profile intervals for every free parameter but BRAID's shares, which keep Wald's. iso-surface-profile.c */
void iso_surface_profile (const IsoSurfaceProblem *problem, double level, IsoSurfaceFit *fit);

G_END_DECLS
