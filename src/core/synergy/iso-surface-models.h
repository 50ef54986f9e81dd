/* iso-surface-models.h - the equations behind the table of iso-surface.c. Private to the synergy folder.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "synergy/iso-surface.h"

G_BEGIN_DECLS

double iso_surface_musyc          (const double *theta, double d1, double d2, double *gradient);
void   iso_surface_musyc_begin    (const double *theta, guint drug, double log_dose, IsoSurfaceDrug *term);
double iso_surface_musyc_join     (const double *theta, const IsoSurfaceDrug *one, const IsoSurfaceDrug *two, double *gradient);
double iso_surface_braid          (const double *theta, double d1, double d2, double *gradient);
void   iso_surface_braid_begin    (const double *theta, guint drug, double log_dose, IsoSurfaceDrug *term);
double iso_surface_braid_join     (const double *theta, const IsoSurfaceDrug *one, const IsoSurfaceDrug *two, double *gradient);
double iso_surface_ursa           (const double *theta, double d1, double d2, double *gradient);
void   iso_surface_ursa_begin     (const double *theta, guint drug, double log_dose, IsoSurfaceDrug *term);
double iso_surface_ursa_join      (const double *theta, const IsoSurfaceDrug *one, const IsoSurfaceDrug *two, double *gradient);
double iso_surface_effective_dose (const double *theta, double d1, double d2, double *gradient);
void   iso_surface_effective_begin (const double *theta, guint drug, double log_dose, IsoSurfaceDrug *term);
double iso_surface_effective_join (const double *theta, const IsoSurfaceDrug *one, const IsoSurfaceDrug *two, double *gradient);

G_END_DECLS
