/* iso-plot-text.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-plot-text.h"

#include "base/iso-number.h"

#include <math.h>
#include <string.h>

static const char *(*translator) (const char *sentence);
static GPrivate decimal_comma;

static const char *
translate (const char *sentence)
{
  return translator != NULL ? translator (sentence) : sentence;
}

/* "-12" as "⁻¹²". */
static void
append_superscript (GString *text, const char *digits)
{
  static const char *const raised[] = { "⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹" };

  for (; *digits != '\0'; digits++)
    {
      if (*digits == '-')
        g_string_append (text, "⁻");
      else if (g_ascii_isdigit (*digits))
        g_string_append (text, raised[*digits - '0']);
    }
}

static gboolean
is_right_to_left (gunichar letter)
{
  return (letter >= 0x590 && letter <= 0x8ff) || (letter >= 0xfb1d && letter <= 0xfdff)
         || (letter >= 0xfe70 && letter <= 0xfeff) || (letter >= 0x10800 && letter <= 0x10fff)
         || (letter >= 0x1e800 && letter <= 0x1efff);
}

/* A name written from right to left must not turn the numbers around it: it goes between FIRST STRONG ISOLATE and POP
 * DIRECTIONAL ISOLATE. */
static char *
isolate (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      if (is_right_to_left (g_utf8_get_char (p)))
        return g_strconcat ("\342\201\250", text, "\342\201\251", NULL);
    }
  return g_strdup (text);
}

/* With a true minus and a power of ten; takes the text. */
static char *
typeset (char *number)
{
  g_autofree char *plain = number;
  char *exponent = strchr (plain, 'e');
  GString *text;

  if (exponent == NULL)
    return *plain == '-' ? g_strconcat ("−", plain + 1, NULL) : g_steal_pointer (&plain);

  *exponent = '\0';
  text = g_string_new (NULL);
  if (*plain == '-')
    g_string_append (text, "−");
  g_string_append (text, *plain == '-' ? plain + 1 : plain);
  g_string_append (text, "\302\240×\302\24010");
  append_superscript (text, exponent + 1);
  return g_string_free (text, FALSE);
}

static char *
measured (double value)
{
  return iso_plot_decimal (typeset (iso_number_format_measured (value, 3)));
}

/* An amount of a finding, "0.18 %", but no name, which stands between quotation marks and may look like one. */
static gboolean
is_amount (const IsoMessage *message, guint argument)
{
  const char *text = message->arguments[argument];
  gsize digits = strspn (text, "-0123456789.");
  g_autofree char *name = g_strdup_printf ("“{%u}”", argument + 1);
  g_autofree char *plain = g_strndup (text, digits);
  double value;

  return (text[digits] == '\0' || text[digits] == ' ') && iso_number_parse (plain, ISO_DECIMAL_POINT, &value)
         && strstr (message->sentence, name) == NULL;
}

/* A number, which is taken, and what it is counted in. */
static char *
with_symbol (char *text, const char *symbol)
{
  g_autofree char *number = text;

  return *symbol != '\0' ? g_strdup_printf ("%s\302\240%s", number, symbol) : g_steal_pointer (&number);
}

static char *
estimate_text (double value, double lower, double upper, const IsoEstimate *estimate, const char *symbol)
{
  g_autofree char *middle = with_symbol (measured (value), symbol);
  g_autofree char *low = measured (lower);
  g_autofree char *high = measured (upper);

  if (isfinite (value))
    {
      if (isfinite (lower) && isfinite (upper))
        return iso_plot_text (N_("{1} ({2} to {3})"), middle, low, high, NULL);
      if (isfinite (lower))
        return iso_plot_text (N_("{1} (above {2})"), middle, low, NULL);
      if (isfinite (upper))
        return iso_plot_text (N_("{1} (below {2})"), middle, high, NULL);
      return g_steal_pointer (&middle);
    }
  if (isfinite (lower))
    {
      g_autofree char *bound = with_symbol (iso_plot_number (lower), symbol);

      return iso_plot_text (N_("more than {1}"), bound, NULL);
    }
  if (isfinite (upper))
    {
      g_autofree char *bound = with_symbol (iso_plot_number (upper), symbol);

      return iso_plot_text (N_("less than {1}"), bound, NULL);
    }
  return iso_plot_status (estimate->status);
}

