/* iso-well-inspector-show.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-well-inspector-private.h"

#include "iso-well-text.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

static guint
find_place (IsoWellInspector *self, IsoEntity entity, const char *id)
{
  GListModel *list = G_LIST_MODEL (iso_project_get_list (self->project, entity));

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (IsoProjectItem) item = g_list_model_get_item (list, i);

      if (g_strcmp0 (iso_project_item_get_id (item), id) == 0)
        return i;
    }
  return GTK_INVALID_LIST_POSITION;
}

/* Names for a choice; with "Mixed" in front if the wells differ. */
static GtkStringList *
list_names (IsoWellInspector *self, IsoEntity entity, gboolean mixed, const char *none)
{
  GListModel *list = G_LIST_MODEL (iso_project_get_list (self->project, entity));
  GtkStringList *names = gtk_string_list_new (NULL);

  if (mixed)
    gtk_string_list_append (names, _("Mixed"));
  gtk_string_list_append (names, none);
  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (IsoProjectItem) item = g_list_model_get_item (list, i);

      gtk_string_list_append (names, iso_project_item_get_name (item));
    }
  return names;
}

static void
show_role (IsoWellInspector *self, const guint *wells, guint n)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  IsoRole role = iso_project_plate_get_role (self->plate, wells[0]);
  gboolean mixed = FALSE;

  for (guint i = 1; i < n; i++)
    mixed = mixed || iso_project_plate_get_role (self->plate, wells[i]) != role;
  if (mixed)
    gtk_string_list_append (names, _("Mixed"));
  for (IsoRole i = 0; i < ISO_N_ROLES; i++)
    gtk_string_list_append (names, _(iso_role_name (i)));
  gtk_drop_down_set_model (self->role, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->role, mixed ? 0 : role);
}

static void
show_sample (IsoWellInspector *self, const guint *wells, guint n)
{
  const char *sample = iso_project_plate_get_sample (self->plate, wells[0]);
  g_autoptr (GtkStringList) names = NULL;
  gboolean mixed = FALSE;

  for (guint i = 1; i < n; i++)
    mixed = mixed || g_strcmp0 (iso_project_plate_get_sample (self->plate, wells[i]), sample) != 0;
  names = list_names (self, ISO_ENTITY_SAMPLE, mixed, _("No sample"));
  gtk_drop_down_set_model (self->sample, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->sample, mixed || sample == NULL ? 0 : find_place (self, ISO_ENTITY_SAMPLE, sample) + 1);
}

static void
set_entry (GtkEntry *entry, const char *text, const char *placeholder)
{
  g_object_set_data_full (G_OBJECT (entry), "shown", g_strdup (text), g_free);
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  gtk_entry_set_placeholder_text (entry, placeholder);
}

static void
show_replicate (IsoWellInspector *self, const guint *wells, guint n)
{
  guint replicate = iso_project_plate_get_replicate (self->plate, wells[0]);
  g_autofree char *text = replicate > 0 ? g_strdup_printf ("%u", replicate) : g_strdup ("");
  gboolean mixed = FALSE;

  for (guint i = 1; i < n; i++)
    mixed = mixed || iso_project_plate_get_replicate (self->plate, wells[i]) != replicate;
  set_entry (self->replicate, mixed ? "" : text, mixed ? _("Mixed") : _("None"));
}

static void
show_reason (IsoWellInspector *self, const guint *wells, guint n)
{
  const char *reason = iso_project_plate_get_reason (self->plate, wells[0]);
  gboolean mixed = FALSE;

  for (guint i = 1; i < n; i++)
    mixed = mixed || g_strcmp0 (iso_project_plate_get_reason (self->plate, wells[i]), reason) != 0;
  set_entry (self->reason, mixed || reason == NULL ? "" : reason, mixed ? _("Mixed") : _("Not excluded"));
}

