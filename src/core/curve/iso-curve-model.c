/* iso-curve-model.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "curve/iso-curve-model.h"

#include "base/iso-message.h"
#include "curve/iso-curve-shape.h"

#include <math.h>

#define UNUSED(parameter) (1u << ISO_PARAMETER_##parameter)
#define NO_EXTRA UNUSED (EXTRA)

/* hill, lower, upper, scale, extra */
static const IsoCurveModel models[] = {
  { "LL.4", N_("Log-logistic, four parameters"), &iso_shape_log_logistic, { NAN, NAN, NAN, NAN, 1 }, NO_EXTRA, FALSE, TRUE },
  { "LL.3", N_("Log-logistic, lower limit 0"), &iso_shape_log_logistic, { NAN, 0, NAN, NAN, 1 }, NO_EXTRA, FALSE, TRUE },
  { "LL.2", N_("Log-logistic, limits 0 and 1"), &iso_shape_log_logistic, { NAN, 0, 1, NAN, 1 }, NO_EXTRA, FALSE, TRUE },
  { "LL.5", N_("Log-logistic, asymmetric"), &iso_shape_asymmetric, { NAN, NAN, NAN, NAN, NAN }, 0, TRUE, FALSE },
  { "W1.4", N_("Weibull 1, four parameters"), &iso_shape_weibull_1, { NAN, NAN, NAN, NAN, 1 }, NO_EXTRA, TRUE, FALSE },
  { "W1.3", N_("Weibull 1, lower limit 0"), &iso_shape_weibull_1, { NAN, 0, NAN, NAN, 1 }, NO_EXTRA, TRUE, FALSE },
  { "W1.2", N_("Weibull 1, limits 0 and 1"), &iso_shape_weibull_1, { NAN, 0, 1, NAN, 1 }, NO_EXTRA, TRUE, FALSE },
  { "W2.4", N_("Weibull 2, four parameters"), &iso_shape_weibull_2, { NAN, NAN, NAN, NAN, 1 }, NO_EXTRA, TRUE, FALSE },
  { "W2.3", N_("Weibull 2, lower limit 0"), &iso_shape_weibull_2, { NAN, 0, NAN, NAN, 1 }, NO_EXTRA, TRUE, FALSE },
  { "W2.2", N_("Weibull 2, limits 0 and 1"), &iso_shape_weibull_2, { NAN, 0, 1, NAN, 1 }, NO_EXTRA, TRUE, FALSE },
  { "LN.4", N_("Log-normal, four parameters"), &iso_shape_log_normal, { NAN, NAN, NAN, NAN, 1 }, NO_EXTRA, FALSE, FALSE },
  { "LN.3", N_("Log-normal, lower limit 0"), &iso_shape_log_normal, { NAN, 0, NAN, NAN, 1 }, NO_EXTRA, FALSE, FALSE },
  { "LN.2", N_("Log-normal, limits 0 and 1"), &iso_shape_log_normal, { NAN, 0, 1, NAN, 1 }, NO_EXTRA, FALSE, FALSE },
  { "G.4", N_("Gompertz, four parameters"), &iso_shape_gompertz, { 1, NAN, NAN, NAN, NAN }, UNUSED (HILL), FALSE, FALSE },
  { "G.3", N_("Gompertz, lower limit 0"), &iso_shape_gompertz, { 1, 0, NAN, NAN, NAN }, UNUSED (HILL), FALSE, FALSE },
  { "G.2", N_("Gompertz, limits 0 and 1"), &iso_shape_gompertz, { 1, 0, 1, NAN, NAN }, UNUSED (HILL), FALSE, FALSE },
  { "EXD.3", N_("Exponential decay, three parameters"), &iso_shape_weibull_1, { 1, NAN, NAN, NAN, 1 }, NO_EXTRA, FALSE, FALSE },
  { "EXD.2", N_("Exponential decay, lower limit 0"), &iso_shape_weibull_1, { 1, 0, NAN, NAN, 1 }, NO_EXTRA, FALSE, FALSE },
  { "MM.3", N_("Michaelis-Menten with a baseline"), &iso_shape_log_logistic, { 1, NAN, NAN, NAN, 1 }, NO_EXTRA, FALSE, FALSE },
  { "MM.2", N_("Michaelis-Menten"), &iso_shape_log_logistic, { 1, NAN, 0, NAN, 1 }, NO_EXTRA, FALSE, FALSE },
  { "BC.5", N_("Hormesis, Brain-Cousens"), &iso_shape_brain_cousens, { NAN, NAN, NAN, NAN, NAN }, 0, FALSE, FALSE },
  { "BC.4", N_("Hormesis, Brain-Cousens, lower limit 0"), &iso_shape_brain_cousens, { NAN, 0, NAN, NAN, NAN }, 0, FALSE, FALSE },
  { "CRS.5a", N_("Hormesis, Cedergreen-Ritz-Streibig, α = 1"), &iso_shape_cedergreen_a, { NAN, NAN, NAN, NAN, NAN }, 0,
    FALSE, FALSE },
  { "CRS.5b", N_("Hormesis, Cedergreen-Ritz-Streibig, α = 0.5"), &iso_shape_cedergreen_b, { NAN, NAN, NAN, NAN, NAN }, 0,
    FALSE, FALSE },
  { "CRS.5c", N_("Hormesis, Cedergreen-Ritz-Streibig, α = 0.25"), &iso_shape_cedergreen_c, { NAN, NAN, NAN, NAN, NAN }, 0,
    FALSE, FALSE },
  { "CRS.4a", N_("Hormesis, Cedergreen-Ritz-Streibig, α = 1, lower limit 0"), &iso_shape_cedergreen_a, { NAN, 0, NAN, NAN, NAN }, 0,
    FALSE, FALSE },
  { "CRS.4b", N_("Hormesis, Cedergreen-Ritz-Streibig, α = 0.5, lower limit 0"), &iso_shape_cedergreen_b, { NAN, 0, NAN, NAN, NAN }, 0,
    FALSE, FALSE },
  { "CRS.4c", N_("Hormesis, Cedergreen-Ritz-Streibig, α = 0.25, lower limit 0"), &iso_shape_cedergreen_c, { NAN, 0, NAN, NAN, NAN }, 0,
    FALSE, FALSE },
  { "2S.5", N_("Two sites, Hill slopes 1"), &iso_shape_two_sites, { 1, NAN, NAN, NAN, NAN, NAN, 1 }, 0, FALSE, FALSE },
  { "2S.7", N_("Two sites, each with its Hill slope"), &iso_shape_two_sites, { NAN, NAN, NAN, NAN, NAN, NAN, NAN }, 0, FALSE, FALSE },
  { "flat", N_("No effect of the dose"), &iso_shape_flat, { 1, 0, NAN, 1, 1 },
    NO_EXTRA | UNUSED (HILL) | UNUSED (LOWER) | UNUSED (SCALE), FALSE, TRUE },
};

