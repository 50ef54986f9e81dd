/* iso-compounds-page.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-compounds-page.h"

#include "iso-cells-group.h"
#include "iso-name-table.h"
#include "iso-resources.h"
#include "iso-stock-group.h"

struct _IsoCompoundsPage
{
  AdwBin parent_instance;

  IsoProject    *project;   /* (owned) (nullable) */

  IsoNameTable  *drugs;
  IsoNameTable  *samples;
  IsoNameTable  *runs;
  IsoStockGroup *stocks;
  IsoCellsGroup *cells;
};

enum { PROP_PROJECT = 1 };

G_DEFINE_FINAL_TYPE (IsoCompoundsPage, iso_compounds_page, ADW_TYPE_BIN)

static GParamSpec *project_property;

static void
iso_compounds_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_object (value, ISO_COMPOUNDS_PAGE (object)->project);
}

static void
iso_compounds_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  iso_compounds_page_set_project (ISO_COMPOUNDS_PAGE (object), g_value_get_object (value));
}

static void
iso_compounds_page_dispose (GObject *object)
{
  g_clear_object (&ISO_COMPOUNDS_PAGE (object)->project);
  G_OBJECT_CLASS (iso_compounds_page_parent_class)->dispose (object);
}

static void
iso_compounds_page_class_init (IsoCompoundsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->get_property = iso_compounds_page_get_property;
  G_OBJECT_CLASS (klass)->set_property = iso_compounds_page_set_property;
  G_OBJECT_CLASS (klass)->dispose = iso_compounds_page_dispose;
  project_property = g_param_spec_object ("project", NULL, NULL, ISO_TYPE_PROJECT,
                                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_property (G_OBJECT_CLASS (klass), PROP_PROJECT, project_property);

  g_type_ensure (ISO_TYPE_CELLS_GROUP);
  g_type_ensure (ISO_TYPE_NAME_TABLE);
  g_type_ensure (ISO_TYPE_STOCK_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, ISO_RESOURCES "iso-compounds-page.ui");
  gtk_widget_class_bind_template_child (widget_class, IsoCompoundsPage, drugs);
  gtk_widget_class_bind_template_child (widget_class, IsoCompoundsPage, samples);
  gtk_widget_class_bind_template_child (widget_class, IsoCompoundsPage, runs);
  gtk_widget_class_bind_template_child (widget_class, IsoCompoundsPage, stocks);
  gtk_widget_class_bind_template_child (widget_class, IsoCompoundsPage, cells);
}

static void
iso_compounds_page_init (IsoCompoundsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
iso_compounds_page_set_project (IsoCompoundsPage *self, IsoProject *project)
{
  g_return_if_fail (ISO_IS_COMPOUNDS_PAGE (self));
  g_return_if_fail (project == NULL || ISO_IS_PROJECT (project));

  if (project == self->project)
    return;
  g_set_object (&self->project, project);
  iso_name_table_set_project (self->drugs, project, ISO_ENTITY_DRUG);
  iso_name_table_set_project (self->samples, project, ISO_ENTITY_SAMPLE);
  iso_name_table_set_project (self->runs, project, ISO_ENTITY_RUN);
  iso_stock_group_set_project (self->stocks, project);
  iso_cells_group_set_project (self->cells, project);
  g_object_notify_by_pspec (G_OBJECT (self), project_property);
}
