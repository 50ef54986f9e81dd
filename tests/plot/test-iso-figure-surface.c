/* test-iso-figure-surface.c - parametric surfaces, and what is drawn of isoboles and scores besides
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-plot-fixture.h"

#include "iso-figure-parts.h"

#include <math.h>
#include <string.h>

static guint
find_surface (const char *id)
{
  guint i = 0;

  while (strcmp (iso_surface_nth (i)->id, id) != 0)
    i++;
  return i;
}

/* Five doses by five in one run, with some synergy. */
static void
init_matrix (Fixture *fixture)
{
  fixture_init (fixture);
  fixture->matrix = TRUE;
  fixture->ray_drugs = 0;
  fixture->doses = 5;
  fixture->runs = 1;
}

/* The row that starts like this; -1 for none. */
static int
find_row (const IsoFigure *figure, guint column, const char *start)
{
  for (guint i = 0; i < iso_figure_get_n_rows (figure); i++)
    if (g_str_has_prefix (iso_figure_get_cell (figure, i, column, NULL), start))
      return (int) i;
  return -1;
}

/* The lines are where the surface says, the points are the cells, and the table has every parameter with its interval. */
static void
test_surface (void)
{
  const double levels[] = { 10, 25, 50, 75, 90 };
  g_autoptr(IsoAnalysis) analysis = NULL;
  g_autoptr(IsoFigure) figure = NULL;
  g_autoptr(IsoFigure) dark = NULL;
  const IsoCombination *combination;
  const IsoSurfaceResult *braid;
  const IsoPanel *panel;
  guint n_spots = 0;
  double exact;
  Fixture fixture;
  int row;

  init_matrix (&fixture);
  fixture.surfaces = 1u << find_surface ("braid_larger") | 1u << find_surface ("ursa");
  analysis = fixture_analyse (&fixture);
  figure = fixture_build (analysis, "surface", NULL, "default", 180, 0, "surface");
  dark = fixture_build (analysis, "surface", NULL, "screen-dark", 180, 100, "surface-dark");
  combination = iso_analysis_combination (analysis, 0);
  g_assert_cmpuint (combination->surfaces->len, ==, 2);
  g_assert_cmpuint (figure->panels->len, ==, 2);
  g_assert_cmpuint (iso_figure_get_n_marks (figure), ==, 2 * 25);
  g_assert_cmpuint (iso_figure_get_n_marks (dark), ==, 2 * 25);

  braid = &g_array_index (combination->surfaces, IsoSurfaceResult, 0);
  panel = g_ptr_array_index (figure->panels, 0);
  g_assert_cmpuint (panel->lines->len, ==, G_N_ELEMENTS (levels));
  for (guint i = 0; i < panel->lines->len; i++)
    {
      const GArray *spots = g_array_index (panel->lines, IsoPlotLine, i).spots;

      for (guint k = 0; k < spots->len; k++)
        {
          const IsoSpot *spot = &g_array_index (spots, IsoSpot, k);
          double value = iso_surface_fit_value (&braid->fit, spot->x * 1e-9, spot->y * 1e-6);

          if (isnan (spot->x))
            continue;
          g_assert_cmpfloat (fabs (100 * value - levels[i]), <, 1);
          n_spots++;
        }
    }
  g_assert_cmpuint (n_spots, >, 100);

  for (guint p = 0; p < braid->model->n; p++)
    {
      if (p == ISO_SURFACE_C1 || p == ISO_SURFACE_C2)
        continue;
      row = find_row (figure, 1, braid->model->parameters[p]->name);
      g_assert_cmpint (row, >=, 0);
      iso_figure_get_cell (figure, (guint) row, 4, &exact);
      iso_assert_close (exact, braid->parameters[p].value, 1e-12);
    }
  g_assert_nonnull (strstr (iso_figure_describe (figure), braid->model->name));
  g_assert_nonnull (strstr (iso_figure_describe (figure), "Surface through the viability of"));
}

static void
test_no_surface (void)
{
  g_autoptr(IsoAnalysis) analysis = NULL;
  g_autoptr(IsoFigure) figure = NULL;
  IsoFigureSubject subject;
  Fixture fixture;

  init_matrix (&fixture);
  analysis = fixture_analyse (&fixture);
  figure = fixture_build (analysis, "surface", NULL, "default", 180, 0, "surface-none");
  iso_figure_subject_init (&subject);
  g_assert_nonnull (iso_figure_get_empty_reason (figure));
  g_assert_false (iso_figure_kind_find ("surface")->applies (analysis, &subject));
}

