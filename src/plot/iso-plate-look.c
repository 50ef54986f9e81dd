/* iso-plate-look.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-plate-look.h"

#include "base/iso-message.h"

#include <math.h>
#include <pango/pangocairo.h>
#include <string.h>

#define ONE_DOSE       1e-6   /* relative: doses closer than this are one level */
#define WEAKEST        0.22   /* share of the hue at the lowest dose */
#define LARGE_DEVIATION 0.1

static const struct
{
  const char *word;
  const char *name;
} layers[ISO_N_LAYERS] = {
  { "doses", N_("All doses") },
  { "dose", N_("Dose of one compound") },
  { "role", N_("Role") },
  { "sample", N_("Sample") },
  { "replicate", N_("Replicate") },
  { "deviation", N_("Achieved against requested") },
};

static const char *const role_codes[ISO_N_ROLES] = { "", "?", "V", "U", "Bl", "CB", "PC", "T0" };

/* What the design says; an imported well may know only what was achieved. */
static double
get_dose (const IsoDose *dose)
{
  if (isfinite (dose->requested))
    return dose->requested;
  return isfinite (dose->planned) ? dose->planned : dose->achieved;
}

static int
compare_doses (gconstpointer one, gconstpointer other)
{
  double difference = *(const double *) one - *(const double *) other;

  return difference < 0 ? -1 : difference > 0;
}

static gboolean
is_one_dose (double low, double high)
{
  return high - low <= ONE_DOSE * high;
}

static void
drop_doubles (GArray *levels)
{
  guint n = 0;

  g_array_sort (levels, compare_doses);
  for (guint i = 0; i < levels->len; i++)
    {
      double dose = g_array_index (levels, double, i);

      if (n == 0 || !is_one_dose (g_array_index (levels, double, n - 1), dose))
        g_array_index (levels, double, n++) = dose;
    }
  g_array_set_size (levels, n);
}

const char *
iso_plate_layer_word (IsoPlateLayer layer)
{
  g_return_val_if_fail (layer < ISO_N_LAYERS, NULL);
  return layers[layer].word;
}

const char *
iso_plate_layer_name (IsoPlateLayer layer)
{
  g_return_val_if_fail (layer < ISO_N_LAYERS, NULL);
  return layers[layer].name;
}

IsoPlateKey *
iso_plate_key_new (const IsoLayout *layout, guint n_drugs)
{
  IsoPlateKey *key = g_new0 (IsoPlateKey, 1);

  key->n_drugs = n_drugs;
  key->levels = g_new (GArray *, n_drugs);
  for (guint i = 0; i < n_drugs; i++)
    key->levels[i] = g_array_new (FALSE, FALSE, sizeof (double));
  for (guint i = 0; i < layout->format->wells; i++)
    {
      const IsoLayoutWell *well = &layout->wells[i];

      key->n_samples = MAX (key->n_samples, (guint) (well->sample + 1));
      key->n_replicates = MAX (key->n_replicates, well->replicate);
      for (guint j = 0; j < well->n_doses; j++)
        {
          double dose = get_dose (&well->doses[j]);

          if (well->doses[j].drug < n_drugs && isfinite (dose) && dose > 0)
            g_array_append_val (key->levels[well->doses[j].drug], dose);
        }
    }
  for (guint i = 0; i < n_drugs; i++)
    drop_doubles (key->levels[i]);
  return key;
}

void
iso_plate_key_free (IsoPlateKey *key)
{
  if (key == NULL)
    return;
  for (guint i = 0; i < key->n_drugs; i++)
    g_array_unref (key->levels[i]);
  g_free (key->levels);
  g_free (key);
}

