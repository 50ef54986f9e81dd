/* iso-history-label.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-history-label.h"

#include <string.h>

static const struct
{
  const char *verb;
  const char *sentence;
  const char *empty;      /* (nullable) instead, if the last argument is empty */
} labels[] = {
  { "add-drug", N_("Add the compound “{1}”"), NULL },
  { "rename-drug", N_("Rename the compound “{1}” to “{2}”"), NULL },
  { "remove-drug", N_("Remove the compound “{1}”"), NULL },
  { "move-drug", N_("Move the compound “{1}” in the list"), NULL },
  { "set-unit", N_("Give the compound “{1}” the unit {2}"), N_("Give the compound “{1}” no unit") },
  { "add-stock", N_("Add the bottle {2} of “{1}”"), N_("Add a bottle of “{1}”") },
  { "change-stock", N_("Change the bottle {2} of “{1}”"), N_("Change a bottle of “{1}”") },
  { "remove-stock", N_("Remove the bottle {2} of “{1}”"), N_("Remove a bottle of “{1}”") },
  { "use-stock", N_("Use the bottle {2} of “{1}”"), N_("Use another bottle of “{1}”") },
  { "set-cells", N_("Say what is known of the cells of “{1}”"), NULL },
  { "set-preparation", N_("Set “{1}” of the preparation to “{2}”"), N_("Set “{1}” of the preparation back to the program's own value") },
  { "set-drug-preparation", N_("Set “{2}” of “{1}” to “{3}”"), N_("Set “{2}” of “{1}” back to the program's own value") },
  { "apply-remedy", N_("Prepare it as proposed"), NULL },
  { "import-stocks", N_("Import the bottles in “{1}”"), NULL },
  { "add-sample", N_("Add the sample “{1}”"), NULL },
  { "rename-sample", N_("Rename the sample “{1}” to “{2}”"), NULL },
  { "remove-sample", N_("Remove the sample “{1}”"), NULL },
  { "move-sample", N_("Move the sample “{1}” in the list"), NULL },
  { "add-run", N_("Add the experiment “{1}”"), NULL },
  { "rename-run", N_("Rename the experiment “{1}” to “{2}”"), NULL },
  { "remove-run", N_("Remove the experiment “{1}”"), NULL },
  { "move-run", N_("Move the experiment “{1}” in the list"), NULL },
  { "set-read-on", N_("Plan to read the experiment “{1}” on {2}"), N_("Say no day on which the experiment “{1}” is to be read") },
  { "add-plate", N_("Add the plate “{1}”"), NULL },
  { "rename-plate", N_("Rename the plate “{1}” to “{2}”"), NULL },
  { "remove-plate", N_("Remove the plate “{1}”"), NULL },
  { "move-plate", N_("Move the plate “{1}” in the list"), NULL },
  { "set-run", N_("Put the plate “{1}” into the experiment “{2}”"), NULL },
  { "add-figure", N_("Add the figure “{1}”"), NULL },
  { "rename-figure", N_("Rename the figure “{1}” to “{2}”"), NULL },
  { "remove-figure", N_("Remove the figure “{1}”"), NULL },
  { "move-figure", N_("Move the figure “{1}” in the list"), NULL },
  { "set-figure", N_("Set “{2}” of the figure “{1}” to “{3}”"), N_("Set “{2}” of the figure “{1}” back to what suits it") },
  { "set-experiment", N_("Describe the project as “{1}”"), N_("Describe the project") },
  { "set-setting", N_("Set “{1}” to “{2}”"), N_("Set “{1}” back to the program's own value") },
  { "set-settings", N_("Change how it is analysed: {1}"), NULL },
  { "set-wells", N_("Plan wells of the plate “{1}”: {2}, from {3} on"), NULL },
  { "set-role", N_("Make wells of the plate “{1}” {3}: {2}"), NULL },
  { "clear-wells", N_("Clear wells of the plate “{1}”: {2}"), NULL },
  { "set-sample", N_("Give wells of the plate “{1}” the sample “{3}”: {2}"), N_("Give wells of the plate “{1}” no sample: {2}") },
  { "set-replicate", N_("Give wells of the plate “{1}” the replicate number {3}: {2}"), NULL },
  { "set-dose", N_("Give wells of the plate “{1}” a dose of “{3}”: {2}"), NULL },
  { "remove-dose", N_("Take “{3}” out of wells of the plate “{1}”: {2}"), NULL },
  { "fill-wells", N_("Fill wells of the plate “{1}”: {2}; {3}"), NULL },
  { "lay-out", N_("Lay out the plate “{1}”: {2}, seed {3}"), NULL },
  { "lay-out-plates", N_("Lay out {1} plates: {2}, seed {3}"), NULL },
  { "design-plates", N_("Make plates of a design: {1}"), NULL },
  { "move-wells", N_("Move wells of the plate “{1}”: {2}"), NULL },
  { "mirror-wells", N_("Mirror wells of the plate “{1}”: {2}"), NULL },
  { "paste-wells", N_("Paste into wells of the plate “{1}”: {2}"), NULL },
  { "duplicate-plate", N_("Duplicate the plate “{1}” as “{2}”"), NULL },
  { "exclude", N_("Exclude wells of the plate “{1}”: {2}, from {3} on; {4}"), NULL },
  { "exclude-wells", N_("Exclude {1} wells of {2} plates; {3}"), NULL },
  { "include-wells", N_("Include {1} wells of {2} plates again"), NULL },
  { "include", N_("Include wells of the plate “{1}” again: {2}, from {3} on"), NULL },
  { "link", N_("Link the plate “{1}” to what was read ({2})"), NULL },
  { "unlink", N_("Take what was read from the plate “{1}” ({2})"), NULL },
  { "fill-plate", N_("Put a layout on the plate “{1}”"), NULL },
  { "add-layout", N_("Add the plate “{1}” with its wells"), NULL },
  { "add-experiment", N_("Add the table “{1}”"), NULL },
  { "import", N_("Import “{1}”"), NULL },
  { "import-again", N_("Re-import “{1}”"), NULL },
  { "paste", N_("Paste"), NULL },
};

