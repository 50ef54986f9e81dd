/* iso-surface.c - the table of surfaces
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "synergy/iso-surface-models.h"

#include "base/iso-message.h"

#include <math.h>
#include <string.h>

#define FIXED_SHARE 1.0   /* of BRAID's E1 and E2 */

static const IsoSurfaceParameter e0 = { "E0", N_("Response without drug"), FALSE, -INFINITY, INFINITY, NAN };
static const IsoSurfaceParameter e1 = { "E1", N_("Response to endless drug 1"), FALSE, -INFINITY, INFINITY, NAN };
static const IsoSurfaceParameter e2 = { "E2", N_("Response to endless drug 2"), FALSE, -INFINITY, INFINITY, NAN };
static const IsoSurfaceParameter e3 = { "E3", N_("Response to endless doses of both"), FALSE, -INFINITY, INFINITY, NAN };
static const IsoSurfaceParameter share1 = { "E1", N_("Response to endless drug 1"), FALSE, 1e-6, 1, NAN };
static const IsoSurfaceParameter share2 = { "E2", N_("Response to endless drug 2"), FALSE, 1e-6, 1, NAN };
static const IsoSurfaceParameter h1 = { "h1", N_("Slope of drug 1"), TRUE, 0.05, 30, NAN };
static const IsoSurfaceParameter h2 = { "h2", N_("Slope of drug 2"), TRUE, 0.05, 30, NAN };
static const IsoSurfaceParameter c1 = { "C1", N_("EC50 of drug 1"), TRUE, NAN, NAN, NAN };
static const IsoSurfaceParameter c2 = { "C2", N_("EC50 of drug 2"), TRUE, NAN, NAN, NAN };
static const IsoSurfaceParameter alpha12 = { "alpha12", N_("Potency of drug 2 under drug 1"), TRUE, 1e-8, 1e8, 1 };
static const IsoSurfaceParameter alpha21 = { "alpha21", N_("Potency of drug 1 under drug 2"), TRUE, 1e-8, 1e8, 1 };
static const IsoSurfaceParameter gamma12 = { "gamma12", N_("Slope of drug 2 under drug 1"), TRUE, 1e-3, 1e3, 1 };
static const IsoSurfaceParameter gamma21 = { "gamma21", N_("Slope of drug 1 under drug 2"), TRUE, 1e-3, 1e3, 1 };
static const IsoSurfaceParameter kappa = { "kappa", N_("Interaction"), FALSE, -1.96, 100, 0 };
static const IsoSurfaceParameter delta = { "delta", N_("Slope of the combination"), TRUE, 0.01, 100, 1 };
static const IsoSurfaceParameter alpha = { "alpha", N_("Interaction"), FALSE, -0.9975, 1e4, 0 };
static const IsoSurfaceParameter a12 = { "a12", N_("Change of drug 1's dose by drug 2"), TRUE, 1e-4, 1e4, 0 };
static const IsoSurfaceParameter a21 = { "a21", N_("Change of drug 2's dose by drug 1"), TRUE, 1e-4, 1e4, 0 };

#define ENDS_AND_CURVES &e0, &e1, &e2, &e3, &h1, &h2, &c1, &c2
#define SHARES_AND_CURVES &e0, &share1, &share2, &e3, &h1, &h2, &c1, &c2
#define FREE NAN
#define MUSYC iso_surface_musyc, iso_surface_musyc_begin, iso_surface_musyc_join
#define BRAID iso_surface_braid, iso_surface_braid_begin, iso_surface_braid_join, 0
#define URSA iso_surface_ursa, iso_surface_ursa_begin, iso_surface_ursa_join, 0
#define EFFECTIVE_DOSE iso_surface_effective_dose, iso_surface_effective_begin, iso_surface_effective_join, 0
#define DRAWS 99

