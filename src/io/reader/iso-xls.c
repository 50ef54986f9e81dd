/* iso-xls.c
 *
 * libfreexl reads a named file and makes room for every cell between the corners that a sheet claims to have. So the bytes are given to
 * it as an unnamed file in memory, and the corners are asked for, without reading cells, before it may begin.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "reader/iso-xls.h"

#include "base/iso-number.h"
#include "reader/iso-text-private.h"

#include <errno.h>
#include <freexl.h>
#include <sys/mman.h>
#include <unistd.h>

/* Excel's own limits for such files are 65,536 rows and 256 columns a sheet, which is more than readings need. */
#define MAX_BYTES ((gsize) 64 * 1024 * 1024)
#define MAX_CELLS (4u * 1024 * 1024)
#define MAX_SHEETS 256

static void
set_error (const IsoSource *source, IsoErrorCode code, GError **error, const char *sentence)
{
  IsoPlace place = { .file = (char *) iso_source_name (source) };

  iso_error_set (error, code, &place, sentence, NULL);
}

static void
set_broken (const IsoSource *source, GError **error)
{
  set_error (source, ISO_ERROR_CORRUPT, error,
             N_("The old Excel workbook (.xls) is damaged or has a password. Open it in Excel or LibreOffice, save the sheet with the readings as "
                "a new workbook (.xlsx) or as CSV, and open that."));
}

static gboolean
write_all (int file, const char *bytes, gsize size)
{
  while (size > 0)
    {
      gssize n = write (file, bytes, size);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        return FALSE;
      bytes += n;
      size -= (gsize) n;
    }
  return TRUE;
}

/* How many sheets; 0 with an error if there is none, or they claim too many cells. */
static guint
count_sheets (const IsoSource *source, const void *book, GError **error)
{
  unsigned int sheets = 0;
  guint64 cells = 0;

  if (freexl_get_info (book, FREEXL_BIFF_SHEET_COUNT, &sheets) != FREEXL_OK || sheets == 0)
    {
      set_broken (source, error);
      return 0;
    }
  for (guint i = 0; i < MIN (sheets, MAX_SHEETS); i++)
    {
      unsigned int rows = 0;
      unsigned short columns = 0;

      if (freexl_select_active_worksheet (book, (unsigned short) i) == FREEXL_OK &&
          freexl_worksheet_dimensions (book, &rows, &columns) == FREEXL_OK)
        cells += (guint64) rows * columns;
    }
  if (sheets <= MAX_SHEETS && cells <= MAX_CELLS)
    return sheets;
  set_error (source, ISO_ERROR_TOO_LARGE, error,
             N_("The old Excel workbook (.xls) has more than 4 million cells or 256 sheets. Save the sheet with the readings as a workbook of its "
                "own."));
  return 0;
}

/* What a cell holds; NULL for nothing. */
static char *
format_cell (const FreeXL_CellValue *cell)
{
  switch (cell->type)
    {
    case FREEXL_CELL_INT:
      return g_strdup_printf ("%d", cell->value.int_value);
    case FREEXL_CELL_DOUBLE:
      return iso_number_format_exact (cell->value.double_value);
    case FREEXL_CELL_TEXT:
    case FREEXL_CELL_SST_TEXT:
    case FREEXL_CELL_DATE:
    case FREEXL_CELL_DATETIME:
    case FREEXL_CELL_TIME:
      return cell->value.text_value != NULL ? g_utf8_make_valid (cell->value.text_value, -1) : NULL;
    default:
      return NULL;
    }
}

static gboolean
add_sheet (const void *book, guint sheet, IsoTextBuilder *builder)
{
  unsigned int rows = 0;
  unsigned short columns = 0;
  const char *name = NULL;
  g_autofree char *valid = NULL;

  if (freexl_select_active_worksheet (book, (unsigned short) sheet) != FREEXL_OK ||
      freexl_worksheet_dimensions (book, &rows, &columns) != FREEXL_OK)
    return TRUE;   /* a sheet of a chart */
  if (freexl_get_worksheet_name (book, (unsigned short) sheet, &name) == FREEXL_OK && name != NULL)
    valid = g_utf8_make_valid (name, -1);
  iso_text_builder_begin_sheet (builder, valid != NULL ? valid : "");
  for (guint row = 0; row < rows; row++)
    {
      for (guint column = 0; column < columns; column++)
        {
          FreeXL_CellValue cell;
          g_autofree char *text = freexl_get_cell_value (book, row, (unsigned short) column, &cell) == FREEXL_OK ? format_cell (&cell) : NULL;
          gboolean number = text != NULL && (cell.type == FREEXL_CELL_INT || cell.type == FREEXL_CELL_DOUBLE);

          if (text != NULL && iso_text_builder_add (builder, row, column, text, number) != ISO_TEXT_ADDED)
            return FALSE;
        }
    }
  return TRUE;
}

static IsoText *
read_book (const IsoSource *source, const char *path, GError **error)
{
  g_autoptr (IsoTextBuilder) builder = iso_text_builder_new (iso_source_name (source));
  g_autoptr (IsoText) text = NULL;
  const void *book = NULL;
  guint sheets = 0;
  gboolean good = TRUE;

  if (freexl_open_info (path, &book) == FREEXL_OK)
    sheets = count_sheets (source, book, error);
  else
    set_broken (source, error);
  if (book != NULL)
    freexl_close (book);
  book = NULL;
  if (sheets == 0)
    return NULL;

  if (freexl_open (path, &book) != FREEXL_OK)
    {
      if (book != NULL)
        freexl_close (book);
      set_broken (source, error);
      return NULL;
    }
  for (guint i = 0; good && i < sheets; i++)
    good = add_sheet (book, i, builder);
  freexl_close (book);
  if (!good)
    {
      set_broken (source, error);
      return NULL;
    }
  text = iso_text_builder_finish (g_steal_pointer (&builder));
  if (iso_text_n_rows (text) > 0)
    return g_steal_pointer (&text);
  set_error (source, ISO_ERROR_NO_DATA, error,
             N_("The workbook has no cell with anything in it. Open it in its program and see whether the sheet with the readings is there."));
  return NULL;
}

IsoText *
iso_xls_read (const IsoSource *source, GError **error)
{
  gsize size;
  const char *bytes = g_bytes_get_data (iso_source_bytes (source), &size);
  g_autofree char *path = NULL;
  IsoText *text = NULL;
  int file;

  if (size > MAX_BYTES)
    {
      set_error (source, ISO_ERROR_TOO_LARGE, error,
                 N_("The old Excel workbook (.xls) is larger than 64 MB. Save the sheet with the readings as a workbook of its own."));
      return NULL;
    }
  file = memfd_create ("workbook", MFD_CLOEXEC);
  if (file >= 0 && write_all (file, bytes, size))
    {
      path = g_strdup_printf ("/proc/self/fd/%d", file);
      text = read_book (source, path, error);
    }
  else
    set_error (source, ISO_ERROR_IO, error, N_("There is no memory to unpack the workbook. Close other programs and try again."));
  if (file >= 0)
    close (file);
  return text;
}
