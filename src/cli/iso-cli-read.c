/* iso-cli-read.c - "isobole-cli read" and "isobole-cli readers"
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-cli-input.h"
#include "iso-cli-output.h"
#include "iso-cli-text.h"
#include "iso-cli.h"
#include "reader/iso-reader.h"
#include "writer/iso-readout-writer.h"

#include <math.h>
#include <string.h>

/* A read as it lies on the plate: only the rows and columns that were read. */
static void
print_grid (const IsoReadPlate *plate, const IsoRead *read, GString *text)
{
  guint last_column = 0;

  for (guint i = 0; i < read->readings->len; i++)
    last_column = MAX (last_column, g_array_index (read->readings, IsoReading, i).well.column);
  for (guint column = 0; column <= last_column; column++)
    g_string_append_printf (text, "\t%u", column + 1);
  g_string_append_c (text, '\n');
  for (guint row = 0; row < plate->format->rows; row++)
    {
      gboolean any = FALSE;
      gsize before = text->len;
      char name[ISO_WELL_NAME_SIZE];

      g_string_append (text, iso_row_name (row, name));
      for (guint column = 0; column <= last_column; column++)
        {
          const IsoReading *reading = iso_read_get (read, (IsoWell) { (guint8) row, (guint8) column });
          g_autofree char *flag = reading != NULL ? iso_reading_flag_text (reading) : g_strdup ("");
          g_autofree char *number =
            reading != NULL && isfinite (reading->value) ? iso_cli_number (reading->value) : g_strdup ("");

          any |= reading != NULL;
          g_string_append_printf (text, "\t%s%s%s", number, *number != '\0' && *flag != '\0' ? " " : "", flag);
        }
      g_string_append_c (text, '\n');
      if (!any)
        g_string_truncate (text, before);
    }
}

static char *
readouts_text (const GPtrArray *readouts, const char *label)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < readouts->len; i++)
    {
      const IsoReadout *readout = g_ptr_array_index (readouts, i);

      for (guint j = 0; j < readout->plates->len; j++)
        {
          const IsoReadPlate *plate = g_ptr_array_index (readout->plates, j);

          for (guint k = 0; k < plate->reads->len; k++)
            {
              const IsoRead *read = g_ptr_array_index (plate->reads, k);

              if (label != NULL && strcmp (read->label, label) != 0)
                continue;
              g_string_append_printf (text, "%s%s, %s, %s%s%s\n", text->len > 0 ? "\n" : "", readout->file, plate->name,
                                      read->label, read->calculated ? " " : "",
                                      read->calculated ? _("(calculated)") : "");
              print_grid (plate, read, text);
            }
        }
    }
  return g_string_free (text, FALSE);
}

/* A label that no plate has is a slip, and an empty result would hide it. */
static gboolean
expect_label (const GPtrArray *readouts, const char *label, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i < readouts->len && label != NULL; i++)
    {
      const IsoReadout *readout = g_ptr_array_index (readouts, i);

      for (guint j = 0; j < readout->plates->len; j++)
        {
          const IsoReadPlate *plate = g_ptr_array_index (readout->plates, j);

          for (guint k = 0; k < plate->reads->len; k++)
            {
              const char *own = ((const IsoRead *) g_ptr_array_index (plate->reads, k))->label;

              if (g_hash_table_add (seen, (char *) own))
                g_string_append_printf (list, "%s%s", list->len > 0 ? ", " : "", own);
            }
        }
    }
  if (label == NULL || g_hash_table_contains (seen, label))
    return TRUE;
  iso_error_set (error, ISO_ERROR_NO_DATA, NULL, N_("There is no read called “{1}” in these files. There are: {2}."),
                 label, list->str, NULL);
  return FALSE;
}

