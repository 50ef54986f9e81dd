/* iso-bench-sheet.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-bench-sheet.h"

#include "dosing/iso-amount.h"
#include "dosing/iso-well-code.h"
#include "iso-bench-map.h"
#include "iso-bench-names.h"
#include "iso-plot-text.h"

#include <math.h>
#include <string.h>

#define WIDTH (ISO_PAPER_WIDTH - 2 * ISO_PAPER_MARGIN)
#define BOTTOM (ISO_PAPER_HEIGHT - ISO_PAPER_MARGIN - 16)
#define GAP 4.0
#define TICK 9.0            /* side of a box to tick */

static const IsoPaperText title_style = { 15, TRUE, ISO_PAPER_LEFT, 2 };
static const IsoPaperText head_style = { 11, TRUE, ISO_PAPER_LEFT, 0 };
static const IsoPaperText text_style = { 9, FALSE, ISO_PAPER_LEFT, 0 };
static const IsoPaperText bold_style = { 9, TRUE, ISO_PAPER_LEFT, 0 };
static const IsoPaperText small_style = { 7, FALSE, ISO_PAPER_LEFT, 1 };

typedef struct
{
  const IsoOutline     *outline;
  const IsoOutlinePlan *plan;
  const IsoDosingPlan  *dosing;
  IsoPaper             *paper;
  double                y;
  guint                 step;   /* number of the last step */
} Sheet;

/* ---- flow ---- */

static void
write_foot (Sheet *sheet)
{
  g_autofree char *page = g_strdup_printf ("%u", iso_paper_get_pages (sheet->paper));
  /* A title that is too long for the line is cut, the page is not. */
  g_autofree char *foot = iso_plot_text (N_("Page {1}, {2}, {3}"), page, ((IsoLayout *) sheet->dosing->layouts->pdata[0])->experiment,
                                         sheet->outline->title, NULL);

  iso_paper_write (sheet->paper, &small_style, ISO_PAPER_MARGIN, BOTTOM + 6, WIDTH, foot);
}

static void
turn_page (Sheet *sheet)
{
  write_foot (sheet);
  iso_paper_new_page (sheet->paper);
  sheet->y = ISO_PAPER_MARGIN;
}

static void
make_room (Sheet *sheet, double height)
{
  if (sheet->y + height > BOTTOM && sheet->y > ISO_PAPER_MARGIN)
    turn_page (sheet);
}

/* A heading stays with what follows it. Takes the text. */
static void
write_head (Sheet *sheet, char *text)
{
  make_room (sheet, 60);
  sheet->y += 2 * GAP;
  sheet->y += iso_paper_write (sheet->paper, &head_style, ISO_PAPER_MARGIN, sheet->y, WIDTH, text) + GAP / 2;
  iso_paper_line (sheet->paper, ISO_PAPER_MARGIN, sheet->y, ISO_PAPER_MARGIN + WIDTH, sheet->y, 0.8);
  sheet->y += GAP;
  g_free (text);
}

static void
write_paragraph (Sheet *sheet, const char *text)
{
  make_room (sheet, iso_paper_measure (sheet->paper, &text_style, WIDTH, text));
  sheet->y += iso_paper_write (sheet->paper, &text_style, ISO_PAPER_MARGIN, sheet->y, WIDTH, text) + GAP;
}

/* Cells side by side, each as high as it takes; widths are shares of the page. */
static void
write_row (Sheet *sheet, gboolean tick, guint n, const double *shares, const char *const *cells)
{
  double left = ISO_PAPER_MARGIN + (tick ? TICK + 2 * GAP : 0), room = WIDTH - (left - ISO_PAPER_MARGIN), height = tick ? TICK : 0, x = left;

  for (guint i = 0; i < n; i++)
    height = MAX (height, iso_paper_measure (sheet->paper, i == 0 ? &bold_style : &text_style, room * shares[i] - GAP, cells[i]));
  make_room (sheet, height);
  if (tick)
    iso_paper_box (sheet->paper, ISO_PAPER_MARGIN, sheet->y + 1, TICK, TICK, FALSE, NULL);
  for (guint i = 0; i < n; i++)
    {
      iso_paper_write (sheet->paper, i == 0 ? &bold_style : &text_style, x, sheet->y, room * shares[i] - GAP, cells[i]);
      x += room * shares[i];
    }
  sheet->y += height + 3;
}

