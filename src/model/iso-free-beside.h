/* iso-free-beside.h - frees what is large by a thread of its own: the blocks of thousands of plates take the window longer than a frame
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Calls `free` with the data, soon and in any thread: nothing of it may belong to the main loop. Nothing for NULL. */
void iso_free_beside (gpointer data, GDestroyNotify free);

G_END_DECLS
