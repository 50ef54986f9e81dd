/* iso-dosing.h - from maps of doses to every liquid that is moved: stocks, intermediates, tubes, wells
 *
 * A plan is a list of vessels and a list of transfers between them, in the order in which they are done. What a well receives is
 * not a formula but what comes out when the list is carried out: once with the volumes that were wanted (planned), once with
 * those that the pipettes can do (achieved).
 *
 * Volumes are in nL, concentrations in the inside unit of each drug, vehicle as a fraction of the volume.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "base/iso-error.h"
#include "base/iso-unit.h"
#include "dosing/iso-dilution.h"
#include "plate/iso-layout.h"

G_BEGIN_DECLS

#define ISO_MAX_SOLVENTS ISO_MAX_DRUGS

#define ISO_DRIFT_AMBER 0.05   /* of achieved from requested */
#define ISO_DRIFT_RED 0.10

typedef struct
{
  const char  *name;
  IsoDimension dimension;
  double       stock;         /* of what acts */
  guint        solvent;       /* index into the solvents */
  double       intermediate;  /* strength of an intermediate in vehicle that is to be used; 0: chosen where one is needed */
  double       delay;         /* SEPARATE: hours after the first addition */
} IsoDosingDrug;

typedef struct
{
  const char *name;    /* "DMSO" */
  double      amber;   /* most of it in a well, as a fraction: to be thought about */
  double      red;     /* not to be exceeded */
} IsoSolvent;

/* The house's caps of a solvent: 0.1 % and 0.5 %, and none for water, PBS and medium. */
void iso_solvent_init (IsoSolvent *solvent, const char *name);

typedef enum
{
  ISO_DOSING_PREMIXED,    /* each well gets one addition that holds all its drugs */
  ISO_DOSING_SEPARATE,    /* each well gets an addition for each drug */
  ISO_DOSING_DISPENSED,   /* droplets of stock, nL each, into the full well */
} IsoDosingMethod;

/* A reagent that is added at read-out. */
typedef struct
{
  const char *name;
  double      volume;    /* a well */
  gboolean    removes;   /* the medium is taken off before */
  double      strength;  /* g/L of its solution, for the mass to weigh; NaN: bought as it is */
} IsoReagent;

#define ISO_MAX_REAGENTS 4

typedef struct
{
  IsoDosingMethod method;
  gboolean        direct;          /* every tube from stock or an intermediate in vehicle; otherwise serially from the strongest */
  guint           n_drugs;
  IsoDosingDrug   drugs[ISO_MAX_DRUGS];
  guint           n_solvents;
  IsoSolvent      solvents[ISO_MAX_SOLVENTS];

  double          seed_volume;     /* cells, or medium in blanks */
  double          add_volume;      /* each addition */
  gboolean        edge_medium;     /* free wells at the edges get medium, as much as the others hold in the end */
  double          well_capacity;
  gboolean        suspension;      /* cells that float */
  guint           n_reagents;
  IsoReagent      reagents[ISO_MAX_REAGENTS];

  gboolean        mother;          /* a plate with deep wells is filled once, and stamped onto all plates with the same map */
  double          mother_dead;     /* of its wells */
  double          mother_capacity;
  gboolean        matched;         /* the diluent holds as much vehicle as the first tubes */
  double          overage;         /* of what wells need: 0.2 is 20 % */
  double          bulk_overage;    /* of diluents */
  double          dead_volume;     /* of a tube */
  double          keep_step;       /* volumes to keep are multiples of it */
  double          enlarge;         /* the first tube of a series is so many times as large as it need be; 1 as a rule */
  double          least;           /* no transfer is smaller */
  double          preferred;       /* intermediates are chosen so that transfers are at least this */
  const IsoPipette *pipettes;
  guint           n_pipettes;
  double          pipetting_cv;    /* of the volume of a transfer, at random: 0.02 is 2 % */
  double          pipetting_bias;  /* too much in every transfer from tube to tube, to see what it would do */
  double          most_error;      /* of a dose, by either of them, before it is said */

  double          droplet;         /* DISPENSED: volumes are multiples of it */
  double          backfill;        /* DISPENSED: all wells get vehicle up to this volume; 0: up to the most of the plate */
} IsoDosingSettings;

/* The house's defaults, for 100 µL added to 100 µL in a 96-well plate, matched, with the usual pipettes; no drug, no solvent. */
void iso_dosing_settings_init (IsoDosingSettings *settings);

typedef enum
{
  ISO_VESSEL_STOCK,
  ISO_VESSEL_VEHICLE,
  ISO_VESSEL_MEDIUM,
  ISO_VESSEL_CELLS,
  ISO_VESSEL_POISON,         /* what the positive controls get */
  ISO_VESSEL_INTERMEDIATE,   /* drug in vehicle */
  ISO_VESSEL_DILUENT,        /* medium with vehicle */
  ISO_VESSEL_TUBE,           /* drug in medium, as it is added to wells or diluted further */
  ISO_VESSEL_MOTHER,         /* a well of a mother plate */
  ISO_VESSEL_WELL,
} IsoVesselKind;

