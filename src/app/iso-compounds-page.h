/* iso-compounds-page.h - the names of a project: its compounds, samples and experiments
 *
 * Property "project" (IsoProject, nullable).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-project.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ISO_TYPE_COMPOUNDS_PAGE (iso_compounds_page_get_type ())
G_DECLARE_FINAL_TYPE (IsoCompoundsPage, iso_compounds_page, ISO, COMPOUNDS_PAGE, AdwBin)

void iso_compounds_page_set_project (IsoCompoundsPage *self, IsoProject *project);

G_END_DECLS
