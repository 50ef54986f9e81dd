/* iso-edit-stock.c - what is needed to prepare an experiment: bottles of drugs, cells of samples, and how it is done
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "dosing/iso-preparation.h"
#include "iso-edit-base.h"

#include <math.h>
#include <string.h>

/* Passes on what is wrong with a value, with the file. */
static gboolean
fail (IsoStore *store, GError *reason, GError **error)
{
  iso_error_set_file (reason, iso_db_name (iso_store_db (store)));
  g_propagate_error (error, reason);
  return FALSE;
}

static gboolean
check_bottle (IsoStore *store, const IsoBottle *bottle, GError **error)
{
  GError *reason = NULL;

  return iso_bottle_check (bottle, &reason) || fail (store, reason, error);
}

/* Where a bottle belongs, and what it is called in the history: by its lot. */
typedef struct
{
  char *drug;    /* id */
  char *name;    /* of the drug */
  char *lot;
} Owner;

static void
clear_owner (Owner *owner)
{
  g_free (owner->drug);
  g_free (owner->name);
  g_free (owner->lot);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Owner, clear_owner)

static gboolean
find_owner (IsoStore *store, const char *stock, Owner *owner, GError **error)
{
  g_autoptr (IsoStatement) row = iso_db_query (iso_store_db (store), error, "SELECT d.id, d.name, s.lot FROM stock AS s JOIN drug AS d"
                                               " ON d.id = s.drug WHERE s.id = ?", "t", stock);
  GError *problem = NULL;

  if (row == NULL)
    return FALSE;
  if (iso_statement_next (row, &problem))
    {
      *owner = (Owner) { g_strdup (iso_statement_text (row, 0)), g_strdup (iso_statement_text (row, 1)), g_strdup (iso_statement_text (row, 2)) };
      return TRUE;
    }
  if (problem == NULL)
    return iso_edit_refuse (store, error, N_("This bottle is not in the project any more."), NULL, NULL);
  g_propagate_error (error, problem);
  return FALSE;
}

gboolean
iso_edit_add_stock (IsoStore *store, const IsoStamp *stamp, const char *id, const char *drug, const IsoBottle *bottle, GError **error)
{
  g_autofree char *name = iso_edit_get_name (store, ISO_ENTITY_DRUG, drug, error);
  IsoDb *db = iso_store_db (store);
  const IsoForm *form = &bottle->form;
  gboolean done;

  if (name == NULL || !check_bottle (store, bottle, error))
    return FALSE;
  if (!iso_history_begin (store, stamp, "add-stock", ISO_ARGS (name, bottle->lot), error))
    return FALSE;
  done = iso_db_run (db, error, "INSERT INTO stock (id, position, drug, used, form_name, form_weight, active_weight, active_per_form, purity,"
                     " solvent, concentration, unit, lot, supplier, expiry, in_spite, thaws)"
                     " SELECT ?, coalesce (max (position) + 1, 0), ?2, (SELECT count (*) = 0 FROM stock WHERE drug = ?2),"
                     " ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ? FROM stock",
                     "tttrrrrtrttttti", id, drug, bottle->form_name, form->form_weight, form->active_weight, form->active_per_form, form->purity,
                     bottle->solvent, bottle->concentration, bottle->unit->symbol, bottle->lot, bottle->supplier, bottle->expiry,
                     bottle->in_spite, (int) bottle->thaws);
  return iso_history_end (store, done, error);
}

gboolean
iso_edit_change_stock (IsoStore *store, const IsoStamp *stamp, const char *stock, const IsoBottle *bottle, GError **error)
{
  g_auto (Owner) owner = { NULL };
  const IsoForm *form = &bottle->form;
  gboolean done;

  if (!find_owner (store, stock, &owner, error) || !check_bottle (store, bottle, error))
    return FALSE;
  if (!iso_history_begin (store, stamp, "change-stock", ISO_ARGS (owner.name, bottle->lot), error))
    return FALSE;
  done = iso_db_run (iso_store_db (store), error, "UPDATE stock SET form_name = ?, form_weight = ?, active_weight = ?, active_per_form = ?,"
                     " purity = ?, solvent = ?, concentration = ?, unit = ?, lot = ?, supplier = ?, expiry = ?, in_spite = ?, thaws = ?"
                     " WHERE id = ?",
                     "trrrrtrtttttit", bottle->form_name, form->form_weight, form->active_weight, form->active_per_form, form->purity,
                     bottle->solvent, bottle->concentration, bottle->unit->symbol, bottle->lot, bottle->supplier, bottle->expiry,
                     bottle->in_spite, (int) bottle->thaws, stock);
  return iso_history_end (store, done, error);
}

gboolean
iso_edit_remove_stock (IsoStore *store, const IsoStamp *stamp, const char *stock, GError **error)
{
  g_auto (Owner) owner = { NULL };
  gboolean done;

  if (!find_owner (store, stock, &owner, error)
      || !iso_history_begin (store, stamp, "remove-stock", ISO_ARGS (owner.name, owner.lot), error))
    return FALSE;
  done = iso_db_run (iso_store_db (store), error, "DELETE FROM stock WHERE id = ?", "t", stock);
  return iso_history_end (store, done, error);
}