/* The same with short names of compounds. */
static void
write_brief_row (Sheet *sheet, gboolean tick, guint n, const double *shares, const char *const *cells)
{
  g_auto (GStrv) brief = g_new0 (char *, n + 1);

  for (guint i = 0; i < n; i++)
    brief[i] = iso_bench_short_names (sheet->outline, cells[i]);
  write_row (sheet, tick, n, shares, (const char *const *) brief);
}

/* A numbered step with a box to tick, and room for time and initials. Takes the text. */
static void
write_step (Sheet *sheet, char *text)
{
  static const double shares[] = { 0.06, 0.72, 0.22 };
  g_autofree char *number = g_strdup_printf ("%u", ++sheet->step);
  const char *cells[] = { number, text, "____ : ____   ______" };

  write_row (sheet, TRUE, G_N_ELEMENTS (shares), shares, cells);
  g_free (text);
}

/* ---- words ---- */

static char *
name_vessel (const IsoVessel *vessel)
{
  switch (vessel->kind)
    {
    case ISO_VESSEL_MEDIUM:
      return iso_plot_text (N_("medium"), NULL);
    case ISO_VESSEL_CELLS:
      return iso_plot_text (N_("cells"), NULL);
    case ISO_VESSEL_POISON:
      return iso_plot_text (N_("positive control"), NULL);
    case ISO_VESSEL_STOCK:
    case ISO_VESSEL_VEHICLE:
    case ISO_VESSEL_INTERMEDIATE:
    case ISO_VESSEL_DILUENT:
    case ISO_VESSEL_TUBE:
    case ISO_VESSEL_MOTHER:
    case ISO_VESSEL_WELL:
    default:
      return g_strdup (vessel->name);
    }
}

static char *
describe_doses (const Sheet *sheet, const double doses[ISO_MAX_DRUGS])
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < sheet->outline->drugs->len; i++)
    {
      const IsoOutlineDrug *drug = &g_array_index (sheet->outline->drugs, IsoOutlineDrug, i);
      g_autofree char *dose = doses[i] > 0 ? iso_amount_concentration (doses[i], drug->unit->dimension) : NULL;

      if (dose != NULL)
        g_string_append_printf (text, "%s%s %s", text->len > 0 ? " + " : "", drug->name, dose);
    }
  return g_string_free (text, FALSE);
}

static gboolean
has_role (const IsoLayout *layout, IsoRole role)
{
  for (guint i = 0; i < layout->format->wells; i++)
    {
      if (layout->wells[i].role == role)
        return TRUE;
    }
  return FALSE;
}

/* ---- parts ---- */

static void
write_top (Sheet *sheet)
{
  const IsoLayout *first = sheet->dosing->layouts->pdata[0];
  g_autofree char *seed = g_strdup_printf ("%" G_GUINT64_FORMAT, sheet->outline->layout.seed);
  g_autofree char *plates = g_strdup_printf ("%u", sheet->dosing->layouts->len);
  g_autofree char *wells = g_strdup_printf ("%u", first->format->wells);
  /* Where the plates stood already nobody knows what placed them. */
  g_autofree char *line = iso_plot_text (sheet->plan->solutions->len > 0 ? N_("{1}. Plates of {2} wells: {3}. Layout {4}, seed {5}.")
                                                                         : N_("{1}. Plates of {2} wells: {3}."), first->experiment, wells, plates,
                                         iso_layout_mode_word (sheet->outline->layout.mode), seed, NULL);
  g_autofree char *blank = iso_plot_text (N_("Date: ______________   Name: ______________________   Passage: ________   Incubator: ________"),
                                          NULL);

  sheet->y += iso_paper_write (sheet->paper, &title_style, ISO_PAPER_MARGIN, sheet->y, WIDTH, sheet->outline->title) + GAP;
  write_paragraph (sheet, line);
  sheet->y += GAP;
  write_paragraph (sheet, blank);
  if (!sheet->dosing->feasible)
    {
      g_autofree char *warning = iso_plot_text (N_("This plan cannot be carried out as it is: see the remarks."), NULL);

      sheet->y += iso_paper_write (sheet->paper, &head_style, ISO_PAPER_MARGIN, sheet->y, WIDTH, warning) + GAP;
    }
}

