/* iso-readout-writer.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "writer/iso-readout-writer.h"

#include "writer/iso-sheet.h"
#include "writer/iso-json-values.h"

#include <string.h>

static gboolean
is_wanted (const IsoRead *read, const char *label)
{
  return label == NULL || strcmp (read->label, label) == 0;
}

char *
iso_reading_flag_text (const IsoReading *reading)
{
  if (reading->flag == ISO_FLAG_ERROR && reading->token != NULL)
    return g_strdup_printf ("%s:%s", iso_reading_flag_word (reading->flag), reading->token);
  return g_strdup (iso_reading_flag_word (reading->flag));
}

static void
add_rows (IsoSheet *sheet, const IsoReadout *readout, const IsoReadPlate *plate, const IsoRead *read)
{
  for (guint i = 0; i < read->readings->len; i++)
    {
      const IsoReading *reading = &g_array_index (read->readings, IsoReading, i);
      g_autofree char *flag = iso_reading_flag_text (reading);
      char name[ISO_WELL_NAME_SIZE];

      iso_sheet_add_text (sheet, readout->file);
      iso_sheet_add_text (sheet, plate->name);
      iso_sheet_add_text (sheet, read->label);
      iso_sheet_add_text (sheet, iso_well_name (reading->well, name));
      iso_sheet_add_number (sheet, reading->value);
      iso_sheet_add_text (sheet, flag);
      iso_sheet_end_row (sheet);
    }
}

char *
iso_readouts_csv (const GPtrArray *readouts, const char *label)
{
  g_autoptr (IsoSheet) sheet = iso_sheet_new ("Readings", "file", "plate", "read", "well", "value", "flag", NULL);

  for (guint i = 0; i < readouts->len; i++)
    {
      const IsoReadout *readout = g_ptr_array_index (readouts, i);

      for (guint j = 0; j < readout->plates->len; j++)
        {
          const IsoReadPlate *plate = g_ptr_array_index (readout->plates, j);

          for (guint k = 0; k < plate->reads->len; k++)
            {
              const IsoRead *read = g_ptr_array_index (plate->reads, k);

              if (is_wanted (read, label))
                add_rows (sheet, readout, plate, read);
            }
        }
    }
  return iso_sheet_to_csv (sheet);
}

static void
add_read (IsoJson *json, const IsoRead *read)
{
  iso_json_begin_object (json, NULL);
  iso_json_add_string (json, "label", read->label);
  iso_json_add_boolean (json, "calculated", read->calculated);
  iso_json_begin_array (json, "readings");
  for (guint i = 0; i < read->readings->len; i++)
    {
      const IsoReading *reading = &g_array_index (read->readings, IsoReading, i);
      g_autofree char *flag = iso_reading_flag_text (reading);
      char name[ISO_WELL_NAME_SIZE];

      iso_json_begin_object (json, NULL);
      iso_json_add_string (json, "well", iso_well_name (reading->well, name));
      iso_json_add_number (json, "value", reading->value);
      iso_json_add_string (json, "flag", *flag != '\0' ? flag : NULL);
      iso_json_add_count (json, "line", reading->line);
      iso_json_end_object (json);
    }
  iso_json_end_array (json);
  iso_json_end_object (json);
}

static void
add_plate (IsoJson *json, const IsoReadPlate *plate, const char *label)
{
  iso_json_begin_object (json, NULL);
  iso_json_add_string (json, "plate", plate->name);
  iso_json_add_count (json, "wells", plate->format->wells);
  iso_json_begin_array (json, "reads");
  for (guint i = 0; i < plate->reads->len; i++)
    {
      const IsoRead *read = g_ptr_array_index (plate->reads, i);

      if (is_wanted (read, label))
        add_read (json, read);
    }
  iso_json_end_array (json);
  iso_json_end_object (json);
}

char *
iso_readouts_json (const GPtrArray *readouts, const char *label, const char *program)
{
  IsoJson *json = iso_json_new ();

  iso_json_begin_object (json, NULL);
  iso_json_add_string (json, "schema", "isobole/read/1");
  iso_json_add_string (json, "program", program);
  iso_json_begin_array (json, "files");
  for (guint i = 0; i < readouts->len; i++)
    {
      const IsoReadout *readout = g_ptr_array_index (readouts, i);

      iso_json_begin_object (json, NULL);
      iso_json_add_string (json, "file", readout->file);
      iso_json_add_string (json, "sha256", readout->sha256);
      iso_json_add_string (json, "reader", readout->reader);
      iso_json_add_count (json, "reader_version", readout->reader_version);
      iso_json_begin_array (json, "plates");
      for (guint j = 0; j < readout->plates->len; j++)
        add_plate (json, g_ptr_array_index (readout->plates, j), label);
      iso_json_end_array (json);
      iso_json_add_messages (json, "messages", readout->messages);
      iso_json_end_object (json);
    }
  iso_json_end_array (json);
  iso_json_end_object (json);
  return iso_json_finish (json);
}
