/* iso-fill-words.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "dosing/iso-fill-words.h"

#include <string.h>

/* Between bars: what may be written; the first is what is written. */
static const char *const words[ISO_N_FILL_WORDS] = {
  [ISO_FILL_WORD_STEPS] = N_("steps|step|doses|dose|levels|level|points|point"),
  [ISO_FILL_WORD_FROM] = N_("from|starting|start"),
  [ISO_FILL_WORD_TO] = N_("to|until|down to"),
  [ISO_FILL_WORD_BY] = N_("by"),
  [ISO_FILL_WORD_AT] = N_("at"),
  [ISO_FILL_WORD_LINEAR] = N_("linear|linearly"),
  [ISO_FILL_WORD_HALF_LOG] = N_("half-log|halflog"),
  [ISO_FILL_WORD_AND] = N_("and|plus"),
  [ISO_FILL_WORD_REPLICATES] = N_("replicates|replicate|reps|rep"),
  [ISO_FILL_WORD_DUPLICATE] = N_("duplicate|duplicates"),
  [ISO_FILL_WORD_TRIPLICATE] = N_("triplicate|triplicates"),
  [ISO_FILL_WORD_DOWN] = N_("down|downwards"),
  [ISO_FILL_WORD_UP] = N_("up|upwards"),
  [ISO_FILL_WORD_ACROSS] = N_("across|right"),
  [ISO_FILL_WORD_BACK] = N_("back|left"),
  [ISO_FILL_WORD_SNAKE] = N_("snake|zigzag"),
  [ISO_FILL_WORD_INTERLEAVED] = N_("interleaved|interleave"),
  [ISO_FILL_WORD_TIMES] = N_("x|times"),
  [ISO_FILL_WORD_ZERO] = N_("zero"),
  [ISO_FILL_WORD_FILLING] = N_("in|with|of|each|then|columns|rows|series|checkerboard|matrix"),
};

static const char *
list_words (IsoFillTranslate translate, IsoFillWord word)
{
  return translate != NULL ? translate (words[word]) : words[word];
}

static gsize
match_list (const char *p, const char *list)
{
  gsize longest = 0;

  while (*list != '\0')
    {
      const char *end = list + strcspn (list, "|");

      longest = MAX (longest, iso_fill_match (p, list, end));
      list = *end == '|' ? end + 1 : end;
    }
  return longest;
}

gboolean
iso_fill_is_boundary (const char *p)
{
  gunichar c = g_utf8_get_char (p);

  return *p == '\0' || !(g_unichar_isalnum (c) || c == '_');
}

gsize
iso_fill_match (const char *p, const char *text, const char *end)
{
  const char *here = p;

  for (; text < end; text = g_utf8_next_char (text), here = g_utf8_next_char (here))
    {
      if (*here == '\0' || g_unichar_tolower (g_utf8_get_char (here)) != g_unichar_tolower (g_utf8_get_char (text)))
        return 0;
    }
  return iso_fill_is_boundary (here) ? (gsize) (here - p) : 0;
}

gsize
iso_fill_word_find (const char *p, IsoFillTranslate translate, IsoFillWord *word)
{
  gsize longest = 0;

  for (guint i = 0; i < ISO_N_FILL_WORDS; i++)
    {
      gsize length = MAX (match_list (p, words[i]), match_list (p, list_words (translate, i)));

      if (length > longest)
        {
          longest = length;
          *word = i;
        }
    }
  return longest;
}

char *
iso_fill_word (IsoFillTranslate translate, IsoFillWord word)
{
  const char *list = list_words (translate, word);

  return g_strndup (list, strcspn (list, "|"));
}
