/* iso-probe.h - measures, where the environment asks for it, how long the window was blocked
 *
 * ISOBOLE_PROBE names a file. When the program ends, a line a row stands in it, in microseconds of the monotonic clock:
 *
 *     round END TOOK COMPUTED    a round of the main loop of a millisecond or more: from the end of its waiting to the next
 *     frame AT                   a frame of a window was drawn
 *     here AT                    a figure was built and painted by the main loop: only where there was none to look at meanwhile
 *     beside AT                  one that another thread had painted was shown
 *
 * Nobody is woken up for it: without anything to do there are no rounds.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

void iso_probe_begin (GtkApplication *application);
void iso_probe_end   (void);

/* A figure: by the main loop, or beside it. */
void iso_probe_painted (gboolean beside);

G_END_DECLS
