/* iso-surface-descent.h - damped Gauss-Newton for surfaces, within limits. Private to the synergy folder.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "synergy/iso-surface-fit.h"

G_BEGIN_DECLS

#define ISO_SURFACE_UNTIED G_MAXUINT

typedef double IsoSurfaceMatrix[ISO_SURFACE_MAX][ISO_SURFACE_MAX];

/* The doses of a matrix, each once, and which of them every point has. */
typedef struct
{
  guint   n[2];
  double *log_doses[2];   /* -INFINITY for 0 */
  guint  *places[2];
} IsoSurfaceDoses;

void iso_surface_doses_init  (IsoSurfaceDoses *doses, const IsoSurfaceData *data);
void iso_surface_doses_clear (IsoSurfaceDoses *doses);

typedef struct
{
  const IsoSurfaceModel *model;
  const IsoSurfaceData  *data;
  const IsoSurfaceDoses *doses;                   /* of the data */
  gboolean               held[ISO_SURFACE_MAX];   /* fixed */
  double                 low[ISO_SURFACE_MAX];    /* inside */
  double                 high[ISO_SURFACE_MAX];
  guint                  tie;                     /* E3 = E0 + tie_share (E - E0), E being E1 or E2, whose place this is; */
  double                 tie_share;               /*   ISO_SURFACE_UNTIED where it is not. MuSyC's beta is tie_share - 1 */
  double                 gain;                    /* a step that promises less than this share of the sum of squares is the last; 0: 1e-15 */
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

/* What is held and the limits of the rest; `theta` gets the values of what is held. FALSE without two doses of each drug. The caller sets
 * `doses`. iso-surface-fit.c */
gboolean iso_surface_begin (const IsoSurfaceSettings *settings, const IsoSurfaceData *data, IsoSurfaceProblem *problem, double *theta);

/* The surface through responses that were drawn around `truth`: from there, from there without interaction, and from where each
 * interaction ends; the number of descents. iso-surface-calibrate.c */
guint iso_surface_refit (const IsoSurfaceProblem *problem, const double *truth, IsoSurfacePoint *best);

/* MuSyC's beta among the parameters of a model: the place after the last. Its value is 1 + beta there. */
#define ISO_SURFACE_BETA(model) ((model)->n)
#define ISO_SURFACE_PLACES (ISO_SURFACE_MAX + 1)

/* 1 + beta of inside parameters. */
double iso_surface_tie_share (const double *theta);

/* The least sum of squares with the parameter, or beta, held at a value: downhill from `theta`, which goes along. iso-surface-profile.c */
double iso_surface_hold (const IsoSurfaceProblem *problem, guint place, double value, guint most_steps, double *theta);

/* Profile intervals for every free parameter but BRAID's shares, which keep Wald's. */
void iso_surface_profile (const IsoSurfaceProblem *problem, const IsoSurfaceSettings *settings, IsoSurfaceFit *fit);

/* How far out, as a t variable, the profile of each place is at the limits of its interval. iso-surface-calibrate.c */
void iso_surface_calibrate (const IsoSurfaceProblem *problem, const IsoSurfaceSettings *settings, const IsoSurfaceFit *fit,
                            double critical[ISO_SURFACE_PLACES]);

/* To the best from where each interaction ends; the number of descents. iso-surface-fit.c */
guint iso_surface_try_limits (const IsoSurfaceProblem *problem, guint most_steps, IsoSurfacePoint *best);

G_END_DECLS
