/* iso-placing.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "dosing/iso-placing.h"

#include <string.h>

/* A plate before this one, of another sample with the same contents, whose map is taken over; NULL if there is none. */
static const IsoPlacing *
find_twin (const GArray *placings, guint index)
{
  const IsoPlateContent *content = g_array_index (placings, IsoPlacing, index).content;

  for (guint i = 0; i < index; i++)
    {
      const IsoPlacing *placing = &g_array_index (placings, IsoPlacing, i);
      const IsoPlateContent *other = placing->content;
      gboolean same = other->run == content->run && other->sample != content->sample && other->wells->len == content->wells->len;

      for (guint k = 0; same && k < content->wells->len; k++)
        {
          const IsoLayoutWell *one = &g_array_index (other->wells, IsoLayoutWell, k);
          IsoLayoutWell well = g_array_index (content->wells, IsoLayoutWell, k);

          well.sample = one->sample;
          same = well.replicate == one->replicate && iso_layout_well_same (one, &well);
        }
      if (same)
        return placing;
    }
  return NULL;
}

static void
take_map (IsoPlacing *placing, const IsoPlacing *twin)
{
  IsoLayout *layout = placing->layout;

  memcpy (layout->wells, twin->layout->wells, layout->format->wells * sizeof *layout->wells);
  for (guint i = 0; i < layout->format->wells; i++)
    {
      if (layout->wells[i].sample >= 0)
        layout->wells[i].sample = placing->content->sample;
    }
  placing->solution = twin->solution;
}

gboolean
iso_placing_solve (GArray *placings, const IsoLayoutSettings *settings, gboolean twins, const GPtrArray *others, const int *cancel,
                   GError **error)
{
  g_autoptr (GPtrArray) before = g_ptr_array_new ();

  for (guint i = 0; others != NULL && i < others->len; i++)
    g_ptr_array_add (before, others->pdata[i]);
  for (guint i = 0; i < placings->len; i++)
    {
      IsoPlacing *placing = &g_array_index (placings, IsoPlacing, i);
      const IsoPlacing *twin = twins ? find_twin (placings, i) : NULL;
      IsoLayoutSettings own = *settings;

      own.stream = placing->stream;
      own.lost = placing->lost;
      own.cancel = cancel;
      if (twin != NULL)
        take_map (placing, twin);
      else if (!iso_layout_solve (placing->layout, placing->content->wells, &own, before, &placing->solution, error))
        return FALSE;
      else
        g_ptr_array_add (before, placing->layout);
    }
  return TRUE;
}

/* ---- records ---- */

static void
clear_record_cb (gpointer data)
{
  g_free (((IsoMapRecord *) data)->plate);
}

static void
append_record (GString *text, const IsoMapRecord *record)
{
  gboolean first = TRUE;

  g_string_append_printf (text, "%s%s=%s, ring %u, seed %" G_GUINT64_FORMAT ", stream %" G_GUINT64_FORMAT ", score %" G_GUINT64_FORMAT
                                ", solver %u", text->len > 0 ? "; " : "", record->plate, iso_layout_mode_word (record->mode), record->ring,
                          record->seed, record->stream, record->score, record->version);
  for (guint i = 0; i < ISO_N_LAYOUT_RULES; i++)
    {
      if ((record->off >> i & 1) == 0)
        continue;
      g_string_append_printf (text, "%s %s", first ? ", without" : "", iso_layout_rule_word ((IsoLayoutRule) i));
      first = FALSE;
    }
}

/* "seed 42" of the part; 0 and FALSE if it is something else. */
static gboolean
take_count (const char *part, const char *name, guint64 most, guint64 *count)
{
  gsize length = strlen (name);

  return strncmp (part, name, length) == 0 && part[length] == ' ' && g_ascii_string_to_unsigned (part + length + 1, 10, 0, most, count, NULL);
}

static gboolean
take_off (const char *part, guint *off)
{
  g_auto (GStrv) words = g_strsplit (part, " ", -1);

  if (words[0] == NULL || strcmp (words[0], "without") != 0)
    return FALSE;
  for (guint i = 1; words[i] != NULL; i++)
    {
      IsoLayoutRule rule;

      if (!iso_layout_rule_parse (words[i], &rule))
        return FALSE;
      *off |= 1u << rule;
    }
  return TRUE;
}

static gboolean
take_record (char *text, IsoMapRecord *record)
{
  char *rest = strrchr (text, '=');
  g_auto (GStrv) parts = g_strsplit (rest != NULL ? rest + 1 : "", ",", -1);
  guint64 ring = 0, solver = 0;

  *record = (IsoMapRecord) { .plate = text };
  if (rest == NULL || parts[0] == NULL || !iso_layout_mode_parse (g_strstrip (parts[0]), &record->mode))
    return FALSE;
  *rest = '\0';
  for (guint i = 1; parts[i] != NULL; i++)
    {
      const char *part = g_strstrip (parts[i]);

      if (!take_count (part, "ring", 16, &ring) && !take_count (part, "seed", G_MAXUINT64, &record->seed)
          && !take_count (part, "stream", G_MAXUINT64, &record->stream) && !take_count (part, "score", G_MAXUINT64, &record->score)
          && !take_count (part, "solver", G_MAXUINT, &solver) && !take_off (part, &record->off))
        return FALSE;
    }
  record->ring = (guint) ring;
  record->version = (guint) solver;
  return *text != '\0';
}

GArray *
iso_map_records_new (void)
{
  GArray *records = g_array_new (FALSE, FALSE, sizeof (IsoMapRecord));

  g_array_set_clear_func (records, clear_record_cb);
  return records;
}

const IsoMapRecord *
iso_map_records_find (const GArray *records, const char *plate)
{
  for (guint i = 0; i < records->len; i++)
    {
      const IsoMapRecord *record = &g_array_index (records, IsoMapRecord, i);

      if (strcmp (record->plate, plate) == 0)
        return record;
    }
  return NULL;
}

void
iso_map_records_put (GArray *records, const IsoMapRecord *record)
{
  IsoMapRecord copy = *record;

  copy.plate = g_strdup (record->plate);
  for (guint i = 0; i < records->len; i++)
    {
      if (strcmp (g_array_index (records, IsoMapRecord, i).plate, record->plate) == 0)
        {
          g_array_remove_index (records, i);
          g_array_insert_val (records, i, copy);
          return;
        }
    }
  g_array_append_val (records, copy);
}

char *
iso_map_records_format (const GArray *records)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < records->len; i++)
    append_record (text, &g_array_index (records, IsoMapRecord, i));
  return g_string_free (text, FALSE);
}

GArray *
iso_map_records_parse (const char *text, const IsoPlace *place, GError **error)
{
  g_autoptr (GArray) records = iso_map_records_new ();
  g_auto (GStrv) parts = g_strsplit (text, ";", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_autofree char *part = g_strdup (g_strstrip (parts[i]));
      IsoMapRecord record;

      if (*part == '\0')
        continue;
      if (!take_record (parts[i], &record))
        {
          iso_error_set (error, ISO_ERROR_SYNTAX, place,
                         N_("“{1}” does not tell how a plate was laid out. Write its id and: =random, ring 1, seed 42."), part, NULL);
          return NULL;
        }
      iso_map_records_put (records, &record);
    }
  return g_steal_pointer (&records);
}
