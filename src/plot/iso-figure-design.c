/* iso-figure-design.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-figure-design.h"

#include "iso-figure-common.h"

#include <math.h>

#define SQUARE_FROM 384   /* wells, as on screen */

static double
get_dose (const IsoDose *dose)
{
  if (isfinite (dose->requested))
    return dose->requested;
  return isfinite (dose->planned) ? dose->planned : dose->achieved;
}

/* "Ixazomib 30 nM + Lenalidomide 1 µM", or the role. */
static char *
content_text (const IsoDesignMap *map, const IsoLayoutWell *well)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < well->n_doses; i++)
    {
      const IsoDesignDrug *drug = &map->drugs[well->doses[i].drug];
      g_autofree char *dose = iso_plot_dose (get_dose (&well->doses[i]), drug->unit);

      g_string_append_printf (text, "%s%s %s", i > 0 ? " + " : "", drug->name, dose);
    }
  if (well->n_doses == 0)
    {
      g_autofree char *role = iso_plot_text (iso_role_name (well->role), NULL);

      g_string_append (text, role);
    }
  return g_string_free (text, FALSE);
}

static void
set_axes (IsoPanel *panel, const IsoPlateFormat *format)
{
  iso_axis_set_bands (&panel->x, g_strdup (""));
  iso_axis_set_bands (&panel->y, g_strdup (""));
  panel->x.at_top = TRUE;
  panel->x.thin_labels = TRUE;
  panel->y.thin_labels = TRUE;
  panel->y.reversed = TRUE;
  for (guint i = 0; i < format->columns; i++)
    iso_axis_add_band (&panel->x, iso_plot_count (i + 1));
  for (guint i = 0; i < format->rows; i++)
    {
      char name[ISO_WELL_NAME_SIZE];

      iso_axis_add_band (&panel->y, g_strdup (iso_row_name (i, name)));
    }
}

static const char *
get_sample (const IsoDesignMap *map, const IsoLayoutWell *well)
{
  return well->sample >= 0 && (guint) well->sample < map->n_samples ? map->samples[well->sample] : "";
}

static void
add_well (IsoFigure *figure, const IsoDesignMap *map, const IsoPlateKey *key, guint index)
{
  const IsoLayoutWell *well = &map->layout->wells[index];
  IsoWell place = iso_plate_format_well (map->layout->format, index);
  gboolean excluded = map->excluded != NULL && map->excluded[index];
  g_autofree char *content = content_text (map, well);
  IsoPlateLook *look = g_new (IsoPlateLook, 1);
  char name[ISO_WELL_NAME_SIZE];
  int mark;

  iso_well_name (place, name);
  iso_plate_look_init (look, key, well, excluded, map->layer, map->drug, map->codes, &figure->style);
  mark = iso_figure_add_mark (figure, iso_plot_text (N_("{1}: {2}"), name, content, NULL), NULL, 0);
  g_array_index (figure->marks, IsoFigureMark, mark).well = place.row * ISO_MAX_COLUMNS + place.column;
  iso_panel_add_cell (figure->panels->pdata[0], place.column, place.row, figure->style.background, ISO_CELL_FILLED, mark)->plan = look;
  if (well->role == ISO_ROLE_EMPTY)
    return;
  iso_figure_begin_row (figure, mark);
  iso_figure_add_text (figure, g_strdup (name));
  iso_figure_add_text (figure, g_steal_pointer (&content));
  iso_figure_add_text (figure, g_strdup (get_sample (map, well)));
  iso_figure_add_text (figure, well->replicate > 0 ? iso_plot_count (well->replicate) : g_strdup (""));
  iso_figure_add_text (figure, excluded ? iso_plot_status (ISO_STATUS_EXCLUDED) : g_strdup (""));
}

static IsoKeyEntry *
add_sample_entry (IsoFigure *figure, const char *name, const char *value, IsoPlateLook look)
{
  IsoKeyEntry *entry = iso_figure_add_key (figure, 0, name, value);

  entry->plan = g_memdup2 (&look, sizeof look);
  entry->look = ISO_CELL_FILLED;
  return entry;
}

/* "0.412 to 100 nM", or the one dose. */
static char *
range_text (const IsoPlateKey *key, const IsoDesignMap *map, guint drug)
{
  const GArray *levels = key->levels[drug];
  double low = g_array_index (levels, double, 0), high = g_array_index (levels, double, levels->len - 1);
  g_autofree char *last = iso_plot_dose (high, map->drugs[drug].unit);
  g_autofree char *first = iso_plot_dose (low, map->drugs[drug].unit);

  return levels->len > 1 ? iso_plot_text (N_("{1} to {2}"), first, last, NULL) : g_steal_pointer (&last);
}

static void
add_drugs (IsoFigure *figure, const IsoDesignMap *map, const IsoPlateKey *key)
{
  for (guint i = 0; i < map->n_drugs; i++)
    {
      IsoPlateLook look = { .role = ISO_ROLE_TREATED, .n_parts = 1, .ink = figure->style.foreground };
      g_autofree char *range = NULL;

      if (key->levels[i]->len == 0 || (map->layer == ISO_LAYER_DOSE && i != map->drug))
        continue;
      range = range_text (key, map, i);
      look.parts[0] = iso_plate_drug_colour (&figure->style, i);
      if (map->codes)
        iso_plate_drug_letter (i, look.code);
      add_sample_entry (figure, map->drugs[i].name, range, look);
    }
}

