/* iso-table-row.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "reader/iso-table-row.h"

#include "reader/iso-cell.h"

#include <math.h>
#include <string.h>

const char iso_table_ask_decimal[] = N_(
  "“{1}” can be read with a decimal comma or with a thousands separator. "
  "Say which decimal sign the file has (point or comma), or write the numbers without separators.");

void
iso_table_options_init (IsoTableOptions *options)
{
  *options = (IsoTableOptions) { ISO_RESPONSE_UNKNOWN, ISO_SCALE_UNKNOWN, FALSE, ISO_DECIMAL_POINT, NULL };
}

gboolean
iso_table_is_missing (const char *cell)
{
  static const char *const marks[] = { "", "NA", "N/A", "NaN", "-", "null", "." };

  for (gsize i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      if (g_ascii_strcasecmp (cell, marks[i]) == 0)
        return TRUE;
    }
  return FALSE;
}

static const char *
cell_of (const IsoTableRows *rows, guint row, int column)
{
  return column >= 0 ? iso_text_cell (rows->text, row, (guint) column) : "";
}

/* Reads with the decimal sign that a person gave, or the one of the file. */
static IsoCellKind
parse_cell (const IsoText *text, const IsoTableOptions *options, const char *cell, IsoCellValue *value)
{
  IsoCellKind kind;

  if (options->decimal_given && iso_number_parse (cell, options->decimal, &value->value))
    {
      value->flag = ISO_FLAG_NONE;
      return ISO_CELL_NUMBER;
    }
  kind = iso_cell_parse (cell, iso_text_numbers (text), iso_text_delimiter (text), value);
  if (options->decimal_given && kind == ISO_CELL_NUMBER)
    return ISO_CELL_WORD;
  return kind;
}

static void
set_unclear_error (const char *cell, const IsoPlace *place, GError **error)
{
  iso_error_set (error, ISO_ERROR_SYNTAX, place, iso_table_ask_decimal, cell, NULL);
}

IsoPlace
iso_table_row_place (const IsoTableRows *rows, guint row, guint column)
{
  IsoPlace place = iso_text_place_at (rows->text, row, column);

  place.cell = (char *) iso_text_cell (rows->text, rows->columns->row, column);
  return place;
}

int
iso_table_well_column (const IsoTableColumns *columns)
{
  if (columns->first[ISO_COLUMN_WELL] >= 0 || columns->first[ISO_COLUMN_PLATE_COLUMN] < 0)
    return columns->first[ISO_COLUMN_WELL];
  return columns->first[ISO_COLUMN_PLATE_ROW];
}

gboolean
iso_table_number (const IsoText *text, const IsoTableOptions *options, const char *cell, const IsoPlace *place,
                  double *value, GError **error)
{
  IsoCellValue read;
  IsoCellKind kind = parse_cell (text, options, cell, &read);

  if (kind == ISO_CELL_NUMBER)
    {
      *value = read.value;
      return TRUE;
    }
  if (kind == ISO_CELL_UNCLEAR)
    set_unclear_error (cell, place, error);
  else
    iso_error_set (error, ISO_ERROR_SYNTAX, place, N_("“{1}” is not a number."), cell, NULL);
  return FALSE;
}

gboolean
iso_table_response (const IsoText *text, const IsoTableOptions *options, const char *cell, const IsoPlace *place,
                    IsoRecord *record, GError **error)
{
  IsoCellValue read;

  record->response = NAN;
  record->flag = ISO_FLAG_MISSING;
  if (iso_table_is_missing (cell))
    return TRUE;

  switch (parse_cell (text, options, cell, &read))
    {
    case ISO_CELL_NUMBER:
    case ISO_CELL_TOKEN:
      record->response = read.value;
      record->flag = read.flag;
      return TRUE;
    case ISO_CELL_UNCLEAR:
      set_unclear_error (cell, place, error);
      return FALSE;
    case ISO_CELL_NOTHING:
      return TRUE;
    case ISO_CELL_WORD:
    default:
      iso_error_set (error, ISO_ERROR_SYNTAX, place,
                     N_("“{1}” is not a number. Leave the cell empty if there is no value."), cell, NULL);
      return FALSE;
    }
}

