/* iso-signature.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "reader/iso-signature.h"

#include <string.h>

/* How many bytes decide whether a file without a known start is text. */
#define HEAD_BYTES ((gsize) 65536)

typedef struct
{
  const char   *bytes;
  gsize         size;
  IsoSignature  signature;
} Start;

static const Start starts[] = {
  { "PK\003\004", 4, ISO_SIGNATURE_ZIP },
  { "PK\005\006", 4, ISO_SIGNATURE_ZIP },
  { "\320\317\021\340\241\261\032\341", 8, ISO_SIGNATURE_XLS },
  { "%PDF", 4, ISO_SIGNATURE_PDF },
  { "\211PNG", 4, ISO_SIGNATURE_IMAGE },
  { "\377\330\377", 3, ISO_SIGNATURE_IMAGE },
  { "II*\0", 4, ISO_SIGNATURE_IMAGE },
  { "MM\0*", 4, ISO_SIGNATURE_IMAGE },
  { "GIF8", 4, ISO_SIGNATURE_IMAGE },
  { "FCS2.0", 6, ISO_SIGNATURE_FCS },
  { "FCS3.", 5, ISO_SIGNATURE_FCS },
  { "\037\213", 2, ISO_SIGNATURE_COMPRESSED },
  { "BZh", 3, ISO_SIGNATURE_COMPRESSED },
  { "\375" "7zXZ", 5, ISO_SIGNATURE_COMPRESSED },
  { "7z\274\257", 4, ISO_SIGNATURE_COMPRESSED },
  { "Rar!", 4, ISO_SIGNATURE_COMPRESSED },
  { "SQLite format 3", 16, ISO_SIGNATURE_SQLITE },
  { "{\\rtf", 5, ISO_SIGNATURE_RTF },
};

static const char *const sentences[] = {
  [ISO_SIGNATURE_XLSX] = N_("This is an Excel workbook, and text was expected."),
  [ISO_SIGNATURE_ODS] = N_("This is an OpenDocument spreadsheet, which is not read. Save the sheet with the readings "
                           "as CSV and open that."),
  [ISO_SIGNATURE_DOCUMENT] = N_("This is a document of a word processor. Copy the table in it and paste it into Isobole's window, or into a "
                                "spreadsheet that you save as CSV."),
  [ISO_SIGNATURE_SLIDES] = N_("This is a presentation. Copy the table in it and paste it into Isobole's window, or into a spreadsheet that you "
                              "save as CSV."),
  [ISO_SIGNATURE_IWORK] = N_("This is a document of Numbers, Pages or Keynote. Export the sheet with the readings there as CSV or as an Excel "
                             "workbook, and open that."),
  [ISO_SIGNATURE_ZIP] = N_("This is a zip archive. Unpack it and open the export files in it."),
  [ISO_SIGNATURE_XLS] = N_("This is an old Excel workbook (.xls), and text was expected."),
  [ISO_SIGNATURE_ENCRYPTED_XLSX] = N_("This is an Excel workbook with a password. Open it in Excel, save the sheet "
                                      "with the readings as text or CSV, and open that."),
  [ISO_SIGNATURE_XML] = N_("This is an XML file, and text was expected."),
  [ISO_SIGNATURE_HTML] = N_("This is a web page, and text was expected."),
  [ISO_SIGNATURE_RTF] = N_("This is a formatted document (RTF). Export plain text or CSV from the reader's program, or copy the table in "
                            "it and paste it into Isobole's window."),
  [ISO_SIGNATURE_PDF] = N_("This is a PDF document. Export text or CSV from the reader's program."),
  [ISO_SIGNATURE_IMAGE] = N_("This is a picture. Readings come as text or CSV from the reader's program."),
  [ISO_SIGNATURE_FCS] = N_("This is a flow cytometry file, which holds no plate readings."),
  [ISO_SIGNATURE_COMPRESSED] = N_("This file is compressed. Unpack it and open the export files in it."),
  [ISO_SIGNATURE_SQLITE] = N_("This is a database, not an export of a reader. If it is a project, open it as a "
                              "project."),
  [ISO_SIGNATURE_BINARY] = N_("This is not text: it contains bytes that no text has. If it is a reader's own file, "
                              "export text or CSV from the reader's program; if it should be text, it is damaged."),
};

static gboolean
contains (const char *data, gsize size, const char *what, gsize length)
{
  return memmem (data, size, what, length) != NULL;
}

/* A document may hold another one: what is named first is what it is itself. */
static IsoSignature
look_into_zip (const char *data, gsize size)
{
  static const struct
  {
    const char   *name;
    gsize         within;   /* bytes; 0: all */
    IsoSignature  signature;
  } parts[] = {
    { "opendocument.spreadsheet", 256, ISO_SIGNATURE_ODS }, { "opendocument.text", 256, ISO_SIGNATURE_DOCUMENT },
    { "opendocument.presentation", 256, ISO_SIGNATURE_SLIDES }, { "xl/workbook", 0, ISO_SIGNATURE_XLSX },
    { "xl/worksheets", 0, ISO_SIGNATURE_XLSX }, { "word/document", 0, ISO_SIGNATURE_DOCUMENT },
    { "ppt/presentation", 0, ISO_SIGNATURE_SLIDES }, { "Index/Document.iwa", 0, ISO_SIGNATURE_IWORK },
  };
  IsoSignature signature = ISO_SIGNATURE_ZIP;
  gsize first = size;

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      const char *found = memmem (data, parts[i].within > 0 ? MIN (size, parts[i].within) : size, parts[i].name, strlen (parts[i].name));

      if (found == NULL || (gsize) (found - data) >= first)
        continue;
      first = (gsize) (found - data);
      signature = parts[i].signature;
    }
  return signature;
}

