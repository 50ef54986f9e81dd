/* iso-experiment.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "analysis/iso-experiment.h"

#include <math.h>
#include <string.h>

static const char *const response_words[] = {
  [ISO_RESPONSE_UNKNOWN] = "unknown",
  [ISO_RESPONSE_SIGNAL] = "signal",
  [ISO_RESPONSE_VIABILITY] = "viability",
  [ISO_RESPONSE_INHIBITION] = "inhibition",
  [ISO_RESPONSE_FRACTION_AFFECTED] = "fraction-affected",
  [ISO_RESPONSE_RAW] = "raw",
};

static const char *const scale_words[] = {
  [ISO_SCALE_UNKNOWN] = "",
  [ISO_SCALE_FRACTION] = "fraction",
  [ISO_SCALE_PERCENT] = "percent",
};

static void
clear_drug (gpointer data)
{
  g_free (((IsoDrug *) data)->name);
}

static void
free_plate (gpointer data)
{
  IsoPlate *plate = data;

  g_free (plate->name);
  g_free (plate);
}

static void
clear_experiment (gpointer data)
{
  IsoExperiment *experiment = data;

  g_free (experiment->title);
  g_free (experiment->note);
  g_ptr_array_unref (experiment->samples);
  g_array_unref (experiment->drugs);
  g_ptr_array_unref (experiment->runs);
  g_ptr_array_unref (experiment->plates);
  g_ptr_array_unref (experiment->sources);
  g_array_unref (experiment->records);
  g_ptr_array_unref (experiment->messages);
  g_string_chunk_free (experiment->texts);
}

static guint
add_name (GPtrArray *names, const char *name)
{
  for (guint i = 0; i < names->len; i++)
    {
      if (strcmp (g_ptr_array_index (names, i), name) == 0)
        return i;
    }
  g_ptr_array_add (names, g_strdup (name));
  return names->len - 1;
}

IsoExperiment *
iso_experiment_new (void)
{
  IsoExperiment *experiment = g_atomic_rc_box_new0 (IsoExperiment);

  experiment->title = g_strdup ("");
  experiment->note = g_strdup ("");
  experiment->samples = g_ptr_array_new_with_free_func (g_free);
  experiment->drugs = g_array_new (FALSE, FALSE, sizeof (IsoDrug));
  g_array_set_clear_func (experiment->drugs, clear_drug);
  experiment->runs = g_ptr_array_new_with_free_func (g_free);
  experiment->plates = g_ptr_array_new_with_free_func (free_plate);
  experiment->sources = g_ptr_array_new_with_free_func (g_free);
  experiment->records = g_array_new (FALSE, FALSE, sizeof (IsoRecord));
  experiment->messages = iso_message_list_new ();
  experiment->texts = g_string_chunk_new (256);
  return experiment;
}

IsoExperiment *
iso_experiment_ref (IsoExperiment *experiment)
{
  return g_atomic_rc_box_acquire (experiment);
}

void
iso_experiment_unref (IsoExperiment *experiment)
{
  g_atomic_rc_box_release_full (experiment, clear_experiment);
}

const char *
iso_experiment_keep (IsoExperiment *experiment, const char *text)
{
  return text != NULL ? g_string_chunk_insert_const (experiment->texts, text) : NULL;
}

const char *
iso_response_word (IsoResponse response)
{
  g_return_val_if_fail ((guint) response < G_N_ELEMENTS (response_words), "unknown");
  return response_words[response];
}

gboolean
iso_response_parse (const char *text, IsoResponse *response)
{
  for (guint i = ISO_RESPONSE_SIGNAL; i < G_N_ELEMENTS (response_words); i++)
    {
      if (strcmp (text, response_words[i]) == 0)
        {
          *response = (IsoResponse) i;
          return TRUE;
        }
    }
  return FALSE;
}

const char *
iso_scale_word (IsoScale scale)
{
  g_return_val_if_fail ((guint) scale < G_N_ELEMENTS (scale_words), "");
  return scale_words[scale];
}

gboolean
iso_scale_parse (const char *text, IsoScale *scale)
{
  for (guint i = ISO_SCALE_FRACTION; i < G_N_ELEMENTS (scale_words); i++)
    {
      if (strcmp (text, scale_words[i]) == 0)
        {
          *scale = (IsoScale) i;
          return TRUE;
        }
    }
  return FALSE;
}

guint
iso_experiment_add_sample (IsoExperiment *experiment, const char *name)
{
  return add_name (experiment->samples, name);
}

guint
iso_experiment_add_drug (IsoExperiment *experiment, const char *name, const IsoUnit *unit)
{
  IsoDrug drug;

  for (guint i = 0; i < experiment->drugs->len; i++)
    {
      if (strcmp (g_array_index (experiment->drugs, IsoDrug, i).name, name) == 0)
        return i;
    }
  drug.name = g_strdup (name);
  drug.unit = unit;
  g_array_append_val (experiment->drugs, drug);
  return experiment->drugs->len - 1;
}

guint
iso_experiment_add_run (IsoExperiment *experiment, const char *name)
{
  return add_name (experiment->runs, name);
}

guint
iso_experiment_add_plate (IsoExperiment *experiment, const char *name, const IsoPlateFormat *format)
{
  IsoPlate *plate;

  for (guint i = 0; i < experiment->plates->len; i++)
    {
      plate = g_ptr_array_index (experiment->plates, i);
      if (strcmp (plate->name, name) == 0)
        return i;
    }
  plate = g_new (IsoPlate, 1);
  plate->name = g_strdup (name);
  plate->format = format;
  g_ptr_array_add (experiment->plates, plate);
  return experiment->plates->len - 1;
}

guint
iso_experiment_add_source (IsoExperiment *experiment, const char *name)
{
  return add_name (experiment->sources, name);
}

const char *
iso_experiment_sample (const IsoExperiment *experiment, int sample)
{
  return sample >= 0 ? g_ptr_array_index (experiment->samples, sample) : "";
}

const IsoDrug *
iso_experiment_drug (const IsoExperiment *experiment, guint drug)
{
  return &g_array_index (experiment->drugs, IsoDrug, drug);
}

const char *
iso_experiment_run (const IsoExperiment *experiment, guint run)
{
  return g_ptr_array_index (experiment->runs, run);
}

const IsoPlate *
iso_experiment_plate (const IsoExperiment *experiment, int plate)
{
  return plate >= 0 ? g_ptr_array_index (experiment->plates, plate) : NULL;
}

int
iso_record_well (IsoWell well)
{
  return well.row * ISO_MAX_COLUMNS + well.column;
}

IsoWell
iso_record_get_well (int well)
{
  return (IsoWell) { (guint8) (well / ISO_MAX_COLUMNS), (guint8) (well % ISO_MAX_COLUMNS) };
}

const char *
iso_record_well_name (int well, char name[ISO_WELL_NAME_SIZE])
{
  if (well < 0)
    name[0] = '\0';
  else
    iso_well_name (iso_record_get_well (well), name);
  return name;
}

/* A reader may list wells that were never planned (a whole plate for a part), but not wells that the plate does not have. */
static gboolean
check_size (const IsoLayout *layout, const IsoRead *read, const char *file, GError **error)
{
  for (guint i = 0; i < read->readings->len; i++)
    {
      const IsoReading *reading = &g_array_index (read->readings, IsoReading, i);
      char name[ISO_WELL_NAME_SIZE];
      g_autofree char *wells = NULL;

      if (iso_plate_format_has (layout->format, reading->well))
        continue;
      iso_well_name (reading->well, name);
      wells = g_strdup_printf ("%u", layout->format->wells);
      iso_error_set (error, ISO_ERROR_RANGE,
                     &(IsoPlace) { .file = (char *) file, .line = reading->line, .well = name },
                     N_("Well {1} was read, but the layout “{2}” is for a plate of {3} wells. "
                        "Choose the layout of the plate that was read."),
                     name, layout->plate, wells, NULL);
      return FALSE;
    }
  return TRUE;
}

