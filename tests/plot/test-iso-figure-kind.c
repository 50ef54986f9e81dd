/* test-iso-figure-kind.c - every kind of figure, at the sizes and styles it is used in, and with data that are not
 * there
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-plot-fixture.h"

static const char *const kinds[] = { "dose-response", "median-effect", "fa-ci", "isobologram", "matrix", "plate" };

/* Every kind at 85 and 180 mm, light and dark. */
static void
draw_all (const IsoAnalysis *analysis, const IsoFigureSubject *subject, const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *narrow_name = g_strdup_printf ("%s-%s-85", name, kinds[i]);
      g_autofree char *wide_name = g_strdup_printf ("%s-%s-180", name, kinds[i]);
      g_autofree char *dark_name = g_strdup_printf ("%s-%s-dark", name, kinds[i]);
      g_autoptr(IsoFigure) narrow = fixture_build (analysis, kinds[i], subject, "default", 85, 0, narrow_name);
      g_autoptr(IsoFigure) wide = fixture_build (analysis, kinds[i], subject, "nature", 180, 0, wide_name);
      g_autoptr(IsoFigure) dark = fixture_build (analysis, kinds[i], subject, "screen-dark", 160, 110, dark_name);
    }
}

static void
test_ray (void)
{
  g_autoptr(IsoAnalysis) analysis = NULL;
  Fixture fixture;

  fixture_init (&fixture);
  analysis = fixture_analyse (&fixture);
  draw_all (analysis, NULL, "ray");
}

static void
test_matrix (void)
{
  g_autoptr(IsoAnalysis) analysis = NULL;
  g_autoptr(IsoFigure) narrow = NULL;
  g_autoptr(IsoFigure) wide = NULL;
  g_autoptr(IsoFigure) signal = NULL;
  IsoFigureSubject subject;
  Fixture fixture;

  fixture_init (&fixture);
  fixture.ray_drugs = 0;
  fixture.matrix = TRUE;
  fixture.doses = 6;
  analysis = fixture_analyse (&fixture);
  draw_all (analysis, NULL, "matrix");
  iso_figure_subject_init (&subject);
  subject.quantity = ISO_QUANTITY_SCORE;
  narrow = fixture_build (analysis, "matrix", &subject, "default", 85, 0, "matrix-score-85");
  wide = fixture_build (analysis, "matrix", &subject, "screen-dark", 180, 110, "matrix-score-dark");
  subject.quantity = ISO_QUANTITY_SIGNAL;
  signal = fixture_build (analysis, "plate", &subject, "default", 180, 0, "matrix-plate-signal");
}

int
main (int argc, char **argv)
{
  iso_test_init (&argc, &argv);
  g_test_add_func ("/figure-kind/ray", test_ray);
  g_test_add_func ("/figure-kind/matrix", test_matrix);
  return g_test_run ();
}
