/* iso-worklist-hpdd.c
 *
 * The protocol of an HP D300 as that program reads it: rows and columns from 0, concentrations in µM in the whole file.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "writer/iso-worklist-hpdd.h"

#include "base/iso-number.h"

typedef struct
{
  const IsoDosingPlan     *plan;
  const IsoDosingSettings *settings;
  GString                 *text;
} Protocol;

static void
append_element (GString *text, const char *indent, const char *name, const char *value)
{
  g_autofree char *escaped = g_markup_escape_text (value, -1);

  g_string_append_printf (text, "%s<%s>%s</%s>\n", indent, name, escaped, name);
}

/* Concentrations in µM in the whole file. A class is a solvent. */
static void
append_fluids (Protocol *protocol)
{
  g_string_append (protocol->text, "  <Fluids>\n");
  for (guint i = 0; i < protocol->settings->n_drugs; i++)
    {
      const IsoDosingDrug *drug = &protocol->settings->drugs[i];
      g_autofree char *strength = iso_number_format_exact (drug->stock * 1e6);

      g_string_append_printf (protocol->text, "    <Fluid ID=\"%u\">\n", i);
      append_element (protocol->text, "      ", "Name", drug->name);
      append_element (protocol->text, "      ", "ByVol", "False");
      append_element (protocol->text, "      ", "Concentration", strength);
      append_element (protocol->text, "      ", "ConcentrationUnit", "\302\265M");
      g_string_append_printf (protocol->text, "      <ClassID>%u</ClassID>\n", drug->solvent);
      g_string_append (protocol->text, "    </Fluid>\n");
    }
  g_string_append (protocol->text, "  </Fluids>\n");
}

static void
append_wells (Protocol *protocol, guint plate)
{
  const IsoLayout *layout = protocol->plan->layouts->pdata[plate];

  for (guint i = 0; i < layout->format->wells; i++)
    {
      const IsoLayoutWell *content = &layout->wells[i];
      IsoWell well = iso_plate_format_well (layout->format, i);

      if (content->n_doses == 0)
        continue;
      g_string_append_printf (protocol->text, "          <Well Row=\"%u\" Col=\"%u\">\n", well.row, well.column);
      for (guint k = 0; k < content->n_doses; k++)
        {
          g_autofree char *dose = iso_number_format_exact (content->doses[k].requested * 1e6);

          g_string_append_printf (protocol->text, "            <Fluid ID=\"%u\">%s</Fluid>\n", content->doses[k].drug, dose);
        }
      g_string_append (protocol->text, "          </Well>\n");
    }
}

static gboolean
gets_backfill (const IsoLayoutWell *well)
{
  return well->role == ISO_ROLE_TREATED || well->role == ISO_ROLE_VEHICLE || well->role == ISO_ROLE_COMPOUND_BLANK;
}

static void
append_backfill (Protocol *protocol, guint solvent)
{
  g_string_append_printf (protocol->text, "    <Backfill ClassID=\"%u\" Type=\"ToMaxVolume\">\n      <Wells>\n", solvent);
  for (guint plate = 0; plate < protocol->plan->layouts->len; plate++)
    {
      const IsoLayout *layout = protocol->plan->layouts->pdata[plate];

      for (guint i = 0; i < layout->format->wells; i++)
        {
          IsoWell well = iso_plate_format_well (layout->format, i);

          if (gets_backfill (&layout->wells[i]))
            g_string_append_printf (protocol->text, "        <Well P=\"%u\" R=\"%u\" C=\"%u\"/>\n", plate, well.row, well.column);
        }
    }
  g_string_append (protocol->text, "      </Wells>\n    </Backfill>\n");
}

char *
iso_worklist_hpdd (const IsoDosingPlan *plan, const IsoDosingSettings *settings, GError **error)
{
  Protocol protocol = { plan, settings, g_string_new ("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<Protocol>\n") };
  g_autofree char *volume = iso_number_format_exact (settings->seed_volume);

  for (guint i = 0; i < settings->n_drugs; i++)
    {
      if (settings->drugs[i].dimension == ISO_DIMENSION_MOLAR && settings->drugs[i].intermediate == 0 && settings->backfill == 0)
        continue;
      g_string_free (protocol.text, TRUE);
      iso_error_set (error, ISO_ERROR_UNSUPPORTED, NULL,
                     N_("A D300 protocol has molar doses from one stock of each drug, and vehicle up to the most of the plate; {1} or its vehicle is "
                        "planned in another way. Write another kind of list."),
                     settings->drugs[i].name, NULL);
      return NULL;
    }
  append_element (protocol.text, "  ", "Version", "3");
  append_element (protocol.text, "  ", "VolumeUnit", "nL");
  append_element (protocol.text, "  ", "ConcentrationUnit", "\302\265M");
  append_element (protocol.text, "  ", "MolarityConcentrationUnit", "\302\265M");
  append_element (protocol.text, "  ", "MassConcentrationUnit", "ng_mL");
  append_fluids (&protocol);
  g_string_append (protocol.text, "  <Plates>\n");
  for (guint i = 0; i < plan->layouts->len; i++)
    {
      const IsoLayout *layout = plan->layouts->pdata[i];

      g_string_append (protocol.text, "    <Plate>\n");
      g_string_append_printf (protocol.text, "      <PlateType>Default%u</PlateType>\n", layout->format->wells);
      g_string_append_printf (protocol.text, "      <Rows>%u</Rows>\n      <Cols>%u</Cols>\n", layout->format->rows, layout->format->columns);
      append_element (protocol.text, "      ", "Name", layout->plate);
      append_element (protocol.text, "      ", "AssayVolume", volume);
      g_string_append (protocol.text, "        <Wells>\n");
      append_wells (&protocol, i);
      g_string_append (protocol.text, "        </Wells>\n      <Randomize/>\n    </Plate>\n");
    }
  g_string_append (protocol.text, "  </Plates>\n");
  g_string_append (protocol.text, "  <Backfills>\n");
  for (guint i = 0; i < settings->n_solvents; i++)
    append_backfill (&protocol, i);
  g_string_append (protocol.text, "  </Backfills>\n");
  g_string_append (protocol.text, "</Protocol>\n");
  return g_string_free (protocol.text, FALSE);
}
