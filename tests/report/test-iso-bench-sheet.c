/* test-iso-bench-sheet.c - sheets of small and of crowded plans; their words are tested by tests/cli/plans.py
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-bench-names.h"
#include "iso-bench-sheet.h"
#include "iso-paper.h"
#include "iso-test.h"
#include "reader/iso-outline-reader.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

static IsoOutline *
read_design (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (IsoSource) source = iso_source_new ("design.json", bytes, NULL);
  g_autoptr (GError) error = NULL;
  IsoOutline *outline = iso_outline_read_json (source, NULL, NULL, &error);

  g_assert_no_error (error);
  return outline;
}

/* Pages, as another program counts them. */
static int
count_pages (GBytes *bytes)
{
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "isobole-sheet-XXXXXX", NULL);
  const char *const command[] = { "pdfinfo", path, NULL };
  g_autofree char *said = NULL;
  const char *count;
  int file = g_mkstemp (path), status;

  g_assert_cmpint (file, >=, 0);
  g_assert_cmpint (write (file, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes)), ==, (gssize) g_bytes_get_size (bytes));
  close (file);
  g_assert_true (g_spawn_sync (NULL, (char **) command, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &said, NULL, &status, NULL));
  g_unlink (path);
  g_assert_cmpint (status, ==, 0);
  count = strstr (said, "Pages:");
  g_assert_nonnull (count);
  return (int) g_ascii_strtoll (count + strlen ("Pages:"), NULL, 10);
}

/* Long names have their beginning and end in tables; names that would be alike then, and short ones, stay. */
static void
test_short_names (void)
{
  g_autoptr (IsoOutline) outline = iso_outline_new ();
  g_autofree char *one = NULL;
  g_autofree char *both = NULL;

  iso_outline_add_drug (outline, "(2S,3R)-α-a-name-of-many-letters-hydrate", iso_unit_find ("nM"));
  iso_outline_add_drug (outline, "Ixazomib", iso_unit_find ("nM"));
  one = iso_bench_short_names (outline, "(2S,3R)-α-a-name-of-many-letters-hydrate 10 nM + Ixazomib 2 nM");
  g_assert_cmpstr (one, ==, "(2S,3R)-α-a-…s-hydrate 10 nM + Ixazomib 2 nM");
  iso_outline_add_drug (outline, "(2S,3R)-α-a-name-of-other-letters-hydrate", iso_unit_find ("nM"));
  both = iso_bench_short_names (outline, "(2S,3R)-α-a-name-of-other-letters-hydrate");
  g_assert_cmpstr (both, ==, "(2S,3R)-α-a-name-of-other-letters-hydrate");
}

static gboolean
skip_without_pdfinfo (void)
{
  g_autofree char *program = g_find_program_in_path ("pdfinfo");

  if (program == NULL)
    g_test_skip ("pdfinfo is not installed (package poppler-utils)");
  return program == NULL;
}

static int
make_sheet (const char *text)
{
  g_autoptr (IsoOutline) outline = read_design (text);
  g_autoptr (GError) error = NULL;
  g_autoptr (IsoOutlinePlan) plan = iso_outline_plan (outline, &error);
  g_autoptr (GBytes) one = NULL;
  g_autoptr (GBytes) two = NULL;

  g_assert_no_error (error);
  one = iso_bench_sheet (outline, plan, 0);
  two = iso_bench_sheet (outline, plan, 0);
  g_assert_true (g_bytes_equal (one, two));
  return count_pages (one);
}

static void
test_small (void)
{
  if (skip_without_pdfinfo ())
    return;
  g_assert_cmpint (make_sheet ("{ \"schema\": \"isobole/design/1\", \"drugs\": [ { \"name\": \"A\", \"unit\": \"nM\", \"stock\": \"10 mM\" } ],"
                                " \"arms\": [ { \"kind\": \"series\", \"drug\": \"A\", \"doses\": [ 100, 50 ] } ] }"), ==, 2);
}

/* Three drugs, 384 wells, names that do not fit a line, two plates. */
static void
test_crowded (void)
{
  const char *name = "Methyl-(2S)-2-amino-3-(4-hydroxyphenyl)propanoate hydrochloride monohydrate";
  g_autofree char *text =
    g_strdup_printf ("{ \"schema\": \"isobole/design/1\", \"title\": \"%s and %s\", \"samples\": [ \"X\", \"Y\" ], \"drugs\": ["
                     " { \"name\": \"%s\", \"unit\": \"nM\", \"ic50\": 50, \"stock\": \"10 mM\" },"
                     " { \"name\": \"B\", \"unit\": \"nM\", \"ic50\": 50, \"stock\": \"10 mM\" },"
                     " { \"name\": \"C\", \"unit\": \"nM\", \"ic50\": 50, \"stock\": \"10 mM\" } ],"
                     " \"arms\": [ { \"kind\": \"matrix\", \"drugs\": [ \"%s\", \"B\", \"C\" ], \"multiples\": [ 0.5, 1, 2 ] } ],"
                     " \"controls\": { \"vehicle\": 16, \"blank\": 4 }, \"plate\": { \"wells\": 384 },"
                     " \"dosing\": { \"method\": \"separate\", \"seed\": \"30 µL\", \"add\": \"10 µL\" } }", name, name, name, name);
  int pages;

  if (skip_without_pdfinfo ())
    return;
  pages = make_sheet (text);
  g_assert_cmpint (pages, >=, 5);
  g_assert_cmpint (pages, <=, 12);
}

static void
test_paper (void)
{
  const IsoPaperText many = { 9, FALSE, ISO_PAPER_LEFT, 0 }, one = { 9, FALSE, ISO_PAPER_LEFT, 1 };
  g_autoptr (IsoPaper) paper = NULL;
  g_autoptr (GBytes) bytes = NULL;
  const char *text = "a line that is a good deal wider than what it is given";

  if (skip_without_pdfinfo ())
    return;
  paper = iso_paper_new ("Test");
  iso_assert_close (iso_paper_measure (paper, &many, 500, text), iso_paper_measure (paper, &one, 100, text), 1e-6);
  g_assert_cmpfloat (iso_paper_measure (paper, &many, 100, text), >, 2 * iso_paper_measure (paper, &one, 100, text));
  iso_paper_new_page (paper);
  g_assert_cmpuint (iso_paper_get_pages (paper), ==, 2);
  iso_paper_write (paper, &many, 40, 40, 100, text);
  bytes = iso_paper_to_pdf (paper);
  g_assert_cmpint (count_pages (bytes), ==, 2);
}

int
main (int argc, char *argv[])
{
  iso_test_init (&argc, &argv);
  g_test_add_func ("/bench-sheet/small", test_small);
  g_test_add_func ("/bench-sheet/crowded", test_crowded);
  g_test_add_func ("/bench-sheet/paper", test_paper);
  g_test_add_func ("/bench-sheet/short-names", test_short_names);
  return g_test_run ();
}
