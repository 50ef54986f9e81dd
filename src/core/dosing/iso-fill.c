/* iso-fill.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "dosing/iso-fill.h"

#include <string.h>

/* Wells in the order in which they are filled; a line is a column for down and up, else a row. */
typedef struct
{
  GArray *wells;    /* of IsoWell */
  GArray *starts;   /* of guint: where each line begins, and the end */
} Path;

static void
clear_path (Path *path)
{
  g_clear_pointer (&path->wells, g_array_unref);
  g_clear_pointer (&path->starts, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Path, clear_path)

static gboolean
is_upright (IsoFillDirection direction)
{
  return direction == ISO_FILL_DOWN || direction == ISO_FILL_UP;
}

static gboolean
is_backward (IsoFillDirection direction)
{
  return direction == ISO_FILL_UP || direction == ISO_FILL_BACK;
}

static guint
get_stride (const IsoPlateFormat *format, IsoFillOrder order)
{
  if (order != ISO_FILL_INTERLEAVED)
    return 1;
  return format->wells >= 1536 ? 4 : 2;
}

/* Which wells may be used: a byte for each. */
static guint8 *
mark_wells (const IsoPlateFormat *format, const IsoWell *wells, guint n)
{
  guint8 *marked = g_new0 (guint8, format->wells);

  for (guint i = 0; i < n; i++)
    {
      if (iso_plate_format_has (format, wells[i]))
        marked[iso_plate_format_index (format, wells[i])] = TRUE;
    }
  return marked;
}

/* From one well on: to the right and below, or whatever the directions are; lines no longer than `length`. */
static guint8 *
mark_from (const IsoPlateFormat *format, IsoWell start, const IsoFill *fill, guint length)
{
  guint8 *marked = g_new0 (guint8, format->wells);
  gboolean upright = is_upright (fill->direction), backward = is_backward (fill->direction);

  for (guint row = 0; row < format->rows; row++)
    for (guint column = 0; column < format->columns; column++)
      {
        int along = upright ? (int) row - start.row : (int) column - start.column;
        int aside = upright ? (int) column - start.column : (int) row - start.row;

        along = backward ? -along : along;
        if (along >= 0 && aside >= 0 && along < (int) length)
          marked[row * format->columns + column] = TRUE;
      }
  return marked;
}

static void
add_line (Path *path, const IsoPlateFormat *format, const guint8 *marked, IsoFillDirection direction, guint line, guint phase, guint stride,
          gboolean turned)
{
  gboolean upright = is_upright (direction);
  guint length = upright ? format->rows : format->columns;
  guint first = path->wells->len;

  for (guint i = phase; i < length; i += stride)
    {
      guint place = is_backward (direction) != turned ? length - 1 - i : i;
      IsoWell well = { (guint8) (upright ? place : line), (guint8) (upright ? line : place) };

      if (marked[iso_plate_format_index (format, well)])
        g_array_append_val (path->wells, well);
    }
  if (path->wells->len > first)
    g_array_append_val (path->starts, first);
}

static void
make_path (Path *path, const IsoFill *fill, const IsoPlateFormat *format, const guint8 *marked)
{
  guint n_lines = is_upright (fill->direction) ? format->columns : format->rows;
  guint stride = get_stride (format, fill->order);

  path->wells = g_array_new (FALSE, FALSE, sizeof (IsoWell));
  path->starts = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint line = 0; line < n_lines; line++)
    for (guint phase = 0; phase < stride; phase++)
      add_line (path, format, marked, fill->direction, line, phase, stride,
                fill->order == ISO_FILL_SNAKE && path->starts->len % 2 == 1);
  g_array_append_val (path->starts, path->wells->len);
}

static guint
longest_line (const Path *path)
{
  guint longest = 0;

  for (guint i = 0; i + 1 < path->starts->len; i++)
    longest = MAX (longest, g_array_index (path->starts, guint, i + 1) - g_array_index (path->starts, guint, i));
  return longest;
}

static void
add_doses (IsoFillWell *well, const IsoFillAxis *axis, guint step)
{
  for (guint i = 0; i < axis->n_drugs && step < axis->n_steps; i++)
    {
      if (axis->doses[i][step] > 0 && well->n_doses < ISO_MAX_DRUGS)
        {
          well->drugs[well->n_doses] = axis->drugs[i];
          well->doses[well->n_doses++] = axis->doses[i][step];
        }
    }
}

static void
add_series (GArray *fills, const IsoFill *fill, const Path *path, guint first, guint replicate)
{
  for (guint step = 0; step < fill->axes[0].n_steps; step++)
    {
      IsoFillWell well = { .well = g_array_index (path->wells, IsoWell, first + step), .step = step, .replicate = replicate };

      add_doses (&well, &fill->axes[0], step);
      g_array_append_val (fills, well);
    }
}

static gboolean
refuse (GError **error, guint needed, guint found)
{
  g_autofree char *a = g_strdup_printf ("%u", needed);
  g_autofree char *b = g_strdup_printf ("%u", found);

  iso_error_set (error, ISO_ERROR_RANGE, NULL,
                 N_("This needs {1} wells, and there is room for {2}. Select more wells, or use fewer steps or replicates."), a, b, NULL);
  return FALSE;
}

