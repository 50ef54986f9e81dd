/* iso-check.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-check.h"

#include "analysis/iso-analysis.h"
#include "iso-assemble.h"
#include "iso-changeset-check.h"
#include "iso-lookup.h"
#include "iso-outside.h"

#include <string.h>

/* Called for every row of a query; NULL: nothing to say. */
typedef IsoMessage *(*JudgeFunc) (IsoStore *store, IsoStatement *row);

static IsoMessage *
judge_page (IsoStore *store, IsoStatement *row)
{
  const char *text = iso_statement_text (row, 0);

  if (strcmp (text, "ok") == 0)
    return NULL;
  return iso_message_new ("damaged-page", NULL, N_("The file is damaged: {1}."), text, NULL);
}

static IsoMessage *
judge_key (IsoStore *store, IsoStatement *row)
{
  return iso_message_new ("lost-key", NULL, N_("Something in the table “{1}” belongs to a row of “{2}” that is not there."),
                          iso_statement_text (row, 0), iso_statement_text (row, 2), NULL);
}

static IsoMessage *
judge_name (IsoStore *store, IsoStatement *row)
{
  return iso_message_new ("same-name", NULL, N_("The name “{2}” stands {3} times in the table “{1}”. Rename all but one."),
                          iso_statement_text (row, 0), iso_statement_text (row, 1), iso_statement_text (row, 2), NULL);
}

static IsoMessage *
judge_used (IsoStore *store, IsoStatement *row)
{
  return iso_message_new ("several-used", NULL, N_("Of “{1}”, {2} bottles are in use at once. Choose one of them."), iso_statement_text (row, 0),
                          iso_statement_text (row, 1), NULL);
}

static IsoMessage *
judge_source (IsoStore *store, IsoStatement *row)
{
  g_autoptr (GBytes) bytes = iso_statement_bytes (row, 2);
  g_autofree char *sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);

  if (g_strcmp0 (sha256, iso_statement_text (row, 0)) == 0)
    return NULL;
  return iso_message_new ("changed-source", NULL,
                          N_("The bytes of the imported file “{1}” are not those that were imported. Import the file again."),
                          iso_statement_text (row, 1), NULL);
}

static IsoMessage *
judge_step (IsoStore *store, IsoStatement *row)
{
  g_autoptr (GBytes) changeset = iso_statement_bytes (row, 1);

  if (changeset != NULL && iso_changeset_is_sound (changeset, iso_store_schema (store)->inside))
    return NULL;
  return iso_message_new ("damaged-step", NULL, N_("Step {1} of the history is damaged and cannot be undone."), iso_statement_text (row, 0),
                          NULL);
}

static gboolean
look (IsoStore *store, const char *sql, JudgeFunc judge, GPtrArray *messages, GError **error)
{
  g_autoptr (IsoStatement) rows = iso_db_query (iso_store_db (store), error, sql, NULL);
  GError *problem = NULL;

  if (rows == NULL)
    return FALSE;
  while (iso_statement_next (rows, &problem))
    {
      IsoMessage *message = judge (store, rows);

      if (message != NULL)
        g_ptr_array_add (messages, message);
    }
  if (problem == NULL)
    return TRUE;
  g_propagate_error (error, problem);
  return FALSE;
}

/* The hash of what an analysis would start from now; NULL and an error if it cannot start. */
static char *
hash_now (IsoStore *store, GError **error)
{
  g_autoptr (IsoExperiment) experiment = iso_assemble_experiment (store, error);
  g_autoptr (IsoDataset) dataset = NULL;
  IsoAnalysisSettings settings;

  if (experiment == NULL || !iso_lookup_analysis_settings (iso_store_db (store), &settings, error))
    return NULL;
  dataset = iso_dataset_new (experiment, settings.location, error);
  return dataset != NULL ? iso_analysis_hash (dataset, &settings) : NULL;
}

/* A project that cannot be analysed now has no result that fits it either. */
static gboolean
look_at_results (IsoStore *store, GPtrArray *messages, GError **error)
{
  IsoDb *db = iso_store_db (store);
  g_autofree char *now = NULL;
  gint64 kept, fit;

  if (!iso_db_get (db, &kept, 0, error, "SELECT count (*) FROM result WHERE kind = ?", "t", ISO_RESULT_ANALYSIS))
    return FALSE;
  if (kept == 0)
    return TRUE;
  now = hash_now (store, NULL);
  if (!iso_db_get (db, &fit, 0, error, "SELECT count (*) FROM result WHERE kind = ? AND input = ?", "tt", ISO_RESULT_ANALYSIS,
                   now != NULL ? now : ""))
    return FALSE;
  if (fit == 0)
    g_ptr_array_add (messages, iso_message_new ("stale-result", NULL,
                                                N_("The results in this project were kept before its data or settings were changed. Analyze "
                                                   "it again and keep the new ones."), NULL));
  return TRUE;
}

GPtrArray *
iso_check_project (IsoStore *store, GError **error)
{
  g_autoptr (GPtrArray) messages = iso_message_list_new ();

  if (look (store, "PRAGMA integrity_check", judge_page, messages, error)
      && look (store, "PRAGMA foreign_key_check", judge_key, messages, error)
      && look (store, "SELECT 'drug', name, count (*) FROM drug GROUP BY name HAVING count (*) > 1 UNION ALL"
               " SELECT 'sample', name, count (*) FROM sample GROUP BY name HAVING count (*) > 1 UNION ALL"
               " SELECT 'run', name, count (*) FROM run GROUP BY name HAVING count (*) > 1 UNION ALL"
               " SELECT 'plate', name, count (*) FROM plate GROUP BY name HAVING count (*) > 1 UNION ALL"
               " SELECT 'figure', name, count (*) FROM figure GROUP BY name HAVING count (*) > 1", judge_name, messages, error)
      && look (store, "SELECT d.name, count (*) FROM stock AS s JOIN drug AS d ON d.id = s.drug WHERE s.used GROUP BY d.id"
               " HAVING count (*) > 1", judge_used, messages, error)
      && look (store, "SELECT sha256, name, bytes FROM source ORDER BY sha256", judge_source, messages, error)
      && look (store, "SELECT seq, changeset FROM history WHERE kind IN ('do', 'restore')"
               " AND seq > (SELECT coalesce (max (seq), 0) FROM history WHERE kind = 'migrate') ORDER BY seq", judge_step, messages, error)
      && look_at_results (store, messages, error))
    return g_steal_pointer (&messages);
  return NULL;
}
