/* iso-design-follow.c - the lists and words around the plate follow what is in the project
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-design-page-private.h"

#include "iso-design-find.h"
#include "iso-drop-down.h"

#include <glib/gi18n.h>
#include <string.h>

static char *
get_plate_names (IsoDesignPage *self)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; self->plate_list != NULL && i < g_list_model_get_n_items (self->plate_list); i++)
    {
      g_autoptr (IsoProjectItem) item = g_list_model_get_item (self->plate_list, i);

      g_string_append_printf (names, "%s\n", iso_project_item_get_name (item));
    }
  return g_string_free (names, FALSE);
}

/* GtkDropDown reads names once: it is told when they have changed. */
static void
name_plates (IsoDesignPage *self)
{
  g_autofree char *names = get_plate_names (self);
  g_autoptr (GtkExpression) expression = NULL;

  if (g_strcmp0 (names, self->plate_names) == 0)
    return;
  g_free (self->plate_names);
  self->plate_names = g_steal_pointer (&names);
  expression = gtk_property_expression_new (ISO_TYPE_PROJECT_ITEM, NULL, "name");
  iso_drop_down_set_expression (self->plates, expression);
}

/* Back to the plate, and to what was selected on it. */
static void
return_to_gone (IsoDesignPage *self)
{
  guint place = self->gone != NULL ? iso_design_page_find_plate (self, self->gone) : GTK_INVALID_LIST_POSITION;

  if (place == GTK_INVALID_LIST_POSITION)
    return;
  gtk_drop_down_set_selected (self->plates, place);
  iso_well_selection_select (self->selection, self->gone_wells, self->n_gone_wells, ISO_SELECT_ONLY);
  g_clear_pointer (&self->gone, g_free);
  g_clear_pointer (&self->gone_wells, g_free);
}

/* The names of a list in a drop-down, behind one or two words that stand for none of them; and which was chosen if it is still there. */
static void
follow_list (GtkDropDown *drop_down, IsoProject *project, IsoEntity entity, const char *first, const char *second)
{
  GListModel *list = G_LIST_MODEL (iso_project_get_list (project, entity));
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint chosen = gtk_drop_down_get_selected (drop_down);
  GListModel *old = gtk_drop_down_get_model (drop_down);
  gboolean same;

  if (first != NULL)
    gtk_string_list_append (names, first);
  if (second != NULL)
    gtk_string_list_append (names, second);
  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (IsoProjectItem) item = g_list_model_get_item (list, i);

      gtk_string_list_append (names, iso_project_item_get_name (item));
    }
  same = old != NULL && g_list_model_get_n_items (old) == g_list_model_get_n_items (G_LIST_MODEL (names));
  for (guint i = 0; same && i < g_list_model_get_n_items (old); i++)
    same = strcmp (gtk_string_list_get_string (GTK_STRING_LIST (old), i), gtk_string_list_get_string (names, i)) == 0;
  if (same)
    return;
  gtk_drop_down_set_model (drop_down, G_LIST_MODEL (names));
  if (chosen < g_list_model_get_n_items (G_LIST_MODEL (names)))
    gtk_drop_down_set_selected (drop_down, chosen);
}

/* All layers, and that of each drug. */
static void
follow_layers (IsoDesignPage *self)
{
  GListModel *drugs = G_LIST_MODEL (iso_project_get_list (self->project, ISO_ENTITY_DRUG));
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint chosen = gtk_drop_down_get_selected (self->layers);

  for (IsoPlateLayer layer = 0; layer < ISO_N_LAYERS; layer++)
    {
      if (layer != ISO_LAYER_DOSE)
        gtk_string_list_append (names, _(iso_plate_layer_name (layer)));
    }
  for (guint i = 0; i < g_list_model_get_n_items (drugs); i++)
    {
      g_autoptr (IsoProjectItem) drug = g_list_model_get_item (drugs, i);
      /* Translators: what the colours of the plate show: the dose of one compound. */
      g_autofree char *name = g_strdup_printf (_("Dose of %s"), iso_project_item_get_name (drug));

      gtk_string_list_append (names, name);
    }
  gtk_drop_down_set_model (self->layers, G_LIST_MODEL (names));
  if (chosen < g_list_model_get_n_items (G_LIST_MODEL (names)))
    gtk_drop_down_set_selected (self->layers, chosen);
}

static GtkWidget *
create_remark (const IsoDesignFinding *finding)
{
  GtkWidget *row = gtk_list_box_row_new (), *label = gtk_label_new (finding->text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 40);
  gtk_widget_add_css_class (row, "remark");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, finding->text, -1);
  return row;
}

