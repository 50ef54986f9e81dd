/* iso-lookup.h - rows of a project as plain values: all of a table in order, or one by its key
 *
 * Read only; any connection will do, that of the edits or a worker's own. Texts of the project are handed out as they are; only
 * what would lead into memory that is not there (a well outside its plate, too many drugs, an unknown role) is refused: CORRUPT.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "analysis/iso-analysis.h"
#include "iso-edit.h"

G_BEGIN_DECLS

/* A drug, sample, run, plate or figure; what its kind does not have is NULL or 0. */
typedef struct
{
  char   *id;
  gint64  position;    /* ascending, with gaps */
  char   *name;
  char   *unit;        /* of a drug: symbol */
  char   *run;         /* of a plate: id */
  guint   wells;       /* of a plate; 0 for a list */
  char   *signal;      /* of a plate: id of the read; NULL without one */
  char   *reference;
  char   *kind;        /* of a figure */
  char   *read_on;     /* of a run: the day on which its plates are to be read, or "" */
  char  **settings;    /* of a figure: name, value, name, value, ... by name */
} IsoEntityRow;

void       iso_entity_row_free (IsoEntityRow *row);

/* By position: GPtrArray of IsoEntityRow. */
GPtrArray *iso_lookup_entities (IsoDb *db, IsoEntity entity, GError **error);

/* `row` becomes NULL if it is not there, which is no error. */
gboolean   iso_lookup_entity   (IsoDb *db, IsoEntity entity, const char *id, IsoEntityRow **row, GError **error);

/* The experiment's own line; "" while there is none. */
typedef struct
{
  char *title;
  char *note;
  char *response;
  char *scale;
} IsoExperimentRow;

gboolean   iso_lookup_experiment    (IsoDb *db, IsoExperimentRow *row, GError **error);
void       iso_experiment_row_clear (IsoExperimentRow *row);

/* name -> value */
GHashTable *iso_lookup_settings (IsoDb *db, GError **error);

/* `value`, to be freed, becomes NULL if the program's own holds. */
gboolean    iso_lookup_setting  (IsoDb *db, const char *name, char **value, GError **error);

/* The settings of the project's analysis: the program's own, and over them what the project remembers. SYNTAX or RANGE for one that
 * this version does not know. */
gboolean    iso_lookup_analysis_settings (IsoDb *db, IsoAnalysisSettings *settings, GError **error);

/* A bottle of a drug. */
typedef struct
{
  char     *id;
  gint64    position;
  char     *drug;      /* id */
  gboolean  used;
  IsoBottle bottle;
} IsoStockRow;

typedef struct
{
  char    *sample;     /* id */
  IsoCells cells;
} IsoCellsRow;

void        iso_stock_row_free (IsoStockRow *row);
void        iso_cells_row_free (IsoCellsRow *row);

/* By position: of IsoStockRow; by sample: of IsoCellsRow. CORRUPT for a unit that is none. */
GPtrArray  *iso_lookup_stocks (IsoDb *db, GError **error);
GPtrArray  *iso_lookup_cells  (IsoDb *db, GError **error);

/* name -> value: how it is prepared; of a drug, or of the experiment for NULL. */
GHashTable *iso_lookup_preparation (IsoDb *db, const char *drug, GError **error);

/* What stands in one place of a plate. Ids and the reason are shared texts. */
typedef struct
{
  IsoRole     role;         /* EMPTY: nothing else is set */
  guint       replicate;
  GRefString *sample;       /* id; NULL for none */
  GRefString *reason;       /* of the exclusion; NULL for a well that is not excluded */
  guint       n_doses;
  IsoWellDose doses[ISO_MAX_DRUGS];   /* by id of the drug */
} IsoWellRow;

void        iso_well_row_clear (IsoWellRow *well);
void        iso_well_rows_free (IsoWellRow *wells, guint n);

/* All places of a plate with `wells` wells, row by row; a list (`wells` 0) has as many as its last row says. To be freed by
 * iso_well_rows_free (). */
IsoWellRow *iso_lookup_wells   (IsoDb *db, const char *plate, guint wells, guint *n, GError **error);

/* One place; row and column from 0. Empty if there is nothing. */
gboolean    iso_lookup_well    (IsoDb *db, const char *plate, guint row, guint column, IsoWellRow *well, GError **error);

/* What was imported. */
typedef struct
{
  char   *sha256;
  char   *name;
  gint64  size;    /* bytes */
} IsoSourceRow;

typedef struct
{
  char    *id;
  char    *source;       /* sha256 */
  char    *reader;
  guint    version;
  guint    plate;        /* index in the file */
  char    *plate_name;
  char    *barcode;      /* (nullable) */
  guint    wells;        /* 0 if the file does not say */
  guint    position;     /* among the reads of its plate */
  char    *label;
  gboolean calculated;   /* by the instrument's program */
  guint    readings;     /* how many it has */
} IsoReadRow;

void       iso_source_row_free (IsoSourceRow *row);
void       iso_read_row_free   (IsoReadRow *row);

/* By name; by source, plate and position. */
GPtrArray *iso_lookup_sources  (IsoDb *db, GError **error);
GPtrArray *iso_lookup_reads    (IsoDb *db, GError **error);
gboolean   iso_lookup_source   (IsoDb *db, const char *sha256, IsoSourceRow **row, GError **error);
gboolean   iso_lookup_read     (IsoDb *db, const char *id, IsoReadRow **row, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IsoEntityRow, iso_entity_row_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (IsoStockRow, iso_stock_row_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (IsoCellsRow, iso_cells_row_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (IsoSourceRow, iso_source_row_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (IsoReadRow, iso_read_row_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (IsoExperimentRow, iso_experiment_row_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (IsoWellRow, iso_well_row_clear)

G_END_DECLS
