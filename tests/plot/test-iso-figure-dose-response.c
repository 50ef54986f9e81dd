/* test-iso-figure-dose-response.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-plot-fixture.h"

#include <string.h>

/* Whatever its size and style, a figure shows the same points and numbers; one arm alone has fewer. Leaves pictures to look at. */
static void
test_same_at_every_size (void)
{
  g_autoptr(IsoAnalysis) analysis = NULL;
  g_autoptr(IsoFigure) narrow = NULL;
  g_autoptr(IsoFigure) wide = NULL;
  g_autoptr(IsoFigure) dark = NULL;
  g_autoptr(IsoFigure) one = NULL;
  IsoFigureSubject subject;
  Fixture fixture;

  fixture_init (&fixture);
  analysis = fixture_analyse (&fixture);
  narrow = fixture_build (analysis, "dose-response", NULL, "default", 85, 0, "dose-response-85");
  wide = fixture_build (analysis, "dose-response", NULL, "default", 180, 0, "dose-response-180");
  dark = fixture_build (analysis, "dose-response", NULL, "screen-dark", 180, 100, "dose-response-dark");
  iso_figure_subject_init (&subject);
  subject.arm = 0;
  one = fixture_build (analysis, "dose-response", &subject, "default", 85, 0, "dose-response-one");

  g_assert_null (iso_figure_get_empty_reason (narrow));
  g_assert_nonnull (strstr (iso_figure_get_mark (narrow, 0)->label, "run 1"));   /* it has a number for a name */
  g_assert_cmpuint (iso_figure_get_n_marks (narrow), >, 0);
  g_assert_cmpuint (iso_figure_get_n_marks (wide), ==, iso_figure_get_n_marks (narrow));
  g_assert_cmpuint (iso_figure_get_n_marks (dark), ==, iso_figure_get_n_marks (narrow));
  g_assert_cmpuint (iso_figure_get_n_marks (one), <, iso_figure_get_n_marks (narrow));
  g_assert_cmpuint (iso_figure_get_n_rows (wide), ==, iso_figure_get_n_rows (narrow));
  g_assert_cmpuint (iso_figure_get_n_rows (one), <, iso_figure_get_n_rows (narrow));
  g_assert_cmpstr (iso_figure_describe (wide), ==, iso_figure_describe (narrow));
  g_assert_nonnull (strstr (iso_figure_describe (narrow), "IC"));
}

int
main (int argc, char **argv)
{
  iso_test_init (&argc, &argv);
  g_test_add_func ("/dose-response/same-at-every-size", test_same_at_every_size);
  return g_test_run ();
}
