/* iso-table-mixlow.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "reader/iso-table-mixlow.h"

#include "base/iso-number.h"
#include "plate/iso-layout.h"
#include "reader/iso-text-private.h"

#include <string.h>

#define DETECT_ROWS 30

enum
{
  BLOCK_CONC,
  BLOCK_LABEL,
  BLOCK_RESP,
  N_BLOCKS,
};

static const char *const block_names[N_BLOCKS] = { "conc", "label", "resp" };

typedef struct
{
  const IsoText  *text;
  IsoTextBuilder *builder;
  guint           line;         /* of the table, the last one */
  const char     *unit;
  guint           title;        /* the row of the tray's label */
  const char     *tray;
  const char     *replicate;
  const char     *cell_line;
  guint           n_drugs;
  char           *drugs[ISO_MAX_DRUGS];
  double          shares[ISO_MAX_DRUGS];
  guint           blocks[N_BLOCKS];   /* their first rows */
  guint           sizes[N_BLOCKS];
} Mixlow;

static const char *
get_value (const IsoText *text, guint row, const char *key)
{
  return strcmp (iso_text_cell (text, row, 0), key) == 0 ? iso_text_cell (text, row, 1) : NULL;
}

static void
clear_drugs (Mixlow *self)
{
  for (guint i = 0; i < self->n_drugs; i++)
    g_clear_pointer (&self->drugs[i], g_free);
  self->n_drugs = 0;
}

static void
begin_tray (Mixlow *self, guint row)
{
  clear_drugs (self);
  self->title = row;
  self->tray = iso_text_cell (self->text, row, 1);
  self->replicate = "";
  self->cell_line = "";
  memset (self->sizes, 0, sizeof self->sizes);
}

/* "drug1=0.4" in each cell. */
static gboolean
read_composition (Mixlow *self, guint row, GError **error)
{
  IsoPlace place = iso_text_place (self->text, row);

  clear_drugs (self);
  for (guint c = 1; c < iso_text_used (self->text, row); c++)
    {
      const char *cell = iso_text_cell (self->text, row, c);
      const char *equals = strrchr (cell, '=');
      double share;

      if (equals == NULL || self->n_drugs == ISO_MAX_DRUGS || !iso_number_parse (equals + 1, ISO_DECIMAL_POINT, &share))
        {
          iso_error_set (error, ISO_ERROR_SYNTAX, &place,
                         N_("“{1}” is no share of a drug. Write up to three drugs as “name=0.5”, each in its own cell."), cell, NULL);
          return FALSE;
        }
      self->drugs[self->n_drugs] = g_strstrip (g_strndup (cell, (gsize) (equals - cell)));
      self->shares[self->n_drugs++] = share;
    }
  return TRUE;
}

static void
note_block (Mixlow *self, guint row)
{
  for (guint b = 0; b < N_BLOCKS; b++)
    {
      if (strcmp (iso_text_cell (self->text, row, 0), block_names[b]) == 0 && self->sizes[b]++ == 0)
        self->blocks[b] = row;
    }
}

/* "rx" is a well with cells; "bbt" and "bbc" are blanks, of the tray or of each column, the latter with drug in them. NULL for others. */
static const char *
get_role (const char *label, double concentration)
{
  if (strcmp (label, "rx") == 0)
    return iso_role_word (concentration > 0 ? ISO_ROLE_TREATED : ISO_ROLE_VEHICLE);
  if (strcmp (label, "bbt") == 0 || strcmp (label, "bbc") == 0)
    return iso_role_word (concentration > 0 ? ISO_ROLE_COMPOUND_BLANK : ISO_ROLE_BLANK);
  return NULL;
}

static void
add (Mixlow *self, guint column, const char *cell)
{
  iso_text_builder_add (self->builder, self->line, column, cell, FALSE);
}

static gboolean
add_well (Mixlow *self, guint i, guint column, GError **error)
{
  guint row = self->blocks[BLOCK_RESP] + i;
  const char *signal = iso_text_cell (self->text, row, column);
  const char *label = iso_text_cell (self->text, self->blocks[BLOCK_LABEL] + i, column);
  IsoPlace place = iso_text_place_at (self->text, self->blocks[BLOCK_LABEL] + i, column);
  char well[ISO_WELL_NAME_SIZE];
  double concentration = 0;
  const char *role;

  if (*signal == '\0' || strcmp (signal, ".") == 0)
    return TRUE;
  iso_number_parse (iso_text_cell (self->text, self->blocks[BLOCK_CONC] + i, column), ISO_DECIMAL_POINT, &concentration);
  role = get_role (label, concentration);
  if (role == NULL)
    {
      iso_error_set (error, ISO_ERROR_SYNTAX, &place,
                     N_("The label “{1}” of a well is not known. There are rx (treated), bbt and bbc (blanks)."), label, NULL);
      return FALSE;
    }
  self->line++;
  add (self, 0, self->tray);
  add (self, 1, iso_well_name ((IsoWell) { (guint8) i, (guint8) (column - 1) }, well));
  add (self, 2, self->cell_line);
  add (self, 3, self->replicate);
  for (guint d = 0; d < self->n_drugs && concentration > 0; d++)
    {
      g_autofree char *dose = iso_number_format_exact (concentration * self->shares[d]);

      add (self, 4 + 3 * d, self->drugs[d]);
      add (self, 5 + 3 * d, dose);
      add (self, 6 + 3 * d, self->unit);
    }
  add (self, 4 + 3 * ISO_MAX_DRUGS, role);
  add (self, 5 + 3 * ISO_MAX_DRUGS, signal);
  iso_text_builder_set_line (self->builder, iso_text_line (self->text, row));
  return TRUE;
}

