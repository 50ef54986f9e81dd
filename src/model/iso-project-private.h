/* iso-project-private.h - what the files of IsoProject share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-project.h"
#include "iso-project-source.h"
#include "iso-work.h"

G_BEGIN_DECLS

#define ISO_N_ENTITIES (ISO_ENTITY_FIGURE + 1)

typedef enum
{
  ISO_PROJECT_PROP_TITLE = 1,
  ISO_PROJECT_PROP_SUBTITLE,
  ISO_PROJECT_PROP_NOTE,
  ISO_PROJECT_PROP_RESPONSE,
  ISO_PROJECT_PROP_SCALE,
  ISO_PROJECT_PROP_FILE,
  ISO_PROJECT_PROP_MODIFIED,
  ISO_PROJECT_PROP_BUSY,
  ISO_PROJECT_PROP_CAN_UNDO,
  ISO_PROJECT_PROP_CAN_REDO,
  ISO_PROJECT_PROP_RECOVERED,
  ISO_PROJECT_PROP_DAMAGED,
  ISO_PROJECT_PROP_CHANGED_BY_OTHERS,
  ISO_PROJECT_PROP_UNDO_LABEL,
  ISO_PROJECT_PROP_REDO_LABEL,
  ISO_PROJECT_PROP_READ_ONLY,
  ISO_PROJECT_PROP_OPEN,
  ISO_PROJECT_PROP_PROGRESS,
} IsoProjectProperty;
#define ISO_PROJECT_N_PROPERTIES (ISO_PROJECT_PROP_PROGRESS + 1)

/* The rows that an edit changed and that were not read again yet. */
typedef struct
{
  GHashTable *entities[ISO_N_ENTITIES];   /* sets of ids */
  GHashTable *wells;                      /* id of a plate -> GArray of IsoWellPlace */
  GHashTable *settings;                   /* set of names */
  GHashTable *made;                       /* set of ids: plates that came, or came back */
  gboolean    experiment;
  gboolean    links;
  gboolean    supplies;
} IsoProjectChanges;

/* What an experiment is prepared from, and how. */
typedef struct
{
  GPtrArray  *stocks;        /* of IsoStockRow */
  GPtrArray  *cells;         /* of IsoCellsRow */
  GHashTable *preparation;   /* "drug\nname", or "\nname" -> value */
} IsoProjectSupplies;

/* Everything that is read when a project is opened. */
typedef struct
{
  IsoExperimentRow  experiment;
  GHashTable       *settings;
  GPtrArray        *entities[ISO_N_ENTITIES];   /* of IsoEntityRow */
  GPtrArray        *wells;                      /* of IsoProjectWells, one a plate, NULL once handed on */
  IsoProjectSupplies supplies;
  GPtrArray        *history;                    /* of IsoHistoryRow */
  GPtrArray        *sources;                    /* of IsoSourceRow */
  GPtrArray        *reads;                      /* of IsoReadRow */
} IsoProjectContents;

typedef struct
{
  IsoWellRow *rows;
  guint       n;
} IsoProjectWells;

struct _IsoProject
{
  GObject parent_instance;

  /* The world around. */
  char      *root;
  char      *who;
  char      *zone;
  gint64   (*now) (gpointer data);
  IsoIdFunc  new_id;
  gpointer   host_data;

  IsoWork       *work;        /* (owned) (nullable) */
  GFile         *file;        /* (owned) (nullable) */
  gboolean       untitled;    /* the work copy belongs to no file */
  GFileMonitor  *monitor;     /* (owned) (nullable) */
  guint          holds;       /* workers that use the work copy, and others that need it */
  guint          errands;     /* those of them that the project is busy with */
  gboolean       writing;     /* one of them is at the file */
  gboolean       looking;     /* and only looks */
  gpointer       next;        /* (owned) (nullable) what waits until it has looked */
  gboolean       saving;
  gboolean       away;        /* a worker has the work copy for itself, as it gets another file */
  GCancellable  *stepping;    /* (owned) (nullable) gives up the step that a worker makes */
  guint          progress_source;
  double         progress;    /* of an edit that a worker makes; negative while there is none */
  gboolean       look_again;
  gboolean       closing;     /* as soon as no worker uses the work copy any more */
  gboolean       discard;
  gint64         saving_from; /* position of the history when the saving began */

  IsoProjectChanges changes;
  guint             depth;    /* of begin_edit */

  IsoProjectList   *lists[ISO_N_ENTITIES];   /* (owned) */
  GHashTable       *gone[ISO_N_ENTITIES];    /* (owned) id -> item that was removed, and may come back */
  GListStore       *stocks;                  /* (owned) */
  GHashTable       *every_stock;             /* (owned) id -> object, of those that were removed, too */
  GHashTable       *cells;                   /* (owned) id of a sample -> IsoCells */
  GHashTable       *preparation;             /* (owned) as in IsoProjectSupplies */
  GListStore       *history;                 /* (owned) */
  GListStore       *sources;                 /* (owned) */
  GListStore       *reads;                   /* (owned) */
  GListStore       *findings;                /* (owned) */
  GHashTable       *settings;                /* (owned) */
  IsoExperimentRow  experiment;

