/* iso-table-map.h - a lab's own format: which column of a table is what, known by its headers
 *
 * A table that no reader knows is mapped by a person once. The map is kept in a folder, as a file of its own, and whatever has the same
 * headers is read by it from then on. It says for each column what it means, in the words that tables have: "well", "row", "column",
 * "plate", "sample", "experiment", "replicate", "role", "drug1", "dose1", "unit1", ..., "response", or "value" for what a reader measured;
 * a column without a meaning is not used.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "plate/iso-readout.h"
#include "reader/iso-text.h"

G_BEGIN_DECLS

typedef struct
{
  char      *name;       /* for people */
  GPtrArray *headers;    /* of char *: as they stand, from left to right */
  GPtrArray *meanings;   /* of char *: one for each; "" for none */
} IsoTableMap;

IsoTableMap *iso_table_map_new   (const char *name);
void         iso_table_map_free  (IsoTableMap *map);
void         iso_table_map_add   (IsoTableMap *map, const char *header, const char *meaning);

/* The words that a meaning can be; NULL past the last. */
const char  *iso_table_map_word  (guint index);

/* "Pos=well, Substance=drug1, OD=value". Errors: SYNTAX, for a column without a meaning or a word that is none. */
IsoTableMap *iso_table_map_parse (const char *text, GError **error);

/* TRUE if it says wells and what was measured in them, and no dose: then it reads the files of a reader, not a table. */
gboolean     iso_table_map_is_export (const IsoTableMap *map);

/* The row whose cells include all headers of the map; G_MAXUINT if there is none near the beginning. */
guint        iso_table_map_find  (const IsoTableMap *map, const IsoText *text);

/* The text with the map's words in place of its headers, from its header row on. NULL if the map does not fit. Errors: TOO_LARGE. */
IsoText     *iso_table_map_apply (const IsoTableMap *map, const IsoText *text, GError **error);

/* Reads wells and values into an empty readout; each column of values is a read of its header. Errors: SYNTAX (a cell that is no well, a
 * number that can be read in two ways), CORRUPT (a well twice), NO_DATA (the map does not fit). */
gboolean     iso_table_map_read  (const IsoTableMap *map, const IsoText *text, IsoReadout *readout, GError **error);

/* The maps of a folder, by name: GPtrArray of IsoTableMap. Files that are no maps are left out; no folder holds none. */
GPtrArray   *iso_table_maps_load (const char *folder);

/* The one that fits and has the most headers; NULL if none does. */
const IsoTableMap *iso_table_maps_find (const GPtrArray *maps, const IsoText *text);

/* Where they are kept for this person; to be freed. */
char        *iso_table_maps_folder (void);

/* Keeps it in the folder, which is made, in place of one of the same headers. Errors: IO. */
gboolean     iso_table_map_save  (const IsoTableMap *map, const char *folder, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IsoTableMap, iso_table_map_free)

G_END_DECLS
