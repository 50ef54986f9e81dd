/* test-iso-figure-excluded.c - excluded wells stay to be seen in every figure, and what lies beyond its axes is at their ends
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-plot-fixture.h"

#include <math.h>
#include <string.h>

/* All wells of the combinations with the second highest dose of the first drug, 50 nM, and of it alone. */
static gboolean
exclude_dose (IsoRecord *record)
{
  return record->n_doses > 0 && record->doses[0].drug == 0 && fabs (record->doses[0].achieved / 50e-9 - 1) < 0.01;
}

/* One well in ten, a tenth of what it would have been, or three times as much. */
static gboolean
exclude_some (IsoRecord *record)
{
  if (record->role != ISO_ROLE_TREATED || record->well % 10 != 3)
    return FALSE;
  record->response *= record->well % 20 == 3 ? 3 : 0.1;
  return TRUE;
}

static guint
count_excluded (const IsoAnalysis *analysis, guint n_doses)
{
  guint n = 0;

  for (guint i = 0; i < analysis->dataset->observations->len; i++)
    {
      const IsoObservation *observation = iso_dataset_observation (analysis->dataset, i);

      n += observation->status == ISO_STATUS_EXCLUDED && (n_doses == 0 || observation->n_doses == n_doses);
    }
  return n;
}

/* The excluded wells that a figure can be asked about; each has a place within it, its reason, and a row that says so. */
static guint
count_marked (const IsoAnalysis *analysis, const IsoFigure *figure)
{
  g_autoptr(GHashTable) seen = g_hash_table_new (NULL, NULL);
  double width, height;

  iso_figure_get_size (figure, &width, &height);
  for (guint i = 0; i < iso_figure_get_n_marks (figure); i++)
    {
      const IsoFigureMark *mark = iso_figure_get_mark (figure, i);
      gboolean said = FALSE;

      if (mark->n_observations == 0 || iso_dataset_observation (analysis->dataset, mark->observations[0])->status != ISO_STATUS_EXCLUDED)
        continue;
      g_assert_nonnull (strstr (mark->label, "excluded: Air bubble"));
      g_assert_cmpfloat (mark->x, >=, 0);
      g_assert_cmpfloat (mark->y, >=, 0);
      g_assert_cmpfloat (mark->x + mark->width, <=, width);
      g_assert_cmpfloat (mark->y + mark->height, <=, height);
      g_assert_cmpint (mark->row, >=, 0);
      for (guint k = 0; k < iso_figure_get_n_columns (figure); k++)
        said = said || strstr (iso_figure_get_cell (figure, (guint) mark->row, k, NULL), "excluded: Air bubble") != NULL;
      g_assert_true (said);
      for (guint k = 0; k < mark->n_observations; k++)
        g_hash_table_add (seen, GUINT_TO_POINTER (mark->observations[k]));
    }
  return g_hash_table_size (seen);
}

static void
assert_shown (const IsoAnalysis *analysis, const char *kind, const IsoFigureSubject *subject, const char *name, guint n)
{
  g_autofree char *dark_name = g_strdup_printf ("%s-dark", name);
  g_autoptr(IsoFigure) figure = fixture_build (analysis, kind, subject, "default", 180, 0, name);
  g_autoptr(IsoFigure) dark = fixture_build (analysis, kind, subject, "screen-dark", 180, 110, dark_name);

  g_assert_cmpuint (count_marked (analysis, figure), ==, n);
  g_assert_cmpuint (count_marked (analysis, dark), ==, n);
  g_assert_nonnull (strstr (iso_figure_get_caption (figure), "Struck through"));
  g_assert_nonnull (strstr (iso_figure_describe (figure), "Excluded wells that are shown"));
}