guint
iso_plate_key_level (const IsoPlateKey *key, guint drug, double dose)
{
  guint low = 0, high;

  if (drug >= key->n_drugs || !isfinite (dose))
    return 0;
  high = key->levels[drug]->len;
  while (low < high)
    {
      guint middle = (low + high) / 2;
      double level = g_array_index (key->levels[drug], double, middle);

      if (is_one_dose (MIN (level, dose), MAX (level, dose)))
        return middle + 1;
      if (level < dose)
        low = middle + 1;
      else
        high = middle;
    }
  return 0;
}

IsoColour
iso_plate_drug_colour (const IsoFigureStyle *style, guint drug)
{
  return style->palette[drug % ISO_PALETTE_COLOURS];
}

const char *
iso_plate_drug_letter (guint drug, char letter[ISO_WELL_CODE_SIZE])
{
  if (drug < 26)
    g_snprintf (letter, ISO_WELL_CODE_SIZE, "%c", 'A' + drug);
  else
    g_snprintf (letter, ISO_WELL_CODE_SIZE, "%c%c", 'A' + (drug / 26 - 1) % 26, 'A' + drug % 26);
  return letter;
}

/* The hue in the strength of a dose; a drug with one dose has the full colour. */
static IsoColour
colour_dose (const IsoPlateKey *key, const IsoFigureStyle *style, guint drug, double dose)
{
  const GArray *levels = key->levels[drug];
  double low = levels->len > 0 ? log (g_array_index (levels, double, 0)) : 0;
  double high = levels->len > 0 ? log (g_array_index (levels, double, levels->len - 1)) : 0;
  guint level = iso_plate_key_level (key, drug, dose);
  double place = 1;

  if (level > 0 && high > low)
    place = (log (g_array_index (levels, double, level - 1)) - low) / (high - low);
  if (level == 0)
    place = 0;
  return iso_colour_mix (iso_plate_drug_colour (style, drug), style->background, WEAKEST + (1 - WEAKEST) * place);
}

static void
add_part (IsoPlateLook *look, IsoColour colour)
{
  if (look->n_parts < ISO_MAX_DRUGS)
    look->parts[look->n_parts++] = colour;
}

static void
add_doses (IsoPlateLook *look, const IsoPlateKey *key, const IsoLayoutWell *well, int only, const IsoFigureStyle *style)
{
  for (guint i = 0; i < well->n_doses; i++)
    {
      const IsoDose *dose = &well->doses[i];

      if (dose->drug < key->n_drugs && (only < 0 || dose->drug == (guint) only))
        add_part (look, colour_dose (key, style, dose->drug, get_dose (dose)));
    }
}

static void
add_role (IsoPlateLook *look, const IsoFigureStyle *style)
{
  static const guint colours[ISO_N_ROLES] = { 0, 0, 2, 5, 6, 7, 1, 4 };

  look->ink = style->palette[colours[look->role]];
  if (look->role == ISO_ROLE_TREATED || look->role == ISO_ROLE_COMPOUND_BLANK)
    add_part (look, iso_colour_mix (look->ink, style->background, 0.75));
}

static void
add_deviation (IsoPlateLook *look, const IsoLayoutWell *well, const IsoFigureStyle *style)
{
  double largest = 0;
  gboolean known = FALSE;

  for (guint i = 0; i < well->n_doses; i++)
    {
      double deviation = well->doses[i].achieved / well->doses[i].requested - 1;

      if (!isfinite (deviation))
        continue;
      known = TRUE;
      if (fabs (deviation) > fabs (largest))
        largest = deviation;
    }
  if (known)
    add_part (look, iso_colour_diverging (CLAMP (largest / LARGE_DEVIATION, -1, 1)));
}

