/* iso-bottle.h - one bottle of a drug: what stands on its label, and what became of it since
 *
 * The concentration is kept as it stands on the label, by amount or by mass; what acts follows from it and from the form
 * (dosing/iso-stock.h), so that a corrected purity corrects the doses. A bottle whose concentration is by mass was made by weight.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dosing/iso-stock.h"

G_BEGIN_DECLS

typedef struct
{
  char          *form_name;       /* "ixazomib citrate"; "" if it is called as the drug is */
  IsoForm        form;
  char          *solvent;         /* "DMSO" */
  const IsoUnit *unit;            /* of the concentration, molar or by mass */
  double         concentration;   /* in the inside unit of its dimension */
  char          *lot;             /* "" if not known, and so are the two that follow */
  char          *supplier;
  char          *expiry;          /* "2027-03-31": days compare as texts */
  char          *in_spite;        /* why it is used after that day; "" if it is not */
  guint          thaws;           /* how often it was thawed */
} IsoBottle;

/* Texts "", the form unknown and pure, DMSO, mM, no concentration: NaN. */
void     iso_bottle_init  (IsoBottle *bottle);
void     iso_bottle_copy  (const IsoBottle *bottle, IsoBottle *copy);
void     iso_bottle_clear (IsoBottle *bottle);
gboolean iso_bottle_equal (const IsoBottle *one, const IsoBottle *two);

/* What acts, in the inside unit of `dimension`, that of the drug's doses. Errors: those of iso_stock_concentration (). */
gboolean iso_bottle_strength (const IsoBottle *bottle, IsoDimension dimension, double *inside, GError **error);

gboolean iso_bottle_by_weight (const IsoBottle *bottle);

/* What no label says: a form that cannot be, a concentration that is none, an empty solvent, a day that is none. Errors: RANGE, UNITS,
 * SYNTAX. That it can be had in the unit of the drug is not looked at. */
gboolean iso_bottle_check (const IsoBottle *bottle, GError **error);

/* A line of a table of bottles. */
typedef struct
{
  char          *drug;        /* by name */
  const IsoUnit *dose_unit;   /* of the drug's doses, should the project lack it; NULL if not said */
  gboolean       used;
  IsoBottle      bottle;
  guint          line;
} IsoBottleRow;

IsoBottleRow *iso_bottle_row_new  (void);
void          iso_bottle_row_free (IsoBottleRow *row);

/* TRUE for "2027-03-31". */
gboolean iso_day_is_valid (const char *day);

/* The same, with SYNTAX for a text that is none. */
gboolean iso_day_check    (const char *day, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (IsoBottle, iso_bottle_clear)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (IsoBottleRow, iso_bottle_row_free)

G_END_DECLS
