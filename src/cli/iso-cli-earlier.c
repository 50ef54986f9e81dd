/* iso-cli-earlier.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-cli-earlier.h"

#include "analysis/iso-earlier.h"
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
  g_clear_pointer (&earlier->analysis, iso_analysis_unref);
  g_free (earlier->path);
  g_free (earlier->sample);
  g_free (earlier);
}

double
iso_cli_earlier_ic50 (const char *drug, const IsoUnit *unit, gpointer data)
{
  static const char *const sentences[] = {
    [ISO_EARLIER_FOUND] = N_("The IC50 of {1}, in {3}, is that of {2}: {4}."),
    [ISO_EARLIER_NONE] = N_("{2} has no curve of {1} alone with an IC50."),
    [ISO_EARLIER_SEVERAL] = N_("{2} has curves of {1} for several samples. Choose one with --sample."),
    [ISO_EARLIER_UNIT] = N_("{2} has the doses of {1} in another kind of unit ({3})."),
    [ISO_EARLIER_NO_VALUE] = N_("{2} has no IC50 of {1}, in {3}: {4}."),
  };
  const IsoCliEarlier *source = data;
  g_autofree char *dose = NULL;
  IsoEarlier earlier;

  iso_earlier_find (source->analysis, drug, source->sample, unit->dimension, &earlier);
  if (earlier.half != NULL)
    dose = iso_cli_estimate (&earlier.half->dose, earlier.arm->unit);
  tell (earlier.status == ISO_EARLIER_FOUND ? "earlier" : "earlier-none", sentences[earlier.status], drug, source->path,
        earlier.arm != NULL ? earlier.arm->unit->symbol : "", dose != NULL ? dose : "");
  return earlier.status == ISO_EARLIER_FOUND ? earlier.half->dose.value : NAN;
}
