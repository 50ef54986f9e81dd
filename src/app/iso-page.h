/* iso-page.h - the pages of the window, in the order of the work
 *
 * A page is a figure of the analysis, or a widget of its own that takes the project as its property "project".
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* The choices that stand above a page's figure. */
typedef enum
{
  ISO_CHOICE_LEVEL = 1 << 0,      /* effect level */
  ISO_CHOICE_SCORE = 1 << 1,      /* response or score, and the reference model of scores */
  ISO_CHOICE_RUNS = 1 << 2,       /* means or single experiments */
} IsoChoices;

typedef struct
{
  const char *id;        /* of the page, and of its kind of figure */
  const char *title;     /* to be translated, in Header Capitals */
  const char *icon;
  GType     (*type) (void);   /* of a page that is a widget of its own; NULL for a figure */
  const char *waiting;   /* what an experiment without measured values lacks for it, a sentence, to be translated; NULL: the page is not
                            there then. A widget of its own that has it is not made before there is an analysis */
  gboolean    as_read;   /* it can show what was read where nothing can be made of it */
  gboolean    of_plate;  /* it is about a plate, not about a treatment */
  gboolean    of_treatment; /* a widget of its own that is about the treatment that is chosen beside the pages */
  IsoChoices  choices;
  const char *missing;   /* why an analysed experiment may not have it, a sentence, to be translated */
} IsoPage;

const IsoPage *iso_page_nth  (guint index);       /* NULL past the last */
const IsoPage *iso_page_find (const char *id);    /* NULL if there is none */

G_END_DECLS
