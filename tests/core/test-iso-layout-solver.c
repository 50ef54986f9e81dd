/* test-iso-layout-solver.c - maps are judged by tests/core/layout-judge.c, which shares no code with the program
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-test.h"
#include "layout-judge.h"
#include "plate/iso-layout-contents.h"
#include "plate/iso-layout-solver.h"

#include <string.h>

static IsoLayout *
new_layout (guint wells)
{
  return iso_layout_new ("Plate 1", "", iso_plate_format_find (wells));
}

static IsoLayoutSolution
solve (IsoLayout *layout, const GArray *contents, const IsoLayoutSettings *settings, const GPtrArray *others)
{
  IsoLayoutSolution solution;
  g_autoptr (GError) error = NULL;

  g_assert_true (iso_layout_solve (layout, contents, settings, others, &solution, &error));
  g_assert_no_error (error);
  return solution;
}

/* The contents are all there, each once. */
static void
assert_complete (const IsoLayout *layout, const GArray *contents)
{
  guint found = 0, filled = 0;

  for (guint i = 0; i < contents->len; i++)
    {
      for (guint j = 0; j < layout->format->wells; j++)
        found += memcmp (&g_array_index (contents, IsoLayoutWell, i), &layout->wells[j], sizeof (IsoLayoutWell)) == 0;
    }
  for (guint j = 0; j < layout->format->wells; j++)
    filled += layout->wells[j].role != ISO_ROLE_EMPTY;
  g_assert_cmpuint (found, ==, contents->len);
  g_assert_cmpuint (filled, ==, contents->len);
}

static void
assert_all_kept (IsoLayout *layout, guint ring)
{
  g_autoptr (GPtrArray) layouts = g_ptr_array_new ();
  g_autoptr (GArray) findings = NULL;
  g_autofree char *wrong = judge_layout (layout, ring);

  g_assert_cmpstr (wrong, ==, "");
  g_ptr_array_add (layouts, layout);
  findings = iso_layout_check (layouts, ring);
  g_assert_cmpuint (findings->len, ==, ISO_N_LAYOUT_RULES);
  for (guint i = 0; i < findings->len; i++)
    {
      const IsoRuleFinding *finding = &g_array_index (findings, IsoRuleFinding, i);

      if (!finding->kept)
        g_error ("%s", iso_layout_rule_word (finding->rule));
      g_assert_cmpuint (finding->wells->len, ==, 0);
    }
}

/* 45 + 9 + 3 + 3 fill the inner 6 x 10 to the last well. A thousand seeds are in the slow suite. */
static void
test_sixty (void)
{
  g_autoptr (GArray) contents = make_sixty ();

  for (guint64 seed = 1; seed <= 10; seed++)
    {
      g_autoptr (IsoLayout) layout = new_layout (96);
      IsoLayoutSettings settings = { .ring = 1, .seed = seed, .stream = 1 };

      g_assert_cmpuint (solve (layout, contents, &settings, NULL).broken, ==, 0);
      assert_complete (layout, contents);
      assert_all_kept (layout, 1);
    }
}

/* The map of seed 42, as this version of the solver gives it: it must not change without ISO_LAYOUT_SOLVER_VERSION. */
static void
test_same_seed (void)
{
  g_autoptr (GArray) contents = make_sixty ();
  g_autoptr (IsoLayout) one = new_layout (96);
  g_autoptr (IsoLayout) two = new_layout (96);
  g_autoptr (IsoLayout) other = new_layout (96);
  IsoLayoutSettings settings = { .ring = 1, .seed = 42, .stream = 1 };
  g_autoptr (GString) controls = g_string_new (NULL);

  solve (one, contents, &settings, NULL);
  solve (two, contents, &settings, NULL);
  settings.seed = 43;
  solve (other, contents, &settings, NULL);
  g_assert_true (memcmp (one->wells, two->wells, 96 * sizeof *one->wells) == 0);
  g_assert_false (memcmp (one->wells, other->wells, 96 * sizeof *one->wells) == 0);
  for (guint i = 0; i < 96; i++)
    {
      char name[ISO_WELL_NAME_SIZE];

      if (iso_role_is_control (one->wells[i].role))
        g_string_append_printf (controls, "%s%c ", iso_well_name (iso_plate_format_well (one->format, i), name),
                                iso_role_word (one->wells[i].role)[0]);
    }
  g_assert_cmpuint (ISO_LAYOUT_SOLVER_VERSION, ==, 2);
  g_assert_cmpstr (controls->str, ==, "B8v C3v C6v C7p C11b D2b D10v E7v E10p F2v F3p F5v F9b G9v G11v ");
}

