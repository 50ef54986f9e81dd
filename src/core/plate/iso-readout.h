/* iso-readout.h - what a reader measured: files, plates, reads and readings, as they stood in the export
 *
 *   IsoReadout   one export file
 *     IsoReadPlate   a plate in it
 *       IsoRead        one measurement of that plate: a wavelength, a channel, a time
 *         IsoReading     one well's value, or the token that stood in its place
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "base/iso-message.h"
#include "plate/iso-plate-format.h"

G_BEGIN_DECLS

typedef enum
{
  ISO_FLAG_NONE,
  ISO_FLAG_EMPTY,       /* nothing stood there although the well was listed */
  ISO_FLAG_OVERFLOW,
  ISO_FLAG_UNDERFLOW,
  ISO_FLAG_MASKED,      /* excluded at the reader; the value is kept */
  ISO_FLAG_MISSING,     /* the reader says it was not read, or could not be computed */
  ISO_FLAG_ERROR,       /* another token, kept as it stood */
} IsoReadingFlag;
#define ISO_N_READING_FLAGS (ISO_FLAG_ERROR + 1)

/* "overflow", "masked", ...; "" for NONE. */
const char *iso_reading_flag_word  (IsoReadingFlag flag);
gboolean    iso_reading_flag_parse (const char *text, IsoReadingFlag *flag);

typedef struct
{
  IsoWell         well;
  IsoReadingFlag  flag;
  double          value;   /* NaN where the flag leaves none; a masked reading keeps its value */
  char           *token;   /* (nullable) what stood in the file in place of a number */
  guint           line;    /* in the file, from 1; 0 if unknown */
} IsoReading;

typedef struct
{
  char     *label;        /* as the reader names it: "562", "LUM:Lum", "450" */
  gboolean  calculated;   /* derived by the reader's program: blank-subtracted, reduced, mean, ... */
  char     *series;       /* (nullable) of a kinetic or a spectrum: what its reads share, "562" of "562@t=60s" */
  double    time;         /* of a kinetic: seconds since its beginning; NaN if the read is of none, or of no known time */
  double    wavelength;   /* of a spectrum: nm; NaN if the read is of none */
  GArray   *readings;     /* of IsoReading, in row-major order of the wells; no well twice */
  guint64   wells[ISO_MAX_ROWS];   /* which wells it has: a bit for each column of a row */
} IsoRead;

typedef struct
{
  char                 *name;    /* plate name or number; "" if the file gives none */
  char                 *barcode; /* (nullable) */
  const IsoPlateFormat *format;
  GPtrArray            *reads;   /* of IsoRead, in the order of the file */
  GHashTable           *labels;  /* of the first IsoRead of each label */
} IsoReadPlate;

typedef struct
{
  char      *file;           /* display name */
  char      *sha256;         /* of the bytes */
  char      *reader;         /* id of the reader that read it: "gen5" */
  guint      reader_version;
  GPtrArray *plates;         /* of IsoReadPlate */
  GPtrArray *messages;       /* of IsoMessage: what the reader left out or had to choose */
} IsoReadout;

IsoReadout   *iso_readout_new       (const char *file, const char *reader, guint reader_version);
void          iso_readout_free      (IsoReadout *readout);
IsoReadPlate *iso_readout_add_plate (IsoReadout *readout, const char *name);   /* owned by the readout */

/* A label that ends in "@t=60s" or "@450nm" also says the series and the time or wavelength of the read. */
IsoRead      *iso_read_plate_add    (IsoReadPlate *plate, const char *label, gboolean calculated);

/* The same for a read whose label does not say it; NaN for one of a series whose times are not known. */
void          iso_read_set_time     (IsoRead *read, const char *series, double seconds);
void          iso_read_plate_drop_empty (IsoReadPlate *plate);                  /* frees the reads without a reading */

/* `read`, one of the plate's, takes the place of the first of these reads (GPtrArray of IsoRead), which are freed but for itself. */
void          iso_read_plate_replace    (IsoReadPlate *plate, const GPtrArray *reads, IsoRead *read);

/* As if the plate had stood turned by 180 degrees: A1 and the last well change places. The format holds all its wells. */
void          iso_read_plate_turn       (IsoReadPlate *plate);

/* Takes the token. A later reading of a well already there replaces nothing: it returns FALSE and frees the token. */
gboolean      iso_read_add          (IsoRead *read, IsoWell well, double value, IsoReadingFlag flag, char *token, guint line);

/* Sorts the readings into row-major order; called once a read is complete. */
void          iso_read_sort         (IsoRead *read);

/* NULL if the well was not read. */
const IsoReading *iso_read_get      (const IsoRead *read, IsoWell well);

/* TRUE if at least one well has a number. */
gboolean          iso_read_has_value (const IsoRead *read);

/* By label; NULL gives the first measured read that does not consist of words only (names of pictures), or the first of all. */
const IsoRead    *iso_read_plate_find (const IsoReadPlate *plate, const char *label);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IsoReadout, iso_readout_free)

G_END_DECLS
