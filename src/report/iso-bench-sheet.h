/* iso-bench-sheet.h - a plan on paper, for the bench: what is needed, what to make, what to do, and maps of the plates
 *
 * Everything can be read from a grey print: wells carry letters, colours only help.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dosing/iso-outline.h"
#include "iso-paper.h"

G_BEGIN_DECLS

/* The sheet of one run, from 0, to be printed. */
IsoPaper *iso_bench_sheet_draw (const IsoOutline *outline, const IsoOutlinePlan *plan, guint run);

/* The same as a PDF. The same plan gives the same bytes. */
GBytes   *iso_bench_sheet      (const IsoOutline *outline, const IsoOutlinePlan *plan, guint run);

G_END_DECLS
