/* iso-outline-arms.c - the arms of a design's text: series, rays, matrices, fixed doses
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "dosing/iso-dose-series.h"
#include "reader/iso-outline-parts.h"

#include <math.h>
#include <string.h>

static const char *const known[] = { "kind", "drug", "drugs", "doses", "multiples", "shares", "from", "factor", "n", "shape", "with", "at", NULL };

static gboolean
add_number_cb (IsoJsonText *text, JsonNode *node, guint index, gpointer data, GError **error)
{
  double value;

  (void) index;
  if (!iso_json_take_number (text, node, &value, error))
    return FALSE;
  if (!(value > 0))
    return iso_json_fail (text, ISO_ERROR_RANGE, N_("A number above zero belongs here."), NULL, NULL, error);
  g_array_append_val ((GArray *) data, value);
  return TRUE;
}

/* Numbers of a list; an empty array if it is not there. */
static GArray *
read_numbers (IsoJsonText *text, JsonObject *object, const char *name, GError **error)
{
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (double));

  return iso_json_each (text, object, name, add_number_cb, numbers, error) ? g_steal_pointer (&numbers) : NULL;
}

static gboolean
need_ic50 (IsoJsonText *text, const IsoOutlineDrug *drug, GError **error)
{
  return !isnan (drug->ic50)
         || iso_json_fail (text, ISO_ERROR_NO_DATA, N_("Multiples are of the IC50, and “{1}” has none here. Add its “ic50”, or write doses."),
                           drug->name, NULL, error);
}

/* Doses of one drug, inside: "doses", "multiples" of its IC50, or "from", "factor" and "n". */
static GArray *
read_doses (IsoJsonText *text, JsonObject *object, const IsoOutline *outline, guint index, GError **error)
{
  const IsoOutlineDrug *drug = &g_array_index (outline->drugs, IsoOutlineDrug, index);
  gboolean multiples = iso_json_has (object, "multiples");
  g_autoptr (GArray) doses = NULL;

  if (iso_json_has (object, "from"))
    {
      IsoDoseSeries series = { ISO_SERIES_GEOMETRIC, 0, 0, 0 };

      if (!iso_outline_get_number (text, object, "from", NAN, 0, 1e300, &series.from, error)
          || !iso_outline_get_number (text, object, "factor", 2, 0, 1e6, &series.change, error)
          || !iso_json_get_count (text, object, "n", -1, ISO_SERIES_MAX_STEPS, &series.n, error))
        return NULL;
      doses = g_array_new (FALSE, FALSE, sizeof (double));
      g_array_set_size (doses, series.n);
      if (!iso_dose_series_fill (&series, (double *) (gpointer) doses->data, error))
        return NULL;
    }
  else
    {
      doses = read_numbers (text, object, multiples ? "multiples" : "doses", error);
      if (doses == NULL || (multiples && !need_ic50 (text, drug, error)))
        return NULL;
    }
  for (guint i = 0; i < doses->len; i++)
    {
      double *dose = &g_array_index (doses, double, i);

      *dose = multiples ? *dose * drug->ic50 : iso_unit_to_inside (drug->unit, *dose);
    }
  if (doses->len == 0)
    {
      iso_json_fail (text, ISO_ERROR_NO_DATA, N_("This arm has no doses. Write “doses”, “multiples” of the IC50, or “from”, “factor” and “n”."),
                     NULL, NULL, error);
      return NULL;
    }
  return g_steal_pointer (&doses);
}

typedef struct
{
  const IsoOutline *outline;
  guint             n;
  guint             drugs[ISO_MAX_DRUGS];
} Drugs;

static gboolean
add_drug_cb (IsoJsonText *text, JsonNode *node, guint index, gpointer data, GError **error)
{
  Drugs *drugs = data;
  g_autofree char *name = NULL;

  if (!iso_json_take_string (text, node, &name, error))
    return FALSE;
  if (index == ISO_MAX_DRUGS)
    return iso_json_fail (text, ISO_ERROR_TOO_LARGE, N_("A well can hold three drugs at the most."), NULL, NULL, error);
  drugs->n = index + 1;
  return iso_outline_find_drug (text, drugs->outline, name, &drugs->drugs[index], error);
}

static gboolean
read_drugs (IsoJsonText *text, JsonObject *object, Drugs *drugs, GError **error)
{
  if (!iso_json_each (text, object, "drugs", add_drug_cb, drugs, error))
    return FALSE;
  return drugs->n >= 2 || iso_json_fail (text, ISO_ERROR_NO_DATA, N_("A combination has two or three drugs. Name them in “drugs”."), NULL, NULL,
                                         error);
}

static gboolean
read_series (IsoJsonText *text, JsonObject *object, IsoOutline *outline, GError **error)
{
  g_autofree char *name = NULL;
  g_autoptr (GArray) doses = NULL;
  guint drug;

  if (!iso_json_get_string (text, object, "drug", NULL, &name, error) || !iso_outline_find_drug (text, outline, name, &drug, error))
    return FALSE;
  doses = read_doses (text, object, outline, drug, error);
  return doses != NULL
         && iso_design_add_series (outline->design, drug, (const double *) (gpointer) doses->data, doses->len, error);
}

