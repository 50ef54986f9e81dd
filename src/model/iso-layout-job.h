/* iso-layout-job.h - finding places for the wells of plates in a worker, and putting them there as one edit
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dosing/iso-placing.h"
#include "iso-project-layout.h"

G_BEGIN_DECLS

/* A plate that is laid out. */
typedef struct
{
  char           *id;        /* (owned) (nullable) of a plate that is there already */
  IsoLayout      *before;    /* (owned) its name is that of the plate */
  IsoLayout      *after;     /* (owned) */
  guint8         *fixed;     /* (owned) wells that stay as they are */
  IsoPlateContent content;   /* (owned) its wells */
} IsoLayoutPiece;

/* The worker sees nothing else. */
typedef struct
{
  GPtrArray        *pieces;     /* (owned) of IsoLayoutPiece */
  GPtrArray        *others;     /* (owned) of IsoLayout: plates that stay */
  GArray           *placings;   /* (owned) of IsoPlacing, for the pieces */
  IsoLayoutSettings settings;
  gboolean          twins;
  int               cancel;     /* atomic */
  gboolean          changed;    /* the project, meanwhile */
  GError           *error;      /* (owned) (nullable) */
} IsoLayoutJob;

/* One edit; FALSE with an error, and nothing is changed. */
typedef gboolean (*IsoLayoutPut) (IsoProject *project, IsoLayoutJob *job, GError **error);

/* With the rules that are off in the project. */
IsoLayoutJob *iso_layout_job_new     (IsoProject *project, const IsoLayoutSettings *settings);
void          iso_layout_job_release (gpointer job);

/* Takes the layout and fixed wells; the content's wells are those of the layout that are not fixed, unless they are given. `number` tells
 * plates apart to chance. The id may be NULL. */
void          iso_layout_job_add     (IsoLayoutJob *job, const char *id, IsoLayout *layout, guint8 *fixed, GArray *wells, guint run,
                                      guint number);

/* Sets the worker to it; then `put` is called, and the task ends. The project is its source. Takes the job. */
void          iso_layout_job_start   (IsoLayoutJob *job, GTask *task, IsoLayoutPut put);

/* Parts of putting: the wells of a piece, whose plate is there by now, and the record of all pieces. */
gboolean      iso_layout_job_put_wells   (IsoProject *project, const IsoLayoutPiece *piece, GError **error);
gboolean      iso_layout_job_put_records (IsoProject *project, const IsoLayoutJob *job, GError **error);

G_END_DECLS
