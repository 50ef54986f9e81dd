/* iso-dilution.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "dosing/iso-dilution.h"

#include <math.h>

#define HAIR 1e-9   /* what arithmetic adds to a whole number of steps */

double
iso_dilution_prefactor (double added, double total)
{
  return total / added;
}

guint
iso_dilution_levels (double ratio, double factor)
{
  g_return_val_if_fail (ratio >= 1 && factor > 1, 1);
  return 1 + (guint) MAX (0.0, ceil (log (ratio) / log (factor) - HAIR));
}

double
iso_dilution_round (double volume, double step)
{
  double steps = volume / step;

  if (step <= 0)
    return volume;
  /* 2.5 steps that came out as 2.4999999999 are 2.5 steps. */
  return round (steps + copysign (HAIR, steps)) * step;
}

double
iso_dilution_round_up (double volume, double step)
{
  return step > 0 ? ceil (volume / step - HAIR) * step : volume;
}

double
iso_dilution_keep (guint wells, double volume, double overage, double dead, double step)
{
  return iso_dilution_round_up (wells * volume * (1 + overage) + dead, step);
}

void
iso_dilution_series (guint n, const double *factors, const double *keep, double *carried, double *made)
{
  double taken = 0;

  for (guint i = n; i-- > 0;)
    {
      double needed = keep[i] + taken;

      /* A tube that got K of diluent holds K F / (F - 1), more than what is needed of the last one. */
      made[i] = i > 0 ? MAX (needed, keep[i] * factors[i - 1] / (factors[i - 1] - 1)) : needed;
      carried[i] = i > 0 ? made[i] / factors[i - 1] : 0;
      taken = carried[i];
    }
}

double
iso_dilution_ceiling (double stock, double cap)
{
  return stock * cap;
}

double
iso_dilution_random_error (double first_cv, double transfer_cv, double diluent_cv, double factor, guint k)
{
  double share = 1 - 1 / factor;

  return sqrt (first_cv * first_cv + k * share * share * (transfer_cv * transfer_cv + diluent_cv * diluent_cv));
}

double
iso_dilution_bias (double transfer_error, double diluent_error, double factor, guint k)
{
  return k * (1 - 1 / factor) * (transfer_error - diluent_error);
}

const IsoPipette *
iso_pipettes_default (guint *n)
{
  static const IsoPipette pipettes[] = {
    { "P2", 200, 2000, 2 },
    { "P10", 1000, 10000, 20 },
    { "P20", 2000, 20000, 20 },
    { "P200", 20000, 200000, 200 },
    { "P1000", 100000, 1000000, 1000 },
  };

  *n = G_N_ELEMENTS (pipettes);
  return pipettes;
}

void
iso_pipetting_choose (const IsoPipette *pipettes, guint n, double volume, double least, IsoPipetting *pipetting)
{
  const IsoPipette *pipette = &pipettes[n - 1];

  for (guint i = n; i-- > 0;)
    {
      if (volume <= pipettes[i].most * (1 + HAIR))
        pipette = &pipettes[i];
    }
  pipetting->pipette = pipette;
  pipetting->parts = (guint) MAX (1.0, ceil (volume / pipette->most - HAIR));
  pipetting->volume = pipetting->parts * iso_dilution_round (volume / pipetting->parts, pipette->step);
  pipetting->grade = volume < least * (1 - HAIR) || pipetting->volume <= 0      ? ISO_TRANSFER_TOO_SMALL
                     : volume < pipette->least * (1 - HAIR) || volume < 0.1 * pipette->most ? ISO_TRANSFER_SMALL
                                                                                    : ISO_TRANSFER_FINE;
}
