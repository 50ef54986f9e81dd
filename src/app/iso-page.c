/* iso-page.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-page.h"

#include "iso-bench-page.h"
#include "iso-compounds-page.h"
#include "iso-curves-page.h"
#include "iso-data-page.h"
#include "iso-design-page.h"
#include "iso-figures-page.h"
#include "iso-history-page.h"
#include "iso-synergy-page.h"

#include <glib/gi18n.h>

static const IsoPage pages[] = {
  { .id = "compounds", .title = N_("Compounds"), .icon = "view-list-symbolic", .type = iso_compounds_page_get_type },
  { .id = "design", .title = N_("Design"), .icon = "view-grid-symbolic", .type = iso_design_page_get_type },
  { .id = "bench", .title = N_("Bench"), .icon = "iso-bench-symbolic", .type = iso_bench_page_get_type },
  { .id = "plate", .title = N_("Data"), .icon = "iso-plate-symbolic", .type = iso_data_page_get_type, .as_read = TRUE, .of_plate = TRUE,
    .waiting = N_("What was measured stands here as soon as it is imported: a plate reader’s file, or a table of responses.") },
  { .id = "curves", .title = N_("Curves"), .icon = "iso-curves-symbolic", .type = iso_curves_page_get_type,
    .waiting = N_("Curves are fitted as soon as there are measured values. Import a plate reader’s file, or a table of responses.") },
  { .id = "synergy", .title = N_("Synergy"), .icon = "iso-fa-ci-symbolic", .type = iso_synergy_page_get_type,
    .waiting = N_("Combinations are judged as soon as there are measured values of the drugs together and of each alone. Import a plate "
                  "reader’s file, or a table of responses.") },
  { .id = "dose-response", .title = N_("Dose Response"), .icon = "iso-curve-symbolic", .choices = ISO_CHOICE_RUNS,
    .waiting = N_("Curves are fitted as soon as there are measured values. Import a plate reader’s file, or a table of responses."),
    .missing = N_("No drug was tested at several doses.") },
  { .id = "growth-rate", .title = N_("Growth Rates"), .icon = "iso-curve-symbolic",
    .missing = N_("Growth rates need signals of drugs alone, and wells that were read when the drugs were added.") },
  { .id = "median-effect", .title = N_("Median Effect"), .icon = "iso-median-effect-symbolic", .choices = ISO_CHOICE_RUNS,
    .missing = N_("The median-effect plot needs effects between 0 and 100 % at two doses or more.") },
  { .id = "fa-ci", .title = N_("Combination Index"), .icon = "iso-fa-ci-symbolic",
    .waiting = N_("Combinations are judged as soon as there are measured values of the drugs together and of each alone. Import a plate "
                  "reader’s file, or a table of responses."),
    .missing = N_("The combination index needs a combination whose drugs were also tested alone.") },
  { .id = "isobologram", .title = N_("Isobologram"), .icon = "iso-isobole-symbolic", .choices = ISO_CHOICE_LEVEL,
    .missing = N_("An isobologram needs a combination of two drugs that were also tested alone.") },
  { .id = "matrix", .title = N_("Dose Matrix"), .icon = "iso-matrix-symbolic", .choices = ISO_CHOICE_SCORE,
    .missing = N_("A dose matrix needs two drugs that were combined at several doses of each.") },
  { .id = "figures", .title = N_("Figures"), .icon = "view-paged-symbolic", .type = iso_figures_page_get_type, .of_treatment = TRUE,
    .waiting = N_("All figures stand here beside each other as soon as there are measured values. Import a plate reader’s file, or a "
                  "table of responses.") },
  { .id = "history", .title = N_("History"), .icon = "document-open-recent-symbolic", .type = iso_history_page_get_type },
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
