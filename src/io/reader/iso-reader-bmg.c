/* iso-reader-bmg.c
 *
 * MARS and OPTIMA write a head ("User: ...", "Test name: ...", "ID1: ..."), then titled grids; SMART Control writes the same into the
 * sheet "Microplate ..." of a workbook, with the layout and the dilutions as further grids. SMART Control also exports kinetics as
 * text: for each mode a line of times and a line for each well.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "reader/iso-reader-bmg.h"

#include "reader/iso-cell.h"
#include "reader/iso-grid-read.h"

#include <string.h>

#define DETECT_ROWS 15
#define RAW "Raw Data"

typedef struct
{
  const IsoText *text;
  IsoReadPlate  *plate;
  char          *title;   /* (nullable) the last line above a grid */
} Bmg;

/* What follows "ID1: " or "ID1," in any cell of the row; NULL if the row has no such cell. */
static const char *
find_value (const IsoText *text, guint row, const char *key)
{
  gsize length = strlen (key);

  for (guint c = 0; c < iso_text_used (text, row); c++)
    {
      const char *cell = iso_text_cell (text, row, c);

      if (g_ascii_strncasecmp (cell, key, length) != 0)
        continue;
      if (cell[length] == ':')
        return cell + length + 1 + strspn (cell + length + 1, " ");
      if (cell[length] == '\0')
        return iso_text_cell (text, row, c + 1);
    }
  return NULL;
}

/* "4. Raw Data  (480-14/520-30)" without its number and its double blank. */
static char *
clean_title (const char *title)
{
  GString *clean = g_string_new (NULL);
  gsize digits = strspn (title, "0123456789");

  if (digits > 0 && title[digits] == '.')
    title += digits + 1;
  for (; *title != '\0'; title++)
    {
      if (*title != ' ' || (clean->len > 0 && clean->str[clean->len - 1] != ' '))
        g_string_append_c (clean, *title);
    }
  return g_strchomp (g_string_free (clean, FALSE));
}

