/* iso-worklist.c
 *
 * Sources for the forms: Echo pick list columns and droplets of 2.5 nL (Labcyte/Beckman pick lists as labs publish them); Tecan
 * EVO worklists, records A, D, W with eleven fields, positions down the columns; epMotion CSV of six columns and up to 500 lines;
 * Opentrons protocol API 2.13.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "writer/iso-worklist.h"

#include "base/iso-number.h"
#include "dosing/iso-amount.h"
#include "writer/iso-sheet.h"
#include "writer/iso-worklist-hpdd.h"

#include <math.h>
#include <string.h>

#define UL 1e3
#define TUBE_ROWS 4
#define TUBE_COLUMNS 6
#define SOURCE_ROWS 16
#define SOURCE_COLUMNS 24
#define EPMOTION_LINES 500
#define GWL_LABEL 32

typedef struct
{
  const IsoDosingPlan     *plan;
  const IsoDosingSettings *settings;
  GArray                  *sources;
  GString                 *text;
} Write;

/* ---- what is common ---- */

/* Additions; where there are mother plates, these are filled by the robot and stamped by hand. */
static gboolean
is_written (const IsoDosingPlan *plan, const IsoTransfer *transfer, gboolean drops)
{
  return transfer->volume > 0 && transfer->step == (plan->mothers->len > 0 ? ISO_STEP_MOTHER : ISO_STEP_ADD)
         && (!drops || iso_dosing_vessel (plan, transfer->from)->kind != ISO_VESSEL_MEDIUM);
}

static guint
find_source (const Write *write, guint vessel)
{
  for (guint i = 0; i < write->sources->len; i++)
    {
      if (g_array_index (write->sources, guint, i) == vessel)
        return i;
    }
  g_return_val_if_reached (0);
}

/* Of a well, of a plate or of a mother plate. */
static const char *
plate_name (const IsoDosingPlan *plan, const IsoVessel *well)
{
  return well->kind == ISO_VESSEL_MOTHER ? g_array_index (plan->mothers, IsoMother, well->plate).name
                                         : ((IsoLayout *) plan->layouts->pdata[well->plate])->plate;
}

static const IsoPlateFormat *
plate_format (const IsoDosingPlan *plan, const IsoVessel *well)
{
  guint layout = well->kind == ISO_VESSEL_MOTHER ? g_array_index (plan->mothers, IsoMother, well->plate).layout : well->plate;

  return ((IsoLayout *) plan->layouts->pdata[layout])->format;
}

