/* iso-json-text.h - JSON that a person or a program wrote, read by somebody who trusts nothing
 *
 * What is read is JSON as RFC 8259 has it, without names that stand twice in one object, and no deeper than 32. Reading moves through
 * the text by entering and leaving members and elements, so that every refusal names its place: "plates[2].wells[5]", and the line
 * where that begins.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "reader/iso-source.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef struct _IsoJsonText IsoJsonText;

/* Errors, with file and line: SYNTAX (not JSON; a name twice), TOO_LARGE (too deep, too many values). */
IsoJsonText *iso_json_text_new  (IsoSource *source, GError **error);
void         iso_json_text_free (IsoJsonText *text);
JsonNode    *iso_json_text_root (const IsoJsonText *text);

/* Sets the error that reading ends with, in the place where it is; `first` and `second` may be NULL. Returns FALSE. */
gboolean iso_json_fail (IsoJsonText *text, IsoErrorCode code, const char *sentence, const char *first, const char *second, GError **error);

/* The place where reading is; iso_place_clear () when done. */
void     iso_json_get_place (IsoJsonText *text, IsoPlace *place);

/* Into a member, or an element, and back to the place that entering returned. */
gsize iso_json_enter         (IsoJsonText *text, const char *member);
gsize iso_json_enter_element (IsoJsonText *text, guint index);
void  iso_json_leave         (IsoJsonText *text, gsize place);

/* FALSE if this is no object (NULL: not there), or has members besides the known ones (ended by NULL; NULL: all are fine). */
gboolean iso_json_expect_object (IsoJsonText *text, JsonNode *node, const char *const *known, JsonObject **object, GError **error);

/* Members of the object that the reading is in. null counts as not being there; then `fallback` is taken, and if that is NULL or
 * negative, it is an error. */
gboolean iso_json_has         (JsonObject *object, const char *name);
gboolean iso_json_get_string  (IsoJsonText *text, JsonObject *object, const char *name, const char *fallback, char **value, GError **error);
gboolean iso_json_get_count   (IsoJsonText *text, JsonObject *object, const char *name, gint64 fallback, guint most, guint *value,
                               GError **error);
gboolean iso_json_get_boolean (IsoJsonText *text, JsonObject *object, const char *name, gboolean fallback, gboolean *value, GError **error);

/* The value itself; a number may be null, which is NaN. */
gboolean iso_json_take_string (IsoJsonText *text, JsonNode *node, char **value, GError **error);
gboolean iso_json_take_number (IsoJsonText *text, JsonNode *node, double *value, GError **error);

/* A text, a number, true or false, as the text that settings have: numbers exact, yes and no. SYNTAX for anything else. */
gboolean iso_json_take_plain  (IsoJsonText *text, JsonNode *node, char **value, GError **error);

/* Calls for each element of an array, which may be missing, inside its place. */
typedef gboolean (*IsoJsonFunc) (IsoJsonText *text, JsonNode *node, guint index, gpointer data, GError **error);
gboolean iso_json_each (IsoJsonText *text, JsonObject *object, const char *name, IsoJsonFunc call, gpointer data, GError **error);

/* The same for each member of an object, which may be missing. */
typedef gboolean (*IsoJsonMemberFunc) (IsoJsonText *text, const char *member, JsonNode *node, gpointer data, GError **error);
gboolean iso_json_each_member (IsoJsonText *text, JsonObject *object, const char *name, IsoJsonMemberFunc call, gpointer data,
                               GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IsoJsonText, iso_json_text_free)

G_END_DECLS
