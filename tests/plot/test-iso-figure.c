/* test-iso-figure.c - what a finished figure answers: hits, table, description
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-figure-parts.h"
#include "iso-plot-fixture.h"

#include <string.h>

static int
find_column (const IsoFigure *figure, const char *header)
{
  for (guint i = 0; i < iso_figure_get_n_columns (figure); i++)
    {
      if (strcmp (iso_figure_get_column (figure, i), header) == 0)
        return (int) i;
    }
  g_error ("no column %s", header);
}

static IsoAnalysis *
make_analysis (gboolean matrix)
{
  Fixture fixture;

  fixture_init (&fixture);
  fixture.doses = 5;
  fixture.matrix = matrix;
  if (matrix)
    fixture.ray_drugs = 0;
  fixture.surfaces = matrix ? 1u << 6 : 0;   /* Greco's */
  return fixture_analyse (&fixture);
}

static double
plot_height (const IsoAnalysis *analysis, double height)
{
  g_autoptr(IsoFigure) figure = fixture_build (analysis, "dose-response", NULL, "default", 90, height, "low");
  const IsoPanel *panel = figure->panels->pdata[0];

  g_assert_cmpfloat (panel->plot.y, >, 0);
  if (figure->height > height * ISO_POINTS_PER_MM + 0.01)
    g_assert_cmpfloat (iso_figure_get_least_height (figure), ==, figure->height);
  g_assert_cmpfloat (panel->plot.y + panel->plot.height, <, figure->height);
  return panel->plot.height;
}

/* A figure that is given little height keeps its plot: caption, values of the key and the key give way, and at last the height. */
static void
test_low (void)
{
  g_autoptr(IsoAnalysis) analysis = make_analysis (FALSE);

  for (double height = 20; height <= 100; height += 5)
    g_assert_cmpfloat (plot_height (analysis, height), >, 47.9);
  {
    g_autoptr(IsoFigure) high = fixture_build (analysis, "dose-response", NULL, "default", 90, 80, "high");
    g_autoptr(IsoFigure) low = fixture_build (analysis, "dose-response", NULL, "default", 90, 20, "low");
    g_autoptr(IsoFigure) again = fixture_build (analysis, "dose-response", NULL, "default", 90, low->height / ISO_POINTS_PER_MM, "low");

    g_assert_cmpfloat (iso_figure_get_least_height (high), ==, 0);
    g_assert_cmpfloat (low->height, >, 20 * ISO_POINTS_PER_MM);
    g_assert_cmpfloat_with_epsilon (iso_figure_get_least_height (again), low->height, 0.5);
  }
}

/* A click on the middle of any mark finds it, or one that lies exactly there; a click beside the plot finds nothing. */
static void
test_hit (void)
{
  g_autoptr(IsoAnalysis) analysis = make_analysis (TRUE);
  const IsoFigureKind *kind;

  for (guint i = 0; (kind = iso_figure_kind_nth (i)) != NULL; i++)
    {
      g_autoptr(IsoFigure) figure = fixture_build (analysis, kind->id, NULL, "default", 180, 0, "hit");

      /* There are no wells of time zero here: see test-iso-figure-growth.c. */
      if (strcmp (kind->id, "growth-rate") == 0)
        continue;
      g_assert_cmpuint (iso_figure_get_n_marks (figure), >, 4);
      g_assert_null (iso_figure_hit (figure, 0, 0, 2));
      g_assert_null (iso_figure_hit (figure, -100, 1e9, 2));
      for (guint k = 0; k < iso_figure_get_n_marks (figure); k++)
        {
          const IsoFigureMark *mark = iso_figure_get_mark (figure, k);
          double x = mark->x + mark->width / 2;
          double y = mark->y + mark->height / 2;
          const IsoFigureMark *hit = iso_figure_hit (figure, x, y, 1);

          if (isfinite (x) && isfinite (y))
            {
              g_assert_nonnull (hit);
              g_assert_cmpfloat_with_epsilon (hit->x + hit->width / 2, x, 1e-9);
              g_assert_cmpfloat_with_epsilon (hit->y + hit->height / 2, y, 1e-9);
            }
        }
    }
}

