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

/* One of some words, or what two functions read and write. */
typedef struct
{
  const char        *name;
  const char *const *words;    /* (nullable) ending with NULL, in the order of the values */
  gsize              choice;   /* where the value of a word is: an enumeration or a gboolean */
  char             *(*get) (const IsoAnalysisSettings *settings);
  gboolean          (*set) (IsoAnalysisSettings *settings, const char *name, const char *value, const IsoPlace *place, GError **error);
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

/* --- what is more than one of some words: one function to read and one to write each ------------------------------------------------- */

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

#define CHOICE(names, member) .words = names, .choice = offsetof (IsoAnalysisSettings, member)
G_STATIC_ASSERT (sizeof (IsoWeighting) == sizeof (guint) && sizeof (gboolean) == sizeof (guint));

static const Setting table[] = {
  { "model", .get = get_model, .set = set_model },
  { "fixed", .get = get_fixed, .set = set_fixed },
  { "bounds", .get = get_bounds, .set = set_bounds },
  { "free_upper", CHOICE (yes_or_no, free_upper) },
  { "share", .get = get_share, .set = set_share },
  { "weights", CHOICE (weight_words, weighting) },
  { "loss", CHOICE (loss_words, loss) },
  { "se", CHOICE (se_words, se) },
  { "interval", CHOICE (interval_words, interval) },
  { "level", .get = get_level, .set = set_level },
  { "effect_levels", .get = get_effect_levels, .set = set_effect_levels },
  { "median_effect", CHOICE (median_effect_words, linear_median_effect) },
  { "single_agents", CHOICE (single_words, fitted_singles) },
  { "ci_band", .get = get_ci_band, .set = set_ci_band },
  { "score_band", .get = get_score_band, .set = set_score_band },
  { "surfaces", .get = get_surfaces, .set = set_surfaces },
  { "resamples", .get = get_resamples, .set = set_resamples },
  { "seed", .get = get_seed, .set = set_seed },
  { "location", CHOICE (location_words, location) },
  { "measure", CHOICE (measure_words, measure) },
};

static char *
get_value (const IsoAnalysisSettings *settings, const Setting *setting)
{
  return setting->words != NULL ? g_strdup (setting->words[G_STRUCT_MEMBER (guint, settings, setting->choice)]) : setting->get (settings);
}

static gboolean
set_value (IsoAnalysisSettings *settings, const Setting *setting, const char *value, const IsoPlace *place, GError **error)
{
  if (setting->words != NULL)
    return find_word (setting->words, setting->name, value, &G_STRUCT_MEMBER (guint, settings, setting->choice), place, error);
  return setting->set (settings, setting->name, value, place, error);
}

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

  return setting != NULL ? get_value (settings, setting) : NULL;
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
      own = get_value (&fresh, setting);
    }
  return set_value (settings, setting, value != NULL ? value : own, place, error);
}
