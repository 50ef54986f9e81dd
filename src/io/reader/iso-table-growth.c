/* iso-table-growth.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "reader/iso-cell.h"
#include "reader/iso-table-maker.h"
#include "reader/iso-table-shapes.h"

#include <string.h>

typedef enum
{
  CELL_LINE,
  AGENT,
  TIME,
  REPLICATE,
  CONCENTRATION,
  COUNT,
  CONTROL,     /* of the same plate, at the end */
  TIME_ZERO,
  N_NEEDED,
} Needed;

static const char *const headers[N_NEEDED] = {
  [CELL_LINE] = "cell_line", [AGENT] = "agent", [TIME] = "time", [REPLICATE] = "replicate", [CONCENTRATION] = "concentration",
  [COUNT] = "cell_count", [CONTROL] = "cell_count__ctrl", [TIME_ZERO] = "cell_count__time0",
};

typedef struct
{
  const IsoText *text;
  IsoTableMaker *maker;
  guint          header;        /* row */
  int            at[N_NEEDED];  /* columns; -1 without one */
  GArray        *keys;          /* of guint: other columns that tell curves apart */
  GHashTable    *controls;      /* of char *: plate and kind, those whose controls were written */
  GPtrArray     *times;         /* of const char *: the ends, as they stand */
} Growth;

static const char *
get (const Growth *self, guint row, Needed what)
{
  return self->at[what] >= 0 ? iso_text_cell (self->text, row, (guint) self->at[what]) : "";
}

static void
find_columns (const IsoText *text, Growth *self)
{
  self->text = text;
  self->header = iso_text_skip_empty (text, 0);
  for (guint i = 0; i < N_NEEDED; i++)
    {
      self->at[i] = -1;
      for (guint c = 0; c < iso_text_used (text, self->header); c++)
        if (g_ascii_strcasecmp (iso_text_cell (text, self->header, c), headers[i]) == 0)
          self->at[i] = (int) c;
    }
}

static gboolean
is_growth (const IsoText *text)
{
  Growth self;

  find_columns (text, &self);
  return self.at[CELL_LINE] >= 0 && self.at[AGENT] >= 0 && self.at[CONCENTRATION] >= 0 && self.at[COUNT] >= 0
         && (self.at[TIME] >= 0 || self.at[CONTROL] >= 0);
}

static gboolean
is_needed (const Growth *self, guint column)
{
  for (guint i = 0; i < N_NEEDED; i++)
    if (self->at[i] == (int) column)
      return TRUE;
  return FALSE;
}

/* Whether a column has more than one value. */
static gboolean
varies (const Growth *self, guint column)
{
  const char *first = iso_text_cell (self->text, self->header + 1, column);

  for (guint row = self->header + 2; row < iso_text_n_rows (self->text); row++)
    if (iso_text_used (self->text, row) > 0 && strcmp (iso_text_cell (self->text, row, column), first) != 0)
      return TRUE;
  return FALSE;
}

static gboolean
is_zero (const char *cell)
{
  return *cell != '\0' && cell[strspn (cell, "0.,")] == '\0';
}

/* A row of controls names no drug. */
static gboolean
is_control (const Growth *self, guint row)
{
  const char *agent = get (self, row, AGENT);

  return *agent == '\0' || strcmp (agent, "-") == 0;
}

static gboolean
is_time_zero (const Growth *self, guint row)
{
  return is_zero (get (self, row, TIME));
}

static void
find_times (Growth *self)
{
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint row = self->header + 1; row < iso_text_n_rows (self->text); row++)
    {
      const char *time = get (self, row, TIME);

      if (*time != '\0' && !is_zero (time) && g_hash_table_add (known, (char *) time))
        g_ptr_array_add (self->times, (char *) time);
    }
}

