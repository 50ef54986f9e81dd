/* test-iso-number.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "base/iso-number.h"
#include "iso-test.h"

static void
test_parse (void)
{
  static const struct
  {
    const char *text;
    double      value;
  } cases[] = {
    { "0", 0 }, { "12", 12 }, { "-1.5", -1.5 }, { "+.5", 0.5 }, { "5.", 5 }, { "1e3", 1e3 }, { "1.25E-3", 1.25e-3 },
    { "  7\t", 7 }, { "3\r\n", 3 }, { "1e-400", 0 }, { "4.9406564584124654e-324", 4.9406564584124654e-324 },
    { "0.1", 0.1 }, { "1797693134862315700e290", 1797693134862315700e290 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      double value = NAN;

      g_assert_true (iso_number_parse (cases[i].text, ISO_DECIMAL_POINT, &value));
      g_assert_cmpfloat (value, ==, cases[i].value);
    }
}

static void
test_parse_refuses (void)
{
  static const char *const texts[] = {
    "", " ", ".", "-", "+", "e5", "1e", "1e+", "1,5", "1.5.2", "1 000", "0x10", "inf", "nan", "1e999", "--1", "5%", "1.5 nM", "٣",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      double value = 42;

      g_assert_false (iso_number_parse (texts[i], ISO_DECIMAL_POINT, &value));
      g_assert_cmpfloat (value, ==, 42);
    }
}

static void
test_parse_comma (void)
{
  double value = 0;

  g_assert_true (iso_number_parse ("-12,25e-3", ISO_DECIMAL_COMMA, &value));
  g_assert_cmpfloat (value, ==, -12.25e-3);
  g_assert_true (iso_number_parse ("7", ISO_DECIMAL_COMMA, &value));
  g_assert_cmpfloat (value, ==, 7);
  g_assert_false (iso_number_parse ("1.5", ISO_DECIMAL_COMMA, &value));
  g_assert_false (iso_number_parse ("1.234,5", ISO_DECIMAL_COMMA, &value));

  g_assert_true (iso_number_has_decimal_comma ("0,5"));
  g_assert_false (iso_number_has_decimal_comma ("0.5"));
  g_assert_false (iso_number_has_decimal_comma ("5"));
  g_assert_false (iso_number_has_decimal_comma ("1,2,3"));
  g_assert_false (iso_number_has_decimal_comma ("a,b"));
}

static void
test_format (void)
{
  static const struct
  {
    double      value;
    guint       digits;
    const char *text;
  } cases[] = {
    { 0, 3, "0" }, { -0.0, 3, "0" }, { 1, 3, "1" }, { 1.5, 3, "1.5" }, { 9.999, 3, "10" }, { 0.9996, 3, "1" },
    { 12.345, 3, "12.3" }, { 1234.5, 3, "1230" }, { 123456, 3, "123000" }, { 0.00012345, 3, "0.000123" },
    { 0.000099999, 3, "0.0001" }, { 0.000012345, 3, "1.23e-5" }, { 9999999, 3, "1e7" }, { 12345678, 3, "1.23e7" },
    { -0.05, 2, "-0.05" }, { 1000, 1, "1000" }, { 1e300, 3, "1e300" }, { 100, 3, "100" }, { 1e-4, 3, "0.0001" },
    { 9.9999999999999, 14, "9.9999999999999" }, { 99.99999999999997, 16, "99.99999999999997" }, { 5e-324, 3, "4.94e-324" },
    { 123.456, 0, "100" }, { 0.5, 99, "0.5" }, { NAN, 3, "–" }, { INFINITY, 3, "∞" }, { -INFINITY, 3, "−∞" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = iso_number_format (cases[i].value, cases[i].digits);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

/* Zeros count in what was measured. */
static void
test_format_measured (void)
{
  static const struct
  {
    double      value;
    const char *text;
  } cases[] = {
    { 1, "1.00" }, { 1.9, "1.90" }, { 0.9996, "1.00" }, { 9.999, "10.0" }, { 42, "42.0" }, { 861.4, "861" }, { 1234.5, "1230" },
    { -0.05, "-0.0500" }, { 0, "0" }, { -0.0, "0" }, { 2e-5, "2.00e-5" }, { 1e7, "1.00e7" }, { NAN, "–" }, { INFINITY, "∞" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = iso_number_format_measured (cases[i].value, 3);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static void
test_format_exact (void)
{
  static const struct
  {
    double      value;
    const char *text;
  } cases[] = {
    { 0.1, "0.1" }, { 0.1 + 0.2, "0.30000000000000004" }, { 1.0 / 3.0, "0.3333333333333333" }, { 1e22, "1e+22" },
    { 12, "12" }, { 5e-324, "4.94065645841247e-324" }, { NAN, "" }, { INFINITY, "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = iso_number_format_exact (cases[i].value);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

int
main (int argc, char *argv[])
{
  iso_test_init (&argc, &argv);
  g_test_add_func ("/number/parse", test_parse);
  g_test_add_func ("/number/parse-refuses", test_parse_refuses);
  g_test_add_func ("/number/parse-comma", test_parse_comma);
  g_test_add_func ("/number/format", test_format);
  g_test_add_func ("/number/format-measured", test_format_measured);
  g_test_add_func ("/number/format-exact", test_format_exact);
  return g_test_run ();
}
