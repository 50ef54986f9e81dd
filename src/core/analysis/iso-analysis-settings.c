/* iso-analysis-settings.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "analysis/iso-analysis-settings.h"

#include "base/iso-number.h"

#include <math.h>
#include <string.h>

#define LEAST_LEVEL 0.5
#define GREATEST_LEVEL 0.999
#define MOST_RESAMPLES 100000
#define WIDEST_SCORE_BAND 100.0
#define GREATEST_SEED 4294967295.0

typedef struct
{
  const char *name;
  char      *(*get) (const IsoAnalysisSettings *settings);
  gboolean   (*set) (IsoAnalysisSettings *settings, const char *name, const char *value, const IsoPlace *place, GError **error);
} Setting;

static const char *const yes_or_no[] = { "no", "yes", NULL };
static const char *const se_words[] = { [ISO_SE_OBSERVED] = "observed", [ISO_SE_GAUSS_NEWTON] = "gauss-newton", NULL };
static const char *const interval_words[] = {
  [ISO_INTERVAL_PROFILE] = "profile", [ISO_INTERVAL_WALD] = "wald", [ISO_INTERVAL_BOOTSTRAP] = "bootstrap",
  [ISO_INTERVAL_BOOTSTRAP_CASES] = "bootstrap-cases", [ISO_INTERVAL_BOOTSTRAP_WILD] = "bootstrap-wild", NULL,
};
static const char *const weight_words[] = {
  [ISO_WEIGHTS_NONE] = "none", [ISO_WEIGHTS_BY_RESPONSE] = "1/y", [ISO_WEIGHTS_BY_SQUARE] = "1/y2",
  [ISO_WEIGHTS_BY_REPLICATES] = "replicates", NULL,
};
static const char *const loss_words[] = {
  [ISO_LOSS_SQUARES] = "squares", [ISO_LOSS_HUBER] = "huber", [ISO_LOSS_TUKEY] = "tukey", NULL,
};
static const char *const median_effect_words[] = { "nonlinear", "linear", NULL };
static const char *const single_words[] = { "observed", "fitted", NULL };
static const char *const location_words[] = {
  [ISO_LOCATION_AUTO] = "auto", [ISO_LOCATION_MEDIAN] = "median", [ISO_LOCATION_MEAN] = "mean", NULL,
};
static const char *const measure_words[] = {
  [ISO_MEASURE_VIABILITY] = "viability", [ISO_MEASURE_GROWTH_RATE] = "growth-rate", NULL,
};

static gboolean
find_word (const char *const *words, const char *name, const char *value, guint *found, const IsoPlace *place, GError **error)
{
  g_autofree char *list = NULL;

  for (guint i = 0; words[i] != NULL; i++)
    {
      if (g_ascii_strcasecmp (words[i], value) == 0)
        {
          *found = i;
          return TRUE;
        }
    }
  list = g_strjoinv (", ", (char **) words);
  iso_error_set (error, ISO_ERROR_SYNTAX, place, N_("“{1}” is nothing that the setting “{2}” knows. Write one of: {3}."), value, name, list,
                 NULL);
  return FALSE;
}

static gboolean
is_number (const char *text, double low, double high, double *value)
{
  double read;

  if (!iso_number_parse (text, ISO_DECIMAL_POINT, &read) || read < low || read > high)
    return FALSE;
  *value = read;
  return TRUE;
}

/* --- one function to read and one to write each ------------------------------------------------------------------------------------- */

static char *
get_model (const IsoAnalysisSettings *settings)
{
  return g_strdup (settings->model != NULL ? settings->model->id : "auto");
}

static gboolean
set_model (IsoAnalysisSettings *settings, const char *name, const char *value, const IsoPlace *place, GError **error)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  const IsoCurveModel *model;
  guint found;

  for (guint i = 0; (model = iso_curve_model_nth (i)) != NULL; i++)
    g_ptr_array_add (words, (char *) model->id);
  g_ptr_array_add (words, (char *) "auto");
  g_ptr_array_add (words, NULL);
  if (!find_word ((const char *const *) words->pdata, name, value, &found, place, error))
    return FALSE;
  settings->model = iso_curve_model_nth (found);   /* NULL past the last: auto */
  return TRUE;
}

