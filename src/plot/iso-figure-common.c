/* iso-figure-common.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-figure-common.h"

#include <math.h>
#include <string.h>

static void
clear_mean (IsoDoseMean *mean)
{
  g_array_unref (mean->observations);
  g_array_unref (mean->values);
}

static void
append_arm (GArray *arms, int arm)
{
  if (arm >= 0)
    g_array_append_val (arms, arm);
}

static void
append_combination_arms (GArray *arms, const IsoCombination *combination)
{
  for (guint i = 0; i < combination->n_drugs; i++)
    append_arm (arms, combination->singles[i]);
  for (guint i = 0; i < combination->rays->len; i++)
    append_arm (arms, (int) g_array_index (combination->rays, IsoRay, i).arm);
}

/* The level of the arm's first drug in a point's wells; -1 for dose 0. */
static int
find_level (const IsoAnalysis *analysis, const IsoArm *arm, const IsoPoint *point)
{
  const IsoObservation *observation;

  if (point->n == 0 || point->dose == 0)
    return -1;
  observation = iso_dataset_observation (analysis->dataset, point->observations[0]);
  for (guint i = 0; i < observation->n_doses; i++)
    {
      if (observation->doses[i].drug == arm->drugs[0])
        return (int) observation->doses[i].level;
    }
  return -1;
}

static IsoDoseMean *
find_mean (GArray *means, int level, double dose)
{
  IsoDoseMean new_mean = { .level = level, .dose = dose };

  for (guint i = 0; i < means->len; i++)
    {
      IsoDoseMean *mean = &g_array_index (means, IsoDoseMean, i);

      if (mean->level == level)
        return mean;
    }
  new_mean.observations = g_array_new (FALSE, FALSE, sizeof (guint));
  new_mean.values = g_array_new (FALSE, FALSE, sizeof (double));
  g_array_append_val (means, new_mean);
  return &g_array_index (means, IsoDoseMean, means->len - 1);
}

static int
compare_means_cb (gconstpointer a, gconstpointer b)
{
  return ((const IsoDoseMean *) a)->level - ((const IsoDoseMean *) b)->level;
}

IsoFigure *
iso_figure_start (const IsoAnalysis *analysis, const IsoFigureStyle *style, double width_pt, double height_pt,
                  char *title)
{
  IsoFigure *figure = iso_figure_new (style, width_pt, height_pt, title, analysis->dataset->experiment->note);

  g_free (title);
  return figure;
}

IsoFigure *
iso_figure_finish_empty (IsoFigure *figure, char *reason)
{
  iso_figure_set_empty (figure, reason);
  return iso_figure_finish (figure);
}

GArray *
iso_subject_arms (const IsoAnalysis *analysis, const IsoFigureSubject *subject)
{
  GArray *arms = g_array_new (FALSE, FALSE, sizeof (guint));

  if (subject->arms != NULL)
    {
      for (guint i = 0; i < subject->n_arms; i++)
        {
          if (subject->arms[i] < analysis->arms->len)
            append_arm (arms, (int) subject->arms[i]);
        }
    }
  else if (subject->arm >= 0)
    {
      if ((guint) subject->arm < analysis->arms->len)
        append_arm (arms, subject->arm);
    }
  else if (subject->combination >= 0)
    {
      if ((guint) subject->combination < analysis->combinations->len)
        append_combination_arms (arms, iso_analysis_combination (analysis, (guint) subject->combination));
    }
  else
    {
      for (guint i = 0; i < analysis->arms->len; i++)
        {
          if (subject->sample < 0 || iso_analysis_arm (analysis, i)->sample == subject->sample)
            append_arm (arms, (int) i);
        }
    }
  return arms;
}

const IsoCombination *
iso_subject_combination (const IsoAnalysis *analysis, const IsoFigureSubject *subject,
                         gboolean (*suits) (const IsoCombination *combination))
{
  const IsoCombination *first = NULL;

  if (subject->combination >= 0)
    return (guint) subject->combination < analysis->combinations->len
             ? iso_analysis_combination (analysis, (guint) subject->combination) : NULL;
  for (guint i = 0; i < analysis->combinations->len; i++)
    {
      const IsoCombination *combination = iso_analysis_combination (analysis, i);

      if (subject->sample >= 0 && combination->sample != subject->sample)
        continue;
      if (suits == NULL || suits (combination))
        return combination;
      if (first == NULL)
        first = combination;
    }
  return first;
}

