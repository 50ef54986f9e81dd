/* iso-index-note.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "synergy/iso-index-note.h"

#include "base/iso-message.h"

/* The shares are those of tests/slow/test-index-coverage.c, design "wells". */
static const struct
{
  const char *method;
  const char *sentence;
} notes[] = {
  { "nonlinear", N_("Its interval holds within this experiment: the lines were fitted to the effects themselves, with all points, as noise of "
                    "viability asks for.") },
  { "lee-kong", N_("Its interval is by Lee and Kong's formula, within this experiment. The formula takes the errors of ln (fa / fu) for equal; "
                   "where noise lies on viability, intervals of 95 % held in 94 of 100 simulations at fa 0.5, in 91 at 0.75 and in 86 at "
                   "0.9.") },
};

const char *
iso_index_note (const IsoEstimate *estimate)
{
  for (gsize i = 0; i < G_N_ELEMENTS (notes); i++)
    {
      if (g_strcmp0 (estimate->method, notes[i].method) == 0)
        return notes[i].sentence;
    }
  return NULL;
}
