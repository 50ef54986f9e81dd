/* iso-follower.h - work that begins anew with each change of an open project: what the analyser and the planner have in common
 *
 * Each change stops the errand that is under way and begins another in a worker, which reads the work copy by a connection of its own;
 * edits never wait for it. Several edits one after the other begin one errand. What the last one brought stays until then, and is stale.
 *
 * Properties: "project" (at construction), and read-only: "busy", "stale" (there is a result, and the project is not the one that it was
 * made of), "progress" (0 to 1).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-project.h"

G_BEGIN_DECLS

#define ISO_TYPE_FOLLOWER (iso_follower_get_type ())
G_DECLARE_DERIVABLE_TYPE (IsoFollower, iso_follower, ISO, FOLLOWER, GObject)

/* One piece of work: shared by the follower and its worker, counted by reference. Classes put their own fields behind it. */
typedef struct
{
  char       *database;    /* (owned) the work copy */
  IsoProject *project;     /* (owned) (nullable) held as long as the work copy is read; let go in the main loop */
  GError     *error;       /* (owned) (nullable) */
  int         cancel;      /* atomic */
  int         permille;    /* atomic, of the progress */
  const IsoFollowerClass *klass;
} IsoErrand;

struct _IsoFollowerClass
{
  GObjectClass parent_class;

  gsize errand_size;

  /* In the main loop. `settle` takes what an errand brought, and keeps a reference of it if it likes; NULL: nothing is open. */
  void     (*prepare)    (IsoFollower *self, gpointer errand);   /* (nullable) */
  gboolean (*arrive)     (IsoFollower *self, gpointer errand);   /* (nullable) before settle; TRUE: that waits for iso_follower_settle () */
  void     (*settle)     (IsoFollower *self, gpointer errand);
  gboolean (*has_result) (IsoFollower *self);

  /* In the worker. */
  void     (*work)       (gpointer errand);

  /* Anywhere: frees what the class put into it. */
  void     (*clear)      (gpointer errand);
};

gpointer    iso_errand_ref     (gpointer errand);
void        iso_errand_unref   (gpointer errand);

/* From the worker: the work copy is not needed any more, and may be replaced. */
void        iso_errand_let_go  (gpointer errand);

void        iso_follower_begin_soon  (IsoFollower *self);   /* if the project is open */
void        iso_follower_settle      (IsoFollower *self);   /* what arrived, if it still counts */
void        iso_follower_stop        (IsoFollower *self);
void        iso_follower_set_stale   (IsoFollower *self, gboolean stale);
IsoProject *iso_follower_get_project (IsoFollower *self);
gboolean    iso_follower_get_busy    (IsoFollower *self);
gboolean    iso_follower_get_stale   (IsoFollower *self);
double      iso_follower_get_progress (IsoFollower *self);

G_END_DECLS
