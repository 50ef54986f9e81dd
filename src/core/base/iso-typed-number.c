/* iso-typed-number.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "base/iso-typed-number.h"

#include <string.h>

#define GROUP 3           /* digits between two signs of thousands */
#define BLANK '_'         /* any sign that parts thousands and nothing else */

/* The character a sign stands for here; 0 for one that no number has. */
static char
fold (gunichar c)
{
  if (g_unichar_isspace (c) || c == '\'' || c == 0x2019)
    return BLANK;
  if (c == 0x2212)
    return '-';
  return c < 128 && (g_ascii_isdigit ((char) c) || strchr ("+-.,eE", (char) c) != NULL) ? (char) c : 0;
}

/* The text in plain characters, without the blanks around it; NULL if it has others than a number. */
static char *
simplify (const char *text)
{
  g_autoptr (GString) plain = g_string_new (NULL);

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      char c = fold (g_utf8_get_char (at));

      if (c == 0)
        return NULL;
      if (c != BLANK || (plain->len > 0 && plain->str[plain->len - 1] != BLANK))
        g_string_append_c (plain, c);
    }
  while (plain->len > 0 && plain->str[plain->len - 1] == BLANK)
    g_string_truncate (plain, plain->len - 1);
  return g_string_free (g_steal_pointer (&plain), FALSE);
}

static guint
count (const char *text, char sign)
{
  guint n = 0;

  for (; *text != '\0'; text++)
    n += *text == sign;
  return n;
}

/* Takes a sign between thousands out of the whole part of a number. FALSE if it stands elsewhere or parts other groups than of three. */
static gboolean
ungroup (char *number, char sign)
{
  char *to = number + strspn (number, "+-");
  guint digits = 0, signs = 0;

  for (const char *from = to; ; from++)
    {
      gboolean inside = *from == sign || g_ascii_isdigit (*from);

      if ((*from == sign || !inside) && (signs == 0 ? digits < 1 || digits > GROUP : digits != GROUP))
        return FALSE;
      if (!inside)
        {
          if (strchr (from, sign) != NULL && *from != '\0')
            return FALSE;
          memmove (to, from, strlen (from) + 1);
          return signs > 0;
        }
      signs += *from == sign;
      digits = *from == sign ? 0 : digits + 1;
      if (*from != sign)
        *to++ = *from;
    }
}

/* "1,250": what may be a thousand and more. Nobody groups the digits of a number that begins with 0. */
static gboolean
is_one_group (const char *number, char sign)
{
  g_autofree char *copy = g_strdup (number);

  return number[strspn (number, "+-")] != '0' && strpbrk (number, "eE") == NULL && ungroup (copy, sign);
}

static gboolean
parse (const char *number, char sign, double *value)
{
  return iso_number_parse (number, sign == ',' ? ISO_DECIMAL_COMMA : ISO_DECIMAL_POINT, value);
}

static void
refuse_two_readings (const char *text, const char *number, char own, const IsoPlace *place, GError **error)
{
  g_autofree char *whole = g_strdup (number);
  g_autofree char *part = g_strdelimit (g_strdup (number), ",.", own);

  ungroup (whole, own == ',' ? '.' : ',');
  iso_error_set (error, ISO_ERROR_SYNTAX, place,
                 N_("“{1}” can be “{2}” or “{3}”. Write it without a sign between the thousands."), text, whole, part, NULL);
}

/* Removes what parts thousands and finds the decimal sign of the rest, 0 if it has none. FALSE: this is no number. */
static gboolean
find_sign (char *number, char *sign)
{
  const char *point = strrchr (number, '.'), *comma = strrchr (number, ',');

  *sign = point == NULL && comma == NULL ? 0 : comma == NULL || (point != NULL && point > comma) ? '.' : ',';
  if (point != NULL && comma != NULL && !ungroup (number, *sign == '.' ? ',' : '.'))
    return FALSE;
  if (*sign != 0 && count (number, *sign) > 1)
    {
      if (!ungroup (number, *sign))
        return FALSE;
      *sign = 0;
    }
  return TRUE;
}

gboolean
iso_typed_number (const char *text, IsoDecimal decimal, const char *refusal, double *value, const IsoPlace *place, GError **error)
{
  g_autofree char *number = simplify (text);
  char own = decimal == ISO_DECIMAL_COMMA ? ',' : '.', sign;
  gboolean grouped = number != NULL && (strchr (number, BLANK) != NULL || (strchr (number, '.') != NULL && strchr (number, ',') != NULL));

  if (number != NULL && (strchr (number, BLANK) == NULL || ungroup (number, BLANK)) && find_sign (number, &sign))
    {
      if (sign != 0 && sign != own && !grouped && is_one_group (number, sign))
        {
          refuse_two_readings (text, number, own, place, error);
          return FALSE;
        }
      if (parse (number, sign, value))
        return TRUE;
    }
  iso_error_set (error, ISO_ERROR_SYNTAX, place, refusal != NULL ? refusal : N_("“{1}” is no number. Write one such as 1250 or 0.5."), text,
                 NULL);
  return FALSE;
}

char *
iso_typed_number_split (const char *text, const char **unit)
{
  const char *end = text;

  for (const char *at = text; *at != '\0';)
    {
      const char *next = g_utf8_next_char (at);
      char c = fold (g_utf8_get_char (at));

      /* An e is an exponent only before digits: "5 eq". */
      if (c == 0 || ((c == 'e' || c == 'E') && !g_ascii_isdigit (next[strspn (next, "+-")])))
        break;
      if (c != BLANK)
        end = next;
      else if (!g_ascii_isdigit (*next) && fold (g_utf8_get_char (next)) != BLANK)
        break;
      at = next;
    }
  *unit = end;
  while (g_unichar_isspace (g_utf8_get_char (*unit)))
    *unit = g_utf8_next_char (*unit);
  return g_strndup (text, (gsize) (end - text));
}
