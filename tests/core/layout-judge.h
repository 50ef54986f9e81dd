/* layout-judge.h - the rules of plate maps once more, by other code than the program's
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "plate/iso-layout.h"

G_BEGIN_DECLS

/* What is wrong with a map whose outer `ring` is to stay free, as words; "" if nothing is. Free with g_free (). */
char *judge_layout (IsoLayout *layout, guint ring);

/* The 60 contents of the inner 6 x 10: 15 treatments in triplicate (two series and a ray), 9 vehicle, 3 positive controls, 3
 * blanks. GArray of IsoLayoutWell. */
GArray *make_sixty (void);

/* More of the kind: `treatments` of one drug in `replicates`, and controls. */
GArray *make_contents (guint treatments, guint replicates, guint vehicle, guint others);

G_END_DECLS
