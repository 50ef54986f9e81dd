/* test-iso-fill-sentence.c - sentences that people type, and what is wrong with others
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-test.h"

#include "dosing/iso-fill-sentence.h"

#include <string.h>

static IsoFillDrug drugs[] = {
  { "Ixazomib", NULL },
  { "Lenalidomide", NULL },
  { "AZD 8055 x HCl", NULL },
  { "Antibody", NULL },
};

static const char *
translate (const char *text)
{
  static const char *const german[][2] = {
    { "steps|step|doses|dose|levels|level|points|point", "Stufen|Schritte" },
    { "from|starting|start", "ab|von" },
    { "down|downwards", "abwärts" },
    { "replicates|replicate|reps|rep", "Wiederholungen" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (german); i++)
    {
      if (strcmp (german[i][0], text) == 0)
        return german[i][1];
    }
  return text;
}

/* Reads, writes and reads again: the usual form, which says the same. */
static void
assert_sentence (const char *text, guint chosen, const char *usual)
{
  g_auto (IsoFillSentence) sentence = { 0 };
  g_auto (IsoFillSentence) again = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *written = NULL;
  g_autofree char *twice = NULL;

  iso_fill_sentence_parse (text, drugs, G_N_ELEMENTS (drugs), chosen, NULL, &sentence, &error);
  g_assert_no_error (error);
  written = iso_fill_sentence_format (&sentence, drugs, FALSE, NULL);
  g_assert_cmpstr (written, ==, usual);
  iso_fill_sentence_parse (written, drugs, G_N_ELEMENTS (drugs), chosen, NULL, &again, &error);
  g_assert_no_error (error);
  twice = iso_fill_sentence_format (&again, drugs, FALSE, NULL);
  g_assert_cmpstr (twice, ==, usual);
}

static void
test_series (void)
{
  const char *usual = "8 steps, 1:3 from 10 µM, down, 3 replicates";

  assert_sentence (usual, 1, usual);
  assert_sentence ("3 replicates down from 10 uM 1:3 8 doses", 1, usual);
  assert_sentence ("8 levels; 1:3; from 10; triplicate", 1, usual);
  assert_sentence ("8 STEPS 1:3 starting 10 μM of Lenalidomide, 3 reps.", 0, usual);
  assert_sentence ("10 µM down to 1 nM, 5 steps", 1, "5 steps, 1:10 from 10 µM, down");
  assert_sentence ("1:10 from 10 µM to 1 nM", 1, "5 steps, 1:10 from 10 µM, down");
  assert_sentence ("1:10 from 1 nM to 10 µM, up", 1, "5 steps, 10:1 from 1 nM, up");
  assert_sentence ("4 steps 2:1 from 0,5 µM across snake", 1, "4 steps, 2:1 from 0.5 µM, across, snake");
  assert_sentence ("7 points half-log from 1 µM interleaved", 1, "7 steps, 1:3.16228 from 1 µM, down, interleaved");
  assert_sentence ("5 steps, linear, from 20 to 4 µM, back", 1, "5 steps, from 20 µM to 4 µM, linear, back");
  assert_sentence ("5 steps from 20 µM by 4 µM", 1, "5 steps, from 20 µM to 4 µM, linear, down");
  assert_sentence ("at 10 3 1 0.3 0 µM down", 1, "at 10 3 1 0.3 0 µM, down");
  assert_sentence ("1 step from 5 mg/mL Antibody", 3, "1 steps, from 5 mg/mL, down");
}

