/* iso-edit-plate.c - what stands on a plate, what is left out of it, and what was read from it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-edit-base.h"
#include "iso-outside.h"

#include <math.h>
#include <string.h>

/* What stands in one place now. */
typedef struct
{
  gboolean    there;
  const char *role;
  const char *sample;      /* id; NULL for none */
  guint       replicate;
  guint       n_doses;     /* more than ISO_MAX_DRUGS: too many to be listed */
  IsoWellDose doses[ISO_MAX_DRUGS];
} Cell;

/* The rows of a plate that an edit touches, so that it writes only what differs: writing is what takes time. */
typedef struct
{
  guint         first;     /* row */
  guint         n_rows;
  guint         columns;
  Cell         *cells;
  GStringChunk *texts;
} Cells;

/* The statements that change one well, prepared once for an edit. */
typedef struct
{
  IsoStatement *add_well;
  IsoStatement *set_well;
  IsoStatement *set_role;
  IsoStatement *clear_well;
  IsoStatement *add_dose;
  IsoStatement *set_dose;
  IsoStatement *clear_dose;
  IsoStatement *clear_doses;
  IsoStatement *clear_exclusion;
} WellStatements;

static void
clear_cells (Cells *cells)
{
  g_clear_pointer (&cells->cells, g_free);
  g_clear_pointer (&cells->texts, g_string_chunk_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Cells, clear_cells)

static void
clear_statements (WellStatements *statements)
{
  g_clear_pointer (&statements->add_well, iso_statement_free);
  g_clear_pointer (&statements->set_well, iso_statement_free);
  g_clear_pointer (&statements->set_role, iso_statement_free);
  g_clear_pointer (&statements->clear_well, iso_statement_free);
  g_clear_pointer (&statements->add_dose, iso_statement_free);
  g_clear_pointer (&statements->set_dose, iso_statement_free);
  g_clear_pointer (&statements->clear_dose, iso_statement_free);
  g_clear_pointer (&statements->clear_doses, iso_statement_free);
  g_clear_pointer (&statements->clear_exclusion, iso_statement_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WellStatements, clear_statements)

static gboolean
prepare (IsoStore *store, WellStatements *statements, GError **error)
{
  const struct { IsoStatement **statement; const char *sql; } all[] = {
    { &statements->add_well, "INSERT INTO well (role, sample, replicate, plate, row, column) VALUES (?, ?, ?, ?, ?, ?)" },
    { &statements->set_well, "UPDATE well SET role = ?, sample = ?, replicate = ? WHERE plate = ? AND row = ? AND column = ?" },
    { &statements->set_role, "UPDATE well SET role = ?, replicate = ? WHERE plate = ? AND row = ? AND column = ?" },
    { &statements->clear_well, "DELETE FROM well WHERE plate = ? AND row = ? AND column = ?" },
    { &statements->add_dose, "INSERT INTO dose (requested, planned, achieved, plate, row, column, drug) VALUES (?, ?, ?, ?, ?, ?, ?)" },
    { &statements->set_dose, "UPDATE dose SET requested = ?, planned = ?, achieved = ?"
                             " WHERE plate = ? AND row = ? AND column = ? AND drug = ?" },
    { &statements->clear_dose, "DELETE FROM dose WHERE plate = ? AND row = ? AND column = ? AND drug = ?" },
    { &statements->clear_doses, "DELETE FROM dose WHERE plate = ? AND row = ? AND column = ?" },
    { &statements->clear_exclusion, "DELETE FROM exclusion WHERE plate = ? AND row = ? AND column = ?" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (all); i++)
    {
      *all[i].statement = iso_db_query (iso_store_db (store), error, all[i].sql, NULL);
      if (*all[i].statement == NULL)
        return FALSE;
    }
  return TRUE;
}

/* The cell that a row's first two columns name; NULL where no well can be. */
static Cell *
get_cell (const Cells *cells, IsoStatement *rows)
{
  gint64 row = iso_statement_int (rows, 0) - 1 - cells->first;
  gint64 column = iso_statement_int (rows, 1) - 1;

  if (row < 0 || row >= cells->n_rows || column < 0 || column >= cells->columns)
    return NULL;
  return &cells->cells[row * cells->columns + column];
}

static const char *
keep_text (const Cells *cells, const char *text)
{
  return text != NULL ? g_string_chunk_insert_const (cells->texts, text) : NULL;
}

static void
take_well (const Cells *cells, Cell *cell, IsoStatement *rows)
{
  cell->there = TRUE;
  cell->role = keep_text (cells, iso_statement_text (rows, 2));
  cell->sample = keep_text (cells, iso_statement_text (rows, 3));
  cell->replicate = (guint) iso_statement_int (rows, 4);
}

static void
take_dose (const Cells *cells, Cell *cell, IsoStatement *rows)
{
  if (cell->n_doses < ISO_MAX_DRUGS)
    cell->doses[cell->n_doses] = (IsoWellDose) { keep_text (cells, iso_statement_text (rows, 2)), iso_statement_real (rows, 3),
                                                 iso_statement_real (rows, 4), iso_statement_real (rows, 5) };
  cell->n_doses = MIN (cell->n_doses + 1, ISO_MAX_DRUGS + 1);
}

static gboolean
load_cells_by (IsoStore *store, const char *sql, const char *plate, const Cells *cells,
               void (*take) (const Cells *, Cell *, IsoStatement *), GError **error)
{
  g_autoptr (IsoStatement) rows = iso_db_query (iso_store_db (store), error, sql, "tii", plate, (int) cells->first + 1,
                                                (int) (cells->first + cells->n_rows));
  GError *problem = NULL;

  if (rows == NULL)
    return FALSE;
  while (iso_statement_next (rows, &problem))
    {
      Cell *cell = get_cell (cells, rows);

      if (cell != NULL)
        take (cells, cell, rows);
    }
  if (problem == NULL)
    return TRUE;
  g_propagate_error (error, problem);
  return FALSE;
}

static gboolean
load_cells (IsoStore *store, const char *plate, guint format, const IsoWellEdit *wells, guint n, Cells *cells, GError **error)
{
  guint first = G_MAXUINT, last = 0;

  for (guint i = 0; i < n; i++)
    {
      first = MIN (first, wells[i].row);
      last = MAX (last, wells[i].row);
    }
  cells->first = first;
  cells->n_rows = last - first + 1;
  cells->columns = iso_plate_format_find (format)->columns;
  cells->cells = g_new0 (Cell, cells->n_rows * cells->columns);
  cells->texts = g_string_chunk_new (1024);
  return load_cells_by (store, "SELECT row, column, role, sample, replicate FROM well WHERE plate = ? AND row BETWEEN ? AND ?", plate, cells,
                        take_well, error)
         && load_cells_by (store, "SELECT row, column, drug, requested, planned, achieved FROM dose WHERE plate = ? AND row BETWEEN ? AND ?",
                           plate, cells, take_dose, error);
}

static gboolean
is_same (double one, double two)
{
  return one == two || (isnan (one) && isnan (two));
}

static const IsoWellDose *
find_dose (const IsoWellDose *doses, guint n, const char *drug)
{
  for (guint i = 0; i < n; i++)
    {
      if (strcmp (doses[i].drug, drug) == 0)
        return &doses[i];
    }
  return NULL;
}

static gboolean
set_doses (const WellStatements *statements, const char *plate, const IsoWellEdit *well, Cell *cell, GError **error)
{
  int row = (int) well->row + 1;
  int column = (int) well->column + 1;

  if (cell->n_doses > ISO_MAX_DRUGS)
    {
      if (!iso_statement_run (statements->clear_doses, error, "tii", plate, row, column))
        return FALSE;
      cell->n_doses = 0;
    }
  for (guint i = 0; i < cell->n_doses; i++)
    {
      if (find_dose (well->doses, well->n_doses, cell->doses[i].drug) == NULL
          && !iso_statement_run (statements->clear_dose, error, "tiit", plate, row, column, cell->doses[i].drug))
        return FALSE;
    }
  for (guint i = 0; i < well->n_doses; i++)
    {
      const IsoWellDose *dose = &well->doses[i];
      const IsoWellDose *old = find_dose (cell->doses, cell->n_doses, dose->drug);

      if (old != NULL && is_same (old->requested, dose->requested) && is_same (old->planned, dose->planned)
          && is_same (old->achieved, dose->achieved))
        continue;
      if (!iso_statement_run (old != NULL ? statements->set_dose : statements->add_dose, error, "rrrtiit", dose->requested, dose->planned,
                              dose->achieved, plate, row, column, dose->drug))
        return FALSE;
    }
  cell->n_doses = well->n_doses;
  memcpy (cell->doses, well->doses, sizeof cell->doses);
  return TRUE;
}

static gboolean
clear_well (const WellStatements *statements, const char *plate, const IsoWellEdit *well, Cell *cell, GError **error)
{
  int row = (int) well->row + 1;
  int column = (int) well->column + 1;

  if (!cell->there)
    return TRUE;
  *cell = (Cell) { 0 };
  return iso_statement_run (statements->clear_doses, error, "tii", plate, row, column)
         && iso_statement_run (statements->clear_exclusion, error, "tii", plate, row, column)
         && iso_statement_run (statements->clear_well, error, "tii", plate, row, column);
}

static gboolean
set_kind (const WellStatements *statements, const char *plate, const IsoWellEdit *well, Cell *cell, GError **error)
{
  int row = (int) well->row + 1;
  int column = (int) well->column + 1;
  const char *role = iso_role_word (well->role);
  gboolean same_sample = cell->there && g_strcmp0 (cell->sample, well->sample) == 0;
  gboolean done;

  if (same_sample && strcmp (cell->role, role) == 0 && cell->replicate == well->replicate)
    return TRUE;
  if (same_sample)   /* no key has to be looked up then */
    done = iso_statement_run (statements->set_role, error, "titii", role, (int) well->replicate, plate, row, column);
  else
    done = iso_statement_run (cell->there ? statements->set_well : statements->add_well, error, "ttitii", role, well->sample,
                              (int) well->replicate, plate, row, column);
  cell->there = TRUE;
  cell->role = role;
  cell->sample = well->sample;
  cell->replicate = well->replicate;
  return done;
}

static gboolean
set_well (const WellStatements *statements, const char *plate, const IsoWellEdit *well, const Cells *cells, GError **error)
{
  Cell *cell = &cells->cells[(well->row - cells->first) * cells->columns + well->column];

  if (well->role == ISO_ROLE_EMPTY)
    return clear_well (statements, plate, well, cell, error);
  return set_kind (statements, plate, well, cell, error) && set_doses (statements, plate, well, cell, error);
}

/* "C5", or the number of a row in a list; to be freed. */
static char *
name_place (guint wells, guint row, guint column)
{
  char name[ISO_WELL_NAME_SIZE];

  if (wells == 0)
    return g_strdup_printf ("%u", row + 1);
  return g_strdup (iso_well_name ((IsoWell) { (guint8) row, (guint8) column }, name));
}

static gboolean
check_place (IsoStore *store, guint wells, guint row, guint column, const char *plate, GError **error)
{
  const IsoPlateFormat *format = iso_plate_format_find (wells);
  g_autofree char *place = NULL;

  if (wells == 0 && column == 0)
    return TRUE;
  if (format != NULL && row < format->rows && column < format->columns)
    return TRUE;
  place = row < ISO_MAX_ROWS && column < ISO_MAX_COLUMNS ? name_place (1, row, column) : g_strdup_printf ("%u, %u", row + 1, column + 1);
  return iso_edit_refuse (store, error, N_("Plate “{1}” has no well {2}."), plate, place);
}

static gboolean
get_format (IsoStore *store, const char *plate, guint *wells, GError **error)
{
  gint64 number;

  if (!iso_db_get (iso_store_db (store), &number, 0, error, "SELECT wells FROM plate WHERE id = ?", "t", plate))
    return FALSE;
  *wells = (guint) number;
  return TRUE;
}

static gboolean
check_wells (IsoStore *store, const char *plate, guint format, const IsoWellEdit *wells, guint n, GError **error)
{
  for (guint i = 0; i < n; i++)
    {
      if (!check_place (store, format, wells[i].row, wells[i].column, plate, error))
        return FALSE;
      g_return_val_if_fail (wells[i].n_doses <= ISO_MAX_DRUGS, FALSE);
    }
  return TRUE;
}

gboolean
iso_edit_set_wells (IsoStore *store, const IsoStamp *stamp, const char *plate, const IsoWellEdit *wells, guint n, GError **error)
{
  g_autofree char *name = iso_edit_get_name (store, ISO_ENTITY_PLATE, plate, error);
  g_autofree char *number = g_strdup_printf ("%u", n);
  g_autofree char *first = NULL;
  g_auto (WellStatements) statements = { NULL };
  g_auto (Cells) cells = { 0 };
  gboolean done;
  guint format;

  if (name == NULL || !get_format (store, plate, &format, error))
    return FALSE;
  if (format == 0)
    return iso_edit_refuse (store, error, N_("“{1}” is a list of the rows of a table, not a plate. Change the table and import it again."),
                            name, NULL);
  if (!check_wells (store, name, format, wells, n, error))
    return FALSE;
  if (n == 0)
    return TRUE;
  first = name_place (format, wells[0].row, wells[0].column);
  if (!iso_history_begin (store, stamp, "set-wells", ISO_ARGS (name, number, first), error))
    return FALSE;
  done = load_cells (store, plate, format, wells, n, &cells, error) && prepare (store, &statements, error);
  for (guint i = 0; done && i < n; i++)
    done = set_well (&statements, plate, &wells[i], &cells, error);
  clear_statements (&statements);
  return iso_history_end (store, done, error);
}

/* That a well is planned: only what has a meaning can be left out. */
static gboolean
check_planned (IsoStore *store, const char *plate, const char *name, guint format, const IsoWellPlace *well, GError **error)
{
  g_autofree char *place = NULL;
  gint64 planned;

  if (!check_place (store, format, well->row, well->column, name, error)
      || !iso_db_get (iso_store_db (store), &planned, 0, error, "SELECT count (*) FROM well WHERE plate = ? AND row = ? AND column = ?",
                      "tii", plate, (int) well->row + 1, (int) well->column + 1))
    return FALSE;
  if (planned > 0)
    return TRUE;
  place = name_place (format, well->row, well->column);
  if (format == 0)
    return iso_edit_refuse (store, error, N_("The list “{1}” has no row {2}, so there is nothing to exclude."), name, place);
  return iso_edit_refuse (store, error, N_("Well {2} of plate “{1}” is empty, so there is nothing to exclude."), name, place);
}

static gboolean
run_for_wells (IsoStore *store, const char *sql, const char *plate, const IsoWellPlace *wells, guint n, const char *reason, GError **error)
{
  g_autoptr (IsoStatement) statement = iso_db_query (iso_store_db (store), error, sql, NULL);

  if (statement == NULL)
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      int row = (int) wells[i].row + 1;
      int column = (int) wells[i].column + 1;

      if (reason != NULL ? !iso_statement_run (statement, error, "tiit", plate, row, column, reason)
                         : !iso_statement_run (statement, error, "tii", plate, row, column))
        return FALSE;
    }
  return TRUE;
}

gboolean
iso_edit_exclude (IsoStore *store, const IsoStamp *stamp, const char *plate, const IsoWellPlace *wells, guint n, const char *reason,
                  GError **error)
{
  g_autofree char *name = iso_edit_get_name (store, ISO_ENTITY_PLATE, plate, error);
  g_autofree char *number = g_strdup_printf ("%u", n);
  g_autofree char *first = NULL;
  gboolean done;
  guint format;

  if (name == NULL || !get_format (store, plate, &format, error))
    return FALSE;
  if (reason[strspn (reason, " \t")] == '\0')
    return iso_edit_refuse (store, error, N_("Say why the wells are excluded; the reason is kept with them."), NULL, NULL);
  for (guint i = 0; i < n; i++)
    {
      if (!check_planned (store, plate, name, format, &wells[i], error))
        return FALSE;
    }
  if (n == 0)
    return TRUE;
  first = name_place (format, wells[0].row, wells[0].column);
  if (!iso_history_begin (store, stamp, "exclude", ISO_ARGS (name, number, first, reason), error))
    return FALSE;
  done = run_for_wells (store, "INSERT INTO exclusion (plate, row, column, reason) VALUES (?, ?, ?, ?)"
                        " ON CONFLICT (plate, row, column) DO UPDATE SET reason = excluded.reason", plate, wells, n, reason, error);
  return iso_history_end (store, done, error);
}

gboolean
iso_edit_include (IsoStore *store, const IsoStamp *stamp, const char *plate, const IsoWellPlace *wells, guint n, GError **error)
{
  g_autofree char *name = iso_edit_get_name (store, ISO_ENTITY_PLATE, plate, error);
  g_autofree char *number = g_strdup_printf ("%u", n);
  g_autofree char *first = NULL;
  gboolean done;
  guint format;

  if (name == NULL || !get_format (store, plate, &format, error))
    return FALSE;
  if (n == 0)
    return TRUE;
  first = name_place (format, wells[0].row, wells[0].column);
  if (!iso_history_begin (store, stamp, "include", ISO_ARGS (name, number, first), error))
    return FALSE;
  done = run_for_wells (store, "DELETE FROM exclusion WHERE plate = ? AND row = ? AND column = ?", plate, wells, n, NULL, error);
  return iso_history_end (store, done, error);
}

/* The rows of a table belong to its list, and to nothing else; nor is anything subtracted from them. */
static gboolean
check_link (IsoStore *store, const char *plate, const char *name, const char *purpose, const char *read, GError **error)
{
  gint64 of_list;
  guint wells;

  if (!get_format (store, plate, &wells, error)
      || !iso_db_get (iso_store_db (store), &of_list, 0, error, "SELECT wells = 0 AND reader = '" ISO_TABLE_READER "' FROM read WHERE id = ?",
                      "t", read))
    return FALSE;
  if (wells == 0 && (of_list == 0 || strcmp (purpose, ISO_LINK_SIGNAL) != 0))
    return iso_edit_refuse (store, error, N_("“{1}” is a list of the rows of a table, so no reading of a plate can be linked to it."), name,
                            NULL);
  if (wells > 0 && of_list != 0)
    return iso_edit_refuse (store, error, N_("The rows of a table without wells cannot be linked to the plate “{1}”."), name, NULL);
  return TRUE;
}

gboolean
iso_edit_link (IsoStore *store, const IsoStamp *stamp, const char *plate, const char *purpose, const char *read, GError **error)
{
  g_autofree char *name = iso_edit_get_name (store, ISO_ENTITY_PLATE, plate, error);
  IsoDb *db = iso_store_db (store);
  gboolean done;

  if (name == NULL)
    return FALSE;
  if (strcmp (purpose, ISO_LINK_SIGNAL) != 0 && strcmp (purpose, ISO_LINK_REFERENCE) != 0)
    return iso_edit_refuse (store, error, N_("A read cannot be linked to a plate as “{1}”, only as {2}."), purpose,
                            ISO_LINK_SIGNAL ", " ISO_LINK_REFERENCE);
  if (read != NULL && !check_link (store, plate, name, purpose, read, error))
    return FALSE;
  if (!iso_history_begin (store, stamp, read != NULL ? "link" : "unlink", ISO_ARGS (name, purpose), error))
    return FALSE;
  if (read != NULL)
    done = iso_db_run (db, error, "INSERT INTO link (plate, purpose, read) VALUES (?, ?, ?)"
                       " ON CONFLICT (plate, purpose) DO UPDATE SET read = excluded.read", "ttt", plate, purpose, read);
  else
    done = iso_db_run (db, error, "DELETE FROM link WHERE plate = ? AND purpose = ?", "tt", plate, purpose);
  return iso_history_end (store, done, error);
}
