/* iso-curve-item.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-curve-item.h"

#include "iso-list-update.h"
#include "iso-subject.h"
#include "iso-user-text.h"

#include "base/iso-number.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

/* A test of the fit that is told when chance alone would do it more rarely. */
#define REMARKABLE 0.05

/* Where a number stands among the others. */
typedef enum
{
  RANK_LESS,
  RANK_NUMBER,
  RANK_MORE,
  RANK_NONE,
} Rank;

typedef struct
{
  char   *text;       /* (owned) */
  char   *interval;   /* (owned) (nullable) */
  char   *note;       /* (owned) (nullable) */
  char   *exact;      /* (owned) relation where there is one, value, lower, upper between tabs */
  Rank    rank;
  double  value;      /* to sort by; NaN for RANK_NONE */
} Number;

struct _IsoCurveItem
{
  GObject parent_instance;

  guint   arm;
  char   *texts[ISO_N_CURVE_COLUMNS];     /* (owned) (nullable) of columns without a number */
  Number  numbers[ISO_N_CURVE_COLUMNS];
  char   *remarks;                        /* (owned) sentences; "" for none */
  char   *quantity;                       /* (owned) what the dose is */
  char   *unit;                           /* (owned) of the dose */
  const char *status;                     /* the word of its standing */
  IsoDimension dimension;
  guint   n_experiments;
  char   *experiments;                    /* (owned) so many, in words */
  GArray *observations;                   /* (owned) of guint */
};

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

/* On which side of the tested doses it lies, if the experiments agree on that; else RANK_NONE. */
static Rank
find_side (const IsoArm *arm, const IsoEffectDose *dose)
{
  guint n = arm->n_runs > 1 ? arm->n_runs : 1, above = 0, below = 0;

  for (guint i = 0; i < n; i++)
    {
      const IsoEstimate *estimate = arm->n_runs > 1 ? &dose->run_doses[i] : &dose->dose;

      above += isnan (estimate->value) && lies_above (arm, dose, estimate);
      below += isnan (estimate->value) && estimate->status == ISO_STATUS_BELOW_RANGE;
    }
  return above == n ? RANK_MORE : below == n ? RANK_LESS : RANK_NONE;
}

static void
take_estimate (Number *number, const IsoEstimate *estimate, const IsoUnit *unit)
{
  IsoEstimateText text;

  iso_estimate_text_init (&text, estimate, unit);
  *number = (Number) { text.value, text.interval, text.note, text.exact,
                       isnan (estimate->value) ? RANK_NONE : RANK_NUMBER, estimate->value };
}

static void
set_relation (Number *number, const char *relation)
{
  char *exact = g_strdup_printf ("%s\t%s", relation, number->exact);

  g_free (number->exact);
  number->exact = exact;
}

/* The effect lies outside the doses that were tested: more than the highest, or less than the lowest of them. */
static void
censor (Number *number, Rank side, const IsoArm *arm)
{
  double limit = side == RANK_MORE ? arm->highest_dose : arm->lowest_dose;
  g_autofree char *shown = iso_user_dose (limit, arm->unit);
  g_autofree char *exact = iso_number_format_exact (arm->unit != NULL ? iso_unit_from_inside (arm->unit, limit) : limit);

  g_free (number->text);
  g_free (number->exact);
  number->text = g_strdup_printf (side == RANK_MORE ? ">\u00a0%s" : "<\u00a0%s", shown);
  number->exact = g_strdup_printf ("%s\t%s\t\t", side == RANK_MORE ? ">" : "<", exact);
  number->rank = side;
  number->value = limit;
}

