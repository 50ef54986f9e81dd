/* iso-figure-view-private.h - what the files of IsoFigureView share: -picture.c what is made, -input.c keys and pointer
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-figure-painter.h"
#include "iso-figure-view.h"
#include "iso-figure-zoom.h"

G_BEGIN_DECLS

#define ISO_NO_MARK (-1)

struct _IsoFigureView
{
  GtkWidget parent_instance;

  IsoFigureBuild        build;      /* one of these two, or none */
  IsoFigureAsk          ask;
  gpointer              data;       /* of it */
  const IsoFigureStyle *paper;      /* NULL for the screen */
  double                paper_width;
  gboolean              bare;
  gboolean              spark;

  /* What was made of them. It stays, stretched, until the next one is there. */
  IsoFigure         *figure;        /* (owned) (nullable) */
  cairo_surface_t   *pixels;        /* (owned) (nullable) what the node shows: without it GTK would keep a copy */
  GskRenderNode     *node;          /* (owned) (nullable) */
  IsoFigureSheet     sheet;         /* it was made for */
  int                needed;        /* height in pixels for its width, where less would be too low for it; else 0 */
  gboolean           old;           /* it shows other data: it can be looked at, and not asked */
  gboolean           again;         /* size or style changed since the next one was begun */
  guint              begin_source;
  IsoFigurePainting *painting;      /* (nullable) the next one */

  /* The one that will be ordered when the next analysis is taken, begun before. */
  IsoFigureOrder    *ahead;         /* (owned) (nullable) */
  IsoFigurePainting *ahead_painting;   /* (nullable) */
  IsoFigure         *ahead_figure;  /* (owned) (nullable) */
  cairo_surface_t   *ahead_pixels;  /* (owned) (nullable) */
  IsoFigureSheet     ahead_sheet;
  IsoFigureReady     ready;

  GMenuModel *menu;                 /* (owned) (nullable) */
  GtkWidget  *popover;              /* (nullable) shows the menu, made when it is needed first */

  GHashTable *lit;                  /* (owned) set of observations that are selected somewhere */
  GHashTable *pointed;              /* (owned) and of those that the pointer is on, here or elsewhere */

  IsoFigureZoom zoom;               /* the part that is shown, where one is */
  char *zoomed;                     /* (owned) (nullable) the figure that it is a part of */
  gboolean inside;                  /* the pointer is, and where */
  double pointer_x, pointer_y;
  gboolean dragging;                /* a rectangle is being drawn out, and will be the part */
  graphene_rect_t drag;

  int hovered;                      /* indices of marks, or ISO_NO_MARK */
  int cursor;
  int selected;
};

/* --- the picture ------------------------------------------------------------------------------------------------------------------ */

/* What is asked of what is shown; NULL while that shows data that changed. */
const IsoFigure     *iso_figure_view_ask_figure (IsoFigureView *self);
const IsoFigureMark *iso_figure_view_get_mark   (IsoFigureView *self, int index);
int                  iso_figure_view_find_mark  (IsoFigureView *self, double x, double y);

/* Where a mark of the figure that is shown is, in the widget. */
graphene_rect_t iso_figure_view_place_mark (IsoFigureView *self, const IsoFigureMark *mark);

/* Size or style changed, or the data. A new picture is made beside the main loop. */
void iso_figure_view_renew   (IsoFigureView *self);
void iso_figure_view_outdate (IsoFigureView *self);
void iso_figure_view_drop    (IsoFigureView *self);

/* What was painted ahead is not what will be ordered. */
void iso_figure_view_drop_ahead (IsoFigureView *self);

/* At once, where there is none to look at meanwhile and it does not take long. */
void iso_figure_view_ensure  (IsoFigureView *self);

/* Shows a part of the figure that is shown, or all of it. */
void iso_figure_view_set_zoom (IsoFigureView *self, const IsoFigureZoom *zoom);

/* Places in the figure that is shown, in points. */
void iso_figure_view_to_points (IsoFigureView *self, double *x, double *y);

/* Whether enough of what a mark is made of is selected. */
gboolean iso_figure_view_is_lit (IsoFigureView *self, const IsoFigureMark *mark);

/* --- the widget ------------------------------------------------------------------------------------------------------------------- */

void iso_figure_view_describe        (IsoFigureView *self);
void iso_figure_view_current_changed (IsoFigureView *self);
void iso_figure_view_select_mark     (IsoFigureView *self, int index, gboolean add);

/* --- keys and pointer ------------------------------------------------------------------------------------------------------------- */

void iso_figure_view_install_input (GtkWidgetClass *widget_class);
void iso_figure_view_init_input    (IsoFigureView *self);

G_END_DECLS
