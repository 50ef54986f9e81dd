/* iso-analysis-settings.h - what a person sets of an analysis, as names and texts
 *
 * One vocabulary for everything that keeps settings or is told them: projects, files of settings, options of the command line, the
 * window. A new field of IsoAnalysisSettings that a person sets is one more line of the table in the .c file. How many processors
 * compute changes no result, so it is none of these.
 *
 *   name            text
 *   model           id of a curve model, or "auto": the smallest AICc
 *   fixed           "hill=1,lower=0": parameters held at a value; "" for none
 *   bounds          "lower=0:0.3,hill=:4": limits of parameters; "" for none but those of the response kind
 *   free_upper      "yes" or "no"
 *   share           "hill", "lower" or "upper", which curves then have in common; "" for none. Sharing upper frees it
 *   weights         "none", "1/y", "1/y2" or "replicates"
 *   loss            "squares", "huber" or "tukey"
 *   se              "observed" or "gauss-newton"
 *   interval        "profile", "wald", "bootstrap", "bootstrap-cases" or "bootstrap-wild", within a run
 *   level           0.5 to 0.999
 *   effect_levels   "0.5,0.9": up to twelve, between 0 and 1
 *   median_effect   "nonlinear" or "linear": whether its lines go through the effects themselves or through their logarithms
 *   single_agents   "observed" or "fitted": what Bliss and the highest single agent expect from
 *   ci_band         "0.8,1.25": between these, below and above 1, a combination index is as good as additive to the verdict
 *   score_band      0 to 100: as far from 0, in percent, a mean score is as good as additive to the verdict
 *   surfaces        "musyc,braid": ids of parametric surfaces to fit, "all", or "" for none
 *   resamples       0 to 100000
 *   seed            0 to 4294967295
 *   location        "auto", "median" or "mean"
 *   measure         "viability" or "growth-rate": what curves are looked at as; it changes no result
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "analysis/iso-analysis.h"

G_BEGIN_DECLS

/* The names in order; NULL past the last. */
const char *iso_analysis_setting_nth  (guint index);
gboolean    iso_analysis_setting_is   (const char *name);

/* The text of a setting, exact; to be freed. NULL if there is no such name. */
char       *iso_analysis_settings_get (const IsoAnalysisSettings *settings, const char *name);

/* TRUE if a text lists nothing but surfaces, and may be the setting "surfaces". */
gboolean    iso_analysis_names_surfaces (const char *text);

/* Sets one. NULL value: as iso_analysis_settings_init () has it. `place` (may be NULL) is where the name stood. Errors: SYNTAX for an
 * unknown name, a word that is none, or a list that is broken; RANGE for a number outside its limits. Nothing is changed then. */
gboolean    iso_analysis_settings_set (IsoAnalysisSettings *settings, const char *name, const char *value, const IsoPlace *place,
                                       GError **error);

G_END_DECLS