/* What is bought or stored, with room for the lot where it is not known. */
static void
write_needs (Sheet *sheet)
{
  static const double shares[] = { 0.42, 0.16, 0.42 };

  write_head (sheet, iso_plot_text (N_("What is needed"), NULL));
  for (guint i = 0; i < sheet->dosing->vessels->len; i++)
    {
      const IsoVessel *vessel = iso_dosing_vessel (sheet->dosing, i);
      const IsoOutlineDrug *drug = vessel->drug >= 0 ? &g_array_index (sheet->outline->drugs, IsoOutlineDrug, vessel->drug) : NULL;
      g_autofree char *name = name_vessel (vessel);
      g_autofree char *volume = iso_amount_volume (vessel->start);
      const IsoBottle *bottle = drug != NULL ? &drug->bottle : NULL;
      g_autofree char *lot = bottle != NULL && *bottle->lot != '\0'
                               ? iso_plot_text (N_("lot {1}, use before {2}"), bottle->lot, *bottle->expiry != '\0' ? bottle->expiry : "______", NULL)
                               : iso_plot_text (N_("lot ______________"), NULL);
      const char *cells[] = { name, volume, lot };

      if (vessel->start > 0)
        write_row (sheet, TRUE, G_N_ELEMENTS (shares), shares, cells);
    }
}

static void
write_reagents (Sheet *sheet)
{
  double before = sheet->dosing->well_volume;
  guint used, seeded;

  iso_plan_count_wells (sheet->dosing, &used, &seeded);
  for (guint i = 0; i < sheet->outline->dosing.n_reagents; i++)
    {
      static const double shares[] = { 0.42, 0.16, 0.42 };
      const IsoReagent *reagent = &sheet->outline->dosing.reagents[i];
      IsoReagentNeed need;
      g_autofree char *volume = NULL;
      g_autofree char *mass = NULL;

      iso_reagent_plan (reagent, used, before, 0.1, 0, &need);
      volume = iso_amount_volume (need.volume);
      if (!isnan (need.mass))
        {
          g_autofree char *mg = iso_plot_number (1000 * need.mass);

          mass = iso_plot_text (N_("weigh {1} mg"), mg, NULL);
        }
      write_row (sheet, TRUE, G_N_ELEMENTS (shares), shares, (const char *[]) { reagent->name, volume, mass != NULL ? mass : "" });
      before = (reagent->removes ? 0 : before) + reagent->volume;
    }
}

/* Every vessel that is made, in order, with what goes into it. */
static void
write_tubes (Sheet *sheet)
{
  static const double shares[] = { 0.16, 0.32, 0.12, 0.40 };
  gboolean begun = FALSE;

  for (guint i = 0; i < sheet->dosing->vessels->len; i++)
    {
      const IsoVessel *vessel = iso_dosing_vessel (sheet->dosing, i);
      g_autoptr (GString) parts = g_string_new (NULL);
      g_autofree char *holds = NULL;
      g_autofree char *volume = NULL;

      if (vessel->kind < ISO_VESSEL_INTERMEDIATE || vessel->kind >= ISO_VESSEL_MOTHER)
        continue;
      if (!begun)
        write_head (sheet, iso_plot_text (N_("Tubes, in this order"), NULL));
      begun = TRUE;
      for (guint k = 0; k < sheet->dosing->transfers->len; k++)
        {
          const IsoTransfer *transfer = iso_dosing_transfer (sheet->dosing, k);
          g_autofree char *part = transfer->to == i ? iso_amount_volume (transfer->volume) : NULL;
          g_autofree char *from = transfer->to == i ? name_vessel (iso_dosing_vessel (sheet->dosing, transfer->from)) : NULL;

          if (part != NULL)
            g_string_append_printf (parts, "%s%s %s", parts->len > 0 ? " + " : "", part, from);
        }
      holds = vessel->kind == ISO_VESSEL_DILUENT ? iso_plot_text (N_("diluent, and for vehicle wells"), NULL) : describe_doses (sheet, vessel->doses);
      volume = iso_amount_volume (vessel->made);
      write_brief_row (sheet, TRUE, G_N_ELEMENTS (shares), shares, (const char *[]) { vessel->name, holds, volume, parts->str });
    }
}

