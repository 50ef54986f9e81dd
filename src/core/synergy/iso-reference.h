/* iso-reference.h - what a combination would do if its drugs did not interact
 *
 *   HSA     max (fa_1, fa_2, ...)
 *   Bliss   1 - (1 - fa_1) (1 - fa_2) ...
 *
 * score = 100 (observed fa - expected fa): positive is synergy. Bliss 1939, Ann Appl Biol 26:585.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  const char *id;      /* "bliss" */
  const char *name;    /* "Bliss independence": to be translated */
  double    (*expected) (const double *fa, guint n);
  /* Partial derivatives of the expected fa by each single fa, for error propagation. */
  void      (*gradient) (const double *fa, guint n, double *gradient);
} IsoReference;

#define ISO_N_REFERENCES 2

const IsoReference *iso_reference_nth  (guint index);      /* NULL past the last */
const IsoReference *iso_reference_find (const char *id);

G_END_DECLS
