/* iso-reader-gen5.h - text exports of Agilent (BioTek) Gen5
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "reader/iso-reader.h"

G_BEGIN_DECLS

extern const IsoReader iso_reader_gen5;

G_END_DECLS