static void
take_reading (IsoRecord *record, const IsoReading *reading, const IsoReading *reference, gboolean wants_reference)
{
  record->response = NAN;
  record->flag = ISO_FLAG_MISSING;
  if (reading == NULL)
    return;
  record->response = reading->value;
  record->flag = reading->flag;
  record->line = reading->line;
  if (!wants_reference)
    return;
  if (reference == NULL || isnan (reference->value))
    {
      record->response = NAN;
      record->flag = reference != NULL ? reference->flag : ISO_FLAG_MISSING;
    }
  else
    {
      record->response -= reference->value;
      if (record->flag == ISO_FLAG_NONE)
        record->flag = reference->flag;
    }
}

static int
compare_doses (gconstpointer a, gconstpointer b)
{
  guint one = ((const IsoDose *) a)->drug;
  guint two = ((const IsoDose *) b)->drug;

  return (one > two) - (one < two);
}

const IsoRead *
iso_experiment_find_read (const IsoReadPlate *plate, const char *label, const char *file, GError **error)
{
  const IsoRead *read = iso_read_plate_find (plate, label);
  g_autoptr (GPtrArray) labels = NULL;
  g_autofree char *list = NULL;

  if (read != NULL)
    return read;
  labels = g_ptr_array_new ();
  for (guint i = 0; i < plate->reads->len; i++)
    g_ptr_array_add (labels, ((IsoRead *) g_ptr_array_index (plate->reads, i))->label);
  g_ptr_array_add (labels, NULL);
  list = g_strjoinv (", ", (char **) labels->pdata);
  if (label == NULL)
    iso_error_set (error, ISO_ERROR_NO_DATA, &(IsoPlace) { .file = (char *) file },
                   N_("Plate “{1}” has no measurement."), plate->name, NULL);
  else
    iso_error_set (error, ISO_ERROR_NO_DATA, &(IsoPlace) { .file = (char *) file },
                   N_("Plate “{1}” has no read called “{2}”; it has: {3}."), plate->name, label, list, NULL);
  return NULL;
}

