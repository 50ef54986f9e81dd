/* iso-table-columns.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "reader/iso-table-columns.h"

#include <string.h>

/* Headers, folded to lower-case letters and digits. */
static const struct
{
  IsoColumnKind kind;
  const char   *names;   /* between blanks */
} words[] = {
  { ISO_COLUMN_SAMPLE, " sample samplename sampleid cellline celllinename cellname cell cells line patient " },
  { ISO_COLUMN_EXPERIMENT,
    " experiment experimentid independentexperiment run runid biologicalreplicate biorep biologicalrep " },
  { ISO_COLUMN_REPLICATE, " replicate rep repeat technicalreplicate techrep technicalrep " },
  { ISO_COLUMN_PLATE, " plate plateid platename platenumber plateno platebarcode barcode " },
  { ISO_COLUMN_WELL, " well wells wellid wellname wellposition wellpos " },
  { ISO_COLUMN_PLATE_ROW, " row platerow wellrow rowletter " },
  { ISO_COLUMN_PLATE_COLUMN, " column col platecolumn platecol wellcolumn wellcol columnnumber " },
  { ISO_COLUMN_ROLE, " role welltype wellrole roletype controltype " },
  { ISO_COLUMN_BLOCK, " block blockid pairindex " },
};

/* What a response header says its numbers are. */
static const struct
{
  const char  *name;
  IsoResponse  response;
  IsoScale     scale;
} responses[] = {
  { "response", ISO_RESPONSE_UNKNOWN, ISO_SCALE_UNKNOWN },
  { "value", ISO_RESPONSE_UNKNOWN, ISO_SCALE_UNKNOWN },
  { "reading", ISO_RESPONSE_UNKNOWN, ISO_SCALE_UNKNOWN },
  { "effect", ISO_RESPONSE_UNKNOWN, ISO_SCALE_UNKNOWN },
  { "viability", ISO_RESPONSE_VIABILITY, ISO_SCALE_UNKNOWN },
  { "cellviability", ISO_RESPONSE_VIABILITY, ISO_SCALE_UNKNOWN },
  { "relativeviability", ISO_RESPONSE_VIABILITY, ISO_SCALE_UNKNOWN },
  { "survival", ISO_RESPONSE_VIABILITY, ISO_SCALE_UNKNOWN },
  { "surviving", ISO_RESPONSE_VIABILITY, ISO_SCALE_UNKNOWN },
  { "fractionsurviving", ISO_RESPONSE_VIABILITY, ISO_SCALE_FRACTION },
  { "survivingfraction", ISO_RESPONSE_VIABILITY, ISO_SCALE_FRACTION },
  { "fractionunaffected", ISO_RESPONSE_VIABILITY, ISO_SCALE_FRACTION },
  { "fu", ISO_RESPONSE_VIABILITY, ISO_SCALE_FRACTION },
  { "inhibition", ISO_RESPONSE_INHIBITION, ISO_SCALE_UNKNOWN },
  { "growthinhibition", ISO_RESPONSE_INHIBITION, ISO_SCALE_UNKNOWN },
  { "fractioninhibited", ISO_RESPONSE_FRACTION_AFFECTED, ISO_SCALE_FRACTION },
  { "fractionaffected", ISO_RESPONSE_FRACTION_AFFECTED, ISO_SCALE_FRACTION },
  { "fa", ISO_RESPONSE_FRACTION_AFFECTED, ISO_SCALE_FRACTION },
  { "signal", ISO_RESPONSE_SIGNAL, ISO_SCALE_UNKNOWN },
  { "rawsignal", ISO_RESPONSE_SIGNAL, ISO_SCALE_UNKNOWN },
  { "absorbance", ISO_RESPONSE_SIGNAL, ISO_SCALE_UNKNOWN },
  { "od", ISO_RESPONSE_SIGNAL, ISO_SCALE_UNKNOWN },
  { "fluorescence", ISO_RESPONSE_SIGNAL, ISO_SCALE_UNKNOWN },
  { "rfu", ISO_RESPONSE_SIGNAL, ISO_SCALE_UNKNOWN },
  { "luminescence", ISO_RESPONSE_SIGNAL, ISO_SCALE_UNKNOWN },
  { "counts", ISO_RESPONSE_SIGNAL, ISO_SCALE_UNKNOWN },
  { "cellcount", ISO_RESPONSE_SIGNAL, ISO_SCALE_UNKNOWN },
  { "cellcounts", ISO_RESPONSE_SIGNAL, ISO_SCALE_UNKNOWN },
  { "rlu", ISO_RESPONSE_SIGNAL, ISO_SCALE_UNKNOWN },
};

