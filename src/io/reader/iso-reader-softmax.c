/* iso-reader-softmax.c
 *
 * An export is a list of blocks that end with "~End"; those of plates begin with a line of fields that says what
 * follows. PlateFormat prints the plate as it lies, without row letters, one group of columns for each wavelength, and
 * one such picture for each time; TimeFormat prints the wells across, one line for each time or wavelength. Behind the
 * raw values may stand the values that the program computed from them ("reduced"), under a header without a
 * temperature.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "reader/iso-reader-softmax.h"

#include "base/iso-number.h"
#include "reader/iso-cell.h"
#include "reader/iso-grid-read.h"

#include <string.h>

/* Where the values of a header or of a line begin: behind time and temperature. */
#define FIRST_VALUE 2

#define REDUCED "Reduced"

typedef struct
{
  const IsoText        *text;
  IsoReadout           *readout;
  IsoReadPlate         *plate;
  const IsoPlateFormat *format;
  guint                 top;         /* the row of the fields */
  guint                 end;         /* the row behind the block */
  gboolean              by_plate;    /* PlateFormat */
  gboolean              spectrum;
  gboolean              kinetic;
  gboolean              reduced;     /* no raw values in the block */
  guint                 n_points;    /* 0 if not given */
  GPtrArray            *labels;      /* of the wavelengths, as text; none for a spectrum */
} Block;

static gboolean
fail (const Block *block, guint row, IsoErrorCode code, const char *sentence, const char *argument, GError **error)
{
  IsoPlace place = iso_text_place (block->text, row);

  iso_error_set (error, code, &place, sentence, argument, NULL);
  return FALSE;
}

static GPtrArray *
split_words (const char *words)
{
  g_auto (GStrv) all = g_strsplit_set (words, " ", -1);
  GPtrArray *list = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; all[i] != NULL; i++)
    {
      if (*all[i] != '\0')
        g_ptr_array_add (list, g_strdup (all[i]));
    }
  return list;
}

/* Which of the labels up to this one, and how many in all, are the same. */
static guint
count_same (const GPtrArray *labels, guint index, guint *before)
{
  guint n = 0;

  *before = 0;
  for (guint i = 0; i < labels->len; i++)
    {
      if (strcmp (g_ptr_array_index (labels, i), g_ptr_array_index (labels, index)) != 0)
        continue;
      n++;
      *before += i <= index;
    }
  return n;
}

/* "562", "485/535", "Lum"; the same wavelength read several times is "426#1", "426#2". */
static GPtrArray *
make_labels (const char *emission, const char *excitation)
{
  g_autoptr (GPtrArray) wavelengths = split_words (emission);
  g_autoptr (GPtrArray) excitations = split_words (excitation);
  g_autoptr (GPtrArray) plain = g_ptr_array_new_with_free_func (g_free);
  GPtrArray *labels = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < wavelengths->len; i++)
    {
      const char *wavelength = g_ptr_array_index (wavelengths, i);

      if (i < excitations->len)
        g_ptr_array_add (plain, g_strdup_printf ("%s/%s", (const char *) g_ptr_array_index (excitations, i),
                                                 wavelength));
      else
        g_ptr_array_add (plain, g_strdup (strcmp (wavelength, "0") == 0 ? "Lum" : wavelength));
    }
  for (guint i = 0; i < plain->len; i++)
    {
      guint before;
      guint n = count_same (plain, i, &before);

      g_ptr_array_add (labels, n > 1 ? g_strdup_printf ("%s#%u", (const char *) g_ptr_array_index (plain, i), before)
                                     : g_strdup (g_ptr_array_index (plain, i)));
    }
  return labels;
}

