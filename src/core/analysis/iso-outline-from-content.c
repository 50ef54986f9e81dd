/* iso-outline-from-content.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "analysis/iso-outline-content.h"

#include "dosing/iso-preparation.h"

#include <math.h>
#include <string.h>

#define MOST_RINGS 4

static gboolean
fail (GError **error, IsoErrorCode code, const char *sentence, const char *first)
{
  iso_error_set (error, code, NULL, sentence, first, NULL);
  return FALSE;
}

static const IsoContentPlate *
get_plate (const IsoContent *content, guint i)
{
  return &g_array_index (content->plates, IsoContentPlate, i);
}

static const IsoContentEntity *
get_drug (const IsoContent *content, guint i)
{
  return &g_array_index (content->drugs, IsoContentEntity, i);
}

static const IsoPlateFormat *
get_format (const IsoContentPlate *plate)
{
  return plate->format > 0 ? iso_plate_format_find (plate->format) : NULL;
}

static gboolean
is_used (const IsoContentPlate *plate)
{
  return get_format (plate) != NULL && plate->wells->len > 0;
}

/* Which drugs stand on plates. */
static guint
find_drugs (const IsoContent *content, gboolean *there)
{
  guint n = 0;

  for (guint i = 0; i < content->plates->len; i++)
    {
      const IsoContentPlate *plate = get_plate (content, i);

      for (guint k = 0; get_format (plate) != NULL && k < plate->wells->len; k++)
        {
          const IsoContentWell *well = &g_array_index (plate->wells, IsoContentWell, k);

          for (guint j = 0; j < well->n_doses; j++)
            {
              n += !there[well->doses[j].drug];
              there[well->doses[j].drug] = TRUE;
            }
        }
    }
  return n;
}

/* The bottle of a drug that is in use. */
static const IsoBottle *
find_bottle (const IsoContent *content, guint drug, GError **error)
{
  const char *name = get_drug (content, drug)->name;
  guint n = 0;

  for (guint i = 0; i < content->stocks->len; i++)
    {
      const IsoContentStock *stock = &g_array_index (content->stocks, IsoContentStock, i);

      if (stock->drug == drug && stock->used)
        return &stock->bottle;
      n += stock->drug == drug;
    }
  fail (error, ISO_ERROR_NO_DATA,
        n == 0 ? N_("No stock of {1} is known. Add its bottle on the Compounds page.")
               : N_("None of the bottles of {1} is in use. Choose one on the Compounds page."), name);
  return NULL;
}