/* Grids of a workbook that say what is in the wells. */
static gboolean
is_layout (const char *title)
{
  static const char *const titles[] = { "Layout", "Standard Concentrations", "Dilutions", "Sample IDs", "Concentrations" };

  for (gsize i = 0; i < G_N_ELEMENTS (titles); i++)
    {
      if (g_ascii_strncasecmp (title, titles[i], strlen (titles[i])) == 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
read_grid (Bmg *self, const IsoPlateGrid *grid, GError **error)
{
  g_autofree char *title = clean_title (self->title != NULL ? self->title : RAW);
  IsoRead *read;

  g_clear_pointer (&self->title, g_free);
  if (is_layout (title))
    return TRUE;
  iso_grid_read_widen (self->plate, iso_plate_grid_format (grid));
  read = iso_grid_read_make (self->plate, title, !g_str_has_prefix (title, RAW), self->text, grid->top, error);
  return read != NULL && iso_grid_read_all (self->text, grid, read, error);
}

static gboolean
is_table_header (const IsoText *text, guint row)
{
  return strcmp (iso_text_cell (text, row, 0), "Well") == 0 && strcmp (iso_text_cell (text, row, 1), "Content") == 0;
}

/* "Well, Content, Raw Data (450)": a well a line. */
static gboolean
read_table (Bmg *self, guint *row, guint end, GError **error)
{
  guint header = *row;
  IsoWell well;

  for ((*row)++; *row < end && iso_well_parse (iso_text_cell (self->text, *row, 0), &well); (*row)++)
    {
      for (guint c = 2; c < iso_text_used (self->text, header); c++)
        {
          g_autofree char *title = clean_title (iso_text_cell (self->text, header, c));
          IsoRead *read;

          if (*title == '\0' || is_layout (title))
            continue;
          read = iso_grid_read_take (self->plate, title, !g_str_has_prefix (title, RAW), self->text, *row, error);
          if (read == NULL || !iso_grid_read_well (self->text, *row, c, iso_text_cell (self->text, *row, 0), self->plate, read, error))
            return FALSE;
        }
    }
  return TRUE;
}

/* What begins at this row, which moves behind it. */
static gboolean
read_part (Bmg *self, guint *row, guint end, GError **error)
{
  g_autoptr (IsoPlateGrid) grid = iso_plate_grid_at (self->text, *row, ISO_GRID_PLAIN);
  guint used = iso_text_used (self->text, *row);

  if (grid != NULL)
    {
      *row = grid->end;
      return read_grid (self, grid, error);
    }
  if (is_table_header (self->text, *row))
    return read_table (self, row, end, error);
  if (used > 0)
    {
      g_autofree char *line = iso_text_join (self->text, *row, 0, used);

      g_free (self->title);
      self->title = g_strdup (line + strspn (line, "\t,; "));
    }
  (*row)++;
  return TRUE;
}

/* What the person typed as the first identification, else the name of the test. */
static const char *
find_name (const IsoText *text, guint row, guint end, const char *id, const char *test)
{
  const char *name = "";

  for (guint r = row; r < MIN (row + DETECT_ROWS, end); r++)
    {
      const char *found = find_value (text, r, id);

      if (found != NULL && *found != '\0')
        return found;
      found = find_value (text, r, test);
      name = found != NULL && *name == '\0' ? found : name;
    }
  return name;
}

static gboolean
load_grids (const IsoText *text, IsoReadout *readout, GError **error)
{
  gboolean good = TRUE;

  for (guint sheet = 0; good && sheet < iso_text_n_rows (text); sheet = iso_text_sheet_end (text, sheet))
    {
      guint end = iso_text_sheet_end (text, sheet);
      const char *name = iso_text_sheet (text, sheet);
      Bmg self = { .text = text };

      /* The sheet "Table ..." holds the same readings once more. */
      if (*name != '\0' && !g_str_has_prefix (name, "Microplate"))
        continue;
      self.plate = iso_readout_add_plate (readout, find_name (text, sheet, end, "ID1", "Test name"));
      for (guint row = sheet; good && row < end;)
        good = read_part (&self, &row, end, error);
      g_free (self.title);
    }
  return good;
}

/* "Time [s], 0, 600.1": a read for each time of a mode, in the columns behind it. */
static gboolean
make_times (const IsoText *text, guint row, const char *mode, IsoReadPlate *plate, GPtrArray *reads, GError **error)
{
  g_ptr_array_set_size (reads, 0);
  for (guint c = 1; c < iso_text_used (text, row); c++)
    {
      g_autofree char *label = g_strdup_printf ("%s@t=%ss", mode, iso_text_cell (text, row, c));
      IsoRead *read = iso_grid_read_make (plate, label, FALSE, text, row, error);

      if (read == NULL)
        return FALSE;
      g_ptr_array_add (reads, read);
    }
  return TRUE;
}

static gboolean
load_kinetics (const IsoText *text, IsoReadout *readout, GError **error)
{
  IsoReadPlate *plate = iso_readout_add_plate (readout, find_name (text, 0, iso_text_n_rows (text), "ID2", "ID1"));
  g_autoptr (GPtrArray) reads = g_ptr_array_new ();
  g_autofree char *mode = g_strdup ("");

  for (guint row = 0; row < iso_text_n_rows (text); row++)
    {
      const char *first = iso_text_cell (text, row, 0);

      if (strcmp (first, "Mode name") == 0)
        {
          g_free (mode);
          mode = iso_text_join (text, row, 1, MAX (1u, iso_text_used (text, row)));
        }
      else if (strcmp (first, "Time [s]") == 0 && !make_times (text, row, mode, plate, reads, error))
        return FALSE;
      for (guint i = 0; i < reads->len; i++)
        {
          if (!iso_grid_read_well (text, row, i + 1, first, plate, g_ptr_array_index (reads, i), error))
            return FALSE;
        }
    }
  return TRUE;
}

static gboolean
is_kinetics (const IsoText *text)
{
  return strcmp (iso_text_cell (text, 0, 0), "Version") == 0 && strcmp (iso_text_cell (text, 1, 0), "Result name") == 0;
}

static guint
detect (const IsoText *text)
{
  gboolean user = FALSE;
  gboolean test = FALSE;

  if (is_kinetics (text))
    return ISO_READER_YES;
  for (guint row = 0; row < MIN (iso_text_n_rows (text), DETECT_ROWS); row++)
    {
      user |= g_str_has_prefix (iso_text_cell (text, row, 0), "User:");
      test |= g_ascii_strncasecmp (iso_text_cell (text, row, 0), "Test name:", strlen ("Test name:")) == 0;
    }
  return user && test ? ISO_READER_YES : ISO_READER_NO;
}

static gboolean
load (const IsoText *text, IsoReadout *readout, GError **error)
{
  return is_kinetics (text) ? load_kinetics (text, readout, error) : load_grids (text, readout, error);
}

static const char *const endings[] = { "csv", "xlsx", "txt", NULL };

const IsoReader iso_reader_bmg = {
  .id = "bmg",
  .name = N_("BMG LABTECH MARS, SMART Control, OPTIMA"),
  .endings = endings,
  .version = 1,
  .untested = N_("tables with a line for each well"),
  .detect = detect,
  .load = load,
};
