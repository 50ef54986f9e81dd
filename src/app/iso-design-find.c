/* iso-design-find.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-design-find.h"

#include "base/iso-typed-number.h"
#include "iso-user-text.h"
#include "iso-well-text.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#define FEW_VEHICLES 3

typedef struct
{
  char          *drug;        /* (owned) folded part of its name; "" for any */
  char           relation[3]; /* ">", ">=", "<", "<=", "=" */
  double         value;
  const IsoUnit *unit;        /* NULL: the drug's own */
} DoseQuery;

static void
dose_query_clear (DoseQuery *query)
{
  g_clear_pointer (&query->drug, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DoseQuery, dose_query_clear)

static char *
fold (const char *text)
{
  g_autofree char *copy = g_strstrip (g_strdup (text));

  return g_utf8_casefold (copy, -1);
}

static IsoProjectDrug *
get_drug (IsoProject *project, const char *id)
{
  IsoProjectItem *item = iso_project_list_find (iso_project_get_list (project, ISO_ENTITY_DRUG), id);

  return item != NULL ? ISO_PROJECT_DRUG (item) : NULL;
}

/* The number and unit of a comparison. */
static gboolean
parse_dose (const char *text, DoseQuery *query)
{
  const char *unit;
  g_autofree char *number = iso_typed_number_split (text, &unit);

  if (!iso_typed_number (number, iso_user_decimal (), NULL, &query->value, NULL, NULL))
    return FALSE;
  query->unit = *unit != '\0' ? iso_unit_find (unit) : NULL;
  return *unit == '\0' || query->unit != NULL;
}

static gboolean
parse_comparison (const char *text, DoseQuery *query)
{
  gsize at = strcspn (text, "<>=");
  const char *rest = text + at;
  gsize length;

  if (*rest == '\0')
    return FALSE;
  length = rest[0] != '=' && rest[1] == '=' ? 2 : 1;
  memcpy (query->relation, rest, length);
  rest += length;
  rest += strspn (rest, " ");
  if (!parse_dose (rest, query))
    return FALSE;
  g_free (query->drug);
  query->drug = g_strndup (text, at);
  g_strstrip (query->drug);
  return TRUE;
}

static gboolean
compare (double dose, const DoseQuery *query, double value)
{
  gboolean same = fabs (dose - value) <= 1e-6 * fabs (value);

  if (query->relation[0] == '=')
    return same;
  if (same)
    return query->relation[1] == '=';
  return query->relation[0] == '>' ? dose > value : dose < value;
}

static gboolean
match_dose (IsoProject *project, const IsoWellDose *dose, const DoseQuery *query)
{
  IsoProjectDrug *drug = get_drug (project, dose->drug);
  const IsoUnit *own = drug != NULL ? iso_unit_find (iso_project_drug_get_unit (drug)) : NULL;
  const IsoUnit *unit = query->unit != NULL ? query->unit : own;
  g_autofree char *name = drug != NULL ? fold (iso_project_item_get_name (ISO_PROJECT_ITEM (drug))) : g_strdup ("");

  if (unit == NULL || own == NULL || unit->dimension != own->dimension || strstr (name, query->drug) == NULL)
    return FALSE;
  return compare (iso_well_dose_value (dose), query, iso_unit_to_inside (unit, query->value));
}

static void
find_doses (IsoProject *project, IsoProjectPlate *plate, const DoseQuery *query, GArray *wells)
{
  for (guint i = 0; i < iso_project_plate_get_n_wells (plate); i++)
    {
      guint n;
      const IsoWellDose *doses = iso_project_plate_get_doses (plate, i, &n);
      gboolean found = FALSE;

      for (guint j = 0; j < n; j++)
        found = found || match_dose (project, &doses[j], query);
      if (found)
        g_array_append_val (wells, i);
    }
}

/* "C5", or "B2:D4". */
static gboolean
find_places (IsoProjectPlate *plate, const char *query, GArray *wells)
{
  const IsoPlateFormat *format = iso_project_plate_get_format (plate);
  g_auto (GStrv) ends = g_strsplit_set (query, ":-", 2);
  IsoWell first, last;

  if (ends[0] == NULL || format == NULL || !iso_well_parse (g_strstrip (ends[0]), &first))
    return FALSE;
  last = first;
  if (ends[1] != NULL && !iso_well_parse (g_strstrip (ends[1]), &last))
    return FALSE;
  for (guint row = MIN (first.row, last.row); row <= MAX (first.row, last.row) && row < format->rows; row++)
    for (guint column = MIN (first.column, last.column); column <= MAX (first.column, last.column) && column < format->columns; column++)
      {
        guint well = row * format->columns + column;

        g_array_append_val (wells, well);
      }
  return TRUE;
}

/* The English word and the translated name of a role, whole. */
static gboolean
find_role (IsoProjectPlate *plate, const char *folded, GArray *wells)
{
  for (IsoRole role = 0; role < ISO_N_ROLES; role++)
    {
      g_autofree char *word = fold (iso_role_word (role));
      g_autofree char *name = fold (_(iso_role_name (role)));

      if (strcmp (folded, word) != 0 && strcmp (folded, name) != 0)
        continue;
      for (guint i = 0; i < iso_project_plate_get_n_wells (plate); i++)
        {
          if (iso_project_plate_get_role (plate, i) == role)
            g_array_append_val (wells, i);
        }
      return TRUE;
    }
  return FALSE;
}

static void
find_text (IsoProject *project, IsoProjectPlate *plate, const char *folded, GArray *wells)
{
  for (guint i = 0; i < iso_project_plate_get_n_wells (plate); i++)
    {
      g_autofree char *text = iso_well_text_describe (project, plate, i);
      g_autofree char *lower = fold (text);

      if (strstr (lower, folded) != NULL)
        g_array_append_val (wells, i);
    }
}

GArray *
iso_design_find (IsoProject *project, IsoProjectPlate *plate, const char *query)
{
  GArray *wells = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autofree char *folded = fold (query);
  g_auto (DoseQuery) dose = { NULL };

  if (*folded == '\0')
    return wells;
  if (parse_comparison (query, &dose))
    {
      g_autofree char *drug = g_steal_pointer (&dose.drug);

      dose.drug = fold (drug);
      find_doses (project, plate, &dose, wells);
    }
  else if (!find_places (plate, query, wells) && !find_role (plate, folded, wells))
    find_text (project, plate, folded, wells);
  return wells;
}

static void
finding_free (IsoDesignFinding *finding)
{
  g_free (finding->text);
  g_array_unref (finding->wells);
  g_free (finding);
}

static void
add_finding (GPtrArray *findings, char *text, GArray *wells, gboolean wrong)
{
  IsoDesignFinding *finding = g_new (IsoDesignFinding, 1);

  finding->text = iso_sentence_tie (text);
  finding->wells = wells != NULL ? g_array_ref (wells) : g_array_new (FALSE, FALSE, sizeof (guint));
  finding->wrong = wrong;
  g_ptr_array_add (findings, finding);
}

typedef gboolean (*WellTest) (IsoProjectPlate *plate, guint well);

static guint
count_doses (IsoProjectPlate *plate, guint well)
{
  guint n;

  iso_project_plate_get_doses (plate, well, &n);
  return n;
}

static gboolean
has_no_dose (IsoProjectPlate *plate, guint well)
{
  IsoRole role = iso_project_plate_get_role (plate, well);

  return (role == ISO_ROLE_TREATED || role == ISO_ROLE_COMPOUND_BLANK) && count_doses (plate, well) == 0;
}

static gboolean
has_wrong_dose (IsoProjectPlate *plate, guint well)
{
  IsoRole role = iso_project_plate_get_role (plate, well);

  return role != ISO_ROLE_TREATED && role != ISO_ROLE_COMPOUND_BLANK && role != ISO_ROLE_POSITIVE_CONTROL && count_doses (plate, well) > 0;
}

static gboolean
has_unknown_dose (IsoProjectPlate *plate, guint well)
{
  guint n;
  const IsoWellDose *doses = iso_project_plate_get_doses (plate, well, &n);

  for (guint i = 0; i < n; i++)
    {
      if (!isfinite (iso_well_dose_value (&doses[i])))
        return TRUE;
    }
  return FALSE;
}

static gboolean
has_no_sample (IsoProjectPlate *plate, guint well)
{
  return iso_project_plate_get_role (plate, well) == ISO_ROLE_TREATED && iso_project_plate_get_sample (plate, well) == NULL;
}

static GArray *
filter (IsoProjectPlate *plate, WellTest test)
{
  GArray *wells = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < iso_project_plate_get_n_wells (plate); i++)
    {
      if (test (plate, i))
        g_array_append_val (wells, i);
    }
  return wells;
}

