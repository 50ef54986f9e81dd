/* test-iso-why-view.c - where a number comes from, asked by the keyboard
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-app-test.h"
#include "iso-test.h"

#include "iso-figure-view.h"
#include "iso-inspector.h"
#include "iso-why-view.h"
#include "iso-window.h"

#include <string.h>

static IsoApplication *application;

typedef struct
{
  IsoWindow *window;
  IsoView   *view;
  GtkWidget *why;
} Fixture;

static void
wait_until_idle (Fixture *fixture)
{
  while (iso_window_is_busy (fixture->window) || g_main_context_pending (NULL))
    g_main_context_iteration (NULL, TRUE);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture->window));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->window = iso_window_new (GTK_APPLICATION (application));
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1280, 800);
  gtk_window_present (GTK_WINDOW (fixture->window));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture->window));
  fixture->view = iso_window_get_view (fixture->window);
  iso_window_open_example (fixture->window);
  wait_until_idle (fixture);
  fixture->why = app_test_find (GTK_WIDGET (fixture->window), ISO_TYPE_WHY_VIEW);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  iso_window_close_now (fixture->window, TRUE);
  app_test_spin (20);
}

static GtkWidget *
get_child (Fixture *fixture, const char *name)
{
  return GTK_WIDGET (gtk_widget_get_template_child (fixture->why, ISO_TYPE_WHY_VIEW, name));
}

static const char *
get_question (Fixture *fixture)
{
  return gtk_label_get_text (GTK_LABEL (get_child (fixture, "question")));
}

/* All that is answered, a line a step. */
static char *
list_steps (Fixture *fixture)
{
  GtkListBox *list = GTK_LIST_BOX (get_child (fixture, "list"));
  GString *text = g_string_new (NULL);
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (list, i)) != NULL; i++)
    g_string_append_printf (text, "%s\n", gtk_label_get_text (GTK_LABEL (gtk_list_box_row_get_child (row))));
  return g_string_free (text, FALSE);
}

/* The first mark of a page whose topic is of this kind, under the cursor. */
static void
ask (Fixture *fixture, const char *page, IsoTopicKind kind)
{
  IsoFigureView *view;
  const IsoFigure *figure;

  iso_view_set_page (fixture->view, page);
  wait_until_idle (fixture);
  view = ISO_FIGURE_VIEW (app_test_find (GTK_WIDGET (fixture->window), ISO_TYPE_FIGURE_VIEW));
  gtk_widget_grab_focus (GTK_WIDGET (view));
  figure = iso_figure_view_get_figure (view);
  g_signal_emit_by_name (view, "select-none");
  for (guint i = 0; i < iso_figure_get_n_marks (figure); i++)
    {
      const IsoFigureMark *mark = iso_figure_get_mark (figure, i);

      if (mark->topic.kind != kind || (kind == ISO_TOPIC_NONE && mark->n_observations < 2))
        continue;
      iso_figure_view_set_cursor (view, i);
      g_assert_true (iso_figure_view_get_asked (view) == mark);
      gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.why", NULL);
      gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture->window));
      g_assert_true (gtk_widget_get_mapped (fixture->why));
      return;
    }
  g_assert_not_reached ();
}