static const IsoWellDose *
find_dose (IsoWellInspector *self, guint well, const char *drug)
{
  guint n;
  const IsoWellDose *doses = iso_project_plate_get_doses (self->plate, well, &n);

  for (guint i = 0; i < n; i++)
    {
      if (strcmp (doses[i].drug, drug) == 0)
        return &doses[i];
    }
  return NULL;
}

/* The drugs of the wells, in the order of the experiment: up to three of them, and whether there are more. */
static guint
list_drugs (IsoWellInspector *self, const guint *wells, guint n, const char **drugs, gboolean *more)
{
  GListModel *list = G_LIST_MODEL (iso_project_get_list (self->project, ISO_ENTITY_DRUG));
  guint found = 0;

  *more = FALSE;
  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (IsoProjectItem) item = g_list_model_get_item (list, i);
      gboolean used = FALSE;

      for (guint j = 0; j < n && !used; j++)
        used = find_dose (self, wells[j], iso_project_item_get_id (item)) != NULL;
      if (used && found < ISO_MAX_DRUGS)
        drugs[found++] = iso_project_item_get_id (item);
      else if (used)
        *more = TRUE;
    }
  return found;
}

/* The dose of a drug in all wells; "Mixed" where they differ. */
static void
show_dose (IsoWellInspector *self, IsoDoseRow *row, const guint *wells, guint n)
{
  const IsoWellDose *first = row->id != NULL ? find_dose (self, wells[0], row->id) : NULL;
  g_autofree char *text = first != NULL ? iso_well_text_dose (self->project, first) : g_strdup ("");
  gboolean mixed = FALSE;

  for (guint i = 1; i < n && row->id != NULL; i++)
    {
      const IsoWellDose *dose = find_dose (self, wells[i], row->id);

      mixed = mixed || (dose == NULL) != (first == NULL)
              || (dose != NULL && fabs (iso_well_dose_value (dose) - iso_well_dose_value (first)) > 1e-9 * iso_well_dose_value (first));
    }
  set_entry (row->dose, mixed ? "" : text, mixed ? _("Mixed") : _("as in 10 nM"));
}

static void
show_doses (IsoWellInspector *self, const guint *wells, guint n)
{
  const char *drugs[ISO_MAX_DRUGS] = { NULL };
  gboolean more;
  guint found = list_drugs (self, wells, n, drugs, &more);

  for (guint i = 0; i < ISO_MAX_DRUGS; i++)
    {
      IsoDoseRow *row = &self->rows[i];
      g_autoptr (GtkStringList) names = list_names (self, ISO_ENTITY_DRUG, FALSE, _("No compound"));

      g_free (row->id);
      row->id = g_strdup (drugs[i]);
      gtk_drop_down_set_model (row->drug, G_LIST_MODEL (names));
      gtk_drop_down_set_selected (row->drug, row->id != NULL ? find_place (self, ISO_ENTITY_DRUG, row->id) + 1 : 0);
      gtk_widget_set_visible (row->box, i <= found);
      gtk_widget_set_sensitive (GTK_WIDGET (row->dose), row->id != NULL);
      show_dose (self, row, wells, n);
    }
}

static void
show_heading (IsoWellInspector *self, const guint *wells, guint n)
{
  g_autofree char *name = iso_well_text_name (self->plate, wells[0]);
  g_autofree char *many = g_strdup_printf (ngettext ("%u well", "%u wells", n), n);
  g_autofree char *content = n == 1 ? iso_well_text_describe (self->project, self->plate, wells[0]) : NULL;

  gtk_label_set_text (self->heading, n == 1 ? name : many);
  gtk_label_set_text (self->content, content != NULL ? content : "");
  gtk_widget_set_visible (GTK_WIDGET (self->content), n == 1);
}

void
iso_well_inspector_show_wells (IsoWellInspector *self)
{
  show_heading (self, self->wells, self->n);
  show_role (self, self->wells, self->n);
  show_sample (self, self->wells, self->n);
  show_replicate (self, self->wells, self->n);
  show_doses (self, self->wells, self->n);
  show_reason (self, self->wells, self->n);
}
