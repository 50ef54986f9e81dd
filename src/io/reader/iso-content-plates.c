/* iso-content-plates.c - the plates of a project's text
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "base/iso-unit.h"
#include "reader/iso-content-parts.h"

#include <math.h>
#include <string.h>

#define USUAL_FORMAT 96
#define FIRST_RUN "Experiment 1"

/* One well while it is read. */
typedef struct
{
  IsoContentParts *parts;
  IsoContentPlate *plate;
  GHashTable      *taken;   /* places that have been read: row * ISO_MAX_COLUMNS + column + 1 */
  IsoContentWell   well;
} Wells;

typedef struct
{
  IsoContentParts *parts;
  IsoContentWell  *well;
} Doses;

gboolean
iso_content_read_amount (IsoJsonText *text, JsonNode *node, const IsoUnit *unit, double *inside, GError **error)
{
  static const char *const known[] = { "inside", NULL };
  JsonObject *object;
  gsize place;

  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      if (!iso_json_expect_object (text, node, known, &object, error))
        return FALSE;
      place = iso_json_enter (text, "inside");
      if (!iso_json_has (object, "inside"))
        return iso_json_fail (text, ISO_ERROR_SYNTAX, N_("“{1}” is missing here. Add it."), "inside", NULL, error);
      if (!iso_json_take_number (text, json_object_get_member (object, "inside"), inside, error))
        return FALSE;
      iso_json_leave (text, place);
    }
  else
    {
      if (!iso_json_take_number (text, node, inside, error))
        return FALSE;
      *inside = iso_unit_to_inside (unit, *inside);
    }
  if (*inside < 0 || isinf (*inside))
    return iso_json_fail (text, ISO_ERROR_RANGE, N_("An amount cannot be below 0 or without end."), NULL, NULL, error);
  return TRUE;
}

static gboolean
read_amount_of (IsoJsonText *text, JsonObject *object, const char *name, const IsoUnit *unit, double *inside, GError **error)
{
  gsize place = iso_json_enter (text, name);

  *inside = NAN;
  if (iso_json_has (object, name) && !iso_content_read_amount (text, json_object_get_member (object, name), unit, inside, error))
    return FALSE;
  iso_json_leave (text, place);
  return TRUE;
}

static gboolean
read_dose (IsoJsonText *text, JsonNode *node, const IsoUnit *unit, IsoDose *dose, GError **error)
{
  static const char *const known[] = { "requested", "planned", "achieved", NULL };
  JsonObject *object;

  if (!JSON_NODE_HOLDS_OBJECT (node) || json_object_has_member (json_node_get_object (node), "inside"))
    {
      if (!iso_content_read_amount (text, node, unit, &dose->achieved, error))
        return FALSE;
      dose->requested = dose->planned = dose->achieved;
      return TRUE;
    }
  return iso_json_expect_object (text, node, known, &object, error)
         && read_amount_of (text, object, "requested", unit, &dose->requested, error)
         && read_amount_of (text, object, "planned", unit, &dose->planned, error)
         && read_amount_of (text, object, "achieved", unit, &dose->achieved, error);
}

static gboolean
read_dose_cb (IsoJsonText *text, const char *member, JsonNode *node, gpointer data, GError **error)
{
  const Doses *doses = data;
  IsoContentWell *well = doses->well;
  IsoDose dose;

  if (!iso_content_index_find (&doses->parts->drugs, text, member, &dose.drug, error)
      || !read_dose (text, node, iso_unit_find (g_array_index (doses->parts->content->drugs, IsoContentEntity, dose.drug).unit), &dose, error))
    return FALSE;
  if (well->n_doses == ISO_MAX_DRUGS)
    return iso_json_fail (text, ISO_ERROR_TOO_LARGE, N_("A well can hold three drugs at the most."), NULL, NULL, error);
  for (guint i = 0; i < well->n_doses; i++)
    {
      if (well->doses[i].drug == dose.drug)
        return iso_json_fail (text, ISO_ERROR_RANGE, N_("“{1}” has two doses in this well. Keep one of them."), member, NULL, error);
    }
  well->doses[well->n_doses++] = dose;
  return TRUE;
}

