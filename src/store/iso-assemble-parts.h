/* iso-assemble-parts.h - what the files that assemble an experiment share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-edit.h"

G_BEGIN_DECLS

typedef struct
{
  IsoStore      *store;
  IsoExperiment *experiment;   /* (owned until it is handed over) */
  GHashTable    *drugs;        /* id -> index */
  GHashTable    *samples;
  GHashTable    *runs;
} IsoAssembly;

typedef struct
{
  char *id;
  char *name;
  char *run;         /* id */
  guint wells;       /* 0: a list */

  /* Where the signal is the rows of a table: */
  char *read;        /* id; NULL for another signal or none */
  char *source;      /* SHA-256 of the file */
  char *file;
  char *table_plate;   /* the plate that the table names; "" for none */
} IsoAssemblyPlate;

/* FALSE, and CORRUPT. */
gboolean iso_assembly_refuse     (IsoStore *store, GError **error, const char *what);

/* Frees the rows. FALSE with the problem, if there is one. */
gboolean iso_assembly_end        (IsoStatement *rows, GError *problem, gboolean good, GError **error);

/* The index of an id. */
gboolean iso_assembly_find       (GHashTable *table, const char *id, guint *index);

/* Role, sample and replicate, which are the columns 2 to 4 of the row. */
gboolean iso_assembly_load_well  (const IsoAssembly *load, IsoStatement *rows, IsoLayoutWell *well, GError **error);

gboolean iso_assembly_parse_flag (const char *word, IsoReadingFlag *flag);

/* All plates (of IsoAssemblyPlate) of the table that the plate `at` came from, in the order of its lines; nothing if that has been done. */
gboolean iso_assembly_join_table (const IsoAssembly *load, const GPtrArray *plates, guint at, GError **error);

G_END_DECLS
