/* iso-json.h - JSON, written from the top down
 *
 * Numbers are the shortest text that reads back as the same double, keys stand in the order they are given, and what is
 * not a number is null. (The trees of json-glib would print 0.1 as 0.10000000000000001.) Members have a name, elements
 * of arrays none.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _IsoJson IsoJson;

IsoJson *iso_json_new    (void);
char    *iso_json_finish (IsoJson *json);   /* the whole text with a line end, to be freed; frees json */

void iso_json_begin_object (IsoJson *json, const char *name);
void iso_json_end_object   (IsoJson *json);
void iso_json_begin_array  (IsoJson *json, const char *name);
void iso_json_end_array    (IsoJson *json);

/* The same, when the layout matters to a reader: an object or array that stands on one line with all that is in it, and an array
 * with a line for each value. */
void iso_json_begin_line_object (IsoJson *json, const char *name);
void iso_json_begin_line_array  (IsoJson *json, const char *name);
void iso_json_begin_lines       (IsoJson *json, const char *name);

void iso_json_add_string  (IsoJson *json, const char *name, const char *value);   /* NULL gives null */
void iso_json_add_number  (IsoJson *json, const char *name, double value);        /* NaN and infinities give null */
void iso_json_add_count   (IsoJson *json, const char *name, guint64 value);
void iso_json_add_boolean (IsoJson *json, const char *name, gboolean value);

G_END_DECLS