gboolean
iso_edit_use_stock (IsoStore *store, const IsoStamp *stamp, const char *stock, GError **error)
{
  g_auto (Owner) owner = { NULL };
  gboolean done;

  if (!find_owner (store, stock, &owner, error)
      || !iso_history_begin (store, stamp, "use-stock", ISO_ARGS (owner.name, owner.lot), error))
    return FALSE;
  done = iso_db_run (iso_store_db (store), error, "UPDATE stock SET used = (id = ?1) WHERE drug = ?2 AND used <> (id = ?1)", "tt", stock,
                     owner.drug);
  return iso_history_end (store, done, error);
}

gboolean
iso_edit_set_cells (IsoStore *store, const IsoStamp *stamp, const char *sample, const IsoCells *cells, GError **error)
{
  g_autofree char *name = iso_edit_get_name (store, ISO_ENTITY_SAMPLE, sample, error);
  IsoDb *db = iso_store_db (store);
  GError *reason = NULL;
  gboolean done;

  if (name == NULL || (!iso_cells_check (cells, &reason) && !fail (store, reason, error)))
    return FALSE;
  if (!iso_history_begin (store, stamp, "set-cells", ISO_ARGS (name), error))
    return FALSE;
  if (*cells->passage == '\0' && isnan (cells->per_well) && isnan (cells->count) && isnan (cells->viability))
    done = iso_db_run (db, error, "DELETE FROM cells WHERE sample = ?", "t", sample);
  else
    done = iso_db_run (db, error, "INSERT INTO cells (sample, passage, per_well, count, viability) VALUES (?, ?, ?, ?, ?)"
                       " ON CONFLICT (sample) DO UPDATE SET passage = excluded.passage, per_well = excluded.per_well,"
                       " count = excluded.count, viability = excluded.viability",
                       "ttrrr", sample, cells->passage, cells->per_well, cells->count, cells->viability);
  return iso_history_end (store, done, error);
}

/* That the value can be, tried on an outline with one drug, of this unit. */
static gboolean
check_preparation (IsoStore *store, const char *unit, const char *name, const char *value, GError **error)
{
  const IsoPlace place = { .file = (char *) iso_db_name (iso_store_db (store)) };
  g_autoptr (IsoOutline) scratch = iso_outline_new ();

  if (unit == NULL)
    return iso_preparation_set (scratch, name, value, &place, error);
  iso_outline_add_drug (scratch, "", iso_unit_find (unit));
  return iso_preparation_set_drug (scratch, 0, name, value, &place, error);
}

static gboolean
set_drug_preparation (IsoStore *store, const IsoStamp *stamp, const char *drug, const char *name, const char *value, GError **error)
{
  IsoDb *db = iso_store_db (store);
  g_autofree char *drug_name = iso_edit_get_name (store, ISO_ENTITY_DRUG, drug, error);
  g_autoptr (IsoStatement) row = drug_name != NULL ? iso_db_query (db, error, "SELECT unit FROM drug WHERE id = ?", "t", drug) : NULL;
  gboolean done;

  if (row == NULL || !iso_statement_next (row, error)
      || (value != NULL && !check_preparation (store, iso_statement_text (row, 0), name, value, error)))
    return FALSE;
  g_clear_pointer (&row, iso_statement_free);
  if (!iso_history_begin (store, stamp, "set-drug-preparation", ISO_ARGS (drug_name, name, value != NULL ? value : ""), error))
    return FALSE;
  if (value != NULL)
    done = iso_db_run (db, error, "INSERT INTO drug_preparation (drug, name, value) VALUES (?, ?, ?)"
                       " ON CONFLICT (drug, name) DO UPDATE SET value = excluded.value", "ttt", drug, name, value);
  else
    done = iso_db_run (db, error, "DELETE FROM drug_preparation WHERE drug = ? AND name = ?", "tt", drug, name);
  return iso_history_end (store, done, error);
}

gboolean
iso_edit_set_preparation (IsoStore *store, const IsoStamp *stamp, const char *drug, const char *name, const char *value, GError **error)
{
  IsoDb *db = iso_store_db (store);
  gboolean done;

  if (drug != NULL)
    return set_drug_preparation (store, stamp, drug, name, value, error);
  if (value != NULL && !check_preparation (store, NULL, name, value, error))
    return FALSE;
  if (!iso_history_begin (store, stamp, "set-preparation", ISO_ARGS (name, value != NULL ? value : ""), error))
    return FALSE;
  if (value != NULL)
    done = iso_db_run (db, error, "INSERT INTO preparation (name, value) VALUES (?, ?)"
                       " ON CONFLICT (name) DO UPDATE SET value = excluded.value", "tt", name, value);
  else
    done = iso_db_run (db, error, "DELETE FROM preparation WHERE name = ?", "t", name);
  return iso_history_end (store, done, error);
}