/* The fields of the line "Plate:". FALSE and no error if the block is of a kind that is left out. */
static gboolean
parse_fields (Block *block, GError **error)
{
  const IsoText *text = block->text;
  guint row = block->top;
  const char *layout = iso_text_cell (text, row, 3);
  const char *kind = iso_text_cell (text, row, 4);
  gboolean fluorescence = strcmp (iso_text_cell (text, row, 5), "Fluorescence") == 0;
  /* Fluorescence has a field more: read from the bottom or not. */
  guint k = fluorescence ? 7 : 6;
  int wells = iso_cell_parse_count (iso_text_cell (text, row, k + 12));
  int points = iso_cell_parse_count (iso_text_cell (text, row, k + 2));

  block->by_plate = strcmp (layout, "PlateFormat") == 0;
  if (!block->by_plate && strcmp (layout, "TimeFormat") != 0)
    return fail (block, row, ISO_ERROR_UNSUPPORTED,
                 N_("The plate is exported as “{1}”; only PlateFormat and TimeFormat are known. Export it from "
                    "SoftMax Pro as text, in plate format."), layout, error);
  block->format = wells > 0 ? iso_plate_format_find ((guint) wells) : NULL;
  if (block->format == NULL)
    return fail (block, row, ISO_ERROR_SYNTAX,
                 N_("The plate has “{1}” wells according to this line, which is no plate size. Export it once more "
                    "from SoftMax Pro."),
                 iso_text_cell (text, row, k + 12), error);

  block->spectrum = strcmp (kind, "Spectrum") == 0;
  block->kinetic = strcmp (kind, "Kinetic") == 0;
  block->reduced = strcmp (iso_text_cell (text, row, k), REDUCED) == 0;
  block->n_points = points > 0 ? (guint) points : 0;
  block->labels = make_labels (block->spectrum ? "Spectrum" : iso_text_cell (text, row, k + 9),
                               fluorescence && !block->spectrum ? iso_text_cell (text, row, k + 13) : "");
  if (block->labels->len == 0 || block->labels->len > 1000)
    return fail (block, row, ISO_ERROR_SYNTAX,
                 N_("The wavelengths of the plate “{1}” are missing from this line. Export it once more from SoftMax "
                    "Pro."),
                 iso_text_cell (text, row, 1), error);
  return TRUE;
}

/* The plate column of each cell of a header, in groups: 0 stands between groups. */
static guint
count_groups (const Block *block, guint row)
{
  guint used = iso_text_used (block->text, row);
  guint groups = 0;
  gboolean inside = FALSE;

  for (guint c = FIRST_VALUE; c < used; c++)
    {
      gboolean column = iso_cell_parse_count (iso_text_cell (block->text, row, c)) > 0;

      groups += column && !inside;
      inside = column;
    }
  return groups;
}

static char *
make_label (const Block *block, guint wavelength, const char *key)
{
  const char *label = g_ptr_array_index (block->labels, wavelength);

  if (key == NULL)
    return g_strdup (label);
  return g_strdup_printf (block->spectrum ? "%s@%snm" : "%s@t=%ss", label, key);
}

/* The time or wavelength at the beginning of a line, as text; NULL with an error if there should be one and is none.
 * NULL without an error for an endpoint. */
static char *
parse_key (const Block *block, guint row, GError **error)
{
  const char *cell = iso_text_cell (block->text, row, 0);
  double number;

  if (!block->kinetic && !block->spectrum)
    return NULL;
  if (block->kinetic ? iso_cell_parse_duration (cell, &number) : iso_number_parse (cell, ISO_DECIMAL_POINT, &number))
    return iso_number_format_exact (number);
  fail (block, row, ISO_ERROR_SYNTAX,
        block->kinetic ? N_("The line should begin with a time, and begins with “{1}”. Export it once more from "
                            "SoftMax Pro.")
                       : N_("The line should begin with a wavelength, and begins with “{1}”. Export it once more from "
                            "SoftMax Pro."),
        cell, error);
  return NULL;
}

/* The plate rows of one picture of the plate, under the header at `header`; one read for each group of columns. */
static gboolean
read_picture (Block *block, guint header, guint row, GPtrArray *reads, GError **error)
{
  guint used = iso_text_used (block->text, header);
  guint group = 0;
  gboolean inside = FALSE;

  for (guint c = FIRST_VALUE; c < used; c++)
    {
      int column = iso_cell_parse_count (iso_text_cell (block->text, header, c));

      group += column > 0 && !inside;
      inside = column > 0;
      if (column < 1)
        continue;
      if ((guint) column > block->format->columns)
        return fail (block, header, ISO_ERROR_RANGE, N_("Column {1} is beyond the size of the plate. Export it once "
                                                        "more from SoftMax Pro."),
                     iso_text_cell (block->text, header, c), error);
      for (guint r = 0; r < block->format->rows; r++)
        {
          IsoWell well = { (guint8) r, (guint8) (column - 1) };

          if (!iso_cell_add_reading (block->text, row + r, c, g_ptr_array_index (reads, group - 1), well, error))
            return FALSE;
        }
    }
  return TRUE;
}