static char *
get_fixed (const IsoAnalysisSettings *settings)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < ISO_CURVE_N_PARAMETERS; i++)
    {
      g_autofree char *number = iso_number_format_exact (settings->fixed[i]);

      if (isfinite (settings->fixed[i]))
        g_string_append_printf (text, "%s%s=%s", text->len > 0 ? "," : "", iso_parameter_word ((IsoParameter) i), number);
    }
  return g_string_free (text, FALSE);
}

/* One "lower=0". The dose parameter of the curve differs from drug to drug, so it cannot be held for all. */
static gboolean
take_fixed (const char *text, double fixed[ISO_CURVE_N_PARAMETERS])
{
  g_auto (GStrv) parts = g_strsplit (text, "=", 2);
  double value;

  for (guint i = 0; i < ISO_CURVE_N_PARAMETERS && g_strv_length (parts) == 2; i++)
    {
      if (i == ISO_PARAMETER_SCALE || i >= ISO_PARAMETER_EXTRA || strcmp (g_strstrip (parts[0]), iso_parameter_word ((IsoParameter) i)) != 0)
        continue;
      if (!iso_number_parse (parts[1], ISO_DECIMAL_POINT, &value) || (i == ISO_PARAMETER_HILL && value <= 0) || isfinite (fixed[i]))
        return FALSE;
      fixed[i] = value;
      return TRUE;
    }
  return FALSE;
}

static gboolean
set_fixed (IsoAnalysisSettings *settings, const char *name, const char *value, const IsoPlace *place, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (value, ",", -1);
  double fixed[ISO_CURVE_N_PARAMETERS];

  for (guint i = 0; i < ISO_CURVE_N_PARAMETERS; i++)
    fixed[i] = NAN;
  for (guint i = 0; parts[i] != NULL; i++)
    {
      if (take_fixed (parts[i], fixed))
        continue;
      iso_error_set (error, ISO_ERROR_SYNTAX, place,
                     N_("“{1}” cannot be held. Write hill, lower or upper, each once, and a number, such as lower=0; hill is above 0."),
                     parts[i], NULL);
      return FALSE;
    }
  memcpy (settings->fixed, fixed, sizeof fixed);
  return TRUE;
}

static void
append_bound (GString *text, double bound)
{
  g_autofree char *number = iso_number_format_exact (bound);

  if (isfinite (bound))
    g_string_append (text, number);
}

static char *
get_bounds (const IsoAnalysisSettings *settings)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < ISO_CURVE_N_PARAMETERS; i++)
    {
      if (!isfinite (settings->low[i]) && !isfinite (settings->high[i]))
        continue;
      g_string_append_printf (text, "%s%s=", text->len > 0 ? "," : "", iso_parameter_word ((IsoParameter) i));
      append_bound (text, settings->low[i]);
      g_string_append_c (text, ':');
      append_bound (text, settings->high[i]);
    }
  return g_string_free (text, FALSE);
}

/* One "lower=0:0.3"; either side may be left out. */
static gboolean
take_bounds (const char *text, double low[ISO_CURVE_N_PARAMETERS], double high[ISO_CURVE_N_PARAMETERS])
{
  g_auto (GStrv) parts = g_strsplit (text, "=", 2);
  g_auto (GStrv) sides = g_strsplit (g_strv_length (parts) == 2 ? parts[1] : "", ":", 2);

  for (guint i = 0; i <= ISO_PARAMETER_UPPER && g_strv_length (sides) == 2; i++)
    {
      double from = -INFINITY, to = INFINITY;

      if (strcmp (g_strstrip (parts[0]), iso_parameter_word ((IsoParameter) i)) != 0)
        continue;
      if ((*g_strstrip (sides[0]) != '\0' && !iso_number_parse (sides[0], ISO_DECIMAL_POINT, &from))
          || (*g_strstrip (sides[1]) != '\0' && !iso_number_parse (sides[1], ISO_DECIMAL_POINT, &to)))
        return FALSE;
      if (!(from < to) || (i == ISO_PARAMETER_HILL && to <= 0) || isfinite (low[i]) || isfinite (high[i])
          || (isinf (from) && isinf (to)))
        return FALSE;
      low[i] = from;
      high[i] = to;
      return TRUE;
    }
  return FALSE;
}

