/* iso-source.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "reader/iso-source.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <string.h>
#include <unistd.h>

#define BLOCK ((gsize) 1024 * 1024)
#define MAX_LINE_BYTES (32 * BLOCK)

struct _IsoSource
{
  gatomicrefcount  references;
  char            *name;
  GBytes          *bytes;
  char            *sha256;
};

static IsoSource *
make_source (const char *name, GBytes *bytes)
{
  IsoSource *source = g_new0 (IsoSource, 1);

  g_atomic_ref_count_init (&source->references);
  source->name = g_strdup (name);
  source->bytes = g_bytes_ref (bytes);
  source->sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  return source;
}

static void
set_open_error (GError **error, const IsoPlace *place, int code)
{
  switch (code)
    {
    case ENOENT:
    case ENOTDIR:
      iso_error_set (error, ISO_ERROR_IO, place, N_("There is no such file. Check its name and its folder."), NULL);
      break;
    case EACCES:
    case EPERM:
      iso_error_set (error, ISO_ERROR_IO, place,
                     N_("You are not allowed to read this file. Change its permissions, or ask its owner for a copy."),
                     NULL);
      break;
    case ENXIO:
      iso_error_set (error, ISO_ERROR_UNSUPPORTED, place,
                     N_("This is not an ordinary file. Give the file that the reader's program exported."), NULL);
      break;
    default:
      iso_error_set (error, ISO_ERROR_IO, place,
                     N_("The file cannot be read: {1}. Copy it to another place and try again."),
                     g_strerror (code), NULL);
    }
}

/* TRUE if the open file is one whose bytes may be read. */
static gboolean
check_kind (const struct stat *status, const IsoPlace *place, GError **error)
{
  g_autofree char *size = NULL;

  if (S_ISDIR (status->st_mode))
    {
      iso_error_set (error, ISO_ERROR_UNSUPPORTED, place,
                     N_("This is a folder. Give the export files in it by name."), NULL);
      return FALSE;
    }
  if (!S_ISREG (status->st_mode))
    {
      set_open_error (error, place, ENXIO);
      return FALSE;
    }
  if (status->st_size == 0)
    {
      iso_error_set (error, ISO_ERROR_NO_DATA, place, N_("The file is empty. Export it once more from the reader's "
                                                         "program."), NULL);
      return FALSE;
    }
  if ((guint64) status->st_size > ISO_SOURCE_MAX_BYTES)
    {
      size = g_strdup_printf ("%" G_GUINT64_FORMAT, ((guint64) status->st_size + 1024 * 1024 - 1) / (1024 * 1024));
      iso_error_set (error, ISO_ERROR_TOO_LARGE, place,
                     N_("The file has {1} MB; files up to 256 MB can be read. Export fewer plates into one file."),
                     size, NULL);
      return FALSE;
    }
  return TRUE;
}

/* How far the line ends of a text have been counted. */
typedef struct
{
  gboolean text;    /* it looks like delimited text; others have no lines */
  guint    line;    /* the last one that began */
  gsize    begin;   /* of it */
} Lines;

/* Delimited text has no control characters, and does not begin like markup. */
static gboolean
looks_like_text (const char *bytes, gsize size)
{
  gsize i = size >= 3 && memcmp (bytes, "\357\273\277", 3) == 0 ? 3 : 0;

  if (size >= 2 && (memcmp (bytes, "\377\376", 2) == 0 || memcmp (bytes, "\376\377", 2) == 0))
    return TRUE;
  while (i < size && g_ascii_isspace (bytes[i]))
    i++;
  if (i < size && bytes[i] == '<')
    return FALSE;
  for (; i < MIN (size, (gsize) 4096); i++)
    if ((guchar) bytes[i] < 0x20 && !g_ascii_isspace (bytes[i]))
      return FALSE;
  return TRUE;
}

