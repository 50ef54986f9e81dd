/* iso-project-layout.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-project-layout.h"

#include "dosing/iso-preparation.h"

#include <string.h>

/* In the order of the experiment, so that a drug is on the same side in all wells. */
static void
sort_doses (IsoLayoutWell *well)
{
  for (guint i = 1; i < well->n_doses; i++)
    for (guint j = i; j > 0 && well->doses[j - 1].drug > well->doses[j].drug; j--)
      {
        IsoDose swap = well->doses[j];

        well->doses[j] = well->doses[j - 1];
        well->doses[j - 1] = swap;
      }
}

static void
take_doses (IsoLayoutWell *well, const IsoWellDose *doses, guint n, GHashTable *drugs)
{
  well->n_doses = 0;
  for (guint i = 0; i < n && well->n_doses < ISO_MAX_DRUGS; i++)
    {
      int drug = iso_places_find (drugs, doses[i].drug);

      if (drug >= 0)
        well->doses[well->n_doses++] = (IsoDose) { (guint) drug, doses[i].requested, doses[i].planned, doses[i].achieved };
    }
  sort_doses (well);
}

GHashTable *
iso_project_list_places (IsoProject *self, IsoEntity entity)
{
  GListModel *list = G_LIST_MODEL (iso_project_get_list (self, entity));
  GHashTable *places = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (IsoProjectItem) item = g_list_model_get_item (list, i);

      g_hash_table_insert (places, (gpointer) iso_project_item_get_id (item), GUINT_TO_POINTER (i + 1));
    }
  return places;
}

int
iso_places_find (GHashTable *places, const char *id)
{
  return id != NULL ? (int) GPOINTER_TO_UINT (g_hash_table_lookup (places, id)) - 1 : -1;
}

IsoLayout *
iso_project_make_layout (IsoProject *self, IsoProjectPlate *plate)
{
  const IsoPlateFormat *format = iso_project_plate_get_format (plate);
  g_autoptr (GHashTable) drugs = iso_project_list_places (self, ISO_ENTITY_DRUG);
  g_autoptr (GHashTable) samples = iso_project_list_places (self, ISO_ENTITY_SAMPLE);
  IsoLayout *layout;

  if (format == NULL)
    return NULL;
  layout = iso_layout_new (iso_project_item_get_name (ISO_PROJECT_ITEM (plate)), iso_project_plate_get_run (plate), format);
  for (guint i = 0; i < MIN (format->wells, iso_project_plate_get_n_wells (plate)); i++)
    {
      IsoLayoutWell *well = &layout->wells[i];
      guint n;
      const IsoWellDose *doses = iso_project_plate_get_doses (plate, i, &n);

      well->role = iso_project_plate_get_role (plate, i);
      well->sample = iso_places_find (samples, iso_project_plate_get_sample (plate, i));
      well->replicate = iso_project_plate_get_replicate (plate, i);
      take_doses (well, doses, n, drugs);
    }
  return layout;
}

IsoOutline *
iso_project_get_layout_outline (IsoProject *self)
{
  static const char *const names[] = { "rules off", "maps", "edge medium", "mother" };
  IsoOutline *outline = iso_outline_new ();

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const char *value = iso_project_get_preparation (self, NULL, names[i]);

      if (value != NULL)
        iso_preparation_set (outline, names[i], value, NULL, NULL);   /* what cannot be read is as if it were not there */
    }
  return outline;
}

GArray *
iso_project_check_layout (IsoProject *self, IsoProjectPlate *plate, guint ring)
{
  GListModel *list = G_LIST_MODEL (iso_project_get_list (self, ISO_ENTITY_PLATE));
  g_autoptr (GPtrArray) layouts = g_ptr_array_new_with_free_func ((GDestroyNotify) iso_layout_free);
  guint index = G_MAXUINT;

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (IsoProjectPlate) other = g_list_model_get_item (list, i);
      IsoLayout *layout = iso_project_make_layout (self, other);

      if (other == plate)
        index = layouts->len;
      if (layout != NULL)
        g_ptr_array_add (layouts, layout);
    }
  return index < layouts->len ? iso_layout_check_one (layouts, index, ring) : NULL;
}

gboolean
iso_project_set_rule_off (IsoProject *self, IsoLayoutRule rule, const char *reason, GError **error)
{
  g_autoptr (IsoOutline) outline = iso_project_get_layout_outline (self);
  g_autofree char *value = NULL;

  g_free (outline->reasons->pdata[rule]);
  outline->reasons->pdata[rule] = g_strdup (reason);
  outline->layout.off &= ~(1u << rule);
  outline->layout.off |= reason != NULL ? 1u << rule : 0;
  value = iso_preparation_get (outline, "rules off");
  return iso_project_set_preparation (self, NULL, "rules off", *value != '\0' ? value : NULL, error);
}

gboolean
iso_project_has_readings (IsoProjectPlate *plate)
{
  return iso_project_plate_get_signal (plate) != NULL || iso_project_plate_get_reference (plate) != NULL;
}
