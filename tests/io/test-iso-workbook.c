/* test-iso-workbook.c - workbooks as text: cells, dates, sheets, and files made to do harm
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-io-test.h"
#include "reader/iso-number-format.h"
#include "reader/iso-reader.h"
#include "reader/iso-table.h"
#include "reader/iso-text.h"

#include <string.h>
#include <zip.h>

#define TRANSITIONAL "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define STRICT "http://purl.oclc.org/ooxml/officeDocument/relationships"

#define MAIN "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\""
#define SHEET(rows) "<worksheet " MAIN "><sheetData>" rows "</sheetData></worksheet>"

typedef struct
{
  const char *name;
  const char *text;
} Part;

/* A workbook of two sheets, "One" and "Two"; parts given take the place of those with the same name. */
static const Part usual[] = {
  { "_rels/.rels", "<Relationships><Relationship Id=\"r\" Type=\"" TRANSITIONAL "/officeDocument\" Target=\"xl/workbook.xml\"/>"
                   "</Relationships>" },
  { "xl/workbook.xml", "<workbook " MAIN " xmlns:r=\"" TRANSITIONAL "\"><sheets><sheet name=\"One\" sheetId=\"1\" r:id=\"a\"/>"
                       "<sheet name=\"Two\" sheetId=\"2\" r:id=\"b\"/></sheets></workbook>" },
  { "xl/_rels/workbook.xml.rels",
    "<Relationships><Relationship Id=\"a\" Type=\"" TRANSITIONAL "/worksheet\" Target=\"worksheets/sheet1.xml\"/>"
    "<Relationship Id=\"b\" Type=\"" STRICT "/worksheet\" Target=\"/xl/worksheets/sheet2.xml\"/>"
    "<Relationship Id=\"c\" Type=\"" TRANSITIONAL "/sharedStrings\" Target=\"sharedStrings.xml\"/>"
    "<Relationship Id=\"d\" Type=\"" TRANSITIONAL "/styles\" Target=\"styles.xml\"/></Relationships>" },
  { "xl/sharedStrings.xml", "<sst " MAIN "><si><t>drug</t></si><si><r><t>two </t></r><r><t>runs</t></r><rPh><t>no</t></rPh></si></sst>" },
  { "xl/styles.xml", "<styleSheet " MAIN "><numFmts><numFmt numFmtId=\"164\" formatCode=\"[h]:mm:ss\"/></numFmts>"
                     "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>"
                     "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/><xf numFmtId=\"22\"/></cellXfs></styleSheet>" },
  { "xl/worksheets/sheet1.xml", SHEET ("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>") },
  { "xl/worksheets/sheet2.xml", SHEET ("") },
};

static void
add_part (zip_t *zip, const char *name, const char *text)
{
  zip_source_t *source = zip_source_buffer (zip, text, strlen (text), 0);

  g_assert_cmpint (zip_file_add (zip, name, source, ZIP_FL_OVERWRITE), >=, 0);
}

static IsoSource *
make_workbook (const Part *parts, gsize n)
{
  zip_source_t *archive = zip_source_buffer_create (NULL, 0, 0, NULL);
  zip_t *zip = zip_open_from_source (archive, ZIP_TRUNCATE, NULL);
  g_autoptr (GBytes) bytes = NULL;
  zip_stat_t stat;
  char *data;

  zip_source_keep (archive);
  for (gsize i = 0; i < G_N_ELEMENTS (usual); i++)
    add_part (zip, usual[i].name, usual[i].text);
  for (gsize i = 0; i < n; i++)
    add_part (zip, parts[i].name, parts[i].text);
  g_assert_cmpint (zip_close (zip), ==, 0);

  g_assert_cmpint (zip_source_open (archive), ==, 0);
  g_assert_cmpint (zip_source_stat (archive, &stat), ==, 0);
  data = g_malloc (stat.size);
  g_assert_cmpint (zip_source_read (archive, data, stat.size), ==, (zip_int64_t) stat.size);
  zip_source_close (archive);
  zip_source_free (archive);
  bytes = g_bytes_new_take (data, stat.size);
  return iso_source_new ("plates.xlsx", bytes, NULL);
}

static IsoSource *
make_sheets (const char *one, const char *two)
{
  const Part parts[] = { { "xl/worksheets/sheet1.xml", one }, { "xl/worksheets/sheet2.xml", two } };

  return make_workbook (parts, two != NULL ? 2 : 1);
}

static char *
dump (const IsoText *text)
{
  GString *all = g_string_new (NULL);

  for (guint r = 0; r < iso_text_n_rows (text); r++)
    {
      g_string_append_printf (all, "%s%u:", r > 0 ? " / " : "", iso_text_line (text, r));
      for (guint c = 0; c < iso_text_n_cells (text, r); c++)
        g_string_append_printf (all, "%s%s", c > 0 ? "|" : "", iso_text_cell (text, r, c));
    }
  return g_string_free (all, FALSE);
}

