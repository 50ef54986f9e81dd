/* iso-synergy-page.h - the desk for combinations: which there are, what the doses did together, and what that rests on
 *
 * # Shortcuts and Gestures
 * Up and Down choose a combination in the list; in the figures the keys are those of IsoFigurePane. Ctrl+F goes to the list.
 *
 * # Accessibility
 * Each combination says its name, sample, verdict and score as one label.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-view.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ISO_TYPE_SYNERGY_PAGE (iso_synergy_page_get_type ())
G_DECLARE_FINAL_TYPE (IsoSynergyPage, iso_synergy_page, ISO, SYNERGY_PAGE, AdwBin)

G_END_DECLS
