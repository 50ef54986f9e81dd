/* iso-import-plan.h - files that a person looks at before they are taken into a project
 *
 * A plan reads the files in a worker, says what each was recognised as and why, and where each plate that was read would go. Every choice
 * can be changed; one of how a file is to be read reads the files anew. Nothing changes in the project until the plan is taken, and then
 * all of it is one edit. What is read-only here stays valid until "changed".
 *
 * Files may be folders: then the files in them. What readings tell against their layouts is found in a worker too, and comes a little later.
 *
 * Signals: "changed", after a reading began or ended, after every choice, and when more was found. "progress", from time to time while files
 * are read.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-project.h"
#include "plate/iso-read-pick.h"

G_BEGIN_DECLS

#define ISO_TYPE_IMPORT_PLAN (iso_import_plan_get_type ())
G_DECLARE_FINAL_TYPE (IsoImportPlan, iso_import_plan, ISO, IMPORT_PLAN, GObject)

/* What stands between the cells of a text. */
typedef enum
{
  ISO_IMPORT_SEPARATOR_AUTO,
  ISO_IMPORT_SEPARATOR_TAB,
  ISO_IMPORT_SEPARATOR_COMMA,
  ISO_IMPORT_SEPARATOR_SEMICOLON,
} IsoImportSeparator;

typedef enum
{
  ISO_IMPORT_DECIMAL_AUTO,
  ISO_IMPORT_DECIMAL_POINT,
  ISO_IMPORT_DECIMAL_COMMA,
} IsoImportDecimal;

/* A file and what it seems to be. */
typedef struct
{
  char               *name;
  gboolean            table;        /* no export of a reader: a layout, or responses */
  gboolean            text;         /* a separator can be chosen */
  const char         *reader;       /* (nullable) id of the reader that was used or would be */
  const char         *chosen;       /* (nullable) id of the one that a person chose */
  char               *read_on;      /* (nullable) the day on which it was read, as "2024-11-04", or "4/11/2024" if it cannot be told more exactly */
  GPtrArray          *reasons;      /* of IsoMessage: what was seen, and what was concluded */
  GPtrArray          *messages;     /* of IsoMessage: what the reader left out or had to choose */
  GError             *error;        /* (nullable) why it could not be read */
  IsoImportSeparator  separator;
  IsoImportDecimal    decimal;
  gboolean            turned;
  guint               wells;        /* of its plates; 0: as it looks */
  gboolean            series;       /* it holds kinetics or spectra, of which something can be picked */
  GArray             *times;        /* (nullable) of double: seconds, from low to high */
  GArray             *wavelengths;  /* (nullable) of double: nm, from low to high */
  IsoReadPick         pick;
  GPtrArray          *columns;      /* (nullable) of char *: the headers of a table that nothing knows, for a person to say what they are */
  GPtrArray          *meanings;     /* (nullable) of char *: what each seems to be, a word of iso_import_meaning_word (), or "" */
} IsoImportSight;

/* Where a plate that was read may go. */
typedef enum
{
  ISO_IMPORT_TO_NONE,     /* it is left out */
  ISO_IMPORT_TO_PLATE,    /* a plate of the project */
  ISO_IMPORT_TO_LAYOUT,   /* a new plate with what one of the tables says */
  ISO_IMPORT_TO_COPY,     /* a new plate with what stands on a plate of the project */
  ISO_IMPORT_TO_EMPTY,    /* a new plate whose wells are filled in later */
} IsoImportTo;

typedef struct
{
  IsoImportTo  to;
  char        *id;         /* (nullable) of the plate */
  guint        layout;     /* index, for TO_LAYOUT */
  char        *name;       /* of the plate or the layout; "" without one */
  gboolean     measured;   /* something was read from the plate already, and would be replaced */
} IsoImportTarget;

/* What stands on the plates that go one way; counted by reference, and not changed. */
typedef struct
{
  IsoLayout     *layout;       /* (owned) */
  IsoExperiment *experiment;   /* (owned) what the layout's indices mean */
} IsoImportStand;

/* A plate that was read. */
typedef struct
{
  guint               file;
  guint               index;       /* in its file */
  char               *name;        /* what a new plate of it is called */
  char               *run;         /* the experiment of a new plate */
  const IsoReadout   *readout;
  const IsoReadPlate *plate;
  const IsoRead      *read;
  const IsoRead      *reference;   /* (nullable) is subtracted */
  GArray             *targets;     /* of IsoImportTarget; plates of one format share them */
  guint               target;      /* the one that is chosen */
  IsoImportStand     *stand;       /* (nullable) what stands on it then */
  GPtrArray          *notices;     /* of IsoMessage */
} IsoImportPlate;