/* On a ray: those of the singles, of the ray, and of all of them. */
static void
test_ray (void)
{
  g_autoptr(IsoAnalysis) analysis = NULL;
  g_autoptr(IsoFigure) figure = NULL;
  Fixture fixture;

  fixture_init (&fixture);
  fixture.exclude = exclude_some;
  analysis = fixture_analyse (&fixture);
  g_assert_cmpuint (count_excluded (analysis, 1), >, 4);
  g_assert_cmpuint (count_excluded (analysis, 2), >, 2);
  assert_shown (analysis, "dose-response", NULL, "excluded-dose-response", count_excluded (analysis, 0));
  assert_shown (analysis, "median-effect", NULL, "excluded-median-effect", count_excluded (analysis, 0));
  assert_shown (analysis, "isobologram", NULL, "excluded-isobologram", count_excluded (analysis, 0));

  figure = fixture_build (analysis, "median-effect", NULL, "default", 180, 0, "excluded-edge");
  g_assert_nonnull (strstr (iso_figure_get_caption (figure), "At the edge"));
}

/* An index needs an effect between 0 and 1: wells beyond have none, but a row. */
static void
test_fa_ci (void)
{
  g_autoptr(IsoAnalysis) analysis = NULL;
  g_autoptr(IsoFigure) figure = NULL;
  guint n = 0, rows = 0;
  Fixture fixture;

  fixture_init (&fixture);
  fixture.exclude = exclude_some;
  analysis = fixture_analyse (&fixture);
  for (guint i = 0; i < analysis->dataset->observations->len; i++)
    {
      double viability = iso_dataset_shown_viability (analysis->dataset, i);

      n += iso_dataset_observation (analysis->dataset, i)->status == ISO_STATUS_EXCLUDED && viability > 0 && viability < 1
           && iso_dataset_observation (analysis->dataset, i)->n_doses == 2;
    }
  g_assert_cmpuint (n, >, 0);
  assert_shown (analysis, "fa-ci", NULL, "excluded-fa-ci", n);
  figure = fixture_build (analysis, "fa-ci", NULL, "default", 180, 0, "excluded-fa-ci");
  for (guint i = 0; i < iso_figure_get_n_rows (figure); i++)
    rows += strcmp (iso_figure_get_cell (figure, i, 0, NULL), "excluded") == 0;
  g_assert_cmpuint (rows, ==, count_excluded (analysis, 2));
}

/* A dose of which nothing is left keeps its column, and its place on the axes. */
static void
test_whole_dose (void)
{
  g_autoptr(IsoAnalysis) analysis = NULL;
  IsoFigureSubject subject;
  Fixture fixture;

  fixture_init (&fixture);
  fixture.matrix = TRUE;
  fixture.ray_drugs = 0;
  fixture.doses = 5;
  fixture.runs = 1;
  fixture.exclude = exclude_dose;
  analysis = fixture_analyse (&fixture);
  g_assert_cmpuint (count_excluded (analysis, 0), ==, 3 * 6);
  assert_shown (analysis, "matrix", NULL, "excluded-matrix", 3 * 6);
  iso_figure_subject_init (&subject);
  subject.quantity = ISO_QUANTITY_SCORE;
  assert_shown (analysis, "matrix", &subject, "excluded-score", 3 * 5);
  assert_shown (analysis, "dose-response", NULL, "excluded-whole-dose", 3 + 3);   /* alone, and on the ray that the diagonal is */
}

/* Single wells of a matrix: the cell keeps what is left of it. */
static void
test_cells (void)
{
  g_autoptr(IsoAnalysis) analysis = NULL;
  g_autoptr(IsoFigure) figure = NULL;
  Fixture fixture;
  guint n;

  fixture_init (&fixture);
  fixture.matrix = TRUE;
  fixture.ray_drugs = 0;
  fixture.doses = 4;
  fixture.runs = 2;
  fixture.exclude = exclude_some;
  analysis = fixture_analyse (&fixture);
  n = count_excluded (analysis, 0);
  g_assert_cmpuint (n, >, 4);
  assert_shown (analysis, "matrix", NULL, "excluded-cells", n);
  figure = fixture_build (analysis, "replicates", NULL, "default", 180, 0, "excluded-replicates");
  g_assert_nonnull (strstr (iso_figure_get_caption (figure), "Struck through"));
}

int
main (int argc, char **argv)
{
  iso_test_init (&argc, &argv);
  g_test_add_func ("/excluded/ray", test_ray);
  g_test_add_func ("/excluded/fa-ci", test_fa_ci);
  g_test_add_func ("/excluded/whole dose", test_whole_dose);
  g_test_add_func ("/excluded/cells", test_cells);
  return g_test_run ();
}
