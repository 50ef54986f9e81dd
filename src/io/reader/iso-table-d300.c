/* iso-table-d300.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "base/iso-number.h"
#include "reader/iso-table-maker.h"
#include "reader/iso-table-shapes.h"
#include "reader/iso-xml-text.h"

#include <math.h>
#include <string.h>

#define DETECT_ROWS 200
#define MAX_FLUIDS 1000

typedef struct
{
  const char *name;      /* of the drug itself, whatever it was diluted to */
  const char *unit;
  const char *root;      /* id of the fluid that this one is a dilution of */
  double      stock;     /* NaN: it has no concentration */
  gboolean    by_volume;
} Fluid;

typedef struct
{
  const IsoText *text;
  IsoTableMaker *maker;
  GHashTable    *fluids;       /* id -> Fluid */
  GPtrArray     *plate_names;  /* of char *, by index */
  GArray        *volumes;      /* of double: assay volumes in nL, by index of plate */
  const char    *unit;         /* of concentrations in wells */
  gboolean       report;       /* of a run: volumes */
  guint          n_plates;     /* whose wells have begun */
  guint          plate;
  guint          n_drugs;      /* of the well */
  IsoTableLine   line;
  char           well[ISO_WELL_NAME_SIZE];
  char          *doses[ISO_MAX_DRUGS];
  guint          at;           /* row of the well; 0: none has begun */
  gboolean       treated;
} D300;

static const char *
first_attribute (const IsoText *text, guint row, const char *one, const char *other)
{
  const char *value = iso_xml_text_attribute (text, row, one);

  return *value != '\0' ? value : iso_xml_text_attribute (text, row, other);
}

static double
get_number (const char *text)
{
  double value;

  return iso_number_parse (text, ISO_DECIMAL_POINT, &value) ? value : NAN;
}

static gboolean
refuse (const D300 *self, guint row, const char *sentence, const char *arg, GError **error)
{
  IsoPlace place = iso_text_place (self->text, row);

  iso_error_set (error, ISO_ERROR_SYNTAX, &place, sentence, arg, NULL);
  return FALSE;
}

/* "µM", "ng_mL" */
static char *
make_unit (const char *unit)
{
  return g_strdelimit (g_strdup (unit), "_", '/');
}

static gboolean
is_d300 (const IsoText *text)
{
  gboolean fluids = FALSE;

  if (!iso_xml_text_is (text, 0, "Protocol") && !iso_xml_text_is (text, 0, "Report"))
    return FALSE;
  for (guint row = 1; row < MIN (iso_text_n_rows (text), DETECT_ROWS) && !fluids; row++)
    fluids = iso_xml_text_is (text, row, "Fluids");
  return fluids;
}

/* --- what stands before the wells ------------------------------------------------------------------------------------------------- */

static guint
read_fluid (D300 *self, guint row)
{
  const char *id = first_attribute (self->text, row, "ID", "Index");
  Fluid *fluid = g_new0 (Fluid, 1);

  *fluid = (Fluid) { "", "", "", NAN, FALSE };
  for (row++; row < iso_text_n_rows (self->text) && !iso_xml_text_is (self->text, row, "Fluid") && !iso_xml_text_is (self->text, row, "Plates") &&
              !iso_xml_text_is (self->text, row, "Plate"); row++)
    {
      const char *content = iso_xml_text_content (self->text, row);

      if (iso_xml_text_is (self->text, row, "Name"))
        fluid->name = content;
      else if (iso_xml_text_is (self->text, row, "Concentration"))
        fluid->stock = get_number (content);
      else if (iso_xml_text_is (self->text, row, "ConcentrationUnit"))
        fluid->unit = content;
      else if (iso_xml_text_is (self->text, row, "RootFluidID"))
        fluid->root = content;
      else if (iso_xml_text_is (self->text, row, "ByVol"))
        fluid->by_volume = g_ascii_strcasecmp (content, "true") == 0;
      else if (iso_xml_text_is (self->text, row, "ShakePerFluid"))
        break;
    }
  g_hash_table_insert (self->fluids, (gpointer) id, fluid);
  return row;
}