/* Names of liquids that have none of their own; in English, as files are. */
static const char *
source_name (const IsoVessel *vessel)
{
  switch (vessel->kind)
    {
    case ISO_VESSEL_MEDIUM:
      return "Medium";
    case ISO_VESSEL_CELLS:
      return "Cells";
    case ISO_VESSEL_POISON:
      return "Positive control";
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

static char *
microlitres (double nl)
{
  return iso_number_format_exact (iso_dilution_round (nl / UL, 0.001));
}

typedef void (*TransferFunc) (Write *write, const IsoTransfer *transfer, const IsoVessel *from, const IsoVessel *to, gpointer data);

static void
each_transfer (Write *write, gboolean drops, TransferFunc call, gpointer data)
{
  for (guint i = 0; i < write->plan->transfers->len; i++)
    {
      const IsoTransfer *transfer = iso_dosing_transfer (write->plan, i);

      if (is_written (write->plan, transfer, drops))
        call (write, transfer, iso_dosing_vessel (write->plan, transfer->from), iso_dosing_vessel (write->plan, transfer->to), data);
    }
}

/* ---- plain CSV ---- */

/* Every transfer, those between tubes too. */
static char *
write_csv (const IsoDosingPlan *plan, const IsoDosingSettings *settings, GError **error)
{
  static const char *const steps[] = { "intermediate", "diluent", "tube", "mother", "seed", "add" };
  g_autoptr (IsoSheet) sheet = iso_sheet_new ("Transfers", "step", "from plate", "from", "plate", "to", "volume (nL)", NULL);

  (void) settings;
  (void) error;
  for (guint i = 0; i < plan->transfers->len; i++)
    {
      const IsoTransfer *transfer = iso_dosing_transfer (plan, i);
      const IsoVessel *from = iso_dosing_vessel (plan, transfer->from), *to = iso_dosing_vessel (plan, transfer->to);

      if (transfer->volume <= 0)
        continue;
      iso_sheet_add_text (sheet, steps[transfer->step]);
      iso_sheet_add_text (sheet, from->kind == ISO_VESSEL_MOTHER ? plate_name (plan, from) : NULL);
      iso_sheet_add_text (sheet, source_name (from));
      iso_sheet_add_text (sheet, to->kind >= ISO_VESSEL_MOTHER ? plate_name (plan, to) : NULL);
      iso_sheet_add_text (sheet, source_name (to));
      iso_sheet_add_number (sheet, transfer->volume);
      iso_sheet_end_row (sheet);
    }
  return iso_sheet_to_csv (sheet);
}

/* ---- labels ---- */

static char *
describe_tube (const IsoVessel *vessel, const IsoDosingSettings *settings)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < settings->n_drugs; i++)
    {
      g_autofree char *dose = iso_amount_concentration (vessel->doses[i], settings->drugs[i].dimension);

      if (vessel->doses[i] > 0)
        g_string_append_printf (text, "%s%s %s", text->len > 0 ? " + " : "", settings->drugs[i].name, dose);
    }
  return g_string_free (text, FALSE);
}

/* A row for each plate, and for each vessel that is made: what a label printer merges. */
static char *
write_labels (const IsoDosingPlan *plan, const IsoDosingSettings *settings, GError **error)
{
  g_autoptr (IsoSheet) sheet = iso_sheet_new ("Labels", "label", "contents", "volume (µL)", "run", NULL);

  (void) error;
  for (guint i = 0; i < plan->layouts->len; i++)
    {
      const IsoLayout *layout = plan->layouts->pdata[i];

      iso_sheet_add_text (sheet, layout->plate);
      iso_sheet_add_text (sheet, NULL);
      iso_sheet_add_text (sheet, NULL);
      iso_sheet_add_text (sheet, layout->experiment);
      iso_sheet_end_row (sheet);
    }
  for (guint i = 0; i < plan->mothers->len; i++)
    {
      const IsoMother *mother = &g_array_index (plan->mothers, IsoMother, i);

      iso_sheet_add_text (sheet, mother->name);
      iso_sheet_add_text (sheet, settings->method == ISO_DOSING_SEPARATE ? settings->drugs[mother->part].name : NULL);
      iso_sheet_add_text (sheet, NULL);
      iso_sheet_add_text (sheet, ((IsoLayout *) plan->layouts->pdata[0])->experiment);
      iso_sheet_end_row (sheet);
    }
  for (guint i = 0; i < plan->vessels->len; i++)
    {
      const IsoVessel *vessel = iso_dosing_vessel (plan, i);
      g_autofree char *contents = describe_tube (vessel, settings);

      if (vessel->kind < ISO_VESSEL_INTERMEDIATE || vessel->kind >= ISO_VESSEL_MOTHER)
        continue;
      iso_sheet_add_text (sheet, vessel->name);
      iso_sheet_add_text (sheet, vessel->kind == ISO_VESSEL_DILUENT ? "Diluent" : contents);
      iso_sheet_add_number (sheet, iso_dilution_round (vessel->made / UL, 0.01));
      iso_sheet_add_text (sheet, ((IsoLayout *) plan->layouts->pdata[0])->experiment);
      iso_sheet_end_row (sheet);
    }
  return iso_sheet_to_csv (sheet);
}

/* ---- Echo ---- */

