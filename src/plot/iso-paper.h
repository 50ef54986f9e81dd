/* iso-paper.h - pages of paper with text, boxes and lines, as one PDF or on a printer
 *
 * A4, upright, in points from the top left corner. The same calls give the same bytes.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-figure-style.h"

#include <cairo.h>

G_BEGIN_DECLS

#define ISO_PAPER_WIDTH 595.28
#define ISO_PAPER_HEIGHT 841.89
#define ISO_PAPER_MARGIN 42.0

typedef struct _IsoPaper IsoPaper;

IsoPaper *iso_paper_new    (const char *title);        /* with a first page */
void      iso_paper_free   (IsoPaper *paper);
GBytes   *iso_paper_to_pdf (const IsoPaper *paper);

/* Draws a page, from 0, at the size of the paper: 1 unit is 1 point. */
void      iso_paper_draw   (const IsoPaper *paper, guint page, cairo_t *cr);

void      iso_paper_new_page  (IsoPaper *paper);
guint     iso_paper_get_pages (const IsoPaper *paper);

typedef enum
{
  ISO_PAPER_LEFT,
  ISO_PAPER_MIDDLE,
} IsoPaperAlign;

typedef struct
{
  double        size;     /* of the letters */
  gboolean      bold;
  IsoPaperAlign align;
  guint         lines;    /* at most; cut with an ellipsis. 0: as many as it takes */
} IsoPaperText;

/* How high a text gets in this width, and writing it with its top left corner there; both return the height. */
double iso_paper_measure (IsoPaper *paper, const IsoPaperText *style, double width, const char *text);
double iso_paper_write   (IsoPaper *paper, const IsoPaperText *style, double x, double y, double width, const char *text);

void   iso_paper_line (IsoPaper *paper, double x1, double y1, double x2, double y2, double width);

/* A box with a thin frame, filled where `fill` is not NULL; with fully rounded ends where `round` is set. */
void   iso_paper_box  (IsoPaper *paper, double x, double y, double width, double height, gboolean round, const IsoColour *fill);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IsoPaper, iso_paper_free)

G_END_DECLS