static gboolean
set_bounds (IsoAnalysisSettings *settings, const char *name, const char *value, const IsoPlace *place, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (value, ",", -1);
  double low[ISO_CURVE_N_PARAMETERS], high[ISO_CURVE_N_PARAMETERS];

  for (guint i = 0; i < ISO_CURVE_N_PARAMETERS; i++)
    {
      low[i] = -INFINITY;
      high[i] = INFINITY;
    }
  for (guint i = 0; parts[i] != NULL; i++)
    {
      if (take_bounds (parts[i], low, high))
        continue;
      iso_error_set (error, ISO_ERROR_SYNTAX, place,
                     N_("“{1}” cannot be a bound. Write hill, lower or upper, each once, with the smaller and the larger limit, such as "
                        "lower=0:0.3 or upper=0.8:"),
                     parts[i], NULL);
      return FALSE;
    }
  memcpy (settings->low, low, sizeof low);
  memcpy (settings->high, high, sizeof high);
  return TRUE;
}

static char *
get_share (const IsoAnalysisSettings *settings)
{
  for (guint i = 0; i <= ISO_PARAMETER_UPPER; i++)
    {
      if ((settings->shared & ISO_SHARE (i)) != 0)
        return g_strdup (iso_parameter_word ((IsoParameter) i));
    }
  return g_strdup ("");
}

static gboolean
set_share (IsoAnalysisSettings *settings, G_GNUC_UNUSED const char *name, const char *value, const IsoPlace *place, GError **error)
{
  g_autofree char *word = g_strstrip (g_strdup (value));

  for (guint i = 0; i <= ISO_PARAMETER_UPPER; i++)
    {
      if (strcmp (word, iso_parameter_word ((IsoParameter) i)) != 0)
        continue;
      settings->shared = ISO_SHARE (i);
      return TRUE;
    }
  if (*word == '\0')
    {
      settings->shared = 0;
      return TRUE;
    }
  iso_error_set (error, ISO_ERROR_SYNTAX, place, N_("Curves cannot share “{1}”. Write one of hill, lower and upper."), value, NULL);
  return FALSE;
}

static char *
get_weights (const IsoAnalysisSettings *settings)
{
  return g_strdup (weight_words[settings->weighting]);
}

static gboolean
set_weights (IsoAnalysisSettings *settings, const char *name, const char *value, const IsoPlace *place, GError **error)
{
  guint found;

  if (!find_word (weight_words, name, value, &found, place, error))
    return FALSE;
  settings->weighting = (IsoWeighting) found;
  return TRUE;
}

static char *
get_loss (const IsoAnalysisSettings *settings)
{
  return g_strdup (loss_words[settings->loss]);
}

static gboolean
set_loss (IsoAnalysisSettings *settings, const char *name, const char *value, const IsoPlace *place, GError **error)
{
  guint found;

  if (!find_word (loss_words, name, value, &found, place, error))
    return FALSE;
  settings->loss = (IsoLoss) found;
  return TRUE;
}

static char *
get_free_upper (const IsoAnalysisSettings *settings)
{
  return g_strdup (yes_or_no[settings->free_upper ? 1 : 0]);
}

static gboolean
set_free_upper (IsoAnalysisSettings *settings, const char *name, const char *value, const IsoPlace *place, GError **error)
{
  guint found;

  if (!find_word (yes_or_no, name, value, &found, place, error))
    return FALSE;
  settings->free_upper = found == 1;
  return TRUE;
}

static char *
get_se (const IsoAnalysisSettings *settings)
{
  return g_strdup (se_words[settings->se]);
}

