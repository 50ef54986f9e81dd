/* iso-layout-solver.c
 *
 * Local search: two places of a random map are swapped again and again. A swap is kept when it breaks no more rules than before,
 * and seldom when it breaks one more. Once nothing is broken, swaps that break nothing are kept when they lower the score.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "plate/iso-layout-solver.h"

#include "base/iso-random.h"
#include "plate/iso-layout-contents.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define SWAPS_PER_WELL 500        /* until it starts from another map; sixty wells need ten, as a rule */
#define STARTS 16
#define POLISH_PER_WELL 20
#define LOOKS 16                  /* for a place where something is wrong, before any is taken */
#define TRIES 20                  /* maps until their patterns of controls differ */
#define ONE_WORSE_IN 512          /* how seldom a swap for the worse is kept */
#define N_QUARTERS 4
#define NEARNESS 1000             /* of two wells side by side, in the score */
#define SAME 1e-6

static const char *const mode_words[] = {
  [ISO_LAYOUT_RANDOM] = "random",
  [ISO_LAYOUT_ROW_BLOCKS] = "row-blocks",
  [ISO_LAYOUT_COLUMN_BLOCKS] = "column-blocks",
  [ISO_LAYOUT_QUARTERS] = "quarters",
  [ISO_LAYOUT_ORDERED] = "ordered",
};

/* How many of a group a part of the plate may hold. */
typedef struct
{
  int low;
  int high;
} Span;

typedef enum
{
  PART_ROW,
  PART_COLUMN,
  PART_QUARTER,
  PART_BLOCK,
  N_PARTS,
} PartKind;

typedef struct
{
  gboolean control;
  guint    n;
  guint    first;            /* in `members`: the items of the group */
  Span     spans[N_PARTS];   /* high = G_MAXINT: the rule is off, or says nothing about this group */
} Group;

typedef struct
{
  const IsoPlateFormat *format;
  const GArray         *contents;
  gboolean              neighbours;   /* the rule counts */
  const int            *cancel;       /* (nullable) */
  guint                 top, left, rows, columns;   /* the part of the plate that is used */
  guint                 n_parts[N_PARTS];

  guint  n_places;
  guint *places;             /* index of the well */
  int   *parts[N_PARTS];     /* of each place */
  int   *wells;              /* place of each well of the plate; -1 for none */

  guint  n_items;
  int   *item_groups;
  int   *strengths;          /* n * rank of the dose - sum of ranks: adds up to 0 */
  guint *members;
  GArray *groups;

  int *items;                /* at each place; -1 for none */
  int *item_places;
  int *counts[N_PARTS];      /* of group and part */
  int  broken;

  gint64 nearness;
  gint64 lean_row;           /* sum of strength * distance from the middle */
  gint64 lean_column;
  gint64 lean_scale;
} Solver;

static const IsoLayoutWell *
get_content (const Solver *solver, guint item)
{
  return &g_array_index (solver->contents, IsoLayoutWell, item);
}

/* ---- setting up ---- */

static void
list_places (Solver *solver, const IsoLayoutSettings *settings)
{
  solver->top = solver->left = settings->ring;
  solver->rows = solver->format->rows > 2 * settings->ring ? solver->format->rows - 2 * settings->ring : 0;
  solver->columns = solver->format->columns > 2 * settings->ring ? solver->format->columns - 2 * settings->ring : 0;
  solver->places = g_new (guint, solver->format->wells);
  solver->wells = g_new (int, solver->format->wells);
  for (guint i = 0; i < solver->format->wells; i++)
    {
      IsoWell well = iso_plate_format_well (solver->format, i);
      gboolean used = well.row >= solver->top && well.row < solver->top + solver->rows && well.column >= solver->left
                      && well.column < solver->left + solver->columns && (settings->lost == NULL || settings->lost[i] == 0);

      solver->wells[i] = used ? (int) solver->n_places : -1;
      if (used)
        solver->places[solver->n_places++] = i;
    }
}

static guint
count_replicates (const Solver *solver)
{
  guint most = 1;

  for (guint i = 0; i < solver->n_items; i++)
    {
      if (!iso_role_is_control (get_content (solver, i)->role))
        most = MAX (most, get_content (solver, i)->replicate);
    }
  return most;
}

