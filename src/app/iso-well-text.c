/* iso-well-text.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-well-text.h"

#include "iso-user-text.h"

#include <glib/gi18n.h>
#include <math.h>

static const char *
get_name (IsoProject *project, IsoEntity entity, const char *id)
{
  IsoProjectItem *item = id != NULL ? iso_project_list_find (iso_project_get_list (project, entity), id) : NULL;

  return item != NULL ? iso_project_item_get_name (item) : "";
}

double
iso_well_dose_value (const IsoWellDose *dose)
{
  if (isfinite (dose->requested))
    return dose->requested;
  return isfinite (dose->planned) ? dose->planned : dose->achieved;
}

char *
iso_well_text_dose (IsoProject *project, const IsoWellDose *dose)
{
  IsoProjectItem *drug = iso_project_list_find (iso_project_get_list (project, ISO_ENTITY_DRUG), dose->drug);
  double value = iso_well_dose_value (dose);
  const IsoUnit *unit = drug != NULL ? iso_unit_find (iso_project_drug_get_unit (ISO_PROJECT_DRUG (drug))) : NULL;

  return isfinite (value) ? iso_user_dose (value, unit) : g_strdup (_("dose unknown"));
}

char *
iso_well_text_content (IsoProject *project, IsoProjectPlate *plate, guint well)
{
  GString *text = g_string_new (NULL);
  IsoRole role = iso_project_plate_get_role (plate, well);
  GListModel *drugs = G_LIST_MODEL (iso_project_get_list (project, ISO_ENTITY_DRUG));
  const IsoWellDose *doses;
  guint n;

  /* In the order of the experiment; a well keeps them in that of their ids. */
  doses = iso_project_plate_get_doses (plate, well, &n);
  for (guint i = 0; i < g_list_model_get_n_items (drugs); i++)
    {
      g_autoptr (IsoProjectItem) drug = g_list_model_get_item (drugs, i);

      for (guint j = 0; j < n; j++)
        if (g_str_equal (doses[j].drug, iso_project_item_get_id (drug)))
          {
            g_autofree char *dose = iso_well_text_dose (project, &doses[j]);

            g_string_append_printf (text, "%s%s %s", text->len > 0 ? " + " : "", iso_project_item_get_name (drug), dose);
          }
    }
  if (n == 0)
    g_string_append (text, role == ISO_ROLE_TREATED ? _("Treated, without a dose") : _(iso_role_name (role)));
  else if (role != ISO_ROLE_TREATED)
    g_string_append_printf (text, " (%s)", _(iso_role_name (role)));
  return g_string_free (text, FALSE);
}

char *
iso_well_text_describe (IsoProject *project, IsoProjectPlate *plate, guint well)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  const char *sample = get_name (project, ISO_ENTITY_SAMPLE, iso_project_plate_get_sample (plate, well));
  guint replicate = iso_project_plate_get_replicate (plate, well);
  const char *reason = iso_project_plate_get_reason (plate, well);

  g_ptr_array_add (parts, iso_well_text_content (project, plate, well));
  if (*sample != '\0')
    g_ptr_array_add (parts, g_strdup (sample));
  if (replicate > 0)
    g_ptr_array_add (parts, g_strdup_printf (_("replicate %u"), replicate));
  if (reason != NULL)
    /* Translators: %s is the reason, as a person wrote it. */
    g_ptr_array_add (parts, g_strdup_printf (_("excluded: %s"), reason));
  return iso_user_list (parts);
}

char *
iso_well_text_name (IsoProjectPlate *plate, guint well)
{
  const IsoPlateFormat *format = iso_project_plate_get_format (plate);
  char name[ISO_WELL_NAME_SIZE];

  if (format == NULL)
    return g_strdup_printf ("%u", well + 1);
  return g_strdup (iso_well_name (iso_plate_format_well (format, well), name));
}
