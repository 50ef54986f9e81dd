/* iso-table-reshape.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "reader/iso-table-reshape.h"

#include "reader/iso-plate-grid.h"
#include "reader/iso-table-matrix.h"
#include "reader/iso-table-mixlow.h"
#include "reader/iso-table-shapes.h"
#include "reader/iso-text-private.h"

#include <string.h>

#define UNNAMED "values"

typedef struct
{
  char  *name;
  guint  top;       /* the row of its column numbers */
  guint  n_columns;
  guint  n_rows;
} Layer;

static void
clear_layer (gpointer data)
{
  g_free (((Layer *) data)->name);
}

/* The name in the corner, told apart from those of the layers before. */
static char *
make_name (const GArray *layers, const char *corner)
{
  const char *name = *corner != '\0' ? corner : UNNAMED;
  guint n = 1;

  for (guint i = 0; i < layers->len; i++)
    {
      const char *other = g_array_index (layers, Layer, i).name;
      gsize length = strlen (name);

      n += strncmp (other, name, length) == 0 && (other[length] == '\0' || other[length] == '.');
    }
  return n == 1 ? g_strdup (name) : g_strdup_printf ("%s.%u", name, n);
}

/* How many of the numbers from the second cell on are 1, 2, ... */
static guint
count_columns (const IsoText *text, guint row)
{
  g_autoptr (IsoPlateGrid) grid = iso_plate_grid_at (text, row, ISO_GRID_PLAIN);

  return grid != NULL && grid->first_cell == 1 && grid->first_column == 0 ? grid->n_columns : 0;
}

/* The layers, if the text is nothing else: two or more, or one with a name. NULL otherwise. */
static GArray *
find_layers (const IsoText *text)
{
  g_autoptr (GArray) layers = g_array_new (FALSE, FALSE, sizeof (Layer));
  gboolean named = FALSE;

  g_array_set_clear_func (layers, clear_layer);
  for (guint row = iso_text_skip_empty (text, 0); row < iso_text_n_rows (text); row = iso_text_skip_empty (text, row))
    {
      const char *corner = iso_text_cell (text, row, 0);
      Layer layer = { .top = row, .n_columns = count_columns (text, row) };

      if (layer.n_columns == 0)
        return NULL;
      named |= *corner != '\0' && strcmp (corner, "<>") != 0;
      layer.name = make_name (layers, corner);
      for (row++; row < iso_text_n_rows (text) && iso_text_used (text, row) > 0; row++)
        layer.n_rows++;
      g_array_append_val (layers, layer);
    }
  return layers->len >= 2 || named ? g_steal_pointer (&layers) : NULL;
}

static const IsoPlateFormat *
find_format (guint columns)
{
  const IsoPlateFormat *format;

  for (guint i = 0; (format = iso_plate_format_nth (i)) != NULL; i++)
    {
      if (format->columns == columns)
        return format;
    }
  return NULL;
}

static void
set_layer_error (const IsoText *text, const Layer *layer, guint row, const char *sentence, const char *more, GError **error)
{
  IsoPlace place = iso_text_place (text, row);

  iso_error_set (error, ISO_ERROR_SYNTAX, &place, sentence, layer->name, more, NULL);
}

/* Each layer has all rows of a plate, in order, and no cell outside of it. */
static gboolean
check_layer (const IsoText *text, const Layer *layer, const IsoPlateFormat *format, GError **error)
{
  char name[ISO_WELL_NAME_SIZE];

  if (format == NULL || layer->n_columns != format->columns)
    {
      set_layer_error (text, layer, layer->top,
                       N_("The columns of layer “{1}” are not those of a plate, or not those of the layers before it. Number them from 1 to 3, 4, "
                          "6, 8, 12, 24 or 48."), NULL, error);
      return FALSE;
    }
  for (guint i = 0; i < MAX (layer->n_rows, format->rows); i++)
    {
      guint row = layer->top + 1 + i;
      gboolean there = i < layer->n_rows && i < format->rows && iso_row_parse (iso_text_cell (text, row, 0), FALSE) == (int) i;

      if (there && iso_text_used (text, row) <= format->columns + 1)
        continue;
      if (there)
        set_layer_error (text, layer, row, N_("In layer “{1}” this row has more cells than the plate has columns. Take them away, or number "
                                              "their columns."), NULL, error);
      else if (i >= format->rows)
        set_layer_error (text, layer, row, N_("Layer “{1}” goes on behind the last row of the plate. Leave an empty line between two layers."),
                         NULL, error);
      else
        set_layer_error (text, layer, MIN (row, layer->top + layer->n_rows),
                         N_("In layer “{1}” row {2} of the plate is missing, or has another letter. Write all rows, also the empty ones."),
                         iso_row_name (i, name), error);
      return FALSE;
    }
  return TRUE;
}

