/* iso-outline-parts.h - reading the parts of a design
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dosing/iso-outline.h"
#include "reader/iso-json-text.h"

G_BEGIN_DECLS

/* A number; the fallback if it is not there (NaN: it must be). */
gboolean iso_outline_get_number (IsoJsonText *text, JsonObject *object, const char *name, double fallback, double low, double high, double *value,
                                 GError **error);

/* "100 µL", in the inside unit of `dimension`; the fallback if it is not there (NaN: it must be). `unit` gets what was written. */
gboolean iso_outline_get_amount (IsoJsonText *text, JsonObject *object, const char *name, IsoDimension dimension, double fallback,
                                 double *value, GError **error);

/* The same, a concentration of either kind, left as typed. */
gboolean iso_outline_get_strength (IsoJsonText *text, JsonObject *object, const char *name, double *typed, const IsoUnit **unit, GError **error);

/* Refuses a word that is not among the known ones, and lists them. */
gboolean iso_outline_fail_word (IsoJsonText *text, const char *member, const char *word, const char *known, GError **error);

/* The index of a drug by name. */
gboolean iso_outline_find_drug (IsoJsonText *text, const IsoOutline *outline, const char *name, guint *drug, GError **error);

/* "dosing", "cells", "reagents": volumes. */
gboolean iso_outline_read_liquids (IsoJsonText *text, JsonObject *root, IsoOutline *outline, GError **error);

/* "arms": what is tested. */
gboolean iso_outline_read_arms (IsoJsonText *text, JsonObject *root, IsoOutline *outline, GError **error);

G_END_DECLS
