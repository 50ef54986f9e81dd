/* iso-import-notice.h - what the readings of plates tell against their layouts, found in a worker
 *
 * Inside model only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-import-plates.h"

G_BEGIN_DECLS

/* Looks at copies of what stands on the plates, so that these may change meanwhile. */
void     iso_import_notice_async  (const GPtrArray *plates, const IsoImportLook *look, GCancellable *cancellable, GAsyncReadyCallback callback,
                                   gpointer data);

/* Adds what was found to the notices of the plates, which must be those that were looked at. FALSE if it was cancelled: nothing is added. */
gboolean iso_import_notice_finish (GPtrArray *plates, GAsyncResult *result);

G_END_DECLS
