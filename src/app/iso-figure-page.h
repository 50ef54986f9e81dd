/* iso-figure-page.h - one page of the window: choices, and the figure that the view's page names
 *
 * It follows the view: its page, its choices, its analyser's analysis.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-page.h"
#include "iso-view.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ISO_TYPE_FIGURE_PAGE (iso_figure_page_get_type ())
G_DECLARE_FINAL_TYPE (IsoFigurePage, iso_figure_page, ISO, FIGURE_PAGE, AdwBin)

G_END_DECLS
