/* iso-cli-import-layout.h - a layout that comes without readings
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-cli-options.h"
#include "iso-cli-project.h"

G_BEGIN_DECLS

/* As part of an edit: onto the plates of --plate, or of the names that the layouts have, or onto new ones. What stands on a plate gives way
 * only with --replace. `file`: that of the layouts (of IsoLayout), whose indices are those of the experiment. `told` gets a line for each
 * plate. Errors: RANGE where it is not plain, or would replace something. */
gboolean iso_cli_import_layouts (IsoCliProject *project, const IsoCliOptions *options, const char *file, const IsoExperiment *experiment,
                                 const GPtrArray *layouts, GString *told, GError **error);

G_END_DECLS
