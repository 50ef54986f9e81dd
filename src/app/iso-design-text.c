/* iso-design-text.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-design-text.h"

#include "base/iso-typed-number.h"
#include "iso-plate-map.h"
#include "iso-user-text.h"
#include "iso-well-text.h"

#include <math.h>
#include <string.h>

static IsoProjectItem *
get_item (IsoProject *project, IsoEntity entity, const char *id)
{
  return id != NULL ? iso_project_list_find (iso_project_get_list (project, entity), id) : NULL;
}

/* By name, whatever the case. */
static IsoProjectItem *
find_item (IsoProject *project, IsoEntity entity, const char *name)
{
  GListModel *list = G_LIST_MODEL (iso_project_get_list (project, entity));
  g_autofree char *folded = g_utf8_casefold (name, -1);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (IsoProjectItem) item = g_list_model_get_item (list, i);
      g_autofree char *other = g_utf8_casefold (iso_project_item_get_name (item), -1);

      if (strcmp (folded, other) == 0)
        return item;   /* the list keeps it */
    }
  return NULL;
}

static const IsoUnit *
get_unit (IsoProjectItem *drug)
{
  const IsoUnit *unit = drug != NULL ? iso_unit_find (iso_project_drug_get_unit (ISO_PROJECT_DRUG (drug))) : NULL;

  return unit != NULL ? unit : iso_unit_unknown ();
}

/* Tabs and line ends would tear the table. */
static void
append_name (GString *text, const char *name)
{
  for (; *name != '\0'; name++)
    g_string_append_c (text, *name == '\t' || *name == '\n' || *name == '\r' ? ' ' : *name);
}

static void
append_dose (GString *text, IsoProject *project, const IsoWellDose *dose, const char *joint)
{
  IsoProjectItem *drug = get_item (project, ISO_ENTITY_DRUG, dose->drug);
  const IsoUnit *unit = get_unit (drug);
  g_autofree char *number = iso_number_format_exact (iso_unit_from_inside (unit, iso_well_dose_value (dose)));

  append_name (text, drug != NULL ? iso_project_item_get_name (drug) : "");
  g_string_append_printf (text, "%s%s%s%s", joint, number, joint, unit->symbol);
}

static void
append_cell (GString *text, IsoProject *project, IsoProjectPlate *plate, guint well)
{
  IsoRole role = iso_project_plate_get_role (plate, well);
  IsoProjectItem *sample = get_item (project, ISO_ENTITY_SAMPLE, iso_project_plate_get_sample (plate, well));
  guint replicate = iso_project_plate_get_replicate (plate, well);
  const IsoWellDose *doses;
  guint n;

  if (role == ISO_ROLE_EMPTY)
    return;
  doses = iso_project_plate_get_doses (plate, well, &n);
  if (n == 0 || role != ISO_ROLE_TREATED)
    g_string_append (text, iso_role_word (role));
  for (guint i = 0; i < n; i++)
    {
      g_string_append (text, i > 0 ? " + " : role != ISO_ROLE_TREATED ? ": " : "");
      append_dose (text, project, &doses[i], " ");
    }
  if (sample != NULL || replicate > 0)
    g_string_append (text, "; ");
  if (sample != NULL)
    append_name (text, iso_project_item_get_name (sample));
  if (replicate > 0)
    g_string_append_printf (text, "; %u", replicate);
}

char *
iso_design_write_map (IsoProject *project, IsoProjectPlate *plate, const guint *wells, guint n, gboolean headers)
{
  guint columns = iso_project_plate_get_columns (plate);
  guint first_row = G_MAXUINT, last_row = 0, first_column = G_MAXUINT, last_column = 0;
  g_autofree guint8 *among = g_new0 (guint8, iso_project_plate_get_n_wells (plate));
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    {
      first_row = MIN (first_row, wells[i] / columns);
      last_row = MAX (last_row, wells[i] / columns);
      first_column = MIN (first_column, wells[i] % columns);
      last_column = MAX (last_column, wells[i] % columns);
      among[wells[i]] = TRUE;
    }
  for (guint column = first_column; headers && n > 0 && column <= last_column; column++)
    g_string_append_printf (text, "\t%u%s", column + 1, column == last_column ? "\n" : "");
  for (guint row = first_row; n > 0 && row <= last_row; row++)
    {
      char name[ISO_WELL_NAME_SIZE];

      if (headers)
        g_string_append_printf (text, "%s\t", iso_row_name (row, name));
      for (guint column = first_column; column <= last_column; column++)
        {
          if (column > first_column)
            g_string_append_c (text, '\t');
          if (among[row * columns + column])
            append_cell (text, project, plate, row * columns + column);
        }
      g_string_append_c (text, '\n');
    }
  return g_string_free (text, FALSE);
}

