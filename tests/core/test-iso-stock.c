/* test-iso-stock.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "dosing/iso-stock.h"
#include "iso-test.h"

static const IsoForm citrate = { 517.12, 361.03, 1, 1 };   /* ixazomib citrate, C20H23BCl2N2O9, and ixazomib */

static double
convert (const IsoForm *form, double typed, const char *unit, IsoDimension dimension)
{
  g_autoptr (GError) error = NULL;
  double inside = NAN;

  g_assert_true (iso_stock_concentration (form, typed, iso_unit_find (unit), dimension, &inside, &error));
  g_assert_no_error (error);
  return inside;
}

static void
expect_refused (const IsoForm *form, double typed, const char *unit, IsoDimension dimension, int code)
{
  g_autoptr (GError) error = NULL;
  double inside = 7;

  g_assert_false (iso_stock_concentration (form, typed, iso_unit_find (unit), dimension, &inside, &error));
  g_assert_error (error, ISO_ERROR, code);
  g_assert_cmpfloat (inside, ==, 7);
}

/* Worked by hand: 5 / 517.12 = 9.669 mM; 5 / 361.03 = 13.85 mM, 43 % more; 1 mL of 1 mM takes 1000 / 9.669 = 103.4 µL; an antibody of 148 kDa
 * at 20 mg/mL is 135 µM. */
static void
test_weights (void)
{
  IsoForm wrong = { 361.03, NAN, 1, 1 };
  IsoForm antibody = { 148000, NAN, 1, 1 };
  double stock = convert (&citrate, 5, "mg/mL", ISO_DIMENSION_MOLAR);

  iso_assert_close (stock, 9.669e-3, 1e-4);
  iso_assert_close (convert (&wrong, 5, "mg/mL", ISO_DIMENSION_MOLAR), 13.85e-3, 1e-4);
  iso_assert_close (iso_form_confusion (&citrate), 0.432, 1e-3);
  iso_assert_close (iso_stock_volume (stock, 1e-3, 1e6), 103424, 1e-6);
  iso_assert_close (convert (&antibody, 20, "mg/mL", ISO_DIMENSION_MOLAR), 135.1e-6, 1e-3);
}

static void
test_purity_and_stoichiometry (void)
{
  IsoForm form = { 500, 200, 2, 0.95 };   /* two active molecules in a formula unit, 95 % pure */

  iso_assert_close (convert (&form, 10, "mg/mL", ISO_DIMENSION_MOLAR), 2 * 0.95 * 10 / 500, 1e-14);
  iso_assert_close (convert (&form, 10, "mg/mL", ISO_DIMENSION_MASS_CONCENTRATION), 2 * 0.95 * 10 / 500 * 200, 1e-14);
  iso_assert_close (convert (&form, 10, "mM", ISO_DIMENSION_MOLAR), 0.01, 1e-14);   /* molar counts active molecules already */
  iso_assert_close (convert (&form, 10, "mM", ISO_DIMENSION_MASS_CONCENTRATION), 2, 1e-14);
}

static void
test_mass_alone (void)
{
  IsoForm form;

  iso_form_init (&form);
  iso_assert_close (convert (&form, 20, "µg/mL", ISO_DIMENSION_MASS_CONCENTRATION), 0.02, 1e-14);
  iso_assert_close (convert (&form, 30, "nM", ISO_DIMENSION_MOLAR), 3e-8, 1e-14);
  expect_refused (&form, 5, "mg/mL", ISO_DIMENSION_MOLAR, ISO_ERROR_UNITS);
  expect_refused (&form, 5, "mM", ISO_DIMENSION_MASS_CONCENTRATION, ISO_ERROR_UNITS);
}

