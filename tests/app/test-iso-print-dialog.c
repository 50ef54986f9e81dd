/* test-iso-print-dialog.c - figures on paper
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-app-test.h"
#include "iso-test.h"

#include "iso-figures-page.h"
#include "iso-print-dialog.h"
#include "iso-print-sheet.h"
#include "iso-window.h"

#include <glib/gstdio.h>
#include <string.h>

static IsoApplication *application;

static IsoWindow *
create_example (const char *page)
{
  IsoWindow *window = iso_window_new (GTK_APPLICATION (application));

  gtk_window_set_default_size (GTK_WINDOW (window), 1280, 800);
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
  iso_window_open_example (window);
  while (iso_window_is_busy (window))
    g_main_context_iteration (NULL, TRUE);
  iso_view_set_page (iso_window_get_view (window), page);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
  return window;
}

static void
close_window (IsoWindow *window)
{
  iso_window_close_now (window, TRUE);
  app_test_spin (20);
}

static GPtrArray *
build_all (IsoWindow *window, double width)
{
  GtkWidget *page = app_test_find (GTK_WIDGET (window), ISO_TYPE_FIGURES_PAGE);

  return iso_figures_page_build (ISO_FIGURES_PAGE (page), iso_figure_style_find ("default"), width);
}

/* How many points of a sheet, drawn one a point, are not white. */
static guint
count_ink (const IsoPrintSheets *sheets, guint sheet, int width, int height)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  cairo_t *cr = cairo_create (surface);
  const guint32 *pixels;
  guint n = 0;

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  iso_print_sheets_draw (sheets, sheet, cr);
  cairo_surface_flush (surface);
  pixels = (const guint32 *) (gpointer) cairo_image_surface_get_data (surface);
  for (int i = 0; i < width * height; i++)
    n += pixels[i] != 0xffffffff;
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return n;
}

/* Figures stand below each other at their own size as long as they fit; none is lost between two sheets. */
static void
test_sheets (void)
{
  IsoWindow *window = create_example ("figures");
  g_autoptr (GPtrArray) figures = build_all (window, 300);
  g_autoptr (IsoPrintSheets) high = iso_print_sheets_new (figures, 320, 100000);
  g_autoptr (IsoPrintSheets) usual = iso_print_sheets_new (figures, 320, 600);
  g_autoptr (IsoPrintSheets) narrow = iso_print_sheets_new (figures, 150, 300);
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autoptr (IsoPrintSheets) empty = iso_print_sheets_new (none, 320, 600);
  double all = 0;
  guint n_described = 0;

  g_assert_cmpuint (figures->len, ==, 5);
  for (guint i = 0; i < figures->len; i++)
    {
      double width, height;

      iso_figure_get_size (figures->pdata[i], &width, &height);
      iso_assert_close (width, 300, 1e-9);
      all += height + (i > 0 ? 18 : 0);
    }
  g_assert_cmpuint (iso_print_sheets_get_n (high), ==, 1);
  g_assert_false (iso_print_sheets_get_shrunk (high));
  g_assert_cmpuint (iso_print_sheets_get_n (usual), >=, (guint) (all / 600) + 1);
  g_assert_cmpuint (iso_print_sheets_get_n (usual), <, figures->len);
  g_assert_false (iso_print_sheets_get_shrunk (usual));
  g_assert_true (iso_print_sheets_get_shrunk (narrow));
  g_assert_cmpuint (iso_print_sheets_get_n (empty), ==, 0);
  for (guint i = 0; i < iso_print_sheets_get_n (usual); i++)
    {
      g_autofree char *text = iso_print_sheets_describe (usual, i);
      g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

      n_described += g_strv_length (lines);
      g_assert_cmpuint (count_ink (usual, i, 320, 600), >, 1000);
    }
  g_assert_cmpuint (n_described, ==, figures->len);
  close_window (window);
}

static IsoPrintDialog *
open_dialog (IsoWindow *window)
{
  IsoPrintDialog *dialog;

  gtk_widget_activate_action (GTK_WIDGET (window), "win.print", NULL);
  dialog = app_test_find_window (ISO_TYPE_PRINT_DIALOG);
  g_assert_nonnull (dialog);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (dialog));
  return dialog;
}

