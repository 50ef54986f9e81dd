/* test-iso-figure-kind.c - every kind of figure, at the sizes and styles it is used in, and with data that are not
 * there
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-figure-parts.h"
#include "iso-plot-fixture.h"

#include <string.h>

static const char *const kinds[] = { "dose-response", "residuals", "median-effect", "fa-ci", "isobologram", "matrix", "scores", "plate", "replicates" };

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

/* Names and units that do not fit, in several scripts. */
static void
test_names (void)
{
  g_autoptr(IsoAnalysis) analysis = NULL;
  Fixture fixture;

  fixture_init (&fixture);
  fixture.names[0] = "(1R)-3-Methyl-1-[[2-(2,5-dichlorobenzamido)acetyl]amino]butylboronic acid citrate";
  fixture.names[1] = "ليناليدوميد ٢٥ ملغ 来那度胺 леналидомид";
  fixture.sample = "Patient-derived CD138⁺ cells, donor <7> & friends, passage 3";
  analysis = fixture_analyse (&fixture);
  draw_all (analysis, NULL, "names");
}

static void
test_one_run (void)
{
  g_autoptr(IsoAnalysis) analysis = NULL;
  Fixture fixture;

  fixture_init (&fixture);
  fixture.runs = 1;
  fixture.note = "";
  analysis = fixture_analyse (&fixture);
  draw_all (analysis, NULL, "one-run");
}

static void
test_one_point (void)
{
  g_autoptr(IsoAnalysis) analysis = NULL;
  Fixture fixture;

  fixture_init (&fixture);
  fixture.runs = 1;
  fixture.replicates = 1;
  fixture.doses = 1;
  analysis = fixture_analyse (&fixture);
  draw_all (analysis, NULL, "one-point");
}

/* Both drugs stay far above half: no IC50, no isobole at 50 %. */
static void
test_not_reached (void)
{
  g_autoptr(IsoAnalysis) analysis = NULL;
  g_autoptr(IsoFigure) figure = NULL;
  IsoFigureSubject subject;
  Fixture fixture;

  fixture_init (&fixture);
  fixture.plateau[0] = fixture.plateau[1] = 0.2;
  fixture.noise = 0.01;
  analysis = fixture_analyse (&fixture);
  draw_all (analysis, NULL, "not-reached");
  iso_figure_subject_init (&subject);
  subject.arm = 0;
  figure = fixture_build (analysis, "dose-response", &subject, "default", 85, 0, "not-reached-one");
  g_assert_nonnull (strstr (iso_figure_describe (figure), "IC₅₀ not reached"));
}

/* Noise around 100 %: a line that may as well be level has no middle. */
static void
test_no_effect (void)
{
  g_autoptr(IsoAnalysis) analysis = NULL;
  g_autoptr(IsoFigure) lines = NULL;
  guint n_level = 0;
  Fixture fixture;

  fixture_init (&fixture);
  fixture.ic50[0] = fixture.ic50[1] = 1e30;
  fixture.noise = 0.03;
  analysis = fixture_analyse (&fixture);
  draw_all (analysis, NULL, "no-effect");
  lines = fixture_build (analysis, "median-effect", NULL, "default", 85, 0, "no-effect-lines");
  for (guint i = 0; i < analysis->arms->len; i++)
    n_level += iso_analysis_arm (analysis, i)->median_effect.m.lower <= 0;
  g_assert_cmpuint (n_level, >, 0);
  for (guint i = 0; i < lines->key->len; i++)
    n_level -= strstr (g_array_index (lines->key, IsoKeyEntry, i).value, "Dm not determined") != NULL;
  g_assert_cmpuint (n_level, ==, 0);
}

static void
test_three_drugs (void)
{
  g_autoptr(IsoAnalysis) analysis = NULL;
  g_autoptr(IsoFigure) isobologram = NULL;
  IsoFigureSubject subject;
  Fixture fixture;

  fixture_init (&fixture);
  fixture.drugs = 3;
  fixture.ray_drugs = 3;
  fixture.plateau[1] = 0.95;
  analysis = fixture_analyse (&fixture);
  draw_all (analysis, NULL, "three");
  iso_figure_subject_init (&subject);
  isobologram = fixture_build (analysis, "isobologram", NULL, "default", 85, 0, "three-isobologram-85");
  g_assert_nonnull (strstr (iso_figure_get_empty_reason (isobologram), "three drugs"));
  g_assert_false (iso_figure_kind_find ("isobologram")->applies (analysis, &subject));
}

/* Nothing varies: no SD, no interval, perfect fits. */
static void
test_no_variance (void)
{
  g_autoptr(IsoAnalysis) analysis = NULL;
  Fixture fixture;

  fixture_init (&fixture);
  fixture.noise = 0;
  fixture.run_spread = 0;
  analysis = fixture_analyse (&fixture);
  draw_all (analysis, NULL, "no-variance");
}