static gboolean
is_last_empty (const char *const *args)
{
  guint n = args != NULL ? g_strv_length ((char **) args) : 0;

  return n == 0 || *args[n - 1] == '\0';
}

const char *
iso_history_label (const char *verb, const char *const *args)
{
  for (gsize i = 0; i < G_N_ELEMENTS (labels); i++)
    {
      if (strcmp (labels[i].verb, verb) == 0)
        return labels[i].empty != NULL && is_last_empty (args) ? labels[i].empty : labels[i].sentence;
    }
  return NULL;
}

static IsoMessage *
describe_edit (const IsoHistoryRow *row)
{
  const char *const *args = (const char *const *) row->args;
  const char *sentence = iso_history_label (row->verb, args);

  if (sentence != NULL)
    return iso_message_newv (row->verb, NULL, sentence, args);
  return iso_message_new (row->verb, NULL, N_("An edit that this version does not know (“{1}”)"), row->verb, NULL);
}

IsoMessage *
iso_history_describe (const IsoHistoryRow *row)
{
  g_autofree char *target = g_strdup_printf ("%" G_GINT64_FORMAT, row->target);

  switch (row->kind)
    {
    case ISO_HISTORY_UNDO:
      return iso_message_new (row->verb, NULL, N_("Undo step {1}"), target, NULL);
    case ISO_HISTORY_REDO:
      return iso_message_new (row->verb, NULL, N_("Do step {1} again"), target, NULL);
    case ISO_HISTORY_RESTORE:
      return row->target != 0 ? iso_message_new (row->verb, NULL, N_("Restore everything as it was after step {1}"), target, NULL)
                              : iso_message_new (row->verb, NULL, N_("Restore everything as it was at the beginning"), NULL);
    case ISO_HISTORY_MIGRATE:
      return iso_message_new (row->verb, NULL, N_("Bring the project to the form of a newer version; earlier steps stay as they are"), NULL);
    case ISO_HISTORY_DO:
    default:
      return describe_edit (row);
    }
}
