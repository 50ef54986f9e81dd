/* iso-stock-table.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "reader/iso-stock-table.h"

#include "base/iso-number.h"
#include "dosing/iso-amount.h"
#include "reader/iso-text.h"

#include <math.h>
#include <string.h>

typedef enum
{
  COLUMN_DRUG,
  COLUMN_DOSE_UNIT,
  COLUMN_USED,
  COLUMN_FORM,
  COLUMN_FORM_WEIGHT,
  COLUMN_ACTIVE_WEIGHT,
  COLUMN_ACTIVE_PER_FORM,
  COLUMN_PURITY,
  COLUMN_CONCENTRATION,
  COLUMN_UNIT,
  COLUMN_SOLVENT,
  COLUMN_LOT,
  COLUMN_SUPPLIER,
  COLUMN_EXPIRY,
  COLUMN_IN_SPITE,
  COLUMN_THAWS,
} Column;
#define N_COLUMNS (COLUMN_THAWS + 1)

static const char *const headers[N_COLUMNS] = {
  "drug", "dose unit", "used", "form", "form weight", "active weight", "active per form", "purity", "concentration", "unit", "solvent", "lot",
  "supplier", "expiry", "in spite", "thaws",
};

typedef struct
{
  IsoText *text;
  int      columns[N_COLUMNS];   /* where each stands; -1 if it does not */
  guint    row;
} Table;

static gboolean
fail (const Table *table, Column column, IsoErrorCode code, const char *sentence, const char *first, const char *second, GError **error)
{
  const IsoPlace place = table->columns[column] >= 0 ? iso_text_place_at (table->text, table->row, (guint) table->columns[column])
                                                     : iso_text_place (table->text, table->row);

  iso_error_set (error, code, &place, sentence, first, second, NULL);
  return FALSE;
}

/* Never NULL; "" where there is no such column. */
static const char *
get (const Table *table, Column column)
{
  return table->columns[column] >= 0 ? iso_text_cell (table->text, table->row, (guint) table->columns[column]) : "";
}

/* "Form_Weight" is "form weight". */
static int
find_header (const char *cell)
{
  g_autofree char *name = g_ascii_strdown (cell, -1);

  g_strdelimit (name, "_-", ' ');
  for (int i = 0; i < N_COLUMNS; i++)
    {
      if (strcmp (g_strstrip (name), headers[i]) == 0)
        return i;
    }
  return -1;
}

static gboolean
read_headers (Table *table, GPtrArray *messages, GError **error)
{
  for (guint i = 0; i < N_COLUMNS; i++)
    table->columns[i] = -1;
  for (guint i = 0; i < iso_text_used (table->text, table->row); i++)
    {
      const IsoPlace place = iso_text_place_at (table->text, table->row, i);
      const char *cell = iso_text_cell (table->text, table->row, i);
      int found = find_header (cell);

      if (found >= 0 && table->columns[found] >= 0)
        {
          iso_error_set (error, ISO_ERROR_SYNTAX, &place, N_("“{1}” heads two columns. Keep one of them."), headers[found], NULL);
          return FALSE;
        }
      if (found >= 0)
        table->columns[found] = (int) i;
      else if (*cell != '\0')
        g_ptr_array_add (messages, iso_message_new ("column-left-out", &place, N_("The column “{1}” is not known and was left out."), cell, NULL));
    }
  if (table->columns[COLUMN_DRUG] < 0)
    return fail (table, COLUMN_DRUG, ISO_ERROR_SYNTAX, N_("A table of bottles has a column “{1}”. Add it."), headers[COLUMN_DRUG], NULL, error);
  if (table->columns[COLUMN_CONCENTRATION] < 0)
    return fail (table, COLUMN_CONCENTRATION, ISO_ERROR_SYNTAX, N_("A table of bottles has a column “{1}”. Add it."),
                 headers[COLUMN_CONCENTRATION], NULL, error);
  return TRUE;
}

/* Where commas separate no cells, they may be decimal signs; there are no thousands here that one could stand for. */
static gboolean
parse_number (const Table *table, const char *cell, double *value)
{
  return iso_number_parse (cell, ISO_DECIMAL_POINT, value)
         || (iso_text_delimiter (table->text) != ',' && iso_number_parse (cell, ISO_DECIMAL_COMMA, value));
}

