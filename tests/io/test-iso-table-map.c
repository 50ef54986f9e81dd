/* test-iso-table-map.c - a lab's own formats: made, kept, found by their headers, and read by
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-io-test.h"
#include "reader/iso-table.h"

#include <glib/gstdio.h>
#include <string.h>

#define EXPORT "Our reader;2026\nPos;Lot;OD 570;OD 690\nA1;x;0,5;0,1\nA2;x;OVER;0,2\n\nB1;y;1,5;0,3\n"

static IsoTableMap *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  IsoTableMap *map = iso_table_map_parse (text, &error);

  g_assert_no_error (error);
  return map;
}

static GPtrArray *
list (IsoTableMap *map)
{
  GPtrArray *maps = g_ptr_array_new_with_free_func ((GDestroyNotify) iso_table_map_free);

  g_ptr_array_add (maps, map);
  return maps;
}

static void
test_export (void)
{
  g_autoptr (GPtrArray) maps = list (parse ("Pos=well, OD 570=value, OD 690=value"));
  g_autoptr (IsoSource) source = iso_io_test_source (EXPORT);
  g_autoptr (GError) error = NULL;
  g_autoptr (IsoReadout) readout = NULL;
  g_autofree char *dump = NULL;

  g_assert_null (iso_reader_load (source, NULL, NULL));
  readout = iso_reader_load_as (source, &(IsoReadChoices) { .maps = maps }, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (readout->reader, ==, ISO_READER_OWN);
  g_assert_cmpuint (readout->messages->len, ==, 1);
  dump = iso_io_test_dump (readout);
  g_assert_cmpstr (dump, ==, "/OD 570: A1=0.5 A2=[overflow OVER] B1=1.5\n/OD 690: A1=0.1 A2=0.2 B1=0.3\n");
  g_assert_cmpuint (iso_io_test_reading (readout, 0, "OD 570", "B1")->line, ==, 6);
}

static void
test_rows (void)
{
  g_autoptr (GPtrArray) maps = list (parse ("R=row,C=column,P=plate,V=value"));
  g_autoptr (IsoSource) source = iso_io_test_source ("P,R,C,V\np,A,1,2\nq,H,12,3\n");
  g_autoptr (IsoSource) wrong = iso_io_test_source ("P,R,C,V\np,A,1,2\nq,H,x,3\n");
  g_autoptr (IsoSource) twice = iso_io_test_source ("P,R,C,V\np,A,1,2\np,A,1,3\n");
  g_autoptr (GError) error = NULL;
  g_autoptr (IsoReadout) readout = iso_reader_load_as (source, &(IsoReadChoices) { .maps = maps }, &error);
  g_autofree char *dump = NULL;

  g_assert_no_error (error);
  dump = iso_io_test_dump (readout);
  g_assert_cmpstr (dump, ==, "p/V: A1=2\nq/V: H12=3\n");
  g_assert_null (iso_reader_load_as (wrong, &(IsoReadChoices) { .maps = maps }, &error));
  iso_io_test_error (error, ISO_ERROR_SYNTAX, 3, "“Hx” is not a well");
  g_clear_error (&error);
  g_assert_null (iso_reader_load_as (twice, &(IsoReadChoices) { .maps = maps }, &error));
  g_assert_error (error, ISO_ERROR, ISO_ERROR_CORRUPT);
}

/* As a table of responses; a column without a meaning is left out. */
static void
test_table (void)
{
  g_autoptr (GPtrArray) maps = list (parse ("Substanz=drug, c=dose, nM=unit, Rest=response"));
  g_autoptr (IsoSource) source = iso_io_test_source ("Substanz;c;nM;Rest;Notiz\np;1;uM;90;x\np;10;uM;50;y\n");
  g_autoptr (GError) error = NULL;
  IsoTableOptions options;
  IsoExperiment *experiment;

  iso_table_options_init (&options);
  options.response = ISO_RESPONSE_VIABILITY;
  options.maps = maps;
  experiment = iso_table_read (source, &options, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (experiment->records->len, ==, 2);
  g_assert_cmpstr (iso_experiment_drug (experiment, 0)->unit->symbol, ==, "µM");
  g_assert_cmpfloat (g_array_index (experiment->records, IsoRecord, 1).response, ==, 50);
  g_assert_cmpuint (g_array_index (experiment->records, IsoRecord, 1).line, ==, 3);
  iso_experiment_unref (experiment);
}

static void
test_kept (void)
{
  g_autofree char *base = g_dir_make_tmp ("isobole-XXXXXX", NULL);
  g_autofree char *folder = g_build_filename (base, "formats", NULL);
  g_autofree char *strange = g_build_filename (folder, "broken.isobole-format", NULL);
  g_autoptr (IsoTableMap) map = iso_table_map_new ("Our reader");
  g_autoptr (IsoSource) source = iso_io_test_source (EXPORT);
  g_autoptr (IsoText) text = iso_text_new (source, NULL);
  g_autoptr (GPtrArray) none = iso_table_maps_load (folder);
  g_autoptr (GPtrArray) maps = NULL;
  const IsoTableMap *found;

  g_assert_cmpuint (none->len, ==, 0);
  iso_table_map_add (map, "Pos", "well");
  iso_table_map_add (map, "Lot; or = so", "");
  iso_table_map_add (map, "OD 570", "value");
  g_assert_true (iso_table_map_save (map, folder, NULL));
  g_free (g_ptr_array_index (map->headers, 1));
  g_ptr_array_index (map->headers, 1) = g_strdup ("Lot");
  g_assert_true (iso_table_map_save (map, folder, NULL));
  g_assert_true (iso_table_map_save (map, folder, NULL));
  g_assert_true (g_file_set_contents (strange, "[Format]\nColumns=a;b;\nMeanings=well;\n", -1, NULL));
  maps = iso_table_maps_load (folder);
  g_assert_cmpuint (maps->len, ==, 2);
  found = iso_table_maps_find (maps, text);
  g_assert_nonnull (found);
  g_assert_cmpstr (found->name, ==, "Our reader");
  g_assert_cmpstr (g_ptr_array_index (found->headers, 1), ==, "Lot");
  g_assert_cmpuint (iso_table_map_find (found, text), ==, 1);
  g_assert_true (iso_table_map_is_export (found));
}

static void
test_wrong (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (IsoTableMap) map = parse ("Pos=well,Z=value");
  g_autoptr (IsoSource) source = iso_io_test_source (EXPORT);
  g_autoptr (IsoText) text = iso_text_new (source, NULL);
  g_autoptr (IsoReadout) readout = iso_readout_new ("test.txt", "own", 1);

  g_assert_null (iso_table_map_parse ("Pos", &error));
  g_assert_error (error, ISO_ERROR, ISO_ERROR_SYNTAX);
  g_clear_error (&error);
  g_assert_null (iso_table_map_parse ("Pos=hole", &error));
  g_assert_error (error, ISO_ERROR, ISO_ERROR_SYNTAX);
  g_clear_error (&error);
  g_assert_false (iso_table_map_read (map, text, readout, &error));
  iso_io_test_error (error, ISO_ERROR_NO_DATA, 0, "Pos, Z");
}

int
main (int argc, char *argv[])
{
  iso_test_init (&argc, &argv);
  g_test_add_func ("/table-map/export", test_export);
  g_test_add_func ("/table-map/rows", test_rows);
  g_test_add_func ("/table-map/table", test_table);
  g_test_add_func ("/table-map/kept", test_kept);
  g_test_add_func ("/table-map/wrong", test_wrong);
  return g_test_run ();
}
