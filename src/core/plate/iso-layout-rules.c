/* iso-layout-rules.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "plate/iso-layout-rules.h"

#include <math.h>
#include <string.h>

#define SAME 1e-6

static const struct
{
  const char *word;
  const char *sentence;
} rules[ISO_N_LAYOUT_RULES] = {
  [ISO_RULE_ENOUGH_CONTROLS] = { "enough-controls",
                                 N_("Each plate has at least 8 vehicle wells, 3 blanks, and 3 positive controls if it has any.") },
  [ISO_RULE_ROWS] = { "rows", N_("Controls are spread evenly over the rows.") },
  [ISO_RULE_COLUMNS] = { "columns", N_("Controls are spread evenly over the columns.") },
  [ISO_RULE_QUADRANTS] = { "quadrants", N_("Controls are spread evenly over the quarters of the plate.") },
  [ISO_RULE_REPLICATES] = { "replicates-apart", N_("Replicates of a treatment stand in different rows and columns.") },
  [ISO_RULE_NEIGHBOURS] = { "neighbours", N_("Wells with the same contents never touch.") },
  [ISO_RULE_EDGE] = { "edge", N_("The wells at the edge hold no samples.") },
  [ISO_RULE_EQUAL_PLATES] = { "equal-plates", N_("All plates have the same number of controls, one more or less.") },
  [ISO_RULE_PATTERN] = { "pattern", N_("The controls tell which plate it is, and which way round it stands.") },
};

/* The part of the plate that is in use, and which group each well belongs to. */
typedef struct
{
  const IsoLayout *layout;
  guint            top, bottom, left, right;   /* first and last row and column in use */
  int             *groups;                     /* of each well; -1 for empty ones */
  GArray          *firsts;                     /* of guint: the first well of each group */
} Plate;

typedef guint (*PartFunc) (const Plate *plate, IsoWell well);

static gboolean
is_same_dose (const IsoDose *one, const IsoDose *other)
{
  return one->drug == other->drug && fabs (one->requested - other->requested) <= SAME * MAX (one->requested, other->requested);
}

/* The part in use is what the edge rings leave, and more if wells stand there. */
static void
open_plate (const IsoLayout *layout, guint ring, Plate *plate)
{
  guint rows = layout->format->rows, columns = layout->format->columns;

  ring = MIN (ring, (MIN (rows, columns) - 1) / 2);
  *plate = (Plate) { .layout = layout, .top = ring, .bottom = rows - 1 - ring, .left = ring, .right = columns - 1 - ring };
  plate->groups = g_new (int, layout->format->wells);
  plate->firsts = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < layout->format->wells; i++)
    {
      IsoWell well = iso_plate_format_well (layout->format, i);
      guint group = 0;

      plate->groups[i] = -1;
      if (layout->wells[i].role == ISO_ROLE_EMPTY)
        continue;
      plate->top = MIN (plate->top, well.row);
      plate->bottom = MAX (plate->bottom, well.row);
      plate->left = MIN (plate->left, well.column);
      plate->right = MAX (plate->right, well.column);
      while (group < plate->firsts->len
             && !iso_layout_well_same (&layout->wells[g_array_index (plate->firsts, guint, group)], &layout->wells[i]))
        group++;
      if (group == plate->firsts->len)
        g_array_append_val (plate->firsts, i);
      plate->groups[i] = (int) group;
    }
}

static void
close_plate (Plate *plate)
{
  g_free (plate->groups);
  g_array_unref (plate->firsts);
}

static IsoRole
group_role (const Plate *plate, guint group)
{
  return plate->layout->wells[g_array_index (plate->firsts, guint, group)].role;
}

static guint
row_of (const Plate *plate, IsoWell well)
{
  return well.row - plate->top;
}

static guint
column_of (const Plate *plate, IsoWell well)
{
  return well.column - plate->left;
}

static guint
quadrant_of (const Plate *plate, IsoWell well)
{
  guint rows = plate->bottom - plate->top + 1, columns = plate->right - plate->left + 1;

  return 2 * (row_of (plate, well) >= (rows + 1) / 2) + (column_of (plate, well) >= (columns + 1) / 2);
}

static void
add_group_part (const Plate *plate, guint group, PartFunc part, guint which, GArray *wells)
{
  for (guint i = 0; i < plate->layout->format->wells; i++)
    {
      IsoWell well = iso_plate_format_well (plate->layout->format, i);

      if (plate->groups[i] == (int) group && part (plate, well) == which)
        g_array_append_val (wells, well);
    }
}

