/* iso-plating.c - a design on plates: how many, what on which, and what else could be done
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "dosing/iso-design.h"

#define MAX_PLATES 10000

/* How the treatments of one sample, or of samples together, are dealt to plates. */
typedef struct
{
  guint samples;      /* on each plate */
  guint plates;
  gboolean by_replicate;   /* whole sets of treatments on each plate; otherwise whole treatments with all their replicates */
} Deal;

static guint
count_usable (const IsoPlating *plating)
{
  guint rows = plating->format->rows, columns = plating->format->columns;

  if (rows <= 2 * plating->ring || columns <= 2 * plating->ring)
    return 0;
  rows -= 2 * plating->ring;
  columns -= 2 * plating->ring;
  return rows * columns > plating->lost ? rows * columns - plating->lost : 0;
}

static guint
count_controls (const IsoPlating *plating, guint samples)
{
  guint n = 0;

  for (guint role = 0; role < ISO_N_ROLES; role++)
    n += plating->controls[role] * (role == ISO_ROLE_BLANK ? 1 : samples);
  return n;
}

static guint
divide_up (guint n, guint by)
{
  return (n + by - 1) / by;
}

/* FALSE if not even one treatment finds a place. */
static gboolean
deal_out (const IsoPlating *plating, guint treatments, guint samples, Deal *deal)
{
  guint usable = count_usable (plating), controls = count_controls (plating, samples);
  guint room = usable > controls ? (usable - controls) / samples : 0;   /* for the treatments of one sample */

  deal->samples = samples;
  deal->by_replicate = room >= treatments;
  if (room == 0 || treatments == 0 || (!deal->by_replicate && room < plating->replicates))
    return FALSE;
  deal->plates = deal->by_replicate ? divide_up (plating->replicates, room / treatments)
                                    : divide_up (treatments, room / plating->replicates);
  return TRUE;
}

static gboolean
choose_deal (const IsoPlating *plating, guint treatments, Deal *deal)
{
  if (plating->together && plating->samples > 1 && deal_out (plating, treatments, plating->samples, deal) && deal->plates == 1)
    return TRUE;
  return deal_out (plating, treatments, 1, deal);
}

static gboolean
is_one_plate (const IsoPlating *plating, guint treatments)
{
  Deal deal;

  return deal_out (plating, treatments, plating->together ? plating->samples : 1, &deal) && deal.plates == 1;
}

static char *
print_count (guint n)
{
  return g_strdup_printf ("%u", n);
}

gboolean
iso_plating_count (const IsoDesign *design, const IsoPlating *plating, IsoPlatingCount *count, GError **error)
{
  guint treatments = design->treatments->len, side_by_side = plating->together ? plating->samples : 1;
  guint64 plates;
  Deal deal;

  g_return_val_if_fail (plating->replicates > 0 && plating->samples > 0 && plating->runs > 0, FALSE);
  count->usable = count_usable (plating);
  count->treatments = treatments;
  count->wanted = treatments * plating->replicates * side_by_side + count_controls (plating, side_by_side);
  if (!choose_deal (plating, treatments, &deal))
    {
      g_autofree char *usable = print_count (count->usable);
      g_autofree char *controls = print_count (count_controls (plating, 1));
      g_autofree char *replicates = print_count (plating->replicates);

      iso_error_set (error, ISO_ERROR_TOO_LARGE, NULL,
                     N_("A plate offers {1} wells, and {2} controls leave no room for {3} replicates of one treatment. Take a larger plate, use "
                        "its edge, or take fewer controls."), usable, controls, replicates, NULL);
      return FALSE;
    }
  plates = (guint64) deal.plates * (plating->samples / deal.samples) * plating->runs;
  if (plates > MAX_PLATES)
    {
      iso_error_set (error, ISO_ERROR_TOO_LARGE, NULL, N_("This would take more than 10,000 plates. Take fewer treatments or replicates, or a "
                                                          "larger plate."), NULL);
      return FALSE;
    }
  count->plates = (guint) plates;
  count->together = deal.samples > 1;
  count->wells = treatments * plating->replicates * plating->samples * plating->runs + count->plates * count_controls (plating, deal.samples);
  count->whole = deal.plates == 1;
  return TRUE;
}

static void
suggest (GPtrArray *messages, const char *code, const char *sentence, guint first, guint second)
{
  g_autofree char *one = print_count (first);
  g_autofree char *other = print_count (second);

  g_ptr_array_add (messages, iso_message_new (code, NULL, sentence, one, other, NULL));
}

