/* test-iso-window-room.c - the window where there is little room: narrow, with large text, with long names and in other scripts
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-app-test.h"
#include "iso-test.h"

#include "iso-application.h"
#include "iso-name-row.h"
#include "iso-page.h"
#include "iso-window.h"

#define NARROWEST   360
#define MOST_SHADOW  20   /* that the size of a window may have around what is in it */

static IsoApplication *application;

static const char *const long_names[] = {
  "A compound whose name was copied with all of its synonyms, salts, lots and suppliers",
  "ليناليدوميد مع ديكساميثازون في خلايا الورم النقوي المتعدد المقاومة للعلاج بالأدوية",
  "用于复发或难治性多发性骨髓瘤患者样本的伊沙佐米与来那度胺联合给药方案的第三次独立重复实验记录",
};

/* One window for all: opening and analysing takes longer than looking. */
static IsoWindow *window;

static void
wait_until_idle (void)
{
  while (iso_window_is_busy (window))
    g_main_context_iteration (NULL, TRUE);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
}

static void
open_example (void)
{
  window = iso_window_new (GTK_APPLICATION (application));
  gtk_window_set_default_size (GTK_WINDOW (window), 1024, 640);
  gtk_window_present (GTK_WINDOW (window));
  iso_window_open_example (window);
  wait_until_idle ();
}

/* Every name there is becomes a long one. */
static void
rename_all (IsoProject *project)
{
  const IsoEntity entities[] = { ISO_ENTITY_DRUG, ISO_ENTITY_SAMPLE, ISO_ENTITY_RUN, ISO_ENTITY_PLATE };

  for (guint i = 0; i < G_N_ELEMENTS (entities); i++)
    {
      GListModel *list = G_LIST_MODEL (iso_project_get_list (project, entities[i]));

      for (guint j = 0; j < g_list_model_get_n_items (list); j++)
        {
          g_autoptr (IsoProjectItem) item = g_list_model_get_item (list, j);
          g_autofree char *name = g_strdup_printf ("%s %u", long_names[(i + j) % G_N_ELEMENTS (long_names)], j + 1);
          GError *error = NULL;

          g_assert_true (iso_project_rename (project, entities[i], iso_project_item_get_id (item), name, &error));
          g_assert_no_error (error);
        }
    }
}

/* The deepest widget that asks for most of the room, for the message. */
static GtkWidget *
find_wide (GtkWidget *widget, int width)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      int minimum;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
      if (minimum > 0.6 * width)
        return find_wide (child, minimum);
    }
  return widget;
}

