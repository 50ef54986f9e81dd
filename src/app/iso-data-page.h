/* iso-data-page.h - what was measured: plates and experiments, the wells of one, and what was left out of it
 *
 * # Shortcuts and Gestures
 * Up and Down choose a plate in the list; in the figure the keys are those of IsoFigurePane. Ctrl+F goes to the list.
 *
 * # Accessibility
 * Each plate says its name, experiment, wells, quality and warnings as one label; an excluded well says its name, reason and value.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-view.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ISO_TYPE_DATA_PAGE (iso_data_page_get_type ())
G_DECLARE_FINAL_TYPE (IsoDataPage, iso_data_page, ISO, DATA_PAGE, AdwBin)

G_END_DECLS