guint
iso_combination_number (const IsoAnalysis *analysis, const IsoCombination *combination)
{
  return (guint) (combination - (const IsoCombination *) (gpointer) analysis->combinations->data);
}

static char *
with_sample (const IsoAnalysis *analysis, const char *name, int sample)
{
  const char *sample_name = iso_experiment_sample (analysis->dataset->experiment, sample);

  return *sample_name != '\0' ? iso_plot_text (N_("{1}, {2}"), name, sample_name, NULL) : g_strdup (name);
}

char *
iso_combination_title (const IsoAnalysis *analysis, const IsoCombination *combination)
{
  g_autofree char *name = iso_combination_name (analysis, combination);

  return with_sample (analysis, name, combination->sample);
}

char *
iso_arm_title (const IsoAnalysis *analysis, const IsoArm *arm)
{
  g_autofree char *name = iso_arm_name (analysis, arm);

  return with_sample (analysis, name, arm->sample);
}

char *
iso_subject_title (const IsoAnalysis *analysis, const IsoFigureSubject *subject, const GArray *arms)
{
  if (arms->len == 1)
    return iso_arm_title (analysis, iso_analysis_arm (analysis, g_array_index (arms, guint, 0)));
  if (subject->combination >= 0 && arms->len > 0)
    return iso_combination_title (analysis, iso_analysis_combination (analysis, (guint) subject->combination));
  return g_strdup (analysis->dataset->experiment->title);
}

char *
iso_run_name (const IsoAnalysis *analysis, guint run, gboolean begins)
{
  const char *name = iso_experiment_run (analysis->dataset->experiment, run);

  if (!g_ascii_isdigit (*name))
    return g_strdup (name);
  return begins ? iso_plot_text (N_("Run {1}"), name, NULL) : iso_plot_text (N_("run {1}"), name, NULL);
}

guint
iso_arm_series (const IsoAnalysis *analysis, guint index)
{
  const IsoArm *arm = iso_analysis_arm (analysis, index);
  guint series = analysis->dataset->experiment->drugs->len;

  if (arm->n_drugs == 1)
    return arm->drugs[0];
  for (guint i = 0; i < index; i++)
    {
      const IsoArm *other = iso_analysis_arm (analysis, i);

      if (other->n_drugs > 1 && other->sample == arm->sample)
        series++;
    }
  return series;
}

IsoColour
iso_series_colour (const IsoFigureStyle *style, guint series)
{
  return style->palette[series % ISO_PALETTE_COLOURS];
}

/* The colours come round after eight, the symbols one step later each time, so that no pair of both repeats before 64.
 * */
IsoSymbol
iso_series_symbol (guint series)
{
  return (IsoSymbol) ((series + series / ISO_PALETTE_COLOURS) % ISO_N_SYMBOLS);
}

gboolean
iso_arms_share_axis (const IsoArm *one, const IsoArm *other)
{
  return one == other
         || (one->unit->dimension == other->unit->dimension && !one->first_dose_only && !other->first_dose_only);
}

gboolean
iso_arms_share_unit (const IsoAnalysis *analysis, const guint *arms, guint n, const IsoUnit **unit)
{
  double best = INFINITY;
  double low = INFINITY, high = 0;

  *unit = iso_unit_unknown ();
  for (guint i = 0; i < n; i++)
    {
      const IsoArm *arm = iso_analysis_arm (analysis, arms[i]);

      if (!iso_arms_share_axis (arm, iso_analysis_arm (analysis, arms[0])))
        return FALSE;
      low = MIN (low, arm->lowest_dose > 0 ? arm->lowest_dose : low);
      high = MAX (high, arm->highest_dose > 0 ? arm->highest_dose : high);
    }
  for (guint i = 0; i < n; i++)
    {
      const IsoUnit *candidate = iso_analysis_arm (analysis, arms[i])->unit;
      double middle = log10 (iso_unit_from_inside (candidate, sqrt (low) * sqrt (high)));
      double distance = isfinite (middle) ? fabs (middle - 1) : 99;

      if (distance < best - 1e-9)
        {
          best = distance;
          *unit = candidate;
        }
    }
  return TRUE;
}

