/* iso-edit-measured.c - what readers measured, onto the plates that it was measured on
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-edit-base.h"
#include "iso-lookup.h"
#include "iso-outside.h"

#include <string.h>

static gboolean
link_read (IsoStore *store, const IsoStamp *stamp, const char *plate, const char *purpose, const IsoReadout *readout, guint index,
           const char *label, GError **error)
{
  const IsoReadPlate *measured = g_ptr_array_index (readout->plates, index);
  const IsoRead *read = iso_experiment_find_read (measured, label, readout->file, error);
  g_autofree char *id = NULL;
  guint position = 0;

  if (read == NULL)
    return FALSE;
  g_ptr_array_find (measured->reads, read, &position);
  id = iso_outside_read_id (readout, index, position);
  return iso_edit_link (store, stamp, plate, purpose, id, error);
}

gboolean
iso_edit_link_readout (IsoStore *store, const IsoStamp *stamp, const char *plate, const IsoReadout *readout, guint readout_plate,
                       const char *read, const char *reference, GError **error)
{
  g_autofree char *name = iso_edit_get_name (store, ISO_ENTITY_PLATE, plate, error);
  gboolean done;

  if (name == NULL || !iso_history_begin (store, stamp, "link", ISO_ARGS (name, ISO_LINK_SIGNAL), error))
    return FALSE;
  done = link_read (store, stamp, plate, ISO_LINK_SIGNAL, readout, readout_plate, read, error)
         && (reference == NULL || link_read (store, stamp, plate, ISO_LINK_REFERENCE, readout, readout_plate, reference, error));
  return iso_history_end (store, done, error);
}

/* What readers measure are signals, and the project may say so already; its own title and note stay. */
static gboolean
set_head (const IsoEditMaker *maker, const IsoExperiment *experiment, GError **error)
{
  const char *signal = iso_response_word (ISO_RESPONSE_SIGNAL);
  g_auto (IsoExperimentRow) head = { NULL };
  g_autofree char *id = maker->new_id (maker->data);

  if (!iso_lookup_experiment (iso_store_db (maker->store), &head, error))
    return FALSE;
  if (*head.response != '\0' && strcmp (head.response, signal) != 0)
    {
      iso_error_set (error, ISO_ERROR_UNITS, NULL,
                     N_("The project's responses are “{1}”, and what a reader measures is a signal. Put it into a project of its own."),
                     head.response, NULL);
      return FALSE;
    }
  return iso_edit_set_experiment (maker->store, maker->stamp, id, *head.title != '\0' ? head.title : experiment->title,
                                  *head.note != '\0' ? head.note : experiment->note, signal, head.scale, error);
}

static gboolean
ensure_names (const IsoEditMaker *maker, const IsoExperiment *experiment, GError **error)
{
  for (guint i = 0; i < experiment->drugs->len; i++)
    {
      g_autofree char *id = iso_edit_ensure_drug (maker, iso_experiment_drug (experiment, i), error);

      if (id == NULL)
        return FALSE;
    }
  for (guint i = 0; i < experiment->samples->len; i++)
    {
      g_autofree char *id = iso_edit_ensure_named (maker, ISO_ENTITY_SAMPLE, iso_experiment_sample (experiment, (int) i), error);

      if (id == NULL)
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_measured (const IsoEditMaker *maker, const IsoExperiment *experiment, const IsoMeasuredLayout *layout, const char *read,
              const char *reference, GError **error)
{
  g_autofree char *plate = NULL;

  return iso_edit_add_layout (maker->store, maker->stamp, experiment, layout->layout, maker->new_id, maker->data, &plate, error)
         && iso_edit_link_readout (maker->store, maker->stamp, plate, layout->readout, layout->plate, read, reference, error);
}

gboolean
iso_edit_add_measured_layouts (IsoStore *store, const IsoStamp *stamp, const IsoExperiment *experiment,
                               const IsoMeasuredLayout *layouts, guint n, const char *read, const char *reference, IsoIdFunc new_id,
                               gpointer data, GError **error)
{
  const IsoEditMaker maker = { store, stamp, new_id, data };
  gboolean done;

  if (!iso_history_begin (store, stamp, "import", ISO_ARGS (n > 0 ? layouts[0].readout->file : ""), error))
    return FALSE;
  done = set_head (&maker, experiment, error) && ensure_names (&maker, experiment, error);
  for (guint i = 0; done && i < n; i++)
    done = add_measured (&maker, experiment, &layouts[i], read, reference, error);
  return iso_history_end (store, done, error);
}
