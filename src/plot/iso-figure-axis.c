/* iso-figure-axis.c - which ticks an axis of a given length has room for
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-figure-layout.h"

#include "iso-axis-ticks.h"

#include <math.h>

#define MOST_TICKS 11

/* TRUE if labels set beside each other keep a blank's width apart. `thin`: those that do not are taken away. */
static gboolean
labels_fit (IsoTextRuler *ruler, const IsoFigureStyle *style, IsoAxis *axis, gboolean thin)
{
  double before = -INFINITY;

  for (guint i = 0; i < axis->ticks->len; i++)
    {
      IsoAxisTick *tick = &g_array_index (axis->ticks, IsoAxisTick, i);
      double half, middle;

      if (tick->label == NULL)
        continue;
      half = iso_text_ruler_width (ruler, tick->label, style->tick_pt) / 2;
      middle = iso_axis_place (axis, tick->value);
      if (middle - half >= before)
        before = middle + half + style->tick_pt * 0.45;
      else if (thin)
        g_clear_pointer (&tick->label, g_free);
      else
        return FALSE;
    }
  return TRUE;
}

static void
add_zero (IsoAxis *axis)
{
  IsoAxisTick tick = { 0, NULL };

  if (!axis->has_zero)
    return;
  tick.label = g_strdup ("0");
  g_array_append_val (axis->ticks, tick);
}

/* Decades come as powers, sorted, so the zero in front is first. */
static void
make_scale (IsoAxis *axis, guint most)
{
  g_array_set_size (axis->ticks, 0);
  add_zero (axis);
  if (axis->scale == ISO_AXIS_LOG)
    {
      double decades = MAX (log10 (axis->high / axis->low), 0.1);

      iso_ticks_log (axis->low, axis->high, most, fabs (axis->end - axis->start) / decades >= 14, axis->ticks);
    }
  else
    {
      iso_ticks_linear (axis->low, axis->high, most, axis->percent, axis->ticks);
    }
}

static void
make_bands (IsoAxis *axis, guint step)
{
  g_array_set_size (axis->ticks, 0);
  for (guint i = 0; i < axis->bands->len; i++)
    {
      gboolean labelled = i % step == 0 && *(const char *) axis->bands->pdata[i] != '\0';
      IsoAxisTick tick = { i + 0.5, labelled ? g_strdup (axis->bands->pdata[i]) : NULL };

      g_array_append_val (axis->ticks, tick);
    }
}

static void
fit_bands (IsoTextRuler *ruler, const IsoFigureStyle *style, IsoAxis *axis, gboolean horizontal)
{
  static const guint steps[] = { 1, 2, 3, 4, 6, 8, 12, 24 };
  double band = fabs (axis->end - axis->start) / MAX (axis->bands->len, 1);
  double line = style->tick_pt * 1.1;

  axis->turned = FALSE;
  make_bands (axis, 1);
  if (horizontal ? labels_fit (ruler, style, axis, FALSE) : band >= line * 0.92)
    return;
  axis->turned = horizontal && !axis->thin_labels;
  for (gsize i = axis->turned ? 0 : 1; i < G_N_ELEMENTS (steps); i++)
    {
      make_bands (axis, steps[i]);
      if (horizontal && !axis->turned ? labels_fit (ruler, style, axis, FALSE) : band * steps[i] >= line)
        return;
    }
}

void
iso_layout_ticks (IsoTextRuler *ruler, const IsoFigureStyle *style, IsoAxis *axis, gboolean horizontal)
{
  if (axis->scale == ISO_AXIS_BANDS)
    {
      fit_bands (ruler, style, axis, horizontal);
      return;
    }
  if (!horizontal)
    {
      make_scale (axis, (guint) CLAMP (fabs (axis->end - axis->start) / (style->tick_pt * 2), 2, 8));
      return;
    }
  for (guint most = (guint) CLAMP (fabs (axis->end - axis->start) / (style->tick_pt * 3), 2,
                                   MOST_TICKS); most >= 2; most--)
    {
      make_scale (axis, most);
      if (labels_fit (ruler, style, axis, FALSE))
        return;
    }
  /* Not even two of them. */
  labels_fit (ruler, style, axis, TRUE);
}