/* Written without quotes, which its program does not read: what would need them becomes a blank. */
static void
append_bare (GString *text, const char *value)
{
  for (const char *p = value; *p != '\0'; p++)
    g_string_append_c (text, *p == ',' || *p == '"' || *p == '\n' || *p == '\r' || *p == ';' ? ' ' : *p);
}

static void
add_echo_line_cb (Write *write, const IsoTransfer *transfer, const IsoVessel *from, const IsoVessel *to, gpointer data)
{
  IsoRackPlace place = iso_worklist_place (find_source (write, transfer->from), SOURCE_ROWS, SOURCE_COLUMNS);
  g_autofree char *volume = iso_number_format_exact (transfer->volume);
  char name[ISO_WELL_NAME_SIZE];

  (void) data;
  g_string_append_printf (write->text, "Source%u,384PP_DMSO2,%s,", place.rack, iso_well_name (place.well, name));
  append_bare (write->text, source_name (from));
  g_string_append_printf (write->text, ",%s,", volume);
  append_bare (write->text, plate_name (write->plan, to));
  g_string_append_printf (write->text, ",%s\n", to->name);
}

static char *
write_echo (const IsoDosingPlan *plan, const IsoDosingSettings *settings, GError **error)
{
  g_autoptr (GArray) sources = iso_worklist_sources (plan, TRUE);
  Write write = { plan, settings, sources, NULL };

  if (fabs (settings->droplet / 2.5 - round (settings->droplet / 2.5)) > 1e-9)
    {
      iso_error_set (error, ISO_ERROR_RANGE, NULL,
                     N_("An Echo moves multiples of 2.5 nL, and the plan has other droplets. Set them to 2.5 or 25 nL."), NULL);
      return NULL;
    }
  write.text = g_string_new ("Source Plate Name,Source Plate Type,Source Well,Sample Name,Transfer Volume,Destination Plate Name,"
                             "Destination Well\n");
  each_transfer (&write, TRUE, add_echo_line_cb, NULL);
  return g_string_free (write.text, FALSE);
}

/* ---- Tecan EVO ---- */

/* Positions count from 1 down the columns. */
static guint
position_in (IsoWell well, guint rows)
{
  return well.column * rows + well.row + 1u;
}

static gboolean
is_gwl_label (const char *label)
{
  for (const char *p = label; *p != '\0'; p++)
    {
      if (*p == ';' || !g_ascii_isprint (*p))
        return FALSE;
    }
  return strlen (label) <= GWL_LABEL && *label != '\0';
}

static void
add_gwl_record_cb (Write *write, const IsoTransfer *transfer, const IsoVessel *from, const IsoVessel *to, gpointer data)
{
  IsoRackPlace place = iso_worklist_place (find_source (write, transfer->from), TUBE_ROWS, TUBE_COLUMNS);
  char volume[G_ASCII_DTOSTR_BUF_SIZE];

  (void) from;
  (void) data;
  g_ascii_formatd (volume, sizeof volume, "%.2f", transfer->volume / UL);
  g_string_append_printf (write->text, "A;Tubes%u;;;%u;;%s;;;;\r\n", place.rack, position_in (place.well, TUBE_ROWS), volume);
  g_string_append_printf (write->text, "D;%s;;;%u;;%s;;;;\r\n", plate_name (write->plan, to),
                          position_in (to->well, plate_format (write->plan, to)->rows), volume);
  g_string_append (write->text, "W1;\r\n");
}

/* What stands where, as comments; a robot has no names of tubes. */
static void
append_source_comments (Write *write, const char *mark, const char *end)
{
  for (guint i = 0; i < write->sources->len; i++)
    {
      IsoRackPlace place = iso_worklist_place (i, TUBE_ROWS, TUBE_COLUMNS);
      const char *name = source_name (iso_dosing_vessel (write->plan, g_array_index (write->sources, guint, i)));
      g_autofree char *ascii = g_str_to_ascii (name, "C");
      char well[ISO_WELL_NAME_SIZE];

      g_strdelimit (ascii, ";\r\n", ' ');
      g_string_append_printf (write->text, "%sTubes%u %s: %s%s", mark, place.rack, iso_well_name (place.well, well), ascii, end);
    }
}