static const struct
{
  const char *word;
  const char *name;
} parameters[ISO_CURVE_N_PARAMETERS] = {
  [ISO_PARAMETER_HILL] = { "hill", N_("Hill slope") },
  [ISO_PARAMETER_LOWER] = { "lower", N_("Lower limit") },
  [ISO_PARAMETER_UPPER] = { "upper", N_("Upper limit") },
  [ISO_PARAMETER_SCALE] = { "scale", N_("EC50 (relative)") },
  [ISO_PARAMETER_EXTRA] = { "extra", N_("Asymmetry or hormesis") },
  [ISO_PARAMETER_SECOND_SCALE] = { "second_scale", N_("EC50 of the second site") },
  [ISO_PARAMETER_SECOND_HILL] = { "second_hill", N_("Hill slope of the second site") },
};

const IsoCurveModel *
iso_curve_model_nth (guint index)
{
  return index < G_N_ELEMENTS (models) ? &models[index] : NULL;
}

const IsoCurveModel *
iso_curve_model_find (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (models); i++)
    {
      if (g_ascii_strcasecmp (models[i].id, id) == 0)
        return &models[i];
    }
  return NULL;
}

gboolean
iso_curve_model_uses (const IsoCurveModel *model, IsoParameter parameter)
{
  if (parameter >= ISO_PARAMETER_SECOND_SCALE)
    return model->shape == &iso_shape_two_sites;
  return (model->unused & (1u << parameter)) == 0;
}

const char *
iso_curve_model_parameter_name (const IsoCurveModel *model, IsoParameter parameter)
{
  if (parameter == ISO_PARAMETER_SCALE && model->shape == &iso_shape_two_sites)
    return N_("EC50 of the first site");
  if (parameter != ISO_PARAMETER_EXTRA)
    return parameters[parameter].name;
  return model->shape == &iso_shape_two_sites  ? N_("Share of the second site")
         : model->shape == &iso_shape_gompertz ? N_("Steepness")
         : model->shape->boost != NULL         ? N_("Hormesis")
                                               : N_("Asymmetry");
}

gboolean
iso_parameter_is_dose (IsoParameter parameter)
{
  return parameter == ISO_PARAMETER_SCALE || parameter == ISO_PARAMETER_SECOND_SCALE;
}

const char *
iso_parameter_word (IsoParameter parameter)
{
  return parameters[parameter].word;
}

const char *
iso_parameter_name (IsoParameter parameter)
{
  return parameters[parameter].name;
}

double
iso_curve_value (const double *p, double dose)
{
  double u = dose > 0 ? exp (p[ISO_PARAMETER_HILL] * log (dose / p[ISO_PARAMETER_SCALE])) : 0;

  return p[ISO_PARAMETER_LOWER] + (p[ISO_PARAMETER_UPPER] - p[ISO_PARAMETER_LOWER]) / (1 + u);
}
