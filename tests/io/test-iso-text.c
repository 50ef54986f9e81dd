/* test-iso-text.c - decoding, delimiters, quoting, numbers and the words in their place
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-io-test.h"
#include "reader/iso-cell.h"
#include "reader/iso-text.h"

#include <string.h>

/* All cells: "a|b / c" with the line of a row before it where it is not the next one. */
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
check_bytes (const char *bytes, gsize size, IsoEncoding encoding, const char *expected)
{
  g_autoptr (IsoSource) source = iso_io_test_bytes (bytes, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (IsoText) text = iso_text_new (source, &error);
  g_autofree char *all = NULL;

  g_assert_no_error (error);
  all = dump (text);
  g_assert_cmpstr (all, ==, expected);
  g_assert_cmpint (iso_text_encoding (text), ==, encoding);
}

#define check_literal(literal, encoding, expected) check_bytes (literal, sizeof (literal) - 1, encoding, expected)

static void
test_decode (void)
{
  check_literal ("a\tµ", ISO_ENCODING_UTF8, "1:a|µ");
  check_literal ("\357\273\277a\tb", ISO_ENCODING_UTF8, "1:a|b");
  check_literal ("\377\376a\0\t\0\265\0", ISO_ENCODING_UTF16LE, "1:a|µ");
  check_literal ("\376\377\0a\0\t\0\265", ISO_ENCODING_UTF16BE, "1:a|µ");
  check_literal ("a\0b\0c\0d\0\t\0" "1\0\n\0", ISO_ENCODING_UTF16LE, "1:abcd|1");
  /* A pair of surrogates, a lone one, an odd byte at the end. */
  check_literal ("\377\376\075\330\142\334\075\330a\0b", ISO_ENCODING_UTF16LE,
                 "1:\360\237\221\242\357\277\275a\357\277\275");
  check_literal ("T\260\t\200", ISO_ENCODING_WINDOWS_1252, "1:T°|€");
  /* One byte of Windows-1252 in a file that says it is UTF-8. */
  check_literal ("\357\273\277µ\tT\260", ISO_ENCODING_UTF8, "1:µ|T°");
  check_literal ("Results\302\240for\t1", ISO_ENCODING_UTF8, "1:Results for|1");
  check_literal ("Results\240for\t1", ISO_ENCODING_WINDOWS_1252, "1:Results for|1");
}

static void
check (const char *contents, char delimiter, const char *expected)
{
  g_autoptr (IsoSource) source = iso_io_test_source (contents);
  g_autoptr (GError) error = NULL;
  g_autoptr (IsoText) text = iso_text_new (source, &error);
  g_autofree char *all = NULL;

  g_assert_no_error (error);
  all = dump (text);
  g_assert_cmpstr (all, ==, expected);
  g_assert_cmpint (iso_text_delimiter (text), ==, delimiter);
}

/* Tables of a web page, as some programs write them under the name of a workbook. */
static void
check_page (const char *page, const char *expected)
{
  g_autoptr (IsoSource) source = iso_io_test_source (page);
  g_autoptr (GError) error = NULL;
  g_autoptr (IsoText) text = iso_text_new (source, &error);
  g_autofree char *all = text != NULL ? dump (text) : NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (all, ==, expected);
}

static void
test_pages (void)
{
  g_autoptr (IsoSource) plain = iso_io_test_source ("<html><body><p>No readings</p></body></html>");
  g_autoptr (GError) error = NULL;

  check_page ("<html><head><title>x</title><style>td { color: red }</style></head>\n<body>\n<h1>Plate\n 1</h1>\n<table border=1>\n"
              "<tr><td></td><td>1</td><td>2</td></tr>\n<tr><td>A</td><td>0.5&nbsp;</td><td>1&#44;2</td></tr></table></body></html>",
              "3:Plate 1 / 6:|1|2 / 7:A|0.5|1,2");
  /* Ends that are left out, comments, unknown signs, and blanks that a page does not show. */
  check_page ("<TABLE><!-- <td>no --><TR><TH>a &amp; b<TH>c\n\n d<TR><TD>&micro;M<TD>1 < 2 &x; <b>3</b><br>4</TABLE>",
              "1:a & b|c d / 3:µM|1 < 2 &x; 3 4");
  /* Cells over several columns and rows. */
  check_page ("<table><tr><td colspan=2 rowspan='2'>a</td><td>b</td></tr><tr><td>c</td></tr><tr><td>d</td><td>e</td></tr></table>",
              "1:a||b / 1:||c / 1:d|e");
  check_page ("<table><tr><td title=\"a > b\">1</td><td colspan=\"999999999\">2</td></tr><tr></tr><tr><td>3</table>",
              "1:1|2 / 2: / 1:3");
  check_page ("<table><tr><td>1<!-- never ends", "1:1");
  g_assert_null (iso_text_new (plain, &error));
  iso_io_test_error (error, ISO_ERROR_UNSUPPORTED, 0, "no table");
}

static void
test_split (void)
{
  check ("a,b\r\nc,d\n\ne,f\rg,h", ',', "1:a|b / 2:c|d / 3: / 4:e|f / 5:g|h");
  check ("a, b ,\n,,\n", ',', "1:a|b| / 2:||");
  check ("\"a,b\",c\n", ',', "1:a,b|c");
  check ("\"say \"\"hi\"\"\",c\n", ',', "1:say \"hi\"|c");
  check ("\"two\nlines\",c\nd,e\n", ',', "1:two\nlines|c / 3:d|e");
  check ("\"two\r\nlines\" ,c\rd,e", ',', "1:two\r\nlines|c / 3:d|e");
  check ("\"=\"\"12\"\"\",1\n", ',', "1:=\"12\"|1");
  /* A quote that is only a character. */
  check ("\"open,b\nc,d\n", ',', "1:\"open|b / 2:c|d");
  check ("5\" plate,b\n", ',', "1:5\" plate|b");
  check ("\"a\"b,c\n", ',', "1:\"a\"b|c");
  check (" \n", '\t', "1:");
}

static void
test_delimiter (void)
{
  check ("a\tb, c\n1\t2\n", '\t', "1:a|b, c / 2:1|2");
  check ("a;b\n1,5;2\n", ';', "1:a|b / 2:1,5|2");
  check ("0,1;0,2;0,3\n0,4;0,5;0,6\n", ';', "1:0,1|0,2|0,3 / 2:0,4|0,5|0,6");
  check ("a,b;c,d\n1,2\n", ',', "1:a|b;c|d / 2:1|2");
  check ("\"a;b;c\",1\n", ',', "1:a;b;c|1");
  check ("0,1\t0,2\n0,3\t0,4\n", '\t', "1:0,1|0,2 / 2:0,3|0,4");
  check ("one\ntwo\n", '\t', "1:one / 2:two");
}

static void
test_rows (void)
{
  g_autoptr (IsoSource) source = iso_io_test_source ("a,b,,\n,,\n\nGFP:485,530,\n\"x\ny\",z");
  g_autoptr (IsoText) text = iso_text_new (source, NULL);
  g_autofree char *joined = iso_text_join (text, 3, 0, iso_text_used (text, 3));
  IsoPlace place = iso_text_place_at (text, 4, 1);

  g_assert_cmpuint (iso_text_n_rows (text), ==, 5);
  g_assert_cmpuint (iso_text_n_cells (text, 0), ==, 4);
  g_assert_cmpuint (iso_text_used (text, 0), ==, 2);
  g_assert_cmpuint (iso_text_used (text, 1), ==, 0);
  g_assert_cmpuint (iso_text_used (text, 99), ==, 0);
  g_assert_cmpstr (iso_text_cell (text, 0, 7), ==, "");
  g_assert_cmpstr (iso_text_cell (text, 99, 0), ==, "");
  g_assert_cmpuint (iso_text_skip_empty (text, 1), ==, 3);
  g_assert_cmpuint (iso_text_skip_empty (text, 99), ==, 99);
  g_assert_cmpstr (joined, ==, "GFP:485,530");
  g_assert_cmpuint (place.line, ==, 5);
  g_assert_cmpuint (place.column, ==, 2);
  g_assert_true (iso_text_is_open_ended (text));
}

static IsoNumbers
judge (const char *contents)
{
  g_autoptr (IsoSource) source = iso_io_test_source (contents);
  g_autoptr (IsoText) text = iso_text_new_delimited (source, '\t', NULL);

  return iso_text_numbers (text);
}

static void
test_numbers (void)
{
  g_assert_cmpint (judge ("A\t1\t2\n"), ==, ISO_NUMBERS_PLAIN);
  g_assert_cmpint (judge ("A\t1.234\t2.345\n"), ==, ISO_NUMBERS_PLAIN);
  g_assert_cmpint (judge ("A\t1,234\t2,345\n"), ==, ISO_NUMBERS_PLAIN);
  g_assert_cmpint (judge ("A\t0.234\t2.345\n"), ==, ISO_NUMBERS_POINT);
  g_assert_cmpint (judge ("A\t1.234\t2.34\n"), ==, ISO_NUMBERS_POINT);
  g_assert_cmpint (judge ("A\t1234.567\t2\n"), ==, ISO_NUMBERS_POINT);
  g_assert_cmpint (judge ("A\t0,234\t2,345\n"), ==, ISO_NUMBERS_COMMA);
  g_assert_cmpint (judge ("A\t1,2\t2\n"), ==, ISO_NUMBERS_COMMA);
  g_assert_cmpint (judge ("A\t1,2\t2\nB\t1.2\t2\n"), ==, ISO_NUMBERS_BOTH);
  /* A version or a temperature alone in its row does not decide. */
  g_assert_cmpint (judge ("Version\t1.5\nA\t0,1\t0,2\n"), ==, ISO_NUMBERS_COMMA);
}

static void
test_cells (void)
{
  static const struct
  {
    const char    *cell;
    IsoNumbers     numbers;
    IsoCellKind    kind;
    IsoReadingFlag flag;
    double         value;
  } cases[] = {
    { "0.5", ISO_NUMBERS_POINT, ISO_CELL_NUMBER, ISO_FLAG_NONE, 0.5 },
    { "-0.000", ISO_NUMBERS_POINT, ISO_CELL_NUMBER, ISO_FLAG_NONE, 0 },
    { "1.03E+00", ISO_NUMBERS_POINT, ISO_CELL_NUMBER, ISO_FLAG_NONE, 1.03 },
    { "0,02", ISO_NUMBERS_BOTH, ISO_CELL_NUMBER, ISO_FLAG_NONE, 0.02 },
    { "1,234", ISO_NUMBERS_COMMA, ISO_CELL_NUMBER, ISO_FLAG_NONE, 1.234 },
    { "1,234", ISO_NUMBERS_PLAIN, ISO_CELL_UNCLEAR, ISO_FLAG_NONE, NAN },
    { "1,234", ISO_NUMBERS_POINT, ISO_CELL_UNCLEAR, ISO_FLAG_NONE, NAN },
    { "1,234", ISO_NUMBERS_BOTH, ISO_CELL_UNCLEAR, ISO_FLAG_NONE, NAN },
    { "1.234", ISO_NUMBERS_PLAIN, ISO_CELL_NUMBER, ISO_FLAG_NONE, 1.234 },
    { "1.234", ISO_NUMBERS_COMMA, ISO_CELL_UNCLEAR, ISO_FLAG_NONE, NAN },
    { "0.234", ISO_NUMBERS_COMMA, ISO_CELL_NUMBER, ISO_FLAG_NONE, 0.234 },
    { "*0.356*", ISO_NUMBERS_POINT, ISO_CELL_TOKEN, ISO_FLAG_MASKED, 0.356 },
    { "*0,356*", ISO_NUMBERS_COMMA, ISO_CELL_TOKEN, ISO_FLAG_MASKED, 0.356 },
    { "Masked", ISO_NUMBERS_POINT, ISO_CELL_TOKEN, ISO_FLAG_MASKED, NAN },
    { "OVRFLW", ISO_NUMBERS_POINT, ISO_CELL_TOKEN, ISO_FLAG_OVERFLOW, NAN },
    { "OVER", ISO_NUMBERS_POINT, ISO_CELL_TOKEN, ISO_FLAG_OVERFLOW, NAN },
    { "overflow", ISO_NUMBERS_POINT, ISO_CELL_TOKEN, ISO_FLAG_OVERFLOW, NAN },
    { "> Max", ISO_NUMBERS_POINT, ISO_CELL_TOKEN, ISO_FLAG_OVERFLOW, NAN },
    { "< Min", ISO_NUMBERS_POINT, ISO_CELL_TOKEN, ISO_FLAG_UNDERFLOW, NAN },
    { ">209.845", ISO_NUMBERS_POINT, ISO_CELL_TOKEN, ISO_FLAG_OVERFLOW, NAN },
    { "<0.000", ISO_NUMBERS_POINT, ISO_CELL_TOKEN, ISO_FLAG_UNDERFLOW, NAN },
    { "MISSED", ISO_NUMBERS_POINT, ISO_CELL_TOKEN, ISO_FLAG_MISSING, NAN },
    { "?????", ISO_NUMBERS_POINT, ISO_CELL_TOKEN, ISO_FLAG_MISSING, NAN },
    { "NaN", ISO_NUMBERS_POINT, ISO_CELL_TOKEN, ISO_FLAG_MISSING, NAN },
    { "Path?", ISO_NUMBERS_POINT, ISO_CELL_TOKEN, ISO_FLAG_MISSING, NAN },
    { "Error", ISO_NUMBERS_POINT, ISO_CELL_TOKEN, ISO_FLAG_ERROR, NAN },
    { "Good", ISO_NUMBERS_POINT, ISO_CELL_WORD, ISO_FLAG_ERROR, NAN },
    { "<A>", ISO_NUMBERS_POINT, ISO_CELL_WORD, ISO_FLAG_ERROR, NAN },
    { "**", ISO_NUMBERS_POINT, ISO_CELL_WORD, ISO_FLAG_ERROR, NAN },
    { "1e999", ISO_NUMBERS_POINT, ISO_CELL_WORD, ISO_FLAG_ERROR, NAN },
    { "", ISO_NUMBERS_POINT, ISO_CELL_NOTHING, ISO_FLAG_NONE, NAN },
    { "-", ISO_NUMBERS_POINT, ISO_CELL_NOTHING, ISO_FLAG_NONE, NAN },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      IsoCellValue value;
      IsoCellKind kind = iso_cell_parse (cases[i].cell, cases[i].numbers, '\t', &value);

      if (kind != cases[i].kind || value.flag != cases[i].flag)
        g_error ("%s: kind %d, flag %d", cases[i].cell, kind, value.flag);
      if (kind != ISO_CELL_UNCLEAR)
        iso_assert_close (value.value, cases[i].value, 0);
    }
}

/* In a comma-separated file a comma inside quotes is not taken for a decimal sign. */
static void
test_quoted_comma (void)
{
  IsoCellValue value;

  g_assert_cmpint (iso_cell_parse ("0,5", ISO_NUMBERS_POINT, ',', &value), ==, ISO_CELL_UNCLEAR);
}

static void
test_counts (void)
{
  double seconds = -1;

  g_assert_cmpint (iso_cell_parse_count ("01"), ==, 1);
  g_assert_cmpint (iso_cell_parse_count ("12.0"), ==, 12);
  g_assert_cmpint (iso_cell_parse_count ("12.5"), ==, -1);
  g_assert_cmpint (iso_cell_parse_count ("1e2"), ==, -1);
  g_assert_cmpint (iso_cell_parse_count ("-1"), ==, -1);
  g_assert_cmpint (iso_cell_parse_count ("9999999999"), ==, -1);
  g_assert_cmpint (iso_cell_parse_count (""), ==, -1);

  g_assert_true (iso_cell_parse_duration ("96:00:30", &seconds));
  g_assert_cmpfloat (seconds, ==, 345630);
  g_assert_true (iso_cell_parse_duration ("1:30", &seconds));
  g_assert_cmpfloat (seconds, ==, 90);
  g_assert_true (iso_cell_parse_duration ("0:00:01.5", &seconds));
  g_assert_cmpfloat (seconds, ==, 1.5);
  g_assert_true (iso_cell_parse_duration ("12", &seconds));
  g_assert_cmpfloat (seconds, ==, 12);
  g_assert_false (iso_cell_parse_duration ("0:61:00", &seconds));
  g_assert_false (iso_cell_parse_duration ("0:00:60", &seconds));
  g_assert_false (iso_cell_parse_duration ("1.5:00", &seconds));
  g_assert_false (iso_cell_parse_duration ("1:2:3:4", &seconds));
  g_assert_false (iso_cell_parse_duration ("-1:00", &seconds));
  g_assert_false (iso_cell_parse_duration ("", &seconds));
}

int
main (int argc, char *argv[])
{
  iso_test_init (&argc, &argv);
  g_test_add_func ("/text/decode", test_decode);
  g_test_add_func ("/text/pages", test_pages);
  g_test_add_func ("/text/split", test_split);
  g_test_add_func ("/text/delimiter", test_delimiter);
  g_test_add_func ("/text/rows", test_rows);
  g_test_add_func ("/text/numbers", test_numbers);
  g_test_add_func ("/text/cells", test_cells);
  g_test_add_func ("/text/quoted-comma", test_quoted_comma);
  g_test_add_func ("/text/counts", test_counts);
  return g_test_run ();
}
