/* iso-dataset.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "analysis/iso-dataset.h"

#include "base/iso-statistics.h"

#include <math.h>
#include <string.h>

/* Doses closer than this are one level written in two units or with other roundings. */
#define SAME_DOSE 1e-9

static const IsoRecord *
get_record (const IsoDataset *dataset, guint i)
{
  return &g_array_index (dataset->experiment->records, IsoRecord, i);
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double one = *(const double *) a;
  double two = *(const double *) b;

  return (one > two) - (one < two);
}

static void
find_levels (IsoDataset *dataset)
{
  guint n_drugs = dataset->experiment->drugs->len;

  dataset->levels = g_new0 (IsoLevels, n_drugs);
  for (guint drug = 0; drug < n_drugs; drug++)
    {
      g_autoptr (GArray) doses = g_array_new (FALSE, FALSE, sizeof (double));
      IsoLevels *levels = &dataset->levels[drug];

      for (guint i = 0; i < dataset->experiment->records->len; i++)
        {
          const IsoRecord *record = get_record (dataset, i);

          for (guint j = 0; j < record->n_doses; j++)
            {
              if (record->doses[j].drug == drug)
                g_array_append_val (doses, record->doses[j].achieved);
            }
        }
      g_array_sort (doses, compare_doubles);
      levels->doses = g_new (double, doses->len + 1);
      for (guint i = 0; i < doses->len; i++)
        {
          double dose = g_array_index (doses, double, i);

          if (levels->n == 0 || dose > levels->doses[levels->n - 1] * (1 + SAME_DOSE))
            levels->doses[levels->n++] = dose;
        }
    }
}

static guint
find_level (const IsoLevels *levels, double dose)
{
  gsize first = 0, last = levels->n;

  while (last - first > 1)
    {
      gsize middle = (first + last) / 2;

      if (dose < levels->doses[middle] * (1 - SAME_DOSE))
        last = middle;
      else
        first = middle;
    }
  return (guint) first;
}

static void
add_observation (IsoDataset *dataset, guint i)
{
  const IsoRecord *record = get_record (dataset, i);
  IsoObservation observation = {
    .record = i, .role = record->role, .sample = record->sample, .n_doses = record->n_doses, .run = record->run,
    .plate = record->plate, .group = -1, .raw = record->response, .viability = NAN, .status = ISO_STATUS_UNDEFINED,
  };

  for (guint j = 0; j < record->n_doses; j++)
    {
      const IsoLevels *levels = &dataset->levels[record->doses[j].drug];
      guint level = find_level (levels, record->doses[j].achieved);

      observation.doses[j] = (IsoObservedDose) { record->doses[j].drug, level, levels->doses[level] };
    }
  if (record->flag == ISO_FLAG_MASKED)
    observation.status = ISO_STATUS_EXCLUDED;
  else if (record->flag == ISO_FLAG_NONE && isfinite (record->response))
    observation.status = ISO_STATUS_OK;
  g_array_append_val (dataset->observations, observation);
}

/* --- controls --------------------------------------------------------------------------------------------------------------- */

static gboolean
is_on (const IsoControlGroup *group, const IsoObservation *observation)
{
  return group->plate >= 0 ? observation->plate == group->plate : observation->plate < 0 && observation->run == group->run;
}

static void
collect_control (const IsoDataset *dataset, const IsoControlGroup *group, IsoRole role, IsoControl *control)
{
  g_autoptr (GArray) values = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; i < dataset->observations->len; i++)
    {
      const IsoObservation *observation = iso_dataset_observation (dataset, i);

      if (observation->role == role && observation->status == ISO_STATUS_OK && is_on (group, observation)
          && (role == ISO_ROLE_BLANK || observation->sample < 0 || observation->sample == group->sample))
        g_array_append_val (values, observation->raw);
    }
  iso_control_compute ((const double *) (void *) values->data, values->len, dataset->location, control);
}

/* The plate, or the run where there is none, as a person calls it. */
static const char *
get_group_name (const IsoDataset *dataset, const IsoControlGroup *group)
{
  const IsoPlate *plate = iso_experiment_plate (dataset->experiment, group->plate);

  return plate != NULL ? plate->name : iso_experiment_run (dataset->experiment, group->run);
}

