/* iso-bench-page.h - how an experiment is prepared, and what comes of it: limits, needs, the sheet for the bench, lists for robots
 *
 * Properties: "project" (IsoProject, nullable).
 *
 * # Shortcuts and Gestures
 * Ctrl+P prints the bench sheet.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-planner.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ISO_TYPE_BENCH_PAGE (iso_bench_page_get_type ())
G_DECLARE_FINAL_TYPE (IsoBenchPage, iso_bench_page, ISO, BENCH_PAGE, AdwBin)

void        iso_bench_page_set_project (IsoBenchPage *self, IsoProject *project);

/* NULL without a project. */
IsoPlanner *iso_bench_page_get_planner (IsoBenchPage *self);

/* Makes one of the remedies of the plan part of the project: one edit. */
gboolean    iso_bench_page_apply       (IsoBenchPage *self, guint remedy, GError **error);

/* Writes the bench sheet as PDF, or one of the planner's lists. What is there is replaced as a whole or not at all. Errors: NO_DATA while
 * there is no plan that could be carried out; those of the list, and of the file. */
gboolean    iso_bench_page_write_sheet (IsoBenchPage *self, GFile *file, GError **error);
gboolean    iso_bench_page_write_list  (IsoBenchPage *self, guint list, GFile *file, GError **error);

/* `path`: to this PDF, as the printer gets it; NULL: asks for a printer. */
gboolean    iso_bench_page_print       (IsoBenchPage *self, const char *path, GError **error);

G_END_DECLS
