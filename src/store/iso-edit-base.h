/* iso-edit-base.h - what the edits share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-edit.h"

G_BEGIN_DECLS

/* The arguments of a label. */
#define ISO_ARGS(...) ((const char *const[]) { __VA_ARGS__, NULL })

typedef struct
{
  const char *table;
  const char *verbs[4];       /* add, rename, remove, move */
  const char *gone;           /* a sentence */
  const char *taken;          /* {1}: the name */
  const char *nameless;
} IsoEntityWords;

const IsoEntityWords *iso_entity_words (IsoEntity entity);

/* FALSE, and RANGE with the sentence. */
gboolean iso_edit_refuse (IsoStore *store, GError **error, const char *sentence, const char *first, const char *second);

/* The name of a thing, to be freed; NULL and an error if it is not there. */
char    *iso_edit_get_name (IsoStore *store, IsoEntity entity, const char *id, GError **error);

/* That a name can be given to a thing: neither empty nor taken by another than `id` (NULL for a new one). */
gboolean iso_edit_check_name (IsoStore *store, IsoEntity entity, const char *id, const char *name, GError **error);

/* As iso_edit_add_sample () and iso_edit_add_run (), but a sample may have no name: a table does not always name it. */
gboolean iso_edit_add_named (IsoStore *store, const IsoStamp *stamp, IsoEntity entity, const char *id, const char *name, GError **error);

/* What adds things that a project lacks. */
typedef struct
{
  IsoStore       *store;
  const IsoStamp *stamp;
  IsoIdFunc       new_id;
  gpointer        data;
} IsoEditMaker;

/* The id of the thing of this name, to be freed; added if there is none. UNITS if a drug is there with a unit of another kind. */
char    *iso_edit_ensure_drug  (const IsoEditMaker *maker, const IsoDrug *drug, GError **error);
char    *iso_edit_ensure_named (const IsoEditMaker *maker, IsoEntity entity, const char *name, GError **error);

G_END_DECLS
