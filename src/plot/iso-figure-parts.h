/* iso-figure-parts.h - what a figure is made of, inside this room
 *
 * A builder makes panels and fills them with areas, lines, points and cells in the units of their axes; it says
 * nothing of points and millimetres. Layout (iso-figure-layout.h) measures the words, gives every part its place, and
 * turns axes into ticks. Drawing (iso-figure-draw.c) only draws.
 *
 * Strings given to these functions are copied unless "takes" is said.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "base/iso-message.h"
#include "iso-figure.h"
#include "iso-plate-look.h"

G_BEGIN_DECLS

typedef struct
{
  double x;
  double y;
  double width;
  double height;
} IsoRect;

typedef struct
{
  double x;
  double y;
} IsoSpot;

/* Axes */

typedef enum
{
  ISO_AXIS_LINEAR,
  ISO_AXIS_LOG,
  ISO_AXIS_BANDS,    /* places 0 to 1, 1 to 2, ... each with a label */
} IsoAxisScale;

typedef struct
{
  double  value;
  char   *label;     /* NULL for a minor tick */
} IsoAxisTick;

typedef struct
{
  IsoAxisScale scale;
  double       low;
  double       high;
  double       all_low;        /* what they are where all is shown */
  double       all_high;
  gboolean     has_zero;       /* log: a place for 0 in front of a break */
  gboolean     reversed;       /* y: low at the top */
  gboolean     at_top;         /* x: labels above the plot */
  gboolean     thin_labels;    /* bands: labels may be left out where there is no room; otherwise they are turned */
  gboolean     percent;        /* linear: quarters of 100 are round numbers */
  char        *title;          /* without unit */
  char        *unit;           /* symbol; "" for none */
  GPtrArray   *bands;          /* labels of ISO_AXIS_BANDS */

  /* by layout */
  char        *shown;          /* title and unit, the title shortened if both do not fit */
  GArray      *ticks;          /* of IsoAxisTick */
  gboolean     turned;         /* labels stand upright */
  double       start;          /* where low is, in points */
  double       end;            /* where high is */
  double       zero;           /* where 0 is, with has_zero */
} IsoAxis;

/* Marks on the plane */

typedef enum
{
  ISO_SYMBOL_CIRCLE,
  ISO_SYMBOL_SQUARE,
  ISO_SYMBOL_TRIANGLE,
  ISO_SYMBOL_DIAMOND,
  ISO_SYMBOL_TRIANGLE_DOWN,
  ISO_SYMBOL_PENTAGON,
  ISO_SYMBOL_STAR,
  ISO_SYMBOL_PLUS,
  ISO_SYMBOL_NONE,
} IsoSymbol;
#define ISO_N_SYMBOLS ISO_SYMBOL_NONE

typedef enum
{
  ISO_DASH_SOLID,
  ISO_DASH_DASHED,
  ISO_DASH_DOTTED,
  ISO_DASH_DASH_DOT,
} IsoDash;

typedef struct
{
  GArray    *spots;      /* of IsoSpot, a closed outline */
  IsoColour  colour;
} IsoPlotArea;

typedef struct
{
  GArray    *spots;      /* of IsoSpot; a NaN ends a piece */
  IsoColour  colour;
  double     width;
  IsoDash    dash;
  gboolean   caps;       /* short bars across both ends, as on an interval */
  gboolean   arrow;      /* at the last end: it goes on */
  gboolean   faint;      /* labels may cross it */
} IsoPlotLine;

typedef struct
{
  double     x;
  double     y;
  double     x_low;      /* interval bars; NaN for none, infinite for an arrow */
  double     x_high;
  double     y_low;
  double     y_high;
  IsoSymbol  symbol;
  gboolean   hollow;
  gboolean   struck;     /* a stroke through it: excluded */
  double     size;       /* diameter, in points */
  IsoColour  colour;
  int        mark;       /* -1 for none */
} IsoPlotPoint;

typedef enum
{
  ISO_CELL_FILLED    = 0,
  ISO_CELL_HATCHED   = 1 << 0,   /* nothing measured here */
  ISO_CELL_STRUCK    = 1 << 1,   /* excluded: a stroke through it */
  ISO_CELL_RING      = 1 << 2,   /* vehicle */
  ISO_CELL_CROSS     = 1 << 3,   /* positive control */
  ISO_CELL_DASHED    = 1 << 4,   /* blank: a dashed outline */
  ISO_CELL_DOT       = 1 << 5,   /* untreated: a dot in the middle */
  ISO_CELL_OUTLINE   = 1 << 6,   /* nothing planned: outline alone */
  ISO_CELL_FRAMED    = 1 << 7,   /* stands out from the others */
  ISO_CELL_CORNER    = 1 << 8,   /* compound blank, time zero: a corner is marked */
} IsoCellLook;

typedef struct
{
  double     x;          /* band coordinates: 0 to 1 is the first band */
  double     y;
  IsoColour  colour;
  guint      look;       /* of IsoCellLook */
  char      *text;       /* written inside if there is room for the texts of all cells; NULL for none */
  int        mark;
  IsoPlateLook *plan;    /* a planned well, drawn instead of `colour` and `look`; NULL for none */
} IsoPlotCell;

#define ISO_ROUND_CELL 0.88   /* share of its cell that a round well is wide */

/* A row of the key, or a label beside what it names: a sample of the symbol, a name, and what is to be known. */
typedef struct
{
  guint      panel;
  IsoSymbol  symbol;
  gboolean   hollow;
  gboolean   has_line;
  IsoDash    dash;
  IsoColour  colour;
  int        look;       /* of IsoCellLook, for a sample cell; -1 for none */
  IsoPlateLook *plan;    /* the sample is a planned well; NULL for none */
  char      *name;
  char      *value;      /* "" for none */
  gboolean   named_above;   /* the panel's title says the name: a direct label gives the value alone */
  GArray    *path;       /* of IsoSpot, axis units: where a direct label may stand; NULL: only in the key */
} IsoKeyEntry;

