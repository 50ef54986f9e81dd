/* iso-curve-item.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-curve-item-private.h"

#include "iso-list-update.h"
#include "iso-subject.h"
#include "iso-user-text.h"

#include "base/iso-number.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

/* A test of the fit that is told when chance alone would do it more rarely. */
#define REMARKABLE 0.05

G_DEFINE_FINAL_TYPE (IsoCurveItem, iso_curve_item, G_TYPE_OBJECT)

static const IsoUnit percent = { .symbol = "%", .ascii = "%", .dimension = ISO_DIMENSION_UNKNOWN, .factor = 1, .per = 1 };

static gboolean
is_raw (const IsoAnalysis *analysis)
{
  return analysis->dataset->experiment->response == ISO_RESPONSE_RAW;
}

/* The IC50; where there is none to be had, the EC50. */
static const IsoEffectDose *
choose_dose (const IsoAnalysis *analysis, const IsoArm *arm)
{
  for (guint i = 0; i < arm->effect_doses->len && !is_raw (analysis); i++)
    {
      const IsoEffectDose *dose = &g_array_index (arm->effect_doses, IsoEffectDose, i);

      if (dose->kind == ISO_EFFECT_ABSOLUTE && fabs (dose->level - 0.5) < 1e-9)
        return dose;
    }
  return arm->effect_doses->len > 0 ? &g_array_index (arm->effect_doses, IsoEffectDose, 0) : NULL;
}

static gboolean
lies_above (const IsoArm *arm, const IsoEffectDose *dose, const IsoEstimate *estimate)
{
  if (estimate->status == ISO_STATUS_ABOVE_RANGE)
    return TRUE;
  return (estimate->status == ISO_STATUS_NOT_REACHED || estimate->status == ISO_STATUS_NOT_IDENTIFIED)
         && dose->kind == ISO_EFFECT_ABSOLUTE
         && iso_curve_fit_value (&arm->fit, arm->highest_dose) > 1 - dose->level;
}

/* On which side of the tested doses it lies, if the experiments agree on that; else ISO_CURVE_RANK_NONE. A curve that reaches the effect
 * beyond the tested doses agrees with one that never does. */
static IsoCurveRank
find_side (const IsoArm *arm, const IsoEffectDose *dose)
{
  guint n = arm->n_runs > 1 ? arm->n_runs : 1, above = 0, below = 0;

  for (guint i = 0; i < n; i++)
    {
      const IsoEstimate *estimate = arm->n_runs > 1 ? &dose->run_doses[i] : &dose->dose;

      above += isnan (estimate->value) ? lies_above (arm, dose, estimate) : estimate->value > arm->highest_dose;
      below += isnan (estimate->value) ? estimate->status == ISO_STATUS_BELOW_RANGE : estimate->value < arm->lowest_dose;
    }
  return above == n ? ISO_CURVE_RANK_MORE : below == n ? ISO_CURVE_RANK_LESS : ISO_CURVE_RANK_NONE;
}

void
iso_curve_number_take (IsoCurveNumber *number, const IsoEstimate *estimate, const IsoUnit *unit)
{
  IsoEstimateText text;

  iso_estimate_text_init (&text, estimate, unit);
  *number = (IsoCurveNumber) { text.value, text.interval, text.note, text.exact,
                       isnan (estimate->value) ? ISO_CURVE_RANK_NONE : ISO_CURVE_RANK_NUMBER, estimate->value };
}

void
iso_curve_number_relate (IsoCurveNumber *number)
{
  char *exact = g_strdup_printf ("%s\t%s", isnan (number->value) ? "" : "=", number->exact);

  g_free (number->exact);
  number->exact = exact;
}

/* The effect lies outside the doses that were tested: more than the highest, or less than the lowest of them. */
void
iso_curve_number_censor (IsoCurveNumber *number, IsoCurveRank side, const IsoArm *arm)
{
  double limit = side == ISO_CURVE_RANK_MORE ? arm->highest_dose : arm->lowest_dose;
  g_autofree char *shown = iso_user_dose (limit, arm->unit);
  g_autofree char *exact = iso_number_format_exact (arm->unit != NULL ? iso_unit_from_inside (arm->unit, limit) : limit);

  g_free (number->text);
  g_free (number->exact);
  number->text = g_strdup_printf (side == ISO_CURVE_RANK_MORE ? ">\u00a0%s" : "<\u00a0%s", shown);
  number->exact = g_strdup_printf ("%s\t%s\t\t", side == ISO_CURVE_RANK_MORE ? ">" : "<", exact);
  number->rank = side;
  number->value = limit;
}