/* Where the next series of n wells begins, from `at` on; G_MAXUINT if there is no room. Whole on a line if any line is long enough. */
static guint
find_room (const Path *path, guint at, guint n, gboolean whole)
{
  if (!whole)
    return at + n <= path->wells->len ? at : G_MAXUINT;
  for (guint i = 0; i + 1 < path->starts->len; i++)
    {
      guint start = MAX (at, g_array_index (path->starts, guint, i));

      if (start + n <= g_array_index (path->starts, guint, i + 1))
        return start;
    }
  return G_MAXUINT;
}

static gboolean
place_series (const IsoFill *fill, const Path *path, GArray *fills, GError **error)
{
  guint n = fill->axes[0].n_steps;
  gboolean whole = n <= longest_line (path);
  guint at = 0, replicate = 0;

  while (fill->replicates == 0 || replicate < fill->replicates)
    {
      guint start = find_room (path, at, n, whole);

      if (start == G_MAXUINT)
        break;
      add_series (fills, fill, path, start, ++replicate);
      at = start + n;
    }
  if (replicate < MAX (fill->replicates, 1))
    return refuse (error, n * MAX (fill->replicates, 1), whole ? replicate * n : path->wells->len);
  return TRUE;
}

/* Block by block from the top left of what is marked; each must be whole. */
static gboolean
has_block (const IsoPlateFormat *format, const guint8 *marked, guint row, guint column, guint rows, guint columns)
{
  if (row + rows > format->rows || column + columns > format->columns)
    return FALSE;
  for (guint i = row; i < row + rows; i++)
    for (guint j = column; j < column + columns; j++)
      {
        if (!marked[i * format->columns + j])
          return FALSE;
      }
  return TRUE;
}

static void
take_block (const IsoFill *fill, const IsoPlateFormat *format, guint8 *marked, guint row, guint column, guint rows, guint columns,
            guint replicate, GArray *fills)
{
  gboolean upright = is_upright (fill->direction);

  for (guint i = 0; i < rows; i++)
    for (guint j = 0; j < columns; j++)
      {
        IsoFillWell well = { .well = { (guint8) (row + i), (guint8) (column + j) }, .replicate = replicate };
        guint along = is_backward (upright ? fill->second : fill->direction) ? columns - 1 - j : j;
        guint down = is_backward (upright ? fill->direction : fill->second) ? rows - 1 - i : i;

        well.step = upright ? down : along;
        well.other = upright ? along : down;
        add_doses (&well, &fill->axes[0], well.step);
        add_doses (&well, &fill->axes[1], well.other);
        marked[(row + i) * format->columns + column + j] = FALSE;
        g_array_append_val (fills, well);
      }
}

static gboolean
place_checkerboard (const IsoFill *fill, const IsoPlateFormat *format, guint8 *marked, GArray *fills, GError **error)
{
  guint first = fill->axes[0].n_steps + (fill->with_zero ? 1 : 0), second = fill->axes[1].n_steps + (fill->with_zero ? 1 : 0);
  guint rows = is_upright (fill->direction) ? first : second, columns = is_upright (fill->direction) ? second : first;
  guint replicate = 0;

  for (guint row = 0; row < format->rows; row++)
    for (guint column = 0; column < format->columns; column++)
      {
        if ((fill->replicates > 0 && replicate == fill->replicates) || !has_block (format, marked, row, column, rows, columns))
          continue;
        take_block (fill, format, marked, row, column, rows, columns, ++replicate, fills);
      }
  if (replicate < MAX (fill->replicates, 1))
    {
      g_autofree char *a = g_strdup_printf ("%u", rows);
      g_autofree char *b = g_strdup_printf ("%u", columns);
      g_autofree char *c = g_strdup_printf ("%u", MAX (fill->replicates, 1));

      iso_error_set (error, ISO_ERROR_RANGE, NULL,
                     N_("A checkerboard of {1} rows and {2} columns has not enough room for {3} of it. Select a larger block, or a well"
                        " farther up and to the left."), a, b, c, NULL);
      return FALSE;
    }
  return TRUE;
}

void
iso_fill_clear (IsoFill *fill)
{
  for (guint i = 0; i < G_N_ELEMENTS (fill->axes); i++)
    for (guint j = 0; j < ISO_MAX_DRUGS; j++)
      g_clear_pointer (&fill->axes[i].doses[j], g_free);
  memset (fill, 0, sizeof *fill);
}

GArray *
iso_fill_place (const IsoFill *fill, const IsoPlateFormat *format, const IsoWell *wells, guint n, GError **error)
{
  g_autoptr (GArray) fills = g_array_new (FALSE, FALSE, sizeof (IsoFillWell));
  g_autofree guint8 *marked = NULL;
  g_auto (Path) path = { NULL };
  IsoFill one = *fill;
  gboolean done;

  if (n == 0)
    {
      iso_error_set (error, ISO_ERROR_NO_DATA, NULL, N_("No well is selected. Select the wells to fill, or the first of them."), NULL);
      return NULL;
    }
  one.replicates = n == 1 ? MAX (fill->replicates, 1) : fill->replicates;
  if (n > 1)
    marked = mark_wells (format, wells, n);
  else if (fill->n_axes == 1)
    marked = mark_from (format, wells[0], fill, fill->axes[0].n_steps * get_stride (format, fill->order));
  else
    marked = mark_from (format, wells[0], fill, MAX (format->rows, format->columns));
  if (fill->n_axes == 1)
    {
      make_path (&path, fill, format, marked);
      done = place_series (&one, &path, fills, error);
    }
  else
    done = place_checkerboard (&one, format, marked, fills, error);
  return done ? g_steal_pointer (&fills) : NULL;
}
