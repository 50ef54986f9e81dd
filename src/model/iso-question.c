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

  return iso_sentence_tie (iso_sentence_fill (gettext (text), arguments));
}

/* Takes the text. */
static void
add_meaning (IsoQuestion *question, const IsoImportChoices *choices, const char *title, char *text)
{
  const IsoMeaning meaning = { *choices, g_strdup (gettext (title)), text };

  g_array_append_val (question->choices, meaning);
}

/* An answer is kept for longer than the names that came with what was asked for. */
static IsoImportChoices
copy_choices (const IsoImportChoices *choices)
{
  IsoImportChoices copy = *choices;

  copy.read = NULL;
  copy.reference = NULL;
  copy.plate = NULL;
  return copy;
}

static IsoQuestion *
create (const char *file)
{
  IsoQuestion *question = g_new0 (IsoQuestion, 1);

  question->file = g_strdup (file);
  question->choices = g_array_new (FALSE, FALSE, sizeof (IsoMeaning));
  g_array_set_clear_func (question->choices, (GDestroyNotify) clear_meaning);
  return question;
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
  copy = create (question->file);
  copy->title = g_strdup (question->title);
  copy->text = g_strdup (question->text);
  for (guint i = 0; i < question->choices->len; i++)
    {
      const IsoMeaning *meaning = &g_array_index (question->choices, IsoMeaning, i);
      const IsoMeaning twin = { meaning->choices, g_strdup (meaning->title), g_strdup (meaning->text) };

      g_array_append_val (copy->choices, twin);
    }
  return copy;
}

IsoQuestion *
iso_question_new (const char *path, const IsoImportChoices *choices, const GError *error)
{
  IsoTableAsks asks = iso_table_error_asks (error);
  const IsoMessage *message = iso_error_get_message (error);
  IsoImportChoices answer = copy_choices (choices);
  g_autofree char *file = NULL;
  IsoQuestion *question;

  if (asks == ISO_TABLE_ASKS_NOTHING || message == NULL || g_strv_length (message->arguments) < 5)
    return NULL;

  file = g_filename_display_basename (path);
  question = create (file);
  if (asks == ISO_TABLE_ASKS_RESPONSE)
    {
      question->title = g_strdup (_("What Do the Numbers Mean?"));
      question->text = g_strdup_printf (_("The table does not say what the numbers in its column “%s” are. Line %s, %s, holds %s."),
                                        message->arguments[0], message->arguments[1], message->arguments[2],
                                        message->arguments[3]);
      for (guint i = 0; i < G_N_ELEMENTS (meanings); i++)
        {
          answer.response = meanings[i].response;
          add_meaning (question, &answer, meanings[i].title, fill_meaning (meanings[i].text, message, 4));
        }
    }
  else
    {
      question->title = g_strdup (_("Percent or Fractions?"));
      question->text = g_strdup_printf (_("The table does not say whether the numbers in its column “%s” are percent or fractions "
                                          "of one. Line %s, %s, holds %s."),
                                        message->arguments[0], message->arguments[1], message->arguments[2],
                                        message->arguments[3]);
      for (guint i = 0; i < G_N_ELEMENTS (scales); i++)
        {
          answer.scale = scales[i].scale;
          add_meaning (question, &answer, scales[i].title, fill_meaning (scales[i].text, message, scales[i].shown));
        }
    }
  return question;
}

IsoQuestion *
iso_question_new_other (const char *file, const char *plates, const char *beside, const IsoImportChoices *choices)
{
  IsoQuestion *question = create (file);
  IsoImportChoices answer = copy_choices (choices);

  question->title = g_strdup (_("Replace What Stands on the Plates?"));
  question->text = g_strdup_printf (_("The layout says what stands on %s, and something else stands there in this project."), plates);
  answer.other = ISO_IMPORT_OTHER_REPLACE;
  add_meaning (question, &answer, N_("Replace What Stands There"),
               g_strdup (_("The wells become those of the layout. What was read from the plates stays, and all of it can be undone.")));
  answer.other = ISO_IMPORT_OTHER_BESIDE;
  add_meaning (question, &answer, N_("Make New Plates"),
               g_strdup_printf (_("The plates that are there stay as they are. New ones get names of their own, such as “%s”."), beside));
  return question;
}

IsoQuestion *
iso_question_new_nameless (const char *file, const char *plates, const char *fresh, const IsoImportChoices *choices)
{
  IsoQuestion *question = create (file);
  IsoImportChoices answer = copy_choices (choices);

  question->title = g_strdup (_("Which Plates Is It the Layout Of?"));
  question->text = g_strdup (_("The layout names no plate, and there are plates that were read and have no layout yet."));
  answer.nameless = ISO_IMPORT_NAMELESS_BARE;
  add_meaning (question, &answer, N_("The Plates That Were Read"),
               g_strdup_printf (_("It says what stood on %s. All of it can be undone."), plates));
  answer.nameless = ISO_IMPORT_NAMELESS_NEW;
  add_meaning (question, &answer, N_("A New Plate"), g_strdup_printf (_("It is of the plate “%s”, which is still to be read."), fresh));
  return question;
}