static void
add_dose (IsoCurveItem *self, const IsoAnalysis *analysis, const IsoArm *arm)
{
  const IsoEffectDose *dose = choose_dose (analysis, arm);
  const IsoEstimate none = iso_estimate_none (arm->fit.status);
  const IsoEstimate *estimate = dose != NULL ? &dose->dose : &none;
  IsoCurveNumber *number = &self->numbers[ISO_CURVE_COLUMN_DOSE];
  IsoCurveRank side = dose != NULL && isnan (estimate->value) ? find_side (arm, dose) : ISO_CURVE_RANK_NONE;

  iso_curve_number_take (number, estimate, arm->unit);
  self->quantity = g_strdup (dose != NULL && dose->kind == ISO_EFFECT_ABSOLUTE ? "IC50" : "EC50");
  self->status = iso_status_word (estimate->status);
  if (side == ISO_CURVE_RANK_MORE || side == ISO_CURVE_RANK_LESS)
    {
      iso_curve_number_censor (number, side, arm);
      return;
    }
  iso_curve_number_relate (number);
  if (isnan (estimate->value) && dose != NULL && dose->n_runs > 0 && dose->n_runs < arm->n_runs)
    {
      g_free (number->note);
      number->note = g_strdup_printf (ngettext ("Reached in %u of %u experiment only.", "Reached in %u of %u experiments only.", arm->n_runs),
                                      dose->n_runs, arm->n_runs);
    }
}

static void
add_parameter (IsoCurveItem *self, const IsoAnalysis *analysis, const IsoArm *arm, IsoParameter parameter, IsoCurveColumn column)
{
  gboolean known = arm->fit.model != NULL && iso_curve_model_uses (arm->fit.model, parameter);
  gboolean scaled = parameter != ISO_PARAMETER_HILL && !is_raw (analysis);
  IsoEstimate estimate = known ? arm->fit.parameters[parameter] : iso_estimate_none (ISO_STATUS_UNDEFINED);
  IsoCurveNumber *number = &self->numbers[column];

  if (scaled)
    {
      estimate.value *= 100;
      estimate.lower *= 100;
      estimate.upper *= 100;
    }
  iso_curve_number_take (number, &estimate, scaled ? &percent : NULL);
  if (known && arm->fit.fixed[parameter])
    {
      g_free (number->note);
      number->note = g_strdup (_("Held at this value."));
    }
  else if (known && (arm->fit.shared & ISO_SHARE (parameter)) != 0 && number->note == NULL)
    {
      number->note = iso_sharing_to_user_text (&arm->common);
    }
}

static void
add_test (GPtrArray *remarks, double p, const char *sentence)
{
  g_autofree char *number = p < REMARKABLE ? iso_user_number (p) : NULL;

  if (number != NULL)
    g_ptr_array_add (remarks, iso_sentence_fill (gettext (sentence), (const char *const []) { number, NULL }));
}

static char *
list_remarks (IsoCurveItem *self, const IsoArm *arm)
{
  g_autoptr (GPtrArray) remarks = g_ptr_array_new_with_free_func (g_free);
  const IsoCurveNumber *dose = &self->numbers[ISO_CURVE_COLUMN_DOSE];

  /* Where there is an interval, that is what stands below the number. */
  if (dose->interval != NULL && dose->note != NULL)
    g_ptr_array_add (remarks, g_strdup_printf (_("%s: %s"), self->quantity, dose->note));
  if (arm->fit.status != ISO_STATUS_OK)
    g_ptr_array_add (remarks, g_strdup (gettext (iso_status_explanation (arm->fit.status))));
  for (guint i = 0; i < arm->messages->len; i++)
    g_ptr_array_add (remarks, iso_message_to_user_text (g_ptr_array_index (arm->messages, i)));
  add_test (remarks, arm->fit.lack_of_fit_p, N_("The curve misses its points by more than their replicates scatter (p = {1})."));
  add_test (remarks, arm->runs_p, N_("Neighbouring points lie on the same side of the curve too often (p = {1})."));
  g_ptr_array_add (remarks, NULL);
  return g_strjoinv (" ", (char **) remarks->pdata);
}

