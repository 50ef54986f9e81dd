/* iso-signature.h - what a file is, by its first bytes
 *
 * Endings lie: ".xls" may be a tab-separated text and ".csv" a workbook. So nothing here looks at the name.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "reader/iso-source.h"

G_BEGIN_DECLS

typedef enum
{
  ISO_SIGNATURE_TEXT,
  ISO_SIGNATURE_XLSX,
  ISO_SIGNATURE_ODS,
  ISO_SIGNATURE_DOCUMENT,    /* of a word processor */
  ISO_SIGNATURE_SLIDES,      /* a presentation */
  ISO_SIGNATURE_IWORK,       /* of Numbers, Pages or Keynote */
  ISO_SIGNATURE_ZIP,
  ISO_SIGNATURE_XLS,
  ISO_SIGNATURE_ENCRYPTED_XLSX,
  ISO_SIGNATURE_XML,
  ISO_SIGNATURE_HTML,
  ISO_SIGNATURE_RTF,
  ISO_SIGNATURE_PDF,
  ISO_SIGNATURE_IMAGE,
  ISO_SIGNATURE_FCS,
  ISO_SIGNATURE_COMPRESSED,
  ISO_SIGNATURE_SQLITE,
  ISO_SIGNATURE_BINARY,      /* bytes that are no text, and nothing known */
} IsoSignature;

IsoSignature iso_signature_find (const IsoSource *source);

/* TRUE for text. Otherwise UNSUPPORTED, with what the file is and what to do instead. */
gboolean     iso_signature_expect_text (const IsoSource *source, GError **error);

G_END_DECLS