static char *
write_gwl (const IsoDosingPlan *plan, const IsoDosingSettings *settings, GError **error)
{
  g_autoptr (GArray) sources = iso_worklist_sources (plan, FALSE);
  Write write = { plan, settings, sources, NULL };

  for (guint i = 0; i < plan->layouts->len; i++)
    {
      const IsoLayout *layout = plan->layouts->pdata[i];

      if (is_gwl_label (layout->plate))
        continue;
      iso_error_set (error, ISO_ERROR_RANGE, NULL,
                     N_("A Tecan worklist knows plates by at most 32 plain letters without semicolons, and there is one called “{1}”. Rename it."),
                     layout->plate, NULL);
      return NULL;
    }
  write.text = g_string_new (NULL);
  append_source_comments (&write, "C;", "\r\n");
  each_transfer (&write, FALSE, add_gwl_record_cb, NULL);
  return g_string_free (write.text, FALSE);
}

/* ---- epMotion ---- */

static void
add_epmotion_line_cb (Write *write, const IsoTransfer *transfer, const IsoVessel *from, const IsoVessel *to, gpointer data)
{
  guint *n = data;
  IsoRackPlace place = iso_worklist_place (find_source (write, transfer->from), TUBE_ROWS, TUBE_COLUMNS);
  const char *tool = transfer->volume <= 50 * UL ? "TS_50" : transfer->volume <= 300 * UL ? "TS_300" : "TS_1000";
  g_autofree char *volume = microlitres (transfer->volume);
  char name[ISO_WELL_NAME_SIZE];

  (void) from;
  ++*n;
  g_string_append_printf (write->text, "%u,%s,%u,%s,%s,%s\n", place.rack, iso_well_name (place.well, name), to->plate + 1, to->name, volume,
                          tool);
}

static char *
write_epmotion (const IsoDosingPlan *plan, const IsoDosingSettings *settings, GError **error)
{
  g_autoptr (GArray) sources = iso_worklist_sources (plan, FALSE);
  Write write = { plan, settings, sources, g_string_new ("Rack,Source,Rack,Destination,Volume,Tool\n") };
  guint n = 0;

  each_transfer (&write, FALSE, add_epmotion_line_cb, &n);
  if (n > EPMOTION_LINES)
    {
      g_autofree char *lines = g_strdup_printf ("%u", n);

      g_string_free (write.text, TRUE);
      iso_error_set (error, ISO_ERROR_TOO_LARGE, NULL, N_("An epMotion takes 500 transfers in one list, and this plan has {1}. Plan fewer plates "
                                                          "at once."), lines, NULL);
      return NULL;
    }
  return g_string_free (write.text, FALSE);
}

/* ---- Opentrons ---- */

static void
add_opentrons_line_cb (Write *write, const IsoTransfer *transfer, const IsoVessel *from, const IsoVessel *to, gpointer data)
{
  IsoRackPlace place = iso_worklist_place (find_source (write, transfer->from), TUBE_ROWS, TUBE_COLUMNS);
  g_autofree char *volume = microlitres (transfer->volume);
  char name[ISO_WELL_NAME_SIZE];

  (void) from;
  (void) data;
  g_string_append_printf (write->text, "%u,%s,%u,%s,%s\n", place.rack, iso_well_name (place.well, name), to->plate + 1, to->name, volume);
}

