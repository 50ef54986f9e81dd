/* iso-design-edit.h - what a person does to the wells of a plate: each is one edit of the project, with its own name in the history
 *
 * `wells` are `n` places of the plate, ascending. Errors are those of the project, and RANGE where something does not fit on the plate.
 * A design says requested, planned and achieved doses alike; the bench sheet finds out what can be pipetted.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dosing/iso-fill-sentence.h"
#include "iso-project.h"

G_BEGIN_DECLS

gboolean iso_design_set_role      (IsoProject *project, IsoProjectPlate *plate, const guint *wells, guint n, IsoRole role, GError **error);
gboolean iso_design_set_sample    (IsoProject *project, IsoProjectPlate *plate, const guint *wells, guint n, const char *sample,
                                   GError **error);
gboolean iso_design_set_replicate (IsoProject *project, IsoProjectPlate *plate, const guint *wells, guint n, guint replicate, GError **error);

/* Gives the wells a dose of a drug, in the inside unit; NaN takes the drug out. Wells that are no compound blanks become treated. */
gboolean iso_design_set_dose      (IsoProject *project, IsoProjectPlate *plate, const guint *wells, guint n, const char *drug, double dose,
                                   GError **error);

/* The same dose, of another drug. */
gboolean iso_design_replace_drug  (IsoProject *project, IsoProjectPlate *plate, const guint *wells, guint n, const char *drug,
                                   const char *by, GError **error);

gboolean iso_design_clear         (IsoProject *project, IsoProjectPlate *plate, const guint *wells, guint n, GError **error);

/* Everything in the wells, exclusions too, goes so many rows and columns farther and replaces what is there. */
gboolean iso_design_move          (IsoProject *project, IsoProjectPlate *plate, const guint *wells, guint n, int rows, int columns,
                                   GError **error);

/* Within the smallest block around the wells; places of the block that are not among the wells stay. */
gboolean iso_design_mirror        (IsoProject *project, IsoProjectPlate *plate, const guint *wells, guint n, gboolean left_to_right,
                                   GError **error);

/* The edits that a fill would make; free with g_free (). NULL and an error if it cannot be. */
IsoWellEdit *iso_design_plan_fill (IsoProject *project, IsoProjectPlate *plate, const guint *wells, guint n, const IsoFillSentence *sentence,
                                   guint *n_edits, GError **error);

/* Makes edits under a verb of the history; its label gets the plate, how many wells, and `detail` (nullable). */
gboolean iso_design_apply         (IsoProject *project, IsoProjectPlate *plate, const char *verb, const char *detail,
                                   const IsoWellEdit *edits, guint n, GError **error);

/* A plate of the same size with the same in its wells, under a name that is free. The id, to be freed; NULL on errors. */
char    *iso_design_duplicate_plate (IsoProject *project, IsoProjectPlate *plate, GError **error);

/* "Plate 3": a name that no plate has yet; {1} in the pattern becomes a number. */
char    *iso_design_free_name     (IsoProject *project, const char *pattern);

/* The drugs of the project for iso_fill_sentence_parse (); texts belong to the project. GArray of IsoFillDrug. */
GArray  *iso_design_list_drugs    (IsoProject *project);

G_END_DECLS