static gboolean
read_ray (IsoJsonText *text, JsonObject *object, IsoOutline *outline, GError **error)
{
  Drugs drugs = { .outline = outline };
  double ic50[ISO_MAX_DRUGS], bases[ISO_MAX_DRUGS];
  g_autoptr (GArray) multiples = read_numbers (text, object, "multiples", error);
  g_autoptr (GArray) shares = multiples != NULL ? read_numbers (text, object, "shares", error) : NULL;

  if (shares == NULL || !read_drugs (text, object, &drugs, error))
    return FALSE;
  if (shares->len != 0 && shares->len != drugs.n)
    return iso_json_fail (text, ISO_ERROR_RANGE, N_("There is a share for each drug of a ray, or none at all. Write one for each."), NULL, NULL,
                          error);
  for (guint i = 0; i < drugs.n; i++)
    {
      const IsoOutlineDrug *drug = &g_array_index (outline->drugs, IsoOutlineDrug, drugs.drugs[i]);

      if (!need_ic50 (text, drug, error))
        return FALSE;
      ic50[i] = drug->ic50;
    }
  iso_ray_bases (ic50, shares->len > 0 ? (const double *) (gpointer) shares->data : NULL, drugs.n, bases);
  return iso_design_add_ray (outline->design, drugs.drugs, drugs.n, bases, (const double *) (gpointer) multiples->data, multiples->len, error);
}

static gboolean
read_shape (IsoJsonText *text, JsonObject *object, IsoMatrixShape *shape, GError **error)
{
  static const char *const words[] = { "full", "triangle", "band" };
  g_autofree char *word = NULL;

  if (!iso_json_get_string (text, object, "shape", "full", &word, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      if (strcmp (word, words[i]) == 0)
        {
          *shape = (IsoMatrixShape) i;
          return TRUE;
        }
    }
  return iso_outline_fail_word (text, "shape", word, "full, triangle, band", error);
}

/* "multiples" of every IC50, or "doses": an object with the doses of each drug. */
static gboolean
read_matrix (IsoJsonText *text, JsonObject *object, IsoOutline *outline, GError **error)
{
  g_autoptr (GPtrArray) lists = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  const double *doses[ISO_MAX_DRUGS] = { NULL };
  guint n[ISO_MAX_DRUGS] = { 0 };
  Drugs drugs = { .outline = outline };
  IsoMatrixShape shape = ISO_MATRIX_FULL;

  if (!read_drugs (text, object, &drugs, error) || !read_shape (text, object, &shape, error))
    return FALSE;
  for (guint i = 0; i < drugs.n; i++)
    {
      GArray *list;

      if (iso_json_has (object, "multiples"))
        {
          list = read_doses (text, object, outline, drugs.drugs[i], error);
        }
      else
        {
          const char *name = g_array_index (outline->drugs, IsoOutlineDrug, drugs.drugs[i]).name;
          JsonObject *by_drug;
          gsize place = iso_json_enter (text, "doses");

          if (!iso_json_expect_object (text, json_object_get_member (object, "doses"), NULL, &by_drug, error))
            return FALSE;
          list = read_numbers (text, by_drug, name, error);
          for (guint k = 0; list != NULL && k < list->len; k++)
            g_array_index (list, double, k) = iso_unit_to_inside (g_array_index (outline->drugs, IsoOutlineDrug, drugs.drugs[i]).unit,
                                                                  g_array_index (list, double, k));
          iso_json_leave (text, place);
        }
      if (list == NULL)
        return FALSE;
      g_ptr_array_add (lists, list);
      doses[i] = (const double *) (gpointer) list->data;
      n[i] = list->len;
    }
  return iso_design_add_matrix (outline->design, drugs.drugs, drugs.n, doses, n, shape, error);
}

static gboolean
read_fixed (IsoJsonText *text, JsonObject *object, IsoOutline *outline, GError **error)
{
  g_autofree char *name = NULL;
  g_autofree char *with = NULL;
  g_autoptr (GArray) doses = NULL;
  guint drug, other;
  double at;

  if (!iso_json_get_string (text, object, "drug", NULL, &name, error) || !iso_outline_find_drug (text, outline, name, &drug, error)
      || !iso_json_get_string (text, object, "with", NULL, &with, error) || !iso_outline_find_drug (text, outline, with, &other, error)
      || !iso_outline_get_number (text, object, "at", NAN, 0, 1e300, &at, error))
    return FALSE;
  doses = read_doses (text, object, outline, drug, error);
  at = iso_unit_to_inside (g_array_index (outline->drugs, IsoOutlineDrug, other).unit, at);
  return doses != NULL
         && iso_design_add_fixed (outline->design, drug, (const double *) (gpointer) doses->data, doses->len, other, at, error);
}

static gboolean
read_arm_cb (IsoJsonText *text, JsonNode *node, guint index, gpointer data, GError **error)
{
  static const struct
  {
    const char *word;
    gboolean  (*read) (IsoJsonText *text, JsonObject *object, IsoOutline *outline, GError **error);
  } kinds[] = { { "series", read_series }, { "ray", read_ray }, { "matrix", read_matrix }, { "fixed", read_fixed } };
  IsoOutline *outline = data;
  g_autofree char *word = NULL;
  JsonObject *object;

  (void) index;
  if (!iso_json_expect_object (text, node, known, &object, error) || !iso_json_get_string (text, object, "kind", NULL, &word, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (strcmp (word, kinds[i].word) == 0)
        return kinds[i].read (text, object, outline, error);
    }
  return iso_outline_fail_word (text, "kind", word, "series, ray, matrix, fixed", error);
}

gboolean
iso_outline_read_arms (IsoJsonText *text, JsonObject *root, IsoOutline *outline, GError **error)
{
  if (!iso_json_each (text, root, "arms", read_arm_cb, outline, error))
    return FALSE;
  if (outline->design->treatments->len == 0)
    return iso_json_fail (text, ISO_ERROR_NO_DATA, N_("A design has “arms”: series, rays or matrices of doses. Add one."), NULL, NULL, error);
  iso_design_finish (outline->design);
  return TRUE;
}