/* All plate rows must be there: they have no letters, so that a missing one would shift the others. */
static gboolean
check_picture (const Block *block, guint header, guint row, GError **error)
{
  guint last_value = iso_text_used (block->text, header);

  for (guint r = 0; r < block->format->rows; r++)
    {
      g_autofree char *need = g_strdup_printf ("%u", block->format->rows);

      if (row + r >= block->end)
        return fail (block, MIN (row + r, iso_text_n_rows (block->text) - 1), ISO_ERROR_CORRUPT,
                     N_("The plate ends before its {1} rows are complete. The file may have been cut off; export it "
                        "once more."), need,
                     error);
      if (iso_text_used (block->text, row + r) > last_value)
        return fail (block, row + r, ISO_ERROR_SYNTAX,
                     N_("This line holds more values than the header of the plate has columns. Export it once more "
                        "from SoftMax Pro."),
                     NULL, error);
    }
  /* Lines are padded to their full length; the last of a file that was cut off is not. */
  row += block->format->rows - 1;
  if (row + 1 == iso_text_n_rows (block->text) && iso_text_is_open_ended (block->text) &&
      iso_text_n_cells (block->text, row) < last_value)
    {
      iso_cell_set_cut_error (block->text, row, error);
      return FALSE;
    }
  return TRUE;
}

static gboolean
read_raw_picture (Block *block, guint header, guint row, GError **error)
{
  g_autoptr (GPtrArray) reads = g_ptr_array_new ();
  GError *key_error = NULL;
  g_autofree char *key = parse_key (block, row, &key_error);

  if (key_error != NULL)
    {
      g_propagate_error (error, key_error);
      return FALSE;
    }
  for (guint i = 0; i < block->labels->len; i++)
    {
      g_autofree char *label = make_label (block, i, key);

      IsoRead *read = iso_grid_read_take (block->plate, label, FALSE, block->text, row, error);

      if (read == NULL)
        return FALSE;
      g_ptr_array_add (reads, read);
    }
  return read_picture (block, header, row, reads, error);
}

static gboolean
read_reduced_picture (Block *block, guint header, guint row, GError **error)
{
  g_autoptr (GPtrArray) reads = g_ptr_array_new ();
  guint n = count_groups (block, header);

  for (guint i = 0; i < n; i++)
    {
      IsoRead *read = iso_grid_read_make (block->plate, REDUCED, TRUE, block->text, row, error);

      if (read == NULL)
        return FALSE;
      g_ptr_array_add (reads, read);
    }
  return read_picture (block, header, row, reads, error);
}

/* The second cell of a header: the name of the temperature, or nothing above reduced values. */
static gboolean
is_above_temperature (const Block *block, guint row)
{
  const char *cell = iso_text_cell (block->text, row, 1);

  return *cell == '\0' || g_str_has_prefix (cell, "Temperature");
}

/* "", "Temperature(°C)", 1, 2, ... */
static gboolean
is_plate_header (const Block *block, guint row)
{
  return iso_cell_parse_count (iso_text_cell (block->text, row, FIRST_VALUE)) == 1 &&
         iso_cell_parse_count (iso_text_cell (block->text, row, FIRST_VALUE + 1)) == 2 &&
         is_above_temperature (block, row);
}

/* A run that was stopped is worth telling. */
static void
note_points (Block *block, guint n)
{
  IsoPlace place = iso_text_place (block->text, block->top);
  g_autofree char *read = g_strdup_printf ("%u", n);
  g_autofree char *meant = g_strdup_printf ("%u", block->n_points);

  if (block->kinetic && block->n_points > 0 && n < block->n_points)
    g_ptr_array_add (block->readout->messages,
                     iso_message_new ("times-missing", &place, N_("The plate “{1}” has {2} of the {3} times of its "
                                                                  "kinetic."),
                                      block->plate->name, read, meant, NULL));
}

