/* iso-table-maker.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "reader/iso-table-maker.h"

#include "reader/iso-text-private.h"

enum
{
  PLATE,
  WELL,
  SAMPLE,
  EXPERIMENT,
  REPLICATE,
  FIRST_DRUG,
  ROLE = FIRST_DRUG + 3 * ISO_MAX_DRUGS,
  RESPONSE,
  N_CELLS,
};

typedef struct
{
  const char *cells[N_CELLS];   /* owned by the chunk */
  guint       at;
} Line;

struct _IsoTableMaker
{
  char         *file;
  char         *response;
  GStringChunk *chunk;
  GArray       *lines;
  gboolean      used[N_CELLS];
};

IsoTableMaker *
iso_table_maker_new (const char *file, const char *response)
{
  IsoTableMaker *maker = g_new0 (IsoTableMaker, 1);

  maker->file = g_strdup (file);
  maker->response = g_strdup (response);
  maker->chunk = g_string_chunk_new (4096);
  maker->lines = g_array_new (FALSE, TRUE, sizeof (Line));
  maker->used[RESPONSE] = response != NULL;
  return maker;
}

void
iso_table_maker_free (IsoTableMaker *maker)
{
  g_free (maker->file);
  g_free (maker->response);
  g_string_chunk_free (maker->chunk);
  g_array_unref (maker->lines);
  g_free (maker);
}

static void
set_cell (IsoTableMaker *maker, Line *line, guint cell, const char *text)
{
  if (text == NULL || *text == '\0')
    return;
  line->cells[cell] = g_string_chunk_insert_const (maker->chunk, text);
  maker->used[cell] = TRUE;
}

void
iso_table_maker_add (IsoTableMaker *maker, const IsoTableLine *line, guint at)
{
  Line made = { .at = at };

  set_cell (maker, &made, PLATE, line->plate);
  set_cell (maker, &made, WELL, line->well);
  set_cell (maker, &made, SAMPLE, line->sample);
  set_cell (maker, &made, EXPERIMENT, line->experiment);
  set_cell (maker, &made, REPLICATE, line->replicate);
  for (guint i = 0; i < ISO_MAX_DRUGS; i++)
    {
      set_cell (maker, &made, FIRST_DRUG + 3 * i, line->drugs[i]);
      set_cell (maker, &made, FIRST_DRUG + 3 * i + 1, line->doses[i]);
      set_cell (maker, &made, FIRST_DRUG + 3 * i + 2, line->units[i]);
    }
  set_cell (maker, &made, ROLE, line->role);
  set_cell (maker, &made, RESPONSE, line->response);
  g_array_append_val (maker->lines, made);
}

guint
iso_table_maker_n (const IsoTableMaker *maker)
{
  return maker->lines->len;
}

static void
name_columns (const IsoTableMaker *maker, Line *headers)
{
  static const char *const words[] = { "drug1", "dose1", "unit1", "drug2", "dose2", "unit2", "drug3", "dose3", "unit3" };

  headers->cells[PLATE] = "plate";
  headers->cells[WELL] = "well";
  headers->cells[SAMPLE] = "sample";
  headers->cells[EXPERIMENT] = "experiment";
  headers->cells[REPLICATE] = "replicate";
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    headers->cells[FIRST_DRUG + i] = words[i];
  headers->cells[ROLE] = "role";
  headers->cells[RESPONSE] = maker->response;
}

static gboolean
write_line (const IsoTableMaker *maker, IsoTextBuilder *builder, guint row, const Line *line)
{
  guint column = 0;

  for (guint i = 0; i < N_CELLS; i++)
    {
      if (maker->used[i] && line->cells[i] != NULL && iso_text_builder_add (builder, row, column, line->cells[i], FALSE) != ISO_TEXT_ADDED)
        return FALSE;
      column += maker->used[i];
    }
  iso_text_builder_set_line (builder, line->at);
  return TRUE;
}

IsoText *
iso_table_maker_finish (IsoTableMaker *maker, guint at, GError **error)
{
  g_autoptr (IsoTableMaker) own = maker;
  g_autoptr (IsoTextBuilder) builder = iso_text_builder_new (maker->file);
  Line headers = { .at = at };
  gboolean good;

  /* A dose that stands nowhere keeps its column: a table without one would be no table. */
  maker->used[FIRST_DRUG + 1] = TRUE;
  name_columns (maker, &headers);
  good = write_line (maker, builder, 0, &headers);
  for (guint i = 0; good && i < maker->lines->len; i++)
    good = write_line (maker, builder, i + 1, &g_array_index (maker->lines, Line, i));
  if (good)
    return iso_text_builder_finish (g_steal_pointer (&builder));
  iso_error_set (error, ISO_ERROR_TOO_LARGE, &(IsoPlace) { .file = maker->file },
                 N_("This file holds more than can be read as one table. Split it into several files."), NULL);
  return NULL;
}
