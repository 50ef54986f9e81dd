/* plan-maker.h - plates and settings for tests of dosing, and a bench on which plans are carried out by other code than the program's
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dosing/iso-dosing.h"

G_BEGIN_DECLS

#define UL 1e3
#define ML 1e6
#define NM 1e-9
#define UM 1e-6
#define MM 1e-3

/* Two drugs in DMSO, from 10 mM stocks: ixazomib and lenalidomide. */
IsoDosingSettings make_settings (void);

/* The 60 wells of make_sixty () as one plate, in the order of the contents. */
GPtrArray *make_ray_plates (void);

/* A matrix of 5 x 5 doses with its margins, 200 nM and 8 µM down by twos, on `n` plates of 36 - 1 + 19 + 3 + 3 wells. */
GPtrArray *make_matrix_plates (guint n);

/* Wells of one drug each, at these doses, and a vehicle well. */
GPtrArray *make_single_plate (guint drug, const double *doses, guint n);

/* Carries the list of transfers out, parcel by parcel: a vessel is a heap of parcels of pure things, of which a draw takes the same share.
 * Fails the test where more is drawn than is there. Returns, for each vessel, concentrations of the drugs, then volume
 * and vehicle fraction: 5 numbers. Free with g_free (). */
double *carry_out_plan (const IsoDosingPlan *plan, const IsoDosingSettings *settings);

/* Everything that must be true of any feasible plan, whatever it is for: see the function. */
void check_plan (const IsoDosingPlan *plan, const IsoDosingSettings *settings);

/* The first message with this code; NULL without one. */
const IsoMessage *find_message (const IsoDosingPlan *plan, const char *code);

/* The vessel with this name. */
const IsoVessel *find_vessel (const IsoDosingPlan *plan, const char *name);

/* The wanted volume of the one transfer between two vessels, by name; NaN if there is none. */
double find_volume (const IsoDosingPlan *plan, const char *from, const char *to);

G_END_DECLS
