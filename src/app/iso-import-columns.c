/* iso-import-columns.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-import-dialog-private.h"

#include <glib/gi18n.h>
#include <string.h>

static guint
find_meaning (const char *word)
{
  for (guint i = 0; iso_import_meaning_word (i) != NULL; i++)
    if (strcmp (iso_import_meaning_word (i), word) == 0)
      return i + 1;
  return 0;
}

static GtkWidget *
create_row (const char *header, const char *meaning)
{
  GtkWidget *row = adw_combo_row_new ();
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  gtk_string_list_append (names, _("Not Used"));
  for (guint i = 0; iso_import_meaning_name (i) != NULL; i++)
    gtk_string_list_append (names, iso_import_meaning_name (i));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), header);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (names));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), find_meaning (meaning));
  return row;
}

/* Rows that are for the same headers stay, and with them what a person has chosen. */
static gboolean
are_shown (IsoImportDialog *self, const GPtrArray *columns)
{
  gboolean same = self->column_rows->len == columns->len;

  for (guint i = 0; same && i < columns->len; i++)
    same = strcmp (adw_preferences_row_get_title (g_ptr_array_index (self->column_rows, i)), g_ptr_array_index (columns, i)) == 0;
  return same;
}

void
iso_import_dialog_show_columns (IsoImportDialog *self, const IsoImportSight *sight)
{
  gboolean shown = sight != NULL && sight->columns != NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->column_group), shown);
  if (!shown || are_shown (self, sight->columns))
    return;
  for (guint i = 0; i < self->column_rows->len; i++)
    adw_preferences_group_remove (self->column_group, g_ptr_array_index (self->column_rows, i));
  g_ptr_array_set_size (self->column_rows, 0);
  for (guint i = 0; i < sight->columns->len; i++)
    {
      GtkWidget *row = create_row (g_ptr_array_index (sight->columns, i), g_ptr_array_index (sight->meanings, i));

      adw_preferences_group_add (self->column_group, row);
      g_ptr_array_add (self->column_rows, row);
    }
}

GPtrArray *
iso_import_dialog_get_meanings (IsoImportDialog *self)
{
  GPtrArray *meanings = g_ptr_array_new ();

  for (guint i = 0; i < self->column_rows->len; i++)
    {
      guint selected = adw_combo_row_get_selected (g_ptr_array_index (self->column_rows, i));

      g_ptr_array_add (meanings, (char *) (selected > 0 ? iso_import_meaning_word (selected - 1) : ""));
    }
  return meanings;
}
