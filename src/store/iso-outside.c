/* iso-outside.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-outside.h"

#include "analysis/iso-content.h"

char *
iso_outside_read_id (const IsoReadout *readout, guint plate, guint read)
{
  return iso_content_make_read_id (readout->sha256, readout->reader, readout->reader_version, plate, read);
}

static gboolean
add_readings (IsoDb *db, const char *id, const IsoRead *read, GError **error)
{
  g_autoptr (IsoStatement) insert = iso_db_query (db, error, "INSERT INTO reading (read, row, column, value, flag, token, line)"
                                                  " VALUES (?, ?, ?, ?, ?, ?, ?)", NULL);

  if (insert == NULL)
    return FALSE;
  for (guint i = 0; i < read->readings->len; i++)
    {
      const IsoReading *reading = &g_array_index (read->readings, IsoReading, i);

      if (!iso_statement_run (insert, error, "tiirtti", id, reading->well.row + 1, reading->well.column + 1, reading->value,
                              iso_reading_flag_word (reading->flag), reading->token, (int) reading->line))
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_read (IsoDb *db, const IsoReadout *readout, guint plate_index, guint read_index, GError **error)
{
  const IsoReadPlate *plate = g_ptr_array_index (readout->plates, plate_index);
  const IsoRead *read = g_ptr_array_index (plate->reads, read_index);
  g_autofree char *id = iso_outside_read_id (readout, plate_index, read_index);
  gint64 there;

  if (!iso_db_get (db, &there, 0, error, "SELECT count (*) FROM read WHERE id = ?", "t", id))
    return FALSE;
  if (there > 0)
    return TRUE;
  return iso_db_run (db, error, "INSERT INTO read (id, source, reader, version, plate, plate_name, barcode, wells, position, label, calculated)"
                     " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", "tttiittiiti", id, readout->sha256, readout->reader,
                     (int) readout->reader_version, (int) plate_index, plate->name, plate->barcode,
                     plate->format != NULL ? (int) plate->format->wells : 0, (int) read_index, read->label, (int) read->calculated)
         && add_readings (db, id, read, error);
}

static gboolean
add_all (IsoDb *db, const IsoReadout *readout, GBytes *bytes, GError **error)
{
  if (!iso_db_run (db, error, "INSERT INTO source (sha256, name, bytes) VALUES (?, ?, ?) ON CONFLICT (sha256) DO NOTHING", "ttb",
                   readout->sha256, readout->file, bytes))
    return FALSE;
  for (guint i = 0; i < readout->plates->len; i++)
    {
      const IsoReadPlate *plate = g_ptr_array_index (readout->plates, i);

      for (guint j = 0; j < plate->reads->len; j++)
        {
          if (!add_read (db, readout, i, j, error))
            return FALSE;
        }
    }
  return TRUE;
}

gboolean
iso_outside_add (IsoDb *db, const IsoReadout *readout, GBytes *bytes, GError **error)
{
  if (!iso_db_execute (db, "BEGIN IMMEDIATE", error))
    return FALSE;
  if (add_all (db, readout, bytes, error) && iso_db_execute (db, "COMMIT", error))
    return TRUE;
  iso_db_execute (db, "ROLLBACK", NULL);
  return FALSE;
}

gboolean
iso_outside_keep_result (IsoDb *db, const char *input, const char *program, const char *kind, const char *content, gboolean *changed,
                         GError **error)
{
  gint64 same;

  *changed = FALSE;
  if (!iso_db_get (db, &same, 0, error, "SELECT count (*) FROM result WHERE input = ? AND program = ? AND kind = ? AND content = ?", "tttt",
                   input, program, kind, content))
    return FALSE;
  *changed = same == 0;
  return same > 0
         || iso_db_run (db, error, "INSERT INTO result (input, program, kind, content) VALUES (?, ?, ?, ?)"
                        " ON CONFLICT (input, program, kind) DO UPDATE SET content = excluded.content", "tttt", input, program, kind,
                        content);
}

char *
iso_outside_dup_day (IsoDb *db, const char *read)
{
  g_autoptr (IsoStatement) rows =
    iso_db_query (db, NULL, "SELECT json_extract (content, '$.read_on') AS day FROM read JOIN result ON result.input = read.source"
                  " WHERE read.id = ? AND result.kind = '" ISO_RESULT_FINDINGS "' AND json_valid (content) AND day <> '' LIMIT 1", "t", read);

  return rows != NULL && iso_statement_next (rows, NULL) ? g_strdup (iso_statement_text (rows, 0)) : NULL;
}