static char *
write_opentrons_csv (const IsoDosingPlan *plan, const IsoDosingSettings *settings, GError **error)
{
  g_autoptr (GArray) sources = iso_worklist_sources (plan, FALSE);
  Write write = { plan, settings, sources, g_string_new ("source_rack,source_well,plate,well,volume_ul\n") };

  (void) error;
  each_transfer (&write, FALSE, add_opentrons_line_cb, NULL);
  return g_string_free (write.text, FALSE);
}

static const char protocol_head[] =
  "from opentrons import protocol_api\n"
  "\n"
  "metadata = {'protocolName': 'Isobole additions', 'apiLevel': '2.13'}\n"
  "\n";

static const char protocol_tail[] =
  "\n"
  "\n"
  "def run(protocol: protocol_api.ProtocolContext):\n"
  "    rows = [line.split(',') for line in TRANSFERS.split()[1:]]\n"
  "    racks = {n: protocol.load_labware(RACK, slot) for n, slot in zip(sorted({int(row[0]) for row in rows}), (1, 2, 3))}\n"
  "    plates = {n: protocol.load_labware(PLATE, slot) for n, slot in zip(sorted({int(row[2]) for row in rows}), (4, 5, 6, 7, 8))}\n"
  "    tips = [protocol.load_labware(TIPS, slot) for slot in (10, 11)]\n"
  "    pipette = protocol.load_instrument(PIPETTE, 'right', tip_racks=tips)\n"
  "    tube = None\n"
  "    for rack, source, plate, well, volume in rows:\n"
  "        if (rack, source) != tube:\n"
  "            if tube is not None:\n"
  "                pipette.drop_tip()\n"
  "            pipette.pick_up_tip()\n"
  "            tube = (rack, source)\n"
  "        pipette.transfer(float(volume), racks[int(rack)][source], plates[int(plate)][well].top(-2), new_tip='never')\n"
  "    if tube is not None:\n"
  "        pipette.drop_tip()\n";

static int
compare_sources_cb (gconstpointer a, gconstpointer b, gpointer data)
{
  const GArray *transfers = data;
  const IsoTransfer *one = &g_array_index (transfers, IsoTransfer, *(const guint *) a);
  const IsoTransfer *other = &g_array_index (transfers, IsoTransfer, *(const guint *) b);

  if (one->part != other->part)
    return one->part < other->part ? -1 : 1;
  return one->from < other->from ? -1 : one->from > other->from ? 1 : one->to < other->to ? -1 : one->to > other->to;
}

/* One tip for a tube: its wells stand together. */
static char *
write_opentrons (const IsoDosingPlan *plan, const IsoDosingSettings *settings, GError **error)
{
  g_autoptr (GArray) sources = iso_worklist_sources (plan, FALSE);
  g_autoptr (GArray) order = g_array_new (FALSE, FALSE, sizeof (guint));
  Write write = { plan, settings, sources, NULL };

  if ((plan->mothers->len > 0 ? plan->mothers->len : plan->layouts->len) > 5 || sources->len > 3 * TUBE_ROWS * TUBE_COLUMNS)
    {
      iso_error_set (error, ISO_ERROR_TOO_LARGE, NULL,
                     N_("The deck of an Opentrons holds five plates and 72 tubes beside its tips, and this plan has more. Plan fewer plates at "
                        "once."), NULL);
      return NULL;
    }
  for (guint i = 0; i < plan->transfers->len; i++)
    {
      if (is_written (plan, iso_dosing_transfer (plan, i), FALSE))
        g_array_append_val (order, i);
    }
  g_array_sort_with_data (order, compare_sources_cb, plan->transfers);
  write.text = g_string_new (protocol_head);
  append_source_comments (&write, "# ", "\n");
  g_string_append_printf (write.text,
                          "RACK = 'opentrons_24_tuberack_eppendorf_2ml_safelock_snapcap'\nPLATE = '%s'\nTIPS = 'opentrons_96_tiprack_300ul'\n"
                          "PIPETTE = 'p300_single_gen2'\n\nTRANSFERS = '''\nsource_rack,source_well,plate,well,volume_ul\n",
                          ((IsoLayout *) plan->layouts->pdata[0])->format->wells == 384 ? "corning_384_wellplate_112ul_flat"
                                                                                         : "corning_96_wellplate_360ul_flat");
  for (guint i = 0; i < order->len; i++)
    {
      const IsoTransfer *transfer = iso_dosing_transfer (plan, g_array_index (order, guint, i));

      add_opentrons_line_cb (&write, transfer, NULL, iso_dosing_vessel (plan, transfer->to), NULL);
    }
  g_string_append (write.text, "'''\n");
  g_string_append (write.text, protocol_tail);
  return g_string_free (write.text, FALSE);
}

