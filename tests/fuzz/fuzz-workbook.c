/* fuzz-workbook.c - any sheet, shared strings and number formats in an otherwise sound workbook, and any bytes as an archive (libFuzzer)
 *
 * The checksums of an archive stop nearly every damaged one, so the parts are damaged, not the archive: the input is cut at its zero
 * bytes into the sheet, the strings, the styles and the list of sheets.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-io-test.h"
#include "reader/iso-table-layout.h"
#include "reader/iso-table.h"
#include "reader/iso-workbook.h"

#include <string.h>
#include <zip.h>

#define RELATION "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define N_PARTS 4

static const char *const names[N_PARTS] = { "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml" };

static const char *const usual[N_PARTS] = {
  "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\"><v>1</v></c><c r=\"C1\"><v>2</v></c></row>"
  "<row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>A</t></is></c><c r=\"B2\" s=\"1\"><v>0.5</v></c><c><v>7E-1</v></c></row></sheetData></worksheet>",
  "<sst><si><t>Read</t></si><si><r><t>x</t></r><rPh><t>y</t></rPh></si></sst>",
  "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"[h]:mm:ss\"/></numFmts><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/></cellXfs>"
  "</styleSheet>",
  "<workbook xmlns:r=\"" RELATION "\"><sheets><sheet name=\"One\" sheetId=\"1\" r:id=\"a\"/></sheets></workbook>",
};

/* A sheet for each thing that varies over the plate. */
static const char sheets_of_layers[] =
  "<worksheet><sheetData><row><c t=\"s\"><v>0</v></c><c><v>1</v></c></row><row><c t=\"s\"><v>1</v></c><c><v>0.5</v></c></row></sheetData></worksheet>\0"
  "<sst><si><t>p</t></si><si><t>q</t></si></sst>\0\0"
  "<workbook xmlns:r=\"" RELATION "\"><sheets><sheet name=\"Gnumber\" r:id=\"a\"/><sheet name=\"Concentration\" r:id=\"a\"/></sheets></workbook>";

int LLVMFuzzerInitialize (int *argc, char ***argv);
int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static void
add_part (zip_t *zip, const char *name, const void *text, gsize size)
{
  zip_source_t *source = zip_source_buffer (zip, text, size, 0);
  zip_int64_t index = zip_file_add (zip, name, source, ZIP_FL_OVERWRITE);

  if (index < 0)
    abort ();
  zip_set_file_compression (zip, (zip_uint64_t) index, ZIP_CM_STORE, 0);
}

static GBytes *
make_workbook (const char *data, gsize size)
{
  zip_source_t *archive = zip_source_buffer_create (NULL, 0, 0, NULL);
  zip_t *zip = zip_open_from_source (archive, ZIP_TRUNCATE, NULL);
  zip_stat_t stat;
  char *bytes;

  zip_source_keep (archive);
  add_part (zip, "_rels/.rels", "<R><Relationship Id=\"r\" Type=\"" RELATION "/officeDocument\" Target=\"xl/workbook.xml\"/></R>",
            strlen ("<R><Relationship Id=\"r\" Type=\"" RELATION "/officeDocument\" Target=\"xl/workbook.xml\"/></R>"));
  add_part (zip, "xl/_rels/workbook.xml.rels",
            "<R><Relationship Id=\"a\" Type=\"/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"c\" Type=\"/sharedStrings\" "
            "Target=\"sharedStrings.xml\"/><Relationship Id=\"d\" Type=\"/styles\" Target=\"styles.xml\"/></R>",
            strlen ("<R><Relationship Id=\"a\" Type=\"/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"c\" Type=\"/sharedStrings\" "
                    "Target=\"sharedStrings.xml\"/><Relationship Id=\"d\" Type=\"/styles\" Target=\"styles.xml\"/></R>"));
  for (guint i = 0; i < N_PARTS; i++)
    {
      const char *end = memchr (data, '\0', size);
      gsize length = end != NULL ? (gsize) (end - data) : size;

      add_part (zip, names[i], length > 0 ? data : usual[i], length > 0 ? length : strlen (usual[i]));
      length += end != NULL;
      data += length;
      size -= length;
    }
  if (zip_close (zip) != 0 || zip_source_open (archive) != 0 || zip_source_stat (archive, &stat) != 0)
    abort ();
  bytes = g_malloc (stat.size);
  if (zip_source_read (archive, bytes, stat.size) != (zip_int64_t) stat.size)
    abort ();
  zip_source_close (archive);
  zip_source_free (archive);
  return g_bytes_new_take (bytes, stat.size);
}

static void
read_table (const IsoSource *source)
{
  g_autoptr (IsoExperiment) names = iso_experiment_new ();
  g_autoptr (IsoExperiment) experiment = NULL;
  g_autoptr (GPtrArray) layouts = NULL;
  IsoTableOptions options;

  iso_table_options_init (&options);
  options.response = ISO_RESPONSE_RAW;
  experiment = iso_table_read (source, &options, NULL);
  layouts = iso_table_layout_read (source, &options, names, NULL);
}

static void
read_bytes (GBytes *bytes)
{
  g_autoptr (IsoSource) source = iso_source_new ("fuzz", bytes, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (IsoText) text = source != NULL ? iso_workbook_read (source, &error) : NULL;
  g_autoptr (IsoReadout) readout = text != NULL ? iso_reader_load (source, NULL, NULL) : NULL;

  if (source == NULL)
    return;
  if ((text == NULL) != (error != NULL))
    abort ();
  read_table (source);
}

int
LLVMFuzzerInitialize (int *argc, char ***argv)
{
  const char *folder = (*argv)[*argc - 1];
  g_autofree char *path = NULL;
  g_autoptr (GString) sample = g_string_new (NULL);
  g_autofree char *layers = NULL;

  if (*argc < 2 || folder[0] == '-')
    return 0;
  g_mkdir_with_parents (folder, 0700);
  for (guint i = 0; i < N_PARTS; i++)
    g_string_append_len (sample, usual[i], (gssize) strlen (usual[i]) + (i + 1 < N_PARTS));
  path = g_build_filename (folder, "sample-parts", NULL);
  g_file_set_contents (path, sample->str, (gssize) sample->len, NULL);
  layers = g_build_filename (folder, "sample-layers", NULL);
  g_file_set_contents (layers, sheets_of_layers, sizeof sheets_of_layers - 1, NULL);
  return 0;
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) made = make_workbook ((const char *) data, size);
  g_autoptr (GBytes) plain = g_bytes_new_static (data, size);

  read_bytes (made);
  read_bytes (plain);
  return 0;
}
