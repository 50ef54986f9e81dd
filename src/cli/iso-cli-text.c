/* iso-cli-text.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-cli-text.h"

#include "base/iso-number.h"
#include "iso-cli-output.h"
#include "reader/iso-table-response.h"

#include <math.h>
#include <stdarg.h>

struct _IsoCliTable
{
  guint      n_columns;
  GPtrArray *cells;   /* of char *, row after row, the headers first */
};

IsoCliTable *
iso_cli_table_new (const char *first_header, ...)
{
  IsoCliTable *table = g_new0 (IsoCliTable, 1);
  va_list headers;

  table->cells = g_ptr_array_new_with_free_func (g_free);
  va_start (headers, first_header);
  for (const char *header = first_header; header != NULL; header = va_arg (headers, const char *))
    iso_cli_table_add (table, header);
  va_end (headers);
  table->n_columns = table->cells->len;
  return table;
}

void
iso_cli_table_take (IsoCliTable *table, char *cell)
{
  g_ptr_array_add (table->cells, cell);
}

void
iso_cli_table_add (IsoCliTable *table, const char *cell)
{
  g_ptr_array_add (table->cells, g_strdup (cell));
}

static void
print_row (const IsoCliTable *table, guint row, const long *widths, GString *text)
{
  for (guint i = 0; i < table->n_columns; i++)
    {
      const char *cell = g_ptr_array_index (table->cells, row * table->n_columns + i);
      long pad = i + 1 < table->n_columns ? widths[i] + 2 - g_utf8_strlen (cell, -1) : 0;

      g_string_append (text, i == 0 ? "  " : "");
      g_string_append (text, cell);
      for (; pad > 0; pad--)
        g_string_append_c (text, ' ');
    }
  while (text->len > 0 && text->str[text->len - 1] == ' ')
    g_string_truncate (text, text->len - 1);
  g_string_append_c (text, '\n');
}

void
iso_cli_table_print (IsoCliTable *table, GString *text)
{
  g_autofree long *widths = g_new0 (long, table->n_columns);

  for (guint i = 0; i < table->cells->len; i++)
    {
      long *width = &widths[i % table->n_columns];

      *width = MAX (*width, g_utf8_strlen (g_ptr_array_index (table->cells, i), -1));
    }
  for (guint row = 0; row < table->cells->len / table->n_columns; row++)
    print_row (table, row, widths, text);
  g_ptr_array_unref (table->cells);
  g_free (table);
}

const char *
iso_cli_status (IsoStatus status)
{
  static const char *const words[ISO_N_STATUSES] = {
    [ISO_STATUS_OK] = N_("ok"),
    [ISO_STATUS_EXTRAPOLATED] = N_("extrapolated"),
    [ISO_STATUS_NOT_REACHED] = N_("not reached"),
    [ISO_STATUS_BELOW_RANGE] = N_("below range"),
    [ISO_STATUS_ABOVE_RANGE] = N_("above range"),
    [ISO_STATUS_AT_BOUND] = N_("at its limit"),
    [ISO_STATUS_NOT_IDENTIFIED] = N_("not identified"),
    [ISO_STATUS_AMBIGUOUS] = N_("ambiguous"),
    [ISO_STATUS_NOT_CONVERGED] = N_("not converged"),
    [ISO_STATUS_TOO_FEW_POINTS] = N_("too few points"),
    [ISO_STATUS_UNDEFINED] = N_("undefined"),
    [ISO_STATUS_EXCLUDED] = N_("excluded"),
    [ISO_STATUS_CANCELLED] = N_("cancelled"),
  };

  g_return_val_if_fail ((guint) status < ISO_N_STATUSES, "");
  return _(words[status]);
}

char *
iso_cli_number (double value)
{
  return isfinite (value) ? iso_number_format (value, 3) : g_strdup ("-");
}

char *
iso_cli_measured (double value)
{
  return isfinite (value) ? iso_number_format_measured (value, 3) : g_strdup ("-");
}

static double
in_unit (const IsoUnit *unit, double inside)
{
  return unit != NULL ? iso_unit_from_inside (unit, inside) : inside;
}

char *
iso_cli_dose (double inside, const IsoUnit *unit)
{
  g_autofree char *number = iso_cli_number (in_unit (unit, inside));

  if (!isfinite (inside) || *unit->symbol == '\0')
    return g_steal_pointer (&number);
  return g_strdup_printf ("%s %s", number, unit->symbol);
}

static char *
fill (const char *sentence, const char *one, const char *two, const char *three)
{
  return iso_sentence_fill (sentence, (const char *const[]) { one, two, three, NULL });
}

/* Nothing is known but that it lies beyond a limit, often a dose that was given. */
static char *
bound_text (const IsoEstimate *estimate, const IsoUnit *unit, gboolean above)
{
  g_autofree char *limit = iso_cli_number (in_unit (unit, above ? estimate->lower : estimate->upper));

  return fill (above ? _("above {1}") : _("below {1}"), limit, NULL, NULL);
}