static guint
count_role (IsoProjectPlate *plate, IsoRole role)
{
  guint n = 0;

  for (guint i = 0; i < iso_project_plate_get_n_wells (plate); i++)
    n += iso_project_plate_get_role (plate, i) == role;
  return n;
}

static void
check_controls (IsoProjectPlate *plate, GPtrArray *findings)
{
  guint vehicles = count_role (plate, ISO_ROLE_VEHICLE);

  if (vehicles == 0 && count_role (plate, ISO_ROLE_UNTREATED) == 0)
    add_finding (findings, g_strdup (_("There is no vehicle well, so nothing says what 100 % viability is.")), NULL, FALSE);
  else if (vehicles > 0 && vehicles < FEW_VEHICLES)
    add_finding (findings, g_strdup_printf (ngettext ("Vehicle stands in %u well only, so its spread will not be known. Use three or more.",
                                                      "Vehicle stands in %u wells only, so its spread will hardly be known. Use three or more.",
                                                      vehicles), vehicles), NULL, FALSE);
  if (count_role (plate, ISO_ROLE_BLANK) == 0 && count_role (plate, ISO_ROLE_POSITIVE_CONTROL) == 0)
    add_finding (findings, g_strdup (_("There is neither a blank nor a positive control, so nothing says what 0 % viability is.")), NULL, FALSE);
}