GArray *
iso_arm_means (const IsoAnalysis *analysis, const IsoArm *arm)
{
  GArray *means = g_array_new (FALSE, FALSE, sizeof (IsoDoseMean));

  g_array_set_clear_func (means, (GDestroyNotify) clear_mean);
  for (guint i = 0; i < arm->points->len; i++)
    {
      const IsoPoint *point = &g_array_index (arm->points, IsoPoint, i);
      IsoDoseMean *mean;

      if (!isfinite (point->viability))
        continue;
      mean = find_mean (means, find_level (analysis, arm, point), point->dose);
      g_array_append_val (mean->values, point->viability);
      g_array_append_vals (mean->observations, point->observations, point->n);
      mean->n_wells += point->n;
      mean->n_runs++;
      mean->sd = point->sd;
    }
  g_array_sort (means, compare_means_cb);
  for (guint i = 0; i < means->len; i++)
    {
      IsoDoseMean *mean = &g_array_index (means, IsoDoseMean, i);

      mean->mean = iso_mean ((double *) (void *) mean->values->data, mean->values->len);
      if (mean->values->len > 1)
        mean->sd = iso_sd ((double *) (void *) mean->values->data, mean->values->len);
    }
  return means;
}

int
iso_figure_add_arm_mark (IsoFigure *figure, const IsoAnalysis *analysis, char *label, const int *arms, guint n)
{
  g_autoptr(GArray) wells = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < n; i++)
    {
      const GArray *points = arms[i] >= 0 ? iso_analysis_arm (analysis, (guint) arms[i])->points : NULL;

      for (guint k = 0; points != NULL && k < points->len; k++)
        {
          const IsoPoint *point = &g_array_index (points, IsoPoint, k);

          g_array_append_vals (wells, point->observations, point->n);
        }
    }
  return iso_figure_add_mark (figure, label, (guint *) (void *) wells->data, wells->len);
}

gboolean
iso_analysis_is_raw (const IsoAnalysis *analysis)
{
  return analysis->dataset->experiment->response == ISO_RESPONSE_RAW;
}

const char *
iso_analysis_drug (const IsoAnalysis *analysis, guint drug)
{
  return iso_experiment_drug (analysis->dataset->experiment, drug)->name;
}

const IsoEffectDose *
iso_arm_effect_dose (const IsoArm *arm, double level)
{
  for (guint i = 0; i < arm->effect_doses->len; i++)
    {
      const IsoEffectDose *dose = &g_array_index (arm->effect_doses, IsoEffectDose, i);

      if (dose->kind == ISO_EFFECT_ABSOLUTE && fabs (dose->level - level) < 1e-9)
        return dose;
    }
  return NULL;
}

char *
iso_plot_percent (double fraction)
{
  g_autofree char *number = iso_plot_number (100 * fraction);

  return g_strdup_printf ("%s\302\240%%", number);
}

char *
iso_plot_count (guint n)
{
  return g_strdup_printf ("%u", n);
}

char *
iso_plot_whole (double value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  double rounded = round (value);

  g_ascii_formatd (buffer, sizeof buffer, "%.0f", fabs (rounded));
  return g_strdup_printf ("%s%s", rounded < 0 ? "−" : "", buffer);
}

void
iso_figure_add_interval_note (IsoFigure *figure, const IsoAnalysis *analysis, const IsoEstimate *estimate)
{
  g_autofree char *level = iso_plot_percent (analysis->settings.level);

  if (estimate->method == NULL || strcmp (estimate->method, "bound") == 0)
    return;
  if (strcmp (estimate->method, "experiments") == 0)
    iso_figure_add_caption (figure, iso_plot_text (N_("Intervals: {1}, between runs."), level, NULL));
  else
    iso_figure_add_caption (figure, iso_plot_text (N_("Intervals: {1}, within one experiment only."), level, NULL));
}

void
iso_widen_log (double *low, double *high, double share)
{
  double factor = *high > *low ? pow (*high / *low, share) : sqrt (10);

  *low = MAX (*low / factor, 1e-300);
  *high = MIN (*high * factor, 1e300);
}
