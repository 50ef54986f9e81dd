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

/* What is called by a name in the texts of the templates. */
static const char *const names[] = {
  N_("Compound A"),
  N_("Compound B"),
  N_("Cells"),
  N_("Experiment 1"),
  N_("Plate 1"),
  N_("Each compound alone and both together 1:1, eight doses in steps of 1:2, two replicates; the edge of the plate stays free."),
  N_("Five doses of one compound with seven of the other, in steps of 1:3; the edge of the plate stays free."),
  N_("Two compounds alone, eight doses in steps of 1:3, three replicates; the edge of the plate stays free."),
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

/* As JSON writes it, within its quotes. */
static char *
quote (const char *text)
{
  GString *quoted = g_string_new (text);

  g_string_replace (quoted, "\\", "\\\\", 0);
  g_string_replace (quoted, "\"", "\\\"", 0);
  g_string_prepend_c (quoted, '"');
  g_string_append_c (quoted, '"');
  return g_string_free (quoted, FALSE);
}

/* The names become the person's own the moment the project is made, and so they are in the person's language. */
GBytes *
iso_template_load (const IsoTemplate *self)
{
  g_autofree char *path = g_strconcat (ISO_RESOURCES, "templates/", self->id, ".json", NULL);
  g_autoptr (GBytes) bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  GString *text;

  g_assert (bytes != NULL);
  text = g_string_new_len (g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *own = quote (names[i]);
      g_autofree char *translated = quote (gettext (names[i]));

      g_string_replace (text, own, translated, 0);
    }
  return g_string_free_to_bytes (text);
}
