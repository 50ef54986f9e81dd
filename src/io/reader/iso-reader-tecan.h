/* iso-reader-tecan.h - Tecan i-control, SparkControl and XFluor, as text and as workbooks
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "reader/iso-reader.h"

G_BEGIN_DECLS

extern const IsoReader iso_reader_tecan;

G_END_DECLS
