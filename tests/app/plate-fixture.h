/* plate-fixture.h - a project with a plate on screen, and pictures of it that are compared with those that were looked at
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-project.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct
{
  char       *folder;
  IsoProject *project;
  char       *drugs[3];    /* ixazomib in nM, lenalidomide and dexamethasone in µM */
  char       *samples[2];  /* MM.1S, U266 */
  char       *run;
  guint       ids;
} PlateFixture;

/* An open, untitled project with compounds, samples and a run, and no plate. */
void plate_fixture_init  (PlateFixture *fixture);
void plate_fixture_clear (PlateFixture *fixture);

/* Adds a plate; it is the project's. */
IsoProjectPlate *plate_fixture_add (PlateFixture *fixture, const char *name, guint wells);

/* Plans the inner wells: series of `n_drugs` drugs to the right, vehicle, untreated, blank and positive control, and some excluded. */
void plate_fixture_fill (PlateFixture *fixture, IsoProjectPlate *plate, guint n_drugs);

/* A window around a widget, on screen. */
GtkWidget *plate_fixture_show (GtkWidget *child, int width, int height);

/* Lets everything that waits happen. */
void plate_fixture_settle (void);

/* Compares a widget's picture with tests/golden/NAME.png. With ISOBOLE_GOLDEN_WRITE in the environment it is written there instead.
 * Pictures are those of GTK 4.8; with another one only that the widget can be drawn is tested. */
void plate_fixture_compare (GtkWidget *widget, const char *name);

G_END_DECLS