static int
compare_doses (gconstpointer a, gconstpointer b)
{
  guint one = ((const IsoDose *) a)->drug;
  guint two = ((const IsoDose *) b)->drug;

  return (one > two) - (one < two);
}

static char *
list_roles (void)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new ();

  for (guint i = 0; i < ISO_N_ROLES; i++)
    g_ptr_array_add (words, (char *) iso_role_word ((IsoRole) i));
  g_ptr_array_add (words, NULL);
  return g_strjoinv (", ", (char **) words->pdata);
}

/* A well with doses is treated, if nothing else is said. */
static gboolean
read_role (IsoJsonText *text, JsonObject *object, IsoContentWell *well, GError **error)
{
  g_autofree char *word = NULL;
  g_autofree char *list = NULL;

  if (!iso_json_get_string (text, object, "role", well->n_doses > 0 ? "treated" : NULL, &word, error))
    return FALSE;
  if (iso_role_parse (word, &well->role))
    return TRUE;
  list = list_roles ();
  iso_json_enter (text, "role");
  return iso_json_fail (text, ISO_ERROR_RANGE, N_("“{1}” is no role of a well. Roles are: {2}."), word, list, error);
}

static gboolean
read_sample (const IsoContentParts *parts, IsoJsonText *text, JsonObject *object, IsoContentWell *well, GError **error)
{
  g_autofree char *name = NULL;
  guint sample;
  gsize place;

  well->sample = -1;
  if (!iso_json_has (object, "sample"))
    return TRUE;
  if (!iso_json_get_string (text, object, "sample", NULL, &name, error))
    return FALSE;
  place = iso_json_enter (text, "sample");
  if (!iso_content_index_find (&parts->samples, text, name, &sample, error))
    return FALSE;
  iso_json_leave (text, place);
  well->sample = (int) sample;
  return TRUE;
}

/* The well in each place of a block. */
static gboolean
add_wells (Wells *wells, IsoJsonText *text, guint last_row, guint last_column, GError **error)
{
  for (guint row = wells->well.row; row <= last_row; row++)
    for (guint column = wells->well.column; column <= last_column; column++)
      {
        IsoContentWell well = wells->well;

        if (!g_hash_table_add (wells->taken, GUINT_TO_POINTER (row * ISO_MAX_COLUMNS + column + 1)))
          return iso_json_fail (text, ISO_ERROR_RANGE, N_("This well stands twice on its plate. Keep one of them."), NULL, NULL, error);
        well.row = row;
        well.column = column;
        well.exclusion = g_strdup (wells->well.exclusion);
        g_array_append_val (wells->plate->wells, well);
      }
  return TRUE;
}

static gboolean
read_well_cb (IsoJsonText *text, JsonNode *node, guint index, gpointer data, GError **error)
{
  static const char *const known[] = { "well", "row", "role", "sample", "doses", "replicate", "excluded", NULL };
  Wells *wells = data;
  IsoContentWell *well = &wells->well;
  Doses doses = { wells->parts, well };
  g_autofree char *exclusion = NULL;
  JsonObject *object;
  guint last_row, last_column;

  memset (well, 0, sizeof *well);
  if (!iso_json_expect_object (text, node, known, &object, error)
      || !iso_content_get_place (text, object, wells->plate->format, &well->row, &well->column, &last_row, &last_column, error)
      || !iso_json_each_member (text, object, "doses", read_dose_cb, &doses, error)
      || !read_role (text, object, well, error) || !read_sample (wells->parts, text, object, well, error)
      || !iso_json_get_count (text, object, "replicate", 0, G_MAXINT, &well->replicate, error)
      || (iso_json_has (object, "excluded") && !iso_json_get_string (text, object, "excluded", NULL, &exclusion, error)))
    return FALSE;
  qsort (well->doses, well->n_doses, sizeof *well->doses, compare_doses);
  well->exclusion = exclusion;
  return add_wells (wells, text, last_row, last_column, error);
}

static int
compare_wells (gconstpointer a, gconstpointer b)
{
  const IsoContentWell *one = a;
  const IsoContentWell *two = b;

  if (one->row != two->row)
    return one->row < two->row ? -1 : 1;
  return (one->column > two->column) - (one->column < two->column);
}

