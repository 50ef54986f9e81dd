/* iso-arm-share.c - arms that have a parameter of their curves in common
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "analysis/iso-arm.h"

#include "base/iso-number.h"

#include <math.h>
#include <string.h>

#define SAME_RATIO 1e-6
#define DOUBTFUL 0.05

/* A curve among others: that of one run of an arm, or (run -1) of all. */
typedef struct
{
  IsoArm *arm;
  int     run;
  guint  *groups;      /* control group of each point */
} Member;

typedef struct
{
  GArray          *members;   /* of Member */
  GArray          *curves;    /* of IsoComparedCurve, one a member */
  IsoCommonCurves *common;    /* NULL for a curve alone */
} Family;

struct _IsoSharing
{
  IsoParameter parameter;
  GPtrArray   *families;
};

static void
clear_member (gpointer data)
{
  g_free (((Member *) data)->groups);
}

static void
clear_curve (gpointer data)
{
  iso_arm_clear_curve (data);
}

static void
free_family (gpointer data)
{
  Family *family = data;

  g_clear_pointer (&family->common, iso_common_curves_free);
  g_array_unref (family->curves);
  g_array_unref (family->members);
  g_free (family);
}

static Family *
new_family (void)
{
  Family *family = g_new0 (Family, 1);

  family->members = g_array_new (FALSE, FALSE, sizeof (Member));
  family->curves = g_array_new (FALSE, FALSE, sizeof (IsoComparedCurve));
  g_array_set_clear_func (family->members, clear_member);
  g_array_set_clear_func (family->curves, clear_curve);
  return family;
}

static const IsoCurveFit *
get_fit (const IsoArm *arm, int run)
{
  return run < 0 ? &arm->fit : &arm->run_fits[run];
}

static gboolean
can_share (const IsoArm *arm, int run, IsoParameter parameter)
{
  const IsoCurveFit *fit = get_fit (arm, run);

  return fit->model != NULL && isfinite (fit->rss) && iso_curve_model_uses (fit->model, parameter) && !fit->fixed[parameter];
}

/* The response without drug is everybody's; everything else is that of a drug, or of drugs at one ratio. */
static gboolean
are_related (const IsoArm *one, const IsoArm *other, IsoParameter parameter)
{
  if (parameter == ISO_PARAMETER_UPPER)
    return TRUE;
  if (one->n_drugs != other->n_drugs || memcmp (one->drugs, other->drugs, one->n_drugs * sizeof *one->drugs) != 0
      || (parameter == ISO_PARAMETER_HILL && one->fit.model != other->fit.model))
    return FALSE;
  for (guint j = 0; j < one->n_drugs; j++)
    {
      if (fabs (one->shares[j] - other->shares[j]) > SAME_RATIO * fabs (one->shares[j]))
        return FALSE;
    }
  return TRUE;
}

/* Which experiment a curve is of; G_MAXUINT for that through all. */
static guint
get_run (const IsoArm *arm, int run)
{
  return run < 0 ? G_MAXUINT : arm->runs[run];
}

static void
add_member (IsoSharing *sharing, IsoArm *arm, int run, const IsoDataset *dataset, const IsoAnalysisSettings *settings)
{
  Member member = { .arm = arm, .run = run };
  IsoComparedCurve curve;
  Family *family = NULL;

  for (guint i = 0; i < sharing->families->len && family == NULL; i++)
    {
      Family *there = g_ptr_array_index (sharing->families, i);
      const Member *first = &g_array_index (there->members, Member, 0);

      if (get_run (first->arm, first->run) == get_run (arm, run) && are_related (first->arm, arm, sharing->parameter))
        family = there;
    }
  if (family == NULL)
    {
      family = new_family ();
      g_ptr_array_add (sharing->families, family);
    }
  iso_arm_take_stretch (arm, dataset, settings, run, &curve, &member.groups);
  g_array_append_val (family->members, member);
  g_array_append_val (family->curves, curve);
}

static void
tell_family (const Family *family, const IsoArm *arm, const IsoAnalysisSettings *settings)
{
  g_autofree char *count = g_strdup_printf ("%u", family->members->len);
  g_autofree char *p = iso_number_format (arm->common.p, 2);

  if (family->common == NULL)
    {
      g_ptr_array_add (arm->messages, iso_message_new ("share-alone", NULL,
                                                       N_("There is no other curve to share the parameter with, so this one has a value of "
                                                          "its own."), NULL));
      return;
    }
  if (arm->common.p < DOUBTFUL)
    g_ptr_array_add (arm->messages, iso_message_new ("share-misfit", NULL,
                                                     N_("One value for all {1} curves fits worse than a value for each (extra sum of squares, "
                                                        "p {2}): they may not have it in common."), count, p, NULL));
  if (settings->interval != ISO_INTERVAL_PROFILE && settings->interval != ISO_INTERVAL_WALD)
    g_ptr_array_add (arm->messages, iso_message_new ("share-profile", NULL,
                                                     N_("A curve that shares a parameter is not drawn by itself: its intervals are by profile, "
                                                        "not by bootstrap."), NULL));
}

