/* test-iso-awkward-ray.c - rays that are not as they should be: their indices are right, or are none and say why
 *
 * The same of matrices and their scores is in test-iso-score.c.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "analysis/iso-analysis.h"

#include "experiment-maker.h"
#include "iso-test.h"

#include <math.h>
#include <string.h>

#define LEVELS 6
#define GAIN 1.6   /* the mixture is so much as potent as additive: CI 1 / 1.6 */

/* Kinds of wells: A alone, B alone, both. */
enum { ALONE_A, ALONE_B, BOTH };

typedef struct
{
  double a, b, viability;
  guint  wells;
} Point;

typedef gboolean (*Change) (guint kind, guint level, Point *point);

static IsoAnalysis *
analyse (guint n_runs, Change change)
{
  g_autoptr (IsoExperiment) experiment = make_experiment ();

  for (guint run = 0; run < n_runs; run++)
    {
      g_autofree char *name = g_strdup_printf ("run %u", run + 1);

      for (guint kind = ALONE_A; kind <= BOTH; kind++)
        for (guint level = 0; level < LEVELS; level++)
          {
            double factor = pow (2, (double) level - 2);
            Point point = { kind != ALONE_B ? 50 * factor : 0, kind != ALONE_A ? 2 * factor : 0, 0, 1 };

            if (kind == BOTH)
              {
                point.a /= 2 * GAIN;
                point.b /= 2 * GAIN;
              }
            point.viability = make_viability (50 * factor, 50, 1.3) + 0.004 * ((level + kind + run) % 3 - 1.0);
            for (guint k = 0; change (kind, level, &point) && k < point.wells; k++)
              make_record (experiment, ISO_ROLE_TREATED, name, NULL, NULL, point.a, point.b, point.viability);
          }
    }
  return make_analysis (experiment, 1);
}

static const IsoCombination *
get_combination (const IsoAnalysis *analysis)
{
  g_assert_cmpuint (analysis->combinations->len, ==, 1);
  return iso_analysis_combination (analysis, 0);
}

/* The index at half effect along the ray. */
static const IsoCombinationIndex *
get_half (const IsoAnalysis *analysis)
{
  const IsoRay *ray = &g_array_index (get_combination (analysis)->rays, IsoRay, 0);

  g_assert_cmpfloat (g_array_index (ray->levels, IsoCombinationIndex, 0).fa, ==, 0.5);
  return &g_array_index (ray->levels, IsoCombinationIndex, 0);
}

static void
assert_estimate (const IsoEstimate *estimate)
{
  g_assert_true (!isinf (estimate->value) && !isinf (estimate->lower) && !isinf (estimate->upper));
  if (isnan (estimate->value))
    g_assert_cmpint (estimate->status, !=, ISO_STATUS_OK);
  else
    g_assert_true ((isfinite (estimate->lower) && isfinite (estimate->upper)) || estimate->interval_status != ISO_STATUS_OK);
  if (isfinite (estimate->lower) && isfinite (estimate->upper))
    g_assert_cmpfloat (estimate->lower, <=, estimate->upper);
}

static void
assert_index (const IsoCombinationIndex *index)
{
  assert_estimate (&index->ci);
  for (guint j = 0; j < index->n_drugs; j++)
    assert_estimate (&index->dri[j]);
}

/* Every number is one or says why it is none. */
static void
assert_sound (const IsoAnalysis *analysis)
{
  const IsoCombination *combination = get_combination (analysis);

  for (guint c = 0; c < combination->cells->len; c++)
    assert_index (&g_array_index (combination->cells, IsoCell, c).index);
  for (guint r = 0; r < combination->rays->len; r++)
    {
      const GArray *levels = g_array_index (combination->rays, IsoRay, r).levels;

      for (guint k = 0; k < levels->len; k++)
        assert_index (&g_array_index (levels, IsoCombinationIndex, k));
    }
}

static void
assert_half (const IsoAnalysis *analysis, double tolerance)
{
  assert_sound (analysis);
  iso_assert_close (get_half (analysis)->ci.value, 1 / GAIN, tolerance);
}

/* --- the inputs --------------------------------------------------------------------------------------------------------------- */

static gboolean
keep (guint kind, guint level, Point *point)
{
  return TRUE;
}

static gboolean
drop_points (guint kind, guint level, Point *point)
{
  return (level * 2 + kind) % 5 != 3;
}

static gboolean
drop_drug_b (guint kind, guint level, Point *point)
{
  return kind != ALONE_B;
}

static gboolean
repeat (guint kind, guint level, Point *point)
{
  point->wells = 1 + (level + kind) % 3;
  return TRUE;
}

static gboolean
move_last_digit (guint kind, guint level, Point *point)
{
  point->wells = 2;
  if (kind == BOTH && level % 2 == 0)
    point->a = nextafter (point->a, 1e9);
  return TRUE;
}

static gboolean
leave_b_without_effect (guint kind, guint level, Point *point)
{
  if (kind == ALONE_B)
    point->viability = 1 + 0.004 * (level % 3 - 1.0);
  return TRUE;
}

static gboolean
kill_plate (guint kind, guint level, Point *point)
{
  point->viability = 0;
  return TRUE;
}

