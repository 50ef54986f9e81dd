/* iso-file.h - whole files: copied, put in place of another at once, recognised again, and locked
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "base/iso-error.h"

G_BEGIN_DECLS

/* By what a file is known to be the same as before. */
typedef struct
{
  gint64  size;       /* -1: there was no file */
  gint64  modified;   /* nanoseconds */
  gint64  changed;    /* nanoseconds; nobody can set it back */
  guint64 inode;
  char   *sha256;     /* (nullable) */
} IsoFileMark;

void     iso_file_mark_clear (IsoFileMark *mark);

/* With the SHA-256 of its bytes. Errors: IO; a file that is not there is no error. */
gboolean iso_file_mark_take  (IsoFileMark *mark, const char *path, const char *name, GError **error);

/* TRUE if the bytes are those of the mark. They are read only if size, times or inode differ. */
gboolean iso_file_mark_holds (const IsoFileMark *mark, const char *path);

/* Copies and waits until the bytes are on the disk. `to` must not exist. Errors: IO, with what the system said. */
gboolean iso_file_copy       (const char *from, const char *to, const char *name, GError **error);

/* Puts a copy of `from` in place of `to`, which is the old or the new file, whole, at any moment. A link is followed; permissions stay. */
gboolean iso_file_replace    (const char *from, const char *to, const char *name, GError **error);

/* A lock that ends with its holder. Returns a descriptor to be closed, or -1 with BUSY (somebody holds it) or IO. */
int      iso_file_lock       (const char *path, const char *name, GError **error);

G_END_DECLS
