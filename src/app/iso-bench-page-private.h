/* iso-bench-page-private.h - what the files of the Bench page share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-bench-drugs.h"
#include "iso-bench-form.h"
#include "iso-bench-page.h"
#include "iso-bench-result.h"
#include "iso-cells-group.h"

G_BEGIN_DECLS

struct _IsoBenchPage
{
  AdwBin parent_instance;

  IsoProject     *project;     /* (owned) (nullable) */
  IsoPlanner     *planner;     /* (owned) (nullable) */
  GListModel     *runs;        /* (owned) (nullable) */
  gboolean        following;   /* widgets are being made to follow the plan */

  GtkStack       *stack;
  GtkDropDown    *run;
  GtkMenuButton  *lists;
  GtkLabel       *problem;
  IsoBenchDrugs  *drugs;
  IsoCellsGroup  *cells;
  IsoBenchForm   *form;
  IsoBenchResult *result;
};

/* Says what went wrong, or nothing for NULL. */
void iso_bench_page_refuse          (IsoBenchPage *self, const GError *error);

/* iso-bench-files.c: print, save, lists */
void iso_bench_page_install_actions (GtkWidgetClass *klass);
void iso_bench_page_update_actions  (IsoBenchPage *self);

G_END_DECLS
