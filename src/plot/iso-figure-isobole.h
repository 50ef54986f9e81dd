/* iso-figure-isobole.h - what the parts of an isobologram share
 *
 * Private to the figures.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-figure-builders.h"
#include "iso-figure-common.h"

G_BEGIN_DECLS

typedef struct
{
  const IsoAnalysis    *analysis;
  const IsoCombination *combination;
  IsoFigure            *figure;
  const char           *names[2];
  const IsoUnit        *units[2];
  gboolean              has_extrapolated;
  GArray               *excluded;         /* of IsoExcludedWell */
  guint                 n_beyond;         /* places of them beyond the axes, in all panels */
  gboolean              has_band;
  guint                 n_measured;       /* crossings that are drawn */
  guint                 n_tests;
} IsoIsoboleBuilder;

gboolean                   iso_isobole_has_value (const IsoEstimate *estimate);

/* The combination index of a ray at this level; NULL if there is none. */
const IsoCombinationIndex *iso_isobole_find_index (const IsoIsoboleBuilder *builder, guint ray, double fa);

/* The caller frees both. */
char *iso_isobole_panel_title     (const IsoIsoboleBuilder *builder, const IsoIsobole *isobole);
char *iso_isobole_reason_for_none (const IsoCombination *combination, double fa);

void  iso_isobole_add_label             (IsoIsoboleBuilder *builder, guint panel, const IsoIsobole *isobole,
                                         const IsoIsobolePoint *point);
void  iso_isobole_add_not_reached_notes (IsoIsoboleBuilder *builder, const GPtrArray *isoboles);
void  iso_isobole_add_words             (IsoIsoboleBuilder *builder, const GPtrArray *isoboles);

G_END_DECLS
