/* iso-cli-history.c - "isobole-cli history"
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-cli-output.h"
#include "iso-cli-project.h"
#include "iso-cli-text.h"
#include "iso-cli.h"
#include "iso-history-label.h"
#include "writer/iso-json.h"

#include <math.h>

/* Numbers of steps that a double holds exactly. */
#define MAX_STEP 9007199254740992.0

static char *
describe (const IsoHistoryRow *row)
{
  g_autoptr (IsoMessage) message = iso_history_describe (row);

  return iso_cli_sentence (message);
}

/* Where the person is who reads this; the zone of who did it is in the JSON. */
static char *
format_time (gint64 at, GTimeZone *zone, const char *format)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (at / 1000);
  g_autoptr (GDateTime) here = utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;

  return here != NULL ? g_date_time_format (here, format) : g_strdup ("-");
}

static char *
history_text (const GPtrArray *rows)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  GString *text = g_string_new (NULL);
  IsoCliTable *table;

  if (rows->len == 0)
    {
      g_string_append_printf (text, "%s\n", _("Nothing was done in this project yet."));
      return g_string_free (text, FALSE);
    }
  table = iso_cli_table_new (_("Step"), _("When"), _("Who"), _("Kind"), _("What"), NULL);
  for (guint i = 0; i < rows->len; i++)
    {
      const IsoHistoryRow *row = g_ptr_array_index (rows, i);

      iso_cli_table_take (table, g_strdup_printf ("%" G_GINT64_FORMAT, row->seq));
      iso_cli_table_take (table, format_time (row->at, zone, "%Y-%m-%d %H:%M:%S"));
      iso_cli_table_take (table, g_strdelimit (g_strdup (row->who), "\n\r\t", ' '));
      iso_cli_table_add (table, iso_history_kind_word (row->kind));
      iso_cli_table_take (table, g_strdelimit (describe (row), "\n\r\t", ' '));
    }
  iso_cli_table_print (table, text);
  return g_string_free (text, FALSE);
}

static void
add_row (IsoJson *json, const IsoHistoryRow *row, GTimeZone *utc)
{
  g_autoptr (IsoMessage) message = iso_history_describe (row);
  g_autofree char *at = format_time (row->at, utc, "%Y-%m-%dT%H:%M:%SZ");
  g_autofree char *label = iso_message_to_string (message);

  iso_json_begin_object (json, NULL);
  iso_json_add_count (json, "step", (guint64) row->seq);
  iso_json_add_string (json, "kind", iso_history_kind_word (row->kind));
  iso_json_add_number (json, "target",
                       row->kind == ISO_HISTORY_DO || row->kind == ISO_HISTORY_MIGRATE ? NAN : (double) row->target);
  iso_json_add_string (json, "verb", row->verb);
  iso_json_begin_array (json, "arguments");
  for (char **argument = row->args; argument != NULL && *argument != NULL; argument++)
    iso_json_add_string (json, NULL, *argument);
  iso_json_end_array (json);
  iso_json_add_string (json, "text", label);
  iso_json_add_string (json, "at", at);
  iso_json_add_string (json, "zone", row->zone);
  iso_json_add_string (json, "who", row->who);
  iso_json_end_object (json);
}

static char *
history_json (const GPtrArray *rows)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  IsoJson *json = iso_json_new ();

  iso_json_begin_object (json, NULL);
  iso_json_add_string (json, "schema", "isobole/history/1");
  iso_json_add_string (json, "program", iso_cli_program ());
  iso_json_begin_array (json, "steps");
  for (guint i = 0; i < rows->len; i++)
    add_row (json, g_ptr_array_index (rows, i), utc);
  iso_json_end_array (json);
  iso_json_end_object (json);
  return iso_json_finish (json);
}

static int
list_steps (const IsoCliOptions *options, const char *path, int format, GError **error)
{
  g_autoptr (IsoCliProject) project = iso_cli_project_read (path, error);
  g_autoptr (GPtrArray) rows = project != NULL ? iso_history_list (iso_cli_project_store (project), error) : NULL;
  g_autofree char *text = NULL;

  if (rows == NULL)
    return iso_cli_tell_error (*error);
  text = format == 1 ? history_json (rows) : history_text (rows);
  return iso_cli_write (options, text) ? ISO_CLI_DONE : ISO_CLI_CANNOT;
}

static int
restore (const IsoCliOptions *options, const char *path, GError **error)
{
  g_autoptr (IsoCliProject) project = NULL;
  g_autofree char *number = NULL;
  g_autofree char *text = NULL;
  double step = 0;
  IsoStore *store;
  gint64 before;

  if (!iso_cli_options_get_number (options, ISO_CLI_RESTORE, 0, MAX_STEP, &step, error))
    return iso_cli_tell_error (*error);
  project = iso_cli_project_edit (options, path, error);
  store = project != NULL ? iso_cli_project_store (project) : NULL;
  before = store != NULL ? iso_history_position (store) : 0;
  if (store == NULL || !iso_history_restore (store, (gint64) step, iso_cli_project_stamp (project), error)
      || !iso_cli_project_save (project, error))
    return iso_cli_tell_error (*error);
  if (iso_history_position (store) == before)
    text = g_strdup_printf ("%s\n", _("Nothing was changed: everything is as it was then."));
  else
    {
      g_autofree char *sentence = NULL;

      number = g_strdup_printf ("%" G_GINT64_FORMAT, before);
      sentence = iso_sentence_fill (_("Everything is as it was then. To take this back, restore step {1}."),
                                    (const char *const[]) { number, NULL });
      text = g_strdup_printf ("%s\n", sentence);
    }
  return iso_cli_write (options, text) ? ISO_CLI_DONE : ISO_CLI_CANNOT;
}

int
iso_cli_run_history (const IsoCliOptions *options)
{
  static const char *const formats[] = { "text", "json", NULL };
  g_autoptr (GError) error = NULL;
  const char *path = iso_cli_get_project (options, TRUE, &error);
  int format = path != NULL ? iso_cli_find_format (options, formats, &error) : -1;

  if (format < 0)
    return iso_cli_tell_error (error);
  return options->values[ISO_CLI_RESTORE] != NULL ? restore (options, path, &error) : list_steps (options, path, format, &error);
}
