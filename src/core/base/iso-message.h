/* iso-message.h - something to tell a person: a sentence, its arguments, and the place it speaks of
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Marks a sentence for translation where it is written; it is translated where it is shown. */
#ifndef N_
#define N_(String) (String)   /* word for word as glib/gi18n.h has it, so that both may be included */
#endif

/* Where something was found. Unknown parts are NULL or 0. Lines and columns count from 1. */
typedef struct
{
  char  *file;    /* name as the person gave it */
  guint  line;
  guint  column;
  char  *cell;    /* column name or spreadsheet cell */
  char  *well;    /* "C5" */
  char  *path;    /* "plates[2].wells[5]": in JSON, elements count from 0 */
} IsoPlace;

void  iso_place_copy  (const IsoPlace *place, IsoPlace *copy);
void  iso_place_clear (IsoPlace *place);

/* "file.csv, line 3, column dose1, well C5": only what is known; never NULL. In English, for files and terminals. */
char *iso_place_to_string (const IsoPlace *place);

/* A sentence with holes "{1}" to "{9}", filled by the arguments in that order. A hole without an argument stays as it is.
 * Translations may move the holes. The caller frees the result. */
char *iso_sentence_fill (const char *sentence, const char *const *arguments);

/* For the screen and for print: no line breaks between a number and its per cent. Takes the sentence and gives it back, or another one. */
char *iso_sentence_tie  (char *sentence);

/* A finding that does not stop the work. `code` is a short stable word for programs, such as "no-blank". */
typedef struct
{
  char      *code;
  IsoPlace   place;
  char      *sentence;
  char     **arguments;
} IsoMessage;

IsoMessage *iso_message_new  (const char *code, const IsoPlace *place, const char *sentence, ...) G_GNUC_NULL_TERMINATED;
IsoMessage *iso_message_newv (const char *code, const IsoPlace *place, const char *sentence, const char *const *arguments);
IsoMessage *iso_message_copy (const IsoMessage *message);
void        iso_message_free (IsoMessage *message);
char       *iso_message_to_string (const IsoMessage *message);   /* the filled English sentence, without the place */

/* An empty list that frees its messages: GPtrArray of IsoMessage. */
GPtrArray  *iso_message_list_new (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IsoMessage, iso_message_free)

G_END_DECLS