/* "MCF7, time 48, perturbation 1": what tells its curves apart. */
static char *
make_sample (const Growth *self, guint row, const char *time)
{
  GString *sample = g_string_new (get (self, row, CELL_LINE));

  if (self->times->len > 1)
    g_string_append_printf (sample, ", %s %s", headers[TIME], time);
  for (guint i = 0; i < self->keys->len; i++)
    {
      guint column = g_array_index (self->keys, guint, i);

      g_string_append_printf (sample, ", %s %s", iso_text_cell (self->text, self->header, column), iso_text_cell (self->text, row, column));
    }
  return g_string_free (sample, FALSE);
}

static void
add (Growth *self, guint row, const char *time, IsoRole role, const char *count)
{
  g_autofree char *sample = make_sample (self, row, time);
  const char *replicate = get (self, row, REPLICATE);
  IsoTableLine line = { .plate = sample, .sample = sample, .role = iso_role_word (role), .response = count };

  if (iso_cell_parse_count (replicate) >= 0)
    line.replicate = replicate;
  if (role == ISO_ROLE_TREATED)
    {
      line.drugs[0] = get (self, row, AGENT);
      line.doses[0] = get (self, row, CONCENTRATION);
    }
  iso_table_maker_add (self->maker, &line, iso_text_line (self->text, row));
}

/* A control that stands beside every row is written once for all rows that have the same. */
static void
add_control (Growth *self, guint row, const char *time, Needed what)
{
  const char *count = get (self, row, what);
  g_autofree char *sample = NULL;

  if (*count == '\0')
    return;
  sample = make_sample (self, row, time);
  if (g_hash_table_add (self->controls, g_strdup_printf ("%s\n%s\n%d\n%s", sample, get (self, row, REPLICATE), (int) what, count)))
    add (self, row, time, what == CONTROL ? ISO_ROLE_VEHICLE : ISO_ROLE_TIME_ZERO, count);
}

static void
read_row (Growth *self, guint row)
{
  const char *time = get (self, row, TIME);

  if (is_control (self, row) && is_time_zero (self, row))
    {
      for (guint i = 0; i < self->times->len; i++)
        add (self, row, g_ptr_array_index (self->times, i), ISO_ROLE_TIME_ZERO, get (self, row, COUNT));
      return;
    }
  add (self, row, time, is_control (self, row) ? ISO_ROLE_VEHICLE : ISO_ROLE_TREATED, get (self, row, COUNT));
  if (self->at[CONTROL] >= 0)
    add_control (self, row, time, CONTROL);
  if (self->at[TIME_ZERO] >= 0)
    add_control (self, row, time, TIME_ZERO);
}

static IsoText *
read_growth (const IsoText *text, GPtrArray *messages, GError **error)
{
  g_autoptr (IsoTableMaker) maker = iso_table_maker_new (iso_text_name (text), "signal");
  g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GPtrArray) times = g_ptr_array_new ();
  g_autoptr (GHashTable) controls = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Growth self = { .maker = maker, .keys = keys, .times = times, .controls = controls };
  IsoPlace place;

  find_columns (text, &self);
  place = iso_text_place (text, self.header);
  for (guint c = 0; c < iso_text_used (text, self.header); c++)
    if (!is_needed (&self, c) && *iso_text_cell (text, self.header, c) != '\0' && varies (&self, c))
      g_array_append_val (keys, c);
  find_times (&self);
  for (guint row = self.header + 1; row < iso_text_n_rows (text); row++)
    if (iso_text_used (text, row) > 0)
      read_row (&self, row);
  if (messages != NULL && (times->len > 1 || keys->len > 0))
    g_ptr_array_add (messages, iso_message_new ("curves-apart", &place,
                                                N_("Each cell line was taken as a sample of its own for every time and every other "
                                                   "column that varies."), NULL));
  return iso_table_maker_finish (g_steal_pointer (&maker), iso_text_line (text, self.header), error);
}

const IsoTableShape iso_table_growth = { is_growth, read_growth };
