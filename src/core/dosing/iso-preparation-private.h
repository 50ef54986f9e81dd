/* iso-preparation-private.h - what the files of iso-preparation share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dosing/iso-preparation.h"

G_BEGIN_DECLS

/* The exact text of a volume, in the unit that suits its size; to be freed. */
char    *iso_preparation_volume      (double nl);

/* FALSE, and UNITS. */
gboolean iso_preparation_take_amount (const char *name, const char *value, IsoDimension dimension, double *amount, const IsoPlace *place,
                                      GError **error);

/* Lists: one text, several parts. */
char    *iso_preparation_get_reagents (const IsoOutline *outline);
gboolean iso_preparation_set_reagents (IsoOutline *outline, const char *name, const char *value, const IsoPlace *place, GError **error);
char    *iso_preparation_get_caps     (const IsoOutline *outline);
gboolean iso_preparation_set_caps     (IsoOutline *outline, const char *name, const char *value, const IsoPlace *place, GError **error);
char    *iso_preparation_get_pipettes (const IsoOutline *outline);
gboolean iso_preparation_set_pipettes (IsoOutline *outline, const char *name, const char *value, const IsoPlace *place, GError **error);

/* iso-preparation-layout.c */
char    *iso_preparation_get_rules    (const IsoOutline *outline);
gboolean iso_preparation_set_rules    (IsoOutline *outline, const char *name, const char *value, const IsoPlace *place, GError **error);
char    *iso_preparation_get_maps     (const IsoOutline *outline);
gboolean iso_preparation_set_maps     (IsoOutline *outline, const char *name, const char *value, const IsoPlace *place, GError **error);

G_END_DECLS
