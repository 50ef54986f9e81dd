/* iso-growth.h - growth rate inhibition of every drug alone, where the cells were also read at time zero
 *
 * Each well is compared with the vehicle wells and the wells at time zero of its plate (or run), sample and, where they are told apart,
 * replicate; a blank is taken off all of them. Where a plate has none of time zero, those of another plate of its run serve, such as one that
 * was read as a whole when the drugs were added. See curve/iso-growth-rate.h.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "analysis/iso-dataset.h"
#include "curve/iso-growth-rate.h"

G_BEGIN_DECLS

typedef struct
{
  int              sample;
  guint            drug;
  guint            run;
  GArray          *doses;      /* of double, inside units */
  GArray          *rates;      /* of double */
  GArray          *wells;      /* of guint: their observations */
  double           doublings;  /* of the cells without drug, mean over the wells */
  IsoGrowthMetrics metrics;
} IsoGrowthCurve;

/* What the curve says at a dose: where it is flat, the mean of all. NaN without either. */
double     iso_growth_curve_value (const IsoGrowthCurve *curve, double dose);

/* What a well was compared with, blank taken off: the cells at time zero and those without drug, and the rate that this gives it. NaN
 * where one is not there. */
typedef struct
{
  double count;
  double start;
  double control;
  double rate;
} IsoGrowthWell;

/* The wells of one role that a well is compared with: observations; of guint. */
GArray    *iso_growth_list_controls (const IsoDataset *dataset, guint observation, IsoRole role);

void       iso_growth_well_init (IsoGrowthWell *growth, const IsoDataset *dataset, guint observation);

/* GPtrArray of IsoGrowthCurve, one a sample, drug and run. NO_DATA where no wells were read at time zero, or the response is no signal:
 * what was normalised already cannot tell how much the cells grew. */
GPtrArray *iso_dataset_growth (const IsoDataset *dataset, double level, GError **error);

G_END_DECLS
