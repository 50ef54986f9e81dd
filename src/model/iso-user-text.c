/* iso-user-text.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-user-text.h"

#include "synergy/iso-reference.h"

#include <glib/gi18n.h>
#include <locale.h>
#include <math.h>
#include <string.h>

static char *
localise (const char *number)
{
  GString *text = g_string_new (number);

  g_string_replace (text, ".", localeconv ()->decimal_point, 0);
  g_string_replace (text, "-", "−", 0);
  return g_string_free (text, FALSE);
}

char *
iso_user_number (double value)
{
  g_autofree char *plain = iso_number_format (value, 3);

  return localise (plain);
}

char *
iso_user_measured (double value)
{
  g_autofree char *plain = iso_number_format_measured (value, 3);

  return localise (plain);
}

IsoDecimal
iso_user_decimal (void)
{
  return strcmp (localeconv ()->decimal_point, ",") == 0 ? ISO_DECIMAL_COMMA : ISO_DECIMAL_POINT;
}

char *
iso_user_amount (const char *text)
{
  gsize sign = *text == '-' ? 1 : 0, digits = sign + strspn (text + sign, "0123456789.");
  g_autofree char *plain = g_strndup (text, digits);
  g_autofree char *number = NULL;
  double value;

  if ((text[digits] != '\0' && text[digits] != ' ' && text[digits] != '%') || strchr (plain, '.') == NULL
      || !iso_number_parse (plain, ISO_DECIMAL_POINT, &value))
    return g_strdup (text);
  number = localise (plain);
  return g_strconcat (number, text + digits, NULL);
}

static gboolean
has_symbol (const IsoUnit *unit)
{
  return unit != NULL && unit->symbol != NULL && *unit->symbol != '\0';
}

char *
iso_user_list (GPtrArray *parts)
{
  char *list = g_strdup (parts->len > 0 ? g_ptr_array_index (parts, 0) : "");

  for (guint i = 1; i < parts->len; i++)
    {
      g_autofree char *shorter = list;

      /* Translators: joins the beginning of a list and its next item, as in "file.csv, line 3". */
      list = g_strdup_printf (_("%s, %s"), shorter, (const char *) g_ptr_array_index (parts, i));
    }
  return list;
}

static double
show (double value, const IsoUnit *unit)
{
  return unit != NULL ? iso_unit_from_inside (unit, value) : value;
}

/* Takes the number. */
static char *
add_symbol (char *number, const IsoUnit *unit)
{
  g_autofree char *alone = number;

  return has_symbol (unit) ? g_strdup_printf ("%s\u00a0%s", alone, unit->symbol) : g_steal_pointer (&alone);
}

char *
iso_user_dose (double value, const IsoUnit *unit)
{
  return add_symbol (iso_user_number (show (value, unit)), isnan (value) ? NULL : unit);
}

static char *
measured (double value, const IsoUnit *unit)
{
  return add_symbol (iso_user_measured (show (value, unit)), unit);
}

static char *
format_value (const IsoEstimate *estimate, const IsoUnit *unit)
{
  gboolean above = isnan (estimate->upper);
  g_autofree char *limit = NULL;

  if (!isnan (estimate->value))
    return measured (estimate->value, unit);
  if (isnan (estimate->lower) == isnan (estimate->upper))
    return iso_user_number (NAN);

  /* Nothing is known but that it lies beyond a limit, often a dose that was given. */
  limit = iso_user_dose (above ? estimate->lower : estimate->upper, unit);
  return g_strdup_printf (above ? ">\u00a0%s" : "<\u00a0%s", limit);
}

static char *
format_interval (const IsoEstimate *estimate, const IsoUnit *unit)
{
  g_autofree char *lower = NULL;
  g_autofree char *upper = NULL;

  if (isnan (estimate->value) || isnan (estimate->lower) || isnan (estimate->upper))
    return NULL;
  lower = iso_user_measured (show (estimate->lower, unit));
  upper = measured (estimate->upper, unit);
  /* Translators: an interval, such as "35 to 51 nM". */
  return g_strdup_printf (_("%s to %s"), lower, upper);
}