static gboolean
add_preparation (IsoOutline *outline, const IsoContentEntity *drug, guint index, GError **error)
{
  for (guint i = 0; i < drug->settings->len; i++)
    {
      const IsoContentSetting *setting = &g_array_index (drug->settings, IsoContentSetting, i);

      if (!iso_preparation_set_drug (outline, index, setting->name, setting->value, NULL, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_drug (IsoOutline *outline, const IsoContent *content, guint which, GError **error)
{
  const IsoContentEntity *entity = get_drug (content, which);
  const IsoUnit *unit = iso_unit_find (entity->unit);
  const IsoBottle *bottle;
  guint index = outline->drugs->len;
  IsoDosingDrug *dosing = &outline->dosing.drugs[index];
  IsoOutlineDrug *drug;
  int solvent;

  if (unit == NULL || (unit->dimension != ISO_DIMENSION_MOLAR && unit->dimension != ISO_DIMENSION_MASS_CONCENTRATION))
    return fail (error, ISO_ERROR_UNITS, N_("The doses of {1} have no unit, so nothing can be diluted to them. Give it one on the Compounds page."),
                 entity->name);
  bottle = find_bottle (content, which, error);
  if (bottle == NULL)
    return FALSE;
  drug = iso_outline_add_drug (outline, entity->name, unit);
  iso_bottle_clear (&drug->bottle);
  iso_bottle_copy (bottle, &drug->bottle);
  if (!iso_bottle_strength (bottle, unit->dimension, &drug->stock, NULL))
    return fail (error, ISO_ERROR_UNITS,
                 N_("Doses and stock of {1} differ in kind, one by mass and one by amount. Add the molecular weight of what was weighed to its "
                    "bottle on the Compounds page."), entity->name);
  solvent = iso_outline_add_solvent (outline, bottle->solvent);
  if (solvent < 0)
    return fail (error, ISO_ERROR_UNSUPPORTED, N_("A plan has three solvents at the most."), NULL);
  *dosing = (IsoDosingDrug) { .name = drug->name, .dimension = unit->dimension, .stock = drug->stock, .solvent = (guint) solvent };
  outline->dosing.n_drugs = index + 1;
  return add_preparation (outline, entity, index, error);
}

static gboolean
add_drugs (IsoOutline *outline, const IsoContent *content, GError **error)
{
  g_autofree gboolean *there = g_new0 (gboolean, content->drugs->len + 1);
  guint n = find_drugs (content, there);
  g_autofree char *number = g_strdup_printf ("%u", n);

  if (n == 0)
    return fail (error, ISO_ERROR_NO_DATA, N_("No plate has a well with a drug, so there is nothing to prepare. Plan the wells first."), NULL);
  if (n > ISO_MAX_DRUGS)
    return fail (error, ISO_ERROR_UNSUPPORTED, N_("There are {1} drugs on the plates, and three can be prepared at once. Choose plates with three "
                                                  "drugs at the most."), number);
  for (guint i = 0; i < content->drugs->len; i++)
    {
      if (there[i] && !add_drug (outline, content, i, error))
        return FALSE;
    }
  return TRUE;
}

static const IsoCells *
find_cells (const IsoContent *content, guint sample)
{
  for (guint i = 0; i < content->cells->len; i++)
    {
      const IsoContentCells *of_sample = &g_array_index (content->cells, IsoContentCells, i);

      if (of_sample->sample == sample)
        return &of_sample->cells;
    }
  return NULL;
}

/* Which samples stand on plates. */
static void
find_samples (const IsoContent *content, gboolean *there)
{
  for (guint i = 0; i < content->plates->len; i++)
    {
      const IsoContentPlate *plate = get_plate (content, i);

      for (guint k = 0; get_format (plate) != NULL && k < plate->wells->len; k++)
        {
          int sample = g_array_index (plate->wells, IsoContentWell, k).sample;

          if (sample >= 0)
            there[sample] = TRUE;
        }
    }
}

static gboolean
is_same (double a, double b)
{
  return a == b || (isnan (a) && isnan (b));
}

/* A plan seeds all wells alike, so that cells are those of all samples on the plates, or none. `differ` is set if that is why. */
static const IsoCells *
find_common_cells (const IsoContent *content, gboolean *differ)
{
  g_autofree gboolean *there = g_new0 (gboolean, content->samples->len + 1);
  const IsoCells *common = NULL;

  *differ = FALSE;
  find_samples (content, there);
  for (guint i = 0; i < content->samples->len; i++)
    {
      const IsoCells *cells = there[i] ? find_cells (content, i) : NULL;

      if (!there[i])
        continue;
      if (common == NULL)
        common = cells;
      if (cells == NULL)
        return NULL;
      *differ = *differ || !is_same (cells->per_well, common->per_well) || !is_same (cells->count, common->count)
                || !is_same (cells->viability, common->viability);
    }
  return *differ ? NULL : common;
}

/* Rows and columns at the edges in which nothing stands, on all plates. */
static guint
count_rings (const IsoContent *content)
{
  guint ring = MOST_RINGS;

  for (guint i = 0; i < content->plates->len; i++)
    {
      const IsoContentPlate *plate = get_plate (content, i);
      const IsoPlateFormat *format = get_format (plate);

      for (guint k = 0; format != NULL && k < plate->wells->len; k++)
        {
          const IsoContentWell *well = &g_array_index (plate->wells, IsoContentWell, k);
          guint edge = MIN (MIN (well->row, well->column), MIN (format->rows - 1 - well->row, format->columns - 1 - well->column));

          ring = MIN (ring, edge);
        }
    }
  return ring;
}

IsoOutline *
iso_outline_from_content (const IsoContent *content, GError **error)
{
  g_autoptr (IsoOutline) outline = iso_outline_new ();
  const IsoCells *cells;
  gboolean differ;

  if (content->title != NULL)
    {
      g_free (outline->title);
      outline->title = g_strdup (content->title);
    }
  for (guint i = 0; i < content->samples->len; i++)
    g_ptr_array_add (outline->samples, g_strdup (g_array_index (content->samples, IsoContentEntity, i).name));
  if (!add_drugs (outline, content, error))
    return NULL;
  for (guint i = 0; i < content->preparation->len; i++)
    {
      const IsoContentSetting *setting = &g_array_index (content->preparation, IsoContentSetting, i);

      if (!iso_preparation_set (outline, setting->name, setting->value, NULL, error))
        return NULL;
    }
  cells = find_common_cells (content, &differ);
  if (cells != NULL)
    {
      outline->cells_per_well = cells->per_well;
      outline->cell_count = cells->count;
      outline->viability = cells->viability;
    }
  outline->plating.samples = MAX (outline->samples->len, 1);
  outline->plating.ring = outline->layout.ring = count_rings (content);
  return g_steal_pointer (&outline);
}

static IsoLayout *
make_layout (const IsoContent *content, const IsoContentPlate *plate, const int *indices)
{
  const IsoPlateFormat *format = get_format (plate);
  IsoLayout *layout = iso_layout_new (plate->name, g_array_index (content->runs, IsoContentEntity, plate->run).name, format);

  for (guint i = 0; i < plate->wells->len; i++)
    {
      const IsoContentWell *from = &g_array_index (plate->wells, IsoContentWell, i);
      IsoLayoutWell *well = &layout->wells[from->row * format->columns + from->column];

      *well = (IsoLayoutWell) { .role = from->role, .sample = from->sample, .n_doses = from->n_doses, .replicate = from->replicate };
      for (guint k = 0; k < from->n_doses; k++)
        {
          IsoDose *dose = &well->doses[k];

          *dose = from->doses[k];
          dose->drug = (guint) indices[dose->drug];
          if (isnan (dose->requested))
            dose->requested = dose->achieved;
        }
    }
  return layout;
}

/* For each drug of the contents, where the outline has it; -1 if it does not. */
static int *
index_drugs (const IsoOutline *outline, const IsoContent *content)
{
  int *indices = g_new (int, content->drugs->len + 1);

  for (guint i = 0; i < content->drugs->len; i++)
    {
      indices[i] = -1;
      for (guint k = 0; k < outline->drugs->len; k++)
        {
          if (strcmp (g_array_index (outline->drugs, IsoOutlineDrug, k).name, get_drug (content, i)->name) == 0)
            indices[i] = (int) k;
        }
    }
  return indices;
}

GPtrArray *
iso_outline_content_layouts (const IsoOutline *outline, const IsoContent *content, GArray *runs)
{
  GPtrArray *layouts = g_ptr_array_new_with_free_func ((GDestroyNotify) iso_layout_free);
  g_autofree int *indices = index_drugs (outline, content);
  g_autofree int *numbers = g_new (int, content->runs->len + 1);
  guint n = 0;

  for (guint i = 0; i < content->runs->len; i++)
    numbers[i] = -1;
  for (guint i = 0; i < content->plates->len; i++)
    {
      const IsoContentPlate *plate = get_plate (content, i);
      guint run;

      if (!is_used (plate))
        continue;
      if (numbers[plate->run] < 0)
        numbers[plate->run] = (int) n++;
      run = (guint) numbers[plate->run];
      g_ptr_array_add (layouts, make_layout (content, plate, indices));
      g_array_append_val (runs, run);
    }
  return layouts;
}

IsoOutlinePlan *
iso_outline_plan_content (IsoOutline *outline, const IsoContent *content, GError **error)
{
  g_autoptr (GArray) runs = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GPtrArray) layouts = iso_outline_content_layouts (outline, content, runs);
  IsoOutlinePlan *plan = iso_outline_plan_layouts (outline, layouts, (const guint *) (void *) runs->data, error);
  gboolean differ;

  find_common_cells (content, &differ);
  if (plan != NULL && differ)
    g_ptr_array_add (plan->messages, iso_message_new ("cells-differ", NULL,
                                                      N_("The samples on these plates differ in their cells, so that no common suspension is "
                                                         "worked out. Plan the plates of each sample by themselves for it."), NULL));
  return plan;
}
