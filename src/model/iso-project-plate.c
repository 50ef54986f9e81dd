/* iso-project-plate.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-project-plate.h"

struct _IsoProjectPlate
{
  IsoProjectItem parent_instance;

  const IsoPlateFormat *format;      /* NULL for a list */
  char                 *run;         /* (owned) */
  char                 *signal;      /* (owned) (nullable) */
  char                 *reference;   /* (owned) (nullable) */
  IsoWellRow           *wells;       /* (owned) n_wells of them */
  guint                 n_wells;
};

G_DEFINE_FINAL_TYPE (IsoProjectPlate, iso_project_plate, ISO_TYPE_PROJECT_ITEM)

typedef enum
{
  PROP_RUN = 1,
  PROP_SIGNAL,
  PROP_REFERENCE,
} IsoProjectPlateProperty;

static GParamSpec *properties[PROP_REFERENCE + 1];
static guint wells_changed;

static void
iso_project_plate_take (IsoProjectItem *item, const IsoEntityRow *row)
{
  IsoProjectPlate *self = ISO_PROJECT_PLATE (item);

  self->format = iso_plate_format_find (row->wells);
  if (iso_project_item_set_text (&self->run, row->run))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RUN]);
  if (iso_project_item_set_text (&self->signal, row->signal))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SIGNAL]);
  if (iso_project_item_set_text (&self->reference, row->reference))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REFERENCE]);
}

static void
iso_project_plate_finalize (GObject *object)
{
  IsoProjectPlate *self = ISO_PROJECT_PLATE (object);

  g_free (self->run);
  g_free (self->signal);
  g_free (self->reference);
  iso_well_rows_free (self->wells, self->n_wells);
  G_OBJECT_CLASS (iso_project_plate_parent_class)->finalize (object);
}

static void
iso_project_plate_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  IsoProjectPlate *self = ISO_PROJECT_PLATE (object);

  switch ((IsoProjectPlateProperty) id)
    {
    case PROP_RUN:
      g_value_set_string (value, self->run);
      break;
    case PROP_SIGNAL:
      g_value_set_string (value, self->signal);
      break;
    case PROP_REFERENCE:
      g_value_set_string (value, self->reference);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
iso_project_plate_class_init (IsoProjectPlateClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  ISO_PROJECT_ITEM_CLASS (klass)->take = iso_project_plate_take;
  object_class->finalize = iso_project_plate_finalize;
  object_class->get_property = iso_project_plate_get_property;

  properties[PROP_RUN] = g_param_spec_string ("run", NULL, NULL, NULL, flags);
  properties[PROP_SIGNAL] = g_param_spec_string ("signal", NULL, NULL, NULL, flags);
  properties[PROP_REFERENCE] = g_param_spec_string ("reference", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  wells_changed = g_signal_new ("wells-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                G_TYPE_ARRAY);
}

static void
iso_project_plate_init (IsoProjectPlate *self)
{
}

static const IsoWellRow *
get_well (IsoProjectPlate *self, guint well)
{
  g_return_val_if_fail (ISO_IS_PROJECT_PLATE (self), NULL);
  g_return_val_if_fail (well < self->n_wells, NULL);
  return &self->wells[well];
}

const IsoPlateFormat *
iso_project_plate_get_format (IsoProjectPlate *self)
{
  g_return_val_if_fail (ISO_IS_PROJECT_PLATE (self), NULL);
  return self->format;
}

guint
iso_project_plate_get_columns (IsoProjectPlate *self)
{
  g_return_val_if_fail (ISO_IS_PROJECT_PLATE (self), 1);
  return self->format != NULL ? self->format->columns : 1;
}

guint
iso_project_plate_get_n_wells (IsoProjectPlate *self)
{
  g_return_val_if_fail (ISO_IS_PROJECT_PLATE (self), 0);
  return self->n_wells;
}

const char *
iso_project_plate_get_run (IsoProjectPlate *self)
{
  g_return_val_if_fail (ISO_IS_PROJECT_PLATE (self), NULL);
  return self->run;
}

const char *
iso_project_plate_get_signal (IsoProjectPlate *self)
{
  g_return_val_if_fail (ISO_IS_PROJECT_PLATE (self), NULL);
  return self->signal;
}

const char *
iso_project_plate_get_reference (IsoProjectPlate *self)
{
  g_return_val_if_fail (ISO_IS_PROJECT_PLATE (self), NULL);
  return self->reference;
}

IsoRole
iso_project_plate_get_role (IsoProjectPlate *self, guint well)
{
  const IsoWellRow *row = get_well (self, well);

  return row != NULL ? row->role : ISO_ROLE_EMPTY;
}

const char *
iso_project_plate_get_sample (IsoProjectPlate *self, guint well)
{
  const IsoWellRow *row = get_well (self, well);

  return row != NULL ? row->sample : NULL;
}

guint
iso_project_plate_get_replicate (IsoProjectPlate *self, guint well)
{
  const IsoWellRow *row = get_well (self, well);

  return row != NULL ? row->replicate : 0;
}

const IsoWellDose *
iso_project_plate_get_doses (IsoProjectPlate *self, guint well, guint *n)
{
  const IsoWellRow *row = get_well (self, well);

  *n = row != NULL ? row->n_doses : 0;
  return row != NULL ? row->doses : NULL;
}

gboolean
iso_project_plate_get_excluded (IsoProjectPlate *self, guint well)
{
  return iso_project_plate_get_reason (self, well) != NULL;
}

const char *
iso_project_plate_get_reason (IsoProjectPlate *self, guint well)
{
  const IsoWellRow *row = get_well (self, well);

  return row != NULL ? row->reason : NULL;
}

void
iso_project_plate_take_all (IsoProjectPlate *self, IsoWellRow *wells, guint n, GArray *changed)
{
  g_return_if_fail (ISO_IS_PROJECT_PLATE (self));

  iso_well_rows_free (self->wells, self->n_wells);
  self->wells = wells;
  self->n_wells = n;
  if (changed != NULL)
    g_signal_emit (self, wells_changed, 0, changed);
}

void
iso_project_plate_take_wells (IsoProjectPlate *self, GArray *indices, IsoWellRow *rows)
{
  g_return_if_fail (ISO_IS_PROJECT_PLATE (self));

  for (guint i = 0; i < indices->len; i++)
    {
      guint well = g_array_index (indices, guint, i);

      g_return_if_fail (well < self->n_wells);
      iso_well_row_clear (&self->wells[well]);
      self->wells[well] = rows[i];
      rows[i] = (IsoWellRow) { ISO_ROLE_EMPTY };
    }
  g_signal_emit (self, wells_changed, 0, indices);
}
