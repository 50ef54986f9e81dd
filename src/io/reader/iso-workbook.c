/* iso-workbook.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "reader/iso-workbook.h"

#include "base/iso-number.h"
#include "reader/iso-number-format.h"
#include "reader/iso-package.h"
#include "reader/iso-text-private.h"

#include <string.h>

/* What Excel allows. */
#define MAX_ROW 1048576
#define MAX_COLUMN 16384

typedef struct
{
  char *name;
  char *relation;   /* id */
} Sheet;

typedef enum
{
  CELL_NUMBER,
  CELL_SHARED,   /* the value is the place of a shared string */
  CELL_TEXT,     /* inline, a formula's result, a truth value, an error's name */
} CellKind;

typedef struct
{
  IsoPackage     *package;
  GPtrArray      *sheets;      /* of Sheet */
  gboolean        from_1904;
  GPtrArray      *strings;     /* of char * */
  GHashTable     *formats;     /* custom number formats: id -> IsoMoment */
  GArray         *styles;      /* of IsoMoment: what the cells of a style are */
  IsoTextBuilder *builder;
  GString        *text;        /* of the element that is being read */
  gboolean        collecting;
  gboolean        in_phonetic;
  gboolean        in_cell_styles;
  gboolean        too_large;

  guint           row;         /* of the current cell */
  guint           column;
  CellKind        kind;
  guint           style;
} Book;

static void
free_sheet (gpointer data)
{
  Sheet *sheet = data;

  g_free (sheet->name);
  g_free (sheet->relation);
  g_free (sheet);
}