static gboolean
check_dimension (const IsoDrug *drug, const IsoUnit *unit, const IsoPlace *place, GError **error)
{
  if (drug->unit->dimension == unit->dimension)
    return TRUE;
  if (unit->dimension == ISO_DIMENSION_UNKNOWN || drug->unit->dimension == ISO_DIMENSION_UNKNOWN)
    iso_error_set (error, ISO_ERROR_UNITS, place,
                   N_("Some doses of {1} have a unit and some have none. Give the unit in every row, or in the "
                      "header."),
                   drug->name, NULL);
  else
    iso_error_set (error, ISO_ERROR_UNITS, place,
                   N_("The dose of {1} is in {2} here and in {3} above, and one cannot be converted into the other. "
                      "Use one kind of unit for a drug."),
                   drug->name, unit->symbol, drug->unit->symbol, NULL);
  return FALSE;
}

static gboolean
insert_dose (IsoRecord *record, guint drug, double dose)
{
  guint at = record->n_doses;

  if (record->n_doses == ISO_MAX_DRUGS)
    return FALSE;
  for (; at > 0 && record->doses[at - 1].drug > drug; at--)
    record->doses[at] = record->doses[at - 1];
  record->doses[at] = (IsoDose) { drug, dose, dose, dose };
  record->n_doses++;
  return TRUE;
}

gboolean
iso_table_add_dose (IsoExperiment *experiment, IsoRecord *record, const char *drug, const IsoUnit *unit, double dose,
                    const IsoPlace *place, GError **error)
{
  guint n_before = experiment->drugs->len, index;

  if (dose < 0)
    {
      iso_error_set (error, ISO_ERROR_RANGE, place,
                     N_("The dose of {1} is negative. Doses are amounts, not logarithms; write 0 for wells without "
                        "the drug."),
                     drug, NULL);
      return FALSE;
    }
  index = iso_experiment_add_drug (experiment, drug, unit);
  if (dose == 0)
    return TRUE;
  if (index < n_before && !check_dimension (iso_experiment_drug (experiment, index), unit, place, error))
    return FALSE;
  for (guint i = 0; i < record->n_doses; i++)
    {
      if (record->doses[i].drug == index)
        {
          iso_error_set (error, ISO_ERROR_RANGE, place,
                         N_("{1} stands twice in this row. Give the whole dose in one place; to combine a drug with "
                            "itself, give the second portion a name of its own."), drug, NULL);
          return FALSE;
        }
    }
  if (insert_dose (record, index, iso_unit_to_inside (unit, dose)))
    return TRUE;
  iso_error_set (error, ISO_ERROR_RANGE, place, N_("A well can hold at most three drugs."), NULL);
  return FALSE;
}

static gboolean
find_row_unit (const IsoTableRows *rows, guint row, const IsoDoseColumns *doses, const IsoUnit **unit, GError **error)
{
  const char *cell = cell_of (rows, row, doses->unit);

  *unit = doses->header_unit != NULL ? doses->header_unit : iso_unit_unknown ();
  if (*cell == '\0' || strcmp (cell, "-") == 0)
    return TRUE;
  *unit = iso_unit_find (cell);
  if (*unit == NULL)
    {
      IsoPlace place = iso_table_row_place (rows, row, (guint) doses->unit);

      iso_error_set (error, ISO_ERROR_UNITS, &place,
                     N_("“{1}” is not a unit that is known here. Write one of {2}, or a unit like them."),
                     cell, iso_unit_list (), NULL);
      return FALSE;
    }
  return TRUE;
}

/* "DMSO", "vehicle", "blank" in place of a drug's name. */
static gboolean
is_control_name (const char *drug, IsoRole *role)
{
  return iso_role_parse (drug, role) && *role != ISO_ROLE_TREATED && *role != ISO_ROLE_EMPTY;
}

