/* iso-project-item.h - a drug, sample, run, plate or figure of an open project
 *
 * The same object stands for the same thing as long as the project is open, through every edit, undo and redo. It is changed by
 * the project alone; whoever shows it listens to its properties.
 *
 * Properties, all read-only: "id", "name"; a drug also has "unit", a run "read-on", a figure "kind" and "settings" (GStrv: name, value, ...). Plates
 * are IsoProjectPlate.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-lookup.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define ISO_TYPE_PROJECT_ITEM (iso_project_item_get_type ())
G_DECLARE_DERIVABLE_TYPE (IsoProjectItem, iso_project_item, ISO, PROJECT_ITEM, GObject)

struct _IsoProjectItemClass
{
  GObjectClass parent_class;

  /* Takes over what the row says about a subclass' own properties, and notifies of those that differ. */
  void (*take) (IsoProjectItem *self, const IsoEntityRow *row);
};

#define ISO_TYPE_PROJECT_DRUG (iso_project_drug_get_type ())
G_DECLARE_FINAL_TYPE (IsoProjectDrug, iso_project_drug, ISO, PROJECT_DRUG, IsoProjectItem)

#define ISO_TYPE_PROJECT_RUN (iso_project_run_get_type ())
G_DECLARE_FINAL_TYPE (IsoProjectRun, iso_project_run, ISO, PROJECT_RUN, IsoProjectItem)

#define ISO_TYPE_PROJECT_FIGURE (iso_project_figure_get_type ())
G_DECLARE_FINAL_TYPE (IsoProjectFigure, iso_project_figure, ISO, PROJECT_FIGURE, IsoProjectItem)

IsoProjectItem *iso_project_item_new  (IsoEntity entity, const IsoEntityRow *row);

/* Makes the object what the row says. */
void            iso_project_item_take (IsoProjectItem *self, const IsoEntityRow *row);

const char *iso_project_item_get_id       (IsoProjectItem *self);
const char *iso_project_item_get_name     (IsoProjectItem *self);
gint64      iso_project_item_get_position (IsoProjectItem *self);   /* what its list is sorted by */

const char *iso_project_drug_get_unit     (IsoProjectDrug *self);   /* symbol */

const char *iso_project_run_get_read_on   (IsoProjectRun *self);    /* the day on which its plates are to be read, 2027-03-31, or "" */

const char *iso_project_figure_get_kind    (IsoProjectFigure *self);
const char *iso_project_figure_get_setting (IsoProjectFigure *self, const char *name);   /* NULL: the program's own */

/* Sets an owned text if it differs; TRUE if it did. */
gboolean iso_project_item_set_text (char **text, const char *value);

G_END_DECLS