static void
add_dose (IsoCurveItem *self, const IsoAnalysis *analysis, const IsoArm *arm)
{
  const IsoEffectDose *dose = choose_dose (analysis, arm);
  const IsoEstimate none = iso_estimate_none (arm->fit.status);
  const IsoEstimate *estimate = dose != NULL ? &dose->dose : &none;
  Number *number = &self->numbers[ISO_CURVE_COLUMN_DOSE];
  Rank side = dose != NULL && isnan (estimate->value) ? find_side (arm, dose) : RANK_NONE;

  take_estimate (number, estimate, arm->unit);
  self->quantity = g_strdup (dose != NULL && dose->kind == ISO_EFFECT_ABSOLUTE ? "IC50" : "EC50");
  self->status = iso_status_word (estimate->status);
  if (side == RANK_MORE || side == RANK_LESS)
    {
      censor (number, side, arm);
      return;
    }
  set_relation (number, isnan (estimate->value) ? "" : "=");
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
  Number *number = &self->numbers[column];

  if (scaled)
    {
      estimate.value *= 100;
      estimate.lower *= 100;
      estimate.upper *= 100;
    }
  take_estimate (number, &estimate, scaled ? &percent : NULL);
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
  const Number *dose = &self->numbers[ISO_CURVE_COLUMN_DOSE];

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

static void
add_counts (IsoCurveItem *self, const IsoArm *arm)
{
  guint n = self->observations->len;

  self->n_experiments = arm->n_runs;
  self->texts[ISO_CURVE_COLUMN_WELLS] = g_strdup_printf (ngettext ("%u well", "%u wells", n), n);
  self->experiments = g_strdup_printf (ngettext ("%u experiment", "%u experiments", arm->n_runs), arm->n_runs);
}

static IsoCurveItem *
create (const IsoAnalysis *analysis, guint index)
{
  const IsoArm *arm = iso_analysis_arm (analysis, index);
  IsoCurveItem *self = g_object_new (ISO_TYPE_CURVE_ITEM, NULL);
  const char *sample = iso_experiment_sample (analysis->dataset->experiment, arm->sample);

  self->arm = index;
  for (guint i = 0; i < arm->points->len; i++)
    {
      const IsoPoint *point = &g_array_index (arm->points, IsoPoint, i);

      g_array_append_vals (self->observations, point->observations, point->n);
    }
  self->texts[ISO_CURVE_COLUMN_SAMPLE] = g_strdup (*sample != '\0' ? sample : _("Unnamed sample"));
  self->texts[ISO_CURVE_COLUMN_COMPOUND] = iso_arm_name (analysis, arm);
  self->texts[ISO_CURVE_COLUMN_MODEL] = g_strdup (arm->fit.model != NULL ? gettext (arm->fit.model->name) : "–");
  self->unit = g_strdup (arm->unit != NULL ? arm->unit->symbol : "");
  self->dimension = arm->unit != NULL ? arm->unit->dimension : ISO_DIMENSION_UNKNOWN;
  add_counts (self, arm);
  add_dose (self, analysis, arm);
  add_parameter (self, analysis, arm, ISO_PARAMETER_HILL, ISO_CURVE_COLUMN_HILL);
  add_parameter (self, analysis, arm, ISO_PARAMETER_LOWER, ISO_CURVE_COLUMN_LOWER);
  add_parameter (self, analysis, arm, ISO_PARAMETER_UPPER, ISO_CURVE_COLUMN_UPPER);
  self->remarks = list_remarks (self, arm);
  return self;
}

static gboolean
is_number (IsoCurveColumn column)
{
  return column == ISO_CURVE_COLUMN_DOSE || column == ISO_CURVE_COLUMN_HILL || column == ISO_CURVE_COLUMN_LOWER
         || column == ISO_CURVE_COLUMN_UPPER;
}

static int
compare_numbers (const Number *one, const Number *other)
{
  if (one->rank != other->rank)
    return one->rank < other->rank ? -1 : 1;
  return one->rank == RANK_NONE || one->value == other->value ? 0 : one->value < other->value ? -1 : 1;
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
  g_free (self->experiments);
  g_free (self->remarks);
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
    [ISO_CURVE_COLUMN_HILL] = N_("Hill Slope"),
    [ISO_CURVE_COLUMN_LOWER] = N_("Lower Plateau"),
    [ISO_CURVE_COLUMN_UPPER] = N_("Upper Plateau"),
    [ISO_CURVE_COLUMN_WELLS] = N_("Wells"),
    [ISO_CURVE_COLUMN_MODEL] = N_("Model, Remarks"),
  };
  const IsoEffectDose *dose = NULL;

  g_return_val_if_fail ((guint) column < ISO_N_CURVE_COLUMNS, NULL);

  if (titles[column] != NULL)
    return g_strdup (gettext (titles[column]));
  if (analysis != NULL && analysis->arms->len > 0)
    dose = choose_dose (analysis, iso_analysis_arm (analysis, 0));
  if (dose != NULL && dose->kind == ISO_EFFECT_RELATIVE)
    return g_strdup_printf (_("EC%s, relative"), "50");
  return g_strdup_printf (_("IC%s"), "50");
}

