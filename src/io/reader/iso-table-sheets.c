/* iso-table-sheets.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "reader/iso-table-maker.h"
#include "reader/iso-table-shapes.h"

#include <string.h>

typedef struct
{
  gboolean here;
  guint    first;   /* row */
  guint    end;
} Sheet;

typedef struct
{
  Sheet drugs[ISO_MAX_DRUGS];
  Sheet doses[ISO_MAX_DRUGS];
} Sheets;

/* The sheet of this name and number: "Gnumber", "Gnumber_2". */
static void
take_sheet (Sheets *sheets, const IsoText *text, guint row, guint end)
{
  static const char *const drug_words[] = { "gnumber", "drug", "drugname" };
  g_auto (GStrv) parts = g_strsplit (iso_text_sheet (text, row), "_", 2);
  guint number = parts[0] != NULL && parts[1] != NULL ? (guint) g_ascii_strtoull (parts[1], NULL, 10) : 1;
  Sheet *sheet = NULL;

  if (parts[0] == NULL || number < 1 || number > ISO_MAX_DRUGS)
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (drug_words); i++)
    if (g_ascii_strcasecmp (parts[0], drug_words[i]) == 0)
      sheet = &sheets->drugs[number - 1];
  if (g_ascii_strcasecmp (parts[0], "concentration") == 0 || g_ascii_strcasecmp (parts[0], "dose") == 0)
    sheet = &sheets->doses[number - 1];
  if (sheet != NULL)
    *sheet = (Sheet) { TRUE, row, end };
}

static void
find_sheets (const IsoText *text, Sheets *sheets)
{
  *sheets = (Sheets) { 0 };
  for (guint row = iso_text_skip_empty (text, 0); row < iso_text_n_rows (text);)
    {
      guint end = iso_text_sheet_end (text, row);

      take_sheet (sheets, text, row, end);
      row = iso_text_skip_empty (text, MAX (end, row + 1));
    }
}

static gboolean
is_sheets (const IsoText *text)
{
  Sheets sheets;

  if (*iso_text_sheet (text, iso_text_skip_empty (text, 0)) == '\0')
    return FALSE;
  find_sheets (text, &sheets);
  return sheets.drugs[0].here && sheets.doses[0].here;
}

/* Rows that are empty may be missing: the line says which row of the sheet it is. */
static const char *
get_cell (const IsoText *text, const Sheet *sheet, guint plate_row, guint column)
{
  for (guint row = sheet->first; sheet->here && row < sheet->end; row++)
    {
      if (iso_text_line (text, row) == plate_row + 1)
        return iso_text_cell (text, row, column);
    }
  return "";
}

static gboolean
add_well (const IsoText *text, const Sheets *sheets, IsoTableMaker *maker, IsoWell well, GError **error)
{
  IsoTableLine line = { NULL };
  char name[ISO_WELL_NAME_SIZE];
  guint n = 0;

  for (guint i = 0; i < ISO_MAX_DRUGS; i++)
    {
      const char *drug = get_cell (text, &sheets->drugs[i], well.row, well.column);
      const char *dose = get_cell (text, &sheets->doses[i], well.row, well.column);
      IsoRole role;

      if (*drug == '\0' && *dose == '\0')
        continue;
      if (*drug == '\0')
        {
          IsoPlace place = iso_text_place (text, sheets->doses[i].first);

          place.line = well.row + 1u;
          place.well = (char *) iso_well_name (well, name);
          iso_error_set (error, ISO_ERROR_SYNTAX, &place,
                         N_("Well {1} has a concentration in this sheet, and no drug in the sheet of the drugs. Complete the sheets."), name, NULL);
          return FALSE;
        }
      if (iso_role_parse (drug, &role) && role != ISO_ROLE_TREATED)
        {
          line.role = line.role != NULL ? line.role : iso_role_word (role);
          continue;
        }
      line.drugs[n] = drug;
      line.doses[n++] = dose;
    }
  if (n == 0 && line.role == NULL)
    return TRUE;
  line.role = n > 0 ? NULL : line.role;
  line.well = iso_well_name (well, name);
  iso_table_maker_add (maker, &line, well.row + 1u);
  return TRUE;
}

static IsoText *
read_sheets (const IsoText *text, GPtrArray *messages, GError **error)
{
  g_autoptr (IsoTableMaker) maker = iso_table_maker_new (iso_text_name (text), NULL);
  Sheets sheets;
  guint rows = 0, columns = 0;

  find_sheets (text, &sheets);
  for (guint row = sheets.drugs[0].first; row < sheets.drugs[0].end; row++)
    {
      rows = MAX (rows, iso_text_line (text, row));
      columns = MAX (columns, iso_text_used (text, row));
    }
  for (guint row = 0; row < MIN (rows, ISO_MAX_ROWS); row++)
    for (guint column = 0; column < MIN (columns, ISO_MAX_COLUMNS); column++)
      if (!add_well (text, &sheets, maker, (IsoWell) { (guint8) row, (guint8) column }, error))
        return NULL;
  if (rows > ISO_MAX_ROWS || columns > ISO_MAX_COLUMNS || iso_table_maker_n (maker) == 0)
    {
      IsoPlace place = iso_text_place (text, sheets.drugs[0].first);

      iso_error_set (error, ISO_ERROR_SYNTAX, &place, N_("This sheet is no plate: its cells should be the wells, with A1 in the corner."), NULL);
      return NULL;
    }
  return iso_table_maker_finish (g_steal_pointer (&maker), 1, error);
}

const IsoTableShape iso_table_sheets = { is_sheets, read_sheets };