/* The order in which things were written down, or stood on a plate before, tells chance nothing. */
static void
test_same_contents (void)
{
  g_autoptr (GArray) contents = make_sixty ();
  g_autoptr (GArray) turned = g_array_new (FALSE, FALSE, sizeof (IsoLayoutWell));
  g_autoptr (GArray) found = NULL;
  g_autoptr (IsoLayout) one = new_layout (96);
  g_autoptr (IsoLayout) two = new_layout (96);
  g_autoptr (IsoLayout) again = new_layout (96);
  IsoLayoutSettings settings = { .ring = 1, .seed = 42, .stream = 1 };

  for (guint i = contents->len; i-- > 0;)
    g_array_append_val (turned, g_array_index (contents, IsoLayoutWell, i));
  solve (one, contents, &settings, NULL);
  solve (two, turned, &settings, NULL);
  found = iso_layout_contents_new (two, NULL);
  solve (again, found, &settings, NULL);
  g_assert_true (memcmp (one->wells, two->wells, 96 * sizeof *one->wells) == 0);
  g_assert_true (memcmp (one->wells, again->wells, 96 * sizeof *one->wells) == 0);
}

/* Other plates: 6 to 1,536 wells, with and without an edge, full and half empty. */
static void
test_formats (void)
{
  static const struct
  {
    guint wells, ring, treatments, replicates, vehicle, others;
  } cases[] = {
    { 24, 0, 3, 2, 4, 2 }, { 96, 0, 20, 3, 12, 4 }, { 96, 1, 10, 3, 8, 3 }, { 96, 2, 7, 2, 5, 2 },
    { 384, 1, 60, 4, 24, 6 }, { 384, 0, 110, 3, 36, 9 }, { 384, 2, 40, 3, 16, 4 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GArray) contents = make_contents (cases[i].treatments, cases[i].replicates, cases[i].vehicle, cases[i].others);
      g_autoptr (IsoLayout) layout = new_layout (cases[i].wells);
      IsoLayoutSettings settings = { .ring = cases[i].ring, .seed = 7, .stream = i };
      IsoLayoutSolution solution = solve (layout, contents, &settings, NULL);
      g_autofree char *wrong = judge_layout (layout, cases[i].ring);

      g_test_message ("%u wells, ring %u: %u swaps", cases[i].wells, cases[i].ring, solution.swaps);
      assert_complete (layout, contents);
      g_assert_cmpstr (wrong, ==, "");
      g_assert_cmpuint (solution.broken, ==, 0);
    }
}

static guint
count_different (const IsoLayout *one, const IsoLayout *other, gboolean turned)
{
  guint n = 0;

  for (guint i = 0; i < 96; i++)
    {
      IsoRole role = one->wells[i].role;

      n += role != ISO_ROLE_TREATED && role != ISO_ROLE_EMPTY && role != other->wells[turned ? 95 - i : i].role;
    }
  return n;
}

