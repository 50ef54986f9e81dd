/* iso-dataset.h - the immutable flat table of observations that every analysis starts from
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "analysis/iso-experiment.h"
#include "quality/iso-normalise.h"

G_BEGIN_DECLS

/* One drug's distinct doses above zero, sorted; doses are told apart by their place here, never by comparing numbers. */
typedef struct
{
  gsize   n;
  double *doses;   /* achieved */
} IsoLevels;

typedef struct
{
  guint  drug;
  guint  level;    /* index into the drug's IsoLevels */
  double dose;     /* achieved */
} IsoObservedDose;

typedef struct
{
  guint           record;      /* index into the experiment's records: the way back to well, file and line */
  IsoRole         role;
  int             sample;
  guint           n_doses;
  IsoObservedDose doses[ISO_MAX_DRUGS];
  guint           run;
  int             plate;
  int             group;       /* index into groups; -1 if the response needed no controls */
  double          raw;
  double          viability;   /* 1 = vehicle, 0 = blank, may lie outside; for ISO_RESPONSE_RAW the response itself; NaN unless status is OK */
  IsoStatus       status;      /* OK; EXCLUDED (masked); UNDEFINED (no value, or no controls to make one) */
} IsoObservation;

/* The control wells that normalised some observations: those of one plate, or of one run where no plate is named. Controls that
 * name a sample serve that sample alone; blanks serve all. */
typedef struct
{
  int             plate;
  guint           run;
  int             sample;        /* whose wells they normalise */
  IsoPlateQuality quality;
  double          relative_se;   /* of (vehicle - blank): what the controls add to the uncertainty of every viability */
  double          vehicle_se;    /* its parts, in shares of (vehicle - blank); 0 for a single blank or none */
  double          blank_se;
  IsoStatus       status;        /* UNDEFINED without vehicle wells, or if vehicle is not above blank */
} IsoControlGroup;

typedef struct
{
  IsoExperiment *experiment;     /* (owned reference) */
  IsoLocation    location;
  IsoLevels     *levels;         /* one a drug */
  GArray        *observations;   /* of IsoObservation, in the order of the records */
  GArray        *groups;         /* of IsoControlGroup */
  GPtrArray     *messages;       /* of IsoMessage: missing controls, wells left out and why */
  GError        *problem;        /* (owned) (nullable) of iso_dataset_new_as_read (): why no well has a viability */
} IsoDataset;

/* NULL and an error if the response or scale is unknown, or if nothing can be normalised. Takes its own reference. */
IsoDataset *iso_dataset_new  (IsoExperiment *experiment, IsoLocation location, GError **error);
void        iso_dataset_free (IsoDataset *dataset);

/* The same, but where nothing can be normalised the wells stand there as they were read, none with a viability, so that a plate can be
 * looked at, and `problem` says why. NULL only without any well. */
IsoDataset *iso_dataset_new_as_read (IsoExperiment *experiment, IsoLocation location, GError **error);

/* The viability of an observation as in IsoObservation, and of an excluded one what it would be beside the wells that are left: to be
 * shown, never to be computed with. NaN without a value, or without controls. */
double      iso_dataset_shown_viability (const IsoDataset *dataset, guint i);

/* The experiments of which some well counts: one that is only planned has none. */
guint       iso_dataset_count_runs (const IsoDataset *dataset);

static inline const IsoObservation *
iso_dataset_observation (const IsoDataset *dataset, guint i)
{
  return &g_array_index (dataset->observations, IsoObservation, i);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IsoDataset, iso_dataset_free)

G_END_DECLS
