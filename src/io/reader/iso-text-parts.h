/* iso-text-parts.h - what a text is made of, for iso-text.c and iso-text-builder.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "reader/iso-text-private.h"

G_BEGIN_DECLS

/* Twice the readings of 10,000 plates of 1,536 wells. */
#define ISO_TEXT_MAX_CELLS (32u * 1024 * 1024)

typedef struct
{
  guint first;   /* in the list of cells */
  guint n;
  guint used;
  guint line;
  guint sheet;
} IsoTextRow;

struct _IsoText
{
  char        *name;
  GPtrArray   *sheets;      /* (nullable) of char *: their names, in a workbook */
  GPtrArray   *places;      /* (nullable) of char *: what messages call them, "plates.xlsx [Sheet1]" */
  char        *buffer;      /* the decoded text, cut into cells by NULs */
  GArray      *cells;       /* of guint32: offsets into buffer */
  GArray      *rows;        /* of IsoTextRow */
  char         delimiter;
  IsoEncoding  encoding;
  IsoNumbers   numbers;
  gboolean     open_ended;
  gboolean     too_wide;    /* the last row has too many cells, or too long a one */
};

/* Without a row. */
IsoText *iso_text_begin         (const char *name);

/* A single number says little (a version, a temperature); rows of readings are what counts. */
void     iso_text_judge_numbers (IsoText *text);

G_END_DECLS