static gboolean
read_by_plate (Block *block, GError **error)
{
  guint header = iso_text_skip_empty (block->text, block->top + 1);
  guint row = header + 1;
  gboolean reduced = block->reduced || *iso_text_cell (block->text, header, 1) == '\0';
  guint pictures = 0;

  if (header >= block->end || !is_plate_header (block, header))
    return fail (block, MIN (header, block->end - 1), ISO_ERROR_SYNTAX,
                 N_("A row of column numbers should follow the line of the plate “{1}”. Export it once more from "
                    "SoftMax Pro."),
                 block->plate->name, error);
  if (!reduced && count_groups (block, header) != block->labels->len)
    return fail (block, header, ISO_ERROR_SYNTAX,
                 N_("The plate “{1}” does not have one group of columns for each of its wavelengths. Export it once "
                    "more from SoftMax Pro."),
                 block->plate->name, error);

  while (row < block->end)
    {
      if (!check_picture (block, header, row, error) ||
          !(reduced ? read_reduced_picture (block, header, row, error) : read_raw_picture (block, header, row, error)))
        return FALSE;
      pictures += !reduced;
      row = iso_text_skip_empty (block->text, row + block->format->rows);
      if (row >= block->end || !is_plate_header (block, row))
        continue;
      header = row++;
      reduced = TRUE;
    }
  if (pictures > 0)
    note_points (block, pictures);
  return TRUE;
}