void
iso_plot_set_translator (const char *(*translate_sentence) (const char *sentence))
{
  translator = translate_sentence;
}

void
iso_plot_set_comma (gboolean comma)
{
  g_private_set (&decimal_comma, GINT_TO_POINTER (comma));
}

char *
iso_plot_decimal (char *number)
{
  return g_private_get (&decimal_comma) != NULL ? g_strdelimit (number, ".", ',') : number;
}

char *
iso_plot_text (const char *sentence, ...)
{
  g_autoptr(GPtrArray) arguments = g_ptr_array_new_with_free_func (g_free);
  va_list list;
  const char *argument;

  va_start (list, sentence);
  while ((argument = va_arg (list, const char *)) != NULL)
    g_ptr_array_add (arguments, isolate (argument));
  va_end (list);
  g_ptr_array_add (arguments, NULL);
  return iso_sentence_tie (iso_sentence_fill (translate (sentence), (const char *const *) arguments->pdata));
}

char *
iso_plot_message (const IsoMessage *message)
{
  g_auto(GStrv) arguments = g_strdupv (message->arguments);

  for (guint i = 0; arguments != NULL && arguments[i] != NULL; i++)
    {
      if (is_amount (message, i))
        iso_plot_decimal (arguments[i]);
    }
  return iso_sentence_tie (iso_sentence_fill (translate (message->sentence), (const char *const *) arguments));
}

char *
iso_plot_status (IsoStatus status)
{
  static const char *const words[ISO_N_STATUSES] = {
    [ISO_STATUS_OK] = N_("no value"),
    [ISO_STATUS_EXTRAPOLATED] = N_("outside the doses tested"),
    [ISO_STATUS_NOT_REACHED] = N_("not reached"),
    [ISO_STATUS_BELOW_RANGE] = N_("below the range"),
    [ISO_STATUS_ABOVE_RANGE] = N_("above the range"),
    [ISO_STATUS_AT_BOUND] = N_("at the limit of what is allowed"),
    [ISO_STATUS_NOT_IDENTIFIED] = N_("not determined by the data"),
    [ISO_STATUS_AMBIGUOUS] = N_("ambiguous"),
    [ISO_STATUS_NOT_CONVERGED] = N_("the fit did not converge"),
    [ISO_STATUS_TOO_FEW_POINTS] = N_("too few points"),
    [ISO_STATUS_UNDEFINED] = N_("not defined"),
    [ISO_STATUS_EXCLUDED] = N_("excluded"),
    [ISO_STATUS_CANCELLED] = N_("not computed: cancelled"),
  };

  g_return_val_if_fail ((guint) status < ISO_N_STATUSES, g_strdup (""));
  return g_strdup (translate (words[status]));
}

char *
iso_plot_number (double value)
{
  return iso_plot_decimal (typeset (iso_number_format (value, 3)));
}

char *
iso_plot_power_of_ten (int exponent)
{
  GString *text = g_string_new ("10");
  g_autofree char *digits = g_strdup_printf ("%d", exponent);

  append_superscript (text, digits);
  return g_string_free (text, FALSE);
}

char *
iso_plot_dose (double inside, const IsoUnit *unit)
{
  return with_symbol (iso_plot_number (iso_unit_from_inside (unit, inside)), unit->symbol);
}

char *
iso_plot_estimate (const IsoEstimate *estimate, double scale, const char *symbol)
{
  return estimate_text (estimate->value * scale, estimate->lower * scale, estimate->upper * scale, estimate, symbol);
}

char *
iso_plot_dose_estimate (const IsoEstimate *estimate, const IsoUnit *unit)
{
  return estimate_text (iso_unit_from_inside (unit, estimate->value), iso_unit_from_inside (unit, estimate->lower),
                        iso_unit_from_inside (unit, estimate->upper), estimate, unit->symbol);
}

char *
iso_plot_with_unit (const char *name, const char *symbol)
{
  return *symbol != '\0' ? iso_plot_text (N_("{1} ({2})"), name, symbol, NULL) : g_strdup (name);
}
