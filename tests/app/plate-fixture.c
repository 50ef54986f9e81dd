/* plate-fixture.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "plate-fixture.h"

#include "iso-test.h"

#include <adwaita.h>
#include <string.h>

#define TOLERANCE 40       /* of 255, a channel: edges of shapes may fall otherwise */
#define MOST_OTHER 0.002   /* share of pixels that may be farther off */

static void
keep_result_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static gint64
read_clock (gpointer data)
{
  return G_GINT64_CONSTANT (1700000000000);
}

static char *
make_id (gpointer data)
{
  PlateFixture *fixture = data;

  return g_strdup_printf ("00000000-0000-4000-8000-%012u", ++fixture->ids);
}

static char *
take (char *id, GError *error)
{
  g_assert_no_error (error);
  g_assert_nonnull (id);
  return id;
}

void
plate_fixture_init (PlateFixture *fixture)
{
  static const char *const drugs[][2] = { { "Ixazomib", "nM" }, { "Lenalidomide", "µM" }, { "Dexamethasone", "µM" } };
  g_autoptr (GAsyncResult) result = NULL;
  GError *error = NULL;

  fixture->ids = 0;
  fixture->folder = g_dir_make_tmp ("isobole-plate-XXXXXX", NULL);
  fixture->project = iso_project_new (&(IsoProjectHost) { .root = fixture->folder, .who = "Ada", .zone = "UTC", .now = read_clock,
                                                          .new_id = make_id, .data = fixture });
  iso_project_create_async (fixture->project, NULL, NULL, keep_result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (iso_project_create_finish (fixture->project, result, &error));
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (drugs); i++)
    fixture->drugs[i] = take (iso_project_add_drug (fixture->project, drugs[i][0], drugs[i][1], &error), error);
  fixture->samples[0] = take (iso_project_add_sample (fixture->project, "MM.1S", &error), error);
  fixture->samples[1] = take (iso_project_add_sample (fixture->project, "U266", &error), error);
  fixture->run = take (iso_project_add_run (fixture->project, "Run 1", &error), error);
}

static void
remove_folder (const char *path)
{
  g_autoptr (GFile) folder = g_file_new_for_path (path);
  g_autoptr (GFileEnumerator) files = g_file_enumerate_children (folder, "standard::*", 0, NULL, NULL);
  GFileInfo *info;
  GFile *child;

  while (files != NULL && g_file_enumerator_iterate (files, &info, &child, NULL, NULL) && info != NULL)
    {
      if (g_file_info_get_file_type (info) == G_FILE_TYPE_DIRECTORY)
        remove_folder (g_file_peek_path (child));
      else
        g_file_delete (child, NULL, NULL);
    }
  g_file_delete (folder, NULL, NULL);
}

void
plate_fixture_clear (PlateFixture *fixture)
{
  iso_project_close (fixture->project, TRUE);
  while (iso_project_get_busy (fixture->project))
    g_main_context_iteration (NULL, TRUE);
  g_object_unref (fixture->project);
  for (guint i = 0; i < G_N_ELEMENTS (fixture->drugs); i++)
    g_free (fixture->drugs[i]);
  g_free (fixture->samples[0]);
  g_free (fixture->samples[1]);
  g_free (fixture->run);
  remove_folder (fixture->folder);
  g_free (fixture->folder);
}

IsoProjectPlate *
plate_fixture_add (PlateFixture *fixture, const char *name, guint wells)
{
  GError *error = NULL;
  g_autofree char *id = take (iso_project_add_plate (fixture->project, name, fixture->run, wells, &error), error);

  return ISO_PROJECT_PLATE (iso_project_list_find (iso_project_get_list (fixture->project, ISO_ENTITY_PLATE), id));
}

static void
fill_well (PlateFixture *fixture, IsoWellEdit *edit, const IsoPlateFormat *format, guint n_drugs)
{
  static const double tops[] = { 100e-9, 10e-6, 1e-6 };
  static const IsoRole controls[] = { ISO_ROLE_VEHICLE, ISO_ROLE_VEHICLE, ISO_ROLE_UNTREATED, ISO_ROLE_BLANK, ISO_ROLE_POSITIVE_CONTROL,
                                      ISO_ROLE_TIME_ZERO };
  guint control = format->columns - 2;

  edit->sample = fixture->samples[edit->row % 2];
  edit->replicate = 1 + (edit->row - 1) % 3;
  if (edit->column == control)
    {
      edit->role = controls[(edit->row - 1) % G_N_ELEMENTS (controls)];
      return;
    }
  edit->role = ISO_ROLE_TREATED;
  edit->n_doses = n_drugs;
  for (guint i = 0; i < n_drugs; i++)
    {
      guint step = i % 2 == 0 ? edit->column - 1 : (edit->row - 1) % (format->columns - 2);
      double dose = tops[i] / pow (3, step % 9);

      edit->doses[i] = (IsoWellDose) { fixture->drugs[i], dose, dose, dose };
    }
}