/* Evenness of one group over parts. `floor` says whether too few in a part is wrong too. */
static gboolean
check_even (const Plate *plate, guint group, PartFunc part, guint n_parts, gboolean with_floor, GArray *wells)
{
  guint counts[MAX (ISO_MAX_ROWS, ISO_MAX_COLUMNS)] = { 0 };
  guint n = 0, high;
  gboolean even = TRUE;

  for (guint i = 0; i < plate->layout->format->wells; i++)
    {
      if (plate->groups[i] != (int) group)
        continue;
      counts[part (plate, iso_plate_format_well (plate->layout->format, i))]++;
      n++;
    }
  high = (n + n_parts - 1) / n_parts;
  for (guint i = 0; i < n_parts; i++)
    {
      if (counts[i] > high)
        add_group_part (plate, group, part, i, wells);
      even &= counts[i] <= high && (!with_floor || counts[i] >= n / n_parts);
    }
  return even;
}

static gboolean
check_spread (const Plate *plate, IsoLayoutRule rule, GArray *wells)
{
  guint rows = plate->bottom - plate->top + 1, columns = plate->right - plate->left + 1;
  gboolean kept = TRUE;

  for (guint group = 0; group < plate->firsts->len; group++)
    {
      gboolean control = iso_role_is_control (group_role (plate, group));

      if (rule == ISO_RULE_REPLICATES && !control)
        {
          kept &= check_even (plate, group, row_of, rows, FALSE, wells);
          kept &= check_even (plate, group, column_of, columns, FALSE, wells);
        }
      else if (rule == ISO_RULE_ROWS && control)
        kept &= check_even (plate, group, row_of, rows, TRUE, wells);
      else if (rule == ISO_RULE_COLUMNS && control)
        kept &= check_even (plate, group, column_of, columns, TRUE, wells);
      else if (rule == ISO_RULE_QUADRANTS && control)
        kept &= check_even (plate, group, quadrant_of, 4, TRUE, wells);
    }
  return kept;
}

static gboolean
touches_same (const Plate *plate, guint index)
{
  const IsoPlateFormat *format = plate->layout->format;
  IsoWell well = iso_plate_format_well (format, index);

  for (int row = well.row - 1; row <= well.row + 1; row++)
    {
      for (int column = well.column - 1; column <= well.column + 1; column++)
        {
          if (row < 0 || column < 0 || row >= (int) format->rows || column >= (int) format->columns
              || (row == well.row && column == well.column))
            continue;
          if (plate->groups[(guint) row * format->columns + (guint) column] == plate->groups[index])
            return TRUE;
        }
    }
  return FALSE;
}

static gboolean
check_wells (const Plate *plate, IsoLayoutRule rule, guint ring, GArray *wells)
{
  const IsoPlateFormat *format = plate->layout->format;

  for (guint i = 0; i < format->wells; i++)
    {
      IsoWell well = iso_plate_format_well (format, i);
      gboolean at_edge = well.row < ring || well.column < ring || well.row + ring >= format->rows || well.column + ring >= format->columns;

      if (plate->groups[i] >= 0 && (rule == ISO_RULE_EDGE ? at_edge : touches_same (plate, i)))
        g_array_append_val (wells, well);
    }
  return wells->len == 0;
}

static void
count_roles (const IsoLayout *layout, guint counts[ISO_N_ROLES])
{
  memset (counts, 0, ISO_N_ROLES * sizeof *counts);
  for (guint i = 0; i < layout->format->wells; i++)
    counts[layout->wells[i].role]++;
}

static gboolean
check_enough (const IsoLayout *layout)
{
  guint counts[ISO_N_ROLES];

  count_roles (layout, counts);
  return counts[ISO_ROLE_VEHICLE] >= ISO_MIN_VEHICLE && counts[ISO_ROLE_BLANK] >= ISO_MIN_OTHER_CONTROLS
         && (counts[ISO_ROLE_POSITIVE_CONTROL] == 0 || counts[ISO_ROLE_POSITIVE_CONTROL] >= ISO_MIN_OTHER_CONTROLS);
}

static gboolean
check_equal (const GPtrArray *layouts, guint index)
{
  guint mine[ISO_N_ROLES], theirs[ISO_N_ROLES];

  count_roles (layouts->pdata[index], mine);
  for (guint other = 0; other < layouts->len; other++)
    {
      count_roles (layouts->pdata[other], theirs);
      for (guint role = 0; role < ISO_N_ROLES; role++)
        {
          if (iso_role_is_control ((IsoRole) role) && MAX (mine[role], theirs[role]) - MIN (mine[role], theirs[role]) > 1)
            return FALSE;
        }
    }
  return TRUE;
}

static guint
count_controls (const IsoLayout *layout)
{
  guint n = 0;

  for (guint i = 0; i < layout->format->wells; i++)
    n += iso_role_is_control (layout->wells[i].role);
  return n;
}

