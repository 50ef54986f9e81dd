/* iso-reader-grid.h - plate grids as text, and nothing else
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "reader/iso-reader.h"

G_BEGIN_DECLS

extern const IsoReader iso_reader_grid;

G_END_DECLS
