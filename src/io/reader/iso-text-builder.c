/* iso-text-builder.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "reader/iso-text-parts.h"

#include <string.h>

/* A sheet may leave out rows at will; more of them than this tell no more than that there is a gap. */
#define MAX_GAP 100

#define NO_BREAK_SPACE "\xC2\xA0"

struct _IsoTextBuilder
{
  IsoText    *text;
  GByteArray *characters;   /* what becomes the buffer; an empty cell stands at its beginning */
  IsoTextRow  row;          /* being filled */
  guint       next_row;     /* of the sheet: the one after that */
  gboolean    fractions;    /* some number has a point */
};

IsoTextBuilder *
iso_text_builder_new (const char *name)
{
  IsoTextBuilder *builder = g_new0 (IsoTextBuilder, 1);

  builder->text = iso_text_begin (name);
  builder->text->sheets = g_ptr_array_new_with_free_func (g_free);
  builder->text->places = g_ptr_array_new_with_free_func (g_free);
  builder->text->delimiter = '\t';
  builder->characters = g_byte_array_new ();
  g_byte_array_append (builder->characters, (const guint8 *) "", 1);
  return builder;
}

void
iso_text_builder_free (IsoTextBuilder *builder)
{
  g_clear_pointer (&builder->text, iso_text_free);
  g_clear_pointer (&builder->characters, g_byte_array_unref);
  g_free (builder);
}

/* The row that is being filled, and as many empty ones as lie between it and `row`, which is begun. */
static void
end_row (IsoTextBuilder *builder, guint row)
{
  GArray *rows = builder->text->rows;
  guint gap = row - builder->next_row;

  if (builder->next_row > 0)
    g_array_append_val (rows, builder->row);
  for (guint i = gap - MIN (gap, MAX_GAP); i < gap; i++)
    {
      IsoTextRow empty = { .line = builder->next_row + i + 1, .sheet = builder->text->sheets->len - 1 };

      g_array_append_val (rows, empty);
    }
  builder->row = (IsoTextRow) { .first = builder->text->cells->len, .line = row + 1, .sheet = builder->text->sheets->len - 1 };
  builder->next_row = row + 1;
}

void
iso_text_builder_begin_sheet (IsoTextBuilder *builder, const char *sheet)
{
  IsoText *text = builder->text;

  if (builder->next_row > 0)
    {
      end_row (builder, builder->next_row);
      g_array_append_val (text->rows, builder->row);
    }
  builder->next_row = 0;
  g_ptr_array_add (text->sheets, g_strdup (sheet));
  g_ptr_array_add (text->places, g_strdup_printf ("%s [%s]", text->name, sheet));
}

static void
append_cell (IsoTextBuilder *builder, guint32 offset)
{
  g_array_append_val (builder->text->cells, offset);
  builder->row.n++;
}

static const char *
skip_blanks (const char *cell)
{
  for (;;)
    {
      if (g_ascii_isspace (*cell))
        cell++;
      else if (*cell == NO_BREAK_SPACE[0] && cell[1] == NO_BREAK_SPACE[1])
        cell += 2;
      else
        return cell;
    }
}

/* How long the cell is without the blanks at its end. */
static gsize
trim_blanks (const char *cell)
{
  gsize length = strlen (cell);

  for (;;)
    {
      if (length > 0 && g_ascii_isspace (cell[length - 1]))
        length--;
      else if (length > 1 && cell[length - 2] == NO_BREAK_SPACE[0] && cell[length - 1] == NO_BREAK_SPACE[1])
        length -= 2;
      else
        return length;
    }
}

IsoTextAdded
iso_text_builder_add (IsoTextBuilder *builder, guint row, guint column, const char *cell, gboolean number)
{
  guint32 offset = builder->characters->len;
  IsoText *text = builder->text;
  gsize length;

  cell = skip_blanks (cell);
  length = trim_blanks (cell);
  if (length == 0)
    return ISO_TEXT_ADDED;
  if (row + 1 < builder->next_row || (row + 1 == builder->next_row && column < builder->row.n))
    return ISO_TEXT_DISORDER;
  if (row + 1 > builder->next_row)
    end_row (builder, row);
  if (text->cells->len + (column - builder->row.n) >= ISO_TEXT_MAX_CELLS || text->rows->len >= ISO_TEXT_MAX_CELLS
      || offset >= ISO_SOURCE_MAX_BYTES)
    return ISO_TEXT_FULL;
  while (builder->row.n < column)
    append_cell (builder, 0);
  g_byte_array_append (builder->characters, (const guint8 *) cell, (guint) length);
  g_byte_array_append (builder->characters, (const guint8 *) "", 1);
  append_cell (builder, offset);
  builder->row.used = builder->row.n;
  builder->fractions |= number && strchr (cell, '.') != NULL;
  return ISO_TEXT_ADDED;
}

void
iso_text_builder_set_line (IsoTextBuilder *builder, guint line)
{
  builder->row.line = line;
}

IsoText *
iso_text_builder_finish (IsoTextBuilder *builder)
{
  IsoText *text = g_steal_pointer (&builder->text);

  if (builder->next_row > 0)
    g_array_append_val (text->rows, builder->row);
  while (text->rows->len > 0 && iso_text_used (text, text->rows->len - 1) == 0)
    g_array_set_size (text->rows, text->rows->len - 1);   /* below a sheet that only empty ones follow */
  text->buffer = (char *) g_byte_array_free (g_steal_pointer (&builder->characters), FALSE);
  iso_text_judge_numbers (text);
  if (builder->fractions)
    text->numbers = text->numbers == ISO_NUMBERS_COMMA ? ISO_NUMBERS_BOTH : MAX (text->numbers, ISO_NUMBERS_POINT);
  iso_text_builder_free (builder);
  return text;
}
