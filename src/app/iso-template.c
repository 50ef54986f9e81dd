/* iso-template.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-template.h"

#include "iso-resources.h"

#include <glib/gi18n.h>

static const IsoTemplate templates[] = {
  { "empty", N_("Empty Plate"), N_("A plate with 96 empty wells.") },
  { "single-agents", N_("Single Agents"), N_("Two compounds alone, eight doses each, three replicates, with controls.") },
  { "fixed-ratio", N_("Fixed Ratio"), N_("Two compounds alone and together in one ratio, eight doses each, with controls.") },
  { "matrix", N_("Dose Matrix"), N_("Five doses of one compound with seven of the other, with controls.") },
};

const IsoTemplate *
iso_template_nth (guint index)
{
  return index < G_N_ELEMENTS (templates) ? &templates[index] : NULL;
}

const IsoTemplate *
iso_template_find (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (templates); i++)
    if (g_str_equal (templates[i].id, id))
      return &templates[i];
  return NULL;
}

GBytes *
iso_template_load (const IsoTemplate *self)
{
  g_autofree char *path = g_strconcat (ISO_RESOURCES, "templates/", self->id, ".json", NULL);
  GBytes *bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

  g_assert (bytes != NULL);
  return bytes;
}
