/* iso-error.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "base/iso-error.h"

#include <stdarg.h>

typedef struct
{
  IsoMessage *message;   /* (owned) (nullable until set) */
} IsoErrorPrivate;

static void
iso_error_private_init (IsoErrorPrivate *priv)
{
  priv->message = NULL;
}

static void
iso_error_private_copy (const IsoErrorPrivate *from, IsoErrorPrivate *to)
{
  to->message = from->message != NULL ? iso_message_copy (from->message) : NULL;
}

static void
iso_error_private_clear (IsoErrorPrivate *priv)
{
  g_clear_pointer (&priv->message, iso_message_free);
}

G_DEFINE_EXTENDED_ERROR (IsoError, iso_error)

static const char *const code_words[] = {
  [ISO_ERROR_SYNTAX] = "syntax",
  [ISO_ERROR_RANGE] = "range",
  [ISO_ERROR_UNITS] = "units",
  [ISO_ERROR_NO_DATA] = "no-data",
  [ISO_ERROR_TOO_LARGE] = "too-large",
  [ISO_ERROR_TOO_NEW] = "too-new",
  [ISO_ERROR_CORRUPT] = "corrupt",
  [ISO_ERROR_BUSY] = "busy",
  [ISO_ERROR_UNSUPPORTED] = "unsupported",
  [ISO_ERROR_CANCELLED] = "cancelled",
  [ISO_ERROR_IO] = "io",
};

void
iso_error_set (GError **error, IsoErrorCode code, const IsoPlace *place, const char *sentence, ...)
{
  g_autoptr (GPtrArray) arguments = g_ptr_array_new ();
  g_autofree char *text = NULL;
  va_list list;

  if (error == NULL)
    return;

  va_start (list, sentence);
  for (const char *argument = va_arg (list, const char *); argument != NULL; argument = va_arg (list, const char *))
    g_ptr_array_add (arguments, (gpointer) argument);
  va_end (list);
  g_ptr_array_add (arguments, NULL);

  text = iso_sentence_fill (sentence, (const char *const *) arguments->pdata);
  g_set_error_literal (error, ISO_ERROR, (int) code, text);
  iso_error_get_private (*error)->message =
    iso_message_newv (iso_error_code_word ((int) code), place, sentence, (const char *const *) arguments->pdata);
}

const IsoMessage *
iso_error_get_message (const GError *error)
{
  if (error->domain != ISO_ERROR)
    return NULL;
  return iso_error_get_private (error)->message;
}

void
iso_error_set_file (GError *error, const char *file)
{
  IsoMessage *message;

  if (error->domain != ISO_ERROR)
    return;
  message = iso_error_get_private (error)->message;
  if (message != NULL && message->place.file == NULL)
    message->place.file = g_strdup (file);
}

const char *
iso_error_code_word (int code)
{
  g_return_val_if_fail (code >= 0 && code < (int) G_N_ELEMENTS (code_words), "unknown");
  return code_words[code];
}
