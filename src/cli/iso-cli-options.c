/* iso-cli-options.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-cli-options.h"

#include "analysis/iso-analysis-settings.h"
#include "base/iso-number.h"

#include <math.h>
#include <string.h>

static const struct
{
  const char *name;
  char        letter;        /* 0 without one */
  const char *value;         /* what stands for its value in help, to be translated; NULL for none */
  const char *description;   /* to be translated */
} table[ISO_CLI_N_OPTIONS] = {
  [ISO_CLI_LAYOUT] = { "layout", 0, N_("FILE"),
                       N_("the wells of the plates, as a table; the files are then exports of a reader") },
  [ISO_CLI_READER] = { "reader", 0, N_("ID"),
                       N_("read the files with this reader instead of the one that knows them") },
  [ISO_CLI_READ] = { "read", 0, N_("LABEL"),
                     N_("the measurement to take, such as 562; the first measured one otherwise") },
  [ISO_CLI_SEPARATOR] = { "separator", 0, N_("NAME"),
                          N_("what separates the cells of a text: tab, comma or semicolon; found otherwise") },
  [ISO_CLI_TURNED] = { "turned", 0, NULL, N_("the plates stood turned by 180 degrees in the reader: put A1 back to its place") },
  [ISO_CLI_MAP] = { "map", 0, N_("COLUMNS"),
                    N_("what the columns of a table are, such as Pos=well,OD=value; the lab's own formats, by their headers, otherwise") },
  [ISO_CLI_TIME] = { "time", 0, N_("SECONDS"), N_("of a kinetic take the reading nearest to this time") },
  [ISO_CLI_WAVELENGTH] = { "wavelength", 0, N_("NM"), N_("of a spectrum take the reading nearest to this wavelength") },
  [ISO_CLI_AT] = { "at", 0, N_("WHAT"),
                   N_("of a kinetic or spectrum take first, last, max, slope (per hour) or all readings; all by default") },
  [ISO_CLI_REFERENCE] = { "reference", 0, N_("LABEL"), N_("a measurement to subtract well by well, such as 690") },
  [ISO_CLI_RUN] = { "run", 0, N_("NAME"),
                    N_("the independent experiment that a table belongs to, where it does not say so itself; of a plan its number, 1 by default") },
  [ISO_CLI_RUN_PER] = { "run-per", 0, N_("WHAT"),
                        N_("what makes an independent experiment: layout (its experiment column), file or plate") },
  [ISO_CLI_WELLS] = { "wells", 0, N_("N"),
                      N_("size of the plates: 6, 12, 24, 48, 96, 384 or 1536; the smallest that fits otherwise") },
  [ISO_CLI_DECIMAL] = { "decimal", 0, N_("SIGN"), N_("the decimal sign of the file: point or comma") },
  [ISO_CLI_RESPONSE] = { "response", 0, N_("KIND"),
                         N_("what the numbers are: viability, inhibition, fraction-affected, signal or raw") },
  [ISO_CLI_SCALE] = { "scale", 0, N_("SCALE"), N_("whether 100 or 1 is the whole: percent or fraction") },
  [ISO_CLI_LOCATION] = { "location", 0, N_("HOW"),
                         N_("the middle of the control wells: median, mean, or auto (median from five wells on)") },
  [ISO_CLI_MODEL] = { "model", 0, N_("ID"),
                      N_("curve model: LL.2 to LL.5, W1.2 to W1.4, W2.2 to W2.4, LN.2 to LN.4, G.2 to G.4, EXD.2, EXD.3, MM.2, "
                         "MM.3, BC.4, BC.5, CRS.4a to CRS.5c, 2S.5, 2S.7, flat; or auto for the smallest AICc of LL.2, LL.3, LL.4 and flat") },
  [ISO_CLI_FIX] = { "fix", 0, N_("NAME=VALUE"),
                    N_("hold hill, lower or upper at a value; for viability, 1 is that of the vehicle") },
  [ISO_CLI_FREE_UPPER] = { "free-upper", 0, NULL,
                           N_("fit the upper plateau of viability instead of holding it at 100 %") },
  [ISO_CLI_SHARE] = { "share", 0, N_("NAME"),
                      N_("one value of upper for all curves, or of hill or lower for all samples of a drug; sharing upper frees it") },
  [ISO_CLI_BOUND] = { "bound", 0, N_("NAME=LOW:HIGH"),
                      N_("keep hill, lower or upper between two limits, such as lower=0:0.3; one of them may be left out") },
  [ISO_CLI_WEIGHTS] = { "weights", 0, N_("KIND"),
                        N_("how much points count: none, 1/y, 1/y2, or replicates (by the variance of their wells)") },
  [ISO_CLI_LOSS] = { "loss", 0, N_("KIND"), N_("what a fit minimises: squares, or huber or tukey, which outliers pull less") },
  [ISO_CLI_SE] = { "se", 0, N_("KIND"), N_("standard errors: observed (Hessian) or gauss-newton") },
  [ISO_CLI_INTERVAL] = { "interval", 0, N_("KIND"),
                         N_("intervals within an experiment: profile (likelihood, the default), wald, bootstrap, bootstrap-cases or "
                            "bootstrap-wild; Wald's stand beside in json and csv") },
  [ISO_CLI_LEVEL] = { "level", 0, N_("P"), N_("level of the intervals, 0.95 by default") },
  [ISO_CLI_FA] = { "fa", 0, N_("LIST"), N_("effect levels, 0.5,0.75,0.9,0.95 by default") },
  [ISO_CLI_SETTINGS] = { "settings", 0, N_("FILE"),
                         N_("settings of the analysis as JSON (see “isobole-cli help settings”); other options go before them") },
  [ISO_CLI_COMPARE] = { "compare", 0, NULL,
                        N_("compare the samples that had the same drug: ratio of their doses, and whether one curve would do") },
  [ISO_CLI_GROWTH] = { "gr", 0, NULL,
                       N_("growth rate inhibition (GR50, GRmax, GR_AOC) of each drug alone; needs wells with the role “time zero”") },
  [ISO_CLI_KEEP] = { "keep", 0, NULL,
                     N_("keep the settings and the result in the project, and save it; without it the project is only read") },
  [ISO_CLI_MEDIAN_EFFECT] = { "median-effect", 0, N_("HOW"),
                              N_("lines of median effect, and CI and DRI from them: nonlinear (through the effects themselves, keeps all points; "
                                 "the default) or linear (through logarithms, with Lee and Kong's intervals)") },
  [ISO_CLI_SINGLE_AGENTS] = { "single-agents", 0, N_("HOW"),
                              N_("what Bliss and the highest single agent expect from: observed wells, or fitted curves") },
  [ISO_CLI_CI_BAND] = { "ci-band", 0, N_("LOW,HIGH"),
                        N_("between these a combination index is as good as additive to the verdict; 0.8,1.25 by default") },
  [ISO_CLI_SCORE_BAND] = { "score-band", 0, N_("PERCENT"),
                           N_("so far from 0 a mean score is as good as additive to the verdict; 5 by default") },
  [ISO_CLI_RESAMPLES] = { "resamples", 0, N_("N"), N_("how often scores within one experiment are resampled, 500 by default; 0: not") },
  [ISO_CLI_SEED] = { "seed", 0, N_("N"), N_("what the resamples begin with, 1 by default; the same seed gives the same numbers") },
  [ISO_CLI_THREADS] = { "threads", 0, N_("N"), N_("processors to use; the result is the same for any number") },
  [ISO_CLI_KIND] = { "kind", 0, N_("ID"),
                     N_("which figure: dose-response, residuals, median-effect, fa-ci, isobologram, matrix, scores, plate or replicates") },
  [ISO_CLI_SAMPLE] = { "sample", 0, N_("NAME"), N_("draw this sample only") },
  [ISO_CLI_COMBINATION] = { "combination", 0, N_("N"),
                            N_("which combination, counted from 1 as synergy lists them") },
  [ISO_CLI_PLATE] = { "plate", 0, N_("NAME"),
                      N_("the plate to draw, or the one of the project that was read or that a layout is of, or those to be prepared (with "
                         "commas)") },
  [ISO_CLI_SCORE] = { "score", 0, N_("MODEL"),
                      N_("show scores in a matrix instead of viability: bliss, hsa, loewe, loewe_harbron, "
                         "loewe_generalised, zip or schindler") },
  [ISO_CLI_STYLE] = { "style", 0, N_("ID"), N_("style of the figure; default otherwise") },
  [ISO_CLI_WIDTH] = { "width", 0, N_("LENGTH"),
                      N_("width of the figure, such as 85mm; one column of its style otherwise") },
  [ISO_CLI_HEIGHT] = { "height", 0, N_("LENGTH"), N_("height of the figure; what suits it otherwise") },
  [ISO_CLI_DPI] = { "dpi", 0, N_("N"), N_("dots per inch of a PNG, 300 by default") },
  [ISO_CLI_TITLE] = { "title", 0, N_("TEXT"), N_("title of the experiment") },
  [ISO_CLI_FROM] = { "from", 0, N_("FILE"), N_("the text to make it of, as dump writes it (see “isobole-cli help project”)") },
  [ISO_CLI_TABLE] = { "table", 0, N_("FILE"),
                      N_("a table of bottles (CSV, TSV or XLSX) to bring into the project; see “isobole-cli help stock-table”") },
  [ISO_CLI_EARLIER] = { "earlier", 0, N_("FILE"),
                        N_("a project or table measured before: where IC50s come from that the design does not give") },
  [ISO_CLI_WRITE] = { "write", 0, N_("WHAT"),
                      N_("what to write: plan, project, sheet, labels, csv, echo, hpdd, gwl, opentrons, opentrons-csv or epmotion") },
  [ISO_CLI_REPLACE] = { "replace", 0, NULL,
                        N_("put the layout on its plate even if something else stands there; what was read from the plate stays") },
  [ISO_CLI_UNSAVED] = { "unsaved", 0, N_("WHAT"),
                        N_("keep or discard the changes to the project that were never saved, where there are any") },
  [ISO_CLI_RESTORE] = { "restore", 0, N_("STEP"),
                        N_("make everything as it was after this step, 0 for the beginning, and save") },
  [ISO_CLI_CI] = { "ci", 0, N_("X"), N_("the combination index to be seen, of both drugs at one ratio: 0.7") },
  [ISO_CLI_EXCESS] = { "excess", 0, N_("PERCENT"), N_("the mean excess over Bliss independence to be seen, of a matrix: 10") },
  [ISO_CLI_DOSES] = { "doses", 0, N_("N"), N_("doses of each drug, around its midpoint; 6 by default") },
  [ISO_CLI_STEP] = { "step", 0, N_("X"), N_("from dose to dose; 2 by default") },
  [ISO_CLI_REPLICATES] = { "replicates", 0, N_("N"), N_("wells of each dose in each experiment; 3 by default") },
  [ISO_CLI_EXPERIMENTS] = { "experiments", 0, N_("N"), N_("independent experiments; 3 by default") },
  [ISO_CLI_NOISE] = { "noise", 0, N_("PERCENT"), N_("SD of one well's viability; 5 by default") },
  [ISO_CLI_SPREAD] = { "spread", 0, N_("PERCENT"), N_("SD of potency from experiment to experiment; 10 by default") },
  [ISO_CLI_SIMULATIONS] = { "simulations", 0, N_("N"), N_("simulated studies; 500 by default") },
  [ISO_CLI_GOAL] = { "goal", 0, N_("P"), N_("the power that is wanted, 0.8 by default: what it takes is told") },
  [ISO_CLI_FORMAT] = { "format", 0, N_("FORMAT"),
                       N_("format of the output; by the ending of the output file otherwise") },
  [ISO_CLI_OUTPUT] = { "output", 'o', N_("FILE"), N_("write there instead of to standard output") },
  [ISO_CLI_HELP] = { "help", 'h', NULL, N_("explain this verb") },
};

