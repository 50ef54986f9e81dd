/* iso-well-code.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "dosing/iso-well-code.h"

#include "dosing/iso-dosing-private.h"
#include "plate/iso-layout-rules.h"

static const char *const role_codes[ISO_N_ROLES] = {
  [ISO_ROLE_EMPTY] = "", [ISO_ROLE_TREATED] = "", [ISO_ROLE_VEHICLE] = "V", [ISO_ROLE_UNTREATED] = "U", [ISO_ROLE_BLANK] = "B",
  [ISO_ROLE_COMPOUND_BLANK] = "", [ISO_ROLE_POSITIVE_CONTROL] = "P", [ISO_ROLE_TIME_ZERO] = "T",
};

static gboolean
has_drugs (const IsoLayoutWell *well)
{
  return well->role == ISO_ROLE_TREATED || well->role == ISO_ROLE_COMPOUND_BLANK;
}

const char *
iso_role_code (IsoRole role)
{
  g_return_val_if_fail ((guint) role < ISO_N_ROLES, "");
  return role_codes[role];
}

/* For every well of a mother plate, what it was filled from; for other vessels themselves. To be freed. */
static guint *
find_origins (const IsoDosingPlan *plan)
{
  guint *origins = g_new (guint, plan->vessels->len);

  for (guint i = 0; i < plan->vessels->len; i++)
    origins[i] = i;
  for (guint i = 0; i < plan->transfers->len; i++)
    {
      const IsoTransfer *transfer = iso_dosing_transfer (plan, i);

      if (transfer->step == ISO_STEP_MOTHER)
        origins[transfer->to] = transfer->from;
    }
  return origins;
}

/* What comes from tubes and diluents, in the order of the additions. */
static void
add_tubes (const IsoDosingPlan *plan, guint plate, const IsoLayout *layout, GString **codes)
{
  guint first = iso_dosing_find_well (plan, plate, 0);
  g_autofree guint *origins = find_origins (plan);

  for (guint i = 0; i < plan->transfers->len; i++)
    {
      const IsoTransfer *transfer = iso_dosing_transfer (plan, i);
      const IsoVessel *from = iso_dosing_vessel (plan, origins[transfer->from]);
      guint index = transfer->to - first;

      if (transfer->step != ISO_STEP_ADD || transfer->to < first || index >= layout->format->wells || !has_drugs (&layout->wells[index])
          || (from->kind != ISO_VESSEL_TUBE && from->kind != ISO_VESSEL_DILUENT))
        continue;
      if (codes[index]->len > 0)
        g_string_append_c (codes[index], ' ');
      g_string_append (codes[index], from->kind == ISO_VESSEL_TUBE ? from->name : "-");
    }
}

/* Treatments are numbered over all plates of the plan, in the order in which they stand there. */
static void
add_numbers (const IsoDosingPlan *plan, guint plate, GString **codes)
{
  g_autoptr (GPtrArray) seen = g_ptr_array_new ();

  for (guint i = 0; i <= plate; i++)
    {
      const IsoLayout *layout = plan->layouts->pdata[i];

      for (guint k = 0; k < layout->format->wells; k++)
        {
          const IsoLayoutWell *well = &layout->wells[k];
          guint number = 0;

          if (!has_drugs (well))
            continue;
          while (number < seen->len && !iso_layout_well_same (seen->pdata[number], well))
            number++;
          if (number == seen->len)
            g_ptr_array_add (seen, (gpointer) well);
          if (i == plate && codes[k]->len == 0)
            g_string_append_printf (codes[k], "%u", number + 1);
        }
    }
}

char **
iso_well_codes (const IsoDosingPlan *plan, guint plate)
{
  const IsoLayout *layout = plan->layouts->pdata[plate];
  guint n = layout->format->wells;
  g_autofree GString **codes = g_new (GString *, n);
  char **texts = g_new0 (char *, n + 1);

  for (guint i = 0; i < n; i++)
    codes[i] = g_string_new (role_codes[layout->wells[i].role]);
  add_tubes (plan, plate, layout, codes);
  add_numbers (plan, plate, codes);
  for (guint i = 0; i < n; i++)
    texts[i] = g_string_free (codes[i], FALSE);
  return texts;
}
