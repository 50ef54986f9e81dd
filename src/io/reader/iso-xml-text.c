/* iso-xml-text.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "reader/iso-xml-text.h"

#include "reader/iso-text-private.h"

#include <expat.h>
#include <string.h>

#define MAX_DEPTH 256
#define MAX_ELEMENTS 1000000u
#define BLOCK ((gsize) 1024 * 1024)

/* An element that has begun and whose row is not written yet: its text may still come. */
typedef struct
{
  XML_Parser       xml;
  IsoTextBuilder  *builder;
  GPtrArray       *cells;      /* of char *: name, place of the text, attributes */
  GString         *text;
  guint            line;
  guint            row;        /* of the next row */
  guint            depth;
  gboolean         waiting;    /* an element has begun */
  gboolean         doctype;
  gboolean         too_large;
} Xml;

static const char *
bare (const char *name)
{
  const char *bar = strrchr (name, '|');

  return bar != NULL ? bar + 1 : name;
}

static void
add_cell (Xml *xml, guint column, const char *cell)
{
  if (iso_text_builder_add (xml->builder, xml->row, column, cell, FALSE) != ISO_TEXT_ADDED)
    {
      xml->too_large = TRUE;
      XML_StopParser (xml->xml, XML_FALSE);
    }
}

static void
write_row (Xml *xml)
{
  if (!xml->waiting)
    return;
  for (guint i = 0; i < xml->cells->len; i++)
    add_cell (xml, i, i == 1 ? xml->text->str : g_ptr_array_index (xml->cells, i));
  iso_text_builder_set_line (xml->builder, xml->line);
  xml->row++;
  xml->waiting = FALSE;
}

static guint
get_line (const Xml *xml)
{
#if XML_MAJOR_VERSION > 2 || XML_MINOR_VERSION >= 9
  return (guint) XML_GetCurrentLineNumber64 (xml->xml);
#else
  return (guint) XML_GetCurrentLineNumber (xml->xml);
#endif
}

static void
start_cb (void *user_data, const XML_Char *name, const XML_Char **attributes)
{
  Xml *xml = user_data;

  write_row (xml);
  if (xml->depth++ >= MAX_DEPTH || xml->row >= MAX_ELEMENTS)
    {
      xml->too_large = TRUE;
      XML_StopParser (xml->xml, XML_FALSE);
      return;
    }
  g_ptr_array_set_size (xml->cells, 0);
  g_ptr_array_add (xml->cells, g_strdup (bare (name)));
  g_ptr_array_add (xml->cells, NULL);
  for (; attributes[0] != NULL; attributes += 2)
    {
      g_ptr_array_add (xml->cells, g_strdup (bare (attributes[0])));
      g_ptr_array_add (xml->cells, g_strdup (attributes[1]));
    }
  g_string_truncate (xml->text, 0);
  xml->line = get_line (xml);
  xml->waiting = TRUE;
}

static void
end_cb (void *user_data, const XML_Char *name)
{
  Xml *xml = user_data;

  write_row (xml);
  xml->depth--;
}

static void
text_cb (void *user_data, const XML_Char *text, int length)
{
  Xml *xml = user_data;

  if (xml->waiting)
    g_string_append_len (xml->text, text, length);
}

static void
doctype_cb (void *user_data, const XML_Char *name, const XML_Char *system, const XML_Char *public_id, int internal)
{
  Xml *xml = user_data;

  xml->doctype = TRUE;
  XML_StopParser (xml->xml, XML_FALSE);
}

static gboolean
parse (Xml *xml, GBytes *bytes)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  XML_SetUserData (xml->xml, xml);
  XML_SetElementHandler (xml->xml, start_cb, end_cb);
  XML_SetCharacterDataHandler (xml->xml, text_cb);
  XML_SetStartDoctypeDeclHandler (xml->xml, doctype_cb);
  for (gsize at = 0; at < size; at += BLOCK)
    {
      gsize n = MIN (size - at, BLOCK);

      if (XML_Parse (xml->xml, data + at, (int) n, at + n == size) != XML_STATUS_OK)
        return FALSE;
    }
  return TRUE;
}

static void
set_error (const IsoSource *source, const Xml *xml, GError **error)
{
  IsoPlace place = { .file = (char *) iso_source_name (source), .line = get_line (xml) };

  if (xml->doctype)
    iso_error_set (error, ISO_ERROR_UNSUPPORTED, &place,
                   N_("This XML file declares a document type, as no export of an instrument does; such files are not read. Export it once more."),
                   NULL);
  else if (xml->too_large)
    iso_error_set (error, ISO_ERROR_TOO_LARGE, &place,
                   N_("This XML file has more than a million elements, or elements more than 256 deep inside each other. Export fewer plates "
                      "into one file."),
                   NULL);
  else
    iso_error_set (error, ISO_ERROR_CORRUPT, &place,
                   N_("The XML file is damaged here ({1}). It may have been cut off; export it once more."),
                   XML_ErrorString (XML_GetErrorCode (xml->xml)), NULL);
}

IsoText *
iso_xml_text_read (const IsoSource *source, GError **error)
{
  g_autoptr (IsoTextBuilder) builder = iso_text_builder_new (iso_source_name (source));
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) text = g_string_new (NULL);
  Xml xml = { .xml = XML_ParserCreateNS (NULL, '|'), .builder = builder, .cells = cells, .text = text };
  gboolean good = parse (&xml, iso_source_bytes (source));

  if (!good)
    set_error (source, &xml, error);
  XML_ParserFree (xml.xml);
  return good ? iso_text_builder_finish (g_steal_pointer (&builder)) : NULL;
}

gboolean
iso_xml_text_is (const IsoText *text, guint row, const char *name)
{
  return strcmp (iso_text_cell (text, row, 0), name) == 0;
}

const char *
iso_xml_text_content (const IsoText *text, guint row)
{
  return iso_text_cell (text, row, 1);
}

const char *
iso_xml_text_attribute (const IsoText *text, guint row, const char *name)
{
  for (guint c = 2; c < iso_text_used (text, row); c += 2)
    {
      if (strcmp (iso_text_cell (text, row, c), name) == 0)
        return iso_text_cell (text, row, c + 1);
    }
  return "";
}