/* The wells of a point are those whose mean it shows, and its row of the table has that mean. */
static void
test_observations (void)
{
  g_autoptr(IsoAnalysis) analysis = make_analysis (FALSE);
  g_autoptr(IsoFigure) figure = fixture_build (analysis, "dose-response", NULL, "default", 180, 0, "observations");
  int value = find_column (figure, "Viability (%)");
  int wells = find_column (figure, "Wells");
  guint checked = 0;

  for (guint k = 0; k < iso_figure_get_n_marks (figure); k++)
    {
      const IsoFigureMark *mark = iso_figure_get_mark (figure, k);
      double sum = 0, exact;

      g_assert_cmpuint (mark->n_observations, >, 0);
      if (strstr (mark->label, "IC₅₀") != NULL)
        {
          /* It rests on all wells of its arm: five doses, three runs of three. */
          g_assert_cmpuint (mark->n_observations, ==, 5 * 3 * 3);
          continue;
        }
      for (guint i = 0; i < mark->n_observations; i++)
        sum += iso_dataset_observation (analysis->dataset, mark->observations[i])->viability;
      g_assert_cmpint (mark->row, >=, 0);
      iso_figure_get_cell (figure, (guint) mark->row, (guint) value, &exact);
      iso_assert_close (exact, 100 * sum / mark->n_observations, 1e-12);
      iso_figure_get_cell (figure, (guint) mark->row, (guint) wells, &exact);
      g_assert_cmpfloat (exact, ==, mark->n_observations);
      checked++;
    }
  /* Three arms of five doses, each with three runs and a mean; vehicle of three runs. */
  g_assert_cmpuint (checked, ==, 3 * 5 * 4 + 3);
}

/* The table says the IC50 that the analysis found, and the picture has it at that place. */
static void
test_effect_dose (void)
{
  g_autoptr(IsoAnalysis) analysis = make_analysis (FALSE);
  g_autoptr(IsoFigure) figure = NULL;
  const IsoArm *arm = iso_analysis_arm (analysis, 0);
  IsoFigureSubject subject;
  double exact = NAN;
  gboolean found = FALSE;

  iso_figure_subject_init (&subject);
  subject.arm = 0;
  figure = fixture_build (analysis, "dose-response", &subject, "default", 85, 0, "effect-dose");
  for (guint row = 0; row < iso_figure_get_n_rows (figure); row++)
    {
      if (strcmp (iso_figure_get_cell (figure, row, (guint) find_column (figure, "Item"), NULL), "IC₅₀") != 0)
        continue;
      found = TRUE;
      iso_figure_get_cell (figure, row, (guint) find_column (figure, "Dose"), &exact);
      for (guint i = 0; i < arm->effect_doses->len; i++)
        {
          const IsoEffectDose *dose = &g_array_index (arm->effect_doses, IsoEffectDose, i);

          if (dose->kind == ISO_EFFECT_ABSOLUTE && dose->level == 0.5)
            iso_assert_close (exact, dose->dose.value * 1e9, 1e-12);
        }
      for (guint k = 0; k < iso_figure_get_n_marks (figure); k++)
        {
          const IsoFigureMark *mark = iso_figure_get_mark (figure, k);
          const IsoPanel *panel = figure->panels->pdata[0];

          if (mark->row == (int) row)
            {
              g_assert_cmpfloat_with_epsilon (mark->x + mark->width / 2, iso_axis_place (&panel->x, exact), 1e-9);
              g_assert_cmpfloat_with_epsilon (mark->y + mark->height / 2, iso_axis_place (&panel->y, 50), 1e-9);
            }
        }
    }
  g_assert_true (found);
}

/* Every drawn point lies within its axes, which begin and end at sensible places. */
static void
test_axes (void)
{
  g_autoptr(IsoAnalysis) analysis = make_analysis (FALSE);
  g_autoptr(IsoFigure) curves = fixture_build (analysis, "dose-response", NULL, "default", 85, 0, "axes");
  g_autoptr(IsoFigure) isobologram = fixture_build (analysis, "isobologram", NULL, "default", 85, 0, "axes");
  const IsoPanel *panel = curves->panels->pdata[0];

  g_assert_cmpint (panel->x.scale, ==, ISO_AXIS_LOG);
  g_assert_true (panel->x.has_zero);
  g_assert_cmpfloat (panel->y.low, <=, 0);
  g_assert_cmpfloat (panel->y.high, >=, 100);
  g_assert_cmpfloat (panel->x.zero, >, panel->plot.x);
  g_assert_cmpfloat (panel->x.zero, <, panel->x.start);
  for (guint i = 0; i < panel->points->len; i++)
    {
      const IsoPlotPoint *point = &g_array_index (panel->points, IsoPlotPoint, i);

      g_assert_cmpfloat (point->y, >=, panel->y.low);
      g_assert_cmpfloat (point->y, <=, panel->y.high);
      g_assert_true (point->x == 0 || (point->x >= panel->x.low && point->x <= panel->x.high));
    }
  for (guint i = 0; i < isobologram->panels->len; i++)
    {
      panel = isobologram->panels->pdata[i];
      g_assert_cmpfloat (panel->x.low, ==, 0);
      g_assert_cmpfloat (panel->y.low, ==, 0);
      g_assert_cmpint (panel->x.scale, ==, ISO_AXIS_LINEAR);
    }
}