static const Fluid *
find_fluid (const D300 *self, const char *id)
{
  const Fluid *fluid = g_hash_table_lookup (self->fluids, id);
  const Fluid *root = fluid != NULL && *fluid->root != '\0' ? g_hash_table_lookup (self->fluids, fluid->root) : NULL;

  return root != NULL ? root : fluid;
}

/* The drug of a fluid; NULL for solvents and what only fills up. */
static const char *
get_drug (const Fluid *fluid)
{
  IsoRole role;

  if (isnan (fluid->stock) || (iso_role_parse (fluid->name, &role) && role != ISO_ROLE_TREATED))
    return NULL;
  return fluid->name;
}

static void
begin_plate (D300 *self, guint row)
{
  const char *index = iso_xml_text_attribute (self->text, row, "Index");
  char *name = g_strdup_printf ("%u", self->plate_names->len + 1);
  double volume = NAN;
  guint64 known = *index != '\0' ? g_ascii_strtoull (index, NULL, 10) : G_MAXUINT64;

  /* The wells of a report name the plate that was described above them. */
  if (known < self->plate_names->len)
    {
      self->plate = (guint) known;
      g_free (name);
      return;
    }
  self->plate = self->plate_names->len;
  g_ptr_array_add (self->plate_names, name);
  g_array_append_val (self->volumes, volume);
}

/* --- wells ------------------------------------------------------------------------------------------------------------------------ */

static void
end_well (D300 *self)
{
  if (self->at > 0)
    {
      self->line.plate = g_ptr_array_index (self->plate_names, self->plate);
      self->line.well = self->well;
      self->line.role = iso_role_word (self->treated ? ISO_ROLE_TREATED : ISO_ROLE_VEHICLE);
      iso_table_maker_add (self->maker, &self->line, iso_text_line (self->text, self->at));
    }
  for (guint i = 0; i < ISO_MAX_DRUGS; i++)
    {
      g_clear_pointer (&self->doses[i], g_free);
      g_free ((char *) self->line.units[i]);
    }
  self->line = (IsoTableLine) { NULL };
  self->n_drugs = 0;
  self->at = 0;
  self->treated = FALSE;
}

static gboolean
begin_well (D300 *self, guint row, GError **error)
{
  double r = get_number (first_attribute (self->text, row, "Row", "R"));
  double c = get_number (first_attribute (self->text, row, "Col", "C"));

  if (!(r >= 0 && r < ISO_MAX_ROWS && c >= 0 && c < ISO_MAX_COLUMNS) || self->plate_names->len == 0)
    return refuse (self, row, N_("This well of a dispenser's file has no place on a plate. Export the file once more."), NULL, error);
  iso_well_name ((IsoWell) { (guint8) r, (guint8) c }, self->well);
  self->at = row;
  return TRUE;
}

static double
get_dose (const D300 *self, guint row, const Fluid *fluid, const Fluid *given)
{
  double volume = g_array_index (self->volumes, double, self->plate);

  if (self->report)
    return given->stock * get_number (iso_xml_text_attribute (self->text, row, "TotalVolume")) / volume;
  if (given->by_volume)
    return fluid->stock * get_number (iso_xml_text_content (self->text, row)) / volume;
  return get_number (iso_xml_text_content (self->text, row));
}

static gboolean
add_fluid (D300 *self, guint row, GError **error)
{
  const char *id = first_attribute (self->text, row, "ID", "Index");
  const Fluid *given = g_hash_table_lookup (self->fluids, id);
  const Fluid *fluid = find_fluid (self, id);
  const char *drug = fluid != NULL ? get_drug (fluid) : NULL;
  double dose;

  if (fluid == NULL)
    return refuse (self, row, N_("The fluid “{1}” of this well is not described in the file. Export the file once more."), id, error);
  if (drug == NULL)
    return TRUE;
  dose = get_dose (self, row, fluid, given);
  if (!(dose >= 0) || !isfinite (dose))
    return refuse (self, row, N_("The dose of {1} in this well cannot be computed: concentration, volume or assay volume is "
                                 "missing."), drug, error);
  self->treated |= dose > 0;
  if (dose == 0)
    return TRUE;
  if (self->n_drugs == ISO_MAX_DRUGS)
    return refuse (self, row, N_("This well holds more than three drugs, and {1} is one of them. At most three can be "
                                 "analysed."), drug, error);
  self->doses[self->n_drugs] = iso_number_format_exact (dose);
  self->line.drugs[self->n_drugs] = drug;
  self->line.doses[self->n_drugs] = self->doses[self->n_drugs];
  self->line.units[self->n_drugs++] = make_unit (self->report || given->by_volume ? fluid->unit : self->unit);
  return TRUE;
}

