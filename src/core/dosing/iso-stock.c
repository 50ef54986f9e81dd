/* iso-stock.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "dosing/iso-stock.h"

#include "base/iso-number.h"

#include <math.h>
#include <string.h>

/* Words of names that say: this is a salt, or carries water. Matched as whole words, in any case. */
static const char *const form_words[] = {
  "citrate", "hydrochloride", "hcl", "dihydrochloride", "sodium", "potassium", "mesylate", "tosylate", "ditosylate", "phosphate", "sulfate",
  "sulphate", "maleate", "fumarate", "succinate", "tartrate", "acetate", "bromide", "besylate", "lactate", "hydrate", "monohydrate", "dihydrate",
};

static double
active_weight (const IsoForm *form)
{
  return isnan (form->active_weight) ? form->form_weight : form->active_weight;
}

static gboolean
fail (GError **error, IsoErrorCode code, const char *sentence)
{
  iso_error_set (error, code, NULL, sentence, NULL);
  return FALSE;
}

static const char *
find_form_word (const char *name)
{
  g_auto (GStrv) words = g_strsplit_set (name, " -_/()[],;", -1);

  for (char **word = words; *word != NULL; word++)
    {
      for (gsize i = 0; i < G_N_ELEMENTS (form_words); i++)
        {
          if (g_ascii_strcasecmp (*word, form_words[i]) == 0)
            return form_words[i];
        }
    }
  return NULL;
}

void
iso_form_init (IsoForm *form)
{
  *form = (IsoForm) { .form_weight = NAN, .active_weight = NAN, .active_per_form = 1, .purity = 1 };
}

gboolean
iso_form_check (const IsoForm *form, GError **error)
{
  if ((!isnan (form->form_weight) && !(form->form_weight > 0 && isfinite (form->form_weight)))
      || (!isnan (form->active_weight) && !(form->active_weight > 0 && isfinite (form->active_weight))))
    return fail (error, ISO_ERROR_RANGE, N_("A molecular weight is above zero, in g/mol. Correct it, or leave it out."));
  if (!(form->active_per_form > 0 && isfinite (form->active_per_form)))
    return fail (error, ISO_ERROR_RANGE, N_("The number of active molecules in one formula unit is above zero; it is 1 for most salts."));
  if (!(form->purity > 0 && form->purity <= 1))
    return fail (error, ISO_ERROR_RANGE, N_("Purity is above 0 % and at most 100 %. Correct it."));
  return TRUE;
}

gboolean
iso_stock_concentration (const IsoForm *form, double typed, const IsoUnit *unit, IsoDimension dimension, double *inside, GError **error)
{
  double value;

  if (!iso_form_check (form, error))
    return FALSE;
  if (unit->dimension != ISO_DIMENSION_MOLAR && unit->dimension != ISO_DIMENSION_MASS_CONCENTRATION)
    {
      iso_error_set (error, ISO_ERROR_UNITS, NULL, N_("“{1}” is no unit of concentration. Write one of {2}."), unit->symbol, iso_unit_list (),
                     NULL);
      return FALSE;
    }
  if (!(typed > 0 && isfinite (typed)))
    return fail (error, ISO_ERROR_RANGE, N_("The concentration of a stock is above zero. Correct it."));
  value = iso_unit_to_inside (unit, typed);
  if (unit->dimension == dimension && dimension == ISO_DIMENSION_MOLAR)
    {
      *inside = value;
      return TRUE;
    }
  if (dimension == ISO_DIMENSION_MASS_CONCENTRATION && unit->dimension == dimension && isnan (form->form_weight))
    {
      *inside = value * form->purity;   /* mass alone: an antibody, an extract */
      return TRUE;
    }
  if (isnan (form->form_weight))
    return fail (error, ISO_ERROR_UNITS,
                 N_("Doses and stock differ in kind, one by mass and one by amount. Add the molecular weight of what is weighed, or give both in "
                    "units of one kind."));
  if (unit->dimension == ISO_DIMENSION_MASS_CONCENTRATION)
    value = form->active_per_form * form->purity * value / form->form_weight;
  *inside = dimension == ISO_DIMENSION_MOLAR ? value : value * active_weight (form);
  return TRUE;
}

double
iso_stock_volume (double stock, double target, double volume)
{
  return target * volume / stock;
}

double
iso_form_confusion (const IsoForm *form)
{
  return form->form_weight / (form->active_per_form * active_weight (form)) - 1;
}

void
iso_form_warn (const IsoForm *form, const char *name, gboolean by_weight, GPtrArray *messages)
{
  const char *word = find_form_word (name);
  double confusion = iso_form_confusion (form);

  if (isfinite (confusion) && fabs (confusion) > 0.01)
    {
      g_autofree char *whole = iso_number_format (form->form_weight, 6);
      g_autofree char *active = iso_number_format (form->active_weight, 6);
      g_autofree char *percent = iso_number_format (100 * fabs (confusion), 2);

      g_ptr_array_add (messages, iso_message_new ("salt-form", NULL,
                                                  N_("{1} is weighed as a form of {2} g/mol and acts as one of {3} g/mol. Taking one for the other "
                                                     "would change every dose by {4} %: compare with the label of the bottle."),
                                                  name, whole, active, percent, NULL));
    }
  else if (word != NULL && (isnan (form->active_weight) || isnan (form->form_weight)))
    {
      g_ptr_array_add (messages,
                       iso_message_new ("salt-name", NULL,
                                        by_weight ? N_("“{1}” names a salt or hydrate ({2}), and its stock is by weight. Add the molecular "
                                                       "weight of what was weighed and of what acts, or the doses may be those of "
                                                       "another form.")
                                                  : N_("“{1}” names a salt or hydrate ({2}). Make sure that the molar stock counts the active "
                                                       "molecule, and add both molecular weights."),
                                        name, word, NULL));
    }
}