static void
tell (IsoDataset *dataset, const IsoControlGroup *group, const char *code, const char *sentence)
{
  g_ptr_array_add (dataset->messages, iso_message_new (code, NULL, sentence, get_group_name (dataset, group), NULL));
}

static void
judge_group (IsoDataset *dataset, IsoControlGroup *group)
{
  IsoPlateQuality *quality = &group->quality;
  double blank = 0, blank_se = 0;

  if (quality->vehicle.n == 0 && quality->untreated.n > 0)
    {
      quality->vehicle = quality->untreated;
      tell (dataset, group, "no-vehicle",
            N_("“{1}” has no vehicle wells; untreated wells stand for 100 % instead. An effect of the solvent is not corrected."));
    }
  iso_plate_quality_compute (quality);
  group->status = ISO_STATUS_OK;
  if (quality->vehicle.n == 0)
    {
      group->status = ISO_STATUS_UNDEFINED;
      tell (dataset, group, "no-controls",
            N_("“{1}” has no vehicle or untreated wells, so its signals have no 100 %. Give those wells the role “vehicle”."));
      return;
    }
  if (quality->blank.n > 0)
    {
      blank = quality->blank.location;
      blank_se = quality->blank.n > 1 ? quality->blank.se : 0;
    }
  else
    {
      tell (dataset, group, "no-blank", N_("“{1}” has no blank wells; its background was taken as 0."));
    }
  if (!(quality->vehicle.location > blank))
    {
      group->status = ISO_STATUS_UNDEFINED;
      tell (dataset, group, "vehicle-below-blank",
            N_("On “{1}” the vehicle wells are not above the blanks. Check the roles, and that the plate was not turned."));
      return;
    }
  group->vehicle_se = quality->vehicle.se / (quality->vehicle.location - blank);
  group->blank_se = blank_se / (quality->vehicle.location - blank);
  group->relative_se = hypot (group->vehicle_se, group->blank_se);
}

static guint
find_group (IsoDataset *dataset, const IsoObservation *observation)
{
  IsoControlGroup group = { .plate = observation->plate, .run = observation->run, .sample = observation->sample, .relative_se = NAN,
                            .vehicle_se = NAN, .blank_se = NAN };

  for (guint i = 0; i < dataset->groups->len; i++)
    {
      const IsoControlGroup *there = &g_array_index (dataset->groups, IsoControlGroup, i);

      if (is_on (there, observation) && there->sample == observation->sample)
        return i;
    }
  collect_control (dataset, &group, ISO_ROLE_VEHICLE, &group.quality.vehicle);
  collect_control (dataset, &group, ISO_ROLE_UNTREATED, &group.quality.untreated);
  collect_control (dataset, &group, ISO_ROLE_BLANK, &group.quality.blank);
  collect_control (dataset, &group, ISO_ROLE_POSITIVE_CONTROL, &group.quality.positive);
  judge_group (dataset, &group);
  g_array_append_val (dataset->groups, group);
  return dataset->groups->len - 1;
}

/* Wells with the same drugs and no cells on the same plate show what the drugs themselves add to the signal. */
static gboolean
find_compound_blank (const IsoDataset *dataset, const IsoControlGroup *group, const IsoObservation *treated, double *blank)
{
  double sum = 0;
  guint n = 0;

  for (guint i = 0; i < dataset->observations->len; i++)
    {
      const IsoObservation *other = iso_dataset_observation (dataset, i);
      gboolean same = other->role == ISO_ROLE_COMPOUND_BLANK && other->status == ISO_STATUS_OK && is_on (group, other)
                      && other->n_doses == treated->n_doses;

      for (guint j = 0; same && j < treated->n_doses; j++)
        same = other->doses[j].drug == treated->doses[j].drug && other->doses[j].level == treated->doses[j].level;
      if (same)
        {
          sum += other->raw;
          n++;
        }
    }
  if (n == 0)
    return FALSE;
  *blank = sum / n;
  return TRUE;
}

static void
normalise_signal (IsoDataset *dataset, IsoObservation *observation, gboolean compound_blanks)
{
  const IsoControlGroup *group;
  double blank, own;

  observation->group = (int) find_group (dataset, observation);
  group = &g_array_index (dataset->groups, IsoControlGroup, observation->group);
  if (group->status != ISO_STATUS_OK)
    {
      observation->status = ISO_STATUS_UNDEFINED;
      return;
    }
  blank = group->quality.blank.n > 0 ? group->quality.blank.location : 0;
  own = blank;
  if (compound_blanks && observation->role == ISO_ROLE_TREATED)
    find_compound_blank (dataset, group, observation, &own);
  observation->viability = (observation->raw - own) / (group->quality.vehicle.location - blank);
}

