/* iso-curves-page.h - all fitted curves of the experiment as a table that sorts, filters and is copied to a spreadsheet
 *
 * The curves that are selected are those whose wells are selected in the view, and the other way round.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-view.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ISO_TYPE_CURVES_PAGE (iso_curves_page_get_type ())
G_DECLARE_FINAL_TYPE (IsoCurvesPage, iso_curves_page, ISO, CURVES_PAGE, AdwBin)

/* The selected curves, or all that are shown, as they are copied. The caller frees it. */
char *iso_curves_page_dup_text (IsoCurvesPage *self);

G_END_DECLS
