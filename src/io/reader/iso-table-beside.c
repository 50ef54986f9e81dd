/* iso-table-beside.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "reader/iso-cell.h"
#include "reader/iso-table-columns.h"
#include "reader/iso-table-maker.h"
#include "reader/iso-table-shapes.h"

#include <string.h>

/* The title of a column without what numbers it: "Drug A:2", "Drug A rep 2", "Drug A_2", "Drug A.R2". Nothing to number: as it is. */
static char *
cut_number (const char *title)
{
  static const char *const words[] = { "replicate", "repeat", "rep", "r", "y" };
  gsize length = strlen (title);
  gsize end = length;
  char *base;

  while (end > 0 && g_ascii_isdigit (title[end - 1]))
    end--;
  if (end == length)
    return g_strdup (title);
  base = g_strchomp (g_strndup (title, end));
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    {
      gsize word = strlen (words[i]), all = strlen (base);

      if (all >= word && g_ascii_strcasecmp (base + all - word, words[i]) == 0 && (all == word || !g_ascii_isalnum (base[all - word - 1])))
        {
          base[all - word] = '\0';
          break;
        }
    }
  for (gsize all = strlen (base); all > 0 && strchr (" _.:-,(", base[all - 1]) != NULL; all--)
    base[all - 1] = '\0';
  return base;
}

static gboolean
is_value (const IsoText *text, guint row, guint column)
{
  IsoCellValue value;
  IsoCellKind kind = iso_cell_parse_at (text, row, column, &value);

  return kind == ISO_CELL_NUMBER || kind == ISO_CELL_TOKEN || kind == ISO_CELL_UNCLEAR;
}

/* The widest row below the titles. */
static guint
find_width (const IsoText *text, guint header)
{
  guint width = 0;

  for (guint row = header + 1; row < iso_text_sheet_end (text, header); row++)
    width = MAX (width, iso_text_used (text, row));
  return MAX (width, iso_text_used (text, header));
}

/* The title of each column after the first, "" where they have none; NULL if nothing shows that they are replicates: an empty title right
 * of another, the same twice, or numbers. */
static GPtrArray *
find_titles (const IsoText *text, guint header)
{
  g_autoptr (GPtrArray) titles = g_ptr_array_new_with_free_func (g_free);
  guint width = find_width (text, header);
  gboolean beside = FALSE;

  for (guint c = 1; c < width; c++)
    {
      const char *title = iso_text_cell (text, header, c);
      const char *before = titles->len > 0 ? g_ptr_array_index (titles, titles->len - 1) : NULL;
      IsoColumn column;
      gboolean other;

      iso_column_recognise (title, &column);
      other = column.kind == ISO_COLUMN_OTHER || column.kind == ISO_COLUMN_REPLICATE || column.kind == ISO_COLUMN_RESPONSE;
      iso_column_clear (&column);
      if (!other)
        return NULL;
      g_ptr_array_add (titles, *title == '\0' && before != NULL ? g_strdup (before) : cut_number (title));
      beside |= before != NULL && strcmp (before, g_ptr_array_index (titles, titles->len - 1)) == 0;
    }
  return beside ? g_steal_pointer (&titles) : NULL;
}

static gboolean
are_values (const IsoText *text, guint header)
{
  gboolean any = FALSE;

  for (guint row = header + 1; row < iso_text_sheet_end (text, header); row++)
    for (guint c = 0; c < iso_text_used (text, row); c++)
      {
        if (*iso_text_cell (text, row, c) == '\0')
          continue;
        if (!is_value (text, row, c))
          return FALSE;
        any = TRUE;
      }
  return any;
}

static gboolean
is_beside (const IsoText *text)
{
  guint header = iso_text_skip_empty (text, 0);
  g_autoptr (GPtrArray) titles = NULL;
  IsoColumn first;
  gboolean dose;

  iso_column_recognise (iso_text_cell (text, header, 0), &first);
  dose = first.kind == ISO_COLUMN_DOSE;
  iso_column_clear (&first);
  if (!dose)
    return FALSE;
  titles = find_titles (text, header);
  return titles != NULL && are_values (text, header);
}

static IsoText *
read_beside (const IsoText *text, GPtrArray *messages, GError **error)
{
  guint header = iso_text_skip_empty (text, 0);
  g_autoptr (GPtrArray) titles = find_titles (text, header);
  g_autoptr (IsoTableMaker) maker = NULL;
  IsoColumn first, response = { .kind = ISO_COLUMN_OTHER };
  const char *title = g_ptr_array_index (titles, 0);
  IsoPlace place = iso_text_place (text, header);

  iso_column_recognise (iso_text_cell (text, header, 0), &first);
  iso_column_recognise (title, &response);
  /* "viability 1, viability 2" says what the numbers are, and no drug. */
  maker = iso_table_maker_new (iso_text_name (text), response.kind == ISO_COLUMN_RESPONSE ? title : "response");
  for (guint row = header + 1; row < iso_text_sheet_end (text, header); row++)
    {
      guint replicate = 0;

      for (guint c = 1; c < iso_text_used (text, row) && *iso_text_cell (text, row, 0) != '\0'; c++)
        {
          const char *set = g_ptr_array_index (titles, c - 1);
          g_autofree char *number = NULL;
          IsoTableLine line = { .response = iso_text_cell (text, row, c) };

          replicate = c > 1 && strcmp (set, g_ptr_array_index (titles, c - 2)) == 0 ? replicate + 1 : 1;
          number = g_strdup_printf ("%u", replicate);
          line.replicate = number;
          line.drugs[0] = *set == '\0' || response.kind == ISO_COLUMN_RESPONSE ? first.name != NULL ? first.name : "Drug 1" : set;
          line.doses[0] = iso_text_cell (text, row, 0);
          line.units[0] = first.unit;
          if (*line.response != '\0')
            iso_table_maker_add (maker, &line, iso_text_line (text, row));
        }
    }
  iso_column_clear (&first);
  iso_column_clear (&response);
  if (messages != NULL)
    g_ptr_array_add (messages, iso_message_new ("side-by-side", &place,
                                                N_("Columns with the same title were taken as replicates side by side, and each title "
                                                   "as a drug."), NULL));
  return iso_table_maker_finish (g_steal_pointer (&maker), iso_text_line (text, header), error);
}

const IsoTableShape iso_table_beside = { is_beside, read_beside };
