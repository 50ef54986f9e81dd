/* iso-design-text.h - wells as text between tabs, to and from a spreadsheet
 *
 * A map has a row for each row of wells. A cell says "Ixazomib 30 nM + Lenalidomide 1 µM; MM.1S; 2": what is in the well, the sample and
 * the replicate; roles by their word, nothing for an unused well. It may have the letters of rows and the numbers of columns around it,
 * and then says where it belongs. A list has a line for each well, below a header: Well, Role, Sample, Replicate, Compound 1, Dose 1,
 * Unit 1 and so on to 3.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-project.h"

G_BEGIN_DECLS

/* The block around the wells; those of the block that are not among them are left out. `headers`: with letters and numbers. */
char *iso_design_write_map  (IsoProject *project, IsoProjectPlate *plate, const guint *wells, guint n, gboolean headers);

/* All wells that are planned. */
char *iso_design_write_list (IsoProject *project, IsoProjectPlate *plate);

/* Edits that make the plate what the text says; a map without headers begins at `start`, and one cell alone goes into all of the `wells`
 * if there are several. Compounds and samples are those of the project. Errors: SYNTAX, with line and column of the cell; NO_DATA; RANGE for
 * what does not fit on the plate. GArray of IsoWellEdit. */
GArray *iso_design_read (IsoProject *project, IsoProjectPlate *plate, const char *text, guint start, const guint *wells, guint n,
                         GError **error);

G_END_DECLS
