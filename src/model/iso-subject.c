/* iso-subject.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-subject.h"

#include "iso-list-update.h"
#include "iso-plate-summary.h"
#include "iso-user-text.h"

#include <glib/gi18n.h>
#include <math.h>

struct _IsoSubject
{
  GObject parent_instance;

  IsoSubjectKind kind;
  guint          index;
  char          *name;     /* (owned) */
  char          *detail;   /* (owned) */
  char          *remark;   /* (owned) (nullable) */
  char          *score;    /* (owned) (nullable) */
  IsoPlateSummary summary;
  IsoVerdictKind verdict;
};

G_DEFINE_FINAL_TYPE (IsoSubject, iso_subject, G_TYPE_OBJECT)

static IsoSubject *
append (GPtrArray *list, IsoSubjectKind kind, guint index, char *name, char *detail, char *remark, IsoVerdictKind verdict)
{
  g_autoptr (IsoSubject) subject = g_object_new (ISO_TYPE_SUBJECT, NULL);

  subject->kind = kind;
  subject->index = index;
  subject->name = name;
  subject->detail = detail;
  subject->remark = remark;
  subject->verdict = verdict;
  g_ptr_array_add (list, g_object_ref (subject));
  return subject;   /* the list holds it */
}

static char *
describe_sample (const IsoAnalysis *analysis, int sample)
{
  const char *name = iso_experiment_sample (analysis->dataset->experiment, sample);

  return g_strdup (*name != '\0' ? name : _("Unnamed sample"));
}

static char *
list_drugs (const IsoAnalysis *analysis, int sample)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < analysis->arms->len; i++)
    if (iso_analysis_arm (analysis, i)->sample == sample)
      g_ptr_array_add (names, iso_arm_name (analysis, iso_analysis_arm (analysis, i)));
  return iso_user_list (names);
}

static gboolean
has_combination (const IsoAnalysis *analysis, int sample)
{
  for (guint i = 0; i < analysis->combinations->len; i++)
    if (iso_analysis_combination (analysis, i)->sample == sample)
      return TRUE;
  return FALSE;
}

static gboolean
has_arm (const IsoAnalysis *analysis, int sample)
{
  for (guint i = 0; i < analysis->arms->len; i++)
    if (iso_analysis_arm (analysis, i)->sample == sample)
      return TRUE;
  return FALSE;
}

static char *
describe_estimate (const IsoEstimate *estimate, const IsoUnit *unit)
{
  IsoEstimateText text;
  char *both;

  iso_estimate_text_init (&text, estimate, unit);
  both = text.interval != NULL ? g_strdup_printf ("%s (%s)", text.value, text.interval) : g_strdup (text.value);
  iso_estimate_text_clear (&text);
  return both;
}

/* Of a matrix the mean excess over Bliss independence, of a ray the index at the level that is judged. */
static char *
describe_score (const IsoCombination *combination)
{
  static const IsoUnit percent = { .symbol = "%", .ascii = "%", .dimension = ISO_DIMENSION_UNKNOWN, .factor = 1, .per = 1 };
  g_autofree char *level = NULL, *text = NULL;

  if (combination->is_matrix && combination->score_cells[0] > 0)
    {
      text = describe_estimate (&combination->score_means[0], &percent);
      return g_strdup_printf (_("%s: %s"), gettext (iso_reference_nth (0)->name), text);
    }
  for (guint i = 0; i < combination->rays->len; i++)
    {
      const GArray *levels = g_array_index (combination->rays, IsoRay, i).levels;

      for (guint k = 0; k < levels->len; k++)
        {
          const IsoCombinationIndex *index = &g_array_index (levels, IsoCombinationIndex, k);

          if (fabs (index->fa - combination->verdict.fa) > 1e-9 && combination->rays->len * levels->len > 1)
            continue;
          level = iso_user_number (100 * index->fa);
          text = describe_estimate (&index->ci, NULL);
          return g_strdup_printf (_("CI %s at %s\u00a0%% effect"), text, level);
        }
    }
  return NULL;
}

static void
iso_subject_finalize (GObject *object)
{
  IsoSubject *self = ISO_SUBJECT (object);

  g_free (self->name);
  g_free (self->detail);
  g_free (self->remark);
  g_free (self->score);
  iso_plate_summary_clear (&self->summary);
  G_OBJECT_CLASS (iso_subject_parent_class)->finalize (object);
}

static void
iso_subject_class_init (IsoSubjectClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = iso_subject_finalize;
}

static void
iso_subject_init (IsoSubject *self)
{
}