/* --- the file --------------------------------------------------------------------------------------------------------------------- */

/* What describes a plate. */
static void
read_plate_key (D300 *self, guint row)
{
  const char *content = iso_xml_text_content (self->text, row);

  if ((iso_xml_text_is (self->text, row, "Name") || iso_xml_text_is (self->text, row, "ID")) && *content != '\0' && self->plate_names->len > 0)
    {
      g_free (g_ptr_array_index (self->plate_names, self->plate));
      g_ptr_array_index (self->plate_names, self->plate) = g_strdup (content);
    }
  else if (iso_xml_text_is (self->text, row, "AssayVolume") && self->volumes->len > 0)
    g_array_index (self->volumes, double, self->plate) = get_number (content);
}

/* A permutation says that the wells are elsewhere. */
static gboolean
is_permuted (const D300 *self, guint row)
{
  guint next = row + 1;

  return iso_xml_text_is (self->text, row, "Randomize") &&
         (*iso_xml_text_content (self->text, row) != '\0' || iso_text_used (self->text, row) > 2 ||
          (next < iso_text_n_rows (self->text) && !iso_xml_text_is (self->text, next, "Plate") &&
           !iso_xml_text_is (self->text, next, "Backfills")));
}

static gboolean
read_row (D300 *self, guint *row, gboolean *in_wells, GError **error)
{
  const IsoText *text = self->text;
  guint at = (*row)++;

  if (iso_xml_text_is (text, at, "Plate"))
    {
      end_well (self);
      begin_plate (self, at);
      *in_wells = FALSE;
    }
  else if (iso_xml_text_is (text, at, "Well"))
    {
      end_well (self);
      *in_wells = TRUE;
      return begin_well (self, at, error);
    }
  else if (iso_xml_text_is (text, at, "Fluid") && self->at > 0)
    return add_fluid (self, at, error);
  else if (iso_xml_text_is (text, at, "Fluid") && self->plate_names->len == 0 && g_hash_table_size (self->fluids) < MAX_FLUIDS)
    *row = read_fluid (self, at);
  else if (iso_xml_text_is (text, at, "ConcentrationUnit") && *self->unit == '\0')
    self->unit = iso_xml_text_content (text, at);
  else if (is_permuted (self, at))
    return refuse (self, at, N_("The wells of this plate were put in random order by the dispenser, and the file does not say plainly "
                                "where they "
                                "went. Use the report of the run (.DATA.xml)."), NULL, error);
  else if (!*in_wells)
    read_plate_key (self, at);
  return TRUE;
}

static IsoText *
read_d300 (const IsoText *text, GPtrArray *messages, GError **error)
{
  g_autoptr (IsoTableMaker) maker = iso_table_maker_new (iso_text_name (text), NULL);
  g_autoptr (GHashTable) fluids = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) volumes = g_array_new (FALSE, FALSE, sizeof (double));
  D300 self = { .text = text, .maker = maker, .fluids = fluids, .plate_names = names, .volumes = volumes, .unit = "",
                .report = iso_xml_text_is (text, 0, "Report") };
  gboolean in_wells = FALSE, good = TRUE;

  for (guint row = 1; good && row < iso_text_n_rows (text) && !iso_xml_text_is (text, row, "Backfills");)
    good = read_row (&self, &row, &in_wells, error);
  if (!good)
    self.at = 0;
  end_well (&self);
  if (good && iso_table_maker_n (maker) == 0)
    good = refuse (&self, 0, N_("This file of a dispenser fills no well."), NULL, error);
  if (!good)
    return NULL;
  if (self.report && messages != NULL)
    g_ptr_array_add (messages, iso_message_new ("dispensed-volumes", &(IsoPlace) { .file = (char *) iso_text_name (text) },
                                                N_("Concentrations were computed from the volumes dispensed and the assay volume of the "
                                                   "plate."), NULL));
  return iso_table_maker_finish (g_steal_pointer (&maker), 1, error);
}

const IsoTableShape iso_table_d300 = { is_d300, read_d300 };