/* The axes of an isobologram in the drugs' own units; the line meets them at Dx. */
static void
test_isobologram (void)
{
  g_autoptr(IsoAnalysis) analysis = make_analysis (FALSE);
  g_autoptr(IsoFigure) figure = NULL;
  const IsoCombination *combination = iso_analysis_combination (analysis, 0);
  const IsoIsobole *isobole = &g_array_index (combination->isoboles, IsoIsobole, 0);
  const IsoPlotLine *line;
  const IsoPanel *panel;
  IsoFigureSubject subject;

  iso_figure_subject_init (&subject);
  subject.fa = 0.5;
  figure = fixture_build (analysis, "isobologram", &subject, "default", 85, 0, "isobologram-50");
  g_assert_cmpuint (figure->panels->len, ==, 1);
  panel = figure->panels->pdata[0];
  g_assert_cmpstr (panel->x.shown, ==, "Ixazomib (nM)");
  g_assert_cmpstr (panel->y.shown, ==, "Lenalidomide (µM)");
  line = &g_array_index (panel->lines, IsoPlotLine, 0);
  iso_assert_close (g_array_index (line->spots, IsoSpot, 0).x, isobole->dx[0].value * 1e9, 1e-9);
  iso_assert_close (g_array_index (line->spots, IsoSpot, line->spots->len - 1).y, isobole->dx[1].value * 1e6, 1e-9);
}

/* A matrix of scores: as many cells as pairs of doses, white at zero, ends symmetric. */
static void
test_matrix (void)
{
  g_autoptr(IsoAnalysis) analysis = make_analysis (TRUE);
  g_autoptr(IsoFigure) figure = NULL;
  const IsoPanel *panel;
  IsoFigureSubject subject;

  iso_figure_subject_init (&subject);
  subject.quantity = ISO_QUANTITY_SCORE;
  figure = fixture_build (analysis, "matrix", &subject, "default", 85, 0, "matrix-table");
  panel = figure->panels->pdata[0];
  g_assert_cmpuint (panel->cells->len, ==, 25);
  g_assert_cmpuint (iso_figure_get_n_rows (figure), ==, 25);
  g_assert_cmpfloat (panel->bar.low, ==, -panel->bar.high);
  for (guint i = 0; i < panel->cells->len; i++)
    {
      const IsoPlotCell *cell = &g_array_index (panel->cells, IsoPlotCell, i);
      double score;

      iso_figure_get_cell (figure, (guint) g_array_index (figure->marks, IsoFigureMark, cell->mark).row, 2, &score);
      if (score > 1)
        g_assert_cmpfloat (cell->colour.red, >, cell->colour.blue);
      if (score < -1)
        g_assert_cmpfloat (cell->colour.blue, >, cell->colour.red);
    }
}

/* The figure is its own: it outlives the analysis. */
static void
test_outlives (void)
{
  IsoAnalysis *analysis = make_analysis (FALSE);
  g_autoptr(IsoFigure) figure = fixture_build (analysis, "fa-ci", NULL, "default", 85, 0, "outlives");
  g_autoptr(IsoFigure) second = iso_figure_ref (figure);
  g_autoptr(GBytes) before = iso_figure_to_bytes (figure, "svg", 0, NULL);
  g_autoptr(GBytes) after = NULL;

  iso_analysis_unref (analysis);
  after = iso_figure_to_bytes (second, "svg", 0, NULL);
  g_assert_true (g_bytes_equal (before, after));
}

static void
test_note (void)
{
  g_autoptr(IsoAnalysis) analysis = make_analysis (TRUE);
  const IsoFigureKind *kind;

  for (guint i = 0; (kind = iso_figure_kind_nth (i)) != NULL; i++)
    {
      g_autoptr(IsoFigure) figure = fixture_build (analysis, kind->id, NULL, "default", 85, 0, "note");
      gboolean said = FALSE;

      for (guint k = 0; k < figure->texts->len; k++)
        said = said || strcmp (g_array_index (figure->texts, IsoText, k).text, "Simulated data") == 0;
      g_assert_true (said);
    }
}

int
main (int argc, char **argv)
{
  iso_test_init (&argc, &argv);
  g_test_add_func ("/figure/hit", test_hit);
  g_test_add_func ("/figure/low", test_low);
  g_test_add_func ("/figure/observations", test_observations);
  g_test_add_func ("/figure/effect-dose", test_effect_dose);
  g_test_add_func ("/figure/axes", test_axes);
  g_test_add_func ("/figure/isobologram", test_isobologram);
  g_test_add_func ("/figure/matrix", test_matrix);
  g_test_add_func ("/figure/outlives", test_outlives);
  g_test_add_func ("/figure/note", test_note);
  return g_test_run ();
}
