/* iso-finding.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-finding.h"

#include "iso-user-text.h"

struct _IsoFinding
{
  GObject parent_instance;

  char *text;    /* (owned) */
  char *place;   /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (IsoFinding, iso_finding, G_TYPE_OBJECT)

/* What makes two the same. To be freed. */
static char *
make_key (IsoFinding *finding)
{
  return g_strdup_printf ("%s\n%s", finding->place != NULL ? finding->place : "", finding->text);
}

static void
add_messages (GPtrArray *list, GHashTable *seen, const GPtrArray *messages, const char *subject)
{
  for (guint i = 0; messages != NULL && i < messages->len; i++)
    {
      const IsoMessage *message = g_ptr_array_index (messages, i);
      g_autoptr (IsoFinding) finding = g_object_new (ISO_TYPE_FINDING, NULL);

      finding->text = iso_message_to_user_text (message);
      finding->place = iso_place_to_user_text (&message->place);
      if (finding->place == NULL)
        finding->place = g_strdup (subject);
      if (g_hash_table_add (seen, make_key (finding)))
        g_ptr_array_add (list, g_steal_pointer (&finding));
    }
}

/* All at once, since whoever shows them makes everything anew. */
static void
append (GListStore *store, GPtrArray *list)
{
  if (list->len > 0)
    g_list_store_splice (store, g_list_model_get_n_items (G_LIST_MODEL (store)), 0, list->pdata, list->len);
}

static void
iso_finding_finalize (GObject *object)
{
  IsoFinding *self = ISO_FINDING (object);

  g_free (self->text);
  g_free (self->place);
  G_OBJECT_CLASS (iso_finding_parent_class)->finalize (object);
}

static void
iso_finding_class_init (IsoFindingClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = iso_finding_finalize;
}

static void
iso_finding_init (IsoFinding *self)
{
}

void
iso_findings_fill (GListStore *store, const IsoAnalysis *analysis)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (g_object_unref);

  g_list_store_remove_all (store);
  if (analysis == NULL)
    return;

  add_messages (list, seen, analysis->dataset->experiment->messages, NULL);
  add_messages (list, seen, analysis->dataset->messages, NULL);
  for (guint i = 0; i < analysis->arms->len; i++)
    {
      const IsoArm *arm = iso_analysis_arm (analysis, i);
      g_autofree char *name = iso_arm_name (analysis, arm);

      add_messages (list, seen, arm->messages, name);
    }
  for (guint i = 0; i < analysis->combinations->len; i++)
    {
      const IsoCombination *combination = iso_analysis_combination (analysis, i);
      g_autofree char *name = iso_combination_name (analysis, combination);

      add_messages (list, seen, combination->messages, name);
    }
  append (store, list);
}

void
iso_findings_add (GListStore *store, const GPtrArray *messages)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (store)); i++)
    {
      g_autoptr (IsoFinding) finding = g_list_model_get_item (G_LIST_MODEL (store), i);

      g_hash_table_add (seen, make_key (finding));
    }
  add_messages (list, seen, messages, NULL);
  append (store, list);
}

const char *
iso_finding_get_text (IsoFinding *self)
{
  g_return_val_if_fail (ISO_IS_FINDING (self), NULL);
  return self->text;
}

const char *
iso_finding_get_place (IsoFinding *self)
{
  g_return_val_if_fail (ISO_IS_FINDING (self), NULL);
  return self->place;
}
