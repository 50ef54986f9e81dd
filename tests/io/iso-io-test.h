/* iso-io-test.h - what the tests of readers share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-test.h"
#include "reader/iso-reader.h"

G_BEGIN_DECLS

/* A source called "test.txt" with this text, or with these bytes. */
IsoSource  *iso_io_test_source (const char *text);
IsoSource  *iso_io_test_bytes  (const char *bytes, gsize size);

/* The text must be read by this reader without being asked, and must not fail. */
IsoReadout *iso_io_test_read   (const char *text, const char *reader);

/* Reading the text must fail with this code, at this line of test.txt (0: no line), and the message must have the
 * words. */
#define iso_io_test_refused(text, reader, code, line, words) \
  iso_io_test_refused_at (G_STRLOC, text, reader, code, line, words)
void        iso_io_test_refused_at (const char *where, const char *text, const char *reader, IsoErrorCode code,
                                    guint line,
                                    const char *words);

/* The same for an error that is at hand. */
#define iso_io_test_error(error, code, line, words) iso_io_test_error_at (G_STRLOC, error, code, line, words)
void        iso_io_test_error_at (const char *where, const GError *error, IsoErrorCode code, guint line,
                                  const char *words);

/* The reading of a well; it must be there. `label` NULL is the first measured read. */
const IsoReading *iso_io_test_reading (const IsoReadout *readout, guint plate, const char *label, const char *well);

/* All readings as "plate/read/well=value flag token" lines, or "read/well=..." for a plate without a name. */
char       *iso_io_test_dump   (const IsoReadout *readout);

/* Fails unless the text is read by the reader to exactly this. */
#define iso_io_test_dumped(text, reader, dump) iso_io_test_dumped_at (G_STRLOC, text, reader, dump)
void        iso_io_test_dumped_at (const char *where, const char *text, const char *reader, const char *dump);

/* Samples of all readers, for tests that damage them; NULL past the last. */
const char *iso_io_test_sample (guint index);

G_END_DECLS
