/* iso-figures-page.h - all figures of what is looked at, small, beside each other
 *
 * Activating one goes to its page. All of them are exported at once, as PDF documents in a folder.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-figure-host.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ISO_TYPE_FIGURES_PAGE (iso_figures_page_get_type ())
G_DECLARE_FINAL_TYPE (IsoFiguresPage, iso_figures_page, ISO, FIGURES_PAGE, AdwBin)

/* All of them (a new array of IsoFigure that frees them), at one width. */
GPtrArray *iso_figures_page_build (IsoFiguresPage *self, const IsoFigureStyle *style, double width_pt);

/* Writes each figure into a folder, beside what is there under the same name. Returns how many; 0 if one could not be written. */
guint iso_figures_page_write (IsoFiguresPage *self, GFile *folder, GError **error);

G_END_DECLS
