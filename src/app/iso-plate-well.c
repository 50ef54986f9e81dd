/* iso-plate-well.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-plate-well.h"

#include "plate/iso-well.h"

struct _IsoPlateWell
{
  GtkWidget parent_instance;

  GskRenderNode *node;          /* (owned) (nullable) */
  char          *description;   /* (owned) (nullable) */
  gboolean       selected;
};

G_DEFINE_FINAL_TYPE (IsoPlateWell, iso_plate_well, GTK_TYPE_WIDGET)

static void
iso_plate_well_finalize (GObject *object)
{
  IsoPlateWell *self = ISO_PLATE_WELL (object);

  g_clear_pointer (&self->node, gsk_render_node_unref);
  g_free (self->description);
  G_OBJECT_CLASS (iso_plate_well_parent_class)->finalize (object);
}

static void
iso_plate_well_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  IsoPlateWell *self = ISO_PLATE_WELL (widget);

  if (self->node != NULL)
    gtk_snapshot_append_node (snapshot, self->node);
}

static void
iso_plate_well_class_init (IsoPlateWellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = iso_plate_well_finalize;
  widget_class->snapshot = iso_plate_well_snapshot;
  gtk_widget_class_set_css_name (widget_class, "well");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GRID_CELL);
}

static void
iso_plate_well_init (IsoPlateWell *self)
{
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
}

GtkWidget *
iso_plate_well_new (guint row, guint column)
{
  GtkWidget *self = g_object_new (ISO_TYPE_PLATE_WELL, NULL);
  char name[ISO_WELL_NAME_SIZE];

  iso_well_name ((IsoWell) { (guint8) row, (guint8) column }, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_RELATION_ROW_INDEX, (int) row + 1,
                                  GTK_ACCESSIBLE_RELATION_COL_INDEX, (int) column + 1,
                                  -1);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_SELECTED, FALSE, -1);
  return self;
}

void
iso_plate_well_set_node (IsoPlateWell *self, GskRenderNode *node)
{
  if (self->node == node)
    return;
  g_clear_pointer (&self->node, gsk_render_node_unref);
  self->node = node != NULL ? gsk_render_node_ref (node) : NULL;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
iso_plate_well_set_description (IsoPlateWell *self, char *description)
{
  if (g_strcmp0 (self->description, description) == 0)
    {
      g_free (description);
      return;
    }
  g_free (self->description);
  self->description = description;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description, -1);
}

void
iso_plate_well_set_selected (IsoPlateWell *self, gboolean selected)
{
  if (self->selected == selected)
    return;
  self->selected = selected;
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_SELECTED, selected, -1);
}

const char *
iso_plate_well_get_description (IsoPlateWell *self)
{
  return self->description;
}