IsoCurveItem *
iso_curve_item_begin (const IsoAnalysis *analysis, guint index)
{
  const IsoArm *arm = iso_analysis_arm (analysis, index);
  IsoCurveItem *self = g_object_new (ISO_TYPE_CURVE_ITEM, NULL);
  const char *sample = iso_experiment_sample (analysis->dataset->experiment, arm->sample);

  self->arm = index;
  self->texts[ISO_CURVE_COLUMN_SAMPLE] = g_strdup (*sample != '\0' ? sample : _("Unnamed sample"));
  self->texts[ISO_CURVE_COLUMN_COMPOUND] = iso_arm_name (analysis, arm);
  self->unit = g_strdup (arm->unit != NULL ? arm->unit->symbol : "");
  self->dimension = arm->unit != NULL ? arm->unit->dimension : ISO_DIMENSION_UNKNOWN;
  return self;
}

static IsoCurveItem *
create (const IsoAnalysis *analysis, guint index)
{
  const IsoArm *arm = iso_analysis_arm (analysis, index);
  IsoCurveItem *self = iso_curve_item_begin (analysis, index);

  for (guint i = 0; i < arm->points->len; i++)
    {
      const IsoPoint *point = &g_array_index (arm->points, IsoPoint, i);

      g_array_append_vals (self->observations, point->observations, point->n);
    }
  self->n_experiments = arm->n_runs;
  self->texts[ISO_CURVE_COLUMN_WELLS] = g_strdup_printf ("%u", self->observations->len);
  self->texts[ISO_CURVE_COLUMN_EXPERIMENTS] = g_strdup_printf ("%u", arm->n_runs);
  self->texts[ISO_CURVE_COLUMN_MODEL] = g_strdup (arm->fit.model != NULL ? arm->fit.model->id : "–");
  self->numbers[ISO_CURVE_COLUMN_MODEL].note = arm->fit.model != NULL ? g_strdup (gettext (arm->fit.model->name)) : NULL;
  add_dose (self, analysis, arm);
  add_parameter (self, analysis, arm, ISO_PARAMETER_HILL, ISO_CURVE_COLUMN_HILL);
  add_parameter (self, analysis, arm, ISO_PARAMETER_LOWER, ISO_CURVE_COLUMN_LOWER);
  add_parameter (self, analysis, arm, ISO_PARAMETER_UPPER, ISO_CURVE_COLUMN_UPPER);
  self->texts[ISO_CURVE_COLUMN_REMARKS] = list_remarks (self, arm);
  return self;
}

static gboolean
is_number (IsoCurveColumn column)
{
  return column >= ISO_CURVE_COLUMN_DOSE && column <= ISO_CURVE_COLUMN_UPPER;
}

static int
compare_numbers (const IsoCurveNumber *one, const IsoCurveNumber *other)
{
  if (one->rank != other->rank)
    return one->rank < other->rank ? -1 : 1;
  return one->rank == ISO_CURVE_RANK_NONE || one->value == other->value ? 0 : one->value < other->value ? -1 : 1;
}

static gboolean
holds_arm (const IsoCombination *combination, guint arm)
{
  for (guint i = 0; i < combination->n_drugs; i++)
    if (combination->singles[i] == (int) arm)
      return TRUE;
  for (guint i = 0; i < combination->rays->len; i++)
    if (g_array_index (combination->rays, IsoRay, i).arm == arm)
      return TRUE;
  return FALSE;
}

static gboolean
belongs_to (IsoCurveItem *self, const IsoAnalysis *analysis, IsoSubject *subject)
{
  guint index = iso_subject_get_index (subject);

  switch (iso_subject_get_kind (subject))
    {
    case ISO_SUBJECT_COMBINATION:
      return holds_arm (iso_analysis_combination (analysis, index), self->arm);
    case ISO_SUBJECT_SAMPLE:
      return iso_analysis_arm (analysis, self->arm)->sample == (int) index;
    case ISO_SUBJECT_PLATE:
    default:
      return FALSE;
    }
}