static char *
format_note (const IsoEstimate *estimate)
{
  if (g_strcmp0 (estimate->method, "bound") == 0)
    return g_strdup (_("A limit only: a drug alone does not reach this effect."));
  if (estimate->status != ISO_STATUS_OK)
    return g_strdup (gettext (iso_status_explanation (estimate->status)));
  if (isnan (estimate->lower) || isnan (estimate->upper))
    {
      if (estimate->interval_status == ISO_STATUS_OK)
        return g_strdup (_("No interval is known for this value."));
      return g_strdup_printf (_("No interval: %s"), gettext (iso_status_explanation (estimate->interval_status)));
    }
  return NULL;
}

void
iso_estimate_text_init (IsoEstimateText *text, const IsoEstimate *estimate, const IsoUnit *unit)
{
  g_autofree char *value = iso_number_format_exact (show (estimate->value, unit));
  g_autofree char *lower = iso_number_format_exact (show (estimate->lower, unit));
  g_autofree char *upper = iso_number_format_exact (show (estimate->upper, unit));

  text->value = format_value (estimate, unit);
  text->interval = format_interval (estimate, unit);
  text->note = format_note (estimate);
  text->exact = g_strjoin ("\t", value, lower, upper, NULL);
}

void
iso_estimate_text_clear (IsoEstimateText *text)
{
  g_clear_pointer (&text->value, g_free);
  g_clear_pointer (&text->interval, g_free);
  g_clear_pointer (&text->note, g_free);
  g_clear_pointer (&text->exact, g_free);
}

/* "1.28 µL" stays together, and no sentence that begins with a number; takes the text. */
static char *
tie_amount (char *text)
{
  gsize digits = strcspn (text, " ");
  g_autofree char *amount = text;

  if (text[digits] == '\0' || strchr (text + digits + 1, ' ') != NULL || !g_ascii_isdigit (*text) || !g_ascii_isdigit (text[digits - 1]))
    return g_steal_pointer (&amount);
  return g_strdup_printf ("%.*s\u00a0%s", (int) digits, text, text + digits + 1);
}

char *
iso_message_to_user_text (const IsoMessage *message)
{
  guint n = message->arguments != NULL ? g_strv_length (message->arguments) : 0;
  g_auto (GStrv) arguments = g_new0 (char *, n + 1);

  /* Amounts, but not names, which stand between quotation marks. */
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = g_strdup_printf ("“{%u}”", i + 1);
      gboolean quoted = strstr (message->sentence, name) != NULL;

      if (iso_reference_is_name (message->arguments[i]))
        arguments[i] = g_strdup (gettext (message->arguments[i]));
      else
        arguments[i] = quoted ? g_strdup (message->arguments[i]) : tie_amount (iso_user_amount (message->arguments[i]));
    }
  return iso_sentence_tie (iso_sentence_fill (gettext (message->sentence), (const char *const *) arguments));
}

char *
iso_error_to_user_text (const GError *error)
{
  const IsoMessage *message = iso_error_get_message (error);

  return message != NULL ? iso_message_to_user_text (message) : g_strdup (error->message);
}

char *
iso_place_to_user_text (const IsoPlace *place)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  if (place->file != NULL && *place->file != '\0')
    g_ptr_array_add (parts, g_path_get_basename (place->file));
  if (place->line > 0)
    g_ptr_array_add (parts, g_strdup_printf (_("line %u"), place->line));
  if (place->cell != NULL && *place->cell != '\0')
    g_ptr_array_add (parts, g_strdup_printf (_("column “%s”"), place->cell));
  else if (place->column > 0)
    g_ptr_array_add (parts, g_strdup_printf (_("column %u"), place->column));
  if (place->well != NULL && *place->well != '\0')
    g_ptr_array_add (parts, g_strdup_printf (_("well %s"), place->well));
  return parts->len > 0 ? iso_user_list (parts) : NULL;
}

char *
iso_error_to_user_place (const GError *error)
{
  const IsoMessage *message = iso_error_get_message (error);

  return message != NULL ? iso_place_to_user_text (&message->place) : NULL;
}

static const char *
translate (const char *sentence)
{
  return gettext (sentence);
}

char *
iso_step_to_user_text (const IsoStep *step)
{
  static const IsoStepVoice voice = { translate, iso_user_dose };

  return iso_sentence_tie (iso_step_fill (step, &voice));
}

char *
iso_sharing_to_user_text (const IsoCommonTest *common)
{
  return g_strdup_printf (ngettext ("One value for %u curve.", "One value for %u curves.", common->n_curves), common->n_curves);
}
