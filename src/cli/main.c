/* main.c - isobole-cli: the line from files to results without a screen
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "iso-cli-input.h"
#include "iso-cli-output.h"
#include "iso-cli.h"
#include "iso-plot-text.h"

#include <gsl/gsl_errno.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>

static IsoCliOption no_options[] = { ISO_CLI_OUTPUT, ISO_CLI_N_OPTIONS };
static IsoCliOption read_options[] = {
  ISO_CLI_READ, ISO_CLI_READER, ISO_CLI_SEPARATOR, ISO_CLI_DECIMAL, ISO_CLI_WELLS, ISO_CLI_TURNED, ISO_CLI_MAP, ISO_CLI_TIME, ISO_CLI_WAVELENGTH,
  ISO_CLI_AT, ISO_CLI_FORMAT, ISO_CLI_OUTPUT, ISO_CLI_N_OPTIONS,
};
static IsoCliOption analysis_options[] = {
  ISO_CLI_INPUT_OPTIONS, ISO_CLI_ANALYSIS_OPTIONS, ISO_CLI_FORMAT, ISO_CLI_OUTPUT, ISO_CLI_N_OPTIONS,
};
static IsoCliOption fit_options[] = {
  ISO_CLI_INPUT_OPTIONS, ISO_CLI_ANALYSIS_OPTIONS, ISO_CLI_COMPARE, ISO_CLI_GROWTH, ISO_CLI_FORMAT, ISO_CLI_OUTPUT, ISO_CLI_N_OPTIONS,
};
static IsoCliOption analyze_options[] = {
  ISO_CLI_INPUT_OPTIONS, ISO_CLI_ANALYSIS_OPTIONS, ISO_CLI_KEEP, ISO_CLI_UNSAVED, ISO_CLI_FORMAT, ISO_CLI_OUTPUT, ISO_CLI_N_OPTIONS,
};
static IsoCliOption figure_options[] = {
  ISO_CLI_KIND,
  ISO_CLI_SAMPLE,
  ISO_CLI_COMBINATION,
  ISO_CLI_PLATE,
  ISO_CLI_SCORE,
  ISO_CLI_STYLE,
  ISO_CLI_WIDTH,
  ISO_CLI_HEIGHT,
  ISO_CLI_DPI,
  ISO_CLI_INPUT_OPTIONS,
  ISO_CLI_ANALYSIS_OPTIONS,
  ISO_CLI_FORMAT,
  ISO_CLI_OUTPUT,
  ISO_CLI_N_OPTIONS,
};

static IsoCliOption new_options[] = { ISO_CLI_FROM, ISO_CLI_TITLE, ISO_CLI_N_OPTIONS };

static IsoCliOption import_options[] = {
  ISO_CLI_LAYOUT, ISO_CLI_PLATE, ISO_CLI_READ, ISO_CLI_REFERENCE, ISO_CLI_RUN, ISO_CLI_RUN_PER, ISO_CLI_READER, ISO_CLI_RESPONSE,
  ISO_CLI_SCALE, ISO_CLI_SEPARATOR, ISO_CLI_DECIMAL, ISO_CLI_WELLS, ISO_CLI_TURNED, ISO_CLI_MAP, ISO_CLI_TIME, ISO_CLI_WAVELENGTH,
  ISO_CLI_AT, ISO_CLI_REPLACE, ISO_CLI_UNSAVED, ISO_CLI_OUTPUT, ISO_CLI_N_OPTIONS,
};
static IsoCliOption history_options[] = { ISO_CLI_RESTORE, ISO_CLI_UNSAVED, ISO_CLI_FORMAT, ISO_CLI_OUTPUT,
                                          ISO_CLI_N_OPTIONS };
static IsoCliOption check_options[] = { ISO_CLI_FORMAT, ISO_CLI_OUTPUT, ISO_CLI_N_OPTIONS };

static IsoCliOption plan_options[] = {
  ISO_CLI_WRITE, ISO_CLI_PLATE, ISO_CLI_RUN, ISO_CLI_EARLIER, ISO_CLI_SAMPLE, ISO_CLI_FORMAT, ISO_CLI_OUTPUT, ISO_CLI_N_OPTIONS,
};

static IsoCliOption power_options[] = {
  ISO_CLI_CI, ISO_CLI_EXCESS, ISO_CLI_DOSES, ISO_CLI_STEP, ISO_CLI_REPLICATES, ISO_CLI_EXPERIMENTS, ISO_CLI_NOISE, ISO_CLI_SPREAD,
  ISO_CLI_LEVEL, ISO_CLI_SIMULATIONS, ISO_CLI_SEED, ISO_CLI_GOAL, ISO_CLI_COMBINATION, ISO_CLI_INPUT_OPTIONS, ISO_CLI_FORMAT,
  ISO_CLI_OUTPUT, ISO_CLI_N_OPTIONS,
};

static IsoCliOption stocks_options[] = { ISO_CLI_TABLE, ISO_CLI_UNSAVED, ISO_CLI_FORMAT, ISO_CLI_OUTPUT, ISO_CLI_N_OPTIONS };

static const IsoCliVerb verbs[] = {
  { "readers", "", N_("list the formats that are read and written"), no_options, iso_cli_run_readers },
  { "read", N_("FILE..."), N_("print every value that exports of plate readers hold"), read_options,
    iso_cli_run_read },
  { "fit", N_("PROJECT | TABLE | FILE... --layout LAYOUT"),
    N_("fit dose-response curves: IC50, slope, plateaus, with intervals"), fit_options, iso_cli_run_fit },
  { "synergy", N_("PROJECT | TABLE | FILE... --layout LAYOUT"),
    N_("judge combinations: combination index, dose reduction, isoboles, Bliss, HSA"), analysis_options,
    iso_cli_run_synergy },
  { "figure", N_("PROJECT | TABLE | FILE... [--layout LAYOUT]"),
    N_("draw a figure to a file; a plate also from an export without layout"), figure_options, iso_cli_run_figure },
  { "new", N_("PROJECT"), N_("make an empty project, or one of the text that dump writes"), new_options, iso_cli_run_new },
  { "import", N_("PROJECT TABLE... | PROJECT FILE... [--layout LAYOUT | --plate NAME] | PROJECT --layout LAYOUT"),
    N_("bring tables, exports of a reader, and layouts, of plates that are there or of new ones, into a project"), import_options,
    iso_cli_run_import },
  { "dump", N_("PROJECT"), N_("write a whole project, without its history, as one text"), no_options, iso_cli_run_dump },
  { "analyze", N_("PROJECT | TABLE | FILE... --layout LAYOUT"), N_("fit and synergy of everything in it"), analyze_options,
    iso_cli_run_analyze },
  { "history", N_("PROJECT [--restore STEP]"), N_("who changed what, and when; go back to a step"), history_options,
    iso_cli_run_history },
  { "check", N_("PROJECT"), N_("look whether a project is whole; exit status 1 if not"), check_options, iso_cli_run_check },
  { "stocks", N_("PROJECT [--table FILE]"), N_("the bottles of a project as a table; bring those of a table into it"), stocks_options,
    iso_cli_run_stocks },
  { "plan", N_("DESIGN | PROJECT"),
    N_("plan dilutions for a design, or for a project's plates: maps, tubes, needs, a sheet for the bench, lists for robots"),
    plan_options, iso_cli_run_plan },
  { "power", N_("[PROJECT | TABLE | FILE... --layout LAYOUT]"),
    N_("what a design of a combination, or one like that of a project, can see, by simulation, and how many experiments or wells it takes"),
    power_options, iso_cli_run_power },
  { "help", N_("[VERB | table | project | design | stock-table | settings | schema]"),
    N_("explain a verb, the tables that are read, a project as text, a design, a table of bottles, settings, or the JSON that is written"),
    no_options, iso_cli_run_help },
};

const IsoCliVerb *
iso_cli_verb_nth (guint index)
{
  return index < G_N_ELEMENTS (verbs) ? &verbs[index] : NULL;
}

const IsoCliVerb *
iso_cli_verb_find (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (verbs); i++)
    {
      if (strcmp (verbs[i].name, name) == 0)
        return &verbs[i];
    }
  return NULL;
}

static int
run_verb (const IsoCliVerb *verb, int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (IsoCliOptions) options = iso_cli_options_parse (verb->options, argc, argv, &error);

  if (options == NULL)
    {
      iso_cli_tell_error (error);
      fprintf (stderr, _("See “isobole-cli help %s”.\n"), verb->name);
      return ISO_CLI_CANNOT;
    }
  if (options->values[ISO_CLI_HELP] != NULL)
    {
      g_ptr_array_set_size (options->files, 0);
      g_ptr_array_add (options->files, g_strdup (verb->name));
      return iso_cli_run_help (options);
    }
  return verb->run (options);
}

/* Without a verb nothing was done, and help says what could be. */
static int
run (int argc, char **argv)
{
  const char *word = argc > 1 ? argv[1] : "--help";
  gboolean help = strcmp (word, "--help") == 0 || strcmp (word, "-h") == 0;
  const IsoCliVerb *verb = iso_cli_verb_find (help ? "help" : word);

  if (strcmp (word, "--version") == 0)
    {
      g_autoptr (IsoCliOptions) none = iso_cli_options_parse (no_options, 0, NULL, NULL);
      return iso_cli_write (none, "isobole-cli " ISO_VERSION "\n") ? ISO_CLI_DONE : ISO_CLI_CANNOT;
    }
  if (argc < 2)
    {
      run_verb (verb, 0, NULL);
      return ISO_CLI_CANNOT;
    }
  if (verb != NULL)
    return run_verb (verb, argc - 2, argv + 2);
  fprintf (stderr, _("isobole-cli: There is no verb “%s”. See “isobole-cli help”.\n"), word);
  return ISO_CLI_CANNOT;
}

static const char *
translate (const char *sentence)
{
  return gettext (sentence);
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, ISO_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  iso_plot_set_translator (translate);
  gsl_set_error_handler_off ();
  return run (argc, argv);
}