static void
set_parts (Solver *solver, IsoLayoutMode mode)
{
  guint blocks = count_replicates (solver);

  solver->n_parts[PART_ROW] = solver->rows;
  solver->n_parts[PART_COLUMN] = solver->columns;
  solver->n_parts[PART_QUARTER] = N_QUARTERS;
  solver->n_parts[PART_BLOCK] = mode == ISO_LAYOUT_ROW_BLOCKS      ? MIN (blocks, solver->rows)
                                : mode == ISO_LAYOUT_COLUMN_BLOCKS ? MIN (blocks, solver->columns)
                                : mode == ISO_LAYOUT_QUARTERS      ? N_QUARTERS
                                                                   : 1;
  for (guint kind = 0; kind < N_PARTS; kind++)
    solver->parts[kind] = g_new (int, MAX (solver->n_places, 1));
  for (guint i = 0; i < solver->n_places; i++)
    {
      IsoWell well = iso_plate_format_well (solver->format, solver->places[i]);
      guint row = well.row - solver->top, column = well.column - solver->left;
      guint quarter = 2 * (row >= (solver->rows + 1) / 2) + (column >= (solver->columns + 1) / 2);

      solver->parts[PART_ROW][i] = (int) row;
      solver->parts[PART_COLUMN][i] = (int) column;
      solver->parts[PART_QUARTER][i] = (int) quarter;
      solver->parts[PART_BLOCK][i] = mode == ISO_LAYOUT_ROW_BLOCKS      ? (int) (row * solver->n_parts[PART_BLOCK] / solver->rows)
                                     : mode == ISO_LAYOUT_COLUMN_BLOCKS ? (int) (column * solver->n_parts[PART_BLOCK] / solver->columns)
                                     : mode == ISO_LAYOUT_QUARTERS      ? (int) quarter
                                                                        : 0;
    }
}

static void
find_groups (Solver *solver)
{
  solver->groups = g_array_new (FALSE, TRUE, sizeof (Group));
  solver->item_groups = g_new (int, MAX (solver->n_items, 1));
  solver->members = g_new (guint, MAX (solver->n_items, 1));
  for (guint i = 0; i < solver->n_items; i++)
    {
      int found = -1;

      for (guint j = 0; j < i && found < 0; j++)
        found = iso_layout_well_same (get_content (solver, i), get_content (solver, j)) ? solver->item_groups[j] : -1;
      if (found < 0)
        {
          g_array_set_size (solver->groups, solver->groups->len + 1);
          found = (int) solver->groups->len - 1;
          g_array_index (solver->groups, Group, found).control = iso_role_is_control (get_content (solver, i)->role);
        }
      solver->item_groups[i] = found;
      g_array_index (solver->groups, Group, found).n++;
    }
  for (guint group = 0, next = 0; group < solver->groups->len; group++)
    {
      g_array_index (solver->groups, Group, group).first = next;
      for (guint i = 0; i < solver->n_items; i++)
        {
          if (solver->item_groups[i] == (int) group)
            solver->members[next++] = i;
        }
    }
}

static void
set_spans (Solver *solver, const IsoLayoutSettings *settings)
{
  static const IsoLayoutRule control_rules[] = { ISO_RULE_ROWS, ISO_RULE_COLUMNS, ISO_RULE_QUADRANTS };

  for (guint i = 0; i < solver->groups->len; i++)
    {
      Group *group = &g_array_index (solver->groups, Group, i);

      for (guint kind = 0; kind < N_PARTS; kind++)
        {
          guint parts = MAX (solver->n_parts[kind], 1);
          gboolean counts = kind == PART_BLOCK       ? parts > 1
                            : group->control         ? (settings->off >> control_rules[kind] & 1) == 0
                            : kind == PART_QUARTER   ? FALSE
                                                     : (settings->off >> ISO_RULE_REPLICATES & 1) == 0;

          group->spans[kind].low = counts && (group->control || kind == PART_BLOCK) ? (int) (group->n / parts) : 0;
          group->spans[kind].high = counts ? (int) ((group->n + parts - 1) / parts) : G_MAXINT;
        }
    }
}

