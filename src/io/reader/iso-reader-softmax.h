/* iso-reader-softmax.h - text exports of Molecular Devices SoftMax Pro
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "reader/iso-reader.h"

G_BEGIN_DECLS

extern const IsoReader iso_reader_softmax;

G_END_DECLS