static const char *
get_cell (const IsoText *text, const Layer *layer, guint row, guint column)
{
  return iso_text_cell (text, layer->top + 1 + row, column + 1);
}

static gboolean
has_cell (const IsoText *text, const GArray *layers, guint row, guint column)
{
  for (guint i = 0; i < layers->len; i++)
    {
      if (*get_cell (text, &g_array_index (layers, Layer, i), row, column) != '\0')
        return TRUE;
    }
  return FALSE;
}

static IsoText *
make_table (const IsoText *text, const GArray *layers, const IsoPlateFormat *format)
{
  IsoTextBuilder *builder = iso_text_builder_new (iso_text_name (text));
  const Layer *first = &g_array_index (layers, Layer, 0);
  guint line = 0;

  iso_text_builder_add (builder, line, 0, "well", FALSE);
  for (guint i = 0; i < layers->len; i++)
    iso_text_builder_add (builder, line, i + 1, g_array_index (layers, Layer, i).name, FALSE);
  iso_text_builder_set_line (builder, iso_text_line (text, first->top));
  for (guint w = 0; w < format->wells; w++)
    {
      IsoWell well = { (guint8) (w / format->columns), (guint8) (w % format->columns) };
      char name[ISO_WELL_NAME_SIZE];

      if (!has_cell (text, layers, well.row, well.column))
        continue;
      iso_text_builder_add (builder, ++line, 0, iso_well_name (well, name), FALSE);
      for (guint i = 0; i < layers->len; i++)
        iso_text_builder_add (builder, line, i + 1, get_cell (text, &g_array_index (layers, Layer, i), well.row, well.column), FALSE);
      iso_text_builder_set_line (builder, iso_text_line (text, first->top + 1 + well.row));
    }
  return iso_text_builder_finish (builder);
}

static IsoText *
read_mixlow (const IsoText *text, GPtrArray *messages, GError **error)
{
  return iso_table_mixlow_read (text, error);
}

static const IsoTableShape mixlow = { iso_table_is_mixlow, read_mixlow };

static const IsoTableShape *const shapes[] = {
  &iso_table_d300, &iso_table_prism, &iso_table_sheets, &mixlow, &iso_table_growth, &iso_table_combia, &iso_table_beside, &iso_table_effects,
};

static const IsoTableShape *
find_shape (const IsoText *text)
{
  for (gsize i = 0; i < G_N_ELEMENTS (shapes); i++)
    if (shapes[i]->is (text))
      return shapes[i];
  return NULL;
}

gboolean
iso_table_has_shape (const IsoText *text)
{
  return find_shape (text) != NULL || iso_table_is_matrix (text);
}

IsoText *
iso_table_reshape (IsoText *text, GPtrArray *messages, GError **error)
{
  const IsoTableShape *shape = find_shape (text);
  g_autoptr (GArray) layers = shape == NULL ? find_layers (text) : NULL;
  const IsoPlateFormat *format = layers != NULL ? find_format (g_array_index (layers, Layer, 0).n_columns) : NULL;
  gboolean good = TRUE;
  IsoText *table;

  if (layers == NULL && shape == NULL)
    return text;
  for (guint i = 0; layers != NULL && good && i < layers->len; i++)
    good = check_layer (text, &g_array_index (layers, Layer, i), format, error);
  if (shape != NULL)
    table = shape->read (text, messages, error);
  else
    table = good ? make_table (text, layers, format) : NULL;
  iso_text_free (text);
  return table;
}