static void
test_extreme_doses (void)
{
  g_autoptr(IsoAnalysis) analysis = NULL;
  Fixture fixture;

  fixture_init (&fixture);
  fixture.units[0] = fixture.units[1] = "";
  fixture.ic50[0] = 2e-9;
  fixture.top[0] = 1e-8;
  fixture.ic50[1] = 3e11;
  fixture.top[1] = 8e11;
  fixture.step = 10;
  analysis = fixture_analyse (&fixture);
  draw_all (analysis, NULL, "extreme");
}

/* Doses of drugs whose units cannot be added. */
static void
test_two_dimensions (void)
{
  g_autoptr(IsoAnalysis) analysis = NULL;
  Fixture fixture;

  fixture_init (&fixture);
  fixture.units[1] = "µg/mL";
  analysis = fixture_analyse (&fixture);
  draw_all (analysis, NULL, "dimensions");
}

static void
test_raw (void)
{
  g_autoptr(IsoAnalysis) analysis = NULL;
  Fixture fixture;

  fixture_init (&fixture);
  fixture.raw = TRUE;
  fixture.ray_drugs = 0;
  analysis = fixture_analyse (&fixture);
  draw_all (analysis, NULL, "raw");
}

/* Widgets are asked for any size; nothing may fail, words that do not fit go, and what is too low grows. */
static void
test_small (void)
{
  g_autoptr(IsoAnalysis) analysis = NULL;
  static const double sizes[] = { 1, 30, 90, 160 };
  IsoFigureSubject subject;
  Fixture fixture;

  fixture_init (&fixture);
  analysis = fixture_analyse (&fixture);
  iso_figure_subject_init (&subject);
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      for (gsize w = 0; w < G_N_ELEMENTS (sizes); w++)
        {
          for (gsize h = 0; h < G_N_ELEMENTS (sizes); h++)
            {
              g_autoptr(IsoFigure) figure = iso_figure_kind_find (kinds[i])->build (analysis, &subject,
                                                                                    iso_figure_style_find ("screen"),
                                                                                    sizes[w], sizes[h]);
              g_autoptr(GBytes) bytes = iso_figure_to_bytes (figure, "png", 72, NULL);
              double width, height;

              iso_figure_get_size (figure, &width, &height);
              g_assert_cmpfloat (width, ==, sizes[w]);
              g_assert_cmpfloat (height, >=, sizes[h]);
              g_assert_nonnull (bytes);
            }
        }
    }
}

/* On a screen where people write 1,5, and nowhere else: not even in the next figure. */
static void
test_comma (void)
{
  g_autoptr(IsoAnalysis) analysis = NULL;
  IsoFigureStyle style = *iso_figure_style_find ("screen");
  IsoFigureSubject subject;
  Fixture fixture;

  fixture_init (&fixture);
  analysis = fixture_analyse (&fixture);
  iso_figure_subject_init (&subject);
  for (int comma = 1; comma >= 0; comma--)
    {
      g_autoptr(IsoFigure) figure = NULL;
      const char *value;

      style.comma = comma == 1;
      figure = iso_figure_kind_build (iso_figure_kind_find ("dose-response"), analysis, &subject, &style, 400, 300);
      for (guint i = 0; i < figure->panels->len; i++)
        {
          const IsoPanel *panel = g_ptr_array_index (figure->panels, i);

          for (guint k = 0; k < panel->x.ticks->len; k++)
            {
              const char *label = g_array_index (panel->x.ticks, IsoAxisTick, k).label;

              g_assert_true (label == NULL || strchr (label, comma == 1 ? '.' : ',') == NULL);
            }
        }
      value = g_array_index (figure->key, IsoKeyEntry, 0).value;
      g_assert_true (g_regex_match_simple ("[0-9],[0-9]", value, 0, 0) == (comma == 1));
      g_assert_true (g_regex_match_simple ("[0-9]\\.[0-9]", value, 0, 0) == (comma == 0));
    }
}

int
main (int argc, char **argv)
{
  iso_test_init (&argc, &argv);
  g_test_add_func ("/figure-kind/ray", test_ray);
  g_test_add_func ("/figure-kind/matrix", test_matrix);
  g_test_add_func ("/figure-kind/names", test_names);
  g_test_add_func ("/figure-kind/one-run", test_one_run);
  g_test_add_func ("/figure-kind/one-point", test_one_point);
  g_test_add_func ("/figure-kind/not-reached", test_not_reached);
  g_test_add_func ("/figure-kind/no-effect", test_no_effect);
  g_test_add_func ("/figure-kind/three-drugs", test_three_drugs);
  g_test_add_func ("/figure-kind/no-variance", test_no_variance);
  g_test_add_func ("/figure-kind/extreme-doses", test_extreme_doses);
  g_test_add_func ("/figure-kind/two-dimensions", test_two_dimensions);
  g_test_add_func ("/figure-kind/raw", test_raw);
  g_test_add_func ("/figure-kind/comma", test_comma);
  g_test_add_func ("/figure-kind/small", test_small);
  return g_test_run ();
}