/* A scale of colours beside a panel. */
typedef struct
{
  gboolean  shown;
  gboolean  diverging;
  double    low;
  double    high;
  char     *title;
  GArray   *ticks;       /* by layout */
  IsoRect   rect;        /* by layout */
} IsoColourBar;

typedef struct
{
  char         *title;
  IsoAxis       x;
  IsoAxis       y;
  double        ratio;         /* height by width of the plot where the figure may choose */
  gboolean      square_cells;
  gboolean      round_cells;
  GArray       *areas;         /* of IsoPlotArea */
  GArray       *lines;         /* of IsoPlotLine */
  GArray       *points;        /* of IsoPlotPoint */
  GArray       *cells;         /* of IsoPlotCell */
  IsoColourBar  bar;

  /* by layout */
  IsoRect       plot;
  IsoSpot       corner;        /* top left, of the margins too */
  double        cell_text_pt;  /* 0: no room for texts in cells */
} IsoPanel;

/* A text with its place. */
typedef struct
{
  char      *text;
  double     x;
  double     y;
  double     size;
  double     width;      /* it may have; 0: any */
  guint      lines;      /* it may have; then it ends in an ellipsis */
  double     align;      /* share of its width left of x: 0, 0.5, 1 */
  double     valign;     /* share of its height above y */
  gboolean   upright;    /* turned to read from below */
  gboolean   bold;
  gboolean   middle;     /* one line: the ellipsis stands in its middle, because its end tells names apart */
  IsoColour  colour;
} IsoText;

/* A sample of a symbol, placed by layout: of the key and of direct labels. */
typedef struct
{
  guint   entry;
  IsoRect rect;
} IsoKeySample;

struct _IsoFigure
{
  int             references;
  IsoFigureStyle  style;
  double          width;
  double          height;
  double          least_height;  /* see iso_figure_get_least_height () */
  char           *title;
  char           *note;          /* of the experiment: "Simulated data" */
  GString        *caption;       /* sentences */
  GString        *description;
  char           *empty;         /* why nothing is drawn */
  GPtrArray      *panels;        /* of IsoPanel */
  double          panel_width;   /* from this on, panels stand side by side */
  gboolean        direct_labels; /* try to set key entries beside their curves */
  GArray         *key;           /* of IsoKeyEntry */
  GArray         *marks;         /* of IsoFigureMark; label and observations owned */
  GPtrArray      *columns;       /* of char * */
  GPtrArray      *cells;         /* of char *, row by row */
  GArray         *exact;         /* of double */

  /* by layout */
  GArray         *texts;         /* of IsoText */
  GArray         *samples;       /* of IsoKeySample */
};

/* Building */

IsoFigure *iso_figure_new           (const IsoFigureStyle *style, double width_pt, double height_pt, const char *title,
                                     const char *note);
void       iso_figure_set_empty     (IsoFigure *figure, char *reason);            /* takes it */
void       iso_figure_add_caption   (IsoFigure *figure, char *sentence);          /* takes it */
void       iso_figure_add_description (IsoFigure *figure, char *sentence);        /* takes it */
IsoPanel  *iso_figure_add_panel     (IsoFigure *figure);
int        iso_figure_add_mark      (IsoFigure *figure, char *label, const guint *observations,
                                     guint n);   /* takes label */
/* Nothing for the mark -1. */
void       iso_figure_set_topic     (IsoFigure *figure, int mark, IsoTopic topic);
IsoKeyEntry *iso_figure_add_key     (IsoFigure *figure, guint panel, const char *name, const char *value);

/* The table twin. A row is begun, then gets its cells from left to right. */
void iso_figure_add_column  (IsoFigure *figure, char *header);                    /* takes it */
void iso_figure_begin_row   (IsoFigure *figure, int mark);
void iso_figure_add_text    (IsoFigure *figure, char *text);                      /* takes it */
void iso_figure_add_number  (IsoFigure *figure, double value);                    /* nothing for NaN */

void iso_axis_set_linear (IsoAxis *axis, double low, double high, char *title);   /* takes title */
void iso_axis_set_log    (IsoAxis *axis, double low, double high, char *title);
void iso_axis_set_bands  (IsoAxis *axis, char *title);
void iso_axis_add_band   (IsoAxis *axis, char *label);                            /* takes it */
void iso_axis_set_unit   (IsoAxis *axis, const char *symbol);

IsoPlotLine  *iso_panel_add_line  (IsoPanel *panel, IsoColour colour, double width, IsoDash dash);
void          iso_plot_line_to    (IsoPlotLine *line, double x, double y);
IsoPlotLine  *iso_panel_add_segment (IsoPanel *panel, IsoColour colour, double width, IsoDash dash,
                                     double x1, double y1, double x2, double y2);
IsoPlotArea  *iso_panel_add_area  (IsoPanel *panel, IsoColour colour);
void          iso_plot_area_to    (IsoPlotArea *area, double x, double y);
IsoPlotPoint *iso_panel_add_point (IsoPanel *panel, double x, double y, IsoSymbol symbol, IsoColour colour,
                                   double size, int mark);
IsoPlotCell  *iso_panel_add_cell  (IsoPanel *panel, guint column, guint row, IsoColour colour, guint look, int mark);

/* Where a value of an axis is, in points; after layout. NaN for a value that a log axis does not have. */
double iso_axis_place (const IsoAxis *axis, double value);

/* Gives everything its place; the last step of every builder. Sets the height where it was 0. Returns the figure. */
IsoFigure *iso_figure_finish (IsoFigure *figure);

G_END_DECLS
