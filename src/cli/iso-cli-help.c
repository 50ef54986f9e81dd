/* iso-cli-help.c - "isobole-cli help"
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-cli-output.h"
#include "iso-cli-text.h"
#include "iso-cli.h"
#include "reader/iso-outline-reader.h"

#include <string.h>

static const char table_help[] = N_(
  "A TABLE has one well a row and a header, separated by commas, semicolons or tabs, or in a sheet of an Excel workbook (.xlsx).\n"
  "Columns come in any order; case, blanks and punctuation in their names do not matter. Numbers may have decimal commas where the\n"
  "cells are separated by semicolons or tabs.\n"
  "\n"
  "  drug1 dose1 unit1, drug2 dose2 unit2, ...   what the well held; drug, dose, unit for one drug. A drug that a row does not use is\n"
  "                 left empty or has dose 0. Also compound, agent, conc, concentration. The unit may stand in the header, \"dose1 (nM)\",\n"
  "                 and so may the drug: \"ixazomib (nM)\", \"lenalidomide_uM\". At most three drugs a well.\n"
  "  response       the number. The header may say what it is: viability, survival, inhibition, fa, signal, absorbance, luminescence,\n"
  "                 with \"%\" or \"percent\" where 100 is the whole. Otherwise say it with --response and --scale.\n"
  "  sample         cell line or patient; also cell_line, cell\n"
  "  experiment     the independent experiment (another day, another passage): what intervals and tests count; also run\n"
  "  replicate      wells within one experiment are averaged\n"
  "  plate, well    where it stood, such as C5 (or row and column); a well may stand once on a plate. Plates are counted anew in each\n"
  "                 experiment: plate 1 of another one is another plate, with controls of its own\n"
  "  role           treated, vehicle, untreated, blank, compound blank, positive control, time zero, empty. Without a role, a well with\n"
  "                 dose 0 is vehicle. Signals need vehicle wells, and blanks where the background is not 0.\n"
  "\n"
  "Lines that begin with # are comments; \"# title: ...\" and \"# note: ...\" above the header go with the results.\n"
  "The long and the matrix form of SynergyFinder are read as they are.\n"
  "\n"
  "A LAYOUT is such a table without responses: well, and what is known of role, sample, drugs and doses, replicate, plate, experiment.\n"
  "Its plates are found in the files by plate name, number or barcode, or by the name of the file; a layout without a plate column\n"
  "serves every plate. What makes an independent experiment is its experiment column, else each file; --run-per file or plate decide\n"
  "otherwise.\n");

static const char counts_help[] = N_(
  "\n"
  "Counts: with the columns affected (or dead, killed, responders, events) and total (or exposed, tested) in place of a response, fit\n"
  "gives the dose that affects half (LD50) and others, by greatest likelihood: LL is logit analysis, LN probit analysis, W1 and W2 the\n"
  "Weibull curves; auto takes the one with the least AIC. Rows with dose 0 tell how many are affected without drug.\n");

static const char project_help[] = N_(
  "A project as text (isobole/project/3; 2 without days of reading, 1 without stocks, cells and preparation) is what “isobole-cli dump”\n"
  "writes, and what “isobole-cli new PROJECT --from FILE” and “isobole-cli plan FILE” read. Written by hand, this is enough:\n"
  "\n"
  "  { \"schema\": \"isobole/project/1\",\n"
  "    \"title\": \"A and B\",\n"
  "    \"drugs\": [ { \"name\": \"A\", \"unit\": \"nM\" }, { \"name\": \"B\", \"unit\": \"µM\" } ],\n"
  "    \"plates\": [ { \"name\": \"Plate 1\", \"wells\": [\n"
  "      { \"well\": \"B2\", \"doses\": { \"A\": 10 } },\n"
  "      { \"well\": \"B3\", \"doses\": { \"A\": 10, \"B\": 0.5 } },\n"
  "      { \"well\": \"C2-C4\", \"role\": \"vehicle\" } ] } ] }\n"
  "\n"
  "The whole\n"
  "  schema, title, note, id\n"
  "  response   what the numbers are: signal, viability, inhibition, fraction-affected, raw; scale   percent or fraction\n"
  "  drugs      [ { name, unit, id, position, preparation: { delay, intermediate } } ]     samples   [ { name, id, position } ]\n"
  "  runs       [ { name, id, position, read on } ]     read on: the day on which their plates are to be read, 2027-03-31\n"
  "  plates     [ { name, id, position, run, format, links: { signal, reference }, wells } ]\n"
  "             format: how many wells it has, 96 if left out, 0 for a list of rows. A run is an independent experiment; a plate without\n"
  "             one belongs to the first. links: ids or labels of reads.\n"
  "    wells    [ { well, role, sample, doses, replicate, excluded } ]\n"
  "             well: C5, or C5-D8 for a block with the same in it; in a list, row: 1, 2, ... role: as in “isobole-cli help table”;\n"
  "             treated if left out where there are doses. excluded: why it takes no part in results.\n"
  "      doses  { DRUG: number in its unit }; or { requested, planned, achieved } where these differ; null where one is not known.\n"
  "             { \"inside\": number } is in mol/L or g/L, for a dose that no number in the unit gives exactly.\n"
  "  stocks     [ { drug, id, position, used, concentration, unit, form, form weight, active weight, active per form, purity, solvent,\n"
  "             lot, supplier, expiry, in spite, thaws } ]     bottles, see “isobole-cli help stock-table”\n"
  "  cells      [ { sample, passage, per well, count, viability } ]     count: per mL; viability: per cent\n"
  "  preparation   { NAME: text }     how it is prepared: the names of “dosing” in a design (“isobole-cli help design”)\n"
  "  settings   { NAME: text }, see “isobole-cli help settings”     figures   [ { name, kind, id, position, settings } ]\n"
  "  sources    [ { name, sha256, text: [ lines ], reads } ]     imported files; base64 instead of text where they are none\n"
  "    reads    [ { label, id, reader, version, plate, plate_name, barcode, position, format, calculated, readings } ]\n"
  "    readings [ { well, values: [ wells side by side ], line } ] or [ { well, value, flag, token, line } ]\n"
  "             flag: empty, overflow, underflow, masked, missing, error; token: what stood there in place of a number\n"
  "  results    [ { input, program, kind, content } ]     kind: analysis (input: its hash), findings of an import (input: sha256)\n"
  "\n"
  "Drugs, samples and runs are meant by name or by id. An id that is left out is made of kind, name and place, so that the same text\n"
  "gives the same project; a position, of the place in the list. Names that are not listed here are refused. The history is not in it.\n");

static const char stocks_help[] = N_(
  "A table of bottles is CSV, TSV or XLSX, one bottle a line, as “isobole-cli stocks PROJECT --format csv” writes it. Headers in any order,\n"
  "whatever the case; “drug” and “concentration” are needed.\n"
  "\n"
  "  drug             its name in the project\n"
  "  concentration    as it stands on the bottle: 10 mM; or a number, and beside it\n"
  "  unit             mM, µM, nM, mg/mL, ...\n"
  "  dose unit        of the drug's doses, to have a drug added that the project lacks\n"
  "  used             yes for the one of the drug's bottles that doses are made from; no. Without it the first one is\n"
  "  form             what is in it: ixazomib citrate\n"
  "  form weight, active weight     g/mol of what was weighed, and of what acts\n"
  "  active per form  how many active molecules one formula unit brings: 1\n"
  "  purity           0.98, or 98 %\n"
  "  solvent          DMSO if it is not said\n"
  "  lot, supplier\n"
  "  expiry           2027-03-31; a bottle is used after that day only with a reason\n"
  "  in spite         that reason\n"
  "  thaws            how often it was thawed\n"
  "\n"
  "A line with the drug and lot of a bottle in the project changes that one; all others are added. All of it goes in, or nothing.\n");

static const char settings_help[] = N_(
  "Settings of an analysis: what --settings FILE gives, what a project remembers, and what “isobole-cli dump” writes. The file is JSON:\n"
  "\n"
  "  { \"model\": \"LL.3\", \"fixed\": { \"lower\": 0 }, \"level\": 0.9, \"effect_levels\": [ 0.5, 0.75 ] }\n"
  "\n"
  "or any result or project as JSON, whose \"settings\" are taken: the same settings give the same numbers.\n"
  "\n"
  "  model          the curve model, see --model of “isobole-cli help fit”; auto is the smallest AICc of LL.2, LL.3, LL.4 and flat\n"
  "  fixed          parameters held at a value: hill, lower, upper (--fix); as text \"hill=1,lower=0\"\n"
  "  bounds         limits of hill, lower and upper (--bound), as text \"lower=0:0.3,upper=0.8:\"\n"
  "  free_upper     yes or no: fit the upper plateau of viability (--free-upper)\n"
  "  share          what curves have in common: upper (all of them), hill or lower (the samples of a drug); \"\" for nothing (--share)\n"
  "  weights        none, 1/y, 1/y2 or replicates (--weights)\n"
  "  loss           squares, huber or tukey (--loss)\n"
  "  se             standard errors: observed or gauss-newton (--se)\n"
  "  interval       within an experiment: profile (likelihood), wald, bootstrap, bootstrap-cases or bootstrap-wild (--interval)\n"
  "  level          of the intervals, 0.5 to 0.999 (--level)\n"
  "  effect_levels  up to twelve between 0 and 1 (--fa)\n"
  "  median_effect  nonlinear: its lines go through the effects themselves; or linear: through logarithms (--median-effect)\n"
  "  single_agents  what Bliss and HSA expect from: observed (wells) or fitted (curves) (--single-agents)\n"
  "  ci_band        between these, below and above 1, a combination index is as good as additive to the verdict (--ci-band)\n"
  "  score_band     so far from 0, in percent, a mean score is as good as additive to the verdict (--score-band)\n"
  "  surfaces       parametric surfaces to fit to combinations: musyc, musyc10, braid, braid_equal, braid_larger, braid_delta, ursa,\n"
  "                 effective_dose, several with commas, or all (synergy --model)\n"
  "  resamples      how often scores within one experiment are resampled, 0 to 100000 (--resamples)\n"
  "  seed           what they begin with (--seed)\n"
  "  location       the middle of the control wells: auto, median or mean (--location)\n"
  "  measure        what the window shows curves as: viability or growth-rate; it changes no number\n"
  "\n"
  "null is the program's own value. Later ones win: the program's own, the project's, those of --settings, then other options.\n"
  "“isobole-cli analyze PROJECT --keep” keeps what was used in the project, as one step of its history, together with the result;\n"
  "every other run only reads the project. “isobole-cli check” tells when a kept result is older than its data or settings.\n");

static const char schema_help[] = N_(
  "JSON of fit (isobole/fit/1), synergy (isobole/synergy/1), analyze (isobole/analysis/1: both in one), read (isobole/read/1), history\n"
  "(isobole/history/1) and check (isobole/check/1). Numbers have as many digits as they need to be\n"
  "read back exactly. What has no value is null, and a status beside it says why: ok, extrapolated, not-reached, below-range,\n"
  "above-range, at-bound, not-identified, ambiguous, not-converged, too-few-points, undefined, excluded, cancelled.\n"
  "Plain numbers are null where they are not defined: the sd of one well, lack of fit without replicates, auc of raw responses.\n"
  "\n"
  "An ESTIMATE is { value, lower, upper, status, interval_status, method }: the value and the limits of its interval, and why one is\n"
  "missing. A limit alone is null where the data rule nothing out on that side, and interval_status is above-range (no upper limit),\n"
  "below-range (no lower one) or not-identified. method: profile (likelihood), calibrated-profile (its limits by draws from the\n"
  "surface) or wald (within the fit), nonlinear, lee-kong, replicates, bound (only one limit is known), experiments (between independent\n"
  "experiments). MESSAGES are [ { code, place, text } ].\n"
  "\n"
  "Every result begins with\n"
  "  schema, program\n"
  "  input     { hash (of data and settings), title, note, files, response, scale, samples, experiments, messages }\n"
  "  settings  { model, fixed, bounds, free_upper, share, weights, loss, median_effect, single_agents, ci_band, score_band, surfaces,\n"
  "              resamples, seed, se, interval, level, effect_levels, location }\n"
  "  plates    [ { plate, experiment, sample, status, vehicle, untreated, blank, positive_control: { n, location, mean, sd, cv_percent },\n"
  "              z_prime, signal_to_background: { value, status }, against (what stood for 0 %), relative_se } ], for signals\n"
  "  messages\n"
  "and ends with\n"
  "  wells     [ { id, file, line, experiment, plate, well, role, sample, doses: [ { drug, dose, unit } ], response (as in the file),\n"
  "              flag, viability (1 = vehicle), status } ]\n"
  "\"wells\" inside a result are ids of these: the way back from a number to where it came from.\n"
  "\n"
  "fit: curves [ {\n"
  "  sample, drug (name of the curve; with a ratio for a combination), drugs, units, shares (of each drug in one unit of dose), unit,\n"
  "  dose_is_of_first_drug (the drugs' units cannot be added), model, status, n,\n"
  "  parameters   { hill, lower, upper, scale: ESTIMATE with se, fixed, shared, wald { lower, upper } }\n"
  "               response = lower + (upper - lower) / (1 + (dose / scale)^hill); viability as a fraction of the vehicle's, or the\n"
  "               response as it stood for raw\n"
  "  rss, df, aicc, lack_of_fit { f, df1, df2, p }, runs_test { runs, p }\n"
  "  candidates   [ { model, aicc, weight } ] of --model auto: Akaike's weights, the most likely first\n"
  "  effect_doses [ { level, kind, ESTIMATE, n_experiments, pooled: ESTIMATE of the curve through all experiments, wald { lower,\n"
  "               upper } of that } ]\n"
  "               kind absolute: where that share of the vehicle's response is lost (level 0.5: the IC50); relative: that share of the\n"
  "               way from upper to lower (level 0.5: the EC50)\n"
  "  auc          mean effect over the tested range of log dose, 0 to 1\n"
  "  max_effect, lowest_dose, highest_dose,\n"
  "  experiments  [ { experiment, and what is above for this one alone } ]\n"
  "  points       [ { experiment, dose, doses, response, sd, n, wells } ], messages } ]\n"
  "\n"
  "fit --compare: comparisons [ {   every two samples that had the same drug alone\n"
  "  drug, sample, reference (the sample that comes first)\n"
  "  ratios    [ { level, kind, ESTIMATE, n_experiments (in which both were tested) } ]   dose of sample / dose of reference; where one was\n"
  "            not reached the value is null, and lower (status above-range) or upper (below-range) is what the tested doses say;\n"
  "            within one experiment also delta and fieller (ESTIMATE each) and p of a ratio of 1\n"
  "  one_curve, shared { hill, lower, upper, scale, extra, second_scale, second_hill }: { status, f, df1, df2, p (extra sum of squares),\n"
  "            aicc, separate_aicc, in_common { what is shared: ESTIMATE } }: one curve for both, or one parameter; null with more\n"
  "            than one experiment, whose wells are not pooled\n"
  "  } ]; csv has the ratios alone, one a row\n"
  "\n"
  "synergy: combinations [ {\n"
  "  sample, drugs, units, is_matrix\n"
  "  verdict       { word: synergistic, additive, antagonistic or not-decided, model, fa, reason }\n"
  "  median_effect [ { drug | ratio with shares, unit, status, fit (nonlinear or linear), Dm: ESTIMATE, m: ESTIMATE, r, n,\n"
  "                  excluded (points without a logarithm that were left out),\n"
  "                  max_effect, lowest_dose, highest_dose, experiments: [ the same for each ] } ]\n"
  "  points        [ { doses, ratio, fa, fa_sd, n, n_experiments, ci: ESTIMATE with factor (how far outside the tested doses, 1 within),\n"
  "                  ci_nonexclusive_historical, dx: [ { value, status } ], dri: [ ESTIMATE ],\n"
  "                  experiments: [ { experiment, fa, ci, dri } ], wells } ]\n"
  "  effect_levels [ { fa, ratio, doses, ci, ci_nonexclusive_historical, dx, dri, experiments: [ as above ],\n"
  "                  additivity_test { method: tallarida, status, unit, additive, additive_se, mixture, mixture_se, t, df, p } } ]\n"
  "  isoboles      [ { fa, dx: [ ESTIMATE ], line: [ [d1, d2] ], line_lower, line_upper (its interval),\n"
  "                  measured: [ { doses, normalised, along (the drug whose doses cross the level) } ],\n"
  "                  points: [ { ratio, doses, lower, upper, normalised (shares of the doses that do as much alone), unit,\n"
  "                  total: ESTIMATE } ] } ]\n"
  "  noise         { method (where intervals and p of scores come from: experiments; within one: replicates, controls or residuals),\n"
  "                  sd (of one well, percent), df }\n"
  "  reference     { bliss, hsa, loewe, loewe_harbron, loewe_generalised, zip, schindler: { mean: ESTIMATE, n_cells,\n"
  "                  p_mean (of a mean of 0), p_largest (of the largest score, held against all cells),\n"
  "                  shared_mean (over the n_shared cells that have every score), note (why it parts from bliss, or why there is none),\n"
  "                  cells: [ { doses, observed (by zip: fitted), expected, score, lower, upper, p, p_family\n"
  "                  (held against all cells), q (false discovery rate), status, interval_status, method } ] } }; p is null where\n"
  "                  the design gives none\n"
  "                in percent inhibition; score = observed - expected, above 0 is synergy; null where a model is not defined\n"
  "  surfaces      [ { model, status, n, n_free, rss, df, aicc, n_experiments, parameters { E0, E1, ...: ESTIMATE with fixed and null\n"
  "                  (its value without interaction) }, beta (of MuSyC), achievable_efficacy (of BRAID, at the first effect level):\n"
  "                  ESTIMATE, no_interaction { rss, f, df1, df2, p }, starts, starts_at_best, surface: [ [d1, d2, viability] ] } ]\n"
  "                  responses are viabilities, 1 = vehicle; those that --model asked for, of two drugs\n"
  "  as_synergyfinder_computes_it { zip, hsa, bliss, loewe (means), ic50_1, ic50_2, ri_1, ri_2, css1_ic502, css2_ic501, css, s_sum,\n"
  "                  s_max }   of a matrix of two drugs: what version 3.7.3 prints, to see where an old number came from; no score\n"
  "                  above rests on it\n"
  "  as_compusyn_computes_it { median_effect: [ { name, unit, Dm, m, r, n } ], points: [ INDEX ], levels: [ for each ratio [ INDEX ] ] }\n"
  "                  INDEX: { fa, doses, ci, ci_nonexclusive, grade (+++++ to -----, Chou 2006), dx, dri }; one line through the means\n"
  "                  of all experiments, also outside the doses tested, to see where an old number came from\n"
  "  most_telling_wells [ { for: ci (of the ratio, at the first effect level) or mean_excess_bliss (of a matrix), ratio, doses,\n"
  "                  standard_error_left (share, with this well and those before it) } ]   within an experiment\n"
  "  messages } ],\n"
  "polygonogram    [ { sample, drugs, ratio (that nearest to equal effects), fa, ci: ESTIMATE, grade, grade_name } ]   every pair of drugs\n"
  "ci and dri within one experiment have resampled { lower, upper, status } beside the interval by formula: nonlinear, from lines\n"
  "through the effects, which holds where noise lies on viability, or lee-kong, which takes the errors of logarithms for equal and holds\n"
  "less often the higher the effect: 95 % intervals held in 94 % at fa 0.5, 86 % at 0.9.\n"
  "Doses are in the units that stand beside them. CI below 1 is synergy.\n"
  "\n"
  "read: files [ { file, sha256, reader, reader_version, plates: [ { plate, wells, reads: [ { label, calculated,\n"
  "  readings: [ { well, value, flag, line } ] } ] } ], messages } ]\n"
  "\n"
  "history: steps [ { step, kind: do, undo, redo, restore or migrate, target (the step undone, done again or restored; 0 the beginning),\n"
  "  verb, arguments, text (what was done), at (UTC), zone (of the one who did it), who } ]\n"
  "power: (isobole/power/1) design { layout: ray or matrix, ci, excess, doses, step, middle (of the doses, over the midpoint), slope,\n"
  "  replicates, experiments, noise, spread, level, simulations, seed }, of a project measured { combination, sample, noise { method:\n"
  "  replicates, controls or residuals, df }, spread { df } } and most_telling_wells, power with lower and upper (of the\n"
  "  simulations), goal, experiments_needed, replicates_needed (null: 30 do not do)\n"
  "check: findings [ MESSAGE ], code: damaged-file, damaged-page, lost-key, same-name, changed-source, damaged-step, stale-result\n"
  "\n"
  "A workbook (.xlsx) of fit, synergy or analyze has three sheets: the curves and the combinations, one number a row, and every well with\n"
  "its doses, response and viability and the line of the file that it was read from.\n"
  "CSV of fit and synergy has one number a row, that of read one well a row: file, plate, read, well, value, flag. A flag is empty,\n"
  "overflow, underflow, masked (the value is kept), missing, empty or error: and what stood in the file.\n");

static const char counts_schema[] = N_(
  "\n"
  "fit --gr (isobole/growth/1): curves [ { sample, drug, experiment, unit, n, doublings (of the cells without drug), flat (no better than a\n"
  "constant), flat_p, gr50, gec50, gr_inf: ESTIMATE, hill, gr_max (smaller mean of the two highest doses), gr_aoc } ]\n"
  "\n"
  "fit of counts (isobole/counts/1): curves [ { sample, drug, unit, model, status, n, parameters { hill, upper (the share affected without\n"
  "drug), lower (at endless dose), scale }, log_likelihood, deviance, aic, chi_squared, df, p (of more scatter than chance has),\n"
  "candidates [ { model, aic } ], effect_doses [ { level, ESTIMATE } ] } ]\n");

static const char growth_schema[] = N_(
  "\n"
  "analyze has the curves of fit --gr too, as growth: none where no cells were read at time zero.\n");

static void
print_overview (GString *text)
{
  const IsoCliVerb *verb;
  IsoCliTable *table = iso_cli_table_new (_("Verb"), _("What it does"), NULL);

  g_string_append_printf (text, "%s\n\n", _("Usage: isobole-cli VERB [FILE...] [OPTION...]"));
  for (guint i = 0; (verb = iso_cli_verb_nth (i)) != NULL; i++)
    {
      iso_cli_table_add (table, verb->name);
      iso_cli_table_add (table, _(verb->summary));
    }
  iso_cli_table_print (table, text);
  g_string_append_printf (text, "\n%s\n",
                          _("“isobole-cli help VERB” lists the options of a verb, “isobole-cli --version” tells the version.\n"
                            "Results go to standard output or to --output, messages to standard error.\n"
                            "Exit status: 0 done, 1 done and something was found (check), 2 bad usage or bad input."));
}

static void
print_verb (const IsoCliVerb *verb, GString *text)
{
  IsoCliTable *table;

  g_string_append_printf (text, _("Usage: isobole-cli %s %s [OPTION...]"), verb->name, *verb->arguments != '\0' ? _(verb->arguments) : "");
  g_string_append_printf (text, "\n%s\n\n", _(verb->summary));
  table = iso_cli_table_new (_("Option"), _("What it says"), NULL);
  for (const IsoCliOption *option = verb->options; *option != ISO_CLI_N_OPTIONS; option++)
    {
      iso_cli_table_take (table, iso_cli_option_usage (*option));
      iso_cli_table_add (table, iso_cli_option_description (*option));
    }
  iso_cli_table_print (table, text);
}

int
iso_cli_run_help (const IsoCliOptions *options)
{
  const char *topic = options->files->len > 0 ? g_ptr_array_index (options->files, 0) : NULL;
  const IsoCliVerb *verb = topic != NULL ? iso_cli_verb_find (topic) : NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  if (topic == NULL)
    print_overview (text);
  else if (strcmp (topic, "table") == 0)
    {
      g_string_append (text, _(table_help));
      g_string_append (text, _(counts_help));
    }
  else if (strcmp (topic, "project") == 0)
    g_string_append (text, _(project_help));
  else if (strcmp (topic, "design") == 0)
    g_string_append (text, iso_outline_help ());
  else if (strcmp (topic, "stock-table") == 0)
    g_string_append (text, _(stocks_help));
  else if (strcmp (topic, "settings") == 0)
    g_string_append (text, _(settings_help));
  else if (strcmp (topic, "schema") == 0)
    {
      g_string_append (text, _(schema_help));
      g_string_append (text, _(counts_schema));
      g_string_append (text, _(growth_schema));
    }
  else if (verb != NULL)
    print_verb (verb, text);
  else
    iso_error_set (&error, ISO_ERROR_SYNTAX, NULL,
                   N_("There is no help on “{1}”. Ask for a verb, for table, project, design, stock-table, settings or schema."), topic, NULL);
  if (error != NULL)
    return iso_cli_tell_error (error);
  return iso_cli_write (options, text->str) ? ISO_CLI_DONE : ISO_CLI_CANNOT;
}
