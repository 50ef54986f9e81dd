/* iso-curve-shape.h - how a curve gets from its upper to its lower limit
 *
 * Every model is
 *   response = lower + (upper - lower + hormesis * boost (dose)) * G (z),     z = hill (ln dose - ln scale)
 * with hill > 0 and G falling from 1 to 0 over z, so that `upper` is the response without drug. A shape is G. Names and forms are
 * those of Ritz et al. 2015, PLoS One 10:e0146021; hormesis of Brain & Cousens 1989, Weed Res 29:93, and Cedergreen, Ritz & Streibig
 * 2005, Environ Toxicol Chem 24:3166.
 *
 * A mirrored shape is 1 - G (-z): the same curve read from the other side, for those that are not symmetric. Private to the
 * curve folder.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "curve/iso-curve-model.h"

#include <math.h>

G_BEGIN_DECLS

/* G and its derivatives by z and by f, the logarithm of the asymmetry. */
typedef struct
{
  double g, gz, gf, gzz, gzf, gff;
} IsoShare;

struct _IsoCurveShape
{
  void   (*share)   (double z, double f, IsoShare *share);
  double (*inverse) (double g, double f);       /* the z where G is g; 0 < g < 1 */
  double (*boost)   (double dose);              /* NULL without hormesis */
  gboolean asymmetry;                           /* has f */
  gboolean logistic;                            /* G is 1 / (1 + e^z) */
  /* NULL, or the same curves with z shifted by f, which stay distinct where f grows without end: for the search. */
  const IsoCurveShape *search;
};

/* 1 / (1 + e^z), the only one that is needed thousands of times a second. */
static inline void
iso_share_log_logistic (double z, G_GNUC_UNUSED double f, IsoShare *share)
{
  double g = 1 / (1 + exp (z)), slope = g * (1 - g);

  *share = (IsoShare) { .g = g, .gz = -slope, .gzz = slope * (1 - 2 * g) };
}

/* G at a log dose (-INFINITY for dose 0); z is 0 there, so that products with it vanish. */
void iso_curve_share (const IsoCurveShape *shape, gboolean mirrored, double hill, double log_scale, double f, double log_dose,
                      double *z, IsoShare *share);

double iso_curve_share_inverse (const IsoCurveShape *shape, gboolean mirrored, double g, double f);

extern const IsoCurveShape iso_shape_log_logistic;      /* 1 / (1 + e^z) */
extern const IsoCurveShape iso_shape_asymmetric;        /* (1 + e^z)^-asymmetry */
extern const IsoCurveShape iso_shape_weibull_1;         /* exp (-e^z) */
extern const IsoCurveShape iso_shape_weibull_2;         /* 1 - exp (-e^-z) */
extern const IsoCurveShape iso_shape_log_normal;        /* Phi (-z) */
/* Gompertz' curve over the dose itself, 2^-((e^(h dose / scale) - 1) / (e^h - 1)) with the steepness h in the place of the asymmetry and hill 1.
 * It is c + (d - c) exp (-exp (b (dose - e))) of Ritz et al. with b = h / scale, e = ln ((e^h - 1) / ln 2) / b and
 * d = lower + (upper - lower) e^(ln 2 / (e^h - 1)): told by the response without drug and by the EC50, both of which that form hides. */
extern const IsoCurveShape iso_shape_gompertz;
extern const IsoCurveShape iso_shape_two_sites;     /* the first of its sites alone: see iso-curve-sites.h */
extern const IsoCurveShape iso_shape_flat;              /* 1 */
extern const IsoCurveShape iso_shape_power;             /* 1 - e^z: what all become where their end goes to infinity */
extern const IsoCurveShape iso_shape_brain_cousens;     /* log-logistic; boost = dose */
extern const IsoCurveShape iso_shape_cedergreen_a;      /* log-logistic; boost = exp (-1 / dose) */
extern const IsoCurveShape iso_shape_cedergreen_b;      /* boost = exp (-1 / dose^0.5) */
extern const IsoCurveShape iso_shape_cedergreen_c;      /* boost = exp (-1 / dose^0.25) */

G_END_DECLS
