/* iso-reader-victor.h - PerkinElmer Victor X and Victor Nivo
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "reader/iso-reader.h"

G_BEGIN_DECLS

extern const IsoReader iso_reader_victor;

G_END_DECLS
