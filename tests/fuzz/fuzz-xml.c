/* fuzz-xml.c - any bytes as XML, to its parser and to every reader (libFuzzer)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-io-test.h"
#include "reader/iso-xml-text.h"

int LLVMFuzzerInitialize (int *argc, char ***argv);
int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static const char *const samples[] = {
  "<?xml version='1.0' encoding='UTF-8'?><MeasurementResultData Date='x'><!--c--><Plate>1</Plate><Section Name='Abs'><Data Cycle='1'>"
  "<Well Pos='A1' Type='Single'><Single LabelId='1' Status='Measured'>0.5</Single></Well></Data><Data Cycle='2'><Well Pos='A1'><Scan WL='280'>"
  "OVER</Scan></Well></Data></Section></MeasurementResultData>",
  "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
  "<a xmlns:x='y'><x:b x:c='&amp;&#65;'><![CDATA[d]]></x:b></a>",
};

int
LLVMFuzzerInitialize (int *argc, char ***argv)
{
  const char *folder = (*argv)[*argc - 1];

  if (*argc < 2 || folder[0] == '-')
    return 0;
  g_mkdir_with_parents (folder, 0700);
  for (gsize i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      g_autofree char *name = g_strdup_printf ("sample-%u", (guint) i);
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_file_set_contents (path, samples[i], -1, NULL);
    }
  return 0;
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size);
  g_autoptr (IsoSource) source = iso_source_new ("fuzz", bytes, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (IsoText) text = source != NULL ? iso_xml_text_read (source, &error) : NULL;
  g_autoptr (IsoReadout) readout = source != NULL ? iso_reader_load (source, "tecan-xml", NULL) : NULL;

  if (source != NULL && (text == NULL) != (error != NULL))
    abort ();
  return 0;
}
