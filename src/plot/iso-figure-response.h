/* iso-figure-response.h - what the parts of a dose-response figure share
 *
 * Private to the figures.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-figure-builders.h"
#include "iso-figure-common.h"

G_BEGIN_DECLS

#define ISO_RESPONSE_OVERLAID 4   /* arms of a panel at the most */

typedef struct
{
  const IsoAnalysis *analysis;
  IsoFigure         *figure;
  gboolean           raw;
  gboolean           show_runs;
  double             scale;      /* from viability to what the axis shows */
  guint              n_excluded;
  guint              n_beyond;   /* of them, beyond the axes */
} IsoResponseBuilder;

/* One panel's worth of arms, and the axis they share. */
typedef struct
{
  guint          arms[ISO_RESPONSE_OVERLAID];
  guint          n;
  const IsoUnit *unit;
} IsoResponseGroup;

/* Arms of one sample in groups for one panel each; of IsoResponseGroup. */
GArray *iso_response_make_groups    (const IsoAnalysis *analysis, const GArray *arms);

/* A response as the axis shows it. */
double iso_response_shown           (const IsoResponseBuilder *builder, double response);

/* A row of the table. */
void   iso_response_add_row         (const IsoResponseBuilder *builder, const char *curve, const char *item, double dose, double lower,
                                     double upper, const IsoUnit *unit, double response, double sd, guint runs, guint wells, int mark);

void   iso_response_add_run_points  (const IsoResponseBuilder *builder, IsoPanel *panel, const IsoResponseGroup *group, guint index,
                                     gboolean faint);
void   iso_response_add_mean_points (const IsoResponseBuilder *builder, IsoPanel *panel, const IsoResponseGroup *group, guint index);
void   iso_response_add_excluded    (IsoResponseBuilder *builder, IsoPanel *panel, const IsoResponseGroup *group, guint index);
void   iso_response_add_vehicle     (const IsoResponseBuilder *builder, IsoPanel *panel, int sample);

G_END_DECLS
