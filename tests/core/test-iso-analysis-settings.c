/* test-iso-analysis-settings.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "analysis/iso-analysis-settings.h"

#include "iso-test.h"

#include <math.h>
#include <string.h>

static void
assert_says (const IsoAnalysisSettings *settings, const char *name, const char *expected)
{
  g_autofree char *text = iso_analysis_settings_get (settings, name);

  g_assert_cmpstr (text, ==, expected);
}

static void
set (IsoAnalysisSettings *settings, const char *name, const char *value)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (iso_analysis_settings_set (settings, name, value, NULL, &error));
  g_assert_no_error (error);
}

static void
test_own (void)
{
  static const char *const own[][2] = {
    { "model", "LL.4" }, { "fixed", "" }, { "free_upper", "no" }, { "share", "" }, { "se", "observed" },
    { "interval", "profile" }, { "level", "0.95" },
    { "bounds", "" }, { "weights", "none" }, { "loss", "squares" },
    { "effect_levels", "0.5,0.75,0.9,0.95" }, { "median_effect", "nonlinear" }, { "single_agents", "observed" },
    { "ci_band", "0.8,1.25" }, { "score_band", "5" }, { "surfaces", "" }, { "resamples", "500" }, { "seed", "1" },
    { "location", "auto" }, { "measure", "viability" },
  };
  IsoAnalysisSettings settings;

  iso_analysis_settings_init (&settings);
  for (gsize i = 0; i < G_N_ELEMENTS (own); i++)
    assert_says (&settings, own[i][0], own[i][1]);
  g_assert_null (iso_analysis_settings_get (&settings, "n_threads"));
}

static void
test_there_and_back (void)
{
  static const char *const others[][2] = {
    { "model", "W1.3" }, { "model", "auto" }, { "fixed", "hill=1.25,lower=0,upper=-0.1" }, { "free_upper", "yes" }, { "share", "upper" },
    { "se", "gauss-newton" },
    { "interval", "wald" }, { "bounds", "hill=:4,lower=-0.1:0.3,upper=0.8:" }, { "weights", "1/y2" }, { "loss", "tukey" },
    { "level", "0.9" }, { "effect_levels", "0.1,0.30000000000000004" },
    { "location", "mean" }, { "location", "median" }, { "single_agents", "fitted" }, { "median_effect", "linear" },
    { "ci_band", "0.9,1.1" }, { "ci_band", "0.30000000000000004,4" }, { "score_band", "0" }, { "score_band", "7.5" },
    { "surfaces", "musyc,braid" }, { "surfaces", "all" }, { "resamples", "0" }, { "seed", "4294967295" }, { "measure", "growth-rate" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    {
      IsoAnalysisSettings settings;
      g_autofree char *own = NULL;

      iso_analysis_settings_init (&settings);
      own = iso_analysis_settings_get (&settings, others[i][0]);
      set (&settings, others[i][0], others[i][1]);
      assert_says (&settings, others[i][0], others[i][1]);
      set (&settings, others[i][0], NULL);
      assert_says (&settings, others[i][0], own);
    }
}

static void
test_values (void)
{
  IsoAnalysisSettings settings;

  iso_analysis_settings_init (&settings);
  set (&settings, "model", "auto");
  g_assert_null (settings.model);
  set (&settings, "model", "ll.3");
  g_assert_cmpstr (settings.model->id, ==, "LL.3");
  set (&settings, "fixed", " lower = 0.5 ");
  g_assert_cmpfloat (settings.fixed[ISO_PARAMETER_LOWER], ==, 0.5);
  g_assert_true (isnan (settings.fixed[ISO_PARAMETER_HILL]));
  set (&settings, "fixed", "hill=2");
  g_assert_true (isnan (settings.fixed[ISO_PARAMETER_LOWER]));
  set (&settings, "fixed", "");
  g_assert_true (isnan (settings.fixed[ISO_PARAMETER_HILL]));
  set (&settings, "effect_levels", "0.9");
  g_assert_cmpuint (settings.n_effect_levels, ==, 1);
  set (&settings, "ci_band", "0.7,1.5");
  g_assert_cmpfloat (settings.ci_low, ==, 0.7);
  g_assert_cmpfloat (settings.ci_high, ==, 1.5);
  set (&settings, "score_band", "10");
  g_assert_cmpfloat (settings.score_band, ==, 10);
  set (&settings, "location", "Median");
  g_assert_cmpint (settings.location, ==, ISO_LOCATION_MEDIAN);
}

static void
test_refusals (void)
{
  static const struct
  {
    const char  *name;
    const char  *value;
    IsoErrorCode code;
    const char  *says;
  } cases[] = {
    { "weight", "1", ISO_ERROR_SYNTAX, "model, fixed, bounds, free_upper" },
    { "weight", NULL, ISO_ERROR_SYNTAX, "no setting “weight”" },
    { "weights", "1/x", ISO_ERROR_SYNTAX, "none, 1/y, 1/y2, replicates" },
    { "loss", "cauchy", ISO_ERROR_SYNTAX, "squares, huber, tukey" },
    { "bounds", "scale=1:2", ISO_ERROR_SYNTAX, "“scale=1:2” cannot be a bound" },
    { "bounds", "lower=1:1", ISO_ERROR_SYNTAX, "“lower=1:1”" },
    { "bounds", "lower=:", ISO_ERROR_SYNTAX, "“lower=:”" },
    { "bounds", "lower=0:1,lower=0:2", ISO_ERROR_SYNTAX, "each once" },
    { "model", "LL.9", ISO_ERROR_SYNTAX, "LL.4, " },
    { "model", "", ISO_ERROR_SYNTAX, "auto" },
    { "fixed", "scale=1", ISO_ERROR_SYNTAX, "“scale=1” cannot be held" },
    { "fixed", "hill=0", ISO_ERROR_SYNTAX, "above 0" },
    { "fixed", "lower=1,lower=2", ISO_ERROR_SYNTAX, "each once" },
    { "fixed", "lower", ISO_ERROR_SYNTAX, "“lower”" },
    { "fixed", "lower=0,", ISO_ERROR_SYNTAX, "cannot be held" },
    { "free_upper", "true", ISO_ERROR_SYNTAX, "no, yes" },
    { "share", "scale", ISO_ERROR_SYNTAX, "hill, lower and upper" },
    { "se", "robust", ISO_ERROR_SYNTAX, "observed, gauss-newton" },
    { "level", "95", ISO_ERROR_RANGE, "from 0.5 to 0.999" },
    { "level", "0,9", ISO_ERROR_RANGE, "“0,9”" },
    { "level", "nan", ISO_ERROR_RANGE, "“nan”" },
    { "effect_levels", "", ISO_ERROR_RANGE, "between 0 and 1" },
    { "effect_levels", "0.5,1", ISO_ERROR_RANGE, "“0.5,1”" },
    { "effect_levels", "0", ISO_ERROR_RANGE, "“0”" },
    { "effect_levels", "0.5,,0.9", ISO_ERROR_RANGE, "between 0 and 1" },
    { "effect_levels", ".1,.1,.1,.1,.1,.1,.1,.1,.1,.1,.1,.1,.1", ISO_ERROR_RANGE, "up to twelve" },
    { "ci_band", "0.8", ISO_ERROR_RANGE, "“0.8”" },
    { "ci_band", "1,1.25", ISO_ERROR_RANGE, "between 0 and 1 and one above 1" },
    { "ci_band", "0.8,1", ISO_ERROR_RANGE, "“0.8,1”" },
    { "ci_band", "1.25,0.8", ISO_ERROR_RANGE, "“1.25,0.8”" },
    { "ci_band", "0,1.25", ISO_ERROR_RANGE, "“0,1.25”" },
    { "ci_band", "0.8,1.25,2", ISO_ERROR_RANGE, "such as 0.8,1.25" },
    { "ci_band", "0.8,inf", ISO_ERROR_RANGE, "“0.8,inf”" },
    { "score_band", "-1", ISO_ERROR_RANGE, "from 0 to 100" },
    { "score_band", "101", ISO_ERROR_RANGE, "“101”" },
    { "score_band", "", ISO_ERROR_RANGE, "“”" },
    { "surfaces", "musyc,music", ISO_ERROR_SYNTAX, "“music”" },
    { "resamples", "1.5", ISO_ERROR_RANGE, "0 to 100000" },
    { "seed", "-1", ISO_ERROR_RANGE, "“-1”" },
    { "location", "mode", ISO_ERROR_SYNTAX, "auto, median, mean" },
  };
  const IsoPlace place = { .file = (char *) "a.json", .line = 7 };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      IsoAnalysisSettings settings, before;
      g_autoptr (GError) error = NULL;

      memset (&settings, 0, sizeof settings);
      iso_analysis_settings_init (&settings);
      before = settings;
      g_assert_false (iso_analysis_settings_set (&settings, cases[i].name, cases[i].value, &place, &error));
      g_assert_error (error, ISO_ERROR, (int) cases[i].code);
      g_assert_nonnull (strstr (error->message, cases[i].says));
      g_assert_cmpuint (iso_error_get_message (error)->place.line, ==, 7);
      g_assert_cmpmem (&settings, sizeof settings, &before, sizeof before);
    }
}

/* Every name of the table is read and written, and none stands twice. */
static void
test_table (void)
{
  IsoAnalysisSettings settings;
  const char *name;

  iso_analysis_settings_init (&settings);
  for (guint i = 0; (name = iso_analysis_setting_nth (i)) != NULL; i++)
    {
      g_autofree char *text = iso_analysis_settings_get (&settings, name);

      g_assert_true (iso_analysis_setting_is (name));
      set (&settings, name, text);
      assert_says (&settings, name, text);
      for (guint j = 0; j < i; j++)
        g_assert_cmpstr (iso_analysis_setting_nth (j), !=, name);
    }
  g_assert_false (iso_analysis_setting_is ("threads"));
}

int
main (int argc, char *argv[])
{
  iso_test_init (&argc, &argv);
  g_test_add_func ("/analysis-settings/own", test_own);
  g_test_add_func ("/analysis-settings/there-and-back", test_there_and_back);
  g_test_add_func ("/analysis-settings/values", test_values);
  g_test_add_func ("/analysis-settings/refusals", test_refusals);
  g_test_add_func ("/analysis-settings/table", test_table);
  return g_test_run ();
}
