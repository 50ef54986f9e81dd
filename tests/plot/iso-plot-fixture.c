/* iso-plot-fixture.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-plot-fixture.h"

#include "base/iso-random.h"
#include "iso-figure-text.h"

#include <cairo.h>
#include <string.h>

typedef struct
{
  const Fixture *fixture;
  IsoExperiment *experiment;
  IsoRandom      random;
  double         shift[FIXTURE_DRUGS];   /* of this run's ln IC50 */
  guint          run;
  int            plate;
  guint          wells;                  /* used on this plate */
  guint          plates;
} Maker;

static void
new_plate (Maker *maker)
{
  g_autofree char *name = g_strdup_printf ("Plate %u", ++maker->plates);

  maker->plate = (int) iso_experiment_add_plate (maker->experiment, name, iso_plate_format_find (96));
  maker->wells = 0;
}

static double
viability (Maker *maker, const double *doses)
{
  const Fixture *fixture = maker->fixture;
  double sum = 0, weight = 0;
  guint n = 0;

  for (guint i = 0; i < fixture->drugs; i++)
    {
      double share = doses[i] / (fixture->ic50[i] * exp (maker->shift[i]));

      sum += share;
      weight += share * fixture->plateau[i];
      n += doses[i] > 0;
    }
  if (sum == 0)
    return 1;
  weight /= sum;
  if (n > 1)
    {
      sum *= fixture->potentiation;
      weight = MAX (weight, 0.95);
    }
  return 1 - weight / (1 + pow (sum, -fixture->hill));
}

static void
add_well (Maker *maker, IsoRole role, const double *doses)
{
  const Fixture *fixture = maker->fixture;
  double signal = role == ISO_ROLE_BLANK ? 0.05 : 0.05 + 1.2 * viability (maker, doses);
  IsoRecord record = {
    .role = role, .sample = 0, .run = maker->run, .plate = -1, .well = -1, .response = NAN, .flag = ISO_FLAG_NONE,
  };
  IsoWell well;

  if (!fixture->raw)
    {
      if (maker->wells == 96)
        new_plate (maker);
      well = iso_plate_format_well (iso_plate_format_find (96), maker->wells++);
      record.plate = maker->plate;
      record.well = iso_record_well (well);
    }
  for (guint i = 0; i < fixture->drugs; i++)
    {
      const IsoUnit *unit = iso_experiment_drug (maker->experiment, i)->unit;
      double dose = iso_unit_to_inside (unit, doses[i]);

      if (doses[i] > 0)
        record.doses[record.n_doses++] = (IsoDose) { i, dose, dose, dose };
    }
  if (fixture->all_nan)
    record.flag = ISO_FLAG_OVERFLOW;
  else
    record.response = signal * (1 + fixture->noise * iso_random_normal (&maker->random));
  if (fixture->exclude != NULL && fixture->exclude (&record))
    {
      record.flag = ISO_FLAG_MASKED;
      record.reason = iso_experiment_keep (maker->experiment, "Air bubble");
    }
  g_array_append_val (maker->experiment->records, record);
}

static void
add_controls (Maker *maker)
{
  static const double none[FIXTURE_DRUGS] = { 0 };

  for (guint i = 0; i < 6; i++)
    add_well (maker, ISO_ROLE_VEHICLE, none);
  for (guint i = 0; i < 3; i++)
    add_well (maker, ISO_ROLE_BLANK, none);
}

