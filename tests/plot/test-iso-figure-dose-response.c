/* test-iso-figure-dose-response.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-plot-fixture.h"

static void
test_pictures (void)
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
}

int
main (int argc, char **argv)
{
  iso_test_init (&argc, &argv);
  g_test_add_func ("/dose-response/pictures", test_pictures);
  return g_test_run ();
}
