/* iso-load.h - from the files a person opened to one analysed experiment
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "analysis/iso-analysis.h"

G_BEGIN_DECLS

/* One answer, and what it makes of a row of the table. All texts are for the user. */
typedef struct
{
  IsoResponse  response;
  IsoScale     scale;
  char        *title;   /* "Viability" */
  char        *text;    /* "0.13 in line 12 means that 13 % of the cells are left." */
} IsoMeaning;

/* What a table does not say about itself. */
typedef struct
{
  char   *file;      /* its name */
  char   *title;     /* "What Do the Numbers Mean?" */
  char   *text;
  GArray *choices;   /* of IsoMeaning */
} IsoQuestion;

void iso_question_free (IsoQuestion *question);

typedef struct
{
  GPtrArray   *paths;      /* of char *: a table, or a reader's file and its layout */
  IsoResponse  response;   /* UNKNOWN: as the table says */
  IsoScale     scale;
} IsoLoadRequest;

/* Reads, normalises and analyses; called from a worker thread. Returns NULL and either a question or an error. `cancel` is
 * polled; the error is then CANCELLED. */
IsoAnalysis *iso_load (const IsoLoadRequest *request, const int *cancel, IsoProgress progress, gpointer progress_data,
                       IsoQuestion **question, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IsoQuestion, iso_question_free)

G_END_DECLS