static void
iso_curve_item_finalize (GObject *object)
{
  IsoCurveItem *self = ISO_CURVE_ITEM (object);

  for (guint i = 0; i < ISO_N_CURVE_COLUMNS; i++)
    {
      g_free (self->texts[i]);
      g_free (self->numbers[i].text);
      g_free (self->numbers[i].interval);
      g_free (self->numbers[i].note);
      g_free (self->numbers[i].exact);
    }
  g_free (self->quantity);
  g_free (self->unit);
  g_array_unref (self->observations);
  G_OBJECT_CLASS (iso_curve_item_parent_class)->finalize (object);
}

static void
iso_curve_item_class_init (IsoCurveItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = iso_curve_item_finalize;
}

static void
iso_curve_item_init (IsoCurveItem *self)
{
  self->observations = g_array_new (FALSE, FALSE, sizeof (guint));
}

char *
iso_curve_column_dup_title (IsoCurveColumn column, const IsoAnalysis *analysis)
{
  static const char *const titles[ISO_N_CURVE_COLUMNS] = {
    [ISO_CURVE_COLUMN_SAMPLE] = N_("Sample"),
    [ISO_CURVE_COLUMN_COMPOUND] = N_("Compound"),
    [ISO_CURVE_COLUMN_WELLS] = N_("Wells"),
    /* Translators: how many experiments; the column is narrow. */
    [ISO_CURVE_COLUMN_EXPERIMENTS] = N_("Exp."),
    [ISO_CURVE_COLUMN_MODEL] = N_("Model"),
    [ISO_CURVE_COLUMN_GR_MAX] = N_("GRmax"),
    [ISO_CURVE_COLUMN_GR_AOC] = N_("GR_AOC"),
    [ISO_CURVE_COLUMN_GEC50] = N_("GEC50"),
    [ISO_CURVE_COLUMN_HILL] = N_("Hill"),
    [ISO_CURVE_COLUMN_LOWER] = N_("Bottom"),
    [ISO_CURVE_COLUMN_UPPER] = N_("Top"),
    [ISO_CURVE_COLUMN_REMARKS] = N_("Remarks"),
  };
  gboolean growth = analysis != NULL && iso_analysis_shows_growth (analysis);
  const IsoEffectDose *dose = NULL;

  g_return_val_if_fail ((guint) column < ISO_N_CURVE_COLUMNS, NULL);

  if (growth && column == ISO_CURVE_COLUMN_LOWER)
    return g_strdup (_("GRinf"));
  if (growth && column == ISO_CURVE_COLUMN_EXPERIMENTS)
    return g_strdup (_("Experiment"));
  if (growth && column == ISO_CURVE_COLUMN_DOSE)
    return g_strdup (_("GR50"));
  if (titles[column] != NULL)
    return g_strdup (gettext (titles[column]));
  if (analysis != NULL && analysis->arms->len > 0)
    dose = choose_dose (analysis, iso_analysis_arm (analysis, 0));
  if (dose != NULL && dose->kind == ISO_EFFECT_RELATIVE)
    return g_strdup_printf (_("EC%s, relative"), "50");
  return g_strdup_printf (_("IC%s"), "50");
}

/* Which is then the one that was chosen for all. */
static gboolean
has_one_model (const IsoAnalysis *analysis)
{
  for (guint i = 0; i < analysis->arms->len; i++)
    if (iso_analysis_arm (analysis, i)->fit.model != analysis->settings.model)
      return FALSE;
  return TRUE;
}

gboolean
iso_curve_column_is_told (IsoCurveColumn column, const IsoAnalysis *analysis)
{
  gboolean growth = analysis != NULL && iso_analysis_shows_growth (analysis);

  if (column == ISO_CURVE_COLUMN_GR_MAX || column == ISO_CURVE_COLUMN_GR_AOC || column == ISO_CURVE_COLUMN_GEC50)
    return growth;
  if (column == ISO_CURVE_COLUMN_MODEL)
    return !growth && (analysis == NULL || !has_one_model (analysis));
  if (column == ISO_CURVE_COLUMN_EXPERIMENTS)
    return analysis == NULL || iso_dataset_count_runs (analysis->dataset) > 1;
  for (guint i = 0; analysis != NULL && !growth && i < analysis->arms->len && column == ISO_CURVE_COLUMN_UPPER; i++)
    if (!iso_analysis_arm (analysis, i)->fit.fixed[ISO_PARAMETER_UPPER])
      return TRUE;
  return column != ISO_CURVE_COLUMN_UPPER;
}