/* Every plate tells by its controls which one it is, and which way round. */
static void
test_patterns (void)
{
  g_autoptr (GArray) contents = make_sixty ();
  g_autoptr (GPtrArray) plates = g_ptr_array_new_with_free_func ((GDestroyNotify) iso_layout_free);

  for (guint i = 0; i < 6; i++)
    {
      IsoLayout *layout = new_layout (96);
      IsoLayoutSettings settings = { .ring = 1, .seed = 5, .stream = i };

      g_assert_cmpuint (solve (layout, contents, &settings, plates).broken, ==, 0);
      g_ptr_array_add (plates, layout);
      for (guint j = 0; j <= i; j++)
        {
          if (j < i)
            g_assert_cmpuint (count_different (layout, plates->pdata[j], FALSE), >=, 4);
          g_assert_cmpuint (count_different (layout, plates->pdata[j], TRUE), >=, 4);
        }
    }
}

/* The same stream once more gives the same map, which the plate before has: another is found. */
static void
test_pattern_taken (void)
{
  g_autoptr (GArray) contents = make_sixty ();
  g_autoptr (GPtrArray) plates = g_ptr_array_new ();
  g_autoptr (IsoLayout) one = new_layout (96);
  g_autoptr (IsoLayout) two = new_layout (96);
  IsoLayoutSettings settings = { .ring = 1, .seed = 5 };

  solve (one, contents, &settings, NULL);
  g_ptr_array_add (plates, one);
  g_assert_cmpuint (solve (two, contents, &settings, plates).broken, ==, 0);
  g_assert_cmpuint (count_different (one, two, FALSE), >=, 4);
  assert_all_kept (two, 1);
}

static void
test_blocks (void)
{
  g_autoptr (GArray) contents = make_sixty ();
  g_autoptr (IsoLayout) rows = new_layout (96);
  g_autoptr (IsoLayout) quarters = new_layout (96);
  g_autoptr (GArray) four = make_contents (11, 4, 8, 4);
  IsoLayoutSettings settings = { .mode = ISO_LAYOUT_ROW_BLOCKS, .ring = 1, .seed = 11 };
  guint in_rows[3][15] = { { 0 } }, in_quarters[4][11] = { { 0 } };

  g_assert_cmpuint (solve (rows, contents, &settings, NULL).broken, ==, 0);
  assert_all_kept (rows, 1);
  settings.mode = ISO_LAYOUT_QUARTERS;
  g_assert_cmpuint (solve (quarters, four, &settings, NULL).broken, ==, 0);
  for (guint i = 0; i < 96; i++)
    {
      const IsoLayoutWell *well = &rows->wells[i], *quarter = &quarters->wells[i];

      for (guint j = 0; well->role == ISO_ROLE_TREATED && j < 15; j++)
        in_rows[(i / 12 - 1) / 2][j] += iso_layout_well_same (well, &g_array_index (contents, IsoLayoutWell, j));
      for (guint j = 0; quarter->role == ISO_ROLE_TREATED && j < 11; j++)
        in_quarters[2 * (i / 12 >= 4) + (i % 12 >= 6)][j] += iso_layout_well_same (quarter, &g_array_index (four, IsoLayoutWell, j));
    }
  for (guint j = 0; j < 15; j++)
    {
      for (guint block = 0; block < 3; block++)
        g_assert_cmpuint (in_rows[block][j], ==, 1);
    }
  for (guint j = 0; j < 11; j++)
    {
      for (guint block = 0; block < 4; block++)
        g_assert_cmpuint (in_quarters[block][j], ==, 1);
    }
}

static void
test_ordered (void)
{
  g_autoptr (GArray) contents = make_contents (4, 3, 8, 3);
  g_autoptr (IsoLayout) layout = new_layout (96);
  IsoLayoutSettings settings = { .mode = ISO_LAYOUT_ORDERED, .ring = 1 };

  solve (layout, contents, &settings, NULL);
  assert_complete (layout, contents);
  for (guint i = 0; i < 3; i++)   /* B2, C2, D2 hold the first treatment */
    {
      iso_assert_close (layout->wells[(i + 1) * 12 + 1].doses[0].requested, 1e-9, 1e-12);
      g_assert_cmpuint (layout->wells[(i + 1) * 12 + 1].replicate, ==, i + 1);
    }
}

