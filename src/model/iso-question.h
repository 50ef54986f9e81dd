/* iso-question.h - what a table does not say about itself, to be answered by the person
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-import-choices.h"

G_BEGIN_DECLS

/* One answer, and what it makes of a row of the table. All texts are for the user. */
typedef struct
{
  IsoImportChoices choices;   /* what was asked for before, and this answer; borrows nothing */
  char            *title;     /* "Viability" */
  char            *text;      /* "0.13 in line 12 means that 13 % of the cells are left." */
} IsoMeaning;

/* What a table does not say about itself, or where it goes. */
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
IsoQuestion *iso_question_new  (const char *path, const IsoImportChoices *choices, const GError *error);

/* A layout of plates on which something else stands; "P1, P2" and, of the first, what a new one is called. */
IsoQuestion *iso_question_new_other    (const char *file, const char *plates, const char *beside, const IsoImportChoices *choices);

/* A layout that names no plate, and plates that were read and have none. */
IsoQuestion *iso_question_new_nameless (const char *file, const char *plates, const char *fresh, const IsoImportChoices *choices);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IsoQuestion, iso_question_free)

G_END_DECLS
