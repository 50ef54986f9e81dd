/* iso-preparation.h - how an experiment is prepared, as names and texts
 *
 * One vocabulary for everything that keeps it or is told it: projects, designs, the window. What a person sets of
 * IsoDosingSettings, and of a drug in it, is a line of the table in the .c file. Numbers have a decimal point, amounts a unit.
 *
 *   name              text
 *   method            "premixed", "separate" or "dispensed"
 *   direct            "yes" or "no": every tube from the stock, or serially from the strongest
 *   matched           "yes" or "no": the diluent has the vehicle of the first tubes
 *   seed              "100 µL": of cells, or of medium in blanks
 *   add               "100 µL": each addition
 *   capacity          "360 µL": of a well
 *   suspension        "yes" or "no": the cells float
 *   reagents          "MTT=20 µL@5 mg/mL; DMSO=150 µL, removes": added at read-out, with their strength if they are weighed, and whether
 *                     the medium is taken off before; "" for none
 *   mother            "yes" or "no": a mother plate is filled once, and stamped
 *   mother capacity   "2 mL": of its wells
 *   mother dead       "20 µL"
 *   caps              "DMSO=0.1:0.5": per cent of a solvent in a well, to be thought about, and not to be exceeded; "" for the house's
 *   overage           0 to 10: 0.2 is 20 % more than wells need
 *   bulk overage      0 to 10: of diluents
 *   dead              "40 µL": of a tube
 *   step              "10 µL": volumes to keep are multiples of it
 *   least             "1 µL": no transfer is smaller
 *   enlarge           1 to 100: the first tube is so many times as large
 *   pipettes          "P20, P200, P1000": of the usual set, those that are there
 *   error             0 to 1: CV of a transfer
 *   bias              0 to 1: too much in every transfer, to see what it would do
 *   most error        0 to 10: of a dose, before it is said
 *   droplet           "2.5 nL"
 *   backfill          "0 nL": vehicle in all wells up to this volume; 0: up to the most of the plate
 *   edge medium       "yes" or "no": the free wells at the edges get medium, so that those within dry out less
 *   rules off         "edge=the ring holds medium; columns=8-channel pipette": rules of the layout that do not count, and why
 *   maps              how plates were laid out: see iso_map_records_format ()
 *
 * and of a drug:
 *
 *   delay             0 to 1000: hours after the first addition
 *   intermediate      "200 µM": in vehicle, that is to be used; "" where one is chosen
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dosing/iso-outline.h"

G_BEGIN_DECLS

/* The names in order, of the experiment and of a drug; NULL past the last. */
const char *iso_preparation_nth      (guint index);
const char *iso_preparation_drug_nth (guint index);
gboolean    iso_preparation_is       (const char *name);

/* The text of one, exact; to be freed. NULL if there is no such name. */
char       *iso_preparation_get      (const IsoOutline *outline, const char *name);
char       *iso_preparation_get_drug (const IsoOutline *outline, guint drug, const char *name);

/* Sets one. NULL value: as a new outline has it. Caps of solvents that the outline does not have are not kept. `place` (may be NULL) is
 * where the name stood. Errors: SYNTAX for an unknown name, a word that is none, or a list that is broken; RANGE for a number outside its
 * limits; UNITS for an amount of another kind. Nothing is changed then. */
gboolean    iso_preparation_set      (IsoOutline *outline, const char *name, const char *value, const IsoPlace *place, GError **error);
gboolean    iso_preparation_set_drug (IsoOutline *outline, guint drug, const char *name, const char *value, const IsoPlace *place,
                                      GError **error);

G_END_DECLS