/* Mother plates are filled all before the first is stamped. */
static void
write_mothers (Sheet *sheet)
{
  guint order[ISO_MAX_DRUGS];

  for (guint i = 0; i < sheet->dosing->mothers->len; i++)
    {
      const IsoMother *mother = &g_array_index (sheet->dosing->mothers, IsoMother, i);
      const IsoLayout *layout = sheet->dosing->layouts->pdata[mother->layout];
      g_autofree char *volume = iso_amount_volume (iso_dosing_share (&sheet->outline->dosing, mother->stamps));

      const char *drug = sheet->outline->dosing.method == ISO_DOSING_SEPARATE ? sheet->outline->dosing.drugs[mother->part].name : "";

      iso_dosing_order (&sheet->outline->dosing, order);
      write_step (sheet, iso_plot_text (*drug == '\0' ? N_("Fill {1}: {2} a well, each from the tube that the map of {3} names in its place; V: "
                                                           "diluent, B and U: medium, P: positive control.")
                                        : mother->part == order[0]
                                          ? N_("Fill {1}: {2} a well, each from the tube of {4} that the map of {3} names in its place; V: "
                                               "diluent, B and U: medium, P: positive control.")
                                          : N_("Fill {1}: {2} a well, each from the tube of {4} that the map of {3} names in its place; V: "
                                               "diluent, B, U and P: medium."), mother->name, volume, layout->plate, drug, NULL));
    }
}

static void
write_stamps (Sheet *sheet, guint addition, const char *add)
{
  for (guint i = 0; i < sheet->dosing->layouts->len; i++)
    {
      const IsoMother *mother = NULL;
      guint first = iso_dosing_first_alike (sheet->dosing->layouts, i);

      for (guint k = 0; k < sheet->dosing->mothers->len; k++)
        {
          const IsoMother *one = &g_array_index (sheet->dosing->mothers, IsoMother, k);

          mother = one->part == addition && one->layout == first ? one : mother;
        }
      if (mother != NULL)
        write_step (sheet, iso_plot_text (N_("Stamp {1} a well from {2} onto {3}, in the same place."), add, mother->name,
                                          ((IsoLayout *) sheet->dosing->layouts->pdata[i])->plate, NULL));
    }
}

static void
write_additions (Sheet *sheet)
{
  const IsoDosingSettings *settings = &sheet->outline->dosing;
  g_autofree char *add = iso_amount_volume (settings->add_volume);
  guint order[ISO_MAX_DRUGS];
  double hour = 0;

  iso_dosing_order (settings, order);
  write_step (sheet, iso_plot_text (N_("Make the tubes, mixing each before the next is taken from it."), NULL));
  write_mothers (sheet);
  for (guint i = 0; i < (settings->method == ISO_DOSING_SEPARATE ? settings->n_drugs : 1); i++)
    {
      const IsoDosingDrug *drug = &settings->drugs[order[i]];
      g_autofree char *wait = iso_plot_number (drug->delay - hour);

      if (drug->delay > hour)
        write_step (sheet, iso_plot_text (N_("Leave in the incubator for {1} h."), wait, NULL));
      hour = MAX (hour, drug->delay);
      if (settings->mother)
        write_stamps (sheet, order[i], add);
      else if (settings->method == ISO_DOSING_SEPARATE)
        write_step (sheet, iso_plot_text (N_("Add {1} of {2} to every well, from the tube that the map names for it."), add, drug->name, NULL));
      else
        write_step (sheet, iso_plot_text (N_("Add {1} to every well, from the tube that the map names; V: diluent, B and U: medium, P: "
                                             "positive control."), add, NULL));
    }
}

static void
write_edge (Sheet *sheet)
{
  guint n = iso_plan_count_edge (&sheet->outline->dosing, sheet->dosing, sheet->outline->plating.ring);
  g_autofree char *wells = g_strdup_printf ("%u", n);
  g_autofree char *volume = iso_amount_volume (sheet->dosing->well_volume);
  g_autofree char *whole = iso_amount_volume (n * sheet->dosing->well_volume);

  if (n > 0)
    write_step (sheet, iso_plot_text (N_("Fill {1} of medium into each of the {2} free wells at the edge: {3}."), volume, wells, whole, NULL));
}