static void
test_combinations (void)
{
  assert_sentence ("8 steps, 1:3 from 100 nM Ixazomib + 10 µM Lenalidomide, down, 2 replicates", 0,
                   "8 steps, 1:3 from 100 nM Ixazomib + 10 µM Lenalidomide, down, 2 replicates");
  assert_sentence ("Lenalidomide 10 µM and Ixazomib 100 nM and 1 nM AZD 8055 x HCl, 1:2, 4 steps", 0,
                   "4 steps, 1:2 from 10 µM Lenalidomide + 100 nM Ixazomib + 1 nM AZD 8055 x HCl, down");
  assert_sentence ("checkerboard with zero: 6 steps 1:2 from 100 nM Ixazomib x 7 steps 1:3 from 10 µM Lenalidomide", 0,
                   "6 steps, 1:2 from 100 nM Ixazomib, across × 7 steps, 1:3 from 10 µM Lenalidomide, down, zero");
  assert_sentence ("Ixazomib 6 steps 1:2 from 100 nM × Lenalidomide 7 steps 1:3 from 10 µM across", 0,
                   "6 steps, 1:2 from 100 nM Ixazomib, down × 7 steps, 1:3 from 10 µM Lenalidomide, across");
}

static void
assert_refused (const char *text, int code, guint column, const char *words)
{
  g_auto (IsoFillSentence) sentence = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_false (iso_fill_sentence_parse (text, drugs, G_N_ELEMENTS (drugs), 1, NULL, &sentence, &error));
  g_assert_error (error, ISO_ERROR, code);
  g_assert_cmpuint (iso_error_get_message (error)->place.column, ==, column);
  if (strstr (error->message, words) == NULL)
    g_error ("“%s” does not say “%s”", error->message, words);
}

static void
test_refused (void)
{
  assert_refused ("8 steps, 1:3 form 10 µM", ISO_ERROR_SYNTAX, 14, "“form” is not understood");
  assert_refused ("8 steps µµ", ISO_ERROR_SYNTAX, 9, "is not understood");
  assert_refused ("", ISO_ERROR_SYNTAX, 1, "begins");
  assert_refused ("8 steps, 1:3", ISO_ERROR_SYNTAX, 13, "begins");
  assert_refused ("from 10 µM 1:3", ISO_ERROR_SYNTAX, 15, "how many steps");
  assert_refused ("8 steps from 10 µM", ISO_ERROR_SYNTAX, 19, "how the doses change");
  assert_refused ("8.5 steps from 10 µM", ISO_ERROR_RANGE, 1, "whole number");
  assert_refused ("2000 steps", ISO_ERROR_RANGE, 1, "1536");
  assert_refused ("1:1 from 10 µM", ISO_ERROR_SYNTAX, 1, "differ");
  assert_refused ("8 steps 1:3 from 0 µM", ISO_ERROR_RANGE, 18, "above zero");
  assert_refused ("8 steps 1:3 from 10 µM 20 µM", ISO_ERROR_SYNTAX, 24, "two first doses");
  assert_refused ("8 steps from 10 µM to 0 µM", ISO_ERROR_RANGE, 27, "never reaches zero");
  assert_refused ("8 steps 1:3 from 10 mg/mL", ISO_ERROR_UNITS, 26, "Lenalidomide");
  assert_refused ("8 steps 1:3 from 1 nM Ixazomib Lenalidomide", ISO_ERROR_SYNTAX, 32, "Put a +");
  assert_refused ("8 steps 1:3 from 1 nM Ixazomib + 2 nM Ixazomib", ISO_ERROR_RANGE, 39, "named twice");
  assert_refused ("8 steps 1:3 from 1 nM + 2 nM", ISO_ERROR_SYNTAX, 29, "Name the compound");
  assert_refused ("2 steps 1:3 from 1 nM Ixazomib x 2 steps 1:3 from 1 nM Lenalidomide x", ISO_ERROR_SYNTAX, 69, "one x only");
  assert_refused ("2 steps 1:3 from 1 nM Ixazomib down x 2 steps 1:3 from 1 nM Lenalidomide down", ISO_ERROR_SYNTAX, 78, "same direction");
  assert_refused ("1 nM Ixazomib + 1 nM Lenalidomide + 1 nM AZD 8055 x HCl + 1 nM Antibody", ISO_ERROR_TOO_LARGE, 57, "three");
  assert_refused ("steps", ISO_ERROR_SYNTAX, 1, "number is missing");
}