static void
test_lost_wells (void)
{
  g_autoptr (GArray) contents = make_contents (10, 3, 8, 3);
  g_autoptr (IsoLayout) layout = new_layout (96);
  guint8 lost[96] = { 0 };
  IsoLayoutSettings settings = { .ring = 1, .seed = 3, .lost = lost };
  g_autofree char *wrong = NULL;

  lost[13] = lost[14] = lost[50] = 1;
  g_assert_cmpuint (solve (layout, contents, &settings, NULL).broken, ==, 0);
  assert_complete (layout, contents);
  wrong = judge_layout (layout, 1);
  g_assert_cmpstr (wrong, ==, "");
  g_assert_cmpint (layout->wells[13].role, ==, ISO_ROLE_EMPTY);
  g_assert_cmpint (layout->wells[50].role, ==, ISO_ROLE_EMPTY);
}

static void
test_rules_off (void)
{
  g_autoptr (GArray) contents = make_contents (1, 30, 30, 0);   /* thirty equal wells must touch on sixty places */
  g_autoptr (IsoLayout) layout = new_layout (96);
  IsoLayoutSettings settings = { .ring = 1, .seed = 3, .off = 1u << ISO_RULE_NEIGHBOURS };

  g_assert_cmpuint (solve (layout, contents, &settings, NULL).broken, ==, 0);
  assert_complete (layout, contents);
}

/* What cannot be kept is said, and a map is given all the same. */
static void
test_impossible (void)
{
  g_autoptr (GArray) contents = make_contents (1, 20, 3, 1);
  g_autoptr (IsoLayout) layout = new_layout (24);
  IsoLayoutSettings settings = { .seed = 3 };
  IsoLayoutSolution solution;
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (contents->len, ==, 25);
  g_assert_false (iso_layout_solve (layout, contents, &settings, NULL, &solution, &error));
  g_assert_error (error, ISO_ERROR, ISO_ERROR_TOO_LARGE);
  g_array_set_size (contents, 24);
  g_assert_cmpuint (solve (layout, contents, &settings, NULL).broken, >, 0);
  assert_complete (layout, contents);
}

static gboolean
is_kept (const GPtrArray *layouts, guint plate, IsoLayoutRule rule, guint *n_wells)
{
  g_autoptr (GArray) findings = iso_layout_check (layouts, 1);
  const IsoRuleFinding *finding = &g_array_index (findings, IsoRuleFinding, plate * ISO_N_LAYOUT_RULES + rule);

  g_assert_cmpint (finding->rule, ==, rule);
  g_assert_cmpuint (finding->plate, ==, plate);
  *n_wells = finding->wells->len;
  return finding->kept;
}

/* Puts the vehicle well of a row that has one only into a row that has two. */
static void
crowd_row (IsoLayout *layout)
{
  guint counts[8] = { 0 }, from = 0, to = 0;
  IsoLayoutWell taken;

  for (guint i = 0; i < 96; i++)
    counts[i / 12] += layout->wells[i].role == ISO_ROLE_VEHICLE;
  while (layout->wells[from].role != ISO_ROLE_VEHICLE || counts[from / 12] != 1)
    from++;
  while (layout->wells[to].role != ISO_ROLE_TREATED || counts[to / 12] != 2)
    to++;
  taken = layout->wells[from];
  layout->wells[from] = layout->wells[to];
  layout->wells[to] = taken;
}

