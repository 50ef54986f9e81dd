/* iso-xlsx.c - sheets as an Excel workbook
 *
 * The library writes to files only, so the workbook goes by way of one in the folder for temporary files.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "writer/iso-sheet.h"

#include "base/iso-error.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <unistd.h>
#include <xlsxwriter.h>

#define MOST_ROWS    1048576
#define LEAST_WIDTH  8.0    /* of a column, in characters */
#define MOST_WIDTH  42.0

/* Any day but today, so that the same numbers give the same file; the first one that a zip archive can name. */
#define CREATED 315532800

static lxw_error
write_cell (lxw_worksheet *worksheet, guint row, guint column, const IsoSheetCell *cell, lxw_format *format)
{
  switch (cell->kind)
    {
    case ISO_SHEET_TEXT:
      return *cell->text != '\0' ? worksheet_write_string (worksheet, row, (lxw_col_t) column, cell->text, format) : LXW_NO_ERROR;
    case ISO_SHEET_NUMBER:
      return worksheet_write_number (worksheet, row, (lxw_col_t) column, cell->number, format);
    case ISO_SHEET_COUNT:
      return worksheet_write_number (worksheet, row, (lxw_col_t) column, (double) cell->count, format);
    case ISO_SHEET_EMPTY:
    default:
      return LXW_NO_ERROR;
    }
}

static double
find_width (const IsoSheet *sheet, guint column)
{
  double width = LEAST_WIDTH;

  for (guint row = 0; row < iso_sheet_n_rows (sheet); row++)
    {
      const IsoSheetCell *cell = iso_sheet_cell (sheet, row, column);

      if (cell->kind == ISO_SHEET_TEXT)
        width = MAX (width, (double) g_utf8_strlen (cell->text, -1) + 2);
      else if (cell->kind == ISO_SHEET_NUMBER)
        width = MAX (width, 12);
    }
  return MIN (width, MOST_WIDTH);
}

static lxw_error
write_sheet (lxw_workbook *workbook, const IsoSheet *sheet, lxw_format *bold)
{
  lxw_worksheet *worksheet = workbook_add_worksheet (workbook, iso_sheet_name (sheet));
  guint columns = iso_sheet_n_columns (sheet);
  guint rows = iso_sheet_n_rows (sheet);
  lxw_error status = worksheet == NULL    ? LXW_ERROR_SHEETNAME_ALREADY_USED
                     : rows > MOST_ROWS ? LXW_ERROR_WORKSHEET_INDEX_OUT_OF_RANGE
                                        : LXW_NO_ERROR;

  for (guint row = 0; row < rows && status == LXW_NO_ERROR; row++)
    {
      for (guint column = 0; column < columns && status == LXW_NO_ERROR; column++)
        status = write_cell (worksheet, row, column, iso_sheet_cell (sheet, row, column), row == 0 ? bold : NULL);
    }
  for (guint column = 0; column < columns && status == LXW_NO_ERROR; column++)
    status = worksheet_set_column (worksheet, (lxw_col_t) column, (lxw_col_t) column, find_width (sheet, column), NULL);
  if (status != LXW_NO_ERROR)
    return status;
  worksheet_freeze_panes (worksheet, 1, 0);
  return worksheet_autofilter (worksheet, 0, 0, rows - 1, (lxw_col_t) (columns - 1));
}

static lxw_error
write_workbook (const GPtrArray *sheets, const char *path)
{
  lxw_workbook *workbook = workbook_new (path);
  lxw_doc_properties properties = { .created = CREATED };
  lxw_error status, closed;
  lxw_format *bold;

  if (workbook == NULL)
    return LXW_ERROR_MEMORY_MALLOC_FAILED;
  bold = workbook_add_format (workbook);
  format_set_bold (bold);
  status = workbook_set_properties (workbook, &properties);
  for (guint i = 0; i < sheets->len && status == LXW_NO_ERROR; i++)
    status = write_sheet (workbook, g_ptr_array_index (sheets, i), bold);
  /* Frees the workbook, whatever comes of it. */
  closed = workbook_close (workbook);
  return status != LXW_NO_ERROR ? status : closed;
}

/* The library writes numbers as the thread's locale says, and a workbook knows no decimal sign but the point. */
static lxw_error
write_with_points (const GPtrArray *sheets, const char *path)
{
  locale_t own = uselocale ((locale_t) 0);
  locale_t points = newlocale (LC_ALL_MASK, "C", (locale_t) 0);
  lxw_error status;

  if (points == (locale_t) 0)
    return LXW_ERROR_MEMORY_MALLOC_FAILED;
  uselocale (points);
  status = write_workbook (sheets, path);
  uselocale (own);
  freelocale (points);
  return status;
}

static void
set_error (lxw_error status, GError **error)
{
  switch (status)
    {
    case LXW_ERROR_WORKSHEET_INDEX_OUT_OF_RANGE:
      iso_error_set (error, ISO_ERROR_TOO_LARGE, NULL,
                     N_("A sheet of a workbook holds 1,048,576 rows, and there are more. Write them as CSV."), NULL);
      break;
    case LXW_ERROR_MAX_STRING_LENGTH_EXCEEDED:
      iso_error_set (error, ISO_ERROR_TOO_LARGE, NULL,
                     N_("A cell of a workbook holds 32,767 characters, and there is a longer text. Write it as CSV."), NULL);
      break;
    default:
      iso_error_set (error, ISO_ERROR_IO, NULL, N_("The workbook cannot be written: {1}"), lxw_strerror (status), NULL);
      break;
    }
}

GBytes *
iso_sheets_to_xlsx (const GPtrArray *sheets, GError **error)
{
  g_autoptr (GError) reason = NULL;
  g_autofree char *path = NULL;
  int fd = g_file_open_tmp ("isobole-XXXXXX.xlsx", &path, &reason);
  lxw_error status = LXW_NO_ERROR;
  char *data = NULL;
  gsize length = 0;

  if (fd >= 0)
    {
      close (fd);
      status = write_with_points (sheets, path);
      if (status == LXW_NO_ERROR)
        g_file_get_contents (path, &data, &length, &reason);
      g_unlink (path);
    }
  if (status != LXW_NO_ERROR)
    set_error (status, error);
  else if (data == NULL)
    iso_error_set (error, ISO_ERROR_IO, NULL, N_("The workbook cannot be written: {1}"), reason->message, NULL);
  return data != NULL ? g_bytes_new_take (data, length) : NULL;
}
