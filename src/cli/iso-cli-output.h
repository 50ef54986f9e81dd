/* iso-cli-output.h - what isobole-cli writes: results, and messages about them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "analysis/iso-analysis.h"
#include "iso-cli-options.h"

G_BEGIN_DECLS

/* "isobole 0.1.0": what the results of the window say as well, since they are the same bytes. */
const char *iso_cli_program (void);

/* Writes text to --output, whole or not at all, or to standard output. FALSE if it could not; the reason has
 * been told. */
gboolean iso_cli_write (const IsoCliOptions *options, const char *text);

/* Writes an analysis as a workbook to --output, without which there is nowhere to put one. Returns an exit status; the reason has been
 * told. */
int  iso_cli_write_workbook (const IsoCliOptions *options, const IsoAnalysis *analysis);

/* A sentence of an error or a finding, translated and filled. The caller frees it. */
char *iso_cli_sentence (const IsoMessage *message);

/* Tells an error on standard error, with its place, and how to answer it if it asks something.
 * Returns ISO_CLI_CANNOT. */
int  iso_cli_tell_error (const GError *error);

/* Tells findings on standard error, each as a line. */
void iso_cli_tell_messages (const GPtrArray *messages);

/* --format, or by the ending of --output, or the first of `formats` (ended by NULL): its index; -1 and an error
 * otherwise. */
int  iso_cli_find_format (const IsoCliOptions *options, const char *const *formats, GError **error);

G_END_DECLS