static void
check_sheet (const char *rows, const char *expected)
{
  g_autoptr (IsoSource) source = make_sheets (rows, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (IsoText) text = iso_text_new (source, &error);
  g_autofree char *all = NULL;

  g_assert_no_error (error);
  all = dump (text);
  g_assert_cmpstr (all, ==, expected);
}

static void
test_cells (void)
{
  check_sheet (SHEET ("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c><c r=\"C1\"><v>0.5</v></c></row>"),
               "1:drug|two runs|0.5");
  check_sheet (SHEET ("<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>a</t></is></c><c r=\"B1\" t=\"str\"><f>1+1</f><v>b</v></c>"
                      "<c r=\"C1\" t=\"e\"><v>#N/A</v></c><c r=\"D1\" t=\"b\"><v>1</v></c></row>"),
               "1:a|b|#N/A|1");
  /* Styled cells without a value, cells and rows left out, and rows that do not say where they are. */
  check_sheet (SHEET ("<row r=\"2\"><c r=\"B2\"><v>1</v></c><c r=\"C2\" s=\"1\"/><c r=\"E2\"><v>2</v></c></row>"
                      "<row><c><v>3</v></c><c><v>4</v></c></row><row r=\"5\"><c r=\"A5\"><v>5</v></c></row>"),
               "1: / 2:|1|||2 / 3:3|4 / 4: / 5:5");
}

/* A million empty rows are a gap, and no more than that. */
static void
test_gap (void)
{
  g_autoptr (IsoSource) source = make_sheets (SHEET ("<row r=\"1048576\"><c r=\"A1048576\"><v>9</v></c></row>"), NULL);
  g_autoptr (IsoText) text = iso_text_new (source, NULL);
  guint row = iso_text_skip_empty (text, 0);

  g_assert_cmpuint (iso_text_n_rows (text), ==, row + 1);
  g_assert_cmpuint (row, <=, 100);
  g_assert_cmpuint (iso_text_line (text, row), ==, 1048576);
  g_assert_cmpuint (iso_text_line (text, row - 1), ==, 1048575);
}

/* Serial 43556.784050925926 is 1 April 2019, 18:49:02. */
static void
test_dates (void)
{
  check_sheet (SHEET ("<row r=\"1\"><c r=\"A1\" s=\"1\"><v>43556</v></c><c r=\"B1\" s=\"2\"><v>1.1458333333333333</v></c>"
                      "<c r=\"C1\" s=\"3\"><v>43556.784050925926</v></c><c r=\"D1\" s=\"2\"><v>5.7870370370370373E-6</v></c></row>"),
               "1:2019-04-01|27:30:00|2019-04-01 18:49:02|0:00:00.500");
}

static void
test_number_formats (void)
{
  g_assert_cmpint (iso_number_format_builtin (0), ==, ISO_MOMENT_NONE);
  g_assert_cmpint (iso_number_format_builtin (21), ==, ISO_MOMENT_TIME);
  g_assert_cmpint (iso_number_format_moment ("0.000"), ==, ISO_MOMENT_NONE);
  g_assert_cmpint (iso_number_format_moment ("General"), ==, ISO_MOMENT_NONE);
  g_assert_cmpint (iso_number_format_moment ("0.0\"days\""), ==, ISO_MOMENT_NONE);
  g_assert_cmpint (iso_number_format_moment ("[Red]0.00;[h]"), ==, ISO_MOMENT_NONE);
  g_assert_cmpint (iso_number_format_moment ("0\\d"), ==, ISO_MOMENT_NONE);
  g_assert_cmpint (iso_number_format_moment ("dd/mm/yyyy"), ==, ISO_MOMENT_DATE);
  g_assert_cmpint (iso_number_format_moment ("mmm\\-yy"), ==, ISO_MOMENT_DATE);
  g_assert_cmpint (iso_number_format_moment ("[$-409]h:mm AM/PM"), ==, ISO_MOMENT_TIME);
  g_assert_cmpint (iso_number_format_moment ("yyyy-mm-dd\\ hh:mm"), ==, ISO_MOMENT_DATE_TIME);
  for (double days = -1; days < 4e6; days += 4e6)
    g_assert_null (iso_moment_to_string (ISO_MOMENT_DATE, days, FALSE));
}

static void
test_1904 (void)
{
  const Part parts[] = {
    { "xl/workbook.xml", "<workbook " MAIN " xmlns:r=\"" STRICT "\"><workbookPr date1904=\"1\"/><sheets>"
                         "<sheet name=\"One\" sheetId=\"1\" r:id=\"a\"/></sheets></workbook>" },
    { "xl/worksheets/sheet1.xml", SHEET ("<row r=\"1\"><c r=\"A1\" s=\"1\"><v>0</v></c></row>") },
  };
  g_autoptr (IsoSource) source = make_workbook (parts, G_N_ELEMENTS (parts));
  g_autoptr (IsoText) text = iso_text_new (source, NULL);

  g_assert_cmpstr (iso_text_cell (text, 0, 0), ==, "1904-01-01");
}

static void
test_sheets (void)
{
  g_autoptr (IsoSource) source = make_sheets (SHEET ("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>"),
                                              SHEET ("<row r=\"2\"><c r=\"B2\"><v>2</v></c></row>"));
  g_autoptr (IsoText) text = iso_text_new (source, NULL);
  g_autofree char *all = dump (text);
  IsoPlace place = iso_text_place_at (text, 3, 1);

  g_assert_cmpstr (all, ==, "1:1 / 2: / 1: / 2:|2");
  g_assert_cmpstr (place.file, ==, "plates.xlsx [Two]");
  g_assert_cmpuint (place.line, ==, 2);
  g_assert_cmpuint (place.column, ==, 2);
  g_assert_cmpuint (iso_text_sheet_end (text, 0), ==, 2);
  g_assert_cmpuint (iso_text_sheet_end (text, 3), ==, 4);
}

/* What is typed as a number is one, however it would look as text. */
static void
test_numbers (void)
{
  g_autoptr (IsoSource) points = make_sheets (SHEET ("<row r=\"1\"><c r=\"A1\"><v>1.234</v></c></row>"), NULL);
  g_autoptr (IsoSource) both = make_sheets (SHEET ("<row r=\"1\"><c r=\"A1\"><v>1.234</v></c><c r=\"B1\" t=\"str\"><v>0,5</v></c>"
                                                   "<c r=\"C1\" t=\"str\"><v>0,7</v></c></row>"), NULL);
  g_autoptr (IsoSource) whole = make_sheets (SHEET ("<row r=\"1\"><c r=\"A1\"><v>7</v></c></row>"), NULL);
  g_autoptr (IsoText) first = iso_text_new (points, NULL);
  g_autoptr (IsoText) second = iso_text_new (both, NULL);
  g_autoptr (IsoText) third = iso_text_new (whole, NULL);

  g_assert_cmpint (iso_text_numbers (first), ==, ISO_NUMBERS_POINT);
  g_assert_cmpint (iso_text_numbers (second), ==, ISO_NUMBERS_BOTH);
  g_assert_cmpint (iso_text_numbers (third), ==, ISO_NUMBERS_PLAIN);
}

#define TEXT(cell, text) "<c r=\"" cell "\" t=\"inlineStr\"><is><t>" text "</t></is></c>"
#define NUMBER(cell, value) "<c r=\"" cell "\"><v>" value "</v></c>"

static void
test_table (void)
{
  g_autoptr (IsoSource) source =
      make_sheets (SHEET ("<row r=\"1\">" TEXT ("A1", "drug") TEXT ("B1", "dose") TEXT ("C1", "unit") TEXT ("D1", "viability %") "</row>"
                          "<row r=\"2\">" TEXT ("A2", "Ixazomib") NUMBER ("B2", "10") TEXT ("C2", "nM") NUMBER ("D2", "81.5") "</row>"
                          "<row r=\"3\">" TEXT ("A3", "Ixazomib") NUMBER ("B3", "30") TEXT ("C3", "nM") NUMBER ("D3", "40") "</row>"),
                   SHEET ("<row r=\"1\">" TEXT ("A1", "Notes of the day") "</row>"));
  g_autoptr (GError) error = NULL;
  g_autoptr (IsoExperiment) experiment = NULL;
  IsoTableOptions options;

  iso_table_options_init (&options);
  options.response = ISO_RESPONSE_VIABILITY;
  options.scale = ISO_SCALE_PERCENT;
  experiment = iso_table_read (source, &options, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (experiment->records->len, ==, 2);
  g_assert_cmpfloat (g_array_index (experiment->records, IsoRecord, 0).response, ==, 81.5);
  g_assert_cmpuint (g_array_index (experiment->records, IsoRecord, 1).line, ==, 3);
  g_assert_cmpstr (((IsoMessage *) g_ptr_array_index (experiment->messages, 0))->code, ==, "sheet-ignored");
}

static void
check_refused (const Part *parts, gsize n, int code, const char *words)
{
  g_autoptr (IsoSource) source = make_workbook (parts, n);
  g_autoptr (GError) error = NULL;
  g_autoptr (IsoText) text = iso_text_new (source, &error);

  g_assert_null (text);
  iso_io_test_error (error, code, 0, words);
}

#define check_refused_sheet(sheet, code, words)                                                                                            \
  check_refused (&(Part) { "xl/worksheets/sheet1.xml", sheet }, 1, code, words)

static void
test_broken (void)
{
  static const char *const sheets[] = {
    "<worksheet><sheetData><row>",
    "no markup",
    SHEET ("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>2</v></c></row>"),
    SHEET ("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>-1</v></c></row>"),
    SHEET ("<row r=\"1\"><c r=\"B1\"><v>2</v></c><c r=\"A1\"><v>2</v></c></row>"),
    SHEET ("<row r=\"1\"><c r=\"A2\"><v>2</v></c></row>"),
    SHEET ("<row r=\"2\"><c r=\"A2\"><v>2</v></c></row><row r=\"1\"><c r=\"A1\"><v>2</v></c></row>"),
    SHEET ("<row r=\"1\"><c r=\"XFE1\"><v>2</v></c></row>"),
    SHEET ("<row r=\"1048577\"><c><v>2</v></c></row>"),
  };

  for (gsize i = 0; i < G_N_ELEMENTS (sheets); i++)
    check_refused_sheet (sheets[i], ISO_ERROR_CORRUPT, "in xl/worksheets/sheet1.xml");
  check_refused (&(Part) { "xl/_rels/workbook.xml.rels",
                           "<Relationships><Relationship Id=\"a\" Type=\"x/worksheet\" Target=\"gone.xml\"/></Relationships>" },
                 1, ISO_ERROR_CORRUPT, "in xl/gone.xml");
  check_refused_sheet (SHEET (""), ISO_ERROR_NO_DATA, "No sheet of this workbook holds anything");
}

/* Billion laughs, and the same from outside. */
static void
test_entities (void)
{
  check_refused_sheet ("<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">]>"
                       "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"str\"><v>&b;</v></c></row></sheetData></worksheet>",
                       ISO_ERROR_CORRUPT, "in xl/worksheets/sheet1.xml");
  check_refused_sheet ("<!DOCTYPE x SYSTEM \"file:///etc/passwd\"><worksheet/>", ISO_ERROR_CORRUPT, "in xl/worksheets/sheet1.xml");
}

/* 600 MB of blanks pack into less than 1 MB. */
static void
test_bomb (void)
{
  g_autofree char *blanks = g_strnfill (600 * 1024 * 1024, ' ');

  check_refused_sheet (blanks, ISO_ERROR_TOO_LARGE, "more than 512 MB");
}

/* Three cells a row, the last one far to the right. */
static void
test_wide (void)
{
  g_autoptr (GString) sheet = g_string_new ("<worksheet><sheetData>");

  for (guint i = 0; i < 3000; i++)
    g_string_append (sheet, "<row><c><v>1</v></c><c><v>2</v></c></row>");
  for (guint i = 3001; i < 6000; i++)
    g_string_append_printf (sheet, "<row r=\"%u\"><c r=\"XFD%u\"><v>3</v></c></row>", i, i);
  g_string_append (sheet, "</sheetData></worksheet>");
  check_refused_sheet (sheet->str, ISO_ERROR_TOO_LARGE, "too many cells");
}

static void
test_truncated (void)
{
  g_autoptr (IsoSource) whole = make_sheets (SHEET ("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>"), NULL);
  gsize size = g_bytes_get_size (iso_source_bytes (whole));

  for (gsize n = size / 2; n < size; n += 7)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_from_bytes (iso_source_bytes (whole), 0, n);
      g_autoptr (IsoSource) source = iso_source_new ("cut.xlsx", bytes, NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (IsoText) text = iso_text_new (source, &error);

      g_assert_null (text);
      iso_io_test_error (error, ISO_ERROR_CORRUPT, 0, "damaged or not whole");
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/workbook/cells", test_cells);
  g_test_add_func ("/workbook/gap", test_gap);
  g_test_add_func ("/workbook/dates", test_dates);
  g_test_add_func ("/workbook/number-formats", test_number_formats);
  g_test_add_func ("/workbook/1904", test_1904);
  g_test_add_func ("/workbook/sheets", test_sheets);
  g_test_add_func ("/workbook/numbers", test_numbers);
  g_test_add_func ("/workbook/table", test_table);
  g_test_add_func ("/workbook/broken", test_broken);
  g_test_add_func ("/workbook/entities", test_entities);
  g_test_add_func ("/workbook/bomb", test_bomb);
  g_test_add_func ("/workbook/wide", test_wide);
  g_test_add_func ("/workbook/truncated", test_truncated);
  return g_test_run ();
}
