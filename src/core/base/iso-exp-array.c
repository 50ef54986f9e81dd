/* iso-exp-array.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "base/iso-exp-array.h"

#include <math.h>
#include <string.h>

#ifdef ISO_HAVE_LIBMVEC

/* Its name is that of the vector function ABI of x86-64: two doubles in one register, which every such processor has. It is called by that
 * name, since whether a compiler finds it by itself depends on its kind and on the optimisation. */
typedef double Pair __attribute__ ((vector_size (2 * sizeof (double))));

Pair _ZGVbN2v_exp (Pair x);

void
iso_exp_array (const double *x, double *y, gsize n)
{
  Pair pair;

  for (gsize i = 0; i + 1 < n; i += 2)
    {
      memcpy (&pair, x + i, sizeof pair);
      pair = _ZGVbN2v_exp (pair);
      memcpy (y + i, &pair, sizeof pair);
    }
  /* What is left over goes the same way, beside a number that is of no use. */
  if (n % 2 == 1)
    y[n - 1] = _ZGVbN2v_exp ((Pair) { x[n - 1], 0 })[0];
}

#else

void
iso_exp_array (const double *x, double *y, gsize n)
{
  for (gsize i = 0; i < n; i++)
    y[i] = exp (x[i]);
}

#endif