static IsoCliOption
find_option (const char *name, gsize length)
{
  for (guint i = 0; i < ISO_CLI_N_OPTIONS; i++)
    {
      if (length == 1 ? table[i].letter == *name
                      : strlen (table[i].name) == length && strncmp (table[i].name, name, length) == 0)
        return (IsoCliOption) i;
    }
  return ISO_CLI_N_OPTIONS;
}

static gboolean
is_allowed (const IsoCliOption *allowed, IsoCliOption option)
{
  for (; *allowed != ISO_CLI_N_OPTIONS; allowed++)
    {
      if (*allowed == option)
        return TRUE;
    }
  return option == ISO_CLI_HELP;
}

static void
set_unknown_error (const IsoCliOption *allowed, const char *name, gsize length, GError **error)
{
  g_autofree char *given = g_strndup (name, length);
  g_autoptr (GString) list = g_string_new (NULL);

  for (; *allowed != ISO_CLI_N_OPTIONS; allowed++)
    g_string_append_printf (list, "%s--%s", list->len > 0 ? ", " : "", table[*allowed].name);
  iso_error_set (error, ISO_ERROR_SYNTAX, NULL, N_("There is no option “{1}” here. There are: {2}."), given, list->str,
                 NULL);
}

static gboolean
set_value (IsoCliOptions *options, IsoCliOption option, const char *value, GError **error)
{
  char **slot = &options->values[option];

  if (*slot == NULL)
    {
      *slot = g_strdup (value);
      return TRUE;
    }
  if (option == ISO_CLI_FIX || option == ISO_CLI_BOUND)
    {
      g_autofree char *before = *slot;

      *slot = g_strdup_printf ("%s,%s", before, value);
      return TRUE;
    }
  iso_error_set (error, ISO_ERROR_SYNTAX, NULL, N_("The option --{1} is given twice. Give it once."),
                 table[option].name, NULL);
  return FALSE;
}