static gboolean
set_se (IsoAnalysisSettings *settings, const char *name, const char *value, const IsoPlace *place, GError **error)
{
  guint found;

  if (!find_word (se_words, name, value, &found, place, error))
    return FALSE;
  settings->se = (IsoSeKind) found;
  return TRUE;
}

static char *
get_interval (const IsoAnalysisSettings *settings)
{
  return g_strdup (interval_words[settings->interval]);
}

static gboolean
set_interval (IsoAnalysisSettings *settings, const char *name, const char *value, const IsoPlace *place, GError **error)
{
  guint found;

  if (!find_word (interval_words, name, value, &found, place, error))
    return FALSE;
  settings->interval = (IsoIntervalKind) found;
  return TRUE;
}

static char *
get_level (const IsoAnalysisSettings *settings)
{
  return iso_number_format_exact (settings->level);
}

static gboolean
set_level (IsoAnalysisSettings *settings, const char *name, const char *value, const IsoPlace *place, GError **error)
{
  if (is_number (value, LEAST_LEVEL, GREATEST_LEVEL, &settings->level))
    return TRUE;
  iso_error_set (error, ISO_ERROR_RANGE, place, N_("“{1}” cannot be the level of intervals. Write a number from 0.5 to 0.999."), value, NULL);
  return FALSE;
}

static char *
get_effect_levels (const IsoAnalysisSettings *settings)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < settings->n_effect_levels; i++)
    {
      g_autofree char *number = iso_number_format_exact (settings->effect_levels[i]);

      g_string_append_printf (text, "%s%s", i > 0 ? "," : "", number);
    }
  return g_string_free (text, FALSE);
}

static gboolean
set_effect_levels (IsoAnalysisSettings *settings, const char *name, const char *value, const IsoPlace *place, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (value, ",", -1);
  double levels[ISO_MAX_EFFECT_LEVELS];
  guint n = g_strv_length (parts);
  guint read = 0;

  while (read < n && n <= ISO_MAX_EFFECT_LEVELS && is_number (parts[read], 0, 1, &levels[read]) && levels[read] > 0 && levels[read] < 1)
    read++;
  if (n == 0 || read < n)
    {
      iso_error_set (error, ISO_ERROR_RANGE, place,
                     N_("“{1}” is not a list of effect levels. Write up to twelve numbers between 0 and 1, such as 0.5,0.9."), value, NULL);
      return FALSE;
    }
  settings->n_effect_levels = n;
  memcpy (settings->effect_levels, levels, n * sizeof *levels);
  return TRUE;
}

static char *
get_location (const IsoAnalysisSettings *settings)
{
  return g_strdup (location_words[settings->location]);
}

static gboolean
set_location (IsoAnalysisSettings *settings, const char *name, const char *value, const IsoPlace *place, GError **error)
{
  guint found;

  if (!find_word (location_words, name, value, &found, place, error))
    return FALSE;
  settings->location = (IsoLocation) found;
  return TRUE;
}

static char *
get_median_effect (const IsoAnalysisSettings *settings)
{
  return g_strdup (median_effect_words[settings->linear_median_effect ? 1 : 0]);
}

static gboolean
set_median_effect (IsoAnalysisSettings *settings, const char *name, const char *value, const IsoPlace *place, GError **error)
{
  guint found;

  if (!find_word (median_effect_words, name, value, &found, place, error))
    return FALSE;
  settings->linear_median_effect = found == 1;
  return TRUE;
}

static char *
get_single_agents (const IsoAnalysisSettings *settings)
{
  return g_strdup (single_words[settings->fitted_singles ? 1 : 0]);
}

static gboolean
set_single_agents (IsoAnalysisSettings *settings, const char *name, const char *value, const IsoPlace *place, GError **error)
{
  guint found;

  if (!find_word (single_words, name, value, &found, place, error))
    return FALSE;
  settings->fitted_singles = found == 1;
  return TRUE;
}

static char *
get_ci_band (const IsoAnalysisSettings *settings)
{
  g_autofree char *low = iso_number_format_exact (settings->ci_low), *high = iso_number_format_exact (settings->ci_high);

  return g_strdup_printf ("%s,%s", low, high);
}