static void
add_run (Maker *maker)
{
  const Fixture *fixture = maker->fixture;

  for (guint i = 0; i < fixture->drugs; i++)
    maker->shift[i] = fixture->run_spread * iso_random_normal (&maker->random);
  new_plate (maker);
  add_controls (maker);
  for (guint replicate = 0; replicate < fixture->replicates; replicate++)
    {
      for (guint k = 0; k < fixture->doses; k++)
        {
          double part = pow (fixture->step, -(double) k);

          for (guint i = 0; i < fixture->drugs; i++)
            {
              double doses[FIXTURE_DRUGS] = { 0 };

              doses[i] = fixture->top[i] * part;
              add_well (maker, ISO_ROLE_TREATED, doses);
            }
          if (fixture->ray_drugs > 0)
            {
              double doses[FIXTURE_DRUGS] = { 0 };

              for (guint i = 0; i < fixture->ray_drugs; i++)
                doses[i] = fixture->top[i] * part / 2;
              add_well (maker, ISO_ROLE_TREATED, doses);
            }
          for (guint l = 0; l < fixture->doses && fixture->matrix; l++)
            {
              double doses[FIXTURE_DRUGS] = { fixture->top[0] * part,
                                              fixture->top[1] * pow (fixture->step, -(double) l) };

              add_well (maker, ISO_ROLE_TREATED, doses);
            }
        }
    }
}

void
fixture_init (Fixture *fixture)
{
  *fixture = (Fixture) {
    .runs = 3, .replicates = 3, .drugs = 2, .names = { "Ixazomib", "Lenalidomide", "Dexamethasone" },
    .units = { "nM", "µM", "nM" }, .ic50 = { 22, 3, 40 }, .top = { 100, 8, 400 }, .plateau = { 0.98, 0.62, 0.9 },
    .hill = 1.4, .step = 2, .doses = 8, .potentiation = 2.2, .ray_drugs = 2, .noise = 0.04, .run_spread = 0.15,
    .sample = "MM.1S", .note = "Simulated data",
  };
}

IsoAnalysis *
fixture_analyse (const Fixture *fixture)
{
  g_autoptr(IsoExperiment) experiment = iso_experiment_new ();
  g_autoptr(GError) error = NULL;
  Maker maker = { .fixture = fixture, .experiment = experiment, .plate = -1 };
  IsoAnalysisSettings settings;
  IsoDataset *dataset;

  iso_random_init (&maker.random, 42, 1);
  g_free (experiment->title);
  experiment->title = g_strdup ("Ixazomib + lenalidomide, MM.1S, MTT 72 h");
  g_free (experiment->note);
  experiment->note = g_strdup (fixture->note);
  experiment->response = fixture->raw ? ISO_RESPONSE_RAW : ISO_RESPONSE_SIGNAL;
  experiment->scale = ISO_SCALE_FRACTION;
  iso_experiment_add_sample (experiment, fixture->sample);
  iso_experiment_add_source (experiment, "fixture.csv");
  for (guint i = 0; i < fixture->drugs; i++)
    iso_experiment_add_drug (experiment, fixture->names[i], iso_unit_find (fixture->units[i]));
  for (maker.run = 0; maker.run < fixture->runs; maker.run++)
    {
      g_autofree char *name = g_strdup_printf ("%u", maker.run + 1);

      iso_experiment_add_run (experiment, name);
      add_run (&maker);
    }

  dataset = iso_dataset_new (experiment, ISO_LOCATION_AUTO, &error);
  g_assert_no_error (error);
  iso_analysis_settings_init (&settings);
  settings.n_threads = 1;
  settings.surfaces = fixture->surfaces;
  return iso_analysis_run (dataset, &settings, NULL, NULL, NULL);
}

void
fixture_save (const IsoFigure *figure, const char *style, const char *name)
{
  const char *folder = g_getenv ("ISOBOLE_PICTURES");
  g_autofree char *file = folder != NULL ? g_strdup_printf ("%s/%s.png", folder, name) : NULL;
  const IsoFigureStyle *look = iso_figure_style_find (style);
  cairo_surface_t *surface;
  double width, height;
  cairo_t *cr;

  if (folder == NULL)
    return;
  /* By hand, because dark figures are not exported. */
  iso_figure_get_size (figure, &width, &height);
  surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) (width * 3), (int) (height * 3));
  cr = cairo_create (surface);
  cairo_set_source_rgb (cr, look->background.red, look->background.green, look->background.blue);
  cairo_paint (cr);
  cairo_scale (cr, 3, 3);
  iso_figure_draw (figure, cr);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  g_assert_cmpint (cairo_surface_write_to_png (surface, file), ==, CAIRO_STATUS_SUCCESS);
  cairo_surface_destroy (surface);
}

