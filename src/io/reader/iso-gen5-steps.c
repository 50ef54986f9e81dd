/* iso-gen5-steps.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "reader/iso-gen5-steps.h"

#include <string.h>

/* What a read adds to the label of its step when there is no wavelength to name. */
static const char *const channels[] = { "Lum", "Alpha", "Spectrum", "EM Spectrum", "EX Spectrum", "Hole" };

/* Measured parts of a read that comes in two. */
static const char *const parts[] = { " [Test]", " [Ref]", " [Parallel]", " [Perpendicular]" };

/* How a line names the kind of a step instead of its name. */
static const char *const kinds[] = { " Endpoint", " Spectrum", " Area Scan", " Well Scan", " Filter", " Imaging" };

static gboolean
is_channel (const char *text)
{
  gsize length = strspn (text, "0123456789,/ ");

  for (gsize i = 0; i < G_N_ELEMENTS (channels); i++)
    {
      if (strcmp (text, channels[i]) == 0)
        return TRUE;
    }
  return g_ascii_isdigit (text[0]) && text[length] == '\0';
}

GPtrArray *
iso_gen5_steps_new (void)
{
  return g_ptr_array_new_with_free_func (g_free);
}

void
iso_gen5_steps_add (GPtrArray *steps, const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (g_str_has_suffix (name, kinds[i]))
        {
          g_ptr_array_add (steps, g_strdup_printf ("Read %u", steps->len + 1));
          return;
        }
    }
  g_ptr_array_add (steps, g_strdup (name));
}

gboolean
iso_gen5_steps_measured (const GPtrArray *steps, const char *label)
{
  g_autofree char *base = g_strdup (label);
  const char *colon;

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      if (g_str_has_suffix (base, parts[i]))
        base[strlen (base) - strlen (parts[i])] = '\0';
    }
  if (is_channel (base))
    return TRUE;
  for (guint i = 0; steps != NULL && i < steps->len; i++)
    {
      const char *step = g_ptr_array_index (steps, i);
      gsize length = strlen (step);

      if (strncmp (base, step, length) == 0 && base[length] == ':' && is_channel (base + length + 1))
        return TRUE;
    }
  if (steps != NULL && steps->len > 0)
    return FALSE;
  /* Without the procedure, what ends like a read is one, unless the program says that it took a blank off. */
  colon = strrchr (base, ':');
  return colon != NULL && is_channel (colon + 1) && !g_str_has_prefix (base, "Blank ");
}
