/* iso-plate-summary.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-plate-summary.h"

#include "iso-user-text.h"

#include <glib/gi18n.h>
#include <math.h>

#define LEAST_Z_PRIME 0.5    /* Zhang, Chung & Oldenburg 1999: from here on an assay is excellent */
#define MOST_CV      20.0    /* % */

static const IsoRole order[] = {
  ISO_ROLE_VEHICLE, ISO_ROLE_UNTREATED, ISO_ROLE_BLANK, ISO_ROLE_COMPOUND_BLANK, ISO_ROLE_POSITIVE_CONTROL, ISO_ROLE_TIME_ZERO,
  ISO_ROLE_TREATED,
};

/* The observations of each plate, so that all of them need not be looked through for each. */
struct _IsoPlateIndex
{
  guint *order;    /* observations, one plate after the other */
  guint *begins;   /* of each plate in the order; one more for the end */
};

IsoPlateIndex *
iso_plate_index_new (const IsoAnalysis *analysis)
{
  const IsoDataset *dataset = analysis->dataset;
  guint n_plates = dataset->experiment->plates->len, n = dataset->observations->len;
  g_autofree guint *ends = g_new0 (guint, n_plates + 1);
  IsoPlateIndex *index = g_new0 (IsoPlateIndex, 1);

  index->order = g_new0 (guint, n + 1);
  index->begins = g_new0 (guint, n_plates + 2);
  for (guint i = 0; i < n; i++)
    if (iso_dataset_observation (dataset, i)->plate >= 0)
      index->begins[iso_dataset_observation (dataset, i)->plate + 1]++;
  for (guint i = 0; i < n_plates; i++)
    ends[i + 1] = index->begins[i + 1] += index->begins[i];
  for (guint i = 0; i < n; i++)
    if (iso_dataset_observation (dataset, i)->plate >= 0)
      index->order[ends[iso_dataset_observation (dataset, i)->plate]++] = i;
  return index;
}

void
iso_plate_index_free (IsoPlateIndex *index)
{
  g_free (index->order);
  g_free (index->begins);
  g_free (index);
}

static void
count_wells (IsoPlateSummary *summary, const IsoAnalysis *analysis, const IsoPlateIndex *index, guint plate, GPtrArray *warnings)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  guint missing = 0, excluded = 0;

  for (guint k = 0; k < G_N_ELEMENTS (order); k++)
    {
      guint n = 0;

      for (guint i = index->begins[plate]; i < index->begins[plate + 1]; i++)
        {
          const IsoObservation *observation = iso_dataset_observation (analysis->dataset, index->order[i]);

          if (observation->role != order[k])
            continue;
          n++;
          missing += observation->status == ISO_STATUS_UNDEFINED && !isfinite (observation->raw);
          excluded += observation->status == ISO_STATUS_EXCLUDED;
        }
      summary->n_wells += n;
      if (n > 0)
        /* Translators: what wells are for, and how many: "Vehicle 9". */
        g_ptr_array_add (parts, g_strdup_printf (_("%s %u"), gettext (iso_role_name (order[k])), n));
    }
  if (parts->len > 0)
    summary->content = iso_user_list (parts);
  if (missing > 0)
    g_ptr_array_add (warnings, g_strdup_printf (ngettext ("%u well has no value.", "%u wells have no value.", missing), missing));
  if (excluded > 0)
    g_ptr_array_add (warnings, g_strdup_printf (ngettext ("%u well is excluded.", "%u wells are excluded.", excluded), excluded));
}

static int
compare_cb (gconstpointer one, gconstpointer other)
{
  guint first = *(const guint *) one, second = *(const guint *) other;

  return (first > second) - (first < second);
}

