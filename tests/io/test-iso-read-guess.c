/* test-iso-read-guess.c - what a file seems to be, and what a person may correct
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-io-test.h"
#include "reader/iso-read-guess.h"

#include <math.h>
#include <string.h>

static const IsoMessage *
find_reason (const GPtrArray *reasons, const char *code)
{
  for (guint i = 0; i < reasons->len; i++)
    {
      const IsoMessage *message = g_ptr_array_index (reasons, i);

      if (strcmp (message->code, code) == 0)
        return message;
    }
  return NULL;
}

static void
expect_reason (const GPtrArray *reasons, const char *code, const char *sentence)
{
  const IsoMessage *message = find_reason (reasons, code);
  g_autofree char *text = NULL;

  g_assert_nonnull (message);
  text = iso_message_to_string (message);
  g_assert_cmpstr (text, ==, sentence);
}

static IsoReadGuess *
guess (const char *text, const IsoReadChoices *choices)
{
  g_autoptr (IsoSource) source = iso_io_test_source (text);
  g_autoptr (GError) error = NULL;
  IsoReadGuess *result = iso_read_guess_new (source, choices, &error);

  g_assert_no_error (error);
  return result;
}

static void
test_guess (void)
{
  g_autoptr (IsoReadGuess) sure = guess (iso_io_test_sample (0), NULL);
  g_autoptr (IsoReadGuess) shape = guess (";1;2\nA;0,5;0,25\n", NULL);
  g_autoptr (IsoReadGuess) unknown = guess ("nothing here\n", NULL);
  g_autoptr (IsoReadGuess) both = guess ("##BLOCKS= 1\nSoftware Version\t3\nPlate Number\t1\n", NULL);

  g_assert_cmpstr (sure->reader->id, ==, "gen5");
  g_assert_cmpint (sure->delimiter, ==, '\t');
  expect_reason (sure->reasons, "text-tabs", "It is text (UTF-8), and tabs separate its cells.");
  expect_reason (sure->reasons, "reader-sure", "Its words are those of Agilent BioTek Gen5.");
  /* It has a grid, too. */
  g_assert_cmpuint (sure->others->len, ==, 1);
  g_assert_cmpstr (((IsoReader *) g_ptr_array_index (sure->others, 0))->id, ==, "grid");

  g_assert_cmpstr (shape->reader->id, ==, "grid");
  g_assert_cmpint (shape->numbers, ==, ISO_NUMBERS_COMMA);
  expect_reason (shape->reasons, "text-semicolons", "It is text (UTF-8), and semicolons separate its cells.");
  expect_reason (shape->reasons, "reader-shape", "It names no instrument, but it has the shape of a plate.");
  expect_reason (shape->reasons, "decimal-sign", "The decimal sign is a comma.");

  g_assert_null (unknown->reader);
  g_assert_nonnull (find_reason (unknown->reasons, "reader-unknown"));
  g_assert_null (both->reader);
  g_assert_cmpuint (both->others->len, ==, 2);
  g_assert_nonnull (find_reason (both->reasons, "reader-unclear"));
}

static void
test_guess_choices (void)
{
  g_autoptr (IsoReadGuess) chosen = guess (iso_io_test_sample (0), &(IsoReadChoices) { .reader = "grid", .numbers = ISO_NUMBERS_COMMA });

  expect_reason (chosen->reasons, "reader-chosen", "You chose to read it as a file of Plate grid.");
  g_assert_cmpint (chosen->numbers, ==, ISO_NUMBERS_COMMA);
}

static IsoReadout *
read_as (const char *text, const IsoReadChoices *choices, GError **error)
{
  g_autoptr (IsoSource) source = iso_io_test_source (text);

  return iso_reader_load_as (source, choices, error);
}

static void
expect_dump (const char *text, const IsoReadChoices *choices, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (IsoReadout) readout = read_as (text, choices, &error);
  g_autofree char *dump = NULL;

  g_assert_no_error (error);
  dump = iso_io_test_dump (readout);
  g_assert_cmpstr (dump, ==, expected);
}

static void
test_choices (void)
{
  static const char unclear[] = "\t1\t2\nA\t1,234\t2,345\n";
  g_autoptr (GError) unclear_error = NULL;
  g_autoptr (GError) outside = NULL;

  /* Thousands or decimals: the person says it. */
  g_assert_null (read_as (unclear, &(IsoReadChoices) { 0 }, &unclear_error));
  iso_io_test_error (unclear_error, ISO_ERROR_SYNTAX, 2, "Say which decimal sign");
  expect_dump (unclear, &(IsoReadChoices) { .numbers = ISO_NUMBERS_COMMA }, "/Read 1: A1=1.234 A2=2.345\n");
  /* Another separator than the one that looks right. */
  expect_dump ("a,b,c,d,e\n;1;2\nA;5;6\n", &(IsoReadChoices) { .delimiter = ';' }, "/a,b,c,d,e: A1=5 A2=6\n");
  /* A plate that stood the wrong way round: 96 wells, and 6. */
  expect_dump (",1,2,3\nA,1,2,3\nB,4,5,6\n", &(IsoReadChoices) { .turned = TRUE }, "/Read 1: A1=6 A2=5 A3=4 B1=3 B2=2 B3=1\n");
  expect_dump (",1,2,3\nA,1,2,3\n", &(IsoReadChoices) { .turned = TRUE, .format = iso_plate_format_find (96) },
               "/Read 1: H10=3 H11=2 H12=1\n");
  g_assert_null (read_as (",7,8\nA,1,2\n", &(IsoReadChoices) { .format = iso_plate_format_find (24) }, &outside));
  iso_io_test_error (outside, ISO_ERROR_RANGE, 2, "has no well A7");
}

static void
test_explain (void)
{
  g_autoptr (IsoReadout) gen5 = iso_io_test_read (iso_io_test_sample (0), "gen5");
  g_autoptr (IsoReadout) kinetic = iso_io_test_read (iso_io_test_sample (1), "gen5");
  g_autoptr (GPtrArray) plain = iso_readout_explain (gen5);
  g_autoptr (GPtrArray) times = iso_readout_explain (kinetic);

  expect_reason (plain, "plate", "Plate “Plate 1” has 96 wells.");
  expect_reason (plain, "reads", "2 reads; the first measured one, “od:450”, is taken unless you choose another.");
  expect_reason (plain, "wells-read", "5 of its 96 wells were read.");
  expect_reason (plain, "overflow", "Readings above the range of the reader, in all reads: 1.");
  expect_reason (plain, "masked", "Readings excluded at the reader, whose values are kept, in all reads: 1.");
  expect_reason (times, "kinetic", "It is a kinetic from 0 s to 90 s: choose a time, the maximum or the slope.");
}

int
main (int argc, char *argv[])
{
  iso_test_init (&argc, &argv);
  g_test_add_func ("/read-guess/guess", test_guess);
  g_test_add_func ("/read-guess/choices", test_guess_choices);
  g_test_add_func ("/read-choices/choices", test_choices);
  g_test_add_func ("/read-choices/explain", test_explain);
  return g_test_run ();
}