/* How strong a treatment is: for each drug, how many of the other treatments have less of it. */
static void
set_strengths (Solver *solver)
{
  gint64 sum = 0, size = 0;

  solver->strengths = g_new0 (int, MAX (solver->n_items, 1));
  for (guint i = 0; i < solver->n_items; i++)
    {
      const IsoLayoutWell *mine = get_content (solver, i);

      for (guint j = 0; j < solver->n_items && mine->role == ISO_ROLE_TREATED; j++)
        {
          const IsoLayoutWell *other = get_content (solver, j);

          for (guint a = 0; a < mine->n_doses; a++)
            {
              gboolean less = other->role == ISO_ROLE_TREATED;

              for (guint b = 0; b < other->n_doses; b++)
                less &= other->doses[b].drug != mine->doses[a].drug || other->doses[b].requested < mine->doses[a].requested * (1 - SAME);
              solver->strengths[i] += less;
            }
        }
      sum += solver->strengths[i];
    }
  for (guint i = 0; i < solver->n_items; i++)
    {
      solver->strengths[i] = (int) ((gint64) solver->n_items * solver->strengths[i] - sum);
      size += ABS (solver->strengths[i]);
    }
  solver->lean_scale = MAX (size * (gint64) MAX (solver->rows, solver->columns) / 4, 1);
}

/* ---- counting ---- */

static int
excess (Span span, int count)
{
  return count > span.high ? count - span.high : count < span.low ? span.low - count : 0;
}

static int
count_touching (const Solver *solver, guint place, int group)
{
  IsoWell well = iso_plate_format_well (solver->format, solver->places[place]);
  int touching = 0;

  for (int row = MAX (well.row - 1, 0); row <= MIN (well.row + 1, (int) solver->format->rows - 1); row++)
    {
      for (int column = MAX (well.column - 1, 0); column <= MIN (well.column + 1, (int) solver->format->columns - 1); column++)
        {
          int other = solver->wells[row * (int) solver->format->columns + column];

          if (other >= 0 && other != (int) place && solver->items[other] >= 0 && solver->item_groups[solver->items[other]] == group)
            touching++;
        }
    }
  return touching;
}

static gint64
sum_nearness (const Solver *solver, guint item, guint place)
{
  const Group *group = &g_array_index (solver->groups, Group, solver->item_groups[item]);
  gint64 sum = 0;

  for (guint i = 0; i < group->n; i++)
    {
      guint other = solver->members[group->first + i];
      int at = solver->item_places[other], rows, columns;

      if (other == item || at < 0)
        continue;
      rows = solver->parts[PART_ROW][at] - solver->parts[PART_ROW][place];
      columns = solver->parts[PART_COLUMN][at] - solver->parts[PART_COLUMN][place];
      sum += NEARNESS / (rows * rows + columns * columns);
    }
  return sum;
}

/* Counts an item in (sign 1) or out (-1) at a place where, while it is counted, it does not stand. */
static void
count_item (Solver *solver, guint item, guint place, int sign)
{
  int index = solver->item_groups[item];
  const Group *group = &g_array_index (solver->groups, Group, index);

  for (guint kind = 0; kind < N_PARTS; kind++)
    {
      int *count = &solver->counts[kind][index * (int) MAX (solver->n_parts[kind], 1) + solver->parts[kind][place]];

      solver->broken -= excess (group->spans[kind], *count);
      *count += sign;
      solver->broken += excess (group->spans[kind], *count);
    }
  if (solver->neighbours)
    solver->broken += sign * count_touching (solver, place, index);
  solver->nearness += sign * sum_nearness (solver, item, place);
  solver->lean_row += sign * (gint64) solver->strengths[item] * (2 * solver->parts[PART_ROW][place] - (int) solver->rows + 1);
  solver->lean_column += sign * (gint64) solver->strengths[item] * (2 * solver->parts[PART_COLUMN][place] - (int) solver->columns + 1);
}

static void
take_away (Solver *solver, guint place)
{
  int item = solver->items[place];

  if (item < 0)
    return;
  solver->items[place] = -1;
  solver->item_places[item] = -1;
  count_item (solver, (guint) item, place, -1);
}

static void
put (Solver *solver, int item, guint place)
{
  if (item < 0)
    return;
  count_item (solver, (guint) item, place, 1);
  solver->items[place] = item;
  solver->item_places[item] = (int) place;
}

static void
swap (Solver *solver, guint one, guint other)
{
  int first = solver->items[one], second = solver->items[other];

  take_away (solver, one);
  take_away (solver, other);
  put (solver, second, one);
  put (solver, first, other);
}

static guint64
get_score (const Solver *solver)
{
  gint64 lean = ABS (solver->lean_row) + ABS (solver->lean_column);

  return (guint64) (solver->nearness + 10 * NEARNESS * lean / solver->lean_scale);
}

/* ---- searching ---- */