static gboolean
has_role (const IsoDataset *dataset, IsoRole role)
{
  for (guint i = 0; i < dataset->observations->len; i++)
    {
      if (iso_dataset_observation (dataset, i)->role == role)
        return TRUE;
    }
  return FALSE;
}

/* Where no treated well of a plate is left, its controls can be judged all the same. */
static void
judge_other_plates (IsoDataset *dataset)
{
  for (guint i = 0; i < dataset->observations->len; i++)
    {
      const IsoObservation *observation = iso_dataset_observation (dataset, i);
      gboolean there = observation->status != ISO_STATUS_EXCLUDED || observation->role != ISO_ROLE_TREATED || !isfinite (observation->raw);

      for (guint g = 0; g < dataset->groups->len && !there; g++)
        there = is_on (&g_array_index (dataset->groups, IsoControlGroup, g), observation);
      if (!there)
        find_group (dataset, observation);
    }
}

static void
tell_that_none_is_left (GError **error)
{
  iso_error_set (error, ISO_ERROR_NO_DATA, NULL,
                 N_("No treated well is left: they have no value, or are excluded. Restore some of them, or say which wells were treated."),
                 NULL);
}

static gboolean
normalise_signals (IsoDataset *dataset, GError **error)
{
  gboolean compound_blanks = has_role (dataset, ISO_ROLE_COMPOUND_BLANK);
  gboolean any = FALSE, treated = FALSE;

  for (guint i = 0; i < dataset->observations->len; i++)
    {
      IsoObservation *observation = &g_array_index (dataset->observations, IsoObservation, i);

      if (observation->status != ISO_STATUS_OK)
        continue;
      if (observation->role != ISO_ROLE_TREATED)
        observation->viability = NAN;
      else
        normalise_signal (dataset, observation, compound_blanks);
      treated |= observation->role == ISO_ROLE_TREATED;
      any |= isfinite (observation->viability);
    }
  judge_other_plates (dataset);
  /* Controls get a viability too, for plate maps; they take part in no group of their own making. */
  for (guint i = 0; i < dataset->observations->len; i++)
    {
      IsoObservation *observation = &g_array_index (dataset->observations, IsoObservation, i);

      if (observation->status != ISO_STATUS_OK || observation->role == ISO_ROLE_TREATED)
        continue;
      for (guint g = 0; g < dataset->groups->len; g++)
        {
          const IsoControlGroup *group = &g_array_index (dataset->groups, IsoControlGroup, g);
          double blank = group->quality.blank.n > 0 ? group->quality.blank.location : 0;

          if (group->status == ISO_STATUS_OK && is_on (group, observation)
              && (observation->sample < 0 || observation->sample == group->sample || observation->role == ISO_ROLE_BLANK))
            {
              observation->group = (int) g;
              observation->viability = (observation->raw - blank) / (group->quality.vehicle.location - blank);
              break;
            }
        }
    }
  if (any)
    return TRUE;
  if (!treated)
    tell_that_none_is_left (error);
  else
    iso_error_set (error, ISO_ERROR_NO_DATA, NULL,
                   N_("No treated well could be turned into a viability. Signals need vehicle wells (100\u00a0%) on the same plate, and these must "
                      "lie above the blanks."), NULL);
  return FALSE;
}

static double
convert_response (const IsoExperiment *experiment, double raw)
{
  double full = experiment->scale == ISO_SCALE_PERCENT ? 100 : 1;

  if (experiment->response == ISO_RESPONSE_RAW)
    return raw;
  return experiment->response == ISO_RESPONSE_VIABILITY ? raw / full : 1 - raw / full;
}

