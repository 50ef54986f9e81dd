/* iso-worklist-hpdd.h
 *
 * The worklist of an HP D300.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dosing/iso-dosing.h"

G_BEGIN_DECLS

/* The protocol (XML) of a plan, to be freed. NULL with UNSUPPORTED where a drug or its vehicle is planned in a way that the form cannot
 * say. */
char *iso_worklist_hpdd (const IsoDosingPlan *plan, const IsoDosingSettings *settings, GError **error);

G_END_DECLS
