/* test-iso-figure-fa-ci.c - intervals of the combination index that have no end, and the band of the verdict
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-figure-parts.h"
#include "iso-plot-fixture.h"

#include <math.h>
#include <string.h>

typedef struct
{
  guint low;
  guint high;
  guint closed;
} Ends;

/* Of the indices with a value, those whose interval has no lower limit, no upper one, both. */
static Ends
count_ends (const IsoAnalysis *analysis)
{
  const IsoCombination *combination = iso_analysis_combination (analysis, 0);
  Ends ends = { 0 };

  for (guint i = 0; i < combination->cells->len; i++)
    {
      const IsoEstimate *ci = &g_array_index (combination->cells, IsoCell, i).index.ci;

      if (isnan (ci->value) || ci->interval_status == ISO_STATUS_TOO_FEW_POINTS)
        continue;
      ends.low += isnan (ci->lower);
      ends.high += isnan (ci->upper);
      ends.closed += isfinite (ci->lower) && isfinite (ci->upper);
    }
  return ends;
}

static gboolean
says (const IsoFigure *figure, const char *words)
{
  gboolean said = FALSE;

  for (guint k = 0; k < figure->texts->len; k++)
    said = said || strstr (g_array_index (figure->texts, IsoText, k).text, words) != NULL;
  return said;
}

static void
make_fixture (double noise, Fixture *fixture)
{
  fixture_init (fixture);
  fixture->runs = 1;
  fixture->noise = noise;
}

/* Noise that takes effects past 0 and 1 leaves intervals open: each is an arrow that is cut at the edge of the plot, never a bar of its
 * own length, and the figure says what it means. */
static void
test_open (void)
{
  g_autoptr (IsoAnalysis) analysis = NULL;
  g_autoptr (IsoFigure) figure = NULL;
  const IsoPanel *panel;
  Fixture fixture;
  Ends ends, drawn = { 0 };

  make_fixture (0.08, &fixture);
  analysis = fixture_analyse (&fixture);
  ends = count_ends (analysis);
  g_assert_cmpuint (ends.low, >, 0);
  g_assert_cmpuint (ends.high, >, 0);
  g_assert_cmpuint (ends.closed, >, 0);
  figure = fixture_build (analysis, "fa-ci", NULL, "default", 120, 0, "fa-ci-open");
  panel = g_ptr_array_index (figure->panels, 0);
  for (guint i = 0; i < panel->points->len; i++)
    {
      const IsoPlotPoint *point = &g_array_index (panel->points, IsoPlotPoint, i);

      if (point->symbol != ISO_SYMBOL_CIRCLE)
        continue;
      drawn.low += point->y_low == 0;
      drawn.high += point->y_high == G_MAXDOUBLE;
      drawn.closed += point->y_low > 0 && point->y_high < G_MAXDOUBLE;
    }
  g_assert_cmpuint (drawn.low, ==, ends.low);
  g_assert_cmpuint (drawn.high, ==, ends.high);
  g_assert_cmpuint (drawn.closed, ==, ends.closed);
  g_assert_true (says (figure, "no limit on that side"));
}

static void
test_closed (void)
{
  g_autoptr (IsoAnalysis) analysis = NULL;
  g_autoptr (IsoFigure) figure = NULL;
  Fixture fixture;

  make_fixture (0.002, &fixture);
  fixture.plateau[0] = fixture.plateau[1] = 1;
  fixture.doses = 5;
  analysis = fixture_analyse (&fixture);
  g_assert_cmpuint (count_ends (analysis).low + count_ends (analysis).high, ==, 0);
  figure = fixture_build (analysis, "fa-ci", NULL, "default", 120, 0, "fa-ci-closed");
  g_assert_false (says (figure, "no limit on that side"));
}

/* The grey band and the sentence under the figure are those of the settings. */
static void
test_band (void)
{
  g_autoptr (IsoAnalysis) analysis = NULL;
  g_autoptr (IsoFigure) figure = NULL;
  const IsoPanel *panel;
  const IsoPlotArea *area;
  Fixture fixture;

  make_fixture (0.002, &fixture);
  analysis = fixture_analyse (&fixture);
  analysis->settings.ci_low = 0.5;
  analysis->settings.ci_high = 1.5;
  figure = fixture_build (analysis, "fa-ci", NULL, "default", 120, 0, "fa-ci-band");
  panel = g_ptr_array_index (figure->panels, 0);
  area = &g_array_index (panel->areas, IsoPlotArea, 0);
  g_assert_cmpfloat (g_array_index (area->spots, IsoSpot, 0).y, ==, 0.5);
  g_assert_cmpfloat (g_array_index (area->spots, IsoSpot, 2).y, ==, 1.5);
  g_assert_true (says (figure, "0.5 to 1.5"));
}

int
main (int argc, char **argv)
{
  iso_test_init (&argc, &argv);
  g_test_add_func ("/fa-ci/open", test_open);
  g_test_add_func ("/fa-ci/closed", test_closed);
  g_test_add_func ("/fa-ci/band", test_band);
  return g_test_run ();
}
