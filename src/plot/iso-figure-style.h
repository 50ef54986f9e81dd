/* iso-figure-style.h - how figures look: fonts, line widths and colours, by name
 *
 * Sizes are in points (1/72 inch) at final size. A style is a plain value: a caller that needs another colour or size
 * copies one and changes it, and a figure keeps its own copy.
 *
 * Fonts are Pango family lists, the first one that is installed counts. The default style names DejaVu Sans, so that a
 * figure has the same bytes wherever that font is installed; journals ask for Arial or Helvetica, and their styles
 * take those first.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  double red;     /* 0 to 1, sRGB */
  double green;
  double blue;
  double alpha;
} IsoColour;

/* What of an axis is shown, in its units. */
typedef struct
{
  double   low;
  double   high;
  gboolean zero;    /* and the place for 0 in front of the break, if there is one */
} IsoFigureRange;

/* A part of one panel: see iso-figure-zoom.h. */
typedef struct
{
  gboolean       on;
  guint          panel;
  IsoFigureRange x;
  IsoFigureRange y;
} IsoFigureZoom;

#define ISO_PALETTE_COLOURS 8

typedef struct
{
  const char *id;              /* "default", "nature": stable, for files and command lines */
  const char *name;            /* to be translated */
  double      single_mm;       /* width of one column of the journal; 0 for screens */
  double      double_mm;       /* width of two; 0 for screens */
  const char *font;            /* Pango family list */
  double      text_pt;         /* axis titles, labels, key */
  double      tick_pt;         /* numbers on axes */
  double      small_pt;        /* caption, numbers in cells */
  double      min_pt;          /* nothing is set smaller */
  double      axis_pt;         /* width of axis lines and ticks */
  double      line_pt;         /* width of curves */
  double      symbol_pt;       /* diameter of a point */
  gboolean    dark;            /* for dark screens; never exported */
  gboolean    bare;            /* without title, note and caption, which stand around it; for screens */
  gboolean    spark;           /* a heat map the size of a stamp: colours alone, without axes, numbers and scale */
  gboolean    comma;           /* numbers have a decimal comma; for screens, never exported */
  IsoFigureZoom zoom;          /* the part that is shown; for screens, never exported */
  gboolean    transparent;     /* no background is painted; `background` is what the figure will stand on */
  IsoColour   foreground;
  IsoColour   muted;           /* extrapolated, faint, beside the point */
  IsoColour   background;
  IsoColour   palette[ISO_PALETTE_COLOURS];   /* told apart by people with any one kind of colour blindness */
} IsoFigureStyle;

const IsoFigureStyle *iso_figure_style_find (const char *id);     /* NULL if there is none */
const IsoFigureStyle *iso_figure_style_nth  (guint index);        /* NULL past the last */

/* The sequential scale for viability and signals (dark blue over green to yellow), position 0 to 1; outside it is
 * held. */
IsoColour iso_colour_sequential (double position);

/* The diverging scale for scores, position -1 (blue) over 0 (white) to 1 (red). */
IsoColour iso_colour_diverging (double position);

/* Black or white, whichever can be read better on a colour. */
IsoColour iso_colour_text_on (IsoColour background);

/* The WCAG contrast ratio of two opaque colours, 1 to 21. */
double iso_colour_contrast (IsoColour one, IsoColour other);

/* `share` of one colour and the rest of the other. */
IsoColour iso_colour_mix (IsoColour one, IsoColour other, double share);

G_END_DECLS
