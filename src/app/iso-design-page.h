/* iso-design-page.h - what is to be put on the plates: the plate, and everything that fills it
 *
 * Properties: "project" (IsoProject, nullable), "selection" (IsoWellSelection, read-only: for the inspector, and whoever wants to
 * know).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-project.h"
#include "iso-well-selection.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ISO_TYPE_DESIGN_PAGE (iso_design_page_get_type ())
G_DECLARE_FINAL_TYPE (IsoDesignPage, iso_design_page, ISO, DESIGN_PAGE, AdwBin)

void              iso_design_page_set_project   (IsoDesignPage *self, IsoProject *project);
IsoWellSelection *iso_design_page_get_selection (IsoDesignPage *self);

/* Shows a plate, by its id. */
void              iso_design_page_show_plate    (IsoDesignPage *self, const char *plate);

/* The focus goes to the first of the wells that are selected. */
void              iso_design_page_go_to_wells   (IsoDesignPage *self);

/* The focus goes to where wells are looked for. */
void              iso_design_page_find          (IsoDesignPage *self);

G_END_DECLS
