/* iso-dosing-error.c - how far the doses of a plan may be off because no pipette is exact
 *
 * What a vessel holds is a mean of what went into it, C = sum (v c) / V. An error of a volume moves it by (c - C) / V, that of a
 * source by v / V; errors of different transfers are independent, so their squares add up. For a serial dilution this is
 * iso_dilution_random_error ().
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "dosing/iso-amount.h"
#include "dosing/iso-dosing-private.h"

#include <math.h>

typedef struct
{
  double   concentration[ISO_MAX_DRUGS];
  double   variance[ISO_MAX_DRUGS];
  gboolean known;
} Mixture;

typedef struct
{
  const IsoDosingPlan *plan;
  double               cv;        /* of a transfer */
  double               bias;      /* of what is carried from tube to tube */
  guint               *begins;    /* of each vessel, and one more: which of `incoming` fill it */
  guint               *incoming;
  Mixture             *mixtures;
} Errors;

/* The transfers into each vessel, one vessel after the other. */
static void
sort_transfers (Errors *errors)
{
  const IsoDosingPlan *plan = errors->plan;
  g_autofree guint *next = NULL;

  errors->begins = g_new0 (guint, plan->vessels->len + 1);
  errors->incoming = g_new (guint, plan->transfers->len + 1);
  for (guint i = 0; i < plan->transfers->len; i++)
    errors->begins[iso_dosing_transfer (plan, i)->to + 1]++;
  for (guint i = 0; i < plan->vessels->len; i++)
    errors->begins[i + 1] += errors->begins[i];
  next = g_memdup2 (errors->begins, plan->vessels->len * sizeof *next);
  for (guint i = 0; i < plan->transfers->len; i++)
    errors->incoming[next[iso_dosing_transfer (plan, i)->to]++] = i;
}

static double
find_volume (const Errors *errors, const IsoTransfer *transfer)
{
  gboolean carried = iso_dosing_vessel (errors->plan, transfer->from)->kind == ISO_VESSEL_TUBE && transfer->step == ISO_STEP_TUBE;

  return transfer->volume * (carried ? 1 + errors->bias : 1);
}

/* Fills in a mixture whose sources are known; one without sources is bought or stored, and exact. */
static void
add_up (Errors *errors, guint vessel, Mixture *mixture)
{
  double volume = 0;

  for (guint i = errors->begins[vessel]; i < errors->begins[vessel + 1]; i++)
    {
      const IsoTransfer *transfer = iso_dosing_transfer (errors->plan, errors->incoming[i]);

      volume += find_volume (errors, transfer);
      for (guint k = 0; k < ISO_MAX_DRUGS; k++)
        mixture->concentration[k] += find_volume (errors, transfer) * errors->mixtures[transfer->from].concentration[k];
    }
  for (guint k = 0; k < ISO_MAX_DRUGS && volume > 0; k++)
    mixture->concentration[k] /= volume;
  for (guint i = errors->begins[vessel]; i < errors->begins[vessel + 1] && volume > 0; i++)
    {
      const IsoTransfer *transfer = iso_dosing_transfer (errors->plan, errors->incoming[i]);
      const Mixture *source = &errors->mixtures[transfer->from];
      double share = find_volume (errors, transfer) / volume;

      for (guint k = 0; k < ISO_MAX_DRUGS; k++)
        {
          double moved = share * errors->cv * (source->concentration[k] - mixture->concentration[k]);

          mixture->variance[k] += moved * moved + share * share * source->variance[k];
        }
    }
}

static void
mix (Errors *errors, guint vessel)
{
  Mixture *mixture = &errors->mixtures[vessel];

  if (mixture->known)
    return;
  mixture->known = TRUE;
  if (errors->begins[vessel] == errors->begins[vessel + 1])
    {
      for (guint k = 0; k < ISO_MAX_DRUGS; k++)
        mixture->concentration[k] = iso_dosing_vessel (errors->plan, vessel)->doses[k];
      return;
    }
  for (guint i = errors->begins[vessel]; i < errors->begins[vessel + 1]; i++)
    mix (errors, iso_dosing_transfer (errors->plan, errors->incoming[i])->from);
  add_up (errors, vessel, mixture);
}

/* Every vessel, to be freed. */
static Mixture *
mix_all (const IsoDosingPlan *plan, double cv, double bias)
{
  Errors errors = { .plan = plan, .cv = cv, .bias = bias, .mixtures = g_new0 (Mixture, plan->vessels->len) };

  sort_transfers (&errors);
  for (guint i = 0; i < plan->vessels->len; i++)
    mix (&errors, i);
  g_free (errors.begins);
  g_free (errors.incoming);
  return errors.mixtures;
}

static void
tell (const IsoDosingSettings *settings, IsoDosingPlan *plan)
{
  g_autofree char *cv = iso_amount_percent (settings->pipetting_cv);
  g_autofree char *error = iso_amount_percent (plan->cv_most);
  g_autofree char *bias = iso_amount_percent (settings->pipetting_bias);
  g_autofree char *drift = iso_amount_percent (plan->bias_most);

  if (MAX (plan->cv_most, plan->bias_most) <= settings->most_error)
    return;
  g_ptr_array_add (plan->messages,
                   iso_message_new ("error-grows", NULL,
                                    settings->direct || settings->method == ISO_DOSING_DISPENSED
                                      ? N_("With errors of {1} in every transfer, doses are uncertain by up to {2} (CV). Take larger volumes.")
                                      : N_("Errors grow from tube to tube: with {1} in every transfer doses are uncertain by up to {2} (CV), "
                                           "and a pipette that carries {3} too much makes the weakest {4} too strong. Make every tube from "
                                           "the stock, or dilute in fewer steps."),
                                    cv, error, bias, drift, NULL));
}

void
iso_dosing_find_errors (const IsoDosingSettings *settings, IsoDosingPlan *plan)
{
  g_autofree Mixture *exact = mix_all (plan, settings->pipetting_cv, 0);
  g_autofree Mixture *biased = mix_all (plan, 0, settings->pipetting_bias);

  for (guint i = 0; i < plan->vessels->len; i++)
    {
      IsoVessel *vessel = iso_dosing_vessel (plan, i);

      for (guint k = 0; k < ISO_MAX_DRUGS; k++)
        {
          if (!(exact[i].concentration[k] > 0))
            continue;
          vessel->cv[k] = sqrt (exact[i].variance[k]) / exact[i].concentration[k];
          if (vessel->kind != ISO_VESSEL_WELL)
            continue;
          plan->cv_most = MAX (plan->cv_most, vessel->cv[k]);
          plan->bias_most = MAX (plan->bias_most, biased[i].concentration[k] / exact[i].concentration[k] - 1);
        }
    }
  tell (settings, plan);
}