const char *
iso_curve_item_get_text (IsoCurveItem *self, IsoCurveColumn column)
{
  g_return_val_if_fail (ISO_IS_CURVE_ITEM (self), NULL);
  g_return_val_if_fail ((guint) column < ISO_N_CURVE_COLUMNS, NULL);
  return (is_number (column) ? self->numbers[column].text : self->texts[column]) ?: "";
}

const char *
iso_curve_item_get_detail (IsoCurveItem *self, IsoCurveColumn column, gboolean *reason)
{
  const IsoCurveNumber *number;

  g_return_val_if_fail (ISO_IS_CURVE_ITEM (self), NULL);
  g_return_val_if_fail ((guint) column < ISO_N_CURVE_COLUMNS, NULL);

  number = &self->numbers[column];
  *reason = number->interval == NULL;
  /* What is true of every row is not said in each of them. */
  if (column == ISO_CURVE_COLUMN_MODEL
      || ((column == ISO_CURVE_COLUMN_GR_MAX || column == ISO_CURVE_COLUMN_GR_AOC) && number->rank == ISO_CURVE_RANK_NUMBER))
    return NULL;
  return number->interval != NULL ? number->interval : number->note;
}

const char *
iso_curve_item_get_note (IsoCurveItem *self, IsoCurveColumn column)
{
  g_return_val_if_fail (ISO_IS_CURVE_ITEM (self), NULL);
  g_return_val_if_fail ((guint) column < ISO_N_CURVE_COLUMNS, NULL);
  return self->numbers[column].note;
}

int
iso_curve_item_compare (IsoCurveItem *self, IsoCurveItem *other, IsoCurveColumn column)
{
  g_return_val_if_fail (ISO_IS_CURVE_ITEM (self) && ISO_IS_CURVE_ITEM (other), 0);
  g_return_val_if_fail ((guint) column < ISO_N_CURVE_COLUMNS, 0);

  if (column == ISO_CURVE_COLUMN_DOSE && self->dimension != other->dimension)
    return self->dimension < other->dimension ? -1 : 1;
  if (is_number (column))
    return compare_numbers (&self->numbers[column], &other->numbers[column]);
  if (column == ISO_CURVE_COLUMN_WELLS)
    return (self->observations->len > other->observations->len) - (self->observations->len < other->observations->len);
  if (column == ISO_CURVE_COLUMN_EXPERIMENTS && self->n_experiments != other->n_experiments)
    return self->n_experiments < other->n_experiments ? -1 : 1;
  return g_utf8_collate (iso_curve_item_get_text (self, column), iso_curve_item_get_text (other, column));
}

char *
iso_curve_item_dup_key (IsoCurveItem *self)
{
  g_return_val_if_fail (ISO_IS_CURVE_ITEM (self), NULL);
  return g_strjoin ("\n", self->texts[ISO_CURVE_COLUMN_SAMPLE], self->texts[ISO_CURVE_COLUMN_COMPOUND],
                    self->growth ? self->texts[ISO_CURVE_COLUMN_EXPERIMENTS] : NULL, NULL);
}

guint
iso_curve_item_get_arm (IsoCurveItem *self)
{
  g_return_val_if_fail (ISO_IS_CURVE_ITEM (self), 0);
  return self->arm;
}

const guint *
iso_curve_item_get_observations (IsoCurveItem *self, guint *n)
{
  g_return_val_if_fail (ISO_IS_CURVE_ITEM (self), NULL);
  *n = self->observations->len;
  return (const guint *) (gpointer) self->observations->data;
}

guint
iso_curve_item_find_treatment (IsoCurveItem *self, const IsoAnalysis *analysis, GListModel *treatments, guint current)
{
  guint found = G_MAXUINT;

  g_return_val_if_fail (ISO_IS_CURVE_ITEM (self), G_MAXUINT);
  g_return_val_if_fail (analysis != NULL && self->arm < analysis->arms->len, G_MAXUINT);

  for (guint i = 0; i < g_list_model_get_n_items (treatments); i++)
    {
      g_autoptr (IsoSubject) subject = g_list_model_get_item (treatments, i);

      if (belongs_to (self, analysis, subject) && (found == G_MAXUINT || i == current))
        found = i;
    }
  return found;
}