/* Headers of drugs, doses and units; {n} stands for the drug's number, which may be missing. */
static const struct
{
  IsoColumnKind kind;
  const char   *pattern;
} numbered[] = {
  { ISO_COLUMN_DRUG, "drug#" },
  { ISO_COLUMN_DRUG, "compound#" },
  { ISO_COLUMN_DRUG, "agent#" },
  { ISO_COLUMN_DRUG, "cpd#" },
  { ISO_COLUMN_DRUG, "drugname#" },
  { ISO_COLUMN_DRUG, "compoundname#" },
  { ISO_COLUMN_DRUG, "drug#name" },
  { ISO_COLUMN_DRUG, "compound#name" },
  { ISO_COLUMN_DRUG, "agent#name" },
  { ISO_COLUMN_DOSE, "dose#" },
  { ISO_COLUMN_DOSE, "conc#" },
  { ISO_COLUMN_DOSE, "concentration#" },
  { ISO_COLUMN_DOSE, "drug#dose" },
  { ISO_COLUMN_DOSE, "drug#conc" },
  { ISO_COLUMN_DOSE, "drug#concentration" },
  { ISO_COLUMN_DOSE, "compound#dose" },
  { ISO_COLUMN_DOSE, "compound#conc" },
  { ISO_COLUMN_DOSE, "compound#concentration" },
  { ISO_COLUMN_DOSE, "agent#dose" },
  { ISO_COLUMN_DOSE, "agent#conc" },
  { ISO_COLUMN_DOSE, "agent#concentration" },
  { ISO_COLUMN_UNIT, "unit#" },
  { ISO_COLUMN_UNIT, "units#" },
  { ISO_COLUMN_UNIT, "concunit#" },
  { ISO_COLUMN_UNIT, "concunits#" },
  { ISO_COLUMN_UNIT, "doseunit#" },
  { ISO_COLUMN_UNIT, "doseunits#" },
  { ISO_COLUMN_UNIT, "concentrationunit#" },
  { ISO_COLUMN_UNIT, "drug#unit" },
  { ISO_COLUMN_UNIT, "conc#unit" },
  { ISO_COLUMN_UNIT, "dose#unit" },
  { ISO_COLUMN_UNIT, "compound#unit" },
  { ISO_COLUMN_UNIT, "agent#unit" },
};

/* Matrices name the drugs of rows and columns. */
static const struct
{
  IsoColumnKind kind;
  const char   *name;
  guint         drug;
} by_side[] = {
  { ISO_COLUMN_DRUG, "drugrow", 1 }, { ISO_COLUMN_DRUG, "drugcol", 2 }, { ISO_COLUMN_DOSE, "concr", 1 },
  { ISO_COLUMN_DOSE, "concc", 2 }, { ISO_COLUMN_DOSE, "concrow", 1 }, { ISO_COLUMN_DOSE, "conccol", 2 },
  { ISO_COLUMN_UNIT, "concrunit", 1 }, { ISO_COLUMN_UNIT, "conccunit", 2 },
};

static char *
fold (const char *text)
{
  GString *folded = g_string_new (NULL);

  for (; *text != '\0'; text++)
    {
      if (g_ascii_isalnum (*text) || (guchar) *text >= 0x80)
        g_string_append_c (folded, g_ascii_tolower (*text));
    }
  return g_string_free (folded, FALSE);
}

/* TRUE if `folded` is the pattern, with a digit or nothing in place of '#'. */
static gboolean
match_numbered (const char *folded, const char *pattern, guint *number)
{
  const char *hole = strchr (pattern, '#');
  gsize head = (gsize) (hole - pattern);

  if (strncmp (folded, pattern, head) != 0)
    return FALSE;
  *number = 0;
  folded += head;
  if (*folded >= '1' && *folded <= '9')
    *number = (guint) (*folded++ - '0');
  return strcmp (folded, hole + 1) == 0;
}

