/* iso-plate-grid-private.h - what the files of the plate share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-plate-grid.h"

G_BEGIN_DECLS

/* What a drag of the pointer does. */
typedef enum
{
  ISO_DRAG_NOTHING,
  ISO_DRAG_WELLS,
  ISO_DRAG_ROWS,
  ISO_DRAG_COLUMNS,
  ISO_DRAG_MOVE,
} IsoPlateDrag;

struct _IsoPlateGrid
{
  GtkWidget parent_instance;

  IsoProject       *project;      /* (owned) (nullable) */
  IsoWellSelection *selection;    /* (owned) (nullable) */
  IsoPlateMap      *map;      /* (owned) (nullable) */
  const IsoPlateFormat *format;   /* NULL: nothing to show */
  GtkWidget       **wells;        /* (owned) the children, one for each well */
  IsoPlateLook     *looks;        /* (owned) what each well shows */
  guint8           *stale;        /* (owned) wells whose description is to be made anew */
  guint             describe_source;

  IsoPlateLayer     layer;
  char             *drug;         /* (owned) (nullable) */
  gboolean          codes;
  GArray           *preview;      /* (owned) of IsoWellEdit */
  GArray           *marked;       /* (owned) of guint */

  IsoFigureStyle    style;
  char             *font;         /* (owned) of the style */
  GHashTable       *nodes;        /* (owned) IsoPlateLook -> GskRenderNode */
  GskRenderNode    *ground;       /* (owned) (nullable) plate, headers, hatched edge */

  int               side;         /* of a well, pixels */
  int               left;         /* where the first well is */
  int               top;
  int               header_width;
  int               header_height;

  guint             cursor;
  guint             anchor;       /* where an extended selection began */
  guint             far;          /* where it ends */
  IsoPlateDrag      drag;
  guint             drag_from;    /* well, row or column */
  int               drag_rows;    /* how far the wells are dragged */
  int               drag_columns;
  gboolean          pressed_selected;
  GMenuModel       *menu;         /* (owned) (nullable) */
  GtkWidget        *popover;      /* (nullable) */
};

/* iso-plate-grid-input.c */
void iso_plate_grid_input_class_init (GtkWidgetClass *klass);
void iso_plate_grid_input_init       (IsoPlateGrid *self);

/* iso-plate-grid-draw.c: colours, headers and what stands below and above the wells. */
void           iso_plate_grid_update_style (IsoPlateGrid *self);
GskRenderNode *iso_plate_grid_get_node     (IsoPlateGrid *self, const IsoPlateLook *look);
void           iso_plate_grid_forget_nodes (IsoPlateGrid *self);
void           iso_plate_grid_draw_below   (IsoPlateGrid *self, GtkSnapshot *snapshot);
void           iso_plate_grid_draw_above   (IsoPlateGrid *self, GtkSnapshot *snapshot);

/* The well at a place, or the nearest if `outside` allows; -1 for none. */
int iso_plate_grid_find_well (IsoPlateGrid *self, double x, double y, gboolean outside);

G_END_DECLS
