/* fuzz-xml.c - any bytes as XML: to its parser, as an export of a reader, as a table and as a layout (libFuzzer)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-io-test.h"
#include "reader/iso-table-layout.h"
#include "reader/iso-table.h"
#include "reader/iso-xml-text.h"

int LLVMFuzzerInitialize (int *argc, char ***argv);
int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static const char *const samples[] = {
  "<?xml version='1.0' encoding='UTF-8'?><MeasurementResultData Date='x'><!--c--><Plate>1</Plate><Section Name='Abs'><Data Cycle='1'>"
  "<Well Pos='A1' Type='Single'><Single LabelId='1' Status='Measured'>0.5</Single></Well></Data><Data Cycle='2'><Well Pos='A1'><Scan WL='280'>"
  "OVER</Scan></Well></Data></Section></MeasurementResultData>",
  "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
  "<a xmlns:x='y'><x:b x:c='&amp;&#65;'><![CDATA[d]]></x:b></a>",
  /* A dispenser's protocol, the report of its run, and a Prism file. */
  "<?xml version='1.0'?><Protocol><ConcentrationUnit>nM</ConcentrationUnit><Fluids><Fluid ID='0'><Name>p</Name><ByVol>False</ByVol>"
  "<Concentration>10</Concentration><ConcentrationUnit>mM</ConcentrationUnit></Fluid><Fluid ID='1'><Name>p - 1:40</Name><RootFluidID>0"
  "</RootFluidID><Concentration>1</Concentration></Fluid><Fluid ID='2'><Name>DMSO</Name></Fluid></Fluids><Plates><Plate><Rows>8</Rows><Name>one"
  "</Name><AssayVolume>100000</AssayVolume><Wells><Well Row='0' Col='1'><Fluid ID='1'>0.3</Fluid></Well><Well Row='1' Col='0'><Fluid ID='2'>5"
  "</Fluid></Well></Wells><Randomize /></Plate></Plates><Backfills/></Protocol>",
  "<Report><Fluids><Fluid Index='0'><Name>p</Name><Concentration>10</Concentration><ConcentrationUnit>mM</ConcentrationUnit></Fluid></Fluids>"
  "<Plates><Plate Index='0'><ID>x</ID><AssayVolume>50000</AssayVolume></Plate></Plates><Dispensed><Plate Index='0'><Well R='0' C='0'>"
  "<Fluid Index='0' TotalVolume='200'/></Well></Plate></Dispensed></Report>",
  "<GraphPadPrismFile><Table ID='T0' YFormat='replicates' Replicates='2'><Title>t</Title><XColumn><Title>log[Drug], M</Title><Subcolumn><d>-9</d>"
  "<d>-8</d></Subcolumn></XColumn><YColumn><Title>p<Sub>2</Sub></Title><Subcolumn><d>0,9</d><d/></Subcolumn><Subcolumn><d Excluded='1'>0.4</d>"
  "<d>0.2</d></Subcolumn></YColumn></Table></GraphPadPrismFile>",
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

static void
read_table (const IsoSource *source)
{
  g_autoptr (IsoExperiment) names = iso_experiment_new ();
  g_autoptr (IsoExperiment) experiment = NULL;
  g_autoptr (GPtrArray) layouts = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) other = NULL;
  IsoTableOptions options;

  iso_table_options_init (&options);
  options.response = ISO_RESPONSE_RAW;
  experiment = iso_table_read (source, &options, &error);
  layouts = iso_table_layout_read (source, &options, names, &other);
  if ((experiment == NULL) != (error != NULL) || (layouts == NULL) != (other != NULL))
    abort ();
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size);
  g_autoptr (IsoSource) source = iso_source_new ("fuzz", bytes, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (IsoText) text = source != NULL ? iso_xml_text_read (source, &error) : NULL;
  g_autoptr (IsoReadout) readout = source != NULL ? iso_reader_load (source, "tecan-xml", NULL) : NULL;

  if (source == NULL)
    return 0;
  if ((text == NULL) != (error != NULL))
    abort ();
  read_table (source);
  return 0;
}