static void
write_code (IsoPlateLook *look, const IsoPlateKey *key, const IsoLayoutWell *well, IsoPlateLayer layer, int only)
{
  gsize used = 0;

  if (layer == ISO_LAYER_SAMPLE && well->sample >= 0)
    g_snprintf (look->code, sizeof look->code, "%d", well->sample + 1);
  if (layer == ISO_LAYER_REPLICATE && well->replicate > 0)
    g_snprintf (look->code, sizeof look->code, "%u", well->replicate);
  if (layer == ISO_LAYER_SAMPLE || layer == ISO_LAYER_REPLICATE)
    return;
  for (guint i = 0; i < well->n_doses; i++)
    {
      const IsoDose *dose = &well->doses[i];
      char letter[ISO_WELL_CODE_SIZE];

      if (only >= 0 && dose->drug != (guint) only)
        continue;
      used += (gsize) g_snprintf (look->code + used, sizeof look->code - used, "%s%s%u", used > 0 ? " " : "",
                                  iso_plate_drug_letter (dose->drug, letter), iso_plate_key_level (key, dose->drug, get_dose (dose)));
      used = MIN (used, sizeof look->code - 1);
    }
  if (used == 0 && only < 0)
    g_strlcpy (look->code, role_codes[look->role], sizeof look->code);
}

void
iso_plate_look_init (IsoPlateLook *look, const IsoPlateKey *key, const IsoLayoutWell *well, gboolean excluded, IsoPlateLayer layer,
                     guint drug, gboolean with_code, const IsoFigureStyle *style)
{
  int only = layer == ISO_LAYER_DOSE ? (int) drug : -1;

  memset (look, 0, sizeof *look);
  look->role = well->role;
  look->struck = excluded;
  look->open = well->role == ISO_ROLE_TREATED && well->n_doses == 0;
  look->ink = iso_colour_mix (style->foreground, style->background, 0.72);
  if (well->role == ISO_ROLE_EMPTY)
    {
      look->ink = style->muted;
      return;
    }

  switch (layer)
    {
    case ISO_LAYER_DOSES:
    case ISO_LAYER_DOSE:
      add_doses (look, key, well, only, style);
      break;
    case ISO_LAYER_ROLE:
      add_role (look, style);
      break;
    case ISO_LAYER_SAMPLE:
      if (well->sample >= 0)
        add_part (look, iso_colour_mix (style->palette[well->sample % ISO_PALETTE_COLOURS], style->background, 0.75));
      break;
    case ISO_LAYER_REPLICATE:
      if (well->replicate > 0)
        add_part (look, iso_colour_mix (style->palette[(well->replicate - 1) % ISO_PALETTE_COLOURS], style->background, 0.75));
      break;
    case ISO_LAYER_DEVIATION:
      add_deviation (look, well, style);
      break;
    }
  if (with_code)
    write_code (look, key, well, layer, only);
}

static void
set_colour (cairo_t *cr, IsoColour colour)
{
  cairo_set_source_rgba (cr, colour.red, colour.green, colour.blue, colour.alpha);
}

static void
trace_outline (cairo_t *cr, double x, double y, double radius, gboolean round)
{
  cairo_new_path (cr);
  if (round)
    cairo_arc (cr, x, y, radius, 0, 2 * G_PI);
  else
    cairo_rectangle (cr, x - radius, y - radius, 2 * radius, 2 * radius);
}

/* One part fills the well; two are its halves, three its thirds. */
static void
fill_parts (const IsoPlateLook *look, cairo_t *cr, double x, double y, double radius, gboolean round)
{
  double width = 2 * radius / MAX (look->n_parts, 1);

  for (guint i = 0; i < look->n_parts; i++)
    {
      double from = look->n_parts == 2 ? G_PI / 2 : -G_PI / 2;
      double step = 2 * G_PI / look->n_parts;

      cairo_new_path (cr);
      if (!round)
        cairo_rectangle (cr, x - radius + i * width, y - radius, width, 2 * radius);
      else
        {
          if (look->n_parts > 1)
            cairo_move_to (cr, x, y);
          cairo_arc (cr, x, y, radius, from + i * step, from + (i + 1) * step);
          cairo_close_path (cr);
        }
      set_colour (cr, look->parts[i]);
      cairo_fill (cr);
    }
}

