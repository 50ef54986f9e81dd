/* iso-reader-bmg.h - BMG LABTECH MARS, SMART Control and OPTIMA
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "reader/iso-reader.h"

G_BEGIN_DECLS

extern const IsoReader iso_reader_bmg;

G_END_DECLS