static gboolean
is_same_number (const IsoCurveNumber *one, const IsoCurveNumber *other)
{
  return g_strcmp0 (one->text, other->text) == 0 && g_strcmp0 (one->interval, other->interval) == 0
         && g_strcmp0 (one->note, other->note) == 0 && g_strcmp0 (one->exact, other->exact) == 0;
}

static gboolean
is_same (gconstpointer a, gconstpointer b)
{
  const IsoCurveItem *one = a, *other = b;

  for (guint i = 0; i < ISO_N_CURVE_COLUMNS; i++)
    if (g_strcmp0 (one->texts[i], other->texts[i]) != 0 || !is_same_number (&one->numbers[i], &other->numbers[i]))
      return FALSE;
  return one->arm == other->arm && one->growth == other->growth && g_strcmp0 (one->quantity, other->quantity) == 0
         && g_strcmp0 (one->unit, other->unit) == 0 && g_strcmp0 (one->status, other->status) == 0
         && one->observations->len == other->observations->len
         && memcmp (one->observations->data, other->observations->data, one->observations->len * sizeof (guint)) == 0;
}

void
iso_curve_items_fill (GListStore *store, const IsoAnalysis *analysis)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  gboolean growth = analysis != NULL && iso_analysis_shows_growth (analysis);

  for (guint i = 0; analysis != NULL && !growth && i < analysis->arms->len; i++)
    g_ptr_array_add (items, create (analysis, i));
  for (guint i = 0; growth && i < analysis->growth->len; i++)
    {
      IsoCurveItem *item = iso_curve_item_new_growth (analysis, i);

      if (item != NULL)
        g_ptr_array_add (items, item);
    }
  iso_list_update (store, items, is_same);
}

void
iso_curve_tsv_append (GString *tsv, const char *text)
{
  gsize begin = tsv->len;

  g_string_append (tsv, text);
  g_strdelimit (tsv->str + begin, "\t\r\n", ' ');
}

static gboolean
is_growth (GListModel *items)
{
  g_autoptr (IsoCurveItem) first = g_list_model_get_item (items, 0);

  return first != NULL && first->growth;
}

static char *
viabilities_to_tsv (GListModel *items)
{
  GString *tsv = g_string_new ("sample\tcompound\tquantity\trelation\tvalue\tlower\tupper\tunit\tstatus\thill\thill_lower\thill_upper\t"
                               "plateau\tplateau_lower\tplateau_upper\ttop\ttop_lower\ttop_upper\twells\texperiments\tmodel\tremarks\n");

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (IsoCurveItem) item = g_list_model_get_item (items, i);

      iso_curve_tsv_append (tsv, item->texts[ISO_CURVE_COLUMN_SAMPLE]);
      g_string_append_c (tsv, '\t');
      iso_curve_tsv_append (tsv, item->texts[ISO_CURVE_COLUMN_COMPOUND]);
      g_string_append_printf (tsv, "\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%u\t%u\t", item->quantity,
                              item->numbers[ISO_CURVE_COLUMN_DOSE].exact,
                              item->unit, item->status, item->numbers[ISO_CURVE_COLUMN_HILL].exact,
                              item->numbers[ISO_CURVE_COLUMN_LOWER].exact,
                              item->numbers[ISO_CURVE_COLUMN_UPPER].exact, item->observations->len, item->n_experiments);
      iso_curve_tsv_append (tsv, item->numbers[ISO_CURVE_COLUMN_MODEL].note ?: "–");
      g_string_append_c (tsv, '\t');
      iso_curve_tsv_append (tsv, item->texts[ISO_CURVE_COLUMN_REMARKS]);
      g_string_append_c (tsv, '\n');
    }
  return g_string_free (tsv, FALSE);
}

char *
iso_curve_items_to_tsv (GListModel *items)
{
  return is_growth (items) ? iso_growth_items_to_tsv (items) : viabilities_to_tsv (items);
}
