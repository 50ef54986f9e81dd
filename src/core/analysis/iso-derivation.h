/* iso-derivation.h - where a number comes from: its formula, the numbers in their places, the fit it rests on, and what was read
 *
 * A derivation is a list of steps for a person to read from above. Each is a sentence with holes and what fills them, so that window and
 * terminal show it in their own language and number format.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "analysis/iso-analysis.h"

G_BEGIN_DECLS

/* What is asked. Indices are those of one analysis. */
typedef enum
{
  ISO_TOPIC_NONE,
  ISO_TOPIC_WELL,           /* viability of the observation `item` */
  ISO_TOPIC_EFFECT_DOSE,    /* `item` of the effect doses of `arm` */
  ISO_TOPIC_LEVEL_INDEX,    /* combination index of `ray` of `combination` at the level `item` */
  ISO_TOPIC_CELL_INDEX,     /* combination index of the cell `item` of `combination` */
  ISO_TOPIC_GROWTH,         /* GR50 of the curve `item` of the analysis' growth */
  ISO_TOPIC_GROWTH_POINT,   /* growth rates of the curve and dose of the observation `item` */
  ISO_TOPIC_SCORE,          /* score of the cell `item` of `combination` by `reference` */
} IsoTopicKind;

typedef struct
{
  IsoTopicKind kind;
  guint        arm;
  guint        combination;
  guint        ray;
  guint        reference;
  guint        item;
} IsoTopic;

typedef enum
{
  ISO_STEP_QUESTION,   /* "Why is ...?" */
  ISO_STEP_HEADING,
  ISO_STEP_FORMULA,    /* in letters, or with numbers in the place of the letters */
  ISO_STEP_FACT,
  ISO_STEP_READING,    /* of one observation: well, number, file and line */
} IsoStepKind;

#define ISO_STEP_VALUES 9

/* What fills a hole. */
typedef struct
{
  char          *text;     /* (owned) NULL for a number; a count is both */
  gboolean       translate;   /* the text is a sentence of the program */
  double         number;
  const IsoUnit *unit;     /* NULL for none */
} IsoStepValue;

typedef struct
{
  IsoStepKind  kind;
  const char  *sentence;   /* to be translated, with holes {1} to {9} */
  guint        n_values;
  IsoStepValue values[ISO_STEP_VALUES];
  int          observation;   /* of a reading; -1 otherwise */
} IsoStep;

/* GArray of IsoStep; NULL if there is nothing of this kind in the analysis, or it cannot be derived. */
GArray *iso_derivation_new (const IsoAnalysis *analysis, const IsoTopic *topic);

/* The same for the mean of some wells: of each experiment, and of all of them. */
GArray *iso_derivation_of_wells (const IsoAnalysis *analysis, const guint *observations, guint n);

/* How a program says sentences and numbers; the caller frees what `format` returns. */
typedef struct
{
  const char *(*translate) (const char *sentence);
  char       *(*format)    (double number, const IsoUnit *unit);
} IsoStepVoice;

/* The sentence of a step, filled. The caller frees it. */
char *iso_step_fill (const IsoStep *step, const IsoStepVoice *voice);

G_END_DECLS