static void
stroke_outline (cairo_t *cr, double x, double y, double radius, double width, gboolean round)
{
  trace_outline (cr, x, y, radius - width / 2, round);
  cairo_set_line_width (cr, width);
  cairo_stroke (cr);
}

static void
draw_cross (cairo_t *cr, double x, double y, double arm, double width)
{
  cairo_new_path (cr);
  cairo_move_to (cr, x - arm, y - arm);
  cairo_line_to (cr, x + arm, y + arm);
  cairo_move_to (cr, x - arm, y + arm);
  cairo_line_to (cr, x + arm, y - arm);
  cairo_set_line_width (cr, width);
  cairo_stroke (cr);
}

static void
draw_triangle (cairo_t *cr, double x, double y, double size, double width)
{
  cairo_new_path (cr);
  cairo_move_to (cr, x - size, y + size * 0.7);
  cairo_line_to (cr, x, y - size * 0.8);
  cairo_line_to (cr, x + size, y + size * 0.7);
  cairo_close_path (cr);
  cairo_set_line_width (cr, width);
  cairo_stroke (cr);
}

/* Treated wells end in a hair of the ink, so that the weakest dose can be seen. */
static void
draw_treated (const IsoPlateLook *look, cairo_t *cr, double x, double y, double radius, gboolean round)
{
  double dash[] = { radius * 0.3, radius * 0.22 };
  double hair = CLAMP (radius * 0.06, 0.4, 1.2);

  fill_parts (look, cr, x, y, radius, round);
  set_colour (cr, look->ink);
  if (look->open)
    cairo_set_dash (cr, dash, 2, 0);
  stroke_outline (cr, x, y, radius, look->open ? 2 * hair : hair, round);
  cairo_set_dash (cr, NULL, 0, 0);
}

static void
draw_role (const IsoPlateLook *look, cairo_t *cr, double x, double y, double radius, gboolean round)
{
  double hair = CLAMP (radius * 0.1, 0.5, 1.6);
  gboolean coded = look->code[0] != '\0';

  if (look->role != ISO_ROLE_COMPOUND_BLANK)
    fill_parts (look, cr, x, y, radius, round);
  set_colour (cr, look->ink);
  switch (look->role)
    {
    case ISO_ROLE_EMPTY:
      trace_outline (cr, x, y, MAX (radius * 0.1, 0.8), TRUE);
      cairo_fill (cr);
      break;
    case ISO_ROLE_VEHICLE:
      stroke_outline (cr, x, y, radius, radius * (coded ? 0.18 : 0.32), round);
      break;
    case ISO_ROLE_UNTREATED:
      stroke_outline (cr, x, y, radius, hair, round);
      if (!coded)
        {
          trace_outline (cr, x, y, radius * 0.28, TRUE);
          cairo_fill (cr);
        }
      break;
    case ISO_ROLE_POSITIVE_CONTROL:
      draw_cross (cr, x, y, radius * (coded ? 0.86 : 0.68), radius * (coded ? 0.16 : 0.24));
      break;
    case ISO_ROLE_COMPOUND_BLANK:
      stroke_outline (cr, x, y, radius, hair, round);
      fill_parts (look, cr, x, y, radius * 0.58, round);
      break;
    case ISO_ROLE_TIME_ZERO:
      draw_triangle (cr, x, y, radius * 0.85, MAX (hair, radius * 0.14));
      break;
    case ISO_ROLE_BLANK:
    case ISO_ROLE_TREATED:
      stroke_outline (cr, x, y, radius, hair, round);
      break;
    }
}

static void
draw_strike (const IsoPlateLook *look, cairo_t *cr, const IsoFigureStyle *style, double x, double y, double radius)
{
  double arm = radius * 1.02;

  for (guint i = 0; i < 2; i++)
    {
      cairo_new_path (cr);
      cairo_move_to (cr, x - arm, y + arm);
      cairo_line_to (cr, x + arm, y - arm);
      set_colour (cr, i == 0 ? style->background : style->foreground);
      cairo_set_line_width (cr, radius * (i == 0 ? 0.36 : 0.17));
      cairo_stroke (cr);
    }
}