/* What taking the plan does. */
typedef struct
{
  guint plates;     /* that are taken */
  guint made;       /* of them new */
  guint replaced;   /* of them had been measured before */
  guint left_out;
  guint readings;   /* wells with a number in the reads that are taken */
} IsoImportOutcome;

/* Nothing is read yet. The project may still be closed then. */
IsoImportPlan *iso_import_plan_new (IsoProject *project, GFile *const *files, guint n);
IsoProject    *iso_import_plan_get_project (IsoImportPlan *self);

/* Reads the files anew; a reading that goes on is cancelled. */
void     iso_import_plan_read      (IsoImportPlan *self);
void     iso_import_plan_add_files (IsoImportPlan *self, GListModel *files);   /* of GFile; those that are there already are left out */
void     iso_import_plan_cancel    (IsoImportPlan *self);
gboolean iso_import_plan_get_busy  (IsoImportPlan *self);

/* Whether notices may still come. */
gboolean iso_import_plan_get_noticing (IsoImportPlan *self);

/* Files that were read, of how many; FALSE while that is not known. */
gboolean iso_import_plan_get_progress (IsoImportPlan *self, guint *done, guint *total);

/* The files that were read, folders opened: GPtrArray of GFile, to be freed. */
GPtrArray *iso_import_plan_list_files (IsoImportPlan *self);

/* FALSE for tables alone: a person has nothing to choose but what they ask for. */
gboolean iso_import_plan_has_exports (IsoImportPlan *self);

guint                 iso_import_plan_get_n_files  (IsoImportPlan *self);
const IsoImportSight *iso_import_plan_get_file     (IsoImportPlan *self, guint file);
guint                 iso_import_plan_get_n_plates (IsoImportPlan *self);
const IsoImportPlate *iso_import_plan_get_plate    (IsoImportPlan *self, guint plate);

/* The independent experiments of the project and of the plates that will be new, each once, up to a few dozen: GPtrArray of const char *,
 * to be freed; borrowed until "changed". */
GPtrArray            *iso_import_plan_list_runs    (IsoImportPlan *self);

/* The readers by index: id and name for people; NULL past the last. */
const char *iso_import_reader_id   (guint index);
const char *iso_import_reader_name (guint index);

/* What a column can be, for files and for people; NULL past the last. */
const char *iso_import_meaning_word (guint index);
const char *iso_import_meaning_name (guint index);

/* TRUE if a file is a table whose columns a person has to explain. */
gboolean iso_import_plan_has_unknown (IsoImportPlan *self);

/* Says what the columns of such a table are, a word for each, or "": kept as the lab's own format for all files with these headers, and
 * the files are read anew. Errors: IO. */
gboolean iso_import_plan_set_meanings (IsoImportPlan *self, guint file, const GPtrArray *meanings, GError **error);

/* Read the files anew. NULL reader: the one that is surest. */
void iso_import_plan_set_reader    (IsoImportPlan *self, guint file, const char *reader);
void iso_import_plan_set_separator (IsoImportPlan *self, guint file, IsoImportSeparator separator);
void iso_import_plan_set_decimal   (IsoImportPlan *self, guint file, IsoImportDecimal decimal);
void iso_import_plan_set_turned    (IsoImportPlan *self, guint file, gboolean turned);   /* all its plates stood turned by 180 degrees */
void iso_import_plan_set_wells     (IsoImportPlan *self, guint file, guint wells);       /* of each of its plates; 0: as it looks */
void iso_import_plan_set_pick      (IsoImportPlan *self, guint file, const IsoReadPick *pick);

/* A label, for this plate and all others that have such a read. NULL reference: nothing is subtracted. */
void iso_import_plan_set_read      (IsoImportPlan *self, guint plate, const char *label);
void iso_import_plan_set_reference (IsoImportPlan *self, guint plate, const char *label);

void iso_import_plan_set_target    (IsoImportPlan *self, guint plate, guint target);   /* an index into its targets */
void iso_import_plan_set_run       (IsoImportPlan *self, guint plate, const char *name);

/* Why it cannot be taken as it is; NULL if it can. */
const GError *iso_import_plan_get_problem (IsoImportPlan *self);

/* What to take care of: NULL, or a table beside the exports that says nothing of their wells. */
const GError *iso_import_plan_get_layout_error (IsoImportPlan *self);

void     iso_import_plan_get_outcome (IsoImportPlan *self, IsoImportOutcome *outcome);

/* All of it, as one edit. Errors: those of iso_project_import_async (), and the problem. */
void     iso_import_plan_take_async  (IsoImportPlan *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
gboolean iso_import_plan_take_finish (IsoImportPlan *self, GAsyncResult *result, GError **error);

G_END_DECLS
