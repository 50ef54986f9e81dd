/* iso-package.h - the parts of an Office Open XML file: XML in a zip archive, joined by relationships
 *
 * Hostile files are expected: sizes are bounded before and while a part is unpacked, and document type definitions, which these files
 * never have, are refused, entities with them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "reader/iso-source.h"

#include <expat.h>

G_BEGIN_DECLS

typedef struct _IsoPackage IsoPackage;

/* Names come without their namespace ("c", "id"); attributes as name, value, ..., NULL. `text` may be called several times for one
 * piece of text. FALSE from any stops the parser: the part is broken, or `error` was set by the caller's own means. */
typedef struct
{
  gboolean (*start) (gpointer data, const char *name, const char **attributes);
  gboolean (*end)   (gpointer data, const char *name);
  gboolean (*text)  (gpointer data, const char *text, int length);
} IsoPackageParser;

/* Errors: CORRUPT, TOO_LARGE. Borrows the source. */
IsoPackage *iso_package_open  (const IsoSource *source, GError **error);
void        iso_package_close (IsoPackage *package);

/* Errors: CORRUPT. */
gboolean    iso_package_parse (IsoPackage *package, const char *part, const IsoPackageParser *parser, gpointer data, GError **error);

/* What a part refers to ("" for the package itself): id -> IsoRelation. A part without relationships gives an empty table. */
typedef struct
{
  char *type;   /* the last word of its URI: "worksheet", "sharedStrings" */
  char *part;
} IsoRelation;

GHashTable *iso_package_relations (IsoPackage *package, const char *part, GError **error);

/* The part of the only, or first found, relation of a type; NULL if there is none. */
const char *iso_package_find      (GHashTable *relations, const char *type);

/* The value of an attribute; NULL if it is not there. */
const char *iso_package_attribute (const char **attributes, const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IsoPackage, iso_package_close)

G_END_DECLS