static gboolean
convert_responses (IsoDataset *dataset, GError **error)
{
  const IsoExperiment *experiment = dataset->experiment;
  gboolean treated = FALSE;

  if (experiment->response == ISO_RESPONSE_UNKNOWN
      || (experiment->response != ISO_RESPONSE_RAW && experiment->scale == ISO_SCALE_UNKNOWN))
    {
      iso_error_set (error, ISO_ERROR_UNITS, NULL,
                     N_("It is not known what the responses are. Say whether they are viability, inhibition, fraction affected "
                        "or signal, and whether 100 or 1 is the whole."), NULL);
      return FALSE;
    }
  for (guint i = 0; i < dataset->observations->len; i++)
    {
      IsoObservation *observation = &g_array_index (dataset->observations, IsoObservation, i);

      if (observation->status != ISO_STATUS_OK)
        continue;
      observation->viability = convert_response (experiment, observation->raw);
      treated |= observation->role == ISO_ROLE_TREATED;
    }
  if (!treated)
    tell_that_none_is_left (error);
  return treated;
}

static IsoDataset *
make_dataset (IsoExperiment *experiment, IsoLocation location, gboolean as_read, GError **error)
{
  g_autoptr (IsoDataset) dataset = g_new0 (IsoDataset, 1);
  gboolean good;

  dataset->experiment = iso_experiment_ref (experiment);
  dataset->location = location;
  dataset->observations = g_array_new (FALSE, FALSE, sizeof (IsoObservation));
  dataset->groups = g_array_new (FALSE, FALSE, sizeof (IsoControlGroup));
  dataset->messages = iso_message_list_new ();
  find_levels (dataset);
  for (guint i = 0; i < experiment->records->len; i++)
    add_observation (dataset, i);
  if (dataset->observations->len == 0)
    {
      iso_error_set (error, ISO_ERROR_NO_DATA, NULL, N_("The experiment has no wells."), NULL);
      return NULL;
    }
  good = experiment->response == ISO_RESPONSE_SIGNAL ? normalise_signals (dataset, &dataset->problem)
                                                     : convert_responses (dataset, &dataset->problem);
  if (good || as_read)
    return g_steal_pointer (&dataset);
  g_propagate_error (error, g_steal_pointer (&dataset->problem));
  return NULL;
}

IsoDataset *
iso_dataset_new (IsoExperiment *experiment, IsoLocation location, GError **error)
{
  return make_dataset (experiment, location, FALSE, error);
}

IsoDataset *
iso_dataset_new_as_read (IsoExperiment *experiment, IsoLocation location, GError **error)
{
  return make_dataset (experiment, location, TRUE, error);
}

double
iso_dataset_shown_viability (const IsoDataset *dataset, guint i)
{
  const IsoObservation *observation = iso_dataset_observation (dataset, i);

  if (observation->status != ISO_STATUS_EXCLUDED || !isfinite (observation->raw))
    return observation->viability;
  if (dataset->experiment->response != ISO_RESPONSE_SIGNAL)
    return convert_response (dataset->experiment, observation->raw);
  for (guint g = 0; g < dataset->groups->len; g++)
    {
      const IsoControlGroup *group = &g_array_index (dataset->groups, IsoControlGroup, g);
      double blank = group->quality.blank.n > 0 ? group->quality.blank.location : 0;
      double own = blank;

      if (group->status != ISO_STATUS_OK || !is_on (group, observation)
          || (observation->sample >= 0 && observation->sample != group->sample && observation->role != ISO_ROLE_BLANK))
        continue;
      if (observation->role == ISO_ROLE_TREATED)
        find_compound_blank (dataset, group, observation, &own);
      return (observation->raw - own) / (group->quality.vehicle.location - blank);
    }
  return NAN;
}

void
iso_dataset_free (IsoDataset *dataset)
{
  if (dataset->levels != NULL)
    {
      for (guint i = 0; i < dataset->experiment->drugs->len; i++)
        g_free (dataset->levels[i].doses);
    }
  g_free (dataset->levels);
  iso_experiment_unref (dataset->experiment);
  g_array_unref (dataset->observations);
  g_array_unref (dataset->groups);
  g_ptr_array_unref (dataset->messages);
  g_clear_error (&dataset->problem);
  g_free (dataset);
}

guint
iso_dataset_count_runs (const IsoDataset *dataset)
{
  g_autoptr (GHashTable) runs = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < dataset->observations->len; i++)
    if (iso_dataset_observation (dataset, i)->status == ISO_STATUS_OK)
      g_hash_table_add (runs, GUINT_TO_POINTER (iso_dataset_observation (dataset, i)->run + 1));
  return g_hash_table_size (runs);
}
