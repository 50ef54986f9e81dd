/* iso-history-row.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-history-row.h"

static const char *const kind_words[] = {
  [ISO_HISTORY_DO] = "do",
  [ISO_HISTORY_UNDO] = "undo",
  [ISO_HISTORY_REDO] = "redo",
  [ISO_HISTORY_RESTORE] = "restore",
  [ISO_HISTORY_MIGRATE] = "migrate",
};

/* Arguments stand in one text, with tabs between them; a tab, a line end or a backslash inside one is written \t, \n, \\. */
static char **
split_args (const char *text)
{
  char **args = g_strsplit (text, "\t", -1);

  for (guint i = 0; args[i] != NULL; i++)
    {
      char *to = args[i];

      for (const char *from = args[i]; *from != '\0'; from++)
        {
          if (*from == '\\' && from[1] != '\0')
            {
              from++;
              *to++ = *from == 't' ? '\t' : *from == 'n' ? '\n' : *from;
            }
          else
            *to++ = *from;
        }
      *to = '\0';
    }
  return args;
}

static void
free_row (gpointer data)
{
  IsoHistoryRow *row = data;

  g_free (row->verb);
  g_strfreev (row->args);
  g_free (row->zone);
  g_free (row->who);
  g_free (row);
}

gboolean
iso_history_parse_kind (const char *word, IsoHistoryKind *kind)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kind_words); i++)
    {
      if (g_strcmp0 (kind_words[i], word) == 0)
        {
          *kind = (IsoHistoryKind) i;
          return TRUE;
        }
    }
  return FALSE;
}

char *
iso_history_join_args (const char *const *args)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; args != NULL && args[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append_c (text, '\t');
      for (const char *c = args[i]; *c != '\0'; c++)
        {
          if (*c == '\t' || *c == '\n' || *c == '\\')
            g_string_append_c (text, '\\');
          g_string_append_c (text, *c == '\t' ? 't' : *c == '\n' ? 'n' : *c);
        }
    }
  return g_string_free (text, FALSE);
}

GPtrArray *
iso_history_list_after (IsoStore *store, gint64 seq, GError **error)
{
  g_autoptr (IsoStatement) rows = NULL;
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (free_row);
  GError *problem = NULL;

  rows = iso_db_query (iso_store_db (store), error, "SELECT seq, kind, coalesce (target, 0), verb, args, at, zone, who, schema,"
                       " coalesce (length (changeset), 0) FROM history WHERE seq > ? ORDER BY seq", "l", seq);
  if (rows == NULL)
    return NULL;
  while (iso_statement_next (rows, &problem))
    {
      IsoHistoryRow *row = g_new0 (IsoHistoryRow, 1);

      g_ptr_array_add (list, row);
      row->seq = iso_statement_int (rows, 0);
      iso_history_parse_kind (iso_statement_text (rows, 1), &row->kind);
      row->target = iso_statement_int (rows, 2);
      row->verb = g_strdup (iso_statement_text (rows, 3));
      row->args = split_args (iso_statement_text (rows, 4));
      row->at = iso_statement_int (rows, 5);
      row->zone = g_strdup (iso_statement_text (rows, 6));
      row->who = g_strdup (iso_statement_text (rows, 7));
      row->schema = iso_statement_int (rows, 8);
      row->size = (gsize) iso_statement_int (rows, 9);
    }
  if (problem == NULL)
    return g_steal_pointer (&list);
  g_propagate_error (error, problem);
  return NULL;
}

GPtrArray *
iso_history_list (IsoStore *store, GError **error)
{
  return iso_history_list_after (store, 0, error);
}

const char *
iso_history_kind_word (IsoHistoryKind kind)
{
  g_return_val_if_fail ((guint) kind < G_N_ELEMENTS (kind_words), "unknown");
  return kind_words[kind];
}