static IsoSignature
look_into_ole (const char *data, gsize size)
{
  static const char encrypted[] = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e";
  static const char workbook[] = "W\0o\0r\0k\0b\0o\0o\0k", book[] = "B\0o\0o\0k\0\0";
  static const char word[] = "W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t";
  static const char slides[] = "P\0o\0w\0e\0r\0P\0o\0i\0n\0t\0 \0D\0o\0c\0u\0m\0e\0n\0t";

  if (contains (data, size, encrypted, sizeof encrypted - 1))
    return ISO_SIGNATURE_ENCRYPTED_XLSX;
  if (contains (data, size, workbook, sizeof workbook - 1) || contains (data, size, book, sizeof book - 1))
    return ISO_SIGNATURE_XLS;
  if (contains (data, size, word, sizeof word - 1))
    return ISO_SIGNATURE_DOCUMENT;
  return contains (data, size, slides, sizeof slides - 1) ? ISO_SIGNATURE_SLIDES : ISO_SIGNATURE_XLS;
}

/* Markup, after an optional byte order mark and blanks. */
static IsoSignature
look_for_markup (const char *data, gsize size)
{
  static const char *const pages[] = { "<html", "<tabl", "<!doc", "<meta", "<head", "<body", "<styl" };
  gsize i = size >= 3 && memcmp (data, "\357\273\277", 3) == 0 ? 3 : 0;

  while (i < size && g_ascii_isspace (data[i]))
    i++;
  if (i >= size || data[i] != '<')
    return ISO_SIGNATURE_TEXT;
  if (size - i >= 5 && g_ascii_strncasecmp (data + i, "<?xml", 5) == 0)
    return contains (data + i, MIN (size - i, 512), "<html", 5) ? ISO_SIGNATURE_HTML : ISO_SIGNATURE_XML;
  for (gsize k = 0; k < G_N_ELEMENTS (pages); k++)
    if (size - i >= 5 && g_ascii_strncasecmp (data + i, pages[k], 5) == 0)
      return ISO_SIGNATURE_HTML;
  /* "<>" is a corner of some plate grids. */
  return size - i >= 2 && g_ascii_isalpha (data[i + 1]) ? ISO_SIGNATURE_XML : ISO_SIGNATURE_TEXT;
}

/* UTF-16 has zeros where text has none; with a mark at its start, or a zero in every second place, it is text. */
static gboolean
is_utf16 (const char *data, gsize size)
{
  gsize n = MIN (size, (gsize) 512) & ~(gsize) 1;
  gsize even = 0;
  gsize odd = 0;

  if (size >= 2 && (memcmp (data, "\377\376", 2) == 0 || memcmp (data, "\376\377", 2) == 0))
    return TRUE;
  for (gsize i = 0; i < n; i += 2)
    {
      even += data[i] == '\0';
      odd += data[i + 1] == '\0';
    }
  return n >= 8 && ((odd * 10 >= n / 2 * 9 && even == 0) || (even * 10 >= n / 2 * 9 && odd == 0));
}

static gboolean
is_binary (const char *data, gsize size)
{
  gsize controls = 0;

  if (is_utf16 (data, size))
    return FALSE;
  if (memchr (data, '\0', size) != NULL)
    return TRUE;
  size = MIN (size, HEAD_BYTES);
  for (gsize i = 0; i < size; i++)
    controls += (guchar) data[i] < 0x20 && !g_ascii_isspace (data[i]);
  return controls * 50 > size;
}

IsoSignature
iso_signature_find (const IsoSource *source)
{
  gsize size;
  const char *data = g_bytes_get_data (iso_source_bytes (source), &size);
  IsoSignature markup;

  for (gsize i = 0; i < G_N_ELEMENTS (starts); i++)
    {
      if (size < starts[i].size || memcmp (data, starts[i].bytes, starts[i].size) != 0)
        continue;
      if (starts[i].signature == ISO_SIGNATURE_ZIP)
        return look_into_zip (data, size);
      if (starts[i].signature == ISO_SIGNATURE_XLS)
        return look_into_ole (data, size);
      return starts[i].signature;
    }
  markup = look_for_markup (data, size);
  if (markup != ISO_SIGNATURE_TEXT)
    return markup;
  return is_binary (data, size) ? ISO_SIGNATURE_BINARY : ISO_SIGNATURE_TEXT;
}

gboolean
iso_signature_expect_text (const IsoSource *source, GError **error)
{
  IsoSignature signature = iso_signature_find (source);
  IsoPlace place = { .file = (char *) iso_source_name (source) };

  if (signature == ISO_SIGNATURE_TEXT)
    return TRUE;
  iso_error_set (error, ISO_ERROR_UNSUPPORTED, &place, sentences[signature], NULL);
  return FALSE;
}