/* One word of the code, in a colour that can be read on `ground`. */
static void
draw_word (cairo_t *cr, PangoLayout *layout, PangoFontDescription *font, const char *word, IsoColour ground, double x, double y,
           double size, double room)
{
  int width, height;

  pango_font_description_set_absolute_size (font, size * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_text (layout, word, -1);
  pango_layout_get_size (layout, &width, &height);
  if (width > room * PANGO_SCALE)
    {
      pango_font_description_set_absolute_size (font, size * room * PANGO_SCALE * PANGO_SCALE / width);
      pango_layout_set_font_description (layout, font);
      pango_layout_get_size (layout, &width, &height);
    }
  set_colour (cr, iso_colour_text_on (ground));
  cairo_move_to (cr, x - width / 2.0 / PANGO_SCALE, y - height / 2.0 / PANGO_SCALE);
  pango_cairo_show_layout (cr, layout);
}

/* Signs give way to what is written on them. */
static void
clear_ground (cairo_t *cr, const IsoFigureStyle *style, double x, double y, double radius)
{
  cairo_new_path (cr);
  cairo_arc (cr, x, y, radius * 0.62, 0, 2 * G_PI);
  set_colour (cr, style->background);
  cairo_fill (cr);
}

/* The middle of a drug's part of the well. */
static void
find_part (guint part, guint n_parts, double radius, gboolean round, double *x, double *y)
{
  double angle = -G_PI / 2 + (part + 0.5) * 2 * G_PI / n_parts;

  if (!round || n_parts == 2)
    *x += ((part + 0.5) / n_parts - 0.5) * 2 * radius * (n_parts == 2 ? 0.92 : 1);
  else
    {
      *x += cos (angle) * radius * 0.52;
      *y += sin (angle) * radius * 0.52;
    }
}

static void
draw_code (const IsoPlateLook *look, cairo_t *cr, const IsoFigureStyle *style, double x, double y, double side, double radius,
           gboolean round)
{
  g_autoptr (PangoLayout) layout = pango_cairo_create_layout (cr);
  g_autoptr (PangoFontDescription) font = pango_font_description_from_string (style->font);
  g_auto (GStrv) words = g_strsplit (look->code, " ", -1);
  guint n = g_strv_length (words);

  if (look->n_parts == 0 && look->role != ISO_ROLE_TREATED)
    clear_ground (cr, style, x, y, radius);
  if (n != look->n_parts || n < 2)
    {
      draw_word (cr, layout, font, look->code, look->n_parts > 0 ? look->parts[0] : style->background, x, y, side * 0.36, side * 0.62);
      return;
    }
  for (guint i = 0; i < n; i++)
    {
      double part_x = x, part_y = y;

      find_part (i, n, radius, round, &part_x, &part_y);
      draw_word (cr, layout, font, words[i], look->parts[i], part_x, part_y, side * 0.3, radius * (n == 2 ? 0.8 : 0.66));
    }
}

void
iso_plate_look_draw (const IsoPlateLook *look, cairo_t *cr, const IsoFigureStyle *style, double x, double y, double side, gboolean round)
{
  double radius = side * (round ? 0.43 : 0.45);
  double middle_x = x + side / 2, middle_y = y + side / 2;

  cairo_save (cr);
  if (look->role == ISO_ROLE_TREATED)
    draw_treated (look, cr, middle_x, middle_y, radius, round);
  else
    draw_role (look, cr, middle_x, middle_y, radius, round);
  if (look->struck)
    draw_strike (look, cr, style, middle_x, middle_y, radius);
  if (look->code[0] != '\0')
    draw_code (look, cr, style, middle_x, middle_y, side, radius, round);
  cairo_new_path (cr);   /* nothing may begin where the last word ended */
  cairo_restore (cr);
}