void
iso_plating_suggest (const IsoDesign *design, const IsoPlating *plating, GPtrArray *messages)
{
  guint treatments = design->treatments->len, samples = plating->together ? plating->samples : 1;
  guint controls = count_controls (plating, samples), usable = count_usable (plating);
  IsoPlating other = *plating;
  Deal deal;

  if (is_one_plate (plating, treatments))
    return;
  for (other.replicates = plating->replicates - 1; other.replicates > 0; other.replicates--)
    {
      if (!is_one_plate (&other, treatments))
        continue;
      suggest (messages, "fewer-replicates", N_("With {1} replicates instead of {2}, one plate is enough."), other.replicates,
               plating->replicates);
      break;
    }
  other = *plating;
  while (other.ring > 0)
    {
      other.ring--;
      if (!is_one_plate (&other, treatments))
        continue;
      suggest (messages, "use-edge", N_("With {1} edge rings left free instead of {2}, one plate is enough; wells at the edge dry out "
                                        "faster."), other.ring, plating->ring);
      break;
    }
  other = *plating;
  for (guint i = 0; iso_plate_format_nth (i) != NULL; i++)
    {
      other.format = iso_plate_format_nth (i);
      if (other.format->wells <= plating->format->wells || !is_one_plate (&other, treatments))
        continue;
      suggest (messages, "larger-plate", N_("On a plate of {1} wells instead of {2}, everything fits."), other.format->wells,
               plating->format->wells);
      break;
    }
  if (usable >= controls + plating->replicates * samples)
    suggest (messages, "fewer-treatments", N_("With {1} treatments instead of {2}, one plate is enough: take fewer doses, or part of a matrix."),
             (usable - controls) / (plating->replicates * samples), treatments);
  if (plating->together && plating->samples > 1 && deal_out (plating, treatments, 1, &deal) && deal.plates == 1)
    suggest (messages, "plate-each", N_("With a plate for each sample, {1} plates a run are enough, each with controls of its own."),
             plating->samples, 0);
  else if (deal_out (plating, treatments, 1, &deal))
    suggest (messages, deal.by_replicate ? "spread-replicates" : "spread-treatments",
             deal.by_replicate ? N_("Spread over {1} plates for each sample, every plate holds whole series and controls of its own.")
                               : N_("Spread over {1} plates for each sample, every plate holds a part of the treatments and controls of its own."),
             deal.plates, 0);
}

static void
free_content_cb (gpointer data)
{
  IsoPlateContent *content = data;

  g_array_unref (content->wells);
  g_free (content);
}

static void
add_control_wells (IsoPlateContent *content, const IsoPlating *plating, guint first_sample, guint samples)
{
  for (guint role = 0; role < ISO_N_ROLES; role++)
    {
      guint owners = role == ISO_ROLE_BLANK ? 1 : samples;

      for (guint owner = 0; owner < owners; owner++)
        {
          for (guint i = 0; i < plating->controls[role]; i++)
            {
              IsoLayoutWell well = {
                .role = (IsoRole) role,
                .sample = role == ISO_ROLE_BLANK ? -1 : (int) (first_sample + owner),
                .replicate = i + 1,
              };

              g_array_append_val (content->wells, well);
            }
        }
    }
}

static void
add_treated_well (IsoPlateContent *content, const IsoDesign *design, guint index, guint sample, guint replicate)
{
  const IsoTreatment *treatment = &g_array_index (design->treatments, IsoTreatment, index);
  IsoLayoutWell well = { .role = ISO_ROLE_TREATED, .sample = (int) sample, .replicate = replicate };

  for (guint drug = 0; drug < design->n_drugs; drug++)
    {
      double dose = treatment->doses[drug];

      if (dose > 0)
        well.doses[well.n_doses++] = (IsoDose) { drug, dose, dose, dose };
    }
  g_array_append_val (content->wells, well);
}

/* Shares that differ by one at most: 7 among 3 are 3, 2, 2. */
static guint
share_start (guint n, guint parts, guint part)
{
  return part * (n / parts) + MIN (part, n % parts);
}

static IsoPlateContent *
fill_plate (const IsoDesign *design, const IsoPlating *plating, const Deal *deal, guint part, guint run, guint first_sample)
{
  IsoPlateContent *content = g_new0 (IsoPlateContent, 1);
  guint whole = deal->by_replicate ? plating->replicates : design->treatments->len;
  guint first = share_start (whole, deal->plates, part), last = share_start (whole, deal->plates, part + 1);
  guint first_replicate = deal->by_replicate ? first : 0, last_replicate = deal->by_replicate ? last : plating->replicates;
  guint first_treatment = deal->by_replicate ? 0 : first, last_treatment = deal->by_replicate ? design->treatments->len : last;

  content->run = run;
  content->sample = deal->samples > 1 ? -1 : (int) first_sample;
  content->wells = g_array_new (FALSE, FALSE, sizeof (IsoLayoutWell));
  for (guint sample = first_sample; sample < first_sample + deal->samples; sample++)
    {
      for (guint replicate = first_replicate; replicate < last_replicate; replicate++)
        {
          for (guint i = first_treatment; i < last_treatment; i++)
            add_treated_well (content, design, i, sample, replicate + 1);
        }
    }
  add_control_wells (content, plating, first_sample, deal->samples);
  return content;
}

GPtrArray *
iso_plating_fill (const IsoDesign *design, const IsoPlating *plating, GError **error)
{
  g_autoptr (GPtrArray) contents = g_ptr_array_new_with_free_func (free_content_cb);
  IsoPlatingCount count;
  Deal deal;

  if (!iso_plating_count (design, plating, &count, error) || !choose_deal (plating, design->treatments->len, &deal))
    return NULL;
  for (guint run = 0; run < plating->runs; run++)
    {
      for (guint sample = 0; sample < plating->samples; sample += deal.samples)
        {
          for (guint part = 0; part < deal.plates; part++)
            g_ptr_array_add (contents, fill_plate (design, plating, &deal, part, run, sample));
        }
    }
  return g_steal_pointer (&contents);
}