static gboolean
find_dose_word (const char *folded, IsoColumn *column)
{
  for (gsize i = 0; i < G_N_ELEMENTS (numbered); i++)
    {
      if (match_numbered (folded, numbered[i].pattern, &column->drug))
        {
          column->kind = numbered[i].kind;
          return TRUE;
        }
    }
  for (gsize i = 0; i < G_N_ELEMENTS (by_side); i++)
    {
      if (strcmp (folded, by_side[i].name) == 0)
        {
          column->kind = by_side[i].kind;
          column->drug = by_side[i].drug;
          return TRUE;
        }
    }

  column->drug = 0;
  /* "d1", as programs write it. A lone "d" or "e" says too little. */
  if (folded[0] == 'd' && folded[1] >= '1' && folded[1] <= '9' && folded[2] == '\0')
    {
      column->kind = ISO_COLUMN_DOSE;
      column->drug = (guint) (folded[1] - '0');
      return TRUE;
    }
  return FALSE;
}

static gboolean
find_response_word (const char *folded, IsoScale scale, IsoColumn *column)
{
  for (gsize i = 0; i < G_N_ELEMENTS (responses); i++)
    {
      if (strcmp (folded, responses[i].name) == 0)
        {
          column->kind = ISO_COLUMN_RESPONSE;
          column->response = responses[i].response;
          column->scale = scale != ISO_SCALE_UNKNOWN ? scale : responses[i].scale;
          return TRUE;
        }
    }
  return FALSE;
}

/* "percent viability", "viability pct", "inhibition fraction". */
static gboolean
find_scaled_response (const char *folded, gboolean percent_sign, IsoColumn *column)
{
  static const struct
  {
    const char *word;
    IsoScale    scale;
  } scales[] = {
    { "percentage", ISO_SCALE_PERCENT }, { "percent", ISO_SCALE_PERCENT }, { "perc", ISO_SCALE_PERCENT },
    { "pct", ISO_SCALE_PERCENT }, { "fraction", ISO_SCALE_FRACTION }, { "frac", ISO_SCALE_FRACTION },
  };

  if (find_response_word (folded, percent_sign ? ISO_SCALE_PERCENT : ISO_SCALE_UNKNOWN, column))
    return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (scales); i++)
    {
      g_autofree char *rest = NULL;

      if (g_str_has_prefix (folded, scales[i].word))
        rest = g_strdup (folded + strlen (scales[i].word));
      else if (g_str_has_suffix (folded, scales[i].word))
        rest = g_strndup (folded, strlen (folded) - strlen (scales[i].word));
      if (rest != NULL && find_response_word (rest, scales[i].scale, column))
        return TRUE;
    }
  return FALSE;
}

static gboolean
find_word (const char *folded, IsoColumn *column)
{
  g_autofree char *between = g_strdup_printf (" %s ", folded);

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    {
      if (strstr (words[i].names, between) != NULL)
        {
          column->kind = words[i].kind;
          return TRUE;
        }
    }
  return FALSE;
}

/* Cuts "(nM)" or "[nM]" off the end of a header. NULL if there is none. */
static char *
cut_bracket (char *header)
{
  gsize length = strlen (header);
  char *open, *inside;

  if (length == 0 || (header[length - 1] != ')' && header[length - 1] != ']'))
    return NULL;
  open = strrchr (header, header[length - 1] == ')' ? '(' : '[');
  if (open == NULL)
    return NULL;
  inside = g_strndup (open + 1, (gsize) (header + length - 1 - (open + 1)));
  *open = '\0';
  g_strchomp (header);
  return g_strstrip (inside);
}

/* Cuts "_uM" or " nM" off the end of a header. Single letters are too little to be a unit here. */
static char *
cut_suffix (char *header)
{
  char *last = NULL;

  for (char *p = header; *p != '\0'; p++)
    {
      if (strchr ("_. ", *p) != NULL)
        last = p;
    }
  if (last == NULL || last == header || strlen (last + 1) < 2 || iso_unit_find (last + 1) == NULL)
    return NULL;
  *last = '\0';
  return g_strdup (last + 1);
}

static gboolean
is_concentration (const char *unit)
{
  const IsoUnit *found = unit != NULL ? iso_unit_find (unit) : NULL;

  return found != NULL
         && (found->dimension == ISO_DIMENSION_MOLAR || found->dimension == ISO_DIMENSION_MASS_CONCENTRATION);
}