static gsize
print (IsoPrintDialog *dialog, const char *path)
{
  g_autoptr (GtkPrintOperation) job = iso_print_dialog_create_job (dialog);
  g_autoptr (GError) error = NULL;
  g_autofree char *content = NULL;
  gsize length;

  gtk_print_operation_set_export_filename (job, path);
  g_assert_cmpint (gtk_print_operation_run (job, GTK_PRINT_OPERATION_ACTION_EXPORT, NULL, &error), ==, GTK_PRINT_OPERATION_RESULT_APPLY);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  g_assert_true (g_str_has_prefix (content, "%PDF-"));
  g_unlink (path);
  return length;
}

/* From Ctrl+P to the sheets; without title and caption there is less on them, and it is remembered. */
static void
test_one (void)
{
  IsoWindow *window = create_example ("curves");
  g_autofree char *folder = g_dir_make_tmp ("isobole-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "sheet.pdf", NULL);
  const char *id = g_application_get_application_id (G_APPLICATION (application));
  g_autoptr (GSettings) settings = g_settings_new (id);
  IsoPrintDialog *dialog = open_dialog (window);
  gsize with, without;

  g_assert_cmpuint (app_test_check_names (GTK_WIDGET (dialog)), >=, 5);
  g_assert_cmpuint (iso_print_dialog_get_n (dialog), ==, 1);
  app_test_save (GTK_WIDGET (dialog), "print-one");
  with = print (dialog, path);
  app_test_spin (20);
  g_assert_null (app_test_find_window (ISO_TYPE_PRINT_DIALOG));   /* done */

  dialog = open_dialog (window);
  gtk_switch_set_active (GTK_SWITCH (app_test_find (GTK_WIDGET (dialog), GTK_TYPE_SWITCH)), FALSE);
  app_test_save (GTK_WIDGET (dialog), "print-one-bare");
  without = print (dialog, path);
  g_assert_cmpuint (without, <, with);
  g_assert_false (g_settings_get_boolean (settings, "print-titles"));
  app_test_spin (20);

  dialog = open_dialog (window);
  g_assert_false (gtk_switch_get_active (GTK_SWITCH (app_test_find (GTK_WIDGET (dialog), GTK_TYPE_SWITCH))));
  gtk_switch_set_active (GTK_SWITCH (app_test_find (GTK_WIDGET (dialog), GTK_TYPE_SWITCH)), TRUE);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (app_test_find (GTK_WIDGET (dialog), GTK_TYPE_SPIN_BUTTON)), 300);
  iso_assert_close (g_settings_get_double (settings, "print-width"), 300, 1e-9);
  app_test_save (GTK_WIDGET (dialog), "print-one-wide");
  g_settings_reset (settings, "print-width");
  gtk_window_destroy (GTK_WINDOW (dialog));
  g_rmdir (folder);
  close_window (window);
}

/* All figures at once; where there is none there is nothing to print. */
static void
test_all (void)
{
  IsoWindow *window = create_example ("figures");
  IsoPrintDialog *dialog = open_dialog (window);

  g_assert_cmpuint (iso_print_dialog_get_n (dialog), >=, 2);
  app_test_save (GTK_WIDGET (dialog), "print-all");
  gtk_window_destroy (GTK_WINDOW (dialog));

  iso_view_set_page (iso_window_get_view (window), "design");
  gtk_widget_activate_action (GTK_WIDGET (window), "win.print", NULL);
  g_assert_null (app_test_find_window (ISO_TYPE_PRINT_DIALOG));
  close_window (window);
}

int
main (int argc, char **argv)
{
  int status;

  iso_test_init (&argc, &argv);
  application = app_test_begin ();

  g_test_add_func ("/print-dialog/sheets", test_sheets);
  g_test_add_func ("/print-dialog/one", test_one);
  g_test_add_func ("/print-dialog/all", test_all);
  status = g_test_run ();
  g_object_unref (application);
  return status;
}