static gboolean
end_tray (Mixlow *self, GError **error)
{
  IsoPlace place = iso_text_place (self->text, self->title);

  if (self->tray == NULL)
    return TRUE;
  if (self->sizes[BLOCK_RESP] == 0 || self->sizes[BLOCK_RESP] != self->sizes[BLOCK_CONC] || self->sizes[BLOCK_RESP] != self->sizes[BLOCK_LABEL] ||
      self->sizes[BLOCK_RESP] > ISO_MAX_ROWS || self->n_drugs == 0)
    {
      iso_error_set (error, ISO_ERROR_SYNTAX, &place,
                     N_("Tray “{1}” needs a composition, and as many lines “conc” as lines “label” and lines “resp”."), self->tray, NULL);
      return FALSE;
    }
  for (guint i = 0; i < self->sizes[BLOCK_RESP]; i++)
    {
      for (guint c = 1; c < MIN (iso_text_used (self->text, self->blocks[BLOCK_RESP] + i), ISO_MAX_COLUMNS + 1); c++)
        {
          if (!add_well (self, i, c, error))
            return FALSE;
        }
    }
  return TRUE;
}

static void
add_header (Mixlow *self)
{
  static const char *const first[] = { "plate", "well", "sample", "experiment" };
  static const char *const last[] = { "role", "signal" };

  for (guint i = 0; i < G_N_ELEMENTS (first); i++)
    add (self, i, first[i]);
  for (guint d = 0; d < ISO_MAX_DRUGS; d++)
    {
      g_autofree char *drug = g_strdup_printf ("drug%u", d + 1);
      g_autofree char *dose = g_strdup_printf ("dose%u", d + 1);
      g_autofree char *unit = g_strdup_printf ("unit%u", d + 1);

      add (self, 4 + 3 * d, drug);
      add (self, 5 + 3 * d, dose);
      add (self, 6 + 3 * d, unit);
    }
  for (guint i = 0; i < G_N_ELEMENTS (last); i++)
    add (self, 4 + 3 * ISO_MAX_DRUGS + i, last[i]);
}

static gboolean
read_line (Mixlow *self, guint row, GError **error)
{
  const IsoText *text = self->text;

  if (get_value (text, row, "conc_units") != NULL)
    self->unit = get_value (text, row, "conc_units");
  if (get_value (text, row, "tray_replicate") != NULL)
    self->replicate = get_value (text, row, "tray_replicate");
  if (get_value (text, row, "cell_line") != NULL)
    self->cell_line = get_value (text, row, "cell_line");
  if (get_value (text, row, "tray_label") != NULL)
    {
      if (!end_tray (self, error))
        return FALSE;
      begin_tray (self, row);
    }
  if (get_value (text, row, "composition") != NULL)
    return read_composition (self, row, error);
  note_block (self, row);
  return TRUE;
}

gboolean
iso_table_is_mixlow (const IsoText *text)
{
  gboolean units = FALSE;

  for (guint row = 0; row < MIN (iso_text_n_rows (text), DETECT_ROWS); row++)
    {
      units |= get_value (text, row, "conc_units") != NULL;
      if (units && get_value (text, row, "tray_label") != NULL)
        return TRUE;
    }
  return FALSE;
}

IsoText *
iso_table_mixlow_read (const IsoText *text, GError **error)
{
  g_autoptr (IsoTextBuilder) builder = iso_text_builder_new (iso_text_name (text));
  Mixlow self = { .text = text, .builder = builder, .unit = "" };
  gboolean good = TRUE;

  add_header (&self);
  for (guint row = 0; good && row < iso_text_n_rows (text); row++)
    good = read_line (&self, row, error);
  good = good && end_tray (&self, error);
  clear_drugs (&self);
  return good ? iso_text_builder_finish (g_steal_pointer (&builder)) : NULL;
}