/* One option, of "--name=value", "--name value", "-o value". Advances *i past its value. */
static gboolean
parse_option (IsoCliOptions *options, const IsoCliOption *allowed, int argc, char **argv, int *i, GError **error)
{
  const char *name = argv[*i] + (argv[*i][1] == '-' ? 2 : 1);
  const char *equals = strchr (name, '=');
  gsize length = equals != NULL ? (gsize) (equals - name) : strlen (name);
  IsoCliOption option = argv[*i][1] != '-' && length != 1 ? ISO_CLI_N_OPTIONS : find_option (name, length);

  if (option == ISO_CLI_N_OPTIONS || !is_allowed (allowed, option))
    {
      set_unknown_error (allowed, name, length, error);
      return FALSE;
    }
  if (table[option].value == NULL)
    {
      if (equals == NULL)
        return set_value (options, option, "", error);
      iso_error_set (error, ISO_ERROR_SYNTAX, NULL, N_("The option --{1} takes no value."), table[option].name, NULL);
      return FALSE;
    }
  if (equals != NULL)
    return set_value (options, option, equals + 1, error);
  if (*i + 1 < argc)
    return set_value (options, option, argv[++*i], error);
  iso_error_set (error, ISO_ERROR_SYNTAX, NULL, N_("The option --{1} needs a value."), table[option].name, NULL);
  return FALSE;
}

