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
  g_free (curve);
}

static guint
get_replicate (const IsoDataset *dataset, const IsoObservation *observation)
{
  return g_array_index (dataset->experiment->records, IsoRecord, observation->record).replicate;
}

static gboolean
is_control_of (const IsoObservation *control, const IsoObservation *well, IsoRole role)
{
  return control->role == role && control->status == ISO_STATUS_OK && control->run == well->run && control->plate == well->plate
         && (role == ISO_ROLE_BLANK || control->sample < 0 || control->sample == well->sample);
}

/* The mean of the controls of a well: those of its replicate, or of all where it has none. NaN without any. */
static double
find_control (const IsoDataset *dataset, const IsoObservation *well, IsoRole role)
{
  double sums[2] = { 0, 0 };
  guint counts[2] = { 0, 0 };

  for (guint i = 0; i < dataset->observations->len; i++)
    {
      const IsoObservation *control = iso_dataset_observation (dataset, i);

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

static void
add_well (const IsoDataset *dataset, const IsoObservation *well, GPtrArray *curves)
{
  double blank = find_control (dataset, well, ISO_ROLE_BLANK), background = isfinite (blank) ? blank : 0;
  double start = find_control (dataset, well, ISO_ROLE_TIME_ZERO) - background;
  double control = find_control (dataset, well, ISO_ROLE_VEHICLE) - background;
  double rate = iso_growth_rate (well->raw - background, start, control);
  IsoGrowthCurve *curve = find_curve (curves, well);

  g_array_append_val (curve->doses, well->doses[0].dose);
  g_array_append_val (curve->rates, rate);
  curve->doublings += (log2 (control / start) - curve->doublings) / curve->doses->len;
}

GPtrArray *
iso_dataset_growth (const IsoDataset *dataset, double level, GError **error)
{
  g_autoptr (GPtrArray) curves = g_ptr_array_new_with_free_func (free_curve);

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
        add_well (dataset, well, curves);
    }
  for (guint i = 0; i < curves->len; i++)
    {
      IsoGrowthCurve *curve = g_ptr_array_index (curves, i);

      iso_growth_metrics ((const double *) (void *) curve->doses->data, (const double *) (void *) curve->rates->data, curve->doses->len, level,
                          &curve->metrics);
    }
  return g_steal_pointer (&curves);
}
