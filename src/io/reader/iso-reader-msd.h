/* iso-reader-msd.h - MSD Methodical Mind
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "reader/iso-reader.h"

G_BEGIN_DECLS

extern const IsoReader iso_reader_msd;

G_END_DECLS
