/* iso-cli-plan-text.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-cli-plan-text.h"

#include "dosing/iso-amount.h"
#include "dosing/iso-well-code.h"
#include "iso-cli-text.h"

#include <math.h>

static void
print_line (GString *text, guint indent, const char *sentence, ...) G_GNUC_NULL_TERMINATED;

/* A sentence with its holes filled, as a line. */
static void
print_line (GString *text, guint indent, const char *sentence, ...)
{
  const char *arguments[10] = { NULL };
  g_autofree char *line = NULL;
  va_list list;

  va_start (list, sentence);
  for (guint i = 0; i < 9; i++)
    {
      arguments[i] = va_arg (list, const char *);
      if (arguments[i] == NULL)
        break;
    }
  va_end (list);
  line = iso_sentence_fill (sentence, arguments);
  g_string_append_printf (text, "%*s%s\n", (int) indent, "", line);
}

static char *
print_count (guint64 n)
{
  return g_strdup_printf ("%" G_GUINT64_FORMAT, n);
}

static void
print_head (const IsoOutline *outline, const IsoOutlinePlan *plan, GString *text)
{
  g_autofree char *treatments = print_count (plan->count.treatments);
  g_autofree char *wells = print_count (plan->count.wells);
  g_autofree char *plates = print_count (plan->count.plates);
  g_autofree char *format = print_count (outline->plating.format->wells);

  if (*outline->title != '\0')
    g_string_append_printf (text, "%s\n\n", outline->title);
  print_line (text, 0, _("Treatments: {1}. Wells: {2}. Plates of {4} wells: {3}."), treatments, wells, plates, format, NULL);
}

static void
print_rules (const IsoOutline *outline, const IsoOutlinePlan *plan, guint plate, GString *text)
{
  for (guint i = 0; i < plan->findings->len; i++)
    {
      const IsoRuleFinding *finding = &g_array_index (plan->findings, IsoRuleFinding, i);
      const char *reason = outline->reasons->pdata[finding->rule];

      if (finding->plate == plate && !finding->kept)
        {
          const char *word = iso_layout_rule_word (finding->rule);

          if (reason != NULL)
            print_line (text, 2, _("rule not kept: {1} (switched off: {2})"), word, reason, NULL);
          else
            print_line (text, 2, _("rule not kept: {1}"), word, NULL);
        }
    }
}

static void
print_map (const IsoLayout *layout, char **codes, GString *text)
{
  guint width = 2;

  for (guint i = 0; i < layout->format->wells; i++)
    width = MAX (width, (guint) g_utf8_strlen (codes[i], -1));
  g_string_append (text, "   ");
  for (guint column = 0; column < layout->format->columns; column++)
    g_string_append_printf (text, " %*u", (int) width, column + 1);
  g_string_append_c (text, '\n');
  for (guint row = 0; row < layout->format->rows; row++)
    {
      char name[ISO_WELL_NAME_SIZE];

      g_string_append_printf (text, "%3s", iso_row_name (row, name));
      for (guint column = 0; column < layout->format->columns; column++)
        {
          const char *code = codes[row * layout->format->columns + column];

          g_string_append_printf (text, " %*s", (int) width, *code != '\0' ? code : "·");
        }
      g_string_append_c (text, '\n');
    }
}

static void
print_plate_head (const IsoOutline *outline, const IsoOutlinePlan *plan, const IsoLayout *layout, guint index, GString *text)
{
  g_autofree char *seed = print_count (outline->layout.seed);
  g_autofree char *score = NULL;

  if (index >= plan->solutions->len)
    {
      print_line (text, 0, "{1}, {2}", layout->plate, layout->experiment, NULL);
      return;
    }
  score = print_count (g_array_index (plan->solutions, IsoLayoutSolution, index).score);
  print_line (text, 0, _("{1}, {2}: {3}, seed {4}, score {5}"), layout->plate, layout->experiment,
              iso_layout_mode_word (outline->layout.mode), seed, score, NULL);
}

static void
print_plates (const IsoOutline *outline, const IsoOutlinePlan *plan, GString *text)
{
  guint index = 0;

  for (guint run = 0; run < plan->plans->len; run++)
    {
      const IsoDosingPlan *dosing = plan->plans->pdata[run];

      for (guint i = 0; i < dosing->layouts->len; i++, index++)
        {
          const IsoLayout *layout = dosing->layouts->pdata[i];
          g_auto (GStrv) codes = iso_well_codes (dosing, i);

          g_string_append_c (text, '\n');
          print_plate_head (outline, plan, layout, index, text);
          print_map (layout, codes, text);
          print_rules (outline, plan, index, text);
        }
    }
  g_string_append_c (text, '\n');
  print_line (text, 0, _("V vehicle, U untreated, B blank, P positive control, T time zero; 1a, 1b, ... what comes from these tubes."), NULL);
}

