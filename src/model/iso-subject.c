/* iso-subject.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-subject.h"

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
  IsoVerdictKind verdict;
};

G_DEFINE_FINAL_TYPE (IsoSubject, iso_subject, G_TYPE_OBJECT)

static void
append (GListStore *store, IsoSubjectKind kind, guint index, char *name, char *detail, char *remark, IsoVerdictKind verdict)
{
  g_autoptr (IsoSubject) subject = g_object_new (ISO_TYPE_SUBJECT, NULL);

  subject->kind = kind;
  subject->index = index;
  subject->name = name;
  subject->detail = detail;
  subject->remark = remark;
  subject->verdict = verdict;
  g_list_store_append (store, subject);
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
describe_quality (const IsoAnalysis *analysis, guint plate)
{
  for (guint i = 0; i < analysis->dataset->groups->len; i++)
    {
      const IsoControlGroup *group = &g_array_index (analysis->dataset->groups, IsoControlGroup, i);

      if (group->plate == (int) plate && !isnan (group->quality.z_prime))
        {
          g_autofree char *number = iso_user_number (group->quality.z_prime);

          return g_strdup_printf (_("Z′ %s"), number);
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

void
iso_subjects_fill (GListStore *treatments, GListStore *plates, const IsoAnalysis *analysis)
{
  const IsoExperiment *experiment;

  g_list_store_remove_all (treatments);
  g_list_store_remove_all (plates);
  if (analysis == NULL)
    return;

  experiment = analysis->dataset->experiment;
  for (guint i = 0; i < analysis->combinations->len; i++)
    {
      const IsoCombination *combination = iso_analysis_combination (analysis, i);

      append (treatments, ISO_SUBJECT_COMBINATION, i, iso_combination_name (analysis, combination),
              describe_sample (analysis, combination->sample),
              g_strdup (gettext (iso_verdict_name (combination->verdict.kind))), combination->verdict.kind);
    }
  for (guint i = 0; i < experiment->samples->len; i++)
    if (has_arm (analysis, (int) i) && !has_combination (analysis, (int) i))
      append (treatments, ISO_SUBJECT_SAMPLE, i, describe_sample (analysis, (int) i), list_drugs (analysis, (int) i), NULL,
              ISO_VERDICT_NOT_DECIDED);
  for (guint i = 0; i < experiment->plates->len; i++)
    {
      const IsoPlate *plate = iso_experiment_plate (experiment, (int) i);

      if (plate->format != NULL)
        append (plates, ISO_SUBJECT_PLATE, i, g_strdup (*plate->name != '\0' ? plate->name : _("Unnamed plate")),
                g_strdup_printf (ngettext ("%u well", "%u wells", plate->format->wells), plate->format->wells),
                describe_quality (analysis, i), ISO_VERDICT_NOT_DECIDED);
    }
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