/* "10 mM", or "5,5 mg/mL". */
static gboolean
parse_amount (const Table *table, const char *cell, double *typed, const IsoUnit **unit)
{
  g_autofree char *text = g_strdup (cell);

  if (iso_text_delimiter (table->text) != ',')
    g_strdelimit (text, ",", '.');
  return iso_amount_parse (text, typed, unit);
}

/* A number above `low`, to `high`; it stays where the cell is empty. */
static gboolean
take_number (const Table *table, Column column, double low, double high, double *value, GError **error)
{
  const char *cell = get (table, column);
  g_autofree char *most = iso_number_format (high, 6);
  double read;

  if (*cell == '\0')
    return TRUE;
  if (!parse_number (table, cell, &read) || !(read > low && read <= high))
    return fail (table, column, ISO_ERROR_RANGE, N_("“{1}” cannot be here. Write a number above 0, and {2} at most."), cell, most, error);
  *value = read;
  return TRUE;
}

static gboolean
take_purity (const Table *table, double *purity, GError **error)
{
  const char *cell = get (table, COLUMN_PURITY);
  g_autofree char *number = g_strdup (cell);
  gsize length = strlen (cell);
  double percent;

  if (length == 0 || cell[length - 1] != '%')
    return take_number (table, COLUMN_PURITY, 0, 1, purity, error);
  number[length - 1] = '\0';
  if (!parse_number (table, g_strstrip (number), &percent) || !(percent > 0 && percent <= 100))
    return fail (table, COLUMN_PURITY, ISO_ERROR_RANGE, N_("Purity is above 0 % and at most 100 %. Correct it."), NULL, NULL, error);
  *purity = percent / 100;
  return TRUE;
}

static gboolean
is_concentration (const IsoUnit *unit)
{
  return unit != NULL && (unit->dimension == ISO_DIMENSION_MOLAR || unit->dimension == ISO_DIMENSION_MASS_CONCENTRATION);
}

/* "10 mM", or a number and its unit beside it. */
static gboolean
take_concentration (const Table *table, IsoBottle *bottle, GError **error)
{
  const char *cell = get (table, COLUMN_CONCENTRATION), *symbol = get (table, COLUMN_UNIT);
  double typed;

  if (*cell == '\0')
    return fail (table, COLUMN_CONCENTRATION, ISO_ERROR_NO_DATA, N_("The concentration is missing here. Write it as it stands on the bottle."),
                 NULL, NULL, error);
  if (*symbol == '\0' && !parse_amount (table, cell, &typed, &bottle->unit))
    return fail (table, COLUMN_CONCENTRATION, ISO_ERROR_UNITS, N_("“{1}” is no amount. Write a number and a unit, such as {2}."), cell, "10 mM",
                 error);
  if (*symbol != '\0')
    {
      bottle->unit = iso_unit_find (symbol);
      if (!is_concentration (bottle->unit))
        return fail (table, COLUMN_UNIT, ISO_ERROR_UNITS, N_("“{1}” is no unit of concentration. Known are: {2}."), symbol, iso_unit_list (),
                     error);
      if (!parse_number (table, cell, &typed))
        return fail (table, COLUMN_CONCENTRATION, ISO_ERROR_SYNTAX, N_("“{1}” is no number. Correct it."), cell, NULL, error);
    }
  if (!is_concentration (bottle->unit))
    return fail (table, COLUMN_CONCENTRATION, ISO_ERROR_UNITS, N_("“{1}” is no concentration. Write it in one of {2}."), cell, iso_unit_list (),
                 error);
  if (!(typed > 0))
    return fail (table, COLUMN_CONCENTRATION, ISO_ERROR_RANGE, N_("The concentration of a stock is above zero. Correct it."), NULL, NULL, error);
  bottle->concentration = iso_unit_to_inside (bottle->unit, typed);
  return TRUE;
}

static void
take_text (const Table *table, Column column, char **value)
{
  const char *cell = get (table, column);

  if (*cell == '\0')
    return;
  g_free (*value);
  *value = g_strdup (cell);
}

