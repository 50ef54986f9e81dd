/* iso-curve-model.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "curve/iso-curve-model.h"

#include "base/iso-message.h"

#include <math.h>
#include <string.h>

static const IsoCurveModel models[] = {
  { "LL.4", N_("Log-logistic, four parameters"), { NAN, NAN, NAN, NAN } },
  { "LL.3", N_("Log-logistic, lower limit 0"), { NAN, 0, NAN, NAN } },
  { "LL.2", N_("Log-logistic, limits 0 and 1"), { NAN, 0, 1, NAN } },
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
iso_curve_value (const double p[ISO_CURVE_N_PARAMETERS], double dose)
{
  double u = dose > 0 ? exp (p[ISO_PARAMETER_HILL] * log (dose / p[ISO_PARAMETER_SCALE])) : 0;

  return p[ISO_PARAMETER_LOWER] + (p[ISO_PARAMETER_UPPER] - p[ISO_PARAMETER_LOWER]) / (1 + u);
}
