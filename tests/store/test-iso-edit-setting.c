/* test-iso-edit-setting.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "analysis/iso-analysis-settings.h"
#include "iso-edit.h"
#include "iso-lookup.h"
#include "iso-outside.h"
#include "iso-store-test.h"
#include "iso-test.h"

#include <string.h>

static void
assert_setting (IsoStore *store, const char *name, const char *expected)
{
  g_autofree char *value = NULL;

  g_assert_true (iso_lookup_setting (iso_store_db (store), name, &value, NULL));
  g_assert_cmpstr (value, ==, expected);
}

static void
test_one (void)
{
  g_autoptr (IsoStore) store = store_test_new (NULL);
  IsoAnalysisSettings settings;

  g_assert_true (iso_edit_set_setting (store, &store_test_stamp, "model", "LL.3", NULL));
  g_assert_true (iso_edit_set_setting (store, &store_test_stamp, "level", "0.9", NULL));
  g_assert_true (iso_lookup_analysis_settings (iso_store_db (store), &settings, NULL));
  g_assert_cmpstr (settings.model->id, ==, "LL.3");
  g_assert_cmpfloat (settings.level, ==, 0.9);
  g_assert_cmpuint (settings.n_effect_levels, ==, 4);
  g_assert_true (iso_edit_set_setting (store, &store_test_stamp, "level", NULL, NULL));
  assert_setting (store, "level", NULL);
  g_assert_true (iso_history_undo (store, &store_test_stamp, NULL));
  assert_setting (store, "level", "0.9");
  g_assert_true (iso_edit_set_setting (store, &store_test_stamp, "ci_band", "0.9,1.1", NULL));
  g_assert_true (iso_lookup_analysis_settings (iso_store_db (store), &settings, NULL));
  g_assert_cmpfloat (settings.ci_low, ==, 0.9);
  g_assert_cmpfloat (settings.ci_high, ==, 1.1);
  g_assert_true (iso_history_undo (store, &store_test_stamp, NULL));
  assert_setting (store, "ci_band", NULL);
}

static void
test_refused (void)
{
  static const struct
  {
    const char  *name;
    const char  *value;
    IsoErrorCode code;
  } cases[] = {
    { "colour", "red", ISO_ERROR_SYNTAX }, { "model", "hill", ISO_ERROR_SYNTAX }, { "level", "2", ISO_ERROR_RANGE },
    { "ci_band", "1.1,1.2", ISO_ERROR_RANGE },
  };
  g_autoptr (IsoStore) store = store_test_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (iso_edit_set_setting (store, &store_test_stamp, cases[i].name, cases[i].value, &error));
      g_assert_error (error, ISO_ERROR, (int) cases[i].code);
      g_assert_nonnull (iso_error_get_message (error)->place.file);
    }
  g_assert_cmpint (iso_history_position (store), ==, 0);
}

/* Several at once are one step; what stays the same is not written. */
static void
test_all (void)
{
  g_autoptr (IsoStore) store = store_test_new (NULL);
  g_autoptr (GPtrArray) steps = NULL;
  IsoAnalysisSettings settings;
  const IsoHistoryRow *step;

  iso_analysis_settings_init (&settings);
  g_assert_true (iso_edit_set_analysis_settings (store, &store_test_stamp, &settings, NULL));
  g_assert_cmpint (iso_history_position (store), ==, 0);
  settings.level = 0.9;
  settings.free_upper = TRUE;
  g_assert_true (iso_edit_set_analysis_settings (store, &store_test_stamp, &settings, NULL));
  g_assert_cmpint (iso_history_position (store), ==, 1);
  g_assert_cmpint (store_test_count (store, "SELECT count (*) FROM setting"), ==, 2);
  assert_setting (store, "free_upper", "yes");
  steps = iso_history_list (store, NULL);
  step = g_ptr_array_index (steps, 0);
  g_assert_cmpstr (step->verb, ==, "set-settings");
  g_assert_cmpstr (step->args[0], ==, "free_upper, level");
  g_assert_true (iso_history_undo (store, &store_test_stamp, NULL));
  g_assert_cmpint (store_test_count (store, "SELECT count (*) FROM setting"), ==, 0);
}

/* A later version may know more settings: results without them would be others. */
static void
test_unknown_in_project (void)
{
  g_autoptr (IsoStore) store = store_test_new (NULL);
  g_autoptr (GError) error = NULL;
  IsoAnalysisSettings settings;

  g_assert_true (iso_db_execute (iso_store_db (store), "INSERT INTO setting VALUES ('phase', 'moon')", NULL));
  g_assert_false (iso_lookup_analysis_settings (iso_store_db (store), &settings, &error));
  g_assert_error (error, ISO_ERROR, ISO_ERROR_SYNTAX);
  g_assert_nonnull (strstr (error->message, "“phase”"));
  g_assert_true (iso_edit_set_setting (store, &store_test_stamp, "phase", NULL, NULL));
  g_assert_true (iso_lookup_analysis_settings (iso_store_db (store), &settings, NULL));
}

static void
test_results (void)
{
  g_autoptr (IsoStore) store = store_test_new (NULL);
  IsoDb *db = iso_store_db (store);
  gboolean changed;

  g_assert_true (iso_outside_keep_result (db, "hash", "program 1", ISO_RESULT_ANALYSIS, "{}", &changed, NULL) && changed);
  g_assert_true (iso_outside_keep_result (db, "hash", "program 1", ISO_RESULT_ANALYSIS, "{}", &changed, NULL) && !changed);
  g_assert_true (iso_outside_keep_result (db, "hash", "program 1", ISO_RESULT_ANALYSIS, "{ }", &changed, NULL) && changed);
  g_assert_true (iso_outside_keep_result (db, "hash", "program 2", ISO_RESULT_ANALYSIS, "{}", &changed, NULL) && changed);
  g_assert_cmpint (store_test_count (store, "SELECT count (*) FROM result"), ==, 2);
  g_assert_cmpint (store_test_count (store, "SELECT count (*) FROM result WHERE content = '{ }'"), ==, 1);
  g_assert_cmpint (iso_history_position (store), ==, 0);
}

int
main (int argc, char *argv[])
{
  iso_test_init (&argc, &argv);
  g_test_add_func ("/edit-setting/one", test_one);
  g_test_add_func ("/edit-setting/refused", test_refused);
  g_test_add_func ("/edit-setting/all", test_all);
  g_test_add_func ("/edit-setting/unknown-in-project", test_unknown_in_project);
  g_test_add_func ("/edit-setting/results", test_results);
  return g_test_run ();
}
