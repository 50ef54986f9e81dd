/* iso-edit-setting.c - the experiment's title and response, settings of the analysis and of figures
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "analysis/iso-analysis-settings.h"
#include "iso-edit-base.h"
#include "iso-lookup.h"

#include <string.h>

gboolean
iso_edit_set_experiment (IsoStore *store, const IsoStamp *stamp, const char *id, const char *title, const char *note,
                         const char *response, const char *scale, GError **error)
{
  IsoDb *db = iso_store_db (store);
  gboolean done;
  gint64 there;

  if (!iso_db_get (db, &there, 0, error, "SELECT count (*) FROM experiment", NULL))
    return FALSE;
  if (!iso_history_begin (store, stamp, "set-experiment", ISO_ARGS (title), error))
    return FALSE;
  if (there > 0)
    done = iso_db_run (db, error, "UPDATE experiment SET title = ?, note = ?, response = ?, scale = ?", "tttt", title, note, response, scale);
  else
    done = iso_db_run (db, error, "INSERT INTO experiment (id, title, note, response, scale) VALUES (?, ?, ?, ?, ?)", "ttttt", id, title,
                       note, response, scale);
  return iso_history_end (store, done, error);
}

gboolean
iso_edit_set_setting (IsoStore *store, const IsoStamp *stamp, const char *name, const char *value, GError **error)
{
  IsoDb *db = iso_store_db (store);
  const IsoPlace place = { .file = (char *) iso_db_name (db) };
  IsoAnalysisSettings scratch;
  gboolean done;

  iso_analysis_settings_init (&scratch);
  if (value != NULL && !iso_analysis_settings_set (&scratch, name, value, &place, error))
    return FALSE;
  if (!iso_history_begin (store, stamp, "set-setting", ISO_ARGS (name, value != NULL ? value : ""), error))
    return FALSE;
  if (value != NULL)
    done = iso_db_run (db, error, "INSERT INTO setting (name, value) VALUES (?, ?)"
                       " ON CONFLICT (name) DO UPDATE SET value = excluded.value", "tt", name, value);
  else
    done = iso_db_run (db, error, "DELETE FROM setting WHERE name = ?", "t", name);
  return iso_history_end (store, done, error);
}

/* The names of the settings in which the two differ, ended by NULL. */
static GPtrArray *
list_differences (const IsoAnalysisSettings *one, const IsoAnalysisSettings *two)
{
  GPtrArray *names = g_ptr_array_new ();
  const char *name;

  for (guint i = 0; (name = iso_analysis_setting_nth (i)) != NULL; i++)
    {
      g_autofree char *first = iso_analysis_settings_get (one, name);
      g_autofree char *second = iso_analysis_settings_get (two, name);

      if (strcmp (first, second) != 0)
        g_ptr_array_add (names, (char *) name);
    }
  g_ptr_array_add (names, NULL);
  return names;
}

gboolean
iso_edit_set_analysis_settings (IsoStore *store, const IsoStamp *stamp, const IsoAnalysisSettings *settings, GError **error)
{
  g_autoptr (GPtrArray) names = NULL;
  g_autofree char *list = NULL;
  IsoAnalysisSettings before;
  gboolean done = TRUE;

  if (!iso_lookup_analysis_settings (iso_store_db (store), &before, error))
    return FALSE;
  names = list_differences (&before, settings);
  list = g_strjoinv (", ", (char **) names->pdata);
  if (!iso_history_begin (store, stamp, "set-settings", ISO_ARGS (list), error))
    return FALSE;
  for (guint i = 0; done && i + 1 < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      g_autofree char *value = iso_analysis_settings_get (settings, name);

      done = iso_edit_set_setting (store, stamp, name, value, error);
    }
  return iso_history_end (store, done, error);
}

gboolean
iso_edit_set_figure_setting (IsoStore *store, const IsoStamp *stamp, const char *figure, const char *name, const char *value, GError **error)
{
  g_autofree char *figure_name = iso_edit_get_name (store, ISO_ENTITY_FIGURE, figure, error);
  IsoDb *db = iso_store_db (store);
  gboolean done;

  if (figure_name == NULL)
    return FALSE;
  if (!iso_history_begin (store, stamp, "set-figure", ISO_ARGS (figure_name, name, value != NULL ? value : ""), error))
    return FALSE;
  if (value != NULL)
    done = iso_db_run (db, error, "INSERT INTO figure_setting (figure, name, value) VALUES (?, ?, ?)"
                       " ON CONFLICT (figure, name) DO UPDATE SET value = excluded.value", "ttt", figure, name, value);
  else
    done = iso_db_run (db, error, "DELETE FROM figure_setting WHERE figure = ? AND name = ?", "tt", figure, name);
  return iso_history_end (store, done, error);
}