/* "d1_paclitaxel" names drug and place; "ixazomib (nM)" names a drug because it has a unit of concentration. */
static gboolean
find_named_dose (const char *base, const char *unit, IsoColumn *column)
{
  gboolean has_place =
    g_ascii_tolower (base[0]) == 'd' && base[1] >= '1' && base[1] <= '9' && base[2] == '_' && base[3] != '\0';

  if (!has_place && (!is_concentration (unit) || *base == '\0'))
    return FALSE;
  column->kind = ISO_COLUMN_DOSE;
  column->name = g_strdup (has_place ? base + 3 : base);
  return TRUE;
}

void
iso_column_recognise (const char *header, IsoColumn *column)
{
  g_autofree char *base = g_strstrip (g_strdup (header));
  g_autofree char *unit = cut_bracket (base);
  g_autofree char *folded = NULL;
  gboolean percent = strchr (base, '%') != NULL || (unit != NULL && strcmp (unit, "%") == 0);

  *column = (IsoColumn) { .kind = ISO_COLUMN_OTHER };
  folded = fold (base);
  if (find_word (folded, column) || find_scaled_response (folded, percent, column))
    {
      if (column->kind == ISO_COLUMN_RESPONSE && unit != NULL && g_ascii_strcasecmp (unit, "fraction") == 0)
        column->scale = ISO_SCALE_FRACTION;
      return;
    }
  if (!find_dose_word (folded, column) && unit == NULL)
    {
      g_free (folded);
      unit = cut_suffix (base);
      folded = fold (base);
      if (unit != NULL)
        find_dose_word (folded, column);
    }

  if (column->kind == ISO_COLUMN_OTHER)
    find_named_dose (base, unit, column);
  if (column->kind == ISO_COLUMN_DOSE && unit != NULL)
    column->unit = g_steal_pointer (&unit);
}

void
iso_column_clear (IsoColumn *column)
{
  g_clear_pointer (&column->name, g_free);
  g_clear_pointer (&column->unit, g_free);
}

guint
iso_table_columns_count (const IsoText *text, guint row)
{
  guint n = 0;

  for (guint i = 0; i < iso_text_used (text, row); i++)
    {
      IsoColumn column;

      iso_column_recognise (iso_text_cell (text, row, i), &column);
      n += column.kind != ISO_COLUMN_OTHER;
      iso_column_clear (&column);
    }
  return n;
}

static IsoColumn *
column_at (const IsoTableColumns *columns, guint i)
{
  return &g_array_index (columns->columns, IsoColumn, i);
}

/* The column of a kind and drug number; -1 if there is none. */
static int
find_column (const IsoTableColumns *columns, IsoColumnKind kind, guint drug)
{
  for (guint i = 0; i < columns->columns->len; i++)
    {
      const IsoColumn *column = column_at (columns, i);

      if (column->kind == kind && column->drug == drug && column->name == NULL)
        return (int) i;
    }
  return -1;
}