/* Roles that are there, with their signs; treated wells are told by their compounds. */
static void
add_roles (IsoFigure *figure, const IsoDesignMap *map, const IsoPlateKey *key)
{
  for (IsoRole role = ISO_ROLE_TREATED; role < ISO_N_ROLES; role++)
    {
      const IsoLayoutWell *first = NULL;
      g_autofree char *name = iso_plot_text (iso_role_name (role), NULL);
      g_autofree char *count = NULL;
      IsoPlateLook look;
      guint n = 0;

      for (guint i = 0; i < map->layout->format->wells; i++)
        {
          if (map->layout->wells[i].role != role)
            continue;
          first = first != NULL ? first : &map->layout->wells[i];
          n++;
        }
      if (n == 0 || (role == ISO_ROLE_TREATED && map->layer != ISO_LAYER_ROLE))
        continue;
      iso_plate_look_init (&look, key, first, FALSE, ISO_LAYER_ROLE, 0, map->codes, &figure->style);
      if (map->layer != ISO_LAYER_ROLE)
        look.ink = iso_colour_mix (figure->style.foreground, figure->style.background, 0.72);
      count = iso_plot_count (n);
      add_sample_entry (figure, name, count, look);
    }
}

static void
add_samples (IsoFigure *figure, const IsoDesignMap *map)
{
  for (guint i = 0; i < map->n_samples; i++)
    {
      IsoPlateLook look = { .role = ISO_ROLE_TREATED, .n_parts = 1, .ink = figure->style.foreground };
      gboolean used = FALSE;

      for (guint j = 0; j < map->layout->format->wells; j++)
        used = used || map->layout->wells[j].sample == (int) i;
      if (!used)
        continue;
      look.parts[0] = iso_colour_mix (figure->style.palette[i % ISO_PALETTE_COLOURS], figure->style.background, 0.75);
      add_sample_entry (figure, map->samples[i], "", look);
    }
}

/* "A is Ixazomib: 1 = 0.41 nM, 2 = 1.2 nM, ..." */
static void
explain_codes (IsoFigure *figure, const IsoDesignMap *map, const IsoPlateKey *key)
{
  for (guint i = 0; i < map->n_drugs; i++)
    {
      g_autoptr (GString) list = g_string_new (NULL);
      char letter[ISO_WELL_CODE_SIZE];

      if (key->levels[i]->len == 0)
        continue;
      for (guint j = 0; j < key->levels[i]->len; j++)
        {
          g_autofree char *dose = iso_plot_dose (g_array_index (key->levels[i], double, j), map->drugs[i].unit);

          g_string_append_printf (list, "%s%u = %s", j > 0 ? ", " : "", j + 1, dose);
        }
      iso_figure_add_caption (figure, iso_plot_text (N_("{1} is {2}: {3}."), iso_plate_drug_letter (i, letter), map->drugs[i].name,
                                                     list->str, NULL));
    }
}

IsoFigure *
iso_figure_of_design (const IsoDesignMap *map, const IsoFigureStyle *style, double width_pt, double height_pt)
{
  IsoFigure *figure = iso_figure_new (style, width_pt, height_pt, map->layout->plate, map->note);
  g_autoptr (IsoPlateKey) key = iso_plate_key_new (map->layout, map->n_drugs);
  IsoPanel *panel = iso_figure_add_panel (figure);
  g_autofree char *wells = iso_plot_count (map->layout->format->wells);
  g_autofree char *used = NULL;
  guint n = 0;

  panel->square_cells = TRUE;
  panel->round_cells = map->layout->format->wells < SQUARE_FROM;
  set_axes (panel, map->layout->format);
  iso_figure_add_column (figure, iso_plot_text (N_("Well"), NULL));
  iso_figure_add_column (figure, iso_plot_text (N_("Content"), NULL));
  iso_figure_add_column (figure, iso_plot_text (N_("Sample"), NULL));
  iso_figure_add_column (figure, iso_plot_text (N_("Replicate"), NULL));
  iso_figure_add_column (figure, iso_plot_text (N_("Flag"), NULL));
  for (guint i = 0; i < map->layout->format->wells; i++)
    {
      add_well (figure, map, key, i);
      n += map->layout->wells[i].role != ISO_ROLE_EMPTY;
    }
  if (map->layer == ISO_LAYER_SAMPLE)
    add_samples (figure, map);
  else if (map->layer != ISO_LAYER_ROLE)
    add_drugs (figure, map, key);
  add_roles (figure, map, key);
  if (map->codes)
    explain_codes (figure, map, key);
  used = iso_plot_count (n);
  iso_figure_add_caption (figure, iso_plot_text (N_("{1} of {2} wells are planned."), used, wells, NULL));
  iso_figure_add_description (figure, iso_plot_text (N_("Plan of a plate of {1} wells, {2} of them used."), wells, used, NULL));
  return iso_figure_finish (figure);
}
