/* iso-import-layouts.h - layouts that come without readings: onto the plates that are there, or onto new ones
 *
 * Inside model only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-import.h"

#include "iso-edit-base.h"

G_BEGIN_DECLS

/* In the worker, as part of an edit. A plate of that name on which nothing stands gets its layout; one on which it stands already stays as
 * it is. FALSE with a question where a person has to choose, and with an error otherwise: RANGE if there is nothing to be done. */
gboolean iso_import_layouts_write (const IsoEditMaker *maker, const IsoImport *import, const IsoImportChoices *choices,
                                   IsoQuestion **question, GError **error);

G_END_DECLS
