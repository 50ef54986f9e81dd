/* iso-reader-multiskan.h - Thermo Multiskan Sky workbooks and Multiskan Spectrum text
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "reader/iso-reader.h"

G_BEGIN_DECLS

extern const IsoReader iso_reader_multiskan;

G_END_DECLS
