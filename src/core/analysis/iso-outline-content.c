/* iso-outline-content.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "analysis/iso-outline-content.h"

#include <string.h>

static void
add_entity (GArray *list, const char *kind, const char *name, const char *unit)
{
  IsoContentEntity entity = {
    .id = iso_content_make_id (kind, name, list->len), .position = list->len, .name = g_strdup (name), .unit = g_strdup (unit),
  };

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
  add_entity (content->runs, "run", name, NULL);
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

IsoContent *
iso_outline_content (const IsoOutline *outline, const IsoOutlinePlan *plan)
{
  IsoContent *content = iso_content_new ();

  iso_content_set_title (content, outline->title);
  for (guint i = 0; i < outline->drugs->len; i++)
    {
      const IsoOutlineDrug *drug = &g_array_index (outline->drugs, IsoOutlineDrug, i);

      add_entity (content->drugs, "drug", drug->name, drug->unit->symbol);
    }
  for (guint i = 0; i < outline->samples->len; i++)
    add_entity (content->samples, "sample", outline->samples->pdata[i], NULL);
  for (guint i = 0; i < plan->layouts->len; i++)
    add_plate (content, plan->layouts->pdata[i]);
  return content;
}
