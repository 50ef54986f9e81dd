/* iso-bench-form.h - how an experiment is prepared: method, volumes, limits, reagents, each an edit of the project
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-project.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ISO_TYPE_BENCH_FORM (iso_bench_form_get_type ())
G_DECLARE_FINAL_TYPE (IsoBenchForm, iso_bench_form, ISO, BENCH_FORM, AdwBin)

/* `project` may be NULL. */
void       iso_bench_form_set_project (IsoBenchForm *self, IsoProject *project);

/* The row of a setting (dosing/iso-preparation.h); NULL if it has none. For tests. */
GtkWidget *iso_bench_form_get_row     (IsoBenchForm *self, const char *name);

G_END_DECLS