gboolean
iso_curve_column_is_told (IsoCurveColumn column, const IsoAnalysis *analysis)
{
  for (guint i = 0; analysis != NULL && i < analysis->arms->len && column == ISO_CURVE_COLUMN_UPPER; i++)
    if (!iso_analysis_arm (analysis, i)->fit.fixed[ISO_PARAMETER_UPPER])
      return TRUE;
  return column != ISO_CURVE_COLUMN_UPPER;
}

const char *
iso_curve_item_get_text (IsoCurveItem *self, IsoCurveColumn column)
{
  g_return_val_if_fail (ISO_IS_CURVE_ITEM (self), NULL);
  g_return_val_if_fail ((guint) column < ISO_N_CURVE_COLUMNS, NULL);
  return is_number (column) ? self->numbers[column].text : self->texts[column];
}

const char *
iso_curve_item_get_detail (IsoCurveItem *self, IsoCurveColumn column, gboolean *reason)
{
  const Number *number;

  g_return_val_if_fail (ISO_IS_CURVE_ITEM (self), NULL);
  g_return_val_if_fail ((guint) column < ISO_N_CURVE_COLUMNS, NULL);

  number = &self->numbers[column];
  *reason = number->interval == NULL;
  if (column == ISO_CURVE_COLUMN_WELLS)
    {
      *reason = FALSE;
      return self->experiments;
    }
  if (column == ISO_CURVE_COLUMN_MODEL)
    return *self->remarks != '\0' ? self->remarks : NULL;
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
  return g_utf8_collate (self->texts[column], other->texts[column]);
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
is_same_number (const Number *one, const Number *other)
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
  return one->arm == other->arm && g_strcmp0 (one->remarks, other->remarks) == 0 && g_strcmp0 (one->quantity, other->quantity) == 0
         && g_strcmp0 (one->unit, other->unit) == 0 && g_strcmp0 (one->status, other->status) == 0
         && g_strcmp0 (one->experiments, other->experiments) == 0 && one->observations->len == other->observations->len
         && memcmp (one->observations->data, other->observations->data, one->observations->len * sizeof (guint)) == 0;
}

void
iso_curve_items_fill (GListStore *store, const IsoAnalysis *analysis)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; analysis != NULL && i < analysis->arms->len; i++)
    g_ptr_array_add (items, create (analysis, i));
  iso_list_update (store, items, is_same);
}

/* A tab or the end of a line in a name would begin another cell. */
static void
append_text (GString *tsv, const char *text)
{
  gsize begin = tsv->len;

  g_string_append (tsv, text);
  g_strdelimit (tsv->str + begin, "\t\r\n", ' ');
}

char *
iso_curve_items_to_tsv (GListModel *items)
{
  GString *tsv = g_string_new ("sample\tcompound\tquantity\trelation\tvalue\tlower\tupper\tunit\tstatus\thill\thill_lower\thill_upper\t"
                               "plateau\tplateau_lower\tplateau_upper\ttop\ttop_lower\ttop_upper\twells\texperiments\tmodel\tremarks\n");

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (IsoCurveItem) item = g_list_model_get_item (items, i);

      append_text (tsv, item->texts[ISO_CURVE_COLUMN_SAMPLE]);
      g_string_append_c (tsv, '\t');
      append_text (tsv, item->texts[ISO_CURVE_COLUMN_COMPOUND]);
      g_string_append_printf (tsv, "\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%u\t%u\t", item->quantity, item->numbers[ISO_CURVE_COLUMN_DOSE].exact,
                              item->unit, item->status, item->numbers[ISO_CURVE_COLUMN_HILL].exact,
                              item->numbers[ISO_CURVE_COLUMN_LOWER].exact,
                              item->numbers[ISO_CURVE_COLUMN_UPPER].exact, item->observations->len, item->n_experiments);
      append_text (tsv, item->texts[ISO_CURVE_COLUMN_MODEL]);
      g_string_append_c (tsv, '\t');
      append_text (tsv, item->remarks);
      g_string_append_c (tsv, '\n');
    }
  return g_string_free (tsv, FALSE);
}