static char *
describe_doses (const IsoOutline *outline, const double doses[ISO_MAX_DRUGS])
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < outline->drugs->len; i++)
    {
      const IsoOutlineDrug *drug = &g_array_index (outline->drugs, IsoOutlineDrug, i);
      g_autofree char *dose = doses[i] > 0 ? iso_amount_concentration (doses[i], drug->unit->dimension) : NULL;

      if (dose != NULL)
        g_string_append_printf (text, "%s%s %s", text->len > 0 ? " + " : "", drug->name, dose);
    }
  return g_string_free (text, FALSE);
}

static const char *
vessel_name (const IsoVessel *vessel)
{
  switch (vessel->kind)
    {
    case ISO_VESSEL_MEDIUM:
      return _("medium");
    case ISO_VESSEL_CELLS:
      return _("cells");
    case ISO_VESSEL_POISON:
      return _("positive control");
    case ISO_VESSEL_STOCK:
    case ISO_VESSEL_VEHICLE:
    case ISO_VESSEL_INTERMEDIATE:
    case ISO_VESSEL_DILUENT:
    case ISO_VESSEL_TUBE:
    case ISO_VESSEL_MOTHER:
    case ISO_VESSEL_WELL:
    default:
      return vessel->name;
    }
}

/* What goes into each vessel that is made, in the order of making. */
static void
print_tubes (const IsoOutline *outline, const IsoDosingPlan *plan, GString *text)
{
  IsoCliTable *table = iso_cli_table_new (_("Tube"), _("Holds"), _("Volume"), _("Made of"), NULL);

  for (guint i = 0; i < plan->vessels->len; i++)
    {
      const IsoVessel *vessel = iso_dosing_vessel (plan, i);
      g_autoptr (GString) parts = g_string_new (NULL);

      if (vessel->kind < ISO_VESSEL_INTERMEDIATE || vessel->kind >= ISO_VESSEL_MOTHER)
        continue;
      for (guint k = 0; k < plan->transfers->len; k++)
        {
          const IsoTransfer *transfer = iso_dosing_transfer (plan, k);
          g_autofree char *volume = iso_amount_volume (transfer->volume);

          if (transfer->to == i)
            g_string_append_printf (parts, "%s%s %s", parts->len > 0 ? " + " : "", volume,
                                    vessel_name (iso_dosing_vessel (plan, transfer->from)));
        }
      iso_cli_table_add (table, vessel->name);
      iso_cli_table_take (table, vessel->kind == ISO_VESSEL_DILUENT ? g_strdup (_("diluent")) : describe_doses (outline, vessel->doses));
      iso_cli_table_take (table, iso_amount_volume (vessel->made));
      iso_cli_table_add (table, parts->str);
    }
  g_string_append_c (text, '\n');
  iso_cli_table_print (table, text);
}

/* What is filled and stamped, when, and how exact it comes out. */
static void
print_additions (const IsoOutline *outline, const IsoDosingPlan *plan, GString *text)
{
  g_autofree char *each = iso_amount_percent (outline->dosing.pipetting_cv);
  g_autofree char *most = iso_amount_percent (plan->cv_most);

  g_string_append_c (text, '\n');
  for (guint i = 0; i < plan->mothers->len; i++)
    {
      const IsoMother *mother = &g_array_index (plan->mothers, IsoMother, i);
      g_autofree char *volume = iso_amount_volume (iso_dosing_share (&outline->dosing, mother->stamps));
      g_autofree char *stamps = print_count (mother->stamps);

      print_line (text, 0, _("{1}: {2} a well, by the map of {3}; stamped onto plates: {4}"), mother->name, volume,
                  ((IsoLayout *) plan->layouts->pdata[mother->layout])->plate, stamps, NULL);
    }
  for (guint i = 0; i < outline->drugs->len; i++)
    {
      const IsoDosingDrug *drug = &outline->dosing.drugs[i];
      g_autofree char *hours = iso_cli_number (drug->delay);

      if (drug->delay > 0)
        print_line (text, 0, _("{1} is added {2} h after the first addition"), drug->name, hours, NULL);
    }
  print_line (text, 0, _("With errors of {1} (CV) in every transfer, doses in wells are uncertain by at most {2}."), each, most, NULL);
}