static void
start_counts (Solver *solver)
{
  solver->items = g_new (int, MAX (solver->n_places, 1));
  solver->item_places = g_new (int, MAX (solver->n_items, 1));
  for (guint kind = 0; kind < N_PARTS; kind++)
    solver->counts[kind] = g_new0 (int, MAX (solver->groups->len, 1) * MAX (solver->n_parts[kind], 1));
  for (guint i = 0; i < solver->n_places; i++)
    solver->items[i] = -1;
  for (guint i = 0; i < solver->n_items; i++)
    solver->item_places[i] = -1;
  for (guint group = 0; group < solver->groups->len; group++)
    {
      for (guint kind = 0; kind < N_PARTS; kind++)
        solver->broken += (int) MAX (solver->n_parts[kind], 1) * g_array_index (solver->groups, Group, group).spans[kind].low;
    }
}

static void
scatter (Solver *solver, IsoRandom *random)
{
  g_autofree guint *order = g_new (guint, MAX (solver->n_places, 1));

  for (guint i = 0; i < solver->n_places; i++)
    {
      take_away (solver, i);
      order[i] = i;
    }
  iso_random_shuffle (random, order, solver->n_places);
  for (guint i = 0; i < solver->n_items; i++)
    put (solver, (int) i, order[i]);
}

static gboolean
is_in_conflict (const Solver *solver, guint place)
{
  int item = solver->items[place], index;
  const Group *group;

  if (item < 0)
    return FALSE;
  index = solver->item_groups[item];
  group = &g_array_index (solver->groups, Group, index);
  for (guint kind = 0; kind < N_PARTS; kind++)
    {
      if (solver->counts[kind][index * (int) MAX (solver->n_parts[kind], 1) + solver->parts[kind][place]] > group->spans[kind].high)
        return TRUE;
    }
  return solver->neighbours && count_touching (solver, place, index) > 0;
}

/* Mostly a place where something is wrong. */
static guint
choose_place (const Solver *solver, IsoRandom *random)
{
  guint place = iso_random_below (random, solver->n_places);

  for (guint i = 0; i < LOOKS && !is_in_conflict (solver, place); i++)
    place = iso_random_below (random, solver->n_places);
  return place;
}

static gboolean
is_cancelled (const Solver *solver)
{
  return solver->cancel != NULL && g_atomic_int_get (solver->cancel) != 0;
}

static void
mend (Solver *solver, IsoRandom *random, guint *swaps)
{
  guint most = SWAPS_PER_WELL * solver->n_places;

  for (guint i = 0; i < STARTS * most && solver->broken > 0 && solver->n_places > 1 && !is_cancelled (solver); i++)
    {
      int before;
      guint one, other;

      if (i > 0 && i % most == 0)
        scatter (solver, random);
      before = solver->broken;
      one = choose_place (solver, random);
      other = iso_random_below (random, solver->n_places);

      if (one == other)
        continue;
      ++*swaps;
      swap (solver, one, other);
      if (solver->broken > before + 1 || (solver->broken > before && iso_random_below (random, ONE_WORSE_IN) != 0))
        swap (solver, one, other);
    }
}

static void
polish (Solver *solver, IsoRandom *random)
{
  guint most = POLISH_PER_WELL * solver->n_places;
  guint64 score = get_score (solver);

  for (guint i = 0; i < most && solver->n_places > 1; i++)
    {
      guint one = iso_random_below (random, solver->n_places), other = iso_random_below (random, solver->n_places);
      int before = solver->broken;
      guint64 found;

      if (one == other)
        continue;
      swap (solver, one, other);
      found = get_score (solver);
      if (solver->broken > before || found >= score)
        swap (solver, one, other);
      else
        score = found;
    }
}

static void
write_layout (const Solver *solver, IsoLayout *layout)
{
  for (guint i = 0; i < layout->format->wells; i++)
    layout->wells[i] = (IsoLayoutWell) { .sample = -1 };
  for (guint i = 0; i < solver->n_places; i++)
    {
      if (solver->items[i] >= 0)
        layout->wells[solver->places[i]] = *get_content (solver, (guint) solver->items[i]);
    }
}

static gboolean
is_recognised (const IsoLayout *layout, const GPtrArray *others)
{
  guint least = 0;

  for (guint i = 0; i < layout->format->wells && least < ISO_PATTERN_WELLS; i++)
    least += iso_role_is_control (layout->wells[i].role);
  if (iso_layout_pattern_difference (layout, layout, TRUE) < least)
    return FALSE;
  for (guint i = 0; others != NULL && i < others->len; i++)
    {
      if (iso_layout_pattern_difference (layout, others->pdata[i], FALSE) < least
          || iso_layout_pattern_difference (layout, others->pdata[i], TRUE) < least)
        return FALSE;
    }
  return TRUE;
}