/* Reads one drug of a row. `has_dose` tells whether a number stood there. */
static gboolean
read_dose (const IsoTableRows *rows, guint row, const IsoDoseColumns *doses, IsoTableRow *result, IsoRole *named_role,
           gboolean *has_dose, GError **error)
{
  const char *cell = iso_text_cell (rows->text, row, (guint) doses->dose);
  const char *drug = doses->name != NULL ? doses->name : cell_of (rows, row, doses->drug);
  IsoPlace place = iso_table_row_place (rows, row, (guint) doses->dose);
  const IsoUnit *unit;
  IsoRole role;
  double dose = 0;

  *has_dose = FALSE;
  if (!find_row_unit (rows, row, doses, &unit, error))
    return FALSE;
  if (!iso_table_is_missing (cell))
    {
      if (!iso_table_number (rows->text, rows->options, cell, &place, &dose, error))
        return FALSE;
      *has_dose = TRUE;
    }
  if (doses->name == NULL && iso_table_is_missing (drug))
    {
      if (dose == 0)
        return TRUE;
      iso_error_set (error, ISO_ERROR_SYNTAX, &place,
                     N_("There is a dose here, but no drug. Name the drug in this row."), NULL);
      return FALSE;
    }
  if (doses->name == NULL && dose == 0 && is_control_name (drug, &role))
    {
      *named_role = role;
      *has_dose = TRUE;
      return TRUE;
    }
  /* What kills the positive controls is not part of the experiment's drugs. A drug is not made known by a zero without
   * unit in a table that has units: its unit comes with its first dose. */
  if (result->record.role == ISO_ROLE_POSITIVE_CONTROL
      || (dose == 0 && doses->unit >= 0 && unit->dimension == ISO_DIMENSION_UNKNOWN))
    return TRUE;
  return iso_table_add_dose (rows->experiment, &result->record, drug, unit, dose, &place, error);
}

static gboolean
read_role (const IsoTableRows *rows, guint row, IsoTableRow *result, GError **error)
{
  int column = rows->columns->first[ISO_COLUMN_ROLE];
  const char *cell = cell_of (rows, row, column);

  result->record.role = ISO_ROLE_TREATED;
  if (iso_table_is_missing (cell))
    return TRUE;
  if (!iso_role_parse (cell, &result->record.role))
    {
      IsoPlace place = iso_table_row_place (rows, row, (guint) column);

      iso_error_set (error, ISO_ERROR_SYNTAX, &place,
                     N_("“{1}” is not a role. Write treated, vehicle, untreated, blank, compound blank, positive "
                        "control, time zero or empty."),
                     cell, NULL);
      return FALSE;
    }
  result->has_role = TRUE;
  return TRUE;
}

/* A row may be a letter or, in tables that programs write, a number. */
static gboolean
join_well (const IsoTableRows *rows, guint row, char **name)
{
  int row_column = rows->columns->first[ISO_COLUMN_PLATE_ROW],
      number_column = rows->columns->first[ISO_COLUMN_PLATE_COLUMN];
  const char *letter = cell_of (rows, row, row_column), *number = cell_of (rows, row, number_column);
  int count = iso_cell_parse_count (letter);
  char label[ISO_WELL_NAME_SIZE];

  if (row_column < 0 || number_column < 0 || (iso_table_is_missing (letter) && iso_table_is_missing (number)))
    return FALSE;
  if (count >= 1 && count <= ISO_MAX_ROWS)
    letter = iso_row_name ((guint) count - 1, label);
  *name = g_strconcat (letter, number, NULL);
  return TRUE;
}

static gboolean
read_well (const IsoTableRows *rows, guint row, IsoTableRow *result, GError **error)
{
  int column = rows->columns->first[ISO_COLUMN_WELL];
  g_autofree char *joined = NULL;
  const char *cell = cell_of (rows, row, column);
  IsoWell well;
  IsoPlace place;

  result->record.well = -1;
  if (column < 0 && join_well (rows, row, &joined))
    {
      column = rows->columns->first[ISO_COLUMN_PLATE_ROW];
      cell = joined;
    }
  if (iso_table_is_missing (cell))
    return TRUE;
  place = iso_table_row_place (rows, row, (guint) column);
  if (!iso_well_parse (cell, &well))
    {
      iso_error_set (error, ISO_ERROR_SYNTAX, &place,
                     N_("“{1}” is not a well. Write row letter and column number, such as C5 (up to AF48)."), cell,
                     NULL);
      return FALSE;
    }
  if (rows->options->format != NULL && !iso_plate_format_has (rows->options->format, well))
    {
      g_autofree char *wells = g_strdup_printf ("%u", rows->options->format->wells);

      iso_error_set (error, ISO_ERROR_RANGE, &place,
                     N_("Well {1} is not on a plate of {2} wells. Choose a larger plate, or correct the well."), cell,
                     wells, NULL);
      return FALSE;
    }
  result->record.well = iso_record_well (well);
  return TRUE;
}

