/* iso-project-stock.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-project-stock.h"

#include "iso-user-text.h"

#include <string.h>

struct _IsoProjectStock
{
  GObject parent_instance;

  char     *id;      /* (owned) */
  char     *drug;    /* (owned) */
  gboolean  used;
  IsoBottle bottle;  /* (owned) */
};

G_DEFINE_FINAL_TYPE (IsoProjectStock, iso_project_stock, G_TYPE_OBJECT)

typedef enum
{
  PROP_ID = 1,
  PROP_DRUG,
  PROP_USED,
  PROP_FORM_NAME,
  PROP_CONCENTRATION,
  PROP_SOLVENT,
  PROP_LOT,
  PROP_SUPPLIER,
  PROP_EXPIRY,
  PROP_IN_SPITE,
  PROP_THAWS,
} IsoProjectStockProperty;

static GParamSpec *properties[PROP_THAWS + 1];

static void
iso_project_stock_finalize (GObject *object)
{
  IsoProjectStock *self = ISO_PROJECT_STOCK (object);

  g_free (self->id);
  g_free (self->drug);
  iso_bottle_clear (&self->bottle);
  G_OBJECT_CLASS (iso_project_stock_parent_class)->finalize (object);
}

static void
iso_project_stock_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  IsoProjectStock *self = ISO_PROJECT_STOCK (object);
  const char *const texts[] = {
    [PROP_ID] = self->id, [PROP_DRUG] = self->drug, [PROP_FORM_NAME] = self->bottle.form_name, [PROP_SOLVENT] = self->bottle.solvent,
    [PROP_LOT] = self->bottle.lot, [PROP_SUPPLIER] = self->bottle.supplier, [PROP_EXPIRY] = self->bottle.expiry,
    [PROP_IN_SPITE] = self->bottle.in_spite,
  };

  if (id == PROP_USED)
    g_value_set_boolean (value, self->used);
  else if (id == PROP_THAWS)
    g_value_set_uint (value, self->bottle.thaws);
  else if (id == PROP_CONCENTRATION)
    g_value_take_string (value, iso_user_dose (self->bottle.concentration, self->bottle.unit));
  else if (id < G_N_ELEMENTS (texts))
    g_value_set_string (value, texts[id]);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
iso_project_stock_class_init (IsoProjectStockClass *klass)
{
  static const struct { IsoProjectStockProperty property; const char *name; } texts[] = {
    { PROP_ID, "id" }, { PROP_DRUG, "drug" }, { PROP_FORM_NAME, "form-name" }, { PROP_CONCENTRATION, "concentration" },
    { PROP_SOLVENT, "solvent" }, { PROP_LOT, "lot" }, { PROP_SUPPLIER, "supplier" }, { PROP_EXPIRY, "expiry" },
    { PROP_IN_SPITE, "in-spite" },
  };
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = iso_project_stock_finalize;
  object_class->get_property = iso_project_stock_get_property;
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    properties[texts[i].property] = g_param_spec_string (texts[i].name, NULL, NULL, NULL, flags);
  properties[PROP_USED] = g_param_spec_boolean ("used", NULL, NULL, FALSE, flags);
  properties[PROP_THAWS] = g_param_spec_uint ("thaws", NULL, NULL, 0, G_MAXUINT, 0, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
iso_project_stock_init (IsoProjectStock *self)
{
  iso_bottle_init (&self->bottle);
}

/* Tells of everything that the two do not have alike. */
static void
notify_differences (IsoProjectStock *self, const IsoBottle *before)
{
  const IsoBottle *now = &self->bottle;
  const struct { IsoProjectStockProperty property; const char *before, *now; } texts[] = {
    { PROP_FORM_NAME, before->form_name, now->form_name }, { PROP_SOLVENT, before->solvent, now->solvent },
    { PROP_LOT, before->lot, now->lot }, { PROP_SUPPLIER, before->supplier, now->supplier },
    { PROP_EXPIRY, before->expiry, now->expiry }, { PROP_IN_SPITE, before->in_spite, now->in_spite },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (g_strcmp0 (texts[i].before, texts[i].now) != 0)
      g_object_notify_by_pspec (G_OBJECT (self), properties[texts[i].property]);
  if (before->thaws != now->thaws)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_THAWS]);
  /* What acts in it depends on the form, too. */
  if (before->unit != now->unit || before->concentration != now->concentration
      || memcmp (&before->form, &now->form, sizeof now->form) != 0)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CONCENTRATION]);
}

IsoProjectStock *
iso_project_stock_new (const IsoStockRow *row)
{
  IsoProjectStock *self = g_object_new (ISO_TYPE_PROJECT_STOCK, NULL);

  self->id = g_strdup (row->id);
  self->drug = g_strdup (row->drug);
  iso_project_stock_take (self, row);
  return self;
}

void
iso_project_stock_take (IsoProjectStock *self, const IsoStockRow *row)
{
  g_auto (IsoBottle) before = self->bottle;

  g_return_if_fail (ISO_IS_PROJECT_STOCK (self));
  g_return_if_fail (g_str_equal (self->id, row->id));

  g_object_freeze_notify (G_OBJECT (self));
  iso_bottle_copy (&row->bottle, &self->bottle);
  if (self->used != row->used)
    {
      self->used = row->used;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_USED]);
    }
  notify_differences (self, &before);
  g_object_thaw_notify (G_OBJECT (self));
}

const char *
iso_project_stock_get_id (IsoProjectStock *self)
{
  g_return_val_if_fail (ISO_IS_PROJECT_STOCK (self), NULL);
  return self->id;
}

const char *
iso_project_stock_get_drug (IsoProjectStock *self)
{
  g_return_val_if_fail (ISO_IS_PROJECT_STOCK (self), NULL);
  return self->drug;
}

gboolean
iso_project_stock_get_used (IsoProjectStock *self)
{
  g_return_val_if_fail (ISO_IS_PROJECT_STOCK (self), FALSE);
  return self->used;
}

const IsoBottle *
iso_project_stock_get_bottle (IsoProjectStock *self)
{
  g_return_val_if_fail (ISO_IS_PROJECT_STOCK (self), NULL);
  return &self->bottle;
}

gboolean
iso_project_stock_is_expired (IsoProjectStock *self, const char *day)
{
  g_return_val_if_fail (ISO_IS_PROJECT_STOCK (self), FALSE);
  return *self->bottle.expiry != '\0' && strcmp (self->bottle.expiry, day) < 0;
}