/* Drugs of combinations that stand in no well alone. */
static void
check_single_agents (IsoProject *project, IsoProjectPlate *plate, GPtrArray *findings)
{
  GListModel *drugs = G_LIST_MODEL (iso_project_get_list (project, ISO_ENTITY_DRUG));

  for (guint i = 0; i < g_list_model_get_n_items (drugs); i++)
    {
      g_autoptr (IsoProjectItem) drug = g_list_model_get_item (drugs, i);
      g_autoptr (GArray) combined = g_array_new (FALSE, FALSE, sizeof (guint));
      gboolean alone = FALSE;

      for (guint well = 0; well < iso_project_plate_get_n_wells (plate); well++)
        {
          guint n;
          const IsoWellDose *doses = iso_project_plate_get_doses (plate, well, &n);

          for (guint j = 0; j < n; j++)
            {
              if (strcmp (doses[j].drug, iso_project_item_get_id (drug)) != 0)
                continue;
              alone = alone || n == 1;
              if (n > 1)
                g_array_append_val (combined, well);
            }
        }
      if (combined->len > 0 && !alone)
        add_finding (findings, g_strdup_printf (_("“%s” is combined on this plate and not tested alone here. Synergy is judged against the"
                                                  " compounds alone."), iso_project_item_get_name (drug)), combined, FALSE);
    }
}

GPtrArray *
iso_design_check (IsoProject *project, IsoProjectPlate *plate)
{
  GPtrArray *findings = g_ptr_array_new_with_free_func ((GDestroyNotify) finding_free);
  g_autoptr (GArray) no_dose = filter (plate, has_no_dose);
  g_autoptr (GArray) wrong = filter (plate, has_wrong_dose);
  g_autoptr (GArray) unknown = filter (plate, has_unknown_dose);
  g_autoptr (GArray) no_sample = filter (plate, has_no_sample);
  guint n = iso_project_plate_get_n_wells (plate);

  if (count_role (plate, ISO_ROLE_EMPTY) == n)
    return findings;
  if (no_dose->len > 0)
    add_finding (findings, g_strdup_printf (ngettext ("%u well should hold a compound and has no dose.",
                                                      "%u wells should hold a compound and have no dose.", no_dose->len), no_dose->len),
                 no_dose, TRUE);
  if (wrong->len > 0)
    add_finding (findings, g_strdup_printf (ngettext ("%u control well holds a compound.", "%u control wells hold a compound.", wrong->len),
                                            wrong->len), wrong, TRUE);
  if (unknown->len > 0)
    add_finding (findings, g_strdup_printf (ngettext ("%u well holds a compound at an unknown dose.",
                                                      "%u wells hold a compound at an unknown dose.", unknown->len), unknown->len), unknown, TRUE);
  if (no_sample->len > 0)
    add_finding (findings, g_strdup_printf (ngettext ("%u treated well has no sample.", "%u treated wells have no sample.",
                                                      no_sample->len), no_sample->len), no_sample, TRUE);
  if (count_role (plate, ISO_ROLE_TREATED) > 0)
    check_controls (plate, findings);
  check_single_agents (project, plate, findings);
  return findings;
}

char *
iso_design_count (IsoProjectPlate *plate)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  for (IsoRole role = ISO_ROLE_TREATED; role < ISO_N_ROLES; role++)
    {
      guint n = count_role (plate, role);

      if (n > 0)
        /* Translators: the role of wells and their number. */
        g_ptr_array_add (parts, g_strdup_printf (_("%s: %u"), _(iso_role_name (role)), n));
    }
  g_ptr_array_add (parts, g_strdup_printf (_("Unused: %u"), count_role (plate, ISO_ROLE_EMPTY)));
  return iso_user_list (parts);
}
