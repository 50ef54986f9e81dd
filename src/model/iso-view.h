/* iso-view.h - what is selected and shown in one window: never part of the experiment
 *
 * Properties, all read-write with notify: "page" (id of a page), "treatment" and "plate" (positions in the lists of the
 * analyser), "level" (effect level of isoboles, 0: all), "reference" (index of a reference model), "score" (the matrix shows the
 * scores, not the response), "layer" (IsoDataLayer, what the plate shows), "show-runs", "show-table".
 * What the experiment does not have is clamped when a new analysis arrives.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-analyser.h"
#include "iso-subject.h"
#include "iso-well-selection.h"

G_BEGIN_DECLS

typedef enum
{
  ISO_DATA_LAYER_VIABILITY,
  ISO_DATA_LAYER_SIGNAL,       /* the reader's numbers */
  ISO_DATA_LAYER_RESIDUAL,     /* less what is expected of the well */
  ISO_DATA_LAYER_REPLICATES,   /* beside each other */
} IsoDataLayer;
#define ISO_N_DATA_LAYERS (ISO_DATA_LAYER_REPLICATES + 1)

#define ISO_TYPE_VIEW (iso_view_get_type ())
G_DECLARE_FINAL_TYPE (IsoView, iso_view, ISO, VIEW, GObject)

IsoView    *iso_view_new (IsoAnalyser *analyser);

IsoAnalyser *iso_view_get_analyser (IsoView *self);

const char *iso_view_get_page       (IsoView *self);
guint       iso_view_get_treatment  (IsoView *self);
guint       iso_view_get_plate      (IsoView *self);
double      iso_view_get_level      (IsoView *self);
guint       iso_view_get_reference  (IsoView *self);
gboolean    iso_view_get_score      (IsoView *self);
IsoDataLayer iso_view_get_layer     (IsoView *self);
gboolean    iso_view_get_show_runs  (IsoView *self);
gboolean    iso_view_get_show_table (IsoView *self);

void        iso_view_set_page       (IsoView *self, const char *page);
void        iso_view_set_treatment  (IsoView *self, guint treatment);
void        iso_view_set_plate      (IsoView *self, guint plate);

/* NULL while nothing is open, or if there is none. */
IsoSubject *iso_view_get_treatment_subject (IsoView *self);
IsoSubject *iso_view_get_plate_subject     (IsoView *self);

/* What is selected, everywhere: indices into the dataset's observations, valid until the analyser's analysis changes. Those that are
 * there again in the next analysis stay selected. Selecting emits "selection-changed"; so does everything that changes or renumbers the
 * selection. */
const guint *iso_view_get_selection (IsoView *self, guint *n);
void         iso_view_select        (IsoView *self, const guint *observations, guint n);

/* What the pointer or the keyboard's cursor is on, in whatever view: it selects nothing and lights up its relatives. Nothing any more once
 * the analyser's analysis changes. Emits "pointed-changed" where it is something else than before. */
const guint *iso_view_get_pointed   (IsoView *self, guint *n);
void         iso_view_point         (IsoView *self, const guint *observations, guint n);

/* What is selected on a plate, as wells: each follows the other. If all that is selected is on other plates, the first of them becomes the
 * plate. A page with a selection of its own can make it the one of the view. */
IsoWellSelection *iso_view_get_wells (IsoView *self);
void              iso_view_set_wells (IsoView *self, IsoWellSelection *wells);

G_END_DECLS
