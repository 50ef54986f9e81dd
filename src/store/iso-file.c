/* iso-file.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <glib/gstdio.h>

#define CHUNK (256 * 1024)

static gboolean
refuse (const char *name, GError **error, const char *sentence)
{
  iso_error_set (error, ISO_ERROR_IO, &(IsoPlace) { .file = (char *) name }, sentence, g_strerror (errno), NULL);
  return FALSE;
}

static gboolean
refuse_reading (const char *name, GError **error)
{
  return refuse (name, error, N_("The project cannot be read ({1}). Check that it is there and that you may read it."));
}

static gboolean
refuse_writing (const char *name, GError **error)
{
  return refuse (name, error, N_("The project cannot be written there ({1}). Nothing is lost: make room or choose another folder, and save again."));
}

static int
open_file (const char *path, int flags, int mode)
{
  int file;

  do
    file = open (path, flags | O_CLOEXEC, mode);
  while (file < 0 && errno == EINTR);
  return file;
}

static gboolean
write_all (int file, const char *bytes, gsize size)
{
  while (size > 0)
    {
      gssize written = write (file, bytes, size);

      if (written < 0 && errno == EINTR)
        continue;
      if (written < 0)
        return FALSE;
      bytes += written;
      size -= (gsize) written;
    }
  return TRUE;
}

static gssize
read_some (int file, char *bytes)
{
  gssize n;

  do
    n = read (file, bytes, CHUNK);
  while (n < 0 && errno == EINTR);
  return n;
}

static gboolean
copy_bytes (int from, int to, const char *name, GError **error)
{
  g_autofree char *chunk = g_malloc (CHUNK);
  gssize n;

  while ((n = read_some (from, chunk)) > 0)
    {
      if (!write_all (to, chunk, (gsize) n))
        return refuse_writing (name, error);
    }
  if (n < 0)
    return refuse_reading (name, error);
  return fsync (to) == 0 || refuse_writing (name, error);
}

/* So that the new name is on the disk too. Some file systems cannot; then there is nothing more to do. */
static void
sync_folder (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int file = open_file (folder, O_RDONLY | O_DIRECTORY, 0);

  if (file < 0)
    return;
  fsync (file);
  close (file);
}

static char *
hash_file (const char *path)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *chunk = g_malloc (CHUNK);
  int file = open_file (path, O_RDONLY, 0);
  gssize n;

  if (file < 0)
    return NULL;
  while ((n = read_some (file, chunk)) > 0)
    g_checksum_update (checksum, (const guchar *) chunk, n);
  close (file);
  return n == 0 ? g_strdup (g_checksum_get_string (checksum)) : NULL;
}

static gint64
get_nanoseconds (struct timespec time)
{
  return (gint64) time.tv_sec * 1000000000 + time.tv_nsec;
}

static void
note_stat (IsoFileMark *mark, const struct stat *info)
{
  mark->size = info->st_size;
  mark->modified = get_nanoseconds (info->st_mtim);
  mark->changed = get_nanoseconds (info->st_ctim);
  mark->inode = info->st_ino;
}

void
iso_file_mark_clear (IsoFileMark *mark)
{
  g_clear_pointer (&mark->sha256, g_free);
  mark->size = -1;
}

gboolean
iso_file_mark_take (IsoFileMark *mark, const char *path, const char *name, GError **error)
{
  struct stat info;

  iso_file_mark_clear (mark);
  if (stat (path, &info) != 0)
    return errno == ENOENT || refuse_reading (name, error);
  mark->sha256 = hash_file (path);
  if (mark->sha256 == NULL)
    return refuse_reading (name, error);
  note_stat (mark, &info);
  return TRUE;
}

gboolean
iso_file_mark_holds (const IsoFileMark *mark, const char *path)
{
  IsoFileMark now = { -1, 0, 0, 0, NULL };
  g_autofree char *sha256 = NULL;
  struct stat info;

  if (stat (path, &info) != 0)
    return mark->size < 0;
  note_stat (&now, &info);
  if (now.size != mark->size)
    return FALSE;
  if (now.modified == mark->modified && now.changed == mark->changed && now.inode == mark->inode)
    return TRUE;
  sha256 = hash_file (path);
  return g_strcmp0 (sha256, mark->sha256) == 0;
}

gboolean
iso_file_copy (const char *from, const char *to, const char *name, GError **error)
{
  int in = open_file (from, O_RDONLY, 0);
  gboolean done;
  int out;

  if (in < 0)
    return refuse_reading (name, error);
  out = open_file (to, O_WRONLY | O_CREAT | O_EXCL, 0600);
  if (out < 0)
    {
      refuse_writing (name, error);
      close (in);
      return FALSE;
    }
  done = copy_bytes (in, out, name, error);
  close (in);
  if (close (out) != 0 && done)
    done = refuse_writing (name, error);
  if (!done)
    g_unlink (to);
  return done;
}

gboolean
iso_file_replace (const char *from, const char *to, const char *name, GError **error)
{
  char *real = realpath (to, NULL);
  g_autofree char *target = g_strdup (real != NULL ? real : to);
  g_autofree char *folder = g_path_get_dirname (target);
  g_autofree char *base = g_path_get_basename (target);
  g_autofree char *hidden = g_strdup_printf (".%s.saving-%d", base, (int) getpid ());
  g_autofree char *beside = g_build_filename (folder, hidden, NULL);
  gboolean exists;
  struct stat info;
  mode_t mask;

  free (real);
  mask = umask (0);
  umask (mask);
  exists = stat (target, &info) == 0;
  g_unlink (beside);
  if (!iso_file_copy (from, beside, name, error))
    return FALSE;
  if (chmod (beside, exists ? info.st_mode & 0777 : 0666 & ~mask) != 0 || rename (beside, target) != 0)
    {
      refuse_writing (name, error);
      g_unlink (beside);
      return FALSE;
    }
  sync_folder (target);
  return TRUE;
}

/* Whether the locked file is still the one that others find under this name. */
static gboolean
is_current (int file, const char *path)
{
  struct stat mine, theirs;

  return fstat (file, &mine) == 0 && stat (path, &theirs) == 0 && mine.st_ino == theirs.st_ino && mine.st_dev == theirs.st_dev;
}

int
iso_file_lock (const char *path, const char *name, GError **error)
{
  for (;;)
    {
      struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
      int file = open_file (path, O_RDWR | O_CREAT, 0600);
      int code;

      if (file < 0)
        {
          refuse_writing (name, error);
          return -1;
        }
      code = fcntl (file, F_OFD_SETLK, &lock);
      if (code == 0 && is_current (file, path))
        return file;
      if (code != 0)
        {
          if (errno == EAGAIN || errno == EACCES)
            iso_error_set (error, ISO_ERROR_BUSY, &(IsoPlace) { .file = (char *) name },
                           N_("The project is already open elsewhere. Close it there, or go on working there."), NULL);
          else
            refuse_writing (name, error);
          close (file);
          return -1;
        }
      close (file);
    }
}
