/* iso-surface.h - whole surfaces with parameters for interaction: MuSyC, BRAID, Greco's equation, the effective-dose model
 *
 *   musyc           effect, potency and slope of each drug in the presence of the other: alpha12 (drug 1 changes the potency of drug 2),
 *                   alpha21, gamma12, gamma21 of slopes, and beta of the effect. Meyer et al. 2019, Cell Syst 8:97; Wooten et al. 2021,
 *                   Nat Commun 12:4607; without detailed balance. No interaction: alpha = gamma = 1, beta = 0
 *   musyc10         the same with gamma12 = gamma21 = 1
 *   braid           kappa, and an end of its own for each drug and for both. Twarog et al. 2016, Sci Rep 6:25523. Additive: 0; above
 *                   is synergy; above -2
 *   braid_equal     the same with one end for all ("kappa1")
 *   braid_larger    the end of both is that of the stronger drug ("kappa2")
 *   braid_delta     with delta besides: above 1 is synergy
 *   ursa            Greco, Park & Rustum 1990, Cancer Res 50:5318: 1 = x1 / u^(1/h1) + x2 / u^(1/h2) + alpha x1 x2 / u^(1/2h1 + 1/2h2),
 *                   x = d / C, u = (E0 - E) / (E - E3). Additive: alpha 0; above is synergy
 *   effective_dose  each drug changes the effective dose of the other; the effects are independent. Zimmer et al. 2016, PNAS 113:10442.
 *                   No interaction: 0; below is synergy
 *
 * Responses are viabilities (1 without drug). E0 is that without drug, E1, E2 and E3 those of endless drug 1, drug 2 and both.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "base/iso-status.h"

G_BEGIN_DECLS

#define ISO_SURFACE_MAX 12   /* parameters */
#define ISO_N_SURFACES 8

typedef enum
{
  ISO_SURFACE_E0,
  ISO_SURFACE_E1,
  ISO_SURFACE_E2,
  ISO_SURFACE_E3,
  ISO_SURFACE_H1,
  ISO_SURFACE_H2,
  ISO_SURFACE_C1,
  ISO_SURFACE_C2,
  ISO_SURFACE_INTERACTION,   /* the first of those that are the model's own */
} IsoSurfacePlace;

typedef struct
{
  const char *id;            /* "alpha12" */
  const char *name;          /* to be translated */
  gboolean    logarithmic;   /* inside: above zero, fitted and bounded as ln */
  double      low;           /* limits in natural units; NaN for those that depend on the doses */
  double      high;
  double      null;          /* without interaction; NaN where the parameter says nothing of it */
} IsoSurfaceParameter;

typedef struct _IsoSurfaceModel IsoSurfaceModel;

/* What a dose of one drug comes to at some parameters, whatever the other's is. */
typedef union
{
  struct
  {
    double hill, distance;   /* ln dose - ln scale */
    double gamma, shifted;   /* ln dose - ln scale + ln alpha */
    double a, big;           /* the drug's term, and that under the other drug */
  } musyc;
  struct
  {
    double n, hill, log_x;
    double log_t, by_x, by_share, root;   /* ln T, its derivatives by ln x and F, T^(1/n) */
  } braid;
  struct
  {
    double log_x, steep;     /* 1 / hill */
  } ursa;
  struct
  {
    double x, hill, change;  /* dose / scale; 1 + a of what the other drug does to the dose */
  } effective;
} IsoSurfaceDrug;

struct _IsoSurfaceModel
{
  const char                *id;
  const char                *name;     /* to be translated */
  const char                *null;     /* what its parameters are without interaction: a sentence, to be translated */
  guint                      n;
  const IsoSurfaceParameter *parameters[ISO_SURFACE_MAX];   /* in the order of IsoSurfacePlace, then the model's own */
  double                     fixed[ISO_SURFACE_MAX];        /* inside value of what this model holds; NaN where free */
  guint                      equal_ends;   /* BRAID: 1 all ends are one, 2 that of both is the larger; 0 otherwise */
  /* The response, and its derivatives by the inside parameters unless NULL. theta inside; doses 0 or more. */
  double (*value) (const double *theta, double d1, double d2, double *gradient);
  /* The same in two steps, so that a matrix costs its doses and not its cells. ln dose is -INFINITY without drug. */
  void   (*begin) (const double *theta, guint drug, double log_dose, IsoSurfaceDrug *term);
  double (*join)  (const double *theta, const IsoSurfaceDrug *one, const IsoSurfaceDrug *two, double *gradient);
  guint                      n_draws;   /* to calibrate profiles by, which alone are too narrow; 0 where they are not */
};

const IsoSurfaceModel *iso_surface_nth  (guint index);      /* NULL past the last */
const IsoSurfaceModel *iso_surface_find (const char *id);

/* Between natural and inside units. BRAID's E1 and E2 are inside shares of the way from E0 to E3. */
double iso_surface_to_inside   (const IsoSurfaceModel *model, const double *natural, guint parameter);
void   iso_surface_to_natural  (const IsoSurfaceModel *model, const double *inside, double *natural);

/* Whether a parameter is one of those shares. */
gboolean iso_surface_is_share  (const IsoSurfaceModel *model, guint parameter);

/* The response at natural parameters. */
double iso_surface_value (const IsoSurfaceModel *model, const double *natural, double d1, double d2);

G_END_DECLS
