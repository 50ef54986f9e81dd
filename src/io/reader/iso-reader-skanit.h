/* iso-reader-skanit.h - Thermo SkanIt, sheets and text
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "reader/iso-reader.h"

G_BEGIN_DECLS

extern const IsoReader iso_reader_skanit;

G_END_DECLS
