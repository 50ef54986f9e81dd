/* iso-fcs-text.h - the keywords of a flow cytometry file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* More keywords than any cytometer writes. */
#define ISO_FCS_MAX_KEYWORDS 100000

/* Adds the keywords of a TEXT segment to a table of owned strings: name in capitals -> value, both without blanks around them, in UTF-8
 * and without control characters. One that is there already stays. The first byte separates all others; written twice it is part of a
 * value. The standard forbids values without a character, and cytometers write them: "a separator" just behind a name is such a value.
 * FALSE: there are too many. */
gboolean iso_fcs_text_parse (const char *bytes, gsize size, GHashTable *keywords);

G_END_DECLS