static gboolean
read_wells (Block *block, guint header, guint row, IsoRead *read, GError **error)
{
  guint used = iso_text_used (block->text, header);

  /* Wells without a value are empty cells; a line that stops early would leave open which wells it means. */
  if (iso_text_n_cells (block->text, row) < used || iso_text_used (block->text, row) > used)
    return fail (block, row, ISO_ERROR_CORRUPT,
                 N_("This line does not have one cell for each well of the header above it. The file may have been "
                    "cut off or edited; export it once more."), NULL, error);
  for (guint c = FIRST_VALUE; c < used; c++)
    {
      IsoWell well;

      if (!iso_well_parse (iso_text_cell (block->text, header, c), &well) || !iso_plate_format_has (block->format,
                                                                                                    well))
        return fail (block, header, ISO_ERROR_RANGE,
                     N_("“{1}” is no well of this plate. Export it once more from SoftMax Pro."),
                     iso_text_cell (block->text, header, c), error);
      if (!iso_cell_add_reading (block->text, row, c, read, well, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_well_header (const Block *block, guint row)
{
  IsoWell well;

  return iso_well_parse (iso_text_cell (block->text, row, FIRST_VALUE), &well) &&
         is_above_temperature (block, row);
}

/* The raw lines from `row` on. An empty line leads to the next wavelength. */
static gboolean
read_raw_lines (Block *block, guint header, guint *row, GError **error)
{
  guint wavelength = 0;
  guint lines = 0;

  for (; *row < block->end && !is_well_header (block, *row); (*row)++)
    {
      g_autofree char *key = NULL;
      g_autofree char *label = NULL;
      GError *key_error = NULL;
      IsoRead *read;

      if (iso_text_used (block->text, *row) == 0)
        {
          wavelength += lines > 0;
          lines = 0;
          continue;
        }
      key = parse_key (block, *row, &key_error);
      if (key_error != NULL)
        {
          g_propagate_error (error, key_error);
          return FALSE;
        }
      if (wavelength >= block->labels->len || (lines > 0 && key == NULL))
        return fail (block, *row, ISO_ERROR_SYNTAX,
                     N_("The plate “{1}” has more lines than wavelengths. Export it once more from SoftMax Pro."),
                     block->plate->name, error);
      label = make_label (block, wavelength, key);
      read = iso_grid_read_take (block->plate, label, FALSE, block->text, *row, error);
      if (read == NULL || !read_wells (block, header, *row, read, error))
        return FALSE;
      lines++;
    }
  wavelength += lines > 0;
  if (wavelength > 0 && wavelength < block->labels->len)
    return fail (block, header, ISO_ERROR_CORRUPT,
                 N_("The plate “{1}” has fewer lines than wavelengths, so that it is not clear which is which. Export "
                    "it once more from SoftMax Pro."), block->plate->name, error);
  return TRUE;
}

static gboolean
read_by_well (Block *block, GError **error)
{
  guint row = iso_text_skip_empty (block->text, block->top + 1);
  guint header = row;

  if (row >= block->end || !is_well_header (block, row))
    return fail (block, MIN (row, block->end - 1), ISO_ERROR_SYNTAX,
                 N_("A row of well names should follow the line of the plate “{1}”. Export it once more from SoftMax "
                    "Pro."),
                 block->plate->name, error);
  row++;
  if (!block->reduced && *iso_text_cell (block->text, header, 1) != '\0')
    {
      if (!read_raw_lines (block, header, &row, error))
        return FALSE;
      header = row++;
    }
  while ((row = iso_text_skip_empty (block->text, row)) < block->end)
    {
      IsoRead *read;

      if (is_well_header (block, row))
        {
          header = row++;
          continue;
        }
      read = iso_grid_read_make (block->plate, REDUCED, TRUE, block->text, row, error);
      if (read == NULL || !read_wells (block, header, row++, read, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_plate (Block *block, GError **error)
{
  IsoPlace place = iso_text_place (block->text, block->top);
  const char *name = iso_text_cell (block->text, block->top, 1);

  if (strcmp (iso_text_cell (block->text, block->top, 4), "Well Scan") == 0)
    {
      g_ptr_array_add (block->readout->messages,
                       iso_message_new ("well-scan", &place, N_("The plate “{1}” is a scan with many points in each "
                                                                "well and was left out."),
                                        name, NULL));
      return TRUE;
    }
  if (!parse_fields (block, error))
    return FALSE;
  block->plate = iso_readout_add_plate (block->readout, name);
  block->plate->format = block->format;
  return block->by_plate ? read_by_plate (block, error) : read_by_well (block, error);
}

static gboolean
starts_block (const char *cell)
{
  static const char *const starts[] = { "Plate:", "Group:", "Note:", "Cuvette", "~End", "Original Filename:" };

  for (gsize i = 0; i < G_N_ELEMENTS (starts); i++)
    {
      if (g_str_has_prefix (cell, starts[i]))
        return TRUE;
    }
  return FALSE;
}

/* The first row that does not belong to the block of plates that begins above `row`. */
static guint
find_block_end (const IsoText *text, guint row)
{
  while (row < iso_text_n_rows (text) && !starts_block (iso_text_cell (text, row, 0)))
    row++;
  return row;
}

/* Notes and groups are prose and results: whatever stands in them, they end at "~End". */
static guint
skip_block (const IsoText *text, guint row)
{
  while (row < iso_text_n_rows (text) && !g_str_has_prefix (iso_text_cell (text, row, 0), "~End"))
    row++;
  return row + 1;
}

static guint
detect (const IsoText *text)
{
  guint row = iso_text_skip_empty (text, 0);
  guint n = iso_text_n_rows (text);

  if (g_str_has_prefix (iso_text_cell (text, row, 0), "##BLOCKS"))
    return ISO_READER_YES;
  /* The report style has only the footer in common. */
  for (guint r = n; r-- > 0 && n - r < 20;)
    {
      const char *cell = iso_text_cell (text, r, 0);

      if (g_str_has_prefix (cell, "Original Filename:") && strstr (cell, "Date Last Saved:") != NULL)
        return ISO_READER_LIKELY;
    }
  return ISO_READER_NO;
}

static gboolean
load (const IsoText *text, IsoReadout *readout, GError **error)
{
  guint row = iso_text_skip_empty (text, 0);
  IsoPlace place = iso_text_place (text, row);

  if (!g_str_has_prefix (iso_text_cell (text, row, 0), "##BLOCKS"))
    {
      iso_error_set (error, ISO_ERROR_UNSUPPORTED, &place,
                     N_("This is a report of SoftMax Pro. Export the plates as data instead: File, Export, plate "
                        "format or time format, as text."), NULL);
      return FALSE;
    }
  while (++row < iso_text_n_rows (text))
    {
      const char *cell = iso_text_cell (text, row, 0);
      Block block = { .text = text, .readout = readout, .top = row };
      gboolean done;

      if (!g_str_has_prefix (cell, "Plate:"))
        {
          if (starts_block (cell) && *cell != '~')
            row = skip_block (text, row) - 1;
          continue;
        }
      block.end = find_block_end (text, row + 1);
      done = read_plate (&block, error);
      g_clear_pointer (&block.labels, g_ptr_array_unref);
      if (!done)
        return FALSE;
      row = block.end - 1;
    }
  return TRUE;
}

static const char *const endings[] = { "txt", NULL };

const IsoReader iso_reader_softmax = {
  .id = "softmax",
  .name = N_("Molecular Devices SoftMax Pro"),
  .endings = endings,
  .version = 1,
  .detect = detect,
  .load = load,
};