void
plate_fixture_fill (PlateFixture *fixture, IsoProjectPlate *plate, guint n_drugs)
{
  const IsoPlateFormat *format = iso_project_plate_get_format (plate);
  const char *id = iso_project_item_get_id (ISO_PROJECT_ITEM (plate));
  const IsoWellPlace excluded[] = { { 2, 3 }, { 1, format->columns - 2 } };
  g_autofree IsoWellEdit *edits = g_new0 (IsoWellEdit, format->wells);
  GError *error = NULL;
  guint n = 0;

  for (guint row = 1; row + 1 < format->rows; row++)
    for (guint column = 1; column + 1 < format->columns; column++)
      {
        edits[n].row = row;
        edits[n].column = column;
        fill_well (fixture, &edits[n++], format, n_drugs);
      }
  g_assert_true (iso_project_set_wells (fixture->project, id, edits, n, &error));
  g_assert_no_error (error);
  g_assert_true (iso_project_exclude (fixture->project, id, excluded, 2, "pipetting error", &error));
  g_assert_no_error (error);
}

GtkWidget *
plate_fixture_show (GtkWidget *child, int width, int height)
{
  GtkWidget *window = adw_window_new ();

  adw_window_set_content (ADW_WINDOW (window), child);
  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (window);
  return window;
}

void
plate_fixture_settle (void)
{
  for (guint i = 0; i < 20; i++)
    {
      while (g_main_context_iteration (NULL, FALSE))
        ;
      g_usleep (1000);
    }
}

static GdkTexture *
draw (GtkWidget *widget)
{
  GtkNative *native = gtk_widget_get_native (widget);
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (GTK_WIDGET (native));
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  graphene_rect_t bounds;

  gdk_paintable_snapshot (paintable, snapshot, gtk_widget_get_width (GTK_WIDGET (native)), gtk_widget_get_height (GTK_WIDGET (native)));
  node = gtk_snapshot_to_node (snapshot);
  g_assert_true (gtk_widget_compute_bounds (widget, GTK_WIDGET (native), &bounds));
  return gsk_renderer_render_texture (gtk_native_get_renderer (native), node, &bounds);
}

/* The share of pixels that differ by more than the tolerance. */
static double
compare (GdkTexture *one, GdkTexture *other)
{
  int width = gdk_texture_get_width (one), height = gdk_texture_get_height (one);
  gsize n = (gsize) width * (gsize) height * 4, n_other = 0;
  g_autofree guchar *pixels = g_malloc (n);
  g_autofree guchar *expected = g_malloc (n);

  if (gdk_texture_get_width (other) != width || gdk_texture_get_height (other) != height)
    return 1;
  gdk_texture_download (one, pixels, (gsize) width * 4);
  gdk_texture_download (other, expected, (gsize) width * 4);
  for (gsize i = 0; i < n; i += 4)
    {
      gboolean differs = FALSE;

      for (gsize j = i; j < i + 4; j++)
        differs = differs || ABS (pixels[j] - expected[j]) > TOLERANCE;
      n_other += differs;
    }
  return (double) n_other / (double) (n / 4);
}

void
plate_fixture_compare (GtkWidget *widget, const char *name)
{
  g_autofree char *relative = g_strdup_printf ("tests/golden/%s.png", name);
  g_autofree char *path = iso_test_source (relative);
  g_autofree char *mine = g_strdup_printf ("%s/%s.png", g_getenv ("G_TEST_BUILDDIR"), name);
  g_autoptr (GdkTexture) expected = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  g_autoptr (GError) error = NULL;
  double other;

  plate_fixture_settle ();
  texture = draw (widget);
  if (g_getenv ("ISOBOLE_GOLDEN_WRITE") != NULL)
    {
      g_assert_true (gdk_texture_save_to_png (texture, path));
      return;
    }
  if (gtk_get_minor_version () != 8)
    return;
  expected = gdk_texture_new_from_filename (path, &error);
  g_assert_no_error (error);
  other = compare (texture, expected);
  if (other <= MOST_OTHER)
    return;
  gdk_texture_save_to_png (texture, mine);
  g_test_message ("%.2f %% of the pixels of %s are not those of the picture that was looked at; the new one is %s", 100 * other, name, mine);
  g_test_fail ();
}