gboolean
iso_experiment_join (IsoExperiment *experiment, const IsoLayout *layout, const IsoReadPlate *plate, const char *read,
                     const char *reference, const char *file, GError **error)
{
  const IsoRead *signal = iso_experiment_find_read (plate, read, file, error);
  const IsoRead *background = NULL;
  guint run, source;
  int plate_index;

  if (signal == NULL)
    return FALSE;
  if (reference != NULL)
    {
      background = iso_experiment_find_read (plate, reference, file, error);
      if (background == NULL)
        return FALSE;
    }
  if (!check_size (layout, signal, file, error))
    return FALSE;

  run = iso_experiment_add_run (experiment, layout->experiment);
  plate_index = (int) iso_experiment_add_plate (experiment, layout->plate, layout->format);
  source = iso_experiment_add_source (experiment, file);
  experiment->response = ISO_RESPONSE_SIGNAL;

  for (guint i = 0; i < layout->format->wells; i++)
    {
      const IsoLayoutWell *planned = &layout->wells[i];
      IsoWell well = iso_plate_format_well (layout->format, i);
      IsoRecord record = {
        .role = planned->role, .sample = planned->sample, .run = run, .plate = plate_index,
        .well = iso_record_well (well), .replicate = planned->replicate, .source = source,
      };

      if (planned->role == ISO_ROLE_EMPTY)
        continue;
      for (guint j = 0; j < planned->n_doses; j++)
        {
          if (planned->doses[j].achieved > 0)
            record.doses[record.n_doses++] = planned->doses[j];
        }
      qsort (record.doses, record.n_doses, sizeof *record.doses, compare_doses);
      take_reading (&record, iso_read_get (signal, well), background != NULL ? iso_read_get (background, well) : NULL,
                    background != NULL);
      g_array_append_val (experiment->records, record);
    }
  return TRUE;
}
