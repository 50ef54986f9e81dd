/* experiment-maker.h - experiments made from curves, for tests
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "analysis/iso-analysis.h"

G_BEGIN_DECLS

/* An experiment of two drugs "A" (nM) and "B" (µM) on one sample, responses as viability fractions. */
IsoExperiment *make_experiment (void);

/* One record. A dose of 0 leaves that drug out; doses in nM and µM. */
void make_record (IsoExperiment *experiment, IsoRole role, const char *run, const char *plate, const char *well,
                  double dose_a, double dose_b, double response);

/* Viability of a median-effect curve. */
double make_viability (double dose, double dm, double m);

/* Single agents at `n` doses 1:2 around Dm 50 nM and 2 µM, and a ray of both at 1:40, in `n_runs` runs whose log Dm differ by
 * `spread` and whose mixture is `gain` times as potent as additive. With `matrix` all pairs too. Bliss-independent pairs off the ray. */
IsoExperiment *make_combination (guint n, guint n_runs, double spread, double gain, gboolean matrix);

IsoAnalysis *make_analysis (IsoExperiment *experiment, guint n_threads);

G_END_DECLS
