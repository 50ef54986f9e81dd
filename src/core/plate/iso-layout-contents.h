/* iso-layout-contents.h - what is to be placed on a plate, in an order that tells nothing of where it stood
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "plate/iso-layout.h"

G_BEGIN_DECLS

/* The same contents (of IsoLayoutWell): treatments before controls, by sample, replicate, drugs and requested doses. GArray to be
 * unreffed. */
GArray *iso_layout_contents_sort (const GArray *contents);

/* All wells of a plate that are not empty, in that order. `fixed` (nullable): for each well, not 0 if it is to stay where it is, and so
 * does not count. */
GArray *iso_layout_contents_new  (const IsoLayout *layout, const guint8 *fixed);

G_END_DECLS
