/* iso-fill-sentence-format.c - a fill in its usual words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "dosing/iso-fill-sentence.h"

#include "base/iso-number.h"
#include "dosing/iso-fill-words.h"

static void
add_clause (GString *text, const char *joint, char *clause)
{
  if (text->len > 0)
    g_string_append (text, joint);
  g_string_append (text, clause);
  g_free (clause);
}

static char *
join_word (IsoFillTranslate translate, IsoFillWord word, const char *rest)
{
  g_autofree char *first = iso_fill_word (translate, word);

  return g_strdup_printf ("%s %s", first, rest);
}

static char *
count_word (IsoFillTranslate translate, guint n, IsoFillWord word)
{
  g_autofree char *name = iso_fill_word (translate, word);

  return g_strdup_printf ("%u %s", n, name);
}

static char *
format_dose (double value, const IsoUnit *unit, const char *name)
{
  g_autofree char *number = iso_number_format (value, 6);

  return g_strdup_printf ("%s %s%s%s", number, unit->symbol, name != NULL ? " " : "", name != NULL ? name : "");
}

static void
format_series (GString *text, const IsoFillSeries *series, const IsoFillDrug *drugs, gboolean names, IsoFillTranslate translate)
{
  g_autoptr (GString) clauses = g_string_new (NULL);
  g_autoptr (GString) doses = g_string_new (NULL);

  if (series->list != NULL)
    {
      for (guint i = 0; i < series->list->len; i++)
        add_clause (doses, " ", iso_number_format (g_array_index (series->list, double, i), 6));
      g_string_append_printf (doses, " %s%s%s", series->units[0]->symbol, names ? " " : "", names ? drugs[series->drugs[0]].name : "");
      add_clause (text, ", ", join_word (translate, ISO_FILL_WORD_AT, doses->str));
      return;
    }
  add_clause (clauses, ", ", count_word (translate, series->n, ISO_FILL_WORD_STEPS));
  if (series->n > 1 && series->kind == ISO_SERIES_GEOMETRIC)
    {
      g_autofree char *factor = iso_number_format (series->change > 1 ? series->change : 1 / series->change, 6);

      add_clause (clauses, ", ", g_strdup_printf (series->change > 1 ? "1:%s" : "%s:1", factor));
    }
  for (guint i = 0; i < series->n_drugs; i++)
    add_clause (doses, " + ", format_dose (series->from[i], series->units[i],
                                           names || series->n_drugs > 1 ? drugs[series->drugs[i]].name : NULL));
  add_clause (clauses, series->kind == ISO_SERIES_GEOMETRIC && series->n > 1 ? " " : ", ", join_word (translate, ISO_FILL_WORD_FROM, doses->str));
  if (series->n > 1 && series->kind == ISO_SERIES_LINEAR)
    {
      g_autofree char *last = format_dose (series->from[0] + (series->n - 1) * series->change, series->units[0], NULL);

      add_clause (clauses, " ", join_word (translate, ISO_FILL_WORD_TO, last));
      add_clause (clauses, ", ", iso_fill_word (translate, ISO_FILL_WORD_LINEAR));
    }
  add_clause (text, " × ", g_strdup (clauses->str));
}

char *
iso_fill_sentence_format (const IsoFillSentence *sentence, const IsoFillDrug *drugs, gboolean names, IsoFillTranslate translate)
{
  GString *text = g_string_new (NULL);
  gboolean two = sentence->n_series == 2;

  for (guint i = 0; i < sentence->n_series; i++)
    {
      g_autoptr (GString) part = g_string_new (NULL);

      format_series (part, &sentence->series[i], drugs, names || two, translate);
      add_clause (part, ", ", iso_fill_word (translate, ISO_FILL_WORD_DOWN + (i == 0 ? sentence->direction : sentence->second)));
      add_clause (text, " × ", g_strdup (part->str));
    }
  if (sentence->with_zero && two)
    {
      g_autofree char *zero = iso_fill_word (translate, ISO_FILL_WORD_ZERO);

      add_clause (text, ", ", g_strdup (zero));
    }
  if (sentence->order != ISO_FILL_LINES && !two)
    add_clause (text, ", ", iso_fill_word (translate, sentence->order == ISO_FILL_SNAKE ? ISO_FILL_WORD_SNAKE : ISO_FILL_WORD_INTERLEAVED));
  if (sentence->replicates > 0)
    add_clause (text, ", ", count_word (translate, sentence->replicates, ISO_FILL_WORD_REPLICATES));
  return g_string_free (text, FALSE);
}