static gboolean
check_pattern (const GPtrArray *layouts, guint index)
{
  const IsoLayout *layout = layouts->pdata[index];
  guint least = MIN (ISO_PATTERN_WELLS, count_controls (layout));

  for (guint other = 0; other < layouts->len; other++)
    {
      if ((other != index && iso_layout_pattern_difference (layout, layouts->pdata[other], FALSE) < least)
          || iso_layout_pattern_difference (layout, layouts->pdata[other], TRUE) < least)
        return FALSE;
    }
  return TRUE;
}

static gboolean
check_rule (const GPtrArray *layouts, guint index, const Plate *plate, IsoLayoutRule rule, guint ring, GArray *wells)
{
  if (plate->firsts->len == 0)
    return rule != ISO_RULE_ENOUGH_CONTROLS;
  switch (rule)
    {
    case ISO_RULE_ENOUGH_CONTROLS:
      return check_enough (plate->layout);
    case ISO_RULE_ROWS:
    case ISO_RULE_COLUMNS:
    case ISO_RULE_QUADRANTS:
    case ISO_RULE_REPLICATES:
      return check_spread (plate, rule, wells);
    case ISO_RULE_NEIGHBOURS:
    case ISO_RULE_EDGE:
      return check_wells (plate, rule, ring, wells);
    case ISO_RULE_EQUAL_PLATES:
      return check_equal (layouts, index);
    case ISO_RULE_PATTERN:
    default:
      return check_pattern (layouts, index);
    }
}

static void
clear_finding_cb (gpointer data)
{
  g_array_unref (((IsoRuleFinding *) data)->wells);
}

static void
check_plate (const GPtrArray *layouts, guint index, guint ring, GArray *findings)
{
  Plate plate;

  open_plate (layouts->pdata[index], ring, &plate);
  for (guint rule = 0; rule < ISO_N_LAYOUT_RULES; rule++)
    {
      IsoRuleFinding finding = { (IsoLayoutRule) rule, index, FALSE, g_array_new (FALSE, FALSE, sizeof (IsoWell)) };

      finding.kept = check_rule (layouts, index, &plate, finding.rule, ring, finding.wells);
      g_array_append_val (findings, finding);
    }
  close_plate (&plate);
}

static GArray *
new_findings (void)
{
  GArray *findings = g_array_new (FALSE, FALSE, sizeof (IsoRuleFinding));

  g_array_set_clear_func (findings, clear_finding_cb);
  return findings;
}

const char *
iso_layout_rule_word (IsoLayoutRule rule)
{
  g_return_val_if_fail ((guint) rule < ISO_N_LAYOUT_RULES, "");
  return rules[rule].word;
}

const char *
iso_layout_rule_sentence (IsoLayoutRule rule)
{
  g_return_val_if_fail ((guint) rule < ISO_N_LAYOUT_RULES, "");
  return rules[rule].sentence;
}

gboolean
iso_layout_rule_parse (const char *text, IsoLayoutRule *rule)
{
  for (guint i = 0; i < ISO_N_LAYOUT_RULES; i++)
    {
      if (strcmp (text, rules[i].word) == 0)
        {
          *rule = (IsoLayoutRule) i;
          return TRUE;
        }
    }
  return FALSE;
}

gboolean
iso_layout_well_same (const IsoLayoutWell *one, const IsoLayoutWell *other)
{
  if (one->role != other->role || one->sample != other->sample || one->n_doses != other->n_doses)
    return FALSE;
  for (guint i = 0; i < one->n_doses; i++)
    {
      if (!is_same_dose (&one->doses[i], &other->doses[i]))
        return FALSE;
    }
  return TRUE;
}

gboolean
iso_role_is_control (IsoRole role)
{
  return role != ISO_ROLE_EMPTY && role != ISO_ROLE_TREATED && role != ISO_ROLE_COMPOUND_BLANK;
}

guint
iso_layout_pattern_difference (const IsoLayout *one, const IsoLayout *other, gboolean turned)
{
  guint n = one->format->wells, different = 0;

  if (one->format != other->format)
    return n;
  for (guint i = 0; i < n; i++)
    {
      IsoRole mine = one->wells[i].role, theirs = other->wells[turned ? n - 1 - i : i].role;

      mine = iso_role_is_control (mine) ? mine : ISO_ROLE_EMPTY;
      theirs = iso_role_is_control (theirs) ? theirs : ISO_ROLE_EMPTY;
      different += mine != theirs && mine != ISO_ROLE_EMPTY;
    }
  return different;
}

GArray *
iso_layout_check_one (const GPtrArray *layouts, guint index, guint ring)
{
  GArray *findings = new_findings ();

  check_plate (layouts, index, ring, findings);
  return findings;
}

GArray *
iso_layout_check (const GPtrArray *layouts, guint ring)
{
  GArray *findings = new_findings ();

  for (guint i = 0; i < layouts->len; i++)
    check_plate (layouts, i, ring, findings);
  return findings;
}
