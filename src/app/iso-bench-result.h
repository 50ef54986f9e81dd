/* iso-bench-result.h - what comes of a preparation: whether it can be done, what is needed, what to look at, and the printed sheet
 *
 * # Accessibility
 * Remarks and numbers are rows of lists; a remark that speaks of wells can be activated and leads to them. Each page of the sheet is a
 * picture that says its number.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-paper.h"
#include "iso-planner.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ISO_TYPE_BENCH_RESULT (iso_bench_result_get_type ())
G_DECLARE_FINAL_TYPE (IsoBenchResult, iso_bench_result, ISO, BENCH_RESULT, AdwBin)

/* `planner` may be NULL. */
void            iso_bench_result_set_planner (IsoBenchResult *self, IsoPlanner *planner);

/* The sheet as it is shown; NULL while there is nothing that could be done. */
const IsoPaper *iso_bench_result_get_paper   (IsoBenchResult *self);

G_END_DECLS
