/* iso-question.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-question.h"

#include "reader/iso-table-response.h"

#include <glib/gi18n.h>

/* What a person can mean by the numbers, in the order in which it is offered. */
static const struct
{
  IsoResponse response;
  IsoScale    scale;
  const char *title;
  const char *text;
} meanings[] = {
  { ISO_RESPONSE_VIABILITY, ISO_SCALE_UNKNOWN, N_("Viability"), N_("{2} in line {1} means that {3} % of the cells are left.") },
  { ISO_RESPONSE_INHIBITION, ISO_SCALE_UNKNOWN, N_("Inhibition"), N_("{2} in line {1} means that {3} % of the cells are gone.") },
  { ISO_RESPONSE_SIGNAL, ISO_SCALE_UNKNOWN, N_("Signal of a Reader"),
    N_("{2} in line {1} is turned into viability by the vehicle wells of the table.") },
  { ISO_RESPONSE_RAW, ISO_SCALE_UNKNOWN, N_("Raw Numbers"), N_("{2} in line {1} is fitted as it stands, without combination index.") },
};

static const struct
{
  IsoScale    scale;
  const char *title;
  const char *text;
  guint       shown;   /* argument of the question that holds the percentage */
} scales[] = {
  { ISO_SCALE_PERCENT, N_("Percent"), N_("{2} in line {1} means {3} %."), 3 },
  { ISO_SCALE_FRACTION, N_("Fractions of One"), N_("{2} in line {1} means {3} %."), 4 },
};

static void
clear_meaning (IsoMeaning *meaning)
{
  g_free (meaning->title);
  g_free (meaning->text);
}

static char *
fill_meaning (const char *text, const IsoMessage *message, guint percent)
{
  const char *const arguments[] = { message->arguments[1], message->arguments[3], message->arguments[percent], NULL };

  return iso_sentence_fill (gettext (text), arguments);
}

static void
add_meaning (IsoQuestion *question, IsoResponse response, IsoScale scale, const char *title, char *text)
{
  const IsoMeaning meaning = { response, scale, g_strdup (gettext (title)), text };

  g_array_append_val (question->choices, meaning);
}

void
iso_question_free (IsoQuestion *question)
{
  g_free (question->file);
  g_free (question->title);
  g_free (question->text);
  g_array_unref (question->choices);
  g_free (question);
}

IsoQuestion *
iso_question_copy (const IsoQuestion *question)
{
  IsoQuestion *copy;

  if (question == NULL)
    return NULL;
  copy = g_new0 (IsoQuestion, 1);
  *copy = (IsoQuestion) { g_strdup (question->file), g_strdup (question->title), g_strdup (question->text),
                          g_array_new (FALSE, FALSE, sizeof (IsoMeaning)) };
  g_array_set_clear_func (copy->choices, (GDestroyNotify) clear_meaning);
  for (guint i = 0; i < question->choices->len; i++)
    {
      const IsoMeaning *meaning = &g_array_index (question->choices, IsoMeaning, i);
      const IsoMeaning twin = { meaning->response, meaning->scale, g_strdup (meaning->title), g_strdup (meaning->text) };

      g_array_append_val (copy->choices, twin);
    }
  return copy;
}

IsoQuestion *
iso_question_new (const char *path, IsoResponse response, IsoScale scale, const GError *error)
{
  IsoTableAsks asks = iso_table_error_asks (error);
  const IsoMessage *message = iso_error_get_message (error);
  IsoQuestion *question;

  if (asks == ISO_TABLE_ASKS_NOTHING || message == NULL || g_strv_length (message->arguments) < 5)
    return NULL;

  question = g_new0 (IsoQuestion, 1);
  question->file = g_filename_display_basename (path);
  question->choices = g_array_new (FALSE, FALSE, sizeof (IsoMeaning));
  g_array_set_clear_func (question->choices, (GDestroyNotify) clear_meaning);
  if (asks == ISO_TABLE_ASKS_RESPONSE)
    {
      question->title = g_strdup (_("What Do the Numbers Mean?"));
      question->text = g_strdup_printf (_("The table does not say what the numbers in its column “%s” are. Line %s, %s, holds %s."),
                                        message->arguments[0], message->arguments[1], message->arguments[2],
                                        message->arguments[3]);
      for (guint i = 0; i < G_N_ELEMENTS (meanings); i++)
        add_meaning (question, meanings[i].response, scale, meanings[i].title, fill_meaning (meanings[i].text, message, 4));
    }
  else
    {
      question->title = g_strdup (_("Percent or Fractions?"));
      question->text = g_strdup_printf (_("The table does not say whether the numbers in its column “%s” are percent or fractions "
                                          "of one. Line %s, %s, holds %s."),
                                        message->arguments[0], message->arguments[1], message->arguments[2],
                                        message->arguments[3]);
      for (guint i = 0; i < G_N_ELEMENTS (scales); i++)
        add_meaning (question, response, scales[i].scale, scales[i].title,
                     fill_meaning (scales[i].text, message, scales[i].shown));
    }
  return question;
}
