/* test-iso-figure-write.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "base/iso-error.h"
#include "iso-plot-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

static IsoAnalysis *
make_analysis (void)
{
  Fixture fixture;

  fixture_init (&fixture);
  fixture.doses = 5;
  return fixture_analyse (&fixture);
}

static IsoFigure *
make_figure (const IsoAnalysis *analysis, const char *style)
{
  IsoFigureSubject subject;

  iso_figure_subject_init (&subject);
  return iso_figure_kind_find ("dose-response")->build (analysis, &subject, iso_figure_style_find (style),
                                                        85 * ISO_POINTS_PER_MM, 0);
}

/* The same analysis drawn twice from the start gives the same bytes. */
static void
test_same_bytes (void)
{
  const IsoFigureFormat *format;

  for (guint i = 0; (format = iso_figure_format_nth (i)) != NULL; i++)
    {
      GBytes *bytes[2];

      for (guint run = 0; run < 2; run++)
        {
          g_autoptr(IsoAnalysis) analysis = make_analysis ();
          g_autoptr(IsoFigure) figure = make_figure (analysis, "default");
          g_autoptr(GError) error = NULL;

          bytes[run] = iso_figure_to_bytes (figure, format->id, 200, &error);
          g_assert_no_error (error);
          g_assert_cmpuint (g_bytes_get_size (bytes[run]), >, 2000);
        }
      g_assert_true (g_bytes_equal (bytes[0], bytes[1]));
      g_clear_pointer (&bytes[0], g_bytes_unref);
      g_clear_pointer (&bytes[1], g_bytes_unref);
    }
}

static guint32
big_endian (const guint8 *data)
{
  return (guint32) data[0] << 24 | (guint32) data[1] << 16 | (guint32) data[2] << 8 | data[3];
}

/* 85 mm at 300 dots an inch are 1,004 dots; the file says 11,811 dots a metre, and its chunk sums are right. */
static void
test_png (void)
{
  g_autoptr(IsoAnalysis) analysis = make_analysis ();
  g_autoptr(IsoFigure) figure = make_figure (analysis, "default");
  g_autoptr(GBytes) bytes = iso_figure_to_bytes (figure, "png", 300, NULL);
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "isobole-test-figure.png", NULL);
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);
  cairo_surface_t *surface;

  g_assert_cmpuint (length, >, 60);
  g_assert_cmpmem (data + 1, 3, "PNG", 3);
  g_assert_cmpuint (big_endian (data + 16), ==, 1004);
  g_assert_cmpmem (data + 37, 4, "pHYs", 4);
  g_assert_cmpuint (big_endian (data + 41), ==, 11811);

  g_assert_true (iso_figure_write (figure, path, NULL, 300, NULL));
  surface = cairo_image_surface_create_from_png (path);
  g_assert_cmpint (cairo_surface_status (surface), ==, CAIRO_STATUS_SUCCESS);
  g_assert_cmpint (cairo_image_surface_get_width (surface), ==, 1004);
  cairo_surface_destroy (surface);
  g_remove (path);
}

static void
test_pdf_fonts (void)
{
  g_autoptr(IsoAnalysis) analysis = NULL;
  g_autoptr(IsoFigure) figure = NULL;
  g_autofree char *program = g_find_program_in_path ("pdffonts");
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "isobole-test-figure.pdf", NULL);
  g_autofree char *output = NULL;
  g_auto(GStrv) lines = NULL;
  const char *arguments[] = { program, path, NULL };
  guint fonts = 0;

  if (program == NULL)
    {
      g_test_skip ("pdffonts is not there (Debian: package poppler-utils)");
      return;
    }
  analysis = make_analysis ();
  figure = make_figure (analysis, "default");
  g_assert_true (iso_figure_write (figure, path, NULL, 0, NULL));
  g_assert_true (g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_DEFAULT, NULL, NULL, &output, NULL, NULL,
                               NULL));

  /* name type encoding emb sub uni ...: two lines of header, then one a font. */
  lines = g_strsplit (output, "\n", -1);
  for (guint i = 2; lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      g_assert_nonnull (strstr (lines[i], "yes yes yes"));
      g_assert_nonnull (strstr (lines[i], "DejaVuSans"));
      fonts++;
    }
  g_assert_cmpuint (fonts, >=, 1);
  g_remove (path);
}

static void
test_svg (void)
{
  g_autoptr(IsoAnalysis) analysis = make_analysis ();
  g_autoptr(IsoFigure) figure = make_figure (analysis, "nature");
  g_autoptr(GBytes) bytes = iso_figure_to_bytes (figure, "SVG", 0, NULL);
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));

  /* 85 mm are 240.94 points. */
  g_assert_nonnull (strstr (text, "<svg"));
  g_assert_nonnull (strstr (text, "width=\"240.94"));
  g_assert_nonnull (strstr (text, "pt\""));
}

static void
check_refused (const IsoFigure *figure, const char *path, const char *format, double dpi, int code)
{
  g_autoptr(GError) error = NULL;

  g_assert_false (iso_figure_write (figure, path, format, dpi, &error));
  g_assert_error (error, ISO_ERROR, code);
}

static void
test_refusals (void)
{
  g_autoptr(IsoAnalysis) analysis = make_analysis ();
  g_autoptr(IsoFigure) figure = make_figure (analysis, "default");
  g_autoptr(IsoFigure) dark = make_figure (analysis, "screen-dark");
  g_autofree char *png = g_build_filename (g_get_tmp_dir (), "isobole-test-refused.png", NULL);
  g_autofree char *bare = g_build_filename (g_get_tmp_dir (), "isobole.test", "refused", NULL);

  check_refused (figure, png, "gif", 300, ISO_ERROR_UNSUPPORTED);
  check_refused (figure, bare, NULL, 300, ISO_ERROR_UNSUPPORTED);
  check_refused (dark, png, NULL, 300, ISO_ERROR_UNSUPPORTED);
  check_refused (figure, png, NULL, 10, ISO_ERROR_RANGE);
  check_refused (figure, png, NULL, NAN, ISO_ERROR_RANGE);
  check_refused (figure, "/nowhere/at/all.pdf", NULL, 300, ISO_ERROR_IO);
  g_assert_false (g_file_test (png, G_FILE_TEST_EXISTS));
}

static void
test_too_large (void)
{
  g_autoptr(IsoAnalysis) analysis = make_analysis ();
  IsoFigureSubject subject;
  g_autoptr(IsoFigure) figure = NULL;
  g_autoptr(GError) error = NULL;

  iso_figure_subject_init (&subject);
  figure = iso_figure_kind_find ("plate")->build (analysis, &subject, iso_figure_style_find ("default"), 4000, 0);
  g_assert_null (iso_figure_to_bytes (figure, "png", 1200, &error));
  g_assert_error (error, ISO_ERROR, ISO_ERROR_TOO_LARGE);
}

int
main (int argc, char **argv)
{
  iso_test_init (&argc, &argv);
  g_test_add_func ("/figure-write/same-bytes", test_same_bytes);
  g_test_add_func ("/figure-write/png", test_png);
  g_test_add_func ("/figure-write/pdf-fonts", test_pdf_fonts);
  g_test_add_func ("/figure-write/svg", test_svg);
  g_test_add_func ("/figure-write/refusals", test_refusals);
  g_test_add_func ("/figure-write/too-large", test_too_large);
  return g_test_run ();
}
