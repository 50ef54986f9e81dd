/* iso-import-notice.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-import-notice.h"

#include "plate/iso-plate-notice.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

/* Each two plates are compared, and in them each two wells: 150 plates of 96 wells, or 37 of 384, take some seconds of the worker. Beyond
 * that, not all are, and it is said. */
#define MAX_COMPARISONS 1e8

typedef struct
{
  IsoImportStand *stand;     /* (nullable) what stands on it, if that is known */
  const IsoRead *read;       /* of the import */
  char          *name;
  GPtrArray     *notices;
} Plate;

typedef struct
{
  IsoImport *import;   /* keeps the reads alive */
  GArray    *plates;   /* of Plate */
} Job;

static void
clear_plate_cb (gpointer data)
{
  Plate *plate = data;

  g_clear_pointer (&plate->stand, iso_import_stand_unref);
  g_free (plate->name);
  g_ptr_array_unref (plate->notices);
}

static void
free_job (gpointer data)
{
  Job *job = data;

  g_array_unref (job->plates);
  iso_import_unref (job->import);
  g_free (job);
}

/* Plates that look alike cannot be told apart. */
static gboolean
are_alike (const IsoLayout *one, const IsoLayout *two)
{
  return one->format == two->format && memcmp (one->wells, two->wells, one->format->wells * sizeof *one->wells) == 0;
}

static double
count_comparisons (const Plate *one, const Plate *two)
{
  const IsoLayout *first = one->stand != NULL ? one->stand->layout : NULL;
  const IsoLayout *second = two->stand != NULL ? two->stand->layout : NULL;

  if (first == NULL || second == NULL || first == second || first->format != second->format || are_alike (first, second))
    return 0;
  return (double) first->format->wells * first->format->wells;
}

/* Reads that begin with the same number are few. */
static gboolean
may_be_same (const IsoRead *one, const IsoRead *two)
{
  double first, second;

  if (one->readings->len != two->readings->len || one->readings->len == 0)
    return FALSE;
  first = g_array_index (one->readings, IsoReading, 0).value;
  second = g_array_index (two->readings, IsoReading, 0).value;
  return first == second || (isnan (first) && isnan (second));
}

static void
compare_plates (Plate *one, Plate *two, double *left)
{
  double comparisons = count_comparisons (one, two);

  if (may_be_same (one->read, two->read) && iso_plate_same_readings (one->read, two->read))
    {
      g_ptr_array_add (two->notices,
                       iso_message_new ("same-readings", NULL,
                                        N_("“{1}” and “{2}” have the same readings: one plate was exported twice. Leave one of them out."),
                                        one->name, two->name, NULL));
      return;
    }
  if (comparisons == 0 || *left < 0)
    return;
  *left -= comparisons;
  if (*left < 0)
    g_ptr_array_add (two->notices,
                     iso_message_new ("swaps-unseen", NULL,
                                      N_("Whether plates have changed places was looked for only among those above “{1}”: there are too many. "
                                         "Import fewer at a time to look for it among all."), two->name, NULL));
  else if (iso_plate_seem_swapped (one->stand->layout, one->read, two->stand->layout, two->read))
    g_ptr_array_add (two->notices,
                     iso_message_new ("swapped", NULL,
                                      N_("“{1}” and “{2}” seem to have changed places: the readings of each agree much better with the "
                                         "layout of the other. Look at both, and choose the other plate for each if that is right."),
                                      one->name, two->name, NULL));
}

static void
look_cb (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  double left = MAX_COMPARISONS;

  for (guint i = 0; i < job->plates->len; i++)
    {
      Plate *plate = &g_array_index (job->plates, Plate, i);

      if (g_cancellable_is_cancelled (cancellable))
        break;
      if (plate->stand != NULL)
        {
          GPtrArray *found = iso_plate_notice (plate->stand->layout, plate->read, plate->name);

          g_ptr_array_extend_and_steal (plate->notices, found);
        }
      for (guint j = 0; j < i && !g_cancellable_is_cancelled (cancellable); j++)
        compare_plates (&g_array_index (job->plates, Plate, j), plate, &left);
    }
  g_task_return_boolean (task, !g_cancellable_is_cancelled (cancellable));
}

void
iso_import_notice_async (const GPtrArray *plates, const IsoImportLook *look, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, data);
  Job *job = g_new0 (Job, 1);

  job->import = iso_import_ref (look->import);
  job->plates = g_array_sized_new (FALSE, TRUE, sizeof (Plate), plates->len);
  g_array_set_clear_func (job->plates, clear_plate_cb);
  for (guint i = 0; i < plates->len; i++)
    {
      const IsoImportPlate *plate = g_ptr_array_index (plates, i);
      gboolean known = plate->stand != NULL && iso_import_plate_target (plate)->to != ISO_IMPORT_TO_EMPTY;
      const Plate copy = { known ? iso_import_stand_ref (plate->stand) : NULL, plate->read, g_strdup (iso_import_plate_name (plate)),
                           iso_message_list_new () };

      g_array_append_val (job->plates, copy);
    }
  g_task_set_source_tag (task, iso_import_notice_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, job, free_job);
  g_task_run_in_thread (task, look_cb);
}

gboolean
iso_import_notice_finish (GPtrArray *plates, GAsyncResult *result)
{
  Job *job = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), NULL))
    return FALSE;
  for (guint i = 0; i < MIN (plates->len, job->plates->len); i++)
    {
      IsoImportPlate *plate = g_ptr_array_index (plates, i);
      GPtrArray *found = g_array_index (job->plates, Plate, i).notices;

      for (guint k = 0; k < found->len; k++)
        g_ptr_array_add (plate->notices, iso_message_copy (g_ptr_array_index (found, k)));
    }
  return TRUE;
}
