/* iso-xls.c
 *
 * [MS-XLS]: the stream "Workbook" (or "Book", before Excel 97) is a row of records, each a number, a length and its bytes. The first ones
 * are about the whole book: its sheets, strings and number formats; then come the cells of each sheet. A record that was too long goes on
 * in the next one, also in the middle of a string.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "reader/iso-xls.h"

#include "base/iso-number.h"
#include "reader/iso-compound.h"
#include "reader/iso-number-format.h"
#include "reader/iso-text-private.h"

#include <math.h>
#include <string.h>

/* Excel's own limits for such files are 65,536 rows and 256 columns a sheet, which is more than readings need. */
#define MAX_BYTES ((gsize) 64 * 1024 * 1024)
#define MAX_CELLS (2u * 1024 * 1024)   /* and so many strings */

typedef enum
{
  RECORD_FORMULA = 0x0006,
  RECORD_EOF = 0x000A,
  RECORD_DATE_MODE = 0x0022,
  RECORD_FILE_PASS = 0x002F,
  RECORD_CONTINUE = 0x003C,
  RECORD_BOUND_SHEET = 0x0085,
  RECORD_MUL_RK = 0x00BD,
  RECORD_RSTRING = 0x00D6,
  RECORD_XF = 0x00E0,
  RECORD_SST = 0x00FC,
  RECORD_LABEL_SST = 0x00FD,
  RECORD_NUMBER = 0x0203,
  RECORD_LABEL = 0x0204,
  RECORD_BOOL_ERR = 0x0205,
  RECORD_STRING = 0x0207,
  RECORD_RK = 0x027E,
  RECORD_FORMAT = 0x041E,
  RECORD_BOF = 0x0809,
} RecordKind;

/* A place in the stream. What is beyond `end` reads as zero, and makes it `over`. */
typedef struct
{
  const guint8 *at;
  const guint8 *end;
  gboolean      over;
} Bytes;

typedef struct
{
  char  *name;
  guint  offset;   /* in the stream */
} Sheet;

/* Strings that many cells share are not copied: there would be no end of it. */
typedef struct
{
  guint16     row;
  guint16     column;
  gboolean    number;
  const char *text;
  char       *made;     /* (nullable) the same, where the cell owns it */
} Cell;

typedef struct
{
  const GByteArray *stream;
  gboolean          wide;       /* Excel 97 or later: strings are UTF-16 */
  gboolean          from_1904;
  gboolean          locked;
  GArray           *sheets;     /* of Sheet */
  GPtrArray        *strings;    /* of char * */
  GHashTable       *formats;    /* of IsoMoment, by number */
  GArray           *styles;     /* of IsoMoment */
  GArray           *cells;      /* of Cell, of one sheet */
  guint             n_cells;    /* of all sheets */
} Book;

static void
clear_sheet (gpointer data)
{
  g_free (((Sheet *) data)->name);
}

static void
clear_cell (gpointer data)
{
  g_free (((Cell *) data)->made);
}

static guint8
take_8 (Bytes *bytes)
{
  if (bytes->at < bytes->end)
    return *bytes->at++;
  bytes->over = TRUE;
  return 0;
}

static guint16
take_16 (Bytes *bytes)
{
  guint16 low = take_8 (bytes);

  return (guint16) (low | take_8 (bytes) << 8);
}

static guint32
take_32 (Bytes *bytes)
{
  guint32 low = take_16 (bytes);

  return low | (guint32) take_16 (bytes) << 16;
}

static double
take_double (Bytes *bytes)
{
  guint64 low = take_32 (bytes);
  guint64 whole = low | (guint64) take_32 (bytes) << 32;
  double value;

  memcpy (&value, &whole, sizeof value);
  return value;
}

/* The record at `at`; FALSE behind the last whole one. */
static gboolean
get_record (const Book *book, guint at, guint *kind, Bytes *bytes)
{
  const guint8 *data = book->stream->data;
  guint length;

  if (at > book->stream->len || book->stream->len - at < 4)
    return FALSE;
  *kind = data[at] | (guint) data[at + 1] << 8;
  length = data[at + 2] | (guint) data[at + 3] << 8;
  if (book->stream->len - at - 4 < length)
    return FALSE;
  *bytes = (Bytes) { data + at + 4, data + at + 4 + length, FALSE };
  return TRUE;
}

