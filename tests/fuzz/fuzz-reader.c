/* fuzz-reader.c - any bytes at all, to every reader, and as a table or a layout, also by a lab's own format (libFuzzer)
 *
 * Before it starts it writes the samples of the tests into the folder it is given, so that it need not invent them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-io-test.h"
#include "reader/iso-table-layout.h"
#include "reader/iso-table-map.h"
#include "reader/iso-table.h"

#include <string.h>

int LLVMFuzzerInitialize (int *argc, char ***argv);
int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

/* Tables that other programs write, and one for each of the lab's own formats. */
static const char *const tables[] = {
  ",,MM1S\n,,ixa,,,,len\n10,500,200,980,5\n0,1000,600,1010,6\n[DRUG],0,\"0,5\",VC,CC\n,,,,\n10,1,2,3,4\n[DRUG],0,\"0,5\",VC,CC\n",
  "Dose (nM);p;;q;\n1;0,9;0,8;0,7;\n10;0,5;;0,3;0,2\n",
  "dose,p rep1,p rep2,q:1,q:2\n1,1,2,3,4\n",
  "0.1 20\n1 50\n10 90\n",
  "Data for Drug: Dox (D) [uM]\nDose\tEffect\n0.1\t0.2\nm: 1.1 +/- 0.2\n\nData for Drug: Vin (V) [uM]\n0.1\t0.2\n\n"
  "Data for Drug Combo: DV (D+V [1:3])\n4\t0.5\n",
  "cell_line,agent,perturbation,time,concentration,cell_count\na,-,0,0,0,20\na,-,0,24,0,60\na,p,0,24,1,50\na,p,1,48,1,40\n",
  "cell_line\tagent\ttime\treplicate\tconcentration\tcell_count\tcell_count__ctrl\tcell_count__time0\na\tp\t72\t1\t0.1\t80\t100\t20\n",
  "PairIndex,Response,Drug1,Drug2,Conc1,Conc2,ConcUnit\n1,20,p,q,0,0.5,nM\n1,40,p,q,1,0.5,nM\n",
  "Drug1:,p\nDrug2:,q\nCell:,c\nConcUnit:,nM\n,0,1\n0,1,20\n5,30,40\n",
  "Drug,1,2,3\nA,p,p,q\nB,q,,p\n\nConcentration,1,2,3\nA,1,2,3\nB,4,,6\n\nOD,1,2,3\nA,0.1,0.2,0.3\nB,0.4,,0.6\n",
  "Pos;Substance;Amount;Reading\nA1;p;1;0,5\nA2;q;2;0,7\n",
  "Pos,Reading,Second\nA1,0.5,0.6\nA2,0.7,OVER\n",
  "<html><table><tr><td colspan=2>1<td rowspan='2'>&micro;<tr><td>A<td>0,5</table><!-- x -->",
  "compound,target,n,dead\np,1,50,3\np,2,50,20\n",
};

static GPtrArray *maps;   /* of IsoTableMap */

static void
read_with (const IsoSource *source, const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (IsoReadout) readout = iso_reader_load (source, id, &error);

  if ((readout == NULL) != (error != NULL) || (error != NULL && !g_utf8_validate (error->message, -1, NULL)))
    abort ();
}

/* Whatever the numbers are said to be, and whether the lab has formats of its own. */
static void
read_table (const IsoSource *source, IsoResponse response, const GPtrArray *formats)
{
  g_autoptr (IsoExperiment) names = iso_experiment_new ();
  g_autoptr (IsoExperiment) experiment = NULL;
  g_autoptr (GPtrArray) layouts = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) other = NULL;
  IsoTableOptions options;

  iso_table_options_init (&options);
  options.response = response;
  options.maps = formats;
  experiment = iso_table_read (source, &options, &error);
  layouts = iso_table_layout_read (source, &options, names, &other);
  if ((experiment == NULL) != (error != NULL) || (layouts == NULL) != (other != NULL))
    abort ();
}

static void
read_by_format (const IsoSource *source)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (IsoReadout) readout = iso_reader_load_as (source, &(IsoReadChoices) { .maps = maps }, &error);

  if ((readout == NULL) != (error != NULL))
    abort ();
}

static void
write_sample (const char *folder, const char *kind, guint index, const char *text)
{
  g_autofree char *name = g_strdup_printf ("%s-%u", kind, index);
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_file_set_contents (path, text, -1, NULL);
}

int
LLVMFuzzerInitialize (int *argc, char ***argv)
{
  const char *folder = (*argv)[*argc - 1];

  maps = g_ptr_array_new_with_free_func ((GDestroyNotify) iso_table_map_free);
  g_ptr_array_add (maps, iso_table_map_parse ("Pos=well, Substance=drug1, Amount=dose1, Reading=response", NULL));
  g_ptr_array_add (maps, iso_table_map_parse ("Pos=well, Reading=value, Second=value", NULL));
  if (*argc < 2 || folder[0] == '-')
    return 0;
  g_mkdir_with_parents (folder, 0700);
  for (guint i = 0; iso_io_test_sample (i) != NULL; i++)
    write_sample (folder, "sample", i, iso_io_test_sample (i));
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    write_sample (folder, "table", i, tables[i]);
  return 0;
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size);
  g_autoptr (IsoSource) source = iso_source_new ("fuzz", bytes, NULL);
  const IsoReader *reader;

  if (source == NULL)
    return 0;
  read_with (source, NULL);
  for (guint i = 0; (reader = iso_reader_nth (i)) != NULL; i++)
    read_with (source, reader->id);
  read_by_format (source);
  read_table (source, ISO_RESPONSE_UNKNOWN, NULL);
  read_table (source, ISO_RESPONSE_RAW, maps);
  return 0;
}
