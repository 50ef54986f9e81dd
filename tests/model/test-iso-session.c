/* test-iso-session.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-test.h"

#include "iso-fact.h"
#include "iso-finding.h"
#include "iso-view.h"

#include <glib/gstdio.h>

#define EXAMPLE "data/examples/ixazomib-lenalidomide/"

static void
wait_until_idle (IsoSession *session)
{
  while (iso_session_get_busy (session))
    g_main_context_iteration (NULL, TRUE);
}

static void
start_files (IsoSession *session, const char *const *paths)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; paths[i] != NULL; i++)
    g_ptr_array_add (files, g_file_new_for_path (paths[i]));
  iso_session_open (session, (GFile *const *) files->pdata, files->len);
}

static void
start_example (IsoSession *session)
{
  g_autofree char *layout = iso_test_source (EXAMPLE "layout.csv");
  g_autofree char *one = iso_test_source (EXAMPLE "plate-1.txt");
  g_autofree char *two = iso_test_source (EXAMPLE "plate-2.txt");
  g_autofree char *three = iso_test_source (EXAMPLE "plate-3.txt");

  start_files (session, (const char *const[]) { layout, one, two, three, NULL });
}

/* A table in a file of its own; the caller unlinks and frees it. */
static char *
write_table (const char *content)
{
  char *path = NULL;
  int fd = g_file_open_tmp ("isobole-XXXXXX.csv", &path, NULL);

  g_assert_cmpint (fd, >=, 0);
  g_close (fd, NULL);
  g_assert_true (g_file_set_contents (path, content, -1, NULL));
  return path;
}

static const char ambiguous[] = "drug1,dose1,unit1,response\n"
                                "Ixazomib,0,nM,0.98\nIxazomib,10,nM,0.8\nIxazomib,30,nM,0.5\nIxazomib,100,nM,0.2\n";

static void
test_example (void)
{
  g_autoptr (IsoSession) session = iso_session_new ();
  g_autoptr (IsoView) view = iso_view_new (session);
  g_autoptr (GListStore) facts = g_list_store_new (ISO_TYPE_FACT);
  g_autofree char *title = NULL, *tsv = NULL, *summary = NULL;
  IsoSubject *subject;

  g_assert_null (iso_session_get_analysis (session));
  start_example (session);
  g_assert_true (iso_session_get_busy (session));
  wait_until_idle (session);

  g_assert_no_error ((GError *) iso_session_get_error (session));
  g_assert_nonnull (iso_session_get_analysis (session));
  g_assert_null (iso_session_get_question (session));
  g_assert_cmpstr (iso_session_get_note (session), ==, "Simulated data");
  title = iso_session_dup_title (session);
  g_assert_nonnull (strstr (title, "MM.1S"));
  summary = iso_session_dup_summary (session);
  g_assert_cmpstr (summary, ==, "180 of 180 wells used");

  g_assert_cmpuint (g_list_model_get_n_items (iso_session_get_treatments (session)), ==, 1);
  g_assert_cmpuint (g_list_model_get_n_items (iso_session_get_plates (session)), ==, 3);
  subject = iso_view_get_treatment_subject (view);
  g_assert_cmpint (iso_subject_get_kind (subject), ==, ISO_SUBJECT_COMBINATION);
  g_assert_cmpstr (iso_subject_get_name (subject), ==, "Ixazomib + Lenalidomide");
  g_assert_nonnull (iso_subject_get_remark (subject));
  g_assert_cmpint (iso_subject_get_kind (iso_view_get_plate_subject (view)), ==, ISO_SUBJECT_PLATE);

  iso_facts_of_combination (facts, iso_session_get_analysis (session), 0);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (facts)), >, 20);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (facts)); i++)
    {
      g_autoptr (IsoFact) fact = g_list_model_get_item (G_LIST_MODEL (facts), i);
      g_autofree char *words = iso_fact_describe (fact);

      g_assert_cmpstr (iso_fact_get_value (fact), !=, "");
      g_assert_null (strstr (words, "nan"));
    }
  tsv = iso_facts_to_tsv (G_LIST_MODEL (facts));
  g_assert_true (g_str_has_prefix (tsv, "section\tname\tvalue\tlower\tupper\tnote\n"));

  iso_facts_of_plate (facts, iso_session_get_analysis (session), 0);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (facts)), ==, 5);
  iso_facts_of_observations (facts, iso_session_get_analysis (session), (const guint[]) { 0, 5 }, 2);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (facts)), ==, 2);
}

static void
test_question (void)
{
  g_autoptr (IsoSession) session = iso_session_new ();
  g_autofree char *path = write_table (ambiguous);
  const IsoQuestion *question;
  const IsoArm *arm;

  start_files (session, (const char *const[]) { path, NULL });
  wait_until_idle (session);
  question = iso_session_get_question (session);
  g_assert_null (iso_session_get_error (session));
  g_assert_nonnull (question);
  g_assert_cmpuint (question->choices->len, ==, 4);
  for (guint i = 0; i < question->choices->len; i++)
    {
      const IsoMeaning *meaning = &g_array_index (question->choices, IsoMeaning, i);

      g_assert_nonnull (strstr (meaning->text, "0.8"));
      g_assert_null (strstr (meaning->text, "{"));
    }

  iso_session_answer (session, ISO_RESPONSE_VIABILITY, ISO_SCALE_UNKNOWN);
  wait_until_idle (session);
  g_assert_null (iso_session_get_question (session));
  g_assert_nonnull (iso_session_get_analysis (session));
  arm = iso_analysis_arm (iso_session_get_analysis (session), 0);
  g_assert_cmpint (iso_session_get_analysis (session)->dataset->experiment->response, ==, ISO_RESPONSE_VIABILITY);
  iso_assert_close (g_array_index (arm->points, IsoPoint, arm->points->len - 1).viability, 0.2, 1e-12);
  g_unlink (path);
}

