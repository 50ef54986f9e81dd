/* iso-edit.h - everything a person can change in a project, one function each
 *
 * All of them run as one edit of the history, or as part of the one that is open (iso_history_begin ()). New things bring their id,
 * a UUID as text. Errors: RANGE for what cannot be (a name that is taken or empty, a thing that is still used, a well that the plate
 * does not have), and those of SQLite; nothing is changed then. What a thing holds is removed with it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "analysis/iso-analysis.h"
#include "dosing/iso-bottle.h"
#include "dosing/iso-cells.h"
#include "iso-history.h"

G_BEGIN_DECLS

typedef enum
{
  ISO_ENTITY_DRUG,
  ISO_ENTITY_SAMPLE,
  ISO_ENTITY_RUN,
  ISO_ENTITY_PLATE,
  ISO_ENTITY_FIGURE,
} IsoEntity;

/* The experiment's own line; `response` and `scale` are the words of core, "" for unknown. The first call brings its id, later ones
 * keep the first. */
gboolean iso_edit_set_experiment (IsoStore *store, const IsoStamp *stamp, const char *id, const char *title, const char *note,
                                  const char *response, const char *scale, GError **error);

/* `unit` is a symbol of IsoUnit, "" for none. It changes to another kind only while no well has the drug. */
gboolean iso_edit_add_drug    (IsoStore *store, const IsoStamp *stamp, const char *id, const char *name, const char *unit, GError **error);
gboolean iso_edit_set_unit    (IsoStore *store, const IsoStamp *stamp, const char *drug, const char *unit, GError **error);
gboolean iso_edit_add_sample  (IsoStore *store, const IsoStamp *stamp, const char *id, const char *name, GError **error);
gboolean iso_edit_add_run     (IsoStore *store, const IsoStamp *stamp, const char *id, const char *name, GError **error);

/* The day on which the plates of an experiment are to be read, 2027-03-31; "" to say none. Errors besides: SYNTAX. */
gboolean iso_edit_set_read_on (IsoStore *store, const IsoStamp *stamp, const char *run, const char *day, GError **error);

/* `wells` is that of a plate format; 0 makes a list, which holds the rows of a table (iso_edit_add_experiment ()). */
gboolean iso_edit_add_plate   (IsoStore *store, const IsoStamp *stamp, const char *id, const char *name, const char *run, guint wells,
                               GError **error);
gboolean iso_edit_set_run     (IsoStore *store, const IsoStamp *stamp, const char *plate, const char *run, GError **error);

gboolean iso_edit_add_figure  (IsoStore *store, const IsoStamp *stamp, const char *id, const char *kind, const char *name, GError **error);

gboolean iso_edit_rename      (IsoStore *store, const IsoStamp *stamp, IsoEntity entity, const char *id, const char *name, GError **error);

/* Drugs and samples that wells use, and runs that plates belong to, are refused. Plates go with their wells, figures with their settings,
 * drugs with their bottles, samples with what is known of their cells. */
gboolean iso_edit_remove      (IsoStore *store, const IsoStamp *stamp, IsoEntity entity, const char *id, GError **error);

/* Moves a thing to this place among its like, from 0. */
gboolean iso_edit_move        (IsoStore *store, const IsoStamp *stamp, IsoEntity entity, const char *id, guint place, GError **error);

typedef struct
{
  const char *drug;        /* id */
  double      requested;   /* see IsoDose */
  double      planned;
  double      achieved;
} IsoWellDose;

/* What shall be in one place of a plate; rows and columns from 0, as in IsoWell. A list is refused: its rows stand as they were
 * imported. */
typedef struct
{
  guint       row;
  guint       column;
  IsoRole     role;        /* EMPTY takes everything out, a note of exclusion too */
  const char *sample;      /* id; NULL for none */
  guint       replicate;
  guint       n_doses;
  IsoWellDose doses[ISO_MAX_DRUGS];
} IsoWellEdit;

gboolean iso_edit_set_wells   (IsoStore *store, const IsoStamp *stamp, const char *plate, const IsoWellEdit *wells, guint n, GError **error);

/* Gives an id for a new thing, to be freed. */
typedef char *(*IsoIdFunc) (gpointer data);

