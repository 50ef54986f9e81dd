/* iso-curve-model.h - the table of dose-response models
 *
 * Every model is a member of one family,
 *   response = lower + (upper - lower) / (1 + (dose / scale)^hill)
 * with hill > 0: `upper` is the response without drug, `lower` the one at endless dose, and the curve falls if
 * upper > lower. LL.4 frees all four, LL.3 holds lower at 0, LL.2 also upper at 1 (names as in Ritz et al. 2015,
 * PLoS One 10:e0146021).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define ISO_CURVE_N_PARAMETERS 4

typedef enum
{
  ISO_PARAMETER_HILL,    /* Hill slope, no unit */
  ISO_PARAMETER_LOWER,   /* unit of the response */
  ISO_PARAMETER_UPPER,   /* unit of the response */
  ISO_PARAMETER_SCALE,   /* unit of the dose; here the relative EC50 */
} IsoParameter;

typedef struct
{
  const char *id;      /* "LL.4" */
  const char *name;    /* to be translated */
  double      fixed[ISO_CURVE_N_PARAMETERS];   /* NaN where free */
} IsoCurveModel;

const IsoCurveModel *iso_curve_model_find (const char *id);      /* NULL if there is none */
const IsoCurveModel *iso_curve_model_nth  (guint index);         /* NULL past the last */

const char *iso_parameter_word (IsoParameter parameter);         /* "hill", "lower", "upper", "scale" */
const char *iso_parameter_name (IsoParameter parameter);         /* "Hill slope": to be translated */

/* The response at a dose >= 0, for parameters in natural units. */
double iso_curve_value (const double parameters[ISO_CURVE_N_PARAMETERS], double dose);

G_END_DECLS