static void
test_error_keeps_what_is_open (void)
{
  g_autoptr (IsoSession) session = iso_session_new ();
  const IsoAnalysis *analysis;

  start_example (session);
  wait_until_idle (session);
  analysis = iso_session_get_analysis (session);
  g_assert_nonnull (analysis);

  start_files (session, (const char *const[]) { "/nowhere/at/all.csv", NULL });
  wait_until_idle (session);
  g_assert_nonnull (iso_session_get_error (session));
  g_assert_true (iso_session_get_analysis (session) == analysis);

  iso_session_dismiss (session);
  g_assert_null (iso_session_get_error (session));
  g_assert_true (iso_session_get_analysis (session) == analysis);
}

static void
test_export_alone (void)
{
  g_autoptr (IsoSession) session = iso_session_new ();
  g_autofree char *path = iso_test_source (EXAMPLE "plate-1.txt");
  g_autofree char *table = iso_test_source ("data/examples/chou-1994.csv");

  start_files (session, (const char *const[]) { path, NULL });
  wait_until_idle (session);
  g_assert_error ((GError *) iso_session_get_error (session), ISO_ERROR, ISO_ERROR_NO_DATA);

  /* Two exports without a layout, and two tables. */
  start_files (session, (const char *const[]) { path, path, NULL });
  wait_until_idle (session);
  g_assert_error ((GError *) iso_session_get_error (session), ISO_ERROR, ISO_ERROR_NO_DATA);
  start_files (session, (const char *const[]) { table, table, NULL });
  wait_until_idle (session);
  g_assert_nonnull (iso_session_get_error (session));
}

static void
test_cancel (void)
{
  g_autoptr (IsoSession) session = iso_session_new ();

  start_example (session);
  iso_session_cancel (session);
  g_assert_false (iso_session_get_busy (session));
  for (guint i = 0; i < 200; i++)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (2000);
    }
  g_assert_null (iso_session_get_analysis (session));
  g_assert_null (iso_session_get_error (session));
}

/* The second opening counts, whatever the first one does. */
static void
test_overtake (void)
{
  g_autoptr (IsoSession) session = iso_session_new ();
  g_autofree char *path = write_table (ambiguous);

  start_example (session);
  start_files (session, (const char *const[]) { path, NULL });
  wait_until_idle (session);
  for (guint i = 0; i < 200; i++)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (2000);
    }
  g_assert_nonnull (iso_session_get_question (session));
  g_assert_null (iso_session_get_analysis (session));
  g_unlink (path);
}

static void
test_closed_while_busy (void)
{
  IsoSession *session = iso_session_new ();
  gpointer weak = session;

  g_object_add_weak_pointer (G_OBJECT (session), &weak);
  start_example (session);
  iso_session_cancel (session);
  g_object_unref (session);
  while (weak != NULL)
    g_main_context_iteration (NULL, TRUE);
}

static void
count_cb (guint *n)
{
  (*n)++;
}

static void
test_view (void)
{
  g_autoptr (IsoSession) session = iso_session_new ();
  g_autoptr (IsoView) view = iso_view_new (session);
  guint changes = 0, n;

  g_signal_connect_swapped (view, "selection-changed", G_CALLBACK (count_cb), &changes);
  iso_view_select (view, (const guint[]) { 3, 4 }, 2);
  g_assert_cmpuint (changes, ==, 1);
  g_assert_cmpuint (iso_view_get_selection (view, &n)[1], ==, 4);
  g_assert_cmpuint (n, ==, 2);

  /* Wells of one page are none of another. */
  iso_view_set_page (view, "matrix");
  g_assert_cmpuint (changes, ==, 2);
  iso_view_get_selection (view, &n);
  g_assert_cmpuint (n, ==, 0);

  iso_view_set_treatment (view, 7);
  start_example (session);
  wait_until_idle (session);
  g_assert_cmpuint (iso_view_get_treatment (view), ==, 0);
}

int
main (int argc, char **argv)
{
  iso_test_init (&argc, &argv);

  g_test_add_func ("/session/example", test_example);
  g_test_add_func ("/session/question", test_question);
  g_test_add_func ("/session/error keeps what is open", test_error_keeps_what_is_open);
  g_test_add_func ("/session/export alone", test_export_alone);
  g_test_add_func ("/session/cancel", test_cancel);
  g_test_add_func ("/session/overtake", test_overtake);
  g_test_add_func ("/session/closed while busy", test_closed_while_busy);
  g_test_add_func ("/session/view", test_view);

  return g_test_run ();
}