IsoCliOptions *
iso_cli_options_parse (const IsoCliOption *allowed, int argc, char **argv, GError **error)
{
  g_autoptr (IsoCliOptions) options = g_new0 (IsoCliOptions, 1);
  gboolean only_files = FALSE;

  options->files = g_ptr_array_new_with_free_func (g_free);
  for (int i = 0; i < argc; i++)
    {
      if (!only_files && strcmp (argv[i], "--") == 0)
        only_files = TRUE;
      else if (only_files || argv[i][0] != '-' || argv[i][1] == '\0')
        g_ptr_array_add (options->files, g_strdup (argv[i]));
      else if (!parse_option (options, allowed, argc, argv, &i, error))
        return NULL;
    }
  return g_steal_pointer (&options);
}

void
iso_cli_options_free (IsoCliOptions *options)
{
  for (guint i = 0; i < ISO_CLI_N_OPTIONS; i++)
    g_free (options->values[i]);
  g_ptr_array_unref (options->files);
  g_free (options);
}

const char *
iso_cli_option_name (IsoCliOption option)
{
  return table[option].name;
}

char *
iso_cli_option_usage (IsoCliOption option)
{
  g_autofree char *letter = table[option].letter != 0 ? g_strdup_printf ("-%c, ", table[option].letter) : g_strdup ("");

  if (table[option].value == NULL)
    return g_strdup_printf ("%s--%s", letter, table[option].name);
  return g_strdup_printf ("%s--%s %s", letter, table[option].name, _(table[option].value));
}

const char *
iso_cli_option_description (IsoCliOption option)
{
  return _(table[option].description);
}

int
iso_cli_options_get_word (const IsoCliOptions *options, IsoCliOption option, const char *const *words, GError **error)
{
  const char *value = options->values[option];
  g_autofree char *list = NULL;

  if (value == NULL)
    return -2;
  for (int i = 0; words[i] != NULL; i++)
    {
      if (g_ascii_strcasecmp (value, words[i]) == 0)
        return i;
    }
  list = g_strjoinv (", ", (char **) words);
  iso_error_set (error, ISO_ERROR_SYNTAX, NULL, N_("“{1}” is nothing that --{2} knows. Write one of: {3}."), value,
                 table[option].name, list, NULL);
  return -1;
}