char *
iso_design_write_list (IsoProject *project, IsoProjectPlate *plate)
{
  GString *text = g_string_new ("Well\tRole\tSample\tReplicate\tCompound 1\tDose 1\tUnit 1\tCompound 2\tDose 2\tUnit 2\tCompound 3\tDose 3"
                                "\tUnit 3\n");

  for (guint i = 0; i < iso_project_plate_get_n_wells (plate); i++)
    {
      IsoRole role = iso_project_plate_get_role (plate, i);
      IsoProjectItem *sample = get_item (project, ISO_ENTITY_SAMPLE, iso_project_plate_get_sample (plate, i));
      g_autofree char *name = iso_well_text_name (plate, i);
      guint replicate = iso_project_plate_get_replicate (plate, i), n;
      const IsoWellDose *doses = iso_project_plate_get_doses (plate, i, &n);

      if (role == ISO_ROLE_EMPTY)
        continue;
      g_string_append_printf (text, "%s\t%s\t", name, iso_role_word (role));
      append_name (text, sample != NULL ? iso_project_item_get_name (sample) : "");
      g_string_append_c (text, '\t');
      if (replicate > 0)
        g_string_append_printf (text, "%u", replicate);
      for (guint j = 0; j < ISO_MAX_DRUGS; j++)
        {
          g_string_append_c (text, '\t');
          if (j < n)
            append_dose (text, project, &doses[j], "\t");
          else
            g_string_append (text, "\t\t");
        }
      g_string_append_c (text, '\n');
    }
  return g_string_free (text, FALSE);
}

/* Reading */

typedef struct
{
  IsoProject           *project;
  IsoProjectPlate      *plate;
  const IsoPlateFormat *format;
  GPtrArray            *lines;    /* of GStrv */
  GArray               *edits;    /* of IsoWellEdit */
  guint                 line;     /* now, from 0 */
  guint                 cell;
} Reading;

static IsoPlace
get_place (const Reading *reading)
{
  return (IsoPlace) { .line = reading->line + 1, .column = reading->cell + 1 };
}

static gboolean
refuse (const Reading *reading, GError **error, const char *sentence, const char *argument)
{
  IsoPlace place = get_place (reading);

  iso_error_set (error, ISO_ERROR_SYNTAX, &place, sentence, argument, NULL);
  return FALSE;
}

static void
split_lines (Reading *reading, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  reading->lines = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      char **cells;

      if (g_str_has_suffix (lines[i], "\r"))
        lines[i][strlen (lines[i]) - 1] = '\0';
      cells = g_strsplit (lines[i], "\t", -1);
      for (guint j = 0; cells[j] != NULL; j++)
        g_strstrip (cells[j]);
      g_ptr_array_add (reading->lines, cells);
    }
  while (reading->lines->len > 0 && g_strv_length (reading->lines->pdata[reading->lines->len - 1]) == 0)
    g_ptr_array_set_size (reading->lines, (int) reading->lines->len - 1);
}

static const char *
get_cell (const Reading *reading, guint line, guint cell)
{
  char **cells = reading->lines->pdata[line];

  return cell < g_strv_length (cells) ? cells[cell] : "";
}

static gboolean
add_dose (Reading *reading, IsoWellEdit *edit, const char *name, const char *number, const char *symbol, GError **error)
{
  IsoProjectItem *drug = find_item (reading->project, ISO_ENTITY_DRUG, name);
  const IsoUnit *unit = *symbol != '\0' ? iso_unit_find (symbol) : get_unit (drug);
  /* What this program copied has a point, whatever the locale. */
  IsoDecimal own = strchr (number, ',') != NULL ? iso_user_decimal () : ISO_DECIMAL_POINT;
  IsoPlace place = get_place (reading);
  double value;

  if (drug == NULL)
    return refuse (reading, error, N_("The project has no compound “{1}”. Add it first, or correct its name."), name);
  if (!iso_typed_number (number, own, N_("“{1}” is no dose above zero."), &value, &place, error))
    return FALSE;
  if (value <= 0)
    return refuse (reading, error, N_("“{1}” is no dose above zero."), number);
  if (unit == NULL || unit->dimension != get_unit (drug)->dimension)
    return refuse (reading, error, N_("“{1}” is no unit that suits this compound."), symbol);
  if (edit->n_doses == ISO_MAX_DRUGS)
    return refuse (reading, error, N_("A well holds three compounds at the most."), NULL);
  value = iso_unit_to_inside (unit, value);
  edit->doses[edit->n_doses++] = (IsoWellDose) { iso_project_item_get_id (drug), value, value, value };
  return TRUE;
}

