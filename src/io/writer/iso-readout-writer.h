/* iso-readout-writer.h - every value of readers' exports, as rows or as JSON (schema isobole/read/1)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "plate/iso-readout.h"

G_BEGIN_DECLS

/* Columns file, plate, read, well, value, flag. `readouts` holds IsoReadout. `read` is a label, NULL for all. A flag is
 * empty, "overflow", "underflow", "masked" (which keeps its value), "missing", "empty" or "error:" and what stood in
 * the file. */
char *iso_readouts_csv  (const GPtrArray *readouts, const char *read);
char *iso_readouts_json (const GPtrArray *readouts, const char *read, const char *program);

/* The flag as it is written; "" for none. The caller frees it. */
char *iso_reading_flag_text (const IsoReading *reading);

G_END_DECLS
