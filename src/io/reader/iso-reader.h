/* iso-reader.h - the files of plate readers
 *
 * A reader is one entry of a const table: what it is called, how sure it is that a file is its own, and how it reads
 * it. Nothing outside the table asks which reader it is.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "plate/iso-readout.h"
#include "reader/iso-table-map.h"

G_BEGIN_DECLS

/* How sure a reader is. */
#define ISO_READER_NO 0
#define ISO_READER_MAYBE 20      /* the shape fits, nothing names the program */
#define ISO_READER_LIKELY 60     /* it has the habits of the program, and not its name */
#define ISO_READER_YES 100       /* the file names the program or has its own grammar */

typedef struct
{
  const char        *id;        /* stable: "gen5" */
  const char        *name;      /* for people */
  const char *const *endings;   /* of file names: "txt", ..., NULL; a hint for file dialogs, never used to detect */
  guint              version;   /* raised when the same file would give other values */
  const char        *untested;  /* (nullable) which of its files were never compared with a real one; a list, for people */

  /* From 0 to 100. */
  guint (*detect) (const IsoText *text);

  /* Fills an empty readout. Errors have a place in the text. */
  gboolean (*load) (const IsoText *text, IsoReadout *readout, GError **error);
} IsoReader;

/* All readers; NULL when `index` is past the last. */
const IsoReader *iso_reader_nth  (guint index);

/* By id; NULL if there is none. */
const IsoReader *iso_reader_find (const char *id);

/* The reader that is surest about the text. Errors: UNSUPPORTED if none knows it; SYNTAX if two are equally sure. */
const IsoReader *iso_reader_detect (const IsoText *text, GError **error);

/* Reads a source with the reader of this id, or with the surest one for NULL. A readout has at least one plate, each
 * plate at least one read, each read at least one reading; readings are in row-major order; a plate's format holds all
 * of them. Errors: UNSUPPORTED (no text; no reader knows it; no such reader), SYNTAX, CORRUPT, RANGE, NO_DATA; with
 * file and line. */
IsoReadout      *iso_reader_load (const IsoSource *source, const char *id, GError **error);

/* What a person corrected. All zero: the file is read as it looks. */
typedef struct
{
  const char           *reader;      /* (nullable) an id */
  char                  delimiter;   /* of text; '\0' looks for it */
  IsoNumbers            numbers;     /* ISO_NUMBERS_POINT or ISO_NUMBERS_COMMA; others judge by the file */
  const IsoPlateFormat *format;      /* (nullable) of all plates of the file */
  gboolean              turned;      /* the plates stood turned by 180 degrees in the reader */
  const GPtrArray      *maps;        /* (nullable) of IsoTableMap: the lab's own formats; one that fits counts for more than a guess */
} IsoReadChoices;

/* The id of a readout that was read by one of the lab's own formats. */
#define ISO_READER_OWN "own"

/* As iso_reader_load (). Errors besides: RANGE if a reading lies outside of the format that was chosen. */
IsoReadout      *iso_reader_load_as (const IsoSource *source, const IsoReadChoices *choices, GError **error);

G_END_DECLS