static gboolean
read_replicate (const IsoTableRows *rows, guint row, IsoTableRow *result, GError **error)
{
  int column = rows->columns->first[ISO_COLUMN_REPLICATE];
  const char *cell = cell_of (rows, row, column);
  int count;

  if (iso_table_is_missing (cell))
    return TRUE;
  count = iso_cell_parse_count (cell);
  if (count < 0 && g_ascii_isalpha (cell[0]) && cell[1] == '\0')
    count = g_ascii_toupper (cell[0]) - 'A' + 1;
  if (count < 0)
    {
      IsoPlace place = iso_table_row_place (rows, row, (guint) column);

      iso_error_set (error, ISO_ERROR_SYNTAX, &place,
                     N_("“{1}” is not the number of a replicate. Write 1, 2, 3 or A, B, C."), cell, NULL);
      return FALSE;
    }
  result->record.replicate = (guint) count;
  return TRUE;
}

/* More cells than headers: mostly a decimal comma in a file that separates its cells by commas. */
static gboolean
check_width (const IsoTableRows *rows, guint row, GError **error)
{
  guint used = iso_text_used (rows->text, row), width = rows->columns->columns->len;
  g_autofree char *n = g_strdup_printf ("%u", used);
  g_autofree char *m = g_strdup_printf ("%u", width);
  IsoPlace place = iso_text_place (rows->text, row);

  if (used <= width)
    return TRUE;
  if (iso_text_delimiter (rows->text) == ',')
    iso_error_set (error, ISO_ERROR_SYNTAX, &place,
                   N_("This row has {1} cells, the header has {2}. If the numbers have decimal commas, save the table "
                      "with semicolons or tabs between the cells."),
                   n, m, NULL);
  else
    iso_error_set (error, ISO_ERROR_SYNTAX, &place,
                   N_("This row has {1} cells, the header has {2}. Give every column a header."), n, m, NULL);
  return FALSE;
}

/* The role that the doses give where the table gives none, and whether the two go together. */
static gboolean
settle_role (const IsoTableRows *rows, guint row, IsoTableRow *result, gboolean any_dose, const IsoRole *named,
             GError **error)
{
  IsoRecord *record = &result->record;
  IsoPlace place = iso_text_place (rows->text, row);

  if (!result->has_role && *named != ISO_ROLE_TREATED)
    record->role = *named;
  if (record->role == ISO_ROLE_TREATED && record->n_doses == 0)
    {
      if (!any_dose)
        {
          iso_error_set (error, ISO_ERROR_SYNTAX, &place,
                         N_("This row has no dose. Write 0 for a well without drug, or name its role."), NULL);
          return FALSE;
        }
      record->role = ISO_ROLE_VEHICLE;
    }
  if (record->n_doses > 0 && record->role != ISO_ROLE_TREATED && record->role != ISO_ROLE_COMPOUND_BLANK)
    {
      iso_error_set (error, ISO_ERROR_RANGE, &place,
                     N_("This well has the role “{1}” and a dose of {2}. Remove the dose, or write treated (compound "
                        "blank for drug without cells)."),
                     iso_role_word (record->role), iso_experiment_drug (rows->experiment, record->doses[0].drug)->name,
                     NULL);
      return FALSE;
    }
  return TRUE;
}

gboolean
iso_table_row_read (const IsoTableRows *rows, guint row, IsoTableRow *result, GError **error)
{
  int sample_column = rows->columns->first[ISO_COLUMN_SAMPLE];
  const char *sample = cell_of (rows, row, sample_column);
  gboolean any_dose = FALSE;
  IsoRole named = ISO_ROLE_TREATED;

  *result = (IsoTableRow) { 0 };
  result->experiment = cell_of (rows, row, rows->columns->first[ISO_COLUMN_EXPERIMENT]);
  result->plate = cell_of (rows, row, rows->columns->first[ISO_COLUMN_PLATE]);
  result->record.line = iso_text_line (rows->text, row);
  result->record.plate = -1;
  if (!check_width (rows, row, error) || !read_role (rows, row, result, error) || !read_well (rows, row, result, error)
      || !read_replicate (rows, row, result, error))
    return FALSE;

  for (guint i = 0; i < rows->columns->doses->len; i++)
    {
      gboolean has_dose;

      if (!read_dose (rows, row, &g_array_index (rows->columns->doses, IsoDoseColumns, i), result, &named, &has_dose,
                      error))
        return FALSE;
      any_dose |= has_dose;
    }
  if (!settle_role (rows, row, result, any_dose, &named, error))
    return FALSE;

  result->record.sample = -1;
  if (sample_column < 0 || *sample != '\0')
    result->record.sample = (int) iso_experiment_add_sample (rows->experiment, sample);
  return TRUE;
}