static void
list_runs (IsoPlateSummary *summary, const IsoAnalysis *analysis, const IsoPlateIndex *index, guint plate)
{
  const IsoDataset *dataset = analysis->dataset;
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) runs = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = index->begins[plate]; i < index->begins[plate + 1]; i++)
    {
      guint run = iso_dataset_observation (dataset, index->order[i])->run;

      if (runs->len == 0 || g_array_index (runs, guint, runs->len - 1) != run)
        g_array_append_val (runs, run);
    }
  g_array_sort (runs, compare_cb);
  for (guint i = 0; i < runs->len; i++)
    if (i == 0 || g_array_index (runs, guint, i) != g_array_index (runs, guint, i - 1))
      g_ptr_array_add (names, g_strdup (iso_experiment_run (dataset->experiment, g_array_index (runs, guint, i))));
  if (names->len > 0)
    summary->run = iso_user_list (names);
}

/* Of the first controls that say something; a plate with samples of their own controls has several. */
static void
judge (IsoPlateSummary *summary, const IsoControlGroup *group, GPtrArray *warnings)
{
  const IsoPlateQuality *quality = &group->quality;
  const IsoControl *low = quality->against_blank ? &quality->blank : &quality->positive;
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  if (group->status != ISO_STATUS_OK)
    g_ptr_array_add (warnings, g_strdup (quality->vehicle.n == 0 ? _("Without vehicle wells there is no viability.")
                                                             : _("The vehicle wells are not above the blank, so there is no viability.")));
  if (isfinite (quality->z_prime))
    {
      g_autofree char *number = iso_user_measured (quality->z_prime);

      if (summary->z_prime == NULL)
        /* Translators: the quality of an assay, and of how many vehicle and how many other control wells. */
        summary->z_prime = g_strdup_printf (_("Z′ %s (n %u and %u)"), number, (guint) quality->vehicle.n, (guint) low->n);
      if (quality->z_prime < LEAST_Z_PRIME)
        g_ptr_array_add (warnings, g_strdup_printf (_("Z′ is %s: below 0.5 the controls hardly tell small effects from noise."), number));
    }
  if (isfinite (quality->vehicle.cv))
    {
      g_autofree char *number = iso_user_measured (quality->vehicle.cv);

      /* Translators: the coefficient of variation of so many vehicle wells. */
      g_ptr_array_add (parts, g_strdup_printf (_("CV %s\u00a0%% (n %u)"), number, (guint) quality->vehicle.n));
      if (quality->vehicle.cv > MOST_CV)
        g_ptr_array_add (warnings, g_strdup_printf (_("The vehicle wells vary by %s\u00a0%%."), number));
    }
  if (isfinite (quality->signal_to_background))
    {
      g_autofree char *number = iso_user_measured (quality->signal_to_background);

      /* Translators: signal to background, of so many vehicle and so many other control wells. */
      g_ptr_array_add (parts, g_strdup_printf (_("S/B %s (n %u and %u)"), number, (guint) quality->vehicle.n, (guint) low->n));
    }
  if (summary->quality == NULL && parts->len > 0)
    summary->quality = iso_user_list (parts);
}

void
iso_plate_summary_init (IsoPlateSummary *summary, const IsoAnalysis *analysis, const IsoPlateIndex *index, guint plate)
{
  const GArray *groups = analysis->dataset->groups;
  g_autoptr (GPtrArray) warnings = g_ptr_array_new_with_free_func (g_free);

  *summary = (IsoPlateSummary) { 0 };
  list_runs (summary, analysis, index, plate);
  for (guint i = 0; i < groups->len; i++)
    if (g_array_index (groups, IsoControlGroup, i).plate == (int) plate)
      judge (summary, &g_array_index (groups, IsoControlGroup, i), warnings);
  count_wells (summary, analysis, index, plate, warnings);
  summary->n_warnings = warnings->len;
  g_ptr_array_add (warnings, NULL);
  if (summary->n_warnings > 0)
    summary->warnings = g_strjoinv ("\n", (char **) warnings->pdata);
}

void
iso_plate_summary_clear (IsoPlateSummary *summary)
{
  g_free (summary->run);
  g_free (summary->content);
  g_free (summary->z_prime);
  g_free (summary->quality);
  g_free (summary->warnings);
  *summary = (IsoPlateSummary) { 0 };
}
