/* store-property.h - what must hold for any edits in any order
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-store-test.h"

G_BEGIN_DECLS

/* Edits by chance; all undone gives the first contents, all redone the last, byte for byte. */
void store_property_back_and_forth (guint64 seed, guint edits);

/* Edits, undo, redo, restore, closing and opening in any order: contents and stacks are always those of a list of copies kept beside. */
void store_property_any_order      (guint64 seed, guint steps);

G_END_DECLS