static void
clear_book (Book *book)
{
  g_clear_pointer (&book->package, iso_package_close);
  g_ptr_array_unref (book->sheets);
  g_ptr_array_unref (book->strings);
  g_hash_table_unref (book->formats);
  g_array_unref (book->styles);
  g_clear_pointer (&book->builder, iso_text_builder_free);
  g_string_free (book->text, TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Book, clear_book)

/* A whole number and nothing else, no larger than `max`. Each cell has several. */
static gboolean
parse_count (const char *text, guint max, guint *count)
{
  guint n = 0;

  if (!g_ascii_isdigit (*text))
    return FALSE;
  for (; g_ascii_isdigit (*text); text++)
    {
      guint digit = (guint) (*text - '0');

      if (n > (max - digit) / 10)
        return FALSE;
      n = n * 10 + digit;
    }
  *count = n;
  return *text == '\0';
}

static guint
get_count (const char **attributes, const char *name)
{
  const char *value = iso_package_attribute (attributes, name);
  guint count;

  return value != NULL && parse_count (value, G_MAXINT, &count) ? count : 0;
}

static void
collect (Book *book)
{
  g_string_truncate (book->text, 0);
  book->collecting = TRUE;
}

static gboolean
take_text (gpointer data, const char *text, int length)
{
  Book *book = data;

  if (book->collecting && !book->in_phonetic)
    g_string_append_len (book->text, text, length);
  return TRUE;
}

static gboolean
start_book (gpointer data, const char *name, const char **attributes)
{
  Book *book = data;

  if (strcmp (name, "workbookPr") == 0)
    {
      const char *value = iso_package_attribute (attributes, "date1904");

      book->from_1904 = value != NULL && (strcmp (value, "1") == 0 || strcmp (value, "true") == 0);
    }
  else if (strcmp (name, "sheet") == 0)
    {
      const char *title = iso_package_attribute (attributes, "name");
      Sheet *sheet = g_new0 (Sheet, 1);

      sheet->name = g_strdup (title != NULL ? title : "");
      sheet->relation = g_strdup (iso_package_attribute (attributes, "id"));
      g_ptr_array_add (book->sheets, sheet);
    }
  return TRUE;
}

static gboolean
start_strings (gpointer data, const char *name, const char **attributes)
{
  Book *book = data;

  if (strcmp (name, "si") == 0)
    g_string_truncate (book->text, 0);
  book->collecting = strcmp (name, "t") == 0;
  book->in_phonetic |= strcmp (name, "rPh") == 0;
  return TRUE;
}

static gboolean
end_strings (gpointer data, const char *name)
{
  Book *book = data;

  book->collecting = FALSE;
  if (strcmp (name, "rPh") == 0)
    book->in_phonetic = FALSE;
  if (strcmp (name, "si") == 0)
    g_ptr_array_add (book->strings, g_strndup (book->text->str, book->text->len));
  return TRUE;
}

static gboolean
start_styles (gpointer data, const char *name, const char **attributes)
{
  Book *book = data;
  const char *code = iso_package_attribute (attributes, "formatCode");

  if (strcmp (name, "numFmt") == 0 && code != NULL)
    g_hash_table_insert (book->formats, GUINT_TO_POINTER (get_count (attributes, "numFmtId")),
                         GUINT_TO_POINTER (iso_number_format_moment (code)));
  book->in_cell_styles |= strcmp (name, "cellXfs") == 0;
  if (book->in_cell_styles && strcmp (name, "xf") == 0)
    {
      guint id = get_count (attributes, "numFmtId");
      gpointer custom;
      IsoMoment moment = g_hash_table_lookup_extended (book->formats, GUINT_TO_POINTER (id), NULL, &custom)
                             ? (IsoMoment) GPOINTER_TO_UINT (custom)
                             : iso_number_format_builtin (id);

      g_array_append_val (book->styles, moment);
    }
  return TRUE;
}

static gboolean
end_styles (gpointer data, const char *name)
{
  Book *book = data;

  if (strcmp (name, "cellXfs") == 0)
    book->in_cell_styles = FALSE;
  return TRUE;
}

/* "BC12": row 11, column 54. */
static gboolean
parse_reference (const char *reference, guint *row, guint *column)
{
  guint number;
  guint letters = 0;

  for (; g_ascii_isupper (*reference) && letters <= MAX_COLUMN; reference++)
    letters = letters * 26 + (guint) (*reference - 'A' + 1);
  if (letters == 0 || letters > MAX_COLUMN || !parse_count (reference, MAX_ROW, &number) || number == 0)
    return FALSE;
  *row = number - 1;
  *column = letters - 1;
  return TRUE;
}

static gboolean
start_cell (Book *book, const char **attributes)
{
  const char *reference = iso_package_attribute (attributes, "r");
  const char *type = iso_package_attribute (attributes, "t");
  guint row = book->row;

  book->kind = type == NULL || strcmp (type, "n") == 0 ? CELL_NUMBER : strcmp (type, "s") == 0 ? CELL_SHARED : CELL_TEXT;
  book->style = get_count (attributes, "s");
  g_string_truncate (book->text, 0);
  return reference == NULL || (parse_reference (reference, &row, &book->column) && row == book->row);
}

/* Rows and cells may leave out where they stand: then they follow the one before. */
static gboolean
start_sheet (gpointer data, const char *name, const char **attributes)
{
  Book *book = data;

  if (strcmp (name, "row") == 0)
    {
      guint number = get_count (attributes, "r");

      book->row = number > 0 ? number - 1 : book->row + 1;   /* from G_MAXUINT to 0 at first */
      book->column = 0;
      return book->row < MAX_ROW;
    }
  if (strcmp (name, "c") == 0)
    return start_cell (book, attributes);
  if (strcmp (name, "v") == 0)
    collect (book);
  else if (strcmp (name, "t") == 0)
    book->collecting = TRUE;   /* a rich text has several */
  book->in_phonetic |= strcmp (name, "rPh") == 0;
  return TRUE;
}

/* What the cell holds, for the text; NULL if the file points to a string that it does not have. */
static const char *
read_cell (const Book *book, char **made)
{
  IsoMoment moment = book->style < book->styles->len ? g_array_index (book->styles, IsoMoment, book->style) : ISO_MOMENT_NONE;
  guint place;
  double value;

  if (book->kind == CELL_SHARED)
    return parse_count (book->text->str, G_MAXINT, &place) && place < book->strings->len
               ? g_ptr_array_index (book->strings, place)
               : NULL;
  if (book->kind == CELL_NUMBER && moment != ISO_MOMENT_NONE && iso_number_parse (book->text->str, ISO_DECIMAL_POINT, &value))
    *made = iso_moment_to_string (moment, value, book->from_1904);
  return *made != NULL ? *made : book->text->str;
}

static gboolean
end_cell (Book *book)
{
  g_autofree char *made = NULL;
  const char *cell;
  guint column = book->column++;

  if (book->text->len == 0)
    return TRUE;
  cell = read_cell (book, &made);
  if (cell == NULL)
    return FALSE;
  if (*cell == '\0')
    return TRUE;
  switch (iso_text_builder_add (book->builder, book->row, column, cell, book->kind == CELL_NUMBER && made == NULL))
    {
    case ISO_TEXT_ADDED:
      return TRUE;
    case ISO_TEXT_FULL:
      book->too_large = TRUE;
      return FALSE;
    case ISO_TEXT_DISORDER:
    default:
      return FALSE;
    }
}

static gboolean
end_sheet (gpointer data, const char *name)
{
  Book *book = data;

  if (strcmp (name, "rPh") == 0)
    book->in_phonetic = FALSE;
  if (strcmp (name, "v") == 0 || strcmp (name, "t") == 0)
    book->collecting = FALSE;
  return strcmp (name, "c") != 0 || end_cell (book);
}

static gboolean
read_part (Book *book, GHashTable *relations, const char *type, const IsoPackageParser *parser, GError **error)
{
  const char *part = iso_package_find (relations, type);

  return part == NULL || iso_package_parse (book->package, part, parser, book, error);
}

static gboolean
read_sheet (Book *book, const Sheet *sheet, GHashTable *relations, GError **error)
{
  static const IsoPackageParser parser = { start_sheet, end_sheet, take_text };
  const IsoRelation *relation = sheet->relation != NULL ? g_hash_table_lookup (relations, sheet->relation) : NULL;
  GError *problem = NULL;

  if (relation == NULL || strcmp (relation->type, "worksheet") != 0)
    return TRUE;   /* a sheet that is a chart */
  iso_text_builder_begin_sheet (book->builder, sheet->name);
  book->row = G_MAXUINT;
  if (iso_package_parse (book->package, relation->part, &parser, book, &problem))
    return TRUE;
  if (!book->too_large)
    g_propagate_error (error, g_steal_pointer (&problem));
  g_clear_error (&problem);
  return FALSE;
}

static gboolean
read_book (Book *book, GError **error)
{
  static const IsoPackageParser book_parser = { start_book, NULL, NULL };
  static const IsoPackageParser string_parser = { start_strings, end_strings, take_text };
  static const IsoPackageParser style_parser = { start_styles, end_styles, NULL };
  g_autoptr (GHashTable) top = iso_package_relations (book->package, "", error);
  g_autoptr (GHashTable) relations = NULL;
  const char *part = top != NULL ? iso_package_find (top, "officeDocument") : NULL;

  if (top == NULL)
    return FALSE;
  part = part != NULL ? part : "xl/workbook.xml";
  relations = iso_package_parse (book->package, part, &book_parser, book, error) ? iso_package_relations (book->package, part, error)
                                                                                : NULL;
  if (relations == NULL || !read_part (book, relations, "sharedStrings", &string_parser, error)
      || !read_part (book, relations, "styles", &style_parser, error))
    return FALSE;
  for (guint i = 0; i < book->sheets->len; i++)
    {
      if (!read_sheet (book, g_ptr_array_index (book->sheets, i), relations, error))
        return FALSE;
    }
  return TRUE;
}

IsoText *
iso_workbook_read (const IsoSource *source, GError **error)
{
  g_auto (Book) book = {
    .sheets = g_ptr_array_new_with_free_func (free_sheet),
    .strings = g_ptr_array_new_with_free_func (g_free),
    .formats = g_hash_table_new (NULL, NULL),
    .styles = g_array_new (FALSE, FALSE, sizeof (IsoMoment)),
    .builder = iso_text_builder_new (iso_source_name (source)),
    .text = g_string_new (NULL),
  };
  IsoPlace place = { .file = (char *) iso_source_name (source) };
  IsoText *text;

  book.package = iso_package_open (source, error);
  if (book.package == NULL)
    return NULL;
  if (!read_book (&book, error))
    {
      if (book.too_large)
        iso_error_set (error, ISO_ERROR_TOO_LARGE, &place,
                       N_("The workbook has too many cells. Save the sheet with the readings as a workbook of its own."), NULL);
      return NULL;
    }
  text = iso_text_builder_finish (g_steal_pointer (&book.builder));
  if (iso_text_skip_empty (text, 0) < iso_text_n_rows (text))
    return text;
  iso_text_free (text);
  iso_error_set (error, ISO_ERROR_NO_DATA, &place, N_("No sheet of this workbook holds anything."), NULL);
  return NULL;
}
