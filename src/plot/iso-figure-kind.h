/* iso-figure-kind.h - the table of figures that an analysis can be drawn as
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "analysis/iso-analysis.h"
#include "iso-figure.h"

G_BEGIN_DECLS

/* What a matrix shows. */
typedef enum
{
  ISO_QUANTITY_RESPONSE,   /* viability of the cells of a combination; of a plate's wells */
  ISO_QUANTITY_SCORE,      /* observed minus expected effect, by the subject's reference model */
  ISO_QUANTITY_SIGNAL,     /* what the reader gave, for plates */
  ISO_QUANTITY_RESIDUAL,   /* viability less what the fitted curve gives at the well's dose, for plates */
} IsoFigureQuantity;

/* What is to be drawn. A figure looks at the parts that concern it; iso_figure_subject_init () leaves every choice to
 * it. */
typedef struct
{
  int               sample;        /* index of a sample; -1: all, or the first */
  const guint      *arms;          /* indices into the analysis' arms: only these; NULL: see arm */
  guint             n_arms;
  int               arm;           /* index into the analysis' arms: only this one; -1: see combination */
  int               combination;   /* index into its combinations; -1: the first that the figure applies to,
    or all arms of the sample */
  double            fa;            /* effect level of an isobologram, 0 to 1; NaN: all that were analysed */
  int               reference;     /* index of a reference model, for scores; -1: the first */
  int               plate;         /* index of a plate of the experiment; -1: the first */
  IsoFigureQuantity quantity;
  gboolean          show_runs;     /* each run with a symbol of its own,
    instead of means over runs with faint runs behind */
} IsoFigureSubject;

void iso_figure_subject_init (IsoFigureSubject *subject);

typedef struct
{
  const char *id;            /* "dose-response": stable, for files and command lines */
  const char *name;          /* "Dose-response curves": to be translated */
  const char *description;   /* what it shows, one sentence, to be translated */

  /* FALSE if the figure would be empty. */
  gboolean  (*applies) (const IsoAnalysis *analysis, const IsoFigureSubject *subject);

  /* Width and height in points; a height of 0 takes the one that suits the figure. One that is too low leaves caption and key out, and
   * is exceeded if the plots still could not be read. Never NULL. */
  IsoFigure *(*build) (const IsoAnalysis *analysis, const IsoFigureSubject *subject, const IsoFigureStyle *style,
                       double width_pt, double height_pt);
} IsoFigureKind;

/* "dose-response", "residuals", "median-effect", "fa-ci", "isobologram", "matrix", "scores", "surface", "plate",
 * "replicates", "growth-rate". NULL if there is none, past the last. */
const IsoFigureKind *iso_figure_kind_find (const char *id);
const IsoFigureKind *iso_figure_kind_nth  (guint index);

/* As its build (), with the decimal sign of the style. */
IsoFigure *iso_figure_kind_build (const IsoFigureKind *kind, const IsoAnalysis *analysis, const IsoFigureSubject *subject,
                                  const IsoFigureStyle *style, double width_pt, double height_pt);

/* The heat map of a plate straight from a reader's file. `read` is one of the plate's reads; `layout` (may be NULL)
 * tells the roles. `title` stands above it, `note` (may be NULL or "") below. Width and height as above. */
IsoFigure *iso_figure_of_read (const IsoReadPlate *plate, const IsoRead *read, const IsoLayout *layout,
                               const char *title,
                               const char *note, const IsoFigureStyle *style, double width_pt, double height_pt);

G_END_DECLS
