/* iso-dosing-private.h - the parts of a dosing plan while it is made
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dosing/iso-dosing.h"

G_BEGIN_DECLS

#define ISO_SAME_DOSE 1e-6

/* One thing that is to be in a tube: doses in the well, and how many wells take it. */
typedef struct
{
  double doses[ISO_MAX_DRUGS];
  double volume;   /* that goes into all its wells, of plates or of mother plates */
  guint  vessel;   /* its tube, once there is one */
} IsoDosingTarget;

/* Tubes that are diluted one from the other, strongest first. */
typedef struct
{
  GArray *targets;    /* of guint: indices of targets */
  double *factors;
  double *keep;
  double *carried;
  double *made;
  double  dilution[ISO_MAX_DRUGS];   /* of the stock, in vehicle, before it goes into the first tube; 1: the stock itself */
  double  volumes[ISO_MAX_DRUGS];    /* of it in the first tube; 0 for drugs that are not in the series */
} IsoDosingSeries;

/* Series that share a diluent: all of a premixed plan, those of one drug where drugs are added one by one. */
typedef struct
{
  GArray *targets;    /* of IsoDosingTarget */
  GArray *series;     /* of IsoDosingSeries */
  double  plain;      /* volume of the diluent alone that goes into wells */
  double  vehicle[ISO_MAX_SOLVENTS];   /* fraction of each in the first tubes */
} IsoDosingGroup;

/* The groups of a plan, and the factor of their tubes. GArray of IsoDosingGroup, to be unreffed. */
GArray *iso_dosing_groups (const IsoDosingSettings *settings, const GPtrArray *layouts);
double  iso_dosing_factor (const IsoDosingSettings *settings);
double  iso_dosing_well_volume (const IsoDosingSettings *settings);

/* Vehicle of a solvent in a well, by the first tubes of all groups. */
double  iso_dosing_group_vehicle (const IsoDosingSettings *settings, const GArray *groups, guint solvent);

guint   iso_dosing_add_vessel   (IsoDosingPlan *plan, IsoVesselKind kind, char *name, int drug, int solvent);
void    iso_dosing_add_transfer (const IsoDosingSettings *settings, IsoDosingPlan *plan, IsoTransferKind step, guint part, guint from, guint to,
                                 double volume, double fixed_step);

/* The transfers of tubes (not for DISPENSED) and of droplets. */
void    iso_dosing_build    (const IsoDosingSettings *settings, IsoDosingPlan *plan);
void    iso_dosing_dispense (const IsoDosingSettings *settings, IsoDosingPlan *plan);

/* The vessels every plan has: medium, cells, vehicles, stocks, wells. Indices of the first of a kind. */
guint   iso_dosing_find_vessel (const IsoDosingPlan *plan, IsoVesselKind kind, int drug, int solvent);
guint   iso_dosing_find_well   (const IsoDosingPlan *plan, guint plate, guint index);

/* The mother plates of an addition, and what is stamped from them. `choose` names the vessel that a well gets. */
typedef guint (*IsoChooseFunc) (gconstpointer data, guint addition, const IsoLayoutWell *well);
void    iso_dosing_stamp (const IsoDosingSettings *settings, IsoDosingPlan *plan, guint addition, IsoChooseFunc choose, gconstpointer data);

/* Carries the list out, sets doses, needs and vehicle, and adds what is to be said. */
void    iso_dosing_check (const IsoDosingSettings *settings, IsoDosingPlan *plan);

/* Sets how uncertain each concentration is. */
void iso_dosing_find_errors (const IsoDosingSettings *settings, IsoDosingPlan *plan);

/* Looks for remedies of too much vehicle and too small transfers. */
void    iso_dosing_find_remedies (const IsoDosingSettings *settings, IsoDosingPlan *plan);

G_END_DECLS
