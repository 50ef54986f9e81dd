/* iso-table-mixlow.h - data files of the R package mixlow
 *
 * Lines of a key and its values; for each plate ("tray") who it is, what was on it, and three blocks of lines with a cell for each well:
 * "conc", the concentration of all drugs together, "label", what kind of well it is, and "resp", its signal.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "reader/iso-text.h"

G_BEGIN_DECLS

gboolean iso_table_is_mixlow   (const IsoText *text);

/* As a table of wells: plate, well, sample, experiment, drug1, dose1, unit1, ..., role, signal. Wells without a signal (".") are left out.
 * Errors: SYNTAX for a tray whose blocks are not alike, a share that is no number, more than three drugs, or a label that is not known. */
IsoText *iso_table_mixlow_read (const IsoText *text, GError **error);

G_END_DECLS