static gboolean
take_used (const Table *table, gboolean *used, GError **error)
{
  const char *cell = get (table, COLUMN_USED);

  *used = g_ascii_strcasecmp (cell, "yes") == 0;
  return *cell == '\0' || *used || g_ascii_strcasecmp (cell, "no") == 0
         || fail (table, COLUMN_USED, ISO_ERROR_SYNTAX, N_("Write yes or no here, not “{1}”."), cell, NULL, error);
}

static gboolean
take_thaws (const Table *table, guint *thaws, GError **error)
{
  const char *cell = get (table, COLUMN_THAWS);
  double read = 0;

  if (*cell != '\0' && (!parse_number (table, cell, &read) || !(read >= 0 && read <= 1000) || read != floor (read)))
    return fail (table, COLUMN_THAWS, ISO_ERROR_RANGE, N_("This number cannot be. Write a whole number from 0 to {1}."), "1000", NULL, error);
  *thaws = (guint) read;
  return TRUE;
}

static gboolean
take_units (const Table *table, IsoBottleRow *row, GError **error)
{
  const char *cell = get (table, COLUMN_DOSE_UNIT);

  row->dose_unit = *cell != '\0' ? iso_unit_find (cell) : NULL;
  return *cell == '\0' || is_concentration (row->dose_unit)
         || fail (table, COLUMN_DOSE_UNIT, ISO_ERROR_UNITS, N_("“{1}” is no unit of concentration. Known are: {2}."), cell, iso_unit_list (), error);
}

static gboolean
read_row (const Table *table, IsoBottleRow *row, GError **error)
{
  IsoBottle *bottle = &row->bottle;

  row->line = iso_text_line (table->text, table->row);
  take_text (table, COLUMN_DRUG, &row->drug);
  take_text (table, COLUMN_FORM, &bottle->form_name);
  take_text (table, COLUMN_SOLVENT, &bottle->solvent);
  take_text (table, COLUMN_LOT, &bottle->lot);
  take_text (table, COLUMN_SUPPLIER, &bottle->supplier);
  take_text (table, COLUMN_EXPIRY, &bottle->expiry);
  take_text (table, COLUMN_IN_SPITE, &bottle->in_spite);
  if (*row->drug == '\0')
    return fail (table, COLUMN_DRUG, ISO_ERROR_NO_DATA, N_("The name of the drug is missing here. Write it."), NULL, NULL, error);
  if (*bottle->expiry != '\0' && !iso_day_is_valid (bottle->expiry))
    return fail (table, COLUMN_EXPIRY, ISO_ERROR_SYNTAX, N_("“{1}” is no day. Write year, month and day: 2027-03-31."), bottle->expiry, NULL,
                 error);
  return take_units (table, row, error) && take_used (table, &row->used, error) && take_concentration (table, bottle, error)
         && take_number (table, COLUMN_FORM_WEIGHT, 0, 1e7, &bottle->form.form_weight, error)
         && take_number (table, COLUMN_ACTIVE_WEIGHT, 0, 1e7, &bottle->form.active_weight, error)
         && take_number (table, COLUMN_ACTIVE_PER_FORM, 0, 100, &bottle->form.active_per_form, error)
         && take_purity (table, &bottle->form.purity, error) && take_thaws (table, &bottle->thaws, error);
}

const char *
iso_stock_table_header (guint index)
{
  return index < N_COLUMNS ? headers[index] : NULL;
}

GPtrArray *
iso_stock_table_read (const IsoSource *source, GPtrArray *messages, GError **error)
{
  g_autoptr (IsoText) text = iso_text_new (source, error);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) iso_bottle_row_free);
  Table table = { .text = text };

  if (text == NULL)
    return NULL;
  table.row = iso_text_skip_empty (text, 0);
  if (!read_headers (&table, messages, error))
    return NULL;
  for (table.row++; table.row < iso_text_n_rows (text); table.row++)
    {
      IsoBottleRow *row;

      if (iso_text_used (text, table.row) == 0)
        continue;
      row = iso_bottle_row_new ();
      g_ptr_array_add (rows, row);
      if (!read_row (&table, row, error))
        return NULL;
    }
  if (rows->len > 0)
    return g_steal_pointer (&rows);
  iso_error_set (error, ISO_ERROR_NO_DATA, &(IsoPlace) { .file = (char *) iso_text_name (text) }, N_("There is no bottle in this table. Add a line."),
                 NULL);
  return NULL;
}
