/* iso-figure-order.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-figure-order.h"

#include <string.h>

struct _IsoFigureOrder
{
  IsoAnalysis         *analysis;    /* (owned) */
  const IsoFigureKind *kind;
  IsoFigureSubject     subject;     /* its arms are owned */
  gboolean             own_shape;
};

/* None of them is a choice too. */
static guint *
copy_arms (const guint *arms, guint n)
{
  guint *copy = g_new (guint, n + 1);

  memcpy (copy, arms, n * sizeof *arms);
  return copy;
}

IsoFigureOrder *
iso_figure_order_new (const IsoAnalysis *analysis, const IsoFigureKind *kind, const IsoFigureSubject *subject, gboolean own_shape)
{
  IsoFigureOrder *order = g_new0 (IsoFigureOrder, 1);

  order->analysis = iso_analysis_ref (analysis);
  order->kind = kind;
  order->subject = *subject;
  if (subject->arms != NULL)
    order->subject.arms = copy_arms (subject->arms, subject->n_arms);
  order->own_shape = own_shape;
  return order;
}

void
iso_figure_order_free (IsoFigureOrder *order)
{
  g_free ((gpointer) order->subject.arms);
  iso_analysis_unref (order->analysis);
  g_free (order);
}

IsoFigure *
iso_figure_order_build (const IsoFigureOrder *order, const IsoFigureStyle *style, double width_pt, double height_pt)
{
  if (order->own_shape && height_pt > 0)
    {
      IsoFigure *figure = order->kind->build (order->analysis, &order->subject, style, width_pt, 0);
      double width, height;

      iso_figure_get_size (figure, &width, &height);
      if (height <= height_pt)
        return figure;
      iso_figure_unref (figure);
    }
  return order->kind->build (order->analysis, &order->subject, style, width_pt, height_pt);
}
