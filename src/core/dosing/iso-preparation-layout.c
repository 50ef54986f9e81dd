/* iso-preparation-layout.c - rules that do not count, and how plates were laid out, as one text each
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "dosing/iso-preparation-private.h"

#include <string.h>

char *
iso_preparation_get_rules (const IsoOutline *outline)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < ISO_N_LAYOUT_RULES; i++)
    {
      g_autofree char *reason = g_strdup (outline->reasons->pdata[i]);

      if ((outline->layout.off >> i & 1) == 0 || reason == NULL)
        continue;
      g_strdelimit (reason, ";", ',');
      g_string_append_printf (text, "%s%s=%s", text->len > 0 ? "; " : "", iso_layout_rule_word ((IsoLayoutRule) i), reason);
    }
  return g_string_free (text, FALSE);
}

/* "columns=8-channel pipette": a rule and a reason, which may hold a sign of equality. */
static gboolean
take_rule (char *part, IsoLayoutRule *rule, const char **reason)
{
  char *sign = strchr (part, '=');

  if (sign == NULL)
    return FALSE;
  *sign = '\0';
  *reason = g_strstrip (sign + 1);
  return **reason != '\0' && iso_layout_rule_parse (g_strstrip (part), rule);
}

gboolean
iso_preparation_set_rules (IsoOutline *outline, const char *name, const char *value, const IsoPlace *place, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (value, ";", -1);
  const char *reasons[ISO_N_LAYOUT_RULES] = { NULL };

  (void) name;
  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_autofree char *part = g_strdup (g_strstrip (parts[i]));
      IsoLayoutRule rule;
      const char *reason;

      if (*part == '\0')
        continue;
      if (!take_rule (parts[i], &rule, &reason))
        {
          iso_error_set (error, ISO_ERROR_SYNTAX, place,
                         N_("“{1}” switches off no rule. Write its word and why: columns=8-channel pipette."), part, NULL);
          return FALSE;
        }
      reasons[rule] = reason;
    }
  outline->layout.off = 0;
  g_ptr_array_set_size (outline->reasons, 0);
  for (guint i = 0; i < ISO_N_LAYOUT_RULES; i++)
    {
      g_ptr_array_add (outline->reasons, g_strdup (reasons[i]));
      outline->layout.off |= reasons[i] != NULL ? 1u << i : 0;
    }
  return TRUE;
}

char *
iso_preparation_get_maps (const IsoOutline *outline)
{
  return iso_map_records_format (outline->maps);
}

gboolean
iso_preparation_set_maps (IsoOutline *outline, const char *name, const char *value, const IsoPlace *place, GError **error)
{
  GArray *maps = iso_map_records_parse (value, place, error);

  (void) name;
  if (maps == NULL)
    return FALSE;
  g_array_unref (outline->maps);
  outline->maps = maps;
  return TRUE;
}