static gboolean
set_ci_band (IsoAnalysisSettings *settings, G_GNUC_UNUSED const char *name, const char *value, const IsoPlace *place, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (value, ",", -1);
  double low, high;

  if (g_strv_length (parts) != 2 || !is_number (parts[0], 0, 1, &low) || !is_number (parts[1], 1, G_MAXDOUBLE, &high)
      || !(low > 0 && low < 1 && high > 1))
    {
      iso_error_set (error, ISO_ERROR_RANGE, place,
                     N_("“{1}” cannot be the band in which a combination index is as good as additive. Write a number between 0 and 1 and "
                        "one above 1, such as 0.8,1.25."),
                     value, NULL);
      return FALSE;
    }
  settings->ci_low = low;
  settings->ci_high = high;
  return TRUE;
}

static char *
get_score_band (const IsoAnalysisSettings *settings)
{
  return iso_number_format_exact (settings->score_band);
}

static gboolean
set_score_band (IsoAnalysisSettings *settings, G_GNUC_UNUSED const char *name, const char *value, const IsoPlace *place, GError **error)
{
  if (is_number (value, 0, WIDEST_SCORE_BAND, &settings->score_band))
    return TRUE;
  iso_error_set (error, ISO_ERROR_RANGE, place,
                 N_("“{1}” cannot be how far from 0 a score is as good as additive. Write a number of percent from 0 to 100, such as 5."), value,
                 NULL);
  return FALSE;
}

static char *
get_resamples (const IsoAnalysisSettings *settings)
{
  return g_strdup_printf ("%u", settings->n_resamples);
}

static gboolean
set_resamples (IsoAnalysisSettings *settings, const char *name, const char *value, const IsoPlace *place, GError **error)
{
  double number;

  if (is_number (value, 0, MOST_RESAMPLES, &number) && number == floor (number))
    {
      settings->n_resamples = (guint) number;
      return TRUE;
    }
  iso_error_set (error, ISO_ERROR_RANGE, place, N_("“{1}” is no number of resamples. Write a whole number from 0 to 100000."), value, NULL);
  return FALSE;
}

static char *
get_seed (const IsoAnalysisSettings *settings)
{
  return g_strdup_printf ("%" G_GUINT64_FORMAT, settings->seed);
}

static gboolean
set_seed (IsoAnalysisSettings *settings, const char *name, const char *value, const IsoPlace *place, GError **error)
{
  double number;

  if (is_number (value, 0, GREATEST_SEED, &number) && number == floor (number))
    {
      settings->seed = (guint64) number;
      return TRUE;
    }
  iso_error_set (error, ISO_ERROR_RANGE, place, N_("“{1}” is no seed. Write a whole number from 0 to 4294967295."), value, NULL);
  return FALSE;
}

static char *
get_surfaces (const IsoAnalysisSettings *settings)
{
  GString *text = g_string_new (NULL);

  if (settings->surfaces == (1u << ISO_N_SURFACES) - 1)
    return g_string_free (g_string_append (text, "all"), FALSE);
  for (guint i = 0; i < ISO_N_SURFACES; i++)
    {
      if ((settings->surfaces & (1u << i)) != 0)
        g_string_append_printf (text, "%s%s", text->len > 0 ? "," : "", iso_surface_nth (i)->id);
    }
  return g_string_free (text, FALSE);
}

/* The surfaces of a list; the first word that is none otherwise, to be freed. */
static char *
find_surfaces (const char *text, guint *surfaces)
{
  g_auto (GStrv) words = g_strsplit (text, ",", -1);

  *surfaces = 0;
  for (guint w = 0; words[w] != NULL && *text != '\0'; w++)
    {
      guint i = 0;

      g_strstrip (words[w]);
      while (i < ISO_N_SURFACES && g_ascii_strcasecmp (iso_surface_nth (i)->id, words[w]) != 0)
        i++;
      if (g_ascii_strcasecmp (words[w], "all") == 0)
        *surfaces |= (1u << ISO_N_SURFACES) - 1;
      else if (i < ISO_N_SURFACES)
        *surfaces |= 1u << i;
      else
        return g_strdup (words[w]);
    }
  return NULL;
}

