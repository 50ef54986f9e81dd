/* iso-fill-words.h - the words of a fill's sentence: several may be written for one, in English and in the language that is handed in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dosing/iso-fill-sentence.h"

G_BEGIN_DECLS

typedef enum
{
  ISO_FILL_WORD_STEPS,
  ISO_FILL_WORD_FROM,
  ISO_FILL_WORD_TO,
  ISO_FILL_WORD_BY,
  ISO_FILL_WORD_AT,
  ISO_FILL_WORD_LINEAR,
  ISO_FILL_WORD_HALF_LOG,
  ISO_FILL_WORD_AND,
  ISO_FILL_WORD_REPLICATES,
  ISO_FILL_WORD_DUPLICATE,
  ISO_FILL_WORD_TRIPLICATE,
  ISO_FILL_WORD_DOWN,
  ISO_FILL_WORD_UP,
  ISO_FILL_WORD_ACROSS,
  ISO_FILL_WORD_BACK,
  ISO_FILL_WORD_SNAKE,
  ISO_FILL_WORD_INTERLEAVED,
  ISO_FILL_WORD_TIMES,
  ISO_FILL_WORD_ZERO,
  ISO_FILL_WORD_FILLING,
  ISO_N_FILL_WORDS,
} IsoFillWord;

/* What is written for it; to be freed. */
char *iso_fill_word (IsoFillTranslate translate, IsoFillWord word);

/* The longest word at `p`, whatever its case: how many bytes it has; 0 for none. */
gsize iso_fill_word_find (const char *p, IsoFillTranslate translate, IsoFillWord *word);

/* The letters of `text` up to `end`, whatever their case, and then no letter: how many bytes of `p` they are; 0 if not. */
gsize iso_fill_match (const char *p, const char *text, const char *end);

/* Whether a word may end before `p`. */
gboolean iso_fill_is_boundary (const char *p);

G_END_DECLS