  /* What the properties said last. */
  char     *title;
  char     *subtitle;
  char     *undo_label;   /* (nullable) */
  char     *redo_label;   /* (nullable) */
  gboolean  modified;
  gboolean  busy;
  gboolean  can_undo;
  gboolean  can_redo;
  gboolean  recovered;
  gboolean  damaged;
  gboolean  changed_by_others;
  gboolean  read_only;
};

extern GParamSpec *iso_project_properties[ISO_PROJECT_N_PROPERTIES];

/* Of the work copy, in whatever thread owns the connection. NULL and an error for what cannot be. */
IsoProjectContents *iso_project_contents_load (IsoStore *store, GError **error);

/* The same, but of the wells only those of plates that changed; the others are NULL. */
IsoProjectContents *iso_project_contents_load_changed (IsoStore *store, const IsoProjectChanges *changes, GError **error);
void                iso_project_contents_free (IsoProjectContents *contents);

/* What others refer to comes first. */
extern const IsoEntity iso_project_order[ISO_N_ENTITIES];

/* Makes the objects of all of them what was read; those that are there already stay the same. The contents are emptied. */
void iso_project_take_contents (IsoProject *self, IsoProjectContents *contents);

void     iso_project_preparation_init  (IsoProject *self);
void     iso_project_preparation_empty (IsoProject *self);
void     iso_project_preparation_clear (IsoProject *self);
gboolean iso_project_supplies_load     (IsoDb *db, IsoProjectSupplies *supplies, GError **error);
void     iso_project_supplies_clear    (IsoProjectSupplies *supplies);
void     iso_project_take_supplies     (IsoProject *self, IsoProjectSupplies *supplies);

void iso_project_set_words     (IsoProject *self, IsoExperimentRow *row);
void iso_project_add_steps     (IsoProject *self, GPtrArray *rows);   /* of IsoHistoryRow */

/* A thing that the lists do not have: the same object again, if it was removed and came back. */
IsoProjectItem *iso_project_make_item (IsoProject *self, IsoEntity entity, const IsoEntityRow *row);

/* Removed ones are kept, should they come back. */
void iso_project_update_list   (IsoProject *self, IsoEntity entity, GPtrArray *added, GPtrArray *removed);

/* Takes all that stands on a plate; those that know it already are told that every well may be another. */
void iso_project_take_wells    (IsoProjectPlate *plate, IsoWellRow *wells, guint n);

/* Takes the work and makes objects of the contents, which are emptied. */
void iso_project_begin_work (IsoProject *self, IsoWork *work, IsoWorkState state, GFile *file, IsoProjectContents *contents);

/* Opens what a worker finds; `file` is NULL for what belongs to none. Takes the task. */
void iso_project_open_work  (IsoProject *self, GFile *file, const char *path, const char *uri, GTask *task);

/* The work copy stays until each of these has been answered by the other, on the main thread. The project is busy with an errand. */
void iso_project_hold         (IsoProject *self);
void iso_project_release      (IsoProject *self);
void iso_project_begin_errand (IsoProject *self);
void iso_project_end_errand   (IsoProject *self);

/* The path of the work copy, for a reading connection during a hold; to be freed. NULL while there is none to be read; when the
 * project is not busy any more there may be. */
char *iso_project_dup_database (IsoProject *self);

/* What was closed is gone, and what shall be open instead has its turn. */
void iso_project_open_next    (IsoProject *self);

/* Watch of the store, with the changes as its data; then everything that it noted is read again. */
void iso_project_note_change (IsoChangeKind kind, const char *table, const char *const *key, gpointer data);
void iso_project_settle      (IsoProject *self);

/* What a worker changed, and what it read again of that already (NULL: nothing). The changes are emptied. */
void iso_project_settle_worked (IsoProject *self, IsoProjectChanges *changes, IsoProjectContents *contents);

void iso_project_changes_init  (IsoProjectChanges *changes);
void iso_project_changes_clear (IsoProjectChanges *changes);

/* The bottles of a table (of IsoBottleRow), as one edit. */
gboolean iso_project_add_stock_rows (IsoProject *self, const char *file, const GPtrArray *rows, GError **error);

/* Brings the properties about the file and the history up to date. */
void iso_project_update_state (IsoProject *self);
void iso_project_set_flag     (IsoProject *self, gboolean *flag, gboolean value, IsoProjectProperty property);
void iso_project_set_text     (IsoProject *self, char **text, char *value, IsoProjectProperty property);   /* takes the value */

/* Whether the work copy holds what is nowhere else. */
gboolean iso_project_needs_keeping (IsoProject *self, IsoWork *work);

/* Names of work copies that belong to no file begin so. */
#define ISO_PROJECT_UNTITLED "isobole:untitled/"

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (IsoProjectSupplies, iso_project_supplies_clear)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (IsoProjectContents, iso_project_contents_free)

G_END_DECLS
