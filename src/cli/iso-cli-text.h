/* iso-cli-text.h - results as text that a person reads in a terminal
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib/gi18n.h>

#include "analysis/iso-analysis.h"

G_BEGIN_DECLS

/* A table with aligned columns. */
typedef struct _IsoCliTable IsoCliTable;

/* Headers are translated already; ended by NULL. */
IsoCliTable *iso_cli_table_new  (const char *first_header, ...) G_GNUC_NULL_TERMINATED;

/* One cell of the row that is being filled, from the left; a full row ends itself. Takes the text. */
void         iso_cli_table_take (IsoCliTable *table, char *cell);
void         iso_cli_table_add  (IsoCliTable *table, const char *cell);

/* Appends the table to `text` and frees it. */
void         iso_cli_table_print (IsoCliTable *table, GString *text);

/* "12.3", "12.3 (9.8 to 15.1)", "above 8", or why there is no number; with the status when it is not plain. */
char *iso_cli_estimate (const IsoEstimate *estimate, const IsoUnit *unit);

/* A dose in its unit, with it: "30 nM". */
char *iso_cli_dose (double inside, const IsoUnit *unit);

/* The doses of a combination's drugs, with their units: "30 nM + 2 µM". */
char *iso_cli_join_doses (const IsoAnalysis *analysis, const IsoCombination *combination, const double *doses);

/* A number, or "-" for none. */
char *iso_cli_number (double value);

/* The same with all of three digits, for what was measured or estimated: "1.00". */
char *iso_cli_measured (double value);

/* What a status means, in a few words. */
const char *iso_cli_status (IsoStatus status);

/* Title, note, what was read, and the quality of the plates. */
void  iso_cli_print_head (const IsoAnalysis *analysis, GString *text);

/* Findings, each as an indented line. */
void  iso_cli_print_messages (const GPtrArray *messages, GString *text);

/* What fit and synergy say, under one head. */
char *iso_cli_analysis_text (const IsoAnalysis *analysis);

char *iso_cli_fit_text     (const IsoAnalysis *analysis);
char *iso_cli_synergy_text (const IsoAnalysis *analysis);
void  iso_cli_print_fit     (const IsoAnalysis *analysis, GString *text);
void  iso_cli_print_synergy (const IsoAnalysis *analysis, GString *text);

G_END_DECLS
