/* iso-bench-names.h - names of compounds as short as a table of many lines needs them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dosing/iso-outline.h"

G_BEGIN_DECLS

/* The text, in which each compound whose name is longer than 24 characters has the beginning and the end of it, with dots between: its
 * whole name stands in another list. Names that would become alike stay whole. To be freed. */
char *iso_bench_short_names (const IsoOutline *outline, const char *text);

G_END_DECLS
