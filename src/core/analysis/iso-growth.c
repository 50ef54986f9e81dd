/* iso-growth.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "analysis/iso-growth.h"

#include <math.h>

static void
free_curve (gpointer data)
{
  IsoGrowthCurve *curve = data;

  g_array_unref (curve->doses);
  g_array_unref (curve->rates);
  g_array_unref (curve->wells);
  g_free (curve);
}

static guint
get_replicate (const IsoDataset *dataset, const IsoObservation *observation)
{
  return g_array_index (dataset->experiment->records, IsoRecord, observation->record).replicate;
}

/* A plate that was read at time zero has no vehicle wells, so that nothing on it has a viability. */
static gboolean
is_read (const IsoObservation *observation)
{
  return observation->status != ISO_STATUS_EXCLUDED && isfinite (observation->raw);
}

static gboolean
is_control_of (const IsoObservation *control, const IsoObservation *well, IsoRole role)
{
  return control->role == role && is_read (control) && control->run == well->run && control->plate == well->plate
         && (role == ISO_ROLE_BLANK || control->sample < 0 || control->sample == well->sample);
}

static gboolean
is_start_elsewhere (const IsoObservation *control, const IsoObservation *well)
{
  return control->role == ISO_ROLE_TIME_ZERO && is_read (control) && control->run == well->run && control->plate != well->plate
         && (control->sample < 0 || control->sample == well->sample);
}

/* The wells that others are compared with, few among all. */
static GArray *
list_controls (const IsoDataset *dataset)
{
  GArray *controls = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < dataset->observations->len; i++)
    {
      IsoRole role = iso_dataset_observation (dataset, i)->role;

      if (role == ISO_ROLE_BLANK || role == ISO_ROLE_VEHICLE || role == ISO_ROLE_TIME_ZERO)
        g_array_append_val (controls, i);
    }
  return controls;
}

/* The mean of the controls of a well: those of its replicate, or of all where it has none. NaN without any. */
static double
find_control (const IsoDataset *dataset, const GArray *controls, const IsoObservation *well, IsoRole role)
{
  double sums[2] = { 0, 0 };
  guint counts[2] = { 0, 0 };

  for (guint i = 0; i < controls->len; i++)
    {
      const IsoObservation *control = iso_dataset_observation (dataset, g_array_index (controls, guint, i));

      if (!is_control_of (control, well, role))
        continue;
      for (guint k = 0; k < 2; k++)
        {
          if (k == 0 && get_replicate (dataset, control) != get_replicate (dataset, well))
            continue;
          sums[k] += control->raw;
          counts[k]++;
        }
    }
  return counts[0] > 0 ? sums[0] / counts[0] : counts[1] > 0 ? sums[1] / counts[1] : NAN;
}

static IsoGrowthCurve *
find_curve (GPtrArray *curves, const IsoObservation *well)
{
  IsoGrowthCurve *curve;

  for (guint i = 0; i < curves->len; i++)
    {
      curve = g_ptr_array_index (curves, i);
      if (curve->sample == well->sample && curve->run == well->run && curve->drug == well->doses[0].drug)
        return curve;
    }
  curve = g_new0 (IsoGrowthCurve, 1);
  curve->sample = well->sample;
  curve->run = well->run;
  curve->drug = well->doses[0].drug;
  curve->doses = g_array_new (FALSE, FALSE, sizeof (double));
  curve->rates = g_array_new (FALSE, FALSE, sizeof (double));
  curve->wells = g_array_new (FALSE, FALSE, sizeof (guint));
  g_ptr_array_add (curves, curve);
  return curve;
}

static gboolean
has_time_zero (const IsoDataset *dataset)
{
  for (guint i = 0; i < dataset->observations->len; i++)
    {
      if (iso_dataset_observation (dataset, i)->role == ISO_ROLE_TIME_ZERO)
        return TRUE;
    }
  return FALSE;
}

/* Of a run whose cells were read at time zero on a plate of their own: their mean, a blank of that plate, or else this one, taken off. */
static double
find_start_elsewhere (const IsoDataset *dataset, const GArray *controls, const IsoObservation *well, double background)
{
  double sum = 0;
  guint n = 0;

  for (guint i = 0; i < controls->len; i++)
    {
      const IsoObservation *control = iso_dataset_observation (dataset, g_array_index (controls, guint, i));
      double blank;

      if (!is_start_elsewhere (control, well))
        continue;
      blank = find_control (dataset, controls, control, ISO_ROLE_BLANK);
      sum += control->raw - (isfinite (blank) ? blank : background);
      n++;
    }
  return n > 0 ? sum / n : NAN;
}

