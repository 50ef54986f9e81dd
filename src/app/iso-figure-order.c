/* iso-figure-order.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-figure-order.h"

#include <math.h>
#include <string.h>

#define MANY 4000   /* wells */

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

static void
clear_order (gpointer data)
{
  IsoFigureOrder *order = data;

  g_free ((gpointer) order->subject.arms);
  iso_analysis_unref (order->analysis);
}

static gboolean
is_same_subject (const IsoFigureSubject *one, const IsoFigureSubject *other)
{
  return one->sample == other->sample && one->arm == other->arm && one->combination == other->combination && one->plate == other->plate
         && (one->fa == other->fa || (isnan (one->fa) && isnan (other->fa))) && one->reference == other->reference
         && one->quantity == other->quantity && one->show_runs == other->show_runs && (one->arms == NULL) == (other->arms == NULL)
         && one->n_arms == other->n_arms && (one->arms == NULL || memcmp (one->arms, other->arms, one->n_arms * sizeof *one->arms) == 0);
}

IsoFigureOrder *
iso_figure_order_new (const IsoAnalysis *analysis, const IsoFigureKind *kind, const IsoFigureSubject *subject, gboolean own_shape)
{
  IsoFigureOrder *order = g_atomic_rc_box_new0 (IsoFigureOrder);

  order->analysis = iso_analysis_ref (analysis);
  order->kind = kind;
  order->subject = *subject;
  if (subject->arms != NULL)
    order->subject.arms = copy_arms (subject->arms, subject->n_arms);
  order->own_shape = own_shape;
  return order;
}

IsoFigureOrder *
iso_figure_order_ref (IsoFigureOrder *order)
{
  return g_atomic_rc_box_acquire (order);
}

void
iso_figure_order_unref (IsoFigureOrder *order)
{
  g_atomic_rc_box_release_full (order, clear_order);
}

gboolean
iso_figure_order_equal (const IsoFigureOrder *one, const IsoFigureOrder *other)
{
  return one->analysis == other->analysis && one->kind == other->kind && one->own_shape == other->own_shape
         && is_same_subject (&one->subject, &other->subject);
}

char *
iso_figure_order_dup_key (const IsoFigureOrder *order)
{
  const IsoFigureSubject *subject = &order->subject;
  GString *key = g_string_new (order->kind->id);

  g_string_append_printf (key, " %d %d %d %d %g %d %d %d", subject->sample, subject->arm, subject->combination, subject->plate, subject->fa,
                          subject->reference, subject->quantity, subject->show_runs);
  for (guint i = 0; subject->arms != NULL && i < subject->n_arms; i++)
    g_string_append_printf (key, " %u", subject->arms[i]);
  return g_string_free (key, FALSE);
}

gboolean
iso_figure_order_is_large (const IsoFigureOrder *order)
{
  return order->analysis->dataset->observations->len > MANY;
}

IsoFigure *
iso_figure_order_build (const IsoFigureOrder *order, const IsoFigureStyle *style, double width_pt, double height_pt)
{
  if (order->own_shape && height_pt > 0)
    {
      IsoFigure *figure = iso_figure_kind_build (order->kind, order->analysis, &order->subject, style, width_pt, 0);
      double width, height;

      iso_figure_get_size (figure, &width, &height);
      if (height <= height_pt)
        return figure;
      iso_figure_unref (figure);
    }
  return iso_figure_kind_build (order->kind, order->analysis, &order->subject, style, width_pt, height_pt);
}
