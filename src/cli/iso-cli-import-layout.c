/* iso-cli-import-layout.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-cli-import-layout.h"

#include "iso-edit.h"

#include <string.h>

typedef struct
{
  IsoCliProject       *project;
  const IsoCliOptions *options;
  const IsoExperiment *experiment;
  char                *stem;      /* of the file */
  GString             *told;
} Import;

static gboolean
refuse (const char *sentence, const char *first, const char *second, GError **error)
{
  iso_error_set (error, ISO_ERROR_RANGE, NULL, sentence, first, second, NULL);
  return FALSE;
}

static void
tell (const Import *import, const char *sentence, const char *plate)
{
  g_autofree char *line = iso_sentence_fill (sentence, (const char *const[]) { plate, NULL });

  g_string_append_printf (import->told, "%s\n", line);
}

static gboolean
add_plate (const Import *import, const IsoLayout *layout, const char *name, GError **error)
{
  g_autoptr (IsoLayout) copy = iso_layout_copy (layout);

  g_free (copy->plate);
  copy->plate = g_strdup (name);
  if (*copy->experiment == '\0')
    {
      g_free (copy->experiment);
      copy->experiment = g_strdup (import->stem);
    }
  if (!iso_edit_add_layout (iso_cli_project_store (import->project), iso_cli_project_stamp (import->project), import->experiment, copy,
                            iso_cli_new_id, NULL, NULL, error))
    return FALSE;
  tell (import, _("The plate “{1}” is new, and is still to be read."), name);
  return TRUE;
}

static gboolean
take (const Import *import, const IsoLayout *layout, const char *name, gboolean must_be_there, GError **error)
{
  IsoStore *store = iso_cli_project_store (import->project);
  g_autofree char *plate = NULL;
  IsoStanding standing;

  if (!iso_edit_compare_layout (store, name, import->experiment, layout, &standing, &plate, error))
    return FALSE;
  if (standing == ISO_STANDING_NO_PLATE)
    return must_be_there ? refuse (N_("There is no plate “{1}” in the project."), name, NULL, error) : add_plate (import, layout, name, error);
  if (standing == ISO_STANDING_SAME)
    {
      tell (import, _("The layout stands on the plate “{1}” already."), name);
      return TRUE;
    }
  if (standing == ISO_STANDING_OTHER && import->options->values[ISO_CLI_REPLACE] == NULL)
    return refuse (N_("Something else stands on the plate “{1}”. Add --replace to put the layout there; what was read from the plate stays."),
                   name, NULL, error);
  if (!iso_edit_fill_plate (store, iso_cli_project_stamp (import->project), plate, import->experiment, layout, iso_cli_new_id, NULL, error))
    return FALSE;
  tell (import, standing == ISO_STANDING_OTHER ? _("The layout is now that of the plate “{1}”, in place of another.")
                                               : _("The layout is now that of the plate “{1}”."), name);
  return TRUE;
}

/* One layout without a name may be of several plates; they are named then. */
static gboolean
take_named (const Import *import, const GPtrArray *layouts, const char *names, GError **error)
{
  g_auto (GStrv) list = g_strsplit (names, ",", -1);

  if (layouts->len != 1)
    return refuse (N_("--plate names plates, and the layout is of several: give them the names of their plates in a column “plate”."), NULL,
                   NULL, error);
  for (guint i = 0; list[i] != NULL; i++)
    if (!take (import, g_ptr_array_index (layouts, 0), g_strstrip (list[i]), TRUE, error))
      return FALSE;
  return TRUE;
}

/* Which plates were read and have no layout, where the layout names none. */
static gboolean
check_named (const Import *import, const IsoLayout *layout, GError **error)
{
  g_autoptr (GPtrArray) bare = iso_edit_list_bare_plates (iso_cli_project_store (import->project), error);
  g_autofree char *names = NULL;

  if (bare == NULL)
    return FALSE;
  if (*layout->plate != '\0' || bare->len == 0)
    return TRUE;
  g_ptr_array_add (bare, NULL);
  names = g_strjoinv (",", (char **) bare->pdata);
  return refuse (N_("The layout names no plate. Say with --plate which plates it is of. These were read, and have no layout yet: {1}."), names,
                 NULL, error);
}

/* Onto the plates that are called as it is, or as its file, or onto a new one. */
static gboolean
take_by_name (const Import *import, const IsoLayout *layout, GError **error)
{
  const char *name = *layout->plate != '\0' ? layout->plate : import->stem;
  g_autoptr (GPtrArray) plates = iso_edit_find_plates (iso_cli_project_store (import->project), name, import->experiment, layout, error);
  gboolean done = plates != NULL;

  if (done && plates->len == 0)
    return check_named (import, layout, error) && take (import, layout, name, FALSE, error);
  for (guint i = 0; done && i < plates->len; i++)
    done = take (import, layout, g_ptr_array_index (plates, i), TRUE, error);
  return done;
}

gboolean
iso_cli_import_layouts (IsoCliProject *project, const IsoCliOptions *options, const char *file, const IsoExperiment *experiment,
                        const GPtrArray *layouts, GString *told, GError **error)
{
  const char *point = strrchr (file, '.');
  g_autofree char *stem = point != NULL && point > file ? g_strndup (file, (gsize) (point - file)) : g_strdup (file);
  const Import import = { project, options, experiment, stem, told };
  gboolean done = TRUE;

  if (options->values[ISO_CLI_PLATE] != NULL)
    return take_named (&import, layouts, options->values[ISO_CLI_PLATE], error);
  for (guint i = 0; done && i < layouts->len; i++)
    done = take_by_name (&import, g_ptr_array_index (layouts, i), error);
  return done;
}