/* What is known of a number: the value with its interval or why there is none, or a limit; NULL if nothing is. */
static char *
known_text (const IsoEstimate *estimate, const IsoUnit *unit)
{
  g_autofree char *value = iso_cli_measured (in_unit (unit, estimate->value));
  g_autofree char *lower = iso_cli_measured (in_unit (unit, estimate->lower));
  g_autofree char *upper = iso_cli_measured (in_unit (unit, estimate->upper));
  gboolean has_lower = isfinite (estimate->lower), has_upper = isfinite (estimate->upper);

  if (!isfinite (estimate->value))
    return has_lower != has_upper ? bound_text (estimate, unit, has_lower) : NULL;
  if (has_lower && has_upper)
    return fill (_("{1} ({2} to {3})"), value, lower, upper);
  if (has_lower)
    return fill (_("{1} ({2} or more)"), value, lower, NULL);
  if (has_upper)
    return fill (_("{1} ({2} or less)"), value, upper, NULL);
  if (estimate->interval_status != ISO_STATUS_OK && estimate->interval_status != estimate->status)
    return fill (_("{1} (interval: {2})"), value, iso_cli_status (estimate->interval_status), NULL);
  return g_steal_pointer (&value);
}

char *
iso_cli_estimate (const IsoEstimate *estimate, const IsoUnit *unit)
{
  g_autofree char *known = known_text (estimate, unit);

  if (known == NULL)
    return g_strdup (iso_cli_status (estimate->status));
  if (estimate->status != ISO_STATUS_OK)
    return fill (_("{1}, {2}"), known, iso_cli_status (estimate->status), NULL);
  return g_steal_pointer (&known);
}

void
iso_cli_print_messages (const GPtrArray *messages, GString *text)
{
  for (guint i = 0; i < messages->len; i++)
    {
      g_autofree char *sentence = iso_cli_sentence (g_ptr_array_index (messages, i));

      g_string_append_printf (text, "  %s\n", sentence);
    }
}

static char *
control_text (const IsoControl *control)
{
  g_autofree char *n = g_strdup_printf ("%" G_GSIZE_FORMAT, control->n);
  g_autofree char *cv = iso_cli_measured (control->cv);

  if (control->n == 0)
    return g_strdup ("-");
  return control->n > 1 ? fill (_("{1} % (n = {2})"), cv, n, NULL) : fill (_("- (n = {1})"), n, NULL, NULL);
}

static void
print_plates (const IsoAnalysis *analysis, GString *text)
{
  const IsoDataset *dataset = analysis->dataset;
  const IsoExperiment *experiment = dataset->experiment;
  IsoCliTable *table;

  if (dataset->groups->len == 0)
    return;
  g_string_append_printf (text, "\n%s\n", _("Plates"));
  table = iso_cli_table_new (_("Plate"), _("Sample"), _("Z'"), _("S/B"), _("against"), _("CV vehicle"),
                             _("CV blank"), NULL);
  for (guint i = 0; i < dataset->groups->len; i++)
    {
      const IsoControlGroup *group = &g_array_index (dataset->groups, IsoControlGroup, i);
      const IsoPlate *plate = iso_experiment_plate (experiment, group->plate);

      iso_cli_table_add (table, plate != NULL ? plate->name : iso_experiment_run (experiment, group->run));
      iso_cli_table_add (table, iso_experiment_sample (experiment, group->sample));
      iso_cli_table_take (table, iso_cli_measured (group->quality.z_prime));
      iso_cli_table_take (table, iso_cli_measured (group->quality.signal_to_background));
      iso_cli_table_add (table, group->quality.positive.n > 0 ? _("positive control")
                                : group->quality.blank.n > 0  ? _("blank")
                                                              : "-");
      iso_cli_table_take (table, control_text (&group->quality.vehicle));
      iso_cli_table_take (table, control_text (&group->quality.blank));
    }
  iso_cli_table_print (table, text);
}

void
iso_cli_print_head (const IsoAnalysis *analysis, GString *text)
{
  const IsoExperiment *experiment = analysis->dataset->experiment;
  g_autofree char *wells =
    g_strdup_printf (g_dngettext (NULL, "%u well", "%u wells", experiment->records->len), experiment->records->len);
  guint n_runs = iso_dataset_count_runs (analysis->dataset);
  g_autofree char *runs = g_strdup_printf (g_dngettext (NULL, "%u experiment", "%u experiments", n_runs), n_runs);
  g_autofree char *level = iso_number_format (100 * analysis->settings.level, 4);
  g_autofree char *intervals =
    fill (n_runs > 1
            ? _("Intervals: {1} %; of curves and median-effect lines by their fit, of all else between experiments.")
            : _("Intervals: {1} %, within one experiment only."),
          level, NULL, NULL);

  if (*experiment->title != '\0')
    g_string_append_printf (text, "%s\n", experiment->title);
  if (*experiment->note != '\0')
    g_string_append_printf (text, "%s\n", experiment->note);
  g_string_append_printf (text, "%s, %s, %s\n%s\n", iso_response_word (experiment->response), wells, runs, intervals);
  print_plates (analysis, text);
}
