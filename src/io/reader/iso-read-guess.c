/* iso-read-guess.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "reader/iso-read-guess.h"

#include "base/iso-number.h"
#include "reader/iso-signature.h"

#include <math.h>

typedef struct
{
  const IsoReader *reader;
  guint            score;
} Scored;

static void
add_reason (GPtrArray *reasons, const char *code, const char *sentence, const char *first, const char *second)
{
  g_ptr_array_add (reasons, iso_message_new (code, NULL, sentence, first, first != NULL ? second : NULL, NULL));
}

static void
explain_kind (IsoReadGuess *guess, const IsoSource *source, const IsoText *text)
{
  static const char *const encodings[] = { [ISO_ENCODING_UTF8] = "UTF-8", [ISO_ENCODING_UTF16LE] = "UTF-16", [ISO_ENCODING_UTF16BE] = "UTF-16",
                                           [ISO_ENCODING_WINDOWS_1252] = "Windows-1252" };
  const char *encoding = encodings[iso_text_encoding (text)];

  switch (iso_signature_find (source))
    {
    case ISO_SIGNATURE_XLSX:
    case ISO_SIGNATURE_XLS:
      add_reason (guess->reasons, "workbook", N_("It is an Excel workbook; all its sheets were looked at."), NULL, NULL);
      return;
    case ISO_SIGNATURE_XML:
      add_reason (guess->reasons, "xml", N_("It is an XML file."), NULL, NULL);
      return;
    case ISO_SIGNATURE_HTML:
      add_reason (guess->reasons, "html", N_("It is a web page; the tables in it were looked at."), NULL, NULL);
      return;
    default:
      break;
    }
  guess->delimiter = iso_text_delimiter (text);
  if (guess->delimiter == '\t')
    add_reason (guess->reasons, "text-tabs", N_("It is text ({1}), and tabs separate its cells."), encoding, NULL);
  else if (guess->delimiter == ';')
    add_reason (guess->reasons, "text-semicolons", N_("It is text ({1}), and semicolons separate its cells."), encoding, NULL);
  else
    add_reason (guess->reasons, "text-commas", N_("It is text ({1}), and commas separate its cells."), encoding, NULL);
}

static void
explain_numbers (IsoReadGuess *guess)
{
  static const char *const sentences[] = {
    [ISO_NUMBERS_PLAIN] = N_("Nothing shows for certain which sign is the decimal sign; a point was taken for it."),
    [ISO_NUMBERS_POINT] = N_("The decimal sign is a point."),
    [ISO_NUMBERS_COMMA] = N_("The decimal sign is a comma."),
    [ISO_NUMBERS_BOTH] = N_("Some numbers have a decimal point and some a decimal comma; each was read by itself."),
  };

  /* A workbook keeps its numbers as such. */
  if (guess->delimiter == '\0' && guess->numbers <= ISO_NUMBERS_POINT)
    return;
  add_reason (guess->reasons, "decimal-sign", sentences[guess->numbers], NULL, NULL);
}

static int
compare_scores (gconstpointer a, gconstpointer b)
{
  return (int) ((const Scored *) b)->score - (int) ((const Scored *) a)->score;
}

static void
score_readers (IsoReadGuess *guess, const IsoText *text)
{
  g_autoptr (GArray) scores = g_array_new (FALSE, FALSE, sizeof (Scored));
  const IsoReader *reader;
  gboolean tie;

  for (guint i = 0; (reader = iso_reader_nth (i)) != NULL; i++)
    {
      Scored scored = { reader, reader->detect (text) };

      if (scored.score > ISO_READER_NO)
        g_array_append_val (scores, scored);
    }
  g_array_sort (scores, compare_scores);
  tie = scores->len > 1 && g_array_index (scores, Scored, 0).score == g_array_index (scores, Scored, 1).score;
  if (scores->len > 0 && !tie)
    {
      guess->reader = g_array_index (scores, Scored, 0).reader;
      guess->score = g_array_index (scores, Scored, 0).score;
    }
  for (guint i = tie ? 0 : 1; i < scores->len; i++)
    g_ptr_array_add (guess->others, (gpointer) g_array_index (scores, Scored, i).reader);
}

static void
explain_reader (IsoReadGuess *guess, const IsoReadChoices *choices)
{
  const IsoReader *chosen = choices->reader != NULL ? iso_reader_find (choices->reader) : NULL;

  if (chosen != NULL)
    add_reason (guess->reasons, "reader-chosen", N_("You chose to read it as a file of {1}."), chosen->name, NULL);
  else if (guess->reader == NULL && guess->others->len > 1)
    add_reason (guess->reasons, "reader-unclear", N_("It could be of {1} or of {2}. Choose one of them."),
                ((const IsoReader *) g_ptr_array_index (guess->others, 0))->name, ((const IsoReader *) g_ptr_array_index (guess->others, 1))->name);
  else if (guess->reader == NULL)
    add_reason (guess->reasons, "reader-unknown", N_("It has neither the words of a known instrument's program nor a plate grid."), NULL, NULL);
  else if (guess->score >= ISO_READER_YES)
    add_reason (guess->reasons, "reader-sure", N_("Its words are those of {1}."), guess->reader->name, NULL);
  else if (guess->score >= ISO_READER_LIKELY)
    add_reason (guess->reasons, "reader-likely", N_("It has the habits of {1}, but does not name it."), guess->reader->name, NULL);
  else
    add_reason (guess->reasons, "reader-shape", N_("It names no instrument, but it has the shape of a plate."), NULL, NULL);
}

