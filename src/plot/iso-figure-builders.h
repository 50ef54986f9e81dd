/* iso-figure-builders.h - one function a kind of figure; what they draw stands in iso-figure-kind.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-figure-kind.h"

G_BEGIN_DECLS

#define ISO_BUILDER_ARGUMENTS                                                                                  \
  const IsoAnalysis *analysis, const IsoFigureSubject *subject, const IsoFigureStyle *style, double width_pt, \
  double height_pt

gboolean   iso_dose_response_applies (const IsoAnalysis *analysis, const IsoFigureSubject *subject);
IsoFigure *iso_dose_response_build   (ISO_BUILDER_ARGUMENTS);

gboolean   iso_median_effect_applies (const IsoAnalysis *analysis, const IsoFigureSubject *subject);
IsoFigure *iso_median_effect_build   (ISO_BUILDER_ARGUMENTS);

gboolean   iso_fa_ci_applies         (const IsoAnalysis *analysis, const IsoFigureSubject *subject);
IsoFigure *iso_fa_ci_build           (ISO_BUILDER_ARGUMENTS);

gboolean   iso_isobologram_applies   (const IsoAnalysis *analysis, const IsoFigureSubject *subject);
IsoFigure *iso_isobologram_build     (ISO_BUILDER_ARGUMENTS);

gboolean   iso_matrix_applies        (const IsoAnalysis *analysis, const IsoFigureSubject *subject);
IsoFigure *iso_matrix_build          (ISO_BUILDER_ARGUMENTS);

gboolean   iso_plate_applies         (const IsoAnalysis *analysis, const IsoFigureSubject *subject);
IsoFigure *iso_plate_build           (ISO_BUILDER_ARGUMENTS);
gboolean   iso_residuals_applies     (const IsoAnalysis *analysis, const IsoFigureSubject *subject);
IsoFigure *iso_residuals_build       (ISO_BUILDER_ARGUMENTS);
gboolean   iso_growth_figure_applies (const IsoAnalysis *analysis, const IsoFigureSubject *subject);
IsoFigure *iso_growth_figure_build   (ISO_BUILDER_ARGUMENTS);
gboolean   iso_scores_applies        (const IsoAnalysis *analysis, const IsoFigureSubject *subject);
IsoFigure *iso_scores_build          (ISO_BUILDER_ARGUMENTS);
gboolean   iso_surface_applies       (const IsoAnalysis *analysis, const IsoFigureSubject *subject);
IsoFigure *iso_surface_build         (ISO_BUILDER_ARGUMENTS);
gboolean   iso_replicates_applies    (const IsoAnalysis *analysis, const IsoFigureSubject *subject);
IsoFigure *iso_replicates_build      (ISO_BUILDER_ARGUMENTS);

G_END_DECLS
