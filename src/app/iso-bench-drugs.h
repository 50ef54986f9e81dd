/* iso-bench-drugs.h - each compound on the Bench page: the bottle in use, when it is added, its intermediate
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-project.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ISO_TYPE_BENCH_DRUGS (iso_bench_drugs_get_type ())
G_DECLARE_FINAL_TYPE (IsoBenchDrugs, iso_bench_drugs, ISO, BENCH_DRUGS, AdwBin)

/* `project` may be NULL. */
void       iso_bench_drugs_set_project (IsoBenchDrugs *self, IsoProject *project);

/* The row of a compound (from 0) for "delay" or "intermediate". For tests. */
GtkWidget *iso_bench_drugs_get_row     (IsoBenchDrugs *self, guint drug, const char *key);

G_END_DECLS
