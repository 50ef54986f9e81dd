/* iso-reader-tecan-xml.c
 *
 * A file is a plate: a section for each read, in it the cycles, in them the wells, each with one value, or with one for each wavelength
 * of a scan.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "reader/iso-reader-tecan-xml.h"

#include "reader/iso-cell.h"
#include "reader/iso-grid-read.h"
#include "reader/iso-xml-text.h"

#include <string.h>

#define ROOT "MeasurementResultData"

typedef struct
{
  const IsoText *text;
  IsoReadPlate  *plate;
  const char    *section;
  const char    *cycle;    /* of the data; "1" of an endpoint */
  const char    *well;
  gboolean       cycles;   /* some section has more than one */
} TecanXml;

static gboolean
read_value (TecanXml *self, guint row, GError **error)
{
  const char *wavelength = iso_xml_text_attribute (self->text, row, "WL");
  const char *part = iso_xml_text_attribute (self->text, row, "LabelId");
  g_autoptr (GString) label = g_string_new (self->section);
  IsoRead *read;

  if (iso_cell_parse_count (part) > 1)
    g_string_append_printf (label, ", label %s", part);
  if (self->cycles)
    g_string_append_printf (label, ", cycle %s", self->cycle);
  if (*wavelength != '\0')
    g_string_append_printf (label, "@%snm", wavelength);
  read = iso_grid_read_take (self->plate, label->str, FALSE, self->text, row, error);
  return read != NULL && iso_grid_read_well (self->text, row, 1, self->well, self->plate, read, error);
}

static gboolean
read_element (TecanXml *self, guint row, GError **error)
{
  const char *name = iso_text_cell (self->text, row, 0);

  if (strcmp (name, "Section") == 0)
    self->section = iso_xml_text_attribute (self->text, row, "Name");
  else if (strcmp (name, "Data") == 0)
    self->cycle = iso_xml_text_attribute (self->text, row, "Cycle");
  else if (strcmp (name, "Well") == 0)
    self->well = iso_xml_text_attribute (self->text, row, "Pos");
  else if (self->section != NULL && (strcmp (name, "Single") == 0 || strcmp (name, "Scan") == 0))
    return read_value (self, row, error);
  return TRUE;
}

static guint
detect (const IsoText *text)
{
  return strcmp (iso_text_cell (text, 0, 0), ROOT) == 0 ? ISO_READER_YES : ISO_READER_NO;
}

static gboolean
load (const IsoText *text, IsoReadout *readout, GError **error)
{
  TecanXml self = { .text = text, .cycle = "1", .well = "" };
  const char *plate = "";

  if (detect (text) == ISO_READER_NO)
    return TRUE;
  for (guint row = 0; row < iso_text_n_rows (text); row++)
    {
      if (strcmp (iso_text_cell (text, row, 0), "Plate") == 0 && *plate == '\0')
        plate = iso_xml_text_content (text, row);
      self.cycles |= strcmp (iso_text_cell (text, row, 0), "Data") == 0 && iso_cell_parse_count (iso_xml_text_attribute (text, row, "Cycle")) > 1;
    }
  self.plate = iso_readout_add_plate (readout, plate);
  for (guint row = 0; row < iso_text_n_rows (text); row++)
    {
      if (!read_element (&self, row, error))
        return FALSE;
    }
  return TRUE;
}

static const char *const endings[] = { "xml", NULL };

const IsoReader iso_reader_tecan_xml = {
  .id = "tecan-xml",
  .name = N_("Tecan i-control, XML"),
  .endings = endings,
  .version = 1,
  .untested = N_("kinetics and scans"),
  .detect = detect,
  .load = load,
};