/* Whether the bars of a page are no wider than what they stand in, so that no button of them is out of sight. */
static gboolean
bars_fit (GtkWidget *widget)
{
  gboolean fit = TRUE;

  if (gtk_widget_has_css_class (widget, "page-bar"))
    {
      for (GtkWidget *above = gtk_widget_get_parent (widget); above != NULL; above = gtk_widget_get_parent (above))
        fit = fit && gtk_widget_get_width (widget) <= gtk_widget_get_width (above);
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    fit = fit && (!gtk_widget_get_mapped (child) || bars_fit (child));
  return fit;
}

/* Each page, at this size: the window asks for no more, and with ISOBOLE_GOLDEN_WRITE a picture is kept to be looked at. */
static void
check_pages (const char *name, int width, int height)
{
  GtkWidget *content = adw_application_window_get_content (ADW_APPLICATION_WINDOW (window));

  /* Asked for again and again, as by a hand that drags: it gets smaller in steps, as pages and header give way. */
  for (int i = 0; i < 100 && (i == 0 || ABS (gtk_widget_get_width (content) - width) > MOST_SHADOW); i++)
    {
      gtk_window_set_default_size (GTK_WINDOW (window), width + i % 2, height);
      app_test_spin (20);
    }
  g_assert_cmpint (ABS (gtk_widget_get_width (content) - width), <=, MOST_SHADOW);
  for (guint i = 0; iso_page_nth (i) != NULL; i++)
    {
      const char *id = iso_page_nth (i)->id;
      g_autofree char *picture = g_strdup_printf ("room-%s-%s", name, id);
      int minimum, least;

      iso_view_set_page (iso_window_get_view (window), id);
      app_test_spin (20);
      if (g_str_equal (id, "design"))
        iso_well_selection_select_rect (iso_view_get_wells (iso_window_get_view (window)), 1 * 12 + 2, 3 * 12 + 4, ISO_SELECT_ONLY);
      gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
      gtk_widget_measure (content, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
      gtk_widget_measure (content, GTK_ORIENTATION_VERTICAL, MAX (width, minimum), &least, NULL, NULL, NULL);
      if (minimum > width || least > height)
        {
          GtkWidget *wide = find_wide (content, minimum);

          g_test_message ("%s: page %s needs %d x %d; most of the width is for a %s in a %s", name, id, minimum, least,
                          G_OBJECT_TYPE_NAME (wide), G_OBJECT_TYPE_NAME (gtk_widget_get_parent (wide)));
          g_test_fail ();
        }
      if (!bars_fit (content))
        {
          g_test_message ("%s: a bar of page %s is wider than the page", name, id);
          g_test_fail ();
        }
      if (g_getenv ("ISOBOLE_GOLDEN_WRITE") != NULL)
        app_test_save (GTK_WIDGET (window), picture);
    }
}

static void
test_small (void)
{
  check_pages ("small", 1024, 640);
  check_pages ("narrow", NARROWEST, 640);
}

/* Twice as large, at the usual size of the window. */
static void
test_large_text (void)
{
  GtkSettings *settings = gtk_settings_get_default ();
  int dpi;

  g_object_get (settings, "gtk-xft-dpi", &dpi, NULL);
  g_object_set (settings, "gtk-xft-dpi", 2 * 96 * 1024, NULL);
  check_pages ("large-text", 1280, 800);
  g_object_set (settings, "gtk-xft-dpi", dpi, NULL);
}

static void
test_long_names (void)
{
  rename_all (iso_window_get_project (window));
  wait_until_idle ();
  check_pages ("names", 1280, 800);
  check_pages ("names-narrow", NARROWEST, 640);
}

static GtkWidget *
find (GtkWidget *widget, GType type)
{
  GtkWidget *found = g_type_is_a (G_OBJECT_TYPE (widget), type) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = gtk_widget_get_mapped (child) ? find (child, type) : NULL;
  return found;
}

/* A table is seen from its first column on, until it is moved. */
static void
check_table (void)
{
  GtkWidget *table, *scrolled;
  GtkAdjustment *across;
  double last;

  iso_view_set_page (iso_window_get_view (window), "curves");
  app_test_spin (20);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
  table = find (GTK_WIDGET (window), GTK_TYPE_COLUMN_VIEW);
  g_assert_nonnull (table);
  scrolled = gtk_widget_get_ancestor (table, GTK_TYPE_SCROLLED_WINDOW);
  across = gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (scrolled));
  last = gtk_adjustment_get_upper (across) - gtk_adjustment_get_page_size (across);
  g_assert_cmpfloat (last, >, 0);
  g_assert_cmpfloat (gtk_adjustment_get_value (across), ==, gtk_widget_get_direction (table) == GTK_TEXT_DIR_RTL ? last : 0);
  gtk_adjustment_set_value (across, last / 2);
  gtk_widget_queue_resize (table);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
  g_assert_cmpfloat_with_epsilon (gtk_adjustment_get_value (across), last / 2, 1);
  gtk_adjustment_set_value (across, gtk_widget_get_direction (table) == GTK_TEXT_DIR_RTL ? last : 0);
}

/* Names of any script stand where the row begins. */
static void
check_names (void)
{
  static const char *const names[] = { "Ixazomib", "ليناليدوميد" };
  GtkWidget *row, *entry;

  iso_view_set_page (iso_window_get_view (window), "compounds");
  app_test_spin (20);
  row = find (GTK_WIDGET (window), ISO_TYPE_NAME_ROW);
  g_assert_nonnull (row);
  entry = find (row, GTK_TYPE_ENTRY);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      gboolean arabic = i == 1, to_left = gtk_widget_get_direction (entry) == GTK_TEXT_DIR_RTL;

      gtk_editable_set_text (GTK_EDITABLE (entry), names[i]);
      g_assert_cmpfloat (gtk_entry_get_alignment (GTK_ENTRY (entry)), ==, arabic == to_left ? 0 : 1);
    }
}

static void
test_right_to_left (void)
{
  check_table ();
  check_names ();
  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  check_pages ("right-to-left", 1024, 640);
  check_table ();
  check_names ();
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
}

int
main (int argc, char **argv)
{
  int status;

  iso_test_init (&argc, &argv);
  application = app_test_begin ();
  g_object_set (gtk_settings_get_default (), "gtk-font-name", "DejaVu Sans 10", NULL);
  open_example ();

  g_test_add_func ("/room/small", test_small);
  g_test_add_func ("/room/large text", test_large_text);
  g_test_add_func ("/room/long names", test_long_names);
  g_test_add_func ("/room/right to left", test_right_to_left);

  status = g_test_run ();
  iso_window_close_now (window, TRUE);
  app_test_spin (20);
  g_object_unref (application);
  return status;
}