static void
write_steps (Sheet *sheet)
{
  const IsoDosingSettings *settings = &sheet->outline->dosing;
  g_autofree char *seed = iso_amount_volume (settings->seed_volume);

  write_head (sheet, iso_plot_text (N_("Steps, each with its time and initials"), NULL));
  if (!isnan (sheet->plan->seeding.volume))
    {
      g_autofree char *volume = iso_amount_volume (sheet->plan->seeding.volume);
      g_autofree char *culture = iso_amount_volume (sheet->plan->seeding.culture);
      g_autofree char *medium = iso_amount_volume (MAX (sheet->plan->seeding.medium, 0));

      write_step (sheet, iso_plot_text (N_("Make {1} of cell suspension: {2} of culture and {3} of medium."), volume, culture, medium, NULL));
    }
  write_step (sheet, iso_plot_text (N_("Seed {1} into every well of the maps; blanks (B) get medium instead."), seed, NULL));
  write_edge (sheet);
  write_step (sheet, iso_plot_text (N_("Leave in the incubator until the next day, 24 h."), NULL));
  if (settings->method == ISO_DOSING_DISPENSED)
    {
      write_step (sheet, iso_plot_text (N_("Let the dispenser add drops and vehicle by its list."), NULL));
      if (has_role (sheet->dosing->layouts->pdata[0], ISO_ROLE_POSITIVE_CONTROL))
        write_step (sheet, iso_plot_text (N_("Add the positive control to the wells marked P."), NULL));
    }
  else
    {
      write_additions (sheet);
    }
  write_step (sheet, iso_plot_text (N_("Leave in the incubator for the time of treatment: ______ h."), NULL));
  for (guint i = 0; i < settings->n_reagents; i++)
    {
      const IsoReagent *reagent = &settings->reagents[i];
      g_autofree char *volume = iso_amount_volume (reagent->volume);

      if (reagent->removes && settings->suspension)
        write_step (sheet, iso_plot_text (N_("Spin the plates, so that no cells are lost."), NULL));
      if (reagent->removes)
        write_step (sheet, iso_plot_text (N_("Take the medium off."), NULL));
      write_step (sheet, iso_plot_text (N_("Add {1} of {2} to every well, and wait: ______."), volume, reagent->name, NULL));
    }
  write_step (sheet, iso_plot_text (N_("Read the plates. File: ______________________"), NULL));
}

/* Rules that are on and broken; the messages only count them. */
static void
write_broken_rules (Sheet *sheet)
{
  const GArray *findings = sheet->plan->findings;

  for (guint i = 0; i < findings->len; i++)
    {
      const IsoRuleFinding *finding = &g_array_index (findings, IsoRuleFinding, i);
      const IsoLayout *layout = sheet->plan->layouts->pdata[finding->plate];
      g_autofree char *rule = iso_plot_text (iso_layout_rule_sentence (finding->rule), NULL);
      g_autofree char *text = iso_plot_text (N_("{1} does not keep this rule: {2}"), layout->plate, rule, NULL);

      if (!finding->kept && (sheet->outline->layout.off >> finding->rule & 1) == 0)
        write_paragraph (sheet, text);
    }
}

static void
write_remarks (Sheet *sheet)
{
  const GPtrArray *lists[] = { sheet->plan->messages, sheet->dosing->messages };

  if (lists[0]->len + lists[1]->len == 0)
    return;
  write_head (sheet, iso_plot_text (N_("Remarks"), NULL));
  write_broken_rules (sheet);
  for (guint k = 0; k < G_N_ELEMENTS (lists); k++)
    {
      for (guint i = 0; i < lists[k]->len; i++)
        {
          const IsoMessage *message = lists[k]->pdata[i];
          g_autofree char *text = iso_plot_message (message);

          if (strcmp (message->code, "rule-broken") != 0)
            write_paragraph (sheet, text);
        }
    }
}

/* ---- plates ---- */