gboolean
iso_analysis_names_surfaces (const char *text)
{
  guint surfaces;
  g_autofree char *none = find_surfaces (text, &surfaces);

  return none == NULL && surfaces != 0;
}

static gboolean
set_surfaces (IsoAnalysisSettings *settings, G_GNUC_UNUSED const char *name, const char *value, const IsoPlace *place, GError **error)
{
  guint surfaces;
  g_autofree char *none = find_surfaces (value, &surfaces);
  g_autoptr (GString) ids = g_string_new (NULL);

  if (none == NULL)
    {
      settings->surfaces = surfaces;
      return TRUE;
    }
  for (guint i = 0; i < ISO_N_SURFACES; i++)
    g_string_append_printf (ids, "%s%s", i > 0 ? ", " : "", iso_surface_nth (i)->id);
  iso_error_set (error, ISO_ERROR_SYNTAX, place, N_("“{1}” is no surface. There are: {2}, and all."), none, ids->str, NULL);
  return FALSE;
}

static char *
get_measure (const IsoAnalysisSettings *settings)
{
  return g_strdup (measure_words[settings->measure]);
}

static gboolean
set_measure (IsoAnalysisSettings *settings, const char *name, const char *value, const IsoPlace *place, GError **error)
{
  guint found;

  if (!find_word (measure_words, name, value, &found, place, error))
    return FALSE;
  settings->measure = (IsoMeasure) found;
  return TRUE;
}

static const Setting table[] = {
  { "model", get_model, set_model },
  { "fixed", get_fixed, set_fixed },
  { "bounds", get_bounds, set_bounds },
  { "free_upper", get_free_upper, set_free_upper },
  { "share", get_share, set_share },
  { "weights", get_weights, set_weights },
  { "loss", get_loss, set_loss },
  { "se", get_se, set_se },
  { "interval", get_interval, set_interval },
  { "level", get_level, set_level },
  { "effect_levels", get_effect_levels, set_effect_levels },
  { "median_effect", get_median_effect, set_median_effect },
  { "single_agents", get_single_agents, set_single_agents },
  { "ci_band", get_ci_band, set_ci_band },
  { "score_band", get_score_band, set_score_band },
  { "surfaces", get_surfaces, set_surfaces },
  { "resamples", get_resamples, set_resamples },
  { "seed", get_seed, set_seed },
  { "location", get_location, set_location },
  { "measure", get_measure, set_measure },
};

static const Setting *
find_setting (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    {
      if (strcmp (table[i].name, name) == 0)
        return &table[i];
    }
  return NULL;
}

const char *
iso_analysis_setting_nth (guint index)
{
  return index < G_N_ELEMENTS (table) ? table[index].name : NULL;
}

gboolean
iso_analysis_setting_is (const char *name)
{
  return find_setting (name) != NULL;
}

char *
iso_analysis_settings_get (const IsoAnalysisSettings *settings, const char *name)
{
  const Setting *setting = find_setting (name);

  return setting != NULL ? setting->get (settings) : NULL;
}

gboolean
iso_analysis_settings_set (IsoAnalysisSettings *settings, const char *name, const char *value, const IsoPlace *place, GError **error)
{
  const Setting *setting = find_setting (name);
  g_autoptr (GString) names = g_string_new (NULL);
  g_autofree char *own = NULL;
  IsoAnalysisSettings fresh;

  if (setting == NULL)
    {
      for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
        g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", table[i].name);
      iso_error_set (error, ISO_ERROR_SYNTAX, place, N_("There is no setting “{1}” of an analysis. There are: {2}."), name, names->str, NULL);
      return FALSE;
    }
  if (value == NULL)
    {
      iso_analysis_settings_init (&fresh);
      own = setting->get (&fresh);
    }
  return setting->set (settings, name, value != NULL ? value : own, place, error);
}