static void
test_asked (Fixture *fixture, gconstpointer data)
{
  static const struct { const char *page; IsoTopicKind kind; const char *question; const char *answer; } cases[] = {
    { "plate", ISO_TOPIC_WELL, "Why is the viability of B2", "viability = (signal − blank) / (vehicle − blank)" },
    { "dose-response", ISO_TOPIC_EFFECT_DOSE, "Why is the IC50 of Ixazomib 45.7\u00a0nM?", "geometric mean of 3" },
    { "dose-response", ISO_TOPIC_NONE, "Where does the mean of 9 wells come from?", "Read in the wells" },
    { "fa-ci", ISO_TOPIC_LEVEL_INDEX, "Why is the combination index of Ixazomib + Lenalidomide 1:40 at 50\u00a0% effect 0.583?", "CI = D₁ / Dx₁ + D₂ / Dx₂" },
    { "fa-ci", ISO_TOPIC_CELL_INDEX, "combination index of Ixazomib + Lenalidomide at 12.5\u00a0nM and 0.5\u00a0µM", "Readings of the combination" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *steps = NULL, *name = g_strdup_printf ("why-%u", i);

      ask (fixture, cases[i].page, cases[i].kind);
      g_test_message ("%s", get_question (fixture));
      g_assert_nonnull (strstr (get_question (fixture), cases[i].question));
      steps = list_steps (fixture);
      g_assert_nonnull (strstr (steps, cases[i].answer));
      g_assert_null (strstr (steps, "nan"));
      g_assert_null (strchr (steps, '{'));
      g_assert_cmpuint (app_test_check_names (GTK_WIDGET (fixture->window)), >, 5);
      app_test_save (GTK_WIDGET (fixture->window), name);
    }
}

/* Escape gives the numbers back, and the focus to the figure that was asked. */
static void
test_back (Fixture *fixture, gconstpointer data)
{
  GtkWidget *view;

  ask (fixture, "plate", ISO_TOPIC_WELL);
  view = app_test_find (GTK_WIDGET (fixture->window), ISO_TYPE_FIGURE_VIEW);
  g_assert_true (gtk_widget_is_ancestor (gtk_root_get_focus (GTK_ROOT (fixture->window)), fixture->why));
  gtk_widget_activate_action (fixture->why, "why.back", NULL);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture->window));
  g_assert_false (gtk_widget_get_mapped (fixture->why));
  g_assert_true (gtk_root_get_focus (GTK_ROOT (fixture->window)) == view);
}

/* The answer follows the project, and a reading selects its well. */
static void
test_follows (Fixture *fixture, gconstpointer data)
{
  IsoProject *project = iso_window_get_project (fixture->window);
  g_autoptr (IsoProjectItem) plate = g_list_model_get_item (G_LIST_MODEL (iso_project_get_list (project, ISO_ENTITY_PLATE)), 0);
  g_autofree char *before = NULL, *after = NULL;
  GtkListBox *list = GTK_LIST_BOX (get_child (fixture, "list"));
  guint n;

  ask (fixture, "plate", ISO_TOPIC_WELL);
  before = list_steps (fixture);
  g_assert_true (iso_project_exclude (project, iso_project_item_get_id (plate), &(IsoWellPlace) { 1, 1 }, 1, "bubble", NULL));
  wait_until_idle (fixture);
  g_assert_true (gtk_widget_get_mapped (fixture->why));
  after = list_steps (fixture);
  g_assert_null (strstr (before, "is excluded from every result"));
  g_assert_nonnull (strstr (after, "is excluded from every result"));
  for (int i = 0; gtk_list_box_get_row_at_index (list, i) != NULL; i++)
    if (gtk_list_box_row_get_activatable (gtk_list_box_get_row_at_index (list, i)))
      {
        g_signal_emit_by_name (list, "row-activated", gtk_list_box_get_row_at_index (list, i));
        break;
      }
  iso_view_get_selection (fixture->view, &n);
  g_assert_cmpuint (n, ==, 1);
}

/* A number of the inspector. */
static void
test_fact (Fixture *fixture, gconstpointer data)
{
  IsoInspector *inspector = ISO_INSPECTOR (app_test_find (GTK_WIDGET (fixture->window), ISO_TYPE_INSPECTOR));
  GtkListBox *list = GTK_LIST_BOX (gtk_widget_get_template_child (GTK_WIDGET (inspector), ISO_TYPE_INSPECTOR, "list"));
  GtkListBoxRow *row;
  int i = 0;

  iso_view_set_page (fixture->view, "synergy");
  wait_until_idle (fixture);
  while ((row = gtk_list_box_get_row_at_index (list, i)) != NULL && !gtk_list_box_row_get_activatable (row))
    i++;
  g_assert_nonnull (row);
  g_signal_emit_by_name (list, "row-activated", row);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture->window));
  g_assert_nonnull (strstr (get_question (fixture), "combination index"));
}

int
main (int argc, char **argv)
{
  int status;

  iso_test_init (&argc, &argv);
  application = app_test_begin ();
  g_test_add ("/why/asked", Fixture, NULL, set_up, test_asked, tear_down);
  g_test_add ("/why/back", Fixture, NULL, set_up, test_back, tear_down);
  g_test_add ("/why/follows", Fixture, NULL, set_up, test_follows, tear_down);
  g_test_add ("/why/fact", Fixture, NULL, set_up, test_fact, tear_down);
  status = g_test_run ();
  g_object_unref (application);
  return status;
}
