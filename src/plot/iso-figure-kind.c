/* iso-figure-kind.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-figure-builders.h"

#include <math.h>
#include <string.h>

static const IsoFigureKind kinds[] = {
  { "dose-response", N_("Dose-response curves"), N_("The response at each dose, with the fitted curve and the IC₅₀."),
    iso_dose_response_applies, iso_dose_response_build },
};

const IsoFigureKind *
iso_figure_kind_find (const char *id)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (strcmp (kinds[i].id, id) == 0)
        return &kinds[i];
    }
  return NULL;
}

const IsoFigureKind *
iso_figure_kind_nth (guint index)
{
  return index < G_N_ELEMENTS (kinds) ? &kinds[index] : NULL;
}

void
iso_figure_subject_init (IsoFigureSubject *subject)
{
  *subject = (IsoFigureSubject) {
    .sample = -1, .arm = -1, .combination = -1, .fa = NAN, .reference = -1, .plate = -1, .quantity = ISO_QUANTITY_RESPONSE,
  };
}