/* What another program would say stands beside, marked as such. */
static void
test_parity (void)
{
  g_autoptr(IsoAnalysis) analysis = NULL;
  g_autoptr(IsoFigure) figure = NULL;
  const IsoCombination *combination;
  double exact;
  Fixture fixture;
  int row;

  init_matrix (&fixture);
  analysis = fixture_analyse (&fixture);
  combination = iso_analysis_combination (analysis, 0);
  g_assert_true (combination->has_parity);
  figure = fixture_build (analysis, "scores", NULL, "default", 120, 0, "scores-parity");
  for (row = (int) iso_figure_get_n_rows (figure) - 1; row >= 0; row--)
    if (strstr (iso_figure_get_cell (figure, (guint) row, 0, NULL), "ZIP") != NULL)
      break;
  g_assert_cmpint (row, >=, 0);
  g_assert_nonnull (strstr (iso_figure_get_cell (figure, (guint) row, 0, NULL), "as synergyfinder computes it"));
  iso_figure_get_cell (figure, (guint) row, 1, &exact);
  iso_assert_close (exact, combination->parity.means.zip, 1e-12);
}

/* In one run of a ray the additive dose is tested; in a matrix the measured isobole is there. */
static void
test_isobole (void)
{
  g_autoptr(IsoAnalysis) ray = NULL;
  g_autoptr(IsoAnalysis) matrix = NULL;
  g_autoptr(IsoFigure) tested = NULL;
  g_autoptr(IsoFigure) measured = NULL;
  const IsoIsobole *isobole;
  IsoFigureSubject subject;
  Fixture fixture;
  guint rows = 0;

  fixture_init (&fixture);
  fixture.runs = 1;
  fixture.plateau[1] = 0.98;
  ray = fixture_analyse (&fixture);
  iso_figure_subject_init (&subject);
  subject.fa = 0.5;
  tested = fixture_build (ray, "isobologram", &subject, "default", 85, 0, "isobologram-test");
  g_assert_nonnull (strstr (iso_figure_get_caption (tested), "Tallarida"));
  g_assert_nonnull (strstr (iso_figure_get_caption (tested), "Band: the interval of the line."));

  init_matrix (&fixture);
  fixture.plateau[1] = 0.98;
  matrix = fixture_analyse (&fixture);
  measured = fixture_build (matrix, "isobologram", &subject, "default", 85, 0, "isobologram-measured");
  isobole = &g_array_index (iso_analysis_combination (matrix, 0)->isoboles, IsoIsobole, 0);
  for (guint i = 0; i < iso_figure_get_n_rows (measured); i++)
    rows += g_str_equal (iso_figure_get_cell (measured, i, 1, NULL), "Measured isobole");
  g_assert_cmpuint (isobole->measured->len, >, 0);
  g_assert_cmpuint (rows, ==, isobole->measured->len);
}

/* A heat map the size of a stamp: colours alone. */
static void
test_spark (void)
{
  IsoFigureStyle style = *iso_figure_style_find ("screen");
  g_autoptr(IsoAnalysis) analysis = NULL;
  g_autoptr(IsoFigure) figure = NULL;
  IsoFigureSubject subject;
  const IsoPanel *panel;
  Fixture fixture;

  init_matrix (&fixture);
  analysis = fixture_analyse (&fixture);
  style.bare = style.spark = TRUE;
  iso_figure_subject_init (&subject);
  subject.quantity = ISO_QUANTITY_SCORE;
  subject.reference = 1;
  figure = iso_figure_kind_find ("matrix")->build (analysis, &subject, &style, 64, 44);
  fixture_check (figure);
  fixture_save (figure, "screen", "spark");
  panel = g_ptr_array_index (figure->panels, 0);
  g_assert_cmpuint (panel->cells->len, ==, 25);
  g_assert_false (panel->bar.shown);
  g_assert_cmpfloat (panel->plot.width, >, 50);
  g_assert_cmpfloat (panel->plot.height, >, 30);
  g_assert_cmpuint (figure->texts->len, ==, 0);
}

int
main (int argc, char **argv)
{
  iso_test_init (&argc, &argv);
  g_test_add_func ("/surface/lines and parameters", test_surface);
  g_test_add_func ("/surface/none", test_no_surface);
  g_test_add_func ("/surface/parity", test_parity);
  g_test_add_func ("/surface/isobole", test_isobole);
  g_test_add_func ("/surface/spark", test_spark);
  return g_test_run ();
}