static void
mark_wells (IsoDesignPage *self)
{
  g_autoptr (GArray) marked = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < self->findings->len; i++)
    {
      const IsoDesignFinding *finding = self->findings->pdata[i];

      if (finding->wrong)
        g_array_append_vals (marked, finding->wells->data, finding->wells->len);
    }
  iso_plate_grid_set_marked (self->grid, (const guint *) (void *) marked->data, marked->len);
}

static void
follow_findings (IsoDesignPage *self, IsoProjectPlate *plate)
{
  g_autofree char *text = NULL;
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->remark_list))) != NULL)
    gtk_list_box_remove (self->remark_list, row);
  g_clear_pointer (&self->findings, g_ptr_array_unref);
  self->findings = iso_design_check (self->project, plate);
  for (guint i = 0; i < self->findings->len; i++)
    gtk_list_box_append (self->remark_list, create_remark (self->findings->pdata[i]));
  gtk_widget_set_visible (GTK_WIDGET (self->remarks), self->findings->len > 0);
  text = g_strdup_printf (ngettext ("%u remark", "%u remarks", self->findings->len), self->findings->len);
  gtk_menu_button_set_label (self->remarks, text);
  mark_wells (self);
}

static gboolean
follow_sample_cb (gpointer data)
{
  IsoDesignPage *self = data;

  self->follow_source = 0;
  if (self->project != NULL)
    iso_design_page_follow_sample (self);
  return G_SOURCE_REMOVE;
}

/* GTK is not done with a list while it says what was chosen from it. */
static void
follow_sample_soon (IsoDesignPage *self)
{
  if (!self->choosing)
    iso_design_page_follow_sample (self);
  else if (self->follow_source == 0)
    self->follow_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, follow_sample_cb, self, NULL);
}

guint
iso_design_page_find_plate (IsoDesignPage *self, const char *id)
{
  guint n = self->plate_list != NULL ? g_list_model_get_n_items (self->plate_list) : 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (IsoProjectItem) item = g_list_model_get_item (self->plate_list, i);

      if (strcmp (iso_project_item_get_id (item), id) == 0)
        return i;
    }
  return GTK_INVALID_LIST_POSITION;
}

/* Keeps in mind what was selected on a plate that is not there any more: undo may bring it back. */
void
iso_design_page_remember_gone (IsoDesignPage *self)
{
  IsoProjectPlate *plate = iso_design_page_get_plate (self);

  if (plate == NULL || iso_design_page_find_plate (self, iso_project_item_get_id (ISO_PROJECT_ITEM (plate))) != GTK_INVALID_LIST_POSITION)
    return;
  g_free (self->gone);
  g_free (self->gone_wells);
  self->gone = g_strdup (iso_project_item_get_id (ISO_PROJECT_ITEM (plate)));
  self->gone_wells = iso_well_selection_get_wells (self->selection, &self->n_gone_wells);
}

/* The sample of all selected wells, or none; "Mixed" where they differ. */
void
iso_design_page_follow_sample (IsoDesignPage *self)
{
  IsoProjectPlate *plate = iso_design_page_get_plate (self);
  guint n, place = 0;
  g_autofree guint *wells = iso_well_selection_get_wells (self->selection, &n);
  const char *sample = n > 0 ? iso_project_plate_get_sample (plate, wells[0]) : NULL;
  GListModel *list = G_LIST_MODEL (iso_project_get_list (self->project, ISO_ENTITY_SAMPLE));

  self->mixed = FALSE;
  for (guint i = 1; i < n && !self->mixed; i++)
    self->mixed = g_strcmp0 (sample, iso_project_plate_get_sample (plate, wells[i])) != 0;
  for (guint i = 0; i < g_list_model_get_n_items (list) && sample != NULL && !self->mixed; i++)
    {
      g_autoptr (IsoProjectItem) item = g_list_model_get_item (list, i);

      if (strcmp (iso_project_item_get_id (item), sample) == 0)
        place = i + 1;
    }
  self->following = TRUE;
  follow_list (self->samples, self->project, ISO_ENTITY_SAMPLE, self->mixed ? _("Mixed") : NULL, _("No sample"));
  gtk_drop_down_set_selected (self->samples, place);
  self->following = FALSE;
}

void
iso_design_page_follow (IsoDesignPage *self)
{
  IsoProjectPlate *plate = iso_design_page_get_plate (self);

  return_to_gone (self);
  self->following = TRUE;
  name_plates (self);
  follow_list (self->drugs, self->project, ISO_ENTITY_DRUG, NULL, NULL);
  follow_layers (self);
  self->following = FALSE;
  follow_sample_soon (self);
  if (plate != NULL)
    {
      g_autofree char *count = iso_design_count (plate);

      gtk_label_set_text (self->count, count);
      follow_findings (self, plate);
    }
}