typedef struct
{
  IsoVesselKind kind;
  char         *name;        /* "Ixazomib 10 mM", "1a" for the first tube of a series, "V" for the diluent; "" where the kind says it */
  guint         plate;       /* WELL: index of the layout; MOTHER: of the mother plate */
  IsoWell       well;        /* and the place there */
  int           drug;        /* STOCK: which; -1 for others */
  int           solvent;     /* VEHICLE, STOCK: which; -1 for others */
  double        start;       /* what is in it before the first step: what is needed of bought and stored things, 0 for what is made */
  double        made;        /* what it holds at most */
  double        dead;        /* what must stay in it */
  double        capacity;    /* of the vessel that is taken; 0 for bottles */
  double        doses[ISO_MAX_DRUGS];   /* planned concentration when it has been made */
  double        cv[ISO_MAX_DRUGS];      /* relative SD of the concentration by errors of pipetting; 0 without the drug */
} IsoVessel;

typedef enum
{
  ISO_STEP_INTERMEDIATE,
  ISO_STEP_DILUENT,
  ISO_STEP_TUBE,
  ISO_STEP_MOTHER,
  ISO_STEP_SEED,
  ISO_STEP_ADD,
} IsoTransferKind;

/* A plate of mixes that stand where they go. */
typedef struct
{
  char *name;     /* "Mother 1" */
  guint layout;   /* the first of those it is stamped onto */
  guint stamps;   /* how many */
  guint part;     /* which addition */
} IsoMother;

typedef struct
{
  IsoTransferKind step;
  guint       part;     /* which addition, which tube: what belongs together */
  guint       from;     /* vessels */
  guint       to;
  double      wanted;
  double      volume;   /* as the pipette does it */
} IsoTransfer;

/* Another way to make it that stays within every limit. */
typedef struct
{
  double enlarge;
  double stocks[ISO_MAX_DRUGS];
  double vehicle;   /* most in a well, of the solvent that stood in the way */
} IsoDosingRemedy;

typedef struct
{
  gboolean   feasible;      /* no hard limit is broken */
  GArray    *vessels;       /* of IsoVessel */
  GArray    *transfers;     /* of IsoTransfer */
  GArray    *mothers;       /* of IsoMother */
  GPtrArray *layouts;       /* of IsoLayout: those of the call, with planned and achieved doses */
  GArray    *remedies;      /* of IsoDosingRemedy, the least change first */
  GPtrArray *messages;      /* of IsoMessage */
  double     well_volume;   /* when all has been added, before reagents */
  double     prefactor;     /* of tubes; 1 where drops are dispensed */
  double     vehicle_most[ISO_MAX_SOLVENTS];    /* in wells with drug or vehicle */
  double     vehicle_least[ISO_MAX_SOLVENTS];
  guint      n_drifted[2];  /* doses of wells beyond 5 % and beyond 10 % */
  double     cv_most;       /* of a dose in a well, by errors at random */
  double     bias_most;     /* of a dose in a well, by the bias of the settings */
  guint      first_well;    /* vessel of the first well; those of all wells of all layouts follow, the empty ones too */
} IsoDosingPlan;

/* Plans the plates (of IsoLayout) that are treated together, on one day. Errors, for what makes no sense: RANGE (volumes, strengths), UNSUPPORTED
 * (more than three drugs), NO_DATA (nothing to treat). What cannot be done within a limit is a plan that is not feasible, whose
 * messages name the limit. */
IsoDosingPlan *iso_dosing_plan_new  (const IsoDosingSettings *settings, const GPtrArray *layouts, GError **error);
void           iso_dosing_plan_free (IsoDosingPlan *plan);

/* The settings with a remedy. */
void iso_dosing_apply (const IsoDosingRemedy *remedy, IsoDosingSettings *settings);

/* The additions in the order of their times. Without SEPARATE there is only the first. */
void iso_dosing_order (const IsoDosingSettings *settings, guint order[ISO_MAX_DRUGS]);

/* What goes into a well from a tube: for a well of a mother plate, what is stamped from it that often and stays in it. */
double iso_dosing_share (const IsoDosingSettings *settings, guint stamps);

/* The first layout with the same map as this one, samples aside: itself, or one before it. */
guint iso_dosing_first_alike (const GPtrArray *layouts, guint index);

/* By how much stronger than planned a drug is until all others have been added: 1 if none comes later. */
double iso_dosing_early_factor (const IsoDosingSettings *settings, guint drug);

static inline IsoVessel *
iso_dosing_vessel (const IsoDosingPlan *plan, guint index)
{
  return &g_array_index (plan->vessels, IsoVessel, index);
}

static inline IsoTransfer *
iso_dosing_transfer (const IsoDosingPlan *plan, guint index)
{
  return &g_array_index (plan->transfers, IsoTransfer, index);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IsoDosingPlan, iso_dosing_plan_free)

G_END_DECLS