IsoReadGuess *
iso_read_guess_new (const IsoSource *source, const IsoReadChoices *choices, GError **error)
{
  static const IsoReadChoices none = { 0 };
  g_autoptr (IsoText) text = iso_text_new_delimited (source, choices != NULL ? choices->delimiter : '\0', error);
  IsoReadGuess *guess;

  if (text == NULL)
    return NULL;
  choices = choices != NULL ? choices : &none;
  if (choices->numbers == ISO_NUMBERS_POINT || choices->numbers == ISO_NUMBERS_COMMA)
    iso_text_set_numbers (text, choices->numbers);
  guess = g_new0 (IsoReadGuess, 1);
  guess->others = g_ptr_array_new ();
  guess->reasons = iso_message_list_new ();
  guess->numbers = iso_text_numbers (text);
  explain_kind (guess, source, text);
  score_readers (guess, text);
  explain_reader (guess, choices);
  explain_numbers (guess);
  return guess;
}

void
iso_read_guess_free (IsoReadGuess *guess)
{
  g_ptr_array_unref (guess->others);
  g_ptr_array_unref (guess->reasons);
  g_free (guess);
}

/* The first and the last time or wavelength of the series that a read is of; FALSE if it is of none. */
static gboolean
find_range (const IsoReadPlate *plate, gboolean time, double *low, double *high)
{
  *low = INFINITY;
  *high = -INFINITY;
  for (guint i = 0; i < plate->reads->len; i++)
    {
      const IsoRead *read = g_ptr_array_index (plate->reads, i);
      double at = time ? read->time : read->wavelength;

      if (isfinite (at))
        {
          *low = MIN (*low, at);
          *high = MAX (*high, at);
        }
    }
  return *low < *high;
}

static guint
count_flag (const IsoReadout *readout, IsoReadingFlag flag)
{
  guint n = 0;

  for (guint p = 0; p < readout->plates->len; p++)
    {
      const IsoReadPlate *plate = g_ptr_array_index (readout->plates, p);

      for (guint r = 0; r < plate->reads->len; r++)
        {
          const IsoRead *read = g_ptr_array_index (plate->reads, r);

          for (guint i = 0; i < read->readings->len; i++)
            n += g_array_index (read->readings, IsoReading, i).flag == flag;
        }
    }
  return n;
}

static void
explain_plate (const IsoReadPlate *plate, GPtrArray *list)
{
  const IsoRead *first = iso_read_plate_find (plate, NULL);
  g_autofree char *wells = g_strdup_printf ("%u", plate->format->wells);
  g_autofree char *reads = g_strdup_printf ("%u", plate->reads->len);
  g_autofree char *readings = g_strdup_printf ("%u", first->readings->len);
  double low, high;

  if (*plate->name != '\0')
    add_reason (list, "plate", N_("Plate “{1}” has {2} wells."), plate->name, wells);
  else
    add_reason (list, "plate", N_("The plate has {1} wells."), wells, NULL);
  if (plate->reads->len > 1)
    add_reason (list, "reads", N_("{1} reads; the first measured one, “{2}”, is taken unless you choose another."), reads, first->label);
  if (first->readings->len < plate->format->wells)
    add_reason (list, "wells-read", N_("{1} of its {2} wells were read."), readings, wells);
  if (find_range (plate, TRUE, &low, &high))
    {
      g_autofree char *from = iso_number_format (low, 6);
      g_autofree char *to = iso_number_format (high, 6);

      add_reason (list, "kinetic", N_("It is a kinetic from {1} s to {2} s: choose a time, the maximum or the slope."), from, to);
    }
  if (find_range (plate, FALSE, &low, &high))
    {
      g_autofree char *from = iso_number_format (low, 6);
      g_autofree char *to = iso_number_format (high, 6);

      add_reason (list, "spectrum", N_("It is a spectrum from {1} nm to {2} nm: choose a wavelength or the maximum."), from, to);
    }
}

GPtrArray *
iso_readout_explain (const IsoReadout *readout)
{
  static const struct
  {
    IsoReadingFlag flag;
    const char    *code;
    const char    *sentence;
  } flags[] = {
    { ISO_FLAG_OVERFLOW, "overflow", N_("Readings above the range of the reader, in all reads: {1}.") },
    { ISO_FLAG_UNDERFLOW, "underflow", N_("Readings below the range of the reader, in all reads: {1}.") },
    { ISO_FLAG_MASKED, "masked", N_("Readings excluded at the reader, whose values are kept, in all reads: {1}.") },
    { ISO_FLAG_MISSING, "missing", N_("Readings of wells that the file lists as not read, in all reads: {1}.") },
    { ISO_FLAG_ERROR, "error", N_("Words in place of a number, in all reads: {1}.") },
  };
  GPtrArray *list = iso_message_list_new ();
  g_autofree char *plates = g_strdup_printf ("%u", readout->plates->len);

  if (readout->plates->len > 1)
    add_reason (list, "plates", N_("The file has {1} plates."), plates, NULL);
  explain_plate (g_ptr_array_index (readout->plates, 0), list);
  for (gsize i = 0; i < G_N_ELEMENTS (flags); i++)
    {
      guint n = count_flag (readout, flags[i].flag);
      g_autofree char *number = g_strdup_printf ("%u", n);

      if (n > 0)
        add_reason (list, flags[i].code, flags[i].sentence, number, NULL);
    }
  return list;
}
