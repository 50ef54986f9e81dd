/* iso-outline-content.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "analysis/iso-outline-content.h"

#include "dosing/iso-preparation.h"

#include <math.h>
#include <string.h>

static void
add_entity (GArray *list, const char *kind, const char *name)
{
  IsoContentEntity entity = { .id = iso_content_make_id (kind, name, list->len), .position = list->len, .name = g_strdup (name) };

  g_array_append_val (list, entity);
}

static guint
find_run (const IsoContent *content, const char *name)
{
  for (guint i = 0; i < content->runs->len; i++)
    {
      if (strcmp (g_array_index (content->runs, IsoContentEntity, i).name, name) == 0)
        return i;
    }
  add_entity (content->runs, "run", name);
  return content->runs->len - 1;
}

static void
add_plate (IsoContent *content, const IsoLayout *layout)
{
  guint index = content->plates->len, run = find_run (content, layout->experiment);
  IsoContentPlate *plate = iso_content_add_plate (content);

  plate->id = iso_content_make_id ("plate", layout->plate, index);
  plate->position = index;
  plate->name = g_strdup (layout->plate);
  plate->run = run;
  plate->format = layout->format->wells;
  for (guint i = 0; i < layout->format->wells; i++)
    {
      const IsoLayoutWell *from = &layout->wells[i];
      IsoWell place = iso_plate_format_well (layout->format, i);
      IsoContentWell well = {
        .row = place.row, .column = place.column, .role = from->role, .sample = from->sample, .replicate = from->replicate,
        .n_doses = from->n_doses,
      };

      if (from->role == ISO_ROLE_EMPTY)
        continue;
      memcpy (well.doses, from->doses, sizeof well.doses);
      g_array_append_val (plate->wells, well);
    }
}

/* How the plates were laid out, unless their places were given. */
static void
add_maps (IsoContent *content, const IsoOutline *outline, const IsoOutlinePlan *plan)
{
  g_autoptr (GArray) records = iso_map_records_new ();
  g_autofree char *text = NULL;

  for (guint i = 0; i < plan->solutions->len; i++)
    {
      const IsoMapRecord record = {
        g_array_index (content->plates, IsoContentPlate, i).id, outline->layout.mode, outline->layout.ring, outline->layout.off,
        ISO_LAYOUT_SOLVER_VERSION, outline->layout.seed, i + 1, g_array_index (plan->solutions, IsoLayoutSolution, i).score,
      };

      iso_map_records_put (records, &record);
    }
  text = iso_map_records_format (records);
  if (records->len > 0)
    iso_content_add_setting (content->preparation, "maps", text);
}

/* What is not as a new outline has it; takes the texts. */
static void
put_difference (GArray *settings, const char *name, char *value, char *usual)
{
  if (strcmp (value, usual) != 0)
    iso_content_add_setting (settings, name, value);
  g_free (value);
  g_free (usual);
}

/* With the bottle that its doses are made from, which is in use. */
static void
add_drug (IsoContent *content, const IsoOutline *outline, guint index)
{
  const IsoOutlineDrug *drug = &g_array_index (outline->drugs, IsoOutlineDrug, index);
  IsoContentEntity *entity = iso_content_add_drug (content);
  IsoContentStock *stock = iso_content_add_stock (content);
  const char *name;

  entity->id = iso_content_make_id ("drug", drug->name, index);
  entity->position = index;
  entity->name = g_strdup (drug->name);
  entity->unit = g_strdup (drug->unit->symbol);
  for (guint i = 0; (name = iso_preparation_drug_nth (i)) != NULL; i++)
    put_difference (entity->settings, name, iso_preparation_get_drug (outline, index, name), g_strdup (strcmp (name, "delay") == 0 ? "0" : ""));
  stock->id = iso_content_make_id ("stock", drug->name, index);
  stock->position = stock->drug = index;
  stock->used = TRUE;
  iso_bottle_clear (&stock->bottle);
  iso_bottle_copy (&drug->bottle, &stock->bottle);
}

/* The same for all samples, since a design says it once. */
static void
add_cells (IsoContent *content, const IsoOutline *outline)
{
  if (isnan (outline->cells_per_well) && isnan (outline->cell_count) && isnan (outline->viability))
    return;
  for (guint i = 0; i < outline->samples->len; i++)
    {
      IsoContentCells *of_sample = iso_content_add_cells (content);

      of_sample->sample = i;
      of_sample->cells.per_well = outline->cells_per_well;
      of_sample->cells.count = outline->cell_count;
      of_sample->cells.viability = outline->viability;
    }
}

static int
compare_settings (gconstpointer a, gconstpointer b)
{
  return strcmp (((const IsoContentSetting *) a)->name, ((const IsoContentSetting *) b)->name);
}

IsoContent *
iso_outline_content (const IsoOutline *outline, const IsoOutlinePlan *plan)
{
  IsoContent *content = iso_content_new ();
  g_autoptr (IsoOutline) fresh = iso_outline_new ();
  const char *name;

  iso_content_set_title (content, outline->title);
  for (guint i = 0; i < outline->drugs->len; i++)
    add_drug (content, outline, i);
  for (guint i = 0; i < outline->samples->len; i++)
    add_entity (content->samples, "sample", outline->samples->pdata[i]);
  for (guint i = 0; i < plan->layouts->len; i++)
    add_plate (content, plan->layouts->pdata[i]);
  add_cells (content, outline);
  for (guint i = 0; (name = iso_preparation_nth (i)) != NULL; i++)
    put_difference (content->preparation, name, iso_preparation_get (outline, name), iso_preparation_get (fresh, name));
  add_maps (content, outline, plan);
  g_array_sort (content->preparation, compare_settings);
  return content;
}
