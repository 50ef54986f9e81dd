/* iso-exp-array.h - e^x of many numbers at once
 *
 * Curves and surfaces spend much of their time in exponentials. Where the C library has functions for several numbers at once
 * (libmvec of glibc, x86-64) they are used, elsewhere its exp () one by one.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The largest error against exp (), in units of the last place; 0 where that is what is called. glibc says 4 of all functions of libmvec. */
#define ISO_EXP_ARRAY_ULPS 4

/* y[i] = e^x[i], with infinities and NaN as exp () has them. A result depends on its own x alone: neither on how many there are, nor on
 * where it stands among them or in memory, so that the same numbers come out however the work is cut up. `y` may be `x`. */
void iso_exp_array (const double *x, double *y, gsize n);

G_END_DECLS
