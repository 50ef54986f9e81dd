/* iso-random.h - PCG32 (XSH-RR, 64-bit state), the program's only source of chance
 *
 * M. E. O'Neill, "PCG: A Family of Simple Fast Space-Efficient Statistically Good Algorithms for Random Number Generation",
 * HMC-CS-2014-0905. Seed and stream together give one sequence, the same on every machine.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  guint64 state;
  guint64 increment;
} IsoRandom;

void    iso_random_init    (IsoRandom *random, guint64 seed, guint64 stream);
guint32 iso_random_next    (IsoRandom *random);
guint32 iso_random_below   (IsoRandom *random, guint32 n);   /* 0 to n - 1, without bias; n > 0 */
double  iso_random_uniform (IsoRandom *random);              /* [0, 1) in steps of 2^-53 */
double  iso_random_normal  (IsoRandom *random);              /* mean 0, SD 1; by inversion, one uniform a draw */

/* Fisher-Yates from the end. */
void    iso_random_shuffle (IsoRandom *random, guint *items, gsize n);

G_END_DECLS