IsoFigure *
fixture_build (const IsoAnalysis *analysis, const char *kind, const IsoFigureSubject *subject, const char *style,
               double width_mm, double height_mm, const char *name)
{
  IsoFigureSubject any;
  IsoFigure *figure;

  iso_figure_subject_init (&any);
  figure = iso_figure_kind_find (kind)->build (analysis, subject != NULL ? subject : &any,
                                               iso_figure_style_find (style),
                                               width_mm * ISO_POINTS_PER_MM, height_mm * ISO_POINTS_PER_MM);
  fixture_check (figure);
  fixture_save (figure, style, name);
  return figure;
}

static void
check_words (const char *words)
{
  g_assert_nonnull (words);
  g_assert_true (g_utf8_validate (words, -1, NULL));
  g_assert_null (strstr (words, "nan"));
  g_assert_null (strstr (words, "NaN"));
  g_assert_null (strstr (words, "{1}"));
}

/* No word leaves the figure or covers another. */
static void
check_places (const IsoFigure *figure)
{
  g_autoptr(IsoTextRuler) ruler = iso_text_ruler_new (&figure->style);
  g_autofree IsoRect *rects = g_new (IsoRect, figure->texts->len + 1);

  for (guint i = 0; i < figure->texts->len; i++)
    {
      const IsoText *text = &g_array_index (figure->texts, IsoText, i);

      iso_text_ruler_place (ruler, text, &rects[i]);
      if (rects[i].x < -0.6 || rects[i].x + rects[i].width > figure->width + 0.6
          || rects[i].y < -0.6 || rects[i].y + rects[i].height > figure->height + 0.6)
        g_error ("\"%s\" leaves the figure: %.1f %.1f, %.1f by %.1f, in %.1f by %.1f", text->text, rects[i].x,
                 rects[i].y, rects[i].width, rects[i].height, figure->width, figure->height);
      for (guint k = 0; k < i; k++)
        {
          double width = MIN (rects[i].x + rects[i].width, rects[k].x + rects[k].width) - MAX (rects[i].x, rects[k].x);
          double height = MIN (rects[i].y + rects[i].height, rects[k].y + rects[k].height) - MAX (rects[i].y,
                                                                                                  rects[k].y);

          /* The boxes of two lines may touch: ascenders and descenders do not fill them. */
          if (width > 0.5 && height > 0.3 * figure->style.small_pt)
            g_error ("\"%s\" covers \"%s\"", text->text, g_array_index (figure->texts, IsoText, k).text);
        }
    }
}

void
fixture_check (const IsoFigure *figure)
{
  double width, height;

  check_places (figure);
  iso_figure_get_size (figure, &width, &height);
  g_assert_cmpfloat (width, >, 0);
  g_assert_cmpfloat (height, >, 0);
  check_words (iso_figure_describe (figure));
  g_assert_cmpstr (iso_figure_describe (figure), !=, "");
  for (guint i = 0; i < iso_figure_get_n_columns (figure); i++)
    {
      check_words (iso_figure_get_column (figure, i));
      for (guint row = 0; row < iso_figure_get_n_rows (figure); row++)
        check_words (iso_figure_get_cell (figure, row, i, NULL));
    }
  for (guint i = 0; i < iso_figure_get_n_marks (figure); i++)
    {
      const IsoFigureMark *mark = iso_figure_get_mark (figure, i);

      check_words (mark->label);
      if (isfinite (mark->x))
        {
          g_assert_cmpfloat (mark->x, >=, -3);
          g_assert_cmpfloat (mark->y, >=, -3);
          g_assert_cmpfloat (mark->x + mark->width, <=, width + 3);
          g_assert_cmpfloat (mark->y + mark->height, <=, height + 3);
        }
    }
}