static void
search (Solver *solver, IsoLayout *layout, const IsoLayoutSettings *settings, const GPtrArray *others, IsoLayoutSolution *solution)
{
  gboolean pattern = (settings->off >> ISO_RULE_PATTERN & 1) == 0, recognised = FALSE;
  IsoRandom random;

  iso_random_init (&random, settings->seed, settings->stream);
  for (guint i = 0; i < TRIES && !recognised; i++)
    {
      scatter (solver, &random);
      mend (solver, &random, &solution->swaps);
      polish (solver, &random);
      write_layout (solver, layout);
      recognised = !pattern || is_recognised (layout, others);
      if (solver->broken > 0)
        break;   /* there is no hope to do better */
    }
  solution->broken = (guint) solver->broken + !recognised;
}

/* Down the columns, contents of a group side by side. */
static void
put_in_order (Solver *solver, IsoLayout *layout)
{
  guint next = 0;

  for (guint column = 0; column < solver->columns; column++)
    {
      for (guint row = 0; row < solver->rows && next < solver->n_items; row++)
        {
          int place = solver->wells[(solver->top + row) * solver->format->columns + solver->left + column];

          if (place >= 0)
            put (solver, (int) solver->members[next++], (guint) place);
        }
    }
  write_layout (solver, layout);
}

static void
clear_solver (Solver *solver)
{
  g_free (solver->places);
  g_free (solver->wells);
  g_free (solver->item_groups);
  g_free (solver->strengths);
  g_free (solver->members);
  g_free (solver->items);
  g_free (solver->item_places);
  g_array_unref (solver->groups);
  for (guint kind = 0; kind < N_PARTS; kind++)
    {
      g_free (solver->parts[kind]);
      g_free (solver->counts[kind]);
    }
}

const char *
iso_layout_mode_word (IsoLayoutMode mode)
{
  g_return_val_if_fail ((guint) mode < G_N_ELEMENTS (mode_words), "");
  return mode_words[mode];
}

gboolean
iso_layout_mode_parse (const char *text, IsoLayoutMode *mode)
{
  for (guint i = 0; i < G_N_ELEMENTS (mode_words); i++)
    {
      if (strcmp (text, mode_words[i]) == 0)
        {
          *mode = (IsoLayoutMode) i;
          return TRUE;
        }
    }
  return FALSE;
}

gboolean
iso_layout_solve (IsoLayout *layout, const GArray *contents, const IsoLayoutSettings *settings, const GPtrArray *others,
                  IsoLayoutSolution *solution, GError **error)
{
  /* Chance does not see in which order things were written down; order by hand is kept. */
  g_autoptr (GArray) sorted = settings->mode != ISO_LAYOUT_ORDERED ? iso_layout_contents_sort (contents) : NULL;
  Solver solver = {
    .format = layout->format, .contents = sorted != NULL ? sorted : contents, .n_items = contents->len, .cancel = settings->cancel,
  };

  *solution = (IsoLayoutSolution) { 0, 0, 0 };
  list_places (&solver, settings);
  if (solver.n_items > solver.n_places)
    {
      g_autofree char *items = g_strdup_printf ("%u", solver.n_items);
      g_autofree char *places = g_strdup_printf ("%u", solver.n_places);

      g_free (solver.places);
      g_free (solver.wells);
      iso_error_set (error, ISO_ERROR_TOO_LARGE, NULL,
                     N_("{1} wells are to be placed, and the plate offers {2}. Take fewer, use the edge, or take a larger plate."), items,
                     places, NULL);
      return FALSE;
    }
  solver.neighbours = (settings->off >> ISO_RULE_NEIGHBOURS & 1) == 0;
  set_parts (&solver, settings->mode);
  find_groups (&solver);
  set_spans (&solver, settings);
  set_strengths (&solver);
  start_counts (&solver);
  if (settings->mode == ISO_LAYOUT_ORDERED)
    put_in_order (&solver, layout);
  else
    search (&solver, layout, settings, others, solution);
  solution->score = get_score (&solver);
  clear_solver (&solver);
  if (!is_cancelled (&solver))
    return TRUE;
  iso_error_set (error, ISO_ERROR_CANCELLED, NULL, N_("The layout was cancelled."), NULL);
  return FALSE;
}