static guint
get_after (const Book *book, const Bytes *record)
{
  return (guint) (record->end - book->stream->data);
}

/* At the end of a record its string may go on in the next one. FALSE if it does not. */
static gboolean
go_on (const Book *book, Bytes *bytes)
{
  guint kind;
  Bytes next;

  if (bytes->at < bytes->end)
    return TRUE;
  if (!get_record (book, get_after (book, bytes), &kind, &next) || kind != RECORD_CONTINUE)
    return FALSE;
  *bytes = next;
  return bytes->at < bytes->end;
}

/* `n` characters of one byte (the low ones of Unicode, or Windows-1252) or two. The part in a further record says anew which. */
static char *
take_characters (const Book *book, Bytes *bytes, guint n, gboolean two)
{
  g_autoptr (GString) text = g_string_new (NULL);
  gunichar high = 0;

  while (n > 0)
    {
      gunichar character;

      if (bytes->at == bytes->end)
        {
          if (!go_on (book, bytes))
            break;
          two = book->wide && (take_8 (bytes) & 1) != 0;
          continue;
        }
      character = two ? take_16 (bytes) : take_8 (bytes);
      n--;
      if (character >= 0xD800 && character < 0xDC00)
        {
          high = character;
          continue;
        }
      if (character >= 0xDC00 && character < 0xE000)
        character = high != 0 ? 0x10000 + ((high - 0xD800) << 10) + (character - 0xDC00) : 0xFFFD;
      high = 0;
      if (character != 0)
        g_string_append_unichar (text, character);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* A string with a length of one or two bytes before it. */
static char *
take_string (const Book *book, Bytes *bytes, gboolean long_length)
{
  guint n = long_length ? take_16 (bytes) : take_8 (bytes);
  guint8 flags = book->wide ? take_8 (bytes) : 0;

  return take_characters (book, bytes, n, (flags & 1) != 0);
}

/* Skips what may lie in several records. */
static void
skip_on (const Book *book, Bytes *bytes, gsize n)
{
  while (n > 0 && go_on (book, bytes))
    {
      gsize here = MIN (n, (gsize) (bytes->end - bytes->at));

      bytes->at += here;
      n -= here;
    }
}

/* The strings of all cells, with what makes parts of them bold, and how they are pronounced, left out. */
static void
read_strings (Book *book, Bytes *bytes)
{
  guint n;

  take_32 (bytes);
  n = take_32 (bytes);
  for (guint i = 0; i < MIN (n, MAX_CELLS) && go_on (book, bytes); i++)
    {
      guint length = take_16 (bytes);
      guint8 flags = take_8 (bytes);
      guint runs = (flags & 8) != 0 ? take_16 (bytes) : 0;
      guint extra = (flags & 4) != 0 ? take_32 (bytes) : 0;

      g_ptr_array_add (book->strings, take_characters (book, bytes, length, (flags & 1) != 0));
      skip_on (book, bytes, (gsize) runs * 4 + extra);
    }
}

static void
read_bound_sheet (Book *book, Bytes *bytes)
{
  Sheet sheet = { .offset = take_32 (bytes) };
  guint kind;

  take_8 (bytes);
  kind = take_8 (bytes);
  sheet.name = take_string (book, bytes, FALSE);
  if (kind == 0 && !bytes->over)
    g_array_append_val (book->sheets, sheet);
  else
    g_free (sheet.name);   /* a chart, a macro */
}

static void
read_format (Book *book, Bytes *bytes)
{
  guint number = take_16 (bytes);
  g_autofree char *code = take_string (book, bytes, book->wide);

  g_hash_table_insert (book->formats, GUINT_TO_POINTER (number), GUINT_TO_POINTER (iso_number_format_moment (code)));
}

static void
read_style (Book *book, Bytes *bytes)
{
  gpointer own;
  guint number;
  IsoMoment moment;

  take_16 (bytes);
  number = take_16 (bytes);
  moment = g_hash_table_lookup_extended (book->formats, GUINT_TO_POINTER (number), NULL, &own) ? (IsoMoment) GPOINTER_TO_UINT (own)
                                                                                             : iso_number_format_builtin (number);
  g_array_append_val (book->styles, moment);
}

static void
add_cell (Book *book, guint row, guint column, const char *text, char *made, gboolean number)
{
  Cell cell = { (guint16) row, (guint16) column, number, made != NULL ? made : text, made };

  g_array_append_val (book->cells, cell);
  book->n_cells++;
}

static void
add_number (Book *book, guint row, guint column, guint style, double value)
{
  IsoMoment moment = style < book->styles->len ? g_array_index (book->styles, IsoMoment, style) : ISO_MOMENT_NONE;
  char *text = moment != ISO_MOMENT_NONE && isfinite (value) ? iso_moment_to_string (moment, value, book->from_1904) : NULL;

  if (isfinite (value))
    add_cell (book, row, column, NULL, text != NULL ? text : iso_number_format_exact (value), text == NULL);
}

/* A number in four bytes: the upper half of a double or 30 bits, either a hundred times too large or not. */
static double
unpack_rk (guint32 rk)
{
  guint64 upper = (guint64) (rk & ~3u) << 32;
  double value;

  if ((rk & 2) != 0)
    value = (gint32) rk >> 2;
  else
    memcpy (&value, &upper, sizeof value);
  return (rk & 1) != 0 ? value / 100 : value;
}

static void
read_mul_rk (Book *book, Bytes *bytes)
{
  guint row = take_16 (bytes);
  guint column = take_16 (bytes);

  while (bytes->end - bytes->at >= 6)
    {
      guint style = take_16 (bytes);

      add_number (book, row, column++, style, unpack_rk (take_32 (bytes)));
    }
}

/* The result of a formula: a number, or, marked by two bytes of ones, something else; a string stands in a record behind it. */
static void
read_formula (Book *book, Bytes *bytes)
{
  guint row = take_16 (bytes);
  guint column = take_16 (bytes);
  guint style = take_16 (bytes);
  Bytes result = *bytes;
  guint kind, at;
  Bytes next;

  if (bytes->end - bytes->at < 8)
    return;
  if (bytes->at[6] != 0xFF || bytes->at[7] != 0xFF)
    {
      add_number (book, row, column, style, take_double (&result));
      return;
    }
  if (bytes->at[0] != 0)
    return;
  /* Shared formulas stand between. */
  at = get_after (book, bytes);
  for (guint i = 0; i < 3 && get_record (book, at, &kind, &next); i++)
    {
      if (kind == RECORD_STRING)
        {
          add_cell (book, row, column, NULL, take_string (book, &next, TRUE), FALSE);
          return;
        }
      at = get_after (book, &next);
    }
}

static void
read_cell (Book *book, guint kind, Bytes *bytes)
{
  guint row = take_16 (bytes);
  guint column = take_16 (bytes);
  guint style = take_16 (bytes);
  guint string;

  switch (kind)
    {
    case RECORD_NUMBER:
      if (bytes->end - bytes->at >= 8)
        add_number (book, row, column, style, take_double (bytes));
      break;
    case RECORD_RK:
      if (bytes->end - bytes->at >= 4)
        add_number (book, row, column, style, unpack_rk (take_32 (bytes)));
      break;
    case RECORD_LABEL_SST:
      string = take_32 (bytes);
      if (!bytes->over && string < book->strings->len)
        add_cell (book, row, column, g_ptr_array_index (book->strings, string), NULL, FALSE);
      break;
    case RECORD_LABEL:
    case RECORD_RSTRING:
      add_cell (book, row, column, NULL, take_string (book, bytes, TRUE), FALSE);
      break;
    case RECORD_BOOL_ERR:
      string = take_8 (bytes);
      if (take_8 (bytes) == 0 && !bytes->over)
        add_cell (book, row, column, string != 0 ? "TRUE" : "FALSE", NULL, FALSE);
      break;
    default:
      break;
    }
}

/* The records about the whole book; FALSE if they are none. */
static gboolean
read_globals (Book *book)
{
  guint at = 0;
  guint kind;
  Bytes bytes;

  if (!get_record (book, 0, &kind, &bytes) || kind != RECORD_BOF)
    return FALSE;
  book->wide = take_16 (&bytes) >= 0x0600;
  while (get_record (book, at, &kind, &bytes) && kind != RECORD_EOF && !book->locked)
    {
      at = get_after (book, &bytes);
      book->locked = kind == RECORD_FILE_PASS;
      if (kind == RECORD_DATE_MODE)
        book->from_1904 = take_16 (&bytes) == 1;
      else if (kind == RECORD_BOUND_SHEET)
        read_bound_sheet (book, &bytes);
      else if (kind == RECORD_FORMAT)
        read_format (book, &bytes);
      else if (kind == RECORD_XF)
        read_style (book, &bytes);
      else if (kind == RECORD_SST)
        read_strings (book, &bytes);
    }
  return TRUE;
}

static int
compare_cells_cb (gconstpointer a, gconstpointer b)
{
  const Cell *one = a;
  const Cell *two = b;

  return one->row != two->row ? (int) one->row - two->row : (int) one->column - two->column;
}

/* FALSE if there are too many cells. */
static gboolean
read_sheet (Book *book, const Sheet *sheet, IsoTextBuilder *builder)
{
  guint at = sheet->offset;
  guint kind;
  Bytes bytes;

  g_array_set_size (book->cells, 0);
  while (get_record (book, at, &kind, &bytes) && kind != RECORD_EOF && book->n_cells <= MAX_CELLS)
    {
      at = get_after (book, &bytes);
      if (kind == RECORD_MUL_RK)
        read_mul_rk (book, &bytes);
      else if (kind == RECORD_FORMULA)
        read_formula (book, &bytes);
      else
        read_cell (book, kind, &bytes);
    }
  if (book->n_cells > MAX_CELLS)
    return FALSE;
  /* Excel writes them in order, others may not. */
  g_array_sort (book->cells, compare_cells_cb);
  iso_text_builder_begin_sheet (builder, sheet->name);
  for (guint i = 0; i < book->cells->len; i++)
    {
      const Cell *cell = &g_array_index (book->cells, Cell, i);

      if (iso_text_builder_add (builder, cell->row, cell->column, cell->text, cell->number) == ISO_TEXT_FULL)
        return FALSE;
    }
  return TRUE;
}

static void
set_error (const IsoSource *source, IsoErrorCode code, GError **error, const char *sentence)
{
  IsoPlace place = { .file = (char *) iso_source_name (source) };

  iso_error_set (error, code, &place, sentence, NULL);
}

static IsoText *
read_book (Book *book, const IsoSource *source, GError **error)
{
  g_autoptr (IsoTextBuilder) builder = iso_text_builder_new (iso_source_name (source));
  g_autoptr (IsoText) text = NULL;

  if (!read_globals (book) || book->locked || book->sheets->len == 0)
    {
      set_error (source, ISO_ERROR_CORRUPT, error,
                 N_("The old Excel workbook (.xls) is damaged or has a password. Open it in Excel or LibreOffice, save the sheet with the "
                    "readings as a new workbook (.xlsx) or as CSV, and open that."));
      return NULL;
    }
  for (guint i = 0; i < book->sheets->len; i++)
    {
      if (read_sheet (book, &g_array_index (book->sheets, Sheet, i), builder))
        continue;
      set_error (source, ISO_ERROR_TOO_LARGE, error,
                 N_("The old Excel workbook (.xls) has more than 2 million cells. Save the sheet with the readings as a workbook of its own."));
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
  const guint8 *bytes = g_bytes_get_data (iso_source_bytes (source), &size);
  g_autoptr (GByteArray) stream = size <= MAX_BYTES ? iso_compound_read (bytes, size, "Workbook") : NULL;
  g_autoptr (GArray) sheets = g_array_new (FALSE, FALSE, sizeof (Sheet));
  g_autoptr (GPtrArray) strings = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) formats = g_hash_table_new (NULL, NULL);
  g_autoptr (GArray) styles = g_array_new (FALSE, FALSE, sizeof (IsoMoment));
  g_autoptr (GArray) cells = g_array_new (FALSE, FALSE, sizeof (Cell));
  Book book = { .sheets = sheets, .strings = strings, .formats = formats, .styles = styles, .cells = cells };

  g_array_set_clear_func (sheets, clear_sheet);
  g_array_set_clear_func (cells, clear_cell);
  if (size > MAX_BYTES)
    {
      set_error (source, ISO_ERROR_TOO_LARGE, error,
                 N_("The old Excel workbook (.xls) is larger than 64 MB. Save the sheet with the readings as a workbook of its own."));
      return NULL;
    }
  if (stream == NULL)
    stream = iso_compound_read (bytes, size, "Book");
  if (stream == NULL)
    stream = g_byte_array_new ();
  book.stream = stream;
  return read_book (&book, source, error);
}