static void
compare_well (const IsoDataset *dataset, const GArray *controls, const IsoObservation *well, IsoGrowthWell *growth)
{
  double blank = find_control (dataset, controls, well, ISO_ROLE_BLANK), background = isfinite (blank) ? blank : 0;

  growth->count = well->raw - background;
  growth->start = find_control (dataset, controls, well, ISO_ROLE_TIME_ZERO) - background;
  if (isnan (growth->start))
    growth->start = find_start_elsewhere (dataset, controls, well, background);
  growth->control = find_control (dataset, controls, well, ISO_ROLE_VEHICLE) - background;
  growth->rate = iso_growth_rate (growth->count, growth->start, growth->control);
}

static void
add_well (const IsoDataset *dataset, const GArray *controls, guint index, GPtrArray *curves)
{
  const IsoObservation *well = iso_dataset_observation (dataset, index);
  IsoGrowthCurve *curve = find_curve (curves, well);
  IsoGrowthWell growth;

  compare_well (dataset, controls, well, &growth);
  g_array_append_val (curve->doses, well->doses[0].dose);
  g_array_append_val (curve->rates, growth.rate);
  g_array_append_val (curve->wells, index);
  curve->doublings += (log2 (growth.control / growth.start) - curve->doublings) / curve->doses->len;
}

double
iso_growth_curve_value (const IsoGrowthCurve *curve, double dose)
{
  return curve->metrics.flat ? curve->metrics.mean : iso_curve_fit_value (&curve->metrics.fit, dose);
}

GArray *
iso_growth_list_controls (const IsoDataset *dataset, guint observation, IsoRole role)
{
  const IsoObservation *well = iso_dataset_observation (dataset, observation);
  GArray *all = list_controls (dataset), *own = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GArray) elsewhere = g_array_new (FALSE, FALSE, sizeof (guint));
  gboolean replicate = FALSE;

  for (guint i = all->len; i-- > 0;)
    {
      const IsoObservation *control = iso_dataset_observation (dataset, g_array_index (all, guint, i));

      if (!is_control_of (control, well, role))
        {
          if (role == ISO_ROLE_TIME_ZERO && is_start_elsewhere (control, well))
            g_array_append_val (elsewhere, g_array_index (all, guint, i));
          g_array_remove_index (all, i);
        }
      else
        replicate = replicate || get_replicate (dataset, control) == get_replicate (dataset, well);
    }
  for (guint i = 0; i < all->len; i++)
    {
      guint index = g_array_index (all, guint, i);

      if (!replicate || get_replicate (dataset, iso_dataset_observation (dataset, index)) == get_replicate (dataset, well))
        g_array_append_val (own, index);
    }
  for (guint i = elsewhere->len; i-- > 0 && all->len == 0;)
    g_array_append_val (own, g_array_index (elsewhere, guint, i));
  g_array_unref (all);
  return own;
}

void
iso_growth_well_init (IsoGrowthWell *growth, const IsoDataset *dataset, guint observation)
{
  g_autoptr (GArray) controls = list_controls (dataset);

  compare_well (dataset, controls, iso_dataset_observation (dataset, observation), growth);
}

GPtrArray *
iso_dataset_growth (const IsoDataset *dataset, double level, GError **error)
{
  g_autoptr (GPtrArray) curves = g_ptr_array_new_with_free_func (free_curve);
  g_autoptr (GArray) controls = list_controls (dataset);

  if (dataset->experiment->response != ISO_RESPONSE_SIGNAL || !has_time_zero (dataset))
    {
      iso_error_set (error, ISO_ERROR_NO_DATA, NULL,
                     N_("Growth rates need signals, and wells that were read when the drugs were added (role “time zero”). There are none "
                        "here."), NULL);
      return NULL;
    }
  for (guint i = 0; i < dataset->observations->len; i++)
    {
      const IsoObservation *well = iso_dataset_observation (dataset, i);

      if (well->role == ISO_ROLE_TREATED && well->status == ISO_STATUS_OK && well->n_doses == 1)
        add_well (dataset, controls, i, curves);
    }
  for (guint i = 0; i < curves->len; i++)
    {
      IsoGrowthCurve *curve = g_ptr_array_index (curves, i);

      iso_growth_metrics ((const double *) (void *) curve->doses->data, (const double *) (void *) curve->rates->data, curve->doses->len, level,
                          &curve->metrics);
    }
  return g_steal_pointer (&curves);
}