static gboolean
go_outside (guint kind, guint level, Point *point)
{
  if (kind == BOTH && level == 0)
    point->viability = 1.06;
  if (kind == BOTH && level == LEVELS - 1)
    point->viability = -0.03;
  return TRUE;
}

/* --- what they must come to ------------------------------------------------------------------------------------------------- */

static void
test_plain (void)
{
  g_autoptr (IsoAnalysis) analysis = analyse (1, keep);

  assert_half (analysis, 0.02);
  g_assert_cmpuint (get_combination (analysis)->cells->len, ==, LEVELS);
}

static void
test_missing_points (void)
{
  g_autoptr (IsoAnalysis) analysis = analyse (1, drop_points);

  assert_half (analysis, 0.03);
  g_assert_cmpuint (get_combination (analysis)->cells->len, <, LEVELS);
}

/* No index without both drugs alone; the combination says which one is missing. */
static void
test_missing_single (void)
{
  g_autoptr (IsoAnalysis) analysis = analyse (1, drop_drug_b);
  const IsoCombination *combination = get_combination (analysis);

  assert_sound (analysis);
  for (guint c = 0; c < combination->cells->len; c++)
    g_assert_true (isnan (g_array_index (combination->cells, IsoCell, c).index.ci.value));
  g_assert_cmpstr (((IsoMessage *) g_ptr_array_index (combination->messages, 0))->code, ==, "single-missing");
}

static void
test_unequal_replicates (void)
{
  g_autoptr (IsoAnalysis) analysis = analyse (1, repeat);

  assert_half (analysis, 0.02);
  g_assert_cmpuint (get_combination (analysis)->cells->len, ==, LEVELS);
}

static void
test_last_digit (void)
{
  g_autoptr (IsoAnalysis) analysis = analyse (1, move_last_digit);

  assert_half (analysis, 0.02);
  g_assert_cmpuint (get_combination (analysis)->cells->len, ==, LEVELS);
  g_assert_cmpuint (get_combination (analysis)->rays->len, ==, 1);
}

/* B never reaches half effect: of its dose only a bound is known, and of the index with it. */
static void
test_no_effect (void)
{
  g_autoptr (IsoAnalysis) analysis = analyse (1, leave_b_without_effect);
  const IsoCombinationIndex *half;

  assert_sound (analysis);
  half = get_half (analysis);
  g_assert_true (isnan (half->dx[1]));
  g_assert_true (isnan (half->ci.value));
  g_assert_cmpint (get_combination (analysis)->verdict.kind, ==, ISO_VERDICT_NOT_DECIDED);
}

static void
test_dead_plate (void)
{
  g_autoptr (IsoAnalysis) analysis = analyse (1, kill_plate);

  assert_sound (analysis);
  g_assert_true (isnan (get_half (analysis)->ci.value));
  g_assert_cmpint (get_combination (analysis)->verdict.kind, ==, ISO_VERDICT_NOT_DECIDED);
}

/* Viability above 100 and below 0: these points have no index, their effects are as they were measured, and the line holds. */
static void
test_outside_the_range (void)
{
  g_autoptr (IsoAnalysis) analysis = analyse (1, go_outside);
  const GArray *cells = get_combination (analysis)->cells;

  assert_half (analysis, 0.1);
  for (guint c = 0; c < cells->len; c++)
    {
      const IsoCell *cell = &g_array_index (cells, IsoCell, c);
      gboolean within = cell->fa > 0 && cell->fa < 1;

      g_assert_cmpint (isfinite (cell->index.ci.value), ==, within);
      if (!within)
        g_assert_true (fabs (cell->fa + 0.06) < 1e-9 || fabs (cell->fa - 1.03) < 1e-9);
    }
}

/* One experiment, and two, decide nothing, and say what they lack; three do. */
static void
test_one_experiment_only (void)
{
  for (guint runs = 1; runs <= 3; runs++)
    {
      g_autoptr (IsoAnalysis) analysis = analyse (runs, keep);
      const IsoVerdict *verdict = &get_combination (analysis)->verdict;

      assert_half (analysis, 0.02);
      g_assert_cmpint (verdict->kind, ==, runs < 3 ? ISO_VERDICT_NOT_DECIDED : ISO_VERDICT_SYNERGISTIC);
      g_assert_nonnull (verdict->reason);
    }
}

int
main (int argc, char **argv)
{
  iso_test_init (&argc, &argv);
  g_test_add_func ("/awkward-ray/plain", test_plain);
  g_test_add_func ("/awkward-ray/missing-points", test_missing_points);
  g_test_add_func ("/awkward-ray/missing-single", test_missing_single);
  g_test_add_func ("/awkward-ray/unequal-replicates", test_unequal_replicates);
  g_test_add_func ("/awkward-ray/last-digit", test_last_digit);
  g_test_add_func ("/awkward-ray/no-effect", test_no_effect);
  g_test_add_func ("/awkward-ray/dead-plate", test_dead_plate);
  g_test_add_func ("/awkward-ray/outside-the-range", test_outside_the_range);
  g_test_add_func ("/awkward-ray/one-experiment-only", test_one_experiment_only);
  return g_test_run ();
}