static const IsoSurfaceModel surfaces[ISO_N_SURFACES] = {
  { "musyc", N_("MuSyC"), N_("Neither drug changes potency, slope or end of the other: alpha and gamma are 1, beta is 0."), 12,
    { ENDS_AND_CURVES, &alpha12, &alpha21, &gamma12, &gamma21 },
    { FREE, FREE, FREE, FREE, FREE, FREE, FREE, FREE, FREE, FREE, FREE, FREE }, 0, MUSYC, DRAWS },
  { "musyc10", N_("MuSyC without change of slope"), N_("Neither drug changes potency or end of the other: alpha is 1, beta is 0."), 12,
    { ENDS_AND_CURVES, &alpha12, &alpha21, &gamma12, &gamma21 },
    { FREE, FREE, FREE, FREE, FREE, FREE, FREE, FREE, FREE, FREE, 0, 0 }, 0, MUSYC, 0 },
  { "braid", N_("BRAID"), N_("Doses of one drug can be replaced by doses of the other: kappa is 0."), 10,
    { SHARES_AND_CURVES, &kappa, &delta }, { FREE, FREE, FREE, FREE, FREE, FREE, FREE, FREE, FREE, 0 }, 0, BRAID },
  { "braid_equal", N_("BRAID, one end for all"), N_("Doses of one drug can be replaced by doses of the other: kappa is 0."), 10,
    { SHARES_AND_CURVES, &kappa, &delta }, { FREE, FIXED_SHARE, FIXED_SHARE, FREE, FREE, FREE, FREE, FREE, FREE, 0 }, 1, BRAID },
  { "braid_larger", N_("BRAID, both end where the stronger does"),
    N_("Doses of one drug can be replaced by doses of the other: kappa is 0."), 10, { SHARES_AND_CURVES, &kappa, &delta },
    { FREE, FREE, FREE, FREE, FREE, FREE, FREE, FREE, FREE, 0 }, 2, BRAID },
  { "braid_delta", N_("BRAID with delta"), N_("Doses of one drug can be replaced by doses of the other: kappa is 0, delta is 1."), 10,
    { SHARES_AND_CURVES, &kappa, &delta }, { FREE, FREE, FREE, FREE, FREE, FREE, FREE, FREE, FREE, FREE }, 0, BRAID },
  { "ursa", N_("Greco's response surface"), N_("Doses of one drug can be replaced by doses of the other: alpha is 0."), 9,
    { ENDS_AND_CURVES, &alpha }, { FREE, 0, 0, FREE, FREE, FREE, FREE, FREE, FREE }, 1, URSA },
  { "effective_dose", N_("Effective doses"), N_("The drugs act independently, and neither changes the other's dose: a12 and a21 are 0."), 10,
    { ENDS_AND_CURVES, &a12, &a21 }, { FREE, 0, 0, 0, FREE, FREE, FREE, FREE, FREE, FREE }, 1, EFFECTIVE_DOSE },
};

const IsoSurfaceModel *
iso_surface_nth (guint index)
{
  return index < ISO_N_SURFACES ? &surfaces[index] : NULL;
}

const IsoSurfaceModel *
iso_surface_find (const char *id)
{
  for (guint i = 0; i < ISO_N_SURFACES; i++)
    {
      if (strcmp (surfaces[i].id, id) == 0)
        return &surfaces[i];
    }
  return NULL;
}

gboolean
iso_surface_is_share (const IsoSurfaceModel *model, guint parameter)
{
  return model->parameters[parameter] == &share1 || model->parameters[parameter] == &share2;
}

/* The effective-dose model has 1 + a inside, which is above zero. */
static double
get_shift (const IsoSurfaceModel *model, guint parameter)
{
  return model->parameters[parameter] == &a12 || model->parameters[parameter] == &a21 ? 1 : 0;
}

double
iso_surface_to_inside (const IsoSurfaceModel *model, const double *natural, guint parameter)
{
  double value = natural[parameter] + get_shift (model, parameter);

  if (iso_surface_is_share (model, parameter))
    return (value - natural[ISO_SURFACE_E0]) / (natural[ISO_SURFACE_E3] - natural[ISO_SURFACE_E0]);
  return model->parameters[parameter]->logarithmic ? log (value) : value;
}

void
iso_surface_to_natural (const IsoSurfaceModel *model, const double *inside, double *natural)
{
  for (guint p = 0; p < model->n; p++)
    {
      natural[p] = model->parameters[p]->logarithmic ? exp (inside[p]) - get_shift (model, p) : inside[p];
      if (iso_surface_is_share (model, p))
        natural[p] = inside[ISO_SURFACE_E0] + inside[p] * (inside[ISO_SURFACE_E3] - inside[ISO_SURFACE_E0]);
    }
  /* What has one end for all has it thrice. */
  if (model->equal_ends == 1)
    natural[ISO_SURFACE_E1] = natural[ISO_SURFACE_E2] = natural[ISO_SURFACE_E3];
}

double
iso_surface_value (const IsoSurfaceModel *model, const double *natural, double d1, double d2)
{
  double inside[ISO_SURFACE_MAX];

  for (guint p = 0; p < model->n; p++)
    inside[p] = iso_surface_to_inside (model, natural, p);
  return model->value (inside, d1, d2, NULL);
}
