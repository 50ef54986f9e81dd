/* iso-table-prism.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "base/iso-number.h"
#include "reader/iso-cell.h"
#include "reader/iso-table-maker.h"
#include "reader/iso-table-shapes.h"
#include "reader/iso-xml-text.h"

#include <math.h>
#include <string.h>

/* A table, as rows of the XML. */
typedef struct
{
  const IsoText *text;
  IsoTableMaker *maker;
  const char    *table;      /* its title */
  const char    *set;        /* title of the column */
  const char    *x_title;
  GPtrArray     *x;          /* of char *: doses, by row; "" without one */
  GArray        *rows;       /* of guint: where each stands */
  gboolean       logs;
  gboolean       x_now;      /* the column that is being read is X */
  guint          subcolumn;
  guint          row;        /* within the subcolumn */
  gboolean       means;      /* the columns of the table are no replicates */
  guint          lost;       /* values that could not be used */
} Prism;

static gboolean
is_prism (const IsoText *text)
{
  return iso_xml_text_is (text, 0, "GraphPadPrismFile");
}

/* A title may be cut into pieces by marks for sub- and superscripts. */
static char *
read_title (const IsoText *text, guint *row)
{
  static const char *const marks[] = { "TextAlign", "B", "I", "U", "Sub", "Sup", "Font", "Float" };
  GString *title = g_string_new (iso_xml_text_content (text, (*row)++));
  gboolean mark = TRUE;

  while (mark && *row < iso_text_n_rows (text))
    {
      mark = FALSE;
      for (gsize i = 0; i < G_N_ELEMENTS (marks); i++)
        mark |= iso_xml_text_is (text, *row, marks[i]);
      if (mark)
        g_string_append (title, iso_xml_text_content (text, (*row)++));
    }
  return g_string_free (title, FALSE);
}

/* "log(dose)", "Log[Drug], M"; and whatever goes below zero. */
static gboolean
are_logs (const Prism *self)
{
  gboolean logs = self->x_title != NULL && g_ascii_strncasecmp (self->x_title, "log", 3) == 0;

  for (guint i = 0; i < self->x->len; i++)
    logs |= *(const char *) g_ptr_array_index (self->x, i) == '-';
  return logs;
}

/* In brackets, or behind a comma; that of a logarithm without one is M. */
static char *
find_unit (const Prism *self)
{
  g_auto (GStrv) parts = g_strsplit_set (self->x_title != NULL ? self->x_title : "", "()[],", -1);
  const char *last = NULL;

  for (guint i = 1; parts[0] != NULL && parts[i] != NULL; i++)
    if (*g_strstrip (parts[i]) != '\0' && iso_unit_find (parts[i]) != NULL)
      last = parts[i];
  return g_strdup (last);
}

static char *
make_dose (const Prism *self, const char *x)
{
  double value;

  if (!self->logs || (!iso_number_parse (x, ISO_DECIMAL_POINT, &value) && !iso_number_parse (x, ISO_DECIMAL_COMMA, &value)))
    return g_strdup (x);
  return iso_number_format_exact (pow (10, value));
}

static void
add_value (Prism *self, guint row, const char *value, gboolean excluded)
{
  g_autofree char *dose = self->row < self->x->len ? make_dose (self, g_ptr_array_index (self->x, self->row)) : g_strdup ("");
  g_autofree char *replicate = g_strdup_printf ("%u", self->subcolumn);
  g_autofree char *masked = excluded ? g_strdup_printf ("*%s*", value) : NULL;
  g_autofree char *unit = find_unit (self);
  IsoTableLine line = { .sample = self->table, .replicate = replicate, .response = masked != NULL ? masked : value };

  if (*value == '\0')
    return;
  if (*dose == '\0' || self->means)
    {
      self->lost++;
      return;
    }
  line.drugs[0] = self->set;
  line.doses[0] = dose;
  line.units[0] = unit;
  iso_table_maker_add (self->maker, &line, iso_text_line (self->text, row));
}

