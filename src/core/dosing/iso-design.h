/* iso-design.h - which doses are to be tested together, how often, and on how many plates
 *
 * A design is a set of *treatments*, each a dose of one to three drugs. It is put together of arms: single-agent series, rays
 * of fixed ratio, matrices, one drug titrated at a fixed dose of another. The same treatment asked for by two arms (a single
 * dose that is also the margin of a matrix) is one treatment. Doses of a drug are compared by level: a dose within a
 * millionth of one that is there already is that level.
 *
 * Doses are in the inside unit of the drug.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "base/iso-error.h"
#include "plate/iso-layout.h"

G_BEGIN_DECLS

#define ISO_DESIGN_MAX_TREATMENTS 10000

typedef struct
{
  double doses[ISO_MAX_DRUGS];   /* 0: without this drug */
  guint  levels[ISO_MAX_DRUGS];  /* the dose's number among those of the drug, from 1 by size; 0: without. Set by
                                    iso_design_finish () */
} IsoTreatment;

typedef struct
{
  guint   n_drugs;
  GArray *treatments;              /* of IsoTreatment, in the order of the arms */
  GArray *levels[ISO_MAX_DRUGS];   /* of double, every dose of a drug; ascending once finished */
} IsoDesign;

/* What of a matrix is tested. The margins, each drug alone, always are. */
typedef enum
{
  ISO_MATRIX_FULL,
  ISO_MATRIX_TRIANGLE,   /* without the corner where all doses are high: as shares of their highest level, they add up to 1 at most */
  ISO_MATRIX_BAND,       /* only combinations of levels that are nearly as high as each other: at most one step apart */
} IsoMatrixShape;

IsoDesign *iso_design_new  (guint n_drugs);

/* What stands on plates (of IsoLayout) already, by the doses that were asked for; finished. Error: RANGE for a dose that is not above zero or of
 * another drug. */
IsoDesign *iso_design_new_from_layouts (const GPtrArray *layouts, guint n_drugs, GError **error);
void       iso_design_free (IsoDesign *design);

/* All: doses above zero, in any order; errors RANGE (a dose that is not above zero, a drug that there is not, the same drug
 * twice), NO_DATA (no dose), TOO_LARGE (more treatments than can be). */

/* A drug alone. */
gboolean iso_design_add_series (IsoDesign *design, guint drug, const double *doses, guint n_doses, GError **error);

/* Dose of drug j = multiple * bases[j]. */
gboolean iso_design_add_ray (IsoDesign *design, const guint *drugs, guint n_drugs, const double *bases, const double *multiples,
                             guint n_multiples, GError **error);

/* Every combination of the doses, and each drug alone. */
gboolean iso_design_add_matrix (IsoDesign *design, const guint *drugs, guint n_drugs, const double *const *doses, const guint *n_doses,
                                IsoMatrixShape shape, GError **error);

/* Doses of one drug, each with the same dose of another, and that dose of the other alone. */
gboolean iso_design_add_fixed (IsoDesign *design, guint drug, const double *doses, guint n_doses, guint other, double other_dose,
                               GError **error);

/* Numbers the levels; called once, after the last arm. */
void     iso_design_finish (IsoDesign *design);

/* What a ray starts from at multiple 1: each IC50, times its share where shares are given. Without shares, the doses that act
 * alone are given together in full; with shares that add up to 1 each drug gives its part, half and half for 0.5. Which of the two was
 * meant changes every number of the result, so it is always said. */
void     iso_ray_bases (const double *ic50, const double *shares, guint n, double *bases);

/* The same for a ratio of doses that is given, whatever the IC50s are: at multiple 1 the parts of the IC50s add up to 1, which is the IC50 of
 * the mixture if nothing but additivity acts (Loewe). */
void     iso_ray_ratio_bases (const double *ic50, const double *ratio, guint n, double *bases);

/* How a design is put on plates. */
typedef struct
{
  const IsoPlateFormat *format;
  guint    ring;                     /* rows and columns at each edge without samples: 0, 1, 2 */
  guint    lost;                     /* wells inside that cannot be used: broken, taken */
  guint    replicates;               /* of each treatment, for each sample and run */
  guint    samples;
  guint    runs;                     /* independent experiments: everything once more */
  gboolean together;                 /* all samples of a run on the same plates, where they fit */
  guint    controls[ISO_N_ROLES];    /* wells of each on every plate, and of all but blanks for every sample on it */
} IsoPlating;

/* How many it takes. */
typedef struct
{
  guint    usable;        /* wells of a plate */
  guint    treatments;    /* different ones */
  guint    wanted;        /* wells on one plate if everything of one sample (all samples, where they are together) stood on it */
  guint    plates;        /* of all samples and runs */
  guint    wells;         /* that are filled, on all plates */
  gboolean whole;         /* one plate is enough for all replicates of all treatments of a sample */
  gboolean together;      /* the samples do share plates */
} IsoPlatingCount;

/* Error: TOO_LARGE, with what would help, if even one replicate of one treatment finds no room beside the controls, or there would be more
 * than 10,000 plates. */
gboolean iso_plating_count (const IsoDesign *design, const IsoPlating *plating, IsoPlatingCount *count, GError **error);

/* Adds to `messages` what could be changed so that one plate is enough, each with its numbers; nothing if it is. */
void     iso_plating_suggest (const IsoDesign *design, const IsoPlating *plating, GPtrArray *messages);

/* What comes onto one plate, before it has a place. */
typedef struct
{
  guint   run;
  int     sample;   /* -1: several */
  GArray *wells;    /* of IsoLayoutWell, controls last; equal contents differ by their replicate */
} IsoPlateContent;

/* The contents of all plates, run by run: GPtrArray of IsoPlateContent; NULL and the error of iso_plating_count (). Plates of one sample
 * are filled evenly. */
GPtrArray *iso_plating_fill (const IsoDesign *design, const IsoPlating *plating, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IsoDesign, iso_design_free)

G_END_DECLS