static void
test_refused (void)
{
  IsoForm form = citrate;

  expect_refused (&form, 0, "mM", ISO_DIMENSION_MOLAR, ISO_ERROR_RANGE);
  expect_refused (&form, -1, "mM", ISO_DIMENSION_MOLAR, ISO_ERROR_RANGE);
  expect_refused (&form, NAN, "mM", ISO_DIMENSION_MOLAR, ISO_ERROR_RANGE);
  expect_refused (&form, 1, "mL", ISO_DIMENSION_MOLAR, ISO_ERROR_UNITS);
  expect_refused (&form, 1, "", ISO_DIMENSION_MOLAR, ISO_ERROR_UNITS);
  form.purity = 1.01;
  expect_refused (&form, 1, "mM", ISO_DIMENSION_MOLAR, ISO_ERROR_RANGE);
  form = citrate;
  form.form_weight = 0;
  expect_refused (&form, 1, "mM", ISO_DIMENSION_MOLAR, ISO_ERROR_RANGE);
  form = citrate;
  form.active_per_form = 0;
  expect_refused (&form, 1, "mM", ISO_DIMENSION_MOLAR, ISO_ERROR_RANGE);
}

/* From mass to amount and back, for every unit there is. */
static void
test_there_and_back (void)
{
  static const char *const units[] = { "pM", "nM", "µM", "mM", "M", "ng/mL", "µg/mL", "mg/mL", "g/L" };
  IsoForm form = { 517.12, 361.03, 1, 0.973 };

  for (gsize i = 0; i < G_N_ELEMENTS (units); i++)
    {
      const IsoUnit *unit = iso_unit_find (units[i]);
      double molar = convert (&form, 12.5, units[i], ISO_DIMENSION_MOLAR);
      double mass = convert (&form, 12.5, units[i], ISO_DIMENSION_MASS_CONCENTRATION);

      iso_assert_close (mass / molar, 361.03, 1e-12);
      if (unit->dimension == ISO_DIMENSION_MOLAR)
        iso_assert_close (iso_unit_from_inside (unit, molar), 12.5, 1e-12);
      else
        iso_assert_close (iso_unit_from_inside (unit, molar * 517.12 / 0.973), 12.5, 1e-12);
    }
}

static const char *
warned (const IsoForm *form, const char *name, gboolean by_weight)
{
  g_autoptr (GPtrArray) messages = iso_message_list_new ();
  static char code[32];

  iso_form_warn (form, name, by_weight, messages);
  g_assert_cmpuint (messages->len, <=, 1);
  g_strlcpy (code, messages->len > 0 ? ((IsoMessage *) messages->pdata[0])->code : "", sizeof code);
  return code;
}

/* Ixazomib and its citrate are sold under one name; taking one for the other makes 43 %. */
static void
test_warnings (void)
{
  IsoForm form;

  iso_form_init (&form);
  g_assert_cmpstr (warned (&citrate, "Ixazomib", TRUE), ==, "salt-form");
  g_assert_cmpstr (warned (&form, "Ixazomib citrate", TRUE), ==, "salt-name");
  g_assert_cmpstr (warned (&form, "Ixazomib citrate", FALSE), ==, "salt-name");
  g_assert_cmpstr (warned (&form, "Lenalidomide", TRUE), ==, "");
  g_assert_cmpstr (warned (&form, "Acetaminophen", TRUE), ==, "");
  form.form_weight = form.active_weight = 259.26;
  g_assert_cmpstr (warned (&form, "Lenalidomide hydrate", TRUE), ==, "");
}

int
main (int argc, char *argv[])
{
  iso_test_init (&argc, &argv);
  g_test_add_func ("/stock/weights", test_weights);
  g_test_add_func ("/stock/purity-and-stoichiometry", test_purity_and_stoichiometry);
  g_test_add_func ("/stock/mass-alone", test_mass_alone);
  g_test_add_func ("/stock/refused", test_refused);
  g_test_add_func ("/stock/there-and-back", test_there_and_back);
  g_test_add_func ("/stock/warnings", test_warnings);
  return g_test_run ();
}
