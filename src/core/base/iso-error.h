/* iso-error.h - what cannot be done, and why
 *
 * A GError of the domain ISO_ERROR carries, besides its English text, the place and the sentence with its arguments,
 * so that a program above can say it in the user's language.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "base/iso-message.h"

G_BEGIN_DECLS

#define ISO_ERROR (iso_error_quark ())

typedef enum
{
  ISO_ERROR_SYNTAX,        /* it cannot be read as what it should be */
  ISO_ERROR_RANGE,         /* read, but outside what is allowed */
  ISO_ERROR_UNITS,         /* unit unknown, missing or of another kind */
  ISO_ERROR_NO_DATA,       /* well formed, and nothing usable in it */
  ISO_ERROR_TOO_LARGE,
  ISO_ERROR_TOO_NEW,
  ISO_ERROR_CORRUPT,
  ISO_ERROR_BUSY,
  ISO_ERROR_UNSUPPORTED,   /* understood, and not done here */
  ISO_ERROR_CANCELLED,
  ISO_ERROR_IO,
} IsoErrorCode;

GQuark iso_error_quark (void);

/* Sets `error` (may be NULL). `place` may be NULL. The sentence says what is wrong and what to do; its arguments are strings. */
void iso_error_set (GError **error, IsoErrorCode code, const IsoPlace *place, const char *sentence, ...) G_GNUC_NULL_TERMINATED;

/* The place, sentence and arguments of an ISO_ERROR; NULL for errors of other domains. Owned by the error. */
const IsoMessage *iso_error_get_message (const GError *error);

/* Names the file in an error whose place has none yet. */
void iso_error_set_file (GError *error, const char *file);

/* A stable word for programs: "syntax", "range", ... */
const char *iso_error_code_word (int code);

G_END_DECLS
