/* test-iso-json.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "base/iso-unit.h"
#include "iso-test.h"
#include "writer/iso-json-values.h"
#include "writer/iso-json.h"

static void
test_text (void)
{
  IsoJson *json = iso_json_new ();
  g_autofree char *text = NULL;

  iso_json_begin_object (json, NULL);
  iso_json_add_string (json, "s", "a \"b\" \\ \n\t\001 µ");
  iso_json_add_string (json, "none", NULL);
  iso_json_add_number (json, "tenth", 0.1);
  iso_json_add_number (json, "third", 1.0 / 3.0);
  iso_json_add_number (json, "nan", NAN);
  iso_json_add_number (json, "inf", INFINITY);
  iso_json_add_count (json, "n", 12);
  iso_json_add_boolean (json, "yes", TRUE);
  iso_json_begin_array (json, "list");
  iso_json_add_number (json, NULL, 1);
  iso_json_add_number (json, NULL, 2.5);
  iso_json_end_array (json);
  iso_json_begin_array (json, "empty");
  iso_json_end_array (json);
  iso_json_begin_array (json, "objects");
  iso_json_begin_object (json, NULL);
  iso_json_end_object (json);
  iso_json_end_array (json);
  iso_json_end_object (json);
  text = iso_json_finish (json);

  g_assert_cmpstr (text, ==,
                   "{\n"
                   "  \"s\": \"a \\\"b\\\" \\\\ \\n\\t\\u0001 µ\",\n"
                   "  \"none\": null,\n"
                   "  \"tenth\": 0.1,\n"
                   "  \"third\": 0.3333333333333333,\n"
                   "  \"nan\": null,\n"
                   "  \"inf\": null,\n"
                   "  \"n\": 12,\n"
                   "  \"yes\": true,\n"
                   "  \"list\": [1, 2.5],\n"
                   "  \"empty\": [],\n"
                   "  \"objects\": [\n"
                   "    {}\n"
                   "  ]\n"
                   "}\n");
}

/* A dose is written as the person wrote it, for every unit and many numbers. */
static void
test_dose (void)
{
  static const char *const units[] = { "nM", "uM", "mM", "ng/mL", "pM", "M", "" };
  static const double doses[] = { 0.1, 0.2, 0.3, 0.7, 1.1, 3.3, 7, 12.5, 31.25, 0.0411522633744856, 1e-5, 123456.789 };

  for (gsize i = 0; i < G_N_ELEMENTS (units); i++)
    {
      const IsoUnit *unit = iso_unit_find (units[i]);

      for (gsize j = 0; j < G_N_ELEMENTS (doses); j++)
        g_assert_cmpfloat (iso_dose_in_unit (unit, iso_unit_to_inside (unit, doses[j])), ==, doses[j]);
    }
  g_assert_true (isnan (iso_dose_in_unit (iso_unit_find ("nM"), NAN)));
}

int
main (int argc, char *argv[])
{
  iso_test_init (&argc, &argv);
  g_test_add_func ("/json/text", test_text);
  g_test_add_func ("/json/dose", test_dose);
  return g_test_run ();
}
