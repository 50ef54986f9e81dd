/* iso-amount.h - volumes and concentrations in the unit that suits their size
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "base/iso-unit.h"

G_BEGIN_DECLS

/* "1.28 µL", "797 µL", "6.51 mL", "2.5 nL". To be freed. */
char *iso_amount_volume (double nl);

/* "12.5 nM", "10 mM"; "5 mg/mL" for mass. To be freed. */
char *iso_amount_concentration (double inside, IsoDimension dimension);

/* "0.18 %" of a fraction. To be freed. */
char *iso_amount_percent (double fraction);

/* "100 µL", "10 mM": a number and a unit, as a person writes them. FALSE if it is no such thing; blanks do not matter. */
gboolean iso_amount_parse (const char *text, double *typed, const IsoUnit **unit);

G_END_DECLS
