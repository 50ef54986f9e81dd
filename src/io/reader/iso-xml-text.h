/* iso-xml-text.h - an XML file as rows and cells
 *
 * A row for each element, in the order in which they begin: its name without namespace, its own text, then names and values of its
 * attributes. The line of a row is that of the element in the file.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "reader/iso-text.h"

G_BEGIN_DECLS

/* Errors: CORRUPT (no well-formed XML), UNSUPPORTED (it declares a document type, which no export of an instrument does), TOO_LARGE. */
IsoText    *iso_xml_text_read      (const IsoSource *source, GError **error);

/* Of the element in a row: TRUE if it has this name; its text; the value of an attribute, "" if it has none of that name. */
gboolean    iso_xml_text_is        (const IsoText *text, guint row, const char *name);
const char *iso_xml_text_content   (const IsoText *text, guint row);
const char *iso_xml_text_attribute (const IsoText *text, guint row, const char *name);

G_END_DECLS
