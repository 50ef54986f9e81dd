/* iso-import-layouts.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-import-layouts.h"

#include "iso-lookup.h"

/* A layout, and the plate that it is to stand on. */
typedef struct
{
  const IsoLayout *layout;
  const char      *run;        /* of a new plate */
  char            *name;       /* (owned) */
  char            *plate;      /* (owned) (nullable) id of the one that is there */
  IsoStanding      standing;
} Way;

static void
clear_way_cb (gpointer data)
{
  Way *way = data;

  g_free (way->name);
  g_free (way->plate);
}

static gboolean
add_way (GArray *ways, const IsoEditMaker *maker, const IsoImport *import, guint index, const char *name, GError **error)
{
  const IsoLayout *layout = g_ptr_array_index (import->layouts, index);
  const char *run = *layout->experiment != '\0' ? layout->experiment : g_ptr_array_index (import->planned, index);
  Way way = { layout, run, g_strdup (name), NULL, ISO_STANDING_NO_PLATE };
  gboolean done = iso_edit_compare_layout (maker->store, name, import->layout, layout, &way.standing, &way.plate, error);

  g_array_append_val (ways, way);
  return done;
}

/* One layout may be of several plates. */
static gboolean
add_ways (GArray *ways, const IsoEditMaker *maker, const IsoImport *import, guint index, const GPtrArray *plates, const char *fresh,
          GError **error)
{
  gboolean done = TRUE;

  if (plates->len == 0)
    return add_way (ways, maker, import, index, fresh, error);
  for (guint i = 0; done && i < plates->len; i++)
    done = add_way (ways, maker, import, index, g_ptr_array_index (plates, i), error);
  return done;
}

static char *
join_names (const GPtrArray *names)
{
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < names->len; i++)
    g_string_append_printf (list, "%s“%s”", i > 0 ? ", " : "", (const char *) g_ptr_array_index (names, i));
  return g_string_free (list, FALSE);
}

/* NULL with a question or an error. */
static GArray *
list_ways (const IsoEditMaker *maker, const IsoImport *import, const IsoImportChoices *choices, IsoQuestion **question, GError **error)
{
  g_autoptr (GPtrArray) bare = iso_edit_list_bare_plates (maker->store, error);
  g_autoptr (GArray) ways = g_array_new (FALSE, FALSE, sizeof (Way));

  g_array_set_clear_func (ways, clear_way_cb);
  if (bare == NULL)
    return NULL;
  if (choices->nameless == ISO_IMPORT_NAMELESS_NEW)
    g_ptr_array_set_size (bare, 0);
  for (guint i = 0; i < import->layouts->len; i++)
    {
      const IsoLayout *layout = g_ptr_array_index (import->layouts, i);
      const char *own = g_ptr_array_index (import->planned, i);
      const char *name = *layout->plate != '\0' ? layout->plate : own;
      g_autoptr (GPtrArray) plates = iso_edit_find_plates (maker->store, name, import->layout, layout, error);
      gboolean nameless = plates != NULL && plates->len == 0 && *layout->plate == '\0';

      if (nameless && bare->len > 0 && choices->nameless == ISO_IMPORT_NAMELESS_ASK)
        {
          g_autofree char *names = join_names (bare), *files = iso_import_list_names (import);

          *question = iso_question_new_nameless (files, names, own, choices);
          return NULL;
        }
      if (plates == NULL || !add_ways (ways, maker, import, i, nameless ? bare : plates, name, error))
        return NULL;
    }
  return g_steal_pointer (&ways);
}

static char *
list_standing (const GArray *ways, IsoStanding standing)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; i < ways->len; i++)
    if (g_array_index (ways, Way, i).standing == standing)
      g_ptr_array_add (names, g_array_index (ways, Way, i).name);
  return names->len > 0 ? join_names (names) : NULL;
}

/* "P1 (2)"; to be freed. */
static char *
make_name (const IsoEditMaker *maker, const char *name, GError **error)
{
  g_autoptr (GPtrArray) plates = iso_lookup_entities (iso_store_db (maker->store), ISO_ENTITY_PLATE, error);
  g_autoptr (GHashTable) taken = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; plates != NULL && i < plates->len; i++)
    g_hash_table_add (taken, ((IsoEntityRow *) g_ptr_array_index (plates, i))->name);
  for (guint n = 2; plates != NULL; n++)
    {
      g_autofree char *candidate = g_strdup_printf ("%s (%u)", name, n);

      if (!g_hash_table_contains (taken, candidate))
        return g_steal_pointer (&candidate);
    }
  return NULL;
}

static gboolean
add_plate (const IsoEditMaker *maker, const IsoImport *import, const Way *way, const char *name, GError **error)
{
  g_autoptr (IsoLayout) layout = iso_layout_copy (way->layout);

  g_free (layout->plate);
  layout->plate = g_strdup (name);
  g_free (layout->experiment);
  layout->experiment = g_strdup (way->run);
  return iso_edit_add_layout (maker->store, maker->stamp, import->layout, layout, maker->new_id, maker->data, NULL, error);
}

static gboolean
take_way (const IsoEditMaker *maker, const IsoImport *import, const Way *way, gboolean beside, GError **error)
{
  g_autofree char *name = NULL;

  if (way->standing == ISO_STANDING_SAME)
    return TRUE;
  if (way->standing == ISO_STANDING_NO_PLATE)
    return add_plate (maker, import, way, way->name, error);
  if (way->standing == ISO_STANDING_NOTHING || !beside)
    return iso_edit_fill_plate (maker->store, maker->stamp, way->plate, import->layout, way->layout, maker->new_id, maker->data, error);
  name = make_name (maker, way->name, error);
  return name != NULL && add_plate (maker, import, way, name, error);
}

static gboolean
check_new (const GArray *ways, GError **error)
{
  g_autofree char *same = list_standing (ways, ISO_STANDING_SAME);
  guint new = 0;

  for (guint i = 0; i < ways->len; i++)
    new += g_array_index (ways, Way, i).standing != ISO_STANDING_SAME;
  if (new > 0 || same == NULL)
    return TRUE;
  iso_error_set (error, ISO_ERROR_RANGE, NULL, N_("This layout stands on {1} already. There is nothing to import."), same, NULL);
  return FALSE;
}

gboolean
iso_import_layouts_write (const IsoEditMaker *maker, const IsoImport *import, const IsoImportChoices *choices, IsoQuestion **question,
                          GError **error)
{
  g_autoptr (GArray) ways = NULL;
  g_autofree char *other = NULL;
  gboolean done = TRUE;

  if (import->layouts == NULL)
    return TRUE;
  ways = list_ways (maker, import, choices, question, error);
  if (ways == NULL || !check_new (ways, error))
    return FALSE;
  other = list_standing (ways, ISO_STANDING_OTHER);
  if (other != NULL && choices->other == ISO_IMPORT_OTHER_ASK)
    {
      g_autofree char *files = iso_import_list_names (import);
      g_autofree char *beside = NULL;

      for (guint i = 0; i < ways->len && beside == NULL; i++)
        if (g_array_index (ways, Way, i).standing == ISO_STANDING_OTHER)
          beside = make_name (maker, g_array_index (ways, Way, i).name, error);
      *question = beside != NULL ? iso_question_new_other (files, other, beside, choices) : NULL;
      return FALSE;
    }
  for (guint i = 0; done && i < ways->len; i++)
    done = take_way (maker, import, &g_array_index (ways, Way, i), choices->other == ISO_IMPORT_OTHER_BESIDE, error);
  return done;
}
