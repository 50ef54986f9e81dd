/* iso-cli-earlier.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-cli-earlier.h"

#include "iso-cli-input.h"
#include "iso-cli-output.h"
#include "iso-cli-text.h"

#include <math.h>
#include <string.h>

struct _IsoCliEarlier
{
  IsoAnalysis *analysis;
  char        *path;
  char        *sample;   /* NULL: there must be only one that got the drug */
};

static void
tell (const char *code, const char *sentence, const char *drug, const char *path, const char *unit, const char *dose)
{
  g_autoptr (GPtrArray) messages = iso_message_list_new ();

  g_ptr_array_add (messages, iso_message_new (code, NULL, sentence, drug, path, unit, dose, NULL));
  iso_cli_tell_messages (messages);
}

static const IsoEffectDose *
find_half (const IsoArm *arm)
{
  for (guint i = 0; i < arm->effect_doses->len; i++)
    {
      const IsoEffectDose *dose = &g_array_index (arm->effect_doses, IsoEffectDose, i);

      if (dose->level == 0.5 && dose->kind == ISO_EFFECT_ABSOLUTE)
        return dose;
    }
  return NULL;
}

/* The single agent's curve; NULL if there is none, or more than one sample has one. */
static const IsoArm *
find_arm (const IsoCliEarlier *earlier, const char *drug, gboolean *several)
{
  const IsoExperiment *experiment = earlier->analysis->dataset->experiment;
  const IsoArm *found = NULL;

  *several = FALSE;
  for (guint i = 0; i < earlier->analysis->arms->len; i++)
    {
      const IsoArm *arm = iso_analysis_arm (earlier->analysis, i);

      if (arm->n_drugs != 1 || g_ascii_strcasecmp (iso_experiment_drug (experiment, arm->drugs[0])->name, drug) != 0
          || (earlier->sample != NULL && strcmp (iso_experiment_sample (experiment, arm->sample), earlier->sample) != 0))
        continue;
      *several |= found != NULL;
      found = arm;
    }
  return *several ? NULL : found;
}

static gboolean
has_sample (const IsoCliEarlier *earlier)
{
  const IsoExperiment *experiment = earlier->analysis->dataset->experiment;

  for (guint i = 0; i < earlier->analysis->arms->len; i++)
    {
      if (strcmp (iso_experiment_sample (experiment, iso_analysis_arm (earlier->analysis, i)->sample), earlier->sample) == 0)
        return TRUE;
    }
  return FALSE;
}

IsoCliEarlier *
iso_cli_earlier_new (const IsoCliOptions *options, GError **error)
{
  IsoCliOptions input = { .files = g_ptr_array_new () };
  g_autoptr (IsoCliEarlier) earlier = g_new0 (IsoCliEarlier, 1);

  earlier->path = g_strdup (options->values[ISO_CLI_EARLIER]);
  earlier->sample = g_strdup (options->values[ISO_CLI_SAMPLE]);
  g_ptr_array_add (input.files, earlier->path);
  earlier->analysis = iso_cli_load_analysis (&input, error);
  g_ptr_array_unref (input.files);
  if (earlier->analysis == NULL)
    return NULL;
  if (earlier->sample != NULL && !has_sample (earlier))
    {
      iso_error_set (error, ISO_ERROR_NO_DATA, &(IsoPlace) { .file = earlier->path }, N_("There is no sample “{1}” with curves. Name one of those "
                                                                                         "that “isobole-cli fit” lists."), earlier->sample, NULL);
      return NULL;
    }
  return g_steal_pointer (&earlier);
}

void
iso_cli_earlier_free (IsoCliEarlier *earlier)
{
  g_clear_pointer (&earlier->analysis, iso_analysis_free);
  g_free (earlier->path);
  g_free (earlier->sample);
  g_free (earlier);
}

double
iso_cli_earlier_ic50 (const char *drug, const IsoUnit *unit, gpointer data)
{
  const IsoCliEarlier *earlier = data;
  gboolean several;
  const IsoArm *arm = find_arm (earlier, drug, &several);
  const IsoEffectDose *half = arm != NULL ? find_half (arm) : NULL;
  g_autofree char *dose = half != NULL ? iso_cli_estimate (&half->dose, arm->unit) : NULL;
  const char *symbol = arm != NULL ? arm->unit->symbol : "";

  if (half == NULL || arm->unit->dimension != unit->dimension)
    {
      tell ("earlier-none", several     ? N_("{2} has curves of {1} for several samples. Choose one with --sample.")
                            : half == NULL ? N_("{2} has no curve of {1} alone with an IC50.")
                                           : N_("{2} has the doses of {1} in another kind of unit ({3})."), drug, earlier->path, symbol, NULL);
      return NAN;
    }
  /* One beyond the doses that were tested is a good guess for the next, and its sentence says what it is. */
  if (half->dose.status != ISO_STATUS_OK && half->dose.status != ISO_STATUS_EXTRAPOLATED)
    {
      tell ("earlier-none", N_("{2} has no IC50 of {1}, in {3}: {4}."), drug, earlier->path, symbol, dose);
      return NAN;
    }
  tell ("earlier", N_("The IC50 of {1}, in {3}, is that of {2}: {4}."), drug, earlier->path, symbol, dose);
  return half->dose.value;
}