static const IsoWorklist worklists[] = {
  { "csv", N_("Every transfer as a table"), "csv", FALSE, TRUE, write_csv },
  { "labels", N_("Labels of plates and tubes"), "csv", FALSE, TRUE, write_labels },
  { "echo", N_("Echo pick list"), "csv", TRUE, FALSE, write_echo },
  { "hpdd", N_("Tecan D300 protocol"), "hpdd", TRUE, FALSE, iso_worklist_hpdd },
  { "gwl", N_("Tecan EVO worklist"), "gwl", FALSE, FALSE, write_gwl },
  { "opentrons", N_("Opentrons protocol"), "py", FALSE, FALSE, write_opentrons },
  { "opentrons-csv", N_("Opentrons table"), "csv", FALSE, FALSE, write_opentrons_csv },
  { "epmotion", N_("epMotion list"), "csv", FALSE, FALSE, write_epmotion },
};

const IsoWorklist *
iso_worklist_find (const char *id)
{
  for (gsize i = 0; i < G_N_ELEMENTS (worklists); i++)
    {
      if (strcmp (worklists[i].id, id) == 0)
        return &worklists[i];
    }
  return NULL;
}

const IsoWorklist *
iso_worklist_nth (guint index)
{
  return index < G_N_ELEMENTS (worklists) ? &worklists[index] : NULL;
}

char *
iso_worklist_write (const IsoWorklist *worklist, const IsoDosingPlan *plan, const IsoDosingSettings *settings, GError **error)
{
  gboolean drops = settings->method == ISO_DOSING_DISPENSED;

  if (!plan->feasible)
    {
      iso_error_set (error, ISO_ERROR_UNSUPPORTED, NULL, N_("This plan cannot be carried out, and so no robot gets it. See what stands in its way."),
                     NULL);
      return NULL;
    }
  if (worklist->drops != drops && !worklist->both)
    {
      iso_error_set (error, ISO_ERROR_UNSUPPORTED, NULL,
                     worklist->drops ? N_("This machine dispenses drops of stock, and the plan is for tubes. Plan it with the method “dispensed”.")
                                     : N_("This machine pipettes from tubes, and the plan is for drops. Plan it with the method “premixed” or "
                                          "“separate”."), NULL);
      return NULL;
    }
  return worklist->write (plan, settings, error);
}

IsoRackPlace
iso_worklist_place (guint n, guint rows, guint columns)
{
  guint inside = n % (rows * columns);

  return (IsoRackPlace) { n / (rows * columns) + 1, { (guint8) (inside % rows), (guint8) (inside / rows) } };
}

GArray *
iso_worklist_sources (const IsoDosingPlan *plan, gboolean drops)
{
  GArray *sources = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autofree guint8 *seen = g_new0 (guint8, plan->vessels->len);

  for (guint i = 0; i < plan->transfers->len; i++)
    {
      const IsoTransfer *transfer = iso_dosing_transfer (plan, i);

      if (is_written (plan, transfer, drops))
        seen[transfer->from] = 1;
    }
  for (guint i = 0; i < plan->vessels->len; i++)
    {
      if (seen[i])
        g_array_append_val (sources, i);
    }
  return sources;
}
