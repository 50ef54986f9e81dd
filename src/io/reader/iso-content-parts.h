/* iso-content-parts.h - what the readers of a project's parts share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "analysis/iso-content.h"
#include "reader/iso-json-text.h"

G_BEGIN_DECLS

/* Things of one kind that are meant by id or by name. */
typedef struct
{
  GHashTable *ids;      /* id -> index + 1 */
  GHashTable *names;    /* name -> index + 1, or SEVERAL */
} IsoContentIndex;

typedef struct
{
  IsoContent      *content;
  IsoContentIndex  drugs;
  IsoContentIndex  samples;
  IsoContentIndex  runs;
  IsoContentIndex  figures;
  IsoContentIndex  plates;
  IsoContentIndex  reads;      /* names are labels */
  GPtrArray       *read_ids;   /* of all files, by index */
} IsoContentParts;

/* RANGE if the id is there already. */
gboolean iso_content_index_add  (IsoContentIndex *list, IsoJsonText *text, const char *id, const char *name, guint index, GError **error);

/* RANGE if nothing is called so, or several things are. */
gboolean iso_content_index_find (const IsoContentIndex *list, IsoJsonText *text, const char *reference, guint *index, GError **error);

/* Where a well or a row of a list is: "well", or "row"; `format` is how many wells there are, 0 if not known. `last_row` and
 * `last_column` may be NULL; otherwise "B2-D4" means a block. */
gboolean iso_content_get_place (IsoJsonText *text, JsonObject *object, guint format, guint *row, guint *column, guint *last_row,
                                guint *last_column, GError **error);

/* A number in the unit, or { "inside": number }; never below 0. */
gboolean iso_content_read_amount (IsoJsonText *text, JsonNode *node, const IsoUnit *unit, double *inside, GError **error);

/* "preparation" of a drug, whose unit is known. */
gboolean iso_content_read_drug_preparation (IsoJsonText *text, JsonObject *object, IsoContentEntity *drug, GError **error);

/* "stocks", "cells" and "preparation" of the whole. */
gboolean iso_content_read_supplies (IsoContentParts *parts, IsoJsonText *text, JsonObject *root, GError **error);

/* "sources" and "plates" of the whole. */
gboolean iso_content_read_sources (IsoContentParts *parts, IsoJsonText *text, JsonObject *root, GError **error);
gboolean iso_content_read_plates  (IsoContentParts *parts, IsoJsonText *text, JsonObject *root, GError **error);

G_END_DECLS
