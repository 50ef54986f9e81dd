/* iso-random.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "base/iso-random.h"

#include <gsl/gsl_cdf.h>

void
iso_random_init (IsoRandom *random, guint64 seed, guint64 stream)
{
  random->state = 0;
  random->increment = (stream << 1) | 1;
  iso_random_next (random);
  random->state += seed;
  iso_random_next (random);
}

guint32
iso_random_next (IsoRandom *random)
{
  guint64 state = random->state;
  guint32 shifted = (guint32) (((state >> 18) ^ state) >> 27);
  guint32 turn = (guint32) (state >> 59);

  random->state = state * G_GUINT64_CONSTANT (6364136223846793005) + random->increment;
  return (shifted >> turn) | (shifted << ((32 - turn) & 31));
}

guint32
iso_random_below (IsoRandom *random, guint32 n)
{
  guint32 threshold;

  g_return_val_if_fail (n > 0, 0);
  threshold = (0u - n) % n;
  for (;;)
    {
      guint32 drawn = iso_random_next (random);

      if (drawn >= threshold)
        return drawn % n;
    }
}

double
iso_random_uniform (IsoRandom *random)
{
  guint64 high = iso_random_next (random) >> 5;
  guint64 low = iso_random_next (random) >> 6;

  return (double) ((high << 26) | low) * 0x1p-53;
}

double
iso_random_normal (IsoRandom *random)
{
  /* The half step keeps 0 and 1 out. */
  return gsl_cdf_ugaussian_Pinv (iso_random_uniform (random) + 0x1p-54);
}

void
iso_random_shuffle (IsoRandom *random, guint *items, gsize n)
{
  for (gsize i = n; i > 1; i--)
    {
      gsize j = iso_random_below (random, (guint32) i);
      guint kept = items[i - 1];

      items[i - 1] = items[j];
      items[j] = kept;
    }
}
