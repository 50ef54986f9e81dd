/* iso-design-choices.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-design-choices.h"

#include <math.h>

static gboolean
refuse (GError **error, const char *sentence)
{
  iso_error_set (error, ISO_ERROR_NO_DATA, NULL, sentence, NULL);
  return FALSE;
}

static gboolean
check (const IsoDesignChoices *choices, GError **error)
{
  if (choices->n_drugs == 0)
    return refuse (error, N_("Choose the compounds that are tested."));
  if (choices->n_drugs == 1 && choices->kind != ISO_COMBINE_NOT)
    return refuse (error, N_("A combination takes two compounds or three. Choose another one, or test this one alone."));
  if (choices->n_multiples == 0)
    return refuse (error, N_("Write the doses as multiples of the IC50, such as 0.25 0.5 1 2 4."));
  for (guint i = 0; i < choices->n_drugs; i++)
    {
      if (isnan (choices->ic50[i]))
        return refuse (error, N_("Give each compound that is chosen its IC50, or what is expected of it, with its unit."));
      if (choices->kind == ISO_COMBINE_RAY && choices->ratio_kind == ISO_RATIO_GIVEN && !(choices->ratio[i] > 0))
        return refuse (error, N_("Write the ratio of the doses, one number for each compound: 1:40."));
    }
  return TRUE;
}

/* multiple * IC50, for each. */
static void
fill_doses (const IsoDesignChoices *choices, guint drug, double *doses)
{
  for (guint i = 0; i < choices->n_multiples; i++)
    doses[i] = choices->multiples[i] * choices->ic50[drug];
}

static gboolean
add_alone (const IsoDesignChoices *choices, IsoDesign *design, GError **error)
{
  for (guint i = 0; i < choices->n_drugs; i++)
    {
      double doses[ISO_MAX_MULTIPLES];

      fill_doses (choices, i, doses);
      if (!iso_design_add_series (design, i, doses, choices->n_multiples, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_ray (const IsoDesignChoices *choices, IsoDesign *design, GError **error)
{
  const guint drugs[ISO_MAX_DRUGS] = { 0, 1, 2 };
  double shares[ISO_MAX_DRUGS], bases[ISO_MAX_DRUGS];

  for (guint i = 0; i < choices->n_drugs; i++)
    shares[i] = 1.0 / choices->n_drugs;
  if (choices->ratio_kind == ISO_RATIO_GIVEN)
    iso_ray_ratio_bases (choices->ic50, choices->ratio, choices->n_drugs, bases);
  else
    iso_ray_bases (choices->ic50, choices->ratio_kind == ISO_RATIO_SHARED ? shares : NULL, choices->n_drugs, bases);
  return iso_design_add_ray (design, drugs, choices->n_drugs, bases, choices->multiples, choices->n_multiples, error);
}

static gboolean
add_matrix (const IsoDesignChoices *choices, IsoDesign *design, GError **error)
{
  const guint drugs[ISO_MAX_DRUGS] = { 0, 1, 2 };
  double all[ISO_MAX_DRUGS][ISO_MAX_MULTIPLES];
  const double *doses[ISO_MAX_DRUGS];
  guint n_doses[ISO_MAX_DRUGS];

  for (guint i = 0; i < choices->n_drugs; i++)
    {
      fill_doses (choices, i, all[i]);
      doses[i] = all[i];
      n_doses[i] = choices->n_multiples;
    }
  return iso_design_add_matrix (design, drugs, choices->n_drugs, doses, n_doses, choices->shape, error);
}

void
iso_design_choices_init (IsoDesignChoices *choices)
{
  *choices = (IsoDesignChoices) {
    .ic50 = { NAN, NAN, NAN }, .alone = TRUE, .n_multiples = 5, .multiples = { 0.25, 0.5, 1, 2, 4 },
    .plating = { .format = iso_plate_format_find (96), .ring = 1, .replicates = 3, .samples = 1, .runs = 1 },
    .layout = { .ring = 1, .seed = 1 },
  };
  choices->plating.controls[ISO_ROLE_VEHICLE] = 9;
  choices->plating.controls[ISO_ROLE_POSITIVE_CONTROL] = 3;
  choices->plating.controls[ISO_ROLE_BLANK] = 3;
}

IsoDesign *
iso_design_choices_make (const IsoDesignChoices *choices, GError **error)
{
  g_autoptr (IsoDesign) design = NULL;
  gboolean done;

  if (!check (choices, error))
    return NULL;
  design = iso_design_new (choices->n_drugs);
  done = (choices->kind == ISO_COMBINE_RAY && !choices->alone) || add_alone (choices, design, error);
  if (done && choices->kind == ISO_COMBINE_RAY)
    done = add_ray (choices, design, error);
  else if (done && choices->kind == ISO_COMBINE_MATRIX)
    done = add_matrix (choices, design, error);
  if (!done)
    return NULL;
  iso_design_finish (design);
  return g_steal_pointer (&design);
}

gboolean
iso_design_choices_count (const IsoDesignChoices *choices, IsoPlatingCount *count, GPtrArray *messages, GError **error)
{
  g_autoptr (IsoDesign) design = iso_design_choices_make (choices, error);

  if (design == NULL)
    return FALSE;
  iso_plating_suggest (design, &choices->plating, messages);
  return iso_plating_count (design, &choices->plating, count, error);
}
