/* test-iso-unit.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "base/iso-number.h"
#include "base/iso-unit.h"
#include "iso-test.h"

static void
test_find (void)
{
  static const struct
  {
    const char *text;
    const char *symbol;
  } cases[] = {
    { "nM", "nM" }, { "µM", "µM" }, { "μM", "µM" }, { "uM", "µM" }, { " u M ", "µM" }, { "mM", "mM" }, { "M", "M" },
    { "um", "µM" }, { "UM", "µM" }, { "NM", "nM" }, { "nm", "nM" }, { "mol/L", "mol/L" }, { "µmol/l", "µmol/L" },
    { "mmol/l", "mmol/L" }, { "ug/ml", "µg/mL" }, { "NG/ML", "ng/mL" }, { "mg/ml", "mg/mL" }, { "mg/l", "mg/L" },
    { "nL", "nL" }, { "ul", "µL" }, { "ml", "mL" }, { "mL", "mL" }, { "mg", "mg" }, { "g", "g" }, { "L", "L" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const IsoUnit *unit = iso_unit_find (cases[i].text);

      g_assert_nonnull (unit);
      g_assert_cmpstr (unit->symbol, ==, cases[i].symbol);
    }
}

static void
test_find_refuses (void)
{
  static const char *const texts[] = { "m", "mm", "MM", "Mm", "ML", "MG", "Mg/mL", "Mmol/L", "G", "parsec", "%", "nM/", "µ", "n M M" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    g_assert_null (iso_unit_find (texts[i]));
}

static void
test_unknown (void)
{
  g_assert_true (iso_unit_find (NULL) == iso_unit_unknown ());
  g_assert_true (iso_unit_find ("") == iso_unit_unknown ());
  g_assert_true (iso_unit_find ("  ") == iso_unit_unknown ());
  g_assert_cmpint (iso_unit_unknown ()->dimension, ==, ISO_DIMENSION_UNKNOWN);
  g_assert_cmpfloat (iso_unit_to_inside (iso_unit_unknown (), 0.7), ==, 0.7);
  g_assert_cmpfloat (iso_unit_from_inside (iso_unit_unknown (), 0.7), ==, 0.7);
}

static void
test_inside (void)
{
  static const struct
  {
    const char   *unit;
    double        value;
    IsoDimension  dimension;
    double        inside;
  } cases[] = {
    { "fM", 5, ISO_DIMENSION_MOLAR, 5e-15 }, { "pM", 5, ISO_DIMENSION_MOLAR, 5e-12 }, { "nM", 30, ISO_DIMENSION_MOLAR, 3e-8 },
    { "µM", 1.5, ISO_DIMENSION_MOLAR, 1.5e-6 }, { "mM", 10, ISO_DIMENSION_MOLAR, 1e-2 }, { "M", 2, ISO_DIMENSION_MOLAR, 2 },
    { "µmol/L", 3, ISO_DIMENSION_MOLAR, 3e-6 },
    { "ng/mL", 7, ISO_DIMENSION_MASS_CONCENTRATION, 7e-6 }, { "µg/mL", 7, ISO_DIMENSION_MASS_CONCENTRATION, 7e-3 },
    { "mg/mL", 7, ISO_DIMENSION_MASS_CONCENTRATION, 7 }, { "ng/L", 7, ISO_DIMENSION_MASS_CONCENTRATION, 7e-9 },
    { "pL", 2500, ISO_DIMENSION_VOLUME, 2.5 }, { "nL", 2.5, ISO_DIMENSION_VOLUME, 2.5 },
    { "µL", 50, ISO_DIMENSION_VOLUME, 50e3 }, { "mL", 1.2, ISO_DIMENSION_VOLUME, 1.2e6 }, { "L", 1, ISO_DIMENSION_VOLUME, 1e9 },
    { "µg", 4, ISO_DIMENSION_MASS, 4e-6 }, { "mg", 4, ISO_DIMENSION_MASS, 4e-3 }, { "g", 4, ISO_DIMENSION_MASS, 4 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const IsoUnit *unit = iso_unit_find (cases[i].unit);

      g_assert_cmpint (unit->dimension, ==, cases[i].dimension);
      g_assert_cmpfloat (iso_unit_to_inside (unit, cases[i].value), ==, cases[i].inside);
    }
}

/* What was typed comes back as it was typed: multiplying 3e-8 by 1e9 would give 30.000000000000004. */
static void
test_round_trip (void)
{
  static const char *const symbols[] = { "fM", "pM", "nM", "µM", "mM", "M", "ng/mL", "µg/mL", "mg/mL", "pL", "nL", "µL", "mL" };

  for (gsize u = 0; u < G_N_ELEMENTS (symbols); u++)
    {
      const IsoUnit *unit = iso_unit_find (symbols[u]);

      for (guint digits = 1; digits < 2000; digits += 7)
        {
          for (int power = -4; power <= 3; power++)
            {
              g_autofree char *text = g_strdup_printf ("%ue%d", digits, power);
              double typed = 0;

              g_assert_true (iso_number_parse (text, ISO_DECIMAL_POINT, &typed));
              g_assert_cmpfloat (iso_unit_from_inside (unit, iso_unit_to_inside (unit, typed)), ==, typed);
            }
        }
    }
  g_assert_cmpfloat (iso_unit_from_inside (iso_unit_find ("nM"), 3e-8), ==, 30);
  g_assert_cmpfloat (iso_unit_from_inside (iso_unit_find ("nM"), 0), ==, 0);
  g_assert_true (isnan (iso_unit_from_inside (iso_unit_find ("nM"), NAN)));
  iso_assert_close (iso_unit_from_inside (iso_unit_find ("nM"), 1e-8 / 3), 10.0 / 3, 1e-15);
}

/* Every unit that a message offers can be typed. */
static void
test_list (void)
{
  g_auto (GStrv) offered = g_strsplit (iso_unit_list (), ", ", -1);

  g_assert_cmpuint (g_strv_length (offered), >, 5);
  for (gsize i = 0; offered[i] != NULL; i++)
    g_assert_cmpstr (iso_unit_find (offered[i])->symbol, ==, offered[i]);
}

int
main (int argc, char *argv[])
{
  iso_test_init (&argc, &argv);
  g_test_add_func ("/unit/find", test_find);
  g_test_add_func ("/unit/find-refuses", test_find_refuses);
  g_test_add_func ("/unit/unknown", test_unknown);
  g_test_add_func ("/unit/inside", test_inside);
  g_test_add_func ("/unit/round-trip", test_round_trip);
  g_test_add_func ("/unit/list", test_list);
  return g_test_run ();
}