/* FALSE once a line of text is longer than that of any table; the rest of it need not even be read. */
static gboolean
check_lines (Lines *lines, const char *buffer, gsize have, gsize got)
{
  const char *end = buffer + have + got;

  if (have == 0)
    *lines = (Lines) { looks_like_text (buffer, got), 1, 0 };
  for (const char *p = buffer + have; lines->text && p < end; p++)
    {
      p = memchr (p, '\n', (gsize) (end - p));
      if (p == NULL)
        break;
      lines->line++;
      lines->begin = (gsize) (p + 1 - buffer);
    }
  return !lines->text || have + got - lines->begin <= MAX_LINE_BYTES || memchr (buffer + lines->begin, '\r', have + got - lines->begin) != NULL;
}

/* Exactly `size` bytes, and no more behind them. */
static gboolean
read_all (int fd, char *buffer, gsize size, const IsoPlace *place, GError **error)
{
  gsize have = 0;
  Lines lines;
  char more;

  while (have <= size)
    {
      ssize_t got = have < size ? read (fd, buffer + have, MIN (size - have, BLOCK)) : read (fd, &more, 1);

      if (got < 0 && errno == EINTR)
        continue;
      if (got < 0)
        {
          set_open_error (error, place, errno);
          return FALSE;
        }
      if (got == 0)
        break;
      if (have < size && !check_lines (&lines, buffer, have, (gsize) got))
        {
          IsoPlace at = *place;

          at.line = lines.line;
          iso_error_set (error, ISO_ERROR_TOO_LARGE, &at,
                         N_("This line has more than 32 MB: this is no table of readings. Export it once more."), NULL);
          return FALSE;
        }
      have += (gsize) got;
    }
  if (have == size)
    return TRUE;
  iso_error_set (error, ISO_ERROR_IO, place,
                 N_("The file changed while it was read. Wait until the reader's program has finished writing it, and "
                    "open it again."),
                 NULL);
  return FALSE;
}

IsoSource *
iso_source_load (const char *path, GError **error)
{
  g_autofree char *name = g_filename_display_name (path);
  IsoPlace place = { .file = name };
  g_autoptr (GBytes) bytes = NULL;
  IsoSource *source = NULL;
  struct stat status;
  char *buffer;
  gsize size;
  int fd;

  /* Not blocking: opening a pipe would otherwise wait for a writer. */
  fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  if (fd < 0)
    {
      set_open_error (error, &place, errno);
      return NULL;
    }
  if (fstat (fd, &status) != 0)
    {
      set_open_error (error, &place, errno);
    }
  else if (check_kind (&status, &place, error))
    {
      size = (gsize) status.st_size;
      buffer = g_malloc (size);
      bytes = g_bytes_new_take (buffer, size);
      if (read_all (fd, buffer, size, &place, error))
        source = make_source (name, bytes);
    }
  close (fd);
  return source;
}

IsoSource *
iso_source_new (const char *name, GBytes *bytes, GError **error)
{
  IsoPlace place = { .file = (char *) name };

  if (g_bytes_get_size (bytes) == 0)
    {
      iso_error_set (error, ISO_ERROR_NO_DATA, &place, N_("There is nothing in it."), NULL);
      return NULL;
    }
  if (g_bytes_get_size (bytes) > ISO_SOURCE_MAX_BYTES)
    {
      iso_error_set (error, ISO_ERROR_TOO_LARGE, &place, N_("It has more than 256 MB. Take fewer plates at once."),
                     NULL);
      return NULL;
    }
  return make_source (name, bytes);
}

IsoSource *
iso_source_ref (IsoSource *source)
{
  g_atomic_ref_count_inc (&source->references);
  return source;
}

void
iso_source_unref (IsoSource *source)
{
  if (!g_atomic_ref_count_dec (&source->references))
    return;
  g_free (source->name);
  g_bytes_unref (source->bytes);
  g_free (source->sha256);
  g_free (source);
}

const char *
iso_source_name (const IsoSource *source)
{
  return source->name;
}

GBytes *
iso_source_bytes (const IsoSource *source)
{
  return source->bytes;
}

const char *
iso_source_sha256 (const IsoSource *source)
{
  return source->sha256;
}