static void
write_doses (Sheet *sheet, const IsoLayoutWell *well, const char *code)
{
  static const double shares[] = { 0.16, 0.84 };
  double requested[ISO_MAX_DRUGS] = { 0 }, achieved[ISO_MAX_DRUGS] = { 0 };
  gboolean drifted = FALSE;
  g_autofree char *asked = NULL;
  g_autofree char *got = NULL;
  g_autofree char *text = NULL;

  for (guint k = 0; k < well->n_doses; k++)
    {
      requested[well->doses[k].drug] = well->doses[k].requested;
      achieved[well->doses[k].drug] = well->doses[k].achieved;
      drifted |= fabs (well->doses[k].achieved / well->doses[k].requested - 1) > ISO_DRIFT_AMBER;
    }
  asked = describe_doses (sheet, requested);
  got = describe_doses (sheet, achieved);
  text = drifted ? iso_plot_text (N_("{1}, achieved: {2}"), asked, got, NULL) : g_strdup (asked);
  write_brief_row (sheet, FALSE, G_N_ELEMENTS (shares), shares, (const char *[]) { code, text });
}

static int
compare_codes_cb (gconstpointer a, gconstpointer b, gpointer data)
{
  char **codes = data;
  guint64 one = g_ascii_strtoull (codes[*(const guint *) a], NULL, 10), other = g_ascii_strtoull (codes[*(const guint *) b], NULL, 10);

  if (one != other)
    return one < other ? -1 : 1;
  return strcmp (codes[*(const guint *) a], codes[*(const guint *) b]);
}

/* Each code of the plate once, with its doses in the well: requested, and achieved where it differs. */
static void
write_key (Sheet *sheet, const IsoLayout *layout, char **codes)
{
  static const double shares[] = { 0.16, 0.84 };
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GArray) firsts = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint role = 0; role < ISO_N_ROLES; role++)
    {
      g_autofree char *name = iso_plot_text (iso_role_name ((IsoRole) role), NULL);

      if (*iso_role_code ((IsoRole) role) != '\0' && has_role (layout, (IsoRole) role))
        write_row (sheet, FALSE, G_N_ELEMENTS (shares), shares, (const char *[]) { iso_role_code ((IsoRole) role), name });
    }
  for (guint i = 0; i < layout->format->wells; i++)
    {
      if (layout->wells[i].n_doses > 0 && g_hash_table_add (seen, codes[i]))
        g_array_append_val (firsts, i);
    }
  g_array_sort_with_data (firsts, compare_codes_cb, codes);
  for (guint i = 0; i < firsts->len; i++)
    write_doses (sheet, &layout->wells[g_array_index (firsts, guint, i)], codes[g_array_index (firsts, guint, i)]);
}

static void
write_plate (Sheet *sheet, guint index)
{
  const IsoLayout *layout = sheet->dosing->layouts->pdata[index];
  g_auto (GStrv) codes = iso_well_codes (sheet->dosing, index);
  IsoRect room;

  turn_page (sheet);
  sheet->y += iso_paper_write (sheet->paper, &title_style, ISO_PAPER_MARGIN, sheet->y, WIDTH, layout->plate) + GAP;
  room = (IsoRect) { ISO_PAPER_MARGIN, sheet->y, WIDTH, BOTTOM - sheet->y };
  sheet->y += iso_bench_map_draw (sheet->paper, &room, sheet->outline->design, layout, codes) + 2 * GAP;
  write_head (sheet, iso_plot_text (N_("In the wells"), NULL));
  write_key (sheet, layout, codes);
}

IsoPaper *
iso_bench_sheet_draw (const IsoOutline *outline, const IsoOutlinePlan *plan, guint run)
{
  Sheet sheet = { .outline = outline, .plan = plan, .dosing = plan->plans->pdata[run], .y = ISO_PAPER_MARGIN };

  sheet.paper = iso_paper_new (outline->title);
  write_top (&sheet);
  write_needs (&sheet);
  write_reagents (&sheet);
  write_tubes (&sheet);
  write_steps (&sheet);
  write_remarks (&sheet);
  for (guint i = 0; i < sheet.dosing->layouts->len; i++)
    write_plate (&sheet, i);
  write_foot (&sheet);
  return sheet.paper;
}

GBytes *
iso_bench_sheet (const IsoOutline *outline, const IsoOutlinePlan *plan, guint run)
{
  g_autoptr (IsoPaper) paper = iso_bench_sheet_draw (outline, plan, run);

  return iso_paper_to_pdf (paper);
}