/* A plate with all that stands on it, as one edit: drugs, samples and the run that the project lacks are added by name; a drug that is
 * there must have a unit of the same kind (UNITS). `experiment` is what the layout's indices mean. `plate` (may be NULL) gets the id,
 * to be freed. */
gboolean iso_edit_add_layout  (IsoStore *store, const IsoStamp *stamp, const IsoExperiment *experiment, const IsoLayout *layout,
                               IsoIdFunc new_id, gpointer data, char **plate, GError **error);

/* A layout onto a plate that is there, as one edit: what it does not name is empty then, and what was read from the plate stays. The
 * plate goes into the layout's experiment, where that is named; the rest as iso_edit_add_layout (). */
gboolean iso_edit_fill_plate (IsoStore *store, const IsoStamp *stamp, const char *plate, const IsoExperiment *experiment,
                              const IsoLayout *layout, IsoIdFunc new_id, gpointer data, GError **error);

/* What stands on the plate that a layout is of. */
typedef enum
{
  ISO_STANDING_NO_PLATE,
  ISO_STANDING_NOTHING,
  ISO_STANDING_SAME,
  ISO_STANDING_OTHER,
} IsoStanding;

/* Looks for the plate of that name; `plate` becomes its id, to be freed, or NULL. Nothing is changed. */
gboolean iso_edit_compare_layout (IsoStore *store, const char *name, const IsoExperiment *experiment, const IsoLayout *layout,
                                  IsoStanding *standing, char **plate, GError **error);

/* The names of the plates that a layout of this name is of: the one that is called so; else those that their file calls so, or that go by the
 * name of their file, if nothing stands on them, or this very layout. GPtrArray of char *, to be freed; empty where there is none. */
GPtrArray *iso_edit_find_plates (IsoStore *store, const char *name, const IsoExperiment *experiment, const IsoLayout *layout, GError **error);

/* The names of the plates that were read, and of which nothing says what stood on them: GPtrArray of char *, to be freed. */
GPtrArray *iso_edit_list_bare_plates (IsoStore *store, GError **error);

/* A plate that was read: what stands on it, and where it is in the file. */
typedef struct
{
  const IsoLayout  *layout;    /* its indices are those of the experiment */
  const IsoReadout *readout;
  guint             plate;     /* index in the readout */
} IsoMeasuredLayout;

/* Plates with all that stands on them, linked to what was read from them, as one edit; drugs, samples and runs that the project lacks
 * are added in the order of the experiment, title and note where it has none. The reads are there already (iso_outside_add ()).
 * `read` and `reference` (may be NULL) as in iso_experiment_join (). Errors: NO_DATA for a read that is not there, UNITS if the project's
 * responses are no signals, and those of iso_edit_add_layout (). */
gboolean iso_edit_add_measured_layouts (IsoStore *store, const IsoStamp *stamp, const IsoExperiment *experiment,
                                        const IsoMeasuredLayout *layouts, guint n, const char *read, const char *reference,
                                        IsoIdFunc new_id, gpointer data, GError **error);

/* Links a plate that is there to the reads of these labels, as one edit. */
gboolean iso_edit_link_readout (IsoStore *store, const IsoStamp *stamp, const char *plate, const IsoReadout *readout,
                                guint readout_plate, const char *read, const char *reference, GError **error);

/* The file that an experiment was read from. */
typedef struct
{
  const char *name;      /* for people */
  const char *sha256;    /* of the bytes */
  GBytes     *bytes;
  guint       version;   /* of the program's reading of tables */
  const char *run;       /* the experiment that it belongs to where nothing in it says that; NULL: see below */
} IsoTableSource;

/* A whole experiment that was read from one table, as one edit. What the project lacks is added: drugs, samples and runs, by name, in
 * their order; title, note, response and scale. Each plate of the table becomes a plate, and what stands on no plate a list: a plate
 * with wells = 0, named after the file, whose row n is the n-th such record of one run. A plate without wells is a list too, and so are
 * the rows of a plate that name no well, where others do. Where nothing in the table says which experiment it is, and the project has
 * wells in one of that made-up name, the table is an experiment of its own, named after the file: two independent experiments must
 * not become one by not being named. Source,
 * reads and readings (with lines and flags) are written with it, in the same commit, and stay when the edit is undone.
 * iso_assemble_experiment () gives the same experiment back, without the findings of the reader.
 * Errors: NO_DATA without records; RANGE for a plate in two runs, a well that stands twice, a table that the project has already, a run
 * for a table that names its own; UNITS for a response, scale or unit of another kind than the project has. */
