/* iso-stock.h - what is in a bottle: from what was weighed and dissolved to the active molecule in mol/L
 *
 * A drug is often weighed as another form than the one that acts: a salt, a hydrate, a prodrug. Its molar concentration by
 * weight is c = s * purity * (g/L) / M(form), where s is how many active molecules one formula unit brings. A concentration
 * that was given in mol/L is one of active molecules already.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "base/iso-error.h"
#include "base/iso-unit.h"

G_BEGIN_DECLS

typedef struct
{
  double form_weight;       /* g/mol of what is weighed; NaN if not known */
  double active_weight;     /* g/mol of what acts; NaN: the same */
  double active_per_form;   /* mol of active in one mol of form; 1 as a rule */
  double purity;            /* 0 to 1, of what is weighed */
} IsoForm;

/* Nothing known but that it is pure. */
void     iso_form_init  (IsoForm *form);

/* Errors: RANGE for weights that are not positive, or a purity outside (0, 1]. */
gboolean iso_form_check (const IsoForm *form, GError **error);

/* A concentration that a person typed, as `dimension` (MOLAR, in mol/L, or MASS_CONCENTRATION, in g/L of active). Errors: UNITS if `unit` is
 * no concentration, or if mass and amount must be turned into each other and no molecular weight is known; RANGE if it is not
 * positive. */
gboolean iso_stock_concentration (const IsoForm *form, double typed, const IsoUnit *unit, IsoDimension dimension, double *inside, GError **error);

/* nL of a stock for `volume` nL at `target`; both concentrations in the same inside unit. */
double   iso_stock_volume (double stock, double target, double volume);

/* How far off the molar concentration of a solution by weight would be if the form's weight were taken for the active one's: 0.43 for
 * ixazomib citrate (517.12) booked as ixazomib (361.03). 0 where it makes no difference, NaN if a weight is not known. */
double   iso_form_confusion (const IsoForm *form);

/* Looks for traps of forms: a name that speaks of a salt or hydrate while the form is not told apart from what acts. `name` is the
 * drug's; `by_weight` says that its stock was made by weight. Adds to `messages` (of IsoMessage). */
void     iso_form_warn (const IsoForm *form, const char *name, gboolean by_weight, GPtrArray *messages);

G_END_DECLS
