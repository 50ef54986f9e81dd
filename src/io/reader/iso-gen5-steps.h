/* iso-gen5-steps.h - which labels of a Gen5 export are measured, and which its program computed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The names of the procedure's read steps. NULL is no procedure. */
GPtrArray *iso_gen5_steps_new (void);

/* Notes the step of a line "Read<TAB>name", where an unnamed step has its kind in place of a name. */
void       iso_gen5_steps_add (GPtrArray *steps, const char *name);

/* TRUE if the label is that of a read: "450", "step:450", "step:485/20,528/20 [Parallel]", "Lum". All else that stands
 * in the results ("Blank ...", "Ratio", "[Concentration]") was computed from reads. */
gboolean   iso_gen5_steps_measured (const GPtrArray *steps, const char *label);

G_END_DECLS