int
iso_cli_run_read (const IsoCliOptions *options)
{
  static const char *const formats[] = { "csv", "json", "text", NULL };
  const char *label = options->values[ISO_CLI_READ];
  g_autoptr (GError) error = NULL;
  int format = iso_cli_find_format (options, formats, &error);
  g_autoptr (GPtrArray) readouts = format >= 0 ? iso_cli_load_readouts (options, &error) : NULL;
  g_autofree char *text = NULL;

  if (readouts == NULL || !expect_label (readouts, label, &error))
    return iso_cli_tell_error (error);
  for (guint i = 0; i < readouts->len; i++)
    iso_cli_tell_messages (((const IsoReadout *) g_ptr_array_index (readouts, i))->messages);
  text = format == 1   ? iso_readouts_json (readouts, label, iso_cli_program ())
         : format == 2 ? readouts_text (readouts, label)
                       : iso_readouts_csv (readouts, label);
  return iso_cli_write (options, text) ? ISO_CLI_DONE : ISO_CLI_CANNOT;
}

/* Tables of other programs: read wherever a table is. */
static void
add_shapes (IsoCliTable *table)
{
  static const struct
  {
    const char *what;
    const char *endings;
    const char *untested;
  } shapes[] = {
    { N_("Plates as layers, one variable each (plater)"), "csv", "" },
    { N_("Combination tables and matrices (SynergyFinder, also strict workbooks)"), "csv, txt, xlsx", "" },
    { N_("Matrices of COMBIA, trays of mixlow, tables of GRmetrics"), "csv, txt, tsv", "" },
    { N_("Lists of dose and effect (CompuSyn reports, typed or pasted)"), "txt, csv", N_("reports of CompuSyn") },
    { N_("GraphPad Prism: replicates side by side"), "pzfx, csv, txt", N_("all of them") },
    { N_("Tables in a web page, also under the name of a workbook"), "html, xls", N_("all of them") },
    { N_("Layouts of the dispenser HP/Tecan D300, of a run of it, and one sheet a variable"), "tdd, xml, xlsx", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (shapes); i++)
    {
      iso_cli_table_add (table, "");
      iso_cli_table_add (table, _(shapes[i].what));
      iso_cli_table_add (table, shapes[i].endings);
      iso_cli_table_add (table, *shapes[i].untested != '\0' ? _(shapes[i].untested) : "");
    }
}

int
iso_cli_run_readers (const IsoCliOptions *options)
{
  GString *text = g_string_new (NULL);
  IsoCliTable *table = iso_cli_table_new (_("Id"), _("What it reads"), _("Files"), _("Never compared with a real file"), NULL);
  const IsoReader *reader;
  gboolean done;

  for (guint i = 0; (reader = iso_reader_nth (i)) != NULL; i++)
    {
      iso_cli_table_add (table, reader->id);
      iso_cli_table_add (table, _(reader->name));
      iso_cli_table_take (table, g_strjoinv (", ", (char **) reader->endings));
      iso_cli_table_add (table, reader->untested != NULL ? _(reader->untested) : "");
    }
  iso_cli_table_add (table, "table");
  iso_cli_table_add (table, _("Table of responses, one well a row (see “isobole-cli help table”); dose matrices"));
  iso_cli_table_add (table, "csv, tsv, txt");
  iso_cli_table_add (table, "");
  add_shapes (table);
  iso_cli_table_add (table, "layout");
  iso_cli_table_add (table, _("Table of wells without responses, for --layout"));
  iso_cli_table_add (table, "csv, tsv, txt");
  iso_cli_table_add (table, "");
  g_string_append_printf (text, "%s\n", _("Read (known by their content; the ending does not matter)"));
  iso_cli_table_print (table, text);
  g_string_append_printf (text, "\n%s\n", _("Written"));
  g_string_append_printf (text, "  %s\n", _("results: json, csv, xlsx, text; figures: pdf, svg, png"));
  done = iso_cli_write (options, text->str);
  g_string_free (text, TRUE);
  return done ? ISO_CLI_DONE : ISO_CLI_CANNOT;
}