gboolean iso_edit_add_experiment (IsoStore *store, const IsoStamp *stamp, const IsoExperiment *experiment, const IsoTableSource *source,
                                  IsoIdFunc new_id, gpointer data, GError **error);

/* A well that is excluded keeps its value and takes no part in any result; planned wells only. The rows of a list are wells in
 * column 0. */
typedef struct
{
  guint row;
  guint column;
} IsoWellPlace;

gboolean iso_edit_exclude     (IsoStore *store, const IsoStamp *stamp, const char *plate, const IsoWellPlace *wells, guint n,
                               const char *reason, GError **error);
gboolean iso_edit_include     (IsoStore *store, const IsoStamp *stamp, const char *plate, const IsoWellPlace *wells, guint n, GError **error);

#define ISO_LINK_SIGNAL "signal"
#define ISO_LINK_REFERENCE "reference"   /* subtracted well by well */

/* What was measured on a plate: a read of a source. NULL read: not linked any more. */
gboolean iso_edit_link        (IsoStore *store, const IsoStamp *stamp, const char *plate, const char *purpose, const char *read,
                               GError **error);

/* A bottle of a drug, behind those that are there. The first one of a drug is in use until another one is taken. Errors besides:
 * those of iso_bottle_check (). */
gboolean iso_edit_add_stock    (IsoStore *store, const IsoStamp *stamp, const char *id, const char *drug, const IsoBottle *bottle,
                                GError **error);
gboolean iso_edit_change_stock (IsoStore *store, const IsoStamp *stamp, const char *stock, const IsoBottle *bottle, GError **error);
gboolean iso_edit_remove_stock (IsoStore *store, const IsoStamp *stamp, const char *stock, GError **error);

/* The bottle that doses are made from, of all of its drug. Without the one in use, none is. */
gboolean iso_edit_use_stock    (IsoStore *store, const IsoStamp *stamp, const char *stock, GError **error);

/* The bottles of a table (of IsoBottleRow), as one edit called after its file. The n-th line of a drug and lot is the n-th bottle of these
 * in the project, if it has that many, and a new one otherwise. Drugs that the project lacks are added where the line says the unit of their
 * doses. Errors besides, with file and line: RANGE for a drug that is not there and has no such unit. */
gboolean iso_edit_import_stocks (IsoStore *store, const IsoStamp *stamp, const char *file, const GPtrArray *rows, IsoIdFunc new_id,
                                 gpointer data, GError **error);

/* What is known of the cells of a sample; nothing of it: forgotten. Errors besides: those of iso_cells_check (). */
gboolean iso_edit_set_cells    (IsoStore *store, const IsoStamp *stamp, const char *sample, const IsoCells *cells, GError **error);

/* How it is prepared (dosing/iso-preparation.h), of the experiment, or of a drug, which is NULL for the former. NULL value: back to the
 * house's own. Errors besides: those of iso_preparation_set (). */
gboolean iso_edit_set_preparation (IsoStore *store, const IsoStamp *stamp, const char *drug, const char *name, const char *value,
                                   GError **error);

/* A setting of the analysis (analysis/iso-analysis-settings.h), and of a figure. NULL value: back to the program's own. Errors of the
 * former: SYNTAX, RANGE for what its vocabulary does not know. */
gboolean iso_edit_set_setting        (IsoStore *store, const IsoStamp *stamp, const char *name, const char *value, GError **error);

/* All of them, as one edit: those that differ from what the project has become its own. */
gboolean iso_edit_set_analysis_settings (IsoStore *store, const IsoStamp *stamp, const IsoAnalysisSettings *settings, GError **error);

gboolean iso_edit_set_figure_setting (IsoStore *store, const IsoStamp *stamp, const char *figure, const char *name, const char *value,
                                      GError **error);

G_END_DECLS