/* "Ixazomib 30 nM": the unit is behind the last blank, the number before it; names may have blanks. */
static gboolean
read_dose (Reading *reading, IsoWellEdit *edit, const char *text, GError **error)
{
  g_autofree char *copy = g_strstrip (g_strdup (text));
  char *unit = strrchr (copy, ' '), *number;

  if (unit == NULL)
    return refuse (reading, error, N_("“{1}” is neither a role nor a compound with its dose."), copy);
  *unit++ = '\0';
  number = strrchr (copy, ' ');
  if (g_ascii_isdigit (*unit) || number == NULL)   /* a drug without a unit */
    return add_dose (reading, edit, g_strstrip (copy), unit, "", error);
  *number++ = '\0';
  return add_dose (reading, edit, g_strstrip (copy), number, unit, error);
}

static gboolean
read_doses (Reading *reading, IsoWellEdit *edit, const char *text, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (text, " + ", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      if (!read_dose (reading, edit, parts[i], error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_sample (Reading *reading, IsoWellEdit *edit, const char *name, GError **error)
{
  IsoProjectItem *sample = *name != '\0' ? find_item (reading->project, ISO_ENTITY_SAMPLE, name) : NULL;

  if (*name != '\0' && sample == NULL)
    return refuse (reading, error, N_("The project has no sample “{1}”. Add it first, or correct its name."), name);
  edit->sample = sample != NULL ? iso_project_item_get_id (sample) : NULL;
  return TRUE;
}

static gboolean
read_replicate (Reading *reading, IsoWellEdit *edit, const char *text, GError **error)
{
  guint64 number = 0;

  if (*text != '\0' && !g_ascii_string_to_unsigned (text, 10, 0, 100000, &number, NULL))
    return refuse (reading, error, N_("“{1}” is no number of a replicate."), text);
  edit->replicate = (guint) number;
  return TRUE;
}

/* What is in the well: nothing, a role, doses, or a role and doses. */
static gboolean
read_content (Reading *reading, IsoWellEdit *edit, const char *text, GError **error)
{
  const char *colon = strstr (text, ": ");
  g_autofree char *word = g_strndup (text, colon != NULL ? (gsize) (colon - text) : strlen (text));

  if (*text == '\0')
    return TRUE;
  if (iso_role_parse (word, &edit->role))
    return colon == NULL || read_doses (reading, edit, colon + 2, error);
  edit->role = ISO_ROLE_TREATED;
  return read_doses (reading, edit, text, error);
}

static gboolean
read_cell (Reading *reading, const char *text, guint row, guint column, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (text, ";", 3);
  guint n = g_strv_length (parts);
  IsoWellEdit edit = { .row = row, .column = column };

  if (row >= reading->format->rows || column >= reading->format->columns)
    {
      iso_error_set (error, ISO_ERROR_RANGE, NULL, N_("What is pasted goes beyond the edge of the plate. Begin farther up or to the left."),
                     NULL);
      return FALSE;
    }
  for (guint i = 0; i < n; i++)
    g_strstrip (parts[i]);
  if ((n > 0 && !read_content (reading, &edit, parts[0], error)) || (n > 1 && !read_sample (reading, &edit, parts[1], error))
      || (n > 2 && !read_replicate (reading, &edit, parts[2], error)))
    return FALSE;
  g_array_append_val (reading->edits, edit);
  return TRUE;
}

/* Letters down the first column and numbers along the first line: the map says where it belongs. */
static gboolean
has_headers (const Reading *reading)
{
  guint64 number;

  return reading->lines->len > 1 && *get_cell (reading, 0, 0) == '\0' && iso_row_parse (get_cell (reading, 1, 0), FALSE) >= 0
         && g_ascii_string_to_unsigned (get_cell (reading, 0, 1), 10, 1, ISO_MAX_COLUMNS, &number, NULL);
}

static gboolean
read_map (Reading *reading, guint row, guint column, GError **error)
{
  gboolean headers = has_headers (reading);
  guint first = headers ? 1 : 0;

  if (headers)
    {
      row = (guint) iso_row_parse (get_cell (reading, 1, 0), FALSE);
      column = (guint) g_ascii_strtoull (get_cell (reading, 0, 1), NULL, 10) - 1;
    }
  for (reading->line = first; reading->line < reading->lines->len; reading->line++)
    {
      guint n = MAX (g_strv_length (reading->lines->pdata[reading->line]), 1);

      for (reading->cell = first; reading->cell < n; reading->cell++)
        {
          if (!read_cell (reading, get_cell (reading, reading->line, reading->cell), row + reading->line - first,
                          column + reading->cell - first, error))
            return FALSE;
        }
    }
  return TRUE;
}

static gboolean
read_list_line (Reading *reading, GError **error)
{
  guint line = reading->line;
  IsoWellEdit edit = { .role = ISO_ROLE_TREATED };
  IsoWell well;

  reading->cell = 0;
  if (!iso_well_parse (get_cell (reading, line, 0), &well) || !iso_plate_format_has (reading->format, well))
    return refuse (reading, error, N_("The plate has no well “{1}”."), get_cell (reading, line, 0));
  edit.row = well.row;
  edit.column = well.column;
  reading->cell = 1;
  if (*get_cell (reading, line, 1) != '\0' && !iso_role_parse (get_cell (reading, line, 1), &edit.role))
    return refuse (reading, error, N_("“{1}” is no role of a well."), get_cell (reading, line, 1));
  reading->cell = 2;
  if (!read_sample (reading, &edit, get_cell (reading, line, 2), error))
    return FALSE;
  reading->cell = 3;
  if (!read_replicate (reading, &edit, get_cell (reading, line, 3), error))
    return FALSE;
  for (reading->cell = 4; reading->cell + 1 < 4 + 3 * ISO_MAX_DRUGS; reading->cell += 3)
    {
      if (*get_cell (reading, line, reading->cell) != '\0'
          && !add_dose (reading, &edit, get_cell (reading, line, reading->cell), get_cell (reading, line, reading->cell + 1),
                        get_cell (reading, line, reading->cell + 2), error))
        return FALSE;
    }
  g_array_append_val (reading->edits, edit);
  return TRUE;
}

static gboolean
read_list (Reading *reading, GError **error)
{
  for (reading->line = 1; reading->line < reading->lines->len; reading->line++)
    {
      if (*get_cell (reading, reading->line, 0) != '\0' && !read_list_line (reading, error))
        return FALSE;
    }
  return TRUE;
}

/* One cell goes into all wells. */
static gboolean
repeat_cell (Reading *reading, const guint *wells, guint n, GError **error)
{
  for (guint i = 0; i < n; i++)
    {
      if (!read_cell (reading, get_cell (reading, 0, 0), wells[i] / reading->format->columns, wells[i] % reading->format->columns, error))
        return FALSE;
    }
  return TRUE;
}

GArray *
iso_design_read (IsoProject *project, IsoProjectPlate *plate, const char *text, guint start, const guint *wells, guint n, GError **error)
{
  Reading reading = { project, plate, iso_project_plate_get_format (plate), NULL, NULL, 0, 0 };
  gboolean done;

  split_lines (&reading, text);
  reading.edits = g_array_new (FALSE, TRUE, sizeof (IsoWellEdit));
  if (reading.lines->len == 0)
    {
      iso_error_set (error, ISO_ERROR_NO_DATA, NULL, N_("There is no text to paste."), NULL);
      done = FALSE;
    }
  else if (g_ascii_strcasecmp (get_cell (&reading, 0, 0), "well") == 0)
    done = read_list (&reading, error);
  else if (n > 1 && reading.lines->len == 1 && g_strv_length (reading.lines->pdata[0]) == 1)
    done = repeat_cell (&reading, wells, n, error);
  else
    done = read_map (&reading, start / reading.format->columns, start % reading.format->columns, error);
  g_ptr_array_unref (reading.lines);
  if (!done)
    g_clear_pointer (&reading.edits, g_array_unref);
  return reading.edits;
}
