/* iso-experiment.h - everything one experiment brought: what was tested, where it stood, what was read
 *
 * An experiment is built once, by a reader of tables or by joining layouts with readouts, and not changed afterwards; it is
 * shared by reference between threads.
 *
 * A *run* is one independent experiment (other day, other passage): the unit that intervals and tests count.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "base/iso-error.h"
#include "base/iso-unit.h"
#include "plate/iso-layout.h"
#include "plate/iso-readout.h"

G_BEGIN_DECLS

/* What the response numbers are. */
typedef enum
{
  ISO_RESPONSE_UNKNOWN,
  ISO_RESPONSE_SIGNAL,             /* a reader's numbers; vehicle and blank wells say what they mean */
  ISO_RESPONSE_VIABILITY,          /* 100 % = vehicle, 0 % = no cells */
  ISO_RESPONSE_INHIBITION,         /* 0 % = vehicle, 100 % = no cells */
  ISO_RESPONSE_FRACTION_AFFECTED,  /* fa: 0 = vehicle, 1 = no cells */
  ISO_RESPONSE_RAW,                /* to be fitted as it stands; has no fraction affected */
} IsoResponse;

typedef enum
{
  ISO_SCALE_UNKNOWN,
  ISO_SCALE_FRACTION,   /* 0 to 1 */
  ISO_SCALE_PERCENT,    /* 0 to 100 */
} IsoScale;

/* "viability", "inhibition", "fraction-affected", "signal", "raw": stable, for options and files. */
const char *iso_response_word  (IsoResponse response);
gboolean    iso_response_parse (const char *text, IsoResponse *response);
const char *iso_scale_word     (IsoScale scale);          /* "percent", "fraction"; "" if unknown */
gboolean    iso_scale_parse    (const char *text, IsoScale *scale);

typedef struct
{
  char          *name;
  const IsoUnit *unit;   /* the unit the person typed; doses inside are in the inside unit of its dimension */
} IsoDrug;

/* One well, or one row of a table, as it came. */
typedef struct
{
  IsoRole         role;
  int             sample;     /* index; -1 for a control that serves every sample */
  guint           n_doses;    /* drugs with a dose above zero; 0 for controls */
  IsoDose         doses[ISO_MAX_DRUGS];   /* in the order of the drugs' indices */
  guint           run;        /* index */
  int             plate;      /* index; -1 without one */
  int             well;       /* row * ISO_MAX_COLUMNS + column; -1 without one */
  guint           replicate;  /* from 1; 0 if not told apart */
  double          response;   /* as it stands in the file; NaN where the flag leaves none */
  IsoReadingFlag  flag;
  guint           source;     /* index of the file */
  guint           line;       /* in that file, from 1; 0 if unknown */
  const char     *reason;     /* why it is excluded; NULL if it is not, or where nobody said. See iso_experiment_keep () */
  const char     *list;       /* name of the project's list that it is a row of; NULL for a well, and outside of projects */
  guint           row;        /* of that list, from 0 */
} IsoRecord;

typedef struct
{
  char                 *name;
  const IsoPlateFormat *format;   /* NULL if no well of it is known */
} IsoPlate;

typedef struct
{
  char        *title;      /* "Ixazomib + lenalidomide, MM.1S, MTT 72 h"; "" without one */
  char        *note;       /* shown wherever the experiment is shown: "Simulated data"; "" without one */
  GPtrArray   *samples;    /* of char * */
  GArray      *drugs;      /* of IsoDrug */
  GPtrArray   *runs;       /* of char * */
  gboolean     runs_made_up;   /* nothing in the file says which independent experiments these are: they are called 1, 2, ... */
  GPtrArray   *plates;     /* of IsoPlate */
  GPtrArray   *sources;    /* of char *: file names */
  IsoResponse  response;
  IsoScale     scale;
  GArray      *records;    /* of IsoRecord */
  GPtrArray   *messages;   /* of IsoMessage: findings on the way in */
  GStringChunk *texts;     /* what iso_experiment_keep () keeps */
} IsoExperiment;

IsoExperiment *iso_experiment_new   (void);
IsoExperiment *iso_experiment_ref   (IsoExperiment *experiment);
void           iso_experiment_unref (IsoExperiment *experiment);

/* A copy of a text of the records that lives as long as the experiment; NULL for NULL. */
const char *iso_experiment_keep (IsoExperiment *experiment, const char *text);

/* The index of a name, added if new. `unit` and `format` count only for a new one; the caller compares them with what is there. */
guint iso_experiment_add_sample (IsoExperiment *experiment, const char *name);
guint iso_experiment_add_drug   (IsoExperiment *experiment, const char *name, const IsoUnit *unit);
guint iso_experiment_add_run    (IsoExperiment *experiment, const char *name);
guint iso_experiment_add_plate  (IsoExperiment *experiment, const char *name, const IsoPlateFormat *format);
guint iso_experiment_add_source (IsoExperiment *experiment, const char *name);

const char     *iso_experiment_sample (const IsoExperiment *experiment, int sample);   /* "" for -1 */
const IsoDrug  *iso_experiment_drug   (const IsoExperiment *experiment, guint drug);
const char     *iso_experiment_run    (const IsoExperiment *experiment, guint run);
const IsoPlate *iso_experiment_plate  (const IsoExperiment *experiment, int plate);    /* NULL for -1 */

/* A well in one number, and its name; "" for -1. */
int         iso_record_well      (IsoWell well);
IsoWell     iso_record_get_well  (int well);
const char *iso_record_well_name (int well, char name[ISO_WELL_NAME_SIZE]);

/* The read of this label, or the first measured one for NULL; NULL and NO_DATA, with what there is, if the plate has none. */
const IsoRead *iso_experiment_find_read (const IsoReadPlate *plate, const char *label, const char *file, GError **error);

/* Joins a layout with a plate's read: one record a planned well. `read` is a label or NULL for the first measured read;
 * `reference`, if not NULL, is a read that is subtracted well by well (a reference wavelength). The layout's sample and drug
 * indices are those of `experiment`, its response becomes SIGNAL. Errors: a read that is not there; wells read outside the
 * layout's plate. Planned wells that were not read become records with the flag MISSING. */
gboolean iso_experiment_join (IsoExperiment       *experiment,
                              const IsoLayout     *layout,
                              const IsoReadPlate  *plate,
                              const char          *read,
                              const char          *reference,
                              const char          *file,
                              GError             **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IsoExperiment, iso_experiment_unref)

G_END_DECLS