/* 8 steps, 1:3 from 10 µM: 10, 3.33, 1.11, ... µM; the other drug of a ray stays at a hundredth. */
static void
test_resolve (void)
{
  g_auto (IsoFillSentence) sentence = { 0 };
  g_auto (IsoFill) fill = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_true (iso_fill_sentence_parse ("8 steps, 1:3 from 10 µM Lenalidomide + 100 nM Ixazomib, 3 replicates", drugs, 4, 0, NULL,
                                          &sentence, &error));
  g_assert_true (iso_fill_sentence_resolve (&sentence, &fill, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (fill.n_axes, ==, 1);
  g_assert_cmpuint (fill.replicates, ==, 3);
  g_assert_cmpuint (fill.axes[0].n_steps, ==, 8);
  g_assert_cmpuint (fill.axes[0].drugs[0], ==, 1);
  g_assert_cmpuint (fill.axes[0].drugs[1], ==, 0);
  iso_assert_close (fill.axes[0].doses[0][0], 10e-6, 1e-12);
  iso_assert_close (fill.axes[0].doses[0][7], 10e-6 / 2187, 1e-12);
  iso_assert_close (fill.axes[0].doses[1][7], 100e-9 / 2187, 1e-12);
}

static void
test_translated (void)
{
  g_auto (IsoFillSentence) sentence = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *english = NULL;
  g_autofree char *german = NULL;

  g_assert_true (iso_fill_sentence_parse ("8 Stufen, 1:3 ab 0,5 µM, ABWÄRTS, 3 Wiederholungen", drugs, 4, 1, translate, &sentence, &error));
  g_assert_no_error (error);
  english = iso_fill_sentence_format (&sentence, drugs, FALSE, NULL);
  german = iso_fill_sentence_format (&sentence, drugs, FALSE, translate);
  g_assert_cmpstr (english, ==, "8 steps, 1:3 from 0.5 µM, down, 3 replicates");
  g_assert_cmpstr (german, ==, "8 Stufen, 1:3 ab 0.5 µM, abwärts, 3 Wiederholungen");
}

/* Nothing that is typed brings it down. */
static void
test_anything (void)
{
  static const char *const pieces[] = { "8", "steps", "1:", "1:3", "from", "10", "µM", "+", "x", "×", "at", "to", "by", "Ixazomib", ",",
                                        "1e9", "0", "linear", "zero", "nM", "\xc3\xa4", "replicates", "down", "across", ":", "AZD" };
  guint32 state = 1;

  for (guint i = 0; i < 5000; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_auto (IsoFillSentence) sentence = { 0 };
      g_auto (IsoFill) fill = { 0 };
      g_autoptr (GError) error = NULL;

      for (guint j = 0; j < 1 + i % 9; j++)
        {
          state = state * 1664525u + 1013904223u;
          g_string_append_printf (text, "%s%s", pieces[(state >> 16) % G_N_ELEMENTS (pieces)], state >> 31 ? " " : "");
        }
      if (iso_fill_sentence_parse (text->str, drugs, 4, 0, NULL, &sentence, &error))
        iso_fill_sentence_resolve (&sentence, &fill, NULL);
      else
        g_assert_nonnull (error);
    }
}

int
main (int argc, char **argv)
{
  iso_test_init (&argc, &argv);
  drugs[0].unit = iso_unit_find ("nM");
  drugs[1].unit = drugs[2].unit = iso_unit_find ("µM");
  drugs[3].unit = iso_unit_find ("µg/mL");
  g_test_add_func ("/fill-sentence/series", test_series);
  g_test_add_func ("/fill-sentence/combinations", test_combinations);
  g_test_add_func ("/fill-sentence/refused", test_refused);
  g_test_add_func ("/fill-sentence/resolve", test_resolve);
  g_test_add_func ("/fill-sentence/translated", test_translated);
  g_test_add_func ("/fill-sentence/anything", test_anything);
  return g_test_run ();
}
