/* iso-reference.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "synergy/iso-reference.h"

#include "base/iso-message.h"

#include <string.h>

static guint
strongest (const double *fa, guint n)
{
  guint best = 0;

  for (guint i = 1; i < n; i++)
    {
      if (fa[i] > fa[best])
        best = i;
    }
  return best;
}

static double
expect_hsa (const double *fa, guint n)
{
  return fa[strongest (fa, n)];
}

static void
differentiate_hsa (const double *fa, guint n, double *gradient)
{
  for (guint i = 0; i < n; i++)
    gradient[i] = 0;
  gradient[strongest (fa, n)] = 1;
}

static double
expect_bliss (const double *fa, guint n)
{
  double unaffected = 1;

  for (guint i = 0; i < n; i++)
    unaffected *= 1 - fa[i];
  return 1 - unaffected;
}

static void
differentiate_bliss (const double *fa, guint n, double *gradient)
{
  for (guint i = 0; i < n; i++)
    {
      gradient[i] = 1;
      for (guint j = 0; j < n; j++)
        gradient[i] *= j == i ? 1 : 1 - fa[j];
    }
}

static const IsoReference references[ISO_N_REFERENCES] = {
  { "bliss", N_("Bliss independence"), expect_bliss, differentiate_bliss },
  { "hsa", N_("Highest single agent"), expect_hsa, differentiate_hsa },
};

const IsoReference *
iso_reference_nth (guint index)
{
  return index < ISO_N_REFERENCES ? &references[index] : NULL;
}

const IsoReference *
iso_reference_find (const char *id)
{
  for (guint i = 0; i < ISO_N_REFERENCES; i++)
    {
      if (strcmp (references[i].id, id) == 0)
        return &references[i];
    }
  return NULL;
}