static void
read_cell (Prism *self, guint row)
{
  const char *value = iso_xml_text_content (self->text, row);

  if (self->subcolumn == 0)
    return;
  if (!self->x_now)
    add_value (self, row, value, *iso_xml_text_attribute (self->text, row, "Excluded") == '1');
  else if (self->subcolumn == 1)
    g_ptr_array_add (self->x, g_strdup (value));
  self->row++;
}

static void
begin_table (Prism *self, guint row)
{
  const char *format = iso_xml_text_attribute (self->text, row, "YFormat");

  self->means = *format != '\0' && strcmp (format, "replicates") != 0;
  g_ptr_array_set_size (self->x, 0);
  self->table = self->set = self->x_title = NULL;
  self->logs = FALSE;
  self->subcolumn = 0;
}

/* Text that lives as long as the reading. */
static const char *
keep (GPtrArray *kept, char *text)
{
  g_ptr_array_add (kept, text);
  return text;
}

static void
read_rows (Prism *self, GPtrArray *kept)
{
  const IsoText *text = self->text;
  gboolean in_column = FALSE, skipped = FALSE;

  for (guint row = 1; row < iso_text_n_rows (text);)
    {
      if (iso_xml_text_is (text, row, "Table") || iso_xml_text_is (text, row, "HugeTable"))
        {
          begin_table (self, row);
          in_column = skipped = FALSE;
        }
      else if (iso_xml_text_is (text, row, "Title"))
        {
          const char *title = keep (kept, g_strstrip (read_title (text, &row)));

          if (in_column && self->x_now)
            self->x_title = title;
          else if (in_column)
            self->set = title;
          else if (self->table == NULL)
            self->table = title;
          continue;
        }
      else if (iso_xml_text_is (text, row, "XColumn") || iso_xml_text_is (text, row, "YColumn"))
        {
          in_column = TRUE;
          skipped = FALSE;
          self->x_now = iso_xml_text_is (text, row, "XColumn");
          self->logs = !self->x_now && are_logs (self);
          self->subcolumn = 0;
          self->set = "";
        }
      else if (iso_xml_text_is (text, row, "XAdvancedColumn") || iso_xml_text_is (text, row, "RowTitlesColumn"))
        skipped = in_column = TRUE;
      else if (iso_xml_text_is (text, row, "Subcolumn"))
        {
          self->subcolumn += !skipped;
          self->row = 0;
        }
      else if (iso_xml_text_is (text, row, "d") && !skipped)
        read_cell (self, row);
      row++;
    }
}

static IsoText *
read_prism (const IsoText *text, GPtrArray *messages, GError **error)
{
  g_autoptr (IsoTableMaker) maker = iso_table_maker_new (iso_text_name (text), "response");
  g_autoptr (GPtrArray) x = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) kept = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *lost = NULL;
  Prism self = { .text = text, .maker = maker, .x = x };
  IsoPlace place = { .file = (char *) iso_text_name (text) };

  read_rows (&self, kept);
  if (iso_table_maker_n (maker) == 0)
    {
      iso_error_set (error, ISO_ERROR_NO_DATA, &place,
                     N_("No table of this Prism file has doses in its X column and values beside them. Export the table with the doses "
                        "as text."), NULL);
      return NULL;
    }
  lost = g_strdup_printf ("%u", self.lost);
  if (messages != NULL && self.lost > 0)
    g_ptr_array_add (messages, iso_message_new ("values-unused", &place,
                                                N_("Values of the Prism file that were not used, as they have no dose or are means: "
                                                   "{1}."), lost, NULL));
  if (messages != NULL)
    g_ptr_array_add (messages, iso_message_new ("sets-as-drugs", &place,
                                                N_("Each data set of the Prism file was taken as a drug of its name, each table as a "
                                                   "sample, and "
                                                   "columns side by side as replicates; excluded values stay masked."), NULL));
  return iso_table_maker_finish (g_steal_pointer (&maker), 1, error);
}

const IsoTableShape iso_table_prism = { is_prism, read_prism };
