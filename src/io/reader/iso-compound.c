/* iso-compound.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "reader/iso-compound.h"

#include <string.h>

#define HEADER 512u
#define ENTRY 128u
#define LAST_SECTOR 0xFFFFFFFAu   /* from here on numbers mean something else: the end, free, the table itself */
#define IN_HEADER 109u            /* sectors of the table that the header itself lists */

typedef enum
{
  ENTRY_STREAM = 2,
  ENTRY_ROOT = 5,
} EntryKind;

typedef struct
{
  const guint8 *bytes;
  gsize         size;
  guint         shift;       /* a sector has 1 << shift bytes */
  guint         mini_shift;
  guint32       cutoff;      /* shorter streams are in mini sectors */
  GArray       *table;       /* of guint32: the sector after each sector */
  GArray       *mini_table;
  GByteArray   *mini;        /* what mini sectors are cut from */
} Compound;

static guint16
get_16 (const guint8 *at)
{
  return (guint16) (at[0] | at[1] << 8);
}

static guint32
get_32 (const guint8 *at)
{
  return at[0] | (guint32) at[1] << 8 | (guint32) at[2] << 16 | (guint32) at[3] << 24;
}

/* NULL if the file has no such sector; the last one may be cut short, which counts as none. */
static const guint8 *
get_sector (const Compound *compound, guint32 sector)
{
  guint64 at = ((guint64) sector + 1) << compound->shift;

  return sector < LAST_SECTOR && at + ((guint64) 1 << compound->shift) <= compound->size ? compound->bytes + at : NULL;
}

static void
add_numbers (GArray *table, const guint8 *sector, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      guint32 number = get_32 (sector + i * 4);

      g_array_append_val (table, number);
    }
}

/* The table of chains: its sectors are listed in the header, and then in a chain of their own. */
static gboolean
read_table (Compound *compound)
{
  guint in_sector = (1u << compound->shift) / 4;
  guint32 list = get_32 (compound->bytes + 68);
  gsize limit = compound->size >> compound->shift;

  for (guint i = 0; i < IN_HEADER; i++)
    {
      const guint8 *sector = get_sector (compound, get_32 (compound->bytes + 76 + i * 4));

      if (sector != NULL)
        add_numbers (compound->table, sector, in_sector);
    }
  for (gsize n = 0; list < LAST_SECTOR && n < limit; n++)
    {
      const guint8 *names = get_sector (compound, list);

      for (guint i = 0; names != NULL && i + 1 < in_sector && compound->table->len / in_sector < limit; i++)
        {
          const guint8 *sector = get_sector (compound, get_32 (names + i * 4));

          if (sector != NULL)
            add_numbers (compound->table, sector, in_sector);
        }
      list = names != NULL ? get_32 (names + (in_sector - 1) * 4) : LAST_SECTOR;
    }
  return compound->table->len > 0;
}

static guint32
get_next (const GArray *table, guint32 sector)
{
  return sector < table->len ? g_array_index (table, guint32, sector) : LAST_SECTOR;
}

/* The sectors from `start` on, as far as there are any, and no more than the file can have. */
static GByteArray *
read_chain (const Compound *compound, guint32 start)
{
  GByteArray *chain = g_byte_array_new ();
  const guint8 *sector;

  while ((sector = get_sector (compound, start)) != NULL && chain->len <= compound->size)
    {
      g_byte_array_append (chain, sector, 1u << compound->shift);
      start = get_next (compound->table, start);
    }
  return chain;
}

static GByteArray *
read_mini_chain (const Compound *compound, guint32 start)
{
  GByteArray *chain = g_byte_array_new ();
  guint size = 1u << compound->mini_shift;

  while (start < LAST_SECTOR && (((guint64) start + 1) << compound->mini_shift) <= compound->mini->len && chain->len <= compound->size)
    {
      g_byte_array_append (chain, compound->mini->data + ((gsize) start << compound->mini_shift), size);
      start = get_next (compound->mini_table, start);
    }
  return chain;
}

/* Names are UTF-16; those that are looked for are ASCII. */
static gboolean
has_name (const guint8 *entry, const char *name)
{
  gsize length = strlen (name);

  if (get_16 (entry + 64) != (length + 1) * 2)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    {
      if (entry[i * 2 + 1] != 0 || g_ascii_tolower ((char) entry[i * 2]) != g_ascii_tolower (name[i]))
        return FALSE;
    }
  return TRUE;
}

/* The entry of the directory with this kind and, if it is a stream, this name. */
static const guint8 *
find_entry (const GByteArray *directory, EntryKind kind, const char *name)
{
  for (guint at = 0; at + ENTRY <= directory->len; at += ENTRY)
    {
      const guint8 *entry = directory->data + at;

      if (entry[66] == (guint8) kind && (name == NULL || has_name (entry, name)))
        return entry;
    }
  return NULL;
}

static GByteArray *
read_entry (Compound *compound, const GByteArray *directory, const guint8 *entry)
{
  guint32 size = get_32 (entry + 120);
  const guint8 *root = find_entry (directory, ENTRY_ROOT, NULL);
  g_autoptr (GByteArray) names = NULL;
  GByteArray *stream;

  if (size >= compound->cutoff || root == NULL)
    stream = read_chain (compound, get_32 (entry + 116));
  else
    {
      compound->mini = read_chain (compound, get_32 (root + 116));
      names = read_chain (compound, get_32 (compound->bytes + 60));
      add_numbers (compound->mini_table, names->data, names->len / 4);
      stream = read_mini_chain (compound, get_32 (entry + 116));
    }
  if (stream->len > size)
    g_byte_array_set_size (stream, size);
  return stream;
}

GByteArray *
iso_compound_read (const guint8 *bytes, gsize size, const char *name)
{
  static const guint8 magic[] = { 0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1 };
  g_autoptr (GArray) table = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GArray) mini_table = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GByteArray) directory = NULL;
  Compound compound = { .bytes = bytes, .size = size, .table = table, .mini_table = mini_table };
  const guint8 *entry;
  GByteArray *stream = NULL;

  if (size < HEADER || memcmp (bytes, magic, sizeof magic) != 0)
    return NULL;
  compound.shift = get_16 (bytes + 30);
  compound.mini_shift = get_16 (bytes + 32);
  compound.cutoff = get_32 (bytes + 56);
  if ((compound.shift != 9 && compound.shift != 12) || compound.mini_shift < 4 || compound.mini_shift > 8 || !read_table (&compound))
    return NULL;
  directory = read_chain (&compound, get_32 (bytes + 48));
  entry = find_entry (directory, ENTRY_STREAM, name);
  if (entry != NULL)
    stream = read_entry (&compound, directory, entry);
  g_clear_pointer (&compound.mini, g_byte_array_unref);
  return stream;
}
