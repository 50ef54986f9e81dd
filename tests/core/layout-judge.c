/* layout-judge.c
 *
 * Knows wells by a text of what is in them, and counts pairs of wells; the program counts rows and columns.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "layout-judge.h"

#include <string.h>

static char *
key_of (const IsoLayoutWell *well)
{
  GString *key = g_string_new (iso_role_word (well->role));

  g_string_append_printf (key, " %d", well->sample);
  for (guint i = 0; i < well->n_doses; i++)
    {
      char dose[G_ASCII_DTOSTR_BUF_SIZE];

      g_string_append_printf (key, " %u:%s", well->doses[i].drug, g_ascii_formatd (dose, sizeof dose, "%.4e", well->doses[i].requested));
    }
  return g_string_free (key, FALSE);
}

static gboolean
is_control_key (const char *key)
{
  return !g_str_has_prefix (key, "treated") && !g_str_has_prefix (key, "compound");
}

/* Wells of one key as a list of row * 100 + column. */
static GHashTable *
list_wells (IsoLayout *layout, guint ring, GString *wrong)
{
  GHashTable *lists = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);

  for (guint row = 0; row < layout->format->rows; row++)
    {
      for (guint column = 0; column < layout->format->columns; column++)
        {
          const IsoLayoutWell *well = iso_layout_well (layout, (IsoWell) { (guint8) row, (guint8) column });
          gboolean outside = row < ring || column < ring || row > layout->format->rows - 1 - ring
                             || column > layout->format->columns - 1 - ring;
          guint place = row * 100 + column;
          char *key;
          GArray *list;

          if (well->role == ISO_ROLE_EMPTY)
            continue;
          if (outside)
            g_string_append (wrong, "edge ");
          key = key_of (well);
          list = g_hash_table_lookup (lists, key);
          if (list == NULL)
            {
              list = g_array_new (FALSE, FALSE, sizeof (guint));
              g_hash_table_insert (lists, g_strdup (key), list);
            }
          g_array_append_val (list, place);
          g_free (key);
        }
    }
  return lists;
}

/* How many of the list share a part with the `i`-th; how = 0 row, 1 column, 2 quarter. */
static guint
part_of (guint place, int how, guint middle_row, guint middle_column)
{
  guint row = place / 100, column = place % 100;

  return how == 0 ? row : how == 1 ? column : (row >= middle_row ? 2u : 0u) + (column >= middle_column ? 1u : 0u);
}

static void
judge_even (const GArray *list, int how, guint first, guint n, guint middle_row, guint middle_column, gboolean both, const char *word,
            GString *wrong)
{
  for (guint part = first; part < first + n; part++)
    {
      guint count = 0;

      for (guint i = 0; i < list->len; i++)
        count += part_of (g_array_index (list, guint, i), how, middle_row, middle_column) == part;
      /* Too many: one more than the mean, or above. Too few: one less, or below. */
      if (count * n >= list->len + n || (both && (count + 1) * n <= list->len))
        g_string_append (wrong, word);
    }
}

static void
judge_group (const char *key, const GArray *list, const IsoPlateFormat *format, guint ring, GString *wrong)
{
  guint rows = format->rows - 2 * ring, columns = format->columns - 2 * ring;
  guint middle_row = ring + (rows + 1) / 2, middle_column = ring + (columns + 1) / 2;
  gboolean control = is_control_key (key);

  for (guint i = 0; i < list->len; i++)
    {
      for (guint j = 0; j < i; j++)
        {
          int one = (int) g_array_index (list, guint, i), other = (int) g_array_index (list, guint, j);

          if (ABS (one / 100 - other / 100) <= 1 && ABS (one % 100 - other % 100) <= 1)
            g_string_append (wrong, "touching ");
        }
    }
  judge_even (list, 0, ring, rows, 0, 0, control, control ? "rows " : "replicates ", wrong);
  judge_even (list, 1, ring, columns, 0, 0, control, control ? "columns " : "replicates ", wrong);
  if (control)
    judge_even (list, 2, 0, 4, middle_row, middle_column, TRUE, "quarters ", wrong);
}

char *
judge_layout (IsoLayout *layout, guint ring)
{
  GString *wrong = g_string_new (NULL);
  g_autoptr (GHashTable) lists = list_wells (layout, ring, wrong);
  GHashTableIter iter;
  gpointer key, list;

  g_hash_table_iter_init (&iter, lists);
  while (g_hash_table_iter_next (&iter, &key, &list))
    judge_group (key, list, layout->format, ring, wrong);
  return g_string_free (wrong, FALSE);
}

static void
add_controls (GArray *contents, IsoRole role, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      IsoLayoutWell well = { .role = role, .sample = role == ISO_ROLE_BLANK ? -1 : 0, .replicate = i + 1 };

      g_array_append_val (contents, well);
    }
}

GArray *
make_sixty (void)
{
  GArray *contents = g_array_new (FALSE, FALSE, sizeof (IsoLayoutWell));

  for (guint replicate = 1; replicate <= 3; replicate++)
    {
      for (guint arm = 1; arm <= 3; arm++)
        {
          for (guint level = 0; level < 5; level++)
            {
              double one = 12.5e-9 * (1 << level), other = 0.5e-6 * (1 << level);
              IsoLayoutWell well = { .role = ISO_ROLE_TREATED, .replicate = replicate };

              if (arm & 1)
                well.doses[well.n_doses++] = (IsoDose) { 0, one, one, one };
              if (arm & 2)
                well.doses[well.n_doses++] = (IsoDose) { 1, other, other, other };
              g_array_append_val (contents, well);
            }
        }
    }
  add_controls (contents, ISO_ROLE_VEHICLE, 9);
  add_controls (contents, ISO_ROLE_POSITIVE_CONTROL, 3);
  add_controls (contents, ISO_ROLE_BLANK, 3);
  return contents;
}

GArray *
make_contents (guint treatments, guint replicates, guint vehicle, guint others)
{
  GArray *contents = g_array_new (FALSE, FALSE, sizeof (IsoLayoutWell));

  for (guint replicate = 1; replicate <= replicates; replicate++)
    {
      for (guint i = 0; i < treatments; i++)
        {
          double dose = 1e-9 * (i + 1);
          IsoLayoutWell well = { .role = ISO_ROLE_TREATED, .replicate = replicate, .n_doses = 1, .doses = { { 0, dose, dose, dose } } };

          g_array_append_val (contents, well);
        }
    }
  add_controls (contents, ISO_ROLE_VEHICLE, vehicle);
  add_controls (contents, ISO_ROLE_POSITIVE_CONTROL, others);
  add_controls (contents, ISO_ROLE_BLANK, others);
  return contents;
}
