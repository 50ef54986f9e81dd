/* fuzz-xls.c - any bytes as an old workbook (libFuzzer)
 *
 * Give it a folder with a real .xls in it: a made-up one would have to be a file system in itself.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-io-test.h"
#include "reader/iso-xls.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size);
  g_autoptr (IsoSource) source = iso_source_new ("fuzz", bytes, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (IsoText) text = source != NULL ? iso_xls_read (source, &error) : NULL;

  if (source != NULL && (text == NULL) != (error != NULL))
    abort ();
  return 0;
}
