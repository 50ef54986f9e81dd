/* iso-question.h - what a table does not say about itself, to be answered by the person
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "analysis/iso-experiment.h"

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

void         iso_question_free (IsoQuestion *question);
IsoQuestion *iso_question_copy (const IsoQuestion *question);   /* NULL for NULL */

/* A question instead of an error, if the error of reading this file is one that asks; else NULL. What was said already stays part of
 * each answer. */
IsoQuestion *iso_question_new  (const char *path, IsoResponse response, IsoScale scale, const GError *error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IsoQuestion, iso_question_free)

G_END_DECLS
