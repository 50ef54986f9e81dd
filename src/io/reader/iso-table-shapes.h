/* iso-table-shapes.h - files of other programs that hold what a table of wells holds, laid out in their own way
 *
 * Each shape is told by its content, and becomes a table with the headers that tables have. What had to be taken for granted is said in
 * `messages` (of IsoMessage).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "reader/iso-text.h"

G_BEGIN_DECLS

typedef struct
{
  gboolean (*is)   (const IsoText *text);
  IsoText *(*read) (const IsoText *text, GPtrArray *messages, GError **error);   /* SYNTAX, RANGE, NO_DATA; NULL then */
} IsoTableShape;

/* Digital dispenser HP/Tecan D300: the protocol (.tdd), in which each well has concentrations, and the report of a run (.DATA.xml), in
 * which it has volumes; a concentration is then that of the stock, times the volume, by the assay volume. Layouts: no responses. */
extern const IsoTableShape iso_table_d300;

/* Workbooks that have one sheet for each thing that varies over the plate: "Gnumber" and "Concentration", "Gnumber_2" and
 * "Concentration_2". The cell A1 is well A1. */
extern const IsoTableShape iso_table_sheets;

/* COMBIA: matrices of raw signals, one below the other, with the doses of one drug down the left, and those of the other in a line
 * "[DRUG]" below; VC is vehicle, CC is blank. Each is a plate. */
extern const IsoTableShape iso_table_combia;

/* GraphPad Prism: tables of a .pzfx file whose replicates stand side by side. */
extern const IsoTableShape iso_table_prism;

/* Text with doses in its first column and replicates side by side, under one title each or under numbered ones. */
extern const IsoTableShape iso_table_beside;

/* Lists of dose and effect, one below the other, under the name of a drug or of a combination at a constant ratio ("A + B (1:2)"), as
 * CompuSyn reports have them; or one list with nothing else. */
extern const IsoTableShape iso_table_effects;

/* Tables for growth rate inhibition: counts of cells at the end, of controls and at time zero, in columns or in rows of their own. */
extern const IsoTableShape iso_table_growth;

G_END_DECLS
