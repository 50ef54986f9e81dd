/* iso-curve-model.h - the table of dose-response models
 *
 * Every model is
 *   response = lower + (upper - lower + hormesis * boost (dose)) * G (hill (ln dose - ln scale))
 * with hill > 0 and a shape G that falls from 1 to 0 (iso-curve-shape.h): `upper` is the response without drug, `lower` the one
 * at endless dose, and the curve falls if upper > lower. Log-logistic: G = 1 / (1 + (dose / scale)^hill). Names as in Ritz et al.
 * 2015, PLoS One 10:e0146021.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define ISO_CURVE_N_PARAMETERS 7

typedef enum
{
  ISO_PARAMETER_HILL,    /* Hill slope, no unit */
  ISO_PARAMETER_LOWER,   /* unit of the response */
  ISO_PARAMETER_UPPER,   /* unit of the response */
  ISO_PARAMETER_SCALE,   /* unit of the dose; the relative EC50 of the symmetric models */
  ISO_PARAMETER_EXTRA,   /* asymmetry or steepness (no unit, > 0), hormesis, or the share of the second site; few models have it */
  ISO_PARAMETER_SECOND_SCALE,   /* of the second site, as the next one: iso-curve-sites.h */
  ISO_PARAMETER_SECOND_HILL,
} IsoParameter;

typedef struct _IsoCurveShape IsoCurveShape;

typedef struct
{
  const char          *id;      /* "LL.4" */
  const char          *name;    /* to be translated */
  const IsoCurveShape *shape;
  double               fixed[ISO_CURVE_N_PARAMETERS];   /* NaN where free */
  guint                unused;     /* bits of 1 << parameter that mean nothing in this model */
  gboolean             ordered;    /* falls by the shape and rises by the mirrored one: lower limit <= upper in the sense of drc */
  gboolean             automatic;  /* among those from which the smallest AICc is chosen */
} IsoCurveModel;

const IsoCurveModel *iso_curve_model_find (const char *id);      /* NULL if there is none */
const IsoCurveModel *iso_curve_model_nth  (guint index);         /* NULL past the last */

gboolean             iso_curve_model_uses (const IsoCurveModel *model, IsoParameter parameter);

/* "hill", "lower", "upper", "scale", "extra", "second_scale", "second_hill" */
const char *iso_parameter_word (IsoParameter parameter);
const char *iso_parameter_name (IsoParameter parameter);         /* "Hill slope": to be translated */

/* The same, with what the extra parameter and the scale are in this model. */
const char *iso_curve_model_parameter_name (const IsoCurveModel *model, IsoParameter parameter);

/* Whether it is a dose. */
gboolean    iso_parameter_is_dose (IsoParameter parameter);

/* The response of the log-logistic model at a dose >= 0, for hill, lower, upper, scale in natural units. */
double iso_curve_value (const double *parameters, double dose);

G_END_DECLS
