/* iso-project-item.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-project-item.h"

#include "iso-project-plate.h"

#include <string.h>

typedef struct
{
  char   *id;         /* (owned) */
  char   *name;       /* (owned) */
  gint64  position;
} IsoProjectItemPrivate;

struct _IsoProjectDrug
{
  IsoProjectItem parent_instance;

  char *unit;   /* (owned) */
};

struct _IsoProjectRun
{
  IsoProjectItem parent_instance;

  char *read_on;   /* (owned) */
};

struct _IsoProjectFigure
{
  IsoProjectItem parent_instance;

  char  *kind;       /* (owned) */
  char **settings;   /* (owned) */
};

G_DEFINE_TYPE_WITH_PRIVATE (IsoProjectItem, iso_project_item, G_TYPE_OBJECT)
G_DEFINE_FINAL_TYPE (IsoProjectDrug, iso_project_drug, ISO_TYPE_PROJECT_ITEM)
G_DEFINE_FINAL_TYPE (IsoProjectRun, iso_project_run, ISO_TYPE_PROJECT_ITEM)
G_DEFINE_FINAL_TYPE (IsoProjectFigure, iso_project_figure, ISO_TYPE_PROJECT_ITEM)

#define PRIVATE(self) ((IsoProjectItemPrivate *) iso_project_item_get_instance_private (self))
#define FLAGS (G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY)

typedef enum
{
  PROP_ID = 1,
  PROP_NAME,
} IsoProjectItemProperty;

typedef enum
{
  PROP_UNIT = 1,
} IsoProjectDrugProperty;

typedef enum
{
  PROP_READ_ON = 1,
} IsoProjectRunProperty;

typedef enum
{
  PROP_KIND = 1,
  PROP_SETTINGS,
} IsoProjectFigureProperty;

static GParamSpec *item_properties[PROP_NAME + 1];
static GParamSpec *drug_properties[PROP_UNIT + 1];
static GParamSpec *run_properties[PROP_READ_ON + 1];
static GParamSpec *figure_properties[PROP_SETTINGS + 1];

static void
take_nothing (IsoProjectItem *self, const IsoEntityRow *row)
{
}

static void
iso_project_item_finalize (GObject *object)
{
  IsoProjectItem *self = ISO_PROJECT_ITEM (object);

  g_free (PRIVATE (self)->id);
  g_free (PRIVATE (self)->name);
  G_OBJECT_CLASS (iso_project_item_parent_class)->finalize (object);
}

static void
iso_project_item_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  IsoProjectItem *self = ISO_PROJECT_ITEM (object);

  switch ((IsoProjectItemProperty) id)
    {
    case PROP_ID:
      g_value_set_string (value, PRIVATE (self)->id);
      break;
    case PROP_NAME:
      g_value_set_string (value, PRIVATE (self)->name);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
iso_project_item_class_init (IsoProjectItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  klass->take = take_nothing;
  object_class->finalize = iso_project_item_finalize;
  object_class->get_property = iso_project_item_get_property;
  item_properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, FLAGS);
  item_properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, FLAGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (item_properties), item_properties);
}

static void
iso_project_item_init (IsoProjectItem *self)
{
}

static void
iso_project_drug_take (IsoProjectItem *item, const IsoEntityRow *row)
{
  if (iso_project_item_set_text (&ISO_PROJECT_DRUG (item)->unit, row->unit))
    g_object_notify_by_pspec (G_OBJECT (item), drug_properties[PROP_UNIT]);
}

static void
iso_project_drug_finalize (GObject *object)
{
  g_free (ISO_PROJECT_DRUG (object)->unit);
  G_OBJECT_CLASS (iso_project_drug_parent_class)->finalize (object);
}

static void
iso_project_drug_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_UNIT)
    g_value_set_string (value, ISO_PROJECT_DRUG (object)->unit);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
iso_project_drug_class_init (IsoProjectDrugClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  ISO_PROJECT_ITEM_CLASS (klass)->take = iso_project_drug_take;
  object_class->finalize = iso_project_drug_finalize;
  object_class->get_property = iso_project_drug_get_property;
  drug_properties[PROP_UNIT] = g_param_spec_string ("unit", NULL, NULL, NULL, FLAGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (drug_properties), drug_properties);
}

static void
iso_project_drug_init (IsoProjectDrug *self)
{
}

static void
iso_project_run_take (IsoProjectItem *item, const IsoEntityRow *row)
{
  if (iso_project_item_set_text (&ISO_PROJECT_RUN (item)->read_on, row->read_on))
    g_object_notify_by_pspec (G_OBJECT (item), run_properties[PROP_READ_ON]);
}

static void
iso_project_run_finalize (GObject *object)
{
  g_free (ISO_PROJECT_RUN (object)->read_on);
  G_OBJECT_CLASS (iso_project_run_parent_class)->finalize (object);
}

static void
iso_project_run_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_READ_ON)
    g_value_set_string (value, ISO_PROJECT_RUN (object)->read_on);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
iso_project_run_class_init (IsoProjectRunClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  ISO_PROJECT_ITEM_CLASS (klass)->take = iso_project_run_take;
  object_class->finalize = iso_project_run_finalize;
  object_class->get_property = iso_project_run_get_property;
  run_properties[PROP_READ_ON] = g_param_spec_string ("read-on", NULL, NULL, NULL, FLAGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (run_properties), run_properties);
}