static gboolean
read_link_cb (IsoJsonText *text, const char *member, JsonNode *node, gpointer data, GError **error)
{
  const Wells *wells = data;
  g_autofree char *reference = NULL;
  IsoContentLink link;
  guint index;

  if (strcmp (member, "signal") != 0 && strcmp (member, "reference") != 0)
    return iso_json_fail (text, ISO_ERROR_RANGE, N_("“{1}” is not known here. Known are: {2}."), member, "signal, reference", error);
  if (!iso_json_take_string (text, node, &reference, error)
      || !iso_content_index_find (&wells->parts->reads, text, reference, &index, error))
    return FALSE;
  link.read = g_strdup (g_ptr_array_index (wells->parts->read_ids, index));
  link.purpose = g_strdup (member);
  g_array_append_val (wells->plate->links, link);
  return TRUE;
}

/* The first run is made if there is none. */
static gboolean
read_run (IsoContentParts *parts, IsoJsonText *text, JsonObject *object, guint *run, GError **error)
{
  g_autofree char *name = NULL;
  gsize place;

  *run = 0;
  if (iso_json_has (object, "run"))
    {
      if (!iso_json_get_string (text, object, "run", NULL, &name, error))
        return FALSE;
      place = iso_json_enter (text, "run");
      if (!iso_content_index_find (&parts->runs, text, name, run, error))
        return FALSE;
      iso_json_leave (text, place);
    }
  else if (parts->content->runs->len == 0)
    {
      IsoContentEntity made = { .id = iso_content_make_id ("run", FIRST_RUN, 0), .name = g_strdup (FIRST_RUN) };

      g_array_append_val (parts->content->runs, made);
    }
  return TRUE;
}

static gboolean
read_format (IsoJsonText *text, JsonObject *object, guint *format, GError **error)
{
  if (!iso_json_get_count (text, object, "format", USUAL_FORMAT, G_MAXINT, format, error))
    return FALSE;
  if (*format == 0 || iso_plate_format_find (*format) != NULL)
    return TRUE;
  iso_json_enter (text, "format");
  return iso_json_fail (text, ISO_ERROR_RANGE,
                        N_("There are no plates of so many wells. Write 6, 12, 24, 48, 96, 384 or 1536, or 0 for a list."), NULL, NULL, error);
}

static gboolean
read_plate_id (IsoJsonText *text, JsonObject *object, IsoContentPlate *plate, guint index, GError **error)
{
  if (!iso_json_get_string (text, object, "name", NULL, &plate->name, error)
      || !iso_json_get_count (text, object, "position", index, G_MAXINT, &plate->position, error))
    return FALSE;
  if (iso_json_has (object, "id"))
    return iso_json_get_string (text, object, "id", NULL, &plate->id, error);
  plate->id = iso_content_make_id ("plate", plate->name, index);
  return TRUE;
}

static gboolean
read_plate_cb (IsoJsonText *text, JsonNode *node, guint index, gpointer data, GError **error)
{
  static const char *const known[] = { "name", "id", "position", "run", "format", "links", "wells", NULL };
  IsoContentParts *parts = data;
  IsoContentPlate *plate = iso_content_add_plate (parts->content);
  g_autoptr (GHashTable) taken = g_hash_table_new (NULL, NULL);
  Wells wells = { .parts = parts, .plate = plate, .taken = taken };
  JsonObject *object;

  if (index == ISO_CONTENT_MAX_PLATES)
    return iso_json_fail (text, ISO_ERROR_TOO_LARGE, N_("A project holds 10,000 plates at the most. Split it into several."), NULL, NULL,
                          error);
  if (!iso_json_expect_object (text, node, known, &object, error) || !read_plate_id (text, object, plate, index, error)
      || !iso_content_index_add (&parts->plates, text, plate->id, plate->name, index, error)
      || !read_run (parts, text, object, &plate->run, error) || !read_format (text, object, &plate->format, error)
      || !iso_json_each_member (text, object, "links", read_link_cb, &wells, error)
      || !iso_json_each (text, object, "wells", read_well_cb, &wells, error))
    return FALSE;
  g_array_sort (plate->wells, compare_wells);
  return TRUE;
}

gboolean
iso_content_read_plates (IsoContentParts *parts, IsoJsonText *text, JsonObject *root, GError **error)
{
  return iso_json_each (text, root, "plates", read_plate_cb, parts, error);
}