gboolean
iso_cli_options_get_number (const IsoCliOptions *options, IsoCliOption option, double low, double high, double *value,
                            GError **error)
{
  const char *text = options->values[option];
  g_autofree char *from = iso_number_format (low, 6);
  g_autofree char *to = iso_number_format (high, 6);
  double read;

  if (text == NULL)
    return TRUE;
  if (iso_number_parse (text, ISO_DECIMAL_POINT, &read) && read >= low && read <= high)
    {
      *value = read;
      return TRUE;
    }
  iso_error_set (error, ISO_ERROR_RANGE, NULL,
                 N_("“{1}” cannot be the value of --{2}. Write a number from {3} to {4}."), text, table[option].name,
                 from, to, NULL);
  return FALSE;
}

gboolean
iso_cli_options_get_length (const IsoCliOptions *options, IsoCliOption option, double *points, GError **error)
{
  static const struct
  {
    const char *unit;
    double      points;
  } units[] = { { "mm", 72 / 25.4 }, { "cm", 720 / 25.4 }, { "in", 72 }, { "pt", 1 }, { "", 72 / 25.4 } };
  const char *text = options->values[option];

  if (text == NULL)
    return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (units); i++)
    {
      g_autofree char *number = NULL;
      double value;

      if (!g_str_has_suffix (text, units[i].unit))
        continue;
      number = g_strndup (text, strlen (text) - strlen (units[i].unit));
      if (!iso_number_parse (number, ISO_DECIMAL_POINT, &value) || value * units[i].points < 36
          || value * units[i].points > 3600)
        break;
      *points = value * units[i].points;
      return TRUE;
    }
  iso_error_set (error, ISO_ERROR_RANGE, NULL,
                 N_("“{1}” cannot be the value of --{2}. Write a length such as 85mm, between 13 mm and 1270 mm."),
                 text, table[option].name, NULL);
  return FALSE;
}

/* Settings are refused in the words of the option that gave them. */
gboolean
iso_cli_options_get_settings (const IsoCliOptions *options, IsoAnalysisSettings *settings, GError **error)
{
  static const struct
  {
    IsoCliOption option;
    const char  *setting;
    const char  *value;   /* of an option that takes none */
  } given[] = {
    { ISO_CLI_MODEL, "model", NULL },       { ISO_CLI_FIX, "fixed", NULL },        { ISO_CLI_FREE_UPPER, "free_upper", "yes" },
    { ISO_CLI_SHARE, "share", NULL },
    { ISO_CLI_BOUND, "bounds", NULL },      { ISO_CLI_WEIGHTS, "weights", NULL },  { ISO_CLI_LOSS, "loss", NULL },
    { ISO_CLI_SE, "se", NULL },             { ISO_CLI_INTERVAL, "interval", NULL },
    { ISO_CLI_LEVEL, "level", NULL },      { ISO_CLI_FA, "effect_levels", NULL },
    { ISO_CLI_MEDIAN_EFFECT, "median_effect", NULL },
    { ISO_CLI_SINGLE_AGENTS, "single_agents", NULL }, { ISO_CLI_LOCATION, "location", NULL },
    { ISO_CLI_CI_BAND, "ci_band", NULL },   { ISO_CLI_SCORE_BAND, "score_band", NULL },
    { ISO_CLI_RESAMPLES, "resamples", NULL }, { ISO_CLI_SEED, "seed", NULL },
  };
  double threads = settings->n_threads;

  for (gsize i = 0; i < G_N_ELEMENTS (given); i++)
    {
      const char *text = options->values[given[i].option];
      g_autofree char *name = g_strconcat ("--", table[given[i].option].name, NULL);

      /* --model names a curve, or surfaces. */
      const char *setting =
        given[i].option == ISO_CLI_MODEL && text != NULL && iso_analysis_names_surfaces (text) ? "surfaces" : given[i].setting;

      if (text != NULL
          && !iso_analysis_settings_set (settings, setting, given[i].value != NULL ? given[i].value : text,
                                         &(IsoPlace) { .file = name }, error))
        return FALSE;
    }
  if (!iso_cli_options_get_number (options, ISO_CLI_THREADS, 1, 1024, &threads, error))
    return FALSE;
  settings->n_threads = (guint) threads;
  return TRUE;
}