/* A good map, broken in one way after the other: the checker finds that way. */
static void
test_check (void)
{
  g_autoptr (GArray) contents = make_sixty ();
  g_autoptr (IsoLayout) good = new_layout (96);
  IsoLayoutSettings settings = { .ring = 1, .seed = 42, .stream = 1 };
  guint n;

  solve (good, contents, &settings, NULL);
  for (guint rule = 0; rule < ISO_N_LAYOUT_RULES; rule++)
    {
      g_autoptr (GPtrArray) layouts = g_ptr_array_new_with_free_func ((GDestroyNotify) iso_layout_free);
      IsoLayout *layout = iso_layout_copy (good);

      g_ptr_array_add (layouts, layout);
      switch ((IsoLayoutRule) rule)
        {
        case ISO_RULE_ENOUGH_CONTROLS:
          for (guint i = 0, taken = 0; i < 96 && taken < 2; i++)
            {
              if (layout->wells[i].role == ISO_ROLE_VEHICLE && ++taken <= 2)
                layout->wells[i].role = ISO_ROLE_EMPTY;
            }
          break;
        case ISO_RULE_EDGE:
          layout->wells[0] = layout->wells[13];
          break;
        case ISO_RULE_EQUAL_PLATES:
          g_ptr_array_add (layouts, iso_layout_copy (good));
          for (guint i = 0, taken = 0; i < 96 && taken < 2; i++)
            {
              if (layout->wells[i].role == ISO_ROLE_BLANK && ++taken <= 2)
                layout->wells[i].role = ISO_ROLE_EMPTY;
            }
          break;
        case ISO_RULE_PATTERN:
          g_ptr_array_add (layouts, iso_layout_copy (good));
          break;
        case ISO_RULE_ROWS:
          crowd_row (layout);
          break;
        case ISO_RULE_COLUMNS:
        case ISO_RULE_QUADRANTS:
        case ISO_RULE_REPLICATES:
        case ISO_RULE_NEIGHBOURS:
        default:
          settings.mode = ISO_LAYOUT_ORDERED;
          solve (layout, contents, &settings, NULL);
          break;
        }
      g_assert_false (is_kept (layouts, 0, (IsoLayoutRule) rule, &n));
      if (rule == ISO_RULE_NEIGHBOURS)
        g_assert_cmpuint (n, ==, 60);
      if (rule == ISO_RULE_EDGE)
        g_assert_cmpuint (n, ==, 1);
    }
}

static void
test_words (void)
{
  for (guint rule = 0; rule < ISO_N_LAYOUT_RULES; rule++)
    {
      IsoLayoutRule parsed;

      g_assert_true (iso_layout_rule_parse (iso_layout_rule_word ((IsoLayoutRule) rule), &parsed));
      g_assert_cmpuint (parsed, ==, rule);
      g_assert_true (g_str_has_suffix (iso_layout_rule_sentence ((IsoLayoutRule) rule), "."));
    }
  for (guint mode = 0; mode <= ISO_LAYOUT_ORDERED; mode++)
    {
      IsoLayoutMode parsed;

      g_assert_true (iso_layout_mode_parse (iso_layout_mode_word ((IsoLayoutMode) mode), &parsed));
      g_assert_cmpuint (parsed, ==, mode);
    }
}

int
main (int argc, char *argv[])
{
  iso_test_init (&argc, &argv);
  g_test_add_func ("/layout-solver/sixty", test_sixty);
  g_test_add_func ("/layout-solver/same-seed", test_same_seed);
  g_test_add_func ("/layout-solver/same-contents", test_same_contents);
  g_test_add_func ("/layout-solver/formats", test_formats);
  g_test_add_func ("/layout-solver/patterns", test_patterns);
  g_test_add_func ("/layout-solver/pattern-taken", test_pattern_taken);
  g_test_add_func ("/layout-solver/blocks", test_blocks);
  g_test_add_func ("/layout-solver/ordered", test_ordered);
  g_test_add_func ("/layout-solver/lost-wells", test_lost_wells);
  g_test_add_func ("/layout-solver/rules-off", test_rules_off);
  g_test_add_func ("/layout-solver/impossible", test_impossible);
  g_test_add_func ("/layout-solver/check", test_check);
  g_test_add_func ("/layout-solver/words", test_words);
  return g_test_run ();
}
