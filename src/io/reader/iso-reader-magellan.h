/* iso-reader-magellan.h - lists of wells from Tecan Magellan
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "reader/iso-reader.h"

G_BEGIN_DECLS

extern const IsoReader iso_reader_magellan;

G_END_DECLS
