/* iso-cholesky.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "base/iso-cholesky.h"

#include <math.h>

void
iso_cholesky_begin (IsoCholesky *cholesky, guint n, const gboolean *held)
{
  cholesky->n = 0;
  for (guint p = 0; p < n; p++)
    {
      if (held == NULL || !held[p])
        cholesky->index[cholesky->n++] = p;
    }
}

gboolean
iso_cholesky_scale (IsoCholesky *cholesky, const double *matrix, gsize stride)
{
  gboolean positive = TRUE;

  for (guint a = 0; a < cholesky->n; a++)
    {
      double d = matrix[cholesky->index[a] * (stride + 1)];
      gboolean good = d > 0 && isfinite (d);

      cholesky->scale[a] = good ? 1 / sqrt (d) : 1;
      positive &= good;
    }
  return positive;
}

gboolean
iso_cholesky_factorise (IsoCholesky *cholesky, const double *matrix, gsize stride, double damping, double smallest)
{
  for (guint a = 0; a < cholesky->n; a++)
    {
      const double *row = matrix + cholesky->index[a] * stride;
      double *own = cholesky->factor[a];

      for (guint b = 0; b <= a; b++)
        {
          const double *other = cholesky->factor[b];
          double sum = row[cholesky->index[b]] * cholesky->scale[a] * cholesky->scale[b];

          if (a == b)
            sum += damping;
          for (guint k = 0; k < b; k++)
            sum -= own[k] * other[k];
          if (a != b)
            own[b] = sum / other[b];
          else if (sum > smallest && isfinite (sum))
            own[a] = sqrt (sum);
          else
            return FALSE;
        }
    }
  return TRUE;
}

void
iso_cholesky_solve (const IsoCholesky *cholesky, double *x)
{
  for (guint a = 0; a < cholesky->n; a++)
    {
      for (guint k = 0; k < a; k++)
        x[a] -= cholesky->factor[a][k] * x[k];
      x[a] /= cholesky->factor[a][a];
    }
  for (guint a = cholesky->n; a-- > 0;)
    {
      for (guint k = a + 1; k < cholesky->n; k++)
        x[a] -= cholesky->factor[k][a] * x[k];
      x[a] /= cholesky->factor[a][a];
    }
}

gboolean
iso_cholesky_invert (const double *matrix, gsize stride, guint n, const gboolean *held, double smallest, double *inverse)
{
  IsoCholesky cholesky;

  for (guint p = 0; p < n; p++)
    for (guint q = 0; q < n; q++)
      inverse[p * stride + q] = 0;
  iso_cholesky_begin (&cholesky, n, held);
  if (!iso_cholesky_scale (&cholesky, matrix, stride) || !iso_cholesky_factorise (&cholesky, matrix, stride, 0, smallest))
    return FALSE;
  for (guint a = 0; a < cholesky.n; a++)
    {
      double column[ISO_CHOLESKY_MAX] = { 0 };

      column[a] = 1;
      iso_cholesky_solve (&cholesky, column);
      for (guint b = 0; b < cholesky.n; b++)
        inverse[cholesky.index[b] * stride + cholesky.index[a]] = column[b] * cholesky.scale[a] * cholesky.scale[b];
    }
  return TRUE;
}
