/* iso-page.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-page.h"

#include <glib/gi18n.h>

static const IsoPage pages[] = {
  { "dose-response", N_("Dose Response"), "iso-curve-symbolic", FALSE, FALSE, ISO_CHOICE_RUNS,
    N_("No drug was tested at several doses.") },
  { "median-effect", N_("Median Effect"), "iso-median-effect-symbolic", FALSE, FALSE, ISO_CHOICE_RUNS,
    N_("The median-effect plot needs effects between 0 and 100 % at two doses or more.") },
  { "fa-ci", N_("Combination Index"), "iso-fa-ci-symbolic", FALSE, FALSE, 0,
    N_("The combination index needs a combination whose drugs were also tested alone.") },
  { "isobologram", N_("Isobologram"), "iso-isobole-symbolic", FALSE, FALSE, ISO_CHOICE_LEVEL,
    N_("An isobologram needs a combination of two drugs that were also tested alone.") },
  { "matrix", N_("Dose Matrix"), "iso-matrix-symbolic", FALSE, TRUE, ISO_CHOICE_SCORE,
    N_("A dose matrix needs two drugs that were combined at several doses of each.") },
  { "plate", N_("Plates"), "iso-plate-symbolic", TRUE, TRUE, ISO_CHOICE_SIGNAL,
    N_("The files do not say in which wells of a plate the numbers stood.") },
};

const IsoPage *
iso_page_nth (guint index)
{
  return index < G_N_ELEMENTS (pages) ? &pages[index] : NULL;
}

const IsoPage *
iso_page_find (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    if (g_str_equal (pages[i].id, id))
      return &pages[i];
  return NULL;
}
