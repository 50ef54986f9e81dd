/* iso-content.h - everything that a project holds, without its history, as plain values
 *
 * This is what a project is written to text from and made from. Things refer to each other by index into the arrays here; reads are
 * named by their id, since what was measured stands in the file that it came from. Rows and columns count from 0, as in IsoWell;
 * doses are in the inside unit of the drug's dimension. A list, which has no plate, is a plate of 0 wells whose wells are rows 0, 1, 2,
 * ... of column 0.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "base/iso-error.h"
#include "dosing/iso-bottle.h"
#include "dosing/iso-cells.h"
#include "plate/iso-layout.h"
#include "plate/iso-readout.h"

G_BEGIN_DECLS

#define ISO_CONTENT_MAX_PLATES 10000
#define ISO_CONTENT_MAX_ROWS 1000000   /* of a list */

typedef struct
{
  char *name;
  char *value;
} IsoContentSetting;

/* A drug, sample, run or figure. */
typedef struct
{
  char   *id;
  guint   position;   /* what they are ordered by */
  char   *name;
  char   *unit;       /* of a drug, "" for none; NULL for others */
  char   *kind;       /* of a figure; NULL for others */
  char   *read_on;    /* of a run: the day on which its plates are to be read; "" or NULL for none */
  GArray *settings;   /* of IsoContentSetting, by name: of a figure; of a drug how it is prepared; NULL for others */
} IsoContentEntity;

/* A bottle of a drug. */
typedef struct
{
  char     *id;
  guint     position;
  guint     drug;
  gboolean  used;     /* the one that is in use, of all of the drug */
  IsoBottle bottle;
} IsoContentStock;

/* What is known of the cells of a sample. */
typedef struct
{
  guint    sample;
  IsoCells cells;
} IsoContentCells;

typedef struct
{
  guint   row;
  guint   column;
  IsoRole role;
  int     sample;                 /* -1 for none */
  guint   replicate;
  guint   n_doses;
  IsoDose doses[ISO_MAX_DRUGS];   /* in the order of the drugs */
  char   *exclusion;              /* why it takes no part in results; NULL if it does */
} IsoContentWell;

typedef struct
{
  char *purpose;   /* "signal", "reference" */
  char *read;      /* id */
} IsoContentLink;

typedef struct
{
  char   *id;
  guint   position;
  char   *name;
  guint   run;
  guint   format;   /* how many wells it has; 0 for a list */
  GArray *wells;    /* of IsoContentWell, by row and column */
  GArray *links;    /* of IsoContentLink, by purpose */
} IsoContentPlate;

typedef struct
{
  guint          row;
  guint          column;
  double         value;   /* NaN without one */
  IsoReadingFlag flag;
  char          *token;   /* (nullable) */
  guint          line;
} IsoContentReading;

typedef struct
{
  char    *id;
  char    *reader;
  guint    version;
  guint    plate;        /* which of the file, from 0 */
  char    *plate_name;
  char    *barcode;      /* (nullable) */
  guint    wells;        /* 0 if not known */
  guint    position;     /* which read of that plate, from 0 */
  char    *label;
  gboolean calculated;
  GArray  *readings;     /* of IsoContentReading, by row and column */
} IsoContentRead;

typedef struct
{
  char   *sha256;
  char   *name;
  GBytes *bytes;
  GArray *reads;    /* of IsoContentRead, by plate, position and id */
} IsoContentSource;

typedef struct
{
  char *input;     /* hash of what it was computed from */
  char *program;
  char *kind;
  char *content;
} IsoContentResult;

typedef struct
{
  char   *id;         /* of the experiment; NULL if nothing was said about it, and then so are the four that follow */
  char   *title;
  char   *note;
  char   *response;   /* a word of core, "" for unknown */
  char   *scale;
  GArray *drugs;      /* of IsoContentEntity, these four */
  GArray *samples;
  GArray *runs;
  GArray *figures;
  GArray *plates;     /* of IsoContentPlate */
  GArray *settings;   /* of IsoContentSetting, by name */
  GArray *stocks;     /* of IsoContentStock, by position */
  GArray *cells;      /* of IsoContentCells, by sample */
  GArray *preparation;   /* of IsoContentSetting, by name: see dosing/iso-preparation.h */
  GArray *sources;    /* of IsoContentSource, by sha256 */
  GArray *results;    /* of IsoContentResult */
} IsoContent;

IsoContent *iso_content_new  (void);
void        iso_content_free (IsoContent *content);

/* Something is said about the experiment from then on. */
void iso_content_set_title (IsoContent *content, const char *title);

/* Adds one, with empty arrays of its own, and returns it; it moves when the next is added. */
IsoContentEntity *iso_content_add_drug   (IsoContent *content);
IsoContentEntity *iso_content_add_figure (IsoContent *content);
IsoContentPlate  *iso_content_add_plate  (IsoContent *content);
IsoContentStock  *iso_content_add_stock  (IsoContent *content);
IsoContentCells  *iso_content_add_cells  (IsoContent *content);
IsoContentSource *iso_content_add_source (IsoContent *content);
IsoContentRead   *iso_content_add_read   (IsoContentSource *source);

/* Takes out all plates but those of these names (ended by NULL). RANGE, and nothing is taken out, if one is not there. */
gboolean iso_content_keep_plates (IsoContent *content, const char *const *names, GError **error);

/* One more setting of a list. */
void iso_content_add_setting (GArray *settings, const char *name, const char *value);

/* The id of a thing that came without one: a UUID, version 5 (RFC 4122, section 4.3), of its kind, name and place. The same text gives
 * the same project. To be freed. */
char *iso_content_make_id (const char *kind, const char *name, guint position);

/* The key of a read: the same file, read by the same version of the same reader, gives the same key. To be freed. */
char *iso_content_make_read_id (const char *sha256, const char *reader, guint version, guint plate, guint position);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IsoContent, iso_content_free)

G_END_DECLS
