/* iso-changeset-check.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-changeset-check.h"

#include <sqlite3.h>
#include <string.h>

#define MOST_COLUMNS 64

enum
{
  NOT_GIVEN,
  INTEGER,
  REAL,
  TEXT,
  BLOB,
  NONE,
};

typedef struct
{
  const guint8 *data;
  gsize         left;
} Input;

typedef struct
{
  guint        n_columns;
  const guint8 *is_key;
} Table;

static gboolean
take (Input *input, gsize size, const guint8 **data)
{
  if (size > input->left)
    return FALSE;
  if (data != NULL)
    *data = input->data;
  input->data += size;
  input->left -= size;
  return TRUE;
}

/* Big end first, seven bits a byte; none of ours needs more than five bytes. */
static gboolean
take_varint (Input *input, gsize *value)
{
  const guint8 *byte;

  *value = 0;
  for (guint i = 0; i < 5; i++)
    {
      if (!take (input, 1, &byte))
        return FALSE;
      *value = *value << 7 | (*byte & 0x7f);
      if (*byte < 0x80)
        return TRUE;
    }
  return FALSE;
}

static gboolean
take_table (Input *input, Table *table, const char *const *inside)
{
  const guint8 *end;
  gsize n_columns;
  gboolean has_key = FALSE;

  if (!take_varint (input, &n_columns) || n_columns == 0 || n_columns > MOST_COLUMNS || !take (input, n_columns, &table->is_key))
    return FALSE;
  table->n_columns = (guint) n_columns;
  for (guint i = 0; i < n_columns; i++)
    has_key |= table->is_key[i] != 0;
  end = input->left > 0 ? memchr (input->data, '\0', input->left) : NULL;
  if (!has_key || end == NULL || !g_strv_contains (inside, (const char *) input->data))
    return FALSE;
  return take (input, (gsize) (end - input->data) + 1, NULL);
}

static gboolean
take_record (Input *input, const Table *table, guint8 types[MOST_COLUMNS])
{
  for (guint i = 0; i < table->n_columns; i++)
    {
      const guint8 *type;
      gsize size = 0;

      if (!take (input, 1, &type) || *type > NONE)
        return FALSE;
      types[i] = *type;
      if ((*type == TEXT || *type == BLOB) && !take_varint (input, &size))
        return FALSE;
      if (*type == INTEGER || *type == REAL)
        size = 8;
      if (!take (input, size, NULL))
        return FALSE;
    }
  return TRUE;
}

static gboolean
take_whole_record (Input *input, const Table *table)
{
  guint8 types[MOST_COLUMNS];

  if (!take_record (input, table, types))
    return FALSE;
  for (guint i = 0; i < table->n_columns; i++)
    {
      if (types[i] == NOT_GIVEN || (table->is_key[i] != 0 && types[i] == NONE))
        return FALSE;
    }
  return TRUE;
}

static gboolean
take_update (Input *input, const Table *table)
{
  guint8 old[MOST_COLUMNS], new[MOST_COLUMNS];

  if (!take_record (input, table, old) || !take_record (input, table, new))
    return FALSE;
  for (guint i = 0; i < table->n_columns; i++)
    {
      if (table->is_key[i] != 0 ? old[i] == NOT_GIVEN || old[i] == NONE || new[i] != NOT_GIVEN
                                : (old[i] == NOT_GIVEN) != (new[i] == NOT_GIVEN))
        return FALSE;
    }
  return TRUE;
}

gboolean
iso_changeset_is_sound (GBytes *changeset, const char *const *inside)
{
  Table table = { 0, NULL };
  Input input;

  input.data = g_bytes_get_data (changeset, &input.left);
  while (input.left > 0)
    {
      const guint8 *operation;
      gboolean sound;

      take (&input, 1, &operation);
      if (*operation == 'T')
        sound = take_table (&input, &table, inside);
      else if (table.is_key == NULL || !take (&input, 1, NULL))
        sound = FALSE;
      else if (*operation == SQLITE_UPDATE)
        sound = take_update (&input, &table);
      else
        sound = (*operation == SQLITE_INSERT || *operation == SQLITE_DELETE) && take_whole_record (&input, &table);
      if (!sound)
        return FALSE;
    }
  return TRUE;
}