static void
append_plate (GPtrArray *list, const IsoAnalysis *analysis, const IsoPlateIndex *plates, guint index)
{
  const IsoPlate *plate = iso_experiment_plate (analysis->dataset->experiment, (int) index);
  IsoPlateSummary summary;
  char *size;

  iso_plate_summary_init (&summary, analysis, plates, index);
  if (plate->format == NULL && summary.n_wells == 0)
    {
      iso_plate_summary_clear (&summary);
      return;
    }
  size = plate->format != NULL ? g_strdup_printf (ngettext ("%u well", "%u wells", plate->format->wells), plate->format->wells)
                               : g_strdup_printf (ngettext ("%u row of a table", "%u rows of a table", summary.n_wells), summary.n_wells);
  append (list, ISO_SUBJECT_PLATE, index, g_strdup (*plate->name != '\0' ? plate->name : _("Unnamed plate")), size,
          g_strdup (summary.z_prime), ISO_VERDICT_NOT_DECIDED)->summary = summary;
}

static void
append_all (GPtrArray *treatments, GPtrArray *plates, const IsoAnalysis *analysis)
{
  const IsoExperiment *experiment = analysis->dataset->experiment;
  g_autoptr (IsoPlateIndex) index = iso_plate_index_new (analysis);

  for (guint i = 0; i < analysis->combinations->len; i++)
    {
      const IsoCombination *combination = iso_analysis_combination (analysis, i);

      append (treatments, ISO_SUBJECT_COMBINATION, i, iso_combination_name (analysis, combination),
              describe_sample (analysis, combination->sample),
              g_strdup (gettext (iso_verdict_name (combination->verdict.kind))), combination->verdict.kind)->score
        = describe_score (combination);
    }
  for (guint i = 0; i < experiment->samples->len; i++)
    if (has_arm (analysis, (int) i) && !has_combination (analysis, (int) i))
      append (treatments, ISO_SUBJECT_SAMPLE, i, describe_sample (analysis, (int) i), list_drugs (analysis, (int) i), NULL,
              ISO_VERDICT_NOT_DECIDED);
  for (guint i = 0; i < experiment->plates->len; i++)
    append_plate (plates, analysis, index, i);
}

static gboolean
is_same (gconstpointer a, gconstpointer b)
{
  const IsoSubject *one = a, *other = b;
  const char *const texts[][2] = {
    { one->name, other->name }, { one->detail, other->detail }, { one->remark, other->remark }, { one->score, other->score },
    { one->summary.run, other->summary.run }, { one->summary.content, other->summary.content },
    { one->summary.quality, other->summary.quality }, { one->summary.warnings, other->summary.warnings },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (g_strcmp0 (texts[i][0], texts[i][1]) != 0)
      return FALSE;
  return one->kind == other->kind && one->index == other->index && one->verdict == other->verdict;
}

/* Those that are as they were stay the same objects, so that nobody who shows them has to begin anew. */
void
iso_subjects_fill (GListStore *treatments, GListStore *plates, const IsoAnalysis *analysis)
{
  g_autoptr (GPtrArray) new_treatments = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) new_plates = g_ptr_array_new_with_free_func (g_object_unref);

  if (analysis != NULL)
    append_all (new_treatments, new_plates, analysis);
  iso_list_update (treatments, new_treatments, is_same);
  iso_list_update (plates, new_plates, is_same);
}

IsoSubjectKind
iso_subject_get_kind (IsoSubject *self)
{
  g_return_val_if_fail (ISO_IS_SUBJECT (self), ISO_SUBJECT_COMBINATION);
  return self->kind;
}

guint
iso_subject_get_index (IsoSubject *self)
{
  g_return_val_if_fail (ISO_IS_SUBJECT (self), 0);
  return self->index;
}

const char *
iso_subject_get_name (IsoSubject *self)
{
  g_return_val_if_fail (ISO_IS_SUBJECT (self), NULL);
  return self->name;
}

const char *
iso_subject_get_detail (IsoSubject *self)
{
  g_return_val_if_fail (ISO_IS_SUBJECT (self), NULL);
  return self->detail;
}

const char *
iso_subject_get_remark (IsoSubject *self)
{
  g_return_val_if_fail (ISO_IS_SUBJECT (self), NULL);
  return self->remark;
}

IsoVerdictKind
iso_subject_get_verdict (IsoSubject *self)
{
  g_return_val_if_fail (ISO_IS_SUBJECT (self), ISO_VERDICT_NOT_DECIDED);
  return self->verdict;
}

const char *
iso_subject_get_run (IsoSubject *self)
{
  g_return_val_if_fail (ISO_IS_SUBJECT (self), NULL);
  return self->summary.run;
}

const char *
iso_subject_get_content (IsoSubject *self)
{
  g_return_val_if_fail (ISO_IS_SUBJECT (self), NULL);
  return self->summary.content;
}

const char *
iso_subject_get_quality (IsoSubject *self)
{
  g_return_val_if_fail (ISO_IS_SUBJECT (self), NULL);
  return self->summary.quality;
}

const char *
iso_subject_get_warnings (IsoSubject *self, guint *n)
{
  g_return_val_if_fail (ISO_IS_SUBJECT (self), NULL);
  *n = self->summary.n_warnings;
  return self->summary.warnings;
}

const char *
iso_subject_get_score (IsoSubject *self)
{
  g_return_val_if_fail (ISO_IS_SUBJECT (self), NULL);
  return self->score;
}
