/* iso-cli.h - the verbs of isobole-cli
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-cli-options.h"

G_BEGIN_DECLS

/* Exit statuses. */
#define ISO_CLI_DONE 0
#define ISO_CLI_FINDINGS 1   /* done, and something is wrong with what was looked at */
#define ISO_CLI_CANNOT 2

typedef struct
{
  const char   *name;
  const char   *arguments;   /* "TABLE | FILE... --layout LAYOUT": to be translated */
  const char   *summary;     /* one line, to be translated */
  IsoCliOption *options;     /* that it takes, ended by ISO_CLI_N_OPTIONS */

  /* Returns an exit status; FALSE results have told why on standard error. */
  int         (*run) (const IsoCliOptions *options);
} IsoCliVerb;

const IsoCliVerb *iso_cli_verb_find (const char *name);   /* NULL if there is none */
const IsoCliVerb *iso_cli_verb_nth  (guint index);        /* NULL past the last */

int iso_cli_run_readers (const IsoCliOptions *options);
int iso_cli_run_read    (const IsoCliOptions *options);
int iso_cli_run_fit     (const IsoCliOptions *options);
int iso_cli_run_synergy (const IsoCliOptions *options);
int iso_cli_run_figure  (const IsoCliOptions *options);
int iso_cli_run_new     (const IsoCliOptions *options);
int iso_cli_run_import  (const IsoCliOptions *options);
int iso_cli_run_analyze (const IsoCliOptions *options);
int iso_cli_run_history (const IsoCliOptions *options);
int iso_cli_run_check   (const IsoCliOptions *options);
int iso_cli_run_dump    (const IsoCliOptions *options);
int iso_cli_run_plan    (const IsoCliOptions *options);
int iso_cli_run_stocks  (const IsoCliOptions *options);
int iso_cli_run_power   (const IsoCliOptions *options);
int iso_cli_run_help    (const IsoCliOptions *options);

G_END_DECLS
