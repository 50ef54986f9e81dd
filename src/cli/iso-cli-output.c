/* iso-cli-output.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-cli-output.h"

#include "config.h"
#include "iso-cli.h"
#include "reader/iso-table-response.h"
#include "synergy/iso-reference.h"
#include "writer/iso-analysis-sheets.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

const char *
iso_cli_program (void)
{
  return ISO_PROGRAM;
}

static gboolean
write_all (int fd, const char *text, gsize length)
{
  while (length > 0)
    {
      ssize_t written = write (fd, text, length);

      if (written < 0 && errno == EINTR)
        continue;
      if (written < 0)
        return FALSE;
      text += written;
      length -= (gsize) written;
    }
  return TRUE;
}

static gboolean
is_stream (const char *path)
{
  struct stat status;

  return stat (path, &status) == 0 && !S_ISREG (status.st_mode) && !S_ISDIR (status.st_mode);
}

/* Devices and pipes are written to; a file is written beside itself and renamed, so that the old one stays whole on
 * failure. */
static gboolean
write_file (const char *path, const char *text, gsize length, GError **error)
{
  gboolean done;
  int fd;

  if (!is_stream (path))
    return g_file_set_contents_full (path, text, (gssize) length, G_FILE_SET_CONTENTS_CONSISTENT, 0666, error);
  fd = open (path, O_WRONLY | O_CLOEXEC);
  done = fd >= 0 && write_all (fd, text, length);
  if (!done)
    g_set_error_literal (error, G_FILE_ERROR, (int) g_file_error_from_errno (errno), g_strerror (errno));
  if (fd >= 0)
    close (fd);
  return done;
}

static gboolean
write_output (const char *path, const char *data, gsize length)
{
  g_autoptr (GError) error = NULL;

  if (write_file (path, data, length, &error))
    return TRUE;
  fprintf (stderr, _("isobole-cli: “%s” cannot be written: %s\n"), path, error->message);
  return FALSE;
}

gboolean
iso_cli_write (const IsoCliOptions *options, const char *text)
{
  if (options->values[ISO_CLI_OUTPUT] != NULL)
    return write_output (options->values[ISO_CLI_OUTPUT], text, strlen (text));
  if (write_all (STDOUT_FILENO, text, strlen (text)))
    return TRUE;
  /* Who closed the pipe knows. */
  if (errno != EPIPE)
    fprintf (stderr, _("isobole-cli: standard output cannot be written: %s\n"), g_strerror (errno));
  return FALSE;
}

int
iso_cli_write_workbook (const IsoCliOptions *options, const IsoAnalysis *analysis)
{
  const char *path = options->values[ISO_CLI_OUTPUT];
  g_autoptr (GPtrArray) sheets = iso_analysis_sheets (analysis);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) workbook = NULL;
  const char *data;
  gsize length;

  if (path == NULL)
    iso_error_set (&error, ISO_ERROR_SYNTAX, NULL, N_("Where to? Name a file with --output, such as results.xlsx."), NULL);
  else
    workbook = iso_sheets_to_xlsx (sheets, &error);
  if (workbook == NULL)
    return iso_cli_tell_error (error);
  data = g_bytes_get_data (workbook, &length);
  return write_output (path, data, length) ? ISO_CLI_DONE : ISO_CLI_CANNOT;
}

char *
iso_cli_sentence (const IsoMessage *message)
{
  g_auto(GStrv) arguments = g_strdupv (message->arguments);

  for (guint i = 0; arguments != NULL && arguments[i] != NULL; i++)
    {
      if (iso_reference_is_name (arguments[i]))
        {
          g_free (arguments[i]);
          arguments[i] = g_strdup (_(message->arguments[i]));
        }
    }
  return iso_sentence_fill (_(message->sentence), (const char *const *) arguments);
}

static void
tell (const char *who, const IsoPlace *place, const char *sentence)
{
  g_autofree char *where = iso_place_to_string (place);

  fprintf (stderr, "%s: %s%s%s\n", who, where, *where != '\0' ? ": " : "", sentence);
}

int
iso_cli_tell_error (const GError *error)
{
  const IsoMessage *message = iso_error_get_message (error);
  g_autofree char *sentence = message != NULL ? iso_cli_sentence (message) : NULL;

  if (message == NULL)
    {
      fprintf (stderr, "isobole-cli: %s\n", error->message);
      return ISO_CLI_CANNOT;
    }
  tell ("isobole-cli", &message->place, sentence);
  switch (iso_table_error_asks (error))
    {
    case ISO_TABLE_ASKS_RESPONSE:
      fprintf (stderr, "%s\n",
               _("Say it with --response viability, --response inhibition, --response fraction-affected, --response "
                 "signal or --response raw, and --scale percent or --scale fraction where it matters."));
      break;
    case ISO_TABLE_ASKS_SCALE:
      fprintf (stderr, "%s\n", _("Say it with --scale percent or --scale fraction."));
      break;
    case ISO_TABLE_ASKS_DECIMAL:
      fprintf (stderr, "%s\n", _("Say it with --decimal point or --decimal comma."));
      break;
    case ISO_TABLE_ASKS_NOTHING:
    default:
      break;
    }
  return ISO_CLI_CANNOT;
}

void
iso_cli_tell_messages (const GPtrArray *messages)
{
  for (guint i = 0; i < messages->len; i++)
    {
      const IsoMessage *message = g_ptr_array_index (messages, i);
      g_autofree char *sentence = iso_cli_sentence (message);

      tell (_("note"), &message->place, sentence);
    }
}

int
iso_cli_find_format (const IsoCliOptions *options, const char *const *formats, GError **error)
{
  const char *path = options->values[ISO_CLI_OUTPUT];
  const char *point = path != NULL ? strrchr (path, '.') : NULL;
  int found = iso_cli_options_get_word (options, ISO_CLI_FORMAT, formats, error);

  if (found != -2)
    return found;
  for (int i = 0; point != NULL && formats[i] != NULL; i++)
    {
      if (g_ascii_strcasecmp (point + 1, formats[i]) == 0)
        return i;
    }
  return 0;
}