static void
iso_project_run_init (IsoProjectRun *self)
{
}

static void
iso_project_figure_take (IsoProjectItem *item, const IsoEntityRow *row)
{
  IsoProjectFigure *self = ISO_PROJECT_FIGURE (item);

  if (iso_project_item_set_text (&self->kind, row->kind))
    g_object_notify_by_pspec (G_OBJECT (self), figure_properties[PROP_KIND]);
  if (self->settings == NULL || !g_strv_equal ((const char *const *) self->settings, (const char *const *) row->settings))
    {
      g_strfreev (self->settings);
      self->settings = g_strdupv (row->settings);
      g_object_notify_by_pspec (G_OBJECT (self), figure_properties[PROP_SETTINGS]);
    }
}

static void
iso_project_figure_finalize (GObject *object)
{
  g_free (ISO_PROJECT_FIGURE (object)->kind);
  g_strfreev (ISO_PROJECT_FIGURE (object)->settings);
  G_OBJECT_CLASS (iso_project_figure_parent_class)->finalize (object);
}

static void
iso_project_figure_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  IsoProjectFigure *self = ISO_PROJECT_FIGURE (object);

  switch ((IsoProjectFigureProperty) id)
    {
    case PROP_KIND:
      g_value_set_string (value, self->kind);
      break;
    case PROP_SETTINGS:
      g_value_set_boxed (value, self->settings);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
iso_project_figure_class_init (IsoProjectFigureClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  ISO_PROJECT_ITEM_CLASS (klass)->take = iso_project_figure_take;
  object_class->finalize = iso_project_figure_finalize;
  object_class->get_property = iso_project_figure_get_property;
  figure_properties[PROP_KIND] = g_param_spec_string ("kind", NULL, NULL, NULL, FLAGS);
  figure_properties[PROP_SETTINGS] = g_param_spec_boxed ("settings", NULL, NULL, G_TYPE_STRV, FLAGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (figure_properties), figure_properties);
}

static void
iso_project_figure_init (IsoProjectFigure *self)
{
}

static GType
get_type (IsoEntity entity)
{
  switch (entity)
    {
    case ISO_ENTITY_DRUG:
      return ISO_TYPE_PROJECT_DRUG;
    case ISO_ENTITY_PLATE:
      return ISO_TYPE_PROJECT_PLATE;
    case ISO_ENTITY_FIGURE:
      return ISO_TYPE_PROJECT_FIGURE;
    case ISO_ENTITY_RUN:
      return ISO_TYPE_PROJECT_RUN;
    case ISO_ENTITY_SAMPLE:
    default:
      return ISO_TYPE_PROJECT_ITEM;
    }
}

IsoProjectItem *
iso_project_item_new (IsoEntity entity, const IsoEntityRow *row)
{
  IsoProjectItem *self = g_object_new (get_type (entity), NULL);

  PRIVATE (self)->id = g_strdup (row->id);
  iso_project_item_take (self, row);
  return self;
}

void
iso_project_item_take (IsoProjectItem *self, const IsoEntityRow *row)
{
  g_return_if_fail (ISO_IS_PROJECT_ITEM (self));
  g_return_if_fail (g_str_equal (PRIVATE (self)->id, row->id));

  g_object_freeze_notify (G_OBJECT (self));
  PRIVATE (self)->position = row->position;
  if (iso_project_item_set_text (&PRIVATE (self)->name, row->name))
    g_object_notify_by_pspec (G_OBJECT (self), item_properties[PROP_NAME]);
  ISO_PROJECT_ITEM_GET_CLASS (self)->take (self, row);
  g_object_thaw_notify (G_OBJECT (self));
}

const char *
iso_project_item_get_id (IsoProjectItem *self)
{
  g_return_val_if_fail (ISO_IS_PROJECT_ITEM (self), NULL);
  return PRIVATE (self)->id;
}

const char *
iso_project_item_get_name (IsoProjectItem *self)
{
  g_return_val_if_fail (ISO_IS_PROJECT_ITEM (self), NULL);
  return PRIVATE (self)->name;
}

gint64
iso_project_item_get_position (IsoProjectItem *self)
{
  g_return_val_if_fail (ISO_IS_PROJECT_ITEM (self), 0);
  return PRIVATE (self)->position;
}

const char *
iso_project_drug_get_unit (IsoProjectDrug *self)
{
  g_return_val_if_fail (ISO_IS_PROJECT_DRUG (self), NULL);
  return self->unit;
}

const char *
iso_project_run_get_read_on (IsoProjectRun *self)
{
  g_return_val_if_fail (ISO_IS_PROJECT_RUN (self), NULL);
  return self->read_on;
}

const char *
iso_project_figure_get_kind (IsoProjectFigure *self)
{
  g_return_val_if_fail (ISO_IS_PROJECT_FIGURE (self), NULL);
  return self->kind;
}

const char *
iso_project_figure_get_setting (IsoProjectFigure *self, const char *name)
{
  g_return_val_if_fail (ISO_IS_PROJECT_FIGURE (self), NULL);

  for (guint i = 0; self->settings[i] != NULL; i += 2)
    if (strcmp (self->settings[i], name) == 0)
      return self->settings[i + 1];
  return NULL;
}

gboolean
iso_project_item_set_text (char **text, const char *value)
{
  if (g_strcmp0 (*text, value) == 0)
    return FALSE;
  g_free (*text);
  *text = g_strdup (value);
  return TRUE;
}
