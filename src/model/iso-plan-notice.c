/* iso-plan-notice.c - what is to be said of a plan, how much it weighs, and which wells it speaks of
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-planner.h"

#include "iso-user-text.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

/* Codes of messages that stand in the way, and of those that only tell. All others ask to be looked at. */
static const char *const stopping[] = {
  "vehicle-red", "lost-dose", "vessel-size", "overflow", "mother-full", "stock-weak", "backfill", NULL,
};
static const char *const telling[] = { "prefactor", "remedy", "early", "mother-once", NULL };

typedef gboolean (*WellFunc) (const IsoLayoutWell *well);

static void
free_notice (gpointer data)
{
  IsoPlanNotice *notice = data;

  g_free (notice->text);
  g_array_unref (notice->wells);
  g_free (notice);
}

static double
drift_of (const IsoLayoutWell *well)
{
  double most = 0;

  for (guint i = 0; i < well->n_doses; i++)
    most = MAX (most, fabs (well->doses[i].achieved / well->doses[i].requested - 1));
  return most;
}

static gboolean
is_drifted (const IsoLayoutWell *well)
{
  return drift_of (well) > ISO_DRIFT_AMBER;
}

static gboolean
is_far_off (const IsoLayoutWell *well)
{
  return drift_of (well) > ISO_DRIFT_RED;
}

static gboolean
is_lost (const IsoLayoutWell *well)
{
  for (guint i = 0; i < well->n_doses; i++)
    {
      if (well->doses[i].achieved == 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
has_vehicle (const IsoLayoutWell *well)
{
  return well->role == ISO_ROLE_TREATED || well->role == ISO_ROLE_VEHICLE || well->role == ISO_ROLE_COMPOUND_BLANK;
}

static const struct { const char *code; WellFunc speaks_of; } places[] = {
  { "drift-amber", is_drifted }, { "drift-red", is_far_off }, { "lost-dose", is_lost },
  { "vehicle-amber", has_vehicle }, { "vehicle-red", has_vehicle }, { "vehicle-falls", has_vehicle },
};

/* The wells of the first plate that has such. */
static void
find_wells (IsoPlanNotice *notice, const IsoDosingPlan *dosing)
{
  WellFunc speaks_of = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      if (strcmp (places[i].code, notice->code) == 0)
        speaks_of = places[i].speaks_of;
    }
  for (guint plate = 0; speaks_of != NULL && notice->plate < 0 && plate < dosing->layouts->len; plate++)
    {
      const IsoLayout *layout = dosing->layouts->pdata[plate];

      for (guint i = 0; i < layout->format->wells; i++)
        {
          if (!speaks_of (&layout->wells[i]))
            continue;
          notice->plate = (int) plate;
          g_array_append_val (notice->wells, i);
        }
    }
}

static IsoPlanNotice *
add_notice (GPtrArray *notices, IsoNoticeWeight weight, const char *code, char *text)
{
  IsoPlanNotice *notice = g_new0 (IsoPlanNotice, 1);

  *notice = (IsoPlanNotice) { weight, text, code, -1, -1, g_array_new (FALSE, FALSE, sizeof (guint)) };
  g_ptr_array_add (notices, notice);
  return notice;
}

static IsoNoticeWeight
weigh (const IsoMessage *message, gboolean feasible)
{
  if (g_strv_contains (telling, message->code))
    return ISO_NOTICE_NOTE;
  if (g_strv_contains (stopping, message->code))
    return ISO_NOTICE_STOP;

  /* Too small a transfer stops, unless only vehicle is topped up; then the plan is feasible. */
  return !feasible && strcmp (message->code, "small-transfer") == 0 ? ISO_NOTICE_STOP : ISO_NOTICE_LOOK;
}

static void
add_messages (GPtrArray *notices, const GPtrArray *messages, const IsoDosingPlan *dosing)
{
  int remedy = 0;

  for (guint i = 0; i < messages->len; i++)
    {
      const IsoMessage *message = messages->pdata[i];
      IsoPlanNotice *notice;

      /* Told below, plate by plate. */
      if (strcmp (message->code, "rule-broken") == 0)
        continue;
      notice = add_notice (notices, weigh (message, dosing->feasible), message->code, iso_message_to_user_text (message));
      if (strcmp (message->code, "remedy") == 0 && remedy < (int) dosing->remedies->len)
        notice->remedy = remedy++;
      find_wells (notice, dosing);
    }
}

/* Broken rules, each with its plate and its wells. */
static void
add_rules (GPtrArray *notices, const IsoOutline *outline, const IsoOutlinePlan *plan)
{
  for (guint i = 0; i < plan->findings->len; i++)
    {
      const IsoRuleFinding *finding = &g_array_index (plan->findings, IsoRuleFinding, i);
      const IsoLayout *layout = plan->layouts->pdata[finding->plate];
      IsoPlanNotice *notice;

      if (finding->kept || (outline->layout.off >> finding->rule & 1) != 0)
        continue;
      /* Translators: a rule that a plate does not keep: the name of the plate, and the rule, a sentence. */
      notice = add_notice (notices, ISO_NOTICE_LOOK, iso_layout_rule_word (finding->rule),
                           g_strdup_printf (_("%s does not keep this rule: %s"), layout->plate,
                                            gettext (iso_layout_rule_sentence (finding->rule))));
      for (guint k = 0; k < finding->wells->len; k++)
        {
          guint well = iso_plate_format_index (layout->format, g_array_index (finding->wells, IsoWell, k));

          notice->plate = (int) finding->plate;
          g_array_append_val (notice->wells, well);
        }
    }
}

static int
compare_cb (gconstpointer a, gconstpointer b)
{
  const IsoPlanNotice *one = *(IsoPlanNotice *const *) a, *other = *(IsoPlanNotice *const *) b;

  return (int) other->weight - (int) one->weight;
}

GPtrArray *
iso_plan_notices (const IsoOutline *outline, const IsoOutlinePlan *plan)
{
  GPtrArray *notices = g_ptr_array_new_with_free_func (free_notice);
  const IsoDosingPlan *dosing = plan->plans->pdata[0];

  add_messages (notices, dosing->messages, dosing);
  add_messages (notices, plan->messages, dosing);
  add_rules (notices, outline, plan);
  g_ptr_array_sort (notices, compare_cb);   /* stable */
  return notices;
}