static gboolean
check_doubles (const IsoTableColumns *columns, const IsoText *text, guint row, GError **error)
{
  for (guint i = 0; i < columns->columns->len; i++)
    {
      const IsoColumn *column = column_at (columns, i);
      int other;

      if (column->kind == ISO_COLUMN_OTHER || column->name != NULL)
        continue;
      other = find_column (columns, column->kind, column->drug);
      if (other != (int) i)
        {
          IsoPlace place = iso_text_place_at (text, row, i);

          iso_error_set (error, ISO_ERROR_SYNTAX, &place,
                         N_("The columns “{1}” and “{2}” mean the same. Rename or remove one of them."),
                         iso_text_cell (text, row, (guint) other), iso_text_cell (text, row, i), NULL);
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
check_lonely (const IsoTableColumns *columns, const IsoText *text, guint row, GError **error)
{
  for (guint i = 0; i < columns->columns->len; i++)
    {
      const IsoColumn *column = column_at (columns, i);
      gboolean shared = column->drug == 0 && column->kind == ISO_COLUMN_UNIT;

      if ((column->kind != ISO_COLUMN_DRUG && column->kind != ISO_COLUMN_UNIT) || shared)
        continue;
      if (find_column (columns, ISO_COLUMN_DOSE, column->drug) < 0
          && !(column->drug <= 1 && find_column (columns, ISO_COLUMN_DOSE, 1 - column->drug) >= 0))
        {
          IsoPlace place = iso_text_place_at (text, row, i);
          g_autofree char *number = column->drug > 0 ? g_strdup_printf ("%u", column->drug) : g_strdup ("");

          iso_error_set (error, ISO_ERROR_SYNTAX, &place,
                         N_("There is a column “{1}”, but no column “dose{2}” for it. Add one, or remove this column."),
                         iso_text_cell (text, row, i), number, NULL);
          return FALSE;
        }
    }
  return TRUE;
}

/* Headers may number one of "drug", "dose", "unit" and leave out the number of another: 0 and 1 are the same
 * drug then. */
static int
find_partner (const IsoTableColumns *columns, IsoColumnKind kind, guint drug)
{
  int found = find_column (columns, kind, drug);

  if (found < 0 && drug <= 1)
    found = find_column (columns, kind, 1 - drug);
  return found;
}

static gboolean
add_dose_columns (IsoTableColumns *columns, const IsoText *text, guint row, guint i, GError **error)
{
  const IsoColumn *column = column_at (columns, i);
  IsoDoseColumns doses = { -1, (int) i, -1, NULL, NULL };

  if (column->unit != NULL)
    {
      doses.header_unit = iso_unit_find (column->unit);
      if (doses.header_unit == NULL)
        {
          IsoPlace place = iso_text_place_at (text, row, i);

          iso_error_set (error, ISO_ERROR_UNITS, &place,
                         N_("“{1}” is not a unit that is known here. Write one of {2}, or a unit like them."),
                         column->unit, iso_unit_list (), NULL);
          return FALSE;
        }
    }
  if (column->name != NULL)
    {
      doses.name = g_strdup (column->name);
      doses.unit = find_column (columns, ISO_COLUMN_UNIT, 0);
    }
  else
    {
      doses.drug = find_partner (columns, ISO_COLUMN_DRUG, column->drug);
      doses.unit = find_partner (columns, ISO_COLUMN_UNIT, column->drug);
      if (doses.unit < 0)
        doses.unit = find_column (columns, ISO_COLUMN_UNIT, 0);
      if (doses.drug < 0)
        {
          doses.name = g_strdup_printf ("Drug %u", MAX (column->drug, 1));
          columns->drugs_unnamed = TRUE;
        }
    }
  g_array_append_val (columns->doses, doses);
  return TRUE;
}

static int
compare_dose_columns (gconstpointer a, gconstpointer b, gpointer data)
{
  const IsoTableColumns *columns = data;
  const IsoDoseColumns *x = a, *y = b;
  guint nx = column_at (columns, (guint) x->dose)->drug, ny = column_at (columns, (guint) y->dose)->drug;

  if (nx != ny)
    return nx < ny ? -1 : 1;
  return (x->dose > y->dose) - (x->dose < y->dose);
}

static void
clear_dose_columns_cb (gpointer doses)
{
  g_clear_pointer (&((IsoDoseColumns *) doses)->name, g_free);
}

static void
clear_column_cb (gpointer column)
{
  iso_column_clear (column);
}

IsoTableColumns *
iso_table_columns_new (const IsoText *text, guint row, GError **error)
{
  g_autoptr (IsoTableColumns) columns = g_new0 (IsoTableColumns, 1);

  columns->row = row;
  columns->columns = g_array_new (FALSE, TRUE, sizeof (IsoColumn));
  g_array_set_clear_func (columns->columns, clear_column_cb);
  columns->doses = g_array_new (FALSE, TRUE, sizeof (IsoDoseColumns));
  g_array_set_clear_func (columns->doses, clear_dose_columns_cb);
  for (guint i = 0; i < ISO_N_COLUMN_KINDS; i++)
    columns->first[i] = -1;

  for (guint i = 0; i < iso_text_used (text, row); i++)
    {
      IsoColumn column;

      iso_column_recognise (iso_text_cell (text, row, i), &column);
      g_array_append_val (columns->columns, column);
      if (columns->first[column.kind] < 0)
        columns->first[column.kind] = (int) i;
    }
  if (!check_doubles (columns, text, row, error) || !check_lonely (columns, text, row, error))
    return NULL;
  for (guint i = 0; i < columns->columns->len; i++)
    {
      if (column_at (columns, i)->kind == ISO_COLUMN_DOSE && !add_dose_columns (columns, text, row, i, error))
        return NULL;
    }
  g_array_sort_with_data (columns->doses, compare_dose_columns, columns);
  return g_steal_pointer (&columns);
}

void
iso_table_columns_free (IsoTableColumns *columns)
{
  g_clear_pointer (&columns->columns, g_array_unref);
  g_clear_pointer (&columns->doses, g_array_unref);
  g_free (columns);
}