/* Of bottles of which something is known besides what is in them. */
static void
print_bottles (const IsoOutline *outline, GString *text)
{
  IsoCliTable *table;
  gboolean known = FALSE;

  for (guint i = 0; i < outline->drugs->len; i++)
    {
      const IsoBottle *bottle = &g_array_index (outline->drugs, IsoOutlineDrug, i).bottle;

      known = known || *bottle->lot != '\0' || *bottle->supplier != '\0' || *bottle->expiry != '\0' || bottle->thaws > 0;
    }
  if (!known)
    return;
  table = iso_cli_table_new (_("Compound"), _("Stock"), _("Lot"), _("Supplier"), _("Expiry"), _("Thawed"), NULL);
  for (guint i = 0; i < outline->drugs->len; i++)
    {
      const IsoOutlineDrug *drug = &g_array_index (outline->drugs, IsoOutlineDrug, i);
      const IsoBottle *bottle = &drug->bottle;

      iso_cli_table_add (table, *bottle->form_name != '\0' ? bottle->form_name : drug->name);
      iso_cli_table_take (table, iso_cli_dose (bottle->concentration, bottle->unit));
      iso_cli_table_add (table, bottle->lot);
      iso_cli_table_add (table, bottle->supplier);
      iso_cli_table_add (table, bottle->expiry);
      iso_cli_table_take (table, g_strdup_printf ("%u", bottle->thaws));
    }
  g_string_append_c (text, '\n');
  iso_cli_table_print (table, text);
}

static void
print_needs (const IsoOutline *outline, const IsoOutlinePlan *plan, GString *text)
{
  const IsoDosingPlan *dosing = plan->plans->pdata[0];
  double before = dosing->well_volume;
  guint used, seeded;
  g_autofree guint *tips = g_new0 (guint, outline->dosing.n_pipettes);

  g_string_append_printf (text, "\n%s\n", _("Needed for a run"));
  for (guint i = 0; i < dosing->vessels->len; i++)
    {
      const IsoVessel *vessel = iso_dosing_vessel (dosing, i);
      g_autofree char *volume = iso_amount_volume (vessel->start);

      if (vessel->start > 0)
        g_string_append_printf (text, "  %s: %s\n", vessel_name (vessel), volume);
    }
  if (!isnan (plan->seeding.volume))
    {
      g_autofree char *volume = iso_amount_volume (plan->seeding.volume);
      g_autofree char *culture = iso_amount_volume (plan->seeding.culture);
      g_autofree char *medium = iso_amount_volume (MAX (plan->seeding.medium, 0));

      print_line (text, 2, _("suspension to seed from: {1}, of {2} of culture and {3} of medium"), volume, culture, medium, NULL);
    }
  iso_plan_count_wells (dosing, &used, &seeded);
  for (guint i = 0; i < outline->dosing.n_reagents; i++)
    {
      const IsoReagent *reagent = &outline->dosing.reagents[i];
      IsoReagentNeed need;
      g_autofree char *volume = NULL;

      iso_reagent_plan (reagent, used, before, 0.1, 0, &need);
      volume = iso_amount_volume (need.volume);
      g_string_append_printf (text, "  %s: %s\n", reagent->name, volume);
      if (!isnan (need.mass))
        {
          g_autofree char *mass = iso_cli_number (1000 * need.mass);
          g_autofree char *final = iso_cli_number (need.final);

          print_line (text, 4, _("weigh {1} mg; {2} mg/mL in the well"), mass, final, NULL);
        }
      before = (reagent->removes ? 0 : before) + reagent->volume;
    }
  iso_tips_count (&outline->dosing, dosing, tips);
  for (guint i = 0; i < outline->dosing.n_pipettes; i++)
    {
      g_autofree char *count = print_count (tips[i]);

      if (tips[i] > 0)
        print_line (text, 2, _("tips for {1}: {2}"), outline->dosing.pipettes[i].name, count, NULL);
    }
}

char *
iso_cli_plan_text (const IsoOutline *outline, const IsoOutlinePlan *plan)
{
  GString *text = g_string_new (NULL);
  const IsoDosingPlan *dosing = plan->plans->pdata[0];

  print_head (outline, plan, text);
  print_plates (outline, plan, text);
  print_bottles (outline, text);
  print_tubes (outline, dosing, text);
  print_additions (outline, dosing, text);
  print_needs (outline, plan, text);
  g_string_append_c (text, '\n');
  iso_cli_print_messages (plan->messages, text);
  iso_cli_print_messages (dosing->messages, text);
  return g_string_free (text, FALSE);
}
