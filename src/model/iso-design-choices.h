/* iso-design-choices.h - a combination experiment as a person chooses it from IC50s, and the plates that are made of it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dosing/iso-design.h"
#include "iso-project.h"
#include "plate/iso-layout-solver.h"

G_BEGIN_DECLS

#define ISO_MAX_MULTIPLES 24

typedef enum
{
  ISO_COMBINE_RAY,      /* doses together at a fixed ratio */
  ISO_COMBINE_MATRIX,   /* every dose of one with every dose of the others */
  ISO_COMBINE_NOT,      /* each compound alone */
} IsoCombineKind;

typedef enum
{
  ISO_RATIO_FULL,     /* each its own IC50 in full */
  ISO_RATIO_SHARED,   /* each the same part of its IC50; the parts add up to 1 */
  ISO_RATIO_GIVEN,    /* doses as numbers to each other */
} IsoRatioKind;

typedef struct
{
  guint          n_drugs;
  guint          drugs[ISO_MAX_DRUGS];   /* places in the project's list */
  double         ic50[ISO_MAX_DRUGS];    /* in the inside unit; NaN: not given yet */
  IsoCombineKind kind;
  IsoMatrixShape shape;
  IsoRatioKind   ratio_kind;
  double         ratio[ISO_MAX_DRUGS];   /* GIVEN: in the inside unit */
  guint          n_multiples;
  double         multiples[ISO_MAX_MULTIPLES];   /* of the IC50s */
  gboolean       alone;                  /* RAY: each compound alone, too, at the same multiples */
  IsoPlating     plating;                /* its samples: as many as the project has, one at least */
  IsoLayoutSettings layout;
} IsoDesignChoices;

/* As the house has it: rays with each compound alone, 1/4 to 4 times the IC50, three replicates, 9 + 3 + 3 controls, 96 wells. */
void       iso_design_choices_init  (IsoDesignChoices *choices);

/* The treatments, single compounds first. Errors: NO_DATA (no compound, a missing IC50, no multiple, one compound to combine), those of
 * IsoDesign. */
IsoDesign *iso_design_choices_make  (const IsoDesignChoices *choices, GError **error);

/* How many wells and plates it takes; and in `messages` (of IsoMessage, are added) what else could be done. Errors besides: TOO_LARGE. */
gboolean   iso_design_choices_count (const IsoDesignChoices *choices, IsoPlatingCount *count, GPtrArray *messages, GError **error);

/* Adds the plates, laid out, as one edit: a worker finds the places. Experiments without plates are used first, others are added. The
 * same design gives the same maps as a plan of it in an empty project. Returns the id of the first plate, to be freed. */
void       iso_project_make_plates_async  (IsoProject *self, const IsoDesignChoices *choices, GCancellable *cancellable,
                                           GAsyncReadyCallback callback, gpointer data);
char      *iso_project_make_plates_finish (IsoProject *self, GAsyncResult *result, GError **error);

G_END_DECLS