/* The common fits go where those of the curves by themselves were. */
static void
place_fits (Family *family, const IsoAnalysisSettings *settings)
{
  for (guint i = 0; i < family->members->len; i++)
    {
      const Member *member = &g_array_index (family->members, Member, i);
      const IsoComparedCurve *curve = &g_array_index (family->curves, IsoComparedCurve, i);
      IsoArm *arm = member->arm;

      if (family->common != NULL && member->run >= 0)
        arm->run_fits[member->run] = *iso_common_curves_get_fit (family->common, i);
      else if (family->common != NULL)
        {
          arm->fit = *iso_common_curves_get_fit (family->common, i);
          arm->common = *iso_common_curves_get_test (family->common);
          arm->runs_p = iso_curve_fit_runs_test (&arm->fit, curve->doses, curve->responses, curve->n, &arm->residual_runs);
        }
      if (member->run < 0)
        tell_family (family, arm, settings);
    }
}

static void
fit_family (Family *family, const IsoDataset *dataset, const IsoAnalysisSettings *settings, IsoParameter parameter)
{
  g_autofree const guint **groups = g_new (const guint *, family->members->len);
  g_autofree double *relative_se = iso_arm_control_errors (dataset);

  for (guint i = 0; i < family->members->len; i++)
    groups[i] = g_array_index (family->members, Member, i).groups;
  if (family->members->len > 1)
    family->common = iso_common_curves_new ((const IsoComparedCurve *) (gpointer) family->curves->data, family->curves->len, parameter,
                                            settings->n_threads);
  if (family->common != NULL)
    iso_common_curves_add_control_uncertainty (family->common, groups, relative_se, dataset->groups->len);
  place_fits (family, settings);
}

static IsoSharing *
begin_sharing (const IsoAnalysisSettings *settings)
{
  IsoSharing *sharing = g_new0 (IsoSharing, 1);

  sharing->families = g_ptr_array_new_with_free_func (free_family);
  while ((settings->shared & ISO_SHARE (sharing->parameter)) == 0)
    sharing->parameter++;
  return sharing;
}

IsoSharing *
iso_arms_share (GArray *arms, const IsoDataset *dataset, const IsoAnalysisSettings *settings)
{
  IsoSharing *sharing = begin_sharing (settings);

  for (guint i = 0; i < arms->len; i++)
    {
      IsoArm *arm = &g_array_index (arms, IsoArm, i);

      for (int run = -1; run < (int) arm->n_runs; run++)
        {
          if (can_share (arm, run, sharing->parameter))
            add_member (sharing, arm, run, dataset, settings);
        }
    }
  for (guint i = 0; i < sharing->families->len; i++)
    fit_family (g_ptr_array_index (sharing->families, i), dataset, settings, sharing->parameter);
  return sharing;
}

/* The families of the curves through all runs, once more: their common curves end with the analysis. */
IsoSharing *
iso_arms_share_again (const GArray *arms, const IsoDataset *dataset, const IsoAnalysisSettings *settings)
{
  IsoSharing *sharing = begin_sharing (settings);

  for (guint i = 0; i < arms->len; i++)
    {
      IsoArm *arm = &g_array_index (arms, IsoArm, i);

      if (arm->fit.shared != 0 && can_share (arm, -1, sharing->parameter))
        add_member (sharing, arm, -1, dataset, settings);
    }
  for (guint i = 0; i < sharing->families->len; i++)
    {
      Family *family = g_ptr_array_index (sharing->families, i);

      if (family->members->len > 1)
        family->common = iso_common_curves_new ((const IsoComparedCurve *) (gpointer) family->curves->data, family->curves->len,
                                                sharing->parameter, settings->n_threads);
    }
  return sharing;
}

const IsoCommonCurves *
iso_sharing_find (const IsoSharing *sharing, const IsoArm *const arms[2], guint indices[2])
{
  for (guint i = 0; i < sharing->families->len; i++)
    {
      const Family *family = g_ptr_array_index (sharing->families, i);
      guint found = 0;

      for (guint k = 0; k < family->members->len; k++)
        for (guint a = 0; a < 2; a++)
          {
            if (g_array_index (family->members, Member, k).arm != arms[a])
              continue;
            indices[a] = k;
            found++;
          }
      if (found == 2)
        return family->common;
    }
  return NULL;
}

void
iso_sharing_free (IsoSharing *sharing)
{
  g_ptr_array_unref (sharing->families);
  g_free (sharing);
}

gboolean
iso_sharing_join (const IsoSharing *sharing, const IsoArm *arm, int run, IsoCurveProfile *profile)
{
  for (guint i = 0; i < sharing->families->len; i++)
    {
      const Family *family = g_ptr_array_index (sharing->families, i);

      for (guint k = 0; k < family->members->len && family->common != NULL; k++)
        {
          const Member *member = &g_array_index (family->members, Member, k);

          if (member->arm != arm || member->run != run)
            continue;
          iso_curve_profile_share (profile, family->common, k);
          return TRUE;
        }
    }
  return FALSE;
}
